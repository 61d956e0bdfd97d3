//! The weights of the ranker.

use crate::tables::{Table, header};

/// First line of the model's file.
pub const HEADER: &str = "sayso people model, format 1";

/// The weights; an empty one knows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Model {
    table: Table<'static>,
}

impl Model {
    /// Opens a model (head, empty line; table); the error says what the bytes are instead.
    pub fn open(file: &'static [u8]) -> Result<Model, String> {
        let (_, bytes) = header(file, HEADER, "people")?;
        let (table, _) = Table::open(bytes.0)
            .ok_or_else(|| "the model for people is cut or damaged; run `cargo train people`".to_owned())?;
        Ok(Model { table })
    }

    /// The score of features.
    pub fn score(&self, features: &[u64]) -> i32 {
        let mut scores = [0];
        features.iter().for_each(|&feature| self.table.add(feature, &mut scores));
        scores[0]
    }
}
