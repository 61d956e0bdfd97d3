//! Tokens: words and marks as Universal Dependencies cuts English (English Web Treebank, GUM).
//!
//! In: a string and a stretch of it. Out: tokens that hold every byte that is not white space, in order.
//!
//! One pass from left to right; every decision looks at most a few characters ahead, so the time is linear in the
//! length whatever the text is. Other scripts are kept in runs of letters.
//!
//! ```text
//! She didn't pay $1,200.50 to the U.S.-led "anti-war" group.
//! She did|n't pay $|1,200.50 to the U.S.|-|led "|anti-war|" group|.
//! ```
//!
//! `stops`, `numbers` and `marks` hold what their names say; here is what begins with a letter.
//!
//! Not here: where sentences end (`sentences`), which marks pair (`quotes`).

mod marks;
mod numbers;
mod stops;
#[cfg(test)]
mod tests;

use super::addresses;
use super::class::{Class, class, is_apostrophe, is_hyphen};
use super::lexicon;
use super::{Token, TokenKind};
use crate::span::Span;

/// Most tokens of a text: 12 MB of ordinary words. What is beyond becomes one token a block, so that rubbish cannot
/// fill the memory.
pub const MOST: usize = if cfg!(test) { 10_000 } else { 2_500_000 };

/// Cuts a stretch of a text and adds its tokens to `out`. A stretch that is no part of the text gives none.
pub(super) fn cut(text: &str, stretch: Span, out: &mut Vec<Token>) {
    let Some(text) = text.get(..stretch.end as usize).filter(|text| text.is_char_boundary(stretch.start as usize))
    else {
        return;
    };
    let mut cutter = Cutter { text, chunk: stretch.start as usize, rare: false, out };
    let mut at = stretch.start as usize;
    while let Some(&byte) = text.as_bytes().get(at) {
        at = if byte.is_ascii_whitespace() { at + 1 } else { cutter.chunk(at) };
    }
}

/// Letters of ASCII, what most of the text is: true for them alone.
const LETTER: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_alphabetic();
        byte += 1;
    }
    table
};

struct Cutter<'a> {
    /// The text up to the end of the stretch.
    text: &'a str,
    /// Where the chunk (the bytes between two white spaces) starts.
    chunk: usize,
    /// Whether the chunk has a mark that addresses have (`@`, `://`, `www.`).
    rare: bool,
    out: &'a mut Vec<Token>,
}

impl Cutter<'_> {
    /// Cuts the bytes from `start` to the next white space and returns where that is.
    fn chunk(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let letters = start + bytes[start..].iter().take_while(|&&byte| LETTER[byte as usize]).count();
        if self.out.len() >= MOST && self.class(start) != Class::Space {
            return self.rest(start);
        }
        if letters > start && bytes.get(letters).is_none_or(|byte| matches!(byte, b' ' | b'\n')) {
            self.word(start, letters);
            return letters;
        }
        let mut end = letters;
        self.rare = false;
        while let Some(&byte) = bytes.get(end) {
            if byte.is_ascii_whitespace() {
                break;
            }
            // The rest of a character lies in the next bytes; only its first decides.
            if byte >= 0x80 && self.peek(end).is_some_and(char::is_whitespace) {
                break;
            }
            self.rare |= match byte {
                b'@' => true,
                b'/' => end > start && bytes[end - 1] == b':',
                b'.' => end >= start + 3 && bytes[end - 3..end].eq_ignore_ascii_case(b"www"),
                _ => false,
            };
            end += 1;
        }
        self.chunk = start;
        let mut at = start;
        while at < end {
            if self.out.len() >= MOST {
                return self.rest(at);
            }
            let next = self.piece(at, end);
            debug_assert!(next > at);
            at = next.max(at + 1);
        }
        // White space beyond ASCII is stepped over here.
        end + self.peek(end).filter(|c| c.is_whitespace()).map_or(0, char::len_utf8)
    }

    /// Makes one token of all that is left.
    fn rest(&mut self, at: usize) -> usize {
        let end = self.text.trim_end().len().max(at);
        if end > at {
            self.push(at, end, TokenKind::Symbol);
        }
        self.text.len()
    }

    fn peek(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn class(&self, at: usize) -> Class {
        self.peek(at).map_or(Class::Space, class)
    }

    /// Whether a letter or a digit stands at `at`.
    fn is_word(&self, at: usize) -> bool {
        matches!(self.class(at), Class::Letter | Class::Digit)
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) -> usize {
        self.out.push(Token { span: Span::new(start, end), kind });
        end
    }

    /// Cuts one token (or a word with its clitics) at `at` and returns where it ends.
    fn piece(&mut self, at: usize, end: usize) -> usize {
        let Some(c) = self.peek(at) else { return end };
        if self.rare
            && !self.before(at).is_some_and(char::is_alphanumeric)
            && let Some(to) = addresses::at(self.text, at, end)
        {
            return self.push(at, to, TokenKind::Symbol);
        }
        match class(c) {
            Class::Letter => self.letters(at),
            Class::Digit => self.number(at, at),
            Class::Extend | Class::Space => self.push(at, at + c.len_utf8(), TokenKind::Symbol),
            Class::Punctuation | Class::Symbol => self.mark(c, at, end),
        }
    }

    /// A word: scans it, then looks for what belongs to it and what comes off.
    fn letters(&mut self, start: usize) -> usize {
        let mut at = self.run(start);
        while let Some(c) = self.peek(at) {
            let next = at + c.len_utf8();
            let goes_on = match c {
                '&' => self.is_initials(start, at, next),
                _ => is_hyphen(c) && self.joins(&self.text[start..at], next),
            };
            if !goes_on {
                break;
            }
            at = self.run(next);
        }
        if self.peek(at) == Some('.')
            && let Some(stop) = self.stop(start, at)
        {
            return self.push(start, stop, TokenKind::Word);
        }
        self.word(start, at)
    }

    /// The end of a run of letters, digits and marks on them, with apostrophes and underscores inside.
    fn run(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        loop {
            match bytes.get(at) {
                Some(byte) if byte.is_ascii_alphanumeric() => at += 1,
                Some(b'_') if self.is_word(at + 1) => at += 1,
                Some(b'\'' | b'`') if self.class(at + 1) == Class::Letter => at += 1,
                Some(0x80..) => {
                    let Some(c) = self.peek(at) else { return at };
                    let inside = match class(c) {
                        Class::Letter | Class::Extend => true,
                        // "m²" is a letter and a sign; "①" no better.
                        Class::Digit => !matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{209F}' | '¼'..='¾'),
                        _ => is_apostrophe(c) && self.class(at + c.len_utf8()) == Class::Letter,
                    };
                    if !inside {
                        return at;
                    }
                    at += c.len_utf8();
                }
                _ => return at,
            }
        }
    }

    /// Whether a hyphen joins `first` to what follows at `next`: `anti-war`, `mid-1980s`, `career-wise`.
    fn joins(&self, first: &str, next: usize) -> bool {
        match self.class(next) {
            Class::Letter if lexicon::is_prefix(first) => true,
            Class::Letter => {
                // At most five letters are looked at.
                let rest = self.text.get(next..).unwrap_or_default();
                let end = rest.bytes().take(5).take_while(u8::is_ascii_alphabetic).count();
                matches!(&rest[..end], "wise" | "esque")
            }
            Class::Digit => first.eq_ignore_ascii_case("mid"),
            _ => false,
        }
    }

    /// Whether an ampersand stands between initials: `AT&T`, `R&D`, but not `Tarn&Sons`.
    fn is_initials(&self, start: usize, ampersand: usize, next: usize) -> bool {
        let first = &self.text[start..ampersand];
        let short = |word: &str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let rest = self.text.get(next..).unwrap_or_default();
        let end = rest.bytes().take(5).take_while(u8::is_ascii_alphanumeric).count();
        end > 0 && short(first) && short(&rest[..end])
    }

    /// Adds the word `start..end` with its clitics as tokens of their own.
    fn word(&mut self, start: usize, end: usize) -> usize {
        let mut cuts = [end; 4];
        let mut count = 0;
        let mut tail = end;
        while count < cuts.len() - 1
            && let Some(cut) = clitic(&self.text[start..tail])
        {
            tail = start + cut;
            cuts[count] = tail;
            count += 1;
        }
        if count == 0
            && let Some(cut) = lexicon::split(&self.text[start..end])
        {
            cuts[0] = start + cut;
            count = 1;
        }
        let mut from = start;
        for &cut in cuts[..count].iter().rev() {
            from = self.push(from, cut, TokenKind::Word);
        }
        self.push(from, end, TokenKind::Word)
    }
}

/// Where the last clitic of a word starts: 2 in `don't`, 5 in `Putin's`; 0 if the word is nothing but one.
fn clitic(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    // The apostrophe stands at most three bytes before the last two letters.
    let from = bytes.len().saturating_sub(5);
    if !bytes[from..].iter().any(|&byte| byte == b'\'' || byte == b'`' || byte >= 0x80) {
        return None;
    }
    let mut tail = word.char_indices().rev().take(3);
    let (last, c) = tail.next()?;
    if is_apostrophe(c) {
        return None;
    }
    let (mark, letters) = match tail.next()? {
        (mark, c) if is_apostrophe(c) => (mark, &word[last..]),
        (second, _) => {
            let (mark, c) = tail.next()?;
            if !is_apostrophe(c) {
                return None;
            }
            (mark, &word[second..])
        }
    };
    if letters.eq_ignore_ascii_case("t") {
        return (mark > 1 && matches!(bytes[mark - 1], b'n' | b'N')).then(|| mark - 1);
    }
    is_clitic(letters).then_some(mark)
}

fn is_clitic(letters: &str) -> bool {
    ["s", "m", "d", "re", "ve", "ll"].iter().any(|clitic| letters.eq_ignore_ascii_case(clitic))
}
