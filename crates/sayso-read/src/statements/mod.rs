//! Statements: who said what.
//!
//! In: [`Text`], quotes. Out: `Vec<Statement>`. No model yet: a cue lexicon and rules.

use crate::quotes::Quote;
use crate::span::Span;
use crate::text::Text;

/// How the words are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// All inside quotation marks.
    Direct,
    /// Partly.
    Mixed,
    /// Not at all.
    Indirect,
}

/// What sort of source is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// One human being: "Mr. Tarn", "she", "the general".
    Person,
    /// Several, or a body: "officials", "the ministry", "Kyiv".
    Group,
    /// A report, photographs, a poll, a law.
    Document,
    /// "A person familiar with the matter".
    Anonymous,
    /// Not printed: "was expected to".
    Implicit,
}

/// What the cue does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum CueClass {
    Say,
    Claim,
    Report,
    Confirm,
    Deny,
    Accuse,
    Praise,
    Demand,
    Ask,
    Promise,
    Threaten,
    Warn,
    Agree,
    Refuse,
    Expect,
    Believe,
    Hope,
    Plan,
    Doubt,
    Other,
}

/// Whether the saying took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Modality {
    Actual,
    Planned,
    Hypothetical,
}

/// Whose words, as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it is printed; empty for [`Form::Implicit`].
    pub spans: Vec<Span>,
    /// What sort.
    pub form: Form,
}

/// The words that mark a statement as one: "said", "according to", "his claim that".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Where.
    pub spans: Vec<Span>,
    /// Dictionary form: `say`, `according to`, `claim`.
    pub lemma: String,
    /// What it does.
    pub class: CueClass,
    /// "did not say".
    pub negated: bool,
    /// Whether it took place.
    pub modality: Modality,
}

/// One statement: source, cue and content in the words of PARC3 and PolNeAR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// How the words are given.
    pub kind: Kind,
    /// Whose they are; `None` where the text does not let us say (then there is a doubt).
    pub source: Option<Source>,
    /// What marks it; `None` for a quotation without any cue.
    pub cue: Option<Cue>,
    /// The words, in pieces where the cue interrupts them.
    pub content: Vec<Span>,
    /// The statement that holds this one, as an index into the list.
    pub parent: Option<u32>,
    /// "told reporters": the hearers.
    pub addressee: Option<Span>,
    /// "on Telegram", "in a statement".
    pub channel: Option<Span>,
}

/// Finds the statements of a text, ordered by the first byte of source, cue or content.
pub fn find(_text: &Text, _quotes: &[Quote]) -> Vec<Statement> {
    Vec::new()
}
