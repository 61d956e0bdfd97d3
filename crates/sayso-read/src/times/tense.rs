//! Tense: whether a sentence speaks of what has been or of what is to come.
//!
//! In: a [`Scan`] and the token of a time. Out: [`Tense`]. The verb that governs the time is asked for its helpers and its form; the
//! infinitive asks the word it hangs on ("plans to meet in May").

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

const HELPERS: &[&str] =
    &["will", "shall", "'ll", "’ll", "wo", "would", "may", "might", "could", "can", "should", "must", "gon"];
const PAST_HELPERS: &[&str] = &["had", "was", "were", "did", "has", "have", "been", "'ve", "’ve", "'d", "’d"];
const PLANS: &[&str] = &[
    "expected",
    "expects",
    "expect",
    "scheduled",
    "due",
    "set",
    "slated",
    "planned",
    "plans",
    "plan",
    "planning",
    "hopes",
    "hope",
    "hoping",
    "hoped",
    "intends",
    "intend",
    "agreed",
    "wants",
    "want",
    "vowed",
    "promised",
    "pledged",
    "going",
    "likely",
    "supposed",
    "ready",
    "aims",
    "aim",
    "aiming",
    "decided",
    "needs",
    "need",
    "poised",
    "preparing",
    "prepares",
    "projected",
    "forecast",
    "predicted",
    "anticipated",
    "deadline",
    "upcoming",
    "proposed",
    "looming",
    "expires",
    "postponed",
    "delayed",
];
/// Forms of the past that do not end in -ed.
const IRREGULAR: &[&str] = &[
    "was",
    "were",
    "had",
    "did",
    "said",
    "told",
    "made",
    "took",
    "came",
    "went",
    "got",
    "gave",
    "knew",
    "thought",
    "saw",
    "became",
    "began",
    "left",
    "felt",
    "kept",
    "held",
    "brought",
    "wrote",
    "stood",
    "heard",
    "let",
    "meant",
    "met",
    "ran",
    "paid",
    "sat",
    "spoke",
    "lay",
    "led",
    "grew",
    "lost",
    "fell",
    "sent",
    "built",
    "understood",
    "drew",
    "broke",
    "spent",
    "rose",
    "drove",
    "bought",
    "wore",
    "chose",
    "sought",
    "fought",
    "won",
    "taught",
    "caught",
    "sold",
    "flew",
    "threw",
    "swore",
    "struck",
    "shot",
    "hit",
    "cut",
    "put",
    "shut",
    "hurt",
    "quit",
    "sank",
    "sang",
    "swept",
    "slid",
    "sprang",
    "stole",
    "tore",
    "withdrew",
    "woke",
    "bore",
    "beat",
    "bit",
    "blew",
    "dealt",
    "dug",
    "ate",
    "fled",
    "forgave",
    "froze",
    "hung",
    "hid",
    "laid",
    "lent",
    "lit",
    "rode",
    "rang",
    "seen",
    "shown",
    "given",
    "taken",
    "known",
    "done",
    "gone",
    "written",
    "spoken",
    "broken",
    "driven",
    "fallen",
    "found",
    "born",
    "drawn",
    "thrown",
    "chosen",
    "stolen",
    "held",
    "read",
    "slept",
    "spread",
    "stuck",
    "undertook",
    "overthrew",
    "overcame",
];

/// The tense around a token.
pub(super) fn of(scan: &Scan, at: usize) -> Tense {
    // "Ahead of Tuesday's vote".
    if (1..=3).any(|back| at > back && scan.is(at - back, "of") && scan.is(at - back - 1, "ahead")) {
        return Tense::Future;
    }
    let mut token = at;
    for _ in 0..STEPS {
        if matches!(scan.upos(token), Upos::Verb | Upos::Aux | Upos::Adj | Upos::Noun) && token != at {
            let verb = scan.upos(token) == Upos::Verb;
            match of_word(scan, token) {
                Tense::Unknown if !verb => {}
                tense => return tense,
            }
        }
        match scan.analysis.clauses.get(token).and_then(|arc| arc.head) {
            Some(head) if head as usize != token => token = head as usize,
            _ => return of_word(scan, token),
        }
    }
    Tense::Unknown
}

/// What a word that governs a time says, with the words that hang on it.
fn of_word(scan: &Scan, verb: usize) -> Tense {
    if scan.is_any(verb, PLANS) {
        return Tense::Future;
    }
    let start = verb.saturating_sub(NEAR).max(scan.sentence.range().start);
    let hangs = |token: usize| scan.analysis.clauses.get(token).is_some_and(|arc| arc.head == Some(verb as u32));
    let (mut will, mut modal, mut past, mut to) = (false, false, false, false);
    for token in (start..verb + 3).filter(|&token| hangs(token)) {
        will |= scan.is_any(token, &HELPERS[..5]);
        modal |= scan.is_any(token, HELPERS);
        past |= scan.is_any(token, PAST_HELPERS);
        to |= token < verb && scan.is(token, "to") && scan.upos(token) == Upos::Part;
    }
    if will || modal && !past {
        return Tense::Future;
    }
    if to {
        let arc = scan.analysis.clauses.get(verb);
        let head = arc.and_then(|arc| arc.head).map(|head| head as usize);
        let complement = arc.is_some_and(|arc| {
            matches!(
                arc.relation,
                Relation::Xcomp | Relation::Ccomp | Relation::Acl | Relation::Advcl | Relation::Csubj
            )
        });
        let planned = head.is_some_and(|head| scan.is_any(head, PLANS));
        return if complement && planned { Tense::Future } else { Tense::Unknown };
    }
    if past
        || scan.is_any(verb, IRREGULAR)
        || scan.printed(verb).to_ascii_lowercase().ends_with("ed") && scan.upos(verb) == Upos::Verb
    {
        return Tense::Past;
    }
    let participle = scan.printed(verb).ends_with("ing");
    if scan.upos(verb) == Upos::Verb && !participle { Tense::Present } else { Tense::Unknown }
}
