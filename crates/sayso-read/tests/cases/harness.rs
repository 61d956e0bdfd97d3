//! Runs case files: reads the texts, asks the stage for marks, draws them under the text, compares.
//!
//! A case is a run of lines with a bar. `| words` is text; a single bar parts paragraphs; `headline| words` (or another
//! body kind) is a block of that kind. Lines of carets under the text are what the stage says; they are never
//! parsed, only drawn anew and compared. All other lines are titles and remarks and stay as they are.
//!
//! A column is a code point. A mark that runs over several lines is drawn under each, `... label` from the second on;
//! an empty span is a `!`; a mark without any span stands under the case as `|= label`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sayso_read::articles::{Article, Block, BlockKind};
use sayso_read::span::Span;
use sayso_read::text::Text;

/// Something that a stage found: where, and what to write beside the carets.
pub(crate) struct Mark {
    pub(crate) spans: Vec<Span>,
    pub(crate) label: String,
}

/// Runs all case files of a stage and panics with the first differences, or rewrites them if `BLESS` is set. How
/// many cases there are.
pub(crate) fn check(stage: &str, marks: fn(&Text) -> Vec<Mark>) -> usize {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src").join(stage).join("cases");
    let mut files: Vec<PathBuf> = match std::fs::read_dir(&folder) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).filter(|path| has_cases(path)).collect(),
        Err(_) => return 0, // A stage may be without cases while it is young.
    };
    files.sort();
    let (mut wrong, mut cases) = (Vec::new(), 0);
    for path in files {
        let old = std::fs::read_to_string(&path).unwrap();
        cases += old.split("\n\n").filter(|part| part.lines().any(|row| matches!(line(row), Line::Text(..)))).count();
        let new = redraw(&old, marks);
        if old == new {
            continue;
        }
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, new).unwrap();
        } else {
            wrong.push(difference(&path, &old, &new));
        }
    }
    assert!(wrong.is_empty(), "\n{}\nBLESS=1 rewrites the expectations.", wrong.join("\n"));
    cases
}

fn has_cases(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "txt")
}

/// Each case that differs, as expected and as found.
fn difference(path: &Path, old: &str, new: &str) -> String {
    let mut out = format!("{}:\n", path.display());
    let parts = |file: &str| file.split("\n\n").map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (parts(old), parts(new));
    for (old, new) in old.iter().zip(&new).filter(|(old, new)| old != new) {
        let _ = write!(out, "--- expected\n{old}\n--- found\n{new}\n");
    }
    out
}

/// A line of a case file.
enum Line<'a> {
    /// Text with the kind of its block.
    Text(&'a str, &'a str),
    /// Carets, to be drawn anew.
    Marks,
    /// Not part of a case.
    Remark,
}

fn line(line: &str) -> Line<'_> {
    let Some((before, after)) = line.split_once('|') else { return Line::Remark };
    let blank = before.bytes().all(|byte| byte == b' ');
    if !blank && kind(before).is_none() {
        return Line::Remark;
    }
    if after.starts_with('=') {
        return Line::Marks;
    }
    let words = if after.is_empty() { Some("") } else { after.strip_prefix(' ') };
    let Some(words) = words else {
        return Line::Remark;
    };
    if blank && words.trim_start().starts_with(['^', '!']) { Line::Marks } else { Line::Text(before, words) }
}

fn kind(name: &str) -> Option<BlockKind> {
    let kind = serde_json::from_value::<BlockKind>(serde_json::Value::String(name.to_owned())).ok()?;
    kind.is_body().then_some(kind)
}

/// The file with its marks drawn anew.
fn redraw(file: &str, marks: fn(&Text) -> Vec<Mark>) -> String {
    let mut out = String::new();
    let mut case: Vec<(&str, &str)> = Vec::new();
    for row in file.lines() {
        match line(row) {
            Line::Text(kind, words) => case.push((kind, words)),
            Line::Marks => {}
            Line::Remark => {
                draw(&mut out, &std::mem::take(&mut case), marks);
                out.push_str(row);
                out.push('\n');
            }
        }
    }
    draw(&mut out, &case, marks);
    out
}

/// Runs one case and draws its text and its marks.
fn draw(out: &mut String, case: &[(&str, &str)], marks: fn(&Text) -> Vec<Mark>) {
    if case.is_empty() {
        return;
    }
    let (article, starts) = article(case);
    let marks = marks(&Text::of(&article));
    for (&(kind, words), &start) in case.iter().zip(&starts) {
        let row = Span::new(start, start + words.len());
        let _ = writeln!(out, "{}", format!("{kind}| {words}").trim_end());
        for mark in &marks {
            let more = mark.spans.first().is_some_and(|first| (first.start as usize) < start && !first.is_empty());
            let carets = carets(words, row, &mark.spans);
            if !carets.is_empty() {
                let _ = writeln!(
                    out,
                    "{}| {carets} {}{}",
                    " ".repeat(kind.len()),
                    if more { "... " } else { "" },
                    mark.label
                );
            }
        }
    }
    for mark in marks.iter().filter(|mark| mark.spans.is_empty()) {
        let _ = writeln!(out, "|= {}", mark.label);
    }
}

/// The article that the lines spell, and where each line starts in its text.
fn article(case: &[(&str, &str)]) -> (Article, Vec<usize>) {
    let (mut article, mut starts) = (Article::default(), Vec::new());
    let mut fresh = true;
    for &(name, words) in case {
        let kind = kind(name).unwrap_or(BlockKind::Paragraph);
        if words.is_empty() {
            starts.push(article.text.len());
            fresh = true;
            continue;
        }
        let joins = !fresh && article.blocks.last().is_some_and(|block| block.kind == kind);
        if !article.text.is_empty() {
            article.text.push_str(if joins { "\n" } else { "\n\n" });
        }
        starts.push(article.text.len());
        article.text.push_str(words);
        let end = article.text.len();
        match article.blocks.last_mut().filter(|_| joins) {
            Some(block) => block.span.end = end as u32,
            None => article.blocks.push(Block { kind, span: Span::new(end - words.len(), end), source: Vec::new() }),
        }
        fresh = false;
    }
    (article, starts)
}

/// The carets that stand under the line `row` of text for these spans; empty if none touches it.
fn carets(words: &str, row: Span, spans: &[Span]) -> String {
    let mut out = String::new();
    let column = |byte: u32| words[..(byte.clamp(row.start, row.end) - row.start) as usize].chars().count();
    for span in spans {
        let touches = span.overlaps(row) || (span.is_empty() && row.start <= span.start && span.start < row.end);
        if !touches {
            continue;
        }
        let (from, to) = (column(span.start), column(span.end));
        let so_far = out.chars().count();
        out.push_str(&" ".repeat(from.saturating_sub(so_far)));
        if span.is_empty() { out.push('!') } else { out.push_str(&"^".repeat(to - from)) }
    }
    out
}

#[test]
fn marks_are_drawn_under_the_words_they_cover() {
    fn marks(text: &Text) -> Vec<Mark> {
        let find = |words: &str| text.string.find(words).map(|at| Span::new(at, at + words.len())).unwrap();
        vec![
            Mark { spans: vec![find("rain"), find("today")], label: "both".into() },
            Mark { spans: vec![find("too\nlong")], label: "over the line".into() },
            Mark { spans: Vec::new(), label: "nowhere".into() },
        ]
    }
    let file = "A title.\n| São rain and today too\n| ^ stale\n| long.\n\nThe end | of it.\n";
    let drawn = "A title.\n| São rain and today too\n|     ^^^^     ^^^^^ both\n|                    ^^^ over the line\n\
                 | long.\n| ^^^^ ... over the line\n|= nowhere\n\nThe end | of it.\n";
    assert_eq!(redraw(file, marks), drawn);
    assert_eq!(redraw(drawn, marks), drawn);
}

/// Runs the cases of `src/STAGE/open/`: drawn as they should be, and not met yet. Panics where one is met: it belongs among
/// the cases then. How many are open.
pub(crate) fn check_open(stage: &str, marks: fn(&Text) -> Vec<Mark>) -> usize {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src").join(stage).join("open");
    let entries = std::fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| has_cases(path)).collect();
    files.sort();
    let (mut met, mut open) = (Vec::new(), 0);
    for file in files {
        let wanted = std::fs::read_to_string(&file).unwrap();
        for case in wanted.split("\n\n").filter(|case| case.lines().any(|row| matches!(line(row), Line::Text(..)))) {
            open += 1;
            let case = format!("{}\n", case.trim_end());
            if redraw(&case, marks) == case {
                met.push(case);
            }
        }
    }
    assert!(met.is_empty(), "met now, to be moved from open/ to cases/:\n\n{}", met.join("\n"));
    open
}
