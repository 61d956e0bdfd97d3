//! Claims: what is claimed in several documents, or denied, with its independent sources counted.

use maud::{Markup, html};
use sayso_ledger::{Asked as Sought, Claims, Ledger};
use serde::Serialize;

use super::address::{Asked, more};
use super::answer::{Made, both};
use super::frame::{Place, Sheet};
use super::pieces::{claimed, count};

#[derive(Serialize)]
struct Found<'s> {
    #[serde(flatten)]
    found: Claims,
    #[serde(skip)]
    sought: &'s Sought,
}

/// The form, and the claims that answer; all of them where nothing is asked.
pub(super) fn page(ledger: &Ledger, asked: &Asked, sought: &Sought) -> Made {
    both(asked, &Found { found: ledger.claims(sought)?, sought }, sheet)
}

fn sheet(all: &Found) -> Sheet {
    let Claims { claims, of, cut } = &all.found;
    let main = html! {
        h1 { "Claims" }
        p.lead { "The same claim wherever it appears. Copies of a report, an outlet that prints it twice, and an outlet that has it from another count as one source." }
        (form(all.sought))
        p.lead role="status" {
            @if claims.is_empty() { "Nothing was found." }
            @else if claims.len() < *of { "The first " (claims.len()) " of " (count(*of as i64, "claim", "claims")) ", those of the most sources first" }
            @else { (count(*of as i64, "claim", "claims")) }
            @if *cut { " (more statements hold these words than can be looked through: these were added last)" }
        }
        ol.entries.long { @for one in claims { li { (claimed(one)) } } }
        @if claims.len() < *of { @if let Some(more) = forth(all.sought) { nav.turn aria-label="More" { a href=(more) { "More" } } } }
    };
    Sheet { title: "Claims".into(), here: Some(Place::Claims), main }
}

fn forth(sought: &Sought) -> Option<String> {
    let Sought { words, speaker, since, until, least, limit } = sought;
    let least = (*least > 1).then(|| least.to_string());
    let fields = [
        ("q", words.as_deref()),
        ("speaker", speaker.as_deref()),
        ("since", since.as_deref()),
        ("until", until.as_deref()),
        ("least", least.as_deref()),
    ];
    more("/claims", &fields, *limit)
}

fn form(sought: &Sought) -> Markup {
    let field = |name: &str, label: &str, kind: &str, value: &Option<String>| {
        html! { div { label for=(name) { (label) } input id=(name) name=(name) type=(kind) value=[value.as_deref()] autocomplete="off"; } }
    };
    html! {
        form.search action="/claims" role="search" aria-label="Find claims" {
            div.first { label for="q" { "Words of the claim" } input id="q" name="q" type="search" value=[sought.words.as_deref()] autocomplete="off"; button { "Find" } }
            (field("speaker", "Who claims", "text", &sought.speaker))
            (field("since", "Since", "date", &sought.since))
            (field("until", "Until", "date", &sought.until))
            div { label for="least" { "Sources at least" } input id="least" name="least" type="number" min="1" max="1000" value=(sought.least); }
        }
    }
}
