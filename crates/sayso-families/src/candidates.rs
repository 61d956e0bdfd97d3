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
//! (of the documents' digests, not of the input), so that copies meet again and again. A link weighs the more the shorter its list; a pair is
//! a candidate where its links weigh enough.

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

/// A key that stands in no more documents than this is not common, in the smallest pile.
const COMMON: usize = 400;

/// Piles smaller than this are looked at as if they were of this size: in ten documents nothing is common.
const LEAST_PILE: usize = 4096;

/// Shingles tie two documents from this weight on, in eighths of a bit: one that no other document has is enough.
const BY_SHINGLES: u32 = 80;

/// Skeleton pairs tie them from this weight on: two or three that hardly another document has, or many that some have.
const BY_PAIRS: u32 = 184;

/// A pair of documents, the smaller index first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) one: u32,
    pub(crate) other: u32,
}

/// Finds the candidates among documents that stand in the order of their digests.
pub(crate) fn find(documents: &[&Document], model: &Model) -> Vec<Candidate> {
    let shingles = links(documents, |document, put| shingles(document, put));
    let common = common(documents);
    let rare = |key: u16| !common[usize::from(key)] && model.rarity(key) >= model.rare();
    let strong = |key: u16| !common[usize::from(key)];
    let pairs = links(documents, |document, put| {
        skeleton(document, |word, key| if document.words.strong(word) { strong(key) } else { rare(key) }, put)
    });
    merge(&shingles, &pairs)
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

/// Which keys the pile itself makes common: those of one document in twenty and of [`COMMON`] at least.
fn common(documents: &[&Document]) -> Vec<bool> {
    let mut counts = vec![0u32; 1 << 16];
    let mut seen: Vec<u16> = Vec::new();
    for document in documents {
        seen.clear();
        seen.extend(&document.words.keys);
        seen.sort_unstable();
        seen.dedup();
        for &key in &seen {
            counts[usize::from(key)] += 1;
        }
    }
    let most = COMMON.max(documents.len() / 20) as u32;
    counts.into_iter().map(|count| count > most).collect()
}

/// The pairs of keys that `counts` lets pass, near each other within a sentence.
fn skeleton(document: &Document, counts: impl Fn(usize, u16) -> bool, put: &mut dyn FnMut(u32)) {
    let words = &document.words;
    let mut recent = [0u16; REACH];
    for word in 0..words.len() {
        if words.opens(word) {
            recent = [0; REACH];
        }
        let key = words.keys[word];
        if key == 0 || !counts(word, key) {
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

/// The pairs that share what `of` puts out, with what their links weigh, in eighths of a bit; sorted.
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
    let pile = (documents.len() + LEAST_PILE) as u64;
    let mut pairs: Vec<(u64, u32)> = (postings.par_chunk_by(|one, other| one >> 32 == other >> 32))
        .filter(|list| list.len() > 1)
        .flat_map_iter(|list| {
            let reach = if list.len() <= SHORT { NEAR } else { 1 };
            let weight = eighths(pile / list.len() as u64);
            (0..list.len()).flat_map(move |at| {
                let one = list[at] & 0xFFFF_FFFF;
                list[at + 1..].iter().take(reach).map(move |&other| (one << 32 | other & 0xFFFF_FFFF, weight))
            })
        })
        .collect();
    drop(postings);
    pairs.par_sort_unstable();
    pairs.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = kept.1.saturating_add(next.1);
        }
        same
    });
    pairs
}

/// Eight times the binary logarithm of a number, between powers of two by a straight line.
pub fn eighths(number: u64) -> u32 {
    let number = number.max(1);
    let whole = number.ilog2();
    whole * 8 + (((number - (1 << whole)) * 8) >> whole) as u32
}

/// Pairs that weigh enough in either of two sorted lists, each once.
fn merge(shingles: &[(u64, u32)], pairs: &[(u64, u32)]) -> Vec<Candidate> {
    let heavy = |list: &[(u64, u32)], least: u32| -> Vec<u64> {
        list.iter().filter(|&&(_, weight)| weight >= least).map(|&(pair, _)| pair).collect()
    };
    let mut merged = heavy(shingles, BY_SHINGLES);
    merged.extend(heavy(pairs, BY_PAIRS));
    merged.sort_unstable();
    merged.dedup();
    merged.into_iter().map(|pair| Candidate { one: (pair >> 32) as u32, other: pair as u32 }).collect()
}
