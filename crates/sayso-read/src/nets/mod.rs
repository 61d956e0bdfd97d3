//! Nets: small recurrent networks over the tokens of a sentence, for the stages that classify words.
//!
//! A token's looks (the word, its endings, beginnings and shape) each pick a row of a table; the rows and the word's vector
//! are summed, and a few gated layers (SRU, Lei et al. 2018: no product with the state, so all tokens go through a
//! matrix at once) carry what stands around. The stages `tags`, `clauses` and `names` put their own last layers on top.
//!
//! Weights are 8-bit whole numbers, activations 16-bit, sums 32-bit: exact whatever the machine's registers. Between the
//! products stand single-precision sums in a fixed order, and an exponential of our own: the same bytes everywhere.

mod encoder;
mod matrix;
mod recurrent;

pub use pulp::NullaryFnOnce;

pub use encoder::{Encoder, MOST_AT_ONCE};
pub use matrix::{Matrix, quantise};
pub use recurrent::{BYPASS, Recurrent};

/// Does some work with the widest registers of this machine. The work is a type, not a closure: only what is inlined into
/// its `call` is compiled for them.
#[inline]
pub fn widely<W: NullaryFnOnce>(work: W) -> W::Output {
    #[cfg(target_arch = "x86_64")]
    match pulp::x86::Arch::new() {
        pulp::x86::Arch::V4(v4) => return v4.vectorize(work),
        pulp::x86::Arch::V3(v3) => return v3.vectorize(work),
        _ => {}
    }
    work.call()
}

/// Added to a small number it leaves the whole number nearest to it in the low bits (half goes to even).
const ROUND: f32 = 12_582_912.0;

/// `e^x` within 4e-7 of it, by range reduction and a polynomial (Cephes), the same on every machine. Clamped at ±80.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let rest = x - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let square = rest * rest;
    let mut sum = 1.987_569_1e-4f32;
    for factor in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        sum = sum * rest + factor;
    }
    let sum = sum * square + rest + 1.0;
    f32::from_bits(shifted.to_bits().wrapping_add(127) << 23) * sum
}

/// `1 / (1 + e^-x)`.
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The place of the greatest; the first of equal ones, so that ties fall the same way everywhere. What is no number never is.
#[inline(always)]
pub fn greatest(scores: &[f32]) -> usize {
    let mut lanes = [f32::NEG_INFINITY; 8];
    let (chunks, rest) = scores.as_chunks::<8>();
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, &score)| *lane = larger(*lane, score));
    }
    let most = lanes.into_iter().chain(rest.iter().copied()).fold(f32::NEG_INFINITY, larger);
    scores.iter().position(|&score| score == most).unwrap_or(0)
}

/// The place of the greatest of each row.
pub fn greatest_of_each(scores: &[f32], width: usize, out: &mut Vec<u8>) {
    out.clear();
    widely(Greatest { scores, width, out });
}

struct Greatest<'a> {
    scores: &'a [f32],
    width: usize,
    out: &'a mut Vec<u8>,
}

impl NullaryFnOnce for Greatest<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.out.extend(self.scores.chunks_exact(self.width).map(|row| greatest(row) as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_exponential_is_the_real_one_but_for_the_last_bits() {
        for step in -790..790 {
            let x = step as f32 / 10.0;
            let (ours, real) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((ours - real).abs() <= real * 4e-7, "{x}: {ours} {real}");
        }
    }

    #[test]
    fn of_equal_scores_the_first_is_the_greatest() {
        assert_eq!((greatest(&[1.0, 3.0, 3.0]), greatest(&[]), greatest(&[f32::NAN, -1.0])), (1, 0, 1));
        let many: Vec<f32> = (0..30).map(|at| (at * 7 % 23) as f32).collect();
        assert_eq!(greatest(&many), 13); // 13 * 7 = 91 = 3 * 23 + 22
    }
}
