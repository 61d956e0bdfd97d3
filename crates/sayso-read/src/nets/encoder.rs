//! From looks to what stands around: the lower layers of a net.

use super::{Matrix, NullaryFnOnce, Recurrent, quantise, widely};
use crate::looks::{Vectors, Word, Words};
use crate::span::Run;
use crate::tables::{Bytes, Keys, mix};

/// A sentence of more tokens is looked at in pieces of so many: no writer's sentence is longer.
pub const MOST_AT_ONCE: usize = 256;

/// Distinct forms are put through the first layer once for about so many tokens.
const PAGE: usize = 1024;
/// Bytes of a row's scale.
const SCALE: usize = 4;
/// Tokens that go through the layers together: their activations stay in the processor's cache.
const STRETCH: usize = 64;

/// The lower layers: a table of rows for looks, a matrix for vectors, recurrent layers.
#[derive(Debug, Clone, Default)]
pub struct Encoder {
    /// Which looks have rows. The first rows, one a kind, stand for looks that have none.
    keys: Keys,
    kinds: usize,
    /// For each row its scale, in the bytes of a single-precision number, and its cells: together, to be fetched together.
    rows: Vec<i8>,
    vector: Matrix,
    layers: Vec<Recurrent>,
}

/// What the layers are run on: buffers that are used again.
#[derive(Default)]
struct Buffers {
    /// The distinct forms of the page: their sums, and the first layer's products of them.
    sums: Vec<f32>,
    products: Vec<f32>,
    /// For each form of the text its place among those of the page, plus the page's number; for each token its form's place.
    stamps: Vec<(u32, u32)>,
    places: Vec<u32>,
    whole: Vec<i16>,
    layer: Vec<f32>,
    next: Vec<f32>,
}

impl Encoder {
    /// From the front of a model's bytes.
    ///
    /// ```text
    /// kinds u32, width u32, layers u32; keys; scales f32 a row; rows i8 (the kinds' unknown ones first); matrix; layers
    /// ```
    pub fn read(bytes: &mut Bytes) -> Option<Encoder> {
        let (kinds, width, layers) = (bytes.count()?, bytes.count()?, bytes.count()?);
        let keys = Keys::read(bytes)?;
        let count = keys.len().checked_add(kinds)?;
        let scales = bytes.take(count.checked_mul(SCALE)?)?.as_chunks::<SCALE>().0;
        let cells = bytes.take(count.checked_mul(width)?)?;
        let rows =
            scales.iter().zip(cells.chunks_exact(width.max(1))).flat_map(|(scale, cells)| scale.iter().chain(cells));
        let rows = rows.map(|&byte| byte as i8).collect();
        let vector = Matrix::read(bytes)?;
        let layers = (0..layers).map(|_| Recurrent::read(bytes)).collect::<Option<Vec<_>>>()?;
        let fits = vector.outputs() == width && !layers.is_empty() && layers.iter().all(|layer| layer.width() == width);
        fits.then_some(Encoder { keys, kinds, rows, vector, layers })
    }

    /// The bytes that [`Encoder::read`] takes. `rows`: the kinds' unknown ones first, then one for each of `hashes`;
    /// `rest`: the matrix for vectors and the layers, laid out.
    pub fn lay(kinds: usize, width: usize, layers: usize, hashes: &[u64], rows: &[f32], rest: &[u8]) -> Vec<u8> {
        let mut bytes = [kinds as u32, width as u32, layers as u32].map(u32::to_le_bytes).concat();
        let (keys, order) = Keys::lay(hashes);
        bytes.extend(keys);
        let order: Vec<usize> = (0..kinds).chain(order.iter().map(|at| kinds + at)).collect();
        let row = |at: usize| &rows[at * width..(at + 1) * width];
        let scale = |at: usize| row(at).iter().fold(1e-9, |most: f32, cell| most.max(cell.abs())) / 127.0;
        order.iter().for_each(|&at| bytes.extend(scale(at).to_le_bytes()));
        order.iter().for_each(|&at| bytes.extend(row(at).iter().map(|cell| (cell / scale(at)).round() as i8 as u8)));
        bytes.extend(rest);
        bytes
    }

    /// Cells a token of what comes out; 0 where nothing was learnt.
    pub fn width(&self) -> usize {
        self.layers.first().map_or(0, Recurrent::width)
    }

    /// Runs over the sentences of a text. `looks` gives the hashes of a form's looks, one a kind. `each` is handed a
    /// sentence (or a piece of a very long one) and its activations, one row a token, in order.
    pub fn run<const KINDS: usize>(
        &self,
        words: &Words,
        vectors: &Vectors,
        sentences: &[Run],
        looks: impl Fn(&Word) -> [u64; KINDS],
        mut each: impl FnMut(Run, &[f32]),
    ) {
        let width = self.width();
        if width == 0 || KINDS != self.kinds || vectors.width() != self.vector.inputs() {
            return;
        }
        let mut buffers = Buffers { stamps: vec![(0, 0); words.forms.len()], ..Buffers::default() };
        let pieces: Vec<Run> = sentences.iter().flat_map(|&sentence| pieces(sentence)).collect();
        let mut page = 0;
        for (number, page_size) in groups(&pieces, PAGE).into_iter().enumerate() {
            let these = &pieces[page..page + page_size];
            page += page_size;
            self.first(&mut buffers, words, vectors, these, number as u32 + 1, &looks);
            buffers.whole.clear();
            quantise(&buffers.sums, &mut buffers.whole);
            self.layers[0].products(&buffers.whole, &mut buffers.products);
            let mut at = 0;
            for stretch_size in groups(these, STRETCH) {
                let stretch = &these[at..at + stretch_size];
                at += stretch_size;
                self.upper(&mut buffers, words, stretch);
                let mut row = 0;
                for &piece in stretch {
                    each(piece, &buffers.layer[row * width..(row + piece.len()) * width]);
                    row += piece.len();
                }
            }
        }
    }

    /// Sums of the distinct forms of some sentences.
    fn first<const KINDS: usize>(
        &self,
        buffers: &mut Buffers,
        words: &Words,
        vectors: &Vectors,
        pieces: &[Run],
        page: u32,
        looks: &impl Fn(&Word) -> [u64; KINDS],
    ) {
        let mut forms: Vec<u32> = Vec::new();
        for piece in pieces {
            for &form in words.of.get(piece.range()).unwrap_or_default() {
                let stamp = &mut buffers.stamps[form as usize];
                if stamp.0 != page {
                    *stamp = (page, forms.len() as u32);
                    forms.push(form);
                }
            }
        }
        let mut vector = vec![0f32; vectors.width()];
        let mut rows: Vec<usize> = Vec::with_capacity(forms.len() * KINDS);
        buffers.whole.clear();
        for word in forms.iter().map(|&form| &words.forms[form as usize]) {
            vectors.write(word.vector, &mut vector);
            quantise(&vector, &mut buffers.whole);
            rows.extend(looks(word).into_iter().enumerate().map(|(kind, look)| self.row(kind, look)));
        }
        self.vector.apply(&buffers.whole, &mut buffers.sums);
        widely(Sums { encoder: self, rows: &rows, each: KINDS, sums: &mut buffers.sums });
    }

    /// The row of a look.
    #[inline]
    fn row(&self, kind: usize, look: u64) -> usize {
        self.keys.find(mix(look, kind as u64 + 1)).map_or(kind, |row| row + self.kinds)
    }

    /// As [`Encoder::run`], but over windows that may overlap, with looks besides that depend on where a token stands: `more`
    /// gives those of a token in a window (by its number). A window of more than [`MOST_AT_ONCE`] tokens is looked at in pieces.
    /// A window's activations may come in several pieces, in order; `each` is told the window's number.
    pub fn run_windows<const KINDS: usize, const MORE: usize>(
        &self,
        words: &Words,
        vectors: &Vectors,
        windows: &[Run],
        looks: impl Fn(&Word) -> [u64; KINDS],
        more: impl Fn(usize, usize) -> [u64; MORE],
        mut each: impl FnMut(usize, Run, &[f32]),
    ) {
        let width = self.width();
        if width == 0 || KINDS + MORE != self.kinds || vectors.width() != self.vector.inputs() {
            return;
        }
        let mut buffers = Buffers { stamps: vec![(0, 0); words.forms.len()], ..Buffers::default() };
        let owners = windows.iter().enumerate();
        let (owners, pieces): (Vec<usize>, Vec<Run>) =
            owners.flat_map(|(owner, &window)| pieces(window).map(move |piece| (owner, piece))).unzip();
        let (mut rows, mut sums) = (Vec::new(), Vec::new());
        let mut page = 0;
        for (number, page_size) in groups(&pieces, PAGE).into_iter().enumerate() {
            let these = page..page + page_size;
            page += page_size;
            self.first(&mut buffers, words, vectors, &pieces[these.clone()], number as u32 + 1, &looks);
            let mut at = these.start;
            for stretch_size in groups(&pieces[these], STRETCH) {
                let stretch = at..at + stretch_size;
                at += stretch_size;
                rows.clear();
                sums.clear();
                for (&owner, piece) in owners[stretch.clone()].iter().zip(&pieces[stretch.clone()]) {
                    for token in piece.range() {
                        let place = buffers.stamps[words.of[token] as usize].1 as usize;
                        sums.extend_from_slice(&buffers.sums[place * width..(place + 1) * width]);
                        let more = more(owner, token).into_iter().enumerate();
                        rows.extend(more.map(|(kind, look)| self.row(KINDS + kind, look)));
                    }
                }
                widely(Sums { encoder: self, rows: &rows, each: MORE, sums: &mut sums });
                buffers.whole.clear();
                quantise(&sums, &mut buffers.whole);
                self.layers[0].products(&buffers.whole, &mut buffers.products);
                let ends = ends(&pieces[stretch.clone()]);
                self.layers[0].run(&sums, &buffers.products, |token| token, &ends, &mut buffers.layer);
                self.above(&mut buffers, &ends);
                let mut row = 0;
                for (&owner, &piece) in owners[stretch.clone()].iter().zip(&pieces[stretch]) {
                    each(owner, piece, &buffers.layer[row * width..(row + piece.len()) * width]);
                    row += piece.len();
                }
            }
        }
    }

    /// All layers over some sentences; leaves their activations in `buffers.layer`.
    fn upper(&self, buffers: &mut Buffers, words: &Words, pieces: &[Run]) {
        let Buffers { sums, products, stamps, places, layer, .. } = buffers;
        let ends = ends(pieces);
        places.clear();
        for piece in pieces {
            places.extend(words.of[piece.range()].iter().map(|&form| stamps[form as usize].1));
        }
        self.layers[0].run(sums, products, |token| places[token] as usize, &ends, layer);
        self.above(buffers, &ends);
    }

    /// The layers above the first.
    fn above(&self, buffers: &mut Buffers, ends: &[usize]) {
        let Buffers { whole, layer, next, .. } = buffers;
        let mut upper = Vec::new();
        for recurrent in &self.layers[1..] {
            whole.clear();
            quantise(layer, whole);
            recurrent.products(whole, &mut upper);
            recurrent.run(layer, &upper, |token| token, ends, next);
            std::mem::swap(layer, next);
        }
    }
}

/// Adds to each sum the rows of its looks.
struct Sums<'a> {
    encoder: &'a Encoder,
    rows: &'a [usize],
    /// Looks a form.
    each: usize,
    sums: &'a mut [f32],
}

impl NullaryFnOnce for Sums<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Encoder { rows, .. } = self.encoder;
        let width = self.encoder.width();
        for (sum, looks) in self.sums.chunks_exact_mut(width).zip(self.rows.chunks_exact(self.each)) {
            for &row in looks {
                let row = &rows[row * (width + SCALE)..(row + 1) * (width + SCALE)];
                let Some((scale, cells)) = row.split_first_chunk::<SCALE>() else { continue };
                let scale = f32::from_le_bytes(scale.map(|byte| byte as u8));
                sum.iter_mut().zip(cells).for_each(|(sum, &cell)| *sum += f32::from(cell) * scale);
            }
        }
    }
}

/// Where each of some pieces ends, laid one after another.
fn ends(pieces: &[Run]) -> Vec<usize> {
    let ends = pieces.iter().scan(0, |end, piece| {
        *end += piece.len();
        Some(*end)
    });
    ends.collect()
}

/// How many sentences each group has: as many as fit into `most` tokens, at least one.
fn groups(pieces: &[Run], most: usize) -> Vec<usize> {
    let (mut groups, mut count, mut tokens) = (Vec::new(), 0, 0);
    for piece in pieces {
        if count > 0 && tokens + piece.len() > most {
            groups.push(count);
            (count, tokens) = (0, 0);
        }
        count += 1;
        tokens += piece.len();
    }
    if count > 0 {
        groups.push(count);
    }
    groups
}

/// A sentence in pieces of at most [`MOST_AT_ONCE`] tokens.
fn pieces(sentence: Run) -> impl Iterator<Item = Run> {
    let range = sentence.range();
    range.clone().step_by(MOST_AT_ONCE).map(move |start| Run::new(start, (start + MOST_AT_ONCE).min(range.end)))
}
