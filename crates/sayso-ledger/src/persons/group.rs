//! A group: entities that were found to be one, and what is known of them together.
//!
//! In: entities' looks. Out: [`Group`], and the verdict on whether another belongs to it: never, or how many points speak for it.
//!
//! ```text
//!            role same   body same   country same   companions   the usual bearer   one text in copies
//! points         1           1            1           up to 2            1                  4
//! never: a man and a woman · far roles · two countries without one body or loud context (unless it is one text in copies)
//! wanted: what the name wants, +1 where roles differ, +1 where bodies differ
//! ```
//!
//! Not here: who is asked about whom, and what the name wants (`people`, `groups`).

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::look::{Look, Table};
use super::names::Gender;
use super::roles::Kinship;
use super::words::Symbol;

/// Different roles, bodies and countries of a group that are kept; what comes later is like one of these in all that matters.
const MOST_FACETS: usize = 24;

/// Points of a common copy family: the same name in the same text is the same person.
pub(super) const COPY: u32 = 4;

/// Points of company that outweigh a country.
const LOUDLY: u32 = 2;

/// Bodies from which on one more says nothing.
const FEW_BODIES: usize = 2;

/// Documents that make somebody the one whom a name usually means.
const USUAL: usize = 8;

/// Entities that are one, and what their documents say of them.
#[derive(Debug, Default, Clone)]
pub(super) struct Group {
    /// Indices of looks.
    pub(super) members: Vec<u32>,
    /// Documents, and the name that it first has in each.
    scenes: HashMap<u32, Symbol>,
    families: HashSet<i64>,
    gender: Option<Gender>,
    /// With how many say so, from the first that did.
    roles: Vec<Symbol>,
    bodies: Vec<Symbol>,
    countries: Vec<Symbol>,
    companions: HashMap<Symbol, u32>,
    own: Option<Symbol>,
}

/// What speaks for two groups being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Points {
    /// What speaks for it.
    pub(super) got: u32,
    /// What their differences want beyond what the name wants.
    pub(super) wanted: u32,
    /// Whether both have roles and these are the same.
    pub(super) role: Option<Kinship>,
}

impl Points {
    /// Whether it is enough for a name that wants so much.
    pub(super) fn suffice(&self, name: u32) -> bool {
        self.got >= self.wanted + name
    }
}

impl Group {
    /// One entity alone.
    pub(super) fn of(index: u32, look: &Look, context: &Context) -> Group {
        let mut group = Group { own: Some(look.own), gender: look.gender, ..Group::default() };
        group.members.push(index);
        group.scenes.insert(look.scene, look.name);
        group.roles.extend(look.role);
        group.bodies.extend(look.body);
        group.countries.extend(look.country);
        if let Some(scene) = context.scenes.get(look.scene as usize) {
            group.families.extend(scene.family);
            group.companions.extend(
                scene.companions.iter().filter(|&&companion| companion != look.own).map(|&companion| (companion, 1)),
            );
        }
        group
    }

    /// Takes another group in.
    pub(super) fn take(&mut self, other: Group) {
        self.members.extend(other.members);
        for (scene, name) in other.scenes {
            self.scenes.entry(scene).or_insert(name);
        }
        self.families.extend(other.families);
        self.gender = self.gender.or(other.gender);
        for (facets, more) in
            [(&mut self.roles, other.roles), (&mut self.bodies, other.bodies), (&mut self.countries, other.countries)]
        {
            for facet in more {
                if facets.len() < MOST_FACETS && !facets.contains(&facet) {
                    facets.push(facet);
                }
            }
        }
        for (companion, count) in other.companions {
            *self.companions.entry(companion).or_default() += count;
        }
        self.own = self.own.or(other.own);
        if self.own != other.own {
            self.companions.retain(|&companion, _| Some(companion) != other.own && Some(companion) != self.own);
        }
    }

    /// How many documents hold it.
    pub(super) fn documents(&self) -> usize {
        self.scenes.len()
    }

    /// The names that documents which hold both have for either.
    pub(super) fn meetings<'g>(&'g self, other: &'g Group) -> impl Iterator<Item = (Symbol, Symbol)> + 'g {
        let (small, large) = if self.scenes.len() <= other.scenes.len() { (self, other) } else { (other, self) };
        small.scenes.iter().filter_map(|(scene, &name)| Some((name, *large.scenes.get(scene)?)))
    }

    /// Whether some document holds both.
    pub(super) fn meets(&self, other: &Group) -> bool {
        self.meetings(other).next().is_some()
    }

    /// Whether both have texts of one family of copies.
    pub(super) fn copies(&self, other: &Group) -> bool {
        let (small, large) = if self.families.len() <= other.families.len() { (self, other) } else { (other, self) };
        small.families.iter().any(|family| large.families.contains(family))
    }

    /// What speaks for their being one person; none where something forbids it.
    pub(super) fn weigh(&self, other: &Group, table: &Table, context: &Context) -> Option<Points> {
        if let (Some(one), Some(two)) = (self.gender, other.gender)
            && one != two
        {
            return None;
        }
        let copies = self.copies(other);
        let role = best(&self.roles, &other.roles, |one, two| table.kinship(one, two));
        let bodies = self.bodies(other, table);
        let country = self.country(other);
        let common = self.common(other, context);
        let company = Context::points(common);
        let kin = matches!(role, Some(Kinship::Same | Kinship::Akin));
        // A country is easily misread: a body, or an office among the same people, weighs more.
        let at_home = country != Some(false) || bodies == Some(Kinship::Same) || kin && company >= LOUDLY;
        if !copies && (role == Some(Kinship::Far) || !at_home) {
            return None;
        }
        let other_body = bodies == Some(Kinship::Other);
        let mut points = Points { got: 0, wanted: 0, role };
        points.got += u32::from(role == Some(Kinship::Same) && !other_body);
        points.got += u32::from(bodies.is_some() && !other_body) + u32::from(country == Some(true));
        points.got += company + u32::from(self.usual(other) && common > 0);
        points.got += if copies { COPY } else { 0 };
        points.wanted += u32::from(role == Some(Kinship::Other));
        // Who is known to belong to several bodies may belong to one more.
        points.wanted += u32::from(other_body && self.bodies.len().max(other.bodies.len()) <= FEW_BODIES);
        Some(points)
    }

    /// How their bodies (of persons) or places (of bodies) stand to each other, the nearest; none where one has none that tells.
    pub(super) fn bodies(&self, other: &Group, table: &Table) -> Option<Kinship> {
        best(&self.bodies, &other.bodies, |one, two| table.bodies(one, two))
    }

    /// Whether they have a country in common; none where one has none.
    pub(super) fn country(&self, other: &Group) -> Option<bool> {
        let known = !self.countries.is_empty() && !other.countries.is_empty();
        known.then(|| self.countries.iter().any(|country| other.countries.contains(country)))
    }

    /// Points for their common companions.
    pub(super) fn company(&self, other: &Group, context: &Context) -> u32 {
        Context::points(self.common(other, context))
    }

    /// Whether one of them is whom the pile usually means by the name.
    fn usual(&self, other: &Group) -> bool {
        self.scenes.len().max(other.scenes.len()) >= USUAL
    }

    /// What their common companions weigh.
    fn common(&self, other: &Group, context: &Context) -> u32 {
        let (small, large) =
            if self.companions.len() <= other.companions.len() { (self, other) } else { (other, self) };
        let own = |companion: Symbol| Some(companion) == self.own || Some(companion) == other.own;
        let weights = small.companions.keys().filter(|&&companion| !own(companion)).filter_map(|&companion| {
            let there = *large.companions.get(&companion)?;
            Some(context.weight(companion, there, large.scenes.len() as u32))
        });
        weights.sum()
    }
}

/// The nearest that any two facets stand.
fn best(one: &[Symbol], two: &[Symbol], of: impl Fn(Symbol, Symbol) -> Option<Kinship>) -> Option<Kinship> {
    one.iter().flat_map(|&one| two.iter().map(move |&two| (one, two))).filter_map(|(one, two)| of(one, two)).min()
}
