//! Parts of years and months: quarters, halves, fiscal years, seasons, weeks of a month.
//!
//! In: a [`Scan`] and a token. Out: the token after, and the [`Sense`].

use super::{Part, is_named, month_day, which_year};
use crate::tags::Upos;
use crate::times::lexicon::Word;
use crate::times::scan::Scan;
use crate::times::sense::{Base, Named, Sense, Unit, Which};

/// Q3 2024, the third quarter of 2024, third-quarter, the first half of 2008, the latter half of 2008.
pub(super) fn part_of_year(scan: &Scan, at: usize) -> Option<Part> {
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
                Word::Unit(Unit::Quarter) if (1..=4).contains(&ordinal) => (next + 1, Named::Quarter(ordinal)),
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
pub(super) fn is_business(scan: &Scan) -> bool {
    const WORDS: &[&str] = &[
        "profit", "profits", "revenue", "revenues", "sales", "earnings", "loss", "losses", "growth", "percent",
        "billion", "million", "exports", "income", "orders", "results",
    ];
    scan.sentence.range().any(|at| scan.is_any(at, WORDS))
}

/// 2024-Q3, 2024Q3 is not cut.
pub(super) fn year_quarter(scan: &Scan, at: usize) -> Option<Part> {
    let (next, year) = scan.year(at)?;
    match scan.word(next + 1) {
        Word::Q(quarter) if scan.joins(next) => {
            Some((next + 2, Sense::Named(Named::Quarter(quarter), Which::Year(year))))
        }
        _ => None,
    }
}

/// Fiscal 2024, fiscal year 2024, the financial year 2024.
pub(super) fn fiscal(scan: &Scan, at: usize) -> Option<Part> {
    if scan.word(at) != Word::Fiscal {
        return None;
    }
    let year = at + 1 + usize::from(scan.is(at + 1, "year"));
    let (next, year) = scan.year(year)?;
    Some((next, Sense::Fiscal(year)))
}

/// Spring 2011, the spring of 1916, in the fall.
pub(super) fn season(scan: &Scan, at: usize, season: &'static str) -> Option<Part> {
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

/// The first week of March, the last week of August 1918.
pub(super) fn week_of(scan: &Scan, at: usize) -> Option<Part> {
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
