//! Decisions from general to special: what the longer endings say, trusted as far as they were heard.
//!
//! Each example walks a chain of keys from general to special. The share of a value at a key is
//! `(times it was seen + TRUST · its share at the more general key) / (all seen + TRUST)` (Witten and Bell's idea with a
//! constant), and a key is kept only where it decides otherwise than the key before it.

use std::collections::BTreeMap;

/// Weight of the more general key.
const TRUST: f64 = 1.0;

/// Values below this share of a key are forgotten.
const LEAST: f64 = 0.02;

/// Counts along chains of keys. All chains through a key must agree on the keys before it.
#[derive(Default)]
pub(crate) struct Chains {
    levels: Vec<BTreeMap<u64, Node>>,
}

struct Node {
    before: u64,
    counts: BTreeMap<u32, u32>,
}

impl Chains {
    /// An example: its keys from general to special, and the right value.
    pub(crate) fn add(&mut self, chain: impl IntoIterator<Item = u64>, value: u32, times: u32) {
        let mut before = 0;
        for (level, key) in chain.into_iter().enumerate() {
            if self.levels.len() <= level {
                self.levels.push(BTreeMap::new());
            }
            let node = self.levels[level].entry(key).or_insert(Node { before, counts: BTreeMap::new() });
            *node.counts.entry(value).or_default() += times;
            before = key;
        }
    }

    /// The keys worth keeping and their values.
    pub(crate) fn decide(&self) -> Vec<(u64, u32)> {
        let mut kept = Vec::new();
        let mut general: BTreeMap<u64, (u32, BTreeMap<u32, f64>)> = BTreeMap::new();
        for nodes in &self.levels {
            let mut here = BTreeMap::new();
            for (&key, node) in nodes {
                let mut shares: BTreeMap<u32, f64> = BTreeMap::new();
                let mut all = f64::from(node.counts.values().sum::<u32>());
                let before = general.get(&node.before);
                if let Some((_, before)) = before {
                    shares = before.iter().map(|(&value, share)| (value, share * TRUST)).collect();
                    all += TRUST;
                }
                for (&value, &count) in &node.counts {
                    *shares.entry(value).or_default() += f64::from(count);
                }
                shares.retain(|_, share| {
                    *share /= all;
                    *share >= LEAST
                });
                // Of equal shares the smaller number.
                let best = shares
                    .iter()
                    .fold((0, 0.0), |best, (&value, &share)| if share > best.1 { (value, share) } else { best })
                    .0;
                if before.is_none_or(|(decided, _)| *decided != best) {
                    kept.push((key, best));
                }
                here.insert(key, (best, shares));
            }
            general = here;
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_special_key_is_kept_only_where_it_decides_otherwise() {
        let mut chains = Chains::default();
        chains.add([1, 11, 111], 5, 3);
        chains.add([1, 11, 112], 5, 3);
        chains.add([1, 12, 121], 6, 4);
        assert_eq!(chains.decide(), [(1, 5), (12, 6)]);
    }

    #[test]
    fn one_odd_word_does_not_overrule_many() {
        let mut chains = Chains::default();
        chains.add([1, 11], 5, 99);
        chains.add([1, 12], 6, 1);
        chains.add([1, 12], 5, 1);
        assert_eq!(chains.decide(), [(1, 5)]);
    }
}
