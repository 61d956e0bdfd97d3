//! Which words of gold cues are not found, and which are found too many: counted in words, by class.
//!
//! PolNeAR's cues are long: they hold hearers, times and channels ("told reporters in a statement on Friday that").

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::tags::Upos;

use super::page::Page;
use crate::statements::score::{Tokens, Unit};

/// Adds the words of an article.
pub(super) fn count(page: &Page, gold: &[Unit], found: &[Unit], counts: &mut BTreeMap<&'static str, usize>) {
    let all = |units: &[Unit]| units.iter().flat_map(|unit| unit.cue.iter().copied()).collect::<Tokens>();
    let (golden, ours) = (all(gold), all(found));
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    for unit in gold {
        let shared: Tokens = unit.cue.intersection(&ours).copied().collect();
        for &at in unit.cue.difference(&ours).filter(|at| seen.insert(**at)) {
            *counts.entry(missed(page, unit, &shared, at)).or_default() += 1;
        }
    }
    let inside = |at: &usize| gold.iter().any(|unit| unit.content.contains(at));
    for at in ours.difference(&golden) {
        let class = match () {
            () if inside(at) => "found too many: in a gold content",
            () if gold.iter().any(|unit| unit.source.contains(at)) => "found too many: in a gold source",
            () => "found too many: elsewhere",
        };
        *counts.entry(class).or_default() += 1;
    }
}

/// A word of a gold cue that is in no found one; `shared` are the words of the cue that are.
fn missed(page: &Page, unit: &Unit, shared: &Tokens, at: usize) -> &'static str {
    let (Some(&first), Some(&last)) = (shared.first(), shared.last()) else {
        return "missed: of a cue not found at all";
    };
    if at < first {
        return match page.list[at].upos {
            Upos::Aux | Upos::Part => "missed: auxiliary, “not” or “to” before the found words",
            Upos::Adv => "missed: adverb before the found words",
            _ => "missed: other word before the found words",
        };
    }
    if at < last {
        return "missed: between found words";
    }
    // By the first word of the stretch that follows the found words.
    match unit.cue.range(last + 1..).next().map(|&next| page.list[next].upos) {
        Some(Upos::Adp | Upos::Sconj) => "missed: behind the found words, from a preposition on",
        Some(Upos::Pron | Upos::Propn | Upos::Noun | Upos::Det | Upos::Num | Upos::Adj) => {
            "missed: behind the found words, from a noun phrase on"
        }
        Some(Upos::Verb | Upos::Aux | Upos::Part) => "missed: behind the found words, from a verb or “to” on",
        Some(Upos::Adv) => "missed: behind the found words, from an adverb on",
        _ => "missed: behind the found words, otherwise",
    }
}
