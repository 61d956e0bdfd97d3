//! What the ranker looks at: a phrase alone, and a phrase with one before it. Reading and training both ask here.

use super::lexicon::Class;
use super::phrases::{Gender, Opening};
use super::scene::Scene;
use crate::clauses::Relation;
use crate::tables::{hash, mix};
use crate::tags::Upos;

/// How many weights the ranker has, as a power of two.
pub const BITS: u32 = 19;

/// The place of a feature's weight.
pub fn place(feature: u64) -> usize {
    (mix(feature, feature >> 31) >> (64 - BITS)) as usize
}

/// Distances in steps that grow.
fn steps(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=7 => 5,
        8..=11 => 6,
        12..=19 => 7,
        20..=34 => 8,
        35..=79 => 9,
        _ => 10,
    }
}

/// What is seen of an answer.
#[derive(Debug, Default, Clone)]
pub struct Features {
    /// For the weights: each look, and each together with others.
    pub all: Vec<u64>,
    /// For the net, which puts looks together itself: each look alone.
    pub plain: Vec<u64>,
}

impl Features {
    /// A look, alone, with the sort of the phrase, and with something more.
    pub(super) fn add_with(&mut self, name: u64, value: u64, sort: u64, more: u64) {
        let feature = mix(name, value);
        self.plain.push(feature);
        self.all.extend([feature, mix(feature, sort), mix(mix(feature, sort), more)]);
    }

    fn clear(&mut self) {
        self.all.clear();
        self.plain.clear();
    }
}

struct Out<'o> {
    features: &'o mut Features,
    /// Each feature is also given together with each of these.
    with: [u64; 2],
}

impl Out<'_> {
    fn add(&mut self, name: u64, value: u64) {
        self.add_word(name, value);
        self.note(name, value);
    }

    /// For the net alone.
    fn note(&mut self, name: u64, value: u64) {
        self.features.plain.push(mix(mix(0x5EED, name), value));
    }

    /// For the weights alone.
    fn add_word(&mut self, name: u64, value: u64) {
        let feature = mix(mix(0x5EED, name), value);
        self.features.all.push(feature);
        for with in self.with {
            self.features.all.push(mix(feature, with));
        }
    }

    /// Without its sort.
    fn add_alone(&mut self, name: u64, value: u64) {
        self.features.all.push(mix(mix(0x5EED, name), value));
    }
}

impl Scene<'_> {
    /// The features of a phrase that stands for nothing before it.
    pub fn alone(&self, at: usize, features: &mut Features) {
        features.clear();
        let (phrase, look) = (&self.phrases[at], &self.looks[at]);
        let ground = &self.ground;
        let mut out = Out { features, with: [mix(1, look.sort), mix(2, look.coarse)] };
        out.add(1, 0);
        self.own(at, 0, &mut out);
        out.add_alone(2, look.head);
        let (first, last) = (phrase.whole.start as usize, (phrase.whole.end as usize).saturating_sub(1));
        out.add_alone(3, ground.lower[first]);
        out.add_alone(4, ground.lower[last]);
        if phrase.pronoun.is_some() {
            out.add(5, ground.lower[phrase.head]);
        }
        out.add_word(6, first.checked_sub(1).map_or(0, |before| ground.lower[before]));
        out.add_word(7, ground.lower.get(last + 1).copied().unwrap_or(0));
        out.add(8, phrase.whole.len().min(12) as u64);
        out.add(9, mix(phrase.opening as u64, u64::from(phrase.plural)));
        out.add(10, look.relation);
        out.add_word(11, look.governor);
        out.add(12, steps(look.seen_head as usize).min(4));
        out.add(13, mix(steps(look.seen_string as usize).min(3), phrase.opening as u64));
        out.add(14, mix(u64::from(phrase.whole.end > phrase.run.end), phrase.opening as u64));
        out.add(15, steps(at).min(6));
        out.add(16, u64::from(look.quote > 0));
        out.add(17, mix(u64::from(phrase.speaks > 0), phrase.opening as u64));
        out.add(18, u64::from(phrase.is_list));
        let known = phrase.roles.first().is_some_and(|role| self.known_roles.contains(role));
        out.add(19, mix(u64::from(known), phrase.opening as u64));
        out.add(20, self.bearers.of[at].map_or(2, |_| u64::from(self.namesake(at).is_some())));
        let modified = ground.children(phrase.head).any(|child| ground.relation(child) == Relation::Amod);
        out.add(21, mix(u64::from(modified), phrase.opening as u64));
        if let Some(governor) = look.governed_by {
            out.add(22, mix(ground.upos(governor) as u64, look.relation));
        }
        // "It is clear that": no noun is meant.
        let clausal = look.governed_by.is_some_and(|governor| {
            ground.children(governor).any(|child| matches!(ground.relation(child), Relation::Csubj | Relation::Ccomp))
        });
        out.add(23, mix(u64::from(clausal), look.relation));
        if phrase.pronoun.is_none() {
            let prefix = ground.word(phrase.head).chars().rev().take(3).collect::<String>();
            out.add_alone(24, hash(prefix.as_bytes()));
        }
        out.add(25, mix(u64::from(ground.upos(phrase.head) == Upos::Num), 0));
        if phrase.pronoun.is_none() {
            out.add_alone(26, mix(look.head, phrase.opening as u64));
            let owner = if phrase.opening == Opening::Possessive { ground.lower[phrase.run.start as usize] } else { 0 };
            out.add(27, mix(owner, mix(phrase.class as u64, u64::from(look.quote > 0))));
            out.add(28, mix(phrase.class as u64, mix(phrase.opening as u64, u64::from(phrase.speaks > 0))));
            out.add(30, mix(u64::from(look.tie), mix(owner, u64::from(look.quote > 0))));
            let bare = phrase.whole.len() == 2;
            out.add(29, mix(u64::from(bare), mix(phrase.opening as u64, steps(look.seen_head as usize).min(2))));
        }
    }

    /// What the net sees of a phrase by itself.
    fn own(&self, at: usize, name: u64, out: &mut Out<'_>) {
        let (phrase, look) = (&self.phrases[at], &self.looks[at]);
        out.note(100 + name, look.sort);
        out.note(101 + name, look.relation);
        out.note(102 + name, phrase.opening as u64);
        out.note(103 + name, mix(u64::from(phrase.speaks > 0), u64::from(phrase.utters)));
        out.note(104 + name, mix(u64::from(look.quote > 0), u64::from(phrase.told > 0)));
        out.note(105 + name, phrase.class as u64);
        out.note(106 + name, mix(phrase.gender as u64, u64::from(phrase.plural)));
        out.note(107 + name, phrase.whole.len().min(8) as u64);
        out.note(108 + name, mix(u64::from(self.bearers.of[at].is_some()), u64::from(phrase.is_list)));
        out.note(109 + name, look.head);
        out.note(110 + name, self.ground.lower[phrase.head]);
        if self.bearers.of[at].is_some() {
            out.note(111 + name, u64::from(self.bearers.of[at] == self.hero));
        }
        out.note(112 + name, steps(look.seen_head as usize).min(4));
        out.note(113 + name, look.governor);
    }

    /// The features of a phrase that stands for one before it; `rank`: how many candidates that might fit stand between.
    pub fn pair(&self, at: usize, before: usize, rank: usize, features: &mut Features) {
        features.clear();
        let (late, early) = (&self.phrases[at], &self.phrases[before]);
        let (look, other) = (&self.looks[at], &self.looks[before]);
        let ground = &self.ground;
        let mut out = Out { features, with: [mix(3, look.sort), mix(mix(4, look.sort), other.sort)] };
        out.add(40, 0);
        self.own(at, 0, &mut out);
        self.own(before, 20, &mut out);
        let sentences = steps((look.sentence.saturating_sub(other.sentence)) as usize);
        let paragraphs = steps((look.paragraph.saturating_sub(other.paragraph)) as usize).min(5);
        out.add(41, sentences);
        out.add(42, steps(at - before));
        out.add(43, paragraphs);
        out.add(44, steps(rank).min(7));
        // Words.
        let same_head = look.head == other.head;
        let same_string = look.string == other.string;
        let named = |at: usize| self.bearers.of[at].is_some();
        out.add(45, mix(u64::from(same_head), late.opening as u64));
        out.add(46, mix(u64::from(same_string), late.opening as u64));
        if late.pronoun.is_none() && early.pronoun.is_none() {
            let shared = look.words.iter().filter(|word| other.words.binary_search(word).is_ok()).count();
            let news = look.words.len() - shared;
            out.add(47, mix(steps(shared).min(3), u64::from(same_head)));
            out.add(48, mix(steps(news).min(3), mix(u64::from(same_head), late.opening as u64)));
            let lost = other.words.len() - shared;
            out.add(49, mix(steps(lost).min(3), u64::from(same_head)));
            let head_inside = other.words.binary_search(&ground.lower[late.head]).is_ok();
            out.add(50, mix(u64::from(head_inside), u64::from(named(before))));
            let likeness = if look.vector.is_empty() || other.vector.is_empty() {
                12
            } else {
                let dot: f32 = look.vector.iter().zip(&other.vector).map(|(a, b)| a * b).sum();
                (dot.clamp(0.0, 0.999) * 10.0) as u64
            };
            out.add(51, likeness);
            out.add(52, mix(likeness, mix(sentences.min(5), late.opening as u64)));
            out.add_alone(53, mix(look.head, other.head));
            out.add(54, mix(late.opening as u64, early.opening as u64));
            out.add(55, mix(u64::from(same_head), mix(u64::from(late.plural), u64::from(early.plural))));
            let both_whole =
                ground.text.words(ground.text.span(late.whole)) == ground.text.words(ground.text.span(early.whole));
            out.add(56, u64::from(both_whole));
        } else {
            out.add_alone(57, mix(mix(look.sort, ground.lower[late.head]), other.head));
            out.add(58, mix(early.opening as u64, sentences.min(3)));
            if early.pronoun.is_some() && late.pronoun.is_some() {
                out.add(59, mix(ground.lower[late.head], ground.lower[early.head]));
                out.add(60, mix(u64::from(look.quote == other.quote), u64::from(look.quote > 0)));
            }
        }
        // What it is.
        out.add(61, mix(late.gender as u64, early.gender as u64));
        out.add(62, mix(u64::from(late.plural), mix(u64::from(early.plural), late.opening as u64)));
        out.add(63, mix(late.class as u64, early.class as u64));
        let roles = self.bearers.of[before].map_or(&early.roles, |bearer| &self.bearers.list[bearer].roles);
        let shared = late.roles.iter().any(|role| roles.contains(role));
        if !late.roles.is_empty() || !roles.is_empty() {
            out.add(64, mix(u64::from(shared), mix(u64::from(late.roles.is_empty()), late.opening as u64)));
        }
        // Where it stands.
        out.add(65, mix(look.relation, other.relation));
        out.add(66, mix(other.relation, sentences.min(3)));
        out.add(
            67,
            mix(mix(u64::from(look.quote > 0), u64::from(other.quote > 0)), u64::from(look.quote == other.quote)),
        );
        out.add(68, mix(u64::from(late.speaks > 0), u64::from(early.speaks > 0)));
        out.add(
            69,
            mix(
                mix(u64::from(early.speaks > 0), u64::from(late.told > 0 && late.told == early.speaks)),
                sentences.min(2),
            ),
        );
        out.add(70, mix(u64::from(late.told == early.told), u64::from(late.told > 0)));
        let same_governor = look.governed_by.is_some() && look.governed_by == other.governed_by;
        out.add(71, mix(u64::from(same_governor), mix(look.relation, other.relation)));
        out.add(
            72,
            mix(
                u64::from(look.governor == other.governor && look.governor > 0),
                u64::from(look.relation == other.relation),
            ),
        );
        // "X is the president": the predicate and its subject.
        let predicate = other.governed_by == Some(late.head) && other.relation == Relation::Nsubj as u64;
        out.add(73, u64::from(predicate));
        // "his" in a phrase beside: how near the antecedent's verb is.
        let over = look
            .governed_by
            .and_then(|governor| ground.head(governor))
            .is_some_and(|over| Some(over) == other.governed_by);
        out.add(74, mix(u64::from(over), mix(other.relation, look.relation)));
        out.add(75, mix(mix(steps(other.seen_string as usize).min(3), u64::from(named(before))), sentences.min(2)));
        out.add(76, u64::from(early.is_list));
        out.add_alone(77, mix(look.governor, other.head));
        out.add(78, mix(u64::from(early.whole.len() > 12), u64::from(early.whole.end > early.run.end)));
        if early.likely != Gender::Unknown || late.likely != Gender::Unknown {
            out.add(
                80,
                mix(late.gender as u64, mix(early.likely as u64, mix(late.likely as u64, early.gender as u64))),
            );
        }
        // Whom "my mother" is is seldom told by a name that comes later, without her.
        if other.tie && late.name.is_some() {
            let within = early.whole.end + 1 >= late.whole.start;
            out.add(81, mix(u64::from(shared), u64::from(within)));
        }
        let adjacent = late.whole.start.saturating_sub(early.whole.end);
        out.add(79, u64::from(adjacent.min(4)));
    }

    /// Whether a candidate might fit as far as number and gender go, for counting ranks.
    pub fn fits(&self, at: usize, before: usize) -> bool {
        let (late, early) = (&self.phrases[at], &self.phrases[before]);
        let person = matches!(late.gender, Gender::Male | Gender::Female);
        let other = early.gender == Gender::Thing
            || matches!(early.class, Class::Group | Class::Place | Class::Work | Class::Thing);
        late.plural == early.plural && !(person && other) && early.opening != Opening::Other
    }
}
