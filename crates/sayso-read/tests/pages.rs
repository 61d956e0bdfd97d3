//! Laws of the tree on real pages (skipped where there are none).
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods, clippy::disallowed_types)]

mod common;

use html5gum::{Token, Tokenizer};
use sayso_read::tree::{Tag, Tree};

/// The standard's reading of a stretch of page that holds no tags.
fn read(raw: &str) -> String {
    let mut out = Vec::new();
    for token in Tokenizer::new(raw) {
        if let Ok(Token::String(string)) = token {
            out.extend_from_slice(&string.value);
        }
    }
    String::from_utf8(out).unwrap().replace('\0', "")
}

#[test]
fn reading_the_place_of_a_piece_gives_the_piece() {
    let pages = common::pages();
    if pages.is_empty() {
        return eprintln!("no ../shared: skipped");
    }
    let mut wrong = Vec::new();
    let (mut bytes, mut pieces) = (0, 0);
    for path in &pages {
        let page = common::unpack(path);
        let page = String::from_utf8_lossy(&page);
        bytes += page.len();
        let tree = Tree::parse(&page);
        assert_eq!(tree.limits(), [""; 0], "{}", path.display());
        let mut last = 0;
        for node in tree.preorder(tree.root()) {
            let raw_text = tree.parent(node).is_some_and(|parent| {
                matches!(tree.tag(parent), Tag::Script | Tag::Style | Tag::Iframe | Tag::Noframes)
            });
            let mut all = String::new();
            for piece in tree.pieces(node) {
                pieces += 1;
                all += piece.text;
                let Some(raw) = piece.raw else {
                    assert!(piece.text.chars().all(|c| c.is_ascii_whitespace()));
                    continue;
                };
                let raw = &page[raw.range()];
                let text = piece.text.replace("\r\n", "\n").replace('\r', "\n");
                let again = if raw_text { raw.to_string() } else { read(raw) };
                let again = again.replace("\r\n", "\n").replace('\r', "\n");
                if again != text && wrong.len() < 20 {
                    let end =
                        |s: &str| s.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect::<String>();
                    wrong.push(format!(
                        "{}: {:?} gives {:?}, not {:?}",
                        path.display(),
                        end(raw),
                        end(&again),
                        end(&text)
                    ));
                }
                assert!(!text.starts_with(|c: char| c.is_ascii_whitespace()));
                last += 1;
            }
            assert_eq!(all, tree.text(node).unwrap_or_default());
        }
        assert!(last > 0);
    }
    eprintln!("{} pages, {bytes} bytes, {pieces} pieces", pages.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
