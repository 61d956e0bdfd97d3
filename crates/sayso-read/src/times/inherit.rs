//! Inheritance: what a date takes from its neighbours before anything is reckoned.
//!
//! In: the expressions of a text in order. Out: the same, with years given back ("August and September 1914"), and the order of
//! day and month that the text itself shows.

use super::scan::Scan;
use super::sense::{Found, Named, Sense, Unit, Which};
use crate::span::Run;
use crate::tags::Upos;
use crate::text::Text;

/// Tokens that may stand between a date and the one that gives it its year.
const BETWEEN: usize = 2;

/// Gives a date without a year that of the date it is joined to: "from July to September 1956".
pub(super) fn years(found: &mut [(Run, Found)]) {
    for at in (1..found.len()).rev() {
        let (sentence, later) = &found[at];
        let Sense::Named(named, Which::Year(year)) = later.sense else { continue };
        let (start, sentence) = (later.start, *sentence);
        let (own, earlier) = &mut found[at - 1];
        let Sense::Named(before, which @ Which::Open) = &mut earlier.sense else { continue };
        let month = |named: Named| match named {
            Named::Month(month) => Some((month, 0)),
            Named::Date(month, day) => Some((month, day)),
            _ => None,
        };
        let (Some(one), Some(other)) = (month(*before), month(named)) else { continue };
        if *own == sentence && start - earlier.end <= BETWEEN {
            *which = Which::Year(if one <= other { year } else { year - 1 });
        }
    }
}

/// Gives a part of a year the year that owns it: "last year's fourth quarter", "1989's spring".
pub(super) fn owners(text: &Text, found: &mut [(Run, Found)]) {
    for at in 1..found.len() {
        let (before, after) = found.split_at_mut(at);
        let (Some((_, owner)), Some((_, part))) = (before.last(), after.first_mut()) else { continue };
        let owned = part.start == owner.end + 1 && matches!(text.word(owner.end), "'s" | "’s" | "'" | "’");
        if let (true, Sense::Named(_, which @ Which::Open)) = (owned, &mut part.sense) {
            match owner.sense {
                Sense::Year(year) => *which = Which::Year(year),
                Sense::Unit(Unit::Year, step, base) => *which = Which::InYear(step, base),
                _ => {}
            }
        }
    }
}

/// Gives a weekday what the one before it has: "next Tuesday and Wednesday".
pub(super) fn weekdays(text: &Text, found: &mut [(Run, Found)]) {
    for at in 1..found.len() {
        let (before, after) = found.split_at_mut(at);
        let (Some((_, one)), Some((_, other))) = (before.last(), after.first_mut()) else { continue };
        let joined = other.start == one.end + 1 && matches!(text.word(one.end), "and" | "or");
        if let (
            true,
            Sense::Named(Named::Weekday(_), step @ Which::Step(..)),
            Sense::Named(Named::Weekday(_), which @ Which::Open),
        ) = (joined, &one.sense, &mut other.sense)
        {
            *which = *step;
        }
    }
}

/// Whether days stand before months in the text's digits, or its dates in words: 13/03/2025, 12 March.
pub(super) fn day_first(text: &Text, found: &[(Run, Found)]) -> Option<bool> {
    let (mut day, mut month) = (0, 0);
    for (_, found) in found {
        let printed = text.word(found.start);
        let begins_with_digit = printed.starts_with(|c: char| c.is_ascii_digit());
        match found.sense {
            Sense::Named(Named::Date(..), _) if begins_with_digit => day += 1,
            Sense::Named(Named::Date(..), _)
                if printed.starts_with(|c: char| c.is_alphabetic()) && !printed.eq_ignore_ascii_case("the") =>
            {
                month += 1
            }
            Sense::Day(_, _, number) if begins_with_digit && printed.contains('/') && number > 12 => {
                if printed.starts_with(&number.to_string()) { day += 1 } else { month += 1 }
            }
            _ => {}
        }
    }
    if day == month { None } else { Some(day > month) }
}

/// What a history counts among its times, and a report does not: "the former king".
pub(super) fn former(scan: &Scan, found: &mut Vec<(Run, Found)>) {
    let before = found.len();
    for &sentence in &scan.text.sentences {
        let scan = scan.of(sentence);
        let former = sentence.range().filter(|&at| scan.is(at, "former") && scan.upos(at) == Upos::Adj);
        let time = |at| Found { start: at, end: at + 1, sense: Sense::Ref("PAST_REF"), modifier: None };
        found.extend(former.map(|at| (sentence, time(at))));
    }
    if found.len() > before {
        found.sort_by_key(|(_, found)| found.start);
    }
}
