//! Join: from what the nets see from each cue to statements; and quotations that only the rules could place.
//!
//! In: [`Scene`], [`Found`]s, the rules' statements. Out: statements in spans, without manner.
//!
//! Of cues that share a word the surest is kept. Pieces are made whole: a piece that holds most of a quotation holds it all,
//! marks included; stops at the edge of a piece belong to the sentence around it. A quotation that no statement holds goes
//! to the statement of the same cue where the rules tie it to one, else the rules' own statement of it stands.

use super::lexicon::{Frames, Lexicon};
use super::model::Found;
use super::roles::Role;
use super::scene::{Extent, Fact, NONE, Quoted, Scene, run};
use super::{Cue, CueClass, Form, Kind, Modality, Source, Statement};
use crate::clauses::Relation;
use crate::quotes::Quote;
use crate::span::{Run, Span};
use crate::tags::Upos;

/// A statement in tokens.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub(super) cue: Vec<Run>,
    pub(super) source: Vec<Run>,
    pub(super) content: Vec<Run>,
}

/// The surest of the found ones that are sure enough, as drafts in the order of their cues; the turns of a transcript first of all.
pub(super) fn drafts(scene: &Scene<'_>, quotes: &[Quote], mut found: Vec<Found>, turns: Vec<Draft>) -> Vec<Draft> {
    found.retain(|found| found.is_sure(&scene.extent));
    found.sort_by(|a, b| b.sureness().total_cmp(&a.sureness()).then(a.head.cmp(&b.head)));
    let mut drafts = turns;
    let mut taken = vec![false; scene.text.tokens.len()];
    drafts.iter().flat_map(|turn| &turn.cue).for_each(|cue| taken[cue.range()].fill(true));
    for found in &found {
        let cue = beside(scene, runs(found, Role::Cue), found.head);
        if cue.range().any(|token| taken[token]) {
            continue;
        }
        let mut content = whole(scene, quotes, runs(found, Role::Content), cue);
        let rule = || scene.rule_at(found.head).and_then(|rule| scene.rules.get(rule as usize));
        if content.is_empty() {
            content.extend(awaited(scene, quotes, cue));
        }
        if let (true, Some((_, said))) = (content.is_empty(), rule()) {
            content.extend(said.iter().filter(|run| !run.overlaps(cue)));
        }
        if content.is_empty() && scene.extent != Extent::Whole {
            content.extend(complement(scene, found.head, cue));
        }
        let rest = parted(scene, &content, found.head, cue);
        content.extend(rest);
        if content.is_empty() {
            continue;
        }
        taken[cue.range()].fill(true);
        let source =
            nearest(scene, runs(found, Role::Source), cue).or_else(|| subject(scene, found.head, cue, &content));
        let source = source.map(|source| owner(scene, tailed(scene, source, cue, &content)));
        let source = source.filter(|source| !is_nobody(scene, *source, found.head));
        drafts.push(Draft { cue: vec![cue], source: source.into_iter().collect(), content });
    }
    drafts.sort_by_key(|draft| draft.cue[0]);
    drafts
}

/// "The shelling, which, Tarn says, killed nine": what "which" is the subject of, behind the cue that parts them.
fn parted(scene: &Scene<'_>, content: &[Run], head: u32, cue: Run) -> Option<Run> {
    let [only] = content else { return None };
    let word = |at: u32| scene.text.tokens.get(at as usize).map_or("", |token| scene.text.words(token.span));
    let relative = only.len() == 1 && matches!(word(only.start).to_lowercase().as_str(), "which" | "who");
    if !relative || only.end > cue.start || word(only.end) != "," || word(cue.end) != "," {
        return None;
    }
    // The parser hangs the clause on the noun before or on the cue.
    let verb = [scene.fact(only.start)?.head, scene.fact(head)?.clause];
    let verb = verb.into_iter().find(|&verb| verb != NONE && verb > cue.end)?;
    let tree = scene.subtree(verb)?;
    let run = trimmed(scene, Run { start: tree.start.max(cue.end + 1), end: tree.end });
    (run.start..run.end).contains(&verb).then_some(run)
}

/// The clause that hangs on a cue, or else its object (who was told is none), as far as it stands behind.
fn complement(scene: &Scene<'_>, head: u32, cue: Run) -> Option<Run> {
    let fact = scene.fact(head)?;
    let reach = scene.reach(head);
    let behind = |token: u32| {
        let tree = scene.subtree(token).filter(|_| token != NONE)?;
        let run = trimmed(scene, Run { start: tree.start.max(cue.end), end: tree.end.min(reach.end) });
        (run.start..run.end).contains(&token).then_some(run)
    };
    // Only of a verb that takes such an object: "asked for a meeting", not "remembers my aunt"; who was told is none.
    let word = scene.text.word(head as usize).to_lowercase();
    let takes = |token: u32, object: &Fact| {
        let before = scene.subtree(token).map_or("", |tree| scene.text.word(tree.start as usize));
        let mut cues = Lexicon::get().any(&word).into_iter().flat_map(|known| &known.cues);
        cues.any(|&(cue, _)| {
            let frames = Lexicon::get().entries[usize::from(cue)].frames;
            if object.relation == Relation::Obl { frames.opens(before) } else { frames.has(Frames::NP) }
        })
    };
    let fits = |token: &u32| {
        let Some(own) = scene.fact(*token) else { return false };
        let clause = *token == fact.clause && own.relation != Relation::Advcl;
        clause || *token == fact.object && own.upos != Upos::Pron as u8 && takes(*token, own)
    };
    [fact.clause, fact.object].into_iter().filter(fits).find_map(behind)
}

/// The quotation that opens the next paragraph, where this one ends in a colon: "The mayor said:".
fn awaited(scene: &Scene<'_>, quotes: &[Quote], cue: Run) -> Option<Run> {
    let paragraph = scene.fact(cue.start)?.paragraph as usize;
    let last = scene.text.paragraphs[paragraph].run.end.checked_sub(1)?;
    let next = scene.text.paragraphs.get(paragraph + 1)?.run;
    let quote = quotes.get((scene.fact(next.start)?.quote as usize).checked_sub(1)?)?;
    (scene.text.word(last as usize) == ":" && quote.run.start == next.start).then_some(quote.run)
}

/// The stretches of a role.
fn runs(found: &Found, role: Role) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, _) in found.roles.iter().enumerate().filter(|(_, it)| **it == role) {
        let token = found.window.start + at as u32;
        match runs.last_mut() {
            Some(run) if run.end == token => run.end += 1,
            _ => runs.push(Run { start: token, end: token + 1 }),
        }
    }
    runs
}

/// The stretch of a cue that holds its head, without marks at its edges.
fn beside(scene: &Scene<'_>, runs: Vec<Run>, head: u32) -> Run {
    let holds = |run: &Run| (run.start..run.end).contains(&head);
    let mut cue = runs.into_iter().find(holds).unwrap_or(Run { start: head, end: head + 1 });
    let is_mark = |token: u32| scene.fact(token).is_some_and(|fact| fact.upos == Upos::Punct as u8);
    while cue.start < head && is_mark(cue.start) {
        cue.start += 1;
    }
    while cue.end > head + 1 && is_mark(cue.end - 1) {
        cue.end -= 1;
    }
    cue
}

/// A source in one piece: pieces parted by a single mark are one; of several the nearest to the cue is kept.
fn nearest(scene: &Scene<'_>, runs: Vec<Run>, cue: Run) -> Option<Run> {
    let joined = closed(scene, runs, &[cue]);
    let far = |run: &Run| if run.end <= cue.start { cue.start - run.end } else { run.start.saturating_sub(cue.end) };
    joined
        .into_iter()
        .map(|run| trimmed(scene, run))
        .filter(|run| !run.is_empty())
        .min_by_key(|run| (far(run), run.start))
}

/// How many clauses up the subject of a cue may stand.
const CLAUSES: usize = 4;

/// The subject of a cue that is an active verb: of its own clause or of the one that it carries on ("He rose and thanked",
/// "He went on, thanking"), or the noun that it is said of ("a man claiming").
fn subject(scene: &Scene<'_>, head: u32, cue: Run, content: &[Run]) -> Option<Run> {
    let mut at = head;
    for _ in 0..CLAUSES {
        let fact = scene.fact(at)?;
        if fact.upos != Upos::Verb as u8 || scene.is_passive(at) {
            return None;
        }
        let (top, end) = match fact.relation {
            _ if fact.subject != NONE => (fact.subject, head),
            Relation::Acl if fact.head < at => (fact.head, at.min(cue.start)),
            Relation::Conj | Relation::Xcomp | Relation::Advcl => {
                at = fact.head;
                continue;
            }
            _ => return None,
        };
        let mut subject = scene.subtree(top)?;
        subject.end = subject.end.min(end);
        let apart = top < subject.end && !subject.overlaps(cue) && !content.iter().any(|run| run.overlaps(subject));
        return apart.then(|| trimmed(scene, subject)).filter(|run| !run.is_empty());
    }
    None
}

/// Stretches with nothing but one mark between them are one stretch.
fn closed(scene: &Scene<'_>, runs: Vec<Run>, apart: &[Run]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        match out.last_mut() {
            Some(last) if joins(scene, *last, run, apart) => last.end = run.end,
            _ => out.push(run),
        }
    }
    out
}

fn joins(scene: &Scene<'_>, before: Run, after: Run, apart: &[Run]) -> bool {
    let gap = Run { start: before.end, end: after.start };
    let ends = |token: usize| matches!(scene.text.word(token), "." | "?" | "!");
    let is_mark = |token: usize| scene.facts[token].upos == Upos::Punct as u8 && !ends(token);
    gap.is_empty() || (gap.len() <= 1 && gap.range().all(is_mark) && !apart.iter().any(|run| run.overlaps(gap)))
}

/// Content made whole.
fn whole(scene: &Scene<'_>, quotes: &[Quote], runs: Vec<Run>, cue: Run) -> Vec<Run> {
    let mut runs = runs;
    let touched: Vec<Run> = {
        let mut ids: Vec<u32> = (runs.iter().flat_map(|run| run.range()))
            .map(|token| scene.facts[token].quote)
            .filter(|&quote| quote > 0)
            .collect();
        ids.dedup();
        ids.into_iter().filter_map(|id| Some(quotes.get(id as usize - 1)?.run)).collect()
    };
    for quote in touched {
        let inside: usize = runs.iter().map(|run| overlap(*run, quote)).sum();
        if !quote.overlaps(cue) && inside * 3 >= quote.len() * 2 {
            runs.push(quote);
        }
    }
    runs.sort();
    let mut merged: Vec<Run> = Vec::new();
    for run in runs {
        match merged.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => merged.push(run),
        }
    }
    let merged = closed(scene, merged, &[cue]);
    let trimmed = merged.into_iter().map(|run| trimmed(scene, behind_dateline(scene, run)));
    trimmed.filter(|run| run.range().any(|token| scene.facts[token].upos != Upos::Punct as u8)).collect()
}

/// Tokens of a dateline at most.
const DATELINE: u32 = 16;

/// Words without the place and date that the paragraph begins with: "OST, March 3 (Tower) — The dam ...".
fn behind_dateline(scene: &Scene<'_>, run: Run) -> Run {
    let word = |at: u32| scene.text.word(at as usize);
    let paragraph = scene.text.paragraphs[scene.facts[run.start as usize].paragraph as usize].run;
    let capitals = |word: &str| word.chars().count() > 2 && word.chars().all(char::is_uppercase);
    if run.start != paragraph.start || !capitals(word(run.start)) {
        return run;
    }
    let dash = (run.start..run.end.min(run.start + DATELINE)).find(|&at| matches!(word(at), "—" | "–" | "-" | "--"));
    let spaced = |at: &u32| {
        let tokens = &scene.text.tokens[*at as usize - 1..=*at as usize];
        tokens[0].span.end < tokens[1].span.start
    };
    dash.filter(|at| *at > run.start && spaced(at)).map_or(run, |at| Run { start: at + 1, ..run })
}

fn overlap(a: Run, b: Run) -> usize {
    (a.end.min(b.end)).saturating_sub(a.start.max(b.start)) as usize
}

/// Without the stops at its edges; marks of quotation stay, and take their stretch's side.
fn trimmed(scene: &Scene<'_>, mut run: Run) -> Run {
    let stop = |token: u32| {
        let word = scene.text.word(token as usize);
        let inside = scene.fact(token).is_some_and(|fact| fact.quoted == Quoted::Inside);
        !inside && matches!(word, "." | "," | ";" | ":" | "—" | "–" | "--" | "-" | "…" | "...")
    };
    let closes = |token: u32| scene.fact(token).is_some_and(|fact| fact.quoted == Quoted::Closes);
    let opens = |token: u32| scene.fact(token).is_some_and(|fact| fact.quoted == Quoted::Opens);
    while !run.is_empty() && (stop(run.start) || closes(run.start)) {
        run.start += 1;
    }
    while !run.is_empty() && (stop(run.end - 1) || opens(run.end - 1)) {
        run.end -= 1;
    }
    run
}

/// "Tarn's claim": the source is "Tarn".
fn owner(scene: &Scene<'_>, source: Run) -> Run {
    let clitic = source.len() > 1 && matches!(scene.text.word(source.end as usize - 1), "'s" | "’s" | "'" | "’");
    Run { end: source.end - u32::from(clitic), ..source }
}

/// Whether a source is nobody's name: the "it" of "it is said", or whoever was told, not who told.
fn is_nobody(scene: &Scene<'_>, source: Run, head: u32) -> bool {
    let Some(fact) = scene.fact(head) else { return false };
    let subject = (source.start..source.end).contains(&fact.subject);
    let expletive = source.range().all(|token| scene.facts[token].relation == Relation::Expl);
    let it = source.len() == 1 && scene.text.word(source.start as usize).eq_ignore_ascii_case("it");
    let told = || {
        let word = scene.text.word(head as usize).to_lowercase();
        let mut cues = Lexicon::get().any(&word).into_iter().flat_map(|known| &known.cues);
        cues.any(|&(cue, _)| Lexicon::get().entries[usize::from(cue)].frames.has(Frames::TOLD))
    };
    expletive || (scene.is_passive(head) && (it || (subject && told())))
}

/// A source behind its cue with all that hangs on it: "said Tarn, who ...".
fn tailed(scene: &Scene<'_>, source: Run, cue: Run, content: &[Run]) -> Run {
    if source.start < cue.end {
        return source;
    }
    let Some(head) = scene.head_of(source) else { return source };
    let Some(tree) = scene.subtree(head) else { return source };
    let longer = Run { start: source.start, end: tree.end };
    if longer.end > source.end && !content.iter().any(|run| run.overlaps(longer)) {
        trimmed(scene, longer)
    } else {
        source
    }
}

/// Adds what the rules know of quotations that no draft holds. Drafts become statements.
pub(super) fn complete(
    scene: &Scene<'_>,
    quotes: &[Quote],
    mut drafts: Vec<Draft>,
    by_rule: &[Statement],
) -> Vec<Statement> {
    let mut held = vec![false; scene.text.tokens.len()];
    let mut cues = vec![NONE; scene.text.tokens.len()];
    for (index, draft) in drafts.iter().enumerate() {
        draft.content.iter().for_each(|run| held[run.range()].fill(true));
        draft.cue.iter().for_each(|run| cues[run.range()].fill(index as u32));
    }
    let mut kept = Vec::new();
    for statement in by_rule {
        let pieces: Vec<Run> = statement.content.iter().map(|&span| run(scene.text, span)).collect();
        // Pieces that are quotations, nobody's yet.
        let free = |piece: &Run| {
            let quoted = piece.range().filter(|&token| scene.facts[token].quote > 0).count();
            quoted == piece.len() && !piece.range().any(|token| held[token])
        };
        let left: Vec<Run> = pieces.iter().copied().filter(free).collect();
        if left.is_empty() {
            if within(scene, quotes, &held, &cues, statement) {
                kept.push(statement.clone());
            }
            continue;
        }
        let cue = statement.cue.as_ref().and_then(|cue| cue.spans.first()).map(|&span| run(scene.text, span));
        let owner = cue.and_then(|cue| cue.range().map(|token| cues[token]).find(|&index| index != NONE));
        left.iter().for_each(|run| held[run.range()].fill(true));
        match owner.and_then(|owner| drafts.get_mut(owner as usize)) {
            Some(draft) => draft.content.extend(&left),
            None if left.len() == pieces.len() => kept.push(statement.clone()),
            None => {}
        }
    }
    kept.extend(drafts.iter().map(|draft| statement(scene, draft)));
    kept
}

/// In spans, without manner.
pub(super) fn statement(scene: &Scene<'_>, draft: &Draft) -> Statement {
    let span = |runs: &[Run]| runs.iter().map(|&run| scene.text.span(run)).collect::<Vec<Span>>();
    Statement {
        source: source(scene, draft),
        cue: Some(Cue {
            spans: span(&draft.cue),
            lemma: String::new(),
            class: CueClass::Other,
            negated: false,
            modality: Modality::Actual,
        }),
        content: span(&draft.content),
        kind: Kind::Indirect,
        parent: None,
        addressee: None,
        channel: None,
        when: None,
        place: None,
    }
}

/// Whether a statement is a claim within a claim that the nets, which learn from outermost claims alone, pass over: all of it
/// stands in somebody's words, its source is printed and no pronoun (unless it is a quotation in a quotation), and its cue says that something was said.
fn within(scene: &Scene<'_>, quotes: &[Quote], held: &[bool], cues: &[u32], statement: &Statement) -> bool {
    use CueClass::*;
    let (Some(source), Some(cue)) = (&statement.source, &statement.cue) else { return false };
    let said =
        [Say, Claim, Report, Confirm, Deny, Accuse, Promise, Threaten, Warn, Ask, Demand, Refuse].contains(&cue.class);
    let Some(first) = source.spans.first().filter(|_| said) else { return false };
    let head = run(scene.text, *first);
    let quoted = statement.content.iter().all(|&span| is_inner(quotes, span));
    let pronoun =
        head.len() == 1 && [Upos::Pron as u8, Upos::Det as u8].contains(&scene.facts[head.range().start].upos);
    let small = pronoun && !quoted;
    let words = source.spans.iter().chain(&cue.spans).chain(&statement.content);
    let mut tokens = words.flat_map(|&span| run(scene.text, span).range());
    !small && tokens.all(|token| held[token] && cues[token] == NONE)
}

/// Whether a span is a quotation within a quotation.
fn is_inner(quotes: &[Quote], span: Span) -> bool {
    let at = quotes.partition_point(|quote| quote.outer.start < span.start);
    quotes[at..]
        .iter()
        .take_while(|quote| quote.outer.start == span.start)
        .any(|quote| quote.outer == span && quote.parent.is_some())
}

/// Whose words. Nobody is printed: then somebody is meant all the same ("was expected to"), unless they are quoted.
fn source(scene: &Scene<'_>, draft: &Draft) -> Option<Source> {
    let runs = draft.source.iter().map(|&run| trimmed(scene, behind_dateline(scene, run)));
    let spans: Vec<Span> = runs.filter(|run| !run.is_empty()).map(|run| scene.text.span(run)).collect();
    let quoted = draft.content.iter().any(|run| scene.facts[run.range()].iter().any(|fact| fact.quote > 0));
    if spans.is_empty() && quoted {
        return None;
    }
    let form = if spans.is_empty() { Form::Implicit } else { Form::Person };
    Some(Source { spans, form })
}
