//! Find: the command `sayso find`: where the ledger speaks of something, or what somebody said.
//!
//! ```text
//! Tarquen Says It Holds More Than 310 Velmoran Prisoners in Hallek · Meridian Wire · 12 March 2024
//!   1 report in 5 documents of 3 outlets: Meridian Wire, The Alvane Ledger, The Brackwater Chronicle
//!   Orhun Kelemdar  “Since Saturday we hold more than 310,” he said.                       [812, 861) s4
//! ```

use anstyle::{AnsiColor, Style};
use sayso_ledger::{Found, Hit, Report, Wanted};

use crate::arguments::{Find, Plain};
use crate::excerpt::excerpt;
use crate::intake::Outcome;
use crate::ledger;
use crate::read::{colours, width};
use crate::wrap::{Lines, Piece};

/// Asks a ledger and prints what it finds.
pub(crate) fn run(call: &Find) -> anyhow::Result<Outcome> {
    let Some(ledger) = ledger::open(&call.file.ledger) else { return Ok(Outcome::Wrong) };
    let wanted = Wanted {
        words: (!call.words.is_empty()).then(|| call.words.join(" ")),
        speaker: call.speaker.clone(),
        about: call.about.clone(),
        cue: call.cue.clone(),
        kind: call.kind.clone(),
        since: call.days.since.clone(),
        until: call.days.until.clone(),
        place: call.place.clone(),
        outlet: call.outlet.clone(),
        limit: call.limit,
    };
    let Some(found) = ledger::told(ledger.find(&wanted)) else { return Ok(Outcome::Wrong) };
    match Plain::or_fitting(call.format) {
        Plain::Json => ledger::lines(&found.reports)?,
        Plain::Pretty => {
            let screen = std::io::IsTerminal::is_terminal(&std::io::stdout());
            ledger::print(&pretty(&found, width(screen), colours(call.color, true)))?;
        }
    }
    if found.cut {
        crate::safe::complain("more places answer than can be weighed: shown are those added last; ask for less");
    }
    Ok(if found.reports.is_empty() { Outcome::Nothing } else { Outcome::All })
}

const PLAIN: Style = Style::new();
const HEAD: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const WHO: Style = AnsiColor::Cyan.on_default();
const MATCH: Style = Style::new().bold().underline();

/// Characters of a block that are shown.
const MOST: usize = 320;

/// What was found, for people at a terminal.
fn pretty(found: &Found, width: usize, colours: bool) -> String {
    let mut lines = Lines::new(width, colours);
    for report in &found.reports {
        let head = ledger::title(&report.document);
        let about = ledger::whence(&report.document);
        lines.paragraph(0, &[Piece { style: HEAD, words: &head }, Piece { style: QUIET, words: &about }]);
        if report.documents > 1 {
            lines.paragraph(2, &[Piece { style: QUIET, words: &spread(report) }]);
        }
        for hit in &report.hits {
            self::hit(&mut lines, hit);
        }
        lines.blank();
    }
    let shown = found.reports.len();
    let count = match (found.of, found.cut) {
        (0, _) => "nothing found".to_owned(),
        (1, _) => "1 report".to_owned(),
        (of, false) if of == shown => format!("{of} reports"),
        (of, false) => format!("{shown} of {of} reports (more with --limit)"),
        (of, true) => format!("{shown} of {of} or more reports"),
    };
    lines.paragraph(0, &[Piece { style: QUIET, words: &count }]);
    lines.finish()
}

/// In how many coats a report goes.
fn spread(report: &Report) -> String {
    let Report { documents, outlets, .. } = report;
    let named = match outlets.len() {
        0 => "no outlet is named".to_owned(),
        1 => format!("of {}", outlets[0]),
        count => format!("of {count} outlets: {}", outlets.join(", ")),
    };
    format!("1 report in {documents} documents {named}")
}

fn hit(lines: &mut Lines, hit: &Hit) {
    let who = match &hit.statement {
        Some(said) => {
            let name = said.speaker.as_deref().or(said.source.as_deref()).unwrap_or("nobody named");
            let denied = if said.negated { " (not said)" } else { "" };
            format!("{name}{denied}  ")
        }
        None => String::new(),
    };
    let at = match &hit.statement {
        Some(said) => {
            let spans: Vec<String> =
                said.content_spans.iter().map(|(start, end)| format!("[{start}, {end})")).collect();
            format!("  {} {}", spans.join(" "), said.label)
        }
        None => format!("  [{}, {})", hit.start, hit.end),
    };
    let pieces = excerpt(hit, MOST);
    let mut shown = vec![Piece { style: WHO, words: &who }];
    let style = |sought| if sought { MATCH } else { PLAIN };
    shown.extend(pieces.iter().map(|piece| Piece { style: style(piece.sought), words: &piece.words }));
    shown.push(Piece { style: QUIET, words: &at });
    lines.hanging(2, &Piece { style: PLAIN, words: "" }, 4, &shown);
}
