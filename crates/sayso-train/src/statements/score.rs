//! Measures of attributions, as `../shared/score/score_attrib.py` defines them (punctuation and white space never count).
//!
//! In: a text, its gold attributions, the found ones. Out: [`Counts`], which add up over articles.
//!
//! An attribution is right if its content shares half its words with the gold one's (intersection over union) and its
//! source matches: both absent, half the words shared, or the gold source's last word in a source not much longer.

use std::collections::{BTreeMap, BTreeSet};

/// Words of [`Words`], by their place.
pub(super) type Tokens = BTreeSet<usize>;

/// Spans in code points, as PolNeAR gives them.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Attribution {
    pub(crate) source: Option<Vec<(u32, u32)>>,
    pub(crate) cue: Vec<(u32, u32)>,
    pub(crate) content: Vec<(u32, u32)>,
    /// Of a found one: whether it stands within another. No measure uses it.
    #[serde(default)]
    pub(crate) nested: bool,
}

/// Right, found, gold.
#[derive(Debug, Clone, Copy, Default)]
struct Three(usize, usize, usize);

impl Three {
    fn f1(self) -> f64 {
        let Three(right, found, gold) = self;
        if found + gold == 0 { 0.0 } else { 2.0 * right as f64 / (found + gold) as f64 }
    }

    fn precision(self) -> f64 {
        self.0 as f64 / self.1.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.0 as f64 / self.2.max(1) as f64
    }

    fn add(&mut self, other: Three) {
        *self = Three(self.0 + other.0, self.1 + other.1, self.2 + other.2);
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    cue: Three,
    source: Three,
    content: Three,
    exact: Three,
    relaxed: Three,
    attrib: Three,
    /// Gold attributions all in quotation marks: how many, found, found with the right source.
    direct: (usize, usize, usize),
}

impl Counts {
    pub(crate) fn add(&mut self, other: &Counts) {
        for (mine, theirs) in [
            (&mut self.cue, other.cue),
            (&mut self.source, other.source),
            (&mut self.content, other.content),
            (&mut self.exact, other.exact),
            (&mut self.relaxed, other.relaxed),
            (&mut self.attrib, other.attrib),
        ] {
            mine.add(theirs);
        }
        self.direct.0 += other.direct.0;
        self.direct.1 += other.direct.1;
        self.direct.2 += other.direct.2;
    }

    pub(crate) fn measures(&self) -> Vec<(&'static str, f64)> {
        let direct = |n: usize| n as f64 / self.direct.0.max(1) as f64;
        vec![
            ("attrib F1", self.attrib.f1()),
            ("attrib precision", self.attrib.precision()),
            ("attrib recall", self.attrib.recall()),
            ("content exact F1", self.exact.f1()),
            ("content relaxed F1", self.relaxed.f1()),
            ("cue token F1", self.cue.f1()),
            ("cue token precision", self.cue.precision()),
            ("cue token recall", self.cue.recall()),
            ("source token F1", self.source.f1()),
            ("content token F1", self.content.f1()),
            ("direct found", direct(self.direct.1)),
            ("direct source right", direct(self.direct.2)),
        ]
    }
}

/// The words of a text: `\w+(?:[’'.\-]\w+)*`, in code points; and whether each stands in double quotation marks.
pub(super) struct Words {
    pub(super) spans: Vec<(u32, u32)>,
    pub(super) quoted: Vec<bool>,
}

impl Words {
    pub(super) fn of(text: &str) -> Words {
        let chars: Vec<char> = text.chars().collect();
        let word = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric() || *c == '_');
        let mask = quote_mask(&chars);
        let mut words = Words { spans: Vec::new(), quoted: Vec::new() };
        let mut at = 0;
        while at < chars.len() {
            if !word(at) {
                at += 1;
                continue;
            }
            let start = at;
            while word(at) || (chars.get(at).is_some_and(|c| "’'.-".contains(*c)) && word(at + 1)) {
                at += 1;
            }
            words.spans.push((start as u32, at as u32));
            words.quoted.push(mask[start]);
        }
        words
    }

    /// The words that share a character with the spans.
    fn tokens(&self, spans: &[(u32, u32)]) -> Tokens {
        let mut out = Tokens::new();
        for &(start, end) in spans {
            let first = self.spans.partition_point(|span| span.1 <= start);
            out.extend((first..self.spans.len()).take_while(|&at| self.spans[at].0 < end));
        }
        out
    }
}

/// True for characters in double quotation marks; state resets at the end of a line.
fn quote_mask(chars: &[char]) -> Vec<bool> {
    let mut open = false;
    (chars.iter())
        .map(|c| match c {
            '\n' => {
                open = false;
                false
            }
            '“' => {
                open = true;
                true
            }
            '”' => std::mem::take(&mut open),
            '"' => {
                open = !open;
                true
            }
            _ => open,
        })
        .collect()
}

/// An attribution in words.
pub(super) struct Unit {
    pub(super) source: Tokens,
    pub(super) cue: Tokens,
    pub(super) content: Tokens,
}

/// Gold and found attributions in words; of the found ones those that have any.
pub(super) fn units(words: &Words, gold: &[Attribution], found: &[Attribution]) -> (Vec<Unit>, Vec<Unit>) {
    let unit = |it: &Attribution| Unit {
        source: words.tokens(it.source.as_deref().unwrap_or_default()),
        cue: words.tokens(&it.cue),
        content: words.tokens(&it.content),
    };
    let found = found.iter().map(unit).filter(|it| !it.content.is_empty() || !it.cue.is_empty());
    (gold.iter().map(unit).collect(), found.collect())
}

/// Scores one article.
pub(crate) fn compare(text: &str, gold: &[Attribution], found: &[Attribution]) -> Counts {
    let words = Words::of(text);
    let (gold, found) = units(&words, gold, found);
    let mut counts = Counts::default();
    let tokens = |role: fn(&Unit) -> &Tokens| {
        let all = |units: &[Unit]| units.iter().flat_map(|it| role(it).iter().copied()).collect::<Tokens>();
        let (gold, found) = (all(&gold), all(&found));
        Three(gold.intersection(&found).count(), found.len(), gold.len())
    };
    counts.cue = tokens(|it| &it.cue);
    counts.source = tokens(|it| &it.source);
    counts.content = tokens(|it| &it.content);
    counts.exact = Three(exact(&gold, &found), found.len(), gold.len());
    counts.relaxed = Three(pairs(&gold, &found, |_, _| true).len(), found.len(), gold.len());
    counts.attrib = Three(pairs(&gold, &found, source_matches).len(), found.len(), gold.len());
    for it in gold.iter().filter(|it| !it.content.is_empty() && it.content.iter().all(|&at| words.quoted[at])) {
        counts.direct.0 += 1;
        let shared = |other: &Unit| it.content.intersection(&other.content).count();
        let mut best: Option<&Unit> = None;
        for other in &found {
            let key = |other: &Unit| (shared(other), std::cmp::Reverse(other.content.len()));
            if best.is_none_or(|best| key(other) > key(best)) {
                best = Some(other);
            }
        }
        if let Some(best) = best.filter(|best| shared(best) * 2 >= it.content.len()) {
            counts.direct.1 += 1;
            counts.direct.2 += usize::from(source_matches(it, best));
        }
    }
    counts
}

fn exact(gold: &[Unit], found: &[Unit]) -> usize {
    let mut left: BTreeMap<&Tokens, usize> = BTreeMap::new();
    gold.iter().for_each(|it| *left.entry(&it.content).or_default() += 1);
    let mut right = 0;
    for it in found {
        if let Some(n) = left.get_mut(&it.content).filter(|n| **n > 0) {
            *n -= 1;
            right += 1;
        }
    }
    right
}

/// Words shared over words in either.
pub(super) fn overlap(a: &Tokens, b: &Tokens) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

pub(super) fn source_matches(gold: &Unit, found: &Unit) -> bool {
    match (gold.source.last(), found.source.is_empty()) {
        (None, true) => true,
        (None, false) | (Some(_), true) => false,
        (Some(head), false) => {
            overlap(&gold.source, &found.source) >= 0.5
                || (found.source.contains(head) && found.source.len() <= gold.source.len() + 12)
        }
    }
}

/// Pairs of gold and found, one to one, best overlap of content first, half at least.
pub(super) fn pairs(gold: &[Unit], found: &[Unit], fits: impl Fn(&Unit, &Unit) -> bool) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            let value = overlap(&g.content, &f.content);
            if value >= 0.5 && fits(g, f) {
                pairs.push((value, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut gold_used, mut found_used) = (BTreeSet::new(), BTreeSet::new());
    pairs.retain(|&(_, i, j)| {
        let free = !gold_used.contains(&i) && !found_used.contains(&j);
        if free {
            gold_used.insert(i);
            found_used.insert(j);
        }
        free
    });
    pairs.into_iter().map(|(_, i, j)| (i, j)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, words: &str) -> Vec<(u32, u32)> {
        let start = text.find(words).map(|byte| text[..byte].chars().count()).unwrap_or_default();
        vec![(start as u32, (start + words.chars().count()) as u32)]
    }

    #[test]
    fn the_toy_case_of_the_python_scorer_counts_the_same() {
        let text = "Ann Lee said “we will win today.” Bob Roe denied that taxes rose. It rained.";
        let it = |source: Option<&str>, cue: &str, content: &str| Attribution {
            source: source.map(|source| at(text, source)),
            cue: at(text, cue),
            content: at(text, content),
            nested: false,
        };
        let gold =
            [it(Some("Ann Lee"), "said", "“we will win today.”"), it(Some("Bob Roe"), "denied", "that taxes rose")];
        let found = [
            it(Some("Lee"), "said", "we will win"),
            it(None, "denied", "taxes rose"),
            it(Some("It"), "rained", "rained"),
        ];
        let counts = compare(text, &gold, &found);
        assert_eq!((counts.relaxed.0, counts.attrib.0, counts.exact.0), (2, 1, 0));
        assert_eq!((counts.content.0, counts.content.1, counts.content.2), (5, 6, 7));
        assert_eq!((counts.source.0, counts.source.1, counts.source.2), (1, 2, 4));
        assert_eq!(counts.direct, (1, 1, 1));
        let same = compare(text, &gold, &gold);
        assert_eq!((same.attrib.f1(), same.exact.f1(), same.cue.f1()), (1.0, 1.0, 1.0));
    }
}
