//! Page: families as a web page, each copy beside what it was taken from, with what they share marked.
//!
//! The policy in the head allows this page's style and nothing else.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sayso_families::{Family, Member, Relation};

use super::sides::{self, Sheet, sides};
use crate::{outline, safe};

const STYLE: &str = include_str!("page.css");

/// The page.
pub(super) fn page(families: &[Family], sheets: &[Sheet]) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { "Families: " (families.len()) }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) (PreEscaped(sides::STYLE)) }
            }
            body {
                header { h1 { (count(families.len(), "family", "families")) " among " (count(sheets.len(), "document", "documents")) } }
                main {
                    @if families.is_empty() { p { "No document is a copy of another." } }
                    @for family in families { (family_part(family, sheets)) }
                }
            }
        }
    };
    page.into_string() + "\n"
}

fn count(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

fn family_part(family: &Family, sheets: &[Sheet]) -> Markup {
    html! {
        section.family aria-labelledby=(family.family) {
            h2 id=(family.family) { (shown(&sheets[family.members[0].index].title)) }
            ul {
                @for member in &family.members {
                    li {
                        b { (outline::name(member.relation)) } " "
                        @if member.of.is_some() { a href={ "#" (anchor(family, member)) } { (shown(&member.path)) } } @else { (shown(&member.path)) }
                        @if let Some(outlet) = &member.outlet { " · " (shown(outlet)) }
                        @if let Some(day) = &member.published { " · " (shown(&outline::day(day))) }
                        " " small { (super::proof(member, &family.evidence)) }
                        @if !member.cites.is_empty() { " " small { "cites " (shown(&member.cites.join(", "))) } }
                    }
                }
            }
            @for member in &family.members {
                @if let Some(of) = member.of_index { (pair(family, member, &sheets[member.index], &sheets[of])) }
            }
        }
    }
}

fn anchor(family: &Family, member: &Member) -> String {
    format!("{}-{}", family.family, member.index + 1)
}

/// A copy and what it was taken from, side by side.
fn pair(family: &Family, member: &Member, here: &Sheet, there: &Sheet) -> Markup {
    let id = anchor(family, member);
    let exact = member.relation == Relation::Exact;
    html! {
        details.pair id=(id) open[!exact] {
            summary { (outline::name(member.relation)) ": " (shown(&member.path)) " beside " (shown(member.of.as_deref().unwrap_or_default())) }
            (sides(&id, there, here, &member.shared))
        }
    }
}

fn shown(words: &str) -> std::borrow::Cow<'_, str> {
    safe::show(words)
}
