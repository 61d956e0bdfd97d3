//! Dates: days, months, years, decades and centuries that the words name.
//!
//! In: a [`Scan`] and a token. Out: the token after, and the [`Sense`].
//!
//! ```text
//! Saturday, June 24, 1950    the 14th of July    6–7 January 1916    the 1990s    the third quarter of 2024
//! ```

use super::lexicon::Word;
use super::scan::{Figure, Scan, full_year};
use super::sense::{Base, Clock, Found, Named, Sense, Which};
use super::{holidays, relative};
use crate::clauses::Relation;
use crate::names::NameKind;
use crate::tags::Upos;

/// A sense and the token after it.
pub(super) type Part = (usize, Sense);

/// The longest date that begins at a token.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Part> {
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
        Word::Season(season) => self::season(scan, at, season),
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
        Word::Season(season) => self::season(scan, next, season),
        Word::Mid if scan.joins(next + 1) => decade(scan, next + 2),
        // The weekend, the year 2014.
        Word::Unit(super::sense::Unit::Weekend) => Some((next + 1, Sense::Named(Named::Weekend, Which::Open))),
        Word::Unit(super::sense::Unit::Year) => scan.year(next + 1).map(|(end, year)| (end, Sense::Year(year))),
        Word::Unit(super::sense::Unit::Month) if scan.word(next + 1) == Word::Of => month_day(scan, next + 2),
        Word::Holiday => {
            holidays::at(scan, next).map(|(end, holiday)| (end, Sense::Named(Named::Holiday(holiday), Which::Open)))
        }
        _ => None,
    };
    inner.or_else(|| week_of(scan, next)).or_else(|| lone_day(scan, next))
}

/// The first week of March, the last week of August 1918.
fn week_of(scan: &Scan, at: usize) -> Option<Part> {
    let nth = match scan.word(at) {
        Word::Last => 0,
        Word::Ordinal(nth @ 1..=5) => nth,
        _ => return None,
    };
    if !(scan.is(at + 1, "week") && scan.word(at + 2) == Word::Of) {
        return None;
    }
    let (next, month) = month_day(scan, at + 3)?;
    matches!(month, Sense::Named(Named::Month(_), _)).then(|| (next, Sense::WeekOf(nth, Box::new(month))))
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
        let clock = matches!(scan.word(next), Word::Meridiem(_) | Word::Oclock);
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
pub(super) fn which_year(scan: &Scan, at: usize) -> (usize, Which) {
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
    if let Some((next, Sense::Unit(super::sense::Unit::Year, step, base))) = relative::at(scan, at + of)
        && (of == 1 || base == Base::Reference)
    {
        return (next, Which::InYear(step, base));
    }
    (at, Which::Open)
}

/// Whether a figure counts the noun behind it.
fn counts(scan: &Scan, at: usize) -> bool {
    let Some(arc) = scan.analysis.clauses.get(at) else { return false };
    let Some(head) = arc.head.map(|head| head as usize).filter(|&head| head > at && head <= at + 3) else {
        return false;
    };
    arc.relation == Relation::Nummod && scan.upos(head) == Upos::Noun && scan.printed(head).ends_with('s')
}

/// Four digits that are a year more often than a number.
const USUAL_YEARS: std::ops::Range<u32> = 1700..2051;

/// Whether four digits are a year.
fn year_stands(scan: &Scan, at: usize, next: usize) -> bool {
    let figure = scan.figure(at);
    if next > at + 1 || figure.is_some_and(|figure| figure.clipped) {
        return true; // An era or an apostrophe.
    }
    let before = at.wrapping_sub(1);
    // Money, numbers of models and laws; what stands for a measure.
    let numbered = &["$", "€", "£", "#", ".", ":", "+", "=", "No", "No.", "Resolution", "Article", "Section", "Rs", "Flight", "Room", "Route", "Highway"];
    let model = scan.before(at) == Word::Dash && at >= 2 && scan.joins(before) && scan.figure(at - 2).is_none() && scan.upos(at - 2) != Upos::Num;
    let unit = scan.is_any(at + 1, MEASURES) || scan.glued(at) && matches!(scan.printed(at + 1), "%" | "°");
    if scan.is_any(before, numbered) || model || unit {
        return false;
    }
    let said = matches!(scan.word(before), Word::In | Word::From | Word::The | Word::This | Word::Early | Word::Late | Word::Mid | Word::Last | Word::Before | Word::After | Word::A | Word::About)
        || scan.is_any(before, &["since", "by", "until", "till", "during", "through", "throughout", "between", "("])
        || matches!(scan.upos(before), Upos::Det | Upos::Pron | Upos::Part);
    // Far years are rarely spoken of, numbers of that size are.
    if figure.is_some_and(|figure| !USUAL_YEARS.contains(&figure.value)) {
        return said || matches!(scan.word(before), Word::Of | Word::And | Word::To);
    }
    // A big number before a noun in the plural, unless the word before says that it is a year: "of 2047 registered voters".
    let plural = |at: usize| scan.upos(at) == Upos::Noun && scan.printed(at).ends_with('s');
    let registered = scan.word(before) == Word::Of && matches!(scan.upos(at + 1), Upos::Adj | Upos::Verb) && plural(at + 2);
    said || !(counts(scan, at) || plural(at + 1) || registered)
}

/// What is counted in thousands and has no year.
const MEASURES: &[&str] = &[
    "people", "men", "women", "percent", "km", "kilometers", "kilometres", "miles", "feet", "meters", "metres", "troops", "soldiers",
    "hours", "tons", "tonnes", "votes", "acres", "civilians", "children", "euros", "dollars", "pounds",
];

/// Whether a token is part of a name of a person or a place, body or work.
pub(super) fn is_named(scan: &Scan, at: usize) -> bool {
    let names = &scan.analysis.names;
    let first = names.partition_point(|name| name.run.end as usize <= at);
    names.get(first).is_some_and(|name| {
        name.run.range().contains(&at)
            && name.run.len() > 1
            && matches!(name.kind, NameKind::Person | NameKind::Location | NameKind::Organization | NameKind::Facility)
    })
}

/// 1990s, ’90s, 1990’s, nineties.
fn decade(scan: &Scan, at: usize) -> Option<Part> {
    if let Word::Decade(tens) = scan.word(at) {
        return Some((at + 1, Sense::Decade(tens_of(i32::from(tens)))));
    }
    let Figure { value, digits, rest, .. } = scan.figure(at)?;
    let (next, plural) = match rest {
        "s" | "'s" | "’s" => (at + 1, true),
        "" if scan.is_any(at + 1, &["'s", "’s"])
            && scan.glued(at)
            && value % 10 == 0
            && scan.before(at) == Word::The =>
        {
            (at + 2, true)
        }
        _ => (at, false),
    };
    if !plural || value % 10 != 0 {
        return None;
    }
    match digits {
        4 if value % 100 == 0 && (1100..=1900).contains(&value) && value < 2000 && scan.before(at) == Word::The => {
            // The 1800s: the century rather than ten years of it.
            Some((next, Sense::Century((value / 100) as i32)))
        }
        3 | 4 if scan.word(next) == Word::Era(true) => Some((next + 1, Sense::Decade(-((value / 10) as i32)))),
        4 if (1000..2200).contains(&value) => Some((next, Sense::Decade((value / 10) as i32))),
        2 if (10..100).contains(&value) => Some((next, Sense::Decade(tens_of((value / 10) as i32)))),
        _ => None,
    }
}

/// mid-1980s, mid-1916.
pub(super) fn middle(scan: &Scan, at: usize) -> Option<Part> {
    decade(scan, at).or_else(|| scan.year(at).map(|(next, year)| (next, Sense::Year(year))))
}

/// The decade that its tens stand for.
fn tens_of(tens: i32) -> i32 {
    if tens < 2 { 200 + tens } else { 190 + tens }
}

/// The nineteenth century, 19th-century, the 9th century BC.
fn century(scan: &Scan, at: usize) -> Option<Part> {
    let (next, ordinal) = scan.ordinal(at)?;
    let next = next + usize::from(scan.joins(next));
    if !scan.is_any(next, &["century", "centuries"]) || ordinal == 0 {
        return None;
    }
    match scan.word(next + 1) {
        Word::Era(true) => Some((next + 2, Sense::Century(-i32::from(ordinal)))),
        Word::Era(false) => Some((next + 2, Sense::Century(i32::from(ordinal) - 1))),
        _ => Some((next + 1, Sense::Century(i32::from(ordinal) - 1))),
    }
}

/// Q3 2024, the third quarter of 2024, third-quarter, the first half of 2008, the latter half of 2008.
fn part_of_year(scan: &Scan, at: usize) -> Option<Part> {
    let (next, named) = match scan.word(at) {
        Word::Q(quarter) => (at + 1, Named::Quarter(quarter)),
        Word::H(half) => (at + 1, Named::Half(half)),
        _ => {
            let (next, ordinal) = match scan.word(at) {
                Word::Latter => (at + 1, 2),
                _ => scan.ordinal(at)?,
            };
            let next = next + usize::from(scan.joins(next));
            let next = next + usize::from(scan.word(next) == Word::Fiscal);
            match scan.word(next) {
                Word::Unit(super::sense::Unit::Quarter) if (1..=4).contains(&ordinal) => {
                    (next + 1, Named::Quarter(ordinal))
                }
                Word::Half if ordinal <= 2 => (next + 1, Named::Half(ordinal)),
                _ => return None,
            }
        }
    };
    let (end, which) = which_year(scan, next);
    // "of fiscal 2024" and "of the year".
    if which == Which::Open && scan.word(next) == Word::Of {
        if let Some((end, Sense::Fiscal(year))) = fiscal(scan, next + 1) {
            return Some((end, Sense::Named(named, Which::Year(year))));
        }
        if scan.word(next + 1) == Word::The && scan.is(next + 2, "year") {
            return Some((next + 3, Sense::Named(named, Which::InYear(0, Base::Either))));
        }
        if matches!(named, Named::Half(_)) {
            return None; // The second half of the match.
        }
    }
    if which == Which::Open && matches!(named, Named::Half(_)) && !is_business(scan) {
        return None;
    }
    Some((end, Sense::Named(named, which)))
}

/// Whether the sentence speaks of business, where halves are those of the year.
fn is_business(scan: &Scan) -> bool {
    const WORDS: &[&str] = &[
        "profit", "profits", "revenue", "revenues", "sales", "earnings", "loss", "losses", "growth", "percent",
        "billion", "million", "exports", "income", "orders", "results",
    ];
    scan.sentence.range().any(|at| scan.is_any(at, WORDS))
}

/// 2024-Q3, 2024Q3 is not cut.
fn year_quarter(scan: &Scan, at: usize) -> Option<Part> {
    let (next, year) = scan.year(at)?;
    match scan.word(next + 1) {
        Word::Q(quarter) if scan.joins(next) => {
            Some((next + 2, Sense::Named(Named::Quarter(quarter), Which::Year(year))))
        }
        _ => None,
    }
}

/// Fiscal 2024, fiscal year 2024, the financial year 2024.
fn fiscal(scan: &Scan, at: usize) -> Option<Part> {
    if scan.word(at) != Word::Fiscal {
        return None;
    }
    let year = at + 1 + usize::from(scan.is(at + 1, "year"));
    let (next, year) = scan.year(year)?;
    Some((next, Sense::Fiscal(year)))
}

/// Spring 2011, the spring of 1916, in the fall.
fn season(scan: &Scan, at: usize, season: &'static str) -> Option<Part> {
    let (next, which) = which_year(scan, at + 1);
    let sense = Sense::Named(Named::Season(season), which);
    if which != Which::Open {
        return Some((next, sense));
    }
    if scan.word(at + 1) == Word::Of && scan.word(at + 2) == Word::The && scan.is(at + 3, "year") {
        return None;
    }
    let preposition = |at: usize| {
        scan.is_any(
            at,
            &[
                "in",
                "during",
                "by",
                "since",
                "until",
                "till",
                "through",
                "throughout",
                "before",
                "after",
                "over",
                "for",
                "to",
                "early",
                "late",
                "mid",
                "-",
            ],
        )
    };
    let before = at.wrapping_sub(1);
    let the = scan.before(at) == Word::The;
    let said = preposition(before) || the && (preposition(at.wrapping_sub(2)) || !scan.is(at, "fall"));
    let noun = matches!(scan.upos(at), Upos::Noun | Upos::Propn);
    // "The fall of the city", "a fall in prices", "in spring water".
    let falls = scan.is(at, "fall") && (scan.word(at + 1) == Word::Of || scan.word(at + 1) == Word::In || !the);
    (said && noun && !falls && !is_named(scan, at)).then_some((next, sense))
}

/// Wednesday; Wednesday, March 12, 2025.
pub(super) fn weekday(scan: &Scan, at: usize, weekday: u8) -> Part {
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

/// What goes on behind a date, with the words it leaves out: the 9 of "March 6–9", the 18 of "1914–18", the 7 of "March 6
/// and 7". Gives the tokens and their sense.
pub(super) fn tail(scan: &Scan, found: &Found) -> Option<Found> {
    let end = found.end;
    let dash = matches!(scan.word(end), Word::Dash | Word::Slash);
    let next = end + 1;
    let whole = |end: usize, sense: Sense| Some(Found { start: next, end, sense, modifier: None });
    match &found.sense {
        Sense::Named(Named::Date(month, day), which)
            if dash || scan.word(end) == Word::And || scan.word(end) == Word::To =>
        {
            let (after, later) = scan.day(next)?;
            if later <= *day
                || matches!(scan.word(after), Word::Month(_) | Word::Of | Word::Meridiem(_))
                || (!dash && follows_noun(scan, after))
            {
                return None;
            }
            let (end, year) = which_year(scan, after);
            let which = if year == Which::Open { *which } else { year };
            whole(end, Sense::Named(Named::Date(*month, later), which))
        }
        Sense::Year(year) if dash => {
            let figure = scan.figure(next).filter(|figure| figure.rest.is_empty() && !figure.clipped)?;
            let value = figure.value as i32;
            match figure.digits {
                2 if value > year % 100 => whole(next + 1, Sense::Year(year / 100 * 100 + value)),
                // 1999/00
                2 if value == 0 && year % 100 == 99 => whole(next + 1, Sense::Year(year + 1)),
                4 if (1000..2200).contains(&value) && value > *year => whole(next + 1, Sense::Year(value)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn follows_noun(scan: &Scan, at: usize) -> bool {
    matches!(scan.upos(at), Upos::Noun | Upos::Adj | Upos::Propn)
}
