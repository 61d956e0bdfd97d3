//! Reckon: figures of one thing are put together anew and stored.
//!
//! In: the rows of all documents, families, persons. Out: the tables `series` and `figures`.

use std::collections::HashMap;

use rayon::prelude::*;
use rusqlite::{Connection, params};

use crate::columns::{list, word};
use crate::figures::{Figure, Pile, Series, read};
use crate::load::{self, DOCUMENT, Tables, Without};
use crate::rows::Rows;

/// Documents that are loaded and read at once.
const BATCH: usize = 256;

/// Finds the figures of all documents and stores them; how many were beyond a document's limit.
pub(crate) fn reckon(connection: &Connection) -> rusqlite::Result<usize> {
    let pile = pile(connection)?;
    let left_out = pile.left_out;
    let (families, persons) = (families(connection)?, load::persons(connection)?);
    let found = pile.series(&families, &|entity| persons.get(&entity).copied());
    connection.execute_batch("DELETE FROM figures; DELETE FROM series")?;
    let mut series = connection.prepare("INSERT INTO series VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    let mut figures = connection.prepare(
        "INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for Series { series: number, thing, side, places, around, part, figures: lines, claimants } in &found {
        let [claimants, count] = [*claimants, lines.len()].map(|count| count as i64);
        let (sort, places, around) = (word(thing.sort), list(places), list(around));
        series.execute(params![
            number,
            thing.what,
            sort,
            thing.currency,
            thing.fate,
            side,
            places,
            around,
            part,
            claimants,
            count
        ])?;
        for Figure { count, who, copies, documents, superseded_by, conflicts } in lines {
            figures.execute(params![
                count.quantity,
                number,
                count.document,
                count.passage,
                count.statement,
                count.start,
                count.end,
                count.text,
                count.words,
                count.low,
                count.high,
                word(count.hedge),
                count.claimant.name,
                count.claimant.printed,
                count.claimant.entity,
                who,
                word(count.claimant.told),
                count.claimed,
                count.thing_from,
                count.further,
                superseded_by,
                list(conflicts),
                list(copies),
                *documents as i64
            ])?;
        }
    }
    Ok(left_out)
}

/// The figures of all documents.
fn pile(connection: &Connection) -> rusqlite::Result<Pile> {
    let mut pile = Pile::new();
    let mut tables = Tables::new(connection)?;
    let mut documents = connection.prepare(&format!("SELECT {DOCUMENT} FROM documents ORDER BY document"))?;
    let mut found = documents.query([])?;
    let mut batch: Vec<Rows> = Vec::with_capacity(BATCH);
    loop {
        let row = found.next()?;
        let last = row.is_none();
        if let Some(row) = row {
            batch.push(tables.rows(load::document(row)?, Without::Nothing)?);
        }
        if batch.len() == BATCH || last {
            // In the order of the documents, whatever the number of threads.
            let read: Vec<_> = batch.par_iter().map(read).collect();
            read.into_iter().for_each(|read| pile.add(read));
            batch.clear();
        }
        if last {
            return Ok(pile);
        }
    }
}

/// The family of each document.
fn families(connection: &Connection) -> rusqlite::Result<HashMap<i64, i64>> {
    let mut query = connection.prepare("SELECT document, family FROM members")?;
    query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}
