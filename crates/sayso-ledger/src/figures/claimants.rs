//! Claimants: who tells a figure.
//!
//! In: the [`Page`], a figure's row and [`View`]. Out: a [`Claimant`].
//!
//! The innermost statement that holds the figure names its speaker. Where a clause of its own stands nearer ("the 87 announced by the bureau",
//! "the police counted 1,800"), that clause does. A figure that no statement holds may be told in the same sentence ("has risen to 87, Ms.
//! Desh said"). What is left is the document's own voice.
//!
//! ```text
//! He put his own losses at |19|    "He": the speaker of the statement before      the |87| announced by the bureau on Sunday
//! ```

use std::ops::Range;

use super::lexicon::LEXICON;
use super::things::GIVEN;
use super::view::{Page, View};
use super::words::Token;
use super::{Claimant, Told};
use crate::rows::{Quantity, Statement};
use sayso_read::people::EntityKind;
use sayso_read::statements::CueClass;

/// Words of a printed source that are kept.
const SOURCE: usize = 12;

/// Statements before a figure that are looked through.
const BACK: usize = 60;

/// Bodies and people that speak without an article.
const BODIES: [&str; 16] = [
    "police",
    "officials",
    "analysts",
    "doctors",
    "authorities",
    "prosecutors",
    "rebels",
    "witnesses",
    "residents",
    "activists",
    "experts",
    "rescuers",
    "medics",
    "organizers",
    "organisers",
    "researchers",
];

/// Who tells a figure.
pub(super) fn of(page: &Page, quantity: &Quantity, view: &View) -> Claimant {
    let holder = holder(page, quantity);
    let holder = holder.filter(|statement| speaks(page, statement, quantity, view));
    if let Some(found) = given_by(page, view).or_else(|| counting(page, quantity, view, holder)) {
        return found;
    }
    if let Some(statement) = holder {
        return speaker(page, statement, Told::Statement);
    }
    in_sentence(page, quantity, view).unwrap_or_default()
}

/// Whose table it is: whom its caption names, else "a table issued by ..." in the passage before.
pub(super) fn of_table(page: &Page, quantity: &Quantity, caption: Range<usize>) -> Claimant {
    let Some((index, words)) = page.passage(quantity.passage) else { return Claimant::default() };
    let bracket = |open: &str| caption.clone().rev().find(|&at| words.tokens[at].word == open);
    if let Some((open, close)) = bracket("(").zip(bracket(")")).filter(|(open, close)| open < close)
        && let Some(found) = words_named(page, &words.tokens[open + 1..close])
    {
        return found;
    }
    let Some(before) = index.checked_sub(1).map(|before| &page.words()[before]) else { return Claimant::default() };
    let tokens = &before.tokens;
    let by =
        (1..tokens.len()).rev().find(|&at| tokens[at].word == "by" && GIVEN.contains(&tokens[at - 1].word.as_str()));
    let table = by.is_some_and(|by| tokens[by.saturating_sub(5)..by].iter().any(|token| token.word == "table"));
    let Some(by) = by.filter(|_| table) else { return Claimant::default() };
    let ends = |token: &Token| !(token.capital || matches!(token.word.as_str(), "the" | "of"));
    let end = (by + 1..tokens.len()).find(|&at| ends(&tokens[at])).unwrap_or(tokens.len());
    words_named(page, &tokens[by + 1..end]).unwrap_or_default()
}

/// The innermost statement that holds a figure and has a source; a source that is not printed is the one around it.
pub(super) fn holder<'r>(page: &Page<'r>, quantity: &Quantity) -> Option<&'r Statement> {
    let mut at = statement(page, quantity.statement?)?;
    for _ in 0..8 {
        let printed = at.source.as_deref().is_some_and(|source| !source.is_empty());
        match at.parent.filter(|_| !printed && at.entity.is_none()).and_then(|parent| statement(page, parent)) {
            Some(parent) => at = parent,
            None => break,
        }
    }
    Some(at)
}

/// Whether a statement that holds a figure tells it: a clause that a semicolon parts from its cue is another's, and a headline's colon behind
/// words that are nobody makes no speaker.
fn speaks(page: &Page, statement: &Statement, quantity: &Quantity, view: &View) -> bool {
    // "a summary issued an hour later spoke of": an hour says nothing.
    let is_time = statement.source_spans.first().is_some_and(|&(start, end)| {
        let at = page.rows.times.partition_point(|time| time.end < end);
        page.rows.times[at..].iter().take(3).any(|time| time.start <= start && end <= time.end)
    });
    let cue = statement.cue_spans.first().map(|span| span.0);
    let parted = cue.is_some_and(|cue| {
        let between = |&at: &usize| view.tokens[at].start < cue && view.word(at) == ";";
        cue > quantity.end && (view.figure.end..view.sentence.end).any(|at| between(&at))
    });
    let kind = statement.entity.and_then(|entity| row(page, entity)).map(|entity| entity.kind);
    let is_somebody = matches!(kind, Some(EntityKind::Person | EntityKind::Organization | EntityKind::Group));
    !(is_time || parted || statement.cue.as_deref() == Some(":") && !is_somebody)
}

fn statement<'r>(page: &Page<'r>, number: i64) -> Option<&'r Statement> {
    let statements = &page.rows.statements;
    let index = statements.partition_point(|statement| statement.statement < number);
    statements.get(index).filter(|statement| statement.statement == number)
}

fn speaker(page: &Page, statement: &Statement, told: Told) -> Claimant {
    let printed = statement.source.clone().filter(|source| !source.is_empty());
    // "Gen. Orhun Kelemdar", where the reading left open who that is and the document knows the name.
    let by_name = || {
        let source = printed.as_deref().filter(|source| source.split(' ').count() <= 4)?;
        person_of(page, source).or_else(|| paper_of(page, &source.to_lowercase()))
    };
    let known = |entity: &i64| name_of(page, *entity).is_some();
    let entity = statement.entity.filter(known).or_else(by_name).or(statement.entity);
    let name = entity.and_then(|entity| name_of(page, entity));
    Claimant {
        entity,
        about: about(page, entity, printed.as_deref()),
        // "He": the reading left open who that is, and so do we.
        name: name.or_else(|| printed.as_deref().filter(|source| !is_pronoun(source)).map(short)),
        printed,
        told,
    }
}

fn is_pronoun(source: &str) -> bool {
    const PRONOUNS: [&str; 12] = ["he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this", "one"];
    PRONOUNS.contains(&source.to_lowercase().as_str())
}

/// The person whose full name ends the words.
fn person_of(page: &Page, words: &str) -> Option<i64> {
    let lower = words.to_lowercase();
    let person = |entity: i64| row(page, entity).is_some_and(|row| row.kind == EntityKind::Person);
    let known = page.named(lower.split(' ').next_back()?);
    let ends =
        |(entity, name): &&(i64, String)| name.contains(' ') && lower.ends_with(name.as_str()) && person(*entity);
    known.iter().filter(ends).map(|(entity, _)| *entity).min()
}

/// What is known of the claimant in words: from here their own side is read.
fn about(page: &Page, entity: Option<i64>, printed: Option<&str>) -> String {
    let entity = entity.and_then(|entity| row(page, entity));
    let known = entity.into_iter().flat_map(|entity| {
        [entity.name.as_deref(), entity.role.as_deref(), entity.affiliation.as_deref()].into_iter().flatten()
    });
    known.chain(printed).collect::<Vec<_>>().join(" ")
}

fn row<'r>(page: &Page<'r>, entity: i64) -> Option<&'r crate::rows::Entity> {
    let entities = &page.rows.entities;
    let index = entities.partition_point(|row| row.entity < entity);
    entities.get(index).filter(|row| row.entity == entity)
}

fn name_of(page: &Page, entity: i64) -> Option<String> {
    row(page, entity)?.name.clone()
}

fn short(source: &str) -> String {
    source.split(' ').take(SOURCE).collect::<Vec<_>>().join(" ")
}

/// "the 87 announced by the National Relief Bureau".
fn given_by(page: &Page, view: &View) -> Option<Claimant> {
    let clause = view.clause_behind();
    let by =
        clause.clone().find(|&at| view.word(at) == "by" && at > clause.start && GIVEN.contains(&view.word(at - 1)))?;
    let end = (by + 1..clause.end)
        .find(|&at| matches!(view.word(at), "on" | "as" | "in" | "at" | "and" | "last" | "this"))
        .unwrap_or(clause.end);
    named(page, view, by + 1..end)
}

/// "Mr. Tveitmo claims 91", "He put his own losses at 19": a verb of telling before the figure with its subject, nearer than the cue of the statement
/// that holds the figure.
fn counting(page: &Page, quantity: &Quantity, view: &View, holder: Option<&Statement>) -> Option<Claimant> {
    let begin = view.sentence.start.max(view.figure.start.saturating_sub(30));
    let parts = |at: &usize| matches!(view.word(*at), ";" | "—" | ":");
    let begin = (begin..view.figure.start).rev().find(parts).map_or(begin, |at| at + 1);
    let words = |at: usize| (at < view.figure.start).then(|| view.word(at));
    let (verb, length) = (begin..view.figure.start).rev().find_map(|at| Some((at, LEXICON.counting(&words, at)?)))?;
    let verb = if verb > begin && matches!(view.word(verb - 1), "has" | "had" | "have" | "now" | "later") {
        verb - 1
    } else {
        verb
    };
    debug_assert!(length > 0);
    if let Some(holder) = holder {
        // The statement's own cue, or a verb before it, says nothing that the statement does not.
        let at = view.tokens[verb].start;
        let own = holder.cue_spans.iter().any(|&(start, end)| start <= at && at < end)
            || holder.source_spans.iter().any(|&(start, _)| at < start);
        let cue = holder.cue_spans.iter().map(|span| span.1).max().unwrap_or(0);
        if own || at < cue {
            return None;
        }
    }
    let subject = subject(view, begin, verb)?;
    if matches!(view.word(subject.start), "he" | "she" | "it" | "they" | "we" | "i") {
        if holder.is_some() || subject.len() > 1 {
            return None;
        }
        let wants = |kind: EntityKind| match view.word(subject.start) {
            "he" | "she" => kind == EntityKind::Person,
            "it" => matches!(kind, EntityKind::Organization | EntityKind::Place),
            _ => true,
        };
        return before(page, quantity, &wants);
    }
    named(page, view, subject)
}

/// The words before a verb that can be its subject: back to a comma or a word that parts clauses; a name before an apposition.
fn subject(view: &View, begin: usize, verb: usize) -> Option<Range<usize>> {
    let mut end = verb;
    // "General Kelemdar, who claims 346": the name stands before the comma.
    if end > begin && matches!(view.word(end - 1), "who" | "which") {
        end -= 1;
        if end > begin && view.word(end - 1) == "," {
            end -= 1;
        }
    }
    // "Amara Desh, who directs the bureau, put the dead at 112": the name stands before the apposition.
    if end > begin && view.word(end - 1) == "," {
        let open = (begin..end - 1).rev().find(|&at| view.word(at) == ",")?;
        end = open;
    }
    while end > begin
        && matches!(
            view.word(end - 1),
            "was" | "were" | "is" | "are" | "had" | "has" | "have" | "now" | "later" | "also"
        )
    {
        end -= 1;
    }
    let parts = |word: &str| {
        matches!(
            word,
            "," | "that" | "and" | "but" | "while" | "after" | "when" | "which" | "who" | "whom" | "later" | "now"
        )
    };
    let start =
        (begin..end).rev().find(|&at| parts(view.word(at)) || view.tokens[at].is_quote()).map_or(begin, |at| at + 1);
    (start < end).then_some(start..end)
}

/// The entity that some words name, else the words.
fn named(page: &Page, view: &View, words: Range<usize>) -> Option<Claimant> {
    words_named(page, &view.tokens[words])
}

fn words_named(page: &Page, tokens: &[Token]) -> Option<Claimant> {
    let last = tokens.iter().rev().find(|token| token.is_word())?;
    let printed: Vec<&str> =
        tokens.iter().filter(|token| token.is_word()).map(|token| token.printed.as_str()).collect();
    let text = printed.join(" ");
    let entity = entity_in(page, &text, last.capital);
    // Words that are no name must look like somebody: "the police", "an expert called by the defence", "analysts".
    let first = tokens.iter().find(|token| token.is_word())?;
    let article = matches!(first.word.as_str(), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "my");
    let few = printed.len() <= 4 && BODIES.contains(&last.word.as_str());
    let body = article && printed.len() > 1 && printed.len() <= SOURCE;
    if entity.is_none() && !few && !body {
        return None;
    }
    Some(Claimant {
        entity,
        about: about(page, entity, Some(&text)),
        name: entity.and_then(|entity| name_of(page, entity)).or_else(|| Some(short(&text))),
        printed: Some(text),
        told: Told::Clause,
    })
}

/// The entity that some words name: the longest name that stands in them, of two the first; a person by the last word alone ("General Vesk").
fn entity_in(page: &Page, words: &str, surname: bool) -> Option<i64> {
    let lower = words.to_lowercase();
    let best = (lower.split(' ').flat_map(|word| page.named(word)))
        .filter(|(_, name)| name.chars().count() >= 3 && stands(&lower, name))
        .min_by_key(|(entity, name)| (std::cmp::Reverse(name.chars().count()), *entity));
    best.map(|(entity, _)| *entity)
        .or_else(|| {
            let known = page.named(lower.split(' ').next_back()?);
            let person = |entity: i64| row(page, entity).is_some_and(|row| row.kind == EntityKind::Person);
            known.iter().map(|(entity, _)| *entity).filter(|&entity| surname && person(entity)).min()
        })
        .or_else(|| paper_of(page, &lower))
}

/// Papers by which a body speaks.
const PAPERS: [&str; 10] =
    ["statement", "summary", "report", "communiqué", "communique", "bulletin", "notice", "table", "tally", "release"];

/// The body whose paper some words are: "a ministry statement", where one body alone of the document is called so.
fn paper_of(page: &Page, lower: &str) -> Option<i64> {
    let words: Vec<&str> = lower.split(' ').take(4).collect();
    let body = words.windows(2).find(|pair| PAPERS.contains(&pair[1])).map(|pair| pair[0])?;
    let is_body = |entity: i64| row(page, entity).is_some_and(|row| row.kind == EntityKind::Organization);
    let mut bodies: Vec<i64> =
        page.named(body).iter().map(|(entity, _)| *entity).filter(|&entity| is_body(entity)).collect();
    bodies.dedup();
    (bodies.len() == 1).then(|| bodies[0])
}

/// Whether a name stands in some words, whole.
fn stands(words: &str, name: &str) -> bool {
    words == name
        || (words.match_indices(name)).any(|(at, _)| {
            let open = |edge: Option<char>| edge.is_none_or(|letter| !letter.is_alphanumeric());
            open(words[..at].chars().next_back()) && open(words[at + name.len()..].chars().next())
        })
}

/// The speaker of the last statement before the figure in its passage, whom "he" or "it" means.
fn before(page: &Page, quantity: &Quantity, wants: &dyn Fn(EntityKind) -> bool) -> Option<Claimant> {
    let statements = &page.rows.statements;
    let end = statements.partition_point(|statement| statement.start < quantity.start);
    let fits = |statement: &&Statement| {
        let kind = statement.entity.and_then(|entity| row(page, entity)).map(|entity| entity.kind);
        statement.passage == quantity.passage && statement.end <= quantity.start && kind.is_some_and(wants)
    };
    let statement = statements[..end].iter().rev().take(BACK).find(fits)?;
    Some(speaker(page, statement, Told::Clause))
}

/// Who is said to say something in the sentence of a figure that no statement holds: "has risen to 87, Amara Desh said".
fn in_sentence(page: &Page, quantity: &Quantity, view: &View) -> Option<Claimant> {
    let (start, end) = (view.tokens.get(view.sentence.start)?.start, view.tokens.get(view.sentence.end - 1)?.end);
    let statements = &page.rows.statements;
    let from = statements.partition_point(|statement| statement.start < start.saturating_sub(2_000));
    let fits = |statement: &&Statement| {
        let source = statement.source_spans.first().map_or(0, |span| span.0);
        let tells = matches!(
            statement.class,
            Some(
                CueClass::Say
                    | CueClass::Claim
                    | CueClass::Report
                    | CueClass::Confirm
                    | CueClass::Believe
                    | CueClass::Expect
            )
        );
        // Only a comma parts the figure's clause from who says it.
        let clause = view.tokens.get(view.clause_behind().end).filter(|token| token.word == ",").map(|token| token.end);
        let next = clause.is_some_and(|comma| source >= comma && source <= comma + 2);
        tells && statement.parent.is_none() && quantity.end <= source && source < end && next
    };
    let found = statements[from..].iter().take_while(|statement| statement.start < end).find(fits)?;
    Some(speaker(page, found, Told::Sentence))
}
