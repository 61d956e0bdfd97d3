//! Reckon: the claims of a pile are found anew and stored.
//!
//! In: the rows of all documents, families, persons. Out: the tables `claims` and `claim_statements`.

use rusqlite::{Connection, Row, params};
use sayso_families::Model;

use crate::claims::{Claim, Kin, Pile, find};
use crate::columns::values;
use crate::load::{self, DOCUMENT, Tables, Without};

/// Finds the claims of all documents and stores them; how many statements were too long to be looked at as a whole.
pub(crate) fn reckon(connection: &Connection, model: &Model) -> rusqlite::Result<usize> {
    let found = find(&pile(connection)?, model);
    connection.execute_batch("DELETE FROM claim_statements; DELETE FROM claims")?;
    let mut claims = connection.prepare("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
    let mut statements = connection.prepare("INSERT INTO claim_statements VALUES (?, ?, 'claims', ?, ?)")?;
    let mut denials = connection.prepare("INSERT INTO claim_statements VALUES (?, ?, 'denies', NULL, NULL)")?;
    for one in &found.claims {
        let Claim { claim, speaker, best, first_seen, last_seen, .. } = one;
        let [sources, outlets, documents] = [one.sources, one.outlets, one.documents].map(|count| count as i64);
        claims.execute(params![claim, speaker, best, first_seen, last_seen, sources, outlets, documents])?;
        for member in &one.members {
            statements.execute(params![claim, member.statement, member.variant as i64, member.source as i64])?;
        }
        for statement in &one.denied_by {
            denials.execute(params![claim, statement])?;
        }
    }
    Ok(found.cut)
}

/// All that claims are made of.
fn pile(connection: &Connection) -> rusqlite::Result<Pile> {
    let persons = load::persons(connection)?;
    let mut pile = Pile::default();
    let mut tables = Tables::new(connection)?;
    let mut kins = connection.prepare(KIN)?;
    let mut documents = connection.prepare(&format!("SELECT {DOCUMENT} FROM documents ORDER BY document"))?;
    let mut found = documents.query([])?;
    while let Some(row) = found.next()? {
        let document = load::document(row)?;
        let kin = kins.query_row([document.document], kin)?;
        // Its text tells which of its statements a citation stands with.
        let without = if kin.cites.is_empty() { Without::Passages } else { Without::Nothing };
        pile.add(&tables.rows(document, without)?, kin, |entity| persons.get(&entity).copied());
    }
    Ok(pile)
}

const KIN: &str = r#"SELECT family, "of", shared, cites FROM members WHERE document = ?"#;

fn kin(row: &Row) -> rusqlite::Result<Kin> {
    let shared: String = row.get(2)?;
    let of: Option<i64> = row.get(1)?;
    Ok(Kin {
        family: row.get(0)?,
        copy_of: of.map(|of| (of, values(&shared))),
        cites: values(&row.get::<_, String>(3)?),
    })
}
