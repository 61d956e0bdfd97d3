//! Inside: claims within quotations.
//!
//! In: [`Text`], [`Analysis`], quotes, the statements found so far. Out: statements. Model: that of the stage.
//!
//! PolNeAR marks outermost claims alone, so the nets have learnt to pass over what stands between marks. Here the same nets read the
//! inside of each quotation that belongs to a statement, as if it had no marks and nothing stood around it; then the quotations
//! within these, and so on.
//!
//! ```text
//! “The minister told us he would resign,” she said.
//!  ^^^^^^^^^^^^ ~~~~~~~ ---------------
//! ```
//!
//! Not here: who "I" and "my brother" are (`people`); claims within reported speech without marks (`join`).

use super::join;
use super::scene::{Scene, run};
use super::{CueClass, LEAST_CHANCE, Modality, Statement, Weights, features, rules};
use crate::analysis::Analysis;
use crate::quotes::Quote;
use crate::span::Run;
use crate::tags::{self, Upos};
use crate::text::Text;

/// Quotations within quotations are read inside this deep.
const DEEP: usize = 3;

/// Quotations of fewer tokens, marks left out, are not read inside: “I said no,” has four.
const LEAST: usize = 4;

/// The claims inside quotations that belong to some statement of the list.
pub(super) fn find(
    text: &Text,
    analysis: &Analysis,
    quotes: &[Quote],
    weights: Weights<'_>,
    list: &[Statement],
) -> Vec<Statement> {
    let Weights { language, model } = weights;
    let mut held = vec![false; text.tokens.len()];
    let mut cues = vec![false; text.tokens.len()];
    for statement in list {
        statement.content.iter().for_each(|&piece| held[run(text, piece).range()].fill(true));
        let cue = statement.cue.iter().flat_map(|cue| &cue.spans);
        cue.for_each(|&piece| cues[run(text, piece).range()].fill(true));
    }
    let by_rule = rules::inside(text, quotes);
    let mut found = Vec::new();
    let mut these: Vec<usize> = (0..quotes.len()).filter(|&at| quotes[at].parent.is_none()).collect();
    for _ in 0..DEEP {
        let insides: Vec<Run> = (these.iter().map(|&at| run(text, quotes[at].inner)))
            .filter(|inside| inside.len() >= LEAST && inside.range().all(|token| held[token]))
            .collect();
        let within: Vec<usize> = (0..quotes.len())
            .filter(|&at| quotes[at].parent.is_some_and(|parent| these.binary_search(&(parent as usize)).is_ok()))
            .collect();
        if insides.is_empty() {
            break;
        }
        let marked: Vec<&Quote> = within.iter().map(|&at| &quotes[at]).collect();
        let scene = Scene::inside(text, analysis, quotes, &marked, &by_rule, insides);
        let chances = model.chances(&scene, &language.vectors);
        let views = features::views(&scene, &chances, LEAST_CHANCE);
        let roles = model.roles(&scene, &language.vectors, &views);
        let drafts = join::drafts(&scene, quotes, roles, Vec::new());
        let news = drafts.iter().filter(|draft| {
            let known = draft.cue.iter().any(|cue| cue.range().any(|token| cues[token]));
            let inside = |run: &Run| scene.reach(draft.cue[0].start).contains(*run);
            let whose = !draft.source.is_empty() || draft.cue.iter().any(|cue| cue.range().any(|at| scene.is_passive(at as u32)));
            !known && whose && draft.source.iter().chain(&draft.content).all(inside)
        });
        found.extend(news.map(|draft| join::statement(&scene, draft)));
        these = within;
    }
    found
}

/// Leaves of the claims found inside quotations (from `first` on) those that report something. "I think", "we want" and "you know" are
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
    let upos = |token: usize| analysis.tags[token].upos;
    let clause = || {
        let mut tokens = statement.content.iter().flat_map(|&piece| run(text, piece).range());
        tokens.any(|token| matches!(upos(token), Upos::Verb | Upos::Aux))
    };
    let past = || {
        let mut tokens = cue.spans.iter().flat_map(|&piece| run(text, piece).range());
        tokens.any(|token| {
            let label = tags.label(analysis.tags[token].label);
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
