//! Words: finding a word in a small lexicon file without walking it.
//!
//! In: a file that is part of the program. Out: where in it a word stands. The index is made by the compiler.

/// Groups that the words are dealt into.
const GROUPS: usize = 512;

/// The words (or whole lines) of a text.
pub(super) struct Words<const N: usize> {
    text: &'static str,
    by_line: bool,
    starts: [u32; N],
    groups: [u32; GROUPS + 1],
}

/// How many words, or lines, a text has: the `N` of its index.
pub(super) const fn count(text: &str, by_line: bool) -> usize {
    let (bytes, mut at, mut sum) = (text.as_bytes(), 0, 0);
    while at < bytes.len() {
        let end = end(bytes, at, by_line);
        sum += (end > at) as usize;
        at = end + 1;
    }
    sum
}

impl<const N: usize> Words<N> {
    /// Deals the words into groups.
    pub(super) const fn of(text: &'static str, by_line: bool) -> Self {
        let bytes = text.as_bytes();
        let (mut groups, mut starts) = ([0; GROUPS + 1], [0; N]);
        let mut at = 0;
        while at < bytes.len() {
            let end = end(bytes, at, by_line);
            if end > at {
                groups[group(bytes, at, end) + 1] += 1;
            }
            at = end + 1;
        }
        at = 0;
        while at < GROUPS {
            groups[at + 1] += groups[at];
            at += 1;
        }
        let mut filled = groups;
        at = 0;
        while at < bytes.len() {
            let end = end(bytes, at, by_line);
            if end > at {
                let group = group(bytes, at, end);
                starts[filled[group] as usize] = at as u32;
                filled[group] += 1;
            }
            at = end + 1;
        }
        Words { text, by_line, starts, groups }
    }

    /// Where a word stands, in bytes of the text; the first place, if there are several.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        let group = group(word.as_bytes(), 0, word.len());
        let starts = &self.starts[self.groups[group] as usize..self.groups[group + 1] as usize];
        let bytes = self.text.as_bytes();
        let here =
            |start: &usize| !word.is_empty() && &bytes[*start..end(bytes, *start, self.by_line)] == word.as_bytes();
        starts.iter().map(|&start| start as usize).find(here)
    }
}

/// Where the word, or line, that begins at `at` ends.
const fn end(bytes: &[u8], mut at: usize, by_line: bool) -> usize {
    while at < bytes.len() && bytes[at] != b'\n' && (by_line || !matches!(bytes[at], b' ' | b'\t')) {
        at += 1;
    }
    at
}

/// FNV-1a of `bytes[from..to]`, as a group.
const fn group(bytes: &[u8], from: usize, to: usize) -> usize {
    let (mut hash, mut at) = (0x811C_9DC5_u32, from);
    while at < to {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    ((hash ^ (hash >> 15)) as usize) % GROUPS
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "one two\n\nthree\tfour one\n";

    #[test]
    fn each_word_is_found_where_it_first_stands() {
        static WORDS: Words<{ count(TEXT, false) }> = Words::of(TEXT, false);
        static LINES: Words<{ count(TEXT, true) }> = Words::of(TEXT, true);
        assert_eq!(
            ["one", "two", "three", "four", "", "five", "on"].map(|word| WORDS.find(word)),
            [Some(0), Some(4), Some(9), Some(15), None, None, None]
        );
        assert_eq!(["one two", "one", "three\tfour one"].map(|line| LINES.find(line)), [Some(0), None, Some(9)]);
    }
}
