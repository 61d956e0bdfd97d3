//! Details of the saying: to whom, by what channel, when and where, as far as the words around the cue tell.
//!
//! In: a cue's head and its governors in a [`Grammar`], the statement's [`Parts`]. Out: runs, put into the [`Manner`]. All
//! but the hearers keep their preposition.
//!
//! The tree is walked down from the verb, never into the content, into the clause of another verb only where that is how
//! it was said ("Speaking to reporters in Karsavin, she said"). Each phrase is taken for the first thing it can be.
//!
//! ```text
//! The envoy told reporters on Tuesday in Karsavin that ...        In a letter to the court, Ms. Orlan wrote that ...
//!                ^^^^^^^^^ to   ^^^^^^^ when  ^^^^^^^^ where      ^^^^^^^^^^^ by  ^^^^^^^^^ to
//! ```

use super::grammar::{Fine, Grammar};
use super::lexicon::{Entry, Frames, Head, Small, Sort};
use super::manner::{Manner, Parts, holds};
use crate::clauses::Relation;
use crate::names::NameKind;
use crate::span::Run;
use crate::tags::Upos;

/// Prepositions of channels, and of places.
const BY: &[&str] = &["in", "on", "at", "by", "via", "through", "over", "during", "from", "to"];
const AT: &[&str] = &["in", "at", "outside", "inside", "near", "from", "aboard", "on", "beside"];

/// Phrases of one saying that are looked at.
const MOST: usize = 48;

/// How far down from the verb.
const DEPTH: usize = 3;

impl Grammar<'_> {
    /// Looks for the details of a saying whose head is `main`.
    pub(super) fn details(
        &self,
        main: usize,
        governors: &[usize],
        entry: Option<&Entry>,
        parts: &Parts<'_>,
        manner: &mut Manner,
    ) {
        let hears = entry.is_some_and(|entry| entry.frames.has(Frames::TOLD) || entry.frames.has(Frames::OBJ));
        let mut walk = Walk { parts, seen: Vec::new(), hears, opens: entry.map(|entry| entry.frames), manner };
        // "The widow was told that": the hearer is the subject.
        if hears && self.fine(main) == Fine::Participle && self.passive(main) {
            let subject = self.children_by(main, &[Relation::Nsubj]).find(|&at| !walk.parts.take(at));
            if let Some(subject) = subject {
                walk.manner.addressee = Some(self.bare(subject, walk.parts));
            }
        }
        for &verb in std::iter::once(&main).chain(governors) {
            self.walk(verb, verb, DEPTH, &mut walk);
        }
        // What stands between cue and content belongs to the saying, whatever the tree says.
        let sentence = self.sentence(main);
        let end =
            parts.cue.iter().map(|run| run.range().end).filter(|&end| end <= sentence.end).max().unwrap_or(main + 1);
        let content = parts.content.iter().map(|run| run.range().start).filter(|&start| start >= end).min();
        if let Some(content) = content.filter(|&content| content <= sentence.end && content - end <= 30) {
            for at in end..content {
                let head = self.head(at);
                if !parts.take(at)
                    && head.is_none_or(|head| !(end..content).contains(&head))
                    && (self.nominal(at) || self.upos(at) == Upos::Adv)
                {
                    self.phrase_of_saying(at, main, &mut walk);
                    self.walk(at, main, DEPTH - 1, &mut walk);
                }
            }
        }
        // "told soldiers drawn up in the yard": whoever stands right behind the verb is told, even where the tree wants a clause.
        if manner.addressee.is_none()
            && entry.is_some_and(|entry| entry.frames.has(Frames::TOLD))
            && !self.passive(main)
        {
            manner.addressee = self.behind(end.max(main + 1), parts);
        }
        self.part(manner);
    }

    /// People right behind the cue.
    fn behind(&self, at: usize, parts: &Parts<'_>) -> Option<Run> {
        let inside = |at: &usize| {
            !parts.take(*at)
                && (self.nominal(*at) || matches!(self.upos(*at), Upos::Det | Upos::Adj))
                && self.relation(*at) != Relation::Obl
        };
        let end = (at..at + 8).take_while(inside).last()? + 1;
        let head = end - 1;
        (self.nominal(head) && (self.somebody(head) || self.hearer(head)) && !self.thing(head) && !self.temporal(head))
            .then(|| Run::new(at, end))
    }

    fn passive(&self, verb: usize) -> bool {
        self.children_by(verb, &[Relation::Aux])
            .any(|aux| self.known(aux).is_some_and(|known| known.small == Small::Be))
    }

    /// Looks at everything that hangs on `at`, and further down.
    fn walk(&self, at: usize, verb: usize, depth: usize, walk: &mut Walk<'_, '_>) {
        for child in self.children(at) {
            if walk.parts.take(child) {
                // "his claim to reporters", "told | the court in Ost | that": what hangs on a word of the cue is the saying's.
                if depth > 1 && child != verb && holds(walk.parts.cue, child) && self.relation(child) != Relation::Conj
                {
                    if self.nominal(child) {
                        self.phrase_of_saying(child, verb, walk);
                    }
                    self.walk(child, verb, depth - 1, walk);
                }
                continue;
            }
            match self.relation(child) {
                Relation::Obl | Relation::Obj | Relation::Iobj | Relation::Advmod | Relation::Nmod | Relation::Dep => {
                    self.phrase_of_saying(child, verb, walk);
                    if depth > 0 && self.nominal(child) {
                        self.walk(child, verb, depth - 1, walk);
                    }
                }
                Relation::Advcl | Relation::Parataxis | Relation::Acl
                    if self.of_sort(child, Sort::SPEAKING) && depth > 1 =>
                {
                    let hears = std::mem::replace(&mut walk.hears, self.is(child, &["addressing", "briefing"]));
                    self.walk(child, child, depth - 1, walk);
                    walk.hears = hears;
                }
                _ => {}
            }
        }
    }

    /// Takes the phrase of `head` for what it can be.
    fn phrase_of_saying(&self, head: usize, verb: usize, walk: &mut Walk<'_, '_>) {
        if walk.seen.contains(&head) || walk.seen.len() >= MOST {
            return;
        }
        walk.seen.push(head);
        let case = self.children_by(head, &[Relation::Case, Relation::Mark]).find(|&case| case < head);
        let preposition = case.map(|case| self.word(case));
        let preposition = preposition.as_deref().unwrap_or("");
        let relation = self.relation(head);
        let manner = &mut *walk.manner;
        // A phrase that the cue holds ("said in a statement") is whole with the cue's words.
        let inside = holds(walk.parts.cue, head);
        let free = |at: usize| {
            !holds(walk.parts.source, at) && !holds(walk.parts.content, at) && (inside || !holds(walk.parts.cue, at))
        };
        let whole = || {
            let range = self.phrase(head, free);
            Run::new(range.start, range.end)
        };
        if self.temporal(head) {
            let owner = self.children_by(head, &[Relation::Case]).any(|case| case > head);
            let object = matches!(relation, Relation::Obj | Relation::Iobj);
            let other =
                matches!(preposition, "of" | "for" | "to" | "until" | "since" | "within" | "unlike" | "about" | "with");
            // "promised one in a few days"
            let ahead = preposition == "in"
                && self.fine(head) == Fine::Plural
                && self
                    .children_by(head, &[Relation::Amod, Relation::Nummod])
                    .any(|how| self.upos(how) == Upos::Num || self.is(how, &["few", "coming", "next"]));
            if manner.when.is_none() && !owner && !object && !other && !ahead {
                manner.when = Some(whole());
            }
            return;
        }
        if !self.nominal(head) {
            return;
        }
        let object = matches!(relation, Relation::Obj | Relation::Iobj) && preposition.is_empty();
        if object {
            let hearer =
                (relation == Relation::Iobj || walk.hears) && !self.of_sort(head, Sort::ASKED) && !self.thing(head);
            if hearer && manner.addressee.is_none() {
                manner.addressee = Some(self.bare(head, walk.parts));
            }
            return;
        }
        if manner.channel.is_none()
            && BY.contains(&preposition)
            && self.channel(head, preposition)
            && (preposition != "to" || self.is(verb, &["took", "taken", "takes", "take", "taking"]))
        {
            manner.channel = Some(whole());
            return;
        }
        let spoken = preposition == "to"
            || (preposition == "at" && self.of_sort(verb, Sort::LOUD))
            || (preposition == "with"
                && self.is(verb, &["spoke", "speaking", "spoken", "talked", "talking", "pleaded", "pleads", "shared"]))
            || (preposition == "before" && self.somebody(head))
            || (preposition == "of" && self.head(head) == Some(verb) && self.is(verb, &["asked", "demanded"]));
        if spoken
            && (self.somebody(head) || self.hearer(head))
            && !self.thing(head)
            && !self.of_sort(head, Sort::NOWHERE)
        {
            if manner.addressee.is_none() {
                manner.addressee = Some(self.bare(head, walk.parts));
            }
            return;
        }
        // "lashed out at Velmora"
        if walk.opens.is_some_and(|frames| frames.opens(preposition)) {
            return;
        }
        if manner.place.is_none() && AT.contains(&preposition) && self.site(head, preposition) {
            manner.place = Some(whole());
            return;
        }
        let occasion = matches!(preposition, "after" | "before" | "during")
            && relation == Relation::Obl
            && self.upos(head) == Upos::Noun;
        if occasion && manner.when.is_none() {
            manner.when = Some(whole());
        }
    }

    /// A phrase without its preposition.
    fn bare(&self, head: usize, parts: &Parts<'_>) -> Run {
        let range = self.phrase(head, |at| !parts.take(at));
        let case =
            |at: usize| matches!(self.relation(at), Relation::Case | Relation::Mark) && self.head(at) == Some(head);
        let start = (range.start..head).find(|&at| !case(at)).unwrap_or(head);
        Run::new(start, range.end)
    }

    fn temporal(&self, head: usize) -> bool {
        if self.name(head).is_some_and(|(kind, _)| kind == NameKind::Date) {
            return true;
        }
        let day = self.known(head).is_some_and(|known| known.small == Small::Day);
        day || (matches!(self.upos(head), Upos::Noun | Upos::Propn | Upos::Adv | Upos::Num | Upos::Adp)
            && self.of_sort(head, Sort::TIME))
    }

    /// Paper, not people.
    fn thing(&self, head: usize) -> bool {
        let known = self.known(head);
        let paper =
            known.is_some_and(|known| known.head == Head::Document || (known.channel && known.head == Head::No));
        paper && self.name(head).is_none_or(|(kind, _)| !matches!(kind, NameKind::Person | NameKind::Organization))
    }

    /// People or a body that can hear.
    fn somebody(&self, head: usize) -> bool {
        let named = self
            .name(head)
            .is_some_and(|(kind, _)| matches!(kind, NameKind::Person | NameKind::Organization | NameKind::Norp));
        named || self.upos(head) == Upos::Pron || matches!(self.role(head), Head::Person | Head::Title | Head::Group)
    }

    /// Other people, by their word's form; a country.
    fn hearer(&self, head: usize) -> bool {
        self.people(head) || self.name(head).is_some_and(|(kind, _)| kind == NameKind::Location)
    }

    fn channel(&self, head: usize, preposition: &str) -> bool {
        let known = self.known(head).is_some_and(|known| known.channel);
        let printed = self.printed(head);
        match preposition {
            // "on X", but not "in X".
            _ if printed.eq_ignore_ascii_case("x") => preposition == "on" && printed == "X",
            "through" if self.word(head).starts_with("spokes") => true,
            "by" => known && self.children_by(head, &[Relation::Det]).next().is_none(),
            // "told the court in March": a channel is no month, a hearing before a court is one.
            _ if known => true,
            // "on Ostmark Radio", "in The Courier"
            "on" | "in" => self.name(head).is_some_and(|(kind, run)| {
                kind == NameKind::Organization
                    && run.range().any(|at| self.known(at).is_some_and(|known| known.channel))
            }),
            _ => false,
        }
    }

    /// Where something can be said.
    fn site(&self, head: usize, preposition: &str) -> bool {
        if self.of_sort(head, Sort::NOWHERE) || matches!(self.upos(head), Upos::Pron | Upos::Num) {
            return false;
        }
        let named = self.name(head).is_some_and(|(kind, _)| matches!(kind, NameKind::Location | NameKind::Facility));
        // A town that the names do not know: nobody speaks "in Mr. Tarn".
        let named = named
            || (preposition != "at"
                && self.upos(head) == Upos::Propn
                && self.name(head).is_none_or(|(kind, run)| kind == NameKind::Person && run.len() == 1));
        let known = self.known(head).is_some_and(|known| known.place);
        match preposition {
            "in" | "from" => named || known,
            "on" => known,
            "at" => {
                named
                    || known
                    || (self.upos(head) == Upos::Noun
                        && self
                            .children_by(head, &[Relation::Det, Relation::Nmod])
                            .any(|owner| owner < head && !self.is(owner, &["a", "an", "this", "that"])))
                    || (self.upos(head) == Upos::Noun && self.role(head) == Head::Group)
                    || self.name(head).is_some_and(|(kind, _)| kind == NameKind::Organization)
            }
            _ => named || known || self.upos(head) == Upos::Noun,
        }
    }

    /// Parts the phrases: "in a statement | on Tuesday", "reporters | in Karsavin"; a letter to somebody stays whole.
    fn part(&self, manner: &mut Manner) {
        let cut = |run: &mut Option<Run>, inner: Option<Run>| {
            if let (Some(run), Some(inner)) = (run, inner)
                && run.start < inner.start
                && inner.start < run.end
                // "in a | 2007 | address": something must be left.
                && (run.start..inner.start).any(|at| self.nominal(at as usize))
            {
                run.end = inner.start;
            }
        };
        let (when, place, channel) = (manner.when, manner.place, manner.channel);
        for inner in [channel, place] {
            cut(&mut manner.when, inner);
        }
        for inner in [channel, when] {
            cut(&mut manner.place, inner);
        }
        for inner in [when, place] {
            cut(&mut manner.channel, inner);
            cut(&mut manner.addressee, inner);
        }
        cut(&mut manner.addressee, channel);
        for run in [&mut manner.when, &mut manner.place, &mut manner.channel, &mut manner.addressee] {
            while let Some(inside) = run.filter(|run| {
                run.len() > 1 && self.upos(run.range().end - 1) == Upos::Punct && !self.is(run.range().end - 1, &[")"])
            }) {
                *run = Some(Run { end: inside.end - 1, ..inside });
            }
        }
    }
}

/// What a walk carries with it.
struct Walk<'p, 'm> {
    parts: &'p Parts<'p>,
    /// Heads that have been looked at: none is taken twice.
    seen: Vec<usize>,
    /// Whether the verb's object hears.
    hears: bool,
    /// What the cue takes for its content.
    opens: Option<Frames>,
    manner: &'m mut Manner,
}
