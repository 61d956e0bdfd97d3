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

/// Where hashing begins.
pub const START: u64 = 0xCBF2_9CE4_8422_2325;

/// Goes on hashing (FNV-1a, 64 bits): hashing the parts of a word one after the other hashes the word.
#[inline]
pub fn hash_on(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Hash of a string's bytes.
#[inline]
pub fn hash(bytes: &[u8]) -> u64 {
    hash_on(START, bytes)
}
