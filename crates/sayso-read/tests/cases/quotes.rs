//! Marks of the stage `quotes`: what lies between the quotation marks, and what is particular about it.

use sayso_read::quotes;
use sayso_read::text::Text;

use crate::harness::Mark;

pub(crate) fn marks(text: &Text) -> Vec<Mark> {
    let quotes = quotes::find(text);
    let name = |index: u32| (index + 1).to_string();
    (quotes.iter().enumerate())
        .map(|(index, quote)| {
            let mut label = format!("quote {}", index + 1);
            if let Some(parent) = quote.parent {
                label += &format!(", in {}", name(parent));
            }
            if let Some(before) = quote.continues {
                label += &format!(", continues {}", name(before));
            }
            if !quote.closed {
                label += ", open";
            }
            Mark { spans: vec![quote.inner], label }
        })
        .collect()
}
