//! Statements whose cue is no verb: adjectives, nouns, prepositions, a colon.
//!
//! In: a cue (or a sentence, for the colon). Out: a [`Raw`].
//!
//! ```text
//! The envoy was adamant that the border was closed.
//! Tarn's claim that the door was locked drew laughter.      the content ends before the verb of "claim"
//! According to the river board, the dam will hold.
//! Orlan: “The dam will hold.”    MAYOR: We will not yield.    “We won.” — Ada Orlan, mayor of Ost
//! ```

use super::Modality;
use super::clauses::Complement;
use super::cues::Found;
use super::indirect::Raw;
use super::inflect::Forms;
use super::lexicon::{Frames, Small};
use super::lines::{Tag, Tail};
use super::nouns::Subject;
use super::view::View;
use crate::articles::BlockKind;

impl View<'_> {
    pub(super) fn adjective_statement(&self, cue: &Found, cues: &[Found], before: &[Raw]) -> Option<Raw> {
        let group = cue.group?;
        let complement = self.complement(cue, cues);
        if complement.content.is_empty() {
            // "is sure he will": a clause without "that".
            if !self.clause_ahead(cue.last + 1) {
                return None;
            }
        }
        let complement = if complement.content.is_empty() {
            let end = self.clause_end(cue.last + 1, cue, cues);
            Complement { content: self.trim(cue.last + 1..end), ..complement }
        } else {
            complement
        };
        let source = self.subject(group.subject_end).or_else(|| self.shared_subject(&group, before));
        let mut raw = self.raw(cue, complement);
        let it =
            source.as_ref().is_some_and(|source| self.is_word(source.core.start, &["it", "there", "that", "this"]));
        raw.implicit = it && cue.entry.lemma == "unclear";
        if it && !raw.implicit && self.is_word(source.as_ref()?.core.start, &["there"]) {
            return None;
        }
        raw.source = if raw.implicit { None } else { source };
        Some(raw)
    }

    /// "his claim that", "the claim by Tarn that", "fears that".
    pub(super) fn noun_statement(&self, cue: &Found, cues: &[Found]) -> Option<Raw> {
        let frames = cue.entry.frames;
        let mut at = cue.last + 1;
        let mut source = self.owner(cue.first);
        // Without an owner, only "that" and "whether" make a statement of a noun.
        if source.is_none() && self.is(at, Small::Prep) && self.is_word(at, &["by", "from"]) {
            source = self.phrase_right(at + 1).map(|core| Subject { all: core.clone(), core });
            at = source.as_ref().map_or(at, |source| source.all.end);
        }
        let clause = (self.is(at, Small::That) && frames.has(Frames::THAT))
            || (self.is(at, Small::Wh) && frames.has(Frames::WH));
        let other = (self.is(at, Small::To) && frames.has(Frames::TO))
            || (self.is(at, Small::Prep) && frames.opens(self.word(at)));
        let printed = other && source.is_some();
        if !clause && !printed {
            return None;
        }
        let (start, cue_end) = if self.is(at, Small::Prep) { (at + 1, at + 1) } else { (at, cue.last + 1) };
        let end = if clause { self.clause_end(start, cue, cues) } else { self.phrase_end(start, cue, cues) };
        let end = if self.opens_clause(cue.first) { self.before_second_verb(start, end, clause) } else { end };
        let content = self.trim(start..end);
        if content.is_empty() {
            return None;
        }
        let mut raw = self.raw(cue, Complement { content, cue_end, ..Complement::default() });
        raw.implicit = source.is_none();
        raw.source = source;
        Some(raw)
    }

    /// Whose claim: "his", "Tarn's", "the bank's latest".
    fn owner(&self, noun: usize) -> Option<Subject> {
        let floor = noun.saturating_sub(4).max(self.start);
        for at in (floor..noun).rev() {
            if self.is(at, Small::Poss) {
                return Some(Subject { all: at..at + 1, core: at..at + 1 });
            }
            if self.owns(at) {
                let core = self.phrase_left(at + 1)?;
                return Some(Subject { all: core.clone(), core });
            }
            if !self.adjectival(at) && !matches!(self.tag(at), Some(Tag::Small(Small::Adv))) {
                return None;
            }
        }
        None
    }

    /// Whether the noun is the subject of its clause: no verb before it.
    fn opens_clause(&self, noun: usize) -> bool {
        for at in (self.start..noun).rev() {
            match self.tag(at) {
                Some(Tag::Comma | Tag::Small(Small::Coord | Small::That | Small::Sub)) => return true,
                Some(Tag::Small(Small::Prep | Small::To) | Tag::Verb | Tag::Quote) => return false,
                _ if self.finite(at) => return false,
                _ => {}
            }
        }
        true
    }

    /// Where the content of a noun that is a subject ends: before the verb of that subject.
    fn before_second_verb(&self, start: usize, end: usize, clause: bool) -> usize {
        let mut left = if clause { 1 } else { 0 };
        let mut at = start;
        while at < end {
            if self.finite(at) {
                if left == 0 {
                    return at;
                }
                left -= 1;
                // One group of verbs is one: "had not been locked".
                while matches!(self.tag(at + 1), Some(Tag::Small(Small::Be | Small::Have | Small::Not | Small::Adv))) {
                    at += 1;
                }
                let main = self
                    .at(at + 1)
                    .is_some_and(|unit| unit.forms.has(Forms::PARTICIPLE.and(Forms::ING).and(Forms::BASE)));
                if main && matches!(self.tag(at), Some(Tag::Small(_))) {
                    at += 1;
                }
            }
            at += 1;
        }
        end
    }

    /// "According to Tarn, C", "C, according to Tarn", "C1, according to Tarn, C2".
    pub(super) fn preposition_statement(&self, cue: &Found, cues: &[Found]) -> Option<Raw> {
        let subject = self.subject_right(cue.last + 1)?;
        let mut raw = self.raw(cue, Complement { cue_end: cue.last + 1, ..Complement::default() });
        let after = subject.all.end;
        let mut lead = cue.first;
        while lead > self.start
            && matches!(self.tag(lead - 1), Some(Tag::Small(Small::Adv | Small::Coord) | Tag::Comma))
        {
            lead -= 1;
        }
        let opening = lead == self.start;
        if opening {
            let mut from = after;
            if self.is_tag(after, Tag::Comma) {
                from = after + 1;
            } else if !self.is_tag(after, Tag::Quote) {
                // The phrase ran on: look for the comma.
                from = self.segment_end(after);
                if !self.is_tag(from, Tag::Comma) {
                    return None;
                }
                from += 1;
            }
            let end = self.clause_end(from, cue, cues);
            raw.content = vec![self.trim(from..end)];
        } else {
            let mut start = self.start;
            // After ", but" or a semicolon a new clause began.
            for at in self.start + 1..cue.first {
                let joint = self.is_tag(at, Tag::Semicolon)
                    || (self.is(at, Small::Coord)
                        && self.is_tag(at - 1, Tag::Comma)
                        && self.first_finite(at + 1..cue.first).is_some()
                        && self.is_word(at, &["but"]));
                if joint {
                    start = at + 1;
                }
            }
            while start < cue.first && self.is(start, Small::Coord) {
                start += 1;
            }
            let left = self.trim(start..cue.first);
            if left.is_empty() {
                return None;
            }
            raw.content = vec![left.clone()];
            // "Tarn, according to the police, fled."
            if self.is_tag(after, Tag::Comma) && self.first_finite(left).is_none() {
                let end = self.clause_end(after + 1, cue, cues);
                raw.content.push(self.trim(after + 1..end));
            }
        }
        raw.source = Some(subject);
        raw.content.retain(|piece| !piece.is_empty());
        (!raw.content.is_empty()).then_some(raw)
    }

    /// `“We won.” — Ada Orlan, mayor of Ost`: words and who signed them.
    pub(super) fn signed(&self) -> Option<Raw> {
        let dash = (self.start + 1..self.end).find(|&at| self.is_tag(at, Tag::Dash))?;
        let words = (self.start..dash).all(|at| matches!(self.tag(at), Some(Tag::Quote | Tag::Stop | Tag::Comma)));
        let quotation = self.tag_before(dash) == Some(Tag::Quote) && !self.line.units[dash - 1].noun;
        let name = self.trim(dash + 1..self.end);
        let named = name.len() <= 14 && self.is_tag(name.start, Tag::Name) && self.first_finite(name.clone()).is_none();
        let alone = name.clone().all(|at| !matches!(self.tag(at), Some(Tag::Quote | Tag::Dash)));
        if !words || !quotation || !named || !alone || self.end < self.line.units.len() {
            return None;
        }
        let core = self.phrase_right(name.start)?;
        Some(Raw {
            entry: None,
            source: Some(Subject { all: name, core }),
            implicit: false,
            cue: Some(dash..dash + 1),
            content: std::iter::once(self.start..dash).collect(),
            negated: false,
            modality: Modality::Actual,
            addressee: None,
            channel: None,
            continues: None,
        })
    }

    /// "Tarn: “We won.”", "MAYOR: We won.", headlines and captions with a name and a colon.
    pub(super) fn colon(&self) -> Option<Raw> {
        let limit = (self.start + 12).min(self.end);
        let at = (self.start + 1..limit).find(|&at| self.is_tag(at, Tag::Colon))?;
        let name = self.start..at;
        let words = name.clone().all(|at| {
            matches!(
                self.tag(at),
                Some(
                    Tag::Name
                        | Tag::Noun
                        | Tag::Number
                        | Tag::Small(Small::Det | Small::Prep | Small::Coord | Small::Poss)
                )
            )
        });
        let core = self.phrase_left(at)?;
        if !words || core.start != self.start || self.over(at + 1) {
            return None;
        }
        let shouted = name.clone().all(|at| {
            let printed = self.ground.text.words(self.line.units[at].span);
            !printed.contains(char::is_lowercase)
        });
        let named = name.clone().any(|at| self.is_tag(at, Tag::Name))
            || self.at(at - 1).is_some_and(|unit| unit.head != super::lexicon::Head::No);
        let headline = matches!(
            self.line.kind,
            BlockKind::Headline | BlockKind::Heading | BlockKind::Caption | BlockKind::ListItem
        );
        let opens = self.line.sentences.first().is_some_and(|first| first.0 == self.start);
        let quoted = self.is_tag(at + 1, Tag::Quote);
        let transcript = shouted && opens && name.len() <= 4 && self.line.inside.is_none();
        if !(quoted && (named || name.len() <= 6) || (headline && named && name.len() <= 6) || transcript) {
            return None;
        }
        let person = !matches!(self.line.units[at - 1].tail, Tail::S(_));
        if !person {
            return None;
        }
        let end = if transcript { self.line.units.len() } else { self.end };
        let content = self.trim(at + 1..end);
        if content.len() < 2 && !quoted {
            return None;
        }
        Some(Raw {
            entry: None,
            source: Some(Subject { all: core.clone(), core }),
            implicit: false,
            cue: Some(at..at + 1),
            content: vec![content],
            negated: false,
            modality: Modality::Actual,
            addressee: None,
            channel: None,
            continues: None,
        })
    }
}
