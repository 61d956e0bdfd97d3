//! Aligned: statements that stand at one place of two copies of a report.
//!
//! In: where the contents of two documents stand, the stretches that the documents share. Out: pairs of places. Of two stretches that answer each
//! other, a content stands at the place that its position in its own stretch has in the other one; a content of the other document that
//! stands there too is its partner. Of a content that goes on behind its stretch the part inside is looked at.
//!
//! ```text
//! here    ·····├── “We did not come for the oil,” ──┤·····
//! there   ···├── “We have not come for the petroleum” ──┤···
//! ```

use sayso_families::Stretch;

/// A partner overlaps so much of the longer content, in thousandths: what is said within a content is not its partner.
const OVERLAP: u64 = 450;

/// Contents of the other document that are tried for one content.
const MOST_TRIED: usize = 16;

/// Where a content stands: from its first to its last code point.
pub(crate) type Place = (u32, u32);

/// Pairs of places in the two lists, which are in the order of their texts.
pub(crate) fn pairs(here: &[Place], there: &[Place], shared: &[Stretch]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for stretch in shared {
        let first = here.partition_point(|place| place.0 < stretch.here.0);
        for (at, &place) in here.iter().enumerate().skip(first).take_while(|(_, place)| place.0 < stretch.here.1) {
            let mapped = mapped(place, stretch);
            let near = there.partition_point(|place| place.0 < stretch.there.0);
            let within = there.iter().enumerate().skip(near).take_while(|(_, place)| place.0 < stretch.there.1);
            let beside = within.skip_while(|(_, place)| place.1 < mapped.0).take(MOST_TRIED);
            let best = beside
                .map(|(other, &place)| (overlap(mapped, (place.0, place.1.min(stretch.there.1))), other))
                .filter(|&(overlap, _)| overlap >= OVERLAP)
                .max_by_key(|&(overlap, other)| (overlap, std::cmp::Reverse(other)));
            pairs.extend(best.map(|(_, other)| (at, other)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Where a place of this document lies in the other.
fn mapped(place: Place, stretch: &Stretch) -> Place {
    let (here, there) = (stretch.here, stretch.there);
    let scale = |point: u32| {
        let from = u64::from(point.min(here.1) - here.0);
        let length = u64::from(here.1 - here.0).max(1);
        there.0 + (from * u64::from(there.1 - there.0) / length) as u32
    };
    (scale(place.0), scale(place.1))
}

/// How much of the longer of two places stands in the other, in thousandths.
fn overlap(one: Place, other: Place) -> u64 {
    let common = one.1.min(other.1).saturating_sub(one.0.max(other.0));
    let longer = (one.1 - one.0).max(other.1 - other.0).max(1);
    u64::from(common) * 1000 / u64::from(longer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_meets_the_one_at_its_place() {
        let shared = [Stretch { here: (0, 100), there: (50, 150) }, Stretch { here: (200, 240), there: (300, 380) }];
        let here = [(10, 30), (40, 90), (205, 235)];
        let there = [(62, 80), (95, 140), (312, 370)];
        assert_eq!(pairs(&here, &there, &shared), [(0, 0), (1, 1), (2, 2)]);
    }

    #[test]
    fn of_a_content_of_two_sentences_the_first_is_looked_at() {
        let shared = [Stretch { here: (0, 50), there: (0, 60) }, Stretch { here: (51, 120), there: (61, 150) }];
        assert_eq!(pairs(&[(10, 120)], &[(12, 150)], &shared), [(0, 0)]);
    }

    #[test]
    fn a_content_beside_finds_nobody() {
        let shared = [Stretch { here: (0, 100), there: (0, 100) }];
        assert_eq!(pairs(&[(10, 30)], &[(31, 60)], &shared), []);
        assert_eq!(pairs(&[(10, 30)], &[], &shared), []);
    }
}
