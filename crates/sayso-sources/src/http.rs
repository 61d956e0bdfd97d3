//! HTTP responses as archives keep them: status, headers, and a body whose codings are undone.
//!
//! In: the bytes of a response. Out: [`Response`].
//!
//! Archives lie: some store the body unpacked and leave `Content-Encoding: gzip` or `Transfer-Encoding: chunked` in the
//! headers. So a coding is undone only where the body looks coded; where undoing breaks in the middle, what came before
//! stays and the trouble is told.
//!
//! Not here: `zstd`, which is told as a trouble.

use std::io::{self, Read};

use sayso_read::page::Told;

use crate::{
    gzip::{self, Gunzip},
    headers::{ContentType, Headers},
    limits,
};

/// A response, its body as the server meant it.
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) kind: ContentType,
    pub(crate) body: Vec<u8>,
    headers: Headers,
    /// What went wrong and did not stop it.
    pub(crate) troubles: Vec<String>,
}

/// What stops a body from being read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// A coding that is not undone here.
    Unknown(String),
    /// A coding that could not be undone at all.
    Broken(String),
    TooLarge,
}

impl Response {
    /// Reads status and headers; `None` where the bytes are no response. The body is still coded.
    pub(crate) fn read(mut bytes: Vec<u8>) -> Option<Response> {
        let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let status = std::str::from_utf8(line).ok().filter(|line| line.starts_with("HTTP/"))?;
        let status = status.split_ascii_whitespace().nth(1)?.parse().ok()?;
        let begin = (line.len() + 1).min(bytes.len());
        let (headers, body) = Headers::read(&bytes[begin..]);
        bytes.drain(..begin + body);
        Some(Response { status, kind: headers.content_type(), body: bytes, headers, troubles: Vec::new() })
    }

    /// Undoes chunks and codings.
    pub(crate) fn undo(&mut self) -> Result<(), Unreadable> {
        let transfer = self.headers.get("transfer-encoding").unwrap_or_default().to_ascii_lowercase();
        if transfer.contains("chunked")
            && let Some((body, whole)) = unchunk(&self.body)
        {
            self.body = body;
            if !whole {
                self.troubles.push("the last chunks of the body are missing".into());
            }
        }
        let codings = self.headers.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
        for coding in codings.rsplit(',').map(str::trim).take(limits::CODINGS) {
            let looks_plain = self.body.trim_ascii_start().starts_with(b"<");
            let (body, error) = match coding {
                "gzip" | "x-gzip" if self.body.starts_with(&gzip::MAGIC) => {
                    take(Gunzip::new(io::Cursor::new(&self.body), limits::BODY_UNPACKED_FREELY))
                }
                "deflate" if !looks_plain => inflate(&self.body),
                "br" if !looks_plain => {
                    take(brotli_decompressor::Decompressor::new(io::Cursor::new(&self.body), 16 << 10))
                }
                "" | "identity" | "gzip" | "x-gzip" | "deflate" | "br" => continue,
                _ if looks_plain => continue,
                other => {
                    return Err(Unreadable::Unknown(other.chars().take(20).collect()));
                }
            };
            match error {
                None => {}
                Some(error) if error.kind() == io::ErrorKind::FileTooLarge => return Err(Unreadable::TooLarge),
                Some(_) if body.is_empty() => return Err(Unreadable::Broken(format!("broken coding `{coding}`"))),
                Some(_) => self.troubles.push(format!("the body is damaged in its coding `{coding}`")),
            }
            self.body = body;
        }
        Ok(())
    }

    /// What the response says about its page.
    pub(crate) fn tell(&mut self, told: &mut Told) {
        told.charset = self.kind.charset();
        told.language =
            self.headers.get("content-language").map(|tags| tags.split(',').next().unwrap_or_default().trim().into());
        told.troubles.append(&mut self.troubles);
    }
}

/// Puts chunks together. `None` where the body is not chunked after all; false where its end is missing.
fn unchunk(body: &[u8]) -> Option<(Vec<u8>, bool)> {
    let (mut whole, mut rest) = (Vec::new(), body);
    loop {
        let Some(end) = memchr::memchr(b'\n', &rest[..rest.len().min(4096)]) else {
            return (rest.len() < body.len()).then_some((whole, false));
        };
        let line = rest[..end].split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        let size = std::str::from_utf8(line).ok().filter(|line| !line.is_empty() && !line.starts_with('+'));
        let Some(size) = size.and_then(|size| usize::from_str_radix(size, 16).ok()) else {
            return (rest.len() < body.len()).then_some((whole, false));
        };
        rest = &rest[end + 1..];
        if size == 0 {
            return Some((whole, true));
        }
        let some = size.min(rest.len());
        whole.extend_from_slice(&rest[..some]);
        rest = &rest[some..];
        if some < size {
            return Some((whole, false));
        }
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
}

/// `deflate` is meant to be zlib's format; some servers send bare deflate.
fn inflate(body: &[u8]) -> (Vec<u8>, Option<io::Error>) {
    let (bytes, error) = take(flate2::read::ZlibDecoder::new(body));
    if error.is_some() && bytes.is_empty() { take(flate2::read::DeflateDecoder::new(body)) } else { (bytes, error) }
}

/// Reads to the end, to an error, or to the limit of a document.
fn take(mut reader: impl Read) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::new();
    let mut chunk = vec![0; 32 << 10];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return (bytes, None),
            Ok(some) => bytes.extend_from_slice(&chunk[..some]),
            Err(error) => return (bytes, Some(error)),
        }
        if bytes.len() > limits::DOCUMENT {
            return (bytes, Some(io::ErrorKind::FileTooLarge.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::gzip::tests::pack;

    /// "<p>Rain came to Port Varna.</p>" as `brotli -q 1` writes it, uncompressed in one metablock.
    fn brotli(bytes: &[u8]) -> Vec<u8> {
        // Window bits 16, then a stored metablock (RFC 7932, 9.2): ISLAST 0, MNIBBLES 4, MLEN-1, ISUNCOMPRESSED 1; then an
        // empty last one.
        let head = (bytes.len() as u32 - 1) << 4 | 1 << 20;
        [&head.to_le_bytes()[..3], bytes, &[3]].concat()
    }

    fn undone(headers: &str, body: &[u8]) -> Result<(String, Vec<String>), Unreadable> {
        let bytes = [format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").as_bytes(), body].concat();
        let mut response = Response::read(bytes).unwrap();
        response.undo()?;
        Ok((String::from_utf8_lossy(&response.body).into_owned(), response.troubles))
    }

    const PAGE: &str = "<p>Rain came to Port Varna.</p>";

    #[test]
    fn codings_are_undone() {
        let deflated = pack(PAGE.as_bytes());
        let bare = &deflated[10..deflated.len() - 8];
        for (headers, body) in [
            ("X: y", PAGE.into()),
            ("Content-Encoding: gzip", pack(PAGE.as_bytes())),
            ("content-encoding: X-GZIP", pack(PAGE.as_bytes())),
            ("Content-Encoding: deflate", bare.to_vec()),
            ("Content-Encoding: br", brotli(PAGE.as_bytes())),
            ("Content-Encoding: gzip, br", brotli(&pack(PAGE.as_bytes()))),
            ("Transfer-Encoding: chunked", b"5;x=y\r\n<p>Ra\r\n1A\r\nin came to Port Varna.</p>\r\n0\r\n\r\n".to_vec()),
        ] {
            assert_eq!(undone(headers, &body), Ok((PAGE.into(), vec![])), "{headers}");
        }
    }

    #[test]
    fn a_coding_that_was_undone_already_is_left_alone() {
        for headers in
            ["Content-Encoding: gzip", "Content-Encoding: br", "Content-Encoding: deflate", "Content-Encoding: zstd"]
        {
            assert_eq!(undone(headers, PAGE.as_bytes()), Ok((PAGE.into(), vec![])), "{headers}");
        }
        assert_eq!(undone("Transfer-Encoding: chunked", PAGE.as_bytes()), Ok((PAGE.into(), vec![])));
    }

    #[test]
    fn what_came_before_the_damage_stays() {
        let packed = pack(PAGE.repeat(50).as_bytes());
        let (body, troubles) = undone("Content-Encoding: gzip", &packed[..packed.len() - 12]).unwrap();
        assert!(body.starts_with(PAGE) && troubles.len() == 1);
        let (body, troubles) = undone("Transfer-Encoding: chunked", b"5\r\n<p>Ra\r\n20\r\nin ca").unwrap();
        assert_eq!((body.as_str(), troubles.len()), ("<p>Rain ca", 1));
    }

    #[test]
    fn an_unknown_coding_is_named() {
        assert_eq!(undone("Content-Encoding: zstd", b"\x28\xb5"), Err(Unreadable::Unknown("zstd".into())));
    }

    #[test]
    fn a_bomb_in_a_body_is_put_out() {
        let packed = pack(&vec![b'a'; limits::DOCUMENT + 1]);
        assert_eq!(undone("Content-Encoding: gzip", &packed), Err(Unreadable::TooLarge));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, coding in "(gzip|deflate|br|chunked|x)") {
            for header in ["Content-Encoding", "Transfer-Encoding"] {
                let _ = undone(&format!("{header}: {coding}"), &bytes);
            }
            Response::read(bytes);
        }
    }
}
