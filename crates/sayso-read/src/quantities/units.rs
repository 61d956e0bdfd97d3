//! Units: what stands behind a number or before it and says in what it is counted.
//!
//! In: a sentence and a [`Numeral`]. Out: [`Measured`], with its normal name.
//!
//! ```text
//! $5 an hour         30-mile      per cent a year      deaths per 100,000 people
//! dollar per hour    mile         percentage per year  per 100,000 people
//! ```

use super::lexicon::{LEXICON, Unit, UnitKind};
use super::numerals::{self, Form, Numeral};
use super::scene::Scene;
use crate::tags::Upos;

/// Most words of one unit: "feet per second" and its like.
const MOST_WORDS: usize = 4;

/// Longest unit that is looked up, in bytes.
const LONGEST: usize = 40;

/// A unit at its number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measured {
    pub(super) name: String,
    pub(super) kind: UnitKind,
    /// Whether it is so much per something.
    pub(super) rate: bool,
    /// One past its last token.
    pub(super) end: usize,
}

/// The currency before a number, and its first token: "US$", "HK $", "EUR".
pub(super) fn sign_before(scene: &Scene<'_>, numeral: &Numeral<'_>) -> Option<(Unit, usize)> {
    if !numeral.before.is_empty() {
        // "$US55,000"
        let printed = numeral.start.checked_sub(1).map(|at| format!("{}{}", scene.word(at), numeral.before));
        if let Some(unit) = printed.and_then(|printed| LEXICON.sign(&printed)) {
            return Some((unit, numeral.start - 1));
        }
        return LEXICON.sign(numeral.before).map(|unit| (unit, numeral.start));
    }
    let mut found = None;
    for words in 1..=3 {
        let Some(first) = numeral.start.checked_sub(words).filter(|&first| scene.holds(first)) else { break };
        let printed = scene.printed(first, numeral.start);
        if printed.len() > 12 || (words > 1 && found.is_none() && words > 2) {
            break;
        }
        let spaced = printed.contains(' ');
        // "A $5 fine" is no Australian one.
        if spaced && printed.starts_with("A ") {
            continue;
        }
        let packed: String = printed.chars().filter(|&c| c != ' ').collect();
        let Some(unit) = LEXICON.sign(&packed) else { continue };
        let touches = scene.touches(numeral.start);
        let sure = match packed.as_str() {
            "R" | "Y" | "Sh" | "Dh" => touches,
            // Pounds that lost their sign on the way; else somebody's games console.
            "PS" => touches && numeral.value >= 100.0,
            _ => true,
        };
        if sure {
            found = Some((unit, first));
        }
    }
    found
}

/// The unit behind a number, with what it is per.
pub(super) fn behind(scene: &Scene<'_>, numeral: &Numeral<'_>) -> Option<Measured> {
    let (unit, end) = if numeral.glued.is_empty() {
        let at = numeral.end;
        let hyphen = scene.is_hyphen(at) && (scene.touches(at) || scene.touches(at + 1) || scene.is_hyphen(at + 2));
        // "tens of thousands of dollars"
        // and "a fifth of a percent"
        let part = numeral.form == Form::Fraction && matches!(scene.lower(at + 1), "a" | "an");
        let of = match scene.lower(at) {
            "of" if numeral.form == Form::Vague => 1,
            "of" if part => 2,
            _ => 0,
        };
        plain(scene, at + usize::from(hyphen) + of, numeral, hyphen)?
    } else {
        (LEXICON.unit(numeral.glued, &numeral.glued.to_lowercase())?, numeral.end)
    };
    let mut measured =
        Measured { name: unit.name.to_owned(), kind: unit.kind, rate: unit.kind == UnitKind::Speed, end };
    // "a year and a half" is said after the unit; "two and a half years" before it.
    add_rate(scene, &mut measured);
    Some(measured)
}

/// The longest unit that begins at a token.
fn plain(scene: &Scene<'_>, at: usize, numeral: &Numeral<'_>, hyphen: bool) -> Option<(Unit, usize)> {
    // "6 ft 2 in", and the inches of a height written with marks.
    let feet = matches!(scene.before(numeral.start), "ft" | "feet" | "foot" | "'" | "′");
    if feet && matches!(scene.lower(at), "in" | "\"" | "”" | "''") && matches!(numeral.form, Form::Digits) {
        return LEXICON.unit("inch", "inch").map(|unit| (unit, at + 1));
    }
    for words in (1..=MOST_WORDS).rev() {
        let end = at + words;
        if end > scene.end {
            continue;
        }
        let printed = scene.printed(at, end);
        if printed.len() > LONGEST {
            continue;
        }
        let lower = printed.to_lowercase();
        let found = LEXICON.unit(printed, &lower).or_else(|| {
            let spaced = lower.replace('-', " ");
            (spaced != lower).then(|| LEXICON.unit(&spaced, &spaced)).flatten()
        });
        if let Some(unit) = found.filter(|_| fits(scene, at, end, printed, numeral, hyphen)) {
            let sterling = unit.name == "pound-mass" && lower.starts_with("pound") && is_money(scene, numeral, end);
            let name = if sterling { "pound sterling" } else { unit.name };
            let kind = if sterling { UnitKind::Money } else { unit.kind };
            return Some((Unit { name, kind }, end));
        }
    }
    // "100€", "500 NT$"
    let behind = |words: usize| {
        let free = numeral.form == Form::Digits && !hyphen && !scene.is_number(at + words);
        let printed =
            (at + words <= scene.end).then(|| scene.printed(at, at + words)).filter(|printed| printed.len() < 6)?;
        let unit = LEXICON.sign(printed).filter(|_| free && !printed.contains(char::is_alphanumeric) | (words == 2))?;
        Some((Unit { kind: UnitKind::Money, ..unit }, at + words))
    };
    behind(2).or_else(|| behind(1))
}

/// How far from its sum a word of money may stand, in tokens.
const NEAR: usize = 8;

/// Words by which pounds are money.
const OF_MONEY: &[&str] = &[
    "cost", "costs", "costing", "pay", "pays", "paid", "paying", "price", "priced", "prices", "worth", "spend",
    "spends", "spent", "spending", "earn", "earns", "earned", "raise", "raised", "fine", "fined", "fines", "charge",
    "charges", "charged", "fee", "fees", "salary", "wage", "wages", "budget", "buy", "buys", "bought", "sold", "sell",
    "sells", "tax", "taxes", "debt", "debts", "loan", "loans", "bill", "bet", "prize", "profit", "profits", "revenue",
    "invest", "invested", "owed", "owe", "cheque", "donated", "donate", "funding", "fund", "income", "savings", "save",
    "saved", "stolen", "bank", "sterling", "pence",
];

/// Whether pounds are sterling there: words of money near, or millions of them that are of nothing.
fn is_money(scene: &Scene<'_>, numeral: &Numeral<'_>, end: usize) -> bool {
    if scene.lower(end) == "of" {
        return false;
    }
    let near = numeral.start.saturating_sub(NEAR).max(scene.start)..(end + NEAR / 2).min(scene.end);
    let weighs = near.clone().any(|at| scene.lower(at).starts_with("weigh"));
    !weighs && (numeral.value >= 1_000_000.0 || near.into_iter().any(|at| OF_MONEY.contains(&scene.lower(at))))
}

/// Whether a unit may stand there as printed: short ones want digits, and most of them want to touch these.
fn fits(scene: &Scene<'_>, at: usize, end: usize, printed: &str, numeral: &Numeral<'_>, hyphen: bool) -> bool {
    let digits = matches!(numeral.form, Form::Digits | Form::Fraction);
    let touches = scene.touches(at) && !hyphen;
    match printed {
        "'" => touches && digits && (!scene.touches(end) || scene.is_number(end)),
        "%" | "°" | "º" | "′" | "″" | "％" | "‰" | "¢" => true,
        "m" | "g" | "l" | "C" | "F" | "W" | "V" | "K" | "L" => digits && !numeral.bare | !hyphen,
        "A" if scene.lower(end) == "/" => digits,
        _ if printed.chars().count() == 1 => digits && touches,
        "won" | "sols" => scene.upos(at) != Upos::Verb,
        "bit" | "real" => digits || hyphen,
        "sec" | "min" | "hr" | "mi" | "ha" | "cc" | "pc" | "pp" | "au" => digits,
        _ => true,
    }
}

/// "per year", "a day", "/h", "-a-year" behind a unit or a thing counted.
pub(super) fn add_rate(scene: &Scene<'_>, measured: &mut Measured) {
    let mut at = measured.end;
    let hyphen = |at: usize| scene.is_hyphen(at) && scene.touches(at);
    // "C$6 (US$4.46) per share"
    if scene.lower(at) == "("
        && let Some(close) = (at + 2..at + 7).find(|&close| scene.lower(close) == ")")
        && scene.lower(close + 1) == "per"
    {
        at = close + 1;
    }
    at += usize::from(hyphen(at));
    let word = scene.lower(at);
    let per = matches!(word, "per") || (word == "/" && scene.touches(at));
    if !(per || matches!(word, "a" | "an" | "each" | "every" | "apiece")) {
        return;
    }
    at += 1;
    at += usize::from(hyphen(at));
    let printed = scene.word(at);
    let unit = LEXICON.unit(printed, scene.lower(at)).filter(|unit| unit.kind != UnitKind::Share);
    let money = measured.kind == UnitKind::Money || measured.kind == UnitKind::Sign;
    let named = match unit {
        Some(_)
            if !per
                && matches!(scene.lower(at + 1), "earlier" | "ago" | "later" | "before" | "after" | "on" | "from") =>
        {
            None
        }
        Some(_) if per && scene.lower(at).len() == 1 && word != "/" => None,
        Some(_) => longest_unit(scene, at).filter(|(unit, _)| per || money || unit.kind == UnitKind::Duration),
        None => longest_unit(scene, at).filter(|_| per),
    };
    let (name, end) = if let Some((unit, end)) = named {
        (unit.name.to_owned(), end)
    } else if per && scene.is_number(at) {
        // "per 100,000 people"
        let Some(numeral) = numerals::read(scene, at) else { return };
        let unit = behind(scene, &numeral).map(|unit| unit.end);
        let noun = usize::from(scene.upos(numeral.end) == Upos::Noun);
        let end = unit.unwrap_or(numeral.end + noun);
        (scene.printed(at, end).to_lowercase(), end)
    } else if (per && matches!(scene.upos(at), Upos::Noun | Upos::Propn))
        || (money
            && matches!(
                scene.lower(at),
                "share" | "head" | "person" | "piece" | "seat" | "ticket" | "bottle" | "copy" | "night"
            ))
    {
        (LEXICON.singular(scene.lower(at)), at + 1)
    } else {
        return;
    };
    measured.name = format!("{} per {name}", measured.name);
    measured.rate = true;
    measured.end = end;
}

/// The longest unit at a token, whatever number it may have.
fn longest_unit(scene: &Scene<'_>, at: usize) -> Option<(Unit, usize)> {
    (1..=2).rev().find_map(|words| {
        let end = at + words;
        let printed = (end <= scene.end).then(|| scene.printed(at, end)).filter(|printed| printed.len() <= LONGEST)?;
        Some((LEXICON.unit(printed, &printed.to_lowercase())?, end))
    })
}

/// The unit of time that a word is.
pub(super) fn time(scene: &Scene<'_>, at: usize) -> Option<&'static str> {
    let unit = LEXICON.unit(scene.word(at), scene.lower(at)).filter(|unit| unit.kind == UnitKind::Duration)?;
    (scene.lower(at).len() > 2).then_some(unit.name)
}
