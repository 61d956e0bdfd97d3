//! Marks: a text cut where any of its findings begins or ends.
//!
//! Sources, cues and contents overlap and nest; HTML elements may not. So the text is cut into segments, and each
//! segment knows all findings that cover it, the innermost first.
//!
//! ```text
//! She said the line had promised “forty jobs”
//! ^^^ source                                      statement 1
//!     ^^^^ cue                                    statement 1
//!          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^     content of 1
//!          ^^^^^^^^ source      ^^^^^^^^^^^^      content of 2
//! |  | |  ||      |   |        ||           |     cuts
//! ```

use std::collections::BTreeSet;

use sayso_read::Reading;
use sayso_read::statements::Kind;

/// Findings over one segment that are remembered; deeper ones are lost to the eye anyway.
const DEPTH: usize = 12;

/// What a marked stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Source,
    Cue,
    Content(u8),
    /// Addressee, channel, when, where.
    Beside,
    Time,
    Place,
    Figure,
    /// Something not settled.
    Open,
}

/// The lists of a reading that marks lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    Statements,
    Times,
    Places,
    Figures,
    Doubts,
}

impl List {
    pub(super) const ALL: [List; 5] = [List::Statements, List::Times, List::Places, List::Figures, List::Doubts];

    /// What begins the anchors of this list's entries, and of their marks in the text.
    pub(super) fn letters(self) -> (&'static str, &'static str) {
        match self {
            List::Statements => ("s", "t"),
            List::Times => ("w", "wt"),
            List::Places => ("l", "lt"),
            List::Figures => ("f", "ft"),
            List::Doubts => ("q", "v"),
        }
    }
}

/// A stretch of the text that something was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) role: Role,
    /// Index into the list that the role belongs to.
    pub(super) of: usize,
}

/// A stretch of the text under the same marks throughout.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) start: u32,
    pub(super) end: u32,
    /// The innermost first.
    pub(super) marks: Vec<Mark>,
}

impl Role {
    /// A content of this kind.
    fn content(kind: Kind) -> Role {
        Role::Content(kind as u8)
    }

    /// The list that the mark leads to.
    pub(super) fn list(self) -> List {
        match self {
            Role::Source | Role::Cue | Role::Content(_) | Role::Beside => List::Statements,
            Role::Time => List::Times,
            Role::Place => List::Places,
            Role::Figure => List::Figures,
            Role::Open => List::Doubts,
        }
    }
}

/// All marks of a reading.
pub(super) fn of(reading: &Reading) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut push = |spans: &[(u32, u32)], role, of| {
        marks.extend(spans.iter().filter(|(start, end)| start < end).map(|&(start, end)| Mark {
            start,
            end,
            role,
            of,
        }));
    };
    for (of, statement) in reading.statements.iter().enumerate() {
        push(statement.source.as_ref().map_or(&[], |source| &source.spans), Role::Source, of);
        push(statement.cue.as_ref().map_or(&[], |cue| &cue.spans), Role::Cue, of);
        push(&statement.content.spans, Role::content(statement.kind), of);
        for words in [&statement.addressee, &statement.channel, &statement.when, &statement.place] {
            push(words.as_ref().map_or(&[], |words| &words.spans), Role::Beside, of);
        }
    }
    for (of, time) in reading.times.iter().enumerate() {
        push(&[(time.start, time.end)], Role::Time, of);
    }
    for (of, place) in reading.places.iter().enumerate() {
        push(&[(place.start, place.end)], Role::Place, of);
    }
    for (of, quantity) in reading.quantities.iter().enumerate() {
        push(&[(quantity.start, quantity.end)], Role::Figure, of);
    }
    for (of, doubt) in reading.unresolved.iter().enumerate() {
        if let (Some(start), Some(end)) = (doubt.start, doubt.end) {
            push(&[(start, end)], Role::Open, of);
        }
    }
    marks
}

/// Cuts the text at every mark; stretches under no mark are left out.
pub(super) fn cut(marks: &[Mark]) -> Vec<Segment> {
    // At each cut: marks that end, then marks that begin.
    let mut cuts: Vec<(u32, bool, usize)> = Vec::with_capacity(marks.len() * 2);
    for (index, mark) in marks.iter().enumerate() {
        cuts.push((mark.start, true, index));
        cuts.push((mark.end, false, index));
    }
    cuts.sort_unstable();
    let mut segments = Vec::new();
    // Shorter marks are further in; of equal ones sources and cues.
    let mut open: BTreeSet<(u32, Role, usize)> = BTreeSet::new();
    let mut start = 0;
    for (at, begins, index) in cuts {
        if at > start && !open.is_empty() {
            let marks = open.iter().take(DEPTH).map(|&(.., index)| marks[index]).collect();
            segments.push(Segment { start, end: at, marks });
        }
        start = at;
        let mark = &marks[index];
        let key = (mark.end - mark.start, mark.role, index);
        if begins {
            open.insert(key);
        } else {
            open.remove(&key);
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_and_nested_marks_are_cut_into_segments() {
        let mark = |start, end, role, of| Mark { start, end, role, of };
        let marks = [
            mark(0, 3, Role::Source, 0),
            mark(2, 10, Role::Content(0), 0),
            mark(4, 6, Role::Source, 1),
            mark(8, 12, Role::Open, 0),
        ];
        let segments = cut(&marks);
        let shown: Vec<_> = (segments.iter())
            .map(|one| (one.start, one.end, one.marks.iter().map(|mark| mark.role).collect::<Vec<_>>()))
            .collect();
        let content = Role::Content(0);
        assert_eq!(
            shown,
            [
                (0, 2, vec![Role::Source]),
                (2, 3, vec![Role::Source, content]),
                (3, 4, vec![content]),
                (4, 6, vec![Role::Source, content]),
                (6, 8, vec![content]),
                (8, 10, vec![Role::Open, content]),
                (10, 12, vec![Role::Open]),
            ]
        );
    }

    #[test]
    fn a_hundred_thousand_marks_on_one_spot_are_cut_quickly() {
        let marks: Vec<_> = (0..100_000)
            .map(|of| Mark { start: of as u32, end: 200_000 - of as u32, role: Role::Content(2), of })
            .collect();
        assert_eq!(cut(&marks).len(), 199_999);
    }
}
