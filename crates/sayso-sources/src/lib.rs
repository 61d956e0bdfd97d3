//! Whatever people have (folders, WARC, feeds, mail, JSON Lines) becomes pages.
//!
//! In: [`Input`]s as the user named them. Out: [`Pages`], which gives each document as a [`sayso_read::Page`] as soon as it is
//! read, in input order, and a [`Trouble`] for everything that could not be read. Nothing is collected: memory holds one
//! document, never a folder or an archive.
//!
//! What an input is, its first bytes say, then its name:
//!
//! | input | documents | a page's bytes | `path` |
//! |---|---|---|---|
//! | HTML, plain text | one | the file's | `a.html` |
//! | the same, packed with gzip | one | the file's, unpacked | `a.html.gz` |
//! | mail (RFC 5322), also saved pages (MHTML) | one, and one for each mail inside | its HTML part, or its text part, transfer coding undone | `a.eml`, `a.eml#2` |
//! | mailbox (mbox) | one a mail | the same | `a.mbox#2` |
//! | RSS, RDF, Atom, JSON Feed | one an entry | the entry's content, entities undone, in UTF-8 | `feed.xml#2` |
//! | JSON Lines, JSON objects and arrays | one an object | the string in `html` or `text`, escapes undone, in UTF-8 | `x.jsonl#17`: the line; `x.json#2`: the object |
//! | WARC, WARC.gz | one a record that holds a page | the HTTP body, chunks and codings undone; the record's for `conversion` and `resource` | `a.warc.gz#3`: the record |
//! | HTTP response (`curl -i`) | one | its body, codings undone | `a.http` |
//! | a folder | every file in it | | `folder/a.html` |
//!
//! So a position in a page counts in the document as its carrier carried it, after the carrier's own codings.
//!
//! What the carrier says (charset, address, title, authors, date, outlet) goes to `told`. So does damage that did not stop a
//! document from being read; a document that is lost is a [`Trouble`]. Limits are in [`limits`].
//!
//! Reading containers is cheap; [`sayso_read::read`] is the work. A program that wants all its cores takes pages from this
//! iterator on one thread and reads them on the others.
//!
//! ```
//! # use sayso_sources::{Given, Input, pages};
//! for page in pages(vec![Input::named("press.warc.gz")], Given::default()) {
//!     match page {
//!         Ok(page) => println!("{} has {} bytes", page.path, page.bytes.len()),
//!         Err(trouble) => eprintln!("{trouble}"),
//!     }
//! }
//! ```
//!
//! Not here: language, charsets of pages, fetching from the network.

mod feeds;
mod gzip;
mod headers;
mod http;
mod json;
pub mod limits;
mod mail;
mod open;
mod pages;
mod sniff;
mod stream;
mod transcode;
mod trouble;
mod walk;
mod warc;
mod xml;

#[cfg(test)]
mod tests;

pub use pages::{Given, GivenDate, Input, Pages, Progress, pages};
pub use trouble::{Trouble, Why};
