//! Which blocks of a page hold the marked article: labels for training, and the ceiling of any choice of blocks.
//!
//! In: the blocks' texts in reading order, the marked text. Out: for each block the share of its words that the marked
//! text holds at the same place.
//!
//! Long blocks come first: each is looked up in the marked text by its stretches of four words, and the heaviest chain
//! of blocks that stand in the same order there is kept (Fenwick tree, as in Hunt and Szymanski's difference of files).
//! So a teaser or a second copy of a paragraph for small screens does not count beside the real one. Then blocks out of order are
//! let in where nothing covers their words yet, and short blocks where they stand between their neighbours.

use std::collections::HashMap;

use super::gold::words;

/// Words of a stretch that is looked up.
const STRETCH: usize = 4;
/// Blocks with fewer words are short.
const LONG: usize = 7;
/// Places of the marked text that are tried for one stretch.
const PLACES: usize = 4;

/// The share of each block's words that belongs to the article.
pub(crate) fn label(blocks: &[&str], content: &str) -> Vec<f64> {
    let mut ids: HashMap<String, u32> = HashMap::new();
    let mut number = |word: String| {
        let next = ids.len() as u32;
        *ids.entry(word).or_insert(next)
    };
    let gold: Vec<u32> = words(content).map(&mut number).collect();
    let pages: Vec<Vec<u32>> = blocks.iter().map(|block| words(block).map(&mut number).collect()).collect();
    let mut at: HashMap<&[u32], Vec<u32>> = HashMap::new();
    for (place, stretch) in gold.windows(STRETCH).enumerate() {
        at.entry(stretch).or_default().push(place as u32);
    }

    // Candidate places of long blocks: (block, start, end, matched).
    let mut places = Vec::new();
    for (block, ids) in pages.iter().enumerate().filter(|(_, ids)| ids.len() >= LONG) {
        places.extend(found(ids, &at).into_iter().map(|(start, end, matched)| Place { block, start, end, matched }));
    }
    let mut covered = vec![false; gold.len()];
    let mut labels = vec![0.0; blocks.len()];
    let mut ends: Vec<Option<(u32, u32)>> = vec![None; blocks.len()];
    for place in chain(&places, gold.len()) {
        let place = &places[place];
        labels[place.block] = f64::from(place.matched) / pages[place.block].len() as f64;
        ends[place.block] = Some((place.start, place.end));
        covered[place.start as usize..place.end as usize].fill(true);
    }
    for place in &places {
        let range = place.start as usize..place.end as usize;
        let free = covered[range.clone()].iter().filter(|&&covered| !covered).count();
        if labels[place.block] == 0.0 && free * 10 >= range.len() * 8 {
            labels[place.block] = f64::from(place.matched) / pages[place.block].len() as f64;
            covered[range].fill(true);
        }
    }

    // Short blocks: between the neighbours' places.
    let mut next = gold.len() as u32;
    let mut after = vec![0; blocks.len()];
    for block in (0..blocks.len()).rev() {
        after[block] = next;
        if let Some((start, _)) = ends[block] {
            next = start;
        }
    }
    let (mut before, mut started) = (0, false);
    for (block, ids) in pages.iter().enumerate() {
        if let Some((_, end)) = ends[block] {
            (before, started) = (end, true);
        } else if !ids.is_empty() && ids.len() < LONG && (started || after[block] < gold.len() as u32) {
            let (from, to) = (before as usize, after[block] as usize);
            let Some(gap) = gold.get(from..to) else { continue };
            if let Some(offset) = gap.windows(ids.len()).position(|window| window == ids) {
                let range = from + offset..from + offset + ids.len();
                if covered[range.clone()].iter().all(|&covered| !covered) {
                    covered[range.clone()].fill(true);
                    labels[block] = 1.0;
                    before = range.end as u32;
                }
            }
        }
    }
    labels
}

struct Place {
    block: usize,
    start: u32,
    end: u32,
    matched: u32,
}

/// Where a block stands in the marked text: the spans of its best diagonals.
fn found(ids: &[u32], at: &HashMap<&[u32], Vec<u32>>) -> Vec<(u32, u32, u32)> {
    let mut matched = vec![false; ids.len()];
    let mut votes: HashMap<i64, u32> = HashMap::new();
    for (offset, stretch) in ids.windows(STRETCH).enumerate() {
        if let Some(places) = at.get(stretch) {
            matched[offset..offset + STRETCH].fill(true);
            for &place in places.iter().take(PLACES * 4) {
                // Nearby diagonals vote together: a footnote mark more or less should not split a paragraph.
                *votes.entry((i64::from(place) - offset as i64).div_euclid(8)).or_default() += 1;
            }
        }
    }
    let matched = matched.iter().filter(|&&matched| matched).count() as u32;
    if (matched as usize) * 10 < ids.len() * 3 {
        return Vec::new();
    }
    let mut votes: Vec<(i64, u32)> = votes.into_iter().collect();
    votes.sort_by_key(|&(diagonal, count)| (std::cmp::Reverse(count), diagonal));
    let best = votes.first().map_or(0, |vote| vote.1);
    let mut out = Vec::new();
    for (diagonal, _) in votes.into_iter().take(PLACES).filter(|vote| vote.1 * 2 > best) {
        let (mut start, mut end) = (u32::MAX, 0);
        for (offset, stretch) in ids.windows(STRETCH).enumerate() {
            for &place in at.get(stretch).into_iter().flatten().take(PLACES * 4) {
                if ((i64::from(place) - offset as i64).div_euclid(8) - diagonal).abs() <= 1 {
                    (start, end) = (start.min(place), end.max(place + STRETCH as u32));
                }
            }
        }
        if start < end {
            out.push((start, end, matched));
        }
    }
    out
}

/// The heaviest chain of places whose blocks and starts both rise, each beginning where the one before ends or later
/// (a few words of overlap are forgiven).
fn chain(places: &[Place], length: usize) -> Vec<usize> {
    let mut best = vec![(0u32, usize::MAX); length + 2]; // Fenwick tree of maxima over ends
    let mut came = vec![usize::MAX; places.len()];
    let mut weight = vec![0u32; places.len()];
    let mut index = 0;
    while index < places.len() {
        let mut group = index;
        while group < places.len() && places[group].block == places[index].block {
            let mut i = (places[group].start + 3).min(places[group].end - 1).min(length as u32) as usize + 1;
            let mut top = (0, usize::MAX);
            while i > 0 {
                if best[i].0 > top.0 {
                    top = best[i];
                }
                i -= i & i.wrapping_neg();
            }
            weight[group] = top.0 + places[group].matched;
            came[group] = top.1;
            group += 1;
        }
        for place in index..group {
            let mut i = places[place].end as usize + 1;
            while i < best.len() {
                if weight[place] > best[i].0 {
                    best[i] = (weight[place], place);
                }
                i += i & i.wrapping_neg();
            }
        }
        index = group;
    }
    let mut at = (0..places.len()).max_by_key(|&place| (weight[place], std::cmp::Reverse(place))).unwrap_or(usize::MAX);
    let mut out = Vec::new();
    while at != usize::MAX {
        out.push(at);
        at = came[at];
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_copy_counts_once_and_short_blocks_count_where_they_stand() {
        let long = "The council of Westmark voted on Tuesday to keep the old bridge open";
        let other = "Its members had argued for nine hours about what the repairs would cost";
        let blocks = ["Home", long, "The cost", long, other, "Home"];
        let gold = format!("{long}\n\nThe cost\n\n{other}");
        assert_eq!(label(&blocks, &gold), [0.0, 1.0, 1.0, 0.0, 1.0, 0.0]);
    }
}
