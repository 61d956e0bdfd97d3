//! Charsets of feeds and JSON: everything that is read piece by piece is turned into UTF-8 on the way.
//!
//! In: a [`Stream`]. Out: the same in UTF-8. Pages, mails and records keep their bytes: their charset is settled where they
//! are read (`sayso_read::page`).

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};

use crate::{sniff, stream::Stream};

/// Turns a stream into UTF-8: by its byte order mark, its zeros, or its XML declaration.
pub(crate) fn utf8(mut stream: Stream) -> Stream {
    let head = stream.peek(1024);
    let (charset, mark) = match Encoding::for_bom(head) {
        Some(found) => found,
        None => (sniff::unmarked_wide(head).or_else(|| declared(head)).unwrap_or(UTF_8), 0),
    };
    stream.consume(mark);
    if charset == UTF_8 {
        return stream;
    }
    let decoder = charset.new_decoder_without_bom_handling();
    Stream::new(Transcode { inner: stream, decoder, out: vec![0; 64 << 10], at: 0, end: 0, ended: false })
}

/// The charset that an XML declaration names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.trim_ascii_start();
    if !head.starts_with(b"<?xml") {
        return None;
    }
    let declaration = &head[..memchr::memmem::find(head, b"?>")?];
    let at = memchr::memmem::find(declaration, b"encoding")? + b"encoding".len();
    let rest = declaration[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, rest) = rest.split_first()?;
    let end = memchr::memchr(*quote, rest).filter(|_| matches!(quote, b'"' | b'\''))?;
    // A declaration that can be read byte by byte is not in UTF-16, whatever it says.
    Encoding::for_label(&rest[..end]).filter(|charset| charset.is_ascii_compatible())
}

struct Transcode {
    inner: Stream,
    decoder: Decoder,
    out: Vec<u8>,
    at: usize,
    end: usize,
    ended: bool,
}

impl Read for Transcode {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.end {
            if self.ended {
                return Ok(0);
            }
            let chunk = self.inner.chunk()?;
            let last = chunk.is_empty();
            let (result, used, made, _) = self.decoder.decode_to_utf8(chunk, &mut self.out, last);
            self.inner.consume(used);
            (self.at, self.end) = (0, made);
            self.ended = last && result == CoderResult::InputEmpty;
        }
        let some = out.len().min(self.end - self.at);
        out[..some].copy_from_slice(&self.out[self.at..self.at + some]);
        self.at += some;
        Ok(some)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn turned(bytes: Vec<u8>) -> String {
        let mut text = String::new();
        utf8(Stream::new(io::Cursor::new(bytes))).into_reader().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_declared_charset_is_undone() {
        let declaration = b"<?xml version=\"1.0\" encoding='windows-1252'?><t>caf\xe9</t>".to_vec();
        assert!(turned(declaration).ends_with("<t>café</t>"));
    }

    #[test]
    fn wide_characters_are_undone_with_and_without_a_mark() {
        let wide: Vec<u8> = "<rss>é</rss>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(turned(wide.clone()), "<rss>é</rss>");
        assert_eq!(turned([vec![0xff, 0xfe], wide].concat()), "<rss>é</rss>");
    }

    #[test]
    fn long_input_is_turned_whole() {
        let bytes = [b"<?xml encoding=\"latin1\"?>".to_vec(), vec![0xe9; 300_000]].concat();
        assert_eq!(turned(bytes).chars().filter(|c| *c == 'é').count(), 300_000);
    }

    #[test]
    fn utf_8_stays_as_it_is_but_for_its_mark() {
        assert_eq!(turned("\u{feff}é".into()), "é");
    }
}
