//! Genre: whether a text is a report of its day or a history.
//!
//! In: the expressions of a text. Out: [`Genre`].

use jiff::civil::Date;

use crate::span::Run;
use crate::times::calendar::year_of;
use crate::times::sense::{Base, Found, Named, Sense, Which};

/// How a text tells its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::times) enum Genre {
    Report,
    History,
}

/// Fewest printed years of a history.
const FEWEST_YEARS: usize = 3;
/// Fewest printed years for each "yesterday".
const YEARS_EACH: usize = 4;

impl Genre {
    /// What the expressions of a text speak for.
    pub(in crate::times) fn of(found: &[(Run, Found)], reference: Option<Date>) -> Genre {
        let (mut years, mut deictic) = (0, 0);
        for (_, found) in found {
            let sense = match &found.sense {
                Sense::Time(_, Some(day)) => day,
                sense => sense,
            };
            match sense {
                Sense::Named(_, Which::Year(year)) | Sense::Year(year) | Sense::Day(year, ..) => {
                    years += usize::from(reference.is_none_or(|day| year_of(day) != *year));
                }
                Sense::Named(Named::Weekday(_), Which::Open)
                | Sense::Named(_, Which::Step(_, Base::Reference))
                | Sense::Unit(_, _, Base::Reference)
                | Sense::Today(_)
                | Sense::Shift { base: Base::Reference, .. } => deictic += 1,
                _ => {}
            }
        }
        if years >= FEWEST_YEARS && years >= YEARS_EACH * deictic { Genre::History } else { Genre::Report }
    }
}
