//! Home: the pile at a glance.

use maud::html;
use sayso_ledger::{About, Glance, Ledger, List, Reprinted};
use serde::Serialize;

use super::address::{Asked, href};
use super::answer::{Made, both};
use super::chart;
use super::frame::Sheet;
use super::pieces::{count, entry, number, shown};
use crate::ledger;

/// Documents that are named.
const LATEST: i64 = 10;

/// Reports that are named.
const REPRINTED: i64 = 8;

#[derive(Serialize)]
struct Home {
    ledger: String,
    #[serde(flatten)]
    glance: Glance,
    /// The reports in the most documents.
    reprinted: Vec<Reprinted>,
    latest: Vec<About>,
}

/// The first page.
pub(super) fn page(ledger: &Ledger, asked: &Asked) -> Made {
    let name = ledger.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
    let latest = ledger.list(&List { limit: LATEST, ..List::default() })?.documents;
    let home = Home { ledger: name, glance: ledger.glance()?, reprinted: ledger.reprinted(REPRINTED)?, latest };
    both(asked, &home, sheet)
}

fn sheet(home: &Home) -> Sheet {
    let Home { ledger: name, glance, reprinted, latest } = home;
    let main = html! {
        h1 dir="auto" { (shown(name)) }
        @if !glance.settled {
            p.notice { "Adding to this ledger was not finished: copies, people, claims and figures are those of before. Run " code { "sayso add" } " again." }
        }
        @if glance.documents == 0 { p.lead { "The ledger is empty. " code { "sayso add" } " puts pages into it." } }
        dl.tally {
            div { dt { "Documents" } dd { a href="/documents" { (number(glance.documents)) } } }
            div { dt { "Reports" } dd { (number(glance.reports)) } }
            div { dt { "Outlets" } dd { (number(glance.outlets)) } }
            div { dt { "Statements" } dd { (number(glance.statements)) } }
        }
        p.lead { "A report is counted once, however many outlets print it." }
        form.ask action="/find" role="search" aria-label="Find in the pile" {
            label for="q" { "Find words in the pile" }
            span.line { input id="q" name="q" type="search" autocomplete="off"; button { "Find" } a href="/find" { "by speaker, day, place …" } }
        }
        (chart::days(&glance.days))
        div.panels {
            section aria-labelledby="latest" {
                h2 id="latest" { "Latest" }
                ol.entries { @for about in latest { li { (entry(about)) } } }
                p.rest { a href="/documents" { "All documents" } }
            }
            @if !reprinted.is_empty() {
                section aria-labelledby="reprinted" {
                    h2 id="reprinted" { "In the most documents" }
                    ol.tallies {
                        @for one in reprinted {
                            li { a href={ "/family/" (one.family) } dir="auto" { (shown(&ledger::title(&one.origin))) } span.number { (number(one.documents)) } }
                        }
                    }
                }
            }
            @if !glance.largest.is_empty() {
                section aria-labelledby="outlets" {
                    h2 id="outlets" { "Outlets" }
                    ol.tallies {
                        @for one in &glance.largest {
                            li { a href=(href("/documents", &[("outlet", Some(&one.outlet))])) dir="auto" { (shown(&one.outlet)) } span.number { (number(one.documents)) } }
                        }
                    }
                }
            }
        }
        @if glance.undated > 0 || glance.failures > 0 {
            p.small {
                @if glance.undated > 0 { (count(glance.undated, "document names", "documents name")) " no day. " }
                @if glance.failures > 0 { a href="/failures" { (count(glance.failures, "input", "inputs")) " could not be read" } "." }
            }
        }
    };
    Sheet { title: name.clone(), here: None, main }
}
