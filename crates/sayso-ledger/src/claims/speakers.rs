//! Speakers: whether two sayings may be of one speaker.
//!
//! In: two [`Speaker`]s. Out: [`Kinship`]. The number that a speaker has across documents decides where both have one; else the names that
//! are printed; else nothing is known, and the words must decide alone. A body and somebody who speaks for it may be one voice.
//!
//! ```text
//! p12 · p12                                       same
//! p12 Azhar Tarn · "President Tarn"               alike
//! p12 · p31                                       other
//! Brandvik · Klaus Rietveldt, head of Brandvik    voice
//! "two diplomats" · anybody                       unknown
//! ```

use sayso_families::words;
use sayso_read::people::EntityKind;
use sayso_read::statements::Form;

use crate::rows;

/// What a speaker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Being {
    /// One human being.
    Person,
    /// A ministry, a firm, a country, a crowd.
    Body,
    /// A report, a message, a law.
    Document,
    /// Not printed, or printed so as not to be known.
    Unnamed,
}

/// Who said it, as far as that is known.
#[derive(Debug, Clone)]
pub struct Speaker {
    /// What stands for the speaker across documents.
    pub number: Option<i64>,
    /// What it is.
    pub being: Being,
    /// Whether it is printed at all.
    pub printed: bool,
    /// Keys of the words of its name, in order; of a person the last is the surname.
    pub name: Vec<u16>,
    /// Keys of the names of those that it may speak for: its affiliation, its role, what is printed beside its name; sorted.
    pub office: Vec<u16>,
}

/// How near two speakers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kinship {
    /// Two known speakers, or two names that differ.
    Other,
    /// Of one of them nothing is known.
    Unknown,
    /// A body and one who speaks for it.
    Voice,
    /// The same name; one at least is not known across documents.
    Alike,
    /// The same number.
    Same,
}

impl Speaker {
    /// The speaker of a statement; `entity` is whom its source resolves to, `number` what stands for that across documents.
    pub fn of(statement: &rows::Statement, entity: Option<&rows::Entity>, number: Option<i64>) -> Speaker {
        let source = statement.source.as_deref().unwrap_or_default();
        let being = match (entity.map(|entity| entity.kind), statement.source_form) {
            (Some(EntityKind::Person), _) | (None, Some(Form::Person)) => Being::Person,
            (Some(EntityKind::Work), _) | (None, Some(Form::Document)) => Being::Document,
            (Some(_), _) | (None, Some(Form::Group)) => Being::Body,
            (None, Some(Form::Anonymous | Form::Implicit) | None) => Being::Unnamed,
        };
        let printed = capitals(head(source));
        let name = match entity.and_then(|entity| entity.name.as_deref()) {
            Some(name) => keys(name),
            None if matches!(being, Being::Person | Being::Body) => printed,
            None => Vec::new(),
        };
        let about = entity.into_iter().flat_map(|entity| [&entity.role, &entity.affiliation]).flatten();
        let mut office: Vec<u16> = about.flat_map(|words| keys(words)).chain(capitals(source)).collect();
        office.retain(|key| !name.contains(key));
        office.sort_unstable();
        office.dedup();
        Speaker { number, being, printed: !source.is_empty(), name, office }
    }

    /// How near this speaker is to another.
    pub(crate) fn kinship(&self, other: &Speaker) -> Kinship {
        match (self.number, other.number) {
            (Some(one), Some(two)) if one == two => Kinship::Same,
            (Some(_), Some(_)) => self.voice(other),
            _ if self.name.is_empty() || other.name.is_empty() => Kinship::Unknown,
            _ if self.namesake(other) => Kinship::Alike,
            _ => self.voice(other),
        }
    }

    /// Whether the names agree: of persons the surname, of others all.
    pub(crate) fn namesake(&self, other: &Speaker) -> bool {
        match (self.being, other.being) {
            (Being::Person, Being::Person) => self.name.last().is_some_and(|last| other.name.last() == Some(last)),
            (one, two) => one == two && !self.name.is_empty() && self.name == other.name,
        }
    }

    /// What stands for the speaker in look-ups, if anything does.
    pub(crate) fn sign(&self) -> Option<u64> {
        match (self.being, self.name.last()) {
            // Names, not numbers: one may be known across documents and the other by name only.
            (Being::Person, Some(&surname)) => Some(u64::from(surname)),
            (Being::Body, Some(_)) => Some(self.name.iter().fold(1 << 16, |sign, &key| sign * 31 + u64::from(key))),
            _ => self.number.map(|number| number as u64 | 1 << 63),
        }
    }

    fn voice(&self, other: &Speaker) -> Kinship {
        let speaks = |one: &Speaker, body: &Speaker| {
            matches!(one.being, Being::Person | Being::Document)
                && body.being == Being::Body
                && !body.name.is_empty()
                && body.name.iter().all(|key| one.office.binary_search(key).is_ok())
        };
        if speaks(self, other) || speaks(other, self) { Kinship::Voice } else { Kinship::Other }
    }
}

/// The part of a printed source that names it: "Colonel Korvat" of "Colonel Korvat, a spokeswoman for Velmora’s Defense Ministry".
fn head(source: &str) -> &str {
    let ends = [",", " who ", " of ", " for ", " from ", " (", ";"];
    let end = ends.iter().filter_map(|end| source.find(end)).filter(|&end| end > 0).min();
    &source[..end.unwrap_or(source.len())]
}

/// Keys of all words that have one.
fn keys(name: &str) -> Vec<u16> {
    words(name).map(|word| word.key).filter(|&key| key != 0).collect()
}

/// Keys of the words with a capital.
fn capitals(words_of: &str) -> Vec<u16> {
    let points: Vec<char> = words_of.chars().collect();
    let capital = |word: &sayso_families::Word| points[word.start as usize].is_uppercase();
    words(words_of).filter(|word| capital(word) && word.key != 0).map(|word| word.key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: Option<i64>, name: &str, office: &str) -> Speaker {
        let mut office = keys(office);
        office.sort_unstable();
        Speaker { number, being: Being::Person, printed: true, name: keys(name), office }
    }

    fn body(number: Option<i64>, name: &str) -> Speaker {
        Speaker { number, being: Being::Body, printed: true, name: keys(name), office: Vec::new() }
    }

    #[test]
    fn a_known_person_is_never_another() {
        let (one, two) = (person(Some(1), "Azhar Tarn", ""), person(Some(2), "Ilva Tarn", ""));
        assert_eq!(one.kinship(&two), Kinship::Other);
        assert_eq!(one.kinship(&person(Some(1), "Tarn", "")), Kinship::Same);
        assert_eq!(one.kinship(&person(None, "Tarn", "")), Kinship::Alike);
        assert_eq!(one.kinship(&person(None, "Korvat", "")), Kinship::Other);
    }

    #[test]
    fn a_spokesman_is_a_voice_of_his_body() {
        let head = person(Some(1), "Klaus Rietveldt", "chief executive Brandvik Home");
        assert_eq!(head.kinship(&body(Some(2), "Brandvik Home")), Kinship::Voice);
        assert_eq!(body(None, "Brandvik").kinship(&head), Kinship::Voice);
        assert_eq!(body(None, "Velmora").kinship(&head), Kinship::Other);
    }

    #[test]
    fn of_a_source_without_a_name_nothing_is_known() {
        let nobody =
            Speaker { number: None, being: Being::Unnamed, printed: true, name: Vec::new(), office: Vec::new() };
        assert_eq!(nobody.kinship(&person(Some(1), "Azhar Tarn", "")), Kinship::Unknown);
        assert_eq!(nobody.sign(), None);
    }

    #[test]
    fn a_name_ends_where_its_apposition_begins() {
        assert_eq!(head("Zdena Korvat, a spokeswoman for Velmora"), "Zdena Korvat");
        assert_eq!(head("Amara Desh of the Relief Bureau"), "Amara Desh");
        assert_eq!(head("é"), "é");
    }
}
