//! Which charset a page is in.
//!
//! In the order of the WHATWG's sniffing: a byte order mark, what the carrier says, what the page says of itself; then
//! valid UTF-8, then a guess. Two departures, for a reader wants the words and not what a browser of 1998 showed:
//!
//! - A page that is valid UTF-8, with characters beyond ASCII, is UTF-8 even if it calls itself Latin-1: no other text
//!   is valid UTF-8 by chance.
//! - Nobody said, and all but a few bytes are UTF-8: it is UTF-8 with damage.

use super::{Kind, Page};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// How far into a page we look for `<meta charset>`. The standard says 1024; some pages have it later.
const PRESCAN: usize = 4096;
/// How much of a page a guess looks at.
const GUESS: usize = 512 << 10;

/// A charset and what named it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    pub(super) encoding: &'static Encoding,
    pub(super) evidence: &'static str,
    /// What was declared and is not so.
    pub(super) overruled: Option<&'static Encoding>,
    /// Bytes of the byte order mark.
    pub(super) mark: usize,
}

/// Chooses a charset. `valid` is whether the bytes are valid UTF-8.
pub(super) fn choose(page: &Page, valid: bool) -> Choice {
    let bytes = page.bytes.as_slice();
    let choice = |encoding, evidence| Choice { encoding, evidence, overruled: None, mark: 0 };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Choice { mark, ..choice(encoding, "byte order mark") };
    }
    if let Some((declared, evidence)) = declared(page) {
        let is_utf8 = valid && declared != UTF_8 && declared.is_ascii_compatible() && {
            let beyond = characters_beyond_ascii(bytes, 8);
            beyond >= if declared.is_single_byte() { 1 } else { 8 }
        };
        return match is_utf8 {
            true => Choice { overruled: Some(declared), ..choice(UTF_8, "valid UTF-8") },
            false => choice(declared, evidence),
        };
    }
    if let Some(utf16) = utf16_without_mark(bytes) {
        return choice(utf16, "guess");
    }
    // Japanese mail: ASCII bytes only, and the two escape sequences that lead in to kanji.
    let escapes = bytes.contains(&0x1b) && bytes.windows(3).any(|three| matches!(three, b"\x1b$B" | b"\x1b$@"));
    if escapes && bytes.is_ascii() {
        return choice(ISO_2022_JP, "guess");
    }
    if valid {
        return choice(UTF_8, "valid UTF-8");
    }
    if mostly_utf8(bytes) {
        return choice(UTF_8, "guess");
    }
    let first = Encoding::ascii_valid_up_to(bytes).saturating_sub(256);
    let sample = bytes.get(first..bytes.len().min(first + GUESS)).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, first + sample.len() == bytes.len());
    choice(detector.guess(None, Utf8Detection::Deny), "guess")
}

/// What the carrier or the page itself says.
fn declared(page: &Page) -> Option<(&'static Encoding, &'static str)> {
    if let Some(label) = &page.told.charset
        && let Some(encoding) = Encoding::for_label_no_replacement(label.trim_matches(['"', '\'', ' ']).as_bytes())
    {
        return Some((encoding, "header"));
    }
    if page.kind != Kind::Html {
        return None;
    }
    let start = page.bytes.get(..PRESCAN.min(page.bytes.len())).unwrap_or_default();
    let xml = || xml_declaration(start).map(|label| (label, "xml declaration"));
    let (label, evidence) = super::prescan::meta(start).map(|label| (label, "meta")).or_else(xml)?;
    let encoding = Encoding::for_label_no_replacement(&label)?;
    // The bytes that say so are ASCII, so it cannot be UTF-16.
    let encoding = if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding };
    Some((if encoding == X_USER_DEFINED { WINDOWS_1252 } else { encoding }, evidence))
}

/// `<?xml version="1.0" encoding="...">`
fn xml_declaration(start: &[u8]) -> Option<Vec<u8>> {
    let rest = start.strip_prefix(b"<?xml")?;
    let rest = rest.get(..rest.iter().position(|byte| *byte == b'>')?)?;
    let at = rest.windows(8).position(|window| window == b"encoding")?;
    let mut rest = rest.get(at + 8..)?.iter().copied().skip_while(|byte| byte.is_ascii_whitespace() || *byte == b'=');
    let mark = rest.next().filter(|byte| matches!(byte, b'"' | b'\''))?;
    Some(rest.take_while(|byte| *byte != mark).collect())
}

/// How many characters beyond ASCII a valid UTF-8 text has; counts no further than `enough`.
fn characters_beyond_ascii(bytes: &[u8], enough: usize) -> usize {
    bytes.iter().filter(|byte| **byte >= 0xC0).take(enough).count()
}

/// Whether the text was UTF-8 and has a few bad bytes, or was cut within a character. In a page in another charset most
/// bytes beyond ASCII are no UTF-8; in Chinese ones (GB 2312) one pair in five is by chance.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let cut = std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none());
    good > 4 * (bad - usize::from(cut))
}

/// A text of mostly Western letters in UTF-16 has a zero in every second byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..512.min(bytes.len() & !1)).unwrap_or_default();
    if start.len() < 8 {
        return None;
    }
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count() * 2;
    match (zeros(0) * 10 / start.len(), zeros(1) * 10 / start.len()) {
        (0, 7..) => Some(UTF_16LE),
        (7.., 0) => Some(UTF_16BE),
        _ => None,
    }
}
