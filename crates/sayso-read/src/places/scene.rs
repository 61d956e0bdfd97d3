//! The scene: a text with all that may be toponyms, as the features see it.

use std::collections::{BTreeMap, BTreeSet};

use super::gazetteer::{Gazetteer, PlaceIndex, Sort};
use super::toponyms::{self, Toponym};
use crate::analysis::Analysis;
use crate::articles::BlockKind;
use crate::names::NameKind;
use crate::span::Run;
use crate::text::Text;

/// A text with its toponyms-to-be.
#[derive(Debug)]
pub struct Scene<'t> {
    pub(super) text: &'t Text,
    pub(super) analysis: &'t Analysis,
    pub(super) gazetteer: &'t Gazetteer,
    /// All that may be a toponym.
    pub toponyms: Vec<Toponym>,
    /// How often each key stands in the text, and how often as the name of a place.
    counts: BTreeMap<String, (usize, usize)>,
    /// Last words of the names of persons, hashed.
    persons: BTreeSet<u64>,
    /// Countries, provinces and districts that names of places in the text are or lie in, of each name the two greatest.
    spoken: BTreeSet<PlaceIndex>,
}

/// Places of a name that are looked at for support.
const MOST_SENSES: usize = 6;

impl<'t> Scene<'t> {
    /// Looks at a text.
    pub fn new(text: &'t Text, analysis: &'t Analysis, gazetteer: &'t Gazetteer) -> Scene<'t> {
        let toponyms = toponyms::find(text, analysis, gazetteer);
        let mut scene = Scene {
            text,
            analysis,
            gazetteer,
            toponyms,
            counts: BTreeMap::new(),
            persons: BTreeSet::new(),
            spoken: BTreeSet::new(),
        };
        for toponym in &scene.toponyms {
            let count = scene.counts.entry(toponym.key.clone()).or_default();
            count.0 += 1;
            let name = toponym.name.map(|name| analysis.names[name as usize]);
            if name.is_some_and(|name| name.kind == NameKind::Location && name.run == toponym.run) {
                count.1 += 1;
                let greatest = toponym.bearers.iter().take(2).map(|bearer| bearer.place);
                scene.spoken.extend(greatest.flat_map(|place| gazetteer.chain(place)));
            }
        }
        for name in analysis.names.iter().filter(|name| name.kind == NameKind::Person && name.run.len() > 1) {
            let last = scene.lower(name.run.end as usize - 1);
            scene.persons.insert(last);
        }
        scene
    }

    /// The stretch of a toponym.
    pub fn span(&self, at: usize) -> crate::span::Span {
        let toponym = &self.toponyms[at];
        let mut span = self.text.span(toponym.run);
        span.end -= toponym.glued;
        span
    }

    /// Whether the map has the words as what is of a place: "Russian".
    pub fn is_of_people(&self, at: usize) -> bool {
        self.toponyms[at].bearers.first().is_some_and(|bearer| bearer.how == super::gazetteer::How::People)
    }

    /// The hash of a token in lower case.
    pub(super) fn lower(&self, token: usize) -> u64 {
        self.analysis.words.get(token).map_or(0, |word| word.lower)
    }

    /// What the block is that a toponym stands in.
    pub(super) fn block_of(&self, run: Run) -> BlockKind {
        let at = self.text.paragraphs.partition_point(|paragraph| paragraph.run.end <= run.start);
        self.text.paragraphs.get(at).map_or(BlockKind::Paragraph, |paragraph| paragraph.kind)
    }

    /// Whether one of the words is so rare that it has no vector.
    pub(super) fn is_rare(&self, run: Run) -> bool {
        run.range().any(|token| self.analysis.words.get(token).is_some_and(|word| word.vector == 0))
    }

    pub(super) fn sentence_of(&self, run: Run) -> Run {
        let at = self.text.sentences.partition_point(|sentence| sentence.end <= run.start);
        self.text.sentences.get(at).copied().unwrap_or(run)
    }

    /// How often these words stand in the text, and how often as the name of a place.
    pub(super) fn mentions_of(&self, key: &str) -> (usize, usize) {
        self.counts.get(key).copied().unwrap_or_default()
    }

    /// What the rest of the text says for a toponym: 5 where it cannot tell, 4 where the same words are the name of a place, 3 where one of its places lies in a province that the text speaks of, 2 where
    /// in such a country, 1 where in none, 0 where the map does not have it.
    pub(super) fn support(&self, at: usize) -> u64 {
        let toponym = &self.toponyms[at];
        let (_, own) = self.mentions_of(&toponym.key);
        if own > 0 {
            return 4;
        }
        let level = |place: PlaceIndex| {
            if self.spoken.is_empty() || self.gazetteer.parent(place).is_none() {
                return 5;
            }
            let around = self.gazetteer.chain(place).skip(1).find(|around| self.spoken.contains(around));
            around.map_or(1, |around| if self.gazetteer.sort(around) == Sort::Country { 2 } else { 3 })
        };
        toponym.bearers.iter().take(MOST_SENSES).map(|bearer| level(bearer.place)).max().unwrap_or(0)
    }

    /// Whether one of its places lies in what the next toponym may be, or holds what the one before may be, a word or two between.
    pub(super) fn is_beside_its_own(&self, at: usize) -> (bool, bool) {
        let run = self.toponyms[at].run;
        let lies = |inner: &Toponym, outer: &Toponym| {
            inner.bearers.iter().take(MOST_SENSES).any(|inner| {
                let around: Vec<PlaceIndex> = self.gazetteer.chain(inner.place).skip(1).collect();
                outer.bearers.iter().take(MOST_SENSES).any(|outer| around.contains(&outer.place))
            })
        };
        let next = self.toponyms[at..].iter().find(|next| next.run.start >= run.end);
        let last = self.toponyms[..at].iter().rev().find(|last| last.run.end <= run.start);
        let toponym = &self.toponyms[at];
        (
            next.is_some_and(|next| next.run.start - run.end <= 4 && lies(toponym, next)),
            last.is_some_and(|last| run.start - last.run.end <= 4 && lies(last, toponym)),
        )
    }

    /// Whether a person with more than one name has this last name.
    pub(super) fn is_person(&self, lower: u64) -> bool {
        self.persons.contains(&lower)
    }
}
