//! Keys: what of a word survives rewording by machine.
//!
//! Inflections, marks on letters, the usual differences between transliterations and the spelling of numbers do not change a key:
//! `attack`, `attacks`, `attacked`; `Sudzha`, `Sudža`, `Southzha`; `23`, `twenty-three`. Keys are coarse (sixteen bits, consonants mostly):
//! they are evidence only in numbers and in order. The commonest words have none.
//!
//! ```text
//! fold    lower case, marks off          Sudža   sudza
//! stem    -s -es -ed -ing -ly off        attacked  attack
//! sound   vowels and h off, voiced and hushed as unvoiced, doubles once   sudza  sts
//! ```

use sayso_read::tables::{hash, hash_on};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that tell nothing: they stand in every text. In order of the alphabet.
const COMMON: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "against",
    "all",
    "also",
    "am",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "d",
    "did",
    "do",
    "does",
    "down",
    "during",
    "each",
    "even",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "just",
    "like",
    "ll",
    "m",
    "many",
    "may",
    "me",
    "might",
    "more",
    "most",
    "mr",
    "mrs",
    "ms",
    "much",
    "must",
    "my",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "on",
    "one",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "own",
    "re",
    "s",
    "said",
    "same",
    "say",
    "says",
    "shall",
    "she",
    "should",
    "so",
    "some",
    "still",
    "such",
    "t",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "told",
    "too",
    "under",
    "up",
    "us",
    "ve",
    "very",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "why",
    "will",
    "with",
    "would",
    "you",
    "your",
];

/// Abbreviations of up to three letters whose stop ends no sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "st", "gen", "col", "lt", "sen", "rep", "gov", "sgt", "no", "jr", "sr", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "u", "vs", "etc", "inc", "co",
];

/// Whether the first letters of a word are such an abbreviation.
pub(crate) fn is_abbreviation(word: &str, letters: usize) -> bool {
    let word: String = word.chars().take(letters).flat_map(char::to_lowercase).collect();
    ABBREVIATIONS.contains(&word.as_str())
}

/// Marks that stand on letters, or join nothing.
pub(crate) fn is_mark(character: char) -> bool {
    is_combining_mark(character) || character == '\u{ad}'
}

/// A letter without case and marks, put behind `folded`.
pub(crate) fn fold(character: char, folded: &mut String) {
    if character.is_ascii() {
        folded.push(character.to_ascii_lowercase());
        return;
    }
    for letter in std::iter::once(character).nfkd().filter(|&letter| !is_mark(letter)) {
        match letter {
            'ß' | 'ẞ' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
            'þ' | 'Þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            _ => folded.extend(letter.to_lowercase()),
        }
    }
}

/// Hash of a folded word.
pub(crate) fn hash32(folded: &str) -> u32 {
    let hash = hash(folded.as_bytes());
    (hash ^ (hash >> 32)) as u32
}

/// Key of a folded word; 0 for the commonest words.
pub(crate) fn of(folded: &str) -> u16 {
    if COMMON.binary_search(&folded).is_ok() {
        return 0;
    }
    if !folded.is_ascii() {
        return shorten(hash(folded.as_bytes()));
    }
    let bytes = stem(folded.as_bytes());
    let mut hashed = sayso_read::tables::START;
    let (mut last, mut sounds) = (0, 0);
    for (at, &letter) in bytes.iter().enumerate() {
        let sound = sound(letter, bytes.get(at + 1).copied(), at == 0);
        if sound != 0 && sound != last {
            hashed = hash_on(hashed, &[sound]);
            sounds += 1;
        }
        if sound != 0 {
            last = sound;
        }
    }
    // Too little is left to tell words apart: "one", "you", "aid".
    if sounds < 2 { shorten(hash(bytes)) } else { shorten(hashed) }
}

/// Key of a number.
pub(crate) fn of_number(value: f64) -> u16 {
    shorten(hash_on(hash(b"#"), &value.to_bits().to_le_bytes()))
}

fn shorten(hash: u64) -> u16 {
    let folded = (hash ^ (hash >> 32)) as u32;
    ((folded ^ (folded >> 16)) as u16).max(1)
}

/// A word without the commonest endings of English.
fn stem(word: &[u8]) -> &[u8] {
    let least = 4;
    for ending in [&b"ings"[..], b"ing", b"edly", b"ed", b"ies", b"es", b"ly", b"s", b"e", b"y"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= least.min(word.len())
            && stem.len() >= 3
        {
            return stem;
        }
    }
    word
}

/// A letter's sound; 0 for none.
fn sound(letter: u8, next: Option<u8>, first: bool) -> u8 {
    match letter {
        b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'j' => {
            if first {
                b'a'
            } else {
                0
            }
        }
        b'h' => 0,
        b'b' | b'p' if next == Some(b'h') => b'f',
        b'b' | b'p' => b'p',
        b'd' | b't' => b't',
        b'g' | b'k' | b'q' | b'c' => b'k',
        b'v' | b'w' | b'f' => b'f',
        b'z' | b's' | b'x' => b's',
        _ => letter,
    }
}

/// Numbers that go over several words.
#[derive(Debug, Default)]
pub(crate) struct Number {
    /// The word that holds the number.
    pub(crate) holder: usize,
    value: f64,
    /// One past the last word that belongs to it; 0 where none does.
    end: usize,
    /// Whether the last part may take a unit ("twenty" three).
    ten: bool,
}

impl Number {
    /// Takes a word up: the value so far of the number that it belongs to, `None` where it is no number. `near`: another word of the block
    /// stands right before it.
    pub(crate) fn take(&mut self, folded: &str, index: usize, near: bool) -> Option<f64> {
        let goes_on = near && self.end == index && index > 0;
        if let Some(times) = magnitude(folded) {
            if !goes_on {
                return None;
            }
            self.value *= times;
            (self.end, self.ten) = (index + 1, false);
            return Some(self.value);
        }
        let (value, ten) = number(folded)?;
        if goes_on && self.ten && (1.0..10.0).contains(&value) {
            self.value += value;
            (self.end, self.ten) = (index + 1, false);
        } else {
            (self.holder, self.value, self.end, self.ten) = (index, value, index + 1, ten);
        }
        Some(self.value)
    }
}

fn magnitude(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 100.0,
        "thousand" => 1000.0,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

/// The value of a number word or of digits, and whether it is a ten that may take a unit.
fn number(word: &str) -> Option<(f64, bool)> {
    const SMALL: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let value: f64 = digits.parse().ok()?;
        return match &word[digits.len()..] {
            "" | "st" | "nd" | "rd" | "th" | "s" => Some((value, false)),
            "k" => Some((value * 1000.0, false)),
            "m" | "mn" => Some((value * 1e6, false)),
            "bn" | "b" => Some((value * 1e9, false)),
            _ => None,
        };
    }
    // "One" is a pronoun too, and everywhere.
    if let Some(at) = SMALL.iter().skip(2).position(|small| *small == word) {
        return Some(((at + 2) as f64, false));
    }
    TENS.iter().position(|ten| *ten == word).map(|at| (((at + 2) * 10) as f64, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(word: &str) -> u16 {
        let mut folded = String::new();
        word.chars().for_each(|letter| fold(letter, &mut folded));
        of(&folded)
    }

    #[test]
    fn a_key_survives_inflection_and_transliteration() {
        for (one, other) in [
            ("attack", "attacked"),
            ("attacks", "attacking"),
            ("Sudzha", "Southzha"),
            ("Sudzha", "Sudža"),
            ("Zelensky", "Zelenskyy"),
            ("Zelenskiy", "Selenskyj"),
            ("Gaddafi", "Qadhafi"),
            ("Łódź", "Lodz"),
            ("Straße", "Strasse"),
            ("city", "cities"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        for (one, other) in [("Kursk", "Kyiv"), ("soldiers", "officials"), ("Moscow", "Minsk")] {
            assert_ne!(key(one), key(other), "{one} {other}");
        }
        assert_eq!(key("The"), 0);
        assert!(COMMON.is_sorted());
    }
}
