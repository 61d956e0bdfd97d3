// A test may read its cases from files.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use super::*;
use crate::page::decode;

fn read(text: &str) -> Article {
    let page = Page::text("-", text);
    extract(&page, &decode(&page))
}

/// The kinds and words of all blocks, one a line; line breaks inside a block as ` / `.
fn print(text: &str) -> String {
    let article = read(text);
    assert_eq!(article.text, text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut end = 0;
    let mut out = String::new();
    for block in &article.blocks {
        assert!(block.span.start >= end && !block.span.is_empty(), "{block:?}");
        end = block.span.end;
        let kind = serde_json::to_string(&block.kind).unwrap();
        let words = article.text[block.span.range()].replace("\r\n", "\n").replace('\n', " / ");
        out.push_str(&format!("{:<11} {words}\n", kind.trim_matches('"')));
    }
    out
}

/// Every case under `cases/plain/`: `NAME.txt` is read, `NAME.blocks` is what comes out. BLESS=1 rewrites it.
#[test]
fn the_cases_come_out_as_written() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/articles/cases/plain");
    #[allow(clippy::disallowed_methods)] // A test may read its cases.
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let mut wrong = Vec::new();
    for path in names.iter().filter(|path| path.extension().is_some_and(|end| end == "txt")) {
        let found = print(&std::fs::read_to_string(path).unwrap());
        let blocks = path.with_extension("blocks");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&blocks, &found).unwrap();
        } else if std::fs::read_to_string(&blocks).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn line_ends_of_every_system_give_the_same_blocks() {
    let unix = "Ferries Stand Still in Dorn\n\nANN EXAMPLE\n5 Min Read\nThe ferries stood still on Friday, the harbour office of Dorn said.\n\nShare This Article\n";
    let want = print(unix);
    assert!(want.starts_with("headline"), "{want}");
    assert_eq!(print(&unix.replace('\n', "\r\n")), want);
    assert_eq!(print(&unix.replace('\n', "\r")), want);
    assert_eq!(print(&unix.replace("\n\n", "\n\u{c}\n")), want);
    assert_eq!(print(&format!("\u{feff}{unix}\0")), want);
}

#[test]
fn one_line_is_a_paragraph() {
    assert_eq!(print("She said no"), "paragraph   She said no\n");
    assert_eq!(print(""), "");
    assert_eq!(print("\n\n \t\0\n"), "");
}

#[test]
fn rubbish_is_read_into_a_bounded_number_of_blocks() {
    let megabytes = 3 << 20;
    for unit in [
        "a",
        "a ",
        "a\n",
        "\n",
        "- ",
        "- a\n",
        "> ",
        ">\n",
        "#",
        "# a\n",
        "=\n",
        "By A\n",
        "12/",
        "Comments\n",
        "Read also\n",
        "\u{0}",
        "é\n",
        "a\n=\n",
        "Word word word word word word word word word.\n",
    ] {
        let text = unit.repeat(megabytes / unit.len());
        let article = read(&text);
        assert!(article.blocks.len() <= lines::MAX_LINES + 1);
    }
}

proptest::proptest! {
    #[test]
    fn blocks_lie_inside_the_text_in_order(text in "([a-zA-Z:.#>*\\-–—©|/0-9 \t\r\n\0é年م]|By |Comments|Leave a Reply|Subject: |12 March 2025){0,80}") {
        print(&text);
    }

    #[test]
    fn any_text_is_read(text in "\\PC*|(.|\n){0,200}") {
        print(&text);
    }
}
