//! Lexicon: what is counted, what befell it, and the verbs by which somebody tells a figure.
//!
//! In: the tables beside this file, once. Out: look-ups. What is missing is a line in a table; each line's example is its test. A question
//! (`asking`) is read by the same tables as a page, so that "soldiers taken prisoner" asks for what "captured 310 troops" tells.

use std::collections::HashMap;
use std::sync::LazyLock;

use sayso_read::quantities::singular;

/// Constant tables, built once.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// What sort of thing is counted. Sorts are never the same thing, but that `People` may turn out to be soldiers or civilians.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Human beings of whom no more is told.
    People,
    /// Members of an armed force.
    Soldiers,
    /// Human beings who are none.
    Civilians,
    /// Anything else that comes in ones.
    Things,
    /// An amount of a currency: what it is the amount of is the thing ("cost").
    Money,
}

impl Sort {
    /// Whether they can be killed, captured or missing.
    pub(super) fn is_people(self) -> bool {
        matches!(self, Sort::People | Sort::Soldiers | Sort::Civilians)
    }
}

/// What the lexicon says of a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noun {
    /// What it is counted as, its sort, and the fate that the noun tells itself ("captives").
    Thing(&'static str, Sort, Option<&'static str>),
    /// "figure", "number": speaks of a figure and not of what is counted.
    Frame,
    /// "crowns".
    Currency,
}

/// Where a phrase of fate stands by its figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// "had captured 310".
    Before,
    /// "two votes short".
    After,
    /// Either.
    Either,
}

/// A phrase that tells a fate.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    /// Words; `*` is any one, `#` the figure.
    words: Vec<&'static str>,
    fate: &'static str,
    stands: Stands,
    people: bool,
}

/// All tables.
pub(super) struct Lexicon {
    nouns: HashMap<&'static str, Noun>,
    /// By their first word, the longest first.
    fates: HashMap<&'static str, Vec<Phrase>>,
    counting: HashMap<&'static str, Vec<Vec<&'static str>>>,
}

/// The lines of a table behind its header, as cells.
fn lines(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    (table.lines()).filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

impl Lexicon {
    fn read() -> Lexicon {
        let mut nouns = HashMap::new();
        for line in lines(include_str!("things.tsv")) {
            let &[word, counted, kind, fate, _] = line.as_slice() else { continue };
            let fate = Some(fate).filter(|&fate| fate != "-");
            let thing = |sort| Noun::Thing(counted, sort, fate);
            nouns.insert(
                word,
                match kind {
                    "people" => thing(Sort::People),
                    "soldiers" => thing(Sort::Soldiers),
                    "civilians" => thing(Sort::Civilians),
                    "money" => thing(Sort::Money),
                    "currency" => Noun::Currency,
                    "frame" => Noun::Frame,
                    _ => thing(Sort::Things),
                },
            );
        }
        let mut fates: HashMap<&str, Vec<Phrase>> = HashMap::new();
        for line in lines(include_str!("fates.tsv")) {
            let &[words, fate, place, whom, _] = line.as_slice() else { continue };
            let words: Vec<&str> = words.split(' ').collect();
            let stands = match place {
                "before" => Stands::Before,
                "after" => Stands::After,
                _ => Stands::Either,
            };
            let phrase = Phrase { fate, stands, people: whom == "people", words };
            fates.entry(phrase.words[0]).or_default().push(phrase);
        }
        let mut counting: HashMap<&str, Vec<Vec<&str>>> = HashMap::new();
        for line in lines(include_str!("counting.tsv")) {
            let words: Vec<&str> = line[0].split(' ').collect();
            counting.entry(words[0]).or_default().push(words);
        }
        fates.values_mut().for_each(|list| list.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len())));
        counting.values_mut().for_each(|list| list.sort_by_key(|words| std::cmp::Reverse(words.len())));
        Lexicon { nouns, fates, counting }
    }

    /// What a noun in small letters counts, in the singular or the plural.
    pub(super) fn noun(&self, word: &str) -> Option<Noun> {
        self.nouns.get(word).or_else(|| self.nouns.get(singular(word).as_str())).copied()
    }

    /// The fate that the words beginning at `at` tell of people, or of things, and how many words tell it. `words` gives small letters; "#"
    /// is the figure.
    pub(super) fn fate<'w>(
        &self,
        words: &dyn Fn(usize) -> Option<&'w str>,
        at: usize,
        people: Option<bool>,
        side: Option<Stands>,
    ) -> Option<(&'static str, usize)> {
        let phrases = self.fates.get(words(at)?)?;
        let fits = |phrase: &&Phrase| {
            people.is_none_or(|people| phrase.people == people)
                && (phrase.stands == Stands::Either || side.is_none_or(|side| phrase.stands == side))
                && (phrase.words.iter().enumerate().skip(1))
                    .all(|(index, &wanted)| words(at + index).is_some_and(|word| wanted == "*" || word == wanted))
        };
        phrases.iter().find(fits).map(|phrase| (phrase.fate, phrase.words.len()))
    }

    /// How many words of a verb that tells a figure begin at `at`.
    pub(super) fn counting<'w>(&self, words: &dyn Fn(usize) -> Option<&'w str>, at: usize) -> Option<usize> {
        let verbs = self.counting.get(words(at)?)?;
        let fits =
            |verb: &&Vec<&str>| verb.iter().enumerate().all(|(index, &wanted)| words(at + index) == Some(wanted));
        verbs.iter().find(fits).map(Vec::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(example: &'static str) -> Vec<&'static str> {
        example.trim_end_matches('.').split(' ').collect()
    }

    #[test]
    fn each_word_stands_in_its_example_and_is_found_there() {
        for line in lines(include_str!("things.tsv")) {
            assert_eq!(line.len(), 5, "{line:?}");
            assert!(split(line[4]).contains(&line[0]), "{line:?}");
            assert!(LEXICON.noun(line[0]).is_some(), "{line:?}");
        }
        for (table, example) in [(include_str!("fates.tsv"), 4), (include_str!("counting.tsv"), 1)] {
            for line in lines(table) {
                let words: Vec<&str> =
                    split(line[example]).iter().map(|&word| if word == "12" { "#" } else { word }).collect();
                let word = |at: usize| words.get(at).copied();
                let found = (0..words.len()).any(|at| match example {
                    4 => {
                        LEXICON.fate(&word, at, Some(line[3] == "people"), None).is_some_and(|found| found.0 == line[1])
                    }
                    _ => LEXICON.counting(&word, at).is_some(),
                });
                assert!(found, "{line:?}");
            }
        }
    }
}
