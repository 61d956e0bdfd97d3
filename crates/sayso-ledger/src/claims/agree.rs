//! Agree: whether the figures and days of two sayings can be those of one claim.
//!
//! In: [`Figure`]s, days. Out: yes or no. Every figure is an interval; figures that meet agree. "112 dead" and "164 dead" do not meet and are
//! two claims; "164 dead, 31 missing" and "164 dead" are not at odds. A bound is a claim of its own: "more than 310" is not met by 346,
//! though 346 is more.
//!
//! ```text
//! 112        |                       about 50   ├─┤            several dozen  ├────────────┤
//! 164             |                  48          |             36             |
//! at odds                            agree                     agree
//! ```

use jiff::ToSpan;
use jiff::civil::Date;
use sayso_read::quantities::{Hedge, QuantityKind};
use sayso_read::tables::hash;

use crate::rows;

/// Figures, and times, of one content that are looked at.
pub(crate) const MOST: usize = 32;

/// How far a hedge reaches, in parts of the value: "about 50" is met by 48, "more than 310" by 320.
const REACH: f64 = 0.05;

/// How far a vague figure without an upper bound reaches, in its lower bounds: "several dozen" (36) is met by 90.
const VAGUE: f64 = 3.0;

/// A figure of a content.
#[derive(Debug, Clone)]
pub struct Figure {
    kind: QuantityKind,
    low: f64,
    high: f64,
    unit: Option<u64>,
    /// Keys of what is counted.
    of: Vec<u16>,
    fate: Option<u64>,
}

impl Figure {
    /// The interval that a quantity names; none where it names no number.
    pub fn of(quantity: &rows::Quantity) -> Option<Figure> {
        let (low, high) = interval(quantity)?;
        let text = |words: &Option<String>| words.as_ref().map(|words| hash(words.as_bytes()));
        let of = quantity.of.iter().flat_map(|of| sayso_families::words(of));
        Some(Figure {
            kind: quantity.kind,
            low,
            high,
            unit: text(&quantity.unit),
            of: of.map(|word| word.key).filter(|&key| key != 0).collect(),
            fate: text(&quantity.fate),
        })
    }

    fn equals(&self, other: &Figure) -> bool {
        self.alike(other) && (self.low, self.high) == (other.low, other.high)
    }

    fn meets(&self, other: &Figure) -> bool {
        self.alike(other) && self.low <= other.high && other.low <= self.high
    }

    /// Whether both are of one kind and, but for counts, of one unit.
    fn alike(&self, other: &Figure) -> bool {
        let counts = matches!(self.kind, QuantityKind::Count | QuantityKind::Fraction);
        let units = self.unit.zip(other.unit).is_none_or(|(one, two)| one == two);
        self.kind == other.kind && (counts || units)
    }

    /// Whether both may be of one thing: what is told of the things does not part them.
    fn one_thing(&self, other: &Figure) -> bool {
        let fates = self.fate.zip(other.fate).map(|(one, two)| one == two);
        let shares = self.of.iter().any(|key| other.of.contains(key));
        let told = !self.of.is_empty() && !other.of.is_empty();
        self.alike(other) && fates.unwrap_or(!told || shares)
    }
}

fn interval(quantity: &rows::Quantity) -> Option<(f64, f64)> {
    let rows::Quantity { value, low, high, hedge, .. } = quantity;
    let (low, high) = match (value, hedge) {
        (Some(value), hedge) => {
            let reach = value.abs() * REACH;
            match hedge {
                Hedge::Exact => (*value, *value),
                Hedge::MoreThan => (*value, value + reach),
                Hedge::LessThan | Hedge::UpTo => (value - reach, *value),
                Hedge::About | Hedge::Vague => (value - reach, value + reach),
            }
        }
        (None, _) => match (low, high) {
            (Some(low), Some(high)) => (low.min(*high), low.max(*high)),
            (Some(low), None) => (*low, low * VAGUE),
            (None, Some(high)) => (high / VAGUE, *high),
            (None, None) => return None,
        },
    };
    (low.is_finite() && high.is_finite()).then_some((low, high))
}

/// Whether figures contradict each other: one on each side that the other side does not have, of what may be one thing.
pub(crate) fn at_odds(one: &[Figure], other: &[Figure]) -> bool {
    let (left, right) = unmet(one, other);
    left.iter().any(|figure| right.iter().any(|against| figure.one_thing(against)))
}

/// Whether a figure stands in both, of one thing that is told: what befell it, or what was counted.
pub(crate) fn same_figure(one: &[Figure], other: &[Figure]) -> bool {
    let same = |figure: &Figure, against: &Figure| {
        let told = figure.fate.is_some() && figure.fate == against.fate;
        figure.equals(against) && (told || figure.of.iter().any(|key| against.of.contains(key)))
    };
    one.iter().any(|figure| other.iter().any(|against| same(figure, against)))
}

/// The figures of each side that the other does not have. Each is met by one only, first by its equal.
fn unmet<'f>(one: &'f [Figure], other: &'f [Figure]) -> (Vec<&'f Figure>, Vec<&'f Figure>) {
    let mut right: Vec<&Figure> = other.iter().collect();
    let mut left: Vec<&Figure> = one.iter().collect();
    for meets in [Figure::equals, Figure::meets] {
        left.retain(|figure| {
            let found = right.iter().position(|against| meets(figure, against));
            found.map(|at| right.remove(at)).is_none()
        });
    }
    (left, right)
}

/// Whether days contradict each other: both name days, and none of them is the other's or next to it (news is dated by the night).
pub(crate) fn other_days(one: &[Date], other: &[Date]) -> bool {
    let near = |day: &Date, other: &Date| {
        let (early, late) = (day.min(other), day.max(other));
        early.saturating_add(1.day()) >= *late
    };
    !one.is_empty() && !other.is_empty() && !one.iter().any(|day| other.iter().any(|against| near(day, against)))
}

/// The day that a time names, if it is one day.
pub(crate) fn day(time: &rows::Time) -> Option<Date> {
    let (from, to) = (time.from.as_deref()?, time.to.as_deref()?);
    (from.get(..10)? == to.get(..10)?).then(|| from.get(..10)?.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: Option<f64>, low: Option<f64>, hedge: Hedge, of: &str, fate: Option<&str>) -> Figure {
        let quantity = rows::Quantity {
            quantity: 1,
            document: 1,
            passage: None,
            statement: None,
            start: 0,
            end: 1,
            text: String::new(),
            kind: QuantityKind::Count,
            value,
            low,
            high: None,
            hedge,
            unit: None,
            change: None,
            of: (!of.is_empty()).then(|| of.to_owned()),
            of_start: None,
            of_end: None,
            fate: fate.map(str::to_owned),
        };
        Figure::of(&quantity).unwrap_or_else(|| unreachable!("a figure"))
    }

    fn exact(value: f64, of: &str) -> Figure {
        figure(Some(value), None, Hedge::Exact, of, None)
    }

    #[test]
    fn figures_of_one_thing_that_do_not_meet_are_at_odds() {
        assert!(at_odds(&[exact(112.0, "people")], &[exact(164.0, "people")]));
        assert!(at_odds(&[exact(112.0, "")], &[exact(164.0, "people")]));
        assert!(!at_odds(&[exact(164.0, "people")], &[exact(164.0, "people"), exact(31.0, "people")]));
        assert!(!at_odds(&[exact(112.0, "villages")], &[exact(164.0, "people")]));
        assert!(!at_odds(&[], &[exact(164.0, "people")]));
    }

    #[test]
    fn a_hedge_reaches_a_little_and_a_bound_is_a_claim_of_its_own() {
        let about = figure(Some(50.0), None, Hedge::About, "people", None);
        assert!(!at_odds(std::slice::from_ref(&about), &[exact(48.0, "people")]));
        assert!(at_odds(&[about], &[exact(40.0, "people")]));
        let dozens = figure(None, Some(36.0), Hedge::Vague, "people", None);
        assert!(!at_odds(&[dozens], &[exact(36.0, "people")]));
        // Each meets one only.
        let (dozens, several) = (exact(41.0, ""), figure(None, Some(36.0), Hedge::Vague, "", None));
        assert!(at_odds(&[dozens, several], &[exact(58.0, ""), exact(49.0, "")]));
        let more = figure(Some(310.0), Some(311.0), Hedge::MoreThan, "people", None);
        assert!(at_odds(&[more], &[exact(346.0, "people")]));
    }

    #[test]
    fn other_fates_are_other_things() {
        let dead = figure(Some(19.0), None, Hedge::Exact, "", Some("killed"));
        let hurt = figure(Some(60.0), None, Hedge::Exact, "", Some("wounded"));
        assert!(!at_odds(&[dead], &[hurt]));
    }

    #[test]
    fn days_next_to_each_other_agree() {
        let (one, two, three) = (Date::constant(2024, 3, 12), Date::constant(2024, 3, 13), Date::constant(2024, 3, 14));
        assert!(!other_days(&[one], &[two]) && other_days(&[one], &[three]) && !other_days(&[], &[three]));
        assert!(!other_days(&[Date::MAX], &[Date::MAX]));
    }
}
