//! Scores of coreference, as the CoNLL 2012 task had them: mentions, MUC, B³, CEAF over entities, and the mean of the three.
//!
//! Clusters of one do not count. Sums run over all documents before they are divided.

use std::collections::BTreeMap;

/// A mention: first token, one past the last.
pub(crate) type Place = (usize, usize);

/// Sums of one measure: right and all of precision, right and all of recall.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Sums([f64; 4]);

impl Sums {
    pub(crate) fn precision(&self) -> f64 {
        self.0[0] / self.0[1].max(1e-9)
    }

    pub(crate) fn recall(&self) -> f64 {
        self.0[2] / self.0[3].max(1e-9)
    }

    pub(crate) fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        2.0 * p * r / (p + r).max(1e-9)
    }

    fn add(&mut self, sums: [f64; 4]) {
        self.0.iter_mut().zip(sums).for_each(|(all, one)| *all += one);
    }
}

/// All measures.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Scores {
    pub(crate) mentions: Sums,
    pub(crate) muc: Sums,
    pub(crate) b3: Sums,
    pub(crate) ceaf: Sums,
}

impl Scores {
    /// The mean of the three.
    pub(crate) fn conll(&self) -> f64 {
        (self.muc.f1() + self.b3.f1() + self.ceaf.f1()) / 3.0
    }

    /// Adds a document.
    pub(crate) fn add(&mut self, gold: &[Vec<Place>], found: &[Vec<Place>]) {
        let several = |clusters: &[Vec<Place>]| -> Vec<Vec<Place>> {
            let mut clusters: Vec<Vec<Place>> = clusters.to_vec();
            clusters.iter_mut().for_each(|cluster| {
                cluster.sort_unstable();
                cluster.dedup();
            });
            clusters.retain(|cluster| cluster.len() > 1);
            clusters
        };
        let (gold, found) = (several(gold), several(found));
        let (in_gold, in_found) = (index(&gold), index(&found));
        let shared = in_gold.keys().filter(|place| in_found.contains_key(*place)).count() as f64;
        self.mentions.add([shared, in_found.len() as f64, shared, in_gold.len() as f64]);
        let (muc_right, muc_all) = muc(&found, &in_gold);
        let (muc_right_gold, muc_all_gold) = muc(&gold, &in_found);
        self.muc.add([muc_right, muc_all, muc_right_gold, muc_all_gold]);
        let overlap = overlaps(&gold, &in_found);
        let (mut precision, mut recall) = (0.0, 0.0);
        for (&(g, f), &count) in &overlap {
            precision += f64::from(count * count) / found[f].len() as f64;
            recall += f64::from(count * count) / gold[g].len() as f64;
        }
        self.b3.add([precision, in_found.len() as f64, recall, in_gold.len() as f64]);
        let mut worth = vec![vec![0.0; found.len()]; gold.len()];
        for (&(g, f), &count) in &overlap {
            worth[g][f] = 2.0 * f64::from(count) / (gold[g].len() + found[f].len()) as f64;
        }
        let best = assign(&worth);
        self.ceaf.add([best, found.len() as f64, best, gold.len() as f64]);
    }
}

fn index(clusters: &[Vec<Place>]) -> BTreeMap<Place, usize> {
    clusters.iter().enumerate().flat_map(|(at, cluster)| cluster.iter().map(move |&place| (place, at))).collect()
}

/// Links of the clusters that the other side has too, and all.
fn muc(clusters: &[Vec<Place>], other: &BTreeMap<Place, usize>) -> (f64, f64) {
    let (mut right, mut all) = (0, 0);
    for cluster in clusters {
        let mut parts: Vec<Option<usize>> = cluster.iter().map(|place| other.get(place).copied()).collect();
        let alone = parts.iter().filter(|part| part.is_none()).count();
        parts.retain(Option::is_some);
        parts.sort_unstable();
        parts.dedup();
        right += cluster.len() - parts.len() - alone;
        all += cluster.len() - 1;
    }
    (right as f64, all as f64)
}

fn overlaps(gold: &[Vec<Place>], found: &BTreeMap<Place, usize>) -> BTreeMap<(usize, usize), u32> {
    let mut counts = BTreeMap::new();
    for (at, cluster) in gold.iter().enumerate() {
        for other in cluster.iter().filter_map(|place| found.get(place)) {
            *counts.entry((at, *other)).or_default() += 1;
        }
    }
    counts
}

/// The greatest sum of one-to-one pairs (Kuhn 1955, with potentials).
fn assign(worth: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (worth.len(), worth.first().map_or(0, Vec::len));
    let size = rows.max(columns);
    let cost = |row: usize, column: usize| -> f64 {
        -worth.get(row - 1).and_then(|row| row.get(column - 1)).copied().unwrap_or(0.0)
    };
    let (mut u, mut v) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    let (mut owner, mut way) = (vec![0; size + 1], vec![0; size + 1]);
    for row in 1..=size {
        owner[0] = row;
        let mut column = 0;
        let (mut least, mut used) = (vec![f64::INFINITY; size + 1], vec![false; size + 1]);
        loop {
            used[column] = true;
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for other in 1..=size {
                if used[other] {
                    continue;
                }
                let now = cost(owner[column], other) - u[owner[column]] - v[other];
                if now < least[other] {
                    (least[other], way[other]) = (now, column);
                }
                if least[other] < delta {
                    (delta, next) = (least[other], other);
                }
            }
            for other in 0..=size {
                if used[other] {
                    u[owner[other]] += delta;
                    v[other] -= delta;
                } else {
                    least[other] -= delta;
                }
            }
            column = next;
            if owner[column] == 0 {
                break;
            }
        }
        while column != 0 {
            owner[column] = owner[way[column]];
            column = way[column];
        }
    }
    (1..=size).filter(|&column| owner[column] > 0).map(|column| -cost(owner[column], column)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(list: &[&[usize]]) -> Vec<Vec<Place>> {
        list.iter().map(|cluster| cluster.iter().map(|&at| (at, at + 1)).collect()).collect()
    }

    #[test]
    fn the_example_of_the_scorer_papers_counts_the_same() {
        // Key {a b c} {d e f g}; response {a b} {c d} {f g h i} (Pradhan et al. 2014).
        let mut scores = Scores::default();
        scores.add(&clusters(&[&[1, 2, 3], &[4, 5, 6, 7]]), &clusters(&[&[1, 2], &[3, 4], &[6, 7, 8, 9]]));
        let near = |value: f64, wanted: f64| assert!((value - wanted).abs() < 0.005, "{value} is not {wanted}");
        near(scores.muc.recall(), 0.40);
        near(scores.muc.precision(), 0.40);
        near(scores.b3.recall(), 0.42);
        near(scores.b3.precision(), 0.50);
        near(scores.ceaf.recall(), 0.65);
        near(scores.ceaf.precision(), 0.43);
        near(scores.mentions.recall(), 6.0 / 7.0);
    }

    #[test]
    fn what_is_all_right_scores_one() {
        let mut scores = Scores::default();
        let gold = clusters(&[&[1, 5], &[2, 3, 9]]);
        scores.add(&gold, &gold);
        assert!((scores.conll() - 1.0).abs() < 1e-9);
    }
}
