//! Times: expressions of when, how long and how often, as TIMEX3.
//!
//! In: [`Text`], [`Analysis`], [`Reference`]. Out: [`Time`]s, in order of their first byte. No model yet.
//!
//! ```text
//! On |Wednesday| the council met for |two hours|.
//!     DATE                            DURATION PT2H
//! ```
//!
//! Not here: which statement a time belongs to (`reading`).

mod calendar;
mod clocks;
mod dates;
mod grammar;
mod holidays;
mod inherit;
mod lengths;
mod lexicon;
mod relative;
mod resolve;
mod scan;
mod sense;
mod tense;

use serde::{Deserialize, Serialize};

use crate::analysis::Analysis;
use crate::articles::Article;
use crate::span::{Run, Span};
use crate::text::Text;
use resolve::Resolver;
use scan::Scan;
use sense::Found;

/// TIMEX3's `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeKind {
    /// A day, week, month, season, year, decade: `on Wednesday`.
    Date,
    /// A time of day: `at 5 p.m.`.
    Time,
    /// How long: `two weeks`.
    Duration,
    /// How often: `every Tuesday`.
    Set,
}

/// TIMEX3's `mod`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs)] // TimeML 1.2.1 says what they mean.
pub enum TimeMod {
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
    Start,
    Mid,
    End,
    Approx,
}

/// What a value was reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    /// Nothing: the words say it all, or there is nothing to reckon (durations).
    Explicit,
    /// The day of publication.
    Published,
    /// The dateline.
    Dateline,
    /// Another time of the text.
    Text,
    /// It wants an anchor, and there is none.
    Unresolved,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Its words.
    pub span: Span,
    /// TIMEX3's `type`.
    pub kind: TimeKind,
    /// TIMEX3's `value`.
    pub value: String,
    /// TIMEX3's `mod`.
    pub modifier: Option<TimeMod>,
    /// First and last day (ISO 8601), both within.
    pub interval: Option<(String, String)>,
    /// What the value was reckoned from.
    pub anchor: Anchor,
}

/// The day a text's times are reckoned from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// ISO 8601, perhaps with a time of day.
    pub value: String,
    /// [`Anchor::Published`] or [`Anchor::Dateline`].
    pub origin: Anchor,
}

impl Reference {
    /// What an article says of its own day.
    pub fn of(article: &Article) -> Option<Reference> {
        let published = article.metadata.published.as_ref()?;
        let origin = if published.evidence == "dateline" { Anchor::Dateline } else { Anchor::Published };
        Some(Reference { value: published.value.clone(), origin })
    }
}

/// Finds the time expressions of a text.
pub fn find(text: &Text, analysis: &Analysis, reference: Option<&Reference>) -> Vec<Time> {
    let words = scan::classes(text);
    let mut found: Vec<(Run, Found)> = Vec::new();
    let mut here = Vec::new();
    let scan = Scan::new(text, analysis, &words);
    for &sentence in &text.sentences {
        grammar::read(&scan.of(sentence), &mut here);
        found.extend(here.drain(..).map(|found| (sentence, found)));
    }
    inherit::years(&mut found);
    inherit::owners(text, &mut found);
    inherit::weekdays(text, &mut found);
    let mut resolver = Resolver::new(reference, &found, inherit::day_first(text, &found));
    if resolver.is_history() {
        inherit::former(&scan, &mut found);
    }
    let resolve = |(sentence, found): &(Run, Found)| {
        let resolved = resolver.resolve(&scan.of(*sentence), found);
        let iso = calendar::iso;
        Time {
            span: text.span(Run::new(found.start, found.end)),
            kind: found.sense.kind(),
            value: resolved.value,
            modifier: found.modifier,
            interval: resolved
                .interval
                .map(|days| resolve::narrow(days, found.modifier))
                .map(|(from, to)| (iso(from), iso(to))),
            anchor: resolved.anchor,
        }
    };
    found.iter().map(resolve).collect()
}
