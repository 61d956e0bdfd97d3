//! Verb groups: the auxiliaries, adverbs and "not" before a cue, and what they say of it.
//!
//! In: a [`View`], a verb. Out: a [`Group`]: where it begins, whether it is finite, passive, negated, planned, hypothetical.
//!
//! ```text
//! The bank has repeatedly declined to say when ...      was not told that ...       would say, if asked, that ...
//!          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^                ^^^^^^^^^^^^                ^^^^^^^^^
//! ```

use super::Modality;
use super::inflect::Forms;
use super::lexicon::Small;
use super::lines::Tag;
use super::view::View;

/// How a cue stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It carries its clause: a subject stands before it, or behind.
    Finite,
    /// "..., saying that": its source is the subject of another verb.
    Participial,
    /// "wanted to say": its source is the subject of the verb before "to".
    Infinitive,
    /// "officials accused of": a participle after its noun.
    Reduced,
}

/// A verb with what belongs to it on the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    /// First unit of the cue: auxiliaries and adverbs included.
    pub(super) start: usize,
    /// Where the subject ends, if it stands on the left: `start`, or the start of the verb that governs an infinitive.
    pub(super) subject_end: usize,
    pub(super) role: Role,
    pub(super) passive: bool,
    pub(super) negated: bool,
    pub(super) modality: Modality,
}

/// Verbs before "to" that leave what follows a fact: "went on to say", "continued to deny".
const FACTUAL: &[&str] = &[
    "go",
    "goes",
    "went",
    "gone",
    "on",
    "continue",
    "continues",
    "continued",
    "began",
    "begin",
    "begins",
    "begun",
    "started",
    "seemed",
    "seems",
    "seem",
    "appeared",
    "appears",
    "appear",
    "used",
    "tended",
    "tends",
    "tend",
    "had",
    "has",
    "have",
    "came",
    "come",
    "happened",
    "managed",
    "chose",
    "dared",
    "proceeded",
    "deigned",
    "rushed",
    "hastened",
    "quick",
    "first",
    "only",
    "last",
    "turned",
    "forced",
    "moved",
];

/// Verbs before "to" that mean it was not said.
const DENYING: &[&str] = &[
    "refuse",
    "refuses",
    "refused",
    "refusing",
    "decline",
    "declines",
    "declined",
    "declining",
    "fail",
    "fails",
    "failed",
    "failing",
    "neglected",
    "unable",
    "unwilling",
    "forgot",
];

impl View<'_> {
    /// The group of the verb at `verb`, one of whose forms is `forms`; `None` if the word is no verb there.
    pub(super) fn group(&self, verb: usize, forms: Forms) -> Option<Group> {
        let mut group = Group {
            start: verb,
            subject_end: verb,
            role: Role::Finite,
            passive: false,
            negated: false,
            modality: Modality::Actual,
        };
        let mut at = verb;
        let (mut be, mut have, mut support, mut modal) = (false, false, false, false);
        let floor = verb.saturating_sub(9).max(self.start);
        // What has been passed and belongs to the cue only if an auxiliary comes before it.
        while at > floor {
            let left = at - 1;
            match self.tag(left)? {
                Tag::Small(Small::Adv) => {}
                Tag::Small(Small::Not) => group.negated |= !self.is_word(left, &["hardly", "barely", "scarcely"]),
                // "have both argued"
                Tag::Small(Small::Some)
                    if self.is_word(left, &["both", "all", "each"])
                        && matches!(
                            self.tag_before(left),
                            Some(Tag::Small(Small::Have | Small::Be | Small::Do | Small::Modal))
                        ) => {}
                Tag::Small(Small::Be) => be = true,
                Tag::Small(Small::Have) if forms.has(Forms::PARTICIPLE) || be => have = true,
                Tag::Small(Small::Do) if forms.has(Forms::BASE) && !self.is_word(left, &["done", "doing"]) => {
                    support = true
                }
                Tag::Small(Small::Modal) if forms.has(Forms::BASE) || be || have => {
                    modal = true;
                    if self.is_word(left, &["will", "shall", "won't", "won’t"]) {
                        group.modality = Modality::Planned;
                    } else {
                        group.modality = Modality::Hypothetical;
                    }
                }
                Tag::Small(Small::To) if forms.has(Forms::BASE) || be || have => {
                    group.role = Role::Infinitive;
                    at = left;
                    group.start = at;
                    break;
                }
                _ if self.hides_auxiliary(left) => {
                    self.hidden(left, forms, &mut be, &mut have, &mut modal, &mut group);
                    break;
                }
                _ => break,
            }
            group.negated |= self.denies(left);
            at = left;
        }
        group.start = at;
        if group.role != Role::Infinitive {
            while group.start < verb && self.leading_adverb(group.start, be || have || support || modal) {
                group.start += 1;
            }
        }
        group.subject_end = group.start;
        let past = forms.has(Forms::PAST) && !be && !have && !modal && !support;
        group.passive = be && forms.has(Forms::PARTICIPLE);
        if group.role == Role::Infinitive {
            return self.governed(group, verb);
        }
        if forms.has(Forms::ING) && !be {
            group.role = Role::Participial;
            return Some(group);
        }
        if be || have || support || modal {
            let opens = self.is_word(group.start, &["having", "being"]);
            group.role = if opens { Role::Participial } else { Role::Finite };
            return (forms.has(Forms::ING.and(Forms::PARTICIPLE)) || support || modal).then_some(group);
        }
        match () {
            () if past => Some(group),
            () if forms.has(Forms::PARTICIPLE) => {
                group.role = Role::Reduced;
                group.passive = true;
                Some(group)
            }
            () if self.finite(verb) => Some(group),
            () => None,
        }
    }

    /// An adverb at the front of the group that does not belong to it: after a comma, or where nothing auxiliary follows
    /// and it opens the sentence.
    fn leading_adverb(&self, at: usize, _auxiliary: bool) -> bool {
        matches!(self.tag(at), Some(Tag::Small(Small::Adv)))
            && matches!(self.tag_before(at), None | Some(Tag::Comma | Tag::Small(Small::Coord)))
            && !self.is_word(at, &["also", "later", "then"])
    }

    fn hidden(&self, at: usize, forms: Forms, be: &mut bool, have: &mut bool, modal: &mut bool, group: &mut Group) {
        let printed = self.at(at).map_or("", |unit| self.ground.text.words(unit.span));
        let after = printed.rsplit(['\'', '’']).next().unwrap_or_default();
        match after {
            "s" if forms.has(Forms::ING) => *be = true,
            "s" | "ve" if forms.has(Forms::PARTICIPLE) => *have = true,
            "re" | "m" => *be = true,
            "ll" => {
                *modal = true;
                group.modality = Modality::Planned;
            }
            "d" if forms.has(Forms::BASE) => {
                *modal = true;
                group.modality = Modality::Hypothetical;
            }
            "d" => *have = true,
            _ => {}
        }
    }

    /// An infinitive takes its subject and its manner from what stands before "to".
    fn governed(&self, mut group: Group, verb: usize) -> Option<Group> {
        let to = group.start;
        let governor = to.checked_sub(1).filter(|&at| at >= self.start)?;
        if self.is_word(governor, FACTUAL) {
            group.modality = Modality::Actual;
        } else if self.is_word(governor, DENYING) {
            group.negated = true;
        } else {
            group.modality = Modality::Planned;
        }
        // Walk to the start of the governing verb's own group: "is expected to", "has not wanted to".
        let mut at = to;
        let floor = verb.saturating_sub(12).max(self.start);
        while at > floor {
            let left = at - 1;
            let verbal = match self.tag(left)? {
                Tag::Small(Small::Adv | Small::Be | Small::Have | Small::Do | Small::Modal) => true,
                Tag::Small(Small::Not) => {
                    group.negated = true;
                    true
                }
                Tag::Verb => true,
                Tag::Noun => {
                    self.line.units[left].forms.has(Forms::BASE.and(Forms::THIRD).and(Forms::PAST)) || left + 1 == to
                }
                Tag::Small(Small::Prep) => self.is_word(left, &["on"]) && left + 1 == to,
                _ => false,
            };
            group.negated |= verbal && self.denies(left);
            if !verbal || self.owns(left) {
                break;
            }
            at = left;
        }
        group.subject_end = at;
        Some(group)
    }
}
