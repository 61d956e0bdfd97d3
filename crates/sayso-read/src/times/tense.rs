//! Tense: whether a sentence speaks of what is to come.
//!
//! In: a [`Scan`] and the token of a time. Out: [`Tense`]. The verb that governs the time is asked for its helpers; the infinitive
//! asks the word it hangs on ("plans to meet in May"). What is not said to come is past: news tells what has happened.

use super::scan::Scan;
use crate::clauses::Relation;
use crate::tags::Upos;

/// When the sentence is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
}

/// Steps from a time to its verb.
const STEPS: usize = 6;
/// Tokens before a verb in which its helpers are sought.
const NEAR: usize = 12;

const HELPERS: &[&str] = &["will", "shall", "'ll", "’ll", "wo", "would", "may", "might", "could", "can", "should", "must", "gon"];
const PLANS: &[&str] = &[
    "expected", "expects", "expect", "scheduled", "due", "set", "slated", "planned", "plans", "plan", "planning", "hopes", "hope",
    "hoping", "hoped", "intends", "intend", "agreed", "wants", "want", "vowed", "promised", "pledged", "going", "likely", "supposed",
    "ready", "aims", "aim", "aiming", "decided", "needs", "need", "poised", "preparing", "prepares", "projected", "forecast",
    "predicted", "anticipated", "begin", "begins", "starts", "start", "deadline", "upcoming", "proposed", "looming", "expires", "ends",
    "opens", "takes", "goes", "meets", "arrives", "votes", "resumes", "scheduling", "postponed", "delayed",
];

/// The tense around a token.
pub(super) fn of(scan: &Scan, at: usize) -> Tense {
    let mut token = at;
    for _ in 0..STEPS {
        if matches!(scan.upos(token), Upos::Verb | Upos::Aux | Upos::Adj) && is_future(scan, token) {
            return Tense::Future;
        }
        if scan.upos(token) == Upos::Verb && token != at {
            break;
        }
        match scan.analysis.clauses.get(token).and_then(|arc| arc.head) {
            Some(head) if head as usize != token => token = head as usize,
            _ => {
                // The root: a noun or an adjective with a copula may still have helpers.
                if is_future(scan, token) {
                    return Tense::Future;
                }
                break;
            }
        }
    }
    // "Ahead of Tuesday's vote", "until Friday" behind a plan.
    let ahead = (1..=3).any(|back| at >= back + 1 && scan.is(at - back, "of") && scan.is(at - back - 1, "ahead"));
    if ahead { Tense::Future } else { Tense::Past }
}

fn is_future(scan: &Scan, verb: usize) -> bool {
    if scan.is_any(verb, PLANS) {
        // "Was due", "had planned" are over where the clause says no more; news mostly means what is still to come.
        return true;
    }
    let start = verb.saturating_sub(NEAR).max(scan.sentence.range().start);
    let hangs = |token: usize| scan.analysis.clauses.get(token).is_some_and(|arc| arc.head == Some(verb as u32));
    let mut modal = false;
    let mut have = false;
    let mut to = false;
    for token in (start..verb + 3).filter(|&token| hangs(token)) {
        modal |= scan.is_any(token, HELPERS);
        have |= token < verb && scan.is(token, "have");
        to |= scan.is(token, "to") && scan.upos(token) == Upos::Part && token < verb;
    }
    if modal && !(have && !(start..verb).any(|token| scan.is(token, "will"))) {
        return true;
    }
    if !to {
        return false;
    }
    let arc = scan.analysis.clauses.get(verb);
    let head = arc.and_then(|arc| arc.head).map(|head| head as usize);
    let xcomp = arc.is_some_and(|arc| matches!(arc.relation, Relation::Xcomp | Relation::Ccomp | Relation::Acl | Relation::Advcl | Relation::Csubj));
    xcomp && head.is_some_and(|head| scan.is_any(head, PLANS))
}
