//! Origin: which member of a family the others were taken from, and what speaks for it.
//!
//! In: the members. Out: one of them, and the evidence. Asked in this order: whom the others credit; who was first; who says most. Where all
//! is even the first of the input is taken, and the evidence says so.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::cites::Outlets;
use crate::document::Document;

/// Outlets of a family whose credits are asked.
const MOST_OUTLETS: usize = 200;

/// What speaks for an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// It stands alone.
    Alone,
    /// Other members credit its outlet, or it carries the agency's own line.
    Credited,
    /// No other member is dated earlier.
    Earliest,
    /// No other member is longer.
    Longest,
    /// Nothing: it is the first of the input.
    First,
}

/// The origin of a family (`list` is not empty), as an index into `documents`.
pub(crate) fn of(documents: &[Document], list: &[usize]) -> (usize, Vec<Evidence>) {
    if let [only] = list {
        return (*only, vec![Evidence::Alone]);
    }
    let mut evidence = Vec::new();
    let mut left: Vec<usize> = list.to_vec();
    let mut narrow = |by: Vec<usize>, left: &mut Vec<usize>, what| {
        if !by.is_empty() && by.len() < left.len() {
            *left = by;
            evidence.push(what);
            evidence.dedup();
        }
    };
    narrow(credited(documents, list), &mut left, Evidence::Credited);
    let day = |&index: &usize| documents[index].published.as_deref().map(instant);
    // A day without an hour is not told from its hours.
    if let Some(first) = left.iter().filter_map(day).min() {
        let earliest = left
            .iter()
            .copied()
            .filter(|index| day(index).is_some_and(|day| day.starts_with(&first) || first.starts_with(&day)));
        narrow(earliest.collect(), &mut left, Evidence::Earliest);
    }
    // Of versions the one that was not changed, or changed first.
    let change = |&index: &usize| documents[index].modified.as_deref().map(instant);
    let unchanged = left.iter().copied().filter(|index| change(index) == left.iter().map(change).min().flatten());
    narrow(unchanged.collect(), &mut left, Evidence::Earliest);
    let longest = left.iter().map(|&index| documents[index].len()).max().unwrap_or(0);
    narrow(
        left.iter().copied().filter(|&index| documents[index].len() == longest).collect(),
        &mut left,
        Evidence::Longest,
    );
    if left.len() > 1 {
        evidence.push(Evidence::First);
    }
    (left[0], evidence)
}

/// The members whose outlet or address others credit.
fn credited(documents: &[Document], list: &[usize]) -> Vec<usize> {
    // Whom the members credit, those of one outlet together: nobody credits itself.
    let mut by_outlet: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    for &index in list {
        let Document { outlet, credits, ascribed, based_on, .. } = &documents[index];
        let names = credits.iter().chain(ascribed).chain(based_on).map(String::as_str);
        by_outlet.entry(outlet.as_deref()).or_default().extend(names);
    }
    let credits: Vec<(Option<&str>, Outlets)> = (by_outlet.into_iter())
        .map(|(outlet, names)| (outlet, Outlets::of(names.into_iter())))
        .take(MOST_OUTLETS)
        .collect();
    let based_on = list.iter().flat_map(|&index| &documents[index].based_on);
    let addresses: BTreeSet<&str> = based_on.map(String::as_str).collect();
    let is_credited = |&index: &usize| {
        let Document { outlet, url, .. } = &documents[index];
        let by_name = outlet
            .as_deref()
            .is_some_and(|outlet| credits.iter().any(|(other, names)| *other != Some(outlet) && names.hold(outlet)));
        by_name || url.as_deref().is_some_and(|url| addresses.contains(url))
    };
    list.iter().copied().filter(is_credited).collect()
}

/// A point in time as text that sorts: UTC where the zone is told, else as printed; a mere day stays a day.
pub fn instant(value: &str) -> String {
    match value.parse::<jiff::Timestamp>() {
        Ok(instant) => instant.strftime("%Y-%m-%dT%H:%M").to_string(),
        Err(_) => value.get(..16).or(value.get(..10)).unwrap_or(value).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_compared_in_one_zone() {
        assert_eq!(instant("2024-03-01T00:30:00+01:00"), "2024-02-29T23:30");
        assert_eq!(instant("2024-02-29T23:45:00-05:00"), "2024-03-01T04:45");
        assert_eq!(instant("2024-03-01T12:00:00Z"), "2024-03-01T12:00");
        assert_eq!(instant("2024-03-01"), "2024-03-01");
        assert_eq!(instant("2024-03-01T12:00"), "2024-03-01T12:00");
        assert_eq!(instant("rubbish"), "rubbish");
    }
}
