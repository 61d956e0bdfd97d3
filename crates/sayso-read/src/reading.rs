//! Readings: what the program hands out, as the outer contract lays it down (`sayso.reading/1`).
//!
//! In: the page and every finding. Out: [`Reading`]. This is the outer door: inside, positions are bytes; here they
//! become Unicode code points of `text`, `[start, end)`, 0-based.
//!
//! Every field of the contract is present; those whose stage is not built yet are empty.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::articles::{Article, BlockKind, CreditKind, Doubt};
use crate::page::Page;
use crate::people::{EntityKind, MentionForm, People};
use crate::places::{PlaceForm, Places, Precision};
use crate::quantities::{Change, Hedge, QuantityKind};
use crate::quotes::{self, Quote};
use crate::span::Span;
use crate::statements::{self, CueClass, Form, Kind, Modality, Statement as Finding, Statements};
use crate::text::Text;
use crate::times::{self, Anchor, TimeKind, TimeMod};
use crate::{places, quantities};

/// The schema this module writes.
pub const SCHEMA: &str = "sayso.reading/1";

/// One document, read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// `"sayso.reading/1"`.
    pub schema: String,
    /// `b3:` and the BLAKE3 digest (64 hexadecimal digits) of the body text in NFC with white space folded.
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
    /// BCP 47 tag.
    pub language: Option<String>,
    /// When it was first published.
    pub published: Option<Dated>,
    /// When it was last changed.
    pub modified: Option<Dated>,
    /// Agencies and contributors.
    pub credits: Vec<Credit>,
    /// Addresses and names of what the page says it was made from (schema.org's `isBasedOn`).
    #[serde(default)]
    pub based_on: Vec<String>,
    /// The text all positions count in.
    pub text: String,
    /// Its blocks, body and furniture.
    pub blocks: Vec<Block>,
    /// People, bodies, places.
    pub entities: Vec<Entity>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Toponyms.
    pub places: Vec<Place>,
    /// Figures.
    pub quantities: Vec<Quantity>,
    /// PLOVER events.
    pub events: Vec<serde_json::Value>,
    /// What was seen and could not be settled.
    pub unresolved: Vec<Unresolved>,
}

/// A date and which part of the input says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// ISO 8601.
    pub value: String,
    /// What says so.
    pub evidence: String,
}

/// Somebody credited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// What kind.
    pub kind: CreditKind,
    /// As printed.
    pub name: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// A block of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Byte ranges `[start, end)` of the page.
    pub source: Vec<(u32, u32)>,
}

/// Somebody or something that the text speaks of: one that is named, is a source, or is mentioned twice at least.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// `e1`, `e2`, ...: unique in the reading, in order of first mention.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name printed; null where it is never named.
    pub name: Option<String>,
    /// What he or she is, as printed.
    pub role: Option<String>,
    /// The body he or she belongs to, as printed.
    pub affiliation: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Where the text speaks of it.
    pub mentions: Vec<Mention>,
}

/// A place where the text speaks of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The covered text.
    pub text: String,
    /// How it is printed.
    pub form: MentionForm,
}

/// Who said what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// `s1`, `s2`, ...: unique in the reading.
    pub id: String,
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// Whose words, as printed.
    pub source: Option<Source>,
    /// What marks it.
    pub cue: Option<Cue>,
    /// The words.
    pub content: Words,
    /// The statement that contains this one.
    pub parent: Option<String>,
    /// The hearers.
    pub addressee: Option<Words>,
    /// By what way: "in a statement", "on Telegram".
    pub channel: Option<Words>,
    /// When it was said, where the text says so beside the cue.
    #[serde(default)]
    pub when: Option<Words>,
    /// Where it was said.
    #[serde(default)]
    pub place: Option<Words>,
    /// The entity that the source resolves to.
    pub entity: Option<String>,
    /// Indices into `quantities`.
    pub quantities: Vec<u32>,
    /// Indices into `times`.
    pub times: Vec<u32>,
    /// Indices into `places`.
    pub places: Vec<u32>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Code points.
    pub spans: Vec<(u32, u32)>,
    /// The covered text, pieces joined by a space.
    pub text: String,
    /// What sort.
    pub form: Form,
}

/// A cue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// Code points.
    pub spans: Vec<(u32, u32)>,
    /// The covered text.
    pub text: String,
    /// Dictionary form.
    pub lemma: String,
    /// What it does.
    pub class: CueClass,
    /// "did not say".
    pub negated: bool,
    /// Whether it took place.
    pub modality: Modality,
}

/// Words of the text, in one or more pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Code points.
    pub spans: Vec<(u32, u32)>,
    /// The covered text, pieces joined by a space.
    pub text: String,
}

/// A time expression (TIMEX3, TimeML 1.2.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The covered text.
    pub text: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: TimeKind,
    /// Its value: `2025-03-12`, `P2W`, `PRESENT_REF`.
    pub value: String,
    /// How the value is bent.
    #[serde(rename = "mod")]
    pub modifier: Option<TimeMod>,
    /// First day of the resolved interval (ISO 8601).
    pub from: Option<String>,
    /// Its last day.
    pub to: Option<String>,
    /// What it was reckoned from.
    pub anchor: Anchor,
}

/// A toponym.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The covered text.
    pub text: String,
    /// How it is printed.
    pub form: PlaceForm,
    /// The place's usual name.
    pub name: Option<String>,
    /// GeoNames' number.
    pub geonameid: Option<u32>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// How closely it is known.
    pub precision: Option<Precision>,
    /// The entity that is mentioned here.
    pub entity: Option<String>,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The covered text.
    pub text: String,
    /// What sort of figure.
    pub kind: QuantityKind,
    /// The number printed.
    pub value: Option<f64>,
    /// Least it may be.
    pub low: Option<f64>,
    /// Most it may be.
    pub high: Option<f64>,
    /// How it is hedged.
    #[serde(rename = "mod")]
    pub hedge: Hedge,
    /// Normalised unit.
    pub unit: Option<String>,
    /// Which way it went.
    pub change: Option<Change>,
    /// What is counted or measured.
    pub of: Option<String>,
    /// Where that stands.
    pub of_start: Option<u32>,
    /// One past its last code point.
    pub of_end: Option<u32>,
    /// What befell those counted.
    pub fate: Option<String>,
}

/// Something seen and not settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unresolved {
    /// What it is about.
    pub what: String,
    /// First code point, where there is a place to point at.
    pub start: Option<u32>,
    /// One past the last.
    pub end: Option<u32>,
    /// Why.
    pub why: String,
}

/// What the stages found in a text.
#[derive(Debug, Default)]
#[allow(missing_docs)] // Each field has the name of its stage.
pub struct Findings {
    pub quotes: Vec<Quote>,
    pub statements: Statements,
    pub people: People,
    pub times: Vec<times::Time>,
    pub places: Places,
    pub quantities: Vec<quantities::Quantity>,
}

impl Reading {
    /// Puts the findings of one page together.
    pub fn of(page: &Page, article: &Article, text: &Text, findings: &Findings) -> Reading {
        let Findings { statements, people, times, places, quantities, .. } = findings;
        let points = CodePoints::of(&text.string);
        let (entities, ids) = entities(people, text, &points);
        let metadata = &article.metadata;
        let at: (Vec<Span>, Vec<Span>, Vec<Span>) = (
            times.iter().map(|found| found.span).collect(),
            places.list.iter().map(|found| found.span).collect(),
            quantities.iter().map(|found| found.span).collect(),
        );
        let mut named: Vec<((u32, u32), &str)> = (entities.iter())
            .flat_map(|entity| entity.mentions.iter().map(|mention| ((mention.start, mention.end), entity.id.as_str())))
            .collect();
        named.sort_unstable();
        let located = (places.list.iter())
            .map(|found| {
                let found = place(found, text, &points);
                let entity = named.binary_search_by_key(&(found.start, found.end), |&(span, _)| span).ok();
                Place { entity: entity.map(|at| named[at].1.to_owned()), ..found }
            })
            .collect();
        let unresolved = (doubts(page, article, text, findings).into_iter())
            .map(|Doubt { what, span, why }| {
                let (start, end) = span.map(|span| points.of_span(span)).unzip();
                Unresolved { what: what.into(), start, end, why }
            })
            .collect();
        Reading {
            schema: SCHEMA.into(),
            id: identify(article),
            path: page.path.clone(),
            url: metadata.url.clone().or_else(|| page.told.url.clone()),
            outlet: metadata.outlet.clone().or_else(|| page.told.outlet.clone()),
            record: page.told.record.clone(),
            title: metadata.title.clone(),
            authors: metadata.authors.clone(),
            language: metadata.language.clone(),
            published: metadata.published.as_ref().map(dated),
            modified: metadata.modified.as_ref().map(dated),
            based_on: metadata.based_on.clone(),
            credits: (metadata.credits.iter())
                .map(|credit| {
                    let (start, end) = points.of_span(credit.span);
                    Credit { kind: credit.kind, name: credit.name.clone(), start, end }
                })
                .collect(),
            blocks: (article.blocks.iter())
                .map(|block| {
                    let (start, end) = points.of_span(block.span);
                    let source = block.source.iter().map(|s| (s.start, s.end)).collect();
                    Block { kind: block.kind, start, end, source }
                })
                .collect(),
            entities,
            statements: (statements.list.iter().enumerate())
                .map(|(index, statement)| {
                    let speaker = people.speakers.get(index).copied().flatten();
                    let entity = speaker.and_then(|speaker| ids.get(speaker as usize)?.clone());
                    Statement {
                        entity,
                        times: inside(statement, &at.0),
                        places: inside(statement, &at.1),
                        quantities: inside(statement, &at.2),
                        ..outer(index, statement, text, &points)
                    }
                })
                .collect(),
            times: times.iter().map(|found| time(found, text, &points)).collect(),
            places: located,
            quantities: quantities.iter().map(|found| quantity(found, text, &points)).collect(),
            events: Vec::new(),
            unresolved,
            text: text.string.clone(),
        }
    }
}

/// What was seen and could not be settled, from the way in to the last stage.
fn doubts(page: &Page, article: &Article, text: &Text, findings: &Findings) -> Vec<Doubt> {
    let Findings { quotes, statements, people, places, times, .. } = findings;
    let anywhere = |what, why: String| Doubt { what, span: None, why };
    let mut doubts: Vec<Doubt> = page.told.troubles.iter().map(|why| anywhere("input", why.clone())).collect();
    doubts.extend(article.doubts.iter().cloned());
    if text.is_cut_short() {
        doubts.push(anywhere("limit", "the text is too long; its end was not cut into words".into()));
    }
    if quotes.len() >= quotes::MOST {
        doubts.push(anywhere("limit", format!("only the first {} quotations were read", quotes::MOST)));
    }
    if text.tokens.len() > statements::MOST_TOKENS as usize {
        let why = format!("statements were sought in the first {} words only", statements::MOST_TOKENS);
        doubts.push(anywhere("limit", why));
    }
    if statements.overlooked > 0 {
        doubts.push(anywhere("limit", format!("{} words that may be cues were not looked at", statements.overlooked)));
    }
    if statements.list.len() >= statements::MOST {
        doubts.push(anywhere("limit", format!("only the first {} statements were kept", statements::MOST)));
    }
    doubts.extend(statements.list.iter().filter(|statement| statement.source.is_none()).map(|statement| Doubt {
        what: "source",
        span: statement.content.first().copied(),
        why: "no source is printed that the rules could tie to these words".into(),
    }));
    doubts.extend((people.doubts.iter()).map(|&(span, why)| Doubt {
        what: "entity",
        span: Some(span),
        why: why.into(),
    }));
    doubts.extend((times.iter().filter(|time| time.anchor == Anchor::Unresolved)).map(|time| Doubt {
        what: "time",
        span: Some(time.span),
        why: if article.metadata.published.is_some() {
            "the text does not say which one is meant".into()
        } else {
            "no date of publication and no dateline to reckon this time from".into()
        },
    }));
    doubts.extend((places.doubts.iter()).map(|(span, why)| Doubt {
        what: "place",
        span: Some(*span),
        why: why.clone(),
    }));
    doubts
}

fn time(time: &times::Time, text: &Text, points: &CodePoints) -> Time {
    let (start, end) = points.of_span(time.span);
    let (from, to) = time.interval.clone().unzip();
    Time {
        start,
        end,
        text: text.words(time.span).to_owned(),
        kind: time.kind,
        value: time.value.clone(),
        modifier: time.modifier,
        from,
        to,
        anchor: time.anchor,
    }
}

fn place(place: &places::Place, text: &Text, points: &CodePoints) -> Place {
    let (start, end) = points.of_span(place.span);
    let (lat, lon) = place.point.unzip();
    Place {
        start,
        end,
        text: text.words(place.span).to_owned(),
        form: place.form,
        name: place.name.clone(),
        geonameid: place.geonameid,
        lat,
        lon,
        country: place.country.clone(),
        admin1: place.admin1.clone(),
        precision: place.precision,
        entity: None,
    }
}

fn quantity(quantity: &quantities::Quantity, text: &Text, points: &CodePoints) -> Quantity {
    let (start, end) = points.of_span(quantity.span);
    let (of_start, of_end) = quantity.of.map(|span| points.of_span(span)).unzip();
    // "2-1": a score has its sides in the order of the print, the contract the lesser first.
    let (low, high) = match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low > high => (Some(high), Some(low)),
        bounds => bounds,
    };
    Quantity {
        start,
        end,
        text: text.words(quantity.span).to_owned(),
        kind: quantity.kind,
        value: quantity.value,
        low,
        high,
        hedge: quantity.hedge,
        unit: quantity.unit.clone(),
        change: quantity.change,
        of: quantity.of.map(|span| text.words(span).to_owned()),
        of_start,
        of_end,
        fate: quantity.fate.map(str::to_owned),
    }
}

/// The findings that lie in a statement's content, as indices; `spans` are those of all findings, in order.
fn inside(statement: &Finding, spans: &[Span]) -> Vec<u32> {
    let mut indices = Vec::new();
    for piece in &statement.content {
        let first = spans.partition_point(|span| span.start < piece.start);
        let within = spans[first..].iter().take_while(|span| span.start < piece.end);
        indices.extend(within.enumerate().filter(|(_, span)| span.end <= piece.end).map(|(at, _)| (first + at) as u32));
    }
    indices
}

/// The entities worth telling, and for each entity that was found its id, if it is among them.
fn entities(people: &People, text: &Text, points: &CodePoints) -> (Vec<Entity>, Vec<Option<String>>) {
    let mut speaks = vec![false; people.entities.len()];
    for &speaker in people.speakers.iter().flatten() {
        speaks[speaker as usize] = true;
    }
    let (mut told, mut ids) = (Vec::new(), Vec::new());
    for (entity, speaks) in people.entities.iter().zip(speaks) {
        let worth = entity.name.is_some() || speaks || entity.mentions.len() > 1;
        let id = worth.then(|| format!("e{}", told.len() + 1));
        let words = |span: Span| text.words(span).to_owned();
        if let Some(id) = id.clone() {
            let mentions = entity.mentions.iter().map(|mention| {
                let span = text.span(mention.run);
                let (start, end) = points.of_span(span);
                Mention { start, end, text: words(span), form: mention.form }
            });
            told.push(Entity {
                id,
                kind: entity.kind,
                name: entity.name.map(words),
                role: entity.role.map(words),
                affiliation: entity.affiliation.map(words),
                country: entity.country.map(str::to_owned),
                mentions: mentions.collect(),
            });
        }
        ids.push(id);
    }
    (told, ids)
}

fn dated(told: &crate::articles::Told) -> Dated {
    Dated { value: told.value.clone(), evidence: told.evidence.clone() }
}

fn name(index: usize) -> String {
    format!("s{}", index + 1)
}

fn outer(index: usize, statement: &Finding, text: &Text, points: &CodePoints) -> Statement {
    let words = |spans: &[Span]| Words {
        spans: spans.iter().map(|&span| points.of_span(span)).collect(),
        text: spans.iter().map(|&span| text.words(span)).collect::<Vec<_>>().join(" "),
    };
    Statement {
        id: name(index),
        kind: statement.kind,
        source: statement.source.as_ref().map(|source| {
            let Words { spans, text } = words(&source.spans);
            Source { spans, text, form: source.form }
        }),
        cue: statement.cue.as_ref().map(|cue| {
            let Words { spans, text } = words(&cue.spans);
            let (lemma, class) = (cue.lemma.clone(), cue.class);
            Cue { spans, text, lemma, class, negated: cue.negated, modality: cue.modality }
        }),
        content: words(&statement.content),
        parent: statement.parent.map(|parent| name(parent as usize)),
        addressee: statement.addressee.map(|span| words(&[span])),
        channel: statement.channel.map(|span| words(&[span])),
        when: statement.when.map(|span| words(&[span])),
        place: statement.place.map(|span| words(&[span])),
        entity: None,
        quantities: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
    }
}

/// The id of an article: its body words, whatever their spacing and composition.
fn identify(article: &Article) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut first = true;
    for block in article.blocks.iter().filter(|block| block.kind.is_body()) {
        for word in article.text[block.span.range()].split_whitespace() {
            if !std::mem::take(&mut first) {
                hasher.update(b" ");
            }
            if word.is_ascii() {
                hasher.update(word.as_bytes());
            } else {
                hasher.update(word.nfc().collect::<String>().as_bytes());
            }
        }
    }
    format!("b3:{}", hasher.finalize().to_hex())
}

/// From bytes of a string to its code points and back: four bytes of memory for every sixty-four, none for ASCII.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    /// `before[i]`: code points that start before byte `i * STEP`. Empty where the string is all ASCII.
    before: Vec<u32>,
    string: &'t str,
}

const STEP: usize = 64;

impl<'t> CodePoints<'t> {
    /// Measures a string.
    pub fn of(string: &'t str) -> CodePoints<'t> {
        if string.is_ascii() {
            return CodePoints { before: Vec::new(), string };
        }
        let mut before = Vec::with_capacity(string.len() / STEP + 2);
        let mut count = 0;
        for chunk in string.as_bytes().chunks(STEP) {
            before.push(count);
            count += starts(chunk);
        }
        before.push(count);
        CodePoints { before, string }
    }

    /// The code point that starts at a byte.
    pub fn point(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.string.len());
        if self.before.is_empty() {
            return byte as u32;
        }
        let chunk = byte / STEP;
        self.before[chunk] + starts(&self.string.as_bytes()[chunk * STEP..byte])
    }

    /// A span of bytes in code points.
    pub fn of_span(&self, span: Span) -> (u32, u32) {
        (self.point(span.start), self.point(span.end))
    }

    /// The byte at which a code point starts; the string's length where there are fewer.
    pub fn byte(&self, point: u32) -> usize {
        if self.before.is_empty() {
            return (point as usize).min(self.string.len());
        }
        let chunk = self.before.partition_point(|&before| before <= point).saturating_sub(1);
        let left = (point - self.before[chunk]) as usize;
        let from = chunk * STEP;
        let bytes = self.string.as_bytes().iter().enumerate().skip(from).filter(|(_, byte)| is_start(**byte));
        bytes.map(|(at, _)| at).nth(left).unwrap_or(self.string.len())
    }

    /// The words of a stretch of code points; cut off at the string's end, empty where `end` is not after `start`.
    pub fn slice(&self, start: u32, end: u32) -> &'t str {
        self.string.get(self.byte(start)..self.byte(end)).unwrap_or("")
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| is_start(byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_point_is_found_from_its_byte_and_back() {
        for string in ["", "plain", "“Größe” — 東京 🙂", &"aé€🙂".repeat(100)] {
            let points = CodePoints::of(string);
            for (point, (byte, c)) in string.char_indices().enumerate() {
                assert_eq!((points.point(byte as u32), points.byte(point as u32)), (point as u32, byte));
                assert_eq!(points.slice(point as u32, point as u32 + 1), c.to_string());
            }
            assert_eq!(points.byte(10_000), string.len());
            assert_eq!(points.slice(3, 1), "");
        }
    }
}
