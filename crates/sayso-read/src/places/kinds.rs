//! Words that say what sort of place a name is of (`kinds.tsv`): "Kursk |region|", "|City of| London".

#[allow(clippy::disallowed_types)] // Tables read at first use: constants, not state.
use std::sync::LazyLock;

use super::gazetteer::Sort;

/// What such a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A division of a country: "region".
    Area,
    /// A part of a city or round a town: "district".
    Ward,
    /// A settlement: "city".
    Town,
    /// A part of the place, or what lies round it: "northern".
    Part,
}

impl Kind {
    /// Whether the word may be said of such a place.
    pub(super) fn fits(self, sort: Sort) -> bool {
        match self {
            Kind::Area => !matches!(sort, Sort::Continent | Sort::Site | Sort::Settlement | Sort::Quarter),
            Kind::Ward => !matches!(sort, Sort::Continent | Sort::Site | Sort::Country),
            Kind::Town => sort.is_settlement(),
            Kind::Part => !matches!(sort, Sort::Site),
        }
    }
}

struct Words {
    before: Vec<(String, Kind)>,
    behind: Vec<(String, Kind)>,
}

#[allow(clippy::disallowed_types)]
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { before: Vec::new(), behind: Vec::new() };
    for line in include_str!("kinds.tsv").lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [word, place, kind, ..] = cells[..] else { continue };
        let kind = match kind {
            "area" => Kind::Area,
            "ward" => Kind::Ward,
            "town" => Kind::Town,
            _ => Kind::Part,
        };
        match place {
            "before" => words.before.push((format!("{word} "), kind)),
            _ => words.behind.push((format!(" {word}"), kind)),
        }
    }
    words
});

/// A folded name without the word that says what sort it is of, in all ways that it has one.
pub(super) fn stems(folded: &str) -> impl Iterator<Item = (&str, Kind)> {
    let before = WORDS.before.iter().filter_map(move |(word, kind)| Some((folded.strip_prefix(word.as_str())?, *kind)));
    let behind = WORDS.behind.iter().filter_map(move |(word, kind)| Some((folded.strip_suffix(word.as_str())?, *kind)));
    before.chain(behind)
}

/// Whether a word stands behind names and says what sort of division they are of, in lower case: "region".
pub(super) fn is_area(word: &str) -> bool {
    WORDS.behind.iter().any(|(behind, kind)| matches!(kind, Kind::Area | Kind::Ward) && &behind[1..] == word)
}

/// Whether a word in lower case stands before names and says which part of the place is meant: "northern".
pub(super) fn is_part(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
        && WORDS.before.iter().any(|(before, kind)| *kind == Kind::Part && before.trim_end() == word)
}
