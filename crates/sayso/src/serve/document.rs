//! Document: one reading with its statements marked, and the report that it is a copy of or that was copied from it.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};
use sayso_ledger::{Copies, Ledger, Part};
use sayso_read::Reading;
use serde::Serialize;

use super::address::Asked;
use super::answer::{Made, Missed, both};
use super::family::members;
use super::frame::Sheet;
use super::pieces::{claim, coats, count, person};
use crate::format;
use crate::html::{self as readings, Ways};

#[derive(Serialize)]
struct Document {
    document: i64,
    reading: Reading,
    /// The report; none before the ledger was settled with it.
    family: Option<Copies>,
    /// Whether its bytes were kept: under `/document/N/original`.
    original: bool,
    /// Its entities that are known across documents (`e4`), each with the number of the person.
    people: BTreeMap<String, i64>,
    /// Its statements that stand elsewhere too (`s4`), each with the claim.
    claims: BTreeMap<String, Part>,
}

/// The page.
pub(super) fn page(ledger: &Ledger, asked: &Asked, number: i64) -> Made {
    let reading = ledger.reading(number)?.ok_or(Missed::Nothing)?;
    let family = ledger.family_of(number)?.map(|family| ledger.copies_in(family)).transpose()?.flatten();
    let document = Document {
        document: number,
        reading,
        family,
        original: ledger.has_original(number)?,
        people: ledger.known_in(number)?,
        claims: ledger.claims_in(number)?,
    };
    both(asked, &document, sheet)
}

fn sheet(document: &Document) -> Sheet {
    let Document { document: number, reading, family, original, people, claims } = document;
    let ways = Ways {
        people: people.iter().map(|(entity, &number)| (entity.clone(), person(number))).collect(),
        statements: claims
            .iter()
            .map(|(statement, part)| (statement.clone(), (claim(part.claim), elsewhere(part))))
            .collect(),
    };
    let copied = family.as_ref().filter(|family| family.documents > 1);
    let main = html! {
        div.about {
            (readings::legend())
            @if let Some(family) = copied { p.coats { a href="#copies" { (coats(family)) } } }
        }
        // Laid out as `sayso read --format html` does; it escapes what it is given.
        (PreEscaped(readings::document(reading, *number as usize, &ways)))
        @if let Some(family) = copied { (copies(family, *number)) }
        @if *original {
            p.small { a href={ "/document/" (number) "/original" } download { "The page’s bytes as they arrived" } ", as plain text: block positions count in them." }
        }
    };
    let title = format::title(reading).unwrap_or_else(|| reading.path.clone());
    Sheet { title, here: None, main }
}

/// What leads to a claim.
fn elsewhere(part: &Part) -> String {
    match (part.sources, part.outlets) {
        (sources, _) if sources > 1 => count(sources, "source", "sources"),
        (_, outlets) if outlets > 1 => format!("1 source, {}", count(outlets, "outlet", "outlets")),
        _ => "denied".into(),
    }
}

fn copies(family: &Copies, number: i64) -> Markup {
    html! {
        section.copies aria-labelledby="copies" {
            h2 id="copies" { (coats(family)) }
            (members(family, Some(number), None))
            p.rest { a href={ "/family/" (family.family) } { "Side by side" } }
        }
    }
}
