//! Feeds: RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom.
//!
//! In: a [`Stream`] in UTF-8. Out: a page for each entry with content, its place `feed.xml#N` for the Nth entry.
//!
//! The stream is cut at `<item>` and `<entry>`, so an entry is all that memory holds and a broken one costs only itself; each
//! is then read by a tokenizer that never fails ([`crate::xml`]): a bare `&`, an unknown entity or an unclosed `<br>` does not
//! lose a feed.
//!
//! ```text
//! <item><title>Rain</title><link>https://...</link><pubDate>Fri, 14 Mar 2025 ...</pubDate>
//!       <content:encoded><![CDATA[<p>Rain came.</p>]]></content:encoded></item>
//!                                 ^^^^^^^^^^^^^^^^^ the page's bytes
//! ```
//!
//! Content is the first of `content:encoded`, `content`, `description`, `summary` that holds something. It is HTML where it
//! holds a tag or an entity, else text; what Atom calls `text` is text.
//!
//! Not here: JSON Feed ([`crate::json`]), following links, dates (told as printed).

mod entry;

use std::io;

use sayso_read::Page;

use crate::{
    limits,
    stream::{Stop, Stream},
    trouble::{Trouble, Why},
};

/// What a feed says about all its entries.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Channel {
    title: Option<String>,
    language: Option<String>,
    authors: Vec<String>,
}

/// The entries of a feed.
pub(crate) struct Entries {
    stream: Stream,
    name: String,
    number: u64,
    /// Everything before the first entry, then what it says.
    head: Vec<u8>,
    channel: Option<Channel>,
    /// Whether `<![CDATA[` and `<!--` may be trusted to close.
    trusted: bool,
    empty: u64,
    ended: bool,
}

/// The bytes of an entry, from its opening tag to its closing one.
struct Cut {
    bytes: Vec<u8>,
    trouble: Option<String>,
    too_large: bool,
}

/// What stands at a `<`.
enum Mark {
    /// `<item>` or `<entry>`; whether it closes itself.
    Begins,
    /// `</item>` or `</entry>`.
    Ends,
    /// What may hold any `<`, with what closes it.
    Shut(&'static [u8]),
    /// Any other `<`.
    Other,
}

impl Entries {
    pub(crate) fn new(name: String, stream: Stream) -> Entries {
        Entries { stream, name, number: 0, head: Vec::new(), channel: None, trusted: true, empty: 0, ended: false }
    }

    /// Cuts the next entry out; `None` at the end.
    fn cut(&mut self) -> Result<Option<Cut>, io::Error> {
        let mut cut: Option<Cut> = None;
        loop {
            let (into, limit) = match &mut cut {
                Some(cut) => (&mut cut.bytes, limits::DOCUMENT),
                None => (&mut self.head, limits::FEED_HEAD),
            };
            let mut over = false;
            // Up to the next `<`, but not over it.
            loop {
                let chunk = match self.stream.chunk() {
                    Ok(chunk) => chunk,
                    Err(error) => return damaged(cut, error),
                };
                let some = memchr::memchr(b'<', chunk).unwrap_or(chunk.len());
                let room = limit.saturating_sub(into.len()).min(some);
                into.extend_from_slice(&chunk[..room]);
                over |= room < some;
                let stop = some < chunk.len() || chunk.is_empty();
                self.stream.consume(some);
                if stop {
                    break;
                }
            }
            let ahead = self.stream.peek(64);
            if ahead.is_empty() {
                self.ended = true;
                if let Some(cut) = &mut cut {
                    cut.trouble = Some("the feed is cut short in this entry".into());
                }
                return Ok(cut);
            }
            let mark = mark(ahead, self.trusted);
            let close: &[u8] = match mark {
                Mark::Begins if cut.is_some() => {
                    // The one before was never closed.
                    return Ok(cut);
                }
                Mark::Begins => {
                    cut = Some(Cut { bytes: Vec::new(), trouble: None, too_large: false });
                    b">"
                }
                Mark::Ends => b">",
                Mark::Shut(close) => close,
                Mark::Other => b"<",
            };
            let into = match &mut cut {
                Some(cut) => &mut cut.bytes,
                None => &mut self.head,
            };
            let before = into.len();
            let stop = self.stream.take_through(close, into, limits::DOCUMENT);
            match stop {
                Ok(Stop::Limit) => over = true,
                Ok(Stop::End) if matches!(mark, Mark::Shut(_)) => {
                    // Never closed: look again at what it swallowed, and trust no other.
                    self.trusted = false;
                    let swallowed = into.split_off((before + 1).min(into.len()));
                    self.stream.unread(&swallowed);
                    continue;
                }
                Ok(_) => {}
                Err(error) => return damaged(cut, error),
            }
            match &mut cut {
                Some(cut) => cut.too_large |= over,
                None => self.head.truncate(limits::FEED_HEAD),
            }
            let closed = matches!(mark, Mark::Begins) && cut.as_ref().is_some_and(|cut| cut.bytes.ends_with(b"/>"));
            if matches!(mark, Mark::Ends) && cut.is_some() || closed {
                return Ok(cut);
            }
        }
    }
}

/// What is left of an entry when the bytes are damaged: itself, if there is enough to read; the damage else.
fn damaged(cut: Option<Cut>, error: io::Error) -> Result<Option<Cut>, io::Error> {
    match cut {
        Some(mut cut) if cut.bytes.len() > 200 => {
            cut.trouble = Some(format!("the feed is damaged in this entry: {error}"));
            Ok(Some(cut))
        }
        _ => Err(error),
    }
}

fn mark(ahead: &[u8], trusted: bool) -> Mark {
    match ahead {
        [b'<', b'!', rest @ ..] if trusted && rest.starts_with(b"[CDATA[") => Mark::Shut(b"]]>"),
        [b'<', b'!', b'-', b'-', ..] if trusted => Mark::Shut(b"-->"),
        [b'<', b'/', name @ ..] if is_entry(name) => Mark::Ends,
        [b'<', name @ ..] if is_entry(name) => Mark::Begins,
        _ => Mark::Other,
    }
}

/// Whether a tag's name, with or without a prefix, is that of an entry.
fn is_entry(name: &[u8]) -> bool {
    let end =
        name.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')).unwrap_or(name.len());
    let name = &name[..end];
    let local = name.iter().rposition(|byte| *byte == b':').map_or(name, |colon| &name[colon + 1..]);
    matches!(local, b"item" | b"entry")
}

impl Iterator for Entries {
    type Item = Result<Page, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let cut = match self.cut() {
                Ok(Some(cut)) => cut,
                Ok(None) => continue,
                Err(error) => return Some(Err(Trouble::new(&self.name, Why::of(&error)))),
            };
            let channel = self
                .channel
                .get_or_insert_with(|| entry::channel(&String::from_utf8_lossy(&std::mem::take(&mut self.head))));
            self.number += 1;
            let place = format!("{}#{}", self.name, self.number);
            if cut.too_large {
                return Some(Err(Trouble::new(place, Why::TooLarge)));
            }
            let text = String::from_utf8_lossy(&cut.bytes);
            match entry::page(&text, channel, place) {
                Some(mut page) => {
                    page.told.troubles.extend(cut.trouble);
                    if matches!(text, std::borrow::Cow::Owned(_)) {
                        page.told.troubles.push("some bytes of the feed are not in its charset".into());
                    }
                    return Some(Ok(page));
                }
                None => self.empty += 1,
            }
        }
        let why = match (std::mem::take(&mut self.empty), self.number) {
            (0, 0) => Why::NothingInside("a feed without entries"),
            (0, _) => return None,
            (empty, _) => Why::Skipped(format!("{empty} entries without content")),
        };
        // Told once.
        self.number = self.number.max(1);
        Some(Err(Trouble::new(&self.name, why)))
    }
}

#[cfg(test)]
mod tests;
