//! Group: sayings that are one claim.
//!
//! In: sayings, pairs that were found to be one claim. Out: groups. The surest pairs first. Groups are joined only if what they say most
//! shortly is one claim too, so that a long content that holds two claims does not make one of them; and only if the figures that they name are
//! not at odds, and no two known speakers meet.
//!
//! ```text
//! "112 died"      ─┐
//! "112 died and the wall was known to be weak" ─┘ ✗ ── "the wall was known to be weak"
//! ```

use std::cmp::Reverse;

use super::Saying;
use super::compare::{Verdict, compare};
use super::rarity::Rarity;
use super::speakers::Kinship;

/// Two sayings that are one claim.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tie {
    pub(crate) one: u32,
    pub(crate) other: u32,
    pub(crate) strength: u32,
    /// They stand at one place of two copies of a report.
    pub(crate) aligned: bool,
}

/// What is known of a group.
#[derive(Debug, Clone, Copy)]
struct Core {
    /// The member that says least.
    shortest: u32,
    /// Of the members that name figures, the one that says least.
    figured: Option<u32>,
    /// A member whose speaker is known.
    known: Option<u32>,
}

/// The group of each saying, named by its first member.
pub(crate) fn of(sayings: &[Saying], mut ties: Vec<Tie>, rarity: &Rarity) -> Vec<u32> {
    ties.sort_by_key(|tie| (Reverse(tie.strength), tie.one, tie.other));
    let mut groups = Groups { roots: (0..sayings.len() as u32).collect(), cores: cores(sayings) };
    for tie in ties {
        let (one, other) = (groups.root(tie.one), groups.root(tie.other));
        if one == other {
            continue;
        }
        let (left, right) = (groups.cores[one as usize], groups.cores[other as usize]);
        if !speakers_agree(sayings, &left, &right, &tie) || !contents_agree(sayings, &left, &right, &tie, rarity) {
            continue;
        }
        groups.join(sayings, one, other);
    }
    (0..sayings.len() as u32).map(|at| groups.root(at)).collect()
}

fn cores(sayings: &[Saying]) -> Vec<Core> {
    let core = |(at, saying): (usize, &Saying)| {
        let at = at as u32;
        Core {
            shortest: at,
            figured: (!saying.figures.is_empty()).then_some(at),
            known: saying.speaker.number.is_some().then_some(at),
        }
    };
    sayings.iter().enumerate().map(core).collect()
}

/// A group has one known speaker; or a body and those who speak for it; or one whose name copies spell in several ways.
fn speakers_agree(sayings: &[Saying], left: &Core, right: &Core, tie: &Tie) -> bool {
    let Some((left, right)) = left.known.zip(right.known) else { return true };
    let copies = sayings[tie.one as usize].family == sayings[tie.other as usize].family;
    let (left, right) = (&sayings[left as usize].speaker, &sayings[right as usize].speaker);
    left.kinship(right) != Kinship::Other || copies && left.namesake(right)
}

fn contents_agree(sayings: &[Saying], left: &Core, right: &Core, tie: &Tie, rarity: &Rarity) -> bool {
    let same = |one: u32, other: u32| {
        let tied = (one.min(other), one.max(other)) == (tie.one.min(tie.other), tie.one.max(tie.other));
        let (one, other) = (&sayings[one as usize], &sayings[other as usize]);
        tied || matches!(compare(one, other, rarity, tie.aligned), Verdict::Same(_))
    };
    let figures = left.figured.zip(right.figured).is_none_or(|(one, other)| {
        let (one, other) = (&sayings[one as usize].figures, &sayings[other as usize].figures);
        !super::agree::at_odds(one, other)
    });
    figures && same(left.shortest, right.shortest)
}

/// Groups as a forest: each saying points towards the first member of its group.
struct Groups {
    roots: Vec<u32>,
    /// By root.
    cores: Vec<Core>,
}

impl Groups {
    fn root(&mut self, at: u32) -> u32 {
        let mut at = at;
        while self.roots[at as usize] != at {
            let above = self.roots[self.roots[at as usize] as usize];
            self.roots[at as usize] = above;
            at = above;
        }
        at
    }

    fn join(&mut self, sayings: &[Saying], one: u32, other: u32) {
        let (low, high) = (one.min(other), one.max(other));
        let (left, right) = (self.cores[low as usize], self.cores[high as usize]);
        let less = |one: u32, other: u32| {
            let length = |at: u32| (sayings[at as usize].content.keys.len(), at);
            if length(other) < length(one) { other } else { one }
        };
        self.cores[low as usize] = Core {
            shortest: less(left.shortest, right.shortest),
            figured: left
                .figured
                .zip(right.figured)
                .map(|(one, other)| less(one, other))
                .or(left.figured)
                .or(right.figured),
            known: left.known.or(right.known),
        };
        self.roots[high as usize] = low;
    }
}
