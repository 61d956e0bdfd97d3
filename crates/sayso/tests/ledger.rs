//! The program and its ledger, as a user calls it.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use common::Place;

fn world() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/world")
}

fn sayso(command: &str, ledger: &Path, arguments: &[&str]) -> Output {
    let program = assert_cmd::cargo::cargo_bin!("sayso");
    Command::new(program).arg(command).arg("--ledger").arg(ledger).args(arguments).output().unwrap()
}

/// The JSON lines of a call that ends with `code`.
fn lines(output: &Output, code: i32) -> Vec<Value> {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    output
        .stdout
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

fn add(ledger: &Path, inputs: &[&Path]) -> Value {
    let inputs: Vec<&str> = inputs.iter().map(|input| input.to_str().unwrap()).collect();
    lines(&sayso("add", ledger, &inputs), 0).remove(0)
}

#[test]
fn adding_the_same_folder_twice_changes_not_a_byte() {
    let place = Place::new("twice");
    let ledger = place.at("world.sayso");
    let account = add(&ledger, &[&world()]);
    // Three captures of the packed archive are those of the plain one.
    for (what, count) in
        [("read", 36), ("new", 33), ("known", 3), ("copies", 7), ("failed", 0), ("documents", 33), ("reports", 26)]
    {
        assert_eq!(account[what], count, "{what}");
    }
    let before = fs::read(&ledger).unwrap();
    let account = add(&ledger, &[&world()]);
    assert_eq!((&account["new"], &account["known"]), (&0.into(), &36.into()));
    assert!(fs::read(&ledger).unwrap() == before, "the file has changed");
    assert_eq!(fs::read_dir(place.at("")).unwrap().count(), 1, "something is left beside the ledger");
}

#[test]
fn adding_in_two_runs_gives_the_rows_of_one() {
    let place = Place::new("runs");
    let (one, two) = (place.at("one.sayso"), place.at("two.sayso"));
    let (wire, cut, rival) = (
        world().join("01-wire-report.html"),
        world().join("03-reprint-cut.html"),
        world().join("07-rival-velmora.html"),
    );
    add(&one, &[&wire, &cut, &rival]);
    add(&two, &[&wire]);
    let account = add(&two, &[&wire, &cut, &rival]);
    assert_eq!((&account["new"], &account["known"], &account["copies"]), (&2.into(), &1.into(), &1.into()));
    let found = |ledger: &Path| lines(&sayso("find", ledger, &["soldiers"]), 0);
    assert_eq!(found(&one), found(&two));
}

#[test]
fn what_takes_the_whole_pile_may_be_put_off() {
    let place = Place::new("later");
    let (ledger, whole) = (place.at("late.sayso"), place.at("whole.sayso"));
    let (wire, cut) = (world().join("01-wire-report.html"), world().join("03-reprint-cut.html"));
    let account =
        lines(&sayso("add", &ledger, &["--later", wire.to_str().unwrap(), cut.to_str().unwrap()]), 0).remove(0);
    assert_eq!((&account["new"], &account["documents"], &account["reports"]), (&2.into(), &2.into(), &Value::Null));
    let asked = sayso("find", &ledger, &["soldiers"]);
    assert!(String::from_utf8_lossy(&asked.stderr).contains("was not finished"), "{asked:?}");
    // Nothing is new, and yet there is something to do.
    let account = add(&ledger, &[&wire, &cut]);
    assert_eq!((&account["known"], &account["reports"]), (&2.into(), &1.into()));
    add(&whole, &[&wire, &cut]);
    let found = |ledger: &Path| lines(&sayso("find", ledger, &["soldiers"]), 0);
    assert_eq!(found(&ledger), found(&whole));
}

#[test]
fn what_cannot_be_read_is_kept_with_its_reason_until_it_can() {
    let place = Place::new("failed");
    let (ledger, page) = (place.at("news.sayso"), place.at("late.html"));
    let wire = world().join("01-wire-report.html");
    let output = sayso("add", &ledger, &[page.to_str().unwrap(), wire.to_str().unwrap()]);
    let account = lines(&output, 1).remove(0);
    assert_eq!((&account["new"], &account["failed"]), (&1.into(), &1.into()));
    assert!(String::from_utf8_lossy(&output.stderr).contains("late.html: no such file or folder"));
    let failures = || sayso_ledger::Ledger::open(&ledger).unwrap().failures().unwrap();
    assert_eq!(failures(), [(page.to_str().unwrap().to_owned(), "no such file or folder; check the name".to_owned())]);
    fs::copy(world().join("07-rival-velmora.html"), &page).unwrap();
    add(&ledger, &[&page]);
    assert_eq!(failures(), []);
}

#[test]
fn copies_of_a_report_are_one_answer() {
    let place = Place::new("copies");
    let ledger = place.at("world.sayso");
    add(&ledger, &[&world()]);
    let found = lines(&sayso("find", &ledger, &["\"tobacco and tinned fish\""]), 1);
    assert!(found.is_empty());
    let found = lines(&sayso("find", &ledger, &["--speaker", "Habal", "--kind", "direct"]), 0);
    let wire = found.iter().find(|report| report["path"].as_str().unwrap().ends_with("01-wire-report.html")).unwrap();
    // The wire report, its exact and its cut reprint, its two rewordings.
    assert_eq!(wire["documents"], 5, "{wire}");
    for hit in wire["hits"].as_array().unwrap() {
        assert_eq!(hit["statement"]["speaker"], "Nesrin Habal");
        let (start, text) = (hit["start"].as_u64().unwrap(), hit["text"].as_str().unwrap());
        for span in hit["statement"]["content_spans"].as_array().unwrap() {
            let (from, to) = (span[0].as_u64().unwrap() - start, span[1].as_u64().unwrap() - start);
            let covered: String = text.chars().skip(from as usize).take((to - from) as usize).collect();
            assert!(hit["statement"]["content"].as_str().unwrap().contains(&covered), "{covered}");
        }
    }
}

#[test]
fn a_question_may_be_narrowed_from_every_side() {
    let place = Place::new("narrow");
    let ledger = place.at("world.sayso");
    add(&ledger, &[&world()]);
    let found = |arguments: &[&str]| lines(&sayso("find", &ledger, &[arguments, &["--limit", "1000"]].concat()), 0);
    let reports = |arguments: &[&str]| found(arguments).len();
    let all = reports(&["soldiers"]);
    assert!(reports(&["soldiers", "--since", "2024-03-14"]) < all);
    assert!(reports(&["soldiers", "--until", "2024-03-13"]) < all);
    assert!(reports(&["soldiers", "--outlet", "meridian"]) < all);
    assert_eq!(lines(&sayso("find", &ledger, &["soldiers", "--limit", "1"]), 0).len(), 1);
    for report in found(&["--cue", "deny"]) {
        for hit in report["hits"].as_array().unwrap() {
            assert_eq!(hit["statement"]["class"], "deny");
        }
    }
    for report in found(&["--outlet", "meridian", "--about", "prisoners"]) {
        assert_eq!(report["outlet"], "Meridian Wire");
    }
}

#[test]
fn a_wrong_call_says_what_to_do() {
    let place = Place::new("wrong");
    let (ledger, letter) = (place.at("none.sayso"), place.at("letter.txt"));
    fs::write(&letter, "Dear mayor").unwrap();
    for (ledger, arguments, said) in [
        (&ledger, vec!["oil"], "no such ledger; make one with `sayso add"),
        (&letter, vec!["oil"], "is no SQLite file"),
    ] {
        let output = sayso("find", ledger, &arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(said), "{output:?}");
    }
    let output = sayso("add", &letter, &[world().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read(&letter).unwrap(), b"Dear mayor");
}

#[test]
fn a_claim_is_told_with_its_independent_sources_and_where_it_stands() {
    let place = Place::new("claims");
    let ledger = place.at("world.sayso");
    add(&ledger, &[&world()]);
    let found = lines(&sayso("claims", &ledger, &["captured", "--speaker", "Kelemdar"]), 0);
    assert_eq!(found.len(), 1, "{found:?}");
    let claim = &found[0];
    assert_eq!((&claim["sources"], &claim["documents"]), (&2.into(), &7.into()));
    assert_eq!(claim["speaker"], "Orhun Kelemdar");
    assert_eq!((&claim["first_seen"], &claim["claim"]), (&"2024-03-12T17:42:00+01:00".into(), &1_000_006.into()));
    // Every place is where the words stand in the text of the reading.
    let places = claim["variants"].as_array().unwrap().iter().flat_map(|variant| variant["places"].as_array().unwrap());
    for place in places {
        let text = reading(place["path"].as_str().unwrap());
        let span = &place["said"]["content_spans"][0];
        let at = |edge: usize| span[edge].as_u64().unwrap() as usize;
        let words: String = text.chars().skip(at(0)).take(at(1) - at(0)).collect();
        assert!(words.contains("310"), "{words}");
    }
    let least = lines(&sayso("claims", &ledger, &["--least", "2", "--limit", "100"]), 0);
    assert!(least.len() >= 5 && least.iter().all(|claim| claim["sources"].as_i64() >= Some(2)));
    assert_eq!(lines(&sayso("claims", &ledger, &["captives", "--since", "2031-01-01"]), 1).len(), 0);
    let wrong = sayso("claims", &ledger, &["..."]);
    assert_eq!(wrong.status.code(), Some(2));
    let pretty = sayso("claims", &ledger, &["captured", "--format", "pretty", "--color", "never"]);
    let pretty = String::from_utf8(pretty.stdout).unwrap();
    assert!(pretty.contains("2 independent sources in 7 outlets"), "{pretty}");
}

/// The text of a page's reading.
fn reading(path: &str) -> String {
    let program = assert_cmd::cargo::cargo_bin!("sayso");
    let output = Command::new(program).args(["read", "--format", "json", path]).output().unwrap();
    let reading: Value = serde_json::from_slice(output.stdout.split(|&byte| byte == b'\n').next().unwrap()).unwrap();
    reading["text"].as_str().unwrap().to_owned()
}

#[test]
fn rival_figures_stand_side_by_side_and_a_picture_draws_them() {
    let place = Place::new("figures");
    let ledger = place.at("world.sayso");
    add(&ledger, &[&world()]);
    let found = lines(&sayso("figures", &ledger, &["people", "killed", "in", "the", "Kesso", "flood"]), 0);
    let figures = found[0]["figures"].as_array().unwrap();
    let of =
        |claimant: &str| -> Vec<&Value> { figures.iter().filter(|figure| figure["claimant"] == claimant).collect() };
    let desh = of("Amara Desh");
    assert_eq!((&desh[0]["low"], &desh[0]["claimed"]), (&87.0.into(), &"2024-03-10".into()));
    let later = figures.iter().find(|figure| figure["figure"] == desh[0]["superseded_by"]).unwrap();
    assert_eq!((&later["low"], &later["claimant"]), (&112.0.into(), &"Amara Desh".into()));
    let heron = of("White Heron Relief");
    assert_eq!((&heron[0]["low"], &heron[0]["high"]), (&190.0.into(), &Value::Null));
    assert!(!heron[0]["conflicts"].as_array().unwrap().is_empty());
    // What was said on later days only, and by one claimant only.
    let found =
        lines(&sayso("figures", &ledger, &["people", "killed", "--since", "2024-03-13", "--speaker", "Heron"]), 0);
    let figures = found[0]["figures"].as_array().unwrap();
    assert!(
        figures.iter().all(
            |figure| figure["claimed"].as_str() >= Some("2024-03-13") && figure["claimant"] == "White Heron Relief"
        )
    );
    // Without a question: what is disputed most.
    assert!(lines(&sayso("figures", &ledger, &[]), 0)[0]["claimants"].as_i64().unwrap() > 5);
    // A picture: the same each time, without script.
    let picture =
        || String::from_utf8(sayso("figures", &ledger, &["--format", "svg", "soldiers", "captured"]).stdout).unwrap();
    let drawn = picture();
    assert!(
        drawn.starts_with("<svg") && drawn.contains("<title") && drawn.contains("<desc") && !drawn.contains("<script")
    );
    assert_eq!(drawn, picture());
    let csv = String::from_utf8(sayso("figures", &ledger, &["--format", "csv", "tents", "received"]).stdout).unwrap();
    assert!(csv.starts_with("series,thing,") && csv.lines().count() == 4, "{csv}");
}

#[test]
fn a_question_that_nothing_answers_says_what_is_counted() {
    let place = Place::new("whales");
    let ledger = place.at("world.sayso");
    add(&ledger, &[&world().join("12-flood-aid.html")]);
    let output = sayso("figures", &ledger, &["whales", "in", "the", "bay"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("people killed") && said.contains("tents received"), "{said}");
    let empty = sayso("figures", &ledger, &["of", "the"]);
    assert_eq!(empty.status.code(), Some(2));
}
