//! Rarity: what a word is worth as evidence that two contents say the same.
//!
//! In: the contents of the pile, how rare each key is in news. Out: bits by key, in eighths. A word is worth no more than in news at large, and
//! less where the pile is about it: in a thousand reports of one flood "flood" tells little.

use std::collections::HashSet;

use sayso_families::{Model, eighths};

use super::Saying;

/// Piles of fewer sayings are looked at as if they had this many: in ten sayings nothing is common.
const LEAST_PILE: u64 = 1 << 16;

/// What a word without a key is worth inside a quotation that is repeated word by word, in eighths of a bit.
pub(crate) const LITTLE: u32 = 16;

/// The same for names of a story: in ten documents no name is common.
const LEAST_DOCUMENTS: u64 = 1 << 12;

/// Documents tell one story where the names that both hold are worth so much, and are so many.
const STORY: u32 = 160;
const STORY_NAMES: usize = 3;

/// The worth of each key.
#[derive(Debug)]
pub(crate) struct Rarity {
    /// Eighths of a bit, as a word of a content.
    worth: Vec<u8>,
    /// The same as part of a name in a document.
    names: Vec<u8>,
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
        }
    }

    /// Whether the documents of two sayings tell one story.
    pub(crate) fn one_story(&self, one: &Saying, other: &Saying) -> bool {
        if one.document == other.document {
            return true;
        }
        let common = one.story.iter().filter(|key| other.story.binary_search(key).is_ok());
        let worths: Vec<u32> = common.map(|&key| u32::from(self.names[usize::from(key)])).collect();
        worths.len() >= STORY_NAMES && worths.iter().sum::<u32>() >= STORY
    }

    /// Eighths of a bit; none for the key of the commonest words.
    pub(crate) fn worth(&self, key: u16) -> u32 {
        if key == 0 { 0 } else { u32::from(self.worth[usize::from(key)]) }
    }
}
