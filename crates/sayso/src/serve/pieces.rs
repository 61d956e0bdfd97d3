//! Pieces: what several pages show alike: a document in a list, a count, a day, who speaks.

use std::borrow::Cow;

use maud::{Markup, html};
use sayso_ledger::{About, Claimed, Copies, Said};

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

/// The address of a person's page.
pub(super) fn person(number: i64) -> String {
    format!("/person/{number}")
}

/// The address of a claim's page.
pub(super) fn claim(number: i64) -> String {
    format!("/claim/{number}")
}

/// The place of a statement's words on its document's page.
pub(super) fn words(number: i64, said: &Said) -> String {
    // The reading calls its statements s1, s2, ...; the page has an anchor for the words of each.
    let place = said.label.strip_prefix('s').unwrap_or_default();
    format!("/document/{number}#d{number}-t{place}")
}

/// A statement's words, with what is needed to see how they are given.
pub(super) fn content(said: &Said) -> Markup {
    html! {
        @if let Some(cue) = &said.cue { bdi.cue { (shown(cue)) } " " }
        @if said.negated { span.deed { "not said" } " " }
        bdi class={ "con " (said.kind) } { (shown(&said.content)) }
    }
}

/// `2 independent sources in 7 outlets (9 documents)`.
pub(super) fn sources(claim: &Claimed) -> Markup {
    html! {
        b { (count(claim.sources, "independent source", "independent sources")) } " in " (count(claim.outlets, "outlet", "outlets"))
        @if claim.documents != claim.outlets { " (" (count(claim.documents, "document", "documents")) ")" }
    }
}

/// From when to when a claim was seen, in days.
pub(super) fn seen(claim: &Claimed) -> String {
    let day = |seen: &Option<String>| {
        seen.as_deref().map(|seen| shown(&outline::day(seen.get(..10).unwrap_or(seen))).into_owned())
    };
    match (day(&claim.first_seen), day(&claim.last_seen)) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(first), _) => first,
        (None, _) => String::new(),
    }
}

/// A claim in a list.
pub(super) fn claimed(claim: &Claimed) -> Markup {
    let seen = seen(claim);
    html! {
        p.claim {
            bdi.src { (shown(claim.speaker.as_deref().unwrap_or("nobody named"))) } ": "
            a.headline href=(self::claim(claim.claim)) dir="auto" { (shown(&claim.best.content)) }
        }
        p.whence {
            (sources(claim)) @if !seen.is_empty() { " · " (seen) }
            @if !claim.denied_by.is_empty() { " · " span.denied { "denied by " bdi { (shown(&deniers(claim))) } } }
        }
    }
}

/// Who denies a claim, each once.
pub(super) fn deniers(claim: &Claimed) -> String {
    let mut names: Vec<&str> = Vec::new();
    for denial in &claim.denied_by {
        let said = &denial.statement;
        let name = said.speaker.as_deref().or(said.source.as_deref()).unwrap_or("somebody");
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
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
