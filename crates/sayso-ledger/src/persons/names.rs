//! Names of human beings: given name, family name, what stands between, and what a title tells.
//!
//! In: a name as printed. Out: [`PersonName`], or nothing where it is no name that one could go by.
//!
//! ```text
//! Dr. Azhar M. Tarn Jr.     given azhar, middle m, family tarn, suffix jr
//! Mr. Tarn                  family tarn; a man
//! Ursula van der Leen       given ursula, family leen
//! van der Leen              family leen
//! Anna Tule-Korvat          given anna, family tulekorvat: not Anna Korvat
//! ```
//!
//! The given name is taken to stand first. Where it stands last (Hungary, East Asia) the parts change places, for all documents
//! alike, so the same print is still the same name; "Mr. Kim" then finds nobody.
//!
//! Not here: who else bears the name (`people`), how names sound (`sounds`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::words::{fold, owner};

/// Words of the longest name: more are a piece of a sentence.
const MOST_WORDS: usize = 6;

/// Small words before a family name, which come and go.
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "as", "ad", "an", "ar", "de", "da", "di", "do", "dos", "du", "del", "della", "der", "den", "van",
    "von", "zu", "la", "le", "ter", "ten", "of", "bin", "ibn", "bint", "abu", "ben",
];

const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "junior", "senior"];

/// What a title tells of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Man,
    Woman,
}

static TITLES: LazyLock<BTreeMap<String, Option<Gender>>> = LazyLock::new(|| {
    let lines = include_str!("titles.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(word, gender)| {
            let gender = match gender {
                "man" => Some(Gender::Man),
                "woman" => Some(Gender::Woman),
                _ => None,
            };
            (fold(word), gender)
        })
        .collect()
});

static COMMON: LazyLock<BTreeSet<(&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("common.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(part, words)| words.split(' ').map(move |word| (part, word)))
        .collect()
});

/// A name in its parts, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PersonName {
    /// The first word; none in "Mr. Tarn".
    pub(super) given: Option<String>,
    /// Words between the first and the family name, particles left out.
    pub(super) middles: Vec<String>,
    pub(super) family: String,
    pub(super) suffix: Option<String>,
}

impl PersonName {
    /// Takes a printed name apart.
    pub(super) fn of(printed: &str) -> Option<PersonName> {
        let (printed, _) = owner(printed.trim());
        // A hyphen in the last word keeps it one: a double family name is another than either half.
        let last = printed.split_whitespace().next_back()?;
        let tail: Vec<String> = fold(last).split(' ').map(str::to_owned).collect();
        let head = &printed[..printed.len() - last.len()];
        let head = fold(head);
        let mut words: Vec<String> = head.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let from = tail.iter().position(|word| !is_particle(word)).unwrap_or(0);
        let tail = if words.is_empty() && tail.len() > 1 && from == 0 { tail.join("") } else { tail[from..].join("") };
        words.push(tail);
        let suffix = words.pop_if(|word| SUFFIXES.contains(&word.as_str()));
        while words.len() > 1 && TITLES.contains_key(&words[0]) {
            words.remove(0);
        }
        let usable = |word: &String| word.chars().all(char::is_alphabetic) && !word.is_empty();
        if words.is_empty() || words.len() > MOST_WORDS || !words.iter().all(usable) {
            return None;
        }
        let family = words.pop().filter(|word| word.chars().count() > 1)?;
        let bare = words.first().is_none_or(|word| is_particle(word) && word != "abu" && word != "ben");
        let given = (!bare).then(|| words.remove(0));
        words.retain(|word| !is_particle(word));
        Some(PersonName { given, middles: words, family, suffix })
    }

    /// The given name where it is more than a letter.
    pub(super) fn full_given(&self) -> Option<&str> {
        self.given.as_deref().filter(|given| given.chars().count() > 1)
    }

    /// Whether both could be the same person's, given and family name being equal: no two middle names or suffixes that differ.
    pub(super) fn agrees(&self, other: &PersonName) -> bool {
        let alike = |one: &str, other: &str| one.starts_with(other) || other.starts_with(one);
        let middles = self.middles.iter().zip(&other.middles).all(|(one, other)| {
            if one.chars().count() > 1 && other.chars().count() > 1 { one == other } else { alike(one, other) }
        });
        let counted = self.middles.is_empty() || other.middles.is_empty() || self.middles.len() == other.middles.len();
        let suffix = self.suffix.is_none() || other.suffix.is_none() || self.suffix == other.suffix;
        middles && counted && suffix
    }

    /// How much context a name wants because many bear it: nothing (0) to twice something (2).
    pub(super) fn commonness(&self) -> u32 {
        let family = COMMON.contains(&("family", self.family.as_str()));
        let given = self.full_given().is_some_and(|given| COMMON.contains(&("given", given)));
        u32::from(family) + u32::from(family && given)
    }
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// What the title of a printed name tells.
pub(super) fn gender(printed: &str) -> Option<Gender> {
    let mut words = printed.split_whitespace();
    let title = words.next()?;
    words.next()?;
    TITLES.get(&fold(title)).copied().flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parts(printed: &str) -> String {
        let Some(name) = PersonName::of(printed) else { return "-".to_owned() };
        format!("{}|{}|{}", name.given.unwrap_or_default(), name.middles.join(" "), name.family)
    }

    #[test]
    fn names_fall_into_their_parts() {
        for (printed, expected) in [
            ("Dr. Azhar M. Tarn Jr.", "azhar|m|tarn"),
            ("Mr. Tarn", "||tarn"),
            ("Ursula van der Leen", "ursula||leen"),
            ("van der Leen", "||leen"),
            ("Anna Tule-Korvat", "anna||tulekorvat"),
            ("Jean-Claude Morvaux", "jean|claude|morvaux"),
            ("Omar al-Dagoun", "omar||dagoun"),
            ("Quill Adeyo 9", "-"),
            ("Tarn’s", "||tarn"),
            ("", "-"),
            ("-", "-"),
        ] {
            assert_eq!(parts(printed), expected, "{printed}");
        }
    }

    #[test]
    fn middle_names_and_suffixes_may_be_left_out_but_not_differ() {
        let agree = |one, other| PersonName::of(one).unwrap().agrees(&PersonName::of(other).unwrap());
        assert!(agree("Azhar M. Tarn", "Azhar Tarn"));
        assert!(agree("Azhar M. Tarn", "Azhar Mirko Tarn"));
        assert!(!agree("Azhar M. Tarn", "Azhar K. Tarn"));
        assert!(!agree("Azhar Tarn Jr.", "Azhar Tarn Sr."));
    }
}
