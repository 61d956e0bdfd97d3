//! Names of the same: "Orhun Kelemdar", "General Kelemdar"; "National Relief Bureau", "N.R.B.", "Relief Bureau".
//!
//! Full names are put together over the whole text first. Then every shorter one goes to the only full name it may stand for;
//! where there are several, its title, then what has been introduced before it, decide. Where they do not, nothing does: it stands alone,
//! in doubt.

use std::collections::BTreeMap;

use super::countries::{self, Way};
use super::ground::Ground;
use super::lexicon;
use super::phrases::{Gender, Opening, Phrase};
use crate::names::NameKind;

/// Those who share a name.
#[derive(Debug, Clone)]
pub(super) struct Bearer {
    pub(super) kind: NameKind,
    /// The fullest name, in lower case.
    pub(super) words: Vec<String>,
    pub(super) gender: Gender,
    /// Whether a given name alone tells the gender.
    pub(super) by_given_name: bool,
    likely: Gender,
    pub(super) roles: Vec<u64>,
    /// Whether introduced by a tie to somebody else: "his wife, Danuta".
    kin: bool,
    /// The first phrase that bears the name.
    first: usize,
    country: Option<&'static str>,
}

impl Bearer {
    /// The words of a body's name that say what sort of body it is: "bureau", "ministry".
    pub(super) fn sorts(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str).filter(|word| lexicon::class(word) == lexicon::Class::Group)
    }

    /// Whether a body may be called so: its name has the word, or none that says that it is something else.
    pub(super) fn suits(&self, lemma: &str) -> bool {
        let other = |word: &String| lexicon::class(word) == lexicon::Class::Group;
        self.words.iter().any(|word| word == lemma) || !self.words.iter().any(other)
    }
}

/// Who bears which name.
#[derive(Debug, Default)]
pub(super) struct Bearers {
    pub(super) list: Vec<Bearer>,
    /// For each phrase the bearer of its name.
    pub(super) of: Vec<Option<usize>>,
    /// Phrases whose name may stand for several.
    pub(super) ambiguous: Vec<bool>,
    /// For each bearer the phrases with its name.
    phrases: Vec<Vec<u32>>,
}

impl Bearers {
    /// Phrases that bear the name of a bearer, the first few.
    pub(super) fn mentions(&self, bearer: usize) -> impl Iterator<Item = usize> + '_ {
        self.phrases.get(bearer).into_iter().flatten().map(|&phrase| phrase as usize)
    }
}

/// Most bearers that a short name is compared with.
const MOST_ALIKE: usize = 200;

/// Mentions from which on a word that stands alone is no given name.
const OFTEN: u32 = 5;

/// Mentions of a bearer that are kept to be asked.
const MOST_MENTIONS: usize = 40;

/// A name taken apart: words in lower case, without "the", titles, possessives and what follows a name.
fn words(printed: &str) -> Vec<String> {
    let mut out = Vec::new();
    for word in printed.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
        let lower: String = word.chars().filter(|&c| c != '.').flat_map(char::to_lowercase).collect();
        let skip = matches!(
            lower.as_str(),
            "" | "the" | "jr" | "sr" | "ii" | "iii" | "kc" | "qc" | "mp" | "phd" | "md" | "obe" | "mbe"
        ) || lexicon::honorific(&lower).is_some();
        if !skip {
            out.push(lower);
        }
    }
    out
}

/// The capital letters of an acronym as printed, in lower case.
fn acronym(printed: &str) -> Option<String> {
    let printed = printed.trim_start_matches("the ").trim_start_matches("The ");
    let letters: String = printed.chars().filter(|&c| c != '.').collect();
    let fits =
        (2..=8).contains(&letters.len()) && letters.chars().filter(char::is_ascii_uppercase).count() == letters.len();
    fits.then(|| letters.to_ascii_lowercase())
}

/// The first letters of a name's words, small words left out.
fn initials(words: &[String]) -> String {
    let small = |word: &str| matches!(word, "of" | "for" | "and" | "the" | "in" | "on" | "&" | "to");
    words.iter().filter(|word| !small(word)).filter_map(|word| word.chars().next()).collect()
}

/// Whether two given names may be one: equal, or one is the other's initial.
fn same_given(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a == b || initial(a, b) || initial(b, a)
}

/// Whether a word is a small one before a surname: "de", "van".
fn is_particle(word: &str) -> bool {
    lexicon::is_particle(word) || matches!(word, "el" | "ould" | "ben" | "le")
}

/// Whether a name is a surname alone, with its particles: "de la Court".
fn is_surname(words: &[String]) -> bool {
    words.split_last().is_some_and(|(_, front)| front.iter().all(|word| is_particle(word)))
}

/// Whether two full names may be the same person's.
fn same_person(a: &[String], b: &[String]) -> bool {
    match (a, b) {
        ([first_a, .., last_a], [first_b, .., last_b]) => {
            let middle = |longer: &[String], shorter: &[String]| {
                let inner = shorter.get(1..shorter.len() - 1).unwrap_or_default();
                inner.iter().all(|word| longer.iter().any(|other| same_given(word, other)))
            };
            last_a == last_b
                && same_given(first_a, first_b)
                && if a.len() >= b.len() { middle(a, b) } else { middle(b, a) }
                || a.starts_with(b)
                || b.starts_with(a)
                // "Ferreira Lund" for Rodrigo Ferreira Lund
                || a.len().min(b.len()) > 1 && (a.ends_with(b) || b.ends_with(a))
        }
        _ => a == b,
    }
}

/// Who bears the names of these phrases.
pub(super) fn find(ground: &Ground<'_>, phrases: &[Phrase]) -> Bearers {
    let mut bearers = Bearers {
        list: Vec::new(),
        of: vec![None; phrases.len()],
        ambiguous: vec![false; phrases.len()],
        phrases: Vec::new(),
    };
    let printed = |phrase: &Phrase| {
        let name = ground.names[phrase.name?];
        Some((ground.text.words(ground.text.span(name.run)), name.kind))
    };
    let named: Vec<usize> =
        (0..phrases.len()).filter(|&at| phrases[at].name.is_some() && !phrases[at].is_list).collect();
    // A name has one kind in a text: the one it is given most often.
    let mut votes: BTreeMap<Vec<String>, [u32; 9]> = BTreeMap::new();
    for &at in &named {
        if let Some((name, kind)) = printed(&phrases[at]) {
            votes.entry(words(name)).or_default()[kind as usize] += 1;
        }
    }
    let kind_of = |words: &[String], own: NameKind| {
        let votes = votes.get(words);
        let best =
            votes.and_then(|votes| NameKind::ALL.into_iter().max_by_key(|&kind| (votes[kind as usize], kind == own)));
        best.unwrap_or(own)
    };
    let mut entries: Vec<(usize, Vec<String>, NameKind, &str)> = Vec::new();
    for &at in &named {
        if let Some((name, kind)) = printed(&phrases[at]) {
            let mut words = words(name);
            let kind = kind_of(&words, kind);
            if kind == NameKind::Person && words.len() > 1 && lexicon::is_short_title(&words[0]) {
                words.remove(0);
            }
            if !words.is_empty() {
                entries.push((at, words, kind, name));
            }
        }
    }
    // Surnames that are printed with titles of men and of women.
    let mut titled: BTreeMap<Vec<String>, [bool; 2]> = BTreeMap::new();
    for (at, words, ..) in entries.iter().filter(|(_, words, kind, _)| *kind == NameKind::Person && is_surname(words)) {
        match phrases[*at].gender {
            Gender::Male => titled.entry(words.clone()).or_default()[0] = true,
            Gender::Female => titled.entry(words.clone()).or_default()[1] = true,
            _ => {}
        }
    }
    // A word that stands alone again and again is a surname, and no given name: "Trump", not one of "Trump Train".
    let mut alone: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, words, ..) in &entries {
        if let ([word], true) = (&words[..], lexicon::given_name(&words[0]) == Gender::Unknown) {
            *alone.entry(word).or_default() += 1;
        }
    }
    let often: std::collections::BTreeSet<&str> =
        alone.into_iter().filter(|(_, count)| *count >= OFTEN).map(|(word, _)| word).collect();
    // By last word, first word and whole name: where to look for likes.
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut unsettled: Vec<(usize, Vec<usize>)> = Vec::new();
    for full in [true, false] {
        for (at, words, kind, name) in &entries {
            if is_surname(words) == full {
                continue;
            }
            let phrase = &phrases[*at];
            let found = match kind {
                NameKind::Person => {
                    // "Mr. Vole" where "Mrs. Vole" is another.
                    let mixed = phrase.gender != Gender::Unknown
                        && is_surname(words)
                        && titled.get(words).is_some_and(|&genders| genders == [true; 2]);
                    person(&bearers, &index, phrase, words, *at, mixed, often.contains(words[0].as_str()))
                }
                _ => body(&bearers, &index, words, *kind, name),
            };
            let bearer = match found {
                Found::One(bearer) => bearer,
                Found::Several(several) => {
                    unsettled.push((*at, several));
                    bearers.ambiguous[*at] = true;
                    continue;
                }
                Found::None => {
                    bearers.list.push(Bearer {
                        kind: *kind,
                        words: words.clone(),
                        gender: Gender::Unknown,
                        by_given_name: false,
                        likely: Gender::Unknown,
                        roles: Vec::new(),
                        kin: false,
                        first: *at,
                        country: country(name),
                    });
                    bearers.list.len() - 1
                }
            };
            bearers.of[*at] = Some(bearer);
            let entry = &mut bearers.list[bearer];
            let told = phrase.gender != Gender::Unknown && !phrase.by_given_name;
            if entry.gender == Gender::Unknown || entry.by_given_name && told {
                (entry.gender, entry.by_given_name) = (phrase.gender, phrase.by_given_name);
            }
            if entry.likely == Gender::Unknown {
                entry.likely = phrase.likely;
            }
            if words.len() > entry.words.len() {
                entry.words.clone_from(words);
            }
            entry.first = entry.first.min(*at);
            entry.kin |= phrase.opening == Opening::Possessive;
            for role in &phrase.roles {
                if !entry.roles.contains(role) && entry.roles.len() < 16 {
                    entry.roles.push(*role);
                }
            }
            let mut keys = vec![words[0].clone(), words[words.len() - 1].clone(), initials(words)];
            keys.extend(country(name).map(str::to_owned));
            keys.extend(acronym(name));
            keys.push(front(&words[0]));
            if *kind != NameKind::Person {
                keys.extend(words.iter().skip(1).cloned());
            }
            for key in keys {
                let known = index.entry(key).or_default();
                if !known.contains(&bearer) && known.len() < MOST_ALIKE {
                    known.push(bearer);
                }
            }
        }
    }
    // A bare surname is that of whom the text called so before it named another who bears it: relatives who come later are called otherwise.
    let surnames: Vec<usize> = entries.iter().filter(|(_, words, ..)| is_surname(words)).map(|&(at, ..)| at).collect();
    let called = |bearers: &Bearers, bearer: usize, before: usize| {
        let behind = surnames.partition_point(|&at| at < before);
        surnames[..behind].iter().rev().take(MOST_ALIKE).any(|&at| bearers.of[at] == Some(bearer))
    };
    for (at, several) in &unsettled {
        let mut several = several.clone();
        several.sort_by_key(|&bearer| bearers.list[bearer].first);
        let introduced = several.partition_point(|&bearer| bearers.list[bearer].first < *at);
        // Before anybody is introduced, in a headline, it is who is introduced first.
        let first = match several[..] {
            [first, ..] if introduced == 0 && !bearers.list[first].kin => Some(first),
            [first, second, ..] if introduced > 1 => {
                Some(first).filter(|_| called(&bearers, first, bearers.list[second].first))
            }
            _ => None,
        };
        if let Some(first) = first {
            bearers.of[*at] = Some(first);
            bearers.ambiguous[*at] = false;
        }
    }
    unsettled.retain(|(at, _)| bearers.ambiguous[*at]);
    // Who speaks by a bare surname that several bear is the only one of them that speaks at all.
    let mut speaking = vec![false; bearers.list.len()];
    for (at, bearer) in bearers.of.iter().enumerate() {
        if let Some(bearer) = bearer.filter(|_| phrases[at].speaks > 0) {
            speaking[bearer] = true;
        }
    }
    let bare = |at: usize| phrases[at].speaks > 0 && surnames.binary_search(&at).is_ok();
    for (at, several) in unsettled.into_iter().filter(|(at, _)| bare(*at)) {
        let mut speakers =
            several.iter().copied().filter(|&bearer| speaking[bearer] && bearers.list[bearer].first < at);
        let only = match (speakers.next(), speakers.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        };
        // Or the only one of them who is named in this paragraph or the last.
        let paragraph = ground.paragraph[phrases[at].head];
        let near = (0..at).rev().take_while(|&early| ground.paragraph[phrases[early].head] + 1 >= paragraph);
        let mut near: Vec<usize> =
            near.take(60).filter_map(|early| bearers.of[early]).filter(|bearer| several.contains(bearer)).collect();
        near.sort_unstable();
        near.dedup();
        let near = if let [one] = near[..] { Some(one) } else { None };
        if let Some(one) = only.or(near) {
            bearers.of[at] = Some(one);
            bearers.ambiguous[at] = false;
        }
    }
    bearers.phrases = vec![Vec::new(); bearers.list.len()];
    for (at, bearer) in bearers.of.iter().enumerate() {
        let Some(phrases) = bearer.and_then(|bearer| bearers.phrases.get_mut(bearer)) else { continue };
        if phrases.len() < MOST_MENTIONS {
            phrases.push(at as u32);
        }
    }
    bearers
}

fn country(name: &str) -> Option<&'static str> {
    countries::of(name).filter(|(_, way)| *way == Way::Name).map(|(code, _)| code)
}

enum Found {
    None,
    One(usize),
    Several(Vec<usize>),
}

fn person(
    bearers: &Bearers,
    index: &BTreeMap<String, Vec<usize>>,
    phrase: &Phrase,
    words: &[String],
    at: usize,
    mixed: bool,
    is_surname_only: bool,
) -> Found {
    let last = &words[words.len() - 1];
    let mut fitting: Vec<usize> = (index.get(last).into_iter().flatten().copied())
        .filter(|&bearer| {
            let bearer = &bearers.list[bearer];
            bearer.kind == NameKind::Person
                && bearer.gender.is_alike(phrase.gender)
                && if is_surname(words) {
                    bearer.words.ends_with(words)
                        || words.len() == 1 && !is_surname_only && bearer.words.first() == Some(last)
                } else {
                    same_person(&bearer.words, words)
                }
                && !(mixed && bearer.gender == Gender::Unknown && bearer.likely != phrase.gender)
        })
        .collect();
    let narrow = |fitting: &mut Vec<usize>, keep: &dyn Fn(&Bearer) -> bool| {
        if fitting.len() > 1 && fitting.iter().any(|&bearer| keep(&bearers.list[bearer])) {
            fitting.retain(|&bearer| keep(&bearers.list[bearer]));
        }
    };
    narrow(&mut fitting, &|bearer| phrase.roles.iter().any(|role| bearer.roles.contains(role)));
    narrow(&mut fitting, &|bearer| bearer.first < at);
    if phrase.gender != Gender::Unknown {
        narrow(&mut fitting, &|bearer| bearer.gender == phrase.gender);
    }
    // Relatives go by their given names.
    narrow(&mut fitting, &|bearer| !bearer.kin);
    // A surname rather than a given name.
    narrow(&mut fitting, &|bearer| bearer.words.last() == Some(last));
    if fitting.is_empty() && words.len() == 1 && last.chars().count() > 2 {
        // "Walt" for Walter.
        let short = |&bearer: &usize| {
            let known = &bearers.list[bearer];
            let given = known.words.first().is_some_and(|given| given.starts_with(last.as_str()) && given != last);
            known.kind == NameKind::Person && given && known.gender.is_alike(phrase.gender)
        };
        fitting = index.get(&front(last)).into_iter().flatten().copied().filter(short).collect();
    }
    match fitting[..] {
        [] => Found::None,
        [one] => Found::One(one),
        _ => Found::Several(fitting),
    }
}

/// The key under which given names are found by their beginnings.
fn front(word: &str) -> String {
    std::iter::once('^').chain(word.chars().take(3)).collect()
}

fn body(
    bearers: &Bearers,
    index: &BTreeMap<String, Vec<usize>>,
    words: &[String],
    kind: NameKind,
    name: &str,
) -> Found {
    let country = country(name);
    let acronym = acronym(name);
    let key = country.map(str::to_owned).or_else(|| acronym.clone()).unwrap_or_default();
    let near =
        index.get(&key).into_iter().chain(index.get(&words[0])).chain(index.get(&initials(words))).flatten().copied();
    let mut part = Vec::new();
    for at in near {
        let bearer = &bearers.list[at];
        if bearer.kind == NameKind::Person {
            continue;
        }
        let same = bearer.words == words
            || country.is_some() && bearer.country == country
            || acronym.as_ref().is_some_and(|short| bearer.words.len() > 1 && *short == initials(&bearer.words))
            || bearer.words.len() == 1
                && words.len() > 1
                && bearer.words[0] == initials(words)
                && bearer.words[0].len() > 1;
        if same {
            return Found::One(at);
        }
        let joins = matches!(kind, NameKind::Organization | NameKind::Facility)
            && bearer.kind == kind
            && bearer.words.len() != words.len();
        if joins && is_part(words, &bearer.words) && !part.contains(&at) {
            part.push(at);
        }
    }
    match part[..] {
        [] => Found::None,
        [one] => Found::One(one),
        _ => Found::None,
    }
}

/// Whether a word is what an organ of a state or town is called behind the name of its place.
fn is_office(word: &str) -> bool {
    matches!(
        word,
        "agency"
            | "army"
            | "assembly"
            | "authority"
            | "bureau"
            | "command"
            | "commission"
            | "council"
            | "court"
            | "embassy"
            | "forces"
            | "government"
            | "guard"
            | "ministry"
            | "navy"
            | "office"
            | "parliament"
            | "police"
            | "senate"
    )
}

/// Whether the shorter name opens or ends the longer one: "Brandvik", "Brandvik Home"; "Relief Bureau", "National Relief Bureau".
fn is_part(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let behind = long.len() - short.len();
    let after = long.get(short.len()).map_or("", String::as_str);
    let before = long.get(behind.saturating_sub(1)).map_or("", String::as_str);
    let weak = |word: &str| matches!(word, "of" | "in" | "for" | "and" | "at" | "&");
    // "Tarquen Press Office" is an office in Tarquen, not Tarquen; "Brandvik Home" is Brandvik.
    let office = long.last().is_some_and(|last| is_office(last)) && short.len() == 1;
    long.starts_with(short) && !office && !matches!(after, "and" | "&")
        || long.ends_with(short) && !weak(before) && short.len() > 1
}
