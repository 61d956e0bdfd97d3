//! Counted: who says how many, and when, of one thing.
//!
//! In: [`Sought`]. Out: [`Figures`]: series of figures, the best answer first, each figure with its claimant, day, bounds and document.
//!
//! A question in words is read by the word lists that read the pages (`figures`): what is counted, its fate and whose it is choose the series; the rest
//! of the words must stand around a figure. At most [`MOST`] figures are weighed; of more, those of the most claimants are, and
//! [`Figures::cut`] says so. Without a question: the things with the most rival claimants.
//!
//! Not here: what one thing is (`figures`).

mod reckon;
mod search;

use serde::Serialize;

use crate::find::About;
use crate::open::Ledger;
use crate::trouble::{self, Trouble, Why};

pub(crate) use reckon::reckon;

/// Figures that are weighed.
const MOST: usize = 5_000;

/// What is sought. Every field narrows.
#[derive(Debug, Clone, Default)]
pub struct Sought {
    /// The thing in words: "soldiers captured", "people killed in the Kesso flood".
    pub question: Option<String>,
    /// Who tells the figure: words of the name or of the source as printed.
    pub speaker: Option<String>,
    /// First day on which it was told, ISO 8601.
    pub since: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// Things wanted at most.
    pub limit: usize,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// The best answers, at most as many as were wanted.
    pub series: Vec<Counted>,
    /// Series that answer.
    pub of: usize,
    /// There are more figures than were weighed.
    pub cut: bool,
}

/// Figures of one thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Counted {
    /// Its number: that of its first quantity.
    pub series: i64,
    /// What is counted, in the singular; of money what it is the amount of.
    pub what: String,
    /// `people`, `soldiers`, `civilians`, `things`, `money`.
    pub sort: String,
    /// The currency of an amount.
    pub currency: Option<String>,
    /// What befell those counted.
    pub fate: Option<String>,
    /// Whose: a country or people in small letters.
    pub side: Option<String>,
    /// Words of places, in small letters.
    pub places: Vec<String>,
    /// Names around most of its figures, in small letters: what tells it from other things of its kind.
    pub around: Vec<String>,
    /// Only some of a whole.
    pub part: bool,
    /// How many claimants the whole series has.
    pub claimants: i64,
    /// Those that answer, by day.
    pub figures: Vec<Told>,
    /// Figures of the series that the question left out.
    pub left_out: usize,
}

/// A figure by a claimant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// Its number: that of its quantity, the first of its copies.
    pub figure: i64,
    /// The day it was told, ISO 8601.
    pub claimed: Option<String>,
    /// A name, else the source as printed; none where the document says it itself.
    pub claimant: Option<String>,
    /// The source as printed.
    pub source: Option<String>,
    /// The entity in its document.
    pub entity: Option<i64>,
    /// One word for all spellings of the claimant in this series.
    pub who: String,
    /// How the claimant is known: `statement`, `clause`, `sentence`, `document`.
    pub told: String,
    /// As printed.
    pub text: String,
    /// The part of the sentence.
    pub words: String,
    /// Both bounds count; none is an open end.
    pub low: Option<f64>,
    /// The same above.
    pub high: Option<f64>,
    /// `exact`, `about`, `more_than`, `less_than`, `up_to`, `vague`.
    #[serde(rename = "mod")]
    pub hedge: String,
    /// The document that is shown.
    pub document: About,
    /// Code points of the reading's text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The quantities that are this figure in this and other documents.
    pub copies: Vec<i64>,
    /// How many documents print it.
    pub documents: i64,
    /// The names of their outlets, each once.
    pub outlets: Vec<String>,
    /// The figure from which it is inferred what this one counts.
    pub thing_from: Option<i64>,
    /// On top of another figure.
    pub further: bool,
    /// The later figure of the same claimant.
    pub superseded_by: Option<i64>,
    /// Figures of others that leave no number both could mean; at most eight.
    pub conflicts: Vec<i64>,
}

impl Ledger {
    /// Who says how many of something.
    ///
    /// # Errors
    ///
    /// [`Why::Unknown`] where the question holds no word to look for.
    pub fn figures(&self, sought: &Sought) -> trouble::Result<Figures> {
        let search = search::Search::of(sought).map_err(|why| Trouble::new(&self.path, Why::Unknown(why)))?;
        search.run(self)
    }

    /// A series by its number, whole.
    pub fn series(&self, series: i64) -> trouble::Result<Option<Counted>> {
        search::one(self, series)
    }

    /// What is counted that a question could ask for: things with their fates, those of the most claimants first.
    pub fn things(&self, limit: usize) -> trouble::Result<Vec<(String, Option<String>)>> {
        let query = "SELECT what, fate FROM series WHERE NOT part GROUP BY what, fate ORDER BY max(claimants) DESC, count(*) DESC, what, fate LIMIT ?";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.rows_of(query, [limit], |row| Ok((row.get(0)?, row.get(1)?)))
    }
}
