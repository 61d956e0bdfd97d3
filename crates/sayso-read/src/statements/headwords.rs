//! Headwords: which word of a cue says, what governs it, which line of the cue table it is.
//!
//! In: a cue's runs in a [`Grammar`]. Out: [`Cue`], an [`Entry`].
//!
//! ```text
//! is expected to announce      head "announce", governed by "expected"      announce
//! pointed | out                head "pointed"                               point out
//! issued a warning             head "issued", which says little             warning
//! ```

use super::grammar::{Fine, Grammar};
use super::lexicon::{Entry, Part, Sort};
use super::manner::holds;
use crate::clauses::Relation;
use crate::span::Run;
use crate::tags::Upos;

/// Most words of a cue that are looked at.
pub(super) const MOST: usize = 32;

/// The head of a cue and what stands above it.
pub(super) struct Cue<'r> {
    pub(super) runs: &'r [Run],
    /// The verb or noun that says.
    pub(super) main: usize,
    /// The words that govern it, the nearest first.
    pub(super) governors: Vec<usize>,
}

impl Grammar<'_> {
    /// The head of a cue; `None` where it holds no word.
    pub(super) fn cue<'r>(&self, runs: &'r [Run]) -> Option<Cue<'r>> {
        let words = || runs.iter().flat_map(|run| run.range()).take(MOST).filter(|&at| self.upos(at) != Upos::Punct);
        let top = |at: usize| self.head(at).is_none_or(|head| !holds(runs, head));
        let lexical = |at: usize| {
            !matches!(
                self.upos(at),
                Upos::Aux | Upos::Det | Upos::Part | Upos::Pron | Upos::Adp | Upos::Sconj | Upos::Adv
            )
        };
        let mut main = words()
            .find(|&at| top(at) && lexical(at))
            .or_else(|| words().find(|&at| lexical(at) && self.known(at).is_some_and(|known| !known.cues.is_empty())))
            .or_else(|| words().find(|&at| top(at)))?;
        let mut governors = Vec::new();
        // Down to the verb that says: "is expected to announce", "declined to comment".
        for _ in 0..4 {
            let says = |&at: &usize| holds(runs, at) && at > main && self.verbal(at) && self.is_cue(at, Part::Verb);
            let ways = [Relation::Xcomp, Relation::Ccomp, Relation::Advcl, Relation::Acl];
            let Some(down) = self.children_by(main, &ways).find(says) else { break };
            // "was quoted as saying": the first verb says already.
            if self.relation(down) != Relation::Xcomp
                && self.is_cue(main, Part::Verb)
                && !self.of_sort(main, Sort::DENY)
            {
                break;
            }
            governors.insert(0, main);
            main = down;
        }
        // And up: "refused | to say", "expected | to speak", "was not | going to say".
        let mut at = governors.last().copied().unwrap_or(main);
        for _ in 0..3 {
            let Some(head) = self.head(at) else { break };
            let governed = match self.relation(at) {
                Relation::Xcomp => true,
                // "stopped short of saying", "set to say": parsers differ here.
                Relation::Advcl => {
                    self.children_by(at, &[Relation::Mark, Relation::Case]).any(|mark| self.is(mark, &["of", "from"]))
                        && self.of_sort(head, Sort::DENY)
                        || (self.infinitive(at).is_some() && self.planning(head))
                }
                _ => false,
            };
            if !governed || !(self.verbal(head) || self.upos(head) == Upos::Adj || self.upos(head) == Upos::Adv) {
                break;
            }
            governors.push(head);
            at = head;
        }
        Some(Cue { runs, main, governors })
    }

    fn is_cue(&self, at: usize, part: Part) -> bool {
        let known = self.known(at);
        known
            .is_some_and(|known| known.cues.iter().any(|&(cue, _)| self.lexicon.entries[usize::from(cue)].part == part))
    }

    /// The line of the cue table that fits a cue.
    pub(super) fn entry(&self, cue: &Cue<'_>) -> Option<&'static Entry> {
        let own = self.entry_at(cue.main, cue.runs);
        if let Some(entry) = own
            && !(entry.rest.is_empty() && self.lexicon.sort(entry.lemma).has(Sort::LIGHT))
        {
            return own;
        }
        // "made a promise", "took to Telegram", "was of the view": the noun says it.
        let light = own.is_some() || self.lexicon.sort(&self.lemma(cue.main)).has(Sort::LIGHT);
        let others = cue.runs.iter().flat_map(|run| run.range()).take(MOST);
        let mut others = others.filter(|&at| at != cue.main && !cue.governors.contains(&at));
        let noun = others.find_map(|at| {
            let fits =
                if light { matches!(self.upos(at), Upos::Noun | Upos::Adj) } else { self.upos(at) == Upos::Verb };
            if fits { self.entry_at(at, cue.runs) } else { None }
        });
        noun.or(own)
    }

    /// The line of the cue table for one word with what follows it.
    fn entry_at(&self, at: usize, runs: &[Run]) -> Option<&'static Entry> {
        let known = self.known(at)?;
        let part = match self.upos(at) {
            Upos::Verb | Upos::Aux => Part::Verb,
            Upos::Noun | Upos::Propn => Part::Noun,
            Upos::Adj => Part::Adjective,
            Upos::Adv => Part::Adverb,
            _ => Part::Preposition,
        };
        let entries = || known.cues.iter().map(|&(cue, _)| &self.lexicon.entries[usize::from(cue)]);
        let mut fitting = entries().filter(|entry| self.follows(at, entry.rest.iter().copied(), runs));
        let copular = || self.children(at).any(|child| matches!(self.relation(child), Relation::Cop | Relation::Aux));
        let first = fitting.clone().find(|entry| {
            entry.part == part
                || (entry.part == Part::Adjective
                    && part == Part::Verb
                    && self.fine(at) == Fine::Participle
                    && copular())
        });
        first.or_else(|| fitting.next())
    }

    /// Whether these words follow in the cue, or right behind.
    fn follows(&self, mut at: usize, rest: impl Iterator<Item = &'static str>, runs: &[Run]) -> bool {
        for word in rest {
            let next = at + 1;
            let found = (next..next + 8).find(|&here| (here == next || holds(runs, here)) && *self.word(here) == *word);
            match found {
                Some(found) => at = found,
                None => return false,
            }
        }
        true
    }
}
