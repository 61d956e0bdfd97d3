//! Scores as `score_geo.py` has them: recognition strict and relaxed, and end to end within 161 km.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use sayso_read::people::People;
use sayso_read::places::{self, Gazetteer, Model};
use sayso_read::span::Span;

use super::gold::Document;

/// A toponym as found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) point: Option<(f64, f64)>,
    pub(super) id: Option<u32>,
}

/// What the stage finds in a document.
pub(super) fn found(document: &Document, map: &Gazetteer, model: &Model) -> Vec<Found> {
    let Document { text, analysis, metadata, .. } = document;
    let places = places::find(text, analysis, &People::default(), metadata, map, model);
    places.list.iter().map(|place| Found { span: place.span, point: place.point, id: place.geonameid }).collect()
}

/// Kilometres over the globe.
pub(super) fn distance(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (a, b, c, d) = (from.0.to_radians(), from.1.to_radians(), to.0.to_radians(), to.1.to_radians());
    let x = ((c - a) / 2.0).sin().powi(2) + a.cos() * c.cos() * ((d - b) / 2.0).sin().powi(2);
    2.0 * 6371.0088 * x.sqrt().min(1.0).asin()
}

/// How near is right, in kilometres.
pub(super) const NEAR: f64 = 161.0;

/// Precision and recall.
pub(super) struct Ratio {
    right: usize,
    told: usize,
    wanted: usize,
}

impl Ratio {
    fn precision(&self) -> f64 {
        self.right as f64 / self.told.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.wanted.max(1) as f64
    }

    pub(super) fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.told + self.wanted).max(1) as f64
    }

    pub(super) fn parts(&self) -> String {
        format!("precision {:.3}, recall {:.3}", self.precision(), self.recall())
    }
}

/// Sums over documents.
#[derive(Default)]
pub(super) struct Scores {
    pub(super) documents: usize,
    pub(super) gold: usize,
    pub(super) matched: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    near: usize,
    placed: usize,
    counted: usize,
}

impl Scores {
    pub(super) fn strict(&self) -> Ratio {
        Ratio { right: self.strict, told: self.found, wanted: self.gold }
    }

    pub(super) fn relaxed(&self) -> Ratio {
        Ratio { right: self.relaxed, told: self.found, wanted: self.gold }
    }

    pub(super) fn whole(&self) -> Ratio {
        Ratio { right: self.near, told: self.counted, wanted: self.placed }
    }

    /// Of the gold places that something with coordinates was found for, how many are near.
    pub(super) fn accuracy(&self) -> f64 {
        self.near as f64 / self.matched.max(1) as f64
    }
}

/// Pairs of gold and found: the same span first, then the longest overlap.
fn align(document: &Document, found: &[Found]) -> Vec<(usize, usize)> {
    let exact: BTreeMap<Span, usize> = document.gold.iter().enumerate().map(|(at, gold)| (gold.span, at)).collect();
    let (mut gold_taken, mut found_taken) = (vec![false; document.gold.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (at, one) in found.iter().enumerate() {
        if let Some(&gold) = exact.get(&one.span)
            && !gold_taken[gold]
        {
            gold_taken[gold] = true;
            found_taken[at] = true;
            pairs.push((gold, at));
        }
    }
    let mut others = Vec::new();
    for (gold, wanted) in document.gold.iter().enumerate() {
        for (at, one) in found.iter().enumerate().filter(|(_, one)| one.span.overlaps(wanted.span)) {
            let shared = one.span.end.min(wanted.span.end) - one.span.start.max(wanted.span.start);
            others.push((std::cmp::Reverse(shared), one.span.start, gold, at));
        }
    }
    others.sort_unstable();
    for (_, _, gold, at) in others {
        if !gold_taken[gold] && !found_taken[at] {
            gold_taken[gold] = true;
            found_taken[at] = true;
            pairs.push((gold, at));
        }
    }
    pairs
}

/// Scores documents with what was found in them.
pub(super) fn score<'r>(results: impl Iterator<Item = &'r (&'r Document, Vec<Found>)>) -> Scores {
    let mut scores = Scores::default();
    for (document, found) in results {
        scores.documents += 1;
        scores.gold += document.gold.len();
        scores.found += found.len();
        scores.placed += document.gold.iter().filter(|gold| gold.point.is_some()).count();
        let mut beside = vec![false; found.len()];
        for (gold, at) in align(document, found) {
            let (gold, one) = (&document.gold[gold], &found[at]);
            scores.relaxed += 1;
            scores.strict += usize::from(gold.span == one.span);
            beside[at] = gold.point.is_none();
            if let (Some(wanted), Some(told)) = (gold.point, one.point) {
                scores.matched += 1;
                scores.near += usize::from(distance(wanted, told) <= NEAR);
            }
        }
        scores.counted += found.iter().zip(&beside).filter(|(one, beside)| one.point.is_some() && !**beside).count();
    }
    scores
}

/// Writes what was found for `score_geo.py`, a file a corpus.
pub(super) fn export(folder: &Path, results: &[(&Document, Vec<Found>)]) -> anyhow::Result<()> {
    let mut files: BTreeMap<&str, std::fs::File> = BTreeMap::new();
    for corpus in super::CORPORA {
        files.insert(corpus, std::fs::File::create(folder.join(format!("{corpus}.pred.jsonl")))?);
    }
    for (document, found) in results {
        let points = |byte: u32| document.text.string[..byte as usize].chars().count();
        let places: Vec<serde_json::Value> = found
            .iter()
            .map(|one| {
                let (lat, lon) = one.point.unzip();
                serde_json::json!({"start": points(one.span.start), "end": points(one.span.end), "lat": lat, "lon": lon,
                    "text": document.text.words(one.span), "geonameid": one.id})
            })
            .collect();
        if let Some(file) = files.get_mut(document.corpus) {
            writeln!(file, "{}", serde_json::json!({"id": document.id, "places": places}))?;
        }
    }
    Ok(())
}
