//! What the finder of statements looks at; reading and training both call it.
//!
//! Two nets: `cues` looks at each token of each sentence, `roles` at each token of a cue's paragraph, seen from that cue.

use super::scene::{Fact, NONE, Quoted, RULE_CUE, Scene};
use crate::looks::{LOOKS, Word};
use crate::span::Run;
use crate::tables::mix;

/// Looks at a form, whatever stands around it.
pub const OF_FORM: usize = LOOKS;
/// Looks at a token as a possible cue, besides.
pub const OF_CUE: usize = 16;
/// Looks at a token from a cue, besides.
pub const OF_ROLE: usize = 18;

/// The hashes of a form's looks.
pub fn of(word: &Word) -> [u64; OF_FORM] {
    word.looks()
}

/// Several small numbers in one hash.
fn all(parts: &[u64]) -> u64 {
    parts.iter().fold(0x5A_75, |sum, &part| mix(sum, part.wrapping_add(1)))
}

/// A number by its size: exact up to 4, then coarser.
fn size(n: u32) -> u64 {
    match n {
        0..=4 => u64::from(n),
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    }
}

fn lower(scene: &Scene<'_>, token: u32) -> u64 {
    scene.analysis.words.get(token as usize).map_or(0, |word| word.lower)
}

/// How a token presents itself: word class and the kind of name it is in.
fn class(fact: &Fact) -> u64 {
    u64::from(fact.upos) << 8 | u64::from(fact.name)
}

/// Relations of children that tell how a word is built upon.
const TELLING: u64 = {
    use crate::clauses::Relation::*;
    1 << Nsubj as u32
        | 1 << Csubj as u32
        | 1 << Ccomp as u32
        | 1 << Xcomp as u32
        | 1 << Obj as u32
        | 1 << Obl as u32
        | 1 << Parataxis as u32
        | 1 << Advcl as u32
        | 1 << Acl as u32
        | 1 << Mark as u32
        | 1 << Aux as u32
        | 1 << Cop as u32
        | 1 << Iobj as u32
        | 1 << Case as u32
        | 1 << Nmod as u32
        | 1 << Expl as u32
};

/// The looks at a token as a possible cue.
pub fn of_cue(scene: &Scene<'_>, token: u32) -> [u64; OF_CUE] {
    let Some(fact) = scene.fact(token) else { return [0; OF_CUE] };
    let none = Fact::default();
    let head = scene.fact(fact.head).unwrap_or(&none);
    let grand = scene.fact(head.head).unwrap_or(&none);
    let child = |token: u32| scene.fact(token).unwrap_or(&none);
    let quoted = |token: Option<u32>| token.and_then(|token| scene.fact(token)).map_or(9, |fact| fact.quoted as u64);
    let clause = child(fact.clause);
    let own = lower(scene, token);
    let (before, after) = marks_around(scene, token);
    let paragraph = &scene.text.paragraphs[fact.paragraph as usize];
    [
        all(&[u64::from(fact.label)]),
        all(&[fact.relation as u64, u64::from(fact.upos)]),
        all(&[lower(scene, fact.head), u64::from(fact.head == NONE)]),
        all(&[fact.relation as u64, head.relation as u64, u64::from(head.upos), grand.relation as u64]),
        fact.children & TELLING,
        all(&[lower(scene, fact.subject), u64::from(fact.subject == NONE)]),
        all(&[class(child(fact.subject)), u64::from(fact.subject == NONE), u64::from(fact.subject > token)]),
        all(&[class(child(fact.possessor)), u64::from(fact.possessor == NONE), u64::from(fact.possessor > token)]),
        all(&[lower(scene, fact.object), u64::from(fact.object == NONE)]),
        all(&[
            clause.relation as u64,
            lower(scene, clause.mark),
            u64::from(fact.clause == NONE),
            u64::from(fact.clause > token),
        ]),
        all(&[quoted(token.checked_sub(1)), fact.quoted as u64, quoted(token.checked_add(1))]),
        all(&[before, after]),
        all(&[u64::from(fact.rules)]),
        all(&[u64::from(fact.rules & RULE_CUE), own]),
        all(&[u64::from(fact.name), paragraph.kind as u64, size(fact.sentence - paragraph.sentences.0).min(4)]),
        all(&[own, fact.children & TELLING, clause.relation as u64]),
    ]
}

/// How far the nearest quotation marks are before and after, within a few tokens of the paragraph.
fn marks_around(scene: &Scene<'_>, token: u32) -> (u64, u64) {
    const FAR: u32 = 8;
    let paragraph = scene.reach(token);
    let is_mark = |at: &u32| scene.fact(*at).is_some_and(|fact| matches!(fact.quoted, Quoted::Opens | Quoted::Closes));
    let before = (paragraph.start.max(token.saturating_sub(FAR))..token).rev().find(is_mark);
    let after = (token + 1..paragraph.end.min(token + FAR + 1)).find(is_mark);
    let way =
        |at: Option<u32>| at.map_or(0, |at| size(at.abs_diff(token)) << 4 | scene.facts[at as usize].quoted as u64);
    (way(before), way(after))
}

/// A cue and its window, ready to be looked from.
#[derive(Debug, Clone)]
pub struct View {
    /// The head of the cue.
    pub cue: u32,
    /// The tokens that may belong to it.
    pub window: Run,
    /// How likely the first net thinks it.
    pub chance: f32,
    /// For each ancestor of the cue (itself first) its token.
    ancestors: Vec<u32>,
    /// The rules' statement with this cue.
    rule: Option<u32>,
}

/// The cues of a text that are looked from.
#[derive(Debug, Clone, Default)]
pub struct Views {
    /// In order.
    pub list: Vec<View>,
    /// The cues that are likelier than not: tokens, in order.
    likely: Vec<u32>,
    /// How many were left out because there are too many.
    pub overlooked: usize,
}

/// Tokens of all windows together: for each token of the text so many, and in all so many. Of more cues the likelier are kept.
const MOST_LOOKS: (usize, usize) = (40, 4_000_000);

/// The cues with at least so much chance, each with its window.
pub fn views(scene: &Scene<'_>, chances: &[f32], least: f32) -> Views {
    let tokens = || (0u32..).zip(chances.iter().copied());
    let mut list: Vec<View> = (tokens().filter(|&(_, chance)| chance >= least))
        .map(|(token, chance)| View::new(scene, token, chance))
        .collect();
    let likely = tokens().filter(|&(_, chance)| chance >= 0.5).map(|(token, _)| token).collect();
    let all = list.len();
    let most = (MOST_LOOKS.0 * chances.len()).min(MOST_LOOKS.1);
    if list.iter().map(|view| view.window.len()).sum::<usize>() > most {
        list.sort_by(|a, b| b.chance.total_cmp(&a.chance).then(a.cue.cmp(&b.cue)));
        let mut sum = 0;
        list.retain(|view| {
            sum += view.window.len();
            sum <= most
        });
        list.sort_by_key(|view| view.cue);
    }
    Views { overlooked: all - list.len(), list, likely }
}

/// Longest walk up a tree that is looked at.
const STEPS: usize = 24;
/// Most tokens of a window on each side of its cue.
const SIDE: u32 = 110;

impl View {
    /// From a cue that is the head of one by this chance.
    pub fn new(scene: &Scene<'_>, cue: u32, chance: f32) -> View {
        let paragraph = scene.reach(cue);
        let window = Run {
            start: paragraph.start.max(cue.saturating_sub(SIDE)),
            end: paragraph.end.min(cue.saturating_add(SIDE)),
        };
        let up =
            std::iter::successors(Some(cue), |&at| scene.fact(at).map(|fact| fact.head).filter(|&head| head != NONE));
        let ancestors = up.take(STEPS).collect();
        View { cue, window, chance, ancestors, rule: scene.rule_at(cue) }
    }
}

impl Views {
    fn before(&self, token: u32) -> usize {
        self.likely.partition_point(|&cue| cue < token)
    }

    fn has(&self, token: u32) -> bool {
        self.likely.binary_search(&token).is_ok()
    }
}

/// The looks at a token from a cue.
pub fn of_role(scene: &Scene<'_>, cues: &Views, view: &View, token: u32) -> [u64; OF_ROLE] {
    let (Some(fact), Some(cue)) = (scene.fact(token), scene.fact(view.cue)) else { return [0; OF_ROLE] };
    let side = match token.cmp(&view.cue) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => 1,
        std::cmp::Ordering::Greater => 2,
    };
    let distance = token.abs_diff(view.cue);
    let (low, high) = (token.min(view.cue), token.max(view.cue));
    let cue_word = lower(scene, view.cue);
    let way = walk(scene, cues, view, token);
    let offset = i64::from(fact.sentence) - i64::from(cue.sentence);
    let offset = (offset.clamp(-3, 3) + 3) as u64;
    let between = (cues.before(high).saturating_sub(cues.before(low + 1))).min(3) as u64;
    let marks = scene.facts[high as usize].marks - scene.facts[low as usize].marks;
    let stops = scene.facts[high as usize].stops - scene.facts[low as usize].stops;
    let same_quote = u64::from(fact.quote == cue.quote);
    let rule = match view.rule.and_then(|rule| scene.rules.get(rule as usize)) {
        None => 9,
        Some((source, content)) => {
            let holds = |runs: &[Run]| runs.iter().any(|run| (run.start..run.end).contains(&token));
            u64::from(holds(source)) | u64::from(holds(content)) << 1 | u64::from(fact.rules & RULE_CUE) << 2
        }
    };
    let head = scene.fact(fact.head);
    [
        all(&[side, size(distance)]),
        all(&[way.path, offset]),
        all(&[way.branch, side]),
        all(&[way.branch, side, cue_word]),
        all(&[way.branch, side, cue.relation as u64, u64::from(cue.label)]),
        all(&[u64::from(fact.label), fact.relation as u64]),
        all(&[lower(scene, fact.head), head.map_or(99, |head| head.relation as u64)]),
        all(&[fact.quoted as u64, same_quote, u64::from(marks.min(4)), side, offset]),
        all(&[u64::from(fact.name), fact.relation as u64, side]),
        all(&[between, side, u64::from(cues.has(token))]),
        all(&[way.under, way.branch, side]),
        all(&[rule]),
        all(&[u64::from(stops.min(6)), side, offset]),
        all(&[side, if token == view.cue { cue_word } else { 0 }, size(distance).min(2)]),
        all(&[(view.chance * 16.0) as u64]),
        all(&[offset, u64::from(fact.quote > 0), u64::from(cue.quote > 0), side, way.short]),
        all(&[cue_word, side, size(distance).min(5)]),
        all(&[rule, way.short, side]),
    ]
}

/// How a token hangs together with a cue.
struct Way {
    /// Relations up to the common ancestor and down again, long ones cut.
    path: u64,
    /// By which branch of the cue, or of which of its ancestors.
    branch: u64,
    /// The last alone.
    short: u64,
    /// Whether another cue stands between on the way, and where.
    under: u64,
}

fn walk(scene: &Scene<'_>, cues: &Views, view: &View, token: u32) -> Way {
    let cue = &scene.facts[view.cue as usize];
    let fact = &scene.facts[token as usize];
    if fact.sentence != cue.sentence {
        let apart = 1 + u64::from(fact.sentence > cue.sentence);
        return Way { path: apart, branch: apart, short: apart, under: 0 };
    }
    let (mut at, mut steps, mut path) = (token, 0usize, 7u64);
    let (mut branch, mut under) = (99u64, 0u64);
    loop {
        if let Some(up) = view.ancestors.iter().position(|&ancestor| ancestor == at) {
            // Down from the common ancestor to the cue.
            for &step in view.ancestors[..up].iter().rev().take(4) {
                path = mix(path, 64 + scene.facts[step as usize].relation as u64);
            }
            let top = up.checked_sub(1).map_or(99, |below| scene.facts[view.ancestors[below] as usize].relation as u64);
            let other = view.ancestors[..up].iter().skip(1).any(|&step| cues.has(step)) || (up > 0 && cues.has(at));
            under = under << 1 | u64::from(other);
            let short = all(&[up.min(3) as u64, branch]);
            let branch = all(&[up.min(4) as u64, branch, top, u64::from(steps == 0), u64::from(steps == 1)]);
            return Way { path, branch, short, under };
        }
        let here = &scene.facts[at as usize];
        if steps >= STEPS || here.head == NONE {
            return Way { path: 3, branch: 3, short: 3, under: 8 };
        }
        if steps < 4 {
            path = mix(path, here.relation as u64);
        }
        if steps > 0 && cues.has(at) || steps == 0 && at != view.cue && cues.has(at) {
            under = 2;
        }
        branch = here.relation as u64;
        at = here.head;
        steps += 1;
    }
}
