//! Scores of the stage `text`: tokens and sentences on raw text, against the treebanks.
//!
//! The raw text is put together again from the `# text` lines: sentences of a paragraph parted by a space, paragraphs by
//! a blank line. A token or a sentence counts as right if it starts and ends where the treebank's does (F1 of spans,
//! as in the CoNLL shared tasks; a multiword token counts as its words where they are parts of it).
//!
//! `SAYSO_SHOW=N` reads the training parts instead and prints the first N differences of each, to see what goes wrong:
//! rules are made from those, never from the dev parts.

use std::collections::BTreeSet;

use anyhow::Context;
use sayso_read::span::Span;
use sayso_read::text::Text;

use crate::{Data, table::Row};

/// What a treebank says of a text: positions in bytes.
#[derive(Default)]
struct Gold {
    raw: String,
    tokens: BTreeSet<Span>,
    sentences: BTreeSet<Span>,
}

/// Scores the stage.
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    let parts = [
        ("EWT dev", "ewt.dev", "", Some(0.85), Some(0.88)),
        ("GUM dev", "gum.dev", "", None, None),
        ("GUM news dev", "gum.dev", "GUM_news", Some(0.97), Some(0.99)),
        ("GUM news train", "gum.train", "GUM_news", None, None),
    ];
    let training = [
        ("EWT train", "ewt.train", "", None, None),
        ("GUM train", "gum.train", "", None, None),
        ("GUM news train", "gum.train", "GUM_news", None, None),
    ];
    let show_count = std::env::var("SAYSO_SHOW").ok().and_then(|count| count.parse::<usize>().ok());
    for &(name, file, genre, floor, aim) in if show_count.is_some() { &training[..] } else { &parts[..] } {
        let path = data.path(&format!("language/{file}.conllu"));
        let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let gold = read(&file, genre);
        let text = Text::plain(&gold.raw);
        let tokens: BTreeSet<Span> = text.tokens.iter().map(|token| token.span).collect();
        let sentences: BTreeSet<Span> = text.sentences.iter().map(|&run| text.span(run)).collect();
        if let Some(count) = show_count {
            show(&format!("{name} tokens"), count, &gold.raw, &gold.tokens, &tokens);
            show(&format!("{name} sentences"), count, &gold.raw, &gold.sentences, &sentences);
        }
        let remark = |what: usize, noun: &str| format!("{what} {noun}, raw text, spans exact");
        rows.push(Row {
            measure: format!("token F1, {name}"),
            value: f1(&gold.tokens, &tokens),
            floor: None,
            aim: None,
            remark: remark(gold.tokens.len(), "tokens"),
        });
        rows.push(Row {
            measure: format!("sentence F1, {name}"),
            value: f1(&gold.sentences, &sentences),
            floor,
            aim,
            remark: remark(gold.sentences.len(), "sentences"),
        });
    }
    Ok(rows)
}

/// Reads a CoNLL-U file, or only the documents whose name begins with `genre`.
fn read(file: &str, genre: &str) -> Gold {
    let mut gold = Gold::default();
    let mut wanted = true;
    for block in file.split("\n\n") {
        let mut paragraph = false;
        for line in block.lines() {
            if let Some(name) = line.strip_prefix("# newdoc id = ") {
                wanted = name.starts_with(genre);
            }
            paragraph |= line.starts_with("# newpar") || line.starts_with("# newdoc");
        }
        let Some(words) = block.lines().find_map(|line| line.strip_prefix("# text = ")).filter(|_| wanted) else {
            continue;
        };
        if !gold.raw.is_empty() {
            gold.raw.push_str(if paragraph { "\n\n" } else { " " });
        }
        let mut at = gold.raw.len();
        gold.raw.push_str(words);
        gold.sentences.insert(Span::new(at, gold.raw.len()));
        for form in forms(block) {
            if let Some(offset) = gold.raw[at..].find(form) {
                let start = at + offset;
                at = start + form.len();
                gold.tokens.insert(Span::new(start, at));
            }
        }
    }
    gold
}

/// The words of a sentence as they stand in the text.
fn forms(block: &str) -> Vec<&str> {
    let rows: Vec<Vec<&str>> =
        block.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let (mut forms, mut skip) = (Vec::new(), 0);
    for (index, row) in rows.iter().enumerate() {
        let [id, form, ..] = row[..] else { continue };
        if let Some((first, last)) = id.split_once('-') {
            let count = last.parse::<usize>().unwrap_or(0) + 1 - first.parse::<usize>().unwrap_or(1);
            let words: Vec<&str> =
                rows.iter().skip(index + 1).take(count).filter_map(|row| row.get(1).copied()).collect();
            if words.concat() != form {
                forms.push(form);
                skip = count;
            }
        } else if skip > 0 {
            skip -= 1;
        } else if id.bytes().all(|byte| byte.is_ascii_digit()) {
            forms.push(form);
        }
    }
    forms
}

fn f1(gold: &BTreeSet<Span>, found: &BTreeSet<Span>) -> f64 {
    let right = gold.intersection(found).count();
    2.0 * right as f64 / (gold.len() + found.len()).max(1) as f64
}

/// Prints the first differences.
fn show(name: &str, count: usize, raw: &str, gold: &BTreeSet<Span>, found: &BTreeSet<Span>) {
    println!("== {name}");
    for span in gold.symmetric_difference(found).take(count) {
        let sign = if gold.contains(span) { "missed" } else { "wrong " };
        let before: String = raw[..span.start as usize].chars().rev().take(25).collect();
        let before: String = before.chars().rev().collect();
        let after: String = raw[span.end as usize..].chars().take(25).collect();
        println!("{sign} {before:?} [{}] {after:?}", &raw[span.range()]);
    }
}
