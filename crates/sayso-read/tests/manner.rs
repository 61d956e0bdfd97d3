//! How a statement was made, held against the hand annotations of the invented world: class, negation and form, given the
//! words of source, cue and content.

#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Tests may read files.
#![allow(clippy::print_stdout)] // What differs, for those who ask.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use sayso_read::articles;
use sayso_read::span::Span;
use sayso_read::statements::{self, Cue, CueClass, Form, Kind, Modality, Source, Statement};
use sayso_read::text::Text;
use sayso_read::{Analysis, Models, Page};

static MODELS: LazyLock<Models> = LazyLock::new(sayso_models::open);

/// Each way in which the words of a gold passage stand in a text: white space counts as one.
fn locate(text: &str, words: &str) -> Option<Span> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let first = *words.first()?;
    text.match_indices(first).find_map(|(start, _)| {
        let mut at = start;
        for (step, word) in words.iter().enumerate() {
            let rest = &text[at..];
            let gap = rest.len() - rest.trim_start().len();
            at += if step > 0 { gap } else { 0 };
            at += text[at..].starts_with(word).then_some(word.len())?;
        }
        Some(Span::new(start, at))
    })
}

/// The pieces of a marked passage, in the text.
fn pieces(text: &str, marked: &str) -> Option<BTreeMap<char, Vec<Span>>> {
    let plain: String = marked.replace("⟨s ", "").replace("⟨c ", "").replace("⟨x ", "").replace('⟩', "");
    let whole = locate(text, &plain)?;
    let mut found: BTreeMap<char, Vec<Span>> = BTreeMap::new();
    let mut at = whole.start as usize;
    for piece in marked.split('⟨').skip(1) {
        let (role, rest) = piece.split_once(' ')?;
        let (words, _) = rest.split_once('⟩')?;
        let span = locate(&text[at..], words)?;
        let span = Span::new(at + span.start as usize, at + span.end as usize);
        at = span.end as usize;
        found.entry(role.chars().next()?).or_default().push(span);
    }
    Some(found)
}

/// A statement of which only the words are known.
fn given(source: Vec<Span>, cue: Vec<Span>, content: Vec<Span>) -> Statement {
    Statement {
        kind: Kind::Indirect,
        source: Some(Source { spans: source, form: Form::Implicit }),
        cue: Some(Cue {
            spans: cue,
            lemma: String::new(),
            class: CueClass::Other,
            negated: false,
            modality: Modality::Actual,
        }),
        content,
        parent: None,
        addressee: None,
        channel: None,
        when: None,
        place: None,
    }
}

#[test]
fn manner_agrees_with_the_hand_annotations() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let models = &*MODELS;
    let table = std::fs::read_to_string(format!("{folder}/gold/statements.tsv")).unwrap();
    let mut documents: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        documents.entry(cells[0]).or_default().push(cells);
    }
    let mut right: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (document, rows) in documents {
        // Containers are `sayso-sources`' business.
        let Ok(bytes) = std::fs::read(format!("{folder}/world/{document}")) else { continue };
        if !document.ends_with(".html") && !document.ends_with(".txt") {
            continue;
        }
        let page = if document.ends_with(".html") { Page::html(document, bytes) } else { Page::text(document, bytes) };
        let article = articles::extract(&page, &models.articles);
        let text = Text::with(&article, &models.sentences);
        let analysis = Analysis::of(&text, &models.language);
        if article.metadata.language.as_deref().is_some_and(|language| !language.starts_with("en")) {
            continue;
        }
        let (mut statements, mut gold) = (Vec::new(), Vec::new());
        for row in rows {
            let Some(mut found) = pieces(&text.string, row[11]) else { continue };
            let mut take = |role: char| found.remove(&role).unwrap_or_default();
            let (source, cue, content) = (take('s'), take('c'), take('x'));
            if cue.is_empty() {
                continue;
            }
            statements.push(given(source, cue, content));
            gold.push(row);
        }
        statements::refine(&text, &analysis, &models.language.tags, &mut statements);
        for (row, statement) in gold.into_iter().zip(statements) {
            let cue = statement.cue.unwrap();
            let class = format!("{:?}", cue.class).to_lowercase();
            let form = format!("{:?}", statement.source.unwrap().form).to_lowercase();
            for (what, good) in
                [("class", class == row[7]), ("negated", cue.negated == (row[8] == "yes")), ("form", form == row[4])]
            {
                let entry = right.entry(what).or_default();
                entry.0 += usize::from(good);
                entry.1 += 1;
                if !good {
                    wrong.push(format!(
                        "{what}: {} {} | {} | {} is {class} ({}) {} {form}; {} {} {}",
                        row[0], row[1], row[5], row[6], cue.lemma, cue.negated, row[7], row[8], row[4]
                    ));
                }
            }
            if std::env::var_os("SHOW").is_some() {
                let show = |span: Option<Span>| span.map_or("-", |span| text.words(span));
                println!(
                    "{}\n    to {} | by {} | when {} | where {} | {:?} {:?}",
                    row[11],
                    show(statement.addressee),
                    show(statement.channel),
                    show(statement.when),
                    show(statement.place),
                    cue.modality,
                    cue.lemma
                );
            }
        }
    }
    if std::env::var_os("SHOW").is_some() {
        println!("{}\n{right:?}", wrong.join("\n"));
    }
    let share = |what: &str| right[what].0 as f64 / right[what].1 as f64;
    assert!(right["class"].1 > 400, "{right:?}");
    assert!(share("class") > 0.8 && share("negated") > 0.95 && share("form") > 0.9, "{right:?}\n{}", wrong.join("\n"));
}

/// Details are words beside source, cue and content; all in the text, none empty.
fn lawful(text: &Text, statements: &[Statement]) {
    for statement in statements {
        let details = [statement.addressee, statement.channel, statement.when, statement.place];
        for span in details.into_iter().flatten() {
            assert!(!span.is_empty() && text.string.get(span.range()).is_some(), "{statement:?}");
            let mut words = statement.content.iter().chain(statement.source.iter().flat_map(|source| &source.spans));
            assert!(!words.any(|words| words.overlaps(span)), "{statement:?}");
        }
    }
}

const WORDS: &[&str] = &[
    "said",
    "told",
    "Tarn",
    "the",
    "mayor",
    "that",
    "“",
    "”",
    ",",
    ".",
    ":",
    "—",
    "and",
    "according",
    "to",
    "claims",
    "promise",
    "was",
    "who",
    "not",
    "never",
    "nobody",
    "will",
    "would",
    "by",
    "He",
    "they",
    "’s",
    "saying",
    "of",
    "officials",
    "expected",
    "asked",
    "whether",
    "in",
    "a",
    "statement",
    "on",
    "Monday",
    "Karsavin",
    "reporters",
    "at",
    "house",
    "Telegram",
    "two",
    "neither",
    "nor",
    "deny",
    "without",
    "if",
    "speaking",
    "letter",
    "report",
    "\n\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_of_words_is_said_lawfully(
        words in prop::collection::vec(0..WORDS.len(), 1..120),
        cuts in prop::collection::vec((0..120usize, 0..4usize, 0..4usize, 0..9usize), 1..12),
    ) {
        let soup: Vec<&str> = words.into_iter().map(|word| WORDS[word]).collect();
        let text = Text::plain(&soup.join(" "));
        let analysis = Analysis::of(&text, &MODELS.language);
        // Source, cue and content, one behind the other or the other way round, any of them perhaps empty.
        let run = |start: usize, length: usize| -> Vec<Span> {
            let tokens = text.tokens.iter().skip(start).take(length).map(|token| token.span);
            tokens.reduce(Span::cover).into_iter().collect()
        };
        let mut statements: Vec<Statement> = cuts
            .into_iter()
            .map(|(start, source, cue, content)| {
                let (first, second, third) =
                    (run(start, source), run(start + source, cue), run(start + source + cue + 3, content));
                if start % 2 == 0 { given(first, second, third) } else { given(third, second, first) }
            })
            .collect();
        statements::refine(&text, &analysis, &MODELS.language.tags, &mut statements);
        lawful(&text, &statements);
    }
}

#[test]
fn a_sentence_without_end_is_said_in_linear_time() {
    let sentence = "the mayor told reporters in a statement on Monday that ";
    let text = Text::plain(&sentence.repeat(6_000));
    let analysis = Analysis::of(&text, &MODELS.language);
    let token = |at: usize| text.tokens[at].span;
    // Every word its own cue: far more statements than any text has.
    let mut statements: Vec<Statement> =
        (1..text.tokens.len() - 1).map(|at| given(vec![token(at - 1)], vec![token(at)], vec![token(at + 1)])).collect();
    let start = std::time::Instant::now();
    statements::refine(&text, &analysis, &MODELS.language.tags, &mut statements);
    assert!(start.elapsed().as_secs() < 20, "{:?} for {} statements", start.elapsed(), statements.len());
    lawful(&text, &statements);
}
