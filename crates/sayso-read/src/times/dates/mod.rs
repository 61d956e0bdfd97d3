//! Dates: days, months, years, decades and centuries that the words name.
//!
//! In: a [`Scan`] and a token. Out: the token after, and the [`Sense`].
//!
//! ```text
//! Saturday, June 24, 1950    the 14th of July    6–7 January 1916    the 1990s    the third quarter of 2024
//! ```

mod parts;
mod tail;
mod years;

use parts::{fiscal, part_of_year, season, week_of, year_quarter};
pub(super) use tail::tail;
pub(super) use years::middle;
use years::{century, counts, decade, year_stands};

use crate::names::NameKind;
use crate::tags::Upos;
use crate::times::lexicon::Word;
use crate::times::scan::{Scan, full_year};
use crate::times::sense::{Base, Clock, Named, Sense, Unit, Which};
use crate::times::{holidays, relative};

/// A sense and the token after it.
pub(in crate::times) type Part = (usize, Sense);

/// The longest date that begins at a token.
pub(in crate::times) fn at(scan: &Scan, at: usize) -> Option<Part> {
    match scan.word(at) {
        Word::Figure => digits(scan, at)
            .or_else(|| day_month(scan, at))
            .or_else(|| decade(scan, at))
            .or_else(|| year_quarter(scan, at))
            .or_else(|| {
                let (next, year) = scan.year(at)?;
                year_stands(scan, at, next).then_some((next, Sense::Year(year)))
            })
            .or_else(|| century(scan, at)),
        Word::Era(false) => scan.year(at).map(|(next, year)| (next, Sense::Year(year))),
        Word::Month(_) => month_day(scan, at),
        Word::Weekday(weekday) => Some(self::weekday(scan, at, weekday)),
        Word::Ordinal(_) | Word::Number(20 | 30) => {
            day_month(scan, at).or_else(|| century(scan, at)).or_else(|| part_of_year(scan, at))
        }
        Word::Decade(_) => decade(scan, at),
        Word::Season(name) => season(scan, at, name),
        Word::Q(_) | Word::H(_) | Word::Latter => part_of_year(scan, at),
        Word::Fiscal => fiscal(scan, at),
        Word::Holiday => {
            let (next, holiday) = holidays::at(scan, at)?;
            let (next, which) = which_year(scan, next);
            Some((next, Sense::Named(Named::Holiday(holiday), which)))
        }
        Word::The => the(scan, at),
        _ => None,
    }
}

/// What may follow an article: the 20th, the 1990s, the nineteenth century, the spring of 1916, the third quarter.
fn the(scan: &Scan, at: usize) -> Option<Part> {
    let next = at + 1;
    let inner = match scan.word(next) {
        Word::Figure => day_month(scan, next)
            .or_else(|| decade(scan, next))
            .or_else(|| century(scan, next))
            .or_else(|| part_of_year(scan, next)),
        Word::Ordinal(_) | Word::Number(20 | 30) => {
            day_month(scan, next).or_else(|| century(scan, next)).or_else(|| part_of_year(scan, next))
        }
        Word::Latter => part_of_year(scan, next),
        Word::Decade(_) => decade(scan, next),
        Word::Season(name) => season(scan, next, name),
        Word::Mid if scan.joins(next + 1) => decade(scan, next + 2),
        // The weekend, the year 2014.
        Word::Unit(Unit::Weekend) => Some((next + 1, Sense::Named(Named::Weekend, Which::Open))),
        Word::Unit(Unit::Year) => scan.year(next + 1).map(|(end, year)| (end, Sense::Year(year))),
        Word::Unit(Unit::Month) if scan.word(next + 1) == Word::Of => month_day(scan, next + 2),
        Word::Holiday => {
            holidays::at(scan, next).map(|(end, holiday)| (end, Sense::Named(Named::Holiday(holiday), Which::Open)))
        }
        _ => None,
    };
    inner.or_else(|| week_of(scan, next)).or_else(|| lone_day(scan, next))
}

/// The 20th, where no noun follows.
fn lone_day(scan: &Scan, at: usize) -> Option<Part> {
    let figure = scan.figure(at)?;
    let ordinal = matches!(figure.rest, "st" | "nd" | "rd" | "th");
    let follows = matches!(scan.upos(at + 1), Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num) || scan.joins(at + 1);
    let said = at >= 2 && scan.is_any(at - 2, &["on", "by", "until", "till", "since", "from", "before", "after"]);
    (ordinal && said && !follows && (1..=31).contains(&figure.value))
        .then_some((at + 1, Sense::Named(Named::Day(figure.value as u8), Which::Open)))
}

/// A date in digits: `2025-03-12`, `12/03/2025`, `12.03.2025`, 9/11.
fn digits(scan: &Scan, at: usize) -> Option<Part> {
    let figure = scan.figure(at)?;
    let mark = figure.rest.chars().next().filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    if figure.value == 9 && figure.rest == "/11" {
        return Some((at + 1, Sense::Day(2001, 9, 11)));
    }
    let (middle, last) = figure.rest[1..].split_once(mark)?;
    let (last, clock) = last.split_once('T').map_or((last, None), |(last, clock)| (last, Some(clock)));
    let number = |cell: &str| cell.bytes().all(|byte| byte.is_ascii_digit()).then(|| cell.parse::<i32>().ok())?;
    let (first, middle, last, length) = (figure.value as i32, number(middle)?, number(last)?, last.len());
    let lawful = |year: i32, month: i32, day: i32| {
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Sense::Day(year, month as u8, day as u8))
    };
    let day = if figure.digits == 4 && mark != '.' {
        lawful(first, middle, last)?
    } else if figure.digits <= 2 && (length == 4 || (length == 2 && mark != '-')) {
        let year = if length == 4 { last } else { full_year(last) };
        // Which number is the day, `resolve` may have to ask the rest of the text.
        match (mark, first, middle) {
            ('.', ..) | (_, 13.., _) => lawful(year, middle, first)?,
            (_, _, 13..) => lawful(year, first, middle)?,
            (_, one, other) if one == other => lawful(year, first, middle)?,
            _ => Sense::Either(year, first as u8, middle as u8),
        }
    } else {
        return None;
    };
    // 2014-05-10T14|:|00
    if let Some(hour) = clock.and_then(|hour| hour.parse::<u8>().ok()).filter(|&hour| hour < 24) {
        let minutes = scan.is(at + 1, ":").then(|| scan.small(at + 2)).flatten().filter(|&minutes| minutes < 60);
        let next = at + if minutes.is_some() { 3 } else { 1 };
        return Some((
            next,
            Sense::Time(Clock::At(format!("{hour:02}:{:02}", minutes.unwrap_or(0))), Some(Box::new(day))),
        ));
    }
    Some((at + 1, day))
}

/// March 12, 2025; March the 12th; March of that year; March.
fn month_day(scan: &Scan, at: usize) -> Option<Part> {
    let Word::Month(month) = scan.word(at) else { return None };
    let the = at + 1 + usize::from(scan.word(at + 1) == Word::The);
    // Not "March 5,000", not "in May 12 people": a day is followed by no noun that it counts.
    if let Some((next, day)) = scan.day(the).filter(|&(next, _)| the == at + 1 || scan.ordinal(next - 1).is_some()) {
        let clock = matches!(scan.word(next), Word::Meridiem(_) | Word::Oclock)
            // "By the end of May the Second Army ...".
            || the > at + 1 && matches!(scan.upos(next), Upos::Noun | Upos::Propn);
        let crowd = counts(scan, the) && scan.before(at) == Word::In && scan.is(at - 1, "in");
        if !clock && !crowd {
            let (next, which) = which_year(scan, next);
            // What the world calls by its date.
            if (month, day, which) == (9, 11, Which::Open)
                && scan.is_any(next, &["attack", "attacks", "terror", "terrorist", "hijackers"])
            {
                return Some((next, Sense::Day(2001, 9, 11)));
            }
            return Some((next, Sense::Named(Named::Date(month, day), which)));
        }
    }
    let (next, which) = which_year(scan, at + 1);
    if which == Which::Open
        && (is_named(scan, at) || !matches!(scan.upos(at), Upos::Propn | Upos::Noun | Upos::X | Upos::Num))
    {
        return None;
    }
    Some((next, Sense::Named(Named::Month(month), which)))
}

/// 12 March 2025, 14th of July; the 6 of 6–7 January, the 14 of 14 and 15 March.
fn day_month(scan: &Scan, at: usize) -> Option<Part> {
    let (next, day) = scan.day(at)?;
    let month = |next: usize| match (scan.word(next), scan.word(next + 1)) {
        (Word::Month(month), _) => Some((next + 1, month)),
        (Word::Of, Word::Month(month)) => Some((next + 2, month)),
        _ => None,
    };
    if let Some((next, month)) = month(next) {
        let (next, which) = which_year(scan, next);
        return Some((next, Sense::Named(Named::Date(month, day), which)));
    }
    let link = matches!(scan.word(next), Word::Dash | Word::And | Word::To | Word::Slash) || scan.is(next, "or");
    let (after, _) = scan.day(next + 1).filter(|_| link)?;
    let (end, month) = month(after)?;
    let (_, which) = which_year(scan, end);
    Some((next, Sense::Named(Named::Date(month, day), which)))
}

/// The year behind a month, a day, a season: `, 2025`, `of 2025`, `2025`, `of that year`, `last year`.
pub(in crate::times) fn which_year(scan: &Scan, at: usize) -> (usize, Which) {
    let comma = usize::from(matches!(scan.word(at), Word::Comma | Word::Of));
    if let Some((next, year)) =
        scan.year(at + comma).filter(|_| scan.figure(at + comma).is_none_or(|figure| !figure.clipped || comma == 0))
    {
        let stands = scan.word(at) != Word::Comma || !counts(scan, at + comma);
        if stands {
            return (next, Which::Year(year));
        }
    }
    let of = usize::from(scan.word(at) == Word::Of);
    if let Some((next, Sense::Unit(Unit::Year, step, base))) = relative::at(scan, at + of)
        && (of == 1 || base == Base::Reference)
    {
        return (next, Which::InYear(step, base));
    }
    (at, Which::Open)
}

/// Whether a token is part of a name of a person or a place, body or work.
pub(in crate::times) fn is_named(scan: &Scan, at: usize) -> bool {
    let names = &scan.analysis.names;
    let first = names.partition_point(|name| name.run.end as usize <= at);
    names.get(first).is_some_and(|name| {
        name.run.range().contains(&at)
            && name.run.len() > 1
            && matches!(name.kind, NameKind::Person | NameKind::Location | NameKind::Organization | NameKind::Facility)
    })
}

/// Wednesday; Wednesday, March 12, 2025.
pub(in crate::times) fn weekday(scan: &Scan, at: usize, weekday: u8) -> Part {
    let comma = at + 1 + usize::from(scan.word(at + 1) == Word::Comma);
    let the = comma + usize::from(scan.word(comma) == Word::The);
    let date = match scan.word(the) {
        Word::Month(_) => month_day(scan, the),
        Word::Figure | Word::Ordinal(_) => day_month(scan, the).filter(|&(next, _)| next > the + 1),
        _ => None,
    };
    match date {
        Some((next, sense @ Sense::Named(Named::Date(..), _))) => (next, sense),
        _ => (at + 1, Sense::Named(Named::Weekday(weekday), Which::Open)),
    }
}
