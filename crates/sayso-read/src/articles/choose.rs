//! Choice: which blocks are the article, from the model's scores.
//!
//! In: scores, [`Look`]. Out: [`Choice`].
//!
//! Blocks above the threshold are chosen. The threshold goes with the page: where the likely blocks score lower than is
//! usual (a page unlike those the model knows), less is asked of each. Where that leaves hardly anything, the sentences of the densest part of the page
//! are taken instead, or, on a page of few words, all that is not links: a poor answer is better than none, and a
//! doubt says that it is poor.

use super::Doubt;
use super::blocks::Candidates;
use super::features::Look;

/// Fewer words than this are no article.
const FEWEST_WORDS: u32 = 12;
/// A page of fewer words than this is taken whole where no article is found on it.
const SMALL_PAGE: u32 = 150;

/// Blocks that score above it may be the article.
const LIKELY: i32 = -400;
/// The score that half of the likely words reach on a usual page.
const USUAL: i32 = 500;

/// The chosen blocks, and what is doubtful about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Whether each block is the article.
    pub chosen: Vec<bool>,
    /// That no article was found, or hardly one.
    pub doubt: Option<Doubt>,
}

/// Chooses the blocks of the article.
pub fn by_scores(scores: &[i32], threshold: i32, look: &Look, candidates: &Candidates) -> Choice {
    let threshold = threshold + usual(scores, look).map_or(0, |score| (score - USUAL) * 3 / 10);
    let mut chosen: Vec<bool> = scores.iter().map(|&score| score > threshold).collect();
    let doubt = |why: &str| Some(Doubt { what: "article", span: None, why: why.into() });
    if look.words_of(&chosen) >= FEWEST_WORDS {
        return Choice { chosen, doubt: None };
    }
    make_do(&mut chosen, look, candidates);
    let doubt = match look.words_of(&chosen) {
        0 => doubt("no article was found on the page"),
        1..FEWEST_WORDS => doubt("the page holds hardly any text; what there is was taken for the article"),
        _ => doubt("no article stands out on the page; its sentences were taken for one"),
    };
    Choice { chosen, doubt }
}

/// The score that half of the page's likely words reach.
fn usual(scores: &[i32], look: &Look) -> Option<i32> {
    let mut likely: Vec<(i32, u32)> =
        scores.iter().copied().zip(look.words.iter().copied()).filter(|&(score, _)| score > LIKELY).collect();
    likely.sort_unstable_by_key(|&(score, words)| std::cmp::Reverse((score, words)));
    let half = likely.iter().map(|&(_, words)| u64::from(words)).sum::<u64>().div_ceil(2);
    let mut before = 0;
    likely.into_iter().find_map(|(score, words)| {
        before += u64::from(words);
        (before >= half).then_some(score)
    })
}

fn make_do(chosen: &mut [bool], look: &Look, candidates: &Candidates) {
    let small = look.words.iter().sum::<u32>() < SMALL_PAGE;
    for (block, chosen) in chosen.iter_mut().enumerate() {
        let shown = candidates.place(block).is_some_and(|place| place.is_shown());
        let prose = look.prose.get(block).copied().unwrap_or(0) > 0 && look.in_core.get(block) == Some(&true);
        let linked = candidates.blocks.get(block).is_none_or(|block| block.linked as usize * 2 > block.span.len());
        *chosen |= shown && !linked && (prose || small);
    }
}
