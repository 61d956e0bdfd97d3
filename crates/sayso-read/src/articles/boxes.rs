//! Boxes: small parts of a page that ask the reader to sign up for a newsletter, heading and all.
//!
//! In: the blocks and what they were taken for. Out: the kinds, mended. The model judges blocks one by one, and a box
//! in the middle of a report may hold a heading and a sentence that read like the report's. The box is known by an
//! invitation in it, by few words, and by a form, a telling name or by being a part of its own.
//!
//! ```text
//! <section class="nl">                        a box:
//!   <h3>Dorn at Dawn                          newsletter, not heading
//!   <p>Every weekday at six. Sign up here.    newsletter
//! ```

use std::ops::Range;

use super::BlockKind;
use super::blocks::{Candidates, Shape};
use super::features::Look;
use super::places::Hint;
use crate::tree::Tag;

/// Most blocks in a box.
const MOST_BLOCKS: usize = 8;
/// Most words in a box.
const MOST_WORDS: u32 = 90;
/// Most words of a block that invites.
const INVITING_WORDS: u32 = 40;
/// A box holds less than one in this many of the chosen words: what holds more is a short article, not a box in one.
const LEAST_SHARE: u32 = 5;
/// Steps up from an invitation to its box.
const MOST_STEPS: usize = 3;

/// What an invitation says, lower case.
const INVITATIONS: &[&str] = &[
    "sign up",
    "sign me up",
    "signup",
    "subscribe",
    "newsletter",
    "your inbox",
    "leave your address",
    "your email",
    "your e-mail",
    "no spam",
    "readers who get",
    "jetzt anmelden",
    "abonnieren",
    "posteingang",
    "inscrivez-vous",
    "abonnez-vous",
    "votre boîte",
    "suscríbete",
    "boletín",
    "iscriviti",
    "nieuwsbrief",
    "рассылк",
    "розсилк",
    "النشرة البريدية",
];

/// Gives all blocks of a newsletter box their kind.
pub(super) fn settle(
    candidates: &Candidates,
    look: &Look,
    chosen: &[bool],
    title: Option<usize>,
    kinds: &mut [BlockKind],
) {
    let is_chosen = |block: usize| chosen.get(block) == Some(&true);
    let sum = |range: Range<usize>| -> u32 {
        range.filter(|&block| is_chosen(block)).filter_map(|block| look.words.get(block)).sum()
    };
    let all = sum(0..kinds.len());
    for block in 0..kinds.len() {
        let words = look.words.get(block).copied().unwrap_or(0);
        let kind = kinds.get(block).copied().unwrap_or(BlockKind::Other);
        let open = matches!(kind, BlockKind::Other | BlockKind::Newsletter) || is_chosen(block);
        let tells = || kind == BlockKind::Newsletter || invites(candidates.words(block));
        if !open || words > INVITING_WORDS || Some(block) == title || !tells() {
            continue;
        }
        if let Some(kind) = kinds.get_mut(block).filter(|_| !is_chosen(block)) {
            *kind = BlockKind::Newsletter;
        }
        let Some(range) = box_around(candidates, look, chosen, block) else { continue };
        if title.is_some_and(|title| range.contains(&title)) || sum(range.clone()).saturating_mul(LEAST_SHARE) > all {
            continue;
        }
        for kind in kinds.get_mut(range).unwrap_or_default() {
            if kind.is_body() || *kind == BlockKind::Other {
                *kind = BlockKind::Newsletter;
            }
        }
    }
}

/// The blocks of the box that an inviting block stands in; `None` if it stands in none.
fn box_around(candidates: &Candidates, look: &Look, chosen: &[bool], block: usize) -> Option<Range<usize>> {
    let mut at = candidates.blocks.get(block)?.place;
    for _ in 0..=MOST_STEPS {
        let place = candidates.places.get(at as usize)?;
        let range = place.first as usize..place.end as usize;
        if range.len() > MOST_BLOCKS || look.words.get(range.clone())?.iter().sum::<u32>() > MOST_WORDS {
            return None;
        }
        let named = place.hints >> Hint::Newsletter as u32 & 1 == 1;
        let form = candidates.blocks.get(range.clone())?.iter().any(|block| block.shape == Shape::Control);
        // Where neither name nor form tells, the model must have left out what invites.
        let part = matches!(place.tag, Tag::Section | Tag::Aside | Tag::Form) && chosen.get(block) == Some(&false);
        if range.len() > 1 && (named || form || part) {
            return Some(range);
        }
        if place.parent == at {
            return None;
        }
        at = place.parent;
    }
    None
}

fn invites(text: &str) -> bool {
    let low = text.to_lowercase();
    INVITATIONS.iter().any(|phrase| low.contains(phrase))
}
