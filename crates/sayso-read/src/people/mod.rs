//! People: who is who: persons, bodies and places, every place where the text speaks of them, and who each speaker is.
//!
//! In: [`Text`], [`Analysis`], quotes, statements. Out: [`People`]. Model: a ranker of antecedents.
//!
//! Every stretch that may speak of somebody is a phrase (`phrases`). Names are put together by rule over the whole text (`names`);
//! for pronouns and descriptions rules point (`rules`) and the ranker weighs the phrases before (`features`, `standing`, `net`, `rank`). "I" in a quotation is who speaks there, "you" who is
//! told, "my father" neither (`speakers`). What stands together becomes an entity, with role, body and country (`entities`). A name that
//! two may bear is a doubt, not a guess.
//!
//! ```text
//! Colonel Zdena Korvat, a spokeswoman for the ministry, declined. “We will publish names,” she said.
//! ^^^^^^^^^^^^^^^^^^^^                                                                     ^^^        one person
//! ```
//!
//! Not here: where a place lies (`places`), who did what (`events`).

mod again;
mod countries;
mod entities;
pub mod features;
mod ground;
mod kinds;
mod lexicon;
mod model;
mod names;
pub mod net;
mod phrases;
mod rank;
mod rules;
mod scene;
mod speakers;
mod standing;

pub use model::{HEADER, Model, SCALE};
pub use rank::{Answer, Clusters, Judge, Ties, best};
pub use scene::Scene;

/// Tokens that are read for people, from the start of the text.
pub const MOST_TOKENS: usize = 200_000;

/// Phrases that are looked at.
pub const MOST_PHRASES: usize = 60_000;

use crate::analysis::{Analysis, Language};
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
    language: &Language,
    quotes: &[Quote],
    statements: &[Statement],
    model: &Model,
) -> People {
    find_all(text, analysis, language, quotes, statements, &[], model).0
}

/// As [`find`], and the entities of more stretches of the text, as if they were sources.
pub fn find_all(
    text: &Text,
    analysis: &Analysis,
    language: &Language,
    quotes: &[Quote],
    statements: &[Statement],
    asked: &[Span],
    model: &Model,
) -> (People, Vec<Option<u32>>) {
    let scene = Scene::new(text, analysis, language, quotes, statements);
    let clusters = scene.clusters(model);
    let (mut entities, entity_of) = entities::of(&scene, &clusters.of);
    let mut doubts = Vec::new();
    let mut resolve = |span: Span, tell: bool| {
        let phrase = scene.source(span)?;
        if let Some(why) = speakers::doubt(&scene, &clusters, phrase) {
            if tell {
                doubts.push((span, why));
            }
            return None;
        }
        Some(entity_of[phrase])
    };
    let source = |statement: &Statement| statement.source.as_ref().and_then(|source| source.spans.first().copied());
    let speakers: Vec<Option<u32>> =
        statements.iter().map(|statement| source(statement).and_then(|span| resolve(span, true))).collect();
    let answers = asked.iter().map(|&span| resolve(span, false)).collect();
    // "who" as a source is a mention too.
    for (statement, speaker) in statements.iter().zip(&speakers) {
        if let (Some(span), Some(speaker)) = (source(statement), speaker) {
            let run = scene.ground.run(span);
            if run.len() == 1
                && speakers::relative(&scene.ground, &scene.phrases, &scene.headed, run.start as usize).is_some()
            {
                let mentions = &mut entities[*speaker as usize].mentions;
                mentions.push(Mention { run, whole: run, form: MentionForm::Pronoun });
                mentions.sort_by_key(|mention| mention.run);
                mentions.dedup();
            }
        }
    }
    doubts.sort_unstable();
    doubts.dedup();
    (People { entities, speakers, doubts }, answers)
}
