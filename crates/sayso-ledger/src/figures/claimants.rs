//! Claimants: who tells a figure, and when.
//!
//! In: the [`Page`], a figure's row and [`View`]. Out: a [`Claimant`] and a day.
//!
//! The innermost statement that holds the figure names its speaker. Where a clause of its own stands nearer ("the 87 announced by the bureau",
//! "the police counted 1,800"), that clause does. A figure that no statement holds may be told in the same sentence ("has risen to 87, Ms.
//! Desh said"). What is left is the document's own voice.
//!
//! ```text
//! He put his own losses at |19|    "He": the speaker of the statement before      the |87| announced by the bureau on Sunday
//! ```

use std::ops::Range;

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::lexicon::LEXICON;
use super::things::GIVEN;
use super::view::{Page, View};
use super::{Claimant, Told};
use crate::rows::{Quantity, Statement, Time};
use sayso_read::people::EntityKind;
use sayso_read::statements::CueClass;
use sayso_read::times::TimeKind;

/// Words of a printed source that are kept.
const SOURCE: usize = 12;

/// Statements before a figure that are looked through.
const BACK: usize = 60;

/// Code points from a text's beginning in which its date line stands.
const DATELINE: u32 = 800;

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
    if let Some(found) = given_by(page, view).or_else(|| counting(page, quantity, view, holder)) {
        return found;
    }
    if let Some(statement) = holder.filter(|statement| speaks(statement, quantity, view)) {
        return speaker(page, statement, Told::Statement);
    }
    in_sentence(page, quantity, view).unwrap_or_default()
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
fn speaks(statement: &Statement, quantity: &Quantity, view: &View) -> bool {
    let cue = statement.cue_spans.first().map(|span| span.0);
    let parted = cue.is_some_and(|cue| {
        let between = |&at: &usize| view.tokens[at].start < cue && view.word(at) == ";";
        cue > quantity.end && (view.figure.end..view.sentence.end).any(|at| between(&at))
    });
    !(parted || statement.cue.as_deref() == Some(":") && statement.entity.is_none())
}

fn statement<'r>(page: &Page<'r>, number: i64) -> Option<&'r Statement> {
    let statements = &page.rows.statements;
    let index = statements.partition_point(|statement| statement.statement < number);
    statements.get(index).filter(|statement| statement.statement == number)
}

fn speaker(page: &Page, statement: &Statement, told: Told) -> Claimant {
    let name = statement.entity.and_then(|entity| name_of(page, entity));
    let printed = statement.source.clone().filter(|source| !source.is_empty());
    Claimant {
        entity: statement.entity,
        about: about(page, statement.entity, printed.as_deref()),
        name: name.or_else(|| printed.clone().map(|source| short(&source))),
        printed,
        told,
    }
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
    let tokens = &view.tokens[words.clone()];
    let last = tokens.iter().rev().find(|token| token.is_word())?;
    let printed: Vec<&str> =
        tokens.iter().filter(|token| token.is_word()).map(|token| token.printed.as_str()).collect();
    let text = printed.join(" ");
    let lower = text.to_lowercase();
    // The longest name that stands in the words; of two the first.
    let best = (page.rows.entities.iter())
        .filter(|entity| matches!(entity.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Group))
        .flat_map(|entity| entity.names.iter().map(move |name| (entity, name)))
        .filter(|(_, name)| name.chars().count() >= 3 && stands(&lower, &name.to_lowercase()))
        .min_by_key(|(entity, name)| (std::cmp::Reverse(name.chars().count()), entity.entity));
    let entity = best.map(|(entity, _)| entity.entity).or_else(|| {
        // "General Vesk" where the entity is "Radomir Vesk".
        let surname = |name: &String| name.split(' ').next_back() == Some(last.printed.as_str());
        let mut people = page.rows.entities.iter().filter(|entity| entity.kind == EntityKind::Person);
        people.find(|entity| last.capital && entity.names.iter().any(surname)).map(|entity| entity.entity)
    });
    // Words that are no name must look like somebody: "the police", "an expert called by the defence", "analysts".
    let first = tokens.iter().find(|token| token.is_word())?;
    let article = matches!(first.word.as_str(), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "my");
    let few = printed.len() <= 2 && BODIES.contains(&last.word.as_str());
    if entity.is_none()
        && !few
        && !(article && printed.len() > 1 && printed.len() <= SOURCE && !first.word.ends_with("ing"))
    {
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

/// The day a figure was told, `YYYY-MM-DD`: when its statement says so; a day named beside the figure; else the document's.
pub(super) fn day(page: &Page, quantity: &Quantity, view: &View, told: Told) -> Option<String> {
    let text = document_day(page);
    let day = |time: &Time| told_on(page, time, text);
    let mut found = None;
    if told == Told::Statement {
        found = holder(page, quantity).and_then(|holder| {
            let when = holder.said_when.as_deref()?;
            times(page, holder.start, holder.end).filter(|time| when.contains(time.text.as_str())).find_map(day)
        });
    } else {
        let behind = view.clause_behind();
        let end = view.tokens[behind.start..behind.end].last().map_or(quantity.end, |token| token.end);
        let sentence = view.tokens[..view.sentence.end].last().map_or(end, |token| token.end);
        found = found
            .or_else(|| times(page, quantity.end, if told == Told::Sentence { sentence } else { end }).find_map(day));
        if found.is_none() && told == Told::Clause {
            let start = view.tokens.get(view.clause_before().start).map_or(quantity.start, |token| token.start);
            found = times(page, start, quantity.start).filter_map(day).last();
        }
    }
    found.or(text).map(|day| day.to_string())
}

fn times<'r>(page: &Page<'r>, start: u32, end: u32) -> impl Iterator<Item = &'r Time> {
    let times = &page.rows.times;
    let first = times.partition_point(|time| time.start < start);
    times[first..].iter().take_while(move |time| time.end <= end)
}

/// The day of a time that lies within one, as far as a claim can be told on it: nobody has told a figure after the day of the text, and a page that
/// was changed speaks of the days before the change.
fn told_on(page: &Page, time: &Time, text: Option<Date>) -> Option<Date> {
    let weekday = weekday(&time.text);
    let Some(day) = single_day(time) else {
        // A weekday on a page whose day only its date line tells.
        let (text, weekday) = (text?, weekday?);
        return (0..7)
            .filter_map(|back| text.checked_sub(Span::new().days(back)).ok())
            .find(|day| day.weekday() == weekday);
    };
    let Some(text) = text else { return Some(day) };
    let week = |days: i64| day.checked_add(Span::new().days(days)).ok();
    let published = page.rows.document.published.as_deref().and_then(date);
    match weekday {
        Some(_) if day > text => week(-7),
        Some(_) => {
            week(7).filter(|&later| later <= text && published.is_some_and(|published| later > published)).or(Some(day))
        }
        None => Some(day.min(text)),
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    let days = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let text = text.to_lowercase();
    days.into_iter().find(|(name, _)| text == *name || text == format!("on {name}")).map(|(_, day)| day)
}

fn date(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// The day of a time that lies within one.
fn single_day(time: &Time) -> Option<Date> {
    let (from, to) = (date(time.from.as_deref()?)?, date(time.to.as_deref()?)?);
    (matches!(time.kind, TimeKind::Date | TimeKind::Time) && from == to).then_some(from)
}

/// The day of a text: of its publication, or of its last change within a week; else the first full date near its beginning.
fn document_day(page: &Page) -> Option<Date> {
    let document = &page.rows.document;
    let published = document.published.as_deref().and_then(date);
    let changed = document.modified.as_deref().and_then(date);
    if let Some(published) = published {
        let week = published.checked_add(Span::new().days(7)).ok()?;
        return changed.filter(|&changed| published < changed && changed <= week).or(Some(published));
    }
    let begin = page.rows.passages.first().map_or(0, |passage| passage.start);
    times(page, begin, begin + DATELINE).filter(|time| time.value.len() >= 10).find_map(single_day)
}
