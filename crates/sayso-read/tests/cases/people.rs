//! Marks of the stage `people`: every mention of those worth telling with their number, what is known of them at the first
//! one, who the source of each statement is, and what is in doubt.

#![allow(clippy::disallowed_types)] // A test may keep what is slow to open.

use std::sync::LazyLock;

use sayso_read::people::{self, Entity, MentionForm, People};
use sayso_read::statements::{self, Statement};
use sayso_read::text::Text;
use sayso_read::{Analysis, Models, quotes};

use crate::harness::Mark;

pub(crate) static MODELS: LazyLock<Models> = LazyLock::new(sayso_models::open);

/// A text read up to its people.
pub(crate) fn read(text: &Text) -> (Analysis, Vec<Statement>, People) {
    let analysis = Analysis::of(text, &MODELS.language);
    let quotes = quotes::find(text);
    let weights = statements::Weights { language: &MODELS.language, model: &MODELS.statements };
    let statements = statements::find(text, &analysis, &quotes, weights).list;
    let people = people::find(text, &analysis, &MODELS.language, &quotes, &statements, &MODELS.people);
    (analysis, statements, people)
}

pub(crate) fn marks(text: &Text) -> Vec<Mark> {
    let (_, statements, people) = read(text);
    let speaks = |index: usize| people.speakers.contains(&Some(index as u32));
    let is_told = |index: &usize| {
        let entity = &people.entities[*index];
        entity.name.is_some() || entity.mentions.len() > 1 || speaks(*index)
    };
    let told: Vec<usize> = (0..people.entities.len()).filter(is_told).collect();
    let number = |index: usize| told.iter().position(|&told| told == index).map_or(0, |at| at + 1);
    let mut marks = Vec::new();
    for &index in &told {
        let entity = &people.entities[index];
        for (at, mention) in entity.mentions.iter().enumerate() {
            let mut label = number(index).to_string();
            if at == 0 {
                label += &about(text, entity);
            } else if mention.form == MentionForm::Description {
                label += ", described";
            }
            marks.push(Mark { spans: vec![text.span(mention.run)], label });
        }
    }
    for (statement, speaker) in statements.iter().zip(&people.speakers) {
        let spans = statement.source.as_ref().map_or(&[][..], |source| &source.spans).to_vec();
        if let (Some(speaker), false) = (speaker, spans.is_empty()) {
            marks.push(Mark { spans, label: format!("speaks: {}", number(*speaker as usize)) });
        }
    }
    for (span, why) in &people.doubts {
        marks.push(Mark { spans: vec![*span], label: format!("in doubt: {why}") });
    }
    marks.sort_by_key(|mark| mark.spans.first().map(|span| (span.start, std::cmp::Reverse(span.end))));
    marks
}

fn about(text: &Text, entity: &Entity) -> String {
    let mut label = format!(" {}", format!("{:?}", entity.kind).to_lowercase());
    for (what, span) in [("", entity.name), ("role ", entity.role), ("of ", entity.affiliation)] {
        if let Some(span) = span {
            label += &format!(", {what}{}", text.words(span));
        }
    }
    if let Some(country) = entity.country {
        label += &format!(", {country}");
    }
    label
}
