//! The second look: what the first forest thought of a block and of those around it.

use std::collections::HashMap;

use super::super::blocks::Candidates;
use super::{FIRST, Look, Row, bit, pct, scale};

/// A score on a scale from 0 to 255; 128 is even odds, and seven steps are one unit of log-odds.
fn mark(score: i32) -> u8 {
    (score / 36 + 128).clamp(0, 255) as u8
}

/// Words of a block that stand on the page: no block weighs more than this in an average, and none less than one.
const HEAVIEST: u32 = 60;

/// Sums over kin.
#[derive(Debug, Clone, Copy, Default)]
struct Kin {
    weight: u64,
    marks: u64,
    best: u8,
}

/// Fills the second part of the features from the first forest's scores.
pub fn reconsider(look: &mut Look, candidates: &Candidates, scores: &[i32]) {
    let count = scores.len();
    let marks: Vec<u8> = scores.iter().map(|&score| mark(score)).collect();
    let weight = |block: usize| u64::from(look.words.get(block).copied().unwrap_or(0).clamp(1, HEAVIEST));
    // Weighted sums before each block.
    let mut sums = vec![(0u64, 0u64, 0u64)];
    let mut sum = (0, 0, 0);
    for (block, &mark) in marks.iter().enumerate() {
        let w = weight(block);
        sum = (sum.0 + w, sum.1 + w * u64::from(mark), sum.2 + if mark >= 128 { w } else { 0 });
        sums.push(sum);
    }
    let mean = |first: usize, end: usize| {
        let (Some(a), Some(b)) = (sums.get(first.min(count)), sums.get(end.min(count))) else { return 0 };
        if b.0 > a.0 { ((b.1 - a.1) / (b.0 - a.0)) as u8 } else { 0 }
    };
    let mut makes: HashMap<u64, (u64, u64)> = HashMap::new();
    for (block, (&make, &mark)) in look.makes.iter().zip(&marks).enumerate() {
        let sum = makes.entry(make).or_default();
        *sum = (sum.0 + weight(block), sum.1 + weight(block) * u64::from(mark));
    }
    // Kin: blocks of one make in one element, as the paragraphs of one article are.
    let kin_of = |block: usize| {
        let place = candidates.blocks.get(block).map_or(0, |block| block.place);
        let parent = candidates.places.get(place as usize).map_or(0, |place| place.parent);
        (parent, look.makes.get(block).copied().unwrap_or(0))
    };
    let mut kin: HashMap<(u32, u64), Kin> = HashMap::new();
    for (block, &mark) in marks.iter().enumerate() {
        let kin = kin.entry(kin_of(block)).or_default();
        kin.weight += weight(block);
        kin.marks += weight(block) * u64::from(mark);
        kin.best = kin.best.max(mark);
    }
    // The nearest kin on either side.
    let mut last: HashMap<(u32, u64), u8> = HashMap::new();
    let mut kin_before = vec![0u8; count];
    let mut kin_after = vec![0u8; count];
    for block in 0..count {
        kin_before[block] = last.insert(kin_of(block), marks[block]).unwrap_or(0);
    }
    last.clear();
    for block in (0..count).rev() {
        kin_after[block] = last.insert(kin_of(block), marks[block]).unwrap_or(0);
    }
    // Sections: from a heading to the block before the next.
    let mut section = vec![0usize; count];
    let mut starts = Vec::new();
    for block in 0..count {
        if look.headings.get(block).copied().unwrap_or(false) || block == 0 {
            starts.push(block);
        }
        if let Some(slot) = section.get_mut(block) {
            *slot = starts.len() - 1;
        }
    }
    let run = |section: usize| {
        let first = starts.get(section).copied().unwrap_or(count);
        (first, starts.get(section + 1).copied().unwrap_or(count))
    };
    let mut best_before = vec![0u8; count];
    let mut best_after = vec![0u8; count];
    for block in 1..count {
        best_before[block] = best_before[block - 1].max(marks[block - 1]);
    }
    for block in (0..count.saturating_sub(1)).rev() {
        best_after[block] = best_after[block + 1].max(marks[block + 1]);
    }
    // The core: from the first to the last block that is surely the article.
    let sure = |block: &usize| marks.get(*block).is_some_and(|&mark| mark >= 142) && weight(*block) >= 8;
    let first_sure = (0..count).find(sure);
    let last_sure = (0..count).rev().find(sure);
    let top = marks.iter().copied().max().unwrap_or(0);
    let all = sums.last().copied().unwrap_or_default();
    let share = pct((all.2.min(1 << 30)) as u32, all.0.min(1 << 30) as u32);
    let headings: Vec<Option<u8>> = (0..count).map(|block| marks.get(run(section[block]).0).copied()).collect();

    for block in 0..count {
        let at =
            |offset: isize| block.checked_add_signed(offset).and_then(|other| marks.get(other)).copied().unwrap_or(0);
        let mut row = Row { table: &mut look.table, row: block, next: FIRST };
        row.put("score", at(0));
        for distance in 1..=4 {
            row.raw(at(-distance));
            row.raw(at(distance));
        }
        row.put("score_near", mean(block.saturating_sub(2), block + 3));
        row.put("score_wide", mean(block.saturating_sub(10), block + 11));
        row.put("score_p5", mean(block.saturating_sub(5), block));
        row.put("score_n5", mean(block + 1, block + 6));
        let mut holder = candidates.blocks.get(block).map_or(0, |block| block.place);
        for name in ["score_up0", "score_up1", "score_up2", "score_up3", "score_up4"] {
            let Some(here) = candidates.places.get(holder as usize) else { break };
            row.put(name, mean(here.first as usize, here.end as usize));
            holder = here.parent;
        }
        let make = look.makes.get(block).and_then(|make| makes.get(make)).copied().unwrap_or_default();
        row.put("score_make", (make.1 / make.0.max(1)) as u8);
        let (first, end) = run(section[block]);
        row.put("score_section", mean(first + 1, end));
        let next = run(section[block] + 1);
        row.put("score_next_section", mean(next.0, next.1));
        row.put("score_heading", headings[block].unwrap_or(0));
        row.put("score_best_before", best_before[block]);
        row.put("score_best_after", best_after[block]);
        row.put("score_core_before", first_sure.map_or(255, |first| scale(first.saturating_sub(block) as u32)));
        row.put("score_core_after", last_sure.map_or(255, |last| scale(block.saturating_sub(last) as u32)));
        row.put("score_page", top);
        row.put("score_page_share", share);
        row.put("score_dense", mean(first_sure.unwrap_or(0), last_sure.map_or(0, |last| last + 1)));
        row.put("score_inside", bit(first_sure.is_some_and(|first| first <= block) && last_sure >= Some(block)));
        let own = kin.get(&kin_of(block)).copied().unwrap_or_default();
        row.put("score_kin", (own.marks / own.weight.max(1)) as u8);
        row.put("score_kin_best", own.best);
        row.put("score_kin_weight", scale(own.weight.min(1 << 30) as u32));
        row.put("score_kin_before", kin_before[block]);
        row.put("score_kin_after", kin_after[block]);
    }
}
