//! Kinds: whether a name is a person's, a body's or a place's, by everything that stands around it in the whole text.
//!
//! News introduces a person by a full name or a title and calls him "he"; a body has shares, a spokeswoman and an "it"; a place is
//! somewhere to be "in". A single word that was taken for a person although nothing of the first is printed, and that speaks, is a
//! body: a company, or a capital that stands for its government.
//!
//! ```text
//! A Brandvik spokeswoman declined to comment. Brandvik said that its shares ...
//!   ^^^^^^^^                                  ^^^^^^^^          a body
//! ```

use std::collections::BTreeMap;

use super::again::{self, Look};
use super::lexicon::{self, Class};
use super::phrases::Gender;
use crate::names::{Name, NameKind};
use crate::statements::Statement;
use crate::tags::Upos;

/// Tokens behind a name that are searched for the pronoun that takes it up.
const REACH: usize = 24;

/// What speaks for each kind, by the words of a name.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    person: u32,
    body: u32,
    place: u32,
    /// "It" or "its" behind it: no person, but a place as well as a body.
    it: u32,
    speaks: bool,
}

/// Gives each name the kind that its text tells.
pub(super) fn settle(look: &Look<'_>, statements: &[Statement], names: &mut [Name], titled: &dyn Fn(u32) -> bool) {
    let found = evidence(look, statements, names, titled);
    for name in names.iter_mut() {
        let words = look.words(name.run);
        // "PARDELO:" is the label of a turn.
        let shouted = words.len() > 3 && words.chars().all(|c| !c.is_lowercase());
        let Some(known) = found.get(words).filter(|_| !shouted) else { continue };
        let Evidence { person, body, place, it, speaks } = *known;
        let last = look.word(name.run.range().end - 1);
        if name.kind == NameKind::Person && name.run.len() > 1 && lexicon::is_designator(last) {
            name.kind = NameKind::Organization;
            continue;
        }
        name.kind = match name.kind {
            NameKind::Person if person > 0 || name.run.len() > 2 => continue,
            NameKind::Person if body > place => NameKind::Organization,
            NameKind::Person if place > 0 => NameKind::Location,
            NameKind::Person if name.run.len() == 1 && (it > 0 || speaks) => NameKind::Organization,
            NameKind::Location | NameKind::Facility | NameKind::Misc | NameKind::Product if body > 0 && place == 0 => {
                NameKind::Organization
            }
            NameKind::Organization if person > 1 && body == 0 && name.run.len() == 1 => NameKind::Person,
            _ => continue,
        };
    }
}

fn evidence<'t>(
    look: &Look<'t>,
    statements: &[Statement],
    names: &[Name],
    titled: &dyn Fn(u32) -> bool,
) -> BTreeMap<&'t str, Evidence> {
    let mut found: BTreeMap<&'t str, Evidence> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        if matches!(name.kind, NameKind::Date | NameKind::Money | NameKind::Norp) {
            continue;
        }
        let next = names.get(at + 1).map_or(look.count, |next| next.run.start as usize);
        mention(look, *name, next, titled(name.run.start), found.entry(look.words(name.run)).or_default());
        // "Luc Berthe" tells of "Berthe", "Brandvik Home" of "Brandvik".
        if name.run.len() > 1 {
            let (first, last) = (name.run.range().start, name.run.range().end - 1);
            match name.kind {
                NameKind::Person => {
                    found.entry(look.word(last)).or_default().person += 2;
                    found.entry(look.word(first)).or_default().person += 1;
                }
                NameKind::Organization => found.entry(look.word(first)).or_default().body += 1,
                _ => {}
            }
        }
    }
    let token_at = |byte: u32| look.text.tokens.partition_point(|token| token.span.end <= byte);
    for span in statements.iter().filter_map(|statement| statement.source.as_ref()?.spans.first()) {
        let at = names.partition_point(|name| (name.run.range().end) <= token_at(span.start));
        let own = names.get(at).filter(|name| name.run.range().contains(&token_at(span.start)));
        if let Some(known) = own.and_then(|name| found.get_mut(look.words(name.run))) {
            known.speaks = true;
        }
    }
    found
}

/// What stands around one mention.
fn mention(look: &Look<'_>, name: Name, next: usize, titled: bool, known: &mut Evidence) {
    let (first, end) = (name.run.range().start, name.run.range().end);
    let before = first.checked_sub(1).map_or("", |before| look.word(before));
    let small = before.to_ascii_lowercase();
    let after = look.word(end);
    if titled && before != "," || lexicon::honorific(&small).is_some() {
        known.person += 2;
    }
    if lexicon::given_name(&look.word(first).to_lowercase()) != Gender::Unknown {
        known.person += 1;
    }
    if matches!(small.as_str(), "in" | "near" | "outside" | "across" | "around" | "toward" | "towards" | "into") {
        known.place += 1;
    }
    let behind = look.word(end + 1);
    let aged = after == "," && matches!(behind.parse::<u32>(), Ok(4..=110));
    if aged || after == "who" || after == "," && behind == "who" {
        known.person += 2;
    }
    if after == "," {
        match again::apposed(look, end + 1) {
            Class::Person => known.person += 1,
            Class::Group => known.body += 2,
            _ => {}
        }
    }
    // "Sundlinjen, which runs most routes"
    if after == "," && behind == "which" && does_business(look.word(end + 2)) {
        known.body += 2;
    }
    // "A Brandvik spokeswoman", "Brandvik shares", "Brandvik’s chairman"
    let owner = matches!(after, "'s" | "’s");
    let noun = look.word(end + usize::from(owner));
    let plain = look.upos(end + usize::from(owner)) == Upos::Noun;
    let serves = !owner && plain && matches!(small.as_str(), "a" | "an" | "the") && serves(&noun.to_lowercase());
    if serves || plain && is_corporate(noun) {
        known.body += 1;
    }
    for token in (end..next.min(end + REACH)).skip(1) {
        match look.word(token) {
            "he" | "she" | "He" | "She" | "his" | "her" | "His" | "Her" => known.person += 1,
            "it" | "its" | "Its" | "It" => known.it += 1,
            _ => continue,
        }
        break;
    }
}

/// Whether a noun says what somebody is for a body: "spokeswoman", "coach".
fn serves(noun: &str) -> bool {
    matches!(
        noun,
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "coach"
            | "captain"
            | "keeper"
            | "executive"
            | "employee"
            | "striker"
    )
}

/// What bodies do and places do not.
fn does_business(verb: &str) -> bool {
    matches!(
        verb,
        "runs"
            | "operates"
            | "makes"
            | "owns"
            | "sells"
            | "employs"
            | "publishes"
            | "builds"
            | "trains"
            | "represents"
            | "supplies"
            | "organizes"
            | "organises"
            | "manages"
            | "produces"
            | "oversees"
            | "regulates"
    )
}

/// What companies have and countries have not.
fn is_corporate(noun: &str) -> bool {
    matches!(
        noun,
        "shares"
            | "stock"
            | "shareholders"
            | "customers"
            | "chairman"
            | "chairwoman"
            | "CEO"
            | "board"
            | "profits"
            | "employees"
            | "products"
            | "stores"
            | "factories"
            | "subsidiary"
            | "headquarters"
    )
}
