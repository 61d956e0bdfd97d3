//! Numbers: with separators, signs, ordinal and decade endings; units come off.

use super::{Cutter, clitic};
use crate::text::class::{Class, class};
use crate::text::{TokenKind, lexicon};

impl Cutter<'_> {
    /// A number that starts at `start` (with a sign or a stop) and has its first digit at `digits`.
    pub(super) fn number(&mut self, start: usize, digits: usize) -> usize {
        let mut at = self.digits(digits);
        let mut hyphens = 0;
        while let Some(c) = self.peek(at) {
            let next = at + c.len_utf8();
            let group = self.digits(next) - next;
            if group == 0 {
                break;
            }
            let goes_on = match c {
                '.' | ':' => true,
                // Thousands, or lakhs: 1,200 and 1,00,000, but not 13,14.
                ',' => group == 3 || (group == 2 && self.peek(next + 2) == Some(',')),
                // Days: 9/11, 3/12/2024; but not 2001/02.
                '/' => group <= 4 && (at - start <= 2 || self.text[start..at].contains('/')),
                '-' => hyphens > 0 || self.is_phone_or_date(at - start, next, group),
                _ => false,
            };
            if !goes_on {
                break;
            }
            hyphens += usize::from(c == '-');
            at = next + group;
        }
        let letters = self.run(at);
        if letters == at {
            return self.push(start, at, TokenKind::Number);
        }
        let suffix = &self.text[at..letters];
        // An address or a stop after the letters is seen to by the next piece: "5p.m." is a number and "p.m.".
        let hour = suffix.len() == 1 && self.text[letters..].starts_with(".m") && matches!(suffix, "a" | "p");
        let money = matches!(suffix, "M" | "K" | "B" | "T")
            && self.out.last().is_some_and(|last| last.span.end as usize == start && last.kind == TokenKind::Symbol);
        let one = suffix.len() == 1 && suffix.bytes().all(|byte| byte.is_ascii_uppercase());
        if hour || money || (!one && lexicon::is_unit(suffix)) {
            return self.push(start, at, TokenKind::Number);
        }
        // "1960's" is one word; "3's" has a clitic; "4chan", "3143C" are words.
        if let Some(cut) = clitic(suffix).filter(|_| !self.text[start..at].ends_with('0')) {
            let kind = if cut == 0 { TokenKind::Number } else { TokenKind::Word };
            self.push(start, at + cut, kind);
            return self.push(at + cut, letters, TokenKind::Word);
        }
        let kind = if is_number_suffix(suffix) { TokenKind::Number } else { TokenKind::Word };
        self.push(start, letters, kind)
    }

    /// The end of a run of digits.
    pub(super) fn digits(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let ascii = rest.bytes().take_while(u8::is_ascii_digit).count();
        let more: usize =
            rest[ascii..].chars().take_while(|&c| !c.is_ascii() && class(c) == Class::Digit).map(char::len_utf8).sum();
        start + ascii + more
    }

    /// Whether the first hyphen of a number joins: 555-1234, 555-123-4567, 2024-03-12; but not 3-1, 1998-1999.
    fn is_phone_or_date(&self, first: usize, next: usize, group: usize) -> bool {
        let again = self.text[next + group..].starts_with('-') && self.class(next + group + 1) == Class::Digit;
        again || (first == 3 && group == 4)
    }
}

/// Endings that leave a number a number: 3rd, 1980s, 5th, 1960's.
fn is_number_suffix(suffix: &str) -> bool {
    matches!(suffix, "st" | "nd" | "rd" | "th" | "s" | "ST" | "ND" | "RD" | "TH" | "'s" | "’s" | "ths" | "rds")
}
