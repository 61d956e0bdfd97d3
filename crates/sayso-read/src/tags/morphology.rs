//! Morphological features: what a form says beside its part of speech, as UD English writes it (FEATS).
//!
//! In: the words of a sentence with their tags. Out: a string such as `Number=Plur`, `_` where there is none.
//!
//! Most words carry the same features wherever they stand: a table gives them by word, ending and tags. Verbs, personal
//! pronouns and question words do not; a linear model chooses for them among the features seen with their form, by
//! the words around them.
//!
//! ```text
//! Rockets hit the port.      hit   Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin
//! The port was hit.          hit   Tense=Past|VerbForm=Part|Voice=Pass
//! ```
//!
//! Not here: idioms (`ExtPos`) that only the parse could tell.

use super::Upos;
use super::form::Form;
use crate::tables::{Bytes, Lookup, Table, hash, header, mix};

/// First line of the model.
pub const HEADER: &str = "sayso morphology, format 1";

/// A word with its tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'t> {
    /// As printed.
    pub form: &'t str,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: &'t str,
}

/// Whether the features of this tag depend on the words around.
pub fn depends(xpos: &str) -> bool {
    matches!(xpos, "VB" | "VBD" | "VBP" | "VBG" | "VBN" | "PRP" | "WP" | "WRB" | "WDT")
}

/// How many keys [`around`] makes.
pub const COUNT: usize = 18;

/// How far a subject is looked for, in words.
const FAR: usize = 12;

/// How many sets of features a form may choose from.
pub const CHOICES: usize = 8;

/// The keys of a word outside its sentence, general to special: tags, shape, endings, the word itself.
pub fn alone(form: &Form<'_>, upos: Upos, xpos: &str) -> [u64; 5] {
    let tags = mix(mix(hash(xpos.as_bytes()), upos as u64), 5);
    let digits = form.lower().bytes().filter(u8::is_ascii_digit).count();
    let all =
        form.lower().bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b':' | b'/' | b'-'));
    let looks = [form.shape as u64, u64::from(digits > 0), u64::from(all), u64::from(form.lower().contains('.'))];
    let shape = looks.iter().fold(tags, |key, &look| mix(key, look + 1));
    let ending = |length: usize| mix(shape, form.endings().get(length).copied().unwrap_or(length as u64));
    [tags, shape, ending(2), ending(3), mix(mix(hash(form.lower().as_bytes()), tags), 6)]
}

/// The keys under which the choices of a word in its sentence are kept, special to general.
pub fn choice_keys(word: &Word<'_>) -> [u64; 2] {
    let tags = mix(mix(hash(word.xpos.as_bytes()), word.upos as u64), 7);
    [mix(tags, lower(word.form)), tags]
}

fn lower(form: &str) -> u64 {
    match Form::of(form) {
        Some(form) => hash(form.lower().as_bytes()),
        None => 1,
    }
}

fn is_noun(word: &Word<'_>) -> bool {
    matches!(word.upos, Upos::Noun | Upos::Propn) || matches!(word.xpos, "DT" | "CD" | "WDT" | "WP" | "EX")
}

/// The word that looks most like the subject of a verb, before it: a pronoun, or the head of the nearest group of words
/// that no preposition opens. Says its tag, or which pronoun, and whether another is joined to it by "and".
fn subject(sentence: &[Word<'_>], at: usize) -> u64 {
    let mut fallback = 2;
    let mut index = at;
    let end = at.saturating_sub(FAR);
    while index > end {
        index -= 1;
        let Some(word) = sentence.get(index) else { break };
        if word.upos == Upos::Pron && matches!(word.xpos, "PRP" | "WP" | "WDT" | "DT" | "EX") {
            return lower(word.form);
        }
        if is_noun(word) && matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Num) {
            // To the front of the group.
            let mut front = index;
            while front > end {
                let Some(before) = sentence.get(front - 1) else { break };
                let inside = matches!(before.upos, Upos::Adj | Upos::Det | Upos::Num | Upos::Noun | Upos::Propn)
                    || matches!(before.xpos, "PRP$" | "POS" | "HYPH" | "VBG" | "VBN");
                if !inside {
                    break;
                }
                front -= 1;
            }
            let before = front.checked_sub(1).and_then(|at| sentence.get(at));
            let tag = hash(word.xpos.as_bytes());
            match before {
                Some(before) if before.upos == Upos::Adp => {
                    if fallback == 2 {
                        fallback = mix(tag, 9);
                    }
                    index = front;
                    continue;
                }
                Some(before) if before.upos == Upos::Cconj => return mix(tag, 8),
                _ => return tag,
            }
        }
        if matches!(word.xpos, "VBD" | "VBZ" | "VBP" | "MD") && fallback != 2 {
            return mix(fallback, 3);
        }
    }
    fallback
}

/// The keys of a word in its sentence, for the linear model.
pub fn around(sentence: &[Word<'_>], at: usize) -> [u64; COUNT] {
    let word = |offset: isize| at.checked_add_signed(offset).and_then(|at| sentence.get(at));
    let tag = |offset: isize| word(offset).map_or(3, |word| mix(hash(word.xpos.as_bytes()), word.upos as u64));
    let form = |offset: isize| word(offset).map_or(3, |word| lower(word.form));
    let own = tag(0);
    let this = form(0);
    let before = subject(sentence, at);
    // "Are you", "did they": a subject may follow.
    let after = (1..=3).find_map(|offset| {
        let word = word(offset)?;
        match word.upos {
            Upos::Pron => Some(lower(word.form)),
            Upos::Noun | Upos::Propn => Some(hash(word.xpos.as_bytes())),
            _ => None,
        }
    });
    let after = after.unwrap_or(4);
    // The verb, "to" or preposition that governs this word.
    let governor = (1..=5).find_map(|back: isize| {
        let word = word(-back)?;
        let governs = word.upos == Upos::Aux || word.upos == Upos::Verb || matches!(word.xpos, "TO" | "MD" | "IN");
        governs.then(|| mix(lower(word.form), u64::from(back > 1)))
    });
    let governor = governor.unwrap_or(5);
    let last = sentence.last().map_or(0, |word| lower(word.form));
    let start = u64::from(at == 0);
    let (left, right) = (tag(-1), tag(1));
    let values = [
        this,
        left,
        right,
        mix(left, right),
        form(-1),
        form(1),
        mix(tag(-2), left),
        mix(mix(this, left), right),
        before,
        after,
        mix(before, after),
        governor,
        mix(before, governor),
        mix(this, before),
        mix(last, start),
        mix(mix(tag(1), tag(2)), 6),
        mix(this, governor),
        mix(tag(-2), form(-1)),
    ];
    let mut keys = [0; COUNT];
    for (index, (key, value)) in keys.iter_mut().zip(values).enumerate() {
        *key = mix(mix(own, index as u64 + 10), value);
    }
    keys
}

/// The tables of the features.
#[derive(Debug, Default, Clone)]
pub struct Model {
    features: Vec<String>,
    decisions: Lookup<'static>,
    choices: Lookup<'static>,
    weights: Table<'static>,
}

impl Model {
    /// Takes the tables from the front of `bytes` and gives back the rest; the error says what the bytes are instead.
    pub fn open(bytes: &'static [u8]) -> Result<(Model, &'static [u8]), String> {
        let wrong = || "the morphology is cut or damaged; run `cargo train tags`".to_owned();
        let (head, Bytes(body)) = header(bytes, HEADER, "tags")?;
        let features = head.lines().filter_map(|line| line.strip_prefix("features\t")).map(str::to_owned).collect();
        let (decisions, body) = Lookup::open(body).ok_or_else(wrong)?;
        let (choices, body) = Lookup::open(body).ok_or_else(wrong)?;
        let (weights, rest) = Table::open(body).ok_or_else(wrong)?;
        Ok((Model { features, decisions, choices, weights }, rest))
    }

    /// Lays out the tables: strings by number; decisions by key; choices by key, up to [`CHOICES`] numbers plus one in
    /// as many bytes, the likeliest lowest; the weights as [`Table::build`] lays them out.
    pub fn build(features: &[String], decisions: &[(u64, u64)], choices: &[(u64, u64)], weights: Vec<u8>) -> Vec<u8> {
        let mut head = format!("{HEADER}\n");
        for features in features {
            head.push_str(&format!("features\t{features}\n"));
        }
        head.push('\n');
        [head.into_bytes(), Lookup::build(decisions), Lookup::build(choices), weights].concat()
    }

    fn string(&self, number: u64) -> &str {
        self.features.get(number as usize).map_or("_", String::as_str)
    }

    /// The features of a word in its sentence.
    pub fn features(&self, sentence: &[Word<'_>], at: usize) -> &str {
        let Some(word) = sentence.get(at) else { return "_" };
        if depends(word.xpos) {
            let choices = self.choices(word);
            if choices[1] > 0 {
                let mut scores = [0; 256];
                for key in around(sentence, at) {
                    self.weights.add(key, &mut scores);
                }
                return self.string(u64::from(best(choices, &scores)));
            }
            if choices[0] > 0 {
                return self.string(u64::from(choices[0] - 1));
            }
        }
        self.features_alone(word)
    }

    /// The features of a word whose neighbours are not known.
    pub fn features_alone(&self, word: &Word<'_>) -> &str {
        let Some(form) = Form::of(word.form) else { return "_" };
        let keys = alone(&form, word.upos, word.xpos);
        keys.iter().rev().find_map(|&key| self.decisions.get(key)).map_or("_", |number| self.string(number))
    }

    /// What a word may choose from: numbers plus one, 0 for none.
    pub fn choices(&self, word: &Word<'_>) -> [u8; CHOICES] {
        choice_keys(word).iter().find_map(|&key| self.choices.get(key)).unwrap_or(0).to_le_bytes()
    }
}

/// The choice with the best score; of equal ones the likelier.
pub fn best(choices: [u8; CHOICES], scores: &[i32; 256]) -> u8 {
    let numbers = choices.into_iter().filter_map(|choice| choice.checked_sub(1));
    numbers
        .fold((0, i32::MIN), |best, number| {
            let score = scores.get(usize::from(number)).copied().unwrap_or(0);
            if score > best.1 { (number, score) } else { best }
        })
        .0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn word(form: &'static str, upos: Upos, xpos: &'static str) -> Word<'static> {
        Word { form, upos, xpos }
    }

    fn rockets_hit_the_port() -> [Word<'static>; 4] {
        [
            word("Rockets", Upos::Noun, "NNS"),
            word("hit", Upos::Verb, "VBD"),
            word("the", Upos::Det, "DT"),
            word("port", Upos::Noun, "NN"),
        ]
    }

    /// Past tenses are singular unless a plural noun stands before them.
    fn model() -> Model {
        let strings = ["Number=Sing", "Number=Plur"].map(str::to_owned);
        let form = Form::of("ports").unwrap();
        let decisions = [(alone(&form, Upos::Noun, "NNS")[0], 1), (alone(&form, Upos::Noun, "NN")[0], 0)];
        let sentence = rockets_hit_the_port();
        let choices = [(choice_keys(&sentence[1])[1], u64::from_le_bytes([1, 2, 0, 0, 0, 0, 0, 0]))];
        let subject = around(&sentence, 1)[8];
        let weights = Table::build([(subject, &[(1u8, 5i16)][..])].into_iter());
        Model::open(Box::leak(Model::build(&strings, &decisions, &choices, weights).into_boxed_slice())).unwrap().0
    }

    #[test]
    fn a_verb_agrees_with_its_subject() {
        let (model, mut sentence) = (model(), rockets_hit_the_port());
        assert_eq!(model.features(&sentence, 1), "Number=Plur");
        sentence[0] = word("Rocket", Upos::Noun, "NN");
        assert_eq!(model.features(&sentence, 1), "Number=Sing");
    }

    #[test]
    fn a_noun_behind_a_preposition_is_no_subject() {
        let sentence = [
            word("rockets", Upos::Noun, "NNS"),
            word("from", Upos::Adp, "IN"),
            word("the", Upos::Det, "DT"),
            word("port", Upos::Noun, "NN"),
            word("hit", Upos::Verb, "VBD"),
        ];
        assert_eq!(model().features(&sentence, 4), "Number=Plur");
    }

    #[test]
    fn a_noun_needs_no_neighbours() {
        let (model, sentence) = (model(), rockets_hit_the_port());
        assert_eq!([0, 3].map(|at| model.features(&sentence, at)), ["Number=Plur", "Number=Sing"]);
        assert_eq!((model.features(&sentence, 2), model.features(&sentence, 9)), ("_", "_"));
    }

    #[test]
    fn a_very_long_sentence_costs_the_same_for_each_word() {
        let model = model();
        let sentence = vec![word("and", Upos::Verb, "VBD"); 100_000];
        assert!((0..sentence.len()).all(|at| model.features(&sentence, at) == "Number=Sing"));
    }
}
