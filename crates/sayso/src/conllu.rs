//! CoNLL-U: tokens, tags, clauses and names of one document, for whoever works with Universal Dependencies.
//!
//! In: [`Text`] and what the language stages say of each token ([`Analysis`]). Out: lines. Follows
//! <https://universaldependencies.org/format.html>; what is printed passes UD's validator at level 2, whatever the page
//! holds and whatever the stages say: words that would break a line are shown as signs, trees are mended.
//!
//! ```text
//! # newdoc id = b3:55aa...
//! # newpar
//! # sent_id = 55aa0c...-1-1
//! # text = Tarn's gone.
//! 1-2  Tarn's  _     _      _    _  _  _      _  End=6|Start=0
//! 1    Tarn    Tarn  PROPN  NNP  _  3  nsubj  _  End=4|NER=B-Person|Start=0
//! ...
//! ```
//!
//! (In the file, tabs part the fields.)
//!
//! Not here: which words are one printed word (`text`), what the tags are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use sayso_read::articles::BlockKind;
use sayso_read::reading::CodePoints;
use sayso_read::span::Run;
use sayso_read::tags::{self, Upos};
use sayso_read::text::{Text, multiwords};
use sayso_read::{Language, Reading};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::safe;

/// A text, what the language stages found in it, and their models.
#[derive(Debug)]
pub(crate) struct Layers<'l> {
    pub(crate) text: Text,
    pub(crate) found: sayso_read::Analysis,
    pub(crate) models: &'l Language,
}

/// A reading's document.
pub(crate) fn page(reading: &Reading, layers: &Layers<'_>, number: usize) -> String {
    let Layers { text, found, models } = layers;
    let points = CodePoints::of(&text.string);
    let mut analyses: Vec<Analysis<'_>> = vec![Analysis::default(); text.tokens.len()];
    for &sentence in &text.sentences {
        let forms = tags::forms(text, &found.tags, sentence, &models.tags);
        for (token, form) in sentence.range().zip(forms) {
            let label = found.tags.get(token).and_then(|tag| models.tags.label(tag.label));
            let arc = found.clauses.get(token).copied().unwrap_or_default();
            analyses[token] = Analysis {
                lemma: form.lemma,
                upos: label.map_or("", |label| label.upos.name()),
                xpos: label.map_or("", |label| &label.xpos),
                feats: form.features,
                head: arc.head.map_or(0, |head| (head - sentence.start) as usize + 1),
                deprel: arc.relation.name(),
                name: None,
            };
        }
    }
    for name in &found.names {
        for token in name.run.range() {
            analyses[token].name = Some((token == name.run.start as usize, name.kind.name()));
        }
    }
    let document_ = Document { id: &reading.id, path: &reading.path, number };
    document(&document_, sentences(text, &points, |token| analyses[token].clone()))
}

/// What the language stages say of a token. An empty string: they say nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Analysis<'l> {
    /// Base form.
    pub(crate) lemma: Cow<'l, str>,
    /// One of UD's 17 word classes.
    pub(crate) upos: &'l str,
    /// Penn tag.
    pub(crate) xpos: &'l str,
    /// `Name=Value|Name=Value`, in any order.
    pub(crate) feats: &'l str,
    /// The head's place in the sentence, counted from 1; 0 for the root.
    pub(crate) head: usize,
    /// UD relation.
    pub(crate) deprel: &'l str,
    /// Whether the token begins a name, and the name's type (`Person`); none outside of names.
    pub(crate) name: Option<(bool, &'l str)>,
}

/// A token with its place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row<'l> {
    /// As printed on the page.
    pub(crate) form: &'l str,
    /// What is said of it.
    pub(crate) analysis: Analysis<'l>,
    /// Code points of the reading's text.
    pub(crate) start: u32,
    /// End not included.
    pub(crate) end: u32,
    /// Whether white space follows (or nothing more in the block).
    pub(crate) space_after: bool,
    /// Whether it is one printed word with the next token (`do|n't`).
    pub(crate) joined: bool,
}

/// A sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sentence<'l> {
    /// The kind of the block that begins with it; none within a block.
    pub(crate) block: Option<BlockKind>,
    /// Its tokens; a sentence without any is not printed.
    pub(crate) rows: Vec<Row<'l>>,
}

/// What the document is called.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Document<'l> {
    /// `b3:` and 64 hexadecimal digits.
    pub(crate) id: &'l str,
    /// Where the page was found.
    pub(crate) path: &'l str,
    /// Tells the documents of one call apart: two pages may hold the same text and then have the same id.
    pub(crate) number: usize,
}

/// The sentences of a text; `analysis` tells what is known of each token, by its index in [`Text::tokens`].
pub(crate) fn sentences<'l>(
    text: &'l Text,
    points: &'l CodePoints<'l>,
    analysis: impl Fn(usize) -> Analysis<'l> + 'l,
) -> impl Iterator<Item = Sentence<'l>> + 'l {
    (text.paragraphs.iter())
        .flat_map(|paragraph| {
            let (first, last) = (paragraph.sentences.0 as usize, paragraph.sentences.1 as usize);
            let runs = text.sentences.get(first..last).unwrap_or_default();
            runs.iter().enumerate().map(|(index, &run)| ((index == 0).then_some(paragraph.kind), run))
        })
        .map(move |(block, run)| Sentence { block, rows: rows(text, points, run, &analysis) })
}

fn rows<'l>(
    text: &'l Text,
    points: &CodePoints<'_>,
    run: Run,
    analysis: &(impl Fn(usize) -> Analysis<'l> + 'l),
) -> Vec<Row<'l>> {
    let mut joined = vec![false; run.range().len()];
    for word in multiwords(text, run) {
        for at in word.start..word.end - 1 {
            joined[(at - run.start) as usize] = true;
        }
    }
    (run.range().zip(joined))
        .filter_map(|(token, joined)| {
            let span = text.tokens.get(token)?.span;
            let next = text.tokens.get(token + 1);
            let (start, end) = points.of_span(span);
            let space_after = next.is_none_or(|next| next.span.start > span.end);
            Some(Row { form: text.words(span), analysis: analysis(token), start, end, space_after, joined })
        })
        .collect()
}

/// The lines of a document; nothing for one without tokens.
pub(crate) fn document<'l>(document: &Document<'_>, sentences: impl IntoIterator<Item = Sentence<'l>>) -> String {
    let digest = document.id.rsplit(':').next().unwrap_or_default();
    let digest: String = digest.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
    let mut out = String::new();
    let mut block = None;
    let mut number = 0;
    for sentence in sentences {
        block = sentence.block.or(block);
        let words = words(&sentence.rows);
        if words.is_empty() {
            continue;
        }
        if number == 0 {
            let _ = writeln!(out, "# newdoc id = {}\n# path = {}", clean(document.id), clean(document.path));
        }
        if let Some(kind) = block.take() {
            let _ = writeln!(out, "# newpar\n# block = {}", crate::outline::name(kind).replace(' ', "_"));
        }
        number += 1;
        let _ = writeln!(out, "# sent_id = {digest}-{}-{number}", document.number);
        print(&words, &mut out);
        out.push('\n');
    }
    out
}

/// A row made ready for printing.
struct Word<'r> {
    row: &'r Row<'r>,
    form: Cow<'r, str>,
}

fn words<'r>(rows: &'r [Row<'r>]) -> Vec<Word<'r>> {
    let mut glued = false;
    (rows.iter())
        .map(|row| {
            let mut form = field(row.form);
            // An accent that is a token of its own would melt into the one before it: "=" and U+0338 are "≠" in NFC.
            if glued && form.starts_with(is_combining_mark) {
                form = Cow::Owned(format!("◌{form}"));
            }
            glued = !row.space_after;
            Word { row, form }
        })
        .collect()
}

fn print(words: &[Word<'_>], out: &mut String) {
    out.push_str("# text = ");
    for (index, word) in words.iter().enumerate() {
        out.push_str(&word.form);
        if word.row.space_after && !word.row.joined && index + 1 < words.len() {
            out.push(' ');
        }
    }
    out.push('\n');
    let heads = mend(words);
    let mut range_end = 0;
    for (index, (word, &head)) in words.iter().zip(&heads).enumerate() {
        let Row { analysis, start, end, space_after, joined, .. } = word.row;
        if *joined && index >= range_end {
            let length = words[index..].iter().take_while(|word| word.row.joined).count() + 1;
            range_end = (index + length).min(words.len());
            let range = &words[index..range_end];
            if let [first, .., last] = range {
                let _ = write!(out, "{}-{range_end}\t", index + 1);
                range.iter().for_each(|word| out.push_str(&word.form));
                out.push_str("\t_\t_\t_\t_\t_\t_\t_\t");
                misc(first.row.start, last.row.end, None, last.row.space_after, out);
            }
        }
        let deprel = match (head, relation(analysis.deprel)) {
            (0, _) => "root",
            (_, "root" | "") => "dep",
            (_, deprel) => deprel,
        };
        let upos = Upos::named(analysis.upos).unwrap_or_default().name();
        let _ = write!(out, "{}\t{}\t{}\t{upos}", index + 1, word.form, field(&analysis.lemma));
        let _ = write!(out, "\t{}\t{}\t{head}\t{deprel}\t_\t", field(analysis.xpos), feats(analysis.feats));
        // Within a printed word, and at its end, the range line tells.
        misc(*start, *end, analysis.name, *space_after || index < range_end, out);
    }
}

/// The last field and the line's end. Keys in the order of the alphabet.
fn misc(start: u32, end: u32, name: Option<(bool, &str)>, space_after: bool, out: &mut String) {
    let _ = write!(out, "End={end}");
    if let Some((first, kind)) = name {
        let _ = write!(out, "|NER={}-{}", if first { 'B' } else { 'I' }, field(kind).replace(['|', '='], "_"));
    }
    if !space_after {
        out.push_str("|SpaceAfter=No");
    }
    let _ = writeln!(out, "|Start={start}");
}

/// Heads that make one tree: a second root, a head that is not there and a circle are hung on the root.
fn mend(words: &[Word<'_>]) -> Vec<usize> {
    let mut heads: Vec<usize> = words.iter().map(|word| word.row.analysis.head).collect();
    let root = heads.iter().position(|&head| head == 0).unwrap_or(0);
    for (index, head) in heads.iter_mut().enumerate() {
        if index == root {
            *head = 0;
        } else if *head == 0 || *head > words.len() || *head == index + 1 {
            *head = root + 1;
        }
    }
    // Whatever is reached on the way up from a word is marked with that word; meeting one's own mark is a circle.
    let mut seen = vec![0; words.len()];
    for index in 0..words.len() {
        let mut at = index;
        while at != root && seen[at] == 0 {
            seen[at] = index + 1;
            let next = heads[at] - 1;
            if next != root && seen[next] == index + 1 {
                heads[at] = root + 1;
            }
            at = heads[at] - 1;
        }
    }
    heads
}

/// A relation in the shape that UD allows (`nsubj`, `acl:relcl`), or nothing.
fn relation(deprel: &str) -> &str {
    let (name, kind) = deprel.split_once(':').unwrap_or((deprel, "x"));
    let sound = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    if sound(name) && sound(kind) { deprel } else { "" }
}

/// Features in the order that UD wants: by name, capitals and small letters alike; each name once.
fn feats(feats: &str) -> String {
    let sound = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    let inner =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'[' | b']' | b','));
    let all: BTreeMap<String, (&str, &str)> = (feats.split('|').filter_map(|feat| feat.split_once('=')))
        .filter(|(name, value)| sound(name) && sound(value) && inner(name) && inner(value))
        .map(|(name, value)| (name.to_ascii_lowercase(), (name, value)))
        .collect();
    let all: Vec<String> = all.values().map(|(name, value)| format!("{name}={value}")).collect();
    if all.is_empty() { "_".to_owned() } else { all.join("|") }
}

/// Words as a field can hold them: no white space, nothing that steers, in NFC as UD demands; `_` for none.
fn field(words: &str) -> Cow<'_, str> {
    if words.is_empty() {
        return Cow::Borrowed("_");
    }
    let words = clean(words);
    if words.contains(char::is_whitespace) {
        return Cow::Owned(words.replace(char::is_whitespace, "␣"));
    }
    words
}

/// Words as a comment can hold them: one line.
fn clean(words: &str) -> Cow<'_, str> {
    let mut words = safe::show(words);
    if words.contains(['\n', '\t']) {
        words = Cow::Owned(words.replace(['\n', '\t'], " "));
    }
    if is_nfc_quick(words.chars()) != IsNormalized::Yes {
        words = Cow::Owned(words.nfc().collect());
    }
    words
}

#[cfg(test)]
mod tests;
