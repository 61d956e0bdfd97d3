//! Scores of the stage `quotes`: whether what annotators took for quoted words is found.
//!
//! PolNeAR has no layer of quotations; but many of its contents begin and end with quotation marks and have none of that
//! kind inside. Each such content is a quotation beyond doubt, and the stage should find it, marks included. That asks
//! for recall only, and only for easy ones: the hard ones are in the stage's `cases/`.

use std::collections::BTreeSet;

use anyhow::Context;
use sayso_read::quotes;
use sayso_read::span::Span;
use sayso_read::text::Text;
use serde_json::Value;

use crate::{Data, table::Row};

/// Scores the stage.
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let path = data.path("statements/polnear.dev.jsonl");
    let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let (mut wanted, mut found) = (0, 0);
    for line in file.lines() {
        let article: Value = serde_json::from_str(line)?;
        let string = article["text"].as_str().unwrap_or_default();
        let quotes: BTreeSet<Span> = quotes::find(&Text::plain(string)).iter().map(|quote| quote.outer).collect();
        for content in contents(&article, string) {
            wanted += 1;
            found += usize::from(quotes.contains(&content));
        }
    }
    Ok(vec![Row {
        measure: "quoted contents found, PolNeAR dev".into(),
        value: f64::from(u32::try_from(found)?) / f64::from(u32::try_from(wanted.max(1))?),
        floor: None,
        aim: None,
        remark: format!("{wanted} contents that begin and end with marks, outer span exact"),
    }])
}

/// The contents of an article that are quotations beyond doubt, as bytes.
fn contents(article: &Value, string: &str) -> Vec<Span> {
    let bytes: Vec<usize> = string.char_indices().map(|(byte, _)| byte).chain([string.len()]).collect();
    let byte = |point: &Value| point.as_u64().and_then(|point| bytes.get(usize::try_from(point).ok()?).copied());
    let pieces = article["attributions"].as_array().into_iter().flatten().flat_map(|one| one["content"].as_array());
    (pieces.flatten())
        .filter_map(|piece| Some(Span::new(byte(&piece[0])?, byte(&piece[1])?)))
        .filter(|span| string.get(span.range()).is_some_and(is_quoted))
        .collect()
}

/// Whether the words begin and end with double marks and have none between.
fn is_quoted(words: &str) -> bool {
    let inner = (words.strip_prefix(['"', '“']).or(words.strip_prefix("''")))
        .and_then(|rest| rest.strip_suffix(['"', '”']).or(rest.strip_suffix("''")));
    inner.is_some_and(|inner| {
        !inner.is_empty() && !inner.contains(['"', '“', '”']) && !inner.contains("''") && !inner.contains("\n\n")
    })
}
