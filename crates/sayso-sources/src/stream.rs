//! Streams: bytes from any reader with a look ahead, lines, and a place for damage.
//!
//! In: a reader. Out: `Stream`, on which every format's reader stands.
//!
//! Damage keeps its place: the bytes before it are handed out first, then the error once, then what follows it
//! (a gzip file goes on at its next member). So a reader can give what it has, say what is lost, and go on.

use std::io::{self, Read};

use memchr::{memchr, memmem};

const CHUNK: usize = 64 << 10;

/// Bytes of a reader, in order, with a look ahead.
pub(crate) struct Stream {
    inner: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    start: usize,
    /// An error met behind the last byte of `buffer`, not yet told.
    fault: Option<io::Error>,
    ended: bool,
}

/// How a search or a line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// What was looked for was found (and is consumed, unless said otherwise).
    Found,
    /// The input ended first.
    End,
    /// The limit was met first.
    Limit,
}

impl Stream {
    pub(crate) fn new(inner: impl Read + Send + 'static) -> Stream {
        Stream { inner: Box::new(inner), buffer: Vec::new(), start: 0, fault: None, ended: false }
    }

    /// The reader's bytes from here on as a reader again: what was looked at is given once more.
    pub(crate) fn into_reader(self) -> impl Read + Send + 'static {
        self
    }

    /// Up to `wanted` bytes ahead; fewer only where the input ends or is damaged.
    pub(crate) fn peek(&mut self, wanted: usize) -> &[u8] {
        while self.buffer.len() - self.start < wanted && self.fill() {}
        let ahead = self.ahead();
        &ahead[..ahead.len().min(wanted)]
    }

    /// Steps over bytes that were looked at.
    pub(crate) fn consume(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.buffer.len());
    }

    /// Puts bytes back in front.
    pub(crate) fn unread(&mut self, bytes: &[u8]) {
        self.buffer.splice(..self.start, bytes.iter().copied());
        self.start = 0;
    }

    /// Some bytes ahead: empty at the end of the input, an error once where the damage stands.
    pub(crate) fn chunk(&mut self) -> io::Result<&[u8]> {
        if self.ahead().is_empty()
            && !self.fill()
            && let Some(fault) = self.fault.take()
        {
            return Err(fault);
        }
        Ok(self.ahead())
    }

    /// Appends the next `count` bytes; fewer only where the input ends. What came before an error stays appended.
    pub(crate) fn take_bytes(&mut self, into: &mut Vec<u8>, count: usize) -> io::Result<Stop> {
        let mut left = count;
        while left > 0 {
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                return Ok(Stop::End);
            }
            let some = chunk.len().min(left);
            into.extend_from_slice(&chunk[..some]);
            self.consume(some);
            left -= some;
        }
        Ok(Stop::Found)
    }

    /// Appends everything up to the end, or to the limit.
    pub(crate) fn take_rest(&mut self, into: &mut Vec<u8>, limit: usize) -> io::Result<Stop> {
        match self.take_bytes(into, limit.saturating_sub(into.len()))? {
            Stop::Found if !self.chunk()?.is_empty() => Ok(Stop::Limit),
            _ => Ok(Stop::End),
        }
    }

    /// Appends bytes up to `needle` and the needle itself. Bytes beyond the limit are stepped over, not kept; at
    /// the limit the search goes on, so that `Limit` still leaves the stream behind the needle or at the end.
    pub(crate) fn take_through(&mut self, needle: &[u8], into: &mut Vec<u8>, limit: usize) -> io::Result<Stop> {
        let finder = memmem::Finder::new(needle);
        let mut over = false;
        loop {
            if self.chunk()?.is_empty() {
                return Ok(if over { Stop::Limit } else { Stop::End });
            }
            let ahead = self.ahead();
            let (some, found) = match finder.find(ahead) {
                Some(at) => (at + needle.len(), true),
                // A needle may begin at the end of this chunk.
                None => (ahead.len().saturating_sub(needle.len() - 1), false),
            };
            let room = limit.saturating_sub(into.len());
            over |= some > room;
            into.extend_from_slice(&ahead[..some.min(room)]);
            self.consume(some);
            if found {
                return Ok(if over { Stop::Limit } else { Stop::Found });
            }
            let kept = self.ahead().len();
            if !self.fill() {
                // Nothing follows: what is left cannot hold the needle.
                let room = limit.saturating_sub(into.len());
                over |= kept > room;
                let rest = self.start..self.start + kept.min(room);
                into.extend_from_slice(&self.buffer[rest]);
                self.consume(kept);
            }
        }
    }

    /// Appends a line without its line feed. A line over the limit is stepped over to its end.
    pub(crate) fn line(&mut self, into: &mut Vec<u8>, limit: usize) -> io::Result<Stop> {
        let stop = self.take_through(b"\n", into, limit)?;
        if stop == Stop::Found {
            into.pop();
        }
        Ok(stop)
    }

    /// Steps over the rest of the line.
    pub(crate) fn skip_line(&mut self) -> io::Result<(Stop, u64)> {
        let mut skipped = 0;
        loop {
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                return Ok((Stop::End, skipped));
            }
            let (some, stop) = match memchr(b'\n', chunk) {
                Some(at) => (at + 1, true),
                None => (chunk.len(), false),
            };
            self.consume(some);
            skipped += some as u64;
            if stop {
                return Ok((Stop::Found, skipped));
            }
        }
    }

    fn ahead(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Reads one more chunk; false where nothing came.
    fn fill(&mut self) -> bool {
        if self.ended || self.fault.is_some() {
            return false;
        }
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let kept = self.buffer.len();
        self.buffer.resize(kept + CHUNK, 0);
        let came = loop {
            match self.inner.read(&mut self.buffer[kept..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let (came, fault) = match came {
            Ok(came) => (came.min(CHUNK), None),
            Err(error) => (0, Some(error)),
        };
        self.buffer.truncate(kept + came);
        self.ended = came == 0 && fault.is_none();
        self.fault = fault;
        came > 0
    }
}

impl Read for Stream {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let chunk = self.chunk()?;
        let some = chunk.len().min(out.len());
        out[..some].copy_from_slice(&chunk[..some]);
        self.consume(some);
        Ok(some)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Hands out its bytes in pieces of the given size, and an error between two of them.
    struct Pieces {
        bytes: Vec<u8>,
        size: usize,
        fault_at: Option<usize>,
        given: usize,
    }

    impl Read for Pieces {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.fault_at == Some(self.given) {
                self.fault_at = None;
                return Err(io::Error::new(io::ErrorKind::InvalidData, "damage"));
            }
            let mut some = self.size.min(out.len()).min(self.bytes.len() - self.given);
            if let Some(at) = self.fault_at {
                some = some.min(at - self.given);
            }
            out[..some].copy_from_slice(&self.bytes[self.given..self.given + some]);
            self.given += some;
            Ok(some)
        }
    }

    fn pieces(text: &str, size: usize, fault_at: Option<usize>) -> Stream {
        Stream::new(Pieces { bytes: text.into(), size, fault_at, given: 0 })
    }

    #[test]
    fn a_needle_is_found_across_any_cut() {
        for size in 1..12 {
            let mut stream = pieces("one ]] > two ]]> three", size, None);
            let mut into = Vec::new();
            assert_eq!(stream.take_through(b"]]>", &mut into, 100).unwrap(), Stop::Found);
            assert_eq!(into, b"one ]] > two ]]>");
            into.clear();
            assert_eq!(stream.take_through(b"]]>", &mut into, 100).unwrap(), Stop::End);
            assert_eq!(into, b" three");
        }
    }

    #[test]
    fn a_long_line_is_cut_and_the_next_one_is_whole() {
        for size in 1..12 {
            let mut stream = pieces("abcdefghij\nkl\nm", size, None);
            let mut into = Vec::new();
            assert_eq!(stream.line(&mut into, 4).unwrap(), Stop::Limit);
            into.clear();
            assert_eq!(stream.line(&mut into, 4).unwrap(), Stop::Found);
            assert_eq!(into, b"kl");
            into.clear();
            assert_eq!(stream.line(&mut into, 4).unwrap(), Stop::End);
            assert_eq!(into, b"m");
        }
    }

    #[test]
    fn damage_is_told_once_and_in_its_place() {
        let mut stream = pieces("abcdef", 2, Some(4));
        assert_eq!(stream.peek(10), b"abcd");
        let mut into = Vec::new();
        assert!(stream.take_bytes(&mut into, 10).is_err());
        assert_eq!(into, b"abcd");
        assert_eq!(stream.take_bytes(&mut into, 10).unwrap(), Stop::End);
        assert_eq!(into, b"abcdef");
    }

    #[test]
    fn what_is_put_back_comes_first() {
        let mut stream = pieces("abcdef", 2, None);
        let mut into = Vec::new();
        stream.take_bytes(&mut into, 3).unwrap();
        stream.unread(b"xy");
        assert_eq!(stream.peek(10), b"xydef");
    }
}
