//! People: which human beings of different documents are one.
//!
//! In: looks at persons, and their context. Out: groups of them. Cautious: a join that is missed can be made by hand, a false one puts words
//! into somebody's mouth.
//!
//! Persons whose family names sound alike make a block; nobody is compared across blocks. In a block, in this order:
//!
//! ```text
//! 1  the same full name     Azhar Tarn, Azhar M. Tarn     unless something forbids it; common names want context
//! 2  nearly the same        Zdena / Zdenna Korvat         only where context speaks loudly, and no document names both
//! 3  its end                López Obrador                 only if one full name ends so, and context speaks for it
//! 4  a family name alone    Mr. Tarn                      only if one person of the pile can be meant, and context speaks for it
//! ```
//!
//! Two entities of one document with different names were told apart by its reading and are never joined.
//!
//! Linear but for the groups of one name, of which [`MOST_GROUPS`] are kept; further bearers of such a name stay alone.
//!
//! Not here: what forbids and what speaks (`group`), bodies (`offices`).

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::context::Context;
use super::group::{COPY, Group, Points};
use super::look::{Look, Table};
use super::names::PersonName;
use super::roles::Kinship;
use super::sounds::{near, sound};
use super::words::Symbol;

/// Persons of one full name, and persons of one family name that a bare name is held against.
const MOST_GROUPS: usize = 64;
const MOST_CANDIDATES: usize = 200;

/// A group leads that has so many times the documents of all others of its name together.
const LEADS: usize = 8;

/// Points that a nearly equal name wants, and a family name alone.
const NEARLY: u32 = 2;
const BARE: u32 = 2;

/// Points that two bare names want that no full name explains.
const BARE_BOTH: u32 = 3;

/// A name of a pile that is expected to have so many bearers, in tenths, wants context once or twice.
const CROWDED: (usize, usize) = (1, 5);

/// Full names that a pile is taken to have at least: in a small pile every name seems crowded.
const LEAST_NAMES: usize = 2000;

/// The groups found, and how many persons stayed alone because a name had too many bearers.
pub(super) struct Found {
    pub(super) groups: Vec<Vec<u32>>,
    pub(super) crowded: usize,
}

/// Persons of one group and the names they go by.
struct Bearer<'t> {
    group: Group,
    names: Vec<&'t PersonName>,
}

impl<'t> Bearer<'t> {
    fn given(&self) -> &'t str {
        self.names.first().and_then(|name| name.given.as_deref()).unwrap_or_default()
    }

    fn family(&self) -> &'t str {
        self.names.first().map_or("", |name| &name.family)
    }

    /// Whether names and documents allow both to be one: no document has both under different names.
    fn agrees(&self, other: &Bearer<'_>, table: &Table) -> bool {
        let agree = self.names.iter().all(|one| other.names.iter().all(|two| one.agrees(two)));
        let mut meetings = self.group.meetings(&other.group);
        agree && meetings.all(|(one, two)| one == two || table.person(one) == table.person(two))
    }

    fn take(&mut self, other: Bearer<'t>) {
        self.group.take(other.group);
        for name in other.names {
            if !self.names.contains(&name) {
                self.names.push(name);
            }
        }
    }
}

/// Finds out who is one.
pub(super) fn find(looks: &[Look], table: &Table, context: &Context) -> Found {
    let mut blocks: HashMap<String, Vec<(u32, &PersonName)>> = HashMap::new();
    for (index, look) in looks.iter().enumerate().filter(|(_, look)| look.is_person()) {
        if let Some(name) = table.person(look.name) {
            blocks.entry(sound(&name.family)).or_default().push((index as u32, name));
        }
    }
    let crowds = Crowds::of(blocks.values().flatten().map(|&(_, name)| name));
    let mut blocks: Vec<(String, Vec<(u32, &PersonName)>)> = blocks.into_iter().collect();
    blocks.par_sort_unstable_by(|one, other| one.0.cmp(&other.0));
    let pile = Pile { looks, table, context, crowds: &crowds };
    let parts: Vec<Found> = blocks.into_par_iter().map(|(_, block)| pile.block(&block)).collect();
    let mut found = Found { groups: Vec::new(), crowded: 0 };
    for part in parts {
        found.groups.extend(part.groups);
        found.crowded += part.crowded;
    }
    found
}

/// How many given names go with a family name of the pile, and the reverse.
struct Crowds<'t> {
    given: HashMap<&'t str, usize>,
    family: HashMap<&'t str, usize>,
    names: usize,
}

impl<'t> Crowds<'t> {
    fn of(names: impl Iterator<Item = &'t PersonName>) -> Crowds<'t> {
        let full: HashSet<(&str, &str)> =
            names.filter_map(|name| Some((name.full_given()?, name.family.as_str()))).collect();
        let mut crowds = Crowds { given: HashMap::new(), family: HashMap::new(), names: full.len().max(LEAST_NAMES) };
        for (given, family) in full {
            *crowds.given.entry(given).or_default() += 1;
            *crowds.family.entry(family).or_default() += 1;
        }
        crowds
    }

    /// How much context a full name wants. If given and family names met by chance, so many persons of the pile would bear it.
    fn want(&self, name: &PersonName) -> u32 {
        let count = |counts: &HashMap<&str, usize>, word: &str| counts.get(word).copied().unwrap_or(0);
        let given = name.full_given().map_or(0, |given| count(&self.given, given));
        let tenths = 10 * given * count(&self.family, &name.family) / self.names;
        let crowded = u32::from(tenths >= CROWDED.0) + u32::from(tenths >= CROWDED.1);
        crowded.max(name.commonness())
    }
}

struct Pile<'t> {
    looks: &'t [Look],
    table: &'t Table,
    context: &'t Context,
    crowds: &'t Crowds<'t>,
}

impl<'t> Pile<'t> {
    fn block(&self, block: &[(u32, &'t PersonName)]) -> Found {
        let mut crowded = 0;
        let mut full: BTreeMap<(&str, &str), Vec<(u32, &'t PersonName)>> = BTreeMap::new();
        let mut bare: Vec<Bearer<'t>> = Vec::new();
        for &(index, name) in block {
            match name.full_given() {
                Some(given) => full.entry((given, &name.family)).or_default().push((index, name)),
                None => bare.push(self.alone(index, name)),
            }
        }
        let mut bearers: Vec<Bearer<'t>> = Vec::new();
        for namesakes in full.into_values() {
            bearers.extend(self.namesakes(namesakes, &mut crowded));
        }
        let bearers = self.endings(self.variants(bearers));
        let bearers = self.bare(bearers, bare, &mut crowded);
        Found { groups: bearers.into_iter().map(|bearer| bearer.group.members).collect(), crowded }
    }

    fn alone(&self, index: u32, name: &'t PersonName) -> Bearer<'t> {
        Bearer { group: Group::of(index, &self.looks[index as usize], self.context), names: vec![name] }
    }

    /// Entities of one full name, the ones of which most is told first.
    fn namesakes(&self, mut entities: Vec<(u32, &'t PersonName)>, crowded: &mut usize) -> Vec<Bearer<'t>> {
        let Some(want) = entities.first().map(|&(_, name)| self.crowds.want(name)) else { return Vec::new() };
        let mut roles: HashMap<Symbol, usize> = HashMap::new();
        for role in entities.iter().filter_map(|&(index, _)| self.looks[index as usize].role) {
            *roles.entry(role).or_default() += 1;
        }
        // What is misread once comes after what many say.
        let told = |index: u32| {
            let look = &self.looks[index as usize];
            let role = look.role.and_then(|role| roles.get(&role)).copied().unwrap_or(0);
            (role, usize::from(look.body.is_some()) + usize::from(look.country.is_some()))
        };
        entities.sort_by_key(|&(index, _)| (std::cmp::Reverse(told(index)), index));
        let mut bearers: Vec<Bearer<'t>> = Vec::new();
        let mut beyond: Vec<Bearer<'t>> = Vec::new();
        for (index, name) in entities {
            let one = self.alone(index, name);
            match self.home(&bearers, &one, want) {
                Some(at) => bearers[at].take(one),
                None if bearers.len() < MOST_GROUPS => bearers.push(one),
                None => beyond.push(one),
            }
        }
        *crowded += beyond.len();
        let mut bearers = self.reunite(bearers, want);
        bearers.extend(beyond);
        bearers
    }

    /// Where an entity belongs: the group that most speaks for. Of several that could be meant, context must single one out; whom nearly all
    /// documents mean by the name has a lead, if anything speaks for him.
    fn home(&self, bearers: &[Bearer<'t>], one: &Bearer<'t>, want: u32) -> Option<usize> {
        let open: Vec<(usize, Points)> = (bearers.iter().enumerate())
            .filter(|(_, bearer)| bearer.agrees(one, self.table))
            .filter_map(|(at, bearer)| Some((at, bearer.group.weigh(&one.group, self.table, self.context)?)))
            .collect();
        let documents = |at: usize| bearers[at].group.documents();
        let all: usize = open.iter().map(|&(at, _)| documents(at)).sum();
        let worth = |&(at, points): &(usize, Points)| {
            let leads = points.got > 0 && documents(at) >= LEADS * (all - documents(at)).max(1);
            i64::from(points.got) - i64::from(points.wanted) + i64::from(leads && open.len() > 1)
        };
        let best = open.iter().map(worth).max()?;
        let mut firsts = open.iter().filter(|&option| worth(option) == best);
        let &(at, points) = firsts.next()?;
        let single = firsts.next().is_none();
        (points.suffice(want) && single && (open.len() == 1 || best >= 1)).then_some(at)
    }

    /// Groups of one name that grew together: each was too little known when the other was made.
    fn reunite(&self, bearers: Vec<Bearer<'t>>, want: u32) -> Vec<Bearer<'t>> {
        let mut kept: Vec<Bearer<'t>> = Vec::new();
        for bearer in bearers {
            match self.home(&kept, &bearer, want.max(1)) {
                Some(at) => kept[at].take(bearer),
                None => kept.push(bearer),
            }
        }
        kept
    }

    /// Spellings of one name. They want context that speaks loudly: spelling joins nobody.
    fn variants(&self, bearers: Vec<Bearer<'t>>) -> Vec<Bearer<'t>> {
        let mut likes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, bearer) in bearers.iter().enumerate() {
            likes.entry(sound(bearer.given())).or_default().push(at);
        }
        let mut slots: Vec<Option<Bearer<'t>>> = bearers.into_iter().map(Some).collect();
        for list in likes.into_values().filter(|list| (2..=MOST_GROUPS).contains(&list.len())) {
            while let Some((one, two)) = self.nearest(&slots, &list) {
                if let (Some(other), Some(bearer)) = (slots[two].take(), slots[one].as_mut()) {
                    bearer.take(other);
                }
            }
        }
        slots.into_iter().flatten().collect()
    }

    /// The two of a list that most speaks for being spellings of one name, if enough does and no third is as near to either.
    fn nearest(&self, slots: &[Option<Bearer<'t>>], list: &[usize]) -> Option<(usize, usize)> {
        let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
        for (place, &one) in list.iter().enumerate() {
            for &two in &list[place + 1..] {
                let (Some(first), Some(second)) = (&slots[one], &slots[two]) else { continue };
                let spelt = |name: &Bearer<'_>, other: &Bearer<'_>| {
                    name.names.iter().all(|one| {
                        other.names.iter().all(|two| {
                            near(&one.family, &two.family)
                                && near(
                                    one.given.as_deref().unwrap_or_default(),
                                    two.given.as_deref().unwrap_or_default(),
                                )
                        })
                    })
                };
                let same = first.given() == second.given() && first.family() == second.family();
                if same || !spelt(first, second) || !first.agrees(second, self.table) {
                    continue;
                }
                if let Some(points) = first.group.weigh(&second.group, self.table, self.context)
                    && points.suffice(NEARLY)
                {
                    pairs.push((points.got - points.wanted, one, two));
                }
            }
        }
        pairs.sort_unstable_by(|one, other| other.0.cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        let rival = |&(worth, one, two): &(u32, usize, usize)| {
            pairs.iter().any(|&(other, first, second)| {
                let shared = [first, second].iter().filter(|&&at| at == one || at == two).count();
                // A third that is as near is a rival only if the two others cannot be one themselves.
                shared == 1 && other == worth && !self.friends(slots, [one, two, first, second])
            })
        };
        pairs.iter().find(|pair| !rival(pair)).map(|&(_, one, two)| (one, two))
    }

    /// Whether no two of these forbid each other.
    fn friends(&self, slots: &[Option<Bearer<'t>>], places: [usize; 4]) -> bool {
        places.iter().all(|&one| {
            places.iter().filter(|&&two| two != one).all(|&two| match (&slots[one], &slots[two]) {
                (Some(one), Some(two)) => {
                    one.agrees(two, self.table) && one.group.weigh(&two.group, self.table, self.context).is_some()
                }
                _ => true,
            })
        })
    }

    /// "López Obrador" goes to "Andrés Manuel López Obrador", if no other full name ends so.
    fn endings(&self, bearers: Vec<Bearer<'t>>) -> Vec<Bearer<'t>> {
        let mut ends: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for (at, bearer) in bearers.iter().enumerate() {
            for name in &bearer.names {
                if let Some(middle) = name.middles.last().filter(|middle| middle.chars().count() > 1) {
                    let list = ends.entry((middle, &name.family)).or_default();
                    if !list.contains(&at) {
                        list.push(at);
                    }
                }
            }
        }
        let home = |at: usize| -> Option<usize> {
            let one = &bearers[at];
            let [to] = ends.get(&(one.given(), one.family()))?[..] else { return None };
            let short = one.names.iter().all(|name| name.middles.is_empty());
            let points = bearers[to].group.weigh(&one.group, self.table, self.context)?;
            (to != at && short && !bearers[to].group.meets(&one.group) && points.suffice(BARE)).then_some(to)
        };
        let homes: Vec<Option<usize>> = (0..bearers.len()).map(home).collect();
        settle(bearers, &homes)
    }

    /// Family names alone go to the one person that can be meant.
    fn bare(&self, bearers: Vec<Bearer<'t>>, bare: Vec<Bearer<'t>>, crowded: &mut usize) -> Vec<Bearer<'t>> {
        let mut families: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, bearer) in bearers.iter().enumerate() {
            let mut known: Vec<&str> = bearer.names.iter().map(|name| name.family.as_str()).collect();
            known.sort_unstable();
            known.dedup();
            for family in known {
                families.entry(family).or_default().push(at);
            }
        }
        let mut joined: Vec<(usize, Bearer<'t>)> = Vec::new();
        let mut left: BTreeMap<(&str, bool), Vec<Bearer<'t>>> = BTreeMap::new();
        for one in bare {
            let candidates = families.get(one.family()).map_or(&[][..], Vec::as_slice);
            if candidates.len() > MOST_CANDIDATES {
                *crowded += 1;
                left.entry((one.family(), true)).or_default().push(one);
                continue;
            }
            match self.meant(&bearers, candidates, &one) {
                Meant::One(at) => joined.push((at, one)),
                Meant::Nobody => left.entry((one.family(), false)).or_default().push(one),
                Meant::Several => left.entry((one.family(), true)).or_default().push(one),
            }
        }
        let mut bearers = bearers;
        for (at, one) in joined {
            bearers[at].group.take(one.group);
        }
        for ((_, several), list) in left {
            bearers.extend(self.mononyms(list, if several { COPY } else { BARE_BOTH }, crowded));
        }
        bearers
    }

    fn meant(&self, bearers: &[Bearer<'t>], candidates: &[usize], one: &Bearer<'t>) -> Meant {
        // Its document names another of that family in full and its reading did not think that he is meant.
        if candidates.iter().any(|&at| bearers[at].group.meets(&one.group)) {
            return Meant::Several;
        }
        let initial = one.names.first().and_then(|name| name.given.as_deref());
        let open: Vec<(usize, Points)> = (candidates.iter())
            .filter(|&&at| {
                let bearer = &bearers[at];
                let given = initial.is_none_or(|initial| bearer.given().starts_with(initial));
                given && bearer.names.iter().all(|name| one.names.iter().all(|bare| bare.agrees(name)))
            })
            .filter_map(|&at| Some((at, bearers[at].group.weigh(&one.group, self.table, self.context)?)))
            .filter(|(_, points)| points.role != Some(Kinship::Other))
            .collect();
        let of_role: Vec<_> = open.iter().filter(|(_, points)| points.role == Some(Kinship::Same)).collect();
        let chosen = match (&open[..], &of_role[..]) {
            ([], _) => return Meant::Nobody,
            ([only], _) => only,
            (_, [only]) => *only,
            _ => return Meant::Several,
        };
        let common = one.names.first().map_or(0, |name| name.commonness());
        if chosen.1.suffice(BARE + common) { Meant::One(chosen.0) } else { Meant::Several }
    }

    /// People whom no document of the pile names in full: Pelé, or a general whose given name nobody prints.
    fn mononyms(&self, bare: Vec<Bearer<'t>>, want: u32, crowded: &mut usize) -> Vec<Bearer<'t>> {
        let mut bearers: Vec<Bearer<'t>> = Vec::new();
        let mut beyond: Vec<Bearer<'t>> = Vec::new();
        for one in bare {
            let same = |bearer: &Bearer<'_>| bearer.names == one.names;
            let home = self.home(&bearers, &one, want).filter(|&at| same(&bearers[at]));
            match home {
                Some(at) => bearers[at].take(one),
                None if bearers.len() < MOST_GROUPS => bearers.push(one),
                None => beyond.push(one),
            }
        }
        *crowded += beyond.len();
        bearers.extend(beyond);
        bearers
    }
}

/// Whom a family name alone means.
enum Meant {
    One(usize),
    /// Nobody of the pile who is named in full.
    Nobody,
    /// Nobody knows which.
    Several,
}

/// Moves each to its home; homes are looked up before anybody moves, and who has a home is nobody's.
fn settle<'t>(bearers: Vec<Bearer<'t>>, homes: &[Option<usize>]) -> Vec<Bearer<'t>> {
    let mut slots: Vec<Option<Bearer<'t>>> = bearers.into_iter().map(Some).collect();
    for (at, home) in homes.iter().enumerate() {
        let Some(to) = home.filter(|&to| homes[to].is_none()) else { continue };
        if let (Some(one), Some(bearer)) = (slots[at].take(), slots[to].as_mut()) {
            bearer.take(one);
        }
    }
    slots.into_iter().flatten().collect()
}
