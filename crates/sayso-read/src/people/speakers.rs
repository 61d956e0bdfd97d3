//! Speakers: who "I" is in a quotation, who "who" is, and which entity the source of a statement is.

use super::ground::Ground;
use super::lexicon::{self, Class, Pronoun};
use super::phrases::{Opening, Phrase};
use super::rank::{Clusters, Ties};
use super::scene::Scene;
use crate::articles::BlockKind;
use crate::clauses::Relation;
use crate::names::NameKind;
use crate::span::Run;
use crate::tags::Upos;

/// A pronoun whose best answer is less than this ahead of one that would mean another is in doubt: half a unit of log-odds.
const NARROW: i32 = 16;

/// Tokens of a source that is searched for the one person it names.
const LONG: usize = 80;

/// Phrases before a speaker that are searched for the body that a noun before his name tells.
const FAR: usize = 300;

/// Joins the speakers' own "I", "my", "we" with them, their "you" with who is told, and the columnist's "I" with the byline.
pub(super) fn join(scene: &Scene<'_>, ties: &mut Ties) {
    for (at, phrase) in scene.phrases.iter().enumerate() {
        let speaker = match phrase.pronoun {
            Some(Pronoun::I | Pronoun::We) => speaker(scene, at),
            Some(Pronoun::You) => hearer(scene, at),
            _ => None,
        };
        let Some(speaker) = speaker.filter(|&speaker| speaker != at) else { continue };
        // "We", said Tor Hagen, its secretary: the body.
        let is_we = phrase.pronoun == Some(Pronoun::We);
        let speaker = if is_we { body(scene, speaker).unwrap_or(speaker) } else { speaker };
        let known = &scene.phrases[speaker];
        let body = matches!(known.class, Class::Group | Class::Place) || known.pronoun == Some(Pronoun::It);
        if is_we && !(body && !known.plural || known.pronoun == Some(Pronoun::We)) {
            continue;
        }
        if ties.clash(at, speaker) {
            continue;
        }
        ties.join(at, speaker);
        ties.settled[at] = true;
    }
}

/// The body for which a person speaks: as printed here, or where else his name stands with one.
pub(super) fn body(scene: &Scene<'_>, speaker: usize) -> Option<usize> {
    behind(scene, speaker).or_else(|| {
        let bearer = scene.bearers.of[speaker]?;
        scene.bearers.mentions(bearer).find_map(|other| behind(scene, other))
    })
}

/// The body for which a person speaks, as printed with him: "the union's leader", "a spokeswoman for the ministry".
fn behind(scene: &Scene<'_>, speaker: usize) -> Option<usize> {
    let person = &scene.phrases[speaker];
    if person.class != Class::Person || person.plural || person.pronoun.is_some() {
        return None;
    }
    let its = |other: &Phrase| other.pronoun == Some(Pronoun::It);
    let body = |other: &Phrase| its(other) || other.pronoun.is_none() && other.class == Class::Group && !other.plural;
    let inside = scene.phrases.iter().enumerate().skip(speaker + 1).take(8);
    let mut bodies = inside
        .take_while(|(_, other)| other.whole.start < person.whole.end)
        .filter(|(_, other)| person.whole.contains(other.whole) && body(other));
    if let Some((at, _)) = bodies.next() {
        return Some(at);
    }
    // "Tor Hagen, its secretary", wherever the parser hung it.
    let ground = &scene.ground;
    let after = person.whole.range().end;
    if ground.word(after) == "," {
        let own = scene.headed.get(after + 1).and_then(|&at| (at as usize).checked_sub(1));
        let serves = |at: &usize| {
            let noun = scene.looks[*at].governed_by.filter(|_| its(&scene.phrases[*at]));
            noun.is_some_and(|noun| lexicon::class(&ground.lemma(noun)) == Class::Person)
        };
        if let Some(at) = own.filter(serves) {
            return Some(at);
        }
    }
    // "union leader Ragnhild Falk": the last body that is a union.
    let name = person.name.map_or(person.run.range().end, |name| ground.names[name].run.range().start);
    let front = person.run.range().start..name.min(person.run.range().end);
    let sort = front.map(|token| ground.lemma(token)).find(|lemma| lexicon::class(lemma) == Class::Group)?;
    let is_one = |at: &usize| {
        let bearer = scene.bearers.of[*at].map(|bearer| &scene.bearers.list[bearer]);
        bearer.is_some_and(|bearer| bearer.kind == NameKind::Organization && bearer.sorts().any(|own| *own == *sort))
    };
    (speaker.saturating_sub(FAR)..speaker).rev().find(is_one)
}

/// Who speaks where a phrase stands: the source of the innermost statement around it in quotation marks; outside of all, the author.
pub(super) fn speaker(scene: &Scene<'_>, at: usize) -> Option<usize> {
    match spoken(scene, at) {
        Some(statement) => scene.sources[statement + 1],
        None if scene.looks[at].quote > 0 => None,
        None => scene.author,
    }
}

/// Who is spoken to where a phrase stands, if it is told.
fn hearer(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let statement = &scene.ground.statements[spoken(scene, at)?];
    scene.phrase_of(scene.ground.run(statement.addressee?))
}

/// Whose very words a phrase is part of: of the statements around it the innermost in quotation marks or behind a speaker's label.
fn spoken(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let phrase = &scene.phrases[at];
    let quoted = scene.looks[at].quote > 0;
    let mut told = phrase.told as usize;
    // From the innermost statement outwards to one in quotation marks.
    for _ in 0..8 {
        if told == 0 {
            break;
        }
        let statement = scene.ground.statements.get(told - 1)?;
        // "Orlan: I said no."
        let label = statement.cue.as_ref().is_some_and(|cue| matches!(cue.lemma.as_str(), ":" | "—"));
        if label || statement.kind != crate::statements::Kind::Indirect && quoted {
            return Some(told - 1);
        }
        told = statement.parent.map_or(0, |parent| parent as usize + 1);
    }
    None
}

/// Who owns what is called "my father", "our minister": who speaks there.
pub(super) fn owner(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let phrase = &scene.phrases[at];
    let first = phrase.run.range().start;
    let owned = phrase.pronoun.is_none() && phrase.opening == Opening::Possessive;
    let talks = || matches!(Pronoun::of(scene.ground.word(first)), Some(Pronoun::I | Pronoun::We));
    if owned && talks() { speaker(scene, at) } else { None }
}

/// Whose somebody is: "my father", who speaks; "her father", she; "Tarn's father", Tarn.
pub(super) fn possessor(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let (phrase, ground) = (&scene.phrases[at], &scene.ground);
    if phrase.pronoun.is_some() || phrase.is_list {
        return None;
    }
    if phrase.opening == Opening::Possessive {
        let first = phrase.run.range().start;
        return match Pronoun::of(ground.word(first)) {
            Some(Pronoun::I | Pronoun::We) => speaker(scene, at),
            Some(_) => (*scene.headed.get(first)? as usize).checked_sub(1),
            None => None,
        };
    }
    let genitive = |&child: &usize| {
        child < phrase.head
            && ground.relation(child) == Relation::Nmod
            && ground.children(child).any(|mark| matches!(ground.word(mark), "'s" | "’s" | "'" | "’"))
    };
    let noun = ground.children(phrase.head).find(genitive)?;
    (*scene.headed.get(noun)? as usize).checked_sub(1)
}

/// The only person named in the byline.
pub(super) fn author(ground: &Ground<'_>, phrases: &[Phrase]) -> Option<usize> {
    let text = ground.text;
    let bylines: Vec<Run> =
        text.paragraphs.iter().filter(|block| block.kind == BlockKind::Byline).map(|block| block.run).collect();
    let named = |phrase: &Phrase| {
        let name = phrase.name.map(|name| ground.names[name].kind);
        name == Some(NameKind::Person) && bylines.iter().any(|byline| byline.contains(phrase.run))
    };
    let mut authors = phrases.iter().enumerate().filter(|(_, phrase)| named(phrase));
    match (authors.next(), authors.next()) {
        (Some((author, _)), None) => Some(author),
        _ => None,
    }
}

/// The phrase that a stretch of tokens speaks of: the one that its top heads; for "who" the noun before; else the first one inside.
pub(super) fn phrase_of(ground: &Ground<'_>, phrases: &[Phrase], headed: &[u32], run: Run) -> Option<usize> {
    if run.is_empty() || run.range().end > ground.count {
        return None;
    }
    let head_of = |token: usize| (*headed.get(token)? as usize).checked_sub(1);
    let top = ground.top(run);
    if let Some(noun) = relative(ground, phrases, headed, top) {
        return head_of(noun);
    }
    if let Some(named) = bearer_in(ground, phrases, headed, run) {
        return Some(named);
    }
    let inside = |phrase: &usize| run.range().contains(&phrases[*phrase].head);
    // "He and his wife said": both.
    let list = || {
        let first = head_of(top).filter(inside)?;
        let start = phrases[first].whole.start;
        let before = (0..=first).rev().take(4).take_while(|&at| phrases[at].whole.start == start);
        before
            .into_iter()
            .find(|&at| phrases[at].is_list && phrases[at].head == top && phrases[at].whole.end <= run.end)
    };
    if let Some(list) = list() {
        return Some(list);
    }
    head_of(top).filter(inside).or_else(|| {
        let mut found: Option<usize> = None;
        for token in run.range().take(40) {
            let Some(phrase) = head_of(token) else { continue };
            // Wider ones go first, then those with names.
            let better = |known: usize| {
                let (new, old) = (&phrases[phrase], &phrases[known]);
                new.whole.contains(old.whole)
                    || old.name.is_none() && new.name.is_some() && new.whole.overlaps(old.whole)
            };
            if found.is_none_or(better) {
                found = Some(phrase);
            }
        }
        found
    })
}

/// The phrase of the one person that a stretch names with an apposition before or behind the comma, whatever the parser made of it:
/// "Astrid Holmqvist, the authority's deputy director"; "The host, Prime Minister Aasdal of Hallingen".
fn bearer_in(ground: &Ground<'_>, phrases: &[Phrase], headed: &[u32], run: Run) -> Option<usize> {
    if run.len() > LONG {
        return None;
    }
    let from = ground.names.partition_point(|name| name.run.start < run.start);
    let inside = ground.names.get(from..)?.iter().take_while(|name| name.run.end <= run.end).take(4);
    let mut persons = inside.filter(|name| name.kind == NameKind::Person);
    let (name, None) = (persons.next()?, persons.next()) else { return None };
    let words = name.run.range();
    let title = |token: &usize| lexicon::is_title(ground.word(*token)) && *token >= run.range().start;
    let mut start = words.start;
    while let Some(before) = start.checked_sub(1).filter(|before| title(before) && ground.word(*before) != ",") {
        start = before;
    }
    let opens =
        start == run.range().start && (words.end == run.range().end || matches!(ground.word(words.end), "," | "("));
    // "one of its authors, the physicist Matthäus Soller": no verb between the comma and the name.
    let comma = (run.range().start + 1..start).rev().find(|&token| ground.word(token) == ",");
    let phrase_only = |comma: usize| {
        let inner = |token: usize| {
            matches!(ground.upos(token), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron)
        };
        start - comma < 6 && (comma + 1..start).all(inner)
    };
    let single = |comma: usize| {
        let mut front = run.range().start..comma;
        let list = front.clone().any(|token| matches!(ground.word(token), "and" | "or" | "&"));
        !list
            && !front.any(|token| {
                ground.is_plural(token) && ground.head(token).is_none_or(|head| !run.range().contains(&head))
            })
    };
    // "Vantro, Orlovec's sponsor": another's name.
    let owns = matches!(ground.word(words.end), "'s" | "’s" | "'" | "’");
    if owns || !(opens || comma.is_some_and(|comma| phrase_only(comma) && single(comma))) {
        return None;
    }
    run.range().find_map(|token| {
        let phrase = (*headed.get(token)? as usize).checked_sub(1)?;
        let own = phrases[phrase].name.is_some_and(|own| ground.names[own].run == name.run);
        own.then_some(phrase)
    })
}

/// The noun that "who", "which" or "that" stands for.
pub(super) fn relative(ground: &Ground<'_>, phrases: &[Phrase], headed: &[u32], token: usize) -> Option<usize> {
    if !matches!(ground.word(token).to_ascii_lowercase().as_str(), "who" | "which" | "that" | "whom") {
        return None;
    }
    // "a victory for Obama, who": the person named right before.
    if matches!(ground.word(token).to_ascii_lowercase().as_str(), "who" | "whom") {
        let end = if token > 0 && ground.word(token - 1) == "," { token - 1 } else { token };
        let name = end.checked_sub(1).and_then(|last| ground.name_at(last)).map(|name| ground.names[name]);
        let name = name.filter(|name| name.kind == NameKind::Person && name.run.range().end == end);
        let heads = |token: &usize| headed.get(*token).is_some_and(|&phrase| phrase > 0);
        if let Some(head) = name.and_then(|name| name.run.range().find(heads)) {
            return Some(head);
        }
    }
    let mut at = token;
    for _ in 0..6 {
        if ground.relation(at) == Relation::Acl {
            let noun = ground.head(at)?;
            return (noun < token).then(|| named_before(ground, phrases, headed, noun));
        }
        at = ground.head(at)?;
    }
    None
}

/// "Dora Quill, the envoy, who": the name before the comma that a noun for a person explains; else the noun itself.
fn named_before(ground: &Ground<'_>, phrases: &[Phrase], headed: &[u32], noun: usize) -> usize {
    let start = |noun: usize| {
        let phrase = (*headed.get(noun)? as usize).checked_sub(1)?;
        let phrase = &phrases[phrase];
        (phrase.class == Class::Person && phrase.name.is_none() && !phrase.plural).then_some(phrase.run.range().start)
    };
    let found = || {
        let head = ground.head(noun).filter(|_| ground.relation(noun) == Relation::Appos);
        if let Some(head) = head {
            return Some(head);
        }
        let comma = start(noun)?.checked_sub(1).filter(|&comma| ground.word(comma) == ",")?;
        let name = ground.names[ground.name_at(comma.checked_sub(1)?)?];
        let top = ground.top(name.run);
        let heads = |token: &usize| headed.get(*token).is_some_and(|&phrase| phrase > 0);
        let head = name.run.range().find(heads).or_else(|| heads(&top).then_some(top));
        head.filter(|_| name.kind == NameKind::Person && name.run.range().end == comma)
    };
    found().unwrap_or(noun)
}

/// Why a phrase is in doubt, if it is.
pub(super) fn doubt(scene: &Scene<'_>, clusters: &Clusters, phrase: usize) -> Option<&'static str> {
    if scene.bearers.ambiguous[phrase] {
        return Some("several people of this text bear the name");
    }
    let narrow = clusters.margins[phrase] < NARROW;
    let pronoun = scene.phrases[phrase].pronoun;
    if matches!(pronoun, Some(Pronoun::We | Pronoun::You)) && !clusters.is_told(phrase) {
        return Some("the text does not say whom the speaker means");
    }
    (pronoun.is_some() && narrow).then_some("it could be one or another")
}
