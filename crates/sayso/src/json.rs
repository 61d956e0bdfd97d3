//! JSON: one reading a line, as the contract lays it down.
//!
//! Characters that steer a terminal are written as `\u009b`: the same JSON value, and safe to look at.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::safe;

/// A value as one line of JSON.
pub(crate) fn line(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(1 << 14);
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Escaped))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A value that is compact JSON already, as [`line`] prints it: outside of strings JSON holds nothing to escape.
pub(crate) fn again(json: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(json.len() + 64);
    // Writing to memory does not fail.
    let _ = escape(&mut bytes, json);
    bytes.push(b'\n');
    bytes
}

/// Compact JSON that escapes more than it must.
struct Escaped;

impl Formatter for Escaped {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        escape(writer, fragment)
    }
}

fn escape<W: ?Sized + Write>(writer: &mut W, fragment: &str) -> io::Result<()> {
    // What comes here holds no C0 (serde_json escapes those). DEL is one byte; C1 starts with C2 in UTF-8, the
    // separators and the bidi controls with E2: most fragments hold none of the three and pass at once.
    if !fragment.bytes().any(|byte| matches!(byte, 0x7f | 0xc2 | 0xe2)) {
        return writer.write_all(fragment.as_bytes());
    }
    let mut rest = 0;
    for (at, character) in fragment.char_indices() {
        if safe::steers(character) {
            writer.write_all(&fragment.as_bytes()[rest..at])?;
            write!(writer, "\\u{:04x}", character as u32)?;
            rest = at + character.len_utf8();
        }
    }
    writer.write_all(&fragment.as_bytes()[rest..])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn steering_characters_are_escaped_and_the_value_stays() {
        let words = "“a”\u{1b}[2J\u{9b}31m \u{202e}b\u{2066} é 東 \u{7f}\n";
        let line = String::from_utf8(line(&words).unwrap()).unwrap();
        assert_eq!(line, "\"“a”\\u001b[2J\\u009b31m \\u202eb\\u2066 é 東 \\u007f\\n\"\n");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), words);
        assert_eq!(again(&serde_json::to_string(&words).unwrap()), line.as_bytes());
    }
}
