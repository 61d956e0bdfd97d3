//! Names of the calendar: which March, which Wednesday, which summer is meant.
//!
//! In: a [`Named`] and what its words say of which one. Out: [`Resolved`].

use jiff::civil::Date;

use super::{Genre, Point, Resolved, Resolver};
use crate::times::Anchor;
use crate::times::calendar::{
    Stretch, day, days_on, monday, months_on, season_start, spell_year, weekday, year_of, years_on,
};
use crate::times::sense::{Base, Named, Which};
use crate::times::tense::Tense;

/// Months ahead that a bare name may mean where no verb says that it is over.
const NEAR_MONTHS: i32 = 3;

/// A month that lies at most so many after the last one told belongs to its year, though another year was mentioned since.
const GOES_ON: i32 = 1;

/// A month that lies so many months before the last one told is the next year's: "in December ... in January".
const RUN_OUT: i32 = 7;

impl Resolver {
    pub(super) fn named(&self, named: Named, which: Which, tense: Tense) -> Resolved {
        match which {
            Which::Year(year) => self.in_year(named, year, Anchor::Explicit),
            Which::InYear(step, base) => match self.base(base) {
                Some(point) => self.in_year(named, years_on(point.year, step), point.anchor),
                None => Resolved::unresolved(open(named)),
            },
            Which::Step(step, base) => match self.base(base) {
                Some(point) => self.stepped(named, step, base, point, tense),
                None => Resolved::unresolved(open(named)),
            },
            Which::Open => self.open(named, tense),
        }
    }

    /// The one of a year.
    fn in_year(&self, named: Named, year: i32, anchor: Anchor) -> Resolved {
        let stretch = match named {
            Named::Month(month) => Stretch::Month(year, month),
            Named::Date(month, number) => match day(year, month, number) {
                Some(date) => Stretch::Day(date),
                None => return Resolved::unresolved(format!("{}-{month:02}-{number:02}", spell_year(year))),
            },
            Named::Season(season) => Stretch::Season(year, season),
            Named::Quarter(quarter) => Stretch::Quarter(year, quarter),
            Named::Half(half) => Stretch::Half(year, half),
            Named::Holiday(holiday) => match i16::try_from(year).ok().and_then(|year| holiday.day(year)) {
                Some(date) => Stretch::Day(date),
                None => return Resolved::unresolved(format!("{}-XX-XX", spell_year(year))),
            },
            Named::Weekday(_) | Named::Weekend | Named::Day(_) => return Resolved::unresolved(spell_year(year)),
        };
        Resolved::known(stretch, anchor)
    }

    /// Last March, this Friday, next summer.
    fn stepped(&self, named: Named, step: i32, base: Base, point: Point, tense: Tense) -> Resolved {
        let anchor = point.anchor;
        let today = point.date();
        match named {
            Named::Weekday(number) => {
                let Some(today) = today else { return Resolved::unresolved(open(named)) };
                let away = i32::from(number) - i32::from(today.weekday().to_monday_one_offset());
                let days = match step {
                    // "This Friday" lies in this week where it is told as past, else ahead.
                    0 if tense == Tense::Past && base == Base::Reference => away,
                    0 => away.rem_euclid(7),
                    ..0 => -((-away - 1).rem_euclid(7) + 1),
                    1.. => (away - 1).rem_euclid(7) + 1,
                };
                Resolved::known(Stretch::Day(days_on(today, days)), anchor)
            }
            Named::Weekend => match today {
                Some(today) => {
                    // "Last weekend" said on a Sunday is the week before's; on a Wednesday it is too.
                    let saturday = days_on(monday(today), 5);
                    Resolved::known(Stretch::Weekend(days_on(saturday, step.saturating_mul(7))), anchor)
                }
                None => Resolved::unresolved("XXXX-WXX-WE"),
            },
            Named::Month(month) | Named::Date(month, _) => {
                let here = point.month.unwrap_or(1);
                let year = match step {
                    0 => point.year,
                    ..0 => {
                        if month < here {
                            point.year
                        } else {
                            years_on(point.year, -1)
                        }
                    }
                    1.. => {
                        if month > here {
                            point.year
                        } else {
                            years_on(point.year, 1)
                        }
                    }
                };
                self.in_year(named, year, anchor)
            }
            Named::Season(season) => {
                let start = season_start(season);
                // January and February belong to the winter of the year before.
                let here = point.month.unwrap_or(1);
                let own = if season == "WI" && here <= 2 { years_on(point.year, -1) } else { point.year };
                let is_on = (0..3).any(|month| months_on(own, start, month) == (point.year, here));
                let year = match step {
                    0 => own,
                    ..0 if start > here || is_on => years_on(own, -1),
                    ..0 => own,
                    1.. if start > here && !is_on => own,
                    1.. => years_on(own, 1),
                };
                self.in_year(named, year, anchor)
            }
            Named::Quarter(_) | Named::Half(_) => self.in_year(named, years_on(point.year, step), anchor),
            Named::Holiday(holiday) => {
                let Some(today) = today else { return Resolved::unresolved(open(named)) };
                let year =
                    |step: i32| i16::try_from(years_on(point.year, step)).ok().and_then(|year| holiday.day(year));
                let found = match step {
                    0 => year(0),
                    ..0 => year(0).filter(|day| *day < today).or_else(|| year(-1)),
                    1.. => year(0).filter(|day| *day > today).or_else(|| year(1)),
                };
                found.map_or_else(
                    || Resolved::unresolved(open(named)),
                    |date| Resolved::known(Stretch::Day(date), anchor),
                )
            }
            Named::Day(number) => self.day_of_month(number, tense),
        }
    }

    /// The 20th: of the month spoken of, else the nearest one on the side that the tense says.
    fn day_of_month(&self, number: u8, tense: Tense) -> Resolved {
        let focus =
            self.focus.filter(|_| self.genre == Genre::History).and_then(|focus| Some((focus.year, focus.month?)));
        if let Some(date) = focus.and_then(|(year, month)| day(year, month, number)) {
            return Resolved::known(Stretch::Day(date), Anchor::Text);
        }
        let Some((today, anchor)) = self.reference else { return Resolved::unresolved(open(Named::Day(number))) };
        let (year, month) = (year_of(today), today.month() as u8);
        let step = match tense {
            Tense::Past if i32::from(number) > i32::from(today.day()) => -1,
            Tense::Future if i32::from(number) < i32::from(today.day()) => 1,
            _ => 0,
        };
        let (year, month) = months_on(year, month, step);
        match day(year, month, number) {
            Some(date) => Resolved::known(Stretch::Day(date), anchor),
            None => Resolved::unresolved(open(Named::Day(number))),
        }
    }

    /// March, Wednesday, summer: nothing says which.
    fn open(&self, named: Named, tense: Tense) -> Resolved {
        if self.genre == Genre::History
            && let Some(resolved) = self.told_on(named)
        {
            return resolved;
        }
        let Some((today, anchor)) = self.reference else { return Resolved::unresolved(open(named)) };
        let (year, month) = (year_of(today), today.month() as u8);
        // What no verb says is past, but for what lies near ahead; a weekday goes with the present of a plan.
        let past = tense != Tense::Future;
        let soon = matches!(tense, Tense::Present | Tense::Unknown);
        match named {
            Named::Day(number) => self.day_of_month(number, tense),
            Named::Weekday(number) => {
                let wanted = weekday(number);
                let away = i32::from(wanted.to_monday_one_offset()) - i32::from(today.weekday().to_monday_one_offset());
                let ahead = matches!(tense, Tense::Future | Tense::Present);
                let days = if ahead { away.rem_euclid(7) } else { -(-away).rem_euclid(7) };
                Resolved::known(Stretch::Day(days_on(today, days)), anchor)
            }
            Named::Weekend => {
                let own = days_on(monday(today), 5);
                let step = if past && today < own { -7 } else { 0 };
                Resolved::known(Stretch::Weekend(days_on(own, step)), anchor)
            }
            Named::Month(wanted) => {
                let ahead = (i32::from(wanted) - i32::from(month)).rem_euclid(12);
                let step = if !past || soon && ahead <= NEAR_MONTHS {
                    i32::from(wanted < month)
                } else {
                    -i32::from(wanted > month)
                };
                self.in_year(named, years_on(year, step), anchor)
            }
            Named::Date(wanted, number) => {
                // Papers print the year of a date that is more than half a year away.
                let near = |step: i32| Some((day(years_on(year, step), wanted, number)?, step));
                let distance = |date: Date| date.until(today).map_or(i32::MAX, |span| span.get_days());
                let found = [-1, 0, 1].into_iter().filter_map(near);
                let best = match tense {
                    Tense::Future => {
                        found.filter(|(date, _)| *date >= today).min_by_key(|(date, _)| distance(*date).abs())
                    }
                    _ => found.min_by_key(|(date, _)| distance(*date).abs()),
                };
                self.in_year(named, years_on(year, best.map_or(0, |(_, step)| step)), anchor)
            }
            Named::Season(season) => {
                let start = season_start(season);
                let own = if season == "WI" && month <= 2 { years_on(year, -1) } else { year };
                let begun = season == "WI" && month <= 2 || start <= month;
                let over = !(0..3).any(|step| months_on(own, start, step) == (year, month));
                let ahead = (i32::from(start) - i32::from(month)).rem_euclid(12);
                let step = if !past || soon && over && ahead <= NEAR_MONTHS {
                    i32::from(begun && over)
                } else {
                    -i32::from(!begun)
                };
                self.in_year(named, years_on(own, step), anchor)
            }
            Named::Quarter(number) => {
                let current = (month - 1) / 3 + 1;
                let step = if past { -i32::from(number > current) } else { i32::from(number < current) };
                self.in_year(named, years_on(year, step), anchor)
            }
            Named::Half(number) => {
                let current = (month - 1) / 6 + 1;
                let step = if past { -i32::from(number > current) } else { i32::from(number < current) };
                self.in_year(named, years_on(year, step), anchor)
            }
            Named::Holiday(holiday) => {
                let near =
                    [-1, 0, 1].into_iter().filter_map(|step| holiday.day(i16::try_from(years_on(year, step)).ok()?));
                let near: Vec<Date> = near.collect();
                let found = match tense {
                    Tense::Past => near.iter().rev().find(|&&day| day <= today),
                    Tense::Future => near.iter().find(|&&day| day >= today),
                    Tense::Present | Tense::Unknown => {
                        near.iter().min_by_key(|day| day.until(today).map_or(i32::MAX, |span| span.get_days()).abs())
                    }
                };
                found.map_or_else(
                    || Resolved::unresolved(open(named)),
                    |&date| Resolved::known(Stretch::Day(date), anchor),
                )
            }
        }
    }

    /// In a history: of the year spoken of last, or of the next where the months have run out.
    fn told_on(&self, named: Named) -> Option<Resolved> {
        let focus = self.focus?;
        let month = match named {
            Named::Month(month) | Named::Date(month, _) => month,
            Named::Season(season) => season_start(season),
            Named::Quarter(quarter) => quarter * 3 - 2,
            Named::Half(half) => half * 6 - 5,
            Named::Holiday(holiday) => holiday.day(2001)?.month() as u8,
            Named::Day(number) => return Some(self.day_of_month(number, Tense::Past)),
            Named::Weekday(number) => {
                let date = focus.date()?;
                let away = (i32::from(number) - i32::from(date.weekday().to_monday_one_offset())).rem_euclid(7);
                return Some(Resolved::known(Stretch::Day(days_on(date, away)), Anchor::Text));
            }
            Named::Weekend => return None,
        };
        // Years that were mentioned in passing: the months go on.
        if focus.month.is_none()
            && let Some(before) = self.month
        {
            let ahead = i32::from(month) - before.month.map_or(0, i32::from);
            if (0..=GOES_ON).contains(&ahead) {
                return Some(self.in_year(named, before.year, Anchor::Text));
            }
        }
        let run_out = focus.month.is_some_and(|last| i32::from(last) - i32::from(month) > RUN_OUT);
        Some(self.in_year(named, years_on(focus.year, i32::from(run_out)), Anchor::Text))
    }
}

/// What is known where nothing is told of the year.
fn open(named: Named) -> String {
    match named {
        Named::Month(month) => format!("XXXX-{month:02}"),
        Named::Date(month, number) => format!("XXXX-{month:02}-{number:02}"),
        Named::Day(number) => format!("XXXX-XX-{number:02}"),
        Named::Weekday(number) => format!("XXXX-WXX-{number}"),
        Named::Season(season) => format!("XXXX-{season}"),
        Named::Quarter(quarter) => format!("XXXX-Q{quarter}"),
        Named::Half(half) => format!("XXXX-H{half}"),
        // A feast of a fixed day keeps it.
        Named::Holiday(holiday) => match (holiday.day(2001), holiday.day(2002)) {
            (Some(one), Some(other)) if (one.month(), one.day()) == (other.month(), other.day()) => {
                format!("XXXX-{:02}-{:02}", one.month(), one.day())
            }
            _ => "XXXX-XX-XX".to_owned(),
        },
        Named::Weekend => "XXXX-WXX-WE".to_owned(),
    }
}
