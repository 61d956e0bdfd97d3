//! `sayso serve` and `sayso demo` from outside.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use common::Place;

fn sayso(command: &str, ledger: &Path) -> Command {
    let mut call = Command::new(assert_cmd::cargo::cargo_bin!("sayso"));
    call.arg(command).arg("--ledger").arg(ledger);
    call
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), words(&output.stdout), words(&output.stderr))
}

/// A server that is stopped with the test.
struct Served {
    child: Child,
    host: String,
}

impl Served {
    fn new(ledger: &Path) -> Served {
        let mut child = sayso("serve", ledger).args(["--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let host = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        assert!(line.contains("Ctrl-C") && host.starts_with("127.0.0.1:"), "{line}");
        Served { child, host }
    }

    fn get(&self, target: &str) -> String {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_demo_makes_a_ledger_shows_it_and_can_be_run_again() {
    let place = Place::new("demo");
    let ledger = place.at("demo.sayso");
    let (code, first, errors) = said(&sayso("demo", &ledger).output().unwrap());
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert!(first.starts_with("33 documents, ") && first.contains("sayso serve --ledger"), "{first}");
    assert!(first.contains("Tarquen says it holds more than 310"), "{first}");
    let before = fs::read(&ledger).unwrap();
    let (_, second, _) = said(&sayso("demo", &ledger).output().unwrap());
    assert_eq!(first, second);
    assert!(before == fs::read(&ledger).unwrap(), "not a byte is changed");
}

#[cfg(unix)]
#[test]
fn a_ledger_is_served_until_ctrl_c() {
    let place = Place::new("served");
    let ledger = place.at("demo.sayso");
    sayso("demo", &ledger).output().unwrap();
    let mut served = Served::new(&ledger);
    let home = served.get("/");
    assert!(
        home.starts_with("HTTP/1.1 200") && home.contains("demo.sayso") && home.contains("Meridian Wire"),
        "{home}"
    );
    assert!(served.get("/document/1.json").contains("\"schema\":\"sayso.reading/1\""));
    // Somebody who says nothing does not keep it from ending.
    let _idle = TcpStream::connect(&served.host).unwrap();
    Command::new("kill").args(["-INT", &served.child.id().to_string()]).status().unwrap();
    assert_eq!(served.child.wait().unwrap().code(), Some(0));
    let left: Vec<_> = fs::read_dir(place.at("")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["demo.sayso"], "nothing is left beside the ledger");
}

#[test]
fn a_wrong_call_says_what_to_do() {
    let place = Place::new("wrong");
    let missing = place.at("missing.sayso");
    let (code, out, errors) = said(&sayso("serve", &missing).output().unwrap());
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(errors.contains("no such ledger") && !missing.exists(), "{errors}");

    let ledger = place.at("demo.sayso");
    sayso("demo", &ledger).output().unwrap();
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (code, out, errors) = said(&sayso("serve", &ledger).args(["--port", &port]).output().unwrap());
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(errors.contains(&port) && errors.contains("--port"), "{errors}");

    let foreign = place.at("foreign.sayso");
    fs::write(&foreign, "no ledger").unwrap();
    assert_eq!(said(&sayso("demo", &foreign).output().unwrap()).0, Some(2));
    assert_eq!(fs::read(&foreign).unwrap(), b"no ledger");
}
