//! Strings of a tree: mostly stretches of the page, copied only where the page spells them otherwise.
//!
//! A text without character references, or an attribute without capitals in its name, stands in the page byte for
//! byte. [`Slice`] says where; only `&amp;`, `CLASS=` and their like are written into a buffer of our own.

use crate::span::Span;

/// Set in `Slice::start` when the slice lies in the buffer, not in the page.
const OURS: u32 = 1 << 31;

/// A string: a stretch of the page or of our own buffer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Slice {
    start: u32,
    end: u32,
}

impl Slice {
    fn page(start: usize, end: usize) -> Slice {
        let Span { start, end } = Span::new(start, end);
        Slice { start, end }
    }

    fn ours(start: usize, end: usize) -> Slice {
        let Span { start, end } = Span::new(start, end);
        Slice { start: start | OURS, end: end | OURS }
    }

    pub(super) fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Where it stands in the page, if it does.
    pub(super) fn in_page(self) -> Option<Span> {
        (self.start & OURS == 0).then_some(Span { start: self.start, end: self.end })
    }

    /// Cuts off the first `length` bytes.
    pub(super) fn split(self, length: usize) -> (Slice, Slice) {
        let middle = self.start.saturating_add(length as u32).min(self.end);
        (Slice { end: middle, ..self }, Slice { start: middle, ..self })
    }

    /// Both as one, where the second starts in the same place as the first ends.
    pub(super) fn join(self, next: Slice) -> Option<Slice> {
        (self.end == next.start).then_some(Slice { end: next.end, ..self })
    }
}

/// The page and the buffer.
#[derive(Debug, Clone)]
pub(super) struct Strings<'p> {
    pub(super) page: &'p str,
    ours: String,
}

impl<'p> Strings<'p> {
    pub(super) fn new(page: &'p str) -> Self {
        Strings { page, ours: String::new() }
    }

    pub(super) fn get(&self, slice: Slice) -> &str {
        let string = if slice.start & OURS == 0 { self.page } else { &self.ours };
        string.get((slice.start & !OURS) as usize..(slice.end & !OURS) as usize).unwrap_or("")
    }

    /// Keeps a copy.
    pub(super) fn keep(&mut self, string: &str) -> Slice {
        let start = self.ours.len();
        self.ours.push_str(string);
        Slice::ours(start, self.ours.len())
    }

    /// Keeps the strings, one after the other, as one.
    pub(super) fn keep_all(&mut self, slices: impl Iterator<Item = Slice>) -> Slice {
        let start = self.ours.len();
        for slice in slices {
            let range = (slice.start & !OURS) as usize..(slice.end & !OURS) as usize;
            if slice.start & OURS == 0 {
                self.ours.push_str(self.page.get(range).unwrap_or(""));
            } else if self.ours.get(range.clone()).is_some() {
                self.ours.extend_from_within(range);
            }
        }
        Slice::ours(start, self.ours.len())
    }
}

/// A string that arrives from the tokenizer in chunks. As long as the chunks stand in the page one after the other it
/// is a stretch of the page; the first that does not makes it a copy.
#[derive(Debug, Default)]
pub(super) struct Growing {
    start: usize,
    /// Where in the page the last chunk ended.
    pub(super) end: usize,
    copy: Vec<u8>,
    copied: bool,
}

impl Growing {
    pub(super) fn clear(&mut self) {
        *self = Growing { copy: std::mem::take(&mut self.copy), ..Growing::default() };
        self.copy.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.start >= self.end && self.copy.is_empty()
    }

    /// Adds a chunk that stands at `start`, or else (a character reference) was made of the bytes before `position`.
    pub(super) fn push(&mut self, page: &str, start: Option<usize>, position: usize, chunk: &[u8]) {
        if !self.copied {
            match start {
                Some(start) if self.is_empty() => {
                    (self.start, self.end) = (start, start + chunk.len());
                    return;
                }
                Some(start) if follows(page, self.end, start) => {
                    self.end = start + chunk.len();
                    return;
                }
                _ => {
                    self.copied = true;
                    self.copy.extend_from_slice(page.as_bytes().get(self.start..self.end).unwrap_or(b""));
                }
            }
        }
        self.copy.extend_from_slice(chunk);
        self.end = start.map_or(position, |start| start + chunk.len());
    }

    /// The whole, ready for the next.
    pub(super) fn take(&mut self, strings: &mut Strings) -> Slice {
        let whole = if !self.copied && strings.page.get(self.start..self.end).is_some() {
            Slice::page(self.start, self.end)
        } else {
            strings.keep(&String::from_utf8_lossy(&self.copy))
        };
        self.clear();
        whole
    }
}

/// Where in the page a chunk stands byte for byte, if it does. That is before `position`; but what looks like a tag and
/// is none (`</b` in a script, `]` in a CDATA section) the tokenizer hands out late, and it stands at `end`, where the
/// text before it ended.
///
/// The tokenizer turns CR and CR LF into LF; we keep them as they are, for white space is folded in the end.
pub(super) fn standing(page: &str, end: Option<usize>, position: usize, chunk: &[u8]) -> Option<usize> {
    let is_at = |start: usize| {
        let raw = page.as_bytes().get(start..start + chunk.len());
        raw == Some(chunk) || (chunk == b"\n" && raw == Some(b"\r"))
    };
    // Of several brackets in a row the first ones are text: where the text before ended goes first.
    let late = end.filter(|end| matches!(chunk.first(), Some(b'<' | b']')) && is_at(*end));
    late.or_else(|| position.checked_sub(chunk.len()).filter(|&start| is_at(start)))
}

/// The same place, but past the LF if it stands between CR and LF.
pub(super) fn past_line_end(page: &str, at: usize) -> usize {
    let between = at > 0 && page.as_bytes().get(at - 1..at + 1) == Some(b"\r\n");
    at + usize::from(between)
}

/// Whether a chunk that starts at `start` carries straight on from one that ended at `end`.
pub(super) fn follows(page: &str, end: usize, start: usize) -> bool {
    end == start || past_line_end(page, end) == start
}
