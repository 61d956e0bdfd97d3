//! Pages: bytes as they arrived, where from, and what their carrier said about them.
//!
//! In: nothing. Out: [`Page`], and [`Decoded`]: its characters with a map back to the bytes.

mod charset;
mod decode;
mod origin;
mod prescan;

pub use decode::{Decoded, decode};

/// What a page's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// HTML, whole or a fragment (a feed entry's content).
    Html,
    /// Plain text.
    Text,
}

/// What the carrier of a page (HTTP header, feed entry, mail header, the user) says about it. Every field may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// Charset label from an HTTP or MIME header.
    pub charset: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Name of the outlet.
    pub outlet: Option<String>,
    /// WARC-Record-ID.
    pub record: Option<String>,
    /// Headline, from a feed entry or a mail subject.
    pub title: Option<String>,
    /// Authors, from a feed entry or a mail's From.
    pub authors: Vec<String>,
    /// When it was published, as written there, and what says so (`"feed pubDate"`, `"mail Date"`, `"--date"`).
    pub published: Option<(String, String)>,
    /// Whether `published` wins over what the page itself says (`--date '!2025-03-13'`).
    pub published_wins: bool,
    /// Language tag, from a header or a feed.
    pub language: Option<String>,
    /// What went wrong on the way here and did not stop it (a cut record, an unknown coding): each becomes an `unresolved`.
    pub troubles: Vec<String>,
}

/// One document as it arrived. All positions in `source` of blocks count in `bytes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What they are.
    pub kind: Kind,
    /// Where they were found: a path, `-`, or `path#3` for the third document of a container.
    pub path: String,
    /// What their carrier says.
    pub told: Told,
}

impl Page {
    /// A page of plain text.
    pub fn text(path: &str, bytes: impl Into<Vec<u8>>) -> Page {
        Page { bytes: bytes.into(), kind: Kind::Text, path: path.into(), told: Told::default() }
    }

    /// A page of HTML.
    pub fn html(path: &str, bytes: impl Into<Vec<u8>>) -> Page {
        Page { bytes: bytes.into(), kind: Kind::Html, path: path.into(), told: Told::default() }
    }
}
