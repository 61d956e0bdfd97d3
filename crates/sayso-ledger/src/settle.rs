//! Settle: what can only be told from the whole pile is reckoned anew: which documents are copies, who of different documents is one, what is
//! claimed in several of them, who counts the same thing.
//!
//! In: the rows of all documents. Out: the second part of the schema. One transaction: a ledger is settled or it is as it was. What is
//! reckoned depends on the documents, their order and the user's decisions only, never on how they came to be added.

use rusqlite::{Connection, OptionalExtension, params};
use sayso_families::{About, Document, Family, Model, Wanted};

use crate::columns::{list, word};
use crate::load::{self, DOCUMENT, Tables};
use crate::open::Ledger;
use crate::people;
use crate::rows::{self, outlet};
use crate::trouble::Result;
use crate::{claimed, counted};

/// What a ledger holds, after it was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// Documents.
    pub documents: i64,
    /// Reports: families of copies, most of one document only.
    pub reports: i64,
}

impl Ledger {
    /// Whether everything reckoned is up to date with what was added and decided.
    pub fn is_settled(&self) -> Result<bool> {
        Ok(self.tell(Behind::of(&self.connection))? == Behind { documents: false, decisions: false })
    }

    /// Reckons anew what is behind; `say` is told what is being done.
    pub fn settle(&mut self, model: &Model, mut say: impl FnMut(&'static str)) -> Result<Account> {
        if !self.is_settled()? {
            self.begin()?;
            let settled = self.tell(settle(&self.connection, model, &mut say));
            if settled.is_err() {
                self.undo();
            }
            settled?;
            self.commit()?;
        }
        self.account()
    }

    /// What was noted at the last settling under a name; 0 where it never was.
    pub(crate) fn noted(&self, name: &str) -> Result<i64> {
        let query = "SELECT value FROM settled WHERE name = ?";
        Ok(self.tell(self.connection.query_row(query, [name], |row| row.get(0)).optional())?.unwrap_or(0))
    }

    /// How many of the documents from a number on are copies of others.
    pub fn copies(&self, from: i64) -> Result<i64> {
        let query = "SELECT count(*) FROM members WHERE document >= ? AND relation <> 'origin'";
        self.tell(self.connection.query_row(query, [from], |row| row.get(0)))
    }

    /// What the ledger holds.
    pub fn account(&self) -> Result<Account> {
        let query = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM families)";
        self.tell(
            self.connection.query_row(query, [], |row| Ok(Account { documents: row.get(0)?, reports: row.get(1)? })),
        )
    }
}

/// What has changed since all was reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Behind {
    documents: bool,
    decisions: bool,
}

/// How often was decided: taking back is deciding too.
const DECISIONS: &str = "SELECT coalesce(sum(1 + undone), 0) FROM decisions";

impl Behind {
    fn of(connection: &Connection) -> rusqlite::Result<Behind> {
        let differs = |name: &str, now: &str| {
            let query = format!("SELECT coalesce((SELECT value FROM settled WHERE name = '{name}'), 0) <> ({now})");
            connection.query_row(&query, [], |row| row.get(0))
        };
        let documents = differs("documents", "SELECT count(*) FROM documents")?;
        Ok(Behind { documents, decisions: differs("decisions", DECISIONS)? })
    }
}

fn settle(connection: &Connection, model: &Model, say: &mut dyn FnMut(&'static str)) -> rusqlite::Result<()> {
    // Copies do not depend on who is who: a decision leaves them as they are.
    if Behind::of(connection)?.documents {
        say("telling copies from reports");
        families(connection, model)?;
    }
    say("finding out who is one");
    let joined = people::reckon(connection)?;
    say("telling claims from each other");
    let cut = claimed::reckon(connection, model)?;
    say("putting figures of one thing together");
    let beyond = counted::reckon(connection)?;
    connection.execute_batch(&format!(
        "DELETE FROM settled;
         INSERT INTO settled SELECT 'documents', count(*) FROM documents;
         INSERT INTO settled SELECT 'decisions', ({DECISIONS});"
    ))?;
    let mut note = connection.prepare("INSERT INTO settled VALUES (?, ?)")?;
    note.execute(params!["crowded", joined.crowded])?;
    note.execute(params!["lost", joined.lost])?;
    note.execute(params!["cut", cut as i64])?;
    note.execute(params!["beyond", beyond as i64])?;
    crate::glance::settle(connection)
}

fn families(connection: &Connection, model: &Model) -> rusqlite::Result<()> {
    let (numbers, documents) = documents(connection)?;
    let families = sayso_families::find(&documents, model, Wanted { alone: true });
    connection.execute_batch("DELETE FROM members; DELETE FROM families")?;
    let mut put = connection.prepare("INSERT INTO families VALUES (?, ?, ?, ?, ?)")?;
    let mut member = connection.prepare("INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    for Family { members, evidence, .. } in &families {
        let number = |index: usize| numbers[index];
        let Some(family) = members.iter().map(|member| number(member.index)).min() else { continue };
        let house = |index: usize| outlet(documents[index].outlet.as_deref(), documents[index].url.as_deref());
        let mut outlets: Vec<String> = members.iter().filter_map(|member| house(member.index)).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let origin = number(members[0].index);
        put.execute(params![family, origin, list(evidence), members.len() as i64, outlets.len() as i64])?;
        for one in members {
            let of = one.of_index.map(number);
            let (shared, cites) = (list(&one.shared), list(&one.cites));
            member.execute(params![
                number(one.index),
                family,
                word(one.relation),
                of,
                one.similarity,
                shared,
                cites
            ])?;
        }
    }
    Ok(())
}

/// All documents with their words, in the order of their numbers.
fn documents(connection: &Connection) -> rusqlite::Result<(Vec<i64>, Vec<Document>)> {
    let mut query = connection.prepare(&format!("SELECT {DOCUMENT} FROM documents ORDER BY document"))?;
    let mut tables = Tables::new(connection)?;
    let mut rows = query.query([])?;
    let (mut numbers, mut documents) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let rows::Document { document, id, path, url, outlet, published, modified, credits, based_on, .. } =
            load::document(row)?;
        let passages = tables.passages(document)?;
        let blocks = passages.iter().map(|passage| (passage.kind, passage.text.as_str(), passage.start));
        numbers.push(document);
        documents.push(Document::new(About { id, path, url, outlet, published, modified, credits, based_on }, blocks));
    }
    Ok((numbers, documents))
}
