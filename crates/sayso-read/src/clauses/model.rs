//! Weights of the parser.

use super::relation::Relation;
use super::tree;
use crate::nets::{self, Encoder, Matrix, NullaryFnOnce, quantise};
use crate::tables::{Bytes, header};

/// The weights.
///
/// Each word is put through one matrix four ways: as a dependent that looks for its head, as a head that is looked for,
/// and as both for the naming of the relation (deep biaffine attention, Dozat and Manning 2017; the naming is a sum, not a
/// product). The root has learnt rows of its own.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub(super) encoder: Encoder,
    /// Widths: of the views for heads, of those for names of relations.
    widths: (usize, usize),
    views: Matrix,
    mix: Matrix,
    root: Vec<f32>,
    naming_root: Vec<f32>,
    naming: Matrix,
}

/// First line of the file.
pub const HEADER: &str = "sayso clauses model, format 1";

/// Buffers of the parser.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    whole: Vec<i16>,
    views: Vec<f32>,
    part: Vec<f32>,
    asks: Vec<f32>,
    turned: Vec<f32>,
    scores: Vec<f32>,
    names: Vec<f32>,
}

impl Model {
    /// Opens a model; the error says what the bytes are instead.
    ///
    /// ```text
    /// head, empty line; widths u32 u32; encoder; views, mix; root rows f32; naming
    /// ```
    pub fn open(file: &[u8]) -> Result<Model, String> {
        let (_, mut bytes) = header(file, HEADER, "clauses")?;
        Model::read(&mut bytes)
            .ok_or_else(|| "the model for clauses is cut or damaged; run `cargo train clauses`".to_owned())
    }

    fn read(bytes: &mut Bytes) -> Option<Model> {
        let (arcs, names) = (bytes.count()?, bytes.count()?);
        let model = Model {
            widths: (arcs, names),
            encoder: Encoder::read(bytes)?,
            views: Matrix::read(bytes)?,
            mix: Matrix::read(bytes)?,
            root: bytes.singles(arcs)?,
            naming_root: bytes.singles(names)?,
            naming: Matrix::read(bytes)?,
        };
        let shapes = [
            (&model.views, model.encoder.width(), 2 * (arcs + names)),
            (&model.mix, arcs, arcs),
            (&model.naming, names, Relation::ALL.len()),
        ];
        shapes.iter().all(|(matrix, from, to)| (matrix.inputs(), matrix.outputs()) == (*from, *to)).then_some(model)
    }

    /// The heads (0: the root, else places from 1) and relations of a sentence whose activations are `layer`.
    pub(super) fn parse(&self, layer: &[f32], buffers: &mut Buffers) -> (Vec<usize>, Vec<Relation>) {
        let count = layer.len() / self.encoder.width();
        let (arcs, names) = self.widths;
        let wide = 2 * (arcs + names);
        let Buffers { whole, views, part, asks, turned, scores, names: named } = buffers;
        whole.clear();
        quantise(layer, whole);
        self.views.apply(whole, views);
        // Asking: the dependent's view, cut at nothing, through the mixing matrix.
        whole.clear();
        for row in views.chunks_exact(wide) {
            part.clear();
            part.extend(row[..arcs].iter().map(|cell| cell.max(0.0)));
            quantise(part, whole);
        }
        self.mix.apply(whole, asks);
        // Answering: the heads' views, column by column, the root first.
        let heads = count + 1;
        turned.clear();
        turned.resize(arcs * heads, 0.0);
        for (cell, &root) in self.root.iter().enumerate() {
            turned[cell * heads] = root;
            for (word, row) in views.chunks_exact(wide).enumerate() {
                turned[cell * heads + word + 1] = row[arcs + cell].max(0.0);
            }
        }
        scores.clear();
        scores.resize(count * heads, 0.0);
        nets::widely(Scores { arcs, heads, asks, turned, scores });
        let tree = tree::heads(scores, count);
        // Naming: the sum of both views, cut at nothing.
        whole.clear();
        for (row, &head) in views.chunks_exact(wide).zip(&tree) {
            let other = match head.checked_sub(1) {
                Some(head) => &views[head * wide + 2 * arcs + names..(head + 1) * wide],
                None => &self.naming_root[..],
            };
            part.clear();
            part.extend(row[2 * arcs..2 * arcs + names].iter().zip(other).map(|(a, b)| (a + b).max(0.0)));
            quantise(part, whole);
        }
        self.naming.apply(whole, named);
        let root = Relation::Root as usize;
        let relations = named.chunks_exact_mut(Relation::ALL.len()).zip(&tree).map(|(row, &head)| {
            row[root] = if head == 0 { f32::INFINITY } else { f32::NEG_INFINITY };
            Relation::ALL[nets::greatest(row)]
        });
        let relations = relations.collect();
        (tree, relations)
    }
}

/// How well each word, and the root, would do as the head of each: products of what is asked and what is answered.
struct Scores<'a> {
    arcs: usize,
    heads: usize,
    asks: &'a [f32],
    turned: &'a [f32],
    scores: &'a mut [f32],
}

impl NullaryFnOnce for Scores<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        for (scores, ask) in self.scores.chunks_exact_mut(self.heads).zip(self.asks.chunks_exact(self.arcs)) {
            for (&ask, answers) in ask.iter().zip(self.turned.chunks_exact(self.heads)) {
                scores.iter_mut().zip(answers).for_each(|(score, answer)| *score += ask * answer);
            }
        }
    }
}
