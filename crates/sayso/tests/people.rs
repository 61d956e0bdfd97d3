//! People, through the program: who is one, the user's decisions, and that these hold while the ledger grows.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt as _;
use serde_json::Value;

/// A ledger of a test's own.
struct Ledger(PathBuf);

impl Ledger {
    fn new(name: &str) -> Ledger {
        let folder = std::env::temp_dir().join(format!("sayso-people-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Ledger(folder)
    }

    /// Runs a command on it; its exit code and its lines of JSON.
    fn run(&self, verb: &str, arguments: &[&str]) -> (Option<i32>, Vec<Value>) {
        let mut command = Command::cargo_bin("sayso").unwrap();
        let output = command.arg(verb).arg("--ledger").arg(self.0.join("n.sayso")).args(arguments).output().unwrap();
        let lines = std::str::from_utf8(&output.stdout).unwrap().lines();
        (output.status.code(), lines.map(|line| serde_json::from_str(line).unwrap()).collect())
    }

    fn add(&self, pages: &[&str]) {
        let world = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/world");
        let pages: Vec<String> = pages.iter().map(|page| world.join(page).display().to_string()).collect();
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        assert_eq!(self.run("add", &pages).0, Some(0));
    }

    /// Who answers: number, name, documents.
    fn people(&self, words: &str) -> Vec<(String, String, i64)> {
        let people = self.run("people", &[words]).1;
        people.iter().map(|one| (text(one, "person"), text(one, "name"), one["documents"].as_i64().unwrap())).collect()
    }

    /// The one person of a query.
    fn only(&self, words: &str) -> (String, String, i64) {
        let people = self.people(words);
        assert_eq!(people.len(), 1, "{people:?}");
        people[0].clone()
    }

    /// Every entity of every person, to compare ledgers by.
    fn everybody(&self) -> Vec<Value> {
        self.run("people", &["--members", "--limit", "100000"]).1
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap().to_owned()
}

const FIRST: &[&str] = &["07-rival-velmora.html", "16-opinion.html", "21-football.html", "08-rival-tarquen.html"];
const LATER: &[&str] = &["01-wire-report.html", "09-later-update.html", "14-interview.html", "23-velpress.atom"];

#[test]
fn decisions_hold_while_the_ledger_grows_and_undone_are_as_if_never_made() {
    let ledger = Ledger::new("decisions");
    ledger.add(FIRST);
    let before = ledger.everybody();
    // The reading took "General Radomir Vesk" for a body, and the general's spellings apart.
    let (general, _, _) = ledger.only("Radomir");
    let bare = ledger.people("vesk").into_iter().find(|one| one.1 == "Vesk").unwrap();
    assert_eq!(bare.2, 2);
    let (code, told) = ledger.run("merge", &[&general, "Vesk"]);
    assert_eq!((code, text(&told[0], "verb")), (Some(0), "merge".into()));
    let merged = ledger.only("Radomir");
    assert_eq!((merged.1.as_str(), merged.2), ("Radomir Vesk", 2));
    // The goalkeeper is still somebody else.
    assert!(ledger.people("vesk").iter().any(|one| one.1 == "Milo Vesk" && one.0 != merged.0));

    // The commander of document 4 is said to be another.
    let commander = ledger.only("Orhun");
    assert_eq!(commander.2, 3);
    assert_eq!(ledger.run("split", &[&commander.0, "4"]).0, Some(0));
    let sides = ledger.people("Orhun");
    assert_eq!(sides.iter().map(|side| side.2).collect::<Vec<_>>(), [2, 1], "{sides:?}");

    ledger.add(LATER);
    assert_eq!(ledger.only("Radomir").2, 2);
    let grown = ledger.run("people", &["--members", "Orhun"]).1;
    let holds = |one: &Value, entity: &str| {
        one["members"].as_array().unwrap().iter().any(|m| text(m, "entity").starts_with(entity))
    };
    let other = grown.iter().position(|one| holds(one, "4:")).unwrap();
    assert!(!holds(&grown[other], "1:"), "what was taken out stays out");

    // Split again what was merged: the later decision wins.
    assert_eq!(ledger.run("split", &[&ledger.only("Radomir").0, "2"]).0, Some(0));
    assert_eq!(ledger.only("Radomir").2, 1);
    let (code, told) = ledger.run("undo", &[]);
    assert_eq!((code, text(&told[0], "verb"), told[0]["undone"].as_bool()), (Some(0), "split".into(), Some(true)));
    assert_eq!(ledger.only("Radomir").2, 2);
    assert_eq!(ledger.run("undo", &[]).0, Some(0));
    assert_eq!(ledger.run("undo", &[]).0, Some(0));
    assert_eq!(ledger.run("undo", &[]).0, Some(1), "there is none left");

    let undisturbed = Ledger::new("undisturbed");
    undisturbed.add(FIRST);
    assert_eq!(undisturbed.everybody(), before);
    undisturbed.add(LATER);
    assert_eq!(undisturbed.everybody(), ledger.everybody());
}

#[test]
fn merging_what_was_split_makes_one_again() {
    let ledger = Ledger::new("again");
    ledger.add(FIRST);
    let before = ledger.everybody();
    let commander = ledger.only("Orhun");
    assert_eq!(ledger.run("split", &[&commander.0, "1", "2"]).0, Some(0));
    let sides = ledger.people("Kelemdar");
    assert_eq!(sides.len(), 2, "{sides:?}");
    assert_eq!(ledger.run("merge", &[&sides[0].0, &sides[1].0]).0, Some(0));
    assert_eq!(ledger.everybody(), before);
}

#[test]
fn a_wrong_decision_is_told_so_and_changes_nothing() {
    let ledger = Ledger::new("wrong");
    assert_eq!(ledger.run("undo", &[]).0, Some(2), "no ledger is made");
    assert!(!ledger.0.join("n.sayso").exists());
    ledger.add(FIRST);
    let before = ledger.everybody();
    for (verb, arguments) in [
        ("merge", &["p1", "p2"][..]),
        ("merge", &["Nobody At All", "Milo Vesk"]),
        ("merge", &["Milo Vesk", "Milo Vesk"]),
        ("merge", &["Milo Vesk"]),
        ("split", &["Milo Vesk", "3"]),
        ("split", &["Milo Vesk", "1"]),
        ("split", &["Milo Vesk", "nowhere"]),
        ("people", &["\"\""]),
    ] {
        assert_eq!(ledger.run(verb, arguments).0, Some(2), "{verb} {arguments:?}");
    }
    assert_eq!(ledger.run("people", &["nobodyatall"]).0, Some(1));
    assert_eq!(ledger.everybody(), before);
}

#[test]
fn people_are_shown_to_people_in_lines_that_fit() {
    let ledger = Ledger::new("pretty");
    ledger.add(FIRST);
    let mut command = Command::cargo_bin("sayso").unwrap();
    let path = ledger.0.join("n.sayso");
    let output = command.args(["people", "--format", "pretty", "--members", "dagoun", "--ledger"]).arg(path).output();
    let shown = String::from_utf8(output.unwrap().stdout).unwrap();
    assert!(shown.contains("Selim Dagoun · governor · Merev\n"), "{shown}");
    assert!(shown.contains("1 document") && shown.ends_with("1 person or body\n"), "{shown}");
}
