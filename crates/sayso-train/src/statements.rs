//! Scores of the stage `statements`: PolNeAR's attributions in US political news.

mod learn;
pub(crate) mod errors;
mod score;

pub(crate) use learn::train;

use std::io::Write as _;

use anyhow::Context;
use rayon::prelude::*;
use sayso_read::articles::{Article, Block, BlockKind};
use sayso_read::span::Span;
use sayso_read::statements::{self, Statement};
use sayso_read::text::{Model, Text};
use sayso_read::{Analysis, Language, quotes, reading::CodePoints};

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

/// The texts of a part, each with the article's name.
pub(crate) fn texts(data: &Data, split: &str) -> anyhow::Result<Vec<(String, String)>> {
    Ok(load(data, split)?.into_iter().map(|gold| (gold.id, gold.text)).collect())
}

/// A plain text as an article: every line a paragraph, the first one the headline.
pub(crate) fn article(text: &str) -> Article {
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

/// The model of the stage.
pub(crate) fn model(data: &Data) -> anyhow::Result<statements::Model> {
    statements::Model::open(data.model("statements.model")?).map_err(anyhow::Error::msg)
}

/// Reads articles as the program does: tokens, quotes, the language of the text, statements.
struct Reader {
    sentences: Model,
    language: Language,
    model: statements::Model,
}

impl Reader {
    fn open(data: &Data) -> anyhow::Result<Reader> {
        Ok(Reader { sentences: crate::text::model(data)?, language: crate::language(data)?, model: model(data)? })
    }

    /// What is found, in code points.
    fn read(&self, text: &str) -> Vec<score::Attribution> {
        let text = Text::with(&article(text), &self.sentences);
        let analysis = Analysis::of(&text, &self.language);
        let quotes = quotes::find(&text);
        let weights = statements::Weights { language: &self.language, model: &self.model };
        outer(&text, &statements::find(&text, &analysis, &quotes, weights).list)
    }
}

/// Statements in code points.
fn outer(text: &Text, statements: &[Statement]) -> Vec<score::Attribution> {
    let points = CodePoints::of(&text.string);
    let outer = |spans: &[Span]| spans.iter().map(|&span| points.of_span(span)).collect::<Vec<_>>();
    let attribution = |statement: &Statement| score::Attribution {
        source: statement.source.as_ref().map(|source| outer(&source.spans)).filter(|spans| !spans.is_empty()),
        cue: statement.cue.as_ref().map(|cue| outer(&cue.spans)).unwrap_or_default(),
        content: outer(&statement.content),
        nested: statement.parent.is_some(),
    };
    statements.iter().map(attribution).collect()
}

/// Writes the predictions for a split as the Python scorer wants them, one article a line.
pub(crate) fn predict(data: &Data, split: &str) -> anyhow::Result<()> {
    let gold = load(data, split)?;
    let reader = Reader::open(data)?;
    let lines: Vec<String> = (gold.par_iter())
        .map(|gold| serde_json::json!({ "id": gold.id, "attributions": reader.read(&gold.text) }).to_string())
        .collect();
    let mut out = std::io::stdout().lock();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Scores the stage on both parts; floors and aims stand at the development part.
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    let reader = Reader::open(data)?;
    for split in ["train", "dev"] {
        let mut gold = load(data, split)?;
        if split == "train" && std::env::var_os("SAYSO_HOLD").is_some() {
            gold = gold
                .into_iter()
                .enumerate()
                .filter(|(number, _)| learn::is_held_out(*number))
                .map(|(_, gold)| gold)
                .collect();
        }
        let found: Vec<Vec<score::Attribution>> = gold.par_iter().map(|gold| reader.read(&gold.text)).collect();
        let whole = |it: &score::Attribution| !it.nested;
        for (part, note) in [("", "all statements"), ("outermost ", "claims within claims left out, as PolNeAR does")] {
            let mut total = score::Counts::default();
            for (gold, found) in gold.iter().zip(&found) {
                let kept: Vec<_> = found.iter().filter(|it| part.is_empty() || whole(it)).cloned().collect();
                total.add(&score::compare(&gold.text, &gold.attributions, &kept));
            }
            for (measure, value) in total.measures() {
                let (floor, aim) = if split == "dev" && part.is_empty() { aims(measure) } else { Default::default() };
                let remark = format!("PolNeAR {split}, {} articles; {note}", gold.len());
                rows.push(Row { measure: format!("{split} {part}{measure}"), value, floor, aim, remark });
            }
        }
    }
    Ok(rows)
}

/// Floor and aim of a measure.
fn aims(measure: &str) -> (Option<f64>, Option<f64>) {
    let (floor, aim) = match measure {
        "attrib F1" => (0.65, 0.71),
        "cue token F1" => (0.68, 0.72),
        "content exact F1" => (0.56, 0.64),
        "content relaxed F1" => (0.74, 0.79),
        "direct source right" => (0.92, 0.96),
        _ => return (None, None),
    };
    (Some(floor), Some(aim))
}
