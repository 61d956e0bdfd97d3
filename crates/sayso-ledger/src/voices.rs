//! Voices: all that a person said, over all documents, in the order of time; and who speaks in a document.
//!
//! In: the number of a person. Out: [`Voice`]: statements, each once for a report, however many documents print it.
//!
//! Not here: who is who (`persons`, `people`).

use std::collections::BTreeMap;

use rusqlite::{Row, params};
use serde::Serialize;

use crate::claimed::Claimed;
use crate::find::{About, SAID, Said, said};
use crate::open::Ledger;
use crate::rows::{document_of, range};
use crate::trouble::Result;

/// Statements of one person that are weighed: those of the first so many entities.
const MOST: i64 = 50_000;

/// A part of what somebody said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Voice {
    /// The earliest first; those of documents without a day last.
    pub said: Vec<Uttered>,
    /// All, of which these are a part.
    pub of: i64,
}

/// What somebody said, with the first document that prints it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Uttered {
    /// The statement.
    #[serde(rename = "said")]
    pub statement: Said,
    /// The document that has it first.
    #[serde(flatten)]
    pub document: About,
    /// Documents of the same report that print it in the same words.
    pub documents: i64,
    /// The claim that it is part of, where others have it too.
    pub claim: Option<i64>,
    /// The independent sources of that claim.
    pub sources: Option<i64>,
}

/// A statement that is part of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The claim.
    pub claim: i64,
    /// Its independent sources.
    pub sources: i64,
    /// Its outlets.
    pub outlets: i64,
}

impl Ledger {
    /// What a person said, from place `skip` on.
    pub fn voice(&self, person: i64, skip: i64, limit: i64) -> Result<Voice> {
        let query = "WITH one AS (
              SELECT s.statement, s.content, d.day, coalesce(m.family, s.document) AS family
              FROM identities i JOIN statements s ON s.entity = i.entity JOIN documents d ON d.document = s.document
                LEFT JOIN members m ON m.document = s.document
              WHERE i.person = ?1 LIMIT ?4),
            each AS (SELECT min(statement) AS statement, min(day) AS day, count(DISTINCT statement / 1000000) AS documents
              FROM one GROUP BY family, content)
            SELECT e.statement, e.documents, c.claim, c.sources, count(*) OVER ()
            FROM each e LEFT JOIN claim_statements s ON s.statement = e.statement AND s.relation = 'claims'
              LEFT JOIN claims c ON c.claim = s.claim
            ORDER BY e.day IS NULL, e.day, e.statement LIMIT ?3 OFFSET ?2";
        let mut of = 0;
        let found = self.rows_of(query, params![person, skip, limit, MOST], |row| {
            of = row.get(4)?;
            Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        let mut voice = Voice { said: Vec::with_capacity(found.len()), of };
        for (statement, documents, claim, sources) in found {
            let said = self.connection.prepare_cached(SAID).and_then(|mut query| query.query_row([statement], said));
            let (statement, _) = self.tell(said)?;
            if let Some(document) = self.about(document_of(statement.statement))? {
                voice.said.push(Uttered { statement, document, documents, claim, sources });
            }
        }
        Ok(voice)
    }

    /// The claims of a person, those of the most independent sources first.
    pub fn claims_of(&self, person: i64, limit: i64) -> Result<Vec<Claimed>> {
        let query = "SELECT claim FROM claims WHERE speaker = ?
            ORDER BY sources DESC, outlets DESC, documents DESC, claim LIMIT ?";
        let claims: Vec<i64> = self.rows_of(query, [person, limit], |row| row.get(0))?;
        Ok(claims
            .into_iter()
            .map(|claim| self.claim(claim))
            .collect::<Result<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect())
    }

    /// The entities of a document that are known across documents: their ids in the reading (`e4`) and their persons.
    pub fn known_in(&self, document: i64) -> Result<BTreeMap<String, i64>> {
        let query = "SELECT e.label, i.person FROM entities e JOIN identities i ON i.entity = e.entity WHERE e.entity BETWEEN ? AND ?";
        Ok(self.rows_of(query, range(document), |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
    }

    /// The statements of a document that are parts of claims, by their ids in the reading (`s4`).
    pub fn claims_in(&self, document: i64) -> Result<BTreeMap<String, Part>> {
        let query =
            "SELECT u.label, c.claim, c.sources, c.outlets FROM claim_statements s JOIN claims c ON c.claim = s.claim
            JOIN statements u ON u.statement = s.statement
            WHERE s.relation = 'claims' AND s.statement BETWEEN ? AND ?";
        let part =
            |row: &Row| Ok((row.get(0)?, Part { claim: row.get(1)?, sources: row.get(2)?, outlets: row.get(3)? }));
        Ok(self.rows_of(query, range(document), part)?.into_iter().collect())
    }
}
