//! Standing: the figures of a series in order: copies as one, later tolls over earlier ones, conflicts.
//!
//! In: groups of counts. Out: [`Series`].
//!
//! - Copies: the same figure by the same claimant in documents of one family (or twice in one document) is one line with a number of documents.
//! - Superseded: the claimant told another figure on a later day. A figure that he had told before does not come back by being quoted again.
//! - Conflict: two claimants, within days, whose bounds have no number in common.
//!
//! ```text
//! Kelemdar 12 March 311+  ──superseded by──►  Kelemdar 14 March 346  ◄──against──►  Velmora 14 March 163
//! ```

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::group::{Bits, Grouped, day_number, number};
use super::{Count, Thing, Told};
use sayso_read::quantities::Hedge;

/// Days between two figures that can be in conflict.
const DAYS: i32 = 3;

/// "About 60" may be so much less or more, when asked whether two figures can both be true.
const ABOUT: f64 = 0.1;

/// Figures of a series that are held against each other.
const MOST: usize = 300;

/// Conflicts of a figure that are named.
const NAMED: usize = 8;

/// Names in one family that another is held against.
const SPELT: usize = 40;

/// What stands before a name and is none.
const TITLES: [&str; 20] = [
    "the",
    "a",
    "an",
    "mr",
    "mrs",
    "ms",
    "dr",
    "gen",
    "general",
    "colonel",
    "president",
    "minister",
    "prime",
    "governor",
    "mayor",
    "captain",
    "lieutenant",
    "professor",
    "senator",
    "foreign",
];

/// One line of a series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// The first of the copies.
    #[serde(flatten)]
    pub count: Count,
    /// Who tells it, as one word for all spellings in this series: the number of a person, a name, or the document.
    pub who: String,
    /// The quantities that are this figure in this and other documents, in order.
    pub copies: Vec<i64>,
    /// How many documents print it.
    pub documents: usize,
    /// The later figure of the same claimant.
    pub superseded_by: Option<i64>,
    /// Figures of others that leave no number that both could mean; at most eight.
    pub conflicts: Vec<i64>,
}

/// Figures of one thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// The lowest number of its quantities.
    pub series: i64,
    /// What is counted.
    pub thing: Thing,
    /// Whose: a country or people in small letters.
    pub side: Option<String>,
    /// Words of the places that figures of it are put at ("in", "at", a row of a table), in small letters.
    pub places: Vec<String>,
    /// Names around most of its figures, in small letters: what tells it from other things of its kind.
    pub around: Vec<String>,
    /// Whether it is of a part: "41 of the dead in Odo Landing".
    pub part: bool,
    /// By day, then by claimant.
    pub figures: Vec<Figure>,
    /// How many claimants tell a figure, the documents' own voices not counted.
    pub claimants: usize,
}

/// Makes series of groups; the longest quarrel first.
pub(super) fn order(
    counts: Vec<Count>,
    groups: Vec<Grouped>,
    families: &HashMap<i64, i64>,
    persons: &dyn Fn(i64) -> Option<i64>,
) -> Vec<Series> {
    let mut counts: Vec<Option<Count>> = counts.into_iter().map(Some).collect();
    let mut all: Vec<Series> = (groups.into_iter())
        .filter_map(|group| {
            let members: Vec<Count> = group.members.iter().filter_map(|&member| counts[member].take()).collect();
            series(group, members, families, persons)
        })
        .collect();
    all.sort_by_key(|series| (std::cmp::Reverse((series.claimants, series.figures.len())), series.series));
    all
}

fn series(
    group: Grouped,
    members: Vec<Count>,
    families: &HashMap<i64, i64>,
    persons: &dyn Fn(i64) -> Option<i64>,
) -> Option<Series> {
    let first = members.iter().map(|count| count.quantity).min()?;
    let family = |document: i64| families.get(&document).copied().unwrap_or(document);
    let whos = whos(&members, &family, persons);
    // The first by day stands for its copies.
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by(|&one, &other| {
        let key = |at: usize| (members[at].claimed.is_none(), members[at].claimed.clone(), members[at].quantity);
        key(one).cmp(&key(other))
    });
    let mut figures: Vec<Figure> = Vec::new();
    let mut known: HashMap<(i64, &str, Bits), usize> = HashMap::new();
    let mut documents: Vec<HashSet<i64>> = Vec::new();
    for at in order {
        let count = &members[at];
        let key = (family(count.document), whos[at].as_str(), number(count));
        let line = *known.entry(key).or_insert_with(|| {
            figures.push(Figure {
                count: count.clone(),
                who: whos[at].clone(),
                copies: Vec::new(),
                documents: 0,
                superseded_by: None,
                conflicts: Vec::new(),
            });
            documents.push(HashSet::new());
            figures.len() - 1
        });
        figures[line].copies.push(count.quantity);
        documents[line].insert(count.document);
    }
    for (figure, documents) in figures.iter_mut().zip(&documents) {
        figure.copies.sort_unstable();
        figure.documents = documents.len();
    }
    supersede(&mut figures);
    conflicts(&mut figures);
    let claimants: HashSet<&str> = (figures.iter())
        .filter(|figure| figure.count.claimant.name.is_some())
        .map(|figure| figure.who.as_str())
        .collect();
    let claimants = claimants.len();
    let Grouped { thing, side, part, places, around, .. } = group;
    Some(Series { series: first, thing, side, places, around, part, figures, claimants })
}

/// One word for each claimant. Names are one if they are equal, if one is the other's last word, or, in documents of one family, if they
/// differ in spelling only; persons across documents join names and part them.
fn whos(members: &[Count], family: &dyn Fn(i64) -> i64, persons: &dyn Fn(i64) -> Option<i64>) -> Vec<String> {
    let names: Vec<String> = (members.iter())
        .map(|count| match &count.claimant.name {
            Some(name) => plain(name),
            None if count.claimant.told == Told::Document => format!("document {}", family(count.document)),
            // Nobody knows who: each is a claimant of its own.
            None => format!("somebody {}", count.quantity),
        })
        .collect();
    // Last words of longer names, where only one such name is there.
    let mut last: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for name in names.iter().filter(|name| name.contains(' ')) {
        if let Some(word) = name.split(' ').next_back() {
            last.entry(word).and_modify(|known| *known = known.filter(|known| known == name)).or_insert(Some(name));
        }
    }
    let mut spelled: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    let mut of_person: BTreeMap<i64, String> = BTreeMap::new();
    let mut person_of: BTreeMap<String, i64> = BTreeMap::new();
    let mut all = Vec::with_capacity(names.len());
    for (name, count) in names.iter().zip(members) {
        let full = last.get(name.as_str()).copied().flatten().unwrap_or(name);
        let known = spelled.entry(family(count.document)).or_default();
        let same = known.iter().take(SPELT).find(|known| **known == full || alike(known, full)).copied();
        if same.is_none() {
            known.push(full);
        }
        let who = same.unwrap_or(full);
        let Some(person) = count.claimant.entity.and_then(persons) else {
            all.push(who.to_owned());
            continue;
        };
        let namesake = person_of.get(who).is_some_and(|&other| other != person);
        let word = if namesake { format!("{who} p{person}") } else { who.to_owned() };
        person_of.entry(word.clone()).or_insert(person);
        all.push(of_person.entry(person).or_insert(word).clone());
    }
    all
}

/// A name in small letters without what stands before it.
fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    let words = name.split(' ').collect::<Vec<_>>();
    let first = words.iter().take_while(|word| word.ends_with('.') || TITLES.contains(*word)).count();
    words[first.min(words.len() - 1)..].join(" ")
}

/// Whether two names differ by one or two letters in words of some length: "orhun kelemdar", "orkhun kelemder".
fn alike(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    one.len() == other.len()
        && one.len() <= 4
        && one
            .iter()
            .zip(&other)
            .all(|(one, other)| one == other || (one.len().min(other.len()) >= 5 && distance(one, other) <= 2))
}

/// Letters to change, add or drop; words are short.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(40).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().take(40).enumerate() {
        let mut corner = row[0];
        row[0] = at + 1;
        for (index, &against) in other.iter().enumerate() {
            let change = corner + usize::from(letter != against);
            corner = row[index + 1];
            row[index + 1] = change.min(row[index] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}

/// Later figures of the same claimant stand for earlier ones. What he had told before is quoted again: it supersedes nothing, and if another figure came
/// between, that stands.
fn supersede(figures: &mut [Figure]) {
    let mut told: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in 0..figures.len() {
        let figure = &figures[index];
        if figure.count.claimed.is_none() || figure.count.further || figure.count.claimant.name.is_none() {
            continue;
        }
        let before = told.entry(figure.who.clone()).or_default();
        let known = before.iter().copied().find(|&at| number(&figures[at].count) == number(&figure.count));
        let earlier: Vec<usize> = (before.iter().copied())
            .filter(|&at| figures[at].superseded_by.is_none() && figures[at].count.claimed < figure.count.claimed)
            .collect();
        let quantity = figure.count.quantity;
        before.push(index);
        if before.len() > MOST {
            before.drain(..MOST / 2);
        }
        match known {
            Some(known) => figures[index].superseded_by = figures[known].superseded_by,
            None => earlier.into_iter().for_each(|at| figures[at].superseded_by = Some(quantity)),
        }
    }
}

fn conflicts(figures: &mut [Figure]) {
    let days: Vec<Option<i32>> =
        figures.iter().map(|figure| figure.count.claimed.as_deref().and_then(day_number)).collect();
    let days_of: HashMap<i64, Option<i32>> =
        figures.iter().zip(&days).map(|(figure, &day)| (figure.count.quantity, day)).collect();
    let end: Vec<Option<i32>> = figures
        .iter()
        .map(|figure| figure.superseded_by.and_then(|later| days_of.get(&later).copied().flatten()))
        .collect();
    let size = figures.len().min(MOST);
    for one in 0..size {
        for other in one + 1..size {
            let (a, b) = (&figures[one], &figures[other]);
            let near = days[one].zip(days[other]).is_none_or(|(first, second)| (first - second).abs() <= DAYS);
            // What had been superseded by the day of the other is no longer held.
            let held = |end: Option<i32>, day: Option<i32>| end.zip(day).is_none_or(|(end, day)| day < end);
            let whole = !a.count.further && !b.count.further;
            if a.who == b.who
                || !near
                || !whole
                || !held(end[one], days[other])
                || !held(end[other], days[one])
                || meet(&a.count, &b.count)
            {
                continue;
            }
            let (first, second) = (a.count.quantity, b.count.quantity);
            for (at, against) in [(one, second), (other, first)] {
                if figures[at].conflicts.len() < NAMED {
                    figures[at].conflicts.push(against);
                }
            }
        }
    }
}

/// Whether two figures have a number in common.
fn meet(one: &Count, other: &Count) -> bool {
    let ends = |count: &Count| {
        let slack = if count.hedge == Hedge::About { ABOUT } else { 0.0 };
        let low = count.low.map_or(0.0, |low| low * (1.0 - slack));
        (low, count.high.map_or(f64::INFINITY, |high| high * (1.0 + slack)))
    };
    let (one, other) = (ends(one), ends(other));
    one.0 <= other.1 && other.0 <= one.1
}
