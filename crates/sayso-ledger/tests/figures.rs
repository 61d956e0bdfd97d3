//! Rival figures held against the gold of the invented world, and the worked cases.
#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sayso_ledger::figures::{Context, Count, Figure, Pile, Question, Series};
use sayso_ledger::rows::Rows;
use sayso_read::Reading;
use sayso_read::page::Page;
use sayso_sources::{Given, Input};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The readings of `examples/world`, in the order of adding, read once.
fn world() -> &'static [Reading] {
    static WORLD: OnceLock<Vec<Reading>> = OnceLock::new();
    WORLD.get_or_init(|| {
        let models = sayso_models::open();
        let pages = sayso_sources::pages(vec![Input::named(root().join("examples/world"))], Given::default());
        pages.map(|page| sayso_read::read(&page.unwrap(), &models)).collect()
    })
}

/// `25-crawl.warc#2` for the second page of a container, in the order of reading.
fn gold_names(readings: &[Reading]) -> Vec<String> {
    let file = |reading: &Reading| {
        let name = reading.path.rsplit('/').next().unwrap().to_owned();
        name.split('#').next().unwrap().to_owned()
    };
    let mut pages: HashMap<String, usize> = HashMap::new();
    (readings.iter())
        .map(|reading| {
            let name = file(reading);
            let page = pages.entry(name.clone()).and_modify(|page| *page += 1).or_insert(1);
            if reading.path.contains('#') { format!("{name}#{page}") } else { name }
        })
        .collect()
}

/// All the ledger knows of the world's figures.
struct Told {
    rows: Vec<Rows>,
    names: Vec<String>,
    counts: Vec<Count>,
    series: Vec<Series>,
}

fn told() -> &'static Told {
    static TOLD: OnceLock<Told> = OnceLock::new();
    TOLD.get_or_init(|| {
        let rows: Vec<Rows> =
            world().iter().enumerate().map(|(index, reading)| Rows::of(reading, index as i64 + 1)).collect();
        let documents: Vec<sayso_families::Document> = world().iter().map(sayso_families::Document::of).collect();
        let families =
            sayso_families::find(&documents, &sayso_models::open_families(), sayso_families::Wanted { alone: false });
        let index: HashMap<&str, i64> =
            world().iter().enumerate().map(|(index, reading)| (reading.path.as_str(), index as i64 + 1)).collect();
        let mut family = HashMap::new();
        for found in &families {
            let members: Vec<i64> = found.members.iter().map(|member| index[member.path.as_str()]).collect();
            let first = *members.iter().min().unwrap();
            family.extend(members.iter().map(|&member| (member, first)));
        }
        let mut pile = Pile::new();
        rows.iter().for_each(|rows| pile.add(sayso_ledger::figures::read(rows)));
        let counts = pile.counts().to_vec();
        let series = pile.series(&family, &|_| None);
        Told { rows, names: gold_names(world()), counts, series }
    })
}

#[derive(Debug)]
struct Gold {
    question: String,
    document: usize,
    claimant: String,
    date: String,
    low: Option<f64>,
    high: Option<f64>,
    vague: bool,
    words: String,
}

fn gold(names: &[String]) -> Vec<Gold> {
    let table = std::fs::read_to_string(root().join("examples/gold/figures.tsv")).unwrap();
    (table.lines().skip(1))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            Gold {
                question: cells[0].to_owned(),
                document: names.iter().position(|name| name == cells[1]).unwrap() + 1,
                claimant: cells[2].to_owned(),
                date: cells[3].to_owned(),
                low: cells[4].parse().ok(),
                high: cells[5].parse().ok(),
                vague: cells[6] == "vague",
                words: cells[7].to_owned(),
            }
        })
        .collect()
}

/// Every form in which somebody is printed, by the name of `cast.tsv`.
fn cast() -> HashMap<String, Vec<String>> {
    let table = std::fs::read_to_string(root().join("examples/gold/cast.tsv")).unwrap();
    (table.lines().skip(1))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let mut forms: Vec<String> = cells[4].split(" | ").map(str::to_owned).collect();
            forms.push(cells[0].to_owned());
            (cells[0].to_owned(), forms)
        })
        .collect()
}

fn same_bounds(gold: &Gold, low: Option<f64>, high: Option<f64>) -> bool {
    gold.vague || (gold.low == low && gold.high == high)
}

/// The figures that answer a question: of the series that answer best, those whose surroundings fit.
fn ask<'t>(rows: &[Rows], all: &'t [Series], question: &str) -> Vec<(&'t Series, &'t Figure)> {
    let asked = Question::of(question);
    let mut found: Vec<(u32, Vec<(&Series, &Figure)>)> = Vec::new();
    for series in all {
        let Some(score) = asked.score(&series.into()) else { continue };
        let around = |figure: &Figure| {
            let (document, passage) = context(rows, figure);
            asked.around(
                &series.thing.what,
                figure.count.claimant.name.as_deref(),
                Context { document: &document, passage: &passage },
            )
        };
        let figures: Vec<(&Series, &Figure)> =
            series.figures.iter().filter(|figure| around(figure) >= 500).map(|figure| (series, figure)).collect();
        let best = figures.iter().map(|(_, figure)| around(figure)).max();
        found.extend(best.map(|best| (score * 1000 + best, figures)));
    }
    let best = found.iter().map(|(score, _)| *score).max().unwrap_or(0);
    found.into_iter().filter(|(score, _)| score + 1000 >= best).flat_map(|(_, figures)| figures).collect()
}

/// Headline and beginning of a figure's document, and its passage with the one before.
fn context(rows: &[Rows], figure: &Figure) -> (String, String) {
    let rows = &rows[figure.count.document as usize - 1];
    let first = rows.passages.iter().find(|passage| passage.text.split(' ').count() > 20);
    let title = rows.document.title.clone().unwrap_or_default();
    let at = rows.passages.partition_point(|passage| passage.start <= figure.count.start).saturating_sub(1);
    let near: Vec<&str> =
        rows.passages[at.saturating_sub(1)..=at].iter().map(|passage| passage.text.as_str()).collect();
    (format!("{title} {}", first.map_or("", |passage| passage.text.as_str())), near.join(" "))
}

fn stands_in(figure: &Figure, document: usize) -> bool {
    figure.copies.iter().any(|&copy| sayso_ledger::rows::document_of(copy) == document as i64)
}

fn says(figure: &Figure, row: &Gold) -> bool {
    stands_in(figure, row.document) && same_bounds(row, figure.count.low, figure.count.high)
}

/// Whether the claimant is the one of the gold; `?` is anybody who has no name in the cast.
fn same_claimant(figure: &Figure, gold: &str, cast: &HashMap<String, Vec<String>>) -> bool {
    let claimant = &figure.count.claimant;
    let forms = |who: &str| {
        cast.get(who).is_some_and(|forms| {
            let printed =
                |form: &String| Some(form) == claimant.printed.as_ref() || Some(form) == claimant.name.as_ref();
            forms.iter().any(printed)
        })
    };
    match gold {
        "?" => !cast.keys().any(|who| claimant.name.as_deref() == Some(who)),
        _ => {
            claimant.name.as_deref() == Some(gold)
                || figure.who == gold.to_lowercase()
                || forms(gold)
                || claimant.name.as_deref().is_some_and(|name| name.contains(' ') && gold.starts_with(name))
        }
    }
}

/// What became of a row of the gold.
struct Judged {
    read: bool,
    found: bool,
    claimant: bool,
    date: bool,
    why: String,
}

fn judge(told: &Told, row: &Gold, cast: &HashMap<String, Vec<String>>) -> Judged {
    let bounds = |low: Option<f64>, high: Option<f64>, value: Option<f64>| match (low, high) {
        (None, None) => (value, value),
        bounds => bounds,
    };
    let words = row.words.replace(['“', '”', '"', '.'], "");
    let read = told.rows[row.document - 1].quantities.iter().any(|quantity| {
        let (low, high) = bounds(quantity.low, quantity.high, quantity.value);
        same_bounds(row, low, high) && words.contains(quantity.text.trim_matches(['“', '.']))
    }) || told
        .counts
        .iter()
        .any(|count| count.document == row.document as i64 && same_bounds(row, count.low, count.high));
    let mut answers: Vec<&Figure> = ask(&told.rows, &told.series, &row.question)
        .iter()
        .map(|(_, figure)| *figure)
        .filter(|figure| says(figure, row))
        .collect();
    let day = |figure: &Figure| figure.count.claimed.as_deref() == Some(&row.date);
    answers.sort_by_key(|figure| (!same_claimant(figure, &row.claimant, cast), !day(figure)));
    let (claimant, date) = match answers.first() {
        Some(figure) => (same_claimant(figure, &row.claimant, cast), day(figure)),
        None => (false, false),
    };
    let elsewhere = told.series.iter().find(|series| series.figures.iter().any(|figure| says(figure, row)));
    let why = match (answers.first(), elsewhere) {
        (None, _) if !read => "quantity not read".to_owned(),
        (None, Some(series)) => {
            format!("counted as {} {}", series.thing.what, series.thing.fate.unwrap_or("")).trim().to_owned()
        }
        (None, None) => "thing not recognised".to_owned(),
        (Some(figure), _) => {
            let mut why = Vec::new();
            if !claimant {
                why.push(format!(
                    "claimant {}",
                    figure.count.claimant.name.as_deref().unwrap_or("the document itself")
                ));
            }
            if !date {
                why.push(format!("date {}", figure.count.claimed.as_deref().unwrap_or("unknown")));
            }
            why.join(", ")
        }
    };
    Judged { read, found: !answers.is_empty(), claimant, date, why }
}

/// The table `evaluation/figures.tsv`.
fn table(told: &Told) -> String {
    let (gold, cast) = (gold(&told.names), cast());
    let judged: Vec<Judged> = gold.iter().map(|row| judge(told, row, &cast)).collect();
    let all = gold.len();
    let count = |test: fn(&Judged) -> bool| judged.iter().filter(|judged| test(judged)).count();
    // What answers hold beyond the gold: figures of other questions, and figures that no question has.
    let (mut shown, mut others, mut beyond) = (0, 0, Vec::new());
    let mut questions: Vec<&str> = gold.iter().map(|row| row.question.as_str()).collect();
    questions.dedup();
    for question in questions {
        for (_, figure) in ask(&told.rows, &told.series, question) {
            shown += 1;
            let of = |row: &&Gold| says(figure, row);
            if gold.iter().filter(|row| row.question == question).any(|row| of(&row)) {
                continue;
            }
            match gold.iter().find(of) {
                Some(_) => others += 1,
                None => beyond.push((question, figure)),
            }
        }
    }
    let mut out = "# figures: made by `BLESS=1 cargo test -p sayso-ledger --test figures`; the invented world's gold\nmeasure\tvalue\tof\tremark\n".to_owned();
    for (measure, value, of, remark) in [
        ("quantity read", count(|judged| judged.read), all, "with the right bounds"),
        ("found", count(|judged| judged.found), all, "asked with the gold's question, among the figures of the answer"),
        ("claimant", count(|judged| judged.claimant), all, "found and told by the right one"),
        ("date", count(|judged| judged.date), all, "found and on the right day"),
        ("all right", count(|judged| judged.found && judged.claimant && judged.date), all, ""),
        ("in answers, of another question", others, shown, "mostly the same thing elsewhere or later"),
        ("in answers, in no question", beyond.len(), shown, "listed below"),
    ] {
        out += &format!("{measure}\t{value}\t{of}\t{remark}\n");
    }
    out += "\nquestion\tdocument\twords\tread\tfound\tclaimant\tdate\twhy not\n";
    let sign = |yes: bool| if yes { "yes" } else { "no" };
    for (row, judged) in gold.iter().zip(&judged) {
        let document = &told.names[row.document - 1];
        let signs = [judged.read, judged.found, judged.claimant, judged.date].map(sign).join("\t");
        out += &format!("{}\t{document}\t{}\t{signs}\t{}\n", row.question, row.words, judged.why);
    }
    out += "\nquestion\tdocument\tin an answer and in no question\tclaimant\n";
    for (question, figure) in beyond {
        let count = &figure.count;
        let claimant = count.claimant.name.as_deref().unwrap_or("the document itself");
        out += &format!("{question}\t{}\t{}\t{claimant}\n", told.names[count.document as usize - 1], count.words);
    }
    out
}

#[test]
fn the_rival_figures_of_the_invented_world_are_as_the_table_says() {
    let path = root().join("evaluation/figures.tsv");
    let new = table(told());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, new).unwrap();
        return;
    }
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    let changed: Vec<&str> = new.lines().filter(|line| !old.lines().any(|before| before == *line)).collect();
    assert!(old == new, "evaluation/figures.tsv differs; BLESS=1 rewrites it. New lines:\n{}", changed.join("\n"));
}

/// One line a series and a figure, for looking at and for the worked cases.
fn show(series: &Series, names: &dyn Fn(i64) -> String) -> String {
    let bound = |bound: Option<f64>| bound.map_or("...".to_owned(), |bound| bound.to_string());
    let thing = &series.thing;
    let head = [series.side.as_deref(), Some(thing.what.as_str()), thing.currency.as_deref(), thing.fate];
    let mut out = format!("> {}\n", head.into_iter().flatten().collect::<Vec<_>>().join(" "));
    let printed: HashMap<i64, String> =
        series.figures.iter().map(|figure| (figure.count.quantity, figure.count.text.clone())).collect();
    for figure in &series.figures {
        let count = &figure.count;
        out += &format!(
            ">   {} {}: ",
            count.claimed.as_deref().unwrap_or("?"),
            count.claimant.name.as_deref().unwrap_or("the document itself")
        );
        out += &format!("{} ({} to {})", count.text, bound(count.low), bound(count.high));
        out += &format!(", {}", names(count.document));
        if figure.documents > 1 {
            out += &format!(" and {} more", figure.documents - 1);
        }
        if count.thing_from.is_some() {
            out += ", inferred";
        }
        if count.part {
            out += ", part";
        }
        if count.further {
            out += ", further";
        }
        if let Some(later) = figure.superseded_by {
            out += &format!(", superseded by {}", printed.get(&later).map_or("?", String::as_str));
        }
        let against: Vec<&str> =
            figure.conflicts.iter().filter_map(|other| printed.get(other)).map(String::as_str).collect();
        if !against.is_empty() {
            out += &format!(", against {}", against.join(" / "));
        }
        out.push('\n');
    }
    out
}

/// The worked cases: documents (`= Outlet 2031-05-02` and lines of text behind bars), perhaps a question (`? ...`), and what comes out (`>`).
#[test]
fn the_worked_cases_come_out_as_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/figures.txt");
    let old = std::fs::read_to_string(&path).unwrap();
    let models = sayso_models::open();
    let cases: Vec<String> = old.split("\n\n").map(|case| redraw(case, &models)).collect();
    let new = format!("{}\n", cases.join("\n\n").trim_end());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, new).unwrap();
        return;
    }
    for (old, new) in old.split("\n\n").zip(new.split("\n\n")) {
        assert_eq!(old.trim_end(), new.trim_end(), "BLESS=1 rewrites the expectations");
    }
}

fn redraw(case: &str, models: &sayso_read::Models) -> String {
    let kept: Vec<&str> = case.lines().filter(|line| !line.starts_with('>')).collect();
    let (mut documents, mut question): (Vec<(String, String, String)>, Option<&str>) = (Vec::new(), None);
    for line in &kept {
        if let Some(head) = line.strip_prefix("= ") {
            let (outlet, day) = head.rsplit_once(' ').unwrap();
            documents.push((outlet.to_owned(), day.to_owned(), String::new()));
        } else if let Some(text) = line.strip_prefix("| ") {
            documents.last_mut().unwrap().2 += &format!("{text}\n\n");
        }
        question = line.strip_prefix("? ").or(question);
    }
    if documents.is_empty() {
        return case.to_owned();
    }
    let rows: Vec<Rows> = (documents.iter().enumerate())
        .map(|(index, (outlet, day, text))| {
            let mut page = Page::text(&format!("{index}.txt"), text.as_str());
            page.told.outlet = Some(outlet.clone());
            page.told.published = Some((day.clone(), "--date".to_owned()));
            Rows::of(&sayso_read::read(&page, models), index as i64 + 1)
        })
        .collect();
    let mut pile = Pile::new();
    rows.iter().for_each(|rows| pile.add(sayso_ledger::figures::read(rows)));
    let all = pile.series(&HashMap::new(), &|_| None);
    let names = |document: i64| documents[document as usize - 1].0.clone();
    let mut shown: Vec<&Series> = match question {
        Some(question) => ask(&rows, &all, question).iter().map(|(series, _)| *series).collect(),
        None => all.iter().collect(),
    };
    shown.dedup_by_key(|series| series.series);
    let mut out = kept.join("\n").trim_end().to_owned();
    out.push('\n');
    if shown.is_empty() {
        out += "> nothing\n";
    }
    for series in shown {
        out += &show(series, &names);
    }
    out.trim_end().to_owned()
}

/// `LOOK=1 cargo test ... -- --nocapture`: all series of the world, and the figures of which nothing near says what they count.
#[test]
#[allow(clippy::print_stdout)]
fn a_look() {
    if std::env::var_os("LOOK").is_none() {
        return;
    }
    let told = told();
    let names = |document: i64| told.names[document as usize - 1].clone();
    for series in &told.series {
        print!("{}", show(series, &names));
    }
    for count in told.counts.iter().filter(|count| count.thing.is_none()) {
        println!("bare: {} {}: {}", names(count.document), count.text, count.words);
    }
}
