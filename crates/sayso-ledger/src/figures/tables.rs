//! Tables: figures whose row and column say what they count.
//!
//! In: a passage that is a table, and a figure in it. Out: an [`Own`] by the words of the column's head and the row's, and the words that say whose
//! table it is.
//!
//! ```text
//! Dead and missing by district (National Relief Bureau)
//! District      Dead   Missing   Displaced
//! Odo Landing   79     11        5,800          79: person, killed, part of the whole, in Odo Landing
//! Total         164    31        64,200         64,200: person, displaced
//! ```
//!
//! The first row with two cells or more is the head; rows before it are the caption. A cell that no "total" heads, where there is one, is a part.

use std::ops::Range;

use super::lexicon::{LEXICON, Noun, Sort};
use super::things::{Own, Side};
use super::words::Words;
use crate::rows::Passage;

/// Rows of a table that are looked at.
const ROWS: usize = 500;

/// A cell: a range of tokens.
type Cell = Range<usize>;

/// A table as rows of cells.
pub(super) struct Table<'w> {
    words: &'w Words,
    rows: Vec<Vec<Cell>>,
}

/// Where a figure stands in a table.
pub(super) struct Place {
    row: usize,
    column: usize,
}

impl<'w> Table<'w> {
    /// The table of a passage; none if it has no two columns.
    pub(super) fn of(passage: &Passage, words: &'w Words) -> Option<Table<'w>> {
        let mut rows = Vec::new();
        let mut at = passage.start;
        for line in passage.text.lines().take(ROWS) {
            let mut cells = Vec::new();
            for cell in line.split('\t') {
                let length = cell.chars().count() as u32;
                cells.push(words.within(at, at + length));
                at += length + 1;
            }
            rows.push(cells);
        }
        (rows.iter().any(|cells| cells.len() > 1)).then_some(Table { words, rows })
    }

    /// The cell that a token stands in, below the head and behind the first column.
    pub(super) fn place(&self, token: usize) -> Option<Place> {
        let row = self.rows.iter().position(|cells| cells.iter().any(|cell| cell.contains(&token)))?;
        let column = self.rows[row].iter().position(|cell| cell.contains(&token))?;
        (row > self.head()? && column > 0).then_some(Place { row, column })
    }

    /// The first row with two cells.
    fn head(&self) -> Option<usize> {
        self.rows.iter().position(|cells| cells.len() > 1)
    }

    fn words(&self, cell: &Cell) -> impl Iterator<Item = &'w str> {
        self.words.tokens[cell.clone()].iter().map(|token| token.word.as_str())
    }

    fn is_total(&self, cell: &Cell) -> bool {
        self.words(cell).any(|word| matches!(word, "total" | "all" | "sum" | "overall"))
    }

    /// The cells that say what a figure counts: its column's head, its row's.
    fn heads(&self, place: &Place) -> [Cell; 2] {
        let head = self.head().and_then(|head| self.rows[head].get(place.column).cloned()).unwrap_or(0..0);
        [head, self.rows[place.row][0].clone()]
    }

    /// The row's head, where the figure is a part: the place or group that it is the part of.
    pub(super) fn label(&self, place: &Place) -> Cell {
        self.rows[place.row][0].clone()
    }

    /// The rows before the head, as one.
    pub(super) fn caption(&self) -> Cell {
        let head = self.head().unwrap_or(0);
        let begin = self.rows.first().and_then(|row| row.first()).map_or(0, |cell| cell.start);
        begin..self.rows[..head].iter().flatten().map(|cell| cell.end).max().unwrap_or(begin)
    }

    /// What a figure counts; none where neither head says it.
    pub(super) fn own(&self, place: &Place) -> Option<Own> {
        let mut own = Own::default();
        for cell in self.heads(place) {
            let tokens = &self.words.tokens[cell.clone()];
            for token in tokens {
                match LEXICON.noun(&token.word) {
                    Some(Noun::Thing(counted, sort, fate)) if own.what.is_none() && sort != Sort::Money => {
                        own.what = Some((counted.to_owned(), sort));
                        own.fate = own.fate.or(fate);
                    }
                    _ if token.word == "own" => own.side = Some(Side::Own),
                    _ => {}
                }
            }
            let people = own.what.as_ref().is_none_or(|(_, sort)| sort.is_people());
            let word = |at: usize| tokens.get(at).map(|token| token.word.as_str());
            let fate = (0..tokens.len()).find_map(|at| LEXICON.fate(&word, at, Some(people), None));
            own.fate = own.fate.or(fate.map(|(fate, _)| fate));
        }
        if own.what.is_none() && own.fate.is_some() {
            own.what = Some(("person".to_owned(), Sort::People));
        }
        let [column, row] = self.heads(place);
        let columns = self.rows[self.head()?].iter().any(|cell| self.is_total(cell));
        let rows = self.rows.iter().filter_map(|row| row.first()).any(|cell| self.is_total(cell));
        own.part = (columns && !self.is_total(&column)) || (rows && !self.is_total(&row));
        own.what.is_some().then_some(own)
    }
}
