//! Persons: who of different documents is one.
//!
//! In: the entities of all documents (rows), the families of copies, the user's decisions. Out: [`Persons`]: for each named person, organization
//! and group the number of its person, and what is known of each. Pure: no database.
//!
//! Cautious: joins what the same full name and nothing against it, or the name's end and much for it, make one; a false join puts words
//! into somebody's mouth, a missed one is made by hand (`decisions`), and that holds whatever is found later.
//!
//! ```text
//!  documents ─► Look, Scene ─┬─► people:  names ─ sounds ─ roles ─┐
//!                            │   (human beings)                   ├─► decisions ─► Persons
//!                            └─► offices: bodies ────────────────-┘
//!  1 President Azhar Tarn    ┐
//!  9 Mr. Tarn                ├ p1000004 Azhar Tarn, President
//! 14 President Tarn          ┘
//! 21 the goalkeeper Milo Vesk    7 General Vesk      two persons
//! ```
//!
//! A person has the number of its first entity, so numbers stay as the ledger grows. Near linear: see `people` and `offices` for the limits;
//! what they cost is told in [`Persons::crowded`].
//!
//! Not here: who is meant within a document (`sayso_read::people`), tables and SQL.

mod bodies;
mod context;
mod decisions;
mod group;
mod look;
mod names;
mod offices;
mod people;
mod roles;
mod sounds;
mod told;
mod words;

use std::collections::HashMap;

use sayso_read::people::EntityKind;

pub use decisions::{Decision, holding};
pub use told::Person;

use crate::rows::{Entity, document_of};
use context::{Context, MOST_COMPANIONS, Scene};
use decisions::Side;
use group::Group;
use look::{Look, Table};

/// All that is known of entities before they are joined: small things, so that millions fit.
#[derive(Debug, Default)]
pub struct Pile {
    looks: Vec<Look>,
    table: Table,
    context: Context,
}

/// Who is one, over the whole pile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persons {
    /// Entity and person, by entity. Unnamed entities, places, works and others have none.
    pub of: Vec<(i64, i64)>,
    /// The persons, by number.
    pub persons: Vec<Person>,
    /// Entities that stayed alone because too many bear their name.
    pub crowded: usize,
}

impl Pile {
    /// Takes the entities of one document, and the family of copies that it belongs to (any number that stands for it; none if it is nobody's copy).
    pub fn add(&mut self, document: i64, family: Option<i64>, entities: &[Entity]) {
        let scene = self.context.scenes.len() as u32;
        let mut companions = Vec::new();
        for entity in entities {
            if companions.len() < MOST_COMPANIONS && !matches!(entity.kind, EntityKind::Work | EntityKind::Other) {
                companions.extend(self.table.companion(entity));
            }
            self.looks.extend(self.table.look(entity, scene));
        }
        companions.sort_unstable();
        companions.dedup();
        self.context.add(Scene { document, family, companions });
    }

    /// Finds out who is one, as far as the decisions (in the order of deciding, without those undone) leave it open.
    pub fn join(&self, decisions: &[Decision]) -> Persons {
        let people = people::find(&self.looks, &self.table, &self.context);
        let offices = offices::find(&self.looks, &self.table, &self.context, &people.groups);
        let crowded = people.crowded + offices.crowded;
        let mut placed = vec![false; self.looks.len()];
        let mut groups: Vec<Vec<i64>> = Vec::new();
        for group in people.groups.into_iter().chain(offices.groups) {
            groups.push(group.iter().map(|&index| self.looks[index as usize].entity).collect());
            for index in group {
                placed[index as usize] = true;
            }
        }
        // Names that are no names one could go by stay alone.
        let rest = self.looks.iter().zip(&placed).filter(|(_, placed)| !**placed);
        groups.extend(rest.map(|(look, _)| vec![look.entity]));
        let groups = self.decide(groups, decisions);
        self.told(groups, crowded)
    }

    fn decide(&self, groups: Vec<Vec<i64>>, decisions: &[Decision]) -> Vec<Vec<i64>> {
        if decisions.is_empty() {
            return groups;
        }
        let indices: HashMap<i64, u32> =
            self.looks.iter().enumerate().map(|(index, look)| (look.entity, index as u32)).collect();
        let group = |entities: &[i64]| {
            let mut whole = Group::default();
            for index in entities.iter().filter_map(|entity| indices.get(entity)).copied() {
                whole.take(Group::of(index, &self.looks[index as usize], &self.context));
            }
            whole
        };
        let nearer = |entities: &[i64], out: &[i64], from: &[i64]| {
            let (out, from) = (group(out), group(from));
            let side = |&entity: &i64| {
                let one = group(&[entity]);
                let worth = |side: &Group| {
                    let points = side.weigh(&one, &self.table, &self.context);
                    points.map_or(-1, |points| i64::from(points.got) - i64::from(points.wanted))
                };
                let (out, from) = (worth(&out), worth(&from));
                match out.cmp(&from) {
                    std::cmp::Ordering::Greater if out >= 1 => Some(Side::Out),
                    std::cmp::Ordering::Less if from >= 1 => Some(Side::From),
                    _ => None,
                }
            };
            entities.iter().map(side).collect()
        };
        decisions::apply(groups, decisions, document_of, &nearer)
    }

    fn told(&self, groups: Vec<Vec<i64>>, crowded: usize) -> Persons {
        let looks: HashMap<i64, &Look> = self.looks.iter().map(|look| (look.entity, look)).collect();
        let mut of: Vec<(i64, i64)> = Vec::with_capacity(self.looks.len());
        let mut persons: Vec<Person> = Vec::with_capacity(groups.len());
        for mut group in groups {
            group.sort_unstable();
            let Some(&number) = group.first() else { continue };
            of.extend(group.iter().map(|&entity| (entity, number)));
            let members: Vec<&Look> = group.iter().filter_map(|entity| looks.get(entity).copied()).collect();
            persons.push(told::tell(number, &members, &self.table, &self.context));
        }
        of.sort_unstable();
        persons.sort_unstable_by_key(|person| person.person);
        Persons { of, persons, crowded }
    }
}

impl Persons {
    /// The person of an entity.
    pub fn person_of(&self, entity: i64) -> Option<i64> {
        let at = self.of.binary_search_by_key(&entity, |&(entity, _)| entity).ok()?;
        Some(self.of[at].1)
    }
}
