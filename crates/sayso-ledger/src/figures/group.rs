//! Group: figures of one thing of one event put together.
//!
//! In: the counts of a pile. Out: lists of them, one a series.
//!
//! Two figures are of one thing if what is counted and its fate agree (people may turn out to be soldiers), no side, place or part speaks against it,
//! their sizes are not worlds apart, they were told within weeks, and the names around them tell one event: names weigh by their rarity in the
//! pile, and what is shared must weigh as much as one rare name.
//!
//! ```text
//! soldier captured, velmora {tarquen velmora tesk kaldash}  +  person captured {tarquen velmora kaldash sadar}   one series
//! person killed {sembalu kesso ombari}                      +  person killed {tarquen hallek}                    two
//! ```
//!
//! Counts are looked at in the order of their days; each asks the latest groups that share one of its rarest names, so that time grows with the number
//! of counts and not with its square. At last a bare number ("General Kelemdar, who claims 346") is given to the one group that knows it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::names::Pool;
use super::{Count, Sort, Thing, Whose};

/// Days between a figure and the last one of its group.
const DAYS: i32 = 45;

/// Code points between two figures of one passage, more or less.
const NEAR: u32 = 300;

/// Days between a bare number and the figure whose thing it takes.
const BARE_DAYS: i32 = 10;

/// A figure this many times another counts something else.
const APART: f64 = 30.0;

/// What shared names must weigh, as a share of a name that stands in one document of the pile.
const SHARED: f32 = 0.55;

/// Names by which a group is told from others.
const NAMED: usize = 3;

/// Names of places that a group is put at.
const SITES: usize = 16;

/// Half as much is enough where the group knows the very number.
const HALF: f32 = 0.5;

/// What the same number or the same claimant weighs beside names, in nats.
const TIE: f32 = 2.0;

/// A name belongs to a group if it stands around one figure in so many.
const COMMON: usize = 5;

/// A count asks by so many of its rarest names ...
const ASKED: usize = 10;

/// ... the last so many groups that have each of them.
const LATEST: usize = 12;

/// Those counted who are only some of the people that others count.
const SOME: [&str; 7] = ["officer", "child", "woman", "pupil", "journalist", "medic", "family"];

/// A group as it is handed on.
pub(super) struct Grouped {
    pub(super) thing: Thing,
    pub(super) side: Option<String>,
    pub(super) part: bool,
    pub(super) places: Vec<String>,
    pub(super) around: Vec<String>,
    /// Places in the list of counts.
    pub(super) members: Vec<usize>,
}

/// The names that tell a group from others of its kind: around most of its figures, the rarest first; not those of its claimants, nor words for a
/// people beside its country.
fn around(
    group: &Group,
    counts: &[Count],
    pool: &Pool,
    sides: &BTreeMap<String, String>,
    weights: &[f32],
) -> Vec<String> {
    let about = group.members.iter().map(|&member| counts[member].claimant.about.as_str());
    let claimants: HashSet<String> =
        about.flat_map(|about| about.split(|letter: char| !letter.is_alphanumeric())).map(str::to_lowercase).collect();
    let other = |name: u32| {
        let word = pool.word(name);
        !claimants.contains(word) && sides.get(word).is_none_or(|country| country == word)
    };
    let most = group.names.iter().filter(|&(&name, &times)| 2 * times >= group.members.len() && other(name));
    let mut names: Vec<(f32, &str)> =
        most.map(|(&name, &times)| (weights[name as usize] * times as f32, pool.word(name))).collect();
    names.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    names.into_iter().take(NAMED).map(|(_, name)| name.to_owned()).collect()
}

/// Figures of one thing.
struct Group {
    thing: Thing,
    side: Option<String>,
    part: bool,
    site: Vec<u32>,
    /// In how many figures each name stands around.
    names: HashMap<u32, usize>,
    first: Option<i32>,
    last: Option<i32>,
    low: f64,
    high: f64,
    members: Vec<usize>,
}

/// Puts the counts in groups, as places in `counts`, and settles whose those counted are.
pub(super) fn group(
    counts: &mut [Count],
    pool: &Pool,
    sides: &BTreeMap<String, String>,
    documents: usize,
) -> Vec<Grouped> {
    let weights = &pool.weights(documents);
    for count in counts.iter_mut() {
        count.side = side(count.whose.as_ref(), sides);
    }
    let days: Vec<Option<i32>> = counts.iter().map(|count| count.claimed.as_deref().and_then(day_number)).collect();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    // Those whose side is known first: of the others nobody can tell which of two they are of, before both are there.
    order.sort_by_key(|&index| (counts[index].side.is_none(), days[index].unwrap_or(i32::MAX), counts[index].quantity));
    let least = SHARED * (1.0 + documents as f32).ln();
    let mut groups: Vec<Group> = Vec::new();
    let mut keys: HashMap<(u64, u32), Vec<usize>> = HashMap::new();
    for &index in order.iter().filter(|&&index| counts[index].thing.is_some()) {
        let count = &counts[index];
        let kind = kind(count);
        let asked = rarest(count, pool, weights);
        let mut found: Vec<usize> = (asked.iter())
            .filter_map(|&name| keys.get(&(kind, name)))
            .flat_map(|list| list.iter().rev().take(LATEST).copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        let fitting: Vec<(f32, usize)> = (found.into_iter())
            .filter(|&at| fits(&groups[at], count, days[index], counts))
            .map(|at| (shared(&groups[at], count, weights), at))
            .filter(|&(score, at)| score >= least || score >= HALF * least && knows(&groups[at], count, counts))
            .collect();
        let ties: Vec<f32> = fitting.iter().map(|&(_, at)| tie(&groups[at], count, counts)).collect();
        let fitting: Vec<(f32, usize)> =
            fitting.iter().zip(&ties).map(|(&(score, at), tie)| (score + tie, at)).collect();
        let best = fitting.iter().copied().max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        // One who tells figures of both sides says nothing of the side; the very number does, and his own number again.
        let again = |at: usize| tie(&groups[at], count, counts) > TIE;
        let tied = |best: &(f32, usize)| knows(&groups[best.1], count, counts) || again(best.1);
        let at = match best.filter(|best| tied(best) || !is_torn(count, best, &fitting, &groups)) {
            Some((_, at)) => at,
            None => {
                groups.push(Group::of(count));
                groups.len() - 1
            }
        };
        for &name in &asked {
            let list = keys.entry((kind, name)).or_default();
            if !list.contains(&at) {
                list.push(at);
            }
            if list.len() > 4 * LATEST {
                list.drain(..2 * LATEST);
            }
        }
        groups[at].take(index, count, days[index]);
    }
    bare(counts, &order, &days, &mut groups, pool, weights, least);
    (groups.into_iter())
        .map(|group| {
            // Places of a figure or two are no places of the thing.
            let of = |name: u32| group.members.iter().filter(|&&member| counts[member].site.contains(&name)).count();
            let common = group.site.iter().filter(|&&name| 2 * of(name) >= group.members.len());
            let places = common.map(|&name| pool.word(name).to_owned()).collect();
            let around = around(&group, counts, pool, sides, weights);
            Grouped { around, thing: group.thing, side: group.side, part: group.part, places, members: group.members }
        })
        .collect()
}

/// Gives numbers that name no thing to the one group that knows the number.
fn bare(
    counts: &mut [Count],
    order: &[usize],
    days: &[Option<i32>],
    groups: &mut [Group],
    pool: &Pool,
    weights: &[f32],
    least: f32,
) {
    let mut known: HashMap<Bits, Vec<(usize, usize)>> = HashMap::new();
    // The latest groups that a name stands in.
    let mut by_name: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        for &name in group.names.keys() {
            let list = by_name.entry(name).or_default();
            list.push(at);
            if list.len() > 4 * LATEST {
                list.drain(..2 * LATEST);
            }
        }
        for &member in group.members.iter().filter(|&&member| telling(&counts[member])) {
            let list = known.entry(number(&counts[member])).or_default();
            if list.len() < 4 * LATEST {
                list.push((at, member));
            }
        }
    }
    for &index in order {
        let count = &counts[index];
        if count.thing.is_some() || !count.open {
            continue;
        }
        let near =
            |member: usize| days[index].zip(days[member]).is_some_and(|(one, other)| (one - other).abs() <= BARE_DAYS);
        let names = |at: usize| shared(&groups[at], count, weights) >= least;
        let mut found: Vec<(usize, usize)> = Vec::new();
        if telling(count) {
            let same = known.get(&number(count)).into_iter().flatten().copied();
            found.extend(same.filter(|&(at, member)| near(member) && names(at)));
        }
        if found.is_empty() && count.again {
            let asked = rarest(count, pool, weights);
            let mut ats: Vec<usize> = asked.iter().filter_map(|name| by_name.get(name)).flatten().copied().collect();
            ats.sort_unstable();
            ats.dedup();
            for at in ats.into_iter().filter(|&at| names(at) && sizes(&groups[at], count)) {
                let own = |member: &&usize| {
                    let other = &counts[**member];
                    other.claimant.name.is_some() && other.claimant.name == count.claimant.name && near(**member)
                };
                found.extend(groups[at].members.iter().rev().take(4 * LATEST).find(own).map(|&member| (at, member)));
            }
        }
        found.sort_unstable();
        let Some(&(at, member)) = found.first() else { continue };
        if found.iter().all(|&(other, _)| other == at) {
            give(counts, groups, index, at, member);
        }
    }
    // What follows a bare number that was settled: "it was 112; the charity says at least 190".
    let mut settled: HashMap<i64, (usize, usize)> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        settled.extend(group.members.iter().map(|&member| (counts[member].quantity, (at, member))));
    }
    for index in 0..counts.len() {
        let count = &counts[index];
        let from =
            count.after.filter(|_| count.thing.is_none() && count.open).and_then(|after| settled.get(&after).copied());
        if let Some((at, member)) = from.filter(|&(at, _)| sizes(&groups[at], count)) {
            give(counts, groups, index, at, member);
            settled.insert(counts[index].quantity, (at, index));
        }
    }
}

/// A bare count becomes one of the group of another.
fn give(counts: &mut [Count], groups: &mut [Group], index: usize, at: usize, member: usize) {
    let from = counts[member].thing_from.unwrap_or(counts[member].quantity);
    let count = &mut counts[index];
    count.thing_from = Some(from);
    count.thing = Some(groups[at].thing.clone());
    count.side = groups[at].side.clone();
    groups[at].members.push(index);
}

/// Whether a figure is of the size of a group's.
fn sizes(group: &Group, count: &Count) -> bool {
    match (count.low.or(count.high), count.high.or(count.low)) {
        (Some(low), Some(high)) => high.max(1.0) * APART >= group.low && low <= group.high.max(1.0) * APART,
        _ => true,
    }
}

/// A number that does not come by chance: not small and not round.
fn telling(count: &Count) -> bool {
    let value = count.low.or(count.high).unwrap_or(0.0);
    value >= 20.0 && value % 10.0 != 0.0
}

/// The bounds of a figure, to be equal or not.
pub(super) type Bits = (Option<u64>, Option<u64>);

pub(super) fn number(count: &Count) -> Bits {
    (count.low.map(f64::to_bits), count.high.map(f64::to_bits))
}

/// Whose those counted are, under one word for a people and its country.
fn side(whose: Option<&Whose>, sides: &BTreeMap<String, String>) -> Option<String> {
    match whose? {
        Whose::Named(word) => Some(sides.get(word).cloned().unwrap_or_else(|| word.clone())),
        Whose::Own(about) => {
            let mut words = about
                .split(|letter: char| !letter.is_alphanumeric())
                .filter(|word| word.starts_with(char::is_uppercase));
            words.find_map(|word| sides.get(&word.to_lowercase()).cloned())
        }
    }
}

/// What figures of one thing have in common for certain.
fn kind(count: &Count) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    if let Some(thing) = &count.thing {
        thing.fate.hash(&mut hasher);
        let what = if thing.sort.is_people() { "people" } else { thing.what.as_str() };
        (what, thing.sort == Sort::Money, count.part).hash(&mut hasher);
    }
    hasher.finish()
}

fn rarest(count: &Count, pool: &Pool, weights: &[f32]) -> Vec<u32> {
    let mut names = count.names.clone();
    names.sort_by(|&one, &other| {
        weights[other as usize].total_cmp(&weights[one as usize]).then_with(|| pool.word(one).cmp(pool.word(other)))
    });
    names.truncate(ASKED);
    names
}

/// What the names that a count shares with a group weigh.
fn shared(group: &Group, count: &Count, weights: &[f32]) -> f32 {
    let common = |name: &&u32| group.names.get(name).is_some_and(|&times| times * COMMON >= group.members.len());
    count.names.iter().filter(common).map(|&name| weights[name as usize]).sum()
}

/// Whether a group has the very number of a count, and the number does not come by chance.
fn knows(group: &Group, count: &Count, counts: &[Count]) -> bool {
    telling(count)
        && group.members.iter().rev().take(4 * LATEST).any(|&member| number(&counts[member]) == number(count))
}

/// What ties a count to a group besides names: the same number, the same claimant.
fn tie(group: &Group, count: &Count, counts: &[Count]) -> f32 {
    let members = || group.members.iter().rev().take(4 * LATEST).map(|&member| &counts[member]);
    let number = members().any(|other| number(other) == number(count));
    let claimant = count.claimant.name.is_some() && members().any(|other| other.claimant.name == count.claimant.name);
    TIE * (f32::from(u8::from(number)) + f32::from(u8::from(claimant)))
}

/// Whether people of no side could be of either of two sides.
fn is_torn(count: &Count, best: &(f32, usize), fitting: &[(f32, usize)], groups: &[Group]) -> bool {
    let side = |at: usize| groups[at].side.as_ref();
    count.side.is_none()
        && side(best.1).is_some()
        && fitting.iter().any(|&(_, at)| side(at).is_some() && side(at) != side(best.1))
}

/// Whether nothing speaks against a count in a group.
fn fits(group: &Group, count: &Count, day: Option<i32>, counts: &[Count]) -> bool {
    let Some(thing) = &count.thing else { return false };
    let apart = |site: &[u32], other: &[u32]| {
        !site.is_empty() && !other.is_empty() && !site.iter().any(|name| other.contains(name))
    };
    let sides = group.side.as_ref().zip(count.side.as_ref()).is_none_or(|(one, other)| one == other);
    let late = group
        .first
        .zip(group.last)
        .zip(day)
        .is_some_and(|((first, last), day)| day - last > DAYS || first - day > DAYS);
    let parts = group.part == count.part && (!count.part || (!count.site.is_empty() && !group.site.is_empty()));
    // People of whom nothing is told but their number: at one place, or told of in one passage.
    let loose = thing.sort.is_people() && thing.fate.is_none();
    let near = || {
        let last = group.members.last().map(|&member| &counts[member]);
        count.site.iter().any(|name| group.site.contains(name))
            || last.is_some_and(|last| last.document == count.document && count.start.saturating_sub(last.end) < NEAR)
            || group
                .members
                .iter()
                .rev()
                .take(LATEST)
                .any(|&member| number(&counts[member]) == number(count) && telling(count))
    };
    same(&group.thing, thing)
        && (!loose || near())
        && sides
        && !late
        && sizes(group, count)
        && parts
        && !apart(&group.site, &count.site)
        && !twice(group, count, counts)
}

/// Whether the claimant tells another figure of the group in the same document and on the same day: then one of them counts something else.
fn twice(group: &Group, count: &Count, counts: &[Count]) -> bool {
    group.members.iter().rev().take(LATEST).map(|&member| &counts[member]).any(|other| {
        let disjoint = other.high.zip(count.low).is_some_and(|(high, low)| high < low)
            || count.high.zip(other.low).is_some_and(|(high, low)| high < low);
        other.document == count.document
            && other.claimed == count.claimed
            && (other.claimant.entity == count.claimant.entity && other.claimant.name == count.claimant.name)
            && disjoint
            && !count.further
            && !other.further
    })
}

/// Whether two things are the same, or one may turn out to be the other.
fn same(one: &Thing, other: &Thing) -> bool {
    let currency = one.currency.as_ref().zip(other.currency.as_ref()).is_none_or(|(one, other)| one == other);
    let some = |thing: &Thing| SOME.contains(&thing.what.as_str());
    let people = one.sort.is_people() && other.sort.is_people() && !some(one) && !some(other);
    let generic = one.sort == Sort::People || other.sort == Sort::People;
    one.fate == other.fate && currency && (one.what == other.what || people && generic)
}

impl Group {
    fn of(count: &Count) -> Group {
        Group {
            thing: count.thing.clone().unwrap_or(Thing {
                what: String::new(),
                sort: Sort::Things,
                currency: None,
                fate: None,
            }),
            side: None,
            part: count.part,
            site: Vec::new(),
            names: HashMap::new(),
            first: None,
            last: None,
            low: f64::INFINITY,
            high: 0.0,
            members: Vec::new(),
        }
    }

    fn take(&mut self, index: usize, count: &Count, day: Option<i32>) {
        if let Some(thing) = count.thing.as_ref().filter(|_| self.thing.sort == Sort::People) {
            self.thing = thing.clone();
        }
        if let Some(thing) = &count.thing {
            self.thing.currency = self.thing.currency.take().or_else(|| thing.currency.clone());
        }
        self.side = self.side.take().or_else(|| count.side.clone());
        for &name in &count.names {
            *self.names.entry(name).or_default() += 1;
        }
        for &name in &count.site {
            if self.site.len() < SITES && !self.site.contains(&name) {
                self.site.push(name);
            }
        }
        self.first = [self.first, day].into_iter().flatten().min();
        self.last = self.last.max(day);
        self.low = self.low.min(count.low.or(count.high).unwrap_or(f64::INFINITY));
        self.high = self.high.max(count.high.or(count.low).unwrap_or(0.0));
        self.members.push(index);
    }
}

/// Days since the year 0, for differences.
pub(super) fn day_number(day: &str) -> Option<i32> {
    let date: jiff::civil::Date = day.get(..10)?.parse().ok()?;
    let first = jiff::civil::date(0, 1, 1);
    first.until(date).ok().map(|span| span.get_days())
}
