//! Trains and scores the stage `families`.
//!
//! There is no corpus of copies: they are made (`copies`) from PolNeAR's articles, which are real reports, many of them by several outlets
//! on one event and day: the negatives that bite. A third of the articles is held out by a hash of the event-free name; figures are of
//! copies and pairs of these.

mod copies;
mod pile;
mod score;
pub(crate) mod wordnet;

use std::collections::BTreeMap;

use anyhow::Context;
use rayon::prelude::*;
use sayso_families::{Document, LOOKS, Model};
use sayso_read::tables::{hash, mix};
use sayso_read::{Models, Page};
use serde_json::Value;

use crate::Data;
use crate::articles::logistic;
use crate::dice::Dice;
use copies::Draft;
use wordnet::WordNet;

pub(crate) use pile::generate;
pub(crate) use score::evaluate;

const PAGES: &str = "articles/wcxb-dev";

const FILES: &[&str] = &["statements/polnear.train.jsonl", "statements/polnear.dev.jsonl"];

/// A real article.
struct Article {
    id: String,
    outlet: String,
    date: String,
    draft: Draft,
}

impl Article {
    fn held_out(&self) -> bool {
        hash(self.id.as_bytes()).is_multiple_of(3)
    }
}

fn articles(data: &Data) -> anyhow::Result<Vec<Article>> {
    let mut articles = Vec::new();
    for file in FILES {
        let path = data.path(file);
        let lines = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        for line in lines.lines() {
            let article: Value = serde_json::from_str(line)?;
            let field = |name: &str| article[name].as_str().unwrap_or_default().to_owned();
            let draft = Draft::of(&field("text"));
            if draft.words() >= 150 {
                articles.push(Article { id: field("id"), outlet: field("publisher"), date: field("date"), draft });
            }
        }
    }
    Ok(articles)
}

/// A plain text as a document, by the program's own door.
fn document(string: &str, path: &str, outlet: &str, date: &str, models: &Models) -> Document {
    let mut page = Page::text(path, string.as_bytes());
    page.told.outlet = Some(outlet.to_owned());
    page.told.published = Some((date.to_owned(), "the corpus".into()));
    page.told.published_wins = true;
    Document::of(&sayso_read::extract(&page, models))
}

/// Some paragraphs of an article that follow each other: a third of it at least.
fn part(draft: &Draft, dice: &mut Dice) -> Draft {
    let count = draft.paragraphs.len();
    let keep = (count.div_ceil(3) + (dice.roll() % (count as u64)) as usize).min(count);
    let first = (dice.roll() % (count - keep + 1) as u64) as usize;
    Draft { paragraphs: draft.paragraphs[first..first + keep].to_vec() }
}

/// How rare each key is in the articles, in eighths of a bit.
fn rarity<'d>(documents: impl Iterator<Item = &'d Document>) -> Vec<u8> {
    let mut counts = vec![0u64; 1 << 16];
    for &key in documents.flat_map(Document::keys) {
        counts[usize::from(key)] += 1;
    }
    let total: u64 = counts.iter().sum();
    // Add-one smoothing; whole steps only, so that no logarithm of the platform's decides.
    counts.iter().map(|&count| eighths((total + 65_536) / (count + 1))).collect()
}

/// Eight times the binary logarithm of a number, rounded down, by squaring.
fn eighths(number: u64) -> u8 {
    let whole = number.max(1).ilog2();
    let mut rest = number.max(1) as f64 / (1u64 << whole) as f64;
    let mut bits = whole;
    for _ in 0..3 {
        rest *= rest;
        bits = bits * 2 + u32::from(rest >= 2.0);
        if rest >= 2.0 {
            rest /= 2.0;
        }
    }
    bits.min(255) as u8
}

/// Remakes the model.
pub(crate) fn train(data: &Data) -> anyhow::Result<()> {
    let (articles, wordnet, models) = (articles(data)?, WordNet::open()?, Models::default());
    let train: Vec<&Article> = articles.iter().filter(|article| !article.held_out()).collect();
    let documents: Vec<Document> = train
        .par_iter()
        .map(|article| document(&article.draft.text(), &article.id, &article.outlet, &article.date, &models))
        .collect();
    let pages: Vec<Document> =
        pages(data, &models)?.into_iter().filter(|(held_out, _)| !held_out).map(|(_, page)| page).collect();
    let rarity = rarity(documents.iter().chain(&pages));
    let model = Model::new(rarity.clone(), [0; LOOKS]).context("no rarity")?;
    // Rewordings of all strengths: of each article two, which are copies of each other as well; one of a part of it.
    let mut rows: Vec<([u32; LOOKS], bool)> = (train.par_iter().zip(&documents).enumerate())
        .flat_map_iter(|(at, (article, original))| {
            let mut dice = Dice(mix(1, at as u64));
            let made: Vec<Document> = (0..2)
                .map(|which| {
                    let strength = 0.3 + 0.7 * dice.unit();
                    let part = part(&article.draft, &mut dice);
                    let copy =
                        copies::reword(if which == 0 { &article.draft } else { &part }, strength, &wordnet, &mut dice);
                    document(&copy.text(), &article.id, "copy", &article.date, &models)
                })
                .collect();
            [
                (sayso_families::looks(original, &made[0], &model), true),
                (sayso_families::looks(original, &made[1], &model), true),
                (sayso_families::looks(&made[0], &made[1], &model), true),
            ]
        })
        .collect();
    let positives = rows.len();
    // Real pairs that share rare things and are no copies; and parts of the one against the whole of the other.
    let pairs = apart(&documents, &model);
    let parts: Vec<Document> = (train.par_iter().enumerate())
        .map(|(at, article)| {
            let part = part(&article.draft, &mut Dice(mix(4, at as u64)));
            document(&part.text(), &article.id, &article.outlet, &article.date, &models)
        })
        .collect();
    let mut negatives: Vec<([u32; LOOKS], bool)> = (pairs.par_iter())
        .flat_map_iter(|&(one, other)| {
            [(&documents[one], &documents[other]), (&parts[one], &documents[other]), (&documents[one], &parts[other])]
                .map(|(one, other)| (sayso_families::looks(one, other, &model), false))
        })
        .collect();
    let alike = apart(&pages, &model);
    negatives.par_extend(
        alike.par_iter().map(|&(one, other)| (sayso_families::looks(&pages[one], &pages[other], &model), false)),
    );
    println!("{positives} rewordings, {} pairs of independent reports", negatives.len());
    rows.extend(negatives);
    let weights = fit(&rows);
    println!("weights {weights:?}");
    let model = Model::new(rarity, weights).context("no rarity")?;
    data.write_model("families.model", &model.write(&data.origin(FILES)?))
}

/// Logistic regression by plain descent, classes weighed alike, a false tie thirty times a missed one: a wrong family is worse than
/// a missed copy. Sums run in the order of the rows.
fn fit(rows: &[([u32; LOOKS], bool)]) -> [i32; LOOKS] {
    let positives = rows.iter().filter(|row| row.1).count().max(1) as f64;
    let negatives = (rows.len() as f64 - positives).max(1.0);
    let mut weights = [0f64; LOOKS];
    let value = |looks: &[u32; LOOKS], at: usize| if at == 0 { 1.0 } else { f64::from(looks[at]) / 1000.0 };
    for step in 0..20_000 {
        let mut slope = [0f64; LOOKS];
        for (looks, copy) in rows {
            let sum: f64 = (0..LOOKS).map(|at| weights[at] * value(looks, at)).sum();
            let chance = logistic(sum);
            let weight = if *copy { 1.0 / positives } else { 30.0 / negatives };
            let error = (chance - f64::from(u8::from(*copy))) * weight;
            for (at, slope) in slope.iter_mut().enumerate() {
                *slope += error * value(looks, at);
            }
        }
        let rate = 4.0 / (1.0 + f64::from(step) / 4000.0);
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight -= rate * (slope + 1e-4 * *weight);
        }
    }
    // The constant is weighed with a look of one thousandth less than the others' whole: `looks` gives it as 1.
    let mut whole = [0; LOOKS];
    for (at, weight) in weights.into_iter().enumerate() {
        whole[at] = (weight * if at == 0 { 1_000_000.0 } else { 1000.0 }).round() as i32;
    }
    whole
}

/// Texts of web pages, many on the same matters (guides, reviews), hardly one of which is a copy: negatives of another kind.
fn pages(data: &Data, models: &Models) -> anyhow::Result<Vec<(bool, Document)>> {
    let folder = data.path(PAGES);
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".json"))
        .collect();
    names.sort_unstable();
    let mut pages = Vec::new();
    for name in names {
        let page: Value = serde_json::from_str(&std::fs::read_to_string(folder.join(&name))?)?;
        let text = page["main_content"].as_str().unwrap_or_default();
        if text.split_whitespace().count() >= 150 {
            pages.push((hash(name.as_bytes()).is_multiple_of(3), document(text, &name, "", "", models)));
        }
    }
    Ok(pages)
}

/// Pairs of candidates that are no copies as far as one can tell: those that share a tenth of their words in runs are left out.
fn apart(documents: &[Document], model: &Model) -> Vec<(usize, usize)> {
    let pairs = sayso_families::candidates(documents, model);
    let apart = pairs
        .par_iter()
        .filter(|&&(one, other)| sayso_families::looks(&documents[one], &documents[other], model)[6] < 100);
    apart.copied().collect()
}

/// Pairs of one family among all pairs, as a set of ordered places.
fn pairs_of(groups: &BTreeMap<usize, Vec<usize>>) -> std::collections::BTreeSet<(usize, usize)> {
    let mut pairs = std::collections::BTreeSet::new();
    for members in groups.values() {
        for (at, &one) in members.iter().enumerate() {
            pairs.extend(members[at + 1..].iter().map(|&other| (one.min(other), one.max(other))));
        }
    }
    pairs
}
