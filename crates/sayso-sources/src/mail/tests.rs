//! Mails as programs write them, in an invented world.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::stream::Stream;

fn read(text: impl AsRef<[u8]>) -> Vec<Result<Page, Trouble>> {
    pages("a.eml", text.as_ref(), Vec::new())
}

fn words(page: &Page) -> &str {
    std::str::from_utf8(&page.bytes).unwrap()
}

const NEWSLETTER: &str = "Return-Path: <x@courier.example>\r\nFrom: \"Voss, Ada\" <ada@courier.example>, Bo Lind <bo@courier.example>\r\n\
    Subject: =?utf-8?Q?Rain_=E2=80=93?=\r\n wind\r\nDate: Fri, 14 Mar 2025 08:00:00 +0000\r\nMIME-Version: 1.0\r\n\
    Content-Language: en-VR\r\nContent-Type: multipart/mixed; boundary=\"out\"\r\n\r\nThis is MIME.\r\n\
    --out\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n\
    --in\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nRain came.\r\n\
    --in\r\nContent-Type: text/html; charset=\"iso-8859-1\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
    <p>Rain came to the caf=E9 of Port =\r\nVarna.</p>\r\n--in--\r\n\
    --out\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=a.html\r\n\r\n<p>Attached.</p>\r\n\
    --out\r\nContent-Type: message/rfc822\r\n\r\nFrom: Cy Orel <cy@agency.example>\r\nSubject: Inside\r\n\
    Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nV2luZCBj\r\nYW1lLg==\r\n--out--\r\nepilogue\r\n";

#[test]
fn the_html_part_is_the_page_and_a_mail_inside_is_another() {
    let all = read(NEWSLETTER);
    assert_eq!(all.len(), 2);
    let one = all[0].as_ref().unwrap();
    assert_eq!((one.path.as_str(), one.kind), ("a.eml", Kind::Html));
    assert_eq!(one.bytes, b"<p>Rain came to the caf\xe9 of Port Varna.</p>");
    assert_eq!(one.told.charset.as_deref(), Some("iso-8859-1"));
    assert_eq!(one.told.title.as_deref(), Some("Rain – wind"));
    assert_eq!(one.told.authors, ["Voss, Ada", "Bo Lind"]);
    assert_eq!(one.told.published, Some(("Fri, 14 Mar 2025 08:00:00 +0000".into(), "mail Date".into())));
    assert_eq!(one.told.language.as_deref(), Some("en-VR"));
    let two = all[1].as_ref().unwrap();
    assert_eq!((two.path.as_str(), two.kind, words(two)), ("a.eml#2", Kind::Text, "Wind came."));
    assert_eq!(two.told.title.as_deref(), Some("Inside"));
}

#[test]
fn an_html_part_without_words_gives_way_to_the_text() {
    let mail = "From: a@b.example\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/html\n\n\
        <html><head><title>T</title><style>p {a: b}</style></head><body><img alt=\"pixel\"></body></html>\n\
        --x\nContent-Type: text/plain\n\nRain came.\n--x--\n";
    let all = read(mail);
    assert_eq!(words(all[0].as_ref().unwrap()), "Rain came.");
}

#[test]
fn a_mail_without_mime_is_text() {
    let all = read("From: Ada Voss <a@b.example>\nTo: c@d.example\n\nRain came.\n--\nAda\n");
    assert_eq!(words(all[0].as_ref().unwrap()), "Rain came.\n--\nAda\n");
}

#[test]
fn a_mail_without_text_is_a_trouble() {
    let all = read("From: a@b.example\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n");
    assert!(all[0].as_ref().unwrap_err().to_string().contains("holds no text to read"));
}

#[test]
fn a_page_saved_by_a_browser_is_not_dated_by_the_day_it_was_saved() {
    let saved = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/1\r\nSubject: Rain\r\n\
        Date: Fri, 14 Mar 2025 08:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
        \tboundary=\"----Multi--x\"\r\n\r\n\r\n------Multi--x\r\nContent-Type: text/html\r\nContent-ID: <f@m>\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://courier.example/1\r\n\r\n<p class=3D\"a\">Rain.</p>\r\n\
        ------Multi--x--\r\n";
    let page = read(saved).remove(0).unwrap();
    assert_eq!(words(&page), "<p class=\"a\">Rain.</p>");
    assert_eq!((page.told.url.as_deref(), page.told.published), (Some("https://courier.example/1"), None));
    assert!(page.told.authors.is_empty());
}

fn mailbox(bytes: impl Into<Vec<u8>>) -> Vec<Result<Page, Trouble>> {
    mailbox::Mailbox::new("a.mbox".into(), Stream::new(std::io::Cursor::new(bytes.into()))).collect()
}

#[test]
fn a_mailbox_holds_many_mails() {
    let text = "From ada@b.example Fri Mar 14 08:00:00 2025\nSubject: One\n\nRain.\n\nFrom here on, wind.\n\n\
        From bo@b.example Fri Mar 14 09:00:00 2025\nSubject: Two\n\nSun.\n\nFrom cy@b.example x\nContent-Type: image/png\n\nx\n";
    let all = mailbox(text);
    let seen: Vec<_> = all.iter().flatten().map(|page| (page.path.as_str(), words(page))).collect();
    assert_eq!(seen, [("a.mbox#1", "Rain.\n\nFrom here on, wind.\n\n"), ("a.mbox#2", "Sun.\n\n")]);
    assert!(all[2].as_ref().unwrap_err().to_string().starts_with("a.mbox#3: holds no text"));
    for cut in 0..text.len() {
        mailbox(&text.as_bytes()[..cut]);
    }
}

#[test]
fn parts_of_a_digest_are_mails() {
    let digest = "From: List <l@b.example>\nContent-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: One\n\nRain.\n--d\n\n\
        Subject: Two\n\nWind.\n--d--\n";
    let titles: Vec<_> = read(digest).into_iter().flatten().map(|page| page.told.title.unwrap()).collect();
    assert_eq!(titles, ["One", "Two"]);
}

#[test]
fn a_boundary_among_headers_ends_them() {
    let mail = "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: image/png\n--x\n\nRain came.\n--x--\n";
    assert_eq!(words(read(mail)[0].as_ref().unwrap()), "Rain came.");
}

#[test]
fn a_mail_cut_anywhere_does_not_fail() {
    for cut in 0..NEWSLETTER.len() {
        read(&NEWSLETTER[..cut]);
    }
    let cut = NEWSLETTER.find("Port =").unwrap();
    assert_eq!(read(&NEWSLETTER[..cut])[0].as_ref().unwrap().bytes, b"<p>Rain came to the caf\xe9 of ");
}

#[test]
fn parts_and_mails_without_end_come_to_an_end() {
    let start = std::time::Instant::now();
    read("Content-Type: message/rfc822\n\n".repeat(100_000));
    read("Content-Type: multipart/mixed; boundary=a\n\n--a\n".repeat(100_000));
    let never: String =
        (0..20_000).map(|n| format!("--x\nContent-Type: multipart/mixed; boundary=never{n}\n\nhello\n")).collect();
    read(format!("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n{never}"));
    read(format!(
        "From: a@b.example\nContent-Type: multipart/digest; boundary=x\n\n{}",
        "--x\n\nSubject: a\n\nb\n".repeat(100_000)
    ));
    read(format!("Content-Type: text/html\n\n{}", "<style></".repeat(100_000)));
    mailbox(format!("From a\n{}", "From a\nb: c\n\n".repeat(50_000)));
    assert!(start.elapsed().as_secs() < 10, "took {:?}", start.elapsed());
}

proptest::proptest! {
    #[test]
    fn any_damage_is_survived(hurt: Vec<(proptest::sample::Index, u8)>, cut: proptest::sample::Index) {
        let mut bytes = NEWSLETTER.as_bytes().to_vec();
        for (at, value) in hurt {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        read(bytes);
    }

    #[test]
    fn any_bytes_come_to_an_end(bytes: Vec<u8>, text in "(--a|--|\n|Content-Type: |multipart/mixed|; boundary=a|message/rfc822|From |x){0,60}") {
        read(&bytes);
        read(&text);
        mailbox(bytes);
        mailbox(text);
    }
}
