//! JSON as pages carry it: wrapped in comments, cut off, with raw line ends and commas too many.
//!
//! In: the text of a script. Out: the values in it; the ones that read, where others do not.

use serde_json::Value;

/// Longest script that is looked at: a live blog of hundreds of updates has two megabytes.
const MAX_BYTES: usize = 16 << 20;
/// Values one after the other in one script.
const MAX_VALUES: usize = 64;
/// Brackets open at once, when a broken script is mended.
const MAX_DEPTH: usize = 100;

/// Reads a script.
pub(super) fn read(script: &str) -> Vec<Value> {
    let script = unwrap(script);
    if script.len() > MAX_BYTES || !script.starts_with(['{', '[', '"', '&']) {
        return Vec::new();
    }
    let (values, sound) = stream(script);
    if sound {
        return values;
    }
    let unescaped;
    let text = if script.contains("&quot;") && !script.contains("\":") {
        unescaped = script.replace("&quot;", "\"").replace("&#34;", "\"").replace("&amp;", "&");
        unescaped.as_str()
    } else {
        script
    };
    let (mended, _) = stream(&mend(text));
    if mended.is_empty() { values } else { mended }
}

fn stream(text: &str) -> (Vec<Value>, bool) {
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>().take(MAX_VALUES) {
        match value {
            Ok(value) => values.push(value),
            Err(_) => return (values, false),
        }
    }
    (values, true)
}

/// Takes off comment and CDATA marks and a closing semicolon.
fn unwrap(script: &str) -> &str {
    let mut text = script;
    loop {
        let before = text.len();
        text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ';' | '\u{feff}' | '\0'));
        for start in ["<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA["] {
            text = text.strip_prefix(start).unwrap_or(text);
        }
        for end in ["-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", "//"] {
            text = text.strip_suffix(end).unwrap_or(text);
        }
        if text.len() == before {
            return text;
        }
    }
}

/// One pass: escapes what must not stand raw in a string, drops comments and commas before a bracket, closes what is open.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut open: Vec<char> = Vec::new();
    let mut inside = false;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if inside {
            match c {
                '\\' => match characters.peek().copied() {
                    Some((_, next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u'))) => {
                        let hex = text.get(at + 2..at + 6).is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
                        if next == 'u' && !hex {
                            out.push_str("\\\\");
                        } else {
                            out.push('\\');
                            out.push(next);
                            characters.next();
                        }
                    }
                    Some((_, '\'')) => {}
                    _ => out.push_str("\\\\"),
                },
                // A quotation mark that nothing of JSON follows stands inside the words.
                '"' if closes(&text[at + 1..]) => {
                    inside = false;
                    out.push('"');
                }
                '"' => out.push_str("\\\""),
                '\n' => out.push_str("\\n"),
                '\r' => {}
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
            continue;
        }
        match c {
            '"' => {
                inside = true;
                out.push(c);
            }
            '{' | '[' => {
                if open.len() == MAX_DEPTH {
                    return String::new();
                }
                open.push(c);
                out.push(c);
            }
            '}' | ']' => {
                drop_comma(&mut out);
                // What was opened last closes first, whatever is written.
                if let Some(last) = open.pop() {
                    out.push(if last == '{' { '}' } else { ']' });
                }
            }
            '/' if text[at..].starts_with("//") => while characters.next_if(|(_, c)| *c != '\n').is_some() {},
            '/' if text[at..].starts_with("/*") => {
                let mut before = ' ';
                for (_, c) in characters.by_ref().skip(1) {
                    if before == '*' && c == '/' {
                        break;
                    }
                    before = c;
                }
            }
            ';' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    if inside {
        out.push('"');
    }
    drop_comma(&mut out);
    if out.ends_with(':') {
        out.push_str("null");
    }
    while let Some(last) = open.pop() {
        out.push(if last == '{' { '}' } else { ']' });
    }
    out
}

fn drop_comma(out: &mut String) {
    let kept = out.trim_end().len();
    out.truncate(kept);
    while out.ends_with(',') {
        out.pop();
        out.truncate(out.trim_end().len());
    }
}

/// Whether a string may end here: a comma, colon or bracket follows, or nothing.
fn closes(rest: &str) -> bool {
    // Not further than any sane writer indents.
    let rest = rest.get(..200).unwrap_or(rest).trim_start();
    match rest.chars().next() {
        None | Some(':' | '}' | ']' | '/') => true,
        Some(',') => rest[1..].trim_start().starts_with(['"', '{', '[', '}', ']', '-', 't', 'f', 'n', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) || rest[1..].trim().is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(script: &str) -> Option<String> {
        Some(read(script).first()?.get("d")?.as_str()?.to_owned())
    }

    #[test]
    fn broken_scripts_still_say_what_they_say() {
        for script in [
            r#"{"d":"2025"}"#,
            r#" <!-- {"d":"2025"} --> "#,
            "//<![CDATA[\n{\"d\":\"2025\"}\n//]]>",
            r#"{"a":[1,2,],"d":"2025",}"#,
            "{\"a\":\"two\nlines\",\"d\":\"2025\"}",
            "{\"a\":\"a\ttab\",\"d\":\"2025\"}",
            r#"{"a":"it\'s","d":"2025"};"#,
            r#"{"a":"he said "no" to it","d":"2025"}"#,
            r#"{"d":"2025","a":{"b":"cut o"#,
            r#"{"d":"2025","a":{"b":"#,
            r#"{&quot;d&quot;:&quot;2025&quot;}"#,
            r#"{"d":"2025" /* when */, "a":1 // one
}"#,
            r#"{"d":"2025"}{"d":"2024"}"#,
        ] {
            assert_eq!(date(script).as_deref(), Some("2025"), "{script}");
        }
    }

    #[test]
    fn rubbish_gives_nothing_and_costs_little() {
        for script in ["", "{", "[", "\"", "&quot;", "<!--", "]]>", &"[".repeat(1 << 20), &"{\"a\":".repeat(1 << 18), &"{\"a\":\"".repeat(1 << 18), &"\"".repeat(1 << 20), &"{,".repeat(1 << 19), &format!("{{{}", ",".repeat(1 << 20))] {
            assert!(read(script).len() <= MAX_VALUES);
        }
    }
}
