//! Fuzz targets: anything at all goes in, and the laws of what comes out are checked. See `fuzz/Cargo.toml` for how to run.

#[path = "../../crates/sayso-read/tests/common/laws.rs"]
mod laws;

use sayso_read::page::{Page, decode};
use sayso_read::quotes;
use sayso_read::read;
use sayso_read::span::Span;
use sayso_read::tree::Tree;

/// A page from bytes: the first says what it is and how its charset is told, the second picks words and tags out of a
/// list, so that a fuzzer without coverage finds structure too.
fn page(bytes: &[u8]) -> Page {
    let (head, rest) = bytes.split_at(bytes.len().min(2));
    let (kind, mode) = (head.first().copied().unwrap_or(0), head.get(1).copied().unwrap_or(0));
    let content: Vec<u8> = if mode % 4 == 0 {
        rest.to_vec()
    } else {
        rest.iter().flat_map(|byte| PARTS[usize::from(*byte) % PARTS.len()].bytes()).collect()
    };
    let mut page = if kind & 1 == 0 { Page::html("x", content) } else { Page::text("x", content) };
    let charsets = [
        "",
        "",
        "",
        "utf-8",
        "utf-16le",
        "utf-16be",
        "iso-2022-jp",
        "gb18030",
        "big5",
        "euc-kr",
        "euc-jp",
        "shift_jis",
        "windows-1252",
    ];
    page.told.charset =
        Some(charsets[usize::from(kind >> 1) % charsets.len()].to_string()).filter(|charset| !charset.is_empty());
    page
}

const PARTS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<i class=x>",
    "</i>",
    "<a href=x>",
    "</a>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<caption>",
    "<col>",
    "<br>",
    "<ul>",
    "<li>",
    "</ul>",
    "<blockquote>",
    "</blockquote>",
    "<h1>",
    "</h1>",
    "<article>",
    "</article>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mi>",
    "<title>",
    "</title>",
    "<pre>",
    "<script>",
    "</script>",
    "<script type=application/ld+json>",
    "{\"@type\":\"NewsArticle\",\"headline\":\"Fog\"}",
    "<style>",
    "<noscript>",
    "<template>",
    "</template>",
    "<select>",
    "<option>",
    "<figure>",
    "<figcaption>",
    "<nav>",
    "<footer>",
    "<p class=byline>",
    "<span hidden>",
    "<!-- x -->",
    "<!--",
    "-->",
    "<time datetime=2031-04-02>",
    "<textarea>",
    "</textarea>",
    "<td colspan=9>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<meta charset=gbk>",
    "<meta property=og:title content='Fog'>",
    "<font size=1>",
    "<nobr>",
    "<form>",
    "<input>",
    "<button>",
    "<frameset>",
    "<plaintext>",
    "<![CDATA[",
    "]]>",
    "<!doctype html>",
    "<html lang=en>",
    "<body>",
    "</body>",
    "</html>",
    "<",
    "</",
    ">",
    "&",
    "&amp;",
    "&#",
    "&#x26;",
    "&nbsp;",
    "&notit;",
    "\0",
    "\r",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "\t",
    "\u{c}",
    "=",
    "\"",
    "'",
    "/",
    "The harbour of Dorn reopened on Wednesday, its office said. ",
    "\u{201c}We are glad,\u{201d} said Maria Ortiz. ",
    "By Ann Example",
    "DORN, April 2 (Agency) \u{2014} ",
    "\u{201c}",
    "\u{201d}",
    "\u{2018}",
    "\u{2019}",
    "``",
    "''",
    "\u{ab}",
    "\u{bb}",
    "\u{201e}",
    "he said ",
    "she told them ",
    "Mr. ",
    "U.S. ",
    "e.g. ",
    ". ",
    "? ",
    "! ",
    ", ",
    ": ",
    "; ",
    "\u{2014}",
    "-",
    "1,200.50 ",
    "$5m ",
    "3rd ",
    "http://a.example/x?y ",
    "ann@b.example ",
    "S\u{e3}o ",
    "e\u{301}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{fffd}",
    "\u{6f22}\u{5b57}",
    "\u{1f600}",
    "\u{5e9}\u{5dc}",
    "\u{e01}",
    "(",
    ")",
    "[",
    "]",
    "Fog",
    "fog ",
    "that ",
    "According to ",
    "not ",
    "will ",
    "\u{1b}$B",
    "\u{1b}(B",
];

#[test]
fn decode_and_tree() {
    bolero::check!().for_each(|bytes: &[u8]| {
        let page = page(bytes);
        let decoded = decode(&page);
        let mut end = decoded.source(Span::new(0, 0)).start;
        for (at, c) in decoded.text.char_indices() {
            let source = decoded.source(Span::new(at, at + c.len_utf8()));
            assert!(source.start == end && source.end >= end && source.end as usize <= page.bytes.len());
            end = source.end;
        }
        let tree = Tree::parse(&decoded.text);
        for node in tree.preorder(tree.root()) {
            assert_eq!(
                tree.first_child(node).map(|child| tree.parent(child)),
                tree.first_child(node).map(|_| Some(node))
            );
            let all: String = tree.pieces(node).map(|piece| piece.text).collect();
            assert_eq!(all, tree.text(node).unwrap_or_default());
            for raw in tree.pieces(node).filter_map(|piece| piece.raw).chain(tree.start_tag(node)) {
                let found = decoded.text.get(raw.range());
                assert!(found.is_some_and(|found| !found.is_empty()), "{raw:?} of {:?}", decoded.text);
            }
            assert!(tree.attributes(node).all(|(name, _)| !name.is_empty()));
        }
    });
}

#[test]
fn whole_reading() {
    let models = sayso_models::open();
    bolero::check!().for_each(|bytes: &[u8]| {
        let page = page(bytes);
        let reading = read(&page, &models);
        laws::keeps_the_contract(&page, &reading).unwrap();
        assert_eq!(serde_json::to_string(&reading).unwrap(), serde_json::to_string(&read(&page, &models)).unwrap());
    });
}

#[test]
fn quotes_of_any_text() {
    bolero::check!().for_each(|bytes: &[u8]| {
        let mut page = page(bytes);
        page.kind = sayso_read::page::Kind::Text;
        let article = sayso_read::articles::extract(&page, &sayso_read::articles::Model::default());
        let text = sayso_read::text::Text::of(&article);
        let quotes = quotes::find(&text);
        for (index, quote) in quotes.iter().enumerate() {
            assert!(quote.outer.contains(quote.inner) && text.string.get(quote.outer.range()).is_some());
            assert!(text.string.get(quote.inner.range()).is_some());
            assert!(
                quote.parent.is_none_or(
                    |parent| (parent as usize) < index && quotes[parent as usize].outer.contains(quote.outer)
                )
            );
            assert!(quote.continues.is_none_or(|before| (before as usize) < index));
        }
    });
}
