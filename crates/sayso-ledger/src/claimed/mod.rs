//! Claimed: which claims the pile holds of something, and how many sources each has.
//!
//! In: [`Asked`]. Out: [`Claims`]: claims, those of the most independent sources first, each with its wordings, where they stand and who
//! denies it.
//!
//! At most 200 places are told of a claim; [`Claimed::left_out`] says how many more there are.
//!
//! Not here: what one claim is (`claims`).

mod reckon;

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};
use serde::Serialize;

use crate::find::{About, SAID, Said, said};
use crate::open::Ledger;
use crate::query::expression;
use crate::trouble::{self, Trouble, Why};

pub(crate) use reckon::reckon;

/// Places told of one claim.
const MOST_PLACES: usize = 200;

/// What is asked. Every field narrows; a claim answers if one of its statements does.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Words that one of its wordings holds: all of these; "phrases", beginnings* and -refusals.
    pub words: Option<String>,
    /// Who claims: words of a name, a role or a body.
    pub speaker: Option<String>,
    /// First day, ISO 8601.
    pub since: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// Independent sources at least.
    pub least: usize,
    /// Claims wanted at most.
    pub limit: usize,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claims {
    /// Those of the most sources, outlets and documents, at most as many as were wanted.
    pub claims: Vec<Claimed>,
    /// Claims that answer.
    pub of: usize,
    /// More statements hold the words than are looked through: only those added last were.
    pub cut: bool,
}

/// A claim wherever it appears.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Claimed {
    /// Its number: that of its first statement.
    pub claim: i64,
    /// The number of the person who claims it, where that is known across documents.
    pub person: Option<i64>,
    /// The person's name; else the source as it is printed with the best wording.
    pub speaker: Option<String>,
    /// The statement that words it best.
    pub best: Said,
    /// How many sources have it independently of each other.
    pub sources: i64,
    /// How many outlets, by name.
    pub outlets: i64,
    /// How many documents.
    pub documents: i64,
    /// ISO 8601: when the first document that carries it was published.
    pub first_seen: Option<String>,
    /// The same of the last one.
    pub last_seen: Option<String>,
    /// Its wordings, those of the most places first.
    pub variants: Vec<Variant>,
    /// Places that are not told.
    pub left_out: usize,
    /// Who denies it, and where.
    pub denied_by: Vec<Place>,
}

/// Statements that say it in the same words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// The words, as the first of them has them.
    pub content: String,
    /// Where they stand, in the order of adding.
    pub places: Vec<Place>,
}

/// Where a statement stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// The independent source that its document counts as, from 1; none for a denial.
    pub source: Option<i64>,
    /// The document.
    #[serde(flatten)]
    pub document: About,
    /// The statement; `content_spans` are code points of the reading's text.
    #[serde(rename = "said")]
    pub statement: Said,
}

impl Ledger {
    /// The claims that answer.
    ///
    /// # Errors
    ///
    /// [`Why::Unknown`] where the words hold nothing to look for.
    pub fn claims(&self, asked: &Asked) -> trouble::Result<Claims> {
        let search = Search::of(asked).map_err(|why| Trouble::new(&self.path, Why::Unknown(why)))?;
        let found = self.tell(search.claims(self))?;
        let of = found.len();
        let cut = self.tell(search.is_cut(self))?;
        let claims =
            found.into_iter().take(asked.limit).map(|claim| self.claim(claim)?.ok_or_else(|| self.lost(claim)));
        Ok(Claims { claims: claims.collect::<trouble::Result<_>>()?, of, cut })
    }

    /// A claim by its number.
    pub fn claim(&self, claim: i64) -> trouble::Result<Option<Claimed>> {
        let query = "SELECT c.speaker, p.name, c.best, c.sources, c.outlets, c.documents, c.first_seen, c.last_seen \
                     FROM claims c LEFT JOIN persons p ON p.person = c.speaker WHERE c.claim = ?";
        let told = |row: &Row| {
            Ok(Claimed {
                claim,
                person: row.get(0)?,
                speaker: row.get(1)?,
                best: self.connection.query_row(SAID, [row.get::<_, i64>(2)?], said)?.0,
                sources: row.get(3)?,
                outlets: row.get(4)?,
                documents: row.get(5)?,
                first_seen: row.get(6)?,
                last_seen: row.get(7)?,
                variants: Vec::new(),
                left_out: 0,
                denied_by: Vec::new(),
            })
        };
        let found =
            self.connection.prepare_cached(query).and_then(|mut query| query.query_row([claim], told).optional());
        let Some(mut claim) = self.tell(found)? else { return Ok(None) };
        claim.speaker = claim.speaker.or_else(|| claim.best.speaker.clone()).or_else(|| claim.best.source.clone());
        self.places(&mut claim)?;
        Ok(Some(claim))
    }

    fn places(&self, claim: &mut Claimed) -> trouble::Result<()> {
        let members = "SELECT statement, variant, source FROM claim_statements WHERE claim = ? AND relation = 'claims' ORDER BY statement";
        let members: Vec<(i64, i64, i64)> =
            self.rows_of(members, [claim.claim], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        claim.left_out = members.len().saturating_sub(MOST_PLACES);
        let mut variants: BTreeMap<i64, Vec<Place>> = BTreeMap::new();
        for (statement, variant, source) in members.into_iter().take(MOST_PLACES) {
            variants.entry(variant).or_default().push(self.place(statement, Some(source + 1))?);
        }
        claim.variants = (variants.into_values())
            .filter_map(|places| Some(Variant { content: places.first()?.statement.content.clone(), places }))
            .collect();
        claim.variants.sort_by_key(|variant| std::cmp::Reverse(variant.places.len()));
        let denials =
            "SELECT statement FROM claim_statements WHERE claim = ? AND relation = 'denies' ORDER BY statement";
        let denials: Vec<i64> = self.rows_of(denials, [claim.claim], |row| row.get(0))?;
        claim.denied_by = denials.into_iter().map(|statement| self.place(statement, None)).collect::<Result<_, _>>()?;
        Ok(())
    }

    fn place(&self, statement: i64, source: Option<i64>) -> trouble::Result<Place> {
        let found = self.connection.prepare_cached(SAID).and_then(|mut query| query.query_row([statement], said));
        let (statement, _) = self.tell(found)?;
        let document = crate::rows::document_of(statement.statement);
        let document = self.about(document)?.ok_or_else(|| self.lost(statement.statement))?;
        Ok(Place { source, document, statement })
    }

    fn lost(&self, row: i64) -> Trouble {
        Trouble::new(&self.path, Why::Damaged(format!("what row {row} refers to is not there")))
    }
}

/// A question as SQL.
struct Search {
    /// The FTS5 expression.
    words: Option<String>,
    conditions: Vec<String>,
    values: Vec<Value>,
    least: i64,
}

/// Statements that hold the words, those added last.
const HOLD: &str = "SELECT rowid FROM statement_words WHERE statement_words MATCH ? ORDER BY rowid DESC";

/// As many of them are looked through.
const MOST_STATEMENTS: usize = 20_000;

impl Search {
    fn of(asked: &Asked) -> Result<Search, String> {
        let least = i64::try_from(asked.least).unwrap_or(i64::MAX);
        let mut search = Search { words: None, conditions: Vec::new(), values: Vec::new(), least };
        let sought = [(&asked.words, "content"), (&asked.speaker, "speaker")].into_iter();
        let sought = sought.filter_map(|(words, column)| Some(expression(words.as_deref()?, column)));
        let sought: Vec<String> = sought.map(|sought| Ok(format!("({})", sought?))).collect::<Result<_, String>>()?;
        if !sought.is_empty() {
            let words = sought.join(" AND ");
            let matches = format!("u.statement IN (SELECT rowid FROM ({HOLD} LIMIT {MOST_STATEMENTS}))");
            search.condition(&matches, words.clone());
            search.words = Some(words);
        }
        for (day, matches) in [(&asked.since, "d.day >= ?"), (&asked.until, "d.day <= ?")] {
            if let Some(day) = day {
                search.condition(matches, day.clone());
            }
        }
        Ok(search)
    }

    fn condition(&mut self, sql: &str, value: String) {
        self.conditions.push(sql.into());
        self.values.push(Value::Text(value));
    }

    /// Whether more statements hold the words than are looked through.
    fn is_cut(&self, ledger: &Ledger) -> rusqlite::Result<bool> {
        let Some(words) = &self.words else { return Ok(false) };
        let query = format!("{HOLD} LIMIT 1 OFFSET {MOST_STATEMENTS}");
        ledger.connection.prepare_cached(&query)?.exists([words])
    }

    /// The numbers of the claims that answer, the best first.
    fn claims(&self, ledger: &Ledger) -> rusqlite::Result<Vec<i64>> {
        let narrowed = match self.conditions.as_slice() {
            [] => String::new(),
            conditions => format!(
                "AND claim IN (SELECT s.claim FROM claim_statements s JOIN statements u ON u.statement = s.statement \
                 JOIN documents d ON d.document = u.document WHERE s.relation = 'claims' AND {})",
                conditions.join(" AND ")
            ),
        };
        let query = format!(
            "SELECT claim FROM claims WHERE sources >= ? {narrowed} \
             ORDER BY sources DESC, outlets DESC, documents DESC, claim"
        );
        let values = std::iter::once(Value::Integer(self.least)).chain(self.values.iter().cloned());
        ledger.connection.prepare_cached(&query)?.query_map(params_from_iter(values), |row| row.get(0))?.collect()
    }
}
