//! Which tables hold figures and which only lay out the page.
//!
//! In: [`Tree`]. Out: the tables of figures. No model.
//!
//! A table of figures has at least two rows and two columns, short cells, and neither headings nor further
//! tables in its cells. Everything else is layout and is walked like a `div`.

use crate::tree::{Node, Tag, Tree};

/// Longest text of a cell of a table of figures, in bytes.
const LONGEST_CELL: usize = 700;

struct Open {
    node: Node,
    rows: usize,
    cells: usize,
    cell: usize,
    longest: usize,
    layout: bool,
}

/// The tables of figures, in order of their numbers.
pub(super) fn of_figures(tree: &Tree) -> Vec<Node> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut node = tree.root();
    loop {
        let tag = tree.tag(node);
        if tag == Tag::Table {
            if let Some(outer) = open.last_mut() {
                outer.layout = true;
            }
            let layout = tree.attribute(node, "role").is_some_and(|role| role == "presentation" || role == "none");
            open.push(Open { node, rows: 0, cells: 0, cell: 0, longest: 0, layout });
        } else if let Some(table) = open.last_mut() {
            match tag {
                Tag::Tr => table.rows += 1,
                Tag::Td | Tag::Th => {
                    table.cells += 1;
                    table.cell = 0;
                }
                Tag::Text => {
                    table.cell += tree.text(node).map_or(0, |text| text.trim().len());
                    table.longest = table.longest.max(table.cell);
                }
                Tag::H1 | Tag::H2 | Tag::Article | Tag::Section | Tag::Form | Tag::Nav | Tag::Aside => {
                    table.layout = true;
                }
                _ => {}
            }
        }
        if !super::blocks::skipped(tag)
            && let Some(child) = tree.first_child(node)
        {
            node = child;
            continue;
        }
        loop {
            if tree.tag(node) == Tag::Table
                && let Some(table) = open.pop()
                && !table.layout
                && table.rows >= 2
                && table.cells >= 4
                && table.cells * 2 >= table.rows * 3
                && table.longest <= LONGEST_CELL
            {
                found.push(table.node);
            }
            if let Some(next) = tree.next_sibling(node) {
                node = next;
                break;
            }
            match tree.parent(node) {
                Some(parent) => node = parent,
                None => {
                    found.sort();
                    return found;
                }
            }
        }
    }
}
