//! What goes wrong with a ledger's file: it is said, and nothing is lost.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use sayso_ledger::{Incoming, Key, Ledger, Why};
use sayso_read::{Models, Page};

/// A folder of a test's own.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Place {
        let path = std::env::temp_dir().join(format!("sayso-ledger-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Place(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn page(number: usize) -> Page {
    let words =
        format!("Hallek, March 12\n\nThe mayor counted {number} boats on the quay. {}", "Nobody knew why. ".repeat(40));
    Page::text(&format!("{number}.txt"), words)
}

fn incoming(number: usize) -> Incoming {
    let page = page(number);
    Incoming::new(Key::of(&page), &page, &sayso_read::read(&page, &Models::default()), true)
}

/// Adds pages; how many went in before a trouble, and the trouble.
fn add(ledger: &mut Ledger, numbers: std::ops::Range<usize>) -> Result<(), Why> {
    let mut adding = ledger.add().map_err(|trouble| trouble.why)?;
    for number in numbers {
        adding.put(incoming(number), false).map_err(|trouble| trouble.why)?;
    }
    adding.commit().map_err(|trouble| trouble.why)
}

fn count(path: &Path) -> i64 {
    Connection::open(path).unwrap().query_row("SELECT count(*) FROM documents", [], |row| row.get(0)).unwrap()
}

fn dump(path: &Path) -> Vec<String> {
    let base = Connection::open(path).unwrap();
    let mut query = base
        .prepare("SELECT passage, text FROM passages UNION ALL SELECT document, id FROM documents ORDER BY 1, 2")
        .unwrap();
    query
        .query_map([], |row| Ok(format!("{} {}", row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn another_programs_file_is_refused_and_stays_as_it_is() {
    let place = Place::new("foreign");
    let path = place.file("phones.sqlite");
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE phones (name, number); INSERT INTO phones VALUES ('Tarn', 1)")
        .unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(Ledger::write(&path).unwrap_err().why, Why::Foreign));
    assert!(matches!(Ledger::open(&path).unwrap_err().why, Why::Foreign));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(&place.0).unwrap().count(), 1, "something was left beside it");
    let text = place.file("letter.txt");
    fs::write(&text, "Dear mayor, ".repeat(100)).unwrap();
    assert!(matches!(Ledger::write(&text).unwrap_err().why, Why::NotSqlite));
    assert!(matches!(Ledger::open(&place.file("none")).unwrap_err().why, Why::Missing(_)));
}

#[test]
fn a_ledger_of_a_later_schema_is_refused_by_name() {
    let place = Place::new("newer");
    let path = place.file("news.sayso");
    Ledger::write(&path).unwrap().close().unwrap();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", sayso_ledger::SCHEMA + 1).unwrap();
    let trouble = Ledger::write(&path).unwrap_err();
    assert!(matches!(trouble.why, Why::Newer(2)));
    assert!(trouble.to_string().contains("later sayso"), "{trouble}");
}

#[test]
fn two_do_not_write_at_once_and_many_may_read() {
    let place = Place::new("two");
    let path = place.file("news.sayso");
    let mut first = Ledger::write(&path).unwrap();
    add(&mut first, 0..3).unwrap();
    assert!(matches!(Ledger::write(&path).unwrap_err().why, Why::Busy));
    assert_eq!(Ledger::open(&path).unwrap().account().unwrap().documents, 3);
    first.close().unwrap();
    let mut second = Ledger::write(&path).unwrap();
    add(&mut second, 0..5).unwrap();
    second.close().unwrap();
    assert_eq!(count(&path), 5);
    assert_eq!(fs::read_dir(&place.0).unwrap().count(), 1, "something was left beside it");
}

#[test]
fn a_full_disk_costs_what_was_not_committed_and_the_rest_comes_later() {
    let place = Place::new("full");
    let (path, whole) = (place.file("news.sayso"), place.file("whole.sayso"));
    let mut ledger = Ledger::write(&path).unwrap();
    add(&mut ledger, 0..40).unwrap();
    ledger.close().unwrap();
    // As full as a disk can be without one: SQLite may not make the file larger, and says what it says when the disk is full.
    let mut ledger = Ledger::write(&path).unwrap();
    ledger.at_most(fs::metadata(&path).unwrap().len() + (64 << 10)).unwrap();
    let why = add(&mut ledger, 0..400).unwrap_err();
    assert!(matches!(why, Why::Full), "{why:?}");
    assert!(why.to_string().contains("run the same again"));
    ledger.close().unwrap();
    let safe = count(&path);
    assert!((40..400).contains(&safe), "{safe} documents");
    let mut ledger = Ledger::write(&path).unwrap();
    add(&mut ledger, 0..400).unwrap();
    ledger.close().unwrap();
    let mut undisturbed = Ledger::write(&whole).unwrap();
    add(&mut undisturbed, 0..400).unwrap();
    undisturbed.close().unwrap();
    assert_eq!(dump(&path), dump(&whole));
}

#[test]
fn a_ledger_that_may_not_be_written_says_so() {
    let place = Place::new("readonly");
    let nowhere = place.file("no/such/folder/news.sayso");
    let trouble = Ledger::write(&nowhere).unwrap_err();
    assert!(matches!(trouble.why, Why::ReadOnly(_)), "{trouble:?}");
    let path = place.file("news.sayso");
    let mut ledger = Ledger::write(&path).unwrap();
    add(&mut ledger, 0..3).unwrap();
    ledger.close().unwrap();
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    // The superuser may write what nobody may.
    if fs::OpenOptions::new().append(true).open(&path).is_err() {
        let outcome = Ledger::write(&path).map_err(|trouble| trouble.why).and_then(|mut ledger| add(&mut ledger, 0..9));
        assert!(matches!(outcome, Err(Why::ReadOnly(_))), "{outcome:?}");
    }
    assert_eq!(Ledger::open(&path).unwrap().account().unwrap().documents, 3);
}

#[test]
fn a_damaged_ledger_is_an_error_and_no_panic() {
    let place = Place::new("damaged");
    let path = place.file("news.sayso");
    let mut ledger = Ledger::write(&path).unwrap();
    add(&mut ledger, 0..60).unwrap();
    ledger.close().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle..].fill(0x5a);
    fs::write(&path, &bytes).unwrap();
    let outcome = Ledger::write(&path).map_err(|trouble| trouble.why).and_then(|mut ledger| add(&mut ledger, 60..90));
    assert!(matches!(outcome, Err(Why::Damaged(_))), "{outcome:?}");
}

#[test]
fn what_was_added_comes_back_byte_for_byte() {
    let place = Place::new("originals");
    let path = place.file("news.sayso");
    let mut ledger = Ledger::write(&path).unwrap();
    add(&mut ledger, 0..3).unwrap();
    let (page, reading) = (page(1), sayso_read::read(&page(1), &Models::default()));
    assert_eq!(ledger.original(2).unwrap(), Some(page.bytes));
    assert_eq!(ledger.reading(2).unwrap(), Some(reading));
    assert_eq!((ledger.original(9).unwrap(), ledger.reading(9).unwrap()), (None, None));
}
