//! Trained weights as bytes, plus one opener; no logic.

use sayso_read::Models;
use sayso_read::articles;

/// Opens the weights that this program ships.
///
/// Panics where a shipped file is damaged: that is a fault of the build, and `the_shipped_models_open` keeps it from happening.
#[must_use]
pub fn open() -> Models {
    let articles = articles::Model::read(include_str!("../articles.model")).unwrap_or_else(|why| panic!("{why}"));
    Models { articles }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_shipped_models_open() {
        assert!(!super::open().articles.is_empty());
    }
}
