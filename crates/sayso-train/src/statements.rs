//! Scores of the stage `statements`: PolNeAR's attributions in US political news.

pub(crate) mod errors;
mod score;

use std::io::Write as _;

use anyhow::Context;
use rayon::prelude::*;
use sayso_read::articles::{Article, Block, BlockKind};
use sayso_read::span::Span;
use sayso_read::statements::{self, Statement};
use sayso_read::text::{Model, Text};
use sayso_read::{quotes, reading::CodePoints};

use crate::{Data, table::Row};

/// An article of PolNeAR.
#[derive(serde::Deserialize)]
struct Gold {
    id: String,
    text: String,
    attributions: Vec<score::Attribution>,
}

fn load(data: &Data, split: &str) -> anyhow::Result<Vec<Gold>> {
    let path = data.path(&format!("statements/polnear.{split}.jsonl"));
    let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    file.lines().map(|line| serde_json::from_str(line).context("a line of PolNeAR")).collect()
}

/// A plain text as an article: every line a paragraph, the first one the headline.
fn article(text: &str) -> Article {
    let mut article = Article { text: text.to_owned(), ..Article::default() };
    let mut start = 0;
    for line in text.split('\n') {
        let lead = line.len() - line.trim_start().len();
        let span = Span::new(start + lead, start + lead + line.trim().len());
        if !line.trim().is_empty() {
            let kind = if article.blocks.is_empty() { BlockKind::Headline } else { BlockKind::Paragraph };
            article.blocks.push(Block { kind, span, source: Vec::new() });
        }
        start += line.len() + 1;
    }
    article
}

/// What the rules find, in code points.
fn read(text: &str, model: &Model) -> Vec<score::Attribution> {
    let text = Text::with(&article(text), model);
    let quotes = quotes::find(&text);
    let points = CodePoints::of(&text.string);
    let outer = |spans: &[Span]| spans.iter().map(|&span| points.of_span(span)).collect::<Vec<_>>();
    let attribution = |statement: &Statement| score::Attribution {
        source: statement.source.as_ref().map(|source| outer(&source.spans)).filter(|spans| !spans.is_empty()),
        cue: statement.cue.as_ref().map(|cue| outer(&cue.spans)).unwrap_or_default(),
        content: outer(&statement.content),
        lemma: statement.cue.as_ref().map(|cue| cue.lemma.clone()),
    };
    statements::find(&text, &quotes).iter().map(attribution).collect()
}

/// Writes the predictions for a split as the Python scorer wants them, one article a line.
pub(crate) fn predict(data: &Data, split: &str) -> anyhow::Result<()> {
    let gold = load(data, split)?;
    let model = crate::text::model(data)?;
    let lines: Vec<String> = (gold.par_iter())
        .map(|gold| serde_json::json!({ "id": gold.id, "attributions": read(&gold.text, &model) }).to_string())
        .collect();
    let mut out = std::io::stdout().lock();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Scores the stage on both parts; the floors of the learnt version stand at the development part.
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    let model = crate::text::model(data)?;
    for split in ["train", "dev"] {
        let gold = load(data, split)?;
        let counts: Vec<score::Counts> = gold
            .par_iter()
            .map(|gold| score::compare(&gold.text, &gold.attributions, &read(&gold.text, &model)))
            .collect();
        let mut total = score::Counts::default();
        counts.iter().for_each(|counts| total.add(counts));
        let remark = format!("PolNeAR {split}, {} articles; rules", gold.len());
        for (measure, value) in total.measures() {
            rows.push(Row {
                measure: format!("{split} {measure}"),
                value,
                floor: None,
                aim: aim(measure),
                remark: remark.clone(),
            });
        }
    }
    Ok(rows)
}

/// What the learnt version is to reach.
fn aim(measure: &str) -> Option<f64> {
    Some(match measure {
        "attrib F1" => 0.65,
        "cue token F1" => 0.68,
        "content exact F1" => 0.56,
        "content relaxed F1" => 0.74,
        "direct source right" => 0.92,
        _ => return None,
    })
}
