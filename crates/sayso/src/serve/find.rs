//! Find: the search form and what was found, copies counted once.

use maud::{Markup, html};
use sayso_ledger::{Found, Hit, Ledger, Report};
use sayso_read::statements::CueClass;
use serde::Serialize;

use super::address::{Asked, Query};
use super::answer::{Made, both};
use super::frame::{Place, Sheet};
use super::pieces::{count, entry, number, shown, words};
use crate::arguments::KINDS;
use crate::excerpt::excerpt;
use crate::outline;

/// Characters of a block that are shown.
const MOST: usize = 420;

#[derive(Serialize)]
struct Search<'q> {
    /// None: nothing was asked for.
    found: Option<Found>,
    #[serde(skip)]
    query: &'q Query,
}

/// The form, and the answer where something is asked for.
pub(super) fn page(ledger: &Ledger, asked: &Asked, query: &Query) -> Made {
    let found = if query.is_empty() { None } else { Some(ledger.find(&query.wanted)?) };
    both(asked, &Search { found, query }, sheet)
}

fn sheet(search: &Search) -> Sheet {
    let words = search.query.wanted.words.as_deref();
    let main = html! {
        h1 { "Find" }
        (form(search.query))
        @match &search.found {
            Some(found) => (results(found, search.query)),
            None => p.lead { "All the words must be there. " code { "\"a phrase\"" } " in quotation marks, " code { "captiv*" } " for a beginning, " code { "-word" } " for one that must not be there, " code { "OR" } " between two for either." },
        }
    };
    let title = words.map_or("Find".into(), |words| format!("{words} · Find"));
    Sheet { title, here: Some(Place::Find), main }
}

/// The classes of cues, as the reading names them.
const CLASSES: [CueClass; 19] = [
    CueClass::Say,
    CueClass::Claim,
    CueClass::Report,
    CueClass::Confirm,
    CueClass::Deny,
    CueClass::Accuse,
    CueClass::Praise,
    CueClass::Demand,
    CueClass::Ask,
    CueClass::Promise,
    CueClass::Threaten,
    CueClass::Warn,
    CueClass::Agree,
    CueClass::Refuse,
    CueClass::Expect,
    CueClass::Believe,
    CueClass::Hope,
    CueClass::Plan,
    CueClass::Doubt,
];

fn form(query: &Query) -> Markup {
    let value = |name: &str| query.fields().into_iter().find(|(field, _)| *field == name).and_then(|(_, value)| value);
    let field = |name: &str, label: &str, kind: &str| {
        html! { div { label for=(name) { (label) } input id=(name) name=(name) type=(kind) value=[value(name)] autocomplete="off"; } }
    };
    html! {
        form.search action="/find" role="search" aria-label="Find in the pile" {
            div.first { label for="q" { "Words" } input id="q" name="q" type="search" value=[value("q")] autocomplete="off"; button { "Find" } }
            (field("speaker", "Who speaks", "text"))
            (field("about", "About", "text"))
            div {
                label for="cue" { "Cue" }
                input id="cue" name="cue" value=[value("cue")] list="cues" autocomplete="off";
                datalist id="cues" { @for class in CLASSES { option value=(outline::name(class)) {} } }
            }
            div {
                label for="kind" { "Kind" }
                select id="kind" name="kind" {
                    option value="" { "any" }
                    @for kind in KINDS { option value=(kind) selected[value("kind") == Some(kind)] { (kind) } }
                }
            }
            (field("since", "Since", "date"))
            (field("until", "Until", "date"))
            (field("place", "Place", "text"))
            (field("outlet", "Outlet", "text"))
        }
    }
}

fn results(found: &Found, query: &Query) -> Markup {
    let shown = found.reports.len();
    let of = count(found.of as i64, "report", "reports");
    html! {
        p.lead role="status" {
            @if shown == 0 { "Nothing was found." }
            @else if shown < found.of { "The first " (shown) " of " (of) @if found.cut { " or more" } }
            @else { (of) }
            @if found.cut { " (more places answer than can be weighed: these were added last)" }
        }
        ol.results { @for report in &found.reports { li { (self::report(report)) } } }
        @if shown < found.of { @if let Some(more) = query.more() { nav.turn aria-label="More" { a href=(more) { "More" } } } }
    }
}

fn report(report: &Report) -> Markup {
    let about = &report.document;
    html! {
        p { (entry(about)) }
        @if report.documents > 1 {
            p.coats {
                a href={ "/family/" (report.family) } { "1 report in " (number(report.documents as i64)) " documents" }
                @if !report.outlets.is_empty() { " of " bdi { (shown(&report.outlets.join(", "))) } }
            }
        }
        ul.hits { @for one in &report.hits { li { (hit(one, about.document)) } } }
    }
}

fn hit(hit: &Hit, number: i64) -> Markup {
    let kind = hit.statement.as_ref().map_or("", |said| said.kind.as_str());
    html! {
        @if let Some(said) = &hit.statement {
            p.who {
                bdi.src { (shown(said.speaker.as_deref().or(said.source.as_deref()).unwrap_or("nobody named"))) }
                @if let Some(cue) = &said.cue { " " bdi.cue { (shown(cue)) } }
                @if said.negated { " " span.deed { "not said" } }
                " " a.there href=(words(number, said)) { "in the text" }
            }
        }
        blockquote.excerpt dir="auto" {
            @for piece in excerpt(hit, MOST) {
                @let words = shown(&piece.words);
                @match (piece.said, piece.sought) {
                    (true, true) => span class={ "con " (kind) } { mark { (words) } },
                    (true, false) => span class={ "con " (kind) } { (words) },
                    (false, true) => mark { (words) },
                    (false, false) => (words),
                }
            }
        }
    }
}
