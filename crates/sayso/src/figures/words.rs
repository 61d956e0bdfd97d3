//! Words: how a thing, a figure's bounds and its claimant are called.

use sayso_ledger::{Counted, Told};

use crate::outline;

/// Plurals that no ending makes.
const PLURALS: [(&str, &str); 6] = [
    ("person", "people"),
    ("child", "children"),
    ("woman", "women"),
    ("man", "men"),
    ("aircraft", "aircraft"),
    ("casualty", "casualties"),
];

/// A number from here on is written with its power of ten.
const LONG: f64 = 1e18;

/// Names told of a thing.
const NAMES: usize = 3;

/// Figures told of a thing in one line.
const STANDING: usize = 6;

/// What a series counts: `soldiers captured (Velmora, Tarquen, Tesk)`, `cost in crowns`.
pub(crate) fn thing(series: &Counted) -> String {
    let mut words = match &series.currency {
        Some(currency) => format!("{} in {}", series.what, plural(currency)),
        None => named(&series.what, series.fate.as_deref()),
    };
    if series.part {
        words += ", a part";
    }
    let mut around: Vec<&String> = Vec::new();
    for name in series.side.iter().chain(&series.places).chain(&series.around) {
        if !around.contains(&name) && around.len() < NAMES {
            around.push(name);
        }
    }
    if !around.is_empty() {
        words += &format!(" ({})", around.into_iter().map(|name| capital(name)).collect::<Vec<_>>().join(", "));
    }
    words
}

/// What each claimant tells that is not superseded, as far as it fits a line or two: `Velmora 163 · Orhun Kelemdar 301`.
pub(crate) fn standing(series: &Counted) -> String {
    let standing = series.figures.iter().filter(|figure| figure.superseded_by.is_none());
    once(standing.map(|figure| format!("{} {}", claimant(figure), outline::fold(&figure.text))), STANDING).join(" · ")
}

/// Words, each once, the first so many.
pub(crate) fn once(words: impl Iterator<Item = String>, most: usize) -> Vec<String> {
    let mut each: Vec<String> = Vec::new();
    for words in words {
        if each.len() < most && !each.contains(&words) {
            each.push(words);
        }
    }
    each
}

/// A name as it begins a line.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `soldiers captured`.
pub(crate) fn named(what: &str, fate: Option<&str>) -> String {
    match fate {
        None => plural(what),
        Some("casualty") => format!("{} killed or wounded", plural(what)),
        Some(fate) => format!("{} {fate}", plural(what)),
    }
}

fn plural(what: &str) -> String {
    if let Some((_, many)) = PLURALS.iter().find(|(one, _)| *one == what) {
        return (*many).to_owned();
    }
    let vowel = |letter: char| "aeiou".contains(letter);
    match what.strip_suffix('y') {
        Some(stem) if !stem.ends_with(vowel) => format!("{stem}ies"),
        _ if what.ends_with(['s', 'x', 'z']) || what.ends_with("ch") || what.ends_with("sh") => format!("{what}es"),
        _ => format!("{what}s"),
    }
}

/// Both bounds: `[163]`, `[311, ...]`, `[55,000 to 70,000]`; nothing where none is told.
pub(crate) fn bounds(figure: &Told) -> String {
    match (figure.low, figure.high) {
        (Some(low), Some(high)) if low == high && figure.hedge == "about" => format!("[about {}]", number(low)),
        (Some(low), Some(high)) if low == high => format!("[{}]", number(low)),
        (Some(low), Some(high)) => format!("[{} to {}]", number(low), number(high)),
        (Some(low), None) => format!("[{} or more]", number(low)),
        (None, Some(high)) => format!("[{} or less]", number(high)),
        (None, None) => String::new(),
    }
}

/// A number with its thousands parted.
pub(crate) fn number(number: f64) -> String {
    if number.abs() >= LONG || !number.is_finite() {
        return if number.is_finite() { format!("{number:e}") } else { "?".to_owned() };
    }
    let whole = number.trunc().abs();
    let digits = format!("{whole:.0}");
    let mut parted = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    let rest = format!("{:.2}", number.fract().abs());
    let rest = rest.trim_start_matches(['0', '1']).trim_end_matches('0').trim_end_matches('.');
    format!("{}{parted}{rest}", if number < 0.0 { "-" } else { "" })
}

/// Who tells it: a name; a source whose name is not settled, as printed; else where it stands.
pub(crate) fn claimant(figure: &Told) -> String {
    match (&figure.claimant, &figure.document.outlet) {
        (Some(claimant), _) => claimant.clone(),
        (None, _) if figure.told != "document" => {
            format!("“{}” (not settled who)", figure.source.as_deref().unwrap_or("somebody"))
        }
        (None, Some(outlet)) => format!("the document itself ({outlet})"),
        (None, None) => "the document itself".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_part_their_thousands_and_things_have_their_plurals() {
        assert_eq!([1.0, 1_204.0, 90_000_000.0, 62.4, 0.5].map(number), ["1", "1,204", "90,000,000", "62.4", "0.5"]);
        assert_eq!(
            ["person", "family", "fire", "bus", "boy"].map(plural),
            ["people", "families", "fires", "buses", "boys"]
        );
        assert_eq!(named("soldier", Some("casualty")), "soldiers killed or wounded");
    }
}
