//! The weights of the ranker.

use super::features::{BITS, place};
use crate::tables::{Bytes, header};

/// First line of the model's file.
pub const HEADER: &str = "sayso people model, format 2";

/// Units of a weight to one natural unit of log-odds.
pub const SCALE: f32 = 32.0;

/// The weights; an empty one knows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Model {
    weights: &'static [u8],
}

impl Model {
    /// Opens a model (head, empty line; a signed byte for each place); the error says what the bytes are instead.
    pub fn open(file: &'static [u8]) -> Result<Model, String> {
        let (_, mut bytes): (_, Bytes<'static>) = header(file, HEADER, "people")?;
        let weights = bytes
            .take(1 << BITS)
            .ok_or_else(|| "the model for people is cut or damaged; run `cargo train people`".to_owned())?;
        Ok(Model { weights })
    }

    /// Whether there are no weights.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The score of features, in units of [`SCALE`].
    pub fn score(&self, features: &[u64]) -> i32 {
        let weight = |&feature: &u64| self.weights.get(place(feature)).map_or(0, |&weight| i32::from(weight as i8));
        features.iter().map(weight).sum()
    }
}
