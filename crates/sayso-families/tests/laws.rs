//! Laws that hold for any pile: no panic, spans inside the texts, each document in one family, the same families in any order.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use sayso_families::{Document, Evidence, Family, Model, Relation, Wanted, find};
use sayso_read::{Models, Page, Reading};

fn readings(texts: &[String]) -> Vec<Reading> {
    let page = |(number, text): (usize, &String)| Page::text(&number.to_string(), text.as_bytes());
    texts.iter().enumerate().map(page).map(|page| sayso_read::extract(&page, &Models::default())).collect()
}

fn families(readings: &[Reading]) -> Vec<Family> {
    let documents: Vec<Document> = readings.iter().map(Document::of).collect();
    find(&documents, &Model::default(), Wanted { alone: true })
}

/// Families as sets of paths.
fn sets(families: &[Family]) -> BTreeSet<BTreeSet<String>> {
    families.iter().map(|family| family.members.iter().map(|member| member.path.clone()).collect()).collect()
}

/// A report of an invented world: sentences drawn from a few, so that copies, parts and mixtures come up.
fn report() -> impl Strategy<Value = String> {
    let sentences = [
        "The bridge over the Tesk was closed at noon on Tuesday after 14 trucks had crossed it without papers. ",
        "General Kelemdar said that “nobody will cross the river tonight, and nobody will cross it tomorrow.” ",
        "In Karsavin the ministry spoke of 163 missing men, 45 of them wounded, and would not name the brigade. ",
        "Bogdana Tule, the mayor of Sarnitz, opened the school gymnasium to families from Podrel and Brod. ",
        "Rain fell all week in Kesso, and the Ombari rose above the mark that was cut in the wall in 1931. ",
        "Oil for seventy-two hours stood in the tanks of Port Alvane, the harbour office said in a bulletin. ",
        "É",
        "“",
        "\n\n",
        "中文。 ",
        "1.2 million 1,2,3 ... ",
    ];
    prop::collection::vec(prop::sample::select(sentences.to_vec()), 0..14).prop_map(|sentences| sentences.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pile_is_told_apart(texts in prop::collection::vec(report(), 0..8)) {
        let readings = readings(&texts);
        let told = families(&readings);
        let mut seen = BTreeSet::new();
        for family in &told {
            prop_assert_eq!(family.members.iter().filter(|member| member.relation == Relation::Origin).count(), 1);
            prop_assert_eq!(&family.members[0].id, &family.origin);
            for member in &family.members {
                prop_assert!(seen.insert(member.index), "in two families");
                prop_assert!((0.0..=1.0).contains(&member.similarity));
                for stretch in &member.shared {
                    let of = &readings[member.of_index.unwrap()];
                    for ((start, end), text) in [(stretch.here, &readings[member.index].text), (stretch.there, &of.text)] {
                        prop_assert!(start < end && end as usize <= text.chars().count(), "{start} {end}");
                    }
                }
            }
        }
        prop_assert_eq!(seen.len(), texts.len());
    }

    #[test]
    fn the_order_of_the_input_changes_nothing(texts in prop::collection::vec(report(), 2..7), turn in 1usize..6) {
        let mut readings = readings(&texts);
        let before = sets(&families(&readings));
        readings.rotate_left(turn % texts.len());
        prop_assert_eq!(before, sets(&families(&readings)));
    }
}

const REPORT: &str = "The bridge over the Tesk was closed at noon on Tuesday after 14 trucks had crossed it without papers, the mayor of \
    Sarnitz told reporters. Bogdana Tule, who has held the office since 2019, opened the school gymnasium to 45 families from Podrel.\n\n\
    In Karsavin the ministry spoke of 163 missing men and would not name the brigade. Colonel Zdena Korvat called the figure “provisional.” \
    Oil for seventy-two hours stood in the tanks of Port Alvane, the harbour office wrote in its bulletin.";

#[test]
fn equal_words_are_exact_whatever_stands_around_them() {
    let told = families(&readings(&[REPORT.into(), format!("{REPORT}\n\n"), "Another report altogether.".into()]));
    assert_eq!(told.len(), 2);
    assert_eq!(told[0].members[1].relation, Relation::Exact);
    assert_eq!(told[0].members[1].shared.len(), 1);
}

#[test]
fn a_quotation_in_common_makes_no_family() {
    let quotation = "“We will not open the bridge today, we will not open it tomorrow, and whoever tells you that we will open it next week has \
        not spoken with me, nor with the engineers, nor with the families who sleep in the gymnasium of the school of Sarnitz tonight,”";
    let one = format!(
        "SARNITZ — The mayor kept the crossing shut on Tuesday. {quotation} Bogdana Tule said. Trucks queued for 9 kilometres along the levee road."
    );
    let other = format!(
        "Hauliers are losing patience with the town hall, where {quotation} was all that the mayor would say. The fruit in 31 lorries has begun to rot."
    );
    assert_eq!(families(&readings(&[one, other])).len(), 2);
}

#[test]
fn many_documents_that_share_one_line_are_no_family() {
    let line = "Subscribe to our letter and never miss a story from the river, the harbour and the hills beyond them, every morning at six.";
    let texts: Vec<String> = (0..300)
        .map(|n| format!("Report {n} of the day tells of item{n}a, item{n}b and item{n}c.\n\n{line}"))
        .collect();
    assert_eq!(families(&readings(&texts)).len(), 300);
}

#[test]
fn a_template_filled_anew_is_another_report() {
    let weather = |town: &str, high: u32, low: u32, wind: u32| {
        format!(
            "The weather office of {town} expects a high of {high} degrees on Wednesday and a low of {low} degrees during the night. \
             Winds will blow from the west at {wind} kilometres an hour, with gusts along the coast. Showers are possible in the afternoon. \
             The sun rises at 6:{low} and sets at 17:{high}. The next report will be issued by the office at noon."
        )
    };
    let market = |close: &str, change: &str, volume: u32, leader: &str| {
        format!(
            "The index of the Karsavin exchange closed at {close} points on Thursday, a change of {change} percent from the day before. \
             Some {volume} million shares were traded. {leader} led the list of winners, while brewers were the day’s losers. \
             Of the 40 stocks in the index {volume} rose. Bonds were little changed, traders said."
        )
    };
    let texts = [
        weather("Sarnitz", 14, 31, 25),
        weather("Podrel", 19, 22, 40),
        weather("Brod", 11, 27, 15),
        market("4,102", "0.7", 31, "Tesk Transit"),
        market("4,077", "0.6", 18, "Brandvik"),
        market("4,190", "2.8", 37, "Alvane Oil"),
    ];
    assert_eq!(families(&readings(&texts)).len(), 6);
}

fn page(path: &str, head: &str) -> Reading {
    let paragraphs: String = REPORT.split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>")).collect();
    let page = Page::html(
        path,
        format!("<html><head>{head}</head><body><article><h1>Bridge shut</h1>{paragraphs}</article></body></html>"),
    );
    sayso_read::extract(&page, &Models::default())
}

#[test]
fn what_a_page_says_it_was_made_from_tells_the_origin() {
    let copy = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge shut","datePublished":"2024-03-11",
        "publisher":{"name":"Brackwater Chronicle"},"isBasedOn":"https://meridian.example/bridge"}</script>"#;
    let origin = r#"<link rel="canonical" href="https://meridian.example/bridge"><meta property="og:site_name" content="Meridian Wire">"#;
    let told = families(&[page("copy", copy), page("origin", origin)]);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].origin_path.as_str(), &told[0].evidence[..]), ("origin", &[Evidence::Credited][..]));
}
