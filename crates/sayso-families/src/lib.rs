//! sayso-families: many documents in, families of copies out.
//!
//! One report becomes a hundred pages; sources are counted honestly only if copies are told from reports. In: [`Document`]s (made of
//! readings) and a [`Model`]. Out: [`Family`]s, with the stretches that prove each tie.
//!
//! ```text
//! documents ─► words (hashes, keys) ─► candidates (shingles, skeleton pairs) ─► compare ─► judge ─► group ─► families
//! ```
//!
//! Two looks at each pair of candidates. Common runs of words make `exact`, `near` and `excerpt`. Where these fail, sentence by sentence,
//! what survives rewording by machine (names whatever their transliteration, numbers whatever their spelling, rare words whatever their
//! endings) makes `rewritten`. Quotations count for nothing there: reporters at one event share them. Two reports of one event share
//! facts, but not sentence by sentence.
//!
//! No pair is looked at that shares nothing rare; lists of what many share are walked in a chain. So time is near linear, memory
//! [`Document::weight`] a document. The same documents give the same families, whatever their order and the number of threads (numbers and
//! members are told in the order of the input).

#![forbid(unsafe_code)]

mod candidates;
mod cites;
mod compare;
mod document;
mod group;
mod keys;
mod model;
mod origin;
mod words;

use std::collections::HashMap;

use rayon::prelude::*;

pub use cites::{Outlets, plain as plain_outlet};
pub use document::{About, Document};
pub use group::{Family, MOST_SHARED, Member, Relation, Stretch};
pub use model::{HEADER, LOOKS, Model};
pub use origin::{Evidence, instant};
pub use words::{MOST_WORDS, Word, words};

pub use candidates::eighths;

use candidates::Candidate;
use compare::{Likeness, compare};
use group::Edge;

/// Common runs make a copy from this share of the shorter text's words outside quotation marks on, in thousandths ...
const COPIED: u32 = 500;

/// ... and so many words at least.
const LEAST_WORDS: usize = 30;

/// Below this share of lengths a copy of the shorter is an excerpt.
const EXCERPT: u32 = 600;

/// Solid stretches make an excerpt inside other matter from this share of the shorter text on, in thousandths ...
const INSIDE: u32 = 100;

/// ... and so many words at least: more than a line that two reports have from one agency.
const LEAST_INSIDE: usize = 45;

/// A rewording is one from so many sentences with partners on, and so many keys in them.
const LEAST_PARTNERS: usize = 3;
const LEAST_EVIDENCE: u32 = 25;

/// Texts that share so much in runs (thousandths), tell so many numbers and names there and agree in fewer of them than this (thousandths) are
/// forms that were filled anew: weather, markets, results.
const FORM: u32 = 250;
const LEAST_TOLD: u32 = 5;
const AGREED: u32 = 650;

/// What the caller wants to be told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// Documents that are nobody's copy too, each a family of its own.
    pub alone: bool,
}

/// Finds the families of a pile of documents, in the order of their first members.
pub fn find(documents: &[Document], model: &Model, wanted: Wanted) -> Vec<Family> {
    let edges = edges(documents, model);
    group::of(documents, edges, wanted.alone)
}

/// What the model weighs of a pair, in thousandths; for training.
pub fn looks(one: &Document, other: &Document, model: &Model) -> [u32; LOOKS] {
    compare(one, other, model).looks()
}

/// The pairs that are looked at, as places in the input; for training.
pub fn candidates(documents: &[Document], model: &Model) -> Vec<(usize, usize)> {
    let order = by_digest(documents);
    let sorted: Vec<&Document> = order.iter().map(|&index| &documents[index]).collect();
    let pairs = candidates::find(&sorted, model);
    pairs.iter().map(|pair| (order[pair.one as usize], order[pair.other as usize])).collect()
}

/// The documents in the order of what they say, whatever the order of the input.
fn by_digest(documents: &[Document]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&index| (documents[index].digest, documents[index].setting, index));
    order
}

fn edges(documents: &[Document], model: &Model) -> Vec<Edge> {
    // Documents of the same words are one for the search.
    let order = by_digest(documents);
    let mut edges = Vec::new();
    let mut firsts: Vec<usize> = Vec::new();
    for same in order.chunk_by(|&one, &other| documents[one].digest == documents[other].digest) {
        let first = same[0];
        firsts.push(first);
        if documents[first].is_empty() {
            continue;
        }
        // Each to the first: a report in a thousand exact copies is a thousand ties.
        for &copy in &same[1..] {
            let whole = compare::Shared { one: 0..documents[first].len(), other: 0..documents[copy].len() };
            let (relation, similarity) = (Relation::Exact, 1000);
            edges.push(Edge { one: first, other: copy, relation, similarity, shared: vec![whole] });
        }
    }
    let distinct: Vec<&Document> = firsts.iter().map(|&index| &documents[index]).collect();
    let candidates = candidates::find(&distinct, model);
    edges.par_extend(candidates.par_iter().filter_map(|&Candidate { one, other }| {
        let (one, other) = (firsts[one as usize], firsts[other as usize]);
        judge(&documents[one], &documents[other], model).map(|(relation, likeness)| {
            Edge::of(one.min(other), one.max(other), if one < other { likeness } else { likeness.turned() }, relation)
        })
    }));
    edges.extend(versions(documents));
    edges
}

/// Whether two documents of different words are copies, and of what kind.
fn judge(one: &Document, other: &Document, model: &Model) -> Option<(Relation, Likeness)> {
    let likeness = compare(one, other, model);
    let shorter = one.len().min(other.len());
    let copied = if one.len() <= other.len() { likeness.unquoted.0 } else { likeness.unquoted.1 };
    // The same words around other numbers and names: a template, filled anew.
    let (told, agreed) = likeness.told;
    if copied >= FORM && told >= LEAST_TOLD && agreed * 1000 < AGREED * told {
        return None;
    }
    let words: usize = likeness.runs.iter().map(|shared| shared.one.len()).sum();
    if copied >= COPIED && words >= LEAST_WORDS.min(shorter) {
        let relation = if likeness.length < EXCERPT { Relation::Excerpt } else { Relation::Near };
        return Some((relation, likeness));
    }
    if likeness.solid >= LEAST_INSIDE && likeness.solid * 1000 >= INSIDE as usize * shorter {
        return Some((Relation::Excerpt, likeness));
    }
    // A few sentences are alike by chance.
    let enough = likeness.partners.len() >= LEAST_PARTNERS && likeness.evidence >= LEAST_EVIDENCE;
    (enough && model.judge(&likeness) > 0).then_some((Relation::Rewritten, likeness))
}

/// Documents of one address and different words.
fn versions(documents: &[Document]) -> Vec<Edge> {
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut edges = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let Some(url) = document.url.as_deref().filter(|_| !document.is_empty()) else { continue };
        let before = *first.entry(url).or_insert(index);
        // Another outlet's page that names this address as its canonical one is a copy, if the words say so.
        let same_house = documents[before].outlet == document.outlet;
        if before != index && same_house && documents[before].digest != document.digest {
            let likeness = compare(&documents[before], document, &Model::default());
            edges.push(Edge::of(before, index, likeness, Relation::Version));
        }
    }
    edges
}
