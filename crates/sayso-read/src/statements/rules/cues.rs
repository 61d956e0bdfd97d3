//! Cues: where a word of the lexicon marks somebody's words, and where it only looks like it.
//!
//! In: a [`View`]. Out: `Vec<Found>`, in order, not overlapping.
//!
//! ```text
//! The bank claims that ...         insurance claims rose          his claim that ...
//!          ^^^^^^ verb                       no cue                   ^^^^^ noun
//! ```

use super::groups::{Group, Role};
use super::inflect::Forms;
use super::lexicon::{Entry, Frames, Head, Lexicon, Part, Small};
use super::lines::{Tag, Tail};
use super::view::View;

/// No sentence has more cues than this; a text that has is no news, and the rest is left.
const MOST: usize = 20;

/// A cue in a sentence.
#[derive(Clone, Copy)]
pub(super) struct Found {
    /// The word that was looked up.
    pub(super) first: usize,
    /// Its last word: particles belong to it.
    pub(super) last: usize,
    pub(super) entry: &'static Entry,
    /// For verbs (and adjectives, whose "is" makes a group).
    pub(super) group: Option<Group>,
}

impl View<'_> {
    /// The cues of the sentence.
    pub(super) fn cues(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = self.start;
        while at < self.end && found.len() < MOST {
            match self.cue(at) {
                Some(cue) => {
                    at = cue.last + 1;
                    found.push(cue);
                }
                None => at += 1,
            }
        }
        found
    }

    fn cue(&self, at: usize) -> Option<Found> {
        let unit = self.at(at)?;
        if !matches!(unit.tail, Tail::No) {
            return None;
        }
        unit.cues.iter().find_map(|&(entry, forms)| {
            let entry = Lexicon::get().entries.get(entry as usize)?;
            if entry.frames.has(Frames::CLASS) || !self.are(at + 1, &entry.rest) {
                return None;
            }
            let (first, last) = (at, at + entry.rest.len());
            let group = match entry.part {
                Part::Verb => Some(self.verb(first, last, forms, entry)?),
                Part::Noun => self.noun(first, entry).then_some(None)?,
                Part::Adjective => Some(self.adjective(first, last, entry)?),
                Part::Adverb => None,
                Part::Preposition => self.preposition(first, last, entry).then_some(None)?,
            };
            Some(Found { first, last, entry, group })
        })
    }

    /// Whether a word with verb forms is used as that verb, with a complement it can take.
    fn verb(&self, first: usize, last: usize, forms: Forms, entry: &Entry) -> Option<Group> {
        let unit = self.at(first)?;
        let before = self.tag_before(first);
        // "the reported loss", "his stated aim", "leading claims": before a noun and after a determiner it is no verb.
        if matches!(before, Some(Tag::Small(Small::Det | Small::Poss)))
            || first.checked_sub(1).is_some_and(|at| self.owns(at))
        {
            return None;
        }
        // A name: "Ms. Price", "the Daily Report".
        if unit.tag == Tag::Name && !self.shouting {
            return None;
        }
        let group = self.group(first, forms)?;
        // "a firm called Ostbank": a name, not a judgement.
        if entry.lemma == "call" && group.start == first && before == Some(Tag::Noun) {
            let phrase = self.phrase_left(first)?;
            if self.is_word(phrase.start, &["a", "an", "one", "another"]) && self.head(first - 1) != Head::Title {
                return None;
            }
        }
        let bare = group.start == first && !matches!(before, Some(Tag::Small(Small::Adv)));
        if bare && unit.noun && forms.has(Forms::BASE.and(Forms::THIRD)) && group.role == Role::Finite {
            // "insurance claims", "the court order": a noun unless its complement or its subject says otherwise.
            let pronoun = matches!(before, Some(Tag::Small(Small::Subj | Small::Who | Small::Some)));
            if !pronoun && !self.complement_shows(last + 1, entry) && !self.closes_quotation(first, last, entry) {
                return None;
            }
        }
        if group.role == Role::Participial && bare {
            // "the opening", "a warning", "talks aimed at": as a noun or after "of" only with a clear complement.
            let noun = matches!(before, Some(Tag::Small(Small::Prep)) | Some(Tag::Noun) | None)
                && !self.complement_shows(last + 1, entry);
            if noun && matches!(before, Some(Tag::Small(Small::Prep))) && !entry.frames.has(Frames::NP) {
                return None;
            }
        }
        Some(group)
    }

    /// `“We won,” Tarn notes.`
    fn closes_quotation(&self, first: usize, last: usize, entry: &Entry) -> bool {
        let Some(subject) = self.phrase_left(first).filter(|_| entry.frames.has(Frames::QUOTE)) else { return false };
        let ends = self.over(last + 1) || matches!(self.tag(last + 1), Some(Tag::Comma | Tag::Small(Small::Prep)));
        ends && matches!(self.tag_before(subject.start), Some(Tag::Quote))
    }

    /// Whether what follows can only be the complement of a verb.
    pub(super) fn complement_shows(&self, at: usize, entry: &Entry) -> bool {
        let at = self.skip_adverbs(at);
        let frames = entry.frames;
        match self.tag(at) {
            Some(Tag::Small(Small::That)) => frames.has(Frames::THAT),
            Some(Tag::Small(Small::Wh)) => frames.has(Frames::WH),
            Some(Tag::Small(Small::To)) => frames.has(Frames::TO),
            Some(Tag::Quote) => frames.has(Frames::QUOTE),
            Some(Tag::Small(Small::Subj)) => frames.has(Frames::ZERO),
            Some(Tag::Small(Small::Obj)) => {
                frames.has(Frames::NP) || frames.has(Frames::TOLD) || frames.has(Frames::OBJ)
            }
            Some(Tag::Small(Small::Det | Small::Poss)) => {
                frames.has(Frames::NP)
                    || frames.has(Frames::OBJ)
                    || frames.has(Frames::TOLD)
                    || frames.has(Frames::ZERO)
            }
            Some(Tag::Name) => frames.has(Frames::ZERO) || frames.has(Frames::NP),
            Some(Tag::Colon) => frames.has(Frames::QUOTE) && self.is_tag(at + 1, Tag::Quote),
            Some(Tag::Comma) => frames.has(Frames::QUOTE) && self.is_tag(at + 1, Tag::Quote),
            _ => false,
        }
    }

    fn noun(&self, first: usize, entry: &Entry) -> bool {
        let at = first + 1;
        let frames = entry.frames;
        if self.at(first).is_some_and(|unit| unit.tag == Tag::Name && !self.shouting) {
            return false;
        }
        match self.tag(at) {
            Some(Tag::Small(Small::That)) => frames.has(Frames::THAT) && self.clause_from(at + 1),
            Some(Tag::Small(Small::Wh)) => frames.has(Frames::WH),
            Some(Tag::Small(Small::To)) => frames.has(Frames::TO),
            Some(Tag::Small(Small::Prep)) => frames.opens(self.word(at)),
            _ => false,
        }
    }

    /// Whether a clause with a subject of its own begins here: "that the king had fled", not "that shook the town".
    pub(super) fn clause_from(&self, at: usize) -> bool {
        let at = self.skip_adverbs(at);
        !self.finite(at)
            && !matches!(self.tag(at), Some(Tag::Small(Small::Modal | Small::Be | Small::Have)) | Some(Tag::Verb))
    }

    /// An adjective counts with a verb like "is" before it and its complement behind.
    fn adjective(&self, first: usize, last: usize, entry: &Entry) -> Option<Group> {
        let next = last + 1;
        let frames = entry.frames;
        let complement = match self.tag(next) {
            Some(Tag::Small(Small::That)) => frames.has(Frames::THAT),
            Some(Tag::Small(Small::Wh)) => frames.has(Frames::WH),
            Some(Tag::Small(Small::To)) => frames.has(Frames::TO),
            Some(Tag::Small(Small::Prep)) => frames.opens(self.word(next)),
            Some(Tag::Small(Small::Subj)) => frames.has(Frames::THAT) && self.finite(next + 1),
            _ => false,
        };
        if !complement {
            return None;
        }
        // Read the group as though the adjective were a participle: "is not", "has been", "would be".
        let mut at = first;
        let mut linked = false;
        while at > self.start {
            let left = at - 1;
            let links = matches!(self.tag(left), Some(Tag::Small(Small::Be)))
                || self.hides_auxiliary(left)
                || self.is_word(
                    left,
                    &[
                        "seems", "seemed", "sounded", "sounds", "feels", "felt", "remain", "remains", "remained",
                        "grew", "became", "appeared", "appears",
                    ],
                );
            if links {
                linked = true;
                at = left;
                break;
            }
            if !matches!(self.tag(left), Some(Tag::Small(Small::Adv | Small::Not))) {
                break;
            }
            at = left;
        }
        if !linked {
            return None;
        }
        let mut group = match self.group(first, Forms::PARTICIPLE) {
            Some(group) if group.start < first => group,
            _ => Group {
                start: at,
                subject_end: at,
                role: Role::Finite,
                passive: false,
                negated: false,
                modality: super::Modality::Actual,
            },
        };
        group.passive = false;
        Some(group)
    }

    fn preposition(&self, first: usize, last: usize, entry: &Entry) -> bool {
        match entry.lemma {
            // "five per cent", "two per year"
            "per" => {
                matches!(self.tag_before(first), None | Some(Tag::Comma | Tag::Dash | Tag::Open))
                    && (self.is(last + 1, Small::Det) || self.is_tag(last + 1, Tag::Name))
            }
            _ => self.at(last + 1).is_some(),
        }
    }
}
