//! Laws that hold for any text: no panic, no byte lost, nothing crossed.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use sayso_read::articles::{Article, Block, BlockKind};
use sayso_read::quotes;
use sayso_read::span::Span;
use sayso_read::text::{Model, Text, multiwords};

/// Strings that look for trouble: marks, stops, apostrophes, clitics, spaces and other scripts, close together.
fn troublesome() -> impl Strategy<Value = String> {
    let pieces = [
        "\"",
        "“",
        "”",
        "'",
        "’",
        "‘",
        "«",
        "»",
        "„",
        "''",
        "``",
        "「",
        "」",
        "‹",
        "›",
        "´",
        ".",
        "...",
        "…",
        "!",
        "?",
        ",",
        ":",
        "-",
        "--",
        "—",
        "/",
        "(",
        ")",
        "[",
        "]",
        "@",
        "#",
        "$",
        "%",
        "+",
        "&",
        "_",
        "*",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\u{A0}",
        "\u{200B}",
        "\u{AD}",
        "\u{301}",
        "word",
        "don",
        "t",
        "s",
        "S",
        "A",
        "U.S.",
        "Mr",
        "e.g",
        "No",
        "p.m",
        "cannot",
        "anti",
        "mid",
        "1",
        "12",
        "345",
        "6,789",
        "½",
        "²",
        "http://",
        "www.",
        "a.b",
        "com",
        "\u{1F468}\u{200D}\u{1F692}",
        "\u{1F1FA}",
        "我们",
        "。",
        "؟",
        "नम",
        "\u{0}",
        "\u{FEFF}",
    ];
    prop_oneof![
        proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat()),
        "\\PC{0,80}",
        any::<String>(),
    ]
}

fn check(text: &Text) {
    let mut at = 0;
    for token in &text.tokens {
        let range = token.span.range();
        assert!(!range.is_empty());
        assert!(range.start >= at, "tokens stand in order and apart");
        assert!(text.string.is_char_boundary(range.start) && text.string.is_char_boundary(range.end));
        assert!(!text.string[range.clone()].contains(char::is_whitespace), "{:?}", &text.string[range.clone()]);
        at = range.end;
    }
    let mut sentence = 0;
    for paragraph in &text.paragraphs {
        let tokens = &text.tokens[paragraph.run.range()];
        // Tokens and gaps give back the text.
        let words: String = tokens.iter().map(|token| text.words(token.span)).collect();
        let solid: String = text.words(paragraph.span).split_whitespace().collect();
        assert_eq!(words, solid);
        let (first, last) = paragraph.sentences;
        assert_eq!(first, sentence);
        sentence = last;
        let mut token = paragraph.run.start;
        for run in &text.sentences[first as usize..last as usize] {
            assert!(!run.is_empty());
            assert_eq!(run.start, token, "sentences cover the tokens");
            token = run.end;
        }
        assert_eq!(token, paragraph.run.end);
    }
    assert_eq!(sentence as usize, text.sentences.len());
    check_quotes(text);
}

fn check_quotes(text: &Text) {
    let quotes = quotes::find(text);
    for (index, quote) in quotes.iter().enumerate() {
        assert!(text.string.get(quote.outer.range()).is_some() && text.string.get(quote.inner.range()).is_some());
        assert!(quote.outer.contains(quote.inner));
        assert_eq!(text.span(quote.run), quote.outer);
        assert!(
            text.paragraphs.iter().any(|paragraph| paragraph.run.contains(quote.run)),
            "a quote stays in its block"
        );
        if let Some(parent) = quote.parent {
            assert!((parent as usize) < index);
            assert!(quotes[parent as usize].inner.contains(quote.outer));
        }
        assert!(quote.continues.is_none_or(|before| (before as usize) < index && !quotes[before as usize].closed));
        for other in &quotes[..index] {
            assert!(other.run.start < quote.run.start, "in the order of their opening marks");
            assert!(!other.run.overlaps(quote.run) || other.run.contains(quote.run), "nested or apart");
        }
    }
}

/// The shipped sentence model.
fn model() -> Model {
    Model::read(include_str!("../../sayso-models/sentences.model")).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_cut_without_loss(string in troublesome()) {
        check(&Text::plain(&string));
        check(&Text::plain_with(&string, &model()));
    }

    #[test]
    fn any_spans_of_blocks_are_survived(string in troublesome(), spans in proptest::collection::vec((0usize..90, 0usize..90), 0..4)) {
        let block = |(start, end): (usize, usize)| Block { kind: BlockKind::Table, span: Span::new(start, end), source: Vec::new() };
        let article = Article { text: string, blocks: spans.into_iter().map(block).collect(), ..Article::default() };
        let text = Text::of(&article);
        quotes::find(&text);
    }
}

/// Text that would take hours if any rule looked back or ahead without end; in a debug build this takes a moment.
#[test]
fn no_text_makes_the_time_quadratic() {
    let model = model();
    let patterns = [
        "a",
        "a.",
        "a-",
        "anti-",
        "1/",
        "1-",
        "1,",
        "'",
        "\"",
        "“",
        ".)",
        ". ",
        "...",
        "a@",
        "@a",
        "a.b-",
        "ab.cd.",
        "http://",
        "www.",
        "(",
        "'a",
        "'s",
        "\u{301}",
        "\u{1F468}\u{200D}",
        "A&",
        "A.B",
        "é.",
        "ab.é",
        "12'",
        "! \" ",
        "\" a ",
        "“ ” ",
        ":(",
        "No. ",
        "Mr. ",
        "A. ",
        "• ",
        "\n\"a",
        "我",
        "«",
        "‘a ’b",
    ];
    for pattern in patterns {
        let string = pattern.repeat(300_000 / pattern.len());
        let text = Text::plain(&string);
        quotes::find(&text);
        let text = Text::plain_with(&string, &model);
        for &sentence in &text.sentences {
            multiwords(&text, sentence);
        }
    }
}
