//! Where decoded characters came from.
//!
//! A list of runs. In a run every character is as long as every other, both in the page and in UTF-8, so that any
//! place in it is found by multiplying: an ASCII stretch is one run, so is a line of kanji in Shift_JIS (two bytes to
//! three). A run also ends where the page holds what gave no character (an escape sequence of ISO-2022-JP): that belongs
//! to the character behind it.
//!
//! ```text
//! bytes   4E 6F 20 | 93 FA 96 7B | 2E        text  4E 6F 20 | E6 97 A5 E6 9C AC | 2E
//! runs    0→0        3→3           9→7
//! ```

use crate::span::Span;

/// Where a run starts in the text and in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    text: u32,
    page: u32,
}

/// The way back from a decoded text to the bytes of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Origin {
    /// Empty for a text that stands in the page as it is, behind `offset` bytes.
    runs: Vec<Run>,
    offset: u32,
    /// Where the text and the page end.
    end: Option<Run>,
    /// Length of the last run's characters in the text and in the page.
    shape: (usize, usize),
}

impl Origin {
    /// For a text that stands in the page as it is, behind `offset` bytes (a byte order mark).
    pub(super) fn same(offset: usize) -> Origin {
        Origin { offset: offset as u32, ..Origin::default() }
    }

    /// For a text that is to be told piece by piece, behind `offset` bytes.
    pub(super) fn pieces(offset: usize) -> Origin {
        Origin { end: Some(Run { text: 0, page: offset as u32 }), ..Origin::default() }
    }

    /// The next characters take `text` bytes of the text and `page` bytes of the page. They are one character, unless
    /// both are the same stretch of bytes.
    pub(super) fn push(&mut self, text: usize, page: usize) {
        let Some(end) = &mut self.end else { return };
        let shape = if text == page { (1, 1) } else { (text, page) };
        if self.shape != shape || self.runs.is_empty() {
            self.runs.push(*end);
            self.shape = shape;
        }
        end.text = end.text.saturating_add(text as u32);
        end.page = end.page.saturating_add(page as u32);
    }

    /// The bytes of the page behind a stretch of `text`.
    pub(super) fn source(&self, text: &str, span: Span) -> Span {
        let Some(end) = self.end else {
            let move_on = |at: u32| at.saturating_add(self.offset);
            return Span { start: move_on(span.start), end: move_on(span.end) };
        };
        Span { start: self.place(text, span.start, end, false), end: self.place(text, span.end, end, true) }
    }

    /// Where in the page the character at `at` starts. Inside of a character: its start, or its end if `after`.
    fn place(&self, text: &str, at: u32, end: Run, after: bool) -> u32 {
        let index = self.runs.partition_point(|run| run.text <= at);
        let Some(run) = index.checked_sub(1).and_then(|index| self.runs.get(index)) else { return end.page };
        let next = self.runs.get(index).copied().unwrap_or(end);
        if at >= next.text {
            return next.page;
        }
        let (long, short) = (next.text - run.text, next.page - run.page);
        if long == short {
            return run.page + (at - run.text);
        }
        let unit =
            text.get(run.text as usize..).and_then(|rest| rest.chars().next()).map_or(1, |c| c.len_utf8() as u32);
        let width = short / (long / unit).max(1);
        let inside = at - run.text;
        let characters = if after { inside.div_ceil(unit) } else { inside / unit };
        run.page + characters * width
    }
}
