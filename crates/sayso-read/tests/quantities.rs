//! The stage `quantities` with the models that we ship: laws that hold for any text, and every line of its word lists.

#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_types)] // A test may keep what is slow to open.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso_read::quantities::{self, Change, Hedge, Quantity, QuantityKind, Vague};
use sayso_read::text::Text;
use sayso_read::{Analysis, Models};

static MODELS: LazyLock<Models> = LazyLock::new(sayso_models::open);

fn find(string: &str) -> (Text, Vec<Quantity>) {
    let text = Text::plain(string);
    let analysis = Analysis::of(&text, &MODELS.language);
    let found = quantities::find(&text, &analysis, Vague::Literal);
    (text, found)
}

/// Spans lie in the text, in order, none over another; bounds are in order, and numbers are numbers.
fn check(text: &Text, found: &[Quantity]) {
    let mut before = 0;
    for quantity in found {
        assert!(!quantity.span.is_empty() && text.string.get(quantity.span.range()).is_some(), "{quantity:?}");
        assert!(quantity.span.start >= before, "in order, none over another: {quantity:?}");
        before = quantity.span.end;
        if let Some(of) = quantity.of {
            assert!(
                !of.is_empty() && text.string.get(of.range()).is_some() && !of.overlaps(quantity.span),
                "{quantity:?}"
            );
        }
        assert!(
            [quantity.value, quantity.low, quantity.high].into_iter().flatten().all(f64::is_finite),
            "{quantity:?}"
        );
        if let (Some(low), Some(high)) = (quantity.low, quantity.high) {
            assert!(low <= high || quantity.kind == QuantityKind::Score, "{quantity:?}");
        }
        assert!(quantity.value.is_some() || quantity.low.is_some() || quantity.high.is_some(), "{quantity:?}");
    }
}

#[test]
fn what_is_counted_stands_beside_its_figure_or_nowhere() {
    let (text, found) = find("one of the years an hour ");
    check(&text, &found);
}

/// Words that look for trouble: numbers, marks, units, hedges, close together.
fn troublesome() -> impl Strategy<Value = String> {
    let pieces = [
        "5 ",
        "1,200",
        "3.5 ",
        "-",
        " - ",
        "to ",
        "from ",
        "between ",
        "and ",
        "or ",
        "million ",
        "a ",
        "half ",
        "hundred ",
        "twenty",
        "three ",
        "third ",
        "thirds ",
        "of ",
        "dozens ",
        "several ",
        "tens ",
        "thousands ",
        "$",
        "US$",
        "€",
        "£",
        "RM",
        "%",
        " per ",
        "cent ",
        "an hour ",
        "km",
        "/",
        "h ",
        "°",
        "C ",
        "years ",
        "old ",
        "aged ",
        "more than ",
        "at least ",
        "some ",
        "up to ",
        "nearly ",
        "or more ",
        "+",
        "rose ",
        "fell ",
        "by ",
        "soldiers ",
        "killed ",
        "were ",
        "people ",
        "in ",
        "2014",
        "May ",
        "9:30 ",
        "p.m. ",
        ".",
        ", ",
        "(",
        ") ",
        "'",
        "″",
        "½",
        "one ",
        "one of the ",
        "out of ",
        "times ",
        "twice ",
        "x ",
        "Chapter ",
        "F",
        "minus ",
        "#",
        "é",
        "中",
        "\u{301}",
        "\n\n",
        "last ",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_figures_give_lawful_quantities(string in troublesome()) {
        let (text, found) = find(&string);
        check(&text, &found);
    }

    #[test]
    fn any_characters_do(string in "\\PC{0,120}") {
        let (text, found) = find(&string);
        check(&text, &found);
    }
}

#[test]
fn without_models_numbers_and_units_are_found_all_the_same() {
    let text = Text::plain("The dam cost €5 million and took 30 years.");
    let found = quantities::find(&text, &Analysis::of(&text, &Models::default().language), Vague::Literal);
    check(&text, &found);
    let units: Vec<_> = found.iter().filter_map(|quantity| quantity.unit.as_deref()).collect();
    assert_eq!(units, ["euro", "year"]);
}

#[test]
fn a_long_sentence_of_figures_stays_quick() {
    let string = "from 5 to 1,200 km and half a million of the ".repeat(3_000);
    let (text, found) = find(&string);
    check(&text, &found);
    let started = "9".repeat(1_000_000) + &" twenty-".repeat(100_000) + &"1.".repeat(100_000);
    let (text, found) = find(&started);
    check(&text, &found);
}

/// The lines of a table, its remarks and its head left out.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

/// Runs each line's example; a line in fifty may be beyond what the word list can do, for the parser has a say too.
fn each(table: &'static str, is_met: impl Fn(&[&str], &Text, &[Quantity]) -> bool) {
    let (mut wrong, mut all) = (Vec::new(), 0);
    for row in rows(table) {
        let (text, found) = find(row.last().unwrap());
        all += 1;
        if !is_met(&row, &text, &found) {
            wrong.push(format!("{row:?}: {found:?}"));
        }
    }
    assert!(wrong.len() * 50 <= all, "{} of {all}: {wrong:#?}", wrong.len());
}

#[test]
fn every_unit_is_found_in_its_example() {
    each(include_str!("../src/quantities/units.tsv"), |row, _, found| {
        found.iter().any(|quantity| quantity.unit.as_deref() == Some(row[0]))
    });
}

#[test]
fn every_number_is_found_in_its_example() {
    each(include_str!("../src/quantities/numbers.tsv"), |row, _, found| {
        let number: f64 = row[2].parse().unwrap();
        let met = |quantity: &Quantity| match (row[1], quantity.value) {
            ("part", Some(value)) => ((value * number).round() - value * number).abs() < 1e-9,
            ("short" | "scale" | "hundred", Some(value)) => value >= number,
            (_, Some(value)) => value == number,
            (_, None) => false,
        };
        found.iter().any(met)
    });
}

#[test]
fn every_vague_word_is_found_in_its_example() {
    each(include_str!("../src/quantities/vague.tsv"), |row, _, found| {
        let low: f64 = row[1].split('-').next().unwrap().parse().unwrap();
        found.iter().any(|quantity| quantity.hedge == Hedge::Vague && quantity.low == Some(low))
    });
}

#[test]
fn every_hedge_is_found_in_its_example() {
    each(include_str!("../src/quantities/hedges.tsv"), |row, _, found| {
        let hedge = match row[2] {
            "exact" => Hedge::Exact,
            "about" | "toward" => Hedge::About,
            "more_than" | "at_least" => Hedge::MoreThan,
            "less_than" => Hedge::LessThan,
            _ => Hedge::UpTo,
        };
        found.iter().any(|quantity| quantity.hedge == hedge)
    });
}

#[test]
fn every_change_is_found_in_its_example() {
    each(include_str!("../src/quantities/changes.tsv"), |row, _, found| {
        let change = if row[1] == "up" { Change::Up } else { Change::Down };
        found.iter().any(|quantity| quantity.change == Some(change))
    });
}

#[test]
fn every_fate_is_found_in_its_example() {
    each(include_str!("../src/quantities/fates.tsv"), |row, _, found| {
        found.iter().any(|quantity| quantity.fate == Some(row[1]) && quantity.value == Some(12.0))
    });
}

#[test]
fn the_number_behind_a_label_is_its_name() {
    each(include_str!("../src/quantities/labels.tsv"), |_, _, found| found.is_empty());
}

#[test]
fn every_plural_has_its_singular() {
    each(include_str!("../src/quantities/plurals.tsv"), |row, _, found| {
        found.iter().any(|quantity| {
            let unit = quantity.unit.as_deref().unwrap_or_default();
            unit == row[1] || (quantity.kind == QuantityKind::Fraction && row[0] == "halves")
        })
    });
}
