//! Choice: which blocks are the article, from the model's scores.
//!
//! In: scores, [`Look`]. Out: [`Choice`].
//!
//! Blocks above the threshold are chosen. Where that leaves hardly anything, the sentences of the densest part of the page
//! are taken instead, or, on a page of few words, all that is not links: a poor answer is better than none, and a
//! doubt says that it is poor.

use super::Doubt;
use super::blocks::Candidates;
use super::features::Look;

/// Fewer words than this are no article.
const FEWEST_WORDS: u32 = 12;
/// A page of fewer words than this is taken whole where no article is found on it.
const SMALL_PAGE: u32 = 150;

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

fn make_do(chosen: &mut [bool], look: &Look, candidates: &Candidates) {
    let small = look.words.iter().sum::<u32>() < SMALL_PAGE;
    for (block, chosen) in chosen.iter_mut().enumerate() {
        let shown = candidates.place(block).is_some_and(|place| place.is_shown());
        let prose = look.prose.get(block).copied().unwrap_or(0) > 0 && look.in_core.get(block) == Some(&true);
        let linked = candidates.blocks.get(block).is_none_or(|block| block.linked as usize * 2 > block.span.len());
        *chosen |= shown && !linked && (prose || small);
    }
}
