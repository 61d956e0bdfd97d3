//! Inside: claims within claims.
//!
//! In: [`Text`], [`Analysis`], quotes, the statements found so far. Out: statements. Model: that of the stage.
//!
//! PolNeAR marks outermost claims alone, so the nets have learnt to pass over what is somebody's words already. Here the same nets read
//! these words as if nothing stood around them: first what is told in the reporter's words, then the inside of each
//! quotation that belongs to a statement, without its marks, then the quotations within these, and so on.
//!
//! ```text
//! “The minister told us he would resign,” she said.       She said that the minister had warned her of it.
//!  ^^^^^^^^^^^^ ~~~~~~~ ---------------                                 ^^^^^^^^^^^^ ~~~~~~~~~~     -----
//! ```
//!
//! Not here: who "I" and "my brother" are (`people`).

use super::join;
use super::model::least_chance;
use super::scene::{Extent, Scene, run};
use super::{CueClass, Modality, Statement, Weights, features, rules};
use crate::analysis::Analysis;
use crate::quotes::Quote;
use crate::span::{Run, Span};
use crate::tags::{self, Upos};
use crate::text::Text;

/// Quotations within quotations are read inside this deep.
const DEEP: usize = 3;

/// Fewer tokens than this, marks left out, are not read: “I said no,” has four.
const LEAST: usize = 4;

/// The claims inside the words of the statements of a list, and how many words that may well be cues were not looked from.
pub(super) fn find(
    text: &Text,
    analysis: &Analysis,
    quotes: &[Quote],
    weights: Weights<'_>,
    by_rule: &[Statement],
    list: &[Statement],
) -> (Vec<Statement>, usize) {
    let mut claims = Claims {
        text,
        analysis,
        quotes,
        weights,
        cues: vec![false; text.tokens.len()],
        found: Vec::new(),
        overlooked: 0,
    };
    let mut held = vec![false; text.tokens.len()];
    for statement in list {
        statement.content.iter().for_each(|&piece| held[run(text, piece).range()].fill(true));
        claims.take(statement.cue.iter().flat_map(|cue| &cue.spans));
    }
    let mut these: Vec<usize> = (0..quotes.len()).filter(|&at| quotes[at].parent.is_none()).collect();
    let reported = reported(text, quotes, &these, list);
    let marked: Vec<&Quote> = these.iter().map(|&at| &quotes[at]).collect();
    claims.read(&marked, by_rule, Extent::Reported(reported));
    let by_rule = rules::inside(text, quotes);
    for _ in 0..DEEP {
        let insides = (these.iter().map(|&at| run(text, quotes[at].inner)))
            .filter(|inside| inside.len() >= LEAST && inside.range().all(|token| held[token]))
            .collect();
        these = (0..quotes.len())
            .filter(|&at| quotes[at].parent.is_some_and(|parent| these.binary_search(&(parent as usize)).is_ok()))
            .collect();
        let marked: Vec<&Quote> = these.iter().map(|&at| &quotes[at]).collect();
        claims.read(&marked, &by_rule, Extent::Quoted(insides));
    }
    (claims.found, claims.overlooked)
}

/// The widest pieces of content that are not, whole, in one quotation.
fn reported(text: &Text, quotes: &[Quote], outermost: &[usize], list: &[Statement]) -> Vec<Run> {
    let quoted = |run: &Run| {
        let at = outermost.partition_point(|&at| quotes[at].run.end <= run.start);
        outermost.get(at).is_some_and(|&at| quotes[at].run.contains(*run))
    };
    let pieces = list.iter().filter(|statement| statement.cue.is_some()).flat_map(|statement| &statement.content);
    let mut runs: Vec<Run> =
        pieces.map(|&piece| run(text, piece)).filter(|run| run.len() >= LEAST && !quoted(run)).collect();
    runs.sort_by_key(|run| (run.start, std::cmp::Reverse(run.end)));
    let mut end = 0;
    runs.retain(|run| {
        let apart = run.start >= end;
        end = end.max(run.end);
        apart
    });
    runs
}

/// What is found, and what with.
struct Claims<'t> {
    text: &'t Text,
    analysis: &'t Analysis,
    quotes: &'t [Quote],
    weights: Weights<'t>,
    /// Tokens that are in a cue already.
    cues: Vec<bool>,
    found: Vec<Statement>,
    overlooked: usize,
}

impl Claims<'_> {
    fn take<'s>(&mut self, cue: impl Iterator<Item = &'s Span>) {
        cue.for_each(|&piece| self.cues[run(self.text, piece).range()].fill(true));
    }

    /// Reads a part of the text.
    fn read(&mut self, marked: &[&Quote], by_rule: &[Statement], extent: Extent) {
        if matches!(&extent, Extent::Reported(stretches) | Extent::Quoted(stretches) if stretches.is_empty()) {
            return;
        }
        let Weights { language, model } = self.weights;
        let scene = Scene::of(self.text, self.analysis, self.quotes, marked, by_rule, extent);
        let chances = model.chances(&scene, &language.vectors);
        let views = features::views(&scene, &chances, least_chance(&scene.extent));
        self.overlooked += views.overlooked;
        let drafts = join::drafts(&scene, self.quotes, model.roles(&scene, &language.vectors, &views), Vec::new());
        for draft in drafts {
            let known = draft.cue.iter().any(|cue| cue.range().any(|token| self.cues[token]));
            let inside = |run: &Run| scene.reach(draft.cue[0].start).contains(*run);
            let passive = |cue: &Run| (cue.start..cue.end).any(|token| scene.is_passive(token));
            let whose = !draft.source.is_empty() || draft.cue.iter().any(passive);
            if !known && whose && draft.source.iter().chain(&draft.content).all(inside) {
                let statement = join::statement(&scene, &draft);
                self.take(statement.cue.iter().flat_map(|cue| &cue.spans));
                self.found.push(statement);
            }
        }
    }
}

/// Leaves of the claims within claims (from `first` on) those that report something. "I think", "we want" and "you know" are
/// the speaker's own stance, whose statement is told already; "you say" is the hearer's of this moment; "if I said" was not said.
pub(super) fn sift(text: &Text, analysis: &Analysis, tags: &tags::Model, list: &mut Vec<Statement>, first: usize) {
    let mut at = 0;
    list.retain(|statement| {
        at += 1;
        at <= first || reports(text, analysis, tags, statement)
    });
}

fn reports(text: &Text, analysis: &Analysis, tags: &tags::Model, statement: &Statement) -> bool {
    use CueClass::{Believe, Doubt, Expect, Hope, Other, Plan, Praise};
    let Some(cue) = &statement.cue else { return true };
    let source = statement.source.iter().flat_map(|source| &source.spans).next();
    let mind = matches!(cue.class, Believe | Doubt | Expect | Hope | Plan | Praise);
    let tag = |token: usize| analysis.tags.get(token).copied().unwrap_or_default();
    let clause = || {
        let mut tokens = statement.content.iter().flat_map(|&piece| run(text, piece).range());
        tokens.any(|token| matches!(tag(token).upos, Upos::Verb | Upos::Aux))
    };
    let past = || {
        let mut tokens = cue.spans.iter().flat_map(|&piece| run(text, piece).range());
        tokens.any(|token| {
            let label = tags.label(tag(token).label);
            label.is_some_and(|label| matches!(label.xpos.as_str(), "VBD" | "VBN"))
        })
    };
    let stands = match source.map(|&span| text.words(span).to_ascii_lowercase()).as_deref() {
        Some("i" | "we") => !mind,
        Some("you") => !mind && past(),
        _ => !mind || clause(),
    };
    stands && cue.class != Other && cue.modality != Modality::Hypothetical
}
