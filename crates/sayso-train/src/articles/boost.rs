//! Grows forests of even trees by gradient boosting (Friedman 2001; second-order steps as in XGBoost) for the logistic
//! loss with soft labels.
//!
//! The same rows give the same forest on any machine: gradients are rounded to integers before they are summed, the exponential
//! is our own, the sampling has a fixed seed, and ties go to the lower feature and threshold.

use crate::dice::Dice;
use rayon::prelude::*;
use sayso_read::articles::features::Table;
use sayso_read::articles::model::{DEPTH, Forest, SCALE, Tree};

/// What to learn from: features, how much of a row belongs to the article, and how much the row matters.
pub(crate) struct Rows<'a> {
    /// A table a page.
    pub(crate) tables: Vec<&'a Table>,
    /// In the order of the tables' rows.
    pub(crate) targets: Vec<f64>,
    /// Likewise.
    pub(crate) weights: Vec<f64>,
}

/// How to grow.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// How many trees.
    pub(crate) trees: usize,
    /// Levels of each.
    pub(crate) depth: usize,
    /// Share of a step that is taken.
    pub(crate) rate: f64,
    /// Weight that must pull a leaf away from nought.
    pub(crate) brake: f64,
    /// One row in so many is looked at by a tree.
    pub(crate) rows: u64,
    /// One feature in so many.
    pub(crate) columns: u64,
    /// How many features, from the first.
    pub(crate) features: usize,
    /// Seed of the sampling.
    pub(crate) seed: u64,
}

/// A row nearer to its label than this is settled.
const SETTLED: f64 = 0.02;

const UNIT: f64 = (1u64 << 24) as f64;

/// Grows a forest.
pub(crate) fn grow(rows: &Rows, plan: &Plan) -> Forest {
    let count = rows.targets.len();
    let features = plan.features;
    // One long column a feature.
    let columns: Vec<Vec<u8>> = (0..features)
        .into_par_iter()
        .map(|feature| rows.tables.iter().flat_map(|table| table.column(feature).iter().copied()).collect())
        .collect();
    let mut tops: Vec<u8> = columns.par_iter().map(|column| column.iter().copied().max().unwrap_or(0)).collect();
    tops.iter_mut().for_each(|top| *top = top.saturating_sub(1));
    let mut scores = vec![0.0f64; count];
    let mut random = Dice(plan.seed);
    let mut forest = Forest::default();
    for _ in 0..plan.trees {
        // Rows that are settled already are looked at more rarely, and count for more where they are (as in LightGBM's GOSS).
        let sample: Vec<(u32, i64)> = (0..count as u32)
            .filter_map(|row| {
                let miss = (rows.targets[row as usize] - logistic(scores[row as usize])).abs();
                let (one_in, count) = if miss < SETTLED { (plan.rows * 4, 4) } else { (plan.rows, 1) };
                random.roll().is_multiple_of(one_in).then_some((row, count))
            })
            .collect();
        let chosen: Vec<usize> = (0..features).filter(|_| random.roll().is_multiple_of(plan.columns)).collect();
        let pulls: Vec<(i64, i64)> = (sample.par_iter())
            .map(|&(row, count)| {
                let row = row as usize;
                let weight = rows.weights[row] * UNIT;
                let p = logistic(scores[row]);
                let (g, h) = (rows.targets[row] - p, (p * (1.0 - p)).max(1e-6));
                ((g * weight).round() as i64 * count, (h * weight).round() as i64 * count)
            })
            .collect();
        let mut leaf = vec![0u8; sample.len()];
        let mut questions = Vec::new();
        for level in 0..plan.depth.min(DEPTH) {
            let splits: Vec<(f64, u8)> = (chosen.par_iter())
                .map(|&feature| split(&columns[feature], tops[feature], &sample, &leaf, &pulls, level, plan))
                .collect();
            let mut best = None;
            let mut most = 1e-9;
            for (&(gain, threshold), &feature) in splits.iter().zip(&chosen) {
                if gain > most {
                    (most, best) = (gain, Some((feature, threshold)));
                }
            }
            let Some((feature, threshold)) = best else { break };
            for (leaf, &(row, _)) in leaf.iter_mut().zip(&sample) {
                *leaf |= u8::from(columns[feature][row as usize] > threshold) << level;
            }
            questions.push((feature as u16, threshold));
        }
        let mut sums = vec![(0i64, 0i64); 1 << questions.len()];
        for (&leaf, &(g, h)) in leaf.iter().zip(&pulls) {
            let sum = &mut sums[leaf as usize];
            *sum = (sum.0 + g, sum.1 + h);
        }
        let leaves: Vec<i16> = (sums.iter())
            .map(|&(g, h)| (plan.rate * SCALE * g as f64 / (h as f64 + plan.brake * UNIT)).round() as i16)
            .collect();
        let tree = Tree { questions, leaves };
        for (row, score) in scores.iter_mut().enumerate() {
            let mut leaf = 0;
            for (bit, &(feature, threshold)) in tree.questions.iter().enumerate() {
                leaf |= usize::from(columns[feature as usize][row] > threshold) << bit;
            }
            *score += f64::from(tree.leaves[leaf]) / SCALE;
        }
        forest.trees.push(tree);
    }
    forest
}

/// The threshold of one feature that parts all leaves of a level best, with its gain.
fn split(
    column: &[u8],
    top: u8,
    sample: &[(u32, i64)],
    leaf: &[u8],
    pulls: &[(i64, i64)],
    level: usize,
    plan: &Plan,
) -> (f64, u8) {
    let width = top as usize + 2;
    let mut sums = vec![(0i64, 0i64); width << level];
    for ((&(row, _), &leaf), &(g, h)) in sample.iter().zip(leaf).zip(pulls) {
        let sum = &mut sums[leaf as usize * width + column[row as usize] as usize];
        *sum = (sum.0 + g, sum.1 + h);
    }
    let mut gains = vec![0.0f64; top as usize + 1];
    let worth = |g: i64, h: i64| (g as f64) * (g as f64) / (h as f64 + plan.brake * UNIT) / UNIT;
    for sums in sums.chunks_exact(width) {
        let (g, h) = sums.iter().fold((0, 0), |all, sum| (all.0 + sum.0, all.1 + sum.1));
        if h == 0 {
            continue;
        }
        let whole = worth(g, h);
        let (mut left_g, mut left_h) = (0, 0);
        for (gain, sum) in gains.iter_mut().zip(sums) {
            left_g += sum.0;
            left_h += sum.1;
            *gain += worth(left_g, left_h) + worth(g - left_g, h - left_h) - whole;
        }
    }
    let mut best = (0.0, 0);
    for (threshold, &gain) in gains.iter().enumerate() {
        if gain > best.0 {
            best = (gain, threshold as u8);
        }
    }
    best
}

/// `1 / (1 + e^-x)`.
pub(crate) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x.clamp(-30.0, 30.0)))
}

/// The exponential from additions and multiplications alone, so that every machine gets the same bits: a Taylor series near nought,
/// squared back.
pub(crate) fn exp(x: f64) -> f64 {
    let small = x / 1024.0;
    let mut sum = 1.0 + small * (1.0 + small / 2.0 * (1.0 + small / 3.0 * (1.0 + small / 4.0 * (1.0 + small / 5.0))));
    for _ in 0..10 {
        sum *= sum;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_near_the_true_one() {
        for x in [-20.0f64, -1.0, 0.0, 0.5, 10.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-6, "{x}");
        }
    }
}
