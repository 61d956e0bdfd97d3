//! Nests: statements in order, and which holds which.
//!
//! In: statements in any order. Out: the same by their first byte, each with its parent.
//!
//! ```text
//! Tarn said that Orlan had warned him that the dam would break.
//!           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content of 1
//!                          ^^^^^^ cue of 2: its parent is 1
//! ```

use super::Statement;
use crate::span::Span;

/// Claims within claims are followed this deep.
const DEEP: usize = 12;

/// Sorts statements and finds the parent of each: the smallest content around its cue (or its content, without one).
pub(super) fn arrange(mut statements: Vec<Statement>) -> Vec<Statement> {
    statements.retain(|statement| !statement.content.is_empty());
    statements.sort_by_key(|statement| {
        let first = spans(statement).map(|span| span.start).min().unwrap_or(u32::MAX);
        (first, anchor(statement).start, statement.content.first().copied())
    });
    // All pieces of content, outer before inner; then one sweep with the pieces that are open.
    let mut pieces: Vec<(Span, usize)> = (statements.iter().enumerate())
        .flat_map(|(index, statement)| statement.content.iter().map(move |&piece| (piece, index)))
        .collect();
    pieces.sort_by_key(|&(piece, index)| (piece.start, std::cmp::Reverse(piece.end), index));
    let mut anchors: Vec<(Span, usize)> = statements.iter().map(anchor).zip(0..).collect();
    anchors.sort();
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    for (anchor, index) in anchors {
        while let Some(&(piece, whose)) = pieces.peek().filter(|(piece, _)| piece.start <= anchor.start) {
            open.retain(|(other, _)| other.end > piece.start);
            if open.len() >= DEEP {
                open.remove(0);
            }
            open.push((piece, whose));
            pieces.next();
        }
        let holds = |&&(piece, whose): &&(Span, usize)| whose != index && piece.contains(anchor) && piece != anchor;
        let parent = open.iter().filter(holds).min_by_key(|(piece, _)| piece.len());
        statements[index].parent = parent.map(|&(_, whose)| whose as u32);
    }
    break_rings(&mut statements);
    statements
}

/// Interrupted contents can hold each other's cues; where parents run in a ring, the first of it is nobody's child.
fn break_rings(statements: &mut [Statement]) {
    let mut seen = vec![usize::MAX; statements.len()];
    for index in 0..statements.len() {
        let mut at = index;
        while seen[at] == usize::MAX {
            seen[at] = index;
            match statements[at].parent {
                Some(parent) if seen[parent as usize] == index => statements[at].parent = None,
                Some(parent) => at = parent as usize,
                None => break,
            }
        }
    }
}

fn spans(statement: &Statement) -> impl Iterator<Item = &Span> {
    let source = statement.source.iter().flat_map(|source| &source.spans);
    let cue = statement.cue.iter().flat_map(|cue| &cue.spans);
    source.chain(cue).chain(&statement.content)
}

/// What must lie within a content for the statement to be part of it.
fn anchor(statement: &Statement) -> Span {
    let cue = statement.cue.as_ref().and_then(|cue| cue.spans.first());
    cue.or(statement.content.first()).copied().unwrap_or_default()
}
