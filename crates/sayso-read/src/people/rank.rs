//! Ranking: what each phrase stands for, from the first to the last.
//!
//! A name that has been borne before needs no ranking. For every other phrase the ranker weighs the phrases before it against standing for
//! none of them. What has been put together before rules out what cannot be: a "he" among a "she", two bearers of different names.

use super::lexicon::{self, Class, Pronoun};
use super::phrases::{Gender, Opening};
use super::scene::Scene;
use super::{Model, entities, speakers};
use crate::clauses::Relation;
use crate::names::NameKind;
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
}

/// What a favourite is ahead of others by: four units of log-odds.
const FAVOUR: i32 = 128;

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
        if alone && let Some(name) = self.explained(at) {
            return Some(name);
        }
        if alone && phrase.opening == Opening::The && matches!(&*lemma, "former" | "latter") {
            return self.of_two(at, &lemma == "former");
        }
        let own_hand = matches!(&*lemma, "columnist" | "reporter" | "writer" | "correspondent" | "author");
        if alone && phrase.opening == Opening::This && own_hand && look.quote == 0 {
            return self.author;
        }
        if alone && matches!(&*lemma, "paper" | "newspaper") {
            return self.body(at);
        }
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

    /// Puts together what stands for the same: names first; then what the text says in its own voice; then what stands in
    /// quotation marks, when it is known who speaks there.
    pub fn clusters(&self, model: &Model) -> Clusters {
        let count = self.len();
        let mut ties = Ties::new(self);
        for at in 0..count {
            if let Some(before) = self.namesake(at) {
                ties.join(at, before);
            }
        }
        let mut features = Vec::new();
        for quoted in [false, true] {
            for at in 0..count {
                if (self.looks[at].quote > 0) == quoted {
                    self.place(at, model, &mut ties, &mut features);
                }
            }
            if !quoted {
                speakers::join(self, &mut ties);
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
    fn place(&self, at: usize, model: &Model, ties: &mut Ties, features: &mut Vec<u64>) {
        if self.namesake(at).is_some() || ties.settled[at] {
            return;
        }
        let leader = self.leader(at);
        let by_rule = self.by_role[at].map(|before| before as usize).or(leader.flatten());
        if let Some(before) = by_rule.or_else(|| self.taken_up(at)) {
            ties.join(at, before);
            return;
        }
        if leader.is_some() || model.is_empty() {
            return;
        }
        self.alone(at, features);
        let alone = model.score(features);
        let (mut best, mut rank) = ((alone, None), 0);
        let mut scores: Vec<(i32, u32)> = Vec::new();
        let [said, subject] = self.favourites(at);
        let collective = self.collective(at, ties);
        let favourites = [said, subject, self.only_one(at, ties), self.continued(at, ties), collective, collective];
        let others: Vec<u32> = self
            .rival(at)
            .into_iter()
            .chain(self.voice(at))
            .chain(self.tellers(at))
            .map(|other| ties.of(other))
            .collect();
        let owner = speakers::owner(self, at).map(|owner| ties.of(owner));
        for &before in self.candidates(at) {
            let cluster = ties.of(before as usize);
            // My mother is not yours.
            let another = owner.is_some_and(|owner| {
                speakers::owner(self, before as usize).is_some_and(|other| ties.of(other) != owner)
            });
            if another || others.contains(&cluster) || ties.is_ruled_out(cluster, at, self.phrases[at].pronoun) {
                continue;
            }
            self.pair(at, before as usize, rank, features);
            rank += usize::from(self.fits(at, before as usize));
            let favoured = favourites.iter().filter(|favourite| **favourite == Some(before as usize)).count();
            let score = model.score(features) + FAVOUR * favoured as i32;
            scores.push((score, cluster));
            if score > best.0 {
                best = (score, Some((cluster, before)));
            }
        }
        let Some((cluster, before)) = best.1 else { return };
        let other = scores.iter().filter(|(_, other)| *other != cluster).map(|(score, _)| *score).max();
        ties.margins[at] = other.map_or(i32::MAX, |other| best.0.saturating_sub(other));
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
    fn voice(&self, at: usize) -> Option<usize> {
        let third = matches!(self.phrases[at].pronoun, Some(Pronoun::He | Pronoun::She | Pronoun::It | Pronoun::They));
        let whole = || self.ground.quotes_whole.get(self.looks[at].quote as usize).is_some_and(|&whole| whole);
        if third && whole() { speakers::speaker(self, at) } else { None }
    }
}

/// What has been put together so far: each phrase points at one before it, or at itself.
pub(super) struct Ties {
    up: Vec<u32>,
    known: Vec<Known>,
    margins: Vec<i32>,
    /// Phrases that need no ranking.
    pub(super) settled: Vec<bool>,
}

impl Ties {
    fn new(scene: &Scene<'_>) -> Ties {
        let count = scene.len();
        let own = |at: usize| Known { gender: scene.phrases[at].gender, bearer: scene.bearers.of[at] };
        Ties {
            up: (0..count as u32).collect(),
            known: (0..count).map(own).collect(),
            margins: vec![i32::MAX; count],
            settled: vec![false; count],
        }
    }

    /// The first phrase of the cluster.
    pub(super) fn of(&mut self, at: usize) -> u32 {
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
        let late = self.known[second];
        let all = &mut self.known[first];
        if all.gender == Gender::Unknown {
            all.gender = late.gender;
        }
        all.bearer = all.bearer.or(late.bearer);
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
        let gender = matches!(
            (known.gender, own.gender),
            (Gender::Male, Gender::Female)
                | (Gender::Female, Gender::Male)
                | (Gender::Thing, Gender::Male | Gender::Female)
        );
        let bearer = matches!((known.bearer, own.bearer), (Some(a), Some(b)) if a != b);
        gender && pronoun.is_some() || bearer
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
