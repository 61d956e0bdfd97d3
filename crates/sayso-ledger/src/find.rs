//! Find: where the pile speaks of something: passages, or what somebody said.
//!
//! In: [`Wanted`]. Out: [`Found`]: reports, best first, each with the places where it answers. Copies are one report: it is shown by its
//! origin where that answers too, and says in how many documents and outlets it stands.
//!
//! Words are looked for in body blocks; where the question is about statements (speaker, matter, cue, kind) in the contents of statements.
//! At most [`MOST_ROWS`] places are weighed (by bm25); of more, those added last are shown, and [`Found::cut`] says so.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};
use serde::Serialize;

use crate::chosen::Chosen;
use crate::columns::values;
use crate::glance::{ABOUT, about};
use crate::open::Ledger;
use crate::query::expression;
use crate::trouble::{self, Trouble, Why};

/// Places that are weighed.
const MOST_ROWS: usize = 5_000;

/// Places shown of one report.
const HITS: usize = 3;

/// What is sought. Every field narrows; one of them must be there.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// All of these words; "phrases", beginnings* and -refusals.
    pub words: Option<String>,
    /// Who speaks: words of a name, a role or a body.
    pub speaker: Option<String>,
    /// What is spoken of: words that the content must hold.
    pub about: Option<String>,
    /// A cue's lemma or class: `deny`.
    pub cue: Option<String>,
    /// `direct`, `mixed`, `indirect`.
    pub kind: Option<String>,
    /// First day, ISO 8601.
    pub since: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// A place named beside it: as printed, its usual name, its division or its country (ISO 3166-1 alpha-3).
    pub place: Option<String>,
    /// Part of an outlet's name or address.
    pub outlet: Option<String>,
    /// Reports wanted at most.
    pub limit: usize,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// The best, at most as many as were wanted.
    pub reports: Vec<Report>,
    /// Reports that answer, of the places that were weighed.
    pub of: usize,
    /// There are more places than were weighed: those added last are shown, in no order of worth.
    pub cut: bool,
}

/// A report that answers: one or more documents that are copies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The family.
    pub family: i64,
    /// The document that is shown.
    #[serde(flatten)]
    pub document: About,
    /// Documents of the family that answer.
    pub documents: usize,
    /// Their outlets, each once.
    pub outlets: Vec<String>,
    /// Where the shown document answers.
    pub hits: Vec<Hit>,
}

/// What one wants to know of a document first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    /// Its number.
    pub document: i64,
    /// The reading's id.
    pub id: String,
    /// Where the page was found.
    pub path: String,
    /// Its address.
    pub url: Option<String>,
    /// The outlet's name.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// ISO 8601.
    pub published: Option<String>,
}

/// A place where a document answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// First code point of the block that is shown, in the reading's text.
    pub start: u32,
    /// One past its last.
    pub end: u32,
    /// The block.
    pub text: String,
    /// The words that were sought, in code points of the reading's text.
    pub matches: Vec<(u32, u32)>,
    /// The statement that answers, where one was sought.
    pub statement: Option<Said>,
}

/// A statement as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Its number in the ledger.
    pub statement: i64,
    /// Its id in the reading.
    pub label: String,
    /// Who speaks: the name of the entity that the source resolves to.
    pub speaker: Option<String>,
    /// The source as printed.
    pub source: Option<String>,
    /// The cue as printed.
    pub cue: Option<String>,
    /// `direct`, `mixed`, `indirect`.
    pub kind: String,
    /// The class of the cue.
    pub class: Option<String>,
    /// "did not say".
    pub negated: bool,
    /// The words.
    pub content: String,
    /// Where they stand.
    pub content_spans: Vec<(u32, u32)>,
}

impl Wanted {
    /// Whether statements are asked for, not places in the text.
    fn statements(&self) -> bool {
        [&self.speaker, &self.about, &self.cue, &self.kind].iter().any(|field| field.is_some())
    }
}

/// A place that answers.
struct Place {
    row: i64,
    document: i64,
    family: i64,
    score: f64,
}

impl Ledger {
    /// Finds what is wanted.
    ///
    /// # Errors
    ///
    /// [`Why::Unknown`] where nothing is asked for.
    pub fn find(&self, wanted: &Wanted) -> trouble::Result<Found> {
        let unknown = |why| Trouble::new(&self.path, Why::Unknown(why));
        let search = Search::of(wanted).map_err(unknown)?;
        let mut places = self.tell(search.places(self, false))?;
        let cut = places.len() > MOST_ROWS;
        places.truncate(MOST_ROWS);
        if search.words.is_some() && !cut {
            places = self.tell(search.places(self, true))?;
        }
        let mut families: BTreeMap<i64, Vec<Place>> = BTreeMap::new();
        for place in places {
            families.entry(place.family).or_default().push(place);
        }
        let of = families.len();
        let mut families: Vec<(f64, i64, Vec<Place>)> = (families.into_iter())
            .map(|(family, places)| {
                let best = places.iter().map(|place| place.score).fold(f64::INFINITY, f64::min);
                // What was added last first, where nothing else tells.
                (best, -family, places)
            })
            .collect();
        families.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        families.truncate(wanted.limit);
        let reports = families.into_iter().map(|(_, family, places)| self.report(-family, places, &search));
        Ok(Found { reports: reports.collect::<trouble::Result<_>>()?, of, cut })
    }

    /// What one wants to know of a document first.
    pub fn about(&self, document: i64) -> trouble::Result<Option<About>> {
        let query = format!("SELECT {ABOUT} FROM documents WHERE document = ?");
        let mut query = self.tell(self.connection.prepare_cached(&query))?;
        self.tell(query.query_row([document], about).optional())
    }

    fn report(&self, family: i64, mut places: Vec<Place>, search: &Search) -> trouble::Result<Report> {
        let documents: BTreeSet<i64> = places.iter().map(|place| place.document).collect();
        let origin = "SELECT origin FROM families WHERE family = ?";
        let origin: Option<i64> =
            self.tell(self.connection.query_row(origin, [family], |row| row.get(0)).optional())?;
        let shown = origin.filter(|origin| documents.contains(origin)).or(documents.first().copied()).unwrap_or(family);
        let mut outlets = BTreeSet::new();
        let mut document = None;
        for &number in &documents {
            let about = self.about(number)?;
            outlets.extend(about.iter().filter_map(|about| about.outlet.clone()));
            if number == shown {
                document = about;
            }
        }
        let document =
            document.ok_or_else(|| Trouble::new(&self.path, Why::Damaged(format!("document {shown} is not there"))))?;
        places.retain(|place| place.document == shown);
        places.sort_by(|one, other| one.score.total_cmp(&other.score).then(one.row.cmp(&other.row)));
        places.truncate(HITS);
        places.sort_by_key(|place| place.row);
        let hits = places.iter().map(|place| self.tell(search.hit(self, place.row))).collect::<trouble::Result<_>>()?;
        Ok(Report { family, document, documents: documents.len(), outlets: outlets.into_iter().collect(), hits })
    }
}

/// A question as SQL.
struct Search {
    /// `statement` or `passage`: what is sought.
    unit: &'static str,
    /// The FTS5 expression.
    words: Option<String>,
    /// The same for the block that is shown.
    shown: Option<String>,
    /// What must hold besides, and its values.
    conditions: Vec<String>,
    values: Vec<Value>,
    /// Where the places are looked for.
    through: Through,
}

/// What is gone through, so that few rows are touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Through {
    /// The index of words.
    Words,
    /// The documents of some days or outlets, and all their places.
    Documents,
    /// The places themselves.
    Places,
}

/// An expression that holds where all of them do.
fn all(expressions: Vec<String>) -> Option<String> {
    let all = expressions.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(" AND ");
    (!all.is_empty()).then_some(all)
}

impl Search {
    fn of(wanted: &Wanted) -> Result<Search, String> {
        let statements = wanted.statements();
        let (unit, column) = if statements { ("statement", "content") } else { ("passage", "text") };
        let sought = |column| {
            let both = [&wanted.words, &wanted.about].into_iter().flatten();
            both.map(|words| expression(words, column)).collect::<Result<Vec<String>, String>>()
        };
        let shown = all(sought("text")?);
        let mut words = sought(column)?;
        words.extend(wanted.speaker.as_deref().map(|speaker| expression(speaker, "speaker")).transpose()?);
        let by_document = [&wanted.since, &wanted.until, &wanted.outlet].iter().any(|field| field.is_some());
        let through = match words.is_empty() {
            false => Through::Words,
            true if by_document && wanted.place.is_none() => Through::Documents,
            true => Through::Places,
        };
        let mut search = Search { unit, words: all(words), shown, conditions: Vec::new(), values: Vec::new(), through };
        if let Some(cue) = &wanted.cue {
            let cue = cue.trim().to_lowercase();
            if through == Through::Places && wanted.place.is_none() {
                // Common cues stand in a million rows, rare ones in a few: each index gives its last at once.
                let last = |column: &str| {
                    format!(
                        "SELECT * FROM (SELECT statement FROM statements WHERE {column} = ? AND coalesce(kind = ?, 1) \
                         ORDER BY statement DESC LIMIT {})",
                        MOST_ROWS + 1
                    )
                };
                search.conditions.push(format!("u.statement IN ({} UNION {})", last("lemma"), last("class")));
                for _ in 0..2 {
                    search.values.push(Value::Text(cue.clone()));
                    search.values.push(wanted.kind.clone().map_or(Value::Null, Value::Text));
                }
            } else {
                // The sign keeps the indices of cues out of it: what is gone through is fewer.
                search.condition("(+u.lemma = ? OR +u.class = ?)", [cue.clone(), cue]);
            }
        }
        if let Some(kind) = &wanted.kind {
            search.condition("u.kind = ?", [kind.clone()]);
        }
        let (since, until, outlet) = (wanted.since.clone(), wanted.until.clone(), wanted.outlet.clone());
        for (sql, values) in (Chosen { since, until, outlet }).conditions() {
            search.conditions.push(sql.into());
            search.values.extend(values.into_iter().map(Value::Text));
        }
        if let Some(place) = &wanted.place {
            let place = place.trim();
            search.condition(
                "u.passage IN (SELECT passage FROM places WHERE text = ? COLLATE NOCASE
                  UNION SELECT passage FROM places WHERE name = ? COLLATE NOCASE
                  UNION SELECT passage FROM places WHERE country = ?)",
                [place.to_owned(), place.to_owned(), place.to_uppercase()],
            );
        }
        if search.words.is_none() && search.conditions.is_empty() {
            return Err("nothing is asked for: write words, or --speaker, --about, --cue, --place, --outlet ...".into());
        }
        Ok(search)
    }

    fn condition<const N: usize>(&mut self, sql: &str, values: [String; N]) {
        self.conditions.push(sql.into());
        self.values.extend(values.map(Value::Text));
    }

    /// The places that answer, those added last first: one more than are weighed, or all of them weighed.
    fn places(&self, ledger: &Ledger, weighed: bool) -> rusqlite::Result<Vec<Place>> {
        let unit = self.unit;
        let score = if weighed { "w.rank" } else { "0.0" };
        let (from, order) = match self.through {
            Through::Words => (
                format!(
                    "{unit}_words w CROSS JOIN {unit}s u ON u.{unit} = w.rowid JOIN documents d ON d.document = u.document"
                ),
                "w.rowid DESC".to_owned(),
            ),
            // A row's number tells its document.
            Through::Documents => (
                format!(
                    "documents d CROSS JOIN {unit}s u ON u.{unit} BETWEEN d.document * 1000000 AND d.document * 1000000 + 999999"
                ),
                format!("d.document DESC, u.{unit} DESC"),
            ),
            Through::Places => {
                (format!("{unit}s u JOIN documents d ON d.document = u.document"), format!("u.{unit} DESC"))
            }
        };
        let matches = self.words.as_ref().map(|_| format!("{unit}_words MATCH ?"));
        let conditions: Vec<&str> = matches.iter().chain(&self.conditions).map(String::as_str).collect();
        let order = if weighed { String::new() } else { format!("ORDER BY {order}") };
        let query = format!(
            "SELECT u.{unit}, u.document, coalesce(m.family, u.document), {score} FROM {from} \
             LEFT JOIN members m ON m.document = u.document \
             WHERE {} {order} LIMIT {}",
            conditions.join(" AND "),
            MOST_ROWS + 1
        );
        let values = self.words.iter().map(|words| Value::Text(words.clone())).chain(self.values.iter().cloned());
        let mut query = ledger.connection.prepare_cached(&query)?;
        let place =
            |row: &Row| Ok(Place { row: row.get(0)?, document: row.get(1)?, family: row.get(2)?, score: row.get(3)? });
        query.query_map(params_from_iter(values), place)?.collect()
    }

    /// What is shown of one place.
    fn hit(&self, ledger: &Ledger, row: i64) -> rusqlite::Result<Hit> {
        let connection = &ledger.connection;
        let said = match self.unit {
            "statement" => Some(connection.query_row(SAID, [row], said)?),
            _ => None,
        };
        let passage = match &said {
            Some((_, passage)) => *passage,
            None => Some(row),
        };
        let shown = r#"SELECT start, "end", text FROM passages WHERE passage = ?"#;
        let block = |row: &Row| {
            Ok(Hit { start: row.get(0)?, end: row.get(1)?, text: row.get(2)?, matches: vec![], statement: None })
        };
        let hit = passage.map(|passage| connection.query_row(shown, [passage], block)).transpose()?;
        let mut hit = match (hit, &said) {
            (Some(hit), _) => hit,
            // A statement outside the body: what it says is all there is to show.
            (None, Some((said, _))) => Hit {
                start: said.content_spans.first().map_or(0, |span| span.0),
                end: said.content_spans.last().map_or(0, |span| span.1),
                text: said.content.clone(),
                matches: vec![],
                statement: None,
            },
            (None, None) => return Err(rusqlite::Error::QueryReturnedNoRows),
        };
        if let (Some(words), Some(passage)) = (&self.shown, passage) {
            let query = "SELECT highlight(passage_words, 0, char(1), char(2)) FROM passage_words \
                         WHERE passage_words MATCH ? AND rowid = ?";
            let marked: Option<String> =
                connection.prepare_cached(query)?.query_row(params![words, passage], |row| row.get(0)).optional()?;
            hit.matches = marked.map(|marked| matches(&marked, &hit)).unwrap_or_default();
        }
        hit.statement = said.map(|(said, _)| said);
        Ok(hit)
    }
}

/// What is told of a statement.
pub(crate) const SAID: &str = "SELECT s.statement, s.label, e.name, s.source, s.cue, s.kind, s.class, s.negated, s.content, s.content_spans, s.passage \
                    FROM statements s LEFT JOIN entities e ON e.entity = s.entity WHERE s.statement = ?";

/// A statement as [`SAID`] tells it, and its passage.
pub(crate) fn said(row: &Row) -> rusqlite::Result<(Said, Option<i64>)> {
    let said = Said {
        statement: row.get(0)?,
        label: row.get(1)?,
        speaker: row.get(2)?,
        source: row.get(3)?,
        cue: row.get(4)?,
        kind: row.get(5)?,
        class: row.get(6)?,
        negated: row.get(7)?,
        content: row.get(8)?,
        content_spans: values(&row.get::<_, String>(9)?),
    };
    Ok((said, row.get(10)?))
}

/// Where the words between the marks stand. A block that holds such marks itself (no honest page does) shows none.
fn matches(marked: &str, hit: &Hit) -> Vec<(u32, u32)> {
    if hit.text.contains(['\u{1}', '\u{2}']) {
        return Vec::new();
    }
    let (mut at, mut open, mut matches) = (hit.start, None, Vec::new());
    for character in marked.chars() {
        match character {
            '\u{1}' => open = Some(at),
            '\u{2}' => matches.extend(open.take().map(|start| (start, at))),
            _ => at += 1,
        }
    }
    matches
}
