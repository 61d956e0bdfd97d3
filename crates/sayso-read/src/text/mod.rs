//! Text: an article's string cut into tokens and sentences.
//!
//! In: [`Article`], [`Model`]. Out: [`Text`]. Rules and word lists (`*.tsv`, where each line is its own test); a small
//! model finds the ends of sentences that no mark shows. With an empty model all goes by rule.
//!
//! Tokens and sentences are those of Universal Dependencies for English (English Web Treebank, GUM): clitics come off,
//! most hyphens are tokens of their own, a quotation of several sentences is several sentences. A stop that belongs
//! to an abbreviation is part of its token. A word of other scripts is a run of letters.
//!
//! ```text
//! "We won't go. We stay," said Mr. Tarn of the U.S.-led force.
//! "|We wo|n't go|. || We stay|,|" said Mr. Tarn of the U.S.|-|led force|.
//! ```
//!
//! Not here: which quotation marks pair (`quotes`), tags and lemmas (later stages).

mod addresses;
mod class;
pub mod features;
mod lexicon;
pub mod model;
mod multiword;
mod sentences;
mod tokens;

pub use model::Model;
pub use multiword::multiwords;
pub use sentences::candidates;
pub use tokens::MOST as MOST_TOKENS;

use crate::articles::{Article, Block, BlockKind};
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
    /// In order; every byte that is not white space of a body block is in exactly one. None is empty or holds white space
    /// (but see [`MOST_TOKENS`]).
    pub tokens: Vec<Token>,
    /// In order; they cover all tokens and never cross a block.
    pub sentences: Vec<Run>,
    /// The body blocks, in order.
    pub paragraphs: Vec<Paragraph>,
}

impl Text {
    /// Cuts an article by rule.
    pub fn of(article: &Article) -> Text {
        Text::with(article, &Model::default())
    }

    /// Cuts an article; `model` finds the ends of sentences that no mark shows.
    pub fn with(article: &Article, model: &Model) -> Text {
        let mut text = Text { string: article.text.clone(), ..Text::default() };
        for block in article.blocks.iter().filter(|block| block.kind.is_body()) {
            let first = text.tokens.len();
            let sentence = text.sentences.len();
            tokens::cut(&text.string, block.span, &mut text.tokens);
            let run = Run::new(first, text.tokens.len());
            sentences::part(&text.string, &text.tokens, run, block.kind, model, &mut text.sentences);
            text.paragraphs.push(Paragraph {
                kind: block.kind,
                span: block.span,
                run,
                sentences: (sentence as u32, text.sentences.len() as u32),
            });
        }
        text
    }

    /// Whether there were more tokens than [`MOST_TOKENS`]: then the rest of each block is a single token.
    pub fn is_cut_short(&self) -> bool {
        self.tokens.len() > MOST_TOKENS
    }

    /// Cuts a string that has no page around it by rule: its paragraphs are parted by blank lines.
    pub fn plain(string: &str) -> Text {
        Text::plain_with(string, &Model::default())
    }

    /// Cuts a string that has no page around it, as [`Text::with`] does an article.
    pub fn plain_with(string: &str, model: &Model) -> Text {
        let mut article = Article { text: string.to_owned(), ..Article::default() };
        let mut start = 0;
        for paragraph in string.split("\n\n") {
            let lead = paragraph.len() - paragraph.trim_start().len();
            let span = Span::new(start + lead, start + lead + paragraph.trim().len());
            if !span.is_empty() {
                article.blocks.push(Block { kind: BlockKind::Paragraph, span, source: Vec::new() });
            }
            start += paragraph.len() + 2;
        }
        Text::with(&article, model)
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
