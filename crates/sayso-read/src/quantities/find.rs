//! Find: the figures of one sentence, put together from what the other files see.
//!
//! In: a [`Scene`]. Out: [`Quantity`]s.

use super::ages;
use super::counted::{self, Counted};
use super::fates;
use super::hedges::{self, Sort};
use super::lexicon::{Hint, UnitKind};
use super::numerals::Form;
use super::pieces::{self, PairKind, Piece};
use super::scene::Scene;
use super::traps;
use super::units::{self, Measured};
use super::{Change, Hedge, Quantity, QuantityKind, Vague};

/// A number or two of them, before anything is known of what it counts.
struct Figure<'t> {
    start: usize,
    /// The last number with its unit.
    piece: Piece<'t>,
    /// The other number of a pair, and what the two make.
    pair: Option<(f64, PairKind)>,
}

/// A figure and the tokens of its words.
struct Found {
    quantity: Quantity,
    start: usize,
    end: usize,
    /// Where to look for the next: "two 737 jets" are one figure.
    past: usize,
    hint: Hint,
}

/// Adds the figures of a sentence to `out`.
pub(super) fn in_sentence(scene: &Scene<'_>, rule: Vague, out: &mut Vec<Quantity>) {
    let mut all: Vec<Found> = Vec::new();
    let (mut at, mut floor) = (scene.start, scene.start);
    while at < scene.end {
        let Some(piece) = pieces::piece(scene, at) else {
            at += 1;
            continue;
        };
        let is_age = ages::of(scene, &piece, piece.start, piece.start).is_some();
        if let Some(past) = traps::past(scene, &piece).filter(|_| !is_age) {
            at = past.max(at + 1);
            continue;
        }
        let figure = match pieces::pair(scene, &piece) {
            Some(pair) => {
                Figure { start: pair.start, pair: Some((pair.first.numeral.value, pair.kind)), piece: pair.second }
            }
            None => Figure { start: piece.start, piece, pair: None },
        };
        let lone = figure.pair.is_none()
            && scene.lower(figure.piece.numeral.start) == "one"
            && figure.piece.numeral.value == 1.0;
        let mut found = quantity(scene, figure, floor, rule);
        // "one of the oldest": it counts nothing that is named.
        if lone && found.quantity.unit.is_none() {
            at = found.end.max(at + 1);
            continue;
        }
        if let Some(last) = all.last() {
            echo(scene, last, &mut found);
        }
        at = found.past.max(at + 1);
        floor = found.end.max(floor);
        all.push(found);
    }
    share_units(scene, &mut all);
    carry_units(scene, &mut all);
    out.extend(all.into_iter().map(|found| found.quantity));
}

/// The figure with all that is said of it.
fn quantity(scene: &Scene<'_>, figure: Figure<'_>, floor: usize, rule: Vague) -> Found {
    let Figure { start, mut piece, pair } = figure;
    let duration = piece.unit.as_ref().is_some_and(|unit| unit.kind == UnitKind::Duration);
    let mut hedged = hedges::around(scene, start, piece.end, duration);
    // "800 or so tons", "20-plus years": the unit stands behind the hedge.
    if piece.unit.is_none() && hedged.end > piece.end {
        let numeral = super::numerals::Numeral { end: hedged.end, ..piece.numeral };
        if let Some(unit) = units::behind(scene, &numeral) {
            hedged.end = unit.end;
            piece.end = unit.end;
            piece.unit = Some(unit);
        }
    }
    let mut kind = kind_of(&piece);
    let (mut of, mut thing, mut past) = (None, None, 0);
    let mut unit = piece.unit.clone();
    if let Some(age) = ages::of(scene, &piece, start, hedged.start) {
        kind = QuantityKind::Age;
        hedged.start = hedged.start.min(age.start);
        hedged.end = hedged.end.max(age.end);
        of = age.whose.map(|run| scene.text.span(run));
        thing = counted::behind(scene, piece.numeral.start, age.end)
            .filter(|_| of.is_none() && scene.lower(age.end) != ",");
        unit = Some(Measured { name: age.unit, kind: UnitKind::Duration, rate: false, end: age.end });
    } else if pair.is_some_and(|(_, kind)| kind == PairKind::Result) {
        kind = QuantityKind::Score;
    } else if let Some(times) = times(scene, &piece, hedged.end) {
        (kind, unit, hedged.end) = times;
    } else {
        thing = thing_of(scene, &piece, kind, hedged.end);
        // "a sixfold rise" counts times, as CQE has it.
        if kind == QuantityKind::Multiple && scene.lower(piece.numeral.start).ends_with("fold") {
            unit = Some(Measured { name: "count".to_owned(), kind: UnitKind::Measure, rate: false, end: hedged.end });
        }
        if thing.is_none() && kind == QuantityKind::Count && scene.lower(hedged.end) == "per" {
            let mut measured =
                Measured { name: "count".to_owned(), kind: UnitKind::Measure, rate: false, end: hedged.end };
            units::add_rate(scene, &mut measured);
            if measured.rate {
                (kind, hedged.end, unit) = (QuantityKind::Rate, measured.end, Some(measured));
            }
        }
        if let Some(thing) = thing.as_ref().filter(|_| matches!(kind, QuantityKind::Count | QuantityKind::Fraction)) {
            let mut measured =
                Measured { name: thing.name.clone(), kind: UnitKind::Measure, rate: false, end: thing.end };
            // "50 previous years" are years.
            if let Some(time) = units::time(scene, thing.noun) {
                (kind, measured.name, hedged.end) = (QuantityKind::Duration, time.to_owned(), thing.end);
            }
            units::add_rate(scene, &mut measured);
            if measured.rate {
                (kind, past) = (QuantityKind::Rate, measured.end);
            }
            unit = Some(measured);
        }
        thing = thing.filter(|_| kind != QuantityKind::Duration || piece.unit.is_some());
    }
    let numbered =
        |thing: &Counted| kind == QuantityKind::Count && (thing.start..thing.end).any(|at| scene.is_number(at));
    let past = thing.as_ref().filter(|thing| numbered(thing)).map_or(past.max(hedged.end), |thing| thing.end);
    let fate = match kind {
        QuantityKind::Count | QuantityKind::Fraction | QuantityKind::Percentage | QuantityKind::Rate => {
            let fate = fates::of(scene, piece.numeral.start, (hedged.start, hedged.end), thing.as_ref());
            // "captured 40 per cent of the vote"
            fate.filter(|&fate| fate != "captured" || kind == QuantityKind::Count)
        }
        _ => None,
    };
    let plus = if piece.numeral.plus { Hint::AtLeast } else { hedged.hint };
    let change = if piece.numeral.sign.is_some() && kind == QuantityKind::Percentage {
        Some(if piece.numeral.sign == Some('+') { Change::Up } else { Change::Down })
    } else {
        let way = pair.is_some_and(|(_, kind)| kind == PairKind::Way);
        if way {
            hedges::change(scene, hedged.start, Sort::Share)
        } else {
            change_of(scene, &piece, kind, hedged.start)
        }
    };
    hedged.start = hedged.start.max(floor);
    let span = scene.span(hedged.start, hedged.end);
    let of = of.or_else(|| thing.map(|thing| scene.span(thing.start, thing.end)));
    let mut quantity = Quantity {
        span,
        kind,
        value: None,
        low: None,
        high: None,
        hedge: plus.hedge(),
        unit: unit.map(|unit| unit.name),
        change,
        // "one of the years an hour": what is counted is the unit, and stands in the figure itself.
        of: of.filter(|of| !of.overlaps(span)),
        fate,
    };
    measure(&mut quantity, &piece, pair, plus, rule);
    Found { quantity, start: hedged.start, end: hedged.end, past, hint: plus }
}

fn kind_of(piece: &Piece<'_>) -> QuantityKind {
    match (piece.numeral.form, &piece.unit) {
        (Form::Ordinal, _) => QuantityKind::Ordinal,
        (Form::Multiple, _) => QuantityKind::Multiple,
        (_, Some(unit)) if unit.rate => QuantityKind::Rate,
        (_, Some(unit)) => match unit.kind {
            UnitKind::Money | UnitKind::Sign => QuantityKind::Money,
            UnitKind::Share => QuantityKind::Percentage,
            UnitKind::Duration => QuantityKind::Duration,
            UnitKind::Measure | UnitKind::Temperature | UnitKind::Speed => QuantityKind::Measure,
        },
        (Form::Fraction, None) => QuantityKind::Fraction,
        _ => QuantityKind::Count,
    }
}

/// What is counted or measured.
fn thing_of(scene: &Scene<'_>, piece: &Piece<'_>, kind: QuantityKind, end: usize) -> Option<Counted> {
    match kind {
        QuantityKind::Count => {
            // "dozens" of boats
            let end = end + usize::from(matches!(scene.lower(end), "\"" | "”") && scene.lower(end + 1) == "of");
            let of = usize::from(scene.lower(end) == "of");
            let mut at = end + of;
            // "dozens of the boats", "one of its oldest boats"
            while of == 1
                && matches!(scene.lower(at), "the" | "its" | "their" | "his" | "her" | "our" | "my" | "these" | "those")
            {
                at += 1;
            }
            counted::behind(scene, piece.numeral.start, at)
        }
        QuantityKind::Ordinal => counted::behind(scene, piece.numeral.start, end),
        QuantityKind::Multiple => None,
        _ => counted::measured(scene, end, kind == QuantityKind::Fraction),
    }
}

/// "three times as many" is a multiple; "3,200 times" counts times.
fn times(scene: &Scene<'_>, piece: &Piece<'_>, end: usize) -> Option<(QuantityKind, Option<Measured>, usize)> {
    // "voted twice", "twice a week"; "twice as many" is a multiple.
    if matches!(scene.lower(piece.numeral.start), "twice" | "thrice") {
        let many = matches!(scene.lower(end), "as" | "the" | "that" | "what" | "its" | "their" | "his" | "her")
            || scene.is_number(end);
        let mut measured = Measured { name: "count".to_owned(), kind: UnitKind::Measure, rate: false, end };
        units::add_rate(scene, &mut measured);
        let kind = if measured.rate { QuantityKind::Rate } else { QuantityKind::Count };
        return (!many).then_some((kind, Some(measured.clone()), measured.end));
    }
    let counts = matches!(piece.numeral.form, Form::Digits | Form::Words | Form::Vague);
    if piece.unit.is_some() || !counts || !matches!(scene.lower(end), "times" | "time") || scene.is_capital(end) {
        return None;
    }
    if matches!(
        scene.lower(end + 1),
        "as" | "more"
            | "less"
            | "the"
            | "higher"
            | "lower"
            | "larger"
            | "bigger"
            | "greater"
            | "faster"
            | "that"
            | "its"
            | "their"
            | "smaller"
    ) {
        return Some((QuantityKind::Multiple, None, end + 1));
    }
    let mut measured = Measured { name: "count".to_owned(), kind: UnitKind::Measure, rate: false, end: end + 1 };
    units::add_rate(scene, &mut measured);
    let kind = if measured.rate { QuantityKind::Rate } else { QuantityKind::Count };
    Some((kind, Some(measured.clone()), measured.end))
}

/// Which way it went. Only what is measured goes up or down; a verb that doubles something says it itself.
fn change_of(scene: &Scene<'_>, piece: &Piece<'_>, kind: QuantityKind, start: usize) -> Option<Change> {
    match kind {
        QuantityKind::Multiple => match scene.lower(piece.numeral.start) {
            "doubled" | "doubles" | "doubling" | "tripled" | "tripling" | "quadrupled" => Some(Change::Up),
            "halved" | "halving" => Some(Change::Down),
            _ => hedges::change(scene, start, Sort::Things),
        },
        QuantityKind::Ordinal | QuantityKind::Score | QuantityKind::Age => None,
        QuantityKind::Duration => None,
        _ if piece.numeral.form == Form::Vague => None,
        QuantityKind::Percentage => hedges::change(scene, start, Sort::Share),
        QuantityKind::Money => hedges::change(scene, start, Sort::Money),
        QuantityKind::Rate if piece.unit.as_ref().is_some_and(|unit| unit.kind == UnitKind::Money) => {
            hedges::change(scene, start, Sort::Money)
        }
        QuantityKind::Rate if piece.unit.as_ref().is_some_and(|unit| unit.kind == UnitKind::Share) => {
            hedges::change(scene, start, Sort::Share)
        }
        _ => {
            let points = piece.unit.as_ref().is_some_and(|unit| unit.name == "point");
            hedges::change(scene, start, if points { Sort::Share } else { Sort::Things })
        }
    }
}

/// The numbers, as the words bound them.
fn measure(quantity: &mut Quantity, piece: &Piece<'_>, pair: Option<(f64, PairKind)>, hint: Hint, rule: Vague) {
    let signed = matches!(piece.numeral.sign, Some('-' | '−' | '–'));
    let value = if signed { -piece.numeral.value } else { piece.numeral.value };
    if let Some(vague) = piece.numeral.vague {
        quantity.hedge = Hedge::Vague;
        (quantity.low, quantity.high) = match rule {
            Vague::Literal => vague.literal,
            Vague::Acled => vague.acled,
            Vague::Ucdp => vague.ucdp,
        };
        return;
    }
    if let Some((first, kind)) = pair {
        let ordered = kind == PairKind::Result || first <= value;
        let (low, high) = if ordered { (first, value) } else { (value, first) };
        (quantity.low, quantity.high) = (Some(low), Some(high));
        return;
    }
    quantity.value = Some(value);
    bound(quantity, hint);
}

/// The bounds that a hint sets to a number.
fn bound(quantity: &mut Quantity, hint: Hint) {
    let Some(value) = quantity.value else { return };
    // Things come in ones: more than 400 of them are 401 or more.
    let one = f64::from(u8::from(quantity.kind == QuantityKind::Count && value.fract() == 0.0));
    (quantity.low, quantity.high) = match hint {
        Hint::Exact | Hint::About => (None, None),
        Hint::Toward | Hint::UpTo => (None, Some(value)),
        Hint::AtLeast => (Some(value), None),
        Hint::MoreThan => (Some(value + one), None),
        Hint::LessThan => (None, Some(value - one)),
    };
    quantity.hedge = hint.hedge();
}

fn is_measured(quantity: &Quantity) -> bool {
    use QuantityKind::{Duration, Measure, Money, Percentage, Rate};
    matches!(quantity.kind, Measure | Money | Percentage | Duration | Rate)
}

/// "less than 8.9 ksi (61.4 MPa)", "lost 190 points, or 0.6 %": the same amount once more, hedged and moved likewise.
fn echo(scene: &Scene<'_>, last: &Found, found: &mut Found) {
    let link = |words: &[&str]| {
        found.start == last.end + words.len() && (last.end..).zip(words).all(|(at, &word)| scene.lower(at) == word)
    };
    let again = link(&["("]) || link(&[",", "or"]) || link(&["/"]);
    let plain = found.hint == Hint::Exact && found.quantity.change.is_none();
    if again && plain && is_measured(&last.quantity) && is_measured(&found.quantity) {
        found.quantity.change = last.quantity.change;
        found.hint = last.hint;
        bound(&mut found.quantity, last.hint);
    }
}

/// "8, 9 and 10 per cent": a bare number takes the unit of the next one in its row.
fn share_units(scene: &Scene<'_>, all: &mut [Found]) {
    for at in (1..all.len()).rev() {
        let (before, after) = all.split_at_mut(at);
        let (Some(one), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let gap: Vec<&str> = (one.end..next.start.min(one.end + 4)).map(|at| scene.lower(at)).collect();
        let joined = match gap[..] {
            ["," | "and" | "or" | "to" | "-" | "–"] => true,
            // "four-, five- and six-cylinder", "280 million of the 1.5 billion shekels"
            ["-", "," | "and" | "or"] | ["of", "the" | "its" | "their"] => true,
            _ => false,
        };
        let bare = one.quantity.kind == QuantityKind::Count && one.quantity.unit.is_none() && one.quantity.of.is_none();
        let hyphens = gap.len() == 2 && gap[0] == "-" && next.quantity.unit.is_some();
        if joined && bare && (is_measured(&next.quantity) || hyphens) {
            (one.quantity.kind, one.quantity.unit) = (next.quantity.kind, next.quantity.unit.clone());
            one.quantity.of = next.quantity.of;
        }
    }
}

/// How far a unit is carried on, in tokens.
const FAR: usize = 16;

/// "460 vehicles, compared with 63": a bare number takes the unit of the one before it. "rose 5 per cent to 300" does not.
fn carry_units(scene: &Scene<'_>, all: &mut [Found]) {
    for at in 1..all.len() {
        let (before, after) = all.split_at_mut(at);
        let (Some(last), Some(next)) = (before.last(), after.first_mut()) else { continue };
        let near = next.start.saturating_sub(last.end) < FAR;
        let link = scene.before(next.start);
        let carries = match last.quantity.kind {
            QuantityKind::Percentage => matches!(link, "by" | "and" | "or"),
            QuantityKind::Count | QuantityKind::Measure | QuantityKind::Money | QuantityKind::Rate => {
                matches!(link, "and" | "with" | "than" | "from" | "to")
            }
            _ => false,
        };
        let bare =
            next.quantity.kind == QuantityKind::Count && next.quantity.unit.is_none() && next.quantity.fate.is_none();
        if near && carries && bare {
            (next.quantity.kind, next.quantity.unit) = (last.quantity.kind, last.quantity.unit.clone());
            next.quantity.of = last.quantity.of;
        }
    }
}
