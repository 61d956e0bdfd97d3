//! Laws of the stage `times` for any text, and the example of each line of its lexicons.

#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // A test may look at the clock and keep what is slow to open.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso_read::text::Text;
use sayso_read::times::{self, Anchor, Reference, Time, TimeKind};
use sayso_read::{Analysis, Models, Page};

static MODELS: LazyLock<Models> = LazyLock::new(sayso_models::open);

fn published(value: &str) -> Option<Reference> {
    Some(Reference { value: value.to_owned(), origin: Anchor::Published })
}

fn find(string: &str, reference: Option<&Reference>) -> (Text, Vec<Time>) {
    let text = Text::plain(string);
    let analysis = Analysis::of(&text, &MODELS.language);
    let times = times::find(&text, &analysis, reference);
    (text, times)
}

/// In order, none over another, in the text, on token boundaries; days in order; unresolved ones have none.
fn check(text: &Text, times: &[Time]) {
    let mut end = 0;
    for time in times {
        assert!(time.span.start >= end && !time.span.is_empty(), "{time:?} does not follow {end}");
        end = time.span.end;
        assert!(text.string.get(time.span.range()).is_some());
        assert!(text.tokens.iter().any(|token| token.span.start == time.span.start), "{time:?} begins in a token");
        assert!(text.tokens.iter().any(|token| token.span.end == time.span.end), "{time:?} ends in a token");
        assert!(!time.value.is_empty() && time.value.is_ascii(), "{time:?}");
        if let Some((from, to)) = &time.interval {
            assert!(from.starts_with('-') || from <= to, "{time:?}");
        }
        if time.anchor == Anchor::Unresolved {
            assert_eq!(time.interval, None, "{time:?}");
        }
    }
}

const WORDS: &[&str] = &[
    "the ",
    "a ",
    "last ",
    "next ",
    "this ",
    "that ",
    "same ",
    "early ",
    "late ",
    "mid-",
    "end ",
    "of ",
    "in ",
    "on ",
    "March ",
    "May ",
    "Monday ",
    "12 ",
    "12, ",
    "2025 ",
    "1999",
    "-",
    "–",
    "’99 ",
    "9/11 ",
    "29/02/2023 ",
    "2025-02-30 ",
    "31 ",
    "February ",
    "BC ",
    "AD ",
    "480 ",
    "two ",
    "and ",
    "half ",
    "a half ",
    "hundred ",
    "years ",
    "year",
    "week ",
    "ago ",
    "earlier ",
    "later ",
    "before ",
    "after ",
    "century ",
    "1990s ",
    "19th ",
    "quarter ",
    "third ",
    "summer ",
    "Easter ",
    "Christmas ",
    "night ",
    "5:30 ",
    "p.m. ",
    "GMT ",
    "o'clock ",
    "now ",
    "past ",
    "99999 ",
    "999999999 ",
    "every ",
    "per ",
    "old ",
    "about ",
    "more than ",
    "at least ",
    "\n\n",
    ". ",
    ", ",
    "é",
    "中",
    "\u{301}",
    "will ",
    "said ",
    "from ",
    "to ",
    "fiscal ",
    "Q3 ",
    "0 ",
    "0000 ",
    "9999 ",
    "mid-1980s ",
    "decades ",
    "day",
    "’s ",
    "½ ",
    "3½ ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_of_words_is_read_lawfully(words in prop::collection::vec(0..WORDS.len(), 0..60), day in 0..4usize) {
        let soup: String = words.into_iter().map(|at| WORDS[at]).collect();
        let reference = [None, published("2025-03-13"), published("-009999-01-01"), published("9999-12-31")][day].clone();
        let (text, times) = find(&soup, reference.as_ref());
        check(&text, &times);
        prop_assert_eq!(&times, &find(&soup, reference.as_ref()).1);
    }

    #[test]
    fn any_characters_are_read_lawfully(soup in "\\PC{0,120}") {
        let (text, times) = find(&soup, published("2025-03-13").as_ref());
        check(&text, &times);
    }
}

#[test]
fn a_reference_that_is_no_day_is_none() {
    for value in ["", "2025", "2025-13-01", "yesterday", "2025-03-1é"] {
        let (_, times) = find("The dam burst yesterday.", published(value).as_ref());
        assert_eq!(times.iter().map(|time| time.anchor).collect::<Vec<_>>(), [Anchor::Unresolved], "{value}");
    }
}

#[test]
fn without_models_times_are_still_found() {
    let text = Text::plain("On Wednesday he said that the dam burst on March 3, 2030, after two weeks.");
    let times = times::find(&text, &Analysis::default(), published("2031-03-13").as_ref());
    check(&text, &times);
    let values: Vec<&str> = times.iter().map(|time| time.value.as_str()).collect();
    assert_eq!(values, ["2031-03-12", "2030-03-03", "P2W"]);
}

#[test]
fn a_text_of_nothing_but_times_takes_linear_time() {
    for words in [
        "the last two and a half years ago ",
        "March 12, 2025-",
        "the end of the end of ",
        "1999-",
        "a hundred thousand and ",
        "mid-",
    ] {
        let text = Text::plain(&words.repeat(40_000));
        let start = std::time::Instant::now();
        let times = times::find(&text, &Analysis::default(), published("2025-03-13").as_ref());
        assert!(start.elapsed().as_secs() < 20, "{:?} for {words:?}", start.elapsed());
        check(&text, &times[..times.len().min(100)]);
    }
}

/// The words between tabs, one line an entry, of a lexicon.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

#[test]
fn every_word_is_in_a_time_of_its_example() {
    let mut wrong = Vec::new();
    let words = rows(include_str!("../src/times/lexicon.tsv")).map(|row| (row[0], row[3]));
    let holidays = rows(include_str!("../src/times/holidays.tsv")).map(|row| (row[0], row[2]));
    for (word, example) in words.chain(holidays) {
        let (text, times) = find(example, published("2031-03-13").as_ref());
        // A preposition stands beside the time that it tells to be one.
        let beside = ["in", "on", "at", "to", "times", "once", "twice"].contains(&word);
        let printed = |time: &Time| text.words(time.span).to_lowercase();
        let found = if beside { !times.is_empty() } else { times.iter().any(|time| printed(time).contains(word)) };
        if !found {
            wrong.push(format!("{word}: {example} {:?}", times.iter().map(printed).collect::<Vec<_>>()));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_article_is_reckoned_from_its_dateline_and_what_nothing_dates_is_in_doubt() {
    let read = |string: &str| sayso_read::read(&Page::text("page.txt", string.as_bytes().to_vec()), &MODELS);
    let story =
        "The dam at Hallek burst on Wednesday, the mayor of Dorn said in a long letter to the council of the town.\n";
    let dated = read(&format!("Dam bursts at Hallek\n\nMarch 13, 2031\n\n{story}"));
    let time = dated.times.iter().find(|time| time.text == "Wednesday").unwrap();
    assert_eq!((time.value.as_str(), time.kind), ("2031-03-12", TimeKind::Date));
    assert!(!matches!(time.anchor, Anchor::Unresolved | Anchor::Explicit));
    let undated = read(&format!("Dam bursts at Hallek\n\n{story}"));
    let time = undated.times.iter().find(|time| time.text == "Wednesday").unwrap();
    assert_eq!((time.value.as_str(), time.anchor, &time.from), ("XXXX-WXX-3", Anchor::Unresolved, &None));
    let doubts: Vec<_> = undated.unresolved.iter().filter(|doubt| doubt.what == "time").collect();
    assert_eq!(doubts.len(), 1);
    assert_eq!(doubts[0].start, Some(time.start));
}

#[test]
fn every_verb_tells_the_tense_of_its_example() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("../src/times/verbs.tsv")) {
        let wanted = if row[1] == "past" { "2031-03-07" } else { "2031-03-14" };
        let (_, times) = find(row[2], published("2031-03-13").as_ref());
        let values: Vec<&str> = times.iter().map(|time| time.value.as_str()).collect();
        if values != [wanted] {
            wrong.push(format!("{}: {values:?}", row[2]));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
