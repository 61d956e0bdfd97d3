//! Add: the command `sayso add`: pages into a ledger.
//!
//! Pages come in by `intake` and are read many at once; one thread puts them into the ledger in the order of the inputs. A page that the
//! ledger holds is not read again. After the last, what takes the whole pile is reckoned (`sayso-ledger`'s `settle`).
//!
//! ```text
//! 35 pages read: 32 new, 3 known; 11 of the new are copies; nothing failed
//! news.sayso: 32 documents, 21 reports
//! ```

use std::io::Write;

use sayso_ledger::{Incoming, Key, Ledger};
use sayso_read::Page;
use serde::Serialize;

use crate::arguments::{Add, Plain};
use crate::intake::{self, Outcome};
use crate::printer::Stop;
use crate::{ledger, safe};

/// What became of the pages.
#[derive(Debug, Default, Serialize)]
struct Account {
    /// Pages.
    read: u64,
    /// Of these, added.
    new: u64,
    /// Of these, held before.
    known: u64,
    /// Of the new, copies of others; none while that is put off.
    copies: Option<i64>,
    /// Inputs that could not be read.
    failed: u64,
    /// Documents that the ledger holds now.
    documents: i64,
    /// Reports among them: copies counted once; none while that is put off.
    reports: Option<i64>,
}

/// What became of one page.
enum Arrived {
    Known(String),
    New(String, Box<Incoming>),
}

/// Reads the inputs of a call into a ledger.
pub(crate) fn run(call: &Add) -> anyhow::Result<Outcome> {
    let Some(mut ledger) = ledger::told(Ledger::write(&call.file.ledger)) else { return Ok(Outcome::Wrong) };
    let mut account = Account::default();
    let outcome = read(call, &mut ledger, &mut account)?;
    // Should this be cut off, the next run does it.
    let settled = match call.later {
        true => ledger.account()?,
        false => ledger.settle(&sayso_models::open_families(), |_| {})?,
    };
    account.documents = settled.documents;
    if ledger.is_settled()? {
        account.reports = Some(settled.reports);
        account.copies = Some(ledger.copies(settled.documents - account.new as i64 + 1)?);
    }
    ledger.close()?;
    print(call, &account)?;
    Ok(outcome)
}

fn read(call: &Add, ledger: &mut Ledger, account: &mut Account) -> anyhow::Result<Outcome> {
    let known = ledger.keys()?;
    let models = sayso_models::open();
    let work = |page: Page| {
        let key = Key::of(&page);
        if known.contains(&key) {
            return Arrived::Known(page.path);
        }
        let reading = sayso_read::read(&page, &models);
        let incoming = Incoming::new(key, &page, &reading, !call.no_originals);
        Arrived::New(page.path, Box::new(incoming))
    };
    let mut state = (ledger.add()?, account);
    intake::run(
        &call.intake,
        true,
        &mut state,
        |_, page| intake::guarded(|| work(page)),
        |(adding, account), arrived, alone| {
            account.read += 1;
            let (new, path) = match arrived {
                Arrived::Known(path) => (false, path),
                Arrived::New(path, incoming) => (adding.put(*incoming, alone).map_err(trouble)?, path),
            };
            *(if new { &mut account.new } else { &mut account.known }) += 1;
            adding.found(&path).map_err(trouble)
        },
        |(adding, account), lost| {
            if lost.warning {
                return Ok(());
            }
            account.failed += 1;
            adding.failed(&lost.input, &lost.why).map_err(trouble)
        },
        |(adding, _)| adding.commit().map_err(trouble),
    )
}

fn trouble(trouble: sayso_ledger::Trouble) -> Stop {
    Stop::Write(trouble.into())
}

fn print(call: &Add, account: &Account) -> anyhow::Result<()> {
    match Plain::or_fitting(call.format) {
        Plain::Json => ledger::lines(&[account]),
        Plain::Pretty => {
            let Account { read, new, known, copies, failed, documents, reports } = account;
            let path = call.file.ledger.display().to_string();
            let failed = match failed {
                0 => "nothing failed".to_owned(),
                failed => format!("{failed} could not be read (the ledger's table `failures` says why)"),
            };
            let mut out = std::io::stdout().lock();
            let copies = match copies {
                Some(copies) => format!("{copies} of the new are copies"),
                None => "copies are not told yet".to_owned(),
            };
            let reports = match reports {
                Some(reports) => format!("{reports} reports"),
                None => "to be settled (run `sayso add` without --later)".to_owned(),
            };
            writeln!(out, "{read} pages read: {new} new, {known} known; {copies}; {failed}")?;
            writeln!(out, "{}: {documents} documents, {reports}", safe::show(&path))?;
            Ok(())
        }
    }
}
