//! Sniffing: what an input is, by its first bytes, then by its name.
//!
//! In: up to [`limits::SNIFFED`](crate::limits) bytes and a name. Out: [`Format`].
//!
//! ```text
//! <!DOCTYPE html ...   Html          From: ... Date: ...   Mail        {"text": ...   Json
//! <?xml ...><rss ...   Feed          WARC/1.0              Warc        %PDF-1.7       NotAPage
//! ```
//!
//! The name decides only where the bytes leave it open: HTML without a tag at its beginning, text that looks like HTML.
//! Not here: charsets (`sayso_read::page`), except that wide characters (UTF-16) are seen through.

use std::borrow::Cow;

use crate::headers;

/// What an input is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Format {
    Empty,
    Html,
    Text,
    /// XML that is neither feed nor page; read as if it were HTML.
    Xml(String),
    Feed,
    Json,
    Mail,
    Warc,
    Gzip,
    /// An HTTP response as `curl -i` writes it.
    Http,
    NotAPage(&'static str),
    Packed(&'static str, &'static str),
}

/// What begins with which bytes, and is no page.
const BINARY: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"II*\0", "TIFF image"),
    (b"MM\0*", "TIFF image"),
    (b"\0\0\x01\0", "icon"),
    (b"%PDF-", "PDF document (convert it to text first, e.g. with pdftotext)"),
    (b"%!PS", "PostScript document"),
    (b"{\\rtf", "RTF document (save it as text or HTML)"),
    (b"\xd0\xcf\x11\xe0", "old office document (save it as text or HTML)"),
    (b"PK\x03\x04", "ZIP archive or office document (unpack it, or save it as text or HTML)"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\0", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\0asm", "program"),
    (b"SQLite format 3\0", "SQLite database"),
    (b"PAR1", "Parquet table"),
    (b"ID3", "MP3 sound"),
    (b"OggS", "Ogg sound"),
    (b"fLaC", "FLAC sound"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
];

/// What is packed, with what, and how to unpack it.
const PACKED: &[(&[u8], &str, &str)] = &[
    (b"\x28\xb5\x2f\xfd", "Zstandard", "zstd -d FILE"),
    (b"\xfd7zXZ\0", "xz", "xz -d FILE"),
    (b"BZh", "bzip2", "bzip2 -d FILE"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip", "7z x FILE"),
    (b"Rar!", "RAR", "unrar x FILE"),
    (b"\x04\x22\x4d\x18", "LZ4", "lz4 -d FILE"),
];

/// Tags that open a page or a piece of one.
const TAGS: &[&str] = &[
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "script",
    "style",
    "base",
    "div",
    "span",
    "p",
    "br",
    "a",
    "h1",
    "h2",
    "h3",
    "h4",
    "article",
    "main",
    "section",
    "header",
    "footer",
    "nav",
    "table",
    "tr",
    "td",
    "ul",
    "ol",
    "li",
    "img",
    "b",
    "i",
    "em",
    "strong",
    "font",
    "center",
    "blockquote",
    "figure",
    "form",
    "iframe",
    "noscript",
    "svg",
    "time",
    "pre",
];

/// Headers that begin a mail; two of them, and no line that is no header before the empty one, make it one.
const MAIL: &[&str] = &[
    "from",
    "to",
    "date",
    "subject",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "content-type",
    "cc",
    "reply-to",
    "sender",
    "list-id",
    "dkim-signature",
    "content-transfer-encoding",
    "snapshot-content-location",
];

/// Tells what the bytes are.
pub(crate) fn sniff(head: &[u8], name: &str) -> Format {
    if head.is_empty() {
        return Format::Empty;
    }
    if head.starts_with(&crate::gzip::MAGIC[..2]) {
        return Format::Gzip;
    }
    if let Some((_, what)) = BINARY.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Format::NotAPage(what);
    }
    if let Some((_, what, how)) = PACKED.iter().find(|(magic, _, _)| head.starts_with(magic)) {
        return Format::Packed(what, how);
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Format::NotAPage("WebP image");
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Format::NotAPage("video or AVIF image");
    }
    if head.get(257..262) == Some(b"ustar") {
        return Format::Packed("tar", "tar -xf FILE");
    }
    let plain = narrow(head);
    // A web archive may hold pictures, so its odd bytes prove nothing.
    let warc_named = ends(name, &["warc", "warc.gz", "wet", "wet.gz"]);
    let text = plain.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&plain).trim_ascii_start();
    if text.starts_with(b"WARC/") || warc_named && memchr::memmem::find(&plain, b"\nWARC/").is_some() {
        return Format::Warc;
    }
    let odd = plain.iter().filter(|byte| matches!(byte, 0..=7 | 11 | 14..=26 | 28..=31 | 127)).count();
    if odd * 20 > plain.len() {
        return Format::NotAPage("binary data");
    }
    if text.is_empty() {
        return Format::Text;
    }
    by_text(text, name).unwrap_or(Format::Text)
}

fn by_text(text: &[u8], name: &str) -> Option<Format> {
    match text[0] {
        b'<' => by_markup(text, name),
        b'{' if after(text, b"\"}") || ends(name, &["json", "jsonl", "ndjson"]) => Some(Format::Json),
        b'[' if after(text, b"{]") || ends(name, &["json"]) => Some(Format::Json),
        b'H' if text.starts_with(b"HTTP/") && is_response(text) => Some(Format::Http),
        0x1e if after(text, b"{") => Some(Format::Json),
        _ if is_mail(text) => Some(Format::Mail),
        _ if ends(name, &["eml", "mht", "mhtml"]) && headers::field(first_line(text)).is_some() => Some(Format::Mail),
        _ if ends(name, &["txt", "text", "md"]) => None,
        _ if is_markup_inside(text) || ends(name, &["html", "htm", "xhtml", "shtml"]) => Some(Format::Html),
        _ => None,
    }
}

fn by_markup(text: &[u8], name: &str) -> Option<Format> {
    let (root, xml) = root(text);
    let local = root.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
    match local.as_str() {
        // A feed's root may be cut off by the look ahead only where something absurd stands before it.
        "rss" | "feed" | "rdf" | "channel" => return Some(Format::Feed),
        "html" => return Some(Format::Html),
        "svg" if xml => return Some(Format::NotAPage("SVG image")),
        _ => {}
    }
    if TAGS.contains(&local.as_str())
        || starts(text, b"<!doctype html")
        || ends(name, &["html", "htm", "xhtml", "shtml"])
    {
        return Some(Format::Html);
    }
    if xml {
        return Some(Format::Xml(root.chars().take(40).collect()));
    }
    if ends(name, &["txt", "text", "md"]) {
        return None;
    }
    (text.starts_with(b"<!--") || is_markup_inside(text)).then_some(Format::Html)
}

/// The name of the first element, and whether an XML declaration stands before it.
fn root(text: &[u8]) -> (String, bool) {
    let mut rest = text;
    let mut xml = false;
    loop {
        rest = rest.trim_ascii_start();
        let close: &[u8] = match rest {
            [b'<', b'?', ..] => {
                xml |= starts(rest, b"<?xml");
                b"?>"
            }
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', ..] => b">",
            [b'<', name @ ..] => {
                let end = name.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b":-_.".contains(byte)));
                let name = &name[..end.unwrap_or(name.len())];
                return (String::from_utf8_lossy(name).into_owned(), xml);
            }
            // Junk before the first tag (a stylesheet's rest, a stray word) does not hide a feed.
            _ => match memchr::memchr(b'<', rest).filter(|_| xml) {
                Some(at) => {
                    rest = &rest[at..];
                    continue;
                }
                None => return (String::new(), xml),
            },
        };
        match memchr::memmem::find(rest, close) {
            Some(at) => rest = &rest[at + close.len()..],
            None => return (String::new(), xml),
        }
    }
}

/// Whether a line of HTTP begins a response: a status line and a header.
fn is_response(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n');
    let status = lines.next().unwrap_or_default();
    let code = status.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    code.len() >= 3
        && code[..3].iter().all(u8::is_ascii_digit)
        && lines.next().is_some_and(|line| headers::field(line).is_some())
}

/// Whether the text begins as a mail does.
fn is_mail(text: &[u8]) -> bool {
    // A mailbox's first line.
    let text = if text.starts_with(b"From ") { text[first_line(text).len()..].trim_ascii_start() } else { text };
    let mut known = 0;
    for line in text.split(|byte| *byte == b'\n').take(200) {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        if matches!(line[0], b' ' | b'\t') {
            continue;
        }
        let Some((name, _)) = headers::field(line) else {
            // The last line may be cut by the look ahead.
            return known >= 3;
        };
        known += usize::from(MAIL.contains(&name.to_ascii_lowercase().as_str()));
    }
    known >= 2
}

/// Whether at least three tags of HTML stand in the text.
fn is_markup_inside(text: &[u8]) -> bool {
    let tags = memchr::memchr_iter(b'<', text).filter(|at| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(0);
        let closes = matches!(rest.get(end), Some(b'>' | b' ' | b'/' | b'\n'));
        closes && TAGS.iter().any(|tag| tag.as_bytes().eq_ignore_ascii_case(&rest[..end]))
    });
    tags.take(3).count() == 3
}

/// Whether the first byte that is no space after the first one is one of these.
fn after(text: &[u8], wanted: &[u8]) -> bool {
    text[1..].trim_ascii_start().first().is_some_and(|byte| wanted.contains(byte))
}

fn starts(text: &[u8], wanted: &[u8]) -> bool {
    text.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted))
}

fn first_line(text: &[u8]) -> &[u8] {
    text.split(|byte| *byte == b'\n').next().unwrap_or_default()
}

/// Whether a name ends with one of these endings; `.gz` does not count.
fn ends(name: &str, endings: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    let bare = name.strip_suffix(".gz").unwrap_or(&name);
    endings.iter().any(|ending| bare.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.')))
}

/// Bytes whose ASCII can be looked at, whatever their width.
fn narrow(head: &[u8]) -> Cow<'_, [u8]> {
    let charset = match head {
        [0xff, 0xfe, ..] => encoding_rs::UTF_16LE,
        [0xfe, 0xff, ..] => encoding_rs::UTF_16BE,
        _ => match unmarked_wide(head) {
            Some(charset) => charset,
            None => return Cow::Borrowed(head),
        },
    };
    Cow::Owned(charset.decode_with_bom_removal(head).0.into_owned().into_bytes())
}

/// UTF-16 without a byte order mark: zeros in every other place.
pub(crate) fn unmarked_wide(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let pairs = head.len() / 2;
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match () {
        () if pairs < 4 => None,
        () if odd * 10 > pairs * 4 && even * 20 < pairs => Some(encoding_rs::UTF_16LE),
        () if even * 10 > pairs * 4 && odd * 20 < pairs => Some(encoding_rs::UTF_16BE),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_bytes_decide() {
        for (head, wanted) in [
            ("", Format::Empty),
            ("  <!DOCTYPE html><title>x", Format::Html),
            ("\u{feff}<html lang=en>", Format::Html),
            ("<!-- saved --><!doctype HTML>", Format::Html),
            ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", Format::Html),
            ("<P>Hello", Format::Html),
            ("He said <b>no</b> and<br>left", Format::Html),
            ("The rain came. 3 < 4, and <b> alone.", Format::Text),
            ("<?xml version='1.0'?>\n<rss version='2.0'>", Format::Feed),
            ("<feed xmlns='http://www.w3.org/2005/Atom'>", Format::Feed),
            ("<?xml version='1.0'?><?x y?><!-- a --><rdf:RDF xmlns:rdf='x'>", Format::Feed),
            ("<?xml version='1.0'?><urlset>", Format::Xml("urlset".into())),
            ("<?xml version='1.0'?><svg>", Format::NotAPage("SVG image")),
            ("{\"text\": \"x\"}", Format::Json),
            ("[ {\"text\": \"x\"}", Format::Json),
            ("[Photo: the harbour]\n\nThe rain came.", Format::Text),
            ("{sic} wrote the mayor", Format::Text),
            ("From: Ada <a@b.example>\nDate: Mon, 3 Mar 2025 10:00:00 +0000\n\nHi", Format::Mail),
            ("From a@b Mon Mar  3\nFrom: Ada\nTo: Bo\n\nHi", Format::Mail),
            ("From: Port Varna, with love\n\nA story.", Format::Text),
            ("WARC/1.0\r\nWARC-Type: warcinfo", Format::Warc),
            ("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n<html>", Format::Http),
            ("HTTP/2 is here, says report", Format::Text),
            ("%PDF-1.7", Format::NotAPage("PDF document (convert it to text first, e.g. with pdftotext)")),
        ] {
            assert_eq!(sniff(head.as_bytes(), "-"), wanted, "{head:?}");
        }
    }

    #[test]
    fn the_name_decides_where_the_bytes_leave_it_open() {
        assert_eq!(sniff(b"Just words.", "a.html"), Format::Html);
        assert_eq!(sniff(b"Just words.", "a.HTM.gz"), Format::Html);
        assert_eq!(sniff(b"Use <b>bold</b> and <i>more</i>.", "a.md"), Format::Text);
        assert_eq!(sniff(b"<html>", "a.txt"), Format::Html);
        assert_eq!(sniff(b"\xff\xd8\xff", "a.html"), Format::NotAPage("JPEG image"));
    }

    #[test]
    fn a_damaged_beginning_does_not_hide_a_web_archive() {
        let head = b"\0\x01\x02 junk \r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n";
        assert_eq!(sniff(head, "a.warc.gz"), Format::Warc);
    }

    #[test]
    fn zeros_mean_binary_unless_they_stand_in_every_other_place() {
        assert_eq!(sniff(&[0, 1, 2, 3, b'a', b'b'], "-"), Format::NotAPage("binary data"));
        let wide: Vec<u8> = "<html><p>Rain".bytes().flat_map(|byte| [byte, 0]).collect();
        assert_eq!(sniff(&wide, "-"), Format::Html);
        let wide: Vec<u8> = "Rain came.".bytes().flat_map(|byte| [byte, 0]).collect();
        assert_eq!(sniff(&wide, "-"), Format::Text);
        let marked: Vec<u8> = [0xfe, 0xff].into_iter().chain("Rain".bytes().flat_map(|byte| [0, byte])).collect();
        assert_eq!(sniff(&marked, "-"), Format::Text);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_something(bytes: Vec<u8>, name: String) {
            sniff(&bytes, &name);
        }
    }
}
