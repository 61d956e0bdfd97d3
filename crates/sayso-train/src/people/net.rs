//! Learns the net beside the ranker's weights: plain derivatives, AdaGrad for each weight.

use sayso_read::people::net::{BITS, FIRST, SECOND, UNITS, row};

use crate::dice::Dice;

/// How fast weights move, and what is added to the root of their squares.
const RATE: f32 = 0.015;
const DAMPING: f32 = 0.01;
/// Width of the first weights of the table.
const WIDTH: f32 = 0.05;

/// What the net made of an answer.
pub(crate) struct Seen {
    pub(crate) score: f32,
    rows: Vec<u32>,
    first: [f32; FIRST],
    second: [f32; SECOND],
}

/// Weights that move, each the less the more it has moved.
#[derive(Clone)]
struct Layer {
    weights: Vec<f32>,
    squares: Vec<f32>,
}

impl Layer {
    fn new(weights: Vec<f32>) -> Layer {
        Layer { squares: vec![0.0; weights.len()], weights }
    }

    fn random(count: usize, width: f32, dice: &mut Dice) -> Layer {
        Layer::new((0..count).map(|_| (dice.unit() * 2.0 - 1.0) * width).collect())
    }

    /// Moves the weights from one on up their gradients.
    fn step(&mut self, from: usize, gradients: &[f32]) {
        let to = from + gradients.len();
        let cells = self.weights[from..to].iter_mut().zip(&mut self.squares[from..to]);
        for ((weight, square), gradient) in cells.zip(gradients) {
            *square += gradient * gradient;
            *weight += RATE * gradient / (square.sqrt() + DAMPING);
        }
    }
}

/// The net in training.
pub(crate) struct Net {
    rows: Layer,
    second: Layer,
    biases: Layer,
    last: Layer,
}

impl Net {
    pub(crate) fn new(dice: &mut Dice) -> Net {
        let wide = |inputs: usize| (6.0 / inputs as f32).sqrt();
        Net {
            rows: Layer::random(FIRST << BITS, WIDTH, dice),
            second: Layer::random(FIRST * SECOND, wide(FIRST), dice),
            biases: Layer::new(vec![0.1; SECOND]),
            last: Layer::random(SECOND, wide(SECOND), dice),
        }
    }

    /// Looks at an answer.
    pub(crate) fn see(&self, looks: &[u64]) -> Seen {
        let rows: Vec<u32> = looks.iter().map(|&look| row(look) as u32).collect();
        let mut first = [0.0; FIRST];
        for &row in &rows {
            let cells = &self.rows.weights[row as usize..row as usize + FIRST];
            first.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell);
        }
        first.iter_mut().for_each(|cell| *cell = f32::max(*cell, 0.0));
        let mut second = [0.0; SECOND];
        let weights = self.second.weights.chunks_exact(FIRST).zip(&self.biases.weights);
        for (cell, (weights, bias)) in second.iter_mut().zip(weights) {
            let sum = bias + weights.iter().zip(&first).map(|(weight, cell)| weight * cell).sum::<f32>();
            *cell = sum.max(0.0);
        }
        let score = second.iter().zip(&self.last.weights).map(|(cell, weight)| cell * weight).sum();
        Seen { score, rows, first, second }
    }

    /// Moves the weights, given for some answers how much higher each should score.
    pub(crate) fn step<'s>(&mut self, answers: impl Iterator<Item = (&'s Seen, f32)>) {
        let (mut second, mut biases, mut last) = ([0.0; FIRST * SECOND], [0.0; SECOND], [0.0; SECOND]);
        let mut backs = Vec::new();
        for (seen, gradient) in answers {
            let mut back = [0.0; FIRST];
            for cell in 0..SECOND {
                last[cell] += gradient * seen.second[cell];
                if seen.second[cell] <= 0.0 {
                    continue;
                }
                let inner = gradient * self.last.weights[cell];
                biases[cell] += inner;
                let range = cell * FIRST..(cell + 1) * FIRST;
                let cells = second[range.clone()].iter_mut().zip(&self.second.weights[range]);
                for ((own, weight), (sum, below)) in cells.zip(back.iter_mut().zip(&seen.first)) {
                    *own += inner * below;
                    *sum += inner * weight;
                }
            }
            back.iter_mut().zip(&seen.first).filter(|(_, cell)| **cell <= 0.0).for_each(|(back, _)| *back = 0.0);
            backs.push((seen, back));
        }
        for (seen, back) in backs {
            seen.rows.iter().for_each(|&row| self.rows.step(row as usize, &back));
        }
        self.second.step(0, &second);
        self.biases.step(0, &biases);
        self.last.step(0, &last);
    }

    /// All weights, in the order of the file.
    pub(crate) fn weights(&self) -> impl Iterator<Item = f32> + '_ {
        [&self.rows, &self.second, &self.biases, &self.last].into_iter().flat_map(|layer| layer.weights.iter().copied())
    }
}

/// The bytes of a net's weights, given in the order of [`Net::weights`].
pub(crate) fn bytes(weights: &[f32]) -> Vec<u8> {
    let unit = (1u32 << UNITS) as f32;
    let small = |weight: &f32| (weight * unit).round().clamp(-127.0, 127.0) as i8 as u8;
    let (front, rest) = weights.split_at((FIRST << BITS) + FIRST * SECOND);
    let (biases, last) = rest.split_at(SECOND);
    let mut bytes: Vec<u8> = front.iter().map(small).collect();
    let wide = |weight: &f32| (weight * unit * unit).round().clamp(-32767.0, 32767.0) as i16;
    bytes.extend(biases.iter().flat_map(|weight| wide(weight).to_le_bytes()));
    bytes.extend(last.iter().map(small));
    bytes
}
