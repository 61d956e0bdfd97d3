//! Forms: what sort of source is printed: a person, a group, a paper, somebody who will not be named.
//!
//! In: a subject. Out: [`Form`]. By its head noun and `heads.tsv`; a name without any such noun is a person, which is
//! wrong for "Ostbank" and "Velmora" until names are known (`names`, later).

use std::ops::Range;

use super::Form;
use super::lexicon::{Head, Small};
use super::lines::Tag;
use super::nouns::Subject;
use super::view::View;

/// Words after which a source is one that will not be named.
const HIDDEN: &[&[&str]] = &[
    &["familiar", "with"],
    &["condition", "of", "anonymity"],
    &["not", "authorized", "to"],
    &["not", "authorised", "to"],
    &["not", "to", "be", "named"],
    &["not", "to", "be", "identified"],
    &["declined", "to", "be", "named"],
    &["declined", "to", "be", "identified"],
    &["briefed", "on"],
    &["close", "to", "the"],
    &["with", "knowledge", "of"],
    &["with", "direct", "knowledge"],
];

impl View<'_> {
    /// What sort of source a subject is.
    pub(super) fn form(&self, subject: &Subject) -> Form {
        let core = subject.core.clone();
        if subject.all.clone().any(|at| HIDDEN.iter().any(|words| self.are(at, words))) {
            return Form::Anonymous;
        }
        if core.len() == 1
            && let Some(form) = self.pronoun(core.start)
        {
            return form;
        }
        let named = core.clone().any(|at| self.is_tag(at, Tag::Name));
        let several = core.clone().any(|at| self.is_word(at, &["and", "&"]));
        let end = self.head_end(&core);
        let last = end.saturating_sub(1).max(core.start);
        match self.head(last) {
            Head::Group => return Form::Group,
            Head::Document => return Form::Document,
            Head::Anonymous => return Form::Anonymous,
            Head::Person | Head::Title if several => return Form::Group,
            Head::Person | Head::Title => {
                let vague = self.is_word(core.start, &["a", "an", "one", "another", "some"]);
                return if vague && !named { Form::Anonymous } else { Form::Person };
            }
            Head::No => {}
        }
        if several {
            return Form::Group;
        }
        if named {
            // "the Kremlin", "the Tower": a name with an article is no person, unless a title says so.
            let article = self.is_word(core.start, &["the", "a", "an"]);
            let titled = core.clone().any(|at| matches!(self.head(at), Head::Title | Head::Person));
            let acronym = core.len() == 1 && {
                let printed = self.ground.text.words(self.line.units[core.start].span);
                printed.len() > 1 && !printed.contains(char::is_lowercase)
            };
            return if (article && !titled) || acronym || (self.plural(last) && article) {
                Form::Group
            } else {
                Form::Person
            };
        }
        if self.plural(last) || self.is(last, Small::Some) {
            return Form::Group;
        }
        Form::Person
    }

    fn pronoun(&self, at: usize) -> Option<Form> {
        Some(match self.word(at) {
            "they" | "we" | "their" | "our" | "them" | "us" | "it" | "its" => Form::Group,
            "he" | "she" | "i" | "you" | "his" | "her" | "my" | "your" | "him" | "me" => Form::Person,
            "which" | "that" | "this" => {
                // The noun before a relative pronoun.
                let before =
                    at.checked_sub(1).map(|at| if self.is_tag(at, Tag::Comma) { at.wrapping_sub(1) } else { at })?;
                match self.head(before) {
                    Head::Document => Form::Document,
                    _ => Form::Group,
                }
            }
            "who" | "whom" | "whose" => {
                let before =
                    at.checked_sub(1).map(|at| if self.is_tag(at, Tag::Comma) { at.wrapping_sub(1) } else { at })?;
                if self.head(before) == Head::Group || self.plural(before) { Form::Group } else { Form::Person }
            }
            _ => return None,
        })
    }

    /// One past the head noun: before "of", "in", "who" and the like.
    fn head_end(&self, core: &Range<usize>) -> usize {
        (core.start + 1..core.end)
            .find(|&at| {
                matches!(
                    self.tag(at),
                    Some(
                        Tag::Small(Small::Prep | Small::To | Small::Who | Small::That | Small::Coord)
                            | Tag::Open
                            | Tag::Comma
                    )
                )
            })
            .unwrap_or(core.end)
    }
}
