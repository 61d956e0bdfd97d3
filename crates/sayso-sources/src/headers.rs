//! Headers: `Name: value` lines as WARC, HTTP and mail write them.
//!
//! In: bytes. Out: [`Headers`] and where the body begins. Lenient: lines that are no header are stepped over, lines may
//! end with a bare line feed, a line that begins with a space goes on the one before.

use crate::limits;

/// The headers of a record, a response or a mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Headers {
    fields: Vec<(String, Vec<u8>)>,
}

impl Headers {
    /// Reads headers up to the first empty line; says where the body begins.
    pub(crate) fn read(bytes: &[u8]) -> (Headers, usize) {
        let mut headers = Headers::default();
        let mut at = 0;
        while at < bytes.len() && at < limits::HEADERS {
            let rest = &bytes[at..];
            let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            at += end;
            let line = rest[..end].trim_ascii_end();
            if line.is_empty() {
                break;
            }
            headers.add(line);
        }
        (headers, at)
    }

    /// Adds a line, without its line end.
    fn add(&mut self, line: &[u8]) {
        if matches!(line.first(), Some(b' ' | b'\t')) {
            if let Some((_, value)) = self.fields.last_mut() {
                value.push(b' ');
                value.extend_from_slice(line.trim_ascii());
            }
        } else if let Some((name, value)) = field(line) {
            self.fields.push((name.to_ascii_lowercase(), value.trim_ascii().to_vec()));
        }
    }

    /// The first value of a name (in lower case).
    pub(crate) fn raw(&self, name: &str) -> Option<&[u8]> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_slice())
    }

    /// The same as text; `None` where it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        self.raw(name).map(|value| String::from_utf8_lossy(value).into_owned()).filter(|value| !value.is_empty())
    }

    /// `Content-Type`, taken apart.
    pub(crate) fn content_type(&self) -> ContentType {
        ContentType::read(&self.get("content-type").unwrap_or_default())
    }
}

/// The name and the value of a header line; `None` where it is no such line.
pub(crate) fn field(line: &[u8]) -> Option<(&str, &[u8])> {
    let colon = memchr::memchr(b':', line)?;
    let name = line[..colon].trim_ascii_end();
    let plain = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    Some((std::str::from_utf8(name).ok().filter(|_| plain)?, &line[colon + 1..]))
}

/// A media type and its parameters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ContentType {
    /// `text/html`, in lower case; empty where nothing is said.
    pub(crate) kind: String,
    parameters: Vec<(String, String)>,
}

impl ContentType {
    /// Reads `text/html; charset="utf-8"`.
    pub(crate) fn read(value: &str) -> ContentType {
        let mut pieces = pieces(value, b';').into_iter();
        let kind = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
        let parameters = pieces
            .filter_map(|piece| {
                let (name, value) = piece.split_once('=')?;
                // RFC 2231 marks an encoded or continued parameter with a star; the first piece is all we need.
                let name = name.trim().to_ascii_lowercase();
                let plain = name.split('*').next().unwrap_or_default().to_string();
                let value = value.trim().trim_matches(['"', '\'']).replace("\\\"", "\"");
                let value =
                    if name.ends_with('*') { value.rsplit('\'').next().unwrap_or_default().into() } else { value };
                Some((plain, value))
            })
            .collect();
        ContentType { kind, parameters }
    }

    /// A parameter, by its name in lower case.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        self.parameters
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.clone())
            .filter(|v| !v.is_empty())
    }

    /// The charset, where one is named.
    pub(crate) fn charset(&self) -> Option<String> {
        self.parameter("charset")
    }
}

/// Cuts at a mark, except inside quotation marks.
pub(crate) fn pieces(value: &str, mark: u8) -> Vec<&str> {
    let (mut found, mut begin, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if byte == mark && !quoted => {
                found.push(&value[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    found.push(&value[begin..]);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_header_is_one_value() {
        let (headers, body) = Headers::read(b"Subject: Flood in\r\n  Port Varna\r\nX: y\r\n\r\nbody");
        assert_eq!(headers.get("subject").as_deref(), Some("Flood in Port Varna"));
        assert_eq!(body, 41);
    }

    #[test]
    fn lines_that_are_no_header_are_stepped_over() {
        let (headers, _) = Headers::read(b"HTTP/1.1 200 OK\nnot a header line\nA b: c\nServer : x\n\n");
        assert_eq!(headers.fields, [("server".to_string(), b"x".to_vec())]);
    }

    #[test]
    fn a_charset_may_be_quoted_or_starred() {
        for value in
            ["text/html; charset=UTF-8", "Text/HTML ;charset=\"UTF-8\"", "text/html; x=\"a;b\"; charset*=''UTF-8"]
        {
            let read = ContentType::read(value);
            assert_eq!((read.kind.as_str(), read.charset().as_deref()), ("text/html", Some("UTF-8")), "{value}");
        }
    }

    #[test]
    fn a_media_type_without_parameters_has_no_charset() {
        assert_eq!(ContentType::read("text/html; charset=").charset(), None);
        assert_eq!(ContentType::read("").kind, "");
    }
}
