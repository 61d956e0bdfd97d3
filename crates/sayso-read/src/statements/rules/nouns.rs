//! Noun phrases: where the words for a person, a body or a paper begin and end. No tagger: small words, capitals, lists.
//!
//! In: a [`View`], a place. Out: ranges of units.
//!
//! ```text
//! the head of the bank in Ost      officials at the ministry      Ada Orlan, Jon Tarn and a guard (R-Ost)
//! ```
//!
//! Poor where two noun phrases meet without a mark ("In a letter Tarn said"): a list of words for times and channels keeps
//! the worst apart. Not here: what stands between commas (`subjects`).

use std::ops::Range;

use super::inflect::Forms;
use super::lexicon::{Head, Small};
use super::lines::Tag;
use super::view::View;

/// No subject reaches back further than this many units: relative clauses are long, but not endless.
pub(super) const REACH: usize = 60;

/// Words in small letters that never stand before the name of a source: "in a statement Tarn said".
const APART: &[&str] = &[
    "statement",
    "interview",
    "speech",
    "letter",
    "email",
    "tweet",
    "post",
    "week",
    "month",
    "year",
    "day",
    "night",
    "morning",
    "afternoon",
    "evening",
    "time",
    "moment",
    "weekend",
    "hour",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "ago",
    "conference",
    "briefing",
    "meeting",
    "rally",
    "event",
    "debate",
    "hearing",
    "case",
    "course",
    "example",
    "instance",
    "past",
    "response",
    "fact",
    "addition",
    "contrast",
    "summer",
    "winter",
    "spring",
    "autumn",
];

/// A subject: all of it, and the noun phrase at its core (without appositions and relative clauses).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) all: Range<usize>,
    pub(super) core: Range<usize>,
}

impl Subject {
    pub(super) fn plain(core: Range<usize>) -> Subject {
        Subject { all: core.clone(), core }
    }
}

impl View<'_> {
    /// The noun phrase whose last unit is right before `end`.
    pub(super) fn phrase_left(&self, end: usize) -> Option<Range<usize>> {
        let floor = end.saturating_sub(REACH).max(self.start);
        let last = end.checked_sub(1).filter(|&last| last >= floor)?;
        match self.tag(last)? {
            Tag::Small(Small::Subj | Small::Who | Small::Obj | Small::That) => return Some(last..end),
            Tag::Small(Small::Det) if !self.is_word(last, &["the", "a", "an", "no", "every", "such"]) => {
                return Some(last..end);
            }
            _ => {}
        }
        let mut at = self.chunk_left(floor, end)?;
        // "the head of the bank", "officials in Ost", "Tarn and Orlan".
        for _ in 0..8 {
            let Some(link) = at.checked_sub(1).filter(|&link| link > floor) else { break };
            let further = match self.tag(link) {
                Some(Tag::Small(Small::Prep)) => self.chunk_before_preposition(floor, link),
                Some(Tag::Small(Small::To)) => self.chunk_before_preposition(floor, link),
                Some(Tag::Small(Small::Coord)) if !self.is_word(link, &["but", "yet", "nor"]) => {
                    self.chunk_before_coordination(floor, link, at)
                }
                Some(Tag::Comma) => self.chunk_before_list(floor, link, at, end),
                _ => None,
            };
            match further {
                Some(start) => at = start,
                None => break,
            }
        }
        Some(at..end)
    }

    /// A simple noun phrase, without "of" and "and".
    fn chunk_left(&self, floor: usize, end: usize) -> Option<usize> {
        let mut at = end;
        // Brackets at the end: "Tarn (R-Ost)".
        if self.is_tag(at - 1, Tag::Close) {
            let open = (floor..at - 1).rev().take(12).find(|&open| self.is_tag(open, Tag::Open))?;
            at = open;
            if at <= floor {
                return None;
            }
        }
        let last = at.checked_sub(1)?;
        if !self.nominal(last) && !self.is(last, Small::Det) {
            return None;
        }
        if self.owns(last) && self.is(last, Small::Poss) {
            return None;
        }
        at = last;
        let named = self.is_tag(last, Tag::Name);
        if self.is(last, Small::Some) && at > floor && !self.is(at - 1, Small::Det) && !self.adjectival(at - 1) {
            return Some(at);
        }
        while at > floor {
            let left = at - 1;
            match self.tag(left) {
                Some(Tag::Small(Small::Det | Small::Poss)) => {
                    at = left;
                    // "all the", "half of" are settled by the caller; "all his" here.
                    if at > floor && self.is(at - 1, Small::Some) {
                        at -= 1;
                    }
                    break;
                }
                Some(Tag::Noun) if named && !self.shouting && self.stands_apart(left) => break,
                // A name, then a common noun without the name's 's: two phrases ("In Ost officials").
                Some(Tag::Small(Small::Day)) if !self.owns(left) => break,
                Some(Tag::Small(Small::Adv)) => {
                    let inside = left > floor && matches!(self.tag(left - 1), Some(Tag::Small(Small::Det)));
                    if !inside {
                        break;
                    }
                    at = left;
                }
                Some(Tag::Small(Small::Coord)) => break,
                _ if self.finite(left) => break,
                _ if self.adjectival(left) && !self.is_tag(left, Tag::Quote) => at = left,
                Some(Tag::Quote) if self.line.units[left].noun => at = left,
                _ => break,
            }
        }
        // "according to the ministry": an opening verb is no part of it.
        while at < last
            && self
                .at(at)
                .is_some_and(|unit| unit.tag == Tag::Verb && unit.forms.has(Forms::ING) && !unit.forms.has(Forms::BASE))
            && at == self.start
        {
            at += 1;
        }
        Some(at)
    }

    pub(super) fn stands_apart(&self, at: usize) -> bool {
        self.is_word(at, APART)
    }

    /// From the preposition at `link`, the start of the phrase it hangs on; `None` where it opens a phrase of its own.
    fn chunk_before_preposition(&self, floor: usize, link: usize) -> Option<usize> {
        let left = link.checked_sub(1).filter(|&left| left >= floor)?;
        let of = self.is_word(link, &["of"]);
        if !self.nominal(left) || self.owns(left) {
            return None;
        }
        if !of {
            let word = self.is_word(
                link,
                &[
                    "for",
                    "in",
                    "at",
                    "from",
                    "to",
                    "with",
                    "on",
                    "against",
                    "among",
                    "between",
                    "like",
                    "including",
                    "under",
                    "near",
                    "outside",
                    "about",
                    "by",
                    "within",
                ],
            );
            let noun = matches!(self.tag(left), Some(Tag::Noun | Tag::Small(Small::Some) | Tag::Number))
                && !self.stands_apart(left);
            if !word || !noun {
                return None;
            }
        }
        self.chunk_left(floor, link)
    }

    /// From "and" at `link`, the start of the first of the two; `None` where it joins clauses.
    fn chunk_before_coordination(&self, floor: usize, link: usize, at: usize) -> Option<usize> {
        let left = link.checked_sub(1).filter(|&left| left >= floor)?;
        if !self.nominal(left) || self.owns(left) {
            return None;
        }
        let start = self.chunk_left(floor, link)?;
        // "Tarn won Ost and Orlan said": a verb before the first of the two means that clauses are joined.
        let mut before = start;
        let mut steps = 0;
        while before > floor && steps < 25 {
            before -= 1;
            steps += 1;
            match self.tag(before) {
                Some(Tag::Comma | Tag::Quote | Tag::Semicolon | Tag::Dash | Tag::Colon) => break,
                Some(Tag::Small(Small::That | Small::Sub | Small::Wh)) => break,
                _ if self.finite(before) => return None,
                _ => {}
            }
        }
        let alike = self.is_tag(at, Tag::Name) == self.is_tag(start, Tag::Name)
            || self.is(at, Small::Det)
            || self.is(at, Small::Poss)
            || self.is(start, Small::Det)
            || self.head(left) != Head::No;
        alike.then_some(start)
    }

    /// From the comma at `link` in "A, B and C", the start of what stands before it.
    fn chunk_before_list(&self, floor: usize, link: usize, at: usize, end: usize) -> Option<usize> {
        let joined = (at..end).any(|here| self.is(here, Small::Coord)) && (at..end).len() <= 12;
        let left = link.checked_sub(1).filter(|&left| left >= floor)?;
        if !joined || !self.nominal(left) {
            return None;
        }
        let start = self.chunk_left(floor, link)?;
        let name = self.is_tag(start, Tag::Name) && self.is_tag(at, Tag::Name);
        let before = self.tag_before(start);
        let free = !matches!(before, Some(Tag::Small(Small::Prep | Small::To | Small::Be)) | Some(Tag::Verb));
        (free && (name || self.is(start, Small::Det) == self.is(at, Small::Det))).then_some(start)
    }

    /// The noun phrase that begins at `start`: without appositions, with "of ..." and "and ...".
    pub(super) fn phrase_right(&self, start: usize) -> Option<Range<usize>> {
        if matches!(self.tag(start)?, Tag::Small(Small::Subj | Small::Obj | Small::Who)) {
            return Some(start..start + 1);
        }
        let mut end = self.chunk_right(start)?;
        for _ in 0..8 {
            let further = match self.tag(end) {
                Some(Tag::Small(Small::Prep | Small::To)) => {
                    let of = self.is_word(end, &["of"]);
                    let noun = self
                        .is_word(end, &["for", "in", "at", "from", "with", "on", "to", "under", "against", "at"])
                        && matches!(self.tag(end - 1), Some(Tag::Noun | Tag::Small(Small::Some)))
                        && !self.channel_ahead(end);
                    let noun = noun && !(self.is(end, Small::To) && self.infinitive(end));
                    if of || noun { self.chunk_right(end + 1) } else { None }
                }
                Some(Tag::Small(Small::Coord)) if self.is_word(end, &["and", "or", "&"]) => {
                    let next = end + 1;
                    let noun = self.is(next, Small::Det) || self.is(next, Small::Poss) || self.nominal(next);
                    let chunk = if noun && !self.finite(next) { self.chunk_right(next) } else { None };
                    chunk.filter(|&end| !self.finite(end) || self.over(end))
                }
                _ => None,
            };
            match further {
                Some(further) => end = further,
                None => break,
            }
        }
        Some(start..end)
    }

    /// One past a simple noun phrase.
    fn chunk_right(&self, start: usize) -> Option<usize> {
        let mut at = start;
        while matches!(self.tag(at), Some(Tag::Small(Small::Det | Small::Poss | Small::Adv)))
            || self.is(at, Small::Some)
        {
            at += 1;
        }
        let mut last = if at > start && self.is(at - 1, Small::Some) { Some(at) } else { None };
        let limit = (start + 30).min(self.end);
        while at < limit {
            let tag = self.tag(at);
            let first = last.is_none() && at == start;
            if self.finite(at) && !first {
                break;
            }
            if self.nominal(at) || (first && matches!(tag, Some(Tag::Verb))) {
                // "told reporters Tarn had left": a name after a common noun in small letters starts anew, a title not.
                let anew = last == Some(at)
                    && self.is_tag(at, Tag::Name)
                    && self.is_tag(at - 1, Tag::Noun)
                    && self.plural(at - 1)
                    && !self.shouting;
                if anew {
                    break;
                }
                at += 1;
                last = Some(at);
            } else if self.adjectival(at) {
                at += 1;
            } else if self.is_tag(at, Tag::Open) {
                let Some(close) = (at..(at + 12).min(self.end)).find(|&close| self.is_tag(close, Tag::Close)) else {
                    break;
                };
                if last.is_none() {
                    break;
                }
                at = close + 1;
                last = Some(at);
            } else if self.is_tag(at, Tag::Small(Small::Poss)) {
                at += 1;
            } else {
                break;
            }
        }
        last.filter(|&end| end > start)
    }

    /// "in a statement", "on Telegram": the preposition here opens a phrase for a channel.
    pub(super) fn channel_ahead(&self, preposition: usize) -> bool {
        self.chunk_right(preposition + 1)
            .is_some_and(|end| (preposition + 1..end).any(|at| self.at(at).is_some_and(|unit| unit.channel)))
    }

    /// One past the last unit before the next comma, dash, quotation or end.
    pub(super) fn segment_end(&self, start: usize) -> usize {
        let mut depth = 0;
        (start..self.end)
            .find(|&at| match self.tag(at) {
                Some(Tag::Open) => {
                    depth += 1;
                    false
                }
                Some(Tag::Close) => {
                    depth -= 1;
                    depth < 0
                }
                Some(Tag::Comma | Tag::Dash | Tag::Stop | Tag::Semicolon | Tag::Colon) => depth == 0,
                Some(Tag::Quote) => !self.line.units[at].noun,
                _ => false,
            })
            .unwrap_or(self.end)
    }
}
