//! Decide: what the user says about who is one: kept, applied at every settling, taken back.
//!
//! In: persons and their entities. Out: rows of `decisions` and `decided`. An entity is kept as its document's key, its label and its name, so
//! that a decision outlives whatever is reckoned anew.
//!
//! ```text
//! merge p1 p9             decision 1   same   1:e4  9:e2
//! split p1 (document 9)   decision 2   apart  9:e2  1:e4      the earlier `same` is contradicted and no longer holds
//! undo                    decision 2 is undone: decision 1 holds again
//! ```
//!
//! After deciding the ledger is unsettled: [`Ledger::settle`] reckons anew what depends on persons.
//!
//! Not here: what decisions do to groups, and which of them hold (`persons`).

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use crate::open::Ledger;
use crate::people::label;
use crate::persons::{self, Decision};
use crate::rows::document_of;
use crate::trouble::{self, Trouble, Why};

/// What was decided or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// Its number, from 1 in the order of deciding.
    pub decision: i64,
    /// `merge` or `split`.
    pub verb: String,
    /// Who was decided about.
    pub words: String,
    /// Whether it was taken back.
    pub undone: bool,
}

/// What is taken out of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// All that the person is in a document, by its number.
    Document(i64),
    /// The same, by the reading's id (`b3:...`): in every document of that text.
    Text(String),
    /// One entity: its document's number and its id in the reading.
    Entity(i64, String),
}

/// An entity as decisions keep it.
struct Anchor {
    key: Vec<u8>,
    label: String,
    name: String,
}

impl Ledger {
    /// Decides that persons are one. Decisions that hold them apart no longer hold.
    ///
    /// # Errors
    ///
    /// [`Why::Unknown`] where fewer than two different persons are named, or the ledger is not settled.
    pub fn merge(&mut self, persons: &[i64]) -> trouble::Result<Decided> {
        let mut different = Vec::new();
        for &person in persons {
            if !different.contains(&person) {
                different.push(person);
            }
        }
        let Some((&first, others)) = different.split_first().filter(|(_, others)| !others.is_empty()) else {
            return Err(self.unknown("these are one already: name two persons or more that `sayso people` tells apart"));
        };
        self.settled()?;
        let mut lines: Vec<Decision> = others.iter().map(|&other| Decision::Same { one: first, other }).collect();
        let (held, _) = self.tell(holding(&self.connection))?;
        for decision in held {
            let Decision::Apart { out, from, .. } = decision else { continue };
            let sides = (self.tell(person_of(&self.connection, out))?, self.tell(person_of(&self.connection, from))?);
            if let (Some(one), Some(other)) = sides
                && one != other
                && different.contains(&one)
                && different.contains(&other)
            {
                lines.push(Decision::Same { one: out, other: from });
            }
        }
        let names: Vec<String> = different.iter().map(|&person| self.named(person)).collect::<trouble::Result<_>>()?;
        self.decide("merge", &format!("{} are one", names.join(" and ")), &lines)
    }

    /// Decides that what a person is in some documents is a person of its own. With the decision comes an entity of either: of those that
    /// were taken out, and of those that stay.
    ///
    /// # Errors
    ///
    /// [`Why::Unknown`] where the person is nowhere of what is named, or nowhere else, or the ledger is not settled.
    pub fn split(&mut self, person: i64, taken: &[Taken]) -> trouble::Result<(Decided, [i64; 2])> {
        self.settled()?;
        let members = self.tell(members(&self.connection, person))?;
        let mut out: Vec<i64> = Vec::new();
        for taken in taken {
            let chosen: Vec<i64> = (members.iter())
                .filter(|member| match taken {
                    Taken::Document(document) => document_of(member.entity) == *document,
                    Taken::Text(id) => member.text == *id,
                    Taken::Entity(document, label) => document_of(member.entity) == *document && member.label == *label,
                })
                .map(|member| member.entity)
                .collect();
            if chosen.is_empty() {
                return Err(self.unknown(&format!("{} is not in {}", self.named(person)?, shown(taken))));
            }
            out.extend(chosen);
        }
        out.sort_unstable();
        out.dedup();
        let is_out = |entity: i64| out.binary_search(&entity).is_ok();
        let stays: Vec<i64> = members.iter().map(|member| member.entity).filter(|&entity| !is_out(entity)).collect();
        let (Some(&first), Some(&from)) = (out.first(), stays.first()) else {
            return Err(self.unknown(&format!("that is all of {}: nothing would stay", self.named(person)?)));
        };
        let known = self.tell(last(&self.connection))?;
        let mut lines: Vec<Decision> = out[1..].iter().map(|&other| Decision::Same { one: first, other }).collect();
        lines.push(Decision::Apart { out: first, from, known });
        let (held, _) = self.tell(holding(&self.connection))?;
        for decision in held {
            let Decision::Same { one, other } = decision else { continue };
            let stays = |entity: i64| stays.binary_search(&entity).is_ok();
            if is_out(one) && stays(other) {
                lines.push(Decision::Apart { out: one, from: other, known });
            } else if is_out(other) && stays(one) {
                lines.push(Decision::Apart { out: other, from: one, known });
            }
        }
        let taken: Vec<String> = taken.iter().map(shown).collect();
        let words = format!("{} is another person in {}", self.named(person)?, taken.join(", "));
        Ok((self.decide("split", &words, &lines)?, [first, from]))
    }

    /// Takes the last decision back; none where there is none.
    pub fn take_back(&mut self) -> trouble::Result<Option<Decided>> {
        let last = "SELECT decision, verb, words FROM decisions WHERE undone = 0 ORDER BY decision DESC LIMIT 1";
        let decided =
            |row: &Row| Ok(Decided { decision: row.get(0)?, verb: row.get(1)?, words: row.get(2)?, undone: true });
        let Some(decided) = self.tell(self.connection.query_row(last, [], decided).optional())? else {
            return Ok(None);
        };
        self.begin()?;
        let undone = "UPDATE decisions SET undone = 1 WHERE decision = ?";
        let undone = self.connection.execute(undone, [decided.decision]);
        self.tell(undone)?;
        self.commit()?;
        Ok(Some(decided))
    }

    /// All decisions in the order of deciding, those taken back too.
    pub fn decisions(&self) -> trouble::Result<Vec<Decided>> {
        let query = "SELECT decision, verb, words, undone FROM decisions ORDER BY decision";
        self.rows_of(query, [], |row| {
            Ok(Decided { decision: row.get(0)?, verb: row.get(1)?, words: row.get(2)?, undone: row.get(3)? })
        })
    }

    fn decide(&mut self, verb: &str, words: &str, lines: &[Decision]) -> trouble::Result<Decided> {
        self.begin()?;
        let decision = self.tell(insert(&self.connection, verb, words, lines));
        if decision.is_err() {
            self.undo();
        }
        let decision = decision?;
        self.commit()?;
        Ok(Decided { decision, verb: verb.to_owned(), words: words.to_owned(), undone: false })
    }

    /// What is decided about must be what is shown.
    fn settled(&self) -> trouble::Result<()> {
        if self.is_settled()? {
            return Ok(());
        }
        Err(self.unknown("adding to it was not finished: run `sayso add` again, then decide"))
    }

    fn unknown(&self, why: &str) -> Trouble {
        Trouble::new(&self.path, Why::Unknown(why.to_owned()))
    }

    /// `Milo Vesk (p7000016)`.
    fn named(&self, person: i64) -> trouble::Result<String> {
        let name = self.person(person)?.map(|someone| someone.name).unwrap_or_default();
        Ok(format!("{name} ({})", label(person)))
    }
}

fn shown(taken: &Taken) -> String {
    match taken {
        Taken::Document(document) => format!("document {document}"),
        Taken::Text(id) => id.clone(),
        Taken::Entity(document, label) => format!("{document}:{label}"),
    }
}

/// An entity of a person.
struct Member {
    entity: i64,
    label: String,
    text: String,
}

fn members(connection: &Connection, person: i64) -> rusqlite::Result<Vec<Member>> {
    let query = "SELECT e.entity, e.label, d.id FROM identities i JOIN entities e ON e.entity = i.entity \
                 JOIN documents d ON d.document = e.document WHERE i.person = ? ORDER BY e.entity";
    let mut query = connection.prepare(query)?;
    query
        .query_map([person], |row| Ok(Member { entity: row.get(0)?, label: row.get(1)?, text: row.get(2)? }))?
        .collect()
}

fn person_of(connection: &Connection, entity: i64) -> rusqlite::Result<Option<i64>> {
    let query = "SELECT person FROM identities WHERE entity = ?";
    connection.query_row(query, [entity], |row| row.get(0)).optional()
}

/// The number of the last document.
fn last(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT coalesce(max(document), 0) FROM documents", [], |row| row.get(0))
}

fn insert(connection: &Connection, verb: &str, words: &str, lines: &[Decision]) -> rusqlite::Result<i64> {
    let next = "SELECT coalesce(max(decision), 0) + 1 FROM decisions";
    let decision: i64 = connection.query_row(next, [], |row| row.get(0))?;
    let put = "INSERT INTO decisions VALUES (?, ?, ?, ?, 0)";
    connection.execute(put, params![decision, verb, words, last(connection)?])?;
    let mut put = connection.prepare("INSERT INTO decided VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    for (line, pair) in lines.iter().enumerate() {
        let (verb, one, other) = match *pair {
            Decision::Same { one, other } => ("same", one, other),
            Decision::Apart { out, from, .. } => ("apart", out, from),
        };
        let (one, other) = (anchor(connection, one)?, anchor(connection, other)?);
        put.execute(params![
            decision,
            line as i64 + 1,
            verb,
            one.key,
            one.label,
            one.name,
            other.key,
            other.label,
            other.name
        ])?;
    }
    Ok(decision)
}

fn anchor(connection: &Connection, entity: i64) -> rusqlite::Result<Anchor> {
    let query = "SELECT d.key, e.label, coalesce(e.name, '') FROM entities e JOIN documents d ON d.document = e.document \
                 WHERE e.entity = ?";
    let mut query = connection.prepare_cached(query)?;
    query.query_row([entity], |row| Ok(Anchor { key: row.get(0)?, label: row.get(1)?, name: row.get(2)? }))
}

/// The decisions that hold, about entities of this ledger; and how many lines are about entities that are not there.
pub(crate) fn holding(connection: &Connection) -> rusqlite::Result<(Vec<Decision>, usize)> {
    let query = "SELECT l.verb, l.key, l.label, l.name, l.other_key, l.other_label, l.other_name, d.documents \
                 FROM decided l JOIN decisions d ON d.decision = l.decision WHERE d.undone = 0 ORDER BY l.decision, l.line";
    let mut query = connection.prepare(query)?;
    let mut rows = query.query([])?;
    let (mut decisions, mut lost) = (Vec::new(), 0);
    let mut known: HashMap<(Vec<u8>, String), Option<i64>> = HashMap::new();
    let mut found = |key: Vec<u8>, label: String, name: String| -> rusqlite::Result<Option<i64>> {
        if let Some(&entity) = known.get(&(key.clone(), label.clone())) {
            return Ok(entity);
        }
        let entity = entity(connection, &key, &label, &name)?;
        known.insert((key, label), entity);
        Ok(entity)
    };
    while let Some(row) = rows.next()? {
        let verb: String = row.get(0)?;
        let one = found(row.get(1)?, row.get(2)?, row.get(3)?)?;
        let other = found(row.get(4)?, row.get(5)?, row.get(6)?)?;
        match (one, other, verb.as_str()) {
            (Some(one), Some(other), "same") => decisions.push(Decision::Same { one, other }),
            (Some(out), Some(from), "apart") => decisions.push(Decision::Apart { out, from, known: row.get(7)? }),
            _ => lost += 1,
        }
    }
    Ok((persons::holding(&decisions), lost))
}

/// The entity that an anchor means: of its label if the name is still the same, else of its name.
fn entity(connection: &Connection, key: &[u8], label: &str, name: &str) -> rusqlite::Result<Option<i64>> {
    let query = "SELECT e.entity FROM documents d JOIN entities e \
                 ON e.entity BETWEEN d.document * 1000000 AND d.document * 1000000 + 999999 \
                 WHERE d.key = ? AND e.name = ? ORDER BY e.label <> ?, e.entity LIMIT 1";
    connection.prepare_cached(query)?.query_row(params![key, name, label], |row| row.get(0)).optional()
}
