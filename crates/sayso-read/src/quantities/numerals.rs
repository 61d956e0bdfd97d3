//! Numerals: numbers in digits and in words, whole and broken, exact and vague.
//!
//! In: a sentence and a place in it. Out: [`Numeral`], if one begins there.
//!
//! ```text
//! 5.2 bn    twenty-three thousand    two-thirds    half a million    tens of thousands    one in five    3rd
//! 5.2e9     23000                    0.667         500000            10000-100000         0.2            third
//! ```
//!
//! Not here: what is a number and yet no quantity (`traps`), units, ranges.

use super::digits;
use super::lexicon::{LEXICON, NumberKind, VagueWord};
use super::scene::Scene;
use super::units;
use crate::tags::Upos;

/// Most words of one numeral.
const MOST_WORDS: usize = 16;

/// How a number is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Digits,
    Words,
    /// "a third".
    Fraction,
    /// "the third".
    Ordinal,
    /// "twice".
    Multiple,
    /// "dozens".
    Vague,
}

/// A number as it stands in a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Numeral<'t> {
    /// Its first token.
    pub(super) start: usize,
    /// One past its last token.
    pub(super) end: usize,
    pub(super) form: Form,
    /// The number; what a vague word is multiplied by.
    pub(super) value: f64,
    /// The number before its scale: 5.2 of "5.2 billion".
    pub(super) mantissa: f64,
    pub(super) vague: Option<VagueWord>,
    /// "+" or a minus.
    pub(super) sign: Option<char>,
    /// "400+".
    pub(super) plus: bool,
    /// Whether it is printed in bare digits, as years are.
    pub(super) bare: bool,
    /// Letters before the digits of its token: "USD1,700".
    pub(super) before: &'t str,
    /// Letters glued to its digits that are no part of the number: "5C".
    pub(super) glued: &'t str,
}

impl Numeral<'_> {
    fn plain(start: usize, end: usize, form: Form, value: f64) -> Self {
        let (sign, plus, bare) = (None, false, false);
        Numeral { start, end, form, value, mantissa: value, vague: None, sign, plus, bare, before: "", glued: "" }
    }
}

/// The numeral that begins at a token.
pub(super) fn read<'t>(scene: &Scene<'t>, at: usize) -> Option<Numeral<'t>> {
    let first = scene.word(at).as_bytes().first().copied()?;
    let digit = |byte: &u8| byte.is_ascii_digit();
    if scene.is_number(at) || digit(&first) || scene.word(at).bytes().any(|byte| byte.is_ascii_digit()) || first > 127 {
        let numeral = in_digits(scene, at)?;
        return Some(share(scene, numeral).unwrap_or(numeral));
    }
    if !first.is_ascii_alphabetic() {
        return None;
    }
    vague(scene, at).or_else(|| in_words(scene, at))
}

/// A number in digits with the scale behind it.
fn in_digits<'t>(scene: &Scene<'t>, at: usize) -> Option<Numeral<'t>> {
    let (word, last) = whole_word(scene, at);
    let letters = word.bytes().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (before, body) = word.split_at(letters);
    let dollars = matches!(before, "US" | "A" | "C" | "NZ") && scene.before(at) == "$";
    if !before.is_empty() && !dollars && LEXICON.sign(before).is_none() {
        return None;
    }
    let digits = digits::read(body)?;
    let mut numeral = Numeral::plain(at, last, Form::Digits, digits.value);
    numeral.before = before;
    numeral.bare = digits.bare;
    numeral.sign = digits.sign;
    if digits.fraction {
        numeral.form = Form::Fraction;
        numeral.bare = false;
    }
    let lower = digits.rest.to_lowercase();
    match (digits.rest, lower.as_str()) {
        ("", _) => {}
        (_, "st" | "nd" | "rd" | "th") => {
            numeral.form = Form::Ordinal;
            return Some(numeral);
        }
        (_, "x" | "×") => {
            numeral.form = Form::Multiple;
            return Some(numeral);
        }
        ("+", _) => numeral.plus = true,
        (_, "s" | "'s") => return None, // "the 1990s"
        (rest, lower) => match LEXICON.number(lower) {
            Some((NumberKind::Short, scale)) if rest != "t" => scale_up(&mut numeral, scale),
            _ => {
                numeral.glued = rest;
                return Some(numeral);
            }
        },
    }
    // "1 1/2"
    if let Some(part) = digits::read(scene.word(numeral.end)).filter(|part| part.fraction && digits.bare) {
        numeral.value += part.value;
        numeral.mantissa = numeral.value;
        numeral.end += 1;
    }
    while let Some((end, scale)) = scale(scene, &numeral) {
        scale_up(&mut numeral, scale);
        numeral.end = end;
    }
    Some(numeral)
}

/// A word with digits behind letters, put together again: tokens cut "RM23.50" at its point.
fn whole_word<'t>(scene: &Scene<'t>, at: usize) -> (&'t str, usize) {
    let mut end = at + 1;
    if scene.word(at).starts_with(|c: char| c.is_ascii_alphabetic()) {
        let more = |at: usize| matches!(scene.word(at), "." | ",") && scene.touches(at) && scene.touches(at + 1);
        while end < at + 6 && more(end) && scene.word(end + 1).starts_with(|c: char| c.is_ascii_digit()) {
            end += 2;
        }
    }
    (scene.printed(at, end), end)
}

fn scale_up(numeral: &mut Numeral<'_>, scale: f64) {
    numeral.value *= scale;
    numeral.bare = false;
}

/// A scale behind digits: "5 million", "5-million", "5bn"; where it ends, and how much it is.
fn scale(scene: &Scene<'_>, numeral: &Numeral<'_>) -> Option<(usize, f64)> {
    let at = if scene.is_hyphen(numeral.end) { numeral.end + 1 } else { numeral.end };
    let (kind, scale) = LEXICON.number(scene.lower(at))?;
    match kind {
        NumberKind::Scale | NumberKind::Hundred | NumberKind::Dozen => Some((at + 1, scale)),
        NumberKind::Short if at == numeral.end => {
            let lower = scene.lower(at);
            let capital = scene.is_capital(at);
            // "5m" is metres unless money or a thing counted is near; "5t" is tonnes; "5 b" is nothing known.
            let is_scale = match lower {
                "bn" | "bln" | "mn" | "mln" | "tn" | "trn" | "mil" => true,
                "k" | "b" => scene.touches(at) && (lower == "k" || capital),
                "m" => {
                    units::sign_before(scene, numeral).is_some()
                        || (scene.touches(at)
                            && (counts_on(scene, at + 1)
                                || (scene.lower(at + 1) == "of"
                                    && matches!(scene.lower(at + 2), "its" | "the" | "their" | "our" | "them"))))
                }
                "mm" | "t" => units::sign_before(scene, numeral).is_some() && scene.touches(at),
                _ => false,
            };
            is_scale.then_some((at + 1, scale))
        }
        _ => None,
    }
}

/// Whether something that can be counted follows: "3.7m people", "4.3M digital sales"; a "1.75m man" is tall.
fn counts_on(scene: &Scene<'_>, at: usize) -> bool {
    let plural = |at: usize| {
        let word = scene.lower(at);
        scene.upos(at) == Upos::Noun && (word.ends_with('s') || matches!(word, "people" | "men" | "women" | "children"))
    };
    plural(at) || (scene.upos(at) == Upos::Adj && (plural(at + 1) || scene.upos(at + 1) == Upos::Cconj))
}

/// "one in five", "3 out of 4" from its first number on.
fn share<'t>(scene: &Scene<'t>, numeral: Numeral<'t>) -> Option<Numeral<'t>> {
    let whole = |value: f64| (1.0..=1000.0).contains(&value) && value == f64::from(value as u32);
    let (at, sure) = match (scene.lower(numeral.end), scene.lower(numeral.end + 1)) {
        ("in", _) => (numeral.end + 1, false),
        ("out", "of") => (numeral.end + 2, true),
        _ => return None,
    };
    let of = if scene.is_number(at) { in_digits(scene, at)? } else { cardinal(scene, at)? };
    let round = matches!(of.value as u32, 2..=10 | 12 | 15 | 20 | 25 | 50 | 100 | 1000);
    let timely = units::behind(scene, &of).is_some();
    if !whole(numeral.value) || !whole(of.value) || numeral.value >= of.value || timely || !(sure || round) {
        return None;
    }
    let value = numeral.value / of.value;
    Some(Numeral { end: of.end, form: Form::Fraction, value, mantissa: value, bare: false, ..numeral })
}

/// A vague word, alone or before a scale: "dozens", "several hundred", "tens of thousands".
fn vague<'t>(scene: &Scene<'t>, at: usize) -> Option<Numeral<'t>> {
    let pair = |first: &str| match (first, scene.lower(at + 1)) {
        ("a", "couple") => Some("a couple"),
        ("a", "few") => Some("a few"),
        ("a", "handful") => Some("a handful"),
        _ => None,
    };
    let (word, mut end) = match scene.lower(at) {
        "a" => (pair("a")?, at + 2),
        // "the past few years"
        "few" if matches!(scene.before(at), "past" | "last" | "next" | "first" | "these" | "those" | "coming") => {
            ("a few", at + 1)
        }
        "couple" if matches!(scene.before(at), "past" | "last" | "next" | "first") => ("a couple", at + 1),
        word => (word, at + 1),
    };
    let found = LEXICON.vague(word)?;
    let plural =
        matches!(word, "tens" | "dozens" | "scores" | "hundreds" | "thousands" | "millions" | "billions" | "trillions");
    // "scores" is mostly a verb or a result.
    if word == "scores" && scene.lower(end) != "of" {
        return None;
    }
    let mut scale = 1.0;
    let of = usize::from(scene.lower(end) == "of");
    let next = scene.lower(end + of);
    match LEXICON.number(next) {
        Some((NumberKind::Hundred | NumberKind::Dozen | NumberKind::Scale, many)) if !plural => {
            scale = many;
            end += of + 1;
        }
        _ => {
            if let Some((NumberKind::Scale | NumberKind::Hundred, many)) =
                next.strip_suffix('s').filter(|_| plural && of == 1).and_then(|one| LEXICON.number(one))
            {
                scale = many;
                end += 2;
            }
        }
    }
    // "a couple" of people is two people who belong together; "a couple of" is a number.
    if word == "a couple" && scale == 1.0 && of == 0 && scene.upos(end) != Upos::Noun {
        return None;
    }
    if word == "tens" && scale == 1.0 && of == 0 {
        return None;
    }
    // "a few" and "several" alone stand for people or things named before; still a number of them.
    let times = |(low, high): (Option<f64>, Option<f64>)| (low.map(|low| low * scale), high.map(|high| high * scale));
    let vague = VagueWord { literal: times(found.literal), acled: times(found.acled), ucdp: times(found.ucdp) };
    Some(Numeral { vague: Some(vague), ..Numeral::plain(at, end, Form::Vague, scale) })
}

/// A number in words.
fn in_words<'t>(scene: &Scene<'t>, at: usize) -> Option<Numeral<'t>> {
    let lower = scene.lower(at);
    let article = matches!(lower, "a" | "an");
    let (kind, value) = if article { (NumberKind::Digit, 1.0) } else { LEXICON.number(lower)? };
    match kind {
        NumberKind::Short => None,
        NumberKind::Multiple => multiple(scene, at, value),
        NumberKind::Ordinal => ordinal(scene, at, value),
        NumberKind::Part if lower == "half" => half(scene, at),
        NumberKind::Part => ordinal(scene, at, value).filter(|_| lower != "quarter" && !lower.ends_with('s')),
        _ => {
            if let Some(part) = parts(scene, at, value) {
                return Some(part);
            }
            let numeral = cardinal(scene, at)?;
            if article && numeral.end == at + 1 {
                return None;
            }
            // "twenty-first"
            if scene.is_hyphen(numeral.end)
                && scene.touches(numeral.end)
                && let Some((NumberKind::Ordinal | NumberKind::Part, last)) =
                    LEXICON.number(scene.lower(numeral.end + 1))
                && kind == NumberKind::Ten
                && last < 10.0
            {
                return ordinal(scene, numeral.end + 1, numeral.value + last)
                    .map(|found| Numeral { start: at, ..found });
            }
            Some(share(scene, numeral).unwrap_or(numeral))
        }
    }
}

/// A whole number in words, "a" before a scale included; "and a half" behind it.
fn cardinal<'t>(scene: &Scene<'t>, start: usize) -> Option<Numeral<'t>> {
    use NumberKind::{Digit, Dozen, Hundred, Scale, Teen, Ten};
    let (mut total, mut current, mut last) = (0.0, 0.0, None);
    let mut at = start;
    if matches!(scene.lower(at), "a" | "an") {
        let next = LEXICON.number(scene.lower(at + 1))?.0;
        if !matches!(next, NumberKind::Hundred | NumberKind::Dozen | NumberKind::Scale) {
            return None;
        }
        (current, last) = (1.0, Some(NumberKind::Digit));
        at += 1;
    }
    let mut end = at;
    while at < start + MOST_WORDS {
        let link = match scene.lower(at) {
            "-" | "‐" | "‑" if last.is_some() && scene.touches(at) => 1,
            "and" if matches!(last, Some(NumberKind::Hundred | NumberKind::Scale)) => 1,
            _ => 0,
        };
        let Some((kind, value)) = LEXICON.number(scene.lower(at + link)) else { break };
        match (kind, last) {
            (Digit, None | Some(Ten | Hundred | Scale)) | (Teen | Ten, None | Some(Hundred | Scale)) => {
                // "a hundred and two thousand" but not "one and two".
                if link == 1 && scene.lower(at) == "and" && value == 0.0 {
                    break;
                }
                current += value;
            }
            (Hundred | Dozen, Some(_)) if current > 0.0 && current < 100.0 => current *= value,
            (Scale, Some(_)) if current > 0.0 => {
                total += current * value;
                current = 0.0;
            }
            (Scale, Some(Scale)) if total > 0.0 => total *= value,
            _ => break,
        }
        last = Some(kind);
        at += link + 1;
        end = at;
    }
    last?;
    let mut value = total + current;
    // "two and a half (million)"
    if scene.lower(end) == "and"
        && matches!(scene.lower(end + 1), "a" | "one")
        && let Some((NumberKind::Part, parts)) = LEXICON.number(scene.lower(end + 2))
        && parts <= 4.0
    {
        value += 1.0 / parts;
        end += 3;
        if let Some((NumberKind::Scale, scale)) = LEXICON.number(scene.lower(end)) {
            value *= scale;
            end += 1;
        }
    }
    Some(Numeral::plain(start, end, Form::Words, value))
}

/// "two-thirds", "a third of", "three quarters".
fn parts<'t>(scene: &Scene<'t>, at: usize, count: f64) -> Option<Numeral<'t>> {
    let hyphen = scene.is_hyphen(at + 1) && scene.touches(at + 1);
    let name = at + 1 + usize::from(hyphen);
    let lower = scene.lower(name);
    let (NumberKind::Part, parts) = LEXICON.number(lower)? else { return None };
    let plural = lower.ends_with('s') || lower == "halves";
    if lower == "half" || lower == "halves" || plural != (count > 1.0) || count >= parts {
        return None;
    }
    let next = scene.lower(name + 1);
    let is_part = match () {
        () if hyphen => true,
        // "three quarters of growth" are times; "three quarters of the firms" are parts.
        () if plural && lower == "quarters" => next == "of",
        () if plural => true,
        // "a third man" is one more man; "a third" and "a third of them" are parts.
        () => {
            next == "of"
                || (lower != "quarter"
                    && !matches!(scene.upos(name + 1), Upos::Noun | Upos::Adj | Upos::Propn | Upos::Num)
                    && !scene.is_hyphen(name + 1))
        }
    };
    is_part.then(|| Numeral::plain(at, name + 1, Form::Fraction, count / parts))
}

/// "half", "half a million", "half-dozen".
fn half<'t>(scene: &Scene<'t>, at: usize) -> Option<Numeral<'t>> {
    let before = scene.before(at);
    if LEXICON.number(before).is_some_and(|(kind, _)| kind == NumberKind::Ordinal)
        || matches!(
            before,
            "other"
                | "latter"
                | "better"
                | "top"
                | "bottom"
                | "upper"
                | "lower"
                | "opening"
                | "closing"
                | "early"
                | "this"
                | "last"
                | "next"
        )
    {
        return None;
    }
    let hyphen = scene.is_hyphen(at + 1);
    let article = usize::from(hyphen || matches!(scene.lower(at + 1), "a" | "an"));
    let next = at + 1 + article;
    if let Some((NumberKind::Scale | NumberKind::Dozen, scale)) =
        LEXICON.number(scene.lower(next)).filter(|_| article == 1)
    {
        let value = scale / 2.0;
        return Some(Numeral { mantissa: 0.5, ..Numeral::plain(at, next + 1, Form::Words, value) });
    }
    // "half-time", "half-hearted": words of their own; "half-hour" is a length of time.
    if hyphen && LEXICON.unit(scene.word(next), scene.lower(next)).is_none() {
        return None;
    }
    let end = if article == 1 && LEXICON.unit(scene.word(next), scene.lower(next)).is_some() { next } else { at + 1 };
    let form = if end == next && article == 1 { Form::Words } else { Form::Fraction };
    Some(Numeral::plain(at, end, form, 0.5))
}

/// "the third": where the tagger agrees that it tells which.
fn ordinal<'t>(scene: &Scene<'t>, at: usize, value: f64) -> Option<Numeral<'t>> {
    let tells = scene.upos(at) == Upos::Adj && !scene.is_hyphen(at + 1);
    tells.then(|| Numeral::plain(at, at + 1, Form::Ordinal, value))
}

/// "twice", "doubled".
fn multiple<'t>(scene: &Scene<'t>, at: usize, value: f64) -> Option<Numeral<'t>> {
    // "hit singles and doubles"
    let noun = scene.lower(at).ends_with('s') && scene.upos(at) != Upos::Verb;
    (!scene.is_hyphen(at + 1) && !noun).then(|| Numeral::plain(at, at + 1, Form::Multiple, value))
}
