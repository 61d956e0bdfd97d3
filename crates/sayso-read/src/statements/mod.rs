//! Statements: who said what.
//!
//! In: [`Text`], quotes. Out: `Vec<Statement>`. No model yet: a cue lexicon and rules.
//!
//! The words *source*, *cue* and *content* are those of PARC3 and PolNeAR. Quotations are folded to one unit each (`lines`),
//! so that the reporter's grammar is read apart from the speaker's. Every sentence is searched for cues (`cues`), every cue
//! for its subject (`subjects`) and its complement (`clauses`); `indirect`, `implicit` and `verbless` know the orders in which
//! the three stand. Then quotations in sentences of their own go to the speaker beside them (`direct`), and claims within
//! claims find their parent (`nest`). Last, [`refine`] reads from the tree how each was said: what the cue does and whether it
//! was done (`manner`), to whom, how, when and where (`details`), and what sort of source it is (`form`). In the picture: `^` source, `~` cue, `-` content.
//!
//! ```text
//! The envoy, who warned of “a long winter”, said that Velmora had promised to wait.
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ~~~~ ------------------------------------     said
//!            ^^^ ~~~~~~~~~ ---------------                                            warned of
//!                                                     ^^^^^^^ ~~~~~~~~~~~~ -------    promised, in the first
//! ```
//!
//! Not here: who "he" is and which body "the ministry" is (`people`, later); what is said to have happened (`events`).

mod clauses;
mod cues;
mod details;
mod direct;
mod form;
mod forms;
mod grammar;
mod groups;
mod headwords;
mod implicit;
mod indirect;
mod inflect;
mod lexicon;
mod lines;
mod manner;
mod nest;
mod nouns;
mod subjects;
mod verbless;
mod view;

pub use manner::refine;

use std::collections::BTreeMap;
use std::ops::Range;

use indirect::Raw;
use lines::{Ground, Line};
use view::View;

use crate::quotes::Quote;
use crate::span::Span;
use crate::text::Text;

/// How the words are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// All inside quotation marks.
    Direct,
    /// Partly.
    Mixed,
    /// Not at all.
    Indirect,
}

/// What sort of source is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// One human being: "Mr. Tarn", "she", "the general".
    Person,
    /// Several, or a body: "officials", "the ministry", "Kyiv".
    Group,
    /// A report, photographs, a poll, a law.
    Document,
    /// "A person familiar with the matter".
    Anonymous,
    /// Not printed: "was expected to".
    Implicit,
}

/// What the cue does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum CueClass {
    Say,
    Claim,
    Report,
    Confirm,
    Deny,
    Accuse,
    Praise,
    Demand,
    Ask,
    Promise,
    Threaten,
    Warn,
    Agree,
    Refuse,
    Expect,
    Believe,
    Hope,
    Plan,
    Doubt,
    Other,
}

/// Whether the saying took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Modality {
    Actual,
    Planned,
    Hypothetical,
}

/// Whose words, as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it is printed; empty for [`Form::Implicit`].
    pub spans: Vec<Span>,
    /// What sort.
    pub form: Form,
}

/// The words that mark a statement as one: "said", "according to", "his claim that".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Where.
    pub spans: Vec<Span>,
    /// Dictionary form: `say`, `according to`, `claim`.
    pub lemma: String,
    /// What it does.
    pub class: CueClass,
    /// "did not say".
    pub negated: bool,
    /// Whether it took place.
    pub modality: Modality,
}

/// One statement: source, cue and content in the words of PARC3 and PolNeAR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// How the words are given.
    pub kind: Kind,
    /// Whose they are; `None` where the text does not let us say (then there is a doubt).
    pub source: Option<Source>,
    /// What marks it; `None` for a quotation without any cue.
    pub cue: Option<Cue>,
    /// The words, in pieces where the cue interrupts them.
    pub content: Vec<Span>,
    /// The statement that holds this one, as an index into the list.
    pub parent: Option<u32>,
    /// "told reporters": the hearers.
    pub addressee: Option<Span>,
    /// "on Telegram", "in a statement".
    pub channel: Option<Span>,
    /// "on Tuesday": when it was said, not when what is said takes place.
    pub when: Option<Span>,
    /// "in Karsavin", "at the valve house": where it was said.
    pub place: Option<Span>,
}

/// Tokens that are read for statements, from the start of the text: some fifty times the longest newspaper article.
pub const MOST_TOKENS: u32 = 500_000;

/// Statements kept of one text, from its start.
pub const MOST: usize = 20_000;

/// Finds the statements of a text, ordered by the first byte of source, cue or content.
pub fn find(text: &Text, quotes: &[Quote]) -> Vec<Statement> {
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
        statement.kind = ground.kind(&statement.content);
    }
    drop_echoes(&mut statements);
    let mut statements = nest::arrange(statements);
    statements.truncate(MOST);
    for statement in &mut statements {
        statement.parent = statement.parent.filter(|&parent| (parent as usize) < MOST);
    }
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

#[cfg(test)]
mod tests;
