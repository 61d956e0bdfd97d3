//! Grammar: which tokens are a time expression, with the words that narrow it.
//!
//! In: a [`Scan`]. Out: [`Found`], in order, none over another. At each token the longest reading of `clocks`, `dates`,
//! `relative` and `lengths` is taken; here is what may stand before them.
//!
//! ```text
//! early March    the late 1990s    the end of the year    later this week    about three months    mid-February
//! ```
//!
//! Spans as TempEval-3 has them: no prepositions, articles and hedges within. An article before a time that only describes a
//! noun belongs to the noun ("the |summer| offensive").

use super::lexicon::Word;
use super::scan::Scan;
use super::sense::{Clock, Found, Named, Sense};
use super::{TimeMod, clocks, dates, lengths, relative};
use crate::clauses::Relation;
use crate::tags::Upos;

/// The expressions of a sentence.
pub(super) fn read(scan: &Scan, out: &mut Vec<Found>) {
    let mut at = scan.sentence.range().start;
    while at < scan.sentence.range().end {
        if matches!(scan.word(at), Word::No | Word::Comma | Word::Dash | Word::Slash) {
            at += 1;
            continue;
        }
        let Some(found) = expression(scan, at) else {
            at += 1;
            continue;
        };
        at = found.end;
        out.push(found);
        while let Some(tail) = out.last().and_then(|last| dates::tail(scan, last)) {
            at = tail.end;
            out.push(tail);
        }
    }
}

/// The expression that begins at a token.
fn expression(scan: &Scan, at: usize) -> Option<Found> {
    let hedged = hedged(scan, at);
    let edged = edged(scan, at);
    let plain = core(scan, at).map(|(end, sense)| Found { start: at, end, sense, modifier: None });
    let best = [hedged, edged, plain]
        .into_iter()
        .flatten()
        .reduce(|best, other| if other.end > best.end { other } else { best })?;
    if is_title(scan, &best) {
        return None;
    }
    let best = without_article(scan, best);
    Some(widened(scan, best))
}

/// The longest plain expression.
fn core(scan: &Scan, at: usize) -> Option<(usize, Sense)> {
    let readings = [
        clocks::at(scan, at),
        dates::at(scan, at),
        relative::at(scan, at),
        lengths::set(scan, at),
        lengths::at(scan, at),
    ];
    readings.into_iter().flatten().reduce(|best, other| if other.0 > best.0 { other } else { best })
}

/// About three months, more than a year, at least two weeks, about 1910.
fn hedged(scan: &Scan, at: usize) -> Option<Found> {
    let (next, modifier) = match (scan.word(at), scan.word(at + 1)) {
        (Word::About, _) if scan.is(at, "nearly") || scan.is(at, "almost") => (at + 1, TimeMod::LessThan),
        (Word::About, _) => (at + 1, TimeMod::Approx),
        (Word::More, Word::Than) => (at + 2, TimeMod::MoreThan),
        (Word::Less, Word::Than) => (at + 2, TimeMod::LessThan),
        (Word::Over, Word::Vague) => return None,
        (Word::Over, _) => (at + 1, TimeMod::MoreThan),
        (Word::Under, _) => (at + 1, TimeMod::LessThan),
        (Word::At, Word::Least) => (at + 2, TimeMod::EqualOrMore),
        (Word::At, Word::Most) => (at + 2, TimeMod::EqualOrLess),
        (Word::Up, Word::To) => (at + 2, TimeMod::EqualOrLess),
        (Word::End, Word::To) if scan.is(at, "close") => (at + 2, TimeMod::Approx),
        _ => return None,
    };
    let (end, sense) = core(scan, next)?;
    let fits = match &sense {
        // "Over the next two weeks" is no hedge.
        Sense::Length { .. } | Sense::Shift { .. } => {
            !matches!(scan.word(next), Word::The | Word::Last | Word::Next | Word::Past | Word::This)
        }
        Sense::Year(_) => matches!(scan.word(at), Word::About) && scan.is_any(at, &["about", "circa", "ca.", "around"]),
        Sense::Time(Clock::At(_), _) => scan.is_any(at, &["about", "around", "approximately"]),
        _ => false,
    };
    fits.then_some(Found { start: at, end, sense, modifier: Some(modifier) })
}

/// Early March, the late 1990s, mid-February, the end of the year, earlier this month.
fn edged(scan: &Scan, at: usize) -> Option<Found> {
    let the = usize::from(scan.word(at) == Word::The);
    let edge = at + the;
    let found = |(end, sense): (usize, Sense), modifier: TimeMod| {
        Some(Found { start: at, end, sense, modifier: Some(modifier) })
    };
    match scan.word(edge) {
        Word::Early | Word::Late | Word::Mid => {
            let modifier = match scan.word(edge) {
                Word::Early => TimeMod::Start,
                Word::Late => TimeMod::End,
                _ => TimeMod::Mid,
            };
            let mut next = edge + 1;
            if scan.joins(next) || matches!(scan.word(next), Word::In | Word::On) && the == 0 {
                next += 1;
            }
            // "Early to mid March" keeps its last word.
            let part = core(scan, next)?;
            narrows(&part.1).then(|| found(part, modifier))?
        }
        Word::MidMonth(_) | Word::MidFigure | Word::MidSeason(_) => {
            let part = match scan.word(edge) {
                Word::MidMonth(month) => {
                    let (end, which) = dates::which_year(scan, edge + 1);
                    (end, Sense::Named(Named::Month(month), which))
                }
                Word::MidSeason(season) => {
                    let (end, which) = dates::which_year(scan, edge + 1);
                    (end, Sense::Named(Named::Season(season), which))
                }
                _ => dates::middle(scan, edge)?,
            };
            found(part, TimeMod::Mid)
        }
        // Year-end, month's end.
        Word::Unit(_) if the == 0 && (scan.word(edge + 2) == Word::End) => {
            found(lengths::at(scan, edge)?, TimeMod::End)
        }
        Word::Earlier | Word::Later if the == 0 => {
            let next = edge + 1;
            let part = relative::at(scan, next)?;
            let fits = matches!(scan.word(next), Word::This | Word::That | Word::Last | Word::Next | Word::Day(_))
                || scan.word(next) == Word::The && matches!(scan.word(next + 1), Word::Same);
            let modifier = if scan.word(edge) == Word::Earlier { TimeMod::Start } else { TimeMod::End };
            if fits { found(part, modifier) } else { None }
        }
        Word::Start | Word::Middle | Word::End | Word::Rest => {
            if scan.word(edge + 1) != Word::Of || !matches!(scan.upos(edge), Upos::Noun | Upos::X | Upos::Adj) {
                return None;
            }
            let modifier = match scan.word(edge) {
                Word::Start => Some(TimeMod::Start),
                Word::Middle => Some(TimeMod::Mid),
                Word::End => Some(TimeMod::End),
                _ => None,
            };
            let part = core(scan, edge + 2)?;
            let fits = narrows(&part.1) && !scan.is(edge, "close") | (the == 1);
            fits.then_some(Found { start: at, end: part.0, sense: part.1, modifier })
        }
        _ => None,
    }
}

/// Whether an expression has a beginning, a middle and an end.
fn narrows(sense: &Sense) -> bool {
    let whole =
        matches!(sense, Sense::Length { .. } | Sense::Set(_) | Sense::Ref(_) | Sense::That | Sense::Shift { .. });
    !whole && !matches!(sense, Sense::Time(Clock::At(_), _))
}

/// Tokens before and after that tell whether a capital means something here.
const AROUND: usize = 4;

/// Whether words that need no capital bear one amid words that bear none, or are part of a name: the "Daily Post", "This Week".
fn is_title(scan: &Scan, found: &Found) -> bool {
    let first = scan.printed(found.start);
    if dates::is_named(scan, found.start)
        && !matches!(scan.word(found.start), Word::The | Word::A | Word::Figure | Word::Month(_) | Word::Number(_))
    {
        return true;
    }
    let proper = matches!(
        scan.word(found.start),
        Word::Month(_)
            | Word::Weekday(_)
            | Word::Weekdays(_)
            | Word::Holiday
            | Word::MidMonth(_)
            | Word::Q(_)
            | Word::H(_)
            | Word::Era(_)
            | Word::Season(_)
    );
    let opens = |at: usize| {
        at == scan.sentence.range().start
            || scan.upos(at - 1) == Upos::Punct && !matches!(scan.word(at - 1), Word::Comma | Word::Dash)
    };
    let quoted =
        found.start > scan.sentence.range().start && scan.is_any(found.start - 1, &["\"", "“", "''", "‘", "'"]);
    let shouted = first.len() > 1 && first.chars().all(char::is_uppercase);
    if proper || shouted || !first.starts_with(|c: char| c.is_uppercase()) || opens(found.start) && !quoted {
        return false;
    }
    let last = scan.printed(found.end - 1);
    if found.end - found.start > 1 && !last.starts_with(|c: char| c.is_uppercase()) {
        return false;
    }
    let near = found.start.saturating_sub(AROUND)..found.end + AROUND;
    let small = |at: usize| {
        !(found.start..found.end).contains(&at)
            && scan.printed(at).starts_with(|c: char| c.is_lowercase())
            && scan.printed(at).len() > 1
    };
    // A whole quotation may begin with a capital of its own.
    let closed = scan.is_any(found.end, &["\"", "”", "''", "’", "'"]);
    let begins = quoted
        && !closed
        && found.start >= 2
        && (found.start - 1 == scan.sentence.range().start
            || scan.upos(found.start - 2) == Upos::Punct
            || scan.upos(found.start - 2) == Upos::Verb);
    !begins && near.into_iter().any(small)
}

/// An article before a time that only describes a noun belongs to that noun.
fn without_article(scan: &Scan, found: Found) -> Found {
    let describes = || {
        let last = found.end - 1;
        let arc = scan.analysis.clauses.get(last);
        arc.is_some_and(|arc| {
            matches!(arc.relation, Relation::Compound | Relation::Amod | Relation::Nummod)
                && arc.head.is_some_and(|head| head as usize >= found.end && scan.upos(head as usize) != Upos::Verb)
        })
    };
    let may = matches!(
        found.sense,
        Sense::Named(
            Named::Month(_)
                | Named::Date(..)
                | Named::Season(_)
                | Named::Quarter(_)
                | Named::Half(_)
                | Named::Holiday(_)
                | Named::Weekend,
            _
        ) | Sense::Century(_)
            | Sense::Decade(_)
            | Sense::Year(_)
    );
    if scan.word(found.start) == Word::The
        && found.end > found.start + 1
        && may
        && scan.upos(found.end) == Upos::Noun
        && describes()
    {
        return Found { start: found.start + 1, ..found };
    }
    found
}

/// Words of one kind that stand before what was found: right now.
fn widened(scan: &Scan, found: Found) -> Found {
    let right = found.sense == Sense::Ref("PRESENT_REF")
        && scan.is(found.start, "now")
        && found.start > scan.sentence.range().start
        && scan.is(found.start - 1, "right");
    if right { Found { start: found.start - 1, ..found } } else { found }
}
