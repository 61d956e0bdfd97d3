//! Quotes: stretches of the text between quotation marks.
//!
//! In: [`Text`]. Out: `Vec<Quote>`. No model.

use crate::span::{Run, Span};
use crate::text::Text;

/// A stretch between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// With its marks (as far as it has them).
    pub outer: Span,
    /// Without them.
    pub inner: Span,
    /// The tokens of `outer`.
    pub run: Run,
    /// The quote around this one, as an index into the list.
    pub parent: Option<u32>,
    /// The quote of the paragraph before that this one carries on (reopened, not closed before), as an index into the list.
    pub continues: Option<u32>,
    /// Whether its own closing mark was found.
    pub closed: bool,
}

/// Finds all quotes, in the order of their opening marks.
pub fn find(_text: &Text) -> Vec<Quote> {
    Vec::new()
}
