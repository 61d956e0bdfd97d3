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

use super::blocks::{Candidates, MOST_BLOCKS};
use super::choose::{self, Choice};
use super::features::{self, Look};
use super::{Article, Block, Doubt, Model, kinds, metadata, sources};
use crate::page::{Decoded, Page};
use crate::span::Span;
use crate::tree::Tree;

pub(super) fn extract(page: &Page, decoded: &Decoded, model: &Model) -> Article {
    let tree = Tree::parse(&decoded.text);
    let candidates = Candidates::of(&tree, &model.lexicon);
    let mut look = features::of(&candidates, &tree, &model.lexicon);
    let Choice { chosen, doubt: poor } = choose(&mut look, &candidates, model);
    let limit = |why: String| Doubt { what: "limit", span: None, why };
    let mut doubts: Vec<Doubt> = tree.limits().iter().map(|why| limit(why.clone())).collect();
    if candidates.cut {
        doubts.push(limit(format!("the page has more than {MOST_BLOCKS} blocks; the rest was left out")));
    }
    doubts.extend(poor);
    let kinds = kinds::of(&candidates, &look, &chosen);
    let mut article = Article::default();
    for (index, (block, kind)) in candidates.blocks.iter().zip(kinds).enumerate() {
        let shown = chosen.get(index) == Some(&true)
            || candidates.place(index).is_some_and(|place| place.is_shown());
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

/// Which blocks are the article.
fn choose(look: &mut Look, candidates: &Candidates, model: &Model) -> Choice {
    let thoughts = model.first.score(&look.table);
    if model.is_empty() {
        let none = vec![i32::MIN; thoughts.len()];
        return choose::by_scores(&none, model.threshold, look, candidates);
    }
    if model.second.trees.is_empty() {
        return choose::by_scores(&thoughts, model.threshold, look, candidates);
    }
    features::reconsider(look, candidates, &thoughts);
    choose::by_scores(&model.second.score(&look.table), model.threshold, look, candidates)
}
