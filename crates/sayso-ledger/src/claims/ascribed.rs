//! Ascribed: to which outlets a document ascribes each of its statements.
//!
//! In: the body of a document, its statements, the outlets that it cites anywhere. Out: names by statement. A citation holds for what it stands
//! with: the statement whose own words hold the outlet's name outside its content, and those inside its content. In a sentence without any
//! statement it holds for its paragraph; if that has none, for the whole document.
//!
//! ```text
//! Desh put the dead at 112. |The Montaval Courier| reports that Nteri refused to receive her.      the second statement only
//! It was first reported by |Meridian Wire|.                                                        all of the document
//! ```

use std::collections::BTreeMap;

use sayso_families::words;

use crate::rows::{Passage, Statement};

/// Places of one name that are looked at.
const MOST_PLACES: usize = 100;

/// How far outward the statements that hold a statement are asked.
const DEPTH: usize = 8;

/// The names that each statement is ascribed to, by the statement's number; statements of none are left out.
pub fn of(passages: &[Passage], statements: &[Statement], cites: &[String]) -> BTreeMap<i64, Vec<String>> {
    let mut ascribed: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let by_number: BTreeMap<i64, &Statement> =
        statements.iter().map(|statement| (statement.statement, statement)).collect();
    for name in cites {
        for (passage, (start, end)) in places(passages, name) {
            for statement in holders(passage, (start, end), statements, &by_number) {
                let names = ascribed.entry(statement).or_default();
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
        }
    }
    ascribed
}

/// Where a name stands, in code points of the document's text.
fn places<'p>(passages: &'p [Passage], name: &str) -> Vec<(&'p Passage, (u32, u32))> {
    let mut found = Vec::new();
    let length = name.chars().count() as u32;
    for passage in passages {
        let mut point = passage.start;
        let mut last = 0;
        for (byte, _) in passage.text.match_indices(name).take(MOST_PLACES - found.len().min(MOST_PLACES)) {
            point += passage.text[last..byte].chars().count() as u32;
            last = byte;
            found.push((passage, (point, point + length)));
        }
    }
    found
}

/// The statements that a name standing there speaks of.
fn holders(
    passage: &Passage,
    (start, end): (u32, u32),
    statements: &[Statement],
    by_number: &BTreeMap<i64, &Statement>,
) -> Vec<i64> {
    let inside = |spans: &[(u32, u32)]| spans.iter().any(|&(from, to)| from < end && start < to);
    let says =
        |statement: &Statement| statement.start < end && start < statement.end && !inside(&statement.content_spans);
    let mut found: Vec<i64> = Vec::new();
    for statement in statements {
        // What is said within what the outlet says is the outlet's too.
        let mut holder = Some(statement);
        for _ in 0..DEPTH {
            let Some(one) = holder else { break };
            if says(one) {
                found.push(statement.statement);
                break;
            }
            holder = one.parent.and_then(|parent| by_number.get(&parent).copied());
        }
    }
    let sentence = sentence(passage, start);
    let meets = |statement: &&Statement, (from, to): (u32, u32)| statement.start < to && from < statement.end;
    if !found.is_empty() || statements.iter().any(|statement| meets(&statement, sentence)) {
        return found;
    }
    let paragraph = (passage.start, passage.end);
    found.extend(statements.iter().filter(|statement| meets(statement, paragraph)).map(|one| one.statement));
    if found.is_empty() {
        found.extend(statements.iter().map(|statement| statement.statement));
    }
    found
}

/// The sentence of a passage that a code point stands in.
fn sentence(passage: &Passage, point: u32) -> (u32, u32) {
    let begins: Vec<u32> =
        words(&passage.text).filter(|word| word.opens).map(|word| passage.start + word.start).collect();
    let after = begins.partition_point(|&begin| begin <= point);
    let from = after.checked_sub(1).map_or(passage.start, |before| begins[before]);
    (from, begins.get(after).copied().unwrap_or(passage.end))
}
