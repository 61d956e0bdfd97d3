//! Words: a passage as tokens, cut into sentences.
//!
//! In: a [`Passage`]. Out: [`Words`]. The ledger has no tags and no trees; what the figures need of a sentence is what stands left and right of
//! the number.
//!
//! ```text
//! He put his own losses at “some 60” wounded. Neither figure could be checked.
//! ^0 ^1  ^2  ^3  ^4     ^5 ^6         ^8      | the second sentence
//! ```
//!
//! Not here: what any word means (`lexicon`).

use std::ops::Range;

use crate::rows::Passage;
use sayso_read::articles::BlockKind;

/// Tokens of a passage that are looked at; what stands behind them has no context.
pub(super) const MOST_TOKENS: usize = 6_000;

/// A word, a number or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Code points of the reading's text.
    pub(super) start: u32,
    pub(super) end: u32,
    /// In small letters; without a possessive ending.
    pub(super) word: String,
    /// As printed, without a possessive ending.
    pub(super) printed: String,
    pub(super) capital: bool,
    pub(super) possessive: bool,
}

impl Token {
    /// Whether it is made of letters or digits, not a mark.
    pub(super) fn is_word(&self) -> bool {
        self.word.chars().next().is_some_and(char::is_alphanumeric)
    }

    pub(super) fn is_quote(&self) -> bool {
        matches!(self.word.as_str(), "“" | "”" | "\"" | "‘" | "’" | "'" | "«" | "»" | "„" | "''" | "``")
    }

    /// Whether a clause ends here for certain.
    pub(super) fn ends_clause(&self) -> bool {
        matches!(self.word.as_str(), ";" | ":" | "—" | "–" | "(" | ")" | "." | "!" | "?" | "\n")
    }
}

/// A passage's tokens and where its sentences begin.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    pub(super) tokens: Vec<Token>,
    /// Token ranges, in order, without gaps.
    sentences: Vec<Range<usize>>,
}

/// Short forms that end in a full stop and do not end a sentence.
const SHORT: [&str; 24] = [
    "mr", "mrs", "ms", "dr", "gen", "col", "lt", "capt", "sgt", "maj", "adm", "gov", "sen", "rep", "prof", "st", "rev",
    "jr", "sr", "no", "inc", "co", "u.s", "u.n",
];

impl Words {
    pub(super) fn of(passage: &Passage) -> Words {
        let tokens = tokens(&passage.text, passage.start, passage.kind == BlockKind::Table);
        let mut sentences = Vec::new();
        let mut begin = 0;
        for index in 0..tokens.len() {
            if ends(&tokens, index) {
                let mut end = index + 1;
                while tokens.get(end).is_some_and(|token| token.is_quote() && token.start == tokens[end - 1].end) {
                    end += 1;
                }
                if end > begin {
                    sentences.push(begin..end);
                    begin = end;
                }
            }
        }
        if begin < tokens.len() {
            sentences.push(begin..tokens.len());
        }
        Words { tokens, sentences }
    }

    /// The tokens of a stretch of code points.
    pub(super) fn within(&self, start: u32, end: u32) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.end <= start);
        let last = self.tokens.partition_point(|token| token.start < end);
        first..last.max(first)
    }

    /// The sentence that a token stands in.
    pub(super) fn sentence(&self, token: usize) -> Range<usize> {
        let at = self.sentences.partition_point(|sentence| sentence.end <= token);
        self.sentences.get(at).cloned().unwrap_or(token..token)
    }

    /// Whether a capital letter there shows a name: not the first word of its sentence, nor of a quotation.
    pub(super) fn shows_name(&self, token: usize) -> bool {
        let sentence = self.sentence(token);
        let before = (sentence.start..token).rev().find(|&at| !self.tokens[at].is_quote());
        self.tokens[token].capital && before.is_some_and(|before| !self.tokens[before].ends_clause())
    }
}

/// Whether a sentence ends with the token.
fn ends(tokens: &[Token], index: usize) -> bool {
    let token = &tokens[index];
    match token.word.as_str() {
        "!" | "?" | "\n" => true,
        "." => {
            let before = index.checked_sub(1).map(|before| &tokens[before]);
            let short = before.is_some_and(|before| {
                before.end == token.start && (SHORT.contains(&before.word.as_str()) || before.word.chars().count() == 1)
            });
            // A small letter goes on with the sentence.
            let next = tokens[index + 1..].iter().find(|next| !next.is_quote());
            !short
                && next.is_none_or(|next| {
                    next.capital || !next.is_word() || next.word.starts_with(|c: char| c.is_ascii_digit())
                })
        }
        _ => false,
    }
}

/// Words with inner hyphens, apostrophes and points stay whole; numbers keep their points and commas; all else is one mark a token.
fn tokens(text: &str, offset: u32, table: bool) -> Vec<Token> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() && found.len() < MOST_TOKENS {
        let begin = at;
        let letter = letters[at];
        at += 1;
        if letter.is_whitespace() {
            // Cells and rows of a table are parted like sentences.
            if letter == '\t' || (table && letter == '\n') {
                found.push(token(offset, begin, at, "\n"));
            }
            continue;
        }
        if letter.is_alphanumeric() {
            while at < letters.len() && (letters[at].is_alphanumeric() || joins(&letters, at)) {
                at += 1;
            }
        }
        let word: String = letters[begin..at].iter().collect();
        found.push(token(offset, begin, at, &word));
    }
    found
}

fn joins(letters: &[char], at: usize) -> bool {
    let both = |test: fn(&char) -> bool| at > 0 && test(&letters[at - 1]) && letters.get(at + 1).is_some_and(test);
    match letters[at] {
        '-' | '\'' | '’' => both(|letter| letter.is_alphanumeric()),
        '.' | ',' => both(char::is_ascii_digit),
        _ => false,
    }
}

fn token(offset: u32, begin: usize, end: usize, word: &str) -> Token {
    let bare = (word.strip_suffix("’s").or_else(|| word.strip_suffix("'s"))).filter(|bare| !bare.is_empty());
    let printed = bare.unwrap_or(word);
    Token {
        start: offset + begin as u32,
        end: offset + end as u32,
        word: printed.to_lowercase(),
        printed: printed.to_owned(),
        capital: printed.starts_with(char::is_uppercase),
        possessive: bare.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        let passage = Passage {
            passage: 1,
            document: 1,
            kind: BlockKind::Paragraph,
            start: 100,
            end: 100 + text.chars().count() as u32,
            text: text.to_owned(),
        };
        Words::of(&passage)
    }

    #[test]
    fn a_title_does_not_end_a_sentence_and_a_closing_mark_belongs_to_it() {
        let words = words("Gen. Orsk spoke of “up to 200.” Dr. Ulm’s list has 1,204 names.");
        assert_eq!(words.sentences.len(), 2);
        assert_eq!(words.sentence(0).end, words.sentence(words.tokens.len() - 1).start);
        assert!(words.tokens.iter().any(|token| token.word == "ulm" && token.possessive));
        assert!(words.tokens.iter().any(|token| token.word == "1,204"));
        assert_eq!(words.tokens[0].start, 100);
    }
}
