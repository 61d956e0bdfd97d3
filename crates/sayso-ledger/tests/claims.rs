//! Claims over the invented world, against its gold: are sources counted right where the documents of a claim are given, and which claims are
//! found from readings alone. The figures stand in `evaluation/claims.tsv`; `BLESS=1` rewrites them.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sayso_families::Wanted;
use sayso_ledger::claims::{Carrier, Claim, Found, Kin, Pile, Sources, ascribed, find};
use sayso_ledger::persons;
use sayso_ledger::rows::{Rows, Statement, outlet};
use sayso_read::Reading;
use sayso_sources::{Given, Input};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The invented world: its rows, what its families say, what is found of claims.
struct World {
    rows: Vec<Rows>,
    kins: Vec<Kin>,
    found: Found,
    /// The gold's name of each document (`25-crawl.warc#2`), by number.
    names: BTreeMap<String, i64>,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let models = sayso_models::open();
        let pages = sayso_sources::pages(vec![Input::named(root().join("examples/world"))], Given::default());
        let readings: Vec<Reading> = pages.map(|page| sayso_read::read(&page.unwrap(), &models)).collect();
        let rows: Vec<Rows> = readings.iter().zip(1..).map(|(reading, number)| Rows::of(reading, number)).collect();
        let kins = kins(&readings);
        let found = find(&pile(&rows, &kins), &sayso_models::open_families());
        let mut pages: BTreeMap<String, usize> = BTreeMap::new();
        let name = |reading: &Reading| {
            let file = reading.path.replace('\\', "/");
            let (file, page) = file
                .rsplit('/')
                .next()
                .unwrap()
                .split_once('#')
                .map_or((file.rsplit('/').next().unwrap(), false), |(file, _)| (file, true));
            let count = pages.entry(file.to_owned()).or_default();
            *count += 1;
            if page { format!("{file}#{count}") } else { file.to_owned() }
        };
        let names = readings.iter().map(name).zip(1..).collect();
        World { rows, kins, found, names }
    })
}

fn kins(readings: &[Reading]) -> Vec<Kin> {
    let documents: Vec<_> = readings.iter().map(sayso_families::Document::of).collect();
    let families = sayso_families::find(&documents, &sayso_models::open_families(), Wanted { alone: true });
    let mut kins = vec![Kin::default(); readings.len()];
    for (number, family) in families.into_iter().enumerate() {
        for member in family.members {
            let copy_of = member.of_index.map(|of| (of as i64 + 1, member.shared));
            kins[member.index] = Kin { family: number as i64, copy_of, cites: member.cites };
        }
    }
    kins
}

fn pile(rows: &[Rows], kins: &[Kin]) -> Pile {
    let mut persons = persons::Pile::default();
    for (rows, kin) in rows.iter().zip(kins) {
        persons.add(rows.document.document, Some(kin.family), &rows.entities);
    }
    let persons: HashMap<i64, i64> = persons.join(&[]).of.into_iter().collect();
    let mut pile = Pile::default();
    for (rows, kin) in rows.iter().zip(kins) {
        pile.add(rows, kin.clone(), |entity| persons.get(&entity).copied());
    }
    pile
}

/// A line of the gold.
struct Gold {
    claim: String,
    document: String,
    counts_as: String,
    words: String,
}

fn gold() -> Vec<Gold> {
    let table = std::fs::read_to_string(root().join("examples/gold/claims.tsv")).unwrap();
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    (table.lines().skip(1).map(cells))
        .map(|cells| Gold {
            claim: cells[0].clone(),
            document: cells[2].clone(),
            counts_as: cells[3].clone(),
            words: cells[4].clone(),
        })
        .collect()
}

/// The claims of the gold in its order, each with its lines.
fn by_claim(gold: &[Gold]) -> Vec<(&str, Vec<&Gold>)> {
    let mut claims: Vec<(&str, Vec<&Gold>)> = Vec::new();
    for line in gold {
        match claims.last_mut() {
            Some((claim, lines)) if *claim == line.claim => lines.push(line),
            _ => claims.push((&line.claim, vec![line])),
        }
    }
    claims
}

/// Where words stand in a document, in code points of its text; white space is folded.
fn place(rows: &Rows, words: &str) -> Option<(u32, u32)> {
    let words: Vec<char> = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    rows.passages.iter().find_map(|passage| {
        let mut points: Vec<(char, u32)> = Vec::new();
        for (letter, at) in passage.text.chars().zip(passage.start..) {
            match (letter.is_whitespace(), points.last()) {
                (true, None | Some((' ', _))) => {}
                (true, _) => points.push((' ', at)),
                (false, _) => points.push((letter, at)),
            }
        }
        let found =
            points.windows(words.len()).find(|run| run.iter().map(|point| point.0).eq(words.iter().copied()))?;
        Some((found.first()?.1, found.last()?.1 + 1))
    })
}

/// The statements whose content holds a part of a place.
fn holders(rows: &Rows, (start, end): (u32, u32)) -> impl Iterator<Item = &Statement> {
    let within = move |spans: &[(u32, u32)]| spans.iter().any(|&(from, to)| from < end && start < to);
    rows.statements.iter().filter(move |statement| within(&statement.content_spans))
}

/// How many sources a claim has by the gold, and by counting where the gold's documents are given.
fn counted(world: &World, lines: &[&Gold]) -> (usize, usize) {
    let by_gold: BTreeSet<&str> = lines.iter().map(|line| line.counts_as.as_str()).collect();
    let told: Vec<(usize, Option<String>, Vec<String>)> = (lines.iter())
        .map(|line| {
            let at = world.names[&line.document] as usize - 1;
            let (rows, kin) = (&world.rows[at], &world.kins[at]);
            let ascribed = ascribed(&rows.passages, &rows.statements, &kin.cites);
            // Where the reading has no statement there, nothing is ascribed.
            let mut held = holders(rows, place(rows, &line.words).unwrap());
            let ascribed = held.find_map(|one| ascribed.get(&one.statement).cloned()).unwrap_or_default();
            let house = outlet(rows.document.outlet.as_deref(), rows.document.url.as_deref());
            (at, house, ascribed)
        })
        .collect();
    let carriers: Vec<Carrier> = (told.iter())
        .map(|(at, outlet, ascribed)| {
            let document = &world.rows[*at].document;
            Carrier {
                family: world.kins[*at].family,
                outlet: outlet.as_deref(),
                url: document.url.as_deref(),
                credits: &document.credits,
                based_on: &document.based_on,
                ascribed,
            }
        })
        .collect();
    (by_gold.len(), Sources::of(&carriers).independent)
}

#[test]
fn independent_sources_are_counted_right_for_every_claim_whose_documents_are_given() {
    let gold = gold();
    for (claim, lines) in by_claim(&gold) {
        let (wanted, counted) = counted(world(), &lines);
        assert_eq!(counted, wanted, "{claim}");
    }
}

/// What is found of one claim of the gold.
struct Row {
    documents: usize,
    read: usize,
    found: usize,
    others: usize,
    sources: usize,
    counted: usize,
}

fn row(world: &World, lines: &[&Gold]) -> Row {
    let mut read = BTreeSet::new();
    let mut statements: BTreeMap<i64, i64> = BTreeMap::new();
    for line in lines {
        let number = world.names[&line.document];
        let rows = &world.rows[number as usize - 1];
        for statement in holders(rows, place(rows, &line.words).unwrap()) {
            read.insert(number);
            statements.insert(statement.statement, number);
        }
    }
    // The computed claim that holds most of its documents.
    let held = |claim: &Claim| -> BTreeSet<i64> {
        claim
            .members
            .iter()
            .filter(|member| statements.contains_key(&member.statement))
            .map(|member| member.document)
            .collect()
    };
    let best = world.found.claims.iter().max_by_key(|claim| (held(claim).len(), std::cmp::Reverse(claim.claim)));
    let best = best.filter(|claim| held(claim).len() > 1);
    let gold: BTreeSet<i64> = lines.iter().map(|line| world.names[&line.document]).collect();
    // Copies of the gold's documents that the gold does not name (a packed twin of a file) are no strangers.
    let families: BTreeSet<i64> = gold.iter().map(|&number| world.kins[number as usize - 1].family).collect();
    let stranger = |number: &i64| !families.contains(&world.kins[*number as usize - 1].family);
    let documents: BTreeSet<i64> = best.iter().flat_map(|claim| &claim.members).map(|member| member.document).collect();
    Row {
        documents: gold.len(),
        read: read.len(),
        found: best.map_or(0, |claim| held(claim).len()),
        others: documents.iter().filter(|number| stranger(number)).count(),
        sources: lines.iter().map(|line| line.counts_as.as_str()).collect::<BTreeSet<_>>().len(),
        counted: best.map_or(0, |claim| claim.sources),
    }
}

#[test]
fn claims_found_from_readings_are_those_of_the_table() {
    let (gold, world) = (gold(), world());
    let mut table = String::from(
        "# Claims of the invented world, found from its readings: made by `BLESS=1 cargo test -p sayso-ledger --test claims`\n\
         # documents: of the gold; read: those in which the reading has a statement there; found: those in one claim; others: false members;\n\
         # sources: independent, by the gold; given: as counted where the documents are given; counted: of the claim that was found\n\
         claim\tdocuments\tread\tfound\tothers\tsources\tgiven\tcounted\n",
    );
    let mut sums = [0; 4];
    let mut right = 0;
    for (claim, lines) in by_claim(&gold) {
        let row = row(world, &lines);
        let given = counted(world, &lines).1;
        let Row { documents, read, found, others, sources, counted } = row;
        writeln!(table, "{claim}\t{documents}\t{read}\t{found}\t{others}\t{sources}\t{given}\t{counted}").unwrap();
        for (sum, value) in sums.iter_mut().zip([documents, read, found, others]) {
            *sum += value;
        }
        right += usize::from(sources == counted);
    }
    let claims = by_claim(&gold).len();
    writeln!(table, "all\t{}\t{}\t{}\t{}\t{claims} claims\t\t{right} right", sums[0], sums[1], sums[2], sums[3])
        .unwrap();
    let file = root().join("evaluation/claims.tsv");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(table, committed, "the figures moved; read why, then run with BLESS=1");
}
