//! The best tree over a sentence (Chu and Liu 1965, Edmonds 1967), with one root.

/// The heads of the best tree. `scores` holds a row for each of `count` words: how well the root (column 0) and each word
/// (columns from 1) would do as its head. Gives 0 for the root, else the head's place from 1.
///
/// Exactly one word hangs on the root: taking every root's score down by more than all others can make up leaves the
/// trees with fewest roots the best. Quadratic.
pub fn heads(scores: &[f32], count: usize) -> Vec<usize> {
    let wide = count + 1;
    let quick = greedy(scores, count);
    if is_tree(&quick) {
        return quick;
    }
    let penalty = 1e6;
    let mut full = vec![f64::NEG_INFINITY; wide * wide];
    for word in 1..wide {
        for head in (0..wide).filter(|&head| head != word) {
            let score = scores[(word - 1) * wide + head];
            let score = if score.is_nan() { 0.0 } else { f64::from(score.clamp(-1e3, 1e3)) };
            full[word * wide + head] = if head == 0 { score - penalty } else { score };
        }
    }
    edmonds(&full, wide).split_off(1)
}

/// The best head of each word for itself.
fn greedy(scores: &[f32], count: usize) -> Vec<usize> {
    let best = |word: usize| {
        let row = &scores[word * (count + 1)..(word + 1) * (count + 1)];
        let first = (0, f32::NEG_INFINITY);
        let better = |best: (usize, f32), (head, &score): (usize, &f32)| {
            if score > best.1 && head != word + 1 { (head, score) } else { best }
        };
        row.iter().enumerate().fold(first, better).0
    };
    (0..count).map(best).collect()
}

/// Whether every word hangs, over others, on the one root.
fn is_tree(heads: &[usize]) -> bool {
    if heads.iter().filter(|&&head| head == 0).count() != 1 {
        return false;
    }
    // 0: not looked at; else the word whose walk came by.
    let mut seen = vec![0; heads.len() + 1];
    for word in 1..=heads.len() {
        let mut at = word;
        while at != 0 && seen[at] == 0 {
            seen[at] = word;
            at = heads[at - 1];
        }
        if at != 0 && seen[at] == word {
            return false;
        }
    }
    true
}

/// An edge, by node: from a head to a word.
type Edge = (usize, usize);

/// What edges may enter a node, or several that have been drawn together: for each head the best one's score, less what
/// taking it costs within, and the word it comes to.
struct Entries {
    scores: Vec<f64>,
    words: Vec<usize>,
}

/// The best tree from node 0; `scores[word * count + head]`. The head of node 0 is 0.
///
/// A path grows from each node to its best head; where it meets itself, the circle becomes one node, whose entries are the
/// best of its members' (Tarjan 1977, for dense graphs: quadratic). At the end the circles are opened where they are entered.
fn edmonds(scores: &[f64], count: usize) -> Vec<usize> {
    let leaf = |word: usize| Entries { scores: scores[word * count..][..count].to_vec(), words: vec![word; count] };
    let mut entries: Vec<Entries> = (0..count).map(leaf).collect();
    // Of each node, single or drawn together: the edge chosen, the node it was drawn into, where it stands.
    let mut chosen: Vec<Edge> = vec![(0, 0); count];
    let mut drawn_into: Vec<Option<usize>> = vec![None; count];
    let mut place = vec![Place::Unseen; count];
    place[0] = Place::Done;
    // For each single node the outermost one that holds it.
    let mut outer: Vec<usize> = (0..count).collect();
    for word in 1..count {
        if place[outer[word]] == Place::Done {
            continue;
        }
        let mut path = vec![outer[word]];
        place[outer[word]] = Place::OnPath;
        while let Some(&node) = path.last() {
            let Entries { scores, words } = &entries[node];
            let mut best = (0, f64::NEG_INFINITY);
            for (head, &score) in scores.iter().enumerate() {
                if score > best.1 && outer[head] != node {
                    best = (head, score);
                }
            }
            chosen[node] = (best.0, words[best.0]);
            let next = outer[best.0];
            match place[next] {
                Place::Done => {
                    path.drain(..).for_each(|node| place[node] = Place::Done);
                }
                Place::Unseen => {
                    place[next] = Place::OnPath;
                    path.push(next);
                }
                Place::OnPath => {
                    let start = path.iter().position(|&node| node == next).unwrap_or(0);
                    let whole = entries.len();
                    let mut all = Entries { scores: vec![f64::NEG_INFINITY; count], words: vec![0; count] };
                    for member in path.drain(start..) {
                        let own = std::mem::replace(&mut entries[member], Entries { scores: vec![], words: vec![] });
                        let kept = own.scores[chosen[member].0];
                        for head in 0..count {
                            if own.scores[head] - kept > all.scores[head] {
                                all.scores[head] = own.scores[head] - kept;
                                all.words[head] = own.words[head];
                            }
                        }
                        drawn_into[member] = Some(whole);
                        outer.iter_mut().filter(|outer| **outer == member).for_each(|outer| *outer = whole);
                    }
                    entries.push(all);
                    chosen.push((0, 0));
                    drawn_into.push(None);
                    place.push(Place::OnPath);
                    path.push(whole);
                }
            }
        }
    }
    // From the outermost circle in: the member that the edge comes to gives up its own.
    for whole in (count..chosen.len()).rev() {
        let (head, word) = chosen[whole];
        let mut member = word;
        while let Some(holder) = drawn_into[member].filter(|&holder| holder != whole) {
            member = holder;
        }
        chosen[member] = (head, word);
    }
    let mut heads = vec![0; count];
    chosen[1..count].iter().for_each(|&(head, word)| heads[word] = head);
    heads
}

/// Where a node stands while paths grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Unseen,
    OnPath,
    Done,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best single-rooted tree by trying all.
    fn brute(scores: &[f32], count: usize) -> f32 {
        let mut best = f32::NEG_INFINITY;
        for code in 0..(count + 1).pow(count as u32) {
            let heads: Vec<usize> = (0..count).map(|word| code / (count + 1).pow(word as u32) % (count + 1)).collect();
            if is_tree(&heads) {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    fn total(scores: &[f32], heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(word, head)| scores[word * (heads.len() + 1) + head]).sum()
    }

    #[test]
    fn the_tree_is_the_best_of_all_with_one_root() {
        let mut state = 1u64;
        for count in [1, 2, 3, 4, 5, 6].into_iter().cycle().take(240) {
            let scores: Vec<f32> = (0..count * (count + 1))
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (state >> 40) as f32 / 1e6
                })
                .collect();
            let heads = heads(&scores, count);
            assert!(is_tree(&heads), "{heads:?}");
            assert!((total(&scores, &heads) - brute(&scores, count)).abs() < 1e-3, "{scores:?} {heads:?}");
        }
    }

    #[test]
    fn circles_within_circles_are_opened_where_they_are_entered() {
        // Each word likes its neighbour best, in both directions, so that circles of circles form.
        for count in [2, 3, 7, 16, 61, 200] {
            let score = |word: usize, head: usize| match head {
                0 => -50.0,
                head => -((head as f32 - word as f32 - 1.0).abs()) - ((word * 7 + head * 13) % 5) as f32 / 10.0,
            };
            let scores: Vec<f32> =
                (0..count * (count + 1)).map(|at| score(at / (count + 1), at % (count + 1))).collect();
            let heads = heads(&scores, count);
            assert!(is_tree(&heads), "{count}: {heads:?}");
        }
    }

    #[test]
    fn scores_that_are_no_numbers_still_give_a_tree() {
        for cell in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0] {
            let heads = heads(&[cell; 12], 3);
            assert!(is_tree(&heads), "{cell}: {heads:?}");
        }
    }
}
