//! One entry of a feed, and what the feed says about all of them.
//!
//! In: the text of an entry, or of everything before the first. Out: a [`Page`], or a [`Channel`].

use std::collections::BTreeSet;

use html5gum::{StringReader, Token, Tokenizer};
use memchr::memmem;
use sayso_read::{
    Page,
    page::{Kind, Told},
};

use super::Channel;
use crate::xml::{Event, Events, attribute, undo};

/// The elements that are looked at, by the names feeds give them.
const FIELDS: &[&str] = &[
    "title",
    "link",
    "guid",
    "id",
    "pubDate",
    "published",
    "updated",
    "date",
    "issued",
    "modified",
    "author",
    "creator",
    "contributor",
    "language",
    "source",
    "content",
    "encoded",
    "description",
    "summary",
    "image",
    "textInput",
    "origLink",
];

/// The elements that hold an entry's content, the best first.
const CONTENT: &[&str] = &["encoded", "content", "description", "summary"];

/// Prefixes whose elements mean what the bare names mean. `media:title` is a picture's.
const PREFIXES: &[&str] = &["", "atom", "a10", "rss", "dc", "content", "dcterms", "feedburner"];

/// An element of an entry.
struct Field<'a> {
    /// Its name without a prefix.
    name: &'a str,
    attributes: &'a str,
    /// What stands between its tags, as written.
    inner: &'a str,
    /// Its characters, where no tag stands between them.
    characters: Option<String>,
    /// Whether its closing tag is there.
    closed: bool,
}

impl Field<'_> {
    /// What it holds as HTML or as characters; tags that were not packed up stay tags.
    fn content(&self) -> String {
        self.characters.clone().unwrap_or_else(|| self.inner.trim().to_string())
    }

    /// Its words: entities undone, tags left out, white space folded. `None` where there are none.
    fn words(&self) -> Option<String> {
        let content = self.content();
        // RSS packs titles up twice (`&amp;#8217;`), Atom says so when it does.
        let plain = attribute(self.attributes, "type").is_some_and(|kind| kind == "text") && self.characters.is_some();
        let content = if plain || !content.contains(['&', '<']) { content } else { unmarked(&content) };
        let words = content.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }
}

/// The elements of a text that are looked at, in order. Their own inside is not searched.
fn fields(text: &str) -> Vec<Field<'_>> {
    let mut found = Vec::new();
    // Names that have no closing tag further on: looked for once, not again at each opening one.
    let mut unclosed = BTreeSet::new();
    let mut looked = false;
    let mut events = Events::of(text);
    while let Some(event) = events.next() {
        let Event::Start(name, attributes, closed) = event else { continue };
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if !FIELDS.contains(&local) || !PREFIXES.contains(&prefix) || unclosed.contains(name) {
            continue;
        }
        let begin = events.at();
        let mut field = Field { name: local, attributes, inner: "", characters: Some(String::new()), closed: true };
        if !closed {
            // Looking for the closing tag as mere bytes first keeps tags without end cheap. A content cut off is worth a look.
            let comes = memmem::find(&text.as_bytes()[begin..], format!("</{name}").as_bytes()).is_some();
            let cut_off = !comes && !looked && CONTENT.contains(&local);
            looked |= cut_off;
            let (end, characters) = if comes || cut_off { inside(&mut events, name) } else { (None, None) };
            field.inner = &text[begin..end.unwrap_or(text.len())];
            field.characters = characters;
            field.closed = end.is_some();
            if end.is_none() {
                unclosed.insert(name);
                events.go(begin);
            }
        }
        found.push(field);
    }
    found
}

/// Reads on to the closing tag of an element: where it stands, and the characters before it if no tag is among them.
fn inside(events: &mut Events<'_>, name: &str) -> (Option<usize>, Option<String>) {
    let mut characters = Some(String::new());
    loop {
        let before = events.at();
        match events.next() {
            Some(Event::End(found)) if found == name => return (Some(before), characters),
            Some(Event::Start(..) | Event::End(_)) => characters = None,
            Some(Event::Text(text)) => {
                if let Some(characters) = &mut characters {
                    characters.push_str(&undo(text));
                }
            }
            Some(Event::Cdata(text)) => {
                if let Some(characters) = &mut characters {
                    characters.push_str(text);
                }
            }
            None => return (None, characters),
        }
    }
}

/// Reads what stands before the first entry.
pub(super) fn channel(head: &str) -> Channel {
    let mut channel = Channel::default();
    let mut events = Events::of(head);
    // The outermost tags may carry a language; fields are searched inside them.
    for event in events.by_ref().take(50) {
        if let Event::Start(_, attributes, _) = event {
            channel.language = channel.language.or_else(|| attribute(attributes, "xml:lang"));
        }
    }
    for field in fields(head).into_iter().filter(|field| field.closed) {
        match field.name {
            "title" => channel.title = channel.title.take().or_else(|| field.words()),
            "language" => channel.language = field.words().or(channel.language.take()),
            "author" | "creator" => channel.authors.extend(author(&field)),
            _ => {}
        }
    }
    channel
}

/// Reads an entry; `None` where it has no content.
pub(super) fn page(text: &str, channel: &Channel, path: String) -> Option<Page> {
    // A content that was never closed reaches over what stands behind it: the last choice. Nothing else may stay open.
    let (fields, open): (Vec<_>, Vec<_>) = fields(text).into_iter().partition(|field| field.closed);
    let named = |names: &[&str]| names.iter().find_map(|name| fields.iter().find(|field| field.name == *name));
    let choices = [&fields, &open].into_iter().flat_map(|fields| CONTENT.iter().map(move |name| (fields, *name)));
    let content = choices.flat_map(|(fields, name)| fields.iter().filter(move |field| field.name == name));
    let (field, content) =
        content.map(|field| (field, field.content())).find(|(_, content)| !content.trim().is_empty())?;
    let kind = match attribute(field.attributes, "type").as_deref() {
        Some("text" | "text/plain") => Kind::Text,
        Some("html" | "xhtml" | "text/html" | "application/xhtml+xml") => Kind::Html,
        _ if content.contains(['<', '&']) => Kind::Html,
        _ => Kind::Text,
    };
    let mut told = Told { charset: Some("utf-8".into()), url: address(&fields), ..Told::default() };
    told.title = named(&["title"]).and_then(Field::words);
    told.published = ["pubDate", "published", "issued", "date", "updated", "modified"].iter().find_map(|name| {
        let date = named(&[name])?.words()?;
        Some((date, format!("feed {name}")))
    });
    for field in fields.iter().filter(|field| matches!(field.name, "author" | "creator")) {
        told.authors.extend(author(field).filter(|author| !told.authors.contains(author)));
    }
    if told.authors.is_empty() {
        told.authors.clone_from(&channel.authors);
    }
    // An entry taken over from another feed names it.
    let source = named(&["source"]).and_then(|source| match source.characters {
        Some(_) => source.words(),
        None => self::fields(source.inner).iter().find(|field| field.name == "title").and_then(Field::words),
    });
    told.outlet = source.or_else(|| channel.title.clone());
    let own = |name: &str| attribute(field.attributes, name);
    told.language =
        named(&["language"]).and_then(Field::words).or_else(|| own("xml:lang")).or_else(|| channel.language.clone());
    Some(Page { bytes: content.into_bytes(), kind, path, told })
}

/// The address of an entry: its own link, not that of a picture or a reply.
fn address(fields: &[Field<'_>]) -> Option<String> {
    let link = |field: &Field<'_>| match attribute(field.attributes, "href") {
        Some(href) => {
            let rel = attribute(field.attributes, "rel");
            rel.is_none_or(|rel| rel == "alternate").then_some(href)
        }
        None => field.words(),
    };
    let links = || fields.iter().filter(|field| field.name == "link");
    let original = fields.iter().find(|field| field.name == "origLink").and_then(Field::words);
    let permanent = || {
        let ids = fields.iter().filter(|field| matches!(field.name, "guid" | "id"));
        ids.filter(|field| attribute(field.attributes, "isPermaLink").is_none_or(|is| is != "false"))
            .find_map(Field::words)
    };
    let found = original.or_else(|| links().find_map(link));
    found
        .or_else(|| permanent().filter(|id| id.starts_with("http")))
        .map(|url| url.trim().to_string())
        .filter(|url| !url.is_empty())
}

/// `name` inside, or `ada@a.example (Ada Voss)`, or the words.
fn author(field: &Field<'_>) -> Option<String> {
    if field.characters.is_none() {
        let inner = Events::of(field.inner);
        let mut inside = false;
        for event in inner {
            match event {
                Event::Start(name, ..) => inside = name.rsplit(':').next() == Some("name"),
                Event::Text(text) if inside => {
                    return Some(undo(text).trim().to_string()).filter(|name| !name.is_empty());
                }
                Event::Cdata(text) if inside => return Some(text.trim().to_string()).filter(|name| !name.is_empty()),
                Event::End(_) => inside = false,
                Event::Text(_) | Event::Cdata(_) => {}
            }
        }
        return None;
    }
    let words = field.words()?;
    match words.split_once(" (") {
        Some((address, name)) if address.contains('@') => {
            Some(name.trim_end_matches(')').to_string()).filter(|name| !name.is_empty())
        }
        _ => Some(words),
    }
}

/// The characters of a piece of HTML.
fn unmarked(html: &str) -> String {
    let mut words = String::new();
    let tokens: Tokenizer<StringReader<'_>> = Tokenizer::new(html);
    for token in tokens.flatten() {
        match token {
            Token::String(text) => words.push_str(&String::from_utf8_lossy(&text)),
            Token::StartTag(tag) if tag.name.as_slice() == b"br" => words.push(' '),
            _ => {}
        }
    }
    words
}
