//! Clauses: what follows a cue, where the content begins, and where it ends.
//!
//! In: a [`View`], its cues. Out: a [`Complement`] for a cue, or `None` where nothing follows that the cue can take.
//!
//! ```text
//! Tarn told reporters on Monday in a letter that the dam would hold, adding that ...
//!           ^^^^^^^^^ addressee  ^^^^^^^^^^^ channel
//!                                           ^^^^^^^^^^^^^^^^^^^^^^^^ content: up to the next cue's comma
//! ```
//!
//! A content ends with its sentence unless another cue takes over. That is right three times of four; a parser would
//! see the rest ("..., but Tarn was not there").

use std::ops::Range;

use super::cues::Found;
use super::groups::Role;
use super::inflect::Forms;
use super::lexicon::{Frames, Part, Small};
use super::lines::Tag;
use super::view::View;

/// What stands behind a cue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Complement {
    /// The content; empty where only a hearer or a channel follows.
    pub(super) content: Range<usize>,
    /// One past the last unit of the cue, where a preposition belongs to it ("called for").
    pub(super) cue_end: usize,
    pub(super) addressee: Option<Range<usize>>,
    pub(super) channel: Option<Range<usize>>,
    /// Where reading goes on after hearer, channel and time.
    pub(super) after: usize,
}

/// Nouns of time after "last", "this", "next": "said last week".
const TIMES: &[&str] = &[
    "week",
    "month",
    "year",
    "night",
    "morning",
    "afternoon",
    "evening",
    "weekend",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "day",
    "days",
    "weeks",
    "months",
    "years",
    "minutes",
    "hours",
];

impl View<'_> {
    /// What follows the cue. `cues` are those of the sentence, to know where another takes over.
    pub(super) fn complement(&self, cue: &Found, cues: &[Found]) -> Complement {
        let frames = cue.entry.frames;
        let from = cue.last + 1;
        let mut found = Complement { content: from..from, cue_end: from, after: from, ..Complement::default() };
        self.adjuncts(cue, &mut found);
        if self.opening(cue, cues, &mut found) {
            return found;
        }
        let at = found.after;
        if (frames.has(Frames::TOLD) || frames.has(Frames::OBJ))
            && let Some(hearer) = self.hearer(at)
        {
            let mut inner = Complement { addressee: Some(hearer.clone()), after: hearer.end, ..found.clone() };
            self.adjuncts(cue, &mut inner);
            if frames.has(Frames::OBJ) && self.is(inner.after, Small::To) {
                let end = self.clause_end(at, cue, cues);
                let start = if cue.entry.lemma == "tell" { inner.after } else { at };
                found.content = self.trim(start..end);
                found.addressee = inner.addressee;
                return found;
            }
            if frames.has(Frames::TOLD) {
                let to = self.is(inner.after, Small::To);
                if (to || !self.is(inner.after, Small::Obj)) && self.opening(cue, cues, &mut inner) {
                    return inner;
                }
                // A hearer and no more: `“...,” he told the paper.`
                if !frames.has(Frames::NP) && !frames.has(Frames::ZERO) {
                    return inner;
                }
            }
        }
        if self.is(at, Small::Wh) && frames.has(Frames::ZERO) && self.is_word(at, &["if", "when", "whether", "what"]) {
            // "said if elected he would": a clause may begin with its condition.
            let end = self.clause_end(at, cue, cues);
            if self.first_finite(at + 1..end).is_some() && (at..end).any(|at| self.is_tag(at, Tag::Comma)) {
                found.content = self.trim(at..end);
                return found;
            }
        }
        if frames.has(Frames::NP) && self.phrase_begins(at) {
            let end = self.phrase_end(at, cue, cues);
            found.content = self.trim(at..end);
        }
        found
    }

    /// Hearer, channel and time behind a cue whose content stands before it.
    pub(super) fn rest(&self, cue: &Found) -> Complement {
        let from = cue.last + 1;
        let mut found = Complement { content: from..from, cue_end: from, after: from, ..Complement::default() };
        self.adjuncts(cue, &mut found);
        if cue.entry.frames.has(Frames::TOLD)
            && let Some(hearer) = self.hearer(found.after)
        {
            found.after = hearer.end;
            found.addressee = Some(hearer);
            self.adjuncts(cue, &mut found);
        }
        found
    }

    /// Content that shows by its first word: quotation, "that", "whether", "to", a preposition of the cue, a clause.
    fn opening(&self, cue: &Found, cues: &[Found], found: &mut Complement) -> bool {
        let frames = cue.entry.frames;
        let at = found.after;
        let start = match self.tag(at) {
            Some(Tag::Quote) if frames.has(Frames::QUOTE) => at,
            Some(Tag::Comma) if frames.has(Frames::QUOTE) && self.is_tag(at + 1, Tag::Quote) => at + 1,
            Some(Tag::Colon) if frames.has(Frames::QUOTE) => at + 1,
            Some(Tag::Dash) if frames.has(Frames::QUOTE) && self.is_tag(at + 1, Tag::Quote) => at + 1,
            Some(Tag::Small(Small::That)) if frames.has(Frames::THAT) || frames.has(Frames::TOLD) => at,
            Some(Tag::Small(Small::Wh))
                if frames.has(Frames::WH) || (frames.has(Frames::TOLD) && found.addressee.is_some()) =>
            {
                at
            }
            Some(Tag::Small(Small::Who)) if frames.has(Frames::WH) && !self.is_word(at, &["which"]) => at,
            Some(Tag::Small(Small::To))
                if frames.has(Frames::TO) || (found.addressee.is_some() && frames.has(Frames::TOLD)) =>
            {
                at
            }
            Some(Tag::Small(Small::Not)) if frames.has(Frames::TO) && self.is(at + 1, Small::To) => at,
            // "as saying that"
            Some(Tag::Small(Small::Sub)) if self.are(at, &["as", "saying"]) => at + 2,
            Some(Tag::Small(Small::Prep)) if frames.opens(self.word(at)) && found.addressee.is_none() => {
                if !self.prepositional(cue, at) {
                    return false;
                }
                found.cue_end = at + 1;
                at + 1
            }
            _ if frames.has(Frames::ING) && self.gerund(at) => at,
            _ if (frames.has(Frames::ZERO) || (frames.has(Frames::TOLD) && found.addressee.is_some()))
                && self.clause_ahead(at) =>
            {
                at
            }
            _ => return false,
        };
        let preposition = found.cue_end > cue.last + 1;
        let end = if preposition && !self.is(start, Small::Wh) {
            self.phrase_end(start, cue, cues)
        } else {
            self.clause_end(start, cue, cues)
        };
        found.content = self.trim(start..end);
        found.after = end;
        !found.content.is_empty()
    }

    /// Whether the preposition of a cue opens content, not a time or a place: "on the plan", not "on Monday".
    fn prepositional(&self, cue: &Found, at: usize) -> bool {
        let next = at + 1;
        let time = self.is(next, Small::Day) || self.channel_ahead(at) || self.is_tag(next, Tag::Number);
        let vague = self.is_word(at, &["in", "on", "at", "with", "for", "by", "over"]);
        let content =
            self.phrase_begins(next) || self.gerund(next) || self.is(next, Small::Wh) || self.is_tag(next, Tag::Quote);
        let said_of = self.is_word(at, &["of"]) && cue.entry.lemma == "say";
        content && !(vague && time && cue.entry.part == Part::Verb) && !said_of
    }

    /// "to" and a plain verb.
    pub(super) fn infinitive(&self, to: usize) -> bool {
        let at = self.skip_adverbs(to + 1);
        self.is(at, Small::Be)
            || self.is(at, Small::Have)
            || self.is(at, Small::Do)
            || self.at(at).is_some_and(|unit| unit.forms.has(Forms::BASE) && unit.tag != Tag::Name)
    }

    fn gerund(&self, at: usize) -> bool {
        self.at(at).is_some_and(|unit| unit.forms.has(Forms::ING) && unit.tag != Tag::Name)
    }

    /// Who is told: a short noun phrase.
    fn hearer(&self, at: usize) -> Option<Range<usize>> {
        if self.is(at, Small::Obj) || self.is_word(at, &["it", "you", "everyone", "anyone"]) {
            return Some(at..at + 1);
        }
        if !self.phrase_begins(at) || self.is(at, Small::Subj) {
            return None;
        }
        let phrase = self.phrase_right(at)?;
        // "told The Tower's Ada Orlan", "told the Tower in Ost": enough; a longer phrase swallows the content.
        (phrase.len() <= 14).then_some(phrase)
    }

    /// Whether a noun phrase can begin here.
    pub(super) fn phrase_begins(&self, at: usize) -> bool {
        match self.tag(at) {
            Some(Tag::Small(Small::Det | Small::Some | Small::Poss | Small::Obj)) => true,
            Some(Tag::Small(Small::Subj)) => self.is_word(at, &["it", "you"]),
            Some(Tag::Noun | Tag::Name | Tag::Number | Tag::Quote) => true,
            Some(Tag::Verb) => self.at(at).is_some_and(|unit| unit.forms.has(Forms::ING.and(Forms::PARTICIPLE))),
            Some(Tag::Mark) => self.adjectival(at),
            _ => false,
        }
    }

    /// Whether a clause without "that" begins here: a subject, then a verb that carries it.
    pub(super) fn clause_ahead(&self, at: usize) -> bool {
        let at = match self.tag(at) {
            Some(Tag::Small(Small::Subj)) => {
                let near = at..(at + 8).min(self.end);
                return self.first_finite(near.clone()).is_some() || near.clone().any(|at| self.is_tag(at, Tag::Quote));
            }
            Some(Tag::Small(Small::Adv | Small::Day)) => self.skip_adverbs(at),
            _ => at,
        };
        if !self.phrase_begins(at) && !self.gerund(at) {
            return false;
        }
        if self.gerund(at) {
            return self.first_finite(at + 1..self.segment_end(at)).is_some();
        }
        let Some(phrase) = self.phrase_right(at) else { return false };
        let end = phrase.end;
        if self.finite(self.skip_adverbs(end)) || self.is_tag(end, Tag::Quote) {
            return true;
        }
        let segment = self.segment_end(end);
        if segment > end {
            // Phrases and relative clauses before the verb, or words in quotation marks that hold it.
            let verb = self.first_finite(end..segment);
            return verb.is_some() || (end..segment).any(|at| self.is_tag(at, Tag::Quote));
        }
        // "said Tarn, the mayor, would go"
        let close = self.segment_end(end + 1);
        self.is_tag(end, Tag::Comma) && self.is_tag(close, Tag::Comma) && self.finite(self.skip_adverbs(close + 1))
    }

    /// Steps over times, places, hearers with "to", channels: whatever parts a cue from what it takes.
    pub(super) fn adjuncts(&self, cue: &Found, found: &mut Complement) {
        let frames = cue.entry.frames;
        for _ in 0..6 {
            let at = found.after;
            match self.tag(at) {
                Some(Tag::Small(Small::Day)) => found.after += 1,
                Some(Tag::Small(Small::Adv)) if !self.is_word(at, &["there", "only", "even", "just", "almost"]) => {
                    found.after += 1
                }
                Some(Tag::Small(Small::Det | Small::Some | Small::Adv)) | Some(Tag::Noun)
                    if self.is_word(
                        at,
                        &["this", "last", "next", "earlier", "that", "late", "early", "one", "two", "three"],
                    ) && (self.is_word(at + 1, TIMES) || self.is(at + 1, Small::Day)) =>
                {
                    found.after += 2;
                }
                Some(Tag::Small(Small::Prep | Small::To)) => {
                    // "vowed to fight", "urged them to stop", "railed against": that is the content.
                    let own = if self.is(at, Small::To) {
                        frames.has(Frames::TO) || frames.has(Frames::OBJ) || self.infinitive(at)
                    } else {
                        frames.opens(self.word(at)) && self.prepositional(cue, at)
                    };
                    if own {
                        return;
                    }
                    let Some(end) = self.adjunct_phrase(at) else { return };
                    let inside = at + 1..end;
                    if self.is(at, Small::To) || self.is_word(at, &["with"]) {
                        found.addressee.get_or_insert(inside);
                    } else if inside.clone().any(|at| self.at(at).is_some_and(|unit| unit.channel)) {
                        found.channel.get_or_insert(at..end);
                    }
                    found.after = end;
                }
                // ", in a letter to the king, that"
                Some(Tag::Comma) => {
                    let close = self.segment_end(at + 1);
                    let short = close > at + 1 && close - at < 16 && self.is_tag(close, Tag::Comma);
                    let goes_on = self.is(close + 1, Small::That)
                        || (self.is_tag(close + 1, Tag::Quote) && !self.is_tag(at + 1, Tag::Quote));
                    let aside = matches!(self.tag(at + 1), Some(Tag::Small(Small::Prep | Small::Adv | Small::Day)));
                    if !(short && goes_on && aside) {
                        return;
                    }
                    if self.is(at + 1, Small::Prep) && self.channel_ahead(at + 1) {
                        found.channel.get_or_insert(at + 1..close);
                    }
                    found.after = if self.is_tag(close + 1, Tag::Quote) { close } else { close + 1 };
                    return;
                }
                _ => return,
            }
        }
    }

    /// One past a phrase with a preposition that is no content: something else follows it, or nothing.
    fn adjunct_phrase(&self, at: usize) -> Option<usize> {
        if self.is_word(at, &["about", "against", "of"]) && !self.channel_ahead(at) {
            return None;
        }
        let mut end = if self.is(at + 1, Small::Day) { at + 2 } else { self.phrase_right(at + 1)?.end };
        // "in an interview with the Tower on Monday"
        for _ in 0..3 {
            if !matches!(self.tag(end), Some(Tag::Small(Small::Prep | Small::To))) {
                break;
            }
            match self.phrase_right(end + 1) {
                Some(phrase) => end = phrase.end,
                None => break,
            }
        }
        let end = self.skip_adverbs(end);
        let next = self.tag(end);
        let time = self.is(at + 1, Small::Day) || self.channel_ahead(at);
        let settled = match next {
            None | Some(Tag::Stop | Tag::Comma | Tag::Colon | Tag::Dash | Tag::Quote) => true,
            Some(Tag::Small(Small::That | Small::Wh | Small::To | Small::Prep)) => true,
            Some(Tag::Small(Small::Subj)) => true,
            Some(Tag::Small(Small::Det | Small::Poss)) => time,
            _ => false,
        };
        settled.then_some(end)
    }

    /// One past the clause that begins at `start` and is the content of `cue`.
    pub(super) fn clause_end(&self, start: usize, cue: &Found, cues: &[Found]) -> usize {
        let mut depth = 0;
        let (relative, subordinate) = (self.in_relative(cue), self.in_subordinate(cue));
        for at in start..self.end {
            match self.tag(at) {
                // "Tarn, who said he was ill, left": the verb of "Tarn".
                Some(Tag::Comma) if relative && at > start && self.finite(self.skip_adverbs(at + 1)) => return at,
                // "While Tarn said he was ill, the mayor left": the main clause.
                Some(Tag::Comma) if subordinate && depth == 0 && at > start && self.main_clause(at + 1) => return at,
                Some(Tag::Comma | Tag::Dash) if depth == 0 && at > start && self.afterthought(at) => return at,
                Some(Tag::Open) => depth += 1,
                Some(Tag::Close) => {
                    depth -= 1;
                    if depth < 0 {
                        return at;
                    }
                }
                Some(Tag::Comma | Tag::Dash | Tag::Semicolon) if at > start && self.taken_over(at, cue, cues) => {
                    return at;
                }
                Some(Tag::Small(Small::Coord)) if at > start && self.joined_cue(at, cue, cues) => return at,
                // `said it “will fall,” referring to`: the comma stands in the quotation.
                Some(Tag::Quote) if !self.line.units[at].noun && self.taken_over(at, cue, cues) => return at + 1,
                // `“We won,” he said, ...`: a quotation that ends with a comma is followed by its cue.
                Some(Tag::Quote)
                    if at == start && self.is_tag(at + 1, Tag::Comma) && self.cue_at(at + 2, cues).is_some() =>
                {
                    return at + 1;
                }
                _ => {}
            }
        }
        self.end
    }

    /// What follows the comma or dash is the reporter's again: "- though few agree", ", compared with 30 percent".
    fn afterthought(&self, at: usize) -> bool {
        let next = self.skip_adverbs(at + 1);
        if self.is_tag(at, Tag::Dash) {
            return self.is_word(next, &["though", "although", "but", "even", "despite", "while"]);
        }
        self.is_word(next, &["compared", "despite", "though", "although"])
    }

    fn in_relative(&self, cue: &Found) -> bool {
        let start = cue.group.map_or(cue.first, |group| group.start);
        let who = start.checked_sub(1).filter(|&at| self.is(at, Small::Who));
        who.is_some_and(|who| matches!(self.tag_before(who), Some(Tag::Comma)))
    }

    fn in_subordinate(&self, cue: &Found) -> bool {
        let opens = matches!(self.tag(self.start), Some(Tag::Small(Small::Sub)))
            || self.is_word(self.start, &["when", "if", "after", "before", "since", "until", "as"]);
        opens && !(self.start..cue.first).any(|at| self.is_tag(at, Tag::Comma) && self.main_clause(at + 1))
    }

    fn main_clause(&self, at: usize) -> bool {
        !matches!(self.tag(at), Some(Tag::Small(Small::Coord | Small::Who))) && self.clause_ahead(at)
    }

    fn cue_at<'c>(&self, at: usize, cues: &'c [Found]) -> Option<&'c Found> {
        cues.iter().find(|cue| cue.first == at || cue.group.is_some_and(|group| group.start == at))
    }

    /// Whether after the comma at `at` another cue begins its own statement.
    fn taken_over(&self, at: usize, cue: &Found, cues: &[Found]) -> bool {
        let next = self.skip_adverbs(at + 1);
        if let Some(other) = self.cue_at(next, cues).or_else(|| self.cue_at(at + 1, cues)) {
            let participial = other.group.is_some_and(|group| group.role == Role::Participial);
            if participial || other.entry.lemma == "according to" {
                return true;
            }
        }
        let joins = self.is(next, Small::Coord)
            || self.is_word(next, &["while", "as", "though", "although", "whereas"])
            || self.is_tag(at, Tag::Semicolon);
        if !joins {
            return false;
        }
        let from = if self.is_tag(at, Tag::Semicolon) && !self.is(next, Small::Coord) { next } else { next + 1 };
        let from = self.skip_adverbs(from);
        if self.finite_cue(from, cue, cues) {
            return true;
        }
        let Some(subject) = self.phrase_right(from) else { return false };
        let verb = subject.end;
        cues.iter().any(|other| {
            other.group.is_some_and(|group| group.role == Role::Finite && group.start == verb)
                && other.entry.frames.has(Frames::QUOTE)
                && self.complement_shows(other.last + 1, other.entry)
        })
    }

    /// Whether "and" at `at` is followed by a cue with the same subject as `cue`: "said X and accused Y".
    fn joined_cue(&self, at: usize, cue: &Found, cues: &[Found]) -> bool {
        self.finite_cue(self.skip_adverbs(at + 1), cue, cues)
    }

    /// Whether a finite cue in the tense of `cue` begins here.
    fn finite_cue(&self, at: usize, cue: &Found, cues: &[Found]) -> bool {
        let Some(other) = self.cue_at(at, cues) else { return false };
        let Some(group) = other.group.filter(|group| group.role == Role::Finite && !group.passive) else {
            return false;
        };
        if group.start < other.first {
            return !self.is(group.start, Small::Modal);
        }
        let tense = |cue: &Found| self.at(cue.first).map_or(Forms::NONE, |unit| unit.forms);
        let past = tense(other).has(Forms::PAST);
        let alike = match cue.group {
            Some(group) if group.role == Role::Finite && group.start == cue.first => {
                tense(cue).has(Forms::PAST) == past
            }
            _ => true,
        };
        alike && !tense(other).has(Forms::BASE)
    }

    /// One past the noun phrase that begins at `start` and is the content of `cue`, with what belongs to it.
    pub(super) fn phrase_end(&self, start: usize, cue: &Found, cues: &[Found]) -> usize {
        let limit = self.clause_end(start, cue, cues);
        for at in start + 1..limit {
            let stop = match self.tag(at) {
                Some(Tag::Comma | Tag::Dash | Tag::Semicolon | Tag::Colon) => true,
                Some(Tag::Small(Small::Sub)) => !self.is_word(at, &["as", "than", "so"]),
                Some(Tag::Small(Small::Wh)) => self.is_word(at, &["when", "if"]) && at > start + 1,
                Some(Tag::Small(Small::Prep)) => {
                    self.is_word(at, &["after", "before", "during", "amid", "despite", "since", "until", "following"])
                        || self.is(at + 1, Small::Day)
                        || (self.is_word(at, &["in", "on", "at", "during", "via"]) && self.channel_ahead(at))
                }
                Some(Tag::Small(Small::Day)) => !self.owns(at),
                Some(Tag::Small(Small::Coord)) => self.finite(at + 1) || self.is(at + 1, Small::Subj),
                _ => false,
            };
            if stop {
                return at;
            }
        }
        limit
    }
}
