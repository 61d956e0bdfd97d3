//! The model: how rare each key is in news, and what weighs how much in the decision that a text was reworded from another.
//!
//! File: head, empty line; 65,536 bytes of rarity (eighths of a bit, by key); the weights of the decision as 32-bit whole numbers
//! (millionths for the constant, thousandths for the others).

use sayso_read::tables::header;

use crate::compare::Likeness;

/// First line of the model's file.
pub const HEADER: &str = "sayso families model, format 1";

/// How many looks a pair has, the constant included.
pub const LOOKS: usize = 9;

/// The weights.
#[derive(Debug, Clone)]
pub struct Model {
    /// Eighths of a bit.
    rarity: Vec<u8>,
    weights: [i32; LOOKS],
}

impl Default for Model {
    /// Every key is as rare as any; a pair is a rewording where half of it is there in sentences.
    fn default() -> Model {
        let mut weights = [0; LOOKS];
        weights[0] = -5_000_000;
        weights[1] = 10_000;
        Model { rarity: vec![80; 1 << 16], weights }
    }
}

impl Model {
    /// A model of these parts; `rarity` holds a byte for every key.
    pub fn new(rarity: Vec<u8>, weights: [i32; LOOKS]) -> Option<Model> {
        (rarity.len() == 1 << 16).then_some(Model { rarity, weights })
    }

    /// Opens a model; the error says what the bytes are instead.
    pub fn open(file: &[u8]) -> Result<Model, String> {
        let (_, bytes) = header(file, HEADER, "families")?;
        let bytes = bytes.0;
        let damaged = || "the model for families is cut or damaged; run `cargo train families`".to_owned();
        if bytes.len() != (1 << 16) + 4 * LOOKS {
            return Err(damaged());
        }
        let (rarity, rest) = bytes.split_at(1 << 16);
        let mut weights = [0; LOOKS];
        for (weight, bytes) in weights.iter_mut().zip(rest.chunks_exact(4)) {
            *weight = i32::from_le_bytes(bytes.try_into().map_err(|_| damaged())?);
        }
        Model::new(rarity.to_vec(), weights).ok_or_else(damaged)
    }

    /// The model's file; `origin` says what it was trained on.
    pub fn write(&self, origin: &str) -> Vec<u8> {
        let mut file = format!("{HEADER}\n{origin}\n\n").into_bytes();
        file.extend(&self.rarity);
        file.extend(self.weights.iter().flat_map(|weight| weight.to_le_bytes()));
        file
    }

    /// How rare a key is in news, in eighths of a bit.
    pub fn rarity(&self, key: u16) -> u32 {
        u32::from(self.rarity[usize::from(key)])
    }

    /// From this rarity on a key counts as rare: eleven bits, one word in two thousand.
    pub(crate) fn rare(&self) -> u32 {
        88
    }

    /// Whether a pair is a rewording: above 0 it is.
    pub(crate) fn judge(&self, likeness: &Likeness) -> i64 {
        let looks = likeness.looks();
        self.weights.iter().zip(looks).map(|(&weight, look)| i64::from(weight) * i64::from(look)).sum()
    }
}
