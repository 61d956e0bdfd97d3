//! The calendar: stretches of it that are known, as TIMEX3 spells them, and the days they run over.
//!
//! In: a [`Stretch`]. Out: its value, its first and last day. ISO 8601 weeks; a season is three whole months, winter begins
//! in December of its year; half a year, quarter and decade run by the Gregorian calendar, also before it was made.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A known stretch of the calendar. Years before Christ are negative; there is no year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    Day(Date),
    /// The Monday it begins on.
    Week(Date),
    /// The Saturday it begins on.
    Weekend(Date),
    Month(i32, u8),
    Quarter(i32, u8),
    Half(i32, u8),
    Season(i32, &'static str),
    Year(i32),
    Fiscal(i32),
    Decade(i32),
    Century(i32),
}

/// ISO 8601; before the year 1 with four digits and a sign, as XML Schema has it (the year 0 is 1 BC).
pub(super) fn iso(date: Date) -> String {
    let sign = if date.year() < 0 { "-" } else { "" };
    format!("{sign}{:04}-{:02}-{:02}", date.year().unsigned_abs(), date.month(), date.day())
}

/// The year of a civil date, as historians count.
pub(super) fn year_of(date: Date) -> i32 {
    let year = i32::from(date.year());
    if year > 0 { year } else { year - 1 }
}

/// A day of a year as historians count; `None` where there is none.
pub(super) fn day(year: i32, month: u8, day: u8) -> Option<Date> {
    let year = if year < 0 { year + 1 } else { year };
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `2025`, `BC0480`.
pub(super) fn spell_year(year: i32) -> String {
    if year < 0 { format!("BC{:04}", -year) } else { format!("{year:04}") }
}

/// Years on, without a year 0.
pub(super) fn years_on(year: i32, step: i32) -> i32 {
    let there = if year < 0 { year + 1 } else { year }.saturating_add(step);
    if there > 0 { there } else { there - 1 }
}

/// Months on.
pub(super) fn months_on(year: i32, month: u8, step: i32) -> (i32, u8) {
    let months = i32::from(month) - 1 + step.clamp(-120_000, 120_000);
    (years_on(year, months.div_euclid(12)), (months.rem_euclid(12) + 1) as u8)
}

/// Days on; the same day where the calendar ends.
pub(super) fn days_on(date: Date, step: i32) -> Date {
    date.checked_add(i64::from(step).days()).unwrap_or(date)
}

/// The Monday of a day's week.
pub(super) fn monday(date: Date) -> Date {
    days_on(date, -i32::from(date.weekday().to_monday_zero_offset()))
}

/// The first month of a season.
pub(super) fn season_start(season: &str) -> u8 {
    match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    }
}

fn last_of_month(year: i32, month: u8) -> Option<Date> {
    day(year, month, 1).map(|first| first.last_of_month())
}

impl Stretch {
    /// TIMEX3's value.
    pub(super) fn value(self) -> String {
        match self {
            Stretch::Day(date) => format!("{}-{:02}-{:02}", spell_year(year_of(date)), date.month(), date.day()),
            Stretch::Week(monday) => week(monday),
            Stretch::Weekend(saturday) => format!("{}-WE", week(saturday)),
            Stretch::Month(year, month) => format!("{}-{month:02}", spell_year(year)),
            Stretch::Quarter(year, quarter) => format!("{}-Q{quarter}", spell_year(year)),
            Stretch::Half(year, half) => format!("{}-H{half}", spell_year(year)),
            Stretch::Season(year, season) => format!("{}-{season}", spell_year(year)),
            Stretch::Year(year) => spell_year(year),
            Stretch::Fiscal(year) => format!("FY{}", spell_year(year)),
            Stretch::Decade(decade) if decade < 0 => format!("BC{:03}", -decade),
            Stretch::Decade(decade) => format!("{decade:03}"),
            Stretch::Century(century) if century < 0 => format!("BC{:02}", -century - 1),
            Stretch::Century(century) => format!("{century:02}"),
        }
    }

    /// Its first and its last day; `None` where it is not known where it begins (fiscal years), or beyond the calendar.
    pub(super) fn days(self) -> Option<(Date, Date)> {
        let months = |year: i32, month: u8, count: i32| {
            let (end_year, end_month) = months_on(year, month, count - 1);
            Some((day(year, month, 1)?, last_of_month(end_year, end_month)?))
        };
        match self {
            Stretch::Day(date) => Some((date, date)),
            Stretch::Week(monday) => Some((monday, days_on(monday, 6))),
            Stretch::Weekend(saturday) => Some((saturday, days_on(saturday, 1))),
            Stretch::Month(year, month) => months(year, month, 1),
            Stretch::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            Stretch::Half(year, half) => months(year, half * 6 - 5, 6),
            Stretch::Season(year, season) => months(year, season_start(season), 3),
            Stretch::Year(year) => months(year, 1, 12),
            Stretch::Fiscal(_) => None,
            Stretch::Decade(decade) if decade < 0 => Some((day(decade * 10 - 9, 1, 1)?, day(decade * 10, 12, 31)?)),
            Stretch::Decade(decade) => Some((day(decade * 10, 1, 1)?, day(decade * 10 + 9, 12, 31)?)),
            Stretch::Century(century) if century < 0 => {
                Some((day(century * 100, 1, 1)?, day(century * 100 + 99, 12, 31)?))
            }
            Stretch::Century(century) => Some((day(century * 100 + 1, 1, 1)?, day(century * 100 + 100, 12, 31)?)),
        }
    }
}

fn week(date: Date) -> String {
    let week: ISOWeekDate = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The weekday with a number, 1 for Monday.
pub(super) fn weekday(number: u8) -> Weekday {
    Weekday::from_monday_one_offset(number as i8).unwrap_or(Weekday::Monday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn stretches_are_spelt_and_measured() {
        let days = |stretch: Stretch| stretch.days().map(|(from, to)| format!("{from} {to}"));
        assert_eq!(Stretch::Week(date(2025, 3, 10)).value(), "2025-W11");
        assert_eq!(Stretch::Weekend(date(2025, 3, 15)).value(), "2025-W11-WE");
        assert_eq!(days(Stretch::Season(2024, "WI")).as_deref(), Some("2024-12-01 2025-02-28"));
        assert_eq!(days(Stretch::Quarter(2024, 3)).as_deref(), Some("2024-07-01 2024-09-30"));
        assert_eq!(days(Stretch::Decade(199)).as_deref(), Some("1990-01-01 1999-12-31"));
        assert_eq!((Stretch::Year(-480).value(), Stretch::Century(-9).value()), ("BC0480".into(), "BC08".into()));
        assert_eq!(years_on(-1, 1), 1);
        assert_eq!(months_on(1941, 11, 3), (1942, 2));
    }
}
