//! Figures: the command `sayso figures`: who says how many of something, and when.
//!
//! ```text
//! soldiers captured (Velmora, Tarquen, Tesk) · 8 claimants
//!   12 March 2024  Orhun Kelemdar  more than 310  [311, ...]  Meridian Wire and 5 more documents
//!                  superseded by 346
//!   14 March 2024  Velmora  163  [163]  Meridian Wire
//!                  against 346, more than 310
//! ```

mod csv;
mod words;

use anstyle::{AnsiColor, Style};
use sayso_ledger::{Counted, Figures, Ledger, Sought, Told};

use crate::arguments::{self, FigureFormat};
use crate::intake::Outcome;
use crate::read::{colours, width};
use crate::wrap::{Lines, Piece};
use crate::{chart, ledger, outline, safe};

pub(crate) use words::{bounds, claimant, number, once, standing, thing};

/// Things named where nothing answers.
const THINGS: usize = 12;

/// Asks a ledger and prints the figures it finds.
pub(crate) fn run(call: &arguments::Figures) -> anyhow::Result<Outcome> {
    let Some(ledger) = ledger::open(&call.file.ledger) else { return Ok(Outcome::Wrong) };
    let sought = Sought {
        question: (!call.words.is_empty()).then(|| call.words.join(" ")),
        speaker: call.speaker.clone(),
        since: call.days.since.clone(),
        until: call.days.until.clone(),
        limit: call.limit,
    };
    let Some(found) = ledger::told(ledger.figures(&sought)) else { return Ok(Outcome::Wrong) };
    match FigureFormat::or_fitting(call.format) {
        FigureFormat::Json => ledger::lines(&found.series)?,
        FigureFormat::Csv => ledger::print(&csv::table(&found.series))?,
        FigureFormat::Svg => picture(&found)?,
        FigureFormat::Pretty => {
            let screen = std::io::IsTerminal::is_terminal(&std::io::stdout());
            let whole = sought.question.is_some();
            ledger::print(&pretty(&found, whole, width(screen), colours(call.color, true)))?;
        }
    }
    if found.cut {
        safe::complain("more figures answer than can be weighed: those of the most claimants were; ask for less");
    }
    if found.series.is_empty() {
        miss(&ledger);
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::All)
}

/// The chart of the best answer.
fn picture(found: &Figures) -> anyhow::Result<()> {
    let Some(best) = found.series.first() else { return Ok(()) };
    if found.series.len() > 1 {
        let others: Vec<String> = found.series[1..].iter().take(THINGS).map(thing).collect();
        safe::complain(&format!("drawn is “{}”; these answer too: {}", thing(best), others.join("; ")));
    }
    ledger::print(&(chart::chart(best).into_string() + "\n"))
}

/// Says what could be asked for.
fn miss(ledger: &Ledger) {
    let Ok(things) = ledger.things(THINGS) else { return };
    if things.is_empty() {
        safe::complain("nothing is counted in this ledger");
        return;
    }
    let things: Vec<String> = things.iter().map(|(what, fate)| words::named(what, fate.as_deref())).collect();
    safe::complain(&format!("nothing answers; counted are: {}", things.join(", ")));
}

const PLAIN: Style = Style::new();
const HEAD: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const WHO: Style = AnsiColor::Cyan.on_default();
const AGAINST: Style = AnsiColor::Red.on_default();

/// Figures named that one is in conflict with.
const AGAINST_SHOWN: usize = 3;

/// Columns of a day.
const DAY: usize = 19;

/// What was found, for people at a terminal: the figures of each thing, or one line a thing.
fn pretty(found: &Figures, whole: bool, width: usize, colours: bool) -> String {
    let mut lines = Lines::new(width, colours);
    for series in &found.series {
        let claimants = match series.claimants {
            0 => " · told by the documents themselves".to_owned(),
            1 => " · 1 claimant".to_owned(),
            count => format!(" · {count} claimants"),
        };
        lines.paragraph(0, &[piece(HEAD, &thing(series)), piece(QUIET, &claimants)]);
        if whole {
            for figure in &series.figures {
                self::figure(&mut lines, series, figure);
            }
            if series.left_out > 0 {
                let more = format!("{} more figures of it do not answer the question", series.left_out);
                lines.paragraph(2, &[piece(QUIET, &more)]);
            }
            lines.blank();
        } else {
            lines.paragraph(2, &[piece(PLAIN, &span(series))]);
        }
    }
    let shown = found.series.len();
    let count = match found.of {
        0 => "nothing found".to_owned(),
        1 => "1 thing".to_owned(),
        of if of == shown => format!("{of} things"),
        of => format!("{shown} of {of} things (more with --limit)"),
    };
    lines.paragraph(0, &[piece(QUIET, &count)]);
    lines.finish()
}

fn figure(lines: &mut Lines, series: &Counted, figure: &Told) {
    let day = figure.claimed.as_deref().map_or("day unknown".to_owned(), outline::day);
    let marks = marks(series, figure);
    lines.hanging(
        2,
        &piece(QUIET, &day),
        DAY,
        &[
            piece(WHO, &claimant(figure)),
            piece(PLAIN, ": "),
            piece(HEAD, &figure.text),
            piece(PLAIN, &format!(" {}", bounds(figure))),
            piece(QUIET, &format!(" {}", printed(figure))),
        ],
    );
    lines.paragraph(DAY, &[piece(QUIET, &format!("“{}”", figure.words))]);
    for (style, mark) in marks {
        lines.paragraph(DAY, &[piece(style, &mark)]);
    }
}

/// Where it stands: ` · Meridian Wire and 5 more documents`.
fn printed(figure: &Told) -> String {
    let whence = figure.document.outlet.as_deref().unwrap_or(&figure.document.path);
    match figure.documents {
        ..2 => format!("· {whence}"),
        2 => format!("· {whence} and 1 more document"),
        count => format!("· {whence} and {} more documents", count - 1),
    }
}

/// What is to be known of a figure besides.
fn marks(series: &Counted, figure: &Told) -> Vec<(Style, String)> {
    let other = |number: &i64| series.figures.iter().find(|other| other.figure == *number);
    let mut marks = Vec::new();
    if figure.thing_from.is_some() {
        marks.push((QUIET, "what it counts is inferred from another figure".to_owned()));
    }
    if figure.further {
        marks.push((QUIET, "on top of another figure".to_owned()));
    }
    if let Some(later) = figure.superseded_by {
        let later = other(&later).map_or("a later figure".to_owned(), |later| later.text.clone());
        marks.push((QUIET, format!("superseded by {later}")));
    }
    let mut against: Vec<String> = (figure.conflicts.iter().filter_map(other))
        .map(|other| format!("{} ({})", other.text, claimant(other)))
        .collect();
    against.sort();
    against.dedup();
    if !against.is_empty() {
        let more = match against.len().saturating_sub(AGAINST_SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        against.truncate(AGAINST_SHOWN);
        marks.push((AGAINST, format!("against {}{more}", against.join(", "))));
    }
    marks
}

/// From the least to the most that is still held, and from when to when.
fn span(series: &Counted) -> String {
    let held: Vec<&Told> = series.figures.iter().filter(|figure| figure.superseded_by.is_none()).collect();
    let low = held.iter().filter_map(|figure| figure.low.or(figure.high)).min_by(f64::total_cmp);
    let high = held.iter().filter_map(|figure| figure.high.or(figure.low)).max_by(f64::total_cmp);
    let days: Vec<&str> = series.figures.iter().filter_map(|figure| figure.claimed.as_deref()).collect();
    let shown = |value: Option<f64>| value.map_or("?".to_owned(), number);
    let figures = series.figures.len();
    let when = match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) if first != last => format!(", {} to {}", outline::day(first), outline::day(last)),
        (Some(first), _) => format!(", {}", outline::day(first)),
        _ => String::new(),
    };
    format!("{} to {} in {figures} figures{when}", shown(low), shown(high))
}

fn piece(style: Style, words: &str) -> Piece<'_> {
    Piece { style, words }
}
