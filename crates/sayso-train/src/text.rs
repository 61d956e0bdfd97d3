//! Scores of the stage `text`: tokens and sentences on raw text, against the treebanks.
//!
//! The raw text is put together again from the `# text` lines: sentences of a paragraph parted by a space, paragraphs by
//! a blank line. A token or a sentence counts as right if it starts and ends where the treebank's does (F1 of spans,
//! as in the CoNLL shared tasks; a multiword token counts as its words where they are parts of it).
//!
//! `SAYSO_SHOW=N` reads the training parts instead and prints the first N differences of each, to see what goes wrong:
//! rules are made from those, never from the dev parts.

mod sentences;

use std::collections::BTreeSet;

use anyhow::Context;
use sayso_read::span::Span;
use sayso_read::tables::{hash, mix};
use sayso_read::text::{Model, Text, multiwords};

use crate::{Data, table::Row};

/// What a treebank says of a text: positions in bytes.
#[derive(Default)]
struct Gold {
    raw: String,
    tokens: BTreeSet<Span>,
    sentences: BTreeSet<Span>,
    multiwords: BTreeSet<Span>,
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
    let model = model(data)?;
    for &(name, file, genre, floor, aim) in if show_count.is_some() { &training[..] } else { &parts[..] } {
        let path = data.path(&format!("language/{file}.conllu"));
        let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let gold = read(&file, genre);
        let text = Text::plain_with(&gold.raw, &model);
        let tokens: BTreeSet<Span> = text.tokens.iter().map(|token| token.span).collect();
        let sentences: BTreeSet<Span> = text.sentences.iter().map(|&run| text.span(run)).collect();
        if let Some(count) = show_count {
            show(&format!("{name} tokens"), count, &gold.raw, &gold.tokens, &tokens);
            show_ends(&format!("{name} sentences"), count, &gold.raw, &gold.sentences, &sentences);
        }
        let multiwords: BTreeSet<Span> = (text.sentences.iter())
            .flat_map(|&sentence| multiwords(&text, sentence))
            .map(|run| text.span(run))
            .collect();
        if let Some(count) = show_count {
            show(&format!("{name} multiword tokens"), count, &gold.raw, &gold.multiwords, &multiwords);
        }
        let seen = if name.ends_with("train") { "; the sentence model has seen them" } else { "" };
        let remark = |what: usize, noun: &str| format!("{what} {noun}, raw text, spans exact{seen}");
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
        let right = gold.multiwords.intersection(&multiwords).count() as f64;
        for (what, count) in [("precision", multiwords.len()), ("recall", gold.multiwords.len())] {
            rows.push(Row {
                measure: format!("multiword token {what}, {name}"),
                value: right / count.max(1) as f64,
                floor: None,
                aim: None,
                remark: remark(gold.multiwords.len(), "multiword tokens"),
            });
        }
    }
    Ok(rows)
}

/// The model that is shipped.
pub(crate) fn model(data: &Data) -> anyhow::Result<Model> {
    Ok(Model::read(std::str::from_utf8(data.model(MODEL)?)?)?)
}

/// Remakes the weights.
pub(crate) fn train(data: &Data) -> anyhow::Result<()> {
    let (mut golds, mut digest) = (Vec::new(), 0);
    for name in ["ewt.train", "gum.train"] {
        let path = data.path(&format!("language/{name}.conllu"));
        let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        digest = mix(digest, hash(file.as_bytes()));
        golds.push(read(&file, ""));
    }
    let model = sentences::learn(&golds);
    let count: usize = golds.iter().map(|gold| gold.sentences.len()).sum();
    let origin = format!("trained on {count} sentences of EWT and GUM (training parts), digest fnv1a:{digest:016x}");
    let file = model.print(&origin);
    println!("  {} weights", model.weights.len());
    data.write_model(MODEL, file.as_bytes())
}

/// The sentence model's file.
const MODEL: &str = "sentences.model";

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
        for (form, words) in forms(block) {
            let Some(offset) = gold.raw[at..].find(form) else { continue };
            let start = at + offset;
            at = start + form.len();
            if words.concat() == form {
                let mut start = start;
                for word in &words {
                    gold.tokens.insert(Span::new(start, start + word.len()));
                    start += word.len();
                }
            } else {
                gold.tokens.insert(Span::new(start, at));
            }
            if words.len() > 1 {
                gold.multiwords.insert(Span::new(start, at));
            }
        }
    }
    gold
}

/// The tokens of a sentence as they are printed, each with its words: one, or those of a multiword token.
fn forms(block: &str) -> Vec<(&str, Vec<&str>)> {
    let rows: Vec<Vec<&str>> =
        block.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let (mut forms, mut skip) = (Vec::new(), 0);
    for (index, row) in rows.iter().enumerate() {
        let [id, form, ..] = row[..] else { continue };
        if let Some((first, last)) = id.split_once('-') {
            skip = last.parse::<usize>().unwrap_or(0) + 1 - first.parse::<usize>().unwrap_or(1);
            let words = rows.iter().skip(index + 1).take(skip).filter_map(|row| row.get(1).copied()).collect();
            forms.push((form, words));
        } else if skip > 0 {
            skip -= 1;
        } else if id.bytes().all(|byte| byte.is_ascii_digit()) {
            forms.push((form, vec![form]));
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

/// Prints the first places where only one of the two ends a sentence.
fn show_ends(name: &str, count: usize, raw: &str, gold: &BTreeSet<Span>, found: &BTreeSet<Span>) {
    println!("== {name}");
    let ends = |spans: &BTreeSet<Span>| spans.iter().map(|span| span.end as usize).collect::<BTreeSet<_>>();
    let (gold, found) = (ends(gold), ends(found));
    for &end in gold.symmetric_difference(&found).take(count) {
        let sign = if gold.contains(&end) { "missed" } else { "wrong " };
        let before: String = raw[..end].chars().rev().take(70).collect();
        let before: String = before.chars().rev().collect();
        let after: String = raw[end..].chars().take(50).collect();
        println!("{sign} {before:?} || {after:?}");
    }
}
