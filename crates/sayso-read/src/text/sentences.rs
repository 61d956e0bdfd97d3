//! Sentences: runs of tokens that end with a stop, or with their block.
//!
//! In: the tokens of a block. Out: runs that cover them. Rules; then, where there is one, a small linear model looks
//! again at the places where a sentence may end (see `features`): it finds the ends that no mark shows.
//!
//! A stop ends a sentence together with the quotation marks and brackets that close behind it, unless what follows goes
//! on: a small letter, the stop's own abbreviation, a speaker after a quoted question.
//!
//! ```text
//! "Why?" asked Gov. Orlo. (Nobody knew.) "It is late. Go," she said.
//!                        |              |           |              |
//! ```
//!
//! Weak: sentences without stops and capitals in chats; a name that a stop parts (`Yahoo! News`).

use super::class::{is_closer, is_opener, is_quote, is_stop};
use super::features::Looks;
use super::lexicon::{self, Abbreviation};
use super::model::Model;
use super::{Paragraph, Text, Token, TokenKind};
use crate::articles::BlockKind;
use crate::span::Run;

/// Parts the tokens of a block into sentences and adds them to `out`.
pub(super) fn part(text: &str, tokens: &[Token], block: Run, kind: BlockKind, model: &Model, out: &mut Vec<Run>) {
    let view = View { text, tokens: tokens.get(block.range()).unwrap_or_default(), kind };
    let mut ends = view.by_rule();
    if !model.is_empty() && is_prose(kind) {
        ends = view.reconsider(&ends, model);
    }
    let (base, mut start) = (block.start as usize, 0);
    for (at, _) in ends.iter().enumerate().filter(|&(_, &ends)| ends) {
        out.push(Run::new(base + start, base + at + 1));
        start = at + 1;
    }
}

/// The rules' end of a sentence stands unless the model is sure that there is none: they know marks of more kinds than the
/// treebanks do.
const JOIN: i32 = -60;

/// Whether several sentences may stand in such a block without marks between them.
fn is_prose(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote | BlockKind::Caption)
}

/// What the model may look at: the block, and for each of its candidates whether the rules end a sentence there.
pub fn candidates(text: &Text, paragraph: &Paragraph, mut see: impl FnMut(&Looks<'_, '_>, &[bool])) {
    let tokens = text.tokens.get(paragraph.run.range()).unwrap_or_default();
    let view = View { text: &text.string, tokens, kind: paragraph.kind };
    let ends = view.by_rule();
    see(&Looks::of(&view, &ends), &ends);
}

/// A block's tokens and the text they stand in.
pub(super) struct View<'a> {
    text: &'a str,
    pub(super) tokens: &'a [Token],
    kind: BlockKind,
}

impl View<'_> {
    /// For each token whether a sentence ends with it, by rule.
    fn by_rule(&self) -> Vec<bool> {
        let count = self.tokens.len();
        let mut ends = vec![false; count];
        let mut end = |at: usize| {
            if let Some(end) = at.checked_sub(1).and_then(|last| ends.get_mut(last)) {
                *end = true;
            }
        };
        let (mut start, mut at) = (0, 0);
        let mut quoted = false;
        while at < count {
            if self.is_quiet(at) {
                at += 1;
                continue;
            }
            if at > start && self.breaks_before(at) {
                end(at);
                start = at;
                quoted = false;
            }
            if self.is_straight(at) {
                quoted = !quoted;
            }
            if let Some(next) = self.end(start, at, quoted) {
                // A closing straight mark was eaten with the stop.
                quoted ^= (at + 1..next).filter(|&token| self.is_straight(token)).count() % 2 == 1;
                end(next);
                start = next;
                at = next;
            } else {
                at += 1;
            }
        }
        end(count);
        ends
    }

    /// The ends of sentences, by the model, which knows what the rules say.
    fn reconsider(&self, ends: &[bool], model: &Model) -> Vec<bool> {
        let looks = Looks::of(self, ends);
        let mut start = 0;
        let last = ends.len().saturating_sub(1);
        (ends.iter().enumerate())
            .map(|(at, &rule)| {
                let asks = at < last && looks.is_candidate(at) && !(rule && self.breaks_before(at + 1));
                let ends = if asks {
                    let threshold = if rule { JOIN } else { model.threshold };
                    model.score(&looks.features(start, at)) > threshold
                } else {
                    rule
                };
                if ends {
                    start = at + 1;
                }
                ends
            })
            .collect()
    }

    pub(super) fn word(&self, token: usize) -> &str {
        self.tokens.get(token).and_then(|token| self.text.get(token.span.range())).unwrap_or_default()
    }

    /// Whether nothing can end or begin here: a word or number without a stop, on the same line as the one before. Most
    /// tokens are, and this is quick to see.
    fn is_quiet(&self, token: usize) -> bool {
        let Some(this) = self.tokens.get(token) else { return false };
        let before = token.checked_sub(1).and_then(|before| self.tokens.get(before));
        let gap = before.map_or(0, |before| this.span.start - before.span.end);
        let bytes = self.text.as_bytes();
        matches!(this.kind, TokenKind::Word | TokenKind::Number)
            && (gap == 0 || (gap == 1 && bytes.get(this.span.start as usize - 1) == Some(&b' ')))
            && bytes.get(this.span.end as usize - 1) != Some(&b'.')
    }

    /// What stands between a token and the one before it.
    pub(super) fn gap(&self, token: usize) -> &str {
        let (Some(before), Some(this)) = (self.tokens.get(token.wrapping_sub(1)), self.tokens.get(token)) else {
            return " ";
        };
        self.text.get(before.span.end as usize..this.span.start as usize).unwrap_or_default()
    }

    fn is_straight(&self, token: usize) -> bool {
        matches!(self.word(token), "\"" | "＂")
    }

    /// Whether a line begins here that is a row of a table, or an item of a list written out.
    fn breaks_before(&self, token: usize) -> bool {
        let gap = self.gap(token);
        let line = gap.contains('\n');
        let bullet = matches!(self.word(token), "•" | "▪" | "●" | "‣" | "◦");
        (line && self.kind == BlockKind::Table)
            || gap.matches('\n').count() > 1
            || (bullet && !gap.is_empty())
            || (line && matches!(self.word(token), "-" | "*" | "–" | "—") && !self.gap(token + 1).is_empty())
    }

    /// Where the sentence from `start` ends, if the token `at` is its stop: after the marks that close behind it.
    fn end(&self, start: usize, at: usize, quoted: bool) -> Option<usize> {
        let stop = self.word(at);
        if self.is_face(at) || (at == start && self.is_address(at)) {
            let next = self.word(at + 1);
            let fresh = next.starts_with(|c: char| c.is_uppercase()) || self.is_address(at + 1);
            return (fresh && next != "I").then_some(at + 1);
        }
        let last = stop.chars().next_back().filter(|&c| is_stop(c))?;
        let end = self.closers(at + 1, quoted);
        if end >= self.tokens.len() {
            return Some(end);
        }
        let next = self.begin(end);
        let word = self.word(next);
        let first = word.chars().next()?;
        if !last.is_ascii() && last != '…' {
            return Some(end); // Scripts with stops of their own do not use them for anything else.
        }
        let closed = (at + 1..end).any(|token| is_closer(self.word(token)));
        let small = first.is_lowercase();
        let goes_on = match self.abbreviation(at) {
            Some(kind) => !self.ends(kind, stop, end, word, first),
            None if last == '.' && stop == "." => {
                // "1. The", "a. The" number an item; a spaced ellipsis goes on; "end.next" has no space to end with.
                self.is_number_of_item(start, at)
                    || word.starts_with('.')
                    || (small && (closed || self.gap(at) == " " || self.gap(end).is_empty()))
                    || (closed && self.is_said_by(end))
                    || (self.gap(end).is_empty() && !closed && !self.parts_words(at))
                    || matches!(word, "," | ";" | ":")
            }
            None if matches!(last, '.' | '…') => {
                !(first.is_uppercase() || next > end)
                    || (self.gap(end).is_empty() && !closed)
                    || (closed && self.is_said_by(end))
            }
            None => {
                small || matches!(word, "," | ";" | ":" | "-" | "–" | "—" | "--") || (closed && self.is_said_by(end))
            }
        };
        (!goes_on).then_some(end)
    }

    /// Whether a stop without white space stands between two sentences: `the end.Next`, but not `7-01.DOC`, `3.5.`
    fn parts_words(&self, at: usize) -> bool {
        let (before, after) = (self.word(at.wrapping_sub(1)), self.word(at + 1));
        before.chars().next_back().is_some_and(char::is_lowercase) && !after.chars().all(char::is_uppercase)
    }

    /// The first token after `at` that does not close something behind a stop.
    fn closers(&self, mut at: usize, mut quoted: bool) -> usize {
        // A longer row of them is rubbish, and looking along it from each of its stops would take long.
        for _ in 0..16 {
            let word = self.word(at);
            let Some(first) = word.chars().next() else { return at };
            let spaced = !self.gap(at).is_empty();
            let closes = if matches!(word, "\"" | "＂" | "''" | "'" | "`" | "``" | "’" | "”" | "‘" | "“") {
                // Straight marks close when glued, or when a mark is open and nothing is glued to their right.
                let opens = spaced && self.gap(at + 1).is_empty() && at + 1 < self.tokens.len();
                let closes = !opens && (!spaced || quoted || matches!(first, '”' | '’'));
                quoted &= !(closes && self.is_straight(at));
                closes
            } else if is_quote(first) {
                // « and » face either way; what is glued to the left closes.
                !spaced || first == '»' && !self.gap(at + 1).is_empty()
            } else {
                is_closer(word) || (!spaced && is_stop(first)) || self.is_face(at) || self.is_footnote(at, spaced)
            };
            if !closes {
                return at;
            }
            at += 1;
        }
        at
    }

    fn is_face(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| token.kind == TokenKind::Symbol)
            && self.word(token).starts_with([':', ';', '='])
            && self.word(token).len() > 1
    }

    fn is_address(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| token.kind == TokenKind::Symbol && token.span.len() > 6)
            && (self.word(token).starts_with("http") || self.word(token).starts_with("www."))
    }

    /// `[3]` glued to the stop.
    fn is_footnote(&self, token: usize, spaced: bool) -> bool {
        let bracket = self.word(token) == "[" && !spaced && self.word(token + 2) == "]";
        bracket || (token > 0 && self.word(token - 1) == "[" && self.word(token + 1) == "]" && !spaced)
    }

    /// The first token from `at` on that is not an opening mark.
    fn begin(&self, at: usize) -> usize {
        // More than a few opening marks are rubbish, and looking past them again and again would take long.
        (at..at + 4).find(|&token| !is_opener(self.word(token))).unwrap_or(at)
    }

    /// The kind of an abbreviation that carries its own stop.
    fn abbreviation(&self, at: usize) -> Option<Abbreviation> {
        let word = self.word(at);
        let body = word.strip_suffix('.').filter(|body| body.chars().any(char::is_alphanumeric))?;
        if let Some(kind) = lexicon::abbreviation(body) {
            return Some(kind);
        }
        let initial = body.chars().count() == 1;
        Some(if initial { Abbreviation::Title } else { Abbreviation::Either })
    }

    /// Whether a sentence ends with an abbreviation, given what follows.
    fn ends(&self, kind: Abbreviation, stop: &str, end: usize, word: &str, first: char) -> bool {
        let next = self.begin(end);
        let opened = next > end && is_quote(self.word(end).chars().next().unwrap_or(' '));
        match kind {
            Abbreviation::Title if stop.len() == 2 && opened && first.is_uppercase() => true,
            Abbreviation::Title | Abbreviation::Inner | Abbreviation::Numbered => false,
            Abbreviation::Last => first.is_uppercase(),
            Abbreviation::Date => first.is_uppercase() && (lexicon::is_starter(word) || opened),
            Abbreviation::Hour => first.is_uppercase() && !is_day_or_zone(word) && !self.gap(end).is_empty(),
            Abbreviation::Either => {
                let title = lexicon::abbreviation(word.strip_suffix('.').unwrap_or(" ")) == Some(Abbreviation::Title);
                lexicon::is_starter(word) || (opened && first.is_uppercase()) || (title && word.starts_with('M'))
            }
        }
    }

    /// Whether the stop at `at` follows the number or letter of an item at the start of the sentence: `1.`, `a.`, `iv.`
    fn is_number_of_item(&self, start: usize, at: usize) -> bool {
        if at != start + 1 {
            return false;
        }
        let word = self.word(start);
        let number = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
        let roman = word.len() <= 4 && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'I' | b'V' | b'X'));
        number || roman || (word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
    }

    /// Whether a speaker with a verb of saying stands at `at`, after a quotation that ends with a stop: `"Why?" Maria Orlo
    /// asked.`
    fn is_said_by(&self, at: usize) -> bool {
        if self.begin(at) != at {
            return false;
        }
        for token in at..at + 6 {
            let word = self.word(token);
            if token > at && SAYING.contains(&word) {
                // "He said that ..." begins a sentence of its own, "he said." does not.
                let after = self.word(token + 1);
                let first = self.word(at);
                let pronoun = matches!(first, "He" | "She" | "They" | "We" | "It" | "I" | "You");
                return !pronoun && matches!(after, "." | "," | "" | "in" | "on" | "at" | "after" | "as" | "during");
            }
            let named = word.chars().next().is_some_and(char::is_uppercase);
            if !(named || matches!(word, "of" | "de" | "al" | "-" | "bin" | "van" | "von")) {
                return false;
            }
        }
        false
    }
}

/// Verbs of saying that follow their speaker after a quotation.
const SAYING: &[&str] =
    &["said", "says", "asked", "asks", "added", "adds", "told", "wrote", "replied", "shouted", "cried", "wondered"];

fn is_day_or_zone(word: &str) -> bool {
    matches!(
        word,
        "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "Mon"
            | "Tue"
            | "Wed"
            | "Thu"
            | "Fri"
            | "Sat"
            | "Sun"
            | "EST"
            | "EDT"
            | "ET"
            | "CST"
            | "CDT"
            | "CT"
            | "MST"
            | "MDT"
            | "PST"
            | "PDT"
            | "PT"
            | "GMT"
            | "UTC"
            | "BST"
            | "CET"
            | "CEST"
            | "Eastern"
            | "Central"
            | "Pacific"
            | "Mountain"
            | "Moscow"
            | "Kyiv"
    ) || word.len() > 2
        && [
            "January",
            "February",
            "March",
            "April",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ]
        .contains(&word)
}

#[cfg(test)]
mod tests {
    use crate::text::Text;

    #[track_caller]
    fn check(cases: &[&str]) {
        for case in cases {
            let text = Text::plain(&case.replace(" || ", " ").replace("||", ""));
            let found: Vec<_> = text.sentences.iter().map(|&run| text.words(text.span(run))).collect();
            let expected: Vec<_> = case.split("||").map(str::trim).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn stops_end_sentences_and_headlines_end_with_their_block() {
        check(&[
            "He left. || She stayed! || Why? || Nobody knew",
            "Minister quits after vote",
            "It cost 1.5 million in 2004. || It was 3.5 percent.",
            "The end.||Next one.",
        ]);
    }

    #[test]
    fn closing_marks_stay_with_the_stop() {
        check(&[
            "\"We go.\" || \"They stay.\"",
            "“We will not go. || We stay,” she said. || He left.",
            "(He went. || She stayed.) || Nobody came.",
            "He called it \"a lie.\" || She laughed.",
            "'We go.' || 'They stay.'",
            "It was over.[3] || It had begun.",
        ]);
    }

    #[test]
    fn a_question_or_a_shout_goes_on_to_its_speaker() {
        check(&[
            "\"Why?\" he asked. || \"Go!\" Maria Orlo shouted.",
            "“Who is there?” Gen. Brask asked. || Nobody spoke.",
            "“Who is there?” || The general opened the door.",
        ]);
    }

    #[test]
    fn initials_and_abbreviations_do_not_end_sentences() {
        check(&[
            "V. V. Tarn met J. K. Orlo Jr. in the U.S. Senate. || He left the U.S. || The vote failed.",
            "They met at 5 p.m. Monday. || It closed at 6 p.m. || Crowds went home.",
            "He lives in Washington, D.C. || She does not.",
        ]);
    }

    #[test]
    fn datelines_stay_with_their_sentence() {
        check(&[
            "DORN, March 12 (Agency) — The dam held. || It was old.",
            "DORN, Mar. 12 (Agency) -- The dam held.",
            "TARN, Orlo (AP) — Nobody was hurt.",
        ]);
    }

    #[test]
    fn ellipses_end_a_sentence_before_a_capital_only() {
        check(&["He waited … and left. || He waited... || Nobody came.", "“We … we do not know,” he said."]);
    }

    #[test]
    fn items_keep_their_numbers() {
        check(&["1. The dam held.", "Iv. The dam held.", "They came: || • one man || • one dog"]);
    }

    #[test]
    fn other_scripts_end_sentences_with_their_own_stops() {
        check(&["我们走吧。||他说。", "هل تذهب؟ || نعم", "नमस्ते दुनिया। || नमस्ते।"]);
    }
}
