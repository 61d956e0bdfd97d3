//! Scene: one sentence as the rules look at it: small letters, tags and arcs, with safe answers beyond its ends.

use std::borrow::Cow;

use crate::analysis::Analysis;
use crate::clauses::Relation;
use crate::names::Name;
use crate::span::{Run, Span};
use crate::tags::Upos;
use crate::text::{Text, TokenKind};

/// Longest word that is looked up, in bytes; what is longer is an address or rubbish.
const LONGEST_WORD: usize = 64;

/// A sentence.
pub(super) struct Scene<'t> {
    pub(super) text: &'t Text,
    analysis: &'t Analysis,
    pub(super) start: usize,
    pub(super) end: usize,
    lower: Vec<Cow<'t, str>>,
    /// The names that touch the sentence.
    pub(super) names: &'t [Name],
}

impl<'t> Scene<'t> {
    pub(super) fn of(text: &'t Text, analysis: &'t Analysis, sentence: Run) -> Scene<'t> {
        let lower = |token: usize| {
            let word = text.word(token);
            let plain = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
            if word.len() > LONGEST_WORD {
                Cow::Borrowed("")
            } else if plain {
                Cow::Borrowed(word)
            } else {
                Cow::Owned(word.to_lowercase().replace('’', "'"))
            }
        };
        let from = analysis.names.partition_point(|name| name.run.end <= sentence.start);
        let to = analysis.names.partition_point(|name| name.run.start < sentence.end);
        Scene {
            text,
            analysis,
            start: sentence.start as usize,
            end: sentence.end as usize,
            lower: sentence.range().map(lower).collect(),
            names: analysis.names.get(from..to).unwrap_or_default(),
        }
    }

    /// A word as printed; empty beyond the sentence.
    pub(super) fn word(&self, at: usize) -> &'t str {
        if self.holds(at) { self.text.word(at) } else { "" }
    }

    /// A word in small letters; empty beyond the sentence, and for what is too long to be a word.
    pub(super) fn lower(&self, at: usize) -> &str {
        at.checked_sub(self.start).and_then(|at| self.lower.get(at)).map_or("", |word| word)
    }

    /// The word before; empty at the start.
    pub(super) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.lower(at))
    }

    pub(super) fn holds(&self, at: usize) -> bool {
        (self.start..self.end).contains(&at)
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.holds(at) && self.text.tokens[at].kind == TokenKind::Number
    }

    pub(super) fn upos(&self, at: usize) -> Upos {
        if self.holds(at) { self.analysis.tags.get(at).map_or(Upos::X, |tag| tag.upos) } else { Upos::Punct }
    }

    pub(super) fn head(&self, at: usize) -> Option<usize> {
        let head = self.analysis.clauses.get(at)?.head? as usize;
        self.holds(head).then_some(head)
    }

    pub(super) fn relation(&self, at: usize) -> Relation {
        self.analysis.clauses.get(at).map_or(Relation::Dep, |arc| arc.relation)
    }

    /// Whether no white space stands between a token and the one before it.
    pub(super) fn touches(&self, at: usize) -> bool {
        at > self.start && at < self.end && self.text.tokens[at - 1].span.end == self.text.tokens[at].span.start
    }

    /// Whether the token stands in the same cell of a table as the one before it.
    pub(super) fn same_cell(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|&before| self.holds(before) && self.holds(at));
        before.is_some_and(|before| !self.printed(before, at + 1).contains('\t'))
    }

    /// Whether a token is a hyphen or a dash between two words.
    pub(super) fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.lower(at), "-" | "‐" | "‑" | "–" | "—" | "−")
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    /// Whether a token is nothing but letters and capitalised, and not the sentence's first.
    pub(super) fn is_proper(&self, at: usize) -> bool {
        at > self.start && self.is_capital(at)
    }

    /// The words of a stretch of tokens, white space and all.
    pub(super) fn printed(&self, from: usize, to: usize) -> &'t str {
        self.text.words(self.span(from, to))
    }

    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        self.text.span(Run::new(from, to))
    }
}
