//! Pages that nobody wrote for readers: each is one way to break, stall or bloat a program that reads pages.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use sayso_read::Page;

/// How big "big" is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Divides the sizes below: 1 for the real thing, more for a test that is not optimised.
    pub divide: usize,
}

impl Size {
    fn of(self, whole: usize) -> usize {
        whole / self.divide
    }

    fn html(self, name: &'static str, text: &str, times: usize) -> (&'static str, Page) {
        (name, Page::html(name, text.repeat(self.of(times)).into_bytes()))
    }
}

fn numbered(count: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    (0..count).map(piece).collect::<String>().into_bytes()
}

/// A proper article, to be hidden in rubbish or cut anywhere.
pub const ARTICLE: &str = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Harbour of Dorn reopens &amp; \
ferries sail</title><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Harbour of Dorn \
reopens\",\"datePublished\":\"2031-04-02T08:00:00+02:00\"}</script></head><body><nav><a href=/>Home</a> <a href=/w>\
World</a></nav><article><h1>Harbour of Dorn reopens</h1><p class=byline>By Ann Example</p><p>The harbour of Dorn reopened \
on Wednesday, its office said, after a week of storms that had kept every ferry in port.</p><p>&#8220;We are \
glad,&#8221; said Maria Ortiz, the harbour master. &ldquo;The worst is over.&rdquo;</p><blockquote>Nothing sails before \
noon.</blockquote><ul><li>Line 1: hourly</li><li>Line 2: <b>every</b> two hours</li></ul><table><tr><td>Line<td>Fare</tr>\
<tr><td>1<td>4.20</table><p>S\u{e3}o Vento&nbsp;\u{2014} which lies opposite \u{2014} expects its first boat at 14:30, the \
mayor\u{2019}s office said.</p></article><footer>&copy; 2031 Dorn Courier</footer></body></html>";

/// All of them, by name.
pub fn pages(size: Size) -> Vec<(&'static str, Page)> {
    let mut pages = vec![
        ("nothing", Page::html("nothing", "")),
        ("no text", Page::text("no text", "")),
        ("white space", Page::html("white space", " \t\r\n\u{c}")),
        ("white text", Page::text("white text", " \t\r\n\u{c}\u{a0}")),
        ("every byte", Page::html("every byte", (0..=255).cycle().take(size.of(1 << 20)).collect::<Vec<u8>>())),
        ("every byte of text", Page::text("text", (0..=255).cycle().take(size.of(1 << 20)).collect::<Vec<u8>>())),
        ("noise", Page::html("noise", noise(size.of(1 << 20)))),
        ("noise of text", Page::text("noise", noise(size.of(1 << 20)))),
        ("zeros", Page::html("zeros", vec![0; size.of(1 << 20)])),
        ("zeros of text", Page::text("zeros", vec![0; size.of(1 << 20)])),
        ("gzip", Page::html("gzip", [b"\x1f\x8b\x08\0\0\0\0\0\0\x03".as_slice(), &noise(size.of(100_000))].concat())),
        size.html("less", "<", 1 << 20),
        size.html("ampersands", "&", 1 << 20),
        size.html("half references", "&#", 1 << 19),
        size.html("long reference", "&notinotin", 100_000),
        size.html("nulls", "a\0", 1 << 19),
        size.html("opened comments", "<!--", 1 << 18),
        size.html("comments", "a<!---->", 1 << 20),
        size.html("doctypes", "<!doctype html public '", 1 << 16),
        size.html("cdata", "<svg><![CDATA[", 1 << 16),
        size.html("stray ends", "</p></div></b></>", 1 << 18),
        size.html("nested div", "<div>", 100_000),
        size.html("nested div with text", "<div>fog ", 100_000),
        size.html("nested b", "<b>", 100_000),
        size.html("nested span", "<span>x", 100_000),
        size.html("nested ul", "<ul><li>x", 100_000),
        size.html("nested table", "<table><tr><td>x", 100_000),
        size.html("nested table without cells", "<table>x", 100_000),
        size.html("nested blockquote", "<blockquote>x", 100_000),
        size.html("nested svg", "<svg><g>x", 100_000),
        size.html("nested svg title", "<svg><title>x", 100_000),
        size.html("nested math", "<math><mi><svg><desc>x", 50_000),
        size.html("nested template", "<template>x", 100_000),
        size.html("nested select", "<select><option>x", 100_000),
        size.html("nested a in div", "<a><div>x", 100_000),
        size.html("nested font in p", "<p><font size=1>x", 100_000),
        size.html("nested button", "<button><p>x", 100_000),
        size.html("nested form", "<form><div><input>", 100_000),
        size.html("nested object", "<object><b>x", 100_000),
        size.html("nested ruby", "<ruby><rt>x", 100_000),
        size.html("framesets", "<frameset><frame>", 100_000),
        size.html("lists that never close", "<li>x<dd>y<dt>z", 200_000),
        size.html("paragraphs", "<p>x", 1_000_000),
        size.html("breaks", "x<br>", 1_000_000),
        size.html("ends of p", "</p>", 1_000_000),
        size.html("ends of br", "</br>", 1_000_000),
        size.html("headings", "<h1>x</h1>", 300_000),
        size.html("images", "<img src=x alt='A boat'>", 200_000),
        size.html("inputs in a form", "<input>", 1_000_000),
        size.html("html tags", "<html a=1><body b=2>", 200_000),
        size.html("plaintext", "<plaintext>x</plaintext>", 100_000),
        size.html("styles", "<style></style>", 300_000),
        size.html("scripts", "<script></script>", 300_000),
        size.html("script escapes", "<script><!--<script>", 100_000),
        size.html("textareas", "<textarea>x</textarea>", 200_000),
        size.html("captions", "<table><caption>x<col><colgroup><tbody><tr><th>y", 50_000),
        size.html("rows", "<table>x<tr>y<td>z</table>", 100_000),
        size.html("mixed up", "<p><b><div><i><table><a><tr><u><td><ul><s><li>x</b></div></a></i>", 20_000),
        ("links", Page::html("links", numbered(size.of(250_000), |n| format!("<a href=/{n}>Boat number {n}</a> ")))),
        (
            "list of links",
            Page::html("links", numbered(size.of(200_000), |n| format!("<li><a href=/{n}>Boat {n}</a></li>"))),
        ),
        ("formatting", Page::html("b", numbered(size.of(20_000), |n| format!("<b id=b{n}>x<p>y")))),
        (
            "kinds of formatting",
            Page::html("b", numbered(size.of(50_000), |n| format!("<font size={n}><i class=c{n}><p>y"))),
        ),
        ("formatting moved", Page::html("b", numbered(size.of(50_000), |n| format!("<b id={n}><p>x</b>")))),
        ("attributes", Page::html("a", [b"<p".to_vec(), numbered(size.of(100_000), |n| format!(" a{n}=x"))].concat())),
        ("same attribute", Page::html("a", [b"<p".as_slice(), &b" a=x".repeat(size.of(1_000_000))].concat())),
        ("long attribute", Page::html("a", format!("<p title='{}'>x", "fog &amp; ".repeat(size.of(1_000_000))))),
        ("long tag name", Page::html("a", format!("<{}>x", "p".repeat(size.of(5_000_000))))),
        ("tag names", Page::html("a", numbered(size.of(200_000), |n| format!("<x{n}>y</x{n}>")))),
        ("colspan", Page::html("t", "<table><tr><td colspan=1000000000 rowspan=999999999>x<td>y<tr><td>z</table>")),
        (
            "many colspans",
            Page::html("t", "<table><tr>".to_string() + &"<td colspan=65535 rowspan=65535>x".repeat(size.of(50_000))),
        ),
        ("wide table", Page::html("t", format!("<table><tr>{}</table>", "<td>x</td>".repeat(size.of(300_000))))),
        (
            "long table",
            Page::html("t", format!("<table>{}</table>", "<tr><td>Dorn<td>4.20</tr>".repeat(size.of(200_000)))),
        ),
        (
            "one paragraph",
            Page::html(
                "p",
                format!(
                    "<p>{}",
                    "The harbour of Dorn reopened, \u{201c}at last\u{201d}, said Ann. ".repeat(size.of(170_000))
                ),
            ),
        ),
        ("one sentence", Page::html("p", format!("<p>{}", "and fog ".repeat(size.of(1_250_000))))),
        ("one word", Page::html("p", format!("<p>{}", "fog".repeat(size.of(3_300_000))))),
        (
            "one text",
            Page::text(
                "t",
                "The harbour of Dorn reopened, \u{201c}at last\u{201d}, said Ann. ".repeat(size.of(170_000)),
            ),
        ),
        ("lines", Page::text("t", "Fog at sea.\n\n".repeat(size.of(750_000)))),
        ("empty lines", Page::text("t", "\n".repeat(size.of(10_000_000)))),
        ("quotes", Page::text("t", "\u{201c}Fog\u{201d}, he said. ".repeat(size.of(500_000)))),
        ("opening quotes", Page::text("t", "\u{201c}x ".repeat(size.of(2_000_000)))),
        ("straight quotes", Page::text("t", "\" ".repeat(size.of(5_000_000)))),
        ("apostrophes", Page::text("t", "'x' \u{2019}".repeat(size.of(1_500_000)))),
        (
            "nested quotes",
            Page::text(
                "t",
                "\u{201c}a \u{2018}b ".repeat(size.of(500_000)) + &"\u{2019} \u{201d} ".repeat(size.of(500_000)),
            ),
        ),
        ("brackets", Page::text("t", "([{".repeat(size.of(3_000_000)))),
        ("stops", Page::text("t", ". ".repeat(size.of(5_000_000)))),
        ("initials", Page::text("t", "A. B. U.S. Mr. ".repeat(size.of(600_000)))),
        ("numbers", Page::text("t", "1,200.50 ".repeat(size.of(1_000_000)))),
        ("one number", Page::text("t", "1,2".repeat(size.of(3_000_000)))),
        ("address", Page::text("t", "http://a.example/".to_string() + &"x/".repeat(size.of(5_000_000)))),
        ("addresses", Page::text("t", "https://a.example/?q=1 ann@b.example ".repeat(size.of(250_000)))),
        ("said", Page::text("t", "said he said she said that ".repeat(size.of(370_000)))),
        ("names", Page::text("t", "Maria Ortiz ".repeat(size.of(800_000)))),
        (
            "said by names",
            Page::html(
                "p",
                "<p>Maria Ortiz said Ann Example said Dorn said that fog said so. ".repeat(size.of(150_000)),
            ),
        ),
        ("emoji", Page::text("t", "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}".repeat(size.of(600_000)))),
        ("marks", Page::text("t", format!("e{}", "\u{301}".repeat(size.of(5_000_000))))),
        ("right to left", Page::text("t", "\u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd} ".repeat(size.of(800_000)))),
        ("json", Page::html("j", json(size.of(2_000)))),
        (
            "deep json",
            Page::html(
                "j",
                format!("<script type='application/ld+json'>{}</script><p>x", "[".repeat(size.of(1_000_000))),
            ),
        ),
        (
            "deep json objects",
            Page::html(
                "j",
                format!("<script type='application/ld+json'>{}</script><p>x", "{\"a\":".repeat(size.of(500_000))),
            ),
        ),
        (
            "meta tags",
            Page::html("m", numbered(size.of(100_000), |n| format!("<meta property=og:title content='Fog {n}'>"))),
        ),
        (
            "times",
            Page::html(
                "m",
                numbered(size.of(100_000), |n| format!("<time datetime=2031-04-02T08:{n}:00Z>{n} ago</time>")),
            ),
        ),
        (
            "bylines",
            Page::html(
                "m",
                numbered(size.of(50_000), |n| format!("<p class=byline>By Ann{n} Example and Maria Ortiz</p>")),
            ),
        ),
        (
            "hidden",
            Page::html("m", ARTICLE.replace("<article>", &"<div hidden style='display:none'>".repeat(size.of(10_000)))),
        ),
        ("article behind rubbish", Page::html("m", "<div><a href=x>y</a>".repeat(size.of(50_000)) + ARTICLE)),
    ];
    for encoding in ENCODINGS {
        let mut page = Page::html(encoding.name(), broken(encoding, size.of(300_000)));
        page.told.charset = Some(encoding.name().into());
        pages.push((encoding.name(), page));
    }
    for (name, encoding) in [
        ("10 MB of Shift_JIS", encoding_rs::SHIFT_JIS),
        ("10 MB of gb18030", encoding_rs::GB18030),
        ("10 MB of windows-1251", encoding_rs::WINDOWS_1251),
        ("10 MB of ISO-2022-JP", encoding_rs::ISO_2022_JP),
    ] {
        let line = encoding
            .encode("<p>\u{653f}\u{5e9c}\u{306f}, \u{41f}\u{440}\u{438}\u{432}\u{435}\u{442} ab")
            .0
            .into_owned();
        let times = size.of(10_000_000) / line.len();
        let mut page = Page::html(name, line.repeat(times));
        page.told.charset = Some(encoding.name().into());
        pages.push((name, page));
    }
    let marked = "S\u{e3}o Vento ".repeat(size.of(400_000));
    pages.push((
        "UTF-16",
        Page::text(
            "u",
            [0xfeffu16].into_iter().chain(marked.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
        ),
    ));
    pages.push(("10 MB that are no UTF-8", {
        let mut page = Page::text("u", vec![0xff; size.of(10_000_000)]);
        page.told.charset = Some("utf-8".into());
        page
    }));
    pages
}

/// The charsets whose decoders can be put out of step.
pub const ENCODINGS: &[&encoding_rs::Encoding] = &[
    encoding_rs::UTF_8,
    encoding_rs::UTF_16LE,
    encoding_rs::UTF_16BE,
    encoding_rs::ISO_2022_JP,
    encoding_rs::GB18030,
    encoding_rs::BIG5,
    encoding_rs::EUC_KR,
    encoding_rs::EUC_JP,
    encoding_rs::SHIFT_JIS,
    encoding_rs::WINDOWS_1252,
    encoding_rs::WINDOWS_874,
];

/// Noise from a fixed seed (xorshift).
pub fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    (0..length).map(|_| next()).collect()
}

/// The article in a charset, every twentieth byte spoilt.
fn broken(encoding: &'static encoding_rs::Encoding, length: usize) -> Vec<u8> {
    let text = ARTICLE.replace("Dorn", "Dorn \u{6f22}\u{5b57} \u{d55c}\u{ae00} \u{e9} \u{e01}");
    let mut bytes = match encoding.name() {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => encoding.encode(&text).0.into_owned(),
    };
    bytes = bytes.repeat(length / bytes.len() + 1);
    for (byte, noise) in bytes.iter_mut().skip(40).step_by(20).zip(noise(length)) {
        *byte = noise;
    }
    bytes
}

/// A live blog: updates that all want to be the article.
fn json(count: usize) -> Vec<u8> {
    let update = |n: usize| {
        format!(
            "{{\"@type\":\"BlogPosting\",\"headline\":\"Update {n}\",\"datePublished\":\"2031-04-02T08:00:00Z\",\
             \"articleBody\":\"The harbour of Dorn reopened, its office said in update {n}.\"}}"
        )
    };
    let updates: Vec<String> = (0..count).map(update).collect();
    let page = format!(
        "<script type='application/ld+json'>{{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{}]}}</script>",
        updates.join(",")
    );
    (page + ARTICLE).into_bytes()
}
