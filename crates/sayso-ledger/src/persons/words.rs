//! Words of a name as they are compared: folded, and kept once.
//!
//! In: printed names. Out: folded words, and small numbers for strings that come again and again.
//!
//! ```text
//! "Étienne O’Brien-Łuk"  ─► etienne obrien luk
//! ```
//!
//! Not here: what the words are (`names`, `bodies`).

use std::collections::HashMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Bytes of a name that are looked at; what is longer is no name.
const LONGEST: usize = 200;

/// Lower case, marks and apostrophes off, every other sign a blank.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len().min(LONGEST));
    for letter in text.nfkd().flat_map(char::to_lowercase).filter(|&letter| !is_combining_mark(letter)) {
        if folded.len() >= LONGEST {
            break;
        }
        match letter {
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            // "O'Brien" and "OBrien", "U.S." and "US" are one word.
            '\'' | '’' | '‘' | 'ʼ' | '`' | '.' => {}
            _ if letter.is_alphanumeric() => folded.push(letter),
            _ if folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    if folded.starts_with(' ') { folded.trim_start().to_owned() } else { folded }
}

/// A printed word without its possessive ending, and whether it had one.
pub(super) fn owner(word: &str) -> (&str, bool) {
    let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
    (bare.unwrap_or(word), bare.is_some())
}

/// The number of a kept string.
pub(super) type Symbol = u32;

/// Strings, each kept once.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    numbers: HashMap<Arc<str>, Symbol>,
    strings: Vec<Arc<str>>,
}

impl Symbols {
    /// The number of a string, new or known.
    pub(super) fn of(&mut self, text: &str) -> Symbol {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let kept: Arc<str> = Arc::from(text);
        let number = self.strings.len() as Symbol;
        self.strings.push(Arc::clone(&kept));
        self.numbers.insert(kept, number);
        number
    }

    /// The string of a number.
    pub(super) fn text(&self, number: Symbol) -> &str {
        self.strings.get(number as usize).map_or("", |text| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_apostrophes_and_stops_make_no_difference() {
        assert_eq!(fold("Étienne O’Brien-Łuk"), "etienne obrien luk");
        assert_eq!(fold("  U.S.  Army "), "us army");
        assert_eq!(fold("ŻÓŁĆ"), "zolc");
    }

    #[test]
    fn an_endless_name_is_cut() {
        assert!(fold(&"ab ".repeat(100_000)).len() <= LONGEST + 2);
    }
}
