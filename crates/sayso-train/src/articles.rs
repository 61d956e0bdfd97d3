//! Makes and scores the model of the stage `articles`.
//!
//! ```text
//! pages ─► candidate blocks ─► labels (align) and features ─► first forest ─► second forest ─► threshold
//! ```
//!
//! The second forest looks at what the first thought; it must learn from thoughts about pages that the first had not seen. So
//! the first is grown once without each fold, and in cross-validation once without each pair of folds.

mod align;
mod boost;
pub(crate) mod gold;
mod positions;

use std::collections::BTreeMap;

use rayon::prelude::*;
use sayso_read::articles::blocks::Candidates;
use sayso_read::articles::features::{self, Look};
use sayso_read::articles::model::{Forest, Model};
use sayso_read::articles::places::Lexicon;
use sayso_read::tree::Tree;

use crate::{Data, table::Row};
use boost::{Plan, Rows, grow};
use gold::{Bag, Gold, Score, mean};

/// Parts of the cross-validation.
const FOLDS: usize = 5;

/// A page, taken apart and labelled.
struct Prepared {
    name: String,
    candidates: Candidates,
    look: Look,
    labels: Vec<f64>,
    gold: Bag,
    fold: usize,
    with: Vec<String>,
    without: Vec<String>,
}

fn prepare(gold: &Gold, lexicon: &Lexicon) -> Prepared {
    let decoded = sayso_read::page::decode(&gold.page);
    let tree = Tree::parse(&decoded.text);
    let candidates = Candidates::of(&tree, lexicon);
    let look = features::of(&candidates, &tree, lexicon);
    let texts: Vec<&str> = (0..candidates.blocks.len()).map(|block| candidates.words(block)).collect();
    let labels = align::label(&texts, &gold.content);
    let host = gold.page.told.url.as_deref().and_then(|url| url.split('/').nth(2)).unwrap_or(&gold.name);
    let fold =
        host.bytes().fold(7u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte))) as usize % FOLDS;
    Prepared {
        name: gold.name.clone(),
        look,
        labels,
        gold: Bag::of(&gold.content),
        fold,
        candidates,
        with: gold.with.clone(),
        without: gold.without.clone(),
    }
}

impl Prepared {
    /// How well these blocks give the marked text.
    fn score(&self, keep: impl Fn(usize) -> bool) -> Score {
        let mut bag = Bag::default();
        for block in (0..self.candidates.blocks.len()).filter(|&block| keep(block)) {
            bag.add(self.candidates.words(block));
        }
        bag.against(&self.gold)
    }

    /// How much a mistake at each block costs: its share of the article's words.
    fn weights(&self) -> Vec<f64> {
        let whole = f64::from(
            self.look.words.iter().zip(&self.labels).map(|(&n, &l)| if l > 0.5 { n } else { 0 }).sum::<u32>(),
        );
        (self.look.words.iter())
            .map(|&words| {
                (f64::from(words) / whole.max(150.0) * 30.0).powf(knob("WP", 1.0)).min(knob("WM", 8.0))
                    + knob("WF", 0.3)
            })
            .collect()
    }
}

fn knob(name: &str, default: f64) -> f64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

fn plan(mut p: Plan, n: &str) -> Plan {
    p.trees = knob(&format!("T{n}"), p.trees as f64) as usize;
    p.depth = knob(&format!("D{n}"), p.depth as f64) as usize;
    p.rate = knob(&format!("R{n}"), p.rate);
    p.brake = knob(&format!("B{n}"), p.brake);
    p.rows = knob(&format!("S{n}"), p.rows as f64) as u64;
    p.columns = knob(&format!("C{n}"), p.columns as f64) as u64;
    p.seed = knob(&format!("SEED{n}"), p.seed as f64) as u64;
    p
}

fn rows<'a>(pages: &[&'a Prepared]) -> Rows<'a> {
    Rows {
        tables: pages.iter().map(|page| &page.look.table).collect(),
        targets: pages.iter().flat_map(|page| page.labels.iter().copied()).collect(),
        weights: pages.iter().flat_map(|page| page.weights()).collect(),
    }
}

/// Blocks that score above it are kept: chosen once by cross-validation, flat from -128 to 80.
const THRESHOLD: i32 = -48;

const FIRST: Plan =
    Plan { trees: 100, depth: 6, rate: 0.15, brake: 4.0, rows: 3, columns: 5, features: features::FIRST, seed: 1 };
const SECOND: Plan = Plan {
    trees: 100,
    depth: 5,
    rate: 0.12,
    brake: 4.0,
    rows: 3,
    columns: 3,
    features: features::NAMES.len(),
    seed: 2,
};

/// Cross-validation: the scores that the whole model gives each page's blocks without having seen the page's fold.
fn cross(pages: &mut [Prepared]) -> Vec<Vec<i32>> {
    let first = |pages: &[Prepared], without: &[usize]| {
        let seen: Vec<&Prepared> = pages.iter().filter(|page| !without.contains(&page.fold)).collect();
        grow(&rows(&seen), &plan(FIRST, "1"))
    };
    let mut alone: BTreeMap<(usize, usize), Forest> = BTreeMap::new();
    let quick = knob("QUICK", 0.0) > 0.0;
    for a in 0..FOLDS {
        for b in a..FOLDS {
            if quick && a != b {
                continue;
            }
            alone.insert((a, b), first(pages, &[a, b]));
        }
    }
    let mut out = vec![Vec::new(); pages.len()];
    for held in 0..FOLDS {
        pages.par_iter_mut().for_each(|page| {
            let forest = if quick {
                &alone[&(page.fold, page.fold)]
            } else {
                &alone[&(held.min(page.fold), held.max(page.fold))]
            };
            let scores = forest.score(&page.look.table);
            features::reconsider(&mut page.look, &page.candidates, &scores);
        });
        let seen: Vec<&Prepared> = pages.iter().filter(|page| page.fold != held).collect();
        let second = grow(&rows(&seen), &plan(SECOND, "2"));
        for (page, out) in pages.iter().zip(&mut out).filter(|(page, _)| page.fold == held) {
            *out = second.score(&page.look.table);
        }
    }
    out
}

fn best_threshold(pages: &[Prepared], scores: &[Vec<i32>]) -> i32 {
    let at = |threshold: i32| {
        let all: Vec<Score> = (pages.par_iter().zip(scores))
            .map(|(page, scores)| page.score(|block| scores.get(block).is_some_and(|&score| score > threshold)))
            .collect();
        mean(&all)
    };
    let mut best = (0.0, 0);
    for threshold in (-16..=12).map(|step| step * 16) {
        let score = at(threshold);
        println!("{threshold:>6} {:.4} {:.4} {:.4}", score.f1, score.precision, score.recall);
        if score.f1 > best.0 {
            best = (score.f1, threshold);
        }
    }
    best.1
}

/// Scores the stage.
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let golds = gold::read(&data.path("articles/wcxb-dev"))?;
    let lexicon = Lexicon::default();
    let started = std::time::Instant::now();
    let mut pages: Vec<Prepared> = golds.par_iter().map(|gold| prepare(gold, &lexicon)).collect();
    drop(golds);
    println!(
        "prepared {:.1}s, {} blocks",
        started.elapsed().as_secs_f64(),
        pages.iter().map(|p| p.labels.len()).sum::<usize>()
    );
    let oracle: Vec<Score> =
        pages.iter().map(|page| page.score(|block| page.labels.get(block).is_some_and(|&l| l > 0.5))).collect();
    let ceiling = mean(&oracle);
    println!("oracle {:.4} {:.4} {:.4}", ceiling.f1, ceiling.precision, ceiling.recall);
    let mut low: Vec<(f64, &str)> = oracle.iter().zip(&pages).map(|(s, p)| (s.f1, p.name.as_str())).collect();
    low.sort_by(|a, b| a.0.total_cmp(&b.0));
    println!("{:?}", &low[..low.len().min(30)]);
    let scores = cross(&mut pages);
    println!("crossed {:.1}s", started.elapsed().as_secs_f64());
    let threshold = best_threshold(&pages, &scores);
    let finals: Vec<Score> = (pages.iter().zip(&scores))
        .map(|(page, scores)| page.score(|block| scores.get(block).is_some_and(|&score| score > threshold)))
        .collect();
    if let Ok(path) = std::env::var("SAYSO_DUMP") {
        dump(&path, &pages, &scores, &finals, threshold)?;
    }
    Ok(Vec::new())
}

fn dump(path: &str, pages: &[Prepared], scores: &[Vec<i32>], finals: &[Score], threshold: i32) -> anyhow::Result<()> {
    use std::io::Write as _;
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by(|&a, &b| finals[a].f1.total_cmp(&finals[b].f1));
    for index in order {
        let (page, score) = (&pages[index], finals[index]);
        writeln!(out, "=== {} F1 {:.3} P {:.3} R {:.3}", page.name, score.f1, score.precision, score.recall)?;
        for block in 0..page.candidates.blocks.len() {
            let (label, kept) = (page.labels[block], scores[index][block] > threshold);
            let mark = match (label > 0.5, kept) {
                (true, true) => "   ",
                (true, false) => "LOS",
                (false, true) => "ADD",
                (false, false) => " . ",
            };
            let words: String = page.candidates.words(block).chars().take(110).collect();
            let place = page.candidates.place(block);
            let shape = page.candidates.blocks[block].shape;
            writeln!(
                out,
                "{mark} {:>5} {label:.1} {:>4}w d{:<2} {shape:?} {:?}",
                scores[index][block],
                page.look.words[block],
                place.map_or(0, |p| p.depth),
                words
            )?;
        }
    }
    Ok(())
}

/// Remakes the weights.
pub(crate) fn train(data: &Data) -> anyhow::Result<()> {
    let folder = data.path("articles/wcxb-dev");
    let golds = gold::read(&folder)?;
    let digest = gold::digest(&golds);
    let lexicon = Lexicon::default();
    let mut pages: Vec<Prepared> = golds.par_iter().map(|gold| prepare(gold, &lexicon)).collect();
    drop(golds);
    let model = whole(&mut pages);
    let origin = format!("trained on {} pages of WCXB's development part (CC BY 4.0), digest {digest}", pages.len());
    let path = data.root.join("crates/sayso-models/articles.model");
    let file = model.print(&origin);
    std::fs::write(&path, &file)?;
    println!("{}: {} bytes, {} trees", path.display(), file.len(), model.first.trees.len() + model.second.trees.len());
    Ok(())
}

/// The model that is shipped: the first forest has seen all pages, the second its thoughts about unseen ones.
fn whole(pages: &mut [Prepared]) -> Model {
    for held in 0..FOLDS {
        let seen: Vec<&Prepared> = pages.iter().filter(|page| page.fold != held).collect();
        let forest = grow(&rows(&seen), &plan(FIRST, "1"));
        pages.par_iter_mut().filter(|page| page.fold == held).for_each(|page| {
            let scores = forest.score(&page.look.table);
            features::reconsider(&mut page.look, &page.candidates, &scores);
        });
    }
    let all: Vec<&Prepared> = pages.iter().collect();
    let rows = rows(&all);
    Model { first: grow(&rows, &FIRST), second: grow(&rows, &SECOND), threshold: THRESHOLD, ..Model::default() }
}
