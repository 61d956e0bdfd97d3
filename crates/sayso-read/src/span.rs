//! Rulers: a stretch of bytes and a stretch of tokens, two types, never confused.
//!
//! Code points, the outer contract's unit, appear only in `reading`.

use std::ops::Range;

/// A stretch `[start, end)` of bytes: of an article's text, or (where a type says so) of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`; offsets above 4 GiB are held at the limit, which no page reaches.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end) }
    }

    /// The same as a range of indices, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many bytes.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A stretch `[start, end)` of tokens of a [`Text`](crate::text::Text).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Run {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
}

impl Run {
    /// A run from token `start` to token `end`.
    pub fn new(start: usize, end: usize) -> Self {
        let Span { start, end } = Span::new(start, end);
        Run { start, end }
    }

    /// The same as a range of indices, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many tokens.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether it holds no token.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Run) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a token.
    pub fn overlaps(self, other: Run) -> bool {
        self.start < other.end && other.start < self.end
    }
}
