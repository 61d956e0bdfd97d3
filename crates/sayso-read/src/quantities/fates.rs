//! Fates: what befell those counted, from the words around the figure.
//!
//! In: a sentence, a number and the thing counted. Out: `killed`, `wounded`, `captured`, `displaced`, `detained`,
//! `missing`; `None` where nothing of the kind is said.
//!
//! ```text
//! 12 were killed      killing 12      12 dead      12 soldiers captured near Dorn      12 deaths      12 wounded men
//! ```

use super::counted::Counted;
use super::lexicon::{LEXICON, Stands};
use super::scene::Scene;
use crate::clauses::Relation;
use crate::tags::Upos;

/// How far up the tree a fate may stand.
const MOST_STEPS: usize = 3;

/// How far around a verb its auxiliaries are looked for, in tokens.
const NEAR: usize = 6;

/// What befell those counted by the number at `number`.
pub(super) fn of(
    scene: &Scene<'_>,
    number: usize,
    (start, end): (usize, usize),
    counted: Option<&Counted>,
) -> Option<&'static str> {
    let known = |at: usize| LEXICON.fate(scene.lower(at));
    if let Some(counted) = counted {
        // "12 deaths", "12 wounded soldiers"
        let lower = LEXICON.singular(scene.lower(counted.noun));
        let noun = known(counted.noun).or_else(|| LEXICON.fate(&lower)).filter(|(_, stands)| *stands == Stands::Noun);
        let inner =
            || (counted.start..counted.noun).find_map(|at| known(at).filter(|(_, stands)| *stands != Stands::Noun));
        if let Some((fate, _)) = noun.or_else(inner) {
            return Some(fate);
        }
    }
    // "12 dead", "12 soldiers dead", "12 killed", "430 soldiers captured"
    let past = counted.map_or(end, |counted| counted.end);
    if let Some((fate, stands)) = known(past) {
        let object = scene.upos(past) == Upos::Verb && stands == Stands::Verb && has_object(scene, past);
        if !object && (stands != Stands::Dies || scene.upos(past) == Upos::Verb) && stands != Stands::Noun {
            return Some(fate).filter(|_| !denied(scene, past));
        }
    }
    // "wounded 12 soldiers", whatever the parser makes of it.
    if let Some((fate, Stands::Verb)) = start.checked_sub(1).and_then(known) {
        return Some(fate).filter(|_| !denied(scene, start - 1));
    }
    let head = counted.map_or(number, |counted| counted.noun);
    // The parser hangs a bare number on its verb itself.
    let mut at = head;
    for _ in 0..MOST_STEPS {
        let relation = scene.relation(at);
        let above = scene.head(at)?;
        if let Some((fate, stands)) = known(above) {
            let verbal = matches!(scene.upos(above), Upos::Verb | Upos::Adj);
            let befalls = match (relation, stands) {
                (Relation::Obj, Stands::Verb) => verbal,
                (Relation::Nsubj, Stands::Verb) => verbal && passive(scene, above),
                (Relation::Nsubj, Stands::Dies | Stands::State) => true,
                (Relation::Conj | Relation::Appos, _) => false,
                _ => false,
            };
            if befalls && !denied(scene, above) {
                return Some(fate);
            }
        }
        // "left 12 dead", "12 were left homeless"
        if matches!(relation, Relation::Obj | Relation::Nsubj)
            && let Some(state) = (at + 1..(at + NEAR).min(scene.end))
                .find(|&word| scene.head(word) == Some(above) && scene.relation(word) == Relation::Xcomp)
            && let Some((fate, _)) = known(state)
        {
            return Some(fate);
        }
        if !matches!(relation, Relation::Nummod | Relation::Conj | Relation::Compound | Relation::Nmod) {
            break;
        }
        at = above;
    }
    None
}

/// Whether a verb has a thing behind it that it is done to: "12 soldiers captured the hill".
fn has_object(scene: &Scene<'_>, verb: usize) -> bool {
    (verb + 1..(verb + NEAR).min(scene.end))
        .any(|at| scene.head(at) == Some(verb) && scene.relation(at) == Relation::Obj)
}

/// Whether a verb has a form of "be" or "get" before it, or is a bare participle.
fn passive(scene: &Scene<'_>, verb: usize) -> bool {
    let before = verb.saturating_sub(NEAR).max(scene.start)..verb;
    before
        .rev()
        .any(|at| matches!(scene.lower(at), "was" | "were" | "been" | "be" | "being" | "are" | "is" | "got" | "get"))
        || matches!(scene.lower(verb), "drowned")
}

/// "were not killed"
fn denied(scene: &Scene<'_>, verb: usize) -> bool {
    let before = verb.saturating_sub(3).max(scene.start)..verb;
    before.rev().any(|at| matches!(scene.lower(at), "not" | "n't" | "never"))
}
