//! Ranking: what each phrase stands for, from the first to the last.
//!
//! A name that has been borne before needs no ranking. For every other phrase the ranker weighs the phrases before it against standing for
//! none of them. What has been put together before rules out what cannot be: a "he" among a "she", two bearers of different names.

use super::features::Features;
use super::lexicon::Pronoun;
use super::phrases::Gender;
use super::scene::Scene;
use super::standing::Stand;
use super::{Model, speakers};

/// Which phrases stand for the same.
#[derive(Debug, Default)]
pub struct Clusters {
    /// For each phrase its cluster: the index of the first phrase in it.
    pub of: Vec<u32>,
    /// For each phrase how far the best answer is ahead of the best one that would mean another entity, in units of the model; the most
    /// there is where no other was in question.
    pub margins: Vec<i32>,
    /// For each cluster, by its first phrase, whether a word other than "I", "we" and "you" stands for it.
    told: Vec<bool>,
}

impl Clusters {
    /// Whether what a phrase stands for is told by more than "I", "we" and "you".
    pub(super) fn is_told(&self, phrase: usize) -> bool {
        self.told[self.of[phrase] as usize]
    }
}

/// What is known of a cluster.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    pub(super) gender: Gender,
    pub(super) bearer: Option<usize>,
    /// Phrases in it, and how many of them are sources.
    pub(super) size: u32,
    pub(super) spoke: u32,
}

/// One answer to what a phrase stands for.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// In units of the model.
    pub score: i32,
    /// The cluster and its phrase, or none: what nothing before stands for.
    pub before: Option<(u32, u32)>,
}

/// Who decides what a phrase stands for: weights when a text is read, the gold when they are learnt.
pub trait Judge {
    /// Whether there is anything to judge by.
    fn judges(&self) -> bool {
        true
    }

    /// The score of an answer with these features. Called once for each answer, in order; the first one is "none before".
    fn weigh(&mut self, features: &Features) -> i32;

    /// The index of the right answer.
    fn choose(&mut self, at: usize, answers: &[Answer], ties: &mut Ties) -> usize;
}

impl Judge for &Model {
    fn judges(&self) -> bool {
        !self.is_empty()
    }

    fn weigh(&mut self, features: &Features) -> i32 {
        self.score(features)
    }

    /// The first of the best.
    fn choose(&mut self, _: usize, answers: &[Answer], _: &mut Ties) -> usize {
        best(answers)
    }
}

/// The first of the answers with the best score.
pub fn best(answers: &[Answer]) -> usize {
    let mut best = 0;
    for (at, answer) in answers.iter().enumerate() {
        if answer.score > answers[best].score {
            best = at;
        }
    }
    best
}

impl Scene<'_> {
    /// Puts together what stands for the same, by a model's weights.
    pub fn clusters(&self, model: &Model) -> Clusters {
        self.judged(&mut &*model)
    }

    /// Puts together what stands for the same: names first; then what the text says in its own voice; then what stands in
    /// quotation marks, when it is known who speaks there. Where no rule decides, a judge does.
    pub fn judged(&self, judge: &mut impl Judge) -> Clusters {
        let count = self.len();
        let mut ties = Ties::new(self);
        for at in 0..count {
            if let Some(before) = self.namesake(at) {
                ties.join(at, before);
            }
        }
        let (mut features, mut options) = (Features::default(), Vec::new());
        for quoted in [false, true] {
            for at in 0..count {
                if (self.looks[at].quote > 0) == quoted {
                    self.place(at, judge, &mut ties, &mut features, &mut options);
                }
            }
            if !quoted {
                speakers::join(self, &mut ties);
            }
        }
        for at in 0..count {
            if let Some(later) = self.named_later(at, &mut ties) {
                ties.join(at, later);
            }
        }
        let of: Vec<u32> = (0..count).map(|at| ties.of(at)).collect();
        let mut told = vec![false; count];
        for (phrase, &first) in self.phrases.iter().zip(&of) {
            told[first as usize] |= !phrase.pronoun.is_some_and(Pronoun::is_of_talk);
        }
        Clusters { of, margins: ties.margins, told }
    }

    /// Finds what one phrase stands for.
    fn place(
        &self,
        at: usize,
        judge: &mut impl Judge,
        ties: &mut Ties,
        features: &mut Features,
        options: &mut Vec<Answer>,
    ) {
        if self.namesake(at).is_some() || ties.settled[at] {
            return;
        }
        let leader = self.leader(at);
        let role = self.by_role[at].map(|before| before as usize);
        if let Some(before) = role.or_else(|| self.surely(at)).or(leader.flatten()) {
            ties.join(at, before);
            return;
        }
        let taken_up = self.taken_up(at);
        if let Some(before) = taken_up.filter(|_| !judge.judges()) {
            ties.join(at, before);
            return;
        }
        if leader == Some(None) || !judge.judges() {
            return;
        }
        options.clear();
        let voices = self.voices(at, ties);
        self.alone(at, features);
        self.standing_alone(at, &voices, features);
        options.push(Answer { score: judge.weigh(features), before: None });
        let [said, subject] = self.favourites(at);
        let collective = self.collective(at, ties);
        let favourites = [said, subject, self.only_one(at, ties), self.continued(at, ties), collective];
        let others: Vec<u32> = self
            .rival(at)
            .into_iter()
            .chain(self.voice(at))
            .chain(self.tellers(at))
            .map(|other| ties.of(other))
            .collect();
        let owner = speakers::owner(self, at).map(|owner| ties.of(owner));
        let more = taken_up.map(|before| before as u32).filter(|before| !self.candidates(at).contains(before));
        let taken_up = taken_up.map(|before| ties.of(before));
        let possessor = speakers::possessor(self, at).map(|possessor| ties.of(possessor));
        let mut stand = Stand { favourites, taken_up, voices, possessor, ..Stand::default() };
        for &before in more.iter().chain(self.candidates(at)) {
            let cluster = ties.of(before as usize);
            // My mother is not yours.
            let another = owner.is_some_and(|owner| {
                speakers::owner(self, before as usize).is_some_and(|other| ties.of(other) != owner)
            });
            if another || others.contains(&cluster) || ties.is_ruled_out(cluster, at, self.phrases[at].pronoun) {
                continue;
            }
            self.pair(at, before as usize, stand.rank, features);
            self.standing(at, before as usize, cluster, ties, &mut stand, features);
            stand.rank += usize::from(self.fits(at, before as usize));
            options.push(Answer { score: judge.weigh(features), before: Some((cluster, before)) });
        }
        let chosen = options[judge.choose(at, options, ties)];
        let Some((cluster, before)) = chosen.before else { return };
        let others = options.iter().filter(|answer| answer.before.is_some_and(|(other, _)| other != cluster));
        let other = others.map(|answer| answer.score).max();
        ties.margins[at] = other.map_or(i32::MAX, |other| chosen.score.saturating_sub(other));
        ties.join(at, before as usize);
    }

    /// Who say that in which a description stands: nobody calls himself "the minister".
    fn tellers(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let phrase = &self.phrases[at];
        let first = if phrase.pronoun.is_some() { 0 } else { phrase.told };
        let up = |told: &u32| {
            let statement = self.ground.statements.get((*told as usize).checked_sub(1)?)?;
            statement.parent.map(|parent| parent + 1)
        };
        std::iter::successors(Some(first).filter(|&told| told > 0), up)
            .take(4)
            .filter_map(|told| self.sources.get(told as usize).copied().flatten())
    }

    /// Who speaks the words in which a pronoun for somebody else stands: "he" in a whole sentence in quotation marks is not who
    /// says it.
    pub(super) fn voice(&self, at: usize) -> Option<usize> {
        let third = matches!(self.phrases[at].pronoun, Some(Pronoun::He | Pronoun::She | Pronoun::It | Pronoun::They));
        let whole = || self.ground.quotes_whole.get(self.looks[at].quote as usize).is_some_and(|&whole| whole);
        if third && whole() { speakers::speaker(self, at) } else { None }
    }
}

/// What has been put together so far: each phrase points at one before it, or at itself.
pub struct Ties {
    up: Vec<u32>,
    known: Vec<Known>,
    /// For each cluster, by its first phrase, all phrases in it; empty for other phrases.
    members: Vec<Vec<u32>>,
    margins: Vec<i32>,
    /// Phrases that need no ranking.
    pub(super) settled: Vec<bool>,
}

impl Ties {
    fn new(scene: &Scene<'_>) -> Ties {
        let count = scene.len();
        let own = |at: usize| {
            let phrase = &scene.phrases[at];
            let spoke = u32::from(phrase.speaks > 0);
            Known { gender: phrase.gender, bearer: scene.bearers.of[at], size: 1, spoke }
        };
        Ties {
            up: (0..count as u32).collect(),
            known: (0..count).map(own).collect(),
            members: (0..count as u32).map(|at| vec![at]).collect(),
            margins: vec![i32::MAX; count],
            settled: vec![false; count],
        }
    }

    /// The first phrase of the cluster.
    pub fn of(&mut self, at: usize) -> u32 {
        let mut first = at as u32;
        while self.up[first as usize] != first {
            // Halves the way, so that ways stay short.
            self.up[first as usize] = self.up[self.up[first as usize] as usize];
            first = self.up[first as usize];
        }
        first
    }

    /// The phrases of a cluster.
    pub(super) fn members(&self, cluster: u32) -> &[u32] {
        &self.members[cluster as usize]
    }

    /// What is known of a cluster.
    pub(super) fn known(&self, cluster: u32) -> Known {
        self.known[cluster as usize]
    }

    /// Puts two clusters together.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        let (first, second) = (a.min(b) as usize, a.max(b) as usize);
        if first == second {
            return;
        }
        self.up[second] = first as u32;
        let mut moved = std::mem::take(&mut self.members[second]);
        if moved.len() > self.members[first].len() {
            std::mem::swap(&mut moved, &mut self.members[first]);
        }
        self.members[first].extend(moved);
        let late = self.known[second];
        let all = &mut self.known[first];
        if all.gender == Gender::Unknown {
            all.gender = late.gender;
        }
        all.bearer = all.bearer.or(late.bearer);
        (all.size, all.spoke) = (all.size + late.size, all.spoke + late.spoke);
    }

    /// Whether two clusters are of two genders or bear two names.
    pub(super) fn clash(&mut self, a: usize, b: usize) -> bool {
        let cluster = self.of(b);
        self.is_ruled_out(cluster, a, Some(Pronoun::I))
    }

    /// Whether a phrase can be none of a cluster.
    pub(super) fn is_ruled_out(&mut self, cluster: u32, at: usize, pronoun: Option<Pronoun>) -> bool {
        let own = self.of(at);
        let (known, own) = (self.known[cluster as usize], self.known[own as usize]);
        let gender = match (known.gender, own.gender) {
            (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male) => pronoun.is_some(),
            (Gender::Thing, Gender::Male | Gender::Female) => pronoun.is_some(),
            // A name of a place or body.
            (Gender::Male | Gender::Female, Gender::Thing) => own.bearer.is_some(),
            _ => false,
        };
        let bearer = matches!((known.bearer, own.bearer), (Some(a), Some(b)) if a != b);
        gender || bearer
    }
}
