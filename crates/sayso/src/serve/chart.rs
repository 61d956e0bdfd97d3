//! Chart: documents a day as bars; of many days a month, of many months a year.
//!
//! In: days with their counts. Out: a picture in SVG, and the same as a table with links, for those who see no picture. Days without documents
//! have their place too.
//!
//! ```text
//! 2024-03-11 3 ─┐               ▄
//! 2024-03-13 6  ├─►  ▃   ▇  ▄
//! 2024-03-14 3 ─┘   11  12 13 14
//! ```

use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use sayso_ledger::Day;

use super::address::href;
use super::pieces::{count, number, shown};
use crate::outline;

/// Bars that can be told apart.
const BARS: usize = 120;

/// Width and room of a bar and the height of the picture, in pixels; the style presses many bars into the width there is.
const WIDE: usize = 22;
const ROOM: usize = 28;
const HIGH: i64 = 100;

/// How long a bar's time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Day,
    Month,
    Year,
}

/// A time and the documents of it.
#[derive(Debug, PartialEq, Eq)]
struct Bar {
    /// `2024-03-11`, `2024-03` or `2024`.
    time: String,
    documents: i64,
}

/// The chart.
pub(super) fn days(days: &[Day]) -> Markup {
    let (step, bars) = bars(days);
    let most = bars.iter().map(|bar| bar.documents).max().unwrap_or(0);
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return html! {} };
    let unit = match step {
        Step::Day => "day",
        Step::Month => "month",
        Step::Year => "year",
    };
    let told = format!("Documents a {unit}, {} to {}; most: {}", spoken(&first.time), spoken(&last.time), number(most));
    let wide = bars.len() * ROOM;
    html! {
        figure.chart {
            figcaption { "Documents a " (unit) ", at most " (number(most)) }
            svg viewBox={ "0 0 " (wide) " " (HIGH) } width=(wide) height=(HIGH) preserveAspectRatio="none" role="img" aria-label=(told) {
                @for (at, bar) in bars.iter().enumerate().filter(|(_, bar)| bar.documents > 0) {
                    @let high = (bar.documents * HIGH / most.max(1)).max(1);
                    rect x=(at * ROOM + (ROOM - WIDE) / 2) y=(HIGH - high) width=(WIDE) height=(high) {
                        title { (spoken(&bar.time)) ": " (count(bar.documents, "document", "documents")) }
                    }
                }
            }
            p.ends { (spoken(&first.time)) @if bars.len() > 1 { " to " (spoken(&last.time)) } }
            details {
                summary { "As a table" }
                div.columns {
                    table {
                        thead { tr { th scope="col" { (name(step)) } th.figure scope="col" { "Documents" } } }
                        tbody {
                            @for bar in bars.iter().filter(|bar| bar.documents > 0) {
                                tr {
                                    th scope="row" { a href=(href("/documents", &[("day", Some(&bar.time))])) { (shown(&spoken(&bar.time))) } }
                                    td.figure { (number(bar.documents)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn name(step: Step) -> &'static str {
    match step {
        Step::Day => "Day",
        Step::Month => "Month",
        Step::Year => "Year",
    }
}

/// A day, month or year as a reader says it.
pub(super) fn spoken(time: &str) -> String {
    match time.len() {
        // A month is a day without its number.
        7 => outline::day(&format!("{time}-01")).split_once(' ').map_or(time.into(), |(_, month)| month.into()),
        _ => outline::day(time),
    }
}

/// The bars, and how long each is. What is no day of the calendar has no place among them.
fn bars(days: &[Day]) -> (Step, Vec<Bar>) {
    let days: Vec<(Date, i64)> = days.iter().filter_map(|day| Some((day.day.parse().ok()?, day.documents))).collect();
    let (Some(first), Some(last)) = (days.iter().map(|day| day.0).min(), days.iter().map(|day| day.0).max()) else {
        return (Step::Day, Vec::new());
    };
    let months = |date: Date| date.year() as i64 * 12 + date.month() as i64;
    let step = if first.checked_add((BARS as i64 - 1).days()).is_ok_and(|end| last <= end) {
        Step::Day
    } else if months(last) - months(first) < BARS as i64 {
        Step::Month
    } else {
        Step::Year
    };
    let place = |date: Date| match step {
        Step::Day => (date - first).get_days() as usize,
        Step::Month => (months(date) - months(first)) as usize,
        Step::Year => (date.year() - first.year()) as usize,
    };
    let mut bars: Vec<Bar> = Vec::new();
    for at in 0..=place(last) {
        let at = at as i64;
        let time = match step {
            Step::Day => first.saturating_add(at.days()).to_string(),
            Step::Month => {
                let month = months(first) - 1 + at;
                format!("{:04}-{:02}", month / 12, month % 12 + 1)
            }
            Step::Year => format!("{:04}", i64::from(first.year()) + at),
        };
        bars.push(Bar { time, documents: 0 });
    }
    for (date, documents) in days {
        bars[place(date)].documents += documents;
    }
    // A wrong year far away must not press all others together.
    if bars.len() > BARS {
        bars.retain(|bar| bar.documents > 0);
    }
    (step, bars)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn of(days: &[(&str, i64)]) -> Vec<Day> {
        days.iter().map(|&(day, documents)| Day { day: day.into(), documents }).collect()
    }

    #[test]
    fn days_between_have_their_place() {
        let (step, bars) = bars(&of(&[("2024-02-28", 2), ("2024-03-01", 1), ("yesterday.", 7)]));
        assert_eq!(step, Step::Day);
        let shown: Vec<_> = bars.iter().map(|bar| (bar.time.as_str(), bar.documents)).collect();
        assert_eq!(shown, [("2024-02-28", 2), ("2024-02-29", 0), ("2024-03-01", 1)]);
    }

    #[test]
    fn many_days_become_months_and_many_months_years() {
        let (step, months) = bars(&of(&[("2023-11-30", 2), ("2024-01-01", 1), ("2024-08-01", 4)]));
        assert_eq!(
            (step, months.len(), months[0].time.as_str(), months[1].time.as_str()),
            (Step::Month, 10, "2023-11", "2023-12")
        );
        let (step, years) = bars(&of(&[("0001-01-01", 1), ("1999-01-01", 2), ("9999-12-31", 4)]));
        assert_eq!((step, years.len(), years[2].time.as_str()), (Step::Year, 3, "9999"));
    }

    #[test]
    fn months_and_years_are_spoken() {
        assert_eq!(
            (spoken("2024-03"), spoken("2024"), spoken("2024-03-05")),
            ("March 2024".into(), "2024".into(), "5 March 2024".into())
        );
    }
}
