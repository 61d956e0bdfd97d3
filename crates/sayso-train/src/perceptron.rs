//! Averaged perceptrons over hashed features, with integer sums: the same data gives the same weights everywhere.
//!
//! Collins (2002), with the lazy averaging of Daumé: each weight keeps its running total and the step it was last
//! touched at.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use sayso_read::tables::Table;

/// Keys are hashes already.
#[derive(Default)]
pub(crate) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, n: u64) {
        self.0 = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

#[derive(Clone, Copy)]
struct Weight {
    label: u8,
    now: i32,
    total: i64,
    since: u32,
}

/// A classifier in training.
#[derive(Default)]
pub(crate) struct Perceptron {
    rows: HashMap<u64, u32, BuildHasherDefault<Same>>,
    weights: Vec<Vec<Weight>>,
    step: u32,
}

impl Perceptron {
    /// Adds the present weights of features to the scores of their labels.
    pub(crate) fn scores(&self, features: &[u64], scores: &mut [i32]) {
        for feature in features {
            if let Some(&row) = self.rows.get(feature) {
                for weight in &self.weights[row as usize] {
                    scores[usize::from(weight.label)] += weight.now;
                }
            }
        }
    }

    /// One example has been seen.
    pub(crate) fn tick(&mut self) {
        self.step += 1;
    }

    /// Moves the weights of features towards a label (`by` > 0) or away from it.
    pub(crate) fn update(&mut self, features: &[u64], label: u8, by: i32) {
        for &feature in features {
            let fresh = self.weights.len() as u32;
            let row = *self.rows.entry(feature).or_insert(fresh);
            if row == fresh {
                self.weights.push(Vec::new());
            }
            let row = &mut self.weights[row as usize];
            let at = row.iter().position(|weight| weight.label == label).unwrap_or_else(|| {
                row.push(Weight { label, now: 0, total: 0, since: self.step });
                row.len() - 1
            });
            let weight = &mut row[at];
            weight.total += i64::from(weight.now) * i64::from(self.step - weight.since);
            weight.since = self.step;
            weight.now += by;
        }
    }

    /// The averaged weights as a table: `scale` units a point, those below `least` units left out.
    pub(crate) fn table(&self, scale: f64, least: i16) -> Vec<u8> {
        let mut features: Vec<(u64, Vec<(u8, i16)>)> = (self.rows.iter())
            .filter_map(|(&feature, &row)| {
                let mut kept: Vec<(u8, i16)> = (self.weights[row as usize].iter())
                    .filter_map(|weight| {
                        let total = weight.total + i64::from(weight.now) * i64::from(self.step - weight.since);
                        let units = (total as f64 / f64::from(self.step.max(1)) * scale).round() as i16;
                        (units.abs() >= least).then_some((weight.label, units))
                    })
                    .collect();
                kept.sort_unstable();
                (!kept.is_empty()).then_some((feature, kept))
            })
            .collect();
        features.sort_unstable();
        Table::build(features.iter().map(|(feature, row)| (*feature, row.as_slice())))
    }
}
