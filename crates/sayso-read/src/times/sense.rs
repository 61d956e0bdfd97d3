//! Senses: what a time expression says before it is known which day it is said on.
//!
//! ```text
//! last March          Named(Month(3), Step(-1, Reference))
//! two days earlier    Shift { amount: 2, unit: Day, sign: -1, base: Text }
//! the past 15 months  Length { value: "P15M", reach: 15 months back from the reference }
//! ```

use super::TimeKind;
use super::TimeMod;

/// Units of the calendar and the clock, from short to long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Semester,
    Year,
    Decade,
    Century,
    Millennium,
}

const UNITS: [(&str, Unit); 14] = [
    ("second", Unit::Second),
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("weekend", Unit::Weekend),
    ("week", Unit::Week),
    ("fortnight", Unit::Fortnight),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("semester", Unit::Semester),
    ("year", Unit::Year),
    ("decade", Unit::Decade),
    ("century", Unit::Century),
    ("millennium", Unit::Millennium),
];

impl Unit {
    /// From its name in `lexicon.tsv`.
    pub(super) fn named(name: &str) -> Option<Unit> {
        UNITS.iter().find(|(known, _)| *known == name).map(|&(_, unit)| unit)
    }

    /// A length of so many, as TIMEX3 writes it: `P3M`, `PT2H`, `PXD`, `P1DE`.
    pub(super) fn length(self, amount: Amount) -> String {
        let (head, tail, times) = match self {
            Unit::Second => ("PT", "S", 1.0),
            Unit::Minute => ("PT", "M", 1.0),
            Unit::Hour => ("PT", "H", 1.0),
            Unit::Day => ("P", "D", 1.0),
            Unit::Weekend => ("P", "WE", 1.0),
            Unit::Week => ("P", "W", 1.0),
            Unit::Fortnight => ("P", "W", 2.0),
            Unit::Month => ("P", "M", 1.0),
            Unit::Quarter => ("P", "Q", 1.0),
            Unit::Semester => ("P", "M", 6.0),
            Unit::Year => ("P", "Y", 1.0),
            Unit::Decade => ("P", "DE", 1.0),
            Unit::Century => ("P", "CE", 1.0),
            Unit::Millennium => ("P", "ML", 1.0),
        };
        match amount {
            Amount::Number(number) => format!("{head}{}{tail}", number * times),
            Amount::Vague => format!("{head}X{tail}"),
        }
    }
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    Number(f64),
    /// Several, a few, or a bare plural.
    Vague,
}

/// What something is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// The day of writing: "last week".
    Reference,
    /// The time spoken of before: "two days later".
    Text,
    /// The day of writing in a report, the time before in a history: "the end of the year".
    Either,
}

/// A stretch of the calendar that comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Month(u8),
    /// Month and day.
    Date(u8, u8),
    /// A day of a month that the text tells: "the 20th".
    Day(u8),
    /// 1 is Monday.
    Weekday(u8),
    /// `SP`, `SU`, `FA`, `WI`.
    Season(&'static str),
    Quarter(u8),
    Half(u8),
    Holiday(super::holidays::Holiday),
    Weekend,
}

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Of a year that is printed; years before Christ are negative.
    Year(i32),
    /// So many after the one of the base.
    Step(i32, Base),
    /// In the year so many after the base's: "August of that year".
    InYear(i32, Base),
    /// Nothing says so: tense or the text before must.
    Open,
}

/// The time of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clock {
    /// `15:30`, with an offset from Universal Time where the zone is printed.
    At(String),
    /// `MO`, `AF`, `EV`, `NI`, `DT`, `MI`.
    Part(&'static str),
}

/// How far a length reaches from the day of writing, where it does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reach {
    pub(super) amount: f64,
    pub(super) unit: Unit,
    /// Back or ahead.
    pub(super) back: bool,
}

/// What an expression says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sense {
    Named(Named, Which),
    /// Years before Christ are negative.
    Year(i32),
    Fiscal(i32),
    /// `199` for the 1990s.
    Decade(i32),
    /// `18` for the nineteenth; before Christ negative, from -1.
    Century(i32),
    /// The n-th week of a month: "the last week of August"; the last is 0.
    WeekOf(u8, Box<Sense>),
    /// A day that is printed in full.
    Day(i32, u8, u8),
    /// 03/04/2025: year, first and second number, either of which may be the month.
    Either(i32, u8, u8),
    /// Any day: the day of "at night".
    AnyDay,
    /// Today, yesterday, tomorrow.
    Today(i32),
    /// The day, week, month, year ... so many after the base's.
    Unit(Unit, i32, Base),
    /// So many units before or after the base.
    Shift {
        amount: Amount,
        unit: Unit,
        back: bool,
        base: Base,
    },
    /// That time: the one spoken of.
    That,
    /// `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`.
    Ref(&'static str),
    Length {
        value: String,
        reach: Option<Reach>,
    },
    Set(String),
    /// A time of day; `None`: of the day of writing, or the one spoken of.
    Time(Clock, Option<Box<Sense>>),
}

impl Sense {
    /// TIMEX3's `type`.
    pub(super) fn kind(&self) -> TimeKind {
        match self {
            Sense::Length { .. } => TimeKind::Duration,
            Sense::Set(_) => TimeKind::Set,
            Sense::Time(..) => TimeKind::Time,
            Sense::Shift { unit: Unit::Hour | Unit::Minute | Unit::Second, amount: Amount::Number(_), .. } => {
                TimeKind::Time
            }
            _ => TimeKind::Date,
        }
    }
}

/// An expression in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// First token and one past the last.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sense: Sense,
    pub(super) modifier: Option<TimeMod>,
}
