//! Names: persons, places, bodies and the other things that bear names.
//!
//! In: [`Text`], [`Words`], their vectors. Out: [`Name`]s, in order, none over another. Model: a recurrent net (`nets`)
//! that labels each token as first, inner, last or only token of a name of some kind, or none; the best lawful sequence.
//!
//! ```text
//! President |Ilva Tarn| of |Velmora| told |Ostmark Radio| on |Tuesday|.
//!           Person         Location       Organization       Date
//! ```
//!
//! Names of headlines are cut to what the running text calls by that name (`headlines`). Titles and roles stay outside. Of nested names ("the |Bank of |Velmora||") the outer one is given.

pub mod features;
mod headlines;
mod kind;
pub mod path;

pub use headlines::Headlines;
pub use kind::NameKind;

use crate::looks::{Vectors, Words};
use crate::nets::{Encoder, Matrix, quantise};
use crate::span::Run;
use crate::tables::header;
use crate::text::Text;

/// A name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// Its tokens.
    pub run: Run,
    /// What it is the name of.
    pub kind: NameKind,
}

/// First line of the model's file.
pub const HEADER: &str = "sayso names model, format 1";

/// The weights.
#[derive(Debug, Clone, Default)]
pub struct Model {
    encoder: Encoder,
    out: Matrix,
}

impl Model {
    /// Opens a model (head, empty line; encoder; matrix); the error says what the bytes are instead.
    pub fn open(file: &[u8]) -> Result<Model, String> {
        let (_, mut bytes) = header(file, HEADER, "names")?;
        let model =
            Encoder::read(&mut bytes).zip(Matrix::read(&mut bytes)).map(|(encoder, out)| Model { encoder, out });
        model
            .filter(|model| model.out.outputs() == path::LABELS && model.out.inputs() == model.encoder.width())
            .ok_or_else(|| "the model for names is cut or damaged; run `cargo train names`".to_owned())
    }
}

/// Finds the names of a text.
pub fn find(text: &Text, words: &Words, vectors: &Vectors, model: &Model) -> Vec<Name> {
    let mut names = Vec::new();
    let (mut whole, mut scores) = (Vec::new(), Vec::new());
    let looks = |word: &_| features::of(word, features::NEWSWIRE);
    model.encoder.run(words, vectors, &text.sentences, looks, |piece, layer| {
        whole.clear();
        quantise(layer, &mut whole);
        model.out.apply(&whole, &mut scores);
        let start = piece.range().start;
        names.extend(path::best(&scores).into_iter().filter_map(|(first, end, kind)| {
            Some(Name { run: Run::new(start + first, start + end), kind: *NameKind::ALL.get(kind)? })
        }));
    });
    headlines::cut(text, &mut names);
    names
}
