//! Decisions: what the user said about who is one, which wins over everything that was found.
//!
//! In: the groups found, and the user's decisions in the order of deciding. Out: the groups that hold.
//!
//! Of two decisions that contradict each other the later holds. `Same` joins the groups of its two entities, whole. `Apart` takes one entity
//! out of the person of another, with all that decisions tie to it; what else the person has stays together. What comes later goes to the side
//! that more speaks for, and stays alone where neither side is nearer:
//!
//! ```text
//! found      {a b c d}
//! Apart      b out of a, when a b c were known     {a c} {b}, and d to the side that it is nearer to
//! Same       b with d                              {a c} {b d}
//! ```
//!
//! Linear in the groups that decisions touch.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One thing that the user decided, about two entities (rows).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decision {
    /// The two are one person.
    Same {
        /// An entity.
        one: i64,
        /// Another.
        other: i64,
    },
    /// The one is not the person that the other is.
    Apart {
        /// The entity that goes.
        out: i64,
        /// An entity of the person that it leaves.
        from: i64,
        /// The last document that the ledger had at the time: what is of later documents was not decided about.
        known: i64,
    },
}

/// Sets of entities that grow together.
#[derive(Debug, Default)]
struct Ties {
    parents: BTreeMap<i64, i64>,
}

impl Ties {
    fn root(&self, entity: i64) -> i64 {
        let mut at = entity;
        while let Some(&parent) = self.parents.get(&at).filter(|&&parent| parent != at) {
            at = parent;
        }
        at
    }

    fn tie(&mut self, one: i64, other: i64) {
        let (one, other) = (self.root(one), self.root(other));
        // The higher below the lower; chains stay short, because decisions are few.
        self.parents.insert(one.max(other), one.min(other));
        self.parents.entry(one.min(other)).or_insert(one.min(other));
    }
}

/// The decisions that hold, in order: without those that a later one contradicts.
pub fn holding(decisions: &[Decision]) -> Vec<Decision> {
    let mut ties = Ties::default();
    let mut apart: Vec<(i64, i64)> = Vec::new();
    let mut kept = Vec::new();
    for &decision in decisions.iter().rev() {
        let holds = match decision {
            Decision::Same { one, other } => {
                let pair = (ties.root(one), ties.root(other));
                let forbidden = apart.iter().any(|&(out, from)| {
                    let roots = (ties.root(out), ties.root(from));
                    roots == pair || (roots.1, roots.0) == pair
                });
                if !forbidden {
                    ties.tie(one, other);
                }
                !forbidden
            }
            Decision::Apart { out, from, .. } => {
                let holds = ties.root(out) != ties.root(from);
                if holds {
                    apart.push((out, from));
                }
                holds
            }
        };
        if holds {
            kept.push(decision);
        }
    }
    kept.reverse();
    kept
}

/// Where each of some entities is nearer to: one of two sides of a person that was parted (who went, who stayed), or neither.
pub(super) type Nearer<'n> = &'n dyn Fn(&[i64], &[i64], &[i64]) -> Vec<Option<Side>>;

/// A side of a person that was parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Out,
    From,
}

/// Applies decisions to groups of entities; `document` tells an entity's document.
pub(super) fn apply(
    groups: Vec<Vec<i64>>,
    decisions: &[Decision],
    document: impl Fn(i64) -> i64,
    nearer: Nearer<'_>,
) -> Vec<Vec<i64>> {
    let decisions = holding(decisions);
    if decisions.is_empty() {
        return groups;
    }
    let mut parts = Parts::of(groups);
    let mut ties = Ties::default();
    for decision in &decisions {
        if let Decision::Same { one, other } = *decision
            && let (Some(first), Some(second)) = (parts.at(one), parts.at(other))
        {
            ties.tie(one, other);
            parts.join(first, second);
        }
    }
    for decision in &decisions {
        let Decision::Apart { out, from, known } = *decision else { continue };
        let (Some(part), Some(old)) = (parts.at(out), parts.at(from)) else { continue };
        if part != old {
            continue;
        }
        let root = ties.root(out);
        let tied: BTreeSet<i64> =
            (ties.parents.keys()).copied().filter(|&one| ties.root(one) == root).chain([out]).collect();
        let members = std::mem::take(&mut parts.lists[part]);
        let (going, staying): (Vec<i64>, Vec<i64>) = members.into_iter().partition(|member| tied.contains(member));
        let newer = |member: i64| document(member) > known && member != from && !ties.parents.contains_key(&member);
        let (new, staying): (Vec<i64>, Vec<i64>) = staying.into_iter().partition(|&member| newer(member));
        let (mut left, mut right, mut alone) = (going.clone(), staying.clone(), Vec::new());
        let sides = if new.is_empty() { Vec::new() } else { nearer(&new, &going, &staying) };
        for (member, side) in new.into_iter().zip(sides) {
            match side {
                Some(Side::Out) => left.push(member),
                Some(Side::From) => right.push(member),
                None => alone.push(member),
            }
        }
        parts.put(part, right);
        parts.put_new(left);
        for member in alone {
            parts.put_new(vec![member]);
        }
    }
    parts.lists.into_iter().filter(|list| !list.is_empty()).collect()
}

/// Groups that decisions change.
struct Parts {
    lists: Vec<Vec<i64>>,
    places: HashMap<i64, usize>,
}

impl Parts {
    fn of(lists: Vec<Vec<i64>>) -> Parts {
        let places = lists.iter().enumerate().flat_map(|(at, list)| list.iter().map(move |&one| (one, at))).collect();
        Parts { lists, places }
    }

    fn at(&self, entity: i64) -> Option<usize> {
        self.places.get(&entity).copied()
    }

    fn join(&mut self, one: usize, other: usize) {
        if one == other {
            return;
        }
        let (small, large) = if self.lists[one].len() < self.lists[other].len() { (one, other) } else { (other, one) };
        let moved = std::mem::take(&mut self.lists[small]);
        for &member in &moved {
            self.places.insert(member, large);
        }
        self.lists[large].extend(moved);
    }

    fn put(&mut self, at: usize, list: Vec<i64>) {
        for &member in &list {
            self.places.insert(member, at);
        }
        self.lists[at] = list;
    }

    fn put_new(&mut self, list: Vec<i64>) {
        self.lists.push(Vec::new());
        self.put(self.lists.len() - 1, list);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(groups: &[&[i64]], decisions: &[Decision]) -> Vec<Vec<i64>> {
        let groups = groups.iter().map(|group| group.to_vec()).collect();
        let mut parted = apply(groups, decisions, |entity| entity, &|new, _, _| vec![None; new.len()]);
        for group in &mut parted {
            group.sort_unstable();
        }
        parted.sort();
        parted
    }

    const fn same(one: i64, other: i64) -> Decision {
        Decision::Same { one, other }
    }

    const fn apart(out: i64, from: i64, known: i64) -> Decision {
        Decision::Apart { out, from, known }
    }

    #[test]
    fn the_user_joins_whole_persons_and_takes_out_what_he_names() {
        assert_eq!(parted(&[&[1, 2], &[3, 4]], &[same(2, 3)]), [vec![1, 2, 3, 4]]);
        assert_eq!(parted(&[&[1, 2, 3]], &[apart(2, 1, 9)]), [vec![1, 3], vec![2]]);
        assert_eq!(parted(&[&[1, 2, 3]], &[apart(2, 1, 9), same(2, 3)]), [vec![1], vec![2, 3]]);
    }

    #[test]
    fn the_later_of_two_decisions_holds() {
        assert_eq!(parted(&[&[1], &[2]], &[same(1, 2), apart(2, 1, 9)]), [vec![1], vec![2]]);
        assert_eq!(parted(&[&[1], &[2]], &[apart(2, 1, 9), same(1, 2)]), [vec![1, 2]]);
        assert_eq!(parted(&[&[1], &[2], &[3]], &[same(1, 2), same(2, 3), apart(3, 1, 9)]), [vec![1], vec![2, 3]]);
    }

    #[test]
    fn what_came_later_and_is_nearer_to_neither_side_stays_alone() {
        assert_eq!(parted(&[&[1, 2, 3, 10]], &[apart(2, 1, 9)]), [vec![1, 3], vec![2], vec![10]]);
    }

    #[test]
    fn a_decision_about_somebody_unknown_changes_nothing() {
        assert_eq!(parted(&[&[1, 2]], &[same(7, 1), apart(8, 2, 9)]), [vec![1, 2]]);
    }
}
