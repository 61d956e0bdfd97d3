//! Marks: the tokens of a block that may be quotation marks, and what speaks for opening, closing or neither.
//!
//! Two witnesses are heard: the shape of the mark (“ opens, " does not say) and what it is glued to. Editors err in
//! both, so neither decides alone: each is a cost, and `pairing` takes the cheapest reading of the block.

use super::Style;
use crate::span::Run;
use crate::text::{Text, TokenKind};

/// What a mark costs, read as each of the three things it can be. Tenths; 0 is just as it should be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Its token.
    pub(super) token: usize,
    /// The family: marks pair only within one.
    pub(super) style: Style,
    /// Whether it is a double mark that stands upright, `"`.
    pub(super) straight: bool,
    /// As an opening mark.
    pub(super) open: u16,
    /// As a closing mark.
    pub(super) close: u16,
    /// As no quotation mark: an apostrophe, inches, a slip.
    pub(super) none: u16,
}

/// What the shape of a mark says.
enum Shape {
    Open,
    Close,
    Either,
}

/// The family and shape of a token, if it is a mark.
fn mark(word: &str) -> Option<(Style, Shape)> {
    Some(match word {
        "\"" | "＂" | "''" | "‛‛" => (Style::Double, Shape::Either),
        "“" | "„" | "``" | "‘‘" | "‘’" | "〝" | "‟" => (Style::Double, Shape::Open),
        "”" | "’’" | "〞" | "〟" => (Style::Double, Shape::Close),
        "'" | "＇" | "´" => (Style::Single, Shape::Either),
        "‘" | "‚" | "`" | "‛" => (Style::Single, Shape::Open),
        "’" => (Style::Single, Shape::Close),
        "«" => (Style::Guillemet, Shape::Open),
        "»" => (Style::Guillemet, Shape::Close),
        "‹" => (Style::SingleGuillemet, Shape::Open),
        "›" => (Style::SingleGuillemet, Shape::Close),
        "「" | "｢" => (Style::Corner, Shape::Open),
        "」" | "｣" => (Style::Corner, Shape::Close),
        "『" => (Style::WhiteCorner, Shape::Open),
        "』" => (Style::WhiteCorner, Shape::Close),
        _ => return None,
    })
}

/// What a mark is glued to on one side.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The end of the block.
    Edge,
    /// White space.
    Space,
    /// A word, a number, a sign.
    Word,
    /// A comma, a stop, a closing bracket.
    Closing,
    /// An opening bracket.
    Opening,
    /// A dash, a hyphen, a slash.
    Dash,
    /// Dots, which stand for words on either side.
    Dots,
}

/// The marks of a block, at most so many.
pub(super) fn of(text: &Text, block: Run, most: usize) -> Vec<Mark> {
    block.range().filter_map(|token| at(text, block, token)).take(most).collect()
}

/// The style of the mark with which a block opens, if it does.
pub(super) fn opening_style(text: &Text, block: Run) -> Option<Style> {
    let first = at(text, block, block.start as usize)?;
    (first.open <= first.close).then_some(first.style)
}

/// The mark that a token of a block is, if it is one.
fn at(text: &Text, block: Run, token: usize) -> Option<Mark> {
    // Most tokens are words: their kind is cheaper to ask than their letters.
    text.tokens.get(token).filter(|token| token.kind == TokenKind::Punctuation)?;
    let (style, shape) = mark(text.word(token))?;
    let block = block.range();
    let (left, right) = (left(text, block.start, token), right(text, block.end, token));
    let mut open = opening(left) + leading(right);
    let mut close = ending(right) + trailing(left);
    match shape {
        Shape::Open => close += 10,
        Shape::Close => open += 10,
        Shape::Either => {}
    }
    // Corners have no spaces around them and are never confused.
    if matches!(style, Style::Corner | Style::WhiteCorner) {
        (open, close) = if matches!(shape, Shape::Open) { (0, 60) } else { (60, 0) };
    }
    let none = nothing(text, block.start, token, style, &shape, left, right);
    let straight = style == Style::Double && matches!(shape, Shape::Either);
    Some(Mark { token, style, straight, open, close, none })
}

/// How badly an opening mark stands behind this.
fn opening(left: Side) -> u16 {
    match left {
        Side::Edge | Side::Space | Side::Opening | Side::Dash => 0,
        Side::Closing => 10,
        Side::Dots => 12,
        Side::Word => 20,
    }
}

/// How badly an opening mark stands before this.
fn leading(right: Side) -> u16 {
    match right {
        Side::Word | Side::Opening | Side::Dots => 0,
        Side::Dash => 5,
        Side::Space | Side::Closing => 15,
        Side::Edge => 40,
    }
}

/// How badly a closing mark stands before this.
fn ending(right: Side) -> u16 {
    match right {
        Side::Edge | Side::Space | Side::Closing | Side::Dash => 0,
        Side::Dots | Side::Opening => 5,
        Side::Word => 15,
    }
}

/// How badly a closing mark stands behind this.
fn trailing(left: Side) -> u16 {
    match left {
        Side::Word | Side::Closing | Side::Dots => 0,
        Side::Dash => 5,
        Side::Space => 15,
        Side::Opening => 20,
        Side::Edge => 40,
    }
}

/// What it costs to take a mark for no quotation mark.
fn nothing(text: &Text, start: usize, token: usize, style: Style, shape: &Shape, left: Side, right: Side) -> u16 {
    let before = (token > start && left == Side::Word).then(|| text.tokens.get(token - 1)).flatten();
    let number = before.is_some_and(|token| token.kind == TokenKind::Number);
    if number && matches!(shape, Shape::Either | Shape::Close) {
        return 5; // 12", 5'10"
    }
    if style != Style::Single {
        return 30;
    }
    let Some(word) = before.map(|token| text.words(token.span)) else {
        // An opening quotation mark, or a head cut off: 'neath.
        return if matches!(shape, Shape::Open) { 25 } else { 15 };
    };
    // The workers' union; singin' and dancin'; o' the wisp.
    let last = word.chars().next_back().unwrap_or(' ');
    match right {
        Side::Word => 10,
        Side::Space if matches!(last, 's' | 'S' | 'z' | 'x') => 3,
        Side::Closing | Side::Edge if matches!(last, 's' | 'S') => 8,
        _ if word.ends_with("in") || word == "o" || word == "O" => 5,
        _ => 15,
    }
}

/// What the token is glued to on its left, other marks left out of account.
fn left(text: &Text, start: usize, token: usize) -> Side {
    let mut at = token;
    // Rows of marks are looked through, but not without end.
    for _ in 0..4 {
        if at == start {
            return Side::Edge;
        }
        if gap(text, at - 1) {
            return Side::Space;
        }
        at -= 1;
        if mark(text.word(at)).is_none() {
            return side(text, at);
        }
    }
    Side::Space
}

/// What the token is glued to on its right.
fn right(text: &Text, end: usize, token: usize) -> Side {
    let mut at = token;
    for _ in 0..4 {
        if at + 1 >= end {
            return Side::Edge;
        }
        if gap(text, at) {
            return Side::Space;
        }
        at += 1;
        if mark(text.word(at)).is_none() {
            return side(text, at);
        }
    }
    Side::Space
}

/// Whether white space stands between a token and the next.
fn gap(text: &Text, token: usize) -> bool {
    match text.tokens.get(token..token + 2) {
        Some([this, next]) => this.span.end < next.span.start,
        _ => true,
    }
}

fn side(text: &Text, token: usize) -> Side {
    if text.tokens.get(token).is_none_or(|token| token.kind != TokenKind::Punctuation) {
        return Side::Word;
    }
    let word = text.word(token);
    match word.chars().next().unwrap_or(' ') {
        '(' | '[' | '{' | '¿' | '¡' | '（' | '【' => Side::Opening,
        '-' | '–' | '—' | '―' | '/' | '\\' | '‑' | '‐' => Side::Dash,
        '…' => Side::Dots,
        '.' if word.len() > 1 => Side::Dots,
        '*' | '_' | '&' | '#' | '§' => Side::Word,
        '\'' | '’' | '‘' | '`' | '´' | '\u{2032}' => Side::Word,
        _ => Side::Closing,
    }
}
