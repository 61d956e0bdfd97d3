//! Things: what a figure counts, by its own words.
//!
//! In: a figure's row and its [`View`]. Out: an [`Own`]: what is counted, its fate, its side, as far as the sentence says.
//!
//! Four places tell what is counted, asked in turn: the noun that the reading found; the word behind the number ("19 dead", "310
//! Velmorans", "41 of the dead"); a frame before it ("the number of villagers killed since November at 31"); what befell it ("eleven have been
//! confirmed dead": people). What is left over is bare ("it said 163"), and `ellipsis` may find its thing elsewhere.
//!
//! ```text
//! said |163| of its soldiers were in enemy hands      put his own losses at |19| dead      spoke of “|up to 200|”
//!       soldier, captured, the speaker's own side      person, killed, own side              bare
//! ```

use std::ops::Range;

use super::lexicon::{LEXICON, Noun, Sort, Stands};
use super::view::View;
use crate::rows::Quantity;
use sayso_read::quantities::{QuantityKind, singular};

/// Words before a number that make it the end of a frame: "has risen to", "stands at".
const LINKS: [&str; 18] = [
    "to", "at", "is", "was", "as", "of", "be", "from", "reached", "reaches", "passes", "passed", "exceeds", "exceeded",
    "lies", "above", "below", "near",
];

/// Words behind a bare number; any other word there might be what is counted.
const BARE: [&str; 33] = [
    "",
    "and",
    "but",
    "or",
    "from",
    "including",
    "in",
    "on",
    "by",
    "late",
    "after",
    "before",
    "since",
    "as",
    "while",
    "when",
    "were",
    "was",
    "have",
    "had",
    "are",
    "is",
    "announced",
    "given",
    "there",
    "with",
    "not",
    "than",
    "near",
    "today",
    "yesterday",
    "remained",
    "remain",
];

/// Tokens that a frame may stand before its number.
const FRAME: usize = 30;

/// Whose they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Side {
    /// "Velmoran soldiers": the word in small letters.
    Named(String),
    /// "its soldiers": the claimant's own.
    Own,
}

/// What the sentence itself says of a figure.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Own {
    pub(super) what: Option<(String, Sort)>,
    pub(super) currency: Option<String>,
    pub(super) fate: Option<&'static str>,
    pub(super) side: Option<Side>,
    /// "41 of the dead", "including 24 officers": no figure of the whole.
    pub(super) part: bool,
    /// "a further 23,000": comes on top of another figure.
    pub(super) further: bool,
    /// It may be told what it counts by another figure.
    pub(super) bare: bool,
    /// "raised its own estimate to 205": what it counts, other figures of the same claimant do.
    pub(super) again: bool,
    /// A fate of things that awaits its thing: "he had received 600".
    pub(super) awaits: Option<&'static str>,
}

/// What a figure counts by its own words; none where it counts nothing that anybody else counts ("the two numbers").
pub(super) fn own(quantity: &Quantity, view: &View) -> Option<Own> {
    let mut own = Own { part: is_part(view), further: is_further(view), ..Own::default() };
    if quantity.of.is_some() || quantity.kind == QuantityKind::Money {
        noun(quantity, view, &mut own)?;
    } else if view.behind(0) == "of" {
        // "41 of the dead"; "212 of them" is bare and takes its thing from the whole.
        let skip =
            usize::from(matches!(view.behind(1), "the" | "those" | "these" | "its" | "their" | "his" | "her" | "our"));
        behind(view, view.right.start + 1 + skip, &mut own);
    } else {
        behind(view, view.right.start, &mut own);
    }
    if own.what.is_none() && !own.part {
        frame(view, &mut own);
    }
    own.fate = fate(quantity, view, &own);
    sides(view, &mut own);
    if own.what.is_none() {
        own.awaits = own.fate.is_none().then(|| nearest(view, Some(false))).flatten();
        let held = view.behind(0) == "of" && matches!(view.behind(1), "them" | "whom" | "which" | "those" | "these");
        let open = |word: &str| BARE.contains(&word) || !word.chars().next().is_some_and(char::is_alphanumeric);
        own.bare = held
            || own.fate.is_some()
            || (open(view.behind(0)) && (own.awaits.is_some() || own.again || is_told(view)));
    } else if own.fate.is_none() && own.what == Some(("person".to_owned(), Sort::People)) {
        // "she had seen 204 men there": what befell them stands with the figure before.
        own.bare = view.clause_before().any(|at| WITNESSED.contains(&view.word(at)));
    }
    Some(own)
}

/// Words that give a figure and are followed by "by" and who gave it: "the 87 announced by the bureau".
pub(super) const GIVEN: [&str; 13] = [
    "given",
    "announced",
    "reported",
    "claimed",
    "issued",
    "released",
    "published",
    "cited",
    "quoted",
    "provided",
    "advanced",
    "counted",
    "made",
];

/// Verbs of who has seen for himself.
const WITNESSED: [&str; 9] =
    ["seen", "counted", "found", "identified", "verified", "visited", "met", "registered", "examined"];

/// Whether somebody tells the bare number itself: "it said 163", "puts it at 112", "the figure is 118", "there were nine".
fn is_told(view: &View) -> bool {
    let words = |at: usize| (at < view.figure.start).then(|| view.word(at));
    let clause = view.clause_before();
    let verb = |at: usize| LEXICON.counting(&words, at).is_some();
    let frame = || {
        let begin = view.sentence.start.max(view.figure.start.saturating_sub(FRAME));
        (begin..view.figure.start).any(|at| LEXICON.noun(view.word(at)) == Some(Noun::Frame))
    };
    if GIVEN.contains(&view.behind(0)) {
        return true;
    }
    let skip =
        usize::from(matches!(view.before(0), "well" | "far" | "now" | "only" | "just" | "still" | "nearer" | "closer"));
    match view.before(skip) {
        "is" | "was" | "be" | "lies" | "stands" | "above" | "below" => {
            matches!(view.before(skip + 1), "it" | "that") || frame()
        }
        "were" | "are" | "been" => view.before(skip + 1) == "there" || view.before(skip + 2) == "there",
        "at" | "to" | "from" | "of" => frame() || clause.clone().any(verb),
        _ => clause.clone().next_back().is_some_and(|_| {
            (clause.start..clause.end).rev().find(|&at| !view.tokens[at].is_quote()).is_some_and(verb)
        }),
    }
}

/// The thing that the reading named.
fn noun(quantity: &Quantity, view: &View, own: &mut Own) -> Option<()> {
    let unit = quantity.unit.as_deref().or(quantity.of.as_deref()).unwrap_or_default();
    let head = unit.split(' ').next_back().unwrap_or_default().to_lowercase();
    let printed = quantity.of.as_deref().unwrap_or_default();
    if quantity.kind == QuantityKind::Money || LEXICON.noun(&head) == Some(Noun::Currency) {
        own.currency = Some(if quantity.kind == QuantityKind::Money { unit.to_lowercase() } else { singular(&head) });
        own.what = Some((amount(view).unwrap_or("money").to_owned(), Sort::Money));
        return Some(());
    }
    for word in printed.split(' ') {
        let bare = word.trim_end_matches("’s").trim_end_matches("'s");
        if let Some(side) = demonym(bare, bare.len() < word.len()) {
            own.side = Some(Side::Named(side));
        }
    }
    match LEXICON.noun(&head) {
        Some(Noun::Frame | Noun::Currency) => return None,
        Some(Noun::Thing(counted, sort, fate)) => {
            own.what = Some((counted.to_owned(), sort));
            own.fate = fate;
        }
        None if own.side == Some(Side::Named(head.clone())) => own.what = Some(("person".to_owned(), Sort::People)),
        None => own.what = Some((head, Sort::Things)),
    }
    Some(())
}

/// What an amount of money is the amount of: the nearest such noun before it in the sentence, else behind it.
fn amount(view: &View) -> Option<&'static str> {
    let money = |at: usize| match LEXICON.noun(view.word(at)) {
        Some(Noun::Thing(counted, Sort::Money, _)) => Some(counted),
        _ => None,
    };
    let begin = view.sentence.start.max(view.figure.start.saturating_sub(FRAME));
    (begin..view.figure.start).rev().find_map(money).or_else(|| view.clause_behind().find_map(money))
}

/// The thing in the words from `at` on: a noun of the lexicon, perhaps with a people before it, or a people.
fn behind(view: &View, at: usize, own: &mut Own) {
    let Some(token) = view.tokens.get(at).filter(|_| at < view.sentence.end) else { return };
    let people = demonym(&token.printed, false);
    let noun = at + usize::from(people.is_some());
    if let Some(Noun::Thing(counted, sort, fate)) = LEXICON.noun(view.word(noun)).filter(|_| noun < view.sentence.end) {
        own.what = Some((counted.to_owned(), sort));
        own.fate = fate;
    } else if people.is_some() {
        own.what = Some(("person".to_owned(), Sort::People));
    }
    own.side = people.map(Side::Named).or(own.side.take());
}

/// A frame before the number: "the number of villagers killed since November at", "put his own losses at".
fn frame(view: &View, own: &mut Own) {
    if !LINKS.contains(&view.before(0)) && !LINKS.contains(&view.before(1)) {
        return;
    }
    let begin = view.sentence.start.max(view.figure.start.saturating_sub(FRAME));
    let begin = (begin..view.figure.start).rev().find(|&at| view.word(at) == ";").map_or(begin, |at| at + 1);
    let (mut what, mut fate, mut framed) = (None, None, None);
    for at in (begin..view.figure.start).rev() {
        match LEXICON.noun(view.word(at)) {
            Some(Noun::Frame) => {
                framed = Some(at);
                break;
            }
            Some(Noun::Thing(_, Sort::Things, _)) => {}
            Some(Noun::Thing(counted, sort, told)) => {
                what = Some((counted.to_owned(), sort));
                fate = told.or(fate);
                if told.is_some() {
                    framed = Some(at);
                    if !view.tokens[begin..at].iter().any(|token| LEXICON.noun(&token.word) == Some(Noun::Frame)) {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    let Some(framed) = framed else { return };
    let noun = LEXICON.noun(view.word(framed)) == Some(Noun::Frame);
    own.again = noun && framed > begin && matches!(view.word(framed - 1), "own" | "its" | "his" | "her" | "their");
    // What stands behind another figure belongs to that.
    if view.left.start > framed {
        return;
    }
    // "the number of attackers at 300": what no list has is counted as itself.
    if noun && what.is_none() && view.word(framed + 1) == "of" && framed + 2 < view.figure.start {
        let counted = view.word(framed + 2);
        let one = singular(counted);
        if one != counted && view.tokens[framed + 2].is_word() {
            own.what = Some((one, Sort::Things));
            return;
        }
    }
    let words = |at: usize| (at < view.figure.start).then(|| view.word(at));
    fate = fate.or_else(|| {
        (framed..view.figure.start).find_map(|at| LEXICON.fate(&words, at, Some(true), None)).map(|found| found.0)
    });
    if what.is_none() && fate.is_some() {
        what = Some(("person".to_owned(), Sort::People));
    }
    // A frame that names nothing ("the figure is 118") is bare, and the nearest noun of things is not what it counts.
    if fate.is_some() || what.as_ref().is_some_and(|(_, sort)| *sort != Sort::Things) {
        own.what = what;
        own.fate = fate;
    }
}

/// Sides that stand around: "163 of its soldiers", "Velmora had lost 140 men".
fn sides(view: &View, own: &mut Own) {
    if own.side.is_some() || own.what.as_ref().is_some_and(|(_, sort)| !sort.is_people()) {
        return;
    }
    // "his own losses at", "Velmora’s tally of its dead", "the true number of Tarqueni dead".
    let begin = if view.left.start > view.sentence.start { view.clause_before().start } else { view.left.start };
    let begin = (begin..view.figure.start).rev().find(|&at| view.word(at) == ";").map_or(begin, |at| at + 1);
    for at in (begin..view.figure.start).rev().take(12).filter(|&at| at + 1 < view.figure.start) {
        let noun = at + 1 + usize::from(view.word(at + 1) == "own" || view.word(at + 1) == "all");
        if !matches!(LEXICON.noun(view.word(noun)), Some(Noun::Thing(_, sort, _)) if sort.is_people()) {
            continue;
        }
        let token = &view.tokens[at];
        if matches!(token.word.as_str(), "its" | "own" | "our" | "their" | "his" | "her" | "all") {
            // "Velmora’s tally of its dead".
            let owner = view.tokens[at.saturating_sub(4).max(begin)..at]
                .iter()
                .rev()
                .find(|token| token.possessive && token.capital);
            own.side = Some(owner.map_or(Side::Own, |owner| Side::Named(owner.word.clone())));
            return;
        }
        if let Some(side) = demonym(&token.printed, token.possessive) {
            own.side = Some(Side::Named(side));
            return;
        }
    }
    if view.behind(0) == "of" {
        match view.behind(1) {
            "its" | "their" | "our" | "his" | "her" => own.side = Some(Side::Own),
            word if view.tokens.get(view.right.start + 1).is_some_and(|token| token.capital && token.possessive) => {
                own.side = Some(Side::Named(word.to_owned()));
            }
            _ => {}
        }
    }
    let clause = view.clause_before();
    if let Some(lost) = clause.clone().rev().find(|&at| matches!(view.word(at), "lost" | "loses")) {
        let subject = (clause.start..lost)
            .rev()
            .find(|&at| !matches!(view.word(at), "had" | "has" | "have" | "also" | "already"));
        if let Some(token) = subject.map(|at| &view.tokens[at]).filter(|token| token.capital) {
            own.side = Some(Side::Named(token.word.clone()));
        }
    }
}

/// What befell those counted: "killed or wounded" before anything; then what the reading's tree says, what the noun says, and the nearest
/// phrase of the clause.
fn fate(quantity: &Quantity, view: &View, own: &Own) -> Option<&'static str> {
    let people = own.what.as_ref().map(|(_, sort)| sort.is_people());
    if matches!(own.what, Some((_, Sort::Money))) {
        return None;
    }
    let near = nearest(view, people.or(Some(true)));
    // "45 wounded soldiers came home": the adjective says what they were, the clause what befell them.
    let (of, end) = (quantity.of.as_deref().unwrap_or_default(), quantity.of_end.unwrap_or(0));
    if ["wounded ", "injured ", "captured ", "missing ", "displaced "].iter().any(|adjective| of.starts_with(adjective))
    {
        let clause = view.clause_behind();
        let words = |at: usize| clause.contains(&at).then(|| view.word(at));
        let behind = clause.clone().filter(|&at| view.tokens[at].start >= end);
        if let Some((fate, _)) =
            behind.filter_map(|at| LEXICON.fate(&words, at, Some(true), Some(Stands::After))).next()
        {
            return Some(fate);
        }
    }
    let read = quantity.fate.as_deref().filter(|_| people != Some(false)).and_then(known);
    match near {
        // "handed over 45 captives": what befell captives is told by the verb.
        Some("casualty") => near,
        Some("freed") if own.fate == Some("captured") => near,
        _ => read.or(own.fate).or(near),
    }
}

/// The reading's fates, as the tables name them.
fn known(fate: &str) -> Option<&'static str> {
    ["killed", "wounded", "captured", "displaced", "detained", "missing"].into_iter().find(|&name| name == fate)
}

/// The phrase of fate nearest to the figure in its clause.
fn nearest(view: &View, people: Option<bool>) -> Option<&'static str> {
    let scan = |range: Range<usize>, side: Stands| {
        let range = range.clone();
        let words = |at: usize| {
            (range.contains(&at)).then(|| view.word(at)).or_else(|| view.figure.contains(&at).then_some("#"))
        };
        (range.clone())
            .filter_map(|at| {
                let (fate, length) = LEXICON.fate(&words, at, people, Some(side))?;
                let distance = match side {
                    Stands::Before => view.figure.start - (at + length).min(view.figure.start),
                    _ => at - view.figure.end,
                };
                Some((distance, std::cmp::Reverse(length), fate))
            })
            .min()
    };
    let behind = scan(view.clause_behind(), Stands::After);
    let before = scan(view.clause_before(), Stands::Before);
    match (behind, before) {
        (Some(behind), Some(before)) => Some(if behind.0 <= before.0 + 2 { behind.2 } else { before.2 }),
        (behind, before) => behind.or(before).map(|found| found.2),
    }
}

fn is_part(view: &View) -> bool {
    let of = view.behind(0) == "of" && matches!(view.behind(1), "the" | "them" | "those" | "whom" | "which" | "these");
    of || matches!(view.before(0), "including" | "among" | "include" | "includes")
        || (view.before(0) == "them" && view.before(1) == "among")
}

fn is_further(view: &View) -> bool {
    matches!(view.before(0), "further" | "additional" | "another" | "other")
        || matches!(view.behind(0), "more" | "others" | "additional")
}

/// The people that a word names, in the singular and in small letters: an adjective or noun with a capital and an ending of its kind. A possessive may be any
/// name ("Velmora's").
pub(super) fn demonym(word: &str, possessive: bool) -> Option<String> {
    let capital = word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    if !capital || word.chars().count() < 4 {
        return None;
    }
    let one = singular(&word.to_lowercase());
    let ends = ["an", "i", "ese", "ish", "ite"].iter().any(|end| one.ends_with(end));
    (ends || PEOPLES.contains(&one.as_str()) || possessive).then_some(one)
}

/// Peoples whose names have no ending of their kind.
const PEOPLES: [&str; 24] = [
    "afghan", "arab", "briton", "croat", "czech", "dane", "dutch", "finn", "french", "german", "greek", "kazakh",
    "kurd", "kyrgyz", "pole", "russian", "serb", "slovak", "spaniard", "swede", "swiss", "tajik", "turk", "uzbek",
];
