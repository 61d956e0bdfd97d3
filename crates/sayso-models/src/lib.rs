//! Trained weights as bytes, plus one opener; no logic.

use sayso_read::{Language, Models};
use sayso_read::{articles, clauses, looks, names, people, places, statements, tags, text};

/// Opens the weights that reading needs; takes some milliseconds.
///
/// Panics where a shipped file is damaged: that is a fault of the build, and `the_shipped_models_open` keeps it from happening.
#[must_use]
pub fn open() -> Models {
    let sentences = text::Model::read(include_str!("../sentences.model")).unwrap_or_else(|why| panic!("{why}"));
    let statements =
        statements::Model::open(include_bytes!("../statements.model")).unwrap_or_else(|why| panic!("{why}"));
    let people = people::Model::open(include_bytes!("../people.model")).unwrap_or_else(|why| panic!("{why}"));
    let gazetteer = places::Gazetteer::open(include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer")))
        .unwrap_or_else(|why| panic!("{why}"));
    let places = places::Model::open(include_bytes!("../places.model")).unwrap_or_else(|why| panic!("{why}"));
    Models { sentences, language: open_language(), statements, people, gazetteer, places, ..open_articles() }
}

/// Opens the weights that finding the article alone needs ([`sayso_read::extract`]); the others stay empty. Panics as [`open`] does.
#[must_use]
pub fn open_articles() -> Models {
    let articles = articles::Model::read(include_str!("../articles.model")).unwrap_or_else(|why| panic!("{why}"));
    Models { articles, ..Models::default() }
}

/// Opens the weights that finding copies needs; panics as [`open`] does.
#[must_use]
pub fn open_families() -> sayso_families::Model {
    sayso_families::Model::open(include_bytes!("../families.model")).unwrap_or_else(|why| panic!("{why}"))
}

/// Opens the weights of the stages of language; panics as [`open`] does.
fn open_language() -> Language {
    let language = || {
        Ok::<_, String>(Language {
            vectors: looks::Vectors::open(include_bytes!("../words.vectors"))?,
            tags: tags::Model::open(include_bytes!("../tags.model"))?,
            clauses: clauses::Model::open(include_bytes!("../clauses.model"))?,
            names: names::Model::open(include_bytes!("../names.model"))?,
        })
    };
    language().unwrap_or_else(|why| panic!("{why}"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_shipped_models_open() {
        let models = super::open();
        assert!(!models.articles.is_empty() && !models.sentences.is_empty());
        assert!(!models.gazetteer.is_empty() && !models.places.is_empty());
        let _families = super::open_families();
        assert!(models.language.vectors.width() > 0 && !models.language.tags.labels.is_empty());
    }
}
