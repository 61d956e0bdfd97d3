//! Page: families as a web page, each copy beside what it was taken from, with what they share marked.
//!
//! Works without script; the marks are links from one text to the other. Furniture is left out. The policy in the head allows this page's style
//! and nothing else.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sayso_families::{Family, Member, Relation};
use sayso_read::Reading;
use sayso_read::reading::CodePoints;

use crate::format::title;
use crate::{outline, safe};

const STYLE: &str = include_str!("page.css");

/// What a page shows of a document.
pub(super) struct Sheet {
    title: String,
    text: String,
    /// Body blocks, in code points.
    body: Vec<(u32, u32)>,
}

impl Sheet {
    pub(super) fn of(reading: &Reading) -> Sheet {
        let body = reading.blocks.iter().filter(|block| block.kind.is_body()).map(|block| (block.start, block.end));
        Sheet {
            title: title(reading).unwrap_or_else(|| reading.path.clone()),
            text: reading.text.clone(),
            body: body.collect(),
        }
    }
}

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
                style { (PreEscaped(STYLE)) }
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
    let left: Vec<_> = member.shared.iter().map(|stretch| stretch.there).collect();
    let right: Vec<_> = member.shared.iter().map(|stretch| stretch.here).collect();
    html! {
        details.pair id=(id) open[!exact] {
            summary { (outline::name(member.relation)) ": " (shown(&member.path)) " beside " (shown(member.of.as_deref().unwrap_or_default())) }
            div.texts {
                div { h3 dir="auto" { (shown(&there.title)) } (text(there, &left, &id, "a", "b")) }
                div { h3 dir="auto" { (shown(&here.title)) } (text(here, &right, &id, "b", "a")) }
            }
        }
    }
}

/// A text with numbered marks; each leads to its partner. Stretches that lie over another are left unmarked.
fn text(sheet: &Sheet, stretches: &[(u32, u32)], id: &str, side: &str, other: &str) -> Markup {
    let points = CodePoints::of(&sheet.text);
    let mut marks: Vec<(u32, u32, usize)> =
        stretches.iter().enumerate().map(|(number, &(start, end))| (start, end, number + 1)).collect();
    marks.sort_unstable();
    html! {
        @for &(start, end) in &sheet.body {
            p dir="auto" {
                @for (from, to, mark) in pieces(start, end, &marks) {
                    @let words = shown(points.slice(from, to));
                    @match mark {
                        Some((number, first)) => a id=[first.then(|| format!("{id}-{side}{number}"))] href={ "#" (id) "-" (other) (number) } { (words) },
                        None => (words),
                    }
                }
            }
        }
    }
}

/// A stretch, and the number of the mark that covers it, and whether the mark begins there.
type Piece = (u32, u32, Option<(usize, bool)>);

/// A block cut at the marks.
fn pieces(start: u32, end: u32, marks: &[(u32, u32, usize)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = start;
    let first = marks.partition_point(|mark| mark.0 < start);
    // One that began in the block before may reach into this one.
    let from = first.saturating_sub(1);
    for &(open, close, number) in marks[from..].iter().take_while(|mark| mark.0 < end) {
        let (from, to) = (open.max(start), close.min(end));
        if from < at || from >= to {
            continue;
        }
        if at < from {
            pieces.push((at, from, None));
        }
        pieces.push((from, to, Some((number, open >= start))));
        at = to;
    }
    if at < end {
        pieces.push((at, end, None));
    }
    pieces
}

fn shown(words: &str) -> std::borrow::Cow<'_, str> {
    safe::show(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_cut_at_marks_and_nothing_is_lost() {
        let marks = [(2, 12, 1), (15, 18, 2), (16, 20, 3), (25, 40, 4)];
        let cut = pieces(10, 30, &marks);
        assert_eq!(
            cut,
            [
                (10, 12, Some((1, false))),
                (12, 15, None),
                (15, 18, Some((2, true))),
                (18, 25, None),
                (25, 30, Some((4, true)))
            ]
        );
    }
}
