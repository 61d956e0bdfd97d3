//! Word lists: what nouns say of somebody, honorifics, pronouns, given names.
//!
//! `nouns.tsv` (each line with its test), `given.tsv`.

use std::collections::BTreeMap;
#[allow(clippy::disallowed_types)] // Tables read at first use: constants, not state.
use std::sync::LazyLock;

use super::phrases::Gender;
use crate::tables::hash;

/// What a noun says that somebody or something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Class {
    #[default]
    Unknown,
    Person,
    Group,
    Place,
    Work,
    Thing,
}

#[allow(clippy::disallowed_types)]
static NOUNS: LazyLock<BTreeMap<&str, (Class, Gender)>> = LazyLock::new(|| {
    let lines = include_str!("nouns.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let entry = |line: &'static str| {
        let mut cells = line.split('\t');
        let (word, class) = (cells.next()?, cells.next()?);
        let meaning = meaning(class)?;
        Some((word, meaning))
    };
    lines.filter_map(entry).collect()
});

#[allow(clippy::disallowed_types)]
static WORDNET: LazyLock<BTreeMap<&str, (Class, Gender)>> = LazyLock::new(|| {
    let lines = include_str!("wordnet.tsv").lines().filter_map(|line| line.split_once('\t'));
    let entries = lines.filter_map(|(kind, words)| Some((meaning(kind)?, words)));
    entries.flat_map(|(meaning, words)| words.split(' ').map(move |word| (word, meaning))).collect()
});

/// What the word for a class of nouns means in the tables.
fn meaning(class: &str) -> Option<(Class, Gender)> {
    Some(match class {
        "person" => (Class::Person, Gender::Unknown),
        "man" => (Class::Person, Gender::Male),
        "woman" => (Class::Person, Gender::Female),
        "group" => (Class::Group, Gender::Thing),
        "place" => (Class::Place, Gender::Thing),
        "work" => (Class::Work, Gender::Thing),
        "thing" => (Class::Unknown, Gender::Thing),
        _ => return None,
    })
}

#[allow(clippy::disallowed_types)]
static GIVEN: LazyLock<BTreeMap<&str, Gender>> = LazyLock::new(|| {
    let lines = include_str!("given.tsv").lines().filter_map(|line| line.split_once('\t'));
    let gender = |kind: &str| if kind == "man" { Gender::Male } else { Gender::Female };
    lines.flat_map(|(kind, names)| names.split(' ').map(move |name| (name, gender(kind)))).collect()
});

fn noun(lemma: &str) -> Option<(Class, Gender)> {
    let short = || lemma.rsplit_once('-').map(|(_, last)| last);
    NOUNS.get(lemma).or_else(|| NOUNS.get(short()?)).copied()
}

/// The class of a noun by its dictionary form.
pub(super) fn class(lemma: &str) -> Class {
    match noun(lemma) {
        Some((class, _)) => class,
        None if ["ist", "man", "woman", "person", "ologist"]
            .iter()
            .any(|end| lemma.len() > 5 && lemma.ends_with(end)) =>
        {
            Class::Person
        }
        None if lemma == "who" => Class::Person,
        None => Class::Unknown,
    }
}

/// The gender that a noun tells.
pub(super) fn gender(lemma: &str) -> Gender {
    match noun(lemma) {
        Some((_, gender)) => gender,
        None if lemma.ends_with("woman") => Gender::Female,
        None if lemma.len() > 5 && lemma.ends_with("man") => Gender::Male,
        None => Gender::Unknown,
    }
}

/// The class and gender of a common noun by its dictionary form: as [`class`] and [`gender`], and where they know nothing, as WordNet has it.
/// Not for words of names: many a surname is a trade.
pub(super) fn common(lemma: &str) -> (Class, Gender) {
    let known = (class(lemma), gender(lemma));
    if known != (Class::Unknown, Gender::Unknown) {
        return known;
    }
    let short = || lemma.rsplit_once('-').map(|(_, last)| last);
    WORDNET.get(lemma).or_else(|| WORDNET.get(short()?)).copied().unwrap_or_default()
}

/// The class and gender of two nouns that mean something of their own, as WordNet has them: "coast guard".
pub(super) fn compound(front: &str, last: &str) -> Option<(Class, Gender)> {
    match (front, last) {
        ("coast" | "border" | "national" | "home", "guard") => Some((Class::Group, Gender::Thing)),
        _ => WORDNET.get(format!("{front}_{last}").as_str()).copied(),
    }
}

/// Whether a word is a small one before surnames wherever it stands: "de", "van".
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "la" | "von" | "van" | "del" | "di" | "al" | "da" | "dos" | "bin" | "ibn" | "der" | "den" | "ter" | "du"
    )
}

/// Whether a noun tells a tie to somebody rather than an office or trade: "my mother", "his boss", "her client".
pub(super) fn is_tie(lemma: &str) -> bool {
    matches!(
        lemma,
        "mother"
            | "father"
            | "mum"
            | "mom"
            | "mama"
            | "dad"
            | "papa"
            | "daddy"
            | "parent"
            | "brother"
            | "sister"
            | "son"
            | "daughter"
            | "child"
            | "kid"
            | "baby"
            | "husband"
            | "wife"
            | "partner"
            | "spouse"
            | "fiancé"
            | "fiancée"
            | "widow"
            | "widower"
            | "uncle"
            | "aunt"
            | "cousin"
            | "nephew"
            | "niece"
            | "grandmother"
            | "grandfather"
            | "grandma"
            | "grandpa"
            | "nan"
            | "gran"
            | "granny"
            | "grandson"
            | "granddaughter"
            | "grandchild"
            | "twin"
            | "brother-in-law"
            | "sister-in-law"
            | "mother-in-law"
            | "father-in-law"
            | "stepfather"
            | "stepmother"
            | "friend"
            | "neighbor"
            | "neighbour"
            | "colleague"
            | "boss"
            | "client"
            | "predecessor"
            | "successor"
            | "rival"
            | "counterpart"
            | "deputy"
            | "assistant"
            | "boyfriend"
            | "girlfriend"
            | "teammate"
            | "team-mate"
            | "roommate"
            | "superior"
            | "namesake"
    )
}

/// The gender that a given name in lower case tells.
pub(super) fn given_name(name: &str) -> Gender {
    GIVEN.get(name).copied().unwrap_or_default()
}

/// What a word of address tells of its bearer's gender; `None` where it is none.
pub(super) fn honorific(lemma: &str) -> Option<Gender> {
    Some(match lemma.trim_end_matches('.') {
        "mr" | "sir" | "lord" | "herr" | "monsieur" | "señor" | "mister" => Gender::Male,
        "ms" | "mrs" | "miss" | "lady" | "dame" | "frau" | "madame" | "señora" | "madam" => Gender::Female,
        "dr" | "prof" | "rev" | "hon" => Gender::Unknown,
        _ => return None,
    })
}

/// How many of [`SHORT`] are titles cut short.
const SHORT_TITLES: usize = 21;

/// What abbreviations before names stand for.
const SHORT: &[(&str, &str)] = &[
    ("gen", "general"),
    ("col", "colonel"),
    ("lt", "lieutenant"),
    ("sgt", "sergeant"),
    ("capt", "captain"),
    ("maj", "major"),
    ("adm", "admiral"),
    ("gov", "governor"),
    ("sen", "senator"),
    ("rep", "representative"),
    ("pres", "president"),
    ("cmdr", "commander"),
    ("cllr", "councillor"),
    ("supt", "superintendent"),
    ("insp", "inspector"),
    ("det", "detective"),
    ("cpl", "corporal"),
    ("cdr", "commander"),
    ("coun", "councillor"),
    ("brig", "brigadier"),
    ("ald", "alderman"),
    ("spokesperson", "spokesman"),
    ("spokeswoman", "spokesman"),
    ("chairwoman", "chairman"),
    ("chair", "chairman"),
    ("chairperson", "chairman"),
    ("premier", "minister"),
    ("advisor", "adviser"),
    ("boss", "head"),
    ("chief", "head"),
    ("leader", "head"),
    ("director", "head"),
    ("commander", "head"),
    ("manager", "head"),
    ("ceo", "executive"),
];

/// Whether a word may be a title or a word of address: "General", "Mr.", "spokesman".
pub(super) fn is_title(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    honorific(&lower).is_some()
        || class(&lower) == Class::Person
        || is_short_title(&lower) && word.starts_with(char::is_uppercase)
}

/// Whether a word is a title cut short: "Gen.", "Col".
pub(super) fn is_short_title(lemma: &str) -> bool {
    SHORT.iter().take(SHORT_TITLES).any(|(short, _)| *short == lemma.trim_end_matches('.'))
}

/// The hash of a role: words that mean the same role give the same.
pub(super) fn role(lemma: &str) -> u64 {
    let lemma = lemma.trim_end_matches('.');
    let lemma = SHORT.iter().find(|(short, _)| *short == lemma).map_or(lemma, |(_, long)| long);
    hash(lemma.as_bytes())
}

/// A country, its people and its adjective fold to one: by the code of a real one ("French", "France"), else by the stem ("Velmora", "Velmoran",
/// "Tarqueni").
pub(super) fn nation(name: &str) -> u64 {
    if let Some((code, _)) = super::countries::of(name) {
        return hash(code.as_bytes());
    }
    const ENDS: [&str; 16] =
        ["ians", "ian", "eans", "ean", "ese", "ish", "ans", "an", "ns", "ia", "is", "i", "a", "e", "o", "s"];
    let lower = name.to_lowercase();
    let stem = ENDS.iter().find_map(|end| lower.strip_suffix(end).filter(|stem| stem.chars().count() > 3));
    hash(stem.unwrap_or(&lower).as_bytes())
}

/// Whether a verb is one of saying, by its dictionary form.
pub(super) fn is_saying(verb: &str) -> bool {
    matches!(
        verb,
        "say"
            | "tell"
            | "ask"
            | "write"
            | "warn"
            | "promise"
            | "claim"
            | "insist"
            | "deny"
            | "reply"
            | "answer"
            | "add"
            | "argue"
            | "explain"
            | "admit"
            | "announce"
            | "note"
            | "recall"
            | "suggest"
            | "complain"
            | "testify"
            | "declare"
            | "report"
            | "state"
            | "believe"
            | "think"
            | "call"
            | "describe"
            | "swear"
            | "reckon"
            | "remark"
            | "concede"
    )
}

/// The role of one who does this: "who heads".
pub(super) fn leads(verb: &str) -> Option<u64> {
    Some(role(match verb {
        "lead" | "head" | "direct" | "command" | "run" | "manage" => "head",
        "chair" => "chairman",
        "own" => "owner",
        "found" => "founder",
        "represent" | "defend" => "lawyer",
        "edit" => "editor",
        "coach" => "coach",
        "govern" => "governor",
        "teach" => "teacher",
        _ => return None,
    }))
}

/// Pronouns, by what they may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Pronoun {
    I,
    We,
    You,
    He,
    She,
    It,
    They,
    This,
    That,
    These,
}

impl Pronoun {
    pub(super) fn of(word: &str) -> Option<Pronoun> {
        Some(match word.to_ascii_lowercase().as_str() {
            "i" | "me" | "my" | "mine" | "myself" => Pronoun::I,
            "we" | "us" | "our" | "ours" | "ourselves" => Pronoun::We,
            "you" | "your" | "yours" | "yourself" | "yourselves" => Pronoun::You,
            "he" | "him" | "his" | "himself" => Pronoun::He,
            "she" | "her" | "hers" | "herself" => Pronoun::She,
            "it" | "its" | "itself" => Pronoun::It,
            "they" | "them" | "their" | "theirs" | "themselves" | "em" | "'em" => Pronoun::They,
            "this" => Pronoun::This,
            "that" => Pronoun::That,
            "these" | "those" => Pronoun::These,
            _ => return None,
        })
    }

    pub(super) fn is_plural(self) -> bool {
        matches!(self, Pronoun::We | Pronoun::They | Pronoun::These)
    }

    pub(super) fn gender(self) -> Gender {
        match self {
            Pronoun::He => Gender::Male,
            Pronoun::She => Gender::Female,
            Pronoun::It | Pronoun::This | Pronoun::That | Pronoun::These => Gender::Thing,
            _ => Gender::Unknown,
        }
    }

    /// Whether it speaks of one who speaks or hears.
    pub(super) fn is_of_talk(self) -> bool {
        matches!(self, Pronoun::I | Pronoun::We | Pronoun::You)
    }
}

/// Whether a word points back within its own clause.
pub(super) fn is_reflexive(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    word.ends_with("self") || word.ends_with("selves")
}

/// Whether a word ends the names of companies: "Ltd", "Pharma".
pub(super) fn is_designator(word: &str) -> bool {
    matches!(
        word,
        "AG" | "Airlines"
            | "Airports"
            | "Airways"
            | "Biologics"
            | "Capital"
            | "Chemicals"
            | "Chemie"
            | "Co"
            | "Corp"
            | "Dredging"
            | "Electric"
            | "Electronics"
            | "Energy"
            | "Foods"
            | "GmbH"
            | "Holding"
            | "Holdings"
            | "Homes"
            | "Inc"
            | "Industries"
            | "Insurance"
            | "Labs"
            | "LLC"
            | "Logistics"
            | "Ltd"
            | "Maritime"
            | "Media"
            | "Mining"
            | "Motors"
            | "Networks"
            | "Oil"
            | "Partners"
            | "Pharma"
            | "Pharmaceuticals"
            | "PLC"
            | "Plc"
            | "Properties"
            | "Securities"
            | "Shipping"
            | "Software"
            | "Solutions"
            | "Stahl"
            | "Steel"
            | "Systems"
            | "Technologies"
            | "Telecom"
            | "Textiles"
    )
}
