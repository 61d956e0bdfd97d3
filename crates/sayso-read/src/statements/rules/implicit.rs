//! Statements without a printed source: passives, hedges, questions that were asked, adverbs.
//!
//! In: a cue. Out: a [`Raw`], its content in two pieces where the cue stands in the middle.
//!
//! ```text
//! The dam is expected to hold.          the clause without the cue; implicit
//! The widow was told that the ship had sunk.
//! The plan was rejected by the council. the subject; the source stands behind "by"
//! The firm reportedly lost two million. the clause around the adverb
//! ```

use super::clauses::Complement;
use super::cues::Found;
use super::groups::{Group, Role};
use super::indirect::Raw;
use super::inflect::Forms;
use super::lexicon::{Frames, Small};
use super::lines::Tag;
use super::nouns::Subject;
use super::view::View;

impl View<'_> {
    /// "Asked whether the dam would hold, ...", "when asked about the dam": who asked is not printed.
    pub(super) fn asked(&self, cue: &Found, group: &Group, cues: &[Found]) -> Option<Raw> {
        let alone = group.start == cue.first
            && matches!(
                self.tag_before(cue.first),
                None | Some(Tag::Comma | Tag::Small(Small::Wh | Small::Sub | Small::Coord))
            );
        let form = self.at(cue.first)?.forms;
        if cue.entry.lemma != "ask" || !alone || !form.has(Forms::PARTICIPLE) {
            return None;
        }
        let opener = self.tag_before(cue.first).is_none()
            || self.is_word(cue.first - 1, &["when", "if", "once"])
            || self.is_tag(cue.first - 1, Tag::Comma);
        if !opener
            || matches!(self.tag(cue.last + 1), Some(Tag::Noun | Tag::Name | Tag::Small(Small::Det | Small::Obj)))
        {
            return None;
        }
        let mut complement = self.complement(cue, cues);
        let stop = self.segment_end(complement.content.start);
        complement.content.end = complement.content.end.min(stop);
        if complement.content.is_empty() {
            return None;
        }
        let mut raw = self.raw(cue, complement);
        raw.implicit = true;
        Some(raw)
    }

    /// "The bank appears to have failed": the clause without the cue; nobody is named who thinks so.
    pub(super) fn seeming(&self, cue: &Found, group: &Group, cues: &[Found]) -> Option<Raw> {
        let to = cue.last + 1;
        if group.role != Role::Finite || !self.is(to, Small::To) || !self.infinitive(to) {
            return None;
        }
        let subject = self.subject(group.subject_end)?;
        let end = self.clause_end(to, cue, cues);
        let mut raw = self.raw(cue, Complement { cue_end: cue.last + 1, ..Complement::default() });
        raw.content = vec![subject.all, self.trim(to..end)];
        raw.implicit = true;
        Some(raw)
    }

    pub(super) fn passive_statement(&self, cue: &Found, group: &Group, cues: &[Found]) -> Option<Raw> {
        let frames = cue.entry.frames;
        let next = self.skip_adverbs(cue.last + 1);
        let agent = if self.is_word(next, &["by"]) { self.subject_right(next + 1) } else { None };
        let after = agent.as_ref().map_or(next, |agent| agent.all.end);
        let subject = if group.role == Role::Reduced {
            self.phrase_left(group.start).map(|core| Subject { all: core.clone(), core })
        } else {
            self.subject(group.subject_end)
        };
        let implicit = agent.is_none();
        let mut raw =
            self.raw(cue, Complement { content: after..after, cue_end: cue.last + 1, ..Complement::default() });
        raw.source = agent.clone();
        raw.implicit = implicit;
        if group.role == Role::Reduced && agent.is_none() {
            return None;
        }
        let to = self.is(after, Small::To);
        if to
            && (frames.has(Frames::RAISE)
                || (frames.has(Frames::OBJ) && !frames.has(Frames::QUOTE))
                || frames.has(Frames::OBJ))
        {
            // "the dam is expected to hold", "they were ordered to leave"
            let subject = subject?;
            let end = self.clause_end(after, cue, cues);
            raw.content = vec![subject.all, self.trim(after..end)];
            return Some(raw);
        }
        let opens = self.is(after, Small::That)
            || (self.is(after, Small::Wh) && (frames.has(Frames::WH) || frames.has(Frames::TOLD)))
            || self.is_tag(after, Tag::Quote)
            || (frames.has(Frames::TOLD) && self.clause_ahead(after))
            || (self.is_tag(after, Tag::Comma) && self.is_tag(after + 1, Tag::Quote) && frames.has(Frames::QUOTE));
        if opens {
            let from = if self.is_tag(after, Tag::Comma) { after + 1 } else { after };
            let end = self.clause_end(from, cue, cues);
            raw.content = vec![self.trim(from..end)];
            if frames.has(Frames::TOLD) {
                raw.addressee = subject.map(|subject| subject.core);
            }
            return Some(raw);
        }
        if frames.opens(self.word(after)) && self.is(after, Small::Prep) && frames.has(Frames::TOLD) {
            let end = self.phrase_end(after + 1, cue, cues);
            raw.cue = raw.cue.map(|cue| cue.start..after + 1);
            raw.content = vec![self.trim(after + 1..end)];
            return (!raw.content[0].is_empty()).then_some(raw);
        }
        // "the plan was rejected by the council"
        if frames.has(Frames::NP) {
            let subject = subject?;
            let pronoun = self.is(subject.core.start, Small::Who);
            if pronoun || agent.is_none() {
                return None;
            }
            raw.content = vec![subject.all];
            return Some(raw);
        }
        None
    }

    /// "The bank reportedly lost two million": the clause around the adverb.
    pub(super) fn adverb_statement(&self, cue: &Found, cues: &[Found]) -> Option<Raw> {
        let mut start = self.start;
        let floor = cue.first.saturating_sub(40).max(self.start);
        for at in (floor..cue.first).rev() {
            if matches!(
                self.tag(at),
                Some(
                    Tag::Comma
                        | Tag::Small(Small::That | Small::Sub | Small::Wh)
                        | Tag::Semicolon
                        | Tag::Dash
                        | Tag::Colon
                )
            ) {
                start = at + 1;
                break;
            }
        }
        while start < cue.first && matches!(self.tag(start), Some(Tag::Small(Small::Coord))) {
            start += 1;
        }
        let end = self.clause_end(cue.last + 1, cue, cues);
        let mut raw = self.raw(cue, Complement { cue_end: cue.last + 1, ..Complement::default() });
        raw.implicit = true;
        raw.content = [self.trim(start..cue.first), self.trim(cue.last + 1..end)]
            .into_iter()
            .filter(|piece| !piece.is_empty())
            .collect();
        (!raw.content.is_empty()).then_some(raw)
    }
}
