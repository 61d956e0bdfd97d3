//! Candidates: pairs of sayings that may be one claim, found without looking at all pairs.
//!
//! In: sayings, the worth of words. Out: pairs, each once, in order. What a saying has becomes postings:
//!
//! - *quotations*: runs of four quoted words, of whomever; runs of two, of one speaker;
//! - *pairs* of telling keys near each other, of whomever;
//! - *keys* that tell much, of one speaker.
//!
//! Sayings that share a posting stand in one list. In a short list each is linked to the next [`NEAR`], in a long one to the next only; lists are
//! in the order of speakers, so that what one speaker says stands together. That is linear in the words, and enough, because what says the
//! same shares many lists.

use rayon::prelude::*;
use sayso_read::tables::mix;

use super::Saying;
use super::rarity::Rarity;

/// Neighbours in a short list are linked up to this far apart.
const NEAR: usize = 4;

/// A list is short up to this length.
const SHORT: usize = 256;

/// How many telling keys after a key it is paired with.
const REACH: usize = 2;

/// A key tells enough for a pair from this worth on, in eighths of a bit.
const TELLING: u32 = 56;

/// A key of one speaker tells enough by itself from this worth on.
const MUCH: u32 = 72;

/// Postings of one kind that a saying may have.
const MOST: usize = 128;

/// The candidates among the sayings named by `firsts`, as places in `sayings`, the lesser first.
pub(crate) fn find(sayings: &[Saying], firsts: &[u32], rarity: &Rarity) -> Vec<(u32, u32)> {
    let sign = |at: u32| sayings[at as usize].speaker.sign();
    let mut order: Vec<u32> = firsts.to_vec();
    order.sort_by_key(|&at| (sign(at), at));
    let mut found: Vec<u64> = Vec::new();
    for postings in [quotations, pairs, keys] {
        found.extend(links(&order, |at, put| postings(&sayings[at as usize], rarity, put)));
        found.par_sort_unstable();
        found.dedup();
    }
    let mut pairs: Vec<(u32, u32)> = (found.into_iter())
        .map(|link| (order[(link >> 32) as usize], order[link as u32 as usize]))
        .map(|(one, other)| (one.min(other), one.max(other)))
        .collect();
    pairs.par_sort_unstable();
    pairs
}

/// Takes a posting up.
type Put<'p> = &'p mut dyn FnMut(u64);

fn quotations(saying: &Saying, _: &Rarity, put: Put) {
    let words = &saying.content.words;
    for run in words.windows(4).filter(|run| run.iter().all(|word| word.quoted)) {
        put(run.iter().fold(1, |hash, word| mix(hash, u64::from(word.hash))));
    }
    let Some(sign) = saying.speaker.sign() else { return };
    let telling =
        |run: &&[super::skeleton::Word]| run.iter().all(|word| word.quoted) && run.iter().any(|word| word.key != 0);
    for run in words.windows(2).filter(telling) {
        put(run.iter().fold(mix(2, sign), |hash, word| mix(hash, u64::from(word.hash))));
    }
}

fn pairs(saying: &Saying, rarity: &Rarity, put: Put) {
    let mut recent = [0u16; REACH];
    for word in saying.content.words.iter().filter(|word| rarity.worth(word.key) >= TELLING) {
        for before in recent.into_iter().filter(|&before| before != 0 && before != word.key) {
            let (low, high) = (before.min(word.key), before.max(word.key));
            put(mix(mix(3, u64::from(low)), u64::from(high)));
        }
        recent.rotate_right(1);
        recent[0] = word.key;
    }
}

fn keys(saying: &Saying, rarity: &Rarity, put: Put) {
    let Some(sign) = saying.speaker.sign() else { return };
    for key in saying.content.keys.iter().filter(|key| rarity.worth(key.key) >= MUCH) {
        put(mix(mix(4, sign), u64::from(key.key)));
    }
}

/// The links of lists, as pairs of places in `order`, the lesser in the high half.
fn links(order: &[u32], of: impl Fn(u32, Put) + Sync) -> Vec<u64> {
    let mut postings: Vec<u64> = (order.par_iter().enumerate())
        .flat_map_iter(|(place, &at)| {
            let mut found: Vec<u32> = Vec::new();
            of(at, &mut |hash| {
                if found.len() < MOST {
                    found.push((hash ^ (hash >> 32)) as u32);
                }
            });
            found.sort_unstable();
            found.dedup();
            found.into_iter().map(move |hash| u64::from(hash) << 32 | place as u64)
        })
        .collect();
    postings.par_sort_unstable();
    let mut links: Vec<u64> = (postings.par_chunk_by(|one, other| one >> 32 == other >> 32))
        .filter(|list| list.len() > 1)
        .flat_map_iter(|list| {
            let reach = if list.len() <= SHORT { NEAR } else { 1 };
            (0..list.len()).flat_map(move |at| {
                let one = list[at] & 0xFFFF_FFFF;
                list[at + 1..].iter().take(reach).map(move |&other| one << 32 | other & 0xFFFF_FFFF)
            })
        })
        .collect();
    drop(postings);
    links.par_sort_unstable();
    links.dedup();
    links
}
