//! Scores of the stage `times`: TIMEX3 in histories of wars (WikiWars) and in tweets, as TempEval-3 scores them.
//!
//! Each document goes in as the program's user would give it: its characters as a plain text page, its creation time as `--date`.
//! The measures are those of `../shared/score/score_timex.py`.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context;
use rayon::prelude::*;
use sayso_read::reading::CodePoints;
use sayso_read::times::{self, Anchor, Reference};

use crate::door::Door;
use crate::{Data, table::Row};

/// A time expression, gold or found; positions in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Timex {
    start: usize,
    end: usize,
    kind: String,
    value: String,
}

/// A document with its gold.
struct Gold {
    id: String,
    /// Its creation time.
    day: Option<String>,
    text: String,
    timexes: Vec<Timex>,
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[at..].split('"').next()
}

/// Characters for the references that TimeML files have.
fn unescape(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Reads a TimeML file: the characters within `<TEXT>` and the `TIMEX3`s among them.
fn parse(id: &str, file: &str) -> anyhow::Result<Gold> {
    let file = file.replace("\r\n", "\n").replace('\r', "\n");
    let creation = (file.split("<TIMEX3").skip(1).map(|rest| rest.split('>').next().unwrap_or_default()))
        .find(|tag| tag.contains("CREATION_TIME"));
    let day = creation.and_then(|tag| attribute(tag, "value")).map(str::to_owned);
    let start = file.find("<TEXT>").context("no <TEXT>")? + "<TEXT>".len();
    let end = file.rfind("</TEXT>").context("no </TEXT>")?;
    let (mut text, mut points, mut open, mut timexes) = (String::new(), 0, Vec::new(), Vec::new());
    for (at, piece) in file[start..end].split('<').enumerate() {
        let (tag, words) = if at == 0 { ("", piece) } else { piece.split_once('>').unwrap_or((piece, "")) };
        if let Some(tag) = tag.strip_prefix("TIMEX3") {
            open.push((points, tag.to_owned()));
        } else if tag == "/TIMEX3"
            && let Some((start, tag)) = open.pop()
        {
            let cell = |name| attribute(&tag, name).unwrap_or_default().to_owned();
            timexes.push(Timex { start, end: points, kind: cell("type"), value: cell("value") });
        }
        let words = unescape(words);
        points += words.chars().count();
        text.push_str(&words);
    }
    timexes.retain(|timex| timex.start < timex.end);
    timexes.sort_by_key(|timex| (timex.start, timex.end));
    Ok(Gold { id: id.to_owned(), day, text, timexes })
}

fn load(data: &Data, corpus: &str) -> anyhow::Result<Vec<Gold>> {
    let folder = data.path(&format!("times/{corpus}"));
    let entries = std::fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<_> = entries.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "tml"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let id = Path::new(path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        parse(&id, &std::fs::read_to_string(path)?)
    };
    paths.iter().map(read).collect()
}

/// What the program finds in a document.
fn found(door: &Door, gold: &Gold) -> Vec<Timex> {
    let (_, text, analysis) = door.read(&gold.text);
    let reference = gold.day.clone().map(|value| Reference { value, origin: Anchor::Published });
    let points = CodePoints::of(&text.string);
    let timex = |time: &times::Time| {
        let (start, end) = points.of_span(time.span);
        let kind = serde_json::to_value(time.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned));
        Timex { start: start as usize, end: end as usize, kind: kind.unwrap_or_default(), value: time.value.clone() }
    };
    times::find(&text, &analysis, reference.as_ref()).iter().map(timex).collect()
}

/// Writes the predictions for a corpus as the Python scorer wants them, one document a line.
pub(crate) fn predict(data: &Data, corpus: &str) -> anyhow::Result<()> {
    let gold = load(data, corpus)?;
    let door = Door::open(data)?;
    let line = |gold: &Gold| {
        let timexes = found(&door, gold).into_iter().map(|Timex { start, end, kind, value }| {
            serde_json::json!({ "start": start, "end": end, "type": kind, "value": value })
        });
        serde_json::json!({ "id": gold.id, "timexes": timexes.collect::<Vec<_>>() }).to_string()
    };
    let lines: Vec<String> = gold.par_iter().map(line).collect();
    let mut out = std::io::stdout().lock();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Sums over documents.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    gold: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    kind: usize,
    value: usize,
}

fn trimmed(text: &[char], timex: &Timex) -> Timex {
    let (mut start, mut end) = (timex.start, timex.end);
    while start < end && text[start].is_whitespace() {
        start += 1;
    }
    while start < end && text[end - 1].is_whitespace() {
        end -= 1;
    }
    Timex { start, end, ..timex.clone() }
}

/// Pairs one to one: same spans first, then those that share most characters, the earlier ones first.
fn pairs(gold: &[Timex], found: &[Timex]) -> Vec<(usize, usize, bool)> {
    let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (j, one) in found.iter().enumerate() {
        let same =
            |(i, other): &(usize, &Timex)| (other.start, other.end) == (one.start, one.end) && !used_gold.contains(i);
        if let Some((i, _)) = gold.iter().enumerate().find(same) {
            used_gold.insert(i);
            used_found.insert(j);
            pairs.push((i, j, true));
        }
    }
    let mut shared = Vec::new();
    for (i, one) in gold.iter().enumerate().filter(|(i, _)| !used_gold.contains(i)) {
        for (j, other) in found.iter().enumerate().filter(|(j, _)| !used_found.contains(j)) {
            let overlap = one.end.min(other.end) as i64 - one.start.max(other.start) as i64;
            if overlap > 0 {
                shared.push((-overlap, other.start, i, j));
            }
        }
    }
    shared.sort_unstable();
    for (_, _, i, j) in shared {
        if used_gold.insert(i) {
            if used_found.insert(j) {
                pairs.push((i, j, false));
            } else {
                used_gold.remove(&i);
            }
        }
    }
    pairs
}

fn count(gold: &Gold, found: &[Timex]) -> Counts {
    let text: Vec<char> = gold.text.chars().collect();
    let gold: Vec<Timex> =
        gold.timexes.iter().map(|timex| trimmed(&text, timex)).filter(|timex| timex.start < timex.end).collect();
    let mut found: Vec<Timex> = found.iter().map(|timex| trimmed(&text, timex)).collect();
    found.sort_by_key(|timex| (timex.start, timex.end));
    let mut counts = Counts { gold: gold.len(), found: found.len(), ..Counts::default() };
    for (i, j, same) in pairs(&gold, &found) {
        counts.relaxed += 1;
        counts.strict += usize::from(same);
        counts.kind += usize::from(gold[i].kind == found[j].kind);
        counts.value += usize::from(gold[i].value == found[j].value);
    }
    counts
}

impl Counts {
    fn measures(self) -> Vec<(&'static str, f64)> {
        let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let f1 = |part: usize| share(2 * part, self.gold + self.found);
        vec![
            ("strict F1", f1(self.strict)),
            ("relaxed F1", f1(self.relaxed)),
            ("relaxed precision", share(self.relaxed, self.found)),
            ("relaxed recall", share(self.relaxed, self.gold)),
            ("type F1", f1(self.kind)),
            ("value F1", f1(self.value)),
        ]
    }
}

/// Scores the stage; floors and aims stand at WikiWars.
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let door = Door::open(data)?;
    let mut rows = Vec::new();
    for (corpus, note) in [
        ("wikiwars", "all types are DATE there; rules were tuned on it"),
        ("tweets-train", "its values follow conventions of their own (2014-XX-XX, 2014-12-12-WXX-5)"),
    ] {
        let gold = load(data, corpus)?;
        let counts: Vec<Counts> = gold.par_iter().map(|gold| count(gold, &found(&door, gold))).collect();
        let total = counts.iter().fold(Counts::default(), |sum, one| Counts {
            gold: sum.gold + one.gold,
            found: sum.found + one.found,
            strict: sum.strict + one.strict,
            relaxed: sum.relaxed + one.relaxed,
            kind: sum.kind + one.kind,
            value: sum.value + one.value,
        });
        for (measure, value) in total.measures() {
            let (floor, aim) = match (corpus, measure) {
                ("wikiwars", "value F1") => (Some(0.84), None),
                ("wikiwars", "strict F1") => (Some(0.86), None),
                _ => (None, None),
            };
            let remark = format!("{corpus}, {} documents, {} times; development data; {note}", gold.len(), total.gold);
            rows.push(Row { measure: format!("{corpus} {measure}"), value, floor, aim, remark });
        }
    }
    Ok(rows)
}
