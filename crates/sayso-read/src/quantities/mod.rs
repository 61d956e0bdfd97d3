//! Quantities: how many, how much, of what.
//!
//! In: [`Text`], [`Analysis`], [`Vague`]. Out: [`Quantity`]s, in order, none over another. No model yet.
//!
//! ```text
//! |more than 400| Ukrainian soldiers were captured
//!  low 401, more_than; of: Ukrainian soldiers captured
//! ```
//!
//! Not here: dates and years (`times`), which statement a figure belongs to (`reading`).

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
    /// Least it may be.
    pub low: Option<f64>,
    /// Most it may be.
    pub high: Option<f64>,
    /// How it is hedged.
    pub hedge: Hedge,
    /// Normalised unit: `percentage`, `kilometre`, `dollar`.
    pub unit: Option<String>,
    /// Which way it went.
    pub change: Option<Change>,
    /// What is counted or measured, as printed.
    pub of: Option<Span>,
    /// What befell those counted: `killed`, `wounded`, `captured`, `displaced`, `detained`.
    pub fate: Option<&'static str>,
}

/// Finds the figures of a text.
pub fn find(_text: &Text, _analysis: &Analysis, _vague: Vague) -> Vec<Quantity> {
    Vec::new()
}
