//! Documents of OntoGUM: raw text put together from the treebank of the same documents, gold mentions as stretches of gold words.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use sayso_read::articles::{Article, Block, BlockKind};
use sayso_read::quotes::{self, Quote};
use sayso_read::span::{Run, Span};
use sayso_read::statements::{self, Statement};
use sayso_read::text::{self, Paragraph, Text, Token, TokenKind};
use sayso_read::{Analysis, Language};

use super::score::Place;
use crate::{Data, conllu};

/// A document as read, with its gold.
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) text: Text,
    pub(crate) analysis: Analysis,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) statements: Vec<Statement>,
    /// Where each gold word stands.
    words: Vec<Span>,
    /// Clusters of gold mentions.
    pub(crate) gold: Vec<Vec<Place>>,
}

impl Document {
    /// The text of a stretch of gold words.
    pub(crate) fn words_of(&self, (start, end): Place) -> &str {
        self.text.words(Span { start: self.words[start].start, end: self.words[end - 1].end })
    }

    /// The gold words that a run of our tokens covers.
    pub(crate) fn place(&self, run: Run) -> Place {
        let span = self.text.span(run);
        let start = self.words.partition_point(|word| word.end <= span.start);
        let end = self.words.partition_point(|word| word.start < span.end);
        (start, end.max(start + 1))
    }
}

/// How many words a document has, and its clusters.
type Marks = (usize, Vec<Vec<Place>>);

/// The words and clusters of each document of a file in the CoNLL format.
fn clusters(file: &str) -> anyhow::Result<BTreeMap<String, Marks>> {
    let mut documents = BTreeMap::new();
    let (mut name, mut count) = (String::new(), 0);
    let (mut open, mut found) = (BTreeMap::<&str, Vec<usize>>::new(), BTreeMap::<&str, Vec<Place>>::new());
    for line in file.lines().chain(["# begin document"]) {
        if let Some(rest) = line.strip_prefix("# begin document") {
            if !name.is_empty() {
                let all = std::mem::take(&mut found).into_values().collect();
                documents.insert(std::mem::take(&mut name), (count, all));
            }
            (name, count) = (rest.trim().to_owned(), 0);
            open.clear();
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, _, marks] = cells[..] else { continue };
        let mut rest = marks;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let opens = rest[..at].ends_with('(');
            let length = rest[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - at);
            let id = &rest[at..at + length];
            rest = &rest[at + length..];
            if opens {
                open.entry(id).or_default().push(count);
            }
            if rest.starts_with(')') {
                let start = open.get_mut(id).and_then(Vec::pop).context("a mention that was not opened")?;
                found.entry(id).or_default().push((start, count + 1));
            }
        }
        count += 1;
    }
    Ok(documents)
}

/// How a document's text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// By our own rules, from raw text.
    Own,
    /// As the treebank has it.
    Gold,
}

/// The documents of a part (`train`, `dev`).
pub(crate) fn read(
    data: &Data,
    part: &str,
    cut: Cut,
    language: &Language,
    sentences: &text::Model,
) -> anyhow::Result<Vec<Document>> {
    use rayon::prelude::*;
    let open = |name: &str| {
        let path = data.path(name);
        std::fs::read_to_string(&path).with_context(|| path.display().to_string())
    };
    let (marks, bank) = (open(&format!("people/ontogum.{part}.conll"))?, open(&format!("language/gum.{part}.conllu"))?);
    let gold = clusters(&marks)?;
    let model = crate::statements::model(data).unwrap_or_default();
    let documents: Vec<&str> = bank.split("# newdoc id = ").skip(1).collect();
    documents
        .par_iter()
        .map(|document| {
            let name = document.lines().next().unwrap_or_default().trim();
            let (count, clusters) = gold.get(name).with_context(|| format!("no mentions of {name}"))?;
            let raw = conllu::raw_of(document);
            if raw.words.len() != *count {
                bail!("{name}: {} words in the treebank, {count} among the mentions", raw.words.len());
            }
            let text = match cut {
                Cut::Own => Text::with(&article(&raw.string), sentences),
                Cut::Gold => as_cut(document, &raw),
            };
            let analysis = Analysis::of(&text, language);
            let quotes = quotes::find(&text);
            let weights = statements::Weights { language, model: &model };
            let statements = statements::find(&text, &analysis, &quotes, weights).list;
            let (name, gold) = (name.to_owned(), clusters.clone());
            Ok(Document { name, text, analysis, quotes, statements, words: raw.words, gold })
        })
        .collect()
}

/// A raw text as an article: its paragraphs are parted by blank lines, the first one is the headline.
fn article(raw: &str) -> Article {
    let mut article = Article { text: raw.to_owned(), ..Article::default() };
    let mut start = 0;
    for paragraph in raw.split("\n\n") {
        let span = Span::new(start, start + paragraph.len());
        if !paragraph.trim().is_empty() {
            article.blocks.push(Block { kind: BlockKind::Paragraph, span, source: Vec::new() });
        }
        start += paragraph.len() + 2;
    }
    article
}

/// A text with the treebank's own words and sentences.
fn as_cut(document: &str, raw: &conllu::Raw) -> Text {
    let mut text = Text { string: raw.string.clone(), ..Text::default() };
    for &span in &raw.words {
        text.tokens.push(Token { span, kind: TokenKind::Word });
    }
    let mut at = 0;
    for sentence in document.split("\n\n") {
        let is_word =
            |line: &&str| line.split('\t').next().is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_digit()));
        let count = sentence.lines().filter(|line| line.contains('\t')).filter(is_word).count();
        if count == 0 {
            continue;
        }
        if sentence.contains("# newpar") || text.paragraphs.is_empty() {
            let number = text.sentences.len() as u32;
            text.paragraphs.push(Paragraph {
                kind: BlockKind::Paragraph,
                span: text.tokens[at].span,
                run: Run::new(at, at),
                sentences: (number, number),
            });
        }
        text.sentences.push(Run::new(at, at + count));
        at += count;
        if let Some(paragraph) = text.paragraphs.last_mut() {
            paragraph.run.end = at as u32;
            paragraph.sentences.1 += 1;
            paragraph.span.end = text.tokens[at - 1].span.end;
        }
    }
    text
}
