//! A word's looks, as the tables of dictionary forms and of features ask for them.
//!
//! Everything is computed once, without allocation, and only for words of ordinary length: what is longer is an
//! address or rubbish, and has no dictionary form but itself.

use crate::tables::{START, hash_on, mix};

/// Longest word that is looked at, in bytes.
pub const LIMIT: usize = 64;

/// Longest ending that is looked at, in characters.
pub const LONGEST: usize = 8;

/// How a word uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// "drone", "--".
    Lower,
    /// "Drone", "I".
    Title,
    /// "NATO".
    Upper,
    /// "eBay", "McLeod".
    Mixed,
    /// With digits or marks of an address: "F-16", "a@b".
    Marked,
}

/// A word that is being looked up.
#[derive(Debug, Clone)]
pub struct Form<'f> {
    /// As printed.
    pub printed: &'f str,
    /// Its capitals.
    pub shape: Shape,
    /// Whether lower case and straight apostrophes are what is printed already.
    pub plain: bool,
    /// Characters.
    pub count: usize,
    lower: [u8; LIMIT],
    length: usize,
    exact: u64,
    endings: [u64; LONGEST + 1],
}

/// Curly apostrophes are typography, not spelling.
#[inline]
pub(crate) fn straight(c: char) -> char {
    if matches!(c, '’' | '‘' | 'ʼ' | '`' | '´') { '\'' } else { c }
}

impl<'f> Form<'f> {
    /// Looks at a word; `None` where it is too long, empty, or changes its number of characters in lower case.
    pub fn of(printed: &'f str) -> Option<Form<'f>> {
        if printed.len() > LIMIT || printed.is_empty() {
            return None;
        }
        let (mut lower, mut length, mut count) = ([0; LIMIT], 0, 0);
        let (mut exact, mut plain, mut marked) = (START, true, false);
        // Capitals in all, capitals among the characters after the first, small letters in all.
        let (mut capitals, mut later, mut small) = (0, 0, 0);
        for c in printed.chars() {
            let straight = straight(c);
            let low = if straight.is_ascii() {
                straight.to_ascii_lowercase()
            } else {
                let mut low = straight.to_lowercase();
                match (low.next(), low.next()) {
                    (Some(low), None) => low,
                    _ => return None,
                }
            };
            let mut bytes = [0; 4];
            exact = hash_on(exact, straight.encode_utf8(&mut bytes).as_bytes());
            plain &= low == c;
            marked |= c.is_ascii_digit() || matches!(c, '@' | '/' | '_' | '\\');
            if low != straight {
                capitals += 1;
                later += usize::from(count > 0);
            } else if c.is_lowercase() {
                small += 1;
            }
            let low = low.encode_utf8(&mut bytes).as_bytes();
            lower.get_mut(length..length + low.len())?.copy_from_slice(low);
            length += low.len();
            count += 1;
        }
        let shape = match () {
            () if marked => Shape::Marked,
            () if capitals == 0 => Shape::Lower,
            () if capitals > later && later == 0 => Shape::Title,
            () if small == 0 => Shape::Upper,
            () => Shape::Mixed,
        };
        let mut form = Form { printed, shape, plain, count, lower, length, exact, endings: [START; LONGEST + 1] };
        let mut endings = form.endings;
        let mut hash = START;
        let mut back = form.lower().chars().rev();
        for ending in endings.iter_mut().skip(1) {
            match back.next() {
                Some(c) => hash = mix(hash, u64::from(u32::from(c)) + 1),
                None => break,
            }
            *ending = hash;
        }
        form.endings = endings;
        Some(form)
    }

    /// In lower case, apostrophes straight.
    #[inline]
    pub fn lower(&self) -> &str {
        std::str::from_utf8(self.lower.get(..self.length).unwrap_or_default()).unwrap_or_default()
    }

    /// Hash of the word as printed, apostrophes straight.
    #[inline]
    pub fn exact(&self) -> u64 {
        self.exact
    }

    /// Hashes of its endings in lower case: of none, one, two ... characters, as many as it has, at most [`LONGEST`].
    #[inline]
    pub fn endings(&self) -> &[u64] {
        self.endings.get(..=self.count.min(LONGEST)).unwrap_or_default()
    }

    /// Its lower-case form without the last characters.
    #[inline]
    pub fn without(&self, cut: usize) -> &str {
        without(self.lower(), cut)
    }
}

/// A text without its last characters.
#[inline]
pub fn without(text: &str, cut: usize) -> &str {
    match cut {
        0 => text,
        _ => text.char_indices().rev().nth(cut - 1).and_then(|(at, _)| text.get(..at)).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn shapes_tell_names_from_acronyms_and_addresses() {
        let shape = |printed| Form::of(printed).unwrap().shape;
        assert_eq!(
            ["drone", "--", "Orlan", "I", "NATO", "eBay", "McLeod", "F-16", "a@b"].map(shape),
            [
                Shape::Lower,
                Shape::Lower,
                Shape::Title,
                Shape::Title,
                Shape::Upper,
                Shape::Mixed,
                Shape::Mixed,
                Shape::Marked,
                Shape::Marked
            ]
        );
    }

    #[test]
    fn a_word_is_cut_at_its_characters() {
        let form = Form::of("CAFÉS").unwrap();
        assert_eq!((form.lower(), form.without(2), form.without(9)), ("cafés", "caf", ""));
        assert_eq!(form.endings().len(), 6);
    }

    #[test]
    fn what_is_too_long_or_grows_in_lower_case_is_not_looked_at() {
        assert!(Form::of(&"a".repeat(LIMIT + 1)).is_none());
        assert!(Form::of("").is_none());
        assert!(Form::of("İzmir").is_none());
        assert!(Form::of(&"Ⱥ".repeat(30)).is_none(), "three bytes each in lower case");
    }
}
