//! Bytes to characters, with the way back.

use super::Page;
use super::charset::{Choice, choose};
use super::origin::Origin;
use crate::span::Span;
use encoding_rs::{DecoderResult, Encoding, UTF_8};
use std::borrow::Cow;

/// What a byte that is no character becomes.
const REPLACEMENT: &str = "\u{fffd}";

/// A page's characters, and where each came from.
#[derive(Debug, Clone)]
pub struct Decoded<'p> {
    /// The characters, without a byte order mark, line ends as they are. Borrowed from the page where that is UTF-8.
    pub text: Cow<'p, str>,
    /// Name of the charset, as the WHATWG Encoding Standard spells it.
    pub charset: &'static str,
    /// What named the charset: `"byte order mark"`, `"header"`, `"meta"`, `"xml declaration"`, `"valid UTF-8"`,
    /// `"guess"`.
    pub evidence: &'static str,
    /// The charset that header or page declare, where the bytes are plainly UTF-8 instead.
    pub overruled: Option<&'static str>,
    /// Whether some bytes were no character of that charset (each became U+FFFD).
    pub damaged: bool,
    origin: Origin,
}

impl Decoded<'_> {
    /// The bytes of the page that a stretch of `text` was decoded from. Exact for every charset; a bound inside of a
    /// character is moved outwards.
    pub fn source(&self, span: Span) -> Span {
        self.origin.source(&self.text, span)
    }

    /// What is doubtful about the charset, as sentences. A guess is told only where it matters: UTF-8 that is valid is
    /// not guessed.
    pub fn doubts(&self) -> Vec<String> {
        let mut doubts = Vec::new();
        let charset = self.charset;
        if let Some(declared) = self.overruled {
            doubts.push(format!("the page is declared to be {declared}, but its bytes are UTF-8; read as UTF-8"));
        }
        if self.evidence == "guess" {
            doubts.push(format!("nothing names the charset; {charset} is a guess"));
        }
        if self.damaged {
            doubts.push(format!("some bytes are no characters of {charset}; each became U+FFFD"));
        }
        doubts
    }
}

/// Decodes a page: a byte order mark decides, then the carrier, then the page itself, then valid UTF-8, then a guess;
/// see `charset` for when UTF-8 overrules. Bytes that are no character become U+FFFD, as browsers do it. Linear time.
pub fn decode(page: &Page) -> Decoded<'_> {
    let valid = std::str::from_utf8(&page.bytes).ok();
    let Choice { encoding, evidence, overruled, mark } = choose(page, valid.is_some());
    let bytes = page.bytes.get(mark..).unwrap_or_default();
    let (text, origin, damaged) = if encoding == UTF_8 {
        match valid.and_then(|text| text.get(mark..)) {
            Some(text) => (Cow::Borrowed(text), Origin::same(mark), false),
            None => utf8(bytes, mark),
        }
    } else if encoding.is_single_byte() {
        single_byte(bytes, mark, encoding)
    } else {
        many_bytes(bytes, mark, encoding)
    };
    let overruled = overruled.map(Encoding::name);
    Decoded { text, charset: encoding.name(), evidence, overruled, damaged, origin }
}

type Parts = (Cow<'static, str>, Origin, bool);

/// UTF-8 with invalid bytes.
fn utf8(bytes: &[u8], offset: usize) -> Parts {
    let mut text = String::with_capacity(bytes.len());
    let mut origin = Origin::pieces(offset);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.valid().is_empty() {
            origin.push(chunk.valid().len(), chunk.valid().len());
        }
        if !chunk.invalid().is_empty() {
            text.push_str(REPLACEMENT);
            origin.push(REPLACEMENT.len(), chunk.invalid().len());
        }
    }
    (text.into(), origin, true)
}

/// Takes what is ASCII at the start of the bytes; says how much.
fn ascii(bytes: &[u8], text: &mut String, origin: &mut Origin) -> usize {
    let length = Encoding::ascii_valid_up_to(bytes);
    if let Some(run) = bytes.get(..length)
        && let Ok(run) = std::str::from_utf8(run)
        && !run.is_empty()
    {
        text.push_str(run);
        origin.push(length, length);
    }
    length
}

/// A charset with one byte to a character: a table of 128.
fn single_byte(bytes: &[u8], offset: usize, encoding: &'static Encoding) -> Parts {
    let table: Vec<char> = (0x80..=0xff)
        .map(|byte| encoding.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{fffd}'))
        .collect();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut origin = Origin::pieces(offset);
    let mut damaged = false;
    let mut at = 0;
    while let Some(rest) = bytes.get(at..)
        && !rest.is_empty()
    {
        at += ascii(rest, &mut text, &mut origin);
        while let Some(character) = bytes.get(at).and_then(|byte| table.get(usize::from(*byte).wrapping_sub(0x80))) {
            damaged |= *character == '\u{fffd}';
            text.push(*character);
            origin.push(character.len_utf8(), 1);
            at += 1;
        }
    }
    (text.into(), origin, damaged)
}

/// Any charset: the decoder is fed byte by byte, and what comes out belongs to the bytes since it last gave something.
fn many_bytes(bytes: &[u8], offset: usize, encoding: &'static Encoding) -> Parts {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut origin = Origin::pieces(offset);
    let mut damaged = false;
    // `done` bytes have become characters, `fed` bytes the decoder has seen; `hold` while it must give back what it has
    // seen behind a broken character.
    let (mut done, mut fed, mut hold) = (0, 0, false);
    let mut out = [0; 64];
    loop {
        if done == fed && encoding.is_ascii_compatible() {
            let length = ascii(bytes.get(fed..).unwrap_or_default(), &mut text, &mut origin);
            (done, fed) = (done + length, fed + length);
        }
        let last = fed >= bytes.len() && !hold;
        let next = if hold { &[] } else { bytes.get(fed..fed + 1).unwrap_or_default() };
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(next, &mut out, last);
        fed += read;
        let bad = match result {
            DecoderResult::Malformed(length, after) => Some((usize::from(length), usize::from(after))),
            DecoderResult::InputEmpty | DecoderResult::OutputFull => None,
        };
        let end = bad.map_or(fed, |(length, after)| fed.saturating_sub(length + after)).max(done);
        let made = out.get(..written).and_then(|made| std::str::from_utf8(made).ok()).unwrap_or("");
        let mut behind = made.chars().count();
        for character in made.chars() {
            // Of what is given back the last may be the start of the next character; and Big5 has pairs of bytes that
            // are two characters, which get one each.
            behind -= 1;
            let one = behind > 0 || (encoding.is_ascii_compatible() && character.is_ascii());
            let end = if one { (done + 1).min(end) } else { end };
            text.push(character);
            origin.push(character.len_utf8(), end - done);
            done = end;
        }
        hold = false;
        match bad {
            Some((_, after)) => {
                let end = fed.saturating_sub(after).max(done);
                text.push_str(REPLACEMENT);
                origin.push(REPLACEMENT.len(), end - done);
                (done, damaged, hold) = (end, true, after > 0);
            }
            None if last => break,
            None => {}
        }
    }
    // What gave no character at the very end (a last escape sequence) belongs to the last character.
    (text.into(), origin, damaged)
}
