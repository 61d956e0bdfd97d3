//! Scores of speakers: printed sources in invented articles (`examples/speakers`), each with the entity it stands for.
//!
//! ```text
//! text with [[1|General Vesk]] and [[2|he]]
//! ---
//! 1<TAB>person<TAB>Radomir Vesk|General Vesk<TAB>role<TAB>affiliation<TAB>country
//! ```

use std::path::Path;

use anyhow::Context;
use sayso_read::people::{Entity, Mention, MentionForm, Model, People};
use sayso_read::span::Span;
use sayso_read::text::Text;
use sayso_read::{Analysis, Language, Page, articles, people, quotes, statements, text};

/// Right and all.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tally {
    pub(crate) right: usize,
    pub(crate) all: usize,
}

impl Tally {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    pub(crate) fn share(&self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

/// What is scored.
#[derive(Debug, Default)]
pub(crate) struct Tallies {
    /// The source's span is given.
    pub(crate) resolver: Tally,
    /// The source is found by the program too.
    pub(crate) whole: Tally,
    /// Of those that cannot be settled, the ones left open.
    pub(crate) open: Tally,
    /// Of right named ones, with the right kind, and country where gold has one.
    pub(crate) kind: Tally,
    pub(crate) country: Tally,
    pub(crate) documents: usize,
}

struct Gold {
    span: Span,
    kind: String,
    names: Vec<String>,
    country: String,
}

/// The text without its marks, and what they say.
fn parse(file: &str) -> anyhow::Result<(String, Vec<Gold>)> {
    let (marked, table) = file.split_once("\n---").context("no line of dashes")?;
    let (mut text, mut spans) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = rest.find("[[") {
        text.push_str(&rest[..at]);
        let (id, after) = rest[at + 2..].split_once('|').context("a mark without a bar")?;
        let (words, after) = after.split_once("]]").context("a mark that is not closed")?;
        let start = text.len();
        text.push_str(words);
        spans.push((id.to_owned(), Span::new(start, text.len())));
        rest = after;
    }
    text.push_str(rest);
    let mut gold = Vec::new();
    for line in table.lines().filter(|line| line.contains('\t')) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default().to_owned();
        for (_, span) in spans.iter().filter(|(id, _)| *id == cell(0)) {
            let names = cell(2).split('|').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
            gold.push(Gold { span: *span, kind: cell(1), names, country: cell(5) });
        }
    }
    // Marks named "?" without a line of their own.
    for (id, span) in &spans {
        if !gold.iter().any(|gold| gold.span == *span) {
            anyhow::ensure!(id.starts_with('?'), "mark {id} has no line");
            gold.push(Gold { span: *span, kind: "?".into(), names: Vec::new(), country: String::new() });
        }
    }
    gold.sort_by_key(|gold| gold.span);
    Ok((text, gold))
}

/// Folded for comparison: no case, no article, no possessive, straight apostrophes.
fn fold(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'");
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    lower.strip_suffix("'s").unwrap_or(lower).trim().to_owned()
}

/// Whether an entity is gold's: its name, alone or with the title it is printed with, is one of gold's forms; one without a name has a
/// mention that begins where one of gold's forms is printed.
fn is_right(text: &Text, gold: &Gold, entity: Option<&Entity>) -> bool {
    let open = gold.kind == "?" || gold.names.iter().all(|name| name == "?");
    let Some(entity) = entity else { return open };
    if open {
        return false;
    }
    let Some(name) = entity.name else {
        let begins = |mention: &Mention, form: &str| {
            [mention.run, mention.whole].iter().any(|&run| {
                let start = text.span(run).range().start;
                text.string.get(start..start + form.len()).is_some_and(|words| words.eq_ignore_ascii_case(form))
            })
        };
        // A columnist who never says his name is "I".
        let fits = |mention: &Mention, form: &str| {
            (mention.form != MentionForm::Pronoun || form == "I") && begins(mention, form)
        };
        return entity.mentions.iter().any(|mention| gold.names.iter().any(|form| fits(mention, form)));
    };
    let mut names = vec![fold(text.words(name))];
    // "a Mr. Khalou", who has no other name.
    let before = text.string.get(..name.range().start).and_then(|before| before.trim_end().rsplit(' ').next());
    names.extend(before.filter(|word| word.ends_with('.')).map(|title| fold(&format!("{title} {}", text.words(name)))));
    let titled = entity.mentions.iter().map(|mention| text.span(mention.run)).filter(|span| span.contains(name));
    names.extend(titled.map(|span| fold(text.words(span))));
    gold.names.iter().any(|gold| names.contains(&fold(gold)))
}

/// Scores the files of a folder; with `show`, tells what was wrong.
pub(crate) fn score(
    folder: &Path,
    language: &Language,
    sentences: &text::Model,
    said: &statements::Model,
    model: &Model,
    show: bool,
) -> anyhow::Result<Tallies> {
    let mut tallies = Tallies::default();
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(tallies) };
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    for path in files {
        let name = path.display().to_string();
        let file = std::fs::read_to_string(&path).with_context(|| name.clone())?;
        if !file.contains("[[") {
            continue;
        }
        let (string, gold) = parse(&file).with_context(|| name.clone())?;
        let page = Page::text(&name, string.clone().into_bytes());
        let article = articles::extract(&page, &articles::Model::default());
        anyhow::ensure!(article.text == string, "{name}: the text changes when it is read");
        let text = Text::with(&article, sentences);
        let analysis = Analysis::of(&text, language);
        let quotes = quotes::find(&text);
        let weights = statements::Weights { language, model: said };
        let statements = statements::find(&text, &analysis, &quotes, weights).list;
        let asked: Vec<Span> = gold.iter().map(|gold| gold.span).collect();
        let (people, answers): (People, _) =
            people::find_all(&text, &analysis, language, &quotes, &statements, &asked, model);
        let entity = |index: Option<u32>| index.and_then(|index| people.entities.get(index as usize));
        tallies.documents += 1;
        for (gold, answer) in gold.iter().zip(answers) {
            let found = entity(answer);
            let right = is_right(&text, gold, found);
            tallies.resolver.count(right);
            if gold.kind == "?" {
                tallies.open.count(right);
            } else if let Some(found) = found.filter(|_| right) {
                let kind = serde_json::to_value(found.kind)?;
                let same = kind.as_str() == Some(&gold.kind);
                tallies.kind.count(same);
                if gold.country.len() == 3 {
                    tallies.country.count(found.country == Some(gold.country.as_str()));
                }
                if show && !same {
                    println!("KIND {:?} is {:?} not {}", text.words(gold.span), found.kind, gold.kind);
                }
            }
            let overlaps = |index: &usize| {
                statements[*index].source.as_ref().is_some_and(|s| s.spans.iter().any(|span| span.overlaps(gold.span)))
            };
            // The one whose source is most like the printed one.
            let best = (0..statements.len()).filter(overlaps).min_by_key(|&index| {
                let spans = statements[index].source.as_ref().map_or(&[][..], |source| &source.spans);
                spans
                    .first()
                    .map_or(u32::MAX, |span| span.start.abs_diff(gold.span.start) + span.end.abs_diff(gold.span.end))
            });
            let whole = best.is_some_and(|index| is_right(&text, gold, entity(people.speakers[index])));
            tallies.whole.count(whole);
            if show && right && !whole {
                let source = best.and_then(|index| statements[index].source.as_ref()?.spans.first().copied());
                println!("LOST {:?}, found {:?}", text.words(gold.span), source.map(|span| text.words(span)));
            }
            if show && !right {
                let line_start = string[..gold.span.range().start].rfind('\n').map_or(0, |at| at + 1);
                let line_end =
                    string[gold.span.range().end..].find('\n').map_or(string.len(), |at| gold.span.range().end + at);
                let told = found.map(|entity| match entity.name {
                    Some(name) => text.words(name).to_owned(),
                    None => {
                        entity.mentions.iter().map(|m| text.words(text.span(m.run))).collect::<Vec<_>>().join(" | ")
                    }
                });
                println!(
                    "{} {}: [{}] wants {:?}, got {told:?}, stated {:?}\n     {}\n",
                    if right { "found " } else { "WRONG " },
                    path.file_name().unwrap_or_default().to_string_lossy(),
                    text.words(gold.span),
                    gold.names.first(),
                    best.map(|index| people.speakers[index].is_some()),
                    &string[line_start..line_end].chars().take(400).collect::<String>()
                );
            }
        }
    }
    Ok(tallies)
}
