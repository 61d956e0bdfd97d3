//! Family: the documents that are one report, and one of them beside what it was taken from.

use maud::{Markup, html};
use sayso_families::Relation;
use sayso_ledger::{Body, Copies, FamilyMember, Ledger};
use serde::Serialize;

use super::address::Asked;
use super::answer::{Made, Missed, both};
use super::frame::Sheet;
use super::pieces::{coats, entry, number, shown};
use crate::families::{sides, speaks};
use crate::{ledger, outline};

#[derive(Serialize)]
struct Family {
    #[serde(flatten)]
    copies: Copies,
    /// The member that is laid beside what it was taken from, and both texts.
    beside: Option<Pair>,
}

#[derive(Serialize)]
struct Pair {
    document: i64,
    of: i64,
    here: Vec<Body>,
    there: Vec<Body>,
}

/// The page; `beside`: the member that is laid beside what it was taken from.
pub(super) fn page(ledger: &Ledger, asked: &Asked, family: i64, beside: Option<i64>) -> Made {
    let copies = ledger.copies_in(family)?.ok_or(Missed::Nothing)?;
    let member = match beside {
        Some(document) => {
            Some(copies.members.iter().find(|one| one.document.document == document).ok_or(Missed::Nothing)?)
        }
        // The first in which there is something to see.
        None => {
            let changed = copies.members.iter().find(|one| one.of.is_some() && one.relation != Relation::Exact);
            changed.or_else(|| copies.members.iter().find(|one| one.of.is_some()))
        }
    };
    let pair = member.and_then(|member| Some((member.document.document, member.of?)));
    let beside = match pair {
        Some((document, of)) => Some(Pair { document, of, here: ledger.body(document)?, there: ledger.body(of)? }),
        None => None,
    };
    both(asked, &Family { copies, beside }, sheet)
}

fn sheet(family: &Family) -> Sheet {
    let copies = &family.copies;
    let title = copies.members.first().map_or(String::new(), |origin| ledger::title(&origin.document));
    let shown_pair = family.beside.as_ref().map(|pair| pair.document);
    let main = html! {
        p.kicker { (coats(copies)) }
        h1 dir="auto" { (shown(&title)) }
        (members(copies, None, shown_pair))
        @if (copies.members.len() as i64) < copies.documents { p.small { "and " (number(copies.documents - copies.members.len() as i64)) " more" } }
        @if let Some(pair) = &family.beside { (self::pair(copies, pair)) }
    };
    Sheet { title, here: None, main }
}

/// The members as a table. `here`: the one whose page this is; `beside`: the one that is laid beside another.
pub(super) fn members(copies: &Copies, here: Option<i64>, beside: Option<i64>) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Documents of this report" {
            table.members {
                thead { tr { th scope="col" { "How" } th scope="col" { "Document" } th scope="col" { "In common" } th scope="col" { "Tells of reports by" } } }
                tbody {
                    @for member in &copies.members {
                        @let number = member.document.document;
                        tr aria-current=[(here == Some(number) || beside == Some(number)).then_some("true")] {
                            td { span.relation { (outline::name(member.relation)) } }
                            th scope="row" { (entry(&member.document)) }
                            td { (common(copies, member)) }
                            td { bdi { (shown(&member.cites.join(", "))) } }
                        }
                    }
                }
            }
        }
    }
}

/// What a member's relation stands on.
fn common(copies: &Copies, member: &FamilyMember) -> Markup {
    let Some(of) = member.of else {
        let evidence: Vec<_> = copies.evidence.iter().map(|&evidence| speaks(evidence)).collect();
        return html! { (evidence.join(", ")) };
    };
    let of = copies.members.iter().find(|one| one.document.document == of);
    html! {
        a href={ "/family/" (copies.family) "?beside=" (member.document.document) "#side-by-side" } { ((member.similarity * 100.0).round()) " %" }
        @if let Some(of) = of.filter(|of| of.document.document != copies.origin) { " with " bdi { (shown(of.document.outlet.as_deref().unwrap_or(&of.document.path))) } }
    }
}

fn pair(copies: &Copies, pair: &Pair) -> Markup {
    let find = |number: i64| copies.members.iter().find(|one| one.document.document == number);
    let sheet = |number: i64, body: &[Body]| sides::Sheet {
        title: find(number).map_or(String::new(), |member| ledger::title(&member.document)),
        blocks: body.iter().map(|block| (block.start, block.end, block.text.clone())).collect(),
    };
    let Some(member) = find(pair.document) else { return html! {} };
    html! {
        section.beside-another aria-labelledby="side-by-side" {
            h2 id="side-by-side" { "Side by side" }
            p.small { "What stands in both is marked; each mark leads to its partner." }
            (sides::sides("pair", &sheet(pair.of, &pair.there), &sheet(pair.document, &pair.here), &member.shared))
        }
    }
}
