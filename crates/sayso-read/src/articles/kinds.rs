//! Kinds: what each block of a page is, once it is known which blocks are the article.
//!
//! In: the blocks, [`Look`], which of them were chosen. Out: a [`BlockKind`] a block. By rule: nobody has marked these.
//!
//! The headline, byline and dateline stand around the beginning of the article and captions within it; they are body though the model, which
//! learnt from texts without them, did not choose them. Every other block that was not chosen is furniture: of
//! which kind, its words say (`furniture`), else the nearest telling class name, else the heading it stands under, else
//! its looks and the box around it (`boxes`).
//!
//! ```text
//! <h1>Dam holds</h1>                  headline
//! <p class="byline">By Ann Example    byline
//! <p>The dam at Westmark ...          paragraph
//! <figcaption>The dam on Friday       caption
//! <div class="share"><a>Print         share
//! ```

use super::blocks::{Candidate, Candidates, Shape};
use super::dates::{self, Order};
use super::features::Look;
use super::places::{FAR, HOLDERS, Hint, Place};
use super::{BlockKind, boxes, bylines, furniture};

/// Blocks before the first paragraph that may be a headline, byline or dateline.
const OPENING: usize = 30;
/// Longest byline or dateline, in words.
const LINE_WORDS: u32 = 25;

/// Says what each block is.
pub fn of(candidates: &Candidates, look: &Look, chosen: &[bool]) -> Vec<BlockKind> {
    let is_chosen = |block: usize| chosen.get(block) == Some(&true);
    let long = |block: &usize| is_chosen(*block) && look.words.get(*block).is_some_and(|&words| words >= 12);
    let first =
        (0..chosen.len()).find(long).or_else(|| chosen.iter().position(|&chosen| chosen)).unwrap_or(chosen.len());
    let last = chosen.iter().rposition(|&chosen| chosen).unwrap_or(0);
    let title =
        look.title.filter(|&title| title <= first.saturating_add(2) && first.saturating_sub(title) <= OPENING * 2);
    let opening = |block: usize| {
        let near_title = title.is_some_and(|title| block + 6 >= title && block <= first.max(title + 8));
        near_title || (title.is_none() && block < first && first - block <= OPENING / 3)
    };
    let mut kinds = Vec::with_capacity(chosen.len());
    let mut under: Option<(BlockKind, u32)> = None;
    for (index, block) in candidates.blocks.iter().enumerate() {
        let Some(place) = candidates.places.get(block.place as usize) else { continue };
        let words = look.words.get(index).copied().unwrap_or(0);
        let text = candidates.words(index);
        let heading = matches!(block.shape, Shape::Heading | Shape::Title);
        let by_words = look.phrases.get(index).copied().flatten();
        let after_title = title.is_some_and(|title| (title + 1..=title + 6).contains(&index));
        let behind = index > last && index <= last + 3 && is_credit(text);
        let near = index + 12 > first && index <= last + 2 && words >= 2 && !behind;
        let kind = if Some(index) == title {
            BlockKind::Headline
        } else if is_stamp(block, place, text, is_chosen(index), opening(index)) {
            BlockKind::Dateline
        } else if near && is_caption(block, place, is_chosen(index)) {
            match by_words {
                Some(kind) => kind,
                None => BlockKind::Caption,
            }
        } else if opening(index) && words <= LINE_WORDS && !place.hidden && by_words.is_none() && !heading {
            match line(block, place, text, is_chosen(index)) {
                Some(kind) => kind,
                None if after_title && index <= first && is_author(&kinds, title, block, text) => BlockKind::Byline,
                None if is_chosen(index) => body(block, place),
                None => furniture_kind(candidates, block, place, under).unwrap_or_else(|| by_look(block, place, text)),
            }
        } else if is_chosen(index) && by_words.is_none() {
            body(block, place)
        } else {
            match by_words.or_else(|| furniture_kind(candidates, block, place, under)) {
                Some(kind) => kind,
                None if behind => BlockKind::Credit,
                None => by_look(block, place, text),
            }
        };
        if heading {
            let telling = by_words.filter(|kind| !kind.is_body()).filter(|_| !is_chosen(index));
            under = telling.map(|kind| (kind, candidates.places.get(place.parent as usize).map_or(0, |p| p.end)));
        }
        kinds.push(kind);
    }
    boxes::settle(candidates, look, chosen, title, &mut kinds);
    kinds
}

/// Whether a block only says when: near the headline, or the time of one entry of a live report.
fn is_stamp(block: &Candidate, place: &Place, text: &str, chosen: bool, opening: bool) -> bool {
    let plain = matches!(block.shape, Shape::Paragraph | Shape::Loose | Shape::Broken);
    if !plain || place.hidden || text.len() > 160 || place.holder("nav") <= 6 {
        return false;
    }
    let dated = || dates::is_bare_line(text) || (bylines::marked(text).is_none() && dates::is_line(text));
    (opening && block.links == 0 && dated()) || (chosen && (dates::is_clock(text) || (block.timed && dated())))
}

/// Whether a line right under the headline is a name or an unnamed reporter, when nothing else says who wrote.
fn is_author(kinds: &[BlockKind], title: Option<usize>, block: &Candidate, text: &str) -> bool {
    let plain = matches!(block.shape, Shape::Paragraph | Shape::Loose | Shape::Broken);
    let between = kinds.get(title.map_or(0, |title| title + 1)..).unwrap_or(&[]);
    // With furniture between them it may as well be a section or a tag.
    plain
        && between.iter().all(|kind| kind.is_body() && *kind != BlockKind::Byline)
        && (bylines::is_bare(text) || bylines::is_staff(text))
}

/// Whether a block behind the article says who else worked on it.
fn is_credit(text: &str) -> bool {
    text.len() < 400 && [" reported from ", " contributed ", " assisted "].iter().any(|phrase| text.contains(phrase))
}

/// What a block that is not the article is by its looks, when neither its words nor its place told.
fn by_look(block: &Candidate, place: &Place, text: &str) -> BlockKind {
    let words = text.split_whitespace().take(61).count();
    if words <= 60 && (text.contains('©') || text.contains("opyright")) {
        return BlockKind::Legal;
    }
    // The first line of several is a heading of the others.
    if let Some(kind) = text.split_once('\n').and_then(|(heading, _)| furniture::kind_of(heading)) {
        return kind;
    }
    // Sentences in the foot of a page are its imprint.
    let foot = place.holder("footer") <= 3 || place.near(Hint::Footer) <= 2;
    let menu = place.holder("nav") <= 6 || place.holder("ul") <= 2 || block.linked as usize * 2 > text.len();
    match foot && !menu && words >= 4 && text.contains(['.', ':', '|', ',']) {
        true => BlockKind::Legal,
        false => BlockKind::Other,
    }
}

/// What a chosen block is.
fn body(block: &Candidate, place: &Place) -> BlockKind {
    match block.shape {
        Shape::Heading | Shape::Title => BlockKind::Heading,
        Shape::Table => BlockKind::Table,
        Shape::Quote => BlockKind::Quote,
        _ if place.holder("blockquote") <= 3 => BlockKind::Quote,
        Shape::Item => BlockKind::ListItem,
        Shape::Paragraph | Shape::Loose if place.holder("ul") <= 2 => BlockKind::ListItem,
        Shape::Caption => BlockKind::Caption,
        _ => BlockKind::Paragraph,
    }
}

fn is_caption(block: &Candidate, place: &Place, chosen: bool) -> bool {
    let named = place.near(Hint::Caption) <= 1;
    let figure = place.holder("figure") <= 3;
    let prose = matches!(block.shape, Shape::Paragraph | Shape::Loose | Shape::Broken | Shape::Caption | Shape::Item);
    // Named a caption itself and nothing else in it: it needs no `figure` around it.
    let own = place.near(Hint::Caption) == 0 && block.links == 0 && place.end - place.first == 1;
    let under_picture = figure && (named || !chosen);
    !place.hidden && prose && (block.shape == Shape::Caption || under_picture || (own && !chosen))
}

/// Whether a short block before the article's text is a byline or a dateline.
fn line(block: &Candidate, place: &Place, text: &str, chosen: bool) -> Option<BlockKind> {
    if matches!(block.shape, Shape::Control | Shape::Table) || place.holder("nav") <= 6 || place.holder("form") <= 4 {
        return None;
    }
    let author = place.near(Hint::Author) <= 2 || block.hints >> Hint::Author as u32 & 1 == 1;
    if bylines::marked(text).is_some() {
        return Some(BlockKind::Byline);
    }
    if chosen {
        return None;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let meta = place.near(Hint::Meta) <= 2 || block.hints >> Hint::Meta as u32 & 1 == 1;
    if digits <= 24 && (block.timed || meta || author) && dates::find(text, Order::Unknown).is_some() {
        return Some(BlockKind::Dateline);
    }
    let ends_like_a_sentence = text.ends_with(['.', '!', '?']) && text.len() > 60;
    let letters = text.chars().any(char::is_alphabetic);
    let words = text.split_whitespace().count();
    let named = text.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
    (author && letters && digits < 3 && words <= 12 && named * 2 >= words && !ends_like_a_sentence)
        .then_some(BlockKind::Byline)
}

/// The kind of a block that is not the article, if its surroundings tell.
fn furniture_kind(
    candidates: &Candidates,
    block: &Candidate,
    place: &Place,
    under: Option<(BlockKind, u32)>,
) -> Option<BlockKind> {
    // Within a part of the page that is named for something, the nearest name wins; lists of comments are deep.
    let named = [
        (Hint::Comments, 8, BlockKind::Comments),
        (Hint::Share, 4, BlockKind::Share),
        (Hint::Newsletter, 5, BlockKind::Newsletter),
        (Hint::Related, 6, BlockKind::Related),
        (Hint::Disclosure, 2, BlockKind::Disclosure),
        (Hint::Legal, 4, BlockKind::Legal),
        (Hint::Promo, 4, BlockKind::Promo),
    ];
    // A menu may be named for anything: what it holds is still a menu.
    let menu = place.holder("nav").min(place.near(Hint::Navigation).saturating_add(1));
    let own = |hint: Hint| block.hints >> hint as u32 & 1 == 1;
    let nearest = (named.iter())
        .filter_map(|&(hint, most, kind)| {
            let near = if own(hint) { 0 } else { place.near(hint) };
            (near <= most && near <= menu).then_some((near, kind))
        })
        .min_by_key(|&(near, kind)| (near, kind));
    // A heading speaks for what follows it in the same element.
    let headed = under.filter(|(_, end)| candidates.places.get(block.place as usize).is_some_and(|p| p.end <= *end));
    nearest.map(|(_, kind)| kind).or(headed.map(|(kind, _)| kind))
}

impl Place {
    /// Steps up to the nearest place with a hint.
    pub(super) fn near(&self, hint: Hint) -> u8 {
        self.near.get(hint as usize).copied().unwrap_or(u8::MAX)
    }

    /// Steps up to the nearest element of a name.
    pub(super) fn holder(&self, name: &str) -> u8 {
        HOLDERS.iter().zip(self.holders).find(|(holder, _)| **holder == name).map_or(u8::MAX, |(_, steps)| steps)
    }

    /// Whether the page shows it: it is not hidden, nor only for readers without scripts.
    pub(super) fn is_shown(&self) -> bool {
        !self.hidden && self.holder("noscript") >= FAR
    }
}
