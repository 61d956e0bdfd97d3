//! Rarity: what a word is worth as evidence that two contents say the same.
//!
//! In: the contents of the pile, how rare each key is in news. Out: bits by key, in eighths. A word is worth no more than in news at large, and
//! less where the pile is about it: in a thousand reports of one flood "flood" tells little.

use std::collections::HashSet;

use sayso_families::Model;

use super::Saying;

/// Piles of fewer sayings are looked at as if they had this many: in ten sayings nothing is common.
const LEAST_PILE: u64 = 4096;

/// What a word without a key is worth inside a quotation that is repeated word by word, in eighths of a bit.
pub(crate) const LITTLE: u32 = 16;

/// The worth of each key.
#[derive(Debug)]
pub(crate) struct Rarity {
    /// Eighths of a bit.
    worth: Vec<u8>,
}

impl Rarity {
    /// Counts a pile; what one copy family says in the same words counts once.
    pub(crate) fn of(sayings: &[Saying], model: &Model) -> Rarity {
        let mut counts = vec![0u64; 1 << 16];
        let mut seen: HashSet<(i64, u64)> = HashSet::new();
        for saying in sayings {
            if seen.insert((saying.family, saying.content.digest)) {
                for &(key, _) in &saying.content.keys {
                    counts[usize::from(key)] += 1;
                }
            }
        }
        let pile = seen.len() as u64 + LEAST_PILE;
        let worth = (0..=u16::MAX)
            .zip(&counts)
            .map(|(key, &count)| model.rarity(key).min(sayso_families::eighths(pile / (count + 1))).min(255) as u8)
            .collect();
        Rarity { worth }
    }

    /// Eighths of a bit; none for the key of the commonest words.
    pub(crate) fn worth(&self, key: u16) -> u32 {
        if key == 0 { 0 } else { u32::from(self.worth[usize::from(key)]) }
    }
}
