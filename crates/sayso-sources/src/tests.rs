//! Whole inputs: files, folders, every format by its bytes alone.
#![allow(clippy::unwrap_used)]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use sayso_read::page::Kind;

use crate::{Given, GivenDate, Input, Pages, Trouble, gzip::tests::pack, pages};

/// A folder that is gone when the test is over.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// A folder with files that hold one line each.
    pub(crate) fn with(files: &[&str]) -> Folder {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = Folder(std::env::temp_dir().join(format!("sayso-sources-{}-{number}", std::process::id())));
        fs::create_dir_all(&folder.0).unwrap();
        for file in files {
            folder.write(file, format!("<p>{file}</p>"));
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    fn write(&self, file: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn of(paths: &[PathBuf]) -> Pages {
    pages(paths.iter().map(Input::named).collect(), Given::default())
}

/// Each page as its place and kind, each trouble as itself; the folder's own name left out.
fn seen(folder: &Folder, pages: Pages) -> Vec<String> {
    let root = format!("{}/", folder.path().to_string_lossy());
    let show = |item: Result<sayso_read::Page, Trouble>| match item {
        Ok(page) => format!("{} {:?} {}", page.path, page.kind, page.bytes.len()),
        Err(trouble) => format!("{}{trouble}", if trouble.warning { "warning: " } else { "" }),
    };
    pages.map(|item| show(item).replace(&root, "")).collect()
}

#[test]
fn every_format_is_known_by_its_bytes() {
    let folder = Folder::with(&[]);
    let page = "<!doctype html><title>T</title><p>Rain came.</p>";
    let record = format!(
        "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
        page.len()
    );
    folder.write("a", page);
    folder.write("b", pack(page.as_bytes()));
    folder.write("c", "Rain came.");
    folder.write("d", "From: a@b.example\nDate: x\n\nRain came.");
    folder.write("e", "<rss><channel><item><description>Rain came.</description></item></channel></rss>");
    folder.write("f", "{\"text\": \"Rain.\"}\n{\"text\": \"Wind.\"}\n");
    folder.write("g", pack(record.as_bytes()));
    folder.write("h", format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"));
    folder.write("i", pack(&pack(b"Rain came.")));
    folder.write("j", "From a@b.example x\nSubject: One\nFrom: a@b.example\n\nRain came.");
    let wanted = [
        "a Html 48",
        "b Html 48",
        "c Text 10",
        "d Text 10",
        "e#1 Text 10",
        "f#1 Text 5",
        "f#2 Text 5",
        "g#1 Html 48",
        "h Html 48",
        "i Text 10",
        "j#1 Text 10",
    ];
    assert_eq!(seen(&folder, of(&[folder.path().into()])), wanted);
}

#[test]
fn what_is_no_page_is_named_and_the_others_go_on() {
    let folder = Folder::with(&["a.html", "z.html"]);
    folder.write("b.png", b"\x89PNG\r\n\x1a\n");
    folder.write("c.html", "");
    folder.write("d.json", "{\"main_content\": \"Rain.\"}");
    folder.write("e.gz", b"\x1f\x8b\x09broken");
    folder.write("f.zst", b"\x28\xb5\x2f\xfd");
    let seen = seen(&folder, of(&[folder.path().into(), folder.path().join("no.html"), folder.path().join("b.png")]));
    let wanted = [
        "a.html Html 13",
        "warning: b.png: not a page: PNG image; skipped",
        "warning: c.html: is empty; nothing to read",
        "warning: d.json: JSON without a `text` or `html` field; name the field that holds the document so",
        "e.gz: damaged (no gzip header); what could be read was read, fetch it anew to get the rest",
        "f.zst: packed with Zstandard, which is not undone here; unpack it first (`zstd -d FILE`)",
        "z.html Html 13",
        "no.html: no such file or folder; check the name",
        "b.png: not a page: PNG image; skipped",
    ];
    assert_eq!(seen, wanted);
}

#[test]
fn a_cut_gzip_file_gives_what_it_has() {
    let folder = Folder::with(&[]);
    let packed = pack("<p>Rain came to Port Varna, said Ada Voss.</p>".repeat(400).as_bytes());
    let path = folder.write("a.html.gz", &packed[..packed.len() - 20]);
    let page = of(&[path]).next().unwrap().unwrap();
    assert!(page.bytes.starts_with(b"<p>Rain came"));
    assert!(page.told.troubles[0].contains("could be read: cut short in gzip member 1"), "{:?}", page.told.troubles);
}

#[test]
fn what_the_user_gives_fills_what_the_carrier_leaves_open() {
    let folder = Folder::with(&["a.html"]);
    let path = folder.write("b.jsonl", "{\"text\":\"Rain.\",\"date\":\"2025-03-14\",\"url\":\"https://a.example\"}\n");
    let given = |wins| Given {
        date: Some(GivenDate::written(if wins { "!2025-01-01" } else { "2025-01-01" })),
        url: Some("https://given.example".into()),
        outlet: Some("Varna Courier".into()),
    };
    let told = |wins| -> Vec<_> {
        let inputs = vec![Input::named(folder.path().join("a.html")), Input::named(&path)];
        pages(inputs, given(wins)).map(|page| page.unwrap().told).collect()
    };
    let found = told(false);
    assert_eq!(found[0].published, Some(("2025-01-01".into(), "--date".into())));
    assert_eq!(found[0].url.as_deref(), Some("https://given.example"));
    assert_eq!(found[1].published, Some(("2025-03-14".into(), "JSON date".into())));
    assert_eq!(
        (found[1].url.as_deref(), found[1].outlet.as_deref()),
        (Some("https://a.example"), Some("Varna Courier"))
    );
    assert!(!found[0].published_wins);
    let found = told(true);
    assert_eq!(
        (found[1].published.clone(), found[1].published_wins),
        (Some(("2025-01-01".into(), "--date".into())), true)
    );
}

#[test]
fn progress_reaches_the_total() {
    let folder = Folder::with(&["a.html", "b.html"]);
    folder.write("c.png", [b"\x89PNG\r\n".to_vec(), vec![7; 300_000]].concat());
    let mut pages = of(&[folder.path().into()]);
    let progress = pages.progress();
    assert_eq!(progress.bytes_total, Some(300_032));
    assert_eq!(progress.bytes_done(), 0);
    assert_eq!(pages.by_ref().count(), 3);
    assert_eq!(progress.bytes_done(), 300_032);
    assert_eq!(super::pages(vec![Input::Stdin], Given::default()).progress().bytes_total, None);
}

#[test]
fn a_flood_of_troubles_is_counted_not_told() {
    let folder = Folder::with(&[]);
    let path = folder.write("a.jsonl", "{\"text\": 3}\n".repeat(1000));
    let seen = seen(&folder, of(&[path]));
    assert_eq!(seen.len(), 101);
    assert_eq!(seen[100], "a.jsonl: 900 more troubles of the same file are not listed");
}

#[test]
fn a_document_over_the_limit_is_refused() {
    let folder = Folder::with(&[]);
    let large = vec![b'a'; crate::limits::DOCUMENT + 1];
    folder.write("a.txt.gz", pack(&large));
    folder.write("b.txt.gz", pack(&large[..crate::limits::DOCUMENT]));
    let seen = seen(&folder, of(&[folder.path().into()]));
    assert_eq!(seen[0], "a.txt.gz: larger than 64 MiB, the most one document may have; cut it up");
    assert_eq!(seen[1], "b.txt.gz Text 67108864");
}

#[cfg(unix)]
#[test]
fn a_link_named_by_the_user_is_followed() {
    let folder = Folder::with(&["a/x.html"]);
    std::os::unix::fs::symlink(folder.path().join("a"), folder.path().join("b")).unwrap();
    assert_eq!(seen(&folder, of(&[folder.path().join("b")])), ["b/x.html Html 15"]);
}

#[test]
fn pages_may_be_taken_on_another_thread() {
    fn is_send<T: Send>(_: &T) {}
    is_send(&of(&[]));
    assert_eq!(Input::named("-"), Input::Stdin);
    assert_eq!(Kind::Html, Kind::Html);
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>, begin in "(WARC/1.0\r\n|<rss><item>|\\{\"text\":|\\[\\{|From: a\nDate: b\n|HTTP/1.1 200 OK\na: b\n\n|<html>|)", name in "(a|a.warc.gz|a.jsonl|a.eml|a.xml)") {
        let bytes = [begin.into_bytes(), bytes].concat();
        for bytes in [pack(&bytes), bytes] {
            let stream = crate::stream::Stream::new(std::io::Cursor::new(bytes));
            assert!(crate::open::documents(name.clone(), stream).take(10_000).count() < 10_000);
        }
    }
}
