//! Makes and scores the model of the stage `articles`.
//!
//! ```text
//! pages ─► candidate blocks ─► labels (align) and features ─► first forest ─► second forest ─► threshold
//! ```
//!
//! The second forest looks at what the first thought; it must learn from thoughts about pages that the first had not seen. So
//! the first is grown once without each fold, and in cross-validation once without each pair of folds.

mod align;
pub(crate) mod boost;
pub(crate) mod gold;
mod positions;

use std::collections::BTreeMap;

use rayon::prelude::*;
use sayso_read::articles::blocks::Candidates;
use sayso_read::articles::features::{self, Look};
use sayso_read::articles::model::{Forest, Model};
use sayso_read::articles::places::Lexicon;
use sayso_read::articles::{BlockKind, choose, kinds};
use sayso_read::tree::Tree;

use crate::{Data, table::Row};
pub(crate) use boost::logistic;
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
    content: String,
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
        content: gold.content.clone(),
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
        (self.look.words.iter()).map(|&words| (f64::from(words) / whole.max(150.0) * 30.0).min(8.0) + 0.3).collect()
    }
}

fn rows<'a>(pages: &[&'a Prepared]) -> Rows<'a> {
    Rows {
        tables: pages.iter().map(|page| &page.look.table).collect(),
        targets: pages.iter().flat_map(|page| page.labels.iter().copied()).collect(),
        weights: pages.iter().flat_map(|page| page.weights()).collect(),
    }
}

/// Blocks that score above it are kept on a usual page (`choose` moves it with the page). The curve is flat for a hundred
/// on either side.
const THRESHOLD: i32 = -100;

const FIRST: Plan =
    Plan { trees: 150, depth: 6, rate: 0.12, brake: 4.0, rows: 3, columns: 5, features: features::FIRST, seed: 1 };
const SECOND: Plan = Plan {
    trees: 150,
    depth: 5,
    rate: 0.09,
    brake: 4.0,
    rows: 3,
    columns: 4,
    features: features::NAMES.len(),
    seed: 2,
};

/// Cross-validation: the scores that the whole model gives each page's blocks without having seen the page's fold.
fn cross(pages: &mut [Prepared]) -> Vec<Vec<i32>> {
    let first = |pages: &[Prepared], without: &[usize]| {
        let seen: Vec<&Prepared> = pages.iter().filter(|page| !without.contains(&page.fold)).collect();
        grow(&rows(&seen), &FIRST)
    };
    let mut alone: BTreeMap<(usize, usize), Forest> = BTreeMap::new();
    for a in 0..FOLDS {
        for b in a..FOLDS {
            alone.insert((a, b), first(pages, &[a, b]));
        }
    }
    let mut out = vec![Vec::new(); pages.len()];
    for held in 0..FOLDS {
        pages.par_iter_mut().for_each(|page| {
            let forest = &alone[&(held.min(page.fold), held.max(page.fold))];
            let scores = forest.score(&page.look.table);
            features::reconsider(&mut page.look, &page.candidates, &scores);
        });
        let seen: Vec<&Prepared> = pages.iter().filter(|page| page.fold != held).collect();
        let second = grow(&rows(&seen), &SECOND);
        for (page, out) in pages.iter_mut().zip(&mut out).filter(|(page, _)| page.fold == held) {
            *out = second.score(&page.look.table);
        }
    }
    out
}

/// What reading makes of a page, given the model's scores: the kind of each block that is body.
fn bodies(page: &Prepared, scores: &[i32]) -> (Vec<bool>, Vec<BlockKind>) {
    let choice = choose::by_scores(scores, THRESHOLD, &page.look, &page.candidates);
    let kinds = kinds::of(&page.candidates, &page.look, &choice.chosen);
    (choice.chosen, kinds)
}

/// The kinds that the marked texts hold: headlines, bylines, datelines and, mostly, captions are not in them.
fn is_text(kind: BlockKind) -> bool {
    use BlockKind::{Heading, ListItem, Paragraph, Quote, Table};
    matches!(kind, Paragraph | Heading | ListItem | Quote | Table)
}

/// Scores the stage.
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let golds = gold::read(&data.path("articles/wcxb-dev"))?;
    let lexicon = Lexicon::default();
    let mut pages: Vec<Prepared> = golds.par_iter().map(|gold| prepare(gold, &lexicon)).collect();
    let (blocks, wrong) = (golds.par_iter().map(positions::count)).reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    drop(golds);
    let scores = cross(&mut pages);

    let read: Vec<(Vec<bool>, Vec<BlockKind>)> = pages.iter().zip(&scores).map(|(p, s)| bodies(p, s)).collect();
    let over = |keep: &(dyn Fn(usize, usize) -> bool + Sync)| -> Vec<Score> {
        pages.par_iter().enumerate().map(|(page, p)| p.score(|block| keep(page, block))).collect()
    };
    let kind = |page: usize, block: usize| read[page].1.get(block).copied().unwrap_or(BlockKind::Other);
    let text = over(&|page, block| is_text(kind(page, block)));
    let body = mean(&over(&|page, block| kind(page, block).is_body()));
    let bare = mean(&over(&|page, block| read[page].0.get(block) == Some(&true)));
    let ceiling = mean(&over(&|page, block| pages[page].labels.get(block).is_some_and(|&label| label > 0.5)));
    let (with, without) = snippets(&pages, |page, block| is_text(kind(page, block)));
    let found = text.iter().filter(|score| score.recall > 0.0).count() as f64 / pages.len().max(1) as f64;
    if let Ok(path) = std::env::var("SAYSO_DUMP") {
        dump(&path, &pages, &scores, &text, &read)?;
    }
    let text = mean(&text);
    let cross = format!("five-fold cross-validation by site, {} pages; ", pages.len());
    let row = |measure: &str, value: f64, remark: &str| Row {
        measure: measure.into(),
        value,
        floor: None,
        aim: None,
        remark: format!("{cross}{remark}"),
    };
    Ok(vec![
        Row {
            floor: Some(0.942),
            aim: Some(0.96),
            ..row(
                "body word F1",
                text.f1,
                "paragraphs, headings, list items, quotes, tables: what the marked texts hold",
            )
        },
        row("body word precision", text.precision, "as above"),
        row("body word recall", text.recall, "as above"),
        row(
            "all body kinds word F1",
            body.f1,
            "with headline, byline, dateline and captions, which the marked texts lack",
        ),
        row("chosen blocks word F1", bare.f1, "the model's choice before kinds are told apart"),
        row("ceiling word F1", ceiling.f1, "the best choice of blocks, by alignment with the marked text"),
        row("snippets that must be there", with, "share found in the body"),
        row("snippets that must not be there", without, "share kept out of the body"),
        row("pages with an article", found, "share of pages on which some of the marked text was found"),
        Row {
            measure: "blocks whose bytes give back their words".into(),
            value: 1.0 - wrong as f64 / blocks.max(1) as f64,
            floor: Some(1.0),
            aim: Some(1.0),
            remark: format!("{wrong} of {blocks} blocks, hidden ones too, fail"),
        },
    ])
}

/// Shares of the snippets that are rightly in, and rightly out of, the body. Snippets that must be out but stand in the marked text
/// too ("Home" in a report on homes) are passed over.
fn snippets(pages: &[Prepared], keep: impl Fn(usize, usize) -> bool) -> (f64, f64) {
    let (mut with, mut without) = ((0u32, 0u32), (0u32, 0u32));
    let line = |text: &str| format!(" {} ", gold::words(text).collect::<Vec<_>>().join(" "));
    for (index, page) in pages.iter().enumerate() {
        let kept: Vec<&str> = (0..page.candidates.blocks.len())
            .filter(|&block| keep(index, block))
            .map(|block| page.candidates.words(block))
            .collect();
        let (body, marked) = (line(&kept.join(" ")), line(&page.content));
        // Some snippets are cut within a word: letters count here, spaces do not.
        let letters = |text: &str| gold::words(text).collect::<String>();
        let all = letters(&kept.join(" "));
        for snippet in page.with.iter().map(|snippet| letters(snippet)) {
            with = (with.0 + u32::from(all.contains(&snippet)), with.1 + 1);
        }
        for snippet in page.without.iter().map(|snippet| line(snippet)).filter(|snippet| !marked.contains(snippet)) {
            without = (without.0 + u32::from(!body.contains(&snippet)), without.1 + 1);
        }
    }
    (f64::from(with.0) / f64::from(with.1.max(1)), f64::from(without.0) / f64::from(without.1.max(1)))
}

/// Writes what was rightly and wrongly chosen on each page, worst pages first, for whoever wants to read it.
fn dump(
    path: &str,
    pages: &[Prepared],
    scores: &[Vec<i32>],
    finals: &[Score],
    read: &[(Vec<bool>, Vec<BlockKind>)],
) -> anyhow::Result<()> {
    use std::io::Write as _;
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by(|&a, &b| finals[a].f1.total_cmp(&finals[b].f1));
    for index in order {
        let (page, score) = (&pages[index], finals[index]);
        writeln!(out, "=== {} F1 {:.3} P {:.3} R {:.3}", page.name, score.f1, score.precision, score.recall)?;
        for (block, block_score) in scores[index].iter().enumerate() {
            let (label, kind) = (page.labels[block], read[index].1[block]);
            let mark = match (label > 0.5, is_text(kind)) {
                (true, true) => "   ",
                (true, false) => "LOS",
                (false, true) => "ADD",
                (false, false) => " . ",
            };
            let words: String = page.candidates.words(block).chars().take(110).collect();
            let depth = page.candidates.place(block).map_or(0, |place| place.depth);
            let count = page.look.words[block];
            let shape = page.candidates.blocks[block].shape;
            writeln!(out, "{mark} {block_score:>5} {label:.1} {count:>4}w d{depth:<2} {shape:?} {words:?} {kind:?}")?;
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
        let forest = grow(&rows(&seen), &FIRST);
        pages.par_iter_mut().filter(|page| page.fold == held).for_each(|page| {
            let scores = forest.score(&page.look.table);
            features::reconsider(&mut page.look, &page.candidates, &scores);
        });
    }
    let all: Vec<&Prepared> = pages.iter().collect();
    let rows = rows(&all);
    Model { first: grow(&rows, &FIRST), second: grow(&rows, &SECOND), threshold: THRESHOLD, ..Model::default() }
}
