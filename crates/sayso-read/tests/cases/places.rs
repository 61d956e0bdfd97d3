//! Marks of the stage `places`: each toponym with its form (unless it is a plain name), the place that it is, the country and how closely it
//! is known; and what is in doubt.

use sayso_read::articles::Metadata;
use sayso_read::places::{self, Place, PlaceForm};
use sayso_read::text::Text;

use crate::harness::Mark;
use crate::people::{MODELS, read};

pub(crate) fn marks(text: &Text) -> Vec<Mark> {
    let (analysis, _, people) = read(text);
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
