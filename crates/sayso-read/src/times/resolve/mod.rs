//! Resolution: from what an expression says to a stretch of the calendar.
//!
//! In: the expressions of a text in order, the day of writing if it is known. Out: value, interval and anchor of each.
//!
//! A report is reckoned from its day: "in March" is the last March, or the next one where the tense says so. A history (a text
//! of many printed years and hardly any "yesterday") goes on from the date before: "in March" is in the year
//! that was spoken of last. Which of them a text is, its own expressions decide ([`Genre`]).
//!
//! Nothing to reckon from: the value keeps what is known (`XXXX-03-12`, `XXXX-WXX-3`), and the anchor is unresolved.

mod genre;
mod named;
mod reckon;

use jiff::civil::Date;

use crate::span::Run;
use crate::times::calendar::{Stretch, day, days_on, monday, season_start, spell_year, year_of};
use crate::times::scan::Scan;
use crate::times::sense::{Base, Clock, Found, Sense, Unit};
use crate::times::tense::{self, Tense};
use crate::times::{Anchor, Reference, TimeMod};
use genre::Genre;

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
    /// The last time that was told to the month.
    month: Option<Point>,
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
        Resolver { reference, genre, focus: None, day: None, month: None, day_first }
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
        if let Some(stretch) = resolved.stretch.filter(|_| self.goes_on(&found.sense, resolved.anchor)) {
            self.look(stretch, found.modifier, sentence);
            self.day = self.focus.filter(|focus| focus.day.is_some()).or(self.day);
            self.month = self.focus.filter(|focus| focus.month.is_some()).or(self.month);
        }
        resolved
    }

    /// Whether the text goes on from a time: a history does not from a look back ("the year before"), nor from the day of writing.
    fn goes_on(&self, sense: &Sense, anchor: Anchor) -> bool {
        let back = matches!(sense, Sense::Unit(Unit::Month | Unit::Year, ..0, _) | Sense::Shift { back: true, .. });
        self.genre == Genre::Report || !back && matches!(anchor, Anchor::Explicit | Anchor::Text)
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
            // A year that is told anyway: the month stays.
            Stretch::Year(year) if of_year.is_none() && self.focus.is_some_and(|focus| focus.year == year) => return,
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
