//! Ellipsis: a figure that does not say what it counts takes that from another figure of its document.
//!
//! In: the counts of a document in order; some of them are open. Out: their things, marked with the figure they come from.
//!
//! Three steps, the surest first: the same number earlier (a headline says "346", the text "raised his own figure to 346"); the figure before it in
//! its own or the last passage; and what coordinated figures share ("19 of his men dead and some 60 wounded").
//!
//! ```text
//! counts |138| soldiers as missing ... |Eleven| have been confirmed dead ... Velmora says |163| of its soldiers are captive; Tarquen says |346|
//!         soldier                        soldier, from 138                                  soldier, captured                       both, from 163
//! ```
//!
//! Not here: what other documents tell of the same number (`group`).

use super::view::Page;
use super::{Count, Sort, Thing};

/// A number from here on is the same number when it comes again: smaller ones come by chance.
const TELLING: f64 = 20.0;

/// Figures that one may take its thing from differ by less than this many times.
const APART: f64 = 30.0;

/// Figures before one that are looked through.
const BACK: usize = 12;

/// Fills in what bare figures count.
pub(super) fn fill(page: &Page, counts: &mut [Count]) {
    let passages: Vec<usize> = counts.iter().map(|count| passage(page, count)).collect();
    for index in 0..counts.len() {
        let open = counts[index].open;
        if counts[index].thing.is_none() && !open {
            continue;
        }
        let told = counts[index].thing.as_ref().and_then(|thing| thing.fate);
        if counts[index].thing.is_none() {
            let own = counts[index].again;
            let from = same_number(counts, index)
                .or_else(|| own.then(|| of_claimant(counts, index)).flatten())
                .or_else(|| (!own).then(|| nearest(counts, &passages, index)).flatten());
            if let Some(from) = from {
                take(counts, index, from);
            } else {
                let before =
                    index.checked_sub(1).filter(|&before| passages[before] == passages[index] && counts[before].open);
                counts[index].after = before.map(|before| counts[before].quantity);
            }
        } else if open && told.is_none() {
            // "she had seen 204 men": people of the figure before in the passage.
            let from =
                back(index).filter(|&at| passages[at] == passages[index]).find(|&at| may(&counts[at], &counts[index]));
            if let Some(from) =
                from.filter(|&from| counts[from].thing.as_ref().is_some_and(|thing| thing.sort.is_people()))
            {
                take(counts, index, from);
            }
        } else if open && told.is_some() {
            // "Eleven have been confirmed dead": who they are stands before.
            let people = |at: &usize| counts[*at].thing.as_ref().is_some_and(|thing| thing.sort.is_people());
            let from =
                back(index).filter(|&at| passages[at] == passages[index]).find(|at| people(at) && !counts[*at].part);
            if let Some(from) = from {
                let (source, fate) = (counts[from].clone(), told);
                let count = &mut counts[index];
                count.thing = source.thing.map(|thing| Thing { fate, ..thing });
                count.whose = count.whose.take().or(source.whose);
                count.thing_from = Some(source.thing_from.unwrap_or(source.quantity));
            }
        } else {
            coordinate(counts, &passages, index);
        }
    }
}

fn passage(page: &Page, count: &Count) -> usize {
    let passages = &page.rows.passages;
    passages.partition_point(|passage| passage.start <= count.start)
}

fn back(index: usize) -> impl Iterator<Item = usize> {
    (index.saturating_sub(BACK)..index).rev()
}

/// Whether one figure may tell another what it counts.
fn may(source: &Count, count: &Count) -> bool {
    let apart = match (source.low.or(source.high), count.low.or(count.high)) {
        (Some(one), Some(other)) => one.max(other) > APART * one.min(other).max(1.0),
        _ => false,
    };
    let near = source.passage == count.passage;
    let small = !near
        && source.thing.as_ref().is_some_and(|thing| thing.fate.is_none() && thing.sort == Sort::Things)
        && source.high.is_some_and(|high| high < TELLING);
    // A part is no more than its whole.
    let more = count.part && source.high.zip(count.low).is_some_and(|(whole, part)| whole < part);
    source.thing.is_some() && !more && !source.part && !source.further && !apart && !small
}

/// The same number before, with a thing.
fn same_number(counts: &[Count], index: usize) -> Option<usize> {
    let count = &counts[index];
    let telling = count.low.or(count.high).is_some_and(|value| value >= TELLING);
    let same = |&at: &usize| {
        let source = &counts[at];
        source.low == count.low && source.high == count.high && source.thing.is_some() && !source.part
    };
    // Linear for any page: only as far back as a long report reaches.
    telling.then(|| (index.saturating_sub(400)..index).find(same))?
}

/// An earlier figure of the same claimant.
fn of_claimant(counts: &[Count], index: usize) -> Option<usize> {
    let same =
        |&at: &usize| counts[at].claimant.name.is_some() && counts[at].claimant.name == counts[index].claimant.name;
    back(index).filter(same).find(|&at| may(&counts[at], &counts[index]))
}

/// The figure before it, in the same passage or the last one with a figure in reach.
fn nearest(counts: &[Count], passages: &[usize], index: usize) -> Option<usize> {
    let near = |at: &usize| passages[index] - passages[*at] <= 1;
    let same_amount = |at: &usize| {
        // "between 90 million and 120 million crowns; the company puts it at well under 100".
        counts[*at].thing.as_ref().is_some_and(|thing| thing.sort == Sort::Money)
    };
    back(index)
        .take_while(near)
        .find(|&at| may(&counts[at], &counts[index]) || same_amount(&at) && passages[at] == passages[index])
}

fn take(counts: &mut [Count], index: usize, from: usize) {
    let source = counts[from].clone();
    let count = &mut counts[index];
    scale(&source, count);
    let awaits = count.awaits;
    count.thing = source.thing.map(|thing| match awaits {
        Some(fate) if thing.sort == Sort::Things => Thing { fate: Some(fate), ..thing },
        _ => thing,
    });
    count.whose = count.whose.take().or(source.whose);
    count.thing_from = Some(source.thing_from.unwrap_or(source.quantity));
}

/// A number that leaves out its "million" takes it from the figure whose thing it takes.
fn scale(source: &Count, count: &mut Count) {
    let money = source.thing.as_ref().is_some_and(|thing| thing.sort == Sort::Money);
    let Some((value, told)) = count.low.or(count.high).zip(source.low.or(source.high)) else { return };
    let scales = [("trillion", 1e12), ("billion", 1e9), ("million", 1e6), ("thousand", 1e3)];
    let word = scales.into_iter().find(|(word, _)| source.text.contains(word));
    if let Some((_, times)) = word.filter(|&(_, times)| money && value < 1_000.0 && told >= times) {
        // Of ones "under 100" is 99 and less; of millions there is no next number.
        let end = |bound: f64, up: f64| (bound + up) * times;
        let less = count.hedge == sayso_read::quantities::Hedge::LessThan;
        count.low = count.low.map(|low| end(low, 0.0));
        count.high = count.high.map(|high| end(high, if less && high.fract() == 0.0 { 1.0 } else { 0.0 }));
    }
}

/// "19 of its men dead and some 60 wounded": whose they are holds for both.
fn coordinate(counts: &mut [Count], passages: &[usize], index: usize) {
    let people = |count: &Count| count.thing.as_ref().is_some_and(|thing| thing.sort.is_people());
    if index == 0 || counts[index].whose.is_some() || !people(&counts[index]) {
        return;
    }
    let source = counts[index - 1].clone();
    let generic = counts[index].thing.as_ref().is_some_and(|thing| thing.sort == Sort::People);
    let close = passages[index] == passages[index - 1] && counts[index].start - source.end < 40;
    if close && people(&source) && source.claimant == counts[index].claimant && source.whose.is_some() && generic {
        counts[index].whose = source.whose;
        counts[index].thing_from = Some(source.thing_from.unwrap_or(source.quantity));
    }
}
