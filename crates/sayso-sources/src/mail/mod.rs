//! Mail: messages of RFC 5322 with MIME, and pages that browsers save as MHTML.
//!
//! In: the bytes of a mail. Out: a page a message: its HTML part if that has words, else its text part. A message inside another
//! (forwarded, or in a digest) is a page of its own.
//!
//! ```text
//! multipart/mixed
//!   multipart/alternative
//!     text/plain
//!     text/html        the page of this message
//!   image/png          not read
//!   message/rfc822
//!     text/plain       the page of the message inside
//! ```
//!
//! One pass over the lines: at each line that begins with `--` the open boundaries are tried, innermost first, so neither parts
//! without end nor boundaries that never come cost more than their bytes. (That is why no library does this: `mail-parser`
//! looks for each boundary to the end of the file, 3 s for 600 KB of parts whose boundary never comes.)
//!
//! A page's bytes are those of its part, quoted-printable or base64 undone, in the part's own charset, which is told.
//!
//! Not here: attachments, signatures, encryption; mailboxes of many mails ([`mailbox`]).

pub(crate) mod mailbox;
mod parts;
mod words;

use sayso_read::{
    Page,
    page::{Kind, Told},
};

use crate::{
    headers::{Headers, pieces},
    limits,
    trouble::{Trouble, Why},
};
use parts::{Part, messages};

/// The pages of a mail.
pub(crate) fn pages(name: &str, bytes: &[u8], troubles: Vec<String>) -> Vec<Result<Page, Trouble>> {
    let (messages, cut) = messages(bytes);
    let mut pages = Vec::new();
    for (number, message) in messages.iter().enumerate() {
        let place = if number == 0 { name.to_string() } else { format!("{name}#{}", number + 1) };
        pages.push(page(bytes, &message.headers, &message.parts, place, &troubles));
    }
    if cut {
        let why = format!("more than {} parts or {} messages in one mail", limits::MAIL_PARTS, limits::MAIL_MESSAGES);
        pages.push(Err(Trouble::new(name, Why::Damaged(why))));
    }
    pages
}

fn page(bytes: &[u8], headers: &Headers, parts: &[Part], path: String, troubles: &[String]) -> Result<Page, Trouble> {
    let wanted = [("text/html", Kind::Html), ("application/xhtml+xml", Kind::Html), ("text/plain", Kind::Text)];
    for (media, kind) in wanted {
        for part in parts.iter().filter(|part| part.kind.kind == media && !part.attached) {
            let content = part.content(bytes);
            if has_words(&content, kind) {
                let mut told = told(headers);
                told.troubles.extend_from_slice(troubles);
                told.charset = part.kind.charset();
                told.url = told.url.or_else(|| part.location.clone().filter(|url| url.starts_with("http")));
                return Ok(Page { bytes: content, kind, path, told });
            }
        }
    }
    Err(Trouble::new(path, Why::NothingInside("no part of this mail is HTML or plain text with words in it")))
}

/// What the headers of a message say about its page.
fn told(headers: &Headers) -> Told {
    let decoded = |name: &str| headers.raw(name).map(words::decode).filter(|value| !value.is_empty());
    let mut told = Told { title: decoded("subject"), ..Told::default() };
    told.language =
        decoded("content-language").map(|tags| tags.split(',').next().unwrap_or_default().trim().to_string());
    // A page saved by a browser: its Date is the day it was saved, its From the browser.
    if let Some(url) = decoded("snapshot-content-location") {
        told.url = Some(url);
        return told;
    }
    told.url = decoded("content-location").filter(|url| url.starts_with("http"));
    told.published = decoded("date").map(|date| (date, "mail Date".into()));
    told.authors = decoded("from").map(|from| authors(&from)).unwrap_or_default();
    told
}

/// The names in `Ada Voss <ada@a.example>, "Lind, Bo" <bo@a.example>`; an address alone names nobody.
fn authors(from: &str) -> Vec<String> {
    let name = |address: &str| {
        let name = match address.split_once('<') {
            Some((name, _)) => name,
            // An old way: `ada@a.example (Ada Voss)`.
            None => address.split_once('(').map_or("", |(_, name)| name.trim_end().trim_end_matches(')')),
        };
        name.trim().trim_matches(['"', '\'']).replace("\\\"", "\"").trim().to_string()
    };
    pieces(from, b',').into_iter().map(name).filter(|name| !name.is_empty()).collect()
}

/// Whether anything is left without tags, styles and scripts.
fn has_words(content: &[u8], kind: Kind) -> bool {
    let wordy = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
    if kind == Kind::Text {
        return content.iter().any(wordy);
    }
    let mut rest = content;
    while let Some(open) = memchr::memchr(b'<', rest) {
        if rest[..open].iter().any(wordy) {
            return true;
        }
        rest = &rest[open..];
        let silent = [&b"style"[..], b"script", b"head", b"title"].into_iter().find(|name| {
            rest.get(1..=name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
                && rest.get(name.len() + 1).is_none_or(|next| !next.is_ascii_alphanumeric())
        });
        // The end of a silent element is the next tag that closes one of its name, or the end of all.
        let end = match silent {
            Some(name) => closing(rest, name),
            None => memchr::memchr(b'>', rest),
        };
        match end {
            Some(end) => rest = &rest[end + 1..],
            None => return false,
        }
    }
    rest.iter().any(wordy)
}

fn closing(rest: &[u8], name: &[u8]) -> Option<usize> {
    let found = memchr::memmem::find_iter(rest, b"</");
    let mut closes =
        found.filter(|at| rest[at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)));
    closes.next().and_then(|at| memchr::memchr(b'>', &rest[at..]).map(|end| at + end))
}

#[cfg(test)]
mod tests;
