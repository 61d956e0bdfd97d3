//! Ages: how old somebody or something is.
//!
//! ```text
//! a |22-year-old| man     |aged 41|     Ilva Tarn, |41|, said     at the age of |7|
//! ```
//!
//! Not here: how long something took ("22 years"), which stays a duration.

use super::lexicon::UnitKind;
use super::numerals::Form;
use super::pieces::Piece;
use super::scene::Scene;
use crate::names::NameKind;
use crate::span::Run;
use crate::tags::Upos;

/// How far "life expectancy" may stand from its number, in tokens.
const NEAR: usize = 12;

/// The oldest that a bare number behind a name can be.
const OLDEST: f64 = 120.0;

/// An age's words and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Age {
    pub(super) start: usize,
    pub(super) end: usize,
    /// "year of age".
    pub(super) unit: String,
    /// The name before it.
    pub(super) whose: Option<Run>,
}

/// The age that a piece tells, if it does; `hedged` is where its hedges begin.
pub(super) fn of(scene: &Scene<'_>, piece: &Piece<'_>, start: usize, hedged: usize) -> Option<Age> {
    let years = || "year of age".to_owned();
    if let Some(unit) = piece.unit.as_ref().filter(|unit| unit.kind == UnitKind::Duration && !unit.rate) {
        let hyphen = usize::from(scene.is_hyphen(piece.end));
        let at = piece.end + hyphen;
        let (end, whose) = match scene.lower(at) {
            "old" | "olds" => (at + 1, None),
            "of" if scene.lower(at + 1) == "age" => (at + 2, None),
            _ if aged(scene, start).is_some() => (piece.end, None),
            _ => return None,
        };
        let start = aged(scene, start).unwrap_or(start);
        return Some(Age { start, end, unit: format!("{} of age", unit.name), whose });
    }
    if piece.unit.is_some() || !matches!(piece.numeral.form, Form::Digits | Form::Words) {
        return None;
    }
    if let Some(first) = aged(scene, start) {
        return Some(Age { start: first, end: piece.end, unit: years(), whose: None });
    }
    if let Some(whose) = named(scene, piece) {
        return Some(Age { start, end: piece.end, unit: years(), whose: Some(whose) });
    }
    if let Some(end) = grown(scene, piece, hedged) {
        return Some(Age { start, end, unit: years(), whose: None });
    }
    expected(scene, hedged).then(|| Age { start, end: piece.end, unit: years(), whose: None })
}

/// Where "aged", "age", "at the age of" begins before a number.
fn aged(scene: &Scene<'_>, start: usize) -> Option<usize> {
    let at = start.checked_sub(1).filter(|&at| scene.holds(at))?;
    match scene.lower(at) {
        "aged" | "age" | "ages" => Some(at),
        "between" | "from" if matches!(scene.before(at), "aged" | "ages") => Some(at - 1),
        "of" if matches!(scene.before(at), "age" | "ages") => Some(at - 1),
        _ => None,
    }
}

/// "Ilva Tarn, 41," and "Ilva Tarn 41 has": the name before a bare number.
fn named(scene: &Scene<'_>, piece: &Piece<'_>) -> Option<Run> {
    let value = piece.numeral.value;
    if !piece.numeral.bare || !(1.0..=OLDEST).contains(&value) {
        return None;
    }
    let marked = matches!(scene.before(piece.start), "," | "(");
    let end = piece.start.checked_sub(usize::from(marked))?;
    let name = scene.names.iter().find(|name| name.run.end as usize == end);
    let run = match name {
        Some(name) => (name.kind == NameKind::Person).then_some(name.run)?,
        // A name that was not found: "Trig, 6, who".
        None if scene.before(piece.start) == "," && scene.upos(end.checked_sub(1)?) == Upos::Propn => {
            Run::new(end - 1, end)
        }
        None => return None,
    };
    let next = scene.lower(piece.end);
    let closes = match scene.before(piece.start) {
        "," => matches!(next, "," | "." | ";" | ""),
        // "(4)" is what stands on a shirt.
        "(" => next == ")" && value >= 16.0,
        // "Nick Tule 44 has spent"
        _ => matches!(scene.upos(piece.end), Upos::Verb | Upos::Aux),
    };
    closes.then_some(run)
}

/// "life expectancy is around 73", "the average age was 41"
fn expected(scene: &Scene<'_>, start: usize) -> bool {
    let copula = matches!(scene.before(start), "is" | "was" | "at" | "be");
    let back = (scene.start..start).rev().take(NEAR);
    copula
        && back
            .take_while(|&at| !matches!(scene.lower(at), "," | ";"))
            .any(|at| matches!(scene.lower(at), "expectancy" | "age"))
}

/// "when he was three", "she turned 70", "45 and older", "people under 45": where the words of the age end.
fn grown(scene: &Scene<'_>, piece: &Piece<'_>, hedged: usize) -> Option<usize> {
    let end = piece.end;
    if piece.numeral.value > OLDEST {
        return None;
    }
    if matches!(scene.lower(end), "and" | "or")
        && matches!(scene.lower(end + 1), "older" | "over" | "younger" | "under")
    {
        return Some(end + 2);
    }
    let bare = !matches!(scene.upos(end), Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num | Upos::Sym)
        && !scene.is_hyphen(end)
        && scene.lower(end) != "of";
    let subject = scene.before(hedged.checked_sub(1)?);
    let told = match scene.before(hedged) {
        "was" | "is" | "were" => matches!(subject, "he" | "she" | "who" | "i"),
        "turned" | "turns" | "turning" | "turn" => true,
        _ => false,
    };
    let limit = hedged < piece.start
        && matches!(scene.lower(hedged), "over" | "under" | "above" | "below")
        && matches!(
            scene.before(hedged),
            "people" | "those" | "men" | "women" | "children" | "voters" | "adults" | "anyone" | "workers" | "patients"
        );
    (bare && (told || limit)).then_some(end)
}
