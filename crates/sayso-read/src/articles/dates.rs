//! Dates: calendar days in words and digits, as pages print them, to ISO 8601.
//!
//! In: a short text (a line, an attribute), what order of day and month is known. Out: [`Found`], [`When`]. Words: `months.tsv`.
//!
//! Civil dates only; never the clock. A time and an offset are kept as printed. What two conventions read
//! differently (03/04/2025) is [`When::Either`], unless the order is known; a day without a year is [`When::NoYear`].
//!
//! ```text
//! Published March 12, 2025 at 3:04 pm EST     2025-03-12T15:04:00-05:00
//! Mittwoch, 12. März 2025, 15.04 Uhr          2025-03-12T15:04:00
//! DORN, March 12 (Agency) —                   month 3, day 12, no year
//! ```
//!
//! Not here: dates inside sentences (`times`), which date of a page is the one (`metadata`).

mod line;

use std::ops::Range;

use jiff::civil;

use super::words::{self, Words};
pub(super) use line::{is_bare_line, is_clock, is_line};

const MONTHS: &str = include_str!("months.tsv");

/// Years that a page may have been published in.
const YEARS: Range<u32> = 1990..2100;
/// How much of a text is looked at.
const MAX_BYTES: usize = 600;

/// Which of two numbers is the day: 03/04/2025.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
    /// Nobody says.
    #[default]
    Unknown,
}

impl Order {
    /// The order that goes with a language tag; bare `en` may be either.
    pub(super) fn of_language(tag: &str) -> Order {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        match tag.as_str() {
            "en-us" | "en-ph" => Order::MonthFirst,
            "en" | "" | "en-ca" | "und" => Order::Unknown,
            _ => Order::DayFirst,
        }
    }
}

/// What a text says about a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum When {
    /// ISO 8601: `2025-03-12`, or with the time and offset as printed.
    Day(String),
    /// Two readings: month first, day first.
    Either(String, String),
    /// Month and day; the year is not printed.
    NoYear(u32, u32),
}

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Bytes of the text, time included.
    pub(super) at: Range<usize>,
    /// What it says.
    pub(super) when: When,
}

/// The value of a machine's field (`datetime`, `article:published_time`, JSON-LD): ISO 8601, RFC 2822, digits,
/// seconds since 1970, or words.
pub(super) fn exact(value: &str, order: Order) -> Option<When> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return match value.len() {
            8 => day(number(&value[..4])?, number(&value[4..6])?, number(&value[6..])?).map(When::Day),
            14 => {
                let date = day(number(&value[..4])?, number(&value[4..6])?, number(&value[6..8])?)?;
                let time = Clock {
                    hour: number(&value[8..10])?,
                    minute: number(&value[10..12])?,
                    second: number(&value[12..])?,
                    zone: String::new(),
                };
                Some(When::Day(with_time(date, Some(time))))
            }
            10 | 13 => epoch(value).map(When::Day),
            _ => None,
        };
    }
    // ISO's basic form: 20250312T210400Z.
    if let Some((date, time)) = value.split_once('T')
        && date.len() == 8
        && date.bytes().all(|byte| byte.is_ascii_digit())
        && time.len() >= 6
        && time.is_char_boundary(6)
        && time.as_bytes()[..6].iter().all(u8::is_ascii_digit)
    {
        let spread = format!(
            "{}-{}-{}T{}:{}:{}{}",
            &date[..4],
            &date[4..6],
            &date[6..],
            &time[..2],
            &time[2..4],
            &time[4..6],
            &time[6..]
        );
        return find(&spread, order).map(|found| found.when);
    }
    find(value, order).map(|found| found.when)
}

fn epoch(value: &str) -> Option<String> {
    let seconds: i64 = value[..10].parse().ok()?;
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    let printed = time.to_string();
    YEARS.contains(&number(printed.get(..4)?)?).then_some(printed)
}

/// The first date of a text.
pub(super) fn find(text: &str, order: Order) -> Option<Found> {
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let tokens = cut(&text[..end]);
    let mut no_year = None;
    for at in 0..tokens.len() {
        let Some((when, next)) = date_at(&tokens, at, order) else { continue };
        let (when, next) = match when {
            Partial::Day(date) => match clock(&tokens, next) {
                Some((time, next)) => (When::Day(with_time(date, Some(time))), next),
                None => (When::Day(date), next),
            },
            Partial::Either(month_first, day_first) => (When::Either(month_first, day_first), next),
            Partial::NoYear(month, day) => (When::NoYear(month, day), next),
        };
        let found = Found { at: tokens[at].at.start..tokens[next - 1].at.end, when };
        match found.when {
            When::NoYear(..) => no_year = no_year.or(Some(found)),
            _ => return Some(found),
        }
    }
    no_year
}

enum Partial {
    Day(String),
    Either(String, String),
    NoYear(u32, u32),
}

struct Token<'a> {
    at: Range<usize>,
    text: &'a str,
    kind: Kind,
    /// White space before it.
    spaced: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number(u32),
    Word,
    Mark(char),
}

fn cut(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let class = |c: char| match c {
        _ if digit(c).is_some() => 0,
        '年' | '月' | '日' | '년' | '월' | '일' => 3,
        _ if c.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&c) || ('\u{900}'..='\u{94F}').contains(&c) => 1,
        _ if c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{feff}' | '\0') => 2,
        _ => 3,
    };
    let mut spaced = false;
    let mut characters = text.char_indices().peekable();
    while let Some((start, c)) = characters.next() {
        let kind = class(c);
        if kind == 2 {
            spaced = true;
            continue;
        }
        let mut end = start + c.len_utf8();
        if kind < 2 {
            while let Some(&(at, c)) = characters.peek().filter(|(_, c)| class(*c) == kind) {
                end = at + c.len_utf8();
                characters.next();
            }
        }
        let word = &text[start..end];
        let kind = match kind {
            0 => number(word).map_or(Kind::Word, Kind::Number),
            1 => Kind::Word,
            _ => Kind::Mark(c),
        };
        tokens.push(Token { at: start..end, text: word, kind, spaced: std::mem::take(&mut spaced) });
    }
    tokens
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        '०'..='९' => Some(c as u32 - '०' as u32),
        _ => None,
    }
}

/// A number of at most nine digits, in any script's digits.
fn number(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().nth(9).is_some() {
        return None;
    }
    text.chars().try_fold(0u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?))
}

/// A day that exists, in a year that a page may be from.
fn day(year: u32, month: u32, day: u32) -> Option<String> {
    if !YEARS.contains(&year) {
        return None;
    }
    let date = civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(date.to_string())
}

static NAMES: Words<{ words::count(MONTHS, false) }> = Words::of(MONTHS, false);

fn month(word: &str) -> Option<u32> {
    let at = NAMES.find(&word.to_lowercase())?;
    // The line begins with the number.
    let line = MONTHS[..at].rfind('\n').map_or(0, |end| end + 1);
    MONTHS[line..at].split_once('\t').and_then(|(month, _)| number(month))
}

/// The date that begins at a token, and the token after it.
fn date_at(tokens: &[Token], at: usize, order: Order) -> Option<(Partial, usize)> {
    let token = tokens.get(at)?;
    // Not in the middle of a number: 1,200.50 or 3.12.2025.1.
    let glued = at > 0
        && !token.spaced
        && matches!(tokens[at - 1].kind, Kind::Mark('.' | '/' | '-') | Kind::Number(_) | Kind::Word);
    match token.kind {
        Kind::Number(first) if !glued => digits(tokens, at, first, order)
            .or_else(|| east(tokens, at, first))
            .or_else(|| year_month(tokens, at, first))
            .or_else(|| day_month(tokens, at, first)),
        Kind::Number(first) if at > 0 && tokens[at - 1].kind == Kind::Word => day_month(tokens, at, first),
        Kind::Word => month_day(tokens, at),
        _ => None,
    }
}

/// 2025-03-12, 12.03.2025, 03/12/2025, 12-03-2025.
fn digits(tokens: &[Token], at: usize, first: u32, order: Order) -> Option<(Partial, usize)> {
    let [_, sign, second, again, third, ..] = tokens.get(at..)? else { return None };
    let (Kind::Mark(mark), Kind::Mark(mark_again)) = (sign.kind, again.kind) else { return None };
    let (Kind::Number(second_value), Kind::Number(third_value)) = (second.kind, third.kind) else { return None };
    if mark != mark_again || !matches!(mark, '-' | '.' | '/' | '‑' | '–') {
        return None;
    }
    let spaced = [sign, second, again, third].iter().any(|token| token.spaced);
    if spaced && mark != '.' {
        return None;
    }
    let (first_text, third_text) = (tokens[at].text, third.text);
    let next = at + 5;
    if first_text.chars().count() == 4 {
        return Some((Partial::Day(day(first, second_value, third_value)?), next));
    }
    let year = match third_text.chars().count() {
        4 => third_value,
        // Two digits only where all three have two: 12.03.25, and not a version number.
        2 if !spaced && first_text.len() == 2 && second.text.len() == 2 && third_value < 50 => 2000 + third_value,
        _ => return None,
    };
    let (day_first, month_first) = (day(year, second_value, first), day(year, first, second_value));
    let order = if mark == '.' { Order::DayFirst } else { order };
    let partial = match (month_first, day_first, order) {
        (None, Some(date), _) | (Some(date), None, _) => Partial::Day(date),
        (Some(one), Some(other), _) if one == other => Partial::Day(one),
        (Some(_), Some(date), Order::DayFirst) | (Some(date), Some(_), Order::MonthFirst) => Partial::Day(date),
        (Some(month_first), Some(day_first), Order::Unknown) => Partial::Either(month_first, day_first),
        (None, None, _) => return None,
    };
    Some((partial, next))
}

/// 2025年3月12日, 2025년 3월 12일.
fn east(tokens: &[Token], at: usize, year: u32) -> Option<(Partial, usize)> {
    let number = |offset: usize| match tokens.get(at + offset)?.kind {
        Kind::Number(value) => Some(value),
        _ => None,
    };
    let mark = |offset: usize, marks: &[char]| {
        matches!(tokens.get(at + offset)?.kind, Kind::Mark(c) if marks.contains(&c)).then_some(())
    };
    mark(1, &['年', '년'])?;
    mark(3, &['月', '월'])?;
    mark(5, &['日', '일'])?;
    Some((Partial::Day(day(year, number(2)?, number(4)?)?), at + 6))
}

/// 2025 March 12, 2025 Mar 12.
fn year_month(tokens: &[Token], at: usize, year: u32) -> Option<(Partial, usize)> {
    if !YEARS.contains(&year) {
        return None;
    }
    let word = tokens.get(at + 1).filter(|token| token.kind == Kind::Word)?;
    let day_at = if tokens.get(at + 2)?.kind == Kind::Mark('.') { at + 3 } else { at + 2 };
    let Kind::Number(day_value) = tokens.get(day_at)?.kind else { return None };
    Some((Partial::Day(day(year, month(word.text)?, day_value)?), day_at + 1))
}

/// 12 March 2025, 12. März 2025, 12 de marzo de 2025, 12th of March, 2025.
fn day_month(tokens: &[Token], at: usize, day_value: u32) -> Option<(Partial, usize)> {
    if !(1..=31).contains(&day_value) {
        return None;
    }
    let mut next = at + 1;
    let word =
        |next: usize| tokens.get(next).filter(|token| token.kind == Kind::Word).map(|token| token.text.to_lowercase());
    if word(next).is_some_and(|word| matches!(word.as_str(), "st" | "nd" | "rd" | "th" | "er" | "e" | "º" | "ª" | "го"))
        && !tokens[next].spaced
    {
        next += 1;
    }
    while tokens.get(next).is_some_and(|token| matches!(token.kind, Kind::Mark('.' | '-' | '/' | 'º' | '°' | ',')))
        && next < at + 3
    {
        next += 1;
    }
    if word(next).is_some_and(|word| matches!(word.as_str(), "de" | "of" | "d")) {
        next += 1;
    }
    let month_value = month(&word(next)?)?;
    next += 1;
    if let Some((year, next)) = year(tokens, next) {
        return Some((Partial::Day(day(year, month_value, day_value)?), next));
    }
    Some((without_year(tokens, next, month_value, day_value)?, next))
}

/// March 12, 2025; Mar. 12th 2025; Mar 12 21:04:00 2025 is left to the day.
fn month_day(tokens: &[Token], at: usize) -> Option<(Partial, usize)> {
    let mut next = at + 1;
    while tokens.get(next).is_some_and(|token| matches!(token.kind, Kind::Mark('.' | '-'))) && next < at + 2 {
        next += 1;
    }
    let Kind::Number(day_value) = tokens.get(next)?.kind else { return None };
    if !(1..=31).contains(&day_value) {
        return None;
    }
    // The month is looked up last: most words before numbers are none.
    let month_value = month(tokens[at].text)?;
    next += 1;
    let suffix = tokens.get(next).is_some_and(|token| {
        !token.spaced && matches!(token.text.to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th")
    });
    next += usize::from(suffix);
    // "March 12:30" is a time.
    if tokens.get(next).is_some_and(|token| matches!(token.kind, Kind::Mark(':'))) {
        return None;
    }
    if let Some((year, next)) = year(tokens, next) {
        return Some((Partial::Day(day(year, month_value, day_value)?), next));
    }
    Some((without_year(tokens, next, month_value, day_value)?, next))
}

/// A day without a year, unless a year follows that no page is from: 12 March 1950.
fn without_year(tokens: &[Token], mut next: usize, month: u32, day: u32) -> Option<Partial> {
    while tokens.get(next).is_some_and(|token| matches!(token.kind, Kind::Mark(',' | '.') | Kind::Word))
        && next < tokens.len()
    {
        if tokens[next].kind == Kind::Word && !matches!(tokens[next].text, "de" | "of" | "del") {
            break;
        }
        next += 1;
    }
    if tokens.get(next).is_some_and(|token| matches!(token.kind, Kind::Number(_)) && token.text.chars().count() == 4) {
        return None;
    }
    // 2024 was a leap year: 29 February exists.
    civil::Date::new(2024, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Partial::NoYear(month, day))
}

/// `, 2025`, `de 2025`, `'25` is not read.
fn year(tokens: &[Token], mut next: usize) -> Option<(u32, usize)> {
    let most = next + 2;
    while next < most {
        match tokens.get(next)? {
            Token { kind: Kind::Number(value), text, .. } if text.chars().count() == 4 && YEARS.contains(value) => {
                return Some((*value, next + 1));
            }
            Token { kind: Kind::Mark(',' | '.' | '-' | '/' | '،'), .. } => next += 1,
            Token { kind: Kind::Word, text, .. } if matches!(*text, "de" | "del" | "of" | "DE" | "do") => next += 1,
            _ => return None,
        }
    }
    match tokens.get(next)? {
        Token { kind: Kind::Number(value), text, .. } if text.chars().count() == 4 && YEARS.contains(value) => {
            Some((*value, next + 1))
        }
        _ => None,
    }
}

struct Clock {
    hour: u32,
    minute: u32,
    second: u32,
    zone: String,
}

fn with_time(date: String, time: Option<Clock>) -> String {
    match time {
        Some(Clock { hour, minute, second, zone }) if hour < 24 && minute < 60 && second < 60 => {
            format!("{date}T{hour:02}:{minute:02}:{second:02}{zone}")
        }
        _ => date,
    }
}

/// The time of day after a date: `at 3:04 pm EST`, `T21:04:00+02:00`, `, 15.04 Uhr`, `à 15h04`.
fn clock(tokens: &[Token], mut next: usize) -> Option<(Clock, usize)> {
    let most = next + 3;
    while next < most {
        match tokens.get(next)? {
            Token { kind: Kind::Number(_), .. } => break,
            Token {
                kind: Kind::Mark(',' | '-' | '–' | '—' | '|' | '•' | '·' | '/' | '(' | '@' | ':'), ..
            } => next += 1,
            Token { kind: Kind::Word, text, .. } => {
                let word = text.to_lowercase();
                let link = [
                    "t",
                    "at",
                    "um",
                    "à",
                    "a",
                    "las",
                    "alle",
                    "ore",
                    "às",
                    "as",
                    "om",
                    "kl",
                    "в",
                    "о",
                    "об",
                    "г",
                    "року",
                    "года",
                    "saat",
                    "godz",
                    "o",
                    "h",
                    "الساعة",
                ];
                if !link.contains(&word.as_str()) {
                    return None;
                }
                next += 1;
            }
            _ => return None,
        }
    }
    let value = |at: usize| match tokens.get(at).map(|token| token.kind) {
        Some(Kind::Number(value)) => Some(value),
        _ => None,
    };
    let low = |at: usize| tokens.get(at).map(|token| token.text.to_lowercase()).unwrap_or_default();
    let mut hour = value(next)?;
    if tokens[next].text.chars().count() > 2 {
        return None;
    }
    let (mut minute, mut second) = (0, 0);
    let colon = tokens.get(next + 1).map(|token| token.kind);
    let has_minutes = value(next + 2).is_some() && tokens[next + 2].text.chars().count() == 2;
    let mut sure = false;
    next += 1;
    if has_minutes && (matches!(colon, Some(Kind::Mark(':' | '.'))) || low(next) == "h") {
        minute = value(next + 1)?;
        sure = matches!(colon, Some(Kind::Mark(':'))) || low(next) == "h";
        next += 2;
        if matches!(tokens.get(next).map(|token| token.kind), Some(Kind::Mark(':'))) && value(next + 1).is_some() {
            second = value(next + 1)?;
            next += 2;
            // Fractions of a second.
            if matches!(tokens.get(next).map(|token| token.kind), Some(Kind::Mark('.' | ',')))
                && value(next + 1).is_some()
                && !tokens[next + 1].spaced
            {
                next += 2;
            }
        }
    }
    // am, pm, a.m., p.m.
    let half = match (low(next).as_str(), low(next + 1).as_str(), low(next + 2).as_str()) {
        ("am", ..) => Some((0, 1)),
        ("pm", ..) => Some((12, 1)),
        ("a", ".", "m") => Some((0, 3)),
        ("p", ".", "m") => Some((12, 3)),
        _ => None,
    };
    if let Some((add, words)) = half {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + add;
        next += words;
        if words == 3 && low(next) == "." {
            next += 1;
        }
    } else if matches!(low(next).as_str(), "uhr" | "uur" | "h") {
        next += 1;
        sure = true;
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let (zone, next) = zone(tokens, next);
    // "09.30 GMT" is a time, "09.30" may be anything.
    if !sure && half.is_none() && zone.is_empty() {
        return None;
    }
    Some((Clock { hour, minute, second, zone }, next))
}

/// `Z`, `+02:00`, `+0200`, `GMT+0100`, `(EST)`: as an ISO offset; nothing where it is not sure.
fn zone(tokens: &[Token], at: usize) -> (String, usize) {
    let mut next = at;
    if tokens.get(next).is_some_and(|token| token.kind == Kind::Mark('(')) {
        next += 1;
    }
    let mut named = None;
    if let Some(token) = tokens.get(next).filter(|token| token.kind == Kind::Word) {
        named = match token.text {
            "Z" | "z" | "GMT" | "UTC" => Some("Z"),
            "EDT" | "AST" => Some("-04:00"),
            "EST" | "CDT" => Some("-05:00"),
            "CST" | "MDT" => Some("-06:00"),
            "MST" | "PDT" => Some("-07:00"),
            "PST" => Some("-08:00"),
            "BST" | "CET" | "MEZ" | "WAT" => Some("+01:00"),
            "CEST" | "MESZ" | "EET" | "SAST" | "CAT" => Some("+02:00"),
            "EEST" | "MSK" | "EAT" => Some("+03:00"),
            "PKT" => Some("+05:00"),
            "JST" | "KST" => Some("+09:00"),
            "AEST" => Some("+10:00"),
            "AEDT" => Some("+11:00"),
            _ => return (String::new(), at),
        };
        next += 1;
        if named != Some("Z") {
            return (named.unwrap_or_default().to_owned(), next);
        }
    }
    let sign = match tokens.get(next).map(|token| token.kind) {
        Some(Kind::Mark('+')) => '+',
        Some(Kind::Mark('-' | '−')) => '-',
        _ => return (named.unwrap_or_default().to_owned(), if named.is_some() { next } else { at }),
    };
    let offset =
        tokens.get(next + 1).filter(|token| !token.spaced).and_then(|token| match (token.kind, token.text.len()) {
            (Kind::Number(value), 4) => Some((value / 100, value % 100, next + 2)),
            (Kind::Number(value), 1 | 2) => {
                match (tokens.get(next + 2).map(|t| t.kind), tokens.get(next + 3).map(|t| t.kind)) {
                    (Some(Kind::Mark(':')), Some(Kind::Number(minutes))) => Some((value, minutes, next + 4)),
                    _ => Some((value, 0, next + 2)),
                }
            }
            _ => None,
        });
    match offset {
        Some((hours, minutes, next)) if hours <= 14 && minutes < 60 => (format!("{sign}{hours:02}:{minutes:02}"), next),
        _ => (named.unwrap_or_default().to_owned(), if named.is_some() { next } else { at }),
    }
}

#[cfg(test)]
mod tests;
