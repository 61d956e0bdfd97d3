//! Pretty: a reading for people at a terminal.
//!
//! In: `Reading`, [`Look`]. Out: lines: what it is, who says what, how many, when, where, what was left out, what stayed open.
//! All that colour tells, signs and words tell too.
//!
//! ```text
//! Odile Brandt · mayor, city council
//!   “”  told (to reporters · on Thursday): “We will not close the harbour.”
//!   “~  denied: that the council “had been bought”
//!    ~  declined to say [not said]: when the vote would be
//!         ~  it (the ferry line) · hoped: to keep its berths
//! ```

use anstyle::{AnsiColor, Style};
use sayso_read::Reading;
use sayso_read::reading::{CodePoints, Statement};
use sayso_read::statements::Kind;

use crate::facts::{Facts, Told};
use crate::format::{Look, title};
use crate::outline::{self, Doubts, Node, Outline, fold};
use crate::wrap::{Lines, Piece};

const PLAIN: Style = Style::new();
const TITLE: Style = Style::new().bold();
const SECTION: Style = Style::new().bold().underline();
const SPEAKER: Style = AnsiColor::Cyan.on_default().bold();
const CUE: Style = AnsiColor::Yellow.on_default();
const DEED: Style = AnsiColor::Magenta.on_default();
const QUOTED: Style = AnsiColor::Green.on_default();
const FIGURE: Style = AnsiColor::Blue.on_default();
const QUIET: Style = Style::new().dimmed();
const OPEN: Style = AnsiColor::Yellow.on_default();

/// How many figures, times and places are shown, each.
const FACTS: usize = 40;

/// How many places of one doubt are shown, and how many doubts.
const PLACES: usize = 3;
const DOUBTS: usize = 8;

/// Lays out a reading.
pub(crate) fn page(reading: &Reading, look: Look) -> String {
    let mut lines = Lines::new(look.width, look.colours);
    let outline = Outline::of(reading);
    let page = Page { reading, points: CodePoints::of(&reading.text) };
    head(&mut lines, reading);
    said(&mut lines, &page, &outline);
    facts(&mut lines, reading, &Facts::of(reading, &outline));
    if !outline.furniture.is_empty() {
        let counts: Vec<_> =
            outline.furniture.iter().map(|&(kind, count)| format!("{count} {}", outline::name(kind))).collect();
        section(&mut lines, "Left out as furniture", &counts.join(", "));
    }
    open(&mut lines, &page, &outline.doubts);
    lines.finish()
}

/// A reading and the ruler of its text.
struct Page<'r> {
    reading: &'r Reading,
    points: CodePoints<'r>,
}

fn piece(style: Style, words: &str) -> Piece<'_> {
    Piece { style, words }
}

fn section(lines: &mut Lines, name: &str, beside: &str) {
    lines.blank();
    lines.hanging(0, &piece(SECTION, name), name.len() + 2, &[piece(QUIET, beside)]);
}

/// Title; outlet, authors, when; where from; credits.
fn head(lines: &mut Lines, reading: &Reading) {
    match &title(reading) {
        Some(title) => lines.paragraph(0, &[piece(TITLE, title)]),
        None => lines.paragraph(0, &[piece(QUIET, "(no title found)")]),
    }
    let day = reading.published.as_ref().map(|dated| outline::day(&dated.value));
    let authors = match reading.authors.as_slice() {
        [] => None,
        [only] => Some(format!("by {only}")),
        [first @ .., last] => Some(format!("by {} and {last}", first.join(", "))),
    };
    let day = day.unwrap_or_else(|| "no date found".into());
    let parts: Vec<_> = reading.outlet.clone().into_iter().chain(authors).chain([day]).collect();
    lines.paragraph(0, &[piece(PLAIN, &parts.join(" · "))]);
    let mut origin = vec![reading.path.clone()];
    origin.extend(reading.record.clone());
    if let Some(published) = &reading.published {
        origin.push(format!("dated by {}", published.evidence));
    }
    if let Some(modified) = &reading.modified {
        origin.push(format!("changed {} ({})", outline::day(&modified.value), modified.evidence));
    }
    origin.extend(reading.language.as_ref().map(|language| format!("language {language}")));
    lines.paragraph(0, &[piece(QUIET, &origin.join(" · "))]);
    if let Some(url) = &reading.url {
        lines.paragraph(0, &[piece(QUIET, url)]);
    }
    if !reading.credits.is_empty() {
        let credits: Vec<_> = (reading.credits.iter())
            .map(|credit| format!("{} ({})", credit.name, outline::name(credit.kind)))
            .collect();
        lines.paragraph(0, &[piece(QUIET, "Credits: "), piece(PLAIN, &credits.join(", "))]);
    }
}

/// Who says what.
fn said(lines: &mut Lines, page: &Page, outline: &Outline) {
    let reading = page.reading;
    if !reading.blocks.iter().any(|block| block.kind.is_body()) {
        section(lines, "Who says what", "no article was found on this page");
        return;
    }
    if reading.statements.is_empty() {
        section(lines, "Who says what", "no statement was found");
        return;
    }
    let named = outline.speakers.iter().filter(|speaker| speaker.name.is_some()).count();
    let counts = format!("{}, {}", many(reading.statements.len(), "statement"), many(named, "speaker"));
    section(lines, "Who says what", &counts);
    for speaker in &outline.speakers {
        lines.blank();
        match &speaker.name {
            Some(name) => {
                let about = speaker.about.as_ref().map(|about| format!(" · {about}")).unwrap_or_default();
                let remark = speaker.remark.map(|remark| format!(" ({remark})")).unwrap_or_default();
                lines.paragraph(0, &[piece(SPEAKER, name), piece(PLAIN, &about), piece(QUIET, &remark)]);
            }
            None => lines.paragraph(0, &[piece(OPEN, "(no speaker printed, or none that could be tied to the words)")]),
        }
        for node in &speaker.statements {
            told(lines, page, node, 2, false);
        }
    }
    lines.blank();
    lines.paragraph(
        0,
        &[
            piece(QUOTED, "“”"),
            piece(QUIET, " their own words · "),
            piece(QUOTED, "“~"),
            piece(QUIET, " partly their own · "),
            piece(PLAIN, "~"),
            piece(QUIET, " in the paper's words"),
        ],
    );
}

/// One statement, and under it those inside.
fn told(lines: &mut Lines, page: &Page, node: &Node, indent: usize, nested: bool) {
    let statement = node.statement;
    let mark = match statement.kind {
        Kind::Direct => piece(QUOTED, "“”"),
        Kind::Mixed => piece(QUOTED, "“~"),
        Kind::Indirect => piece(PLAIN, " ~"),
    };
    let speaker = outline::inner(node);
    let cue = outline::cue(statement);
    let deed = outline::deed(statement).map(|deed| format!(" [{deed}]"));
    let around = outline::around(statement).map(|around| format!(" ({around})"));
    let content = content(page, statement);
    let mut pieces = Vec::new();
    if nested {
        match &speaker {
            Some((printed, name)) => {
                pieces.push(piece(SPEAKER, printed));
                if let Some(name) = name {
                    pieces.extend([piece(QUIET, " ("), piece(SPEAKER, name), piece(QUIET, ")")]);
                }
            }
            None => pieces.push(piece(OPEN, "(speaker not printed)")),
        }
    }
    if let Some(cue) = &cue {
        if nested {
            pieces.push(piece(QUIET, " · "));
        }
        pieces.push(piece(CUE, cue));
    }
    pieces.extend(deed.as_deref().map(|deed| piece(DEED, deed)));
    pieces.extend(around.as_deref().map(|around| piece(QUIET, around)));
    if !pieces.is_empty() {
        pieces.push(piece(PLAIN, ": "));
    }
    match statement.kind {
        Kind::Mixed => {
            pieces.extend(quoted(&content).map(|(inside, words)| piece(if inside { QUOTED } else { PLAIN }, words)))
        }
        Kind::Direct => pieces.push(piece(QUOTED, &content)),
        Kind::Indirect => pieces.push(piece(PLAIN, &content)),
    }
    lines.hanging(indent, &mark, indent + 4, &pieces);
    for inside in &node.inside {
        told(lines, page, inside, indent + 4, true);
    }
}

/// The words; an ellipsis stands for what interrupts them, mostly the statement's own cue.
fn content(page: &Page, statement: &Statement) -> String {
    let pieces = statement.content.spans.iter().map(|&(start, end)| fold(page.points.slice(start, end)));
    let said = pieces.collect::<Vec<_>>().join(" … ");
    if said.is_empty() { "(no words)".into() } else { said }
}

/// Words cut at quotation marks: which stand inside (the marks with them), which outside. For colours only: where the
/// marks are odd, the colours are.
fn quoted(words: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = words;
    let mut inside = false;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let marks: &[char] = if inside { &['”', '»', '"', '“'] } else { &['“', '„', '«', '"'] };
        // Inside, the opening mark itself does not count.
        let skip = if inside { rest.chars().next().map_or(0, char::len_utf8) } else { 0 };
        let found = rest[skip..].char_indices().find(|(_, character)| marks.contains(character));
        let end = found.map_or(rest.len(), |(at, mark)| skip + at + if inside { mark.len_utf8() } else { 0 });
        let (piece, after) = rest.split_at(end);
        let part = (inside, piece);
        rest = after;
        inside = !inside;
        Some(part)
    })
    .filter(|(_, piece)| !piece.is_empty())
}

/// How many, when and where.
fn facts(lines: &mut Lines, reading: &Reading, facts: &Facts) {
    if !facts.figures.is_empty() {
        section(lines, "How many", &many(facts.figures.len(), "figure"));
        for figure in facts.figures.iter().take(FACTS) {
            let means = figure.means.as_ref().map(|means| format!(" = {means}"));
            let of = figure.of.as_ref().map(|of| format!(" · {of}"));
            let says = format!(" ({})", figure.says.as_deref().unwrap_or("the paper"));
            let pieces = [
                piece(FIGURE, &figure.printed),
                piece(PLAIN, means.as_deref().unwrap_or_default()),
                piece(PLAIN, of.as_deref().unwrap_or_default()),
                piece(QUIET, &says),
            ];
            lines.hanging(2, &piece(PLAIN, ""), 4, &pieces);
        }
        rest(lines, facts.figures.len());
    }
    let places = |place: &Told| crate::facts::form(reading, place);
    told_of(lines, "When", "time", &facts.times, |_| None);
    told_of(lines, "Where", "place", &facts.places, places);
}

/// Times, or places: as printed, what that is, how often.
fn told_of(lines: &mut Lines, name: &str, one: &str, all: &[Told], remark: impl Fn(&Told) -> Option<&'static str>) {
    if all.is_empty() {
        return;
    }
    section(lines, name, &many(all.len(), one));
    for told in all.iter().take(FACTS) {
        let printed = told.printed.join(", ");
        let means = told.means.as_ref().filter(|means| **means != printed).map(|means| format!(" = {means}"));
        let open = if told.means.is_none() { " (not settled)" } else { "" };
        let remark = remark(told).map(|remark| format!(" ({remark})")).unwrap_or_default();
        let times = if told.at.len() > 1 { format!(" · {} times", told.at.len()) } else { String::new() };
        let pieces = [
            piece(FIGURE, &printed),
            piece(PLAIN, means.as_deref().unwrap_or_default()),
            piece(OPEN, open),
            piece(QUIET, &remark),
            piece(QUIET, &times),
        ];
        lines.hanging(2, &piece(PLAIN, ""), 4, &pieces);
    }
    rest(lines, all.len());
}

/// Says how many more there are than were shown.
fn rest(lines: &mut Lines, count: usize) {
    if count > FACTS {
        lines.one(2, QUIET, &format!("and {} more", count - FACTS));
    }
}

/// What stayed open: each doubt with its first places.
fn open(lines: &mut Lines, page: &Page, doubts: &[Doubts]) {
    if doubts.is_empty() {
        return;
    }
    section(lines, "Not settled", &many(page.reading.unresolved.len(), "doubt"));
    for doubt in doubts.iter().take(DOUBTS) {
        let count = if doubt.places.len() > 1 { format!(" ({} times)", doubt.places.len()) } else { String::new() };
        let pieces = [piece(OPEN, doubt.what), piece(PLAIN, &count), piece(PLAIN, ": "), piece(PLAIN, doubt.why)];
        lines.hanging(2, &piece(OPEN, "?"), 4, &pieces);
        let excerpts = doubt.places.iter().filter_map(|(_, place)| Some(page.points.slice(place.start?, place.end?)));
        for excerpt in excerpts.take(PLACES) {
            lines.one(6, QUIET, &fold(excerpt));
        }
        if doubt.places.len() > PLACES && doubt.places.iter().any(|(_, place)| place.start.is_some()) {
            lines.one(6, QUIET, &format!("and {} more", doubt.places.len() - PLACES));
        }
    }
    if doubts.len() > DOUBTS {
        lines.one(2, QUIET, &format!("and {} other kinds of doubt", doubts.len() - DOUBTS));
    }
}

fn many(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::fixture;
    use crate::safe;

    fn plain(reading: &Reading, width: usize) -> String {
        page(reading, Look { width, colours: false })
    }

    #[test]
    fn a_reading_is_laid_out_for_people() {
        fixture::check("harbour.pretty.txt", &plain(&fixture::harbour(), 80));
        fixture::check("harbour.pretty.narrow.txt", &plain(&fixture::harbour(), 40));
        fixture::check("harbour.pretty.ansi", &page(&fixture::harbour(), Look { width: 80, colours: true }));
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for reading in [fixture::harbour(), fixture::hostile()] {
            for width in [24, 40, 61, 80, 100] {
                for line in plain(&reading, width).lines() {
                    assert!(line.width() <= width, "{width}: {line}");
                }
            }
        }
    }

    #[test]
    fn no_steering_character_of_a_page_reaches_the_terminal() {
        let shown = plain(&fixture::hostile(), 80);
        assert!(!shown.contains(safe::steers), "{shown:?}");
        assert!(shown.contains("␛[2J‹U+009B›31m‹U+202E›live"), "{shown}");
        // With colours the only escape sequences are ours: colours, closed again.
        let coloured = page(&fixture::hostile(), Look { width: 80, colours: true });
        for sequence in coloured.split('\u{1b}').skip(1) {
            let code = sequence.strip_prefix('[').and_then(|rest| rest.split_once('m')).map(|(code, _)| code);
            assert!(
                code.is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_digit() || byte == b';')),
                "{sequence:?}"
            );
        }
    }

    #[test]
    fn words_in_quotation_marks_are_told_from_those_around() {
        for (words, expected) in [
            (
                "that “a b” and „c“ or “d",
                vec![(false, "that "), (true, "“a b”"), (false, " and "), (true, "„c“"), (false, " or "), (true, "“d")],
            ),
            ("“a”", vec![(true, "“a”")]),
            ("no marks", vec![(false, "no marks")]),
            ("a \"b\" c”", vec![(false, "a "), (true, "\"b\""), (false, " c”")]),
            ("", vec![]),
        ] {
            assert_eq!(quoted(words).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_page_without_an_article_says_so() {
        let reading = Reading { blocks: Vec::new(), statements: Vec::new(), title: None, ..fixture::harbour() };
        assert!(plain(&reading, 80).contains("no article was found on this page"));
    }
}
