//! Rarity: what a word is worth as evidence that two contents say the same.
//!
//! In: the contents of the pile, how rare each key is in news. Out: bits by key, in eighths. A word is worth no more than in news at large, and
//! less where the pile is about it: in a thousand reports of one flood "flood" tells little.

use std::collections::HashSet;

use sayso_families::{Model, eighths};
use sayso_read::tables::{START, mix};

use super::skeleton::Word;
use super::{Saying, within};

/// Piles of fewer sayings are looked at as if they had this many: in ten sayings nothing is common.
const LEAST_PILE: u64 = 1 << 16;

/// What a word without a key is worth inside a quotation that is repeated word by word, in eighths of a bit.
pub(crate) const LITTLE: u32 = 16;

/// The same for names of a story: in ten documents no name is common.
const LEAST_DOCUMENTS: u64 = 1024;

/// Documents tell one story where the names that both hold are worth so much, and are so many.
const STORY: u32 = 160;
const STORY_NAMES: usize = 3;

/// They are published so many days apart at most.
const STORY_DAYS: i64 = 5;

/// Words of a quotation that are looked up among stock phrases, and how many known speakers make one.
const STOCK: usize = 4;
const SPEAKERS: usize = 4;

/// The worth of each key.
#[derive(Debug)]
pub(crate) struct Rarity {
    /// Eighths of a bit, as a word of a content.
    worth: Vec<u8>,
    /// The same as part of a name in a document.
    names: Vec<u8>,
    /// Hashes of runs of [`STOCK`] words that many speakers quote, sorted.
    stock: Vec<u32>,
}

impl Rarity {
    /// Counts a pile; what one copy family says in the same words counts once.
    pub(crate) fn of(sayings: &[Saying], model: &Model) -> Rarity {
        let mut counts = vec![0u64; 1 << 16];
        let mut seen: HashSet<(i64, u64)> = HashSet::new();
        for saying in sayings {
            if seen.insert((saying.family, saying.content.digest)) {
                for key in &saying.content.keys {
                    counts[usize::from(key.key)] += 1;
                }
            }
        }
        let mut names = vec![0u64; 1 << 16];
        let mut families: HashSet<i64> = HashSet::new();
        for saying in sayings {
            if families.insert(saying.family) {
                saying.story.iter().for_each(|&key| names[usize::from(key)] += 1);
            }
        }
        let worth = |counts: &[u64], pile: u64| {
            let of = |(key, &count): (u16, &u64)| model.rarity(key).min(eighths(pile / (count + 1))).min(255) as u8;
            (0..=u16::MAX).zip(counts).map(of).collect()
        };
        Rarity {
            worth: worth(&counts, seen.len() as u64 + LEAST_PILE),
            names: worth(&names, families.len() as u64 + LEAST_DOCUMENTS),
            stock: stock(sayings),
        }
    }

    /// Whether the documents of two sayings tell one story.
    pub(crate) fn one_story(&self, one: &Saying, other: &Saying) -> bool {
        if one.document == other.document {
            return true;
        }
        if !within(one.day, other.day, STORY_DAYS) {
            return false;
        }
        let common = one.story.iter().filter(|key| other.story.binary_search(key).is_ok());
        let worths: Vec<u32> = common.map(|&key| u32::from(self.names[usize::from(key)])).collect();
        worths.len() >= STORY_NAMES && worths.iter().sum::<u32>() >= STORY
    }

    /// Eighths of a bit; none for the key of the commonest words.
    pub(crate) fn worth(&self, key: u16) -> u32 {
        if key == 0 { 0 } else { u32::from(self.worth[usize::from(key)]) }
    }

    /// Whether a quoted run is a stock phrase: what speakers of all sides quote.
    pub(crate) fn is_stock(&self, run: &[Word]) -> bool {
        run.len() >= STOCK && run.windows(STOCK).all(|run| self.stock.binary_search(&shingle(run)).is_ok())
    }
}

/// The stock phrases of a pile.
fn stock(sayings: &[Saying]) -> Vec<u32> {
    let mut quoted: Vec<(u32, u64)> = Vec::new();
    for saying in sayings {
        let Some(sign) = saying.speaker.sign() else { continue };
        let runs = saying.content.words.windows(STOCK).filter(|run| run.iter().all(|word| word.quoted));
        quoted.extend(runs.map(|run| (shingle(run), sign)));
    }
    quoted.sort_unstable();
    quoted.dedup();
    quoted.chunk_by(|one, other| one.0 == other.0).filter(|run| run.len() >= SPEAKERS).map(|run| run[0].0).collect()
}

fn shingle(run: &[Word]) -> u32 {
    let hash = run.iter().fold(START, |hash, word| mix(hash, u64::from(word.hash)));
    (hash ^ (hash >> 32)) as u32
}
