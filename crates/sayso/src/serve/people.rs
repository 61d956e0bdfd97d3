//! People: whom the ledger knows over all its documents, those who say most first.

use maud::{Markup, html};
use sayso_ledger::{Ledger, People, Someone};
use serde::Serialize;

use super::address::{Asked, more};
use super::answer::{Made, both};
use super::frame::{Place, Sheet};
use super::pieces::{number, shown};
use crate::arguments::BEINGS;

#[derive(Serialize)]
struct Known<'w> {
    people: Vec<Someone>,
    #[serde(skip)]
    wanted: &'w People,
}

/// The list, and a form to narrow it.
pub(super) fn page(ledger: &Ledger, asked: &Asked, wanted: &People) -> Made {
    both(asked, &Known { people: ledger.people(wanted)?, wanted }, sheet)
}

fn sheet(known: &Known) -> Sheet {
    let People { words, kind, limit, .. } = known.wanted;
    let more = more("/people", &[("q", words.as_deref()), ("kind", kind.as_deref())], *limit);
    let main = html! {
        h1 { "People" }
        form.search action="/people" role="search" aria-label="Find people" {
            div.first { label for="q" { "Name, role or body" } input id="q" name="q" type="search" value=[words.as_deref()] autocomplete="off"; button { "Find" } }
            div {
                label for="kind" { "Kind" }
                select id="kind" name="kind" {
                    option value="" { "any" }
                    @for one in BEINGS { option value=(one) selected[kind.as_deref() == Some(one)] { (one) } }
                }
            }
        }
        @if known.people.is_empty() { p.lead role="status" { "Nobody was found." } }
        @else { (table(&known.people)) }
        @if known.people.len() == *limit { @if let Some(more) = more { nav.turn aria-label="More" { a href=(more) { "More" } } } }
    };
    Sheet { title: "People".into(), here: Some(Place::People), main }
}

fn table(people: &[Someone]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="People" {
            table.people {
                thead { tr { th scope="col" { "Who" } th scope="col" { "Role and body" } th.figure scope="col" { "Statements" } th.figure scope="col" { "Reports" } } }
                tbody {
                    @for one in people {
                        tr {
                            th scope="row" { (name(one)) }
                            td { bdi { (shown(&about(one))) } }
                            td.figure { (number(one.statements)) }
                            td.figure { (number(one.reports)) }
                        }
                    }
                }
            }
        }
    }
}

/// Somebody's name, which leads to his or her page.
pub(super) fn name(one: &Someone) -> Markup {
    html! { a.headline href={ "/person/" (one.person.trim_start_matches('p')) } dir="auto" { (shown(&one.name)) } }
}

/// Roles and bodies, the commonest of each.
pub(super) fn about(one: &Someone) -> String {
    let kind = (one.kind != "person").then(|| one.kind.clone());
    let about = one.roles.iter().take(2).chain(one.affiliations.iter().take(2)).cloned().chain(kind);
    about.collect::<Vec<_>>().join(" · ")
}
