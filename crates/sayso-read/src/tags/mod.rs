//! Tags: the part of speech of every token, and what follows from it: dictionary form and features.
//!
//! In: [`Text`], [`Words`], their vectors. Out: [`Tags`]. Model: a small recurrent net (`nets`).
//!
//! One decision a token gives UPOS and XPOS together (the pairs seen in training). Universal Dependencies v2; XPOS of the
//! Penn Treebank as the English Web Treebank has them.
//!
//! ```text
//! The    dam    burst  .
//! DET    NOUN   VERB   PUNCT
//! DT     NN     VBD    .
//! the    dam    burst  .
//! ```
//!
//! Lemmas and features follow from word and tags by tables ([`forms`]), for those who want them.

pub mod features;
pub mod form;
pub mod lemmas;
mod model;
pub mod morphology;
mod upos;
pub mod vocabulary;

pub use model::{HEADER, Label, Model};
pub use upos::Upos;

use crate::nets::{greatest_of_each, quantise};
use std::borrow::Cow;

use crate::looks::{Vectors, Words};
use crate::span::Run;
use crate::text::Text;

/// The tag of one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag {
    /// Index into [`Model::labels`]; 255 where there is no model.
    pub label: u8,
    /// Universal part of speech.
    pub upos: Upos,
}

impl Default for Tag {
    fn default() -> Tag {
        Tag { label: 255, upos: Upos::X }
    }
}

/// The tags of a text, one a token.
pub type Tags = Vec<Tag>;

/// Tags every token of a text.
pub fn find(text: &Text, words: &Words, vectors: &Vectors, model: &Model) -> Tags {
    let mut tags = vec![Tag::default(); text.tokens.len()];
    let (mut whole, mut scores, mut labels) = (Vec::new(), Vec::new(), Vec::new());
    model.encoder.run(words, vectors, &text.sentences, features::of, |piece, layer| {
        whole.clear();
        quantise(layer, &mut whole);
        model.out.apply(&whole, &mut scores);
        greatest_of_each(&scores, model.labels.len(), &mut labels);
        for (tag, &label) in tags.get_mut(piece.range()).unwrap_or_default().iter_mut().zip(&labels) {
            *tag = Tag { label, upos: model.labels[usize::from(label)].upos };
        }
    });
    tags
}

/// What follows from a word and its tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form<'t> {
    /// The dictionary form.
    pub lemma: Cow<'t, str>,
    /// Features as UD writes them: `Number=Plur`, `_` where there is none.
    pub features: &'t str,
}

/// Dictionary forms and features of a sentence. Without a model the words themselves.
pub fn forms<'t>(text: &'t Text, tags: &Tags, sentence: Run, model: &'t Model) -> Vec<Form<'t>> {
    let word = |token: usize| {
        let tag = tags.get(token).copied().unwrap_or_default();
        let xpos = model.label(tag.label).map_or("", |label| label.xpos.as_str());
        morphology::Word { form: text.word(token), upos: tag.upos, xpos }
    };
    let words: Vec<_> = sentence.range().map(word).collect();
    let form = |(at, word): (usize, &morphology::Word<'t>)| Form {
        lemma: model.lemmas.lemma(word.form, word.upos, word.xpos, at == 0),
        features: model.morphology.features(&words, at),
    };
    words.iter().enumerate().map(form).collect()
}
