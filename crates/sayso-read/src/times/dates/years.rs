//! Years, decades, centuries: which digits are a year and not a number.
//!
//! In: a [`Scan`] and a token. Out: the token after, and the [`Sense`].

use super::Part;
use crate::clauses::Relation;
use crate::tags::Upos;
use crate::times::lexicon::Word;
use crate::times::scan::{Figure, Scan};
use crate::times::sense::Sense;

/// Four digits that are a year more often than a number.
const USUAL_YEARS: std::ops::Range<u32> = 1700..2051;

/// Whether four digits are a year.
pub(super) fn year_stands(scan: &Scan, at: usize, next: usize) -> bool {
    let figure = scan.figure(at);
    if next > at + 1 || figure.is_some_and(|figure| figure.clipped) {
        return true; // An era or an apostrophe.
    }
    let before = at.wrapping_sub(1);
    // Money, numbers of models and laws; what stands for a measure.
    let numbered = &[
        "$",
        "€",
        "£",
        "#",
        ".",
        ":",
        "+",
        "=",
        "No",
        "No.",
        "Resolution",
        "Article",
        "Section",
        "Rs",
        "Flight",
        "Room",
        "Route",
        "Highway",
    ];
    let model = scan.before(at) == Word::Dash
        && at >= 2
        && scan.joins(before)
        && scan.figure(at - 2).is_none()
        && scan.upos(at - 2) != Upos::Num;
    let unit = scan.is_any(at + 1, MEASURES) || scan.glued(at) && matches!(scan.printed(at + 1), "%" | "°");
    if scan.is_any(before, numbered) || model || unit {
        return false;
    }
    let said = matches!(
        scan.word(before),
        Word::In
            | Word::From
            | Word::The
            | Word::This
            | Word::Early
            | Word::Late
            | Word::Mid
            | Word::Last
            | Word::Before
            | Word::After
            | Word::A
            | Word::About
    ) || scan
        .is_any(before, &["since", "by", "until", "till", "during", "through", "throughout", "between", "("])
        || matches!(scan.upos(before), Upos::Det | Upos::Pron | Upos::Part);
    // Far years are rarely spoken of, numbers of that size are.
    if figure.is_some_and(|figure| !USUAL_YEARS.contains(&figure.value)) {
        return said || matches!(scan.word(before), Word::Of | Word::And | Word::To);
    }
    // A big number before a noun in the plural, unless the word before says that it is a year: "of 2047 registered voters".
    let plural = |at: usize| scan.upos(at) == Upos::Noun && scan.printed(at).ends_with('s');
    let registered =
        scan.word(before) == Word::Of && matches!(scan.upos(at + 1), Upos::Adj | Upos::Verb) && plural(at + 2);
    said || !(counts(scan, at) || plural(at + 1) || registered)
}

/// What is counted in thousands and has no year.
const MEASURES: &[&str] = &[
    "people",
    "men",
    "women",
    "percent",
    "km",
    "kilometers",
    "kilometres",
    "miles",
    "feet",
    "meters",
    "metres",
    "troops",
    "soldiers",
    "hours",
    "tons",
    "tonnes",
    "votes",
    "acres",
    "civilians",
    "children",
    "euros",
    "dollars",
    "pounds",
];

/// Whether a figure counts the noun behind it.
pub(super) fn counts(scan: &Scan, at: usize) -> bool {
    let Some(arc) = scan.analysis.clauses.get(at) else { return false };
    let Some(head) = arc.head.map(|head| head as usize).filter(|&head| head > at && head <= at + 3) else {
        return false;
    };
    arc.relation == Relation::Nummod && scan.upos(head) == Upos::Noun && scan.printed(head).ends_with('s')
}

/// 1990s, ’90s, 1990’s, nineties.
pub(super) fn decade(scan: &Scan, at: usize) -> Option<Part> {
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
pub(in crate::times) fn middle(scan: &Scan, at: usize) -> Option<Part> {
    decade(scan, at).or_else(|| scan.year(at).map(|(next, year)| (next, Sense::Year(year))))
}

/// The decade that its tens stand for.
pub(super) fn tens_of(tens: i32) -> i32 {
    if tens < 2 { 200 + tens } else { 190 + tens }
}

/// The nineteenth century, 19th-century, the 9th century BC.
pub(super) fn century(scan: &Scan, at: usize) -> Option<Part> {
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
