//! Names of bodies: whether the name says which one, and whose it is.
//!
//! In: names as printed, and the country. Out: [`BodyName`].
//!
//! ```text
//! Tesk Transit                     tesk transit               distinctive
//! Velmora’s Defense Ministry       defense ministry           generic, of velmora
//! Ministry of Defence of Velmora   defense ministry           generic, of velmora
//! the National Relief Bureau       bureau national relief     generic, of nobody knows whom
//! ```
//!
//! A generic name is told by a word list (`generic.tsv`). Not here: who is joined (`groups`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words::{fold, owner};

/// Words of the longest name: more are a piece of a sentence.
const MOST_WORDS: usize = 10;

/// Words that join others.
const SMALL: &[&str] = &[
    "the", "of", "and", "for", "a", "an", "in", "on", "at", "to", "de", "der", "la", "its", "our", "his", "her",
    "their",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Organ,
    Body,
    Topic,
}

static GENERIC: LazyLock<BTreeMap<&str, Sort>> = LazyLock::new(|| {
    let lines = include_str!("generic.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut words = BTreeMap::new();
    for (sort, list) in lines.filter_map(|line| line.split_once('\t')) {
        let sort = match sort {
            "organ" => Sort::Organ,
            "body" => Sort::Body,
            _ => Sort::Topic,
        };
        for word in list.split('|') {
            words.entry(word).or_insert(sort);
        }
    }
    words
});

/// A body's name, folded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct BodyName {
    /// What it is compared by.
    pub(super) key: String,
    /// Whether other bodies are called so too.
    pub(super) generic: bool,
    /// Whose it is, where the name says so.
    pub(super) owner: Option<String>,
    /// The same as printed.
    pub(super) printed: Option<String>,
}

impl BodyName {
    /// Takes a printed name apart: the words before a possessive, and those that are no word for an organ of state, say whose it is.
    pub(super) fn of(printed: &str) -> Option<BodyName> {
        let mut whose: Option<String> = None;
        let mut rest: Vec<&str> = Vec::new();
        for word in printed.split_whitespace() {
            let (bare, possessive) = owner(word);
            rest.push(bare);
            if possessive {
                let before = rest.join(" ");
                // "The prime minister's party" names no place.
                if bare.starts_with(char::is_uppercase) {
                    whose =
                        Some(before.strip_prefix("the ").or(before.strip_prefix("The ")).unwrap_or(&before).to_owned());
                }
                rest.clear();
            }
        }
        let folded = fold(&rest.join(" "));
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).map(plain).collect();
        if words.is_empty() || words.len() > MOST_WORDS {
            return None;
        }
        let content: Vec<&str> = words.iter().copied().filter(|word| !SMALL.contains(word)).collect();
        let sort = |word: &&&str| GENERIC.get(**word).copied();
        let (mut known, mut others): (Vec<&str>, Vec<&str>) = content.iter().partition(|word| sort(word).is_some());
        if known.is_empty() {
            let key = if content.is_empty() { return None } else { content.join(" ") };
            return Some(BodyName::owned(key, false, whose));
        }
        let organ = known.iter().any(|word| GENERIC.get(word) == Some(&Sort::Organ));
        if !others.is_empty() && !organ {
            return Some(BodyName::owned(content.join(" "), false, whose));
        }
        // "The Ministry of Waters of Sembalu": what follows the first "of" is its business.
        if let Some(topic) = topic(&words)
            && let Some(at) = others.iter().position(|&word| word == topic)
        {
            known.push(others.remove(at));
        }
        if !others.is_empty() && whose.is_none() {
            let printed: Vec<&str> =
                rest.iter().copied().filter(|word| others.contains(&fold(word).as_str())).collect();
            whose = Some(if printed.is_empty() { others.join(" ") } else { printed.join(" ") });
        }
        known.sort_unstable();
        known.dedup();
        Some(BodyName::owned(known.join(" "), true, whose))
    }

    fn owned(key: String, generic: bool, printed: Option<String>) -> BodyName {
        BodyName { key, generic, owner: printed.as_deref().map(fold), printed }
    }
}

/// The business of "ministry of waters".
fn topic<'w>(words: &[&'w str]) -> Option<&'w str> {
    let head = words.iter().position(|&word| word == "ministry" || word == "department")?;
    let after: Vec<&'w str> = words[head + 1..].iter().copied().filter(|&word| word != "the").take(2).collect();
    match after[..] {
        ["of" | "for", topic] => Some(topic),
        _ => None,
    }
}

/// One spelling of words that have two.
fn plain(word: &str) -> &str {
    match word {
        "defence" => "defense",
        "labour" => "labor",
        "centre" => "center",
        "organisation" => "organization",
        "programme" => "program",
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(printed: &str) -> String {
        let Some(name) = BodyName::of(printed) else { return "-".to_owned() };
        let generic = if name.generic { "generic" } else { "own" };
        format!("{} {generic} {}", name.key, name.owner.unwrap_or_default()).trim_end().to_owned()
    }

    #[test]
    fn a_name_says_which_body_or_only_what_kind() {
        for (printed, expected) in [
            ("Tesk Transit", "tesk transit own"),
            ("Velmora’s Defense Ministry", "defense ministry generic velmora"),
            ("the Ministry of Defence of Velmora", "defense ministry generic velmora"),
            ("the Velmoran Defense Ministry", "defense ministry generic velmoran"),
            ("Ministry of Waters", "ministry waters generic"),
            ("the Ministry of Sluices of Sembalu", "ministry sluices generic sembalu"),
            ("the National Relief Bureau", "bureau national relief generic"),
            ("the prime minister’s Northern Union", "northern union generic"),
            ("University of Nuara", "university nuara own"),
            ("the government", "government generic"),
            ("the Nuara Tribune", "nuara tribune own"),
            ("The", "-"),
        ] {
            assert_eq!(shown(printed), expected, "{printed}");
        }
    }
}
