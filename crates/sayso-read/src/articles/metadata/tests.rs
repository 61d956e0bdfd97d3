#![allow(clippy::unwrap_used)]

use super::*;
use crate::articles::{Article, Model, extract};

fn html(body: &str) -> Article {
    extract(&Page::html("-", body), &Model::default())
}

fn plain(text: &str) -> Article {
    extract(&Page::text("-", text), &Model::default())
}

fn published(article: &Article) -> Option<(&str, &str)> {
    article.metadata.published.as_ref().map(|told| (told.value.as_str(), told.evidence.as_str()))
}

const BODY: &str = "<h1>Ferries stand still in Dorn</h1><p>The ferries of Dorn stood still on Friday after their crews walked out over pay, the harbour office said.</p>\
     <p>The company offers 4 percent, it said in a statement on Friday evening, and nobody expects the talks to be short.</p>";

#[test]
fn each_source_of_a_date_is_read_and_named() {
    for (head, want) in [
        (
            r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-03-12T21:04:00+02:00"}</script>"#,
            ("2025-03-12T21:04:00+02:00", "json-ld datePublished"),
        ),
        (
            r#"<meta property="article:published_time" content="2025-03-12T21:04:00+02:00">"#,
            ("2025-03-12T21:04:00+02:00", "meta article:published_time"),
        ),
        (r#"<meta itemprop="datePublished" content="2025-03-12">"#, ("2025-03-12", "meta itemprop datepublished")),
        (r#"<meta name="dc.date" content="2025-03-12">"#, ("2025-03-12", "meta dc.date")),
        (r#"<link rel="canonical" href="https://courier.example/2025/03/12/ferries">"#, ("2025-03-12", "address")),
    ] {
        assert_eq!(published(&html(&format!("<head>{head}</head>{BODY}"))), Some(want), "{head}");
    }
    let time = BODY.replace("</h1>", "</h1><p>By Ann Example <time datetime=\"2025-03-12T21:04\">last week</time></p>");
    assert_eq!(published(&html(&time)), Some(("2025-03-12T21:04:00", "time element")));
    let seen = BODY.replace("</h1>", "</h1><p>Published March 12, 2025 at 3:04 pm</p>");
    assert_eq!(published(&html(&seen)), Some(("2025-03-12T15:04:00", "visible text")));
}

#[test]
fn a_page_without_a_date_has_none_and_a_doubt() {
    let article = html(BODY);
    assert_eq!(published(&article), None);
    assert!(article.doubts.iter().any(|doubt| doubt.what == "published"));
}

#[test]
fn the_page_wins_over_its_carrier_unless_told_otherwise() {
    let mut page = Page::html("-", format!(r#"<meta property="article:published_time" content="2025-03-12">{BODY}"#));
    page.told.published = Some(("2025-03-14".into(), "--date".into()));
    assert_eq!(published(&extract(&page, &Model::default())), Some(("2025-03-12", "meta article:published_time")));
    page.told.published_wins = true;
    assert_eq!(published(&extract(&page, &Model::default())), Some(("2025-03-14", "--date")));
    page.told.published = Some(("1938-11-02".into(), "--date".into()));
    assert_eq!(published(&extract(&page, &Model::default())), Some(("1938-11-02", "--date")));
    let mut page = Page::html("-", BODY);
    page.told.published = Some(("Wed, 12 Mar 2025 21:04:00 +0200".into(), "feed pubDate".into()));
    assert_eq!(published(&extract(&page, &Model::default())), Some(("2025-03-12T21:04:00+02:00", "feed pubDate")));
}

#[test]
fn a_dateline_without_a_year_is_a_doubt_and_no_date() {
    let article = plain(
        "Ferries stand still\n\nDORN, March 12 (Northwire) — The ferries of Dorn stood still on Friday, the harbour office said.\n",
    );
    assert_eq!(published(&article), None);
    assert!(
        article.doubts.iter().any(|doubt| doubt.why.contains("without a year") && doubt.span.is_some()),
        "{:?}",
        article.doubts
    );
    let article = plain(
        "Ferries stand still\n\nDORN, March 12, 2025 (Northwire) — The ferries of Dorn stood still on Friday, the harbour office said.\n",
    );
    assert_eq!(published(&article), Some(("2025-03-12", "dateline")));
}

#[test]
fn two_readings_of_a_date_stay_a_doubt_unless_the_language_settles_it() {
    let page =
        |lang: &str| html(&format!("<html lang={lang}>{}", BODY.replace("</h1>", "</h1><p>Published 03/04/2025</p>")));
    assert_eq!(published(&page("en")), None);
    assert!(page("en").doubts.iter().any(|doubt| doubt.why.contains("2025-03-04 or 2025-04-03")));
    assert_eq!(published(&page("en-US")), Some(("2025-03-04", "visible text")));
    assert_eq!(published(&page("en-GB")), Some(("2025-04-03", "visible text")));
}

#[test]
fn the_name_of_the_site_is_no_part_of_the_title() {
    for title in [
        "Ferries stand still in Dorn | The Dorn Courier",
        "Ferries stand still in Dorn - Harbour - The Dorn Courier",
        "The Dorn Courier: Ferries stand still in Dorn",
    ] {
        let page = format!(
            r#"<title>{title}</title><meta property="og:site_name" content="The Dorn Courier"><p>The ferries stood still.</p>"#
        );
        assert_eq!(
            html(&page).metadata.title.as_deref(),
            Some(if title.contains("- Harbour") {
                "Ferries stand still in Dorn - Harbour"
            } else {
                "Ferries stand still in Dorn"
            }),
            "{title}"
        );
    }
    let page = format!(r#"<title>Ferries stand still in Dorn - Harbour - The Dorn Courier</title>{BODY}"#);
    assert_eq!(html(&page).metadata.title.as_deref(), Some("Ferries stand still in Dorn"));
}

#[test]
fn authors_are_as_printed_and_no_addresses() {
    for (head, want) in [
        (r#"<meta name="author" content="By Ann Example and Bo Sample">"#, "Ann Example|Bo Sample"),
        (
            r#"<meta property="article:author" content="https://social.example/ann"><meta name="author" content="Ann Example, MD">"#,
            "Ann Example, MD",
        ),
        (r#"<meta name="author" content="admin">"#, ""),
    ] {
        assert_eq!(html(&format!("<head>{head}</head>{BODY}")).metadata.authors.join("|"), want, "{head}");
    }
    let byline = BODY.replace("</h1>", "</h1><div class=byline>By <a href=/ann rel=author>Ann Example</a> and <a href=/bo rel=author>Bo Sample</a></div>");
    assert_eq!(html(&byline).metadata.authors.join("|"), "Ann Example|Bo Sample");
}

#[test]
fn a_plain_text_says_title_author_date_and_language() {
    let article = plain(include_str!("../cases/plain/russian.txt"));
    assert_eq!(article.metadata.title.as_deref(), Some("Паромы Дорна стоят из-за забастовки"));
    assert_eq!(article.metadata.authors, ["Лев Варандов"]);
    assert_eq!(article.metadata.language.as_deref(), Some("ru"));
    assert_eq!(published(&article), Some(("2025-03-12T21:04:00", "dateline")));
    let article = plain(include_str!("../cases/plain/mail.txt"));
    assert_eq!(article.metadata.title.as_deref(), Some("Statement on the ferries"));
    assert_eq!(published(&article), Some(("2025-03-12T21:04:00+02:00", "dateline")));
}

#[test]
fn a_canonical_front_page_is_not_the_address() {
    let mut page = Page::html("-", format!(r#"<link rel=canonical href="https://courier.example/">{BODY}"#));
    page.told.url = Some("https://courier.example/ferries".into());
    assert_eq!(extract(&page, &Model::default()).metadata.url.as_deref(), Some("https://courier.example/ferries"));
}

#[test]
fn pages_made_to_be_slow_are_read_and_give_few_authors() {
    let many = |unit: &str| format!("<h1>Ferries</h1>{}", unit.repeat(400_000 / unit.len()));
    let linked = |unit: &str| {
        format!(r#"<script type="application/ld+json">[{}null]</script>"#, unit.repeat(1_000_000 / unit.len()))
    };
    for page in [
        many("<time class=date></time>"),
        many("<time datetime=2025-03-12>12 March 2025</time>"),
        many("<p>12 March 2025"),
        many("<a rel=author>Ann"),
        many("<h1>12 March 2025</h1>"),
        many("<meta name=date content=x>"),
        many("<span class=byline><i></i>"),
        linked(r#"{"@type":"NewsArticle","headline":"x","author":[{"@id":"x"}]},"#),
        linked(r#"{"@graph":["#),
        linked("{\"a\":\"\n"),
    ] {
        assert!(html(&page).metadata.authors.len() <= 100, "{}", &page[..80]);
    }
}
