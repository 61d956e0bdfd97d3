//! Subjects: who stands before a verb, or behind it, with what belongs to him in commas, dashes or brackets.
//!
//! In: a [`View`], the place of the verb. Out: [`Subject`].
//!
//! ```text
//! On Monday Ada Orlan, the head of the bank, said ...      said Ada Orlan, 52, of Ost
//!           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^                     ^^^^^^^^^
//! ```

use std::ops::Range;

use super::inflect::Forms;
use super::lexicon::Small;
use super::lines::{Tag, Tail};
use super::nouns::{REACH, Subject};
use super::view::View;

impl View<'_> {
    /// The subject that ends right before `end`, perhaps with an interruption in commas, dashes or brackets between.
    pub(super) fn subject(&self, end: usize) -> Option<Subject> {
        let mut end = end;
        while end > self.start && matches!(self.tag(end - 1), Some(Tag::Small(Small::Adv | Small::Day))) {
            end -= 1;
            // "on Monday", "late on Monday"
            if end > self.start && self.is_word(end - 1, &["on", "late", "early", "since"]) {
                end -= 1;
            }
        }
        match self.tag_before(end)? {
            Tag::Comma | Tag::Dash => {
                self.subject_before_interruption(end - 1).or_else(|| self.subject_from_start(end - 1))
            }
            Tag::Small(Small::Coord) => None,
            _ => {
                let Some(subject) = self.subject_at(end) else { return self.subject_from_start(end) };
                // "Tarn two weeks ago said", "the bank in the past said": a time, and the subject before it.
                if self.stands_apart(subject.core.end - 1) && subject.core.start > self.start {
                    return self.subject_before_phrase(subject.core.start).or(Some(subject));
                }
                Some(subject)
            }
        }
    }

    /// The subject whose last unit is right before `end`; reaches back over a relative clause ("officials who met Tarn").
    fn subject_at(&self, end: usize) -> Option<Subject> {
        let core = self.phrase_left(end)?;
        let before = core.start.checked_sub(1).filter(|&at| at >= self.start);
        let governed = before.is_some_and(|at| {
            self.finite(at)
                || matches!(self.tag(at), Some(Tag::Small(Small::Prep | Small::To | Small::Be)))
                || self.at(at).is_some_and(|unit| unit.tag == Tag::Verb)
        });
        if !governed || self.is(core.start, Small::Subj) {
            return Some(Subject::plain(core));
        }
        // The phrase belongs to a verb or preposition before it: perhaps inside "S who ... PHRASE".
        let floor = core.start.saturating_sub(25).max(self.start);
        for at in (floor..core.start).rev() {
            match self.tag(at) {
                Some(Tag::Small(Small::Who)) | Some(Tag::Small(Small::That)) if at > self.start => {
                    let outer = self.phrase_left(at)?;
                    let relative = self.finite(at + 1) || self.finite(at + 2);
                    return relative.then_some(Subject { all: outer.start..end, core: outer });
                }
                Some(Tag::Comma | Tag::Dash | Tag::Quote | Tag::Semicolon | Tag::Colon) => break,
                _ => {}
            }
        }
        // "The court of appeals for the sixth circuit said": nothing but a long subject stands before.
        let preposition = matches!(self.tag_before(core.start), Some(Tag::Small(Small::Prep | Small::To)));
        let whole = if preposition { self.subject_from_start(end) } else { None };
        Some(whole.unwrap_or(Subject::plain(core)))
    }

    /// All from the start of the sentence, where that can only be a subject: "One delegate not on the slate, Ada Orlan".
    fn subject_from_start(&self, end: usize) -> Option<Subject> {
        let start = if self.is(self.start, Small::Coord) { self.start + 1 } else { self.start };
        let core = self.phrase_right(start)?;
        let opens =
            !self.finite(start) && self.at(start).is_some_and(|unit| unit.tag != Tag::Quote && unit.tag != Tag::Verb);
        let short = end > start && end - start <= 25;
        let speech = (start..end).any(|at| self.is_tag(at, Tag::Quote) && !self.line.units[at].noun);
        let clear = self.first_finite(start..end).is_none() && !speech;
        (opens && short && clear && core.end <= end).then_some(Subject { all: start..end, core })
    }

    /// The subject before a phrase of time that begins at `end`, perhaps with a preposition.
    fn subject_before_phrase(&self, end: usize) -> Option<Subject> {
        let mut end = end;
        while end > self.start && matches!(self.tag(end - 1), Some(Tag::Small(Small::Prep | Small::Adv))) {
            end -= 1;
        }
        let core = self.phrase_left(end)?;
        Some(Subject::plain(core))
    }

    /// "Tarn, the mayor, said", "Tarn, 52, of Ost, said", "Tarn, who leads the bank, said", "Tarn — the mayor — said".
    fn subject_before_interruption(&self, close: usize) -> Option<Subject> {
        let mark = self.tag(close)?;
        let floor = close.saturating_sub(REACH).max(self.start);
        let mut at = close;
        let mut depth = 0;
        let mut keep = true;
        for _ in 0..5 {
            // The mark that opens this segment.
            let mut open = None;
            let mut here = at;
            while here > floor {
                here -= 1;
                match self.tag(here) {
                    Some(Tag::Close) => depth += 1,
                    Some(Tag::Open) if depth > 0 => depth -= 1,
                    Some(Tag::Quote) if self.line.units[here].run.len() > 12 => return None,
                    Some(tag) if tag == mark && depth == 0 => {
                        open = Some(here);
                        break;
                    }
                    _ => {}
                }
            }
            let open = open?;
            let segment = open + 1..at;
            if segment.is_empty() {
                return None;
            }
            keep &= self.belongs(&segment);
            if self.relative(&segment) || self.aside(&segment) || !self.clause(&segment) {
                if let Some(core) = self.phrase_left(open) {
                    let more = matches!(self.tag_before(core.start), Some(Tag::Comma)) && self.only_name(&core);
                    // "Ada Orlan, 52, of Ost, Velmora, said": a bare name after a comma may be one more interruption.
                    let tail = more
                        && (self.is_tag(open + 1, Tag::Number) || self.short(&core))
                        && self.has_comma(floor, core.start);
                    if !tail && !self.preposition_before(&core) {
                        let all = if keep { core.start..close } else { core.clone() };
                        return Some(Subject { all, core });
                    }
                }
                at = open;
                continue;
            }
            return None;
        }
        None
    }

    fn has_comma(&self, floor: usize, end: usize) -> bool {
        (floor..end.saturating_sub(1)).any(|at| self.is_tag(at, Tag::Comma))
    }

    fn short(&self, core: &Range<usize>) -> bool {
        core.len() == 1 && self.word(core.start).ends_with('.')
    }

    fn only_name(&self, core: &Range<usize>) -> bool {
        core.clone().all(|at| matches!(self.tag(at), Some(Tag::Name | Tag::Number)))
    }

    fn preposition_before(&self, core: &Range<usize>) -> bool {
        matches!(self.tag_before(core.start), Some(Tag::Small(Small::Prep | Small::To)))
    }

    /// An apposition or relative clause: part of the source as printed.
    fn belongs(&self, segment: &Range<usize>) -> bool {
        self.relative(segment)
            || match self.tag(segment.start) {
                Some(Tag::Small(Small::Det | Small::Poss | Small::Some)) => true,
                Some(Tag::Noun | Tag::Name) => true,
                Some(Tag::Small(Small::Adv)) => self.is(segment.start + 1, Small::Det),
                _ => false,
            }
    }

    fn relative(&self, segment: &Range<usize>) -> bool {
        matches!(self.tag(segment.start), Some(Tag::Small(Small::Who)))
            || self.is_word(segment.start, &["whose"])
            || (self.is(segment.start, Small::Prep) && self.is(segment.start + 1, Small::Who))
    }

    /// "speaking in Ost", "in a letter", "however", "after the raid": between commas, but not of the source.
    fn aside(&self, segment: &Range<usize>) -> bool {
        let Some(unit) = self.at(segment.start) else { return false };
        match unit.tag {
            Tag::Small(Small::Prep | Small::Adv | Small::Day | Small::To | Small::Coord | Small::Sub | Small::Wh) => {
                true
            }
            Tag::Number => true,
            _ => unit.forms.has(Forms::ING.and(Forms::PARTICIPLE)) && !self.finite(segment.start),
        }
    }

    /// An inverted subject from `start` on, with what belongs to it: "said Ada Orlan, the head of the bank, in a letter".
    pub(super) fn subject_right(&self, start: usize) -> Option<Subject> {
        let core = self.phrase_right(start)?;
        let ok = match self.tag(core.start) {
            Some(Tag::Small(Small::Obj | Small::Who)) => false,
            Some(Tag::Small(Small::Subj)) => !self.hides_auxiliary(core.start),
            _ => true,
        };
        if !ok || matches!(self.line.units[core.end - 1].tail, Tail::Auxiliary(_)) {
            return None;
        }
        let mut end = core.end;
        // A restrictive relative clause.
        if self.is(end, Small::Who) && self.finite(end + 1) {
            end = self.segment_end(end);
        }
        // "photographs published by the palace"
        let participle = self.at(end).is_some_and(|unit| unit.forms.has(Forms::PARTICIPLE) && unit.tag != Tag::Name);
        if participle
            && matches!(self.tag(end + 1), Some(Tag::Small(Small::Prep | Small::Day)))
            && self.is_tag(end - 1, Tag::Noun)
        {
            end = self.segment_end(end);
        }
        while self.is_tag(end, Tag::Comma) {
            let close = self.segment_end(end + 1);
            let segment = end + 1..close;
            if segment.is_empty() {
                break;
            }
            let age = self.is_tag(segment.start, Tag::Number);
            let belongs =
                self.belongs(&segment) || (self.is(segment.start, Small::Prep) && self.is_word(segment.start, &["of"]));
            let clause = !self.relative(&segment) && self.clause(&segment);
            if age && self.is_tag(close, Tag::Comma) && segment.len() <= 2 {
                break;
            }
            if !belongs || clause {
                break;
            }
            end = close;
        }
        Some(Subject { all: core.start..end, core })
    }

    /// Whether a segment is a clause of its own, not an apposition with a verb somewhere in it: a subject, then its verb.
    pub(super) fn clause(&self, segment: &Range<usize>) -> bool {
        let Some(phrase) = self.phrase_right(segment.start) else {
            return self.first_finite(segment.clone()).is_some();
        };
        let verb = self.skip_adverbs(phrase.end);
        verb < segment.end && self.finite(verb)
    }
}
