//! Makes the lexicon of common nouns that the stage `people` falls back on (`people/wordnet.tsv`) from WordNet 3.0.
//!
//! A noun gets the class of its commonest sense: a person (man, woman), an organization, a written work; where no sense is a person, a group or an
//! animal, and WordNet has counted it in texts, a place or a thing. Two words get a line where they mean something else than the second alone
//! ("think tank"). No definition and no example is taken.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;

use crate::Data;
use crate::families::wordnet;

/// A set of synonyms: the file it belongs to, its words, what it is a kind of, whether it is one in particular ("Paris").
struct Set<'w> {
    file: u8,
    words: Vec<&'w str>,
    kinds: Vec<&'w str>,
    single: bool,
}

/// Lexicographer files (lexnames(5WN)).
const ANIMAL: u8 = 5;
const ARTIFACT: u8 = 6;
const GROUP: u8 = 14;
const LOCATION: u8 = 15;
const PERSON: u8 = 18;
const WRITING: [u8; 2] = [ARTIFACT, 10];

/// The lines of the lexicon, in order.
const CLASSES: [&str; 7] = ["person", "man", "woman", "group", "work", "place", "thing"];

struct Nouns<'w> {
    sets: BTreeMap<&'w str, Set<'w>>,
    above: BTreeMap<&'w str, BTreeSet<&'w str>>,
    person: BTreeSet<&'w str>,
    man: BTreeSet<&'w str>,
    woman: BTreeSet<&'w str>,
    body: BTreeSet<&'w str>,
    work: BTreeSet<&'w str>,
    place: BTreeSet<&'w str>,
}

impl<'w> Nouns<'w> {
    fn of(data: &'w str) -> Nouns<'w> {
        let sets: BTreeMap<&str, Set<'_>> =
            data.lines().filter(|line| !line.starts_with(' ')).filter_map(set).collect();
        let named = |names: &[&str], second: Option<&str>, files: &[u8]| -> BTreeSet<&'w str> {
            let is = |set: &Set<'_>| {
                names.contains(&set.words[0])
                    && second.is_none_or(|second| set.words.contains(&second))
                    && (files.is_empty() || files.contains(&set.file))
            };
            sets.iter().filter(|(_, set)| is(set)).map(|(&offset, _)| offset).collect()
        };
        let works = ["document", "written_communication", "writing", "publication"];
        let places = ["structure", "location", "region", "district", "building"];
        let mut nouns = Nouns {
            person: named(&["person"], Some("individual"), &[]),
            man: named(&["male"], Some("male_person"), &[]),
            woman: named(&["female"], Some("female_person"), &[]),
            body: named(&["organization"], None, &[GROUP]),
            work: named(&works, None, &WRITING),
            place: named(&places, None, &[3, ARTIFACT, LOCATION]),
            above: BTreeMap::new(),
            sets,
        };
        let offsets: Vec<&str> = nouns.sets.keys().copied().collect();
        for offset in offsets {
            nouns.climb(offset, 0);
        }
        nouns
    }

    /// All that a set is a kind of, and itself.
    fn climb(&mut self, offset: &'w str, depth: u32) -> BTreeSet<&'w str> {
        if let Some(known) = self.above.get(offset) {
            return known.clone();
        }
        let mut all = BTreeSet::from([offset]);
        // WordNet's own ways up have fewer than twenty steps.
        if depth < 40 {
            for kind in self.sets.get(offset).map(|set| set.kinds.clone()).unwrap_or_default() {
                all.extend(self.climb(kind, depth + 1));
            }
        }
        self.above.insert(offset, all.clone());
        all
    }

    fn is(&self, sense: &str, kind: &BTreeSet<&str>) -> bool {
        self.above.get(sense).is_some_and(|above| !above.is_disjoint(kind))
    }

    /// The class of a noun with these senses, the commonest first; `counted`: whether it has been seen in texts.
    fn class(&self, word: &str, senses: &[&str], counted: bool) -> Option<&'static str> {
        let first = *senses.first()?;
        let set = self.sets.get(first)?;
        // A name, or a word that is printed with a capital letter.
        if set.single || !set.words.contains(&word) {
            return None;
        }
        if self.is(first, &self.person) {
            let gender = if self.is(first, &self.man) { "man" } else { "person" };
            return Some(if self.is(first, &self.woman) { "woman" } else { gender });
        }
        if self.is(first, &self.body) {
            return Some("group");
        }
        if self.is(first, &self.work) {
            return Some("work");
        }
        let living = |sense: &&str| {
            let file = self.sets.get(*sense).map_or(0, |set| set.file);
            matches!(file, ANIMAL | GROUP | PERSON)
        };
        let somebody = senses.iter().any(|sense| self.is(sense, &self.person) || self.is(sense, &self.body));
        if !counted || somebody || senses.iter().take(4).any(living) {
            return None;
        }
        let place = set.file == LOCATION || self.is(first, &self.place);
        Some(if place { "place" } else { "thing" })
    }
}

/// A line of `data.noun` (wndb(5WN)).
fn set(line: &str) -> Option<(&str, Set<'_>)> {
    let fields: Vec<&str> = line.split('|').next()?.split_whitespace().collect();
    let count = usize::from_str_radix(fields.get(3)?, 16).ok()?;
    let words: Vec<&str> = fields.iter().skip(4).step_by(2).take(count).copied().collect();
    let pointers = fields.get(5 + 2 * count..)?;
    let above: Vec<&[&str]> =
        pointers.chunks_exact(4).filter(|pointer| matches!(pointer[0], "@" | "@i") && pointer[2] == "n").collect();
    let single = above.iter().any(|pointer| pointer[0] == "@i");
    let kinds = above.iter().map(|pointer| pointer[1]).collect();
    (!words.is_empty()).then_some((fields[0], Set { file: fields[1].parse().ok()?, words, kinds, single }))
}

/// Whether a word is of small letters, in parts of some length.
fn is_plain(word: &str, mark: char, least: usize) -> bool {
    word.split(mark).all(|part| part.len() >= least && part.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Remakes the lexicon.
pub(crate) fn train(data: &Data) -> anyhow::Result<()> {
    let (index, sets) = (wordnet::read("index.noun")?, wordnet::read("data.noun")?);
    let nouns = Nouns::of(&sets);
    let mut classes: BTreeMap<&str, &str> = BTreeMap::new();
    let mut pairs: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in index.lines().filter(|line| !line.starts_with(' ')) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let number = |at: usize| fields.get(at).and_then(|field| field.parse::<usize>().ok());
        let (Some(&word), Some(senses), Some(pointers)) = (fields.first(), number(2), number(3)) else { continue };
        let counted = number(5 + pointers).unwrap_or(0) > 0;
        let offsets = fields.get(6 + pointers..6 + pointers + senses).unwrap_or_default();
        if word.len() > 2 && is_plain(word, '-', 1) && word.split('-').next().is_some_and(|first| first.len() > 1) {
            if let Some(class) = nouns.class(word, offsets, counted) {
                classes.insert(word, class);
            }
        } else if word.split('_').count() == 2 && is_plain(word, '_', 2) {
            pairs.push((word, offsets.to_vec()));
        }
    }
    let mut lines: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (word, class) in &classes {
        lines.entry(class).or_default().push(word);
    }
    for (word, senses) in &pairs {
        // What the second word alone would make of it.
        let last = word.rsplit('_').next().and_then(|last| classes.get(last).copied());
        let somebody = matches!(last, Some("person" | "man" | "woman" | "group"));
        let class = match nouns.class(word, senses, true) {
            Some("place" | "thing") | None => somebody.then_some("thing"),
            class => class,
        };
        let named = senses
            .first()
            .and_then(|first| nouns.sets.get(first))
            .is_none_or(|set| set.single || !set.words.contains(word));
        if let Some(class) = class.filter(|class| Some(*class) != last && !named) {
            lines.entry(class).or_default().push(word);
        }
    }
    let mut out = String::from(HEAD);
    for class in CLASSES {
        out.push_str(&format!("{class}\t{}\n", lines.remove(class).unwrap_or_default().join(" ")));
    }
    let path = data.root.join("crates/sayso-read/src/people/wordnet.tsv");
    std::fs::write(&path, &out).with_context(|| path.display().to_string())?;
    println!("{} written, {} nouns, {} KB", path.display(), classes.len(), out.len() / 1024);
    Ok(())
}

const HEAD: &str = "\
# Common nouns by the class of their commonest sense, from WordNet 3.0 (Princeton University, WordNet licence), made by `cargo train nouns`.
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. Provided as is, without warranty of any kind.
";
