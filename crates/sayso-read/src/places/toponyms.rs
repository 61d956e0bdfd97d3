//! What may be a toponym: stretches of words that the map knows, and names that look like places.
//!
//! ```text
//! the |Bank of |England||, |Kursk| region       the map: England, Kursk; `names`: Bank of England
//! ```

use super::gazetteer::{Bearer, Fold, Gazetteer, How};
use super::kinds::{self, Kind};
use crate::analysis::Analysis;
use crate::names::NameKind;
use crate::span::Run;
use crate::text::{Text, TokenKind};

/// Stretches that are looked at, a text.
pub const MOST: usize = 20_000;

/// Tokens of a toponym.
pub const LONGEST: usize = 10;

/// What may be a toponym.
#[derive(Debug, Clone)]
pub struct Toponym {
    /// Its tokens.
    pub run: Run,
    /// Bytes at the end of its last token that are another word's: "Sudzha|The|".
    pub glued: u32,
    /// The places that may be meant, the greatest first.
    pub bearers: Vec<Bearer>,
    /// Under what the map knows it: equal keys are one name.
    pub key: String,
    /// The name that covers it or is covered by it, as an index.
    pub name: Option<u32>,
}

/// Finds all that may be a toponym, in order of the start, the longer first; none twice.
pub fn find(text: &Text, analysis: &Analysis, gazetteer: &Gazetteer) -> Vec<Toponym> {
    let mut runs: Vec<Run> = Vec::new();
    for sentence in &text.sentences {
        scan(text, *sentence, gazetteer, &mut runs);
    }
    for name in &analysis.names {
        if matches!(name.kind, NameKind::Location | NameKind::Facility | NameKind::Norp) && name.run.len() <= LONGEST {
            runs.push(trimmed(text, name.run));
        }
    }
    runs.retain(|run| !run.is_empty());
    runs.sort_unstable_by_key(|run| (run.start, std::cmp::Reverse(run.end)));
    runs.dedup();
    runs.truncate(MOST);
    let mut at = 0;
    let mut toponyms = Vec::with_capacity(runs.len());
    for run in runs {
        while analysis.names.get(at).is_some_and(|name| name.run.end <= run.start) {
            at += 1;
        }
        let name = analysis.names.get(at).filter(|name| name.run.overlaps(run)).map(|_| at as u32);
        let glued = glued(text.word(run.end as usize - 1)) as u32;
        let words = text.words(text.span(run));
        let (key, bearers) = look_up(&words[..words.len() - glued as usize], gazetteer);
        let is_people = name.is_some_and(|name| analysis.names[name as usize].kind == NameKind::Norp);
        // "Latinos", "Shia": no place, and none that the map lacks.
        if !(is_people && bearers.is_empty()) {
            toponyms.push(Toponym { run, glued, bearers, key, name });
        }
    }
    toponyms
}

/// Words that begin sentences and clauses, and stick to the word before where a page lost its spaces.
const STUCK: [&str; 16] = [
    "The", "Who", "Which", "Where", "When", "While", "What", "This", "That", "They", "There", "After", "But", "And",
    "With", "He",
];

/// How many bytes at the end of a word are another word's: "SudzhaThe".
pub(super) fn glued(word: &str) -> usize {
    let stuck = STUCK.iter().find(|stuck| {
        word.len() >= stuck.len() + 4
            && word.ends_with(**stuck)
            && word[..word.len() - stuck.len()].ends_with(char::is_lowercase)
            && word.starts_with(char::is_uppercase)
    });
    stuck.map_or(0, |stuck| stuck.len())
}

/// A name without "the" before it and a possessive behind it.
fn trimmed(text: &Text, run: Run) -> Run {
    let Run { mut start, mut end } = run;
    // "the Netherlands", "southern Germany".
    while start < end && is_outside(text.word(start as usize)) {
        start += 1;
    }
    while start < end && matches!(text.word(end as usize - 1), "'s" | "’s" | "'" | "’") {
        end -= 1;
    }
    Run { start, end }
}

/// Whether a word before a name is no part of it: an article, or a part of the place that is not called so.
fn is_outside(word: &str) -> bool {
    word.eq_ignore_ascii_case("the") || kinds::is_part(word)
}

/// Reads a sentence along the map, the longest name from each capital letter.
fn scan(text: &Text, sentence: Run, gazetteer: &Gazetteer, runs: &mut Vec<Run>) {
    let mut at = sentence.range().start;
    while at < sentence.range().end {
        let word = text.word(at);
        if text.tokens[at].kind != TokenKind::Word || !word.starts_with(char::is_uppercase) {
            at += 1;
            continue;
        }
        let end = longest(text, at, sentence.range().end.min(at + LONGEST), gazetteer);
        match end {
            Some(end) => {
                runs.push(Run::new(at, end));
                at = end;
            }
            None => at += 1,
        }
    }
}

/// Where the longest name of the map ends that starts here and may be printed so.
fn longest(text: &Text, start: usize, limit: usize, gazetteer: &Gazetteer) -> Option<usize> {
    let mut spelling = gazetteer.spell()?;
    let (mut fold, mut best) = (Fold::default(), None);
    let mut from = text.tokens[start].span.start as usize;
    for at in start..limit {
        let end = text.tokens[at].span.end as usize - glued(text.word(at));
        let mut goes = true;
        for letter in text.string[from..end].chars() {
            goes &= letter != '\n' && letter != '(' && letter != ')' && letter != '/' && letter != ';' && letter != ':';
            fold.push(letter, |byte| goes &= spelling.push(byte));
            if !goes {
                return best;
            }
        }
        from = end;
        let ends = text.word(at).ends_with(|c: char| c.is_alphanumeric() || c == '.');
        // A clitic is no part of a name.
        let clitic = at > start && matches!(text.word(at), "'s" | "’s" | "'" | "’");
        let words = &text.string[text.tokens[start].span.start as usize..end];
        if let (true, false, Some(number)) = (ends, clitic, spelling.number())
            && gazetteer.bearers(number).iter().any(|bearer| is_printed_so(words, bearer.how))
        {
            best = Some(at + 1);
        }
        if end < text.tokens[at].span.end as usize {
            return best;
        }
    }
    best
}

/// Abbreviations are printed in capitals or with a stop.
fn is_printed_so(words: &str, how: How) -> bool {
    match how {
        How::Short => {
            words.ends_with('.') || words.chars().all(|c| c.is_uppercase() || c == '.' || c == ' ') ||
            // "Calif" without its stop.
            (words.len() > 3 && words.chars().any(char::is_lowercase))
        }
        _ => words.len() > 2 || words.chars().any(char::is_lowercase),
    }
}

/// What the map has for these words: as they stand, or without the word that says what sort of place it is.
fn look_up(words: &str, gazetteer: &Gazetteer) -> (String, Vec<Bearer>) {
    let key = super::gazetteer::fold(words);
    let mut bearers = gazetteer.find(&key);
    bearers.retain(|bearer| is_printed_so(words, bearer.how));
    if !bearers.is_empty() {
        return (key, bearers);
    }
    for (stem, kind) in kinds::stems(&key) {
        let mut bearers = gazetteer.find(stem);
        bearers
            .retain(|bearer| matches!(bearer.how, How::Main | How::Other) && kind.fits(gazetteer.sort(bearer.place)));
        if kind == Kind::Area {
            // The oblast of a seat is not the seat.
            for bearer in bearers.iter_mut().filter(|bearer| gazetteer.sort(bearer.place).is_settlement()) {
                bearer.place = gazetteer.division(bearer.place).unwrap_or(bearer.place);
            }
        }
        if !bearers.is_empty() {
            return (key.clone(), bearers);
        }
    }
    (key, Vec::new())
}
