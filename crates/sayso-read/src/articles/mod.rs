//! Articles: which blocks of a page are the report, which are furniture, and what the page says of itself.
//!
//! In: [`Page`]. Out: [`Article`]. Model: a small classifier of blocks.

pub mod blocks;
pub mod choose;
pub mod features;
pub mod furniture;
pub mod model;
pub mod places;
mod boxes;
mod bylines;
mod credits;
mod dates;
mod html;
pub mod kinds;
mod metadata;
mod plain;
mod sources;
mod tables;
mod words;

pub use model::Model;

use crate::page::{self, Kind, Page};
use crate::span::Span;

/// What a block is. The first ten are the article; the rest is furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The title of the article, where it stands on the page.
    Headline,
    /// Who wrote it.
    Byline,
    /// Where and when it was filed or published, on a line of its own.
    Dateline,
    /// Running text.
    Paragraph,
    /// A heading between paragraphs.
    Heading,
    /// An item of a list in the article.
    ListItem,
    /// A block quotation.
    Quote,
    /// Words under a picture.
    Caption,
    /// A table (one row a line, cells parted by tabs).
    Table,
    /// "This website may contain affiliate links": what the site says of its own interests.
    Disclosure,
    /// Share bars and buttons.
    Share,
    /// Comment forms and comments.
    Comments,
    /// Newsletter boxes.
    Newsletter,
    /// Links to other articles.
    Related,
    /// Advertisements, subscription offers.
    Promo,
    /// Agency and photograph credits, "contributed reporting".
    Credit,
    /// Copyright, terms, cookie notices.
    Legal,
    /// Navigation and everything else.
    Other,
}

impl BlockKind {
    /// Whether a block of this kind is part of the article.
    pub fn is_body(self) -> bool {
        self <= BlockKind::Table
    }
}

/// A block of text on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the article's text.
    pub span: Span,
    /// Where its words stand in the page's bytes, in order; decoding them (tags stripped, entities and white space
    /// folded) gives the block's text.
    pub source: Vec<Span>,
}

/// Something seen and not settled; `span` is of the article's text, where there is a place to point at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What it is about: `charset`, `published`, `source`, `limit` ...
    pub what: &'static str,
    /// Where, if anywhere.
    pub span: Option<Span>,
    /// Why it could not be settled.
    pub why: String,
}

/// A value and which part of the input says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The value; for dates ISO 8601.
    pub value: String,
    /// What says so: `"json-ld datePublished"`, `"meta article:published_time"`, `"dateline"` ...
    pub evidence: String,
}

/// What kind of credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditKind {
    /// A news agency.
    Wire,
    /// Another outlet.
    Outlet,
    /// A person who contributed.
    Contributor,
}

/// Somebody credited in the text: "(AP)", "contributed reporting".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// What kind.
    pub kind: CreditKind,
    /// The name as printed.
    pub name: String,
    /// Where it is printed in the article's text.
    pub span: Span,
}

/// What the page says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// Canonical address.
    pub url: Option<String>,
    /// Name of the outlet.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Authors as printed.
    pub authors: Vec<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// When it was first published.
    pub published: Option<Told>,
    /// When it was last changed.
    pub modified: Option<Told>,
    /// Agencies and contributors.
    pub credits: Vec<Credit>,
    /// Addresses and names of what it says it was made from (schema.org's `isBasedOn`).
    pub based_on: Vec<String>,
}

/// The text of a page in blocks, in reading order, parted by one blank line (for plain text: the input unchanged).
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// All blocks, body and furniture.
    pub text: String,
    /// In the order of `text`; they do not overlap.
    pub blocks: Vec<Block>,
    /// What the page says of itself.
    pub metadata: Metadata,
    /// What could not be settled.
    pub doubts: Vec<Doubt>,
}

/// Finds the article on a page.
pub fn extract(page: &Page, model: &Model) -> Article {
    let decoded = page::decode(page);
    let mut article = match page.kind {
        Kind::Html => html::extract(page, &decoded, model),
        Kind::Text => plain::extract(page, &decoded),
    };
    article.doubts.extend(decoded.doubts().into_iter().map(|why| Doubt { what: "charset", span: None, why }));
    article
}
