//! Sentences with the shipped model: ends that no mark shows are found, and news stays whole.

#![allow(clippy::unwrap_used, missing_docs)]

use sayso_read::text::{Model, Text};

#[track_caller]
fn check(cases: &[&str]) {
    let model = Model::read(include_str!("../../sayso-models/sentences.model")).unwrap();
    for case in cases {
        let text = Text::plain_with(&case.replace(" || ", " "), &model);
        let found: Vec<_> = text.sentences.iter().map(|&run| text.words(text.span(run))).collect();
        let expected: Vec<_> = case.split("||").map(str::trim).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn greetings_signatures_and_addresses_end_without_a_mark() {
    check(&[
        "Please send the list by noon. || Thanks, || Odile Brandt || 03/12/2004 10:15 AM",
        "Can you call me when the report is in? || Regards, || Karel",
    ]);
}

#[test]
fn news_stays_whole() {
    check(&[
        "Mayor Odile Brandt of Dorn told the Tarn Gazette that the Harbour Workers Union would not strike. || She left.",
        "Foreign Minister Karel Voss Orlo, President Maria Tern and Gen. V. V. Brask met in Dorn City on March 12.",
        "“We will not close the harbour,” Mayor Brandt said. || “Not this year.” || Nobody spoke.",
        "DORN, March 12 (Agency) — The dam held. || ''It was old,'' Mr. Tarn said. || ''It leaked.''",
        "Under the Tarn Water Act 2004 the Ministry of Works in Dorn pays $5 million. || Parliament agreed.",
    ]);
}
