//! HTML: one web page that needs nothing else: the text with its statements marked, and the statements beside it.
//!
//! In: `Reading`s. Out: a page. Every mark in the text leads to its statement and back, by links: it works without
//! script. The script only lights up all parts of a statement together. Nothing is fetched; the page's own policy
//! (`Content-Security-Policy`) allows this style and this script and nothing else. `maud` escapes every word.
//!
//! ```text
//! head      contents, if there are several documents
//! document  text (furniture folded away in its place) | who says what, how many, when, where, what stayed open
//! foot      legend
//! ```

mod document;
mod marks;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::format::Sheet;
use crate::safe;

pub(crate) use document::{Ways, document};

/// The style of these pages; the pages of `serve` add theirs.
pub(crate) const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The policy names style and script by their digests. When those files change, a test says so; `BLESS=1` writes the
/// new digests (and the next build takes them up).
const POLICY: &str = include_str!("policy.txt");

/// The beginning of a page of these documents.
pub(crate) fn head(sheets: &[Sheet]) -> String {
    let title = match sheets {
        [only] => safe::show(&only.title).into_owned(),
        _ => format!("{} documents", sheets.len()),
    };
    let head = top(&title);
    let contents = html! {
        @if sheets.len() > 1 {
            nav.contents aria-label="Documents" {
                h1 { (title) }
                ol {
                    @for sheet in sheets {
                        li { a href={ "#d" (sheet.number) } dir="auto" { (safe::show(&sheet.title)) } " " small { (safe::show(&sheet.path)) } }
                    }
                }
            }
        }
    };
    let first = sheets.first().map_or(0, |sheet| sheet.number);
    let legend = html! {
        a.skip href={ "#d" (first) "-says" } { "Skip to who says what" }
        header.bar {
            p.name { "sayso" }
            (legend())
        }
    };
    format!("{head}{}\n<main>\n{}\n", legend.0, contents.0)
}

/// What the marks in a text mean.
pub(crate) fn legend() -> Markup {
    html! {
        p.legend {
            span.src { "source" } " " span.cue { "cue" } " " span.side { "to whom, how, when, where" } " " span.con.direct { "“their own words”" } " "
            span.con.mixed { "partly" } " " span.con.indirect { "the paper’s wording" } " " span.fact { "when, where, how many" } " " span.open { "not settled" }
        }
    }
}

/// The end of a page.
pub(crate) fn foot() -> String {
    let script = html! { script { (PreEscaped(SCRIPT)) } };
    format!("</main>\n{}\n</body>\n</html>\n", script.0)
}

/// A folder's own page: links to the others.
pub(crate) fn index(contents: &[(String, String)]) -> String {
    let title = match contents.len() {
        1 => "1 document".to_owned(),
        count => format!("{count} documents"),
    };
    let list = html! {
        header.bar { p.name { "sayso" } }
        main {
            nav.contents aria-label="Documents" {
                h1 { (title) }
                ol {
                    @for (name, title) in contents {
                        li { a href=(relative(name)) dir="auto" { (safe::show(title)) } " " small { (name) } }
                    }
                }
            }
        }
    };
    format!("{}{}\n</body>\n</html>\n", top(&title), list.0)
}

/// A file name as a relative address. Names hold letters, digits, `-`, `_` and `.` only (`folder`).
fn relative(name: &str) -> String {
    let mut address = String::from("./");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

fn top(title: &str) -> String {
    let head: Markup = html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"en\">\n"))
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(POLICY.trim_ascii());
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="color-scheme" content="light dark";
            meta name="generator" content=(concat!("sayso ", env!("CARGO_PKG_VERSION")));
            title { (title) }
            // Without this, browsers ask the server for an icon.
            link rel="icon" href="data:,";
            style { (PreEscaped(STYLE)) }
        }
        (PreEscaped("\n<body>\n"))
    };
    head.0
}

#[cfg(test)]
mod tests;
