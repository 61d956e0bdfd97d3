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

use std::collections::HashSet;

use super::Series;
use super::lexicon::{LEXICON, Noun, Sort};
use super::things::demonym;
use super::words::Words;
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

/// What a question looks at of a series.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)] // The fields of `Series` and `Thing`.
pub struct Kind<'s> {
    pub what: &'s str,
    pub sort: Sort,
    pub currency: Option<&'s str>,
    pub fate: Option<&'s str>,
    pub side: Option<&'s str>,
    pub places: &'s [String],
    pub part: bool,
}

impl<'s> From<&'s Series> for Kind<'s> {
    fn from(series: &'s Series) -> Kind<'s> {
        let Series { thing, side, places, part, .. } = series;
        Kind {
            what: &thing.what,
            sort: thing.sort,
            currency: thing.currency.as_deref(),
            fate: thing.fate,
            side: side.as_deref(),
            places,
            part: *part,
        }
    }
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

    /// The fate that is asked for.
    pub fn fate(&self) -> Option<&'static str> {
        self.fate
    }

    /// Whether people of any sort are asked for.
    pub fn has_people(&self) -> bool {
        self.what.is_some_and(|(_, sort)| sort.is_people())
    }

    /// What may be counted, in the singular: the noun that the word list knows, else any word of the question.
    pub fn whats(&self) -> Vec<String> {
        match self.what {
            Some((what, _)) => vec![what.to_owned()],
            None => self.around.clone(),
        }
    }

    /// The words that must stand around, as a query for any of them; none if none must.
    pub fn around_words(&self) -> Option<String> {
        let words: Vec<String> = self.around.iter().map(|word| format!("{word}*")).collect();
        (!words.is_empty()).then(|| words.join(" OR "))
    }

    /// Whether words must stand around figures of a thing.
    pub fn wants_around(&self, what: &str) -> bool {
        self.around.iter().any(|word| word != what)
    }

    /// How well a series answers by what it counts; none if it is of something else.
    pub fn score(&self, kind: &Kind) -> Option<u32> {
        let what = match self.what {
            Some((what, _)) if what == kind.what => 5,
            Some((_, Sort::People)) if kind.sort.is_people() => 4,
            Some((_, sort)) if sort.is_people() && kind.sort == Sort::People => 2,
            None if self.around.iter().any(|word| word == kind.what) => 5,
            None if self.fate.is_some() && self.fate == kind.fate => 1,
            _ => return None,
        };
        let fate = match (self.fate, kind.fate) {
            (Some(asked), Some(told)) if asked == told => 4,
            (Some(_), _) => return None,
            (None, None) => 2,
            (None, Some(_)) => 0,
        };
        let side = match (&self.side, kind.side) {
            (Some(asked), Some(told)) if one_people(asked, told) => 1,
            (Some(_), Some(_)) => return None,
            _ => 0,
        };
        if self.currency.as_deref().zip(kind.currency).is_some_and(|(asked, told)| asked != told) {
            return None;
        }
        // A part answers only who asks for it.
        if kind.part && !kind.places.iter().any(|place| self.around.iter().any(|word| one_word(word, place))) {
            return None;
        }
        let generic = u32::from(what == 2 && side > 0) * 2;
        Some(what + fate + side + generic)
    }

    /// Which share of what must stand around a figure does, of a thousand; a thousand if nothing must.
    pub fn around(&self, what: &str, claimant: Option<&str>, context: Context) -> u32 {
        let wanted: Vec<&String> = self.around.iter().filter(|word| *word != what).collect();
        if wanted.is_empty() {
            return 1000;
        }
        let texts = [context.document, context.passage, claimant.unwrap_or_default()];
        let there: HashSet<String> = (texts.iter())
            .flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
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
