//! The program from outside, as a user's script meets it: exit codes, order, pipes, rubbish, files.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use assert_cmd::Command;
use serde_json::Value;

fn sayso() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("sayso"))
}

/// A folder for one test, empty, taken away at the end.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Place {
        let path = std::env::temp_dir().join(format!("sayso-program-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Place(path)
    }

    fn file(&self, name: &str, words: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, words).unwrap();
        path
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const ARTICLE: &str = "Quay of Port Lenmar to stay open

By Ada Wick

“We will not close the quay,” Mayor Odile Brandt said on Thursday 🚢. “Not this year.”

The ferry line denied that it had bought the council, and according to Rolf Tarn, a clerk, no coin changed hands.
";

fn page(title: &str, paragraphs: usize) -> String {
    let mut page = format!("<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>");
    for number in 0..paragraphs {
        page.push_str(&format!(
            "<p>“We will not close quay number {number},” Mayor Odile Brandt said on Thursday. The ferry line denied \
             that it had bought the council, though it hoped to keep its {number} berths for another year.</p>"
        ));
    }
    page + "</article></body></html>"
}

fn words(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn run(arguments: &[&str], paths: &[&Path]) -> Output {
    sayso().args(arguments).args(paths).output().unwrap()
}

#[test]
fn a_page_in_gives_a_reading_out() {
    let place = Place::new("one");
    let path = place.file("a.txt", ARTICLE);
    let output = run(&["read"], &[&path]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(words(&output.stderr), "");
    let reading: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(reading["schema"], "sayso.reading/1");
    assert_eq!(reading["path"], path.to_str().unwrap());
    assert_eq!(reading["text"], ARTICLE);
    assert!(output.stdout.ends_with(b"}\n"));
}

#[test]
fn standard_input_is_read_where_a_dash_stands() {
    let output = sayso().args(["read", "-"]).write_stdin(ARTICLE).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let reading: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&reading["path"], &reading["text"]), (&Value::from("-"), &Value::from(ARTICLE)));
}

#[test]
fn an_input_that_cannot_be_read_is_named_and_the_others_are_printed() {
    let place = Place::new("missing");
    let (first, last) = (place.file("a.txt", ARTICLE), place.file("c.txt", ARTICLE));
    let missing = place.0.join("b\u{1b}[2J.txt");
    let output = run(&["read"], &[&first, &missing, &last]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(words(&output.stdout).lines().count(), 2);
    let said = words(&output.stderr);
    assert!(said.starts_with("sayso: ") && said.contains("[2J.txt"), "{said}");
    assert!(!said.contains('\u{1b}'));
}

#[test]
fn a_wrong_call_ends_with_two_and_prints_nothing() {
    let place = Place::new("wrong");
    let (path, other) = (place.file("a.txt", ARTICLE), place.file("b.txt", ARTICLE));
    for arguments in [
        &["read", "--format", "timeml"][..],
        &["read", "--date", "2025-02-30"],
        &["read", "--date", "13.03.2025"],
        &["read", "--threads", "0"],
        &["read", "--format", "ann"],
        &["read", "--output", "a-file-stands-here"],
        &["write"],
    ] {
        let mut arguments = arguments.to_vec();
        let blocker = place.file("blocker", "");
        if let Some(last) = arguments.last_mut().filter(|last| **last == "a-file-stands-here") {
            *last = blocker.to_str().unwrap();
        }
        let output = run(&arguments, &[&path, &other]);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", words(&output.stderr));
        assert_eq!(words(&output.stdout), "", "{arguments:?}");
        assert!(!output.stderr.is_empty());
    }
    assert_eq!(sayso().arg("read").output().unwrap().status.code(), Some(2), "no input");
}

#[test]
fn the_bytes_are_the_same_for_any_number_of_threads() {
    let place = Place::new("threads");
    let paths: Vec<_> = (0..40)
        .map(|number| place.file(&format!("{number:02}.html"), page(&format!("Page {number}"), (number * 37) % 30 + 1)))
        .collect();
    let mut paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let missing = place.0.join("missing.html");
    paths.insert(20, &missing);
    for format in ["json", "pretty", "text", "html", "webanno", "conllu"] {
        let outputs = ["1", "2", "5"].map(|threads| run(&["read", "--format", format, "--threads", threads], &paths));
        assert!(outputs[0].stdout.len() > 10_000);
        for output in &outputs[1..] {
            assert!(output.stdout == outputs[0].stdout && output.stderr == outputs[0].stderr, "{format}");
            assert_eq!(output.status.code(), Some(1));
        }
    }
    let output = run(&["read"], &paths);
    let found: Vec<_> = (words(&output.stdout).lines())
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["path"].as_str().unwrap().to_owned())
        .collect();
    let expected: Vec<_> = paths.iter().filter(|path| **path != missing).map(|path| path.to_str().unwrap()).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let place = Place::new("pipe");
    let path = place.file("long.html", page("Long", 600));
    for format in ["json", "pretty", "text", "html", "webanno", "conllu"] {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("sayso"))
            .args(["read", "--format", format])
            .arg(&path)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut some = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut some).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), words(&output.stderr)), (Some(0), ""), "{format}");
    }
}

#[test]
fn rubbish_is_answered_for_every_input() {
    let place = Place::new("rubbish");
    let long = "x".repeat(300_000);
    let rubbish: Vec<(&str, Vec<u8>)> = vec![
        ("empty.html", vec![]),
        ("binary.bin", (0..200_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
        ("gzip.html", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xff\xff".to_vec()),
        ("less.html", b"<".repeat(300_000)),
        ("and.html", b"&".repeat(300_000)),
        ("cut.html", "<html><body><p>“It ends in the middle,” she sa<a hre".into()),
        ("controls.txt", b"\x00\x01\x1b[31m\x7f\xc2\x9b\xe2\x80\xae said Mayor Odile Brandt\r\n".to_vec()),
        ("one.txt", long.into_bytes()),
        ("broken.txt", b"\xff\xfe\xfa \xe2\x82 \xf0\x9f said the mayor".to_vec()),
    ];
    let paths: Vec<_> = rubbish.iter().map(|(name, bytes)| place.file(name, bytes)).collect();
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let output = run(&["read"], &paths);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}", output.status);
    let read: Vec<_> = (words(&output.stdout).lines())
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["path"].as_str().unwrap().to_owned())
        .collect();
    for path in &paths {
        let path = path.to_str().unwrap();
        assert!(read.iter().any(|read| read == path) || words(&output.stderr).contains(path), "{path} was passed over");
    }
    for format in ["pretty", "text", "html", "webanno", "conllu"] {
        assert_ne!(run(&["read", "--format", format], &paths).status.code(), Some(101), "{format}");
    }
}

#[test]
fn markup_in_a_title_stays_words() {
    let place = Place::new("markup");
    let title = "&lt;script&gt;alert(1)&lt;/script&gt;";
    let path = place.file("evil.html", page(title, 4).replace("Odile", "<b>Odile</b>&lt;img src=x&gt;"));
    let output = run(&["read", "--format", "html"], &[&path]);
    let html = words(&output.stdout);
    assert_eq!(html.matches("<script").count(), 1, "our own");
    assert!(!html.contains("<img") && html.contains("&lt;img src=x&gt;"));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn a_folder_gets_a_file_for_every_document() {
    let place = Place::new("folder");
    fs::create_dir_all(place.0.join("in/deep")).unwrap();
    let paths = [
        place.file("in/a.txt", ARTICLE),
        place.file("in/deep/A.html", page("Two", 2)),
        place.file("in/index.html", page("Three", 1)),
    ];
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let out = place.0.join("out/new");
    let names = |format| {
        let output = run(&["read", "--format", format, "--output", out.to_str().unwrap()], &paths);
        assert_eq!((output.status.code(), words(&output.stdout), words(&output.stderr)), (Some(0), "", ""), "{format}");
        let mut names: Vec<_> =
            fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        fs::remove_dir_all(&out).unwrap();
        names
    };
    assert_eq!(names("json"), ["A-2.json", "a.json", "index.json"]);
    assert_eq!(names("html"), ["A-2.html", "a.html", "index-2.html", "index.html"]);
    assert_eq!(
        names("ann"),
        ["A-2.ann", "A-2.txt", "a.ann", "a.txt", "annotation.conf", "index.ann", "index.txt", "visual.conf"]
    );
}

#[test]
fn positions_of_every_format_give_the_words_back() {
    let place = Place::new("positions");
    let path = place.file("a.txt", ARTICLE);
    let reading: Value = serde_json::from_slice(&run(&["read"], &[&path]).stdout).unwrap();
    let text: Vec<char> = ARTICLE.chars().collect();
    let slice = |start: &Value, end: &Value| -> String {
        text[start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize].iter().collect()
    };
    for statement in reading["statements"].as_array().unwrap() {
        for part in ["source", "cue", "content", "addressee", "channel"] {
            if let Some(spans) = statement[part]["spans"].as_array() {
                let pieces: Vec<_> = spans.iter().map(|span| slice(&span[0], &span[1])).collect();
                assert_eq!(pieces.join(" "), statement[part]["text"].as_str().unwrap());
            }
        }
    }
    let ann = run(&["read", "--format", "ann"], &[&path]);
    for line in words(&ann.stdout).lines().filter(|line| line.starts_with('T')) {
        let fields: Vec<_> = line.splitn(3, '\t').collect();
        let places = fields[1].split_once(' ').unwrap().1;
        let pieces: Vec<String> = (places.split(';'))
            .map(|place| place.split_once(' ').unwrap())
            .map(|(start, end)| text[start.parse().unwrap()..end.parse().unwrap()].iter().collect())
            .collect();
        assert_eq!(pieces.join(" "), fields[2]);
    }
    let webanno: Value = serde_json::from_slice(&run(&["read", "--format", "webanno"], &[&path]).stdout).unwrap();
    for target in webanno["items"].as_array().unwrap().iter().flat_map(|item| item["target"].as_array().unwrap()) {
        let (position, quote) = (&target["selector"][0], &target["selector"][1]);
        assert_eq!(slice(&position["start"], &position["end"]), quote["exact"].as_str().unwrap());
    }
}

#[test]
fn conllu_has_a_tree_a_sentence_and_names_with_their_places() {
    let place = Place::new("conllu");
    let text = "Ilva Tarn of Velmora said on Tuesday that the dam won't hold.\n\nNobody else spoke.\n";
    let path = place.file("a.txt", text);
    let output = run(&["read", "--format", "conllu"], &[&path]);
    let sentences: Vec<Vec<Vec<&str>>> = (words(&output.stdout).trim_end().split("\n\n"))
        .map(|block| {
            block.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect()
        })
        .collect();
    assert_eq!(sentences.len(), 2);
    for rows in &sentences {
        assert!(rows.iter().all(|row| row.len() == 10));
        let roots = rows.iter().filter(|row| row[6] == "0" && row[7] == "root").count();
        assert_eq!(roots, 1);
    }
    let row = |form: &str| sentences[0].iter().find(|row| row[1] == form && !row[0].contains('-')).unwrap();
    assert_eq!(row("said")[2..5], ["say", "VERB", "VBD"]);
    assert!(row("Ilva")[9].contains("NER=B-Person") && row("Tarn")[9].contains("NER=I-Person"));
    assert!(sentences[0].iter().any(|row| row[0] == "11-12" && row[1] == "won't"), "a printed word has its range");
    let at = |row: &[&str], key: &str| -> usize {
        row[9].split('|').find_map(|cell| cell.strip_prefix(key)).and_then(|cell| cell.parse().ok()).unwrap()
    };
    let characters: Vec<char> = text.chars().collect();
    for row in sentences.iter().flatten() {
        let form: String = characters[at(row, "Start=")..at(row, "End=")].iter().collect();
        assert_eq!(form, row[1]);
    }
}

#[test]
fn text_holds_the_body_and_parts_documents_with_a_form_feed() {
    let place = Place::new("text");
    let (one, two) = (place.file("a.txt", ARTICLE), place.file("b.html", page("Two", 2)));
    let output = run(&["read", "--format", "text"], &[&one, &two]);
    let documents: Vec<_> = words(&output.stdout).split("\x0c\n").collect();
    assert_eq!(documents.len(), 2);
    assert!(documents[0].contains("Mayor Odile Brandt said on Thursday 🚢."));
    assert!(documents[1].contains("quay number 1,”"));
}

#[test]
fn colours_come_when_asked_for_and_not_into_a_pipe() {
    let place = Place::new("colours");
    let path = place.file("a.txt", ARTICLE);
    let plain = run(&["read", "--format", "pretty"], &[&path]);
    let coloured = run(&["read", "--format", "pretty", "--color", "always"], &[&path]);
    assert!(!plain.stdout.contains(&0x1b) && coloured.stdout.contains(&0x1b));
    let never = run(&["read", "--format", "pretty", "--color", "never"], &[&path]);
    assert_eq!(never.stdout, plain.stdout);
}

#[test]
fn a_given_date_dates_a_text_that_carries_none() {
    let output = sayso().args(["read", "--date", "2025-03-13", "-"]).write_stdin(ARTICLE).output().unwrap();
    let reading: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(reading["published"]["value"].as_str().map(|value| &value[..10]), Some("2025-03-13"));
}

#[test]
fn a_long_standard_input_is_answered_while_it_is_still_coming() {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("sayso"))
        .args(["read", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for number in 0..100 {
        writeln!(stdin, "{}", serde_json::json!({"text": format!("{ARTICLE} {number}"), "url": format!("https://courier.example/{number}")})).unwrap();
    }
    // More than is looked at to tell the format, less than a pipe holds.
    stdin.flush().unwrap();
    let mut first = [0; 20];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    assert!(first.starts_with(b"{\"schema\""));
    drop(stdin);
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest.lines().count(), 100);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn completions_and_man_pages_name_every_option() {
    let options = ["format", "output", "date", "url", "outlet", "threads", "color"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell], &[]);
        assert_eq!(output.status.code(), Some(0));
        assert!(options.iter().all(|option| words(&output.stdout).contains(option)), "{shell}");
    }
    let manual = run(&["man", "read"], &[]);
    assert!(options.iter().all(|option| words(&manual.stdout).contains(option)));
    assert!(words(&manual.stdout).contains(".SH EXAMPLES\n.nf\n  sayso read page.html"));
    assert!(words(&run(&["man"], &[]).stdout).contains(".TH SAYSO 1"));
    assert_eq!(run(&["man", "nothing"], &[]).status.code(), Some(2));
    let help = run(&["read", "--help"], &[]);
    assert!(words(&help.stdout).contains("Examples:") && words(&help.stdout).contains("Exit codes:"));
}

/// The invented world's families, told by hand before any engine was run: every family, relation and origin.
#[test]
fn the_worlds_families_are_those_of_the_gold() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let output = sayso().current_dir(examples.join("world")).args(["families", "--all", "."]).output().unwrap();
    assert!(output.status.success());
    // A gold document is `file` or `file#3`, the third record of articles; the readings count all records.
    let name = |path: &str| path.trim_start_matches("./").replace("#3", "#1").replace("#5", "#2").replace("#7", "#3");
    let mut found: Vec<(String, String, Option<String>, usize)> = Vec::new();
    for (number, family) in String::from_utf8(output.stdout).unwrap().lines().enumerate() {
        let family: Value = serde_json::from_str(family).unwrap();
        for member in family["members"].as_array().unwrap() {
            let path = member["path"].as_str().unwrap();
            let name =
                |path: &str| if path.contains(".warc") { name(path) } else { path.trim_start_matches("./").to_owned() };
            found.push((
                name(path),
                member["relation"].as_str().unwrap().to_owned(),
                member["of"].as_str().map(name),
                number,
            ));
        }
    }
    let gold = fs::read_to_string(examples.join("gold/families.tsv")).unwrap();
    let mut numbers: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let mut told = 0;
    for line in gold.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [family, document, relation, of, ..] = fields[..] else { panic!("{line}") };
        if relation == "cites" {
            continue;
        }
        let (_, is, from, number) =
            found.iter().find(|(name, ..)| name == document).unwrap_or_else(|| panic!("{line}"));
        assert_eq!(is, relation, "{line}");
        assert_eq!(from.as_deref().unwrap_or_default(), of, "{line}");
        assert_eq!(numbers.entry(family).or_insert(*number), number, "{line}");
        told += 1;
    }
    assert_eq!(told, 15);
    // Nobody else is anybody's copy.
    assert_eq!(found.iter().filter(|(_, relation, ..)| relation != "origin").count(), 10);
    assert_eq!(numbers.values().collect::<std::collections::BTreeSet<_>>().len(), numbers.len());
}

#[test]
fn families_are_printed_in_three_ways_and_the_same_whatever_the_threads() {
    let place = Place::new("families");
    place.file("a.txt", ARTICLE);
    place.file("b.txt", format!("{ARTICLE}\n"));
    place.file("c.txt", "Another report, of a bridge.\n\nIt was closed on Monday.\n");
    let run = |arguments: &[&str]| {
        let output = sayso().current_dir(&place.0).arg("families").args(arguments).arg(".").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let json = run(&[]);
    assert_eq!(json.lines().count(), 1);
    assert_eq!(json, run(&["--threads", "1"]));
    assert_eq!(run(&["--all"]).lines().count(), 2);
    let family: Value = serde_json::from_str(&json).unwrap();
    let shared = &family["members"][1]["shared"][0]["here"];
    let (start, end) = (shared[0].as_u64().unwrap() as usize, shared[1].as_u64().unwrap() as usize);
    let covered: String = ARTICLE.chars().skip(start).take(end - start).collect();
    assert!(covered.starts_with("Quay of Port") && covered.ends_with("changed hands"), "{covered}");
    let pretty = run(&["--format", "pretty"]);
    assert!(pretty.contains("3 documents, 2 reports"), "{pretty}");
    let html = run(&["--format", "html"]);
    assert!(html.contains("Content-Security-Policy") && html.contains("exact") && !html.contains("<script"), "{html}");
}
