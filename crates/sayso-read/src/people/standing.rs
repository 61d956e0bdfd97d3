//! Standing: how a candidate looks as one of those put together so far, and among the others.

use super::features::Features;
use super::lexicon::{Class, Pronoun};
use super::phrases::Phrase;
use super::rank::Ties;
use super::scene::Scene;
use super::speakers;
use crate::clauses::Relation;
use crate::tables::mix;

/// Phrases of a cluster that are asked what they tell.
const TOLD: usize = 16;

/// What the phrases of a cluster together tell of how another one fits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told {
    /// One has its head word.
    head: bool,
    /// One has its role; one has any.
    role: bool,
    roles: bool,
    /// One tells another country: 1; one tells the same: 2.
    nation: u8,
    /// One is a body.
    body: bool,
    plural: bool,
    /// How much like its head the likest of their heads is, in tenths.
    likeness: u8,
    /// Sentences since the last one.
    last: u32,
}

/// Who of a description's sort has spoken just before, by cluster.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Voices {
    /// The last speaker of the paragraph; whether it is the only one.
    last: Option<u32>,
    sole: bool,
    /// Who is the subject of the last sentence of this paragraph, and of its first one.
    subject: Option<u32>,
    first: Option<u32>,
    /// The last speaker of the paragraph before.
    before: Option<u32>,
    /// The words said stand before their source.
    behind: bool,
}

impl Voices {
    /// Which of these an answer is, and how the phrase stands.
    fn bits(&self, is: impl Fn(Option<u32>) -> bool) -> u64 {
        let sole = self.last.filter(|_| self.sole);
        let bits = [
            is(self.last),
            is(sole),
            is(self.subject),
            is(self.first),
            is(self.before),
            self.behind,
            self.last.is_some(),
        ];
        bits.iter().enumerate().map(|(place, bit)| u64::from(*bit) << place).sum()
    }
}

/// Bits of [`Voices::bits`]: speakers of the paragraph; speakers, and of the paragraph before.
const SPEAKERS: u64 = 0b110_0011;
const ALL_SPEAKERS: u64 = 0b111_0011;

/// How the candidates seen so far stand, nearest first.
#[derive(Default)]
pub(super) struct Stand {
    pub(super) favourites: [Option<usize>; 5],
    /// Whom the words of a description take up, as the rules have it.
    pub(super) taken_up: Option<u32>,
    /// What each cluster tells that has been asked.
    pub(super) told: Vec<(u32, Told)>,
    /// Candidates that might fit.
    pub(super) rank: usize,
    /// Clusters that might fit, in order.
    pub(super) seen: Vec<u32>,
    /// The cluster that spoke last.
    pub(super) said: Option<u32>,
    pub(super) voices: Voices,
    /// Whose the phrase is.
    pub(super) possessor: Option<u32>,
}

impl Scene<'_> {
    /// Who has spoken just before a description of one: "No," the pilot said.
    pub(super) fn voices(&self, at: usize, ties: &mut Ties) -> Voices {
        let (phrase, look) = (&self.phrases[at], &self.looks[at]);
        let mut voices = Voices::default();
        if !self.is_one_described(at) {
            return voices;
        }
        let statement = (phrase.speaks as usize).checked_sub(1).and_then(|at| self.ground.statements.get(at));
        voices.behind = statement.is_some_and(|statement| {
            let start = statement.content.first().map_or(u32::MAX, |piece| piece.start);
            start < self.ground.text.span(phrase.run).start
        });
        let human = phrase.class == Class::Person || self.ground.is_human_source(phrase.speaks);
        let fits = |early: &Phrase| {
            let person = early.class == Class::Person
                || matches!(early.pronoun, Some(Pronoun::He | Pronoun::She))
                || self.ground.is_human_source(early.speaks);
            !early.plural && !early.is_list && person == human && early.gender.is_alike(phrase.gender)
        };
        let mut sole = true;
        for &before in self.candidates(at) {
            let (other, early) = (&self.looks[before as usize], &self.phrases[before as usize]);
            let cluster = ties.of(before as usize);
            if look.paragraph > other.paragraph + 1 {
                break;
            }
            let level = self.is_level(at, before as usize);
            if !level || !fits(early) || ties.is_ruled_out(cluster, at, phrase.pronoun) {
                continue;
            }
            let here = look.paragraph == other.paragraph;
            let subject = other.relation == Relation::Nsubj as u64;
            if early.speaks > 0 && here {
                sole &= voices.last.is_none_or(|last| last == cluster);
                voices.last = voices.last.or(Some(cluster));
            }
            if early.speaks > 0 && !here {
                voices.before = voices.before.or(Some(cluster));
            }
            if subject && here && other.sentence < look.sentence {
                voices.subject = voices.subject.or(Some(cluster));
                voices.first = Some(cluster);
            }
        }
        voices.sole = sole && voices.last.is_some();
        voices
    }

    /// Whether a phrase and one before stand in the same words. "He would not tell, since one of them, he said, ...": what stands in no
    /// quotation marks goes on with who spoke.
    pub(super) fn is_level(&self, at: usize, before: usize) -> bool {
        let (look, other) = (&self.looks[at], &self.looks[before]);
        let (told, early) = (self.phrases[at].told, self.phrases[before].told);
        other.quote == look.quote && (early == told || look.quote == 0 && early == 0)
    }

    /// Whether a phrase describes one, and names nobody.
    pub(super) fn is_one_described(&self, at: usize) -> bool {
        let phrase = &self.phrases[at];
        phrase.pronoun.is_none() && phrase.name.is_none() && !phrase.plural && !phrase.is_list
    }

    /// Features of a description that stands for nobody before it: who else it might be.
    pub(super) fn standing_alone(&self, at: usize, voices: &Voices, features: &mut Features) {
        if self.is_one_described(at) {
            let (phrase, look) = (&self.phrases[at], &self.looks[at]);
            let new = mix(u64::from(look.seen_head > 0), phrase.opening as u64);
            let value = mix(voices.bits(|voice| voice.is_some()), new);
            features.add_with(mix(0xC1, 53), value, look.sort, phrase.whole.len().min(4) as u64);
        }
    }

    /// What all phrases of a cluster together tell of how a phrase fits.
    fn told_before(&self, at: usize, members: &[u32]) -> Told {
        let (phrase, look) = (&self.phrases[at], &self.looks[at]);
        let mut told = Told { last: u32::MAX, ..Told::default() };
        let mut best = 0.0f32;
        for &member in members.iter().rev().take(TOLD) {
            let (other, early) = (&self.looks[member as usize], &self.phrases[member as usize]);
            let plain = early.pronoun.is_none() && phrase.pronoun.is_none();
            told.head |= plain && other.head == look.head;
            told.role |= early.roles.iter().any(|role| phrase.roles.contains(role));
            told.roles |= !early.roles.is_empty();
            if let (Some(own), Some(other)) = (phrase.nation, early.nation) {
                told.nation = told.nation.max(if own == other { 2 } else { 1 });
            }
            told.body |= early.class == Class::Group;
            told.plural |= early.plural;
            if (member as usize) < at {
                told.last = told.last.min(look.sentence.saturating_sub(other.sentence));
            }
            if plain && !look.vector.is_empty() && !other.vector.is_empty() {
                best = best.max(look.vector.iter().zip(&other.vector).map(|(a, b)| a * b).sum());
            }
        }
        told.likeness = (best.clamp(0.0, 0.999) * 10.0) as u8;
        told
    }

    /// Features of a candidate as one of those put together so far: who it is, and how it stands among the others.
    pub(super) fn standing(
        &self,
        at: usize,
        before: usize,
        cluster: u32,
        ties: &mut Ties,
        stand: &mut Stand,
        features: &mut Features,
    ) {
        let (look, other) = (&self.looks[at], &self.looks[before]);
        let (phrase, early) = (&self.phrases[at], &self.phrases[before]);
        let place = stand.seen.iter().position(|&seen| seen == cluster);
        let fits = self.fits(at, before);
        if place.is_none() && fits {
            stand.seen.push(cluster);
        }
        let place = place.unwrap_or(stand.seen.len()).min(6) as u64;
        let mut favoured = 0u64;
        for (bit, favourite) in stand.favourites.iter().enumerate() {
            favoured |= u64::from(*favourite == Some(before)) << bit;
        }
        let known = ties.known(cluster);
        let size = (known.size.min(16)).ilog2() as u64;
        let spoke = u64::from(known.spoke.min(8).checked_ilog2().map_or(0, |log| log + 1));
        let named = u64::from(known.bearer.is_some());
        let level = mix(u64::from(look.quote > 0), u64::from(other.quote == look.quote));
        let says = mix(u64::from(phrase.speaks > 0 || phrase.utters), look.relation);
        let spoke_last = early.speaks > 0 && stand.said.is_none_or(|said| said == cluster);
        if early.speaks > 0 && other.quote == look.quote && stand.said.is_none() {
            stand.said = Some(cluster);
        }
        let sentences = u64::from((look.sentence.saturating_sub(other.sentence)).min(4));
        let same_paragraph = u64::from(look.paragraph == other.paragraph);
        let mut add = |name: u64, value: u64| features.add_with(mix(0xC1, name), value, look.sort, says);
        add(1, favoured);
        for bit in 0..stand.favourites.len() {
            if favoured >> bit & 1 == 1 {
                add(2, bit as u64);
            }
        }
        let is_taken_up = stand.taken_up == Some(cluster);
        if is_taken_up {
            add(13, 0);
        }
        add(14, mix(u64::from(stand.taken_up.is_some()), u64::from(is_taken_up)));
        let known_told = stand.told.iter().find(|(other, _)| *other == cluster).map(|&(_, told)| told);
        let told = known_told.unwrap_or_else(|| {
            let told = self.told_before(at, ties.members(cluster));
            stand.told.push((cluster, told));
            told
        });
        if self.is_one_described(at) {
            let bits = stand.voices.bits(|voice| voice == Some(cluster));
            let new = mix(u64::from(look.seen_head > 0), phrase.opening as u64);
            add(50, mix(bits, new));
            add(51, mix(bits & SPEAKERS, mix(new, phrase.whole.len().min(4) as u64)));
            add(52, mix(bits & ALL_SPEAKERS, mix(u64::from(told.head), mix(named, new))));
        }
        // "Her mother", "my mother": one, where she speaks.
        if phrase.name.is_none() && (look.tie || stand.possessor.is_some()) {
            let other_possessor = speakers::possessor(self, before).map(|possessor| ties.of(possessor));
            let same = match (stand.possessor, other_possessor) {
                (Some(a), Some(b)) => 1 + u64::from(a == b),
                (None, None) => 3,
                _ => 0,
            };
            let kin = mix(u64::from(look.head == other.head), u64::from(told.likeness.min(8) / 2));
            add(60, mix(same, mix(kin, mix(u64::from(look.tie), u64::from(other.tie)))));
            add(61, mix(same, mix(u64::from(look.head == other.head), u64::from(stand.possessor == Some(cluster)))));
        }
        add(15, mix(u64::from(told.head), phrase.opening as u64));
        let roles = mix(u64::from(told.role), mix(u64::from(told.roles), u64::from(phrase.roles.is_empty())));
        add(16, mix(roles, mix(phrase.opening as u64, u64::from(told.head))));
        add(21, mix(roles, mix(named, mix(phrase.opening as u64, u64::from(spoke_last)))));
        if phrase.nation.is_some() {
            add(22, mix(u64::from(told.nation), mix(u64::from(told.role), named)));
        }
        add(17, mix(u64::from(told.likeness), phrase.opening as u64));
        add(18, mix(u64::from(told.body), mix(u64::from(phrase.plural), named)));
        add(19, mix(u64::from(told.plural), u64::from(phrase.plural)));
        add(20, mix(u64::from(told.last.min(4)), level));
        add(3, mix(size, named));
        add(4, mix(spoke, mix(named, sentences)));
        add(5, mix(known.gender as u64, phrase.gender as u64));
        add(6, mix(place, level));
        add(7, mix(place, mix(sentences, same_paragraph)));
        add(8, mix(u64::from(spoke_last), mix(level, same_paragraph)));
        add(9, mix(other.relation, mix(same_paragraph, sentences.min(2))));
        add(10, mix(u64::from(early.speaks > 0), mix(place, level)));
        add(11, mix(u64::from(self.hero == known.bearer && named > 0), spoke));
        add(12, mix(u64::from(early.told == phrase.told), mix(u64::from(phrase.told > 0), level)));
    }
}
