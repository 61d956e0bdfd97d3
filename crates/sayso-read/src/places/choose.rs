//! Choosing: which of the stretches that may be toponyms are, no two over one another.

use super::features;
use super::gazetteer::How;
use super::model::Model;
use super::scene::Scene;
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
        .filter(|&(score, at)| score > 0 && !is_initials(scene, at))
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

fn is_plain(scene: &Scene<'_>, at: usize) -> bool {
    let toponym = &scene.toponyms[at];
    let name = toponym.name.map(|name| scene.analysis.names[name as usize]);
    let known = name
        .is_some_and(|name| name.run.contains(toponym.run) && matches!(name.kind, NameKind::Location | NameKind::Norp));
    known && !toponym.bearers.is_empty() || toponym.bearers.first().is_some_and(|bearer| bearer.how == How::People)
}
