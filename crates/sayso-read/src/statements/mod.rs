//! Statements: who said what.
//!
//! In: [`Text`], [`Analysis`], quotes, [`Weights`]. Out: [`Statements`]. Model: two nets (`model`), with `rules` as their first
//! opinion and, without weights, as the only one.
//!
//! The words *source*, *cue* and *content* are those of PARC3 and PolNeAR. The first net finds heads of cues, the second labels the
//! words around each (`features`, `roles`, on the facts of a `scene`); `join` makes statements of that and takes from the rules what the nets
//! leave over; `turns` reads transcripts; `inside` reads what is said once more, for claims within. [`refine`] reads from the tree how each was said: what the cue does and whether it was done
//! (`manner`), to whom, how, when and where (`details`), and what sort of source it is (`form`). Last, claims within claims find their
//! parent (`nest`). In the picture: `^` source, `~` cue, `-` content.
//!
//! ```text
//! The envoy, who warned of “a long winter”, said that Velmora had promised to wait.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ~~~~ ------------------------------------     said
//!            ^^^ ~~~~~~~~~ ---------------                                            warned of
//!                                                     ^^^^^^^ ~~~~~~~~~~~~ -------    promised, in the first
//! ```
//!
//! Not here: who "he" is and which body "the ministry" is (`people`, later); what is said to have happened (`events`).

mod details;
pub mod features;
mod form;
mod grammar;
mod headwords;
mod inflect;
mod inside;
mod join;
mod kind;
mod lexicon;
mod manner;
mod model;
mod nest;
pub mod roles;
mod rules;
pub mod scene;
mod turns;

pub use manner::refine;

pub use model::{CUE_LABELS, HEADER, LEAST_CHANCE, Model};

use scene::Scene;

use crate::analysis::{Analysis, Language};
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
    /// "on Tuesday": when it was said, not when what is said takes place.
    pub when: Option<Span>,
    /// "in Karsavin", "at the valve house": where it was said.
    pub place: Option<Span>,
}

/// Tokens that are read for statements, from the start of the text: some fifty times the longest newspaper article.
pub const MOST_TOKENS: u32 = 500_000;

/// Statements kept of one text, from its start.
pub const MOST: usize = 20_000;

/// What the stage wants besides the text.
#[derive(Debug, Clone, Copy)]
pub struct Weights<'m> {
    /// Of the stages of language: vectors of words, tables of lemmas.
    pub language: &'m Language,
    /// Of this one.
    pub model: &'m Model,
}

/// What is found in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statements {
    /// Ordered by the first byte of source, cue or content.
    pub list: Vec<Statement>,
    /// Words that may well be cues, and were not looked from because there are too many (see `features`).
    pub overlooked: usize,
}

/// Finds the statements of a text. Without weights the rules' statements are given.
pub fn find(text: &Text, analysis: &Analysis, quotes: &[Quote], weights: Weights<'_>) -> Statements {
    let Weights { language, model } = weights;
    let mut list = rules::find(text, quotes);
    let (mut overlooked, mut outer) = (0, list.len());
    if !model.is_empty() {
        let scene = Scene::new(text, analysis, quotes, &list);
        let chances = model.chances(&scene, &language.vectors);
        let views = features::views(&scene, &chances, model::least_chance(&scene.extent));
        overlooked = views.overlooked;
        let drafts = join::drafts(&scene, quotes, model.roles(&scene, &language.vectors, &views), turns::find(&scene));
        let by_rule = std::mem::take(&mut list);
        list = join::complete(&scene, quotes, drafts, &by_rule);
        outer = list.len();
        let (claims, more) = inside::find(text, analysis, quotes, weights, &by_rule, &list);
        list.extend(claims);
        overlooked += more;
    }
    manner::refine(text, analysis, &language.tags, &mut list);
    inside::sift(text, analysis, &language.tags, &mut list, outer);
    for statement in &mut list {
        statement.content.sort();
        let cue = statement.cue.as_ref().and_then(|cue| cue.spans.first()).copied();
        statement.kind = kind::kind(text, quotes, cue, &statement.content);
    }
    list = nest::arrange(list);
    list.truncate(MOST);
    for statement in &mut list {
        statement.parent = statement.parent.filter(|&parent| (parent as usize) < MOST);
    }
    Statements { list, overlooked }
}

/// What the rules alone find, in no order: what the nets learn to look at.
pub fn by_rule(text: &Text, quotes: &[Quote]) -> Vec<Statement> {
    rules::find(text, quotes)
}

#[cfg(test)]
mod tests;
