//! When: the dates of publication and change, each with its evidence.
//!
//! In order of trust: JSON-LD, metas, itemprops, the `time` element by the headline, the address, the visible line by the
//! headline, the dateline. What has two readings or lacks its year becomes a doubt that says what is known.

use std::ops::Range;

use super::clues::{Clues, Sort, Time};
use super::linked::Linked;
use super::titles::host;
use crate::articles::dates::{self, Found, Order, When};
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
pub(super) fn of_html(clues: &Clues<'_>, linked: &Linked, heading: Option<Node>, metadata: &Metadata, text: &str, blocks: &[Block], near: Range<usize>) -> Dates {
    let order = order(metadata);
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
        && !days_apart_at_most_two(&one.value, &other.value)
    {
        let why = format!("{} says {}, {} says {}; the first was taken", one.evidence, one.value, other.evidence, other.value);
        doubts.push(Doubt { what: "published", span: None, why });
    }
    let mut unsettled = None;
    let mut published = linked_date
        .or(of_metas)
        .or_else(|| in_elements(clues.times.iter().chain(&clues.loose), heading, order, Wanted::Near, &mut unsettled))
        .or_else(|| metadata.url.as_deref().and_then(in_address));
    let mut modified = told(linked.modified.as_deref().and_then(exact), "json-ld dateModified".into())
        .or_else(|| in_metas(MODIFIED))
        .or_else(|| in_elements(clues.times.iter(), heading, order, Wanted::Modified, &mut None));
    let seen = in_text(order, text, blocks, near);
    if published.is_none() {
        published = seen.published;
        doubts.extend(seen.doubts);
    }
    modified = modified.or(seen.modified);
    if published.is_none() {
        published = in_elements(clues.times.iter(), heading, order, Wanted::Labelled, &mut None);
    }
    if published.is_none() && doubts.is_empty() {
        doubts.extend(unsettled.map(|why| Doubt { what: "published", span: None, why }));
    }
    Dates { published, modified, doubts }
}

/// The dates of a plain text.
pub(super) fn of_text(metadata: &Metadata, text: &str, blocks: &[Block], near: Range<usize>) -> Dates {
    let order = order(metadata);
    let mut dates = in_text(order, text, blocks, near);
    if dates.published.is_none() {
        dates.published = metadata.url.as_deref().and_then(in_address);
    }
    if dates.published.is_some() {
        dates.doubts.clear();
    }
    dates
}

/// Whether two ISO dates are at most two days apart: time zones part the same moment.
fn days_apart_at_most_two(one: &str, other: &str) -> bool {
    let day = |value: &str| value.get(..10)?.parse::<jiff::civil::Date>().ok();
    match (day(one), day(other)) {
        (Some(one), Some(other)) => one.since(other).is_ok_and(|span| span.get_days().abs() <= 2),
        _ => true,
    }
}

/// The order of day and month that language and address settle: a country's own domain outside America puts the day first.
fn order(metadata: &Metadata) -> Order {
    let known = Order::of_language(metadata.language.as_deref().unwrap_or_default());
    let domain = metadata.url.as_deref().and_then(host).and_then(|host| host.rsplit('.').next());
    match (known, domain) {
        (Order::Unknown, Some("us" | "gov" | "mil")) => Order::MonthFirst,
        (Order::Unknown, Some("uk" | "au" | "ie" | "nz" | "in" | "za" | "ng" | "ke" | "gh" | "pk" | "bd" | "lk" | "sg" | "my" | "eu" | "de" | "fr" | "nl")) => Order::DayFirst,
        _ => known,
    }
}

fn either(printed: &str, one: &str, other: &str) -> String {
    format!("{printed:?} is {one} or {other}; nothing on the page says which comes first, day or month")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Publication, by the headline.
    Near,
    /// Publication, anywhere in the page's own column, if labels say so.
    Labelled,
    /// Change, by the headline.
    Modified,
}

/// Nodes around the headline within which a date is the page's own.
const CLOSE: u32 = 120;

/// The date element that is plainest, nearest to the headline first.
fn in_elements<'c>(times: impl Iterator<Item = &'c Time>, heading: Option<Node>, order: Order, wanted: Wanted, unsettled: &mut Option<String>) -> Option<Told> {
    // The words before it, its own words before the date, its classes: whoever speaks first is right.
    let sense = |time: &Time| {
        let own = time.words.to_lowercase();
        let own = dates::find(&own, order).map_or(own.clone(), |found| own.get(..found.at.start).unwrap_or_default().to_owned());
        for words in [own.as_str(), time.label.as_str(), time.marks.as_str()] {
            let says = |labels: &[&str]| labels.iter().any(|label| words.contains(label));
            if says(FIRST) || says(FIRST_MARKS) {
                return Some(Wanted::Labelled);
            }
            if says(CHANGED) || says(CHANGED_MARKS) {
                return Some(Wanted::Modified);
            }
        }
        None
    };
    let mut best: Option<((bool, bool, bool, u32), Told)> = None;
    for time in times {
        let sense = sense(time);
        let distance = heading.map_or(0, |heading| time.node.distance(heading));
        // Before a headline stand breadcrumbs and menus; a date must be nearer there.
        let behind = heading.is_none_or(|heading| time.node > heading);
        let close = distance <= if behind { CLOSE } else { CLOSE / 4 };
        let fits = match wanted {
            Wanted::Near => close && (!time.aside || (behind && distance <= CLOSE / 3)) && sense != Some(Wanted::Modified),
            Wanted::Labelled => !time.aside && sense == Some(Wanted::Labelled),
            Wanted::Modified => close && sense == Some(Wanted::Modified),
        };
        if !fits || time.words.len() > 90 {
            continue;
        }
        let value = time.value.as_deref().and_then(|value| dates::exact(value, order)).or_else(|| dates::find(&time.words, order).map(|found| found.when));
        let value = match value {
            Some(When::Day(value)) => value,
            Some(When::Either(one, other)) if wanted == Wanted::Near => {
                unsettled.get_or_insert(either(&time.words, &one, &other));
                continue;
            }
            _ => continue,
        };
        let key = (time.sort == Sort::Loose, time.aside, sense.is_none(), distance);
        let sort = match time.sort {
            Sort::TimeElement => "time element",
            Sort::Marked => "date element",
            Sort::Loose => "visible text",
        };
        if best.as_ref().is_none_or(|(known, _)| key < *known) {
            best = Some((key, Told { value, evidence: sort.to_owned() }));
        }
    }
    best.map(|(_, told)| told)
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

/// The date that readers see: on a short line by the headline, in a dateline or byline, or labelled; else the one in the dateline
/// of the text.
fn in_text(order: Order, text: &str, blocks: &[Block], near: Range<usize>) -> Dates {
    let mut dates = Dates::default();
    let by_headline = blocks[near.clone()].iter().filter(|block| block.span.len() <= 160 && !matches!(block.kind, BlockKind::Legal | BlockKind::Headline));
    let by_headline = by_headline.map(|block| (block, false));
    let marked = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Dateline | BlockKind::Byline)).take(40).map(|block| (block, false));
    let labelled = blocks.iter().filter(|block| block.span.len() <= 200 && block.kind != BlockKind::Comments).take(600).map(|block| (block, true));
    for (block, needs_label) in by_headline.chain(marked).chain(labelled) {
        let line = &text[block.span.range()];
        if !line.bytes().any(|byte| byte.is_ascii_digit() || byte >= 0x80) {
            continue;
        }
        let low = line.to_lowercase();
        let says = |labels: &[&str]| labels.iter().filter_map(|label| low.find(label)).min();
        if needs_label && says(FIRST).is_none() {
            continue;
        }
        let Some(found) = dates::find(line, order) else { continue };
        // A date within a sentence is the sentence's.
        let rest = line.len() - found.at.len();
        // "This article was originally published on 26 September 2019 but has been kept up to date."
        let just_before = line[..found.at.start].trim_end().to_lowercase();
        let labelled = FIRST.iter().any(|label| just_before.ends_with(label) || just_before.strip_suffix(" on").is_some_and(|words| words.ends_with(label)));
        let alone = labelled || rest <= 60 || matches!(block.kind, BlockKind::Byline | BlockKind::Dateline);
        if !alone || (!labelled && super::super::plain::ends_sentence(line) && rest > 30) {
            continue;
        }
        let first = says(FIRST).is_some_and(|at| at < found.at.start);
        let change = !first && says(CHANGED).is_some_and(|at| at < found.at.start);
        let span = Some(Span::new(block.span.start as usize + found.at.start, block.span.start as usize + found.at.end));
        let printed = &line[found.at.clone()];
        match found.when {
            When::Day(value) if change => {
                dates.modified.get_or_insert(Told { value, evidence: "visible text".into() });
            }
            When::Day(value) => {
                let evidence = if block.kind == BlockKind::Dateline && !first { "dateline" } else { "visible text" };
                // "12 March, updated 14 March": the second is the change.
                if says(CHANGED).is_some()
                    && let Some(Found { when: When::Day(value), .. }) = dates::find(&line[found.at.end..], order)
                {
                    dates.modified.get_or_insert(Told { value, evidence: "visible text".into() });
                }
                dates.published = Some(Told { value, evidence: evidence.into() });
                dates.doubts.clear();
                return dates;
            }
            When::Either(one, other) => {
                let why = either(printed, &one, &other);
                dates.doubts.push(Doubt { what: "published", span, why });
            }
            When::NoYear(..) if first || block.kind == BlockKind::Dateline => {
                let why = format!("{printed:?} has no year");
                dates.doubts.push(Doubt { what: "published", span, why });
            }
            When::NoYear(..) => {}
        }
    }
    filed(order, text, blocks, &mut dates);
    dates.doubts.dedup();
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

/// What classes and names of elements call a date of change.
const CHANGED_MARKS: &[&str] = &["modif", "updat", "revis", "changed"];

/// What classes and names of elements call a date of publication.
const FIRST_MARKS: &[&str] = &["publish", "pubdate", "post-date", "entry-date", "created", "release"];
