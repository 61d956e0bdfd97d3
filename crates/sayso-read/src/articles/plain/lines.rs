//! Lines of a plain text, and which of them belong together.
//!
//! In: text. Out: [`Piece`]s: stretches of one line, or of several where a mailer or editor broke a paragraph
//! at a column.
//!
//! A break is taken for a wrap when the first word of the next line would not have fitted on this one; a page
//! that was pasted has short lines that nothing forced to end. Which of the two a text is, its lines tell
//! together, so that one long title above a short name is not joined to it.
//!
//! ```text
//! The ferries of Dorn stood still on Friday after the crews     one paragraph
//! had walked out over pay, the harbour office said.
//!
//! Ferries stand still                                           three pieces
//! ANN EXAMPLE
//! 5 Min Read
//! ```

use super::super::bylines;
use super::super::furniture;
use crate::span::Span;

/// Lines that are looked at one by one; what stands after them is one piece.
pub(super) const MAX_LINES: usize = 50_000;
/// Narrowest and widest column that a text is broken at.
const COLUMNS: std::ops::RangeInclusive<u32> = 40..=120;

/// What the marks before a piece say that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// No mark.
    None,
    /// `# `, or underlined.
    Heading,
    /// `- `, `• `, `1. `.
    Item,
    /// `> `.
    Quote,
}

/// A stretch of text that is one block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Without its mark and the white space around it.
    pub(super) span: Span,
    /// What its mark says.
    pub(super) mark: Mark,
    /// Whether a blank line or a rule stands before it.
    pub(super) apart: bool,
}

#[derive(Clone, Copy)]
struct Line {
    /// Without mark and white space around.
    start: usize,
    end: usize,
    mark: Mark,
    apart: bool,
    indented: bool,
    /// Columns of the whole line.
    width: u32,
    /// Columns of its first word.
    first: u32,
}

/// Cuts a text; the second value is where the looking ended, if before the text's end.
pub(super) fn cut(text: &str) -> (Vec<Piece>, Option<usize>) {
    let (lines, rest) = lines(text);
    let column = column(&lines);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last: Option<Line> = None;
    for line in lines {
        match (last, pieces.last_mut()) {
            (Some(before), Some(piece)) if joined(text, &before, &line, column) => {
                piece.span = piece.span.cover(Span::new(line.start, line.end));
            }
            _ => pieces.push(Piece { span: Span::new(line.start, line.end), mark: line.mark, apart: line.apart }),
        }
        last = Some(line);
    }
    if let Some(at) = rest {
        let tail = &text[at..];
        let start = at + (tail.len() - tail.trim_start_matches(is_blank).len());
        let end = text.trim_end_matches(is_blank).len();
        if start < end {
            pieces.push(Piece { span: Span::new(start, end), mark: Mark::None, apart: true });
        }
    }
    (pieces, rest)
}

/// White space, and what a printer or a bad copy leaves behind.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}')
}

fn lines(text: &str) -> (Vec<Line>, Option<usize>) {
    let mut lines: Vec<Line> = Vec::new();
    let mut apart = true;
    let mut at = 0;
    for raw in text.split(['\n', '\r', '\u{c}', '\u{2028}', '\u{2029}']) {
        let here = at;
        // One byte or three; and "\r\n" gives an empty line between, which must not count as a blank one.
        let after = here + raw.len();
        at = after + text[after..].chars().next().map_or(0, char::len_utf8);
        let inside_crlf = raw.is_empty() && text[..here].ends_with('\r') && text[here..].starts_with('\n');
        if inside_crlf {
            continue;
        }
        let word = raw.trim_matches(is_blank);
        if word.is_empty() {
            apart = true;
            continue;
        }
        if let Some(rule) = rule(word) {
            // Setext: a heading is underlined.
            if let Some(before) = lines
                .last_mut()
                .filter(|before| !apart && before.mark == Mark::None && matches!(rule, '=' | '-') && before.width <= 90)
            {
                before.mark = Mark::Heading;
            }
            apart = true;
            continue;
        }
        if lines.len() == MAX_LINES {
            return (lines, Some(here));
        }
        let start = here + (word.as_ptr() as usize - raw.as_ptr() as usize);
        let (mark, skip) = mark(word);
        let words = &word[skip..];
        // A line is measured only as far as a column could reach: the longest lines need no more.
        let width = word.chars().take(*COLUMNS.end() as usize + 1).map(columns).sum();
        let first = match words.chars().next() {
            Some(c) if columns(c) == 2 => 2,
            _ => words.chars().take_while(|c| !c.is_whitespace()).take(60).map(columns).sum(),
        };
        let indented = raw.starts_with([' ', '\t', '\u{3000}']);
        lines.push(Line { start: start + skip, end: start + word.len(), mark, apart, indented, width, first });
        apart = false;
    }
    (lines, None)
}

/// The character of a line that only rules off: `-----`, `* * *`, `=====`.
fn rule(word: &str) -> Option<char> {
    let first = word.chars().next()?;
    let is_rule =
        |c: char| matches!(c, '-' | '=' | '_' | '*' | '~' | '#' | '+' | '•' | '·' | '—' | '–' | '>' | '|' | ' ' | '\t');
    word.chars().all(is_rule).then_some(first)
}

/// What stands before a line's words, and how many bytes of it.
fn mark(line: &str) -> (Mark, usize) {
    let trimmed = |skip: usize| skip + line[skip..].len() - line[skip..].trim_start_matches(is_blank).len();
    if line.starts_with('>') {
        let skip = line.len() - line.trim_start_matches(|c| c == '>' || is_blank(c)).len();
        return (Mark::Quote, skip);
    }
    let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with([' ', '\t']) {
        return (Mark::Heading, trimmed(hashes));
    }
    let mut characters = line.chars();
    if let (Some(c @ ('-' | '*' | '•' | '‣' | '▪' | '●' | '◦' | '·' | '+')), Some(' ' | '\t' | '\u{a0}')) =
        (characters.next(), characters.next())
    {
        return (Mark::Item, trimmed(c.len_utf8()));
    }
    if line.starts_with(['•', '▪', '●', '‣']) {
        return (Mark::Item, trimmed(line.chars().next().map_or(0, char::len_utf8)));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits)
        && line[digits..].starts_with([')', '.'])
        && line[digits + 1..].starts_with([' ', '\t'])
    {
        // "12. März war ..." is no item, but "1. Fähren" looks the same: the number stays in the words.
        return (Mark::Item, 0);
    }
    (Mark::None, 0)
}

/// How many columns of a terminal a character takes, roughly.
fn columns(c: char) -> u32 {
    match c as u32 {
        0x300..=0x36F | 0x200B..=0x200F => 0,
        0x1100..=0x115F
        | 0x2E80..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0x1F300..=0x1FAFF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// The column that a text is broken at, if it is.
fn column(lines: &[Line]) -> Option<u32> {
    let breaks = || {
        lines
            .windows(2)
            .filter(|pair| !pair[1].apart && COLUMNS.contains(&pair[0].width))
            .map(|pair| (&pair[0], &pair[1]))
    };
    let mut widths: Vec<u32> = breaks().map(|(line, _)| line.width).collect();
    if widths.len() < 3 {
        return None;
    }
    widths.sort_unstable();
    // A few lines stick out: addresses that could not be broken.
    let column = widths[(widths.len() - 1) * 9 / 10];
    let full = breaks().filter(|(line, next)| is_full(line, next, column)).count();
    let most = lines.windows(2).filter(|pair| !pair[1].apart).count();
    (full >= 3 && full * 10 >= widths.len() * 6 && full * 10 >= most * 4).then_some(column)
}

/// Whether the next line's first word would not have fitted.
fn is_full(line: &Line, next: &Line, column: u32) -> bool {
    line.width + 1 + next.first > column.saturating_sub(2)
}

/// Whether a line goes on where the line before it was broken.
fn joined(text: &str, before: &Line, line: &Line, column: Option<u32>) -> bool {
    if line.apart || before.mark == Mark::Heading || line.mark == Mark::Heading || line.mark == Mark::Item {
        return false;
    }
    if (line.mark == Mark::Quote) != (before.mark == Mark::Quote) || before.width > *COLUMNS.end() {
        return false;
    }
    let (words, next) = (&text[before.start..before.end], &text[line.start..line.end]);
    // Lower case after no full stop: nobody begins a line of its own like that.
    let goes_on = next.starts_with(char::is_lowercase) && !ends_sentence(words) && before.width >= *COLUMNS.start();
    let full = column.is_some_and(|column| is_full(before, line, column));
    if !full {
        // An item or a quotation goes on indented.
        return goes_on || (before.mark == Mark::Item && line.indented && !ends_sentence(words));
    }
    if line.indented && !before.indented && ends_sentence(words) && before.mark == Mark::None {
        return false;
    }
    let separate =
        |words: &str| words.len() < 200 && (furniture::kind_of(words).is_some() || bylines::marked(words).is_some());
    !(separate(next) || (separate(words) && !goes_on))
}

/// Whether words end as a sentence does: a stop, perhaps inside quotation marks or brackets.
pub(in super::super) fn ends_sentence(words: &str) -> bool {
    let words = words.trim_end_matches(|c: char| {
        is_blank(c) || matches!(c, '"' | '”' | '’' | '\'' | '»' | '“' | '‘' | ')' | ']' | '」' | '』' | '›' | '*' | '_')
    });
    words.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '։', '።', '။'])
}
