//! What holds of every reading, whatever the page: the outer contract's one rule for all positions.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use encoding_rs::{Encoding, UTF_8};
use html5gum::{Token, Tokenizer};
use sayso_read::page::{Kind, decode};
use sayso_read::{Page, Reading};

/// Checks a reading of a page; the error says what is wrong.
pub fn keeps_the_contract(page: &Page, reading: &Reading) -> Result<(), String> {
    let points: Vec<usize> = reading.text.char_indices().map(|(at, _)| at).chain([reading.text.len()]).collect();
    let words = |start: u32, end: u32| -> Result<&str, String> {
        let (Some(from), Some(to)) = (points.get(start as usize), points.get(end as usize)) else {
            return Err(format!("{start}..{end} lies outside of the text of {} code points", points.len() - 1));
        };
        if from > to { Err(format!("{start}..{end} ends before it starts")) } else { Ok(&reading.text[*from..*to]) }
    };
    if page.kind == Kind::Text && reading.text != decode(page).text {
        return Err("the text of a plain text is not its text".into());
    }
    let mut end = 0;
    for block in &reading.blocks {
        if block.start < end || block.end <= block.start {
            return Err(format!("block {}..{} does not follow {end}", block.start, block.end));
        }
        if page.kind == Kind::Html && end > 0 && words(end, block.start)? != "\n\n" {
            return Err(format!("blocks at {end} and {} are not parted by a blank line", block.start));
        }
        end = block.end;
        words(block.start, block.end)?;
        if block.source.is_empty() {
            return Err(format!("block {}..{} comes from nowhere", block.start, block.end));
        }
        for (from, to) in &block.source {
            if from >= to || *to as usize > page.bytes.len() {
                return Err(format!(
                    "block {}..{}: source {from}..{to} of {} bytes",
                    block.start,
                    block.end,
                    page.bytes.len()
                ));
            }
        }
    }
    for credit in &reading.credits {
        words(credit.start, credit.end)?;
    }
    for doubt in &reading.unresolved {
        if let (Some(start), Some(end)) = (doubt.start, doubt.end) {
            words(start, end)?;
        }
    }
    for statement in &reading.statements {
        let content = [(&statement.content.spans, &statement.content.text)];
        let source = statement.source.iter().map(|source| (&source.spans, &source.text));
        let cue = statement.cue.iter().map(|cue| (&cue.spans, &cue.text));
        for (spans, text) in content.into_iter().chain(source).chain(cue) {
            let printed: Result<Vec<&str>, String> = spans.iter().map(|(start, end)| words(*start, *end)).collect();
            if fold(&printed?.join(" ")) != fold(text) {
                return Err(format!("statement {}: {text:?} is not what stands there", statement.id));
            }
        }
    }
    serde_json::to_string(reading).map_err(|error| error.to_string())?;
    Ok(())
}

/// Whether the bytes behind each block, decoded, stripped of tags and folded, are the block's words.
pub fn sources_give_the_words(page: &Page, reading: &Reading) -> Result<(), String> {
    let decoded = decode(page);
    let encoding = Encoding::for_label(decoded.charset.as_bytes()).unwrap_or(UTF_8);
    let points: Vec<usize> = reading.text.char_indices().map(|(at, _)| at).chain([reading.text.len()]).collect();
    for block in &reading.blocks {
        let text = &reading.text[points[block.start as usize]..points[block.end as usize]];
        let words: Vec<String> = block
            .source
            .iter()
            .map(|(from, to)| {
                let raw = encoding.decode_without_bom_handling(&page.bytes[*from as usize..*to as usize]).0;
                if page.kind == Kind::Html { strip(&raw) } else { raw.into_owned() }
            })
            .collect();
        // Whether ranges are to be joined by nothing or by a space depends on what stands between.
        let (tight, open, expected) = (fold(&words.concat()), fold(&words.join(" ")), fold(text));
        if tight != expected && open != expected {
            return Err(format!("block {}..{}: {expected:.200?} comes from {open:.200?}", block.start, block.end));
        }
    }
    Ok(())
}

/// A stretch of HTML without its tags, character references decoded.
fn strip(raw: &str) -> String {
    let mut out = Vec::new();
    for token in Tokenizer::new(raw) {
        if let Ok(Token::String(string)) = token {
            out.extend_from_slice(&string.value);
        }
    }
    String::from_utf8_lossy(&out).replace('\0', "")
}

fn fold(words: &str) -> String {
    words.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
