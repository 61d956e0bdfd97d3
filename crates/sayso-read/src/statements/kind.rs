//! Kinds: whether words stand in quotation marks, all of them, some or none. Marks around the cue as well count for nothing: in
//! “He says it is safe,” nobody quotes him.

use super::Kind;
use crate::quotes::Quote;
use crate::span::Span;
use crate::text::Text;

/// How much of these spans stands in quotation marks that leave the cue outside. Marks and white space do not count.
pub(super) fn kind(text: &Text, quotes: &[Quote], cue: Option<Span>, content: &[Span]) -> Kind {
    let apart = |quote: &&Quote| !cue.is_some_and(|cue| quote.outer.contains(cue));
    let (mut inside, mut outside) = (false, false);
    for piece in content {
        let mut quote = quotes.partition_point(|quote| quote.outer.start < piece.start);
        // Quotes stand in the order of their opening marks; one that opened before may still hold the piece.
        let mut cover = quotes[..quote]
            .iter()
            .rev()
            .take(8)
            .find(|quote| quote.inner.contains(*piece) && apart(quote))
            .map_or(piece.start, |quote| quote.inner.end);
        inside |= cover > piece.start;
        let words = |from: u32, to: u32| {
            let between = text.string.get(from as usize..to as usize).unwrap_or_default();
            between.chars().any(char::is_alphanumeric)
        };
        while let Some(next) = quotes.get(quote).filter(|quote| quote.outer.start < piece.end) {
            if next.outer.end > cover && apart(&next) {
                outside |= words(cover, next.outer.start);
                inside = true;
                cover = next.outer.end;
            }
            quote += 1;
        }
        outside |= words(cover, piece.end);
    }
    match (inside, outside) {
        (true, false) => Kind::Direct,
        (true, true) => Kind::Mixed,
        _ => Kind::Indirect,
    }
}
