//! Words: a document's body as a row of word hashes, with what each word is to its skeleton.
//!
//! In: the blocks of a text that count. Out: [`Words`]. Light on purpose: no model, no grammar; any language, some
//! hundred megabytes a second.
//!
//! A word is a run of letters and digits. Its hash is of its letters without case and marks; its *key* survives rewording of the
//! machine kind: inflections, transliterations and the spelling of numbers (`keys`).
//!
//! ```text
//! More than 1,200 soldiers fled to Sudzha. “We ran,” one said.
//! more|than|1200|soldiers|fled|to|sudzha|we|ran|one|said        words
//!     |    |#1200|sltr   |flt |  |sts   |  |rn |   |            keys (none for the commonest words)
//!                                        “““““““                quoted
//! ^                                      ^                      sentence begins
//! ```

use sayso_read::tables;

use crate::keys::{self, Number};

/// A document's words, side by side in columns: twelve bytes a word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// Hash of the folded word.
    pub(crate) hashes: Vec<u32>,
    /// First code point of each word in the document's text.
    starts: Vec<u32>,
    /// Code points of each word; a longer word than 255 is cut there.
    lengths: Vec<u8>,
    /// Key of each word; 0 for none.
    pub(crate) keys: Vec<u16>,
    /// [`QUOTED`], [`OPENS`], [`STRONG`].
    marks: Vec<u8>,
}

/// Bytes that a word takes.
pub(crate) const BYTES: usize = 12;

/// The word stands between quotation marks.
const QUOTED: u8 = 1;
/// The word begins a sentence.
const OPENS: u8 = 2;
/// The word is a number, or has a capital inside a sentence.
const STRONG: u8 = 4;

/// Most words of a document that are looked at: a book's worth. What is beyond takes no part.
pub const MOST_WORDS: usize = 200_000;

impl Words {
    /// Cuts the blocks of a text, in its order, each with the code point that it begins at.
    pub(crate) fn of(body: &[(&str, u32)]) -> Words {
        let mut words = Words::default();
        for &(string, point) in body {
            Cutter { string, words: &mut words, last: 0, opens: true, quoted: false }.block(point);
        }
        // They are kept by the hundred thousand.
        words.hashes.shrink_to_fit();
        words.starts.shrink_to_fit();
        words.lengths.shrink_to_fit();
        words.keys.shrink_to_fit();
        words.marks.shrink_to_fit();
        words
    }

    pub(crate) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Digests of the words, and of how they are set: in quotation marks, beginning a sentence.
    pub(crate) fn digests(&self) -> (u64, u64) {
        let fold = |hash, value| tables::mix(hash, value);
        let words = self.hashes.iter().fold(tables::START, |hash, &word| fold(hash, u64::from(word)));
        (words, self.marks.iter().fold(tables::START, |hash, &mark| fold(hash, u64::from(mark))))
    }

    pub(crate) fn quoted(&self, word: usize) -> bool {
        self.marks[word] & QUOTED != 0
    }

    pub(crate) fn opens(&self, word: usize) -> bool {
        self.marks[word] & OPENS != 0
    }

    pub(crate) fn strong(&self, word: usize) -> bool {
        self.marks[word] & STRONG != 0
    }

    /// The code points from the first word of a run to the end of its last; `run` is not empty.
    pub(crate) fn stretch(&self, run: std::ops::Range<usize>) -> (u32, u32) {
        let last = run.end - 1;
        (self.starts[run.start], self.starts[last] + u32::from(self.lengths[last]))
    }

    /// Sentences as runs of words.
    pub(crate) fn sentences(&self) -> Vec<std::ops::Range<usize>> {
        let mut sentences: Vec<std::ops::Range<usize>> = Vec::new();
        for word in 0..self.len() {
            match sentences.last_mut() {
                Some(sentence) if !self.opens(word) => sentence.end = word + 1,
                _ => sentences.push(word..word + 1),
            }
        }
        sentences
    }
}

/// A word of a short text, for those who compare less than documents (claims).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Code points `[start, end)` of the text; a word is cut after 255.
    pub start: u32,
    /// One past its last code point.
    pub end: u32,
    /// Hash of the word without case and marks.
    pub hash: u32,
    /// What of it survives rewording: equal for the inflections of a word, the transliterations of a name and the spellings of a number. 0 for
    /// the commonest words, and for the later words of a number.
    pub key: u16,
    /// Between quotation marks.
    pub quoted: bool,
    /// Begins a sentence.
    pub opens: bool,
    /// A number, or a word with a capital inside a sentence.
    pub strong: bool,
}

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = Word> {
    let words = Words::of(&[(text, 0)]);
    (0..words.len()).map(move |word| {
        let (start, end) = words.stretch(word..word + 1);
        let (hash, key) = (words.hashes[word], words.keys[word]);
        Word { start, end, hash, key, quoted: words.quoted(word), opens: words.opens(word), strong: words.strong(word) }
    })
}

/// Cuts one block.
struct Cutter<'t, 'w> {
    string: &'t str,
    words: &'w mut Words,
    /// First byte of the last word.
    last: usize,
    /// Whether the next word begins a sentence.
    opens: bool,
    quoted: bool,
}

impl Cutter<'_, '_> {
    /// `point`: the code point of the block's first.
    fn block(&mut self, mut point: u32) {
        let string = self.string;
        let first = self.words.len();
        let mut folded = String::new();
        let mut characters = string.char_indices().peekable();
        let mut number = Number::default();
        while let Some(&(at, character)) = characters.peek() {
            if !character.is_alphanumeric() {
                characters.next();
                point += 1;
                self.gap(character, characters.peek().map(|&(_, next)| next));
                continue;
            }
            if self.words.len() >= MOST_WORDS {
                break;
            }
            folded.clear();
            let digits = character.is_numeric();
            let mut length = 0;
            while let Some(&(place, character)) = characters.peek() {
                let inside = character.is_alphanumeric() || keys::is_mark(character);
                // 1,200 and 1.5 are one word.
                let joint = digits && matches!(character, ',' | '.') && {
                    string[place + 1..].starts_with(|next: char| next.is_ascii_digit())
                };
                if !inside && !joint {
                    break;
                }
                if inside || character == '.' {
                    keys::fold(character, &mut folded);
                }
                length += 1;
                characters.next();
            }
            self.last = at;
            self.word(point, length, &folded, character.is_uppercase(), &mut number, first);
            point += length;
        }
    }

    fn word(&mut self, start: u32, length: u32, folded: &str, capital: bool, number: &mut Number, first: usize) {
        let words = &mut *self.words;
        let index = words.len();
        let mut key = keys::of(folded);
        let mut strong = capital && !self.opens;
        // "Twenty-three", "1.2 million": one number, held by its first word.
        if let Some(value) = number.take(folded, index, index > first) {
            if number.holder == index {
                (key, strong) = (keys::of_number(value), true);
            } else {
                words.keys[number.holder] = keys::of_number(value);
                key = 0;
            }
        }
        let marks = [(self.quoted, QUOTED), (self.opens, OPENS), (strong, STRONG)];
        self.opens = false;
        words.hashes.push(keys::hash32(folded));
        words.starts.push(start);
        words.lengths.push(length.min(255) as u8);
        words.keys.push(key);
        words.marks.push(marks.iter().filter(|(set, _)| *set).fold(0, |marks, (_, mark)| marks | mark));
    }

    /// What stands between words: ends of sentences, quotation marks.
    fn gap(&mut self, character: char, next: Option<char>) {
        match character {
            '“' | '«' | '„' => self.quoted = true,
            '”' | '»' => self.quoted = false,
            '"' => self.quoted = !self.quoted,
            '.' | '!' | '?' | '…' => {
                let ends = |next: char| next.is_whitespace() || matches!(next, '"' | '”' | '’' | '»' | ')' | '\'');
                self.opens |= next.is_none_or(ends) && !(character == '.' && self.after_abbreviation());
            }
            '。' | '！' | '？' | '\n' => self.opens = true,
            _ => {}
        }
    }

    /// "Mr.", "U.S.", "J.": one to three letters, the first a capital.
    fn after_abbreviation(&self) -> bool {
        let word = &self.string[self.last..];
        let letters = word.chars().take_while(|letter| letter.is_alphabetic()).take(5).count();
        word.starts_with(char::is_uppercase) && (letters == 1 || letters <= 3 && keys::is_abbreviation(word, letters))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Words {
        Words::of(&[(text, 0)])
    }

    fn covered(text: &str, (start, end): (u32, u32)) -> String {
        text.chars().skip(start as usize).take((end - start) as usize).collect()
    }

    #[test]
    fn words_sentences_and_quotations_are_told_apart() {
        let text = "Mr. Tarn left. “We ran,” one said to the U.S. envoy. Then 1,200 fled!";
        let words = cut(text);
        assert_eq!(words.len(), 15);
        let shown: Vec<_> = words.sentences().iter().map(|run| covered(text, words.stretch(run.clone()))).collect();
        assert_eq!(shown, ["Mr. Tarn left", "We ran,” one said to the U.S. envoy", "Then 1,200 fled"]);
        let quoted: Vec<_> = (0..words.len()).filter(|&word| words.quoted(word)).collect();
        assert_eq!(quoted, [3, 4]);
    }

    #[test]
    fn numbers_have_one_key_however_they_are_spelt() {
        let key = |text: &str| cut(text).keys.into_iter().find(|&key| key != 0);
        for spelt in ["23", "twenty-three", "Twenty three", "23.0"] {
            assert_eq!(key(spelt), key("23"), "{spelt}");
        }
        for spelt in ["1.2 million", "1,200,000", "1200000", "1.2m"] {
            assert_eq!(key(spelt), key("1200000"), "{spelt}");
        }
        assert_ne!(key("12"), key("13"));
        assert_eq!(key("five hundred"), key("500"));
        assert_eq!(key("two thousand"), key("2,000"));
    }

    #[test]
    fn positions_are_code_points_of_the_text() {
        let text = "É l’état — c’est 中文!";
        let words = cut(text);
        assert_eq!(covered(text, words.stretch(words.len() - 1..words.len())), "中文");
        assert_eq!(covered(text, words.stretch(0..3)), "É l’état");
    }
}
