//! Outline: a reading put in the order in which people ask about it.
//!
//! In: `Reading`. Out: [`Outline`]: speakers with their statements and the statements inside these, furniture
//! counted, doubts grouped. No layout; the pretty format and the web page both start from here.

use std::collections::HashMap;

use sayso_read::Reading;
use sayso_read::articles::BlockKind;
use sayso_read::reading::{Statement, Unresolved, Words};
use sayso_read::statements::{Form, Modality};
use serde::Serialize;

/// A reading in the order of questions.
#[derive(Debug)]
pub(crate) struct Outline<'r> {
    /// Who speaks, in the order of the first statement; those without a printed source last.
    pub(crate) speakers: Vec<Speaker<'r>>,
    /// How many furniture blocks of each kind, in the order of the first.
    pub(crate) furniture: Vec<(BlockKind, usize)>,
    /// What stayed open, grouped by what it is about and why.
    pub(crate) doubts: Vec<Doubts<'r>>,
}

/// Somebody who speaks, as printed.
#[derive(Debug)]
pub(crate) struct Speaker<'r> {
    /// `None`: no source is printed, or none could be tied to the words.
    pub(crate) name: Option<String>,
    /// Whether that name is a mere pronoun, not tied to anybody.
    pub(crate) pronoun: bool,
    key: Option<Key<'r>>,
    pub(crate) statements: Vec<Node<'r>>,
}

/// A statement and those inside it.
#[derive(Debug)]
pub(crate) struct Node<'r> {
    /// Index into `statements`.
    pub(crate) at: usize,
    pub(crate) statement: &'r Statement,
    pub(crate) inside: Vec<Node<'r>>,
}

/// Doubts of one kind.
#[derive(Debug)]
pub(crate) struct Doubts<'r> {
    pub(crate) what: &'r str,
    pub(crate) why: &'r str,
    /// Each with its index into `unresolved`.
    pub(crate) places: Vec<(usize, &'r Unresolved)>,
}

/// What makes two sources the same speaker.
#[derive(Debug, PartialEq, Eq, Hash, Clone)]
enum Key<'r> {
    Entity(&'r str),
    Printed(String),
}

/// Pronouns are nobody's name: two of them far apart are not taken for one speaker.
const PRONOUNS: &[&str] =
    &["he", "she", "they", "it", "we", "i", "you", "who", "which", "that", "this", "these", "those"];

/// Deeper nesting than newspapers print; below it statements stand side by side.
const DEPTH: usize = 8;

impl<'r> Outline<'r> {
    /// Puts a reading in order.
    pub(crate) fn of(reading: &'r Reading) -> Outline<'r> {
        let mut furniture: Vec<(BlockKind, usize)> = Vec::new();
        for block in reading.blocks.iter().filter(|block| !block.kind.is_body()) {
            match furniture.iter_mut().find(|(kind, _)| *kind == block.kind) {
                Some((_, count)) => *count += 1,
                None => furniture.push((block.kind, 1)),
            }
        }
        let mut doubts: Vec<Doubts> = Vec::new();
        let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
        for (number, place) in reading.unresolved.iter().enumerate() {
            let at = *seen.entry((&place.what, &place.why)).or_insert(doubts.len());
            if at == doubts.len() {
                doubts.push(Doubts { what: &place.what, why: &place.why, places: Vec::new() });
            }
            doubts[at].places.push((number, place));
        }
        Outline { speakers: speakers(nodes(reading)), furniture, doubts }
    }
}

/// Statements under the statements that contain them.
fn nodes(reading: &Reading) -> Vec<Node<'_>> {
    let statements = &reading.statements;
    let numbers: HashMap<&str, usize> = statements.iter().enumerate().map(|(at, one)| (one.id.as_str(), at)).collect();
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); statements.len()];
    let mut roots = Vec::new();
    for (at, statement) in statements.iter().enumerate() {
        match statement.parent.as_deref().and_then(|parent| numbers.get(parent)) {
            Some(&parent) if parent != at => inside[parent].push(at),
            _ => roots.push(at),
        }
    }
    let mut placed = vec![false; statements.len()];
    let mut nodes: Vec<Node> = Vec::new();
    for root in roots {
        nodes.push(node(statements, &inside, &mut placed, root, 0));
    }
    // Parents that go round in a circle, or nest too deep: shown all the same.
    for at in 0..statements.len() {
        if !placed[at] {
            nodes.push(node(statements, &inside, &mut placed, at, 0));
        }
    }
    nodes
}

fn node<'r>(
    statements: &'r [Statement],
    inside: &[Vec<usize>],
    placed: &mut [bool],
    at: usize,
    depth: usize,
) -> Node<'r> {
    placed[at] = true;
    let mut children = Vec::new();
    for &child in &inside[at] {
        if depth < DEPTH && !placed[child] {
            children.push(node(statements, inside, placed, child, depth + 1));
        }
    }
    Node { at, statement: &statements[at], inside: children }
}

fn speakers(nodes: Vec<Node<'_>>) -> Vec<Speaker<'_>> {
    let mut speakers: Vec<Speaker> = Vec::new();
    let mut known: HashMap<Key, usize> = HashMap::new();
    let mut nobody = Speaker { name: None, pronoun: false, key: None, statements: Vec::new() };
    for node in nodes {
        let Some(name) = printed(node.statement) else {
            nobody.statements.push(node);
            continue;
        };
        let folded = name.to_lowercase();
        let pronoun = PRONOUNS.contains(&folded.as_str());
        let key = match &node.statement.entity {
            Some(entity) => Key::Entity(entity),
            None => Key::Printed(folded),
        };
        let pronoun = pronoun && !matches!(key, Key::Entity(_));
        let at = match known.get(&key) {
            Some(&at) => Some(at),
            // A pronoun goes on with the same pronoun right before it.
            None => speakers.len().checked_sub(1).filter(|&last| speakers[last].key.as_ref() == Some(&key)),
        };
        match at {
            Some(at) => speakers[at].statements.push(node),
            None => {
                if !pronoun {
                    known.insert(key.clone(), speakers.len());
                }
                speakers.push(Speaker { name: Some(name), pronoun, key: Some(key), statements: vec![node] });
            }
        }
    }
    if !nobody.statements.is_empty() {
        speakers.push(nobody);
    }
    speakers
}

/// The source of a statement as printed, white space folded; `None` where none is.
pub(crate) fn printed(statement: &Statement) -> Option<String> {
    let source = statement.source.as_ref()?;
    let name = fold(&source.text);
    (!name.is_empty() && source.form != Form::Implicit).then_some(name)
}

/// What a cue does, where the cue's own word does not say it: `deny`, `not say`, `planned announce`.
pub(crate) fn deed(statement: &Statement) -> Option<String> {
    let cue = statement.cue.as_ref()?;
    let class = name(cue.class);
    let plain = !cue.negated && cue.modality == Modality::Actual;
    if plain && (class == cue.lemma || class == "say" || class == "other") {
        return None;
    }
    let mut words = Vec::new();
    if cue.modality != Modality::Actual {
        words.push(name(cue.modality));
    }
    if cue.negated {
        words.push("not".into());
    }
    words.push(class);
    Some(words.join(" "))
}

/// To whom and where: `to reporters; on Telegram`.
pub(crate) fn hearers(statement: &Statement) -> Option<String> {
    let text = |words: &Option<Words>| words.as_ref().map(|words| fold(&words.text)).filter(|text| !text.is_empty());
    let to = text(&statement.addressee).map(|to| if to.starts_with("to ") { to } else { format!("to {to}") });
    let parts: Vec<_> = to.into_iter().chain(text(&statement.channel)).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The contract's word for a value of one of its closed lists, as a reader would write it: `list item`.
pub(crate) fn name(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name.replace('_', " "),
        _ => String::new(),
    }
}

/// Words with their white space folded.
pub(crate) fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// An ISO 8601 date as a reader writes it: `13 March 2025, 08:30 +01:00`; other spellings as they are.
pub(crate) fn day(value: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (Some(year), Some(month), Some(day)) = (value.get(..4), value.get(5..7), value.get(8..10)) else {
        return value.into();
    };
    let number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<usize>().ok());
    let (Some(Some(_)), Some(Some(month)), Some(Some(day))) = (number(year), number(month), number(day)) else {
        return value.into();
    };
    let Some(month) = month.checked_sub(1).and_then(|month| MONTHS.get(month)) else { return value.into() };
    let rest = value.get(10..).unwrap_or_default().trim_start_matches(['T', ' ']);
    let clock = rest.get(..5).unwrap_or_default();
    let zone = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.');
    let zone = if zone == "Z" { "UTC" } else { zone };
    match clock {
        "" => format!("{day} {month} {year}"),
        _ => format!("{day} {month} {year}, {clock} {zone}").trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn a_speaker_keeps_its_statements_together_and_pronouns_are_not_merged() {
        let reading = fixture::harbour();
        let outline = Outline::of(&reading);
        let names: Vec<_> =
            outline.speakers.iter().map(|speaker| (speaker.name.as_deref(), speaker.statements.len())).collect();
        assert_eq!(
            names,
            [
                (Some("Mayor Odile Brandt"), 2),
                (Some("she"), 1),
                (Some("The ferry line"), 1),
                (Some("a person familiar with the talks"), 1),
                (Some("She"), 1),
                (None, 1)
            ]
        );
    }

    #[test]
    fn statements_whose_parents_go_round_are_shown_all_the_same() {
        let mut reading = fixture::harbour();
        let ids: Vec<_> = reading.statements.iter().map(|statement| statement.id.clone()).collect();
        for (at, statement) in reading.statements.iter_mut().enumerate() {
            statement.parent = Some(ids[(at + 1) % ids.len()].clone());
        }
        fn count(nodes: &[Node]) -> usize {
            nodes.iter().map(|node| 1 + count(&node.inside)).sum()
        }
        let outline = Outline::of(&reading);
        assert_eq!(outline.speakers.iter().map(|speaker| count(&speaker.statements)).sum::<usize>(), ids.len());
    }

    #[test]
    fn days_are_written_for_readers() {
        for (value, expected) in [
            ("2025-03-13", "13 March 2025"),
            ("2025-03-13T08:30:00+01:00", "13 March 2025, 08:30 +01:00"),
            ("2025-03-13T08:30:00.000Z", "13 March 2025, 08:30 UTC"),
            ("2025-03-13 08:30", "13 March 2025, 08:30"),
            ("2025-03", "2025-03"),
            ("2025-13-40", "2025-13-40"),
            ("yesterday — perhaps", "yesterday — perhaps"),
        ] {
            assert_eq!(day(value), expected);
        }
    }
}
