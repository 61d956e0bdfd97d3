//! Tables: the ledger's tables as they stand, row by row, for exports.
//!
//! In: the name of a table, and which documents. Out: its columns with their types, and its rows, one after the other: memory does not grow
//! with the ledger. Rows come in the order of their numbers.
//!
//! A new table of the schema is one line in [`TABLES`]. Names of columns, their order and whether they may be empty come from the schema
//! itself; here stands what SQLite's own types do not tell.
//!
//! ```text
//! statements:  statement Integer · document Integer · ... · content_spans Spans · negated Boolean · ...
//!              12000003            12                       [[812, 861]]          0
//! ```
//!
//! Not here: bytes (keys, packed readings, originals), the full-text index, and what the program keeps for itself.

use rusqlite::types::ValueRef;
use rusqlite::{Row, Transaction, params_from_iter};
use serde::Deserialize;

use crate::chosen::Chosen;
use crate::columns::values;
use crate::open::Ledger;
use crate::store::unpacked;
use crate::trouble::{Result, Trouble, Why};

/// A table that can be exported.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name in the schema.
    pub name: &'static str,
    /// Columns that are more than SQLite's types tell.
    typed: &'static [(&'static str, Kind)],
    /// Which rows belong to the `chosen` documents.
    of: &'static str,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers.
    Integer,
    /// Numbers.
    Real,
    /// Words.
    Text,
    /// 0 or 1.
    Boolean,
    /// A day, ISO 8601; text that is none may stand there too.
    Day,
    /// Words, any number, as a JSON list.
    Texts,
    /// Whole numbers, any number, as a JSON list.
    Integers,
    /// Stretches of a text, as JSON: `[[start, end], ...]`.
    Spans,
    /// Stretches that two texts share, as JSON: `[{"here": [start, end], "there": [start, end]}, ...]`.
    Pairs,
}

use Kind::{Boolean, Day, Integers, Pairs, Spans, Texts};

/// Rows that name the document they are of.
const DOCUMENT: &str = "document IN chosen";

/// The tables that can be exported: a line a table.
pub const TABLES: &[Table] = &[
    table("documents", &[("authors", Texts), ("credits", Texts), ("based_on", Texts), ("day", Day)], DOCUMENT),
    table("passages", &[], DOCUMENT),
    table("entities", &[("names", Texts)], DOCUMENT),
    table(
        "statements",
        &[("source_spans", Spans), ("cue_spans", Spans), ("content_spans", Spans), ("negated", Boolean)],
        DOCUMENT,
    ),
    table("times", &[], DOCUMENT),
    table("places", &[], DOCUMENT),
    table("quantities", &[], DOCUMENT),
    table("families", &[("evidence", Texts)], "family IN (SELECT family FROM members WHERE document IN chosen)"),
    table("members", &[("shared", Pairs), ("cites", Texts)], DOCUMENT),
    table(
        "persons",
        &[("aliases", Texts), ("roles", Texts), ("affiliations", Texts)],
        "person IN (SELECT person FROM identities WHERE entity / 1000000 IN chosen)",
    ),
    table("identities", &[], "entity / 1000000 IN chosen"),
    table(
        "claims",
        &[],
        "claim IN (SELECT claim FROM claim_statements WHERE relation = 'claims' AND statement / 1000000 IN chosen)",
    ),
    table("claim_statements", &[], "statement / 1000000 IN chosen"),
    table(
        "series",
        &[("places", Texts), ("around", Texts), ("part", Boolean)],
        "series IN (SELECT series FROM figures WHERE document IN chosen)",
    ),
    table("figures", &[("further", Boolean), ("conflicts", Integers), ("copies", Integers)], DOCUMENT),
];

const fn table(name: &'static str, typed: &'static [(&'static str, Kind)], of: &'static str) -> Table {
    Table { name, typed, of }
}

impl Table {
    /// The table of a name.
    pub fn named(name: &str) -> Option<&'static Table> {
        TABLES.iter().find(|table| table.name == name)
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in the schema.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether a value may be missing.
    pub nullable: bool,
}

/// One value of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub enum Cell<'r> {
    Null,
    Integer(i64),
    Real(f64),
    Text(&'r str),
}

impl Cell<'_> {
    /// The values of a [`Kind::Texts`]; none where there is no such list.
    pub fn texts(&self) -> Vec<String> {
        self.list()
    }

    /// The numbers of a [`Kind::Integers`].
    pub fn integers(&self) -> Vec<i64> {
        self.list()
    }

    /// The stretches of a [`Kind::Spans`]: start and end of each.
    pub fn spans(&self) -> Vec<[i64; 2]> {
        self.list()
    }

    /// The stretches of a [`Kind::Pairs`]: start and end here, start and end there.
    pub fn pairs(&self) -> Vec<[i64; 4]> {
        #[derive(Deserialize)]
        struct Pair {
            here: [i64; 2],
            there: [i64; 2],
        }
        let pairs = self.list::<Pair>().into_iter();
        pairs.map(|Pair { here, there }| [here[0], here[1], there[0], there[1]]).collect()
    }

    fn list<T: serde::de::DeserializeOwned>(&self) -> Vec<T> {
        match self {
            Cell::Text(json) => values(json),
            _ => Vec::new(),
        }
    }
}

/// As long as it is held, all that is asked sees the ledger as it was when it was taken, whoever adds meanwhile.
#[derive(Debug)]
pub struct Snapshot<'l> {
    _transaction: Transaction<'l>,
}

impl Ledger {
    /// Holds the ledger still for several questions.
    pub fn snapshot(&self) -> Result<Snapshot<'_>> {
        let transaction = self.tell(self.connection.unchecked_transaction())?;
        // The first look takes the snapshot; beginning alone does not.
        self.account()?;
        Ok(Snapshot { _transaction: transaction })
    }

    /// How many documents are chosen.
    pub fn count(&self, chosen: &Chosen) -> Result<i64> {
        let (with, values) = chosen.table();
        let query = format!("{with} SELECT count(*) FROM chosen");
        self.tell(self.connection.query_row(&query, params_from_iter(values), |row| row.get(0)))
    }

    /// The columns of a table, in the order of its rows' cells.
    pub fn columns(&self, table: &Table) -> Result<Vec<Column>> {
        let query = r#"SELECT name, type, "notnull" OR pk FROM pragma_table_info(?) WHERE type <> 'BLOB' ORDER BY cid"#;
        let column = |row: &Row| {
            let (name, kind, needed): (String, String, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let typed = table.typed.iter().find(|(typed, _)| *typed == name).map(|(_, kind)| *kind);
            let kind = typed.unwrap_or(match kind.as_str() {
                "INTEGER" => Kind::Integer,
                "REAL" => Kind::Real,
                _ => Kind::Text,
            });
            Ok(Column { name, kind, nullable: !needed })
        };
        let columns =
            self.connection.prepare(query).and_then(|mut query| query.query_map([table.name], column)?.collect());
        self.tell(columns)
    }

    /// Gives each row of a table that belongs to the chosen documents to `each`, whose first error ends it.
    pub fn walk<E: From<Trouble>>(
        &self,
        table: &Table,
        columns: &[Column],
        chosen: &Chosen,
        mut each: impl FnMut(&[Cell<'_>]) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let names: Vec<String> = columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        let (names, order) = (names.join(", "), self.order(table)?);
        let (with, values) = match chosen.is_all() {
            true => (String::new(), Vec::new()),
            false => chosen.table(),
        };
        let of = if chosen.is_all() { "1" } else { table.of };
        let query = format!("{with} SELECT {names} FROM {} WHERE {of} ORDER BY {order}", table.name);
        self.each(&query, values, |row| {
            let cells: rusqlite::Result<Vec<Cell<'_>>> = (0..columns.len()).map(|at| cell(row, at)).collect();
            each(&self.tell(cells)?)
        })
    }

    /// Gives the reading of each chosen document to `each`, as JSON of one line, in the order of the documents.
    pub fn readings<E: From<Trouble>>(
        &self,
        chosen: &Chosen,
        mut each: impl FnMut(&str) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let (with, values) = chosen.table();
        let query = format!("{with} SELECT json FROM readings WHERE document IN chosen ORDER BY document");
        self.each(&query, values, |row| {
            let packed = self.tell(row.get_ref(0).and_then(|value| Ok(value.as_blob()?)))?;
            let json = unpacked(packed).and_then(|json| String::from_utf8(json).map_err(std::io::Error::other));
            each(&json.map_err(|error| Trouble::new(&self.path, Why::Damaged(error.to_string())))?)
        })
    }

    /// The columns that put a table's rows in order.
    fn order(&self, table: &Table) -> Result<String> {
        let query = "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk";
        let keys = self.connection.prepare(query).and_then(|mut query| {
            query.query_map([table.name], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()
        });
        let keys: Vec<String> = self.tell(keys)?.iter().map(|key| format!("\"{key}\"")).collect();
        Ok(if keys.is_empty() { "rowid".into() } else { keys.join(", ") })
    }

    /// Walks over the rows of a query.
    pub(crate) fn each<E: From<Trouble>>(
        &self,
        query: &str,
        values: Vec<String>,
        mut each: impl FnMut(&Row<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut query = self.tell(self.connection.prepare(query))?;
        let mut rows = self.tell(query.query(params_from_iter(values)))?;
        while let Some(row) = self.tell(rows.next())? {
            each(row)?;
        }
        Ok(())
    }
}

fn cell<'r>(row: &'r Row<'_>, at: usize) -> rusqlite::Result<Cell<'r>> {
    Ok(match row.get_ref(at)? {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(value) => Cell::Integer(value),
        ValueRef::Real(value) => Cell::Real(value),
        value => Cell::Text(value.as_str()?),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// What stays in the ledger: bytes, and what the program keeps for itself.
    const KEPT: &[&str] = &["readings", "originals", "failures", "settled", "outlets", "decisions", "decided"];

    #[test]
    fn every_table_of_the_schema_is_exported_or_kept_on_purpose() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        connection.execute_batch(include_str!("schema.sql")).unwrap();
        let query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_words%' ESCAPE '\\' ORDER BY name";
        let mut query = connection.prepare(query).unwrap();
        let tables: Vec<String> =
            query.query_map([], |row| row.get(0)).unwrap().map(rusqlite::Result::unwrap).collect();
        let mut told: Vec<&str> = TABLES.iter().map(|table| table.name).chain(KEPT.iter().copied()).collect();
        told.sort_unstable();
        assert_eq!(tables, told);
        for table in TABLES {
            let query = format!("WITH chosen (document) AS (SELECT 1) SELECT * FROM {} WHERE {}", table.name, table.of);
            let query = connection.prepare(&query).unwrap();
            for (name, _) in table.typed {
                assert!(query.column_names().any(|column| column == *name), "{}: {name}", table.name);
            }
        }
    }
}
