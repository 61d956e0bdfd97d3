//! The universal parts of speech.

/// Universal parts of speech (Universal Dependencies, version 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
#[rustfmt::skip]
pub enum Upos { Adj, Adp, Adv, Aux, Cconj, Det, Intj, Noun, Num, Part, Pron, Propn, Punct, Sconj, Sym, Verb, #[default] X }

const NAMES: [&str; 17] = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
];

impl Upos {
    /// All of them, in the order of their names.
    #[rustfmt::skip]
    pub const ALL: [Upos; 17] = {
        use Upos::*;
        [Adj, Adp, Adv, Aux, Cconj, Det, Intj, Noun, Num, Part, Pron, Propn, Punct, Sconj, Sym, Verb, X]
    };

    /// As Universal Dependencies spells it.
    pub fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    /// From its spelling.
    pub fn named(name: &str) -> Option<Upos> {
        NAMES.iter().position(|&known| known == name).map(|index| Upos::ALL[index])
    }
}
