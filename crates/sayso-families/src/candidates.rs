//! Candidates: pairs of documents that may be copies, found without looking at all pairs.
//!
//! In: words of all documents, rarity of keys. Out: pairs, each once, in order. Two look-ups, joined:
//!
//! - *shingles*: runs of five words, of which every eighth by hash is kept (a bottom sketch of fixed rate, "FracMinHash" of Irber et al. 2022,
//!   which holds for containment as well as for likeness);
//! - *skeleton pairs*: two rare or strong keys near each other within a sentence, whatever the words between and whatever their order.
//!
//! Each becomes a list of the documents that have it. Of a short list all neighbours up to [`NEAR`] apart are linked, of a long one (a line
//! that a whole site carries, or a report in a thousand copies) only the next: linear, and enough, because all lists are in the same order
//! (of the documents' digests, not of the input), so that copies meet again and again. A pair is a candidate where it was linked
//! often enough for its size.

use rayon::prelude::*;
use sayso_read::tables::mix;

use crate::document::Document;
use crate::model::Model;

/// Words of a shingle.
pub(crate) const SHINGLE: usize = 5;

/// One of so many shingles is kept.
const RATE: u32 = 8;

/// Neighbours in a short list are linked up to this far apart.
const NEAR: usize = 4;

/// A list is short up to this length.
const SHORT: usize = 256;

/// How many keys after a key it is paired with.
const REACH: usize = 3;

/// A pair of documents, the smaller index first, and how often it was linked by shingles and by skeleton pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) one: u32,
    pub(crate) other: u32,
    pub(crate) shingles: u32,
    pub(crate) pairs: u32,
}

/// Finds the candidates among documents that stand in the order of their digests.
pub(crate) fn find(documents: &[&Document], model: &Model) -> Vec<Candidate> {
    let shingles = links(documents, |document, put| shingles(document, put));
    let pairs = links(documents, |document, put| skeleton(document, model, put));
    let mut candidates = merge(&shingles, &pairs);
    candidates.retain(|candidate| {
        let least = documents[candidate.one as usize].len().min(documents[candidate.other as usize].len());
        // Of a short text few are kept.
        candidate.shingles >= if least < 200 { 1 } else { 2 } || candidate.pairs >= if least < 100 { 2 } else { 3 }
    });
    candidates
}

/// The kept shingles of a document.
fn shingles(document: &Document, put: &mut dyn FnMut(u32)) {
    for run in document.words.hashes.windows(SHINGLE) {
        let hash = run.iter().fold(0, |hash, &word| mix(hash, u64::from(word)));
        let hash = (hash ^ (hash >> 32)) as u32;
        if hash < u32::MAX / RATE {
            put(hash);
        }
    }
}

/// The skeleton pairs of a document.
fn skeleton(document: &Document, model: &Model, put: &mut dyn FnMut(u32)) {
    let words = &document.words;
    let mut recent = [0u16; REACH];
    for word in 0..words.len() {
        if words.opens(word) {
            recent = [0; REACH];
        }
        let key = words.keys[word];
        if key == 0 || !(words.strong(word) || model.rarity(key) >= model.rare()) {
            continue;
        }
        for before in recent.into_iter().filter(|&before| before != 0 && before != key) {
            let (low, high) = (before.min(key), before.max(key));
            let hash = mix(mix(7, u64::from(low)), u64::from(high));
            put((hash ^ (hash >> 32)) as u32);
        }
        recent.rotate_right(1);
        recent[0] = key;
    }
}

/// The pairs that share what `of` puts out, with how often; sorted.
fn links(documents: &[&Document], of: impl Fn(&Document, &mut dyn FnMut(u32)) + Sync) -> Vec<(u64, u32)> {
    let mut postings: Vec<u64> = (documents.par_iter().enumerate())
        .flat_map_iter(|(index, document)| {
            let mut found: Vec<u32> = Vec::new();
            of(document, &mut |hash| found.push(hash));
            found.sort_unstable();
            found.dedup();
            found.into_iter().map(move |hash| u64::from(hash) << 32 | index as u64)
        })
        .collect();
    postings.par_sort_unstable();
    let mut pairs: Vec<u64> = (postings.par_chunk_by(|one, other| one >> 32 == other >> 32))
        .filter(|list| list.len() > 1)
        .flat_map_iter(|list| {
            let reach = if list.len() <= SHORT { NEAR } else { 1 };
            (0..list.len()).flat_map(move |at| {
                let one = list[at] & 0xFFFF_FFFF;
                list[at + 1..].iter().take(reach).map(move |&other| one << 32 | other & 0xFFFF_FFFF)
            })
        })
        .collect();
    drop(postings);
    pairs.par_sort_unstable();
    pairs.chunk_by(|one, other| one == other).map(|same| (same[0], same.len() as u32)).collect()
}

/// Two sorted lists of pairs as one.
fn merge(shingles: &[(u64, u32)], pairs: &[(u64, u32)]) -> Vec<Candidate> {
    let mut merged = Vec::new();
    let (mut left, mut right) = (shingles.iter().peekable(), pairs.iter().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(one), Some(other)) => one.0.min(other.0),
            (Some(one), None) => one.0,
            (None, Some(other)) => other.0,
            (None, None) => return merged,
        };
        let shingles = left.next_if(|pair| pair.0 == next).map_or(0, |pair| pair.1);
        let pairs = right.next_if(|pair| pair.0 == next).map_or(0, |pair| pair.1);
        merged.push(Candidate { one: (next >> 32) as u32, other: next as u32, shingles, pairs });
    }
}
