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

use super::agree;
use super::common::Common;
use super::pile::Mood;
use super::quotation::Quotation;
use super::rarity::Rarity;
use super::speakers::Kinship;
use super::{Saying, within};

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
#[derive(Debug)]
pub(crate) struct Wanted {
    /// Words of a common quotation and their worth, and its share of the shorter and the longer content.
    pub(crate) quoted: (usize, u32, u32, u32),
    /// The same of a quotation that is all that one side quotes.
    pub(crate) whole: (usize, u32, u32, u32),
    /// Worth of what is common.
    pub(crate) worth: u32,
    /// Its share of the shorter content, and of both.
    pub(crate) shorter: u32,
    pub(crate) both: u32,
    /// Worth of what is common outside names: a name is a matter, not a claim.
    pub(crate) plain: u32,
    /// What is common is worth so much where it is one figure of one thing; none where that is never enough.
    pub(crate) figure: Option<u32>,
}

/// A known speaker.
const KNOWN: Wanted = Wanted {
    quoted: (4, 160, 450, 200),
    whole: (2, 112, 300, 120),
    worth: 176,
    shorter: 600,
    both: 0,
    plain: 72,
    figure: Some(80),
};

/// A body and one who speaks for it.
const VOICE: Wanted = Wanted {
    quoted: (5, 208, 500, 300),
    whole: (4, 176, 400, 300),
    worth: 240,
    shorter: 750,
    both: 400,
    plain: 96,
    figure: Some(144),
};

/// Nothing is known of one of the speakers: nearly verbatim.
const UNKNOWN: Wanted = Wanted {
    quoted: (6, 256, 600, 400),
    whole: (5, 224, 600, 300),
    worth: 256,
    shorter: 800,
    both: 650,
    plain: 128,
    figure: None,
};

/// The same in documents that tell one story.
const STORY: Wanted = Wanted {
    quoted: (5, 176, 500, 300),
    whole: (4, 120, 500, 150),
    worth: 192,
    shorter: 700,
    both: 550,
    plain: 96,
    figure: None,
};

/// A known speaker in two copies of a report.
const COPIES: Wanted = Wanted {
    quoted: (4, 160, 0, 0),
    whole: (2, 96, 0, 0),
    worth: 160,
    shorter: 400,
    both: 300,
    plain: 56,
    figure: Some(80),
};

/// One place of two copies of a report.
const ALIGNED: Wanted = Wanted {
    quoted: (3, 96, 0, 0),
    whole: (1, 48, 0, 0),
    worth: 80,
    shorter: 350,
    both: 200,
    plain: 0,
    figure: Some(48),
};

/// Other speakers, where one denies.
const DENIAL: Wanted = Wanted {
    quoted: (usize::MAX, 0, 0, 0),
    whole: (usize::MAX, 0, 0, 0),
    worth: 240,
    shorter: 700,
    both: 600,
    plain: 160,
    figure: None,
};

/// Keys of a content that says hardly more than one figure ("had claimed more than 310 captives"), and how many days apart it may be said.
const FIGURE_KEYS: usize = 4;
const FIGURE_DAYS: i64 = 7;

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
    if let Some(denies) = common.denial() {
        let others = matches!(kinship, Kinship::Other | Kinship::Unknown);
        return match (others && common.at_all().suffices(&DENIAL), denies) {
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
    let agreed = common.agreed();
    if Quotation::of(one, other, rarity).suffices(wanted) {
        return Verdict::Same(place + BY_QUOTATION + agreed.both());
    }
    let figure = wanted.figure.is_some_and(|least| {
        agreed.worth >= least
            && common.shorter_keys() <= FIGURE_KEYS
            && within(one.day, other.day, FIGURE_DAYS)
            && agree::same_figure(&one.figures, &other.figures)
    });
    // What is not even printed says nothing of who spoke; a quotation may.
    let heard = kinship != Kinship::Unknown || aligned || one.speaker.printed && other.speaker.printed;
    if figure || heard && agreed.suffices(wanted) { Verdict::Same(place + agreed.both()) } else { Verdict::Apart }
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
        _ if matches!((one.mood, other.mood), (Mood::Favours, Mood::Opposes) | (Mood::Opposes, Mood::Favours)) => None,
        Kinship::Other | Kinship::Same | Kinship::Alike => Some(if copies { &COPIES } else { &KNOWN }),
        // To want something and to say that it is so are two things, where the speaker does not make them one.
        _ if one.mood != other.mood => None,
        Kinship::Voice => Some(&VOICE),
        // Of one report each saying has its place.
        Kinship::Unknown if copies => None,
        Kinship::Unknown if rarity.one_story(one, other) => Some(&STORY),
        Kinship::Unknown => Some(&UNKNOWN),
    }
}
