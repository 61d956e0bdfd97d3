//! What the two sets of weights look at; reading and training both call it.
//!
//! [`mention`]: whether words are a toponym: what the finder of names thinks, what the map has, the words around, the rest of the text.
//! [`bearer`]: which place is meant: size, sort, how it bears the name, what else the text speaks of.

use super::context::{Mass, Numbered};
use super::gazetteer::{Bearer, How, Sort};
use super::scene::Scene;
use crate::names::NameKind;
use crate::tables::{hash, mix};
use crate::text::TokenKind;

/// Adds features of one family.
struct Sheet<'o>(&'o mut Vec<u64>);

impl Sheet<'_> {
    fn add(&mut self, family: &str, values: &[u64]) {
        self.0.push(values.iter().fold(hash(family.as_bytes()), |sum, &value| mix(sum, value)));
    }
}

/// How a name lies to a toponym.
fn relation(scene: &Scene<'_>, at: usize) -> (u64, u64) {
    let toponym = &scene.toponyms[at];
    let Some(name) = toponym.name.map(|name| scene.analysis.names[name as usize]) else { return (99, 0) };
    let (run, kind) = (toponym.run, name.kind as u64);
    let how = match (name.run.contains(run), run.contains(name.run)) {
        (true, true) => 0,
        (true, false) if name.run.end == run.end => 1,
        (true, false) if name.run.start == run.start => 2,
        (true, false) => 3,
        (false, true) => 4,
        (false, false) => 5,
    };
    (kind, how)
}

fn step(count: usize) -> u64 {
    match count {
        0..=3 => count as u64,
        4..=6 => 4,
        7..=12 => 5,
        _ => 6,
    }
}

/// What speaks for or against a toponym.
pub fn mention(scene: &Scene<'_>, at: usize, out: &mut Vec<u64>) {
    out.clear();
    let toponym = &scene.toponyms[at];
    let (text, map, run) = (scene.text, scene.gazetteer, toponym.run);
    let mut sheet = Sheet(out);
    sheet.add("one", &[]);
    let (kind, how) = relation(scene, at);
    let sentence = scene.sentence_of(run);
    let word = |offset: isize| {
        let token = if offset < 0 {
            (run.start as usize).checked_sub(offset.unsigned_abs())
        } else {
            Some(run.end as usize + offset as usize)
        };
        token.filter(|token| sentence.range().contains(token)).map_or(0, |token| scene.lower(token))
    };
    let (before, before2, after, after2) = (word(-1), word(-2), word(0), word(1));
    let best = toponym.bearers.first();
    let (sort, way) = best.map_or((98, 9), |bearer| (map.sort(bearer.place) as u64, bearer.how as u64));
    let size = best.map_or(0, |bearer| u64::from(map.size(bearer.place) / 16) + 1);
    let bearers = step(toponym.bearers.len());
    let words = text.words(scene.span(at));
    let capitals = u64::from(words.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase));
    let length = step(run.len());
    let first = u64::from(run.start == sentence.start);
    let tag = |token: u32| scene.analysis.tags.get(token as usize).map_or(99, |tag| tag.upos as u64);
    let last = run.end - 1;
    let arc = scene.analysis.clauses.get(last as usize).copied().unwrap_or_default();
    sheet.add("block", &[scene.block_of(run) as u64, kind]);
    sheet.add("name", &[kind, how]);
    sheet.add("name map", &[kind, how, sort, way]);
    sheet.add("name size", &[kind, how, size, way]);
    sheet.add("map", &[sort, way, bearers, length]);
    sheet.add("size length", &[size, length, kind, how]);
    sheet.add("print", &[capitals, first, kind, how, way]);
    sheet.add("tag", &[tag(last), tag(run.start), kind]);
    sheet.add("tag map", &[tag(last), sort, way]);
    sheet.add("clause", &[arc.relation as u64, kind, way]);
    sheet.add("before", &[before]);
    sheet.add("before kind", &[before, kind, how]);
    sheet.add("before2", &[before2, before]);
    sheet.add("after", &[after]);
    sheet.add("after kind", &[after, kind, how]);
    sheet.add("after2", &[after, after2]);
    sheet.add("comma", &[before, before2, sort]);
    sheet.add("first word", &[scene.lower(run.start as usize)]);
    sheet.add("last word", &[scene.lower(last as usize)]);
    sheet.add("whole", &[hash(toponym.key.as_bytes())]);
    sheet.add("whole kind", &[hash(toponym.key.as_bytes()), kind, how]);
    let capital = |token: Option<usize>| {
        let token = token.filter(|token| sentence.range().contains(token));
        token.map_or(2, |token| u64::from(text.word(token).starts_with(char::is_uppercase)))
    };
    let neighbours = [capital((run.start as usize).checked_sub(1)), capital(Some(run.end as usize))];
    sheet.add("neighbours", &[neighbours[0], neighbours[1], kind, how]);
    let after_tag =
        if sentence.contains(crate::span::Run { start: run.end, end: run.end + 1 }) { tag(run.end) } else { 98 };
    sheet.add("after tag", &[after_tag, kind, way]);
    sheet.add("around tags", &[if run.start > sentence.start { tag(run.start - 1) } else { 98 }, after_tag, kind]);
    let support = scene.support(at);
    let (within, around) = scene.is_beside_its_own(at);
    sheet.add("support", &[support, kind, sort]);
    sheet.add("support way", &[support, bearers, way, tag(last)]);
    sheet.add("beside", &[u64::from(within), u64::from(around), kind, sort]);
    sheet.add("rare", &[u64::from(scene.is_rare(run)), kind, how, support]);
    // The rest of the text: how often the same words stand there, and as the names of places.
    let (all, places) = scene.mentions_of(&toponym.key);
    sheet.add("again", &[step(all), step(places), kind]);
    if let Some(name) =
        toponym.name.map(|name| scene.analysis.names[name as usize].run).filter(|name| name.contains(run))
    {
        let head = scene.lower(name.end as usize - 1);
        sheet.add("name's last", &[head, u64::from(name.end == run.end)]);
        sheet.add("name's length", &[step(name.len()), kind, how]);
        if name.start < run.start {
            sheet.add("name's first", &[scene.lower(name.start as usize)]);
        }
    }
    let digits =
        (sentence.start..run.start).rev().take(2).any(|token| text.tokens[token as usize].kind == TokenKind::Number);
    sheet.add("number before", &[u64::from(digits), kind, how]);
    let person = matches!(kind, k if k == NameKind::Person as u64);
    sheet.add("person again", &[u64::from(person), u64::from(scene.is_person(scene.lower(last as usize))), sort]);
}

/// What speaks for or against a place.
pub fn bearer(scene: &Scene<'_>, numbered: Numbered<'_>, mass: &Mass<'_>, at: usize, out: &mut Vec<u64>) {
    out.clear();
    let group = numbered.group;
    let map = scene.gazetteer;
    let Bearer { place, how } = group.bearers[at];
    let mut sheet = Sheet(out);
    let (sort, way, size) = (map.sort(place), how as u64, u64::from(map.size(place) / 8));
    let rank = step(at);
    let many = step(group.bearers.len() - 1);
    sheet.add("sort", &[sort as u64, way]);
    sheet.add("size", &[size, u64::from(sort.is_settlement())]);
    sheet.add("rank", &[rank, many.min(2)]);
    let greatest = map.size(group.bearers[0].place);
    sheet.add("behind", &[u64::from(greatest - map.size(place)) / 8]);
    sheet.add("behind way", &[u64::from(greatest - map.size(place)) / 16, way, sort as u64]);
    if how == How::People {
        return;
    }
    let country = map.country(place);
    let foreign = country.and_then(|country| map.code(country)).map_or(0, |code| hash(code.as_bytes()));
    sheet.add("country", &[foreign]);
    let mut levels = |name: &str, value: u64| {
        sheet.add(name, &[value]);
        sheet.add(name, &[value, size / 2, 1]);
        sheet.add(name, &[value, sort as u64, 2]);
    };
    levels("its country is spoken of", mass.country(&numbered, place));
    levels("its province is spoken of", mass.province(&numbered, place));
    levels("its county is spoken of", mass.district(&numbered, place));
    levels("others lie there", mass.company(&numbered, place));
    levels("near", mass.near(&numbered, place));
    levels("stands beside what it lies in", mass.beside(&numbered, place));
    levels("is what its neighbour lies in", mass.holds(&numbered, place));
    levels("outlet", mass.outlet(place));
    sheet.add("kind said", &[u64::from(group.says_area), sort as u64]);
    sheet.add("sort and rank", &[sort as u64, rank]);
    let capital = sort == Sort::Capital || sort == Sort::Country;
    sheet.add("alone", &[u64::from(mass.is_alone()), u64::from(capital), size / 2]);
}
