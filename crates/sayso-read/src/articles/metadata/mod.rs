//! Metadata: what a page says of itself: title, authors, outlet, address, language, dates, credits.
//!
//! In: [`Page`], its tree or text, its blocks. Out: [`Metadata`] and what could not be settled.
//!
//! Everything that may say so is gathered first (`clues`, `linked`), then taken in the order in which pages are
//! found to be right: what the site wrote for machines about this article, then what it shows to readers, then its
//! address, then what the carrier said. A date always comes with the evidence for it; without any, there is none,
//! and a doubt says so. Nothing here knows what day it is.
//!
//! ```text
//! <meta property="article:published_time" content="2025-03-12T21:04:00+02:00">
//!     published 2025-03-12T21:04:00+02:00, evidence: meta article:published_time
//! ```
//!
//! Not here: dates in sentences (`times`), who speaks (`statements`).

mod clues;
mod json;
mod languages;
mod linked;
mod people;
mod titles;
mod when;

use super::{Block, BlockKind, Doubt, Metadata, Told, credits};
use crate::page::Page;
use crate::tree::Tree;
use clues::Clues;

/// How much of the body the language is guessed from, in bytes.
const SAMPLE: usize = 1_500;

/// What an HTML page says of itself.
pub(super) fn of_html(page: &Page, tree: &Tree<'_>, text: &str, blocks: &[Block]) -> (Metadata, Vec<Doubt>) {
    let clues = clues::gather(tree);
    let mut url = address(page, &clues, None);
    let heads: Vec<&str> = clues.headings.iter().take(8).map(|(_, words)| words.as_str()).collect();
    let own = |words: &str| {
        url.as_deref().is_some_and(|url| titles::same_address(words, url))
            || heads.iter().any(|head| titles::same(head, words))
    };
    let linked = linked::read(&clues.scripts, own);
    if url.is_none() {
        url = address(page, &clues, linked.url.as_deref());
    }
    let outlet = outlet(page, &clues, &linked);
    let title = titles::choose(&clues, &linked, outlet.as_deref(), url.as_deref(), text, blocks)
        .or_else(|| page.told.title.clone());
    let language = language(
        page,
        &[
            clues.language,
            meta(
                &clues,
                &[
                    "content-language",
                    "og:locale",
                    "language",
                    "dc.language",
                    "dcterms.language",
                    "itemprop:inlanguage",
                ],
            ),
            linked.language.as_deref(),
        ],
        text,
        blocks,
    );
    let heading = clues
        .headings
        .iter()
        .find(|(_, words)| title.as_deref().is_some_and(|title| titles::same(title, words)))
        .or(clues.headings.first());
    let heading = heading.map(|(node, _)| *node);
    let sites: Vec<&str> = [outlet.as_deref(), linked.outlet.as_deref(), url.as_deref().and_then(titles::host)]
        .into_iter()
        .flatten()
        .collect();
    let near = near_headline(title.as_deref(), text, blocks);
    let authors = people::choose(&clues, &linked, &sites, heading, text, blocks, near.clone());
    let authors = if authors.is_empty() { page.told.authors.clone() } else { authors };
    let mut metadata = Metadata {
        url,
        outlet,
        title,
        authors,
        language,
        credits: credits::find(text, blocks),
        based_on: linked.based_on.clone(),
        ..Metadata::default()
    };
    let found = when::of_html(&clues, &linked, heading, &metadata, text, blocks, near);
    let doubts = settle(page, &mut metadata, found);
    (metadata, doubts)
}

/// What a plain text says of itself.
pub(super) fn of_text(page: &Page, text: &str, blocks: &[Block]) -> (Metadata, Vec<Doubt>) {
    let told = &page.told;
    let headline = blocks.iter().find(|block| block.kind == BlockKind::Headline).map(|block| &text[block.span.range()]);
    let title =
        headline.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" ")).or_else(|| told.title.clone());
    let authors = people::in_blocks(text, blocks);
    let authors = if authors.is_empty() { told.authors.clone() } else { authors };
    let language = language(page, &[], text, blocks);
    let (url, outlet) = (told.url.clone(), told.outlet.clone());
    let mut metadata =
        Metadata { url, outlet, title, authors, language, credits: credits::find(text, blocks), ..Metadata::default() };
    let found = when::of_text(&metadata, text, blocks, near_headline(metadata.title.as_deref(), text, blocks));
    let doubts = settle(page, &mut metadata, found);
    (metadata, doubts)
}

/// Weighs what the page says about its date against what its carrier says.
fn settle(page: &Page, metadata: &mut Metadata, found: when::Dates) -> Vec<Doubt> {
    let when::Dates { published, modified, mut doubts } = found;
    let told = page.told.published.as_ref().and_then(|(value, evidence)| {
        let order = super::dates::Order::of_language(metadata.language.as_deref().unwrap_or_default());
        // A carrier may be an archive: a plain ISO day is a date in any year, where a page's own is taken for a slip before 1990.
        let plain = (value.len() == 10).then(|| value.parse::<jiff::civil::Date>().ok()).flatten();
        let day = plain.map(|day| super::dates::When::Day(day.to_string()));
        match day.or_else(|| super::dates::exact(value, order)) {
            Some(super::dates::When::Day(value)) => Some(Told { value, evidence: evidence.clone() }),
            _ => {
                let why = format!("{evidence} gives {value:?}, which is no one date");
                doubts.push(Doubt { what: "published", span: None, why });
                None
            }
        }
    });
    metadata.modified = modified;
    metadata.published = if page.told.published_wins { told.or(published) } else { published.or(told) };
    if metadata.published.is_none() && !doubts.iter().any(|doubt| doubt.what == "published") {
        let why = match &metadata.modified {
            Some(modified) => format!(
                "nothing says when it was published; {} gives {} for a later change",
                modified.evidence, modified.value
            ),
            None => "nothing says when it was published".to_owned(),
        };
        doubts.push(Doubt { what: "published", span: None, why });
    }
    doubts
}

/// Blocks around a headline that are looked at.
const NEAR: usize = 16;

/// The blocks from the headline (where it stands last before the body) to the first paragraph, and a few before it.
fn near_headline(title: Option<&str>, text: &str, blocks: &[Block]) -> std::ops::Range<usize> {
    let words = |block: &Block| &text[block.span.range()];
    let is_head = |block: &Block| {
        block.kind == BlockKind::Headline
            || title.is_some_and(|title| block.span.len() < 2 * title.len() + 40 && titles::same(words(block), title))
    };
    // Only the head of the page: titles are repeated in lists at its end.
    let first = blocks.iter().take(2_000).position(is_head);
    let is_body = |block: &Block| block.kind == BlockKind::Paragraph && block.span.len() >= 120;
    let body = first.map_or(0, |first| first + 1);
    let body = blocks.iter().skip(body).position(is_body).map_or(blocks.len(), |at| body + at);
    let head = blocks[..body].iter().rposition(is_head).unwrap_or(body.saturating_sub(NEAR / 2));
    head.saturating_sub(4)..(body + 1).min(head + NEAR).min(blocks.len())
}

/// The content of the first of these metas that is there.
fn meta<'c>(clues: &'c Clues<'_>, names: &[&str]) -> Option<&'c str> {
    names.iter().find_map(|name| clues.metas.iter().find(|(key, _)| key == name).map(|(_, content)| *content))
}

/// The canonical address: absolute, and not the front page where the carrier names a page below it.
fn address(page: &Page, clues: &Clues<'_>, linked: Option<&str>) -> Option<String> {
    let told = page.told.url.as_deref().map(str::trim).filter(|url| !url.is_empty());
    let site = told.and_then(|url| {
        let host = url.find("://")? + 3;
        Some(&url[..url[host..].find(['/', '?', '#']).map_or(url.len(), |end| host + end)])
    });
    let bare = |url: &str| url.trim_end_matches('/').matches('/').count() <= 2 && !url.contains('?');
    let absolute = |url: &str| -> Option<String> {
        let url = url.trim();
        if url.len() > 2_000 || url.contains(char::is_whitespace) {
            None
        } else if url.starts_with("http://") || url.starts_with("https://") {
            Some(url.to_owned())
        } else if url.starts_with("//") {
            Some(format!("https:{url}"))
        } else if url.starts_with('/') {
            site.map(|site| format!("{site}{url}"))
        } else {
            None
        }
    };
    let candidates = [clues.canonical, meta(clues, &["og:url"]), linked];
    let own = candidates.into_iter().flatten().filter_map(absolute).find(|url| !bare(url) || told.is_none_or(bare));
    own.or_else(|| told.map(str::to_owned))
}

fn outlet(page: &Page, clues: &Clues<'_>, linked: &linked::Linked) -> Option<String> {
    let of_metas = meta(
        clues,
        &[
            "og:site_name",
            "citation_journal_title",
            "application-name",
            "dc.publisher",
            "dcterms.publisher",
            "apple-mobile-web-app-title",
        ],
    );
    let says = |words: &str| {
        words.chars().any(char::is_alphanumeric)
            && words.len() <= 120
            && !words.starts_with("http")
            && !words.starts_with('@')
    };
    let fold = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    (of_metas.map(fold).filter(|words| says(words)))
        .or_else(|| linked.outlet.as_deref().map(fold).filter(|words| says(words)))
        .or_else(|| page.told.outlet.clone())
}

/// The declared language, unless the letters say otherwise; else what the words look like.
fn language(page: &Page, declared: &[Option<&str>], text: &str, blocks: &[Block]) -> Option<String> {
    let mut sample = String::new();
    for block in blocks.iter().filter(|block| block.kind.is_body() && block.span.len() > 20) {
        let words = &text[block.span.range()];
        let mut end = words.len().min(SAMPLE - sample.len().min(SAMPLE));
        while !words.is_char_boundary(end) {
            end -= 1;
        }
        sample.push_str(&words[..end]);
        sample.push(' ');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    let told = page.told.language.as_deref();
    let tag = declared.iter().copied().chain([told]).flatten().find_map(languages::tag);
    match tag {
        Some(tag) if languages::contradicts(&tag, &sample) => languages::guess(&sample).or(Some(tag)),
        Some(tag) => Some(tag),
        None => languages::guess(&sample),
    }
}

#[cfg(test)]
mod tests;
