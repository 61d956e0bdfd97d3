//! Laws of statements as the shipped weights find them, whatever the text.

#![allow(clippy::disallowed_types)] // A test opens the weights once.

use std::sync::LazyLock;

use proptest::prelude::*;
use sayso_read::statements::{self, Statements, features, scene::Scene};
use sayso_read::text::Text;
use sayso_read::{Analysis, Models, quotes};

static MODELS: LazyLock<Models> = LazyLock::new(sayso_models::open);

fn find(text: &Text) -> Statements {
    let analysis = Analysis::of(text, &MODELS.language);
    let weights = statements::Weights { language: &MODELS.language, model: &MODELS.statements };
    statements::find(text, &analysis, &quotes::find(text), weights)
}

const WORDS: &[&str] = &[
    "said",
    "Tarn",
    "the mayor",
    "that",
    "“",
    "”",
    "\"",
    "’s",
    ",",
    ".",
    ":",
    "—",
    "and",
    "according to",
    "TARN:",
    "claim",
    "his",
    "was",
    "told",
    "who",
    "not",
    "will",
    "by",
    "He",
    "officials",
    "expected",
    "?",
    "é",
    "中文",
    "\u{301}",
    "😀",
    "\n\n",
    "5",
    "in a statement",
    "on Monday",
    "warned",
    "denied",
    "OST, March 3 (Tower) —",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_of_words_is_read_lawfully(words in prop::collection::vec(0..WORDS.len(), 0..150)) {
        let soup: String = words.into_iter().flat_map(|at| [WORDS[at], " "]).collect();
        let text = Text::plain(&soup);
        let found = find(&text).list;
        for (index, statement) in found.iter().enumerate() {
            prop_assert!(!statement.content.is_empty());
            let source = statement.source.iter().flat_map(|source| &source.spans);
            let cue = statement.cue.iter().flat_map(|cue| &cue.spans);
            let details = [statement.addressee, statement.channel, statement.when, statement.place];
            for span in source.chain(cue).chain(&statement.content).chain(details.iter().flatten()) {
                prop_assert!(!span.is_empty() && text.string.get(span.range()).is_some(), "{:?} of {:?}", span, statement);
            }
            prop_assert!(statement.content.windows(2).all(|pair| pair[0].end <= pair[1].start), "{:?}", statement);
            let mut at = index;
            for _ in 0..found.len() {
                let Some(parent) = found[at].parent else { break };
                at = parent as usize;
                prop_assert!(at != index, "a statement within itself");
            }
        }
        prop_assert_eq!(&found, &find(&text).list);
    }
}

#[test]
fn of_too_many_cues_the_likelier_are_looked_from_and_the_rest_is_told() {
    let text = Text::plain(&"said ".repeat(3_000));
    let analysis = Analysis::of(&text, &MODELS.language);
    let scene = Scene::new(&text, &analysis, &[], &[]);
    let chances: Vec<f32> = (0..text.tokens.len()).map(|at| if at % 2 == 0 { 0.9 } else { 0.3 }).collect();
    let views = features::views(&scene, &chances, 0.1);
    let looks: usize = views.list.iter().map(|view| view.window.len()).sum();
    assert!(looks <= 40 * text.tokens.len());
    assert_eq!(views.list.len() + views.overlooked, text.tokens.len());
    assert!(views.overlooked > 0 && views.list.iter().all(|view| view.chance > 0.5));
}
