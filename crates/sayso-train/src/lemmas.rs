//! Trains and scores the dictionary forms.
//!
//! Learnt in four steps, each from what the steps before still get wrong: endings, words in lower case that their
//! endings mislead, capitals, and words as printed that all of it gets wrong. A small lexicon of irregular words is
//! read like a treebank and wins over it.

use std::collections::{BTreeMap, BTreeSet};

use sayso_read::tables::hash;
use sayso_read::tags::Upos;
use sayso_read::tags::form::{Form, Shape};
use sayso_read::tags::lemmas::{
    Capitals, Edit, Known, Model, capital_keys, class, ending_keys, hash_lemma, stem_key, word_key,
};

use crate::conllu::Gold;
use crate::smoothing::Chains;

/// Irregular words: form, tag, lemma.
const LEXICON: &str = include_str!("lemmas.lexicon");

/// An edit that fewer different words ask for is no rule.
const WORDS: usize = 3;

/// Names are nearly never inflected: an edit that puts letters on must be asked for by this many.
const NAMES: usize = 8;

/// How often EWT, whose conventions are followed, counts for one time that GUM does.
pub(crate) const EWT: usize = 3;

/// Sentences that stand together are held out together, this many, so that a text does not teach what it is asked.
const BLOCK: usize = 100;

/// Parts in which the treebank is divided for holding out.
const PARTS: usize = 5;

/// One word of the training data.
struct Word<'g> {
    form: Form<'g>,
    lemma: &'g str,
    upos: Upos,
    xpos: &'g str,
    first: bool,
    part: usize,
}

/// A word, and how often what was seen with it.
type Counted<'w, 'g, T> = (&'w Word<'g>, BTreeMap<T, usize>);

/// How a lemma is spelt.
fn spelling(lemma: &str) -> Option<Known> {
    let mut letters = lemma.chars();
    let first = letters.next()?;
    if lemma.chars().all(|c| !c.is_uppercase()) {
        Some(Known::Lower)
    } else if first.is_uppercase() && letters.all(|c| !c.is_uppercase()) {
        Some(Known::Title)
    } else {
        lemma.chars().all(|c| !c.is_lowercase()).then_some(Known::Upper)
    }
}

/// The capitals a lemma has, and the edit of the lower-case form that makes it.
fn explain(form: &Form<'_>, lemma: &str) -> Option<(Capitals, Edit)> {
    let edit = Edit::between(form.lower(), &lemma.to_lowercase());
    let written = |capitals| sayso_read::tags::lemmas::write(form, &edit, capitals) == lemma;
    Capitals::ALL.into_iter().find(|&capitals| written(capitals)).map(|capitals| (capitals, edit))
}

fn lexicon() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    LEXICON.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split_whitespace();
        Some((cells.next()?, cells.next()?, cells.next()?))
    })
}

fn kind_of_tag(xpos: &str) -> Upos {
    match xpos.as_bytes() {
        [b'V', ..] => Upos::Verb,
        [b'N', ..] => Upos::Noun,
        _ => Upos::Adj,
    }
}

/// Numbers edits as they come.
#[derive(Default)]
struct Edits {
    numbers: BTreeMap<Edit, usize>,
    list: Vec<Edit>,
}

impl Edits {
    fn number(&mut self, edit: &Edit) -> usize {
        let next = self.list.len();
        let number = *self.numbers.entry(edit.clone()).or_insert(next);
        if number == next {
            self.list.push(edit.clone());
        }
        number
    }
}

/// The value seen most often, of equals the smallest.
fn most<T: Ord + Clone>(counts: &BTreeMap<T, usize>) -> Option<T> {
    let most = counts.values().max()?;
    counts.iter().find(|(_, count)| *count == most).map(|(value, _)| value.clone())
}

fn open(bytes: Vec<u8>) -> Model {
    Model::open(Box::leak(bytes.into_boxed_slice())).expect("tables just built").0
}

/// Makes the tables. `weigh` says how often a sentence counts where treebanks disagree: those whose conventions are
/// wanted more often than the others.
pub(crate) fn train(sentences: &[Vec<Gold>], weigh: impl Fn(usize) -> usize) -> Vec<u8> {
    let mut words = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        for (index, gold) in sentence.iter().enumerate() {
            // "_" says that the word is part of another.
            let Some(form) = Form::of(&gold.form).filter(|_| gold.lemma != "_" || gold.form == "_") else { continue };
            let upos = Upos::named(&gold.upos).unwrap_or_default();
            let part = at / BLOCK % PARTS;
            let word = Word { form, lemma: &gold.lemma, upos, xpos: &gold.xpos, first: index == 0, part };
            words.push((word, weigh(at)));
        }
    }

    // Endings. Every different word has one vote, or "said" would speak for all verbs.
    let mut stems: BTreeMap<(u64, &str), Counted<'_, '_, Edit>> = BTreeMap::new();
    for (word, weight) in &words {
        let edit = Edit::between(word.form.lower(), &word.lemma.to_lowercase());
        let stem = stems.entry((class(word.xpos), word.form.lower())).or_insert((word, BTreeMap::new()));
        *stem.1.entry(edit).or_default() += weight;
    }
    let fixed: Vec<(Form<'_>, &str, Edit)> =
        lexicon().filter_map(|(form, xpos, lemma)| Some((Form::of(form)?, xpos, Edit::between(form, lemma)))).collect();
    let mut chosen: BTreeMap<(u64, &str), (&Form<'_>, Upos, &str, Edit)> = BTreeMap::new();
    for (&key, (word, edits)) in &stems {
        if let Some(edit) = most(edits) {
            chosen.insert(key, (&word.form, word.upos, word.xpos, edit));
        }
    }
    for (form, xpos, edit) in &fixed {
        chosen.insert((class(xpos), form.lower()), (form, kind_of_tag(xpos), xpos, edit.clone()));
    }
    let mut support: BTreeMap<(u64, &Edit), usize> = BTreeMap::new();
    for ((class, _), (.., edit)) in &chosen {
        *support.entry((*class, edit)).or_default() += 1;
    }
    let mut edits = Edits::default();
    let mut endings = Chains::default();
    for (&(class, _), (form, _, xpos, edit)) in &chosen {
        let needed = if *xpos == "NNP" && !edit.add.is_empty() { NAMES } else { WORDS };
        if form.shape != Shape::Marked && support[&(class, edit)] >= needed {
            endings.add(ending_keys(form, class), edits.number(edit) as u32, 1);
        }
    }
    let mut decisions: Vec<(u64, u64)> =
        endings.decide().into_iter().map(|(key, edit)| (key, Model::value(edit as usize, Capitals::Lower))).collect();

    // The vocabulary: how lemmas are spelt, and as what kind of word they are known. Once for all, and once without
    // each part, so that capitals are learnt as they will be met.
    let mut spellings: Vec<BTreeMap<String, BTreeMap<u8, usize>>> = vec![BTreeMap::new(); PARTS + 1];
    let mut kinds: BTreeSet<u64> = BTreeSet::new();
    for (word, weight) in &words {
        let lower = word.lemma.to_lowercase();
        kinds.insert(Known::kind(word.upos).key(hash(lower.as_bytes())));
        let Some(spelling) = spelling(word.lemma) else { continue };
        for (part, spellings) in spellings.iter_mut().enumerate() {
            if part != word.part {
                *spellings.entry(lower.clone()).or_default().entry(spelling as u8).or_default() += weight;
            }
        }
    }
    for (_, xpos, lemma) in lexicon() {
        kinds.insert(Known::kind(kind_of_tag(xpos)).key(hash(lemma.as_bytes())));
    }
    let vocabularies: Vec<BTreeSet<u64>> = spellings
        .iter()
        .map(|spellings| {
            let mut keys = kinds.clone();
            for (lemma, counts) in spellings {
                let all: usize = counts.values().sum();
                for known in [Known::Lower, Known::Title, Known::Upper] {
                    if counts.get(&(known as u8)).is_some_and(|count| count * 4 >= all) {
                        keys.insert(known.key(hash(lemma.as_bytes())));
                    }
                }
            }
            keys
        })
        .collect();
    let vocabulary = &vocabularies[PARTS];

    // Words in lower case whose endings mislead.
    let model = open(Model::build(&edits.list, &decisions, vocabulary.iter().copied()));
    for (&(class, _), (form, upos, xpos, edit)) in &chosen {
        if model.ending(form, *upos, xpos) != Some(edit) {
            decisions.push((stem_key(form, class), Model::value(edits.number(edit), Capitals::Lower)));
        }
    }

    // Capitals.
    let mut capitals = Chains::default();
    for (word, weight) in &words {
        let Some((case, edit)) = explain(&word.form, word.lemma) else { continue };
        let lemma = hash_lemma(&word.form, &edit);
        let seen = [Known::Lower, Known::Title, Known::Upper]
            .iter()
            .enumerate()
            .fold(0, |bits, (bit, known)| bits | u64::from(vocabularies[word.part].contains(&known.key(lemma))) << bit);
        capitals.add(capital_keys(&word.form, word.xpos, word.first, seen), case as u32, *weight as u32);
    }
    for (key, case) in capitals.decide() {
        decisions.push((key, Model::value(0, Capitals::ALL[case as usize])));
    }

    // Words as printed that all of this gets wrong.
    let model = open(Model::build(&edits.list, &decisions, vocabulary.iter().copied()));
    let mut printed: BTreeMap<u64, Counted<'_, '_, (&str, bool)>> = BTreeMap::new();
    for (word, weight) in &words {
        let entry = printed.entry(word_key(&word.form, word.upos, word.xpos)).or_insert((word, BTreeMap::new()));
        *entry.1.entry((word.lemma, word.first)).or_default() += weight;
    }
    let known: BTreeSet<(u64, &str)> = fixed.iter().map(|(form, xpos, _)| (class(xpos), form.lower())).collect();
    for (key, (word, lemmas)) in &printed {
        if known.contains(&(class(word.xpos), word.form.lower())) {
            continue;
        }
        let mut by_lemma: BTreeMap<&str, usize> = BTreeMap::new();
        for ((lemma, _), count) in lemmas {
            *by_lemma.entry(lemma).or_default() += count;
        }
        let Some(lemma) = most(&by_lemma) else { continue };
        let wrong = |first| model.lemma(word.form.printed, word.upos, word.xpos, first) != lemma;
        if wrong(false) || wrong(true) {
            let (case, edit) =
                explain(&word.form, lemma).unwrap_or_else(|| (Capitals::Kept, Edit::between(word.form.printed, lemma)));
            decisions.push((*key, Model::value(edits.number(&edit), case)));
        }
    }
    Model::build(&edits.list, &decisions, vocabulary.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_the_lexicon_is_its_own_test() {
        let model = open(train(&[], |_| 1));
        for (form, xpos, lemma) in lexicon() {
            assert_eq!(model.lemma(form, kind_of_tag(xpos), xpos, false), lemma, "{form} {xpos}");
        }
    }

    #[test]
    fn lexicon_lines_are_three_words_in_lower_case() {
        for line in LEXICON.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            assert_eq!(line.split_whitespace().count(), 3, "{line}");
            let form = line.split_whitespace().next().unwrap_or_default();
            assert_eq!(form, form.to_lowercase(), "{line}");
        }
    }
}
