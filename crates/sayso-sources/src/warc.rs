//! Web archives (WARC 1.0 and 1.1, ISO 28500), packed or not.
//!
//! In: a [`Stream`], already unpacked. Out: a page a record, in order; troubles where a record is lost; at the end one line
//! that counts what was skipped.
//!
//! ```text
//! warcinfo      skipped                         response 200 text/html    a page, its HTTP codings undone
//! request       skipped                         response 404, image/png   skipped, counted
//! metadata      skipped                         conversion, resource      a page
//! ```
//!
//! Lengths lie and files are cut. After each record the next must begin; where it does not, the record's own bytes are
//! searched for a line `WARC/1.x` with a header behind it, and reading goes on there. A record larger than a document may
//! be, or of absurd length, is stepped over by looking for the next such line, not by its length.
//!
//! `WARC-Date` is when the page was fetched, never when it was published.

use std::collections::BTreeMap;

use sayso_read::{
    Page,
    page::{Kind, Told},
};

use crate::{
    headers::{self, Headers},
    http::{Response, Unreadable},
    limits,
    sniff::{self, Format},
    stream::{Stop, Stream},
    trouble::{Trouble, Why},
};

/// Bytes that may be read twice because a length lied, before lengths are no longer believed at all.
const BELIEVED: u64 = 256 << 20;

/// The pages of a web archive.
pub(crate) struct Records {
    stream: Stream,
    name: String,
    /// Records seen, of any type: a page's place is `name#number`.
    number: u64,
    skipped: BTreeMap<String, u64>,
    believed: u64,
    ended: bool,
}

/// A record's bytes, and what happened to them.
struct Block {
    bytes: Vec<u8>,
    trouble: Option<String>,
    too_large: bool,
}

impl Records {
    pub(crate) fn new(name: String, stream: Stream) -> Records {
        Records { stream, name, number: 0, skipped: BTreeMap::new(), believed: BELIEVED, ended: false }
    }

    fn place(&self) -> String {
        format!("{}#{}", self.name, self.number)
    }

    fn trouble(&self, why: Why) -> Trouble {
        Trouble::new(if self.number == 0 { self.name.clone() } else { self.place() }, why)
    }

    fn lost(&self, what: impl Into<String>) -> Trouble {
        self.trouble(Why::Damaged(what.into()))
    }

    /// Steps to the next record: false at the end. Bytes that belong to no record are a trouble, told once.
    fn find(&mut self) -> Result<bool, Trouble> {
        let mut junk = 0;
        loop {
            while matches!(self.stream.peek(1), [b'\r' | b'\n' | b' ' | b'\t']) {
                self.stream.consume(1);
            }
            if begins(self.stream.peek(512)) {
                break;
            }
            match self.stream.skip_line() {
                Ok((Stop::End, 0)) if junk == 0 => return Ok(false),
                Ok((Stop::End, 0)) => break,
                Ok((_, skipped)) => junk += skipped,
                Err(error) => return Err(self.trouble(Why::of(&error))),
            }
        }
        if junk > 0 {
            return Err(self.lost(format!("{junk} bytes that belong to no record")));
        }
        Ok(true)
    }

    fn record(&mut self) -> Result<Option<Page>, Trouble> {
        self.number += 1;
        let mut head = Vec::new();
        loop {
            let before = head.len();
            match self.stream.line(&mut head, limits::HEADERS) {
                Ok(Stop::Found) if head[before..].trim_ascii().is_empty() => break,
                Ok(Stop::Found) => head.push(b'\n'),
                Ok(Stop::End) => return Err(self.lost("cut short in the headers of a record")),
                Ok(Stop::Limit) => return Err(self.lost("headers without end")),
                Err(error) => return Err(self.trouble(Why::of(&error))),
            }
        }
        let (headers, _) = Headers::read(&head);
        let length = headers.get("content-length").and_then(|length| length.parse().ok());
        let block = self.block(length);
        self.page(&headers, block)
    }

    fn block(&mut self, length: Option<u64>) -> Block {
        let mut block = Block { bytes: Vec::new(), trouble: None, too_large: false };
        match length {
            Some(length) if length <= limits::DOCUMENT as u64 && self.believed > 0 => {
                let stop = self.stream.take_bytes(&mut block.bytes, length as usize);
                match &stop {
                    Err(error) => block.trouble = Some(error.to_string()),
                    Ok(Stop::Found) if self.is_closed() => return block,
                    _ => block.trouble = Some(format!("{} of {length} bytes are there", block.bytes.len())),
                }
                if let Some(next) = next_record(&block.bytes) {
                    self.believed = self.believed.saturating_sub((block.bytes.len() - next) as u64 + 1);
                    self.stream.unread(&block.bytes[next..]);
                    block.bytes.truncate(next);
                    block.trouble = Some(format!("{next} of {length} bytes are there"));
                } else if stop.is_ok_and(|stop| stop == Stop::Found) {
                    // The length was too small, or the closing lines are missing: keep what is there.
                    block.trouble = None;
                }
            }
            _ => {
                self.look(&mut block);
                if length.is_none_or(|length| length != block.bytes.len() as u64) {
                    block.trouble.get_or_insert_with(|| "its length is missing or wrong".into());
                }
            }
        }
        block
    }

    /// Whether the closing lines of a record and then another record or the end follow.
    fn is_closed(&mut self) -> bool {
        let ahead = self.stream.peek(512 + 4);
        ahead.trim_ascii_start().is_empty() || begins(ahead.trim_ascii_start())
    }

    /// Takes everything up to the line that begins the next record.
    fn look(&mut self, block: &mut Block) {
        loop {
            if begins(self.stream.peek(512)) {
                break;
            }
            match self.stream.take_through(b"\n", &mut block.bytes, limits::DOCUMENT) {
                Ok(Stop::Found) => {}
                Ok(Stop::Limit) => block.too_large = true,
                Ok(Stop::End) => break,
                Err(error) => {
                    block.trouble = Some(error.to_string());
                    break;
                }
            }
        }
        let end = block.bytes.trim_ascii_end().len();
        block.bytes.truncate(end);
    }

    fn skip(&mut self, what: impl Into<String>) -> Result<Option<Page>, Trouble> {
        *self.skipped.entry(what.into()).or_default() += 1;
        Ok(None)
    }

    /// The page of a record, if it holds one.
    fn page(&mut self, headers: &Headers, block: Block) -> Result<Option<Page>, Trouble> {
        let kind = headers.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        if !matches!(kind.as_str(), "response" | "resource" | "conversion") {
            // Requests and notes belong to an archive; only damage in them is worth a word.
            return match block.trouble {
                Some(what) if !block.too_large => Err(self.lost(what)),
                _ => Ok(None),
            };
        }
        if block.too_large {
            return Err(self.trouble(Why::TooLarge));
        }
        let mut told = Told { record: headers.get("warc-record-id"), ..Told::default() };
        told.url = headers.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_string());
        told.troubles.extend(block.trouble.map(|what| format!("the record is damaged: {what}")));
        told.troubles.extend(headers.get("warc-truncated").map(|why| format!("the crawler cut this record ({why})")));
        let mut kind = headers.content_type();
        let mut body = block.bytes;
        if kind.kind == "application/http" || kind.kind.is_empty() || body.starts_with(b"HTTP/") {
            let Some(mut response) = Response::read(body) else {
                return Err(self.trouble(Why::NothingInside("no HTTP response")));
            };
            if response.status != 200 {
                return self.skip(format!("status {}", response.status));
            }
            // Pictures and the like are not worth unpacking.
            if !may_be_page(&response.kind.kind) {
                return self.skip("no page by its media type");
            }
            match response.undo() {
                Ok(()) => {}
                Err(Unreadable::TooLarge) => return Err(self.trouble(Why::TooLarge)),
                Err(Unreadable::Broken(what)) => return Err(self.lost(what)),
                Err(Unreadable::Unknown(what)) => return Err(self.trouble(Why::UnknownCoding(what))),
            }
            response.tell(&mut told);
            (kind, body) = (response.kind, response.body);
        } else {
            told.charset = kind.charset();
        }
        let Some(kind) = page_kind(&kind.kind, &body) else {
            return if body.trim_ascii().is_empty() {
                self.skip("empty")
            } else {
                self.skip("no page by its media type")
            };
        };
        Ok(Some(Page { bytes: body, kind, path: self.place(), told }))
    }

    /// One line for everything that was no page.
    fn summary(&mut self) -> Option<Trouble> {
        let skipped = std::mem::take(&mut self.skipped);
        let total: u64 = skipped.values().sum();
        let parts: Vec<_> = skipped.iter().map(|(what, count)| format!("{what}: {count}")).collect();
        (total > 0).then(|| {
            Trouble::new(&self.name, Why::Skipped(format!("{total} records that are no pages ({})", parts.join(", "))))
        })
    }
}

impl Iterator for Records {
    type Item = Result<Page, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.find() {
                Err(trouble) => return Some(Err(trouble)),
                Ok(false) => self.ended = true,
                Ok(true) => {
                    if let Some(item) = self.record().transpose() {
                        return Some(item);
                    }
                }
            }
        }
        self.summary().map(Err)
    }
}

/// Whether a record begins here: its version, then a header.
fn begins(ahead: &[u8]) -> bool {
    let Some(rest) = ahead.strip_prefix(b"WARC/") else { return false };
    let Some(end) = memchr::memchr(b'\n', rest).filter(|end| *end < 12) else { return false };
    let version = rest[..end].trim_ascii();
    let digits = !version.is_empty() && version.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let line = rest[end + 1..].split(|byte| *byte == b'\n').next().unwrap_or_default();
    digits && headers::field(line).is_some()
}

/// Where in a record's bytes another one begins.
fn next_record(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(bytes, b"\nWARC/").map(|at| at + 1).find(|at| begins(&bytes[*at..]))
}

fn may_be_page(media: &str) -> bool {
    matches!(
        media,
        "" | "text/html"
            | "application/xhtml+xml"
            | "text/plain"
            | "text/xml"
            | "application/xml"
            | "application/octet-stream"
            | "unknown/unknown"
    )
}

/// HTML or text, by the bytes and by what the server calls them; `None` for what is no page.
fn page_kind(media: &str, body: &[u8]) -> Option<Kind> {
    if !may_be_page(media) {
        return None;
    }
    let found = sniff::sniff(&body[..body.len().min(limits::SNIFFED)], "");
    match (media, found) {
        (_, Format::Empty | Format::NotAPage(_) | Format::Packed(..) | Format::Gzip) => None,
        (_, Format::Html) => Some(Kind::Html),
        ("text/html" | "application/xhtml+xml", _) => Some(Kind::Html),
        ("text/plain" | "", _) | (_, Format::Text) => Some(Kind::Text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Cursor;

    use super::*;
    use crate::{
        gzip::{Gunzip, tests::pack},
        trouble::Trouble,
    };

    fn record(kind: &str, media: &str, body: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind}-{}>\r\nWARC-Date: 2025-03-14T08:00:00Z\r\n\
             WARC-Target-URI: https://varna-courier.example/{kind}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len(),
            body.len()
        )
    }

    fn response(status: u16, media: &str, body: &str) -> String {
        record(
            "response",
            "application/http; msgtype=response",
            &format!("HTTP/1.1 {status} X\r\nContent-Type: {media}\r\nContent-Language: en-GB\r\n\r\n{body}"),
        )
    }

    fn read(bytes: impl Into<Vec<u8>>) -> (Vec<Page>, Vec<Trouble>) {
        collect(Records::new("a.warc".into(), Stream::new(Cursor::new(bytes.into()))))
    }

    fn collect(records: Records) -> (Vec<Page>, Vec<Trouble>) {
        let (mut pages, mut troubles) = (Vec::new(), Vec::new());
        for item in records {
            match item {
                Ok(page) => pages.push(page),
                Err(trouble) => troubles.push(trouble),
            }
            assert!(troubles.len() < 10_000, "troubles without end");
        }
        (pages, troubles)
    }

    const PAGE: &str = "<html><p>Rain came to Port Varna.</p></html>";

    fn archive() -> String {
        [
            record("warcinfo", "application/warc-fields", "software: invented\r\n"),
            record("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"),
            response(200, "text/html; charset=windows-1252", PAGE),
            response(404, "text/html", PAGE),
            response(200, "image/png", "\u{89}PNG"),
            record("conversion", "text/plain", "Rain came to Port Varna.\n"),
            record("resource", "text/html", PAGE),
        ]
        .concat()
    }

    #[test]
    fn pages_come_in_order_and_the_rest_is_counted() {
        let (pages, troubles) = read(archive());
        let seen: Vec<_> = pages.iter().map(|page| (page.path.as_str(), page.kind)).collect();
        assert_eq!(seen, [("a.warc#3", Kind::Html), ("a.warc#6", Kind::Text), ("a.warc#7", Kind::Html)]);
        let told = &pages[0].told;
        assert_eq!(pages[0].bytes, PAGE.as_bytes());
        assert_eq!(told.url.as_deref(), Some("https://varna-courier.example/response"));
        assert_eq!(told.charset.as_deref(), Some("windows-1252"));
        assert_eq!(told.language.as_deref(), Some("en-GB"));
        assert!(told.record.as_deref().unwrap().starts_with("<urn:uuid:response"));
        assert_eq!(told.published, None, "WARC-Date is no date of publication");
        assert_eq!(troubles.len(), 1);
        assert!(troubles[0].warning);
        assert_eq!(
            troubles[0].to_string(),
            "a.warc: skipped: 2 records that are no pages (no page by its media type: 1, status 404: 1)"
        );
    }

    #[test]
    fn a_packed_archive_reads_as_an_unpacked_one() {
        let packed: Vec<u8> =
            archive().split_inclusive("\r\n\r\n\r\n").flat_map(|part| pack(part.as_bytes())).collect();
        let stream = Stream::new(Gunzip::new(Cursor::new(packed), 1 << 20));
        assert_eq!(collect(Records::new("a.warc".into(), stream)), read(archive()));
    }

    #[test]
    fn a_damaged_member_costs_one_page() {
        let one = response(200, "text/html", &format!("{PAGE}{}", "<p>Wind.</p>".repeat(40)));
        let mut packed = [pack(one.as_bytes()), pack(one.as_bytes()), pack(one.as_bytes())].concat();
        let middle = packed.len() / 2;
        packed[middle..middle + 8].fill(0xaa);
        let stream = Stream::new(Gunzip::new(Cursor::new(packed), 1 << 20));
        let (pages, troubles) = collect(Records::new("a.warc.gz".into(), stream));
        let whole = pages.iter().filter(|page| page.told.troubles.is_empty()).count();
        assert_eq!(whole, 2, "{troubles:?}");
        assert!(pages.len() == 3 || !troubles.is_empty(), "the damage is told");
    }

    #[test]
    fn a_length_that_lies_costs_nothing_but_a_word() {
        let good = response(200, "text/html", PAGE);
        let length = good.find("Content-Length: ").unwrap() + 16;
        let end = good[length..].find('\r').unwrap() + length;
        for lie in ["0", "7", "100000", "99999999999", "99999999999999999999", "-1", "many"] {
            let liar = format!("{}{lie}{}", &good[..length], &good[end..]);
            let (pages, troubles) = read(format!("{liar}{good}"));
            let last = pages.last().unwrap();
            assert_eq!((last.bytes.as_slice(), last.told.troubles.len()), (PAGE.as_bytes(), 0), "{lie}");
            let said = troubles.len() + pages[0].told.troubles.len();
            assert!(said > 0, "{lie}: a lie is told");
            if lie.len() > 2 {
                assert_eq!(String::from_utf8_lossy(&pages[0].bytes).trim_end(), PAGE, "{lie}");
            }
        }
    }

    #[test]
    fn lies_without_end_are_no_longer_believed() {
        let liar = "WARC/1.0\r\nContent-Length: 60000000\r\n\r\nx\r\n\r\n".repeat(300_000);
        let start = std::time::Instant::now();
        let seen = Records::new("a.warc".into(), Stream::new(Cursor::new(liar.into_bytes()))).count();
        assert_eq!(seen, 300_000);
        assert!(start.elapsed().as_secs() < 10, "took {:?}", start.elapsed());
    }

    #[test]
    fn an_archive_cut_anywhere_gives_the_records_before_the_cut() {
        let whole = [response(200, "text/html", PAGE), record("resource", "text/html", PAGE)].concat();
        let first = response(200, "text/html", PAGE).len();
        for cut in 0..whole.len() {
            let (pages, troubles) = read(&whole.as_bytes()[..cut]);
            if cut >= first {
                assert_eq!(pages[0].bytes, PAGE.as_bytes(), "cut at {cut}");
            }
            assert!(pages.len() <= 2 && troubles.len() <= 2, "cut at {cut}: {troubles:?}");
        }
    }

    #[test]
    fn junk_between_records_is_told_once() {
        let text =
            format!("junk\nmore junk\n{}junk\n{}", response(200, "text/html", PAGE), response(200, "text/html", PAGE));
        let (pages, troubles) = read(text);
        assert_eq!((pages.len(), troubles.len()), (2, 2), "{troubles:?}");
        assert!(troubles[0].to_string().contains("15 bytes that belong to no record"), "{}", troubles[0]);
    }

    proptest::proptest! {
        #[test]
        fn any_damage_is_survived(hurt: Vec<(proptest::sample::Index, u8)>, cut: proptest::sample::Index) {
            let mut bytes = archive().into_bytes();
            for (at, value) in hurt {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            bytes.truncate(cut.index(bytes.len()) + 1);
            read(bytes);
        }

        #[test]
        fn any_bytes_come_to_an_end(bytes: Vec<u8>) {
            read([b"WARC/1.0\r\nContent-Length: 5\r\n\r\n".to_vec(), bytes].concat());
        }
    }
}
