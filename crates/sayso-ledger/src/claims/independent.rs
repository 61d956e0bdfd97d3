//! Independent: how many sources a claim has.
//!
//! In: the documents that carry a claim, each a [`Carrier`]. Out: [`Sources`]. Ten outlets that print one report are one source; an outlet is
//! one source however often it prints the claim; who ascribes the claim to another carrier has it from there.
//!
//! ```text
//! Kesso Tribune ── same outlet ── Kesso Tribune, next day          source 1
//! Meridian Wire ── copy family ── Chronicle, Gazette, Glimmer      source 2
//! Courier ("told the Kesso Tribune") ── ascribes ──► Tribune       counts as source 1
//! ```
//!
//! Documents are one source where a copy family, an outlet or the one agency that they credit makes them one. A source whose documents
//! ascribe the claim to another is dependent on it. Sources that ascribe it to each other in a ring are one.
//!
//! Not here: whether a document ascribes *this* claim (`ascribed`).

use std::collections::BTreeMap;

use sayso_families::{Outlets, plain_outlet};

/// A document that carries a claim.
#[derive(Debug, Clone, Copy)]
pub struct Carrier<'d> {
    /// Its copy family; a document without copies is one of its own.
    pub family: i64,
    /// The outlet's name.
    pub outlet: Option<&'d str>,
    /// Its address.
    pub url: Option<&'d str>,
    /// Agencies and outlets that it credits.
    pub credits: &'d [String],
    /// Addresses and names of what it says it was made from.
    pub based_on: &'d [String],
    /// Outlets that it ascribes the claim to.
    pub ascribed: &'d [String],
}

impl<'d> Carrier<'d> {
    /// The houses whose word it is: its outlet, and the agency that alone it credits.
    fn houses(&self) -> impl Iterator<Item = &'d str> + use<'d> {
        let sole = match self.credits {
            [sole] => Some(sole.as_str()),
            _ => None,
        };
        self.outlet.into_iter().chain(sole)
    }
}

/// The sources of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// Of each carrier the source that it counts as, from 0 in the order of their first carriers.
    pub of: Vec<usize>,
    /// How many there are.
    pub independent: usize,
}

impl Sources {
    /// Counts the sources of a claim.
    pub fn of(carriers: &[Carrier]) -> Sources {
        let mut classes = Classes { roots: (0..carriers.len()).collect() };
        let mut families: BTreeMap<i64, usize> = BTreeMap::new();
        let mut houses: BTreeMap<String, usize> = BTreeMap::new();
        for (at, carrier) in carriers.iter().enumerate() {
            classes.join(*families.entry(carrier.family).or_insert(at), at);
            // Of one house: what an outlet printed on two days, an agency's report wherever it is printed.
            for name in carrier.houses() {
                classes.join(*houses.entry(plain_outlet(name)).or_insert(at), at);
            }
        }
        let wanted = dependences(carriers, &Houses::of(carriers));
        classes.follow(&wanted);
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        let of = (0..carriers.len())
            .map(|at| {
                let (root, next) = (classes.root(at), numbers.len());
                *numbers.entry(root).or_insert(next)
            })
            .collect();
        Sources { of, independent: numbers.len() }
    }
}

/// On which carrier each depends, by what it credits, ascribes or is based on.
fn dependences(carriers: &[Carrier], houses: &Houses) -> Vec<(usize, usize)> {
    let mut addresses: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, carrier) in carriers.iter().enumerate() {
        if let Some(url) = carrier.url {
            addresses.entry(url).or_insert(at);
        }
    }
    let mut wanted = Vec::new();
    for (at, carrier) in carriers.iter().enumerate() {
        for name in carrier.ascribed.iter().chain(carrier.based_on).chain(carrier.credits) {
            wanted.extend(addresses.get(name.as_str()).map(|&on| (at, on)));
            wanted.extend(houses.carriers(name).map(|on| (at, on)));
        }
    }
    wanted
}

/// Which carrier first stands for an outlet or an agency.
struct Houses<'d> {
    names: Outlets,
    first: BTreeMap<&'d str, usize>,
}

impl<'d> Houses<'d> {
    fn of(carriers: &[Carrier<'d>]) -> Houses<'d> {
        let mut first = BTreeMap::new();
        for (at, carrier) in carriers.iter().enumerate() {
            for name in carrier.houses() {
                first.entry(name).or_insert(at);
            }
        }
        Houses { names: Outlets::of(first.keys().copied()), first }
    }

    /// The carriers that stand for what a name means.
    fn carriers(&self, name: &str) -> impl Iterator<Item = usize> {
        self.names.meant(name).filter_map(|outlet| self.first.get(outlet).copied())
    }
}

/// Carriers that are one source, as a forest.
struct Classes {
    roots: Vec<usize>,
}

impl Classes {
    fn root(&mut self, at: usize) -> usize {
        let mut at = at;
        while self.roots[at] != at {
            self.roots[at] = self.roots[self.roots[at]];
            at = self.roots[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.roots[one.max(other)] = one.min(other);
    }

    /// Joins each source that does not stand for itself to one that it depends on, until all that are left stand for themselves or depend on
    /// nobody else (a ring). A source stands for itself as soon as one of its carriers tells the claim without ascribing it to others.
    fn follow(&mut self, wanted: &[(usize, usize)]) {
        let outside: Vec<(usize, usize)> =
            wanted.iter().copied().filter(|&(at, on)| self.root(at) != self.root(on)).collect();
        let mut stands = vec![true; self.roots.len()];
        outside.iter().for_each(|&(at, _)| stands[at] = false);
        loop {
            let mut standing = vec![false; stands.len()];
            for (at, &stands) in stands.iter().enumerate() {
                standing[self.root(at)] |= stands;
            }
            let mut changed = false;
            for &(at, on) in &outside {
                let (one, other) = (self.root(at), self.root(on));
                // What was joined in this round is judged anew in the next.
                if one != other && !standing[one] {
                    standing[one.min(other)] = true;
                    self.join(one, other);
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carrier<'d>(family: i64, outlet: &'d str, credits: &'d [String], ascribed: &'d [String]) -> Carrier<'d> {
        Carrier { family, outlet: Some(outlet), url: None, credits, based_on: &[], ascribed }
    }

    #[test]
    fn copies_and_one_outlet_are_one_source() {
        let wire = ["Meridian".to_owned()];
        let carriers = [
            carrier(1, "Meridian Wire", &[], &[]),
            carrier(1, "Chronicle", &wire, &[]),
            carrier(2, "Meridian Wire", &[], &[]),
            carrier(3, "Gazette", &wire, &[]),
            carrier(4, "Courier", &[], &[]),
        ];
        assert_eq!(Sources::of(&carriers), Sources { of: vec![0, 0, 0, 0, 1], independent: 2 });
    }

    #[test]
    fn outlets_whose_names_end_alike_are_two() {
        let carriers = [carrier(1, "The Tribune", &[], &[]), carrier(2, "Kesso Tribune", &[], &[])];
        assert_eq!(Sources::of(&carriers).independent, 2);
    }

    #[test]
    fn who_ascribes_a_claim_counts_as_its_source() {
        let (tribune, courier, nobody) =
            (["the Tribune".to_owned()], ["the Courier".to_owned()], ["the Echo".to_owned()]);
        let carriers = [
            carrier(1, "Courier", &[], &tribune),
            carrier(2, "Kesso Tribune", &[], &[]),
            carrier(3, "Ledger", &[], &courier),
            carrier(4, "Herald", &[], &nobody),
        ];
        assert_eq!(Sources::of(&carriers), Sources { of: vec![0, 0, 0, 1], independent: 2 });
    }

    #[test]
    fn a_ring_is_one_source_and_one_own_report_is_enough() {
        let (tribune, courier) = (["the Tribune".to_owned()], ["the Courier".to_owned()]);
        let ring = [carrier(1, "Courier", &[], &tribune), carrier(2, "Kesso Tribune", &[], &courier)];
        assert_eq!(Sources::of(&ring).independent, 1);
        let own = [ring[0], ring[1], carrier(3, "Courier", &[], &[]), carrier(4, "Kesso Tribune", &[], &[])];
        assert_eq!(Sources::of(&own).independent, 2);
    }

    #[test]
    fn of_two_agencies_a_round_up_makes_no_third() {
        let both = ["Meridian".to_owned(), "Velpress".to_owned()];
        let carriers = [
            carrier(1, "Ledger", &both, &[]),
            carrier(2, "Meridian Wire", &[], &[]),
            carrier(3, "Velpress, English service", &[], &[]),
        ];
        assert_eq!(Sources::of(&carriers).independent, 2);
    }
}
