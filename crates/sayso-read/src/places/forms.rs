//! Forms: a place's own name, what is of there, its government, or part of the name of a body.

use std::collections::BTreeSet;

use super::PlaceForm;
use super::gazetteer::{Bearer, How, Sort};
use super::scene::Scene;
use crate::clauses::Relation;
use crate::names::NameKind;
use crate::people::{EntityKind, People};
use crate::span::Span;
use crate::text::Text;

/// Where places speak or act as bodies: the mentions of organisations, and the sources of statements.
pub(super) fn seats(text: &Text, people: &People) -> BTreeSet<Span> {
    let bodies = people.entities.iter().enumerate().filter(|(index, entity)| {
        entity.kind == EntityKind::Organization || people.speakers.contains(&Some(*index as u32))
    });
    bodies.flat_map(|(_, entity)| entity.mentions.iter().map(|mention| text.span(mention.run))).collect()
}

/// How a toponym is printed.
pub(super) fn of(scene: &Scene<'_>, at: usize, bearer: Option<Bearer>, seats: &BTreeSet<Span>) -> PlaceForm {
    let toponym = &scene.toponyms[at];
    if bearer.or(toponym.bearers.first().copied()).is_some_and(|bearer| bearer.how == How::People) {
        return PlaceForm::Demonym;
    }
    let name = toponym.name.map(|name| scene.analysis.names[name as usize]);
    if name.is_some_and(|name| {
        name.run.contains(toponym.run) && name.run.len() > toponym.run.len() && !matches!(name.kind, NameKind::Location)
    }) {
        return PlaceForm::Inside;
    }
    let governs = bearer.is_some_and(|bearer| {
        matches!(
            scene.gazetteer.sort(bearer.place),
            Sort::Country | Sort::Capital | Sort::Province | Sort::Site | Sort::Region
        )
    });
    let arc = scene.analysis.clauses.get(toponym.run.end as usize - 1).copied().unwrap_or_default();
    let acts = arc.relation == Relation::Nsubj && seats.contains(&scene.span(at));
    if governs && acts { PlaceForm::Metonym } else { PlaceForm::Name }
}
