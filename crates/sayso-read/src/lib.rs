//! sayso-read: one page in, one reading out.
//!
//! Pure: no files, no clock, no network, no globals. [`read`] is the whole program on one screen; the modules
//! below stand in reading order, and each may use only those above it (`tests/direction.rs` checks it).
//!
//! ```text
//! bytes ─► Page ─► Tree ─► Article ─► Text ─┬─► quotes ─► statements ─► Reading
//! ```

pub mod span;
pub mod page;
pub mod tree;
pub mod articles;
pub mod text;
pub mod quotes;
pub mod statements;
pub mod reading;

pub use page::Page;
pub use reading::Reading;

/// The weights that reading needs: one field a stage, opened by `sayso-models`.
#[derive(Debug, Default)]
pub struct Models {
    /// Which blocks of a page are the article.
    pub articles: articles::Model,
}

/// Reads one page.
///
/// Never fails: a strange page gives a poorer reading that says why in `unresolved`. The same page and models
/// give the same reading, on any day and any machine.
pub fn read(page: &Page, models: &Models) -> Reading {
    let article = articles::extract(page, &models.articles);
    let text = text::Text::of(&article);
    let quotes = quotes::find(&text);
    let statements = statements::find(&text, &quotes);
    reading::Reading::of(page, &article, &text, &quotes, &statements)
}
