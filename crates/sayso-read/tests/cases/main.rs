//! Worked examples as readable text: every `src/STAGE/cases/*.txt` is run and compared.
//!
//! ```text
//! The cue stands in the middle.                          a title: any line without a bar
//! | "We will appeal," said Maria Ortiz.                  the text
//! |  ^^^^^^^^^^^^^^^ inner                               what the stage makes of it
//! ```
//!
//! `BLESS=1 cargo test -p sayso-read --test cases` rewrites the lines of marks; read the difference before you commit.
//! A new stage needs a file here with one function from [`Text`](sayso_read::text::Text) to marks, and a test below.

#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Tests may read files.

mod harness;
mod people;
mod places;
mod quantities;
mod quotes;
mod statements;
mod times;

#[test]
fn quotes_are_as_their_cases_say() {
    let cases = harness::check("quotes", quotes::marks);
    assert!(cases >= 100, "only {cases} cases are left");
}

#[test]
fn statements_are_as_their_cases_say() {
    let cases = harness::check("statements", statements::marks);
    assert!(cases >= 120, "only {cases} cases are left");
}

#[test]
fn statements_that_are_not_met_yet_are_still_not() {
    let open = harness::check_open("statements", statements::marks);
    assert!(open <= 61, "{open} cases are open");
}

#[test]
fn people_are_as_their_cases_say() {
    let cases = harness::check("people", people::marks);
    assert!(cases >= 40, "only {cases} cases are left");
}

#[test]
fn times_are_as_their_cases_say() {
    let cases = harness::check("times", times::marks);
    assert!(cases >= 100, "only {cases} cases are left");
}

#[test]
fn quantities_are_as_their_cases_say() {
    let cases = harness::check("quantities", quantities::marks);
    assert!(cases >= 80, "only {cases} cases are left");
}

#[test]
fn places_are_as_their_cases_say() {
    let cases = harness::check("places", places::marks);
    assert!(cases >= 80, "only {cases} cases are left");
}
