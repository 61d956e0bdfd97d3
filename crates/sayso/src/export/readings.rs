//! Readings: whole documents, one after the other: JSON Lines, W3C Web Annotation, brat.
//!
//! In: the ledger's readings. Out: what `sayso read` prints of the same pages in the same format, to the byte.

use std::path::Path;

use anyhow::Context;
use sayso_read::Reading;

use super::Job;
use super::place::Out;
use crate::arguments::Format;
use crate::format::{Look, Sheet};
use crate::printer::{Printer, Stop};
use crate::{brat, json, webanno};

/// The readings as they are: `sayso read --format json`.
pub(super) fn jsonl(job: &Job<'_>, out: &mut Out<'_>) -> anyhow::Result<()> {
    job.ledger.readings(&job.chosen, |reading| Ok(out.write_all(&json::again(reading))?))
}

/// Their annotations: `sayso read --format webanno`.
pub(super) fn annotations(job: &Job<'_>, out: &mut Out<'_>) -> anyhow::Result<()> {
    job.ledger.readings(&job.chosen, |reading| Ok(out.write_all(&webanno::page(&parsed(reading)?)?)?))
}

/// A file for each in a folder: `sayso read --format ann`.
pub(super) fn standoff(job: &Job<'_>, folder: &Path) -> anyhow::Result<()> {
    // Of no matter in this format.
    let look = Look { width: 80, colours: false };
    let mut printer = Printer::open(Format::Ann, look, Some(folder), false)?;
    job.ledger.readings(&job.chosen, |reading| {
        let reading = parsed(reading)?;
        let bytes = brat::standoff(&reading).into_bytes();
        let title = String::new();
        let sheet = Sheet { path: reading.path, title, number: 0, bytes, text: Some(reading.text) };
        printer.put(sheet, false).map_err(stopped)
    })?;
    printer.finish().map_err(stopped)
}

fn parsed(reading: &str) -> anyhow::Result<Reading> {
    serde_json::from_str(reading).context("a reading of the ledger is damaged")
}

fn stopped(stop: Stop) -> anyhow::Error {
    match stop {
        Stop::Write(error) => error,
        Stop::Wrong(why) => anyhow::Error::msg(why),
    }
}
