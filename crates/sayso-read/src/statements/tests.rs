//! Every line of the cue table is found by its own example; laws that hold for whatever the rules find in any text.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::lexicon::{Frames, Lexicon};
use super::*;
use crate::articles::{Article, Block, BlockKind};
use crate::quotes;

fn text(paragraphs: &str) -> Text {
    let mut article = Article { text: paragraphs.to_owned(), ..Article::default() };
    let mut start = 0;
    for paragraph in paragraphs.split("\n\n") {
        if !paragraph.is_empty() {
            let span = Span::new(start, start + paragraph.len());
            article.blocks.push(Block { kind: BlockKind::Paragraph, span, source: Vec::new() });
        }
        start += paragraph.len() + 2;
    }
    Text::of(&article)
}

fn read(paragraphs: &str) -> (Text, Vec<Statement>) {
    let text = text(paragraphs);
    let quotes = quotes::find(&text);
    let statements = nest::arrange(rules::find(&text, &quotes));
    (text, statements)
}

fn known(word: &str) -> impl Iterator<Item = &'static (u16, inflect::Forms)> {
    Lexicon::get().any(&word.to_lowercase()).into_iter().flat_map(|known| &known.cues)
}

#[test]
fn every_cue_is_found_in_its_example() {
    let mut missing = Vec::new();
    for (at, entry) in Lexicon::get().entries.iter().enumerate() {
        if entry.frames.has(Frames::CLASS) {
            // Not sought by the rules: its word must stand in the example, and lead here.
            let mut words = entry.example.split(|c: char| !(c.is_alphanumeric() || c == '-'));
            if !words.any(|word| known(word).any(|&(cue, _)| usize::from(cue) == at)) {
                missing.push(format!("{}: not in its example: {}", entry.lemma, entry.example));
            }
            continue;
        }
        let (_, statements) = read(entry.example);
        let found = statements.iter().filter_map(|statement| statement.cue.as_ref());
        if !found.clone().any(|cue| cue.lemma == entry.lemma && cue.class == entry.class) {
            let found: Vec<_> = found.map(|cue| cue.lemma.clone()).collect();
            missing.push(format!("{} ({:?}): {} found {found:?}", entry.lemma, entry.part, entry.example));
        }
    }
    assert!(missing.is_empty(), "{} cues are not found:\n{}", missing.len(), missing.join("\n"));
}

/// What must hold of any reading.
fn lawful(text: &Text, statements: &[Statement]) {
    for (index, statement) in statements.iter().enumerate() {
        assert!(!statement.content.is_empty());
        let source = statement.source.iter().flat_map(|source| &source.spans);
        let cue = statement.cue.iter().flat_map(|cue| &cue.spans);
        for span in source.chain(cue).chain(&statement.content).chain(&statement.addressee).chain(&statement.channel) {
            assert!(!span.is_empty(), "an empty span in {statement:?}");
            assert!(text.string.get(span.range()).is_some(), "{span:?} is not in the text");
        }
        assert!(statement.content.windows(2).all(|pair| pair[0].start <= pair[1].start));
        let mut at = index;
        for _ in 0..=statements.len() {
            match statements[at].parent {
                Some(parent) => at = parent as usize,
                None => break,
            }
            assert_ne!(at, index, "a statement within itself");
        }
    }
}

const WORDS: &[&str] = &[
    "said",
    "Tarn",
    "the",
    "mayor",
    "that",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    ",",
    ".",
    ":",
    ";",
    "—",
    "(",
    ")",
    "and",
    "according",
    "to",
    "claims",
    "claim",
    "his",
    "was",
    "told",
    "who",
    "which",
    "not",
    "will",
    "by",
    "He",
    "they",
    "reportedly",
    "’s",
    "'s",
    "n't",
    "saying",
    "of",
    "officials",
    "expected",
    "asked",
    "whether",
    "?",
    "!",
    "…",
    "é",
    "中文",
    "\u{301}",
    "😀",
    "\n\n",
    "5",
    "$",
    "in",
    "a",
    "statement",
    "on",
    "Monday",
    "added",
    "call",
    "for",
    "Ostbank",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_of_words_is_read_lawfully(words in prop::collection::vec((0..WORDS.len(), any::<bool>()), 0..120)) {
        let mut soup = String::new();
        for (word, gap) in words {
            soup.push_str(WORDS[word]);
            if gap { soup.push(' '); }
        }
        let (text, statements) = read(&soup);
        lawful(&text, &statements);
    }

    #[test]
    fn any_text_is_read_lawfully(soup in ".{0,200}") {
        let (text, statements) = read(&soup);
        lawful(&text, &statements);
    }
}
