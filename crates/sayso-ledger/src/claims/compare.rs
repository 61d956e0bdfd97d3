//! Compare: whether two sayings are one claim.
//!
//! In: two [`Saying`]s, the worth of words. Out: [`Verdict`]. Quotations first: a run of quoted words that both have. Else what survives
//! rewording: how much of the shorter content stands in the longer, by worth. The less is known of the speakers, the more the words must
//! tell; statements at one place of two copies of a report need tell little. Figures and days must not be at odds, and what the one denies the
//! other must not assert: of other speakers that is a denial, of the same one another claim.
//!
//! ```text
//! “Sembalu is |not a beggar|”   said the country was “|not a beggar|”         a run of quoted words
//! 10 more |idle| days would mean |two months| of cleaning   “|Ten| more |days| and we need |two months| to |clean| it”
//! ```

use jiff::ToSpan;

use super::Saying;
use super::agree;
use super::rarity::{LITTLE, Rarity};
use super::skeleton::Key;
use super::speakers::Kinship;

/// What comparing says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// One claim, so surely: the more, the surer.
    Same(u32),
    /// The first denies what the second asserts.
    Denies,
    /// The second denies what the first asserts.
    Denied,
    /// Neither.
    Apart,
}

/// What two sayings must share to be one claim; worths in eighths of a bit, shares in thousandths.
struct Wanted {
    /// Words of a common quotation, and their worth.
    quoted: (usize, u32),
    /// The same of a quotation that is all that the shorter side quotes.
    whole: (usize, u32),
    /// Worth of what is common.
    worth: u32,
    /// Its share of the shorter content, and of both.
    shorter: u32,
    both: u32,
    /// What is common is worth so much where it is one figure of one thing; none where that is never enough.
    figure: Option<u32>,
}

/// A known speaker.
const KNOWN: Wanted = Wanted { quoted: (4, 160), whole: (2, 112), worth: 160, shorter: 600, both: 0, figure: Some(80) };

/// A body and one who speaks for it.
const VOICE: Wanted =
    Wanted { quoted: (5, 208), whole: (4, 176), worth: 240, shorter: 750, both: 400, figure: Some(144) };

/// Nothing is known of one of the speakers: nearly verbatim.
const UNKNOWN: Wanted = Wanted { quoted: (6, 256), whole: (5, 224), worth: 256, shorter: 800, both: 650, figure: None };

/// The same in documents that tell one story.
const STORY: Wanted = Wanted { quoted: (5, 176), whole: (4, 120), worth: 192, shorter: 700, both: 550, figure: None };

/// One place of two copies of a report.
const ALIGNED: Wanted =
    Wanted { quoted: (3, 96), whole: (1, 48), worth: 80, shorter: 350, both: 200, figure: Some(48) };

/// Other speakers, where one denies.
const DENIAL: Wanted = Wanted { quoted: (0, 0), whole: (0, 0), worth: 192, shorter: 600, both: 400, figure: None };

/// Keys of a content that says hardly more than one figure, and how many days apart it may be said.
const FIGURE_KEYS: usize = 4;
const FIGURE_DAYS: i64 = 7;

/// A longer content shares something by chance: so much more worth is wanted, in eighths of a bit, for each doubling of its length over the
/// shorter one's.
const BY_LENGTH: u32 = 32;

/// Places of one word of a quotation that are tried.
const MOST_PLACES: usize = 16;

/// Surer than any share (thousandths): a common quotation; one place of two copies.
const BY_QUOTATION: u32 = 2000;
const BY_PLACE: u32 = 4000;

/// Compares two sayings; `aligned`: they stand at one place of two copies of a report.
pub(crate) fn compare(one: &Saying, other: &Saying, rarity: &Rarity, aligned: bool) -> Verdict {
    if nested(one, other) {
        return Verdict::Apart;
    }
    let kinship = one.speaker.kinship(&other.speaker);
    let common = Common::of(one, other, rarity);
    if common.opposed > common.agreed {
        let denial = common.opposed + common.agreed;
        let others = matches!(kinship, Kinship::Other | Kinship::Unknown);
        return match (others && common.suffices(&DENIAL, denial), common.denies > common.denied) {
            (false, _) => Verdict::Apart,
            (true, true) => Verdict::Denies,
            (true, false) => Verdict::Denied,
        };
    }
    let Some(wanted) = wanted(one, other, kinship, rarity, aligned) else { return Verdict::Apart };
    if agree::at_odds(&one.figures, &other.figures) || agree::other_days(&one.days, &other.days) {
        return Verdict::Apart;
    }
    let place = if aligned { BY_PLACE } else { 0 };
    let both = common.both(common.agreed);
    if common_quotation(one, other, rarity).suffices(wanted) {
        return Verdict::Same(place + BY_QUOTATION + both);
    }
    let figure = wanted.figure.is_some_and(|least| one_figure(one, other, &common, least));
    if figure || common.suffices(wanted, common.agreed) { Verdict::Same(place + both) } else { Verdict::Apart }
}

/// What is said within what is said is another's saying, however alike the words.
fn nested(one: &Saying, other: &Saying) -> bool {
    one.document == other.document && one.place.0 < other.place.1 && other.place.0 < one.place.1
}

/// What two sayings of such speakers must share; none where they are never one claim.
fn wanted(one: &Saying, other: &Saying, kinship: Kinship, rarity: &Rarity, aligned: bool) -> Option<&'static Wanted> {
    let copies = one.family == other.family;
    match kinship {
        // Of a name spelt in two ways two speakers are made; in copies of one report they are one.
        Kinship::Other if !(copies && one.speaker.namesake(&other.speaker)) => None,
        _ if aligned => Some(&ALIGNED),
        Kinship::Other | Kinship::Same | Kinship::Alike => Some(&KNOWN),
        // To want something and to say that it is so are two things, where the speaker does not make them one.
        _ if one.mood != other.mood => None,
        Kinship::Voice => Some(&VOICE),
        // Of one report each saying has its place.
        Kinship::Unknown if copies => None,
        Kinship::Unknown if rarity.one_story(one, other) => Some(&STORY),
        Kinship::Unknown => Some(&UNKNOWN),
    }
}

/// Whether the shorter content says hardly more than one figure of one thing, and the other says it too, in the same days: "had claimed more than
/// 310 captives".
fn one_figure(one: &Saying, other: &Saying, common: &Common, least: u32) -> bool {
    let near = one.day.zip(other.day).is_none_or(|(one, other)| {
        let (early, late) = (one.min(other), one.max(other));
        early.saturating_add(FIGURE_DAYS.days()) >= late
    });
    near && common.counts.0 <= FIGURE_KEYS && common.agreed >= least && agree::same_figure(&one.figures, &other.figures)
}

/// What two contents have in common, by worth.
struct Common {
    /// Of keys that both assert or both deny.
    agreed: u32,
    /// Of keys that one asserts and the other denies.
    opposed: u32,
    /// Of these, keys that the first denies, and keys that the second denies.
    denies: u32,
    denied: u32,
    /// How many keys are common.
    count: usize,
    /// Worth of all keys of each content, the lesser first, and their counts in the same order.
    worths: (u32, u32),
    counts: (usize, usize),
}

impl Common {
    fn of(one: &Saying, other: &Saying, rarity: &Rarity) -> Common {
        let (left, right) = (&one.content.keys, &other.content.keys);
        let worth = |keys: &[Key]| keys.iter().map(|key| rarity.worth(key.key)).sum::<u32>();
        let (mut one, mut other) = ((worth(left), left.len()), (worth(right), right.len()));
        if one.0 > other.0 {
            std::mem::swap(&mut one, &mut other);
        }
        let mut common = Common {
            agreed: 0,
            opposed: 0,
            denies: 0,
            denied: 0,
            count: 0,
            worths: (one.0, other.0),
            counts: (one.1, other.1),
        };
        let mut rest = right.iter().peekable();
        for &key in left {
            while rest.next_if(|against| against.key < key.key).is_some() {}
            if let Some(&against) = rest.next_if(|against| against.key == key.key) {
                let worth = rarity.worth(key.key);
                if key.agrees(against) {
                    common.agreed += worth
                } else {
                    common.opposed += worth
                }
                common.count += 1;
            }
        }
        common
    }

    fn both(&self, worth: u32) -> u32 {
        share(2 * worth, self.worths.0 + self.worths.1)
    }

    fn suffices(&self, wanted: &Wanted, worth: u32) -> bool {
        let longer = (self.counts.1 / self.counts.0.max(1)).max(1).ilog2();
        // One word is not a claim, whatever it is worth.
        self.count >= 2
            && worth >= wanted.worth + longer * BY_LENGTH
            && share(worth, self.worths.0) >= wanted.shorter
            && self.both(worth) >= wanted.both
    }
}

/// Thousandths.
fn share(part: u32, whole: u32) -> u32 {
    (u64::from(part) * 1000).checked_div(u64::from(whole)).unwrap_or(0) as u32
}

/// The run of words that both quote, that is worth most.
struct Quotation {
    length: usize,
    worth: u32,
    /// Whether it is all that one of them quotes.
    whole: bool,
}

impl Quotation {
    fn suffices(&self, wanted: &Wanted) -> bool {
        let meets = |(length, worth): (usize, u32)| self.length >= length && self.worth >= worth;
        meets(wanted.quoted) || self.whole && meets(wanted.whole)
    }
}

fn common_quotation(one: &Saying, other: &Saying, rarity: &Rarity) -> Quotation {
    let (left, right) = (&one.content.words, &other.content.words);
    let mut best = Quotation { length: 0, worth: 0, whole: false };
    let quoted = right.iter().enumerate().filter(|(_, word)| word.quoted);
    let mut places: Vec<(u32, usize)> = quoted.map(|(at, word)| (word.hash, at)).collect();
    places.sort_unstable();
    // Runs that end at the last word of the left side: where in the right side, how long, worth what.
    let mut runs: Vec<(usize, usize, u32)> = Vec::new();
    for word in left {
        let first = places.partition_point(|place| place.0 < word.hash);
        let found = places[first..].iter().take_while(|place| word.quoted && place.0 == word.hash).take(MOST_PLACES);
        let worth = if word.key == 0 { LITTLE } else { rarity.worth(word.key) };
        runs = found
            .map(|&(_, at)| match runs.iter().find(|run| run.0 + 1 == at) {
                Some(run) => (at, run.1 + 1, run.2 + worth),
                None => (at, 1, worth),
            })
            .collect();
        for &(_, length, worth) in &runs {
            if worth > best.worth {
                (best.length, best.worth) = (length, worth);
            }
        }
    }
    let quotes = |words: &[super::skeleton::Word]| words.iter().filter(|word| word.quoted).count();
    best.whole = best.length > 0 && best.length == quotes(left).min(places.len());
    best
}
