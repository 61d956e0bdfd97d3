//! sayso-read: one page in, one reading out.
//!
//! Pure: no files, no clock, no network, no globals. [`read`] is the whole program on one screen; the modules
//! below stand in reading order, and each may use only those above it (`tests/direction.rs` checks it).
//!
//! ```text
//! bytes ─► Page ─► Tree ─► Article ─► Text ─┬─► quotes ─► statements ─► Reading
//!                                           └─► looks ─► tags, clauses, names ─► Analysis
//! ```
//!
//! [`Analysis`] is not part of a reading yet: it is what `--format conllu` prints and what statements will stand on.

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
    /// Where sentences end.
    pub sentences: text::Model,
    /// What looks, tags, clauses and names need. Empty ones give poor findings, never an error.
    pub language: Language,
}

/// The weights of the stages of language.
#[derive(Debug, Default)]
pub struct Language {
    /// The vectors of words.
    pub vectors: looks::Vectors,
    /// Parts of speech and dictionary forms.
    pub tags: tags::Model,
    /// Trees.
    pub clauses: clauses::Model,
    /// Names.
    pub names: names::Model,
}

/// Reads one page.
///
/// Never fails: a strange page gives a poorer reading that says why in `unresolved`. The same page and models
/// give the same reading, on any day and any machine.
pub fn read(page: &Page, models: &Models) -> Reading {
    parts(page, models).0
}

/// Reads one page, and looks at its language too: the reading, its text as cut into tokens, what was found in them.
pub fn read_closely(page: &Page, models: &Models) -> (Reading, text::Text, Analysis) {
    let (reading, text) = parts(page, models);
    let analysis = Analysis::of(&text, &models.language);
    (reading, text, analysis)
}

fn parts(page: &Page, models: &Models) -> (Reading, text::Text) {
    let article = articles::extract(page, &models.articles);
    let text = text::Text::with(&article, &models.sentences);
    let quotes = quotes::find(&text);
    let statements = statements::find(&text, &quotes);
    (reading::Reading::of(page, &article, &text, &quotes, &statements), text)
}

/// The language of a text: what the stages between the text and the statements find.
#[derive(Debug, Default)]
pub struct Analysis {
    /// Parts of speech, one a token.
    pub tags: tags::Tags,
    /// How each token hangs, one a token.
    pub clauses: clauses::Clauses,
    /// Names, in order.
    pub names: Vec<names::Name>,
}

impl Analysis {
    /// Looks at every sentence of a text.
    pub fn of(text: &text::Text, models: &Language) -> Analysis {
        let words = looks::of(text, &models.vectors);
        Analysis {
            tags: tags::find(text, &words, &models.vectors, &models.tags),
            clauses: clauses::find(text, &words, &models.vectors, &models.clauses),
            names: names::find(text, &words, &models.vectors, &models.names),
        }
    }
}
