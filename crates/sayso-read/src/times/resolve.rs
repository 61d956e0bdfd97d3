//! Resolution: from what an expression says to a stretch of the calendar.
//!
//! In: the expressions of a text in order, the day of writing if it is known. Out: value, interval and anchor of each.
//!
//! A report is reckoned from its day: "in March" is the last March, or the next one where the tense says so. A history (a text
//! of many printed years and hardly any "yesterday") goes on from the date before: "in March" is in the year
//! that was spoken of last. Which of them a text is, its own expressions decide ([`Genre`]).
//!
//! Nothing to reckon from: the value keeps what is known (`XXXX-03-12`, `XXXX-WXX-3`), and the anchor is unresolved.

use jiff::civil::Date;

use super::calendar::{Stretch, day, days_on, monday, months_on, season_start, spell_year, weekday, year_of, years_on};
use super::scan::Scan;
use super::sense::{Amount, Base, Clock, Found, Named, Reach, Sense, Unit, Which};
use super::tense::{self, Tense};
use super::{Anchor, Reference, TimeMod};
use crate::span::Run;

/// How a text tells its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Genre {
    Report,
    History,
}

/// Fewest printed years of a history.
const FEWEST_YEARS: usize = 3;
/// Fewest printed years for each "yesterday".
const YEARS_EACH: usize = 4;

impl Genre {
    /// What the expressions of a text speak for.
    pub(super) fn of(found: &[(Run, Found)], reference: Option<Date>) -> Genre {
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

/// What is known of a time that was spoken of.
#[derive(Debug, Clone, Copy)]
struct Point {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
    anchor: Anchor,
    /// Of the sentence.
    sentence: u32,
}

impl Point {
    fn date(self) -> Option<Date> {
        day(self.year, self.month?, self.day?)
    }
}

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Resolved {
    pub(super) value: String,
    pub(super) interval: Option<(Date, Date)>,
    pub(super) anchor: Anchor,
    /// What the text goes on from.
    stretch: Option<Stretch>,
}

impl Resolved {
    fn known(stretch: Stretch, anchor: Anchor) -> Resolved {
        Resolved { value: stretch.value(), interval: stretch.days(), anchor, stretch: Some(stretch) }
    }

    fn unresolved(value: impl Into<String>) -> Resolved {
        Resolved { value: value.into(), interval: None, anchor: Anchor::Unresolved, stretch: None }
    }

    fn plain(value: impl Into<String>) -> Resolved {
        Resolved { value: value.into(), interval: None, anchor: Anchor::Explicit, stretch: None }
    }
}

/// Years that a day of writing may lie in: the calendar below ends at 9999, and weeks and months are counted on from here.
const YEARS: std::ops::Range<i32> = 1..9000;

/// Goes through a text.
pub(super) struct Resolver {
    reference: Option<(Date, Anchor)>,
    genre: Genre,
    focus: Option<Point>,
    /// The last day that was spoken of.
    day: Option<Point>,
    /// Whether the first number of 12/03/2025 is the day, where the text shows it.
    day_first: Option<bool>,
}

impl Resolver {
    pub(super) fn new(reference: Option<&Reference>, found: &[(Run, Found)], day_first: Option<bool>) -> Resolver {
        let reference = reference.and_then(|reference| {
            let day = reference.value.get(..10)?.parse::<Date>().ok().filter(|day| YEARS.contains(&year_of(*day)))?;
            Some((day, reference.origin))
        });
        let genre = Genre::of(found, reference.map(|(day, _)| day));
        Resolver { reference, genre, focus: None, day: None, day_first }
    }

    /// Whether the text is a history.
    pub(super) fn is_history(&self) -> bool {
        self.genre == Genre::History
    }

    /// Resolves the next expression of the text.
    pub(super) fn resolve(&mut self, scan: &Scan, found: &Found) -> Resolved {
        let tense = tense::of(scan, found.start);
        let sentence = scan.sentence.start;
        let resolved = self.sense(&found.sense, tense, sentence);
        let told = self.genre == Genre::Report || matches!(resolved.anchor, Anchor::Explicit | Anchor::Text);
        if let Some(stretch) = resolved.stretch.filter(|_| told) {
            self.look(stretch, found.modifier, sentence);
            self.day = self.focus.filter(|focus| focus.day.is_some()).or(self.day);
        }
        resolved
    }

    /// Remembers what the text speaks of now.
    fn look(&mut self, stretch: Stretch, modifier: Option<TimeMod>, sentence: u32) {
        let point = |year, month, day| Point { year, month, day, anchor: Anchor::Text, sentence };
        // The late months of a year that ends, the first of one that begins.
        let of_year = match modifier {
            Some(TimeMod::Start) => Some(1),
            Some(TimeMod::Mid) => Some(6),
            Some(TimeMod::End) => Some(12),
            _ => None,
        };
        self.focus = Some(match stretch {
            Stretch::Day(date) => point(year_of(date), Some(date.month() as u8), Some(date.day() as u8)),
            Stretch::Week(date) | Stretch::Weekend(date) => point(year_of(date), Some(date.month() as u8), None),
            Stretch::Month(year, month) => point(year, Some(month), None),
            Stretch::Quarter(year, quarter) => point(year, Some(quarter * 3 - 2), None),
            Stretch::Season(year, season) => point(year, Some(season_start(season)), None),
            Stretch::Half(year, half) => point(year, Some(half * 6 - 5), None),
            Stretch::Year(year) => point(year, of_year, None),
            Stretch::Fiscal(_) | Stretch::Decade(_) | Stretch::Century(_) => return,
        });
    }

    /// What is reckoned from.
    fn base(&self, base: Base) -> Option<Point> {
        let reference = self.reference.map(|(date, anchor)| Point {
            year: year_of(date),
            month: Some(date.month() as u8),
            day: Some(date.day() as u8),
            anchor,
            sentence: 0,
        });
        let focus = self.focus.map(|focus| Point { anchor: Anchor::Text, ..focus });
        match (base, self.genre) {
            (Base::Reference, _) => reference,
            (Base::Text, _) | (_, Genre::History) => focus.or(reference),
            (Base::Either, Genre::Report) => reference.or(focus),
        }
    }

    fn sense(&self, sense: &Sense, tense: Tense, sentence: u32) -> Resolved {
        match sense {
            Sense::Year(year) => Resolved::known(Stretch::Year(*year), Anchor::Explicit),
            Sense::Fiscal(year) => Resolved::known(Stretch::Fiscal(*year), Anchor::Explicit),
            Sense::Decade(decade) => Resolved::known(Stretch::Decade(*decade), Anchor::Explicit),
            Sense::Century(century) => Resolved::known(Stretch::Century(*century), Anchor::Explicit),
            Sense::Day(year, month, number) => match day(*year, *month, *number) {
                Some(date) => Resolved::known(Stretch::Day(date), Anchor::Explicit),
                None => Resolved::unresolved(format!("{}-{month:02}-{number:02}", spell_year(*year))),
            },
            Sense::Either(year, first, second) => self.either(*year, *first, *second),
            Sense::Named(named, which) => self.named(*named, *which, tense),
            Sense::WeekOf(nth, month) => {
                let month = self.sense(month, tense, sentence);
                match (month.interval, nth) {
                    (Some((_, last)), 0) => Resolved::known(Stretch::Week(monday(last)), month.anchor),
                    (Some((first, _)), nth) => {
                        let days = 7 * (i32::from(*nth) - 1);
                        Resolved::known(Stretch::Week(days_on(monday(first), days)), month.anchor)
                    }
                    (None, _) => month,
                }
            }
            Sense::AnyDay => Resolved::plain("XXXX-XX-XX"),
            Sense::Today(0) if self.genre == Genre::History => Resolved::plain("PRESENT_REF"),
            Sense::Today(step) => self.unit(Unit::Day, *step, Base::Reference),
            // "This year" in a history is the year told.
            Sense::Unit(Unit::Year, step, Base::Reference) if self.genre == Genre::History => {
                self.unit(Unit::Year, *step, Base::Text)
            }
            Sense::Unit(unit, step, base) => self.unit(*unit, *step, *base),
            Sense::Shift { amount, unit, back, base } => self.shift(*amount, *unit, *back, *base),
            // "At that time": the day spoken of, where one was.
            Sense::That => {
                let focus = self.focus.and_then(|focus| day(focus.year, focus.month?, focus.day?));
                let anchor = if focus.is_some() { Anchor::Text } else { Anchor::Explicit };
                Resolved { interval: focus.map(|day| (day, day)), anchor, ..Resolved::plain("PAST_REF") }
            }
            Sense::Ref(name) => Resolved::plain(*name),
            Sense::Length { value, reach } => self.length(value, *reach),
            Sense::Set(value) => Resolved::plain(value.clone()),
            Sense::Time(clock, on) => self.time(clock, on.as_deref(), tense, sentence),
        }
    }

    fn either(&self, year: i32, first: u8, second: u8) -> Resolved {
        let (month, number) = match self.day_first {
            Some(true) => (second, first),
            Some(false) => (first, second),
            None => return Resolved::unresolved(spell_year(year)),
        };
        self.sense(&Sense::Day(year, month, number), Tense::Past, 0)
    }

    /// The past three months: back from the day of writing, which is its last day.
    fn length(&self, value: &str, reach: Option<Reach>) -> Resolved {
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
    fn unit(&self, unit: Unit, step: i32, base: Base) -> Resolved {
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
    fn shift(&self, amount: Amount, unit: Unit, back: bool, base: Base) -> Resolved {
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

    /// A time of day.
    fn time(&self, clock: &Clock, on: Option<&Sense>, tense: Tense, sentence: u32) -> Resolved {
        let tail = match clock {
            Clock::At(clock) => clock.as_str(),
            Clock::Part(part) => part,
        };
        let day = match on {
            Some(sense) => self.sense(sense, tense, sentence),
            None => {
                // The day spoken of in this sentence, else the day of writing; in a history the day before.
                let near = self.focus.filter(|focus| {
                    focus.day.is_some() && (focus.sentence == sentence || self.genre == Genre::History)
                });
                let point = near.map(|focus| Point { anchor: Anchor::Text, ..focus });
                let point = point.or_else(|| self.base(Base::Reference).filter(|_| self.genre == Genre::Report));
                match point.and_then(|point| Some((point.date()?, point.anchor))) {
                    Some((date, anchor)) => Resolved::known(Stretch::Day(date), anchor),
                    None => Resolved::unresolved("XXXX-XX-XX"),
                }
            }
        };
        // Midnight at the end of a day is the first moment of the next one; TIMEX3 has T24:00.
        Resolved { value: format!("{}T{tail}", day.value), ..day }
    }

    fn named(&self, named: Named, which: Which, tense: Tense) -> Resolved {
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
        let run_out = focus.month.is_some_and(|last| i32::from(last) - i32::from(month) > RUN_OUT);
        Some(self.in_year(named, years_on(focus.year, i32::from(run_out)), Anchor::Text))
    }
}

/// Months ahead that a bare name may mean where no verb says that it is over.
const NEAR_MONTHS: i32 = 3;

/// A month that lies so many months before the last one told is the next year's: "in December ... in January".
const RUN_OUT: i32 = 7;

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

/// How a modifier narrows the days: early March ends on its tenth, late March begins on its twenty-first.
pub(super) fn narrow((from, to): (Date, Date), modifier: Option<TimeMod>) -> (Date, Date) {
    let length = from.until(to).map_or(0, |span| span.get_days());
    if length < 2 {
        return (from, to);
    }
    let third = (length + 1) / 3;
    match modifier {
        Some(TimeMod::Start) => (from, days_on(from, third - 1)),
        Some(TimeMod::Mid) => (days_on(from, third), days_on(to, -third)),
        Some(TimeMod::End) => (days_on(to, 1 - third), to),
        _ => (from, to),
    }
}
