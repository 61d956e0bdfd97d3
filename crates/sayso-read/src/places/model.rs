//! The weights: one set tells toponyms from other words, one ranks the places that a toponym may be.

use crate::tables::{Bytes, header};

/// First line of the model's file.
pub const HEADER: &str = "sayso places model, format 1";

/// Units of a weight to one natural unit of log-odds.
pub const SCALE: f32 = 256.0;

/// Binary logarithm of the number of places for weights, of each set.
pub const BITS: u32 = 15;

/// Where the weight of a feature lies.
pub fn place(feature: u64) -> usize {
    (feature.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BITS)) as usize
}

/// The weights; an empty model knows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Model {
    mentions: &'static [u8],
    bearers: &'static [u8],
}

fn sum(weights: &[u8], features: &[u64]) -> i32 {
    let weight = |&feature: &u64| {
        let at = 2 * place(feature);
        weights.get(at..at + 2).map_or(0, |bytes| i32::from(i16::from_le_bytes([bytes[0], bytes[1]])))
    };
    features.iter().map(weight).sum()
}

impl Model {
    /// Opens a model (head, empty line; two sets of weights, 16 bits each); the error says what the bytes are instead.
    pub fn open(file: &'static [u8]) -> Result<Model, String> {
        let (_, mut bytes): (_, Bytes<'static>) = header(file, HEADER, "places")?;
        let mut set = || bytes.take(2 << BITS);
        let sets = set().zip(set()).map(|(mentions, bearers)| Model { mentions, bearers });
        sets.ok_or_else(|| "the model for places is cut or damaged; run `cargo train places`".to_owned())
    }

    /// The bytes that [`Model::open`] takes.
    pub fn lay(origin: &str, mentions: &[f32], bearers: &[f32]) -> Vec<u8> {
        let mut file = format!("{HEADER}: {origin}\n\n").into_bytes();
        let unit = |weight: &f32| ((weight * SCALE).round().clamp(-32_767.0, 32_767.0) as i16).to_le_bytes();
        file.extend(mentions.iter().flat_map(unit));
        file.extend(bearers.iter().flat_map(unit));
        file
    }

    /// Whether there are no weights.
    pub fn is_empty(&self) -> bool {
        self.mentions.is_empty()
    }

    /// How much words look like a toponym, in units of [`SCALE`].
    pub fn mention(&self, features: &[u64]) -> i32 {
        sum(self.mentions, features)
    }

    /// How well a place fits, in units of [`SCALE`].
    pub fn bearer(&self, features: &[u64]) -> i32 {
        sum(self.bearers, features)
    }
}
