//! Traps: numbers that are no quantities: dates, times of day, names, codes, addresses.
//!
//! In: a sentence and a [`Piece`]. Out: the token up to which it is no quantity.
//!
//! ```text
//! in 2014    on 12 May    at 9:35    Flight 714    COVID-19    12 Mill Road    Group of Seven    iPhone 11    5 min read
//! ```

use super::lexicon::{LEXICON, UnitKind};
use super::numerals::Form;
use super::pieces::Piece;
use super::scene::Scene;
use crate::clauses::Relation;
use crate::names::NameKind;
use crate::tags::Upos;

/// Months as they are printed, in small letters; "may" and "march" only with a capital.
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "jun.",
    "jul.",
    "aug.",
    "sep.",
    "sept.",
    "oct.",
    "nov.",
    "dec.",
];

/// From here on a number in bare digits is a code.
const MOST_BARE: f64 = 1_000_000_000.0;

/// What a time of day has behind its number.
const CLOCK: &[&str] = &[
    "am",
    "pm",
    "a.m.",
    "p.m.",
    "a.m",
    "p.m",
    "o'clock",
    "o’clock",
    "gmt",
    "utc",
    "est",
    "edt",
    "pst",
    "pdt",
    "bst",
    "cet",
    "hrs",
];

/// Where a piece that is no quantity ends; `None` where it is one.
pub(super) fn past(scene: &Scene<'_>, piece: &Piece<'_>) -> Option<usize> {
    let end = piece.numeral.end;
    let found = years(scene, piece)
        .or_else(|| date(scene, piece))
        .or_else(|| clock(scene, piece))
        .or_else(|| code(scene, piece))
        .or_else(|| address(scene, piece));
    if found.is_some() {
        return found;
    }
    if label(scene, piece) {
        // "pages 4 and 5", "grades 3 through 8"
        let more = matches!(scene.lower(end), "and" | "to" | "through" | "or" | "-" | "–") && scene.is_number(end + 1);
        return Some(if more { end + 2 } else { end });
    }
    let trapped = year(scene, piece) || named(scene, piece) || word(scene, piece) || furniture(scene, piece);
    trapped.then_some(end)
}

fn is_month(scene: &Scene<'_>, at: usize) -> bool {
    scene.is_capital(at) && MONTHS.contains(&scene.lower(at))
}

fn whole(piece: &Piece<'_>, from: f64, to: f64) -> bool {
    let value = piece.numeral.value;
    piece.numeral.bare && value >= from && value <= to
}

/// "12 May", "May 12-14", "the 4th of July", "May 2014".
fn date(scene: &Scene<'_>, piece: &Piece<'_>) -> Option<usize> {
    let numeral = &piece.numeral;
    let day = whole(piece, 1.0, 31.0) || (numeral.form == Form::Ordinal && numeral.value <= 31.0);
    let at = numeral.start;
    let comma = usize::from(matches!(scene.before(at), "," | "the"));
    let month_before = at.checked_sub(1 + comma).is_some_and(|at| scene.holds(at) && is_month(scene, at));
    if day && comma == 0 && month_before && piece.unit.as_ref().is_none_or(|unit| unit.kind == UnitKind::Duration) {
        // "May 12-14", "May 12 and 13"
        let more = matches!(scene.lower(numeral.end), "-" | "–" | "and" | "to") && scene.is_number(numeral.end + 1);
        return Some(numeral.end + if more { 2 } else { 0 });
    }
    let of = usize::from(scene.lower(numeral.end) == "of");
    if day && is_month(scene, numeral.end + of) {
        return Some(numeral.end + of + 1);
    }
    // "12-14 May"
    if day && matches!(scene.lower(numeral.end), "-" | "–" | "to" | "and") && is_month(scene, numeral.end + 2) {
        return Some(numeral.end + 3);
    }
    // "May 2014", "May 12, 2014", "2014"
    let year = whole(piece, 1000.0, 2100.0) && piece.unit.is_none();
    let after_day = comma == 1 && scene.before(at) == "," && at.checked_sub(2).is_some_and(|at| scene.is_number(at));
    if year && (month_before || after_day || is_month(scene, numeral.end)) {
        return Some(numeral.end);
    }
    let century = numeral.form == Form::Ordinal
        && matches!(scene.lower(numeral.end), "century" | "centuries" | "quarter" | "half" | "anniversary");
    let hyphened = numeral.form == Form::Ordinal && scene.is_hyphen(numeral.end);
    (century || hyphened).then_some(numeral.end)
}

/// "9 a.m.", "7.30pm", "10 o'clock".
fn clock(scene: &Scene<'_>, piece: &Piece<'_>) -> Option<usize> {
    let numeral = &piece.numeral;
    let glued = CLOCK.contains(&numeral.glued);
    let hour = numeral.value < 25.0 || (numeral.bare && numeral.value < 2500.0);
    let behind = |at: usize| {
        CLOCK.contains(&scene.lower(at)) && (scene.lower(at) != "hrs" || scene.word(numeral.start).len() == 4)
    };
    if hour && (glued || behind(numeral.end)) {
        return Some(numeral.end + usize::from(!glued));
    }
    // "from 9 to 5 p.m.", "7-9pm"
    let link = matches!(scene.lower(numeral.end), "-" | "–" | "to" | "and") && scene.is_number(numeral.end + 1);
    (hour && link && behind(numeral.end + 2)).then_some(numeral.end + 3)
}

/// Seasons and wars that two years tell: "2014-15", "1939-1945".
fn years(scene: &Scene<'_>, piece: &Piece<'_>) -> Option<usize> {
    let end = piece.numeral.end;
    let first = whole(piece, 1000.0, 2100.0)
        && scene.word(piece.numeral.start).len() == 4
        && piece.start == piece.numeral.start;
    let joined = matches!(scene.lower(end), "-" | "–" | "/")
        && scene.touches(end)
        && scene.touches(end + 1)
        && scene.is_number(end + 1);
    let last = scene.word(end + 1);
    let fits = matches!(last.len(), 2 | 4)
        && last.bytes().all(|byte| byte.is_ascii_digit())
        && (last.len() == 2 || last > scene.word(piece.numeral.start));
    (first
        && joined
        && fits
        && piece.unit.is_none()
        && (scene.upos(end + 2) != Upos::Noun || piece.numeral.value >= 1900.0))
        .then_some(end + 2)
}

/// Years.
fn year(scene: &Scene<'_>, piece: &Piece<'_>) -> bool {
    if !whole(piece, 1000.0, 2100.0) || piece.numeral.form != Form::Digits || scene.word(piece.numeral.start).len() != 4
    {
        return false;
    }
    // "from 1000 to 2000 hires": the noun stands behind both.
    let linked = matches!(scene.lower(piece.end), "to" | "and")
        && scene.is_number(piece.end + 1)
        && scene.word(piece.end + 1).len() == 4;
    let (at, end) = (piece.numeral.start, if linked { piece.end + 2 } else { piece.end });
    if piece.unit.as_ref().is_some_and(|unit| unit.kind != UnitKind::Duration || scene.is_hyphen(piece.numeral.end)) {
        return false;
    }
    let value = piece.numeral.value;
    let modern = (1900.0..2060.0).contains(&value);
    let before = scene.before(at);
    // "between 1600 and 1900 temperatures fell": the first one has said what both are.
    let second = matches!(before, "and" | "to")
        && at >= 3
        && matches!(scene.before(at - 2), "between" | "from" | "since")
        && scene.is_number(at - 2)
        && scene.word(at - 2).len() == 4;
    if second {
        return true;
    }
    let joined = scene.touches(end) && scene.is_hyphen(end) && scene.is_number(end + 1);
    let counted = |at: usize| {
        scene.upos(at) == Upos::Noun && scene.lower(at).ends_with(['s', 'e', 'n']) && scene.lower(at).len() > 3
    };
    let plural = (counted(end) && scene.lower(end).ends_with('s')
        || matches!(scene.lower(end), "people" | "men" | "women" | "children"))
        || (scene.upos(end) == Upos::Adj && counted(end + 1) && scene.lower(end + 1).ends_with('s'));
    let hedged = matches!(
        before,
        "than" | "about" | "some" | "nearly" | "almost" | "around" | "over" | "roughly" | "least" | "approximately"
    );
    match () {
        () if hedged => modern && !plural && matches!(before, "about" | "around") && scene.before(at - 1) == "in",
        () if modern => joined || !plural || matches!(before, "in" | "since" | "until" | "the" | "of" | "'s" | "by"),
        () => {
            joined
                || (!plural
                    && (matches!(
                        before,
                        "in" | "since"
                            | "until"
                            | "during"
                            | "circa"
                            | "from"
                            | "before"
                            | "after"
                            | "year"
                            | "between"
                    ) || (before == "by" && value >= 2000.0)))
        }
    }
}

/// "COVID-19", "F-16", "555-0123-99", "+44 20 ...", "[1]", "(3)", "1." at the head of a line.
fn code(scene: &Scene<'_>, piece: &Piece<'_>) -> Option<usize> {
    let numeral = &piece.numeral;
    let (at, end) = (numeral.start, numeral.end);
    if !matches!(numeral.form, Form::Digits | Form::Fraction) {
        return None;
    }
    // Ids and numbers of accounts have no separators; "401(k)".
    let long = numeral.bare && numeral.value >= MOST_BARE;
    // "+44 20 7946 0000"; the cells of a table are no code.
    let spaced = numeral.bare
        && piece.unit.is_none()
        && scene.is_number(end)
        && scene.is_number(end + 1)
        && !scene.touches(end)
        && scene.same_cell(end)
        && scene.same_cell(end + 1);
    if spaced {
        return (end + 1..scene.end).find(|&at| !scene.is_number(at)).or(Some(scene.end));
    }
    let plan = scene.lower(end) == "(" && scene.touches(end) && scene.word(end + 1) == "k";
    if (long || plan) && piece.unit.is_none() {
        return Some(end);
    }
    let letters = |at: usize| scene.word(at).chars().next_back().is_some_and(char::is_alphanumeric);
    if piece.start == at && scene.touches(at) {
        let before = scene.before(at);
        if scene.is_hyphen(at - 1)
            && scene.touches(at - 1)
            && letters(at - 2)
            && !scene.is_number(at - 2)
            && !is_preposition(scene.lower(at - 2))
            && scene.lower(at - 2) != "sub"
        {
            return Some(end);
        }
        if before == "." && scene.touches(at - 1) && letters(at.saturating_sub(2)) {
            return Some(end);
        }
        if before == "#" || before == "@" || before == "/" && !scene.is_number(at.saturating_sub(2)) {
            return Some(end);
        }
        let brackets = matches!((before, scene.lower(end)), ("[", "]"))
            || (before == "(" && scene.lower(end) == ")" && numeral.value < 20.0);
        if brackets && piece.unit.is_none() {
            return Some(end);
        }
    }
    // Three numbers joined: a telephone number, a date, a code.
    let joined = |at: usize| {
        (scene.is_hyphen(at) || matches!(scene.lower(at), "/" | "."))
            && scene.touches(at)
            && scene.touches(at + 1)
            && scene.is_number(at + 1)
    };
    if piece.unit.is_none() && joined(end) && joined(end + 2) {
        let mut past = end;
        while joined(past) {
            past += 2;
        }
        return Some(past);
    }
    // "1. Open the valve", "2) ..."
    let lists = at == scene.start
        && numeral.bare
        && numeral.value < 100.0
        && matches!(scene.lower(end), "." | ")")
        && scene.touches(end);
    if lists && piece.unit.is_none() {
        return Some(end);
    }
    // "737-MAX", "747-400"
    let model = piece.unit.is_none() && scene.is_hyphen(end) && scene.touches(end) && scene.touches(end + 1);
    (model
        && scene.word(end + 1).chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
        && scene.word(end + 1).chars().any(char::is_uppercase))
    .then_some(end)
}

fn is_preposition(lower: &str) -> bool {
    matches!(lower, "to" | "and" | "a" | "or")
}

/// "12 Mill Road", "90049 ZIP code", "Dorn, CA 90049".
fn address(scene: &Scene<'_>, piece: &Piece<'_>) -> Option<usize> {
    if !piece.numeral.bare || piece.start != piece.numeral.start {
        return None;
    }
    let end = piece.numeral.end;
    for at in end..end + 4 {
        let numbered = scene.is_number(at) && scene.word(at).len() > 2;
        let road = LEXICON.is_road(scene.lower(at)) && scene.is_capital(at);
        if road && (at > end || scene.is_capital(at + 1)) {
            return Some(at + 1);
        }
        if !scene.is_capital(at) && (at == end || !numbered) {
            break;
        }
    }
    let zip = scene.lower(end) == "zip" || scene.lower(end) == "postcode";
    let state = scene.word(piece.start).len() == 5
        && scene.word(piece.start.saturating_sub(1)).len() == 2
        && scene.word(piece.start.saturating_sub(1)).chars().all(char::is_uppercase);
    (zip || state).then_some(end)
}

/// "Chapter 11", "iPhone 11", "S&P 500": a number that says which.
fn label(scene: &Scene<'_>, piece: &Piece<'_>) -> bool {
    let numeral = &piece.numeral;
    let at = numeral.start;
    if piece.start != at || !scene.same_cell(at) || !matches!(numeral.form, Form::Digits | Form::Words) {
        return false;
    }
    let before = at - 1;
    let words = numeral.form == Form::Words;
    let label = LEXICON.is_label(scene.lower(before));
    let counted = piece.unit.is_some() || matches!(scene.upos(numeral.end), Upos::Noun);
    // "Alabama 45-40" is a result.
    if scene.is_hyphen(numeral.end) && scene.touches(numeral.end) && scene.is_number(numeral.end + 1) && !label {
        return false;
    }
    let ranked = matches!(scene.lower(before), "category" | "phase" | "type" | "tier" | "grade" | "level" | "stage")
        && numeral.value < 20.0;
    if LEXICON.is_index(scene.lower(before)) && numeral.bare || (label && ranked && numeral.bare) {
        return true;
    }
    if label
        && (scene.is_capital(before)
            || matches!(scene.lower(before), "page" | "no." | "nos." | "number" | "#" | "chapter" | "verse" | "figure"))
    {
        return !words || scene.is_capital(before) && scene.is_capital(at);
    }
    if label
        && !counted
        && (scene.head(at) == Some(before)
            || (words && !matches!(scene.lower(before), "line" | "case" | "count" | "part")))
    {
        return true;
    }
    // "iOS 13.2"
    let version = !numeral.bare
        && !scene.word(at).contains(',')
        && numeral.value == numeral.mantissa
        && scene.head(at) == Some(before);
    if words || piece.unit.is_some() || !(numeral.bare || version) {
        return false;
    }
    // A capital or a code before it: "Windows 10", "Channel 5". A people or a place before a noun is not: "Ukrainian 12 tanks".
    let proper = scene.upos(before) == Upos::Propn
        || (scene.word(before).chars().skip(usize::from(before == scene.start)).any(char::is_uppercase)
            && scene.upos(before) != Upos::Verb);
    proper
        && !is_month(scene, before)
        && (!counted
            || scene.relation(at) == Relation::Nummod && scene.head(at) == Some(before)
            || numeral.value < 100.0 && !scene.lower(numeral.end).ends_with('s'))
}

/// A number inside a name of something: "the 400 Club", "Fortune 100". Names of sums and of lengths of time are quantities.
fn named(scene: &Scene<'_>, piece: &Piece<'_>) -> bool {
    let (start, end) = (piece.start, piece.numeral.end);
    if start > scene.start && !scene.same_cell(start) {
        return false;
    }
    let inside = |name: &&crate::names::Name| name.run.start as usize <= start && end <= name.run.end as usize;
    let Some(name) = scene.names.iter().find(inside) else { return false };
    let letters = |at: usize| !(start..end).contains(&at) && scene.is_capital(at);
    let titled = name.run.range().any(letters);
    match name.kind {
        NameKind::Money | NameKind::Norp => false,
        // "Sept 11", "2014", "the 90s"; but "three months", "the first two weeks".
        NameKind::Date => titled && piece.unit.is_none() && piece.numeral.form != Form::Vague,
        NameKind::Person | NameKind::Location => {
            titled && (end == name.run.end as usize || piece.numeral.form == Form::Ordinal)
        }
        _ => {
            titled
                && piece
                    .unit
                    .as_ref()
                    .is_none_or(|unit| unit.kind == UnitKind::Measure && unit.end < name.run.end as usize)
        }
    }
}

/// Words of numbers that count nothing: "one another", "no one", "Big Four", "at first".
fn word(scene: &Scene<'_>, piece: &Piece<'_>) -> bool {
    let numeral = &piece.numeral;
    let (at, end) = (numeral.start, numeral.end);
    match numeral.form {
        // "the top three"
        Form::Words
            if matches!(scene.before(at), "top" | "bottom" | "final" | "last")
                && !matches!(scene.upos(end), Upos::Noun | Upos::Adj | Upos::Propn | Upos::Verb)
                && piece.unit.is_none() =>
        {
            true
        }
        Form::Words if numeral.value == 0.0 => matches!(scene.before(at), "net" | "absolute" | "ground"),
        Form::Words if numeral.value == 1.0 && end == at + 1 && scene.lower(at) == "one" => lone_one(scene, piece),
        // "the Big Four", "Group of Seven", "Five Star"
        Form::Words => {
            let capital = scene.is_proper(at) && end == at + 1;
            let titled = scene.is_proper(end)
                || (scene.is_capital(at.saturating_sub(1)) && at > scene.start)
                || (scene.before(at) == "of" && at >= 2 && scene.is_capital(at - 2));
            capital
                && titled
                && !scene.is_capital(at.saturating_sub(2)) | titled
                && scene.names.iter().any(|name| name.run.range().contains(&at)) | (scene.before(at) == "of")
        }
        Form::Ordinal => {
            let proper = scene.is_proper(at)
                && !piece.numeral.bare
                && scene.is_capital(at)
                && scene.names.iter().any(|name| name.run.range().contains(&at));
            proper
                || matches!(
                    scene.lower(end),
                    "lady"
                        | "aid"
                        | "time"
                        | "place"
                        | "hand"
                        | "thing"
                        | "minister"
                        | "world"
                        | "family"
                        | "name"
                        | "class"
                        | "floor"
                ) && scene.lower(at) == "first"
                || matches!(scene.before(at), "at")
                || scene.upos(end) == Upos::Punct && scene.lower(at) == "first"
        }
        Form::Vague => scene.is_proper(at) && scene.is_proper(end),
        Form::Multiple => scene.is_proper(at) && scene.is_proper(end) || scene.before(at) == "no",
        Form::Digits => {
            let ranked = matches!(scene.before(at), "top" | "bottom")
                && piece.unit.is_none()
                && !matches!(scene.upos(end), Upos::Noun | Upos::Adj | Upos::Propn | Upos::Verb);
            ranked && piece.start == at
        }
        Form::Fraction => false,
    }
}

/// Whether "one" stands for somebody or something, and counts nothing.
fn lone_one(scene: &Scene<'_>, piece: &Piece<'_>) -> bool {
    let (at, end) = (piece.numeral.start, piece.numeral.end);
    if scene.is_proper(at)
        || matches!(
            scene.before(at),
            "no" | "any"
                | "every"
                | "each"
                | "this"
                | "that"
                | "which"
                | "another"
                | "the"
                | "some"
                | "by"
                | "other"
                | "a"
                | "an"
        )
    {
        return true;
    }
    let next = scene.lower(end);
    if matches!(next, "day" | "night")
        && matches!(scene.lower(end + 1), "after" | "before" | "later" | "earlier" | "ago")
    {
        return false;
    }
    if matches!(
        next,
        "another"
            | "day"
            | "thing"
            | "way"
            | "side"
            | "hand"
            | "point"
            | "'s"
            | "time"
            | "-"
            | "more"
            | "such"
            | "of"
            | "that"
            | "who"
            | "or"
            | "by"
            | "last"
            | "next"
            | "in"
            | "on"
            | "to"
    ) {
        // "one of the soldiers" is one soldier.
        let owned = next == "of"
            && scene.upos(end + 1) == Upos::Propn
            && (end + 2..end + 5).any(|at| scene.lower(at) == "'s" || scene.lower(at) == "’s");
        let determined = next == "of"
            && matches!(
                scene.lower(end + 1),
                "the" | "its" | "their" | "his" | "her" | "our" | "my" | "those" | "these"
            );
        return !(owned || determined);
    }
    if piece.unit.is_some() {
        return false;
    }
    !matches!(scene.upos(end), Upos::Noun | Upos::Adj | Upos::Propn) || scene.upos(at) == Upos::Pron
}

/// "5 min read", "3 comments", "2 shares": page furniture that stayed in the text.
fn furniture(scene: &Scene<'_>, piece: &Piece<'_>) -> bool {
    piece.unit.as_ref().is_some_and(|unit| unit.name == "minute") && scene.lower(piece.end) == "read"
}
