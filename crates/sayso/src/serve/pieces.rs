//! Pieces: what several pages show alike: a document in a list, a count, a day, who speaks.

use std::borrow::Cow;

use maud::{Markup, html};
use sayso_ledger::{About, Copies};

use crate::{ledger, outline, safe};

/// Words of a page: steering characters as signs; `maud` escapes the rest.
pub(super) fn shown(words: &str) -> Cow<'_, str> {
    safe::show(words)
}

/// `1 report`, `1,204 reports`.
pub(super) fn count(count: i64, one: &str, several: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { several })
}

/// A whole number with commas.
pub(super) fn number(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut shown = String::from(if number < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// The address of a document's page.
pub(super) fn document(number: i64) -> String {
    format!("/document/{number}")
}

/// A document in a list: its headline, which leads to it, its outlet and its day.
pub(super) fn entry(about: &About) -> Markup {
    html! {
        a.headline href=(document(about.document)) dir="auto" { (shown(&ledger::title(about))) }
        (whence(about))
    }
}

/// Outlet and day of a document.
pub(super) fn whence(about: &About) -> Markup {
    let day = about.published.as_deref().map(outline::day);
    html! {
        span.whence {
            @if let Some(outlet) = &about.outlet { bdi { (shown(outlet)) } }
            @if about.outlet.is_some() && day.is_some() { " · " }
            @if let Some(day) = &day { bdi { (shown(day)) } }
            @if about.outlet.is_none() && day.is_none() { bdi { (shown(&about.path)) } }
        }
    }
}

/// In how many coats a report goes: `1 report in 5 documents of 3 outlets`.
pub(super) fn coats(copies: &Copies) -> String {
    let documents = count(copies.documents, "document", "documents");
    let outlets = count(copies.outlets, "outlet", "outlets");
    if copies.outlets == 0 {
        format!("1 report in {documents}")
    } else {
        format!("1 report in {documents} of {outlets}")
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_parted() {
        for (value, expected) in [(0, "0"), (999, "999"), (1000, "1,000"), (-1234567, "−1,234,567")] {
            assert_eq!(super::number(value), expected);
        }
    }
}
