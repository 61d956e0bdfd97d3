//! Layers with their derivatives: dense, gated recurrent (SRU), softmax.
//!
//! A matrix of activations is a `Vec<f32>` row by row, a row a token; sentences of a batch stand one after another and
//! `ends` says where each ends.

use sayso_read::nets::{BYPASS, NullaryFnOnce, exp, sigmoid, widely};

use super::gemm::{gemm, transpose};
use super::{Dice, Grads, Slot, Weights};

/// A dense layer's places among the weights.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dense {
    pub(crate) weight: Slot,
    pub(crate) bias: Slot,
}

impl Dense {
    pub(crate) fn new(weights: &mut Weights, from: usize, to: usize, dice: &mut Dice) -> Dense {
        Dense { weight: weights.random(from, to, dice), bias: weights.constant(1, to, 0.0) }
    }

    pub(crate) fn forward(&self, weights: &Weights, input: &[f32]) -> Vec<f32> {
        let Slot { rows, cols, .. } = self.weight;
        let tokens = input.len() / rows;
        let mut out = weights.get(self.bias).repeat(tokens);
        gemm(tokens, rows, cols, input, weights.get(self.weight), &mut out);
        out
    }

    /// Adds to the weights' derivatives; gives the input's.
    pub(crate) fn backward(&self, weights: &Weights, grads: &mut Grads, input: &[f32], out: &[f32]) -> Vec<f32> {
        let Slot { rows, cols, .. } = self.weight;
        let tokens = input.len() / rows;
        let bias = grads.get(self.bias);
        for row in out.chunks_exact(cols) {
            bias.iter_mut().zip(row).for_each(|(sum, cell)| *sum += cell);
        }
        product_backward(weights, grads, self.weight, tokens, input, out)
    }
}

fn product_backward(
    weights: &Weights,
    grads: &mut Grads,
    slot: Slot,
    tokens: usize,
    input: &[f32],
    out: &[f32],
) -> Vec<f32> {
    let Slot { rows, cols, .. } = slot;
    let mut turned = Vec::new();
    transpose(tokens, rows, input, &mut turned);
    gemm(rows, tokens, cols, &turned, out, grads.get(slot));
    transpose(rows, cols, weights.get(slot), &mut turned);
    let mut back = vec![0.0; tokens * rows];
    gemm(tokens, cols, rows, out, &turned, &mut back);
    back
}

pub(crate) fn relu(cells: &mut [f32]) {
    cells.iter_mut().for_each(|cell| *cell = cell.max(0.0));
}

/// Zeroes the derivatives where the activation was cut.
pub(crate) fn relu_backward(cells: &[f32], out: &mut [f32]) {
    out.iter_mut().zip(cells).for_each(|(out, &cell)| {
        if cell <= 0.0 {
            *out = 0.0;
        }
    });
}

/// A gated recurrent layer both ways (SRU): as wide as its input, half of it for each direction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sru {
    /// width by 3 width: for each direction candidate, forget gate, bypass gate.
    pub(crate) weight: Slot,
    /// For each direction: of the state in the forget gate, in the bypass gate, and their biases.
    pub(crate) gates: Slot,
    pub(crate) width: usize,
}

/// What the forward pass leaves for the backward one.
pub(crate) struct SruTrace {
    input: Vec<f32>,
    dropped: Vec<f32>,
    mask: Mask,
    pre: Vec<f32>,
    state: Vec<f32>,
    forget: Vec<f32>,
    bypass: Vec<f32>,
    pub(crate) out: Vec<f32>,
}

impl Sru {
    pub(crate) fn new(weights: &mut Weights, width: usize, dice: &mut Dice) -> Sru {
        let weight = weights.random(width, 3 * width, dice);
        let gates = weights.constant(8, width / 2, 0.0);
        Sru { weight, gates, width }
    }

    /// `drop`: share of the inputs dropped, the same ones for a whole sentence.
    pub(crate) fn forward(
        &self,
        weights: &Weights,
        input: Vec<f32>,
        ends: &[usize],
        drop: f32,
        dice: &mut Dice,
    ) -> SruTrace {
        let width = self.width;
        let tokens = input.len() / width;
        let mask = Mask::draw(ends, width, drop, dice);
        let mut dropped = input.clone();
        mask.apply(&mut dropped, ends);
        let mut pre = vec![0.0; tokens * 3 * width];
        gemm(tokens, width, 3 * width, &dropped, weights.get(self.weight), &mut pre);
        let mut trace = SruTrace {
            state: vec![0.0; tokens * width],
            forget: vec![0.0; tokens * width],
            bypass: vec![0.0; tokens * width],
            out: vec![0.0; tokens * width],
            input,
            dropped,
            mask,
            pre,
        };
        widely(Forward { layer: self, gates: weights.get(self.gates), ends, trace: &mut trace });
        trace
    }

    pub(crate) fn backward(
        &self,
        weights: &Weights,
        grads: &mut Grads,
        trace: &SruTrace,
        ends: &[usize],
        out: &[f32],
    ) -> Vec<f32> {
        let width = self.width;
        let half = width / 2;
        let tokens = trace.input.len() / width;
        let mut pre = vec![0.0; tokens * 3 * width];
        let mut input = vec![0.0; tokens * width];
        let mut changes = vec![0.0; 8 * half];
        let gates = weights.get(self.gates);
        widely(Backward {
            layer: self,
            gates,
            ends,
            trace,
            out,
            pre: &mut pre,
            input: &mut input,
            changes: &mut changes,
        });
        grads.get(self.gates).iter_mut().zip(&changes).for_each(|(sum, cell)| *sum += cell);
        let mut back = product_backward(weights, grads, self.weight, tokens, &trace.dropped, &pre);
        trace.mask.apply(&mut back, ends);
        input.iter_mut().zip(&back).for_each(|(sum, cell)| *sum += cell);
        input
    }
}

/// The steps of a layer's forward pass.
struct Forward<'a> {
    layer: &'a Sru,
    gates: &'a [f32],
    ends: &'a [usize],
    trace: &'a mut SruTrace,
}

impl NullaryFnOnce for Forward<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Forward { layer, gates, ends, trace } = self;
        let width = layer.width;
        let half = width / 2;
        let zero = vec![0.0; half];
        let mut last = vec![0.0; half];
        for direction in 0..2 {
            let [vf, vr, bf, br]: [&[f32]; 4] = std::array::from_fn(|i| &gates[(direction * 4 + i) * half..][..half]);
            let mut start = 0;
            for &end in ends {
                last.copy_from_slice(&zero);
                for step in 0..end - start {
                    let at = if direction == 0 { start + step } else { end - 1 - step };
                    let pre = &trace.pre[at * 3 * width + direction * 3 * half..][..3 * half];
                    let cell = at * width + direction * half;
                    let x = &trace.input[cell..cell + half];
                    let (state, forget) = (&mut trace.state[cell..cell + half], &mut trace.forget[cell..cell + half]);
                    let (bypass, out) = (&mut trace.bypass[cell..cell + half], &mut trace.out[cell..cell + half]);
                    for i in 0..half {
                        let f = sigmoid(pre[half + i] + vf[i] * last[i] + bf[i]);
                        let r = sigmoid(pre[2 * half + i] + vr[i] * last[i] + br[i]);
                        let c = f * last[i] + (1.0 - f) * pre[i];
                        state[i] = c;
                        forget[i] = f;
                        bypass[i] = r;
                        out[i] = r * c + (1.0 - r) * x[i] * BYPASS;
                    }
                    last.copy_from_slice(state);
                }
                start = end;
            }
        }
    }
}

/// The steps of a layer's backward pass.
struct Backward<'a> {
    layer: &'a Sru,
    gates: &'a [f32],
    ends: &'a [usize],
    trace: &'a SruTrace,
    out: &'a [f32],
    pre: &'a mut [f32],
    input: &'a mut [f32],
    changes: &'a mut [f32],
}

impl NullaryFnOnce for Backward<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Backward { layer, gates, ends, trace, out, pre: pres, input, changes } = self;
        let width = layer.width;
        let half = width / 2;
        let zero = vec![0.0; half];
        let mut carry = vec![0.0; half];
        for direction in 0..2 {
            let [vf, vr]: [&[f32]; 2] = std::array::from_fn(|i| &gates[(direction * 4 + i) * half..][..half]);
            let change = &mut changes[direction * 4 * half..][..4 * half];
            let mut start = 0;
            for &end in ends {
                carry.copy_from_slice(&zero);
                for step in (0..end - start).rev() {
                    let at = if direction == 0 { start + step } else { end - 1 - step };
                    let before = match direction {
                        _ if step == 0 => None,
                        0 => Some(at - 1),
                        _ => Some(at + 1),
                    };
                    let cell = at * width + direction * half;
                    let last = before.map_or(&zero[..], |at| &trace.state[at * width + direction * half..][..half]);
                    let seen = &trace.pre[at * 3 * width + direction * 3 * half..][..3 * half];
                    let pre = &mut pres[at * 3 * width + direction * 3 * half..][..3 * half];
                    for i in 0..half {
                        let (f, r, c) = (trace.forget[cell + i], trace.bypass[cell + i], trace.state[cell + i]);
                        let dh = out[cell + i];
                        let dr = dh * (c - BYPASS * trace.input[cell + i]) * r * (1.0 - r);
                        let dc = dh * r + carry[i];
                        input[cell + i] += dh * (1.0 - r) * BYPASS;
                        let df = dc * (last[i] - seen[i]) * f * (1.0 - f);
                        pre[i] = dc * (1.0 - f);
                        pre[half + i] = df;
                        pre[2 * half + i] = dr;
                        carry[i] = dc * f + df * vf[i] + dr * vr[i];
                        change[i] += df * last[i];
                        change[half + i] += dr * last[i];
                        change[2 * half + i] += df;
                        change[3 * half + i] += dr;
                    }
                }
                start = end;
            }
        }
    }
}

/// Which cells of a sentence's activations are dropped: the same ones for all its tokens.
pub(crate) struct Mask {
    /// For each sentence and cell 0 where dropped, else what keeps the mean; empty where nothing is dropped.
    keep: Vec<f32>,
    width: usize,
}

impl Mask {
    pub(crate) fn draw(ends: &[usize], width: usize, drop: f32, dice: &mut Dice) -> Mask {
        let keep = 1.0 / (1.0 - drop);
        let count = if drop > 0.0 { ends.len() * width } else { 0 };
        Mask { keep: (0..count).map(|_| if dice.unit() < drop { 0.0 } else { keep }).collect(), width }
    }

    /// Drops them; derivatives the same way as activations.
    pub(crate) fn apply(&self, cells: &mut [f32], ends: &[usize]) {
        let mut start = 0;
        for (keep, &end) in self.keep.chunks_exact(self.width).zip(ends) {
            for row in cells[start * self.width..end * self.width].chunks_exact_mut(self.width) {
                row.iter_mut().zip(keep).for_each(|(cell, keep)| *cell *= keep);
            }
            start = end;
        }
    }
}

/// Softmax in place; gives the log of the sum.
pub(crate) fn softmax(row: &mut [f32]) -> f32 {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for cell in row.iter_mut() {
        *cell = exp(*cell - most);
        sum += *cell;
    }
    row.iter_mut().for_each(|cell| *cell /= sum);
    most + sum.ln()
}

/// Scores to derivatives of the cross-entropy against `gold` (`None`: no say), times `scale`; gives the loss.
pub(crate) fn cross_entropy(
    scores: &mut [f32],
    width: usize,
    gold: impl Iterator<Item = Option<usize>>,
    scale: f32,
) -> f32 {
    let mut loss = 0.0;
    for (row, gold) in scores.chunks_exact_mut(width).zip(gold) {
        let Some(gold) = gold else {
            row.fill(0.0);
            continue;
        };
        softmax(row);
        loss -= row[gold].max(1e-12).ln();
        row[gold] -= 1.0;
        row.iter_mut().for_each(|cell| *cell *= scale);
    }
    loss
}
