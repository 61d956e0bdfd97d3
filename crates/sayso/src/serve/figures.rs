//! Figures: rival figures: who says how many of one thing, and when, as a chart and as a table.

use maud::{Markup, html};
use sayso_ledger::{Counted, Figures, Ledger, Sought, Told};
use serde::Serialize;

use super::address::{Asked, more};
use super::answer::{Made, Missed, both};
use super::frame::{Place, Sheet};
use super::pieces::{count, document, shown};
use crate::figures::{bounds, claimant, once, standing, thing};
use crate::{chart, ledger, outline};

/// Answers that are drawn; the others have their table on a page of their own.
const DRAWN: usize = 3;

#[derive(Serialize)]
struct Found<'s> {
    #[serde(flatten)]
    found: Figures,
    #[serde(skip)]
    sought: &'s Sought,
}

/// The form, and the answers; without a question the things with the most rival claimants.
pub(super) fn page(ledger: &Ledger, asked: &Asked, sought: &Sought) -> Made {
    let found = Found { found: ledger.figures(sought)?, sought };
    both(asked, &found, sheet)
}

/// All figures of one thing.
pub(super) fn whole(ledger: &Ledger, asked: &Asked, number: i64) -> Made {
    both(asked, &ledger.series(number)?.ok_or(Missed::Nothing)?, |series| {
        let main = html! { h1 dir="auto" { (shown(&thing(series))) } (told(series)) };
        Sheet { title: thing(series), here: Some(Place::Figures), main }
    })
}

fn sheet(all: &Found) -> Sheet {
    let Figures { series, of, cut } = &all.found;
    let sought = all.sought;
    let question = sought.question.is_some();
    let main = html! {
        h1 { "Figures" }
        p.lead { "Who says how many of one thing, and when. sayso does not say who is right." }
        (form(sought))
        p.lead role="status" {
            @if series.is_empty() { "Nothing was found." }
            @else if !question { "The things with the most rival claimants" }
            @else if series.len() < *of { "The first " (series.len()) " of " (of) " answers" }
            @else { (count(*of as i64, "answer", "answers")) }
            @if *cut { " (more figures answer than can be weighed)" }
        }
        @for (at, one) in series.iter().enumerate().take(if question { DRAWN } else { 0 }) {
            section.series aria-labelledby={ "answer-" (at + 1) } {
                h2 id={ "answer-" (at + 1) } dir="auto" { (shown(&thing(one))) }
                (told(one))
                @if one.left_out > 0 { p.small { a href=(address(one)) { "All figures of this" } } }
            }
        }
        (list(series.iter().skip(if question { DRAWN } else { 0 })))
        @if series.len() < *of { @if let Some(more) = forth(sought) { nav.turn aria-label="More" { a href=(more) { "More" } } } }
    };
    Sheet { title: sought.question.clone().unwrap_or_else(|| "Figures".into()), here: Some(Place::Figures), main }
}

/// The address of all figures of a thing.
fn address(series: &Counted) -> String {
    format!("/figures/{}", series.series)
}

fn fields(sought: &Sought) -> [(&'static str, Option<&str>); 4] {
    let Sought { question, speaker, since, until, .. } = sought;
    [
        ("q", question.as_deref()),
        ("speaker", speaker.as_deref()),
        ("since", since.as_deref()),
        ("until", until.as_deref()),
    ]
}

fn forth(sought: &Sought) -> Option<String> {
    more("/figures", &fields(sought), sought.limit)
}

fn form(sought: &Sought) -> Markup {
    let [(_, q), rest @ ..] = fields(sought);
    let labels = [("Who tells it", "text"), ("Since", "date"), ("Until", "date")];
    html! {
        form.search action="/figures" role="search" aria-label="Find figures" {
            div.first {
                label for="q" { "What is counted" }
                input id="q" name="q" type="search" value=[q] autocomplete="off" placeholder="soldiers captured";
                button { "Find" }
            }
            @for ((name, value), (label, kind)) in rest.into_iter().zip(labels) {
                div { label for=(name) { (label) } input id=(name) name=(name) type=(kind) value=[value] autocomplete="off"; }
            }
        }
    }
}

/// Things with what is said of them, in a line each.
fn list<'s>(series: impl Iterator<Item = &'s Counted>) -> Markup {
    html! {
        ol.entries.long {
            @for one in series {
                li {
                    p { a.headline href=(address(one)) dir="auto" { (shown(&thing(one))) } }
                    p.whence {
                        (count(one.claimants, "claimant", "claimants"))
                        @if !one.figures.is_empty() { ": " bdi { (shown(&standing(one))) } }
                    }
                }
            }
        }
    }
}

/// The chart and the table.
fn told(series: &Counted) -> Markup {
    html! {
        div.scroll.drawing tabindex="0" role="region" aria-label="Chart" { (chart::drawing(series)) }
        div.scroll tabindex="0" role="region" aria-label="Figures" {
            table.figures {
                thead { tr { th scope="col" { "Day" } th scope="col" { "Who" } th scope="col" { "Figure" } th scope="col" { "Bounds" } th scope="col" { "Words" } } }
                tbody { @for figure in &series.figures { (line(series, figure)) } }
            }
        }
    }
}

fn line(series: &Counted, figure: &Told) -> Markup {
    let about = &figure.document;
    let other = |number: i64| series.figures.iter().find(|one| one.figure == number);
    let against = figure.conflicts.iter().filter_map(|&number| other(number));
    let against = once(against.map(|one| format!("{} ({})", outline::fold(&one.text), claimant(one))), 8);
    html! {
        tr class=[figure.superseded_by.map(|_| "superseded")] {
            td { @match &figure.claimed { Some(day) => (shown(&outline::day(day))), None => "unknown" } }
            th scope="row" { bdi { (shown(&claimant(figure))) } }
            td.value { bdi { (shown(&outline::fold(&figure.text))) } @if figure.further { " more" } }
            td { (bounds(figure)) }
            td {
                bdi.told { (shown(&outline::fold(&figure.words))) }
                span.whence {
                    a href=(document(about.document)) dir="auto" { (shown(&ledger::title(about))) }
                    @if let Some(outlet) = &about.outlet { " · " bdi { (shown(outlet)) } }
                    @if figure.documents > 1 { " and " (count(figure.documents - 1, "more document", "more documents")) }
                }
                @if let Some(later) = figure.superseded_by.and_then(other) { span.remark { "superseded by " bdi { (shown(&outline::fold(&later.text))) } } }
                @if !against.is_empty() { span.remark { "against " bdi { (shown(&against.join(", "))) } } }
                @if figure.thing_from.is_some() { span.remark { "what it counts is inferred from another figure" } }
            }
        }
    }
}
