//! Turns: who speaks in a transcript.
//!
//! In: [`Scene`]. Out: drafts. No model. A paragraph that begins with a speaker's label and a colon is a turn, if the text has
//! others like it; a stray quotation mark before the label changes nothing.
//!
//! ```text
//! ORLAN: Will the dam hold?      “TARN: It has held for sixty years.      Q: And the gates?
//! ^^^^^~ ------------------       ^^^^~ ----------------------------      ^~ --------------
//! ```
//!
//! Not here: a single label, in a headline or before a quotation (the nets and the rules see it).

use super::join::Draft;
use super::scene::{Quoted, Scene};
use crate::articles::BlockKind;
use crate::names::NameKind;
use crate::span::Run;

/// Words of a label at most.
const LABEL: u32 = 6;
/// Turns that make a transcript.
const LEAST: usize = 2;

/// The turns of a text.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Draft> {
    let spoken = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote);
    let paragraphs = scene.text.paragraphs.iter().filter(|paragraph| spoken(paragraph.kind));
    let turns: Vec<Draft> = paragraphs.filter_map(|paragraph| turn(scene, paragraph.run)).collect();
    if turns.len() < LEAST { Vec::new() } else { turns }
}

fn turn(scene: &Scene<'_>, paragraph: Run) -> Option<Draft> {
    let opens = scene.fact(paragraph.start)?.quoted == Quoted::Opens;
    let start = paragraph.start + u32::from(opens);
    let limit = paragraph.end.min(start + LABEL);
    let colon = (start..limit).find(|&at| scene.text.word(at as usize) == ":")?;
    let label = Run { start, end: colon };
    let stops = paragraph.end > colon + 2 && scene.text.word(paragraph.end as usize - 1) == ".";
    let content = Run { start: colon + 1, end: paragraph.end - u32::from(stops) };
    let is_word = |at: usize| scene.text.word(at).chars().any(char::is_alphanumeric);
    (is_label(scene, label) && content.range().any(is_word)).then(|| Draft {
        source: vec![label],
        cue: vec![Run { start: colon, end: colon + 1 }],
        content: vec![content],
    })
}

/// A name, or words in capitals.
fn is_label(scene: &Scene<'_>, label: Run) -> bool {
    let words = || label.range().map(|at| scene.text.word(at)).filter(|word| word.chars().any(char::is_alphabetic));
    let capitals = words().all(|word| !word.chars().any(char::is_lowercase));
    let speaks = [NameKind::Person, NameKind::Organization, NameKind::Location].map(|kind| kind as u8 + 1);
    let named = || label.range().filter(|&at| speaks.contains(&scene.facts[at].name)).count() * 2 > label.len();
    words().next().is_some() && (capitals || named())
}
