//! Reckoning: so many days, weeks, months from a day.
//!
//! In: unit, step and base. Out: [`Resolved`].

use super::{Genre, Point, Resolved, Resolver};
use crate::times::Anchor;
use crate::times::calendar::{Stretch, day, days_on, monday, months_on, spell_year, year_of, years_on};
use crate::times::sense::{Amount, Base, Reach, Unit};

impl Resolver {
    /// The past three months: back from the day of writing, which is its last day.
    pub(super) fn length(&self, value: &str, reach: Option<Reach>) -> Resolved {
        let mut resolved = Resolved::plain(value);
        let (Some(Reach { amount, unit, back }), Some((today, anchor))) = (reach, self.reference) else {
            return resolved;
        };
        let whole = amount as i32;
        let step = if back { -whole } else { whole };
        let there = match unit {
            Unit::Day | Unit::Weekend => days_on(today, step),
            Unit::Week => days_on(today, step.saturating_mul(7)),
            Unit::Fortnight => days_on(today, step.saturating_mul(14)),
            Unit::Month
            | Unit::Quarter
            | Unit::Semester
            | Unit::Year
            | Unit::Decade
            | Unit::Century
            | Unit::Millennium => {
                let months = match unit {
                    Unit::Month => 1,
                    Unit::Quarter => 3,
                    Unit::Semester => 6,
                    Unit::Year => 12,
                    Unit::Decade => 120,
                    Unit::Century => 1200,
                    _ => 12_000,
                };
                let (year, month) = months_on(year_of(today), today.month() as u8, step.saturating_mul(months));
                let last = day(year, month, 1).map_or(28, |first| first.days_in_month());
                match day(year, month, today.day().min(last) as u8) {
                    Some(there) => there,
                    None => return resolved,
                }
            }
            _ => return resolved,
        };
        if (1.0..10_000.0).contains(&amount) {
            resolved.interval = Some(if back { (there, today) } else { (today, there) });
            resolved.anchor = anchor;
        }
        resolved
    }

    /// The day, week, month ... so many after the base's.
    pub(super) fn unit(&self, unit: Unit, step: i32, base: Base) -> Resolved {
        // In a report "that day" is the last day told, though a year was mentioned in passing.
        let day = self.day.filter(|_| unit == Unit::Day && base == Base::Text && self.genre == Genre::Report);
        let Some(point) = day.or_else(|| self.base(base)) else {
            return Resolved::unresolved(match unit {
                Unit::Day => "XXXX-XX-XX",
                Unit::Week => "XXXX-WXX",
                Unit::Month => "XXXX-XX",
                Unit::Quarter => "XXXX-QX",
                _ => "XXXX",
            });
        };
        let anchor = point.anchor;
        let stretch = match unit {
            Unit::Day => match point.date() {
                Some(date) => Some(Stretch::Day(days_on(date, step))),
                None => {
                    let month = point.month.map_or("XX".to_owned(), |month| format!("{month:02}"));
                    return Resolved::unresolved(format!("{}-{month}-XX", spell_year(point.year)));
                }
            },
            Unit::Week | Unit::Fortnight => {
                point.date().map(|date| Stretch::Week(days_on(monday(date), step.saturating_mul(7))))
            }
            Unit::Month => point.month.map(|month| {
                let (year, month) = months_on(point.year, month, step);
                Stretch::Month(year, month)
            }),
            Unit::Quarter => point.month.map(|month| {
                let (year, month) = months_on(point.year, (month - 1) / 3 * 3 + 1, step.saturating_mul(3));
                Stretch::Quarter(year, (month - 1) / 3 + 1)
            }),
            Unit::Semester => None,
            Unit::Year => Some(Stretch::Year(years_on(point.year, step))),
            Unit::Decade if point.year > 0 => Some(Stretch::Decade(point.year / 10 + step)),
            Unit::Century if point.year > 0 => Some(Stretch::Century((point.year - 1) / 100 + step)),
            _ => None,
        };
        match stretch {
            Some(stretch) => Resolved::known(stretch, anchor),
            None if unit == Unit::Month => Resolved::unresolved(format!("{}-XX", spell_year(point.year))),
            None if unit == Unit::Week => Resolved::unresolved(format!("{}-WXX", spell_year(point.year))),
            None => Resolved::unresolved("XXXX"),
        }
    }

    /// Two days ago, a year earlier, three weeks later.
    pub(super) fn shift(&self, amount: Amount, unit: Unit, back: bool, base: Base) -> Resolved {
        let Amount::Number(number) = amount else {
            return Resolved::plain(if back { "PAST_REF" } else { "FUTURE_REF" });
        };
        let whole = number.clamp(0.0, 100_000.0) as i32;
        let step = if back { -whole } else { whole };
        if number != f64::from(whole) {
            // Half a year ago: by months; half an hour ago is not reckoned.
            return match unit {
                Unit::Year => self.shift(Amount::Number((number * 12.0).round()), Unit::Month, back, base),
                _ => Resolved::plain(if back { "PAST_REF" } else { "FUTURE_REF" }),
            };
        }
        // What is reckoned in days wants a day that was spoken of; years are as well told from the day of writing.
        let clocked = matches!(unit, Unit::Hour | Unit::Minute | Unit::Second);
        if clocked {
            let Some(date) = self.base(base).and_then(Point::date) else {
                return Resolved::unresolved("XXXX-XX-XXTXX");
            };
            let anchor = self.base(base).map_or(Anchor::Unresolved, |point| point.anchor);
            let days = if unit == Unit::Hour { step / 24 } else { 0 };
            let day = Stretch::Day(days_on(date, days));
            return Resolved { value: format!("{}TXX", day.value()), ..Resolved::known(day, anchor) };
        }
        match unit {
            Unit::Fortnight => self.unit(Unit::Week, step.saturating_mul(2), base),
            Unit::Semester => self.unit(Unit::Month, step.saturating_mul(6), base),
            Unit::Week if base == Base::Text => match self
                .base(base)
                .and_then(|point| Some((point.date()?, point.anchor)))
            {
                Some((date, anchor)) => Resolved::known(Stretch::Day(days_on(date, step.saturating_mul(7))), anchor),
                None => self.unit(unit, step, base),
            },
            Unit::Millennium => Resolved::plain(if back { "PAST_REF" } else { "FUTURE_REF" }),
            unit => self.unit(unit, step, base),
        }
    }
}
