//! Days: when a figure was told.
//!
//! In: the [`Page`], a figure's row and [`View`], and how its claimant is known. Out: a day.
//!
//! When the statement says so ("said on Tuesday"), else a day beside the figure ("the 87 announced on Sunday"), else the day of the text. Weekdays were
//! reckoned from the day of publication; nobody has told a figure after the day of the text, and a page that was changed speaks of the days before
//! the change.
//!
//! ```text
//! published 10 March (a Sunday), changed 11 March: "said on Monday" is 11 March, not 4 March
//! ```

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::Told;
use super::claimants::holder;
use super::view::{Page, View};
use crate::rows::{Quantity, Time};
use sayso_read::times::TimeKind;

/// Code points before a day that opens a sentence ("On ").
const OPENS: u32 = 4;

/// Code points from a text's beginning in which its date line stands.
const DATELINE: u32 = 800;

/// The day a figure was told, `YYYY-MM-DD`: when its statement says so; a day named beside the figure; else the document's.
pub(super) fn day(page: &Page, quantity: &Quantity, view: &View, told: Told) -> Option<String> {
    let text = document_day(page);
    let day = |time: &Time| told_on(page, time, text);
    let mut found = None;
    if told == Told::Statement {
        found = holder(page, quantity).and_then(|holder| {
            let when = holder.said_when.as_deref();
            let said = when.and_then(|when| {
                times(page, holder.start, holder.end).filter(|time| when.contains(time.text.as_str())).find_map(day)
            });
            // "On Thursday it said 163": a day that opens the sentence, before its source.
            let begin = view.tokens.get(view.sentence.start).map_or(0, |token| token.start);
            let source = holder.source_spans.first().map_or(begin, |span| span.0);
            said.or_else(|| times(page, begin, source).take_while(|time| time.start <= begin + OPENS).find_map(day))
        });
    } else {
        let behind = view.clause_behind();
        let end = view.tokens[behind.start..behind.end].last().map_or(quantity.end, |token| token.end);
        let sentence = view.tokens[..view.sentence.end].last().map_or(end, |token| token.end);
        found = found
            .or_else(|| times(page, quantity.end, if told == Told::Sentence { sentence } else { end }).find_map(day));
        if found.is_none() && told == Told::Clause {
            let start = view.tokens.get(view.clause_before().start).map_or(quantity.start, |token| token.start);
            found = times(page, start, quantity.start).filter_map(day).last();
        }
    }
    found.or(text).map(|day| day.to_string())
}

fn times<'r>(page: &Page<'r>, start: u32, end: u32) -> impl Iterator<Item = &'r Time> {
    let times = &page.rows.times;
    let first = times.partition_point(|time| time.start < start);
    times[first..].iter().take_while(move |time| time.end <= end)
}

/// The day of a time that lies within one, as far as a claim can be told on it: nobody has told a figure after the day of the text, and a page that
/// was changed speaks of the days before the change.
fn told_on(page: &Page, time: &Time, text: Option<Date>) -> Option<Date> {
    let weekday = weekday(&time.text);
    let Some(day) = single_day(time) else {
        // A weekday on a page whose day only its date line tells.
        let (text, weekday) = (text?, weekday?);
        return (0..7)
            .filter_map(|back| text.checked_sub(Span::new().days(back)).ok())
            .find(|day| day.weekday() == weekday);
    };
    let Some(text) = text else { return Some(day) };
    let week = |days: i64| day.checked_add(Span::new().days(days)).ok();
    let published = page.rows.document.published.as_deref().and_then(date);
    match weekday {
        Some(_) if day > text => week(-7),
        Some(_) => {
            week(7).filter(|&later| later <= text && published.is_some_and(|published| later > published)).or(Some(day))
        }
        None => Some(day.min(text)),
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    let days = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let text = text.to_lowercase();
    days.into_iter().find(|(name, _)| text == *name || text == format!("on {name}")).map(|(_, day)| day)
}

fn date(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// The day of a time that lies within one.
fn single_day(time: &Time) -> Option<Date> {
    let (from, to) = (date(time.from.as_deref()?)?, date(time.to.as_deref()?)?);
    (matches!(time.kind, TimeKind::Date | TimeKind::Time) && from == to).then_some(from)
}

/// The day of a text: of its publication, or of its last change within a week; else the first full date near its beginning.
fn document_day(page: &Page) -> Option<Date> {
    let document = &page.rows.document;
    let published = document.published.as_deref().and_then(date);
    let changed = document.modified.as_deref().and_then(date);
    if let Some(published) = published {
        let week = published.checked_add(Span::new().days(7)).ok()?;
        return changed.filter(|&changed| published < changed && changed <= week).or(Some(published));
    }
    let begin = page.rows.passages.first().map_or(0, |passage| passage.start);
    times(page, begin, begin + DATELINE).filter(|time| time.value.len() >= 10).find_map(single_day)
}
