//! Figures: how many of the same thing, by whom, when: rival counts side by side.
//!
//! In: the [`Rows`] of many documents and the families of these. Out: [`Series`]: figures of one thing with claimant, day and bounds; what a
//! claimant said later stands for what he said before, and claimants who cannot both be right are marked. Pure: no SQL; word lists, no model.
//!
//! Each document is read once ([`read`]): what a figure counts by its own words (`things`), from a figure before it (`ellipsis`), who
//! tells it and on which day (`claimants`). When all are in ([`Pile::series`]), figures of one thing are put together by what is counted, fate,
//! side, and the names that stand around (`group`); then each series is put in order (`standing`). A question is read by the same word
//! lists (`asking`).
//!
//! ```text
//! Velmoran soldiers captured                                  low    high
//!   12 March  Orhun Kelemdar  “more than 310”                 311     ...   4 documents   superseded by 346
//!   14 March  Velmora         163                             163     163                 against 346
//!   14 March  Orhun Kelemdar  346                             346     346                 against 163
//! ```
//!
//! sayso does not say who is right. What a figure takes from another ([`Count::thing_from`]) is marked as inferred.
//!
//! Not here: reading numbers (`sayso_read::quantities`), percentages, measures and durations (they are not counted by rivals in ones).

mod asking;
mod claimants;
mod counts;
mod days;
mod ellipsis;
mod group;
mod lexicon;
mod names;
mod standing;
mod tables;
mod things;
mod view;
mod words;

use std::collections::HashMap;

use sayso_read::quantities::Hedge;
use serde::Serialize;

pub use asking::{Context, Kind, Question};
pub use counts::read;
pub use lexicon::Sort;
pub use standing::{Figure, Series};

use names::{Names, Pool};

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Thing {
    /// In the singular, as the word list normalises it: "soldier"; of money what it is the amount of: "cost".
    pub what: String,
    /// What sort of thing that is.
    pub sort: Sort,
    /// The currency of an amount of money.
    pub currency: Option<String>,
    /// What befell those counted, as the word list normalises it: `captured`.
    pub fate: Option<&'static str>,
}

/// How it is known who tells a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Told {
    /// The statement that holds it says so.
    Statement,
    /// A clause of the sentence says so ("the 87 announced by the bureau"), seen by rule.
    Clause,
    /// Somebody says something in the same sentence.
    Sentence,
    /// Nobody: the document says it itself.
    #[default]
    Document,
}

/// Who tells a figure.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Claimant {
    /// The entity in its document.
    pub entity: Option<i64>,
    /// Its name, else the source as printed (cut to a dozen words); none where the document speaks.
    pub name: Option<String>,
    /// The source as printed.
    pub printed: Option<String>,
    /// How that is known.
    pub told: Told,
    /// Name, role, affiliation and source in one: whose side "its own" is.
    #[serde(skip)]
    about: String,
}

/// A figure of a document with what it counts and who tells it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Count {
    pub quantity: i64,
    pub document: i64,
    pub statement: Option<i64>,
    pub passage: Option<i64>,
    pub start: u32,
    pub end: u32,
    /// The figure as printed.
    pub text: String,
    /// The part of the sentence that it stands in.
    pub words: String,
    /// Both bounds count; an exact figure is its own bounds, a figure told with "about" too.
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub hedge: Hedge,
    /// None where nothing near says what is counted.
    pub thing: Option<Thing>,
    /// The figure from which it is inferred what this one counts.
    pub thing_from: Option<i64>,
    pub claimant: Claimant,
    /// The day it was told, `YYYY-MM-DD`.
    pub claimed: Option<String>,
    /// Only some of the whole: "41 of the dead".
    pub part: bool,
    /// On top of another figure: "a further 23,000".
    pub further: bool,
    /// Whose those counted are, a country or people in small letters; known when the pile is settled.
    pub side: Option<String>,
    #[serde(skip)]
    whose: Option<Whose>,
    /// Another figure may tell what it counts.
    #[serde(skip)]
    open: bool,
    /// What it counts, the claimant's other figures do.
    #[serde(skip)]
    again: bool,
    /// A fate that awaits its thing.
    #[serde(skip)]
    awaits: Option<&'static str>,
    /// The bare figure before it, which it would take its thing from if that had one.
    #[serde(skip)]
    after: Option<i64>,
    #[serde(skip)]
    names: Names,
    /// Names that "in" and "at" put it at.
    #[serde(skip)]
    site: Vec<u32>,
}

/// Whose those counted are.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Whose {
    /// The word for them, in small letters.
    Named(String),
    /// Words about the claimant whose own they are.
    Own(String),
}

/// The figures of a growing pile of documents.
#[derive(Debug, Default)]
pub struct Pile {
    counts: Vec<Count>,
    pool: Pool,
    documents: usize,
    /// Figures of a document beyond the limit.
    pub left_out: usize,
}

/// The figures of one document.
#[derive(Debug, Default)]
pub struct Read {
    counts: Vec<Count>,
    /// Its names; `Count::names` are numbers of it.
    pool: Pool,
    left_out: usize,
}

impl Pile {
    /// An empty pile.
    pub fn new() -> Pile {
        Pile::default()
    }

    /// Adds the figures of a document. The order of documents does not matter.
    pub fn add(&mut self, read: Read) {
        let Read { mut counts, pool, left_out } = read;
        let numbers = self.pool.merge(pool);
        for count in &mut counts {
            for name in count.names.iter_mut().chain(&mut count.site) {
                *name = numbers[*name as usize];
            }
        }
        self.counts.append(&mut counts);
        self.left_out += left_out;
        self.documents += 1;
    }

    /// Puts the figures of one thing together. `families` names the family of a document that is a copy or is copied; `persons` gives a claimant's
    /// person across documents. The same pile gives the same series in any order of adding.
    pub fn series(self, families: &HashMap<i64, i64>, persons: &dyn Fn(i64) -> Option<i64>) -> Vec<Series> {
        let Pile { mut counts, pool, documents, .. } = self;
        counts.sort_by_key(|count| count.quantity);
        let sides = pool.sides();
        let grouped = group::group(&mut counts, &pool, &sides, documents);
        standing::order(counts, grouped, families, persons)
    }

    /// The figures, for a look at what was read.
    pub fn counts(&self) -> &[Count] {
        &self.counts
    }
}
