//! Pieces: a number with its unit; two of them make a range or a result.
//!
//! In: a sentence and a place. Out: [`Piece`], [`Pair`].
//!
//! ```text
//! $1.2-1.5 million    between 300 and 400    from 15 to 22 mph    3-1       two or three
//! range               range                  range                result    range
//! ```

use super::hedges;
use super::lexicon::UnitKind;
use super::numerals::{self, Form, Numeral};
use super::scene::Scene;
use super::units::{self, Measured};
use crate::tags::Upos;

/// How far a result may stand from the word that tells a game, in tokens.
const NEAR: usize = 5;

/// How far the two ends of a way may be apart, in tokens.
const FAR: usize = 9;

/// Words of games and votes: "won 3-1".
const GAMES: &[&str] = &[
    "won",
    "win",
    "wins",
    "winning",
    "lost",
    "lose",
    "loses",
    "beat",
    "beats",
    "beaten",
    "beating",
    "draw",
    "drew",
    "drawn",
    "defeat",
    "defeated",
    "victory",
    "loss",
    "lead",
    "led",
    "trailed",
    "trailing",
    "score",
    "scored",
    "result",
    "thrashed",
    "ruled",
    "voted",
    "vote",
    "down",
    "up",
    "series",
    "aggregate",
    "set",
    "sets",
    "record",
    "went",
];

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) numeral: Numeral<'t>,
    pub(super) unit: Option<Measured>,
}

/// What two pieces make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PairKind {
    Range,
    /// "from 208 pounds to 193": the way from one to the other.
    Way,
    /// "3-1".
    Result,
}

/// Two pieces as one figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pair<'t> {
    pub(super) kind: PairKind,
    pub(super) first: Piece<'t>,
    pub(super) second: Piece<'t>,
    /// With "between" and "from".
    pub(super) start: usize,
}

/// The piece whose number begins at a token.
pub(super) fn piece<'t>(scene: &Scene<'t>, at: usize) -> Option<Piece<'t>> {
    let mut numeral = numerals::read(scene, at)?;
    let behind = || units::behind(scene, &numeral);
    let whole = matches!(numeral.form, Form::Ordinal | Form::Multiple);
    let sign = units::sign_before(scene, &numeral).filter(|_| numeral.form == Form::Digits);
    let unit = match sign {
        Some((unit, _)) => {
            let mut measured =
                Measured { name: unit.name.to_owned(), kind: UnitKind::Money, rate: false, end: numeral.end };
            // "$5 US per barrel", "$5 dollars"
            if matches!(scene.word(numeral.end), "US" | "U.S." | "USD" | "dollars") {
                measured.end += 1;
            }
            units::add_rate(scene, &mut measured);
            Some(measured)
        }
        None if whole => None,
        None => behind(),
    };
    if unit.is_none() && !numeral.glued.is_empty() {
        return None;
    }
    let mut start = sign.map_or(numeral.start, |(_, start)| start);
    // "minus 5", and a minus that touches its number but not what is before it.
    if scene.before(start) == "minus"
        || (matches!(scene.before(start), "-" | "−" | "–") && scene.touches(start) && !scene.touches(start - 1))
    {
        start -= 1;
        numeral.sign = Some('-');
    }
    let end = unit.as_ref().map_or(numeral.end, |unit| unit.end);
    Some(Piece { start, end, numeral, unit })
}

impl Piece<'_> {
    fn plain(&self) -> bool {
        matches!(self.numeral.form, Form::Digits | Form::Words)
    }

    fn same_unit(&self, other: &Piece<'_>, opener: &str) -> bool {
        match (&self.unit, &other.unit) {
            (Some(one), Some(other)) => {
                let wider =
                    |one: &str, other: &str| one.strip_prefix(other).is_some_and(|rest| rest.starts_with(" per "));
                one.name == other.name || wider(&one.name, &other.name) || wider(&other.name, &one.name)
            }
            (None, _) => true,
            // "$1.2-1.5 million": a sign stands for both; "rose 0.4 per cent to 1,317" are two figures.
            (Some(_), None) => self.start < self.numeral.start || opener == "from",
        }
    }
}

/// The pair that a piece begins, if it begins one.
pub(super) fn pair<'t>(scene: &Scene<'t>, first: &Piece<'t>) -> Option<Pair<'t>> {
    if !first.plain() {
        return None;
    }
    let opener = scene.before(first.start);
    let end = first.end;
    let (at, how) = match scene.lower(end) {
        "-" if scene.lower(end + 1) == "to" => (end + 2, "to"),
        "-" | "–" | "—" | "‑" | "−" => (end + 1, "-"),
        "to" => (end + 1, "to"),
        "and" if opener == "between" => (end + 1, "and"),
        "or" => (end + 1, "or"),
        // "climbed from 21 mpg combined to 23"
        _ if opener == "from" && scene.lower(end + 1) == "to" && is_word(scene, end) => (end + 2, "to"),
        _ if opener == "from" && scene.lower(end + 2) == "to" && is_word(scene, end) && is_word(scene, end + 1) => {
            (end + 3, "to")
        }
        _ if opener == "from" => match far_end(scene, first) {
            Some(at) => (at, "to"),
            None => return None,
        },
        _ => return None,
    };
    // "200,000 to-260,000"
    let at = at + usize::from(how == "to" && scene.is_hyphen(at));
    let fits = |second: &Piece<'_>| second.plain() && second.start <= at && first.same_unit(second, opener);
    let second = at_number(scene, at).filter(fits)?;
    // "rose $5 to $300": so much, and where it came to.
    if how == "to"
        && opener != "from"
        && first.unit.is_some()
        && hedges::change(scene, first.start, hedges::Sort::Share).is_some()
    {
        return None;
    }
    let (mut first, mut second) = (first.clone(), second);
    share_scale(&mut first, &second);
    let (low, high) = (first.numeral.value, second.numeral.value);
    let small = |numeral: &Numeral<'_>| numeral.value <= 300.0 && numeral.value == f64::from(numeral.value as u32);
    let unitless = first.unit.is_none() && second.unit.is_none();
    let results = unitless && small(&first.numeral) && small(&second.numeral);
    let rising = low < high;
    let kind = match how {
        "-" => {
            let game = results && (!rising || game_near(scene, first.start, second.end));
            let joined = scene.is_hyphen(second.end) && scene.touches(second.end) && scene.is_number(second.end + 1);
            match () {
                () if joined => return None, // A telephone number, a date.
                () if game => PairKind::Result,
                () if rising => PairKind::Range,
                () => return None,
            }
        }
        "to" if opener == "from" => PairKind::Way,
        "and" => PairKind::Range,
        "to" if rising && (first.numeral.form == second.numeral.form || opener == "between") => PairKind::Range,
        "to" if results && game_near(scene, first.start, second.end) => PairKind::Result,
        // "two or three"
        "or" if rising && high <= low * 2.0 && first.unit.is_none() && first.numeral.form == second.numeral.form => {
            PairKind::Range
        }
        _ => return None,
    };
    let opened = opener == "from" || opener == "between";
    let start = if opened && kind != PairKind::Result { first.start - 1 } else { first.start };
    if second.unit.is_none() || first.unit.as_ref().is_some_and(|unit| unit.rate) {
        second.unit = first.unit.take().map(|unit| Measured { end: second.end, ..unit });
    }
    Some(Pair { kind, first, second, start })
}

/// "from $36,040 at noon to $34,935 at five": the number behind the next "to", if it has the same unit.
fn far_end(scene: &Scene<'_>, first: &Piece<'_>) -> Option<usize> {
    let unit = first.unit.as_ref()?;
    let words = (first.end..first.end + FAR)
        .take_while(|&at| scene.holds(at) && !matches!(scene.lower(at), "," | ";" | "and" | "from" | "."));
    let to = words.into_iter().find(|&at| scene.lower(at) == "to")?;
    let second = at_number(scene, to + 1)?;
    second.unit.as_ref().is_some_and(|other| other.name == unit.name).then_some(to + 1)
}

/// The piece at a token, or behind the sign of a currency there.
fn at_number<'t>(scene: &Scene<'t>, at: usize) -> Option<Piece<'t>> {
    let hedge = usize::from(matches!(scene.lower(at), "about" | "around" | "nearly" | "almost" | "some"));
    let from = at + hedge;
    (from..from + 3)
        .take_while(|&at| scene.holds(at))
        .find_map(|at| piece(scene, at).filter(|piece| piece.numeral.start == at))
        .map(|found| if found.start == from { Piece { start: at, ..found } } else { found })
}

fn is_word(scene: &Scene<'_>, at: usize) -> bool {
    scene.holds(at) && scene.upos(at) != Upos::Punct && !scene.is_number(at)
}

/// "5 to 6 million" is five million to six; "800 to 1.3 million" is not.
fn share_scale(first: &mut Piece<'_>, second: &Piece<'_>) {
    let scale = second.numeral.value / second.numeral.mantissa;
    let (one, two) = (&mut first.numeral, &second.numeral);
    if scale >= 100.0 && one.value == one.mantissa && one.value < 1000.0 && one.value <= two.mantissa {
        one.value *= scale;
    }
}

/// Whether a word of games stands near.
fn game_near(scene: &Scene<'_>, start: usize, end: usize) -> bool {
    let near = start.saturating_sub(NEAR).max(scene.start)..(end + NEAR).min(scene.end);
    near.filter(|at| !(start..end).contains(at)).any(|at| GAMES.contains(&scene.lower(at)))
}
