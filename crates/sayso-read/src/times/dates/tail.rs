//! Tails: what goes on behind a date, with the words it leaves out.

use super::which_year;
use crate::tags::Upos;
use crate::times::lexicon::Word;
use crate::times::scan::Scan;
use crate::times::sense::{Found, Named, Sense, Which};

/// What goes on behind a date, with the words it leaves out: the 9 of "March 6–9", the 18 of "1914–18", the 7 of "March 6
/// and 7". Gives the tokens and their sense.
pub(in crate::times) fn tail(scan: &Scan, found: &Found) -> Option<Found> {
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
