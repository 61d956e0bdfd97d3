//! Learning the two sets of weights.

use sayso_read::places::context::{Mass, Numbered, group};
use sayso_read::places::gazetteer::Bearer;
use sayso_read::places::{BITS, Gazetteer, Model, Scene, choose, features, place};

use super::gold::{Document, Gold};
use super::score::{NEAR, distance};
use crate::adagrad::{Learner, Pace};
use crate::articles::boost::exp;
use crate::dice::Dice;

/// Rounds over all examples.
const ROUNDS: usize = 8;
const PACE: Pace = Pace { rate: 0.1, damping: 0.1, decay: 1e-5 };

fn places(hashes: &[u64]) -> Vec<u32> {
    hashes.iter().map(|&hash| place(hash) as u32).collect()
}

/// The weights' file, learnt from these documents.
pub(super) fn learn(documents: &[&Document], map: &Gazetteer, origin: &str) -> anyhow::Result<Vec<u8>> {
    let scenes: Vec<Scene<'_>> =
        documents.iter().map(|document| Scene::new(&document.text, &document.analysis, map)).collect();
    let mentions = learn_mentions(documents, &scenes);
    let half = Model::lay(origin, &mentions, &vec![0.0; 1 << BITS]);
    let half = Model::open(Box::leak(half.into_boxed_slice())).map_err(anyhow::Error::msg)?;
    let bearers = learn_bearers(documents, &scenes, &half, map);
    Ok(Model::lay(origin, &mentions, &bearers))
}

fn learn_mentions(documents: &[&Document], scenes: &[Scene<'_>]) -> Vec<f32> {
    let mut examples: Vec<(Vec<u32>, bool)> = Vec::new();
    let mut hashes = Vec::new();
    for (document, scene) in documents.iter().zip(scenes) {
        for at in 0..scene.toponyms.len() {
            let right = document.gold.binary_search_by_key(&scene.span(at), |gold| gold.span).is_ok();
            // GeoVirus does not mark "Russian"; the others, and we, do.
            if document.corpus == "geovirus" && scene.is_of_people(at) {
                continue;
            }
            features::mention(scene, at, &mut hashes);
            examples.push((places(&hashes), right));
        }
    }
    let mut learner = Learner::new(BITS, PACE);
    let mut dice = Dice(7);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for _ in 0..ROUNDS {
        dice.shuffle(&mut order);
        for &at in &order {
            let (features, right) = &examples[at];
            let chance = 1.0 / (1.0 + exp(f64::from(-learner.score(features)).clamp(-30.0, 30.0))) as f32;
            learner.step(features, f32::from(u8::from(*right)) - chance);
        }
    }
    learner.weights
}

/// The candidates of one group, and which are right.
type Choice = (Vec<Vec<u32>>, Vec<bool>);

fn learn_bearers(documents: &[&Document], scenes: &[Scene<'_>], mentions: &Model, map: &Gazetteer) -> Vec<f32> {
    let mut examples: Vec<Choice> = Vec::new();
    for (document, scene) in documents.iter().zip(scenes) {
        examples.extend(choices(document, scene, mentions, map));
    }
    let mut learner = Learner::new(BITS, PACE);
    let mut dice = Dice(5);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for _ in 0..ROUNDS {
        dice.shuffle(&mut order);
        for &at in &order {
            let (rows, right) = &examples[at];
            let scores: Vec<f32> = rows.iter().map(|row| learner.score(row)).collect();
            let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let masses: Vec<f64> = scores.iter().map(|&score| exp(f64::from(score - most).max(-30.0))).collect();
            let all: f64 = masses.iter().sum();
            let good: f64 = masses.iter().zip(right).filter(|(_, right)| **right).map(|(mass, _)| mass).sum();
            for ((row, mass), right) in rows.iter().zip(&masses).zip(right) {
                let wanted = if *right { mass / good.max(1e-12) } else { 0.0 };
                learner.step(row, (wanted - mass / all) as f32);
            }
        }
    }
    learner.weights
}

fn choices(document: &Document, scene: &Scene<'_>, mentions: &Model, map: &Gazetteer) -> Vec<Choice> {
    let chosen = choose(scene, mentions);
    let groups = group(scene, &chosen);
    let mass = Mass::of(scene, &groups, &[], Vec::new());
    let (mut examples, mut hashes) = (Vec::new(), Vec::new());
    for (number, group) in groups.iter().enumerate().filter(|(_, group)| group.bearers.len() > 1) {
        let golds: Vec<&Gold> = (group.members.iter())
            .filter_map(|&member| {
                let span = scene.span(member);
                document.gold.iter().find(|gold| gold.span.overlaps(span) && gold.point.is_some())
            })
            .collect();
        let Some(gold) = golds.first() else { continue };
        // The same number is right; where the map has no such number, or the corpus none, what is near.
        let same = |bearer: &Bearer| gold.id.is_some() && gold.id == map.id(bearer.place);
        let near = |bearer: &Bearer| gold.point.is_some_and(|point| distance(point, map.point(bearer.place)) <= NEAR);
        let numbered = group.bearers.iter().any(same);
        let right: Vec<bool> =
            group.bearers.iter().map(|bearer| if numbered { same(bearer) } else { near(bearer) }).collect();
        if right.iter().all(|right| *right) || !right.iter().any(|right| *right) {
            continue;
        }
        let rows = (0..group.bearers.len())
            .map(|at| {
                features::bearer(scene, Numbered { number, group }, &mass, at, &mut hashes);
                places(&hashes)
            })
            .collect();
        examples.push((rows, right));
    }
    examples
}
