//! Copies: a family of copies as it stands in the ledger, and the texts of two of its documents to lay side by side.
//!
//! In: the number of a family or of a document. Out: [`Copies`]: the origin first, then the others in the order of adding; [`Body`].
//!
//! Not here: how copies are found (`sayso-families`).

use rusqlite::{OptionalExtension, Row};
use sayso_families::{Evidence, Relation, Stretch};
use serde::Serialize;

use crate::columns::{value, values};
use crate::find::About;
use crate::glance::about;
use crate::open::Ledger;
use crate::rows::range;
use crate::trouble::Result;

/// Members of a family that are told; there are families of thousands.
const MOST: i64 = 500;

/// A family: documents that are one report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Copies {
    /// Its number: that of its first document.
    pub family: i64,
    /// The document that the others go back to.
    pub origin: i64,
    /// What speaks for that.
    pub evidence: Vec<Evidence>,
    /// Documents.
    pub documents: i64,
    /// Outlets.
    pub outlets: i64,
    /// The documents, the origin first; at most 500.
    pub members: Vec<FamilyMember>,
}

/// A document of a family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FamilyMember {
    /// The document.
    #[serde(flatten)]
    pub document: About,
    /// How it came about.
    pub relation: Relation,
    /// The document that it was compared with.
    pub of: Option<i64>,
    /// From 0 to 1: the share of the shorter text that stands in the longer.
    pub similarity: f64,
    /// What stands in both.
    pub shared: Vec<Stretch>,
    /// Outlets outside the family whose reports it tells of.
    pub cites: Vec<String>,
}

/// A report that was printed more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reprinted {
    /// The family.
    pub family: i64,
    /// The document that the others go back to.
    pub origin: About,
    /// Documents.
    pub documents: i64,
    /// Outlets.
    pub outlets: i64,
}

/// A body block: its place in the reading's text, in code points, and its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Body {
    pub start: u32,
    pub end: u32,
    pub text: String,
}

impl Ledger {
    /// The family that a document belongs to; none before the pile was settled with it.
    pub fn family_of(&self, document: i64) -> Result<Option<i64>> {
        let query = "SELECT family FROM members WHERE document = ?";
        self.tell(self.connection.query_row(query, [document], |row| row.get(0)).optional())
    }

    /// A family by its number.
    pub fn copies_in(&self, family: i64) -> Result<Option<Copies>> {
        let query = "SELECT origin, evidence, documents, outlets FROM families WHERE family = ?";
        let copies = |row: &Row| {
            let evidence = values(&row.get::<_, String>(1)?);
            Ok(Copies {
                family,
                origin: row.get(0)?,
                evidence,
                documents: row.get(2)?,
                outlets: row.get(3)?,
                members: vec![],
            })
        };
        let Some(mut copies) = self.tell(self.connection.query_row(query, [family], copies).optional())? else {
            return Ok(None);
        };
        let query = r#"SELECT d.document, d.id, d.path, d.url, d.outlet, d.title, d.published,
              m.relation, m."of", m.similarity, m.shared, m.cites
            FROM members m JOIN documents d ON d.document = m.document WHERE m.family = ?
            ORDER BY m.relation <> 'origin', m.document LIMIT ?"#;
        copies.members = self.rows_of(query, [family, MOST], copy)?;
        Ok(Some(copies))
    }

    /// The reports in the most documents, at most `limit` of them.
    pub fn reprinted(&self, limit: i64) -> Result<Vec<Reprinted>> {
        let query =
            "SELECT d.document, d.id, d.path, d.url, d.outlet, d.title, d.published, f.family, f.documents, f.outlets
            FROM families f JOIN documents d ON d.document = f.origin WHERE f.documents > 1
            ORDER BY f.documents DESC, f.family LIMIT ?";
        self.rows_of(query, [limit], |row| {
            Ok(Reprinted { origin: about(row)?, family: row.get(7)?, documents: row.get(8)?, outlets: row.get(9)? })
        })
    }

    /// Whether the bytes of a document were kept.
    pub fn has_original(&self, document: i64) -> Result<bool> {
        let query = "SELECT 1 FROM originals WHERE document = ?";
        self.tell(self.connection.prepare_cached(query).and_then(|mut query| query.exists([document])))
    }

    /// The body blocks of a document.
    pub fn body(&self, document: i64) -> Result<Vec<Body>> {
        let query = r#"SELECT start, "end", text FROM passages WHERE passage BETWEEN ? AND ? ORDER BY passage"#;
        self.rows_of(query, range(document), |row| Ok(Body { start: row.get(0)?, end: row.get(1)?, text: row.get(2)? }))
    }
}

fn copy(row: &Row) -> rusqlite::Result<FamilyMember> {
    Ok(FamilyMember {
        document: about(row)?,
        relation: value(row.get(7)?).unwrap_or(Relation::Origin),
        of: row.get(8)?,
        similarity: row.get(9)?,
        shared: values(&row.get::<_, String>(10)?),
        cites: values(&row.get::<_, String>(11)?),
    })
}
