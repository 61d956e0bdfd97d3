//! Safe: untrusted words must not steer a terminal.
//!
//! A headline may hold escape sequences (they move the cursor, change the window's title, in some terminals paste
//! commands) and marks that turn the direction of writing ("bidi overrides", which make a line read otherwise than
//! it is stored). They are shown as visible signs, never obeyed and never silently dropped.
//!
//! ```text
//! Harbour <ESC>[2J closed     Harbour ␛[2J closed
//! U+202E                      ‹U+202E›
//! ```

use std::borrow::Cow;
use std::fmt::Write;
use std::io::Write as _;

/// Whether a character could steer a terminal. Line feed and tab are left to the caller's layout.
pub(crate) fn steers(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        // C0, delete, C1; Unicode's line and paragraph separators; overrides, embeddings, isolates and their ends.
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => false,
    }
}

/// The same words with every steering character shown as a sign.
pub(crate) fn show(words: &str) -> Cow<'_, str> {
    if !words.chars().any(steers) {
        return Cow::Borrowed(words);
    }
    let mut shown = String::with_capacity(words.len() + 16);
    for character in words.chars() {
        match character {
            _ if !steers(character) => shown.push(character),
            // Unicode has pictures of the old controls: ␛ for ESC.
            '\0'..='\x1f' => shown.push(char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}')),
            '\x7f' => shown.push('␡'),
            _ => {
                let _ = write!(shown, "‹U+{:04X}›", character as u32);
            }
        }
    }
    Cow::Owned(shown)
}

/// Says on standard error what went wrong: one line, the program's name in front.
pub(crate) fn complain(what: &str) {
    let what = what.replace(['\n', '\t'], " ");
    // If standard error is gone there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "sayso: {}", show(&what));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steering_characters_are_shown_and_nothing_else_changes() {
        assert_eq!(show("a\u{1b}[2Jb\x07\x7f"), "a␛[2Jb␇␡");
        assert_eq!(show("x\u{9b}31m\u{202e}y\u{2066}"), "x‹U+009B›31m‹U+202E›y‹U+2066›");
        assert_eq!(show("\r\n\t“Größe” 東京 👩‍👩‍👧 \u{200f}שלום"), "␍\n\t“Größe” 東京 👩‍👩‍👧 \u{200f}שלום");
        assert!(matches!(show("plain — “words”"), Cow::Borrowed(_)));
    }
}
