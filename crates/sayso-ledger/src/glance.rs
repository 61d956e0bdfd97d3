//! Glance: the pile at a glance, and its documents one after another.
//!
//! In: the ledger. Out: [`Glance`], [`Listed`]. What would take long to count in a large pile (statements, outlets) is counted once, when the
//! pile is settled, and looked up here; the rest has an index.
//!
//! ```text
//! 100,000 documents · 61,204 reports · 312 outlets
//! 2024-03-11 ▂  2024-03-12 █  2024-03-13 ▅
//! ```
//!
//! Not here: who is quoted most (`persons`), copies (`copies`).

use rusqlite::{Connection, Row, params_from_iter};
use serde::Serialize;

use crate::find::About;
use crate::open::Ledger;
use crate::trouble::Result;

/// Outlets that a glance names.
const OUTLETS: i64 = 12;

/// What a ledger holds, at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Glance {
    /// Documents.
    pub documents: i64,
    /// Reports: copies counted once.
    pub reports: i64,
    /// Statements, as of the last settling.
    pub statements: i64,
    /// Outlets that are named, as of the last settling.
    pub outlets: i64,
    /// Those with the most documents.
    pub largest: Vec<Outlet>,
    /// Days of publication, in order.
    pub days: Vec<Day>,
    /// Documents without a day.
    pub undated: i64,
    /// Inputs that could not be read.
    pub failures: i64,
    /// Whether what is reckoned from the pile is up to date with it.
    pub settled: bool,
}

/// An outlet by its name, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Outlet {
    pub outlet: String,
    pub documents: i64,
}

/// A day of publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Day {
    /// ISO 8601.
    pub day: String,
    pub documents: i64,
}

/// Which documents to list.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// Of this day; of a month (`2024-03`) or year too.
    pub day: Option<String>,
    /// Of the outlet of this name.
    pub outlet: Option<String>,
    /// Documents to pass over.
    pub skip: i64,
    /// Documents wanted at most.
    pub limit: i64,
}

/// Documents, the latest day first; of one day those added last. Those without a day come last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// As many as were wanted.
    pub documents: Vec<About>,
    /// Whether there are more behind them.
    pub more: bool,
}

/// Counts what is slow to count. Part of settling.
pub(crate) fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "DELETE FROM outlets;
         INSERT INTO outlets SELECT outlet, count(*) FROM documents WHERE outlet IS NOT NULL GROUP BY outlet;
         INSERT OR REPLACE INTO settled SELECT 'statements', count(*) FROM statements;
         INSERT OR REPLACE INTO settled SELECT 'outlets', count(*) FROM outlets",
    )
}

impl Ledger {
    /// The pile at a glance.
    pub fn glance(&self) -> Result<Glance> {
        let account = self.account()?;
        let number = |query: &str| self.tell(self.connection.query_row(query, [], |row| row.get::<_, Option<i64>>(0)));
        let days = "SELECT day, count(*) FROM documents WHERE day IS NOT NULL GROUP BY day ORDER BY day";
        let largest = "SELECT outlet, documents FROM outlets ORDER BY documents DESC, outlet LIMIT ?";
        let days = self.rows_of(days, (), |row| Ok(Day { day: row.get(0)?, documents: row.get(1)? }))?;
        let dated: i64 = days.iter().map(|day| day.documents).sum();
        Ok(Glance {
            documents: account.documents,
            reports: account.reports,
            statements: self.noted("statements")?,
            outlets: self.noted("outlets")?,
            largest: self
                .rows_of(largest, [OUTLETS], |row| Ok(Outlet { outlet: row.get(0)?, documents: row.get(1)? }))?,
            undated: (account.documents - dated).max(0),
            days,
            failures: number("SELECT count(*) FROM failures")?.unwrap_or(0),
            settled: self.is_settled()?,
        })
    }

    /// Documents one after another.
    pub fn list(&self, list: &List) -> Result<Listed> {
        let (mut conditions, mut values) = (Vec::new(), Vec::new());
        if let Some(day) = &list.day {
            // `~` comes after every digit and sign of a date.
            conditions.push("day >= ? AND day < ?");
            values.extend([day.clone(), format!("{day}~")]);
        }
        if let Some(outlet) = &list.outlet {
            conditions.push("outlet = ?");
            values.push(outlet.clone());
        }
        let conditions = if conditions.is_empty() { "1".into() } else { conditions.join(" AND ") };
        let query = format!(
            "SELECT {ABOUT} FROM documents WHERE {conditions} ORDER BY day DESC, document DESC LIMIT {} OFFSET {}",
            list.limit.max(0) + 1,
            list.skip.max(0)
        );
        let mut documents = self.rows_of(&query, params_from_iter(values), about)?;
        let more = documents.len() as i64 > list.limit;
        documents.truncate(list.limit.max(0) as usize);
        Ok(Listed { documents, more })
    }
}

/// The columns of `documents` that [`about`] takes, from the first.
pub(crate) const ABOUT: &str = "document, id, path, url, outlet, title, published";

/// What one wants to know of a document first, from the columns [`ABOUT`].
pub(crate) fn about(row: &Row) -> rusqlite::Result<About> {
    Ok(About {
        document: row.get(0)?,
        id: row.get(1)?,
        path: row.get(2)?,
        url: row.get(3)?,
        outlet: row.get(4)?,
        title: row.get(5)?,
        published: row.get(6)?,
    })
}
