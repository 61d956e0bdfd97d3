//! Headlines: names that run on into the next word, because every word there has a capital.
//!
//! In: the text, its names. Out: the names of headlines, cut to what the running text calls by that name. Where the running text knows the whole
//! name, or no part of it, it stays as it is.
//!
//! ```text
//! |Tarn Visits| Hallek, Cheers Troops          ... President Azhar |Tarn| ...
//! |Tarn| Visits Hallek, Cheers Troops
//! ```

use std::collections::BTreeMap;

use super::{Name, NameKind};
use crate::articles::BlockKind;
use crate::span::Run;
use crate::text::{Text, TokenKind};

/// The headlines of a text in which a capital tells nothing.
#[derive(Debug, Default)]
pub struct Headlines(Vec<Run>);

impl Headlines {
    /// Finds those that are printed in capitals throughout.
    pub fn of(text: &Text) -> Headlines {
        let headline = |kind| matches!(kind, BlockKind::Headline | BlockKind::Heading);
        let blocks = text.paragraphs.iter().filter(|block| headline(block.kind) && is_capital(text, block.run));
        Headlines(blocks.map(|block| block.run).collect())
    }

    /// Whether a token stands in one.
    pub fn hold(&self, token: usize) -> bool {
        let after = self.0.partition_point(|headline| headline.start as usize <= token);
        after > 0 && self.0[after - 1].range().contains(&token)
    }
}

/// Cuts the names of headlines that are printed in capitals throughout.
pub(super) fn cut(text: &Text, names: &mut [Name]) {
    let headlines = Headlines::of(text);
    let holds = |name: &Name| headlines.hold(name.run.start as usize);
    let mut known: BTreeMap<&str, NameKind> = BTreeMap::new();
    for name in names.iter().filter(|name| !holds(name)) {
        known.entry(text.words(text.span(name.run))).or_insert(name.kind);
        // A person goes by the last word too.
        if name.kind == NameKind::Person && !name.run.is_empty() {
            known.entry(text.word(name.run.range().end - 1)).or_insert(name.kind);
        }
    }
    for name in names.iter_mut().filter(|name| name.run.len() > 1) {
        if !holds(name) {
            continue;
        }
        let run = name.run.range();
        // The whole first, then from the longest part to the shortest; beginnings before ends.
        let parts = (1..=run.len()).rev().flat_map(|length| [run.start..run.start + length, run.end - length..run.end]);
        let part = parts.map(|part| Run::new(part.start, part.end));
        if let Some((part, kind)) =
            part.filter_map(|part| Some((part, *known.get(text.words(text.span(part)))?))).next()
        {
            *name = Name { run: part, kind };
        }
    }
}

/// Whether most words of a run have capitals.
fn is_capital(text: &Text, run: Run) -> bool {
    let words = run.range().filter(|&token| text.tokens[token].kind == TokenKind::Word).map(|token| text.word(token));
    let (mut long, mut capital) = (0, 0);
    for word in words.filter(|word| word.len() > 3) {
        long += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    long > 2 && capital * 10 >= long * 7
}
