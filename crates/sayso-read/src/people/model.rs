//! The weights of the ranker.

use super::features::{BITS, Features, place};
use super::net::{self, Net};
use crate::tables::{Bytes, header};

/// First line of the model's file.
pub const HEADER: &str = "sayso people model, format 3";

/// Units of a weight to one natural unit of log-odds.
pub const SCALE: f32 = 32.0;

/// The weights; an empty one knows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Model {
    weights: &'static [u8],
    net: Net,
}

impl Model {
    /// Opens a model (head, empty line; a signed byte for each place; the net's); the error says what the bytes are instead.
    pub fn open(file: &'static [u8]) -> Result<Model, String> {
        let (_, mut bytes): (_, Bytes<'static>) = header(file, HEADER, "people")?;
        let mut read = || Some(Model { weights: bytes.take(1 << BITS)?, net: Net::read(&mut bytes)? });
        read().ok_or_else(|| "the model for people is cut or damaged; run `cargo train people`".to_owned())
    }

    /// Whether there are no weights.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The score of an answer with these features, in units of [`SCALE`].
    pub fn score(&self, features: &Features) -> i32 {
        let weight = |&feature: &u64| self.weights.get(place(feature)).map_or(0, |&weight| i32::from(weight as i8));
        let sum: i32 = features.all.iter().map(weight).sum();
        let net = self.net.score(&features.plain) as f32 / (1u64 << (3 * net::UNITS)) as f32;
        sum + (net * SCALE) as i32
    }
}
