//! Weights of the tagger.

use super::upos::Upos;
use super::{lemmas, morphology};
use crate::nets::{Encoder, Matrix};
use crate::tables::header;

/// What a decision gives: both tagsets at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag, as the English Web Treebank has them.
    pub xpos: String,
}

/// The weights, and the tables of lemmas.
#[derive(Debug, Default)]
pub struct Model {
    /// What can be decided.
    pub labels: Vec<Label>,
    pub(super) encoder: Encoder,
    pub(super) out: Matrix,
    /// Words to their dictionary forms.
    pub lemmas: lemmas::Model,
    /// Words and tags to features.
    pub morphology: morphology::Model,
}

/// First line of the file.
pub const HEADER: &str = "sayso tags model, format 1";

impl Model {
    /// Opens a model; the error says what the bytes are instead.
    ///
    /// ```text
    /// head: a line "UPOS XPOS" for each label; empty line; encoder; matrix; lemmas; morphology
    /// ```
    pub fn open(file: &'static [u8]) -> Result<Model, String> {
        let wrong = || "the model for tags is cut or damaged; run `cargo train tags`".to_owned();
        let (head, mut bytes) = header(file, HEADER, "tags")?;
        let label = |line: &str| {
            let (upos, xpos) = line.split_once(' ')?;
            Some(Label { upos: Upos::named(upos)?, xpos: xpos.to_owned() })
        };
        let labels: Vec<Label> = head.lines().skip(1).map(label).collect::<Option<_>>().ok_or_else(wrong)?;
        let encoder = Encoder::read(&mut bytes).ok_or_else(wrong)?;
        let out = Matrix::read(&mut bytes).ok_or_else(wrong)?;
        let (lemmas, rest) = lemmas::Model::open(bytes.0)?;
        let (morphology, _) = morphology::Model::open(rest)?;
        let fits = out.outputs() == labels.len() && out.inputs() == encoder.width() && labels.len() < 255;
        if fits { Ok(Model { labels, encoder, out, lemmas, morphology }) } else { Err(wrong()) }
    }

    /// The label of a tag, if there is one.
    pub fn label(&self, label: u8) -> Option<&Label> {
        self.labels.get(usize::from(label))
    }
}
