//! Rules: statements by a cue lexicon and a grammar of our own, without a model.
//!
//! In: [`Text`], quotes. Out: statements, as a first opinion that the nets of the stage look at, and the last word on quotations
//! that stand in sentences and paragraphs of their own.
//!
//! Quotations are folded to one unit each (`lines`), so that the reporter's grammar is read apart from the speaker's. Every
//! sentence is searched for cues (`cues`), every cue for its subject (`subjects`) and its complement (`clauses`); `indirect`,
//! `implicit` and `verbless` know the orders in which the three stand. Then quotations in sentences of their own go to the
//! speaker beside them (`direct`).

mod clauses;
mod cues;
mod direct;
mod forms;
mod groups;
mod implicit;
mod indirect;
mod lines;
mod nouns;
mod subjects;
mod verbless;
mod view;

use std::collections::BTreeMap;
use std::ops::Range;

use indirect::Raw;
use lines::{Ground, Line};
use view::View;

use super::{Cue, CueClass, Form, Kind, MOST_TOKENS, Modality, Source, Statement, inflect, lexicon};
use crate::quotes::Quote;
use crate::span::Span;
use crate::text::Text;

/// Finds the statements of a text, in no order, their kinds and parents left open.
pub(super) fn find(text: &Text, quotes: &[Quote]) -> Vec<Statement> {
    let ground = Ground::new(text, quotes);
    let lines = ground.lines();
    let mut found: Vec<Vec<Raw>> = lines.iter().map(|line| read(&ground, line)).collect();
    let orphans = direct::attach(&ground, &lines, &mut found);
    let mut statements = Vec::new();
    let mut places: Vec<Vec<Option<usize>>> = Vec::new();
    for (line, raws) in lines.iter().zip(&found) {
        let mut here = Vec::new();
        for raw in raws {
            here.push(raw.continues.is_none().then_some(statements.len()));
            if raw.continues.is_none() {
                statements.push(finish(&ground, line, raw));
            }
        }
        places.push(here);
    }
    // Words in other paragraphs, for the statements they carry on.
    for (line, raw) in lines.iter().zip(&found).flat_map(|(line, raws)| raws.iter().map(move |raw| (line, raw))) {
        let elder = raw.continues.and_then(|(line, which)| places.get(line)?.get(which).copied().flatten());
        if let Some(elder) = elder.and_then(|elder| statements.get_mut(elder)) {
            elder.content.extend(raw.content.iter().map(|piece| span(line, piece)));
        }
    }
    for (line, unit) in orphans {
        let content = vec![span(&lines[line], &(unit..unit + 1))];
        statements.push(Statement {
            kind: Kind::Direct,
            source: None,
            cue: None,
            content,
            parent: None,
            addressee: None,
            channel: None,
            when: None,
            place: None,
        });
    }
    for statement in &mut statements {
        statement.content.sort();
    }
    drop_echoes(&mut statements);
    statements
}

/// What is found inside quotations, read as if it stood without marks. In no order.
pub(super) fn inside(text: &Text, quotes: &[Quote]) -> Vec<Statement> {
    let ground = Ground::new(text, quotes);
    let mut statements = Vec::new();
    for line in ground.lines().iter().filter(|line| line.inside.is_some()) {
        let views = line.sentences.iter().map(|&sentence| View { own: false, ..View::new(&ground, line, sentence) });
        let raws = views.flat_map(|view| view.statements());
        statements.extend(raws.filter(|raw| !raw.content.is_empty()).map(|raw| finish(&ground, line, &raw)));
    }
    drop_echoes(&mut statements);
    statements
}

/// Drops a second reading of the same words whose source is part of what the first one says of its hearers or channel:
/// in `He told them in a briefing that ...` the briefing is where it was told, not a cue of its own.
fn drop_echoes(statements: &mut Vec<Statement>) {
    let mut heard: BTreeMap<Span, Vec<Span>> = BTreeMap::new();
    for statement in statements.iter() {
        if let Some(&first) = statement.content.first() {
            heard.entry(first).or_default().extend(statement.addressee.iter().chain(&statement.channel));
        }
    }
    statements.retain(|statement| {
        let source = statement.source.iter().flat_map(|source| &source.spans).next();
        let around = statement.content.first().and_then(|first| heard.get(first));
        !source.zip(around).is_some_and(|(source, around)| around.iter().any(|heard| heard.overlaps(*source)))
    });
}

/// All statements of a line.
fn read(ground: &Ground<'_>, line: &Line) -> Vec<Raw> {
    line.sentences.iter().flat_map(|&sentence| View::new(ground, line, sentence).statements()).collect()
}

/// From units to bytes.
fn finish(ground: &Ground<'_>, line: &Line, raw: &Raw) -> Statement {
    let view = View::whole(ground, line);
    let source = match &raw.source {
        Some(subject) => {
            let mut printed = span(line, &view.trim(subject.all.clone()));
            // "Tarn's claim", "he's said": the source is "Tarn", "he".
            if let Some(unit) =
                line.units.get(subject.all.end.saturating_sub(1)).filter(|unit| unit.span.end == printed.end)
            {
                printed.end -= unit.tail.bytes();
            }
            Some(Source { spans: vec![printed], form: view.form(subject) })
        }
        None if raw.implicit => Some(Source { spans: Vec::new(), form: Form::Implicit }),
        None => None,
    };
    let cue = raw.cue.as_ref().map(|cue| Cue {
        spans: vec![span(line, cue)],
        // A mark is its own lemma: “Orlan: ...”, “...” — Orlan.
        lemma: raw.entry.map_or_else(|| mark(ground, line, cue), |entry| entry.lemma).to_owned(),
        class: raw.entry.map_or(CueClass::Say, |entry| entry.class),
        negated: raw.negated,
        modality: raw.modality,
    });
    Statement {
        kind: Kind::Indirect,
        source,
        cue,
        content: raw.content.iter().map(|piece| span(line, piece)).collect(),
        parent: None,
        addressee: raw.addressee.as_ref().map(|stretch| span(line, stretch)),
        channel: raw.channel.as_ref().map(|stretch| span(line, stretch)),
        when: None,
        place: None,
    }
}

/// The lemma of a cue that is no word.
fn mark(ground: &Ground<'_>, line: &Line, cue: &Range<usize>) -> &'static str {
    if ground.text.words(span(line, cue)) == ":" { ":" } else { "—" }
}

/// The bytes from the first to the last unit of a stretch.
fn span(line: &Line, stretch: &Range<usize>) -> Span {
    match line.units.get(stretch.clone()) {
        Some([first, .., last]) => first.span.cover(last.span),
        Some([only]) => only.span,
        _ => Span::default(),
    }
}
