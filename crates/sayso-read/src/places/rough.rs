//! Names that the map does not have as they are printed: mistyped ("Finalnd"), misheard, or brought into other letters in
//! another way ("Southzha" for Sudzha).
//!
//! They are taken for a place only where the text speaks of what it lies in or of what lies near; then a doubt says so. All others stay
//! unresolved.

use std::collections::BTreeSet;

use super::gazetteer::{Gazetteer, How, PlaceIndex, Sort, fold};
use super::geometry::square;
use super::scene::Scene;
use super::toponyms::glued;
use crate::names::{Name, NameKind};
use crate::span::{Run, Span};
use crate::tags::Upos;

/// Names that are looked for so, a text.
pub(super) const MOST: usize = 16;

/// Provinces of a text whose towns are gone through, and towns of each.
const MOST_PROVINCES: usize = 6;
const MOST_TOWNS: usize = 3_000;

/// How near is beside, in kilometres.
const NEAR: f64 = 100.0;

/// Letters that a name must have.
const SHORTEST: usize = 5;

/// The place that a folded name may stand for, and what supports it; `settled` are the places of the text.
pub(super) fn find(map: &Gazetteer, folded: &str, settled: &[PlaceIndex]) -> Option<(PlaceIndex, PlaceIndex)> {
    if folded.len() < SHORTEST || folded.len() > 24 || !folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let mut found: Vec<(PlaceIndex, PlaceIndex)> = Vec::new();
    for (_, number) in map.like(folded, 24) {
        for bearer in map.bearers(number).into_iter().filter(|bearer| matches!(bearer.how, How::Main | How::Other)) {
            found.extend(support(map, bearer.place, settled).map(|by| (bearer.place, by)));
        }
    }
    if found.is_empty() {
        found = by_sound(map, folded, settled);
    }
    // The greatest; where another is as great, nobody knows.
    found.sort_by_key(|&(place, _)| (std::cmp::Reverse(map.size(place)), place));
    found.dedup_by_key(|(place, _)| *place);
    let (best, by) = *found.first()?;
    let rival = found.iter().skip(1).find(|(place, _)| map.name(*place) != map.name(best));
    let clear = rival.is_none_or(|(rival, _)| map.size(best) >= map.size(*rival) + 16);
    clear.then_some((best, by))
}

/// Proper nouns that are neither `chosen` nor on the map nor anybody's name, with their key: words so mangled that only the map can tell.
pub(super) fn strays(scene: &Scene<'_>, chosen: &BTreeSet<usize>) -> Vec<(Span, String)> {
    let text = scene.text;
    let is_capital =
        |token: usize| text.tokens.get(token).is_some_and(|_| text.word(token).starts_with(char::is_uppercase));
    let known =
        scene.toponyms.iter().enumerate().filter(|(at, toponym)| !toponym.bearers.is_empty() || chosen.contains(at));
    // A mangled word may be taken for a body or a ware; persons are left alone.
    let is_other = |name: &&Name| {
        let open = [NameKind::Location, NameKind::Organization, NameKind::Misc, NameKind::Product, NameKind::Facility];
        name.run.len() > 1 || !open.contains(&name.kind)
    };
    let others = scene.analysis.names.iter().filter(is_other).map(|name| name.run);
    let mut taken: Vec<Run> = known.map(|(_, toponym)| toponym.run).chain(others).collect();
    taken.sort_unstable();
    let (mut strays, mut next) = (Vec::new(), 0);
    let mut reach = 0;
    for sentence in &text.sentences {
        for token in sentence.range().skip(1) {
            while taken.get(next).is_some_and(|run| run.range().start <= token) {
                reach = reach.max(taken[next].range().end);
                next += 1;
            }
            let proper = scene.analysis.tags.get(token).is_some_and(|tag| tag.upos == Upos::Propn);
            if token < reach || !proper || !is_capital(token) || is_capital(token - 1) || is_capital(token + 1) {
                continue;
            }
            let mut span = text.tokens[token].span;
            span.end -= glued(text.word(token)) as u32;
            strays.push((span, fold(text.words(span))));
            if strays.len() == MOST {
                return strays;
            }
        }
    }
    strays
}

/// What of the text speaks for a place: what it lies in, below the country; what lies near; for a country what lies in it.
fn support(map: &Gazetteer, place: PlaceIndex, settled: &[PlaceIndex]) -> Option<PlaceIndex> {
    let here = map.point(place);
    let is_country = map.sort(place) == Sort::Country;
    settled.iter().copied().find(|&other| {
        if is_country {
            return other != place && map.country(other) == Some(place);
        }
        let within = map.chain(place).skip(1).any(|around| around == other || map.division(other) == Some(around));
        let coarse = matches!(map.sort(other), Sort::Country | Sort::Continent | Sort::Region);
        other != place && !coarse && (within || square(here, map.point(other)) < NEAR * NEAR)
    })
}

/// The towns of the provinces that the text speaks of which sound like the name.
fn by_sound(map: &Gazetteer, folded: &str, settled: &[PlaceIndex]) -> Vec<(PlaceIndex, PlaceIndex)> {
    let sound = sound(folded);
    let mut provinces: Vec<PlaceIndex> = settled.iter().filter_map(|&place| map.division(place)).collect();
    provinces.sort_unstable();
    provinces.dedup();
    provinces.truncate(MOST_PROVINCES);
    let mut found = Vec::new();
    if sound.len() < 3 {
        return found;
    }
    for province in provinces {
        let right_inside = map.inside(province).flat_map(|place| std::iter::once(place).chain(map.inside(place)));
        for place in right_inside.take(MOST_TOWNS).filter(|&place| map.sort(place).is_settlement()) {
            let name = fold(map.name(place));
            if name.as_bytes().first() == folded.as_bytes().first()
                && self::sound(&name) == sound
                && is_alike(folded, &name)
            {
                found.push((place, province));
            }
        }
    }
    found
}

/// Whether at most three letters, and less than half of them, differ.
fn is_alike(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, a) in one.iter().enumerate() {
        let mut before = std::mem::replace(&mut row[0], at + 1);
        for (to, b) in other.iter().enumerate() {
            let step = before + usize::from(a != b);
            before = row[to + 1];
            row[to + 1] = step.min(before + 1).min(row[to] + 1);
        }
    }
    let steps = row.last().copied().unwrap_or_default();
    steps <= 3 && 2 * steps < one.len().max(other.len())
}

/// What is left of a name when vowels go and letters that are taken for each other fall together.
fn sound(folded: &str) -> Vec<u8> {
    let bytes = folded.as_bytes();
    let mut sound: Vec<u8> = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        let class = match byte {
            b'd' | b't' => b't',
            b'z' | b's' | b'j' | b'x' => b's',
            // "ch" hisses, "c" does not.
            b'c' if bytes.get(at + 1) == Some(&b'h') => b's',
            b'g' | b'k' | b'c' | b'q' => b'k',
            b'b' | b'p' => b'p',
            b'v' | b'f' | b'w' => b'f',
            b'm' | b'n' | b'l' | b'r' => *byte,
            _ => continue,
        };
        if sound.last() != Some(&class) {
            sound.push(class);
        }
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::{is_alike, sound};

    #[test]
    fn spellings_of_one_sound_fall_together() {
        for (one, other) in [("southzha", "sudzha"), ("kharkov", "harkof"), ("chernihiv", "chernigov")] {
            let same = sound(one)
                .iter()
                .filter(|class| **class != b'k')
                .eq(sound(other).iter().filter(|class| **class != b'k'));
            assert!(same, "{one} {other}");
        }
        assert_eq!(sound("southzha"), sound("sudzha"));
        assert_ne!(sound("kursk"), sound("sudzha"));
    }

    #[test]
    fn names_that_differ_in_half_of_their_letters_are_not_alike() {
        assert!(is_alike("southzha", "sudzha"));
        assert!(is_alike("finalnd", "finland"));
        assert!(!is_alike("kursk", "kiev"));
    }
}
