//! Clocks: times of day, alone or with their day.
//!
//! In: a [`Scan`] and a token. Out: the token after, and the [`Sense`].
//!
//! ```text
//! 5:30 p.m. EST    0300 GMT    noon Tuesday    Monday night    the evening of March 3    at night    tonight
//! ```

use super::dates::{self, Part};
use super::lexicon::Word;
use super::relative;
use super::scan::Scan;
use super::sense::{Base, Clock, Sense, Unit};
use crate::tags::Upos;

/// The longest time of day that begins at a token.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Part> {
    match scan.word(at) {
        Word::Tonight => Some((at + 1, of_day(Clock::Part("NI"), 0, Base::Reference))),
        Word::Overnight => Some((at + 1, Sense::Time(Clock::Part("NI"), None))),
        Word::Day(days) => match scan.word(at + 1) {
            Word::Part(part) => Some((at + 2, of_day(Clock::Part(part), i32::from(days), Base::Reference))),
            _ => None,
        },
        Word::Weekday(_) | Word::Month(_) => day_first(scan, at),
        Word::Part(part) => part_first(scan, at, at, part),
        Word::The => match scan.word(at + 1) {
            Word::Part(part) => part_first(scan, at, at + 1, part),
            Word::Early | Word::Late => match (scan.word(at + 2), scan.word(at + 3)) {
                (Word::Part(part), Word::Units(Unit::Hour)) => part_first(scan, at, at + 3, part),
                (Word::Part(part), _) => part_first(scan, at, at + 2, part),
                (Word::Units(Unit::Hour), Word::Of) => hours_of(scan, at, at + 3),
                _ => None,
            },
            _ => None,
        },
        Word::Late | Word::Early if scan.joins(at + 1) => None,
        Word::Late if scan.word(at + 1) == Word::Part("NI") => part_first(scan, at, at + 1, "NI"),
        _ => {
            let (next, clock) = clock(scan, at)?;
            Some(with_day(scan, next, clock))
        }
    }
}

fn of_day(clock: Clock, step: i32, base: Base) -> Sense {
    Sense::Time(clock, Some(Box::new(Sense::Unit(Unit::Day, step, base))))
}

/// The early hours of Sunday.
fn hours_of(scan: &Scan, _at: usize, of: usize) -> Option<Part> {
    let (next, day) = day_of(scan, of + 1)?;
    Some((next, Sense::Time(Clock::Part("MO"), Some(Box::new(day)))))
}

/// A date that is a day.
fn day_of(scan: &Scan, at: usize) -> Option<Part> {
    let found = dates::at(scan, at).or_else(|| relative::at(scan, at))?;
    match found.1 {
        Sense::Named(
            super::sense::Named::Date(..)
            | super::sense::Named::Day(_)
            | super::sense::Named::Weekday(_)
            | super::sense::Named::Holiday(_),
            _,
        )
        | Sense::Day(..)
        | Sense::Today(_)
        | Sense::Unit(Unit::Day, ..) => Some(found),
        _ => None,
    }
}

/// Monday night, March 3 at dawn: a day and a part of it.
fn day_first(scan: &Scan, at: usize) -> Option<Part> {
    let (next, day) = dates::at(scan, at)?;
    let comma = next + usize::from(scan.word(next) == Word::Comma);
    match scan.word(next) {
        Word::Part(part) => return Some((next + 1, Sense::Time(Clock::Part(part), Some(Box::new(day))))),
        Word::Dash if scan.joins(next) && matches!(scan.word(next + 1), Word::Part(_)) => {
            let Word::Part(part) = scan.word(next + 1) else { return None };
            return Some((next + 2, Sense::Time(Clock::Part(part), Some(Box::new(day)))));
        }
        Word::Early | Word::Late if matches!(scan.word(next + 1), Word::Part(_)) => {
            let Word::Part(part) = scan.word(next + 1) else { return None };
            return Some((next + 2, Sense::Time(Clock::Part(part), Some(Box::new(day)))));
        }
        Word::Hour(_) => {}
        _ => {}
    }
    let (next, clock) = clock(scan, comma)?;
    Some((next, Sense::Time(clock, Some(Box::new(day)))))
}

/// Morning, the evening of March 3, in the afternoon, at night.
fn part_first(scan: &Scan, start: usize, at: usize, part: &'static str) -> Option<Part> {
    let next = at + 1;
    if scan.word(next) == Word::Of
        && let Some((next, day)) = day_of(scan, next + 1)
    {
        return Some((next, Sense::Time(Clock::Part(part), Some(Box::new(day)))));
    }
    if let Some((next, day)) =
        day_of(scan, next).filter(|_| matches!(scan.word(next), Word::Weekday(_) | Word::Month(_) | Word::Figure))
    {
        return Some((next, Sense::Time(Clock::Part(part), Some(Box::new(day)))));
    }
    let noun = matches!(scan.upos(at), Upos::Noun | Upos::X);
    let before = start.wrapping_sub(1);
    let said = if start == at {
        scan.is_any(before, &["at", "by", "before", "after", "until", "since"]) && scan.word(next) != Word::Of
    } else {
        scan.is_any(before, &["in", "during", "by", "into", "through", "for", "throughout", "later", "earlier"])
    };
    // "At night" is any night, "in the morning" that of the day spoken of.
    let day = (start == at && scan.is_any(before, &["at", "by"])).then(|| Box::new(Sense::AnyDay));
    (said && noun).then_some((next, Sense::Time(Clock::Part(part), day)))
}

/// What the digits or the word of a clock say, before it is known to be one.
struct Face {
    hour: u8,
    minute: u8,
    /// Printed with a colon: a clock, a score or a verse.
    colon: bool,
    /// Four digits: `0300`.
    bare: bool,
}

/// The face of a clock at a token.
fn face(scan: &Scan, at: usize) -> Option<Face> {
    let face = |hour: u32, minute: u32, colon: bool, bare: bool| {
        (hour <= 24 && minute < 60).then_some(Face { hour: hour as u8, minute: minute as u8, colon, bare })
    };
    if let Word::Number(hour @ 1..=12) = scan.word(at) {
        return face(u32::from(hour), 0, false, false);
    }
    let figure = scan.figure(at).filter(|figure| !figure.clipped)?;
    let minutes = |rest: &str| rest.parse::<u32>().ok().filter(|_| rest.len() == 2);
    match figure.rest {
        "" if figure.digits == 4 => face(figure.value / 100, figure.value % 100, false, true),
        "" if figure.digits <= 2 => face(figure.value, 0, false, false),
        rest => match (rest.strip_prefix(':'), rest.strip_prefix('.')) {
            // 5:30:10 is a time of day too; its seconds are not kept.
            (Some(tail), _) => face(figure.value, minutes(tail.split(':').next()?)?, true, false),
            (_, Some(tail)) => face(figure.value, minutes(tail)?, false, false),
            _ => None,
        },
    }
}

/// What is printed of a clock: `5:30 p.m. EST`, `0300 GMT`, `noon`, `six o’clock`, `14:30`.
fn clock(scan: &Scan, at: usize) -> Option<(usize, Clock)> {
    if let Word::Hour(hour) = scan.word(at) {
        let (next, offset) = zone(scan, at + 1, true).unwrap_or((at + 1, ""));
        return Some((next, Clock::At(format!("{hour:02}:00{offset}"))));
    }
    let Face { mut hour, minute, colon, bare } = face(scan, at)?;
    let mut next = at + 1;
    let mut certain = false;
    match scan.word(next) {
        Word::Meridiem(after) if (1..=12).contains(&hour) => {
            hour = hour % 12 + if after { 12 } else { 0 };
            certain = true;
        }
        Word::Oclock if hour <= 12 => certain = true,
        Word::Hour(12) if hour == 12 => certain = true,
        _ if scan.is_any(next, &["hrs", "hours"]) && (colon || bare && scan.before(at) == Word::At) => certain = true,
        _ => {}
    }
    next += usize::from(certain);
    // In the morning, in the afternoon.
    if (certain || colon)
        && scan.word(next) == Word::In
        && scan.word(next + 1) == Word::The
        && let Word::Part(part) = scan.word(next + 2)
    {
        hour += if part != "MO" && hour < 12 { 12 } else { 0 };
        next += 3;
        certain = true;
    }
    let mut offset = "";
    if let Some((end, found)) = zone(scan, next, certain || colon || bare) {
        (next, offset, certain) = (end, found, true);
    }
    // A bare "5:30" may be a score or a verse: only a preposition makes it a time of day.
    let said = || {
        matches!(
            scan.before(at),
            Word::At | Word::To | Word::From | Word::About | Word::Before | Word::After | Word::And | Word::Dash
        ) || scan.is_any(at.wrapping_sub(1), &["by", "until", "till", "since", "between"])
    };
    (certain || colon && said()).then(|| (next, Clock::At(format!("{hour:02}:{minute:02}{offset}"))))
}

/// The zone behind a clock, and its offset from Universal Time where the name says it; in words only where a clock is `sure`.
fn zone<'t>(scan: &Scan<'t>, at: usize, sure: bool) -> Option<(usize, &'t str)> {
    if let Word::Zone(offset) = scan.word(at) {
        return Some((at + 1, offset));
    }
    let named = scan.is_any(at, &["local", "eastern", "central", "pacific", "mountain", "moscow", "greenwich"]);
    (sure && named && scan.word(at + 1) == Word::Time).then_some((at + 2, ""))
}

/// The day that stands directly behind a clock: `5 p.m. Tuesday`, `noon on March 3` keeps the day apart.
fn with_day(scan: &Scan, at: usize, clock: Clock) -> Part {
    let comma = at + usize::from(scan.word(at) == Word::Comma);
    let day = match scan.word(comma) {
        Word::Weekday(_) | Word::Day(_) if comma == at => day_of(scan, at),
        Word::Month(_) if comma == at => day_of(scan, at),
        Word::Tonight => Some((comma + 1, Sense::Unit(Unit::Day, 0, Base::Reference))),
        Word::On => {
            // The day is a time of its own; the clock is of that day.
            return (at, Sense::Time(clock, day_of(scan, at + 1).map(|(_, day)| Box::new(day))));
        }
        _ => None,
    };
    match day {
        Some((next, day)) => (next, Sense::Time(clock, Some(Box::new(day)))),
        None => (at, Sense::Time(clock, None)),
    }
}
