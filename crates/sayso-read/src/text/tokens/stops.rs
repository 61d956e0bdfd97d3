//! Stops after words: which belong to the word (abbreviations, initials, acronyms, hosts) and which end a sentence.

use super::Cutter;
use crate::text::addresses;
use crate::text::lexicon::{self, Abbreviation};

impl Cutter<'_> {
    /// Whether the stop at `dot`, after the word from `start`, belongs to the token; where the token then ends.
    pub(super) fn stop(&self, start: usize, dot: usize) -> Option<usize> {
        let word = &self.text[start..dot];
        let mut letters = word.chars();
        let first = letters.next()?;
        let single = letters.next().is_none();
        let after = self.peek(dot + 1);
        let glued = after.is_some_and(char::is_alphanumeric);
        if single && after.is_some_and(char::is_alphabetic) {
            let end = self.acronym(dot + 1);
            if end > dot + 1 {
                return Some(end);
            }
            if first.is_uppercase() && after.is_some_and(char::is_uppercase) {
                return Some(dot + 1); // "J.Tarn": an initial.
            }
        }
        // "Ph.D." and the like have a stop inside.
        let rest = &self.text.as_bytes()[dot + 1..];
        let inner = dot + 1 + rest.iter().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if inner > dot + 1
            && rest.get(inner - dot - 1) == Some(&b'.')
            && lexicon::abbreviation(&self.text[start..inner]).is_some()
        {
            return Some(inner + 1);
        }
        match lexicon::abbreviation(word) {
            Some(Abbreviation::Numbered) if !self.next(dot + 1).starts_with(|c: char| c.is_ascii_digit()) => {}
            // At the end of a sentence the treebanks part "etc" and its stop, and only there.
            Some(Abbreviation::Last) if self.ends_here(dot + 1) => {}
            // "Inc..." and "Mr.." are a word and dots.
            Some(_) if after != Some('.') => return Some(dot + 1),
            _ => {}
        }
        if glued {
            return addresses::name(self.text, start, dot);
        }
        if single && first.is_uppercase() && after.is_none_or(|c| c.is_whitespace() || c == ',') {
            return self.is_initial(start, dot).then_some(dot + 1);
        }
        None
    }

    /// Whether the block ends at `at`, or a capital follows after white space.
    fn ends_here(&self, at: usize) -> bool {
        match self.peek(at) {
            None => true,
            Some(c) => c.is_whitespace() && self.next(at).starts_with(char::is_uppercase),
        }
    }

    /// Goes on after the first `X.` of an acronym; `at` itself if none goes on there.
    fn acronym(&self, mut at: usize) -> usize {
        while let Some(letter) = self.peek(at).filter(|c| c.is_alphabetic()) {
            let next = at + letter.len_utf8();
            if self.is_word(next) {
                break;
            }
            at = next;
            if self.peek(at) != Some('.') {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether a single capital with a stop is an initial: `George W. Tarn`, but not `Plan B. The`.
    fn is_initial(&self, start: usize, dot: usize) -> bool {
        if self.peek(dot + 1) == Some(',') {
            return true;
        }
        let next = self.next(dot + 1);
        let capital = next.starts_with(|c: char| c.is_uppercase());
        let named = self.out.last().is_some_and(|last| {
            let gap = self.text.get(last.span.end as usize..start).unwrap_or_default();
            let last = self.text.get(last.span.range()).unwrap_or_default();
            gap.len() <= 2 && last.starts_with(|c: char| c.is_uppercase()) && last != "Plan" && last != "Vitamin"
        });
        // "Maria O. went": no sentence begins with a small letter.
        if named && next.starts_with(char::is_lowercase) {
            return true;
        }
        // "I. The" is a pronoun or a numeral.
        capital && (!lexicon::is_starter(next) || (named && next.len() == 1))
    }

    /// The next word after white space and opening marks, cut short; empty if none is near.
    fn next(&self, at: usize) -> &str {
        let rest = self.text.get(at..).unwrap_or_default();
        let lead: usize = rest.chars().take(4).take_while(|c| !c.is_alphanumeric()).map(char::len_utf8).sum();
        let rest = &rest[lead..];
        let end: usize = rest.chars().take(16).take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
        &rest[..end]
    }
}
