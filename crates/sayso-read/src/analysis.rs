//! Analysis: the language of a text, word by word.
//!
//! In: [`Text`]. Out: [`Analysis`]: tags, clauses and names together, as the stages after them want them.

use crate::text::Text;
use crate::{clauses, looks, names, tags};

/// The weights of the stages of language.
#[derive(Debug, Default)]
pub struct Language {
    /// The vectors of words.
    pub vectors: looks::Vectors,
    /// Parts of speech and dictionary forms.
    pub tags: tags::Model,
    /// Trees.
    pub clauses: clauses::Model,
    /// Names.
    pub names: names::Model,
}

/// The language of a text: what the stages between the text and the statements find.
#[derive(Debug, Default)]
pub struct Analysis {
    /// The looks of the words, hashed.
    pub words: looks::Words,
    /// Parts of speech, one a token.
    pub tags: tags::Tags,
    /// How each token hangs, one a token.
    pub clauses: clauses::Clauses,
    /// Names, in order.
    pub names: Vec<names::Name>,
}

impl Analysis {
    /// Looks at every sentence of a text.
    pub fn of(text: &Text, models: &Language) -> Analysis {
        let words = looks::of(text, &models.vectors);
        Analysis {
            tags: tags::find(text, &words, &models.vectors, &models.tags),
            clauses: clauses::find(text, &words, &models.vectors, &models.clauses),
            names: names::find(text, &words, &models.vectors, &models.names),
            words,
        }
    }
}
