//! Makes the sentence model of the stage `text`: logistic regression by stochastic gradient descent (AdaGrad).
//!
//! Every place where a sentence of the treebanks' training parts may end is an example; the features are those that
//! reading looks at. Features seen once or twice are left out, so that they do not blur the weights they share a place with.

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::text::features::COUNT;
use sayso_read::text::model::SCALE;
use sayso_read::text::{Model, Text, candidates};

use super::Gold;
use crate::articles::boost::exp;

/// Weights of the model.
const SIZE: usize = 1 << 14;
/// A feature seen less often is not learnt.
const LEAST: u32 = 3;
/// Times the examples are gone through.
const ROUNDS: usize = 12;
/// How fast is learnt, and how strongly weights are pulled to 0.
const RATE: f64 = 0.08;
const BRAKE: f64 = 5e-5;
/// A place without a mark ends a sentence only if the odds are above this (in [`SCALE`]).
const THRESHOLD: i32 = 8;

/// A place where a sentence may end, and whether it does.
struct Example {
    features: [u64; COUNT],
    ends: bool,
}

fn examples(gold: &Gold, examples: &mut Vec<Example>) {
    let text = Text::plain(&gold.raw);
    let ends: BTreeSet<u32> = gold.sentences.iter().map(|span| span.end).collect();
    for paragraph in &text.paragraphs {
        let tokens = text.tokens.get(paragraph.run.range()).unwrap_or_default();
        candidates(&text, paragraph, |looks, _| {
            let mut start = 0;
            for (at, token) in tokens.iter().enumerate() {
                let is_end = ends.contains(&token.span.end);
                if at + 1 < tokens.len() && looks.is_candidate(at) {
                    examples.push(Example { features: looks.features(start, at), ends: is_end });
                }
                if is_end {
                    start = at + 1;
                }
            }
        });
    }
}

/// Learns from the treebanks.
pub(crate) fn learn(golds: &[Gold]) -> Model {
    let mut all = Vec::new();
    for gold in golds {
        examples(gold, &mut all);
    }
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    for feature in all.iter().flat_map(|example| example.features) {
        *counts.entry(feature).or_default() += 1;
    }
    let rows: Vec<(Vec<usize>, f64)> = (all.iter())
        .map(|example| {
            let known = example.features.iter().filter(|feature| counts[feature] >= LEAST);
            (known.map(|&feature| Model::place(feature, SIZE)).collect(), f64::from(u8::from(example.ends)))
        })
        .collect();
    println!("  {} places, {} features", rows.len(), counts.values().filter(|&&count| count >= LEAST).count());
    let (mut weights, mut speed) = (vec![0f64; SIZE], vec![1f64; SIZE]);
    let mut sums = vec![0f64; SIZE];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut dice = 1u64;
    for round in 0..ROUNDS {
        for last in (1..order.len()).rev() {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(last, (dice >> 33) as usize % (last + 1));
        }
        for &row in &order {
            let (places, label) = &rows[row];
            let score: f64 = places.iter().map(|&place| weights[place]).sum();
            let wrong = 1.0 / (1.0 + exp(-score)) - label;
            for &place in places {
                let slope = wrong + BRAKE * weights[place] * 100.0;
                speed[place] += slope * slope;
                weights[place] -= RATE * slope / speed[place].sqrt();
            }
        }
        if round >= ROUNDS / 2 {
            sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    let scale = SCALE / (ROUNDS - ROUNDS / 2) as f64;
    let weights = sums.iter().map(|sum| (sum * scale).round().clamp(-127.0, 127.0) as i8).collect();
    Model { weights, threshold: THRESHOLD }
}
