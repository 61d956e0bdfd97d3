//! Treebanks in CoNLL-U as texts with gold tokens, sentences and tags.

use std::path::Path;

use anyhow::Context;
use sayso_read::span::{Run, Span};
use sayso_read::text::{Text, Token, TokenKind};

use crate::Data;

/// A gold token.
#[derive(Debug, Clone)]
#[allow(dead_code)]
pub(crate) struct Gold {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: String,
    pub(crate) xpos: String,
    pub(crate) feats: String,
    /// Index in the sentence of its head; `None` for the root.
    pub(crate) head: Option<usize>,
    /// Relation without subtype.
    pub(crate) relation: String,
    /// Whether white space follows.
    pub(crate) space: bool,
}

/// The sentences of a file.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Vec<Gold>>> {
    let file = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut sentences = Vec::new();
    let mut sentence = Vec::new();
    for line in file.lines().chain([""]) {
        let cells: Vec<&str> = line.split('\t').collect();
        if line.is_empty() && !sentence.is_empty() {
            sentences.push(std::mem::take(&mut sentence));
        }
        let [id, form, lemma, upos, xpos, feats, head, relation, _, misc] = cells[..] else { continue };
        if id.bytes().all(|byte| byte.is_ascii_digit()) {
            sentence.push(Gold {
                form: form.into(),
                lemma: lemma.into(),
                upos: upos.into(),
                xpos: xpos.into(),
                feats: feats.into(),
                head: head.parse::<usize>().ok().and_then(|head| head.checked_sub(1)),
                relation: relation.split(':').next().unwrap_or_default().into(),
                space: !misc.contains("SpaceAfter=No"),
            });
        }
    }
    Ok(sentences)
}

/// A text that is cut as the gold is.
pub(crate) fn text(sentences: &[Vec<Gold>]) -> Text {
    let mut text = Text::default();
    for sentence in sentences {
        let first = text.tokens.len();
        for gold in sentence {
            let start = text.string.len();
            text.string.push_str(&gold.form);
            text.tokens.push(Token { span: Span::new(start, text.string.len()), kind: TokenKind::Word });
            if gold.space {
                text.string.push(' ');
            }
        }
        text.sentences.push(Run::new(first, text.tokens.len()));
        text.string.push(' ');
    }
    text
}

/// All sentences that the stages of language may learn from, and how many of them, the first ones, are EWT's.
pub(crate) fn training(data: &Data) -> anyhow::Result<(Vec<Vec<Gold>>, usize)> {
    let mut sentences = read(&data.path("language/ewt.train.conllu"))?;
    let first = sentences.len();
    sentences.extend(read(&data.path("language/gum.train.conllu"))?);
    Ok((sentences, first))
}

/// What the first line of a model says of where it comes from.
pub(crate) fn origin(data: &Data) -> anyhow::Result<String> {
    data.origin(&["language/ewt.train.conllu", "language/gum.train.conllu"])
}

/// A treebank's text as it was before it was cut, and where each word stands.
pub(crate) struct Raw {
    pub(crate) string: String,
    pub(crate) words: Vec<Span>,
}

/// Puts the text of a file together again: sentences of a paragraph parted by a space, paragraphs by a blank line. Words of a
/// contraction that do not make up its print ("won't" = "will" + "not") share its place.
pub(crate) fn raw(path: &Path) -> anyhow::Result<Raw> {
    let file = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    Ok(raw_of(&file))
}

/// As [`raw`], from what a file holds.
pub(crate) fn raw_of(file: &str) -> Raw {
    let mut raw = Raw { string: String::new(), words: Vec::new() };
    let mut at = 0;
    let (mut paragraph, mut shared) = (false, 0..0);
    let mut whole = Span::default();
    for line in file.lines() {
        paragraph |= line.starts_with("# newpar") || line.starts_with("# newdoc");
        if let Some(words) = line.strip_prefix("# text = ") {
            if !raw.string.is_empty() {
                raw.string.push_str(if std::mem::take(&mut paragraph) { "\n\n" } else { " " });
            }
            at = raw.string.len();
            raw.string.push_str(words);
            (paragraph, shared) = (false, 0..0);
        }
        let mut cells = line.split('\t');
        let (Some(id), Some(form)) = (cells.next(), cells.next()) else { continue };
        let find = |from: usize| {
            let start = from + raw.string[from..].find(form)?;
            Some(Span::new(start, start + form.len()))
        };
        if let Some((first, last)) = id.split_once('-') {
            if let Some(found) = find(at) {
                whole = found;
                shared = first.parse().unwrap_or(0)..last.parse::<usize>().unwrap_or(0) + 1;
            }
        } else if let Ok(number) = id.parse::<usize>() {
            let found = find(at).filter(|found| !shared.contains(&number) || found.end <= whole.end);
            let span = found.unwrap_or(if shared.contains(&number) { whole } else { Span::new(at, at) });
            if found.is_some() || number + 1 == shared.end {
                at = span.end as usize;
            }
            raw.words.push(span);
        }
    }
    raw
}
