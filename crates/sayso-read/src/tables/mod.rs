//! Tables: what model files are made of: hashes, maps, rows found by hash, numbers low byte first.

mod bytes;
mod keys;
mod linear;
mod lookup;

pub use bytes::{Bytes, header};
pub use keys::Keys;
pub use linear::Table;
pub use lookup::Lookup;

/// Mixes a value into a feature's hash: a multiply and a rotation, quick and the same everywhere.
#[inline]
pub fn mix(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
}

/// Hash of a string's bytes (FNV-1a, 64 bits).
#[inline]
pub fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}
