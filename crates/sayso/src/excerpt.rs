//! Excerpt: the part of a block around what was found, cut where its words begin or end to be marked.
//!
//! ```text
//! … moved at dawn. “Since Saturday we hold more than 310,” he said. The
//!                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ said
//!                                  ^^^^ sought
//! ```

use sayso_ledger::Hit;

/// Characters shown before what was found.
const BEFORE: usize = 80;

/// A stretch of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) words: String,
    /// Of the words that were sought.
    pub(crate) sought: bool,
    /// In the content of the statement that answers.
    pub(crate) said: bool,
}

/// The part of a block around what was found, of at most `most` characters, with an ellipsis where it was cut.
pub(crate) fn excerpt(hit: &Hit, most: usize) -> Vec<Piece> {
    let at = |position: u32| position.saturating_sub(hit.start) as usize;
    let said = hit.statement.as_ref().map_or(&[][..], |said| &said.content_spans);
    let content = said.iter().map(|span| at(span.0)).min();
    let first = content.or_else(|| hit.matches.first().map(|span| at(span.0))).unwrap_or(0);
    let characters: Vec<char> = hit.text.chars().collect();
    let from = match first.checked_sub(BEFORE) {
        None | Some(0) => 0,
        // From a whole word on.
        Some(from) => (from..first).find(|&at| characters.get(at).is_some_and(|c| c.is_whitespace())).unwrap_or(from),
    };
    let to = characters.len().min(from + most);
    let within = |spans: &[(u32, u32)], index| spans.iter().any(|&(start, end)| (at(start)..at(end)).contains(&index));
    let quiet = |words: &str| Piece { words: words.into(), sought: false, said: false };
    let mut pieces: Vec<Piece> = Vec::new();
    if from > 0 {
        pieces.push(quiet("… "));
    }
    let begin = pieces.len();
    for (index, &character) in characters.iter().enumerate().take(to).skip(from) {
        let (sought, said) = (within(&hit.matches, index), within(said, index));
        match pieces[begin..].last_mut() {
            Some(last) if (last.sought, last.said) == (sought, said) => last.words.push(character),
            _ => pieces.push(Piece { words: character.into(), sought, said }),
        }
    }
    if to < characters.len() {
        pieces.push(quiet(" …"));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sought_and_what_was_said_are_cut_out() {
        let hit = Hit { start: 10, end: 21, text: "We hold 310".into(), matches: vec![(18, 21)], statement: None };
        let shown: Vec<_> = excerpt(&hit, 100).into_iter().map(|piece| (piece.words, piece.sought)).collect();
        assert_eq!(shown, [("We hold ".to_owned(), false), ("310".to_owned(), true)]);
    }

    #[test]
    fn a_long_block_is_cut_around_what_was_found() {
        let text = format!("{}found {}", "word ".repeat(100), "more ".repeat(100));
        let hit = Hit { start: 0, end: text.len() as u32, text, matches: vec![(500, 505)], statement: None };
        let pieces = excerpt(&hit, 200);
        assert_eq!((pieces[0].words.as_str(), pieces[2].words.as_str(), pieces[2].sought), ("… ", "found", true));
        assert_eq!(pieces.last().map(|piece| piece.words.as_str()), Some(" …"));
    }
}
