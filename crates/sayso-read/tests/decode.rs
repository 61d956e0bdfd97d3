//! Bytes to characters and back.
#![allow(clippy::unwrap_used)]

use encoding_rs::*;
use proptest::prelude::*;
use sayso_read::Page;
use sayso_read::page::{Decoded, decode};
use sayso_read::span::Span;

/// Every charset of the WHATWG that has characters.
const CHARSETS: &[&Encoding] = &[
    BIG5,
    EUC_JP,
    EUC_KR,
    GB18030,
    GBK,
    IBM866,
    ISO_2022_JP,
    ISO_8859_10,
    ISO_8859_13,
    ISO_8859_14,
    ISO_8859_15,
    ISO_8859_16,
    ISO_8859_2,
    ISO_8859_3,
    ISO_8859_4,
    ISO_8859_5,
    ISO_8859_6,
    ISO_8859_7,
    ISO_8859_8,
    ISO_8859_8_I,
    KOI8_R,
    KOI8_U,
    MACINTOSH,
    SHIFT_JIS,
    UTF_16BE,
    UTF_16LE,
    UTF_8,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1252,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_1257,
    WINDOWS_1258,
    WINDOWS_874,
    X_MAC_CYRILLIC,
    X_USER_DEFINED,
];

fn told(bytes: &[u8], charset: &str) -> Page {
    let mut page = Page::text("x.txt", bytes);
    page.told.charset = Some(charset.into());
    page
}

fn html(bytes: &[u8]) -> (&'static str, &'static str) {
    let page = Page::html("x.html", bytes);
    let decoded = decode(&page);
    (decoded.charset, decoded.evidence)
}

/// The page's bytes for each character, in order.
fn characters<'a>(decoded: &'a Decoded, bytes: &'a [u8]) -> Vec<(char, &'a [u8], Span)> {
    let text = &decoded.text;
    let source = |(at, c): (usize, char)| (c, decoded.source(Span::new(at, at + c.len_utf8())));
    text.char_indices().map(source).map(|(c, span)| (c, &bytes[span.range()], span)).collect()
}

/// Characters tile the bytes between the byte order mark and what gave no character.
fn tiles(decoded: &Decoded, bytes: &[u8]) -> Result<(), TestCaseError> {
    let mut end = decoded.source(Span::new(0, 0)).start;
    for (c, _, span) in characters(decoded, bytes) {
        prop_assert_eq!(span.start, end, "{:?}", c);
        prop_assert!(span.end >= span.start);
        end = span.end;
    }
    prop_assert_eq!(decoded.source(Span::new(decoded.text.len(), decoded.text.len())), Span { start: end, end });
    prop_assert!(end as usize <= bytes.len());
    Ok(())
}

#[test]
fn a_byte_order_mark_comes_before_all() {
    for (charset, bytes) in [
        ("UTF-8", b"\xEF\xBB\xBFS\xC3\xA3o".as_slice()),
        ("UTF-16LE", b"\xFF\xFES\0\xE3\0o\0"),
        ("UTF-16BE", b"\xFE\xFF\0S\0\xE3\0o"),
    ] {
        let page = told(bytes, "windows-1251");
        let decoded = decode(&page);
        assert_eq!((decoded.charset, decoded.evidence, &*decoded.text), (charset, "byte order mark", "São"));
        let mark = if charset == "UTF-8" { 3 } else { 2 };
        assert_eq!(decoded.source(Span::new(0, 4)), Span::new(mark, bytes.len()));
        assert!(!decoded.damaged);
    }
}

#[test]
fn the_carrier_comes_before_the_page() {
    let bytes = b"<meta charset=windows-1251><p>\xC4\xE0</p>";
    assert_eq!(html(bytes), ("windows-1251", "meta"));
    let mut page = Page::html("x.html", bytes);
    page.told.charset = Some("koi8-r".into());
    let decoded = decode(&page);
    assert_eq!((decoded.charset, decoded.evidence), ("KOI8-R", "header"));
    // A label that nobody knows says nothing.
    page.told.charset = Some("klingon-8".into());
    assert_eq!(decode(&page).evidence, "meta");
}

#[test]
fn a_page_may_name_its_charset_in_many_ways() {
    let tail = "<p>\u{e9}".chars().map(|c| c as u8).collect::<Vec<_>>();
    for (head, charset, evidence) in [
        ("<meta charset='iso-8859-2'>", "ISO-8859-2", "meta"),
        ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=Shift_JIS'>", "Shift_JIS", "meta"),
        ("<meta content='text/html; charset = \"koi8-u\" ' http-equiv=content-type>", "KOI8-U", "meta"),
        ("<meta content='text/html;charset=big5'><meta charset=gbk>", "GBK", "meta"),
        ("<!-- <meta charset=big5> --><meta charset=gbk>", "GBK", "meta"),
        ("<!--><meta charset=gbk>", "GBK", "meta"),
        ("<link title='<meta charset=big5>'><meta/charset=gbk>", "GBK", "meta"),
        ("<metabolism charset=big5><meta\tname=x charset=gbk>", "GBK", "meta"),
        ("<? <meta charset=big5><meta charset=gbk>", "GBK", "meta"),
        ("<meta charset=utf-16le>", "UTF-8", "meta"),
        ("<meta charset=x-user-defined>", "windows-1252", "meta"),
        ("<?xml version='1.0' encoding='windows-1250'?><html>", "windows-1250", "xml declaration"),
        ("<meta charset=replacement>", "windows-1252", "guess"),
        ("<meta charset=", "windows-1252", "guess"),
        ("<meta charset='x", "windows-1252", "guess"),
        ("<meta", "windows-1252", "guess"),
    ] {
        let mut bytes = head.as_bytes().to_vec();
        bytes.extend_from_slice(&tail);
        assert_eq!(html(&bytes), (charset, evidence), "{head}");
    }
    let late = format!("{}<meta charset=gbk>", " ".repeat(3000));
    assert_eq!(html(late.as_bytes()).0, "GBK");
    let too_late = format!("{}<meta charset=gbk>", " ".repeat(5000));
    assert_eq!(html(too_late.as_bytes()).0, "UTF-8");
}

#[test]
fn what_is_plainly_utf_8_is_utf_8() {
    assert_eq!(html(b"<p>S\xC3\xA3o"), ("UTF-8", "valid UTF-8"));
    assert_eq!(html(b"plain"), ("UTF-8", "valid UTF-8"));
    assert_eq!(html(b"an escape \x1b$B, S\xC3\xA3o"), ("UTF-8", "valid UTF-8"));
    let bytes = "<meta charset=iso-8859-1><p>São Tomé".as_bytes();
    let page = Page::html("x.html", bytes);
    let decoded = decode(&page);
    assert_eq!((decoded.charset, decoded.evidence), ("UTF-8", "valid UTF-8"));
    assert_eq!(decoded.overruled, Some("windows-1252"));
    assert!(decoded.doubts()[0].contains("declared to be windows-1252"));
    // Nothing beyond ASCII: then what the page says does no harm, and stands.
    assert_eq!(html(b"<meta charset=iso-8859-1><p>Sao"), ("windows-1252", "meta"));
}

#[test]
fn utf_8_with_a_few_bad_bytes_stays_utf_8_and_says_so() {
    let bytes = ["Ünïcödé façade, naïve café à Orléans ".as_bytes(), b"\xE9t\xE9"].concat();
    let page = Page::text("x.txt", bytes.clone());
    let decoded = decode(&page);
    assert_eq!((decoded.charset, decoded.evidence, decoded.damaged), ("UTF-8", "guess", true));
    assert_eq!(decoded.doubts().len(), 2);
    assert!(decoded.text.ends_with("Orléans \u{fffd}t\u{fffd}"));
    tiles(&decoded, &bytes).unwrap();
    let page = told(b"caf\xE9", "utf-8");
    let decoded = decode(&page);
    assert_eq!((decoded.charset, decoded.damaged, &*decoded.text), ("UTF-8", true, "caf\u{fffd}"));
    // A page that was cut in the middle of a character.
    let cut = &"Die Straße ist gesperrt. Grüße ä".as_bytes();
    let cut = &cut[..cut.len() - 1];
    let page = Page::text("x.txt", cut);
    assert!(std::str::from_utf8(cut).is_err());
    assert_eq!((decode(&page).charset, decode(&page).damaged), ("UTF-8", true));
}

#[test]
fn a_charset_that_nobody_names_is_guessed() {
    let russian = "Правительство республики объявило о новых мерах поддержки сельского хозяйства.";
    let japanese = "政府は来年度の予算案を発表した。新しい道路の建設が始まる。";
    for (encoding, text) in [
        (WINDOWS_1251, russian),
        (KOI8_R, russian),
        (SHIFT_JIS, japanese),
        (EUC_JP, japanese),
        (ISO_2022_JP, japanese),
        (WINDOWS_1252, "Die Bürgermeisterin sagte, die Straße bleibe bis März gesperrt."),
        (EUC_KR, "정부는 내년도 예산안을 발표했다. 새 도로 건설이 시작된다."),
        (UTF_16LE, "Rain is expected in the north."),
        (UTF_16BE, "Rain is expected in the north."),
    ] {
        let bytes = encode(encoding, text);
        let page = Page::text("x.txt", bytes);
        let decoded = decode(&page);
        // The two KOI8 differ in letters that are not Russian.
        let name = if encoding == KOI8_R { "KOI8-U" } else { encoding.name() };
        assert_eq!((decoded.charset, decoded.evidence, &*decoded.text), (name, "guess", text));
    }
}

/// Encodes; encoding_rs encodes no UTF-16.
fn encode(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    match encoding.name() {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => encoding.encode(text).0.into_owned(),
    }
}

#[test]
fn every_character_knows_its_bytes_in_every_charset() {
    let sample = "Aé«ñ»ßœ žůł Привет ἄλφα שלום سلام สวัสดี 政府は来年度の㈱ｶﾅ 漢字、道路。 정부는 𠀀😀 \"x\" €…";
    for encoding in CHARSETS {
        let can = |c: &char| {
            let c = c.to_string();
            encoding.decode_without_bom_handling(&encode(encoding, &c)).0 == c
        };
        let text: String = sample.chars().filter(can).collect();
        let bytes = encode(encoding, &text);
        let page = told(&bytes, encoding.name());
        let decoded = decode(&page);
        assert_eq!((&*decoded.text, decoded.charset), (&*text, encoding.name()));
        assert!(!decoded.damaged, "{}", encoding.name());
        tiles(&decoded, &bytes).unwrap();
        if *encoding != ISO_2022_JP {
            for (c, raw, _) in characters(&decoded, &bytes) {
                assert_eq!(encoding.decode_without_bom_handling(raw).0, c.to_string(), "{} {raw:x?}", encoding.name());
            }
        }
    }
}

#[test]
fn a_place_inside_a_character_is_moved_outwards() {
    let page = told(b"a\x93\xfa\x96\x7bb", "shift_jis");
    let decoded = decode(&page);
    assert_eq!(&*decoded.text, "a日本b");
    assert_eq!(decoded.source(Span::new(2, 5)), Span::new(1, 5));
    assert_eq!(decoded.source(Span::new(4, 7)), Span::new(3, 5));
    assert_eq!(decoded.source(Span::new(0, 8)), Span::new(0, 6));
    assert_eq!(decoded.source(Span::new(8, 8)), Span::new(6, 6));
}

fn agree(encoding: &'static Encoding, bytes: &[u8]) -> Result<(), TestCaseError> {
    // A space in front, so that no byte order mark is made up.
    let bytes = [b"  ".as_slice(), bytes].concat();
    let page = told(&bytes, encoding.name());
    let decoded = decode(&page);
    if decoded.overruled.is_none() {
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes);
        prop_assert_eq!(&*decoded.text, &*text);
        prop_assert_eq!(decoded.damaged, damaged);
    }
    tiles(&decoded, &bytes)?;
    if encoding != ISO_2022_JP && decoded.overruled.is_none() {
        for (c, raw, _) in characters(&decoded, &bytes) {
            // Two characters from two bytes share them.
            if encoding != BIG5 || !matches!(c, '\u{ca}' | '\u{ea}' | '\u{304}' | '\u{30c}') {
                let again = encoding.decode_without_bom_handling(raw).0.into_owned();
                prop_assert_eq!(again, c.to_string(), "{} {:x?}", encoding.name(), raw);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn broken_bytes_decode_as_in_a_browser_and_know_their_place(
        index in 0..CHARSETS.len(),
        bytes in prop::collection::vec(
            prop_oneof![2 => any::<u8>(), 1 => 0x80u8..=0xff, 1 => 0x20u8..0x7f, 1 => prop::sample::select(vec![0x1b, b'$', b'B', b'(', b'J', b'I', 0x81, 0x30, 0x88, 0x62, 0x66])],
            0..60,
        ),
    ) {
        agree(CHARSETS[index], &bytes)?;
    }

    #[test]
    fn any_bytes_decode(bytes in prop::collection::vec(any::<u8>(), 0..80), is_html: bool) {
        let page = if is_html { Page::html("x", bytes.clone()) } else { Page::text("x", bytes.clone()) };
        let decoded = decode(&page);
        tiles(&decoded, &bytes)?;
    }

    #[test]
    fn any_tags_are_prescanned(bytes in prop::collection::vec(prop::sample::select(b"<meta charset=\"'/>!-?;\thp-equivcont\xff".to_vec()), 0..120)) {
        let page = Page::html("x", [b"<meta ".as_slice(), &bytes].concat());
        decode(&page);
    }
}
