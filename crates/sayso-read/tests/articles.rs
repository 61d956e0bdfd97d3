//! Articles of HTML pages: worked examples, and laws for any input.
//!
//! A case is a page under `src/articles/cases/html` and, beside it, the blocks that should come of it, one a line.
//! `BLESS=1 cargo test -p sayso-read --test articles` rewrites them; read the difference before committing.

// A test may read its cases from files.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)]

use std::path::Path;

use proptest::prelude::*;
use sayso_read::Page;
use sayso_read::articles::{Article, Model, extract};

fn model() -> Model {
    Model::read(include_str!("../../sayso-models/articles.model")).unwrap()
}

fn print(article: &Article) -> String {
    let mut out = String::new();
    for block in &article.blocks {
        let kind = serde_json::to_string(&block.kind).unwrap();
        let text = article.text[block.span.range()].replace('\n', "⏎").replace('\t', "⇥");
        out.push_str(&format!("{:<11} {text}\n", kind.trim_matches('"')));
    }
    for doubt in &article.doubts {
        out.push_str(&format!("doubt       {}: {}\n", doubt.what, doubt.why));
    }
    out
}

#[test]
fn every_case_gives_the_blocks_that_stand_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/articles/cases/html");
    let model = model();
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    names.sort();
    assert!(names.len() >= 5, "no cases in {}", folder.display());
    for path in names {
        let page = Page::html("case", std::fs::read(&path).unwrap());
        let found = print(&extract(&page, &model));
        let beside = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&beside, &found).unwrap();
        }
        let wanted = std::fs::read_to_string(&beside).unwrap_or_default();
        assert_eq!(found, wanted, "{}", path.display());
    }
}

fn sources(html: &str) -> Vec<Vec<String>> {
    let page = Page::html("case", html);
    let article = extract(&page, &Model::default());
    let cut = |span: &sayso_read::span::Span| String::from_utf8_lossy(&page.bytes[span.range()]).into_owned();
    article.blocks.iter().map(|block| block.source.iter().map(cut).collect()).collect()
}

#[test]
fn a_range_runs_on_over_inline_tags() {
    assert_eq!(sources("<p>Rain <b>fell</b>, fog<i>gy</i> too.</p>"), [["Rain <b>fell</b>, fog<i>gy</i> too."]]);
}

#[test]
fn a_range_ends_after_a_line_break_that_has_no_white_space_beside_it() {
    assert_eq!(sources("<p>Rain<br>Snow</p>"), [["Rain<br>", "Snow"]]);
    assert_eq!(sources("<p>Rain<br>\nSnow</p>"), [["Rain<br>\nSnow"]]);
}

#[test]
fn a_range_does_not_run_over_scripts_or_attributes_that_hold_a_bracket() {
    assert_eq!(sources("<p>Rain<script>if (a > b) c()</script>Snow</p>"), [["Rain", "Snow"]]);
    assert_eq!(sources("<p>Rain <a title='a > b'>Snow</a></p>"), [["Rain ", "Snow"]]);
}

#[test]
fn a_character_reference_is_pointed_at_as_it_is_written() {
    assert_eq!(sources("<p>Rain&nbsp;&amp;&nbsp;<b>wind</b></p>"), [["Rain&nbsp;&amp;&nbsp;<b>wind"]]);
}

/// Whether an article keeps the laws: blocks in order, inside the text, parted by a blank line, pointing into the page.
fn lawful(page: &Page, article: &Article) -> bool {
    let mut end = 0;
    article.blocks.iter().all(|block| {
        let range = block.span.range();
        let inside = article.text.get(range.clone()).is_some_and(|text| !text.trim().is_empty());
        let parted = range.start == end + if end == 0 { 0 } else { 2 };
        end = range.end;
        inside
            && parted
            && !block.source.is_empty()
            && block.source.iter().all(|span| page.bytes.get(span.range()).is_some())
    }) && end == article.text.len()
}

proptest! {
    #[test]
    fn any_soup_of_tags_keeps_the_laws(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div class='share'>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<br>", "<b>", "</b>", "<a href=x>", "</a>",
        "<ul><li>", "</ul>", "<h2>", "</h2>", "<svg>", "<math>", "<template>", "<select>", "<!--", "-->", "<", ">", "&", "&amp;", "&nbsp;", "é",
        "\u{a0}", "\n", " ", "The rain fell on the town for nine days, and nobody came.", "word", "0", "<script>", "</script>", "<pre>\n", "</pre>",
        "<frameset>", "<form>", "<button>", "<article>", "<noscript>", "\0", "<hr>", "<caption>", "<p hidden>", "<body style='display:none'>",
    ]), 0..60)) {
        let page = Page::html("soup", parts.concat());
        let article = extract(&page, &model());
        prop_assert!(lawful(&page, &article), "{:?}", article);
        prop_assert_eq!(extract(&page, &model()).text, article.text);
    }
}

#[test]
fn rubbish_keeps_the_laws() {
    let model = model();
    let inputs = [
        "<".repeat(1_000_000),
        "&".repeat(1_000_000),
        "<div>".repeat(100_000),
        "<b>".repeat(100_000),
        "<ul><li>".repeat(50_000),
        "<table><tr><td>".repeat(30_000),
        "<p>The rain fell. ".repeat(100_000),
        format!("<p>{}", "The rain fell on the town. ".repeat(380_000)),
        "<a href=x>word</a> ".repeat(500_000),
        "<p class='share related comment'>".repeat(100_000),
        format!("<script type='application/ld+json'>{}", "{\"articleBody\": \"x\"".repeat(50_000)),
        format!("<title>{}</title>{}", "word ".repeat(100_000), "<p>word word word</p>".repeat(20_000)),
        "<br>x".repeat(300_000),
        "<table><tr>".to_owned() + &"<td>x".repeat(300_000),
    ];
    // What is quadratic would take minutes; `examples/rubbish.rs` shows times.
    for input in inputs {
        let page = Page::html("rubbish", input);
        let article = extract(&page, &model);
        assert!(lawful(&page, &article));
    }
}
