//! Compare: how much of each of two documents stands in the other, and where.
//!
//! In: two documents, rarity of keys. Out: [`Likeness`]. Two measures:
//!
//! - *verbatim*: maximal runs of equal words, [`LEAST_RUN`] at least, each word of either text in one run at most;
//! - *reworded*: for each sentence of the shorter text the sentence of the longer that holds most of its keys, weighted by rarity. Keys in
//!   quotation marks count apart: two reporters at one rally quote the same words.
//!
//! Both are linear in the words (for keys that many sentences share only the first few sentences are asked).

use crate::candidates::SHINGLE;
use crate::document::Document;
use crate::model::{LOOKS, Model};

/// Words of the shortest run that counts.
const LEAST_RUN: usize = SHINGLE;

/// Words of the shortest solid stretch, and of the longest gap in one.
const SOLID: usize = 20;
const GAP: usize = 3;

/// Sentences that one key leads to, at most.
const MOST_SENTENCES: usize = 8;

/// Sentences of a key that are counted, at most.
const MOST_PLACES: usize = 256;

/// A sentence of the one text is held by one of the other from this share of its weight on, in thousandths.
const HELD: u64 = 450;

/// A stretch of words in the one text and the stretch that answers it in the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shared {
    pub(crate) one: std::ops::Range<usize>,
    pub(crate) other: std::ops::Range<usize>,
}

/// How alike two documents are. Shares are in thousandths.
#[derive(Debug, Clone, Default)]
pub(crate) struct Likeness {
    /// Of the words of each, how many stand in common runs.
    pub(crate) verbatim: (u32, u32),
    /// The same of the words outside quotation marks.
    pub(crate) unquoted: (u32, u32),
    /// Words outside quotation marks in solid stretches: runs of [`SOLID`] words at least, gaps of a few words within.
    pub(crate) solid: usize,
    /// Of the shorter text's weight outside quotation marks, how much its sentences find in their partners.
    pub(crate) sentences: u32,
    /// Of the shorter text's sentences, by weight, how many are held.
    pub(crate) held: u32,
    /// How many keys the held sentences have in their partners.
    pub(crate) evidence: u32,
    /// Of strong keys (numbers, names) of held and other sentences, how many are found in the partner.
    pub(crate) strong: u32,
    /// Strong keys of the held sentences, and how many of them their partners have.
    pub(crate) told: (u32, u32),
    /// Of neighbouring sentences, how many have partners that follow each other.
    pub(crate) order: u32,
    /// Of the shorter text's weight, how much stands anywhere in the longer.
    pub(crate) anywhere: u32,
    /// Words of the shorter over words of the longer.
    pub(crate) length: u32,
    /// Common runs, in the order of the one text.
    pub(crate) runs: Vec<Shared>,
    /// Held sentences and their partners, in the order of the one text.
    pub(crate) partners: Vec<Shared>,
}

impl Likeness {
    /// The same seen from the other document.
    pub(crate) fn turned(mut self) -> Likeness {
        self.verbatim = (self.verbatim.1, self.verbatim.0);
        self.unquoted = (self.unquoted.1, self.unquoted.0);
        for shared in self.runs.iter_mut().chain(&mut self.partners) {
            std::mem::swap(&mut shared.one, &mut shared.other);
        }
        self
    }

    /// What the model weighs, in thousandths.
    pub(crate) fn looks(&self) -> [u32; LOOKS] {
        let spread = self.anywhere.saturating_sub(self.sentences);
        let copied = self.unquoted.0.max(self.unquoted.1);
        let evidence = self.evidence * 10;
        [1, self.sentences, self.held, self.strong, self.order, spread, copied, self.length, evidence]
            .map(|look| look.min(1000))
    }
}

/// Compares two documents.
pub(crate) fn compare(one: &Document, other: &Document, model: &Model) -> Likeness {
    let mut likeness = Likeness { runs: runs(one, other), ..Likeness::default() };
    let covered = |run: &std::ops::Range<usize>, document: &Document| {
        run.clone().filter(|&word| !document.words.quoted(word)).count()
    };
    let loose = |document: &Document| (0..document.len()).filter(|&word| !document.words.quoted(word)).count();
    let (mut words, mut unquoted) = (0, (0, 0));
    for shared in &likeness.runs {
        words += shared.one.len();
        unquoted.0 += covered(&shared.one, one);
        unquoted.1 += covered(&shared.other, other);
    }
    likeness.solid = solid(&likeness.runs).map(|run| covered(&run, one)).sum();
    likeness.verbatim = (share(words, one.len()), share(words, other.len()));
    likeness.unquoted = (share(unquoted.0, loose(one)), share(unquoted.1, loose(other)));
    let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    likeness.length = share(shorter.len(), longer.len());
    reworded(shorter, longer, model, &mut likeness);
    if one.len() > other.len() {
        for shared in &mut likeness.partners {
            std::mem::swap(&mut shared.one, &mut shared.other);
        }
        likeness.partners.sort_by_key(|shared| (shared.one.start, shared.other.start));
    }
    likeness
}

/// Stretches of runs that follow each other closely in both texts, the long ones, as words of the one text.
fn solid(runs: &[Shared]) -> impl Iterator<Item = std::ops::Range<usize>> {
    let close = |before: &Shared, after: &Shared| {
        after.one.start <= before.one.end + GAP
            && after.other.start >= before.other.end
            && after.other.start <= before.other.end + GAP
    };
    let stretches = runs.chunk_by(move |before, after| close(before, after));
    stretches.filter_map(|runs| Some(runs.first()?.one.start..runs.last()?.one.end)).filter(|run| run.len() >= SOLID)
}

fn share(part: usize, whole: usize) -> u32 {
    (part * 1000).checked_div(whole).unwrap_or(0) as u32
}

/// Maximal runs of equal words, found from left to right in `one`; each word is in one run at most.
fn runs(one: &Document, other: &Document) -> Vec<Shared> {
    let (left, right) = (&one.words.hashes, &other.words.hashes);
    if left.len() < LEAST_RUN || right.len() < LEAST_RUN {
        return Vec::new();
    }
    let hash = |run: &[u32]| run.iter().fold(0, |hash, &word| sayso_read::tables::mix(hash, u64::from(word)));
    let mut places: Vec<(u64, u32)> =
        right.windows(LEAST_RUN).enumerate().map(|(at, run)| (hash(run), at as u32)).collect();
    places.sort_unstable();
    let mut taken = vec![false; right.len()];
    let mut runs: Vec<Shared> = Vec::new();
    let (mut at, mut follows) = (0, 0);
    while at + LEAST_RUN <= left.len() {
        let wanted = hash(&left[at..at + LEAST_RUN]);
        let first = places.partition_point(|&(hash, _)| hash < wanted);
        let found = places[first..].iter().take(MOST_SENTENCES).take_while(|&&(hash, _)| hash == wanted);
        // Of several places the one that goes on where the last run ended, else the first that is free.
        let free = |&&(_, place): &&(u64, u32)| {
            let place = place as usize;
            right[place..place + LEAST_RUN] == left[at..at + LEAST_RUN]
                && !taken[place..place + LEAST_RUN].iter().any(|&taken| taken)
        };
        let place = found.filter(free).min_by_key(|&&(_, place)| ((place as usize) < follows, place));
        let Some(&(_, place)) = place else {
            at += 1;
            continue;
        };
        let place = place as usize;
        let more = left[at..].iter().zip(&right[place..]).zip(&taken[place..]);
        let length = more.take_while(|((one, other), taken)| one == other && !**taken).count();
        taken[place..place + length].fill(true);
        runs.push(Shared { one: at..at + length, other: place..place + length });
        at += length;
        follows = place + length;
    }
    runs
}

/// Sentence by sentence: who holds what of whom.
fn reworded(shorter: &Document, longer: &Document, model: &Model, likeness: &mut Likeness) {
    let sentences = longer.words.sentences();
    // Where each key of the longer text stands: sentences, ascending, each once.
    let mut places: Vec<(u16, u32)> = Vec::with_capacity(longer.len());
    for (index, sentence) in sentences.iter().enumerate() {
        places
            .extend(sentence.clone().map(|word| (longer.words.keys[word], index as u32)).filter(|&(key, _)| key != 0));
    }
    places.sort_unstable();
    places.dedup();
    let mut scores = vec![0u64; sentences.len()];
    let mut touched: Vec<u32> = Vec::new();
    // Words that weigh something, and what.
    let mut telling: Vec<(usize, u64)> = Vec::new();
    let (mut total, mut found, mut held, mut anywhere) = (0u64, 0u64, 0u64, 0u64);
    let (mut strong, mut strong_found) = (0u64, 0u64);
    let (mut neighbours, mut in_order) = (0u64, 0u64);
    let mut last: Option<u32> = None;
    for sentence in shorter.words.sentences() {
        let weight = |word: usize| {
            let key = shorter.words.keys[word];
            if key == 0 || shorter.words.quoted(word) {
                return 0;
            }
            // What stands everywhere in the other text says little of where: "coffee", in a guide to coffee.
            let first = places.partition_point(|&place| place < (key, 0));
            let everywhere = places[first..].iter().take(MOST_PLACES).take_while(|place| place.0 == key).count().max(1);
            let rarity = u64::from(model.rarity(key).saturating_sub(8 * everywhere.ilog2()));
            if shorter.words.strong(word) { rarity + rarity / 2 } else { rarity }
        };
        telling.clear();
        telling.extend(sentence.clone().map(|word| (word, weight(word))).filter(|&(_, weight)| weight > 0));
        let whole: u64 = telling.iter().map(|&(_, weight)| weight).sum();
        for &(word, weight) in &telling {
            let key = shorter.words.keys[word];
            let first = places.partition_point(|&place| place < (key, 0));
            let mut at_all = false;
            for &(_, index) in places[first..].iter().take_while(|place| place.0 == key).take(MOST_SENTENCES) {
                at_all = true;
                if scores[index as usize] == 0 {
                    touched.push(index);
                }
                scores[index as usize] += weight;
            }
            if at_all {
                anywhere += weight;
            }
        }
        // The earlier of equals; one that follows the last partner is worth a little more.
        let follows = |index: u32| u64::from(last.is_some_and(|last| index == last + 1 || index == last));
        let best = touched.iter().copied().max_by_key(|&index| {
            let score = scores[index as usize];
            (score + score * follows(index) / 16, std::cmp::Reverse(index))
        });
        if let Some(best) = best {
            let score = scores[best as usize].min(whole);
            found += score;
            let common = |word: usize| places.binary_search(&(shorter.words.keys[word], best)).is_ok();
            let names = telling.iter().filter(|&&(word, _)| shorter.words.strong(word));
            let told = names.clone().count() as u32;
            let agreed = names.filter(|&&(word, _)| common(word)).count() as u32;
            strong += u64::from(told);
            strong_found += u64::from(agreed);
            if whole > 0 && score * 1000 / whole >= HELD {
                likeness.evidence += telling.iter().filter(|&&(word, _)| common(word)).count() as u32;
                likeness.told.0 += told;
                likeness.told.1 += agreed;
                held += whole;
                likeness.partners.push(Shared { one: sentence.clone(), other: sentences[best as usize].clone() });
                if let Some(last) = last {
                    neighbours += 1;
                    in_order += u64::from(best >= last && best <= last + 3);
                }
                last = Some(best);
            }
        }
        total += whole;
        for index in touched.drain(..) {
            scores[index as usize] = 0;
        }
    }
    let share = |part: u64, whole: u64| (part * 1000).checked_div(whole).unwrap_or(0) as u32;
    likeness.sentences = share(found, total);
    likeness.held = share(held, total);
    likeness.strong = share(strong_found, strong);
    likeness.order = share(in_order, neighbours);
    likeness.anywhere = share(anywhere, total);
}
