//! Trains and scores the morphological features.

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::tags::Upos;
use sayso_read::tags::form::Form;
use sayso_read::tags::morphology::{CHOICES, Model, Word, alone, around, best, choice_keys, depends};

use crate::conllu::Gold;
use crate::dice::Dice;
use crate::perceptron::Perceptron;
use crate::smoothing::Chains;

/// Times the sentences are read.
const EPOCHS: usize = 6;

/// Weights below this many twentieths of a point are left out: they decide next to nothing and fill the table.
const LEAST_WEIGHT: i16 = 25;

/// Features seen less often in all are mistakes of the annotators.
const SEEN: usize = 3;

/// A pronoun or auxiliary seen this often with its tags is known by itself.
const KNOWN: usize = 4;

/// A verb needs more: seen a few times with plural subjects, it may still meet a singular one.
const KNOWN_VERB: usize = 60;

/// One choice in so many is worth a place among the choices.
const RARE: usize = 200;

/// A sentence as reading will have it.
fn words<'g>(sentence: &'g [Gold]) -> Vec<Word<'g>> {
    let word =
        |gold: &'g Gold| Word { form: &gold.form, upos: Upos::named(&gold.upos).unwrap_or_default(), xpos: &gold.xpos };
    sentence.iter().map(word).collect()
}

fn open(bytes: Vec<u8>) -> Model {
    Model::open(Box::leak(bytes.into_boxed_slice())).expect("tables just built").0
}

/// What the treebanks of less weight write and the one of most weight does not: features (by tags) that are five times
/// as frequent there. GUM says that "you" is singular, EWT does not; learning both would make a mixture of neither.
fn foreign<'g>(
    sentences: &'g [Vec<Gold>],
    weigh: &impl Fn(usize) -> usize,
) -> BTreeSet<(usize, &'g str, &'g str, &'g str)> {
    let mut counts: BTreeMap<(usize, &str, &str), BTreeMap<&str, usize>> = BTreeMap::new();
    for (at, sentence) in sentences.iter().enumerate() {
        for gold in sentence {
            *counts.entry((weigh(at), &gold.upos, &gold.xpos)).or_default().entry(&gold.feats).or_default() += 1;
        }
    }
    let most = (0..sentences.len()).map(weigh).max().unwrap_or(0);
    let mut foreign = BTreeSet::new();
    for (&(weight, upos, xpos), guests) in &counts {
        let Some(hosts) = counts.get(&(most, upos, xpos)) else { continue };
        let (all_hosts, all_guests) = (hosts.values().sum::<usize>(), guests.values().sum::<usize>());
        for (&features, &count) in guests {
            if hosts.get(features).copied().unwrap_or(0) * all_guests * 5 < count * all_hosts {
                foreign.insert((weight, upos, xpos, features));
            }
        }
    }
    foreign
}

/// Makes the tables; `weigh` says how often a sentence counts where treebanks disagree.
pub(crate) fn train(sentences: &[Vec<Gold>], weigh: impl Fn(usize) -> usize) -> Vec<u8> {
    let foreign = foreign(sentences, &weigh);
    let of = |at: usize, gold: &'_ Gold| {
        !foreign.contains(&(weigh(at), gold.upos.as_str(), gold.xpos.as_str(), gold.feats.as_str()))
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, sentence) in sentences.iter().enumerate() {
        for gold in sentence {
            *counts.entry(&gold.feats).or_default() += weigh(at);
        }
    }
    let mut features: Vec<(&str, usize)> = counts.into_iter().filter(|(_, count)| *count >= SEEN).collect();
    features.sort_by_key(|&(features, count)| (std::cmp::Reverse(count), features));
    features.truncate(254); // A number plus one must fit a byte.
    let numbers: BTreeMap<&str, u8> =
        features.iter().zip(0u8..).map(|(&(features, _), number)| (features, number)).collect();
    let strings: Vec<String> = features.iter().map(|(features, _)| (*features).to_owned()).collect();

    let mut chains = Chains::default();
    let mut choices: BTreeMap<u64, (usize, BTreeMap<u8, usize>)> = BTreeMap::new();
    for (at, sentence) in sentences.iter().enumerate() {
        for gold in sentence.iter().filter(|gold| of(at, gold)) {
            let Some(&number) = numbers.get(gold.feats.as_str()) else { continue };
            let upos = Upos::named(&gold.upos).unwrap_or_default();
            if let Some(form) = Form::of(&gold.form) {
                chains.add(alone(&form, upos, &gold.xpos), u32::from(number), weigh(at) as u32);
            }
            if depends(&gold.xpos) {
                let needed = if upos == Upos::Verb { KNOWN_VERB } else { KNOWN };
                for (key, needed) in
                    choice_keys(&Word { form: &gold.form, upos, xpos: &gold.xpos }).into_iter().zip([needed, 1])
                {
                    let (times, counts) = choices.entry(key).or_insert((needed, BTreeMap::new()));
                    *counts.entry(number).or_default() += weigh(at);
                    *times = needed;
                }
            }
        }
    }
    let choices: Vec<(u64, u64)> = (choices.iter())
        .filter_map(|(&key, (needed, counts))| {
            let all: usize = counts.values().sum();
            if all < *needed {
                return None;
            }
            let mut ranked: Vec<(u8, usize)> = counts
                .iter()
                .map(|(&number, &count)| (number, count))
                .filter(|(_, count)| count * RARE >= all)
                .collect();
            ranked.sort_by_key(|&(number, count)| (std::cmp::Reverse(count), number));
            let mut packed = [0; CHOICES];
            for (place, (number, _)) in packed.iter_mut().zip(&ranked) {
                *place = number + 1;
            }
            Some((key, u64::from_le_bytes(packed)))
        })
        .collect();
    let decisions: Vec<(u64, u64)> =
        chains.decide().into_iter().map(|(key, number)| (key, u64::from(number))).collect();
    let model = open(Model::build(&strings, &decisions, &choices, Perceptron::default().table(1.0, 1)));

    let mut perceptron = Perceptron::default();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut dice = Dice(1);
    for _ in 0..EPOCHS {
        dice.shuffle(&mut order);
        for &at in &order {
            let words = words(&sentences[at]);
            for (index, word) in words.iter().enumerate().filter(|(_, word)| depends(word.xpos)) {
                let choices = model.choices(word);
                let Some(&gold) = numbers.get(sentences[at][index].feats.as_str()) else { continue };
                // What the form never chooses cannot be learnt from it.
                if choices[1] == 0 || !choices.contains(&(gold + 1)) || !of(at, &sentences[at][index]) {
                    continue;
                }
                perceptron.tick();
                let keys = around(&words, index);
                let mut scores = [0; 256];
                perceptron.scores(&keys, &mut scores);
                let guess = best(choices, &scores);
                if guess != gold {
                    perceptron.update(&keys, gold, 1);
                    perceptron.update(&keys, guess, -1);
                }
            }
        }
    }
    let weights = perceptron.table(20.0, LEAST_WEIGHT);
    Model::build(&strings, &decisions, &choices, weights)
}
