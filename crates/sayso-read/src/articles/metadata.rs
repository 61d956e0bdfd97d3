//! Metadata: what a page says of itself.

use super::{Block, BlockKind, Doubt, Metadata};
use crate::page::Page;

/// What a plain text says of itself.
pub(super) fn of_text(page: &Page, text: &str, blocks: &[Block]) -> (Metadata, Vec<Doubt>) {
    let _ = page;
    let title =
        blocks.iter().find(|block| block.kind == BlockKind::Headline).map(|block| text[block.span.range()].to_owned());
    (Metadata { title, ..Metadata::default() }, Vec::new())
}
