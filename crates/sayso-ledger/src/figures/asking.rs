//! Asking: a question in words ("Velmoran soldiers captured") held against series.
//!
//! In: the words of a question. Out: a [`Question`] that says how well a [`Series`] answers it.
//!
//! The same word lists read pages and questions: a noun says what is counted, a phrase its fate, a people whose. What is left ("flood",
//! "brickworks") must stand around a figure: in its passage, its headline or at its document's beginning.
//!
//! ```text
//! people killed in the Kesso flood     →  person, killed, around: kesso flood
//! heaters recalled                     →  heater, recalled
//! ```

use super::lexicon::{LEXICON, Noun, Sort};
use super::things::demonym;
use super::words::Words;
use super::{Count, Series, Thing};
use crate::rows::Passage;
use sayso_read::articles::BlockKind;
use sayso_read::quantities::singular;

/// Words of a question that are read.
const MOST: usize = 40;

/// Words that ask for nothing.
const SMALL: [&str; 44] = [
    "the", "a", "an", "of", "in", "on", "at", "by", "for", "to", "from", "with", "and", "or", "how", "many", "much",
    "were", "was", "are", "is", "be", "been", "has", "have", "had", "there", "number", "figure", "figures", "total",
    "count", "toll", "after", "before", "during", "since", "still", "what", "who", "did", "do", "does", "so",
];

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    what: Option<(&'static str, Sort)>,
    fate: Option<&'static str>,
    currency: Option<String>,
    /// In small letters, in the singular.
    side: Option<String>,
    /// What must stand around.
    around: Vec<String>,
}

/// What stands around a figure, as printed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'c> {
    /// The document's headline and beginning.
    pub document: &'c str,
    /// The passage of the figure.
    pub passage: &'c str,
}

impl Question {
    /// Reads a question.
    pub fn of(question: &str) -> Question {
        let passage = Passage {
            passage: 0,
            document: 0,
            kind: BlockKind::Paragraph,
            start: 0,
            end: 0,
            text: question.to_owned(),
        };
        let words = Words::of(&passage);
        let tokens: Vec<_> = words.tokens.iter().filter(|token| token.is_word()).take(MOST).collect();
        let mut used = vec![false; tokens.len()];
        let mut asked = Question::default();
        let mut noun_fate = None;
        for (at, token) in tokens.iter().enumerate() {
            match LEXICON.noun(&token.word) {
                Some(Noun::Thing(counted, sort, fate))
                    if asked.what.is_none()
                        || (asked.what.is_some_and(|(what, _)| what == "person")
                            && fate.is_none()
                            && sort.is_people()) =>
                {
                    asked.what = Some((counted, sort));
                    noun_fate = noun_fate.or(fate);
                    used[at] = true;
                }
                Some(Noun::Thing(_, sort, Some(fate))) if sort.is_people() && noun_fate.is_none() => {
                    noun_fate = Some(fate);
                    used[at] = true;
                }
                Some(Noun::Currency) => {
                    asked.currency = Some(singular(&token.word));
                    used[at] = true;
                }
                _ => {
                    if let Some(side) = demonym(&token.printed, false) {
                        asked.side = Some(side);
                        used[at] = true;
                    }
                }
            }
        }
        let people = asked.what.map(|(_, sort)| sort.is_people());
        if !matches!(asked.what, Some((_, Sort::Money))) {
            let word = |at: usize| tokens.get(at).map(|token| token.word.as_str());
            let found = (0..tokens.len()).filter_map(|at| Some((at, LEXICON.fate(&word, at, people, None)?)));
            if let Some((at, (fate, length))) = found.max_by_key(|(at, (_, length))| (*length, std::cmp::Reverse(*at)))
            {
                asked.fate = Some(fate);
                used[at..at + length].fill(true);
            }
        }
        asked.fate = asked.fate.or(noun_fate);
        for (token, _) in
            tokens.iter().zip(&used).filter(|(token, used)| !**used && !SMALL.contains(&token.word.as_str()))
        {
            asked.around.push(singular(&token.word));
        }
        asked
    }

    /// How well a series answers by what it counts; none if it is of something else.
    pub fn score(&self, series: &Series) -> Option<u32> {
        let thing = &series.thing;
        let what = match self.what {
            Some((what, _)) if what == thing.what => 5,
            Some((_, Sort::People)) if thing.sort.is_people() => 4,
            Some((_, sort)) if sort.is_people() && thing.sort == Sort::People => 2,
            None if self.around.contains(&thing.what) => 5,
            None if self.fate.is_some() && self.fate == thing.fate => 1,
            _ => return None,
        };
        let fate = match (self.fate, thing.fate) {
            (Some(asked), Some(told)) if asked == told => 4,
            (Some(_), _) => return None,
            (None, None) => 2,
            (None, Some(_)) => 0,
        };
        let side = match (&self.side, &series.side) {
            (Some(asked), Some(told)) if one_people(asked, told) => 1,
            (Some(_), Some(_)) => return None,
            _ => 0,
        };
        if self.currency.as_ref().zip(thing.currency.as_ref()).is_some_and(|(asked, told)| asked != told) {
            return None;
        }
        // A part answers only who asks for it.
        if series.part && !series.places.iter().any(|place| self.around.iter().any(|word| one_word(word, place))) {
            return None;
        }
        let generic = u32::from(what == 2 && side > 0) * 2;
        Some(what + fate + side + generic)
    }

    /// Which share of what must stand around a figure does, of a thousand; a thousand if nothing must.
    pub fn around(&self, thing: &Thing, count: &Count, context: Context) -> u32 {
        let wanted: Vec<&String> = self.around.iter().filter(|word| **word != thing.what).collect();
        if wanted.is_empty() {
            return 1000;
        }
        let words = |text: &str| -> Vec<String> {
            text.split(|letter: char| !letter.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect()
        };
        let mut there = words(context.document);
        there.extend(words(context.passage));
        there.extend(count.claimant.name.iter().flat_map(|name| words(name)));
        let found = wanted.iter().filter(|word| there.iter().any(|there| one_word(word, there))).count();
        (found * 1000 / wanted.len()) as u32
    }

    /// Whether nothing in the question could be read.
    pub fn is_empty(&self) -> bool {
        self.what.is_none() && self.fate.is_none() && self.around.is_empty()
    }
}

/// Whether a people and a country are the same: "velmoran", "velmora".
fn one_people(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    one == other || (shared >= 4 && shared + 3 >= one.chars().count().max(other.chars().count()))
}

/// Whether two words are forms of one.
fn one_word(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    one == other || (short.chars().count() >= 4 && long.starts_with(short) && long.len() - short.len() <= 3)
}
