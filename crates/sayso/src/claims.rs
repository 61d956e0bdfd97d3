//! Claims: the command `sayso claims`: the same claim wherever it appears, with its independent sources counted.
//!
//! ```text
//! Orhun Kelemdar: that his troops had captured “more than 310” Velmorans since Saturday
//!   2 independent sources in 6 outlets (7 documents), 12 to 13 March 2024 · c1000006
//!   “that his troops had captured “more than 310” Velmorans since Saturday, ...”
//!      source 1 · Meridian Wire · 12 March 2024 · 01-wire-report.html [1042, 1203) s6
//!   denied by Ilena Dorsavic: ...
//! ```

use anstyle::{AnsiColor, Style};
use sayso_ledger::{Asked, Claimed, Claims, Place};

use crate::arguments::{self, Plain};
use crate::intake::Outcome;
use crate::read::{colours, width};
use crate::wrap::{Lines, Piece};
use crate::{ledger, outline};

/// Asks a ledger and prints the claims it finds.
pub(crate) fn run(call: &arguments::Claims) -> anyhow::Result<Outcome> {
    let Some(ledger) = ledger::open(&call.file.ledger) else { return Ok(Outcome::Wrong) };
    let asked = Asked {
        words: (!call.words.is_empty()).then(|| call.words.join(" ")),
        speaker: call.speaker.clone(),
        since: call.days.since.clone(),
        until: call.days.until.clone(),
        least: call.least,
        limit: call.limit,
    };
    let Some(found) = ledger::told(ledger.claims(&asked)) else { return Ok(Outcome::Wrong) };
    match Plain::or_fitting(call.look.format) {
        Plain::Json => ledger::lines(&found.claims)?,
        Plain::Pretty => {
            let screen = std::io::IsTerminal::is_terminal(&std::io::stdout());
            ledger::print(&pretty(&found, width(screen), colours(call.look.color, true)))?;
        }
    }
    if found.cut {
        crate::safe::complain(
            "more statements hold these words than can be looked through: only those added last were; ask for less",
        );
    }
    Ok(if found.claims.is_empty() { Outcome::Nothing } else { Outcome::All })
}

const PLAIN: Style = Style::new();
const HEAD: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const WHO: Style = AnsiColor::Cyan.on_default().bold();
const DENIED: Style = AnsiColor::Red.on_default();

/// Wordings of a claim that are shown, and places of each.
const WORDINGS: usize = 8;
const PLACES: usize = 12;

/// What was found, for people at a terminal.
fn pretty(found: &Claims, width: usize, colours: bool) -> String {
    let mut lines = Lines::new(width, colours);
    for claim in &found.claims {
        self::claim(&mut lines, claim);
        lines.blank();
    }
    let shown = found.claims.len();
    let count = match found.of {
        0 => "nothing found".to_owned(),
        1 => "1 claim".to_owned(),
        of if of == shown => format!("{of} claims"),
        of => format!("{shown} of {of} claims (more with --limit)"),
    };
    lines.paragraph(0, &[piece(QUIET, &count)]);
    lines.finish()
}

fn claim(lines: &mut Lines, claim: &Claimed) {
    let who = claim.speaker.as_deref().unwrap_or("nobody named");
    lines.paragraph(0, &[piece(WHO, who), piece(PLAIN, ": "), piece(HEAD, &claim.best.content)]);
    lines.paragraph(2, &[piece(PLAIN, &sources(claim)), piece(QUIET, &seen(claim))]);
    for variant in claim.variants.iter().take(WORDINGS) {
        // One wording that stands above already needs no second look.
        if claim.variants.len() > 1 {
            lines.hanging(2, &piece(QUIET, "·"), 4, &[piece(PLAIN, &variant.content)]);
        }
        for place in variant.places.iter().take(PLACES) {
            self::place(lines, place, None);
        }
        more(lines, variant.places.len().saturating_sub(PLACES), "more places");
    }
    more(lines, claim.variants.len().saturating_sub(WORDINGS), "more wordings");
    more(lines, claim.left_out, "places not told");
    for place in &claim.denied_by {
        let said = &place.statement;
        let who = said.speaker.as_deref().or(said.source.as_deref()).unwrap_or("somebody");
        lines.hanging(
            2,
            &piece(DENIED, "✗"),
            4,
            &[piece(DENIED, &format!("denied by {who}: ")), piece(PLAIN, &said.content)],
        );
        self::place(lines, place, Some("denial"));
    }
}

fn more(lines: &mut Lines, count: usize, what: &str) {
    if count > 0 {
        lines.paragraph(4, &[piece(QUIET, &format!("and {count} {what}"))]);
    }
}

/// "3 independent sources in 14 outlets (16 documents)".
fn sources(claim: &Claimed) -> String {
    let count = |count: i64, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let sources = count(claim.sources, "independent source", "independent sources");
    let outlets = count(claim.outlets, "outlet", "outlets");
    let documents = if claim.documents == claim.outlets {
        String::new()
    } else {
        format!(" ({})", count(claim.documents, "document", "documents"))
    };
    format!("{sources} in {outlets}{documents}")
}

/// From when to when it was seen, and its number.
fn seen(claim: &Claimed) -> String {
    // The day is enough here; the hours stand with the places.
    let day = |seen: &Option<String>| seen.as_deref().map(|seen| outline::day(seen.get(..10).unwrap_or(seen)));
    let days = match (day(&claim.first_seen), day(&claim.last_seen)) {
        (Some(first), Some(last)) if first != last => format!(", from {first} to {last}"),
        (Some(first), _) => format!(", {first}"),
        (None, _) => String::new(),
    };
    format!("{days} · c{}", claim.claim)
}

fn place(lines: &mut Lines, place: &Place, instead: Option<&str>) {
    let source = place.source.map(|source| format!("source {source}"));
    let source = source.as_deref().or(instead).unwrap_or_default();
    let spans: Vec<String> =
        place.statement.content_spans.iter().map(|(start, end)| format!("[{start}, {end})")).collect();
    let whence = ledger::whence(&place.document);
    let at = format!(" · {} {} {}", place.document.path, spans.join(" "), place.statement.label);
    lines.hanging(4, &piece(QUIET, source), 13, &[piece(PLAIN, whence.trim_start_matches(" · ")), piece(QUIET, &at)]);
}

fn piece(style: Style, words: &str) -> Piece<'_> {
    Piece { style, words }
}
