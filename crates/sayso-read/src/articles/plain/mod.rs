//! Plain: an article that arrives as plain text, often pasted from a page with its furniture.
//!
//! In: the decoded characters. Out: [`Article`], whose text is the input unchanged.
//!
//! Lines become pieces ([`lines`]); the first and the last piece that read like prose bound the body. Before it
//! stand headline, names, dates; after it furniture, credits, comments. A piece's words decide first
//! (`furniture.tsv`), then its mark (`#`, `-`, `>`), then where it stands. What stays unclear is a paragraph:
//! a line too many does less harm to a reading than a sentence lost.
//!
//! ```text
//! Ferries Stand Still in Dorn          headline
//!
//! ANN EXAMPLE                          byline
//! 5 Min Read                           other
//! The ferries stood still on Friday,   paragraph
//! the harbour office said.
//!
//! Share This Article                   share
//! Leave a Comment                      comments
//! ```
//!
//! Not here: what the metadata says (`metadata`), HTML.

mod lines;

use super::{Article, Block, BlockKind, Doubt, bylines, dates, furniture};
use crate::page::{Decoded, Page};
use crate::span::Span;
pub(super) use lines::ends_sentence;
use lines::{Mark, Piece};

/// Names of mail headers, lower case, in the languages of common mailers.
const HEADERS: &[(&str, Header)] = &[
    ("from", Header::Other),
    ("to", Header::Other),
    ("cc", Header::Other),
    ("bcc", Header::Other),
    ("reply-to", Header::Other),
    ("sent", Header::Date),
    ("date", Header::Date),
    ("subject", Header::Subject),
    ("message-id", Header::Other),
    ("mime-version", Header::Other),
    ("content-type", Header::Other),
    ("newsgroups", Header::Other),
    ("organization", Header::Other),
    ("von", Header::Other),
    ("an", Header::Other),
    ("gesendet", Header::Date),
    ("datum", Header::Date),
    ("betreff", Header::Subject),
    ("de", Header::Other),
    ("à", Header::Other),
    ("envoyé", Header::Date),
    ("objet", Header::Subject),
    ("para", Header::Other),
    ("enviado", Header::Date),
    ("fecha", Header::Date),
    ("asunto", Header::Subject),
    ("assunto", Header::Subject),
    ("da", Header::Other),
    ("a", Header::Other),
    ("oggetto", Header::Subject),
    ("data", Header::Date),
    ("aan", Header::Other),
    ("onderwerp", Header::Subject),
    ("от", Header::Other),
    ("кому", Header::Other),
    ("дата", Header::Date),
    ("тема", Header::Subject),
    ("від", Header::Other),
    ("من", Header::Other),
    ("إلى", Header::Other),
    ("الموضوع", Header::Subject),
    ("التاريخ", Header::Date),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Header {
    Subject,
    Date,
    Other,
}

/// What is known of a piece before its place is looked at.
struct Look {
    span: Span,
    mark: Mark,
    apart: bool,
    furniture: Option<BlockKind>,
    /// Words, at most [`MANY`].
    words: usize,
    ends: bool,
    /// Long enough, and ended like a sentence.
    prose: bool,
}

/// Words beyond which nobody counts.
const MANY: usize = 400;

/// Finds the article in a plain text.
pub(super) fn extract(page: &Page, decoded: &Decoded) -> Article {
    let text = &decoded.text;
    let (pieces, limit) = lines::cut(text);
    let mut blocks: Vec<(BlockKind, Span)> = Vec::with_capacity(pieces.len());
    let headers = mail_headers(text, &pieces, &mut blocks);
    let has_subject = blocks.iter().any(|(kind, _)| *kind == BlockKind::Headline);
    let looks: Vec<Look> = pieces[headers..].iter().map(|piece| look(text, piece)).collect();
    blocks.extend(classify(text, &looks, has_subject));
    let blocks: Vec<Block> =
        blocks.into_iter().map(|(kind, span)| Block { kind, span, source: vec![decoded.source(span)] }).collect();
    let mut doubts = Vec::new();
    if let Some(at) = limit {
        let why = format!("more than {} lines: the rest is one paragraph", lines::MAX_LINES);
        doubts.push(Doubt { what: "limit", span: Some(Span::new(at, text.len())), why });
    }
    let (metadata, more) = super::metadata::of_text(page, text, &blocks);
    doubts.extend(more);
    Article { text: text.clone().into_owned(), blocks, metadata, doubts }
}

/// Takes the mail headers at the top, if there are any; how many pieces they are.
fn mail_headers(text: &str, pieces: &[Piece], blocks: &mut Vec<(BlockKind, Span)>) -> usize {
    let header = |piece: &Piece| {
        let line = &text[piece.span.range()];
        let (name, value) = line.split_once([':', '：'])?;
        let low = name.trim().to_lowercase();
        let kind = HEADERS.iter().find(|(known, _)| *known == low)?.1;
        let value = value.trim_start();
        Some((kind, Span::new(piece.span.end as usize - value.len(), piece.span.end as usize)))
    };
    let run = pieces.iter().enumerate().take_while(|(index, piece)| *index == 0 || !piece.apart).take(40);
    let found: Vec<_> = run.map(|(_, piece)| (piece, header(piece))).collect();
    let count = found.iter().filter(|(_, header)| header.is_some()).count();
    // All of them, but for lines that go on; and one that only a mail has.
    let speaks = found.iter().any(|(_, header)| matches!(header, Some((Header::Subject | Header::Date, _))));
    if count < 2 || count * 2 < found.len() || !speaks || found.first().is_none_or(|(_, header)| header.is_none()) {
        return 0;
    }
    for (piece, header) in &found {
        let (kind, value) = match header {
            Some((Header::Subject, value)) if !value.is_empty() => (BlockKind::Headline, *value),
            Some((Header::Date, value)) if !value.is_empty() => (BlockKind::Dateline, *value),
            _ => (BlockKind::Other, piece.span),
        };
        if value.start > piece.span.start {
            let name = &text[piece.span.start as usize..value.start as usize];
            blocks.push((
                BlockKind::Other,
                Span::new(piece.span.start as usize, piece.span.start as usize + name.trim_end().len()),
            ));
        }
        blocks.push((kind, value));
    }
    found.len()
}

fn look(text: &str, piece: &Piece) -> Look {
    let words = &text[piece.span.range()];
    let furniture = furniture::kind_of(words);
    let count = words.split_whitespace().take(MANY).count();
    let ends = ends_sentence(words);
    // Scripts without blanks: a sentence is long in characters instead.
    let letters = words.chars().take(200).filter(|c| c.is_alphanumeric()).count();
    let dense = letters > count * 12;
    let long = if dense { letters >= 30 } else { count >= 8 };
    let prose = furniture.is_none() && piece.mark == Mark::None && ((ends && long) || letters >= 160);
    Look {
        span: piece.span,
        mark: piece.mark,
        apart: piece.apart,
        furniture,
        words: count.max(letters / 8),
        ends,
        prose,
    }
}

/// The kinds of all pieces.
fn classify(text: &str, looks: &[Look], has_subject: bool) -> Vec<(BlockKind, Span)> {
    let first = looks.iter().position(|look| look.prose);
    let comments = comments_start(looks, first);
    let body = &looks[..comments];
    let last = body.iter().rposition(|look| look.prose || (look.mark != Mark::None && look.furniture.is_none()));
    let mut kinds: Vec<(BlockKind, Span)> = Vec::with_capacity(looks.len());
    match (first, last) {
        (Some(first), Some(last)) if first <= last => {
            head(text, &body[..first], true, has_subject, &mut kinds);
            middle(text, &body[first..=last], &mut kinds);
            tail(text, &body[last + 1..], &mut kinds);
        }
        _ => head(text, body, false, has_subject, &mut kinds),
    }
    kinds.extend(looks[comments..].iter().map(|look| (look.furniture.unwrap_or(BlockKind::Comments), look.span)));
    kinds
}

/// Where the comments begin for good: after the article, a comment form, or a heading with less behind it than before.
fn comments_start(looks: &[Look], first: Option<usize>) -> usize {
    let Some(first) = first else { return looks.len() };
    let is_comments = |look: &Look| look.furniture == Some(BlockKind::Comments);
    let words = |look: &Look| if look.furniture.is_some() { 0 } else { look.words };
    let mut before: usize = 0;
    let mut after: usize = looks.iter().map(words).sum();
    for (index, look) in looks.iter().enumerate() {
        if index > first && is_comments(look) {
            let form = looks[index + 1..].iter().take(6).filter(|look| is_comments(look)).count();
            if form >= 2 || after <= before {
                return index;
            }
        }
        before += words(look);
        after -= words(look);
    }
    looks.len()
}

/// What stands before the first prose: kicker, headline, names, dates, furniture.
fn head(text: &str, looks: &[Look], before_prose: bool, has_subject: bool, kinds: &mut Vec<(BlockKind, Span)>) {
    let line = |look: &Look| &text[look.span.range()];
    let may_be_headline = |look: &Look| {
        look.furniture.is_none()
            && matches!(look.mark, Mark::None | Mark::Heading)
            && look.words <= 40
            && !line(look).ends_with(['.', ':', ',', ';'])
            && bylines::marked(line(look)).is_none()
            && !dates::is_line(line(look))
    };
    let mut candidates = looks.iter().enumerate().filter(|(_, look)| may_be_headline(look)).map(|(index, _)| index);
    let first = candidates.clone().next();
    let headed = candidates
        .clone()
        .find(|&index| looks[index].mark == Mark::Heading && looks[..index].iter().all(|look| look.words < 3));
    let headline = headed.or_else(|| candidates.find(|&index| looks[index].words >= 3)).or(first);
    // A single line is what somebody said, not a headline.
    let headline = headline.filter(|_| !has_subject && (before_prose || looks.len() > 1));
    let mut named = false;
    for (index, look) in looks.iter().enumerate() {
        let words = line(look);
        let next = looks.get(index + 1);
        let kind = if headline == Some(index) {
            BlockKind::Headline
        } else if let Some(kind) = look.furniture {
            kind
        } else if bylines::marked(words).is_some() {
            named = true;
            BlockKind::Byline
        } else if dates::is_line(words) {
            BlockKind::Dateline
        } else if let Some(kind) = marked(look, headline.is_some_and(|headline| headline < index)) {
            kind
        } else if headline.is_some_and(|headline| index < headline) {
            // A kicker or the trail of links to this page.
            if look.words <= 3 { BlockKind::Other } else { BlockKind::Paragraph }
        } else if !named
            && before_prose
            && bylines::is_bare(words)
            && (words.chars().any(char::is_uppercase) || next.is_some_and(|next| agrees(line(next), next)))
        {
            named = true;
            BlockKind::Byline
        } else if before_prose && look.words <= 2 && next.is_some() && !look.ends {
            BlockKind::Other
        } else if before_prose && look.words <= 12 && next.is_none() && index > 0 && look.apart && !look.ends {
            BlockKind::Heading
        } else {
            BlockKind::Paragraph
        };
        kinds.push((kind, look.span));
    }
}

/// Whether a line is what follows an author's name: a reading time, a date, a share button, a disclosure.
fn agrees(words: &str, look: &Look) -> bool {
    look.furniture.is_some() || dates::is_line(words)
}

fn marked(look: &Look, headed: bool) -> Option<BlockKind> {
    match look.mark {
        Mark::None => None,
        Mark::Heading if headed => Some(BlockKind::Heading),
        Mark::Heading => Some(BlockKind::Headline),
        Mark::Item => Some(BlockKind::ListItem),
        Mark::Quote => Some(BlockKind::Quote),
    }
}

/// From the first prose to the last.
fn middle(text: &str, looks: &[Look], kinds: &mut Vec<(BlockKind, Span)>) {
    let mut related = false;
    for (index, look) in looks.iter().enumerate() {
        let words = &text[look.span.range()];
        let next = looks.get(index + 1);
        // "Related:" and the titles under it, up to a blank line.
        related = related && !look.apart && !look.prose && !look.ends;
        let kind = if let Some(kind) = look.furniture {
            related = kind == BlockKind::Related && look.words <= 5;
            kind
        } else if related {
            BlockKind::Related
        } else if let Some(kind) = marked(look, true) {
            kind
        } else if look.prose {
            BlockKind::Paragraph
        } else if bylines::marked(words).is_some() {
            BlockKind::Byline
        } else if is_heading(words, look)
            && next.is_some_and(|next| next.furniture.is_none() && (next.prose || next.mark == Mark::Item))
        {
            BlockKind::Heading
        } else {
            BlockKind::Paragraph
        };
        kinds.push((kind, look.span));
    }
}

/// Whether a line may head the prose under it.
fn is_heading(words: &str, look: &Look) -> bool {
    let opens = words.starts_with(|c: char| {
        c.is_uppercase() || c.is_numeric() || (c.is_alphabetic() && !c.is_lowercase()) || matches!(c, '¿' | '¡')
    });
    let question = words.ends_with(['?', '？', '؟']);
    opens
        && look.words <= 12
        && words.len() <= 240
        && (!look.ends || question)
        && !words.ends_with([':', ',', ';', '—', '–', '-', '：', '、', '،'])
}

/// What stands after the last prose.
fn tail(text: &str, looks: &[Look], kinds: &mut Vec<(BlockKind, Span)>) {
    let mut behind: Option<BlockKind> = None;
    for look in looks {
        let words = &text[look.span.range()];
        let kind = if let Some(kind) = look.furniture {
            if !matches!(kind, BlockKind::Credit | BlockKind::Disclosure) {
                behind = Some(kind);
            }
            kind
        } else if bylines::marked(words).is_some()
            || (words.starts_with(['—', '–']) && bylines::is_bare(words.trim_start_matches(['—', '–', ' '])))
        {
            BlockKind::Byline
        } else if dates::is_line(words) {
            BlockKind::Dateline
        } else {
            match behind {
                Some(BlockKind::Related) => BlockKind::Related,
                Some(BlockKind::Comments) => BlockKind::Comments,
                Some(_) => BlockKind::Other,
                None => BlockKind::Paragraph,
            }
        };
        kinds.push((kind, look.span));
    }
}

#[cfg(test)]
mod tests;
