//! A map from hashes to numbers, read where it lies.

use super::mix;

/// Where a feature's probing starts, and its fingerprint (never 0).
#[inline]
pub(super) fn place(feature: u64, slots: usize) -> (usize, u32) {
    let mixed = mix(feature, feature >> 31);
    ((mixed >> 32) as usize & (slots - 1), (mixed as u32) | 1)
}

/// A map from hashes to numbers, borrowed from the bytes of a model.
///
/// ```text
/// slots   u32; then that many slots of 12 bytes: fingerprint u32 (0: empty), value u64; linear probing
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Lookup<'m> {
    slots: &'m [u8],
}

const SLOT: usize = 12;

impl<'m> Lookup<'m> {
    /// Takes a map from the front of `bytes`; `None` where they are not one.
    pub fn open(bytes: &'m [u8]) -> Option<(Lookup<'m>, &'m [u8])> {
        let (head, rest) = bytes.split_at_checked(4)?;
        let count = u32::from_le_bytes(head.try_into().ok()?) as usize;
        if !count.is_power_of_two() {
            return None;
        }
        let (slots, rest) = rest.split_at_checked(count.checked_mul(SLOT)?)?;
        Some((Lookup { slots }, rest))
    }

    /// The value of a key.
    #[inline]
    pub fn get(&self, key: u64) -> Option<u64> {
        let count = self.slots.len() / SLOT;
        if count == 0 {
            return None;
        }
        let (mut slot, fingerprint) = place(key, count);
        loop {
            let slot_bytes = self.slots.get(slot * SLOT..slot * SLOT + SLOT)?;
            let (&print, value) = slot_bytes.split_first_chunk::<4>()?;
            let print = u32::from_le_bytes(print);
            if print == fingerprint {
                return value.try_into().ok().map(u64::from_le_bytes);
            }
            if print == 0 {
                return None;
            }
            slot = (slot + 1) & (count - 1);
        }
    }

    /// Lays out a map; of two equal keys the first one counts.
    pub fn build(entries: &[(u64, u64)]) -> Vec<u8> {
        let count = (entries.len() * 3 / 2 + 1).next_power_of_two();
        let mut slots = vec![(0u32, 0u64); count];
        for &(key, value) in entries {
            let (mut slot, fingerprint) = place(key, count);
            while slots[slot].0 != 0 && slots[slot].0 != fingerprint {
                slot = (slot + 1) & (count - 1);
            }
            if slots[slot].0 == 0 {
                slots[slot] = (fingerprint, value);
            }
        }
        let mut bytes = (count as u32).to_le_bytes().to_vec();
        for (fingerprint, value) in slots {
            bytes.extend(fingerprint.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_gives_back_what_it_was_built_from() {
        let bytes = Lookup::build(&[(7, 70), (9, u64::MAX), (7, 71)]);
        let (map, rest) = Lookup::open(&bytes).expect("a map");
        assert_eq!((map.get(7), map.get(9), map.get(8), rest.len()), (Some(70), Some(u64::MAX), None, 0));
    }

    #[test]
    fn bytes_that_are_no_map_are_refused() {
        assert!(Lookup::open(b"nonsense that is long enough").is_none());
    }
}
