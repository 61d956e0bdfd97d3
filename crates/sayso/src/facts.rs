//! Facts: how many, when and where, in words, each figure with who gives it.
//!
//! In: `Reading`, [`Outline`]. Out: [`Facts`]. No layout; the pretty format and the web page both start from here. What is told more
//! than once stands once: a time by its words and value, a place by its number on the map.
//!
//! ```text
//! more than 400   Ukrainian soldiers captured   401 or more    Vladimir V. Putin
//! on Wednesday    12 March 2025
//! Sudzha          settlement, Kursk Oblast, RUS                3 times
//! ```

use std::collections::HashMap;

use sayso_read::Reading;
use sayso_read::places::PlaceForm;
use sayso_read::quantities::{Change, Hedge, QuantityKind};
use sayso_read::reading::{Place, Quantity, Time};
use sayso_read::times::{Anchor, TimeKind};

use crate::outline::{self, Node, Outline, fold};

/// How many, when and where of a reading.
#[derive(Debug)]
pub(crate) struct Facts {
    /// In the order of the text.
    pub(crate) figures: Vec<Figure>,
    /// In the order of the first mention.
    pub(crate) times: Vec<Told>,
    /// In the order of the first mention; the settled ones first.
    pub(crate) places: Vec<Told>,
}

/// A figure.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    /// Index into `quantities`.
    pub(crate) at: usize,
    /// As printed.
    pub(crate) printed: String,
    /// What is counted or measured, and what befell it: `Ukrainian soldiers · captured`.
    pub(crate) of: Option<String>,
    /// What the words mean, where they are more than a plain number: `401 or more`.
    pub(crate) means: Option<String>,
    /// Who gives it; `None`: the paper itself.
    pub(crate) says: Option<String>,
}

/// A time or a place, and how often it is told.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// The indices of its mentions.
    pub(crate) at: Vec<usize>,
    /// As printed first, and the other ways it is printed.
    pub(crate) printed: Vec<String>,
    /// What it is; `None` where that is not settled.
    pub(crate) means: Option<String>,
}

impl Facts {
    /// Gathers the facts of a reading.
    pub(crate) fn of(reading: &Reading, outline: &Outline) -> Facts {
        let speakers = speakers(reading, outline);
        let holders = holders(reading);
        let figures = (reading.quantities.iter().enumerate())
            .map(|(at, quantity)| Figure {
                at,
                printed: fold(&quantity.text),
                of: of(quantity),
                means: amount(quantity),
                says: holders[at].map(|statement| speakers[statement].clone().unwrap_or_else(|| "nobody named".into())),
            })
            .collect();
        let times = gather(&reading.times, |time| {
            let printed = fold(&time.text);
            ((printed.to_lowercase(), time.value.clone()), printed, when(time))
        });
        let mut places = gather(&reading.places, |place| {
            let printed = fold(&place.text);
            let name = place.name.as_ref().map_or_else(|| printed.to_lowercase(), |name| fold(name));
            ((name, place.geonameid.map_or(String::new(), |id| id.to_string())), printed, whereabouts(place))
        });
        places.sort_by_key(|place| place.means.is_none());
        Facts { figures, times, places }
    }
}

/// Findings of one kind, those of the same key together.
fn gather<T>(found: &[T], look: impl Fn(&T) -> ((String, String), String, Option<String>)) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for (at, one) in found.iter().enumerate() {
        let (key, printed, means) = look(one);
        let index = *known.entry(key).or_insert(told.len());
        if index == told.len() {
            told.push(Told { at: vec![at], printed: vec![printed], means });
            continue;
        }
        told[index].at.push(at);
        if !told[index].printed.contains(&printed) {
            told[index].printed.push(printed);
        }
    }
    told
}

/// For each statement who says it.
fn speakers(reading: &Reading, outline: &Outline) -> Vec<Option<String>> {
    let mut names = vec![None; reading.statements.len()];
    for speaker in &outline.speakers {
        for node in &speaker.statements {
            names[node.at] = speaker.name.clone();
            let mut inside: Vec<&Node> = node.inside.iter().collect();
            while let Some(node) = inside.pop() {
                names[node.at] = outline::inner(node).map(|(printed, name)| name.unwrap_or(printed));
                inside.extend(&node.inside);
            }
        }
    }
    names
}

/// For each figure the innermost statement that gives it.
fn holders(reading: &Reading) -> Vec<Option<usize>> {
    let length = |at: usize| {
        let spans = &reading.statements[at].content.spans;
        spans.iter().map(|&(start, end)| u64::from(end.saturating_sub(start))).sum::<u64>()
    };
    let mut holders: Vec<Option<usize>> = vec![None; reading.quantities.len()];
    for (statement, of) in reading.statements.iter().enumerate().map(|(at, one)| (at, &one.quantities)) {
        for &quantity in of {
            if let Some(holder) = holders.get_mut(quantity as usize)
                && holder.is_none_or(|before| length(statement) < length(before))
            {
                *holder = Some(statement);
            }
        }
    }
    holders
}

fn of(quantity: &Quantity) -> Option<String> {
    let of = quantity.of.as_deref().map(fold).filter(|of| !of.is_empty());
    let fate = quantity.fate.clone().filter(|fate| of.as_ref().is_none_or(|of| !of.contains(fate.as_str())));
    let parts: Vec<_> = of.into_iter().chain(fate).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// A figure's value in words; `None` where its own words say as much.
fn amount(quantity: &Quantity) -> Option<String> {
    let amount = match (quantity.hedge, quantity.value, quantity.low, quantity.high) {
        (Hedge::About, Some(value), ..) => format!("about {}", number(value)),
        (_, _, Some(low), Some(high)) if low < high => format!("{} to {}", number(low), number(high)),
        (Hedge::MoreThan | Hedge::Vague, _, Some(low), None) => format!("{} or more", number(low)),
        (_, _, None, Some(high)) => format!("{} at most", number(high)),
        (_, Some(value), ..) => number(value),
        _ => return None,
    };
    // Of things counted, and of parts of them, the unit is the thing, which stands beside.
    let counted = matches!(quantity.kind, QuantityKind::Count | QuantityKind::Fraction);
    let unit = quantity.unit.as_deref().filter(|unit| !unit.is_empty() && !counted);
    let one = quantity.value == Some(1.0);
    let amount =
        unit.map_or(amount.clone(), |unit| format!("{amount} {}", if one { fold(unit) } else { several(unit) }));
    let amount = match quantity.change {
        Some(Change::Up) => format!("up: {amount}"),
        Some(Change::Down) => format!("down: {amount}"),
        None => amount,
    };
    (amount != fold(&quantity.text)).then_some(amount)
}

/// A unit of which there are several: `kilometres per hour`.
fn several(unit: &str) -> String {
    let unit = fold(unit);
    let (head, rest) = unit.split_at(unit.find(' ').unwrap_or(unit.len()));
    let head = match head {
        "percentage" if rest.is_empty() => "per cent".to_owned(),
        "foot" => "feet".to_owned(),
        _ if head.ends_with('s') || !head.chars().all(|letter| letter.is_ascii_lowercase()) => head.to_owned(),
        _ if head.ends_with("ch") || head.ends_with('x') || head.ends_with("tz") => {
            format!("{head}{}", if head.ends_with("tz") { "" } else { "es" })
        }
        _ => match head.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            Some(stem) => format!("{stem}ies"),
            None => format!("{head}s"),
        },
    };
    head + rest
}

/// A number as papers print it: thousands parted by commas, no more decimals than it has (six at most).
pub(crate) fn number(value: f64) -> String {
    let printed = format!("{value:.6}");
    let (whole, decimals) = printed.split_once('.').unwrap_or((&printed, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 3 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{decimals}") }
}

/// A time as a reader writes it; `None` where it could not be reckoned.
fn when(time: &Time) -> Option<String> {
    match (&time.from, &time.to) {
        (Some(from), Some(to)) if from == to && time.kind != TimeKind::Time => Some(outline::day(from)),
        (Some(from), Some(to)) if from == to => Some(format!("{} ({})", outline::day(from), time.value)),
        (Some(from), Some(to)) => Some(format!("{} to {}", outline::day(from), outline::day(to))),
        _ if time.anchor == Anchor::Unresolved => None,
        _ => Some(time.value.clone()),
    }
}

/// What a place is: `Sudzha, settlement, Kursk Oblast, RUS`; `None` where that is not settled.
fn whereabouts(place: &Place) -> Option<String> {
    let name = place.name.as_deref().map(fold)?;
    let precision = place.precision.map(outline::name);
    let above = place.admin1.as_deref().map(fold).filter(|admin1| *admin1 != name);
    let country = place.country.as_deref().map(fold);
    let parts = [Some(name), precision, above, country];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// What is told of how a place is printed, where all its mentions are alike; nothing of plain names.
pub(crate) fn form(reading: &Reading, told: &Told) -> Option<&'static str> {
    let mut forms = told.at.iter().map(|&at| reading.places[at].form);
    let first = forms.next()?;
    if forms.any(|form| form != first) {
        return None;
    }
    match first {
        PlaceForm::Name => None,
        PlaceForm::Demonym => Some("of its people or things"),
        PlaceForm::Metonym => Some("as its government"),
        PlaceForm::Inside => Some("inside another name"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn each_figure_has_its_meaning_and_who_gives_it() {
        let reading = fixture::harbour();
        let facts = Facts::of(&reading, &Outline::of(&reading));
        let told: Vec<_> = (facts.figures.iter())
            .map(|figure| (figure.printed.as_str(), figure.means.as_deref(), figure.says.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                ("forty", Some("40"), Some("the line")),
                ("eighty", Some("80"), Some("Norland News Agency")),
                ("12", None, None),
                ("40 lenmarks", None, None)
            ]
        );
        assert_eq!(facts.figures[0].of.as_deref(), Some("jobs"));
    }

    #[test]
    fn units_are_put_in_the_plural() {
        for (unit, expected) in [
            ("mile", "miles"),
            ("kilometre per hour", "kilometres per hour"),
            ("percentage", "per cent"),
            ("inch", "inches"),
            ("century", "centuries"),
            ("day", "days"),
            ("degree celsius", "degrees celsius"),
            ("megahertz", "megahertz"),
        ] {
            assert_eq!(several(unit), expected);
        }
    }

    #[test]
    fn times_and_places_are_told_once() {
        let reading = fixture::harbour();
        let facts = Facts::of(&reading, &Outline::of(&reading));
        let shown = |told: &[Told]| -> Vec<(String, Option<String>, usize)> {
            told.iter().map(|one| (one.printed.join(", "), one.means.clone(), one.at.len())).collect()
        };
        assert_eq!(
            shown(&facts.times),
            [
                ("13 March 2025".into(), Some("13 March 2025".into()), 1),
                ("Thursday".into(), Some("13 March 2025".into()), 1),
                ("May".into(), Some("1 May 2025 to 31 May 2025".into()), 1),
                ("Friday".into(), None, 1),
            ]
        );
        assert_eq!(
            shown(&facts.places),
            [("Norland".into(), Some("Norland, country, NLD".into()), 1), ("Port Lenmar".into(), None, 2),]
        );
    }

    #[test]
    fn numbers_are_printed_as_papers_do() {
        for (value, expected) in [
            (401.0, "401"),
            (1200.0, "1,200"),
            (5.2e9, "5,200,000,000"),
            (0.25, "0.25"),
            (-12.5, "-12.5"),
            (1e6, "1,000,000"),
        ] {
            assert_eq!(number(value), expected);
        }
    }
}
