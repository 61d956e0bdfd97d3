//! Ranking: what each phrase stands for, from the first to the last.
//!
//! A name that has been borne before needs no ranking. For every other phrase the ranker weighs the phrases before it against standing for
//! none of them. What has been put together before rules out what cannot be: a "he" among a "she", two bearers of different names.

use super::lexicon::{self, Class, Pronoun};
use super::phrases::{Gender, Opening, Phrase};
use super::scene::Scene;
use super::{Model, entities, speakers};
use crate::articles::BlockKind;
use crate::clauses::Relation;
use crate::names::NameKind;
use crate::tables::mix;
use crate::tags::Upos;

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
struct Known {
    gender: Gender,
    bearer: Option<usize>,
    /// Phrases in it, and how many of them are sources.
    size: u32,
    spoke: u32,
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
    fn weigh(&mut self, features: &[u64]) -> i32;

    /// The index of the right answer.
    fn choose(&mut self, at: usize, answers: &[Answer], ties: &mut Ties) -> usize;
}

impl Judge for &Model {
    fn judges(&self) -> bool {
        !self.is_empty()
    }

    fn weigh(&mut self, features: &[u64]) -> i32 {
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

/// Phrases of a cluster that are asked what they tell.
const TOLD: usize = 16;

/// What the phrases of a cluster together tell of how another one fits.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
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

/// How the candidates seen so far stand, nearest first.
#[derive(Default)]
struct Stand {
    favourites: [Option<usize>; 5],
    hints: [Option<u32>; 2],
    /// What each cluster tells that has been asked.
    told: Vec<(u32, Told)>,
    /// Candidates that might fit.
    rank: usize,
    /// Clusters that might fit, in order.
    seen: Vec<u32>,
    /// The cluster that spoke last.
    said: Option<u32>,
}

impl Scene<'_> {
    /// For a "he" or "she" that is a subject: the last source before it, and the subject of the sentence before. News goes on with
    /// who spoke; the training data have little of it.
    fn favourites(&self, at: usize) -> [Option<usize>; 2] {
        let (phrase, look) = (&self.phrases[at], &self.looks[at]);
        let subject = Relation::Nsubj as u64;
        if phrase.pronoun.is_none() {
            return [self.body(at); 2];
        }
        // "Its secretary said": whose secretary speaks, as if "it" did.
        let own = || {
            let noun = look.governed_by.filter(|_| phrase.pronoun == Some(Pronoun::It));
            noun.is_some_and(|noun| lexicon::class(&self.ground.lemma(noun)) == Class::Person)
        };
        if !matches!(phrase.pronoun, Some(Pronoun::He | Pronoun::She | Pronoun::It))
            || look.relation != subject && !own()
        {
            return [None; 2];
        }
        let mut favourites = [None; 2];
        for &before in self.candidates(at) {
            let (other, early) = (&self.looks[before as usize], &self.phrases[before as usize]);
            let it = phrase.pronoun == Some(Pronoun::It);
            let same_sort = (early.gender == Gender::Thing) == it;
            // "He would not tell, since one of them, he said, ...": what stands in no quotation marks goes on with who spoke.
            let level = early.told == phrase.told || look.quote == 0 && early.told == 0;
            let fits = !early.plural && same_sort && level && other.quote == look.quote;
            if look.sentence > other.sentence + 2 || look.paragraph > other.paragraph + 1 {
                break;
            }
            let sort = if it { early.class == Class::Group } else { early.class == Class::Person || early.speaks > 0 };
            if !fits || !sort && early.pronoun != phrase.pronoun {
                continue;
            }
            if early.speaks > 0 && favourites[0].is_none() {
                favourites[0] = Some(before as usize);
            }
            let heads = other.relation == subject
                && other.governed_by.is_some_and(|governor| self.ground.relation(governor) == Relation::Root);
            if heads && favourites[1].is_none() {
                favourites[1] = Some(before as usize);
            }
        }
        favourites
    }

    /// For a "he" or "she" that is a subject: the only person of that gender in the sentence before.
    fn only_one(&self, at: usize, ties: &mut Ties) -> Option<usize> {
        let (phrase, look) = (&self.phrases[at], &self.looks[at]);
        let subject = look.relation == Relation::Nsubj as u64;
        if !matches!(phrase.pronoun, Some(Pronoun::He | Pronoun::She)) || !subject {
            return None;
        }
        let mut only = None;
        for &before in self.candidates(at) {
            let (other, early) = (&self.looks[before as usize], &self.phrases[before as usize]);
            let older = |known: usize| self.looks[known].sentence > other.sentence;
            let done = only.is_some_and(|(known, _)| older(known));
            if other.sentence + 1 < look.sentence || other.paragraph != look.paragraph || done {
                break;
            }
            let person = early.class == Class::Person || early.speaks > 0 || early.pronoun == phrase.pronoun;
            let level = other.quote == look.quote && (early.told == phrase.told || look.quote == 0 && early.told == 0);
            let cluster = ties.of(before as usize);
            if !person || !level || early.plural || ties.is_ruled_out(cluster, at, phrase.pronoun) {
                continue;
            }
            match only {
                None => only = Some((before as usize, cluster)),
                Some((_, known)) if known != cluster => return None,
                _ => {}
            }
        }
        only.map(|(before, _)| before)
    }

    /// For a "they" that speaks: the last several people, or the last body, that did or said something before.
    fn collective(&self, at: usize, ties: &mut Ties) -> Option<usize> {
        let (phrase, look) = (&self.phrases[at], &self.looks[at]);
        if phrase.pronoun != Some(Pronoun::They) || !(phrase.speaks > 0 || phrase.utters) {
            return None;
        }
        let voice = self.voice(at).map(|voice| ties.of(voice));
        let own = self.voice(at).and_then(|voice| speakers::body(self, voice)).map(|body| ties.of(body));
        let mut best = None;
        for &before in self.candidates(at) {
            let (other, early) = (&self.looks[before as usize], &self.phrases[before as usize]);
            if look.paragraph > other.paragraph + 1 {
                break;
            }
            let several = (early.plural || early.is_list)
                && (early.class == Class::Person || early.class == Class::Group || early.speaks > 0);
            let body = early.class == Class::Group && !early.plural;
            let acts = early.speaks > 0 || other.relation == Relation::Nsubj as u64;
            let cluster = ties.of(before as usize);
            if !(several || body) || !acts || voice == Some(cluster) || own == Some(cluster) {
                continue;
            }
            // Several in the last sentences go before a body; in quotation marks, where outsiders are spoken of, only in the very last one.
            let near = if look.quote > 0 { 1 } else { 2 };
            if several && other.sentence + near >= look.sentence || early.pronoun == phrase.pronoun {
                return Some(before as usize);
            }
            let named = self.bearers.of[before as usize].map_or(0, |bearer| self.bearers.mentions(bearer).count());
            let weight = if look.quote > 0 { named } else { 0 };
            if body && best.is_none_or(|(known, _)| weight > known) {
                best = Some((weight, before as usize));
            }
        }
        best.map(|(_, body)| body)
    }

    /// For a "he" or "she" in quotation marks: of whom the same speaker has just spoken. "My dad drove boats," he said. "He says ..."
    fn continued(&self, at: usize, ties: &mut Ties) -> Option<usize> {
        let (phrase, look) = (&self.phrases[at], &self.looks[at]);
        let subject = Relation::Nsubj as u64;
        let third = matches!(phrase.pronoun, Some(Pronoun::He | Pronoun::She));
        if look.quote == 0 || look.relation != subject || !third {
            return None;
        }
        let voice = speakers::speaker(self, at).map(|voice| ties.of(voice))?;
        for &before in self.candidates(at) {
            let (other, early) = (&self.looks[before as usize], &self.phrases[before as usize]);
            if other.paragraph != look.paragraph || other.sentence + 3 < look.sentence {
                break;
            }
            let person = early.class == Class::Person || early.pronoun == phrase.pronoun;
            let told = self.sources.get(early.told as usize).copied().flatten();
            let fits = person && !early.plural && other.relation == subject;
            let cluster = ties.of(before as usize);
            if fits
                && told.is_some_and(|told| ties.of(told) == voice)
                && cluster != voice
                && !ties.is_ruled_out(cluster, at, phrase.pronoun)
            {
                return Some(before as usize);
            }
        }
        None
    }

    /// For "the company", "the group": the last body before it that is named and of no other sort.
    fn body(&self, at: usize) -> Option<usize> {
        let phrase = &self.phrases[at];
        let lemma = self.ground.lemma(phrase.head);
        let general = matches!(
            &*lemma,
            "company"
                | "firm"
                | "group"
                | "organization"
                | "organisation"
                | "operator"
                | "club"
                | "charity"
                | "union"
                | "agency"
                | "airline"
                | "maker"
                | "manufacturer"
                | "retailer"
                | "newspaper"
                | "paper"
                | "outlet"
                | "pollster"
        );
        let bare = phrase.whole.len() <= 2 && phrase.opening == Opening::The && !phrase.plural;
        if !general || !bare || phrase.name.is_some() {
            return None;
        }
        let fits = |before: &u32| {
            let early = &self.phrases[*before as usize];
            let Some(bearer) = self.bearers.of[*before as usize] else { return false };
            self.bearers.list[bearer].kind == NameKind::Organization
                && self.bearers.list[bearer].suits(&lemma)
                && (self.looks[*before as usize].relation == Relation::Nsubj as u64 || early.speaks > 0)
        };
        self.candidates(at).iter().copied().find(fits).map(|before| before as usize)
    }

    /// What grammar and the words themselves tell beyond doubt: "The former", "this columnist", a name before a comma, a name behind "is".
    fn surely(&self, at: usize) -> Option<usize> {
        let (phrase, look) = (&self.phrases[at], &self.looks[at]);
        if phrase.name.is_some() || phrase.pronoun.is_some() || phrase.is_list {
            return self.predicated(at);
        }
        let lemma = self.ground.lemma(phrase.head);
        if phrase.opening == Opening::The && matches!(&*lemma, "former" | "latter") {
            return self.of_two(at, &lemma == "former");
        }
        if matches!(&*lemma, "paper" | "newspaper") {
            return self.body(at);
        }
        // "Said the 44-year-old."
        if lemma.ends_with("-old") || lemma == "old" {
            return self.taken_up(at);
        }
        let own_hand = matches!(&*lemma, "columnist" | "reporter" | "writer" | "correspondent" | "author");
        if phrase.opening == Opening::This && own_hand && look.quote == 0 {
            return self.author;
        }
        self.explained(at)
    }

    /// For "the man said", "the 62-year-old said", "said the source": the speaker before whom the words describe, in this paragraph or the
    /// last one.
    fn taken_up(&self, at: usize) -> Option<usize> {
        let (phrase, look) = (&self.phrases[at], &self.looks[at]);
        let lemma = self.ground.lemma(phrase.head);
        let opens = match phrase.opening {
            Opening::The => true,
            Opening::Possessive => {
                self.ground.word(phrase.run.start as usize).eq_ignore_ascii_case("our") && is_nameless(&lemma)
            }
            _ => false,
        };
        let alone = phrase.name.is_none() && phrase.pronoun.is_none() && !phrase.is_list;
        if phrase.speaks == 0 && look.relation != Relation::Nsubj as u64 || !alone || !opens {
            return None;
        }
        let pair = matches!(&*lemma, "pair" | "couple" | "duo" | "trio" | "two" | "three" | "researcher" | "author");
        let pair = pair && (phrase.plural || matches!(&*lemma, "pair" | "couple" | "duo" | "trio"));
        let aged = lemma.ends_with("-old") || lemma == "old";
        let kin = matches!(
            &*lemma,
            "mother" | "father" | "grandmother" | "grandfather" | "mum" | "mom" | "dad" | "gran" | "veteran"
        );
        // "the father of two"
        let counted = || {
            let numeral = |token: usize| self.ground.upos(token) == Upos::Num;
            phrase.whole.range().any(|token| token > phrase.head && numeral(token))
        };
        let general =
            is_nameless(&lemma) || matches!(&*lemma, "man" | "woman" | "boy" | "girl" | "teenager" | "pensioner");
        // "The physicist", where nobody has been called one.
        let unheld = phrase.roles.iter().all(|role| !self.known_roles.contains(role));
        let calling = is_calling(&lemma) && unheld;
        // "The commissioner", where nobody has been called one: who spoke or acted just before.
        let office = !(calling || general || aged || opens && phrase.opening != Opening::The)
            && phrase.class == Class::Person
            && phrase.speaks > 0
            && (unheld && look.seen_head == 0 || is_broad(&lemma))
            && phrase.whole.len() <= 3;
        if !(pair || aged || general || calling || office || kin && counted()) || phrase.plural && !pair {
            return None;
        }
        let (mut best, mut other_calling) = (None, false);
        for before in (0..at).rev() {
            let (other, early) = (&self.looks[before], &self.phrases[before]);
            if look.paragraph > other.paragraph + 1 {
                break;
            }
            let human = matches!(early.pronoun, Some(Pronoun::He | Pronoun::She | Pronoun::They))
                || early.pronoun.is_none()
                    && (early.class == Class::Person || self.ground.is_human_source(early.speaks));
            // "My grandmother disagreed. ..., the old woman said"
            let acts = other.relation == Relation::Nsubj as u64
                && other.paragraph == look.paragraph
                && (calling && self.bearers.of[before].is_some()
                    || early.gender != Gender::Unknown && early.gender == phrase.gender);
            let fits = (early.speaks > 0 || acts)
                && human
                && early.told == phrase.told
                && other.quote == look.quote
                && (early.plural || early.is_list) == pair
                && early.gender != Gender::Thing
                && !early.whole.overlaps(phrase.whole)
                && alike(early.gender, phrase.gender);
            // "The source" is not who has a name.
            let nameless = self.bearers.of[before].is_none() && early.name.is_none() && early.pronoun.is_none();
            if !fits || is_nameless(&lemma) && !nameless {
                continue;
            }
            // A calling is told of who has a name, and none other yet.
            if calling && nameless && other.head != look.head {
                return None;
            }
            // Of an office the last one is told, who has a name and none yet, or who is called by a broad word.
            if office && (other.sentence + 2 < look.sentence || nameless || self.bearers.of[before].is_none()) {
                return None;
            }
            // "The defendant" is no prosecutor.
            let introduced = self.bearers.of[before].is_some_and(|bearer| !self.bearers.list[bearer].roles.is_empty());
            if matches!(&*lemma, "defendant" | "accused" | "suspect" | "witness") && introduced {
                other_calling = true;
                continue;
            }
            if office && introduced && !is_broad(&lemma) {
                return None;
            }
            if other.head == look.head {
                return Some(before);
            }
            best = best.or(Some(before));
        }
        best.or_else(|| if calling && !other_calling { self.protagonist(at) } else { None })
    }

    /// "The composer", far from any name: whom the text is about.
    fn protagonist(&self, at: usize) -> Option<usize> {
        let phrase = &self.phrases[at];
        let hero = self.hero.filter(|_| phrase.whole.len() == 2)?;
        let last = self.bearers.mentions(hero).take_while(|&mention| mention < at).last()?;
        alike(self.phrases[last].gender, phrase.gender).then_some(last)
    }

    /// "The French leader": the one person before whom the text calls president, premier or monarch of that country, or nobody whom it
    /// has named. `None` for all other phrases.
    fn leader(&self, at: usize) -> Option<Option<usize>> {
        const OFFICES: [&str; 8] =
            ["president", "prime minister", "premier", "chancellor", "king", "queen", "emperor", "emir"];
        const FAR: usize = 400;
        let phrase = &self.phrases[at];
        let bare = phrase.name.is_none() && phrase.pronoun.is_none() && !phrase.is_list && !phrase.plural;
        let leads = matches!(&*self.ground.lemma(phrase.head), "leader" | "chief" | "ruler" | "strongman");
        if !bare || !leads || phrase.opening != Opening::The {
            return None;
        }
        let code = entities::country(&self.ground, phrase)?;
        let offices = OFFICES.map(lexicon::role);
        let leads = |before: &usize| {
            let early = &self.phrases[*before];
            self.bearers.of[*before].is_some()
                && early.roles.iter().any(|role| offices.contains(role))
                && entities::country(&self.ground, early) == Some(code)
        };
        let mut leaders = (at.saturating_sub(FAR)..at).rev().filter(leads);
        let last = leaders.next();
        Some(last.filter(|&last| leaders.all(|before| self.bearers.of[before] == self.bearers.of[last])))
    }

    /// "Dora Quill, a retired driver, ran": the name before the comma, where the parser saw two.
    fn explained(&self, at: usize) -> Option<usize> {
        let (phrase, ground) = (&self.phrases[at], &self.ground);
        if phrase.class != Class::Person || phrase.plural || !matches!(phrase.opening, Opening::A | Opening::The) {
            return None;
        }
        let comma = phrase.run.range().start.checked_sub(1).filter(|&comma| ground.word(comma) == ",")?;
        let after = phrase.whole.range().end;
        let ends = ground.word(after) == ","
            && (matches!(ground.upos(after + 1), Upos::Verb | Upos::Aux) || ground.word(after + 1) == "who")
            || ground.word(after) == ".";
        let name = ground.names[ground.name_at(comma.checked_sub(1)?)?].run;
        let early = (0..at).rev().take(4).find(|&early| {
            let own = self.phrases[early].name.is_some_and(|own| ground.names[own].run == name);
            own && self.phrases[early].class == Class::Person && self.phrases[early].run.range().end == comma
        });
        early.filter(|&early| ends && name.range().end == comma && alike(self.phrases[early].gender, phrase.gender))
    }

    /// "The only eyewitness is Dorota Kowal": the person described, where a name is said of him.
    fn predicated(&self, at: usize) -> Option<usize> {
        let (phrase, ground) = (&self.phrases[at], &self.ground);
        let person = phrase.class == Class::Person && phrase.name.is_some() && !phrase.is_list;
        let cop = || ground.children(phrase.head).any(|child| ground.relation(child) == Relation::Cop);
        if !person || !cop() {
            return None;
        }
        let subject = ground.children(phrase.head).find(|&child| ground.relation(child) == Relation::Nsubj)?;
        let before = (*self.headed.get(subject)? as usize).checked_sub(1).filter(|&before| before < at)?;
        let early = &self.phrases[before];
        let one = early.class == Class::Person && !early.plural && early.name.is_none() && early.pronoun.is_none();
        (one && alike(early.gender, phrase.gender)).then_some(before)
    }

    /// "The former", "the latter": of the last two persons named, if one sentence of the last few names two, or one and the next another.
    fn of_two(&self, at: usize, former: bool) -> Option<usize> {
        const BACK: u32 = 4;
        let sentence = self.looks[at].sentence;
        let mut named: Vec<usize> = Vec::new();
        for before in (0..at).rev() {
            let Some(bearer) = self.bearers.of[before] else { continue };
            let oldest = |last: &usize| self.looks[*last].sentence.saturating_sub(u32::from(named.len() == 1));
            let last = named.first().map_or(sentence.saturating_sub(BACK), oldest);
            if self.looks[before].sentence < last {
                break;
            }
            let known = named.iter().any(|&other| self.bearers.of[other] == Some(bearer));
            if self.looks[before].sentence < sentence && self.bearers.list[bearer].kind == NameKind::Person && !known {
                named.push(before);
            }
        }
        match named[..] {
            [second, first] => Some(if former { first } else { second }),
            _ => None,
        }
    }

    /// The subject before an object that is a pronoun and not "himself": two, not one.
    fn rival(&self, at: usize) -> Option<usize> {
        let phrase = &self.phrases[at];
        let object = [Relation::Obj as u64, Relation::Iobj as u64].contains(&self.looks[at].relation);
        let governor =
            self.looks[at].governed_by.filter(|_| object && phrase.pronoun.is_some() && !phrase.reflexive)?;
        let subject = self.ground.children(governor).find(|&child| self.ground.relation(child) == Relation::Nsubj)?;
        let rival = (*self.headed.get(subject)? as usize).checked_sub(1)?;
        (rival < at).then_some(rival)
    }

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
        let (mut features, mut options) = (Vec::new(), Vec::new());
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
        features: &mut Vec<u64>,
        options: &mut Vec<Answer>,
    ) {
        if self.namesake(at).is_some() || ties.settled[at] {
            return;
        }
        if let Some(before) = self.by_role[at].map(|before| before as usize).or_else(|| self.surely(at)) {
            ties.join(at, before);
            return;
        }
        let leader = self.leader(at);
        let taken_up = self.taken_up(at);
        if let Some(before) = leader.flatten().or(taken_up).filter(|_| !judge.judges()) {
            ties.join(at, before);
            return;
        }
        if leader == Some(None) || !judge.judges() {
            return;
        }
        let hints = [leader.flatten(), taken_up];
        options.clear();
        self.alone(at, features);
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
        let told: Vec<u32> = hints.into_iter().flatten().map(|at| at as u32).collect();
        let hints = hints.map(|hint| hint.map(|hint| ties.of(hint)));
        let mut stand = Stand { favourites, hints, ..Stand::default() };
        let more: Vec<u32> = told.into_iter().filter(|hint| !self.candidates(at).contains(hint)).collect();
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

    /// For a description in a headline whom the text below calls so: the only one it names with that role, or else the first it
    /// describes with the same noun. "Captain asked twice, transcripts show"
    fn named_later(&self, at: usize, ties: &mut Ties) -> Option<usize> {
        const FAR: usize = 400;
        let (phrase, look) = (&self.phrases[at], &self.looks[at]);
        let ground = &self.ground;
        let described = phrase.name.is_none() && phrase.pronoun.is_none() && !phrase.is_list;
        let in_headline = |phrase: &Phrase| {
            let paragraphs = &ground.text.paragraphs;
            let kind = paragraphs.get(ground.paragraph[phrase.head] as usize).map(|paragraph| paragraph.kind);
            matches!(kind, Some(BlockKind::Headline | BlockKind::Heading))
        };
        if !described || !in_headline(phrase) || ties.of(at) as usize != at {
            return None;
        }
        let below = || (at + 1..(at + FAR).min(self.len())).filter(|&later| !in_headline(&self.phrases[later]));
        let role = phrase.roles.first().filter(|_| !phrase.plural);
        let bears = |later: &usize| {
            let roles = self.bearers.of[*later].map(|bearer| &self.bearers.list[bearer].roles);
            role.is_some_and(|role| roles.is_some_and(|roles| roles.contains(role)))
        };
        let nation = |later: usize| match (phrase.nation, self.phrases[later].nation) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        };
        let mut named = below().filter(bears).filter(|&later| nation(later));
        if let Some(first) = named.next() {
            let other = named.find(|&later| self.bearers.of[later] != self.bearers.of[first]);
            if other.is_none() && !ties.clash(at, first) {
                return Some(first);
            }
        }
        let same = |later: &usize| {
            let early = &self.phrases[*later];
            early.pronoun.is_none()
                && !early.is_list
                && early.plural == phrase.plural
                && self.looks[*later].head == look.head
                && nation(*later)
                && ground.quote[early.head] == 0
        };
        below().find(same).filter(|&later| !ties.clash(at, later))
    }

    /// What all phrases of a cluster together tell of how a phrase fits.
    fn told_before(&self, at: usize, ties: &Ties, cluster: u32) -> Told {
        let (phrase, look) = (&self.phrases[at], &self.looks[at]);
        let mut told = Told { last: u32::MAX, ..Told::default() };
        let mut best = 0.0f32;
        for &member in ties.members[cluster as usize].iter().rev().take(TOLD) {
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
    fn standing(
        &self,
        at: usize,
        before: usize,
        cluster: u32,
        ties: &mut Ties,
        stand: &mut Stand,
        features: &mut Vec<u64>,
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
        let known = ties.known[cluster as usize];
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
        let sort = look.sort;
        let mut add = |name: u64, value: u64| {
            let feature = mix(mix(0xC1, name), value);
            features.push(feature);
            features.push(mix(feature, sort));
            features.push(mix(mix(feature, sort), says));
        };
        add(1, favoured);
        for bit in 0..stand.favourites.len() {
            if favoured >> bit & 1 == 1 {
                add(2, bit as u64);
            }
        }
        let mut hinted = 0u64;
        for (bit, hint) in stand.hints.iter().enumerate() {
            if hint.is_some() {
                hinted |= 1 << (2 * bit);
            }
            if *hint == Some(cluster) {
                hinted |= 2 << (2 * bit);
                add(13, bit as u64);
            }
        }
        add(14, hinted);
        let known_told = stand.told.iter().find(|(other, _)| *other == cluster).map(|&(_, told)| told);
        let told = known_told.unwrap_or_else(|| {
            let told = self.told_before(at, ties, cluster);
            stand.told.push((cluster, told));
            told
        });
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
    fn voice(&self, at: usize) -> Option<usize> {
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
    fn is_ruled_out(&mut self, cluster: u32, at: usize, pronoun: Option<Pronoun>) -> bool {
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

/// Words for speakers whose names are kept back.
fn is_nameless(lemma: &str) -> bool {
    matches!(lemma, "source" | "insider" | "person" | "friend" | "pal" | "onlooker" | "aide")
}

/// Words that may be said of many who have an office: "the official", "the politician".
fn is_broad(lemma: &str) -> bool {
    matches!(
        lemma,
        "official"
            | "politician"
            | "leader"
            | "executive"
            | "officer"
            | "diplomat"
            | "lawmaker"
            | "legislator"
            | "expert"
            | "analyst"
            | "specialist"
            | "activist"
            | "campaigner"
            | "scholar"
            | "scientist"
            | "researcher"
            | "academic"
            | "veteran"
            | "chief"
            | "boss"
            | "representative"
            | "commander"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
    )
}

/// What somebody is by trade or lot, and no office that another may hold.
fn is_calling(lemma: &str) -> bool {
    lemma.ends_with("ist")
        || matches!(
            lemma,
            "defendant"
                | "composer"
                | "conductor"
                | "singer"
                | "actor"
                | "actress"
                | "writer"
                | "novelist"
                | "author"
                | "poet"
                | "painter"
                | "engineer"
                | "farmer"
                | "teacher"
                | "doctor"
                | "historian"
                | "musician"
                | "dancer"
                | "filmmaker"
                | "architect"
                | "witness"
                | "star"
                | "baker"
                | "physician"
                | "photographer"
                | "brunette"
                | "blonde"
        )
}

fn alike(a: Gender, b: Gender) -> bool {
    !matches!((a, b), (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male))
}
