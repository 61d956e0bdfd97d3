//! Whether the bytes that a block points at give back its words.
//!
//! Each range is decoded, its tags are stripped (`<...>`), its character references decoded, and the pieces joined, once by
//! nothing and once by a space; white space is folded. One of the two must be the block's text, white space folded
//! likewise; and where they differ, only in white space.

use sayso_read::articles::model::{self, Forest, Model};
use sayso_read::articles::{self, Article, Block};
use sayso_read::page::Page;
use sayso_read::tree::{Tag, Tree};

use super::gold::Gold;

/// How many blocks a page has, hidden ones too, and how many of them do not give back their words.
pub(crate) fn count(gold: &Gold) -> (usize, usize) {
    let charset = sayso_read::page::decode(&gold.page).charset;
    let article = articles::extract(&gold.page, &everything());
    let (all, wrong) = check(&gold.page, charset, &article);
    (all, wrong.len())
}

/// A model that takes every block for the article.
fn everything() -> Model {
    let tree = model::Tree { questions: Vec::new(), leaves: vec![1000] };
    Model { first: Forest { trees: vec![tree] }, ..Model::default() }
}

/// How many blocks an article has, and those whose bytes do not give back their words.
pub(crate) fn check<'a>(page: &Page, charset: &str, article: &'a Article) -> (usize, Vec<&'a Block>) {
    let wrong = article.blocks.iter().filter(|block| !holds(page, charset, article, block));
    (article.blocks.len(), wrong.collect())
}

fn holds(page: &Page, charset: &str, article: &Article, block: &Block) -> bool {
    let words = fold(article.text.get(block.span.range()).unwrap_or(""));
    let pieces: Vec<String> = (block.source.iter())
        .map(|span| {
            let mut part = Page::html("", page.bytes.get(span.range()).unwrap_or_default());
            part.told.charset = Some(charset.to_owned());
            unescape(&strip(&sayso_read::page::decode(&part).text))
        })
        .collect();
    let (tight, loose) = (fold(&pieces.concat()), fold(&pieces.join(" ")));
    let bare = |text: &str| text.split(' ').collect::<String>();
    (tight == words || loose == words) && bare(&tight) == bare(&words) && !block.source.is_empty()
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn strip(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let after = &rest[open + 1..];
        // A stray `<`, as in "a < b", is text.
        let tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        match after.find('>').filter(|_| tag) {
            Some(close) => {
                out.push_str(&rest[..open]);
                rest = &after[close + 1..];
            }
            None => {
                out.push_str(&rest[..=open]);
                rest = after;
            }
        }
    }
    out + rest
}

fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let page = format!("<!doctype html><body><p>.{}", text.replace('<', "&lt;"));
    let tree = Tree::parse(&page);
    let texts = tree.preorder(tree.root()).filter(|&node| tree.tag(node) == Tag::Text);
    texts.filter_map(|node| tree.text(node)).collect::<String>().split_off(1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::articles::gold;

    #[test]
    fn the_bytes_of_every_block_of_every_page_give_back_its_words() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/articles/wcxb-dev");
        if !folder.is_dir() {
            println!("skipped: no pages at {}", folder.display());
            return;
        }
        let mut total = 0;
        for gold in gold::read(&folder).unwrap() {
            let charset = sayso_read::page::decode(&gold.page).charset;
            let article = articles::extract(&gold.page, &everything());
            let (_, wrong) = check(&gold.page, charset, &article);
            total += wrong.len();
            for block in wrong.into_iter().take(2) {
                let parts: Vec<_> =
                    block.source.iter().map(|s| String::from_utf8_lossy(&gold.page.bytes[s.range()])).collect();
                println!("{}: {:?} from {:?}", gold.name, &article.text[block.span.range()], parts);
            }
        }
        assert_eq!(total, 0);
    }
}
