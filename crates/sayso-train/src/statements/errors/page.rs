//! What the classes stand on: the words of an article as the score counts them, with tags, lemmas and sentences.

use std::collections::BTreeSet;

use sayso_read::looks::{self, Vectors};
use sayso_read::reading::CodePoints;
use sayso_read::tags::{self, Upos};
use sayso_read::text::{self, Text};

use crate::statements::article;
use crate::statements::score::{Tokens, Words};

/// Tags of the Penn Treebank.
const FINITE: [&str; 4] = ["VBD", "VBP", "VBZ", "MD"];

/// The models that are needed.
pub(super) struct Tagger<'m> {
    pub(super) sentences: &'m text::Model,
    pub(super) vectors: &'m Vectors,
    pub(super) tags: &'m tags::Model,
}

/// A word.
pub(super) struct Word {
    pub(super) lower: String,
    pub(super) lemma: String,
    pub(super) upos: Upos,
    /// A verb that makes a clause: past, present or modal.
    pub(super) finite: bool,
    pub(super) sentence: usize,
    /// The marks between this word and the next.
    pub(super) after: String,
    /// In the first line.
    pub(super) headline: bool,
}

/// An article.
pub(super) struct Page {
    pub(super) words: Words,
    pub(super) list: Vec<Word>,
    chars: Vec<char>,
}

impl Page {
    pub(super) fn of(string: &str, tagger: &Tagger<'_>) -> Page {
        let text = Text::with(&article(string), tagger.sentences);
        let tags = tags::find(&text, &looks::of(&text, tagger.vectors), tagger.vectors, tagger.tags);
        let points = CodePoints::of(&text.string);
        let words = Words::of(string);
        let chars: Vec<char> = string.chars().collect();
        // Tokens in code points: end, tag, lemma, sentence.
        let mut tokens = Vec::new();
        for (sentence, &run) in text.sentences.iter().enumerate() {
            let forms = tags::forms(&text, &tags, run, tagger.tags);
            for (token, form) in run.range().zip(forms) {
                let (_, end) = points.of_span(text.tokens[token].span);
                tokens.push((end, tags[token], form.lemma.to_lowercase(), sentence));
            }
        }
        let lead = chars.iter().take_while(|c| c.is_whitespace()).count();
        let headline = chars.iter().skip(lead).position(|&c| c == '\n').map_or(chars.len(), |at| at + lead);
        let list = (words.spans.iter().enumerate())
            .map(|(at, &(start, end))| {
                // The first token that ends behind the word's start.
                let token = tokens.get(tokens.partition_point(|token| token.0 <= start));
                let next = words.spans.get(at + 1).map_or(chars.len(), |span| span.0 as usize);
                Word {
                    lower: chars[start as usize..end as usize].iter().flat_map(|c| c.to_lowercase()).collect(),
                    lemma: token.map(|token| token.2.clone()).unwrap_or_default(),
                    upos: token.map_or(Upos::X, |token| token.1.upos),
                    finite: token
                        .and_then(|token| tagger.tags.label(token.1.label))
                        .is_some_and(|label| FINITE.contains(&label.xpos.as_str())),
                    sentence: token.map_or(0, |token| token.3),
                    after: chars[end as usize..next].iter().collect(),
                    headline: (start as usize) < headline,
                }
            })
            .collect();
        Page { words, list, chars }
    }

    /// Whether any of the words is of one of these parts of speech.
    pub(super) fn any(&self, tokens: &Tokens, parts: &[Upos]) -> bool {
        tokens.iter().any(|&at| parts.contains(&self.list[at].upos))
    }

    /// Whether any of the words is one of these.
    pub(super) fn has(&self, tokens: &Tokens, words: &[&str]) -> bool {
        tokens.iter().any(|&at| words.contains(&self.list[at].lower.as_str()))
    }

    /// Whether a comma, dash or bracket stands right before the word.
    pub(super) fn comma_before(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.list.get(before));
        before.is_some_and(|word| word.after.contains([',', ';', '—', '–', '(']) || word.after.contains(" - "))
    }

    /// Whether all words stand in quotation marks.
    pub(super) fn quoted(&self, tokens: &Tokens) -> bool {
        !tokens.is_empty() && tokens.iter().all(|&at| self.words.quoted[at])
    }

    /// The dictionary forms of the words that are neither auxiliaries nor marks.
    pub(super) fn lemmas(&self, tokens: &Tokens) -> String {
        let words = tokens.iter().map(|&at| &self.list[at]);
        let lemmas: Vec<_> = words.filter(|word| word.upos != Upos::Aux).map(|word| word.lemma.as_str()).collect();
        lemmas.join(" ")
    }

    /// The words from one to another, with what stands between them.
    pub(super) fn stretch(&self, first: usize, last: usize) -> String {
        let last = last.min(self.words.spans.len().saturating_sub(1));
        match (self.words.spans.get(first), self.words.spans.get(last)) {
            (Some(first), Some(last)) => self.chars[first.0 as usize..last.1 as usize].iter().collect(),
            _ => String::new(),
        }
    }

    /// The words, pieces parted by a bar.
    pub(super) fn print(&self, tokens: &Tokens) -> String {
        let mut out = String::new();
        let mut before = None;
        for &at in tokens {
            if before.is_some_and(|before| before + 1 < at) {
                out.push_str(" |");
            }
            out.push_str(if out.is_empty() { "" } else { " " });
            out.push_str(&self.stretch(at, at));
            before = Some(at);
        }
        out
    }
}

/// The cues we know: lemma and part of speech, and the words that belong to them.
#[derive(Default)]
pub(super) struct Lexicon {
    entries: BTreeSet<(Upos, String, Vec<String>)>,
    mind: BTreeSet<String>,
}

impl Lexicon {
    /// From the lines of `cues.tsv`.
    pub(super) fn read(file: &str) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(lemma), Some(part), Some(class)) = (cells.next(), cells.next(), cells.next()) else { continue };
            let upos = match part {
                "verb" => Upos::Verb,
                "noun" => Upos::Noun,
                "adjective" => Upos::Adj,
                "adverb" => Upos::Adv,
                "preposition" => Upos::Adp,
                _ => continue,
            };
            let mut words = lemma.split(' ').map(str::to_owned);
            let Some(first) = words.next() else { continue };
            if matches!(class, "expect" | "believe" | "hope" | "plan" | "doubt") {
                lexicon.mind.insert(first.clone());
            }
            lexicon.entries.insert((upos, first, words.collect()));
        }
        lexicon
    }

    /// Whether a word of the cue is known, its other words being there too.
    pub(super) fn knows(&self, page: &Page, cue: &Tokens, part: Upos) -> bool {
        let has = |lemma: &String| cue.iter().any(|&at| page.list[at].lower == *lemma || page.list[at].lemma == *lemma);
        cue.iter().any(|&at| {
            let word = &page.list[at];
            let fits = word.upos == part || (part != Upos::Verb && part != Upos::Noun);
            fits && [&word.lemma, &word.lower].into_iter().any(|first| {
                (self.entries.range((part, first.clone(), Vec::new())..))
                    .take_while(|entry| entry.0 == part && entry.1 == *first)
                    .any(|entry| entry.2.iter().all(has))
            })
        })
    }

    /// Whether the cue tells of a mind rather than of a mouth.
    pub(super) fn is_of_mind(&self, page: &Page, cue: &Tokens) -> bool {
        cue.iter().any(|&at| self.mind.contains(&page.list[at].lemma))
    }
}
