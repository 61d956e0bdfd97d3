//! Lexicon: everything the rules know about single words.
//!
//! In: the tables beside this file, once. Out: [`Known`] for a word in small letters: what small word it is, which verb
//! forms it can be, what kind of source it heads, which cues begin with it. A missing cue is a line in `cues.tsv`.

use std::collections::HashMap;
#[allow(clippy::disallowed_types)] // See `LEXICON`.
use std::sync::LazyLock;

use super::CueClass;
use super::inflect::{Forms, Irregular, plural};

const CUES: &str = include_str!("cues.tsv");
const WORDS: &str = include_str!("words.tsv");
const VERBS: &str = include_str!("verbs.tsv");
const HEADS: &str = include_str!("heads.tsv");
const MANNER: &str = include_str!("manner.tsv");

/// What sort of word a cue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Verb,
    Noun,
    Adjective,
    Adverb,
    Preposition,
}

/// What may follow a cue: a set. See the head of `cues.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Frames(u32);

const FRAMES: &[&str] = &[
    "quote", "that", "zero", "wh", "to", "ing", "np", "told", "obj", "raise", "clause", "about", "against", "at", "by",
    "for", "from", "in", "of", "on", "over", "with", "class",
];

impl Frames {
    pub(super) const QUOTE: Frames = Frames(1);
    pub(super) const THAT: Frames = Frames(2);
    pub(super) const ZERO: Frames = Frames(4);
    pub(super) const WH: Frames = Frames(8);
    pub(super) const TO: Frames = Frames(16);
    pub(super) const ING: Frames = Frames(32);
    pub(super) const NP: Frames = Frames(64);
    pub(super) const TOLD: Frames = Frames(128);
    pub(super) const OBJ: Frames = Frames(256);
    pub(super) const RAISE: Frames = Frames(512);
    /// The rules do not look for it.
    pub(super) const CLASS: Frames = Frames(1 << 22);

    pub(super) fn has(self, other: Frames) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether a word is a preposition that opens the content.
    pub(super) fn opens(self, preposition: &str) -> bool {
        let at = FRAMES.iter().skip(11).take(11).position(|&frame| frame == preposition);
        at.is_some_and(|at| self.0 & (1 << (at + 11)) != 0)
    }

    fn parse(cell: &str) -> Option<Frames> {
        cell.split(' ').try_fold(Frames(0), |set, name| {
            let at = FRAMES.iter().position(|&frame| frame == name)?;
            Some(Frames(set.0 | 1 << at))
        })
    }
}

/// A line of `cues.tsv`.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) lemma: &'static str,
    pub(super) part: Part,
    pub(super) class: CueClass,
    pub(super) frames: Frames,
    /// The words after the first.
    pub(super) rest: Vec<&'static str>,
    /// Invented; must be found by this line.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) example: &'static str,
}

/// What small word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Small {
    #[default]
    No,
    Det,
    Some,
    Poss,
    Subj,
    Obj,
    Who,
    That,
    Wh,
    Prep,
    To,
    Coord,
    Sub,
    Modal,
    Have,
    Be,
    Do,
    Not,
    Adv,
    Day,
}

/// What a source is that has this noun for its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Head {
    #[default]
    No,
    Person,
    /// A person, and it may stand before a name.
    Title,
    Group,
    Document,
    Anonymous,
}

/// On which turns of the manner of a saying a word has its say: a set. See `manner.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sort(u16);

const SORTS: &[&str] = &["fact", "deny", "light", "time", "speaking", "loud", "asked", "nowhere", "outlet", "plan"];

impl Sort {
    pub(super) const FACT: Sort = Sort(1 << 0);
    pub(super) const DENY: Sort = Sort(1 << 1);
    pub(super) const LIGHT: Sort = Sort(1 << 2);
    pub(super) const TIME: Sort = Sort(1 << 3);
    pub(super) const SPEAKING: Sort = Sort(1 << 4);
    pub(super) const LOUD: Sort = Sort(1 << 5);
    pub(super) const ASKED: Sort = Sort(1 << 6);
    pub(super) const NOWHERE: Sort = Sort(1 << 7);
    pub(super) const OUTLET: Sort = Sort(1 << 8);
    pub(super) const PLAN: Sort = Sort(1 << 9);

    pub(super) fn has(self, other: Sort) -> bool {
        self.0 & other.0 != 0
    }
}

/// What is known of a word.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub(super) small: Small,
    pub(super) forms: Forms,
    /// Its plain form is (also) a noun: "claim", "report".
    pub(super) noun: bool,
    pub(super) head: Head,
    /// A channel's head: "statement", "Telegram".
    pub(super) channel: bool,
    /// Where things are said: "square", "court", "airport".
    pub(super) place: bool,
    /// Cues that begin with this word, longest first, each with the forms the word has in it.
    pub(super) cues: Vec<(u16, Forms)>,
}

/// The tables, read.
pub(super) struct Lexicon {
    pub(super) entries: Vec<Entry>,
    /// What the rules know.
    words: HashMap<String, Known>,
    /// And with the words that only the tree's side may ask for: the rules take what they know for what it mostly is.
    all: HashMap<String, Known>,
    sorts: HashMap<&'static str, Sort>,
}

/// The tables above, read at first use: a constant that costs a millisecond to compute, not state. Read anew for every page
/// it would cost more than the page.
#[allow(clippy::disallowed_types)]
static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Lexicon {
    pub(super) fn get() -> &'static Lexicon {
        &LEXICON
    }

    /// What is known of a word in small letters.
    pub(super) fn word(&self, word: &str) -> Option<&Known> {
        self.words.get(word)
    }

    /// What is known of a word in small letters, by those who know its part of speech.
    pub(super) fn any(&self, word: &str) -> Option<&Known> {
        self.all.get(word)
    }

    /// The turns that hang on a word in small letters.
    pub(super) fn sort(&self, word: &str) -> Sort {
        self.sorts.get(word).copied().unwrap_or_default()
    }

    fn read() -> Lexicon {
        Lexicon { all: Lexicon::of(true).words, ..Lexicon::of(false) }
    }

    /// With the words that the rules may not see, or without.
    fn of(all: bool) -> Lexicon {
        let (words, sorts) = (HashMap::new(), HashMap::new());
        let mut lexicon = Lexicon { entries: Vec::new(), words, all: HashMap::new(), sorts };
        let irregular = Irregular::read();
        lexicon.small_words();
        lexicon.heads(all);
        for (name, words) in rows(MANNER).filter_map(|row| row.split_once('\t')) {
            let Some(at) = SORTS.iter().position(|&sort| sort == name) else { continue };
            for word in words.split(' ') {
                lexicon.sorts.entry(word).or_default().0 |= 1 << at;
            }
        }
        for (kind, verbs) in rows(VERBS).filter_map(|row| row.split_once('\t')) {
            for verb in verbs.split(' ') {
                lexicon.verb(&irregular, verb, kind == "noun");
            }
        }
        lexicon.cues(&irregular, all);
        let entries = &lexicon.entries;
        for known in lexicon.words.values_mut() {
            known.cues.sort_by_key(|&(entry, _)| {
                let entry = &entries[entry as usize];
                // "is determined to" is the adjective before it is the verb.
                (std::cmp::Reverse(entry.rest.len()), entry.part != Part::Adjective)
            });
        }
        lexicon
    }

    fn known(&mut self, word: &str) -> &mut Known {
        self.words.entry(word.to_owned()).or_default()
    }

    fn verb(&mut self, irregular: &Irregular, verb: &str, noun: bool) {
        for (word, forms) in irregular.verb(verb) {
            let known = self.known(&word);
            known.forms = known.forms.and(forms);
            known.noun |= noun && (forms == Forms::BASE || forms == Forms::THIRD);
        }
    }

    fn small_words(&mut self) {
        for (name, words) in rows(WORDS).filter_map(|row| row.split_once('\t')) {
            let small = match name {
                "det" => Small::Det,
                "some" => Small::Some,
                "poss" => Small::Poss,
                "subj" => Small::Subj,
                "obj" => Small::Obj,
                "who" => Small::Who,
                "that" => Small::That,
                "wh" => Small::Wh,
                "prep" => Small::Prep,
                "to" => Small::To,
                "coord" => Small::Coord,
                "sub" => Small::Sub,
                "modal" => Small::Modal,
                "have" => Small::Have,
                "be" => Small::Be,
                "do" => Small::Do,
                "not" => Small::Not,
                "adv" => Small::Adv,
                "day" => Small::Day,
                _ => continue,
            };
            for word in words.split(' ') {
                let known = self.known(word);
                if known.small == Small::No {
                    known.small = small;
                }
            }
        }
    }

    fn heads(&mut self, all: bool) {
        for (name, words) in rows(HEADS).filter_map(|row| row.split_once('\t')) {
            let name = match name.strip_prefix("more ") {
                Some(_) if !all => continue,
                Some(name) => name,
                None => name,
            };
            let (head, many) = match name {
                "person" => (Head::Person, Head::Group),
                "title" => (Head::Title, Head::Group),
                "group" => (Head::Group, Head::Group),
                "document" => (Head::Document, Head::Document),
                "anonymous" => (Head::Anonymous, Head::Anonymous),
                "place" => {
                    words.split(' ').for_each(|word| self.known(word).place = true);
                    continue;
                }
                "channel" => {
                    words.split(' ').for_each(|word| self.known(word).channel = true);
                    continue;
                }
                _ => continue,
            };
            for word in words.split(' ') {
                for (word, head) in [(plural(word), many), (word.to_owned(), head)] {
                    let known = self.known(&word);
                    if known.head == Head::No {
                        known.head = head;
                    }
                }
            }
        }
    }

    fn cues(&mut self, irregular: &Irregular, all: bool) {
        for row in rows(CUES).skip(1) {
            let Some(entry) = entry(row) else { continue };
            let Some(first) = entry.lemma.split(' ').next() else { continue };
            let (at, alone) = (self.entries.len() as u16, entry.rest.is_empty());
            let forms = match entry.part {
                Part::Verb => irregular.verb(first),
                Part::Noun => vec![(first.to_owned(), Forms::NONE), (plural(first), Forms::NONE)],
                _ => vec![(first.to_owned(), Forms::NONE)],
            };
            if entry.frames.has(Frames::CLASS) && !all {
                self.entries.push(entry);
                continue;
            }
            for (word, forms) in forms {
                let (noun, verb) = (entry.part == Part::Noun, entry.part == Part::Verb);
                let shy = entry.frames.has(Frames::CLASS);
                let known = self.known(&word);
                match known.cues.iter_mut().find(|(cue, _)| *cue == at) {
                    Some((_, old)) => *old = old.and(forms),
                    None => known.cues.push((at, forms)),
                }
                if verb && !shy {
                    known.forms = known.forms.and(forms);
                }
                known.noun |= noun && alone && !shy;
            }
            self.entries.push(entry);
        }
    }
}

/// The lines of a table that say something.
fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn entry(row: &'static str) -> Option<Entry> {
    let mut cells = row.split('\t');
    let lemma = cells.next()?;
    let part = match cells.next()? {
        "verb" => Part::Verb,
        "noun" => Part::Noun,
        "adjective" => Part::Adjective,
        "adverb" => Part::Adverb,
        "preposition" => Part::Preposition,
        _ => return None,
    };
    let class = class(cells.next()?)?;
    let frames = Frames::parse(cells.next()?)?;
    Some(Entry { lemma, part, class, frames, rest: lemma.split(' ').skip(1).collect(), example: cells.next()? })
}

fn class(name: &str) -> Option<CueClass> {
    use CueClass::*;
    let all = [
        Say, Claim, Report, Confirm, Deny, Accuse, Praise, Demand, Ask, Promise, Threaten, Warn, Agree, Refuse, Expect,
        Believe, Hope, Plan, Doubt, Other,
    ];
    all.into_iter().find(|class| format!("{class:?}").eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_cue_table_is_understood() {
        let lines = rows(CUES).skip(1).count();
        assert!(lines > 450);
        for row in rows(CUES).skip(1) {
            assert!(entry(row).is_some(), "not understood: {row}");
        }
    }

    #[test]
    fn every_row_of_the_manner_is_understood() {
        assert_eq!(
            rows(MANNER).filter_map(|row| row.split_once('\t')).map(|(name, _)| name).collect::<Vec<_>>(),
            SORTS
        );
        assert!(Lexicon::get().sort("refused").has(Sort::DENY) && !Lexicon::get().sort("refused").has(Sort::FACT));
    }

    #[test]
    fn no_cue_stands_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for entry in &Lexicon::get().entries {
            assert!(seen.insert((entry.lemma, entry.part as u8)), "twice: {}", entry.lemma);
        }
    }

    #[test]
    fn a_word_knows_its_cues_longest_first() {
        let known = Lexicon::get().word("went").map(|known| known.cues.clone()).unwrap_or_default();
        let lemmas: Vec<_> = known.iter().map(|&(cue, _)| Lexicon::get().entries[cue as usize].lemma).collect();
        assert_eq!(lemmas, ["go on to say", "go on"]);
    }
}
