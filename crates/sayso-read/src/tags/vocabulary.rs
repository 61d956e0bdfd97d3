//! A set of words that is asked "have you seen this?", in ten bits a word.
//!
//! Bloom (1970): it never forgets a word and takes about one stranger in a hundred for an acquaintance, which does no
//! harm where the answer only chooses among likely guesses.
//!
//! ```text
//! words   u32, a power of two; then that many words of 8 bytes
//! ```

use crate::tables::mix;

/// Bits asked for each word.
const PROBES: usize = 5;

/// The set, borrowed from the bytes of a model.
#[derive(Debug, Clone, Copy, Default)]
pub struct Vocabulary<'m> {
    words: &'m [u8],
}

fn bits(key: u64, words: usize) -> impl Iterator<Item = (usize, u8)> {
    let (mut at, step) = (mix(key, 0x51), mix(key, 0xA7) | 1);
    std::iter::repeat_with(move || {
        at = at.wrapping_add(step);
        let bit = (at >> 20) as usize & (words * 64 - 1);
        (bit / 8, 1 << (bit % 8))
    })
    .take(PROBES)
}

impl<'m> Vocabulary<'m> {
    /// Takes a set from the front of `bytes`; `None` where they are not one.
    pub fn open(bytes: &'m [u8]) -> Option<(Vocabulary<'m>, &'m [u8])> {
        let (head, rest) = bytes.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*head) as usize;
        if !count.is_power_of_two() {
            return None;
        }
        let (words, rest) = rest.split_at_checked(count.checked_mul(8)?)?;
        Some((Vocabulary { words }, rest))
    }

    /// Whether the key was put in, as far as one can tell.
    #[inline]
    pub fn has(&self, key: u64) -> bool {
        !self.words.is_empty()
            && bits(key, self.words.len() / 8).all(|(at, bit)| self.words.get(at).is_some_and(|byte| byte & bit != 0))
    }

    /// Lays out a set.
    pub fn build(keys: impl ExactSizeIterator<Item = u64>) -> Vec<u8> {
        let count = (keys.len() / 6 + 1).next_power_of_two();
        let mut words = vec![0u8; count * 8];
        for key in keys {
            for (at, bit) in bits(key, count) {
                words[at] |= bit;
            }
        }
        let mut bytes = (count as u32).to_le_bytes().to_vec();
        bytes.extend(words);
        bytes
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_word_that_was_put_in_is_known_and_strangers_seldom_are() {
        let bytes = Vocabulary::build((0..1000u32).map(|n| mix(n.into(), 3)));
        let (set, rest) = Vocabulary::open(&bytes).unwrap();
        assert!(rest.is_empty() && (0..1000).all(|n| set.has(mix(n, 3))));
        let strangers = (1000..11000).filter(|&n| set.has(mix(n, 3))).count();
        assert!(strangers < 300, "{strangers} of 10000");
    }

    #[test]
    fn bytes_that_are_no_set_are_refused() {
        assert!(Vocabulary::open(&[3, 0, 0, 0, 1]).is_none());
        assert!(Vocabulary::open(&[4, 0, 0, 0, 1]).is_none());
    }
}
