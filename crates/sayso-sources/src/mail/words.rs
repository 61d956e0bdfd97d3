//! Encoded words in headers (RFC 2047): `=?utf-8?Q?Caf=C3=A9?=`.
//!
//! In: the bytes of a header's value. Out: its text. What is no encoded word stays as it is; bytes that are neither ASCII nor
//! UTF-8 are read as windows-1252, as old mail programs meant them.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::parts::base64;

/// The text of a header's value, white space folded.
pub(super) fn decode(value: &[u8]) -> String {
    let plain = match std::str::from_utf8(value) {
        Ok(plain) => plain.to_string(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(value).0.into_owned(),
    };
    let mut text = String::new();
    // Bytes of encoded words that follow one another: a character may be cut between them.
    let mut waiting: Option<(&'static Encoding, Vec<u8>)> = None;
    let mut rest = plain.as_str();
    while let Some(at) = rest.find("=?") {
        let (before, word) = rest.split_at(at);
        let Some((charset, bytes, after)) = encoded(word) else {
            flush(&mut waiting, &mut text);
            text.push_str(before);
            text.push_str("=?");
            rest = &word[2..];
            continue;
        };
        // White space between two encoded words means nothing.
        if waiting.is_none() || !before.trim().is_empty() {
            flush(&mut waiting, &mut text);
            text.push_str(before);
        }
        match &mut waiting {
            Some((known, waiting)) if *known == charset => waiting.extend_from_slice(&bytes),
            _ => {
                flush(&mut waiting, &mut text);
                waiting = Some((charset, bytes));
            }
        }
        rest = after;
    }
    flush(&mut waiting, &mut text);
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn flush(waiting: &mut Option<(&'static Encoding, Vec<u8>)>, text: &mut String) {
    if let Some((charset, bytes)) = waiting.take() {
        text.push_str(&charset.decode_without_bom_handling(&bytes).0);
    }
}

/// An encoded word: its charset, its bytes, and what follows it.
fn encoded(word: &str) -> Option<(&'static Encoding, Vec<u8>, &str)> {
    let mut pieces = word.get(2..)?.splitn(3, '?');
    let (charset, coding, rest) = (pieces.next()?, pieces.next()?, pieces.next()?);
    // A charset may carry a language: `utf-8*en`.
    let charset = charset.split('*').next().unwrap_or_default();
    if charset.len() > 40 || charset.contains(char::is_whitespace) {
        return None;
    }
    // The standard allows 75 characters in all; some programs write more, none writes pages.
    let end = rest.bytes().take(2000).zip(rest.bytes().skip(1)).position(|pair| pair == (b'?', b'='))?;
    let bytes = match coding {
        "B" | "b" => base64(&rest.as_bytes()[..end]),
        "Q" | "q" => quoted(&rest.as_bytes()[..end]),
        _ => return None,
    };
    Some((Encoding::for_label(charset.as_bytes()).unwrap_or(UTF_8), bytes, &rest[end + 2..]))
}

fn quoted(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = raw;
    while let [first, tail @ ..] = rest {
        let hex = |at: usize| tail.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        rest = match (first, hex(0), hex(1)) {
            (b'=', Some(high), Some(low)) => {
                bytes.push((high << 4 | low) as u8);
                &tail[2..]
            }
            (b'_', ..) => {
                bytes.push(b' ');
                tail
            }
            _ => {
                bytes.push(*first);
                tail
            }
        };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_undone() {
        for (value, wanted) in [
            ("Plain  rain", "Plain rain"),
            ("=?utf-8?Q?Caf=C3=A9_open?= today", "Café open today"),
            ("=?iso-8859-1?q?Caf=E9?=", "Café"),
            ("=?UTF-8?B?UmFpbiBpbg==?= =?UTF-8?B?IFZhcm5h?=", "Rain in Varna"),
            ("=?utf-8?Q?=C3?=\t=?utf-8?Q?=A9t=C3=A9?=", "été"),
            ("=?utf-8*en?Q?rain?= and =?x-unknown?Q?wind?=", "rain and wind"),
            ("a =?b and =?utf-8?Z?c?= d", "a =?b and =?utf-8?Z?c?= d"),
            ("=?", "=?"),
        ] {
            assert_eq!(decode(value.as_bytes()), wanted, "{value}");
        }
        assert_eq!(decode(b"caf\xe9"), "café");
    }

    proptest::proptest! {
        #[test]
        fn any_value_has_a_text(bytes: Vec<u8>, text in "(=\\?|\\?=|utf-8|\\?|Q|B|=C3|é| ){0,40}") {
            decode(&bytes);
            decode(text.as_bytes());
        }
    }
}
