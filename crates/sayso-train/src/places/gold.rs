//! The three corpora of toponyms, each document read as the program would.

use anyhow::Context;
use rayon::prelude::*;
use sayso_read::Analysis;
use sayso_read::articles::Metadata;
use sayso_read::span::Span;
use sayso_read::text::Text;
use serde_json::Value;

use crate::Data;
use crate::door::Door;

/// Their names.
pub(super) const CORPORA: [&str; 3] = ["gwn", "lgl", "geovirus"];

pub(super) fn file(corpus: &str) -> &'static str {
    match corpus {
        "gwn" => "places/gwn.jsonl",
        "lgl" => "places/lgl.jsonl",
        _ => "places/geovirus.jsonl",
    }
}

/// A toponym as annotated.
#[derive(Debug, Clone)]
pub(super) struct Gold {
    /// Bytes of the text.
    pub(super) span: Span,
    pub(super) point: Option<(f64, f64)>,
    pub(super) id: Option<u32>,
}

/// A document with its annotations.
pub(super) struct Document {
    pub(super) corpus: &'static str,
    /// Its place in its corpus.
    pub(super) number: usize,
    pub(super) id: String,
    pub(super) text: Text,
    pub(super) analysis: Analysis,
    pub(super) metadata: Metadata,
    /// In order, no span twice.
    pub(super) gold: Vec<Gold>,
}

/// Reads all of them.
pub(super) fn read(data: &Data) -> anyhow::Result<Vec<Document>> {
    let door = Door::open(data)?;
    let mut lines = Vec::new();
    for corpus in CORPORA {
        let path = data.path(file(corpus));
        let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        for (number, line) in file.lines().enumerate() {
            lines.push((corpus, number, serde_json::from_str::<Value>(line)?));
        }
    }
    Ok(lines.into_par_iter().map(|(corpus, number, line)| document(corpus, number, &line, &door)).collect())
}

fn document(corpus: &'static str, number: usize, line: &Value, door: &Door) -> Document {
    let string = line["text"].as_str().unwrap_or_default();
    let (article, text, analysis) = door.read(string);
    let bytes: Vec<usize> = string.char_indices().map(|(byte, _)| byte).chain([string.len()]).collect();
    let gold = |place: &Value| {
        let byte = |key: &str| place[key].as_u64().and_then(|point| bytes.get(point as usize).copied());
        Some(Gold {
            span: Span::new(byte("start")?, byte("end")?),
            point: place["lat"].as_f64().zip(place["lon"].as_f64()),
            id: place["geonameid"].as_str().and_then(|id| id.parse().ok()),
        })
    };
    let mut gold: Vec<Gold> = line["places"].as_array().into_iter().flatten().filter_map(gold).collect();
    gold.sort_by_key(|gold| gold.span);
    gold.dedup_by_key(|gold| gold.span);
    let id = line["id"].as_str().unwrap_or_default().to_owned();
    Document { corpus, number, id, text, analysis, metadata: article.metadata, gold }
}
