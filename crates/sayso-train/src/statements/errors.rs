//! Sorts the errors of the stage `statements` into named classes, to see what to mend next.
//!
//! In: the articles of PolNeAR, what is found in them. Out: a table of classes and counts on standard output; with `--show`
//! and the beginning of a class's name also passages, for the eyes of whoever tunes (never to be committed).
//!
//! Right pairs are taken as the score takes them (`ends` where their contents differ); then right contents with wrong
//! sources (`source`), then contents that are far off though the cue is the gold one's (`far`); what is left is `missed` or
//! `spurious`. So every gold and every found attribution is in one class at most.
//!
//! ```text
//! gold:  (Tarn)  said  [the dam would hold]          found: (Tarn)  said  [the dam would hold, and left]
//! => ends too long: past a comma and “and” or “but”
//! ```
//!
//! Classes are decided by words, tags and sentences alone (`classes`), so that they mean the same before and after a change.

mod classes;
mod cues;
mod page;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use rayon::prelude::*;

use super::score::{self, Unit};
use crate::{Data, vectors};
use page::{Lexicon, Page, Tagger};

/// One error.
struct Error {
    class: &'static str,
    gold: Option<usize>,
    found: Option<usize>,
}

/// Prints how many errors there are of each class, and some passages of the classes that begin with `show`.
pub(crate) fn print(data: &Data, split: &str, show: Option<&str>) -> anyhow::Result<()> {
    let gold = super::load(data, split)?;
    let sentences = crate::text::model(data)?;
    let reader = super::Reader::open(data)?;
    let words = vectors::open(data)?;
    let tags = sayso_read::tags::Model::open(data.model("tags.model")?).map_err(anyhow::Error::msg)?;
    let tagger = Tagger { sentences: &sentences, vectors: &words, tags: &tags };
    let path = data.root.join("crates/sayso-read/src/statements/cues.tsv");
    let lexicon = Lexicon::read(&std::fs::read_to_string(&path).with_context(|| path.display().to_string())?);
    let articles: Vec<Sorted> = (gold.par_iter())
        .map(|gold| {
            let found = reader.read(&gold.text);
            let page = Page::of(&gold.text, &tagger);
            let (golden, units) = score::units(&page.words, &gold.attributions, &found);
            let mut sorted = Sorted { errors: sort(&page, &lexicon, &golden, &units), ..Sorted::default() };
            cues::count(&page, &golden, &units, &mut sorted.cue_words);
            for error in sorted.errors.iter().filter(|error| show.is_some_and(|show| error.class.starts_with(show))) {
                sorted.passages.push(passage(&page, error, &golden, &units));
                let unit = error.gold.map(|at| &golden[at]).or_else(|| error.found.map(|at| &units[at]));
                sorted.lemmas.extend(unit.map(|unit| page.lemmas(&unit.cue)));
            }
            sorted
        })
        .collect();
    let all = articles.iter().flat_map(|sorted| &sorted.errors);
    table("errors", all.map(|error| (error.class, 1)), usize::MAX);
    println!("of {} gold attributions\n", gold.iter().map(|gold| gold.attributions.len()).sum::<usize>());
    table(
        "words of cues",
        articles.iter().flat_map(|sorted| &sorted.cue_words).map(|(class, n)| (*class, *n)),
        usize::MAX,
    );
    if show.is_some() {
        println!();
        table("cues", articles.iter().flat_map(|sorted| &sorted.lemmas).map(|lemmas| (lemmas.as_str(), 1)), 60);
    }
    let mut passages: Vec<&String> = articles.iter().flat_map(|sorted| &sorted.passages).collect();
    // The same shuffle each time: by a digest of the passage.
    passages.sort_by_key(|passage| sayso_read::tables::hash(passage.as_bytes()));
    passages.iter().take(20).for_each(|passage| println!("\n{passage}"));
    Ok(())
}

/// What there is to say of an article.
#[derive(Default)]
struct Sorted {
    errors: Vec<Error>,
    cue_words: BTreeMap<&'static str, usize>,
    passages: Vec<String>,
    lemmas: Vec<String>,
}

/// Prints the sums, the greatest first, at most so many, and the sum of all.
fn table<'a>(title: &str, numbers: impl Iterator<Item = (&'a str, usize)>, most: usize) {
    let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, number) in numbers {
        *sums.entry(name).or_default() += number;
    }
    let mut rows: Vec<(usize, &str)> = sums.into_iter().map(|(name, sum)| (sum, name)).collect();
    rows.sort_by_key(|&(sum, name)| (std::cmp::Reverse(sum), name));
    println!("{title}\tclass");
    rows.iter().take(most).for_each(|(sum, name)| println!("{sum}\t{name}"));
    println!("{}\tin all", rows.iter().map(|row| row.0).sum::<usize>());
}

/// All errors of an article.
fn sort(page: &Page, lexicon: &Lexicon, gold: &[Unit], found: &[Unit]) -> Vec<Error> {
    let (mut gold_left, mut found_left) =
        ((0..gold.len()).collect::<BTreeSet<_>>(), (0..found.len()).collect::<BTreeSet<_>>());
    let mut errors = Vec::new();
    let mut take = |pairs: &[(usize, usize)]| {
        for (i, j) in pairs {
            gold_left.remove(i);
            found_left.remove(j);
        }
        (gold_left.clone(), found_left.clone())
    };
    let right = score::pairs(gold, found, score::source_matches);
    let (open_gold, open_found) = take(&right);
    let is_open = |(i, j): &(usize, usize)| open_gold.contains(i) && open_found.contains(j);
    let places = |units: &[Unit], unit: &Unit| units.iter().position(|other| std::ptr::eq(other, unit)).unwrap_or(0);
    let other = score::pairs(gold, found, |g, f| is_open(&(places(gold, g), places(found, f))));
    let (open_gold, open_found) = take(&other);
    let mut far = Vec::new();
    let mut used = BTreeSet::new();
    for &i in &open_gold {
        let cue = |j: &&usize| !used.contains(*j) && !found[**j].cue.is_disjoint(&gold[i].cue);
        if let Some(&j) = open_found.iter().find(cue) {
            used.insert(j);
            far.push((i, j));
        }
    }
    let (open_gold, open_found) = take(&far);
    let mut error = |class, gold, found| errors.push(Error { class, gold, found });
    for &(i, j) in &other {
        error(classes::source(page, gold, i, &found[j]), Some(i), Some(j));
    }
    for &(i, j) in right.iter().filter(|&&(i, j)| gold[i].content != found[j].content) {
        error(classes::ends(page, &gold[i], &found[j]), Some(i), Some(j));
    }
    for &(i, j) in &far {
        error(classes::far(page, gold, i, &found[j]), Some(i), Some(j));
    }
    for i in open_gold {
        error(classes::missed(page, lexicon, &gold[i]), Some(i), None);
    }
    for j in open_found {
        error(classes::spurious(page, lexicon, gold, &found[j]), None, Some(j));
    }
    errors
}

/// The error with its surroundings.
fn passage(page: &Page, error: &Error, gold: &[Unit], found: &[Unit]) -> String {
    let units = [("gold", error.gold.map(|at| &gold[at])), ("found", error.found.map(|at| &found[at]))];
    let mut out = format!("[{}]", error.class);
    let touched =
        |unit: &Unit| [&unit.source, &unit.cue, &unit.content].into_iter().flatten().copied().collect::<Vec<_>>();
    let all: Vec<usize> = units.iter().filter_map(|(_, unit)| unit.map(touched)).flatten().collect();
    if let (Some(&first), Some(&last)) = (all.iter().min(), all.iter().max()) {
        out.push_str(&format!("\n  … {} …", page.stretch(first.saturating_sub(12), last + 12)));
    }
    for (name, unit) in units {
        let Some(unit) = unit else { continue };
        let [source, cue, content] = [&unit.source, &unit.cue, &unit.content].map(|tokens| page.print(tokens));
        out.push_str(&format!("\n  {name}: ({source}) {{{cue}}} [{content}]"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statements::score::Attribution;

    fn it(text: &str, source: &str, cue: &str, content: &str) -> Attribution {
        let at = |words: &str| {
            let start = text.find(words).map_or(0, |byte| text[..byte].chars().count());
            vec![(start as u32, (start + words.chars().count()) as u32)]
        };
        let some = |words: &str| if words.is_empty() { Vec::new() } else { at(words) };
        Attribution {
            source: Some(some(source)).filter(|spans| !spans.is_empty()),
            cue: some(cue),
            content: some(content),
            nested: false,
        }
    }

    #[test]
    fn every_attribution_has_one_class_at_most() {
        let text = "A wall falls\nTarn said the wall, which leaks, would hold, Orlan warned. He denied that. Mine: no. \
                    They left, she added, never again.";
        let gold = [
            it(text, "Tarn", "said", "the wall"),
            it(text, "He", "denied", "that"),
            it(text, "Mine", ":", "no"),
            it(text, "she", "added", "never again"),
        ];
        let found = [
            it(text, "Tarn", "said", "the wall, which leaks, would hold, Orlan warned"),
            it(text, "", "denied", "that"),
            it(text, "she", "added", "never"),
            it(text, "A wall", "falls", "A wall"),
        ];
        let models = (sayso_read::text::Model::default(), Default::default(), Default::default());
        let page = Page::of(text, &Tagger { sentences: &models.0, vectors: &models.1, tags: &models.2 });
        let (gold, found) = score::units(&page.words, &gold, &found);
        let errors = sort(&page, &Lexicon::default(), &gold, &found);
        let classes: Vec<_> = errors.iter().map(|error| (error.class, error.gold, error.found)).collect();
        let expected = [
            ("source: absent, of indirect words", Some(1), Some(1)),
            ("ends too short: on the right, otherwise", Some(3), Some(2)),
            ("far too long: past a comma, dash or bracket", Some(0), Some(0)),
            ("missed: no word for a cue (colon, dash, nothing)", Some(2), None),
            ("spurious: in the headline", None, Some(3)),
        ];
        assert_eq!(classes, expected);
    }
}
