//! Lexicon: everything the stage knows about single words and fixed phrases.
//!
//! In: the tables beside this file, once. Out: look-ups. What is missing is a line in a table.
//!
//! A printed form that has a capital, or is a single letter, is looked up as it stands ("MW" is not "mW"); every other
//! in small letters, with or without an `s` of the plural.

use std::collections::HashMap;
#[allow(clippy::disallowed_types)] // See `LEXICON`.
use std::sync::LazyLock;

use super::{Change, Hedge};

/// Constant tables, built once for all pages.
#[allow(clippy::disallowed_types)]
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// What a word for a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberKind {
    /// zero to nine.
    Digit,
    /// ten to nineteen.
    Teen,
    /// twenty to ninety.
    Ten,
    /// "hundred".
    Hundred,
    /// "dozen".
    Dozen,
    /// "thousand", "million".
    Scale,
    /// "bn", "k": behind digits only.
    Short,
    /// "third": a part of a whole, or a place.
    Part,
    /// "first".
    Ordinal,
    /// "twice".
    Multiple,
}

/// What a unit measures, as far as the figure's kind depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitKind {
    Measure,
    Temperature,
    Speed,
    Share,
    Duration,
    Money,
    /// A currency before the number.
    Sign,
}

/// A unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its normal name.
    pub(super) name: &'static str,
    pub(super) kind: UnitKind,
}

/// A stretch of numbers; `None` is an open end.
pub(super) type Bounds = (Option<f64>, Option<f64>);

/// What a vague word is by each house rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct VagueWord {
    pub(super) literal: Bounds,
    pub(super) acled: Bounds,
    pub(super) ucdp: Bounds,
}

/// What a hedge says of the number behind or before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    /// "a total of": nothing, but it is part of the figure's words.
    Exact,
    About,
    /// "nearly": about, and not above.
    Toward,
    MoreThan,
    AtLeast,
    LessThan,
    UpTo,
}

impl Hint {
    /// As the reading shows it.
    pub(super) fn hedge(self) -> Hedge {
        match self {
            Hint::Exact => Hedge::Exact,
            Hint::About | Hint::Toward => Hedge::About,
            Hint::MoreThan | Hint::AtLeast => Hedge::MoreThan,
            Hint::LessThan => Hedge::LessThan,
            Hint::UpTo => Hedge::UpTo,
        }
    }
}

/// How a word of fate stands by its figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// Befalls its object: "killed 12 soldiers", "12 soldiers were killed".
    Verb,
    /// Befalls its subject: "12 soldiers died".
    Dies,
    /// "12 soldiers dead".
    State,
    /// "12 deaths".
    Noun,
}

/// All tables.
pub(super) struct Lexicon {
    numbers: HashMap<&'static str, (NumberKind, f64)>,
    units: HashMap<&'static str, Unit>,
    signs: HashMap<&'static str, Unit>,
    vague: HashMap<&'static str, VagueWord>,
    before: HashMap<&'static str, Hint>,
    after: HashMap<&'static str, Hint>,
    changes: HashMap<&'static str, Change>,
    fates: HashMap<&'static str, (&'static str, Stands)>,
    labels: HashMap<&'static str, &'static str>,
    singulars: HashMap<&'static str, &'static str>,
}

/// The rows of a table, its remarks and its head left out.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

/// "3-10", "3-", "-10".
fn bounds(cell: &str) -> Bounds {
    let (low, high) = cell.split_once('-').unwrap_or((cell, cell));
    (low.parse().ok(), high.parse().ok())
}

impl Lexicon {
    fn read() -> Lexicon {
        let numbers = rows(include_str!("numbers.tsv")).filter_map(|row| {
            let kind = match *row.get(1)? {
                "digit" => NumberKind::Digit,
                "teen" => NumberKind::Teen,
                "ten" => NumberKind::Ten,
                "hundred" => NumberKind::Hundred,
                "dozen" => NumberKind::Dozen,
                "scale" => NumberKind::Scale,
                "short" => NumberKind::Short,
                "part" => NumberKind::Part,
                "ordinal" => NumberKind::Ordinal,
                _ => NumberKind::Multiple,
            };
            Some((row[0], (kind, row.get(2)?.parse().ok()?)))
        });
        let hints = |place: &'static str| {
            rows(include_str!("hedges.tsv")).filter(move |row| row.get(1) == Some(&place)).filter_map(|row| {
                let hint = match *row.get(2)? {
                    "exact" => Hint::Exact,
                    "about" => Hint::About,
                    "toward" => Hint::Toward,
                    "more_than" => Hint::MoreThan,
                    "at_least" => Hint::AtLeast,
                    "less_than" => Hint::LessThan,
                    _ => Hint::UpTo,
                };
                Some((row[0], hint))
            })
        };
        let vague = rows(include_str!("vague.tsv")).filter_map(|row| {
            let [literal, acled, ucdp] = [bounds(row.get(1)?), bounds(row.get(2)?), bounds(row.get(3)?)];
            Some((row[0], VagueWord { literal, acled, ucdp }))
        });
        let changes = rows(include_str!("changes.tsv")).filter_map(|row| {
            let change = if *row.get(1)? == "up" { Change::Up } else { Change::Down };
            Some((row[0], change))
        });
        let fates = rows(include_str!("fates.tsv")).filter_map(|row| {
            let stands = match *row.get(2)? {
                "verb" => Stands::Verb,
                "dies" => Stands::Dies,
                "state" => Stands::State,
                _ => Stands::Noun,
            };
            Some((row[0], (*row.get(1)?, stands)))
        });
        let labels = rows(include_str!("labels.tsv")).filter_map(|row| Some((row[0], *row.get(1)?)));
        let singulars = rows(include_str!("plurals.tsv")).filter_map(|row| Some((row[0], *row.get(1)?)));
        Lexicon {
            numbers: numbers.collect(),
            units: units(false),
            signs: units(true),
            vague: vague.collect(),
            before: hints("before").collect(),
            after: hints("after").collect(),
            changes: changes.collect(),
            fates: fates.collect(),
            labels: labels.collect(),
            singulars: singulars.collect(),
        }
    }

    pub(super) fn number(&self, lower: &str) -> Option<(NumberKind, f64)> {
        self.numbers.get(lower).copied()
    }

    /// A unit behind its number, as printed.
    pub(super) fn unit(&self, printed: &str, lower: &str) -> Option<Unit> {
        let plural = || lower.strip_suffix('s').filter(|one| one.len() > 2).and_then(|one| self.units.get(one));
        let named = || {
            let one = printed.strip_suffix('s').filter(|one| one.len() > 3)?;
            self.units.get(one).filter(|_| one.starts_with(char::is_uppercase))
        };
        let small = || self.units.get(lower).filter(|_| lower.chars().count() > 1);
        self.units.get(printed).or_else(small).or_else(plural).or_else(named).copied()
    }

    /// A currency before its number, as printed.
    pub(super) fn sign(&self, printed: &str) -> Option<Unit> {
        self.signs.get(printed).copied()
    }

    pub(super) fn vague(&self, lower: &str) -> Option<VagueWord> {
        self.vague.get(lower).copied()
    }

    pub(super) fn hint_before(&self, lower: &str) -> Option<Hint> {
        self.before.get(lower).copied()
    }

    pub(super) fn hint_after(&self, lower: &str) -> Option<Hint> {
        self.after.get(lower).copied()
    }

    pub(super) fn change(&self, lower: &str) -> Option<Change> {
        self.changes.get(lower).copied()
    }

    pub(super) fn fate(&self, lower: &str) -> Option<(&'static str, Stands)> {
        self.fates.get(lower).copied()
    }

    /// Whether a number behind this word is its name: "Chapter 11".
    pub(super) fn is_label(&self, lower: &str) -> bool {
        self.labels.get(lower) == Some(&"label")
    }

    /// Whether a number before this word's name is a house number: "12 Mill Road".
    pub(super) fn is_road(&self, lower: &str) -> bool {
        self.labels.get(lower) == Some(&"road")
    }

    /// Whether a number behind this word is part of the name of a list of firms: "Fortune 100".
    pub(super) fn is_index(&self, lower: &str) -> bool {
        self.labels.get(lower) == Some(&"index")
    }

    /// The singular of a noun in small letters: by table, else by the endings of English.
    pub(super) fn singular(&self, lower: &str) -> String {
        if let Some(one) = self.singulars.get(lower) {
            return (*one).to_owned();
        }
        for (plural, one) in ENDINGS {
            if let Some(stem) = lower.strip_suffix(plural).filter(|stem| stem.len() > usize::from(plural != one)) {
                return format!("{stem}{one}");
            }
        }
        lower.to_owned()
    }
}

/// Endings of plurals and what they are in the singular; the first that fits.
const ENDINGS: &[(&str, &str)] = &[
    ("ies", "y"),
    ("sses", "ss"),
    ("shes", "sh"),
    ("ches", "ch"),
    ("xes", "x"),
    ("zzes", "zz"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
];

/// The units behind a number, or the currencies before it.
fn units(sign: bool) -> HashMap<&'static str, Unit> {
    let mut units = HashMap::new();
    for row in rows(include_str!("units.tsv")) {
        let [name, kind, printed, ..] = row[..] else { continue };
        let kind = match kind {
            "sign" => UnitKind::Sign,
            "money" => UnitKind::Money,
            "share" => UnitKind::Share,
            "duration" => UnitKind::Duration,
            "temperature" => UnitKind::Temperature,
            "speed" => UnitKind::Speed,
            _ => UnitKind::Measure,
        };
        if (kind == UnitKind::Sign) == sign {
            units.extend(printed.split(',').map(|printed| (printed, Unit { name, kind })));
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn singulars_follow_the_endings_and_the_table() {
        let singular = |word| LEXICON.singular(word);
        assert_eq!(
            ["soldiers", "fisheries", "losses", "churches", "men", "people", "houses", "bus", "crises", "wives"]
                .map(singular),
            ["soldier", "fishery", "loss", "church", "man", "people", "house", "bus", "crisis", "wife"]
        );
    }

    #[test]
    fn a_capital_tells_units_apart() {
        let unit = |printed: &str| LEXICON.unit(printed, &printed.to_lowercase()).map(|unit| unit.name);
        assert_eq!(
            ["MW", "mW", "Kilometres", "FEET", "°C", "EUR", "yen", "Danish crowns", "boat"].map(unit),
            [
                Some("megawatt"),
                Some("milliwatt"),
                Some("kilometre"),
                Some("foot"),
                Some("celsius"),
                Some("euro"),
                Some("japanese yen"),
                Some("danish krone"),
                None
            ]
        );
    }
}
