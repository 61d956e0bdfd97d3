//! Claim: one claim wherever it appears: its independent sources, its wordings, who denies it.

use std::collections::BTreeMap;

use maud::{Markup, html};
use sayso_ledger::{Claimed, Ledger, Place};

use super::address::Asked;
use super::answer::{Made, Missed, both};
use super::frame::{self, Sheet};
use super::pieces::{content, count, entry, person, seen, shown, sources, words};

/// The page.
pub(super) fn page(ledger: &Ledger, asked: &Asked, number: i64) -> Made {
    both(asked, &ledger.claim(number)?.ok_or(Missed::Nothing)?, sheet)
}

fn sheet(claim: &Claimed) -> Sheet {
    let who = claim.speaker.as_deref().unwrap_or("nobody named");
    let seen = seen(claim);
    let main = html! {
        p.kicker {
            @match claim.person { Some(number) => a href=(person(number)) dir="auto" { (shown(who)) }, None => bdi { (shown(who)) } }
            @if let Some(cue) = &claim.best.cue { " " bdi.cue { (shown(cue)) } }
        }
        h1.claimed dir="auto" { (shown(&claim.best.content)) }
        p.lead { (sources(claim)) @if !seen.is_empty() { ", " (seen) } }
        (independent(claim))
        @if claim.variants.len() > 1 { (wordings(claim)) }
        @if !claim.denied_by.is_empty() { (denials(claim)) }
    };
    Sheet { title: claim.best.content.clone(), here: Some(frame::Place::Claims), main }
}

/// Each source with the documents that count as it.
fn independent(claim: &Claimed) -> Markup {
    let mut sources: BTreeMap<i64, Vec<(usize, &Place)>> = BTreeMap::new();
    for (variant, places) in claim.variants.iter().map(|variant| &variant.places).enumerate() {
        for place in places {
            sources.entry(place.source.unwrap_or(0)).or_default().push((variant + 1, place));
        }
    }
    sources.values_mut().for_each(|places| places.sort_by_key(|(_, place)| place.statement.statement));
    let several = claim.variants.len() > 1;
    html! {
        section aria-labelledby="sources" {
            h2 id="sources" { "Independent sources" }
            div.scroll tabindex="0" role="region" aria-label="Documents by source" {
                table.members {
                    thead { tr { th scope="col" { "Source" } th scope="col" { "Document" } th scope="col" { "Given as" } th scope="col" { "Words" } } }
                    @for (source, places) in sources {
                        tbody {
                            @for (at, (variant, place)) in places.iter().enumerate() {
                                tr {
                                    @if at == 0 { th.source scope="rowgroup" rowspan=(places.len()) { (source) } }
                                    td { (entry(&place.document)) }
                                    td { (place.statement.kind) }
                                    td { a href=(words(place.document.document, &place.statement)) { "in the text" } @if several { ", " a href={ "#wording-" (variant) } { "wording " (variant) } } }
                                }
                            }
                        }
                    }
                }
            }
            @if claim.left_out > 0 { p.small { "and " (count(claim.left_out as i64, "place", "places")) " more" } }
        }
    }
}

fn wordings(claim: &Claimed) -> Markup {
    html! {
        section aria-labelledby="wordings" {
            h2 id="wordings" { "Wordings" }
            ol.wordings {
                @for (at, variant) in claim.variants.iter().enumerate() {
                    li id={ "wording-" (at + 1) } {
                        @let kind = variant.places.first().map_or("", |place| place.statement.kind.as_str());
                        bdi class={ "con " (kind) } { (shown(&variant.content)) }
                        " " span.count { (count(variant.places.len() as i64, "place", "places")) }
                    }
                }
            }
        }
    }
}

fn denials(claim: &Claimed) -> Markup {
    html! {
        section aria-labelledby="denied" {
            h2 id="denied" { "Denied" }
            ol.hits {
                @for place in &claim.denied_by {
                    @let said = &place.statement;
                    li {
                        p.utterance { bdi.src { (shown(said.speaker.as_deref().or(said.source.as_deref()).unwrap_or("somebody"))) } " " (content(said)) }
                        p.whence { a href=(words(place.document.document, said)) { "in the text" } " of " (entry(&place.document)) }
                    }
                }
            }
        }
    }
}
