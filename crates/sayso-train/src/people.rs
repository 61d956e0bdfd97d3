//! Trains and scores the finder of people.
//!
//! The ranker learns which of the phrases before a phrase it stands for, or none (Durrett and Klein 2013): log-linear over the
//! candidates, any right antecedent will do, wrong answers cost by their sort, AdaGrad; a small net adds to the sum. It learns along the reading itself, as the judge of
//! each decision: from OntoGUM, and from our own articles (`examples/speakers`, `examples/mentions`), where only persons and bodies are marked.
//! `SAYSO_FOLDS=5 cargo train people` scores by cross-validation and writes nothing.

mod gold;
mod net;
mod score;
mod speakers;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gold::{Cut, Document};
use net::{Net, Seen};
use rayon::prelude::*;
use sayso_read::Language;
use sayso_read::people::features::{BITS, Features, place};
use sayso_read::people::{Answer, HEADER, Judge, Model, SCALE, Scene, Ties, best};
use score::{Place, Scores};

use crate::adagrad::{Learner, Pace};
use crate::articles::boost::exp;
use crate::dice::Dice;
use crate::{Data, table::Row};

/// Who speaks in articles of PolNeAR: of its training part, to learn from; of its development part, for counting.
const NEWS_LEARNT: &str = "examples/speakers-news/learnt.tsv";
const NEWS_HELD: &str = "examples/speakers-news/held.tsv";

/// Rounds over all documents.
const ROUNDS: usize = 3;
const PACE: Pace = Pace { rate: 0.04, damping: 0.01, decay: 0.0 };
/// What wrong answers cost: standing for something where it should not, for nothing where it should, for another.
const COSTS: [f32; 3] = [0.1, 1.0, 1.0];

/// How often, after the first round, the answer goes on that the weights give and not the right one: reading errs, too.
const OWN: f32 = 0.3;

/// After so many texts weights are counted into the mean.
const EVERY: usize = 10;

fn scene<'d>(document: &'d Document, language: &'d Language) -> Scene<'d> {
    Scene::new(&document.text, &document.analysis, language, &document.quotes, &document.statements)
}

/// For each phrase its gold cluster: that of the mention with the same words, or else of one that has its head and no phrase of its own.
fn labels(document: &Document, scene: &Scene<'_>) -> Vec<Option<usize>> {
    let mut places: BTreeMap<Place, usize> = BTreeMap::new();
    for (at, cluster) in document.gold.iter().enumerate() {
        places.extend(cluster.iter().map(|&place| (place, at)));
    }
    let wholes: Vec<Place> = (0..scene.len()).map(|phrase| document.place(scene.whole(phrase))).collect();
    let mut labels: Vec<Option<usize>> = wholes.iter().map(|whole| places.get(whole).copied()).collect();
    for whole in &wholes {
        places.remove(whole);
    }
    for (&(start, end), &cluster) in &places {
        // The widest phrase inside or around that shares most of it.
        let fits = |&phrase: &usize| {
            let (from, to) = wholes[phrase];
            let shared = to.min(end).saturating_sub(from.max(start));
            labels[phrase].is_none() && 2 * shared > (end - start).max(to - from)
        };
        if let Some(phrase) = (0..scene.len()).find(fits) {
            labels[phrase] = Some(cluster);
        }
    }
    labels
}

/// What is learnt.
struct Ranker {
    learner: Learner,
    net: Net,
    dice: Dice,
    /// How often the own answer goes on.
    own: f32,
}

impl Ranker {
    fn new() -> Ranker {
        let mut dice = Dice(5);
        Ranker { learner: Learner::new(BITS, PACE), net: Net::new(&mut dice), dice, own: 0.0 }
    }

    fn weights(&self) -> impl Iterator<Item = f32> + '_ {
        self.learner.weights.iter().copied().chain(self.net.weights())
    }
}

/// Gold as a judge: it learns from each decision, and then decides rightly.
struct Teacher<'e, 'd> {
    ranker: &'e mut Ranker,
    example: &'e Example<'d>,
    rows: Vec<Vec<u32>>,
    seen: Vec<Seen>,
    scores: Vec<f32>,
    loss: f32,
}

impl Judge for Teacher<'_, '_> {
    fn weigh(&mut self, features: &Features) -> i32 {
        let row: Vec<u32> = features.all.iter().map(|&feature| place(feature) as u32).collect();
        let seen = self.ranker.net.see(&features.plain);
        let score = self.ranker.learner.score(&row) + seen.score;
        self.rows.push(row);
        self.seen.push(seen);
        self.scores.push(score);
        (score * SCALE) as i32
    }

    fn choose(&mut self, at: usize, answers: &[Answer], ties: &mut Ties) -> usize {
        let (rows, seen) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.seen));
        let mut scores = std::mem::take(&mut self.scores);
        let Example { scene, labels, whole, others } = self.example;
        let label = labels[at];
        if label.is_none() && !whole {
            if !others.get(at).is_some_and(|&other| other) {
                return best(answers);
            }
            let labelled: BTreeSet<u32> =
                (0..labels.len()).filter(|&other| labels[other].is_some()).map(|other| ties.of(other)).collect();
            let free = |answer: &Answer| answer.before.is_none_or(|(cluster, _)| !labelled.contains(&cluster));
            let right: Vec<bool> = answers.iter().map(free).collect();
            return self.learn(&rows, &seen, scores, &right, answers);
        }
        let same = (0..labels.len()).filter(|&other| label.is_some() && other != at && labels[other] == label);
        let same: BTreeSet<u32> = same.map(|other| ties.of(other)).collect();
        let mut right: Vec<bool> =
            answers.iter().map(|answer| answer.before.is_some_and(|(cluster, _)| same.contains(&cluster))).collect();
        let linked = right.iter().any(|&right| right);
        right[0] = !linked;
        let known = label.is_some() && (0..at).any(|before| labels[before] == label);
        if !linked && known {
            // Its antecedent is out of reach: nothing to learn.
            return 0;
        }
        if !linked && !whole && scene.is_pronoun(at) {
            return best(answers);
        }
        for (place, score) in scores.iter_mut().enumerate().filter(|(place, _)| !right[*place]) {
            *score += match (place, linked) {
                (0, _) => COSTS[1],
                (_, false) => COSTS[0],
                _ => COSTS[2],
            };
        }
        let wanted = self.learn(&rows, &seen, scores, &right, answers);
        if self.ranker.dice.unit() < self.ranker.own { best(answers) } else { wanted }
    }
}

impl Teacher<'_, '_> {
    /// Moves the weights towards the right answers, and gives the best of them.
    fn learn(
        &mut self,
        rows: &[Vec<u32>],
        seen: &[Seen],
        scores: Vec<f32>,
        right: &[bool],
        answers: &[Answer],
    ) -> usize {
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let masses: Vec<f64> = scores.iter().map(|&score| exp(f64::from(score - most).max(-30.0))).collect();
        let all: f64 = masses.iter().sum();
        let good: f64 = masses.iter().zip(right).filter(|(_, right)| **right).map(|(mass, _)| mass).sum();
        self.loss -= (good / all).max(1e-12).ln() as f32;
        let gradients: Vec<f32> = (masses.iter().zip(right))
            .map(|(mass, right)| {
                let wanted = if *right { mass / good.max(1e-12) } else { 0.0 };
                (wanted - mass / all) as f32
            })
            .collect();
        let moved = |gradient: &f32| gradient.abs() > 1e-4;
        for (row, gradient) in rows.iter().zip(&gradients).filter(|(_, gradient)| moved(gradient)) {
            self.ranker.learner.step(row, *gradient);
        }
        self.ranker.net.step(seen.iter().zip(gradients).filter(|(_, gradient)| moved(gradient)));
        let mut chosen = None;
        for (at, _) in right.iter().enumerate().filter(|(_, right)| **right) {
            if chosen.is_none_or(|chosen: usize| answers[at].score > answers[chosen].score) {
                chosen = Some(at);
            }
        }
        chosen.unwrap_or(0)
    }
}

/// Learns from one document.
fn learn_one(ranker: &mut Ranker, example: &Example<'_>) -> f32 {
    let mut teacher = Teacher { ranker, example, rows: Vec::new(), seen: Vec::new(), scores: Vec::new(), loss: 0.0 };
    example.scene.judged(&mut teacher);
    teacher.loss
}

/// The model's bytes.
fn bytes(weights: &[f32], origin: &str) -> Vec<u8> {
    let mut file = format!("{HEADER}: {origin}\n\n").into_bytes();
    let unit = |weight: &f32| (weight * SCALE).round().clamp(-127.0, 127.0) as i8 as u8;
    let (linear, net) = weights.split_at(1 << BITS);
    file.extend(linear.iter().map(unit));
    file.extend(net::bytes(net));
    file
}

/// A text to learn from.
struct Example<'d> {
    scene: Scene<'d>,
    labels: Vec<Option<usize>>,
    /// Whether what has no label stands for nothing before it; else nothing is known of it, but for `others`.
    whole: bool,
    /// Phrases that stand for nobody who has a label, whatever else they stand for.
    others: Vec<bool>,
}

/// The weights learnt: the ranker's, then the net's.
fn learn(examples: &[&Example<'_>], rounds: usize) -> Vec<f32> {
    let mut ranker = Ranker::new();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut dice = Dice(11);
    let (mut sums, mut count) = (vec![0.0f32; ranker.weights().count()], 0.0f32);
    for round in 0..rounds {
        ranker.own = if round > 0 { OWN } else { 0.0 };
        dice.shuffle(&mut order);
        // Where little is known, what has been learnt from whole texts fills the gaps.
        order.sort_by_key(|&at| round == 0 && !examples[at].whole);
        let mut loss = 0.0;
        for (done, &at) in order.iter().enumerate() {
            loss += learn_one(&mut ranker, examples[at]);
            // The mean of many weights errs less than the last ones.
            if round > 0 && done % EVERY == 0 {
                sums.iter_mut().zip(ranker.weights()).for_each(|(sum, weight)| *sum += weight);
                count += 1.0;
            }
        }
        println!("  round {round}: loss {loss:.0}");
    }
    if count == 0.0 {
        return ranker.weights().collect();
    }
    sums.iter_mut().for_each(|sum| *sum /= count);
    sums
}

fn model(bytes: Vec<u8>) -> anyhow::Result<Model> {
    Model::open(Box::leak(bytes.into_boxed_slice())).map_err(anyhow::Error::msg)
}

fn score(documents: &[Document], scenes: &[&Scene<'_>], model: &Model, scores: &mut Scores) {
    let found: Vec<Vec<Vec<Place>>> = (documents.par_iter().zip(scenes))
        .map(|(document, scene)| {
            let mut clusters: BTreeMap<u32, Vec<Place>> = BTreeMap::new();
            for (phrase, cluster) in scene.clusters(model).of.into_iter().enumerate() {
                clusters.entry(cluster).or_default().push(document.place(scene.whole(phrase)));
            }
            clusters.into_values().collect()
        })
        .collect();
    for (document, found) in documents.iter().zip(&found) {
        scores.add(&document.gold, found);
    }
}

fn rounds() -> usize {
    std::env::var("SAYSO_EPOCHS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS)
}

/// Remakes the weights; with `SAYSO_FOLDS` only scores by cross-validation.
pub(crate) fn train(data: &Data) -> anyhow::Result<()> {
    let (language, sentences) = (crate::language(data)?, crate::text::model(data)?);
    let said = crate::statements::model(data).unwrap_or_default();
    let documents = gold::read(data, "train", Cut::Own, &language, &sentences)?;
    let reader = speakers::Reader { language: &language, sentences: &sentences, said: &said };
    let mut articles = reader.folder(&data.root.join("examples/speakers"))?;
    articles.extend(reader.folder(&data.root.join("examples/mentions"))?);
    let invented = articles.len();
    articles.extend(reader.news(data, "train", &data.root.join(NEWS_LEARNT))?);
    let of_documents = documents.par_iter().map(|document| {
        let scene = scene(document, &language);
        let labels = labels(document, &scene);
        Example { scene, labels, whole: true, others: Vec::new() }
    });
    let of_articles = articles.par_iter().map(|article| {
        let scene = article.scene(&language);
        let (labels, others) = (article.labels(&scene), article.others(&scene));
        Example { scene, labels, whole: false, others }
    });
    let mut examples: Vec<Example<'_>> = of_documents.collect();
    examples.par_extend(of_articles);
    if let Some(folds) = std::env::var("SAYSO_FOLDS").ok().and_then(|folds| folds.parse::<usize>().ok()) {
        let parts: Vec<Model> = (0..folds)
            .into_par_iter()
            .map(|fold| {
                let known = examples.iter().enumerate().filter(|(at, _)| at % folds != fold);
                let known: Vec<&Example<'_>> = known.map(|(_, example)| example).collect();
                model(bytes(&learn(&known, rounds()), "fold"))
            })
            .collect::<anyhow::Result<_>>()?;
        let mut scores = Scores::default();
        for (at, (document, example)) in documents.iter().zip(&examples).enumerate() {
            score(std::slice::from_ref(document), &[&example.scene], &parts[at % folds], &mut scores);
        }
        tell(&scores);
        ceiling(&documents, &examples);
        let part = |at: usize| &parts[(documents.len() + at) % folds];
        watch::tell(articles.iter().zip(&examples[documents.len()..]), part);
        let judged: Vec<_> = articles.iter().enumerate().map(|(at, article)| (article, part(at))).collect();
        let show = std::env::var_os("SAYSO_SHOW").is_some();
        for (name, judged) in [("invented articles", &judged[..invented]), ("real news", &judged[invented..])] {
            let tallies = speakers::score(judged.iter().copied(), &language, show)?;
            let (given, whole) = (tallies.resolver, tallies.whole);
            let (all, given, whole) = (given.all, given.share(), whole.share());
            println!("  speakers of {name}: {all} sources, source given {given:.4}, end to end {whole:.4}");
        }
        return Ok(());
    }
    let all: Vec<&Example<'_>> = examples.iter().collect();
    let origin = data.origin(&["people/ontogum.train.conll", "statements/polnear.train.jsonl"])?;
    data.write_model("people.model", &bytes(&learn(&all, rounds()), &origin))
}

fn tell(scores: &Scores) {
    let one = |name: &str, sums: &score::Sums| {
        println!("  {name:<9} P {:.4}  R {:.4}  F1 {:.4}", sums.precision(), sums.recall(), sums.f1());
    };
    one("mentions", &scores.mentions);
    one("MUC", &scores.muc);
    one("B3", &scores.b3);
    one("CEAFe", &scores.ceaf);
    println!("  CoNLL F1 {:.4}", scores.conll());
}

/// How well the phrases could do if every one were put where gold has it.
fn ceiling(documents: &[Document], examples: &[Example<'_>]) {
    let mut scores = Scores::default();
    for (document, Example { scene, labels, .. }) in documents.iter().zip(examples) {
        let mut clusters: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
        for (phrase, label) in labels.iter().enumerate() {
            if let Some(label) = label {
                clusters.entry(*label).or_default().push(document.place(scene.whole(phrase)));
            }
        }
        scores.add(&document.gold, &clusters.into_values().collect::<Vec<_>>());
    }
    if std::env::var_os("SAYSO_SHOW").is_some() {
        show(documents, examples);
    }
    println!(
        "  if all links were right: mention recall {:.4}, CoNLL F1 {:.4}",
        scores.mentions.recall(),
        scores.conll()
    );
}

/// Scores the stage on the development part.
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let (language, sentences) = (crate::language(data)?, crate::text::model(data)?);
    let model = Model::open(data.model("people.model")?).map_err(anyhow::Error::msg)?;
    let mut rows = Vec::new();
    for (cut, name) in [(Cut::Own, "raw text"), (Cut::Gold, "gold tokens and sentences")] {
        let documents = gold::read(data, "dev", cut, &language, &sentences)?;
        let scenes: Vec<Scene<'_>> = documents.par_iter().map(|document| scene(document, &language)).collect();
        let mut scores = Scores::default();
        score(&documents, &scenes.iter().collect::<Vec<_>>(), &model, &mut scores);
        tell(&scores);
        let own = cut == Cut::Own;
        let mut row = |measure: &str, value: f64, sums: Option<&score::Sums>| {
            let parts = sums.map_or_else(
                || "mean of MUC, B3 and CEAFe".to_owned(),
                |sums| format!("precision {:.3}, recall {:.3}", sums.precision(), sums.recall()),
            );
            rows.push(Row {
                measure: format!("{measure}, {name}"),
                value,
                floor: (own && sums.is_none()).then_some(0.45),
                aim: (own && sums.is_none()).then_some(0.55),
                remark: format!("OntoGUM dev, {} documents; {parts}", documents.len()),
            });
        };
        row("CoNLL F1", scores.conll(), None);
        row("mention F1", scores.mentions.f1(), Some(&scores.mentions));
        row("MUC F1", scores.muc.f1(), Some(&scores.muc));
        row("B3 F1", scores.b3.f1(), Some(&scores.b3));
        row("CEAFe F1", scores.ceaf.f1(), Some(&scores.ceaf));
    }
    let said = crate::statements::model(data).unwrap_or_default();
    let trial = std::env::var_os("SAYSO_SPEAKERS").map(std::path::PathBuf::from);
    let reader = speakers::Reader { language: &language, sentences: &sentences, said: &said };
    let mut of = |name: &str, place: &Path, articles: Vec<speakers::Article>| -> anyhow::Result<()> {
        let judged = articles.iter().map(|article| (article, &model));
        let tallies = speakers::score(judged, &language, trial.is_some())?;
        let place = place.strip_prefix(&data.root).unwrap_or(place).display().to_string();
        speaker_rows(name, &place, &tallies, &mut rows);
        Ok(())
    };
    if let Some(folder) = &trial {
        of("speakers", folder, reader.folder(folder)?)?;
        return Ok(rows);
    }
    let folder = data.root.join("examples/speakers");
    of("speakers learnt from", &folder, reader.folder(&folder)?)?;
    // These are for counting only: never shown in single errors, and not scored in trials.
    let folder = data.root.join("examples/speakers-held");
    of("held-out speakers", &folder, reader.folder(&folder)?)?;
    let gold = data.root.join(NEWS_HELD);
    of("held-out speakers, real news", &gold, reader.news(data, "dev", &gold)?)?;
    Ok(rows)
}

/// The lines of one gold of speakers.
fn speaker_rows(name: &str, folder: &str, tallies: &speakers::Tallies, rows: &mut Vec<Row>) {
    let mut row = |measure: &str, tally: speakers::Tally, floor: Option<f64>| {
        if tally.all > 0 {
            rows.push(Row {
                measure: format!("{name}, {measure}"),
                value: tally.share(),
                floor,
                aim: floor.map(|_| 0.95),
                remark: format!("{} of {} in {} articles of {folder}", tally.right, tally.all, tallies.documents),
            });
        }
    };
    // What the weights have learnt from is no measure.
    let floor = (name == "held-out speakers").then_some(0.88);
    row("source given", tallies.resolver, floor);
    row("end to end", tallies.whole, floor);
    row("left open where it cannot be settled", tallies.open, None);
    row("kind, of right ones", tallies.kind, None);
    row("country, of right ones that have one", tallies.country, None);
}

/// Gold mentions without a phrase of the same words, and the nearest phrase (for reading errors).
fn show(documents: &[Document], examples: &[Example<'_>]) {
    for (document, Example { scene, .. }) in documents.iter().zip(examples) {
        let wholes: Vec<Place> = (0..scene.len()).map(|phrase| document.place(scene.whole(phrase))).collect();
        for &(start, end) in document.gold.iter().flatten() {
            if wholes.contains(&(start, end)) {
                continue;
            }
            let shared = |&&(from, to): &&Place| {
                to.min(end).saturating_sub(from.max(start)) * 100 / (to.max(end) - from.min(start))
            };
            let near = wholes.iter().max_by_key(shared).filter(|place| shared(place) > 0);
            let words = |&(start, end): &Place| document.words_of((start, end));
            println!("MISS {}\t{}\t{}", document.name, words(&(start, end)), near.map_or("-", words));
        }
    }
}
