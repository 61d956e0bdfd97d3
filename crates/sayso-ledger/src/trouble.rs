//! Troubles: what can go wrong with a ledger, why, and what to do about it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// What a ledger's methods return.
pub type Result<T> = std::result::Result<T, Trouble>;

/// What went wrong with a ledger. Whatever it is, what was stored before is still there.
#[derive(Debug, thiserror::Error)]
#[error("{}: {why}", path.display())]
pub struct Trouble {
    /// The ledger's file.
    pub path: PathBuf,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong, with what to do.
#[derive(Debug, thiserror::Error)]
pub enum Why {
    /// No such file.
    #[error("no such ledger; make one with `sayso add --ledger {} PATH`", .0.display())]
    Missing(PathBuf),
    /// Some other file.
    #[error("is no SQLite file; name a ledger, or a new file to make one")]
    NotSqlite,
    /// A database that something else made.
    #[error("is a SQLite file of another program; nothing was changed in it, name another file")]
    Foreign,
    /// Made by a later program.
    #[error("was made by a later sayso (its schema is {0}, this one knows {known}); use that one", known = crate::open::SCHEMA)]
    Newer(i64),
    /// Another process writes.
    #[error("another sayso is adding to it; wait until that one has ended, then run this again")]
    Busy,
    /// Somebody reads and does not let go.
    #[error(
        "somebody is reading it and has not let go; wait until that has ended (a long export?), then run this again"
    )]
    Held,
    /// No room.
    #[error("no room left on the disk; what was added before is safe, free some space and run the same again")]
    Full,
    /// The system could not write or read.
    #[error("the disk refused ({0}); what was added before is safe, make room or mend it and run the same again")]
    Disk(String),
    /// It may not be written.
    #[error("cannot be written ({0}); allow writing the file and its folder, or copy it to where you may")]
    ReadOnly(String),
    /// The file is broken.
    #[error("is damaged ({0}); take a copy kept elsewhere, or make it anew from the pages")]
    Damaged(String),
    /// A question was stopped before it was answered.
    #[error("the question takes too long; ask for less")]
    Stopped,
    /// What was asked for is not in it.
    #[error("{0}")]
    Unknown(String),
    /// Anything else that SQLite says.
    #[error("{0}")]
    Database(rusqlite::Error),
    /// Anything else that the system says.
    #[error("{0}")]
    System(#[from] std::io::Error),
}

impl Trouble {
    pub(crate) fn new(path: &Path, why: impl Into<Why>) -> Trouble {
        Trouble { path: path.to_owned(), why: why.into() }
    }
}

impl From<rusqlite::Error> for Why {
    fn from(error: rusqlite::Error) -> Why {
        let said = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Why::NotSqlite,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Why::Held,
            Some(ErrorCode::DiskFull) => Why::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Why::ReadOnly(said),
            Some(ErrorCode::SystemIoFailure) => Why::Disk(said),
            Some(ErrorCode::OperationInterrupted) => Why::Stopped,
            Some(ErrorCode::DatabaseCorrupt) => Why::Damaged(said),
            _ => Why::Database(error),
        }
    }
}
