//! People: the command `sayso people`: whom the ledger knows, over all documents.
//!
//! ```text
//! p1000020 Orhun Kelemdar · General, head · Eastern Command, Tarquen
//!   31 statements · 14 documents, 10 reports · also General Kelemdar, Orkhun Kelemder
//! ```

use anstyle::{AnsiColor, Style};
use sayso_ledger::{Bearer, People, Someone};

use crate::arguments::{self, Plain};
use crate::intake::Outcome;
use crate::read::{colours, width};
use crate::wrap::{Lines, Piece};
use crate::{ledger, safe};

/// Asks a ledger and prints whom it knows.
pub(crate) fn run(call: &arguments::People) -> anyhow::Result<Outcome> {
    let Some(ledger) = ledger::open(&call.file.ledger) else { return Ok(Outcome::Wrong) };
    let wanted = People {
        words: (!call.words.is_empty()).then(|| call.words.join(" ")),
        kind: call.kind.clone(),
        // One more, to know whether there are more.
        limit: call.limit.saturating_add(1),
        members: call.members,
    };
    let Some(mut people) = ledger::told(ledger.people(&wanted)) else { return Ok(Outcome::Wrong) };
    let more = people.len() > call.limit;
    people.truncate(call.limit);
    print(&people, more, &call.look)?;
    let Some((crowded, lost)) = ledger::told(ledger.left_open()) else { return Ok(Outcome::Wrong) };
    if crowded > 0 {
        safe::complain(&format!("{crowded} entities stayed alone because too many bear their name"));
    }
    if lost > 0 {
        safe::complain(&format!("{lost} lines of decisions are about entities that are not in the ledger any more"));
    }
    Ok(if people.is_empty() { Outcome::Nothing } else { Outcome::All })
}

/// Prints persons as asked for.
pub(crate) fn print(people: &[Someone], more: bool, look: &arguments::Look) -> anyhow::Result<()> {
    match Plain::or_fitting(look.format) {
        Plain::Json => ledger::lines(people),
        Plain::Pretty => {
            let screen = std::io::IsTerminal::is_terminal(&std::io::stdout());
            ledger::print(&pretty(people, more, width(screen), colours(look.color, true)))
        }
    }
}

const PLAIN: Style = Style::new();
const HEAD: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const NUMBER: Style = AnsiColor::Cyan.on_default();

/// Roles, bodies and other names shown of one person.
const MOST: usize = 4;

fn pretty(people: &[Someone], more: bool, width: usize, colours: bool) -> String {
    let mut lines = Lines::new(width, colours);
    for someone in people {
        let number = format!("{} ", someone.person);
        let what = [first(&someone.roles), first(&someone.affiliations), someone.country.clone().unwrap_or_default()];
        let what: String = what.iter().filter(|part| !part.is_empty()).map(|part| format!(" · {part}")).collect();
        let kind = if someone.kind == "person" { String::new() } else { format!(" ({})", someone.kind) };
        lines.hanging(
            0,
            &Piece { style: NUMBER, words: &number },
            2,
            &[
                Piece { style: HEAD, words: &someone.name },
                Piece { style: QUIET, words: &kind },
                Piece { style: PLAIN, words: &what },
            ],
        );
        lines.paragraph(2, &[Piece { style: QUIET, words: &counts(someone) }]);
        for bearer in someone.members.iter().flatten() {
            lines.hanging(
                2,
                &Piece { style: NUMBER, words: &bearer.entity },
                12,
                &[Piece { style: PLAIN, words: &words(bearer) }],
            );
        }
    }
    let count = match (people.len(), more) {
        (0, _) => "nobody found".to_owned(),
        (shown, true) => format!("{shown} shown (more with --limit)"),
        (1, false) => "1 person or body".to_owned(),
        (shown, false) => format!("{shown} persons and bodies"),
    };
    lines.paragraph(0, &[Piece { style: QUIET, words: &count }]);
    lines.finish()
}

fn counts(someone: &Someone) -> String {
    let count = |count: i64, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    let copies = if someone.reports < someone.documents {
        format!(", {}", count(someone.reports, "report"))
    } else {
        String::new()
    };
    let also = first(&someone.aliases);
    let also = if also.is_empty() { String::new() } else { format!(" · also {also}") };
    format!("{} · {}{copies}{also}", count(someone.statements, "statement"), count(someone.documents, "document"))
}

fn first(list: &[String]) -> String {
    let rest = if list.len() > MOST { ", …" } else { "" };
    format!("{}{rest}", list.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", "))
}

fn words(bearer: &Bearer) -> String {
    let what = bearer.name.iter().chain(&bearer.role).chain(&bearer.affiliation);
    let what = what.map(String::as_str).collect::<Vec<_>>().join(", ");
    format!("{what} · {}", bearer.path)
}
