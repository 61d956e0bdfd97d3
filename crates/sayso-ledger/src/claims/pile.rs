//! Pile: what claims need of each document, taken from its rows.
//!
//! In: [`Rows`], what the families say of the document ([`Kin`]), who is who across documents. Out: one more [`Document`] and its [`Saying`]s.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use sayso_families::Stretch;
use sayso_read::statements::{CueClass, Kind};

use super::{Figure, Skeleton, Speaker, agree, ascribed};
use crate::rows::{self, Rows};

/// All that claims are made of.
#[derive(Debug, Default)]
pub struct Pile {
    /// In the order of their rows.
    pub sayings: Vec<Saying>,
    /// In the order of their numbers.
    pub documents: Vec<Document>,
}

/// What somebody said, as claims see it.
#[derive(Debug, Clone)]
pub struct Saying {
    /// Its row.
    pub statement: i64,
    /// The document's number.
    pub document: i64,
    /// The copy family of its document.
    pub family: i64,
    /// From the first to the last code point of its content.
    pub place: (u32, u32),
    /// Who said it.
    pub speaker: Speaker,
    /// How its words are given.
    pub kind: Kind,
    /// What it does.
    pub mood: Mood,
    /// Its words.
    pub content: Skeleton,
    /// The figures in its content.
    pub figures: Vec<Figure>,
    /// The days that its content names.
    pub days: Vec<Date>,
    /// When its document was published.
    pub day: Option<Date>,
    /// Outlets that its document ascribes it to.
    pub ascribed: Vec<String>,
    /// Keys of the names in its document, sorted.
    pub story: Arc<[u16]>,
}

/// What a saying does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// It says that something is so, was so or will be.
    Asserts,
    /// It wants something: demands, asks, hopes.
    Wants,
    /// It praises, or agrees.
    Favours,
    /// It accuses, denies, refuses or doubts.
    Opposes,
}

/// A document, as claims see it.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its number.
    pub document: i64,
    /// ISO 8601: when it was published.
    pub published: Option<String>,
    /// The outlet's name, or the host of its address; in lower case.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Agencies and outlets that it credits.
    pub credits: Vec<String>,
    /// Addresses and names of what it says it was made from.
    pub based_on: Vec<String>,
    /// What the families say of it.
    pub kin: Kin,
}

/// What the families say of a document.
#[derive(Debug, Clone, Default)]
pub struct Kin {
    /// Its copy family; documents without copies have each their own.
    pub family: i64,
    /// The document that it was compared with in its family, and what they share.
    pub copy_of: Option<(i64, Vec<Stretch>)>,
    /// Outlets outside its family whose reports it tells of.
    pub cites: Vec<String>,
}

impl Pile {
    /// Puts in a document; `number`: what stands across documents for an entity's row. Rows of places are not needed, nor passages where
    /// nobody is cited.
    pub fn add(&mut self, rows: &Rows, kin: Kin, number: impl Fn(i64) -> Option<i64>) {
        let mut ascribed = match kin.cites.as_slice() {
            [] => Default::default(),
            cites => ascribed::of(&rows.passages, &rows.statements, cites),
        };
        let entities: HashMap<i64, &rows::Entity> =
            rows.entities.iter().map(|entity| (entity.entity, entity)).collect();
        let mut quantities = by_statement(&rows.quantities, |row| row.statement);
        let mut times = by_statement(&rows.times, |row| row.statement);
        // Figures and times are given to the innermost statement; what is said within a content is part of it.
        let mut inner_first: Vec<&rows::Statement> = rows.statements.iter().collect();
        inner_first.sort_by_key(|statement| statement.content.len());
        for statement in inner_first {
            if let Some(parent) = statement.parent.filter(|&parent| parent != statement.statement) {
                inherit(&mut quantities, parent, statement.statement);
                inherit(&mut times, parent, statement.statement);
            }
        }
        let published = rows.document.published.as_deref();
        let day = published.and_then(|published| published.get(..10)?.parse().ok());
        let story = story(&rows.entities);
        for statement in &rows.statements {
            // What somebody did not say is no claim.
            let (false, Some(first), Some(last)) =
                (statement.negated, statement.content_spans.first(), statement.content_spans.last())
            else {
                continue;
            };
            let entity = statement.entity.and_then(|entity| entities.get(&entity).copied());
            // What has no word that tells is no claim: "which", "one".
            let content = Skeleton::of(&statement.content, statement.kind, statement.class);
            if content.keys.is_empty() {
                continue;
            }
            let within = |list: &HashMap<i64, Vec<usize>>| list.get(&statement.statement).cloned().unwrap_or_default();
            self.sayings.push(Saying {
                statement: statement.statement,
                document: statement.document,
                family: kin.family,
                place: (first.0, last.1),
                speaker: Speaker::of(statement, entity, statement.entity.and_then(&number)),
                kind: statement.kind,
                mood: mood(statement.class),
                content,
                figures: within(&quantities).iter().filter_map(|&at| Figure::of(&rows.quantities[at])).collect(),
                days: within(&times).iter().filter_map(|&at| agree::day(&rows.times[at])).collect(),
                day,
                ascribed: ascribed.remove(&statement.statement).unwrap_or_default(),
                story: Arc::clone(&story),
            });
        }
        let rows::Document { document, published, url, credits, based_on, .. } = rows.document.clone();
        let outlet = rows::outlet(rows.document.outlet.as_deref(), url.as_deref());
        self.documents.push(Document { document, published, outlet, url, credits, based_on, kin });
    }
}

fn mood(class: Option<CueClass>) -> Mood {
    match class {
        Some(CueClass::Demand | CueClass::Ask | CueClass::Hope) => Mood::Wants,
        Some(CueClass::Praise | CueClass::Agree) => Mood::Favours,
        Some(CueClass::Accuse | CueClass::Deny | CueClass::Refuse | CueClass::Doubt) => Mood::Opposes,
        _ => Mood::Asserts,
    }
}

/// Keys of names of a document that are looked at.
const MOST_NAMES: usize = 256;

fn story(entities: &[rows::Entity]) -> Arc<[u16]> {
    let names = entities.iter().filter_map(|entity| entity.name.as_deref());
    let mut keys: Vec<u16> =
        names.flat_map(sayso_families::words).map(|word| word.key).filter(|&key| key != 0).take(MOST_NAMES).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into()
}

/// Places of rows by the statement that holds them, [`agree::MOST`] of each.
fn by_statement<T>(rows: &[T], statement: impl Fn(&T) -> Option<i64>) -> HashMap<i64, Vec<usize>> {
    let mut held: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some(statement) = statement(row) {
            let list = held.entry(statement).or_default();
            if list.len() < agree::MOST {
                list.push(at);
            }
        }
    }
    held
}

fn inherit(held: &mut HashMap<i64, Vec<usize>>, parent: i64, child: i64) {
    let Some(from) = held.get(&child).cloned() else { return };
    let list = held.entry(parent).or_default();
    list.extend(from);
    list.truncate(agree::MOST);
}
