//! Text: an article's string cut into tokens and sentences.
//!
//! In: [`Article`]. Out: [`Text`]. No model.

use crate::articles::{Article, BlockKind};
use crate::span::{Run, Span};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with marks inside: `don't`, `U.S.`, `São`.
    Word,
    /// Digits, perhaps with separators: `1,200.50`, `3rd`.
    Number,
    /// A punctuation mark or a run of the same mark.
    Punctuation,
    /// Anything else: currency signs, emoji, addresses.
    Symbol,
}

/// A token: where it stands and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the text.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// A block's stretch of tokens and sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// What the block is.
    pub kind: BlockKind,
    /// Bytes of the text.
    pub span: Span,
    /// Its tokens.
    pub run: Run,
    /// Its sentences, as indices into [`Text::sentences`].
    pub sentences: (u32, u32),
}

/// The string, its tokens, its sentences. Only body blocks are cut; furniture stays in `string` and has no tokens.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The article's text, furniture included.
    pub string: String,
    /// In order; every byte that is not white space of a body block is in exactly one.
    pub tokens: Vec<Token>,
    /// In order; they cover all tokens and never cross a block.
    pub sentences: Vec<Run>,
    /// The body blocks, in order.
    pub paragraphs: Vec<Paragraph>,
}

impl Text {
    /// Cuts an article.
    pub fn of(article: &Article) -> Text {
        let mut text = Text { string: article.text.clone(), ..Text::default() };
        for block in article.blocks.iter().filter(|block| block.kind.is_body()) {
            let first = text.tokens.len();
            let sentence = text.sentences.len();
            for word in text.string[block.span.range()].split_whitespace() {
                let start = word.as_ptr() as usize - text.string.as_ptr() as usize;
                text.tokens.push(Token { span: Span::new(start, start + word.len()), kind: TokenKind::Word });
            }
            let run = Run::new(first, text.tokens.len());
            text.sentences.push(run);
            text.paragraphs.push(Paragraph {
                kind: block.kind,
                span: block.span,
                run,
                sentences: (sentence as u32, sentence as u32 + 1),
            });
        }
        text
    }

    /// The words of a token.
    pub fn word(&self, token: usize) -> &str {
        self.words(self.tokens[token].span)
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        &self.string[span.range()]
    }

    /// The bytes that a run of tokens covers, from its first to its last; empty for an empty run.
    pub fn span(&self, run: Run) -> Span {
        match self.tokens.get(run.range()) {
            Some([first, .., last]) => first.span.cover(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }
}
