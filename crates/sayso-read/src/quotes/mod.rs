//! Quotes: stretches of the text between quotation marks.
//!
//! In: [`Text`]. Out: `Vec<Quote>`. No model.
//!
//! Each mark may open, close, or be none (an apostrophe, inches, a slip); its shape and what it is glued to speak for
//! each, and the cheapest reading of the whole block wins (`marks`, `pairing`). So one odd mark spoils little. A
//! quotation never leaves its block; one that is still open there ends with it (`closed` is false), because newspapers
//! reopen a long quotation at each paragraph and close it once: the next one then `continues` it. A closing
//! mark that nothing opened is ignored.
//!
//! ```text
//! "We will appeal," she said. "Soon."
//!  ^^^^^^^^^^^^^^^              ^^^^^
//! ```
//!
//! Not here: who spoke (`statements`), titles in quotation marks (`names`), blocks that are quotations without marks.

mod marks;
mod pairing;

use crate::articles::BlockKind;
use crate::span::{Run, Span};
use crate::text::Text;

/// The family of marks. An opening mark pairs with any closing mark of its family: careless editors mix “ and ".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// `"…"`, `“…”`, `„…“`, `''…''`
    Double,
    /// `'…'`, `‘…’`, `‚…‘`
    Single,
    /// `«…»`, `»…«`
    Guillemet,
    /// `‹…›`
    SingleGuillemet,
    /// `「…」`
    Corner,
    /// `『…』`
    WhiteCorner,
}

impl Style {
    const ALL: [Style; 6] =
        [Style::Double, Style::Single, Style::Guillemet, Style::SingleGuillemet, Style::Corner, Style::WhiteCorner];
}

/// A stretch between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// With its marks (as far as it has them).
    pub outer: Span,
    /// Without them, and without white space beside them; empty if nothing stands between them.
    pub inner: Span,
    /// The tokens of `outer`.
    pub run: Run,
    /// The quote around this one, as an index into the list.
    pub parent: Option<u32>,
    /// The quote of the paragraph before that this one carries on (reopened, not closed before), as an index into the list.
    pub continues: Option<u32>,
    /// Whether its own closing mark was found.
    pub closed: bool,
    /// What marks it has.
    pub style: Style,
}

/// Most quotes of a text: a thousand ordinary pages' worth. The marks beyond are not looked at.
pub const MOST: usize = if cfg!(test) { 1_000 } else { 100_000 };

/// Finds all quotes, in the order of their opening marks; at most [`MOST`].
///
/// Two quotes of the list are nested or apart, never crossed. Linear in the number of tokens.
pub fn find(text: &Text) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    // The quote that the last block of running text left open.
    let mut open: Option<usize> = None;
    for (index, block) in text.paragraphs.iter().enumerate() {
        let marks = marks::of(text, block.run, 2 * MOST);
        let next = text.paragraphs[index + 1..].iter().take(4).find(|block| is_running(block.kind));
        let carried = next.filter(|_| is_running(block.kind)).and_then(|next| marks::opening_style(text, next.run));
        let from = quotes.len();
        pairing::pair(text, block.run, &marks, carried, &mut quotes);
        if quotes.len() >= MOST {
            quotes.truncate(MOST);
            break;
        }
        if !is_running(block.kind) {
            continue;
        }
        if let Some(before) = open.take()
            && let Some(style) = quotes.get(before).map(|quote| quote.style)
            && let Some(first) = quotes.get_mut(from)
            && first.run.start == block.run.start
            && first.style == style
        {
            first.continues = Some(before as u32);
        }
        // The outermost one that reaches the end of the block.
        open = (from..quotes.len()).find(|&quote| !quotes[quote].closed && quotes[quote].run.end == block.run.end);
    }
    quotes
}

/// Whether a long quotation may run through blocks of this kind; captions and headings merely stand between them.
fn is_running(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rubbish_gives_no_more_quotes_than_the_limit() {
        for rubbish in
            ["\"".repeat(5 * MOST), "“a ".repeat(5 * MOST), "\"a\" ".repeat(5 * MOST), "\"a\n\n".repeat(5 * MOST)]
        {
            assert_eq!(find(&Text::plain(&rubbish)).len(), MOST);
        }
    }
}
