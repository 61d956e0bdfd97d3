//! Failures: what could not be read, and why.

use maud::html;
use sayso_ledger::Ledger;
use serde::Serialize;

use super::address::Asked;
use super::answer::{Made, both};
use super::frame::Sheet;
use super::pieces::{count, shown};

/// Failures that are named.
const MOST: usize = 1000;

#[derive(Serialize)]
struct Failures {
    count: usize,
    /// At most 1,000.
    failures: Vec<Failure>,
}

#[derive(Serialize)]
struct Failure {
    input: String,
    reason: String,
}

/// The page.
pub(super) fn page(ledger: &Ledger, asked: &Asked) -> Made {
    let all = ledger.failures()?;
    let count = all.len();
    let failures = all.into_iter().take(MOST).map(|(input, reason)| Failure { input, reason }).collect();
    both(asked, &Failures { count, failures }, sheet)
}

fn sheet(all: &Failures) -> Sheet {
    let main = html! {
        h1 { "What could not be read" }
        @if all.failures.is_empty() { p.lead { "Everything could be read." } }
        @else {
            p.lead { (count(all.count as i64, "input", "inputs")) ". Adding them again tries again; what can be read then leaves this list." }
            div.scroll tabindex="0" role="region" aria-label="Inputs and reasons" {
                table {
                    thead { tr { th scope="col" { "Input" } th scope="col" { "Reason" } } }
                    tbody { @for one in &all.failures { tr { th scope="row" dir="auto" { (shown(&one.input)) } td dir="auto" { (shown(&one.reason)) } } } }
                }
            }
            @if all.count > all.failures.len() { p.small { "and " (all.count - all.failures.len()) " more" } }
        }
    };
    Sheet { title: "What could not be read".into(), here: None, main }
}
