//! A gated recurrent layer both ways.

use super::{Matrix, NullaryFnOnce, sigmoid, widely};
use crate::tables::Bytes;

/// How much of its input a layer passes by (section 3.2 of Lei et al. 2018): the square root of 3.
pub const BYPASS: f32 = 1.732_050_8;

/// The work of [`Recurrent::run`].
struct Scan<'a, F> {
    layer: &'a Recurrent,
    x: &'a [f32],
    products: &'a [f32],
    form: F,
    ends: &'a [usize],
    out: &'a mut [f32],
}

impl<F: Fn(usize) -> usize> NullaryFnOnce for Scan<'_, F> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Scan { layer, x, products, form, ends, out } = self;
        match layer.width() {
            // Widths known to the compiler are quicker.
            64 => layer.scan::<32>(x, products, &form, ends, out),
            96 => layer.scan::<48>(x, products, &form, ends, out),
            128 => layer.scan::<64>(x, products, &form, ends, out),
            160 => layer.scan::<80>(x, products, &form, ends, out),
            _ => layer.scan_any(x, products, &form, ends, out),
        }
    }
}

/// A layer as wide as its input: half of its cells run from left to right, half from right to left.
///
/// For each direction, with input `x` and products `u`, `f`, `r` of the matrix:
/// `F = σ(f + vf c' + bf)`, `R = σ(r + vr c' + br)`, state `c = F c' + (1 - F) u`, output `R c + (1 - R) √3 x`.
#[derive(Debug, Clone, Default)]
pub struct Recurrent {
    matrix: Matrix,
    /// `vf`, `vr`, `bf`, `br` for each direction, half a width each.
    gates: Vec<f32>,
}

impl Recurrent {
    /// From the front of a model's bytes: the matrix, then the gates.
    pub fn read(bytes: &mut Bytes) -> Option<Recurrent> {
        let matrix = Matrix::read(bytes)?;
        let gates = bytes.singles(matrix.inputs() * 4)?;
        (matrix.outputs() == 3 * matrix.inputs() && matrix.inputs() % 2 == 0).then_some(Recurrent { matrix, gates })
    }

    /// The bytes that [`Recurrent::read`] takes.
    pub fn lay(width: usize, weights: &[f32], gates: &[f32]) -> Vec<u8> {
        let mut bytes = Matrix::lay(width, 3 * width, weights, &vec![0.0; 3 * width]);
        gates.iter().for_each(|cell| bytes.extend(cell.to_le_bytes()));
        bytes
    }

    /// Cells a token.
    pub fn width(&self) -> usize {
        self.matrix.inputs()
    }

    /// The products of the layer's matrix, three widths a token.
    pub fn products(&self, input: &[i16], out: &mut Vec<f32>) {
        self.matrix.apply(input, out);
    }

    /// Runs over sentences that end at `ends`. `x` and `products` hold a row for each token, or for each distinct form with
    /// `form` saying which is whose. `out` becomes one row a token.
    pub fn run(&self, x: &[f32], products: &[f32], form: impl Fn(usize) -> usize, ends: &[usize], out: &mut Vec<f32>) {
        let width = self.width();
        out.clear();
        out.resize(ends.last().copied().unwrap_or(0) * width, 0.0);
        widely(Scan { layer: self, x, products, form, ends, out });
    }

    #[inline(always)]
    fn scan<const HALF: usize>(
        &self,
        x: &[f32],
        products: &[f32],
        form: &impl Fn(usize) -> usize,
        ends: &[usize],
        out: &mut [f32],
    ) {
        let width = 2 * HALF;
        for direction in 0..2 {
            let (gates, _) = self.gates[direction * 4 * HALF..].as_chunks::<HALF>();
            let [vf, vr, bf, br, ..] = gates else { return };
            let mut start = 0;
            for &end in ends {
                let mut state = [0f32; HALF];
                for step in start..end {
                    let at = if direction == 0 { step } else { start + end - 1 - step };
                    let row = form(at);
                    let (from, to) = (row * width + direction * HALF, at * width + direction * HALF);
                    let (products, _) = products[(row * 2 + direction) * 3 * HALF..].as_chunks::<HALF>();
                    let ([u, f, r, ..], Some(x), Some(out)) =
                        (products, x[from..].first_chunk::<HALF>(), out[to..].first_chunk_mut::<HALF>())
                    else {
                        return;
                    };
                    for i in 0..HALF {
                        let forget = sigmoid(f[i] + vf[i] * state[i] + bf[i]);
                        let bypass = sigmoid(r[i] + vr[i] * state[i] + br[i]);
                        state[i] = forget * state[i] + (1.0 - forget) * u[i];
                        out[i] = bypass * state[i] + (1.0 - bypass) * x[i] * BYPASS;
                    }
                }
                start = end;
            }
        }
    }

    fn scan_any(&self, x: &[f32], products: &[f32], form: &impl Fn(usize) -> usize, ends: &[usize], out: &mut [f32]) {
        let width = self.width();
        let half = width / 2;
        for direction in 0..2 {
            let gate = |which: usize| &self.gates[(direction * 4 + which) * half..][..half];
            let (vf, vr, bf, br) = (gate(0), gate(1), gate(2), gate(3));
            let mut start = 0;
            for &end in ends {
                let mut state = vec![0f32; half];
                for step in start..end {
                    let at = if direction == 0 { step } else { start + end - 1 - step };
                    let row = form(at);
                    let product = |which: usize| &products[(row * 6 + direction * 3 + which) * half..][..half];
                    let (u, f, r) = (product(0), product(1), product(2));
                    let x = &x[row * width + direction * half..][..half];
                    let out = &mut out[at * width + direction * half..][..half];
                    for i in 0..half {
                        let forget = sigmoid(f[i] + vf[i] * state[i] + bf[i]);
                        let bypass = sigmoid(r[i] + vr[i] * state[i] + br[i]);
                        state[i] = forget * state[i] + (1.0 - forget) * u[i];
                        out[i] = bypass * state[i] + (1.0 - bypass) * x[i] * BYPASS;
                    }
                }
                start = end;
            }
        }
    }
}
