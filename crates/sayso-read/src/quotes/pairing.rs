//! Pairing: which marks open, which close, and which are none, at the least cost over the block.
//!
//! Each family of marks is read on its own by dynamic programming over how many quotations of it are open (0, 1 or 2): a
//! handful of steps a mark, so the time is linear. Then the families are laid over each other with one stack, and what
//! crosses gives way.

use super::marks::Mark;
use super::{Quote, Style};
use crate::span::{Run, Span};
use crate::text::Text;

/// Highest number of open quotations of one family.
const DEPTH: usize = 2;
/// To open a second quotation of the same family inside the first.
const NEST: u16 = 22;
/// To open again where the first was never closed.
const REOPEN: u16 = 26;
/// To leave a quotation open at the end of the block.
const UNCLOSED: u16 = 20;
/// The same where the next block opens again, as newspapers do in long quotations.
const CARRIED: u16 = 6;

/// What a mark does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Nothing,
    Open,
    /// Ends the open one without a mark and opens the next.
    Reopen,
    Close,
}

/// Pairs the marks of one block and adds its quotes to `out`, ordered by their opening marks. `carried`: the style with
/// which the next block opens.
pub(super) fn pair(text: &Text, block: Run, marks: &[Mark], carried: Option<Style>, out: &mut Vec<Quote>) {
    let mut acts = vec![Act::Nothing; marks.len()];
    let mut parted = false;
    for style in Style::ALL {
        let family: Vec<usize> = (0..marks.len()).filter(|&mark| marks[mark].style == style).collect();
        if family.is_empty() {
            continue;
        }
        let carried = carried == Some(style);
        let cost = decide(marks, &family, carried, &mut acts);
        // Careless editors mix “ and " in one quotation; careful ones put “ ” inside " ". The cheaper reading wins.
        let (straight, curly): (Vec<usize>, Vec<usize>) = family.iter().partition(|&&mark| marks[mark].straight);
        if cost > 0 && !straight.is_empty() && !curly.is_empty() {
            let mut apart = acts.clone();
            let (one, other) =
                (decide(marks, &straight, carried, &mut apart), decide(marks, &curly, carried, &mut apart));
            if one + other < cost {
                (acts, parted) = (apart, true);
            }
        }
    }
    lay(text, block, marks, &acts, parted, out);
}

/// The cheapest reading of one family, and what it costs.
fn decide(marks: &[Mark], family: &[usize], carried: bool, acts: &mut [Act]) -> u32 {
    const FAR: u32 = u32::MAX / 2;
    let mut costs = [FAR; DEPTH + 1];
    costs[0] = 0;
    let mut trail: Vec<[(Act, u8); DEPTH + 1]> = Vec::with_capacity(family.len());
    for mark in family.iter().filter_map(|&index| marks.get(index)) {
        let depth = if mark.style == Style::Single { 1 } else { DEPTH };
        let mut next = [FAR; DEPTH + 1];
        let mut steps = [(Act::Nothing, 0); DEPTH + 1];
        let mut step = |to: usize, from: usize, act: Act, cost: u32| {
            if cost < next[to] {
                next[to] = cost;
                steps[to] = (act, from as u8);
            }
        };
        for (from, &cost) in costs.iter().enumerate().filter(|&(from, &cost)| from <= depth && cost < FAR) {
            let (open, close, none) = (u32::from(mark.open), u32::from(mark.close), u32::from(mark.none));
            if from > 0 {
                step(from - 1, from, Act::Close, cost + close);
                step(from, from, Act::Reopen, cost + open + u32::from(REOPEN));
            }
            if from < depth {
                let nest = if from > 0 { u32::from(NEST) } else { 0 };
                step(from + 1, from, Act::Open, cost + open + nest);
            }
            step(from, from, Act::Nothing, cost + none);
        }
        costs = next;
        trail.push(steps);
    }
    let end = u32::from(if carried { CARRIED } else { UNCLOSED });
    let total = |depth: usize| costs[depth] + end * depth as u32;
    let mut state = (0..=DEPTH).min_by_key(|&depth| total(depth)).unwrap_or(0);
    let cost = total(state);
    for (steps, &index) in trail.iter().zip(family).rev() {
        let (act, from) = steps[state];
        acts[index] = act;
        state = from as usize;
    }
    cost
}

/// A quotation while the marks are laid over each other.
struct Draft {
    open: usize,
    /// The closing mark's token, or the token before which it ends without one.
    end: Option<(usize, bool)>,
    style: Style,
    straight: bool,
}

/// `parted`: straight and curly double marks are families of their own in this block.
fn lay(text: &Text, block: Run, marks: &[Mark], acts: &[Act], parted: bool, out: &mut Vec<Quote>) {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut stack: Vec<usize> = Vec::new();
    for (mark, &act) in marks.iter().zip(acts) {
        if matches!(act, Act::Close | Act::Reopen)
            && let Some(place) = stack.iter().rposition(|&draft| {
                drafts[draft].style == mark.style && (!parted || drafts[draft].straight == mark.straight)
            })
        {
            // What is still open inside ends here too, without a mark of its own.
            for draft in stack.drain(place + 1..) {
                drafts[draft].end = Some((mark.token, false));
            }
            if let Some(draft) = stack.pop() {
                drafts[draft].end = Some((mark.token, act == Act::Close));
            }
        }
        if matches!(act, Act::Open | Act::Reopen) {
            stack.push(drafts.len());
            drafts.push(Draft { open: mark.token, end: None, style: mark.style, straight: mark.straight });
        }
    }
    // Single marks that found no partner are apostrophes, unless the block begins with one.
    let first = block.start as usize;
    let stays = |draft: &Draft| {
        draft.style != Style::Single
            || matches!(draft.end, Some((_, true)))
            || (draft.open == first && draft.end.is_none())
    };
    let mut open: Vec<(usize, u32)> = Vec::new();
    for draft in drafts.iter().filter(|draft| stays(draft)) {
        let (last, closed) = match draft.end {
            Some((token, true)) => (token + 1, true),
            Some((token, false)) => (token, false),
            None => (block.end as usize, false),
        };
        while open.last().is_some_and(|&(end, _)| end <= draft.open) {
            open.pop();
        }
        let run = Run::new(draft.open, last);
        let inner = Run::new(draft.open + 1, if closed { last - 1 } else { last });
        let outer = text.span(run);
        let words = if inner.is_empty() {
            let at = text.tokens.get(draft.open).map_or(outer.start, |token| token.span.end);
            Span { start: at, end: at }
        } else {
            text.span(inner)
        };
        let parent = open.last().map(|&(_, index)| index);
        open.push((last, out.len() as u32));
        out.push(Quote { outer, inner: words, run, parent, continues: None, closed, style: draft.style });
    }
}
