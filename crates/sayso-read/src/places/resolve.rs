//! Resolving: which place each toponym is, by rank among those that bear its name.

use super::context::{Group, MOST_GROUPS, Mass, Numbered, group};
use super::features;
use super::gazetteer::{Bearer, Gazetteer, How, PlaceIndex, fold};
use super::model::Model;
use super::rough;
use super::scene::Scene;
use super::toponyms;
use super::{Place, PlaceForm};
use crate::articles::Metadata;
use crate::span::Span;

/// The places that the outlet's name holds: "The |Kursk| Courier".
pub(super) fn home(gazetteer: &Gazetteer, metadata: &Metadata) -> Vec<PlaceIndex> {
    let outlet = metadata.outlet.as_deref().unwrap_or_default();
    let words: Vec<&str> = outlet.split_whitespace().take(12).collect();
    let mut homes = Vec::new();
    for length in (1..=3).rev() {
        for piece in words.windows(length) {
            if piece[0].starts_with(char::is_uppercase) && homes.is_empty() {
                homes.extend(gazetteer.find(&fold(&piece.join(" "))).into_iter().take(5).map(|bearer| bearer.place));
            }
        }
    }
    homes
}

/// The best place of each group, by a model; `known` are those of an earlier look.
fn rank(
    scene: &Scene<'_>,
    groups: &[Group],
    known: &[Option<PlaceIndex>],
    home: &[PlaceIndex],
    model: &Model,
) -> Vec<Option<Bearer>> {
    let mass = Mass::of(scene, groups, known, home.to_vec());
    let mut looks = Vec::new();
    let mut best = |(number, group): (usize, &Group)| {
        let score = |at: usize, looks: &mut Vec<u64>| {
            features::bearer(scene, Numbered { number, group }, &mass, at, looks);
            model.bearer(looks)
        };
        let scored =
            (0..group.bearers.len()).map(|at| (if number < MOST_GROUPS { score(at, &mut looks) } else { 0 }, at));
        let (_, at) = scored.max_by_key(|&(score, at)| (score, std::cmp::Reverse(at)))?;
        Some(group.bearers[at])
    };
    groups.iter().enumerate().map(&mut best).collect()
}

/// What was settled of a text.
pub(super) struct Outcome {
    /// For each of the chosen toponyms its place.
    pub(super) places: Vec<Option<Bearer>>,
    /// Words that are toponyms all the same, and their places.
    pub(super) strays: Vec<(Span, Bearer)>,
    /// What is in doubt, and why.
    pub(super) doubts: Vec<(Span, String)>,
}

/// Settles which place each of the chosen toponyms is.
pub(super) fn settle(scene: &Scene<'_>, chosen: &[usize], home: &[PlaceIndex], model: &Model) -> Outcome {
    let map = scene.gazetteer;
    let groups = group(scene, chosen);
    let settled = rank(scene, &groups, &[], home, model);
    let known: Vec<PlaceIndex> = settled.iter().flatten().map(|bearer| bearer.place).collect();
    let mut bearers: Vec<Option<Bearer>> = vec![None; scene.toponyms.len()];
    let (mut strays, mut doubts) = (Vec::new(), Vec::new());
    let roughly = |key: &str| {
        let (place, by) = rough::find(map, key, &known)?;
        let why = format!("spelt otherwise: taken for {}, by {}", map.name(place), map.name(by));
        Some((Bearer { place, how: How::Other }, why))
    };
    let mut left = rough::MOST;
    for (group, bearer) in groups.iter().zip(&settled) {
        let mut bearer = *bearer;
        if bearer.is_none() {
            let near = if left > 0 { roughly(&group.key) } else { None };
            left = left.saturating_sub(1);
            let (place, why) = near.unzip();
            let why = why.unwrap_or_else(|| "no place of this name is on the map".to_owned());
            doubts.extend(group.members.iter().map(|&member| (scene.span(member), why.clone())));
            bearer = place;
        }
        group.members.iter().for_each(|&member| bearers[member] = bearer);
    }
    for (span, key) in rough::strays(scene, &chosen.iter().copied().collect()).into_iter().take(left) {
        if let Some((bearer, why)) = roughly(&key) {
            strays.push((span, bearer));
            doubts.push((span, why));
        }
    }
    // Limits that were hit.
    if let Some(group) = groups.get(MOST_GROUPS) {
        let why =
            format!("of names after the first {MOST_GROUPS} the greatest bearer is taken, whatever stands around");
        doubts.push((scene.span(group.members[0]), why));
    }
    if scene.toponyms.len() >= toponyms::MOST {
        let why = format!("only the first {} words that may be places were looked at", toponyms::MOST);
        doubts.push((scene.span(scene.toponyms.len() - 1), why));
    }
    doubts.sort_unstable();
    Outcome { places: chosen.iter().map(|&at| bearers[at]).collect(), strays, doubts }
}

/// A place as it is told.
pub(super) fn place(map: &Gazetteer, span: Span, bearer: Option<Bearer>, form: PlaceForm) -> Place {
    let Some(Bearer { place, .. }) = bearer else {
        return Place {
            span,
            form,
            name: None,
            geonameid: None,
            point: None,
            country: None,
            admin1: None,
            precision: None,
        };
    };
    Place {
        span,
        form,
        name: Some(map.name(place).to_owned()),
        geonameid: map.id(place),
        point: Some(map.point(place)),
        country: map.country(place).and_then(|country| map.code(country)).map(str::to_owned),
        admin1: map.division(place).map(|division| map.name(division).to_owned()),
        precision: Some(map.sort(place).precision()),
    }
}
