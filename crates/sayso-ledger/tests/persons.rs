//! Persons: the worked cases of `cases/persons.txt`, and the invented world against its cast.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use sayso_ledger::persons::{Decision, Persons, Pile};
use sayso_ledger::rows::{Entity, Rows, document_of, number};
use sayso_read::people::EntityKind;
use sayso_sources::{Given, Input};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Compares a file with what it should be; `BLESS=1` rewrites it.
fn hold(path: &Path, made: &str) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let first = made.lines().zip(kept.lines()).find(|(made, kept)| made != kept);
    assert!(made == kept, "{} differs, first at {first:?}; BLESS=1 rewrites it", path.display());
}

/// One case: its lines but for the answer, its documents, its decisions.
#[derive(Default)]
struct Case {
    lines: Vec<String>,
    documents: Vec<(Option<i64>, Vec<Entity>)>,
    decisions: Vec<Decision>,
}

impl Case {
    fn take(&mut self, line: &str) {
        self.lines.push(line.to_owned());
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["doc"] => self.documents.push((None, Vec::new())),
            ["doc", "copy", family] => self.documents.push((Some(family.parse().unwrap()), Vec::new())),
            ["person" | "body" | "place", ..] => {
                let document = self.documents.len() as i64;
                let entities = &mut self.documents.last_mut().unwrap().1;
                entities.push(entity(line.trim(), document, entities.len()));
            }
            ["same", ..] => {
                let (one, other) = line["same ".len()..].split_once(" = ").unwrap();
                let (one, other) = (self.row(one), self.row(other));
                self.decisions.push(Decision::Same { one, other });
            }
            ["apart", ..] => {
                let (out, rest) = line["apart ".len()..].split_once(" from ").unwrap();
                let (from, known) = rest.split_once(" known ").unwrap();
                let (out, from) = (self.row(out), self.row(from));
                self.decisions.push(Decision::Apart { out, from, known: known.trim().parse().unwrap() });
            }
            ["undo"] => {
                self.decisions.pop();
            }
            _ => panic!("what is {line:?}?"),
        }
    }

    /// The row of `2 Milo Vesk`.
    fn row(&self, words: &str) -> i64 {
        let (document, name) = words.trim().split_once(' ').unwrap();
        let entities = &self.documents[document.parse::<usize>().unwrap() - 1].1;
        entities.iter().find(|entity| entity.name.as_deref() == Some(name)).unwrap().entity
    }

    fn answer(&self) -> String {
        let mut pile = Pile::default();
        for (index, (family, entities)) in self.documents.iter().enumerate() {
            pile.add(index as i64 + 1, *family, entities);
        }
        let persons = pile.join(&self.decisions);
        let names: BTreeMap<i64, String> = (self.documents.iter().flat_map(|document| &document.1))
            .map(|entity| (entity.entity, format!("{} {}", entity.document, entity.name.as_deref().unwrap())))
            .collect();
        let mut answer = String::new();
        for members in groups(&persons).values().filter(|members| members.len() > 1) {
            let members: Vec<&str> = members.iter().map(|member| names[member].as_str()).collect();
            writeln!(answer, "one: {}", members.join(" | ")).unwrap();
        }
        answer
    }
}

fn entity(line: &str, document: i64, index: usize) -> Entity {
    let (kind, rest) = line.split_once(' ').unwrap();
    let cells: Vec<&str> = rest.split('|').map(str::trim).collect();
    let cell = |at: usize| cells.get(at).filter(|cell| !cell.is_empty()).map(|&cell| cell.to_owned());
    let person = kind == "person";
    let others = if person { 4 } else { 3 };
    let mut names = vec![cells[0].to_owned()];
    names.extend(cell(others).into_iter().flat_map(|names| names.split("; ").map(str::to_owned).collect::<Vec<_>>()));
    Entity {
        entity: number(document, index),
        document,
        label: format!("e{}", index + 1),
        kind: match kind {
            "person" => EntityKind::Person,
            "body" => EntityKind::Organization,
            _ => EntityKind::Place,
        },
        name: Some(cells[0].to_owned()),
        names,
        role: cell(1).filter(|_| person),
        affiliation: cell(if person { 2 } else { 1 }),
        country: cell(if person { 3 } else { 2 }),
        mentions: 1,
        start: 0,
        end: 0,
    }
}

/// The entities of each person.
fn groups(persons: &Persons) -> BTreeMap<i64, Vec<i64>> {
    let mut groups: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for &(entity, person) in &persons.of {
        groups.entry(person).or_default().push(entity);
    }
    groups
}

#[test]
fn worked_cases_come_out_as_written() {
    let path = here("tests/cases/persons.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut made = String::new();
    let mut case = Case::default();
    for line in text.lines().filter(|line| !line.starts_with("one: ")).chain(["## "]) {
        if line.starts_with('#') {
            if !case.documents.is_empty() {
                writeln!(made, "{}\n{}", case.lines.join("\n"), case.answer()).unwrap();
                case = Case::default();
            }
            if line != "## " {
                writeln!(made, "{line}").unwrap();
            }
        } else if line.is_empty() {
            if case.documents.is_empty() {
                made.push('\n');
            }
        } else {
            case.take(line);
        }
    }
    hold(&path, &format!("{}\n", made.trim_end()));
}

/// A line of the cast.
struct Cast {
    name: String,
    person: bool,
    printed: Vec<String>,
}

fn cast() -> Vec<Cast> {
    let text = std::fs::read_to_string(here("../../examples/gold/cast.tsv")).unwrap();
    (text.lines().skip(1))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let printed = cells.get(4).into_iter().flat_map(|cell| cell.split(" | ")).map(str::to_owned).collect();
            Cast { name: cells[0].to_owned(), person: cells[1] == "person", printed }
        })
        .collect()
}

/// Who of the cast an entity is, by what is printed of it alone: its full name, else a form that only one of the cast has.
fn who(entity: &Entity, cast: &[Cast]) -> Option<usize> {
    let person = entity.kind == EntityKind::Person;
    let kind = |one: &&Cast| one.person == person;
    let name = entity.name.as_deref()?;
    let find = |fits: &dyn Fn(&Cast) -> bool| -> Option<usize> {
        let mut found = cast.iter().enumerate().filter(|(_, one)| kind(one) && fits(one));
        let first = found.next()?;
        found.next().is_none().then_some(first.0)
    };
    let bare = |words: &str| words.strip_prefix("the ").or(words.strip_prefix("The ")).unwrap_or(words).to_owned();
    let exactly = |one: &Cast| {
        let forms = entity.names.iter().map(|form| bare(form)).collect::<Vec<_>>();
        one.printed.iter().any(|printed| forms.contains(&bare(printed)))
    };
    let last = |words: &str| words.split(' ').next_back().unwrap_or_default().chars().take(4).collect::<String>();
    let within = |one: &Cast| {
        let inside = |printed: &String| format!(" {printed} ").replace(',', " ").contains(&format!(" {name} "));
        person && last(&one.name) == last(name) && one.printed.iter().any(inside)
    };
    find(&|one| one.name == name).or_else(|| find(&exactly)).or_else(|| find(&within))
}

#[test]
fn in_the_invented_world_nobody_is_taken_for_another() {
    let models = sayso_models::open();
    let pages = sayso_sources::pages(vec![Input::named(here("../../examples/world"))], Given::default());
    let readings: Vec<_> = pages.map(|page| sayso_read::read(&page.unwrap(), &models)).collect();
    let documents: Vec<_> = readings.iter().map(sayso_families::Document::of).collect();
    let families = sayso_families::find(&documents, &sayso_models::open_families(), sayso_families::Wanted::default());
    let mut family = vec![None; documents.len()];
    for (index, found) in families.iter().enumerate() {
        for member in &found.members {
            family[member.index] = Some(index as i64);
        }
    }
    let mut pile = Pile::default();
    let mut entities: BTreeMap<i64, Entity> = BTreeMap::new();
    for (index, reading) in readings.iter().enumerate() {
        let rows = Rows::of(reading, index as i64 + 1);
        pile.add(index as i64 + 1, family[index], &rows.entities);
        entities.extend(rows.entities.into_iter().map(|entity| (entity.entity, entity)));
    }
    let persons = pile.join(&[]);
    let cast = cast();
    let shown = |row: i64| {
        let entity = &entities[&row];
        format!("{}:{} {:?} {:?}", entity.document, entity.label, entity.name.as_deref(), entity.role.as_deref())
    };
    let mut table = "what\tpairs\tjoined\tfalse\n".to_owned();
    for person in [true, false] {
        let gold: Vec<(i64, usize)> = (persons.of.iter())
            .filter(|(row, _)| (entities[row].kind == EntityKind::Person) == person)
            .filter_map(|&(row, _)| Some((row, who(&entities[&row], &cast)?)))
            .collect();
        let (mut pairs, mut joined, mut wrong) = (0, 0, Vec::new());
        for (at, &(one, first)) in gold.iter().enumerate() {
            for &(other, second) in gold[at + 1..].iter().filter(|&&(other, _)| document_of(other) != document_of(one))
            {
                let together = persons.person_of(one) == persons.person_of(other);
                pairs += usize::from(first == second);
                joined += usize::from(first == second && together);
                if first != second && together {
                    wrong.push((shown(one), shown(other)));
                }
                if first == second && !together && std::env::var_os("SHOW").is_some() {
                    eprintln!("missed: {} | {} of {}", shown(one), shown(other), cast[first].name);
                }
            }
        }
        assert!(wrong.is_empty(), "false joins: {wrong:#?}");
        writeln!(table, "{}\t{pairs}\t{joined}\t{}", if person { "persons" } else { "bodies" }, wrong.len()).unwrap();
    }
    if std::env::var_os("SHOW").is_some() {
        for (person, members) in groups(&persons).iter().filter(|(_, members)| members.len() > 1) {
            eprintln!("p{person}: {}", members.iter().map(|&row| shown(row)).collect::<Vec<_>>().join(" | "));
        }
    }
    hold(&here("../../evaluation/persons-joined.tsv"), &table);
}

/// Documents with the family of copies of each.
type Documents = Vec<(Option<i64>, Vec<Entity>)>;

/// An entity in few words: kind, name, role, country, whether its name is not known.
type Few = (usize, &'static str, Option<&'static str>, Option<&'static str>, bool);

fn made(few: Few, document: i64, index: usize) -> Entity {
    let (kind, name, role, country, unnamed) = few;
    let line = format!("{} {name}", ["person", "person", "body", "place"][kind]);
    let mut made = entity(&line, document, index);
    made.role = role.map(str::to_owned);
    made.country = country.map(str::to_owned);
    made.name = made.name.filter(|_| !unnamed || kind > 1);
    made
}

/// A pile whose entities have few names, roles and countries, so that much is alike; and decisions about it.
fn piles() -> impl Strategy<Value = (Documents, Vec<Decision>)> {
    let some = proptest::sample::select::<&'static str>;
    let persons = vec!["Azhar Tarn", "Azhar M. Tarn", "Mr. Tarn", "Tarn", "Azar Tarn", "John Smith"];
    let bodies = vec!["Velmora’s Ministry", "the Ministry of Waters", "Tesk Transit", "Tesk", "’s", "-", " "];
    let role = proptest::option::of(some(vec!["general", "goalkeeper", "president", ""]));
    let country = proptest::option::of(some(vec!["VEL", "TAR"]));
    let few = (0..4usize, prop_oneof![some(persons), some(bodies)], role, country, any::<bool>());
    let document = (proptest::option::of(0..3i64), proptest::collection::vec(few, 0..4));
    let decision = (any::<bool>(), any::<proptest::sample::Index>(), any::<proptest::sample::Index>(), 0..8i64);
    let parts = (proptest::collection::vec(document, 1..8), proptest::collection::vec(decision, 0..5));
    parts.prop_map(|(documents, said)| {
        let of = |at: usize, few: Vec<Few>| -> Vec<Entity> {
            few.into_iter().enumerate().map(|(index, few)| made(few, at as i64 + 1, index)).collect()
        };
        let documents: Documents =
            documents.into_iter().enumerate().map(|(at, (family, few))| (family, of(at, few))).collect();
        let rows: Vec<i64> = documents.iter().flat_map(|document| &document.1).map(|entity| entity.entity).collect();
        let decisions = said.into_iter().filter(|_| !rows.is_empty()).map(|(same, one, other, known)| {
            let (one, other) = (*one.get(&rows), *other.get(&rows));
            if same { Decision::Same { one, other } } else { Decision::Apart { out: one, from: other, known } }
        });
        let decisions = decisions.collect();
        (documents, decisions)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every named person or body has one person, which is numbered by its first entity; and what the user decided holds.
    #[test]
    fn whatever_the_pile_everybody_is_somebody_and_decisions_hold((documents, decisions) in piles()) {
        let mut pile = Pile::default();
        for (at, (family, entities)) in documents.iter().enumerate() {
            pile.add(at as i64 + 1, *family, entities);
        }
        let persons = pile.join(&decisions);
        prop_assert_eq!(&persons, &pile.join(&decisions));
        for (number, members) in groups(&persons) {
            prop_assert_eq!(members.iter().min(), Some(&number));
            prop_assert!(persons.persons.iter().any(|person| person.person == number));
        }
        let known: Vec<i64> = persons.of.iter().map(|&(entity, _)| entity).collect();
        prop_assert!(known.is_sorted() && known.windows(2).all(|pair| pair[0] < pair[1]));
        let named = |row: &i64| known.contains(row);
        for decision in sayso_ledger::persons::holding(&decisions) {
            match decision {
                Decision::Same { one, other } if named(&one) && named(&other) => {
                    prop_assert_eq!(persons.person_of(one), persons.person_of(other));
                }
                Decision::Apart { out, from, .. } if named(&out) && named(&from) => {
                    prop_assert_ne!(persons.person_of(out), persons.person_of(from));
                }
                _ => {}
            }
        }
    }
}
