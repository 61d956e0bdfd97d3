//! Trains and scores the finder of names.
//!
//! Four corpora draw the lines differently, and three of them mark fewer kinds. Each token's gold is therefore a set of
//! labels that its corpus allows; the loss is that of the set's whole probability. Which corpus a sentence is from is one
//! of the looks; reading asks for the newswire's ways.

use std::collections::BTreeSet;

use anyhow::Context;
use sayso_read::looks::{self, Vectors};
use sayso_read::names::path::{LABELS, label};
use sayso_read::names::{self, Model, NameKind, features};
use sayso_read::span::{Run, Span};
use sayso_read::text::{Text, Token, TokenKind};

use crate::dice::Dice;
use crate::nets::encoder::{Encoder, Inputs, Shape, prepare};
use crate::nets::layers::{Dense, softmax};
use crate::nets::{self, Grads, Net, Plan, Weights, ends};
use crate::{Data, table::Row, vectors};

const SHAPE: Shape = Shape { width: 128, layers: 2, hide: 0.15, drop: 0.3 };
const PLAN: Plan = Plan { epochs: 10, batch: 500, rate: 0.003, seed: 3 };

/// The training parts, in the order in which the looks number them: newswire first.
const CORPORA: [&str; 4] = ["worldwide", "uner_ewt", "gum_silver", "wikigold"];

/// A sentence with its names: (tokens, kind as the corpus spells it).
struct Sentence {
    words: Vec<String>,
    names: Vec<(Run, String)>,
    corpus: usize,
}

/// Reads a file of IOB2 (the tag is the last column; lines of one column that begin with `# ` are remarks).
fn read(data: &Data, corpus: usize, part: &str) -> anyhow::Result<Vec<Sentence>> {
    let path = data.path(&format!("names/{}.{part}.iob2", CORPORA[corpus]));
    let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let new = || Sentence { words: Vec::new(), names: Vec::new(), corpus };
    let (mut sentences, mut sentence, mut open) = (Vec::new(), new(), false);
    for line in file.lines().chain([""]) {
        let Some((word, rest)) = line.split_once('\t') else {
            if !sentence.words.is_empty() {
                sentences.push(std::mem::replace(&mut sentence, new()));
            }
            open = false;
            continue;
        };
        let tag = rest.rsplit('\t').next().unwrap_or_default().trim();
        let at = sentence.words.len();
        sentence.words.push(word.to_owned());
        let last = sentence.names.last_mut();
        match (tag.split_once('-'), last) {
            (Some(("I", kind)), Some((run, known))) if open && known == kind => run.end = at as u32 + 1,
            (Some((_, kind)), _) => {
                sentence.names.push((Run::new(at, at + 1), kind.to_owned()));
                open = true;
            }
            (None, _) => open = false,
        }
    }
    Ok(sentences)
}

/// The kinds that a corpus may mean by its word.
fn kinds(name: &str) -> Vec<NameKind> {
    match name {
        "PER" => vec![NameKind::Person],
        "ORG" => vec![NameKind::Organization],
        "LOC" => vec![NameKind::Location, NameKind::Facility],
        "MISC" => vec![NameKind::Norp, NameKind::Misc, NameKind::Product, NameKind::Facility],
        other => NameKind::ALL.into_iter().filter(|kind| kind.name() == other).collect(),
    }
}

/// The kinds that a corpus does not mark, so that a token outside its names may still be in one of ours.
fn unmarked(corpus: usize) -> &'static [NameKind] {
    use NameKind::{Date, Facility, Misc, Money, Norp, Product};
    match corpus {
        0 => &[],
        1 => &[Norp, Date, Misc, Money, Facility, Product],
        _ => &[Date, Money],
    }
}

/// For each token the labels that its corpus allows, as a set of bits.
fn allowed(sentence: &Sentence) -> Vec<u64> {
    let any = |kind: &NameKind| 0b1111 << (1 + 4 * *kind as usize);
    let outside = unmarked(sentence.corpus).iter().fold(1, |set, kind| set | any(kind));
    let mut sets = vec![outside; sentence.words.len()];
    for (run, kind) in &sentence.names {
        for (place, set) in sets[run.range()].iter_mut().enumerate() {
            *set = kinds(kind).iter().fold(0, |set, kind| set | 1 << label(*kind as usize, place, run.len()));
        }
    }
    sets
}

/// A text cut as the sentences are.
fn text(sentences: &[Sentence]) -> Text {
    let mut text = Text::default();
    for sentence in sentences {
        let first = text.tokens.len();
        for word in &sentence.words {
            let start = text.string.len();
            text.string.push_str(word);
            text.tokens.push(Token { span: Span::new(start, text.string.len()), kind: TokenKind::Word });
            text.string.push(' ');
        }
        text.sentences.push(Run::new(first, text.tokens.len()));
    }
    text
}

struct Finder<'a> {
    encoder: Encoder,
    out: Dense,
    vectors: &'a Vectors,
    inputs: Vec<Inputs>,
    allowed: Vec<Vec<u64>>,
}

impl Net for Finder<'_> {
    fn size(&self, example: usize) -> usize {
        self.inputs[example].tokens()
    }

    fn learn(&self, weights: &Weights, grads: &mut Grads, examples: &[usize], scale: f32, dice: &mut Dice) -> f32 {
        let (inputs, ends) = ends(&self.inputs, examples);
        let trace = self.encoder.forward(weights, self.vectors, &inputs, &ends, dice);
        let last = self.encoder.shape.layers - 1;
        let (x, mask) = trace.layer(last, &ends, &self.encoder, dice);
        let mut scores = self.out.forward(weights, &x);
        let mut loss = 0.0;
        let sets = examples.iter().flat_map(|&example| &self.allowed[example]);
        for (row, set) in scores.chunks_exact_mut(LABELS).zip(sets) {
            softmax(row);
            let is_in = |label: usize| set >> label & 1 == 1;
            let sum = row.iter().enumerate().filter(|(label, _)| is_in(*label)).map(|(_, p)| p).sum::<f32>().max(1e-9);
            loss -= sum.ln();
            for (label, cell) in row.iter_mut().enumerate() {
                let wanted = if is_in(label) { *cell / sum } else { 0.0 };
                *cell = (*cell - wanted) * scale;
            }
        }
        let mut back = self.out.backward(weights, grads, &x, &scores);
        mask.apply(&mut back, &ends);
        self.encoder.backward(weights, grads, &trace, &ends, &[(last, back)]);
        loss
    }
}

/// Remakes the weights.
pub(crate) fn train(data: &Data) -> anyhow::Result<()> {
    let mut sentences = Vec::new();
    for corpus in 0..CORPORA.len() {
        sentences.extend(read(data, corpus, "train")?);
    }
    let vectors = vectors::open(data)?;
    let text = text(&sentences);
    let words = looks::of(&text, &vectors);
    let corpus = |sentence: usize| features::NEWSWIRE + sentences[sentence].corpus as u64;
    let (vocabulary, inputs) = prepare(&text, &words, |sentence, word| features::of(word, corpus(sentence)));
    let dice = &mut Dice(7);
    let (encoder, mut weights) = Encoder::new(vocabulary, &vectors, SHAPE, dice);
    let out = Dense::new(&mut weights, SHAPE.width, LABELS, dice);
    let allowed = sentences.iter().map(allowed).collect();
    let net = Finder { encoder, out, vectors: &vectors, inputs, allowed };
    nets::train(&net, &mut weights, sentences.len(), PLAN);

    let files: Vec<String> = CORPORA.iter().map(|corpus| format!("names/{corpus}.train.iob2")).collect();
    let origin = data.origin(&files.iter().map(String::as_str).collect::<Vec<_>>())?;
    let mut file = format!("{}: {origin}\n\n", names::HEADER).into_bytes();
    file.extend(net.encoder.lay(&weights));
    file.extend(net.out.lay(&weights));
    data.write_model("names.model", &file)
}

/// Scores the stage: exact span and kind, F1 over all names, gold tokens (`score_ner.py`).
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let model = Model::open(data.model("names.model")?).map_err(anyhow::Error::msg)?;
    let vectors = vectors::open(data)?;
    let mut rows = Vec::new();
    // Kinds as the corpus spells them; `None`: it does not mark them.
    let nine = |kind: NameKind| Some(kind.name());
    let three = |kind: NameKind| match kind {
        NameKind::Person => Some("PER"),
        NameKind::Organization => Some("ORG"),
        NameKind::Location | NameKind::Facility => Some("LOC"),
        _ => None,
    };
    type Spelling = fn(NameKind) -> Option<&'static str>;
    let parts: [(usize, &str, Option<f64>, f64, Spelling); 3] = [
        (0, "worldwide dev, nine kinds", Some(0.77), 0.85, nine),
        (1, "UNER EWT dev, PER LOC ORG", Some(0.70), 0.80, three),
        (2, "GUM dev (silver), PER LOC ORG", None, 0.0, three),
    ];
    for (corpus, name, floor, aim, spelling) in parts {
        let sentences = read(data, corpus, "dev")?;
        let text = text(&sentences);
        let start = std::time::Instant::now();
        let found = names::find(&text, &looks::of(&text, &vectors), &vectors, &model);
        println!("  {name}: {:.0} k tokens/s", text.tokens.len() as f64 / start.elapsed().as_secs_f64() / 1e3);
        let found: BTreeSet<_> = found.iter().filter_map(|name| Some((name.run, spelling(name.kind)?))).collect();
        let gold = sentences.iter().zip(&text.sentences).flat_map(|(sentence, run)| {
            let shift = move |at: u32| (run.start + at) as usize;
            sentence.names.iter().map(move |(run, kind)| (Run::new(shift(run.start), shift(run.end)), kind.as_str()))
        });
        let gold: BTreeSet<_> = gold.filter(|(_, kind)| corpus == 0 || ["PER", "ORG", "LOC"].contains(kind)).collect();
        let right = gold.intersection(&found).count() as f64;
        rows.push(Row {
            measure: format!("names F1, {name}"),
            value: 2.0 * right / (gold.len() + found.len()).max(1) as f64,
            floor,
            aim: floor.map(|_| aim),
            remark: format!(
                "exact span and kind, gold tokens; precision {:.3}, recall {:.3}",
                right / found.len().max(1) as f64,
                right / gold.len().max(1) as f64
            ),
        });
    }
    Ok(rows)
}
