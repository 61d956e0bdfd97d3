//! The article of an HTML page.
//!
//! In: [`Page`], [`Decoded`]. Out: [`Article`]. Model: [`Model`].
//!
//! ```text
//! Tree ─► candidate blocks ─► features ─► first forest ─► second forest ─► chosen blocks ─► kinds, source ranges
//! ```
//!
//! Blocks that the page does not show (`hidden`, `noscript`) are left out, unless the model takes them for the article: some
//! sites ship the text hidden and show it by script.
//!
//! Not here: plain text (`plain`), what the page says of itself (`metadata`).

use super::blocks::Candidates;
use super::features::{self, Look};
use super::{Article, Block, Doubt, Model, kinds, metadata, sources};
use crate::page::{Decoded, Page};
use crate::span::Span;
use crate::tree::Tree;

/// Fewer words than this are no article.
const FEWEST_WORDS: u32 = 12;

pub(super) fn extract(page: &Page, decoded: &Decoded, model: &Model) -> Article {
    let tree = Tree::parse(&decoded.text);
    let candidates = Candidates::of(&tree, &model.lexicon);
    let mut look = features::of(&candidates, &tree, &model.lexicon);
    let mut chosen = choose(&mut look, &candidates, model);
    let mut doubts: Vec<Doubt> = (tree.limits().iter()).map(|why| doubt("limit", why.clone())).collect();
    if candidates.cut {
        doubts.push(doubt("limit", "the page has too many blocks; the rest was left out".into()));
    }
    if look.words_of(&chosen) < FEWEST_WORDS && !make_do(&mut chosen, &look, &candidates) {
        doubts.push(doubt("article", "no article was found on the page".into()));
    } else if look.words_of(&chosen) < FEWEST_WORDS * 2 {
        doubts.push(doubt("article", "the page holds hardly any text; what there is was taken for the article".into()));
    }
    let kinds = kinds::of(&candidates, &look, &chosen);
    let mut article = Article::default();
    for (index, (block, kind)) in candidates.blocks.iter().zip(kinds).enumerate() {
        let shown = chosen.get(index) == Some(&true)
            || candidates.place(index).is_some_and(|place| !place.hidden && !place.in_noscript());
        let source = sources::of(&candidates, block, &tree, decoded);
        if !shown || source.is_empty() {
            continue;
        }
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(candidates.words(index));
        article.blocks.push(Block { kind, span: Span::new(start, article.text.len()), source });
    }
    let (metadata, more) = metadata::of_html(page, &tree, &article.text, &article.blocks);
    article.metadata = metadata;
    doubts.extend(more);
    article.doubts = doubts;
    article
}

fn doubt(what: &'static str, why: String) -> Doubt {
    Doubt { what, span: None, why }
}

/// Which blocks are the article.
fn choose(look: &mut Look, candidates: &Candidates, model: &Model) -> Vec<bool> {
    let thoughts = model.first.score(&look.table);
    features::reconsider(look, candidates, &thoughts);
    let scores = if model.second.trees.is_empty() { thoughts } else { model.second.score(&look.table) };
    if model.is_empty() {
        return vec![false; scores.len()];
    }
    scores.into_iter().map(|score| score > model.threshold).collect()
}

/// Where the model finds no article: the sentences of the densest part of the page, or, on a page of few words, all that
/// is not links. Whether there is anything.
fn make_do(chosen: &mut [bool], look: &Look, candidates: &Candidates) -> bool {
    let shown = |block: usize| candidates.place(block).is_some_and(|place| !place.hidden && !place.in_noscript());
    let few = look.words.iter().sum::<u32>() < 150;
    for (block, chosen) in chosen.iter_mut().enumerate() {
        let prose = look.prose.get(block).copied().unwrap_or(0) > 0 && look.in_core.get(block) == Some(&true);
        let linked = candidates.blocks.get(block).is_none_or(|block| block.linked as usize * 2 > block.span.len());
        *chosen |= shown(block) && !linked && (prose || few);
    }
    chosen.contains(&true)
}
