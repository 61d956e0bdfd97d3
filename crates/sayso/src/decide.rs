//! Decide: the commands `sayso merge`, `sayso split` and `sayso undo`: the user says who is one.
//!
//! ```text
//! decided (2): Radomir Vesk (p7000014) and Vesk (p16000024) are one
//! p7000014 Radomir Vesk · General
//!   4 statements · 3 documents
//! ```
//!
//! What depends on persons is reckoned anew at once. Should that be cut off, the ledger says that it is behind, and the next `sayso add` does it.

use std::path::Path;

use sayso_ledger::{Decided, Ledger, Someone};
use serde::Serialize;

use crate::arguments::{Look, Merge, Plain, Split, Undo};
use crate::intake::Outcome;
use crate::{ledger, people, safe};

/// What was decided, and who they are now.
#[derive(Serialize)]
struct Account<'a> {
    #[serde(flatten)]
    decided: &'a Decided,
    people: Vec<Someone>,
}

/// Persons become one.
pub(crate) fn merge(call: &Merge) -> anyhow::Result<Outcome> {
    let Some(mut ledger) = open(&call.file.ledger) else { return Ok(Outcome::Wrong) };
    let called: sayso_ledger::Result<Vec<i64>> = call.persons.iter().map(|person| ledger.called(person)).collect();
    let Some(persons) = ledger::told(called) else { return close(ledger) };
    let Some(decided) = ledger::told(ledger.merge(&persons)) else { return close(ledger) };
    tell(ledger, &decided, &persons[..1], &call.look)
}

/// What a person is in some documents becomes another.
pub(crate) fn split(call: &Split) -> anyhow::Result<Outcome> {
    let Some(mut ledger) = open(&call.file.ledger) else { return Ok(Outcome::Wrong) };
    let Some(person) = ledger::told(ledger.called(&call.person)) else { return close(ledger) };
    let Some((decided, sides)) = ledger::told(ledger.split(person, &call.taken)) else { return close(ledger) };
    tell(ledger, &decided, &sides, &call.look)
}

/// The last decision is taken back.
pub(crate) fn undo(call: &Undo) -> anyhow::Result<Outcome> {
    let Some(mut ledger) = open(&call.file.ledger) else { return Ok(Outcome::Wrong) };
    match ledger::told(ledger.take_back()) {
        None => close(ledger),
        Some(None) => {
            safe::complain("there is no decision to take back");
            ledger.close()?;
            Ok(Outcome::Nothing)
        }
        Some(Some(decided)) => tell(ledger, &decided, &[], &call.look),
    }
}

/// Opens a ledger to decide in it; one that is not there is not made.
fn open(path: &Path) -> Option<Ledger> {
    ledger::told(Ledger::open(path))?;
    ledger::told(Ledger::write(path))
}

/// Nothing was decided, and why was said.
fn close(ledger: Ledger) -> anyhow::Result<Outcome> {
    ledger.close()?;
    Ok(Outcome::Wrong)
}

/// Settles the ledger and prints what was decided, with the persons of these entities.
fn tell(mut ledger: Ledger, decided: &Decided, entities: &[i64], look: &Look) -> anyhow::Result<Outcome> {
    ledger.settle(&sayso_models::open_families(), |_| {})?;
    let mut people: Vec<Someone> = Vec::new();
    for &entity in entities {
        people.extend(ledger.person(entity)?);
    }
    ledger.close()?;
    match Plain::or_fitting(look.format) {
        Plain::Json => ledger::lines(&[Account { decided, people }])?,
        Plain::Pretty => {
            let what = if decided.undone { "taken back" } else { "decided" };
            ledger::print(&format!(
                "{what} ({}): {}\n",
                decided.decision,
                safe::show(&decided.words).replace('\n', " ")
            ))?;
            if !people.is_empty() {
                people::print(&people, false, look)?;
            }
        }
    }
    Ok(Outcome::All)
}
