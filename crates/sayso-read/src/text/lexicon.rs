//! The word lists of this stage, searched where they lie: their index is made when the program is compiled.
//!
//! A list is a file of lines `key TAB ...`, sorted by key, remarks (`#`) first; keys are lower case. Each line is its
//! own test (below).

/// Kinds of abbreviation: may the sentence end with it, and does it keep its stop at all?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Stands before a name: `Mr.`, `Gen.`. The sentence goes on.
    Title,
    /// Keeps its stop only before a number: `No. 5`, `p. 12`; otherwise it is a plain word.
    Numbered,
    /// Goes on with whatever follows: `e.g.`, `vs.`.
    Inner,
    /// A month or a day: the sentence ends only if a capital follows.
    Date,
    /// An hour: as a date, but `a.m. Monday`, `p.m. EST` go on.
    Hour,
    /// May end a sentence, and stands before names as well: `Inc.`, `Jr.`, `Calif.`, `U.S.`: it ends if a word follows that begins sentences.
    Either,
    /// Ends the sentence if a capital follows: `etc.`
    Last,
}

/// A word list with an index made at compile time.
struct List {
    text: &'static str,
    lines: &'static [Line],
    /// For each first letter `a` to `z`, the first line whose key does not come before it; then the end.
    letters: &'static [u16; 27],
}

/// Where a line's key starts and ends, and where its line ends.
#[derive(Clone, Copy)]
struct Line {
    start: u32,
    key: u32,
    end: u32,
}

macro_rules! list {
    ($file:literal) => {{
        const TEXT: &str = include_str!($file);
        const COUNT: usize = count(TEXT.as_bytes());
        static LINES: [Line; COUNT] = lines(TEXT.as_bytes());
        static LETTERS: [u16; 27] = letters(TEXT.as_bytes(), &LINES);
        List { text: TEXT, lines: &LINES, letters: &LETTERS }
    }};
}

static ABBREVIATIONS: List = list!("abbreviations.tsv");
static SPLITS: List = list!("splits.tsv");
static PREFIXES: List = list!("prefixes.tsv");
static STARTERS: List = list!("starters.tsv");
static UNITS: List = list!("units.tsv");

/// The kind of the abbreviation `word` (without its last stop), if it is one.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let mut cells = find(&ABBREVIATIONS, word)?;
    let (kind, letters) = cells.next()?.split_once(' ').unwrap_or(("", ""));
    // "sun." and "art." are words; only with a capital are they short for something.
    if letters == "Capital" && !word.starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    Some(match kind {
        "title" => Abbreviation::Title,
        "numbered" => Abbreviation::Numbered,
        "inner" => Abbreviation::Inner,
        "date" => Abbreviation::Date,
        "hour" => Abbreviation::Hour,
        "last" => Abbreviation::Last,
        _ => Abbreviation::Either,
    })
}

/// Where a word that is two words comes apart: 3 for `cannot`.
pub(super) fn split(word: &str) -> Option<usize> {
    // All of them end in -t or -a: spares the search for most words.
    if !(4..=8).contains(&word.len()) || !word.ends_with(['t', 'a', 'T', 'A']) {
        return None;
    }
    find(&SPLITS, word)?.next()?.find('|')
}

/// Whether the word stays together with what follows its hyphen: `anti-war`.
pub(super) fn is_prefix(word: &str) -> bool {
    find(&PREFIXES, word).is_some()
}

/// Whether the capitalised word is one that begins sentences rather than names.
pub(super) fn is_starter(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase()) && find(&STARTERS, word).is_some()
}

/// Whether the letters after a number are a unit and a token of their own: `5km`, `3pm`.
pub(super) fn is_unit(word: &str) -> bool {
    find(&UNITS, word).is_some()
}

/// How many lines are no remarks.
const fn count(text: &[u8]) -> usize {
    let (mut at, mut count, mut fresh) = (0, 0, true);
    while at < text.len() {
        if fresh && text[at] != b'#' {
            count += 1;
        }
        fresh = text[at] == b'\n';
        at += 1;
    }
    count
}

const fn lines<const COUNT: usize>(text: &[u8]) -> [Line; COUNT] {
    let mut lines = [Line { start: 0, key: 0, end: 0 }; COUNT];
    let (mut at, mut count) = (0, 0);
    while at < text.len() {
        let start = at;
        let mut key = 0;
        while at < text.len() && text[at] != b'\n' {
            if text[at] == b'\t' && key == 0 {
                key = at;
            }
            at += 1;
        }
        if text[start] != b'#' {
            lines[count] = Line { start: start as u32, key: if key == 0 { at } else { key } as u32, end: at as u32 };
            count += 1;
        }
        at += 1;
    }
    lines
}

const fn letters(text: &[u8], lines: &[Line]) -> [u16; 27] {
    let mut letters = [lines.len() as u16; 27];
    let mut line = lines.len();
    while line > 0 {
        line -= 1;
        let first = text[lines[line].start as usize];
        let mut letter = 0;
        while letter < 26 && b'a' + letter as u8 <= first {
            letters[letter] = if b'a' + letter as u8 == first { line as u16 } else { letters[letter] };
            letter += 1;
        }
    }
    // A letter without lines begins where the next one does.
    let mut letter = 26;
    while letter > 0 {
        letter -= 1;
        if letters[letter] > letters[letter + 1] {
            letters[letter] = letters[letter + 1];
        }
    }
    letters
}

/// The cells after the key of the line whose key is `word`, whatever its case.
fn find(list: &'static List, word: &str) -> Option<std::str::Split<'static, char>> {
    let mut buffer = [0; 16]; // No key is longer.
    let key = buffer.get_mut(..word.len())?;
    for (to, from) in key.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    let letter = usize::from(key.first()?.checked_sub(b'a').filter(|&letter| letter < 26)?);
    let range = usize::from(list.letters[letter])..usize::from(list.letters[letter + 1]);
    let bytes = list.text.as_bytes();
    let of_letter = list.lines.get(range)?;
    let found = of_letter.binary_search_by(|line| bytes[line.start as usize..line.key as usize].cmp(key)).ok()?;
    let line = of_letter[found];
    let mut cells = list.text.get(line.start as usize..line.end as usize)?.split('\t');
    cells.next();
    Some(cells)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::text::Text;

    fn rows(list: &'static List) -> impl Iterator<Item = Vec<&'static str>> {
        list.text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
    }

    fn words(text: &Text) -> Vec<&str> {
        (0..text.tokens.len()).map(|token| text.word(token)).collect()
    }

    #[test]
    fn lists_are_sorted_and_every_key_is_found() {
        for list in [&ABBREVIATIONS, &SPLITS, &PREFIXES, &STARTERS, &UNITS] {
            let keys: Vec<_> = rows(list).map(|line| line[0]).collect();
            assert!(keys.is_sorted_by(|a, b| a < b), "{:?}", keys.windows(2).find(|pair| pair[0] >= pair[1]));
            assert!(list.text.lines().skip_while(|line| line.starts_with('#')).all(|line| !line.starts_with('#')));
            for key in keys {
                assert!(find(list, key).is_some(), "{key}");
                assert!(!key.chars().any(char::is_uppercase), "{key}");
            }
        }
    }

    #[test]
    fn each_abbreviation_keeps_its_stop_as_its_example_shows() {
        for line in rows(&ABBREVIATIONS) {
            let (key, example) = (line[0], line[2]);
            // A double bar in the example marks each end of a sentence but the last.
            let text = Text::plain(&example.replace("|| ", ""));
            let stop = format!("{key}.");
            assert!(words(&text).iter().any(|word| word.eq_ignore_ascii_case(&stop)), "{key}: {:?}", words(&text));
            let sentences: Vec<_> = text.sentences.iter().map(|&run| text.words(text.span(run))).collect();
            assert_eq!(sentences.join(" || "), example, "{key}");
        }
    }

    #[test]
    fn each_split_word_comes_apart() {
        for line in rows(&SPLITS) {
            let text = Text::plain(line[2]);
            let (first, second) = line[1].split_once('|').unwrap();
            assert!(
                words(&text)
                    .windows(2)
                    .any(|pair| pair[0].eq_ignore_ascii_case(first) && pair[1].eq_ignore_ascii_case(second)),
                "{line:?}"
            );
        }
    }

    #[test]
    fn each_prefix_stays_with_its_word() {
        for line in rows(&PREFIXES) {
            let text = Text::plain(line[1]);
            let joined = |word: &&str| word.to_lowercase().starts_with(&format!("{}-", line[0]));
            assert!(words(&text).iter().any(joined), "{line:?}: {:?}", words(&text));
        }
    }

    #[test]
    fn each_starter_begins_a_sentence_after_an_abbreviation() {
        for line in rows(&STARTERS) {
            let (first, rest) = line[0].split_at(1);
            let text = Text::plain(&format!("They left the U.S. {}{rest} of them came back.", first.to_uppercase()));
            assert_eq!(text.sentences.len(), 2, "{line:?}");
        }
    }

    #[test]
    fn each_unit_comes_apart_from_its_number() {
        for line in rows(&UNITS) {
            let text = Text::plain(line[1]);
            assert!(words(&text).iter().any(|word| word.eq_ignore_ascii_case(line[0])), "{line:?}: {:?}", words(&text));
        }
    }
}
