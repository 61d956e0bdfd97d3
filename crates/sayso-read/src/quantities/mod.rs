//! Quantities: how many, how much, of what.
//!
//! In: [`Text`], [`Analysis`], [`Vague`]. Out: [`Quantity`]s, in order, none over another. Rules and word lists (`*.tsv`,
//! where each line is its own test); no model.
//!
//! Each sentence is gone through once, from left to right. Where a number begins (`numerals`, in digits or in words), its
//! unit is looked up (`units`), two numbers may make a range or a result (`pieces`), what is a number and no quantity is
//! passed over (`traps`), words before and behind bend it (`hedges`, `ages`), and the noun behind it is what is counted
//! (`counted`), with what befell it (`fates`). Every look goes a fixed number of words far, so the time is linear in the text.
//!
//! ```text
//! |more than 400| Ukrainian soldiers were captured      prices |rose| |about 5 %|    |dozens| of boats
//!  low 401, more_than; of: Ukrainian soldiers, captured        up; about               vague
//! ```
//!
//! Conventions, house rules and limits: `docs/quantities.md`.
//!
//! Not here: dates, years and times of day (`times`), which statement a figure belongs to (`reading`).

mod ages;
mod counted;
mod digits;
mod fates;
mod find;
mod hedges;
mod lexicon;
mod numerals;
mod pieces;
mod scene;
mod traps;
mod units;

use serde::{Deserialize, Serialize};

use crate::analysis::Analysis;
use crate::span::Span;
use crate::text::Text;

/// The house rule by which vague words ("dozens") become ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vague {
    /// As the Armed Conflict Location & Event Data project reckons.
    Acled,
    /// As the Uppsala Conflict Data Program reckons.
    Ucdp,
    /// What the words say and no more.
    #[default]
    Literal,
}

/// How a figure is hedged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hedge {
    /// As it stands.
    Exact,
    /// "some 800".
    About,
    /// "more than 400", "at least 5".
    MoreThan,
    /// "fewer than 10".
    LessThan,
    /// "up to 20".
    UpTo,
    /// "dozens".
    Vague,
}

/// What sort of figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuantityKind {
    /// So many of something: "400 soldiers".
    Count,
    /// So much of a unit: "30 km".
    Measure,
    /// An amount of a currency.
    Money,
    /// A share of a hundred.
    Percentage,
    /// So much a unit of another: "40 km/h".
    Rate,
    /// A length of time: "15 months".
    Duration,
    /// Somebody's age.
    Age,
    /// "the third".
    Ordinal,
    /// A part of a whole: "two-thirds of the boats"; `value` is below one.
    Fraction,
    /// So many times as much: "twice", "3x", "doubled".
    Multiple,
    /// A result of two sides, "3-1": `low` is what is printed first, `high` what is printed second.
    Score,
}

/// Which way a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// "rose 5 %".
    Up,
    /// "fell by a third".
    Down,
}

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Its words: hedge, number and unit.
    pub span: Span,
    /// What sort it is.
    pub kind: QuantityKind,
    /// The number printed, in units of `unit`; `None` for ranges and vague words.
    pub value: Option<f64>,
    /// Least it may be; `None` for exact figures, which are their own bounds, and where the words set no bound.
    pub low: Option<f64>,
    /// Most it may be; likewise.
    pub high: Option<f64>,
    /// How it is hedged.
    pub hedge: Hedge,
    /// Normalised unit: `percentage`, `kilometre`, `dollar per hour`; of a count or a fraction what is counted, in the
    /// singular: `soldier`, as CQE has it.
    pub unit: Option<String>,
    /// Which way it went.
    pub change: Option<Change>,
    /// What is counted or measured, as printed.
    pub of: Option<Span>,
    /// What befell those counted: `killed`, `wounded`, `captured`, `displaced`, `detained`, `missing`.
    pub fate: Option<&'static str>,
}

/// The singular of a noun in small letters, as [`Quantity::unit`] has it: "soldiers" is "soldier", "men" is "man". A word that is none stays.
pub fn singular(noun: &str) -> String {
    lexicon::LEXICON.singular(noun)
}

/// Finds the figures of a text.
pub fn find(text: &Text, analysis: &Analysis, vague: Vague) -> Vec<Quantity> {
    let mut quantities = Vec::new();
    for &sentence in &text.sentences {
        find::in_sentence(&scene::Scene::of(text, analysis, sentence), vague, &mut quantities);
    }
    quantities
}
