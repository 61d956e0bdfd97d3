//! Quotation: the run of words that two sayings both quote.
//!
//! In: two sayings, the worth of words. Out: [`Quotation`]. Of several runs the one that is worth most. A run that speakers of all sides quote (a
//! slogan, a title) tells nothing of who said what.

use super::Saying;
use super::common::thousandths;
use super::compare::Wanted;
use super::rarity::{LITTLE, Rarity};
use super::skeleton::Word;

/// Places of one word that are tried.
const MOST_PLACES: usize = 16;

/// A run of so many words and so much worth (eighths of a bit) is enough, whatever stands around it.
const LONG: (usize, u32) = (8, 400);

/// Words that have a key are worth so much in any run that is enough: "I hope not" is nobody's alone.
const TELLING: u32 = 64;

/// The run of words that both quote.
#[derive(Debug, Default)]
pub(crate) struct Quotation {
    length: usize,
    worth: u32,
    /// Whether it is all that one of them quotes.
    whole: bool,
    /// Its share of the lesser and of the greater content, in thousandths.
    shares: (u32, u32),
}

impl Quotation {
    /// Finds the run.
    pub(crate) fn of(one: &Saying, other: &Saying, rarity: &Rarity) -> Quotation {
        let (left, right) = (&one.content.words, &other.content.words);
        let quoted = |words: &[Word]| words.iter().filter(|word| word.quoted).count();
        let (quotes, others) = (quoted(left), quoted(right));
        if quotes == 0 || others == 0 {
            return Quotation::default();
        }
        let Some((start, length)) = longest(left, right, rarity) else { return Quotation::default() };
        let run = &left[start..start + length];
        let telling: u32 = run.iter().map(|word| rarity.worth(word.key)).sum();
        if telling < TELLING || rarity.is_stock(run) {
            return Quotation::default();
        }
        let worth = worth(run, rarity);
        let (one, other) = (self::worth(left, rarity), self::worth(right, rarity));
        Quotation {
            length,
            worth,
            whole: length == quotes.min(others),
            shares: (thousandths(worth, one.min(other)), thousandths(worth, one.max(other))),
        }
    }

    /// Whether it is enough.
    pub(crate) fn suffices(&self, wanted: &Wanted) -> bool {
        let meets = |(length, worth, lesser, greater): (usize, u32, u32, u32)| {
            let enough = self.length >= length && self.worth >= worth;
            enough && self.shares.0 >= lesser && self.shares.1 >= greater
        };
        let long = wanted.quoted.0 <= LONG.0 && self.length >= LONG.0 && self.worth >= LONG.1.max(wanted.quoted.1);
        long || meets(wanted.quoted) || self.whole && meets(wanted.whole)
    }
}

fn worth(words: &[Word], rarity: &Rarity) -> u32 {
    words.iter().map(|word| if word.key == 0 { LITTLE } else { rarity.worth(word.key) }).sum()
}

/// The common run that is worth most: where it begins in the left words, and its length.
fn longest(left: &[Word], right: &[Word], rarity: &Rarity) -> Option<(usize, usize)> {
    let quoted = right.iter().enumerate().filter(|(_, word)| word.quoted);
    let mut places: Vec<(u32, usize)> = quoted.map(|(at, word)| (word.hash, at)).collect();
    places.sort_unstable();
    let mut best: Option<(u32, usize, usize)> = None;
    // Runs that end at the last word of the left side: where in the right side, how long, worth what.
    let mut runs: Vec<(usize, usize, u32)> = Vec::new();
    for (end, word) in left.iter().enumerate() {
        let first = places.partition_point(|place| place.0 < word.hash);
        let found = places[first..].iter().take_while(|place| word.quoted && place.0 == word.hash).take(MOST_PLACES);
        let worth = worth(std::slice::from_ref(word), rarity);
        runs = found
            .map(|&(_, at)| match runs.iter().find(|run| run.0 + 1 == at) {
                Some(run) => (at, run.1 + 1, run.2 + worth),
                None => (at, 1, worth),
            })
            .collect();
        for &(_, length, worth) in &runs {
            if best.is_none_or(|best| worth > best.0) {
                best = Some((worth, end + 1 - length, length));
            }
        }
    }
    best.map(|(_, start, length)| (start, length))
}
