//! What the sentence model looks at: the one place where its features are made, for reading and for training.
//!
//! A candidate is a place between two tokens where a sentence may end. Most places are none (a small letter follows a
//! word), and are passed over at once. All looking is bounded: a few tokens either way.

use super::sentences::View;
use super::{Token, TokenKind};
use crate::tables::{START, hash, mix};

/// Features of a candidate.
pub const COUNT: usize = 29;

/// What the model sees of a token.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    /// The word as it is written, and in small letters.
    exact: u64,
    lower: u64,
    /// What it is made of: see [`shape`].
    shape: u64,
}

/// Shapes of words: small, capital, capitals, one capital, mixed, clitic.
const SMALL: u64 = 1;
const CAPITAL: u64 = 2;
const CAPITALS: u64 = 3;
const LETTER: u64 = 4;
const MIXED: u64 = 5;
const CLITIC: u64 = 6;
/// Shapes of addresses.
const ADDRESS: u64 = 19;
const MAIL: u64 = 20;
/// Added to a word's shape if it carries a stop.
const STOPPED: u64 = 8;

/// A block's tokens as the model sees them.
pub struct Looks<'v, 'a> {
    view: &'v View<'a>,
    looks: Vec<Look>,
    /// Whether the rules end a sentence with the token.
    ends: &'v [bool],
    /// What sort of block it is: prose or lines?
    profile: u64,
}

fn shape(word: &str, kind: TokenKind) -> u64 {
    let bytes = word.as_bytes();
    match kind {
        TokenKind::Word => {
            let stop = if bytes.last() == Some(&b'.') { STOPPED } else { 0 };
            let mut chars = word.chars();
            let first = chars.next().unwrap_or(' ');
            let rest = chars.as_str();
            let (mut big, mut small) = (false, false);
            for c in rest.chars().take(24) {
                big |= c.is_uppercase();
                small |= c.is_lowercase();
            }
            let shape = if !first.is_alphanumeric() {
                CLITIC
            } else if !first.is_uppercase() {
                if big { MIXED } else { SMALL }
            } else if !rest.starts_with(char::is_alphanumeric) {
                LETTER
            } else if big {
                if small { MIXED } else { CAPITALS }
            } else {
                CAPITAL
            };
            shape + stop
        }
        // Digits by their count, marks as they are: 02/13/2001 is 2/2/4.
        TokenKind::Number => {
            let (mut shape, mut run) = (17, 0u64);
            for &byte in bytes.iter().take(16) {
                if byte.is_ascii_digit() {
                    run += 1;
                } else {
                    shape = mix(mix(shape, run.min(5)), u64::from(byte));
                    run = 0;
                }
            }
            mix(shape, run.min(5))
        }
        TokenKind::Punctuation => {
            mix(31, plain(word).chars().next().map_or(0, u64::from) << 1 | u64::from(word.len() > 4))
        }
        TokenKind::Symbol if word.starts_with("http") || word.starts_with("www.") => ADDRESS,
        TokenKind::Symbol if word.contains('@') => MAIL,
        TokenKind::Symbol => mix(37, word.chars().next().map_or(0, u64::from)),
    }
}

/// The mark that the treebanks have for one of its kind: they know no curly quotation marks and few long dashes.
fn plain(mark: &str) -> &str {
    match mark {
        "“" | "”" | "„" | "‟" | "«" | "»" | "''" | "``" | "＂" => "\"",
        "‘" | "’" | "‚" | "‛" | "`" | "´" => "'",
        "—" | "–" => "--",
        "…" => "...",
        _ => mark,
    }
}

fn look(word: &str, kind: TokenKind) -> Look {
    let word = if kind == TokenKind::Punctuation { plain(word) } else { word };
    let bytes = word.as_bytes().get(..24).unwrap_or(word.as_bytes());
    let lower = |hash: u64, byte: &u8| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01B3);
    // Numbers count as what they look like.
    let shape = shape(word, kind);
    if kind == TokenKind::Number {
        return Look { exact: shape, lower: shape, shape };
    }
    Look { exact: hash(bytes), lower: bytes.iter().fold(START, lower), shape }
}

/// A count on a coarse scale.
fn bucket(count: usize) -> u64 {
    match count {
        0..=3 => count as u64,
        4..=5 => 4,
        6..=9 => 5,
        10..=19 => 6,
        _ => 7,
    }
}

impl<'v, 'a> Looks<'v, 'a> {
    /// Looks at a block's tokens; `ends` says where the rules end sentences.
    pub(super) fn of(view: &'v View<'a>, ends: &'v [bool]) -> Looks<'v, 'a> {
        let looks: Vec<Look> =
            view.tokens.iter().enumerate().map(|(at, token)| look(view.word(at), token.kind)).collect();
        let count = |wanted: fn(&Token, &Look) -> bool| {
            view.tokens.iter().zip(&looks).filter(|(token, look)| wanted(token, look)).count()
        };
        let small = count(|_, look| look.shape == SMALL);
        let big = count(|token, look| token.kind == TokenKind::Word && look.shape % STOPPED != SMALL);
        let stopped = view.word(looks.len().wrapping_sub(1)).ends_with(['.', '?', '!', '"', '”', '’', '\'', ')', '…']);
        let share = 4 * big / (small + big).max(1);
        let numbers = count(|token, _| token.kind == TokenKind::Number) * 8 > looks.len();
        let profile = u64::from(stopped) | (share as u64) << 1 | u64::from(numbers) << 4;
        Looks { view, looks, ends, profile }
    }

    /// Whether a sentence may end with the token `at`, so that the model is worth asking.
    pub fn is_candidate(&self, at: usize) -> bool {
        let (Some(this), Some(next)) = (self.looks.get(at), self.looks.get(at + 1)) else { return false };
        if self.ends.get(at) == Some(&true) {
            return true;
        }
        let kind = |token: usize| self.view.tokens.get(token).map(|token| token.kind);
        if self.view.gap(at + 1).is_empty() || next.shape == CLITIC {
            return false;
        }
        let word = self.view.word(at);
        // The treebanks part a dateline from its report and "He said this:" from what he said; we keep them together.
        let line = next.shape == ADDRESS || kind(at + 1) != Some(TokenKind::Word);
        if word.starts_with(['—', '–', '-']) || (word == ":" && !line) {
            return false;
        }
        let open = kind(at) == Some(TokenKind::Punctuation) && !word.starts_with([',', '(', '[', '/']);
        let small = next.shape % STOPPED == SMALL;
        let mark = kind(at + 1) == Some(TokenKind::Punctuation)
            && self.view.word(at + 1).starts_with([',', ';', ':', '.', '!', '?', ')', ']', '/', '%']);
        !mark && (!small || open || matches!(this.shape, ADDRESS | MAIL))
    }

    fn at(&self, index: usize) -> Look {
        self.looks.get(index).copied().unwrap_or(Look { exact: 1, lower: 1, shape: 99 })
    }

    /// The features of the candidate after the token `at`, in a sentence that began at `start`.
    pub fn features(&self, start: usize, at: usize) -> [u64; COUNT] {
        let before = |back: usize| {
            if at >= start + back { self.at(at - back) } else { Look { exact: 0, lower: 0, shape: 98 } }
        };
        let (p4, p3, p2, p1, p) = (before(4), before(3), before(2), before(1), self.at(at));
        let (n, n1, n2, n3, n4) = (self.at(at + 1), self.at(at + 2), self.at(at + 3), self.at(at + 4), self.at(at + 5));
        let rule = 1 + u64::from(self.ends.get(at) == Some(&true));
        let length = bucket(at + 1 - start);
        let small = |look: &&Look| look.shape == SMALL;
        let smalls_before = self.looks.get(at.saturating_sub(7).max(start)..=at).unwrap_or_default();
        let smalls_before = smalls_before.iter().filter(small).count() as u64;
        let smalls_after = self.looks.get(at + 1..(at + 7).min(self.looks.len())).unwrap_or_default();
        let smalls_after = smalls_after.iter().filter(small).count() as u64;
        let stop = (at + 1..at + 13).position(|token| self.ends.get(token) != Some(&false)).map_or(7, bucket);
        let begin = self.at(start);
        let pair = mix(p.shape, n.shape);
        let of = |number: u64, parts: &[u64]| parts.iter().fold(mix(number, rule), |hash, &part| mix(hash, part));
        [
            of(1, &[]),
            of(2, &[p.exact]),
            of(3, &[n.exact]),
            of(4, &[p.lower, n.shape]),
            of(5, &[p.shape, n.lower]),
            of(6, &[pair]),
            of(7, &[p1.shape, pair]),
            of(8, &[pair, n1.shape]),
            of(9, &[p1.shape, pair, n1.shape]),
            of(10, &[p2.shape, p1.shape, pair, n1.shape, n2.shape]),
            of(11, &[p.lower, n.lower]),
            of(12, &[n1.lower, n.shape]),
            of(13, &[p1.lower, p.shape, n.shape]),
            of(14, &[n.lower, n1.lower]),
            of(15, &[p1.lower, p.lower]),
            of(16, &[length, pair]),
            of(17, &[begin.shape, length, n.shape]),
            of(18, &[smalls_before, length, pair]),
            of(20, &[self.profile, pair]),
            of(21, &[self.profile, smalls_before, smalls_after]),
            of(22, &[stop, smalls_after, pair]),
            of(23, &[begin.lower, length]),
            of(24, &[smalls_before, smalls_after, pair]),
            of(25, &[p.shape, n.shape, n1.shape, n2.shape, n3.shape, n4.shape]),
            of(26, &[p4.shape, p3.shape, p2.shape, p1.shape, p.shape, n.shape]),
            of(27, &[p.lower, length, n.shape]),
            of(28, &[u64::from(p.lower == n.lower || p1.lower == n.lower), u64::from(begin.lower == n.lower), pair]),
            of(29, &[p.lower, smalls_after]),
            of(30, &[self.profile, length, stop, p.shape]),
        ]
    }
}
