//! Addresses: what a path and its query ask for, and how links to it are written.
//!
//! In: the target of a request. Out: [`Asked`], or [`Refusal`]. Nothing is fetched here: an address that has the right shape may still lead
//! to nothing. Every page has a twin in JSON under the same path with `.json` behind it.
//!
//! ```text
//! /document/12.json          document 12, as JSON
//! /find?q=oil&cue=deny       Find, as a page
//! ```

use sayso_ledger::{People, Sought, Wanted};

use crate::arguments;

/// Bytes that a path and its query may have together.
pub(super) const MOST: usize = 4096;

/// Reports shown by a search, at first and at most.
pub(super) const SHOWN: usize = 20;
const MOST_SHOWN: usize = 200;

/// People shown at first.
const PEOPLE: i64 = 50;

/// Rows on a page of a list.
pub(super) const ROWS: i64 = 50;

/// Pages of a list that can be turned.
const MOST_PAGES: i64 = 20_000;

/// What is asked for, and in which form.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) page: Page,
    pub(super) form: Form,
    /// The address of the twin.
    pub(super) twin: String,
}

/// For people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Json,
}

/// A page.
#[derive(Debug, Clone)]
pub(super) enum Page {
    Home,
    Find(Box<Query>),
    Documents(Listing),
    Document(i64),
    /// The bytes of a document as they arrived.
    Original(i64),
    /// A family, with this member beside what it was taken from.
    Family(i64, Option<i64>),
    People(People),
    /// Somebody by the number of any entity, and which page of what he or she said.
    Person(i64, i64),
    Claims(sayso_ledger::Asked),
    Claim(i64),
    Figures(Sought),
    /// The figures of one thing.
    Series(i64),
    Failures,
    Style,
}

/// The fields of the search form, as typed; empty ones are none.
#[derive(Debug, Clone, Default)]
pub(super) struct Query {
    pub(super) wanted: Wanted,
}

/// Which part of the list of documents.
#[derive(Debug, Clone, Default)]
pub(super) struct Listing {
    pub(super) day: Option<String>,
    pub(super) outlet: Option<String>,
    /// From 1.
    pub(super) page: i64,
}

/// Why an address is not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is no such page.
    Unknown,
    /// A field of the query makes no sense.
    Wrong(String),
}

/// The fields of a query, each name once: the first that is not empty.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn of(query: &str) -> Fields {
        let pairs = form_urlencoded::parse(query.as_bytes());
        Fields(pairs.map(|(name, value)| (name.into_owned(), value.trim().to_owned())).collect())
    }

    fn get(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(field, value)| field == name && !value.is_empty()).map(|(_, value)| value.clone())
    }

    fn number(&self, name: &str, default: i64, most: i64) -> Result<i64, Refusal> {
        let Some(value) = self.get(name) else { return Ok(default) };
        let wrong = || Refusal::Wrong(format!("{name} must be a number from 1 to {most}"));
        value.parse().ok().filter(|number| (1..=most).contains(number)).ok_or_else(wrong)
    }

    fn one_of(&self, name: &str, known: &[&str]) -> Result<Option<String>, Refusal> {
        let value = self.get(name);
        match &value {
            Some(value) if !known.contains(&value.as_str()) => {
                Err(Refusal::Wrong(format!("{name} must be one of {}", known.join(", "))))
            }
            _ => Ok(value),
        }
    }

    fn day(&self, name: &str) -> Result<Option<String>, Refusal> {
        let wrong = |why| Refusal::Wrong(format!("{name}: {why}"));
        self.get(name).map(|day| arguments::day(&day).map_err(wrong)).transpose()
    }
}

/// What an address asks for.
pub(super) fn parse(path: &str, query: &str) -> Result<Asked, Refusal> {
    let fields = Fields::of(query);
    let (plain, form) = match path.strip_suffix(".json") {
        Some(plain) => (plain, Form::Json),
        None => (path, Form::Html),
    };
    let parts: Vec<&str> = plain.split('/').skip(1).collect();
    let page = match parts.as_slice() {
        [""] => Page::Home,
        ["find"] => Page::Find(Box::new(Query::of(&fields)?)),
        ["documents"] => {
            let page = fields.number("page", 1, MOST_PAGES)?;
            Page::Documents(Listing { day: fields.get("day"), outlet: fields.get("outlet"), page })
        }
        ["document", document] => Page::Document(number(document)?),
        ["document", document, "original"] if form == Form::Html => Page::Original(number(document)?),
        ["family", family] => {
            let beside = fields.number("beside", 0, i64::MAX)?;
            Page::Family(number(family)?, (beside > 0).then_some(beside))
        }
        ["people"] => {
            let limit = fields.number("limit", PEOPLE, MOST_SHOWN as i64)? as usize;
            let kind = fields.one_of("kind", &arguments::BEINGS)?;
            Page::People(People { words: fields.get("q"), kind, limit, members: false })
        }
        ["person", person] => Page::Person(number(person)?, fields.number("page", 1, MOST_PAGES)?),
        ["claims"] => Page::Claims(sayso_ledger::Asked {
            words: fields.get("q"),
            speaker: fields.get("speaker"),
            since: fields.day("since")?,
            until: fields.day("until")?,
            least: fields.number("least", 1, 1000)? as usize,
            limit: fields.number("limit", SHOWN as i64, MOST_SHOWN as i64)? as usize,
        }),
        ["claim", claim] => Page::Claim(number(claim)?),
        ["figures"] => Page::Figures(Sought {
            question: fields.get("q"),
            speaker: fields.get("speaker"),
            since: fields.day("since")?,
            until: fields.day("until")?,
            limit: fields.number("limit", SHOWN as i64, MOST_SHOWN as i64)? as usize,
        }),
        ["figures", series] => Page::Series(number(series)?),
        ["failures"] => Page::Failures,
        ["style.css"] if form == Form::Html => Page::Style,
        _ => return Err(Refusal::Unknown),
    };
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    Ok(Asked { page, form, twin: format!("{plain}.json{query}") })
}

/// A number in a path: digits alone, so that each page has one address.
fn number(digits: &str) -> Result<i64, Refusal> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    digits.parse().ok().filter(|_| plain).ok_or(Refusal::Unknown)
}

impl Query {
    fn of(fields: &Fields) -> Result<Query, Refusal> {
        let kind = fields.one_of("kind", &arguments::KINDS)?;
        let limit = fields.number("limit", SHOWN as i64, MOST_SHOWN as i64)? as usize;
        Ok(Query {
            wanted: Wanted {
                words: fields.get("q"),
                speaker: fields.get("speaker"),
                about: fields.get("about"),
                cue: fields.get("cue"),
                kind,
                since: fields.day("since")?,
                until: fields.day("until")?,
                place: fields.get("place"),
                outlet: fields.get("outlet"),
                limit,
            },
        })
    }

    /// The fields by their names, to fill the form and to write links.
    pub(super) fn fields(&self) -> [(&'static str, Option<&str>); 9] {
        let Wanted { words, speaker, about, cue, kind, since, until, place, outlet, .. } = &self.wanted;
        [
            ("q", words.as_deref()),
            ("speaker", speaker.as_deref()),
            ("about", about.as_deref()),
            ("cue", cue.as_deref()),
            ("kind", kind.as_deref()),
            ("since", since.as_deref()),
            ("until", until.as_deref()),
            ("place", place.as_deref()),
            ("outlet", outlet.as_deref()),
        ]
    }

    /// Whether nothing is asked for.
    pub(super) fn is_empty(&self) -> bool {
        self.fields().iter().all(|(_, value)| value.is_none())
    }

    /// The same search with more of its results; none where all that may be shown are.
    pub(super) fn more(&self) -> Option<String> {
        more("/find", &self.fields(), self.wanted.limit)
    }
}

/// The same question with twice as many of its answers; none where as many as may be are shown.
pub(super) fn more(path: &str, fields: &[(&str, Option<&str>)], limit: usize) -> Option<String> {
    let twice = (limit * 2).min(MOST_SHOWN);
    let twice = (twice > limit).then(|| twice.to_string())?;
    let mut fields = fields.to_vec();
    fields.push(("limit", Some(&twice)));
    Some(href(path, &fields))
}

/// An address of ours with those fields that have a value.
pub(super) fn href(path: &str, fields: &[(&str, Option<&str>)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn paths_that_are_none_of_ours_are_unknown() {
        for path in [
            "",
            "//",
            "/x",
            "/document",
            "/document/",
            "/document/0",
            "/document/01",
            "/document/-1",
            "/document/1/",
            "/document/1x",
            "/document/99999999999999999999",
            "/document/1/original.json",
            "/style.css.json",
            "/find/",
            "/../etc/passwd",
            "/.json.json",
            "/document/%31",
        ] {
            assert_eq!(parse(path, "").err(), Some(Refusal::Unknown), "{path}");
        }
    }

    #[test]
    fn every_page_has_a_twin() {
        for (path, query, twin) in [
            ("/", "", "/.json"),
            ("/find", "q=a%20b", "/find.json?q=a%20b"),
            ("/document/12", "", "/document/12.json"),
            ("/family/3", "beside=4", "/family/3.json?beside=4"),
        ] {
            let asked = parse(path, query).unwrap();
            assert_eq!((asked.form, asked.twin.as_str()), (Form::Html, twin));
            let (path, query) = twin.split_once('?').unwrap_or((twin, ""));
            let asked = parse(path, query).unwrap();
            assert_eq!((asked.form, asked.twin.as_str()), (Form::Json, twin));
        }
    }

    #[test]
    fn a_search_is_read_from_its_fields_and_written_again() {
        let Page::Find(query) = parse("/find", "q=oil+field&speaker=&cue=deny&since=2024-03-01&x=1").unwrap().page
        else {
            panic!()
        };
        assert_eq!(query.wanted.words.as_deref(), Some("oil field"));
        assert_eq!(query.wanted.speaker, None);
        assert_eq!(query.more().unwrap(), "/find?q=oil+field&cue=deny&since=2024-03-01&limit=40");
        for wrong in ["since=2024-3-1", "until=!2024-03-01", "kind=loud", "limit=0", "limit=1000", "limit=x"] {
            assert!(matches!(parse("/find", wrong), Err(Refusal::Wrong(_))), "{wrong}");
        }
    }
}
