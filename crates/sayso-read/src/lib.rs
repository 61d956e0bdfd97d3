//! sayso-read: one page in, one reading out.
//!
//! Pure: no files, no clock, no network, no globals. [`read`] is the whole program on one screen; the modules
//! below stand in reading order, and each may use only those above it (`tests/direction.rs` checks it).
//!
//! ```text
//! bytes ─► Page ─► Tree ─► Article ─► Text ─┬─► quotes ──────────────────────────┬─► statements ─► people ─► places ─► Reading
//!                                           └─► looks ─► tags, clauses, names ───┤                                     ▲
//!                                                                                └─► times, quantities ────────────────┘
//! ```

pub mod span;
pub mod tables;
pub mod page;
pub mod tree;
pub mod articles;
pub mod text;
pub mod looks;
pub mod nets;
pub mod tags;
pub mod clauses;
pub mod names;
pub mod analysis;
pub mod times;
pub mod quantities;
pub mod quotes;
pub mod statements;
pub mod people;
pub mod places;
pub mod reading;

pub use analysis::{Analysis, Language};
pub use page::Page;
pub use reading::Reading;

/// The weights that reading needs: one field a stage, opened by `sayso-models`. Empty ones give poor findings, never an error.
#[derive(Debug, Default)]
pub struct Models {
    /// Which blocks of a page are the article.
    pub articles: articles::Model,
    /// Where sentences end.
    pub sentences: text::Model,
    /// What looks, tags, clauses and names need.
    pub language: Language,
    /// Who said what.
    pub statements: statements::Model,
    /// Who is meant.
    pub people: people::Model,
    /// The map.
    pub gazetteer: places::Gazetteer,
    /// Which place is meant.
    pub places: places::Model,
}

/// What the user may choose.
#[derive(Debug, Clone, Copy, Default)]
pub struct Habits {
    /// What "dozens" is in figures.
    pub vague: quantities::Vague,
}

/// Reads one page.
///
/// Never fails: a strange page gives a poorer reading that says why in `unresolved`. The same page, models and habits
/// give the same reading, on any day and any machine.
pub fn read(page: &Page, models: &Models) -> Reading {
    read_closely(page, models, Habits::default()).0
}

/// Reads one page as the user wants it, and keeps what the reading stands on: the text as cut into tokens, and what was found in
/// them.
pub fn read_closely(page: &Page, models: &Models, habits: Habits) -> (Reading, text::Text, Analysis) {
    let article = articles::extract(page, &models.articles);
    let text = text::Text::with(&article, &models.sentences);
    let analysis = Analysis::of(&text, &models.language);
    let quotes = quotes::find(&text);
    let times = times::find(&text, &analysis, times::Reference::of(&article).as_ref());
    let quantities = quantities::find(&text, &analysis, habits.vague);
    let weights = statements::Weights { language: &models.language, model: &models.statements };
    let statements = statements::find(&text, &analysis, &quotes, weights);
    let people = people::find(&text, &analysis, &models.language, &quotes, &statements.list, &models.people);
    let places = places::find(&text, &analysis, &people, &article.metadata, &models.gazetteer, &models.places);
    let findings = reading::Findings { quotes, statements, people, times, places, quantities };
    let reading = Reading::of(page, &article, &text, &findings);
    (reading, text, analysis)
}

/// The article alone: its blocks and what is told about it, with nothing about its language. Wants [`Models::articles`] only, and
/// takes a fraction of the time of [`read`].
pub fn extract(page: &Page, models: &Models) -> Reading {
    let article = articles::extract(page, &models.articles);
    let text = text::Text { string: article.text.clone(), ..text::Text::default() };
    Reading::of(page, &article, &text, &reading::Findings::default())
}
