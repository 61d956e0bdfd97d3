//! Looks: what of an entity's row counts when it is asked whether two are one; small, so that millions stay in memory.
//!
//! In: rows of entities. Out: [`Look`]s, whose strings are kept once in a [`Table`] together with what they say.
//!
//! Not here: weighing (`group`), companions (`context`).

use std::collections::{HashMap, HashSet};

use sayso_read::people::EntityKind;

use super::bodies::BodyName;
use super::names::{Gender, PersonName, gender};
use super::roles::{Kinship, Role};
use super::words::{Symbol, Symbols, fold};
use crate::rows::Entity;

/// Printed names of an entity that are looked at.
const MOST_ALIASES: usize = 12;

/// What is known of one entity.
#[derive(Debug, Clone)]
pub(super) struct Look {
    /// Its row.
    pub(super) entity: i64,
    /// Its document, as an index of scenes.
    pub(super) scene: u32,
    pub(super) kind: EntityKind,
    /// The fullest name printed.
    pub(super) name: Symbol,
    /// Its name among companions: the family name of a person, the folded name of others.
    pub(super) own: Symbol,
    pub(super) gender: Option<Gender>,
    pub(super) role: Option<Symbol>,
    /// The body that a person belongs to; the place that a body belongs to.
    pub(super) body: Option<Symbol>,
    pub(super) country: Option<Symbol>,
    /// Other printed names.
    pub(super) aliases: Box<[Symbol]>,
}

impl Look {
    /// Whether it is one human being.
    pub(super) fn is_person(&self) -> bool {
        self.kind == EntityKind::Person
    }
}

/// Strings of the pile and what they say.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) symbols: Symbols,
    persons: HashMap<Symbol, Option<PersonName>>,
    named: HashMap<Symbol, Option<BodyName>>,
    roles: HashMap<Symbol, Option<Role>>,
    places: HashSet<Symbol>,
}

/// The kinds that are joined.
pub(super) fn joins(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Organization | EntityKind::Group)
}

impl Table {
    /// Looks at an entity; none where it has no name or is of a kind that is not joined.
    pub(super) fn look(&mut self, entity: &Entity, scene: u32) -> Option<Look> {
        let name = entity.name.as_deref().filter(|_| joins(entity.kind))?;
        let own = self.companion(entity)?;
        let person = entity.kind == EntityKind::Person;
        let number = self.symbols.of(name);
        let role = entity.role.as_deref().map(|role| self.role(role)).filter(|_| person);
        let body = if person { entity.affiliation.clone() } else { self.place(entity) };
        let body = body.map(|body| self.body(&body));
        let country = entity.country.as_deref().map(|country| self.symbols.of(country));
        let aliases: Vec<Symbol> =
            (entity.names.iter().take(MOST_ALIASES)).map(|alias| self.symbols.of(alias)).collect();
        for &alias in &aliases {
            self.know(alias, person);
        }
        self.know(number, person);
        Some(Look {
            entity: entity.entity,
            scene,
            kind: entity.kind,
            name: number,
            own,
            gender: entity.names.iter().filter(|_| person).find_map(|name| gender(name)),
            role,
            body,
            country,
            aliases: aliases.into_boxed_slice(),
        })
    }

    /// What an entity is called as somebody's companion.
    pub(super) fn companion(&mut self, entity: &Entity) -> Option<Symbol> {
        let name = entity.name.as_deref()?;
        let person = (entity.kind == EntityKind::Person).then(|| PersonName::of(name)).flatten();
        let own = person.map_or_else(|| fold(name), |name| name.family);
        let own = (!own.is_empty()).then(|| self.symbols.of(&own))?;
        if entity.kind == EntityKind::Place {
            self.places.insert(own);
        }
        Some(own)
    }

    /// Whether some document has a place of this name.
    pub(super) fn is_place(&self, own: Symbol) -> bool {
        self.places.contains(&own)
    }

    /// Whose a body is, where one of its printed names or its row says so.
    fn place(&self, entity: &Entity) -> Option<String> {
        let printed = entity.names.iter().chain(&entity.name).take(MOST_ALIASES);
        printed.filter_map(|name| BodyName::of(name)?.printed).next().or_else(|| entity.affiliation.clone())
    }

    fn know(&mut self, name: Symbol, person: bool) {
        if person {
            let of = PersonName::of(self.symbols.text(name));
            self.persons.entry(name).or_insert(of);
        } else {
            let of = BodyName::of(self.symbols.text(name));
            self.named.entry(name).or_insert(of);
        }
    }

    fn role(&mut self, printed: &str) -> Symbol {
        let number = self.symbols.of(printed);
        self.roles.entry(number).or_insert_with(|| Role::of(printed));
        number
    }

    fn body(&mut self, printed: &str) -> Symbol {
        let number = self.symbols.of(printed);
        self.named.entry(number).or_insert_with(|| BodyName::of(printed));
        number
    }

    /// A person's name in its parts.
    pub(super) fn person(&self, name: Symbol) -> Option<&PersonName> {
        self.persons.get(&name)?.as_ref()
    }

    /// A body's name in its parts.
    pub(super) fn named(&self, name: Symbol) -> Option<&BodyName> {
        self.named.get(&name)?.as_ref()
    }

    /// How two roles stand to each other; none where one of them tells nothing.
    pub(super) fn kinship(&self, one: Symbol, two: Symbol) -> Option<Kinship> {
        let role = |number| self.roles.get(&number).and_then(Option::as_ref);
        role(one)?.kinship(role(two)?)
    }

    /// How two bodies stand to each other: the same where one name says what the other says, and more; akin where the words are the same but
    /// every country has such a body; none where one says nothing ("the ministry", "the opposition").
    pub(super) fn bodies(&self, one: Symbol, two: Symbol) -> Option<Kinship> {
        let (one, two) = (self.named(one)?, self.named(two)?);
        let told = |name: &BodyName| name.owner.is_some() || !name.generic || name.key.contains(' ');
        if !told(one) || !told(two) {
            return None;
        }
        if let (Some(one), Some(two)) = (&one.owner, &two.owner)
            && one != two
        {
            return Some(Kinship::Other);
        }
        let within = |some: &str, more: &str| some.split(' ').all(|word| more.split(' ').any(|other| other == word));
        // "Velmora" and "Velmora's Defense Ministry".
        let owned = one.owner.as_ref() == Some(&two.key) || two.owner.as_ref() == Some(&one.key);
        if owned {
            return Some(Kinship::Same);
        }
        if !within(&one.key, &two.key) && !within(&two.key, &one.key) {
            return Some(Kinship::Other);
        }
        // The foreign ministries of two countries have one name.
        let whose = one.owner.is_some() && two.owner.is_some();
        Some(if one.generic && two.generic && !whose { Kinship::Akin } else { Kinship::Same })
    }
}
