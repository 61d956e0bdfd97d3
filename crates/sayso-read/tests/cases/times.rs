//! Marks of the stage `times`: type, value, mod, first and last day, and what it was reckoned from.
//!
//! A case that begins with `dateline| 2031-03-13` is read as published on that day; one without has no day to reckon from.

use std::sync::LazyLock;

use sayso_read::articles::BlockKind;
use sayso_read::text::Text;
use sayso_read::times::{self, Anchor, Reference, Time};
use sayso_read::{Analysis, Models};

use crate::harness::Mark;

static MODELS: LazyLock<Models> = LazyLock::new(sayso_models::open);

pub(crate) fn marks(text: &Text) -> Vec<Mark> {
    let day = text.paragraphs.iter().find(|paragraph| paragraph.kind == BlockKind::Dateline);
    let reference = day.map(|day| Reference { value: text.words(day.span).to_owned(), origin: Anchor::Published });
    let mut told = text.clone();
    told.sentences.retain(|sentence| day.is_none_or(|day| !day.run.contains(*sentence)));
    let analysis = Analysis::of(&told, &MODELS.language);
    let times = times::find(&told, &analysis, reference.as_ref());
    times.into_iter().map(|time| Mark { spans: vec![time.span], label: label(&time) }).collect()
}

fn label(time: &Time) -> String {
    let named = |value: serde_json::Result<serde_json::Value>| value.unwrap().as_str().unwrap_or_default().to_owned();
    let mut label = format!("{} {}", named(serde_json::to_value(time.kind)), time.value);
    if let Some(modifier) = time.modifier {
        label += &format!(", {}", named(serde_json::to_value(modifier)));
    }
    if let Some((from, to)) = time.interval.as_ref().filter(|(from, to)| from != to || *from != time.value) {
        label += &if from == to { format!(", {from}") } else { format!(", {from}/{to}") };
    }
    if !matches!(time.anchor, Anchor::Explicit | Anchor::Published) {
        label += &format!(", {}", named(serde_json::to_value(time.anchor)));
    }
    label
}
