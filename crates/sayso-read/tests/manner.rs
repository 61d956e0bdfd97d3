//! How a statement was made, held against the hand annotations of the invented world: class, negation and form, given the
//! words of source, cue and content.

#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Tests may read files.

use std::collections::BTreeMap;

use sayso_read::articles;
use sayso_read::span::Span;
use sayso_read::statements::{self, Cue, CueClass, Form, Kind, Modality, Source, Statement};
use sayso_read::text::Text;
use sayso_read::{Analysis, Page};

/// Each way in which the words of a gold passage stand in a text: white space counts as one.
fn locate(text: &str, words: &str) -> Option<Span> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let first = *words.first()?;
    text.match_indices(first).find_map(|(start, _)| {
        let mut at = start;
        for (step, word) in words.iter().enumerate() {
            let rest = &text[at..];
            let gap = rest.len() - rest.trim_start().len();
            at += if step > 0 { gap } else { 0 };
            at += text[at..].starts_with(word).then_some(word.len())?;
        }
        Some(Span::new(start, at))
    })
}

/// The pieces of a marked passage, in the text.
fn pieces(text: &str, marked: &str) -> Option<BTreeMap<char, Vec<Span>>> {
    let plain: String = marked.replace("⟨s ", "").replace("⟨c ", "").replace("⟨x ", "").replace('⟩', "");
    let whole = locate(text, &plain)?;
    let mut found: BTreeMap<char, Vec<Span>> = BTreeMap::new();
    let mut at = whole.start as usize;
    for piece in marked.split('⟨').skip(1) {
        let (role, rest) = piece.split_once(' ')?;
        let (words, _) = rest.split_once('⟩')?;
        let span = locate(&text[at..], words)?;
        let span = Span::new(at + span.start as usize, at + span.end as usize);
        at = span.end as usize;
        found.entry(role.chars().next()?).or_default().push(span);
    }
    Some(found)
}

#[test]
fn manner_agrees_with_the_hand_annotations() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let models = sayso_models::open();
    let table = std::fs::read_to_string(format!("{folder}/gold/statements.tsv")).unwrap();
    let mut documents: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        documents.entry(cells[0]).or_default().push(cells);
    }
    let mut right: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (document, rows) in documents {
        // Containers are `sayso-sources`' business.
        let Ok(bytes) = std::fs::read(format!("{folder}/world/{document}")) else { continue };
        if !document.ends_with(".html") && !document.ends_with(".txt") {
            continue;
        }
        let page = if document.ends_with(".html") { Page::html(document, bytes) } else { Page::text(document, bytes) };
        let article = articles::extract(&page, &models.articles);
        let text = Text::with(&article, &models.sentences);
        let analysis = Analysis::of(&text, &models.language);
        if article.metadata.language.as_deref().is_some_and(|language| !language.starts_with("en")) {
            continue;
        }
        let (mut given, mut gold) = (Vec::new(), Vec::new());
        for row in rows {
            let Some(mut found) = pieces(&text.string, row[11]) else { continue };
            let mut take = |role: char| found.remove(&role).unwrap_or_default();
            let (source, cue, content) = (take('s'), take('c'), take('x'));
            if cue.is_empty() {
                continue;
            }
            given.push(Statement {
                kind: Kind::Indirect,
                source: Some(Source { spans: source, form: Form::Implicit }),
                cue: Some(Cue {
                    spans: cue,
                    lemma: String::new(),
                    class: CueClass::Other,
                    negated: false,
                    modality: Modality::Actual,
                }),
                content,
                parent: None,
                addressee: None,
                channel: None,
                when: None,
                place: None,
            });
            gold.push(row);
        }
        statements::refine(&text, &analysis, &models.language.tags, &mut given);
        for (row, statement) in gold.into_iter().zip(given) {
            let cue = statement.cue.unwrap();
            let class = format!("{:?}", cue.class).to_lowercase();
            let form = format!("{:?}", statement.source.unwrap().form).to_lowercase();
            for (what, good) in
                [("class", class == row[7]), ("negated", cue.negated == (row[8] == "yes")), ("form", form == row[4])]
            {
                let entry = right.entry(what).or_default();
                entry.0 += usize::from(good);
                entry.1 += 1;
                if !good {
                    wrong.push(format!(
                        "{what}: {} {} | {} | {} is {class} ({}) {} {form}; {} {} {}",
                        row[0], row[1], row[5], row[6], cue.lemma, cue.negated, row[7], row[8], row[4]
                    ));
                }
            }
            if std::env::var_os("SHOW").is_some() {
                let show = |span: Option<Span>| span.map_or("-", |span| text.words(span));
                println!(
                    "{}\n    to {} | by {} | when {} | where {} | {:?} {:?}",
                    row[11],
                    show(statement.addressee),
                    show(statement.channel),
                    show(statement.when),
                    show(statement.place),
                    cue.modality,
                    cue.lemma
                );
            }
        }
    }
    if std::env::var_os("SHOW").is_some() {
        println!("{}\n{right:?}", wrong.join("\n"));
    }
    let share = |what: &str| right[what].0 as f64 / right[what].1 as f64;
    assert!(right["class"].1 > 400, "{right:?}");
    assert!(share("class") > 0.8 && share("negated") > 0.95 && share("form") > 0.9, "{right:?}\n{}", wrong.join("\n"));
}
