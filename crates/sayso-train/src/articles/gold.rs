//! The pages with marked article text (WCXB, development part) and the measure on them.
//!
//! Words are runs of letters, digits and `_` (`\w+`), lower case. The F1 of a page is that of two multisets of
//! words: what was extracted and what is marked; the figure is the mean over pages. Measured so, trafilatura 2.3
//! reaches 0.938, the figure its rivals are quoted beside.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use sayso_read::Page;

/// A page and what is known of it.
pub(crate) struct Gold {
    /// Its number in the collection.
    pub(crate) name: String,
    /// As crawled.
    pub(crate) page: Page,
    /// The article's text.
    pub(crate) content: String,
    /// Snippets that must be in the body.
    pub(crate) with: Vec<String>,
    /// Snippets that must not.
    pub(crate) without: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Marks {
    url: Option<String>,
    main_content: Option<String>,
    with: Option<Vec<String>>,
    without: Option<Vec<String>>,
}

/// Reads every page of a folder, in the order of their names.
pub(crate) fn read(folder: &Path) -> anyhow::Result<Vec<Gold>> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .with_context(|| format!("no pages at {}", folder.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok()?.strip_suffix(".json").map(str::to_owned))
        .collect();
    names.sort();
    names.into_iter().map(|name| one(folder, name)).collect()
}

fn one(folder: &Path, name: String) -> anyhow::Result<Gold> {
    let marks: Marks = serde_json::from_slice(&std::fs::read(folder.join(format!("{name}.json")))?)?;
    let packed = std::fs::read(folder.join(format!("{name}.html.gz")))?;
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(&packed[..]).read_to_end(&mut bytes)?;
    let mut page = Page::html(&format!("{name}.html"), bytes);
    page.told.url = marks.url;
    Ok(Gold {
        name,
        page,
        content: marks.main_content.unwrap_or_default(),
        with: marks.with.unwrap_or_default(),
        without: marks.without.unwrap_or_default(),
    })
}

/// A number for all pages and marks: which data a model was made of.
pub(crate) fn digest(golds: &[Gold]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for gold in golds {
        for byte in gold.name.bytes().chain(gold.page.bytes.iter().copied()).chain(gold.content.bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("fnv1a:{hash:016x}")
}

/// The words of a text, lower case.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Words with their counts.
#[derive(Default, Clone)]
pub(crate) struct Bag {
    counts: BTreeMap<String, u32>,
    total: u32,
}

impl Bag {
    /// The words of a text.
    pub(crate) fn of(text: &str) -> Bag {
        let mut bag = Bag::default();
        bag.add(text);
        bag
    }

    /// Adds the words of a text.
    pub(crate) fn add(&mut self, text: &str) {
        for word in words(text) {
            *self.counts.entry(word).or_default() += 1;
            self.total += 1;
        }
    }

    /// Precision, recall and F1 of these words against the gold ones.
    pub(crate) fn against(&self, gold: &Bag) -> Score {
        let shared: u32 =
            self.counts.iter().map(|(word, &count)| count.min(gold.counts.get(word).copied().unwrap_or(0))).sum();
        let share = |of: u32| if of == 0 { 0.0 } else { f64::from(shared) / f64::from(of) };
        let (precision, recall) = (share(self.total), share(gold.total));
        let f1 = if shared == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        Score { precision, recall, f1 }
    }
}

/// How well one page was read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    /// Share of the extracted words that are marked.
    pub(crate) precision: f64,
    /// Share of the marked words that are extracted.
    pub(crate) recall: f64,
    /// Their harmonic mean.
    pub(crate) f1: f64,
}

/// Mean scores over pages.
pub(crate) fn mean(scores: &[Score]) -> Score {
    let over = |field: fn(&Score) -> f64| scores.iter().map(field).sum::<f64>() / scores.len().max(1) as f64;
    Score { precision: over(|s| s.precision), recall: over(|s| s.recall), f1: over(|s| s.f1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_counts_words_as_often_as_they_stand() {
        let score = Bag::of("Rain, rain and snow").against(&Bag::of("rain and hail"));
        assert!((score.precision - 0.5).abs() < 1e-9 && (score.recall - 2.0 / 3.0).abs() < 1e-9);
    }
}
