//! Tokens that begin with a mark or a sign: runs of marks, handles, faces, emoji, apostrophes before words.

use super::{Cutter, clitic, is_clitic};
use crate::text::TokenKind;
use crate::text::class::{Class, class, is_apostrophe};

impl Cutter<'_> {
    /// A token that begins with a mark or a sign.
    pub(super) fn mark(&mut self, c: char, at: usize, end: usize) -> usize {
        let next = at + c.len_utf8();
        let fresh = at == self.chunk
            || self.before(at).is_some_and(|b| class(b) == Class::Punctuation || matches!(b, '$' | '<'));
        if is_apostrophe(c) {
            return self.apostrophe(c, at, next, fresh);
        }
        match c {
            '.' | '…' => {
                // ".04" and "4.5" begin and go on; "...04" does not.
                if c == '.' && fresh && self.class(next) == Class::Digit && self.before(at) != Some('.') {
                    return self.number(at, next);
                }
                return self.same(at, end, |c| matches!(c, '.' | '…'), TokenKind::Punctuation);
            }
            '!' | '?' => return self.same(at, end, |c| matches!(c, '!' | '?'), TokenKind::Punctuation),
            '+' if fresh && self.class(next) == Class::Digit => return self.number(at, next),
            '#' | '@' if fresh && matches!(self.class(next), Class::Letter) => {
                let to = self.run(next);
                let name = clitic(&self.text[next..to]).map_or(to, |cut| next + cut);
                let name = self.push(at, name, TokenKind::Symbol);
                return if name < to { self.push(name, to, TokenKind::Word) } else { to };
            }
            ':' | ';' | '=' if fresh => {
                if let Some(to) = self.smiley(next, end) {
                    return self.push(at, to, TokenKind::Symbol);
                }
            }
            '"' | '“' | '”' | '(' | ')' | '[' | ']' | '{' | '}' | ',' => {
                return self.push(at, next, TokenKind::Punctuation);
            }
            _ => {}
        }
        let kind = if class(c) == Class::Punctuation { TokenKind::Punctuation } else { TokenKind::Symbol };
        if is_repeatable(c) {
            return self.same(at, end, |d| d == c, kind);
        }
        if c.is_ascii() {
            return self.push(at, next, kind);
        }
        // A flag is two letters; an emoji may carry marks, a skin colour, and be joined to others.
        let to = match c {
            '\u{1F1E6}'..='\u{1F1FF}' => match self.peek(next) {
                Some(d @ '\u{1F1E6}'..='\u{1F1FF}') => next + d.len_utf8(),
                _ => next,
            },
            _ => self.cluster(next),
        };
        self.push(at, to, kind)
    }

    /// A run of marks that belong together.
    fn same(&mut self, at: usize, end: usize, belongs: impl Fn(char) -> bool, kind: TokenKind) -> usize {
        let rest = self.text.get(at..end).unwrap_or_default();
        let length: usize = rest.chars().take_while(|&c| belongs(c)).map(char::len_utf8).sum();
        self.push(at, at + length, kind)
    }

    /// Where the cluster of an emoji ends.
    fn cluster(&self, mut at: usize) -> usize {
        while let Some(c) = self.peek(at) {
            let next = at + c.len_utf8();
            at = match c {
                '\u{200D}' => match self.peek(next).filter(|&d| class(d) == Class::Symbol && !d.is_ascii()) {
                    Some(d) => next + d.len_utf8(),
                    None => next,
                },
                '\u{1F3FB}'..='\u{1F3FF}' => next,
                _ if class(c) == Class::Extend => next,
                _ => break,
            };
        }
        at
    }

    /// The end of a face whose eyes stand before `at`, if it is one and nothing is glued to it.
    fn smiley(&self, at: usize, end: usize) -> Option<usize> {
        let rest = self.text.get(at..end)?;
        let nose = usize::from(rest.starts_with(['-', 'o']));
        let mouth = rest.get(nose..)?;
        let one = mouth.starts_with([')', '(', 'D', 'P', 'p', '/', '|']);
        let more = mouth.bytes().take(8).take_while(|&byte| byte == b')' || byte == b'(').count().max(1);
        let to = at + nose + more;
        (one && !self.is_word(to)).then_some(to)
    }

    /// A mark that may be an apostrophe before letters, or a quotation mark: `'90s`, `'em`, `'s` alone, `''`.
    fn apostrophe(&mut self, c: char, at: usize, next: usize, fresh: bool) -> usize {
        // Three in a row close a single mark and a double one, or open a double one and a single.
        let row = self.text[at..].chars().take(4).take_while(|&d| d == c).count();
        let glued = self.before(at).is_some_and(|b| !b.is_whitespace() && b != c);
        if row == 3 && glued && !self.is_word(at + 3 * c.len_utf8()) {
            return self.push(at, next, TokenKind::Punctuation); // The pair is cut next.
        }
        if c != '´' && row > 1 {
            return self.push(at, next + c.len_utf8(), TokenKind::Punctuation); // '' and `` are double marks.
        }
        if c == '‘' && fresh && self.peek(next) == Some('’') && self.class(next + 3) == Class::Letter {
            return self.push(at, next + 3, TokenKind::Punctuation); // '' as some programs curl it.
        }
        let to = self.run(next);
        let rest = &self.text[next..to];
        let closed = self.peek(to).is_some_and(|d| is_apostrophe(d) || d == '"' || d == '”');
        if (1..=2).contains(&rest.len()) && is_clitic(rest) && !(fresh && closed) {
            return self.push(at, to, TokenKind::Word);
        }
        if fresh && c != '`' {
            let digits = self.digits(next);
            let decade = digits == next + 2 && matches!(&self.text[digits..self.run(digits)], "" | "s") && !closed;
            if decade || (is_clipped(rest) && !closed) {
                let to = if decade { self.run(digits) } else { to };
                return self.push(at, to, if decade { TokenKind::Number } else { TokenKind::Word });
            }
            if rest.eq_ignore_ascii_case("n") && closed {
                let mark = self.peek(to).map_or(0, char::len_utf8);
                if !self.is_word(to + mark) {
                    return self.push(at, to + mark, TokenKind::Word); // rock 'n' roll
                }
            }
        }
        self.push(at, next, TokenKind::Punctuation)
    }
}

/// Words that begin with an apostrophe because their head is cut off.
fn is_clipped(rest: &str) -> bool {
    ["em", "til", "till", "cause", "tis", "twas", "round", "bout", "cos", "cuz"]
        .iter()
        .any(|word| rest.eq_ignore_ascii_case(word))
}

/// Marks of which a run is one token: `--`, `***`, `====`.
fn is_repeatable(c: char) -> bool {
    matches!(
        c,
        '-' | '–'
            | '—'
            | '_'
            | '*'
            | '='
            | '~'
            | '#'
            | '<'
            | '>'
            | '|'
            | '+'
            | '•'
            | '·'
            | '^'
            | '─'
            | '━'
            | '。'
            | '！'
            | '？'
    )
}
