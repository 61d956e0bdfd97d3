//! The stage `places` with what we ship: laws that hold for any text, limits, and every word's own example.

#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_types)] // A test may keep what is slow to open.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso_read::articles::Metadata;
use sayso_read::people::People;
use sayso_read::places::{self, PlaceForm, Places};
use sayso_read::text::Text;
use sayso_read::{Analysis, Models};

static MODELS: LazyLock<Models> = LazyLock::new(sayso_models::open);

fn find_with(string: &str, models: &Models) -> (Text, Places) {
    let text = Text::plain(string);
    let analysis = Analysis::of(&text, &models.language);
    let (people, metadata) = (People::default(), Metadata::default());
    let places = places::find(&text, &analysis, &people, &metadata, &models.gazetteer, &models.places);
    (text, places)
}

fn find(string: &str) -> (Text, Places) {
    find_with(string, &MODELS)
}

/// Spans lie in the text, in order, none over another; what is known is known together.
fn check(text: &Text, places: &Places) {
    let mut end = 0;
    for place in &places.list {
        assert!(!place.span.is_empty() && text.string.get(place.span.range()).is_some(), "{place:?}");
        assert!(place.span.start >= end, "in order: {place:?}");
        end = place.span.end;
        assert_eq!(place.name.is_some(), place.point.is_some(), "{place:?}");
        assert_eq!(place.name.is_some(), place.precision.is_some(), "{place:?}");
        if let Some((lat, lon)) = place.point {
            assert!((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon), "{place:?}");
        }
        assert!(place.country.as_ref().is_none_or(|code| code.len() == 3), "{place:?}");
        let doubted = places.doubts.iter().any(|(span, _)| *span == place.span);
        assert!(place.name.is_some() || doubted, "what is unresolved is in doubt: {place:?}");
    }
    for (span, _) in &places.doubts {
        assert!(places.list.iter().any(|place| place.span == *span));
    }
}

/// Words that look for trouble: names, abbreviations, marks, close together.
fn troublesome() -> impl Strategy<Value = String> {
    let pieces = [
        "Paris ",
        "Texas ",
        "U.S. ",
        "US",
        "London",
        "New ",
        "York ",
        "St. ",
        "Georgia ",
        "Russian ",
        "the ",
        "The",
        "region ",
        "County ",
        "of ",
        "in ",
        ", ",
        ". ",
        "\n\n",
        "’s ",
        "-",
        "–",
        "/",
        "(",
        ") ",
        "Southzha",
        "Kursk ",
        "Côte d’",
        "Ivoire ",
        "É",
        "İ",
        "ß",
        "中",
        "\u{301}",
        "a",
        "WASHINGTON ",
        "Ill. ",
        "Moscow said ",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_text_gives_places_whose_spans_lie_inside(string in troublesome()) {
        let (text, places) = find(&string);
        check(&text, &places);
    }

    #[test]
    fn any_characters_do(string in "\\PC{0,120}") {
        let (text, places) = find(&string);
        check(&text, &places);
    }

    #[test]
    fn a_folded_name_folds_to_itself(string in "\\PC{0,60}") {
        let folded = places::gazetteer::fold(&string);
        prop_assert_eq!(places::gazetteer::fold(&folded), folded);
    }
}

#[test]
fn without_a_map_there_are_no_places() {
    let (_, places) = find_with("Rain fell in Paris.", &Models::default());
    assert_eq!(places, Places::default());
}

#[test]
fn the_same_text_gives_the_same_places() {
    let string = "Rain fell in Paris, Texas, and in Georgia. Russian troops left Kursk. ".repeat(20);
    assert_eq!(find(&string).1, find(&string).1);
}

#[test]
fn one_name_is_one_place_in_a_text() {
    let (_, places) =
        find("The mill in Gainesville, Texas, burned. People in Gainesville heard it. Gainesville was dark.");
    let ids: Vec<_> = places.list.iter().filter(|place| place.name.as_deref() == Some("Gainesville")).collect();
    assert_eq!(ids.len(), 3);
    assert!(ids.iter().all(|place| place.admin1.as_deref() == Some("Texas")), "{ids:?}");
}

#[test]
fn a_text_of_a_thousand_towns_stays_quick() {
    let towns = ["Springfield", "Franklin", "San Antonio", "Santa Maria", "Santiago", "Georgetown", "Clinton", "Salem"];
    let string: String = (0..4_000).map(|at| format!("They met in {} on Monday. ", towns[at % towns.len()])).collect();
    let (text, places) = find(&string);
    check(&text, &places);
    assert!(places.list.len() > 3_000);
}

#[test]
fn a_limit_that_was_hit_is_told() {
    let (_, places) = find(&"They went to Kursk. ".repeat(places::toponyms::MOST + 10));
    assert!(places.doubts.iter().any(|(_, why)| why.starts_with("only the first")), "{:?}", places.doubts);
    assert!(find("They went to Kursk. ").1.doubts.is_empty());
}

#[test]
fn many_names_that_the_map_lacks_stay_quick() {
    let string: String =
        (0..3_000).map(|at| format!("They met in Karsavin{} near Kursk. ", "xq".repeat(at % 9))).collect();
    let (text, places) = find(&string);
    check(&text, &places);
}

#[test]
fn every_word_for_a_sort_of_place_is_read_in_its_own_example() {
    let lines = include_str!("../src/places/kinds.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let (mut wrong, mut all) = (Vec::new(), 0);
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, place, kind, example] = cells[..] else { panic!("four cells: {line}") };
        assert!(matches!(place, "before" | "behind") && matches!(kind, "area" | "ward" | "town" | "part"), "{line}");
        all += 1;
        let (_, places) = find(example);
        if !places.list.iter().any(|place| place.name.is_some() && place.form == PlaceForm::Name) {
            wrong.push(line);
        }
    }
    // The finder of names has a say too: one line in eight may be beyond what the words can do.
    assert!(wrong.len() * 8 <= all, "{} of {all}: {wrong:#?}", wrong.len());
}
