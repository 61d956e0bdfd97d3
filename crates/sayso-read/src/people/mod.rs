//! People: who is who: persons, bodies and places, every place where the text speaks of them, and who each speaker is.
//!
//! In: [`Text`], [`Analysis`], quotes, statements. Out: [`People`]. Model: a ranker of antecedents.

mod countries;
pub mod features;
mod ground;
mod lexicon;
mod model;
mod names;
mod phrases;
mod rank;
mod scene;

use std::collections::BTreeMap;

pub use model::{HEADER, Model, SCALE};
pub use rank::Clusters;
pub use scene::Scene;

/// Tokens that are read for people, from the start of the text.
pub const MOST_TOKENS: usize = 200_000;

/// Phrases that are looked at.
pub const MOST_PHRASES: usize = 60_000;

use crate::analysis::{Analysis, Language};
use crate::names::NameKind;
use crate::quotes::Quote;
use crate::span::{Run, Span};
use crate::statements::Statement;
use crate::text::Text;

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// One human being.
    Person,
    /// A body that speaks and acts: a company, a ministry, a government, also where its seat stands for it.
    Organization,
    /// A country, town, river, building.
    Place,
    /// Several human beings.
    Group,
    /// A report, book, film, song, law.
    Work,
    /// Anything else.
    Other,
}

/// How a mention is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionForm {
    /// "Mr. Tarn", "the N.R.B.".
    Name,
    /// "the general", "his office".
    Description,
    /// "he", "their", "who".
    Pronoun,
}

/// A place where the text speaks of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The words, without what is said of it behind: "Colonel Zdena Korvat".
    pub run: Run,
    /// With all that hangs on it: "Colonel Zdena Korvat, a spokeswoman for the ministry".
    pub whole: Run,
    /// How it is printed.
    pub form: MentionForm,
}

/// Somebody or something that the text speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name printed, title left out; `None` where it is never named.
    pub name: Option<Span>,
    /// What he or she is: "spokeswoman", "prime minister".
    pub role: Option<Span>,
    /// The body he or she belongs to.
    pub affiliation: Option<Span>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'static str>,
    /// In order.
    pub mentions: Vec<Mention>,
}

/// Who is who.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People {
    /// In order of their first mention.
    pub entities: Vec<Entity>,
    /// For each statement the entity that its source is.
    pub speakers: Vec<Option<u32>>,
    /// Sources that could be one or the other, and why.
    pub doubts: Vec<(Span, &'static str)>,
}

/// Finds who is who.
pub fn find(
    text: &Text,
    analysis: &Analysis,
    _language: &Language,
    _quotes: &[Quote],
    statements: &[Statement],
    _model: &Model,
) -> People {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut people = People { speakers: vec![None; statements.len()], ..People::default() };
    for name in &analysis.names {
        let kind = match name.kind {
            NameKind::Person => EntityKind::Person,
            NameKind::Organization => EntityKind::Organization,
            NameKind::Location | NameKind::Facility => EntityKind::Place,
            _ => continue,
        };
        let span = text.span(name.run);
        let at = *known.entry(text.words(span)).or_insert(people.entities.len());
        if at == people.entities.len() {
            let entity =
                Entity { kind, name: Some(span), role: None, affiliation: None, country: None, mentions: Vec::new() };
            people.entities.push(entity);
        }
        people.entities[at].mentions.push(Mention { run: name.run, whole: name.run, form: MentionForm::Name });
        for (speaker, statement) in people.speakers.iter_mut().zip(statements) {
            let sources = statement.source.iter().flat_map(|source| &source.spans);
            if speaker.is_none() && sources.clone().any(|source| source.contains(span)) {
                *speaker = Some(at as u32);
            }
        }
    }
    people
}
