//! People: who a page says wrote it, as printed.

use super::clues::{Clues, Person};
use super::linked::Linked;
use super::titles::{same_site, unescape};
use std::ops::Range;

use crate::articles::{Block, BlockKind, bylines, dates};
use crate::tree::Node;

/// Longest name, in bytes.
const MAX_BYTES: usize = 100;
/// Authors of one page.
const MAX_AUTHORS: usize = 60;

/// Chooses the authors.
pub(super) fn choose(clues: &Clues<'_>, linked: &Linked, sites: &[&str], heading: Option<Node>, text: &str, blocks: &[Block], near: Range<usize>) -> Vec<String> {
    let is_site = |name: &String| sites.iter().any(|site| same_site(site, name));
    let metas = |names: &[&str]| clean(clues.metas.iter().filter(|(key, _)| names.contains(&key.as_str())).map(|(_, content)| *content));
    let sources = [
        clean(linked.authors.iter().map(String::as_str)),
        metas(&["citation_author"]),
        metas(&["parsely-author", "sailthru.author", "byl", "article:author_name", "cxenseparse:author"]),
        metas(&["author", "article:author", "og:author", "dc.creator", "dcterms.creator", "dc.contributor", "itemprop:author", "og:article:author", "creator", "authors"]),
        shown(&clues.people, heading),
        printed_near(text, blocks, near),
        in_blocks(text, blocks),
    ];
    // The site as its own author, or an account's name, is a last resort: many templates put it there.
    let account = |name: &String| !name.contains(' ') && name.chars().all(|c| !c.is_uppercase()) && name.chars().any(|c| c.is_ascii_lowercase());
    let plain = sources.iter().find(|names| names.iter().any(|name| !is_site(name) && !is_machine(name) && !account(name)));
    let any = || sources.iter().find(|names| names.iter().any(|name| !is_machine(name)));
    let chosen = plain.or_else(any).cloned().unwrap_or_default();
    // "Ann Example, The Dorn Courier": beside people the site is where they work.
    let people = chosen.iter().any(|name| !is_site(name));
    chosen.into_iter().filter(|name| !is_machine(name) && !(people && is_site(name))).take(MAX_AUTHORS).collect()
}

/// What content systems put where nobody wrote a name.
fn is_machine(name: &str) -> bool {
    matches!(name.to_lowercase().as_str(), "admin" | "administrator" | "root" | "user" | "author" | "unknown" | "n/a" | "none" | "null" | "undefined" | "editor" | "webmaster" | "superadmin" | "anonymous" | "default")
}

fn clean<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for raw in names.take(MAX_AUTHORS) {
        let raw = unescape(raw.trim());
        let raw = raw.strip_prefix("Author ").unwrap_or(&raw).trim_start_matches(':').trim();
        let raw = bylines::before_stops(raw);
        if raw.is_empty() || raw.contains("://") || raw.starts_with('@') || raw.starts_with("www.") || raw.contains('{') {
            continue;
        }
        let raw = bylines::marked(raw).unwrap_or(raw);
        // "A, B and C" in one field are three; "A, MD" is one.
        let parts = split(raw);
        for name in parts {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            // "page.head.author": a template that was not filled in.
            let template = !name.contains(' ') && name.matches('.').count() > 1;
            let fits = !template && name.len() <= MAX_BYTES && name.chars().any(char::is_alphabetic) && !name.contains('@');
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
        // A class that merely speaks of authors must hold what looks like a name.
        let likely = person.rank <= 1 || names.iter().all(|name| bylines::is_bare(name));
        if names.is_empty() || !likely {
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
    let mut rest = bylines::marked(words).unwrap_or(words);
    // "12 March 2025 by Ann Example", "Recipe by Ann Example", "ByAnn Example".
    let low = rest.to_ascii_lowercase();
    if let Some(at) = low.rfind(" by ").filter(|&at| !low[..at].contains("review")) {
        rest = &rest[at + 4..];
    } else if let Some(name) = rest.strip_prefix("By").or(rest.strip_prefix("by")).filter(|name| name.starts_with(char::is_uppercase)) {
        rest = name;
    } else if let Some(name) = rest.strip_prefix("Author").filter(|name| name.starts_with([' ', ':'])) {
        rest = name.trim_start_matches([' ', ':']);
    }
    let low = rest.to_lowercase();
    let no_name = [
        "share", "follow", "view ", "posts", "stories", "read more", "about ", "subscribe", "comment", "sign in", "contact", "reviewed by", "learn more", "editorial", "article", "criteria", "see all", "more from",
        "the author", "update", "disclosure", "policy", "http",
    ];
    if no_name.iter().any(|word| low.contains(word)) || low.ends_with(" by") || matches!(low.as_str(), "by" | "author" | "authors" | "written" | "posted" | "home" | "team") {
        return Vec::new();
    }
    if dates::find(rest, dates::Order::Unknown).is_some_and(|found| found.at.start == 0) || rest.starts_with(|c: char| c.is_numeric()) {
        return Vec::new();
    }
    bylines::names(rest).into_iter().filter(|name| name.len() <= MAX_BYTES && name.split_whitespace().count() <= 6).collect()
}

/// The names on a line by the headline that begins with "By", alone or on the line before.
fn printed_near(text: &str, blocks: &[Block], near: Range<usize>) -> Vec<String> {
    let words = |index: usize| blocks.get(index).map(|block| text[block.span.range()].trim()).unwrap_or_default();
    for index in near {
        let line = words(index);
        if line.len() > 160 || line.is_empty() || blocks[index].kind == BlockKind::Headline {
            continue;
        }
        let led = index > 0 && matches!(words(index - 1).to_lowercase().trim_end_matches(':'), "by" | "written by" | "author" | "posted by" | "words by" | "von" | "par" | "por" | "автор");
        if bylines::marked(line).is_some() || led {
            let names: Vec<String> = printed(line).into_iter().filter(|name| bylines::is_name_like(name)).collect();
            if !names.is_empty() {
                return names;
            }
        }
    }
    Vec::new()
}

/// The names in byline blocks.
pub(super) fn in_blocks(text: &str, blocks: &[Block]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for block in blocks.iter().filter(|block| block.kind == BlockKind::Byline).take(6) {
        let words = text[block.span.range()].trim_matches(['*', '_', ' ']);
        for name in bylines::names(bylines::marked(words).unwrap_or(words)) {
            if bylines::is_name_like(&name) && !out.contains(&name) && out.len() < MAX_AUTHORS {
                out.push(name);
            }
        }
    }
    out
}
