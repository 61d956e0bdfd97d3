//! Linked data: what a page's JSON-LD says of its own article.
//!
//! In: JSON-LD scripts. Out: [`Linked`]. Convention: schema.org.
//!
//! A page may describe its site, its trail, other articles, hundreds of updates. The page's own article is the
//! object with the most article-like type; among several, the one whose address or headline is the page's.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Objects that are looked at.
const MAX_OBJECTS: usize = 20_000;

/// What JSON-LD says.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// Addresses and names of what it was made from (`isBasedOn`).
    pub(super) based_on: Vec<String>,
    /// Whether it is an article and not just a page.
    pub(super) is_article: bool,
}

/// Reads all scripts. `own` tells whether an address or a headline is the page's.
pub(super) fn read(scripts: &[&str], own: impl Fn(&str) -> bool) -> Linked {
    let values: Vec<Value> = scripts.iter().flat_map(|script| super::json::read(script)).collect();
    let mut objects: Vec<&Map<String, Value>> = Vec::new();
    let mut ids: BTreeMap<&str, &Map<String, Value>> = BTreeMap::new();
    let mut left: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = left.pop() {
        if objects.len() >= MAX_OBJECTS {
            break;
        }
        match value {
            Value::Array(items) => left.extend(items.iter().rev()),
            Value::Object(object) => {
                // A mere reference has nothing but its id.
                if let Some(id) = object.get("@id").and_then(Value::as_str).filter(|_| object.len() > 1) {
                    ids.entry(id).or_insert(object);
                }
                objects.push(object);
                // Not into comments, updates, parts and lists of other articles.
                for key in ["publisher", "author", "isPartOf", "mainEntityOfPage", "mainEntity", "about", "@graph"] {
                    if let Some(inner @ (Value::Object(_) | Value::Array(_))) = object.get(key) {
                        left.push(inner);
                    }
                }
            }
            _ => {}
        }
    }
    let mut best: Option<(u32, &Map<String, Value>)> = None;
    for object in &objects {
        let Some(mut rank) = rank(object) else { continue };
        let says = |key: &str| object.get(key).and_then(text).is_some_and(|value| own(&value));
        if says("headline") || says("name") || says("url") || says("@id") || says("mainEntityOfPage") {
            rank += 2;
        }
        if object.contains_key("datePublished") || object.contains_key("author") {
            rank += 1;
        }
        if best.is_none_or(|(before, _)| rank > before) {
            best = Some((rank, object));
        }
    }
    let named = |wanted: &[&str]| {
        let site = objects.iter().find(|object| types(object).any(|kind| wanted.contains(&kind)));
        site.and_then(|site| site.get("name")).and_then(text)
    };
    let site = || named(&["WebSite"]).or_else(|| named(&["NewsMediaOrganization", "Organization"]));
    let Some((rank, object)) = best else { return Linked { outlet: site(), ..Linked::default() } };
    let get = |key: &str| object.get(key).and_then(text);
    // What the article itself leaves out, its page may say.
    let page = objects.iter().find(|object| types(object).any(|kind| kind == "WebPage"));
    let of_page = |key: &str| page.and_then(|page| page.get(key)).and_then(text);
    let mut authors = people(object.get("author"), &ids);
    if authors.is_empty() {
        authors = people(object.get("creator"), &ids);
    }
    if authors.is_empty() {
        authors = page.map(|page| people(page.get("author"), &ids)).unwrap_or_default();
    }
    Linked {
        title: get("headline").or_else(|| get("name")).or_else(|| get("alternativeHeadline")),
        authors,
        published: get("datePublished")
            .or_else(|| of_page("datePublished"))
            .or_else(|| get("uploadDate"))
            .or_else(|| get("dateCreated")),
        modified: get("dateModified").or_else(|| of_page("dateModified")),
        outlet: people(object.get("publisher"), &ids).into_iter().next().or_else(site),
        url: get("url").or_else(|| get("mainEntityOfPage")),
        based_on: based_on(object),
        language: get("inLanguage").or_else(|| of_page("inLanguage")),
        is_article: rank >= 10,
    }
}

/// What `isBasedOn` says: addresses, names, and the names of publishers; few.
fn based_on(object: &Map<String, Value>) -> Vec<String> {
    let mut told = Vec::new();
    for value in ["isBasedOn", "isBasedOnUrl"].iter().filter_map(|key| object.get(*key)) {
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values.iter().take(8) {
            told.extend(value.as_str().map(str::to_owned));
            for key in ["url", "@id", "name", "publisher"] {
                let inner = value.get(key);
                told.extend(inner.and_then(text).or_else(|| inner?.get("name").and_then(text)));
            }
        }
    }
    told.retain(|value| !value.trim().is_empty());
    told.sort();
    told.dedup();
    told
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let kinds: &[Value] = match object.get("@type") {
        Some(Value::Array(kinds)) => kinds,
        Some(kind) => std::slice::from_ref(kind),
        None => &[],
    };
    kinds.iter().filter_map(Value::as_str).map(|kind| kind.rsplit(['/', ':', '#']).next().unwrap_or(kind))
}

/// How article-like an object is.
fn rank(object: &Map<String, Value>) -> Option<u32> {
    types(object)
        .filter_map(|kind| match kind {
            "Report" | "BlogPosting" | "LiveBlogPosting" | "SocialMediaPosting" | "OpinionNewsArticle" => Some(20),
            kind if kind.ends_with("Article") => Some(20),
            "Recipe"
            | "HowTo"
            | "Review"
            | "CriticReview"
            | "Chapter"
            | "Book"
            | "CreativeWork"
            | "DiscussionForumPosting" => Some(14),
            "VideoObject" | "PodcastEpisode" | "Episode" | "QAPage" | "Question" => Some(8),
            "WebPage" | "ItemPage" | "AboutPage" | "FAQPage" | "MedicalWebPage" | "CollectionPage" => Some(5),
            _ => None,
        })
        .max()
}

/// A value as words: a string, a number, the first of a list, the name or address of an object.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.trim().to_owned()).filter(|words| !words.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.iter().take(8).find_map(text_of_one),
        Value::Object(_) => text_of_one(value),
        _ => None,
    }
}

fn text_of_one(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.trim().to_owned()).filter(|words| !words.is_empty()),
        Value::Object(object) => ["name", "@value", "@id", "url", "alternateName"].iter().find_map(|key| {
            let words = object.get(*key)?.as_str()?.trim();
            (!words.is_empty()).then(|| words.to_owned())
        }),
        _ => None,
    }
}

/// Names of the people (or organizations) that a value means: strings, objects, references, lists of them.
fn people(value: Option<&Value>, ids: &BTreeMap<&str, &Map<String, Value>>) -> Vec<String> {
    let items: &[Value] = match value {
        Some(Value::Array(items)) => items,
        Some(item) => std::slice::from_ref(item),
        None => &[],
    };
    let mut names: Vec<String> = Vec::new();
    for item in items.iter().take(100) {
        let mut found: Vec<&str> = Vec::new();
        match item {
            Value::String(name) => {
                found.push(ids.get(name.as_str()).and_then(|object| object.get("name")?.as_str()).unwrap_or(name))
            }
            Value::Object(object) => {
                let referred = || object.get("@id").and_then(Value::as_str).and_then(|id| ids.get(id)).copied();
                let name = object.get("name").or_else(|| referred()?.get("name"));
                match name {
                    Some(Value::String(name)) => found.push(name),
                    Some(Value::Array(names)) => found.extend(names.iter().filter_map(Value::as_str)),
                    _ => {}
                }
            }
            _ => {}
        }
        for name in found {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_article_is_told_from_the_others() {
        let script = r##"{"@context":"https://schema.org","@graph":[
            {"@type":"WebSite","@id":"#site","name":"The Dorn Courier"},
            {"@type":"Person","@id":"#ann","name":"Ann Example"},
            {"@type":"NewsArticle","headline":"Another","datePublished":"2024-01-01"},
            {"@type":["NewsArticle","Report"],"headline":"Ferries stand still","datePublished":"2025-03-12T21:04:00+02:00",
             "isBasedOn":{"@type":"NewsArticle","url":"https://wire.example/1","publisher":{"name":"Northwire"}},
             "author":[{"@id":"#ann"},"Bo Sample",{"@type":"Person","name":"Cy Trial"}],"publisher":{"@id":"#site"}}]}"##;
        let linked = read(&[script], |words| words == "Ferries stand still");
        assert_eq!(linked.authors, ["Ann Example", "Bo Sample", "Cy Trial"]);
        assert_eq!(linked.published.as_deref(), Some("2025-03-12T21:04:00+02:00"));
        assert_eq!(linked.outlet.as_deref(), Some("The Dorn Courier"));
        assert_eq!(linked.based_on, ["Northwire", "https://wire.example/1"]);
        assert!(linked.is_article);
    }

    #[test]
    fn updates_of_a_live_blog_are_not_the_article() {
        let update =
            r#"{"@type":"BlogPosting","headline":"Update","datePublished":"2025-03-13T09:00:00Z"},"#.repeat(2_000);
        let script = format!(
            r#"{{"@type":"LiveBlogPosting","liveBlogUpdate":[{}null],"headline":"Live","datePublished":"2025-03-12T08:00:00Z"}}"#,
            update
        );
        assert_eq!(read(&[&script], |_| false).published.as_deref(), Some("2025-03-12T08:00:00Z"));
    }
}
