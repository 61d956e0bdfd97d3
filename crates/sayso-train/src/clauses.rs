//! Trains and scores the parser.

use std::collections::BTreeMap;

use anyhow::ensure;
use sayso_read::clauses::{self, Model, Relation, features};
use sayso_read::looks::{self, Vectors};
use sayso_read::text::Text;

use crate::conllu::{self, Gold};
use crate::dice::Dice;
use crate::nets::encoder::{Encoder, Inputs, Shape, prepare};
use crate::nets::gemm::{gemm, transpose};
use crate::nets::layers::{Dense, cross_entropy, relu, relu_backward};
use crate::nets::{self, Grads, Net, Plan, Slot, Weights, ends};
use crate::tags::Labels;
use crate::{Data, table::Row, vectors};

const SHAPE: Shape = Shape { width: 160, layers: 3, hide: 0.15, drop: 0.3 };
const PLAN: Plan = Plan { epochs: 30, batch: 500, rate: 0.003, seed: 3 };
/// Widths of a word's views: for heads, for the names of relations.
const ARCS: usize = 128;
const NAMES: usize = 96;
/// While it learns, the parser also guesses tags from this layer: it teaches the lower layers what words are.
const TAGS_AT: usize = 1;

struct Parser<'a> {
    encoder: Encoder,
    tags: Dense,
    /// All views at once: dependent and head for arcs, dependent and head for names.
    views: Dense,
    mix: Dense,
    root: Slot,
    naming_root: Slot,
    naming: Dense,
    vectors: &'a Vectors,
    inputs: Vec<Inputs>,
    labels: Vec<Vec<Option<usize>>>,
    /// 0: the root; else the head's place from 1.
    heads: Vec<Vec<usize>>,
    relations: Vec<Vec<Option<usize>>>,
}

/// Columns of a matrix.
fn columns(cells: &[f32], wide: usize, from: usize, to: usize) -> Vec<f32> {
    cells.chunks_exact(wide).flat_map(|row| row[from..to].iter().copied()).collect()
}

/// Writes columns back.
fn put(cells: &mut [f32], wide: usize, from: usize, part: &[f32], width: usize) {
    for (row, part) in cells.chunks_exact_mut(wide).zip(part.chunks_exact(width)) {
        row[from..from + width].copy_from_slice(part);
    }
}

fn add(sum: &mut [f32], cells: &[f32]) {
    sum.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell);
}

/// Sentences that are learnt from together.
struct Batch<'a> {
    examples: &'a [usize],
    /// Where each ends among the batch's tokens.
    ends: &'a [usize],
    /// What a token's loss counts.
    scale: f32,
}

impl Parser<'_> {
    /// Loss of the heads; derivatives of the views of dependents and of heads.
    fn arcs(
        &self,
        weights: &Weights,
        grads: &mut Grads,
        batch: &Batch<'_>,
        asks: &[f32],
        answers: &[f32],
    ) -> (f32, Vec<f32>, Vec<f32>) {
        let mixed = self.mix.forward(weights, asks);
        let (mut back_mixed, mut back_answers) = (vec![0.0; asks.len()], vec![0.0; answers.len()]);
        let (mut loss, mut start) = (0.0, 0);
        let mut turned = Vec::new();
        for (&end, &example) in batch.ends.iter().zip(batch.examples) {
            let count = end - start;
            let cells = start * ARCS..end * ARCS;
            let mut heads = weights.get(self.root).to_vec();
            heads.extend_from_slice(&answers[cells.clone()]);
            transpose(count + 1, ARCS, &heads, &mut turned);
            let mut scores = vec![0.0; count * (count + 1)];
            gemm(count, ARCS, count + 1, &mixed[cells.clone()], &turned, &mut scores);
            (0..count).for_each(|word| scores[word * (count + 1) + word + 1] = -1e9);
            loss +=
                cross_entropy(&mut scores, count + 1, self.heads[example].iter().map(|&head| Some(head)), batch.scale);
            gemm(count, count + 1, ARCS, &scores, &heads, &mut back_mixed[cells.clone()]);
            transpose(count, count + 1, &scores, &mut turned);
            let mut back_heads = vec![0.0; (count + 1) * ARCS];
            gemm(count + 1, count, ARCS, &turned, &mixed[cells.clone()], &mut back_heads);
            add(grads.get(self.root), &back_heads[..ARCS]);
            back_answers[cells].copy_from_slice(&back_heads[ARCS..]);
            start = end;
        }
        (loss, self.mix.backward(weights, grads, asks, &back_mixed), back_answers)
    }

    /// Loss of the names of relations; derivatives of the views of dependents and of heads.
    fn names(
        &self,
        weights: &Weights,
        grads: &mut Grads,
        batch: &Batch<'_>,
        mut sums: Vec<f32>,
        others: &[f32],
    ) -> (f32, Vec<f32>, Vec<f32>) {
        let each_head = || {
            let starts = std::iter::once(0).chain(batch.ends.iter().copied());
            starts.zip(batch.examples).flat_map(|(start, &example)| {
                self.heads[example].iter().map(move |&head| head.checked_sub(1).map(|head| start + head))
            })
        };
        for (row, head) in sums.chunks_exact_mut(NAMES).zip(each_head()) {
            add(row, head.map_or(weights.get(self.naming_root), |head| &others[head * NAMES..][..NAMES]));
        }
        relu(&mut sums);
        let mut scores = self.naming.forward(weights, &sums);
        let gold = batch.examples.iter().flat_map(|&example| self.relations[example].iter().copied());
        let loss = cross_entropy(&mut scores, Relation::ALL.len(), gold, batch.scale);
        let mut back = self.naming.backward(weights, grads, &sums, &scores);
        relu_backward(&sums, &mut back);
        let mut back_others = vec![0.0; others.len()];
        for (row, head) in back.chunks_exact(NAMES).zip(each_head()) {
            match head {
                Some(head) => add(&mut back_others[head * NAMES..][..NAMES], row),
                None => add(grads.get(self.naming_root), row),
            }
        }
        (loss, back, back_others)
    }
}

impl Net for Parser<'_> {
    fn size(&self, example: usize) -> usize {
        self.inputs[example].tokens()
    }

    fn learn(&self, weights: &Weights, grads: &mut Grads, examples: &[usize], scale: f32, dice: &mut Dice) -> f32 {
        let (inputs, ends) = ends(&self.inputs, examples);
        let trace = self.encoder.forward(weights, self.vectors, &inputs, &ends, dice);

        let (x, mask) = trace.layer(TAGS_AT, &ends, &self.encoder, dice);
        let mut scores = self.tags.forward(weights, &x);
        let gold = examples.iter().flat_map(|&example| self.labels[example].iter().copied());
        let mut loss = cross_entropy(&mut scores, self.tags.weight.cols, gold, scale);
        let mut back_tags = self.tags.backward(weights, grads, &x, &scores);
        mask.apply(&mut back_tags, &ends);

        let batch = Batch { examples, ends: &ends, scale };
        let last = self.encoder.shape.layers - 1;
        let (x, mask) = trace.layer(last, &ends, &self.encoder, dice);
        let mut views = self.views.forward(weights, &x);
        let wide = 2 * (ARCS + NAMES);
        // The views for arcs are cut at nothing here, those for names once they are summed.
        views.chunks_exact_mut(wide).for_each(|row| relu(&mut row[..2 * ARCS]));
        let (asks, answers) = (columns(&views, wide, 0, ARCS), columns(&views, wide, ARCS, 2 * ARCS));
        let (own, others) =
            (columns(&views, wide, 2 * ARCS, 2 * ARCS + NAMES), columns(&views, wide, 2 * ARCS + NAMES, wide));
        let (arcs_loss, back_asks, back_answers) = self.arcs(weights, grads, &batch, &asks, &answers);
        let (names_loss, back_own, back_others) = self.names(weights, grads, &batch, own, &others);
        loss += arcs_loss + names_loss;
        let mut back = vec![0.0; views.len()];
        put(&mut back, wide, 0, &back_asks, ARCS);
        put(&mut back, wide, ARCS, &back_answers, ARCS);
        for (views, back) in views.chunks_exact(wide).zip(back.chunks_exact_mut(wide)) {
            relu_backward(&views[..2 * ARCS], &mut back[..2 * ARCS]);
        }
        put(&mut back, wide, 2 * ARCS, &back_own, NAMES);
        put(&mut back, wide, 2 * ARCS + NAMES, &back_others, NAMES);
        let mut back = self.views.backward(weights, grads, &x, &back);
        mask.apply(&mut back, &ends);
        self.encoder.backward(weights, grads, &trace, &ends, &[(last, back), (TAGS_AT, back_tags)]);
        loss
    }
}

/// Remakes the weights.
pub(crate) fn train(data: &Data) -> anyhow::Result<()> {
    let (sentences, _) = conllu::training(data)?;
    let vectors = vectors::open(data)?;
    let labels = Labels::of(&sentences);
    let text = conllu::text(&sentences);
    let words = looks::of(&text, &vectors);
    let (vocabulary, inputs) = prepare(&text, &words, |_, word| features::of(word));
    let dice = &mut Dice(7);
    let (encoder, mut weights) = Encoder::new(vocabulary, &vectors, SHAPE, dice);
    let relation = |gold: &Gold| Relation::named(&gold.relation).map(|relation| relation as usize);
    let net = Parser {
        encoder,
        tags: Dense::new(&mut weights, SHAPE.width, labels.len(), dice),
        views: Dense::new(&mut weights, SHAPE.width, 2 * (ARCS + NAMES), dice),
        mix: Dense::new(&mut weights, ARCS, ARCS, dice),
        root: weights.random(1, ARCS, dice),
        naming_root: weights.random(1, NAMES, dice),
        naming: Dense::new(&mut weights, NAMES, Relation::ALL.len(), dice),
        vectors: &vectors,
        inputs,
        labels: sentences.iter().map(|sentence| sentence.iter().map(|gold| labels.number(gold)).collect()).collect(),
        heads: sentences
            .iter()
            .map(|sentence| sentence.iter().map(|gold| gold.head.map_or(0, |head| head + 1)).collect())
            .collect(),
        relations: sentences.iter().map(|sentence| sentence.iter().map(relation).collect()).collect(),
    };
    nets::train(&net, &mut weights, sentences.len(), PLAN);

    let mut file = format!("{}: {}\n\n", clauses::HEADER, conllu::origin(data)?).into_bytes();
    [ARCS, NAMES].iter().for_each(|&width| file.extend((width as u32).to_le_bytes()));
    file.extend(net.encoder.lay(&weights));
    file.extend(net.views.lay(&weights));
    file.extend(net.mix.lay(&weights));
    for slot in [net.root, net.naming_root] {
        weights.get(slot).iter().for_each(|cell| file.extend(cell.to_le_bytes()));
    }
    file.extend(net.naming.lay(&weights));
    data.write_model("clauses.model", &file)
}

/// Scores the stage: on gold tokens the share of right heads (and names), on raw text F1 over words as in the CoNLL
/// 2018 shared task (a word counts as right if it stands at the same place and hangs on the same word).
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let model = Model::open(data.model("clauses.model")?).map_err(anyhow::Error::msg)?;
    let vectors = vectors::open(data)?;
    let sentences_model = crate::text::model(data)?;
    let parse = |text: &Text| clauses::find(text, &looks::of(text, &vectors), &vectors, &model);
    let mut rows = Vec::new();
    let mut row = |measure: String, value: f64, floor: Option<f64>, aim: f64, remark: &str| {
        rows.push(Row { measure, value, floor, aim: floor.map(|_| aim), remark: remark.into() });
    };
    for (file, floors) in [("ewt.dev", [Some(0.845), Some(0.815)]), ("gum.dev", [None; 2])] {
        let sentences = conllu::read(&data.path(&format!("language/{file}.conllu")))?;
        let text = conllu::text(&sentences);
        let start = std::time::Instant::now();
        let arcs = parse(&text);
        println!("  {file}: {:.0} k tokens/s", text.tokens.len() as f64 / start.elapsed().as_secs_f64() / 1e3);
        let (mut heads, mut both) = (0usize, 0usize);
        for (run, sentence) in text.sentences.iter().zip(&sentences) {
            for (token, gold) in run.range().zip(sentence) {
                let right = arcs[token].head == gold.head.map(|head| run.start + head as u32);
                heads += usize::from(right);
                both += usize::from(right && arcs[token].relation.name() == gold.relation);
            }
        }
        let share = |right: usize| right as f64 / text.tokens.len() as f64;
        row(format!("UAS, {file}"), share(heads), None, 0.0, "gold tokens");
        row(format!("LAS, {file}"), share(both), floors[0], 0.88, "gold tokens, subtypes cut");

        let raw = conllu::raw(&data.path(&format!("language/{file}.conllu")))?;
        ensure!(raw.words.len() == text.tokens.len(), "words and their places differ in {file}");
        let found = Text::plain_with(&raw.string, &sentences_model);
        let arcs = parse(&found);
        let gold: BTreeMap<_, _> = raw.words.iter().zip(sentences.iter().flatten()).collect();
        let mut heads = Vec::new();
        for sentence in &sentences {
            let start = heads.len();
            heads.extend(sentence.iter().map(|gold| gold.head.map(|head| raw.words[start + head])));
        }
        let heads: BTreeMap<_, _> = raw.words.iter().zip(heads).collect();
        let right = found.tokens.iter().zip(&arcs).filter(|(token, arc)| {
            let head = arc.head.map(|head| found.tokens[head as usize].span);
            heads.get(&token.span) == Some(&head)
                && gold.get(&token.span).is_some_and(|gold| gold.relation == arc.relation.name())
        });
        let f1 = 2.0 * right.count() as f64 / (found.tokens.len() + raw.words.len()) as f64;
        row(format!("LAS F1, {file}, raw text"), f1, floors[1], 0.85, "own tokens and sentences, subtypes cut");
    }
    Ok(rows)
}
