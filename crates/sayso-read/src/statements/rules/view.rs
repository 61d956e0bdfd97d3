//! Views: one sentence of a line, and small questions about its units.
//!
//! All positions are units of the line. Every question may be asked of any position, inside or outside the sentence.

use std::ops::Range;

use super::inflect::Forms;
use super::lexicon::{Head, Small};
use super::lines::{Ground, Line, Tag, Tail, Unit};

/// A sentence and what stands around it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) ground: &'a Ground<'a>,
    pub(super) line: &'a Line,
    /// First unit of the sentence.
    pub(super) start: usize,
    /// One past its last unit.
    pub(super) end: usize,
    /// Most words have capitals: they tell nothing of names.
    pub(super) shouting: bool,
    /// It is read as somebody's own words: what he says of himself is no report.
    pub(super) own: bool,
}

impl<'a> View<'a> {
    pub(super) fn new(ground: &'a Ground<'a>, line: &'a Line, (start, end): (usize, usize)) -> View<'a> {
        let words = line.units[start..end].iter().filter(|unit| unit.run.len() == 1 && word_like(unit.tag));
        let (all, capital) = words.fold((0, 0), |(all, capital), unit| (all + 1, capital + usize::from(unit.capital)));
        View { ground, line, start, end, shouting: all >= 4 && capital * 3 >= all * 2, own: line.inside.is_some() }
    }

    /// The whole line as though it were one sentence: for questions about what has been found.
    pub(super) fn whole(ground: &'a Ground<'a>, line: &'a Line) -> View<'a> {
        View { ground, line, start: 0, end: line.units.len(), shouting: false, own: line.inside.is_some() }
    }

    /// The unit, if it is part of the sentence.
    pub(super) fn at(&self, at: usize) -> Option<&'a Unit> {
        if (self.start..self.end).contains(&at) { self.line.units.get(at) } else { None }
    }

    /// The unit before.
    pub(super) fn before(&self, at: usize) -> Option<&'a Unit> {
        at.checked_sub(1).and_then(|at| self.at(at))
    }

    pub(super) fn tag(&self, at: usize) -> Option<Tag> {
        self.at(at).map(|unit| unit.tag)
    }

    pub(super) fn tag_before(&self, at: usize) -> Option<Tag> {
        self.before(at).map(|unit| unit.tag)
    }

    pub(super) fn is(&self, at: usize, small: Small) -> bool {
        self.tag(at) == Some(Tag::Small(small))
    }

    pub(super) fn is_tag(&self, at: usize, tag: Tag) -> bool {
        self.tag(at) == Some(tag)
    }

    /// The word in small letters, without what follows its apostrophe; empty outside the sentence.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.at(at).map_or("", |unit| self.ground.word(unit))
    }

    pub(super) fn is_word(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// Whether these words stand here.
    pub(super) fn are(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(step, word)| self.word(at + step) == *word)
    }

    /// "Tarn's", "his": what follows belongs to it.
    pub(super) fn owns(&self, at: usize) -> bool {
        self.at(at).is_some_and(|unit| match unit.tag {
            Tag::Small(Small::Poss) => true,
            Tag::Noun | Tag::Name | Tag::Number | Tag::Verb => matches!(unit.tail, Tail::S(_)),
            Tag::Small(Small::Day | Small::Some) => matches!(unit.tail, Tail::S(_)),
            _ => false,
        })
    }

    /// An auxiliary that hides in a pronoun: "he's", "they've", "who'd".
    pub(super) fn hides_auxiliary(&self, at: usize) -> bool {
        self.at(at).is_some_and(|unit| match unit.tail {
            Tail::Auxiliary(_) => true,
            Tail::S(_) => matches!(unit.tag, Tag::Small(Small::Subj | Small::Who | Small::That | Small::Wh)),
            Tail::No => false,
        })
    }

    /// Whether the word carries "not" with it: "didn't".
    pub(super) fn denies(&self, at: usize) -> bool {
        let word = self.word(at);
        word.ends_with("n't") || word.ends_with("n’t") || word == "cannot"
    }

    /// A noun, a name, a figure: what a noun phrase may end with.
    pub(super) fn nominal(&self, at: usize) -> bool {
        let Some(unit) = self.at(at) else { return false };
        match unit.tag {
            Tag::Noun | Tag::Name | Tag::Number | Tag::Small(Small::Some) => true,
            Tag::Verb => unit.forms.has(Forms::ING) || self.shouting,
            // “the group “Reed””: a few quoted words may stand for a noun.
            Tag::Quote => unit.noun,
            _ => false,
        }
    }

    /// A word that may stand between a determiner and its noun.
    pub(super) fn adjectival(&self, at: usize) -> bool {
        let Some(unit) = self.at(at) else { return false };
        match unit.tag {
            Tag::Verb => unit.forms.has(Forms::ING.and(Forms::PARTICIPLE)),
            Tag::Small(Small::Day) => true,
            Tag::Mark => self
                .ground
                .small
                .get(unit.span.range())
                .is_some_and(|mark| mark.starts_with(['$', '£', '€', '%', '#', '@', '/', '-'])),
            _ => self.nominal(at),
        }
    }

    /// Whether a noun is of several: "officials", "Republicans", "people".
    pub(super) fn plural(&self, at: usize) -> bool {
        let Some(unit) = self.at(at) else { return false };
        if !matches!(unit.tail, Tail::No) {
            return false;
        }
        let word = self.word(at);
        match unit.tag {
            Tag::Small(Small::Some) => !matches!(word, "one" | "much" | "another"),
            Tag::Noun | Tag::Name => {
                (word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us"))
                    || matches!(word, "people" | "police" | "men" | "women" | "children" | "percent" | "media" | "data")
            }
            Tag::Number => true,
            _ => false,
        }
    }

    /// Whether the unit is a verb that carries the clause: "said", "is", "has", "will". It looks one step left.
    pub(super) fn finite(&self, at: usize) -> bool {
        let Some(unit) = self.at(at) else { return false };
        match unit.tag {
            Tag::Small(Small::Modal) => true,
            Tag::Small(Small::Have | Small::Do) => {
                !matches!(self.word(at), "having" | "doing" | "done") && !self.is(at.wrapping_sub(1), Small::To)
            }
            Tag::Small(Small::Be) => !matches!(self.word(at), "be" | "been" | "being"),
            Tag::Small(Small::Subj | Small::Who | Small::That) => self.hides_auxiliary(at),
            Tag::Verb | Tag::Noun => self.finite_word(at, unit),
            Tag::Name if self.shouting => unit.capital && self.finite_word(at, unit),
            _ => false,
        }
    }

    fn finite_word(&self, at: usize, unit: &Unit) -> bool {
        if unit.forms.is_empty() || !matches!(unit.tail, Tail::No) {
            return false;
        }
        let mut left = at;
        while left > self.start && matches!(self.tag(left - 1), Some(Tag::Small(Small::Adv | Small::Not))) {
            left -= 1;
        }
        let before = self.before(left);
        let tag = before.map(|before| before.tag);
        if left > self.start && (self.owns(left - 1) && !matches!(tag, Some(Tag::Small(Small::Subj)))) {
            return false;
        }
        // What stands before a verb that carries its clause: a subject, or the end of what parts it from one.
        let after_subject = match tag {
            Some(Tag::Small(Small::Subj | Small::Who | Small::Some | Small::Coord | Small::That | Small::Day)) => true,
            Some(Tag::Small(Small::Obj)) => true,
            // "This makes it hard": a pronoun, not an article.
            Some(Tag::Small(Small::Det)) => {
                !unit.noun && self.is_word(left - 1, &["this", "these", "those", "either", "neither", "each"])
            }
            Some(Tag::Noun | Tag::Name | Tag::Number | Tag::Close | Tag::Comma | Tag::Dash | Tag::Quote) => true,
            // "that the door was locked drew laughter"
            Some(Tag::Verb) => unit.forms == Forms::PAST,
            None => self.shouting,
            _ => false,
        };
        if !after_subject {
            return false;
        }
        // "that prices would fall", "and claims": what may be a noun is one, unless a subject stands right before it.
        let plain = !unit.forms.has(Forms::PAST) && unit.noun;
        if plain
            && matches!(tag, Some(Tag::Small(Small::That | Small::Coord | Small::Day) | Tag::Comma | Tag::Dash) | None)
        {
            return false;
        }
        if unit.forms.has(Forms::PAST) {
            // "the man accused of", "a law passed in May": a participle that only qualifies the noun.
            let qualifies = unit.forms.has(Forms::PARTICIPLE)
                && matches!(tag, Some(Tag::Noun | Tag::Name))
                && self.is_word(at + 1, &["by", "of"]);
            return !qualifies;
        }
        let several = left > self.start
            && (self.plural(left - 1) || self.is_word(left - 1, &["i", "we", "you", "they", "who", "which", "that"]));
        let joined = matches!(tag, Some(Tag::Small(Small::Coord)));
        if unit.forms.has(Forms::THIRD) {
            // "early results", "hedge funds", but "the mayor plans", "the report claims".
            if unit.noun && tag == Some(Tag::Noun) && self.head(left - 1) == Head::No {
                let floor = left.saturating_sub(4).max(self.start);
                let phrase =
                    (floor..left - 1).any(|at| self.owns(at) || matches!(self.tag(at), Some(Tag::Small(Small::Det))));
                if !phrase {
                    return false;
                }
            }
            return !several || joined || self.is_word(left - 1, &["who", "which", "that"]) || !unit.noun;
        }
        // "officials in Ost say": the noun right before need not be the subject.
        let never_noun = !unit.noun && matches!(tag, Some(Tag::Noun | Tag::Name | Tag::Close | Tag::Number));
        unit.forms.has(Forms::BASE) && (several || never_noun || (joined && !unit.noun) || self.list_of_subjects(left))
    }

    /// "Tarn and Orlan": two subjects joined make a plural.
    fn list_of_subjects(&self, end: usize) -> bool {
        let mut at = end;
        let stop = end.saturating_sub(5).max(self.start);
        while at > stop {
            at -= 1;
            match self.tag(at) {
                Some(Tag::Small(Small::Coord)) => return at > self.start && self.nominal(at - 1) && at + 1 < end,
                Some(Tag::Name | Tag::Noun | Tag::Small(Small::Det)) => {}
                _ => return false,
            }
        }
        false
    }

    /// The first finite verb in a stretch.
    pub(super) fn first_finite(&self, stretch: Range<usize>) -> Option<usize> {
        stretch.into_iter().find(|&at| self.finite(at))
    }

    /// Past the adverbs and names of days from here on.
    pub(super) fn skip_adverbs(&self, mut at: usize) -> usize {
        while matches!(self.tag(at), Some(Tag::Small(Small::Adv | Small::Day | Small::Not))) {
            at += 1;
        }
        at
    }

    /// Whether the stretch ends here for good.
    pub(super) fn over(&self, at: usize) -> bool {
        match self.tag(at) {
            None | Some(Tag::Stop) => true,
            Some(Tag::Close) => at + 1 >= self.end,
            _ => false,
        }
    }

    /// The stretch without the marks at either end.
    pub(super) fn trim(&self, mut stretch: Range<usize>) -> Range<usize> {
        let mark = |at: usize| {
            matches!(
                self.line.units.get(at).map(|unit| unit.tag),
                Some(Tag::Comma | Tag::Stop | Tag::Colon | Tag::Semicolon | Tag::Dash | Tag::Mark)
            )
        };
        while stretch.start < stretch.end && mark(stretch.end - 1) {
            stretch.end -= 1;
        }
        while stretch.start < stretch.end && mark(stretch.start) && !self.opens_figure(stretch.start) {
            stretch.start += 1;
        }
        stretch
    }

    /// A mark that belongs to what follows it: "$5", "#win".
    fn opens_figure(&self, at: usize) -> bool {
        self.line.units.get(at).is_some_and(|unit| {
            self.ground.small.get(unit.span.range()).is_some_and(|mark| mark.starts_with(['$', '£', '€', '#', '@']))
        })
    }

    /// What the last noun before `end` says of who speaks.
    pub(super) fn head(&self, at: usize) -> Head {
        self.at(at).map_or(Head::No, |unit| unit.head)
    }
}

fn word_like(tag: Tag) -> bool {
    matches!(tag, Tag::Small(_) | Tag::Verb | Tag::Noun | Tag::Name)
}
