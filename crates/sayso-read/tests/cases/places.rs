//! Marks of the stage `places`: each toponym with its form (unless it is a plain name), the place that it is, the country and how closely it
//! is known; and what is in doubt.

#![allow(clippy::disallowed_types)] // A test may keep what is slow to open.

use std::sync::LazyLock;

use sayso_read::articles::Metadata;
use sayso_read::places::{self, Place, PlaceForm};
use sayso_read::text::Text;
use sayso_read::{Analysis, Models, people, quotes, statements};

use crate::harness::Mark;

static MODELS: LazyLock<Models> = LazyLock::new(sayso_models::open);

pub(crate) fn marks(text: &Text) -> Vec<Mark> {
    let analysis = Analysis::of(text, &MODELS.language);
    let quotes = quotes::find(text);
    let weights = statements::Weights { language: &MODELS.language, model: &MODELS.statements };
    let statements = statements::find(text, &analysis, &quotes, weights).list;
    let people = people::find(text, &analysis, &MODELS.language, &quotes, &statements, &MODELS.people);
    let metadata = Metadata::default();
    let found = places::find(text, &analysis, &people, &metadata, &MODELS.gazetteer, &MODELS.places);
    let mut marks: Vec<Mark> =
        found.list.iter().map(|place| Mark { spans: vec![place.span], label: about(place) }).collect();
    marks.extend(found.doubts.iter().map(|(span, why)| Mark { spans: vec![*span], label: format!("in doubt: {why}") }));
    marks.sort_by_key(|mark| mark.spans.first().map(|span| span.start));
    marks
}

fn about(place: &Place) -> String {
    let form = match place.form {
        PlaceForm::Name => String::new(),
        form => format!("{form:?}, ").to_lowercase(),
    };
    let Some(name) = &place.name else { return format!("{form}unresolved") };
    let precision = place.precision.map(|precision| format!("{precision:?}").to_lowercase()).unwrap_or_default();
    let within = [place.admin1.as_ref().filter(|division| *division != name), place.country.as_ref()];
    let within: String = within.into_iter().flatten().map(|around| format!(", {around}")).collect();
    format!("{form}{precision} {name}{within}")
}
