//! Names: what stands around a figure, for telling whether two figures are of one event.
//!
//! In: a [`Page`]. Out: for each figure the names (words with a capital inside a sentence) of its sentence, its passage and of the document's headline
//! and beginning; as numbers of a [`Pool`] that the whole pile shares.
//!
//! ```text
//! "Tarquen says it holds 346 prisoners at Kaldash."  →  tarquen, kaldash (site)
//! ```
//!
//! Words are enough here: a name that the gazetteer does not know joins two reports as well as one that it knows.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::things::demonym;
use super::view::{Page, View};
use crate::rows::Quantity;
use sayso_read::articles::BlockKind;
use sayso_read::places::PlaceForm;
use sayso_read::quantities::singular;

/// Names kept around one figure.
const MOST: usize = 24;

/// Paragraphs at a document's beginning whose names hold for all its figures.
const LEAD: usize = 2;

/// Capitals that name no event: days, months, titles.
const COMMON: [&str; 52] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "president",
    "minister",
    "prime",
    "general",
    "colonel",
    "mr",
    "mrs",
    "ms",
    "dr",
    "governor",
    "mayor",
    "captain",
    "lieutenant",
    "sergeant",
    "senator",
    "the",
    "a",
    "of",
    "and",
    "i",
    "he",
    "she",
    "it",
    "we",
    "they",
    "gen",
    "col",
    "ministry",
    "department",
    "government",
    "river",
    "wire",
    "photo",
];

/// The names around a figure, each once, nearest first.
pub(super) type Names = Vec<u32>;

/// All names of a pile.
#[derive(Debug, Default)]
pub(super) struct Pool {
    numbers: HashMap<String, u32>,
    words: Vec<String>,
    /// In how many documents each stands.
    documents: Vec<u32>,
    /// Peoples that the gazetteer knows, and their countries, in small letters.
    peoples: BTreeMap<String, String>,
}

impl Pool {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        self.words.push(word.to_owned());
        self.documents.push(0);
        number
    }

    /// Takes in the names of a document; the new number of each of its numbers.
    pub(super) fn merge(&mut self, other: Pool) -> Vec<u32> {
        let numbers: Vec<u32> = other.words.iter().map(|word| self.number(word)).collect();
        for (&number, documents) in numbers.iter().zip(other.documents) {
            self.documents[number as usize] += documents;
        }
        for (people, country) in other.peoples {
            self.peoples.entry(people).or_insert(country);
        }
        numbers
    }

    pub(super) fn word(&self, number: u32) -> &str {
        &self.words[number as usize]
    }

    /// How much each name tells in a pile of so many documents, in nats.
    pub(super) fn weights(&self, documents: usize) -> Vec<f32> {
        self.documents.iter().map(|&count| (1.0 + documents as f32 / count.max(1) as f32).ln()).collect()
    }

    /// Peoples and their countries under one word: "velmoran" and "velmora" are both `velmora`. The gazetteer's peoples, else words that another
    /// name of the pile is the stem of.
    pub(super) fn sides(&self) -> BTreeMap<String, String> {
        let mut sides = self.peoples.clone();
        sides.extend(self.peoples.values().map(|country| (country.clone(), country.clone())));
        for word in &self.words {
            if let Some(country) = stems(word).into_iter().find(|stem| self.numbers.contains_key(stem)) {
                sides.entry(word.clone()).or_insert_with(|| country.clone());
                sides.entry(country.clone()).or_insert(country);
            }
        }
        sides
    }
}

/// What the country of a people may be called: "velmoran" velmora, "tarqueni" tarquen, "ukrainian" ukraine.
fn stems(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (ending, countries) in [
        ("ian", &["", "ia", "e", "y", "a"] as &[&str]),
        ("an", &["", "a", "e", "o", "any"]),
        ("i", &["", "a", "e"]),
        ("ese", &["", "a", "o"]),
        ("ish", &["", "and", "land", "ey", "en"]),
    ] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 3) {
            found.extend(countries.iter().map(|end| format!("{stem}{end}")));
        }
    }
    found
}

/// The names of a document.
pub(super) struct Around {
    /// Of its headline and beginning.
    document: Vec<u32>,
    /// Of each passage: token and name.
    passages: Vec<Vec<(usize, u32)>>,
}

impl Around {
    pub(super) fn of(page: &Page, pool: &mut Pool) -> Around {
        // A word that stands with a capital inside a sentence is a name at its beginning too.
        let mut names: HashSet<&str> = HashSet::new();
        for words in page.words() {
            for (at, token) in words.tokens.iter().enumerate() {
                if token.capital
                    && words.shows_name(at)
                    && token.word.chars().count() > 2
                    && !COMMON.contains(&token.word.as_str())
                {
                    names.insert(token.word.as_str());
                }
            }
        }
        let mut passages = Vec::with_capacity(page.words().len());
        let mut all: HashSet<u32> = HashSet::new();
        for words in page.words() {
            let found: Vec<(usize, u32)> = (words.tokens.iter().enumerate())
                .filter(|(_, token)| token.capital && names.contains(token.word.as_str()))
                .map(|(at, token)| (at, pool.number(&token.word)))
                .collect();
            all.extend(found.iter().map(|&(_, name)| name));
            passages.push(found);
        }
        for place in page.rows.places.iter().filter(|place| place.form == PlaceForm::Demonym) {
            if let Some(name) = &place.name {
                pool.peoples.entry(singular(&place.text.to_lowercase())).or_insert_with(|| name.to_lowercase());
            }
        }
        for &name in &all {
            pool.documents[name as usize] += 1;
        }
        let kinds = page.rows.passages.iter().map(|passage| passage.kind);
        let mut paragraphs = 0;
        let mut document = Vec::new();
        for (kind, names) in kinds.zip(&passages) {
            if kind == BlockKind::Paragraph {
                paragraphs += 1;
            }
            if (kind == BlockKind::Headline && paragraphs == 0) || (kind == BlockKind::Paragraph && paragraphs <= LEAD)
            {
                document.extend(names.iter().map(|&(_, name)| name));
            }
        }
        Around { document, passages }
    }

    /// The names around a figure and those of its site.
    pub(super) fn names(&self, page: &Page, quantity: &Quantity, view: &View) -> (Names, Vec<u32>) {
        let Some((passage, _)) = page.passage(quantity.passage) else { return (Vec::new(), Vec::new()) };
        let here = &self.passages[passage];
        let mut found: Names = Vec::new();
        let sentence = here.iter().filter(|(at, _)| view.sentence.contains(at)).map(|&(_, name)| name);
        for name in sentence.chain(here.iter().map(|&(_, name)| name)).chain(self.document.iter().copied()) {
            if !found.contains(&name) {
                found.push(name);
            }
            if found.len() == MOST {
                break;
            }
        }
        (found, site(view, here))
    }
}

impl Around {
    /// The names in some tokens of a figure's passage.
    pub(super) fn within(&self, page: &Page, quantity: &Quantity, tokens: &std::ops::Range<usize>) -> Vec<u32> {
        let Some((passage, _)) = page.passage(quantity.passage) else { return Vec::new() };
        self.passages[passage].iter().filter(|(at, _)| tokens.contains(at)).map(|&(_, name)| name).collect()
    }
}

/// The names behind "in", "at" or "near" in the figure's clause.
fn site(view: &View, names: &[(usize, u32)]) -> Vec<u32> {
    let name = |at: usize| names.iter().find(|&&(token, _)| token == at).map(|&(_, name)| name);
    for at in view.clause_behind().chain(view.clause_before()) {
        let stands = matches!(view.word(at), "in" | "at" | "near" | "inside");
        let people = view.tokens.get(at + 1).is_some_and(|token| demonym(&token.printed, false).is_some());
        if stands && !people {
            let run: Vec<u32> = (at + 1..view.sentence.end).map_while(name).collect();
            if !run.is_empty() {
                return run;
            }
        }
    }
    Vec::new()
}
