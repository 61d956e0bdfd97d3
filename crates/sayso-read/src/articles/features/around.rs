//! What stands around each block: sums over the elements that hold it, where the article's core is, its repeated
//! neighbours.

use std::collections::HashMap;

use super::super::blocks::{Candidates, Shape};
use super::facts::Facts;
use crate::tree::Tag;

/// Sums over a run of blocks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) blocks: u32,
    pub(super) words: u32,
    pub(super) prose: u32,
    pub(super) linked: u32,
    pub(super) bytes: u32,
}

/// Sums before each block, so that any run's are a subtraction.
pub(super) struct Prefix(Vec<Sums>);

impl Prefix {
    pub(super) fn of(facts: &[Facts]) -> Prefix {
        let mut all = Vec::with_capacity(facts.len() + 1);
        let mut sum = Sums::default();
        all.push(sum);
        for facts in facts {
            sum.blocks += 1;
            sum.words += facts.words;
            sum.prose += facts.prose;
            sum.linked += facts.linked.min(facts.bytes);
            sum.bytes += facts.bytes;
            all.push(sum);
        }
        Prefix(all)
    }

    pub(super) fn run(&self, first: u32, end: u32) -> Sums {
        let at = |index: u32| self.0.get(index as usize).or(self.0.last()).copied().unwrap_or_default();
        let (a, b) = (at(first), at(end.max(first)));
        Sums {
            blocks: b.blocks - a.blocks,
            words: b.words - a.words,
            prose: b.prose - a.prose,
            linked: b.linked - a.linked,
            bytes: b.bytes - a.bytes,
        }
    }

    pub(super) fn all(&self) -> Sums {
        self.0.last().copied().unwrap_or_default()
    }
}

/// A place that is taken for the article's, and how every other place lies to it.
pub(super) struct Core {
    /// Its first block and one past its last.
    pub(super) run: (u32, u32),
    /// For each place: levels from the core up to where the two meet; 0 inside.
    pub(super) meets: Vec<u8>,
    /// For each place: levels below the core; 0 outside.
    pub(super) below: Vec<u8>,
}

impl Core {
    fn at(candidates: &Candidates, core: usize) -> Core {
        let count = candidates.places.len();
        let mut meets = vec![255u8; count];
        let mut below = vec![0u8; count];
        let mut level = 0u8;
        let mut place = core;
        while let Some(here) = candidates.places.get(place) {
            meets[place] = level;
            if here.parent as usize == place {
                break;
            }
            level = level.saturating_add(1).min(250);
            place = here.parent as usize;
        }
        for (index, place) in candidates.places.iter().enumerate() {
            let parent = place.parent as usize;
            if index != core && parent != index && (parent == core || below.get(parent).is_some_and(|&n| n > 0)) {
                below[index] = below.get(parent).copied().unwrap_or(0).saturating_add(1).min(250);
                meets[index] = 0;
            } else if meets[index] == 255 {
                meets[index] = meets.get(parent).copied().unwrap_or(255);
            }
        }
        let run = candidates.places.get(core).map_or((0, 0), |place| (place.first, place.end));
        Core { run, meets, below }
    }

    /// Steps from a place to the core and back: inside at once.
    pub(super) fn meets(&self, place: u32) -> u8 {
        self.meets.get(place as usize).copied().unwrap_or(255)
    }

    pub(super) fn below(&self, place: u32) -> u8 {
        self.below.get(place as usize).copied().unwrap_or(0)
    }
}

/// The element whose own paragraphs hold most sentences (as Arc90's Readability weighs them: a paragraph counts for its parent and half
/// for its grandparent).
pub(super) fn densest(candidates: &Candidates, facts: &[Facts]) -> Core {
    let mut weights = vec![0u64; candidates.places.len()];
    let mut add = |place: u32, weight: u64| {
        if let Some(slot) = weights.get_mut(place as usize) {
            *slot += weight;
        }
    };
    for (block, facts) in candidates.blocks.iter().zip(facts) {
        if facts.prose == 0 || facts.before > 0 {
            continue;
        }
        let up = |place: u32| candidates.places.get(place as usize).map_or(0, |place| place.parent);
        let prose = u64::from(facts.prose);
        let loose = matches!(block.shape, Shape::Loose | Shape::Broken);
        if loose {
            add(block.place, prose * 2);
        }
        let parent = up(block.place);
        add(parent, prose * if loose { 1 } else { 2 });
        if up(parent) != parent {
            add(up(parent), prose);
        }
    }
    let best = (0..weights.len()).max_by_key(|&place| (weights[place], std::cmp::Reverse(place))).unwrap_or(0);
    Core::at(candidates, best)
}

/// The smallest element that holds nearly three quarters of the page's sentences.
pub(super) fn fullest(candidates: &Candidates, prefix: &Prefix) -> Core {
    let whole = u64::from(prefix.all().prose);
    let mut best = 0;
    for (index, place) in candidates.places.iter().enumerate() {
        let prose = u64::from(prefix.run(place.first, place.end).prose);
        // Children stand after their parents: the last that still holds enough is the smallest.
        if prose * 10 >= whole * 7 && prose > 0 {
            best = index;
        }
    }
    Core::at(candidates, best)
}

/// For each place the innermost `article` element around it.
pub(super) struct Stories {
    /// A place's `article`: an index of places; `None` outside.
    pub(super) of: Vec<Option<u32>>,
    /// How many there are.
    pub(super) count: u32,
    /// The one with most sentences.
    pub(super) biggest: Option<u32>,
}

pub(super) fn stories(candidates: &Candidates, prefix: &Prefix) -> Stories {
    let mut stories = Stories { of: vec![None; candidates.places.len()], count: 0, biggest: None };
    let mut most = 0;
    for (index, place) in candidates.places.iter().enumerate() {
        if place.tag == Tag::Article {
            stories.of[index] = Some(index as u32);
            stories.count += 1;
            let prose = prefix.run(place.first, place.end).prose;
            if prose > most {
                (most, stories.biggest) = (prose, Some(index as u32));
            }
        } else {
            stories.of[index] = stories.of.get(place.parent as usize).copied().flatten();
        }
    }
    stories
}

/// Sums over all blocks that stand in elements of one make.
pub(super) fn makes(facts: &[Facts]) -> HashMap<u64, Sums> {
    let mut makes: HashMap<u64, Sums> = HashMap::new();
    for facts in facts {
        let sums = makes.entry(facts.make).or_default();
        sums.blocks += 1;
        sums.words += facts.words;
        sums.prose += facts.prose;
        sums.linked += facts.linked.min(facts.bytes);
        sums.bytes += facts.bytes;
    }
    makes
}
