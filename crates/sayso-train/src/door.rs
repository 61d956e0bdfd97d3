//! The program's own door: a string of a corpus becomes what a user's plain-text file would.

use sayso_read::articles::{self, Article};
use sayso_read::text::{self, Text};
use sayso_read::{Analysis, Language, Page};

use crate::Data;

/// What reading a plain text wants, up to its language.
pub(crate) struct Door {
    sentences: text::Model,
    language: Language,
}

impl Door {
    /// Opens the weights.
    pub(crate) fn open(data: &Data) -> anyhow::Result<Door> {
        Ok(Door { sentences: crate::text::model(data)?, language: crate::language(data)? })
    }

    /// Reads a string as a plain-text page.
    pub(crate) fn read(&self, string: &str) -> (Article, Text, Analysis) {
        // Plain text is read by rule: its article wants no weights.
        let article = articles::extract(&Page::text("", string), &articles::Model::default());
        let text = Text::with(&article, &self.sentences);
        let analysis = Analysis::of(&text, &self.language);
        (article, text, analysis)
    }
}
