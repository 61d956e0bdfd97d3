//! The classes, each decided by the first line that fits.

use sayso_read::tags::Upos;

use super::page::{Lexicon, Page};
use crate::statements::score::{self, Tokens, Unit};

const MODALS: &[&str] = &["will", "would", "could", "can", "may", "might", "should", "must", "shall", "cannot"];
const RELATIVES: &[&str] = &["who", "which", "that", "whose", "whom"];
#[rustfmt::skip]
const PRONOUNS: &[&str] = &[
    "he", "she", "it", "they", "i", "we", "you", "his", "her", "their", "its", "my", "our", "your", "him", "them", "me", "us",
];
/// Words at the edge of a content on which annotators and grammars differ.
#[rustfmt::skip]
const EDGES: &[&str] = &[
    "that", "to", "of", "for", "on", "about", "with", "against", "in", "at", "as", "if", "whether", "and", "but", "so",
];

/// What the content is made of.
enum Make {
    Quotation,
    Infinitive,
    /// Holds a finite verb; the annotated "that" or "whether" counts as one.
    Clause,
    Phrase,
}

fn make(page: &Page, unit: &Unit) -> Make {
    let verb = |at: &usize| matches!(page.list[*at].upos, Upos::Verb | Upos::Aux);
    let mut content = unit.content.iter();
    let (first, second) = (content.next(), content.next());
    let to = |at: Option<&usize>| at.is_some_and(|&at| page.list[at].lower == "to");
    match () {
        () if page.quoted(&unit.content) && !page.quoted(&unit.cue) => Make::Quotation,
        () if to(first) && second.is_some_and(verb) || to(unit.cue.last()) && first.is_some_and(verb) => {
            Make::Infinitive
        }
        () if unit.content.iter().any(|&at| page.list[at].finite) => Make::Clause,
        () => Make::Phrase,
    }
}

fn in_headline(page: &Page, unit: &Unit) -> bool {
    unit.cue.first().or(unit.content.first()).is_some_and(|&at| page.list[at].headline)
}

fn is_modal(page: &Page, cue: &Tokens) -> bool {
    let short = ["n't", "n’t"]; // "couldn't", "won’t" (a future is a modal here)
    cue.iter().any(|&at| {
        let word = page.list[at].lower.as_str();
        let stem = short.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        MODALS.contains(&stem) || matches!(stem, "wo" | "ca")
    })
}

/// A gold attribution of which nothing is found.
pub(super) fn missed(page: &Page, lexicon: &Lexicon, unit: &Unit) -> &'static str {
    let cue = &unit.cue;
    let knows = |part| lexicon.knows(page, cue, part);
    match () {
        () if in_headline(page, unit) => "missed: in the headline",
        () if cue.is_empty() => "missed: no word for a cue (colon, dash, nothing)",
        () if knows(Upos::Verb) => missed_verb(page, unit),
        () if knows(Upos::Noun) => "missed: known noun",
        () if [Upos::Adj, Upos::Adv, Upos::Adp].into_iter().any(knows) => {
            "missed: known adjective, adverb, preposition"
        }
        () if page.any(cue, &[Upos::Verb]) && page.any(cue, &[Upos::Noun]) => "missed: new phrase of verb and noun",
        () if page.any(cue, &[Upos::Verb]) => match make(page, unit) {
            Make::Quotation => "missed: new verb, quotation",
            Make::Infinitive => "missed: new verb, infinitive",
            Make::Clause => "missed: new verb, clause or phrase with a finite verb",
            Make::Phrase => "missed: new verb, noun phrase",
        },
        () if page.any(cue, &[Upos::Noun, Upos::Propn]) => "missed: new noun",
        () => "missed: new adjective, preposition or other word",
    }
}

/// One whose verb is in the lexicon.
fn missed_verb(page: &Page, unit: &Unit) -> &'static str {
    match make(page, unit) {
        Make::Quotation => "missed: known verb, quotation",
        _ if unit.source.is_empty() => "missed: known verb, source not printed",
        _ if unit.source.len() == 1 && page.has(&unit.source, RELATIVES) => "missed: known verb, “who” or “which”",
        Make::Infinitive => "missed: known verb, infinitive",
        _ if is_modal(page, &unit.cue) => "missed: known verb under a modal",
        _ if page.any(&unit.cue, &[Upos::Noun]) => "missed: known verb with a noun in the cue",
        Make::Clause => "missed: known verb, clause or phrase with a finite verb",
        Make::Phrase => "missed: known verb, noun phrase",
    }
}

/// The cue is the gold one's, the contents share less than half.
pub(super) fn far(page: &Page, gold: &[Unit], at: usize, found: &Unit) -> &'static str {
    let unit = &gold[at];
    let (less, more) = difference(unit, found);
    let mut others = gold.iter().enumerate().filter(|&(other, _)| other != at).map(|(_, other)| other);
    match () {
        () if others.any(|other| score::overlap(&other.content, &found.content) >= 0.5) => "far off: another's content",
        () if less.is_empty() => match longer(page, &more, &unit.content) {
            Longer::Sentence => "far too long: over the end of the sentence",
            Longer::Conjunction => "far too long: past a comma and “and” or “but”",
            Longer::Comma => "far too long: past a comma, dash or bracket",
            Longer::Left | Longer::Middle => "far too long: on the left",
            Longer::Preposition | Longer::Other => "far too long: on the right, otherwise",
        },
        () if more.is_empty() => match shorter(page, &less, found) {
            Shorter::Sentence => "far too short: another sentence left out",
            Shorter::Piece => "far too short: the piece before or behind the cue left out",
            Shorter::Comma => "far too short: cut at a comma, dash or bracket",
            Shorter::Left | Shorter::Right => "far too short: otherwise",
        },
        () => "far off: other words",
    }
}

/// The content is right, the source is not.
pub(super) fn source(page: &Page, gold: &[Unit], at: usize, found: &Unit) -> &'static str {
    let unit = &gold[at];
    let (want, got) = (&unit.source, &found.source);
    let anothers = || gold.iter().any(|other| !other.source.is_empty() && score::overlap(&other.source, got) >= 0.5);
    match () {
        () if another_cue(unit, found) => "source: the words are found by another cue",
        () if want.is_empty() => "source: printed none, found one",
        () if got.is_empty() && page.quoted(&unit.content) => "source: absent, of a quotation",
        () if got.is_empty() => "source: absent, of indirect words",
        () if want.is_subset(got) => "source: too long",
        () if got.is_subset(want) => "source: too short",
        () if anothers() => "source: another speaker's",
        () if want.len() == 1 && page.has(want, PRONOUNS) => "source: other words for a pronoun",
        () if want.len() == 1 && page.has(want, RELATIVES) => "source: other words for “who” or “which”",
        () => "source: other words",
    }
}

fn another_cue(unit: &Unit, found: &Unit) -> bool {
    !unit.cue.is_empty() && !found.cue.is_empty() && unit.cue.is_disjoint(&found.cue)
}

fn difference(gold: &Unit, found: &Unit) -> (Tokens, Tokens) {
    let beyond = |a: &Unit, b: &Unit| a.content.difference(&b.content).copied().collect();
    (beyond(gold, found), beyond(found, gold))
}

/// The contents share half and are not the same; all else is right.
pub(super) fn ends(page: &Page, gold: &Unit, found: &Unit) -> &'static str {
    let (less, more) = difference(gold, found);
    let edge = |tokens: &Tokens| tokens.iter().all(|&at| EDGES.contains(&page.list[at].lower.as_str()));
    match () {
        () if another_cue(gold, found) => "ends: the words are found by another cue",
        () if edge(&less) && edge(&more) => "ends: only “that”, “to”, “of” or the like differ",
        () if less.is_empty() => match longer(page, &more, &gold.content) {
            Longer::Sentence => "ends too long: over the end of the sentence",
            Longer::Conjunction => "ends too long: past a comma and “and” or “but”",
            Longer::Comma => "ends too long: past a comma, dash or bracket",
            Longer::Preposition => "ends too long: by a preposition, “as”, “when”, “after”",
            Longer::Left => "ends too long: on the left",
            Longer::Middle => "ends too long: in the middle",
            Longer::Other => "ends too long: on the right, otherwise",
        },
        () if more.is_empty() => match shorter(page, &less, found) {
            Shorter::Sentence => "ends too short: another sentence left out",
            Shorter::Piece => "ends too short: the piece before or behind the cue left out",
            Shorter::Comma => "ends too short: cut at a comma, dash or bracket",
            Shorter::Left => "ends too short: on the left or in the middle",
            Shorter::Right => "ends too short: on the right, otherwise",
        },
        () => "ends: too long at one place, too short at another",
    }
}

enum Longer {
    Sentence,
    Conjunction,
    Comma,
    Preposition,
    Left,
    Middle,
    Other,
}

/// How `more` words go beyond those of `gold`: looked at on the right first.
fn longer(page: &Page, more: &Tokens, gold: &Tokens) -> Longer {
    let (Some(&first), Some(&last)) = (gold.first(), gold.last()) else { return Longer::Other };
    let Some(&over) = more.iter().find(|&&at| at > last) else {
        return if more.iter().any(|&at| at < first) { Longer::Left } else { Longer::Middle };
    };
    let (word, comma) = (&page.list[over], page.comma_before(over));
    match () {
        () if word.sentence != page.list[last].sentence => Longer::Sentence,
        () if comma && word.upos == Upos::Cconj => Longer::Conjunction,
        () if comma => Longer::Comma,
        () if matches!(word.upos, Upos::Adp | Upos::Sconj) => Longer::Preposition,
        () => Longer::Other,
    }
}

enum Shorter {
    Sentence,
    Piece,
    Comma,
    Left,
    Right,
}

/// Which words of the gold content are left out.
fn shorter(page: &Page, less: &Tokens, found: &Unit) -> Shorter {
    let (Some(&first), Some(&last)) = (found.content.first(), found.content.last()) else { return Shorter::Right };
    let sentences: Vec<usize> = found.content.iter().map(|&at| page.list[at].sentence).collect();
    let between = |at: &usize| found.cue.iter().any(|cue| (at < cue && *cue < first) || (last < *cue && cue < at));
    match less.iter().find(|&&at| at > last) {
        _ if less.iter().any(|&at| !sentences.contains(&page.list[at].sentence)) => Shorter::Sentence,
        _ if less.iter().any(between) => Shorter::Piece,
        Some(&cut) if page.comma_before(cut) => Shorter::Comma,
        Some(_) => Shorter::Right,
        None => Shorter::Left,
    }
}

/// A found attribution that is nobody's.
pub(super) fn spurious(page: &Page, lexicon: &Lexicon, gold: &[Unit], unit: &Unit) -> &'static str {
    let cue = &unit.cue;
    let inside = |other: &Unit| cue.first().is_some_and(|at| other.content.contains(at));
    match () {
        () if gold.iter().any(|other| !other.cue.is_disjoint(cue)) => "spurious: second reading of a cue",
        () if gold.iter().any(inside) => "spurious: a claim inside another's words",
        () if gold.iter().any(|other| score::overlap(&other.content, &unit.content) >= 0.5) => {
            "spurious: words that are told already"
        }
        () if in_headline(page, unit) => "spurious: in the headline",
        () if cue.is_empty() && page.quoted(&unit.content) => "spurious: quotation without a cue",
        () if cue.is_empty() => "spurious: no word for a cue (colon, dash)",
        () if !page.any(cue, &[Upos::Verb]) && page.any(cue, &[Upos::Noun]) => "spurious: noun as a cue",
        () if !page.any(cue, &[Upos::Verb]) => "spurious: adjective, adverb, preposition as a cue",
        () if unit.source.is_empty() => "spurious: verb, source not printed",
        () => spurious_verb(page, lexicon, unit),
    }
}

/// One whose cue is a verb.
fn spurious_verb(page: &Page, lexicon: &Lexicon, unit: &Unit) -> &'static str {
    match make(page, unit) {
        Make::Quotation => "spurious: verb with quoted words",
        Make::Infinitive => "spurious: verb with an infinitive",
        _ if is_modal(page, &unit.cue) => "spurious: verb under a modal",
        Make::Phrase => "spurious: verb with a noun phrase",
        Make::Clause if lexicon.is_of_mind(page, &unit.cue) => "spurious: verb of mind with a clause",
        Make::Clause => "spurious: verb of saying with a clause",
    }
}
