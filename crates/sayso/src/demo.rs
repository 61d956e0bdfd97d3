//! Demo: the command `sayso demo`: an invented news world into a ledger, and the main tables that come of it.
//!
//! ```text
//! 33 documents, 23 reports
//! Reports in the most documents
//!   5 documents  Tarquen Says It Holds More Than 310 Velmoran Prisoners in Hallek · Meridian Wire
//! See it as web pages:  sayso serve --ledger sayso-demo.sayso
//! ```

mod world;

use anstyle::{AnsiColor, Style};
use sayso_ledger::{Account, Asked, Incoming, Key, Ledger, People, Sought};
use sayso_sources::{Given, Input};

use crate::arguments::Demo;
use crate::intake::Outcome;
use crate::read::{colours, width};
use crate::wrap::{Lines, Piece};
use crate::{figures, ledger};
use world::WORLD;

/// Rows of a table.
const ROWS: i64 = 8;

/// Makes the ledger and prints what stands in it.
pub(crate) fn run(call: &Demo) -> anyhow::Result<Outcome> {
    let Some(mut ledger) = ledger::told(Ledger::write(&call.ledger)) else { return Ok(Outcome::Wrong) };
    add(&mut ledger)?;
    let account = ledger.settle(&sayso_models::open_families(), |_| {})?;
    let screen = std::io::IsTerminal::is_terminal(&std::io::stdout());
    let mut lines = Lines::new(width(screen), colours(call.color, true));
    tables(&mut lines, &ledger, account)?;
    end(&mut lines, call);
    ledger.close()?;
    ledger::print(&lines.finish())?;
    Ok(Outcome::All)
}

/// Reads the world; what the ledger holds already is not read again.
fn add(ledger: &mut Ledger) -> anyhow::Result<()> {
    let known = ledger.keys()?;
    let models = sayso_models::open();
    let inputs = WORLD.iter().map(|(name, bytes)| Input::Bytes(format!("world/{name}"), bytes.to_vec()));
    let mut adding = ledger.add()?;
    for page in sayso_sources::pages(inputs.collect(), Given::default()) {
        match page {
            Ok(page) => {
                let key = Key::of(&page);
                if !known.contains(&key) {
                    let reading = sayso_read::read(&page, &models);
                    adding.put(Incoming::new(key, &page, &reading, true), false)?;
                }
            }
            Err(trouble) => adding.failed(&trouble.input, &trouble.why.to_string())?,
        }
    }
    Ok(adding.commit()?)
}

const PLAIN: Style = Style::new();
const HEAD: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const COUNT: Style = AnsiColor::Cyan.on_default();

fn tables(lines: &mut Lines, ledger: &Ledger, account: Account) -> anyhow::Result<()> {
    let Account { documents, reports, .. } = account;
    let counts = format!("{documents} documents, {reports} reports: copies are counted once");
    lines.paragraph(0, &[Piece { style: PLAIN, words: &counts }]);
    lines.blank();
    lines.one(0, HEAD, "Reports in the most documents");
    for report in ledger.reprinted(ROWS)? {
        let (title, whence) = (ledger::title(&report.origin), ledger::whence(&report.origin));
        row(lines, report.documents, &title, &whence);
    }
    lines.blank();
    lines.one(0, HEAD, "Who says most");
    for one in ledger.people(&People { limit: ROWS as usize, ..People::default() })? {
        let about: String =
            one.roles.iter().take(1).chain(one.affiliations.iter().take(1)).map(|word| format!(" · {word}")).collect();
        let reports = format!("{about} · in {} reports", one.reports);
        row(lines, one.statements, &one.name, &reports);
    }
    lines.blank();
    lines.one(0, HEAD, "Claims and their independent sources");
    for claim in ledger.claims(&Asked { limit: ROWS as usize, ..Asked::default() })?.claims {
        let who = claim.speaker.as_deref().unwrap_or("nobody named");
        let spread = format!(" · {} outlets", claim.outlets);
        row(lines, claim.sources, &format!("{who}: {}", claim.best.content), &spread);
    }
    lines.blank();
    lines.one(0, HEAD, "Rival figures");
    for series in ledger.figures(&Sought { limit: ROWS as usize, ..Sought::default() })?.series {
        let figures = format!(": {}", figures::standing(&series));
        row(lines, series.claimants, &figures::thing(&series), &figures);
    }
    lines.blank();
    Ok(())
}

/// A row of a table: how many, what, and more about it.
fn row(lines: &mut Lines, count: i64, what: &str, about: &str) {
    let count = Piece { style: COUNT, words: &format!("{count:>3}") };
    lines.hanging(2, &count, 7, &[Piece { style: PLAIN, words: what }, Piece { style: QUIET, words: about }]);
}

fn end(lines: &mut Lines, call: &Demo) {
    let path = call.ledger.display().to_string();
    for (what, command) in [
        ("See it as web pages:", format!("sayso serve --ledger {path}")),
        ("What somebody said:", format!("sayso find --ledger {path} --speaker Kelemdar")),
        ("Who says how many:", format!("sayso figures --ledger {path} soldiers captured")),
    ] {
        lines.hanging(0, &Piece { style: QUIET, words: what }, 22, &[Piece { style: HEAD, words: &command }]);
    }
}
