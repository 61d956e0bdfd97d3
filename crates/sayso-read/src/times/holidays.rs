//! Holidays: days that are called by a name, and on which day of a year they fall.
//!
//! In: `holidays.tsv`. Out: [`Holiday`]. Western Easter by the Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
//!
//! Not here: feasts of calendars that are not reckoned by a fixed rule, as Ramadan; they are not found.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use super::scan::Scan;

const TABLE: &str = include_str!("holidays.tsv");

/// A line of `holidays.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Holiday {
    rule: &'static str,
}

/// Words, rule and example of each line.
pub(super) fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, cells.next()?, cells.next()?))
    })
}

/// The longest holiday whose name begins at a token, and the token after.
pub(super) fn at(scan: &Scan, at: usize) -> Option<(usize, Holiday)> {
    let fits = |words: &str| {
        let mut next = at;
        for word in words.split(' ') {
            // The clitic is a token of its own; so is a bare apostrophe.
            let (stem, tail) = match word.find('\'') {
                Some(cut) => word.split_at(cut),
                None => (word, ""),
            };
            if !scan.is(next, stem) {
                return None;
            }
            next += 1;
            if !tail.is_empty() {
                let printed = scan.printed(next).replace('’', "'");
                if !printed.eq_ignore_ascii_case(tail) {
                    return None;
                }
                next += 1;
            }
        }
        Some(next)
    };
    lines().filter_map(|(words, rule, _)| Some((fits(words)?, Holiday { rule }))).max_by_key(|&(next, _)| next)
}

impl Holiday {
    /// On which day it falls.
    pub(super) fn day(self, year: i16) -> Option<Date> {
        if let Some(days) = self.rule.strip_prefix("easter") {
            return easter(year)?.checked_add(days.parse::<i32>().ok()?.days()).ok();
        }
        let mut cells = self.rule.split([' ', '-']);
        let month = cells.next()?.parse().ok()?;
        let Some((_, rest)) = self.rule.split_once(' ') else {
            return Date::new(year, month, cells.next()?.parse().ok()?).ok();
        };
        let (name, nth) = rest.split_once(' ')?;
        let weekday = match name {
            "mon" => Weekday::Monday,
            "thu" => Weekday::Thursday,
            "sun" => Weekday::Sunday,
            _ => return None,
        };
        Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth.parse().ok()?, weekday).ok()
    }
}

/// Easter Sunday of the western churches.
fn easter(year: i16) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let year_number = i32::from(year);
    let (a, b, c) = (year_number % 19, year_number / 100, year_number % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let whole = h + l - 7 * m + 114;
    Some(date(year, (whole / 31) as i8, (whole % 31 + 1) as i8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_almanac_has_it() {
        for (year, month, day) in [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2025, 4, 20), (2038, 4, 25)] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn every_rule_gives_a_day() {
        for (words, rule, _) in lines() {
            assert!(Holiday { rule }.day(2031).is_some(), "{words}: {rule}");
        }
        assert_eq!(Holiday { rule: "11 thu 4" }.day(2025), Some(date(2025, 11, 27)));
        assert_eq!(Holiday { rule: "05 mon -1" }.day(2025), Some(date(2025, 5, 26)));
    }
}
