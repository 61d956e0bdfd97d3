//! Form: what sort of source is printed: a person, a group, a paper, somebody who will not be named.
//!
//! In: a source's words in a [`Grammar`]. Out: [`Form`]. By the head word of the source: its name, what `heads.tsv` says of
//! it, its number and its article. People who are counted or introduced by "a" and never named stay anonymous.
//!
//! ```text
//! President Ilva Tarn  person      two officers who have read it   anonymous      the poll of 1,204 adults   document
//! the Defense Ministry group       a clerk there                   anonymous      guards                     group
//! ```

use super::Form;
use super::grammar::{Fine, Grammar};
use super::lexicon::{Head, Small, Sort};
use super::manner::{Parts, holds};
use crate::clauses::Relation;
use crate::names::NameKind;
use crate::span::Run;
use crate::tags::Upos;

/// Words with which a source says that it will not be named.
const HIDDEN: &[&[&str]] = &[
    &["familiar", "with"],
    &["anonymity"],
    &["anonymously"],
    &["not", "authorized", "to"],
    &["not", "authorised", "to"],
    &["not", "to", "be", "named"],
    &["not", "to", "be", "identified"],
    &["not", "be", "named"],
    &["not", "be", "identified"],
    &["declined", "to", "be", "named"],
    &["declined", "to", "be", "identified"],
    &["briefed", "on"],
    &["with", "knowledge", "of"],
    &["with", "direct", "knowledge"],
    &["neither", "his", "name"],
    &["neither", "her", "name"],
    &["unnamed"],
    &["unidentified"],
];

/// How many anonymous sources are remembered.
const MEMORY: usize = 32;

/// Endings of those who do something: "harbourmaster", "violinist".
const DOERS: &[&str] = &["er", "or", "ist", "man", "woman", "ian", "ant", "ee", "ess", "eur", "smith"];

impl Grammar<'_> {
    /// What sort of source is printed.
    pub(super) fn form(&self, parts: &Parts<'_>) -> Form {
        let Some(head) = self.source(parts.source) else { return Form::Implicit };
        if self.hidden(parts.source) || self.hides(head, parts) {
            return Form::Anonymous;
        }
        if let Some(form) = self.pronoun(head, parts) {
            return form;
        }
        let joined =
            self.children_by(head, &[Relation::Conj]).find(|&other| holds(parts.source, other) && self.nominal(other));
        let core = self.core(head, parts.source);
        let named = |at: usize| at > 0 && self.is(at - 1, &["named", "called"]) && holds(parts.source, at);
        let person = core.clone().any(|at| self.called(at, NameKind::Person))
            || (core.end..core.end + 3).any(|at| self.called(at, NameKind::Person) && named(at));
        if joined.is_some_and(|_| !self.other_body(head)) {
            return if self.paper(head) { Form::Document } else { Form::Group };
        }
        // The whole name of a body: "Lodestar Research", "the Ministry of Waters".
        let kind = self.kind(head);
        let role = self.role(head);
        let spokes = self.word(head).starts_with("spokes");
        let plural = self.fine(head) == Fine::Plural;
        match kind {
            // "The Montaval Courier", "the Kremlin": no person has an article, unless it is a title's.
            Some(NameKind::Person) if role == Head::No && self.article(head) => return Form::Group,
            Some(NameKind::Person) if !self.acronym(head, parts.source) => return Form::Person,
            // "Amara Desh, the director of the bureau": whoever is a director is no place.
            Some(NameKind::Location | NameKind::Organization) if self.introduced(head, parts.source) => {
                return Form::Person;
            }
            Some(NameKind::Organization | NameKind::Location | NameKind::Facility | NameKind::Norp) => {
                // "Foreign Ministry spokesman": part of the name for some.
                let titled =
                    matches!(role, Head::Person | Head::Title) && kind != Some(NameKind::Norp) && !plural && person;
                return if titled { Form::Person } else { Form::Group };
            }
            Some(NameKind::Misc | NameKind::Product) if role == Head::No || role == Head::Document => {
                return Form::Document;
            }
            _ => {}
        }
        let owner = self.children_by(head, &[Relation::Nmod, Relation::Det]).any(|owner| {
            owner < head
                && holds(parts.source, owner)
                && (self.fine(owner) == Fine::Owner || self.is(owner, &["the", "this", "that"]))
        });
        let counted = core.clone().any(|at| {
            self.upos(at) == Upos::Num
                && self.relation(at) == Relation::Nummod
                && self.head(at) == Some(head)
                && !self.printed(at).bytes().any(|byte| byte.is_ascii_digit())
        }) || (self.children_by(head, &[Relation::Nmod, Relation::Obl]).next().is_some()
            && self.is(head, &["one", "two", "three", "some", "several"]));
        let vague = core
            .clone()
            .any(|at| self.relation(at) == Relation::Det && self.is(at, &["a", "an", "another", "some", "one"]))
            || (parts.source.first().is_some_and(|run| run.range().start == head)
                && !plural
                && self.upos(head) == Upos::Noun
                && self.printed(head).starts_with(char::is_lowercase));
        let capital = self.upos(head) == Upos::Propn || self.printed(head).chars().all(char::is_uppercase);
        let outlet = capital && self.of_sort(head, Sort::OUTLET);
        match role {
            _ if spokes => return Form::Person,
            Head::Document if outlet => return Form::Group,
            Head::Document => return Form::Document,
            Head::Anonymous => return Form::Anonymous,
            Head::Person | Head::Title if person => return if plural { Form::Group } else { Form::Person },
            Head::Person | Head::Title if vague || (counted && !owner) => return Form::Anonymous,
            Head::Person | Head::Title if self.remembered(head, parts.source) => return Form::Anonymous,
            Head::Person | Head::Title => return Form::Person,
            Head::Group if self.people(head) && (self.remembered(head, parts.source) || (counted && !owner)) => {
                return Form::Anonymous;
            }
            Head::Group => return Form::Group,
            Head::No => {}
        }
        if person {
            return if plural { Form::Group } else { Form::Person };
        }
        if plural && self.singular_is_person(head) {
            return if self.remembered(head, parts.source) || (counted && !owner) {
                Form::Anonymous
            } else {
                Form::Group
            };
        }
        if plural || self.known(head).is_some_and(|known| known.small == Small::Some) {
            return if counted && !owner { Form::Anonymous } else { Form::Group };
        }
        if self.upos(head) == Upos::Propn {
            // "the Kremlin", "the Tower": a name with an article is no person.
            let article = core.clone().any(|at| self.is(at, &["the"]));
            return if article || self.acronym(head, parts.source) { Form::Group } else { Form::Person };
        }
        let word = self.word(head);
        let doer = DOERS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending));
        match () {
            () if doer && vague => Form::Anonymous,
            () if doer => Form::Person,
            () if vague => Form::Anonymous,
            () => Form::Person,
        }
    }

    /// The head word of a source.
    fn source(&self, runs: &[Run]) -> Option<usize> {
        let words = || runs.iter().flat_map(|run| run.range()).take(64).filter(|&at| self.upos(at) != Upos::Punct);
        let top = |at: usize| self.head(at).is_none_or(|head| !holds(runs, head));
        words()
            .find(|&at| top(at) && self.nominal(at))
            .or_else(|| words().find(|&at| self.nominal(at)))
            .or_else(|| words().next())
    }

    /// The words of a source that belong to its head's own phrase: no "of ...", no apposition, no clause.
    fn core(&self, head: usize, runs: &[Run]) -> std::ops::Range<usize> {
        let inside = |at: usize| {
            holds(runs, at)
                && (at == head || self.head(at).is_some_and(|up| up == head || self.head(up) == Some(head)))
                && !matches!(self.relation(at), Relation::Acl | Relation::Case | Relation::Punct | Relation::Nsubj)
        };
        let (mut start, mut end) = (head, head + 1);
        while start > 0 && head - start < 12 && inside(start - 1) {
            start -= 1;
        }
        // "the president, Ilva Tarn": an apposition names whom it stands beside.
        let beside = |at: usize| {
            self.printed(at) == ","
                && holds(runs, at)
                && self.called(at + 1, NameKind::Person)
                && self.relation(at + 1) != Relation::Nsubj
        };
        while end - head < 12 && (inside(end) || beside(end)) {
            end += 1;
        }
        start..end
    }

    fn called(&self, at: usize, wanted: NameKind) -> bool {
        self.kind(at) == Some(wanted)
    }

    /// Whether a comma and somebody's office stand behind a name.
    fn introduced(&self, head: usize, source: &[Run]) -> bool {
        let Some((_, run)) = self.name(head) else { return false };
        let comma = run.range().end;
        self.printed(comma) == ","
            && (comma + 1..comma + 5).any(|at| {
                holds(source, at)
                    && self.fine(at) != Fine::Plural
                    && matches!(self.role(at), Head::Person | Head::Title)
            })
    }

    /// Whether "the" stands before a name.
    fn article(&self, head: usize) -> bool {
        let Some((_, run)) = self.name(head) else { return false };
        let start = run.range().start;
        self.is(start, &["the"])
            || (start > 0
                && self.is(start - 1, &["the"])
                && self.head(start - 1).is_some_and(|noun| run.range().contains(&noun)))
    }

    /// "the diplomats", after "two diplomats said": still nobody's name.
    fn remembered(&self, head: usize, source: &[Run]) -> bool {
        let definite = source
            .first()
            .is_some_and(|run| self.is(run.range().start, &["the", "those", "these", "this", "that", "both"]));
        definite && self.anonymous.iter().any(|&word| *self.word(word) == *self.word(head))
    }

    /// Remembers a source that is not named.
    pub(super) fn remember(&mut self, form: Form, source: &[Run]) {
        if form == Form::Anonymous
            && self.anonymous.len() < MEMORY
            && let Some(head) = self.source(source)
        {
            self.anonymous.push(head);
        }
    }

    fn paper(&self, head: usize) -> bool {
        self.role(head) == Head::Document && self.kind(head) != Some(NameKind::Person)
    }

    /// "Smith & Sons", "the Ministry of Mines and Waters": a name that holds an "and".
    fn other_body(&self, head: usize) -> bool {
        self.name(head).is_some_and(|(_, run)| run.range().any(|at| self.is(at, &["and", "&"])))
    }

    fn acronym(&self, head: usize, runs: &[Run]) -> bool {
        let printed = self.printed(head);
        let alone = runs.iter().map(|run| run.len()).sum::<usize>() == 1;
        alone && printed.len() > 1 && printed.len() <= 6 && printed.chars().all(|c| c.is_uppercase() || c == '.')
    }

    /// Nouns for people in their plural: "diplomats", "people".
    pub(super) fn people(&self, head: usize) -> bool {
        self.is(
            head,
            &[
                "people",
                "men",
                "women",
                "residents",
                "families",
                "lawyers",
                "aides",
                "advisers",
                "officials",
                "leaders",
                "experts",
                "analysts",
                "investigators",
                "lawmakers",
                "others",
            ],
        ) || self.singular_is_person(head)
    }

    fn singular_is_person(&self, head: usize) -> bool {
        let word = self.word(head);
        let Some(singular) = word.strip_suffix('s') else { return false };
        let person =
            |word: &str| self.lexicon.any(word).is_some_and(|known| matches!(known.head, Head::Person | Head::Title));
        person(singular) || DOERS.iter().any(|ending| singular.len() > ending.len() + 2 && singular.ends_with(ending))
    }

    fn hidden(&self, runs: &[Run]) -> bool {
        runs.iter().flat_map(|run| run.range().take(64)).any(|at| self.hidden_at(at))
    }

    fn hidden_at(&self, at: usize) -> bool {
        HIDDEN.iter().any(|words| words.iter().enumerate().all(|(step, word)| *self.word(at + step) == **word))
            || (self.is(at, &["close"])
                && self.is(at + 1, &["to"])
                && at > 0
                && self.is(at - 1, &["person", "people", "someone", "official", "officials", "diplomat", "those"]))
    }

    /// "..., said an official, speaking on condition of anonymity".
    fn hides(&self, head: usize, parts: &Parts<'_>) -> bool {
        let verb = self.head(head).filter(|&verb| holds(parts.cue, verb));
        verb.into_iter()
            .flat_map(|verb| self.children_by(verb, &[Relation::Advcl]))
            .filter(|&clause| !holds(parts.content, clause))
            .flat_map(|clause| clause.saturating_sub(2)..clause + 8)
            .any(|at| !holds(parts.content, at) && self.hidden_at(at))
    }

    fn pronoun(&self, head: usize, parts: &Parts<'_>) -> Option<Form> {
        let alone = parts.source.iter().map(|run| run.len()).sum::<usize>() == 1;
        Some(match &*self.word(head) {
            "someone" | "somebody" => Form::Anonymous,
            "one" if self.none(head) => Form::Person,
            "one" | "some" | "those" | "others" | "another" if self.fine(head) != Fine::Plural => {
                if self.is(head, &["those", "others"]) { Form::Group } else { Form::Anonymous }
            }
            _ if !alone => return None,
            "they" | "we" | "their" | "our" | "them" | "us" | "it" | "its" => Form::Group,
            "he" | "she" | "i" | "you" | "his" | "her" | "my" | "your" | "him" | "me" | "nobody" | "everyone"
            | "anyone" => Form::Person,
            "who" | "whom" | "whose" | "which" | "that" | "this" => {
                // Whom the clause hangs on: "the clerks, who said".
                let clause = self.head(head)?;
                let clause = if self.relation(clause) == Relation::Acl { clause } else { self.head(clause)? };
                let noun = self.head(clause).filter(|_| self.relation(clause) == Relation::Acl)?;
                let run = [Run::new(noun, noun + 1)];
                if self.upos(noun) == Upos::Pron {
                    return Some(Form::Person);
                }
                let which = self.is(head, &["which", "that"]);
                match self.form(&Parts { source: &run, ..*parts }) {
                    Form::Anonymous if which => Form::Group,
                    Form::Anonymous | Form::Implicit => Form::Person,
                    Form::Person if which && self.upos(noun) == Upos::Noun => Form::Group,
                    form => form,
                }
            }
            _ => return None,
        })
    }
}
