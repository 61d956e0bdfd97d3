//! Sentences: each cue of a sentence with its source and content.
//!
//! In: a [`View`]. Out: `Vec<Raw>`, in units of the line.
//!
//! The patterns of verbs, by where the pieces stand (S source, V cue, C content):
//!
//! ```text
//! S V C      Tarn said that the dam would hold.            subject before, complement behind
//! C, S V     The dam would hold, Tarn said.                subject before, nothing behind
//! C, V S     “The dam will hold,” said Tarn.               subject behind
//! C1, S V, C2  The dam, he said, will hold.
//! S ..., V C Tarn left, saying that the dam would hold.    the subject of another verb
//! as S V, C  As the Tower reported, the dam held.
//! ```
//!
//! Not here: cues without a printed source (`implicit`), cues that are no verbs (`verbless`), quotations in sentences of
//! their own (`direct`).

use std::ops::Range;

use super::Modality;
use super::clauses::Complement;
use super::cues::Found;
use super::groups::{Group, Role};
use super::inflect::Forms;
use super::lexicon::{Entry, Frames, Part, Small};
use super::lines::Tag;
use super::nouns::Subject;
use super::view::View;

/// A statement in units of its line.
#[derive(Clone)]
pub(super) struct Raw {
    /// `None` where a colon is the cue, or nothing.
    pub(super) entry: Option<&'static Entry>,
    pub(super) source: Option<Subject>,
    /// Nobody is printed, and the wording says so ("is expected to").
    pub(super) implicit: bool,
    pub(super) cue: Option<Range<usize>>,
    pub(super) content: Vec<Range<usize>>,
    pub(super) negated: bool,
    pub(super) modality: Modality,
    pub(super) addressee: Option<Range<usize>>,
    pub(super) channel: Option<Range<usize>>,
    /// The statement that this one carries on in another paragraph: its line and its place there.
    pub(super) continues: Option<(usize, usize)>,
}

/// Whether two cues claim the same content.
fn taken(one: &Raw, other: &Raw) -> bool {
    let start = |raw: &Raw| raw.content.first().map(|piece| piece.start);
    start(one).is_some() && start(one) == start(other) && other.entry.is_some_and(|entry| entry.part == Part::Noun)
}

impl View<'_> {
    /// The statements of the sentence, in the order of their cues.
    pub(super) fn statements(&self) -> Vec<Raw> {
        let cues = self.cues();
        let mut raws: Vec<Raw> = self.colon().or_else(|| self.signed()).into_iter().collect();
        for cue in &cues {
            let raw = match cue.entry.part {
                Part::Verb => self.verb_statement(cue, &cues, &raws),
                Part::Adjective => self.adjective_statement(cue, &cues, &raws),
                Part::Noun => self.noun_statement(cue, &cues),
                Part::Preposition => self.preposition_statement(cue, &cues),
                Part::Adverb => self.adverb_statement(cue, &cues),
            };
            // "said in a statement that": the clause is the verb's already.
            let raw = raw.filter(|raw| self.worth(cue, raw) && !raws.iter().any(|other| taken(other, raw)));
            raws.extend(raw);
        }
        raws
    }

    /// Whether a statement is one, by what is known of all its pieces together.
    fn worth(&self, cue: &Found, raw: &Raw) -> bool {
        let Some(content) = raw.content.first() else { return raw.source.is_some() };
        let spoken = cue.entry.frames.has(Frames::QUOTE);
        let clause = matches!(self.tag(content.start), Some(Tag::Small(Small::That | Small::Wh) | Tag::Quote))
            || content.start < cue.first;
        if self.own {
            // Within somebody's own words, "I think" and "we want" are his, not reported. Others' words are.
            let named = raw.source.as_ref().is_some_and(|source| {
                !matches!(
                    self.tag(source.core.start),
                    Some(Tag::Small(Small::Subj | Small::Who | Small::That | Small::Obj))
                )
            });
            return spoken && clause && named;
        }
        let unsettled =
            raw.modality != Modality::Actual || cue.group.is_some_and(|group| group.role == Role::Infinitive);
        if unsettled && !clause {
            // "would support", "to praise": nobody has.
            return cue.group.is_some_and(|group| self.is_word(group.start, &["will", "won't", "won’t"])) && spoken;
        }
        raw.source.is_some() || raw.implicit
    }

    pub(super) fn raw(&self, cue: &Found, complement: Complement) -> Raw {
        let start = cue.group.map_or(cue.first, |group| group.start);
        let content = if complement.content.is_empty() { Vec::new() } else { vec![complement.content] };
        Raw {
            entry: Some(cue.entry),
            source: None,
            implicit: false,
            cue: Some(start..complement.cue_end.max(cue.last + 1)),
            content,
            negated: cue.group.is_some_and(|group| group.negated),
            modality: cue.group.map_or(Modality::Actual, |group| group.modality),
            addressee: complement.addressee,
            channel: complement.channel,
            continues: None,
        }
    }

    fn verb_statement(&self, cue: &Found, cues: &[Found], before: &[Raw]) -> Option<Raw> {
        let group = cue.group?;
        if group.passive {
            return self.passive_statement(cue, &group, cues);
        }
        if let Some(raw) = self.asked(cue, &group, cues) {
            return Some(raw);
        }
        if cue.entry.frames == Frames::RAISE {
            return self.seeming(cue, &group, cues);
        }
        let quote_frame = cue.entry.frames.has(Frames::QUOTE);
        if group.role == Role::Finite
            && quote_frame
            && let Some(raw) = self.inverted(cue, &group, cues)
        {
            return Some(raw);
        }
        let complement = self.complement(cue, cues);
        let subject = match group.role {
            Role::Finite | Role::Infinitive => self.subject(group.subject_end),
            _ => None,
        };
        if let Some(subject) = subject.as_ref().filter(|_| quote_frame && group.role == Role::Finite) {
            // `“We won,” Tarn said ...`: a quotation before settles it, whatever follows.
            let quoted = matches!(self.tag_before(subject.all.start), Some(Tag::Quote))
                || (matches!(self.tag_before(subject.all.start), Some(Tag::Comma))
                    && matches!(self.tag_before(subject.all.start - 1), Some(Tag::Quote)));
            if complement.content.is_empty()
                && let Some(raw) = self.as_said(cue, subject, self.rest(cue), cues)
            {
                return Some(raw);
            }
            // `After the vote “failed,” he said: “...”`: the words behind the colon are his.
            let ahead = complement.content.start;
            let forward = self.is_tag(ahead, Tag::Quote)
                && !matches!(self.tag_before(ahead), Some(Tag::Comma))
                && !self.is_tag(self.start, Tag::Quote);
            if (quoted && !forward) || complement.content.is_empty() {
                let rest = self.rest(cue);
                if let Some(raw) = self.parenthetical(cue, subject.clone(), subject.all.start, rest, cues) {
                    return Some(raw);
                }
            }
        }
        // "He told the crowd, to applause:" and the words in the next paragraph.
        let awaits = self.is_tag(self.end - 1, Tag::Colon) && quote_frame && !self.own;
        if complement.content.is_empty() && !awaits {
            return None;
        }
        let source = match group.role {
            Role::Finite => subject.or_else(|| self.shared_subject(&group, before)),
            Role::Infinitive => subject.or_else(|| self.shared_subject(&group, before)),
            Role::Participial => self.participial_subject(cue, &group, before),
            Role::Reduced => return None,
        };
        if source.is_none() && group.role == Role::Infinitive && group.modality == Modality::Planned {
            return None;
        }
        let mut raw = self.raw(cue, complement);
        raw.source = source;
        Some(raw)
    }

    /// "as Tarn said", "as Tarn put it": the content is the rest of the sentence.
    fn as_said(&self, cue: &Found, subject: &Subject, complement: Complement, cues: &[Found]) -> Option<Raw> {
        let lead = subject.all.start.checked_sub(1).filter(|&at| self.is_word(at, &["as"]))?;
        let mut raw = self.raw(cue, complement.clone());
        let after = complement.after.max(cue.last + 1);
        let opening = (self.start..lead)
            .all(|at| matches!(self.tag(at), Some(Tag::Small(Small::Coord | Small::Adv) | Tag::Comma)));
        raw.content = if opening {
            if !self.is_tag(after, Tag::Comma) {
                return None;
            }
            let end = self.clause_end(after + 1, cue, cues);
            vec![self.trim(after + 1..end)]
        } else {
            if !self.over(after) && !self.is_tag(after, Tag::Comma) {
                return None;
            }
            vec![self.trim(self.start..lead)]
        };
        raw.source = Some(subject.clone());
        (!raw.content[0].is_empty()).then_some(raw)
    }

    /// "..., and accused": the subject of the verb before. Or of the nearest cue.
    pub(super) fn shared_subject(&self, group: &Group, before: &[Raw]) -> Option<Subject> {
        let near = before.iter().rev().find(|raw| {
            raw.source.as_ref().is_some_and(|source| source.all.end <= group.start)
                && raw.entry.is_some_and(|entry| entry.part == Part::Verb)
        });
        if let Some(raw) = near {
            return raw.source.clone();
        }
        self.clause_subject(group.start)
    }

    /// The subject of the nearest finite verb before `end` that has one on its left.
    fn clause_subject(&self, end: usize) -> Option<Subject> {
        let floor = end.saturating_sub(80).max(self.start);
        for at in (floor..end).rev() {
            if !self.finite(at) {
                continue;
            }
            let mut verb = at;
            while verb > floor
                && (self.finite(verb - 1) || matches!(self.tag(verb - 1), Some(Tag::Small(Small::Adv | Small::Not))))
            {
                verb -= 1;
            }
            if let Some(subject) = self.subject(verb) {
                let relative = self.is(subject.core.start, Small::Who);
                let outside = self.is_tag(subject.core.start.wrapping_sub(1), Tag::Comma);
                if !relative || outside {
                    if relative {
                        continue;
                    }
                    return Some(subject);
                }
            }
        }
        None
    }

    /// "..., saying that", "by saying that", "a letter saying that", "Calling it a lie, Tarn left".
    fn participial_subject(&self, cue: &Found, group: &Group, before: &[Raw]) -> Option<Subject> {
        match self.tag_before(group.start) {
            None => {
                let comma = self.segment_end(cue.last + 1);
                if !self.is_tag(comma, Tag::Comma) {
                    return None;
                }
                self.subject_right(comma + 1)
            }
            Some(Tag::Noun | Tag::Name | Tag::Small(Small::Some | Small::Obj)) => self.subject(group.start),
            _ => self.shared_subject(group, before),
        }
    }

    /// "said Tarn" after his words, or "Said Tarn: ..." before them.
    fn inverted(&self, cue: &Found, group: &Group, cues: &[Found]) -> Option<Raw> {
        if group.start != cue.first
            || cue.entry.frames.has(Frames::TOLD) && cue.entry.lemma != "ask" && cue.entry.lemma != "warn"
        {
            return None; // What follows "told" is the hearer.
        }
        let before = self.tag_before(cue.first);
        let ready = match before {
            Some(Tag::Quote) => !self.line.units[cue.first - 1].noun,
            Some(Tag::Comma | Tag::Dash | Tag::Stop) => true,
            None => self.line.inside.is_none(),
            _ => false,
        };
        if !ready {
            return None;
        }
        let from = self.skip_adverbs(cue.last + 1);
        let mut addressee = None;
        let subject = self.subject_right(from)?;
        if self.stands_apart(subject.core.end - 1) {
            return None; // "..., wrote last week"
        }
        // "Tarn, who lost in May, described ...": what stands before is its own subject.
        let opening = if self.is(self.start, Small::Coord) { self.start + 1 } else { self.start };
        if before == Some(Tag::Comma)
            && !cue.first.checked_sub(2).is_some_and(|at| self.is_tag(at, Tag::Quote))
            && self.subject(cue.first).is_some_and(|own| own.all.start == opening)
        {
            return None;
        }
        let pronoun = self.is(subject.core.start, Small::Subj);
        if before != Some(Tag::Quote)
            && before.is_some()
            && (pronoun || self.is(subject.all.end, Small::Subj) || self.clause_ahead(from))
        {
            return None; // "Tarn, who is ill, said he ..."
        }
        if self.finite(subject.all.end) && !self.is_tag(subject.all.end, Tag::Quote) && before != Some(Tag::Quote) {
            return None; // "..., said the dam would hold": the phrase is the subject of its own verb.
        }
        if cue.entry.frames.has(Frames::TOLD) && !cue.entry.frames.has(Frames::QUOTE) {
            addressee = Some(subject.core.clone());
        }
        let end = subject.all.end;
        let mut complement =
            Complement { content: end..end, cue_end: cue.last + 1, after: end, addressee, channel: None };
        if before.is_none() {
            let colon =
                self.is_tag(end, Tag::Colon) || (self.is_tag(end, Tag::Comma) && self.is_tag(end + 1, Tag::Quote));
            if !colon {
                return None;
            }
            let stop = self.clause_end(end + 1, cue, cues);
            complement.content = self.trim(end + 1..stop);
            let mut raw = self.raw(cue, complement);
            raw.source = Some(subject);
            return (!raw.content.is_empty()).then_some(raw);
        }
        self.adjuncts(cue, &mut complement);
        self.parenthetical(cue, subject, cue.first, complement, cues)
    }

    /// "C, S V", "C, V S" and "C1, S V, C2": the content stands before `end`, where subject or cue begins.
    fn parenthetical(
        &self,
        cue: &Found,
        subject: Subject,
        end: usize,
        complement: Complement,
        cues: &[Found],
    ) -> Option<Raw> {
        let mark = self.tag_before(end)?;
        if !matches!(mark, Tag::Comma | Tag::Quote | Tag::Dash | Tag::Stop) {
            return None;
        }
        let own = cue.first.min(end);
        let mut start = self.start;
        // Another cue before, with its own content: this one's begins after the last comma and "and" or "but".
        let earlier =
            cues.iter().any(|other| other.last < own && other.group.is_some_and(|group| group.role == Role::Finite));
        if earlier && !matches!(mark, Tag::Quote) && !self.is_tag(end.wrapping_sub(2), Tag::Quote) {
            start = (self.start + 1..own)
                .rev()
                .find(|&at| self.is(at, Small::Coord) && self.is_tag(at - 1, Tag::Comma))
                .map_or(self.start, |at| at + 1);
            // "..., when, they said, some 800 men came": what stands between the commas.
            let comma = (start..end.saturating_sub(1)).rev().find(|&at| self.is_tag(at, Tag::Comma));
            if let Some(comma) =
                comma.filter(|&comma| self.first_finite(comma + 1..end).is_none() && mark == Tag::Comma)
            {
                start = comma + 1;
            }
        }
        while start < end && self.is(start, Small::Coord) {
            start += 1;
        }
        let left = self.trim(start..end);
        let quoted = left.clone().any(|at| self.is_tag(at, Tag::Quote));
        let quote_first = matches!(mark, Tag::Quote) || self.is_tag(end.wrapping_sub(2), Tag::Quote);
        let says = quoted || self.first_finite(left.clone()).is_some();
        if left.is_empty() || !says {
            // "..., when, they said, some 800 men came": the content is all behind.
            let next = complement.after.max(cue.last + 1).max(subject.all.end);
            let stop = self.clause_end(next, cue, cues);
            let verb = self.finite(self.skip_adverbs(next + 1));
            let behind = mark == Tag::Comma
                && self.is_tag(next, Tag::Comma)
                && (verb || self.first_finite(next + 1..stop).is_some());
            let opener = left.len() <= 3 && self.is(next + 1, Small::Prep);
            if !behind || (!verb && !opener && !self.continues(next + 1, cues)) {
                return None;
            }
            // "The plan, he said, is dead": its first words stand before.
            let more = self.trim(next + 1..stop);
            let mut raw = self.raw(cue, Complement { content: left.clone(), ..complement });
            raw.content = [left, more].into_iter().filter(|piece| !piece.is_empty()).collect();
            raw.source = Some(subject);
            return Some(raw);
        }
        let mut left = left;
        if quote_first {
            // `Tarn was angry. “Go,” he said`: only what belongs to the quotation; words before it count if they lead into it.
            let last = (left.start..left.end).rev().find(|&at| self.is_tag(at, Tag::Quote)).unwrap_or(left.start);
            let mut first = last;
            while first > left.start && self.is_tag(first - 1, Tag::Quote) {
                first -= 1;
            }
            let leads = first > left.start
                && !matches!(self.tag_before(first), Some(Tag::Comma | Tag::Colon | Tag::Dash | Tag::Stop));
            if !leads && first > left.start {
                left.start = first;
            }
        }
        let mut raw = self.raw(cue, Complement { content: left, ..complement.clone() });
        raw.source = Some(subject.clone());
        // More of the content behind the cue.
        let after = complement.after.max(cue.last + 1).max(subject.all.end);
        let next = match self.tag(after) {
            Some(Tag::Comma | Tag::Colon | Tag::Dash | Tag::Semicolon) => after + 1,
            Some(Tag::Quote) => after,
            Some(Tag::Small(Small::Sub)) if self.is_word(after, &["because"]) && !quote_first => after,
            _ => return Some(raw),
        };
        let goes_on =
            if quote_first { self.is_tag(next, Tag::Quote) } else { !self.over(next) && self.continues(next, cues) };
        if goes_on {
            let stop = self.clause_end(next, cue, cues);
            let more = self.trim(next..stop);
            if !more.is_empty() {
                raw.content.push(more);
            }
        }
        Some(raw)
    }

    /// Whether what follows "C, S said," goes on with C: not a participle, not another cue.
    pub(super) fn continues(&self, at: usize, cues: &[Found]) -> bool {
        let participle = self.at(at).is_some_and(|unit| unit.forms.has(Forms::ING));
        let cue = cues.iter().any(|cue| cue.first == at || cue.group.is_some_and(|group| group.start == at));
        let relative = matches!(self.tag(at), Some(Tag::Small(Small::Who | Small::Prep | Small::Sub)))
            && !self.is_word(at, &["because", "so"]);
        !participle && !cue && !relative
    }
}
