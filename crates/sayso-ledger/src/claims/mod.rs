//! Claims: the same claim wherever it appears, with its independent sources counted.
//!
//! In: [`Pile`]: who said what ([`Saying`]s) in which documents ([`Document`]s). Out: [`Found`]: [`Claim`]s. Pure: no SQL.
//!
//! ```text
//! sayings ─► rarity ─► candidates ─► compare ─► group ─┬─► claims: first and last seen, variants, best wording
//!            aligned places of copies ───► compare ─┘  └─► independent: sources
//! ```
//!
//! The same claim is said by one speaker (or two of whom one is unknown and the words are nearly the same, or a body and its voice) in words
//! that are quoted alike or survive rewording. Figures, days and denials must agree. So one claim can be told in many wordings, and one
//! wording, of two people, is two claims. What is denied by others is told with the claim.
//!
//! A claim is numbered by its first statement: as the ledger grows it keeps its number.
//!
//! Not here: who is who across documents (`persons`), which documents are copies (`sayso-families`), rival figures (`figures`).

mod agree;
mod aligned;
mod ascribed;
mod candidates;
mod common;
mod compare;
mod group;
mod independent;
mod pile;
mod quotation;
mod rarity;
mod skeleton;
mod speakers;
mod tell;

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use sayso_families::Model;

pub use agree::Figure;
pub use ascribed::of as ascribed;
pub use independent::{Carrier, Sources};
pub use pile::{Document, Kin, Mood, Pile, Saying};
pub use skeleton::Skeleton;
pub use speakers::{Being, Speaker};
pub use tell::{Claim, Member};

use compare::{Verdict, compare};
use group::Tie;
use rarity::Rarity;
use tell::Denial;

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Claims that stand in several documents, or are denied by somebody; in the order of their numbers.
    pub claims: Vec<Claim>,
    /// Sayings whose content was too long to be looked at as a whole.
    pub cut: usize,
}

/// Finds the claims of a pile.
pub fn find(pile: &Pile, model: &Model) -> Found {
    let sayings = &pile.sayings;
    let rarity = Rarity::of(sayings, model);
    let (firsts, mut ties) = firsts(sayings);
    let pairs = candidates::find(sayings, &firsts, &rarity);
    let judge = |&(one, other): &(u32, u32), aligned| {
        (one, other, aligned, compare(&sayings[one as usize], &sayings[other as usize], &rarity, aligned))
    };
    let mut judged: Vec<_> = pairs.par_iter().map(|pair| judge(pair, false)).collect();
    judged.par_extend(places(pile).par_iter().map(|pair| judge(pair, true)));
    let mut denials: Vec<Denial> = Vec::new();
    for (one, other, aligned, verdict) in judged {
        match verdict {
            Verdict::Same(strength) => ties.push(Tie { one, other, strength, aligned }),
            Verdict::Denies => denials.push(Denial { by: one, of: other }),
            Verdict::Denied => denials.push(Denial { by: other, of: one }),
            Verdict::Apart => {}
        }
    }
    let groups = group::of(sayings, ties, &rarity);
    Found {
        claims: tell::claims(pile, &groups, &denials),
        cut: sayings.iter().filter(|saying| saying.content.cut).count(),
    }
}

/// What one speaker says in the same words in one copy family is one for the search: the first of each, and the ties of the others to it.
fn firsts(sayings: &[Saying]) -> (Vec<u32>, Vec<Tie>) {
    let mut first: HashMap<(i64, u64, Option<u64>, Option<i64>), u32> = HashMap::new();
    let (mut firsts, mut ties) = (Vec::new(), Vec::new());
    for (at, saying) in sayings.iter().enumerate() {
        let at = at as u32;
        let what = (saying.family, saying.content.digest, saying.speaker.sign(), saying.speaker.number);
        let before = *first.entry(what).or_insert(at);
        if before == at {
            firsts.push(at);
        } else {
            ties.push(Tie { one: before, other: at, strength: u32::MAX, aligned: true });
        }
    }
    (firsts, ties)
}

/// Pairs of sayings at one place of two copies, the earlier first.
fn places(pile: &Pile) -> Vec<(u32, u32)> {
    let mut by_document: HashMap<i64, Vec<u32>> = HashMap::new();
    for (at, saying) in pile.sayings.iter().enumerate() {
        by_document.entry(saying.document).or_default().push(at as u32);
    }
    for list in by_document.values_mut() {
        list.sort_by_key(|&at| (pile.sayings[at as usize].place, at));
    }
    let places = |list: &[u32]| list.iter().map(|&at| pile.sayings[at as usize].place).collect::<Vec<_>>();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for document in &pile.documents {
        let Some((of, shared)) = &document.kin.copy_of else { continue };
        let lists = by_document.get(&document.document).zip(by_document.get(of));
        let Some((here, there)) = lists else { continue };
        for (one, other) in aligned::pairs(&places(here), &places(there), shared) {
            let (one, other) = (here[one], there[other]);
            pairs.push((one.min(other), one.max(other)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether two days are so many days apart at most; what is not dated may be.
fn within(one: Option<Date>, other: Option<Date>, days: i64) -> bool {
    one.zip(other).is_none_or(|(one, other)| {
        let (early, late) = (one.min(other), one.max(other));
        early.saturating_add(days.days()) >= late
    })
}
