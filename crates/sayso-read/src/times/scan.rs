//! Scans: a text as the grammar sees it, token by token.
//!
//! In: the text, its analysis. Out: [`Scan`], which gives the class of a token, numbers in words and figures, and whether two
//! tokens are printed without a space.

use super::lexicon::{Lexicon, Word};
use super::sense::{Amount, Unit};
use crate::analysis::Analysis;
use crate::span::Run;
use crate::tags::Upos;
use crate::text::Text;

/// A token of digits, or one that begins with them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure<'t> {
    pub(super) value: u32,
    /// How many digits stand in front; separators of thousands not counted.
    pub(super) digits: usize,
    /// What stands behind the digits: `th`, `s`, `:30`, `.5`, `½`, `/11`.
    pub(super) rest: &'t str,
    /// Whether an apostrophe stands before it: `’99`.
    pub(super) clipped: bool,
    /// Whether it has separators of thousands: `2,000`.
    pub(super) grouped: bool,
}

/// A sentence, to be read from any of its tokens.
#[derive(Clone, Copy)]
pub(super) struct Scan<'t> {
    pub(super) text: &'t Text,
    pub(super) analysis: &'t Analysis,
    /// A class for each token of the text.
    words: &'t [Word],
    /// Whether the text tells of the time before Christ, where a year may have three digits and no era.
    ancient: bool,
    /// The sentence.
    pub(super) sentence: Run,
}

/// No year is later.
const LATEST: u32 = 9000;

/// Years before Christ that make a text ancient.
const ANCIENT: usize = 3;

/// The classes of all tokens.
pub(super) fn classes(text: &Text) -> Vec<Word> {
    let lexicon = Lexicon::get();
    text.tokens.iter().map(|token| lexicon.word(&text.string[token.span.range()])).collect()
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t Text, analysis: &'t Analysis, words: &'t [Word]) -> Scan<'t> {
        let ancient = words.iter().filter(|&&word| word == Word::Era(true)).count() >= ANCIENT;
        Scan { text, analysis, words, ancient, sentence: Run::default() }
    }

    /// The same, of another sentence.
    pub(super) fn of(self, sentence: Run) -> Scan<'t> {
        Scan { sentence, ..self }
    }

    /// The class of a token; nothing outside of the sentence.
    pub(super) fn word(&self, at: usize) -> Word {
        if self.sentence.range().contains(&at) { self.words[at] } else { Word::No }
    }

    /// The class of the token before.
    pub(super) fn before(&self, at: usize) -> Word {
        at.checked_sub(1).map_or(Word::No, |at| self.word(at))
    }

    /// What is printed; empty outside of the sentence.
    pub(super) fn printed(&self, at: usize) -> &'t str {
        if self.sentence.range().contains(&at) { self.text.word(at) } else { "" }
    }

    /// Whether the token is printed so, whatever its letters' size.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.printed(at).eq_ignore_ascii_case(word)
    }

    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(at, word))
    }

    /// The part of speech of a token.
    pub(super) fn upos(&self, at: usize) -> Upos {
        if self.sentence.range().contains(&at) {
            self.analysis.tags.get(at).map_or(Upos::X, |tag| tag.upos)
        } else {
            Upos::X
        }
    }

    /// Whether no space stands between the token and the next.
    pub(super) fn glued(&self, at: usize) -> bool {
        match self.text.tokens.get(at..at + 2) {
            Some([one, other]) => one.span.end == other.span.start,
            _ => false,
        }
    }

    /// A hyphen that joins the token before and the one after.
    pub(super) fn joins(&self, at: usize) -> bool {
        at > 0 && self.word(at) == Word::Dash && self.glued(at - 1) && self.glued(at)
    }

    /// A hyphen that hangs on the token before or on the one after: machines that translate print `22 -year -old`.
    pub(super) fn hangs(&self, at: usize) -> bool {
        at > 0 && self.word(at) == Word::Dash && (self.glued(at - 1) || self.glued(at))
    }

    /// The digits of a token.
    pub(super) fn figure(&self, at: usize) -> Option<Figure<'t>> {
        let printed = match self.word(at) {
            Word::Figure => self.printed(at),
            // mid-1980s
            Word::MidFigure => &self.printed(at)[4..],
            _ => return None,
        };
        let bare = printed.trim_start_matches(['\'', '’', '‘']);
        let (mut value, mut digits, mut end, mut grouped) = (0u32, 0, 0, false);
        let bytes = bare.as_bytes();
        while let Some(&byte) = bytes.get(end) {
            if byte.is_ascii_digit() {
                if digits == 9 {
                    return None;
                }
                value = value * 10 + u32::from(byte - b'0');
                digits += 1;
                end += 1;
            } else if byte == b',' && bytes.len() >= end + 4 && bytes[end + 1..end + 4].iter().all(u8::is_ascii_digit) {
                grouped = true;
                end += 1;
            } else {
                break;
            }
        }
        Some(Figure { value, digits, rest: &bare[end..], clipped: bare.len() < printed.len(), grouped })
    }

    /// A whole number of at most two digits and nothing else, or with the ending of an ordinal: a day or an hour.
    pub(super) fn small(&self, at: usize) -> Option<u8> {
        let figure = self.figure(at)?;
        let whole = matches!(figure.rest, "" | "st" | "nd" | "rd" | "th") && figure.digits <= 2 && !figure.clipped;
        if whole { u8::try_from(figure.value).ok() } else { None }
    }

    /// A day of the month, in figures or as an ordinal, and the token after.
    pub(super) fn day(&self, at: usize) -> Option<(usize, u8)> {
        if let Some(day) = self.small(at).filter(|day| (1..=31).contains(day)) {
            return Some((at + 1, day));
        }
        match self.word(at) {
            Word::Ordinal(day @ 1..=31) => Some((at + 1, day)),
            // thirty-first, twenty-fourth
            Word::Number(tens @ (20 | 30)) if self.joins(at + 1) => match self.word(at + 2) {
                Word::Ordinal(day @ 1..=9) if tens + u16::from(day) <= 31 => Some((at + 3, tens as u8 + day)),
                _ => None,
            },
            _ => None,
        }
    }

    /// An ordinal, in words or figures, and the token after.
    pub(super) fn ordinal(&self, at: usize) -> Option<(usize, u8)> {
        match self.word(at) {
            Word::Ordinal(value) => Some((at + 1, value)),
            Word::Figure => {
                let figure = self.figure(at)?;
                let is_ordinal = matches!(figure.rest, "st" | "nd" | "rd" | "th") && figure.digits <= 2;
                is_ordinal.then_some((at + 1, figure.value as u8))
            }
            Word::Number(tens @ 20..=90) if self.joins(at + 1) => match self.word(at + 2) {
                Word::Ordinal(one @ 1..=9) => Some((at + 3, tens as u8 + one)),
                _ => None,
            },
            _ => None,
        }
    }

    /// A number, or two of which one is meant: `two or three`, `five to seven`, `10-15`; of two only the words know which.
    pub(super) fn numbers(&self, at: usize) -> Option<(usize, Amount)> {
        let (next, amount) = self.number(at)?;
        let link = matches!(self.word(next), Word::To) || self.is(next, "or") || self.word(next) == Word::Dash;
        let plain = |at: usize| matches!(self.word(at), Word::Figure | Word::Number(_));
        if link
            && plain(at)
            && plain(next + 1)
            && amount != Amount::Vague
            && let Some((end, Amount::Number(_))) = self.number(next + 1)
            && self.unit(end + usize::from(self.joins(end))).is_some()
        {
            return Some((end, Amount::Vague));
        }
        Some((next, amount))
    }

    /// A cardinal number or a vague one, in words or figures, and the token after: `18`, `3½`, `twenty-five`, `two and a
    /// half`, `a hundred`, `a few`, `several`, `dozens of`.
    pub(super) fn number(&self, at: usize) -> Option<(usize, Amount)> {
        let (next, value) = match self.word(at) {
            Word::Figure => {
                let figure = self.figure(at)?;
                if figure.clipped {
                    return None;
                }
                let fraction = match figure.rest {
                    "" => 0.0,
                    "½" => 0.5,
                    "¼" => 0.25,
                    "¾" => 0.75,
                    rest => {
                        rest.strip_prefix('.').filter(|tail| tail.len() <= 4).and_then(|_| rest.parse::<f64>().ok())?
                    }
                };
                (at + 1, f64::from(figure.value) + fraction)
            }
            Word::Number(_) | Word::Scale(_) => self.spelt(at)?,
            Word::Half if self.word(at + 1) != Word::Of => return None,
            Word::Vague => {
                let next = at + 1 + usize::from(self.word(at + 1) == Word::Of);
                return Some((next, Amount::Vague));
            }
            Word::A => match self.word(at + 1) {
                Word::Scale(_) => self.spelt(at + 1)?,
                Word::Number(12) => (at + 2, 12.0),
                Word::Vague => {
                    let more = usize::from(self.word(at + 2) == Word::Of);
                    return Some((at + 2 + more, Amount::Vague));
                }
                _ => return None,
            },
            _ => return None,
        };
        if self.is(next, "million") || self.is(next, "billion") {
            let scale = if self.is(next, "million") { 1e6 } else { 1e9 };
            return Some((next + 1, Amount::Number(value * scale)));
        }
        // Two and a half, two-and-a-half, two and half.
        let dash = |at: usize| usize::from(self.joins(at));
        let and = next + dash(next);
        if self.word(and) == Word::And {
            let mut half = and + 1 + dash(and + 1);
            if self.word(half) == Word::A {
                half += 1;
                half += dash(half);
            }
            if self.word(half) == Word::Half {
                return Some((half + 1, Amount::Number(value + 0.5)));
            }
        }
        Some((next, Amount::Number(value)))
    }

    /// A number in words: one hundred and twenty-five.
    fn spelt(&self, mut at: usize) -> Option<(usize, f64)> {
        let (mut sum, mut part, mut seen) = (0.0, 0.0, false);
        for _ in 0..8 {
            match self.word(at) {
                Word::Number(value) if !seen || part % 100.0 == 0.0 || (value < 10 && part % 10.0 == 0.0) => {
                    part += f64::from(value);
                    seen = true;
                    at += 1;
                    let joined = self.joins(at) && matches!(self.word(at + 1), Word::Number(1..=9)) && value >= 20;
                    at += usize::from(joined);
                }
                Word::Scale(1000) if seen || sum == 0.0 => {
                    sum += if seen { part * 1000.0 } else { 1000.0 };
                    (part, seen) = (0.0, true);
                    at += 1;
                }
                Word::Scale(scale) => {
                    part = if seen { part * f64::from(scale) } else { f64::from(scale) };
                    seen = true;
                    at += 1;
                }
                Word::And if part >= 100.0 && matches!(self.word(at + 1), Word::Number(_)) => at += 1,
                _ => break,
            }
        }
        seen.then_some((at, sum + part))
    }

    /// A unit, and the token after. A bare "second" is a unit only behind "one".
    pub(super) fn unit(&self, at: usize) -> Option<(usize, Unit, bool)> {
        match self.word(at) {
            Word::Unit(unit) => Some((at + 1, unit, false)),
            Word::Units(unit) => Some((at + 1, unit, true)),
            Word::Ordinal(2) if self.before(at) == Word::Number(1) => Some((at + 1, Unit::Second, false)),
            // 10mins is cut in two; "24 h" is not read.
            _ => None,
        }
    }

    /// A year of four digits, or fewer before or after Christ where the era is printed, and the token after.
    pub(super) fn year(&self, at: usize) -> Option<(usize, i32)> {
        // AD 79
        if self.word(at) == Word::Era(false)
            && let Some(figure) =
                self.figure(at + 1).filter(|figure| figure.rest.is_empty() && (1..LATEST).contains(&figure.value))
        {
            return Some((at + 2, figure.value as i32));
        }
        let figure = self.figure(at)?;
        if !figure.rest.is_empty() || figure.grouped || !(1..LATEST).contains(&figure.value) {
            return None;
        }
        if figure.clipped {
            return (figure.digits == 2).then(|| (at + 1, full_year(figure.value as i32)));
        }
        if let Word::Era(before) = self.word(at + 1) {
            return Some((at + 2, if before { -(figure.value as i32) } else { figure.value as i32 }));
        }
        // The first of 499–493 BC.
        let range = matches!(self.word(at + 1), Word::Dash | Word::To) && self.word(at + 3) == Word::Era(true);
        if range && self.figure(at + 2).is_some_and(|other| other.value < figure.value) {
            return Some((at + 1, -(figure.value as i32)));
        }
        let said = || {
            self.is_any(
                at.wrapping_sub(1),
                &["in", "by", "of", "since", "until", "from", "after", "before", "during", "to", "-", "–"],
            )
        };
        if self.ancient && figure.digits == 3 && said() && !self.is(at + 1, "%") {
            return Some((at + 1, -(figure.value as i32)));
        }
        (figure.digits == 4 && (1000..2200).contains(&figure.value)).then_some((at + 1, figure.value as i32))
    }
}

/// The year that two digits stand for: `’99`, `’08`.
pub(super) fn full_year(two: i32) -> i32 {
    if two < 40 { 2000 + two } else { 1900 + two }
}
