//! Direct speech over sentences and paragraphs: whose are the quotations that no cue stands beside?
//!
//! In: the lines, what was found in them. Out: the same, with more pieces of content; and quotations left without a source.
//!
//! ```text
//! “We won,” said Tarn. “They lost.” ¶ “The port is ours.”      the second and third are Tarn's as well
//! ```
//!
//! A quotation that fills its sentence goes with the speaker before it in the paragraph, else with the one right after.
//! One that reopens a quotation left open at the end of the last paragraph goes with that one's speaker. Words in
//! quotation marks within somebody's sentence are no speech by themselves.

use std::ops::Range;

use super::indirect::Raw;
use super::lines::{Ground, Line, Tag};

/// Where a statement was found: its line and its place in the line's list.
type Place = (usize, usize);

/// What a quotation of fewer words is, if nobody says it, is a name or an odd word.
const SPEECH: usize = 4;

/// Gives quotations to speakers. `found[n]` holds the statements of `lines[n]`; quotations without a source are returned
/// as (line, unit).
pub(super) fn attach(ground: &Ground<'_>, lines: &[Line], found: &mut [Vec<Raw>]) -> Vec<(usize, usize)> {
    let mut owners: Vec<Option<Place>> = vec![None; ground.quotes.len()];
    let mut orphans = Vec::new();
    // The speaker of the last words of the paragraph before, if they were a quotation.
    let mut last: Option<Place> = None;
    // The cue at the end of the paragraph before that waits for its words: "He said:".
    let mut awaited: Option<Place> = None;
    for (index, line) in lines.iter().enumerate() {
        own(line, index, &found[index], &mut owners);
        if line.inside.is_some() {
            continue;
        }
        let mut waiting = std::mem::take(&mut awaited);
        let mut ends_with = None;
        for (at, unit) in line.units.iter().enumerate() {
            let Some(quote) = unit.quote else { continue };
            if owners[quote as usize].is_some() {
                continue;
            }
            let carried = ground.quotes[quote as usize].continues.and_then(|before| owners[before as usize]);
            let place = match carried.or_else(|| waiting.take().filter(|_| at == 0)) {
                Some(place) => Some(place),
                None if !stands_alone(line, at) => continue,
                None => before(line, index, &found[index], at, &owners)
                    .or_else(|| after(line, index, &found[index], at))
                    .or_else(|| last.filter(|_| only_quotations(line))),
            };
            match place {
                Some((there, which)) if there == index => {
                    found[there][which].content.push(at..at + 1);
                    owners[quote as usize] = Some((there, which));
                }
                Some((there, which)) => {
                    // Another paragraph: the piece is of another line, so it is kept as a statement that names its elder.
                    let elder = found[there][which].clone();
                    let which_here = found[index].len();
                    found[index].push(Raw {
                        content: one(at),
                        continues: Some(elder.continues.unwrap_or((there, which))),
                        ..elder
                    });
                    owners[quote as usize] = Some((index, which_here));
                }
                None if unit.run.len() >= SPEECH + 2 => orphans.push((index, at)),
                None => {}
            }
        }
        if let Some(quote) =
            line.units.iter().rev().find(|unit| !matches!(unit.tag, Tag::Stop | Tag::Mark)).and_then(|unit| unit.quote)
        {
            ends_with = owners[quote as usize];
        }
        last = ends_with.or_else(|| closing_attribution(line, index, &found[index]));
        let colon = line.units.last().is_some_and(|unit| unit.tag == Tag::Colon);
        awaited = found[index].iter().rposition(|raw| raw.content.is_empty() && colon).map(|which| (index, which));
    }
    // `“Q1.” ¶ “Q2,” Tarn said`: a paragraph that is nothing but a quotation goes with the quotation that opens the next.
    for orphan in (0..orphans.len()).rev() {
        let (line, _) = orphans[orphan];
        if !only_quotations(&lines[line]) {
            continue;
        }
        let Some(next) = (line + 1..lines.len()).find(|&next| lines[next].inside.is_none()) else { continue };
        let owner = lines[next].units.first().and_then(|unit| unit.quote).and_then(|quote| owners[quote as usize]);
        if let Some(place) = owner {
            let (line, unit) = orphans.remove(orphan);
            if let Some(quote) = lines[line].units[unit].quote {
                owners[quote as usize] = Some(place);
            }
            let raw = found[place.0][place.1].clone();
            let elder = raw.continues.unwrap_or(place);
            found[line].push(Raw { content: one(unit), continues: Some(elder), ..raw });
        }
    }
    orphans
}

/// The piece of content that is one unit.
fn one(unit: usize) -> Vec<Range<usize>> {
    std::iter::once(unit..unit + 1).collect()
}

/// Notes which quotations belong to statements already.
fn own(line: &Line, index: usize, found: &[Raw], owners: &mut [Option<Place>]) {
    for (which, raw) in found.iter().enumerate() {
        for piece in &raw.content {
            for unit in line.units.get(piece.clone()).unwrap_or_default() {
                if let Some(quote) = unit.quote {
                    owners[quote as usize].get_or_insert((index, which));
                }
            }
        }
    }
}

/// Whether a quotation fills its sentence, with other quotations at most.
fn stands_alone(line: &Line, at: usize) -> bool {
    let sentence = line.sentences.iter().find(|&&(start, end)| (start..end).contains(&at));
    sentence.is_some_and(|&(start, end)| {
        line.units[start..end]
            .iter()
            .all(|unit| matches!(unit.tag, Tag::Quote | Tag::Stop | Tag::Mark | Tag::Comma | Tag::Dash))
    })
}

fn only_quotations(line: &Line) -> bool {
    line.units.iter().all(|unit| matches!(unit.tag, Tag::Quote | Tag::Stop | Tag::Mark | Tag::Comma | Tag::Dash))
}

/// The speaker of the nearest quotation before in the paragraph, or of the sentence right before.
fn before(line: &Line, index: usize, found: &[Raw], at: usize, owners: &[Option<Place>]) -> Option<Place> {
    let quote = line.units[..at].iter().rev().find_map(|unit| unit.quote).and_then(|quote| owners[quote as usize]);
    if let Some(place) = quote {
        return Some(place);
    }
    let sentence = line.sentences.iter().rev().find(|&&(_, end)| end <= at)?;
    let which = found.iter().rposition(|raw| {
        raw.source.is_some()
            && raw.cue.as_ref().is_some_and(|cue| cue.start >= sentence.0 && cue.end <= sentence.1)
            && speaks(raw)
    })?;
    Some((index, which))
}

/// The speaker of the sentence right after: `“We won. We stay.” Tarn said so ...` is rare, `“Q1.” “Q2,” he said` less.
fn after(line: &Line, index: usize, found: &[Raw], at: usize) -> Option<Place> {
    let next = line.sentences.iter().find(|&&(start, _)| start > at)?;
    let which = found.iter().position(|raw| {
        raw.content.first().is_some_and(|piece| piece.start == next.0 && line.units[piece.start].quote.is_some())
    })?;
    Some((index, which))
}

/// A sentence that ends its paragraph after the quotation it attributes: `“We won,” said Tarn.`
fn closing_attribution(line: &Line, index: usize, found: &[Raw]) -> Option<Place> {
    let &(start, end) = line.sentences.last()?;
    let which = found.iter().rposition(|raw| {
        raw.content
            .iter()
            .any(|piece| piece.start >= start && piece.end <= end && line.units[piece.start].quote.is_some())
            && speaks(raw)
    })?;
    Some((index, which))
}

/// Whether the cue is one that introduces speech.
fn speaks(raw: &Raw) -> bool {
    raw.entry.is_none_or(|entry| entry.frames.has(super::lexicon::Frames::QUOTE))
}
