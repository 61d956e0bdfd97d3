//! What else a text speaks of: its places by name, and how much of the text lies where.
//!
//! Toponyms of one name are one group: one sense per text, unless it says otherwise beside one of them ("Paris, Texas").

use std::collections::BTreeMap;

use super::gazetteer::{Bearer, Gazetteer, How, PlaceIndex, Sort};
use super::geometry::square;
use super::kinds;
use super::scene::Scene;

/// Groups that are looked at, a text; those after them are known by their size alone.
pub const MOST_GROUPS: usize = 400;

/// Other groups that a place is held against: the nearest in the text.
const MOST_OTHERS: usize = 40;

/// Places of another group that count, the greatest.
const MOST_SENSES: usize = 5;

/// Toponyms of one name.
#[derive(Debug, Clone)]
pub struct Group {
    /// Their key.
    pub key: String,
    /// Which: indices of toponyms, in order.
    pub members: Vec<usize>,
    /// The places that may be meant, the greatest first.
    pub bearers: Vec<Bearer>,
    /// Whether a word beside one says that it is a division: "the Kursk region".
    pub says_area: bool,
    /// Groups that stand right behind one of them, a comma between: what it lies in, perhaps.
    behind: Vec<usize>,
    /// Groups that one of them stands right behind.
    before: Vec<usize>,
}

/// Puts toponyms together by their names; `chosen` are indices, in order.
pub fn group(scene: &Scene<'_>, chosen: &[usize]) -> Vec<Group> {
    let mut numbers: BTreeMap<(&str, u32, bool), usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut before: Option<(usize, usize)> = None;
    for &at in chosen {
        let toponym = &scene.toponyms[at];
        // "English" the people and "English" a village are not one name.
        let first = toponym.bearers.first().map_or(u32::MAX, |bearer| bearer.place.0);
        let end = toponym.run.end as usize;
        let says_area =
            scene.text.tokens.get(end).is_some() && kinds::is_area(&scene.text.word(end).to_ascii_lowercase());
        let number = *numbers.entry((&toponym.key, first, says_area)).or_insert_with(|| {
            groups.push(Group {
                key: toponym.key.clone(),
                members: Vec::new(),
                bearers: toponym.bearers.clone(),
                says_area,
                behind: Vec::new(),
                before: Vec::new(),
            });
            groups.len() - 1
        });
        groups[number].members.push(at);
        if let Some((old, token)) = before
            && old != number
            && is_joint(scene, token, toponym.run.start as usize)
        {
            push_once(&mut groups[old].behind, number);
            push_once(&mut groups[number].before, old);
        }
        before = Some((number, end));
    }
    for group in &mut groups {
        part_town_from_province(scene.gazetteer, group);
    }
    groups
}

/// How much greater than its town a province may be, and a name that both bear still mean the town: eight times, in the measure of
/// [`Gazetteer::size`].
const TOWN: u8 = 24;

/// "Kursk" is the town, "the Kursk region" its province, and "Albany, New York" the state.
fn part_town_from_province(map: &Gazetteer, group: &mut Group) {
    let bearers = &group.bearers;
    let is_division = |bearer: &Bearer| matches!(map.sort(bearer.place), Sort::Province | Sort::District);
    let town_of = |division: &Bearer| {
        bearers.iter().any(|town| {
            town.how == How::Main
                && map.sort(town.place).is_settlement()
                && map.size(division.place).saturating_sub(map.size(town.place)) <= TOWN
                && map.chain(town.place).any(|around| around == division.place)
        })
    };
    let divisions: Vec<Bearer> = bearers.iter().copied().filter(is_division).collect();
    let kept: Vec<Bearer> = if group.says_area {
        let in_one = |bearer: &Bearer| {
            map.chain(bearer.place).skip(1).any(|around| divisions.iter().any(|division| division.place == around))
        };
        bearers.iter().copied().filter(|bearer| !(map.sort(bearer.place).is_settlement() && in_one(bearer))).collect()
    } else if group.before.is_empty() {
        bearers.iter().copied().filter(|bearer| !(is_division(bearer) && town_of(bearer))).collect()
    } else {
        return;
    };
    group.bearers = kept;
}

fn push_once(list: &mut Vec<usize>, number: usize) {
    if list.len() < 8 && !list.contains(&number) {
        list.push(number);
    }
}

/// Whether what stands between two toponyms says that the first lies in the second: ", ", " in ", ", in the ", " (".
fn is_joint(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    if from > to || to - from > 4 {
        return false;
    }
    let words: Vec<String> = (from..to).map(|token| scene.text.word(token).to_ascii_lowercase()).collect();
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !matches!(*word, "the" | "region" | "state" | "province"))
        .collect();
    matches!(words[..], [","] | ["("] | ["in"] | [",", "in"] | [",", "in", ","] | ["of"] | [])
}

/// How much of a text lies where.
#[derive(Debug)]
pub struct Mass<'g> {
    map: &'g Gazetteer,
    /// For each group its likeliest places and how much each counts; the shares of one group sum to at most 1.
    senses: Vec<Vec<(PlaceIndex, f32)>>,
    /// Where in the text each group is first: the others nearest to it are those with numbers nearest.
    groups: usize,
    /// What lies in a place, over all groups, for countries, provinces and districts; and each group's own part in it.
    within: BTreeMap<PlaceIndex, f32>,
    own: Vec<BTreeMap<PlaceIndex, f32>>,
    /// Places spoken of themselves.
    spoken: BTreeMap<PlaceIndex, f32>,
    own_spoken: Vec<BTreeMap<PlaceIndex, f32>>,
    links: Vec<(Vec<usize>, Vec<usize>)>,
    home: Vec<PlaceIndex>,
}

/// What counts for one place of a group before anything is known of the text: its inhabitants, more for countries and provinces.
fn prior(map: &Gazetteer, bearer: Bearer) -> f32 {
    let size = u32::from(map.size(bearer.place));
    let more = match map.sort(bearer.place) {
        Sort::Country | Sort::Continent => 40,
        Sort::Province => 8,
        Sort::Capital => 16,
        Sort::District => 0,
        _ => 0,
    };
    let less = if bearer.how == How::Other { 16 } else { 0 };
    let eighths = (size + more).saturating_sub(less);
    let whole = 1u64 << (eighths / 8).min(60);
    whole as f32 * (8 + eighths % 8) as f32
}

/// Levels of a share of the text.
fn level(share: f32) -> u64 {
    match share {
        s if s < 0.05 => 0,
        s if s < 0.3 => 1,
        s if s < 0.8 => 2,
        s if s < 1.6 => 3,
        s if s < 3.5 => 4,
        _ => 5,
    }
}

impl<'g> Mass<'g> {
    /// Weighs the groups; `known` gives a group's place where it is settled already.
    pub fn of(scene: &'g Scene<'_>, groups: &[Group], known: &[Option<PlaceIndex>], home: Vec<PlaceIndex>) -> Mass<'g> {
        let map = scene.gazetteer;
        let mut mass = Mass {
            map,
            senses: Vec::with_capacity(groups.len()),
            groups: groups.len(),
            within: BTreeMap::new(),
            own: Vec::new(),
            spoken: BTreeMap::new(),
            own_spoken: Vec::new(),
            links: groups.iter().map(|group| (group.behind.clone(), group.before.clone())).collect(),
            home,
        };
        for (at, group) in groups.iter().enumerate().take(MOST_GROUPS) {
            let settled = known.get(at).copied().flatten();
            let mut senses: Vec<(PlaceIndex, f32)> = match settled {
                Some(place) => vec![(place, 1.0)],
                None => {
                    let all: Vec<(PlaceIndex, f32)> =
                        group.bearers.iter().map(|&bearer| (bearer.place, prior(map, bearer))).collect();
                    let sum: f32 = all.iter().map(|(_, weight)| weight).sum();
                    all.into_iter().map(|(place, weight)| (place, weight / sum.max(1.0))).collect()
                }
            };
            senses.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            senses.truncate(MOST_SENSES);
            let weight = if group.members.len() > 2 { 1.5 } else { 1.0 };
            let (mut own, mut own_spoken) = (BTreeMap::new(), BTreeMap::new());
            for &(place, share) in &senses {
                *own_spoken.entry(place).or_insert(0.0) += share * weight;
                for around in map.chain(place).skip(1) {
                    *own.entry(around).or_insert(0.0) += share * weight;
                }
            }
            own.iter().for_each(|(&place, share)| *mass.within.entry(place).or_insert(0.0) += share);
            own_spoken.iter().for_each(|(&place, share)| *mass.spoken.entry(place).or_insert(0.0) += share);
            mass.senses.push(senses);
            mass.own.push(own);
            mass.own_spoken.push(own_spoken);
        }
        mass
    }

    fn others(all: &BTreeMap<PlaceIndex, f32>, own: Option<&BTreeMap<PlaceIndex, f32>>, place: PlaceIndex) -> f32 {
        let own = own.and_then(|own| own.get(&place)).copied().unwrap_or_default();
        all.get(&place).copied().unwrap_or_default() - own
    }

    fn spoken_of(&self, group: &Numbered<'_>, place: PlaceIndex) -> f32 {
        Mass::others(&self.spoken, self.own_spoken.get(group.number), place)
    }

    fn lies_in(&self, group: &Numbered<'_>, place: PlaceIndex) -> f32 {
        Mass::others(&self.within, self.own.get(group.number), place)
    }

    /// Whether the text speaks of one place only.
    pub(super) fn is_alone(&self) -> bool {
        self.groups < 2
    }

    fn ancestor(&self, place: PlaceIndex, sort: Sort) -> Option<PlaceIndex> {
        self.map.chain(place).skip(1).find(|&around| self.map.sort(around) == sort)
    }

    /// Whether the country that it lies in is spoken of, and what else lies there.
    pub(super) fn country(&self, group: &Numbered<'_>, place: PlaceIndex) -> u64 {
        let Some(country) = self.ancestor(place, Sort::Country) else { return 9 };
        level(self.spoken_of(group, country)) * 8 + level(self.lies_in(group, country) / 2.0)
    }

    /// The same of its province.
    pub(super) fn province(&self, group: &Numbered<'_>, place: PlaceIndex) -> u64 {
        let Some(province) = self.ancestor(place, Sort::Province) else { return 99 };
        level(self.spoken_of(group, province)) * 8 + level(self.lies_in(group, province))
    }

    /// The same of its district.
    pub(super) fn district(&self, group: &Numbered<'_>, place: PlaceIndex) -> u64 {
        let Some(district) = self.ancestor(place, Sort::District) else { return 99 };
        level(self.spoken_of(group, district)) * 8 + level(self.lies_in(group, district))
    }

    /// What of the text lies in it.
    pub(super) fn company(&self, group: &Numbered<'_>, place: PlaceIndex) -> u64 {
        level(self.lies_in(group, place))
    }

    /// How much of the rest lies near: within 30, 100, 300 kilometres.
    pub(super) fn near(&self, group: &Numbered<'_>, place: PlaceIndex) -> u64 {
        let here = self.map.point(place);
        let first = group.number.saturating_sub(MOST_OTHERS / 2);
        let mut shares = [0.0f32; 3];
        for (other, senses) in self.senses.iter().enumerate().skip(first).take(MOST_OTHERS) {
            if other == group.number {
                continue;
            }
            for &(sense, share) in senses.iter().filter(|(sense, _)| self.map.sort(*sense) != Sort::Country) {
                let far = square(here, self.map.point(sense));
                let limits = [30.0 * 30.0, 100.0 * 100.0, 300.0 * 300.0];
                (shares.iter_mut().zip(limits)).filter(|(_, limit)| far < *limit).for_each(|(sum, _)| *sum += share);
            }
        }
        level(shares[0]) * 36 + level(shares[1]) * 6 + level(shares[2])
    }

    /// Whether what stands behind it after a comma may be what it lies in.
    pub(super) fn beside(&self, group: &Numbered<'_>, place: PlaceIndex) -> u64 {
        let Some((behind, _)) = self.links.get(group.number) else { return 0 };
        if behind.is_empty() {
            return 0;
        }
        let within = |other: usize| {
            let senses = self.senses.get(other).map(Vec::as_slice).unwrap_or_default();
            senses
                .iter()
                .filter(|(sense, _)| self.map.chain(place).skip(1).any(|around| around == *sense))
                .map(|(_, share)| share)
                .sum::<f32>()
        };
        let most = behind.iter().map(|&other| within(other)).fold(0.0, f32::max);
        1 + level(most * 2.0)
    }

    /// Whether what stands before it may lie in it.
    pub(super) fn holds(&self, group: &Numbered<'_>, place: PlaceIndex) -> u64 {
        let Some((_, before)) = self.links.get(group.number) else { return 0 };
        if before.is_empty() {
            return 0;
        }
        let inside = |other: usize| {
            let senses = self.senses.get(other).map(Vec::as_slice).unwrap_or_default();
            senses
                .iter()
                .filter(|(sense, _)| self.map.chain(*sense).skip(1).any(|around| around == place))
                .map(|(_, share)| share)
                .sum::<f32>()
        };
        let most = before.iter().map(|&other| inside(other)).fold(0.0, f32::max);
        1 + level(most * 2.0)
    }

    /// Whether it lies where the outlet is at home.
    pub(super) fn outlet(&self, place: PlaceIndex) -> u64 {
        let shared = |&home: &PlaceIndex| {
            let home: Vec<PlaceIndex> = self.map.chain(home).collect();
            self.map.chain(place).filter(|around| home.contains(around)).count() as u64
        };
        self.home.iter().map(shared).max().map_or(0, |most| 1 + most)
    }
}

/// A group and its number.
#[derive(Debug, Clone, Copy)]
pub struct Numbered<'g> {
    /// Its number among the groups.
    pub number: usize,
    /// The group.
    pub group: &'g Group,
}
