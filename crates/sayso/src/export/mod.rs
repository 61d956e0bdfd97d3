//! Export: the command `sayso export`: the ledger for other programs.
//!
//! In: a ledger, a format, which documents. Out: tables (Parquet, CSV) in a folder, or one of them alone; whole readings (JSON Lines, W3C Web
//! Annotation, brat); stubs of schema.org's `Claim`. All that is written comes from one moment of the ledger, whoever adds meanwhile. Rows
//! and readings pass one after the other: memory does not grow with the ledger.
//!
//! ```text
//! ledger ─┬─ rows ─────► parquet, csv ────────┬─► place: a folder, a file, standard output
//!         ├─ readings ─► jsonl, webanno, ann ─┤
//!         └─ spoken ───► stubs ───────────────┘
//! ```
//!
//! Not here: what the tables are (`sayso-ledger`'s `tables`), what counts as said to be so (its `spoken`), what a reading
//! looks like in a format (`webanno`, `brat`).

mod csv;
mod parquet;
mod place;
mod readings;
mod stubs;

use std::io::IsTerminal;
use std::path::Path;

use sayso_ledger::{Chosen, Ledger, TABLES, Table};

use crate::arguments::{Export, ExportFormat};
use crate::intake::Outcome;
use crate::{ledger, safe};
use place::{Folder, Out, Refused, Stream};

/// What is asked of the ledger.
struct Job<'l> {
    ledger: &'l Ledger,
    chosen: Chosen,
}

/// What is to be written.
enum Work<'c> {
    /// Into one stream.
    One(One),
    /// Into a folder.
    Many(Many, &'c Path),
}

/// What goes into one stream.
enum One {
    Table(Shape, &'static Table),
    /// The readings as JSON Lines.
    Jsonl,
    /// Their annotations.
    Webanno,
    /// What is said to be so.
    Stubs,
}

/// What goes into a folder.
enum Many {
    Tables(Shape),
    /// Annotations and texts.
    Standoff,
}

/// What a table is written as.
#[derive(Clone, Copy)]
enum Shape {
    Parquet,
    Csv,
}

/// Exports a ledger.
pub(crate) fn run(call: &Export) -> anyhow::Result<Outcome> {
    let work = match work(call) {
        Ok(work) => work,
        Err(why) => return Ok(wrong(why)),
    };
    let Some(ledger) = ledger::open(&call.file.ledger) else { return Ok(Outcome::Wrong) };
    let Some(_still) = ledger::told(ledger.snapshot()) else { return Ok(Outcome::Wrong) };
    let (since, until, outlet) = (call.days.since.clone(), call.days.until.clone(), call.outlet.clone());
    let job = Job { ledger: &ledger, chosen: Chosen { since, until, outlet } };
    if !job.chosen.is_all() && ledger.count(&job.chosen)? == 0 {
        safe::complain("no document of the ledger is of these days and this outlet; nothing was written");
        return Ok(Outcome::Nothing);
    }
    let written = match work {
        Work::Many(many, folder) => Folder::open(folder, call.force).map(|folder| job.many(&many, folder)),
        Work::One(one) => Stream::open(call.output.as_deref(), call.force, ledger.path())
            .map(|stream| stream.write(|out, screen| job.one(&one, out, screen))),
    };
    match written {
        Ok(written) => written.map(|()| Outcome::All),
        Err(Refused(why)) => Ok(wrong(&why)),
    }
}

fn wrong(why: &str) -> Outcome {
    safe::complain(why);
    Outcome::Wrong
}

/// What a call asks for; an error where it makes no sense.
fn work(call: &Export) -> Result<Work<'_>, &'static str> {
    let (table, output) = (call.table.as_deref().and_then(Table::named), call.output.as_deref());
    if table.is_some() && !matches!(call.format, ExportFormat::Parquet | ExportFormat::Csv) {
        return Err("--table goes with the formats parquet and csv");
    }
    let tables = |shape| match (table, output) {
        (Some(table), _) => Ok(Work::One(One::Table(shape, table))),
        (None, Some(folder)) => Ok(Work::Many(Many::Tables(shape), folder)),
        (None, None) => Err("say with --output DIR where the tables go, or ask for one of them with --table NAME"),
    };
    match call.format {
        ExportFormat::Parquet if output.is_none() && std::io::stdout().is_terminal() => {
            Err("parquet is nothing for a terminal; say with --output where it goes")
        }
        ExportFormat::Parquet => tables(Shape::Parquet),
        ExportFormat::Csv => tables(Shape::Csv),
        ExportFormat::Jsonl => Ok(Work::One(One::Jsonl)),
        ExportFormat::Webanno => Ok(Work::One(One::Webanno)),
        ExportFormat::ClaimreviewStub => Ok(Work::One(One::Stubs)),
        ExportFormat::Ann => match output {
            Some(folder) => Ok(Work::Many(Many::Standoff, folder)),
            None => Err("this format keeps a file for every document: say with --output DIR where they go"),
        },
        ExportFormat::Polecat => Err(
            "polecat lists events, which this release does not read yet; the formats parquet and csv hold statements",
        ),
    }
}

impl Job<'_> {
    /// Writes what goes into one stream; `screen`: a terminal shows it.
    fn one(&self, one: &One, out: &mut Out<'_>, screen: bool) -> anyhow::Result<()> {
        match one {
            One::Table(shape, table) => self.table(*shape, table, out, screen),
            One::Jsonl => readings::jsonl(self, out),
            One::Webanno => readings::annotations(self, out),
            One::Stubs => stubs::write(self, out),
        }
    }

    /// Writes what goes into a folder.
    fn many(&self, many: &Many, folder: Folder) -> anyhow::Result<()> {
        match many {
            Many::Tables(shape) => {
                let names = TABLES.iter().map(|table| format!("{}.{}", table.name, shape.ending()));
                folder.write(names, |at, out| self.table(*shape, &TABLES[at], out, false))
            }
            Many::Standoff => folder.clearing(|folder| readings::standoff(self, folder)),
        }
    }

    fn table(&self, shape: Shape, table: &Table, out: &mut Out<'_>, screen: bool) -> anyhow::Result<()> {
        let columns = self.ledger.columns(table)?;
        match shape {
            Shape::Csv => csv::write(self, table, &columns, out, screen),
            Shape::Parquet => parquet::write(self, table, &columns, out),
        }
    }
}

impl Shape {
    fn ending(self) -> &'static str {
        match self {
            Shape::Parquet => "parquet",
            Shape::Csv => "csv",
        }
    }
}
