//! Tense: whether a sentence speaks of what has been or of what is to come.
//!
//! In: a [`Scan`] and the token of a time. Out: [`Tense`]. The verb that governs the time is asked for its helpers and its form; the
//! infinitive asks the word it hangs on ("plans to meet in May"). Words: `verbs.tsv`.

use std::collections::HashMap;
#[allow(clippy::disallowed_types)] // See `VERBS`.
use std::sync::LazyLock;

use super::scan::Scan;
use crate::clauses::Relation;
use crate::tags::Upos;

/// When the sentence is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    /// The simple present of a verb: "Democrats vote on Tuesday".
    Present,
    Future,
    /// No verb says.
    Unknown,
}

/// Steps from a time to its verb.
const STEPS: usize = 6;
/// Tokens before a verb in which its helpers are sought.
const NEAR: usize = 12;
/// Tokens before a time in which a verb of the past settles the matter, whatever the tree says.
const BESIDE: usize = 5;

/// Tokens before a term's end in which "had" is sought.
const TERM: usize = 24;

const WILL: &[&str] = &["will", "shall", "'ll", "’ll", "wo"];
const MODALS: &[&str] = &["would", "may", "might", "could", "can", "should", "must", "gon"];
const PAST_HELPERS: &[&str] = &["had", "was", "were", "did", "has", "have", "been", "'ve", "’ve", "'d", "’d"];

/// The tense around a token.
pub(super) fn of(scan: &Scan, at: usize) -> Tense {
    // "Ahead of Tuesday's vote".
    if (1..=3).any(|back| at > back && scan.is(at - back, "of") && scan.is(at - back - 1, "ahead")) {
        return Tense::Future;
    }
    // "Due on Friday", "expected Friday", whatever the tree says.
    let due = |back: usize| at >= back && known(scan, at - back) == Some(Class::Due);
    if due(1) || due(2) && scan.upos(at - 1) == Upos::Adp {
        return Tense::Future;
    }
    if is_deadline(scan, at) {
        return Tense::Future;
    }
    if is_beside_past(scan, at) {
        return Tense::Past;
    }
    let mut token = at;
    for step in 0..STEPS {
        if matches!(scan.upos(token), Upos::Verb | Upos::Aux | Upos::Adj | Upos::Noun) && token != at {
            match of_word(scan, token) {
                Tense::Unknown if scan.upos(token) != Upos::Verb => {}
                // The present is a plan only where the time hangs on the verb itself.
                Tense::Present if step > 1 => return Tense::Unknown,
                tense => return tense,
            }
        }
        match scan.analysis.clauses.get(token).and_then(|arc| arc.head) {
            Some(head) if head as usize != token => token = head as usize,
            _ => return Tense::Unknown,
        }
    }
    Tense::Unknown
}

/// Whether a time ends a term that is still running: "4,000 tents by Tuesday", "as early as Monday". What "had" happened by then is past.
fn is_deadline(scan: &Scan, at: usize) -> bool {
    let first = scan.sentence.range().start;
    let back = |steps: usize, word: &str| at >= first + steps && scan.printed(at - steps) == word;
    // "By Tuesday" at the head of a sentence tells a story.
    let term = back(1, "by") || back(1, "until") || back(1, "as") && back(2, "early") && back(3, "as");
    term && at > first + 1
        && !(first.max(at.saturating_sub(TERM))..at).any(|token| matches!(scan.printed(token), "had" | "'d" | "’d"))
}

/// Whether the verb just before a time is of the past: "he said in an interview Tuesday".
fn is_beside_past(scan: &Scan, at: usize) -> bool {
    let first = scan.sentence.range().start;
    let mut before = (first..at).rev().take(BESIDE).take_while(|&token| scan.upos(token) != Upos::Punct);
    before.find(|&token| scan.upos(token) == Upos::Verb).is_some_and(|verb| {
        let helped = verb > first && scan.is_any(verb - 1, &["be", "to", "is", "are"]);
        !helped && is_past(scan, verb) && !matches!(known(scan, verb), Some(Class::Due | Class::Plan))
    })
}

fn is_past(scan: &Scan, verb: usize) -> bool {
    known(scan, verb) == Some(Class::Past) || scan.upos(verb) == Upos::Verb && scan.printed(verb).ends_with("ed")
}

/// What a word that governs a time says, with the words that hang on it.
fn of_word(scan: &Scan, verb: usize) -> Tense {
    if known(scan, verb) == Some(Class::Due) {
        return Tense::Future;
    }
    let start = verb.saturating_sub(NEAR).max(scan.sentence.range().start);
    let hangs = |token: usize| scan.analysis.clauses.get(token).is_some_and(|arc| arc.head == Some(verb as u32));
    let (mut will, mut modal, mut past, mut to) = (false, false, false, false);
    for token in (start..verb + 3).filter(|&token| hangs(token)) {
        will |= scan.is_any(token, WILL);
        modal |= scan.is_any(token, MODALS);
        past |= scan.is_any(token, PAST_HELPERS);
        to |= token < verb && scan.is(token, "to") && scan.upos(token) == Upos::Part;
    }
    if will || modal && !past {
        return Tense::Future;
    }
    if to {
        let arc = scan.analysis.clauses.get(verb);
        let complement = arc.is_some_and(|arc| {
            let relations = [Relation::Xcomp, Relation::Ccomp, Relation::Acl, Relation::Advcl, Relation::Csubj];
            relations.contains(&arc.relation)
        });
        let head = arc.and_then(|arc| arc.head).map(|head| head as usize);
        let planned = head.is_some_and(|head| matches!(known(scan, head), Some(Class::Due | Class::Plan)));
        return if complement && planned { Tense::Future } else { Tense::Unknown };
    }
    if past || is_past(scan, verb) {
        return Tense::Past;
    }
    let participle = scan.printed(verb).ends_with("ing");
    if scan.upos(verb) == Upos::Verb && !participle { Tense::Present } else { Tense::Unknown }
}

/// A class of `verbs.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Due,
    Plan,
    Past,
}

/// Read at first use: a constant, not state.
#[allow(clippy::disallowed_types)]
static VERBS: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| {
    let rows = include_str!("verbs.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let class = |name: &str| match name {
        "due" => Some(Class::Due),
        "plan" => Some(Class::Plan),
        "past" => Some(Class::Past),
        _ => None,
    };
    rows.filter_map(|row| row.split_once('\t').and_then(|(word, rest)| Some((word, class(rest.split('\t').next()?)?))))
        .collect()
});

fn known(scan: &Scan, token: usize) -> Option<Class> {
    let printed = scan.printed(token);
    VERBS.get(printed).copied().or_else(|| {
        let capital = printed.starts_with(|c: char| c.is_ascii_uppercase());
        if capital { VERBS.get(printed.to_ascii_lowercase().as_str()).copied() } else { None }
    })
}
