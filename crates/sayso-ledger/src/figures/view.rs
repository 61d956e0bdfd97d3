//! View: a figure and what stands left and right of it in its sentence.
//!
//! In: the [`Rows`] of a document. Out: a [`Page`] of tokens, and for each figure a [`View`].
//!
//! ```text
//! He put his own losses at | 19 | dead and “some 60” wounded.
//! left                      figure  right (up to the next figure)
//! ```

use std::collections::HashMap;
use std::ops::Range;

use super::tables::Table;
use super::things::Own;
use super::words::{Token, Words};
use crate::rows::{Quantity, Rows};
use sayso_read::articles::BlockKind;
use sayso_read::people::EntityKind;
use sayso_read::quantities::QuantityKind;

/// Tokens left and right of a figure that are looked at.
const WINDOW: usize = 40;

/// Names with one last word that are looked through.
const NAMESAKES: usize = 50;

/// Tokens on each side of a figure that are shown.
const SHOWN: usize = 14;

/// A document's passages as tokens.
pub(super) struct Page<'r> {
    pub(super) rows: &'r Rows,
    words: Vec<Words>,
    /// The names of persons and bodies in small letters by their last word, with the entity.
    names: HashMap<String, Vec<(i64, String)>>,
}

/// A figure in a table.
pub(super) struct Cell {
    pub(super) own: Own,
    /// The tokens of its row's head.
    pub(super) label: Range<usize>,
    /// The tokens above the table's head.
    pub(super) caption: Range<usize>,
}

/// A figure in its sentence.
#[derive(Clone)]
pub(super) struct View<'p> {
    pub(super) tokens: &'p [Token],
    /// All ranges are of `tokens`.
    pub(super) sentence: Range<usize>,
    pub(super) figure: Range<usize>,
    /// Up to the next figure of the sentence, marks of quotation behind the number left out.
    pub(super) right: Range<usize>,
    /// From the figure before it.
    pub(super) left: Range<usize>,
}

/// Whether figures of this kind are told by rivals.
pub(super) fn is_figure(quantity: &Quantity) -> bool {
    let times = quantity.unit.as_deref() == Some("count");
    matches!(quantity.kind, QuantityKind::Count | QuantityKind::Money) && !times
}

impl<'r> Page<'r> {
    pub(super) fn of(rows: &'r Rows) -> Page<'r> {
        let mut names: HashMap<String, Vec<(i64, String)>> = HashMap::new();
        let speaks = |kind| matches!(kind, EntityKind::Person | EntityKind::Organization | EntityKind::Group);
        for entity in rows.entities.iter().filter(|entity| speaks(entity.kind)) {
            for name in entity.name.iter().chain(&entity.names) {
                let name = name.to_lowercase();
                let name = name.strip_prefix("the ").unwrap_or(&name).to_owned();
                let list = names.entry(name.split(' ').next_back().unwrap_or_default().to_owned()).or_default();
                if list.len() < NAMESAKES {
                    list.push((entity.entity, name));
                }
            }
        }
        Page { rows, words: rows.passages.iter().map(Words::of).collect(), names }
    }

    /// Entities by the last word of their names, in small letters: each with the whole name.
    pub(super) fn named(&self, last: &str) -> &[(i64, String)] {
        self.names.get(last).map_or(&[], Vec::as_slice)
    }

    /// The passage that a figure stands in, as an index and its tokens.
    pub(super) fn passage(&self, number: Option<i64>) -> Option<(usize, &Words)> {
        let number = number?;
        let index = self.rows.passages.partition_point(|passage| passage.passage < number);
        (self.rows.passages.get(index)).filter(|passage| passage.passage == number)?;
        Some((index, &self.words[index]))
    }

    /// The cell of a table that a figure stands in, and what it says.
    pub(super) fn cell(&self, quantity: &Quantity, view: &View) -> Option<Cell> {
        let (index, words) = self.passage(quantity.passage)?;
        let passage = Some(&self.rows.passages[index]).filter(|passage| passage.kind == BlockKind::Table)?;
        let table = Table::of(passage, words)?;
        let place = table.place(view.figure.start)?;
        Some(Cell { own: table.own(&place)?, label: table.label(&place), caption: table.caption() })
    }

    /// All passages' tokens.
    pub(super) fn words(&self) -> &[Words] {
        &self.words
    }

    /// The figure at an index of the document's quantities, in its sentence.
    pub(super) fn view(&self, index: usize) -> Option<View<'_>> {
        let quantity = &self.rows.quantities[index];
        let (_, words) = self.passage(quantity.passage)?;
        let figure = words.within(quantity.start, quantity.end);
        if figure.is_empty() {
            return None;
        }
        let sentence = words.sentence(figure.start);
        let near = |other: &&Quantity| other.passage == quantity.passage && is_figure(other);
        let before = self.rows.quantities[..index].iter().rev().take(WINDOW).find(near);
        let after = self.rows.quantities[index + 1..].iter().take(WINDOW).find(near);
        let left = before.map_or(0, |before| words.within(before.start, before.end).end);
        let right = after.map_or(usize::MAX, |after| words.within(after.start, after.end).start);
        let quotes =
            words.tokens[figure.end..sentence.end.max(figure.end)].iter().take_while(|token| token.is_quote()).count();
        let begin = figure.end + quotes;
        Some(View {
            tokens: &words.tokens,
            left: left.max(sentence.start).max(figure.start.saturating_sub(WINDOW)).min(figure.start)..figure.start,
            right: begin..right.min(sentence.end).min(figure.end + WINDOW).max(begin),
            sentence,
            figure,
        })
    }
}

impl<'p> View<'p> {
    /// The part of the sentence that the figure stands in, as printed.
    pub(super) fn words(&self, rows: &Rows, quantity: &Quantity) -> String {
        let index = rows.passages.partition_point(|passage| passage.start <= quantity.start);
        let Some(passage) = index.checked_sub(1).and_then(|index| rows.passages.get(index)) else {
            return quantity.text.clone();
        };
        let first = self.clause_before().start.max(self.figure.start.saturating_sub(SHOWN));
        let last = self.clause_behind().end.min(self.figure.end + SHOWN).max(self.figure.end);
        let start = self.tokens.get(first).map_or(quantity.start, |token| token.start).min(quantity.start);
        let end =
            self.tokens[..last.min(self.tokens.len())].last().map_or(quantity.end, |token| token.end).max(quantity.end);
        let letters = passage.text.chars().skip((start - passage.start) as usize).take((end - start) as usize);
        letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The word at a place in small letters.
    pub(super) fn word(&self, at: usize) -> &'p str {
        self.tokens.get(at).map_or("", |token| token.word.as_str())
    }

    /// The `index`th word behind the figure; nothing behind the end of the sentence.
    pub(super) fn behind(&self, index: usize) -> &'p str {
        if self.right.start + index < self.sentence.end { self.word(self.right.start + index) } else { "" }
    }

    /// The `index`th word before the figure, marks of quotation left out.
    pub(super) fn before(&self, index: usize) -> &'p str {
        let mut words = (self.sentence.start..self.figure.start).rev().filter(|&at| !self.tokens[at].is_quote());
        words.nth(index).map_or("", |at| self.word(at))
    }

    /// The words behind the figure that belong to its clause: up to a mark that parts.
    pub(super) fn clause_behind(&self) -> Range<usize> {
        let ends = |&at: &usize| self.tokens[at].ends_clause() || self.word(at) == ",";
        self.right.start..self.right.clone().find(ends).unwrap_or(self.right.end)
    }

    /// The words before the figure that belong to its clause, from behind a mark that parts or "that".
    pub(super) fn clause_before(&self) -> Range<usize> {
        // Behind another figure "and" begins what is said of this one: "259 are dead and over 3000 have fallen ill".
        let second = self.left.start > self.sentence.start;
        let ends = |&at: &usize| {
            self.tokens[at].ends_clause()
                || matches!(self.word(at), "," | "that")
                || second && matches!(self.word(at), "and" | "but" | "while" | "with")
        };
        self.left.clone().rev().find(ends).map_or(self.left.start, |at| at + 1)..self.figure.start
    }
}
