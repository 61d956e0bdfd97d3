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
pub(super) fn choose(clues: &Clues<'_>, linked: &Linked, outlet: Option<&str>, text: &str, blocks: &[Block]) -> Option<String> {
    let fold = |words: &str| unescape(&words.split_whitespace().collect::<Vec<_>>().join(" "));
    let usable = |words: &String| words.chars().any(char::is_alphanumeric) && words.len() <= MAX_BYTES;
    let site = |words: &str| outlet.is_some_and(|outlet| same(outlet, words));
    let heads: Vec<String> = clues.headings.iter().map(|(_, words)| fold(words)).filter(usable).collect();
    let open_graph = meta(clues, &["og:title", "twitter:title", "twitter:text:title"]).map(fold).filter(usable);
    let of_metas = meta(clues, &["citation_title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "itemprop:headline", "title"]).map(fold).filter(usable);
    let element = clues.title.as_deref().map(fold).filter(usable);
    let headline = linked.title.as_deref().map(fold).filter(usable).filter(|_| linked.is_article);
    let clean = |words: String| strip(&words, outlet, &heads);
    // A first-level heading that any other source repeats is what readers see.
    let others: Vec<String> = [&headline, &open_graph, &of_metas, &element].into_iter().flatten().map(|words| clean(words.clone())).collect();
    let agreed = heads.iter().filter(|head| !site(head)).find(|head| others.iter().any(|other| same(head, other) || begins(other, head) || begins(head, other)));
    let in_text = || {
        let block = blocks.iter().find(|block| block.kind == BlockKind::Headline)?;
        Some(fold(&text[block.span.range()])).filter(usable)
    };
    (agreed.cloned())
        .or_else(|| headline.filter(|words| !site(words)).map(clean))
        .or_else(|| open_graph.filter(|words| !site(words)).map(clean))
        .or_else(|| heads.iter().find(|head| !site(head) && head.split_whitespace().count() > 2).cloned())
        .or_else(|| of_metas.map(clean))
        .or_else(|| element.map(clean))
        .or_else(in_text)
        .or_else(|| heads.first().cloned())
}

/// Takes the name of the site off a title.
fn strip(title: &str, outlet: Option<&str>, heads: &[String]) -> String {
    // The heading itself may hold the mark: "Dorn - a harbour".
    if heads.iter().any(|head| same(head, title)) {
        return title.to_owned();
    }
    for separator in SEPARATORS {
        if let Some((name, rest)) = title.split_once(separator)
            && outlet.is_some_and(|outlet| same_site(outlet, name))
            && rest.split_whitespace().count() > 1
        {
            return rest.trim().to_owned();
        }
        if let Some((rest, name)) = title.rsplit_once(separator)
            && (outlet.is_some_and(|outlet| same_site(outlet, name)) || heads.iter().any(|head| same(head, rest)))
            && !rest.trim().is_empty()
        {
            // Sites put more than one: "Headline - Section | Site".
            let rest = rest.trim();
            return if heads.iter().any(|head| same(head, rest)) { rest.to_owned() } else { strip(rest, outlet, heads) };
        }
    }
    // Without a known name, a short last part behind a bar is the site's.
    if let Some((rest, name)) = title.rsplit_once(" | ")
        && name.split_whitespace().count() <= 4
        && rest.split_whitespace().count() >= 3
    {
        return rest.trim().to_owned();
    }
    title.to_owned()
}

/// Whether two names mean one site: the same letters, or one within the other.
fn same_site(outlet: &str, name: &str) -> bool {
    let (outlet, name) = (letters(outlet), letters(name));
    let domain = name.trim_end_matches("com").trim_end_matches("org").trim_end_matches("net");
    !name.is_empty() && (outlet == name || outlet == domain || (name.len() >= 4 && outlet.len() >= 4 && (outlet.starts_with(&name) || name.starts_with(&outlet) || outlet.ends_with(&name) || name.ends_with(&outlet))))
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
fn unescape(words: &str) -> String {
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
