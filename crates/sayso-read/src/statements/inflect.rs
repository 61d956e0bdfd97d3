//! Inflection: the forms of a verb, the plural of a noun, by rule and a table of irregular verbs.
//!
//! In: a dictionary form. Out: its forms. British and American spellings both ("labelled", "labeled"), since a lexicon
//! that is only looked up loses nothing by holding a form too many.

use std::collections::BTreeMap;

/// The table of irregular verbs: plain form, past, participle.
const IRREGULAR: &str = include_str!("irregular.tsv");

/// Verbs of more than one syllable that double their last letter: the stress lies on the last syllable.
const DOUBLING: &[&str] = &[
    "admit", "allot", "aver", "commit", "compel", "concur", "confer", "control", "deter", "equip", "expel", "forget",
    "infer", "occur", "omit", "patrol", "permit", "prefer", "propel", "rebut", "recur", "refer", "regret", "submit",
    "transfer", "unwrap", "rerun",
];

/// Which forms of a verb a word can be: a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Forms(u8);

impl Forms {
    pub(super) const NONE: Forms = Forms(0);
    /// "say"
    pub(super) const BASE: Forms = Forms(1);
    /// "says"
    pub(super) const THIRD: Forms = Forms(2);
    /// "said" in "they said"
    pub(super) const PAST: Forms = Forms(4);
    /// "said" in "was said"
    pub(super) const PARTICIPLE: Forms = Forms(8);
    /// "saying"
    pub(super) const ING: Forms = Forms(16);

    pub(super) fn has(self, other: Forms) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn and(self, other: Forms) -> Forms {
        Forms(self.0 | other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The irregular verbs.
pub(super) struct Irregular(BTreeMap<&'static str, (&'static str, &'static str)>);

impl Irregular {
    pub(super) fn read() -> Irregular {
        let rows = IRREGULAR.lines().filter(|line| !line.starts_with('#'));
        Irregular(
            rows.filter_map(|row| {
                let mut cells = row.split('\t');
                Some((cells.next()?, (cells.next()?, cells.next()?)))
            })
            .collect(),
        )
    }

    /// All forms of a verb, each with what it is. A word may come twice, with different forms.
    pub(super) fn verb(&self, base: &str) -> Vec<(String, Forms)> {
        let mut forms = vec![(base.to_owned(), Forms::BASE), (plural(base), Forms::THIRD)];
        match self.0.get(base) {
            Some((past, participle)) => {
                forms.push(((*past).to_owned(), Forms::PAST));
                forms.push(((*participle).to_owned(), Forms::PARTICIPLE));
                if base == "get" {
                    forms.push(("got".to_owned(), Forms::PARTICIPLE));
                }
            }
            None => {
                forms.extend(suffixed(base, "ed").into_iter().map(|word| (word, Forms::PAST.and(Forms::PARTICIPLE))));
            }
        }
        forms.extend(suffixed(base, "ing").into_iter().map(|word| (word, Forms::ING)));
        forms
    }
}

/// "claims", "wishes", "denies": the plural of a noun and the third person of a verb follow one rule.
pub(super) fn plural(base: &str) -> String {
    match base {
        "have" => return "has".into(),
        "do" | "go" | "undergo" | "echo" | "veto" => return format!("{base}es"),
        _ => {}
    }
    if let Some(stem) = base.strip_suffix('y').filter(|stem| !stem.ends_with(vowel)) {
        return format!("{stem}ies");
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| base.ends_with(end));
    format!("{base}{}", if hissing { "es" } else { "s" })
}

fn vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// A verb with "ed" or "ing": one form, or two where spellings differ.
fn suffixed(base: &str, suffix: &str) -> Vec<String> {
    if let Some(stem) = base.strip_suffix("ie").filter(|_| suffix == "ing") {
        return vec![format!("{stem}ying")];
    }
    if let Some(stem) = base.strip_suffix('e') {
        let keep = suffix == "ing" && (stem.ends_with(['e', 'o', 'y']));
        return vec![if keep { format!("{base}{suffix}") } else { format!("{stem}{suffix}") }];
    }
    if let Some(stem) = base.strip_suffix('y').filter(|stem| suffix == "ed" && !stem.ends_with(vowel)) {
        return vec![format!("{stem}ied")];
    }
    let Some(last) = base.chars().last() else { return Vec::new() };
    let doubled = format!("{base}{last}{suffix}");
    if DOUBLING.contains(&base) || (short(base) && !matches!(last, 'w' | 'x' | 'y')) {
        return vec![doubled];
    }
    let plain = format!("{base}{suffix}");
    if last == 'l' && base.len() > 3 && base[..base.len() - 1].ends_with(['a', 'e', 'o', 'i']) {
        return vec![plain, doubled]; // "signaled" and "signalled"
    }
    if base.ends_with("ic") {
        return vec![format!("{base}k{suffix}")];
    }
    vec![plain]
}

/// One syllable that ends in one vowel and one consonant: "plan", "quip".
fn short(base: &str) -> bool {
    let letters: Vec<char> = base.chars().collect();
    let n = letters.len();
    if n < 3 {
        return false;
    }
    let at = |i: usize| {
        // The "u" of "qu" is no vowel of its own.
        vowel(letters[i]) && !(letters[i] == 'u' && i > 0 && letters[i - 1] == 'q')
    };
    let vowels = (0..n).filter(|&i| at(i)).count();
    vowels == 1 && at(n - 2) && !at(n - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(base: &str) -> Vec<String> {
        Irregular::read().verb(base).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn regular_verbs_follow_the_rule() {
        assert_eq!(forms("argue"), ["argue", "argues", "argued", "arguing"]);
        assert_eq!(forms("deny"), ["deny", "denies", "denied", "denying"]);
        assert_eq!(forms("plan"), ["plan", "plans", "planned", "planning"]);
        assert_eq!(forms("quip"), ["quip", "quips", "quipped", "quipping"]);
        assert_eq!(forms("admit"), ["admit", "admits", "admitted", "admitting"]);
        assert_eq!(forms("claim"), ["claim", "claims", "claimed", "claiming"]);
        assert_eq!(forms("agree"), ["agree", "agrees", "agreed", "agreeing"]);
        assert_eq!(forms("signal"), ["signal", "signals", "signaled", "signalled", "signaling", "signalling"]);
        assert_eq!(forms("vow"), ["vow", "vows", "vowed", "vowing"]);
        assert_eq!(forms("stress"), ["stress", "stresses", "stressed", "stressing"]);
    }

    #[test]
    fn irregular_verbs_come_from_the_table() {
        assert_eq!(forms("say"), ["say", "says", "said", "said", "saying"]);
        assert_eq!(forms("write"), ["write", "writes", "wrote", "written", "writing"]);
        assert_eq!(forms("lie"), ["lie", "lies", "lay", "lain", "lying"]);
    }
}
