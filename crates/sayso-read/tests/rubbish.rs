//! Whatever comes in, a reading comes out that keeps the contract: no panic, no stall, places that are places.
//!
//! Sizes are divided when this is not optimised; `cargo run --release --example rubbish` reads the whole of it, with time
//! and memory.
#![allow(clippy::unwrap_used)]

#[path = "common/rubbish.rs"]
mod rubbish;
#[path = "common/laws.rs"]
mod laws;

use laws::keeps_the_contract;
use proptest::prelude::*;
use rubbish::{ARTICLE, Size};
use sayso_read::{Page, read};

#[test]
fn rubbish_is_read() {
    let models = sayso_models::open();
    for (name, page) in rubbish::pages(Size { divide: if cfg!(debug_assertions) { 200 } else { 20 } }) {
        let reading = read(&page, &models);
        keeps_the_contract(&page, &reading).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
}

#[test]
fn limits_are_told() {
    let models = sayso_models::open();
    let sentence = "<p>The harbour of Dorn reopened on Wednesday, its office said, after a week of storms and fog.</p>";
    for (page, word) in [
        (format!("{}{}", "<div>".repeat(3000), sentence.repeat(20)), "deep"),
        (
            format!("{}{}", (0..500).map(|n| format!("<b id={n}>")).collect::<String>(), sentence.repeat(20)),
            "formatting",
        ),
        (format!("<p{}>{}", (0..500).map(|n| format!(" a{n}")).collect::<String>(), sentence.repeat(20)), "attributes"),
    ] {
        let page = Page::html("x", page);
        let reading = read(&page, &models);
        assert!(
            reading.unresolved.iter().any(|doubt| doubt.what == "limit" && doubt.why.contains(word)),
            "{word}: {:?}",
            reading.unresolved
        );
        assert_eq!(reading.text.matches("The harbour of Dorn").count(), 20, "{word}");
    }
}

#[test]
fn an_article_may_be_cut_anywhere() {
    let models = sayso_models::open();
    let step = if cfg!(debug_assertions) { 13 } else { 1 };
    for end in (0..=ARTICLE.len()).step_by(step) {
        let page = Page::html("x", &ARTICLE.as_bytes()[..end]);
        let reading = read(&page, &models);
        keeps_the_contract(&page, &reading).unwrap_or_else(|why| panic!("cut at {end}: {why}"));
    }
    for start in (0..=ARTICLE.len()).step_by(step * 3) {
        let page = Page::html("x", &ARTICLE.as_bytes()[start..]);
        let reading = read(&page, &models);
        keeps_the_contract(&page, &reading).unwrap_or_else(|why| panic!("cut before {start}: {why}"));
    }
}

/// Tags, texts and marks from which a page may be made.
fn soup() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<a href=x>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<br>",
        "<ul>",
        "<li>",
        "<blockquote>",
        "<h1>",
        "</h1>",
        "<article>",
        "</article>",
        "<svg>",
        "</svg>",
        "<title>",
        "<pre>",
        "<script>",
        "</script>",
        "<script type=application/ld+json>{\"headline\":\"Fog\"",
        "<style>",
        "</style>",
        "<noscript>",
        "<template>",
        "<select>",
        "<option>",
        "<figure>",
        "<figcaption>",
        "<nav>",
        "<footer>",
        "<p class=byline>",
        "<span hidden>",
        "<!-- x -->",
        "<!--",
        "<time datetime=2031-04-02>",
        "<textarea>",
        "</textarea>",
        "<td colspan=9>",
        "<dl><dt>",
        "<dd>",
        "The harbour of Dorn reopened on Wednesday, its office said. ",
        "\u{201c}We are glad,\u{201d} said Maria Ortiz. ",
        "By Ann Example ",
        "\"",
        "\u{201c}",
        "\u{201d}",
        "\u{2019}",
        " ",
        "\n",
        "\r\n",
        "\n\n",
        "&nbsp;",
        "&amp;",
        "&lt;b>",
        "&#0;",
        "\0",
        "S\u{e3}o",
        "\u{6f22}",
        "\u{1f600}",
        "\u{ad}",
        "\u{200b}",
        "e\u{301}",
        "DORN, April 2 (Agency) \u{2014} ",
        "he said",
        ". ",
        "1,200.50 ",
    ]);
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(debug_assertions) { 300 } else { 5000 }, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn soup_is_read(text in soup(), is_html: bool) {
        let page = if is_html { Page::html("x", text) } else { Page::text("x", text) };
        let models = sayso_models::open();
        keeps_the_contract(&page, &read(&page, &models)).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200), is_html: bool, index in 0..rubbish::ENCODINGS.len()) {
        let mut page = if is_html { Page::html("x", bytes) } else { Page::text("x", bytes) };
        page.told.charset = index.checked_sub(1).map(|index| rubbish::ENCODINGS[index].name().to_string());
        let models = sayso_models::open();
        keeps_the_contract(&page, &read(&page, &models)).map_err(TestCaseError::fail)?;
    }
}
