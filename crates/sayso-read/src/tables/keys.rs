//! Which row of a table belongs to a hash.

use super::{Bytes, mix};

/// The hashes of a table's rows, as sorted 32-bit fingerprints: a key's row is its place among them.
///
/// A hash that the table lacks is taken for one that it has about once in 2^32 divided by the rows.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    prints: Vec<u32>,
    /// Where the fingerprints that begin with each bit pattern start, and the end of all.
    starts: Vec<u32>,
    shift: u32,
}

/// The fingerprint of a hash.
#[inline]
fn print(hash: u64) -> u32 {
    (mix(hash, hash >> 31) >> 32) as u32
}

impl Keys {
    /// From fingerprints in rising order.
    pub fn of(prints: Vec<u32>) -> Keys {
        let bits = prints.len().next_power_of_two().ilog2().clamp(1, 24);
        let shift = 32 - bits;
        let mut starts = vec![0u32; (1 << bits) + 1];
        for &print in &prints {
            starts[(print >> shift) as usize + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Keys { prints, starts, shift }
    }

    /// From the front of a model's bytes: how many, then the fingerprints.
    pub fn read(bytes: &mut Bytes) -> Option<Keys> {
        let count = bytes.count()?;
        let prints = bytes.wholes(count)?;
        prints.is_sorted().then(|| Keys::of(prints))
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.prints.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.prints.is_empty()
    }

    /// The row of a hash.
    #[inline]
    pub fn find(&self, hash: u64) -> Option<usize> {
        let print = print(hash);
        let bucket = (print >> self.shift) as usize;
        let (start, end) = (*self.starts.get(bucket)? as usize, *self.starts.get(bucket + 1)? as usize);
        let bucket = self.prints.get(start..end)?;
        Some(start + bucket.iter().position(|&known| known == print)?)
    }

    /// The bytes that [`Keys::read`] takes, and the order of the rows: of hashes with the same fingerprint the first counts.
    pub fn lay(hashes: &[u64]) -> (Vec<u8>, Vec<usize>) {
        let mut order: Vec<usize> = (0..hashes.len()).collect();
        order.sort_by_key(|&at| (print(hashes[at]), at));
        order.dedup_by_key(|&mut at| print(hashes[at]));
        let mut bytes = (order.len() as u32).to_le_bytes().to_vec();
        for &at in &order {
            bytes.extend(print(hashes[at]).to_le_bytes());
        }
        (bytes, order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_finds_its_row_and_others_none() {
        let hashes: Vec<u64> = (0..1000u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect();
        let (bytes, order) = Keys::lay(&hashes);
        let keys = Keys::read(&mut Bytes(&bytes)).expect("keys");
        for (row, &at) in order.iter().enumerate() {
            assert_eq!(keys.find(hashes[at]), Some(row));
        }
        assert_eq!((keys.find(3), Keys::default().find(3)), (None, None));
    }
}
