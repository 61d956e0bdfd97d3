//! The parts of a mail: where they stand, and their bytes.
//!
//! In: the bytes of a mail. Out: messages, each with its headers and the parts that hold no parts.

use std::ops::Range;

use crate::{
    headers::{ContentType, Headers},
    limits,
};

/// A message: its headers and its parts, in order.
#[derive(Debug, Default)]
pub(super) struct Message {
    pub(super) headers: Headers,
    pub(super) parts: Vec<Part>,
}

/// A part without parts.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) kind: ContentType,
    /// Whether it is to be saved, not shown.
    pub(super) attached: bool,
    pub(super) location: Option<String>,
    coding: Coding,
    place: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    None,
    QuotedPrintable,
    Base64,
}

impl Part {
    /// Its bytes, the transfer coding undone.
    pub(super) fn content(&self, bytes: &[u8]) -> Vec<u8> {
        let raw = bytes.get(self.place.clone()).unwrap_or_default();
        match self.coding {
            Coding::None => raw.to_vec(),
            Coding::QuotedPrintable => quoted_printable(raw),
            Coding::Base64 => base64(raw),
        }
    }
}

/// Something that is open around the place that is read.
enum Around {
    /// A part with parts, and the line that parts them. Parts of a digest are messages unless they say otherwise.
    Parts { boundary: Vec<u8>, digest: bool },
    /// A message; which one.
    Message(usize),
}

/// The line that ends a part: which of those around it belongs to, whether it closes them all, where it ends.
struct Boundary {
    level: usize,
    closes: bool,
    after: usize,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    around: Vec<Around>,
    messages: Vec<Message>,
    parts: usize,
    /// Whether something was left unread because there was too much.
    cut: bool,
}

/// The messages of a mail, an outer one before those in it; true where there are more than the limit.
pub(super) fn messages(bytes: &[u8]) -> (Vec<Message>, bool) {
    let at = bytes.len() - bytes.trim_ascii_start().len();
    let mut reader = Reader { bytes, at, around: Vec::new(), messages: Vec::new(), parts: 0, cut: false };
    reader.read();
    (reader.messages, reader.cut)
}

impl Reader<'_> {
    /// Reads everything.
    fn read(&mut self) {
        self.begin_message();
        while let (_, Some(Boundary { level, closes, after })) = self.seek() {
            self.parts += 1;
            if self.parts > limits::MAIL_PARTS {
                self.cut = true;
                break;
            }
            self.at = after;
            self.around.truncate(level + usize::from(!closes));
            if !closes {
                let digest = matches!(self.around.last(), Some(Around::Parts { digest: true, .. }));
                let headers = self.headers();
                self.part(&headers, digest);
            }
        }
    }

    fn begin_message(&mut self) {
        self.around.push(Around::Message(self.messages.len()));
        let headers = self.headers();
        self.messages.push(Message { headers: headers.clone(), parts: Vec::new() });
        self.part(&headers, false);
    }

    /// Reads headers, up to an empty line or a boundary that comes too soon.
    fn headers(&mut self) -> Headers {
        let begin = self.at;
        while self.at < self.bytes.len() {
            let after = line_end(self.bytes, self.at);
            let line = self.bytes[self.at..after].trim_ascii_end();
            if line.strip_prefix(b"--").is_some_and(|rest| self.boundary(rest).is_some()) {
                break;
            }
            self.at = after;
            if line.is_empty() {
                break;
            }
        }
        Headers::read(&self.bytes[begin..self.at]).0
    }

    /// Opens a part that holds others, or takes its body. `around` bounds how often this and `begin_message` call each other.
    fn part(&mut self, headers: &Headers, digest: bool) {
        let mut kind = headers.content_type();
        if kind.kind.is_empty() {
            kind.kind = if digest { "message/rfc822".into() } else { "text/plain".into() };
        }
        let coding = match headers.get("content-transfer-encoding").map(|coding| coding.to_ascii_lowercase()).as_deref()
        {
            Some("quoted-printable") => Coding::QuotedPrintable,
            Some("base64") => Coding::Base64,
            _ => Coding::None,
        };
        if self.around.len() < limits::MAIL_DEPTH {
            if let Some(boundary) = kind.parameter("boundary").filter(|_| kind.kind.starts_with("multipart/")) {
                self.around
                    .push(Around::Parts { boundary: boundary.into_bytes(), digest: kind.kind == "multipart/digest" });
                return;
            }
            if kind.kind == "message/rfc822" && coding == Coding::None {
                if self.messages.len() < limits::MAIL_MESSAGES {
                    return self.begin_message();
                }
                self.cut = true;
            }
        }
        let begin = self.at;
        let (end, _) = self.seek();
        self.at = end;
        let message = self.around.iter().rev().find_map(|around| match around {
            Around::Message(index) => Some(*index),
            Around::Parts { .. } => None,
        });
        let disposition = headers.get("content-disposition").map(|value| ContentType::read(&value).kind);
        let attached = disposition.as_deref() == Some("attachment");
        let location = headers.get("content-location");
        if let Some(message) = message.and_then(|message| self.messages.get_mut(message)) {
            // The line end before a boundary belongs to the boundary.
            let mut end = end;
            if end < self.bytes.len() && self.bytes[begin..end].ends_with(b"\n") {
                end -= if self.bytes[begin..end].ends_with(b"\r\n") { 2 } else { 1 };
            }
            message.parts.push(Part { kind, attached, location, coding, place: begin..end });
        }
    }

    /// Looks for the boundary that ends the body that begins here, and says where it stands.
    fn seek(&self) -> (usize, Option<Boundary>) {
        let mut at = self.at;
        while at < self.bytes.len() {
            let after = line_end(self.bytes, at);
            let line = self.bytes[at..after].trim_ascii_end();
            if let Some(rest) = line.strip_prefix(b"--")
                && let Some((level, closes)) = self.boundary(rest)
            {
                return (at, Some(Boundary { level, closes, after }));
            }
            at = after;
        }
        (at, None)
    }

    /// Which of the boundaries around, the innermost first, this is (without the two hyphens before it).
    fn boundary(&self, line: &[u8]) -> Option<(usize, bool)> {
        self.around.iter().enumerate().rev().find_map(|(level, around)| match around {
            Around::Parts { boundary, .. } => match line.strip_prefix(boundary.as_slice())? {
                b"" => Some((level, false)),
                b"--" => Some((level, true)),
                _ => None,
            },
            Around::Message(_) => None,
        })
    }
}

/// Where the next line begins.
fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1)
}

/// Undoes quoted-printable; what is not well formed stays as it is.
fn quoted_printable(raw: &[u8]) -> Vec<u8> {
    let mut content = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'=', rest) {
        content.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let hex = |at: usize| rest.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        if let (Some(high), Some(low)) = (hex(0), hex(1)) {
            content.push((high << 4 | low) as u8);
            rest = &rest[2..];
            continue;
        }
        // At the end of a line: the line goes on.
        let spaces = rest.iter().take(80).take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        match rest.get(spaces) {
            Some(b'\n') => rest = &rest[spaces + 1..],
            None => rest = &[],
            Some(_) => content.push(b'='),
        }
    }
    content.extend_from_slice(rest);
    content
}

/// Undoes base64; what is no base64 is stepped over.
pub(super) fn base64(raw: &[u8]) -> Vec<u8> {
    let mut content = Vec::with_capacity(raw.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in raw {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                count = 0;
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            content.push((bits >> count) as u8);
        }
    }
    content
}
