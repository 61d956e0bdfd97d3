//! Looks: what each token looks like, hashed once for every stage that classifies tokens.
//!
//! In: [`Text`], [`Vectors`]. Out: [`Words`].
//!
//! A printed form is looked at once, however often it stands in the text. Its vector carries what small treebanks lack: a
//! public encoder's opinion of a large vocabulary, reduced to a few numbers a word (`docs/models.md#vectors`).

use std::collections::HashMap;

use crate::tables::{Bytes, Keys, START, hash, header, mix};
use crate::text::Text;

/// The hashed looks of a printed form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    /// The form as printed.
    pub form: u64,
    /// In lower case, digits folded to `0`, curly apostrophes to straight ones.
    pub lower: u64,
    /// The last one to four characters, in lower case; 0 where the word is shorter.
    pub suffixes: [u64; 4],
    /// The first one to three characters, in lower case; 0 where the word is shorter.
    pub prefixes: [u64; 3],
    /// `Xx-00`: kinds of characters, runs cut to two.
    pub shape: u64,
    /// Row of its vector, plus one; 0 where the word has none.
    pub vector: u32,
}

/// How many looks every stage takes.
pub const LOOKS: usize = 9;

impl Word {
    /// What every stage looks at, in this order: the word, its endings, its beginnings, its shape.
    pub fn looks(&self) -> [u64; LOOKS] {
        let [last, last2, last3, last4] = self.suffixes;
        let [first, first2, first3] = self.prefixes;
        [self.lower, last, last2, last3, last4, first, first2, first3, self.shape]
    }
}

/// The forms of a text, and which token has which.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The distinct forms, in order of first appearance.
    pub forms: Vec<Word>,
    /// For each token the index of its form.
    pub of: Vec<u32>,
}

impl Words {
    /// The looks of a token.
    pub fn get(&self, token: usize) -> Option<&Word> {
        self.forms.get(*self.of.get(token)? as usize)
    }
}

/// Numbers of a vector that one code stands for.
const GROUP: usize = 4;
/// Steps of a vector's cell to one.
const STEPS: f32 = 32.0;

/// The vectors of words, in codes: each byte of a row names one of 256 groups of four numbers (product quantisation, Jégou
/// et al. 2011).
#[derive(Debug, Clone, Default)]
pub struct Vectors {
    keys: Keys,
    /// Bytes a row.
    codes: usize,
    rows: Vec<u8>,
    /// For each place in a row its 256 groups.
    books: Vec<[i8; GROUP]>,
}

/// First line of the file of vectors.
pub const HEADER: &str = "sayso vectors, format 1";

impl Vectors {
    /// Opens a file of vectors; the error says what the bytes are instead.
    ///
    /// ```text
    /// head, empty line; codes u32; books i8; keys; rows
    /// ```
    pub fn open(file: &[u8]) -> Result<Vectors, String> {
        let (_, mut bytes) = header(file, HEADER, "vectors")?;
        Vectors::read(&mut bytes)
            .ok_or_else(|| "the file of vectors is cut or damaged; run `cargo train vectors`".to_owned())
    }

    fn read(bytes: &mut Bytes) -> Option<Vectors> {
        let codes = bytes.count()?;
        let books = bytes.small(codes.checked_mul(256 * GROUP)?)?.as_chunks::<GROUP>().0.to_vec();
        let keys = Keys::read(bytes)?;
        let rows = bytes.take(keys.len().checked_mul(codes)?)?.to_vec();
        Some(Vectors { keys, codes, rows, books })
    }

    /// The file that [`Vectors::open`] takes: `books` holds 256 groups for each place, `words` a code for each place.
    pub fn lay(head: &str, books: &[i8], words: &[(&str, &[u8])]) -> Vec<u8> {
        let hashes: Vec<u64> = words.iter().map(|(word, _)| lower_hash(word)).collect();
        let (keys, order) = Keys::lay(&hashes);
        let mut file = format!("{HEADER}: {head}\n\n").into_bytes();
        file.extend(((books.len() / 256 / GROUP) as u32).to_le_bytes());
        file.extend(books.iter().map(|&cell| cell as u8));
        file.extend(keys);
        order.iter().for_each(|&at| file.extend(words[at].1));
        file
    }

    /// Numbers a word.
    pub fn width(&self) -> usize {
        self.codes * GROUP
    }

    /// The row of a word, plus one; 0 where there is none.
    pub fn find(&self, lower: u64) -> u32 {
        self.keys.find(lower).map_or(0, |row| row as u32 + 1)
    }

    /// Writes a word's vector ([`Word::vector`] says which) into `out`; nothing but zeroes where it has none.
    pub fn write(&self, vector: u32, out: &mut [f32]) {
        let row = (vector as usize).checked_sub(1);
        let Some(codes) = row.and_then(|row| self.rows.get(row * self.codes..(row + 1) * self.codes)) else {
            out.fill(0.0);
            return;
        };
        let (groups, _) = out.as_chunks_mut::<GROUP>();
        for (place, (group, &code)) in groups.iter_mut().zip(codes).enumerate() {
            *group = self.books[place * 256 + usize::from(code)].map(|cell| f32::from(cell) / STEPS);
        }
    }
}

/// The hash by which a word is looked up, here and in the tables of other stages: lower case, digits as `0`.
pub fn lower_hash(word: &str) -> u64 {
    let mut buffer = String::new();
    lower_into(word, &mut buffer);
    hash(buffer.as_bytes())
}

fn lower_into(word: &str, buffer: &mut String) {
    buffer.clear();
    for c in word.chars() {
        match c {
            '0'..='9' => buffer.push('0'),
            '’' => buffer.push('\''),
            c if c.is_ascii() => buffer.push(c.to_ascii_lowercase()),
            c => buffer.extend(c.to_lowercase()),
        }
    }
}

/// A token longer than this many bytes is looked at by its first so many: no word of a language is longer.
const LONGEST: usize = 64;

/// The looks of every token of a text.
pub fn of(text: &Text, vectors: &Vectors) -> Words {
    let mut words = Words { forms: Vec::new(), of: Vec::with_capacity(text.tokens.len()) };
    let mut known: HashMap<&str, u32> = HashMap::new();
    let mut lower = String::new();
    for token in 0..text.tokens.len() {
        let word = text.word(token);
        let word = &word[..word.floor_char_boundary(LONGEST)];
        let index = *known.entry(word).or_insert_with(|| {
            words.forms.push(look(word, vectors, &mut lower));
            words.forms.len() as u32 - 1
        });
        words.of.push(index);
    }
    words
}

fn look(word: &str, vectors: &Vectors, lower: &mut String) -> Word {
    lower_into(word, lower);
    let key = hash(lower.as_bytes());
    let mut suffixes = [0; 4];
    let mut from = lower.len();
    for suffix in &mut suffixes {
        let Some((at, _)) = lower[..from].char_indices().next_back() else { break };
        from = at;
        *suffix = hash(&lower.as_bytes()[from..]) | 1;
    }
    let mut prefixes = [0; 3];
    for (prefix, (at, c)) in prefixes.iter_mut().zip(lower.char_indices()) {
        *prefix = hash(&lower.as_bytes()[..at + c.len_utf8()]) | 1;
    }
    Word { form: hash(word.as_bytes()), lower: key, suffixes, prefixes, shape: shape(word), vector: vectors.find(key) }
}

fn shape(word: &str) -> u64 {
    let (mut shape, mut last, mut run) = (START, 0, 0);
    for c in word.chars() {
        let kind = match c {
            'a'..='z' => 1u8,
            'A'..='Z' => 2,
            '0'..='9' => 3,
            c if c.is_ascii() => c as u8,
            c if c.is_uppercase() => 2,
            c if c.is_alphabetic() => 1,
            c if c.is_numeric() => 3,
            _ => 4,
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run <= 2 {
            shape = mix(shape, u64::from(kind));
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_looked_at_once_and_every_token_finds_it() {
        let words = of(&Text::plain("The dam and the DAM and the dam."), &Vectors::default());
        assert_eq!(words.of, [0, 1, 2, 3, 4, 2, 3, 1, 5]);
        let (the, capital) = (words.get(3), words.get(0));
        assert_eq!(the.map(|word| word.lower), capital.map(|word| word.lower));
        assert_ne!(the.map(|word| word.shape), capital.map(|word| word.shape));
    }

    #[test]
    fn a_word_finds_its_vector_whatever_its_capitals() {
        let books: Vec<i8> = (0..256 * GROUP as i32).map(|cell| (cell % 100) as i8).collect();
        let file = Vectors::lay("two words", &books, &[("dam", &[1]), ("don't", &[2])]);
        let vectors = Vectors::open(&file).expect("a file of vectors");
        let vector = |row| {
            let mut cells = [9.0; 4];
            vectors.write(row, &mut cells);
            cells.map(|cell| cell * STEPS)
        };
        let words = of(&Text::plain("Dam flood"), &vectors);
        assert_eq!(words.get(0).map(|word| vector(word.vector)), Some([4.0, 5.0, 6.0, 7.0]));
        assert_eq!(words.get(1).map(|word| vector(word.vector)), Some([0.0; 4]));
        assert_eq!(vector(vectors.find(lower_hash("DON’T"))), [8.0, 9.0, 10.0, 11.0]);
    }

    #[test]
    fn another_file_is_refused_by_name() {
        let why = Vectors::open(b"sayso tags model, format 1\n\n").expect_err("not vectors");
        assert!(why.contains("sayso tags model") && why.contains("cargo train vectors"), "{why}");
    }
}
