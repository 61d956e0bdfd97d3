//! Small neural networks: weights, derivatives, Adam; deterministic on any machine and two threads.

pub(crate) mod encoder;
pub(crate) mod gemm;
pub(crate) mod layers;

use crate::dice::Dice;

/// A matrix among the weights.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    pub(crate) at: usize,
    pub(crate) rows: usize,
    pub(crate) cols: usize,
}

impl Slot {
    fn range(self) -> std::ops::Range<usize> {
        self.at..self.at + self.rows * self.cols
    }
}

/// All weights of a net: dense matrices, and one table of rows of which a batch touches few.
#[derive(Debug, Clone, Default)]
pub(crate) struct Weights {
    pub(crate) dense: Vec<f32>,
    pub(crate) table: Vec<f32>,
    pub(crate) width: usize,
}

impl Weights {
    /// A table of `rows` rows.
    pub(crate) fn with_table(rows: usize, width: usize, dice: &mut Dice) -> Weights {
        let table = (0..rows * width).map(|_| (dice.unit() - 0.5) * 0.2).collect();
        Weights { dense: Vec::new(), table, width }
    }

    pub(crate) fn constant(&mut self, rows: usize, cols: usize, value: f32) -> Slot {
        let at = self.dense.len();
        self.dense.resize(at + rows * cols, value);
        Slot { at, rows, cols }
    }

    /// Uniform, of a variance that keeps the scale of what passes (Glorot).
    pub(crate) fn random(&mut self, rows: usize, cols: usize, dice: &mut Dice) -> Slot {
        let at = self.dense.len();
        let bound = (3.0 / rows as f32).sqrt();
        self.dense.extend((0..rows * cols).map(|_| (dice.unit() * 2.0 - 1.0) * bound));
        Slot { at, rows, cols }
    }

    pub(crate) fn get(&self, slot: Slot) -> &[f32] {
        &self.dense[slot.range()]
    }

    pub(crate) fn row(&self, row: u32) -> &[f32] {
        &self.table[row as usize * self.width..][..self.width]
    }
}

/// The derivatives of a batch.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grads {
    pub(crate) dense: Vec<f32>,
    table: Vec<f32>,
    touched: Vec<u32>,
    is_touched: Vec<bool>,
    width: usize,
}

impl Grads {
    pub(crate) fn of(weights: &Weights) -> Grads {
        Grads {
            dense: vec![0.0; weights.dense.len()],
            table: vec![0.0; weights.table.len()],
            touched: Vec::new(),
            is_touched: vec![false; weights.table.len() / weights.width.max(1)],
            width: weights.width,
        }
    }

    pub(crate) fn get(&mut self, slot: Slot) -> &mut [f32] {
        &mut self.dense[slot.range()]
    }

    pub(crate) fn row(&mut self, row: u32) -> &mut [f32] {
        if !std::mem::replace(&mut self.is_touched[row as usize], true) {
            self.touched.push(row);
        }
        &mut self.table[row as usize * self.width..][..self.width]
    }

    fn clear(&mut self) {
        self.dense.fill(0.0);
        for row in self.touched.drain(..) {
            self.is_touched[row as usize] = false;
            self.table[row as usize * self.width..][..self.width].fill(0.0);
        }
    }

    fn add(&mut self, other: &Grads) {
        self.dense.iter_mut().zip(&other.dense).for_each(|(sum, cell)| *sum += cell);
        for &row in &other.touched {
            let cells = &other.table[row as usize * other.width..][..other.width];
            self.row(row).iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell);
        }
    }
}

/// A net that can be trained.
pub(crate) trait Net: Sync {
    /// An example's size in tokens.
    fn size(&self, example: usize) -> usize;
    /// Adds the derivatives of these examples' loss, each token's weighed with `scale`; gives the loss.
    fn learn(&self, weights: &Weights, grads: &mut Grads, examples: &[usize], scale: f32, dice: &mut Dice) -> f32;
}

/// A batch's inputs, and where each of its sentences ends.
pub(crate) fn ends<'i>(inputs: &'i [encoder::Inputs], examples: &[usize]) -> (Vec<&'i encoder::Inputs>, Vec<usize>) {
    let chosen: Vec<_> = examples.iter().map(|&example| &inputs[example]).collect();
    let ends = chosen.iter().scan(0, |at, inputs| {
        *at += inputs.tokens();
        Some(*at)
    });
    let ends = ends.collect();
    (chosen, ends)
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) epochs: usize,
    /// Tokens a batch.
    pub(crate) batch: usize,
    /// The step at the start; it falls to nothing.
    pub(crate) rate: f32,
    pub(crate) seed: u64,
}

struct Adam {
    dense: (Vec<f32>, Vec<f32>),
    table: (Vec<f32>, Vec<f32>),
    /// Powers of both rates of forgetting, up to this step.
    powers: (f32, f32),
    step: usize,
}

const BETA: (f32, f32) = (0.9, 0.98);

fn adam(weight: &mut f32, first: &mut f32, second: &mut f32, slope: f32, rate: f32) {
    *first += (1.0 - BETA.0) * (slope - *first);
    *second += (1.0 - BETA.1) * (slope * slope - *second);
    *weight -= rate * *first / (second.sqrt() + 1e-8);
}

/// Trains a net on the examples `0..count`, on two threads, the same on any machine.
///
/// `SAYSO_EPOCHS` changes the number of epochs, for trials.
pub(crate) fn train(net: &dyn Net, weights: &mut Weights, count: usize, mut plan: Plan) {
    if let Some(epochs) = std::env::var("SAYSO_EPOCHS").ok().and_then(|epochs| epochs.parse().ok()) {
        plan.epochs = epochs;
    }
    let mut optimiser = Adam {
        dense: (vec![0.0; weights.dense.len()], vec![0.0; weights.dense.len()]),
        table: (vec![0.0; weights.table.len()], vec![0.0; weights.table.len()]),
        powers: (1.0, 1.0),
        step: 0,
    };
    let mut grads = [Grads::of(weights), Grads::of(weights)];
    let mut dice = Dice(plan.seed);
    let tokens: usize = (0..count).map(|example| net.size(example)).sum();
    let steps = (tokens / plan.batch + 1) * plan.epochs;
    let begun = std::time::Instant::now();
    for epoch in 0..plan.epochs {
        let mut loss = 0.0;
        for batch in batches(net, count, plan.batch, &mut dice) {
            let size: usize = batch.iter().map(|&example| net.size(example)).sum();
            // Two halves of about equal size, each its own thread and its own dice.
            let mut halves = [Vec::new(), Vec::new()];
            let mut sizes = [0, 0];
            for example in batch {
                let half = usize::from(sizes[1] < sizes[0]);
                sizes[half] += net.size(example);
                halves[half].push(example);
            }
            let seeds = [dice.roll(), dice.roll()];
            let shared: &Weights = weights;
            let scale = 1.0 / size as f32;
            let losses: Vec<f32> = std::thread::scope(|scope| {
                let work: Vec<_> = (grads.iter_mut().zip(&halves).zip(seeds))
                    .map(|((grads, half), seed)| {
                        scope.spawn(move || {
                            grads.clear();
                            if half.is_empty() { 0.0 } else { net.learn(shared, grads, half, scale, &mut Dice(seed)) }
                        })
                    })
                    .collect();
                work.into_iter().map(|thread| thread.join().expect("a training thread")).collect()
            });
            loss += losses.iter().sum::<f32>();
            let [sum, other] = &mut grads;
            sum.add(other);
            step(weights, sum, &mut optimiser, plan.rate, steps);
        }
        println!("  epoch {epoch}: loss {:.4} a token, {:.0} s", loss / tokens as f32, begun.elapsed().as_secs_f32());
    }
}

/// Shuffled, then put together by like length within a few batches, so that long sentences do not stand alone.
fn batches(net: &dyn Net, count: usize, size: usize, dice: &mut Dice) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..count).collect();
    dice.shuffle(&mut order);
    let mut batches = vec![Vec::new()];
    let mut filled = 0;
    for example in order {
        if filled >= size {
            batches.push(Vec::new());
            filled = 0;
        }
        filled += net.size(example);
        if let Some(batch) = batches.last_mut() {
            batch.push(example);
        }
    }
    batches
}

fn step(weights: &mut Weights, grads: &mut Grads, optimiser: &mut Adam, rate: f32, steps: usize) {
    optimiser.step += 1;
    let done = optimiser.step as f32 / steps as f32;
    let warm = (optimiser.step as f32 / 100.0).min(1.0);
    optimiser.powers.0 *= BETA.0;
    optimiser.powers.1 *= BETA.1;
    let correct = (1.0 - optimiser.powers.1).sqrt() / (1.0 - optimiser.powers.0);
    let rate = rate * warm * (1.0 - done).max(0.02) * correct;
    let norm = (grads.dense.iter().map(|cell| cell * cell).sum::<f32>()).sqrt();
    let clip = if norm > 2.0 { 2.0 / norm } else { 1.0 };
    let moments = optimiser.dense.0.iter_mut().zip(&mut optimiser.dense.1);
    for ((weight, &slope), (first, second)) in weights.dense.iter_mut().zip(&grads.dense).zip(moments) {
        adam(weight, first, second, slope * clip, rate);
    }
    for &row in &grads.touched {
        for at in row as usize * grads.width..(row as usize + 1) * grads.width {
            let (first, second) = (&mut optimiser.table.0[at], &mut optimiser.table.1[at]);
            adam(&mut weights.table[at], first, second, grads.table[at] * clip, rate);
        }
    }
}
