//! The grown tree, laid out in document order.

use super::builder::{Arena, NONE};
use super::strings::Slice;
use super::tag::Tag;
use super::{Record, Tree};
use crate::span::Span;
use html5ever::local_name;

/// Numbers the nodes as they stand in the document (what hangs on nothing falls away) and joins the texts' pieces.
pub(super) fn finish(mut arena: Arena<'_>, limits: Vec<String>) -> Tree<'_> {
    let mut nodes: Vec<Record> = Vec::with_capacity(arena.items.len());
    let mut pieces = Vec::with_capacity(arena.pieces.len());
    let (mut at, mut parent, mut previous) = (0, NONE, NONE);
    loop {
        let number = nodes.len() as u32;
        let item = &mut arena.items[at as usize];
        let mut record = Record {
            parent,
            previous,
            next: NONE,
            end: number + 1,
            from: item.from,
            to: item.to,
            name: std::mem::replace(&mut item.name, local_name!("")),
            start_tag: item.start_tag,
            text: Slice::default(),
            tag: item.tag,
        };
        let (first, mut up) = (item.first, at);
        if record.tag == Tag::Text {
            join(&mut arena, &mut record, &mut pieces);
        }
        if let Some(previous) = nodes.get_mut(previous as usize) {
            previous.next = number;
        }
        nodes.push(record);
        if first != NONE {
            (at, parent, previous) = (first, number, NONE);
            continue;
        }
        // Up until something follows.
        let mut done = number;
        loop {
            nodes[done as usize].end = nodes.len() as u32;
            let item = &arena.items[up as usize];
            parent = nodes[done as usize].parent;
            if item.next != NONE {
                (at, previous) = (item.next, done);
                break;
            }
            if parent == NONE {
                let Arena { strings, attributes, .. } = arena;
                return Tree { strings, nodes, pieces, attributes, limits };
            }
            (done, up) = (parent, item.parent);
        }
    }
}

/// One slice for the whole text, if its pieces stand in the page one after the other; else a copy.
fn join(arena: &mut Arena<'_>, record: &mut Record, pieces: &mut Vec<(Slice, Option<Span>)>) {
    let (mut next, last) = (record.from, record.to);
    record.from = pieces.len() as u32;
    let mut whole: Option<Slice> = None;
    let mut joined = true;
    while let Some(piece) = arena.pieces.get(next as usize) {
        pieces.push((piece.text, piece.raw));
        match whole.map(|whole| whole.join(piece.text)) {
            None => whole = Some(piece.text),
            Some(Some(longer)) => whole = Some(longer),
            Some(None) => joined = false,
        }
        if next == last {
            break;
        }
        next = piece.next;
    }
    record.to = pieces.len() as u32;
    record.text = match whole {
        Some(whole) if joined => whole,
        _ => {
            let all = pieces.get(record.from as usize..).unwrap_or_default();
            arena.strings.keep_all(all.iter().map(|(text, _)| *text))
        }
    };
}
