//! Linear models: sums of integer weights over hashed features, read where they lie.
//!
//! ```text
//! slots   power of two many, each 8 bytes: fingerprint u32, offset of its row u32 (0: empty); linear probing
//! rows    length u8, then that many pairs: label u8, weight i16
//! ```
//!
//! Two features that share slot and fingerprint are one feature; at 32 bits that is rare and harmless.

use super::lookup::place;

/// A table of weights, borrowed from the bytes of a model.
#[derive(Debug, Clone, Copy, Default)]
pub struct Table<'m> {
    slots: &'m [u8],
    rows: &'m [u8],
}

impl<'m> Table<'m> {
    /// Takes a table from the front of `bytes`; `None` where they are not one.
    pub fn open(bytes: &'m [u8]) -> Option<(Table<'m>, &'m [u8])> {
        let (head, rest) = bytes.split_at_checked(8)?;
        let number = |at: usize| Some(u32::from_le_bytes(head.get(at..at + 4)?.try_into().ok()?) as usize);
        let (slots, rows) = (number(0)?, number(4)?);
        if !slots.is_power_of_two() {
            return None;
        }
        let (slots, rest) = rest.split_at_checked(slots.checked_mul(8)?)?;
        let (rows, rest) = rest.split_at_checked(rows)?;
        Some((Table { slots, rows }, rest))
    }

    /// Adds a feature's weights to the scores of its labels.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [i32]) {
        let count = self.slots.len() / 8;
        if count == 0 {
            return;
        }
        let (mut slot, fingerprint) = place(feature, count);
        loop {
            let Some(&[a, b, c, d, e, f, g, h]) = self.slots.get(slot * 8..slot * 8 + 8) else { return };
            let offset = u32::from_le_bytes([e, f, g, h]) as usize;
            if offset == 0 {
                return;
            }
            if u32::from_le_bytes([a, b, c, d]) == fingerprint {
                let Some((&length, row)) = self.rows.get(offset..).and_then(<[u8]>::split_first) else { return };
                for &[label, low, high] in row.as_chunks::<3>().0.iter().take(usize::from(length)) {
                    if let Some(score) = scores.get_mut(usize::from(label)) {
                        *score += i32::from(i16::from_le_bytes([low, high]));
                    }
                }
                return;
            }
            slot = (slot + 1) & (count - 1);
        }
    }

    /// Lays out a table: features in rising order, each with its (label, weight) pairs. At most 255 pairs a feature.
    pub fn build<'a>(features: impl ExactSizeIterator<Item = (u64, &'a [(u8, i16)])>) -> Vec<u8> {
        let count = (features.len() * 3 / 2 + 1).next_power_of_two();
        let mut slots = vec![(0u32, 0u32); count];
        let mut rows = vec![0u8];
        for (feature, weights) in features {
            let (mut slot, fingerprint) = place(feature, count);
            while slots[slot].1 != 0 && slots[slot].0 != fingerprint {
                slot = (slot + 1) & (count - 1);
            }
            if slots[slot].1 == 0 {
                slots[slot] = (fingerprint, rows.len() as u32);
                rows.push(weights.len().min(255) as u8);
                for &(label, weight) in weights.iter().take(255) {
                    let [low, high] = weight.to_le_bytes();
                    rows.extend([label, low, high]);
                }
            }
        }
        let mut bytes = Vec::with_capacity(8 + count * 8 + rows.len());
        bytes.extend((count as u32).to_le_bytes());
        bytes.extend((rows.len() as u32).to_le_bytes());
        for (fingerprint, offset) in slots {
            bytes.extend(fingerprint.to_le_bytes());
            bytes.extend(offset.to_le_bytes());
        }
        bytes.extend(rows);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_back_the_weights_it_was_built_from() {
        let bytes = Table::build([(7, &[(0, 3), (2, -4)][..]), (9, &[(1, 1)][..])].into_iter());
        let (table, rest) = Table::open(&bytes).expect("a table");
        let mut scores = [0; 3];
        table.add(7, &mut scores);
        table.add(9, &mut scores);
        table.add(8, &mut scores);
        assert_eq!((scores, rest.len()), ([3, 1, -4], 0));
    }

    #[test]
    fn bytes_that_are_no_table_are_refused() {
        assert!(Table::open(b"nonsense that is long enough").is_none());
    }
}
