//! CSV: a line a figure (RFC 4180). Words stand as they were read: a spreadsheet may take one that begins with = for a formula.

use sayso_ledger::{Counted, Told};

use super::thing;

const COLUMNS: [&str; 19] = [
    "series",
    "thing",
    "claimed",
    "claimant",
    "source",
    "told",
    "low",
    "high",
    "mod",
    "text",
    "words",
    "document",
    "url",
    "start",
    "end",
    "documents",
    "outlets",
    "superseded_by",
    "conflicts",
];

/// All figures under a line of names.
pub(super) fn table(all: &[Counted]) -> String {
    let mut out = line(COLUMNS.map(str::to_owned));
    for series in all {
        let thing = thing(series);
        for figure in &series.figures {
            out += &line(cells(series, &thing, figure));
        }
    }
    out
}

fn cells(series: &Counted, thing: &str, figure: &Told) -> [String; 19] {
    let words = |words: &Option<String>| words.clone().unwrap_or_default();
    let bound = |bound: Option<f64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    let numbers = |numbers: &[i64]| numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(" ");
    [
        series.series.to_string(),
        thing.to_owned(),
        words(&figure.claimed),
        words(&figure.claimant),
        words(&figure.source),
        figure.told.clone(),
        bound(figure.low),
        bound(figure.high),
        figure.hedge.clone(),
        figure.text.clone(),
        figure.words.clone(),
        figure.document.path.clone(),
        words(&figure.document.url),
        figure.start.to_string(),
        figure.end.to_string(),
        figure.documents.to_string(),
        figure.outlets.join("; "),
        figure.superseded_by.map(|later| later.to_string()).unwrap_or_default(),
        numbers(&figure.conflicts),
    ]
}

fn line(cells: [String; 19]) -> String {
    let quoted = |cell: &String| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
}
