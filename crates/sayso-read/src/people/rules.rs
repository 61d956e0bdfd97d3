//! Rules: whom grammar, news and the words themselves point to, before or beside the weights.

use super::entities;
use super::lexicon::{self, Class, Pronoun};
use super::phrases::{Gender, Opening, Phrase};
use super::rank::Ties;
use super::scene::Scene;
use super::speakers;
use crate::articles::BlockKind;
use crate::clauses::Relation;
use crate::names::NameKind;
use crate::tags::Upos;

impl Scene<'_> {
    /// For a "he" or "she" that is a subject: the last source before it, and the subject of the sentence before. News goes on with
    /// who spoke; the training data have little of it.
    pub(super) fn favourites(&self, at: usize) -> [Option<usize>; 2] {
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
            let fits = !early.plural && same_sort && self.is_level(at, before as usize);
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
    pub(super) fn only_one(&self, at: usize, ties: &mut Ties) -> Option<usize> {
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
            let level = self.is_level(at, before as usize);
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
    pub(super) fn collective(&self, at: usize, ties: &mut Ties) -> Option<usize> {
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
    pub(super) fn continued(&self, at: usize, ties: &mut Ties) -> Option<usize> {
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
    pub(super) fn body(&self, at: usize) -> Option<usize> {
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
    pub(super) fn surely(&self, at: usize) -> Option<usize> {
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
    pub(super) fn taken_up(&self, at: usize) -> Option<usize> {
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
                && early.gender.is_alike(phrase.gender);
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
    pub(super) fn protagonist(&self, at: usize) -> Option<usize> {
        let phrase = &self.phrases[at];
        let hero = self.hero.filter(|_| phrase.whole.len() == 2)?;
        let last = self.bearers.mentions(hero).take_while(|&mention| mention < at).last()?;
        self.phrases[last].gender.is_alike(phrase.gender).then_some(last)
    }

    /// "The French leader": the one person before whom the text calls president, premier or monarch of that country, or nobody whom it
    /// has named. `None` for all other phrases.
    pub(super) fn leader(&self, at: usize) -> Option<Option<usize>> {
        const OFFICES: [&str; 8] =
            ["president", "prime minister", "premier", "chancellor", "king", "queen", "emperor", "emir"];
        const FAR: usize = 400;
        let phrase = &self.phrases[at];
        let bare = self.is_one_described(at);
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
    pub(super) fn explained(&self, at: usize) -> Option<usize> {
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
        early.filter(|&early| ends && name.range().end == comma && self.phrases[early].gender.is_alike(phrase.gender))
    }

    /// "The only eyewitness is Dorota Kowal": the person described, where a name is said of him.
    pub(super) fn predicated(&self, at: usize) -> Option<usize> {
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
        (one && early.gender.is_alike(phrase.gender)).then_some(before)
    }

    /// "The former", "the latter": of the last two persons named, if one sentence of the last few names two, or one and the next another.
    pub(super) fn of_two(&self, at: usize, former: bool) -> Option<usize> {
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
    pub(super) fn rival(&self, at: usize) -> Option<usize> {
        let phrase = &self.phrases[at];
        let object = [Relation::Obj as u64, Relation::Iobj as u64].contains(&self.looks[at].relation);
        let governor =
            self.looks[at].governed_by.filter(|_| object && phrase.pronoun.is_some() && !phrase.reflexive)?;
        let subject = self.ground.children(governor).find(|&child| self.ground.relation(child) == Relation::Nsubj)?;
        let rival = (*self.headed.get(subject)? as usize).checked_sub(1)?;
        (rival < at).then_some(rival)
    }

    /// For a description in a headline whom the text below calls so: the only one it names with that role, or else the first it
    /// describes with the same noun. "Captain asked twice, transcripts show"
    pub(super) fn named_later(&self, at: usize, ties: &mut Ties) -> Option<usize> {
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
