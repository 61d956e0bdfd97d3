//! Titles: the headline of a page, without the name of the site.

use super::clues::Clues;
use super::linked::Linked;
use super::meta;
use crate::articles::{Block, BlockKind};

/// Longest headline, in bytes.
const MAX_BYTES: usize = 600;

/// Marks that sites put between a headline and their name.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", ": ", " > ", " ~ ", " ‹ ", " › ", "|"];

/// Chooses the headline.
pub(super) fn choose(clues: &Clues<'_>, linked: &Linked, outlet: Option<&str>, url: Option<&str>, text: &str, blocks: &[Block]) -> Option<String> {
    let fold = |words: &str| unescape(&words.split_whitespace().collect::<Vec<_>>().join(" "));
    let usable = |words: &String| words.chars().any(char::is_alphanumeric) && words.len() <= MAX_BYTES;
    let sites: Vec<&str> = [outlet, linked.outlet.as_deref(), url.and_then(host)].into_iter().flatten().collect();
    let site = |words: &str| sites.iter().any(|site| same(site, words));
    let heads: Vec<String> = clues.headings.iter().map(|(_, words)| fold(words)).filter(usable).collect();
    let open_graph = meta(clues, &["og:title", "twitter:title", "twitter:text:title"]).map(fold).filter(usable);
    let of_metas = meta(clues, &["citation_title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "itemprop:headline", "title"]).map(fold).filter(usable);
    let element = clues.title.as_deref().map(fold).filter(usable);
    let headline = linked.title.as_deref().map(fold).filter(usable).filter(|_| linked.is_article);
    let clean = |words: String| strip(&words, &sites, &heads, true);
    // A first-level heading that any other source repeats is what readers see.
    let others: Vec<String> = [&headline, &open_graph, &of_metas, &element].into_iter().flatten().map(|words| clean(words.clone())).collect();
    let agreed = heads.iter().filter(|head| !site(head)).find(|head| others.iter().any(|other| same(head, other) || begins(other, head) || begins(head, other)));
    let in_text = || {
        let block = blocks.iter().find(|block| block.kind == BlockKind::Headline)?;
        Some(fold(&text[block.span.range()])).filter(usable)
    };
    // Else the heading, where it speaks of the same thing: sites write other headlines for machines.
    let kin = || heads.iter().find(|head| !site(head) && head.split_whitespace().count() > 2 && others.iter().any(|other| are_kin(head, other)));
    let shown = agreed.or_else(kin).map(|head| strip(head, &sites, &[], false));
    shown
        .or_else(|| headline.filter(|words| !site(words)).map(clean))
        .or_else(|| open_graph.filter(|words| !site(words)).map(clean))
        .or_else(|| heads.iter().find(|head| !site(head) && head.split_whitespace().count() > 2).cloned())
        .or_else(|| of_metas.map(clean))
        .or_else(|| element.map(clean))
        .or_else(in_text)
        .or_else(|| heads.first().cloned())
}

/// Takes the names of the site off a title; and, if `bars`, whatever stands behind a bar.
fn strip(title: &str, sites: &[&str], heads: &[String], bars: bool) -> String {
    let mut title = title;
    // Sites put more than one: "Headline - Section | Site".
    for _ in 0..4 {
        // The heading itself may hold the mark: "Dorn - a harbour".
        if heads.iter().any(|head| same(head, title)) {
            break;
        }
        let site = |name: &str| sites.iter().any(|site| same_site(site, name));
        let shorter = SEPARATORS.iter().find_map(|separator| {
            let behind = title.rsplit_once(separator).filter(|(rest, name)| {
                let headed = heads.iter().any(|head| same(head, rest));
                !rest.trim().is_empty() && (headed || site(name))
            });
            let before = title.split_once(separator).filter(|(name, rest)| site(name) && rest.split_whitespace().count() > 1);
            before.map(|(_, rest)| rest).or(behind.map(|(rest, _)| rest))
        });
        // Without a known name, what stands behind a bar is the section or the site.
        let barred = || title.rsplit_once(" | ").map(|(rest, _)| rest).filter(|rest| bars && rest.split_whitespace().count() >= 3);
        match shorter.or_else(barred) {
            Some(rest) => title = rest.trim(),
            None => break,
        }
    }
    title.to_owned()
}

/// The host of an address, without `www.`.
pub(super) fn host(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| host.contains('.'))
}

/// Whether two names mean one site: the same letters, one at the beginning or end of the other, or the name in the host.
pub(super) fn same_site(site: &str, name: &str) -> bool {
    let is_host = site.contains('.') && !site.contains(' ');
    let (whole, name) = (letters(site), letters(name));
    if name.is_empty() || whole.is_empty() {
        return false;
    }
    if is_host {
        // courier.example: the longest label is the name.
        let label = letters(site.rsplit_once('.').map_or(site, |(rest, _)| rest).split('.').max_by_key(|label| label.len()).unwrap_or_default());
        return whole == name || label == name || (label.len() >= 5 && name.len() <= label.len() + 12 && (name.starts_with(&label) || (name.len() >= 5 && label.starts_with(&name))));
    }
    let close = |long: &str, short: &str| short.len() >= 4 && long.len() <= 2 * short.len() + 8 && (long.starts_with(short) || long.ends_with(short));
    whole == name || close(&whole, &name) || close(&name, &whole)
}

/// Whether two headlines speak of one thing: a third of the longer words of the shorter stand in the other.
fn are_kin(one: &str, other: &str) -> bool {
    let words = |title: &str| -> Vec<String> {
        let mut words: Vec<String> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3).map(str::to_lowercase).collect();
        words.sort();
        words.dedup();
        words
    };
    let (one, other) = (words(one), words(other));
    let shared = one.iter().filter(|word| other.binary_search(word).is_ok()).count();
    shared > 0 && shared * 3 >= one.len().min(other.len())
}

/// Whether two titles have the same letters.
pub(super) fn same(one: &str, other: &str) -> bool {
    let both = one.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    both.eq(other.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)) && one.chars().any(char::is_alphanumeric)
}

/// Whether a title begins with another that is long enough to be one.
fn begins(long: &str, short: &str) -> bool {
    let (long, short) = (letters(long), letters(short));
    short.chars().count() >= 16 && long.starts_with(&short)
}

fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two addresses are one but for scheme, `www.`, a closing stroke and what follows `#` and `?`.
pub(super) fn same_address(one: &str, other: &str) -> bool {
    let core = |url: &str| -> Option<String> {
        let rest = url.trim().split_once("://")?.1;
        let rest = rest.split(['#', '?']).next().unwrap_or(rest).trim_end_matches('/');
        Some(rest.strip_prefix("www.").unwrap_or(rest).to_ascii_lowercase())
    };
    core(one).is_some_and(|one| Some(one) == core(other))
}

/// Entities that were escaped twice.
pub(super) fn unescape(words: &str) -> String {
    if !words.contains('&') {
        return words.to_owned();
    }
    let mut out = words.to_owned();
    for (entity, c) in [("&#8217;", "’"), ("&#8216;", "‘"), ("&#8220;", "“"), ("&#8221;", "”"), ("&#8211;", "–"), ("&#8212;", "—"), ("&#039;", "'"), ("&#39;", "'"), ("&#x27;", "'"), ("&quot;", "\""), ("&rsquo;", "’"), ("&lsquo;", "‘"), ("&ldquo;", "“"), ("&rdquo;", "”"), ("&ndash;", "–"), ("&mdash;", "—"), ("&nbsp;", " "), ("&#038;", "&"), ("&amp;", "&")] {
        if out.contains(entity) {
            out = out.replace(entity, c);
        }
    }
    out
}
