//! Entities: what stands together becomes somebody, with kind, name, role, body and country.
//!
//! In: the scene and its clusters. Out: [`Entity`]s in order of first mention, and for each phrase its entity.

use super::countries;
use super::ground::Ground;
use super::lexicon::{Class, Pronoun};
use super::phrases::{Opening, Phrase};
use super::scene::Scene;
use super::{Entity, EntityKind, Mention, MentionForm};
use crate::clauses::Relation;
use crate::names::NameKind;
use crate::span::{Run, Span};
use crate::tags::Upos;

/// The entities of clusters; for each phrase its entity.
pub(super) fn of(scene: &Scene<'_>, clusters: &[u32]) -> (Vec<Entity>, Vec<u32>) {
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut entity_of: Vec<u32> = Vec::with_capacity(clusters.len());
    let mut index: Vec<Option<u32>> = vec![None; clusters.len()];
    for (phrase, &cluster) in clusters.iter().enumerate() {
        let entity = *index[cluster as usize].get_or_insert_with(|| {
            members.push(Vec::new());
            members.len() as u32 - 1
        });
        members[entity as usize].push(phrase);
        entity_of.push(entity);
    }
    (members.iter().map(|members| entity(scene, members)).collect(), entity_of)
}

fn entity(scene: &Scene<'_>, members: &[usize]) -> Entity {
    let ground = &scene.ground;
    let phrases = || members.iter().map(|&member| &scene.phrases[member]);
    // The fullest name; the first of equals.
    let mut named: Option<(&Phrase, Run)> = None;
    for phrase in phrases() {
        let Some(name) = phrase.name else { continue };
        let run = ground.names[name].run;
        // An inner name is printed where its phrase stands.
        let run = if phrase.whole.contains(run) { run } else { phrase.run };
        if named.is_none_or(|(_, best)| run.len() > best.len()) {
            named = Some((phrase, run));
        }
    }
    let kind = kind(scene, members);
    let role = phrases()
        .find_map(|phrase| phrase.name.and(phrase.role))
        .or_else(|| if kind == EntityKind::Person { phrases().find_map(|phrase| phrase.role) } else { None });
    let role = role.filter(|_| kind == EntityKind::Person);
    let affiliation = if kind == EntityKind::Person {
        phrases().find_map(|phrase| affiliation(ground, phrase, named.map(|(_, name)| name)))
    } else {
        None
    };
    let words = |run: Run| ground.text.words(ground.text.span(run));
    let own = named.and_then(|(_, name)| countries::of(words(name))).map(|(code, _)| code);
    let own = own.filter(|_| kind != EntityKind::Person);
    let country = own.or_else(|| phrases().find_map(|phrase| country(ground, phrase)));
    let country = country.or_else(|| {
        let run = affiliation?;
        run.range().find_map(|token| countries::of(ground.word(token))).map(|(code, _)| code)
    });
    Entity {
        kind,
        name: named.map(|(_, run)| without_possessive(ground, run)),
        role: role.map(|run| ground.text.span(run)),
        affiliation: affiliation.map(|run| without_possessive(ground, run)),
        country: country.filter(|_| !matches!(kind, EntityKind::Work | EntityKind::Other)),
        mentions: phrases()
            .map(|phrase| Mention { run: phrase.run, whole: phrase.whole, form: form(phrase) })
            .collect(),
    }
}

fn without_possessive(ground: &Ground<'_>, run: Run) -> Span {
    let mut run = run;
    while run.len() > 1 && matches!(ground.word(run.end as usize - 1), "'s" | "’s" | "'" | "’") {
        run.end -= 1;
    }
    let mut start = run;
    if run.len() > 1 && ground.word(run.start as usize).eq_ignore_ascii_case("the") {
        start.start += 1;
    }
    ground.text.span(start)
}

fn form(phrase: &Phrase) -> MentionForm {
    match (phrase.pronoun, phrase.name) {
        (Some(_), _) => MentionForm::Pronoun,
        (None, Some(_)) => MentionForm::Name,
        _ => MentionForm::Description,
    }
}

fn kind(scene: &Scene<'_>, members: &[usize]) -> EntityKind {
    let phrases = || members.iter().map(|&member| &scene.phrases[member]);
    let mut names = members.iter().filter_map(|&member| {
        let own = || scene.phrases[member].name.map(|name| scene.ground.names[name].kind);
        scene.bearers.of[member].map(|bearer| scene.bearers.list[bearer].kind).or_else(own)
    });
    let speaks = phrases().any(|phrase| phrase.speaks > 0);
    if let Some(name) = names.next() {
        return match name {
            NameKind::Person => EntityKind::Person,
            NameKind::Organization => EntityKind::Organization,
            // A place that speaks is its government.
            NameKind::Location | NameKind::Facility if speaks => EntityKind::Organization,
            NameKind::Location | NameKind::Facility => EntityKind::Place,
            NameKind::Misc => EntityKind::Work,
            NameKind::Product | NameKind::Date | NameKind::Money => EntityKind::Other,
            NameKind::Norp => EntityKind::Group,
        };
    }
    // "some", "others"
    let several = |phrase: &Phrase| {
        let word = scene.ground.word(phrase.head).to_ascii_lowercase();
        matches!(word.as_str(), "some" | "others" | "many" | "few" | "several" | "both" | "most" | "all")
    };
    if speaks && phrases().any(several) {
        return EntityKind::Group;
    }
    let of_phrase = |phrase: &Phrase| match (phrase.pronoun, phrase.class, phrase.plural) {
        (Some(Pronoun::I | Pronoun::He | Pronoun::She), ..) => Some(EntityKind::Person),
        (Some(_), ..) => None,
        (None, Class::Person, false) => Some(EntityKind::Person),
        (None, Class::Person, true) => Some(EntityKind::Group),
        (None, Class::Group, false) => Some(EntityKind::Organization),
        (None, Class::Group, true) => Some(EntityKind::Group),
        (None, Class::Place, _) => Some(if speaks { EntityKind::Organization } else { EntityKind::Place }),
        (None, Class::Work, _) => Some(EntityKind::Work),
        _ => None,
    };
    if let Some(kind) = phrases().find_map(of_phrase) {
        return kind;
    }
    // "one of the two", "the other"
    let bare = |phrase: &Phrase| {
        let noun = matches!(scene.ground.upos(phrase.head), Upos::Noun | Upos::Propn | Upos::Pron);
        !phrase.plural && !noun && scene.ground.is_human_source(phrase.speaks)
    };
    if phrases().any(bare) {
        return EntityKind::Person;
    }
    let plural = phrases().any(|phrase| phrase.plural);
    let human = phrases().any(|phrase| matches!(phrase.pronoun, Some(Pronoun::We | Pronoun::You)));
    let people = phrases().any(|phrase| is_people(&scene.ground, phrase));
    if plural && (human || people || speaks) { EntityKind::Group } else { EntityKind::Other }
}

/// "the Velmorans", "Democrats".
fn is_people(ground: &Ground<'_>, phrase: &Phrase) -> bool {
    ground.name_at(phrase.head).is_some_and(|name| ground.names[name].kind == NameKind::Norp)
}

/// The body that a person belongs to: "the Defense Ministry spokeswoman", "Maren Uhl of the Product Safety Board", "a spokesman for
/// the ministry", "who heads the board", "Velmora's Colonel".
fn affiliation(ground: &Ground<'_>, phrase: &Phrase, own: Option<Run>) -> Option<Run> {
    if phrase.pronoun.is_some() || phrase.plural || phrase.class != Class::Person {
        return None;
    }
    let names = &ground.names;
    let fits = |kind: NameKind| matches!(kind, NameKind::Organization | NameKind::Location | NameKind::Facility);
    let from = names.partition_point(|name| name.run.end <= phrase.whole.start);
    let inside =
        names.get(from..).unwrap_or_default().iter().take_while(|name| name.run.start < phrase.whole.end).take(8);
    // Bodies go before places, and what stands nearest to the front before what stands behind.
    let mut found: Option<(bool, Run)> = None;
    for name in inside {
        let apart = own.is_none_or(|own| !own.overlaps(name.run));
        if !fits(name.kind) || !apart || !phrase.whole.contains(name.run) || !is_tied(ground, phrase, name.run) {
            continue;
        }
        let body = name.kind == NameKind::Organization;
        if found.is_none_or(|(known, _)| body && !known) {
            found = Some((body, name.run));
        }
    }
    if found.is_none() {
        // Bodies without names: "spokeswoman for the ministry".
        for token in phrase.whole.range().skip(1) {
            let is_body = super::lexicon::class(&ground.lemma(token)) == Class::Group && !ground.is_plural(token);
            let relation = ground.relation(token);
            if is_body
                && matches!(relation, Relation::Nmod | Relation::Compound | Relation::Obj)
                && is_tied(ground, phrase, Run::new(token, token + 1))
            {
                let mut start = token;
                while start > phrase.whole.start as usize
                    && matches!(ground.relation(start - 1), Relation::Compound | Relation::Amod)
                    && matches!(ground.upos(start - 1), Upos::Noun | Upos::Propn | Upos::Adj)
                {
                    start -= 1;
                }
                return Some(Run::new(start, token + 1));
            }
        }
    }
    found.map(|(_, run)| run)
}

/// Whether a name inside a phrase hangs on the person by "of", "for", "at", by standing before the title, or by the verb of a clause with "who".
fn is_tied(ground: &Ground<'_>, phrase: &Phrase, name: Run) -> bool {
    let mut at = ground.top(name);
    for _ in 0..6 {
        if at == phrase.head {
            return true;
        }
        let tied = match ground.relation(at) {
            Relation::Nmod => ground.children(at).all(|child| {
                ground.relation(child) != Relation::Case
                    || matches!(
                        ground.word(child).to_ascii_lowercase().as_str(),
                        "of" | "for" | "at" | "in" | "with" | "'s" | "’s" | "from" | "to"
                    )
            }),
            Relation::Compound | Relation::Amod | Relation::Appos | Relation::Flat | Relation::Obj => true,
            Relation::Acl => {
                super::lexicon::leads(&ground.lemma(at)).is_some()
                    || matches!(&*ground.lemma(at), "oversee" | "speak" | "work")
            }
            _ => false,
        };
        if !tied {
            return false;
        }
        match ground.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// The country that a phrase tells: "the French minister", "President Tarn of Brazil".
pub(super) fn country(ground: &Ground<'_>, phrase: &Phrase) -> Option<&'static str> {
    if phrase.pronoun.is_some() || phrase.is_list || phrase.opening == Opening::Possessive {
        return None;
    }
    let names = &ground.names;
    let from = names.partition_point(|name| name.run.end <= phrase.whole.start);
    let inside =
        names.get(from..).unwrap_or_default().iter().take_while(|name| name.run.start < phrase.whole.end).take(8);
    let mut named = inside.filter(|name| phrase.whole.contains(name.run)).filter_map(|name| {
        let (code, _) = countries::of(ground.text.words(ground.text.span(name.run)))?;
        is_tied(ground, phrase, name.run).then_some(code)
    });
    named.next().or_else(|| {
        let before = Run::new(phrase.run.start as usize, phrase.head.min(phrase.run.end as usize));
        let mut words = before.range().take(12).filter(|&token| ground.upos(token) != Upos::Punct);
        words.find_map(|token| {
            let two = ground.text.words(ground.text.span(Run::new(token, (token + 2).min(phrase.run.end as usize))));
            countries::of(two).or_else(|| countries::of(ground.word(token))).map(|(code, _)| code)
        })
    })
}
