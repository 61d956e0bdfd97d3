//! Relative times: those that say how they lie to the day of writing, or to a time spoken of before.
//!
//! In: a [`Scan`] and a token. Out: the token after, and the [`Sense`].
//!
//! ```text
//! last year    this past weekend    the following month    that same day    two weeks ago    the day before    recent years
//! ```

use super::dates::{self, Part};
use super::holidays;
use super::lexicon::Word;
use super::scan::Scan;
use super::sense::{Amount, Base, Clock, Named, Reach, Sense, Unit, Which};
use super::tense::{self, Tense};
use crate::tags::Upos;

/// The longest relative time that begins at a token.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Part> {
    match scan.word(at) {
        Word::Day(days) => Some((at + 1, Sense::Today(i32::from(days)))),
        // "Soon" of what has been is no time.
        Word::Ref("FUTURE_REF") if tense::of(scan, at) != Tense::Future => None,
        // The now-defunct paper.
        Word::Ref("PRESENT_REF") if scan.joins(at + 1) => None,
        Word::Ref(name) => Some((at + 1, Sense::Ref(name))),
        Word::The => the(scan, at),
        Word::This => this(scan, at),
        Word::That => that(scan, at),
        Word::These if scan.is(at + 1, "days") => Some((at + 2, Sense::Ref("PRESENT_REF"))),
        Word::Those if scan.is(at + 1, "days") && scan.before(at) == Word::In => Some((at + 2, Sense::Ref("PAST_REF"))),
        Word::Present if scan.before(at) == Word::At => Some((at + 1, Sense::Ref("PRESENT_REF"))),
        Word::Present if scan.joins(at + 1) && scan.is(at + 2, "day") => Some((at + 3, Sense::Ref("PRESENT_REF"))),
        Word::Future if scan.before(at) == Word::In => Some((at + 1, Sense::Ref("FUTURE_REF"))),
        _ if scan.is(at, "right") && scan.is(at + 1, "now") => Some((at + 2, Sense::Ref("PRESENT_REF"))),
        _ => pointed(scan, at, false),
    }
}

fn the(scan: &Scan, at: usize) -> Option<Part> {
    let next = at + 1;
    match scan.word(next) {
        Word::Same => same(scan, next),
        Word::Past | Word::Future | Word::Present if stands_alone(scan, next) => {
            let name = match scan.word(next) {
                Word::Past => "PAST_REF",
                Word::Future => "FUTURE_REF",
                _ => "PRESENT_REF",
            };
            let prepared = scan.is_any(at.wrapping_sub(1), &["in", "for", "of", "from", "at", "to", "into", "about"]);
            // "The future of the mill" is no time.
            (prepared || scan.word(next + 1) != Word::Of).then_some((next + 1, Sense::Ref(name)))
        }
        Word::Moment if scan.before(at) == Word::At => Some((next + 1, Sense::Ref("PRESENT_REF"))),
        Word::Time if scan.before(at) == Word::At && scan.is(next + 1, "being") => {
            Some((next + 2, Sense::Ref("PRESENT_REF")))
        }
        // The day before, the year after, the day before yesterday.
        Word::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)) => {
            match (scan.word(next + 1), scan.word(next + 2)) {
                (Word::Before, Word::Day(-1)) if unit == Unit::Day => {
                    Some((next + 3, Sense::Unit(Unit::Day, -2, Base::Reference)))
                }
                (Word::After, Word::Day(1)) if unit == Unit::Day => {
                    Some((next + 3, Sense::Unit(Unit::Day, 2, Base::Reference)))
                }
                (Word::Before, _) if closes(scan, next + 2) => Some((next + 2, Sense::Unit(unit, -1, Base::Text))),
                (Word::After, _) if closes(scan, next + 2) => Some((next + 2, Sense::Unit(unit, 1, Base::Text))),
                _ => passing(scan, at, next, unit),
            }
        }
        _ => pointed(scan, next, true),
    }
}

/// "Later in the day", "the end of the year", "so far in the week".
fn passing(scan: &Scan, at: usize, next: usize, unit: Unit) -> Option<Part> {
    let inside = scan.before(at) == Word::In
        && at >= 2
        && (matches!(scan.word(at - 2), Word::Earlier | Word::Later | Word::Early | Word::Late)
            || scan.is_any(at - 2, &["far", "midway"]));
    let edge = scan.before(at) == Word::Of
        && at >= 2
        && matches!(scan.word(at - 2), Word::Start | Word::Middle | Word::End | Word::Rest | Word::Half);
    (inside || edge).then_some((next + 1, Sense::Unit(unit, 0, Base::Either)))
}

/// Whether the clause ends here: "the day before," and not "the day before the vote".
fn closes(scan: &Scan, at: usize) -> bool {
    scan.printed(at).is_empty()
        || matches!(scan.upos(at), Upos::Punct | Upos::Adp | Upos::Cconj | Upos::X)
        || matches!(scan.word(at), Word::In | Word::At)
}

/// Whether no noun follows that the word describes: "the past", and not "the past year".
fn stands_alone(scan: &Scan, at: usize) -> bool {
    !matches!(scan.upos(at + 1), Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num)
        && !scan.joins(at + 1)
        && !scan.joins(at.wrapping_sub(1))
}

fn this(scan: &Scan, at: usize) -> Option<Part> {
    let next = at + 1;
    match scan.word(next) {
        Word::Time if scan.before(at) == Word::At => Some((next + 1, Sense::Ref("PRESENT_REF"))),
        Word::Past | Word::Last => target(scan, next + 1, -1, Base::Reference),
        Word::Coming | Word::Next => target(scan, next + 1, 1, Base::Reference),
        Word::Same => same(scan, next),
        _ => target(scan, next, 0, Base::Reference),
    }
}

fn that(scan: &Scan, at: usize) -> Option<Part> {
    let next = at + 1;
    match scan.word(next) {
        Word::Same => same(scan, next),
        Word::Time
            if matches!(scan.before(at), Word::At | Word::Before)
                || scan.is_any(at.wrapping_sub(1), &["by", "since", "until", "during"]) =>
        {
            Some((next + 1, Sense::That))
        }
        // "That day", and not "said that Friday would".
        Word::Unit(_) | Word::Part(_) | Word::Season(_) => target(scan, next, 0, Base::Text),
        Word::Weekday(_) | Word::Month(_) if scan.upos(at) == Upos::Det => target(scan, next, 0, Base::Text),
        _ => None,
    }
}

fn same(scan: &Scan, at: usize) -> Option<Part> {
    match scan.word(at + 1) {
        // The same month last year.
        Word::Unit(Unit::Month) if matches!(scan.word(at + 2), Word::Last) && scan.is(at + 3, "year") => {
            Some((at + 4, Sense::Unit(Unit::Month, -12, Base::Text)))
        }
        Word::Unit(Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Quarter) | Word::Part(_) => {
            target(scan, at + 1, 0, Base::Text)
        }
        _ => None,
    }
}

/// Last, next, previous ... and what they point at.
fn pointed(scan: &Scan, at: usize, the: bool) -> Option<Part> {
    let (step, base) = match scan.word(at) {
        Word::Last | Word::Past => (-1, Base::Reference),
        Word::Next if the => (1, Base::Text),
        Word::Next | Word::Coming => (1, Base::Reference),
        Word::Previous => (-1, Base::Text),
        Word::Following => (1, Base::Text),
        Word::Current => (0, Base::Reference),
        Word::Latest
            if matches!(scan.word(at + 1), Word::Unit(Unit::Quarter | Unit::Week | Unit::Month | Unit::Year)) =>
        {
            (-1, Base::Reference)
        }
        Word::Recent => {
            let (next, _, plural) = scan.unit(at + 1)?;
            return plural.then_some((next, Sense::Ref("PAST_REF")));
        }
        _ => return None,
    };
    let next = at + 1;
    // "The last six months", "the past few days", "the next decade".
    let back = step < 0;
    let (after, amount) = scan.number(next).unwrap_or((next, Amount::Vague));
    if after > next || matches!(scan.word(next), Word::Units(_)) {
        let hyphen = usize::from(scan.joins(after));
        let (end, unit, plural) = scan.unit(after + hyphen)?;
        if !plural && hyphen == 0 && amount != Amount::Number(1.0) {
            return None;
        }
        if scan.word(at) == Word::Current {
            return None;
        }
        let reach = match (amount, base) {
            (Amount::Number(amount), Base::Reference) => Some(Reach { amount, unit, back }),
            (Amount::Number(amount), Base::Text) if scan.word(at) == Word::Next => Some(Reach { amount, unit, back }),
            _ => None,
        };
        return Some((end, Sense::Length { value: unit.length(amount), reach }));
    }
    // "The past year" is a stretch up to now; "over the last year" too.
    if let Word::Unit(unit) = scan.word(next)
        && unit >= Unit::Day
        && unit != Unit::Weekend
    {
        let over =
            the && scan.is_any(at.wrapping_sub(2), &["over", "in", "during", "for", "within", "throughout", "of"]);
        let stretch = match scan.word(at) {
            Word::Past => the,
            Word::Last => over && scan.word(next + 1) != Word::Of && unit != Unit::Day,
            Word::Next | Word::Coming => {
                over && scan.is_any(at.wrapping_sub(2), &["over", "during", "for", "within"]) && unit != Unit::Day
            }
            _ => false,
        };
        if stretch {
            let reach = Some(Reach { amount: 1.0, unit, back });
            return Some((next + 1, Sense::Length { value: unit.length(Amount::Number(1.0)), reach }));
        }
        if scan.word(at) == Word::Past {
            return None;
        }
    }
    target(scan, next, step, base)
}

/// What "last", "this", "next" point at: a unit, a month, a day of the week, a part of the day, a season, a holiday.
fn target(scan: &Scan, at: usize, step: i32, base: Base) -> Option<Part> {
    let named = |named: Named| Some((at + 1, Sense::Named(named, Which::Step(step, base))));
    match scan.word(at) {
        Word::Unit(Unit::Weekend) => named(Named::Weekend),
        Word::Unit(unit) if unit >= Unit::Day => Some((at + 1, Sense::Unit(unit, step, base))),
        Word::Fiscal if matches!(scan.word(at + 1), Word::Unit(Unit::Year | Unit::Quarter)) => {
            target(scan, at + 1, step, base)
        }
        Word::Month(month) => {
            // This August 2013; last March 5.
            let (next, which) = dates::which_year(scan, at + 1);
            match which {
                Which::Open => match scan.day(at + 1) {
                    Some((next, day)) => Some((next, Sense::Named(Named::Date(month, day), Which::Step(step, base)))),
                    None => named(Named::Month(month)),
                },
                which => Some((next, Sense::Named(Named::Month(month), which))),
            }
        }
        Word::Weekday(weekday) => match scan.word(at + 1) {
            Word::Part(part) => {
                let day = Sense::Named(Named::Weekday(weekday), Which::Step(step, base));
                Some((at + 2, Sense::Time(Clock::Part(part), Some(Box::new(day)))))
            }
            // This Friday, July 8: the date says it.
            _ => match dates::weekday(scan, at, weekday) {
                (_, Sense::Named(Named::Weekday(_), _)) => named(Named::Weekday(weekday)),
                dated => Some(dated),
            },
        },
        Word::Season(season) => named(Named::Season(season)),
        Word::Part(part) => {
            Some((at + 1, Sense::Time(Clock::Part(part), Some(Box::new(Sense::Unit(Unit::Day, step, base))))))
        }
        Word::Holiday => {
            let (next, holiday) = holidays::at(scan, at)?;
            Some((next, Sense::Named(Named::Holiday(holiday), Which::Step(step, base))))
        }
        Word::Ordinal(quarter @ 1..=4) if scan.is(at + 1, "quarter") => {
            Some((at + 2, Sense::Named(Named::Quarter(quarter), Which::InYear(step, base))))
        }
        Word::Figure if base == Base::Text && step == 0 => None,
        _ => None,
    }
}

/// What stands behind a length and makes a date of it: ago, earlier, later, from now.
pub(super) fn shift(scan: &Scan, at: usize, amount: Amount, unit: Unit) -> Option<Part> {
    let (next, back, base) = match scan.word(at) {
        Word::Ago => (at + 1, true, Base::Reference),
        Word::Earlier => (at + 1, true, Base::Text),
        Word::Later => (at + 1, false, Base::Text),
        Word::No if scan.is(at, "back") && closes(scan, at + 1) => (at + 1, true, Base::Reference),
        Word::Hence => (at + 1, false, Base::Reference),
        Word::From if scan.is(at + 1, "now") => (at + 2, false, Base::Reference),
        Word::From if scan.word(at + 1) == Word::Day(0) => (at + 2, false, Base::Reference),
        Word::Before if closes(scan, at + 1) => (at + 1, true, Base::Text),
        Word::After if closes(scan, at + 1) && scan.upos(at + 1) == Upos::Punct => (at + 1, false, Base::Text),
        // A year-ago quarter, year-earlier: hyphens.
        // The year-earlier quarter is a year before this one.
        // The year-ago quarter, the year-earlier one.
        Word::Dash if scan.joins(at) && matches!(scan.word(at + 1), Word::Ago | Word::Earlier) => {
            (at + 2, true, Base::Reference)
        }
        _ => return None,
    };
    Some((next, Sense::Shift { amount, unit, back, base }))
}
