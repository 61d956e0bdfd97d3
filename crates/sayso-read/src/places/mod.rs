//! Places: toponyms, and which place on the map each is.
//!
//! In: [`Text`], [`Analysis`], [`People`], [`Gazetteer`], [`Model`]. Out: [`Places`]. Data: the gazetteer; model: a classifier of toponyms and a
//! ranker of places.
//!
//! ```text
//! in |Sudzha|, in the |Kursk| region of |Russia|
//!     settlement       province         country
//! ```
//!
//! What may be a toponym (`toponyms`) is kept or not by a model (`choose`); toponyms of one name are one group (`context`), whose place is
//! ranked among those that bear the name (`resolve`), or looked up roughly where none does (`rough`). What the weights look at stands in
//! `features`; limits stand beside what they limit (`MOST...`). docs/places.md has the conventions.
//!
//! Not here: which statement a place belongs to (`reading`).

mod choose;
pub mod context;
pub mod features;
mod forms;
pub mod gazetteer;
mod geometry;
mod kinds;
mod model;
mod resolve;
mod rough;
pub mod scene;
pub mod toponyms;

pub use choose::choose;
pub use gazetteer::Gazetteer;
pub use model::{BITS, HEADER, Model, SCALE, place};
pub use scene::Scene;
use serde::{Deserialize, Serialize};

use crate::analysis::Analysis;
use crate::articles::Metadata;
use crate::people::People;
use crate::span::Span;
use crate::text::Text;

/// How closely a place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A building, a field, an airport.
    Site,
    /// A city, town or village.
    Settlement,
    /// A county or a quarter.
    District,
    /// A state, province or region of a country.
    Province,
    /// A country.
    Country,
    /// A sea, a river, mountains, a continent, the Middle East.
    Region,
}

/// How a place is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceForm {
    /// "Russia".
    Name,
    /// "Russian", "the Russians".
    Demonym,
    /// "Moscow said": the place stands for its government.
    Metonym,
    /// Inside the name of a body: "Bank of England".
    Inside,
}

/// A toponym.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its words.
    pub span: Span,
    /// How it is printed.
    pub form: PlaceForm,
    /// The place's usual name.
    pub name: Option<String>,
    /// GeoNames' number.
    pub geonameid: Option<u32>,
    /// Latitude and longitude, degrees, WGS 84.
    pub point: Option<(f64, f64)>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// How closely it is known.
    pub precision: Option<Precision>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Places {
    /// In order.
    pub list: Vec<Place>,
    /// Toponyms that could not be settled, and why.
    pub doubts: Vec<(Span, String)>,
}

/// Finds the places of a text.
pub fn find(
    text: &Text,
    analysis: &Analysis,
    people: &People,
    metadata: &Metadata,
    gazetteer: &Gazetteer,
    model: &Model,
) -> Places {
    if gazetteer.is_empty() {
        return Places::default();
    }
    let scene = Scene::new(text, analysis, gazetteer);
    let chosen = choose(&scene, model);
    let home = resolve::home(gazetteer, metadata);
    let outcome = resolve::settle(&scene, &chosen, &home, model);
    let seats = forms::seats(text, people);
    let mut list: Vec<Place> = (chosen.iter().zip(&outcome.places))
        .map(|(&at, bearer)| {
            let form = forms::of(&scene, at, *bearer, &seats);
            resolve::place(gazetteer, scene.span(at), *bearer, form)
        })
        .collect();
    let stray = |&(span, bearer): &(Span, _)| resolve::place(gazetteer, span, Some(bearer), PlaceForm::Name);
    list.extend(outcome.strays.iter().map(stray));
    list.sort_by_key(|place| place.span);
    Places { list, doubts: outcome.doubts }
}
