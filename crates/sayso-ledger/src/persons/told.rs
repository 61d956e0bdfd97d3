//! Told: what is known of a person from all documents together.
//!
//! In: looks at its entities. Out: [`Person`]. What most documents say stands first; two countries are no country.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use sayso_read::people::EntityKind;
use serde::Serialize;

use super::context::Context;
use super::look::{Look, Table};
use super::offices::initials;
use super::words::{Symbol, fold};

/// Names, roles and bodies of one person that are told.
const MOST_TOLD: usize = 20;

/// One in so many entities must tell a country.
const FEW: usize = 5;

/// One person or body over all documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The number of its first entity.
    pub person: i64,
    /// What most of its entities are.
    pub kind: EntityKind,
    /// The fullest name; of several as full, the one that most documents print.
    pub name: String,
    /// The other names printed for it, the commonest first.
    pub aliases: Vec<String>,
    /// What it is called, as printed, the commonest first.
    pub roles: Vec<String>,
    /// The bodies that it belongs to, as printed, the commonest first; of a body, the place that it belongs to.
    pub affiliations: Vec<String>,
    /// ISO 3166-1 alpha-3; none where documents say none, or several.
    pub country: Option<String>,
    /// Documents that name it.
    pub documents: i64,
    /// Reports that name it: documents that are copies of each other count once.
    pub reports: i64,
}

/// Puts together what the entities of a person say.
pub(super) fn tell(person: i64, looks: &[&Look], table: &Table, context: &Context) -> Person {
    let text = |symbol: Symbol| table.symbols.text(symbol);
    let mut names = counted(looks.iter().map(|look| look.name));
    names.truncate(MOST_TOLD);
    let kinds = by_count(looks.iter().map(|look| look.kind));
    let kind = kinds.first().copied().unwrap_or(EntityKind::Other);
    let name = text(best(&names, kind, table));
    let printed = by_count(looks.iter().flat_map(|look| look.aliases.iter().copied()));
    let others =
        names.iter().map(|(name, _)| name).chain(printed.iter().filter(|&&alias| is_name(text(alias)))).copied();
    let aliases = different(others.map(text).filter(|&other| other != name));
    let listed = |symbols: Vec<Symbol>| different(symbols.into_iter().map(text));
    let countries = counted(looks.iter().filter_map(|look| look.country));
    // What one page of many says is more often misread than known.
    let country = match countries[..] {
        [(country, count)] if count * FEW >= looks.len() => Some(country),
        _ => None,
    };
    let scenes: BTreeSet<u32> = looks.iter().map(|look| look.scene).collect();
    let scenes: Vec<_> = scenes.iter().filter_map(|&scene| context.scenes.get(scene as usize)).collect();
    let reports: BTreeSet<Result<i64, i64>> = scenes.iter().map(|scene| scene.family.ok_or(scene.document)).collect();
    Person {
        person,
        kind,
        name: name.to_owned(),
        aliases,
        roles: listed(by_count(looks.iter().filter_map(|look| look.role))),
        affiliations: listed(by_count(looks.iter().filter_map(|look| look.body))),
        country: country.map(|country| text(country).to_owned()),
        documents: scenes.len() as i64,
        reports: reports.len() as i64,
    }
}

/// The fullest of a person's names, of those that two entities have, if any; of a body's, the commonest that is no abbreviation.
fn best(names: &[(Symbol, usize)], kind: EntityKind, table: &Table) -> Symbol {
    let text = |symbol: Symbol| table.symbols.text(symbol);
    let words = |name: Symbol| fold(text(name)).split(' ').count();
    let sure = names.iter().any(|&(name, count)| count > 1 && words(name) > 1);
    let rank = |&(at, &(name, count)): &(usize, &(Symbol, usize))| {
        let full = match kind {
            EntityKind::Person => (words(name).min(2), usize::from(!sure || count > 1) * words(name).min(4)),
            _ => (usize::from(!names.iter().any(|&(other, _)| initials(text(other), &fold(text(name))))), 0),
        };
        // Among equals a name in capital letters ("IVO RASMIN") is the last choice.
        (full, text(name).chars().any(char::is_lowercase), Reverse(at))
    };
    names.iter().enumerate().max_by_key(rank).map_or(0, |(_, &(name, _))| name)
}

/// Whether a printed form is a name with a title at most: "the commander, General Kelemdar" is more than that.
fn is_name(printed: &str) -> bool {
    !printed.contains([',', ';', ':']) && printed.starts_with(char::is_uppercase) && !printed.starts_with("The ")
}

/// The first of each, capital letters aside; [`MOST_TOLD`] at most.
fn different<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut kept = Vec::new();
    for text in texts {
        if kept.len() == MOST_TOLD {
            break;
        }
        if known.insert(text.to_lowercase()) {
            kept.push(text.to_owned());
        }
    }
    kept
}

/// Each once, the commonest first, then the one that came first.
fn by_count<T: Copy + Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    counted(items).into_iter().map(|(item, _)| item).collect()
}

/// The same with how often each came.
fn counted<T: Copy + Ord>(items: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts: BTreeMap<T, (usize, usize)> = BTreeMap::new();
    for (at, item) in items.enumerate() {
        counts.entry(item).or_insert((0, at)).0 += 1;
    }
    let mut order: Vec<(T, (usize, usize))> = counts.into_iter().collect();
    order.sort_by_key(|&(_, (count, at))| (Reverse(count), at));
    order.into_iter().map(|(item, (count, _))| (item, count)).collect()
}
