//! Place: where an export goes: standard output, a file, a folder. Whole or not at all.
//!
//! In: what `--output` names. Files are written under a passing name and moved when they are whole; those of a folder all at the end. What
//! stands there already is not written over, unless the user forces it; and then only files of the same names are: nothing is ever deleted.
//!
//! ```text
//! out/.statements.parquet.part, out/.times.parquet.part ...  ─►  out/statements.parquet, out/times.parquet ...
//! ```

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::folder::Passing;

/// What bytes go into.
pub(super) type Out<'o> = dyn Write + Send + 'o;

/// Why nothing can be written here, with what to do.
#[derive(Debug)]
pub(super) struct Refused(pub(super) String);

/// One stream of bytes.
#[derive(Debug)]
pub(super) enum Stream {
    /// Standard output; whether it is a terminal.
    Standard { screen: bool },
    /// A file that is not there yet, or may be written over.
    File(PathBuf),
}

impl Stream {
    /// The file that `output` names, or standard output.
    pub(super) fn open(output: Option<&Path>, force: bool, ledger: &Path) -> Result<Stream, Refused> {
        let Some(path) = output else { return Ok(Stream::Standard { screen: io::stdout().is_terminal() }) };
        let shown = path.display();
        if path.is_dir() || path.file_name().is_none() {
            return Err(Refused(format!("{shown}: is a folder; name a file")));
        }
        if same(path, ledger) {
            return Err(Refused(format!("{shown}: is the ledger itself; name another file")));
        }
        if !force && path.symlink_metadata().is_ok() {
            return Err(Refused(format!(
                "{shown}: is there already; name another file, or write over it with --force"
            )));
        }
        Ok(Stream::File(path.into()))
    }

    /// Writes what `write` gives; it is told whether a terminal shows it.
    pub(super) fn write(self, write: impl FnOnce(&mut Out<'_>, bool) -> anyhow::Result<()>) -> anyhow::Result<()> {
        match self {
            Stream::Standard { screen } => {
                let mut out = BufWriter::with_capacity(BUFFER, io::stdout());
                write(&mut out, screen)?;
                Ok(out.flush()?)
            }
            Stream::File(path) => {
                let done = Passing::create(&path).map_err(anyhow::Error::from).and_then(|file| {
                    let mut out = BufWriter::with_capacity(BUFFER, file);
                    write(&mut out, false)?;
                    Ok(out.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?)
                });
                done.with_context(|| unwritten(&path))
            }
        }
    }
}

/// A folder for many files.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Made for this export: it goes again where the export fails.
    made: bool,
}

impl Folder {
    /// Opens a folder that is empty or may be written over; makes it if it is not there.
    pub(super) fn open(path: &Path, force: bool) -> Result<Folder, Refused> {
        let shown = path.display();
        let made = !path.exists();
        fs::create_dir_all(path)
            .map_err(|error| Refused(format!("{shown}: no folder to write into could be made here ({error})")))?;
        let full = fs::read_dir(path).map_err(|error| Refused(format!("{shown}: {error}")))?.next().is_some();
        if full && !force {
            return Err(Refused(format!(
                "{shown}: is not empty; name another folder, or write over files of the same names in it with --force"
            )));
        }
        Ok(Folder { path: path.into(), made })
    }

    /// Writes a file for each name; `write` is told which. They come to their places when all are whole.
    pub(super) fn write(
        self,
        names: impl IntoIterator<Item = String>,
        mut write: impl FnMut(usize, &mut Out<'_>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        self.clearing(|folder| {
            let mut whole = Vec::new();
            for (at, name) in names.into_iter().enumerate() {
                let path = folder.join(name);
                let done = Passing::create(&path).map_err(anyhow::Error::from).and_then(|file| {
                    let mut out = BufWriter::with_capacity(BUFFER, file);
                    write(at, &mut out)?;
                    Ok(out.into_inner().map_err(io::IntoInnerError::into_error)?)
                });
                whole.push((done.with_context(|| unwritten(&path))?, path));
            }
            whole.into_iter().try_for_each(|(file, path)| file.finish().with_context(|| unwritten(&path)))
        })
    }

    /// Does some work in the folder; where it fails, a folder that was made for it and is empty goes again.
    pub(super) fn clearing<T>(self, work: impl FnOnce(&Path) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let done = work(&self.path);
        if done.is_err() && self.made {
            // Not empty: then it stays.
            let _ = fs::remove_dir(&self.path);
        }
        done
    }
}

/// Bytes that are gathered before the system is asked to write.
const BUFFER: usize = 1 << 16;

fn unwritten(path: &Path) -> String {
    format!("{}: could not be written", path.display())
}

fn same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
