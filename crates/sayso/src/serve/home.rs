//! Home: the pile at a glance.

use maud::html;
use sayso_ledger::{
    About, Asked as Sought, Claimed, Counted, Glance, Ledger, List, People, Reprinted, Someone, Sought as Counts,
};
use serde::Serialize;

use super::address::{Asked, href};
use super::answer::{Made, both};
use super::frame::Sheet;
use super::pieces::{claimed, count, entry, number, shown};
use super::{chart, people};
use crate::figures::{standing, thing};
use crate::ledger;

/// Documents that are named.
const LATEST: i64 = 10;

/// People, claims, figures and reports that are named.
const FEW: usize = 6;

#[derive(Serialize)]
struct Home {
    ledger: String,
    #[serde(flatten)]
    glance: Glance,
    /// The reports in the most documents.
    reprinted: Vec<Reprinted>,
    latest: Vec<About>,
    /// Those who say most.
    people: Vec<Someone>,
    /// The claims of the most independent sources.
    claims: Vec<Claimed>,
    /// The things with the most rival claimants.
    figures: Vec<Rivals>,
}

/// A thing with rival claimants.
#[derive(Serialize)]
struct Rivals {
    series: i64,
    thing: String,
    claimants: i64,
    /// What each claimant tells that is not superseded, as far as it fits a line or two.
    standing: String,
}

impl Rivals {
    fn of(series: &Counted) -> Rivals {
        let (thing, standing) = (thing(series), standing(series));
        Rivals { series: series.series, thing, claimants: series.claimants, standing }
    }
}

/// The first page.
pub(super) fn page(ledger: &Ledger, asked: &Asked) -> Made {
    let name = ledger.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
    let latest = ledger.list(&List { limit: LATEST, ..List::default() })?.documents;
    let people = ledger.people(&People { limit: FEW, ..People::default() })?;
    let claims = ledger.claims(&Sought { least: 2, limit: FEW, ..Sought::default() })?.claims;
    let figures = ledger.figures(&Counts { limit: FEW, ..Counts::default() })?.series.iter().map(Rivals::of).collect();
    let home = Home {
        ledger: name,
        glance: ledger.glance()?,
        reprinted: ledger.reprinted(FEW as i64)?,
        latest,
        people,
        claims,
        figures,
    };
    both(asked, &home, sheet)
}

fn sheet(home: &Home) -> Sheet {
    let Home { ledger: name, glance, reprinted, latest, people, claims, figures } = home;
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
            @if !people.is_empty() {
                section aria-labelledby="people" {
                    h2 id="people" { "Quoted most" }
                    ol.tallies { @for one in people { li { (people::name(one)) span.number { (count(one.statements, "statement", "statements")) } } } }
                    p.rest { a href="/people" { "All people" } }
                }
            }
            @if !claims.is_empty() {
                section aria-labelledby="claims" {
                    h2 id="claims" { "From several sources" }
                    ol.entries { @for one in claims { li { (claimed(one)) } } }
                    p.rest { a href="/claims" { "All claims" } }
                }
            }
            @if !figures.is_empty() {
                section aria-labelledby="figures" {
                    h2 id="figures" { "Rival figures" }
                    ol.entries {
                        @for one in figures {
                            li { a.headline href={ "/figures/" (one.series) } dir="auto" { (shown(&one.thing)) } span.whence { bdi { (shown(&one.standing)) } } }
                        }
                    }
                    p.rest { a href="/figures" { "All figures" } }
                }
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
