//! Sources: where in the page's bytes the words of a block stand.
//!
//! In: a block's pieces, [`Tree`], [`Decoded`]. Out: byte ranges of the page, in reading order. No model.
//!
//! The law: decode the bytes of each range, strip tags, decode character references, fold white space, and the block's text is
//! there again, whether the ranges are joined by nothing or by a space. So a range runs on over an inline tag where it
//! can (`fog<b>gy</b>` is one range: two would come back as "fog gy" or "foggy" as the reader pleases), and ends where
//! something stands between that is not a plain tag or white space: a script, a comment, an attribute with `>` in it.
//! Where the page has no white space but the block does (`<br>`, the edge of a cell), a range ends after the tags.
//!
//! ```text
//! <p>Rain <b>fell</b>.<br>Then<!-- ad > --> snow.</p>
//!    ^^^^^^^^^^^^^^^^^^^^^                                 one range: plain tags within
//!                         ^^^^           ^^^^^^
//! ```

use super::blocks::{Candidate, Candidates, Piece};
use crate::page::Decoded;
use crate::span::Span;
use crate::tree::Tree;

/// The byte ranges of a block.
pub(super) fn of(candidates: &Candidates, block: &Candidate, tree: &Tree, decoded: &Decoded) -> Vec<Span> {
    let mut ranges: Vec<Span> = Vec::new();
    let mut joint = Joint::Tight;
    for piece in candidates.pieces.get(block.pieces.range()).unwrap_or_default() {
        let node = match *piece {
            Piece::Text(node) => node,
            Piece::Gap(_) => {
                joint = joint.max(Joint::Open);
                continue;
            }
        };
        for piece in tree.pieces(node) {
            let Some(raw) = piece.raw.filter(|_| !ranges.is_empty() || !piece.text.trim().is_empty()) else {
                joint = joint.max(Joint::Spaced);
                continue;
            };
            if piece.text.starts_with(char::is_whitespace) {
                joint = Joint::Held;
            }
            add(&mut ranges, raw, joint, &decoded.text);
            joint = if piece.text.ends_with(char::is_whitespace) { Joint::Held } else { Joint::Tight };
        }
    }
    ranges.into_iter().map(|range| decoded.source(range)).filter(|range| !range.is_empty()).collect()
}

/// What stands in the block's text between two pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Joint {
    /// Nothing.
    Tight,
    /// White space of the page.
    Spaced,
    /// White space that an element makes.
    Open,
    /// White space that one of the two holds itself.
    Held,
}

fn add(ranges: &mut Vec<Span>, raw: Span, joint: Joint, page: &str) {
    let Some(last) = ranges.last_mut() else {
        ranges.push(raw);
        return;
    };
    if raw.start >= last.end {
        let between = page.get(last.end as usize..raw.start as usize).unwrap_or("<");
        match plain(between) {
            // White space stands where the block has it, and only there: run on.
            Some(spaces) if joint == Joint::Held || spaces == (joint > Joint::Tight) => {
                last.end = raw.end;
                return;
            }
            // A <br>: it closes the range.
            Some(_) if joint == Joint::Open => last.end = raw.start,
            // The white space goes to the side that it touches.
            _ => {
                let lead = (between.len() - between.trim_start().len()) as u32;
                last.end += lead;
                let tail = (between.len() - between.trim_end().len()) as u32;
                let start = if lead as usize == between.len() { raw.start } else { raw.start - tail };
                ranges.push(Span { start, end: raw.end });
                return;
            }
        }
    }
    ranges.push(raw);
}

/// Whether there is white space outside the tags, if there are but plain tags and white space; else `None`.
fn plain(between: &str) -> Option<bool> {
    let mut spaces = false;
    let mut rest = between;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            spaces = true;
            rest = rest.get(first.len_utf8()..)?;
            continue;
        }
        if first != '<' {
            return None;
        }
        let end = rest.find('>')?;
        let tag = rest.get(1..end)?;
        // A comment that holds no '<' or '>' is stripped like a tag by whoever strips tags.
        let comment = tag.starts_with("!--") && tag.len() >= 5 && tag.ends_with("--");
        let name = tag.strip_prefix('/').unwrap_or(tag);
        if !comment && !name.starts_with(|c: char| c.is_ascii_alphabetic()) || tag.contains('<') || !even(tag) {
            return None;
        }
        rest = rest.get(end + 1..)?;
    }
    Some(spaces)
}

/// Whether quotation marks come in pairs: then a `>` does not stand in an attribute's value.
fn even(tag: &str) -> bool {
    let mut open = None;
    for byte in tag.bytes() {
        match open {
            None if byte == b'"' || byte == b'\'' => open = Some(byte),
            Some(mark) if byte == mark => open = None,
            _ => {}
        }
    }
    open.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_tags_and_white_space_may_stand_inside_a_range() {
        assert_eq!(plain("</b><i class='x'>"), Some(false));
        assert_eq!(plain("</b> \n<i>"), Some(true));
        assert_eq!(plain("<!-- -->"), Some(false));
        assert_eq!(plain("<a title=\"1 > 2\">"), None);
        assert_eq!(plain("<script>x</script>"), None);
        assert_eq!(plain("<svg><use href='#x'></use></svg>"), Some(false));
        assert_eq!(plain("<br"), None);
    }
}
