//! The scene: a text with all that may be toponyms, as the features see it.

use std::collections::{BTreeMap, BTreeSet};

use super::gazetteer::Gazetteer;
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
}

impl<'t> Scene<'t> {
    /// Looks at a text.
    pub fn new(text: &'t Text, analysis: &'t Analysis, gazetteer: &'t Gazetteer) -> Scene<'t> {
        let toponyms = toponyms::find(text, analysis, gazetteer);
        let mut scene =
            Scene { text, analysis, gazetteer, toponyms, counts: BTreeMap::new(), persons: BTreeSet::new() };
        for toponym in &scene.toponyms {
            let count = scene.counts.entry(toponym.key.clone()).or_default();
            count.0 += 1;
            let name = toponym.name.map(|name| analysis.names[name as usize]);
            count.1 += usize::from(name.is_some_and(|name| name.kind == NameKind::Location && name.run == toponym.run));
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

    pub(super) fn sentence_of(&self, run: Run) -> Run {
        let at = self.text.sentences.partition_point(|sentence| sentence.end <= run.start);
        self.text.sentences.get(at).copied().unwrap_or(run)
    }

    /// How often these words stand in the text, and how often as the name of a place.
    pub(super) fn mentions_of(&self, key: &str) -> (usize, usize) {
        self.counts.get(key).copied().unwrap_or_default()
    }

    /// Whether a person with more than one name has this last name.
    pub(super) fn is_person(&self, lower: u64) -> bool {
        self.persons.contains(&lower)
    }
}
