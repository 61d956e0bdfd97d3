//! Offices: which bodies of different documents are one.
//!
//! In: looks at bodies and named groups, the persons found, and context. Out: groups of bodies.
//!
//! ```text
//! Tesk Transit = Tesk Transit                     the name says which one
//! Velmora’s Defense Ministry = Ministry of Defence of Velmora       the name and its place
//! the Defense Ministry ≠ the Defense Ministry     unless in copies of one text, or the same person speaks for both
//! Brandvik = Brandvik Home                        where another document calls it both, and context speaks loudly
//! ```
//!
//! Bodies of one key make a block (`bodies`); of the groups of a key [`MOST_GROUPS`] are kept, further ones stay alone.
//!
//! Not here: what the words of a name mean (`bodies`).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::context::Context;
use super::group::Group;
use super::look::{Look, Table};
use super::people::Found;
use super::roles::Kinship;
use super::words::fold;

/// Bodies of one name that are told apart.
const MOST_GROUPS: usize = 64;

/// Points of companions that make a short name another's.
const LOUD: u32 = 2;

/// Bodies of one group, and the persons that stand for it.
struct Office {
    group: Group,
    /// Persons, as indices of groups, who belong to a body of this name in a document of this group.
    people: BTreeSet<u32>,
}

/// Finds out which bodies are one. `persons` are the groups of persons, by the indices of their looks.
pub(super) fn find(looks: &[Look], table: &Table, context: &Context, persons: &[Vec<u32>]) -> Found {
    let pile = Pile { looks, table, context, people: people(looks, table, persons) };
    let mut blocks: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (index, look) in looks.iter().enumerate().filter(|(_, look)| !look.is_person()) {
        if let Some(name) = table.named(look.name) {
            blocks.entry(&name.key).or_default().push(index as u32);
        }
    }
    let blocks: Vec<(&str, Vec<u32>)> = blocks.into_iter().collect();
    let parts: Vec<(Vec<Office>, usize)> = blocks.into_par_iter().map(|(key, block)| pile.block(key, &block)).collect();
    let crowded = parts.iter().map(|part| part.1).sum();
    let offices = pile.short(parts.into_iter().flat_map(|part| part.0).collect());
    Found { groups: offices.into_iter().map(|office| office.group.members).collect(), crowded }
}

/// For each document and key of a body the persons who belong to such a body there.
fn people<'t>(looks: &[Look], table: &'t Table, persons: &[Vec<u32>]) -> HashMap<(u32, &'t str), Vec<u32>> {
    let mut people: HashMap<(u32, &str), Vec<u32>> = HashMap::new();
    for (person, members) in persons.iter().enumerate().filter(|(_, members)| members.len() > 1) {
        for look in members.iter().map(|&member| &looks[member as usize]) {
            if let Some(name) = look.body.and_then(|body| table.named(body)) {
                people.entry((look.scene, &name.key)).or_default().push(person as u32);
            }
        }
    }
    people
}

struct Pile<'t> {
    looks: &'t [Look],
    table: &'t Table,
    context: &'t Context,
    people: HashMap<(u32, &'t str), Vec<u32>>,
}

impl Pile<'_> {
    /// Bodies of one key, those whose place is told first.
    fn block(&self, key: &str, block: &[u32]) -> (Vec<Office>, usize) {
        let mut order: Vec<u32> = block.to_vec();
        let told = |index: u32| {
            let look = &self.looks[index as usize];
            usize::from(look.body.is_some()) + usize::from(look.country.is_some())
        };
        order.sort_by_key(|&index| (std::cmp::Reverse(told(index)), index));
        let (mut offices, mut beyond): (Vec<Office>, Vec<Office>) = (Vec::new(), Vec::new());
        for index in order {
            let look = &self.looks[index as usize];
            let people = self.people.get(&(look.scene, key)).into_iter().flatten().copied().collect();
            let one = Office { group: Group::of(index, look, self.context), people };
            let generic = self.table.named(look.name).is_some_and(|name| name.generic);
            match self.home(&offices, &one, generic) {
                Some(at) => offices[at].take(one),
                None if offices.len() < MOST_GROUPS => offices.push(one),
                None => beyond.push(one),
            }
        }
        let crowded = beyond.len();
        offices.extend(beyond);
        (offices, crowded)
    }

    /// The one office that something speaks for, and more than for any other.
    fn home(&self, offices: &[Office], one: &Office, generic: bool) -> Option<usize> {
        let open: Vec<(usize, u32)> = (offices.iter().enumerate())
            .filter_map(|(at, office)| Some((at, self.weigh(office, one, generic)?)))
            .collect();
        let best = open.iter().map(|&(_, points)| points).max()?;
        let mut firsts = open.iter().filter(|&&(_, points)| points == best);
        let &(at, points) = firsts.next()?;
        // A name of its own is enough where only one body bears it.
        let enough = if generic { points >= 2 } else { points >= 1 || open.len() == 1 };
        (enough && firsts.next().is_none()).then_some(at)
    }

    /// What speaks for two bodies of one key being one; none where places differ.
    fn weigh(&self, office: &Office, one: &Office, generic: bool) -> Option<u32> {
        let copies = office.group.copies(&one.group);
        let place = office.group.bodies(&one.group, self.table);
        let country = office.group.country(&one.group);
        let company = office.group.company(&one.group, self.context);
        let apart = country == Some(false) || place == Some(Kinship::Other) && country != Some(true);
        // A company or a movement is at home in several countries, a ministry in one.
        if apart && !copies && (generic || company == 0) {
            return None;
        }
        let sure = [
            copies,
            country == Some(true),
            place == Some(Kinship::Same),
            one.people.iter().any(|person| office.people.contains(person)),
        ];
        let sure: u32 = sure.into_iter().map(|sure| if sure { 2 } else { 0 }).sum();
        Some(sure + if generic { company.min(1) } else { company })
    }

    /// Short names go to the one body that documents call so beside its full name.
    fn short(&self, offices: Vec<Office>) -> Vec<Office> {
        let mut called: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        for (at, office) in offices.iter().enumerate() {
            let key = self.key(office);
            for &member in &office.group.members {
                let aliases = self.looks[member as usize].aliases.iter().filter_map(|&alias| self.table.named(alias));
                for alias in aliases.filter(|alias| alias.key != key && telling(alias.generic, &alias.key)) {
                    called.entry(&alias.key).or_default().insert(at);
                }
            }
        }
        let homes: Vec<Option<usize>> = (offices.iter().enumerate())
            .map(|(at, one)| {
                let mut bodies = called.get(self.key(one))?.iter();
                let (Some(&to), None) = (bodies.next(), bodies.next()) else { return None };
                let office = &offices[to];
                let first = &self.looks[*one.group.members.first()? as usize];
                // "Tarquen" is no short name of "Tarquen's press office", whatever a reading thought.
                if self.table.is_place(first.own) {
                    return None;
                }
                // Not what hundreds are called after what one page calls itself ("IBM", "IBM Quantum Platform").
                let name = self.table.named(first.name)?;
                if one.group.documents() > office.group.documents() && !self.initials(office, &name.key) {
                    return None;
                }
                self.weigh(office, one, name.generic)?;
                let copies = office.group.copies(&one.group);
                let loud = copies || office.group.company(&one.group, self.context) >= LOUD;
                (to != at && loud && !office.group.meets(&one.group)).then_some(to)
            })
            .collect();
        let mut slots: Vec<Option<Office>> = offices.into_iter().map(Some).collect();
        for (at, home) in homes.iter().enumerate() {
            let Some(to) = home.filter(|&to| homes[to].is_none()) else { continue };
            if let (Some(one), Some(office)) = (slots[at].take(), slots[to].as_mut()) {
                office.take(one);
            }
        }
        slots.into_iter().flatten().collect()
    }

    /// Whether a short name is the first letters of a body's full one.
    fn initials(&self, office: &Office, short: &str) -> bool {
        let first = office.group.members.first().map(|&member| self.looks[member as usize].name);
        first.is_some_and(|name| initials(self.table.symbols.text(name), short))
    }

    fn key(&self, office: &Office) -> &str {
        let first = office.group.members.first().map(|&member| self.looks[member as usize].name);
        first.and_then(|name| self.table.named(name)).map_or("", |name| &name.key)
    }
}

impl Office {
    fn take(&mut self, other: Office) {
        self.group.take(other.group);
        self.people.extend(other.people);
    }
}

/// Whether folded words are the first letters of a name ("Grand Old Party", "gop").
pub(super) fn initials(name: &str, short: &str) -> bool {
    let folded = fold(name);
    let words = folded.split(' ').filter(|word| !matches!(*word, "the" | "of" | "and" | "for"));
    short.chars().count() > 1 && words.filter_map(|word| word.chars().next()).eq(short.chars())
}

/// "The ministry" is what everybody calls his.
fn telling(generic: bool, key: &str) -> bool {
    !generic || key.contains(' ')
}
