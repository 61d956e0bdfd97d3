//! Open: a ledger's file, found, made and told from other files.
//!
//! In: a path. Out: [`Ledger`]. A file that is no ledger is never written to.
//!
//! One process writes at a time: it holds a lock on a file beside the ledger (`news.ledger-lock`), which the system takes back when the
//! process ends, however it ends. Others may read meanwhile (SQLite's write-ahead log). When writing is over the log is folded in, and the
//! ledger is one plain file again.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, InterruptHandle, OpenFlags, Row};

use crate::trouble::{Result, Trouble, Why};

/// The number of the schema this program writes and reads.
pub const SCHEMA: i64 = 1;

/// What says in the file that it is a ledger: `SayS`.
const APPLICATION: i64 = 0x5361_7953;

/// How long a reader waits for a writer's commit.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes of the file that are kept in memory.
const CACHE: i64 = 64 << 20;

/// An open ledger: many readings in one SQLite file.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    /// Held while this process may write.
    lock: Option<Lock>,
    /// Whether it has written: until then not a byte of the file is changed.
    written: bool,
}

/// Stops what a ledger is being asked: the answer is then [`Why::Stopped`]. Where nothing is being asked, it does nothing.
pub struct Stopper(InterruptHandle);

impl std::fmt::Debug for Stopper {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Stopper")
    }
}

impl Stopper {
    /// Stops it.
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

/// What a file is that may hold a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Ledger,
    /// A database with nothing in it.
    Blank,
}

/// The lock of the one that writes. The file goes when it ends well; one that is left behind stands in nobody's way.
#[derive(Debug)]
struct Lock {
    _file: File,
    path: PathBuf,
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

impl Ledger {
    /// Opens a ledger to read it. It is not changed.
    pub fn open(path: &Path) -> Result<Ledger> {
        let trouble = |why: Why| Trouble::new(path, why);
        if !path.exists() {
            return Err(trouble(Why::Missing(path.to_owned())));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connect = || {
            let connection = Connection::open_with_flags(path, flags)?;
            prepare(&connection)?;
            Ok::<_, Why>(connection)
        };
        let connection = connect().map_err(trouble)?;
        let ledger = Ledger { connection, path: path.to_owned(), lock: None, written: false };
        match ledger.standing()? {
            Standing::Ledger => Ok(ledger),
            Standing::Blank => Err(trouble(Why::Missing(path.to_owned()))),
        }
    }

    /// Opens a ledger to write in it, and makes it where there is none.
    pub fn write(path: &Path) -> Result<Ledger> {
        let trouble = |why: Why| Trouble::new(path, why);
        // Looked at before anything is written: another program's file stays as it is.
        match Ledger::open(path) {
            Ok(_) | Err(Trouble { why: Why::Missing(_), .. }) => {}
            Err(trouble) => return Err(trouble),
        }
        let lock = lock(path).map_err(trouble)?;
        let connect = || {
            let flags =
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(path, flags)?;
            prepare(&connection)?;
            connection.pragma_update(None, "synchronous", "NORMAL")?;
            Ok::<_, Why>(connection)
        };
        let connection = connect().map_err(trouble)?;
        let mut ledger = Ledger { connection, path: path.to_owned(), lock: Some(lock), written: false };
        if ledger.standing()? == Standing::Blank {
            ledger.make()?;
        }
        Ok(ledger)
    }

    /// Makes the tables, all or none.
    fn make(&mut self) -> Result<()> {
        self.begin()?;
        let make = || {
            self.connection.execute_batch(include_str!("schema.sql"))?;
            self.connection.pragma_update(None, "application_id", APPLICATION)?;
            self.connection.pragma_update(None, "user_version", SCHEMA)
        };
        self.tell(make())?;
        self.commit()
    }

    /// What the file is; an error where it is no ledger of a schema that is known here.
    fn standing(&self) -> Result<Standing> {
        let (application, schema) = (self.number("PRAGMA application_id")?, self.number("PRAGMA user_version")?);
        match (application, schema) {
            (APPLICATION, SCHEMA) => Ok(Standing::Ledger),
            (APPLICATION, _) => Err(Trouble::new(&self.path, Why::Newer(schema))),
            // An empty file is nobody's, nor is one whose making was cut off.
            (0, 0) if self.number("SELECT count(*) FROM sqlite_schema")? == 0 => Ok(Standing::Blank),
            _ => Err(Trouble::new(&self.path, Why::Foreign)),
        }
    }

    fn number(&self, query: &str) -> Result<i64> {
        self.tell(self.connection.query_row(query, [], |row| row.get(0)))
    }

    /// An error of SQLite as a trouble with this file.
    pub(crate) fn tell<T>(&self, outcome: rusqlite::Result<T>) -> Result<T> {
        outcome.map_err(|error| Trouble::new(&self.path, error))
    }

    /// The rows that a query gives.
    pub(crate) fn rows_of<T>(
        &self,
        query: &str,
        values: impl rusqlite::Params,
        row: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let rows = || self.connection.prepare_cached(query)?.query_map(values, row)?.collect();
        self.tell(rows())
    }

    /// Lets the file grow to so many bytes at most, as a full disk would; for tests and for those who must keep within a quota.
    pub fn at_most(&mut self, bytes: u64) -> Result<()> {
        let page = self.number("PRAGMA page_size")?.max(1);
        let most = i64::try_from(bytes).unwrap_or(i64::MAX) / page;
        self.tell(self.connection.query_row(&format!("PRAGMA max_page_count = {most}"), [], |_| Ok(())))
    }

    /// What stops a question that takes too long, from another thread.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.connection.get_interrupt_handle())
    }

    /// The ledger's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins a transaction, unless one has begun.
    pub(crate) fn begin(&mut self) -> Result<()> {
        if !std::mem::replace(&mut self.written, true) {
            // Others may read while we write.
            self.tell(self.connection.pragma_update(None, "journal_mode", "WAL"))?;
        }
        match self.connection.is_autocommit() {
            true => self.tell(self.connection.execute_batch("BEGIN IMMEDIATE")),
            false => Ok(()),
        }
    }

    /// Makes safe what was written since [`Ledger::begin`].
    pub(crate) fn commit(&mut self) -> Result<()> {
        match self.connection.is_autocommit() {
            true => Ok(()),
            false => self.tell(self.connection.execute_batch("COMMIT")),
        }
    }

    /// Undoes what was written since [`Ledger::begin`].
    pub(crate) fn undo(&mut self) {
        if !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }

    /// Ends writing: the log is folded into the file.
    pub fn close(self) -> Result<()> {
        let Ledger { connection, path, lock, written } = self;
        if written {
            // Somebody may be reading: then the log stays until the last of us has gone.
            let _ = connection.pragma_update(None, "journal_mode", "DELETE");
        }
        let closed = connection.close().map_err(|(_, error)| Trouble::new(&path, error));
        // Not before the file is closed.
        drop(lock);
        closed
    }
}

fn prepare(connection: &Connection) -> std::result::Result<(), Why> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "cache_size", -CACHE / 1024)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // Rows refer to rows that come after them (a statement to the one around it); a test checks that all are there.
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    // The first look at the file itself: here it says whether it is a database at all.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(())
}

fn lock(ledger: &Path) -> std::result::Result<Lock, Why> {
    let mut name = ledger.as_os_str().to_owned();
    name.push("-lock");
    let path = PathBuf::from(name);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|error| Why::ReadOnly(error.to_string()))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file, path }),
        Err(TryLockError::WouldBlock) => Err(Why::Busy),
        Err(TryLockError::Error(error)) => Err(Why::System(error)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_question_without_end_is_stopped_and_the_ledger_can_be_asked_again() {
        let path = std::env::temp_dir().join(format!("sayso-stopped-{}.sayso", std::process::id()));
        let ledger = Ledger::write(&path).unwrap();
        let stopper = ledger.stopper();
        let (done, wait) = std::sync::mpsc::channel();
        let other = std::thread::spawn(move || {
            while wait.recv_timeout(Duration::from_millis(5)).is_err() {
                stopper.stop();
            }
        });
        let endless =
            "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT count(*) FROM numbers";
        assert!(matches!(ledger.number(endless), Err(Trouble { why: Why::Stopped, .. })));
        done.send(()).unwrap();
        other.join().unwrap();
        assert_eq!(ledger.number("SELECT 1").unwrap(), 1);
        drop(ledger);
        fs::remove_file(&path).unwrap();
    }
}
