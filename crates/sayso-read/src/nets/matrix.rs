//! Dense layers in whole numbers.

use super::{NullaryFnOnce, ROUND, widely};
use crate::tables::Bytes;

/// Steps of an activation to one: activations between -64 and 64 keep nine bits after the point.
const STEPS: f32 = 512.0;

/// Activations as whole numbers of 16 bits, appended; what is out of range is cut off.
pub fn quantise(cells: &[f32], out: &mut Vec<i16>) {
    let start = out.len();
    out.resize(start + cells.len(), 0);
    widely(Quantise { cells, out: &mut out[start..] });
}

struct Quantise<'a> {
    cells: &'a [f32],
    out: &'a mut [i16],
}

impl NullaryFnOnce for Quantise<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for (out, cell) in self.out.iter_mut().zip(self.cells) {
            // The whole number, rounded half to even, stays in the low bits.
            *out = ((cell * STEPS).clamp(-32767.0, 32767.0) + ROUND).to_bits() as i16;
        }
    }
}

/// Outputs that are summed side by side.
const BLOCK: usize = 16;
/// Tokens that are summed side by side.
const TOKENS: usize = 4;
/// Tokens that go through together: as many as the nearest cache holds.
const STRETCH: usize = 64;

/// A dense layer: weights of 8 bits with a scale for each output, and biases.
///
/// ```text
/// inputs u32, outputs u32, scales f32 each output, biases f32 each output, weights i8 output by output
/// ```
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    inputs: usize,
    outputs: usize,
    /// Blocks of outputs; in a block, for every two inputs, the two weights of each output.
    cells: Vec<[[i16; 2]; BLOCK]>,
    /// For each block; nothing where it has fewer outputs.
    scales: Vec<[f32; BLOCK]>,
    biases: Vec<[f32; BLOCK]>,
}

impl Matrix {
    /// From the front of a model's bytes.
    pub fn read(bytes: &mut Bytes) -> Option<Matrix> {
        let (inputs, outputs) = (bytes.count()?, bytes.count()?);
        let mut scales = bytes.singles(outputs)?;
        scales.iter_mut().for_each(|scale| *scale /= STEPS);
        let biases = bytes.singles(outputs)?;
        let in_blocks = |cells: &[f32]| -> Vec<[f32; BLOCK]> {
            let blocks = cells.chunks(BLOCK);
            blocks.map(|block| std::array::from_fn(|at| block.get(at).copied().unwrap_or_default())).collect()
        };
        let (scales, biases) = (in_blocks(&scales), in_blocks(&biases));
        let weights = bytes.small(inputs.checked_mul(outputs)?)?;
        let weight = |output: usize, input: usize| {
            if output < outputs && input < inputs { i16::from(weights[output * inputs + input]) } else { 0 }
        };
        let block = |first: usize, input: usize| {
            std::array::from_fn(|output| [weight(first + output, input), weight(first + output, input + 1)])
        };
        let blocks = (0..outputs).step_by(BLOCK);
        let cells = blocks.flat_map(|first| (0..inputs).step_by(2).map(move |input| (first, input)));
        let cells = cells.map(|(first, input)| block(first, input)).collect();
        Some(Matrix { inputs, outputs, cells, scales, biases })
    }

    /// The bytes that [`Matrix::read`] takes; `weights` are input by input, as training has them.
    pub fn lay(inputs: usize, outputs: usize, weights: &[f32], biases: &[f32]) -> Vec<u8> {
        let column = |output: usize| (0..inputs).map(move |input| weights[input * outputs + output]);
        let scales: Vec<f32> = (0..outputs)
            .map(|output| column(output).fold(1e-9, |most: f32, cell| most.max(cell.abs())) / 127.0)
            .collect();
        let mut bytes = [inputs as u32, outputs as u32].map(u32::to_le_bytes).concat();
        scales.iter().chain(biases).for_each(|cell| bytes.extend(cell.to_le_bytes()));
        for (output, scale) in scales.iter().enumerate() {
            bytes.extend(column(output).map(|cell| (cell / scale).round() as i8 as u8));
        }
        bytes
    }

    /// Width of what goes in.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Width of what comes out.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Puts tokens through: `input` holds `inputs` cells a token, `out` becomes `outputs` cells a token.
    pub fn apply(&self, input: &[i16], out: &mut Vec<f32>) {
        let tokens = input.len().checked_div(self.inputs).unwrap_or(0);
        out.clear();
        out.resize(tokens * self.outputs, 0.0);
        if tokens > 0 && self.outputs > 0 {
            #[cfg(target_arch = "x86_64")]
            match pulp::x86::Arch::new() {
                pulp::x86::Arch::V4(v4) => {
                    return v4.vectorize(Products { kernel: Widest(v4), matrix: self, input, out });
                }
                pulp::x86::Arch::V3(v3) => {
                    return v3.vectorize(Products { kernel: Wide(v3), matrix: self, input, out });
                }
                _ => {}
            }
            Products { kernel: Plain, matrix: self, input, out }.call();
        }
    }
}

/// The work of [`Matrix::apply`], compiled for each kind of machine.
struct Products<'a, K> {
    kernel: K,
    matrix: &'a Matrix,
    input: &'a [i16],
    out: &'a mut [f32],
}

impl<K: Kernel> NullaryFnOnce for Products<'_, K> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Matrix { inputs, outputs, cells, scales, biases } = self.matrix;
        let pairs = inputs.div_ceil(2);
        // The inputs two by two; an odd last one stands beside a zero.
        let tokens = (self.input.len() / inputs).next_multiple_of(TOKENS).min(STRETCH);
        let mut twos = vec![[0i16; 2]; tokens * pairs];
        let (stretches, outs) = (self.input.chunks(STRETCH * inputs), self.out.chunks_mut(STRETCH * outputs));
        for (tokens, outs) in stretches.zip(outs) {
            for (twos, token) in twos.chunks_exact_mut(pairs).zip(tokens.chunks_exact(*inputs)) {
                let (whole, odd) = token.as_chunks::<2>();
                twos.iter_mut().zip(whole).for_each(|(two, pair)| *two = *pair);
                if let (Some(two), [last]) = (twos.last_mut(), odd) {
                    *two = [*last, 0];
                }
            }
            // A block of weights stays at hand for all tokens of the stretch.
            for (block, cells) in cells.chunks_exact(pairs).enumerate() {
                let first = block * BLOCK;
                let (scales, biases) = (&scales[block], &biases[block]);
                for (four, outs) in twos.chunks_exact(TOKENS * pairs).zip(outs.chunks_mut(TOKENS * outputs)) {
                    let (ab, cd) = four.split_at(2 * pairs);
                    let ((a, b), (c, d)) = (ab.split_at(pairs), cd.split_at(pairs));
                    let sums = self.kernel.sums(cells, [a, b, c, d]);
                    for (out, sums) in outs.chunks_exact_mut(*outputs).zip(&sums) {
                        let mut cells = [0f32; BLOCK];
                        for at in 0..BLOCK {
                            cells[at] = sums[at] as f32 * scales[at] + biases[at];
                        }
                        match out[first..].first_chunk_mut::<BLOCK>() {
                            Some(out) => *out = cells,
                            None => out[first..].iter_mut().zip(cells).for_each(|(out, cell)| *out = cell),
                        }
                    }
                }
            }
        }
    }
}

/// The innermost loop: sixteen outputs of four tokens.
trait Kernel: Copy {
    fn sums(self, cells: &[[[i16; 2]; BLOCK]], tokens: [&[[i16; 2]]; TOKENS]) -> [[i32; BLOCK]; TOKENS];
}

/// For any machine.
#[derive(Clone, Copy)]
struct Plain;

impl Kernel for Plain {
    #[inline(always)]
    fn sums(self, cells: &[[[i16; 2]; BLOCK]], tokens: [&[[i16; 2]]; TOKENS]) -> [[i32; BLOCK]; TOKENS] {
        let mut sums = [[0i32; BLOCK]; TOKENS];
        for (at, weights) in cells.iter().enumerate() {
            for (sums, token) in sums.iter_mut().zip(tokens) {
                let [first, second] = token[at].map(i32::from);
                for (sum, &[a, b]) in sums.iter_mut().zip(weights) {
                    *sum += i32::from(a) * first + i32::from(b) * second;
                }
            }
        }
        sums
    }
}

/// For x86 with AVX2: eight outputs in one instruction that multiplies pairs and adds them.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy)]
struct Wide(pulp::x86::V3);

#[cfg(target_arch = "x86_64")]
impl Kernel for Wide {
    #[inline(always)]
    fn sums(self, cells: &[[[i16; 2]; BLOCK]], tokens: [&[[i16; 2]]; TOKENS]) -> [[i32; BLOCK]; TOKENS] {
        let v3 = self.0;
        let mut sums = [[v3.splat_i32x8(0); 2]; TOKENS];
        let [a, b, c, d] = tokens.map(|token| &token[..cells.len()]);
        for (at, weights) in cells.iter().enumerate() {
            let [low, high]: [pulp::i16x16; 2] = pulp::cast(*weights);
            for (sums, token) in sums.iter_mut().zip([a[at], b[at], c[at], d[at]]) {
                let token = pulp::cast(v3.splat_i32x8(pulp::cast(token)));
                sums[0] = v3.wrapping_add_i32x8(sums[0], v3.multiply_wrapping_add_adjacent_i16x16(low, token));
                sums[1] = v3.wrapping_add_i32x8(sums[1], v3.multiply_wrapping_add_adjacent_i16x16(high, token));
            }
        }
        pulp::cast(sums)
    }
}

/// For x86 with AVX-512: sixteen outputs in one.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy)]
struct Widest(pulp::x86::V4);

#[cfg(target_arch = "x86_64")]
impl Kernel for Widest {
    #[inline(always)]
    fn sums(self, cells: &[[[i16; 2]; BLOCK]], tokens: [&[[i16; 2]]; TOKENS]) -> [[i32; BLOCK]; TOKENS] {
        let v4 = self.0;
        let mut sums = [v4.splat_i32x16(0); TOKENS];
        let [a, b, c, d] = tokens.map(|token| &token[..cells.len()]);
        for (at, weights) in cells.iter().enumerate() {
            let weights: pulp::i16x32 = pulp::cast(*weights);
            for (sum, token) in sums.iter_mut().zip([a[at], b[at], c[at], d[at]]) {
                let token = pulp::cast(v4.splat_i32x16(pulp::cast(token)));
                *sum = v4.wrapping_add_i32x16(*sum, v4.multiply_wrapping_add_adjacent_i16x32(weights, token));
            }
        }
        pulp::cast(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_real_numbers_but_for_rounding() {
        let (inputs, outputs, tokens) = (16, 5, 7);
        let weights: Vec<f32> = (0..inputs * outputs).map(|n| ((n * 37) % 101) as f32 / 50.0 - 1.0).collect();
        let biases = [0.5, -0.5, 0.0, 1.0, 2.0];
        let input: Vec<f32> = (0..tokens * inputs).map(|n| ((n * 53) % 97) as f32 / 40.0 - 1.2).collect();
        let matrix = Matrix::read(&mut Bytes(&Matrix::lay(inputs, outputs, &weights, &biases))).expect("a matrix");
        let (mut whole, mut out) = (Vec::new(), Vec::new());
        quantise(&input, &mut whole);
        matrix.apply(&whole, &mut out);
        for token in 0..tokens {
            for output in 0..outputs {
                let sum: f32 = (0..inputs).map(|i| input[token * inputs + i] * weights[i * outputs + output]).sum();
                let got = out[token * outputs + output];
                assert!((got - sum - biases[output]).abs() < 0.1, "{got} {sum}");
            }
        }
    }

    #[test]
    fn all_machines_give_the_same_sums() {
        let cells: Vec<[[i16; 2]; BLOCK]> = (0..9i16)
            .map(|at| std::array::from_fn(|output| [at * 7 - output as i16, output as i16 * 11 - at]))
            .collect();
        let token = |seed: i16| -> Vec<[i16; 2]> { (0..9i16).map(|at| [at * seed, 32767 - at * 300 * seed]).collect() };
        let tokens = [token(1), token(2), token(3), token(4)];
        let tokens = [&tokens[0][..], &tokens[1], &tokens[2], &tokens[3]];
        let plain = Plain.sums(&cells, tokens);
        assert!(plain[0] != plain[1] && plain[0][0] != plain[0][1]);
        #[cfg(target_arch = "x86_64")]
        if let Some(v3) = pulp::x86::V3::try_new() {
            assert_eq!(Wide(v3).sums(&cells, tokens), plain);
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(v4) = pulp::x86::V4::try_new() {
            assert_eq!(Widest(v4).sums(&cells, tokens), plain);
        }
    }

    #[test]
    fn activations_out_of_range_are_cut_off() {
        let mut out = Vec::new();
        quantise(&[1000.0, -1000.0, 0.5, f32::NAN], &mut out);
        assert_eq!(&out[..3], [32767, -32767, 256]);
    }
}
