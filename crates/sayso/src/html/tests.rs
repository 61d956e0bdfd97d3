#![allow(clippy::unwrap_used)]
use sha2::{Digest, Sha256};

use super::*;
use crate::arguments::Format;
use crate::conllu::Layers;
use crate::fixture;
use crate::format::{Look, sheet};

fn page(readings: &[sayso_read::Reading]) -> String {
    let look = Look { width: 80, colours: false };
    let models = sayso_read::Language::default();
    let layers = Layers { text: Default::default(), found: Default::default(), models: &models };
    let sheets: Vec<_> = readings
        .iter()
        .enumerate()
        .map(|(at, reading)| sheet(reading, &layers, Format::Html, look, at + 1).unwrap())
        .collect();
    let documents: String = sheets.iter().map(|sheet| std::str::from_utf8(&sheet.bytes).unwrap()).collect();
    head(&sheets) + &documents + &foot()
}

/// The values of an attribute, in order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    page.split(&format!(" {attribute}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn a_page_is_as_committed() {
    fixture::check("harbour.html", &page(&[fixture::harbour()]));
    fixture::check("several.html", &page(&[fixture::harbour(), fixture::hostile()]));
}

#[test]
fn the_policy_names_this_style_and_this_script() {
    let page = page(&[fixture::harbour()]);
    let inside = |element: &str| {
        page.split(&format!("<{element}>")).nth(1).unwrap().split(&format!("</{element}>")).next().unwrap()
    };
    let digest = |element: &str| format!("'sha256-{}'", base64(&Sha256::digest(inside(element))));
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'\n",
        digest("style"),
        digest("script")
    );
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/html/policy.txt"), &policy).unwrap();
    }
    assert_eq!(POLICY, policy, "BLESS=1 writes src/html/policy.txt");
    assert!(!page.contains(" style=") && !page.contains(" onclick="), "the policy forbids these");
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let letter = char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]);
            text.push(if at <= chunk.len() { letter } else { '=' });
        }
    }
    text
}

#[test]
fn every_link_inside_the_page_leads_somewhere_and_no_anchor_stands_twice() {
    let page = page(&[fixture::harbour(), fixture::hostile(), fixture::harbour()]);
    let ids = values(&page, "id");
    let unique: std::collections::HashSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    let links: Vec<_> = values(&page, "href").into_iter().filter_map(|href| href.strip_prefix('#')).collect();
    assert!(links.len() > 50);
    for link in links {
        assert!(ids.contains(&link), "#{link} leads nowhere");
    }
    for key in values(&page, "data-s").iter().flat_map(|keys| keys.split(' ')) {
        assert!(ids.contains(&key), "{key} lights up nothing");
    }
}

#[test]
fn nothing_a_page_says_becomes_markup() {
    let page = page(&[fixture::hostile()]);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_eq!(page.matches("<script").count(), 1, "ours");
    assert_eq!((page.matches("</article>").count(), page.matches("</body>").count()), (1, 1));
    assert!(!page.contains("<img") && !page.contains("<b onclick"));
    assert!(!page.contains("href=\"javascript:"));
    assert!(!page.contains(safe::steers));
}

#[test]
fn nothing_is_fetched() {
    let page = page(&[fixture::harbour()]);
    for fetching in [" src=", "url(", "@import", "<iframe", "<form", "fetch(", "XMLHttpRequest", "sendBeacon"] {
        assert!(!page.contains(fetching), "{fetching}");
    }
    // The only address of another place is the article's own, as a link.
    let outside: Vec<_> = values(&page, "href").into_iter().filter(|href| !href.starts_with(['#', 'd'])).collect();
    assert_eq!(outside, ["https://courier.example/harbour?id=7&amp;lang=en"]);
}

#[test]
fn the_text_of_the_page_is_the_text_of_the_reading() {
    let reading = fixture::harbour();
    let page = page(std::slice::from_ref(&reading));
    let text = page.split("<div class=\"text\"").nth(1).unwrap().split("<div class=\"beside\">").next().unwrap();
    let mut plain = String::new();
    for part in text.split('<').skip(1) {
        plain.push_str(part.split_once('>').unwrap().1);
    }
    let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    for block in &reading.blocks {
        let words: String =
            reading.text.chars().skip(block.start as usize).take((block.end - block.start) as usize).collect();
        // Rows and cells become elements.
        for words in words.split(['\n', '\t']) {
            assert!(plain.contains(words), "{words}");
        }
    }
}

/// The contrast of two colours by WCAG 2.2.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let digits = colour.trim_start_matches('#');
        let channel = |at: usize| {
            let value =
                if digits.len() == 3 { digits[at..=at].repeat(2) } else { digits[at * 2..at * 2 + 2].to_owned() };
            let value = f64::from(u8::from_str_radix(&value, 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
    };
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_colour_of_letters_can_be_read_on_every_ground() {
    for (at, palette) in STYLE.split(":root{").skip(1).enumerate() {
        let palette: std::collections::HashMap<&str, &str> =
            palette.split('}').next().unwrap().split(';').filter_map(|line| line.split_once(':')).collect();
        let colour = |name: &str| palette.get(name).copied();
        for letters in ["--ink", "--src", "--cue"] {
            for ground in ["--paper", "--panel", "--direct", "--mixed", "--indirect", "--on"] {
                if let (Some(letters_at), Some(ground_at)) = (colour(letters), colour(ground)) {
                    let contrast = contrast(letters_at, ground_at);
                    assert!(contrast >= 4.5, "palette {at}: {letters} on {ground}: {contrast:.2}");
                }
            }
        }
        for (letters, ground) in [("--quiet", "--paper"), ("--quiet", "--panel"), ("--open", "--paper")] {
            let contrast = contrast(colour(letters).unwrap(), colour(ground).unwrap());
            assert!(contrast >= 4.5, "palette {at}: {letters} on {ground}: {contrast:.2}");
        }
    }
}
