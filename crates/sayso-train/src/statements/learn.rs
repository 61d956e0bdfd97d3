//! Trains the finder of statements on PolNeAR.
//!
//! Two nets. The first labels each token as head of a cue, another word of a cue, or neither. The second sees a paragraph
//! from one likely cue and labels its tokens as source, cue, content or nothing, with a chain of steps on top (a conditional
//! random field). It also learns from false cues, where all tokens are nothing: those that the first net would hand to it
//! about articles that it has not learnt from (two halves of the articles, each read by a net trained on the other).

use std::collections::BTreeSet;

use rayon::prelude::*;
use sayso_read::looks::Vectors;
use sayso_read::quotes::{self, Quote};
use sayso_read::span::Run;
use sayso_read::statements::features::{self, OF_CUE, OF_FORM, OF_ROLE, View};
use sayso_read::statements::roles::{self, Role, Steps, chances};
use sayso_read::statements::scene::Scene;
use sayso_read::statements::{self, CUE_LABELS, HEADER, Model, Statement};
use sayso_read::text::Text;
use sayso_read::{Analysis, Language, reading::CodePoints};

use super::{Gold, article, load};
use crate::Data;
use crate::dice::Dice;
use crate::nets::encoder::{Encoder, Inputs, Shape, Vocabulary};
use crate::nets::layers::{Dense, softmax};
use crate::nets::{self, Grads, Net, Plan, Slot, Weights, ends};

/// How one of the nets is made.
#[derive(Clone, Copy)]
struct Recipe {
    labels: usize,
    /// Whether a chain of steps stands on top.
    chained: bool,
    /// A look must be seen so often to have a row of its own.
    least: usize,
    shape: Shape,
    plan: Plan,
}

const CUES: Recipe = Recipe {
    labels: CUE_LABELS,
    chained: false,
    least: 5,
    shape: Shape { width: 96, layers: 2, hide: 0.15, drop: 0.3 },
    plan: Plan { epochs: 7, batch: 1000, rate: 0.003, seed: 3 },
};

const ROLES: Recipe = Recipe {
    labels: roles::ROLES,
    chained: true,
    least: 10,
    shape: Shape { width: 96, layers: 2, hide: 0.12, drop: 0.25 },
    plan: Plan { epochs: 8, batch: 2000, rate: 0.003, seed: 5 },
};

/// Share of looks that is left out of the shipped weights, those that say least.
const DROPPED: f64 = 0.25;

/// An article with all that the nets look at.
pub(super) struct Read {
    pub(super) text: Text,
    pub(super) analysis: Analysis,
    pub(super) quotes: Vec<Quote>,
    pub(super) by_rule: Vec<Statement>,
}

impl Read {
    pub(super) fn of(text: &str, sentences: &sayso_read::text::Model, language: &Language) -> Read {
        let text = Text::with(&article(text), sentences);
        let analysis = Analysis::of(&text, language);
        let quotes = quotes::find(&text);
        let by_rule = statements::by_rule(&text, &quotes);
        Read { text, analysis, quotes, by_rule }
    }

    pub(super) fn scene(&self) -> Scene<'_> {
        Scene::new(&self.text, &self.analysis, &self.quotes, &self.by_rule)
    }
}

/// An attribution in tokens.
struct Attribution {
    head: u32,
    cue: BTreeSet<u32>,
    source: BTreeSet<u32>,
    content: BTreeSet<u32>,
}

/// An article's gold in tokens.
fn gold(gold: &Gold, read: &Read, scene: &Scene<'_>) -> Vec<Attribution> {
    let points = CodePoints::of(&read.text.string);
    let run = |&(start, end): &(u32, u32)| {
        let (start, end) = (points.byte(start) as u32, points.byte(end) as u32);
        let first = read.text.tokens.partition_point(|token| token.span.end <= start);
        let last = read.text.tokens.partition_point(|token| token.span.start < end);
        Run::new(first, last.max(first))
    };
    let tokens =
        |spans: &[(u32, u32)]| spans.iter().map(run).flat_map(|run| run.start..run.end).collect::<BTreeSet<_>>();
    let attribution = |it: &super::score::Attribution| {
        let cue = it.cue.iter().map(run).find(|run| !run.is_empty())?;
        Some(Attribution {
            head: scene.head_of(cue)?,
            cue: (cue.start..cue.end).collect(),
            source: tokens(it.source.as_deref().unwrap_or_default()),
            content: tokens(&it.content),
        })
    };
    gold.attributions.iter().filter_map(attribution).collect()
}

/// A net that gives each token one of a few labels; with steps, the best chain of them.
struct Labeller<'a> {
    encoder: Encoder,
    out: Dense,
    steps: Option<Slot>,
    labels: usize,
    vectors: &'a Vectors,
    inputs: Vec<Inputs>,
    gold: Vec<Vec<u8>>,
}

impl Net for Labeller<'_> {
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
        let mut start = 0;
        for (&example, &end) in examples.iter().zip(&ends) {
            let rows = &mut scores[start * self.labels..end * self.labels];
            let gold = &self.gold[example];
            match self.steps {
                None => {
                    for (row, &label) in rows.chunks_exact_mut(self.labels).zip(gold) {
                        softmax(row);
                        loss -= row[usize::from(label)].max(1e-9).ln();
                        row[usize::from(label)] -= 1.0;
                    }
                }
                Some(slot) => loss += chain(weights, grads, slot, rows, gold, scale),
            }
            rows.iter_mut().for_each(|cell| *cell *= scale);
            start = end;
        }
        let mut back = self.out.backward(weights, grads, &x, &scores);
        mask.apply(&mut back, &ends);
        self.encoder.backward(weights, grads, &trace, &ends, &[(last, back)]);
        loss
    }
}

fn steps(weights: &Weights, slot: Slot) -> Steps {
    let flat = weights.get(slot);
    std::array::from_fn(|from| std::array::from_fn(|to| flat[from * roles::ROLES + to]))
}

/// The loss of a chain and its derivatives: of the scores in their place, of the steps among the rest.
fn chain(weights: &Weights, grads: &mut Grads, slot: Slot, rows: &mut [f32], gold: &[u8], scale: f32) -> f32 {
    let values = steps(weights, slot);
    let (marginals, whole, taken) = chances(rows, &values);
    let mut right = 0.0;
    for (at, &label) in gold.iter().enumerate() {
        right += rows[at * roles::ROLES + usize::from(label)];
    }
    let changes = grads.get(slot);
    for (from, row) in taken.iter().enumerate() {
        for (to, cell) in row.iter().enumerate() {
            changes[from * roles::ROLES + to] += cell * scale;
        }
    }
    for pair in gold.windows(2) {
        let (from, to) = (usize::from(pair[0]), usize::from(pair[1]));
        right += values[from][to];
        changes[from * roles::ROLES + to] -= scale;
    }
    rows.copy_from_slice(&marginals);
    for (at, &label) in gold.iter().enumerate() {
        rows[at * roles::ROLES + usize::from(label)] -= 1.0;
    }
    whole - right
}

/// A trained net's bytes: encoder, matrix, and steps where there are any.
struct Trained {
    nets: Vec<u8>,
    steps: Vec<u8>,
}

/// Trains a net on windows: each a run of tokens of one article, its looks besides, its labels.
fn learn<const MORE: usize>(vectors: &Vectors, examples: Vec<Example<'_, MORE>>, recipe: Recipe) -> Trained {
    let Recipe { labels, chained, least, shape, plan } = recipe;
    fn looks<'e, const MORE: usize>(example: &'e Example<'_, MORE>) -> impl Iterator<Item = (Vec<u64>, u32)> + 'e {
        let words = &example.read.analysis.words;
        example.window.range().zip(&example.more).map(move |(token, more)| {
            let word = words.get(token).copied().unwrap_or_default();
            (features::of(&word).into_iter().chain(more.iter().copied()).collect(), word.vector)
        })
    }
    let kinds = OF_FORM + MORE;
    let vocabulary =
        Vocabulary::counted(kinds, least, examples.iter().flat_map(|example| looks(example).map(|(looks, _)| looks)));
    let inputs = examples.iter().map(|example| vocabulary.inputs(looks(example))).collect();
    let dice = &mut Dice(7);
    println!("  {} windows, {} looks", examples.len(), vocabulary.len());
    let (encoder, mut weights) = Encoder::new(vocabulary, vectors, shape, dice);
    let out = Dense::new(&mut weights, shape.width, labels, dice);
    let slot = chained.then(|| weights.constant(roles::ROLES, roles::ROLES, 0.0));
    let count = examples.len();
    let gold = examples.into_iter().map(|example| example.labels).collect();
    let net = Labeller { encoder, out, steps: slot, labels, vectors, inputs, gold };
    nets::train(&net, &mut weights, count, plan);
    let mut file = net.encoder.lay_without(DROPPED, &weights);
    file.extend(net.out.lay(&weights));
    let steps = slot.map_or(vec![0; roles::ROLES * roles::ROLES * 4], |slot| {
        weights.get(slot).iter().flat_map(|cell| cell.to_le_bytes()).collect()
    });
    Trained { nets: file, steps }
}

struct Example<'r, const MORE: usize> {
    read: &'r Read,
    window: Run,
    more: Vec<[u64; MORE]>,
    labels: Vec<u8>,
}

/// One article, ready to be learnt from.
struct Lesson<'r> {
    read: &'r Read,
    scene: Scene<'r>,
    gold: Vec<Attribution>,
}

fn cue_examples<'r>(lessons: &[&Lesson<'r>]) -> Vec<Example<'r, OF_CUE>> {
    let mut examples = Vec::new();
    for lesson in lessons {
        let heads: BTreeSet<u32> = lesson.gold.iter().map(|it| it.head).collect();
        let rest: BTreeSet<u32> = lesson.gold.iter().flat_map(|it| it.cue.iter().copied()).collect();
        for sentence in &lesson.read.text.sentences {
            let window = Run { end: sentence.end.min(sentence.start + 200), ..*sentence };
            let label = |token: u32| if heads.contains(&token) { 1 } else { 2 * u8::from(rest.contains(&token)) };
            examples.push(Example {
                read: lesson.read,
                window,
                more: window.range().map(|token| features::of_cue(&lesson.scene, token as u32)).collect(),
                labels: (window.start..window.end).map(label).collect(),
            });
        }
    }
    examples
}

fn role_examples<'r>(lesson: &Lesson<'r>, chances: &[f32]) -> Vec<Example<'r, OF_ROLE>> {
    let views = features::views(&lesson.scene, chances, statements::LEAST_CHANCE);
    let example = |view: &View, gold: Option<&Attribution>| {
        let label = |token: u32| match gold {
            Some(it) if it.cue.contains(&token) => Role::Cue,
            Some(it) if it.source.contains(&token) => Role::Source,
            Some(it) if it.content.contains(&token) => Role::Content,
            _ => Role::None,
        };
        Example {
            read: lesson.read,
            window: view.window,
            more: view
                .window
                .range()
                .map(|token| features::of_role(&lesson.scene, &views, view, token as u32))
                .collect(),
            labels: (view.window.start..view.window.end).map(|token| label(token) as u8).collect(),
        }
    };
    let mut examples = Vec::new();
    for view in &views.list {
        let gold = lesson.gold.iter().find(|it| it.head == view.cue);
        // A word of a cue that is not its head is neither right nor wrong.
        if gold.is_some() || !lesson.gold.iter().any(|it| it.cue.contains(&view.cue)) {
            examples.push(example(view, gold));
        }
    }
    for it in &lesson.gold {
        if !views.list.iter().any(|view| view.cue == it.head) {
            let chance = chances.get(it.head as usize).copied().unwrap_or_default();
            examples.push(example(&View::new(&lesson.scene, it.head, chance.max(statements::LEAST_CHANCE)), Some(it)));
        }
    }
    examples
}

/// A model file of a first net alone or of both.
fn file(data: &Data, cues: &Trained, roles: &Trained) -> anyhow::Result<Vec<u8>> {
    let origin = data.origin(&["statements/polnear.train.jsonl"])?;
    let mut file = format!("{HEADER}: {origin}\n\n").into_bytes();
    file.extend(&cues.nets);
    file.extend(&roles.nets);
    file.extend(&roles.steps);
    Ok(file)
}

/// Whether an article of the training part is held out, to tune on: see [`train`].
pub(super) fn is_held_out(number: usize) -> bool {
    let hold: Option<usize> = std::env::var("SAYSO_HOLD").ok().and_then(|hold| hold.parse().ok());
    hold.is_some_and(|hold| number % hold == 1)
}

/// Remakes the weights. `SAYSO_HOLD=N` keeps every article whose number divided by N leaves 1 out of the training, to tune on.
pub(crate) fn train(data: &Data) -> anyhow::Result<()> {
    let (sentences, language) = (crate::text::model(data)?, crate::language(data)?);
    let golds = load(data, "train")?;
    let chosen: Vec<&Gold> =
        golds.iter().enumerate().filter(|(number, _)| !is_held_out(*number)).map(|(_, gold)| gold).collect();
    let reads: Vec<Read> = chosen.par_iter().map(|gold| Read::of(&gold.text, &sentences, &language)).collect();
    let lesson = |(read, it): (_, &&Gold)| {
        let scene = Read::scene(read);
        let gold = gold(it, read, &scene);
        Lesson { read, scene, gold }
    };
    let lessons: Vec<Lesson<'_>> = reads.iter().zip(&chosen).map(lesson).collect();
    let vectors = &language.vectors;
    let all: Vec<&Lesson<'_>> = lessons.iter().collect();
    let cues = |lessons: &[&Lesson<'_>]| learn(vectors, cue_examples(lessons), CUES);
    let nothing = || learn::<OF_ROLE>(vectors, Vec::new(), Recipe { plan: Plan { epochs: 0, ..ROLES.plan }, ..ROLES });
    println!("cues, in halves");
    let mut examples: Vec<Vec<Example<'_, OF_ROLE>>> = Vec::new();
    for half in 0..2 {
        let part = |wanted: bool| all.iter().enumerate().filter(move |(number, _)| (number % 2 == half) == wanted);
        let others: Vec<&Lesson<'_>> = part(false).map(|(_, lesson)| *lesson).collect();
        let model = Model::open(&file(data, &cues(&others), &nothing())?).map_err(anyhow::Error::msg)?;
        for (_, lesson) in part(true) {
            examples.push(role_examples(lesson, &model.chances(&lesson.scene, vectors)));
        }
    }
    println!("roles");
    let roles = learn(vectors, examples.into_iter().flatten().collect(), ROLES);
    println!("cues");
    data.write_model("statements.model", &file(data, &cues(&all), &roles)?)
}
