//! Sentences: each cue of a sentence with its source and content.
//!
//! In: a [`View`]. Out: `Vec<Raw>`, in units of the line.
//!
//! The patterns, by where the pieces stand (S source, V cue, C content):
//!
//! ```text
//! S V C      Tarn said that the dam would hold.            subject before, complement behind
//! C, S V     The dam would hold, Tarn said.                subject before, nothing behind
//! C, V S     “The dam will hold,” said Tarn.               subject behind
//! S ..., V C Tarn left, saying that the dam would hold.    the subject of another verb
//! V S, C     According to Tarn, the dam would hold.
//! S: C       Tarn: “The dam will hold.”
//! N C        his claim that the dam would hold
//! C V C      the dam is expected to hold                   nobody's words in print
//! ```

use std::ops::Range;

use super::Modality;
use super::clauses::Complement;
use super::cues::Found;
use super::groups::{Group, Role};
use super::inflect::Forms;
use super::lexicon::{Entry, Frames, Part, Small};
use super::lines::{Tag, Tail};
use super::nouns::Subject;
use super::view::View;
use crate::articles::BlockKind;

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
        let mut raws: Vec<Raw> = self.colon().into_iter().collect();
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
        if self.line.inside.is_some() {
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

    fn raw(&self, cue: &Found, complement: Complement) -> Raw {
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
        let awaits = self.is_tag(self.end - 1, Tag::Colon) && quote_frame && self.line.inside.is_none();
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

    /// "Asked whether the dam would hold, ...", "when asked about the dam": who asked is not printed.
    fn asked(&self, cue: &Found, group: &Group, cues: &[Found]) -> Option<Raw> {
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
    fn seeming(&self, cue: &Found, group: &Group, cues: &[Found]) -> Option<Raw> {
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
    fn shared_subject(&self, group: &Group, before: &[Raw]) -> Option<Subject> {
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
            && !self.is_tag(cue.first - 2, Tag::Quote)
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
    fn continues(&self, at: usize, cues: &[Found]) -> bool {
        let participle = self.at(at).is_some_and(|unit| unit.forms.has(Forms::ING));
        let cue = cues.iter().any(|cue| cue.first == at || cue.group.is_some_and(|group| group.start == at));
        let relative = matches!(self.tag(at), Some(Tag::Small(Small::Who | Small::Prep | Small::Sub)))
            && !self.is_word(at, &["because", "so"]);
        !participle && !cue && !relative
    }

    fn passive_statement(&self, cue: &Found, group: &Group, cues: &[Found]) -> Option<Raw> {
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

    fn adjective_statement(&self, cue: &Found, cues: &[Found], before: &[Raw]) -> Option<Raw> {
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
    fn noun_statement(&self, cue: &Found, cues: &[Found]) -> Option<Raw> {
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
    fn preposition_statement(&self, cue: &Found, cues: &[Found]) -> Option<Raw> {
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

    /// "The bank reportedly lost two million": the clause around the adverb.
    fn adverb_statement(&self, cue: &Found, cues: &[Found]) -> Option<Raw> {
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

    /// "Tarn: “We won.”", "MAYOR: We won.", headlines and captions with a name and a colon.
    fn colon(&self) -> Option<Raw> {
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
