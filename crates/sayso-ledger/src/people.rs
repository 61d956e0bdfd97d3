//! People: who the ledger knows, over all its documents.
//!
//! In: rows of entities, families, decisions; [`People`], a question. Out: the tables `persons` and `identities` (at settling); [`Someone`]s.
//!
//! ```text
//! people("kelemdar") ─► p1000020 Orhun Kelemdar, General, Eastern Command · 14 documents, 10 reports, 31 statements
//! ```
//!
//! Not here: how they are joined (`persons`), deciding it oneself (`decide`).

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use serde::Serialize;

use crate::columns::{list, value, values, word};
use crate::decide;
use crate::open::Ledger;
use crate::persons::{Persons, Pile};
use crate::query::expression;
use crate::rows::{Entity, document_of};
use crate::trouble::{self, Trouble, Why};

/// Who is asked for.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Words of a name, role or body, or a person's number (`p1000020`); all people where none.
    pub words: Option<String>,
    /// `person`, `organization`, `group`.
    pub kind: Option<String>,
    /// Persons wanted at most.
    pub limit: usize,
    /// Whether to tell which entities they are.
    pub members: bool,
}

/// Somebody that documents name: a human being, a body, a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Someone {
    /// `p1000020`.
    pub person: String,
    /// `person`, `organization`, `group`.
    pub kind: String,
    /// The fullest name printed.
    pub name: String,
    /// Other names printed, the commonest first.
    pub aliases: Vec<String>,
    /// As printed, the commonest first.
    pub roles: Vec<String>,
    /// As printed, the commonest first; of a body, whose it is.
    pub affiliations: Vec<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Documents that name it.
    pub documents: i64,
    /// The same, copies counted once.
    pub reports: i64,
    /// Statements of which it is the source.
    pub statements: i64,
    /// The entities that it is, where these were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<Bearer>>,
}

/// An entity of one document that is somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bearer {
    /// `12:e4`: its document's number and its id in the reading.
    pub entity: String,
    /// The fullest name printed there.
    pub name: Option<String>,
    /// As printed there.
    pub role: Option<String>,
    /// As printed there.
    pub affiliation: Option<String>,
    /// Where the page was found.
    pub path: String,
}

/// What settling could not do.
pub(crate) struct Joined {
    pub(crate) crowded: i64,
    pub(crate) lost: i64,
}

/// A person as people write it.
pub(crate) fn label(person: i64) -> String {
    format!("p{person}")
}

/// Reckons anew who is one.
pub(crate) fn reckon(connection: &Connection) -> rusqlite::Result<Joined> {
    let (decisions, lost) = decide::holding(connection)?;
    let persons = pile(connection)?.join(&decisions);
    store(connection, &persons)?;
    Ok(Joined { crowded: persons.crowded as i64, lost: lost as i64 })
}

/// All named entities, document by document.
fn pile(connection: &Connection) -> rusqlite::Result<Pile> {
    // A family of one document is nobody's copy.
    let query =
        "SELECT m.document, m.family FROM members m JOIN families f ON f.family = m.family WHERE f.documents > 1";
    let mut query = connection.prepare(query)?;
    let families: HashMap<i64, i64> =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let query = "SELECT entity, document, label, kind, name, names, role, affiliation, country FROM entities \
                 WHERE name IS NOT NULL ORDER BY entity";
    let mut query = connection.prepare(query)?;
    let mut rows = query.query([])?;
    let mut pile = Pile::default();
    let mut entities: Vec<Entity> = Vec::new();
    while let Some(row) = rows.next()? {
        let entity = entity(row)?;
        if let Some(before) = entities.first().map(|before| before.document).filter(|&before| before != entity.document)
        {
            pile.add(before, families.get(&before).copied(), &entities);
            entities.clear();
        }
        entities.push(entity);
    }
    if let Some(last) = entities.first() {
        pile.add(last.document, families.get(&last.document).copied(), &entities);
    }
    Ok(pile)
}

fn entity(row: &Row) -> rusqlite::Result<Entity> {
    Ok(Entity {
        entity: row.get(0)?,
        document: row.get(1)?,
        label: row.get(2)?,
        kind: value(row.get(3)?).unwrap_or(sayso_read::people::EntityKind::Other),
        name: row.get(4)?,
        names: values(&row.get::<_, String>(5)?),
        role: row.get(6)?,
        affiliation: row.get(7)?,
        country: row.get(8)?,
        mentions: 0,
        start: 0,
        end: 0,
    })
}

fn store(connection: &Connection, persons: &Persons) -> rusqlite::Result<()> {
    let mut said: HashMap<i64, i64> = HashMap::new();
    let mut query =
        connection.prepare("SELECT entity, count(*) FROM statements WHERE entity IS NOT NULL GROUP BY entity")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(person) = persons.person_of(row.get(0)?) {
            *said.entry(person).or_default() += row.get::<_, i64>(1)?;
        }
    }
    connection.execute_batch("DELETE FROM identities; DELETE FROM persons")?;
    let mut put = connection.prepare("INSERT INTO persons VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for person in &persons.persons {
        put.execute(params![
            person.person,
            word(person.kind),
            person.name,
            list(&person.aliases),
            list(&person.roles),
            list(&person.affiliations),
            person.country,
            person.documents,
            person.reports,
            said.get(&person.person).copied().unwrap_or(0),
        ])?;
    }
    let mut put = connection.prepare("INSERT INTO identities VALUES (?, ?)")?;
    for &(entity, person) in &persons.of {
        put.execute([entity, person])?;
    }
    Ok(())
}

const SOMEONE: &str =
    "SELECT person, kind, name, aliases, roles, affiliations, country, documents, reports, statements FROM persons";

fn someone(row: &Row) -> rusqlite::Result<(i64, Someone)> {
    let person: i64 = row.get(0)?;
    let someone = Someone {
        person: label(person),
        kind: row.get(1)?,
        name: row.get(2)?,
        aliases: values(&row.get::<_, String>(3)?),
        roles: values(&row.get::<_, String>(4)?),
        affiliations: values(&row.get::<_, String>(5)?),
        country: row.get(6)?,
        documents: row.get(7)?,
        reports: row.get(8)?,
        statements: row.get(9)?,
        members: None,
    };
    Ok((person, someone))
}

impl Ledger {
    /// Who answers, those who say most first.
    ///
    /// # Errors
    ///
    /// [`Why::Unknown`] where the query holds no word.
    pub fn people(&self, wanted: &People) -> trouble::Result<Vec<Someone>> {
        let mut conditions: Vec<&str> = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        match wanted.words.as_deref().map(|words| (number(words), words)) {
            Some((Some(number), _)) => {
                conditions.push("person = (SELECT person FROM identities WHERE entity = ?)");
                values.push(number.into());
            }
            Some((None, words)) => {
                let sought = expression(words, "{names role affiliation}");
                conditions.push(
                    "person IN (SELECT person FROM identities WHERE entity IN
                      (SELECT rowid FROM entity_words WHERE entity_words MATCH ?))",
                );
                values.push(sought.map_err(|why| Trouble::new(&self.path, Why::Unknown(why)))?.into());
            }
            None => {}
        }
        if let Some(kind) = &wanted.kind {
            conditions.push("kind = ?");
            values.push(kind.clone().into());
        }
        let filter = if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
        let query =
            format!("{SOMEONE} {filter} ORDER BY statements DESC, documents DESC, person LIMIT {}", wanted.limit);
        let mut found = self.rows_of(&query, params_from_iter(values), someone)?;
        if wanted.members {
            for (person, someone) in &mut found {
                someone.members = Some(self.bearers(*person)?);
            }
        }
        Ok(found.into_iter().map(|(_, someone)| someone).collect())
    }

    /// Somebody by the number of any of its entities.
    pub fn person(&self, entity: i64) -> trouble::Result<Option<Someone>> {
        let query = format!("{SOMEONE} WHERE person = (SELECT person FROM identities WHERE entity = ?)");
        let found = self.connection.query_row(&query, [entity], someone).optional();
        Ok(self.tell(found)?.map(|(_, someone)| someone))
    }

    /// The number of the person that is written `p1000020`, or that alone is called so.
    ///
    /// # Errors
    ///
    /// [`Why::Unknown`] where nobody is called so, or several are.
    pub fn called(&self, words: &str) -> trouble::Result<i64> {
        let unknown = |why: String| Trouble::new(&self.path, Why::Unknown(why));
        if let Some(number) = number(words) {
            let query = "SELECT person FROM identities WHERE entity = ?";
            let person = self.tell(self.connection.query_row(query, [number], |row| row.get(0)).optional())?;
            return person.ok_or_else(|| unknown(format!("there is no person {}", words.trim())));
        }
        let named = "SELECT person FROM persons WHERE name = ? COLLATE NOCASE ORDER BY statements DESC, person LIMIT 6";
        match self.rows_of(named, [words.trim()], |row| row.get::<_, i64>(0))?[..] {
            [person] => Ok(person),
            [] => Err(unknown(format!("nobody is called {words:?}; `sayso people` tells names and numbers"))),
            ref several => {
                let numbers: Vec<String> = several.iter().map(|&person| label(person)).collect();
                Err(unknown(format!("several are called {words:?}: say which one of {}", numbers.join(", "))))
            }
        }
    }

    /// How many named entities stayed alone because too many bear their name, and how many lines of decisions lost their entities.
    pub fn left_open(&self) -> trouble::Result<(i64, i64)> {
        Ok((self.noted("crowded")?, self.noted("lost")?))
    }

    fn bearers(&self, person: i64) -> trouble::Result<Vec<Bearer>> {
        let query = "SELECT e.entity, e.label, e.name, e.role, e.affiliation, d.path FROM identities i \
                     JOIN entities e ON e.entity = i.entity JOIN documents d ON d.document = e.document \
                     WHERE i.person = ? ORDER BY e.entity";
        let bearer = |row: &Row| {
            let label: String = row.get(1)?;
            Ok(Bearer {
                entity: format!("{}:{label}", document_of(row.get(0)?)),
                name: row.get(2)?,
                role: row.get(3)?,
                affiliation: row.get(4)?,
                path: row.get(5)?,
            })
        };
        self.rows_of(query, [person], bearer)
    }
}

/// The number in `p1000020`.
fn number(words: &str) -> Option<i64> {
    let digits = words.trim().strip_prefix(['p', 'P'])?;
    digits.parse().ok().filter(|_| digits.bytes().all(|digit| digit.is_ascii_digit()))
}
