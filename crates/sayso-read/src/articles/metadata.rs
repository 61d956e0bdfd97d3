//! Metadata: what a page says of itself.

use super::{Block, BlockKind, Doubt, Metadata};
use crate::page::Page;

/// What a plain text says of itself.
pub(super) fn of_text(page: &Page, text: &str, blocks: &[Block]) -> (Metadata, Vec<Doubt>) {
    let _ = page;
    let title =
        blocks.iter().find(|block| block.kind == BlockKind::Headline).map(|block| text[block.span.range()].to_owned());
    let credits = super::credits::find(text, blocks);
    (Metadata { title, credits, ..Metadata::default() }, Vec::new())
}

/// What an HTML page says of itself.
pub(super) fn of_html(
    page: &Page,
    _decoded: &crate::page::Decoded,
    _tree: &crate::tree::Tree,
    text: &str,
    blocks: &[Block],
) -> (Metadata, Vec<Doubt>) {
    of_text(page, text, blocks)
}
