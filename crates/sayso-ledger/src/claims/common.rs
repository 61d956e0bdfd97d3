//! Common: what two contents have in common, by worth.
//!
//! In: two sayings, the worth of words. Out: [`Common`], and what it comes to: [`Share`]. All words of a name are one thing: "Senator Ilva Tarn of
//! the Reed Movement" is a matter that two contents share, however long it is, and no claim.
//!
//! ```text
//! criticized |Prime Minister Ilena Dorsavic|      one name: 11 bits, none outside names
//! ```

use super::Saying;
use super::compare::Wanted;
use super::rarity::Rarity;
use super::skeleton::Key;

/// A longer content shares something by chance: so much more worth is wanted, in eighths of a bit, for each doubling of its length over the
/// shorter one's.
const BY_LENGTH: u32 = 32;

/// Worth of keys; those of one name are worth as much as the rarest of them.
#[derive(Debug, Default)]
struct Tally {
    plain: u32,
    /// How many keys stand outside names.
    words: usize,
    /// Names, and what each is worth.
    names: Vec<(u8, u32)>,
}

impl Tally {
    fn add(&mut self, name: u8, worth: u32) {
        if name == 0 {
            self.plain += worth;
            self.words += 1;
            return;
        }
        match self.names.iter_mut().find(|one| one.0 == name) {
            Some((_, most)) => *most = worth.max(*most),
            None => self.names.push((name, worth)),
        }
    }

    fn worth(&self) -> u32 {
        self.plain + self.names.iter().map(|name| name.1).sum::<u32>()
    }

    fn things(&self) -> usize {
        self.words + self.names.len()
    }
}

/// What two contents have in common.
#[derive(Debug)]
pub(crate) struct Common {
    /// Of keys that both assert or both deny, as names go in the one content and in the other.
    agreed: [Tally; 2],
    /// Of all keys.
    at_all: [Tally; 2],
    /// Worth of keys that the first denies and the second asserts, and the reverse.
    denies: u32,
    denied: u32,
    /// Worth of each content, the lesser first, and how many keys each has.
    worths: (u32, u32),
    counts: (usize, usize),
}

/// How much of two contents something is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    /// Eighths of a bit.
    pub(crate) worth: u32,
    plain: u32,
    things: usize,
    worths: (u32, u32),
    counts: (usize, usize),
}

impl Common {
    /// Compares two contents.
    pub(crate) fn of(one: &Saying, other: &Saying, rarity: &Rarity) -> Common {
        let (left, right) = (&one.content.keys, &other.content.keys);
        let whole = |keys: &[Key]| {
            let mut tally = Tally::default();
            keys.iter().for_each(|key| tally.add(key.name, rarity.worth(key.key)));
            (tally.worth(), keys.len())
        };
        let (mut less, mut more) = (whole(left), whole(right));
        if less.0 > more.0 {
            std::mem::swap(&mut less, &mut more);
        }
        let mut common = Common {
            agreed: Default::default(),
            at_all: Default::default(),
            denies: 0,
            denied: 0,
            worths: (less.0, more.0),
            counts: (less.1, more.1),
        };
        let mut rest = right.iter().peekable();
        for &key in left {
            while rest.next_if(|against| against.key < key.key).is_some() {}
            let Some(&against) = rest.next_if(|against| against.key == key.key) else { continue };
            common.add(key, against, rarity.worth(key.key));
        }
        common
    }

    fn add(&mut self, key: Key, against: Key, worth: u32) {
        let put = |tallies: &mut [Tally; 2]| {
            tallies[0].add(key.name, worth);
            tallies[1].add(against.name, worth);
        };
        put(&mut self.at_all);
        if key.agrees(against) {
            put(&mut self.agreed);
        } else if key.denied {
            self.denies += worth;
        } else {
            self.denied += worth;
        }
    }

    /// Whether the one denies what the other asserts: true where the first does.
    pub(crate) fn denial(&self) -> Option<bool> {
        let agreed = self.agreed().worth;
        (self.denies + self.denied > agreed).then_some(self.denies > self.denied)
    }

    /// What both assert, or both deny.
    pub(crate) fn agreed(&self) -> Share {
        self.share(&self.agreed)
    }

    /// What both speak of.
    pub(crate) fn at_all(&self) -> Share {
        self.share(&self.at_all)
    }

    /// How many keys the lesser content has.
    pub(crate) fn shorter_keys(&self) -> usize {
        self.counts.0
    }

    fn share(&self, [one, other]: &[Tally; 2]) -> Share {
        Share {
            worth: one.worth().min(other.worth()),
            plain: one.plain.min(other.plain),
            things: one.things().min(other.things()),
            worths: self.worths,
            counts: self.counts,
        }
    }
}

impl Share {
    /// Of both contents, in thousandths.
    pub(crate) fn both(&self) -> u32 {
        thousandths(2 * self.worth, self.worths.0 + self.worths.1)
    }

    /// Whether it is enough.
    pub(crate) fn suffices(&self, wanted: &Wanted) -> bool {
        let longer = (self.counts.1 / self.counts.0.max(1)).max(1).ilog2();
        // One thing is not a claim, whatever it is worth.
        self.things >= 2
            && self.worth >= wanted.worth + longer * BY_LENGTH
            && self.plain >= wanted.plain
            && thousandths(self.worth, self.worths.0) >= wanted.shorter
            && self.both() >= wanted.both
    }
}

pub(crate) fn thousandths(part: u32, whole: u32) -> u32 {
    (u64::from(part) * 1000).checked_div(u64::from(whole)).unwrap_or(0) as u32
}
