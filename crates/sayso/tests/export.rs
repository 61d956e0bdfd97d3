//! Exports from outside: what is written is read back by other libraries and is what the ledger holds.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Output;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use assert_cmd::Command;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use sayso_ledger::TABLES;
use serde_json::Value;

/// A folder for one test, with a ledger in it, taken away at the end.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Place {
        let path = std::env::temp_dir().join(format!("sayso-export-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("pages")).unwrap();
        Place(path)
    }

    /// The invented world's ledger.
    fn world(name: &str) -> Place {
        let place = Place::new(name);
        let added = place.sayso(&["add", "--ledger"]).arg(place.ledger()).arg(examples()).output().unwrap();
        assert!(added.status.success(), "{}", words(&added.stderr));
        place
    }

    /// A ledger of some pages.
    fn of(name: &str, pages: &[(&str, &str)]) -> Place {
        let place = Place::new(name);
        for (name, words) in pages {
            fs::write(place.0.join("pages").join(name), words).unwrap();
        }
        assert!(place.run(&["add", "-l", "news.sayso", "pages"]).status.success());
        place
    }

    fn ledger(&self) -> PathBuf {
        self.0.join("news.sayso")
    }

    fn sayso(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("sayso"));
        command.args(arguments).current_dir(&self.0);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.sayso(arguments).output().unwrap()
    }

    /// Runs `sayso export`, which must go well; its output.
    fn export(&self, arguments: &[&str]) -> Vec<u8> {
        let output = self.run(&[&["export", "-l", "news.sayso"], arguments].concat());
        assert!(output.status.success(), "{arguments:?}: {}", words(&output.stderr));
        output.stdout
    }

    /// The names in a folder, in order.
    fn names(&self, folder: &str) -> Vec<String> {
        let names = fs::read_dir(self.0.join(folder)).unwrap();
        let mut names: Vec<String> = names.map(|name| name.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/world")
}

fn words(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn parquet(path: &Path) -> Vec<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    reader.build().unwrap().map(Result::unwrap).collect()
}

/// The rows of a CSV file, each by the names of its columns.
fn csv(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(bytes).deserialize().map(Result::unwrap).collect()
}

/// A value of a Parquet column as CSV writes it.
fn shown(column: &dyn Array, row: usize) -> String {
    use arrow_schema::DataType::{Boolean, Date32, Float64, Int64, List, Struct, Utf8};
    if column.is_null(row) {
        return String::new();
    }
    match column.data_type() {
        Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        Float64 => column.as_primitive::<Float64Type>().value(row).to_string(),
        Utf8 => column.as_string::<i32>().value(row).to_owned(),
        Boolean => column.as_boolean().value(row).to_string(),
        Date32 => column.as_primitive::<Date32Type>().value_as_date(row).unwrap().to_string(),
        List(_) => {
            let list = column.as_list::<i32>().value(row);
            let values: Vec<Value> = (0..list.len())
                .map(|at| match list.data_type() {
                    Struct(_) => {
                        let fields = list.as_struct().columns();
                        let numbers: Vec<i64> =
                            fields.iter().map(|field| field.as_primitive::<Int64Type>().value(at)).collect();
                        match numbers[..] {
                            [a, b, c, d] => serde_json::json!({"here": [a, b], "there": [c, d]}),
                            _ => numbers.into(),
                        }
                    }
                    Int64 => list.as_primitive::<Int64Type>().value(at).into(),
                    _ => list.as_string::<i32>().value(at).into(),
                })
                .collect();
            serde_json::to_string(&values).unwrap()
        }
        other => panic!("{other}"),
    }
}

#[test]
fn parquet_and_csv_read_back_are_the_same_tables() {
    let place = Place::world("tables");
    place.export(&["-f", "parquet", "-o", "a"]);
    place.export(&["-f", "csv", "-o", "b"]);
    let mut counts = BTreeMap::new();
    for table in TABLES {
        let rows = csv(&fs::read(place.0.join(format!("b/{}.csv", table.name))).unwrap());
        let mut at = 0;
        for batch in parquet(&place.0.join(format!("a/{}.parquet", table.name))) {
            for row in 0..batch.num_rows() {
                for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
                    let (one, other) = (shown(column, row), &rows[at][field.name()]);
                    assert_eq!(&one, other, "{} row {at}: {}", table.name, field.name());
                    // A list that nobody told of in the table of columns.
                    let list = *field.data_type() == arrow_schema::DataType::Utf8
                        && serde_json::from_str::<Vec<Value>>(&one).is_ok();
                    assert!(!list, "{} {}: {one}", table.name, field.name());
                }
                at += 1;
            }
        }
        assert_eq!(at, rows.len(), "{}", table.name);
        counts.insert(table.name, at);
    }
    assert_eq!((counts["documents"], counts["members"]), (33, 33));
    assert!(TABLES.iter().all(|table| counts[table.name] > 0), "{counts:?}");
    let names: Vec<String> = TABLES.iter().map(|table| format!("{}.parquet", table.name)).collect();
    assert_eq!(place.names("a"), {
        let mut names = names;
        names.sort();
        names
    });
}

#[test]
fn parquet_keeps_types_lists_and_missing_values_and_says_where_it_comes_from() {
    let place = Place::of("types", &[("a.html", PAGE)]);
    place.export(&["-f", "parquet", "-o", "out"]);
    let batch = &parquet(&place.0.join("out/documents.parquet"))[0];
    let column = |name: &str| batch.column_by_name(name).unwrap();
    assert_eq!(column("day").as_primitive::<Date32Type>().value(0), 19_794);
    assert_eq!(column("published").as_string::<i32>().value(0), "2024-03-12");
    assert_eq!(column("title").as_string::<i32>().value(0), "=1+1, “Hallek” 🚢");
    assert_eq!(shown(column("authors"), 0), r#"["Ada Wick","Zoë Ørn"]"#);
    assert!(column("url").is_null(0) && !batch.schema().field_with_name("id").unwrap().is_nullable());
    let statements = &parquet(&place.0.join("out/statements.parquet"))[0];
    let spans = statements.column_by_name("content_spans").unwrap().as_list::<i32>().value(0);
    let start = spans.as_struct().column_by_name("start").unwrap().as_primitive::<Int64Type>().value(0);
    let reading: Value = serde_json::from_slice(&place.export(&["-f", "jsonl"])).unwrap();
    assert_eq!(reading["statements"][0]["content"]["spans"][0][0], start);
    let file = File::open(place.0.join("out/documents.parquet")).unwrap();
    let metadata = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().metadata().file_metadata().clone();
    assert_eq!(metadata.created_by(), Some(concat!("sayso version ", env!("CARGO_PKG_VERSION"))));
    let about: BTreeMap<&str, &str> = (metadata.key_value_metadata().unwrap().iter())
        .map(|pair| (pair.key.as_str(), pair.value.as_deref().unwrap()))
        .collect();
    assert_eq!((about["sayso.schema"], about["sayso.table"]), ("sayso.ledger/1", "documents"));
}

const PAGE: &str = "<html lang=en><head><title>=1+1, “Hallek” 🚢</title>
<meta name=author content='Ada Wick'><meta name=author content='Zoë Ørn'>
<meta property=article:published_time content=2024-03-12></head><body><article><h1>=1+1, “Hallek” 🚢</h1>
<p>“We will not, ever, close the quay of Hallek,” Mayor Odile Brandt said on Monday, as rain fell on the old harbour.</p>
<p>The ferry line denied that it had bought the council, and it hoped to keep its nine berths for another year.</p>
</article></body></html>";

#[test]
fn csv_is_as_rfc_4180_has_it() {
    let place = Place::of("csv", &[("a.html", PAGE)]);
    let bytes = place.export(&["-f", "csv", "--table", "documents"]);
    let lines: Vec<&str> = words(&bytes).split("\r\n").collect();
    assert!(lines[0].starts_with("document,id,path,url,") && lines[2].is_empty(), "{lines:?}");
    assert!(lines[1].contains(r#","=1+1, “Hallek” 🚢","[""Ada Wick"",""Zoë Ørn""]",en,2024-03-12,"#), "{}", lines[1]);
    let nul = Place::of("nul", &[("a.txt", &TEXT.replace("the quay", "the\0quay"))]);
    let passages = csv(&nul.export(&["-f", "csv", "--table", "passages"]));
    assert!(passages.iter().any(|passage| passage["text"].contains("the\u{fffd}quay")), "{passages:?}");
    let statements = csv(&place.export(&["-f", "csv", "--table", "statements"]));
    assert!(statements.iter().all(|statement| ["true", "false"].contains(&statement["negated"].as_str())));
}

#[test]
fn readings_are_exported_as_they_are_printed() {
    let place = Place::world("readings");
    for format in ["json", "webanno"] {
        let printed = place.sayso(&["read", "--format", format]).arg(examples()).output().unwrap();
        // The ledger takes the same page once.
        let mut printed: Vec<&str> = words(&printed.stdout).lines().collect();
        let exported = place.export(&["-f", if format == "json" { "jsonl" } else { format }]);
        let exported: Vec<&str> = words(&exported).lines().collect();
        printed.retain(|line| exported.contains(line));
        assert_eq!((exported.len(), exported == printed), (33, true), "{format}");
    }
    let pages = [("a.txt", TEXT), ("b.txt", "Nothing of note.\n"), ("c.html", PAGE)];
    let place = Place::of("standoff", &pages);
    place.export(&["-f", "ann", "-o", "one"]);
    assert!(place.run(&["read", "-f", "ann", "-o", "other", "pages"]).status.success());
    assert_eq!(place.names("one"), place.names("other"));
    assert_eq!(place.names("one").len(), 8);
    for name in place.names("one") {
        let file = |folder: &str| fs::read(place.0.join(folder).join(&name)).unwrap();
        assert_eq!(file("one"), file("other"), "{name}");
    }
}

const TEXT: &str = "Quay to stay open

By Ada Wick

“We will not close the quay,” Mayor Odile Brandt said on Thursday 🚢.
";

#[test]
fn claims_carry_who_and_where_and_never_a_rating() {
    let place = Place::world("stubs");
    let bytes = place.export(&["-f", "claimreview-stub"]);
    assert!(!words(&bytes).contains("eviewRating") && !words(&bytes).contains("ClaimReview"));
    let stubs: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(stubs["@context"], "https://schema.org");
    let claims = stubs["@graph"].as_array().unwrap();
    assert!(claims.len() > 100 && words(&bytes).lines().count() == claims.len() + 2, "{}", claims.len());
    let readings = place.export(&["-f", "jsonl"]);
    let readings: Vec<Value> = words(&readings).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut spread = 0;
    for claim in claims {
        // The claim is what that statement of that reading says.
        let (id, label) = claim["@id"].as_str().unwrap().split_once('#').unwrap();
        let statements = readings.iter().filter(|reading| reading["id"] == id).flat_map(|reading| {
            reading["statements"].as_array().unwrap().iter().filter(|statement| statement["id"] == label)
        });
        let text: Vec<&str> = claim["text"].as_str().unwrap().split_whitespace().collect();
        let said = |statement: &Value| statement["content"]["text"].as_str().unwrap().to_owned();
        let same = statements.filter(|statement| said(statement).split_whitespace().eq(text.iter().copied()));
        let classes: Vec<&Value> = same.map(|statement| &statement["cue"]["class"]).collect();
        let others = ["deny", "ask", "demand", "promise", "hope", "doubt"];
        assert!(
            !classes.is_empty() && classes.iter().all(|class| !others.iter().any(|other| class == other)),
            "{claim}"
        );
        assert!(["Person", "Organization"].contains(&claim["author"]["@type"].as_str().unwrap()));
        assert!(!claim["author"]["name"].as_str().unwrap().is_empty());
        let first = &claim["appearance"][0];
        let dated = !first["datePublished"].is_null();
        assert_eq!(&claim["firstAppearance"], if dated { first } else { &Value::Null });
        let days: Vec<&str> = (claim["appearance"].as_array().unwrap().iter())
            .map(|work| work["datePublished"].as_str().unwrap_or("9999"))
            .collect();
        assert!(days.is_sorted());
        spread += usize::from(days.len() > 1);
    }
    // Copies of one report are one claim in several works.
    assert!(spread > 10, "{spread}");
}

#[test]
fn days_and_outlets_narrow_every_table() {
    let place = Place::world("narrow");
    let narrow = ["--since", "2024-03-12", "--until", "2024-03-14", "--outlet", "Meridian"];
    let documents = csv(&place.export(&[&["-f", "csv", "-t", "documents"], &narrow[..]].concat()));
    assert!(documents.len() > 1 && documents.len() < 10, "{}", documents.len());
    let numbers: Vec<&String> = documents.iter().map(|document| &document["document"]).collect();
    for document in &documents {
        assert!(document["outlet"].contains("Meridian") || document["url"].contains("meridian"));
        assert!(("2024-03-12".."2024-03-15").contains(&document["day"].as_str()));
    }
    let within = |row: &BTreeMap<String, String>| match (row.get("document"), row.get("statement")) {
        (Some(document), _) => numbers.contains(&document),
        (_, Some(statement)) => numbers.contains(&&(statement.parse::<u64>().unwrap() / 1_000_000).to_string()),
        // A family or a claim, of which part is here.
        _ => true,
    };
    for table in TABLES {
        let all = csv(&place.export(&["-f", "csv", "-t", table.name])).len();
        let rows = csv(&place.export(&[&["-f", "csv", "-t", table.name], &narrow[..]].concat()));
        assert!(rows.len() < all.max(1) && rows.iter().all(within), "{}: {} of {all}", table.name, rows.len());
    }
    let readings = place.export(&[&["-f", "jsonl"], &narrow[..]].concat());
    assert_eq!(words(&readings).lines().count(), documents.len());
    let none = place.run(&["export", "-l", "news.sayso", "-f", "csv", "-o", "none", "--outlet", "Nobody's"]);
    assert_eq!((none.status.code(), place.0.join("none").exists()), (Some(1), false));
}

#[test]
fn the_same_ledger_gives_the_same_bytes() {
    let place = Place::world("bytes");
    let one = |folder: &str| {
        place.export(&["-f", "parquet", "-o", folder]);
        place.names(folder).iter().map(|name| fs::read(place.0.join(folder).join(name)).unwrap()).collect::<Vec<_>>()
    };
    assert!(one("a") == one("b"));
    let statements = place.export(&["-f", "parquet", "-t", "statements"]);
    assert!(statements == fs::read(place.0.join("a/statements.parquet")).unwrap());
}

#[test]
fn what_stands_there_is_not_written_over_unless_forced_and_nothing_is_deleted() {
    let place = Place::of("force", &[("a.txt", TEXT)]);
    let run = |arguments: &[&str]| place.run(&[&["export", "-l", "news.sayso"], arguments].concat()).status.code();
    fs::create_dir(place.0.join("out")).unwrap();
    assert_eq!(run(&["-f", "csv", "-o", "out"]), Some(0));
    fs::write(place.0.join("out/mine.txt"), "mine").unwrap();
    fs::write(place.0.join("out/times.csv"), "old").unwrap();
    assert_eq!(run(&["-f", "csv", "-o", "out"]), Some(2));
    assert_eq!(fs::read(place.0.join("out/times.csv")).unwrap(), b"old");
    assert_eq!(run(&["-f", "csv", "-o", "out", "--force"]), Some(0));
    assert_eq!(fs::read(place.0.join("out/mine.txt")).unwrap(), b"mine");
    assert!(fs::read(place.0.join("out/times.csv")).unwrap().starts_with(b"time,"));
    assert_eq!(place.names("out").len(), TABLES.len() + 1);
    fs::write(place.0.join("a.jsonl"), "old").unwrap();
    assert_eq!(run(&["-f", "jsonl", "-o", "a.jsonl"]), Some(2));
    assert_eq!(run(&["-f", "jsonl", "-o", "a.jsonl", "--force"]), Some(0));
    let before = fs::read(place.ledger()).unwrap();
    assert_eq!(run(&["-f", "jsonl", "-o", "news.sayso", "--force"]), Some(2));
    assert_eq!(fs::read(place.ledger()).unwrap(), before);
    assert!(place.names(".").iter().all(|name| !name.contains("part")));
}

#[test]
fn what_cannot_be_written_is_said_and_leaves_nothing_half_written() {
    let place = Place::of("trouble", &[("a.txt", TEXT)]);
    let run = |arguments: &[&str]| {
        let output = place.run(&[&["export", "-l", "news.sayso"], arguments].concat());
        assert!(output.stderr.starts_with(b"sayso: ") || output.stderr.starts_with(b"error: "), "{arguments:?}");
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    fs::write(place.0.join("file"), "").unwrap();
    assert_eq!(run(&["-f", "csv", "-o", "file/out"]).0, Some(2));
    assert_eq!(run(&["-f", "csv", "-o", "file"]).0, Some(2));
    let (code, said) = run(&["-f", "jsonl", "-o", "nowhere/out.jsonl"]);
    assert!(code == Some(1) && said.contains("nowhere/out.jsonl: could not be written"), "{said}");
    // A folder stands where a table must go: no other table comes to its place either.
    fs::create_dir_all(place.0.join("out/.statements.csv.part")).unwrap();
    let (code, said) = run(&["-f", "csv", "-o", "out", "--force"]);
    assert!(code == Some(1) && said.contains("out/statements.csv: could not be written"), "{said}");
    assert_eq!(place.names("out"), [".statements.csv.part"]);
    for wrong in [
        &["-f", "parquet"][..],
        &["-f", "ann"],
        &["-f", "polecat"],
        &["-f", "jsonl", "-t", "times"],
        &["-f", "csv", "-t", "readings"],
        &["-f", "jsonl", "-o", "."],
    ] {
        assert_eq!(run(wrong).0, Some(2), "{wrong:?}");
    }
    let gone = place.run(&["export", "-l", "gone.sayso", "-f", "jsonl"]);
    assert_eq!((gone.status.code(), place.0.join("gone.sayso").exists()), (Some(2), false));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let place = Place::of("full", &[("a.txt", TEXT)]);
    for format in [&["-f", "jsonl"][..], &["-f", "csv", "-t", "times"], &["-f", "parquet", "-t", "times"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut run = std::process::Command::new(assert_cmd::cargo::cargo_bin!("sayso"));
        run.args(["export", "-l", "news.sayso"]).args(format).current_dir(&place.0).stdout(full);
        let output = run.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(words(&output.stderr).contains("No space left"), "{}", words(&output.stderr));
    }
}
