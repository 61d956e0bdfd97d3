//! Person: somebody, and all that he or she said, over all documents, in the order of time.

use maud::{Markup, html};
use sayso_ledger::{Claimed, Ledger, Someone, Uttered, Voice};
use serde::Serialize;

use super::address::{Asked, href};
use super::answer::{Made, Missed, both};
use super::chart::spoken;
use super::frame::{Place, Sheet};
use super::pieces::{claim, claimed, content, count, document, shown, words};
use crate::ledger;

/// Statements on a page.
const ROWS: i64 = 100;

/// Claims that are named.
const CLAIMS: i64 = 5;

#[derive(Serialize)]
struct Person {
    #[serde(flatten)]
    someone: Someone,
    page: i64,
    #[serde(flatten)]
    voice: Voice,
    /// What others have too, of the most independent sources first.
    claims: Vec<Claimed>,
}

/// The page; `entity`: the number of any entity that is this person.
pub(super) fn page(ledger: &Ledger, asked: &Asked, entity: i64, page: i64) -> Made {
    let someone = ledger.person(entity)?.ok_or(Missed::Nothing)?;
    let number = someone.person.trim_start_matches('p').parse().unwrap_or(entity);
    let voice = ledger.voice(number, (page - 1) * ROWS, ROWS)?;
    let claims = ledger.claims_of(number, CLAIMS)?;
    both(asked, &Person { someone, page, voice, claims }, sheet)
}

fn sheet(person: &Person) -> Sheet {
    let Person { someone, page, voice, claims } = person;
    let turn = |page: i64| {
        let path = format!("/person/{}", someone.person.trim_start_matches('p'));
        href(&path, &[("page", Some(&page.to_string()))])
    };
    let main = html! {
        h1 dir="auto" { (shown(&someone.name)) }
        (about(someone))
        @if *page == 1 && !claims.is_empty() {
            section aria-labelledby="claims" {
                h2 id="claims" { "What others have too" }
                ol.entries.long { @for one in claims { li { (claimed(one)) } } }
            }
        }
        section aria-labelledby="said" {
            h2 id="said" { "What " bdi { (shown(&someone.name)) } " said, the earliest first" }
            @if voice.said.is_empty() { p.lead { "Nothing that is tied to this name." } }
            (days(&voice.said))
        }
        @if page * ROWS < voice.of || *page > 1 {
            nav.turn aria-label="Pages" {
                @if *page > 1 { a rel="prev" href=(turn(page - 1)) { "← Earlier" } }
                span { "Page " (page) " of " (voice.of.div_euclid(ROWS) + i64::from(voice.of % ROWS > 0)) }
                @if page * ROWS < voice.of { a rel="next" href=(turn(page + 1)) { "Later →" } }
            }
        }
    };
    Sheet { title: someone.name.clone(), here: Some(Place::People), main }
}

fn about(someone: &Someone) -> Markup {
    let rows = [
        ("Role", someone.roles.join(", ")),
        ("Body", someone.affiliations.join(", ")),
        ("Country", someone.country.clone().unwrap_or_default()),
        ("Also", someone.aliases.join(", ")),
        ("Kind", if someone.kind == "person" { String::new() } else { someone.kind.clone() }),
    ];
    html! {
        dl.facts-of {
            @for (name, value) in rows {
                @if !value.is_empty() { dt { (name) } dd { bdi { (shown(&value)) } } }
            }
            dt { "Named in" } dd { (count(someone.documents, "document", "documents")) ", " (count(someone.reports, "report", "reports")) }
            dt { "Number" } dd { (someone.person) }
        }
    }
}

/// Statements under their days.
fn days(said: &[Uttered]) -> Markup {
    let day = |one: &Uttered| one.document.published.as_deref().and_then(|day| day.get(..10)).map(str::to_owned);
    let mut groups: Vec<(Option<String>, Vec<&Uttered>)> = Vec::new();
    for one in said {
        match groups.last_mut() {
            Some((last, group)) if *last == day(one) => group.push(one),
            _ => groups.push((day(one), vec![one])),
        }
    }
    html! {
        @for (day, group) in groups {
            div.day {
                h3 { @match &day { Some(day) => (shown(&spoken(day))), None => "No day is known" } }
                ol.hits { @for one in group { li { (uttered(one)) } } }
            }
        }
    }
}

fn uttered(one: &Uttered) -> Markup {
    let said = &one.statement;
    let about = &one.document;
    html! {
        p.utterance { (content(said)) }
        p.whence {
            a href=(words(about.document, said)) { "in the text" } " of "
            a href=(document(about.document)) dir="auto" { (shown(&ledger::title(about))) }
            @if let Some(outlet) = &about.outlet { " · " bdi { (shown(outlet)) } }
            @if one.documents > 1 { " and " (count(one.documents - 1, "copy", "copies")) }
            @if let (Some(number), Some(sources)) = (one.claim, one.sources) { " · " a href=(claim(number)) { (count(sources, "source", "sources")) } }
        }
    }
}
