//! Copies: what becomes of a report on its way through other people's hands, made by machine.
//!
//! In: an article, seeded chance. Out: copies of it: cut, excerpted, with a local paragraph, lightly edited; or reworded, at a strength from
//! 0 to 1: synonyms, articles and prepositions as a translation would have them, clauses and sentences in another order, names spelt
//! another way, numbers in words.

use sayso_read::text::Text;

use super::wordnet::WordNet;
use crate::dice::Dice;

/// Paragraphs of sentences.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    pub(crate) paragraphs: Vec<Vec<String>>,
}

impl Draft {
    /// Cuts an article into sentences.
    pub(crate) fn of(string: &str) -> Draft {
        let text = Text::plain(string);
        let paragraphs = text.paragraphs.iter().map(|paragraph| {
            let (first, end) = paragraph.sentences;
            let sentences = text.sentences[first as usize..end as usize].iter();
            sentences.map(|&run| text.words(text.span(run)).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
        });
        Draft { paragraphs: paragraphs.collect() }
    }

    pub(crate) fn text(&self) -> String {
        let paragraphs = self.paragraphs.iter().filter(|paragraph| !paragraph.is_empty());
        paragraphs.map(|paragraph| paragraph.join(" ")).collect::<Vec<_>>().join("\n\n")
    }

    pub(crate) fn words(&self) -> usize {
        self.paragraphs.iter().flatten().map(|sentence| sentence.split(' ').count()).sum()
    }
}

/// What is done to a report that keeps its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Light {
    /// Another headline.
    Headline,
    /// The last third is gone.
    Cut,
    /// A paragraph of the outlet's own (from another article) is put in.
    Local,
    /// Some words in a hundred are changed or dropped.
    Edited,
    /// Headline, cut and local paragraph together.
    House,
    /// Three or so paragraphs alone.
    Excerpt,
    /// The same inside another article.
    RoundUp,
}

impl Light {
    pub(crate) const ALL: [Light; 7] =
        [Light::Headline, Light::Cut, Light::Local, Light::Edited, Light::House, Light::Excerpt, Light::RoundUp];
}

/// A copy that keeps its words; `local` is another article.
pub(crate) fn light(draft: &Draft, local: &Draft, what: Light, dice: &mut Dice) -> Draft {
    let mut copy = draft.clone();
    let count = copy.paragraphs.len();
    let roll = |dice: &mut Dice, count: usize| (dice.roll() % count.max(1) as u64) as usize;
    match what {
        Light::Headline => {
            if let (Some(first), Some(other)) = (copy.paragraphs.first_mut(), local.paragraphs.first()) {
                first.clone_from(other);
            }
        }
        Light::Cut => copy.paragraphs.truncate((count * 2).div_ceil(3)),
        Light::Local => {
            let from = roll(dice, local.paragraphs.len());
            if let Some(paragraph) = local.paragraphs.get(from) {
                copy.paragraphs.insert(1 + roll(dice, count), paragraph.clone());
            }
        }
        Light::Edited => {
            for sentence in copy.paragraphs.iter_mut().flatten() {
                let words = sentence.split(' ').filter_map(|word| match dice.roll() % 40 {
                    0 => None,
                    1 => Some(word.to_uppercase()),
                    _ => Some(word.to_owned()),
                });
                *sentence = words.collect::<Vec<_>>().join(" ");
            }
        }
        Light::House => {
            for step in [Light::Cut, Light::Headline, Light::Local, Light::Edited] {
                copy = light(&copy, local, step, dice);
            }
        }
        Light::Excerpt | Light::RoundUp => {
            let keep = (count / 4).clamp(3, 8).min(count);
            let first = roll(dice, count - keep + 1);
            let part = copy.paragraphs[first..first + keep].to_vec();
            copy.paragraphs = if what == Light::Excerpt {
                part
            } else {
                let mut whole = local.paragraphs.clone();
                let at = whole.len() / 2;
                whole.splice(at..at, part);
                whole
            };
        }
    }
    copy
}

/// A rewording; `strength` from 0 to 1.
pub(crate) fn reword(draft: &Draft, strength: f32, wordnet: &WordNet, dice: &mut Dice) -> Draft {
    let mut copy = Draft { paragraphs: Vec::new() };
    let spelling = dice.roll();
    for paragraph in &draft.paragraphs {
        let mut sentences: Vec<String> = Vec::new();
        for sentence in paragraph {
            if dice.unit() < 0.15 * strength && paragraph.len() > 1 {
                continue;
            }
            let turned = if dice.unit() < 0.9 * strength { turn(sentence) } else { None };
            sentences.push(words(turned.as_deref().unwrap_or(sentence), strength, wordnet, spelling, dice));
        }
        for at in 1..sentences.len() {
            if dice.unit() < 0.25 * strength {
                sentences.swap(at - 1, at);
            }
        }
        copy.paragraphs.push(sentences);
    }
    // Paragraphs are joined and parted anew.
    let mut at = 1;
    while at < copy.paragraphs.len() {
        if dice.unit() < 0.3 * strength {
            let next = copy.paragraphs.remove(at);
            copy.paragraphs[at - 1].extend(next);
        } else {
            at += 1;
        }
    }
    copy
}

/// A sentence with its clauses in another order: "A, B said." as "B said: A."; "On Monday, A" as "A on Monday".
fn turn(sentence: &str) -> Option<String> {
    let body = sentence.strip_suffix('.')?;
    let (first, last) = (body.find(", "), body.rfind(", "));
    if let Some(at) = last {
        let (before, after) = (&body[..at], &body[at + 2..]);
        if after.split(' ').count() <= 6 && (after.ends_with(" said") || after.starts_with("said ")) {
            let speaker = after.strip_suffix(" said").or(after.strip_prefix("said ")).unwrap_or(after);
            return Some(format!("{} said {}.", upper(speaker), lower(before)));
        }
    }
    if let Some(at) = first {
        let (before, after) = (&body[..at], &body[at + 2..]);
        if before.split(' ').count() <= 5
            && ["In ", "On ", "At ", "After ", "During "].iter().any(|word| before.starts_with(word))
        {
            return Some(format!("{} {}.", upper(after), lower(before)));
        }
    }
    for joint in [" but ", " and ", " while ", " because ", " after ", " before ", " although "] {
        if let Some(at) = body.find(joint).filter(|&at| at > 30 && body.len() - at > 40) {
            let (before, after) = (&body[..at], &body[at + joint.len()..]);
            return Some(format!("{},{joint}{}.", upper(after), lower(before.trim_end_matches(','))));
        }
    }
    None
}

fn upper(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

/// The first letter small, where the word is not a name as far as one can see.
fn lower(words: &str) -> String {
    const OPENERS: &[&str] = &[
        "The ", "A ", "An ", "In ", "On ", "At ", "After ", "During ", "He ", "She ", "They ", "It ", "But ", "And ",
        "This ", "That ",
    ];
    if OPENERS.iter().any(|opener| words.starts_with(opener)) {
        words[..1].to_lowercase() + &words[1..]
    } else {
        words.to_owned()
    }
}

/// What small words are turned into.
const OTHERS: &[(&str, &[&str])] = &[
    ("said", &["stated", "declared", "noted", "remarked"]),
    ("says", &["states", "declares", "notes"]),
    ("told", &["informed", "said to"]),
    ("but", &["however", "yet", "though"]),
    ("and", &["as well as", "and also", "plus"]),
    ("after", &["following", "in the wake of"]),
    ("before", &["prior to", "ahead of"]),
    ("about", &["around", "approximately", "regarding"]),
    ("also", &["additionally", "likewise", "too"]),
    ("because", &["since", "as"]),
    ("while", &["whereas", "as"]),
    ("will", &["is going to", "is set to"]),
    ("would", &["was going to", "was to"]),
    ("who", &["that", "which"]),
    ("that", &["which", ""]),
    ("his", &["its", "their"]),
    ("has", &["had", "is having"]),
    ("have", &["had", "possess"]),
    ("is", &["stays", "remains", "was"]),
    ("was", &["had been", "got"]),
    ("were", &["had been", "got"]),
    ("not", &["never", "hardly"]),
    ("many", &["numerous", "a lot of"]),
    ("more", &["additional", "further"]),
    ("over", &["above", "more than"]),
    ("against", &["versus", "opposed to"]),
];

/// What is put in between.
const FILLERS: &[&str] = &["in fact", "moreover", "indeed", "actually", "as it were", "in particular", "of course"];

/// A sentence word by word.
fn words(sentence: &str, strength: f32, wordnet: &WordNet, spelling: u64, dice: &mut Dice) -> String {
    const PREPOSITIONS: &[&str] = &["in", "on", "at", "for", "to", "from", "of", "by"];
    let mut out: Vec<String> = Vec::new();
    for (at, token) in sentence.split(' ').enumerate() {
        let start = token.find(char::is_alphanumeric).unwrap_or(token.len());
        let end = token
            .rfind(char::is_alphanumeric)
            .map_or(start, |end| end + token[end..].chars().next().map_or(1, char::len_utf8));
        let (before, word, after) = (&token[..start], &token[start..end], &token[end..]);
        let put = |word: &str| format!("{before}{word}{after}");
        let small = word.starts_with(char::is_lowercase);
        if at > 0 && dice.unit() < 0.06 * strength {
            out.push(FILLERS[(dice.roll() % FILLERS.len() as u64) as usize].to_owned());
        }
        let other = OTHERS.iter().find(|(one, _)| *one == word).filter(|_| dice.unit() < 0.8 * strength);
        let changed = if let Some((_, others)) = other {
            Some(others[(dice.roll() % others.len() as u64) as usize].to_owned())
        } else if matches!(word, "the" | "a" | "an") {
            match dice.unit() / strength.max(0.01) {
                roll if roll < 0.25 => continue,
                roll if roll < 0.35 => Some(if word == "the" { "a".to_owned() } else { "the".to_owned() }),
                _ => None,
            }
        } else if PREPOSITIONS.contains(&word) {
            (dice.unit() < 0.25 * strength)
                .then(|| PREPOSITIONS[(dice.roll() % PREPOSITIONS.len() as u64) as usize].to_owned())
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            if dice.unit() < 0.6 * strength { number(word) } else { None }
        } else if small && word.len() > 3 {
            if dice.unit() < 0.95 * strength { wordnet.instead(word, dice.roll()) } else { None }
        } else if !small && at > 0 && word.len() > 4 {
            spell(word, strength, spelling)
        } else {
            None
        };
        out.push(put(changed.as_deref().unwrap_or(word)));
    }
    out.join(" ")
}

/// A number in another spelling.
fn number(word: &str) -> Option<String> {
    const SMALL: &[&str] =
        &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let plain = word.replace(',', "");
    let value: u64 = plain.parse().ok()?;
    match value {
        2..=12 => Some(SMALL[(value - 2) as usize].to_owned()),
        1900..=2100 if !word.contains(',') => None,
        _ if word.contains(',') => Some(plain),
        1_000_000.. if value.is_multiple_of(100_000) => Some(format!("{} million", value as f64 / 1e6)),
        1000.. if value.is_multiple_of(1000) => Some(format!("{} thousand", value / 1000)),
        _ => None,
    }
}

/// A name in another spelling, the same throughout an article.
fn spell(name: &str, strength: f32, spelling: u64) -> Option<String> {
    let mut dice = Dice(sayso_read::tables::mix(spelling, sayso_read::tables::hash(name.as_bytes())));
    if dice.unit() > 0.5 * strength {
        return None;
    }
    const RULES: &[(&str, &str)] = &[
        ("ph", "f"),
        ("k", "c"),
        ("c", "k"),
        ("y", "i"),
        ("i", "y"),
        ("w", "v"),
        ("v", "w"),
        ("sh", "s"),
        ("th", "t"),
        ("ou", "u"),
        ("ee", "i"),
        ("e", "a"),
        ("o", "u"),
        ("z", "s"),
        ("x", "ks"),
        ("ll", "l"),
        ("nn", "n"),
        ("rr", "r"),
        ("t", "d"),
        ("r", ""),
        ("n", "m"),
    ];
    let tail = &name[name.chars().next().map_or(0, char::len_utf8)..];
    for _ in 0..8 {
        let (from, to) = RULES[(dice.roll() % RULES.len() as u64) as usize];
        if tail.contains(from) {
            return Some(format!("{}{}", &name[..name.len() - tail.len()], tail.replacen(from, to, 1)));
        }
    }
    None
}
