//! Laws of figures: whatever a page holds, they are read without panic and in time that grows with the page.
#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use sayso_ledger::figures::{Pile, Question, read};
use sayso_ledger::rows::{Document, Passage, Quantity, Rows, number};
use sayso_read::articles::BlockKind;
use sayso_read::quantities::{Hedge, QuantityKind};

/// A document of passages in which every run of digits is a count.
fn rows(document: i64, passages: &[(BlockKind, String)]) -> Rows {
    let (mut all, mut quantities, mut start) = (Vec::new(), Vec::new(), 0u32);
    for (index, (kind, text)) in passages.iter().enumerate() {
        let letters: Vec<char> = text.chars().collect();
        let passage = number(document, index);
        let mut at = 0;
        while at < letters.len() {
            let end = (at..letters.len()).find(|&end| !letters[end].is_ascii_digit()).unwrap_or(letters.len());
            if end > at {
                let text: String = letters[at..end].iter().collect();
                quantities.push(Quantity {
                    quantity: number(document, quantities.len()),
                    document,
                    passage: Some(passage),
                    statement: None,
                    start: start + at as u32,
                    end: start + end as u32,
                    value: text.parse().ok(),
                    text,
                    kind: QuantityKind::Count,
                    low: None,
                    high: None,
                    hedge: Hedge::Exact,
                    unit: None,
                    change: None,
                    of: None,
                    of_start: None,
                    of_end: None,
                    fate: None,
                });
            }
            at = end.max(at + 1);
        }
        let end = start + letters.len() as u32;
        all.push(Passage { passage, document, kind: *kind, start, end, text: text.clone() });
        start = end + 2;
    }
    Rows {
        document: Document {
            document,
            id: String::new(),
            path: String::new(),
            url: None,
            outlet: None,
            record: None,
            title: None,
            authors: Vec::new(),
            language: None,
            published: Some("2031-05-02".into()),
            published_evidence: None,
            modified: None,
            credits: Vec::new(),
            based_on: Vec::new(),
            words: 0,
        },
        passages: all,
        entities: Vec::new(),
        statements: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        quantities,
        left_out: 0,
    }
}

fn settled(all: &[Rows]) -> usize {
    let mut pile = Pile::new();
    all.iter().for_each(|rows| pile.add(read(rows)));
    pile.series(&HashMap::new(), &|_| None).len()
}

#[test]
fn a_page_of_nothing_but_figures_takes_no_time_to_speak_of() {
    let long = "In Aldin the Board said 163 dead, 40 of them in Tesmar; it put its losses at 12 ".repeat(4_000);
    let table: String = (0..4_000).map(|row| format!("Aldin\t{row}\t{row}\t9\n")).collect();
    let head = "Place\tDead\tMissing\tTotal\n".to_owned() + &table;
    let begun = Instant::now();
    for text in [
        (BlockKind::Paragraph, long.clone()),
        (BlockKind::Paragraph, "( \u{201c}".repeat(30_000) + "7"),
        (BlockKind::Table, head),
    ] {
        settled(&[rows(1, &[text])]);
    }
    // Many documents that say the same.
    let same = "Mayor Liv Sand said 60 people had been killed by the storm in Aldin, Open Hand said 90.".to_owned();
    let many: Vec<Rows> = (1..=2_000).map(|document| rows(document, &[(BlockKind::Paragraph, same.clone())])).collect();
    assert!(settled(&many) > 0);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn the_order_of_adding_changes_nothing() {
    let told = |document: i64| {
        let text = format!(
            "In Aldin Mayor Sand said {} dead, Open Hand in Tesmar said 9{document} dead. General Koss put his own losses at 1{document} dead.",
            60 + document % 3
        );
        rows(document, &[(BlockKind::Paragraph, text)])
    };
    let series = |order: Vec<i64>| {
        let mut pile = Pile::new();
        order.into_iter().for_each(|document| pile.add(read(&told(document))));
        serde_json::to_string(&pile.series(&HashMap::new(), &|_| None)).unwrap()
    };
    assert_eq!(series((1..=40).collect()), series((1..=40).rev().collect()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_characters_do(texts in prop::collection::vec(("[ -~“”’\t\n0-9é東]{0,80}", any::<bool>()), 0..4), question in "\\PC{0,60}") {
        let passages: Vec<(BlockKind, String)> = (texts.into_iter())
            .map(|(text, table)| (if table { BlockKind::Table } else { BlockKind::Paragraph }, text))
            .collect();
        let rows = rows(1, &passages);
        let mut pile = Pile::new();
        pile.add(read(&rows));
        for count in pile.counts() {
            prop_assert!(count.start <= count.end && !count.text.is_empty());
        }
        let asked = Question::of(&question);
        for series in pile.series(&HashMap::new(), &|_| None) {
            let _ = asked.score(&(&series).into());
        }
    }

    #[test]
    fn words_of_news_in_any_order_do(words in prop::collection::vec(
        prop::sample::select(vec!["12", "163", "dead", "of", "the", "its", "own", "losses", "said", "put", "at", "soldiers", "Velmoran", "captured", "not",
            "toll", "in", "Aldin", ",", ";", ".", "“", "”", "killed", "or", "wounded", "figure", "raised", "to", "them", "he", "crowns"]), 1..40)) {
        let text = words.join(" ");
        let all = [rows(1, &[(BlockKind::Paragraph, text.clone())]), rows(2, &[(BlockKind::Headline, text)])];
        let _ = settled(&all);
    }
}
