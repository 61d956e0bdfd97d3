//! The ground people stand on: every token with its sentence, form, tags, tree and quotation, looked up once.

use std::borrow::Cow;

use super::again;
use crate::analysis::{Analysis, Language};
use crate::clauses::{Arc, Relation};
use crate::looks::lower_hash;
use crate::names::Name;
use crate::quotes::Quote;
use crate::span::{Run, Span};
use crate::statements::{Form, Statement};
use crate::tags::{self, Upos};
use crate::text::Text;

/// What the search for people looks at.
pub(super) struct Ground<'t> {
    pub(super) text: &'t Text,
    pub(super) analysis: &'t Analysis,
    pub(super) language: &'t Language,
    /// Names, looked at again.
    pub(super) names: Vec<Name>,
    pub(super) statements: &'t [Statement],
    /// How many tokens are read: the text's, or [`super::MOST_TOKENS`].
    pub(super) count: usize,
    lemmas: Vec<Cow<'t, str>>,
    features: Vec<&'t str>,
    /// Hash of each token in lower case.
    pub(super) lower: Vec<u64>,
    /// The sentence of each token, and the paragraph.
    pub(super) sentence: Vec<u32>,
    pub(super) paragraph: Vec<u32>,
    /// The outermost quotation around each token, counted from one; 0 for none.
    pub(super) quote: Vec<u32>,
    /// For each quotation, counted from one, whether it is a sentence: it begins with a capital letter.
    pub(super) quotes_whole: Vec<bool>,
    /// Children of each token, in order: `children[starts[t]..starts[t + 1]]`.
    children: Vec<u32>,
    starts: Vec<u32>,
}

impl<'t> Ground<'t> {
    pub(super) fn new(
        text: &'t Text,
        analysis: &'t Analysis,
        language: &'t Language,
        quotes: &[Quote],
        statements: &'t [Statement],
    ) -> Ground<'t> {
        let count = text.tokens.len().min(super::MOST_TOKENS).min(analysis.tags.len()).min(analysis.clauses.len());
        let (mut lemmas, mut features) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut sentence = vec![0; count];
        for (number, run) in text.sentences.iter().enumerate() {
            if run.range().end > count {
                break;
            }
            for form in tags::forms(text, &analysis.tags, *run, &language.tags) {
                lemmas.push(form.lemma);
                features.push(form.features);
            }
            if let Some(tokens) = sentence.get_mut(run.range()) {
                tokens.fill(number as u32);
            }
        }
        let count = lemmas.len();
        let mut paragraph = vec![0; count];
        for (number, block) in text.paragraphs.iter().enumerate() {
            let range = block.run.range();
            if let Some(tokens) = paragraph.get_mut(range.start.min(count)..range.end.min(count)) {
                tokens.fill(number as u32);
            }
        }
        let (mut quote, mut quotes_whole) = (vec![0; count], vec![false]);
        for (number, outer) in quotes.iter().enumerate() {
            let words = outer.run.range().map(|token| text.word(token));
            quotes_whole.push(words.take(3).any(|word| word.starts_with(char::is_uppercase)));
            if outer.parent.is_some() {
                continue;
            }
            let range = outer.run.range();
            if let Some(tokens) = quote.get_mut(range.start.min(count)..range.end.min(count)) {
                tokens.fill(number as u32 + 1);
            }
        }
        let mut starts = vec![0u32; count + 2];
        let head = |token: usize| analysis.clauses[token].head.map(|head| head as usize).filter(|&head| head < count);
        for token in 0..count {
            if let Some(head) = head(token) {
                starts[head + 2] += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut children = vec![0u32; count];
        for token in 0..count {
            if let Some(head) = head(token) {
                let place = &mut starts[head + 1];
                children[*place as usize] = token as u32;
                *place += 1;
            }
        }
        let lower = (0..count).map(|token| lower_hash(text.word(token))).collect();
        Ground {
            text,
            analysis,
            language,
            names: again::names(text, analysis, statements, count),
            statements,
            count,
            lemmas,
            features,
            lower,
            sentence,
            paragraph,
            quote,
            quotes_whole,
            children,
            starts,
        }
    }

    /// Whether the source of a statement, given by its number plus one, is one human being.
    pub(super) fn is_human_source(&self, speaks: u32) -> bool {
        let statement = (speaks as usize).checked_sub(1).and_then(|at| self.statements.get(at));
        let form = statement.and_then(|statement| statement.source.as_ref()).map(|source| source.form);
        matches!(form, Some(Form::Person | Form::Anonymous))
    }

    /// The tokens that a span holds, whole or in part.
    pub(super) fn run(&self, span: Span) -> Run {
        let tokens = &self.text.tokens;
        let start = tokens.partition_point(|token| token.span.end <= span.start);
        Run::new(start, tokens.partition_point(|token| token.span.start < span.end))
    }

    /// The name that a token stands in, as an index.
    pub(super) fn name_at(&self, token: usize) -> Option<usize> {
        let at = self.names.partition_point(|name| name.run.range().end <= token);
        self.names.get(at).is_some_and(|name| name.run.range().contains(&token)).then_some(at)
    }

    pub(super) fn arc(&self, token: usize) -> Arc {
        self.analysis.clauses.get(token).copied().unwrap_or_default()
    }

    pub(super) fn relation(&self, token: usize) -> Relation {
        self.arc(token).relation
    }

    pub(super) fn head(&self, token: usize) -> Option<usize> {
        self.arc(token).head.map(|head| head as usize).filter(|&head| head < self.count)
    }

    pub(super) fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            _ => 0..0,
        };
        self.children.get(range).unwrap_or_default().iter().map(|&child| child as usize)
    }

    pub(super) fn upos(&self, token: usize) -> Upos {
        self.analysis.tags.get(token).copied().unwrap_or_default().upos
    }

    pub(super) fn xpos(&self, token: usize) -> &'t str {
        let label = self.analysis.tags.get(token).copied().unwrap_or_default().label;
        self.language.tags.label(label).map_or("", |label| label.xpos.as_str())
    }

    pub(super) fn word(&self, token: usize) -> &'t str {
        if token < self.count { self.text.word(token) } else { "" }
    }

    /// The dictionary form, in lower case where it is ASCII.
    pub(super) fn lemma(&self, token: usize) -> Cow<'_, str> {
        let lemma = self.lemmas.get(token).map_or("", |lemma| lemma.as_ref());
        if lemma.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(lemma.to_ascii_lowercase())
        } else {
            Cow::Borrowed(lemma)
        }
    }

    pub(super) fn is_plural(&self, token: usize) -> bool {
        self.features.get(token).is_some_and(|features| features.contains("Number=Plur"))
            || matches!(self.xpos(token), "NNS" | "NNPS")
    }

    /// The token of a stretch that hangs on something outside it; the last such one that is no mark, or the last token.
    pub(super) fn top(&self, run: Run) -> usize {
        let inside = |token: usize| run.range().contains(&token);
        let mut tops = run.range().filter(|&token| self.head(token).is_none_or(|head| !inside(head)));
        tops.find(|&token| !matches!(self.upos(token), Upos::Punct | Upos::Adp | Upos::Part | Upos::Cconj | Upos::Det))
            .unwrap_or(run.range().end.saturating_sub(1))
    }
}
