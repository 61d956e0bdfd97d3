//! Manner: what a cue does and whether it was done: lemma, class, negation, modality; and with `details` and `form` to whom,
//! how, when, where, and what sort of source it is.
//!
//! In: [`Grammar`], the words of a statement's [`Parts`]. Out: [`Manner`].
//!
//! The cue's head is the verb or noun of saying furthest down its chain: in "is expected to announce" it is "announce", and
//! what governs it ("expected", inside the cue or above it) says how it is meant.
//!
//! ```text
//! is expected to announce     say, planned            refused to say     say, negated
//! would say, if he says       say, hypothetical       nobody claims      claim, negated
//! ```
//!
//! Not here: which words are source, cue and content.

use super::grammar::{Fine, Grammar};
use super::headwords::{self, Cue};
use super::lexicon::Sort;
use super::{CueClass, Form, Modality, Source, Statement};
use crate::analysis::Analysis;
use crate::clauses::Relation;
use crate::span::{Run, Span};
use crate::tags::{self, Upos};
use crate::text::Text;

/// The words of a statement. Any may be empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'a> {
    pub(super) cue: &'a [Run],
    pub(super) source: &'a [Run],
    pub(super) content: &'a [Run],
}

impl Parts<'_> {
    /// Whether a word is one of the source's, the cue's or the content's.
    pub(super) fn take(&self, at: usize) -> bool {
        holds(self.cue, at) || holds(self.source, at) || holds(self.content, at)
    }
}

/// Whether a word is in one of these runs.
pub(super) fn holds(runs: &[Run], at: usize) -> bool {
    runs.iter().any(|run| run.range().contains(&at))
}

/// How a statement was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Manner {
    pub(super) lemma: String,
    pub(super) class: CueClass,
    pub(super) negated: bool,
    pub(super) modality: Modality,
    pub(super) addressee: Option<Run>,
    pub(super) channel: Option<Run>,
    pub(super) when: Option<Run>,
    pub(super) place: Option<Run>,
    pub(super) form: Form,
}

/// Small words that deny.
const NOT: &[&str] = &["not", "n't", "never", "neither", "nor"];

impl Grammar<'_> {
    /// How a statement with these parts was made. `None` for a part that is empty stands in the result as the neutral
    /// answer: class `other`, form `implicit`.
    pub(super) fn manner(&mut self, parts: &Parts<'_>) -> Manner {
        let form = self.form(parts);
        self.remember(form, parts.source);
        let mut manner = Manner {
            lemma: String::new(),
            class: CueClass::Other,
            negated: false,
            modality: Modality::Actual,
            addressee: None,
            channel: None,
            when: None,
            place: None,
            form,
        };
        let Some(cue) = self.cue(parts.cue) else {
            if let Some(run) = parts.cue.first() {
                // A mark is its own lemma: “Orlan: ...”, “...” — Orlan.
                let colon = run.range().any(|at| self.printed(at) == ":");
                manner.lemma = if colon { ":" } else { "—" }.to_owned();
                manner.class = CueClass::Say;
            }
            return manner;
        };
        let entry = self.entry(&cue);
        (manner.lemma, manner.class) = match entry {
            Some(entry) => (entry.lemma.to_owned(), entry.class),
            None => (self.lemma(cue.main), CueClass::Other),
        };
        manner.negated = self.negated(&cue);
        manner.modality = self.modality(&cue, manner.negated);
        if manner.negated && matches!(entry.map(|entry| entry.lemma), Some("confirm" | "deny")) && self.either(&cue) {
            manner.class = CueClass::Say;
        }
        self.details(cue.main, &cue.governors, entry, parts, &mut manner);
        manner
    }

    /// Whether it was not said.
    fn negated(&self, cue: &Cue<'_>) -> bool {
        let mut denied = false;
        let mut at = cue.main;
        let above = cue.governors.iter().copied();
        for word in std::iter::once(cue.main).chain(above) {
            at = word;
            denied ^= self.denied(word) || (word != cue.main && self.of_sort(word, Sort::DENY));
        }
        // The subject hangs on the topmost: "nobody wanted to say"; of two verbs joined, on the first.
        denied |= self.nobody(at);
        if self.relation(at) == Relation::Conj
            && let Some(first) = self.head(at).filter(|&first| first < at && self.verbal(first))
        {
            let alone = self.children_by(at, &[Relation::Nsubj]).next().is_none();
            let either = self.children_by(at, &[Relation::Cc]).any(|cc| self.is(cc, &["or", "nor"]));
            denied |= alone && ((either && self.denied(first)) || self.nobody(first));
        }
        // "made no promise", "offered no comment"
        denied |= self
            .children_by(cue.main, &[Relation::Obj, Relation::Nsubj, Relation::Obl])
            .any(|noun| holds(cue.runs, noun) && self.none(noun));
        denied |= self.upos(cue.main) == Upos::Noun && self.none(cue.main);
        if denied {
            return true;
        }
        // The parser may hang "not" elsewhere.
        cue.runs.iter().flat_map(|run| run.range()).take(headwords::MOST).any(|at| {
            at < cue.main
                && self.is(at, &["not", "n't", "never"])
                && !cue.governors.iter().any(|&governor| governor > at && self.head(at) == Some(governor))
        }) && !cue.governors.iter().any(|&governor| self.of_sort(governor, Sort::DENY))
    }

    /// "did not", "never", "neither ... nor", "without", "has yet to".
    fn denied(&self, at: usize) -> bool {
        self.children(at).any(|child| match self.relation(child) {
            Relation::Advmod | Relation::Cc | Relation::Det | Relation::Aux | Relation::Advcl => {
                self.is(child, NOT) && child < at
                    || (self.is(child, &["yet"])
                        && (self.is(at, &["has", "have", "had"])
                            || self.infinitive(at).is_some_and(|to| to == child + 1)))
                    || (self.is(child, &["longer"]) && child > 0 && self.is(child - 1, &["no"]))
            }
            Relation::Mark | Relation::Case => self.is(child, &["without"]),
            _ => false,
        })
    }

    /// "Nobody said", "no official said", "neither of them said".
    fn nobody(&self, verb: usize) -> bool {
        self.children_by(verb, &[Relation::Nsubj])
            .any(|subject| self.is(subject, &["nobody", "none", "neither", "no-one", "noone"]) || self.none(subject))
    }

    /// "no promise", "no one".
    pub(super) fn none(&self, noun: usize) -> bool {
        self.children_by(noun, &[Relation::Det, Relation::Advmod, Relation::Cc])
            .any(|det| self.is(det, &["no", "neither"]) && det < noun)
    }

    /// "neither confirm nor deny".
    fn either(&self, cue: &Cue<'_>) -> bool {
        let near = |at: usize, word: &str| (at.saturating_sub(4)..at + 5).any(|here| *self.word(here) == *word);
        (near(cue.main, "nor") || near(cue.main, "or"))
            && ["confirm", "confirmed", "confirms"].iter().any(|word| near(cue.main, word))
            && ["deny", "denied", "denies"].iter().any(|word| near(cue.main, word))
    }

    /// The "to" of an infinitive.
    pub(super) fn infinitive(&self, at: usize) -> Option<usize> {
        self.children_by(at, &[Relation::Mark, Relation::Aux]).find(|&mark| mark < at && self.is(mark, &["to"]))
    }

    /// Words with which something is yet to come: "expected to", "about to", "plans to".
    pub(super) fn planning(&self, at: usize) -> bool {
        self.of_sort(at, Sort::PLAN)
    }

    fn modality(&self, cue: &Cue<'_>, negated: bool) -> Modality {
        let mut modality = Modality::Actual;
        let mut raise = |to: Modality| {
            if modality != Modality::Hypothetical {
                modality = to;
            }
        };
        let mut below = None;
        for &word in std::iter::once(&cue.main).chain(&cue.governors) {
            let mut own = false;
            for child in self.children(word) {
                let small = self.word(child);
                match self.relation(child) {
                    Relation::Aux if child < word => match &*small {
                        "will" | "shall" | "'ll" | "wo" | "sha" => raise(Modality::Planned),
                        // "would not say" is a refusal that took place.
                        "would" | "'d" if negated => {}
                        "'d" if self.fine(word) != Fine::Base => {}
                        "would" | "could" | "can" | "ca" | "might" | "may" | "should" | "must" | "'d" | "ought" => {
                            raise(Modality::Hypothetical);
                        }
                        _ => own |= true,
                    },
                    Relation::Mark if child < word && matches!(&*small, "if" | "unless" | "whether") => {
                        raise(Modality::Hypothetical);
                    }
                    Relation::Nsubj => own = true,
                    _ => {}
                }
            }
            // "hoped to say", not "hoped, saying"; "going to", though "going on to" is a fact.
            let planned = below.is_some_and(|below| self.infinitive(below).is_some())
                && !self.of_sort(word, Sort::FACT)
                && !self.of_sort(word, Sort::DENY);
            if planned || (below.is_some() && self.is(word, &["going"])) {
                raise(Modality::Planned);
            }
            below = Some(word);
            // "is to speak"
            if let Some(to) = self.infinitive(word) {
                let be = to > 0 && self.is(to - 1, &["is", "are", "was", "were", "'s", "'re"]);
                if be {
                    raise(Modality::Planned);
                }
                match self.relation(word) {
                    Relation::Acl if !be => raise(Modality::Planned),
                    Relation::Csubj => raise(Modality::Hypothetical),
                    _ => {}
                }
            }
            // "will stand up and say"
            if self.relation(word) == Relation::Conj
                && !own
                && self.fine(word) == Fine::Base
                && let Some(first) = self.head(word)
            {
                for child in self.children_by(first, &[Relation::Aux]) {
                    match &*self.word(child) {
                        "will" | "shall" | "'ll" | "wo" => raise(Modality::Planned),
                        "would" | "could" | "can" | "might" | "may" | "should" | "must" if !negated => {
                            raise(Modality::Hypothetical);
                        }
                        _ => {}
                    }
                }
            }
        }
        modality
    }
}

/// Works out anew how each statement was made, from its words and the tree. Without a model of language nothing changes.
pub fn refine(text: &Text, analysis: &Analysis, model: &tags::Model, statements: &mut [Statement]) {
    let Some(mut grammar) = Grammar::of(text, analysis, model) else { return };
    let (mut cue, mut source, mut content) = (Vec::new(), Vec::new(), Vec::new());
    for statement in statements {
        let runs = |grammar: &Grammar<'_>, runs: &mut Vec<Run>, spans: &[Span]| {
            runs.clear();
            runs.extend(spans.iter().map(|&span| grammar.run(span)).filter(|run| !run.is_empty()));
        };
        runs(&grammar, &mut cue, statement.cue.as_ref().map_or(&[], |cue| &cue.spans));
        runs(&grammar, &mut source, statement.source.as_ref().map_or(&[], |source| &source.spans));
        runs(&grammar, &mut content, &statement.content);
        let manner = grammar.manner(&Parts { cue: &cue, source: &source, content: &content });
        if let Some(Source { form, .. }) = &mut statement.source {
            *form = manner.form;
        }
        if let Some(cue) = &mut statement.cue {
            cue.lemma = manner.lemma;
            (cue.class, cue.negated, cue.modality) = (manner.class, manner.negated, manner.modality);
            let span = |run: Option<Run>| run.map(|run| text.span(run));
            (statement.addressee, statement.channel) = (span(manner.addressee), span(manner.channel));
            (statement.when, statement.place) = (span(manner.when), span(manner.place));
        }
    }
}
