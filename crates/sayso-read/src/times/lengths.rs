//! Lengths and sets: how long, and how often.
//!
//! In: a [`Scan`] and a token. Out: the token after, and the [`Sense`].
//!
//! ```text
//! three years    two and a half hours    30-day    41-year-old    half an hour    weeks    every Tuesday    $5 a day    daily
//! ```

use super::dates::Part;
use super::lexicon::Word;
use super::relative;
use super::scan::Scan;
use super::sense::{Amount, Sense, Unit};
use crate::tags::Upos;

/// The longest length, or date at the end of one ("two weeks ago"), that begins at a token.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Part> {
    if let Some((next, amount)) = scan.numbers(at) {
        return counted(scan, next, amount);
    }
    match scan.word(at) {
        Word::A => one(scan, at),
        Word::The => whole(scan, at),
        Word::Full => {
            let (next, amount) = scan.number(at + 1)?;
            counted(scan, next, amount)
        }
        Word::Another => {
            let (next, amount) = scan.number(at + 1).unwrap_or((at + 1, Amount::Number(1.0)));
            let (next, unit, plural) = scan.unit(next)?;
            (plural || amount == Amount::Number(1.0)).then(|| (next, length(unit, amount)))
        }
        Word::Half => half(scan, at),
        Word::Lasting(unit) => Some((at + 1, length(unit, Amount::Number(1.0)))),
        Word::Units(unit) => bare(scan, at, unit),
        // year-old, month-long, year-ago, year-end.
        Word::Unit(unit) => joined(scan, at, unit),
        _ => None,
    }
}

fn length(unit: Unit, amount: Amount) -> Sense {
    Sense::Length { value: unit.length(amount), reach: None }
}

/// A number and what it counts.
fn counted(scan: &Scan, at: usize, amount: Amount) -> Option<Part> {
    let hyphen = usize::from(scan.hangs(at));
    // Two full days, five more years, several long months.
    let mut unit_at = at + hyphen;
    if hyphen == 0
        && (matches!(scan.word(unit_at), Word::Full | Word::More)
            || scan.is_any(unit_at, &["consecutive", "straight", "long", "short", "successive", "additional"]))
    {
        unit_at += 1;
    }
    // Ten brutal months, the four previous weeks.
    if hyphen == 0 && scan.upos(unit_at) == Upos::Adj && matches!(scan.word(unit_at + 1), Word::Units(_)) {
        unit_at += 1;
    }
    let (next, unit, plural) = scan.unit(unit_at)?;
    // "In the 2022 year".
    if unit == Unit::Year && !plural && hyphen == 0 && scan.year(at.wrapping_sub(1)).is_some() {
        return None;
    }
    // "One day he will go".
    if scan.is(unit_at, "day")
        && scan.is(unit_at - 1, "one")
        && !matches!(scan.word(next), Word::After | Word::Before | Word::Ago | Word::Earlier | Word::Later)
    {
        let start = unit_at - 1;
        let opens = start == scan.sentence.range().start || scan.upos(start - 1) == Upos::Punct;
        if opens {
            return None;
        }
    }
    // "The 30 year", "3 minute": only a hyphen or "one" goes with the singular.
    let single = hyphen == 1 || plural || matches!(amount, Amount::Number(number) if number <= 1.0);
    if !(single || scan.glued(at.wrapping_sub(1)) || scan.upos(next) == Upos::Noun || scan.joins(next)) {
        return None;
    }
    // 4 quarter finals; three quarters of the town.
    if unit == Unit::Quarter
        && (!plural || amount == Amount::Number(3.0) && (hyphen == 1 || scan.word(next) == Word::Of))
    {
        return None;
    }
    // 41-year-old, 18 years old, three-day-long.
    let dash = usize::from(scan.hangs(next));
    match scan.word(next + dash) {
        Word::Old if dash == 1 || plural => return Some((next + dash + 1, length(unit, amount))),
        Word::Long if dash == 1 => return Some((next + 2, length(unit, amount))),
        Word::No if dash == 1 && scan.is(next + 1, "olds") => return Some((next + 2, length(unit, amount))),
        _ => {}
    }
    if let Some(found) = relative::shift(scan, next, amount, unit) {
        return Some(found);
    }
    // A year and a half.
    let (next, amount) = and_half(scan, next, amount);
    // Two hours and 30 minutes, five feet left aside.
    let and = next + usize::from(matches!(scan.word(next), Word::And | Word::Comma));
    if let (Some((after, Amount::Number(more))), Amount::Number(number)) = (scan.number(and), amount)
        && let Some((end, smaller, _)) = scan.unit(after)
        && smaller < unit
        && hyphen == 0
    {
        let (first, second) = (unit.length(Amount::Number(number)), smaller.length(Amount::Number(more)));
        let second = match (first.strip_prefix("PT"), second.strip_prefix("PT")) {
            (Some(_), Some(rest)) => rest,
            _ => second.strip_prefix('P').unwrap_or_default(),
        };
        let value = format!("{first}{second}");
        return Some((end, Sense::Length { value, reach: None }));
    }
    Some((next, length(unit, amount)))
}

fn and_half(scan: &Scan, at: usize, amount: Amount) -> (usize, Amount) {
    match (amount, scan.word(at), scan.word(at + 1), scan.word(at + 2)) {
        (Amount::Number(number), Word::And, Word::A, Word::Half) => (at + 3, Amount::Number(number + 0.5)),
        _ => (at, amount),
    }
}

/// A week, an hour; half an hour is elsewhere.
fn one(scan: &Scan, at: usize) -> Option<Part> {
    let mut next = at + 1;
    match scan.word(next) {
        // A half-hour, a half century, a quarter-century.
        Word::Half => return half(scan, next),
        Word::Unit(Unit::Quarter) if scan.joins(next + 1) || scan.word(next + 1) == Word::Of => {
            let unit_at = next + 2 + usize::from(scan.word(next + 2) == Word::A);
            let (end, unit, _) = scan.unit(unit_at)?;
            let sense = match unit {
                Unit::Century => length(Unit::Year, Amount::Number(25.0)),
                Unit::Hour => length(Unit::Minute, Amount::Number(15.0)),
                unit => length(unit, Amount::Number(0.25)),
            };
            return Some((end, sense));
        }
        Word::Full => next += 1,
        _ if scan.is_any(next, &["mere", "single", "good", "solid"]) => next += 1,
        _ => {}
    }
    let (end, unit, plural) = scan.unit(next)?;
    if plural {
        return None;
    }
    // A year-long siege, a month-old boy: the article belongs to the noun.
    if scan.joins(end) {
        return None;
    }
    if let Some(found) = relative::shift(scan, end, Amount::Number(1.0), unit) {
        return Some(found);
    }
    if unit == Unit::Quarter || unit == Unit::Weekend || unit == Unit::Second && next == at + 1 {
        return None;
    }
    // "Five dollars a day", "twice a week": how often.
    let before = at.wrapping_sub(1);
    let rate = matches!(scan.upos(before), Upos::Noun | Upos::Num | Upos::Sym) || scan.word(before) == Word::Times;
    if rate && next == at + 1 && !scan.is_any(before, &["half"]) {
        return Some((end, Sense::Set(unit.length(Amount::Number(1.0)))));
    }
    let (end, amount) = and_half(scan, end, Amount::Number(1.0));
    // "A day when", "a day of reckoning", "a minute" of nobody's watch: a noun like others.
    let spoken = unit == Unit::Day && (scan.word(end) == Word::Of || scan.is_any(end, &["when", "that", "in", "for"]));
    let preposition =
        matches!(scan.word(before), Word::In | Word::About | Word::Over | Word::Under | Word::Than | Word::After)
            || scan.is_any(
                before,
                &["for", "within", "after", "nearly", "almost", "least", "half", "just", "only", "every"],
            );
    if spoken && !preposition {
        return None;
    }
    // "a year" as the object of time verbs, or after a preposition; else a noun that is only called so ("a century plant").
    let attribute = matches!(scan.upos(end), Upos::Noun | Upos::Propn)
        && scan.analysis.clauses.get(next).is_some_and(|arc| arc.relation == crate::clauses::Relation::Compound);
    (!attribute).then(|| (end, length(unit, amount)))
}

/// The whole week.
fn whole(scan: &Scan, at: usize) -> Option<Part> {
    let next = at + 1;
    match scan.word(next) {
        Word::Full => {
            let (end, unit, plural) = scan.unit(next + 1)?;
            (!plural).then(|| (end, length(unit, Amount::Number(1.0))))
        }
        // The first ten months of 1915; the first two years.
        Word::Ordinal(1) | Word::Last => {
            let (after, amount) = scan.number(next + 1)?;
            let (end, unit, plural) = scan.unit(after)?;
            let end = match (scan.word(end), scan.year(end + 1)) {
                (Word::Of, Some((end, _))) => end,
                (Word::Of, None) if scan.word(end + 1) == Word::The && scan.is(end + 2, "year") => end + 3,
                (Word::Of, None) if scan.word(end + 1) == Word::This && scan.is(end + 2, "year") => end + 3,
                _ => end,
            };
            plural.then(|| (end, length(unit, amount)))
        }
        // The 30 days that follow; the two weeks.
        Word::Figure | Word::Number(_) | Word::Vague => {
            let (after, amount) = scan.number(next)?;
            let (end, unit, plural) = scan.unit(after)?;
            (plural && relative::shift(scan, end, amount, unit).is_none()).then(|| (end, length(unit, amount)))
        }
        _ => None,
    }
}

/// Half an hour, half a century, half-hour.
fn half(scan: &Scan, at: usize) -> Option<Part> {
    let next = at + 1 + usize::from(scan.joins(at + 1) || scan.word(at + 1) == Word::A);
    let (end, unit, plural) = scan.unit(next)?;
    if plural || unit == Unit::Quarter {
        return None;
    }
    if let Some(found) = relative::shift(scan, end, Amount::Number(0.5), unit) {
        return Some(found);
    }
    let sense = match unit {
        Unit::Hour => length(Unit::Minute, Amount::Number(30.0)),
        Unit::Year => length(Unit::Month, Amount::Number(6.0)),
        Unit::Day => length(Unit::Hour, Amount::Number(12.0)),
        Unit::Decade => length(Unit::Year, Amount::Number(5.0)),
        Unit::Century => length(Unit::Year, Amount::Number(50.0)),
        unit => length(unit, Amount::Number(0.5)),
    };
    Some((end, sense))
}

/// Weeks, years: after a preposition, or made a date by what follows.
fn bare(scan: &Scan, at: usize, unit: Unit) -> Option<Part> {
    if let Some(found) = relative::shift(scan, at + 1, Amount::Vague, unit) {
        return Some(found);
    }
    if matches!(scan.printed(at), "min" | "hr" | "yr") {
        return None;
    }
    let before = at.wrapping_sub(1);
    let said = scan.is_any(
        before,
        &[
            "for", "in", "within", "after", "over", "took", "take", "takes", "lasted", "spent", "spend", "of", "than",
            "by", "are", "were", "more",
        ],
    );
    let timed = match scan.word(before) {
        Word::Of => scan.is_any(at.wrapping_sub(2), &["couple", "number", "matter", "period", "series", "end"]),
        _ => said,
    };
    let noun = matches!(scan.upos(at), Upos::Noun | Upos::X | Upos::Propn);
    let long = scan.joins(at + 1) && matches!(scan.word(at + 2), Word::Long | Word::Old);
    if long {
        return Some((at + 3, length(unit, Amount::Vague)));
    }
    (timed && noun && unit >= Unit::Minute && unit != Unit::Weekend && unit != Unit::Quarter)
        .then(|| (at + 1, length(unit, Amount::Vague)))
}

/// Year-old, month-long, year-ago, year-end.
fn joined(scan: &Scan, at: usize, unit: Unit) -> Option<Part> {
    if scan.joins(at + 1) && !scan.joins(at.wrapping_sub(1)) {
        match scan.word(at + 2) {
            Word::Old | Word::Long => return Some((at + 3, length(unit, Amount::Number(1.0)))),
            Word::Ago | Word::Earlier => return relative::shift(scan, at + 1, Amount::Number(1.0), unit),
            Word::End if unit >= Unit::Week => {
                return Some((at + 3, Sense::Unit(unit, 0, super::sense::Base::Either)));
            }
            _ => {}
        }
    }
    // Month's end.
    if scan.is_any(at + 1, &["'s", "’s"]) && scan.word(at + 2) == Word::End {
        return Some((at + 3, Sense::Unit(unit, 0, super::sense::Base::Either)));
    }
    None
}

/// Every day, each March, every other week, per day, daily, Mondays.
pub(super) fn set(scan: &Scan, at: usize) -> Option<Part> {
    match scan.word(at) {
        Word::Every => {
            let mut next = at + 1;
            let mut amount = Amount::Number(1.0);
            if scan.word(next) == Word::Other {
                (next, amount) = (next + 1, Amount::Number(2.0));
            } else if scan.is(next, "single") {
                next += 1;
            } else if let Some(found) = scan.number(next) {
                (next, amount) = found;
            }
            match scan.word(next) {
                Word::Weekday(weekday) => match scan.word(next + 1) {
                    Word::Part(part) => Some((next + 2, Sense::Set(format!("XXXX-WXX-{weekday}T{part}")))),
                    _ => Some((next + 1, Sense::Set(format!("XXXX-WXX-{weekday}")))),
                },
                Word::Month(month) => Some((next + 1, Sense::Set(format!("XXXX-{month:02}")))),
                Word::Season(season) => Some((next + 1, Sense::Set(format!("XXXX-{season}")))),
                Word::Part(part) => Some((next + 1, Sense::Set(format!("XXXX-XX-XXT{part}")))),
                _ => {
                    let (next, unit, _) = scan.unit(next)?;
                    Some((next, Sense::Set(unit.length(amount))))
                }
            }
        }
        Word::Per => {
            let (next, unit, plural) = scan.unit(at + 1)?;
            (!plural).then(|| (next, Sense::Set(unit.length(Amount::Number(1.0)))))
        }
        Word::Often(unit) => Some((at + 1, Sense::Set(unit.length(Amount::Number(1.0))))),
        Word::Weekdays(weekday) => Some((at + 1, Sense::Set(format!("XXXX-WXX-{weekday}")))),
        Word::Weekday(weekday) => match scan.word(at + 1) {
            Word::Parts(part) => Some((at + 2, Sense::Set(format!("XXXX-WXX-{weekday}T{part}")))),
            _ => None,
        },
        Word::Units(Unit::Weekend) if matches!(scan.before(at), Word::On | Word::At) => {
            Some((at + 1, Sense::Set("XXXX-WXX-WE".to_owned())))
        }
        _ => None,
    }
}
