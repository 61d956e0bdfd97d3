//! Roles: whether what two documents call somebody can be one person's.
//!
//! In: roles as printed. Out: [`Role`]s and how two of them stand to each other.
//!
//! ```text
//! foreign minister  |  former foreign minister   same: an office outlives its term
//! envoy             |  Ilmarcan envoy            same: one says more
//! general           |  commander                 akin: one walk of life
//! minister          |  judge                     other: people change
//! goalkeeper        |  general                   far: these are two people
//! ```
//!
//! Walks of life are a word list (`walks.tsv`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words::fold;

/// How two roles stand to each other, from the nearest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kinship {
    Same,
    Akin,
    Other,
    Far,
}

/// Where a role belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Walk {
    State,
    Arms,
    Law,
    Sport,
    Trade,
    Church,
    Arts,
    Science,
    Medicine,
    Press,
    Craft,
}

/// Walks between which people do pass.
const NEIGHBOURS: &[(Walk, Walk)] = &[
    (Walk::State, Walk::Arms),
    (Walk::State, Walk::Law),
    (Walk::State, Walk::Trade),
    (Walk::State, Walk::Science),
    (Walk::State, Walk::Medicine),
    (Walk::State, Walk::Press),
    (Walk::Law, Walk::Trade),
    (Walk::Law, Walk::Science),
    (Walk::Trade, Walk::Science),
    (Walk::Trade, Walk::Press),
    (Walk::Arts, Walk::Press),
    (Walk::Arts, Walk::Trade),
    (Walk::Science, Walk::Medicine),
    (Walk::Science, Walk::Press),
    (Walk::Medicine, Walk::Arms),
];

static WALKS: LazyLock<BTreeMap<String, Walk>> = LazyLock::new(|| {
    let lines = include_str!("walks.tsv").lines().filter(|line| !line.starts_with('#'));
    let cells = lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?))
    });
    cells.filter_map(|(word, name)| Some((fold(word), walk(name)?))).collect()
});

fn walk(name: &str) -> Option<Walk> {
    Some(match name {
        "state" => Walk::State,
        "arms" => Walk::Arms,
        "law" => Walk::Law,
        "sport" => Walk::Sport,
        "trade" => Walk::Trade,
        "church" => Walk::Church,
        "arts" => Walk::Arts,
        "science" => Walk::Science,
        "medicine" => Walk::Medicine,
        "press" => Walk::Press,
        "craft" => Walk::Craft,
        _ => return None,
    })
}

/// Words that say when or whose, not what.
const PASSING: &[&str] = &[
    "a", "an", "the", "of", "for", "to", "at", "in", "and", "its", "his", "her", "their", "our", "former", "formerly",
    "ex", "acting", "interim", "new", "newly", "then", "late", "longtime", "outgoing", "incoming", "current",
    "retired", "senior", "top", "s",
];

/// Words that make another office of one.
const SECOND: &[&str] = &["vice", "deputy", "assistant", "under", "associate"];

/// A role, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Role {
    words: Vec<String>,
    head: String,
    second: bool,
    walk: Option<Walk>,
}

impl Role {
    /// Reads a printed role; none where nothing of it tells what somebody is.
    pub(super) fn of(printed: &str) -> Option<Role> {
        let folded = fold(printed);
        // "Spokesman" and "spokeswoman" are one office.
        let same = |word: &str| match word {
            "spokesman" | "spokeswoman" | "speaker" => "spokesperson".to_owned(),
            "chairman" | "chairwoman" | "chair" => "chairman".to_owned(),
            "defence" => "defense".to_owned(),
            _ => word.to_owned(),
        };
        let mut words: Vec<String> =
            folded.split(' ').filter(|word| !word.is_empty() && !PASSING.contains(word)).map(same).collect();
        let head = words.last()?.clone();
        let second = words.iter().any(|word| SECOND.contains(&word.as_str())) && words.len() > 1;
        let walk =
            words.iter().rev().filter(|word| !second || *word != "deputy").find_map(|word| WALKS.get(word)).copied();
        words.sort_unstable();
        words.dedup();
        Some(Role { words, head, second, walk })
    }

    /// How it stands to another; none where a word is not known to belong anywhere ("the man", "an outsider").
    pub(super) fn kinship(&self, other: &Role) -> Option<Kinship> {
        let within = |one: &Role, other: &Role| one.words.iter().all(|word| other.words.contains(word));
        if self.second == other.second && self.head == other.head && (within(self, other) || within(other, self)) {
            return Some(Kinship::Same);
        }
        match (self.walk, other.walk) {
            (Some(one), Some(two)) if one == two => Some(Kinship::Akin),
            (Some(one), Some(two)) => {
                let near = NEIGHBOURS.contains(&(one, two)) || NEIGHBOURS.contains(&(two, one));
                Some(if near { Kinship::Other } else { Kinship::Far })
            }
            _ if self.head == other.head => Some(Kinship::Akin),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_word_of_the_list_is_found_in_its_example() {
        for line in include_str!("walks.tsv").lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(walk(cells[1]).is_some(), "{line}");
            assert!(fold(cells[2]).split(' ').any(|word| word == fold(cells[0])), "{line}");
        }
    }

    #[test]
    fn roles_stand_to_each_other_as_lives_do() {
        let told = |one, other| Role::of(one).unwrap().kinship(&Role::of(other).unwrap());
        let kinship = |one, other| told(one, other).unwrap();
        assert_eq!(kinship("foreign minister", "former foreign minister"), Kinship::Same);
        assert_eq!(kinship("envoy", "Ilmarcan envoy"), Kinship::Same);
        assert_eq!(kinship("Foreign Ministry spokesman", "spokeswoman"), Kinship::Same);
        assert_eq!(kinship("vice president", "president"), Kinship::Akin);
        assert_eq!(kinship("prime minister", "foreign minister"), Kinship::Akin);
        assert_eq!(kinship("general", "commander"), Kinship::Akin);
        assert_eq!(kinship("minister", "judge"), Kinship::Other);
        assert_eq!(told("general", "head"), None);
        assert_eq!(kinship("goalkeeper", "general"), Kinship::Far);
        assert_eq!(kinship("baker", "mayor"), Kinship::Far);
    }
}
