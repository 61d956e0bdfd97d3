//! WordNet: what else a word could have been, for making rewordings.
//!
//! In: WordNet 3.0's files as Debian's `wordnet-base` lays them (`/usr/share/wordnet`, or where `SAYSO_WORDNET` says). Out: synonyms of a
//! printed word in its own inflection, by rule. Rough on purpose: so are the machines that reword news.

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::Context;

/// Senses of a word that are used: the commonest.
const SENSES: usize = 2;

/// One of the files.
pub(crate) fn read(name: &str) -> anyhow::Result<String> {
    let folder = std::env::var_os("SAYSO_WORDNET").map_or_else(|| PathBuf::from("/usr/share/wordnet"), PathBuf::from);
    let path = folder.join(name);
    let hint = "install Debian's wordnet-base, or set SAYSO_WORDNET";
    let bytes = std::fs::read(&path).with_context(|| format!("{}: {hint}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Words and their synonyms.
#[derive(Debug, Default)]
pub(crate) struct WordNet {
    synonyms: HashMap<String, Vec<String>>,
}

impl WordNet {
    /// Reads the files.
    pub(crate) fn open() -> anyhow::Result<WordNet> {
        let mut wordnet = WordNet::default();
        for part in ["verb", "noun", "adj", "adv"] {
            let (index, data) = (read(&format!("index.{part}"))?, read(&format!("data.{part}"))?);
            for line in index.lines().filter(|line| !line.starts_with(' ')) {
                wordnet.line(line, &data);
            }
        }
        Ok(wordnet)
    }

    fn line(&mut self, line: &str, data: &str) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (Some(&lemma), Some(senses)) =
            (fields.first(), fields.get(2).and_then(|count| count.parse::<usize>().ok()))
        else {
            return;
        };
        if lemma.len() < 3 || !lemma.bytes().all(|byte| byte.is_ascii_lowercase()) || self.synonyms.contains_key(lemma)
        {
            return;
        }
        let mut found: Vec<String> = Vec::new();
        for offset in &fields[fields.len().saturating_sub(senses)..][..senses.min(SENSES)] {
            let Some(set) =
                offset.parse().ok().and_then(|at: usize| data.get(at..)).and_then(|rest| rest.lines().next())
            else {
                continue;
            };
            let parts: Vec<&str> = set.split(' ').collect();
            let count = parts.get(3).and_then(|count| usize::from_str_radix(count, 16).ok()).unwrap_or(0);
            for word in parts.iter().skip(4).step_by(2).take(count) {
                let word = word.split('(').next().unwrap_or_default().replace('_', " ");
                let plain = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ');
                if plain && word != lemma && !found.contains(&word) {
                    found.push(word);
                }
            }
        }
        if !found.is_empty() {
            self.synonyms.insert(lemma.to_owned(), found);
        }
    }

    /// What may stand for a printed word in small letters, inflected as it is.
    pub(crate) fn instead(&self, word: &str, choice: u64) -> Option<String> {
        for (ending, lemma) in lemmas(word) {
            if let Some(synonyms) = self.synonyms.get(&lemma) {
                let synonym = &synonyms[(choice % synonyms.len() as u64) as usize];
                let (head, rest) = synonym.split_once(' ').map_or((synonym.as_str(), ""), |(head, rest)| (head, rest));
                let head = inflect(head, ending);
                return Some(if rest.is_empty() { head } else { format!("{head} {rest}") });
            }
        }
        None
    }
}

/// Endings that a word may have, and what it is without them.
fn lemmas(word: &str) -> Vec<(&'static str, String)> {
    let mut found = vec![("", word.to_owned())];
    let mut cut = |ending: &'static str, suffix: &str, put: &str| {
        if let Some(stem) = word.strip_suffix(suffix).filter(|stem| stem.len() > 2) {
            found.push((ending, format!("{stem}{put}")));
        }
    };
    cut("s", "ies", "y");
    cut("s", "es", "");
    cut("s", "s", "");
    cut("ed", "ied", "y");
    cut("ed", "ed", "");
    cut("ed", "d", "");
    cut("ing", "ing", "");
    cut("ing", "ing", "e");
    found
}

fn inflect(head: &str, ending: &str) -> String {
    let silent = head.strip_suffix('e');
    let soft = head.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    match ending {
        "s" if soft.is_some() => format!("{}ies", soft.unwrap_or_default()),
        "s" if head.ends_with(['s', 'x']) || head.ends_with("ch") || head.ends_with("sh") => format!("{head}es"),
        "ed" if soft.is_some() => format!("{}ied", soft.unwrap_or_default()),
        "ed" | "ing" if silent.is_some() => format!("{}{ending}", silent.unwrap_or_default()),
        _ => format!("{head}{ending}"),
    }
}
