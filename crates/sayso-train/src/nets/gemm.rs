//! Products of matrices, the same to the bit on every machine.
//!
//! Each cell is summed in the order of `k`, with a product and a sum each rounded: wider registers do more cells at once,
//! never another order. (So no fused multiply-add.)

use sayso_read::nets::{NullaryFnOnce, widely};

/// `c += a · b`: `a` is m by k, `b` k by n, `c` m by n, all row by row.
pub(crate) fn gemm(m: usize, k: usize, n: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    assert!(a.len() == m * k && b.len() == k * n && c.len() == m * n);
    widely(Product { size: (m, k, n), a, b, c });
}

struct Product<'a> {
    size: (usize, usize, usize),
    a: &'a [f32],
    b: &'a [f32],
    c: &'a mut [f32],
}

impl NullaryFnOnce for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let (m, k, n) = self.size;
        product(m, k, n, self.a, self.b, self.c);
    }
}

/// `out[n][m] = a[m][n]`.
pub(crate) fn transpose(m: usize, n: usize, a: &[f32], out: &mut Vec<f32>) {
    out.clear();
    out.resize(m * n, 0.0);
    for (row, cells) in a.chunks_exact(n).enumerate() {
        for (column, &cell) in cells.iter().enumerate() {
            out[column * m + row] = cell;
        }
    }
}

const ROWS: usize = 4;
const COLUMNS: usize = 32;

#[inline(always)]
fn product(m: usize, k: usize, n: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    let mut column = 0;
    while column < n {
        let width = COLUMNS.min(n - column);
        let mut row = 0;
        while row < m {
            let height = ROWS.min(m - row);
            if width == COLUMNS && height == ROWS {
                let mut sums = [[0f32; COLUMNS]; ROWS];
                let rows: [&[f32]; ROWS] = std::array::from_fn(|i| &a[(row + i) * k..(row + i + 1) * k]);
                for at in 0..k {
                    let Some((line, _)) = b[at * n + column..].split_first_chunk::<COLUMNS>() else { return };
                    for (sums, row) in sums.iter_mut().zip(rows) {
                        let factor = row[at];
                        for (sum, &cell) in sums.iter_mut().zip(line) {
                            *sum += factor * cell;
                        }
                    }
                }
                for (i, sums) in sums.iter().enumerate() {
                    let start = (row + i) * n + column;
                    c[start..start + COLUMNS].iter_mut().zip(sums).for_each(|(cell, sum)| *cell += sum);
                }
            } else {
                for i in row..row + height {
                    let mut sums = [0f32; COLUMNS];
                    for at in 0..k {
                        let factor = a[i * k + at];
                        let line = &b[at * n + column..at * n + column + width];
                        for (sum, &cell) in sums.iter_mut().zip(line) {
                            *sum += factor * cell;
                        }
                    }
                    let start = i * n + column;
                    c[start..start + width].iter_mut().zip(&sums).for_each(|(cell, sum)| *cell += sum);
                }
            }
            row += height;
        }
        column += width;
    }
}
