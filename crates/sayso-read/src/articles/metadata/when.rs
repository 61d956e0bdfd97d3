//! When: the dates of publication and change, each with its evidence.
//!
//! In order of trust: JSON-LD, metas, itemprops, the `time` element by the headline, the address, the visible line by the
//! headline, the dateline. What has two readings or lacks its year becomes a doubt that says what is known.

use super::clues::{Clues, Time};
use super::linked::Linked;
use super::titles::same;
use crate::articles::dates::{self, Order, When};
use crate::articles::{Block, BlockKind, Doubt, Metadata, Told};
use crate::span::Span;
use crate::tree::Node;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) published: Option<Told>,
    pub(super) modified: Option<Told>,
    pub(super) doubts: Vec<Doubt>,
}

/// Metas that say when a page was published, the surest first.
const PUBLISHED: &[&str] = &[
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "itemprop:datepublished", "datepublished", "citation_publication_date", "citation_online_date",
    "citation_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "publish_date", "publish-date", "publishdate", "published_date", "published-date",
    "pubdate", "pub_date", "publication_date", "og:publish_date", "og:pubdate", "published_time", "publish_time", "published", "bt:pubdate", "vr:published_time", "rnews:datepublished",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "originalpublicationdate", "article_date_original", "article.published", "cdc:first_published", "date-pub",
    "displaydate", "itemprop:datecreated", "date",
];

/// Metas that say when it was last changed.
const MODIFIED: &[&str] = &[
    "article:modified_time", "og:updated_time", "og:article:modified_time", "itemprop:datemodified", "datemodified", "dcterms.modified", "dc.date.modified", "article:modified", "article.updated", "last-modified", "lastmod",
    "updated_time", "revised", "cdc:last_updated", "updated",
];

/// The dates of an HTML page.
pub(super) fn of_html(clues: &Clues<'_>, linked: &Linked, heading: Option<Node>, metadata: &Metadata, text: &str, blocks: &[Block]) -> Dates {
    let order = Order::of_language(metadata.language.as_deref().unwrap_or_default());
    let mut doubts = Vec::new();
    let exact = |value: &str| match dates::exact(value, order) {
        Some(When::Day(value)) => Some(value),
        _ => None,
    };
    let told = |value: Option<String>, evidence: String| value.map(|value| Told { value, evidence });
    let in_metas = |names: &[&str]| {
        names.iter().find_map(|name| {
            let value = clues.metas.iter().filter(|(key, _)| key == name).find_map(|(_, value)| exact(value));
            told(value, format!("meta {}", name.replace("itemprop:", "itemprop ")))
        })
    };
    let linked_date = told(linked.published.as_deref().and_then(exact), "json-ld datePublished".into());
    let of_metas = in_metas(PUBLISHED);
    if let (Some(one), Some(other)) = (&linked_date, &of_metas)
        && one.value.get(..10) != other.value.get(..10)
        && !near(&one.value, &other.value)
    {
        let why = format!("{} says {}, {} says {}; the first was taken", one.evidence, one.value, other.evidence, other.value);
        doubts.push(Doubt { what: "published", span: None, why });
    }
    let mut published = linked_date
        .or(of_metas)
        .or_else(|| in_elements(&clues.times, heading, order, Wanted::Published))
        .or_else(|| metadata.url.as_deref().and_then(in_address));
    let mut modified = told(linked.modified.as_deref().and_then(exact), "json-ld dateModified".into())
        .or_else(|| in_metas(MODIFIED))
        .or_else(|| in_elements(&clues.times, heading, order, Wanted::Modified));
    let seen = in_text(metadata, order, text, blocks, !clues.headings.is_empty());
    if published.is_none() {
        published = seen.published;
        doubts.extend(seen.doubts);
    }
    modified = modified.or(seen.modified);
    if published.is_none() {
        published = in_elements(&clues.times, heading, order, Wanted::Any);
    }
    Dates { published, modified, doubts }
}

/// The dates of a plain text.
pub(super) fn of_text(metadata: &Metadata, text: &str, blocks: &[Block]) -> Dates {
    let order = Order::of_language(metadata.language.as_deref().unwrap_or_default());
    let mut dates = in_text(metadata, order, text, blocks, true);
    if dates.published.is_none() {
        dates.published = metadata.url.as_deref().and_then(in_address);
    }
    if dates.published.is_some() {
        dates.doubts.clear();
    }
    dates
}

/// Whether two ISO dates are at most two days apart: time zones part the same moment.
fn near(one: &str, other: &str) -> bool {
    let day = |value: &str| value.get(..10)?.parse::<jiff::civil::Date>().ok();
    match (day(one), day(other)) {
        (Some(one), Some(other)) => one.since(other).is_ok_and(|span| span.get_days().abs() <= 2),
        _ => true,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Published,
    Modified,
    /// Whatever stands in the page's own column, though nothing says what it is the date of.
    Any,
}

/// The date element that is plainest, nearest behind the headline first.
fn in_elements(times: &[Time], heading: Option<Node>, order: Order, wanted: Wanted) -> Option<Told> {
    let says = |time: &Time, words: &[&str]| words.iter().any(|word| time.marks.contains(word)) || words.iter().any(|word| time.words.to_lowercase().contains(word));
    let is_change = |time: &Time| says(time, &["modif", "updat", "aktualisiert", "revis", "edited", "reviewed", "mis à jour", "actualiz"]);
    let is_first = |time: &Time| says(time, &["publi", "pubdate", "posted", "post-date", "entry-date", "created", "release", "veröffentlicht"]);
    let mut best: Option<((bool, bool, bool, u32), Told)> = None;
    for time in times {
        let (change, first) = (is_change(time), is_first(time));
        let fits = match wanted {
            Wanted::Published => first || (!change && !time.aside && (time.is_time || time.marks.contains("date"))),
            Wanted::Modified => change && !time.words.is_empty(),
            Wanted::Any => !time.aside,
        };
        if !fits || (wanted == Wanted::Published && change && !first) {
            continue;
        }
        let value = time.value.as_deref().and_then(|value| dates::exact(value, order)).or_else(|| dates::find(&time.words, order).map(|found| found.when));
        let Some(When::Day(value)) = value else { continue };
        let behind = heading.is_none_or(|heading| time.node > heading);
        let distance = heading.map_or(0, |heading| time.node.distance(heading));
        // A margin is a margin, whatever its dates are called; beyond a page's first screens there are other articles.
        let far = distance > 400;
        let key = (time.aside, far || !behind, !first, distance);
        let sort = if time.is_time { "time element" } else { "date element" };
        if best.as_ref().is_none_or(|(known, _)| key < *known) {
            best = Some((key, Told { value, evidence: sort.to_owned() }));
        }
    }
    best.filter(|((aside, ..), _)| !aside || wanted == Wanted::Published).map(|(_, told)| told)
}

/// The date in an address: `/2025/03/12/`, `2025-03-12`, `/20250312/`.
fn in_address(url: &str) -> Option<Told> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/')?.1.split(['?', '#']).next()?;
    let found = |value: String| Some(Told { value, evidence: "address".into() });
    let parts: Vec<&str> = path.split('/').take(30).collect();
    let day = |year: &str, month: &str, day: &str| {
        let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let fits = year.len() == 4 && digits(year, 4) && digits(day, 2) && (digits(month, 2) || month.len() >= 3);
        if !fits {
            return None;
        }
        let words = if digits(month, 2) { format!("{year}-{month:0>2}-{day:0>2}") } else { format!("{day} {month} {year}") };
        match dates::exact(&words, Order::Unknown)? {
            When::Day(value) => Some(value),
            _ => None,
        }
    };
    for window in parts.windows(3) {
        if let Some(value) = day(window[0], window[1], window[2]) {
            return found(value);
        }
    }
    for part in parts {
        let pieces: Vec<&str> = part.split(['-', '_', '.']).take(60).collect();
        for window in pieces.windows(3) {
            if window[0].len() == 4 && window[1].len() == 2 && window[2].len() == 2
                && let Some(value) = day(window[0], window[1], window[2])
            {
                return found(value);
            }
        }
        for piece in pieces {
            if piece.len() == 8 && piece.starts_with("20") && piece.bytes().all(|byte| byte.is_ascii_digit())
                && let Some(value) = day(&piece[..4], &piece[4..6], &piece[6..])
            {
                return found(value);
            }
        }
    }
    None
}

/// Blocks behind the headline that are looked at for a date.
const NEAR: usize = 14;

/// The date that readers see: in a dateline or byline, or on a short line by the headline; else the one in the dateline of the text.
fn in_text(metadata: &Metadata, order: Order, text: &str, blocks: &[Block], headed: bool) -> Dates {
    let mut dates = Dates::default();
    let words = |block: &Block| &text[block.span.range()];
    let title = metadata.title.as_deref().unwrap_or_default();
    let first_body = blocks.iter().position(|block| block.kind.is_body()).unwrap_or(0);
    let head = blocks.iter().position(|block| block.kind == BlockKind::Headline || (block.span.len() < 400 && same(words(block), title))).filter(|_| headed).unwrap_or(first_body);
    let shown = |block: &&Block| {
        matches!(block.kind, BlockKind::Dateline | BlockKind::Byline)
            || (block.span.len() <= 160 && !matches!(block.kind, BlockKind::Related | BlockKind::Legal | BlockKind::Comments | BlockKind::Promo | BlockKind::ListItem | BlockKind::Headline | BlockKind::Heading))
    };
    // Behind the headline, then what is labelled anywhere in the page's own blocks, then before the headline.
    let behind = blocks[head..].iter().take(NEAR).filter(shown).map(|block| (block, false));
    let marked = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Dateline | BlockKind::Byline)).take(40).map(|block| (block, false));
    let before = blocks[head.saturating_sub(4)..head].iter().rev().filter(shown).map(|block| (block, false));
    let labelled = blocks.iter().filter(|block| block.span.len() <= 120).take(600).map(|block| (block, true));
    for (block, needs_label) in behind.chain(marked).chain(before).chain(labelled) {
        let line = words(block);
        if !line.chars().any(char::is_numeric) {
            continue;
        }
        let low = line.to_lowercase();
        let says = |labels: &[&str]| labels.iter().any(|label| low.contains(label));
        let (change, first) = (says(CHANGED), says(FIRST));
        if needs_label && !first {
            continue;
        }
        let Some(found) = dates::find(line, order) else { continue };
        // A date within a sentence is the sentence's.
        let rest = line.len() - found.at.len();
        let alone = rest <= 90 || matches!(block.kind, BlockKind::Byline | BlockKind::Dateline);
        if !alone || (super::super::plain::ends_sentence(line) && rest > 40) {
            continue;
        }
        let span = Some(Span::new(block.span.start as usize + found.at.start, block.span.start as usize + found.at.end));
        let printed = &line[found.at.clone()];
        match found.when {
            When::Day(value) => {
                let evidence = if block.kind == BlockKind::Dateline && !first { "dateline" } else { "visible text" };
                if change && !first {
                    dates.modified.get_or_insert(Told { value, evidence: "visible text".into() });
                    continue;
                }
                // "Published 12 March, updated 14 March": the second is the change.
                if change && let Some(later) = dates::find(&line[found.at.end..], order)
                    && let When::Day(value) = later.when
                {
                    dates.modified.get_or_insert(Told { value, evidence: "visible text".into() });
                }
                dates.published = Some(Told { value, evidence: evidence.into() });
                return dates;
            }
            When::Either(one, other) => {
                let why = format!("{printed:?} is {one} or {other}; nothing on the page says which comes first, day or month");
                dates.doubts.push(Doubt { what: "published", span, why });
            }
            When::NoYear(..) if first || block.kind == BlockKind::Dateline => {
                let why = format!("{printed:?} has no year");
                dates.doubts.push(Doubt { what: "published", span, why });
            }
            When::NoYear(..) => {}
        }
    }
    if dates.published.is_none() {
        filed(order, text, blocks, &mut dates);
    }
    dates.doubts.truncate(3);
    dates
}

/// `DORN, March 12, 2025 (Agency) —` at the beginning of the first paragraphs.
fn filed(order: Order, text: &str, blocks: &[Block], dates: &mut Dates) {
    for block in blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).take(3) {
        let words = &text[block.span.range()];
        let mut end = words.len().min(140);
        while !words.is_char_boundary(end) {
            end -= 1;
        }
        let Some(dash) = [" — ", " – ", " - ", " -- ", "—", ") "].iter().filter_map(|dash| words[..end].find(dash)).min() else { continue };
        let line = &words[..dash];
        let upper = line.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
        let Some(found) = dates::find(line, order).filter(|_| upper && line.split_whitespace().count() <= 12) else { continue };
        let span = Some(Span::new(block.span.start as usize + found.at.start, block.span.start as usize + found.at.end));
        match found.when {
            When::Day(value) => {
                dates.published = Some(Told { value, evidence: "dateline".into() });
                return;
            }
            When::NoYear(..) => {
                let why = format!("the dateline says {:?}, without a year", &line[found.at.clone()]);
                dates.doubts.push(Doubt { what: "published", span, why });
                return;
            }
            When::Either(one, other) => {
                let why = format!("the dateline is {one} or {other}");
                dates.doubts.push(Doubt { what: "published", span, why });
                return;
            }
        }
    }
}

/// Words before a date of change.
const CHANGED: &[&str] = &["updated", "modified", "last reviewed", "edited on", "revised", "aktualisiert", "geändert", "mis à jour", "modifié", "actualizado", "atualizado", "aggiornato", "bijgewerkt", "обновлено", "изменено", "оновлено", "تحديث", "zaktualizowano", "uppdaterad", "更新"];

/// Words before a date of publication.
const FIRST: &[&str] = &["published", "posted", "publish date", "date published", "released", "veröffentlicht", "erschienen", "publié", "publicado", "publicada", "pubblicato", "gepubliceerd", "geplaatst", "опубликовано", "опубликована", "дата публикации", "опубліковано", "نشر", "opublikowano", "publicerad", "発表", "公開", "发布"];
