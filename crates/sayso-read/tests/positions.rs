//! The contract's law of positions on real pages (skipped where there are none): every span covers the words it carries,
//! and the bytes behind every block give the block's words.
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods, clippy::disallowed_types)]

mod common;
#[path = "common/laws.rs"]
mod laws;
#[path = "common/rubbish.rs"]
mod rubbish;

use sayso_read::{Page, read};

#[test]
fn the_bytes_behind_a_block_give_its_words() {
    let models = sayso_models::open();
    for page in [Page::html("x", rubbish::ARTICLE), Page::text("x", rubbish::ARTICLE)] {
        let reading = read(&page, &models);
        assert!(reading.blocks.len() > 5 || page.kind == sayso_read::page::Kind::Text);
        laws::keeps_the_contract(&page, &reading).unwrap();
        laws::sources_give_the_words(&page, &reading).unwrap();
    }
}

#[test]
fn the_bytes_behind_a_block_give_its_words_in_other_charsets() {
    let models = sayso_models::open();
    for encoding in rubbish::ENCODINGS.iter().filter(|encoding| encoding.name() != "ISO-2022-JP") {
        let text = rubbish::ARTICLE.replace("charset=utf-8", "name=x");
        let bytes = match encoding.name() {
            "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding.encode(&text).0.into_owned(),
        };
        let mut page = Page::html("x", bytes);
        page.told.charset = Some(encoding.name().into());
        let reading = read(&page, &models);
        assert!(reading.text.contains("The harbour of Dorn"), "{}", encoding.name());
        laws::keeps_the_contract(&page, &reading).unwrap();
        laws::sources_give_the_words(&page, &reading).unwrap();
    }
}

#[test]
fn real_pages_keep_the_law() {
    let pages = common::pages();
    if pages.is_empty() {
        return eprintln!("no ../shared: skipped");
    }
    let models = sayso_models::open();
    let step = if cfg!(debug_assertions) { 10 } else { 1 };
    let (mut wrong, mut blocks) = (Vec::new(), 0);
    for path in pages.iter().step_by(step) {
        let page = Page::html("x", common::unpack(path));
        let reading = read(&page, &models);
        blocks += reading.blocks.len();
        let laws =
            laws::keeps_the_contract(&page, &reading).and_then(|()| laws::sources_give_the_words(&page, &reading));
        if let Err(why) = laws {
            wrong.push(format!("{}: {why}", path.display()));
        }
    }
    eprintln!("{} pages, {blocks} blocks", pages.len().div_ceil(step));
    assert!(wrong.is_empty(), "{} pages:\n{}", wrong.len(), wrong.join("\n"));
}
