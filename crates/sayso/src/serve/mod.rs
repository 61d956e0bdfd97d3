//! Serve: the command `sayso serve`: a ledger as web pages on this machine's loopback.
//!
//! Pages are made here, whole, from what the ledger answers; there is no script. Each page has a twin in JSON, made of the same value.
//! Everything that strangers wrote is escaped (`maud`), its steering characters are shown as signs, and the browser is told to allow nothing
//! but our style (`guard`).
//!
//! ```text
//! socket ─► server ─► guard ─► address ─► answer ─┬─► home, find, documents, document, family, failures ─► frame ─► page
//!                      (refused)  (unknown)       └─► the same value as JSON
//! ```
//!
//! Not here: SQL (`sayso-ledger`).

mod address;
mod guard;
mod server;
mod answer;
mod frame;
mod pieces;
mod chart;
mod home;
mod find;
mod documents;
mod document;
mod family;
mod people;
mod person;
mod claims;
mod claim;
mod figures;
mod failures;
#[cfg(test)]
mod tests;

use std::net::{Ipv4Addr, TcpListener};

use crate::arguments::Serve;
use crate::intake::Outcome;
use crate::{ledger, safe};

/// The port that is tried first where none is asked for, and how many are tried.
const PORT: u16 = 7878;
const TRIES: u16 = 20;

/// Serves a ledger until Ctrl-C.
pub(crate) fn run(call: &Serve) -> anyhow::Result<Outcome> {
    let Some(ledger) = ledger::open(&call.file.ledger) else { return Ok(Outcome::Wrong) };
    let listener = match listen(call.port) {
        Ok(listener) => listener,
        Err(why) => {
            safe::complain(&why);
            return Ok(Outcome::Wrong);
        }
    };
    let address = listener.local_addr()?;
    let path = call.file.ledger.display().to_string();
    ledger::print(&format!("{}: http://{address}/ (Ctrl-C ends it)\n", safe::show(&path)))?;
    server::run(listener, server::Shelf::new(ledger))?;
    Ok(Outcome::All)
}

/// A socket on this machine's loopback, which no other machine can reach.
fn listen(port: Option<u16>) -> Result<TcpListener, String> {
    let bind = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => bind(port).map_err(|error| {
            format!("port {port} of 127.0.0.1 cannot be had ({error}); name another with --port, or --port 0 for any")
        }),
        None => (PORT..PORT + TRIES).find_map(|port| bind(port).ok()).ok_or_else(|| {
            format!(
                "the ports {PORT} to {} of 127.0.0.1 are all taken; name one with --port, or --port 0 for any",
                PORT + TRIES - 1
            )
        }),
    }
}
