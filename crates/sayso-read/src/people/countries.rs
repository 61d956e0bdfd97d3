//! Countries by their names, their people and their capitals (`countries.tsv`).

use std::collections::BTreeMap;
#[allow(clippy::disallowed_types)] // Tables read at first use: constants, not state.
use std::sync::LazyLock;

/// What a word says of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// "France"
    Name,
    /// "French"
    People,
    /// "Paris", said for its government.
    Seat,
}

#[allow(clippy::disallowed_types)]
static WAYS: LazyLock<BTreeMap<String, (&'static str, Way)>> = LazyLock::new(|| {
    let mut ways = BTreeMap::new();
    for line in include_str!("countries.tsv").lines().filter(|line| !line.starts_with('#')).skip(1) {
        let mut cells = line.split('\t');
        let Some(code) = cells.next() else { continue };
        for (cell, way) in cells.zip([Way::Name, Way::People, Way::Seat]) {
            for words in cell.split(',').filter(|words| !words.is_empty()) {
                ways.entry(words.to_owned()).or_insert((code, way));
            }
        }
    }
    ways
});

/// The country that printed words name; "the" and a possessive do not count.
pub(super) fn of(words: &str) -> Option<(&'static str, Way)> {
    let words = words.strip_prefix("the ").or(words.strip_prefix("The ")).unwrap_or(words);
    let words = words.strip_suffix("'s").or(words.strip_suffix("’s")).unwrap_or(words);
    WAYS.get(words).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_a_country_once() {
        let lines: Vec<&str> =
            include_str!("countries.tsv").lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        let mut codes = std::collections::BTreeSet::new();
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 4, "{line}");
            assert!(cells[0].len() == 3 && cells[0].bytes().all(|byte| byte.is_ascii_uppercase()), "{line}");
            assert!(codes.insert(cells[0]), "{line}");
            let name = cells[1].split(',').next().unwrap_or_default();
            assert_eq!(of(name), Some((cells[0], Way::Name)), "{line}");
        }
        assert!(codes.len() > 170);
    }

    #[test]
    fn a_country_is_known_by_its_people_and_its_seat() {
        assert_eq!(of("French"), Some(("FRA", Way::People)));
        assert_eq!(of("the Kremlin"), Some(("RUS", Way::Seat)));
        assert_eq!(of("Kyiv’s"), Some(("UKR", Way::Seat)));
        assert_eq!(of("Velmora"), None);
    }
}
