//! The stage `people` with the models that we ship: laws that hold for any text, and every noun's own example.

#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_types)] // A test may keep what is slow to open.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso_read::people::{self, EntityKind, People};
use sayso_read::text::Text;
use sayso_read::{Analysis, Models, quotes, statements};

static MODELS: LazyLock<Models> = LazyLock::new(sayso_models::open);

fn find(string: &str, models: &Models) -> (Text, People) {
    let text = Text::plain(string);
    let analysis = Analysis::of(&text, &models.language);
    let quotes = quotes::find(&text);
    let weights = statements::Weights { language: &models.language, model: &models.statements };
    let statements = statements::find(&text, &analysis, &quotes, weights).list;
    let people = people::find(&text, &analysis, &models.language, &quotes, &statements, &models.people);
    assert_eq!(people.speakers.len(), statements.len());
    (text, people)
}

/// Spans lie inside the text, entities are mentioned, in order of their first mention; speakers are known.
fn check(text: &Text, people: &People) {
    let mut before = 0;
    for entity in &people.entities {
        assert!(!entity.mentions.is_empty());
        assert!(entity.mentions[0].whole.start >= before, "in order of first mention");
        before = entity.mentions[0].whole.start;
        for span in [entity.name, entity.role, entity.affiliation].into_iter().flatten() {
            assert!(!span.is_empty() && text.string.get(span.range()).is_some(), "{span:?}");
        }
        for mention in &entity.mentions {
            assert!(!mention.run.is_empty() && mention.run.range().end <= text.tokens.len());
            assert!(mention.whole.contains(mention.run), "{mention:?}");
        }
    }
    for speaker in people.speakers.iter().flatten() {
        assert!((*speaker as usize) < people.entities.len());
    }
    for (span, _) in &people.doubts {
        assert!(text.string.get(span.range()).is_some());
    }
}

/// Words that look for trouble: names, titles, pronouns, marks, close together.
fn troublesome() -> impl Strategy<Value = String> {
    let pieces = [
        "Mr. ",
        "Vesk ",
        "General ",
        "he ",
        "she ",
        "it ",
        "who ",
        "said ",
        "says ",
        ", ",
        ". ",
        "\n\n",
        "“",
        "” ",
        "the ",
        "president ",
        "of ",
        "Velmora ",
        "U.S. ",
        "N.R.B. ",
        "’s ",
        "and ",
        "his ",
        "I ",
        "we ",
        "(",
        ") ",
        ": ",
        "— ",
        "Ministry ",
        "told ",
        "that ",
        "41-year-old ",
        "a",
        "É",
        "中",
        "\u{301}",
        "wife ",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_text_gives_people_whose_spans_lie_inside(string in troublesome()) {
        let (text, people) = find(&string, &MODELS);
        check(&text, &people);
    }

    #[test]
    fn any_characters_do(string in "\\PC{0,120}") {
        let (text, people) = find(&string, &MODELS);
        check(&text, &people);
    }
}

#[test]
fn without_models_only_who_speaks_under_a_title_is_named_and_nothing_breaks() {
    let (text, people) = find("Mr. Tarn said no. “I will not,” he said.", &Models::default());
    check(&text, &people);
    assert!(people.entities.iter().all(|entity| entity.name.is_none_or(|name| text.words(name) == "Tarn")));
}

#[test]
fn the_same_text_gives_the_same_people() {
    let string = "General Radomir Vesk met Milo Vesk. Mr. Vesk said that he was tired. “I am,” he said. ".repeat(20);
    assert_eq!(find(&string, &MODELS).1, find(&string, &MODELS).1);
}

#[test]
fn a_long_text_of_one_name_stays_quick() {
    let string = "Vesk said that Vesk, the general, saw him. ".repeat(3_000);
    let (text, people) = find(&string, &MODELS);
    check(&text, &people);
}

#[test]
fn every_noun_is_what_its_line_says_in_its_own_example() {
    let lines = include_str!("../src/people/nouns.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let (mut wrong, mut all) = (Vec::new(), 0);
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let [word, class, example] = cells[..] else { panic!("three cells: {line}") };
        let (text, people) = find(example, &MODELS);
        let wanted: &[EntityKind] = match class {
            "person" | "man" | "woman" => &[EntityKind::Person],
            "group" => &[EntityKind::Organization, EntityKind::Group],
            "place" => &[EntityKind::Place, EntityKind::Organization],
            "work" => &[EntityKind::Work],
            "thing" => &[EntityKind::Other],
            _ => panic!("no such class: {line}"),
        };
        all += 1;
        let is_it = |entity: &people::Entity| {
            let mut runs = entity.mentions.iter().flat_map(|mention| mention.run.range());
            runs.any(|token| text.word(token).eq_ignore_ascii_case(word)) && wanted.contains(&entity.kind)
        };
        if !people.entities.iter().any(is_it) {
            wrong.push(line);
        }
    }
    // The parser and the finder of names have a say too: a line in fifty may be beyond what the lexicon can do.
    assert!(wrong.len() * 50 <= all, "{} of {all}: {wrong:#?}", wrong.len());
}
