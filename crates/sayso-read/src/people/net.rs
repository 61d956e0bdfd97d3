//! The net beside the ranker's weights: it puts looks together that no list of pairs foresees.
//!
//! Each look picks a row of a table; the rows are summed, and a second layer of rectifiers leads to one number (Nair and Hinton 2010). Whole
//! numbers throughout: the same everywhere.

use crate::tables::{Bytes, mix};

/// How many rows the table has, as a power of two.
pub const BITS: u32 = 13;
/// Cells of the first layer and of the second.
pub const FIRST: usize = 32;
/// See [`FIRST`].
pub const SECOND: usize = 16;
/// Units of a weight to one, as a power of two.
pub const UNITS: u32 = 6;

/// The cell of the table at which a look's row begins.
pub fn row(look: u64) -> usize {
    (mix(look, look >> 31) >> (64 - BITS)) as usize * FIRST
}

/// The weights; an empty net says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Net {
    rows: &'static [u8],
    /// Cell by cell of the second layer.
    second: &'static [u8],
    /// In units of a product of two weights, two bytes each.
    biases: &'static [u8],
    last: &'static [u8],
}

impl Net {
    /// From the front of a model's bytes.
    pub(super) fn read(bytes: &mut Bytes<'static>) -> Option<Net> {
        Some(Net {
            rows: bytes.take(FIRST << BITS)?,
            second: bytes.take(FIRST * SECOND)?,
            biases: bytes.take(2 * SECOND)?,
            last: bytes.take(SECOND)?,
        })
    }

    /// What it makes of the looks of an answer, in units of `1 << UNITS` to the third.
    pub(super) fn score(&self, looks: &[u64]) -> i64 {
        let mut first = [0i32; FIRST];
        for cells in looks.iter().filter_map(|&look| self.rows.get(row(look)..)?.first_chunk::<FIRST>()) {
            first.iter_mut().zip(cells).for_each(|(sum, &cell)| *sum += i32::from(cell as i8));
        }
        first.iter_mut().for_each(|cell| *cell = (*cell).max(0));
        let (inputs, _) = self.second.as_chunks::<FIRST>();
        let (biases, _) = self.biases.as_chunks::<2>();
        let cells = inputs.iter().zip(biases).map(|(weights, &bias)| {
            let products = weights.iter().zip(&first).map(|(&weight, cell)| i32::from(weight as i8) * cell);
            (products.sum::<i32>() + i32::from(i16::from_le_bytes(bias))).max(0)
        });
        cells.zip(self.last).map(|(cell, &weight)| i64::from(cell) * i64::from(weight as i8)).sum()
    }
}
