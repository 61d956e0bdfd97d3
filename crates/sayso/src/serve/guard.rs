//! Guard: which requests are answered at all, and what every answer tells the browser to be careful about.
//!
//! A page of another site can make a browser ask an address on this machine, and can even give that address a name of its own ("DNS
//! rebinding"): so only requests that call us by a name of this machine's loopback are answered, and no answer may be framed, fetched or
//! embedded by another site. Nothing changes a ledger here, so GET and HEAD are all there is.

use hyper::header::{HeaderName, HeaderValue};
use hyper::{HeaderMap, Method, StatusCode, header};

/// What a page may do: our style, and forms that come back to us. No script, no frame, nothing from elsewhere.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What an original's bytes may do, should a browser show them after all: nothing.
pub(super) const SEALED: &str =
    "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The headers of every answer.
pub(super) fn headers() -> [(HeaderName, HeaderValue); 6] {
    let header = |name, value| (HeaderName::from_static(name), HeaderValue::from_static(value));
    [
        header("x-content-type-options", "nosniff"),
        header("referrer-policy", "no-referrer"),
        header("cross-origin-opener-policy", "same-origin"),
        header("cross-origin-resource-policy", "same-origin"),
        header("permissions-policy", "camera=(), geolocation=(), microphone=()"),
        // What a ledger holds is nobody else's business, and it may have grown since.
        header("cache-control", "no-store"),
    ]
}

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) status: StatusCode,
    pub(super) why: &'static str,
}

/// Lets a request pass or says why not.
pub(super) fn check(method: &Method, headers: &HeaderMap, target: usize) -> Result<(), Refused> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    if !host.is_some_and(ours) || hosts.next().is_some() {
        let why = "These pages are for this machine alone: ask for them as 127.0.0.1 or localhost.";
        return Err(Refused { status: StatusCode::MISDIRECTED_REQUEST, why });
    }
    if method != Method::GET && method != Method::HEAD {
        return Err(Refused {
            status: StatusCode::METHOD_NOT_ALLOWED,
            why: "Nothing can be changed here: GET and HEAD only.",
        });
    }
    if target > super::address::MOST {
        return Err(Refused { status: StatusCode::URI_TOO_LONG, why: "This address is too long." });
    }
    Ok(())
}

/// Whether a host is this machine's loopback, at any port: tunnels give it others.
fn ours(host: &str) -> bool {
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
        let rest = host.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)).map(|_| &host[name.len()..]);
        rest.is_some_and(|rest| match rest.strip_prefix(':') {
            Some(port) => !port.is_empty() && port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit()),
            None => rest.is_empty(),
        })
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn status(method: Method, host: &[&str], target: usize) -> Option<StatusCode> {
        let mut headers = HeaderMap::new();
        for host in host {
            headers.append(header::HOST, HeaderValue::from_str(host).unwrap());
        }
        check(&method, &headers, target).err().map(|refused| refused.status)
    }

    #[test]
    fn only_those_who_call_us_by_a_loopback_name_are_answered() {
        for host in ["127.0.0.1", "127.0.0.1:7878", "localhost", "LOCALHOST:1", "[::1]", "[::1]:7878"] {
            assert_eq!(status(Method::GET, &[host], 1), None, "{host}");
        }
        for host in [
            "",
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost.evil.example:7878",
            "127.0.0.1:",
            "127.0.0.1:x",
            "127.0.0.1:787878",
            "127.0.0.1@evil.example",
            "evil.example:127.0.0.1",
            "0.0.0.0",
            "127.0.0.2",
            "::1",
            "localhost.",
            "127.0.0.1, evil.example",
        ] {
            assert_eq!(status(Method::GET, &[host], 1), Some(StatusCode::MISDIRECTED_REQUEST), "{host}");
        }
        assert_eq!(status(Method::GET, &[], 1), Some(StatusCode::MISDIRECTED_REQUEST));
        assert_eq!(status(Method::GET, &["localhost", "localhost"], 1), Some(StatusCode::MISDIRECTED_REQUEST));
    }

    #[test]
    fn nothing_but_asking_is_allowed() {
        assert_eq!(status(Method::HEAD, &["localhost"], 1), None);
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE, Method::CONNECT] {
            assert_eq!(status(method, &["localhost"], 1), Some(StatusCode::METHOD_NOT_ALLOWED));
        }
        assert_eq!(status(Method::GET, &["localhost"], 4097), Some(StatusCode::URI_TOO_LONG));
    }
}
