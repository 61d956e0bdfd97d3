//! Our two halves of two libraries must build the tree that html5ever builds alone.
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods, clippy::disallowed_types)]

use super::builder::Sink;
use super::*;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5gum::State;
use proptest::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};

/// html5ever's own tokenizer in front of the same builder and sink.
fn alone(page: &str) -> Tree<'_> {
    let options = TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..TreeBuilderOpts::default() };
    let tokenizer = Tokenizer::new(
        TreeBuilder::new(Sink::new(page), options),
        TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() },
    );
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(page));
    while !queue.is_empty() {
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    finish::finish(tokenizer.sink.sink.arena.into_inner(), Vec::new())
}

/// One line a node; texts with their white space folded, as comments, NULs and line ends are treated otherwise.
fn lines(tree: &Tree) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for node in tree.preorder(tree.root()) {
        let parent = tree.parent(node).map_or("", |parent| tree.name(parent));
        match tree.text(node) {
            Some(text) => {
                let words: Vec<&str> = text.split(|c: char| c.is_ascii_whitespace() || c == '\u{fffd}').collect();
                let words = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
                if !words.is_empty() {
                    out.push(format!("{parent} '{words}'"));
                }
            }
            None => out.push(format!("{parent}/{}", tree.name(node))),
        }
    }
    out
}

#[test]
fn real_pages_give_the_same_tree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/articles/wcxb-dev");
    let Ok(files) = std::fs::read_dir(&folder) else {
        return eprintln!("no ../shared: skipped");
    };
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "gz"));
    paths.sort();
    let (mut ours, mut theirs, mut bytes, mut nodes) = (Duration::ZERO, Duration::ZERO, 0, 0);
    let mut different = Vec::new();
    // Unoptimised, one in eight is enough to wait for.
    let step = if cfg!(debug_assertions) { 8 } else { 1 };
    for path in paths.iter().step_by(step) {
        let page = std::process::Command::new("gzip").arg("-dc").arg(path).output().unwrap().stdout;
        let page = String::from_utf8_lossy(&page);
        let start = Instant::now();
        let expected = alone(&page);
        theirs += start.elapsed();
        let start = Instant::now();
        let tree = Tree::parse(&page);
        ours += start.elapsed();
        bytes += page.len();
        nodes += tree.len();
        let (found, expected) = (lines(&tree), lines(&expected));
        if found != expected {
            let at = found.iter().zip(&expected).position(|(a, b)| a != b).unwrap_or(found.len().min(expected.len()));
            different.push(format!("{}: {:.80?}, not {:.80?}", path.display(), found.get(at), expected.get(at)));
        }
    }
    eprintln!("{} pages, {bytes} bytes, {nodes} nodes: ours {ours:?}, html5ever alone {theirs:?}", paths.len());
    assert!(different.is_empty(), "{}:\n{}", different.len(), different.join("\n"));
}

/// Soup of the tags whose rules are hardest.
fn soup() -> impl Strategy<Value = String> {
    let names = [
        "p",
        "div",
        "b",
        "i",
        "a",
        "table",
        "tr",
        "td",
        "tbody",
        "caption",
        "col",
        "select",
        "option",
        "li",
        "ul",
        "svg",
        "math",
        "mi",
        "title",
        "script",
        "style",
        "template",
        "form",
        "input",
        "button",
        "h1",
        "nobr",
        "font",
        "br",
        "pre",
        "textarea",
        "foreignObject",
        "desc",
        "annotation-xml",
        "frameset",
        "frame",
        "body",
        "html",
        "head",
        "noscript",
        "plaintext",
        "iframe",
        "ruby",
        "rt",
        "dd",
        "dt",
        "hr",
        "img",
        "object",
        "marquee",
        "optgroup",
    ];
    let part = prop_oneof![
        6 => prop::sample::select(names.to_vec()).prop_map(|name| format!("<{name}>")),
        5 => prop::sample::select(names.to_vec()).prop_map(|name| format!("</{name}>")),
        1 => prop::sample::select(names.to_vec()).prop_map(|name| format!("<{name} class=x id='y&amp;'/>")),
        4 => prop::sample::select(vec![
            "x", " ", "\n", " y ", "&amp;", "&lt", "&#0;", "&notin;", "&notit;", "<", ">", "</", "<!", "<!-- a -->", "<!doctype html>",
            "<![CDATA[", "]]>", "\r\n", "\r", "é", "<?x>", "</>", "\"", "'", "=", "/", "&", ";", "--", "<input type=hidden>", "“", "漢",
            "<font color=x>", "<annotation-xml encoding='text/html'>", "<svg><p>", "\u{FEFF}", "<!--", "-->",
        ]).prop_map(str::to_string),
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

/// What is not NUL, line ends as one.
fn plain(text: &str) -> String {
    text.replace('\0', "").replace("\r\n", "\n").replace('\r', "\n")
}

/// Every piece stands where it says it stands.
fn places_hold(tree: &Tree, page: &str) -> Result<(), TestCaseError> {
    for node in tree.preorder(tree.root()) {
        for piece in tree.pieces(node) {
            let Some(raw) = piece.raw else { continue };
            let raw = page.get(raw.range()).unwrap_or_default();
            let read = |state| {
                let mut tokenizer = html5gum::Tokenizer::new(raw);
                tokenizer.set_state(state);
                let mut again = Vec::new();
                for token in tokenizer {
                    if let Ok(html5gum::Token::String(string)) = token {
                        again.extend_from_slice(&string.value);
                    }
                }
                plain(&String::from_utf8_lossy(&again))
            };
            let text = plain(piece.text);
            // In a script or a style nothing is decoded.
            let same = text == plain(raw) || text == read(State::Data) || text == read(State::RcData);
            prop_assert!(same && !raw.is_empty(), "{:?} from {:?}", piece.text, raw);
        }
        if let Some(tag) = tree.start_tag(node) {
            let tag = page.get(tag.range()).unwrap_or_default();
            prop_assert!(tag.starts_with('<') && tag.ends_with('>'), "{:?}", tag);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn soup_gives_the_same_tree(page in soup()) {
        let tree = Tree::parse(&page);
        places_hold(&tree, &page)?;
        prop_assert_eq!(lines(&tree), lines(&alone(&page)));
    }

    /// CDATA sections, empty and full, with character references right behind and more of what only looks like their end.
    #[test]
    fn text_behind_a_cdata_section_stands_where_it_says(parts in prop::collection::vec(prop::sample::select(vec![
        "<![CDATA[", "]]>", "]", "x", "&amp;", "&lt", "\r\n", "</", "<g>", "</g>", "</>", " ",
    ]), 0..14)) {
        let page = format!("<svg>{}", parts.concat());
        let tree = Tree::parse(&page);
        places_hold(&tree, &page)?;
        prop_assert_eq!(lines(&tree), lines(&alone(&page)));
    }
}
