//! Documents: all of them, or those of a day, a month, an outlet; the latest first.

use maud::html;
use sayso_ledger::{Ledger, List, Listed};
use serde::Serialize;

use super::address::{Asked, Listing, ROWS, href};
use super::answer::{Made, both};
use super::chart::spoken;
use super::frame::{Place, Sheet};
use super::pieces::{entry, shown};

#[derive(Serialize)]
struct Documents<'l> {
    day: Option<&'l str>,
    outlet: Option<&'l str>,
    page: i64,
    #[serde(flatten)]
    listed: Listed,
}

/// One page of the list.
pub(super) fn page(ledger: &Ledger, asked: &Asked, listing: &Listing) -> Made {
    let Listing { day, outlet, page } = listing;
    let list = List { day: day.clone(), outlet: outlet.clone(), skip: (page - 1) * ROWS, limit: ROWS };
    let documents =
        Documents { day: day.as_deref(), outlet: outlet.as_deref(), page: *page, listed: ledger.list(&list)? };
    both(asked, &documents, sheet)
}

fn sheet(documents: &Documents) -> Sheet {
    let Documents { day, outlet, page, listed } = documents;
    let mut title = String::from("Documents");
    if let Some(day) = day {
        title += &format!(" of {}", spoken(day));
    }
    if let Some(outlet) = outlet {
        title += &format!(" of {outlet}");
    }
    let turn = |page: i64| href("/documents", &[("day", *day), ("outlet", *outlet), ("page", Some(&page.to_string()))]);
    let main = html! {
        h1 dir="auto" { (shown(&title)) }
        @if listed.documents.is_empty() { p.lead { "There are none." } }
        ol.entries.long start=((page - 1) * ROWS + 1) { @for about in &listed.documents { li { (entry(about)) } } }
        @if *page > 1 || listed.more {
            nav.turn aria-label="Pages" {
                @if *page > 1 { a rel="prev" href=(turn(page - 1)) { "← Later" } }
                span { "Page " (page) }
                @if listed.more { a rel="next" href=(turn(page + 1)) { "Earlier →" } }
            }
        }
    };
    Sheet { title, here: Some(Place::Documents), main }
}
