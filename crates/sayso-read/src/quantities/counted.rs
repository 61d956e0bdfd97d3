//! Counted: what a figure counts or measures, and what befell it.
//!
//! In: a sentence, the end of a figure, its numeral. Out: [`Counted`].
//!
//! The phrase behind the number up to its noun, as tags tell it; "of" goes on to what was measured. The noun in the
//! singular is the unit of a count, as CQE has it.
//!
//! ```text
//! |430| Ukrainian soldiers were captured      |5 tonnes| of grain      a |30-day| ceasefire
//!       ~~~~~~~~~~~~~~~~~~ fate: captured                   ~~~~~               ~~~~~~~~~
//! ```

use super::lexicon::LEXICON;
use super::scene::Scene;
use crate::clauses::Relation;
use crate::tags::Upos;

/// Most words of the thing counted.
const MOST_WORDS: usize = 10;

/// The thing counted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Counted {
    /// Its first token, and one past its last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its noun.
    pub(super) noun: usize,
    /// In the singular, without words that only describe a state: "lightning strike".
    pub(super) name: String,
}

/// The thing counted behind a number: the noun phrase that begins at `at`.
pub(super) fn behind(scene: &Scene<'_>, number: usize, at: usize) -> Option<Counted> {
    let hyphen = scene.is_hyphen(at);
    let start = at + usize::from(hyphen);
    let mut end = start;
    let mut noun = None;
    // The tree says which noun the number is at; without one, the tags do.
    let head = scene.head(number).filter(|&head| scene.relation(number) == Relation::Nummod && head >= start);
    while end < start + MOST_WORDS && scene.holds(end) {
        match scene.upos(end) {
            Upos::Noun if matches!(scene.lower(end), "will" | "today" | "yesterday" | "tomorrow" | "tonight") => break,
            Upos::Noun | Upos::Propn | Upos::Sym if is_word(scene, end) => {
                let compound = scene.is_hyphen(end + 1) && scene.touches(end + 1) && scene.touches(end + 2);
                if !compound || (hyphen && end == start) {
                    noun = Some(end);
                }
                // "three-point range" is a range of three points.
                if hyphen && end == start {
                    break;
                }
            }
            // "63 last year"
            Upos::Adj if matches!(scene.lower(end), "last" | "next" | "this") => break,
            Upos::Adj => {}
            Upos::Adv if end > start || scene.upos(end + 1) == Upos::Adj || participle(scene, end + 1) => {}
            Upos::Verb
                if (participle(scene, end) || (end > start && scene.is_hyphen(end - 1)))
                    && head.is_none_or(|head| end < head)
                    && noun.is_none() => {}
            Upos::Punct if scene.is_hyphen(end) && scene.touches(end) && scene.touches(end + 1) => {}
            Upos::Part if scene.lower(end).starts_with('\'') || scene.lower(end).starts_with('’') => {}
            // "killed and wounded men", "men and women"
            Upos::Cconj if scene.lower(end) == "and" && joins(scene, end) => {}
            Upos::Num
                if scene.is_number(end) && end > start && matches!(scene.upos(end + 1), Upos::Noun | Upos::Propn) => {}
            _ => break,
        }
        if head == Some(end) && !continues(scene, end + 1) {
            break;
        }
        end += 1;
    }
    let noun = noun?;
    Some(Counted { start, end: noun + 1, noun, name: name(scene, start, noun) })
}

/// Whether a noun goes on behind its head: the parser takes the first of two nouns now and then.
fn continues(scene: &Scene<'_>, at: usize) -> bool {
    scene.upos(at) == Upos::Noun
        || joins(scene, at)
        || (scene.is_hyphen(at) && scene.touches(at) && scene.touches(at + 1))
}

/// What is measured: the phrase behind "of", or right behind the unit: "5 tonnes of grain", "a 30-day ceasefire".
pub(super) fn measured(scene: &Scene<'_>, end: usize, part: bool) -> Option<Counted> {
    if matches!(scene.lower(end), "of")
        || (scene.lower(end) == "in"
            && matches!(
                scene.lower(end + 1),
                "aid"
                    | "damages"
                    | "cash"
                    | "loans"
                    | "debt"
                    | "taxes"
                    | "fines"
                    | "funding"
                    | "revenue"
                    | "sales"
                    | "profit"
                    | "profits"
            ))
    {
        let mut at = end + 1;
        while matches!(scene.upos(at), Upos::Det | Upos::Pron)
            && !matches!(scene.lower(at), "them" | "it" | "us" | "which" | "whom" | "what")
        {
            at += 1;
        }
        return behind(scene, at, at);
    }
    // "half the voters"; but "over three months the dam filled".
    let article = usize::from(part && matches!(scene.lower(end), "the" | "its" | "their" | "all"));
    behind(scene, end, end + article)
}

fn is_word(scene: &Scene<'_>, at: usize) -> bool {
    scene.word(at).chars().next().is_some_and(char::is_alphanumeric)
}

/// "recorded songs", "charging stations"
fn participle(scene: &Scene<'_>, at: usize) -> bool {
    (scene.lower(at).ends_with("ed") || scene.lower(at).ends_with("ing") || scene.lower(at).ends_with("en"))
        && (matches!(scene.upos(at + 1), Upos::Noun | Upos::Adj)
            || (scene.upos(at + 1) == Upos::Propn && scene.lower(at + 1).ends_with('s')))
}

/// Whether "and" joins two words of one phrase: adjectives, or people and people.
fn joins(scene: &Scene<'_>, at: usize) -> bool {
    let (before, after) = (scene.upos(at.saturating_sub(1)), scene.upos(at + 1));
    let adjectives = before == Upos::Adj && after == Upos::Adj && matches!(scene.upos(at + 2), Upos::Noun);
    let names = before == Upos::Propn && after == Upos::Propn && scene.upos(at + 2) == Upos::Noun;
    adjectives || names
}

/// The name of the thing in the singular: adjectives and nouns as printed, its last word in the singular.
fn name(scene: &Scene<'_>, start: usize, noun: usize) -> String {
    let mut out = String::new();
    let mut fresh = true;
    for at in start..=noun {
        let hyphened = scene.is_hyphen(at)
            || (scene.is_hyphen(at + 1) && scene.touches(at + 1))
            || (at > start && scene.is_hyphen(at - 1) && scene.touches(at));
        if scene.lower(at) == "more" {
            continue;
        }
        let keep = at == noun || hyphened || matches!(scene.upos(at), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num);
        if !keep {
            continue;
        }
        let joined = scene.touches(at) && hyphened && !fresh;
        if !joined && !out.is_empty() {
            out.push(' ');
        }
        if at == noun {
            let lower = scene.lower(at);
            // A name keeps its form: "World Cups" are cups, "the Beatles" are not.
            out.push_str(&if scene.is_capital(at) {
                capital(&LEXICON.singular(lower))
            } else {
                LEXICON.singular(lower)
            });
        } else {
            out.push_str(scene.word(at));
        }
        fresh = false;
    }
    out
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
