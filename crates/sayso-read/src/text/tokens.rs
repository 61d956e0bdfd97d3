//! Tokens: words and marks as Universal Dependencies cuts English (English Web Treebank, GUM).
//!
//! In: a string and a stretch of it. Out: tokens that hold every byte that is not white space, in order.
//!
//! One pass from left to right; every decision looks at most a few characters ahead, so the time is linear in the
//! length whatever the text is. Other scripts are kept in runs of letters.
//!
//! ```text
//! She didn't pay $1,200.50 to the U.S.-led "anti-war" group.
//! --- ---–-- --- --------- -- --- ----–--- ---------- -----
//! ```
//!
//! Not here: where sentences end (`sentences`), which marks pair (`quotes`).

use super::addresses;
use super::class::{Class, class, is_apostrophe, is_hyphen};
use super::lexicon::{self, Abbreviation};
use super::{Token, TokenKind};
use crate::span::Span;

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
            self.rare |= byte == b'@' || (byte == b'/' && end > start && bytes[end - 1] == b':');
            end += 1;
        }
        self.rare |= bytes[start..end].len() > 4
            && bytes[start..end].windows(4).take(8).any(|four| four.eq_ignore_ascii_case(b"www."));
        self.chunk = start;
        let mut at = start;
        while at < end {
            let next = self.piece(at, end);
            debug_assert!(next > at);
            at = next.max(at + 1);
        }
        // White space beyond ASCII is stepped over here.
        end + self.peek(end).filter(|c| c.is_whitespace()).map_or(0, char::len_utf8)
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

    /// Whether the stop at `dot`, after the word from `start`, belongs to the token; where the token then ends.
    fn stop(&self, start: usize, dot: usize) -> Option<usize> {
        let word = &self.text[start..dot];
        let mut letters = word.chars();
        let first = letters.next()?;
        let single = letters.next().is_none();
        let after = self.peek(dot + 1);
        let glued = after.is_some_and(char::is_alphanumeric);
        if single && after.is_some_and(char::is_alphabetic) {
            let end = self.acronym(dot + 1);
            if end > dot + 1 {
                return Some(end);
            }
            if first.is_uppercase() && after.is_some_and(char::is_uppercase) {
                return Some(dot + 1); // "J.Tarn": an initial.
            }
        }
        // "Ph.D." and the like have a stop inside.
        let rest = &self.text.as_bytes()[dot + 1..];
        let inner = dot + 1 + rest.iter().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if inner > dot + 1
            && rest.get(inner - dot - 1) == Some(&b'.')
            && lexicon::abbreviation(&self.text[start..inner]).is_some()
        {
            return Some(inner + 1);
        }
        match lexicon::abbreviation(word) {
            Some(Abbreviation::Numbered) if !self.next(dot + 1).starts_with(|c: char| c.is_ascii_digit()) => {}
            // At the end of a sentence the treebanks part "etc" and its stop, and only there.
            Some(Abbreviation::Last) if self.ends_here(dot + 1) => {}
            // "Inc..." and "Mr.." are a word and dots.
            Some(_) if after != Some('.') => return Some(dot + 1),
            _ => {}
        }
        if glued {
            return addresses::name(self.text, start, dot);
        }
        if single && first.is_uppercase() && after.is_none_or(|c| c.is_whitespace() || c == ',') {
            return self.is_initial(start, dot).then_some(dot + 1);
        }
        None
    }

    /// Whether the block ends at `at`, or a capital follows after white space.
    fn ends_here(&self, at: usize) -> bool {
        match self.peek(at) {
            None => true,
            Some(c) => c.is_whitespace() && self.next(at).starts_with(char::is_uppercase),
        }
    }

    /// Goes on after the first `X.` of an acronym; `at` itself if none goes on there.
    fn acronym(&self, mut at: usize) -> usize {
        while let Some(letter) = self.peek(at).filter(|c| c.is_alphabetic()) {
            let next = at + letter.len_utf8();
            if self.is_word(next) {
                break;
            }
            at = next;
            if self.peek(at) != Some('.') {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether a single capital with a stop is an initial: `George W. Tarn`, but not `Plan B. The`.
    fn is_initial(&self, start: usize, dot: usize) -> bool {
        if self.peek(dot + 1) == Some(',') {
            return true;
        }
        let next = self.next(dot + 1);
        let capital = next.starts_with(|c: char| c.is_uppercase());
        let named = self.out.last().is_some_and(|last| {
            let gap = self.text.get(last.span.end as usize..start).unwrap_or_default();
            let last = self.text.get(last.span.range()).unwrap_or_default();
            gap.len() <= 2 && last.starts_with(|c: char| c.is_uppercase()) && last != "Plan" && last != "Vitamin"
        });
        // "I. The" is a pronoun or a numeral.
        capital && (!lexicon::is_starter(next) || (named && next.len() == 1))
    }

    /// The next word after white space and opening marks, cut short; empty if none is near.
    fn next(&self, at: usize) -> &str {
        let rest = self.text.get(at..).unwrap_or_default();
        let lead: usize = rest.chars().take(4).take_while(|c| !c.is_alphanumeric()).map(char::len_utf8).sum();
        let rest = &rest[lead..];
        let end: usize = rest.chars().take(16).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
        &rest[..end]
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

    /// A number that starts at `start` (with a sign or a stop) and has its first digit at `digits`.
    fn number(&mut self, start: usize, digits: usize) -> usize {
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
    fn digits(&self, start: usize) -> usize {
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

    /// A token that begins with a mark or a sign.
    fn mark(&mut self, c: char, at: usize, end: usize) -> usize {
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
                return self.push(at, to, TokenKind::Symbol);
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
        if c != '´' && self.peek(next) == Some(c) {
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

/// Words that begin with an apostrophe because their head is cut off.
fn is_clipped(rest: &str) -> bool {
    ["em", "til", "till", "cause", "tis", "twas", "round", "bout", "cos", "cuz"]
        .iter()
        .any(|word| rest.eq_ignore_ascii_case(word))
}

/// Endings that leave a number a number: 3rd, 1980s, 5th, 1960's.
fn is_number_suffix(suffix: &str) -> bool {
    matches!(suffix, "st" | "nd" | "rd" | "th" | "s" | "ST" | "ND" | "RD" | "TH" | "'s" | "’s" | "ths" | "rds")
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

#[cfg(test)]
mod tests {
    use crate::text::{Text, TokenKind};

    fn cut(string: &str) -> String {
        let text = Text::plain(string);
        let words: Vec<_> = text.tokens.iter().map(|token| text.words(token.span)).collect();
        words.join("|")
    }

    #[track_caller]
    fn check(cases: &[(&str, &str)]) {
        for (string, expected) in cases {
            assert_eq!(&cut(string), expected);
        }
    }

    #[test]
    fn clitics_come_off() {
        check(&[
            ("don't", "do|n't"),
            ("Tarn's", "Tarn|'s"),
            ("Tarn’s", "Tarn|’s"),
            ("I'd've gone", "I|'d|'ve|gone"),
            ("she’ll cannot CAN'T", "she|’ll|can|not|CA|N'T"),
            ("the workers' union", "the|workers|'|union"),
            ("O'Neil o'clock Sana'a d’Orlo", "O'Neil|o'clock|Sana'a|d’Orlo"),
            ("\"Orlo\"'s", "\"|Orlo|\"|'s"),
            ("U.S.'s", "U.S.|'s"),
            ("Dorn 's", "Dorn|'s"),
        ]);
    }

    #[test]
    fn apostrophes_before_words_stay() {
        check(&[
            ("the '90s and ’72", "the|'90s|and|’72"),
            ("rock 'n' roll", "rock|'n'|roll"),
            ("tell 'em", "tell|'em"),
            ("the 'em' word", "the|'|em|'|word"),
            ("'Dorn' is", "'|Dorn|'|is"),
            ("''Dorn'' ``Tarn''", "''|Dorn|''|``|Tarn|''"),
        ]);
    }

    #[test]
    fn hyphens_part_words_except_after_prefixes() {
        check(&[
            ("long-term re-election", "long|-|term|re-election"),
            ("the 22-year-old", "the|22|-|year|-|old"),
            ("non-life-threatening", "non-life|-|threatening"),
            ("mid-1980s post-war", "mid-1980s|post-war"),
            ("it--or that—was 3–1", "it|--|or|that|—|was|3|–|1"),
            ("U.S.-led", "U.S.|-|led"),
        ]);
    }

    #[test]
    fn numbers_keep_their_separators() {
        check(&[
            ("1,200.5 and 3:04", "1,200.5|and|3:04"),
            ("[13,14]", "[|13|,|14|]"),
            ("1,00,000 on 3/12/2024, 9/11", "1,00,000|on|3/12/2024|,|9/11"),
            ("2001/02", "2001|/|02"),
            ("555-1234 2024-03-12 1998-1999 3-1", "555-1234|2024-03-12|1998|-|1999|3|-|1"),
            ("21st 1990s 1½ ½", "21st|1990s|1½|½"),
            ("$3M, US$4.5bn, £30 and 20%", "$|3|M|,|US|$|4.5|bn|,|£|30|and|20|%"),
            ("5km 9am 24°C 4chan B2B", "5|km|9|am|24|°|C|4chan|B2B"),
            ("at 5p.m. Monday", "at|5|p.m.|Monday"),
            (".04 ...04", ".04|...|04"),
            ("+44 20 #1", "+44|20|#|1"),
            ("m² 12\"", "m|²|12|\""),
            ("1960's 3's", "1960's|3|'s"),
        ]);
    }

    #[test]
    fn stops_belong_to_abbreviations_and_initials() {
        check(&[
            ("Mr. Tarn of the U.S. said.", "Mr.|Tarn|of|the|U.S.|said|."),
            ("V. V. Tarn and J.K.Orlo", "V.|V.|Tarn|and|J.K.|Orlo"),
            ("Plan B. The end", "Plan|B|.|The|end"),
            ("No. 5? No. We", "No.|5|?|No|.|We"),
            ("Wait... what?!", "Wait|...|what|?!"),
            ("the end.Next", "the|end|.|Next"),
            ("Dr.Orlo has a Ph.D. here", "Dr.|Orlo|has|a|Ph.D.|here"),
            ("Mr. TarnWho previously", "Mr.|TarnWho|previously"),
        ]);
    }

    #[test]
    fn addresses_handles_and_faces_are_one_token() {
        check(&[
            ("(https://example.org/a_(b)?c=d).", "(|https://example.org/a_(b)?c=d|)|."),
            ("write to <a.b@example.org>, please", "write|to|<|a.b@example.org|>|,|please"),
            ("see example.org, www.example.org.", "see|example.org|,|www.example.org|."),
            ("@orlo_1 and #DornVotes!", "@orlo_1|and|#DornVotes|!"),
            ("good :) bad:( ;-)", "good|:)|bad|:|(|;-)"),
            ("👩‍🚒🇺🇳👍🏽!", "👩‍🚒|🇺🇳|👍🏽|!"),
            ("and/or AT&T R&D Tarn&Sons", "and|/|or|AT&T|R&D|Tarn|&|Sons"),
        ]);
    }

    #[test]
    fn other_scripts_are_kept_in_runs() {
        check(&[
            ("我们走吧。他说", "我们走吧|。|他说"),
            ("هل تذهب؟ نعم", "هل|تذهب|؟|نعم"),
            ("नमस्ते दुनिया।", "नमस्ते|दुनिया|।"),
            ("São\u{A0}Tarn e\u{301}t\u{AD}é", "São|Tarn|e\u{301}t\u{AD}é"),
        ]);
    }

    #[test]
    fn kinds_say_what_a_token_is_made_of() {
        let text = Text::plain("Dorn paid $5.20 — 3rd!");
        let kinds: Vec<_> = text.tokens.iter().map(|token| token.kind).collect();
        use TokenKind::{Number, Punctuation, Symbol, Word};
        assert_eq!(kinds, [Word, Word, Symbol, Number, Punctuation, Number, Punctuation]);
    }
}
