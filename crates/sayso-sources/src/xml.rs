//! XML as feeds write it: a tokenizer that never fails.
//!
//! In: text. Out: [`Event`]s with their places. Lenient where the standard is not: a bare `&` stays, unknown entities stay (so
//! none is ever expanded), a `<` that opens nothing is a character, attributes may lack quotes, tags need not match.
//!
//! ```text
//! <title>Rain & wind</title>   Start(title) Text("Rain & wind") End(title)
//! ```

use std::borrow::Cow;

use memchr::{memchr, memmem};

/// A piece of XML. Comments, declarations and instructions are stepped over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event<'a> {
    /// A tag that opens an element: its name, its attributes as written, whether it closes itself.
    Start(&'a str, &'a str, bool),
    End(&'a str),
    /// Characters, entities not undone.
    Text(&'a str),
    /// Characters that mean themselves.
    Cdata(&'a str),
}

/// Cuts text into events.
pub(crate) struct Events<'a> {
    text: &'a str,
    at: usize,
    /// Behind the last `>` no tag can end: known once, not looked for again at every `<`.
    last: usize,
}

impl<'a> Events<'a> {
    pub(crate) fn of(text: &'a str) -> Events<'a> {
        Events { text, at: 0, last: memchr::memrchr(b'>', text.as_bytes()).unwrap_or(0) }
    }

    /// How far the text is read.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Goes on reading elsewhere.
    pub(crate) fn go(&mut self, at: usize) {
        self.at = at;
    }

    /// Steps over `opening` (which stands here) and what follows up to `close`; gives what lies between.
    fn between(&mut self, opening: usize, close: &str) -> &'a str {
        let begin = self.at + opening;
        let rest = self.text.get(begin..).unwrap_or_default();
        let end = memmem::find(rest.as_bytes(), close.as_bytes());
        self.at = end.map_or(self.text.len(), |end| begin + end + close.len());
        &rest[..end.unwrap_or(rest.len())]
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            if rest.starts_with("<![CDATA[") {
                return Some(Event::Cdata(self.between(9, "]]>")));
            } else if rest.starts_with("<!--") {
                self.between(4, "-->");
            } else if rest.starts_with("<?") {
                self.between(2, "?>");
            } else if rest.starts_with("<!") {
                self.between(2, ">");
            } else if let Some(tag) = (self.at < self.last).then(|| tag(rest)).flatten() {
                self.at += tag.length;
                return Some(if tag.ends {
                    Event::End(tag.name)
                } else {
                    Event::Start(tag.name, tag.attributes, tag.closed)
                });
            } else {
                // Characters; the first may be a `<` that opens nothing.
                let end = memchr(b'<', &rest.as_bytes()[1..]).map_or(rest.len(), |end| end + 1);
                self.at += end;
                return Some(Event::Text(&rest[..end]));
            }
        }
    }
}

/// A tag, taken apart.
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    attributes: &'a str,
    /// `</name>`
    pub(crate) ends: bool,
    /// `<name/>`
    pub(crate) closed: bool,
    length: usize,
}

/// The tag that stands at the beginning of a text that begins with `<`.
fn tag(text: &str) -> Option<Tag<'_>> {
    let inner = text.strip_prefix('<')?;
    let (ends, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    if !inner.starts_with(|first: char| first.is_alphabetic() || first == '_') {
        return None;
    }
    let end = tag_end(inner.as_bytes())?;
    let length = text.len() - inner.len() + end + 1;
    let inner = &inner[..end];
    let (inner, closed) = inner.strip_suffix('/').map_or((inner, false), |inner| (inner, true));
    let name = inner.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inner.len());
    Some(Tag { name: &inner[..name], attributes: &inner[name..], ends, closed, length })
}

/// The `>` that closes a tag: not one inside quotation marks, unless the marks do not match.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let first = memchr(b'>', bytes)?;
    let mut quote = None;
    // Attributes of feeds are short: marks that stay open longer than this were never closed.
    for (at, byte) in bytes.iter().copied().enumerate().take(first.saturating_add(512)) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if at > 0 && matches!(bytes[at - 1], b'=' | b' ' | b'\n' | b'\t') => {
                quote = Some(byte)
            }
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    Some(first)
}

/// The value of an attribute, its entities undone.
pub(crate) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some(equals) = rest.find('=') {
        let found = rest[..equals].split_ascii_whitespace().next_back().unwrap_or_default();
        let value = rest[equals + 1..].trim_ascii_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        if found == name {
            return Some(undo(value).into_owned());
        }
        rest = after;
    }
    None
}

/// Undoes XML's five entities and numbers, once. Everything else stays as it is written.
pub(crate) fn undo(text: &str) -> Cow<'_, str> {
    if memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut undone = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        undone.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| character(&rest[1..end])) {
            Some(character) => {
                undone.push(character);
                rest = &rest[end.unwrap_or(0) + 1..];
            }
            None => {
                undone.push('&');
                rest = &rest[1..];
            }
        }
    }
    undone.push_str(rest);
    Cow::Owned(undone)
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(number) => u32::from_str_radix(number, 16),
                None => number.parse(),
            };
            // `&#146;` means a quotation mark of windows-1252 to every browser: left to the reader of HTML.
            number.ok().and_then(char::from_u32).filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(text: &str) -> Vec<Event<'_>> {
        Events::of(text).collect()
    }

    #[test]
    fn tags_text_and_cdata_are_told_apart() {
        assert_eq!(
            events("<?xml?><!-- <x> --><a b='>'>R &amp; W<br/><![CDATA[<p>]]></a>"),
            [
                Event::Start("a", " b='>'", false),
                Event::Text("R &amp; W"),
                Event::Start("br", "", true),
                Event::Cdata("<p>"),
                Event::End("a")
            ]
        );
    }

    #[test]
    fn what_opens_nothing_is_text() {
        assert_eq!(events("3 < 4 & 5"), [Event::Text("3 "), Event::Text("< 4 & 5")]);
        assert_eq!(events("a<"), [Event::Text("a"), Event::Text("<")]);
        assert_eq!(events("<a"), [Event::Text("<a")]);
    }

    #[test]
    fn a_mark_never_closed_does_not_swallow_the_rest() {
        let text = format!("<a href=\"x>one</a>{}", " rain".repeat(2000));
        assert_eq!(events(&text)[1..3], [Event::Text("one"), Event::End("a")]);
    }

    #[test]
    fn entities_are_undone_once_and_unknown_ones_stay() {
        assert_eq!(
            undo("R&amp;amp; &#39;x&#x27; &lt; &nbsp; &bomb; AT&T &; & &#146; &#0; &"),
            "R&amp; 'x' < &nbsp; &bomb; AT&T &; & &#146; &#0; &"
        );
    }

    #[test]
    fn an_attribute_may_lack_its_quotes() {
        let attributes = " rel=alternate href='https://a.example/?a=1&amp;b=2' type = \"text/html\"";
        assert_eq!(attribute(attributes, "rel").as_deref(), Some("alternate"));
        assert_eq!(attribute(attributes, "href").as_deref(), Some("https://a.example/?a=1&b=2"));
        assert_eq!(attribute(attributes, "type").as_deref(), Some("text/html"));
        assert_eq!(attribute(attributes, "hre"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_comes_to_an_end(text: String, more in "[<>!\\[\\]CDAT&;='\"/a -]{0,100}") {
            for text in [&text, &more] {
                assert!(events(text).len() <= text.len());
                undo(text);
                attribute(text, "a");
            }
        }
    }
}
