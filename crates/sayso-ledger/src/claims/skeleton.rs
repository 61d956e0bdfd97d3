//! Skeleton: the words of a content, with what each is worth when wordings are compared.
//!
//! In: the content as text, how it was said. Out: [`Skeleton`]: of each word its hash, its key (what survives rewording, from
//! `sayso-families`), whether it is quoted and whether it is denied. A negator denies the words after it up to the end of its clause; a cue
//! of denying denies all words that are not the speaker's own, and so turns what its content denies.
//!
//! ```text
//! said      | We did not come for the oil, we came for the bridge      denied the bridge was shut
//!           |            ----            ·                             ------           ----
//! ```

use sayso_families::words;
use sayso_read::statements::{CueClass, Kind};
use sayso_read::tables::{START, mix};

/// Words of a content that are looked at; the rest of a longer one takes no part.
const MOST_WORDS: usize = 256;

/// Code points of a content that are looked at.
const MOST_POINTS: usize = 4096;

/// Words that deny what follows them. In order of the alphabet.
const NEGATORS: &[&str] = &["cannot", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "without"];

/// After a negator these make it a bound or an emphasis: "no more than", "not only". In order of the alphabet.
const BOUNDS: &[&str] = &["doubt", "fewer", "just", "later", "less", "merely", "more", "only"];

/// Words that end the reach of a negator. In order of the alphabet.
const TURNS: &[&str] = &["although", "because", "but", "since", "though", "while", "yet"];

/// A word of a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) hash: u32,
    /// 0 for the commonest words.
    pub(crate) key: u16,
    pub(crate) quoted: bool,
    pub(crate) denied: bool,
    /// The name that it is a part of, numbered from 1 in its content; 0 for none.
    pub(crate) name: u8,
}

/// A key of a content: asserted somewhere in it, denied somewhere in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) key: u16,
    pub(crate) asserted: bool,
    pub(crate) denied: bool,
    /// The name that it is a part of; 0 where it stands outside names too.
    pub(crate) name: u8,
}

impl Key {
    /// Whether both are asserted, or both denied, somewhere.
    pub(crate) fn agrees(self, other: Key) -> bool {
        self.asserted && other.asserted || self.denied && other.denied
    }
}

/// The words of a content.
#[derive(Debug, Clone, Default)]
pub struct Skeleton {
    pub(crate) words: Vec<Word>,
    /// The keys, each once, sorted.
    pub(crate) keys: Vec<Key>,
    /// Hash of the words: contents of one digest say the same in the same words.
    pub(crate) digest: u64,
    /// Whether words were left out ([`MOST_WORDS`]).
    pub cut: bool,
}

impl Skeleton {
    /// Cuts a content that was said so.
    pub fn of(content: &str, kind: Kind, class: Option<CueClass>) -> Skeleton {
        let points: Vec<char> = content.chars().take(MOST_POINTS).collect();
        let head: String = points.iter().collect();
        let denies = class == Some(CueClass::Deny);
        let mut skeleton = Skeleton { cut: content.len() > head.len(), digest: START, ..Skeleton::default() };
        let found: Vec<_> = words(&head).collect();
        let names = names(&points, &found);
        let (mut denied, mut last) = (false, 0);
        for (at, word) in found.iter().enumerate() {
            if at == MOST_WORDS {
                skeleton.cut = true;
                break;
            }
            let lower = lower(&points, word);
            denied &= !ends_clause(&points[last..word.start as usize]) && TURNS.binary_search(&&*lower).is_err();
            last = word.end as usize;
            let quoted = word.quoted || kind == Kind::Direct;
            let turned = denied != (denies && !quoted);
            let name = names[at];
            skeleton.words.push(Word { hash: word.hash, key: word.key, quoted, denied: turned, name });
            skeleton.digest = mix(skeleton.digest, u64::from(word.hash));
            let bound =
                found.get(at + 1).is_some_and(|next| BOUNDS.binary_search(&&*self::lower(&points, next)).is_ok());
            denied |= !bound && negates(&points, word, &lower);
        }
        skeleton.digest = mix(skeleton.digest, u64::from(denies));
        let keyed = skeleton.words.iter().filter(|word| word.key != 0);
        let key = |word: &Word| Key { key: word.key, asserted: !word.denied, denied: word.denied, name: word.name };
        skeleton.keys = keyed.map(key).collect();
        skeleton.keys.sort_unstable_by_key(|key| key.key);
        skeleton.keys.dedup_by(|next, kept| {
            let same = next.key == kept.key;
            if same {
                kept.asserted |= next.asserted;
                kept.denied |= next.denied;
                kept.name = kept.name.min(next.name);
            }
            same
        });
        skeleton
    }
}

/// The name that each word is a part of, from 1; 0 for none. A name is a run of words with capitals, "of" and "the" between them.
fn names(points: &[char], found: &[sayso_families::Word]) -> Vec<u8> {
    let mut names = vec![0u8; found.len()];
    let capital = |word: &sayso_families::Word| points[word.start as usize].is_uppercase() && word.key != 0;
    let parted = |one: usize, other: usize| {
        let between = &points[found[one].end as usize..found[other].start as usize];
        between.iter().any(|&mark| !matches!(mark, ' ' | '-' | '’' | '\'' | '.' | '\u{a0}'))
    };
    let mut last: Option<usize> = None;
    let mut number = 0u8;
    for (at, word) in found.iter().enumerate() {
        let goes_on = last.is_some_and(|last| {
            let inner = (last + 1..at).all(|between| INNER.contains(&&*lower(points, &found[between])));
            inner && (last..at).all(|one| !parted(one, one + 1))
        });
        // The first word of a sentence has a capital anyhow.
        let opens_name = word.opens && found.get(at + 1).is_some_and(|next| capital(next) && !parted(at, at + 1));
        if !capital(word) || !(goes_on || word.strong || opens_name) {
            continue;
        }
        if !goes_on {
            number = number.saturating_add(1);
        }
        names[at] = number;
        last = Some(at);
    }
    names
}

/// Words inside names.
const INNER: &[&str] = &["of", "the", "for", "s"];

fn lower(points: &[char], word: &sayso_families::Word) -> String {
    points[word.start as usize..word.end as usize].iter().flat_map(|letter| letter.to_lowercase()).collect()
}

fn ends_clause(between: &[char]) -> bool {
    between.iter().any(|mark| matches!(mark, ',' | ';' | ':' | '.' | '!' | '?' | '—' | '–' | '(' | ')' | '…'))
}

/// "Not", "never"; and the rest of "didn’t".
fn negates(points: &[char], word: &sayso_families::Word, lower: &str) -> bool {
    let after_mark = (word.start as usize).checked_sub(1).is_some_and(|before| matches!(points[before], '’' | '\''));
    NEGATORS.binary_search(&lower).is_ok() || lower == "t" && after_mark
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that are denied, as places.
    fn denied(content: &str, class: CueClass) -> Vec<usize> {
        let skeleton = Skeleton::of(content, Kind::Indirect, Some(class));
        skeleton.words.iter().enumerate().filter(|(_, word)| word.denied).map(|(at, _)| at).collect()
    }

    #[test]
    fn a_negator_denies_to_the_end_of_its_clause() {
        assert_eq!(denied("we did not come for oil, we came for bread", CueClass::Say), [3, 4, 5]);
        assert_eq!(denied("it didn’t fall but stood", CueClass::Say), [3]);
        assert!(denied("no more than 140 are missing", CueClass::Say).is_empty());
    }

    #[test]
    fn a_denial_of_a_negation_asserts() {
        assert_eq!(denied("the bridge was shut", CueClass::Deny), [0, 1, 2, 3]);
        assert_eq!(denied("that it did not fire", CueClass::Deny), [0, 1, 2, 3]);
    }

    #[test]
    fn the_words_of_a_name_are_one() {
        let names = |content| -> Vec<u8> {
            Skeleton::of(content, Kind::Indirect, None).words.iter().map(|word| word.name).collect()
        };
        assert_eq!(names("the League of River States met Dr. Sadar in Sarnitz"), [0, 1, 0, 1, 1, 0, 2, 2, 0, 3]);
        assert_eq!(names("Azhar Tarn, Ilena"), [1, 1, 2]);
        assert_eq!(names("Such trials"), [0, 0]);
    }

    #[test]
    fn word_lists_are_in_order() {
        assert!(NEGATORS.is_sorted() && BOUNDS.is_sorted() && TURNS.is_sorted());
    }

    #[test]
    fn a_long_content_is_cut_and_says_so() {
        assert!(Skeleton::of(&"bread ".repeat(300), Kind::Indirect, None).cut);
        assert!(Skeleton::of(&"x".repeat(5000), Kind::Indirect, None).cut);
        assert!(!Skeleton::of("bread", Kind::Indirect, None).cut);
    }
}
