//! The best sequence of labels (Viterbi 1967) where a name must begin, go on and end.

use super::NameKind;

/// Labels: 0 outside; for each kind four: first, inside, last, only token of a name.
pub const LABELS: usize = 1 + 4 * NameKind::ALL.len();

/// The label of a place in a name of `length` tokens.
pub fn label(kind: usize, place: usize, length: usize) -> usize {
    let part = match place {
        _ if length == 1 => 3,
        0 => 0,
        _ if place + 1 == length => 2,
        _ => 1,
    };
    1 + 4 * kind + part
}

/// The names of the best path: (first token, one past the last, kind). `scores` holds [`LABELS`] a token.
pub fn best(scores: &[f32]) -> Vec<(usize, usize, usize)> {
    let count = scores.len() / LABELS;
    // Of each label the best score up to here, and of each token the best label that may end a name there.
    let mut best = [f32::NEG_INFINITY; LABELS];
    let mut closed = vec![(0usize, 0f32); count + 1];
    // Whether a name that goes on or ends here came from an inner token (else from its first).
    let mut inner: Vec<[bool; NameKind::ALL.len()]> = Vec::with_capacity(count);
    for (token, scores) in scores.chunks_exact(LABELS).enumerate() {
        let (_, before) = closed[token];
        let last = best;
        let mut from = [false; NameKind::ALL.len()];
        best[0] = before + scores[0];
        let mut close = (0, best[0]);
        for (kind, from) in from.iter_mut().enumerate() {
            let base = 1 + 4 * kind;
            let (first, inside) = (last[base], last[base + 1]);
            *from = inside > first;
            let open = if token == 0 { f32::NEG_INFINITY } else { first.max(inside) };
            best[base] = before + scores[base];
            best[base + 1] = open + scores[base + 1];
            best[base + 2] = open + scores[base + 2];
            best[base + 3] = before + scores[base + 3];
            for end in [base + 2, base + 3] {
                if best[end] > close.1 {
                    close = (end, best[end]);
                }
            }
        }
        inner.push(from);
        closed[token + 1] = close;
    }
    let mut names = Vec::new();
    let mut end = count;
    while end > 0 {
        let (label, _) = closed[end];
        let mut start = end - 1;
        if label > 0 {
            let kind = (label - 1) / 4;
            if (label - 1) % 4 == 2 {
                // Back over the inner tokens to the first.
                while start > 1 && inner[start][kind] {
                    start -= 1;
                }
                start -= 1;
            }
            names.push((start, end, kind));
        }
        end = start;
    }
    names.reverse();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(labels: &[usize]) -> Vec<f32> {
        labels
            .iter()
            .flat_map(|&wanted| (0..LABELS).map(move |label| if label == wanted { 1.0 } else { 0.0 }))
            .collect()
    }

    #[test]
    fn names_of_one_two_and_four_tokens_come_back() {
        let mut labels = vec![0, label(1, 0, 1), 0];
        labels.extend((0..2).map(|place| label(0, place, 2)));
        labels.extend((0..4).map(|place| label(2, place, 4)));
        assert_eq!(best(&scores(&labels)), [(1, 2, 1), (3, 5, 0), (5, 9, 2)]);
    }

    #[test]
    fn a_name_that_does_not_begin_or_end_is_not_given() {
        let mut broken = scores(&[label(0, 1, 3), 0, label(0, 0, 2)]);
        broken[LABELS..].iter_mut().for_each(|score| *score *= 10.0);
        assert_eq!(best(&broken).iter().filter(|(start, end, _)| end <= start).count(), 0);
        assert_eq!(best(&[]), []);
    }

    #[test]
    fn the_path_is_the_best_of_all_lawful_ones() {
        fn lawful(path: &[usize]) -> bool {
            let mut open = None;
            for &label in path {
                let (kind, part) = (label.wrapping_sub(1) / 4, label.wrapping_sub(1) % 4);
                open = match (open, label) {
                    (None, 0) => None,
                    (None, _) if part == 0 => Some(kind),
                    (None, _) if part == 3 => None,
                    (Some(was), label) if label > 0 && was == kind && part == 1 => Some(kind),
                    (Some(was), label) if label > 0 && was == kind && part == 2 => None,
                    _ => return false,
                };
            }
            open.is_none()
        }
        let mut state = 7u64;
        for _ in 0..50 {
            let scores: Vec<f32> = (0..3 * LABELS)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (state >> 40) as f32 / 1e6
                })
                .collect();
            let value =
                |path: &[usize]| path.iter().enumerate().map(|(at, label)| scores[at * LABELS + label]).sum::<f32>();
            let mut most = f32::NEG_INFINITY;
            for code in 0..LABELS.pow(3) {
                let path = [code % LABELS, code / LABELS % LABELS, code / LABELS / LABELS];
                if lawful(&path) {
                    most = most.max(value(&path));
                }
            }
            let mut path = [0; 3];
            for (start, end, kind) in best(&scores) {
                (start..end).for_each(|at| path[at] = label(kind, at - start, end - start));
            }
            assert!(lawful(&path) && (value(&path) - most).abs() < 1e-3, "{path:?}");
        }
    }
}
