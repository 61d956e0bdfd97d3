//! Stubs: what somebody says to be so, as schema.org's `Claim`, for fact-checkers to go on from.
//!
//! In: the ledger's statements with a named speaker. Out: one JSON-LD document, a claim a line. Never a rating: sayso does not say what is
//! true, so there is no `ClaimReview` and no `reviewRating` here.
//!
//! ```text
//! {"@context":"https://schema.org","@graph":[
//! {"@type":"Claim","@id":"b3:45247c...#s4","text":"Since Saturday we hold more than 310",
//!  "author":{"@type":"Person","name":"Orhun Kelemdar"},"appearance":[{"@type":"CreativeWork", ...}],"firstAppearance":{...}}
//! ]}
//! ```
//!
//! Follows: schema.org's Claim (pending), CreativeWork, Person, Organization.

use sayso_ledger::spoken::{Appearance, Speaker, Spoken};
use serde_json::{Map, Value, json};

use super::Job;
use super::place::Out;
use crate::{json, webanno};

/// Writes the claims.
pub(super) fn write(job: &Job<'_>, out: &mut Out<'_>) -> anyhow::Result<()> {
    out.write_all(b"{\"@context\":\"https://schema.org\",\"@graph\":[")?;
    let mut first = true;
    job.ledger.spoken(&job.chosen, |spoken| -> anyhow::Result<()> {
        out.write_all(if std::mem::take(&mut first) { b"\n" } else { b",\n" })?;
        let line = json::line(&claim(spoken))?;
        Ok(out.write_all(line.trim_ascii_end())?)
    })?;
    Ok(out.write_all(b"\n]}\n")?)
}

fn claim(spoken: &Spoken) -> Value {
    let works: Vec<Value> = spoken.appearances.iter().map(work).collect();
    let first = spoken.appearances.first();
    object([
        ("@type", Some("Claim".into())),
        ("@id", first.map(|first| format!("{}#{}", first.document.id, first.label).into())),
        ("text", Some(spoken.content.as_str().into())),
        ("inLanguage", first.and_then(|first| first.language.clone()).map(Value::from)),
        ("author", Some(author(&spoken.speaker))),
        // Of works that bear no day none is known to be the first.
        ("firstAppearance", first.filter(|first| first.document.published.is_some()).map(work)),
        ("appearance", Some(works.into())),
    ])
}

fn author(speaker: &Speaker) -> Value {
    let person = speaker.kind == "person";
    let affiliation = speaker.affiliation.as_ref().filter(|_| person);
    object([
        ("@type", Some(if person { "Person" } else { "Organization" }.into())),
        ("name", Some(speaker.name.as_str().into())),
        ("jobTitle", speaker.role.clone().filter(|_| person).map(Value::from)),
        ("affiliation", affiliation.map(|name| json!({"@type": "Organization", "name": name}))),
    ])
}

fn work(appearance: &Appearance) -> Value {
    let document = &appearance.document;
    let url = document.url.as_deref().filter(|url| url.starts_with("http") && webanno::iri(url));
    object([
        ("@type", Some("CreativeWork".into())),
        ("identifier", Some(document.id.as_str().into())),
        ("url", url.map(Value::from)),
        ("headline", document.title.clone().map(Value::from)),
        ("datePublished", document.published.clone().map(Value::from)),
        ("publisher", document.outlet.as_ref().map(|name| json!({"@type": "Organization", "name": name}))),
    ])
}

/// An object without what is not known.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let fields = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(fields.collect::<Map<_, _>>())
}
