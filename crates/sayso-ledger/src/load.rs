//! Load: the rows of a document, back from the tables.
//!
//! In: a document's number. Out: its [`Rows`], as they were stored: what is reckoned over the whole pile is reckoned from rows, whether they come
//! from readings or from here.

use std::collections::HashMap;

use rusqlite::types::Type;
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;

use crate::columns::{value, values};
use crate::rows::{self, Rows};

/// The tables of what was read, asked document by document.
#[derive(Debug)]
pub(crate) struct Tables<'c> {
    passages: rusqlite::Statement<'c>,
    entities: rusqlite::Statement<'c>,
    statements: rusqlite::Statement<'c>,
    times: rusqlite::Statement<'c>,
    places: rusqlite::Statement<'c>,
    quantities: rusqlite::Statement<'c>,
}

/// What is left out of a document's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Without {
    /// Nothing.
    Nothing,
    /// Passages: they are most of it.
    Passages,
}

impl<'c> Tables<'c> {
    pub(crate) fn new(connection: &'c Connection) -> rusqlite::Result<Tables<'c>> {
        let table = |table: &str, row: &str| {
            connection.prepare(&format!("SELECT * FROM {table} WHERE {row} BETWEEN ? AND ? ORDER BY {row}"))
        };
        Ok(Tables {
            passages: table("passages", "passage")?,
            entities: table("entities", "entity")?,
            statements: table("statements", "statement")?,
            times: table("times", "time")?,
            places: table("places", "place")?,
            quantities: table("quantities", "quantity")?,
        })
    }

    /// The body blocks of a document.
    pub(crate) fn passages(&mut self, document: i64) -> rusqlite::Result<Vec<rows::Passage>> {
        self.passages.query_map(rows::range(document), passage)?.collect()
    }

    /// The rows of a document.
    pub(crate) fn rows(&mut self, document: rows::Document, without: Without) -> rusqlite::Result<Rows> {
        let range = rows::range(document.document);
        let passages = match without {
            Without::Passages => Vec::new(),
            Without::Nothing => self.passages(document.document)?,
        };
        Ok(Rows {
            document,
            passages,
            entities: self.entities.query_map(range, entity)?.collect::<Result<_, _>>()?,
            statements: self.statements.query_map(range, statement)?.collect::<Result<_, _>>()?,
            times: self.times.query_map(range, time)?.collect::<Result<_, _>>()?,
            places: self.places.query_map(range, place)?.collect::<Result<_, _>>()?,
            quantities: self.quantities.query_map(range, quantity)?.collect::<Result<_, _>>()?,
            left_out: 0,
        })
    }
}

/// What is to be selected of `documents` for [`document`].
pub(crate) const DOCUMENT: &str = "document, id, path, url, outlet, record, title, authors, language, published, \
                                   published_evidence, modified, credits, based_on, words";

/// A document of a row that begins with [`DOCUMENT`].
pub(crate) fn document(row: &Row) -> rusqlite::Result<rows::Document> {
    Ok(rows::Document {
        document: row.get(0)?,
        id: row.get(1)?,
        path: row.get(2)?,
        url: row.get(3)?,
        outlet: row.get(4)?,
        record: row.get(5)?,
        title: row.get(6)?,
        authors: list(row, 7)?,
        language: row.get(8)?,
        published: row.get(9)?,
        published_evidence: row.get(10)?,
        modified: row.get(11)?,
        credits: list(row, 12)?,
        based_on: list(row, 13)?,
        words: row.get(14)?,
    })
}

fn passage(row: &Row) -> rusqlite::Result<rows::Passage> {
    Ok(rows::Passage {
        passage: row.get(0)?,
        document: row.get(1)?,
        kind: word(row, 2)?,
        start: row.get(3)?,
        end: row.get(4)?,
        text: row.get(5)?,
    })
}

fn entity(row: &Row) -> rusqlite::Result<rows::Entity> {
    Ok(rows::Entity {
        entity: row.get(0)?,
        document: row.get(1)?,
        label: row.get(2)?,
        kind: word(row, 3)?,
        name: row.get(4)?,
        names: list(row, 5)?,
        role: row.get(6)?,
        affiliation: row.get(7)?,
        country: row.get(8)?,
        mentions: row.get(9)?,
        start: row.get(10)?,
        end: row.get(11)?,
    })
}

fn statement(row: &Row) -> rusqlite::Result<rows::Statement> {
    Ok(rows::Statement {
        statement: row.get(0)?,
        document: row.get(1)?,
        passage: row.get(2)?,
        label: row.get(3)?,
        kind: word(row, 4)?,
        source: row.get(5)?,
        source_form: maybe(row, 6)?,
        source_spans: list(row, 7)?,
        cue: row.get(8)?,
        cue_spans: list(row, 9)?,
        lemma: row.get(10)?,
        class: maybe(row, 11)?,
        negated: row.get(12)?,
        modality: maybe(row, 13)?,
        content: row.get(14)?,
        content_spans: list(row, 15)?,
        parent: row.get(16)?,
        addressee: row.get(17)?,
        channel: row.get(18)?,
        said_when: row.get(19)?,
        said_where: row.get(20)?,
        entity: row.get(21)?,
        start: row.get(22)?,
        end: row.get(23)?,
    })
}

fn time(row: &Row) -> rusqlite::Result<rows::Time> {
    Ok(rows::Time {
        time: row.get(0)?,
        document: row.get(1)?,
        passage: row.get(2)?,
        statement: row.get(3)?,
        start: row.get(4)?,
        end: row.get(5)?,
        text: row.get(6)?,
        kind: word(row, 7)?,
        value: row.get(8)?,
        modifier: maybe(row, 9)?,
        from: row.get(10)?,
        to: row.get(11)?,
        anchor: word(row, 12)?,
    })
}

fn place(row: &Row) -> rusqlite::Result<rows::Place> {
    Ok(rows::Place {
        place: row.get(0)?,
        document: row.get(1)?,
        passage: row.get(2)?,
        statement: row.get(3)?,
        start: row.get(4)?,
        end: row.get(5)?,
        text: row.get(6)?,
        form: word(row, 7)?,
        name: row.get(8)?,
        geonameid: row.get(9)?,
        lat: row.get(10)?,
        lon: row.get(11)?,
        country: row.get(12)?,
        admin1: row.get(13)?,
        precision: maybe(row, 14)?,
        entity: row.get(15)?,
    })
}

fn quantity(row: &Row) -> rusqlite::Result<rows::Quantity> {
    Ok(rows::Quantity {
        quantity: row.get(0)?,
        document: row.get(1)?,
        passage: row.get(2)?,
        statement: row.get(3)?,
        start: row.get(4)?,
        end: row.get(5)?,
        text: row.get(6)?,
        kind: word(row, 7)?,
        value: row.get(8)?,
        low: row.get(9)?,
        high: row.get(10)?,
        hedge: word(row, 11)?,
        unit: row.get(12)?,
        change: maybe(row, 13)?,
        of: row.get(14)?,
        of_start: row.get(15)?,
        of_end: row.get(16)?,
        fate: row.get(17)?,
    })
}

/// A value of a closed list.
fn word<T: DeserializeOwned>(row: &Row, column: usize) -> rusqlite::Result<T> {
    let unknown = || {
        let why = format!("{column} holds no word of its list");
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, why.into())
    };
    maybe(row, column)?.ok_or_else(unknown)
}

/// The same where there may be none.
fn maybe<T: DeserializeOwned>(row: &Row, column: usize) -> rusqlite::Result<Option<T>> {
    Ok(row.get::<_, Option<String>>(column)?.and_then(value))
}

fn list<T: DeserializeOwned>(row: &Row, column: usize) -> rusqlite::Result<Vec<T>> {
    Ok(values(&row.get::<_, String>(column)?))
}

/// Who an entity is across documents: entities to persons.
pub(crate) fn persons(connection: &Connection) -> rusqlite::Result<HashMap<i64, i64>> {
    let mut query = connection.prepare("SELECT entity, person FROM identities")?;
    query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use sayso_read::Page;

    use super::*;
    use crate::{Incoming, Key, Ledger};

    #[test]
    fn rows_come_back_as_they_were_stored() {
        let text = "SARNITZ, March 12 (Meridian) — Colonel Zdena Korvat of Velmora’s Defense Ministry said on Tuesday that no more \
                    than 140 soldiers were missing near Paris. “We will publish names,” she told lawmakers.";
        let page = Page::text("a.txt", text);
        let reading = sayso_read::read(&page, &sayso_models::open());
        let path = std::env::temp_dir().join(format!("sayso-load-{}.sayso", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let mut ledger = Ledger::write(&path).unwrap();
        ledger.add().unwrap().put(Incoming::new(Key::of(&page), &page, &reading, false), true).unwrap();
        let wanted = Rows::of(&reading, 1);
        let query = format!("SELECT {DOCUMENT} FROM documents");
        let about = ledger.connection.query_row(&query, [], document).unwrap();
        let mut tables = Tables::new(&ledger.connection).unwrap();
        let rows = tables.rows(about.clone(), Without::Nothing).unwrap();
        assert_eq!(rows, wanted);
        assert!(!rows.statements.is_empty() && !rows.quantities.is_empty() && !rows.times.is_empty());
        let spared = tables.rows(about, Without::Passages).unwrap();
        assert_eq!(spared, Rows { passages: Vec::new(), ..wanted });
        drop(tables);
        drop(ledger);
        let _ = std::fs::remove_file(&path);
    }
}
