//! JSON: one object, an array of objects, JSON Lines, or a JSON Feed.
//!
//! In: a [`Stream`] in UTF-8. Out: a page for each object with a `text` or an `html` field.
//!
//! ```text
//! {"html": "<p>Rain came.</p>", "url": "https://...", "title": "...", "date": "2025-03-14"}
//! ```
//!
//! Where both fields hold something, `html` is the document. The other fields that are looked at: `url` (`link`), `title`
//! (`headline`), `date` (`published`, `date_published`, `published_at`, `publication_date`), `outlet` (`publisher`, `source`,
//! `site_name`, `sitename`), `author` (`authors`, `byline`), `language` (`lang`), `charset` never: JSON is Unicode.
//!
//! If the first line is a whole object, each line is one document and a broken line costs only itself. Else objects are cut
//! out by their brackets, and a line that begins an object where none may stand begins anew. A page's place is
//! `file#LINE` for lines, `file#N` for the Nth object of an array, `file` for an object alone.
//!
//! A page's bytes are the string's characters in UTF-8, its escapes undone.

use std::io;

use sayso_read::{
    Page,
    page::{Kind, Told},
};
use serde_json::{Map, Value};

use crate::{
    limits,
    stream::{Stop, Stream},
    trouble::{Trouble, Why},
};

/// How deep brackets may stand in brackets; `serde_json` has the same limit.
const DEPTH: usize = 128;

/// The documents of a JSON file.
pub(crate) struct Values {
    stream: Stream,
    name: String,
    shape: Shape,
    /// The line in `Lines`, the object in `Objects`.
    number: u64,
    /// Pages of a JSON Feed, read at once, in reverse.
    waiting: Vec<Result<Page, Trouble>>,
    ended: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Lines,
    /// Objects in an array, or one behind another.
    Objects,
    /// Objects, but no array around them: the first may be the only one.
    Unknown,
}

impl Values {
    pub(crate) fn new(name: String, mut stream: Stream) -> Values {
        let array = stream.peek(4096).trim_ascii_start().first() == Some(&b'[');
        let lower = name.to_ascii_lowercase();
        let bare = lower.strip_suffix(".gz").unwrap_or(&lower);
        let shape = match () {
            () if array => Shape::Objects,
            () if bare.ends_with(".jsonl") || bare.ends_with(".ndjson") => Shape::Lines,
            () => Shape::Unknown,
        };
        Values { stream, name, shape, number: 0, waiting: Vec::new(), ended: false }
    }

    fn place(&self) -> String {
        format!("{}#{}", self.name, self.number)
    }

    fn line(&mut self) -> Option<Result<Page, Trouble>> {
        let mut line = Vec::new();
        while !self.ended {
            line.clear();
            self.number += 1;
            match self.stream.line(&mut line, limits::DOCUMENT) {
                Ok(Stop::Limit) => return Some(Err(Trouble::new(self.place(), Why::TooLarge))),
                Ok(stop) => self.ended = stop == Stop::End,
                Err(error) => return Some(Err(Trouble::new(self.place(), Why::of(&error)))),
            }
            let line = trim(&line);
            if !line.is_empty() {
                return Some(document(line, self.place()));
            }
        }
        None
    }

    /// The first value of a file that is no array: if its first line is an object, all lines are.
    fn first(&mut self) -> Option<Result<Page, Trouble>> {
        let mut line = Vec::new();
        let stop = match self.stream.line(&mut line, limits::DOCUMENT) {
            Ok(Stop::Limit) => Err(Why::TooLarge),
            Ok(stop) => Ok(stop),
            Err(error) => Err(Why::of(&error)),
        };
        if let Err(why) = stop {
            (self.shape, self.number) = (Shape::Lines, 1);
            return Some(Err(Trouble::new(self.place(), why)));
        }
        if parse(trim(&line)).is_err() {
            if stop == Ok(Stop::Found) {
                line.push(b'\n');
            }
            self.stream.unread(&line);
            self.shape = Shape::Objects;
            return self.object();
        }
        // A line and nothing behind it: an object alone, perhaps a feed.
        if self.stream.peek(limits::SNIFFED).trim_ascii().is_empty() {
            self.ended = true;
            return self.alone(&line);
        }
        self.shape = Shape::Lines;
        self.number = 1;
        Some(document(trim(&line), self.place()))
    }

    fn object(&mut self) -> Option<Result<Page, Trouble>> {
        let mut object = Vec::new();
        let first = self.number == 0;
        let array = self.stream.peek(64).trim_ascii_start().first() == Some(&b'[');
        let cut = cut(&mut self.stream, &mut object);
        if matches!(cut, Ok(Cut::Nothing)) {
            self.ended = true;
            return None;
        }
        self.number += 1;
        let item = match cut {
            Ok(Cut::Object) if first && !array && self.stream.peek(64).trim_ascii().is_empty() => {
                self.ended = true;
                return self.alone(&object);
            }
            Ok(Cut::Object | Cut::Nothing) => document(&object, self.place()),
            Ok(Cut::Broken(what)) => Err(Trouble::new(self.place(), Why::BrokenJson(what.into()))),
            Ok(Cut::TooLarge) => Err(Trouble::new(self.place(), Why::TooLarge)),
            Err(error) => Err(Trouble::new(self.place(), Why::of(&error))),
        };
        Some(item)
    }

    /// An object that is its whole file: a document, or a JSON Feed.
    fn alone(&mut self, bytes: &[u8]) -> Option<Result<Page, Trouble>> {
        let feed = parse(bytes).ok().filter(|(value, _)| {
            value.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed.org/version"))
        });
        let Some((feed, _)) = feed else { return Some(document(bytes, self.name.clone())) };
        self.waiting = feed_pages(feed, &self.name);
        self.waiting.reverse();
        self.waiting.pop()
    }
}

impl Iterator for Values {
    type Item = Result<Page, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(item) = self.waiting.pop() {
            return Some(item);
        }
        match self.shape {
            _ if self.ended => None,
            Shape::Lines => self.line(),
            Shape::Objects => self.object(),
            Shape::Unknown => self.first(),
        }
    }
}

/// Spaces and the record mark of RFC 7464 mean nothing around a value.
fn trim(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    line.strip_prefix(b"\x1e").unwrap_or(line).trim_ascii()
}

enum Cut {
    Object,
    Nothing,
    Broken(&'static str),
    TooLarge,
}

/// Cuts the next object out by its brackets. Whatever happens, at least one byte is consumed or the input is at its end.
fn cut(stream: &mut Stream, object: &mut Vec<u8>) -> io::Result<Cut> {
    // What stands between objects: commas, the array's own brackets, junk.
    let mut junk = false;
    loop {
        let chunk = stream.chunk()?;
        let Some(first) = chunk.first().copied() else {
            return Ok(if junk { Cut::Broken("words that are no object") } else { Cut::Nothing });
        };
        match first {
            b'{' if junk => return Ok(Cut::Broken("words that are no object")),
            b'{' => break,
            b'[' | b']' | b',' | 0x1e => stream.consume(1),
            first if first.is_ascii_whitespace() => stream.consume(1),
            _ => {
                junk = true;
                let some = memchr::memchr(b'{', chunk).unwrap_or(chunk.len());
                stream.consume(some);
            }
        }
    }
    let mut open: Vec<u8> = Vec::new();
    let (mut quoted, mut escaped, mut last, mut large) = (false, false, 0u8, false);
    loop {
        let chunk = stream.chunk()?;
        if chunk.is_empty() {
            return Ok(Cut::Broken("cut short"));
        }
        let mut stop = None;
        let mut used = chunk.len();
        for (at, byte) in chunk.iter().copied().enumerate() {
            if quoted {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => quoted = false,
                    b'\n' => stop = Some(Cut::Broken("a line ends inside a string")),
                    _ => {}
                }
            } else {
                match byte {
                    b'"' => quoted = true,
                    b'{' if !may_open(&open, last) => {
                        // An object where none may stand: the one before was cut off. This one begins anew.
                        used = at;
                        stop = Some(Cut::Broken("another object begins inside it"));
                        break;
                    }
                    b'{' | b'[' if open.len() >= DEPTH => stop = Some(Cut::Broken("brackets too deep")),
                    b'{' | b'[' => open.push(byte),
                    b'}' | b']' => {
                        open.pop();
                        if open.is_empty() {
                            stop = Some(Cut::Object);
                        }
                    }
                    _ => {}
                }
                if !byte.is_ascii_whitespace() {
                    last = byte;
                }
            }
            if stop.is_some() {
                used = at + 1;
                break;
            }
        }
        large |= object.len() + used > limits::DOCUMENT;
        if !large {
            object.extend_from_slice(&chunk[..used]);
        }
        stream.consume(used);
        match stop {
            Some(Cut::Object) if large => return Ok(Cut::TooLarge),
            Some(stop) => return Ok(stop),
            None => {}
        }
    }
}

/// Whether an object may begin behind `last`.
fn may_open(open: &[u8], last: u8) -> bool {
    match open.last() {
        None => true,
        Some(b'[') => matches!(last, b'[' | b','),
        Some(_) => last == b':',
    }
}

/// Reads a value; bytes that are no UTF-8 become U+FFFD, told by the second part.
fn parse(bytes: &[u8]) -> Result<(Value, bool), serde_json::Error> {
    match serde_json::from_slice(bytes) {
        Ok(value) => Ok((value, false)),
        Err(error) if std::str::from_utf8(bytes).is_ok() => Err(error),
        Err(_) => serde_json::from_str(&String::from_utf8_lossy(bytes)).map(|value| (value, true)),
    }
}

/// The page of an object.
fn document(bytes: &[u8], place: String) -> Result<Page, Trouble> {
    let (value, damaged) = match parse(bytes) {
        Ok(parsed) => parsed,
        Err(error) => return Err(Trouble::new(place, Why::BrokenJson(error.to_string()))),
    };
    let Value::Object(mut object) = value else { return Err(Trouble::new(place, Why::NoText)) };
    let mut told = told(&object, "JSON ");
    if damaged {
        told.troubles.push("some bytes of the JSON were no UTF-8".into());
    }
    let text = |object: &mut Map<String, Value>, name: &str| match object.remove(name) {
        Some(Value::String(text)) if !text.trim().is_empty() => Some(text),
        _ => None,
    };
    let named = object.contains_key("html") || object.contains_key("text");
    let (kind, bytes) = match (text(&mut object, "html"), text(&mut object, "text")) {
        (Some(html), _) => (Kind::Html, html),
        (None, Some(text)) => (Kind::Text, text),
        (None, None) if named => {
            return Err(Trouble::new(place, Why::NothingInside("its `text` or `html` is empty or no string")));
        }
        (None, None) => return Err(Trouble::new(place, Why::NoText)),
    };
    told.charset = Some("utf-8".into());
    Ok(Page { bytes: bytes.into_bytes(), kind, path: place, told })
}

/// What the fields beside the document say about it.
fn told(object: &Map<String, Value>, evidence: &str) -> Told {
    let get = |names: &[&'static str]| names.iter().find_map(|name| Some((*name, words(object.get(*name)?)?)));
    let published = ["date", "published", "date_published", "published_at", "publication_date"];
    let authors = ["authors", "author", "byline"].iter().find_map(|name| object.get(*name));
    Told {
        url: get(&["url", "link"]).map(|(_, url)| url),
        title: get(&["title", "headline"]).map(|(_, title)| title),
        outlet: get(&["outlet", "publisher", "source", "site_name", "sitename"]).map(|(_, outlet)| outlet),
        language: get(&["language", "lang"]).map(|(_, language)| language),
        published: get(&published).map(|(name, date)| (date, format!("{evidence}{name}"))),
        authors: authors.map(names).unwrap_or_default(),
        ..Told::default()
    }
}

/// A string, or the `name` of an object; never an empty one.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.trim().to_string()).filter(|words| !words.is_empty()),
        Value::Object(object) => {
            object.get("name").or_else(|| object.get("title")).filter(|name| name.is_string()).and_then(words)
        }
        _ => None,
    }
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(words).collect(),
        value => words(value).into_iter().collect(),
    }
}

/// The pages of a JSON Feed (versions 1 and 1.1).
fn feed_pages(mut feed: Value, name: &str) -> Vec<Result<Page, Trouble>> {
    let items = feed.get_mut("items").map(Value::take).unwrap_or_default();
    let outlet = feed.get("title").and_then(words);
    let language = feed.get("language").and_then(words);
    let of_feed = feed.get("authors").or_else(|| feed.get("author")).map(names).unwrap_or_default();
    let Value::Array(items) = items else {
        return vec![Err(Trouble::new(name, Why::NothingInside("a feed without entries")))];
    };
    let (mut pages, mut empty) = (Vec::new(), 0);
    for (number, item) in items.into_iter().enumerate() {
        let content = ["content_html", "content_text", "summary"].iter().find_map(|field| {
            let kind = if *field == "content_html" { Kind::Html } else { Kind::Text };
            Some((kind, item.get(*field)?.as_str().filter(|text| !text.trim().is_empty())?))
        });
        let (Some((kind, content)), Value::Object(object)) = (content, &item) else {
            empty += 1;
            continue;
        };
        let mut told = told(object, "feed ");
        told.charset = Some("utf-8".into());
        told.outlet = told.outlet.or_else(|| outlet.clone());
        told.language = told.language.or_else(|| language.clone());
        if told.authors.is_empty() {
            told.authors.clone_from(&of_feed);
        }
        let path = format!("{name}#{}", number + 1);
        pages.push(Ok(Page { bytes: content.as_bytes().to_vec(), kind, path, told }));
    }
    if empty > 0 {
        pages.push(Err(Trouble::new(name, Why::Skipped(format!("{empty} entries without content")))));
    }
    pages
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Cursor;

    use super::*;

    fn read(name: &str, text: impl AsRef<[u8]>) -> Vec<Result<Page, Trouble>> {
        let all: Vec<_> =
            Values::new(name.into(), Stream::new(Cursor::new(text.as_ref().to_vec()))).take(100_000).collect();
        assert!(all.len() < 100_000, "values without end");
        all
    }

    /// Each page as `path: text`, each trouble as itself.
    fn seen(name: &str, text: impl AsRef<[u8]>) -> Vec<String> {
        let show = |item: Result<Page, Trouble>| match item {
            Ok(page) => format!("{}: {}", page.path, String::from_utf8_lossy(&page.bytes)),
            Err(trouble) => trouble.to_string(),
        };
        read(name, text).into_iter().map(show).collect()
    }

    #[test]
    fn a_line_is_a_document_and_a_broken_one_costs_only_itself() {
        let lines =
            "{\"text\": \"One.\"}\n\n{\"text\": \"Two\n{\"html\": \"<p>Three.\"}\n{\"id\": 4}\n{\"text\":\"Five.\"}";
        let seen = seen("x", lines);
        assert_eq!(seen.len(), 5, "{seen:?}");
        assert_eq!(seen[0], "x#1: One.");
        assert!(seen[1].starts_with("x#3: broken JSON (EOF while parsing a string"), "{}", seen[1]);
        assert_eq!(seen[2], "x#4: <p>Three.");
        assert!(seen[3].starts_with("x#5: JSON without a `text` or `html` field"), "{}", seen[3]);
        assert_eq!(seen[4], "x#6: Five.");
    }

    #[test]
    fn an_array_and_an_object_alone_are_read_too() {
        assert_eq!(seen("x", "[{\"text\": \"One.\"},\n {\"text\": \"Two {.\"}]"), ["x#1: One.", "x#2: Two {."]);
        assert_eq!(seen("x", "{\n \"text\": \"One.\",\n \"deep\": [{\"a\": {}}]\n}\n"), ["x: One."]);
        assert_eq!(seen("x", "{\"text\": \"One.\"}"), ["x: One."]);
        assert_eq!(seen("x", "{\n\"text\": \"One.\"}\n{\n\"text\": \"Two.\"}"), ["x#1: One.", "x#2: Two."]);
    }

    #[test]
    fn an_object_cut_off_in_an_array_costs_only_itself() {
        let seen = seen(
            "x",
            "[{\"text\": \"One.\", \"more\"\n{\"text\": \"Two.\"},\n{\"text\": \"Three\n{\"text\": \"Four.\"}]",
        );
        assert_eq!(seen.len(), 4, "{seen:?}");
        assert_eq!((seen[1].as_str(), seen[3].as_str()), ("x#2: Two.", "x#4: Four."));
    }

    #[test]
    fn the_fields_beside_are_told() {
        let line = r#"{"text":"Rain.","html":" ","url":"https://a.example/1","title":" Rain ","date":"2025-03-14",
            "publisher":{"name":"Varna Courier"},"authors":[{"name":"Ada Voss"},"Bo Lind",3],"lang":"en"}"#;
        let page = read("x", line).remove(0).unwrap();
        assert_eq!(page.kind, Kind::Text, "an empty `html` is none");
        let told = page.told;
        assert_eq!(told.url.as_deref(), Some("https://a.example/1"));
        assert_eq!(told.title.as_deref(), Some("Rain"));
        assert_eq!(told.published, Some(("2025-03-14".into(), "JSON date".into())));
        assert_eq!(told.outlet.as_deref(), Some("Varna Courier"));
        assert_eq!(told.authors, ["Ada Voss", "Bo Lind"]);
        assert_eq!(told.language.as_deref(), Some("en"));
    }

    #[test]
    fn a_json_feed_gives_its_entries() {
        let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Varna Courier", "language": "en", "items": [
            {"id": "1", "url": "https://a.example/1", "content_html": "<p>Rain.", "date_published": "2025-03-14T08:00:00Z"},
            {"id": "2"},
            {"id": "3", "content_text": "Wind.", "author": {"name": "Ada Voss"}}]}"#;
        let all = read("f.json", feed);
        let pages: Vec<_> = all.iter().flatten().collect();
        assert_eq!(pages.iter().map(|page| page.path.as_str()).collect::<Vec<_>>(), ["f.json#1", "f.json#3"]);
        assert_eq!(pages[0].told.outlet.as_deref(), Some("Varna Courier"));
        assert_eq!(pages[0].told.published, Some(("2025-03-14T08:00:00Z".into(), "feed date_published".into())));
        assert_eq!(pages[1].told.authors, ["Ada Voss"]);
        assert!(all.last().unwrap().as_ref().unwrap_err().warning);
    }

    #[test]
    fn bytes_that_are_no_utf_8_cost_a_character() {
        let page = read("x", b"{\"text\": \"caf\xe9 open\"}").remove(0).unwrap();
        assert_eq!(page.bytes, "caf\u{FFFD} open".as_bytes());
        assert_eq!(page.told.troubles.len(), 1);
    }

    #[test]
    fn brackets_without_end_come_to_an_end() {
        for text in ["{\"a\":[".repeat(50_000), "[".repeat(1_000_000), "{".repeat(50_000), "{\"".repeat(50_000)] {
            read("x", &text);
            read("x", format!("[{text}"));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_come_to_an_end(bytes: Vec<u8>, text in "[\\[\\]{}\":,\\\\n\na1 ]{0,200}") {
            read("x", &bytes);
            read("x", &text);
            read("x.jsonl", &text);
        }

        #[test]
        fn any_damage_is_survived(hurt: Vec<(proptest::sample::Index, u8)>, cut: proptest::sample::Index) {
            let mut bytes = b"[{\"text\": \"One.\", \"a\": [1, {\"b\": null}]}, {\"html\": \"<p>\\u00e9 two\"}]".to_vec();
            for (at, value) in hurt {
                let at = at.index(bytes.len());
                bytes[at] = value;
            }
            bytes.truncate(cut.index(bytes.len()) + 1);
            read("x", bytes);
        }
    }
}
