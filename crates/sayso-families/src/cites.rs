//! Cites: whom a text ascribes a report to ("the Daily Wire reported", "first reported by Meridian Wire").
//!
//! In: the text. Out: names as printed. A document that reports on another's report is no copy of it, but depends on it. Only names next
//! to a word of reporting are taken; whether one of them is an outlet of the pile is asked later (`origin`).
//!
//! ```text
//! ..., |the Tribune| reported on Monday.        first reported by |Meridian Wire|.        |The Montaval Courier| reports that ...
//! ```

/// Words after a name that make it a source of reports.
const AFTER: &[&str] = &["reported", "reports", "wrote", "writes", "revealed", "published", "said"];

/// Words before a name that do.
const BEFORE: &[&str] = &[
    "reported by ",
    "published by ",
    "published in ",
    "appeared in ",
    "appeared on ",
    "revealed by ",
    "according to ",
    "told ",
    "agency ",
    "newspaper ",
];

/// Most names that are kept of one document.
const MOST: usize = 64;

/// Most bytes that a name has.
const LONGEST: usize = 80;

/// The names that reports are ascribed to, each once, in order.
pub(crate) fn ascribed(body: &[(&str, u32)]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for &(block, _) in body {
        for name in block_names(block) {
            if names.len() < MOST && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn block_names(block: &str) -> Vec<String> {
    let mut names = Vec::new();
    // Runs of capitalised words, "of" and "the" between them.
    let mut run: Option<(usize, usize)> = None;
    let mut words = words(block).peekable();
    while let Some((start, word)) = words.next() {
        let end = start + word.len();
        let capital = word.starts_with(char::is_uppercase);
        let inner = matches!(word, "of" | "the" | "de" | "la");
        match &mut run {
            Some((_, last))
                if (capital || inner) && block[*last..start].chars().all(|c| matches!(c, ' ' | '-' | '’' | '&')) =>
            {
                if capital {
                    *last = end;
                }
            }
            _ if capital => run = Some((start, end)),
            _ => run = None,
        }
        let Some((first, last)) = run else { continue };
        let next = words.peek().map_or("", |&(_, next)| next);
        let ends = words.peek().is_none_or(|&(next, word)| {
            !(word.starts_with(char::is_uppercase)
                && block[end..next].chars().all(|c| matches!(c, ' ' | '-' | '’' | '&')))
        });
        if !capital || !ends || last - first > LONGEST {
            continue;
        }
        let before = &block[..first];
        let before = before.strip_suffix("the ").or(before.strip_suffix("The ")).unwrap_or(before);
        let by = BEFORE.iter().any(|cue| before.ends_with(cue));
        let beside = block[last..].trim_start_matches([' ', '’', '\'', '”', '"', ',']).starts_with(next)
            && AFTER.contains(&next);
        if by || beside {
            names.push(block[first..last].to_owned());
        }
    }
    names
}

/// Runs of letters, digits and points inside them, with the byte where they begin.
fn words(block: &str) -> impl Iterator<Item = (usize, &str)> {
    block
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - block.as_ptr() as usize, word))
}

/// What newspapers, agencies and stations call themselves: the last word of their names, or the first.
const PRESS: &[&str] = &[
    "agency",
    "bulletin",
    "bugle",
    "chronicle",
    "courier",
    "daily",
    "dispatch",
    "echo",
    "examiner",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "inquirer",
    "journal",
    "ledger",
    "magazine",
    "mail",
    "mercury",
    "mirror",
    "monitor",
    "news",
    "observer",
    "post",
    "press",
    "radio",
    "record",
    "register",
    "review",
    "sentinel",
    "standard",
    "star",
    "sun",
    "telegraph",
    "television",
    "times",
    "tribune",
    "tv",
    "weekly",
    "wire",
    "world",
    "zeitung",
    "blatt",
    "reuters",
    "afp",
    "ap",
    "tass",
    "xinhua",
    "bbc",
    "cnn",
];

/// The outlets of a pile, to know them again by.
#[derive(Debug, Default)]
pub struct Outlets {
    /// By the last word of their names.
    by_end: std::collections::BTreeMap<String, Vec<String>>,
}

impl Outlets {
    /// Those that have these names.
    pub fn of<'n>(names: impl Iterator<Item = &'n str>) -> Outlets {
        let mut outlets = Outlets::default();
        for name in names {
            let list = outlets.by_end.entry(end(name)).or_default();
            if !list.iter().any(|known| known == name) && list.len() < MOST {
                list.push(name.to_owned());
            }
        }
        outlets
    }

    /// Those of them that a name means.
    pub fn meant(&self, name: &str) -> impl Iterator<Item = &str> {
        self.by_end.get(&end(name)).into_iter().flatten().map(String::as_str).filter(move |outlet| means(name, outlet))
    }

    /// Whether a name means one of them.
    pub(crate) fn hold(&self, name: &str) -> bool {
        self.meant(name).next().is_some()
    }

    /// Whether a name that a report is ascribed to is an outlet's: one of the pile's, or one that is called as outlets are.
    pub(crate) fn knows(&self, name: &str) -> bool {
        let words = whole(name);
        let [first, .., last] = words.as_slice() else {
            return words.first().is_some_and(|only| PRESS.contains(&only.as_str()) && only.len() > 2)
                || self.hold(name);
        };
        let called = PRESS.contains(&last.as_str()) || matches!(first.as_str(), "radio" | "daily" | "agency");
        called || self.hold(name)
    }
}

/// The last word of a name.
fn end(name: &str) -> String {
    plain(name).rsplit(' ').next().unwrap_or_default().to_owned()
}

/// Whether a printed name means an outlet: the words of one stand in the other, "the", what an edition adds (", English service") and what
/// agencies leave off ("Meridian" for "Meridian Wire") aside.
pub(crate) fn means(name: &str, outlet: &str) -> bool {
    let (name, outlet) = (plain(name), plain(outlet));
    if name.is_empty() || outlet.is_empty() {
        return false;
    }
    // "The Tribune" for "Kesso Tribune": the last word must be the same, and be enough of a name.
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')) && short.len() >= 4
    };
    ends(&outlet, &name) || ends(&name, &outlet)
}

/// What parts an outlet's name from what it says of itself.
const ASIDE: &[&str] = &[" - ", " – ", " — ", " | ", ", ", ": "];

/// Last words that agencies are called without.
const AGENCY: &[&str] = &["wire", "newswire", "agency"];

/// The words of a name in lower case, without "the", "www" and what an edition adds.
fn whole(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let lower = ASIDE.iter().fold(lower.as_str(), |name, aside| name.split(aside).next().unwrap_or_default());
    let words: Vec<_> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words = words.strip_prefix(&["the"]).unwrap_or(&words);
    let words = words.strip_prefix(&["www"]).unwrap_or(words);
    words.iter().map(|&word| word.to_owned()).collect()
}

/// The same as people say it: names of one outlet are equal.
pub fn plain(name: &str) -> String {
    let mut words = whole(name);
    if words.len() > 1 && words.last().is_some_and(|last| AGENCY.contains(&last.as_str())) {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_beside_a_word_of_reporting_are_taken() {
        for (text, expected) in [
            ("The bridge is shut, the Kesso Tribune reported on Monday.", vec!["Kesso Tribune"]),
            ("It was first reported by Meridian Wire.", vec!["Meridian Wire"]),
            ("The Montaval Courier reports that it is shut.", vec!["The Montaval Courier"]),
            ("Ilva Tarn left for Karsavin on Monday.", vec![]),
            ("The agency Meridian Wire reported on Wednesday", vec!["Meridian Wire"]),
        ] {
            assert_eq!(ascribed(&[(text, 0)]), expected, "{text}");
        }
    }

    #[test]
    fn an_outlet_goes_by_its_whole_name_or_its_last_word() {
        assert!(means("the Kesso Tribune", "Kesso Tribune") && means("The Tribune", "Kesso Tribune"));
        assert!(
            means("the Montaval Courier", "The Montaval Courier - English pages") && means("Meridian", "Meridian Wire")
        );
        assert!(!means("Kesso", "Kesso Tribune") && !means("Meridian", "Tribune") && !means("", "Tribune"));
    }
}
