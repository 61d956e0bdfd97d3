//! Names looked at again, with the whole text in view.
//!
//! The finder of names sees a sentence at a time. A text is more steady: who is "General Vesk" once is a person wherever "Vesk" stands;
//! a word that somebody lives "in", or that a people is called after, is a place; a name is not the title before it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::kinds;
use super::lexicon::{self, Class};
use super::phrases::Gender;
use crate::analysis::Analysis;
use crate::clauses::Relation;
use crate::names::{Headlines, Name, NameKind};
use crate::span::{Run, Span};
use crate::statements::{Form, Statement};
use crate::tags::Upos;
use crate::text::Text;

/// What is asked of the text.
pub(super) struct Look<'t> {
    pub(super) text: &'t Text,
    analysis: &'t Analysis,
    pub(super) count: usize,
    headlines: Headlines,
}

impl<'t> Look<'t> {
    pub(super) fn word(&self, token: usize) -> &'t str {
        if token < self.count { self.text.word(token) } else { "" }
    }

    pub(super) fn words(&self, run: Run) -> &'t str {
        self.text.words(self.text.span(run))
    }

    /// The tokens that begin in a span.
    fn run(&self, span: Span) -> Run {
        let from = |byte: u32| self.text.tokens.partition_point(|token| token.span.start < byte).min(self.count);
        Run::new(from(span.start), from(span.end))
    }

    pub(super) fn upos(&self, token: usize) -> Upos {
        self.analysis.tags.get(token).copied().unwrap_or_default().upos
    }
}

/// The names of a text, corrected, in order and apart.
pub(super) fn names(text: &Text, analysis: &Analysis, statements: &[Statement], count: usize) -> Vec<Name> {
    let look = Look { text, analysis, count, headlines: Headlines::of(text) };
    let starts: BTreeSet<u32> = text.sentences.iter().map(|sentence| sentence.start).collect();
    let titled = |at: u32| {
        let before = (at as usize).checked_sub(1).map_or("", |before| look.word(before));
        !starts.contains(&at) && lexicon::is_title(before)
    };
    let mut names: Vec<Name> =
        analysis.names.iter().filter(|name| name.run.range().end <= count).map(|name| shape(&look, *name)).collect();
    names.retain(|name| !name.run.is_empty() && !is_party(&look, name.run));
    apart(&look, &mut names);
    given_names(&look, &mut names);
    fronts(&look, &mut names);
    speakers(&look, statements, &mut names);
    // "General Vesk": a person, whatever the finder thought; adjectives are no persons.
    for name in &mut names {
        let first = name.run.start as usize;
        if name.run.len() == 1 && look.upos(first) == Upos::Adj && name.kind != NameKind::Norp {
            name.kind = NameKind::Norp;
        }
        let can_be = !matches!(name.kind, NameKind::Date | NameKind::Money | NameKind::Norp | NameKind::Organization);
        let one_tree = look.upos(first) == Upos::Propn;
        // "Mr. de la Court" is no court.
        let before = first.checked_sub(1).map_or("", |before| look.word(before));
        if before.starts_with(char::is_uppercase) && lexicon::honorific(&before.to_lowercase()).is_some() {
            name.kind = NameKind::Person;
        }
        if can_be && one_tree && titled(name.run.start) && look.word(first.saturating_sub(1)) != "," {
            name.kind = NameKind::Person;
        }
    }
    // "VINDHOLM, March 3 —"
    for name in &mut names {
        let at = text.paragraphs.partition_point(|paragraph| paragraph.run.start < name.run.start);
        let opens = text.paragraphs.get(at).is_some_and(|paragraph| paragraph.run.start == name.run.start);
        if opens && look.words(name.run).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) {
            let end = name.run.range().end;
            let mut after = (end..look.count).take(12).map(|token| look.word(token));
            if after.any(|word| matches!(word, "—" | "–" | "--" | "-")) {
                name.kind = NameKind::Location;
            }
        }
    }
    told_by_neighbours(&look, &mut names);
    settle(&look, &mut names, &titled);
    kinds::settle(&look, statements, &mut names, &titled);
    spread(&look, &mut names);
    bodies(&look, statements, &mut names);
    spread(&look, &mut names);
    names
}

/// Whether a name is none, but what stands in brackets behind a member of the United States' Congress: "(D-N.Y.)".
fn is_party(look: &Look<'_>, run: Run) -> bool {
    let first = run.range().start;
    first > 0
        && look.word(first - 1) == "("
        && matches!(look.word(first), "D" | "R" | "I")
        && matches!(look.word(first + 1), "-" | "–" | ")")
}

/// Given names that the finder left outside, "Grace |Anyanwu|", with the proper nouns behind them, where it saw nothing at all.
fn given_names(look: &Look<'_>, names: &mut Vec<Name>) {
    let mut found: Vec<Name> = Vec::new();
    let mut at = 0;
    let capital = |token: usize| look.word(token).starts_with(char::is_uppercase);
    let mut token = 0;
    while token < look.count {
        while names.get(at).is_some_and(|name| name.run.range().end <= token) {
            at += 1;
        }
        let given = look.upos(token) == Upos::Propn
            && capital(token)
            && lexicon::given_name(&look.word(token).to_lowercase()) != Gender::Unknown;
        let next = names.get(at).map_or(look.count, |name| name.run.range().start);
        if !given || next <= token {
            token += 1;
            continue;
        }
        let plain = |&later: &usize| look.upos(later) == Upos::Propn && capital(later) && !starts(look, later);
        let end = token + 1 + (token + 1..next.min(token + 3)).take_while(plain).count();
        let reaches = end == next && next == token + 1 && !starts(look, next);
        match names.get_mut(at).filter(|name| reaches && name.run.len() < 3) {
            Some(name) if !matches!(name.kind, NameKind::Date | NameKind::Money | NameKind::Norp) => {
                *name = Name { run: Run::new(token, name.run.range().end), kind: NameKind::Person };
            }
            None if end > token + 1 => found.push(Name { run: Run::new(token, end), kind: NameKind::Person }),
            _ => {}
        }
        token = end;
    }
    names.extend(found);
    names.sort_by_key(|name| name.run);
}

/// Two names that were taken for one: "|Sefrit| institute |Miqyas|"; "|Devan Natarajan| of |Quillpoint Research|".
fn apart(look: &Look<'_>, names: &mut Vec<Name>) {
    let mut found = Vec::new();
    for name in names.iter_mut() {
        let words = name.run.range();
        if !matches!(name.kind, NameKind::Organization | NameKind::Person | NameKind::Misc) || words.len() < 3 {
            continue;
        }
        let plain = |token: usize| {
            let word = look.word(token);
            word.starts_with(char::is_uppercase) && lexicon::class(&word.to_lowercase()) == Class::Unknown
        };
        let inner = || words.start + 1..words.end - 1;
        let noun = inner().find(|&token| {
            look.upos(token) == Upos::Noun
                && look.word(token).starts_with(char::is_lowercase)
                && lexicon::class(look.word(token)) != Class::Unknown
                && plain(token + 1)
        });
        let given = lexicon::given_name(&look.word(words.start).to_lowercase()) != Gender::Unknown;
        let rare = |token: usize| lexicon::common(&look.word(token).to_lowercase()).0 == Class::Unknown;
        let of = inner().find(|&token| look.word(token) == "of").filter(|&of| {
            let person = given || name.kind == NameKind::Person || look.upos(words.end) == Upos::Verb;
            of == words.start + 2 && (words.start..of).all(|token| plain(token) && (person || rare(token)))
        });
        if let Some(cut) = of.or(noun) {
            found.push(Name { run: Run::new(cut + 1, words.end), kind: name.kind });
            name.run.end = cut as u32;
            if of.is_some() {
                name.kind = NameKind::Person;
            }
        }
    }
    names.extend(found);
    names.sort_by_key(|name| name.run);
}

/// First words that the finder left outside: "Radio |Halvik|", and where a person is told of behind, "Blessing |Nwosu|, a teacher".
fn fronts(look: &Look<'_>, names: &mut [Name]) {
    for at in 0..names.len() {
        let name = names[at];
        let Some(front) = name.run.range().start.checked_sub(1) else { continue };
        let word = look.word(front);
        let free = at.checked_sub(1).is_none_or(|before| names[before].run.range().end <= front);
        let alone = front.checked_sub(1).is_none_or(|before| !look.word(before).starts_with(char::is_uppercase))
            || starts(look, front);
        let capital = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
        if !free || !alone || !capital || look.headlines.hold(front) || lexicon::is_title(word) {
            continue;
        }
        let inside = look.analysis.clauses.get(front).is_some_and(|arc| {
            matches!(arc.relation, Relation::Compound | Relation::Flat)
                && arc.head.is_some_and(|head| name.run.range().contains(&(head as usize)))
        });
        match name.kind {
            NameKind::Organization | NameKind::Location | NameKind::Facility
                if inside && look.upos(front) == Upos::Propn =>
            {
                let class = lexicon::class(&word.to_lowercase());
                if class != Class::Place {
                    names[at].run.start = front as u32;
                }
                if class == Class::Group {
                    names[at].kind = NameKind::Organization;
                }
            }
            NameKind::Person if name.run.len() == 1 && starts(look, front) => {
                let content = matches!(look.upos(front), Upos::Propn | Upos::Noun | Upos::Verb | Upos::Adj | Upos::X);
                let told = || {
                    let end = name.run.range().end;
                    let aged = matches!(look.word(end + 1).parse::<u32>(), Ok(4..=110));
                    look.word(end) == ","
                        && (aged || look.word(end + 1) == "who" || apposed(look, end + 1) == Class::Person)
                };
                let given = lexicon::given_name(&word.to_lowercase()) != Gender::Unknown;
                if given || content && told() {
                    names[at].run.start = front as u32;
                }
            }
            _ => {}
        }
    }
}

/// Whether a sentence starts with a token.
fn starts(look: &Look<'_>, token: usize) -> bool {
    let at = look.text.sentences.partition_point(|sentence| (sentence.start as usize) < token);
    look.text.sentences.get(at).is_some_and(|sentence| sentence.start as usize == token)
}

/// Whether a token stands in one of these names, which are in order and apart.
fn is_taken(names: &[Name], token: usize) -> bool {
    let at = names.partition_point(|name| name.run.range().end <= token);
    names.get(at).is_some_and(|name| name.run.range().contains(&token))
}

/// Sources that open with two or three words in capitals and that the finder passed over: "Maren Uhl of the board said".
fn speakers(look: &Look<'_>, statements: &[Statement], names: &mut Vec<Name>) {
    let mut found: BTreeSet<Run> = BTreeSet::new();
    for statement in statements {
        let Some(source) = statement.source.as_ref().filter(|source| source.form == Form::Person) else { continue };
        let Some(span) = source.spans.first() else { continue };
        let Range { mut start, end } = look.run(*span).range();
        while start < end && lexicon::is_title(look.word(start)) {
            start += 1;
        }
        let plain = |token: &usize| {
            let word = look.word(*token);
            let lower = word.to_ascii_lowercase();
            word.starts_with(char::is_uppercase)
                && word.chars().skip(1).any(char::is_lowercase)
                && look.upos(*token) == Upos::Propn
                && lexicon::class(&lower) == Class::Unknown
        };
        let length = (start..end).take(4).take_while(plain).count();
        let free = (start..start + length).all(|token| !is_taken(names, token));
        if (2..4).contains(&length) && free && !matches!(look.word(start), "The" | "A") {
            found.insert(Run::new(start, start + length));
        }
    }
    names.extend(found.into_iter().map(|run| Name { run, kind: NameKind::Person }));
    names.sort_by_key(|name| name.run);
}

/// What stands beside a name tells what it names: "Dora Quill, 51,", "Dora Quill, its secretary", "Dora Quill, who"; "Norvik, a maker of pumps".
/// A body or a work that opens with a given name is a person.
fn told_by_neighbours(look: &Look<'_>, names: &mut [Name]) {
    for at in 0..names.len() {
        let name = names[at];
        let words = name.run.range();
        let plain = |token: usize| lexicon::class(&look.word(token).to_ascii_lowercase()) == Class::Unknown;
        let (first, end) = (words.start, words.end);
        let may_be = !matches!(name.kind, NameKind::Date | NameKind::Money | NameKind::Norp);
        if !may_be || name.run.len() > 5 {
            continue;
        }
        // "Jean de la Court" is no court.
        let is_plain = words
            .clone()
            .all(|token| plain(token) || token > words.start && lexicon::is_particle(look.word(token - 1)));
        if !is_plain {
            continue;
        }
        let given = lexicon::given_name(&look.word(first).to_lowercase()) != Gender::Unknown;
        let long = name.run.len() > 1;
        let comma = look.word(end) == ",";
        let next = look.word(end + 1);
        let aged = comma
            && matches!(next.parse::<u32>(), Ok(4..=110))
            && matches!(look.word(end + 2), "," | ".")
            && name.kind != NameKind::Location;
        let who = long && (next == "who" && comma || look.word(end) == "who");
        let beside = if comma { apposed(look, end + 1) } else { Class::Unknown };
        // "Dora's lawyer, Kemal Fordyce, said"
        let noun = first.checked_sub(2).filter(|_| look.word(first - 1) == ",");
        let introduced =
            long && noun.is_some_and(|noun| {
                look.upos(noun) == Upos::Noun && lexicon::class(&look.word(noun).to_lowercase()) == Class::Person
            }) && (comma || look.upos(end) == Upos::Verb);
        // "Dora Quill at Harbor Bank"
        let works = long
            && look.word(end) == "at"
            && name.kind == NameKind::Organization
            && names.get(at + 1).is_some_and(|next| next.run.range().start == end + 1 && next.kind == name.kind);
        let person = aged || works || introduced || who || beside == Class::Person && (long || given);
        if person || given && long && !matches!(name.kind, NameKind::Location | NameKind::Facility) {
            names[at].kind = NameKind::Person;
        } else if beside == Class::Group
            && matches!(name.kind, NameKind::Person | NameKind::Location | NameKind::Facility | NameKind::Misc)
        {
            let lies = first.checked_sub(1).is_some_and(|before| look.upos(before) == Upos::Adp);
            if !lies && !given {
                names[at].kind = NameKind::Organization;
            }
        }
    }
}

/// What the noun of an apposition says, "its secretary", "a maker of pumps", that begins at a token.
pub(super) fn apposed(look: &Look<'_>, start: usize) -> Class {
    let opens = matches!(look.word(start), "a" | "an" | "the" | "its" | "his" | "her" | "their" | "whose");
    if !opens {
        return Class::Unknown;
    }
    let inner = |token: &usize| {
        matches!(look.upos(*token), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num) || look.word(*token) == "-"
    };
    let last = (start + 1..look.count).take(7).take_while(inner).last();
    let Some(noun) = last.filter(|&token| look.upos(token) == Upos::Noun) else { return Class::Unknown };
    // Several things in a row are a list, and "the mayor said" is a clause.
    let ends = matches!(look.upos(noun + 1), Upos::Punct | Upos::Adp) || matches!(look.word(noun + 1), "who" | "that");
    if ends { lexicon::class(&look.word(noun).to_lowercase()) } else { Class::Unknown }
}

/// Titles come off the front of a name; a person's name runs on over the proper nouns behind it.
fn shape(look: &Look<'_>, mut name: Name) -> Name {
    // "SEFRIT - |Dourane|": a dateline's place ends at its dash.
    let dash = |&token: &usize| matches!(look.word(token), "-" | "–" | "—" | "--");
    let apart = |&token: &usize| look.text.tokens[token - 1].span.end < look.text.tokens[token].span.start;
    if let Some(dash) = name.run.range().skip(1).filter(apart).find(dash) {
        name.run.start = (dash as u32 + 1).min(name.run.end);
    }
    // "Secretary of State |John F. Kerry|"
    let start = name.run.range().start;
    let office = start > 1 && look.word(start - 1) == "of" && lexicon::is_title(look.word(start - 2));
    if name.kind == NameKind::Person && office && name.run.len() > 2 {
        name.run.start += 1;
    }
    // "Gerald Thwaite, KC"
    while name.run.len() > 2
        && matches!(look.word(name.run.range().end - 1), "KC" | "QC" | "MP" | "MBE" | "OBE" | "CBE" | "PhD")
    {
        name.run.end -= 1;
    }
    let first = look.word(name.run.start as usize);
    if !matches!(name.kind, NameKind::Date | NameKind::Money | NameKind::Norp) && is_front(look, name.run, first) {
        while name.run.len() > 1 && lexicon::is_title(look.word(name.run.start as usize)) {
            name.run.start += 1;
        }
        name.kind = NameKind::Person;
    }
    if name.kind != NameKind::Person {
        return name;
    }
    // "Nadia rang": small letters are no part of a person's name, but for "de", "van".
    let small = |&token: &usize| {
        let word = look.word(token);
        let joined = matches!(look.word(token - 1), "-" | "’" | "'");
        word.starts_with(char::is_lowercase) && look.upos(token) == Upos::Verb && !lexicon::is_particle(word) && !joined
    };
    // "paid |Casimir Vane| 1.2 million"
    let number = |&token: &usize| look.word(token).starts_with(|c: char| c.is_ascii_digit());
    if let Some(end) = name.run.range().skip(1).find(|token| small(token) || number(token)) {
        name.run.end = end as u32;
    }
    let in_name = |token: usize| is_taken(&look.analysis.names, token);
    let mut end = name.run.range().end;
    // In a headline what follows has a capital in any case: "Tarn Visits Hallek".
    let told = !look.headlines.hold(name.run.start as usize);
    while told
        && end < look.count
        && name.run.len() < 4
        && look.upos(end) == Upos::Propn
        && !in_name(end)
        && !starts(look, end)
    {
        let word = look.word(end);
        if !word.starts_with(char::is_uppercase)
            || word.chars().skip(1).any(char::is_uppercase)
            || lexicon::is_title(word)
        {
            break;
        }
        end += 1;
        name.run.end = end as u32;
    }
    name
}

/// Whether a name is a title and a person's name: "President Nteri", but not "President Hotel" nor "Governor of Kesso".
fn is_front(look: &Look<'_>, run: Run, first: &str) -> bool {
    let rest = run.range().skip(1);
    lexicon::is_title(first)
        && run.len() > 1
        && run.len() < 5
        && rest.clone().all(|token| look.upos(token) == Upos::Propn)
        && rest.clone().all(|token| lexicon::class(&look.word(token).to_ascii_lowercase()) == Class::Unknown)
}

/// One kind a name: places that were taken for persons, bodies that were, and the reverse.
fn settle(look: &Look<'_>, names: &mut [Name], titled: &dyn Fn(u32) -> bool) {
    let mut persons: BTreeSet<&str> = BTreeSet::new();
    let mut given: BTreeSet<&str> = BTreeSet::new();
    let mut places: BTreeSet<&str> = BTreeSet::new();
    let mut located: BTreeSet<&str> = BTreeSet::new();
    let mut peoples: BTreeSet<&str> = BTreeSet::new();
    let mut bodies: BTreeSet<&str> = BTreeSet::new();
    for name in names.iter() {
        let words = look.words(name.run);
        let before = (name.run.start as usize).checked_sub(1).map_or("", |before| look.word(before));
        let last = look.word(name.run.range().end - 1);
        match name.kind {
            NameKind::Person if titled(name.run.start) => {
                persons.insert(words);
                persons.insert(last);
            }
            NameKind::Person if name.run.len() > 1 => {
                persons.insert(last);
                let first = look.word(name.run.start as usize);
                if lexicon::given_name(&first.to_lowercase()) != Gender::Unknown {
                    given.insert(first);
                }
            }
            NameKind::Location => {
                places.insert(words);
            }
            NameKind::Norp => {
                peoples.insert(words);
            }
            NameKind::Organization => {
                bodies.insert(words);
            }
            _ => {}
        }
        // "governor of Merev"
        let office = (name.run.start as usize).checked_sub(2).filter(|_| before == "of").map_or("", |at| look.word(at));
        let governs = matches!(
            office.to_ascii_lowercase().as_str(),
            "president"
                | "governor"
                | "mayor"
                | "minister"
                | "king"
                | "queen"
                | "premier"
                | "chancellor"
                | "bishop"
                | "prince"
        );
        if governs && name.run.len() == 1 && name.kind == NameKind::Person {
            located.insert(words);
        }
        if matches!(before, "in" | "In" | "near" | "outside" | "across" | "at") {
            located.insert(words);
        }
    }
    let stem_of_people = |words: &str| {
        let stem = crate::tags::form::without(words, 1);
        stem.chars().count() > 2
            && peoples.range(stem..).take_while(|people| people.starts_with(stem)).any(|people| *people != words)
    };
    for name in names.iter_mut().filter(|name| name.kind == NameKind::Person && !titled(name.run.start)) {
        let words = look.words(name.run);
        // "White Heron" beside "White Heron Relief".
        let body = bodies.range(words..).take_while(|body| body.starts_with(words)).next().is_some();
        if body && !persons.contains(words) && !persons.contains(look.word(name.run.range().end - 1))
            || bodies.contains(words)
        {
            name.kind = NameKind::Organization;
            continue;
        }
        if name.run.len() > 1 || persons.contains(words) {
            continue;
        }
        // "Tarquen" and "Tarqueni", "Velmora" and "Velmoran", "Sembalu" and "Sembalese".
        if stem_of_people(words) || located.contains(words) || places.contains(words) {
            name.kind = NameKind::Location;
        }
    }
    for name in names.iter_mut().filter(|name| name.run.len() == 1 && name.kind == NameKind::Organization) {
        let words = look.words(name.run);
        if stem_of_people(words) && (places.contains(words) || located.contains(words)) {
            name.kind = NameKind::Location;
        }
    }
    // "Ottoline Brask" beside "Mr. Brask".
    for name in names.iter_mut().filter(|name| (2..5).contains(&name.run.len())) {
        let other =
            matches!(name.kind, NameKind::Misc | NameKind::Product | NameKind::Location | NameKind::Organization);
        let surname = persons.contains(look.word(name.run.range().end - 1));
        let particle = |token: usize| lexicon::is_particle(look.word(token));
        let plain = name.run.range().all(|token| {
            let word = look.word(token);
            let inner = token > name.run.range().start;
            inner && (particle(token) || particle(token - 1))
                || word.starts_with(char::is_uppercase) && lexicon::class(&word.to_ascii_lowercase()) == Class::Unknown
        });
        if other && surname && plain {
            name.kind = NameKind::Person;
        }
    }
    // "PARDELO:" as the label of a turn.
    let shouted: BTreeSet<String> = persons.iter().map(|word| word.to_uppercase()).collect();
    for name in names.iter_mut().filter(|name| name.run.len() == 1) {
        let known = persons.contains(look.words(name.run))
            || look.word(name.run.start as usize).len() > 3 && shouted.contains(look.words(name.run));
        let is_shouted = look.words(name.run).chars().all(char::is_uppercase);
        if known && is_shouted {
            name.kind = NameKind::Person;
            continue;
        }
        let other =
            matches!(name.kind, NameKind::Misc | NameKind::Product | NameKind::Location | NameKind::Organization);
        let words = look.words(name.run);
        if known
            && other
            && !located.contains(words)
            && !stem_of_people(words)
            && !bodies.contains(look.words(name.run))
            // "Paul" beside "Paul Carrow".
            || other && given.contains(words) && !located.contains(words)
        {
            name.kind = NameKind::Person;
        }
    }
}

/// Words that a longer name of the text is called by: "Narodni Credit" of the Narodni Credit Bank, "Quill" of Dora Quill.
fn called<'t>(look: &Look<'t>, names: &[Name]) -> BTreeMap<&'t str, NameKind> {
    let mut known: BTreeMap<&str, NameKind> = BTreeMap::new();
    let plain = |token: usize| {
        let lower = look.word(token).to_lowercase();
        look.word(token).starts_with(char::is_uppercase) && lexicon::common(&lower).0 == Class::Unknown
    };
    for name in names.iter().filter(|name| !matches!(name.kind, NameKind::Date | NameKind::Money | NameKind::Norp)) {
        known.entry(look.words(name.run)).or_insert(name.kind);
    }
    let told = |name: &&Name| name.run.len() > 1 && !look.headlines.hold(name.run.start as usize);
    for name in names.iter().filter(told) {
        let (first, last) = (name.run.range().start, name.run.range().end - 1);
        match name.kind {
            NameKind::Person => {
                known.entry(look.word(last)).or_insert(NameKind::Person);
                if plain(first) && !lexicon::is_title(look.word(first)) {
                    known.entry(look.word(first)).or_insert(NameKind::Person);
                }
            }
            NameKind::Organization => {
                for end in
                    (first + 2..=last).filter(|&end| plain(first) && look.word(end - 1).starts_with(char::is_uppercase))
                {
                    known.entry(look.words(Run::new(first, end))).or_insert(NameKind::Organization);
                }
            }
            _ => {}
        }
    }
    known
}

/// Words of the most that a name is looked up by.
const LOOKED_UP: usize = 4;

/// Words that the finder passed over but that bear a name of the text.
fn spread(look: &Look<'_>, names: &mut Vec<Name>) {
    let known = called(look, names);
    let mut taken = vec![false; look.count];
    for name in names.iter() {
        if let Some(tokens) = taken.get_mut(name.run.range()) {
            tokens.fill(true);
        }
    }
    let mut found = Vec::new();
    for token in 0..look.count {
        let word = look.word(token);
        if taken[token] || !word.starts_with(char::is_uppercase) {
            continue;
        }
        let free = (token..look.count).take(LOOKED_UP).take_while(|&token| !taken[token]).count();
        let longest = (2..=free).rev().find_map(|length| {
            let run = Run::new(token, token + length);
            Some((run, *known.get(look.words(run))?))
        });
        if let Some((run, kind)) = longest {
            taken[run.range()].fill(true);
            found.push(Name { run, kind });
            continue;
        }
        // "Oriel, a retired driver": a surname that was taken for a common noun.
        let mistaken = || {
            let next = look.upos(token + 1);
            matches!(look.upos(token), Upos::Noun | Upos::Adj | Upos::Verb | Upos::X)
                && word.len() > 2
                && lexicon::common(&word.to_lowercase()).0 == Class::Unknown
                && (!starts(look, token)
                    || matches!(next, Upos::Verb | Upos::Aux)
                    || matches!(look.word(token + 1), "," | "'s" | "’s"))
        };
        if look.upos(token) != Upos::Propn && !mistaken() {
            continue;
        }
        let titled = token > 0
            && !taken[token - 1]
            && lexicon::is_title(look.word(token - 1))
            && look.upos(token - 1) != Upos::Punct;
        if let Some(&kind) = known.get(word) {
            taken[token] = true;
            found.push(Name { run: Run::new(token, token + 1), kind });
        } else if titled
            && look.upos(token) == Upos::Propn
            && look.word(token - 1).starts_with(char::is_uppercase)
            && !lexicon::is_title(word)
        {
            let mut end = token + 1;
            while end < look.count
                && end < token + 3
                && !taken[end]
                && look.upos(end) == Upos::Propn
                && look.analysis.clauses.get(end).is_some_and(|arc| arc.relation == Relation::Flat)
            {
                end += 1;
            }
            taken[token..end].fill(true);
            found.push(Name { run: Run::new(token, end), kind: NameKind::Person });
        }
    }
    names.extend(found);
    names.sort_by_key(|name| name.run);
}

/// Sources of one to three words in capitals that are no name of the text yet: bodies. "Little Branches said"
fn bodies(look: &Look<'_>, statements: &[Statement], names: &mut Vec<Name>) {
    let capital = |token: usize| {
        look.word(token).starts_with(char::is_uppercase) && look.word(token).chars().skip(1).any(char::is_lowercase)
    };
    let inside: BTreeSet<&str> = (0..look.count)
        .filter(|&token| capital(token) && !look.headlines.hold(token) && !starts(look, token))
        .filter(|&token| token > 0 && look.upos(token - 1) != Upos::Punct)
        .map(|token| look.word(token))
        .collect();
    let unknown = |word: &str| {
        let lower = word.to_lowercase();
        let one = lower.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let one = one.as_deref().or_else(|| lower.strip_suffix("s")).unwrap_or(&lower);
        lexicon::common(&lower).0 == Class::Unknown && lexicon::common(one).0 == Class::Unknown
    };
    let mut found: BTreeSet<Run> = BTreeSet::new();
    for span in statements.iter().filter_map(|statement| statement.source.as_ref()?.spans.first()) {
        let Range { start, end } = look.run(*span).range();
        let several = end > start + 1;
        let plain = |token: usize| {
            let word = look.word(token);
            let proper = look.upos(token) == Upos::Propn
                || matches!(look.upos(token), Upos::Noun | Upos::Adj | Upos::X)
                    && (several && (token > start || unknown(word)) || inside.contains(word));
            !is_taken(names, token)
                && capital(token)
                && proper
                && !look.headlines.hold(token)
                && !lexicon::is_title(word)
                && (several || unknown(word))
        };
        if (1..4).contains(&end.saturating_sub(start)) && (start..end).all(plain) {
            found.insert(Run::new(start, end));
        }
    }
    names.extend(found.into_iter().map(|run| Name { run, kind: NameKind::Organization }));
    names.sort_by_key(|name| name.run);
}
