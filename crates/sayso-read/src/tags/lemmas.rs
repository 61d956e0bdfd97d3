//! Dictionary forms: "drones" is a form of "drone", "said" of "say".
//!
//! In: a word, its tags, whether it begins a sentence. Out: its lemma, as UD English writes it.
//!
//! Words that training knows to be odd are looked up. For all others the longest known ending says what to cut off and
//! put on; where shorter endings say otherwise, the first proposal that gives a word of the vocabulary is taken. How
//! the word uses capitals, and how its lemma was written elsewhere, then says whether the lemma has capitals.
//!
//! ```text
//! negotiators  NNS   -s          negotiator
//! taped        VBD   -d          tape         ("-ed" would give "tap")
//! CEASEFIRES   NNS   -s, lower   ceasefire
//! NATO         NNP   as it is    NATO
//! ```
//!
//! Not here: the tags (`model`). A wrong tag mostly gives a wrong lemma.

use std::borrow::Cow;

use super::Upos;
use super::form::{Form, Shape, straight, without};
use super::vocabulary::Vocabulary;
use crate::tables::{Bytes, Lookup, hash, hash_on, header, mix};

/// First line of the model.
pub const HEADER: &str = "sayso lemmas, format 1";

/// Which capitals a lemma has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Capitals {
    /// None: "drone".
    Lower,
    /// Those of the word: "McLeod".
    Kept,
    /// The first letter: "Smith" for "SMITH".
    Title,
    /// All letters: "NATO" for "nato".
    Upper,
}

impl Capitals {
    /// In the order of their numbers in a model.
    pub const ALL: [Capitals; 4] = [Capitals::Lower, Capitals::Kept, Capitals::Title, Capitals::Upper];
}

/// What to cut off the end of a word, and what to put there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Edit {
    /// Characters cut.
    pub cut: usize,
    /// Characters put on.
    pub add: String,
}

impl Edit {
    /// The edit that makes `lemma` of `form`, cutting as little as it can.
    pub fn between(form: &str, lemma: &str) -> Edit {
        let same = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        Edit { cut: form.chars().count() - same, add: lemma.chars().skip(same).collect() }
    }
}

/// What is known of a lemma's spelling elsewhere, and as what kind of word: the key of a vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Known {
    Lower,
    Title,
    Upper,
    Verb,
    Noun,
    Other,
}

impl Known {
    /// The key for a lemma, given by the hash of its lower-case form.
    #[inline]
    pub fn key(self, lemma: u64) -> u64 {
        mix(lemma, self as u64 + 1)
    }

    /// The kind of word that a part of speech is.
    pub fn kind(upos: Upos) -> Known {
        match upos {
            Upos::Verb | Upos::Aux => Known::Verb,
            Upos::Noun | Upos::Propn => Known::Noun,
            _ => Known::Other,
        }
    }
}

/// The tags that are inflected alike share their endings.
pub fn class(xpos: &str) -> u64 {
    hash(match xpos {
        "VBN" => b"VBD",
        "VBP" => b"VB",
        "NNPS" => b"NNS",
        other => other.as_bytes(),
    })
}

/// The key of a whole word as printed. The kind of key goes in between, or "," tagged "," would cancel itself out.
pub fn word_key(form: &Form<'_>, upos: Upos, xpos: &str) -> u64 {
    mix(mix(mix(form.exact(), 1), hash(xpos.as_bytes())), upos as u64)
}

/// The key of a whole word in lower case.
pub fn stem_key(form: &Form<'_>, class: u64) -> u64 {
    mix(mix(hash(form.lower().as_bytes()), 2), class)
}

/// The keys of the endings, short to long, one character at least: a plural in -k is no reason to cut a letter.
pub fn ending_keys(form: &Form<'_>, class: u64) -> impl DoubleEndedIterator<Item = u64> {
    form.endings().iter().skip(1).map(move |&ending| mix(mix(ending, class), 3))
}

/// The keys that decide on capitals, general to special; `seen`: bits for lower, title and upper case elsewhere.
pub fn capital_keys(form: &Form<'_>, xpos: &str, starts_sentence: bool, seen: u64) -> [u64; 7] {
    let xpos = hash(xpos.as_bytes());
    let shape = form.shape as u64 + 1;
    let bare = mix(shape, 4);
    let tagged = mix(bare, xpos);
    let heard = mix(tagged, seen + 1);
    let length = if form.shape == Shape::Upper { form.count.min(6) as u64 } else { 0 };
    let placed = mix(mix(heard, u64::from(starts_sentence) + 1), length);
    let ending = |length: usize| match form.endings().get(length) {
        Some(&ending) => mix(placed, ending),
        None => mix(placed, length as u64),
    };
    [bare, tagged, heard, placed, ending(2), ending(3), ending(4)]
}

/// Whether a word of this tag is inflected at its end, so that several cuts are worth a look into the vocabulary.
fn inflected(xpos: &str) -> bool {
    matches!(xpos, "NNS" | "VBD" | "VBN" | "VBG" | "VBZ" | "JJR" | "JJS" | "RBR" | "RBS")
}

/// The tables of the dictionary forms.
#[derive(Debug, Default, Clone)]
pub struct Model {
    edits: Vec<Edit>,
    decisions: Lookup<'static>,
    vocabulary: Vocabulary<'static>,
}

impl Model {
    /// Takes the tables from the front of `bytes` and gives back the rest; the error says what the bytes are instead.
    pub fn open(bytes: &'static [u8]) -> Result<(Model, &'static [u8]), String> {
        let wrong = || "the lemmas are cut or damaged; run `cargo train tags`".to_owned();
        let (head, Bytes(body)) = header(bytes, HEADER, "tags")?;
        let mut edits = Vec::new();
        for line in head.lines() {
            if let ["edit", cut, add] = line.split('\t').collect::<Vec<_>>()[..] {
                edits.push(Edit { cut: cut.parse().map_err(|_| wrong())?, add: add.to_owned() });
            }
        }
        let (decisions, body) = Lookup::open(body).ok_or_else(wrong)?;
        let (vocabulary, rest) = Vocabulary::open(body).ok_or_else(wrong)?;
        Ok((Model { edits, decisions, vocabulary }, rest))
    }

    /// Lays out the tables: edits by number; decisions as key and value ([`Model::value`]); keys of the vocabulary.
    pub fn build(edits: &[Edit], decisions: &[(u64, u64)], vocabulary: impl ExactSizeIterator<Item = u64>) -> Vec<u8> {
        let mut head = format!("{HEADER}\n");
        for edit in edits {
            head.push_str(&format!("edit\t{}\t{}\n", edit.cut, edit.add));
        }
        head.push('\n');
        [head.into_bytes(), Lookup::build(decisions), Vocabulary::build(vocabulary)].concat()
    }

    /// A decision as a number. Those on endings have no capitals, those on capitals no edit.
    pub fn value(edit: usize, capitals: Capitals) -> u64 {
        edit as u64 | (capitals as u64) << 32
    }

    fn edit(&self, value: u64) -> Option<&Edit> {
        self.edits.get(value as u32 as usize)
    }

    fn capitals(value: u64) -> Capitals {
        Capitals::ALL.get((value >> 32) as usize).copied().unwrap_or(Capitals::Lower)
    }

    /// The dictionary form of a word. The word itself where nothing is known or it is longer than
    /// [`LIMIT`](super::form::LIMIT) bytes.
    pub fn lemma<'f>(&self, printed: &'f str, upos: Upos, xpos: &str, starts_sentence: bool) -> Cow<'f, str> {
        let Some(form) = Form::of(printed) else { return Cow::Borrowed(printed) };
        let known = self.decisions.get(word_key(&form, upos, xpos));
        if let Some((edit, value)) = known.and_then(|value| Some((self.edit(value)?, value))) {
            return write(&form, edit, Self::capitals(value));
        }
        if xpos == "CD" && printed.contains(',') && printed.bytes().all(|b| matches!(b, b'0'..=b'9' | b',' | b'.')) {
            return Cow::Owned(printed.replace(',', ""));
        }
        if let Some(one) = numbered(&form, xpos) {
            return one;
        }
        let unchanged = Edit::default();
        let edit = match form.shape {
            Shape::Marked => &unchanged,
            _ => self.ending(&form, upos, xpos).unwrap_or(&unchanged),
        };
        let capitals = match form.shape {
            Shape::Lower if !matches!(upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X) => Capitals::Lower,
            _ => self.decide_capitals(&form, edit, xpos, starts_sentence),
        };
        write(&form, edit, capitals)
    }

    /// The edit that the whole word or its endings ask for.
    pub fn ending(&self, form: &Form<'_>, upos: Upos, xpos: &str) -> Option<&Edit> {
        let class = class(xpos);
        if let Some(value) = self.decisions.get(stem_key(form, class)) {
            return self.edit(value);
        }
        let mut proposals = ending_keys(form, class)
            .rev()
            .filter_map(|key| self.edit(self.decisions.get(key)?))
            .filter(|edit| edit.cut < form.count);
        if !inflected(xpos) {
            return proposals.next();
        }
        // A verb that is known as a verb before one that is known as something else.
        let kind = Known::kind(upos);
        let (mut first, mut elsewhere) = (None, None);
        for edit in proposals {
            let lemma = hash_lemma(form, edit);
            if self.vocabulary.has(kind.key(lemma)) {
                return Some(edit);
            }
            first = first.or(Some(edit));
            if elsewhere.is_none() && form.count > edit.cut + 1 && self.vocabulary.has(Known::Lower.key(lemma)) {
                elsewhere = Some(edit);
            }
        }
        elsewhere.or(first)
    }

    fn decide_capitals(&self, form: &Form<'_>, edit: &Edit, xpos: &str, starts_sentence: bool) -> Capitals {
        let lemma = hash_lemma(form, edit);
        let seen = [Known::Lower, Known::Title, Known::Upper]
            .iter()
            .enumerate()
            .fold(0, |bits, (bit, known)| bits | u64::from(self.vocabulary.has(known.key(lemma))) << bit);
        let keys = capital_keys(form, xpos, starts_sentence, seen);
        keys.iter().rev().find_map(|&key| self.decisions.get(key)).map_or(Capitals::Lower, Self::capitals)
    }
}

/// One of several things that are named by a number: an "F-16" of "F-16s". Decades stay what they are: "the 1980s".
fn numbered<'f>(form: &Form<'f>, xpos: &str) -> Option<Cow<'f, str>> {
    let lower = form.lower();
    if form.shape != Shape::Marked || xpos != "NNS" || !lower.ends_with('s') {
        return None;
    }
    let one = form.without(1);
    let number = one.strip_suffix('\'').unwrap_or(one);
    if !number.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let named = number.starts_with(|c: char| c.is_alphabetic()) && !number.starts_with("mid");
    let decade = number.ends_with('0') && !named;
    let apostrophe = one.len() - number.len();
    let edit = match decade {
        true => Edit { cut: 1 + apostrophe, add: "s".to_owned() },
        false => Edit { cut: 1 + apostrophe, add: String::new() },
    };
    Some(write(form, &edit, Capitals::Kept))
}

/// Hash of the lemma that an edit makes, in lower case.
pub fn hash_lemma(form: &Form<'_>, edit: &Edit) -> u64 {
    hash_on(hash(form.without(edit.cut).as_bytes()), edit.add.as_bytes())
}

/// Writes a lemma; borrowed where it is the beginning of the word.
pub fn write<'f>(form: &Form<'f>, edit: &Edit, capitals: Capitals) -> Cow<'f, str> {
    let stays = form.plain && matches!(capitals, Capitals::Lower | Capitals::Kept);
    let kept = capitals == Capitals::Kept && form.printed.chars().all(|c| c == straight(c));
    if edit.add.is_empty() && (stays || kept) {
        return Cow::Borrowed(without(form.printed, edit.cut));
    }
    let low = form.without(edit.cut);
    Cow::Owned(match capitals {
        Capitals::Lower => [low, &edit.add].concat(),
        Capitals::Kept => {
            let letters = without(form.printed, edit.cut).chars().map(straight);
            letters.chain(edit.add.chars()).collect()
        }
        Capitals::Title => {
            let mut letters = low.chars().chain(edit.add.chars());
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        }
        Capitals::Upper => low.chars().chain(edit.add.chars()).flat_map(char::to_uppercase).collect(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Endings of plurals and past tenses, one odd word, two verbs that are known.
    fn model() -> Model {
        let edit = |cut, add: &str| Edit { cut, add: add.to_owned() };
        let edits = [edit(1, ""), edit(2, ""), edit(3, "y"), edit(3, "ouse")];
        let ending = |ending: &str, xpos: &str, number| {
            let form = Form::of(ending).unwrap();
            (ending_keys(&form, class(xpos)).last().unwrap(), Model::value(number, Capitals::Lower))
        };
        let name = Form::of("Ardonia").unwrap();
        let decisions = [
            ending("s", "NNS", 0),
            ending("ies", "NNS", 2),
            ending("ed", "VBD", 1),
            ending("ned", "VBD", 0),
            (stem_key(&Form::of("mice").unwrap(), class("NNS")), Model::value(3, Capitals::Lower)),
            (capital_keys(&name, "NNP", false, 0)[1], Model::value(0, Capitals::Kept)),
        ];
        let known = ["bomb", "rain"].map(|verb| Known::Verb.key(hash(verb.as_bytes())));
        Model::open(Box::leak(Model::build(&edits, &decisions, known.into_iter()).into_boxed_slice())).unwrap().0
    }

    #[test]
    fn the_longest_known_ending_makes_the_lemma() {
        let model = model();
        let plural = |form| model.lemma(form, Upos::Noun, "NNS", false).into_owned();
        assert_eq!(["drones", "armies", "DRONES", "sheep"].map(plural), ["drone", "army", "drone", "sheep"]);
    }

    #[test]
    fn a_known_verb_is_preferred_to_a_longer_ending() {
        let model = model();
        let past = |form| model.lemma(form, Upos::Verb, "VBN", false).into_owned();
        assert_eq!(["rained", "phoned", "bombed"].map(past), ["rain", "phone", "bomb"]);
    }

    #[test]
    fn a_whole_word_goes_before_its_endings() {
        assert_eq!(model().lemma("Mice", Upos::Noun, "NNS", true), "mouse");
    }

    #[test]
    fn names_keep_their_capitals_and_are_borrowed() {
        let model = model();
        for name in ["Ardonia", "Volsk"] {
            assert!(matches!(model.lemma(name, Upos::Propn, "NNP", false), Cow::Borrowed(lemma) if lemma == name));
        }
    }

    #[test]
    fn numbers_lose_their_commas_and_numbered_things_their_plural() {
        let model = model();
        let noun = |form| model.lemma(form, Upos::Noun, "NNS", false).into_owned();
        assert_eq!(model.lemma("12,500", Upos::Num, "CD", false), "12500");
        assert_eq!(["T-72s", "1980s", "1980's"].map(noun), ["T-72", "1980s", "1980s"]);
    }

    #[test]
    fn any_text_has_a_lemma() {
        let model = model();
        let long = "s".repeat(10_000_000);
        assert_eq!(model.lemma(&long, Upos::Noun, "NNS", false).len(), long.len());
        for odd in ["", "’", "İ", "ß", "s", "\u{0}", "'s", "ﬁes", "🦀s"] {
            for upos in Upos::ALL {
                for xpos in ["NNS", "VBD", "CD", "NNP", ""] {
                    let _ = model.lemma(odd, upos, xpos, true);
                }
            }
        }
        assert_eq!(Model::default().lemma("Drones", Upos::Noun, "NNS", false), "drones");
    }

    #[test]
    fn other_bytes_are_refused_by_name() {
        assert!(Model::open(b"sayso articles model\n\n").unwrap_err().contains("sayso articles model"));
        assert!(Model::open(b"sayso lemmas, format 1\n\n\x03").is_err());
    }
}
