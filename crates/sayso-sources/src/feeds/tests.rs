//! Feeds as the world writes them, in an invented world.
#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use sayso_read::page::Kind;

use super::*;
use crate::transcode;

fn read(bytes: impl AsRef<[u8]>) -> (Vec<Page>, Vec<Trouble>) {
    let stream = transcode::utf8(Stream::new(Cursor::new(bytes.as_ref().to_vec())));
    let (mut pages, mut troubles) = (Vec::new(), Vec::new());
    for item in Entries::new("f.xml".into(), stream) {
        match item {
            Ok(page) => pages.push(page),
            Err(trouble) => troubles.push(trouble),
        }
        assert!(troubles.len() < 1000, "troubles without end");
    }
    (pages, troubles)
}

fn bytes(page: &Page) -> &str {
    std::str::from_utf8(&page.bytes).unwrap()
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Varna &amp; Coast Courier</title><link>https://courier.example/</link><language>en-VR</language>
<image><title>Logo</title><url>https://courier.example/l.png</url></image>
<item><title>Rain &amp;#8217;til Monday</title><link>https://courier.example/1</link><dc:creator><![CDATA[Ada Voss]]></dc:creator>
<pubDate>Fri, 14 Mar 2025 08:00:00 +0000</pubDate><description>Short &lt;b&gt;rain&lt;/b&gt;.</description>
<content:encoded><![CDATA[<p>Rain came & stayed.</p>]]></content:encoded></item>
<item><title>Wind & waves</title><guid>https://courier.example/2</guid><author>bo@courier.example (Bo Lind)</author>
<source url="https://agency.example/feed">Orel News Agency</source><description>Plain wind.</description></item>
<item><title>Nothing</title></item>
</channel></rss>"#;

#[test]
fn an_rss_feed_gives_its_entries() {
    let (pages, troubles) = read(RSS);
    assert_eq!(pages.len(), 2);
    let (one, two) = (&pages[0], &pages[1]);
    assert_eq!((one.path.as_str(), one.kind, bytes(one)), ("f.xml#1", Kind::Html, "<p>Rain came & stayed.</p>"));
    assert_eq!(one.told.title.as_deref(), Some("Rain ’til Monday"));
    assert_eq!(one.told.url.as_deref(), Some("https://courier.example/1"));
    assert_eq!(one.told.authors, ["Ada Voss"]);
    assert_eq!(one.told.published, Some(("Fri, 14 Mar 2025 08:00:00 +0000".into(), "feed pubDate".into())));
    assert_eq!(one.told.outlet.as_deref(), Some("Varna & Coast Courier"));
    assert_eq!(one.told.language.as_deref(), Some("en-VR"));
    assert_eq!((two.kind, bytes(two)), (Kind::Text, "Plain wind."));
    assert_eq!(two.told.title.as_deref(), Some("Wind & waves"));
    assert_eq!(two.told.url.as_deref(), Some("https://courier.example/2"));
    assert_eq!(two.told.authors, ["Bo Lind"]);
    assert_eq!(two.told.outlet.as_deref(), Some("Orel News Agency"));
    assert_eq!(troubles.len(), 1);
    assert_eq!(troubles[0].to_string(), "f.xml: skipped: 1 entries without content");
}

#[test]
fn an_atom_feed_gives_its_entries() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">Coast &amp;amp; Sea</title>
    <author><name>The Desk</name></author><link rel="self" href="https://sea.example/feed"/>
    <entry><title type="text">A &lt; B</title><link rel="replies" href="https://sea.example/1/c"/><link href="https://sea.example/1?a=1&amp;b=2"/>
      <id>tag:sea.example,2025:1</id><published>2025-03-14T08:00:00Z</published><updated>2025-03-15T08:00:00Z</updated>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Rain &amp; wind.</p><br/></div></content></entry>
    <entry><title>Two</title><updated>2025-03-16</updated><author><name>Ada Voss</name></author><author><name>Bo Lind</name></author>
      <source><title>Orel News Agency</title><id>x</id></source><summary type="text">Just 3 &lt; 4.</summary></entry></feed>"#;
    let (pages, troubles) = read(atom);
    assert!(troubles.is_empty(), "{troubles:?}");
    let (one, two) = (&pages[0], &pages[1]);
    assert_eq!(one.kind, Kind::Html);
    assert_eq!(bytes(one), r#"<div xmlns="http://www.w3.org/1999/xhtml"><p>Rain &amp; wind.</p><br/></div>"#);
    assert_eq!(one.told.title.as_deref(), Some("A < B"));
    assert_eq!(one.told.url.as_deref(), Some("https://sea.example/1?a=1&b=2"));
    assert_eq!(one.told.published, Some(("2025-03-14T08:00:00Z".into(), "feed published".into())));
    assert_eq!(one.told.authors, ["The Desk"]);
    assert_eq!(one.told.outlet.as_deref(), Some("Coast & Sea"));
    assert_eq!(one.told.language.as_deref(), Some("en"));
    assert_eq!((two.kind, bytes(two)), (Kind::Text, "Just 3 < 4."));
    assert_eq!(two.told.authors, ["Ada Voss", "Bo Lind"]);
    assert_eq!(two.told.outlet.as_deref(), Some("Orel News Agency"));
    assert_eq!(two.told.published, Some(("2025-03-16".into(), "feed updated".into())));
}

#[test]
fn an_rdf_feed_gives_its_entries() {
    let rdf = r#"<rdf:RDF xmlns:rdf="x"><channel rdf:about="y"><title>Old Courier</title><items><rdf:Seq><rdf:li/></rdf:Seq></items></channel>
    <item rdf:about="https://old.example/1"><title>One</title><link>https://old.example/1</link><dc:date>2025-03-14</dc:date>
    <description>Rain.</description></item></rdf:RDF>"#;
    let (pages, _) = read(rdf);
    assert_eq!(pages[0].told.outlet.as_deref(), Some("Old Courier"));
    assert_eq!(pages[0].told.published, Some(("2025-03-14".into(), "feed date".into())));
}

#[test]
fn broken_markup_does_not_lose_the_feed() {
    let feed = "junk <rss><channel><title>AT&T & co</title>\
        <item><title>A & B</title><description>One <b>bold<br> & &nbsp; &unknown; word</description>\
        <item><title>Two</title><description>Never closed\
        <item><description>Three.</description></item></channel>";
    let (pages, _) = read(feed);
    let seen: Vec<_> = pages.iter().map(bytes).collect();
    assert_eq!(seen, ["One <b>bold<br> & &nbsp; &unknown; word", "Never closed", "Three."]);
    assert_eq!(pages[0].told.outlet.as_deref(), Some("AT&T & co"));
}

#[test]
fn an_entry_never_closed_in_its_cdata_does_not_swallow_the_others() {
    let feed = "<rss><channel><item><description><![CDATA[One.</description></item><item><description>Two.</description></item></channel>";
    let (pages, _) = read(feed);
    assert_eq!(pages.len(), 2);
    assert_eq!(bytes(&pages[1]), "Two.");
}

#[test]
fn no_entity_is_ever_expanded() {
    let feed = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><rss><channel>\
        <item><description>&b; &a;</description></item></channel></rss>";
    assert_eq!(bytes(&read(feed).0[0]), "&b; &a;");
}

#[test]
fn a_tag_in_cdata_is_no_entry() {
    let feed = "<rss><channel><!-- <item><description>No.</description></item> --><item><description><![CDATA[<item>Yes.</item>]]></description></item>";
    let (pages, _) = read(feed);
    assert_eq!(pages.iter().map(bytes).collect::<Vec<_>>(), ["<item>Yes.</item>"]);
}

#[test]
fn a_feed_in_another_charset_is_read() {
    let feed = b"<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><title>Caf\xe9</title><item><description>\xc9t\xe9.</description></item>";
    let (pages, _) = read(feed);
    assert_eq!((bytes(&pages[0]), pages[0].told.outlet.as_deref()), ("Été.", Some("Café")));
}

#[test]
fn a_feed_cut_anywhere_gives_the_entries_before_the_cut() {
    let first = RSS.find("</item>").unwrap() + "</item>".len();
    for cut in 0..RSS.len() {
        let (pages, _) = read(&RSS.as_bytes()[..cut]);
        if cut >= first {
            assert_eq!(bytes(&pages[0]), "<p>Rain came & stayed.</p>", "cut at {cut}");
        }
    }
    let cut = RSS.find(" & stayed").unwrap();
    let (pages, _) = read(&RSS.as_bytes()[..cut]);
    assert_eq!(bytes(&pages[0]), "Short <b>rain</b>.", "a whole description is better than half a content");
    assert_eq!(pages[0].told.troubles, ["the feed is cut short in this entry"]);
    let alone = format!("<rss><item>{}", &RSS[RSS.find("<content:").unwrap()..cut]);
    assert_eq!(bytes(&read(alone).0[0]), "<p>Rain came");
}

#[test]
fn tags_without_end_come_to_an_end() {
    let start = std::time::Instant::now();
    for text in [
        "<title>",
        "<content:encoded>",
        "<![CDATA[",
        "<item>",
        "<!--",
        "<item><description><![CDATA[",
        "</item>",
        "<",
        "<a b='",
    ] {
        read(format!("<rss><channel><item>{}", text.repeat(1_000_000 / text.len())));
        read(format!("<rss><channel>{}", text.repeat(1_000_000 / text.len())));
    }
    assert!(start.elapsed().as_secs() < 20, "took {:?}", start.elapsed());
}

proptest::proptest! {
    #[test]
    fn any_damage_is_survived(hurt: Vec<(proptest::sample::Index, u8)>, cut: proptest::sample::Index) {
        let mut bytes = RSS.as_bytes().to_vec();
        for (at, value) in hurt {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        read(bytes);
    }

    #[test]
    fn any_bytes_come_to_an_end(bytes: Vec<u8>, text in "(<item>|</item>|<title>|</title>|<!\\[CDATA\\[|\\]\\]>|<!--|&amp;|<|x|é){0,60}") {
        read(&bytes);
        read(&text);
        let _ = text;
    }
}
