//! Grammar: a text's tags, tree and names, asked about single words.
//!
//! In: [`Text`], [`Analysis`]. Out: [`Grammar`], made once a text: who hangs on whom from above (the analysis only says it
//! from below), words in small letters, the phrase around a word. Every walk has a limit, so that no question costs more
//! than a glance, whatever the tree.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::lexicon::{Head, Known, Lexicon, Sort};
use crate::analysis::Analysis;
use crate::clauses::Relation;
use crate::names::NameKind;
use crate::span::Run;
use crate::tags::{self, Upos};
use crate::text::Text;

/// How far up a walk goes.
const UP: usize = 16;

/// How far a phrase reaches to either side of its head.
const REACH: usize = 40;

/// No token.
const NONE: u32 = u32::MAX;

/// What the fine tag of a word says of its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Fine {
    #[default]
    Other,
    /// "say", "told" after "to" or an auxiliary: VB.
    Base,
    /// "said" that carries its clause: VBD.
    Past,
    /// "said" after "has" or "was": VBN.
    Participle,
    /// "saying": VBG.
    Gerund,
    /// "officials", "Velmorans": NNS, NNPS.
    Plural,
    /// "his", "whose": PRP$, WP$.
    Owner,
}

/// A text's tree and what belongs to it, ready to be asked.
pub(super) struct Grammar<'a> {
    pub(super) text: &'a Text,
    pub(super) lexicon: &'static Lexicon,
    analysis: &'a Analysis,
    model: &'a tags::Model,
    /// What each label of the tagger says.
    fine: Vec<Fine>,
    /// The first word that hangs on a word, and the next that hangs on the same.
    first: Vec<u32>,
    next: Vec<u32>,
    /// What each name is the name of, over the whole text.
    votes: Votes,
    /// Heads of sources that were not named, as far as the text has been read.
    pub(super) anonymous: Vec<usize>,
}

/// Names in small letters, and how often each was found to be of a person, a place, a body.
type Votes = HashMap<String, [u32; 3]>;

/// What a name is, of the three that speak.
fn ballot(kind: NameKind) -> Option<usize> {
    match kind {
        NameKind::Person => Some(0),
        NameKind::Location | NameKind::Facility => Some(1),
        NameKind::Organization => Some(2),
        _ => None,
    }
}

impl<'a> Grammar<'a> {
    /// `None` where there is no model of language or the analysis is not of this text.
    pub(super) fn of(text: &'a Text, analysis: &'a Analysis, model: &'a tags::Model) -> Option<Grammar<'a>> {
        let count = text.tokens.len();
        if model.labels.is_empty() || analysis.tags.len() != count || analysis.clauses.len() != count {
            return None;
        }
        let (mut first, mut next) = (vec![NONE; count], vec![NONE; count]);
        for at in (0..count).rev() {
            if let Some(head) = analysis.clauses[at].head
                && let Some(slot) = first.get_mut(head as usize)
            {
                next[at] = std::mem::replace(slot, at as u32);
            }
        }
        let fine = (model.labels.iter())
            .map(|label| match label.xpos.as_str() {
                "VB" => Fine::Base,
                "VBD" => Fine::Past,
                "VBN" => Fine::Participle,
                "VBG" => Fine::Gerund,
                "NNS" | "NNPS" => Fine::Plural,
                "PRP$" | "WP$" => Fine::Owner,
                _ => Fine::Other,
            })
            .collect();
        let (votes, anonymous) = (Votes::new(), Vec::new());
        let mut grammar =
            Grammar { text, lexicon: Lexicon::get(), analysis, model, fine, first, next, votes, anonymous };
        grammar.vote();
        Some(grammar)
    }

    /// Counts what each name was taken for. A long name votes for its short ones: "Azhar Tarn" for "Tarn", "White Heron
    /// Relief" for "White Heron"; what stands behind "in" is a place, what stands behind a title a person. A single word
    /// that is taken for a person without more is a guess.
    fn vote(&mut self) {
        let mut votes = Votes::new();
        let mut cast = |run: Run, ballot: usize| {
            let words = self.text.words(self.text.span(run));
            if words.len() <= 64 {
                votes.entry(words.to_lowercase()).or_default()[ballot] += 1;
            }
        };
        for name in &self.analysis.names {
            let (Some(mut ballot), run) = (ballot(name.kind), name.run) else { continue };
            if run.start > 0 && self.role(run.range().start - 1) == Head::Title {
                ballot = if ballot == 0 || run.len() == 1 { 0 } else { ballot };
                cast(run, ballot);
            } else if run.len() > 1 || ballot > 0 {
                cast(run, ballot);
            }
            if run.len() > 1 {
                cast(Run { end: run.end - 1, ..run }, ballot);
                if ballot == 0 {
                    cast(Run { start: run.end - 1, ..run }, ballot);
                }
            } else if self
                .children_by(run.range().start, &[Relation::Case])
                .any(|case| self.is(case, &["in", "from", "across", "near"]))
            {
                cast(run, 1);
            }
        }
        self.votes = votes;
    }

    /// What the name at a word is the name of, by all its mentions.
    pub(super) fn kind(&self, at: usize) -> Option<NameKind> {
        let (kind, run) = self.name(at)?;
        if ballot(kind).is_none() {
            return Some(kind);
        }
        let votes = self.votes.get(&self.text.words(self.text.span(run)).to_lowercase());
        let Some(&[person, place, body]) = votes else { return Some(kind) };
        Some(match kind {
            NameKind::Person if place > person && place >= body => NameKind::Location,
            NameKind::Person if body > person => NameKind::Organization,
            NameKind::Location | NameKind::Organization if person > 0 && person + 1 > place + body => NameKind::Person,
            _ => kind,
        })
    }

    /// The words that hang on a word, from left to right.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let start = self.first.get(at).copied().unwrap_or(NONE);
        std::iter::successors((start != NONE).then_some(start as usize), |&at| {
            self.next.get(at).filter(|&&next| next != NONE).map(|&next| next as usize)
        })
    }

    /// Those that hang on it in one of these ways.
    pub(super) fn children_by<'s>(&'s self, at: usize, ways: &'s [Relation]) -> impl Iterator<Item = usize> + 's {
        self.children(at).filter(|&child| ways.contains(&self.relation(child)))
    }

    pub(super) fn relation(&self, at: usize) -> Relation {
        self.analysis.clauses.get(at).map_or(Relation::Dep, |arc| arc.relation)
    }

    pub(super) fn head(&self, at: usize) -> Option<usize> {
        self.analysis.clauses.get(at)?.head.map(|head| head as usize)
    }

    pub(super) fn upos(&self, at: usize) -> Upos {
        self.analysis.tags.get(at).map_or(Upos::X, |tag| tag.upos)
    }

    pub(super) fn fine(&self, at: usize) -> Fine {
        let label = self.analysis.tags.get(at).map_or(255, |tag| tag.label);
        self.fine.get(usize::from(label)).copied().unwrap_or_default()
    }

    /// The word as printed; empty outside the text.
    pub(super) fn printed(&self, at: usize) -> &'a str {
        self.text.tokens.get(at).map_or("", |token| self.text.words(token.span))
    }

    /// The word in small letters, its apostrophe straight.
    pub(super) fn word(&self, at: usize) -> Cow<'a, str> {
        let printed = self.printed(at);
        if printed.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            return Cow::Borrowed(printed);
        }
        Cow::Owned(printed.to_lowercase().replace('’', "'"))
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&&*self.word(at))
    }

    /// Whether the word is of one of these sorts.
    pub(super) fn of_sort(&self, at: usize, sort: Sort) -> bool {
        self.lexicon.sort(&self.word(at)).has(sort)
    }

    /// What the lexicon knows of the word.
    pub(super) fn known(&self, at: usize) -> Option<&'static Known> {
        self.lexicon.any(&self.word(at))
    }

    /// What a source or a hearer is that has this word for its head.
    pub(super) fn role(&self, at: usize) -> Head {
        self.known(at).map_or(Head::No, |known| known.head)
    }

    /// The dictionary form.
    pub(super) fn lemma(&self, at: usize) -> String {
        let label = self.analysis.tags.get(at).map_or(255, |tag| tag.label);
        let xpos = self.model.label(label).map_or("", |label| label.xpos.as_str());
        self.model.lemmas.lemma(self.printed(at), self.upos(at), xpos, false).into_owned()
    }

    /// A noun, a name, a pronoun, a figure.
    pub(super) fn nominal(&self, at: usize) -> bool {
        matches!(self.upos(at), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
    }

    pub(super) fn verbal(&self, at: usize) -> bool {
        matches!(self.upos(at), Upos::Verb | Upos::Aux)
    }

    /// The name that holds a word: its kind and its words.
    pub(super) fn name(&self, at: usize) -> Option<(NameKind, Run)> {
        let names = &self.analysis.names;
        let place = names.partition_point(|name| name.run.end as usize <= at);
        names.get(place).filter(|name| name.run.range().contains(&at)).map(|name| (name.kind, name.run))
    }

    /// Whether a word is `top` or hangs below it, by whatever steps `step` lets pass.
    fn below(&self, mut at: usize, top: usize, step: impl Fn(usize) -> bool) -> bool {
        for _ in 0..UP {
            if at == top {
                return true;
            }
            match self.head(at) {
                Some(head) if step(at) => at = head,
                _ => return false,
            }
        }
        false
    }

    /// The words around `head` that belong to its phrase: no clauses, nothing for which `free` is false, no marks at the ends.
    pub(super) fn phrase(&self, head: usize, free: impl Fn(usize) -> bool) -> Range<usize> {
        let inside = |at: usize| {
            free(at)
                && self.below(at, head, |at| {
                    !matches!(
                        self.relation(at),
                        Relation::Acl
                            | Relation::Advcl
                            | Relation::Ccomp
                            | Relation::Csubj
                            | Relation::Parataxis
                            | Relation::Nsubj
                            | Relation::Cop
                            | Relation::Mark
                    )
                })
        };
        let (mut start, mut end) = (head, head + 1);
        while start > 0 && head - start < REACH && inside(start - 1) {
            start -= 1;
        }
        while end < self.text.tokens.len() && end - head < REACH && inside(end) {
            end += 1;
        }
        // A name is not cut, whatever the tree makes of it.
        for edge in [start, end - 1] {
            if let Some((_, run)) = self.name(edge)
                && run.range().all(&free)
            {
                (start, end) = (start.min(run.range().start), end.max(run.range().end));
            }
        }
        let hanging = |at: usize| {
            matches!(self.upos(at), Upos::Punct | Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Part)
                && !self.is(at, &[")", "'s", "'", "ago"])
        };
        while end > head + 1 && hanging(end - 1) {
            end -= 1;
        }
        while start < head && self.upos(start) == Upos::Punct {
            start += 1;
        }
        start..end
    }

    /// The sentence of a word.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let sentences = &self.text.sentences;
        let place = sentences.partition_point(|sentence| sentence.end as usize <= at);
        sentences.get(place).map_or(at..at + 1, |sentence| sentence.range())
    }

    /// The tokens of a stretch of bytes.
    pub(super) fn run(&self, span: crate::span::Span) -> Run {
        let tokens = &self.text.tokens;
        let start = tokens.partition_point(|token| token.span.end <= span.start);
        let end = tokens.partition_point(|token| token.span.start < span.end);
        Run::new(start, end.max(start))
    }
}
