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
use super::lines::{Ground, Line, Tag, Unit};

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
        let speakers = Speakers::of(line, &found[index]);
        // The owner of the nearest quotation before in the paragraph.
        let mut near: Option<Place> = None;
        for (at, unit) in line.units.iter().enumerate() {
            let Some(quote) = unit.quote else { continue };
            if owners[quote as usize].is_some() {
                near = owners[quote as usize];
                continue;
            }
            let carried = ground.quotes[quote as usize].continues.and_then(|before| owners[before as usize]);
            let place = match carried.or_else(|| waiting.take().filter(|_| at == 0)) {
                Some(place) => Some(place),
                None if !stands_alone(line, at) => continue,
                None => near
                    .or_else(|| speakers.before(line, at).map(|which| (index, which)))
                    .or_else(|| speakers.after(line, at).map(|which| (index, which)))
                    .or_else(|| last.filter(|_| speakers.only_quotations)),
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
            near = owners[quote as usize].or(near);
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
    hand_back(lines, found, &mut owners, orphans)
}

/// `“Q1.” ¶ “Q2,” Tarn said`: a paragraph that is nothing but quotations goes with the quotation that opens the next one.
/// Returns the orphans that are left.
fn hand_back(
    lines: &[Line],
    found: &mut [Vec<Raw>],
    owners: &mut [Option<Place>],
    orphans: Vec<(usize, usize)>,
) -> Vec<(usize, usize)> {
    // From the last line to the first, so that a run of such paragraphs goes with the one that ends it.
    let mut left = Vec::new();
    let mut orphans = orphans.into_iter().rev().peekable();
    let mut opening: Option<Place> = None;
    for (index, line) in lines.iter().enumerate().rev().filter(|(_, line)| line.inside.is_none()) {
        let adopted = if orphans.peek().is_some_and(|&(line, _)| line == index) && only_quotations(line) {
            opening
        } else {
            None
        };
        while let Some((_, unit)) = orphans.next_if(|&(line, _)| line == index) {
            let Some(place) = adopted else {
                left.push((index, unit));
                continue;
            };
            if let Some(quote) = line.units[unit].quote {
                owners[quote as usize] = Some(place);
            }
            let raw = found[place.0][place.1].clone();
            let elder = raw.continues.unwrap_or(place);
            found[index].push(Raw { content: one(unit), continues: Some(elder), ..raw });
        }
        opening = line.units.first().and_then(|unit| unit.quote).and_then(|quote| owners[quote as usize]);
    }
    left.reverse();
    left
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

/// The sentence of a unit.
fn sentence(line: &Line, at: usize) -> Option<usize> {
    let index = line.sentences.partition_point(|&(_, end)| end <= at);
    line.sentences.get(index).filter(|sentence| sentence.0 <= at).map(|_| index)
}

/// Whether a quotation fills its sentence, with other quotations at most.
fn stands_alone(line: &Line, at: usize) -> bool {
    sentence(line, at).is_some_and(|index| {
        let (start, end) = line.sentences[index];
        line.units[start..end].iter().all(quotation)
    })
}

fn only_quotations(line: &Line) -> bool {
    line.units.iter().all(quotation)
}

fn quotation(unit: &Unit) -> bool {
    matches!(unit.tag, Tag::Quote | Tag::Stop | Tag::Mark | Tag::Comma | Tag::Dash)
}

/// What of a line's statements the quotations in it may go with.
struct Speakers {
    /// By sentence: its last statement with a source and a cue that introduces speech.
    last: Vec<Option<usize>>,
    /// By sentence: the statement whose content begins it with a quotation.
    first: Vec<Option<usize>>,
    only_quotations: bool,
}

impl Speakers {
    fn of(line: &Line, found: &[Raw]) -> Speakers {
        let none = vec![None; line.sentences.len()];
        let mut speakers = Speakers { last: none.clone(), first: none, only_quotations: only_quotations(line) };
        for (which, raw) in found.iter().enumerate() {
            let cue = raw.cue.as_ref().filter(|_| raw.source.is_some() && speaks(raw));
            if let Some(index) = cue.and_then(|cue| sentence(line, cue.start)) {
                speakers.last[index] = Some(which);
            }
            let Some(piece) = raw.content.first().filter(|piece| line.units[piece.start].quote.is_some()) else {
                continue;
            };
            if let Some(index) = sentence(line, piece.start).filter(|&index| line.sentences[index].0 == piece.start) {
                speakers.first[index].get_or_insert(which);
            }
        }
        speakers
    }

    /// The speaker of the sentence right before a unit's.
    fn before(&self, line: &Line, at: usize) -> Option<usize> {
        let before = sentence(line, at)?.checked_sub(1)?;
        self.last[before]
    }

    /// The speaker of the sentence right after, if it begins with a quotation: `“We won.” “We stay,” he said.`
    fn after(&self, line: &Line, at: usize) -> Option<usize> {
        self.first.get(sentence(line, at)? + 1).copied().flatten()
    }
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
