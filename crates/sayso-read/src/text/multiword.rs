//! Multiword tokens: neighbouring tokens that are printed as one word, as Universal Dependencies has them.
//!
//! In: [`Text`], a sentence. Out: runs of two or more tokens.
//!
//! The treebanks take clitics off their words; what was printed in one piece is a multiword token over the pieces.
//! Tokens without white space between them are pieces of one if both are words, or the second is a clitic.
//!
//! ```text
//! They don't know Tarn's dogs' names, and can't be gonna.
//!      ^^~~~      ^^^^~~ ^^^^~                 ^^^~~
//! ```
//!
//! Not here: hyphens, numbers with units, marks (`well-known`, `5km`, `$5`): these are neighbours only.

use super::class::is_apostrophe;
use super::{Text, TokenKind};
use crate::span::Run;

/// The multiword tokens of a sentence, in order and apart.
pub fn multiwords(text: &Text, sentence: Run) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut quoted = false;
    let (mut start, end) = (sentence.start as usize, sentence.end as usize);
    for at in sentence.range() {
        let joined = at > sentence.range().start && is_joined(text, at, end, quoted);
        if !joined {
            // An apostrophe with nothing glued to its left but something to its right opens a quotation; the next one
            // that stands alone closes it.
            if word(text, at).chars().all(is_apostrophe) {
                quoted = !is_glued(text, at) && at + 1 < end && is_glued(text, at + 1);
            }
            if at > start + 1 {
                runs.push(Run::new(start, at));
            }
            start = at;
        }
    }
    if end > start + 1 {
        runs.push(Run::new(start, end));
    }
    runs
}

fn word(text: &Text, token: usize) -> &str {
    text.tokens.get(token).and_then(|token| text.string.get(token.span.range())).unwrap_or_default()
}

/// Whether no white space stands before the token.
fn is_glued(text: &Text, token: usize) -> bool {
    let before = token.checked_sub(1).and_then(|before| text.tokens.get(before));
    before.zip(text.tokens.get(token)).is_some_and(|(before, this)| before.span.end == this.span.start)
}

/// Whether the token is one word with the one before it.
fn is_joined(text: &Text, at: usize, end: usize, quoted: bool) -> bool {
    if !is_glued(text, at) {
        return false;
    }
    let (before, this) = (word(text, at - 1), word(text, at));
    let is_word = |token: usize| text.tokens.get(token).is_some_and(|token| token.kind == TokenKind::Word);
    let Some(last) = before.chars().next_back() else { return false };
    let mut chars = this.chars();
    let Some(first) = chars.next() else { return false };
    if !is_apostrophe(first) {
        return is_word(at - 1) && is_word(at) && last.is_alphabetic();
    }
    if !(last.is_alphanumeric() || last == '.') {
        return false;
    }
    let rest = chars.as_str();
    if rest.is_empty() {
        // "the dogs' names" but "the 'dogs' of war": a plural's own, unless it closes a quotation or stands at the end.
        let owner = last.eq_ignore_ascii_case(&'s') || last.eq_ignore_ascii_case(&'z');
        return owner && !quoted && at + 1 < end && !is_glued(text, at + 1) && is_word(at + 1);
    }
    ["s", "m", "re", "ve", "ll", "d", "t", "em", "nt"].iter().any(|clitic| rest.eq_ignore_ascii_case(clitic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(string: &str, expected: &[&str]) {
        let text = Text::plain(string);
        let found: Vec<&str> = (text.sentences.iter())
            .flat_map(|&sentence| multiwords(&text, sentence))
            .map(|run| text.words(text.span(run)))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn clitics_and_contractions_are_one_with_their_word() {
        check(
            "They don't know Tarn’s men; we'll see. I'd've gone. You cannot, she's gonna.",
            &["don't", "Tarn’s", "we'll", "I'd've", "cannot", "she's", "gonna"],
        );
    }

    #[test]
    fn a_plurals_apostrophe_is_its_own_unless_it_closes_a_quotation() {
        check("The dogs' names were lost.", &["dogs'"]);
        check("He called the 'dogs' liars.", &[]);
        check("The miners’ union met.", &["miners’"]);
    }

    #[test]
    fn hyphens_units_and_marks_are_neighbours_only() {
        check("A well-known 5km run cost $5 (or 10%).", &[]);
    }
}
