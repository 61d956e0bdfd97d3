//! Clues: one walk over a page's tree that takes along whatever may say title, author, date, address, language.
//!
//! In: [`Tree`]. Out: [`Clues`]. Nothing is decided here.

use crate::articles::dates::{self, Order};
use crate::tree::{Node, Tag, Tree};

/// Clues of one sort that are kept.
const MAX_CLUES: usize = 200;
/// Longest text of a clue, in bytes.
const MAX_BYTES: usize = 400;

/// What a page's tree offers.
#[derive(Debug, Default)]
pub(super) struct Clues<'t> {
    /// `meta` elements: name, property, itemprop or http-equiv in lower case; content.
    pub(super) metas: Vec<(String, &'t str)>,
    /// JSON-LD scripts.
    pub(super) scripts: Vec<&'t str>,
    /// `link rel=canonical`.
    pub(super) canonical: Option<&'t str>,
    /// `lang` of the `html` element, or of the first element that has one.
    pub(super) language: Option<&'t str>,
    /// The `title` element.
    pub(super) title: Option<String>,
    /// `h1` elements.
    pub(super) headings: Vec<(Node, String)>,
    /// `time` elements and elements whose class or itemprop speaks of dates.
    pub(super) times: Vec<Time>,
    /// Texts that are a date and little else.
    pub(super) loose: Vec<Time>,
    /// Elements whose rel, class or itemprop speaks of authors.
    pub(super) people: Vec<Person>,
}

/// An element that may say when.
#[derive(Debug)]
pub(super) struct Time {
    pub(super) node: Node,
    /// Its `datetime` or `content`.
    pub(super) value: Option<String>,
    /// Its words.
    pub(super) words: String,
    /// The words just before it.
    pub(super) label: String,
    /// Class, itemprop and the like, of it and the elements just around it, in lower case.
    pub(super) marks: String,
    /// What it is.
    pub(super) sort: Sort,
    /// Whether it stands among other articles, comments, in the page's margins.
    pub(super) aside: bool,
}

/// What says when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// A `time` element.
    TimeElement,
    /// An element whose class or itemprop speaks of dates.
    Marked,
    /// A text that is a date and little else.
    Loose,
}

/// An element that may say who.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) node: Node,
    pub(super) words: String,
    /// How plainly it says so: 0 `rel=author` or itemprop, 1 a class of its own, 2 a class that speaks of authors.
    pub(super) rank: u8,
    pub(super) aside: bool,
}

/// Walks over a page.
pub(super) fn gather<'t>(tree: &'t Tree<'_>) -> Clues<'t> {
    let mut clues = Clues::default();
    for node in tree.preorder(tree.root()) {
        match tree.tag(node) {
            Tag::Text => loose_date(tree, node, &mut clues),
            Tag::Document => {}
            Tag::Meta => meta(tree, node, &mut clues),
            Tag::Link => {
                let rel = tree.attribute(node, "rel").unwrap_or_default();
                if rel.eq_ignore_ascii_case("canonical") && clues.canonical.is_none() {
                    clues.canonical = tree.attribute(node, "href").map(str::trim).filter(|href| !href.is_empty());
                }
            }
            Tag::Script => {
                let kind = tree.attribute(node, "type").unwrap_or_default();
                if kind.trim().to_ascii_lowercase().starts_with("application/ld+json") && clues.scripts.len() < MAX_CLUES {
                    clues.scripts.extend(tree.first_child(node).and_then(|child| tree.text(child)));
                }
            }
            Tag::Title if clues.title.is_none() => clues.title = Some(words(tree, node)).filter(|words| !words.is_empty()),
            Tag::Html => clues.language = tree.attribute(node, "lang").or_else(|| tree.attribute(node, "xml:lang")),
            Tag::H1 if clues.headings.len() < MAX_CLUES => clues.headings.push((node, words(tree, node))),
            Tag::Style | Tag::Svg | Tag::Noscript | Tag::Input | Tag::Option => {}
            tag => element(tree, node, tag, &mut clues),
        }
    }
    clues
}

fn meta<'t>(tree: &'t Tree<'_>, node: Node, clues: &mut Clues<'t>) {
    let (mut names, mut content) = ([None; 4], None);
    for (key, value) in tree.attributes(node) {
        match key {
            "name" => names[0] = Some(value),
            "property" => names[1] = Some(value),
            "itemprop" => names[2] = Some(value),
            "http-equiv" => names[3] = Some(value),
            "content" => content = Some(value.trim()),
            _ => {}
        }
    }
    let Some(content) = content.filter(|content| !content.is_empty()) else { return };
    for (index, name) in names.into_iter().enumerate() {
        if let Some(name) = name.filter(|_| clues.metas.len() < 4 * MAX_CLUES) {
            let prefix = if index == 2 { "itemprop:" } else { "" };
            clues.metas.push((format!("{prefix}{}", name.trim().to_ascii_lowercase()), content));
        }
    }
}

fn element<'t>(tree: &'t Tree<'_>, node: Node, tag: Tag, clues: &mut Clues<'t>) {
    let (mut speaks_of_time, mut rank, mut value) = (tag == Tag::Time, None, None);
    for (key, mark) in tree.attributes(node) {
        match key {
            "class" | "id" | "data-testid" | "data-component" | "data-test" | "data-qa" => {
                speaks_of_time |= says_time(mark);
                if let Some(found) = says_author(mark) {
                    rank = Some(rank.unwrap_or(9).min(found));
                }
            }
            "itemprop" | "property" => {
                speaks_of_time |= mark.contains("date");
                if mark.split_ascii_whitespace().any(|word| matches!(word, "author" | "schema:author" | "dc:creator")) {
                    rank = Some(0);
                }
            }
            "rel" if mark.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("author")) => rank = Some(0),
            "href" if tag == Tag::A && is_profile(mark) => rank = Some(rank.unwrap_or(9).min(1)),
            "datetime" => value = Some(mark),
            "content" => value = value.or(Some(mark)),
            "lang" if clues.language.is_none() && matches!(tag, Tag::Body | Tag::Main | Tag::Article) => clues.language = Some(mark),
            _ => {}
        }
    }
    if speaks_of_time && clues.times.len() < MAX_CLUES {
        let short = short_words(tree, node, 120);
        // A container of a whole column is no date.
        if short.is_some() || value.is_some() {
            let words = short.unwrap_or_default();
            if value.is_some() || words.chars().any(char::is_numeric) {
                let value = value.map(str::to_owned);
                clues.times.push(Time { node, value, words, label: label(tree, node), marks: marks(tree, node), sort: if tag == Tag::Time { Sort::TimeElement } else { Sort::Marked }, aside: is_aside(tree, node) });
            }
        }
    }
    if let Some(rank) = rank.filter(|_| clues.people.len() < MAX_CLUES)
        && let Some(words) = person_words(tree, node).filter(|words| !words.is_empty())
    {
        clues.people.push(Person { node, words, rank, aside: is_aside(tree, node) });
    }
}

/// A short text that is a date and little else: many sites give it no name.
fn loose_date(tree: &Tree<'_>, node: Node, clues: &mut Clues<'_>) {
    let Some(text) = tree.text(node).map(str::trim).filter(|text| (6..=70).contains(&text.len())) else { return };
    // A year in digits, before anything dearer is asked.
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if !(4..=14).contains(&digits) || !(text.contains("19") || text.contains("20")) || clues.loose.len() >= MAX_CLUES {
        return;
    }
    let Some(parent) = tree.parent(node).filter(|parent| !matches!(tree.tag(*parent), Tag::Script | Tag::Style | Tag::Title | Tag::Option | Tag::Time)) else { return };
    let Some(found) = dates::find(text, Order::Unknown) else { return };
    if text.len() - found.at.len() <= 30 {
        let marks = marks(tree, parent);
        clues.loose.push(Time { node, value: None, words: text.to_owned(), label: label(tree, node), marks, sort: Sort::Loose, aside: is_aside(tree, node) });
    }
}

fn says_time(mark: &str) -> bool {
    ["date", "Date", "publish", "Publish", "timestamp", "Timestamp", "posted", "pubdate", "time", "Time"].iter().any(|word| mark.contains(word))
        && !mark.contains("pdated-by")
}

/// Whether an address is that of somebody's page: `/author/ann-example`.
fn is_profile(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    ["/author/", "/authors/", "/contributor/", "/contributors/", "/writers/", "/writer/", "/journalist/", "/journalists/", "/reporters/", "/staff/", "/by/", "/profile/", "/auteur/", "/autor/", "/autores/", "/autoren/"]
        .iter()
        .any(|part| path.split_once(part).is_some_and(|(_, name)| name.trim_end_matches('/').contains(char::is_alphabetic) && name.matches('/').count() <= 2))
}

/// How plainly a class speaks of authors.
fn says_author(mark: &str) -> Option<u8> {
    if !["uthor", "yline", "riter", "AUTHOR", "BYLINE"].iter().any(|word| mark.contains(word)) {
        return None;
    }
    let low = mark.to_ascii_lowercase();
    if ["bio", "avatar", "image", "img", "photo", "social", "comment", "related", "about", "desc", "follow", "job", "title", "role", "position", "date", "icon", "more", "card-list", "typewriter", "label", "-box", "_box", "box-", "list-author"].iter().any(|word| low.contains(word)) {
        return None;
    }
    let plain = |token: &str| {
        let token = token.rsplit("__").next().unwrap_or(token);
        matches!(token, "author" | "byline" | "author-name" | "author_name" | "authorname" | "byline-name" | "byline__name" | "byline-author" | "post-author" | "entry-author" | "article-author" | "article__author" | "post-author-name" | "author-link" | "author-url" | "authors" | "article-byline" | "entry-author-name" | "fn")
    };
    Some(if low.split_ascii_whitespace().any(plain) { 1 } else { 2 })
}

/// The words just before an element, in lower case: "Updated on", "Published".
fn label(tree: &Tree<'_>, node: Node) -> String {
    for node in std::iter::successors(Some(node), |node| tree.parent(*node)).take(3) {
        let before = std::iter::successors(tree.prev_sibling(node), |node| tree.prev_sibling(*node)).take(3);
        for before in before {
            let words = match tree.text(before) {
                Some(text) => text.trim().to_owned(),
                None => short_words(tree, before, 40).unwrap_or_else(|| "-".repeat(41)),
            };
            if !words.is_empty() {
                return if words.len() <= 40 { words.to_lowercase() } else { String::new() };
            }
        }
    }
    String::new()
}

/// Class, itemprop, rel of an element and the two around it.
fn marks(tree: &Tree<'_>, node: Node) -> String {
    let mut out = String::new();
    for node in std::iter::successors(Some(node), |node| tree.parent(*node)).take(3) {
        for (key, value) in tree.attributes(node) {
            if matches!(key, "class" | "id" | "itemprop" | "property" | "pubdate" | "data-testid") {
                let mut end = value.len().min(200);
                while !value.is_char_boundary(end) {
                    end -= 1;
                }
                out.push_str(&value[..end].to_ascii_lowercase());
                out.push(' ');
                if key == "pubdate" {
                    out.push_str("pubdate ");
                }
            }
        }
    }
    out
}

/// Whether an element stands in a margin, a comment, a list of other articles.
fn is_aside(tree: &Tree<'_>, node: Node) -> bool {
    std::iter::successors(Some(node), |node| tree.parent(*node)).take(24).any(|node| match tree.tag(node) {
        // A card is a link around everything.
        Tag::A | Tag::Aside | Tag::Nav | Tag::Footer => true,
        Tag::Body | Tag::Html | Tag::Main => false,
        _ => ["class", "id"].iter().filter_map(|key| tree.attribute(node, key)).any(|mark| {
            let low = mark.to_ascii_lowercase();
            ["related", "comment", "sidebar", "side-bar", "footer", "recommend", "trending", "popular", "latest", "recent", "listing", "today", "current-date", "carousel", "next-post", "previous", "read-next", "readmore", "teaser"]
                .iter()
                .any(|word| low.contains(word))
                // Body classes of content systems speak of everything.
                && low.len() < 160
                && !low.contains("no-sidebar")
                && !low.contains("has-sidebar")
                && !low.contains("with-sidebar")
                && !low.contains("right-sidebar")
                && !low.contains("left-sidebar")
        }),
    })
}

/// The words inside an element, white space folded, at most [`MAX_BYTES`].
pub(super) fn words(tree: &Tree<'_>, node: Node) -> String {
    let (mut out, mut apart) = (String::new(), false);
    let mut walk = tree.preorder(node);
    while let Some(inner) = walk.next() {
        let dated = tree.tag(inner) == Tag::Time && tree.tag(node) == Tag::H1;
        if dated || matches!(tree.tag(inner), Tag::Script | Tag::Style | Tag::Svg | Tag::Noscript) && inner != node {
            walk.skip_inside();
            continue;
        }
        let Some(text) = tree.text(inner) else { continue };
        apart |= text.starts_with(char::is_whitespace);
        // "By<a>Ann Example</a>": a small letter before a capital is where two words meet.
        apart |= out.ends_with(char::is_lowercase) && text.starts_with(char::is_uppercase);
        for word in text.split_whitespace() {
            if out.len() + word.len() > MAX_BYTES {
                return out;
            }
            if apart && !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
            apart = true;
        }
        apart = text.ends_with(char::is_whitespace) || (apart && text.trim().is_empty());
    }
    out
}

/// The words inside an element that has few of them.
fn short_words(tree: &Tree<'_>, node: Node, most: usize) -> Option<String> {
    let mut left = most;
    for inner in tree.preorder(node).take(40) {
        let Some(text) = tree.text(inner) else { continue };
        left = left.checked_sub(text.trim().len())?;
    }
    let words = words(tree, node);
    (words.len() <= most).then_some(words)
}

/// The name in an element: that of the `itemprop=name` inside, of the only link, or all its words.
fn person_words(tree: &Tree<'_>, node: Node) -> Option<String> {
    let mut inside = tree.preorder(node).skip(1).take(60);
    let named = inside.find(|inner| tree.attribute(*inner, "itemprop").is_some_and(|prop| prop == "name"));
    if let Some(named) = named {
        let content = tree.attribute(named, "content").map(str::to_owned);
        return Some(content.unwrap_or_else(|| words(tree, named))).filter(|words| words.len() <= 160);
    }
    short_words(tree, node, 160)
}
