//! The lower layers of a net while it learns: looks of words summed, then recurrent layers both ways.

use std::collections::{BTreeMap, HashMap};

use sayso_read::looks::{Vectors, Word, Words};
use sayso_read::nets::{self, Matrix, Recurrent};
use sayso_read::span::Run;
use sayso_read::tables::mix;
use sayso_read::text::Text;

use super::layers::{Dense, Mask, Sru, SruTrace};
use super::{Dice, Grads, Weights};

/// A look must be seen so often in training to have a row of its own.
const LEAST: usize = 2;

/// A sentence as the encoder sees it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Inputs {
    /// Rows of the table for each token, in kinds' order.
    rows: Vec<u32>,
    /// [`sayso_read::looks::Word::vector`] of each token.
    vectors: Vec<u32>,
}

impl Inputs {
    pub(crate) fn tokens(&self) -> usize {
        self.vectors.len()
    }
}

/// Which looks have rows: the first rows, one a kind, stand for looks that have none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    kinds: usize,
    rows: BTreeMap<u64, u32>,
    /// The kind of each look, in the order of the rows.
    of: Vec<u8>,
}

/// The looks that `SAYSO_WITHOUT` leaves out, to see what they are worth: `word`, `endings`, `beginnings`, `shape`,
/// `form`, `corpus` (for `vectors` see [`crate::vectors`]). All nets number their looks in this order.
fn is_left_out(kind: usize) -> bool {
    let group = ["word", "endings", "endings", "endings", "endings", "beginnings", "beginnings", "beginnings", "shape"];
    let group = group.iter().chain(&["form", "corpus"]).nth(kind);
    std::env::var("SAYSO_WITHOUT")
        .is_ok_and(|without| group.is_some_and(|group| without.split(',').any(|out| out == *group)))
}

impl Vocabulary {
    /// Of the looks of all tokens.
    fn of<const KINDS: usize>(tokens: impl Iterator<Item = [u64; KINDS]>) -> Vocabulary {
        let kept: [bool; KINDS] = std::array::from_fn(|kind| !is_left_out(kind));
        let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
        for token in tokens {
            for (kind, look) in token.into_iter().enumerate().filter(|(kind, _)| kept[*kind]) {
                *counts.entry(mix(look, kind as u64 + 1)).or_default() += 1;
            }
        }
        counts.retain(|_, count| *count >= LEAST);
        let rows = counts.into_keys().enumerate().map(|(row, hash)| (hash, (KINDS + row) as u32)).collect();
        Vocabulary { kinds: KINDS, rows, of: Vec::new() }
    }

    /// Of the looks of all tokens, `kinds` each, that are seen `least` times.
    pub(crate) fn counted(kinds: usize, least: usize, tokens: impl Iterator<Item = Vec<u64>>) -> Vocabulary {
        let mut counts: HashMap<u64, (u8, usize)> = HashMap::new();
        for token in tokens {
            for (kind, look) in token.into_iter().enumerate() {
                counts.entry(mix(look, kind as u64 + 1)).or_insert((kind as u8, 0)).1 += 1;
            }
        }
        let kept: BTreeMap<u64, u8> = counts
            .into_iter()
            .filter(|(_, (_, count))| *count >= least)
            .map(|(hash, (kind, _))| (hash, kind))
            .collect();
        let rows = kept.keys().enumerate().map(|(row, &hash)| (hash, (kinds + row) as u32)).collect();
        Vocabulary { kinds, rows, of: kept.into_values().collect() }
    }

    pub(crate) fn len(&self) -> usize {
        self.kinds + self.rows.len()
    }

    /// A sentence or a window: for each token its looks and its vector.
    pub(crate) fn inputs<L: IntoIterator<Item = u64>>(&self, tokens: impl Iterator<Item = (L, u32)>) -> Inputs {
        let mut inputs = Inputs::default();
        for (looks, vector) in tokens {
            inputs.vectors.push(vector);
            let row = |(kind, look)| self.rows.get(&mix(look, kind as u64 + 1)).copied().unwrap_or(kind as u32);
            inputs.rows.extend(looks.into_iter().enumerate().map(row));
        }
        inputs
    }
}

/// The vocabulary of a text that is learnt from, and its sentences as the encoder sees them. `looks` is told a sentence's
/// number and a form.
pub(crate) fn prepare<const KINDS: usize>(
    text: &Text,
    words: &Words,
    looks: impl Fn(usize, &Word) -> [u64; KINDS],
) -> (Vocabulary, Vec<Inputs>) {
    let token = |sentence: usize, form: u32| {
        let word = &words.forms[form as usize];
        (looks(sentence, word), word.vector)
    };
    let runs = || text.sentences.iter().enumerate();
    let all = runs().flat_map(|(number, run)| words.of[run.range()].iter().map(move |&form| (number, form)));
    let vocabulary = Vocabulary::of(all.map(|(number, form)| token(number, form).0));
    let sentence =
        |(number, run): (usize, &Run)| vocabulary.inputs(words.of[run.range()].iter().map(|&form| token(number, form)));
    let inputs = runs().map(sentence).collect();
    (vocabulary, inputs)
}

/// How an encoder is made and how it is hindered while it learns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) width: usize,
    pub(crate) layers: usize,
    /// Share of looks and of vectors that are hidden, each for itself.
    pub(crate) hide: f32,
    /// Share of activations that are dropped.
    pub(crate) drop: f32,
}

#[derive(Debug, Clone)]
pub(crate) struct Encoder {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) shape: Shape,
    vector: Dense,
    layers: Vec<Sru>,
}

pub(crate) struct Trace {
    rows: Vec<u32>,
    vectors: Vec<f32>,
    mask: Vec<f32>,
    layers: Vec<SruTrace>,
}

impl Trace {
    /// The activations after a layer, with some dropped, and which.
    pub(crate) fn layer(&self, layer: usize, ends: &[usize], encoder: &Encoder, dice: &mut Dice) -> (Vec<f32>, Mask) {
        let mut cells = self.layers[layer].out.clone();
        let mask = Mask::draw(ends, encoder.shape.width, encoder.shape.drop, dice);
        mask.apply(&mut cells, ends);
        (cells, mask)
    }
}

impl Encoder {
    /// A fresh one, and the weights that hold it.
    pub(crate) fn new(vocabulary: Vocabulary, vectors: &Vectors, shape: Shape, dice: &mut Dice) -> (Encoder, Weights) {
        let mut weights = Weights::with_table(vocabulary.len(), shape.width, dice);
        let vector = Dense::new(&mut weights, vectors.width(), shape.width, dice);
        let layers = (0..shape.layers).map(|_| Sru::new(&mut weights, shape.width, dice)).collect();
        (Encoder { vocabulary, shape, vector, layers }, weights)
    }

    pub(crate) fn forward(
        &self,
        weights: &Weights,
        vectors: &Vectors,
        inputs: &[&Inputs],
        ends: &[usize],
        dice: &mut Dice,
    ) -> Trace {
        let Shape { width, hide, drop, .. } = self.shape;
        let kinds = self.vocabulary.kinds;
        let mut rows: Vec<u32> = inputs.iter().flat_map(|inputs| inputs.rows.iter().copied()).collect();
        for (at, row) in rows.iter_mut().enumerate() {
            if dice.unit() < hide {
                *row = (at % kinds) as u32;
            }
        }
        let all = inputs.iter().flat_map(|inputs| inputs.vectors.iter().copied());
        let mut looked = vec![0.0; ends.last().copied().unwrap_or(0) * vectors.width()];
        for (cells, vector) in looked.chunks_exact_mut(vectors.width().max(1)).zip(all) {
            if dice.unit() >= hide {
                vectors.write(vector, cells);
            }
        }
        let mut x = self.vector.forward(weights, &looked);
        for (cells, rows) in x.chunks_exact_mut(width).zip(rows.chunks_exact(kinds)) {
            for &row in rows {
                cells.iter_mut().zip(weights.row(row)).for_each(|(sum, cell)| *sum += cell);
            }
        }
        let keep = 1.0 / (1.0 - drop);
        let mask: Vec<f32> = x.iter().map(|_| if dice.unit() < drop { 0.0 } else { keep }).collect();
        x.iter_mut().zip(&mask).for_each(|(cell, keep)| *cell *= keep);
        let mut layers: Vec<SruTrace> = Vec::new();
        for (index, layer) in self.layers.iter().enumerate() {
            // The first layer's input has been thinned out already.
            let trace = layer.forward(weights, x, ends, if index == 0 { 0.0 } else { drop }, dice);
            x = trace.out.clone();
            layers.push(trace);
        }
        Trace { rows, vectors: looked, mask, layers }
    }

    /// `out`: the derivatives after each layer that something hangs on, the last layer's first.
    pub(crate) fn backward(
        &self,
        weights: &Weights,
        grads: &mut Grads,
        trace: &Trace,
        ends: &[usize],
        out: &[(usize, Vec<f32>)],
    ) {
        let mut back = Vec::new();
        for (index, (layer, trace)) in self.layers.iter().zip(&trace.layers).enumerate().rev() {
            for (_, extra) in out.iter().filter(|(at, _)| *at == index) {
                if back.is_empty() {
                    back.clone_from(extra);
                } else {
                    back.iter_mut().zip(extra).for_each(|(sum, cell)| *sum += cell);
                }
            }
            back = layer.backward(weights, grads, trace, ends, &back);
        }
        back.iter_mut().zip(&trace.mask).for_each(|(cell, keep)| *cell *= keep);
        for (cells, rows) in back.chunks_exact(self.shape.width).zip(trace.rows.chunks_exact(self.vocabulary.kinds)) {
            for &row in rows {
                grads.row(row).iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell);
            }
        }
        self.vector.backward(weights, grads, &trace.vectors, &back);
    }

    /// The same without the share of looks whose rows say least that is not said by their kind's row for unknown ones, which
    /// stands in for them. For vocabularies that know the kinds of their looks.
    pub(crate) fn lay_without(&self, share: f64, weights: &Weights) -> Vec<u8> {
        let Vocabulary { kinds, rows, of } = &self.vocabulary;
        let says = |(kind, row): (&u8, &u32)| {
            let cells = weights.row(*row).iter().zip(weights.row(u32::from(*kind)));
            cells.map(|(own, unknown)| (own - unknown).powi(2)).sum::<f32>()
        };
        let worth: Vec<f32> = of.iter().zip(rows.values()).map(says).collect();
        let mut order = worth.clone();
        order.sort_by(f32::total_cmp);
        let dropped = (order.len() as f64 * share) as usize;
        let most = dropped.checked_sub(1).and_then(|last| order.get(last)).copied().unwrap_or(-1.0);
        let kept = rows.iter().zip(worth).filter(|(_, worth)| *worth > most).map(|((hash, row), _)| (*hash, *row));
        let mut small = Encoder { vocabulary: Vocabulary { kinds: *kinds, ..Vocabulary::default() }, ..self.clone() };
        let mut table = weights.table[..kinds * weights.width].to_vec();
        for (hash, row) in kept {
            small.vocabulary.rows.insert(hash, row);
            table.extend_from_slice(weights.row(row));
        }
        small.lay(&Weights { dense: weights.dense.clone(), table, width: weights.width })
    }

    /// The bytes that [`sayso_read::nets::Encoder::read`] takes.
    pub(crate) fn lay(&self, weights: &Weights) -> Vec<u8> {
        let mut rest = self.vector.lay(weights);
        for layer in &self.layers {
            rest.extend(Recurrent::lay(layer.width, weights.get(layer.weight), weights.get(layer.gates)));
        }
        let hashes: Vec<u64> = self.vocabulary.rows.keys().copied().collect();
        nets::Encoder::lay(self.vocabulary.kinds, self.shape.width, self.layers.len(), &hashes, &weights.table, &rest)
    }
}

impl Dense {
    /// The bytes that [`Matrix::read`] takes.
    pub(crate) fn lay(&self, weights: &Weights) -> Vec<u8> {
        Matrix::lay(self.weight.rows, self.weight.cols, weights.get(self.weight), weights.get(self.bias))
    }
}

#[cfg(test)]
mod tests {
    use sayso_read::looks;
    use sayso_read::tables::Bytes;
    use sayso_read::tags::features;

    use super::*;

    /// Vectors of four numbers for a few words.
    fn vectors() -> Vectors {
        let books: Vec<i8> = (0..256 * 4).map(|cell| (cell * 7 % 60) as i8 - 30).collect();
        Vectors::open(&Vectors::lay("a few words", &books, &[("the", &[3]), ("dam", &[77]), ("burst", &[200])]))
            .expect("vectors")
    }

    #[test]
    fn reading_computes_what_training_learnt_but_for_rounding() {
        let text = Text::plain("The dam burst. Water took the old mill, the mill race and the dam keeper's house.");
        let vectors = vectors();
        let words = looks::of(&text, &vectors);
        let (vocabulary, inputs) = prepare(&text, &words, |_, word| features::of(word));
        for width in [64, 96, 128, 160, 20] {
            let dice = &mut Dice(5);
            let shape = Shape { width, layers: 2, hide: 0.0, drop: 0.0 };
            let (encoder, mut weights) = Encoder::new(vocabulary.clone(), &vectors, shape, dice);
            weights.dense.iter_mut().for_each(|cell| *cell += (dice.unit() - 0.5) * 0.1);
            weights.table.iter_mut().for_each(|cell| *cell *= 5.0);
            let (batch, ends) = super::super::ends(&inputs, &[0, 1]);
            let wanted = encoder.forward(&weights, &vectors, &batch, &ends, dice).layers[1].out.clone();
            let reading = nets::Encoder::read(&mut Bytes(&encoder.lay(&weights))).expect("an encoder");
            let mut got = Vec::new();
            reading.run(&words, &vectors, &text.sentences, features::of, |_, layer| got.extend_from_slice(layer));
            assert_eq!(got.len(), wanted.len());
            let largest = wanted.iter().fold(0f32, |most, cell| most.max(cell.abs()));
            for (got, wanted) in got.iter().zip(&wanted) {
                assert!((got - wanted).abs() < largest * 0.05, "width {width}: {got} {wanted}");
            }
        }
    }

    #[test]
    fn looks_that_say_nothing_are_left_out_and_nothing_changes() {
        let text = Text::plain("The dam burst. Water took the old mill, the mill race and the dam keeper's house.");
        let vectors = vectors();
        let words = looks::of(&text, &vectors);
        let tokens = || words.of.iter().map(|&form| features::of(&words.forms[form as usize]).to_vec());
        let vocabulary = Vocabulary::counted(features::COUNT, 1, tokens());
        let dice = &mut Dice(5);
        let (encoder, mut weights) =
            Encoder::new(vocabulary, &vectors, Shape { width: 8, layers: 1, hide: 0.0, drop: 0.0 }, dice);
        // Every other look says what its kind says of unknown ones.
        for (place, &kind) in encoder.vocabulary.of.iter().enumerate().step_by(2) {
            let row = features::COUNT + place;
            weights.table.copy_within(usize::from(kind) * 8..usize::from(kind) * 8 + 8, row * 8);
        }
        let run = |bytes: Vec<u8>| {
            let reading = nets::Encoder::read(&mut Bytes(&bytes)).expect("an encoder");
            let mut got: Vec<f32> = Vec::new();
            reading.run(&words, &vectors, &text.sentences, features::of, |_, layer| got.extend_from_slice(layer));
            (bytes.len(), got)
        };
        let (whole, small) = (run(encoder.lay(&weights)), run(encoder.lay_without(0.5, &weights)));
        assert!(small.0 < whole.0 && !small.1.is_empty());
        assert_eq!(small.1, whole.1);
    }

    #[test]
    fn derivatives_are_those_of_the_forward_pass() {
        let text = Text::plain("The dam burst. Water took the mill.");
        let vectors = vectors();
        let words = looks::of(&text, &vectors);
        let (vocabulary, inputs) = prepare(&text, &words, |_, word| features::of(word));
        let dice = &mut Dice(11);
        let shape = Shape { width: 8, layers: 2, hide: 0.0, drop: 0.0 };
        let (encoder, mut weights) = Encoder::new(vocabulary, &vectors, shape, dice);
        weights.dense.iter_mut().for_each(|cell| *cell += (dice.unit() - 0.5) * 0.2);
        let (batch, ends) = super::super::ends(&inputs, &[0, 1]);
        // A loss that weighs every activation differently.
        let factor = |at: usize| ((at * 37 % 11) as f32 - 5.0) / 10.0;
        let loss = |weights: &Weights| -> f64 {
            let trace = encoder.forward(weights, &vectors, &batch, &ends, &mut Dice(0));
            trace.layers[1].out.iter().enumerate().map(|(at, cell)| f64::from(cell * factor(at))).sum()
        };
        let trace = encoder.forward(&weights, &vectors, &batch, &ends, &mut Dice(0));
        let out = (0..trace.layers[1].out.len()).map(factor).collect();
        let mut grads = Grads::of(&weights);
        encoder.backward(&weights, &mut grads, &trace, &ends, &[(1, out)]);
        let step = 1e-2;
        for at in (0..weights.dense.len()).step_by(7) {
            let mut moved = weights.clone();
            moved.dense[at] += step;
            let up = loss(&moved);
            moved.dense[at] -= 2.0 * step;
            let slope = (up - loss(&moved)) / f64::from(2.0 * step);
            let got = f64::from(grads.dense[at]);
            assert!((slope - got).abs() < 0.02 + 0.03 * slope.abs(), "weight {at}: {slope} {got}");
        }
    }
}
