//! Hedges: the words by which a figure is more, less or about, and which way it went.
//!
//! In: a sentence and the stretch of a figure. Out: [`Hedged`], [`Change`].
//!
//! ```text
//! at least |400|      |800| or so      nearly |300|     prices rose by |5 %|     |5 %| is down |5 %|
//! more_than           about            about            up
//! ```

use super::Change;
use super::lexicon::{Hint, LEXICON};
use super::scene::Scene;
use crate::tags::Upos;

/// Most words of one hedge.
const MOST_WORDS: usize = 4;

/// Most hedges at one figure: "at least about 400".
const MOST_HEDGES: usize = 3;

/// What a figure is, for the verbs that change some and not others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Percentages and points: every verb changes them.
    Share,
    /// Sums: "gained 10 sen", but one raises, cuts and sinks money without its going up or down.
    Money,
    /// Things: they are also added, lost and dropped.
    Things,
}

/// Verbs that say of a sum what is done with it.
const WITH_MONEY: &[&str] = &[
    "raise", "raises", "raised", "raising", "cut", "cuts", "cutting", "boost", "boosts", "boosted", "boosting", "shed",
    "sheds", "lower", "lowers", "sink", "sinks", "sank", "sinking", "lose", "loses", "lost", "losing", "drop",
    "dropping", "slash", "slashes", "slashed",
];

/// Verbs that say of things what is done with them: "added 15 users", "raised 5 goats".
const WITH_THINGS: &[&str] = &[
    "add", "adds", "added", "adding", "gain", "gains", "gained", "gaining", "shedding", "drops", "dropped", "grow",
    "grows", "grew", "growing", "advance", "advanced", "slow", "dip", "contract", "reduce", "reduced", "reducing",
    "reduces", "expand", "expands", "expanded",
];

/// How far a verb of change may stand before "by", in tokens.
const NEAR: usize = 8;

/// A figure's stretch with its hedges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hedged {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) hint: Hint,
}

/// The hedges before and behind the tokens from `start` to `end`.
pub(super) fn around(scene: &Scene<'_>, start: usize, end: usize, duration: bool) -> Hedged {
    let mut hedged = Hedged { start, end, hint: Hint::Exact };
    for _ in 0..MOST_HEDGES {
        let Some((first, hint)) = before(scene, hedged.start, duration) else { break };
        hedged.start = first;
        hedged.hint = stronger(hedged.hint, hint);
    }
    if let Some((past, hint)) = behind(scene, end) {
        hedged.end = past;
        hedged.hint = stronger(hedged.hint, hint);
    }
    hedged
}

/// A bound says more than "about".
fn stronger(one: Hint, other: Hint) -> Hint {
    let weight = |hint| match hint {
        Hint::Exact => 0,
        Hint::About => 1,
        Hint::Toward => 2,
        Hint::MoreThan | Hint::AtLeast | Hint::LessThan | Hint::UpTo => 3,
    };
    if weight(other) > weight(one) { other } else { one }
}

/// The longest hedge that ends where the figure begins.
fn before(scene: &Scene<'_>, start: usize, duration: bool) -> Option<(usize, Hint)> {
    let mut words = String::new();
    let mut found = None;
    for first in (scene.start..start).rev().take(MOST_WORDS) {
        if first + 1 == start {
            words.push_str(scene.lower(first));
        } else {
            words.insert(0, ' ');
            words.insert_str(0, scene.lower(first));
        }
        if words.len() > 40 {
            break;
        }
        if let Some(hint) = LEXICON.hint_before(&words)
            && allowed(scene, first, start, &words, duration)
        {
            found = Some((first, hint));
        }
    }
    // "the more than 400 soldiers", "a whopping": what stands before a hedge is not part of it.
    found
}

/// Whether words that are sometimes something else are a hedge here.
fn allowed(scene: &Scene<'_>, first: usize, start: usize, words: &str, duration: bool) -> bool {
    let previous = scene.before(first);
    match words {
        // "over three months" is how long it took; "for over three months" and "over 2,000 km" are bounds.
        "over" if duration => matches!(
            previous,
            "for" | "in" | "of" | "after" | "than" | "lasted" | "well" | "just" | "take" | "took" | "spent"
        ),
        "under" | "above" | "below" | "over" => scene.upos(first) != Upos::Propn,
        "about" => !matches!(previous, "what" | "how" | "talked" | "talk"),
        "only" | "just" => false,
        "near" => start == first + 1,
        "some" => scene.upos(first) != Upos::Pron,
        _ => true,
    }
}

/// The longest hedge that begins where the figure ends; a hyphen or a comma may part them.
fn behind(scene: &Scene<'_>, end: usize) -> Option<(usize, Hint)> {
    let from = match scene.lower(end) {
        "-" if scene.touches(end) => end + 1,
        "," if matches!(scene.lower(end + 1), "give" | "at") => end + 1,
        _ => end,
    };
    (1..=3).rev().find_map(|words| {
        let past = from + words;
        if past > scene.end || (from > end && words == 1 && !matches!(scene.lower(from), "plus" | "odd")) {
            return None;
        }
        if scene.is_capital(from) {
            return None;
        }
        let joined = (from..past).map(|at| scene.lower(at)).collect::<Vec<_>>().join(" ");
        LEXICON.hint_after(&joined).map(|hint| (past, hint))
    })
}

/// Which way the figure went, by the words before it: "rose 5 %", "was cut by a further 5 %", "down 5 %".
///
/// Things are added and lost without anything rising or falling: `sort` leaves those verbs out.
pub(super) fn change(scene: &Scene<'_>, start: usize, sort: Sort) -> Option<Change> {
    let mut at = start;
    let mut by = false;
    for _ in 0..4 {
        at = at.checked_sub(1).filter(|&at| scene.holds(at))?;
        let word = scene.lower(at);
        if let Some(change) = LEXICON.change(word) {
            let done = match sort {
                Sort::Share => false,
                Sort::Money => WITH_MONEY.contains(&word),
                Sort::Things => WITH_MONEY.contains(&word) || WITH_THINGS.contains(&word),
            };
            // "lost by ten points" is an election; "cut by 5 euros" is a price.
            let beaten = matches!(word, "lose" | "loses" | "lost" | "losing" | "won" | "win");
            let told = if by { !beaten } else { !done };
            // Taggers take "the index gains 5 %" for a noun.
            let close = sort == Sort::Share && at + 1 == start && !matches!(word, "up" | "down" | "higher");
            return ((close || is_change(scene, at)) && told).then_some(change);
        }
        match word {
            "by" => by = true,
            "a" | "an" | "another" | "further" | "the" => {}
            _ if scene.upos(at) == Upos::Adv => {}
            _ => break,
        }
    }
    // "cut its forecast for growth by 5 %"
    if by {
        let back = (scene.start..start)
            .rev()
            .take(NEAR)
            .take_while(|&at| !matches!(scene.lower(at), "," | ";" | "and" | "but"));
        return back.filter(|&at| scene.upos(at) == Upos::Verb).find_map(|at| LEXICON.change(scene.lower(at)));
    }
    None
}

/// "up to 5", "lower 5 floors": not every word of the table tells a change.
fn is_change(scene: &Scene<'_>, at: usize) -> bool {
    match scene.lower(at) {
        "up" | "down" | "higher" | "upward" | "upwards" | "downward" | "downwards" => {
            scene.upos(at) != Upos::Propn
                && (scene.lower(at).len() > 6
                    || matches!(
                        scene.upos(at.saturating_sub(1)),
                        Upos::Noun
                            | Upos::Propn
                            | Upos::Aux
                            | Upos::Punct
                            | Upos::Adv
                            | Upos::Num
                            | Upos::Sym
                            | Upos::Pron
                            | Upos::Cconj
                            | Upos::Det
                    ))
        }
        _ => scene.upos(at) == Upos::Verb,
    }
}
