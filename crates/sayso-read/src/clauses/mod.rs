//! Clauses: which word hangs on which, and how (Universal Dependencies, without subtypes).
//!
//! In: [`Text`], [`Words`], their vectors. Out: [`Clauses`]. Model: a recurrent net (`nets`) whose activations say how
//! well each word would do as the head of each other; the best tree with one root is taken.
//!
//! ```text
//! The dam burst , officials said .
//!  det ↗ nsubj ↗    ccomp ↗ (root: said)
//! ```
//!
//! A sentence longer than [`nets::MOST_AT_ONCE`] tokens is parsed in pieces, whose roots hang on the first piece's root.

pub mod features;
mod model;
mod relation;
pub mod tree;

pub use model::{HEADER, Model};
pub use relation::Relation;

use crate::looks::{Vectors, Words};
#[cfg(doc)]
use crate::nets;
use crate::text::Text;

/// How one token hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Arc {
    /// The token it hangs on; `None` for the root of a sentence.
    pub head: Option<u32>,
    /// How.
    pub relation: Relation,
}

/// The arcs of a text, one a token: each sentence is a tree with one root.
pub type Clauses = Vec<Arc>;

/// Parses every sentence of a text. Without a model every first word is a root on which the others hang.
pub fn find(text: &Text, words: &Words, vectors: &Vectors, model: &Model) -> Clauses {
    let mut arcs = vec![Arc::default(); text.tokens.len()];
    for sentence in &text.sentences {
        for (at, arc) in arcs.get_mut(sentence.range()).unwrap_or_default().iter_mut().enumerate() {
            *arc = match at {
                0 => Arc { head: None, relation: Relation::Root },
                _ => Arc { head: Some(sentence.start), relation: Relation::Dep },
            };
        }
    }
    let starts: Vec<usize> = text.sentences.iter().map(|sentence| sentence.range().start).collect();
    let mut buffers = model::Buffers::default();
    let mut root = 0;
    model.encoder.run(words, vectors, &text.sentences, features::of, |piece, layer| {
        let (heads, relations) = model.parse(layer, &mut buffers);
        let start = piece.range().start;
        let first = starts.binary_search(&start).is_ok();
        for ((place, head), relation) in heads.into_iter().enumerate().zip(relations) {
            arcs[start + place] = match head.checked_sub(1) {
                Some(head) => Arc { head: Some((start + head) as u32), relation },
                None if first => {
                    root = (start + place) as u32;
                    Arc { head: None, relation }
                }
                None => Arc { head: Some(root), relation: Relation::Parataxis },
            };
        }
    });
    arcs
}
