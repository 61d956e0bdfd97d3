//! Choosing: which of the stretches that may be toponyms are, no two over one another.

use super::features;
use super::gazetteer::How;
use super::model::Model;
use super::scene::Scene;
use super::toponyms::{self, Toponym};
use crate::articles::BlockKind;
use crate::names::NameKind;

/// The toponyms of a text, as indices, in order. Without weights, those that the finder of names takes for places and the
/// map knows.
pub fn choose(scene: &Scene<'_>, model: &Model) -> Vec<usize> {
    let mut looks = Vec::new();
    let mut scored: Vec<(i32, usize)> = (0..scene.toponyms.len())
        .map(|at| {
            if model.is_empty() {
                return (i32::from(is_plain(scene, at)), at);
            }
            features::mention(scene, at, &mut looks);
            (model.mention(&looks), at)
        })
        .filter(|&(score, at)| score > 0 && !is_initials(scene, at) && !is_half(scene, at) && !is_of_person(scene, at))
        .collect();
    // The best first; of equals the longer, then the earlier.
    scored.sort_by_key(|&(score, at)| (-score, std::cmp::Reverse(scene.toponyms[at].run.len()), at));
    let mut taken = vec![false; scene.text.tokens.len()];
    let mut chosen = Vec::new();
    for (_, at) in scored {
        let run = scene.toponyms[at].run.range();
        if taken[run.clone()].iter().all(|taken| !taken) {
            taken[run].fill(true);
            chosen.push(at);
        }
    }
    chosen.sort_unstable();
    chosen
}

/// Whether it is an abbreviation in a line of authors: "|MT| HANNACH".
fn is_initials(scene: &Scene<'_>, at: usize) -> bool {
    let toponym = &scene.toponyms[at];
    let short = toponym.bearers.first().is_some_and(|bearer| bearer.how == How::Short);
    short && scene.block_of(toponym.run) == BlockKind::Byline
}

/// Whether it is part of the name of a person: "|Jordan| Vesk".
fn is_of_person(scene: &Scene<'_>, at: usize) -> bool {
    let run = scene.toponyms[at].run;
    let name = scene.toponyms[at].name.map(|name| scene.analysis.names[name as usize]);
    name.is_some_and(|name| name.kind == NameKind::Person && name.run.contains(run) && name.run.len() > run.len())
}

/// Whether it is half of a name with a hyphen that the map has: "|Guinea|-Bissau".
fn is_half(scene: &Scene<'_>, at: usize) -> bool {
    let run = scene.toponyms[at].run;
    let is_whole = |outer: &&Toponym| {
        let longer = outer.run.contains(run) && outer.run.len() > run.len() && !outer.bearers.is_empty();
        longer && scene.text.words(scene.text.span(outer.run)).contains('-')
    };
    // What contains it starts at most so many tokens before, and those that start with it stand beside it.
    let first = at.saturating_sub(2 * toponyms::LONGEST);
    scene.toponyms.iter().skip(first).take(3 * toponyms::LONGEST).any(|outer| is_whole(&outer))
}

fn is_plain(scene: &Scene<'_>, at: usize) -> bool {
    let toponym = &scene.toponyms[at];
    let name = toponym.name.map(|name| scene.analysis.names[name as usize]);
    let known = name
        .is_some_and(|name| name.run.contains(toponym.run) && matches!(name.kind, NameKind::Location | NameKind::Norp));
    known && !toponym.bearers.is_empty() || toponym.bearers.first().is_some_and(|bearer| bearer.how == How::People)
}
