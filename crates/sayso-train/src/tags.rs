//! Trains and scores the tagger.

use std::collections::BTreeMap;

use sayso_read::looks::{self, Vectors};
use sayso_read::tags::{self, Model, features};

use crate::conllu::{self, Gold};
use crate::dice::Dice;
use crate::nets::encoder::{Encoder, Inputs, Shape, prepare};
use crate::nets::layers::{Dense, cross_entropy};
use crate::nets::{self, Grads, Net, Plan, Weights, ends};
use crate::{Data, lemmas, morphology, table::Row, vectors};

const SHAPE: Shape = Shape { width: 96, layers: 2, hide: 0.15, drop: 0.3 };
const PLAN: Plan = Plan { epochs: 30, batch: 500, rate: 0.003, seed: 3 };
/// Fewer examples than this make no label of their own.
const LEAST: usize = 3;

struct Tagger<'a> {
    encoder: Encoder,
    out: Dense,
    vectors: &'a Vectors,
    inputs: Vec<Inputs>,
    labels: Vec<Vec<Option<usize>>>,
}

impl Net for Tagger<'_> {
    fn size(&self, example: usize) -> usize {
        self.inputs[example].tokens()
    }

    fn learn(&self, weights: &Weights, grads: &mut Grads, examples: &[usize], scale: f32, dice: &mut Dice) -> f32 {
        let (inputs, ends) = ends(&self.inputs, examples);
        let trace = self.encoder.forward(weights, self.vectors, &inputs, &ends, dice);
        let last = self.encoder.shape.layers - 1;
        let (x, mask) = trace.layer(last, &ends, &self.encoder, dice);
        let mut scores = self.out.forward(weights, &x);
        let gold = examples.iter().flat_map(|&example| self.labels[example].iter().copied());
        let loss = cross_entropy(&mut scores, self.out.weight.cols, gold, scale);
        let mut back = self.out.backward(weights, grads, &x, &scores);
        mask.apply(&mut back, &ends);
        self.encoder.backward(weights, grads, &trace, &ends, &[(last, back)]);
        loss
    }
}

/// The labels of a treebank, and which is whose (`None`: too rare).
pub(crate) struct Labels(BTreeMap<(String, String), usize>);

impl Labels {
    pub(crate) fn of(sentences: &[Vec<Gold>]) -> Labels {
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        for gold in sentences.iter().flatten() {
            *counts.entry((gold.upos.clone(), gold.xpos.clone())).or_default() += 1;
        }
        counts.retain(|_, count| *count >= LEAST);
        Labels(counts.into_keys().enumerate().map(|(number, label)| (label, number)).collect())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn number(&self, gold: &Gold) -> Option<usize> {
        self.0.get(&(gold.upos.clone(), gold.xpos.clone())).copied()
    }
}

/// Remakes the weights.
pub(crate) fn train(data: &Data) -> anyhow::Result<()> {
    let (sentences, ewt) = conllu::training(data)?;
    let vectors = vectors::open(data)?;
    let labels = Labels::of(&sentences);
    let text = conllu::text(&sentences);
    let words = looks::of(&text, &vectors);
    let (vocabulary, inputs) = prepare(&text, &words, |_, word| features::of(word));
    let mut dice = Dice(7);
    let (encoder, mut weights) = Encoder::new(vocabulary, &vectors, SHAPE, &mut dice);
    let out = Dense::new(&mut weights, SHAPE.width, labels.len(), &mut dice);
    let gold = sentences.iter().map(|sentence| sentence.iter().map(|gold| labels.number(gold)).collect()).collect();
    let net = Tagger { encoder, out, vectors: &vectors, inputs, labels: gold };
    nets::train(&net, &mut weights, sentences.len(), PLAN);

    let origin = conllu::origin(data)?;
    let mut file = format!("{}: {origin}\n", tags::HEADER);
    for (upos, xpos) in labels.0.keys() {
        file.push_str(&format!("{upos} {xpos}\n"));
    }
    file.push('\n');
    let mut file = file.into_bytes();
    file.extend(net.encoder.lay(&weights));
    file.extend(net.out.lay(&weights));
    let weigh = |sentence: usize| if sentence < ewt { lemmas::EWT } else { 1 };
    file.extend(lemmas::train(&sentences, weigh));
    file.extend(morphology::train(&sentences, weigh));
    data.write_model("tags.model", &file)
}

/// Scores the stage on gold tokens.
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let model = Model::open(data.model("tags.model")?).map_err(anyhow::Error::msg)?;
    let vectors = vectors::open(data)?;
    let mut rows = Vec::new();
    let parts = [
        ("ewt.dev", [(Some(0.958), 0.97), (None, 0.0), (Some(0.97), 0.98), (None, 0.0)]),
        ("gum.dev", [(None, 0.0); 4]),
    ];
    for (file, floors) in parts {
        let sentences = conllu::read(&data.path(&format!("language/{file}.conllu")))?;
        let text = conllu::text(&sentences);
        let start = std::time::Instant::now();
        let words = looks::of(&text, &vectors);
        let tags = tags::find(&text, &words, &vectors, &model);
        println!("  {file}: {:.0} k tokens/s", text.tokens.len() as f64 / start.elapsed().as_secs_f64() / 1e3);
        let mut right = [0usize; 4];
        for (&run, sentence) in text.sentences.iter().zip(&sentences) {
            let forms = tags::forms(&text, &tags, run, &model);
            for ((form, gold), tag) in forms.iter().zip(sentence).zip(&tags[run.range()]) {
                right[0] += usize::from(tag.upos.name() == gold.upos);
                right[1] += usize::from(model.label(tag.label).is_some_and(|label| label.xpos == gold.xpos));
                right[2] += usize::from(form.lemma == gold.lemma);
                right[3] += usize::from(form.features == gold.feats);
            }
        }
        for ((what, right), (floor, aim)) in ["UPOS", "XPOS", "lemma", "features"].iter().zip(right).zip(floors) {
            rows.push(Row {
                measure: format!("{what}, {file}"),
                value: right as f64 / text.tokens.len() as f64,
                floor,
                aim: floor.map(|_| aim),
                remark: "share right, gold tokens, our own tags".into(),
            });
        }
    }
    Ok(rows)
}
