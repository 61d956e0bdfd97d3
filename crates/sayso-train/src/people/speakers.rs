//! Scores of speakers: printed sources in invented articles (`examples/speakers`), each with the entity it stands for.
//!
//! ```text
//! text with [[1|General Vesk]] and [[2|he]], and {{1|his}} mentions that say nothing
//! ---
//! 1<TAB>person<TAB>Radomir Vesk|General Vesk<TAB>role<TAB>affiliation<TAB>country
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;
use sayso_read::people::{Entity, Mention, MentionForm, Model, People, Scene};
use sayso_read::quotes::Quote;
use sayso_read::span::Span;
use sayso_read::statements::Statement;
use sayso_read::text::Text;
use sayso_read::{Analysis, Language, Page, articles, people, quotes, statements, text};

use crate::Data;

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
    id: String,
    span: Span,
    /// Whether it is the source of a statement: marked by brackets, not braces.
    source: bool,
    kind: String,
    names: Vec<String>,
    country: String,
}

impl Gold {
    /// Whether nobody can settle who it is.
    fn is_open(&self) -> bool {
        self.kind == "?" || self.names.iter().all(|name| name == "?")
    }
}

/// The text without its marks, and what they say.
fn parse(file: &str) -> anyhow::Result<(String, Vec<Gold>)> {
    let (marked, table) = file.split_once("\n---").context("no line of dashes")?;
    let (mut text, mut spans) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = ["[[", "{{"].iter().filter_map(|mark| rest.find(mark)).min() {
        let (source, close) = if rest[at..].starts_with('[') { (true, "]]") } else { (false, "}}") };
        text.push_str(&rest[..at]);
        let (id, after) = rest[at + 2..].split_once('|').context("a mark without a bar")?;
        let (words, after) = after.split_once(close).context("a mark that is not closed")?;
        let start = text.len();
        text.push_str(words);
        spans.push((id.to_owned(), Span::new(start, text.len()), source));
        rest = after;
    }
    text.push_str(rest);
    let mut gold = Vec::new();
    for line in table.lines().filter(|line| line.contains('\t')) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default().to_owned();
        for &(_, span, source) in spans.iter().filter(|(id, ..)| *id == cell(0)) {
            let names = cell(2).split('|').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
            gold.push(Gold { id: cell(0), span, source, kind: cell(1), names, country: cell(5) });
        }
    }
    // Marks named "?" without a line of their own.
    for &(ref id, span, source) in &spans {
        if !gold.iter().any(|gold| gold.span == span) {
            anyhow::ensure!(id.starts_with('?'), "mark {id} has no line");
            let (id, kind) = (id.clone(), "?".to_owned());
            gold.push(Gold { id, span, source, kind, names: Vec::new(), country: String::new() });
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
fn is_right(text: &Text, all: &[Gold], gold: &Gold, entity: Option<&Entity>) -> bool {
    let Some(entity) = entity else { return gold.is_open() };
    if gold.is_open() {
        return false;
    }
    // Who is printed as "they" alone is nobody else.
    if gold.names.iter().all(|name| name == "-") {
        let other = |mention: &Mention| {
            let span = text.span(mention.run);
            all.iter().any(|other| other.id != gold.id && other.span.overlaps(span))
        };
        return entity.name.is_none() && !entity.mentions.iter().any(other);
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
    // With its title, and with all that hangs on it: "the Foreign Ministry in Irbesh".
    let titled = entity.mentions.iter().flat_map(|mention| [mention.run, mention.whole]).map(|run| text.span(run));
    names.extend(titled.filter(|span| span.contains(name)).map(|span| fold(text.words(span))));
    gold.names.iter().any(|gold| names.contains(&fold(gold)))
}

/// An article of the gold, as read.
pub(crate) struct Article {
    name: String,
    pub(crate) text: Text,
    pub(crate) analysis: Analysis,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) statements: Vec<Statement>,
    gold: Vec<Gold>,
}

impl Article {
    /// Its scene.
    pub(crate) fn scene<'a>(&'a self, language: &'a Language) -> Scene<'a> {
        Scene::new(&self.text, &self.analysis, language, &self.quotes, &self.statements)
    }

    /// The phrases that are sources.
    pub(crate) fn asked(&self, scene: &Scene<'_>) -> std::collections::BTreeSet<usize> {
        self.gold
            .iter()
            .filter(|gold| gold.source && !gold.is_open())
            .filter_map(|gold| scene.source(gold.span))
            .collect()
    }

    /// For each phrase whether it stands for nobody of the gold: where every mention is marked, what stands outside all marks.
    pub(crate) fn others(&self, scene: &Scene<'_>) -> Vec<bool> {
        let whole = self.gold.iter().any(|gold| !gold.source);
        let outside = |phrase: usize| {
            let span = self.text.span(scene.whole(phrase));
            !self.gold.iter().any(|gold| gold.span.overlaps(span))
        };
        (0..scene.len()).map(|phrase| whole && outside(phrase)).collect()
    }

    /// For each phrase of its scene the one that gold says it stands for, where gold says so: sources, and what is printed as one of the
    /// names that only one of the article bears.
    pub(crate) fn labels(&self, scene: &Scene<'_>) -> Vec<Option<usize>> {
        let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
        let mut labels = vec![None; scene.len()];
        let mut bearers: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for gold in self.gold.iter().filter(|gold| !gold.is_open()) {
            let next = ids.len();
            let id = *ids.entry(&gold.id).or_insert(next);
            for name in &gold.names {
                let known = bearers.entry(fold(name)).or_insert(Some(id));
                *known = known.filter(|known| *known == id);
            }
        }
        for (phrase, label) in labels.iter_mut().enumerate() {
            let name = |run| bearers.get(&fold(self.text.words(self.text.span(run)))).copied().flatten();
            *label = name(scene.run(phrase)).or_else(|| name(scene.whole(phrase)));
        }
        for gold in self.gold.iter().filter(|gold| !gold.is_open()) {
            if let Some(phrase) = scene.source(gold.span) {
                labels[phrase] = ids.get(gold.id.as_str()).copied();
            }
        }
        labels
    }
}

/// What articles are read with.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'m> {
    pub(crate) language: &'m Language,
    pub(crate) sentences: &'m text::Model,
    pub(crate) said: &'m statements::Model,
}

impl Reader<'_> {
    fn article(self, name: &str, article: &articles::Article, gold: Vec<Gold>) -> Article {
        let text = Text::with(article, self.sentences);
        let analysis = Analysis::of(&text, self.language);
        let quotes = quotes::find(&text);
        let weights = statements::Weights { language: self.language, model: self.said };
        let statements = statements::find(&text, &analysis, &quotes, weights).list;
        Article { name: name.to_owned(), text, analysis, quotes, statements, gold }
    }

    /// Reads the articles of a folder, in the order of their names.
    pub(crate) fn folder(self, folder: &Path) -> anyhow::Result<Vec<Article>> {
        let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
        let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        files.sort();
        let read = |path: &PathBuf| {
            let name = path.display().to_string();
            let file = std::fs::read_to_string(path).with_context(|| name.clone())?;
            let (string, gold) = parse(&file).with_context(|| name.clone())?;
            let page = Page::text(&name, string.clone().into_bytes());
            let article = articles::extract(&page, &articles::Model::default());
            anyhow::ensure!(article.text == string, "{name}: the text changes when it is read");
            Ok(self.article(&name, &article, gold))
        };
        files.par_iter().map(read).collect()
    }

    /// Reads articles of a part of PolNeAR by a gold that holds places only, in code points: article, source, entity, kind, and where the article
    /// names the entity.
    pub(crate) fn news(self, data: &Data, split: &str, gold: &Path) -> anyhow::Result<Vec<Article>> {
        let file = std::fs::read_to_string(gold).with_context(|| gold.display().to_string())?;
        let mut lines: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            anyhow::ensure!(cells.len() == 5, "{}: a line without five cells: {line}", gold.display());
            lines.entry(cells[0]).or_default().push(cells);
        }
        let texts = crate::statements::texts(data, split)?;
        let texts: Vec<_> = texts.iter().filter(|(id, _)| lines.contains_key(id.as_str())).collect();
        let read = |(id, string): &&(String, String)| {
            let starts: Vec<usize> = string.char_indices().map(|(at, _)| at).chain([string.len()]).collect();
            let span = |cell: &str| -> anyhow::Result<Span> {
                let (from, to) = cell.split_once('-').context("a place without a dash")?;
                let byte = |point: &str| starts.get(point.parse::<usize>().ok()?).copied();
                Ok(Span::new(byte(from).context("no place")?, byte(to).context("no place")?))
            };
            let one = |cells: &Vec<&str>| -> anyhow::Result<Gold> {
                let names: anyhow::Result<Vec<String>> = (cells[4].split('|').filter(|cell| !cell.is_empty()))
                    .map(|cell| Ok(string[span(cell)?.range()].to_owned()))
                    .collect();
                Ok(Gold {
                    id: cells[2].to_owned(),
                    span: span(cells[1])?,
                    source: true,
                    kind: cells[3].to_owned(),
                    names: names?,
                    country: String::new(),
                })
            };
            let all: anyhow::Result<Vec<Gold>> = lines[id.as_str()].iter().map(one).collect();
            Ok(self.article(id, &crate::statements::article(string), all.with_context(|| id.clone())?))
        };
        texts.par_iter().map(read).collect()
    }
}

/// Scores articles; with `show`, tells what was wrong.
pub(crate) fn score<'a>(
    articles: impl IntoIterator<Item = (&'a Article, &'a Model)>,
    language: &Language,
    show: bool,
) -> anyhow::Result<Tallies> {
    let mut tallies = Tallies::default();
    for (article, model) in articles {
        let Article { name, text, analysis, quotes, statements, gold: all } = article;
        let string = &text.string;
        let asked: Vec<Span> = all.iter().map(|gold| gold.span).collect();
        let (people, answers): (People, _) =
            people::find_all(text, analysis, language, quotes, statements, &asked, model);
        let entity = |index: Option<u32>| index.and_then(|index| people.entities.get(index as usize));
        tallies.documents += 1;
        for (gold, answer) in all.iter().zip(answers).filter(|(gold, _)| gold.source) {
            let found = entity(answer);
            let right = is_right(text, all, gold, found);
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
            let whole = best.is_some_and(|index| is_right(text, all, gold, entity(people.speakers[index])));
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
                    name,
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
