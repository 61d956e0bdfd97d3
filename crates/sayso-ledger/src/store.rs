//! Store: readings go into the ledger, each whole or not at all.
//!
//! In: pages and their readings. Out: rows. A page is known by its [`Key`]: the same page is added once, wherever it is found again.
//!
//! Documents are committed a few at a time. Killed at any moment, the ledger holds the documents of the commits before; the next run of the
//! same inputs adds the rest, and the ledger is the one that an undisturbed run would have made.

use std::collections::{HashMap, HashSet};
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use rusqlite::{OptionalExtension, params};
use sayso_read::page::Kind;
use sayso_read::{Page, Reading};

use crate::columns::{list, word};
use crate::open::Ledger;
use crate::rows::{Rows, range};
use crate::trouble::{Result, Trouble, Why};

/// Documents that one commit holds at most.
const BATCH: usize = 32;

/// Digest of a page: its bytes, and what its carrier says that a reading depends on; not where it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; 16]);

impl Key {
    /// The key of a page.
    pub fn of(page: &Page) -> Key {
        let told = &page.told;
        let mut hasher = blake3::Hasher::new();
        let mut field = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                // Lengths keep neighbours apart.
                hasher.update(format!("{name}:{}:", value.len()).as_bytes());
                hasher.update(value.as_bytes());
            }
        };
        field("kind", Some(kind(page.kind)));
        field("charset", told.charset.as_deref());
        field("url", told.url.as_deref());
        field("outlet", told.outlet.as_deref());
        field("title", told.title.as_deref());
        field("published", told.published.as_ref().map(|(date, _)| date.as_str()));
        field("wins", told.published_wins.then_some(""));
        field("language", told.language.as_deref());
        for author in &told.authors {
            field("author", Some(author));
        }
        hasher.update(&page.bytes);
        let mut key = [0; 16];
        key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Key(key)
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Html => "html",
        Kind::Text => "text",
    }
}

/// A document on its way into the ledger: all that takes time is done, in any thread.
#[derive(Debug)]
pub struct Incoming {
    key: Key,
    rows: Rows,
    json: Vec<u8>,
    original: Option<(Kind, usize, Vec<u8>)>,
}

impl Incoming {
    /// Makes a page and its reading ready; `originals`: the page's bytes are kept too.
    pub fn new(key: Key, page: &Page, reading: &Reading, originals: bool) -> Incoming {
        let json = serde_json::to_vec(reading).unwrap_or_default();
        Incoming {
            key,
            rows: Rows::of(reading, 0),
            json: packed(&json),
            original: originals.then(|| (page.kind, page.bytes.len(), packed(&page.bytes))),
        }
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3 + 64), Compression::new(5));
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// Undoes [`packed`].
pub(crate) fn unpacked(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut plain = Vec::with_capacity(bytes.len() * 4);
    GzDecoder::new(bytes).read_to_end(&mut plain)?;
    Ok(plain)
}

/// Adding under way. What is not yet committed when it is dropped is lost, and nothing else.
#[derive(Debug)]
pub struct Adding<'l> {
    ledger: &'l mut Ledger,
    /// Documents of the commit that is being filled.
    open: usize,
    next: i64,
    /// Inputs that could not be read, in earlier runs and this one.
    failed: HashMap<String, String>,
}

impl Ledger {
    /// The keys of all documents, to know pages by before they are read: sixteen bytes a document.
    pub fn keys(&self) -> Result<HashSet<Key>> {
        let keys = || {
            let mut query = self.connection.prepare("SELECT key FROM documents")?;
            query.query_map([], |row| row.get::<_, [u8; 16]>(0).map(Key))?.collect()
        };
        self.tell(keys())
    }

    /// Starts adding.
    pub fn add(&mut self) -> Result<Adding<'_>> {
        let last = "SELECT coalesce(max(document), 0) FROM documents";
        let next = self.tell(self.connection.query_row(last, [], |row| row.get::<_, i64>(0)))? + 1;
        let failed = self.failures()?.into_iter().collect();
        Ok(Adding { ledger: self, open: 0, next, failed })
    }

    /// What could not be read in earlier runs and this one: inputs and reasons.
    pub fn failures(&self) -> Result<Vec<(String, String)>> {
        self.rows_of("SELECT input, reason FROM failures ORDER BY input", [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The reading of a document.
    pub fn reading(&self, document: i64) -> Result<Option<Reading>> {
        let query = "SELECT json FROM readings WHERE document = ?";
        let mut query = self.tell(self.connection.prepare_cached(query))?;
        let packed: Option<Vec<u8>> = self.tell(query.query_row([document], |row| row.get(0)).optional())?;
        packed.map(|packed| self.parsed(&packed)).transpose()
    }

    pub(crate) fn parsed(&self, packed: &[u8]) -> Result<Reading> {
        let damaged = |error: String| Trouble::new(&self.path, Why::Damaged(error));
        let json = unpacked(packed).map_err(|error| damaged(error.to_string()))?;
        serde_json::from_slice(&json).map_err(|error| damaged(error.to_string()))
    }

    /// The bytes of a document as they arrived; none where they were not kept.
    pub fn original(&self, document: i64) -> Result<Option<Vec<u8>>> {
        let query = "SELECT bytes FROM originals WHERE document = ?";
        let packed: Option<Vec<u8>> =
            self.tell(self.connection.query_row(query, [document], |row| row.get(0)).optional())?;
        let plain = packed.map(|packed| unpacked(&packed)).transpose();
        plain.map_err(|error| Trouble::new(&self.path, Why::Damaged(error.to_string())))
    }
}

impl Adding<'_> {
    /// The number that the next new document gets.
    pub fn next(&self) -> i64 {
        self.next
    }

    /// Puts a document in; whether it was new. `flush`: commits now.
    pub fn put(&mut self, incoming: Incoming, flush: bool) -> Result<bool> {
        self.ledger.begin()?;
        let document = self.next;
        let new = self.ledger.tell(insert(&self.ledger.connection, incoming, document))?;
        if new {
            self.next += 1;
            self.open += 1;
        }
        if flush || self.open >= BATCH {
            self.commit()?;
        }
        Ok(new)
    }

    /// An input was read that may have failed before.
    pub fn found(&mut self, input: &str) -> Result<()> {
        if self.failed.remove(input).is_none() {
            return Ok(());
        }
        self.ledger.begin()?;
        let forget = self.ledger.connection.prepare_cached("DELETE FROM failures WHERE input = ?");
        let forgotten = forget.and_then(|mut forget| forget.execute([input]));
        self.ledger.tell(forgotten).map(|_| ())
    }

    /// An input could not be read.
    pub fn failed(&mut self, input: &str, reason: &str) -> Result<()> {
        if self.failed.get(input).is_some_and(|before| before == reason) {
            return Ok(());
        }
        self.ledger.begin()?;
        self.failed.insert(input.to_owned(), reason.to_owned());
        let note = "INSERT INTO failures VALUES (?, ?) ON CONFLICT DO UPDATE SET reason = excluded.reason";
        let noted = self.ledger.connection.prepare_cached(note).and_then(|mut note| note.execute([input, reason]));
        self.ledger.tell(noted).map(|_| ())
    }

    /// Makes safe what was put in so far.
    pub fn commit(&mut self) -> Result<()> {
        self.open = 0;
        self.ledger.commit()
    }
}

impl Drop for Adding<'_> {
    fn drop(&mut self) {
        self.ledger.undo();
    }
}

/// The first ten characters of an ISO 8601 date.
pub(crate) fn day(date: &str) -> Option<&str> {
    date.get(..10).filter(|day| day.is_ascii())
}

/// Inserts a document and its rows; whether it was new.
fn insert(connection: &rusqlite::Connection, incoming: Incoming, document: i64) -> rusqlite::Result<bool> {
    let Incoming { key, rows, json, original } = incoming;
    let about = &rows.document;
    let table = |name: &str, columns: usize| {
        let places = vec!["?"; columns].join(", ");
        connection.prepare_cached(&format!("INSERT INTO {name} VALUES ({places})"))
    };
    let mut known = connection.prepare_cached("SELECT 1 FROM documents WHERE key = ?")?;
    if known.exists([key.0])? {
        return Ok(false);
    }
    table("documents", 17)?.execute(params![
        document,
        key.0,
        about.id,
        about.path,
        about.url,
        about.outlet,
        about.record,
        about.title,
        list(&about.authors),
        about.language,
        about.published,
        about.published_evidence,
        about.modified,
        about.published.as_deref().and_then(day),
        list(&about.credits),
        list(&about.based_on),
        about.words,
    ])?;
    table("readings", 3)?.execute(params![document, env!("CARGO_PKG_VERSION"), json])?;
    if let Some((sort, length, bytes)) = original {
        table("originals", 4)?.execute(params![document, kind(sort), length as i64, bytes])?;
    }
    // The rows were reckoned for document 0.
    let [base, _] = range(document);
    let moved = |row: Option<i64>| row.map(|row| row + base);
    let mut insert = table("passages", 6)?;
    let mut words = connection.prepare_cached("INSERT INTO passage_words (rowid, text) VALUES (?, ?)")?;
    for row in &rows.passages {
        let number = row.passage + base;
        insert.execute(params![number, document, word(row.kind), row.start, row.end, row.text])?;
        words.execute(params![number, row.text])?;
    }
    let mut insert = table("entities", 12)?;
    let mut words =
        connection.prepare_cached("INSERT INTO entity_words (rowid, names, role, affiliation) VALUES (?, ?, ?, ?)")?;
    // What an entity may be asked for by, as a speaker.
    let mut called: HashMap<i64, String> = HashMap::new();
    for row in &rows.entities {
        let names = row.name.iter().chain(&row.names).map(String::as_str).collect::<Vec<_>>().join("\n");
        if row.name.is_some() || row.role.is_some() {
            words.execute(params![row.entity + base, names, row.role, row.affiliation])?;
        }
        let all = [Some(names.as_str()), row.role.as_deref(), row.affiliation.as_deref()];
        called.insert(row.entity, all.into_iter().flatten().collect::<Vec<_>>().join("\n"));
        insert.execute(params![
            row.entity + base,
            document,
            row.label,
            word(row.kind),
            row.name,
            list(&row.names),
            row.role,
            row.affiliation,
            row.country,
            row.mentions,
            row.start,
            row.end,
        ])?;
    }
    let mut insert = table("statements", 24)?;
    let mut words =
        connection.prepare_cached("INSERT INTO statement_words (rowid, content, speaker) VALUES (?, ?, ?)")?;
    for row in &rows.statements {
        let number = row.statement + base;
        insert.execute(params![
            number,
            document,
            moved(row.passage),
            row.label,
            word(row.kind),
            row.source,
            row.source_form.and_then(word),
            list(&row.source_spans),
            row.cue,
            list(&row.cue_spans),
            row.lemma,
            row.class.and_then(word),
            row.negated,
            row.modality.and_then(word),
            row.content,
            list(&row.content_spans),
            moved(row.parent),
            row.addressee,
            row.channel,
            row.said_when,
            row.said_where,
            moved(row.entity),
            row.start,
            row.end,
        ])?;
        let speaker = row.entity.and_then(|entity| called.get(&entity)).or(row.source.as_ref());
        words.execute(params![number, row.content, speaker])?;
    }
    let mut insert = table("times", 13)?;
    for row in &rows.times {
        insert.execute(params![
            row.time + base,
            document,
            moved(row.passage),
            moved(row.statement),
            row.start,
            row.end,
            row.text,
            word(row.kind),
            row.value,
            row.modifier.and_then(word),
            row.from,
            row.to,
            word(row.anchor),
        ])?;
    }
    let mut insert = table("places", 16)?;
    for row in &rows.places {
        insert.execute(params![
            row.place + base,
            document,
            moved(row.passage),
            moved(row.statement),
            row.start,
            row.end,
            row.text,
            word(row.form),
            row.name,
            row.geonameid,
            row.lat,
            row.lon,
            row.country,
            row.admin1,
            row.precision.and_then(word),
            moved(row.entity),
        ])?;
    }
    let mut insert = table("quantities", 18)?;
    for row in &rows.quantities {
        insert.execute(params![
            row.quantity + base,
            document,
            moved(row.passage),
            moved(row.statement),
            row.start,
            row.end,
            row.text,
            word(row.kind),
            row.value,
            row.low,
            row.high,
            word(row.hedge),
            row.unit,
            row.change.and_then(word),
            row.of,
            row.of_start,
            row.of_end,
            row.fate,
        ])?;
    }
    Ok(true)
}
