//! Outline: a reading put in the order in which people ask about it.
//!
//! In: `Reading`. Out: [`Outline`]: speakers with their statements and the statements inside these, furniture
//! counted, doubts grouped. No layout; the pretty format and the web page both start from here.

use std::collections::HashMap;

use sayso_read::Reading;
use sayso_read::articles::BlockKind;
use sayso_read::people::{EntityKind, MentionForm};
use sayso_read::reading::{Entity, Statement, Unresolved, Words};
use sayso_read::statements::{CueClass, Form, Modality};
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

/// Somebody who speaks.
#[derive(Debug)]
pub(crate) struct Speaker<'r> {
    /// The fullest name where the speaker is known, else as printed. `None`: no source is printed, or none could be tied to
    /// the words.
    pub(crate) name: Option<String>,
    /// What he or she is and to which body he or she belongs: `spokeswoman, Defense Ministry`.
    pub(crate) about: Option<String>,
    /// What a reader should know of the name: `not tied to a name`, `not named`, `document`.
    pub(crate) remark: Option<&'static str>,
    key: Option<Key<'r>>,
    pub(crate) statements: Vec<Node<'r>>,
}

/// A statement and those inside it.
#[derive(Debug)]
pub(crate) struct Node<'r> {
    /// Index into `statements`.
    pub(crate) at: usize,
    pub(crate) statement: &'r Statement,
    /// Who the source is, where that is known.
    pub(crate) entity: Option<&'r Entity>,
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
    let entities: HashMap<&str, &Entity> = reading.entities.iter().map(|entity| (entity.id.as_str(), entity)).collect();
    let mut placed = vec![false; statements.len()];
    let mut nodes: Vec<Node> = Vec::new();
    let family = Family { statements, inside: &inside, entities: &entities };
    for root in roots {
        nodes.push(family.node(&mut placed, root, 0));
    }
    // Parents that go round in a circle, or nest too deep: shown all the same.
    for at in 0..statements.len() {
        if !placed[at] {
            nodes.push(family.node(&mut placed, at, 0));
        }
    }
    nodes
}

/// What a node is made of.
struct Family<'r, 'f> {
    statements: &'r [Statement],
    inside: &'f [Vec<usize>],
    entities: &'f HashMap<&'r str, &'r Entity>,
}

impl<'r> Family<'r, '_> {
    fn node(&self, placed: &mut [bool], at: usize, depth: usize) -> Node<'r> {
        placed[at] = true;
        let mut children = Vec::new();
        for &child in &self.inside[at] {
            if depth < DEPTH && !placed[child] {
                children.push(self.node(placed, child, depth + 1));
            }
        }
        let statement = &self.statements[at];
        let entity = statement.entity.as_deref().and_then(|entity| self.entities.get(entity).copied());
        // A paper does not go by its owner's name: "photographs released by his office".
        let paper = statement.source.as_ref().is_some_and(|source| source.form == Form::Document);
        let entity = entity.filter(|entity| !paper || matches!(entity.kind, EntityKind::Work | EntityKind::Other));
        Node { at, statement, entity, inside: children }
    }
}

fn speakers(nodes: Vec<Node<'_>>) -> Vec<Speaker<'_>> {
    let mut speakers: Vec<Speaker> = Vec::new();
    let mut known: HashMap<Key, usize> = HashMap::new();
    let mut nobody = Speaker { name: None, about: None, remark: None, key: None, statements: Vec::new() };
    for node in nodes {
        let Some(name) = printed(node.statement) else {
            nobody.statements.push(node);
            continue;
        };
        let pronoun = is_pronoun(&name);
        let key = match node.entity {
            Some(entity) => Key::Entity(&entity.id),
            None => Key::Printed(name.to_lowercase()),
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
                let remark = match node.statement.source.as_ref().map(|source| source.form) {
                    _ if nameless(&node, &name) => Some("not tied to a name"),
                    Some(Form::Anonymous) if node.entity.is_none_or(|entity| entity.name.is_none()) => {
                        Some("not named")
                    }
                    Some(Form::Document) => Some("document"),
                    _ => None,
                };
                let (name, about) = introduce(&node, name);
                speakers.push(Speaker { name: Some(name), about, remark, key: Some(key), statements: vec![node] });
            }
        }
    }
    if !nobody.statements.is_empty() {
        speakers.push(nobody);
    }
    speakers
}

fn is_pronoun(printed: &str) -> bool {
    PRONOUNS.contains(&printed.to_lowercase().as_str())
}

/// Whether a source is a mere pronoun, and nothing better is known.
fn nameless(node: &Node, printed: &str) -> bool {
    is_pronoun(printed) && node.entity.and_then(called).is_none()
}

/// What an entity is called: its name, or else the first description of it.
fn called(entity: &Entity) -> Option<String> {
    let described = entity.mentions.iter().find(|mention| mention.form == MentionForm::Description);
    let words = entity.name.as_deref().or(described.map(|mention| mention.text.as_str()))?;
    Some(fold(words)).filter(|words| !words.is_empty())
}

/// The name over somebody's statements, and what stands beside it.
fn introduce(node: &Node, printed: String) -> (String, Option<String>) {
    let named = node.entity.filter(|entity| entity.name.is_some() || is_pronoun(&printed));
    match named.and_then(called) {
        Some(named) => {
            let about = node.entity.and_then(|entity| about(entity, &named));
            (named, about)
        }
        None => {
            let (name, behind) = core(&printed);
            let about = node.entity.and_then(|entity| about(entity, &printed));
            (name, about.or(behind))
        }
    }
}

/// A printed source without what is said of it behind a comma, and that: `the diplomats`, `who spoke on condition of ...`.
fn core(printed: &str) -> (String, Option<String>) {
    match printed.split_once(", ") {
        Some((core, behind)) if behind.starts_with(char::is_lowercase) && !core.starts_with(['“', '"', '‘']) => {
            (core.to_owned(), Some(behind.trim_end_matches(',').to_owned()))
        }
        _ => (printed.trim_end_matches(',').to_owned(), None),
    }
}

/// What somebody is, and where he or she belongs: `spokeswoman, Defense Ministry (UKR)`; nothing that the name says already.
fn about(entity: &Entity, name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let mut parts: Vec<String> = Vec::new();
    for part in [&entity.role, &entity.affiliation].into_iter().flatten() {
        let part = fold(part);
        let told = parts.iter().any(|before| before.contains(&part)) || name.contains(&part.to_lowercase());
        if !part.is_empty() && !told {
            parts.push(part);
        }
    }
    let country = entity.country.as_deref().map(fold).filter(|_| entity.kind != EntityKind::Place);
    match (parts.is_empty(), country) {
        (true, None) => None,
        (true, Some(country)) => Some(country),
        (false, None) => Some(parts.join(", ")),
        (false, Some(country)) => Some(format!("{} ({country})", parts.join(", "))),
    }
}

/// Who says a statement that stands inside another: as printed, and by name where the print does not give it.
pub(crate) fn inner(node: &Node) -> Option<(String, Option<String>)> {
    let printed = printed(node.statement)?;
    let name = node.entity.filter(|entity| entity.name.is_some() || is_pronoun(&printed)).and_then(called);
    let told = |name: &String| {
        let last = name.split(' ').next_back().unwrap_or_default().to_lowercase();
        printed.to_lowercase().contains(&last)
    };
    let name = name.filter(|name| !name.is_empty() && !told(name));
    Some((printed, name))
}

/// The source of a statement as printed, white space folded; `None` where none is.
pub(crate) fn printed(statement: &Statement) -> Option<String> {
    let source = statement.source.as_ref()?;
    let name = fold(&source.text);
    (!name.is_empty() && source.form != Form::Implicit).then_some(name)
}

/// What a cue does, where its own words do not say it: `denied`, `not said`, `planned`, `hypothetical, claimed`.
pub(crate) fn deed(statement: &Statement) -> Option<String> {
    let cue = statement.cue.as_ref()?;
    let class = name(cue.class);
    let plain = class == cue.lemma || matches!(cue.class, CueClass::Say | CueClass::Report | CueClass::Other);
    let mut parts = Vec::new();
    if cue.modality != Modality::Actual {
        parts.push(name(cue.modality));
    }
    if cue.negated {
        parts.push(format!("not {}", done(cue.class)));
    } else if !plain {
        parts.push(done(cue.class).to_owned());
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A class as something that was done.
fn done(class: CueClass) -> &'static str {
    match class {
        CueClass::Say | CueClass::Other => "said",
        CueClass::Claim => "claimed",
        CueClass::Report => "reported",
        CueClass::Confirm => "confirmed",
        CueClass::Deny => "denied",
        CueClass::Accuse => "accused",
        CueClass::Praise => "praised",
        CueClass::Demand => "demanded",
        CueClass::Ask => "asked",
        CueClass::Promise => "promised",
        CueClass::Threaten => "threatened",
        CueClass::Warn => "warned",
        CueClass::Agree => "agreed",
        CueClass::Refuse => "refused",
        CueClass::Expect => "expected",
        CueClass::Believe => "believed",
        CueClass::Hope => "hoped",
        CueClass::Plan => "planned",
        CueClass::Doubt => "doubted",
    }
}

/// The words of a cue; `None` where it is a mere mark.
pub(crate) fn cue(statement: &Statement) -> Option<String> {
    let words = fold(&statement.cue.as_ref()?.text);
    words.chars().any(char::is_alphanumeric).then_some(words)
}

/// To whom, by what way, when and where: `to reporters · on Telegram · on Tuesday · in Karsavin`. What the cue's own words
/// tell is not told again.
pub(crate) fn around(statement: &Statement) -> Option<String> {
    let cue = statement.cue.as_ref().map_or(&[][..], |cue| &cue.spans);
    let text = |words: &Option<Words>| {
        let words = words.as_ref()?;
        let told = words.spans.iter().all(|of| cue.iter().any(|cue| cue.0 <= of.0 && of.1 <= cue.1));
        Some(small(fold(&words.text))).filter(|text| !text.is_empty() && !told)
    };
    let to =
        text(&statement.addressee).map(object).map(|to| if to.starts_with("to ") { to } else { format!("to {to}") });
    let details = [text(&statement.channel), text(&statement.when), text(&statement.place)];
    let parts: Vec<_> = to.into_iter().chain(details.into_iter().flatten()).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Small words that keep no capital where they do not begin a sentence.
const OPENERS: &[&str] = &[
    "In ", "On ", "At ", "During ", "By ", "After ", "Before ", "Outside ", "Near ", "Inside ", "Over ", "From ",
    "Last ", "This ", "Through ", "Via ",
];

/// "He was told" is told to him.
fn object(words: String) -> String {
    const PRONOUNS: &[(&str, &str)] =
        &[("he", "him"), ("she", "her"), ("they", "them"), ("i", "me"), ("we", "us"), ("who", "whom")];
    let small = words.to_lowercase();
    PRONOUNS.iter().find(|(subject, _)| *subject == small).map_or(words, |&(_, object)| object.to_owned())
}

/// Words that began a sentence, as they stand inside one.
fn small(words: String) -> String {
    if OPENERS.iter().any(|opener| words.starts_with(opener)) { words[..1].to_lowercase() + &words[1..] } else { words }
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
                (Some("Odile Brandt"), 3),
                (Some("The ferry line"), 1),
                (Some("a person familiar with the talks"), 1),
                (Some("She"), 1),
                (None, 1)
            ]
        );
    }

    #[test]
    fn a_speaker_is_introduced_once_and_nothing_is_told_twice() {
        let mut reading = fixture::harbour();
        let about = |reading: &Reading| Outline::of(reading).speakers[0].about.clone();
        assert_eq!(about(&reading).as_deref(), Some("Mayor, the council (NLD)"));
        reading.entities[0].name = Some("Mayor Odile Brandt".into());
        assert_eq!(about(&reading).as_deref(), Some("the council (NLD)"));
        let statement = &mut reading.statements[0];
        assert_eq!(
            around(statement).as_deref(),
            Some("to the council’s reporters · on Thursday · at the customs house")
        );
        let addressee = statement.addressee.clone();
        if let (Some(cue), Some(addressee)) = (&mut statement.cue, addressee) {
            cue.spans.extend(addressee.spans);
        }
        assert_eq!(around(statement).as_deref(), Some("on Thursday · at the customs house"));
    }

    #[test]
    fn who_has_no_name_goes_by_a_description() {
        let mut reading = fixture::harbour();
        reading.entities[2].name = None;
        reading.entities[2].mentions[0].form = MentionForm::Description;
        let outline = Outline::of(&reading);
        let it = &outline.speakers[0].statements[2].inside[1];
        assert_eq!(inner(it), Some(("it".into(), Some("Norland News Agency".into()))));
        reading.statements[1].entity = Some("e3".into());
        let outline = Outline::of(&reading);
        let she = &outline.speakers[1];
        assert_eq!((she.name.as_deref(), she.remark), (Some("Norland News Agency"), None));
    }

    #[test]
    fn deeds_are_told_where_the_cue_does_not() {
        let mut statement = fixture::harbour().statements[3].clone();
        let mut told = |lemma: &str, class, negated, modality| {
            let cue = statement.cue.take()?;
            statement.cue = Some(sayso_read::reading::Cue { lemma: lemma.into(), class, negated, modality, ..cue });
            deed(&statement)
        };
        use Modality::{Actual, Hypothetical, Planned};
        assert_eq!(told("warn", CueClass::Warn, false, Actual), None);
        assert_eq!(told("say", CueClass::Say, true, Actual).as_deref(), Some("not said"));
        assert_eq!(told("dismiss", CueClass::Deny, false, Actual).as_deref(), Some("denied"));
        assert_eq!(told("deny", CueClass::Deny, true, Actual).as_deref(), Some("not denied"));
        assert_eq!(told("announce", CueClass::Report, false, Planned).as_deref(), Some("planned"));
        assert_eq!(told("insist", CueClass::Claim, false, Hypothetical).as_deref(), Some("hypothetical, claimed"));
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
