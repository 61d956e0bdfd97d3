//! Phrases: every stretch that may speak of somebody or something, from the tree and the names.
//!
//! A phrase has a head, a `whole` with all that hangs on the head (as coreference corpora mark it) and a short `run`, which
//! stops before appositions and relative clauses. Prepositions, verbs of being and further members of a list
//! stay outside; a list is a phrase of its own. Names inside other phrases are phrases too.
//!
//! ```text
//! Colonel Zdena Korvat, a spokeswoman for the ministry, said
//! ^^^^^^^^^^^^^^^^^^^^                                       run
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^      whole
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::ground::Ground;
use super::lexicon::{self, Class, Pronoun};
use crate::clauses::Relation;
use crate::names::{Name, NameKind};
use crate::span::Run;
use crate::tags::Upos;

/// Male, female, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
    /// Not a single human being.
    Thing,
}

impl Gender {
    /// Whether two may be one human being's.
    pub(super) fn is_alike(self, other: Gender) -> bool {
        !matches!((self, other), (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male))
    }
}

/// A stretch that may speak of somebody or something.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrase {
    pub(super) head: usize,
    pub(super) run: Run,
    pub(super) whole: Run,
    /// The name it holds as its own, as an index into the names.
    pub(super) name: Option<usize>,
    pub(super) pronoun: Option<Pronoun>,
    pub(super) is_list: bool,
    pub(super) reflexive: bool,
    pub(super) plural: bool,
    /// "One of the two".
    pub(super) is_one: bool,
    /// As the text tells it: by a title, a noun, a pronoun; of a given name that is mostly men's or women's if nothing tells otherwise.
    pub(super) gender: Gender,
    /// Whether the given name alone tells the gender.
    pub(super) by_given_name: bool,
    /// What is likely where the text does not tell.
    pub(super) likely: Gender,
    pub(super) class: Class,
    /// The first word: "the", "a", "this", "his"; 0 for none of them.
    pub(super) opening: Opening,
    /// Hashes of the words of names that stand in it beside its own.
    pub(super) inner: Vec<u64>,
    /// The country or people told in it, as [`lexicon::nation`] folds it: "the Velmoran leader", "President Tarn of Velmora".
    pub(super) nation: Option<u64>,
    /// Words for what he or she is ("general", "spokeswoman"), hashed, and where the first such word stands.
    pub(super) roles: Vec<u64>,
    pub(super) role: Option<Run>,
    /// Index of the statement whose source it is, plus one.
    pub(super) speaks: u32,
    /// Whether it is the subject of a verb of saying.
    pub(super) utters: bool,
    /// Index of the innermost statement in whose words it stands, plus one.
    pub(super) told: u32,
}

/// How a description opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Opening {
    #[default]
    Bare,
    The,
    A,
    This,
    Possessive,
    Other,
}

/// Relations of what belongs to a phrase, seen from its head.
fn belongs(ground: &Ground<'_>, child: usize, head: usize) -> bool {
    use Relation::{Acl, Advmod, Amod, Appos, Case, Compound, Det, Fixed, Flat, Goeswith, Nmod, Nummod, Punct};
    match ground.relation(child) {
        Acl | Amod | Appos | Compound | Det | Fixed | Flat | Goeswith | Nmod | Nummod | Punct => true,
        Advmod => child < head,
        // "Tarn's"
        Case => child > head,
        _ => false,
    }
}

/// Relations of the short stretch.
fn is_close(ground: &Ground<'_>, child: usize, head: usize) -> bool {
    use Relation::{Amod, Compound, Det, Fixed, Flat, Goeswith, Nmod, Nummod};
    match ground.relation(child) {
        Flat | Fixed | Goeswith => true,
        Amod | Compound | Det | Nummod | Nmod => child < head,
        _ => false,
    }
}

/// Everything below each token, and what of it makes a phrase.
struct Extents {
    all: Vec<(u32, u32)>,
    whole: Vec<(u32, u32)>,
    close: Vec<(u32, u32)>,
}

fn extents(ground: &Ground<'_>) -> Extents {
    let own: Vec<(u32, u32)> = (0..ground.count as u32).map(|token| (token, token + 1)).collect();
    let mut extents = Extents { all: own.clone(), whole: own.clone(), close: own };
    // Children before heads: each token waits for as many as hang on it.
    let mut waits: Vec<u32> = (0..ground.count).map(|token| ground.children(token).count() as u32).collect();
    let mut ready: Vec<usize> = (0..ground.count).filter(|&token| waits[token] == 0).collect();
    let cover = |a: (u32, u32), b: (u32, u32)| (a.0.min(b.0), a.1.max(b.1));
    while let Some(token) = ready.pop() {
        // What stands in brackets or behind a dash is beside the phrase, and so is all that follows.
        let mut beside = false;
        let mut front = 0;
        for child in ground.children(token) {
            let all = extents.all[child];
            extents.all[token] = cover(extents.all[token], all);
            let first = ground.word(all.0 as usize);
            beside |= child > token && matches!(first, "(" | "[" | ":" | ";" | "—" | "–" | "--" | "-" | "/");
            if child < token && matches!(ground.relation(child), Relation::Case | Relation::Cc | Relation::Mark) {
                front = all.1;
            }
            if belongs(ground, child, token) && !beside {
                extents.whole[token] = cover(extents.whole[token], all);
            }
            if is_close(ground, child, token) {
                let close = if child < token { all } else { extents.close[child] };
                extents.close[token] = cover(extents.close[token], close);
            }
        }
        // "even by the state": nothing before the preposition belongs.
        for extent in [&mut extents.whole[token], &mut extents.close[token]] {
            extent.0 = extent.0.max(front.min(token as u32));
        }
        if let Some(head) = ground.head(token) {
            waits[head] = waits[head].saturating_sub(1);
            if waits[head] == 0 {
                ready.push(head);
            }
        }
    }
    extents
}

/// Cuts marks off both ends; a bracket or a quotation mark that has its partner inside stays.
fn trim(ground: &Ground<'_>, (start, end): (u32, u32)) -> Run {
    let (mut start, mut end) = (start as usize, end as usize);
    let is_mark = |token: usize| ground.upos(token) == Upos::Punct;
    let is_loose = |token: usize| {
        is_mark(token) && !matches!(ground.word(token), "#" | "@")
            || matches!(ground.upos(token), Upos::Adp | Upos::Sconj | Upos::Cconj)
            || ground.upos(token) == Upos::Adv && ground.upos(token + 1) == Upos::Det
    };
    while start + 1 < end && is_loose(start) {
        start += 1;
    }
    while start + 1 < end && is_mark(end - 1) {
        let partner: &[&str] = match ground.word(end - 1) {
            ")" => &["("],
            "]" => &["["],
            "”" => &["“"],
            "\"" => &["\""],
            "’" => &["‘"],
            _ => &[],
        };
        if (start..end - 1).any(|token| partner.contains(&ground.word(token))) {
            break;
        }
        end -= 1;
    }
    Run::new(start, end)
}

/// All phrases, in order of their starts, longer ones first.
pub(super) fn find(ground: &Ground<'_>) -> Vec<Phrase> {
    let extents = extents(ground);
    let mut named: Vec<Option<usize>> = vec![None; ground.count];
    for (index, name) in ground.names.iter().enumerate() {
        if let Some(tokens) = named.get_mut(name.run.range()) {
            tokens.fill(Some(index));
        }
    }
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut taken: Vec<bool> = vec![false; ground.names.len()];
    let adopted = adopted(ground);
    let sources = sources(ground);
    for token in 0..ground.count {
        // "striker Sami Okonde" is the striker's phrase, if "striker" heads one.
        let belongs = named[token].is_some_and(|name| adopted.contains(&name));
        // A name has one head, however the parser tore it.
        let torn = named[token].is_some_and(|name| {
            let run = ground.names[name].run;
            let person = ground.names[name].kind == NameKind::Person;
            let outside = |later: usize| ground.head(later).is_none_or(|head| !run.range().contains(&head));
            let mut tops = run.range().filter(|&token| outside(token) && is_head(ground, token));
            // The first one if it has what stands before the name, else the last.
            let first = tops.next().unwrap_or(token);
            let fronted = ground.children(first).any(|child| child < run.range().start);
            let chosen = if fronted { first } else { tops.next_back().unwrap_or(first) };
            person && outside(token) && token != chosen
        });
        if belongs || torn || !is_head(ground, token) && !sources.contains(&token) {
            continue;
        }
        let phrase = phrase(ground, &extents, &named, &adopted, token);
        if let Some(name) = phrase.name {
            taken[name] = true;
        }
        phrases.push(phrase);
        phrases.extend(list(ground, &extents, token));
    }
    // Names that are no heads: "the |Cruise| video".
    for (index, name) in ground.names.iter().enumerate() {
        let named = matches!(name.kind, NameKind::Date | NameKind::Money | NameKind::Norp);
        if taken[index] || named || name.run.range().end > ground.count {
            continue;
        }
        let head = ground.top(name.run);
        let mut phrase = Phrase { head, run: name.run, whole: name.run, name: Some(index), ..Phrase::default() };
        describe(ground, &mut phrase);
        phrases.push(phrase);
    }
    phrases.extend(inner_names(ground));
    phrases.sort_by_key(|phrase| (phrase.whole.start, std::cmp::Reverse(phrase.whole.end), phrase.head));
    phrases.dedup_by_key(|phrase| phrase.whole);
    phrases.truncate(super::MOST_PHRASES);
    phrases
}

/// Heads of sources that no rule would take for somebody: "|some| say", "the 61-year-|old|", "|one| of the two".
fn sources(ground: &Ground<'_>) -> BTreeSet<usize> {
    let token_at = |byte: u32| ground.text.tokens.partition_point(|token| token.span.start < byte);
    let spans = ground.statements.iter().filter_map(|statement| statement.source.as_ref()?.spans.first());
    let runs = spans.map(|span| Run::new(token_at(span.start).min(ground.count), token_at(span.end).min(ground.count)));
    let is_odd = |top: &usize| match ground.upos(*top) {
        Upos::Num | Upos::Det | Upos::Adj => true,
        Upos::Pron => matches!(
            ground.word(*top).to_ascii_lowercase().as_str(),
            "some"
                | "others"
                | "another"
                | "many"
                | "few"
                | "several"
                | "both"
                | "neither"
                | "none"
                | "nobody"
                | "everyone"
                | "everybody"
                | "someone"
                | "somebody"
                | "one"
                | "most"
                | "all"
                | "each"
        ),
        _ => false,
    };
    runs.filter(|run| !run.is_empty()).map(|run| ground.top(run)).filter(is_odd).collect()
}

/// Names inside longer names that stand for themselves elsewhere in the text: "|Durham| University" where "Durham" is named too.
fn inner_names(ground: &Ground<'_>) -> Vec<Phrase> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, name) in ground.names.iter().enumerate() {
        if name.kind == NameKind::Location {
            known.entry(ground.text.words(ground.text.span(name.run))).or_insert(index);
        }
    }
    let mut phrases = Vec::new();
    let outer = ground.names.iter();
    for name in outer.filter(|name| name.kind != NameKind::Person && name.run.range().end <= ground.count) {
        let (start, end) = (name.run.range().start, name.run.range().end);
        for length in (1..name.run.len().min(4)).rev() {
            let runs = [Run::new(start, start + length), Run::new(end - length, end)];
            for run in runs {
                if let Some(&index) = known.get(ground.text.words(ground.text.span(run))) {
                    let head = run.range().end - 1;
                    let mut phrase = Phrase { head, run, whole: run, name: Some(index), ..Phrase::default() };
                    describe(ground, &mut phrase);
                    phrases.push(phrase);
                }
            }
        }
    }
    phrases
}

/// Whether a token heads a phrase.
fn is_head(ground: &Ground<'_>, token: usize) -> bool {
    use Relation::{Amod, Appos, Compound, Fixed, Flat, Goeswith, Nmod, Nsubj, Nummod, Obj, Obl};
    let relation = ground.relation(token);
    match ground.upos(token) {
        Upos::Noun | Upos::Propn => match relation {
            Compound | Fixed | Flat | Goeswith | Amod => false,
            // "Mr. Tarn", "foreign minister Tomas Ambrel": a title, not a phrase of its own.
            Nmod => {
                let case = ground.children(token).any(|child| ground.relation(child) == Relation::Case);
                let front = ground.head(token).is_some_and(|head| token < head && ground.name_at(head).is_some());
                case || !front || ground.name_at(token).is_some()
            }
            Appos => appositive_stands_alone(ground, token),
            _ => true,
        },
        Upos::Pron => Pronoun::of(ground.word(token)).is_some(),
        Upos::Det => {
            matches!(relation, Nsubj | Obj | Obl | Nmod) && Pronoun::of(ground.word(token)).is_some()
                || ground.xpos(token) == "PRP$"
        }
        Upos::Num => matches!(relation, Nsubj | Obj | Obl | Nmod),
        Upos::Adj => {
            matches!(relation, Nsubj | Obj | Obl | Nmod)
                && ground.children(token).any(|child| ground.relation(child) == Relation::Det)
        }
        Upos::Sym | Upos::X => ground.word(token).starts_with(['#', '@']) && relation != Nummod,
        _ => false,
    }
}

/// "Behind the tanks, Ilie Oprea said": a person's name behind a comma does not tell what a thing is called.
fn is_beside(ground: &Ground<'_>, head: usize, name: usize) -> bool {
    let name = &ground.names[name];
    let thing = ground.upos(head) == Upos::Noun && lexicon::common(&ground.lemma(head)).0 != Class::Person;
    let mut start = name.run.range().start;
    while start > head + 1 && lexicon::is_title(ground.word(start - 1)) && ground.word(start - 1) != "," {
        start -= 1;
    }
    let quoted =
        (head + 1..start).any(|token| ground.quote[token] != ground.quote[head] || is_mark(ground.word(token)));
    name.kind == NameKind::Person && (thing && ground.word(start - 1) == "," || quoted)
}

/// Whether a token is a quotation mark, alone or with others.
fn is_mark(word: &str) -> bool {
    matches!(word, "”" | "“" | "\"" | "’”")
}

/// "Irving, Texas": the second place is one of its own; "Tarn, the president" is one person.
fn appositive_stands_alone(ground: &Ground<'_>, token: usize) -> bool {
    let name = |token: usize| ground.name_at(token).map(|name| ground.names[name]);
    let (Some(own), Some(head)) = (name(token), ground.head(token).and_then(name)) else { return false };
    own.run != head.run && own.kind == NameKind::Location
}

fn phrase(
    ground: &Ground<'_>,
    extents: &Extents,
    named: &[Option<usize>],
    adopted: &BTreeSet<usize>,
    head: usize,
) -> Phrase {
    let whole = unquoted(ground, trim(ground, extents.whole[head]), head);
    let mut run = unquoted(ground, trim(ground, extents.close[head]), head);
    let mut name = named[head].filter(|&name| is_naming(ground, name));
    if name.is_none() && ground.upos(head) != Upos::Pron {
        // "striker Sami Okonde", "the mayor, Inga Halvard".
        name = ground.children(head).find_map(|child| {
            let apposed = matches!(ground.relation(child), Relation::Appos | Relation::Flat) && child > head;
            let titled = || named.get(child + 1).copied().flatten().filter(|_| lexicon::is_title(ground.word(child)));
            let name = named[child].or_else(titled).filter(|_| apposed).filter(|&name| is_naming(ground, name))?;
            (ground.names[name].run.start as usize > head && !is_beside(ground, head, name)).then_some(name)
        });
        // The parser may have seen two where there is one.
        let behind = if ground.word(head + 1) == "of" { head + 3 } else { head + 1 };
        let right_behind = || ground.name_at(behind).filter(|name| adopted.contains(name));
        name =
            name.or_else(right_behind).or_else(|| behind_comma(ground, extents, head)).or_else(|| told(ground, whole));
    }
    if let Some(name) = name {
        let stands = ground.names[name].run;
        let near = (stands.start as usize) > head && (stands.start as usize) < head + 15;
        if whole.contains(stands) || near || adopted.contains(&name) || stands.range().contains(&head) {
            run.start = run.start.min(stands.start);
            run.end = run.end.max(stands.end);
        }
    }
    let whole = Run { start: whole.start.min(run.start), end: whole.end.max(run.end) };
    let mut phrase = Phrase { head, run, whole, name, ..Phrase::default() };
    describe(ground, &mut phrase);
    phrase.nation = nation(ground, &phrase);
    phrase
}

/// The first country, town or people told in a phrase, its own name left out.
fn nation(ground: &Ground<'_>, phrase: &Phrase) -> Option<u64> {
    let own = phrase.name.map(|name| ground.names[name].run);
    let from = ground.names.partition_point(|name| name.run.end <= phrase.whole.start);
    let inside = ground.names.get(from..)?.iter().take_while(|name| name.run.start < phrase.whole.end).take(8);
    let mut places = inside.filter(|name| {
        matches!(name.kind, NameKind::Norp | NameKind::Location) && name.run.len() < 3 && own != Some(name.run)
    });
    places.next().map(|name| lexicon::nation(ground.text.words(ground.text.span(name.run))))
}

/// Tokens of a phrase before and behind its head that are looked through for a quotation mark.
const LONG: usize = 200;

/// What of a phrase stands on its head's side of a quotation mark: the parser may hang “We were close,” on the name behind.
fn unquoted(ground: &Ground<'_>, run: Run, head: usize) -> Run {
    let same = |token: &usize| ground.quote[*token] == ground.quote[head];
    let (from, to) = (run.range().start.min(head), run.range().end.max(head + 1));
    let mark = |token: &usize| is_mark(ground.word(*token));
    let start =
        (from.max(head.saturating_sub(LONG))..head).rev().take_while(|token| same(token) && !mark(token)).last();
    let start = start.unwrap_or(head);
    let end = match ground.quote[head] {
        0 => to,
        _ => (head..to.min(head + LONG)).take_while(same).last().map_or(to, |last| last + 1),
    };
    trim(ground, (start as u32, end as u32))
}

/// "A beekeeper named Stipe Lovrinac", "one driver, who gave only the name Emil", "who calls himself Anwar": the name that a phrase tells.
fn told(ground: &Ground<'_>, whole: Run) -> Option<usize> {
    let words = whole.range().skip(1);
    words.take(30).find_map(|token| {
        let behind = match ground.word(token) {
            "named" | "called" => token + 1,
            "himself" | "herself" if matches!(&*ground.lemma(token - 1), "call" | "name") => token + 1,
            "name" | "names" => match (ground.word(token + 1), ground.word(token + 2)) {
                (",", _) | ("as", _) => token + 2,
                ("only", "as") => token + 3,
                _ => token + 1,
            },
            _ => return None,
        };
        let name = ground.name_at(behind).filter(|_| whole.range().contains(&behind))?;
        let name_of = ground.names[name];
        (name_of.kind == NameKind::Person && name_of.run.range().start == behind).then_some(name)
    })
}

/// "The owner of the building, Harlan Dace": the name behind a comma belongs to the person before, wherever the parser hung it.
fn behind_comma(ground: &Ground<'_>, extents: &Extents, head: usize) -> Option<usize> {
    let noun = ground.upos(head) == Upos::Noun && lexicon::common(&ground.lemma(head)).0 == Class::Person;
    if !noun && lexicon::class(&ground.lemma(head)) != Class::Person || ground.is_plural(head) {
        return None;
    }
    let end = (extents.all[head].1 as usize).min(head + 14);
    for token in head + 1..end {
        let person = |token: usize| lexicon::class(&ground.lemma(token)) == Class::Person;
        let verb = matches!(ground.upos(token), Upos::Verb | Upos::Aux | Upos::Pron | Upos::Cconj);
        if verb || person(token) && ground.name_at(token).is_none() && token + 1 != end {
            return None;
        }
        if ground.word(token) == "," {
            // "Its spokesman, Col Abel Rocha"; "The host, Prime Minister Sigrun Aasdal".
            let title = |token: &usize| {
                let word = ground.word(*token);
                word.starts_with(char::is_uppercase) && ground.name_at(*token).is_none()
            };
            let start = token + 1 + (token + 1..token + 4).take_while(title).count();
            let name = ground.name_at(start)?;
            let fits = ground.names[name].kind == NameKind::Person && ground.names[name].run.range().start == start;
            return fits.then_some(name);
        }
    }
    None
}

/// What a noun says that it is, alone or with the noun before it: a coast guard is no guard.
fn common(ground: &Ground<'_>, head: usize, lemma: &str) -> (Class, Gender) {
    let front = head.checked_sub(1).filter(|&front| ground.head(front) == Some(head));
    front.and_then(|front| lexicon::compound(&ground.lemma(front), lemma)).unwrap_or_else(|| lexicon::common(lemma))
}

/// Whether a name names somebody or something, not a day or a sum.
fn is_naming(ground: &Ground<'_>, name: usize) -> bool {
    !matches!(ground.names[name].kind, NameKind::Date | NameKind::Money | NameKind::Norp)
}

/// Persons' names right behind a noun for a person that heads a phrase of its own: "the hydrologist Ayo Kembelle".
fn adopted(ground: &Ground<'_>) -> BTreeSet<usize> {
    let is_adopted = |&(_, name): &(usize, &Name)| {
        let Some(mut noun) = (name.run.start as usize).checked_sub(1) else { return false };
        // "Secretary of State Oren F. Dale"
        if noun > 1 && ground.word(noun - 1) == "of" && lexicon::is_title(ground.word(noun - 2)) {
            noun -= 2;
        }
        let lemma = ground.lemma(noun);
        name.kind == NameKind::Person
            && name.run.range().end <= ground.count
            && ground.sentence[noun] == ground.sentence[name.run.range().start]
            && (lexicon::class(&lemma) == Class::Person
                || lexicon::honorific(&lemma).is_some()
                || lexicon::is_short_title(&lemma.to_lowercase()))
            && !ground.is_plural(noun)
            && is_head(ground, noun)
            && !ground.head(noun).is_some_and(|head| name.run.range().contains(&head))
    };
    ground.names.iter().enumerate().filter(is_adopted).map(|(at, _)| at).collect()
}

/// The list that a first member opens.
fn list(ground: &Ground<'_>, extents: &Extents, head: usize) -> Option<Phrase> {
    let last = ground.children(head).rfind(|&child| ground.relation(child) == Relation::Conj && child > head)?;
    if !matches!(ground.upos(last), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num) {
        return None;
    }
    let (start, _) = extents.whole[head];
    let (_, end) = extents.whole[last];
    let whole = trim(ground, (start, end.max(extents.whole[head].1)));
    let class = lexicon::common(&ground.lemma(last)).0;
    Some(Phrase { head, run: whole, whole, is_list: true, plural: true, class, ..Phrase::default() })
}

/// Number, gender, class, opening and role.
fn describe(ground: &Ground<'_>, phrase: &mut Phrase) {
    let head = phrase.head;
    if ground.upos(head) == Upos::Pron || matches!(ground.xpos(head), "PRP$" | "PRP" | "DT") {
        phrase.pronoun = Pronoun::of(ground.word(head));
    }
    if let Some(pronoun) = phrase.pronoun {
        phrase.plural = pronoun.is_plural();
        phrase.reflexive = lexicon::is_reflexive(ground.word(head));
        phrase.gender = pronoun.gender();
        return;
    }
    phrase.opening = opening(ground, phrase.run);
    let own = phrase.name.map(|name| ground.names[name].run);
    let stands = |token: &usize| own.is_none_or(|own| !own.range().contains(token)) && ground.name_at(*token).is_some();
    // "The newspaper, citing two Douranian members": what is told behind a comma does not say which.
    let near = phrase.whole.range().take(30).take_while(|&token| token <= head || ground.word(token) != ",");
    phrase.inner = near.filter(stands).map(|token| ground.lower[token]).collect();
    phrase.plural = ground.is_plural(head);
    let lemma = ground.lemma(head);
    phrase.is_one = &*lemma == "one" && !phrase.plural;
    (phrase.class, phrase.gender) = match ground.upos(head) {
        Upos::Noun => common(ground, head, &lemma),
        _ => (lexicon::class(&lemma), lexicon::gender(&lemma)),
    };
    if ground.name_at(head).is_some_and(|name| matches!(ground.names[name].kind, NameKind::Date | NameKind::Money)) {
        phrase.gender = Gender::Thing;
    }
    // "One of the soldiers"
    if phrase.is_one || &*lemma == "other" && !phrase.plural {
        let of_people = |child: usize| {
            ground.relation(child) == Relation::Nmod && lexicon::common(&ground.lemma(child)).0 == Class::Person
        };
        if ground.children(head).any(of_people) {
            phrase.class = Class::Person;
        }
    }
    let Some(name) = phrase.name else {
        if !phrase.plural && phrase.class == Class::Person && ground.upos(head) != Upos::Num && !phrase.is_one {
            phrase.roles.push(role_of(ground, head, &lemma));
            phrase.role = Some(short_role(ground, phrase.run, head));
        }
        return;
    };
    let name = ground.names[name];
    phrase.plural = false;
    match name.kind {
        NameKind::Person => {
            phrase.class = Class::Person;
            phrase.gender = Gender::Unknown;
            // From the name outwards: "Mr. Hollin's wife, Gwenda" is a woman; "a spokeswoman for Mr. Danek, Irena Holub" is no man.
            let outside = (phrase.run.range().start..name.run.range().start).rev();
            let of_another = outside.clone().find(|&token| ground.upos(token) == Upos::Adp);
            let outside =
                outside.take_while(|&token| of_another.is_none_or(|of| token < of || ground.name_at(token).is_none()));
            for token in outside.chain(name.run.range()) {
                let lemma = ground.lemma(token);
                let before = token < name.run.start as usize;
                let gender = match lexicon::honorific(&lemma) {
                    Some(gender) => gender,
                    None if before => lexicon::gender(&lemma),
                    None => Gender::Unknown,
                };
                if gender != Gender::Unknown && gender != Gender::Thing && phrase.gender == Gender::Unknown {
                    phrase.gender = gender;
                }
            }
            if phrase.gender == Gender::Unknown
                && let Some(first) = name.run.range().next()
                && name.run.len() > 1
            {
                phrase.gender = lexicon::given_name(&ground.word(first).to_lowercase());
                phrase.by_given_name = phrase.gender != Gender::Unknown;
            }
            roles(ground, phrase, name.run);
        }
        NameKind::Organization | NameKind::Location | NameKind::Facility => {
            phrase.class = if name.kind == NameKind::Organization { Class::Group } else { Class::Place };
            phrase.gender = Gender::Thing;
            if name.kind == NameKind::Organization {
                phrase.roles = sorts(ground, phrase, name.run);
            }
        }
        _ => {
            phrase.class = Class::Thing;
            phrase.gender = Gender::Thing;
        }
    }
}

/// The role that a noun tells; a prime minister is no minister.
fn role_of(ground: &Ground<'_>, token: usize, lemma: &str) -> u64 {
    match token.checked_sub(1).map(|before| ground.word(before).to_ascii_lowercase()).as_deref() {
        Some(before @ ("prime" | "vice")) => lexicon::role(&format!("{before} {lemma}")),
        _ => lexicon::role(lemma),
    }
}

/// The words of a role that end with its noun: "prime minister", "Defense Ministry spokeswoman".
fn short_role(ground: &Ground<'_>, within: Run, head: usize) -> Run {
    let mut start = head;
    while start > within.start as usize {
        let before = start - 1;
        let joins = matches!(ground.relation(before), Relation::Compound | Relation::Amod | Relation::Punct)
            && matches!(ground.upos(before), Upos::Noun | Upos::Adj | Upos::Propn | Upos::Punct)
            && !matches!(ground.word(before), "," | "“" | "”" | "\"");
        if !joins {
            break;
        }
        start = before;
    }
    while start < head && ground.upos(start) == Upos::Punct {
        start += 1;
    }
    Run::new(start, head + 1)
}

/// What a named person is: titles before the name, appositions, "who heads ...", "X is the president".
fn roles(ground: &Ground<'_>, phrase: &mut Phrase, name: Run) {
    let mut found: Vec<(u64, Run)> = Vec::new();
    let see = |token: usize, within: Run, found: &mut Vec<(u64, Run)>| {
        let lemma = ground.lemma(token);
        let class = if ground.upos(token) == Upos::Propn { lexicon::class(&lemma) } else { lexicon::common(&lemma).0 };
        if lexicon::honorific(&lemma).is_none() && class == Class::Person {
            found.push((role_of(ground, token, &lemma), short_role(ground, within, token)));
        }
    };
    let before = Run::new(phrase.run.start as usize, name.start as usize);
    for token in before.range().rev() {
        see(token, before, &mut found);
    }
    let tops = [phrase.head, ground.top(name)];
    for (at, &top) in tops.iter().enumerate() {
        if at == 1 && tops[0] == top {
            break;
        }
        for child in ground.children(top).filter(|&child| !name.range().contains(&child)) {
            match ground.relation(child) {
                Relation::Appos => see(child, phrase.whole, &mut found),
                Relation::Acl => {
                    let leads = lexicon::leads(&ground.lemma(child));
                    let own = ground.children(child).any(|child| matches!(ground.word(child), "who" | "that"));
                    if own && let Some(role) = leads {
                        found.push((role, Run::default()));
                    } else if own && ground.children(child).any(|child| ground.relation(child) == Relation::Cop) {
                        see(child, phrase.whole, &mut found);
                    }
                }
                _ => {}
            }
        }
        if ground.relation(top) == Relation::Nsubj
            && let Some(predicate) = ground.head(top)
            && ground.children(predicate).any(|child| ground.relation(child) == Relation::Cop)
        {
            see(predicate, Run::new(predicate.saturating_sub(6).max(top + 1), predicate + 1), &mut found);
        }
    }
    for (role, run) in found {
        if !run.is_empty() && phrase.role.is_none() {
            phrase.role = Some(run);
        }
        if !phrase.roles.contains(&role) {
            phrase.roles.push(role);
        }
    }
}

/// What a named body is: "the agency Tarqinform", "Norvik, a maker of pumps".
fn sorts(ground: &Ground<'_>, phrase: &Phrase, name: Run) -> Vec<u64> {
    let front = name.range().start.checked_sub(1).filter(|&noun| ground.upos(noun) == Upos::Noun);
    let behind = [phrase.head, ground.top(name)].map(|top| {
        ground.children(top).find(|&child| ground.relation(child) == Relation::Appos && child >= name.range().end)
    });
    let nouns = front.into_iter().chain(behind.into_iter().flatten());
    let mut sorts: Vec<u64> = nouns
        .map(|noun| ground.lemma(noun))
        .filter(|lemma| lexicon::class(lemma) == Class::Group)
        .map(|lemma| lexicon::role(&lemma))
        .collect();
    sorts.dedup();
    sorts
}

fn opening(ground: &Ground<'_>, run: Run) -> Opening {
    let Some(first) = run.range().next() else { return Opening::Bare };
    match ground.word(first).to_ascii_lowercase().as_str() {
        "the" => Opening::The,
        "a" | "an" | "one" | "another" | "some" => Opening::A,
        "this" | "that" | "these" | "those" => Opening::This,
        "his" | "her" | "its" | "their" | "my" | "our" | "your" => Opening::Possessive,
        _ if ground.upos(first) == Upos::Det => Opening::Other,
        _ => Opening::Bare,
    }
}
