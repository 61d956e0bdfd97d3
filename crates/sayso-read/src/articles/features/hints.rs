//! What the page says of its article beside the text: its title, its description, the article's text in its JSON-LD.

use std::collections::HashSet;

use super::facts::hash;
use super::pct;
use crate::articles::places::Lexicon;
use crate::tree::{Tag, Tree};

/// Most bytes of a script that are looked through for the article's text.
const MOST_SCRIPT: usize = 2_000_000;
/// Words of a stretch that is compared.
const STRETCH: usize = 4;

/// Hints of one page.
pub(super) struct PageHints<'a> {
    pub(super) lexicon: &'a Lexicon,
    titles: Vec<Vec<u64>>,
    description: Vec<u64>,
    body: Option<HashSet<u64>>,
}

impl<'a> PageHints<'a> {
    pub(super) fn of(tree: &Tree, lexicon: &'a Lexicon) -> PageHints<'a> {
        let mut hints = PageHints { lexicon, titles: Vec::new(), description: Vec::new(), body: None };
        let mut body = String::new();
        for node in tree.preorder(tree.root()) {
            match tree.tag(node) {
                Tag::Title if hints.titles.is_empty() => {
                    let text = tree.first_child(node).and_then(|child| tree.text(child)).unwrap_or("");
                    hints.titles.push(words(text).collect());
                }
                Tag::Meta => {
                    let name = tree.attribute(node, "property").or_else(|| tree.attribute(node, "name"));
                    let content = tree.attribute(node, "content").unwrap_or("");
                    match name {
                        Some("og:title" | "twitter:title") if hints.titles.len() < 4 => {
                            hints.titles.push(words(content).collect());
                        }
                        Some("description" | "og:description" | "twitter:description") if content.len() < 5000 => {
                            hints.description.extend(stretches(content));
                        }
                        _ => {}
                    }
                }
                Tag::Script if tree.attribute(node, "type").is_some_and(|kind| kind.contains("ld+json")) => {
                    let text = tree.first_child(node).and_then(|child| tree.text(child)).unwrap_or("");
                    if text.len() <= MOST_SCRIPT && body.len() <= MOST_SCRIPT {
                        bodies(text, &mut body);
                    }
                }
                _ => {}
            }
        }
        // A few dozen words: looking them up in a sorted row is quicker than hashing.
        for row in hints.titles.iter_mut().chain([&mut hints.description]) {
            row.sort_unstable();
            row.dedup();
        }
        hints.titles.retain(|title| title.len() >= 2);
        if body.len() > 400 {
            hints.body = Some(stretches(&body).collect());
        }
        hints
    }

    /// Share of the words that stand in the title, and share of the title's words that stand here: of the title where
    /// both are highest.
    pub(super) fn title(&self, text: &str) -> (u8, u8) {
        if self.titles.is_empty() {
            return (0, 0);
        }
        let mine: Vec<u64> = words(text).collect();
        let mut best = (0, 0);
        for title in &self.titles {
            let mut shared: Vec<u64> = mine.iter().copied().filter(|word| title.binary_search(word).is_ok()).collect();
            let share = pct(shared.len() as u32, mine.len() as u32);
            shared.sort_unstable();
            shared.dedup();
            let cover = pct(shared.len() as u32, title.len() as u32);
            if u16::from(share) + u16::from(cover) > u16::from(best.0) + u16::from(best.1) {
                best = (share, cover);
            }
        }
        best
    }

    /// Share of the text's stretches that stand in the description.
    pub(super) fn described(&self, text: &str) -> u8 {
        if self.description.is_empty() {
            0
        } else {
            share(text, |stretch| self.description.binary_search(&stretch).is_ok())
        }
    }

    /// Share of the text's stretches that stand in the article's text as JSON-LD has it; 255 where it has none.
    pub(super) fn in_body(&self, text: &str) -> u8 {
        self.body.as_ref().map_or(255, |body| share(text, |stretch| body.contains(&stretch)))
    }
}

fn share(text: &str, known: impl Fn(u64) -> bool) -> u8 {
    let (mut all, mut shared) = (0, 0);
    for stretch in stretches(text) {
        all += 1;
        shared += u32::from(known(stretch));
    }
    pct(shared, all)
}

/// The words of a text as numbers: letters and digits, small.
fn words(text: &str) -> impl Iterator<Item = u64> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        if word.is_ascii() {
            word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
                (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
            })
        } else {
            hash(word.to_lowercase().as_bytes())
        }
    })
}

/// Stretches of a few words as numbers; a shorter text is one stretch.
fn stretches(text: &str) -> impl Iterator<Item = u64> + '_ {
    let mut last = [0u64; STRETCH];
    let mut count = 0usize;
    let few = words(text).take(STRETCH).count();
    words(text).filter_map(move |word| {
        last.rotate_left(1);
        last[STRETCH - 1] = word;
        count += 1;
        (count >= STRETCH.min(few)).then(|| {
            last.iter().fold(few.min(STRETCH) as u64, |hash, word| {
                (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            })
        })
    })
}

/// Adds every `articleBody` of a JSON text; the JSON may be broken elsewhere.
fn bodies(json: &str, out: &mut String) {
    for part in json.split("\"articleBody\"").skip(1).take(20) {
        let Some(start) = part.trim_start().strip_prefix(':').map(str::trim_start).and_then(|p| p.strip_prefix('"'))
        else {
            continue;
        };
        out.push('\n');
        let mut characters = start.chars();
        while let Some(c) = characters.next() {
            match c {
                '"' => break,
                '\\' => match characters.next() {
                    Some('u') => {
                        let digits: String = characters.by_ref().take(4).collect();
                        out.push(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).unwrap_or(' '));
                    }
                    Some('n' | 'r' | 't') => out.push(' '),
                    Some(c) => out.push(c),
                    None => break,
                },
                c => out.push(c),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_articles_text_is_found_in_broken_json() {
        let mut out = String::new();
        bodies(r#"{"@type":"NewsArticle",,"articleBody": "She said \"no\".\nFog \u0026 rain"}"#, &mut out);
        assert_eq!(out, "\nShe said \"no\". Fog & rain");
    }
}
