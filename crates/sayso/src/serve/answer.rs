//! Answers: an address becomes the bytes that are sent back.
//!
//! In: a ledger, a path, a query. Out: [`Answer`], always: what is not there, what makes no sense and what goes wrong are pages too. A page
//! and its twin are made of one value, so they cannot disagree.

use hyper::StatusCode;
use maud::{Markup, html};
use sayso_ledger::{Ledger, Trouble, Why};
use serde::Serialize;

use super::address::{self, Asked, Form, Page, Refusal};
use super::frame::{self, Sheet};
use super::guard::{POLICY, Refused, SEALED};
use super::{claim, claims, document, documents, failures, family, figures, find, home, people, person};
use crate::{json, safe};

/// What is sent back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    /// Its media type.
    pub(super) kind: &'static str,
    pub(super) policy: &'static str,
    /// The name under which a browser saves it, where it is not to be shown.
    pub(super) saved_as: Option<String>,
    pub(super) bytes: Vec<u8>,
}

/// What a page is made by.
pub(super) type Made = Result<Answer, Missed>;

/// Why there is no page.
#[derive(Debug)]
pub(super) enum Missed {
    /// Nothing in the ledger has this number.
    Nothing,
    /// The ledger cannot answer.
    Trouble(Trouble),
}

impl From<Trouble> for Missed {
    fn from(trouble: Trouble) -> Missed {
        Missed::Trouble(trouble)
    }
}

/// Answers an address.
pub(super) fn answer(ledger: &Ledger, path: &str, query: &str) -> Answer {
    let asked = match address::parse(path, query) {
        Ok(asked) => asked,
        Err(Refusal::Unknown) => return unknown(form(path)),
        Err(Refusal::Wrong(why)) => return wrong(form(path), &why),
    };
    let made = match &asked.page {
        Page::Home => home::page(ledger, &asked),
        Page::Find(query) => find::page(ledger, &asked, query),
        Page::Documents(listing) => documents::page(ledger, &asked, listing),
        Page::Document(number) => document::page(ledger, &asked, *number),
        Page::Original(number) => original(ledger, *number),
        Page::Family(number, beside) => family::page(ledger, &asked, *number, *beside),
        Page::People(wanted) => people::page(ledger, &asked, wanted),
        Page::Person(number, page) => person::page(ledger, &asked, *number, *page),
        Page::Claims(sought) => claims::page(ledger, &asked, sought),
        Page::Claim(number) => claim::page(ledger, &asked, *number),
        Page::Figures(sought) => figures::page(ledger, &asked, sought),
        Page::Series(number) => figures::whole(ledger, &asked, *number),
        Page::Failures => failures::page(ledger, &asked),
        Page::Style => Ok(whole(StatusCode::OK, "text/css; charset=utf-8", frame::style().into_bytes())),
    };
    match made {
        Ok(answer) => answer,
        Err(Missed::Nothing) => unknown(asked.form),
        Err(Missed::Trouble(Trouble { why: Why::Unknown(why), .. })) => wrong(asked.form, &why),
        Err(Missed::Trouble(Trouble { why: why @ Why::Stopped, .. })) => {
            told(StatusCode::SERVICE_UNAVAILABLE, asked.form, "Stopped", &why.to_string())
        }
        Err(Missed::Trouble(trouble)) => self::trouble(&trouble),
    }
}

fn form(path: &str) -> Form {
    if path.ends_with(".json") { Form::Json } else { Form::Html }
}

/// A value as what was asked for: a page, or its twin.
pub(super) fn both<T: Serialize>(asked: &Asked, value: &T, sheet: impl FnOnce(&T) -> Sheet) -> Made {
    Ok(match asked.form {
        Form::Html => markup(StatusCode::OK, frame::page(&sheet(value), Some(&asked.twin))),
        Form::Json => match json::line(value) {
            Ok(line) => whole(StatusCode::OK, JSON, line),
            Err(error) => {
                safe::complain(&format!("an answer could not be written: {error}"));
                fault()
            }
        },
    })
}

const JSON: &str = "application/json";

fn whole(status: StatusCode, kind: &'static str, bytes: Vec<u8>) -> Answer {
    Answer { status, kind, policy: POLICY, saved_as: None, bytes }
}

fn markup(status: StatusCode, page: Markup) -> Answer {
    whole(status, "text/html; charset=utf-8", page.into_string().into_bytes())
}

/// The bytes of a document as they arrived: to be saved, never to be shown. They were written by strangers.
fn original(ledger: &Ledger, number: i64) -> Made {
    let bytes = ledger.original(number)?.ok_or(Missed::Nothing)?;
    let saved_as = Some(format!("document-{number}.txt"));
    Ok(Answer { status: StatusCode::OK, kind: "text/plain", policy: SEALED, saved_as, bytes })
}

fn unknown(form: Form) -> Answer {
    told(
        StatusCode::NOT_FOUND,
        form,
        "Not here",
        "There is no such page, or the ledger holds nothing under this number.",
    )
}

fn wrong(form: Form, why: &str) -> Answer {
    told(StatusCode::BAD_REQUEST, form, "Asked the wrong way", why)
}

/// A request that is not answered: whoever sent it is told why and nothing else.
pub(super) fn refused(refused: Refused) -> Answer {
    whole(refused.status, "text/plain; charset=utf-8", format!("{}\n", refused.why).into_bytes())
}

/// The ledger cannot be asked: why is said to whom the program belongs, not to the page.
pub(super) fn trouble(trouble: &Trouble) -> Answer {
    safe::complain(&trouble.to_string());
    fault()
}

/// Something that is not the asker's fault.
pub(super) fn fault() -> Answer {
    let why = "Something went wrong here. The terminal that sayso runs in says what.";
    told(StatusCode::INTERNAL_SERVER_ERROR, Form::Html, "No answer", why)
}

fn told(status: StatusCode, form: Form, title: &str, why: &str) -> Answer {
    match form {
        Form::Json => whole(status, JSON, json::line(&serde_json::json!({ "error": why })).unwrap_or_default()),
        Form::Html => {
            let main = html! { h1 { (title) } p.lead { (safe::show(why)) } };
            markup(status, frame::page(&Sheet { title: title.into(), here: None, main }, None))
        }
    }
}
