//! Scores the stage `metadata`: title, authors and day of publication against what is known of the pages.
//!
//! Right is a title with the same letters (case and marks aside), an author field whose names all are found or the other
//! way round, a publication on the same day. Only pages that have the gold count. The gold is noisy: some of it is no
//! date of publication, some authors are sites.
//!
//! `SAYSO_ERRORS=title|author|date` prints the pages that are wrong.

use std::path::Path;

use rayon::prelude::*;
use sayso_read::articles::{self, Model};

use crate::articles::gold;
use crate::{Data, table::Row};

#[derive(serde::Deserialize)]
struct Marks {
    title: Option<String>,
    author: Option<String>,
    publish_date: Option<String>,
}

/// How one field of one page came out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// There is no gold.
    Unknown,
    Right,
    Wrong,
    /// There is gold, and nothing was found.
    Missing,
}

pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let folder = data.path("articles/wcxb-dev");
    let golds = gold::read(&folder)?;
    let model = Model::read(&std::fs::read_to_string(data.root.join("crates/sayso-models/articles.model"))?)
        .map_err(|why| anyhow::anyhow!("{why}"))?;
    let wanted = std::env::var("SAYSO_ERRORS").unwrap_or_default();
    let outcomes: Vec<[Outcome; 3]> =
        golds.par_iter().map(|gold| one(&folder, gold, &model, &wanted)).collect::<anyhow::Result<_>>()?;
    let mut rows = Vec::new();
    for (index, (field, aim, wrong_aim)) in
        [("title", 0.95, 0.05), ("author", 0.8, 0.2), ("date", 0.9, 0.03)].into_iter().enumerate()
    {
        let count = |outcome: Outcome| outcomes.iter().filter(|page| page[index] == outcome).count();
        let (right, wrong, missing) = (count(Outcome::Right), count(Outcome::Wrong), count(Outcome::Missing));
        let known = right + wrong + missing;
        let share = |n: usize| n as f64 / known.max(1) as f64;
        let remark = format!("{known} pages with gold: {right} right, {wrong} wrong, {missing} missing");
        rows.push(Row { measure: format!("{field} right"), value: share(right), floor: None, aim: Some(aim), remark });
        rows.push(Row {
            measure: format!("{field} not wrong"),
            value: 1.0 - share(wrong),
            floor: None,
            aim: Some(1.0 - wrong_aim),
            remark: "right or nothing".into(),
        });
    }
    let kept: Vec<bool> = golds.par_iter().map(|gold| seen(&folder, gold, &model)).collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten().collect();
    let share = kept.iter().filter(|seen| **seen).count() as f64 / kept.len().max(1) as f64;
    rows.push(Row { measure: "date right, or gold is the change".into(), value: share, floor: None, aim: Some(0.9), remark: "the gold's day is the published or the modified day".into() });
    Ok(rows)
}

/// Whether the gold's day is among the days found; `None` without gold.
fn seen(folder: &Path, gold: &gold::Gold, model: &Model) -> anyhow::Result<Option<bool>> {
    let marks: Marks = serde_json::from_slice(&std::fs::read(folder.join(format!("{}.json", gold.name)))?)?;
    let metadata = articles::extract(&gold.page, model).metadata;
    let days = [metadata.published, metadata.modified];
    Ok(marks.publish_date.map(|day| days.iter().flatten().any(|told| told.value.get(..10) == day.get(..10))))
}

fn one(folder: &Path, gold: &gold::Gold, model: &Model, wanted: &str) -> anyhow::Result<[Outcome; 3]> {
    let marks: Marks = serde_json::from_slice(&std::fs::read(folder.join(format!("{}.json", gold.name)))?)?;
    let metadata = articles::extract(&gold.page, model).metadata;
    let title =
        outcome(marks.title.as_deref(), metadata.title.as_deref(), |gold, found| letters(gold) == letters(found));
    let authors = metadata.authors.join(", ");
    let author = outcome(marks.author.as_deref(), Some(authors.as_str()), same_people);
    let date = metadata.published.as_ref().map(|told| told.value.as_str());
    let day = outcome(marks.publish_date.as_deref(), date, |gold, found| gold.get(..10) == found.get(..10));
    for (field, result, gold_value, found, evidence) in [
        ("title", title, &marks.title, metadata.title.clone(), String::new()),
        ("author", author, &marks.author, Some(authors.clone()), String::new()),
        (
            "date",
            day,
            &marks.publish_date,
            date.map(str::to_owned),
            metadata.published.as_ref().map(|told| told.evidence.clone()).unwrap_or_default(),
        ),
    ] {
        if wanted == field && matches!(result, Outcome::Wrong | Outcome::Missing) {
            println!("{} {field}: gold {gold_value:?}, found {found:?} {evidence}", gold.name);
        }
    }
    Ok([title, author, day])
}

fn outcome(gold: Option<&str>, found: Option<&str>, same: impl Fn(&str, &str) -> bool) -> Outcome {
    match (gold.filter(|gold| !gold.trim().is_empty()), found.filter(|found| !found.trim().is_empty())) {
        (None, _) => Outcome::Unknown,
        (Some(_), None) => Outcome::Missing,
        (Some(gold), Some(found)) if same(gold, found) => Outcome::Right,
        _ => Outcome::Wrong,
    }
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two author fields name the same people: the same words, "and" and commas aside.
fn same_people(gold: &str, found: &str) -> bool {
    let words = |names: &str| -> Vec<String> {
        let mut words: Vec<String> = names
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_lowercase)
            .filter(|word| !word.is_empty() && !matches!(word.as_str(), "and" | "by"))
            .collect();
        words.sort();
        words.dedup();
        words
    };
    words(gold) == words(found)
}
