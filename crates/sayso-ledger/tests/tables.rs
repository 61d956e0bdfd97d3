//! The ledger's tables, row by row: what an export is made of.
#![allow(clippy::unwrap_used)]

use std::fs;

use sayso_ledger::{Cell, Chosen, Incoming, Key, Ledger, TABLES, Table, Trouble};
use sayso_read::{Models, Page};

fn put(ledger: &mut Ledger, name: &str) {
    let page = Page::text(name, format!("Hallek, March 12\n\nThe mayor counted boats on the quay. {name}"));
    let reading = sayso_read::read(&page, &Models::default());
    let mut adding = ledger.add().unwrap();
    assert!(adding.put(Incoming::new(Key::of(&page), &page, &reading, false), true).unwrap());
}

fn paths(ledger: &Ledger) -> Vec<String> {
    let table = Table::named("documents").unwrap();
    let columns = ledger.columns(table).unwrap();
    let at = columns.iter().position(|column| column.name == "path").unwrap();
    let mut paths = Vec::new();
    let all = Chosen::default();
    let rows = ledger.walk(table, &columns, &all, |cells| -> Result<(), Trouble> {
        if let Cell::Text(path) = cells[at] {
            paths.push(path.to_owned());
        }
        Ok(())
    });
    rows.unwrap();
    paths
}

#[test]
fn while_a_snapshot_is_held_nothing_that_is_added_is_seen() {
    let folder = std::env::temp_dir().join(format!("sayso-ledger-tables-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("news.sayso");
    let mut writer = Ledger::write(&path).unwrap();
    put(&mut writer, "a.txt");
    let reader = Ledger::open(&path).unwrap();
    let still = reader.snapshot().unwrap();
    put(&mut writer, "b.txt");
    assert_eq!(paths(&reader), ["a.txt"]);
    assert_eq!(reader.count(&Chosen::default()).unwrap(), 1);
    drop(still);
    assert_eq!(paths(&reader), ["a.txt", "b.txt"]);
    // The first error of the one who takes the rows ends it and comes back.
    let mut seen = 0;
    let stopped = reader.readings(&Chosen::default(), |_| {
        seen += 1;
        Err(Stop::Mine("enough"))
    });
    assert!(matches!(stopped, Err(Stop::Mine("enough"))) && seen == 1);
    for table in TABLES {
        assert!(!reader.columns(table).unwrap().is_empty(), "{}", table.name);
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// An error of the caller's own.
#[derive(Debug)]
enum Stop {
    Mine(&'static str),
    Ledger,
}

impl From<Trouble> for Stop {
    fn from(_: Trouble) -> Stop {
        Stop::Ledger
    }
}
