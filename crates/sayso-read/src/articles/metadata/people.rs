//! People: who a page says wrote it, as printed.

use super::clues::{Clues, Person};
use super::linked::Linked;
use super::titles::same;
use crate::articles::{Block, BlockKind, bylines, dates};
use crate::tree::Node;

/// Longest name, in bytes.
const MAX_BYTES: usize = 100;
/// Authors of one page.
const MAX_AUTHORS: usize = 60;

/// Chooses the authors.
pub(super) fn choose(clues: &Clues<'_>, linked: &Linked, outlet: Option<&str>, heading: Option<Node>, text: &str, blocks: &[Block]) -> Vec<String> {
    let is_site = |name: &String| outlet.is_some_and(|outlet| same(outlet, name));
    let named = clean(linked.authors.iter().map(String::as_str));
    let metas = |names: &[&str]| clean(clues.metas.iter().filter(|(key, _)| names.contains(&key.as_str())).map(|(_, content)| *content));
    let sources = [
        named,
        metas(&["citation_author"]),
        metas(&["parsely-author", "sailthru.author", "byl", "article:author_name", "cxenseparse:author"]),
        metas(&["author", "article:author", "og:author", "dc.creator", "dcterms.creator", "dc.contributor", "itemprop:author", "og:article:author", "creator", "authors"]),
        shown(&clues.people, heading),
        in_blocks(text, blocks),
    ];
    // The site as its own author is a last resort: many templates put it there.
    let plain = sources.iter().find(|names| names.iter().any(|name| !is_site(name) && !is_machine(name)));
    let site = || sources.iter().find(|names| names.iter().any(|name| !is_machine(name)));
    let chosen = plain.or_else(site).cloned().unwrap_or_default();
    chosen.into_iter().filter(|name| !is_machine(name)).take(MAX_AUTHORS).collect()
}

/// What content systems put where nobody wrote a name.
fn is_machine(name: &str) -> bool {
    matches!(name.to_lowercase().as_str(), "admin" | "administrator" | "root" | "user" | "author" | "unknown" | "n/a" | "none" | "null" | "undefined" | "editor" | "webmaster" | "superadmin" | "anonymous" | "default")
}

fn clean<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for raw in names.take(MAX_AUTHORS) {
        let raw = raw.trim();
        if raw.is_empty() || raw.contains("://") || raw.starts_with('@') || raw.starts_with("www.") || raw.contains('{') {
            continue;
        }
        let raw = bylines::marked(raw).unwrap_or(raw);
        // "A, B and C" in one field are three; "A, MD" is one.
        let parts = split(raw);
        for name in parts {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let fits = name.len() <= MAX_BYTES && name.chars().any(char::is_alphabetic) && !name.contains('@');
            if fits && !out.contains(&name) {
                out.push(name);
            }
        }
    }
    out
}

/// Cuts several names in one field apart, and leaves degrees and pen names together.
fn split(raw: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for part in raw.split([';', '|']) {
        let mut joined: Vec<&str> = part.split(" and ").flat_map(|part| part.split(" & ")).collect();
        // "Maria & Katerina", "Food and Drink Team": single words are one name.
        if joined.iter().any(|name| name.split_whitespace().count() < 2) && !part.contains(',') {
            joined = vec![part];
        }
        for piece in joined {
            let commas: Vec<&str> = piece.split(',').map(str::trim).filter(|piece| !piece.is_empty()).collect();
            let all_names = commas.len() > 1 && commas.iter().all(|name| name.split_whitespace().count() >= 2 && !is_degree(name) && bylines::is_name_like(name));
            if all_names {
                out.extend(commas);
            } else {
                out.push(piece.trim().trim_matches(',').trim());
            }
        }
    }
    out
}

fn is_degree(name: &str) -> bool {
    name.split_whitespace().any(|word| {
        let word = word.trim_matches(['.', ',']);
        matches!(word, "MD" | "MS" | "RD" | "PhD" | "Ph.D" | "MPH" | "MBA" | "RN" | "LPC" | "CPT" | "Esq" | "JD" | "Editor" | "Writer" | "Reporter" | "Contributor" | "Expert" | "Correspondent" | "Staff" | "Inc" | "LLC" | "University" | "Manager" | "Director" | "Founder" | "CEO")
    })
}

/// The author element nearest to the headline, of the plainest sort.
fn shown(people: &[Person], heading: Option<Node>) -> Vec<String> {
    let usable = |person: &&Person| {
        let words = person.words.as_str();
        words.len() <= 120 && words.split_whitespace().count() <= 14 && words.chars().any(char::is_alphabetic) && !words.contains("://")
    };
    // After the headline first; a byline above it is rare but there.
    let key = |person: &&Person| (person.aside, person.rank, heading.is_some_and(|heading| person.node < heading), person.node);
    let mut sorted: Vec<&Person> = people.iter().filter(usable).collect();
    sorted.sort_by_key(key);
    for person in &sorted {
        if person.aside && person.rank > 0 {
            continue;
        }
        let mut names = printed(&person.words);
        if names.is_empty() {
            continue;
        }
        // Several authors stand side by side in elements of one sort.
        for other in sorted.iter().filter(|other| other.rank == person.rank && other.aside == person.aside && other.node > person.node).take(12) {
            let close = other.node.distance(person.node) <= 24;
            if close && person.rank <= 1 {
                for name in printed(&other.words) {
                    if !names.iter().any(|known| known.contains(&name) || name.contains(known.as_str())) {
                        names.push(name);
                    }
                }
            }
        }
        return names;
    }
    Vec::new()
}

/// The names in a printed byline.
fn printed(words: &str) -> Vec<String> {
    let words = words.trim().trim_start_matches([':', '-', '—', '|', ' ']);
    let rest = bylines::marked(words).unwrap_or(words);
    let low = rest.to_lowercase();
    if ["share", "follow", "view all", "posts by", "read more", "about the", "subscribe", "comment", "sign in", "contact", "reviewed by"].iter().any(|word| low.contains(word)) {
        return Vec::new();
    }
    if dates::find(rest, dates::Order::Unknown).is_some_and(|found| found.at.start == 0) {
        return Vec::new();
    }
    bylines::names(rest).into_iter().filter(|name| name.len() <= MAX_BYTES && name.split_whitespace().count() <= 6).collect()
}

/// The names in byline blocks.
pub(super) fn in_blocks(text: &str, blocks: &[Block]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for block in blocks.iter().filter(|block| block.kind == BlockKind::Byline).take(6) {
        let words = text[block.span.range()].trim_matches(['*', '_', ' ']);
        for name in bylines::names(bylines::marked(words).unwrap_or(words)) {
            if !out.contains(&name) && out.len() < MAX_AUTHORS {
                out.push(name);
            }
        }
    }
    out
}
