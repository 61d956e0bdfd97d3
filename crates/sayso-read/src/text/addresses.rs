//! Addresses: URLs, e-mail addresses, bare host and file names, each one token.
//!
//! Every search is bounded, or consumes what it has looked at: no text makes it quadratic.

/// Longest local part of an e-mail address (RFC 5321).
const LOCAL: usize = 64;
/// Longest host name (RFC 1035).
const HOST: usize = 253;

/// The end of the URL or e-mail address that starts at `at`, before `end`, where the white space comes.
pub(super) fn at(text: &str, at: usize, end: usize) -> Option<usize> {
    let rest = text.get(at..end)?;
    url(rest).or_else(|| email(rest)).map(|length| at + length)
}

/// The length of a URL with a scheme or `www.`
fn url(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let begins = |head: &str| bytes.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head.as_bytes()));
    let head = ["http://", "https://", "ftp://", "mailto:", "www."].into_iter().find(|head| begins(head))?;
    let length = rest.find(['<', '>', '"', '“', '”', '«', '»', '‘', '’', '|', '。', '，', '、']);
    let length = trim(&rest[..length.unwrap_or(rest.len())]);
    (length > head.len()).then_some(length)
}

/// The length of an address without the marks that belong to the sentence around it.
fn trim(address: &str) -> usize {
    let opened = address.bytes().filter(|&byte| byte == b'(').count();
    let mut closed = address.bytes().filter(|&byte| byte == b')').count();
    let mut length = address.len();
    while let Some(last) = address[..length].chars().next_back() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']' | '}' | '…' | '*' => {}
            ')' if closed > opened => closed -= 1,
            _ => break,
        }
        length -= last.len_utf8();
    }
    length
}

/// The length of an e-mail address (a host without a stop is good enough: `desk@newsroom`).
fn email(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let local = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'%');
    let host = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let name = bytes.iter().take(LOCAL + 1).take_while(|byte| local(byte)).count();
    if name == 0 || !bytes[0].is_ascii_alphanumeric() || bytes.get(name) != Some(&b'@') {
        return None;
    }
    let after = &bytes[name + 1..];
    let mut length = after.iter().take(HOST).take_while(|byte| host(byte)).count();
    while length > 0 && !after[length - 1].is_ascii_alphanumeric() {
        length -= 1;
    }
    (length > 0 && after[0].is_ascii_alphanumeric()).then_some(name + 1 + length)
}

/// The end of the bare host or file name that starts at `start` and has its first stop at `dot`: `example.org/news`,
/// `report.pdf`, `comp.sources.unix`; `None` for two sentences without a space between them.
pub(super) fn name(text: &str, start: usize, dot: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let (mut end, mut last, mut labels) = (dot, start, 1);
    while bytes.get(end) == Some(&b'.') {
        let length = bytes[end + 1..].iter().take_while(part).count();
        if length == 0 {
            break;
        }
        last = end + 1;
        end = last + length;
        labels += 1;
    }
    // A trailing hyphen belongs to the sentence.
    while end > last && !bytes[end - 1].is_ascii_alphanumeric() {
        end -= 1;
    }
    // A letter beyond ASCII goes on: no name we know, unless so much has been looked at that it must be eaten.
    if labels < 3 && text.get(end..)?.starts_with(char::is_alphabetic) {
        return None;
    }
    let label = text.get(last..end)?;
    let path = bytes.get(end) == Some(&b'/');
    if !(is_ending(label) || path && label.len() == 2 || labels > 2) {
        return None;
    }
    if !path {
        return Some(end);
    }
    let rest = text.get(end..)?;
    let rest = &rest[..rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '|'))
        .unwrap_or(rest.len())];
    Some(end + trim(rest))
}

/// Top-level domains and file endings that are not words with which a sentence could begin.
fn is_ending(label: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "io", "co", "uk", "us", "ca", "au", "nz", "ie",
        "eu", "de", "fr", "nl", "es", "pl", "ru", "ua", "cn", "jp", "kr", "br", "mx", "za", "tv", "fm", "ly", "ai",
        "app", "dev", "news", "doc", "docx", "xls", "xlsx", "pdf", "html", "htm", "jpg", "jpeg", "png", "gif", "txt",
        "zip", "exe", "mp3", "mp4", "csv", "url", "php", "ppt", "pptx",
    ];
    // "come.So" and "left.Us" are sentences; endings are written in one case.
    let one_case =
        label.bytes().all(|byte| !byte.is_ascii_uppercase()) || label.bytes().all(|byte| !byte.is_ascii_lowercase());
    one_case && ENDINGS.iter().any(|ending| label.eq_ignore_ascii_case(ending))
}
