//! Ledger: what the commands that ask a ledger have in common: opening it, and saying what is wrong with it.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use sayso_ledger::{About, Ledger};
use serde::Serialize;

use crate::{json, outline, safe};

/// Opens a ledger to ask it. None: it cannot be asked, and why was said.
pub(crate) fn open(path: &Path) -> Option<Ledger> {
    let ledger = told(Ledger::open(path))?;
    if let Ok(false) = ledger.is_settled() {
        safe::complain(&format!(
            "{}: adding to it was not finished; copies, people, claims and figures are those of before (run `sayso add` again)",
            path.display()
        ));
    }
    Some(ledger)
}

/// The value; or says what is wrong.
pub(crate) fn told<T>(outcome: sayso_ledger::Result<T>) -> Option<T> {
    outcome.map_err(|trouble| safe::complain(&trouble.to_string())).ok()
}

/// Prints a line of JSON for each answer.
pub(crate) fn lines<T: Serialize>(answers: &[T]) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for answer in answers {
        out.write_all(&json::line(answer).context("an answer could not be printed")?)?;
    }
    Ok(out.flush()?)
}

/// Prints what is laid out.
pub(crate) fn print(words: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(words.as_bytes())?;
    Ok(out.flush()?)
}

/// A document's headline; its path where it has none.
pub(crate) fn title(about: &About) -> String {
    let title = about.title.as_deref().map(outline::fold).filter(|title| !title.is_empty());
    title.unwrap_or_else(|| about.path.clone())
}

/// Where and when: ` · Meridian Wire · 12 March 2024`.
pub(crate) fn whence(about: &About) -> String {
    let day = about.published.as_deref().map(outline::day);
    about.outlet.iter().cloned().chain(day).map(|part| format!(" · {part}")).collect()
}
