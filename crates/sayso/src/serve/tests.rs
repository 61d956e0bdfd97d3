#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;

use hyper::StatusCode;
use sayso_ledger::{Incoming, Key, Ledger};
use sayso_read::{Page, Reading};
use serde_json::Value;

use super::answer::{Answer, answer};
use super::server::{self, Shelf};
use crate::{fixture, safe};

/// A ledger of an honest page and of two that were written to do harm, one a copy of the other; its file goes at the end.
struct Desk {
    ledger: Ledger,
    path: PathBuf,
}

/// What a name may hold that was written to do harm.
const EVIL: &str = "\u{1b}]0;x\u{7}\"><img src=x onerror=alert(1)><script>alert(2)</script>\u{202e}\u{2028}";

impl Desk {
    fn new(name: &str) -> Desk {
        let path = std::env::temp_dir().join(format!("sayso-serve-{name}-{}.sayso", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let mut ledger = Ledger::write(&path).unwrap();
        let mut adding = ledger.add().unwrap();
        let twin = Reading { path: "second.html".into(), outlet: Some("The Second".into()), ..fixture::hostile() };
        let pages = [
            (fixture::harbour(), "<p>harbour</p>"),
            (fixture::hostile(), "<html><script>alert(1)</script>"),
            (twin, "<html><script>alert(2)</script>"),
        ];
        for (reading, bytes) in pages {
            let page = Page::html(&reading.path, bytes);
            adding.put(Incoming::new(Key::of(&page), &page, &reading, true), false).unwrap();
        }
        adding.failed(EVIL, EVIL).unwrap();
        adding.commit().unwrap();
        drop(adding);
        ledger.settle(&sayso_models::open_families(), |_| {}).unwrap();
        ledger.close().unwrap();
        Desk { ledger: Ledger::open(&path).unwrap(), path }
    }

    fn get(&self, address: &str) -> Answer {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        answer(&self.ledger, path, query)
    }

    fn page(&self, address: &str) -> String {
        let answer = self.get(address);
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        String::from_utf8(answer.bytes).unwrap()
    }

    fn twin(&self, address: &str) -> Value {
        let answer = self.get(address);
        assert_eq!((answer.status, answer.kind), (StatusCode::OK, "application/json"), "{address}");
        serde_json::from_slice(&answer.bytes).unwrap()
    }

    /// Every page that links lead to from the first, and those that forms lead to.
    fn all(&self) -> BTreeMap<String, String> {
        let mut pages = BTreeMap::new();
        let asked = [
            "/",
            "/find?q=script+OR+late",
            "/find?speaker=Neil",
            "/find?cue=say",
            "/find?outlet=second",
            "/failures",
            "/figures?q=berths",
            "/claims?q=late",
            "/people?q=script",
        ];
        let mut waiting: VecDeque<String> = asked.map(String::from).into();
        while let Some(address) = waiting.pop_front() {
            if pages.contains_key(&address) {
                continue;
            }
            let page = self.page(&address);
            for link in values(&page, "href").into_iter().filter(|link| link.starts_with('/')) {
                let link = link.split('#').next().unwrap().replace("&amp;", "&");
                if !link.ends_with("/original") && link != "/style.css" {
                    waiting.push_back(link);
                }
            }
            pages.insert(address, page);
            assert!(pages.len() < 500, "links without end");
        }
        pages
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    page.split(&format!(" {attribute}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

fn is_page(address: &str) -> bool {
    !address.split('?').next().unwrap().ends_with(".json")
}

#[test]
fn every_link_leads_to_a_page_and_every_anchor_stands() {
    let desk = Desk::new("links");
    let pages = desk.all();
    for wanted in [
        "/documents",
        "/document/1",
        "/document/3",
        "/family/2",
        "/document/1.json",
        "/.json",
        "/people",
        "/person/2000001",
        "/claims",
        "/figures",
    ] {
        assert!(pages.contains_key(wanted), "no link leads to {wanted}");
    }
    for (address, page) in pages.iter().filter(|(address, _)| is_page(address)) {
        let ids: Vec<_> = values(page, "id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{address}: an id stands twice");
        for link in values(page, "href") {
            let Some((path, anchor)) = link.split_once('#') else { continue };
            let target = if path.is_empty() { page } else { &pages[&path.replace("&amp;", "&")] };
            assert!(values(target, "id").contains(&anchor), "{address}: {link} leads nowhere");
        }
    }
}

#[test]
fn every_page_is_whole_and_can_be_used_without_eyes() {
    let desk = Desk::new("whole");
    for (address, page) in desk.all().iter().filter(|(address, _)| is_page(address)) {
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">") && page.ends_with("</html>\n"), "{address}");
        for (once, times) in [
            ("<main", 1),
            ("<header class=\"masthead\"", 1),
            ("<footer", 1),
            ("</title><link", 1),
            ("class=\"skip\"", 1),
        ] {
            assert_eq!(page.matches(once).count(), times, "{address}: {once}");
        }
        assert!(page.matches("<h1").count() == 1, "{address}");
        // Every field has a label, every picture a name.
        let labels = values(page, "for");
        for field in page.split("<input ").chain(page.split("<select ")).skip(1) {
            let id = field.strip_prefix("id=\"").and_then(|field| field.split('"').next());
            if let Some(id) = id {
                assert!(labels.contains(&id), "{address}: {id} has no label");
            }
        }
        assert_eq!(page.matches("<svg").count(), page.matches("role=\"img\" aria-label=").count(), "{address}");
        assert!(!page.contains(" style=\"") && !page.contains("<style") && !page.contains(" src=\""), "{address}");
        assert!(values(page, "href").contains(&"/style.css"), "{address}");
    }
}

#[test]
fn nothing_a_stranger_wrote_becomes_markup() {
    let desk = Desk::new("hostile");
    let pages = desk.all();
    let mut told = 0;
    for (address, page) in &pages {
        if !is_page(address) {
            assert!(!page.trim_end().contains(safe::steers), "{address}");
            continue;
        }
        told += usize::from(page.contains("&lt;script&gt;"));
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<b onclick"), "{address}");
        assert!(!page.contains(safe::steers), "{address}");
        for link in values(page, "href") {
            let known = link.starts_with(['/', '#', '.'])
                || link == "data:,"
                || link == "https://courier.example/harbour?id=7&amp;lang=en";
            assert!(known, "{address}: {link}");
        }
        assert_eq!(values(page, "target"), Vec::<&str>::new(), "{address}");
    }
    assert!(told > 8, "{told} pages show what was written to do harm");
}

#[test]
fn a_page_and_its_twin_say_the_same() {
    let desk = Desk::new("twins");
    let (home, twin) = (desk.page("/"), desk.twin("/.json"));
    assert_eq!((&twin["documents"], &twin["reports"], &twin["failures"]), (&3.into(), &2.into(), &1.into()));
    assert!(home.contains("<a href=\"/documents\">3</a>") && home.contains("1 input could not be read"));
    let twin = desk.twin("/document/1.json");
    let title = twin["reading"]["title"].as_str().unwrap();
    assert_eq!(twin["reading"]["schema"], "sayso.reading/1");
    assert!(desk.page("/document/1").contains(title));
    let (page, twin) = (desk.page("/family/2"), desk.twin("/family/2.json"));
    assert_eq!((&twin["documents"], twin["members"].as_array().unwrap().len()), (&2.into(), 2));
    assert!(page.contains("1 report in 2 documents"));
    let (page, twin) = (desk.page("/find?q=late"), desk.twin("/find.json?q=late"));
    assert_eq!(twin["found"]["of"], 1);
    assert!(page.contains("<mark>late</mark>"));
    assert_eq!(desk.twin("/find.json")["found"], Value::Null);
    assert_eq!(desk.twin("/documents.json?day=2025-03")["documents"].as_array().unwrap().len(), 1);
    assert_eq!(desk.twin("/failures.json")["failures"][0]["input"], EVIL);
}

#[test]
fn what_is_not_there_and_what_makes_no_sense_is_told_in_both_forms() {
    let desk = Desk::new("wrong");
    for (address, status) in [
        ("/document/9", StatusCode::NOT_FOUND),
        ("/document/9/original", StatusCode::NOT_FOUND),
        ("/family/3", StatusCode::NOT_FOUND),
        ("/family/2?beside=1", StatusCode::NOT_FOUND),
        ("/document/9223372036854775807", StatusCode::NOT_FOUND),
        ("/family/9223372036854775807", StatusCode::NOT_FOUND),
        ("/person/9000001", StatusCode::NOT_FOUND),
        ("/person/9223372036854775807", StatusCode::NOT_FOUND),
        ("/claim/9", StatusCode::NOT_FOUND),
        ("/figures/9", StatusCode::NOT_FOUND),
        ("/x", StatusCode::NOT_FOUND),
        ("/people?kind=god", StatusCode::BAD_REQUEST),
        ("/people?q=-", StatusCode::BAD_REQUEST),
        ("/claims?least=0", StatusCode::BAD_REQUEST),
        ("/find?q=-", StatusCode::BAD_REQUEST),
        ("/find?since=yesterday", StatusCode::BAD_REQUEST),
        ("/documents?page=0", StatusCode::BAD_REQUEST),
    ] {
        let page = desk.get(address);
        assert_eq!((page.status, page.kind), (status, "text/html; charset=utf-8"), "{address}");
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let twin = desk.get(&format!("{path}.json?{query}"));
        assert_eq!((twin.status, twin.kind), (status, "application/json"), "{address}");
        let twin: Value = serde_json::from_slice(&twin.bytes).unwrap();
        assert!(twin["error"].as_str().is_some_and(|why| !why.contains(".sayso")), "{twin}");
    }
}

#[test]
fn original_bytes_are_saved_and_never_shown() {
    let desk = Desk::new("original");
    let answer = desk.get("/document/2/original");
    assert_eq!(answer.bytes, b"<html><script>alert(1)</script>");
    assert_eq!((answer.kind, answer.saved_as.as_deref()), ("text/plain", Some("document-2.txt")));
    assert!(answer.policy.contains("sandbox") && answer.policy.starts_with("default-src 'none'"));
}

#[test]
fn whatever_is_asked_is_answered() {
    let desk = Desk::new("whatever");
    for query in [
        "%00",
        "%ff%fe",
        "=",
        "&&&",
        "q=%22",
        "q=a&q=b",
        "q=%00a",
        "limit=%31",
        "q=((((",
        "place=%25",
        "outlet=%25_",
        "day=%27",
    ] {
        for path in [
            "/",
            "/find",
            "/documents",
            "/family/2",
            "/document/1",
            "/failures",
            "/people",
            "/person/1000001",
            "/claims",
            "/figures",
        ] {
            let status = desk.get(&format!("{path}?{query}")).status;
            assert!(status == StatusCode::OK || status == StatusCode::BAD_REQUEST, "{path}?{query}: {status}");
        }
    }
}

/// A server on a port of its own, which ends with the tests.
fn serve(desk: &Desk) -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let shelf = Shelf::new(Ledger::open(&desk.path).unwrap());
    std::thread::spawn(move || server::run(listener, shelf));
    address
}

fn ask(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn every_answer_carries_the_policy_and_strangers_get_none() {
    let desk = Desk::new("socket");
    let address = serve(&desk);
    let get = |target: &str, host: &str| {
        ask(address, &format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    };
    for (target, host, status) in [
        ("/", "127.0.0.1", "200"),
        ("/find.json?q=late", "localhost:80", "200"),
        ("/style.css", "[::1]", "200"),
        ("/document/2/original", "127.0.0.1", "200"),
        ("/x", "127.0.0.1", "404"),
        ("/find?kind=x", "127.0.0.1", "400"),
        ("/", "evil.example", "421"),
        (&format!("/find?q={}", "a".repeat(5000)), "127.0.0.1", "414"),
    ] {
        let answer = get(target, host);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{target} {host}: {answer}");
        let head = answer.split("\r\n\r\n").next().unwrap();
        for header in [
            "content-security-policy: default-src 'none'; ",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(head.contains(header), "{target}: {head}");
        }
        assert!(head.contains("frame-ancestors 'none'") && !head.contains("unsafe"), "{head}");
    }
    let original = get("/document/2/original", "127.0.0.1");
    assert!(
        original.contains("content-disposition: attachment; filename=\"document-2.txt\"")
            && original.contains("content-type: text/plain\r\n")
    );
    let strange = get("/", "evil.example");
    assert!(
        strange.contains("content-type: text/plain") && !strange.contains("<a"),
        "a stranger learns nothing: {strange}"
    );
}

#[test]
fn nothing_but_asking_is_answered() {
    let desk = Desk::new("methods");
    let address = serve(&desk);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer = ask(
            address,
            &format!("{method} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
        );
        assert!(answer.starts_with("HTTP/1.1 405") && answer.contains("allow: GET, HEAD"), "{answer}");
    }
    let head = ask(address, "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"), "{head}");
    let none = ask(address, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!(none.starts_with("HTTP/1.1 421"), "{none}");
    for rubbish in [
        "GET\r\n\r\n",
        "\0\0\0\0\r\n\r\n",
        &format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(40_000)),
    ] {
        let answer = ask(address, rubbish);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
}

#[test]
fn a_ledger_that_grows_is_served_as_it_is_now() {
    let desk = Desk::new("grows");
    assert_eq!(desk.twin("/.json")["documents"], 3);
    let mut ledger = Ledger::write(&desk.path).unwrap();
    let mut adding = ledger.add().unwrap();
    let page = Page::text("new.txt", "new");
    let reading = Reading { path: "new.txt".into(), ..fixture::harbour() };
    adding.put(Incoming::new(Key::of(&page), &page, &reading, true), true).unwrap();
    drop(adding);
    let home = desk.twin("/.json");
    assert_eq!((&home["documents"], &home["settled"]), (&4.into(), &false.into()));
    assert!(desk.page("/").contains("was not finished"));
    assert!(desk.page("/document/4").contains("<article"));
    ledger.settle(&sayso_models::open_families(), |_| {}).unwrap();
    assert_eq!(desk.twin("/.json")["settled"], true);
}
