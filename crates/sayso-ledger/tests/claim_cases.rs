//! Claims, case by case: `cases/claims.txt`, which says how it is read.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use sayso_ledger::claims::{Kin, Pile, find};
use sayso_ledger::rows::Rows;
use sayso_read::page::Page;

/// A line of a case.
struct Line {
    name: String,
    day: String,
    outlet: String,
    copies: Option<i64>,
    cites: Vec<String>,
    text: String,
}

impl Line {
    fn of(line: &str) -> Line {
        let cells: Vec<&str> = line.splitn(4, " | ").map(str::trim).collect();
        let [name, day, outlet, text] = cells.as_slice() else { panic!("four cells: {line}") };
        let (outlet, cites) = outlet.split_once(" < ").unwrap_or((outlet, ""));
        let (outlet, copies) = outlet.split_once(" #").unwrap_or((outlet, ""));
        Line {
            name: (*name).to_owned(),
            day: (*day).to_owned(),
            outlet: outlet.to_owned(),
            copies: copies.parse().ok(),
            cites: cites.split(" & ").filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            text: (*text).to_owned(),
        }
    }
}

/// What is found of a case: a line a claim.
fn found(lines: &[Line], models: &sayso_read::Models) -> String {
    let mut names: Vec<(String, i64)> = Vec::new();
    let mut pile = Pile::default();
    let mut longest: Vec<i64> = Vec::new();
    for (line, number) in lines.iter().zip(1..) {
        let mut page = Page::text(&line.name, line.text.clone());
        page.told.outlet = Some(line.outlet.clone());
        page.told.published = Some((line.day.clone(), "case".into()));
        let rows = Rows::of(&sayso_read::read(&page, models), number);
        let saying = rows.statements.iter().max_by_key(|one| one.content.len());
        let saying = saying.unwrap_or_else(|| panic!("no statement is read in {:?}", line.text)).statement;
        longest.push(saying);
        let family = line.copies.unwrap_or(number + 100);
        // Persons across documents: the same full name.
        let numbers: Vec<(i64, i64)> = (rows.entities.iter())
            .filter_map(|entity| Some((entity.entity, entity.name.clone().filter(|name| name.contains(' '))?)))
            .map(|(entity, name)| {
                let known = names.iter().find(|(one, _)| *one == name).map(|known| known.1);
                let number = known.unwrap_or(entity);
                names.push((name, number));
                (entity, number)
            })
            .collect();
        let kin = Kin { family, copy_of: None, cites: line.cites.clone() };
        pile.add(&rows, kin, |entity| numbers.iter().find(|one| one.0 == entity).map(|one| one.1));
    }
    let name = |statement: i64| lines[(statement / 1_000_000) as usize - 1].name.as_str();
    let mut told = String::new();
    for claim in find(&pile, &sayso_models::open_families()).claims {
        let members: BTreeSet<&str> = (claim.members.iter())
            .filter(|member| longest.contains(&member.statement))
            .map(|member| name(member.statement))
            .collect();
        let denied: BTreeSet<&str> =
            claim.denied_by.iter().filter(|&row| longest.contains(row)).map(|&row| name(row)).collect();
        if members.is_empty() || members.len() < 2 && denied.is_empty() {
            continue;
        }
        let members: Vec<&str> = members.into_iter().collect();
        let denied: String = denied.into_iter().map(|by| format!(", {by} denies")).collect();
        writeln!(told, "-> {}: {} of {}{denied}", members.join(" "), claim.sources, claim.documents).unwrap();
    }
    if told.is_empty() { "-> nothing\n".into() } else { told }
}

#[test]
fn every_case_is_found_as_it_is_written() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/claims.txt");
    let written = std::fs::read_to_string(&file).unwrap();
    let models = sayso_models::open();
    let mut again = String::new();
    let mut case: Vec<Line> = Vec::new();
    let close = |case: &mut Vec<Line>, again: &mut String| {
        if !case.is_empty() {
            again.push_str(&found(case, &models));
            case.clear();
        }
    };
    for line in written.lines().filter(|line| !line.starts_with("-> ")) {
        if line.trim().is_empty() || line.starts_with("==") {
            close(&mut case, &mut again);
        } else if !line.starts_with('#') {
            case.push(Line::of(line));
        }
        again.push_str(line);
        again.push('\n');
    }
    close(&mut case, &mut again);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &again).unwrap();
        return;
    }
    for (line, (one, other)) in again.lines().zip(written.lines()).enumerate() {
        assert_eq!(one, other, "line {}", line + 1);
    }
    assert_eq!(again.lines().count(), written.lines().count());
}
