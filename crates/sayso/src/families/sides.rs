//! Sides: two texts side by side, with what they share marked; each mark leads to its partner.
//!
//! Works without script. Furniture is left out. Stretches that lie over another are left unmarked.

use maud::{Markup, html};
use sayso_families::Stretch;
use sayso_read::Reading;
use sayso_read::reading::CodePoints;

use crate::format::title;
use crate::safe;

/// The style of the two texts; the colours are the page's own.
pub(crate) const STYLE: &str = include_str!("sides.css");

/// What is shown of a document.
pub(crate) struct Sheet {
    pub(crate) title: String,
    /// Body blocks: `[start, end)` in code points of the reading's text, and their words.
    pub(crate) blocks: Vec<(u32, u32, String)>,
}

impl Sheet {
    pub(crate) fn of(reading: &Reading) -> Sheet {
        let points = CodePoints::of(&reading.text);
        let body = reading.blocks.iter().filter(|block| block.kind.is_body());
        let blocks = body.map(|block| (block.start, block.end, points.slice(block.start, block.end).to_owned()));
        Sheet { title: title(reading).unwrap_or_else(|| reading.path.clone()), blocks: blocks.collect() }
    }
}

/// A text and what was made of it; `id` tells the marks from those of other pairs on the page.
pub(crate) fn sides(id: &str, there: &Sheet, here: &Sheet, shared: &[Stretch]) -> Markup {
    let left: Vec<_> = shared.iter().map(|stretch| stretch.there).collect();
    let right: Vec<_> = shared.iter().map(|stretch| stretch.here).collect();
    html! {
        div.texts {
            div { h3 dir="auto" { (safe::show(&there.title)) } (text(there, &left, id, "a", "b")) }
            div { h3 dir="auto" { (safe::show(&here.title)) } (text(here, &right, id, "b", "a")) }
        }
    }
}

/// A text with numbered marks.
fn text(sheet: &Sheet, stretches: &[(u32, u32)], id: &str, side: &str, other: &str) -> Markup {
    let mut marks: Vec<(u32, u32, usize)> =
        stretches.iter().enumerate().map(|(number, &(start, end))| (start, end, number + 1)).collect();
    marks.sort_unstable();
    html! {
        @for (start, end, words) in &sheet.blocks {
            @let points = CodePoints::of(words);
            p dir="auto" {
                @for (from, to, mark) in pieces(*start, *end, &marks) {
                    @let words = safe::show(points.slice(from - start, to - start));
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
