//! TimeML: a text with its time expressions marked, as the field's tools read it.
//!
//! In: `Reading`. Out: an XML document: `DOCID`, `DCT` (the day the text was published), `TITLE`, and `TEXT` with `TIMEX3` inside, as
//! TempEval-3 laid its files out; attributes as TimeML 1.2.1 has them. The character data of `TEXT` is the reading's `text` to the
//! code point, so positions stay true; characters that XML forbids stand as U+FFFD, one for one.
//!
//! ```text
//! <TEXT>She spoke on <TIMEX3 tid="t1" type="DATE" value="2025-03-12" temporalFunction="true" anchorTimeID="t0">Wednesday</TIMEX3>.</TEXT>
//! ```
//!
//! `mod` stands where the words bend the value ("early March": `START`). A value that wants an anchor and has none keeps what is
//! known (`XXXX-WXX-3`). Without a day of publication `t0` is `XXXX-XX-XX`.

use std::fmt::Write;

use sayso_read::Reading;
use sayso_read::reading::{CodePoints, Time};
use sayso_read::times::Anchor;
use serde::Serialize;

/// The document of one reading.
pub(crate) fn document(reading: &Reading) -> String {
    let points = CodePoints::of(&reading.text);
    let published = reading.published.as_ref().map_or("XXXX-XX-XX", |dated| dated.value.as_str());
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n",
    );
    let _ = writeln!(out, "<DOCID>{}</DOCID>", escape(&reading.id));
    let _ = writeln!(
        out,
        "<DCT><TIMEX3 tid=\"t0\" type=\"{}\" value=\"{day}\" temporalFunction=\"false\" \
         functionInDocument=\"CREATION_TIME\">{day}</TIMEX3></DCT>",
        if published.contains('T') { "TIME" } else { "DATE" },
        day = escape(published),
    );
    if let Some(title) = &reading.title {
        let _ = writeln!(out, "<TITLE>{}</TITLE>", escape(title));
    }
    out.push_str("<TEXT>");
    let mut at = 0;
    for (index, time) in reading.times.iter().enumerate() {
        // Elements cannot cross.
        if time.start < at || time.start >= time.end {
            continue;
        }
        out.push_str(&escape(points.slice(at, time.start)));
        let _ = write!(out, "<TIMEX3{}>", attributes(index + 1, time));
        out.push_str(&escape(points.slice(time.start, time.end)));
        out.push_str("</TIMEX3>");
        at = time.end;
    }
    out.push_str(&escape(points.slice(at, u32::MAX)));
    out.push_str("</TEXT>\n</TimeML>\n");
    out
}

fn attributes(number: usize, time: &Time) -> String {
    let mut attributes = format!(" tid=\"t{number}\" type=\"{}\" value=\"{}\"", word(time.kind), escape(&time.value));
    if let Some(modifier) = time.modifier {
        let _ = write!(attributes, " mod=\"{}\"", word(modifier));
    }
    let reckoned = matches!(time.anchor, Anchor::Published | Anchor::Dateline | Anchor::Text);
    let _ = write!(attributes, " temporalFunction=\"{reckoned}\"");
    if time.anchor == Anchor::Published {
        attributes.push_str(" anchorTimeID=\"t0\"");
    }
    attributes
}

/// The word that the JSON has for a value of a closed list: TimeML's own.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Words as XML 1.0 holds them; a parser gives back every code point (but see U+FFFD above).
fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // A parser would make a line end of it.
            '\r' => escaped.push_str("&#13;"),
            '\t' | '\n' => escaped.push(character),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            // Lawful in XML, and still no business of a terminal's.
            _ if crate::safe::steers(character) => {
                let _ = write!(escaped, "&#{};", u32::from(character));
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::fixture;

    /// The character data of the element `TEXT`, and of each `TIMEX3` in it, as an XML parser gives them.
    fn read_back(document: &str) -> (String, Vec<String>) {
        let (_, rest) = document.split_once("<TEXT>").unwrap();
        let (inside, _) = rest.split_once("</TEXT>").unwrap();
        let (mut text, mut times, mut open) = (String::new(), Vec::new(), None);
        let mut rest = inside;
        while !rest.is_empty() {
            if let Some(tag) = rest.strip_prefix("</TIMEX3>") {
                times.push(text[open.take().unwrap()..].to_owned());
                rest = tag;
            } else if rest.starts_with("<TIMEX3 ") {
                assert!(open.replace(text.len()).is_none(), "one inside another");
                rest = rest.split_once('>').unwrap().1;
            } else if let Some(entity) = rest.strip_prefix('&') {
                let (name, after) = entity.split_once(';').unwrap();
                text.push(match name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    number => char::from_u32(number.strip_prefix('#').unwrap().parse().unwrap()).unwrap(),
                });
                rest = after;
            } else {
                let character = rest.chars().next().unwrap();
                assert!(character != '<' && character != '\r');
                text.push(character);
                rest = &rest[character.len_utf8()..];
            }
        }
        (text, times)
    }

    #[test]
    fn the_text_comes_back_to_the_code_point() {
        let reading = fixture::harbour();
        let document = document(&reading);
        let (text, times) = read_back(&document);
        assert_eq!(text, reading.text);
        assert_eq!(times, reading.times.iter().map(|time| time.text.clone()).collect::<Vec<_>>());
        fixture::check("harbour.tml", &document);
    }

    #[test]
    fn a_hostile_page_stays_well_formed() {
        let reading = fixture::hostile();
        let (text, _) = read_back(&document(&reading));
        assert_eq!(text.chars().count(), reading.text.chars().count());
        assert!(!document(&reading).contains(crate::safe::steers));
    }
}
