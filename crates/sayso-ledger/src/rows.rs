//! Rows: a reading cut into the rows of the ledger's tables.
//!
//! In: a `Reading` and the number of its document. Out: [`Rows`]. Pure: what the database holds of a document, before any database.
//!
//! Numbers are reckoned, not drawn: the third statement of document 12 is row 12000003, whatever was added when. So rows refer to each other
//! before they are stored, and the same documents in the same order give the same ledger.
//!
//! ```text
//! Reading ─► document, passages (its body blocks), entities, statements, times, places, quantities
//! ```

use std::collections::HashMap;

use sayso_read::Reading;
use sayso_read::articles::BlockKind;
use sayso_read::people::{EntityKind, MentionForm};
use sayso_read::places::{PlaceForm, Precision};
use sayso_read::quantities::{Change, Hedge, QuantityKind};
use sayso_read::reading;
use sayso_read::statements::{CueClass, Form, Kind, Modality};
use sayso_read::times::{Anchor, TimeKind, TimeMod};
use serde::Serialize;

/// Rows of one table that a document may have; what is beyond is left out, and [`Rows::left_out`] says how much.
pub const MOST: usize = 999_999;

/// The number of a document's `index`th row (from 0) in a table.
pub fn number(document: i64, index: usize) -> i64 {
    document * 1_000_000 + index as i64 + 1
}

/// The first and the last number that a document's rows may have in a table; a document's number may be anything that a user typed.
pub fn range(document: i64) -> [i64; 2] {
    let base = document.saturating_mul(MOST as i64 + 1);
    [base, base.saturating_add(MOST as i64)]
}

/// The document that a row belongs to.
pub fn document_of(row: i64) -> i64 {
    row / 1_000_000
}

/// What an outlet is told from others by: its name, or the host of its address; in lower case.
pub fn outlet(name: Option<&str>, url: Option<&str>) -> Option<String> {
    let host = || url?.split("//").nth(1)?.split(['/', '?', '#', ':']).next();
    let name = name.or_else(host)?.trim().to_lowercase();
    (!name.is_empty()).then_some(name)
}

/// All rows of one document.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // Each field has the name of its table.
pub struct Rows {
    pub document: Document,
    pub passages: Vec<Passage>,
    pub entities: Vec<Entity>,
    pub statements: Vec<Statement>,
    pub times: Vec<Time>,
    pub places: Vec<Place>,
    pub quantities: Vec<Quantity>,
    /// Rows beyond [`MOST`] in any table.
    pub left_out: usize,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Its number in the ledger, from 1 in the order of adding.
    pub document: i64,
    /// The reading's id (`b3:...`): equal text, equal id.
    pub id: String,
    /// Where the page was found.
    pub path: String,
    /// Its address.
    pub url: Option<String>,
    /// The outlet's name.
    pub outlet: Option<String>,
    /// WARC-Record-ID.
    pub record: Option<String>,
    /// Headline as printed.
    pub title: Option<String>,
    /// As printed.
    pub authors: Vec<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// ISO 8601.
    pub published: Option<String>,
    /// Which part of the input says so.
    pub published_evidence: Option<String>,
    /// ISO 8601.
    pub modified: Option<String>,
    /// Agencies and outlets that it credits, as printed.
    pub credits: Vec<String>,
    /// Addresses and names of what it says it was made from.
    pub based_on: Vec<String>,
    /// Words of its body.
    pub words: i64,
}

/// A body block of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Passage {
    pub passage: i64,
    pub document: i64,
    pub kind: BlockKind,
    /// Code points of the reading's text, as all positions below.
    pub start: u32,
    pub end: u32,
    pub text: String,
}

/// Somebody or something in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Entity {
    pub entity: i64,
    pub document: i64,
    /// `e1`: its id in the reading.
    pub label: String,
    pub kind: EntityKind,
    /// The fullest name printed.
    pub name: Option<String>,
    /// Every name printed, each once, in the order of the text.
    pub names: Vec<String>,
    pub role: Option<String>,
    pub affiliation: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    pub mentions: i64,
    /// The first mention.
    pub start: u32,
    pub end: u32,
}

/// Who said what in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Statement {
    pub statement: i64,
    pub document: i64,
    /// The body block that its content begins in.
    pub passage: Option<i64>,
    /// `s1`: its id in the reading.
    pub label: String,
    pub kind: Kind,
    pub source: Option<String>,
    pub source_form: Option<Form>,
    pub source_spans: Vec<(u32, u32)>,
    pub cue: Option<String>,
    pub cue_spans: Vec<(u32, u32)>,
    pub lemma: Option<String>,
    pub class: Option<CueClass>,
    pub negated: bool,
    pub modality: Option<Modality>,
    pub content: String,
    pub content_spans: Vec<(u32, u32)>,
    pub parent: Option<i64>,
    pub addressee: Option<String>,
    pub channel: Option<String>,
    pub said_when: Option<String>,
    pub said_where: Option<String>,
    /// Whom the source resolves to.
    pub entity: Option<i64>,
    /// From its first to its last code point.
    pub start: u32,
    pub end: u32,
}

/// A time expression of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Time {
    pub time: i64,
    pub document: i64,
    /// The body block that it stands in.
    pub passage: Option<i64>,
    /// The innermost statement whose content it stands in.
    pub statement: Option<i64>,
    pub start: u32,
    pub end: u32,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: TimeKind,
    pub value: String,
    #[serde(rename = "mod")]
    pub modifier: Option<TimeMod>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub anchor: Anchor,
}

/// A toponym of a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Place {
    pub place: i64,
    pub document: i64,
    pub passage: Option<i64>,
    pub statement: Option<i64>,
    pub start: u32,
    pub end: u32,
    pub text: String,
    pub form: PlaceForm,
    pub name: Option<String>,
    pub geonameid: Option<u32>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub precision: Option<Precision>,
    pub entity: Option<i64>,
}

/// A figure of a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Quantity {
    pub quantity: i64,
    pub document: i64,
    pub passage: Option<i64>,
    pub statement: Option<i64>,
    pub start: u32,
    pub end: u32,
    pub text: String,
    pub kind: QuantityKind,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    #[serde(rename = "mod")]
    pub hedge: Hedge,
    pub unit: Option<String>,
    pub change: Option<Change>,
    pub of: Option<String>,
    pub of_start: Option<u32>,
    pub of_end: Option<u32>,
    pub fate: Option<String>,
}

impl Rows {
    /// Cuts a reading into rows.
    pub fn of(reading: &Reading, document: i64) -> Rows {
        let passages = passages(reading, document);
        let entities: HashMap<&str, i64> = (reading.entities.iter().enumerate().take(MOST))
            .map(|(index, entity)| (entity.id.as_str(), number(document, index)))
            .collect();
        let entity_of = |id: &Option<String>| id.as_deref().and_then(|id| entities.get(id).copied());
        let holders = Holders::of(reading);
        let within = |start: u32| {
            let after = passages.partition_point(|passage| passage.start <= start);
            passages[..after].last().filter(|passage| start < passage.end).map(|passage| passage.passage)
        };
        let statements = statements(reading, document, &entity_of, &within);
        let held = |holder: Option<usize>| holder.filter(|&index| index < MOST).map(|index| number(document, index));
        let times = (reading.times.iter().enumerate().take(MOST)).map(|(index, time)| Time {
            time: number(document, index),
            document,
            passage: within(time.start),
            statement: held(holders.times[index]),
            start: time.start,
            end: time.end,
            text: fold(&time.text),
            kind: time.kind,
            value: time.value.clone(),
            modifier: time.modifier,
            from: time.from.clone(),
            to: time.to.clone(),
            anchor: time.anchor,
        });
        let places = (reading.places.iter().enumerate().take(MOST)).map(|(index, place)| Place {
            place: number(document, index),
            document,
            passage: within(place.start),
            statement: held(holders.places[index]),
            start: place.start,
            end: place.end,
            text: fold(&place.text),
            form: place.form,
            name: place.name.clone(),
            geonameid: place.geonameid,
            lat: place.lat,
            lon: place.lon,
            country: place.country.clone(),
            admin1: place.admin1.clone(),
            precision: place.precision,
            entity: entity_of(&place.entity),
        });
        let quantities = (reading.quantities.iter().enumerate().take(MOST)).map(|(index, quantity)| Quantity {
            quantity: number(document, index),
            document,
            passage: within(quantity.start),
            statement: held(holders.quantities[index]),
            start: quantity.start,
            end: quantity.end,
            text: fold(&quantity.text),
            kind: quantity.kind,
            value: quantity.value,
            low: quantity.low,
            high: quantity.high,
            hedge: quantity.hedge,
            unit: quantity.unit.clone(),
            change: quantity.change,
            of: quantity.of.as_deref().map(fold),
            of_start: quantity.of_start,
            of_end: quantity.of_end,
            fate: quantity.fate.clone(),
        });
        let counts = [
            reading.entities.len(),
            reading.statements.len(),
            reading.times.len(),
            reading.places.len(),
            reading.quantities.len(),
        ];
        Rows {
            document: about(reading, document, &passages),
            entities: (reading.entities.iter().enumerate().take(MOST))
                .map(|(index, one)| entity(one, number(document, index), document))
                .collect(),
            statements,
            times: times.collect(),
            places: places.collect(),
            quantities: quantities.collect(),
            left_out: counts.iter().map(|count| count.saturating_sub(MOST)).sum(),
            passages,
        }
    }
}

/// White space folded: what stands on two lines of the page is one line of a table.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn about(reading: &Reading, document: i64, passages: &[Passage]) -> Document {
    use sayso_read::articles::CreditKind;
    Document {
        document,
        id: reading.id.clone(),
        path: reading.path.clone(),
        url: reading.url.clone(),
        outlet: reading.outlet.clone(),
        record: reading.record.clone(),
        title: reading.title.clone(),
        authors: reading.authors.clone(),
        language: reading.language.clone(),
        published: reading.published.as_ref().map(|dated| dated.value.clone()),
        published_evidence: reading.published.as_ref().map(|dated| dated.evidence.clone()),
        modified: reading.modified.as_ref().map(|dated| dated.value.clone()),
        credits: (reading.credits.iter())
            .filter(|credit| matches!(credit.kind, CreditKind::Wire | CreditKind::Outlet))
            .map(|credit| credit.name.clone())
            .collect(),
        based_on: reading.based_on.clone(),
        words: passages.iter().map(|passage| passage.text.split_whitespace().count() as i64).sum(),
    }
}

fn passages(reading: &Reading, document: i64) -> Vec<Passage> {
    let ruler = reading::CodePoints::of(&reading.text);
    (reading.blocks.iter())
        .filter(|block| block.kind.is_body())
        .take(MOST)
        .enumerate()
        .map(|(index, block)| Passage {
            passage: number(document, index),
            document,
            kind: block.kind,
            start: block.start,
            end: block.end,
            text: ruler.slice(block.start, block.end).to_owned(),
        })
        .collect()
}

fn entity(entity: &reading::Entity, number: i64, document: i64) -> Entity {
    let mut names: Vec<String> = Vec::new();
    for mention in entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name) {
        let name = fold(&mention.text);
        if !names.contains(&name) {
            names.push(name);
        }
        if names.len() == NAMES {
            break;
        }
    }
    let first = entity.mentions.first();
    Entity {
        entity: number,
        document,
        label: entity.id.clone(),
        kind: entity.kind,
        name: entity.name.as_deref().map(fold),
        names,
        role: entity.role.as_deref().map(fold),
        affiliation: entity.affiliation.as_deref().map(fold),
        country: entity.country.clone(),
        mentions: entity.mentions.len() as i64,
        start: first.map_or(0, |mention| mention.start),
        end: first.map_or(0, |mention| mention.end),
    }
}

/// Most names of one entity that are kept.
const NAMES: usize = 50;

fn statements(
    reading: &Reading,
    document: i64,
    entity_of: &dyn Fn(&Option<String>) -> Option<i64>,
    within: &dyn Fn(u32) -> Option<i64>,
) -> Vec<Statement> {
    let numbers: HashMap<&str, i64> = (reading.statements.iter().enumerate().take(MOST))
        .map(|(index, statement)| (statement.id.as_str(), number(document, index)))
        .collect();
    (reading.statements.iter().enumerate().take(MOST))
        .map(|(index, statement)| {
            let source = statement.source.as_ref();
            let cue = statement.cue.as_ref();
            let spans = (source.into_iter().flat_map(|source| &source.spans))
                .chain(cue.into_iter().flat_map(|cue| &cue.spans))
                .chain(&statement.content.spans);
            let words = |words: &Option<reading::Words>| words.as_ref().map(|words| fold(&words.text));
            Statement {
                statement: number(document, index),
                document,
                passage: statement.content.spans.first().and_then(|&(start, _)| within(start)),
                label: statement.id.clone(),
                kind: statement.kind,
                source: source.map(|source| fold(&source.text)),
                source_form: source.map(|source| source.form),
                source_spans: source.map(|source| source.spans.clone()).unwrap_or_default(),
                cue: cue.map(|cue| fold(&cue.text)),
                cue_spans: cue.map(|cue| cue.spans.clone()).unwrap_or_default(),
                lemma: cue.map(|cue| cue.lemma.clone()),
                class: cue.map(|cue| cue.class),
                negated: cue.is_some_and(|cue| cue.negated),
                modality: cue.map(|cue| cue.modality),
                content: fold(&statement.content.text),
                content_spans: statement.content.spans.clone(),
                parent: statement.parent.as_deref().and_then(|parent| numbers.get(parent).copied()),
                addressee: words(&statement.addressee),
                channel: words(&statement.channel),
                said_when: words(&statement.when),
                said_where: words(&statement.place),
                entity: entity_of(&statement.entity),
                start: spans.clone().map(|span| span.0).min().unwrap_or(0),
                end: spans.map(|span| span.1).max().unwrap_or(0),
            }
        })
        .collect()
}

/// For each time, place and quantity the innermost statement whose content it stands in, as an index.
struct Holders {
    times: Vec<Option<usize>>,
    places: Vec<Option<usize>>,
    quantities: Vec<Option<usize>>,
}

impl Holders {
    fn of(reading: &Reading) -> Holders {
        let mut holders = Holders {
            times: vec![None; reading.times.len()],
            places: vec![None; reading.places.len()],
            quantities: vec![None; reading.quantities.len()],
        };
        let lengths: Vec<u32> = (reading.statements.iter())
            .map(|statement| statement.content.spans.iter().map(|&(start, end)| end - start).sum())
            .collect();
        for (index, statement) in reading.statements.iter().enumerate() {
            // Of two statements that hold it, the shorter is the inner one.
            let hold = |list: &mut Vec<Option<usize>>, found: &[u32]| {
                for &at in found {
                    if let Some(holder) = list.get_mut(at as usize)
                        && holder.is_none_or(|before: usize| lengths[index] < lengths[before])
                    {
                        *holder = Some(index);
                    }
                }
            };
            hold(&mut holders.times, &statement.times);
            hold(&mut holders.places, &statement.places);
            hold(&mut holders.quantities, &statement.quantities);
        }
        holders
    }
}
