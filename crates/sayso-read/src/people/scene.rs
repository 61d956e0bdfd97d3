//! The scene: all phrases of a text with what can be said of them before anybody is identified.
//!
//! In: the ground. Out: [`Scene`]: phrases, who bears which name, which phrases may stand for the same, and how each one looks
//! to the ranker.

use std::collections::{BTreeMap, BTreeSet};

use super::ground::Ground;
use super::lexicon::{self, Class, Pronoun};
use super::names::{self, Bearers};
use super::phrases::{self, Gender, Opening, Phrase};
use super::speakers;
use crate::analysis::{Analysis, Language};
use crate::clauses::Relation;
use crate::names::{Headlines, NameKind};
use crate::quotes::Quote;
use crate::span::{Run, Span};
use crate::statements::Statement;
use crate::tables::{hash, mix};
use crate::tags::Upos;
use crate::text::Text;

/// Phrases before one that it is compared with in any case.
const NEAR: usize = 40;
/// Those named most often before a phrase that it is compared with, however far back.
const SALIENT: usize = 6;
/// Tokens between two phrases that are looked through for a verb.
const LONG: usize = 100;
/// Phrases further back that share its head word, its name or its role.
const FAR: usize = 12;

/// How a phrase looks to the ranker.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    /// What sort of phrase: each pronoun is a sort of its own, names by kind, descriptions by class.
    pub(super) sort: u64,
    /// Pronoun, name, description or list.
    pub(super) coarse: u64,
    /// Hash of the head's dictionary form.
    pub(super) head: u64,
    /// Hashes of the words that say what it is, in lower case, in rising order.
    pub(super) words: Vec<u64>,
    /// Hash of all of these in order.
    pub(super) string: u64,
    /// Whether its head tells a tie to somebody: "my mother".
    pub(super) tie: bool,
    /// Hash of the governing word's dictionary form, and where it stands.
    pub(super) governor: u64,
    pub(super) governed_by: Option<usize>,
    pub(super) relation: u64,
    pub(super) sentence: u32,
    pub(super) paragraph: u32,
    pub(super) quote: u32,
    /// The vector of the head, of length one; empty where it has none.
    pub(super) vector: Vec<f32>,
    /// Phrases before it with the same head.
    pub(super) seen_head: u32,
    /// Phrases before it with the same words.
    pub(super) seen_string: u32,
}

/// Everything that is known before the ranking.
pub struct Scene<'t> {
    pub(super) ground: Ground<'t>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) looks: Vec<Look>,
    pub(super) bearers: Bearers,
    /// For each phrase the phrases before it that it may stand for, nearest first.
    candidates: Vec<Vec<u32>>,
    /// For each phrase the one before to which its role alone ties it.
    pub(super) by_role: Vec<Option<u32>>,
    /// For each token the phrase that it heads, plus one.
    pub(super) headed: Vec<u32>,
    /// For each phrase the one before with the same bearer.
    namesakes: Vec<Option<u32>>,
    /// The roles of all who bear names.
    pub(super) known_roles: BTreeSet<u64>,
    /// For each statement, counted from one, the phrase that is its source.
    pub(super) sources: Vec<Option<usize>>,
    /// Who is named in the byline.
    pub(super) author: Option<usize>,
    /// The bearer that the text is about: a person named at least twice as often as any other.
    pub(super) hero: Option<usize>,
    pub(super) headlines: Headlines,
}

impl<'t> Scene<'t> {
    /// Sets the scene of a text.
    pub fn new(
        text: &'t Text,
        analysis: &'t Analysis,
        language: &'t Language,
        quotes: &[Quote],
        statements: &'t [Statement],
    ) -> Scene<'t> {
        let ground = Ground::new(text, analysis, language, quotes, statements);
        let mut phrases = phrases::find(&ground);
        let mut headed = vec![0; ground.count];
        for (at, phrase) in phrases.iter().enumerate().filter(|(_, phrase)| !phrase.is_list) {
            headed[phrase.head] = at as u32 + 1;
        }
        let sources = speak(&ground, &mut phrases, &headed);
        let first = names::find(&ground, &phrases);
        guess_genders(&ground, &mut phrases, &first);
        let bearers = names::find(&ground, &phrases);
        for (phrase, bearer) in phrases.iter_mut().zip(&bearers.of) {
            let Some(bearer) = bearer.map(|bearer| &bearers.list[bearer]) else { continue };
            if phrase.gender == Gender::Unknown || phrase.by_given_name {
                phrase.gender = bearer.gender;
            }
            // The text as a whole knows better what a name is the name of.
            match bearer.kind {
                NameKind::Location if phrase.class == Class::Person => {
                    (phrase.class, phrase.gender) = (Class::Place, Gender::Thing);
                }
                NameKind::Organization if phrase.class != Class::Group => {
                    (phrase.class, phrase.gender) = (Class::Group, Gender::Thing);
                }
                NameKind::Person if phrase.class != Class::Person => {
                    (phrase.class, phrase.gender) = (Class::Person, bearer.gender);
                }
                _ => {}
            }
        }
        let mut looks: Vec<Look> = phrases.iter().map(|phrase| look(&ground, phrase)).collect();
        count(&mut looks);
        let candidates = candidates(&ground, &phrases, &looks, &bearers);
        let by_role = by_role(&ground, &phrases, &looks, &bearers);
        let mut last = vec![None; bearers.list.len()];
        let mut namesake = |(at, bearer): (usize, &Option<usize>)| last[(*bearer)?].replace(at as u32);
        let namesakes = bearers.of.iter().enumerate().map(&mut namesake).collect();
        let known_roles = bearers.list.iter().flat_map(|bearer| bearer.roles.iter().copied()).collect();
        let author = speakers::author(&ground, &phrases);
        let hero = hero(&bearers);
        Scene {
            ground,
            phrases,
            looks,
            bearers,
            candidates,
            by_role,
            headed,
            namesakes,
            known_roles,
            sources,
            author,
            hero,
            headlines: Headlines::of(text),
        }
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.phrases.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// A phrase with all that hangs on it.
    pub fn whole(&self, phrase: usize) -> Run {
        self.phrases[phrase].whole
    }

    /// A phrase, short.
    pub fn run(&self, phrase: usize) -> Run {
        self.phrases[phrase].run
    }

    /// The phrase that a source speaks of: of a headline's the name that it opens with, which the running text knows; the rest is torn
    /// ("Tarn Visits Hallek").
    pub fn source(&self, span: Span) -> Option<usize> {
        let whole = self.ground.run(span);
        let names = &self.ground.analysis.names;
        let at = names.partition_point(|name| name.run.start < whole.start);
        let opens = names.get(at).filter(|name| name.run.start == whole.start && whole.contains(name.run));
        // "Top Republican Party donor Sheldon Adelson" is whole.
        let torn = |end: usize| !whole.range().contains(&end) || self.ground.word(end).starts_with(char::is_uppercase);
        let opening = opens.filter(|name| self.headlines.hold(whole.start as usize) && torn(name.run.range().end));
        opening.and_then(|name| self.phrase_of(name.run)).or_else(|| self.phrase_of(whole))
    }

    /// Whether a phrase is a pronoun.
    pub fn is_pronoun(&self, phrase: usize) -> bool {
        self.phrases[phrase].pronoun.is_some()
    }

    /// The head of a phrase.
    pub fn head(&self, phrase: usize) -> usize {
        self.phrases[phrase].head
    }

    /// The phrase that a stretch of tokens speaks of.
    pub(super) fn phrase_of(&self, run: Run) -> Option<usize> {
        speakers::phrase_of(&self.ground, &self.phrases, &self.headed, run)
    }

    /// The phrases before one that it may stand for, nearest first; none where its name decides.
    pub fn candidates(&self, phrase: usize) -> &[u32] {
        &self.candidates[phrase]
    }

    /// The phrase before, nearest first, with which a phrase shares the bearer of its name.
    pub fn namesake(&self, phrase: usize) -> Option<usize> {
        self.namesakes[phrase].map(|before| before as usize)
    }
}

/// The person who is named at least five times, and twice as often as any other.
fn hero(bearers: &Bearers) -> Option<usize> {
    let people = bearers.list.iter().enumerate().filter(|(_, bearer)| bearer.kind == NameKind::Person);
    let mut counts: Vec<(usize, usize)> = people.map(|(at, _)| (bearers.mentions(at).count(), at)).collect();
    counts.sort_unstable_by_key(|&(count, at)| (std::cmp::Reverse(count), at));
    let second = counts.get(1).map_or(0, |&(count, _)| count);
    counts.first().filter(|(count, _)| *count >= 5 && *count >= 2 * second).map(|&(_, at)| at)
}

/// The number that a word begins with: 41 of "41-year-old".
fn age_of(word: &str) -> u32 {
    let digits: String = word.chars().take_while(char::is_ascii_digit).take(4).collect();
    digits.parse().unwrap_or(0)
}

/// "The general", where only one general has been introduced, and nothing is said of this one that was not said of that one.
fn by_role(ground: &Ground<'_>, phrases: &[Phrase], looks: &[Look], bearers: &Bearers) -> Vec<Option<u32>> {
    let mut introduced: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut last: Vec<Option<u32>> = vec![None; bearers.list.len()];
    let mut said: Vec<BTreeSet<u64>> = vec![BTreeSet::new(); bearers.list.len()];
    let mut ages: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); bearers.list.len()];
    let mut out = vec![None; phrases.len()];
    let content =
        |token: &usize| matches!(ground.upos(*token), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb | Upos::Num);
    for (at, phrase) in phrases.iter().enumerate() {
        if let Some(bearer) = bearers.of[at] {
            if bearers.list[bearer].kind == NameKind::Organization {
                last[bearer] = Some(at as u32);
                let sorts = bearers.list[bearer].sorts().map(|word| hash(word.as_bytes()));
                for sort in sorts.chain(phrase.roles.iter().copied()) {
                    let known = introduced.entry(sort).or_default();
                    if !known.contains(&bearer) {
                        known.push(bearer);
                    }
                }
            }
            if bearers.list[bearer].kind == NameKind::Person {
                last[bearer] = Some(at as u32);
                for role in &phrase.roles {
                    let known = introduced.entry(*role).or_default();
                    if !known.contains(&bearer) {
                        known.push(bearer);
                    }
                }
                let after = phrase.run.range().end..(phrase.run.range().end + 3).min(ground.count);
                let numbers = after.filter(|&token| ground.word(token).starts_with(|c: char| c.is_ascii_digit()));
                ages[bearer].extend(numbers.map(|token| age_of(ground.word(token))));
                said[bearer].extend(phrase.whole.range().filter(content).take(40).map(|token| ground.lower[token]));
            }
            continue;
        }
        let alone = phrase.name.is_none() && phrase.pronoun.is_none() && !phrase.plural && !phrase.is_list;
        if !alone || phrase.opening != Opening::The {
            continue;
        }
        // "The 41-year-old", where only one is printed with that age.
        if ground.lemma(phrase.head).ends_with("old") {
            let age = phrase.run.range().find(|&token| {
                ground.upos(token) == Upos::Num || ground.word(token).starts_with(|c: char| c.is_ascii_digit())
            });
            let age = age.map(|token| age_of(ground.word(token)));
            let aged = |&bearer: &usize| age.is_some_and(|age| ages[bearer].contains(&age));
            let mut fitting = (0..ages.len()).filter(aged);
            if let (Some(bearer), None) = (fitting.next(), fitting.next()) {
                out[at] = last[bearer];
            }
            continue;
        }
        // "The bureau", where only one body has the word in its name.
        if phrase.class == Class::Group && phrase.whole.len() == 2 {
            if let Some(&[bearer]) = introduced.get(&looks[at].head).map(Vec::as_slice) {
                out[at] = last[bearer];
            }
            continue;
        }
        if phrase.class != Class::Person {
            continue;
        }
        // What stands behind a comma is said of one who is known already.
        let comma = phrase.whole.range().find(|&token| token > phrase.head && ground.word(token) == ",");
        let told = phrase.whole.range().start..comma.unwrap_or(phrase.whole.range().end);
        let is_people = |token: usize| {
            ground.name_at(token).is_some_and(|name| ground.names[name].kind == NameKind::Norp) && token < phrase.head
        };
        // "The lady chief" says no more than "the chief".
        let is_kind = |token: usize| {
            token < phrase.head && matches!(lexicon::gender(&ground.lemma(token)), Gender::Male | Gender::Female)
        };
        let news: Vec<usize> = told
            .filter(content)
            .filter(|&token| token != phrase.head && !is_people(token) && !is_kind(token))
            .collect();
        let bare = |bearer: &usize| news.iter().all(|&token| said[*bearer].contains(&ground.lower[token]));
        let known = phrase.roles.first().and_then(|role| introduced.get(role));
        // Of several the one of whom more was said: "the union's leader".
        let Some(known) = known.filter(|known| known.len() == 1 || !news.is_empty()) else { continue };
        let mut fitting = known.iter().copied().filter(bare);
        let (Some(bearer), None) = (fitting.next(), fitting.next()) else { continue };
        if phrase.gender.is_alike(bearers.list[bearer].gender) {
            out[at] = last[bearer];
        }
    }
    out
}

/// Phrases behind a name that are looked at for the pronoun that takes it up.
const REACH: usize = 14;

/// The gender of persons whom no title tells: by the "he" or "she" that follows their names before anybody else is spoken of. One alone makes
/// it likely only, and may make a given name that is mostly men's or women's tell nothing.
fn guess_genders(ground: &Ground<'_>, phrases: &mut [Phrase], bearers: &Bearers) {
    let mut votes = vec![[0u32; 2]; bearers.list.len()];
    for (at, phrase) in phrases.iter().enumerate() {
        let Some(bearer) = bearers.of[at] else { continue };
        let known = &bearers.list[bearer];
        if known.kind != NameKind::Person || known.gender != Gender::Unknown && !known.by_given_name {
            continue;
        }
        for later in phrases.iter().skip(at + 1).take(REACH) {
            let near = ground.sentence[later.head] <= ground.sentence[phrase.head] + 1;
            if !near {
                break;
            }
            if ground.quote[later.head] != ground.quote[phrase.head] {
                continue;
            }
            match later.pronoun {
                Some(Pronoun::He | Pronoun::She)
                    if ground.sentence[later.head] == ground.sentence[phrase.head]
                        && matches!(ground.relation(later.head), Relation::Obj | Relation::Iobj | Relation::Obl) =>
                {
                    continue;
                }
                Some(Pronoun::He) => votes[bearer][0] += 1,
                Some(Pronoun::She) => votes[bearer][1] += 1,
                Some(_) => continue,
                None if later.opening == Opening::Possessive && later.class == Class::Person => {
                    match Pronoun::of(ground.word(later.run.start as usize)) {
                        Some(Pronoun::He) => votes[bearer][0] += 1,
                        Some(Pronoun::She) => votes[bearer][1] += 1,
                        _ => {}
                    }
                }
                None if later.class == Class::Person && !later.plural && !later.whole.overlaps(phrase.whole) => break,
                None => continue,
            }
            break;
        }
    }
    for (at, phrase) in phrases.iter_mut().enumerate() {
        let Some(bearer) = bearers.of[at] else { continue };
        let known = &bearers.list[bearer];
        if known.kind != NameKind::Person || known.gender != Gender::Unknown && !known.by_given_name {
            continue;
        }
        let [he, she] = votes[bearer];
        let told = match (he, she) {
            (2.., 0) => Gender::Male,
            (0, 2..) => Gender::Female,
            _ => Gender::Unknown,
        };
        // Given names in -a that are on no list are mostly women's.
        let ends = known.words.len() > 1 && known.words[0].ends_with('a');
        phrase.likely = match known.gender {
            Gender::Unknown if he > she => Gender::Male,
            Gender::Unknown if she > he || ends => Gender::Female,
            listed => listed,
        };
        phrase.gender = match known.gender {
            Gender::Male if she > he => told,
            Gender::Female if he > she => told,
            Gender::Unknown => told,
            listed => listed,
        };
        phrase.by_given_name = known.by_given_name && phrase.gender == known.gender;
    }
}

/// Which phrases are sources, and in whose words each stands. Gives for each statement, counted from one, its source.
fn speak(ground: &Ground<'_>, phrases: &mut [Phrase], headed: &[u32]) -> Vec<Option<usize>> {
    let mut told = vec![0u32; ground.count];
    let token_at = |byte: u32| ground.text.tokens.partition_point(|token| token.span.start < byte);
    for (number, statement) in ground.statements.iter().enumerate() {
        for piece in &statement.content {
            let (start, end) = (token_at(piece.start).min(ground.count), token_at(piece.end).min(ground.count));
            // Later ones lie inside earlier ones, or apart.
            if let Some(tokens) = told.get_mut(start..end) {
                tokens.fill(number as u32 + 1);
            }
        }
    }
    for phrase in phrases.iter_mut() {
        let verb = ground.head(phrase.head).filter(|_| ground.relation(phrase.head) == Relation::Nsubj);
        phrase.utters = verb.is_some_and(|verb| lexicon::is_saying(&ground.lemma(verb)));
        phrase.told = told.get(phrase.head).copied().unwrap_or(0);
    }
    let mut sources = vec![None; ground.statements.len() + 1];
    for (number, statement) in ground.statements.iter().enumerate() {
        for piece in statement.source.iter().flat_map(|source| &source.spans).take(1) {
            let run = Run::new(token_at(piece.start).min(ground.count), token_at(piece.end).min(ground.count));
            if run.is_empty() {
                continue;
            }
            if let Some(at) = speakers::phrase_of(ground, phrases, headed, run) {
                sources[number + 1] = Some(at);
                let phrase = &mut phrases[at];
                phrase.speaks = number as u32 + 1;
                // "a deckhand said": who speaks by himself is a person, known word or not.
                let unknown = phrase.class == Class::Unknown && phrase.gender == Gender::Unknown;
                let one = phrase.opening == Opening::A && phrase.name.is_none() && !phrase.plural && !phrase.is_list;
                if unknown && one && ground.is_human_source(phrase.speaks) {
                    phrase.class = Class::Person;
                }
            }
        }
    }
    sources
}

fn look(ground: &Ground<'_>, phrase: &Phrase) -> Look {
    let head = phrase.head;
    let (coarse, sort) = match (phrase.pronoun, phrase.name) {
        (Some(pronoun), _) => (1, mix(1, pronoun as u64)),
        _ if phrase.is_list => (4, mix(4, phrase.class as u64)),
        (None, Some(name)) => (2, mix(2, ground.names[name].kind as u64)),
        (None, None) => {
            let proper = ground.upos(head) == Upos::Propn;
            let number = mix(u64::from(phrase.plural), u64::from(proper));
            (3, mix(mix(3, phrase.class as u64), number))
        }
    };
    let content = |token: &usize| {
        matches!(ground.upos(*token), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb | Upos::X)
            && ground.word(*token) != "'s"
    };
    let words: Vec<u64> = phrase.run.range().filter(content).map(|token| ground.lower[token]).take(24).collect();
    let string =
        words.iter().fold(phrase.pronoun.map_or(7, |pronoun| pronoun as u64 + 100), |hash, &word| mix(hash, word));
    let mut sorted = words;
    sorted.sort_unstable();
    sorted.dedup();
    let governed_by = ground.head(head);
    let mut vector = Vec::new();
    if phrase.pronoun.is_none() {
        let vectors = &ground.language.vectors;
        vector = vec![0.0; vectors.width()];
        vectors.write(vectors.find(ground.lower[head]), &mut vector);
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|x| *x /= length);
        } else {
            vector.clear();
        }
    }
    Look {
        sort,
        coarse,
        head: hash(ground.lemma(head).as_bytes()),
        words: sorted,
        string,
        tie: phrase.pronoun.is_none() && lexicon::is_tie(&ground.lemma(head)),
        governor: governed_by.map_or(0, |governor| hash(ground.lemma(governor).as_bytes())),
        governed_by,
        relation: ground.relation(head) as u64,
        sentence: ground.sentence[head],
        paragraph: ground.paragraph[head],
        quote: ground.quote[head],
        vector,
        seen_head: 0,
        seen_string: 0,
    }
}

/// How often a head and a whole phrase have been seen before.
fn count(looks: &mut [Look]) {
    let (mut heads, mut strings) = (BTreeMap::new(), BTreeMap::new());
    for look in looks.iter_mut() {
        let head: &mut u32 = heads.entry(look.head).or_default();
        look.seen_head = *head;
        *head += 1;
        let string: &mut u32 = strings.entry(look.string).or_default();
        look.seen_string = *string;
        *string += 1;
    }
}

/// Those that each phrase is compared with.
fn candidates(ground: &Ground<'_>, phrases: &[Phrase], looks: &[Look], bearers: &Bearers) -> Vec<Vec<u32>> {
    let mut by_key: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    let mut out = Vec::with_capacity(phrases.len());
    let mut introduced = vec![false; bearers.list.len()];
    // Who is named most often so far, each with the phrase that named him last.
    let mut salient: Vec<(u32, u32)> = Vec::new();
    let mut counts = vec![0u32; bearers.list.len()];
    for (at, phrase) in phrases.iter().enumerate() {
        let mut keys = vec![mix(1, looks[at].head)];
        keys.extend(phrase.roles.iter().map(|role| mix(2, *role)));
        if phrase.class == Class::Group && phrase.opening == Opening::The && !phrase.plural && phrase.name.is_none() {
            keys.push(mix(5, 0));
        }
        if phrase.pronoun.is_some_and(Pronoun::is_of_talk) {
            keys = vec![mix(3, looks[at].sort)];
        } else if phrase.pronoun.is_some() {
            keys.clear();
        }
        let mut found: Vec<u32> = Vec::new();
        let decided = match bearers.of[at] {
            Some(bearer) => std::mem::replace(&mut introduced[bearer], true),
            None => bearers.ambiguous[at],
        };
        if !decided {
            found.extend((at.saturating_sub(NEAR)..at).rev().map(|before| before as u32));
            for key in &keys {
                for &before in by_key.get(key).into_iter().flatten().rev().take(FAR) {
                    if !found.contains(&before) {
                        found.push(before);
                    }
                }
            }
            if phrase.name.is_none()
                && !phrase.pronoun.is_some_and(|pronoun| matches!(pronoun, Pronoun::I | Pronoun::You))
            {
                for &(_, last) in &salient {
                    if !found.contains(&last) {
                        found.push(last);
                    }
                }
            }
            found.retain(|&before| !is_barred(ground, phrases, looks, bearers, at, before as usize));
            found.sort_unstable_by_key(|&before| std::cmp::Reverse(before));
        }
        out.push(found);
        if let Some(bearer) = bearers.of[at] {
            counts[bearer] += 1;
            let count = counts[bearer];
            salient.retain(|&(_, last)| bearers.of[last as usize] != Some(bearer));
            let place = salient.partition_point(|&(other, _)| other >= count);
            salient.insert(place, (count, at as u32));
            salient.truncate(SALIENT);
        }
        // A name is found under its last words and under its bearer's roles.
        keys.retain(|&key| key != mix(5, 0));
        if let Some(bearer) = bearers.of[at] {
            if bearers.list[bearer].kind == NameKind::Organization {
                keys.push(mix(5, 0));
            }
            keys.extend(bearers.list[bearer].roles.iter().map(|role| mix(2, *role)));
        }
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            by_key.entry(key).or_default().push(at as u32);
        }
    }
    out
}

/// Whether a phrase can never stand for one before it.
fn is_barred(
    ground: &Ground<'_>,
    phrases: &[Phrase],
    looks: &[Look],
    bearers: &Bearers,
    at: usize,
    before: usize,
) -> bool {
    let (late, early) = (&phrases[at], &phrases[before]);
    // One inside the other, but for "a waiter who ran out when he heard the noise".
    let clause = || {
        let between = early.run.end.min(late.run.start)..late.run.start;
        late.pronoun.is_some()
            && between.take(LONG).any(|token| matches!(ground.upos(token as usize), Upos::Verb | Upos::Aux))
    };
    if early.whole.contains(late.whole) && !clause() || late.whole.contains(early.whole) {
        return true;
    }
    if let (Some(late), Some(early)) = (bearers.of[at], bearers.of[before])
        && late != early
        && bearers.list[late].kind == bearers.list[early].kind
    {
        return true;
    }
    if !late.gender.is_alike(early.gender) {
        return true;
    }
    // Who speaks is not spoken of in the third person in his own words: neither as "he" nor as "my father".
    let quoted = looks[before].quote > 0;
    if late.speaks > 0
        && quoted
        && early.told == late.speaks
        && early.pronoun != Some(Pronoun::I)
        && (late.pronoun.is_some() || early.pronoun.is_none() && early.name.is_none())
    {
        return true;
    }
    // "the government in Karsavin" is not Tarquen's.
    let body = matches!(early.class, Class::Place | Class::Group) && early.name.is_some();
    if body && late.pronoun.is_none() && late.name.is_none() && !late.inner.is_empty() {
        let shared = |word: &u64| looks[before].words.binary_search(word).is_ok() || early.inner.contains(word);
        if !late.inner.iter().any(shared) {
            return true;
        }
    }
    // "All five", "both" may be those who were told of; "every soldier" is nobody.
    let all = || early.plural && matches!(ground.word(late.run.range().start), "all" | "All" | "both" | "Both");
    if late.opening == Opening::Other && late.pronoun.is_none() && late.name.is_none() && !all() {
        return true;
    }
    // "He" is not several.
    if matches!(late.pronoun, Some(Pronoun::He | Pronoun::She)) && (early.plural || early.is_list) {
        return true;
    }
    // "Them" and "us" are no town.
    let speaks = |bearer: usize| bearers.mentions(bearer).any(|mention| phrases[mention].speaks > 0);
    let town = early.class == Class::Place
        && early.name.is_some()
        && early.speaks == 0
        && !bearers.of[before].is_some_and(speaks);
    if matches!(late.pronoun, Some(Pronoun::They | Pronoun::We)) && town {
        return true;
    }
    // "One of them" is not all of them.
    if late.is_one && early.plural {
        return true;
    }
    // "every soldier" is nobody in particular.
    let apart = looks[at].sentence != looks[before].sentence;
    if apart && early.opening == Opening::Other && late.pronoun.is_some_and(|pronoun| !pronoun.is_plural()) {
        return true;
    }
    if matches!(late.pronoun, Some(Pronoun::They))
        && early.class == Class::Person
        && early.name.is_some()
        && !early.plural
    {
        return true;
    }
    // Nobody in quotation marks is the "I" of the text.
    let talks = |phrase: &Phrase| phrase.pronoun.is_some_and(Pronoun::is_of_talk);
    let same_level = quoted == (looks[at].quote > 0);
    if talks(late) && talks(early) && !same_level {
        return true;
    }
    // Who says "I" does not call himself "he" in the same breath.
    let third = |phrase: &Phrase| matches!(phrase.pronoun, Some(Pronoun::He | Pronoun::She | Pronoun::It));
    if same_level && (talks(late) && third(early) || third(late) && talks(early)) {
        return true;
    }
    let several =
        || late.pronoun == Some(Pronoun::We) && (early.plural || early.is_list || early.class == Class::Group);
    if talks(early) && late.pronoun.is_none() && !late.is_list
        || talks(late) && !talks(early) && early.name.is_none() && !several()
    {
        return true;
    }
    // "she said" is nobody who never speaks and is not known to be human.
    let silent = early.class == Class::Unknown && early.name.is_none() && early.pronoun.is_none() && early.speaks == 0;
    if late.speaks > 0 && silent && matches!(late.pronoun, Some(Pronoun::He | Pronoun::She)) {
        return true;
    }
    // "they said" is no savings.
    if late.utters && silent && early.plural && late.pronoun == Some(Pronoun::They) {
        return true;
    }
    // "her office" is not her.
    let sort = |phrase: &Phrase| match (phrase.class, phrase.plural, phrase.pronoun) {
        (Class::Person, false, None) => 1,
        (Class::Group | Class::Place | Class::Work, false, None) => 2,
        _ => 0,
    };
    if sort(late) + sort(early) == 3 && sort(late) * sort(early) > 0 {
        return true;
    }
    let human = |phrase: &Phrase| phrase.class == Class::Person && !phrase.plural;
    if matches!((late.pronoun, early.pronoun), (Some(Pronoun::He | Pronoun::She), None))
        && early.gender == Gender::Thing
    {
        return true;
    }
    if matches!(late.pronoun, Some(Pronoun::It)) && human(early) {
        return true;
    }
    // "Tarn saw him": subject and object of one verb are two.
    let subject = Relation::Nsubj as u64;
    let object = |relation: u64| relation == Relation::Obj as u64 || relation == Relation::Iobj as u64;
    looks[at].governed_by.is_some()
        && looks[at].governed_by == looks[before].governed_by
        && looks[before].relation == subject
        && object(looks[at].relation)
        && (late.pronoun.is_none() || late.opening == Opening::Bare)
        && !late.reflexive
}
