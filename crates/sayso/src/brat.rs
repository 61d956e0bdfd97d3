//! Brat: a reading as brat standoff (`NAME.ann` beside `NAME.txt`), for annotators.
//!
//! In: `Reading`. Out: lines. Positions count code points of the reading's `text`, as brat does. A stretch that holds
//! line ends or tabs is given in fragments around them: brat's files are line by line and cannot hold them.
//!
//! ```text
//! T1  Source 39 57  Mayor Odile Brandt
//! T2  Cue 58 62  told
//! T3  Content 6 38;70 85  “We will not close the harbour,” “Not this year.”
//! A1  Kind T3 direct
//! A2  Class T2 say
//! R1  SaidBy Arg1:T3 Arg2:T1
//! R2  MarkedBy Arg1:T3 Arg2:T2
//! #1  AnnotatorNotes T3  s1
//! ```
//!
//! (In the file, tabs part the fields.)
//!
//! A statement inside another: `R3 Inside Arg1:T9 Arg2:T3`, from content to content. Whatever the text speaks of more than
//! once (`T12 Person 45 57 Odile Brandt`, `T13 Person 140 143 she`) is one line `* Equiv T12 T13`; what it is called
//! stands in a note on its first mention. Times, places on the map and figures are `Timex3`, `Toponym` and `Quantity`, each with
//! what it means as a note.

use std::collections::HashMap;
use std::fmt::Write;

use sayso_read::Reading;
use sayso_read::reading::{CodePoints, Entity};
use sayso_read::statements::Modality;

use crate::outline;

/// What the types are, for brat's `annotation.conf`.
pub(crate) const ANNOTATION_CONF: &str = "\
[entities]
Source
Cue
Content
Addressee
Channel
When
Where
!Entity
	Person
	Organization
	Place
	Group
	Work
	Other
Timex3
Toponym
Quantity
Unresolved

[relations]
SaidBy	Arg1:Content, Arg2:Source
MarkedBy	Arg1:Content, Arg2:Cue
SaidTo	Arg1:Content, Arg2:Addressee
SaidVia	Arg1:Content, Arg2:Channel
SaidOn	Arg1:Content, Arg2:When
SaidAt	Arg1:Content, Arg2:Where
Equiv	Arg1:Person|Organization|Place|Group|Work|Other, Arg2:Person|Organization|Place|Group|Work|Other, <REL-TYPE>:symmetric-transitive
Inside	Arg1:Content, Arg2:Content
<OVERLAP>	Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Kind	Arg:Content, Value:direct|mixed|indirect
Printed	Arg:Person|Organization|Place|Group|Work|Other, Value:name|description|pronoun
Form	Arg:Source, Value:person|group|document|anonymous|implicit
Class	Arg:Cue, Value:say|claim|report|confirm|deny|accuse|praise|demand|ask|promise|threaten|warn|agree|refuse|expect|believe|hope|plan|doubt|other
Modality	Arg:Cue, Value:planned|hypothetical
Negated	Arg:Cue
";

/// Colours and short labels, for brat's `visual.conf`.
pub(crate) const VISUAL_CONF: &str = "\
[labels]

[drawing]
SPAN_DEFAULT	fgColor:black, bgColor:lightgray, borderColor:darken
ARC_DEFAULT	color:black, arrowHead:triangle-5
Source	bgColor:#b9d3f2
Cue	bgColor:#f6c9a8
Content	bgColor:#f7edc4
Addressee	bgColor:#d9e8d0
Channel	bgColor:#e3d9ef
When	bgColor:#d4e6e6
Where	bgColor:#e6e2d4
Person	bgColor:#ffffff, borderColor:#1a4a8a
Organization	bgColor:#ffffff, borderColor:#1a4a8a
Place	bgColor:#ffffff, borderColor:#1a4a8a
Group	bgColor:#ffffff, borderColor:#1a4a8a
Work	bgColor:#ffffff, borderColor:#1a4a8a
Other	bgColor:#ffffff, borderColor:#1a4a8a
Timex3	bgColor:#dff0df, borderColor:#2d6a2d
Toponym	bgColor:#dff0df, borderColor:#2d6a2d
Quantity	bgColor:#dff0df, borderColor:#2d6a2d
Unresolved	bgColor:#dddddd
Negated	glyph:✗
";

/// The annotations of one reading.
pub(crate) fn standoff(reading: &Reading) -> String {
    let points = CodePoints::of(&reading.text);
    let mut lines = Lines { points, out: String::new(), spans: 0, attributes: 0, relations: 0, notes: 0 };
    let mut contents: HashMap<&str, usize> = HashMap::new();
    for statement in &reading.statements {
        let source = statement.source.as_ref().and_then(|source| {
            let id = lines.span("Source", &source.spans)?;
            lines.attribute("Form", id, &outline::name(source.form));
            Some(id)
        });
        let cue = statement.cue.as_ref().and_then(|cue| {
            let id = lines.span("Cue", &cue.spans)?;
            lines.attribute("Class", id, &outline::name(cue.class));
            if cue.modality != Modality::Actual {
                lines.attribute("Modality", id, &outline::name(cue.modality));
            }
            if cue.negated {
                lines.attribute("Negated", id, "");
            }
            Some(id)
        });
        let addressee = statement.addressee.as_ref().and_then(|words| lines.span("Addressee", &words.spans));
        let channel = statement.channel.as_ref().and_then(|words| lines.span("Channel", &words.spans));
        let when = statement.when.as_ref().and_then(|words| lines.span("When", &words.spans));
        let place = statement.place.as_ref().and_then(|words| lines.span("Where", &words.spans));
        let Some(content) = lines.span("Content", &statement.content.spans) else { continue };
        contents.insert(&statement.id, content);
        lines.attribute("Kind", content, &outline::name(statement.kind));
        let ends = [
            ("SaidBy", source),
            ("MarkedBy", cue),
            ("SaidTo", addressee),
            ("SaidVia", channel),
            ("SaidOn", when),
            ("SaidAt", place),
        ];
        for (name, end) in ends {
            if let Some(end) = end {
                lines.relation(name, content, end);
            }
        }
        let lemma = statement.cue.as_ref().map(|cue| format!(", cue: {}", cue.lemma)).unwrap_or_default();
        let speaker = statement.entity.as_ref().map(|entity| format!(", speaker: {entity}")).unwrap_or_default();
        lines.note(content, &format!("{}{lemma}{speaker}", statement.id));
    }
    // A parent may stand later in the list than what it holds.
    for statement in &reading.statements {
        let parent = statement.parent.as_deref().and_then(|parent| contents.get(parent));
        if let (Some(&child), Some(&parent)) = (contents.get(statement.id.as_str()), parent) {
            lines.relation("Inside", child, parent);
        }
    }
    for entity in &reading.entities {
        lines.entity(entity);
    }
    for time in &reading.times {
        let days = time.from.iter().chain(&time.to).map(String::as_str);
        let told: Vec<_> = [time.value.as_str()].into_iter().chain(days).collect();
        lines.fact("Timex3", (time.start, time.end), &told.join("; "));
    }
    for place in &reading.places {
        let id = place.geonameid.map(|id| format!("geonames:{id}"));
        let point = place.lat.zip(place.lon).map(|(lat, lon)| format!("{lat} {lon}"));
        let told: Vec<_> = [place.name.clone(), place.admin1.clone(), place.country.clone(), id, point]
            .into_iter()
            .flatten()
            .collect();
        lines.fact("Toponym", (place.start, place.end), &told.join("; "));
    }
    for quantity in &reading.quantities {
        let bounds = [("value", quantity.value), ("low", quantity.low), ("high", quantity.high)];
        let bounds = bounds.into_iter().filter_map(|(name, bound)| Some(format!("{name} {}", bound?)));
        let told: Vec<_> =
            bounds.chain(quantity.unit.clone()).chain(quantity.of.clone()).chain(quantity.fate.clone()).collect();
        lines.fact("Quantity", (quantity.start, quantity.end), &told.join("; "));
    }
    for doubt in &reading.unresolved {
        if let (Some(start), Some(end)) = (doubt.start, doubt.end)
            && let Some(id) = lines.span("Unresolved", &[(start, end)])
        {
            lines.note(id, &format!("{}: {}", doubt.what, doubt.why));
        }
    }
    lines.out
}

struct Lines<'r> {
    points: CodePoints<'r>,
    out: String,
    spans: usize,
    attributes: usize,
    relations: usize,
    notes: usize,
}

impl Lines<'_> {
    /// A `T` line; `None` where no word stands in the stretches.
    fn span(&mut self, kind: &str, spans: &[(u32, u32)]) -> Option<usize> {
        let mut fragments = Vec::new();
        for &(start, end) in spans {
            fragment(self.points.slice(start, end), start, &mut fragments);
        }
        if fragments.is_empty() {
            return None;
        }
        self.spans += 1;
        let places: Vec<_> = fragments.iter().map(|(start, end, _)| format!("{start} {end}")).collect();
        let texts: Vec<_> = fragments.iter().map(|&(.., text)| text).collect();
        let _ = writeln!(self.out, "T{}\t{kind} {}\t{}", self.spans, places.join(";"), texts.join(" "));
        Some(self.spans)
    }

    /// All mentions of an entity, tied together.
    fn entity(&mut self, entity: &Entity) {
        let kind = outline::name(entity.kind);
        let kind = format!("{}{}", kind[..1].to_uppercase(), &kind[1..]);
        let mut mentions = Vec::new();
        for mention in &entity.mentions {
            if let Some(id) = self.span(&kind, &[(mention.start, mention.end)]) {
                self.attribute("Printed", id, &outline::name(mention.form));
                mentions.push(id);
            }
        }
        let Some(&first) = mentions.first() else { return };
        let told = [&entity.name, &entity.role, &entity.affiliation, &entity.country];
        let told: Vec<_> = told.into_iter().flatten().map(String::as_str).collect();
        self.note(first, &[&[entity.id.as_str()], told.as_slice()].concat().join("; "));
        if mentions.len() > 1 {
            let mentions: String = mentions.iter().map(|id| format!(" T{id}")).collect();
            let _ = writeln!(self.out, "*\tEquiv{mentions}");
        }
    }

    /// A finding that is one stretch, and what it means.
    fn fact(&mut self, kind: &str, span: (u32, u32), means: &str) {
        if let Some(id) = self.span(kind, &[span])
            && !means.is_empty()
        {
            self.note(id, means);
        }
    }

    fn attribute(&mut self, name: &str, of: usize, value: &str) {
        self.attributes += 1;
        let _ = writeln!(self.out, "{}", format!("A{}\t{name} T{of} {value}", self.attributes).trim_end());
    }

    fn relation(&mut self, name: &str, from: usize, to: usize) {
        self.relations += 1;
        let _ = writeln!(self.out, "R{}\t{name} Arg1:T{from} Arg2:T{to}", self.relations);
    }

    fn note(&mut self, of: usize, words: &str) {
        self.notes += 1;
        let words: String = words.chars().map(|c| if parts(c) { ' ' } else { c }).collect();
        let _ = writeln!(self.out, "#{}\tAnnotatorNotes T{of}\t{words}", self.notes);
    }
}

/// Whether brat (Python's `splitlines`) would take the character for the end of a line or a field.
fn parts(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\x0b' | '\x0c' | '\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The fragments of `text` that lie between line ends, white space at their edges left out there.
fn fragment<'t>(text: &'t str, start: u32, fragments: &mut Vec<(u32, u32, &'t str)>) {
    let whole = !text.contains(parts);
    let mut point = start;
    for line in text.split(parts) {
        let words = if whole { line } else { line.trim() };
        let before = line.len() - line.trim_start().len();
        let skipped = if whole { 0 } else { count(&line[..before]) };
        if !words.trim().is_empty() {
            fragments.push((point + skipped, point + skipped + count(words), words));
        }
        point += count(line) + 1;
    }
}

fn count(text: &str) -> u32 {
    text.chars().count() as u32
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::fixture;

    /// Reads `.ann` lines back as brat does: every `T` line must give the words at its places.
    fn read_back(ann: &str, text: &str) -> usize {
        let text: Vec<char> = text.chars().collect();
        let mut spans = std::collections::HashSet::new();
        for line in ann.lines().filter(|line| line.starts_with('T')) {
            let fields: Vec<_> = line.splitn(3, '\t').collect();
            let (_, places) = fields[1].split_once(' ').unwrap();
            let pieces: Vec<String> = places
                .split(';')
                .map(|place| {
                    let (start, end) = place.split_once(' ').unwrap();
                    text[start.parse().unwrap()..end.parse().unwrap()].iter().collect()
                })
                .collect();
            assert_eq!(pieces.join(" "), fields[2], "{line}");
            assert!(spans.insert(fields[0]));
        }
        for line in ann.lines().filter(|line| !line.starts_with('T')) {
            for word in
                line.split([' ', '\t', ':']).filter(|word| word.starts_with('T') && word[1..].parse::<u32>().is_ok())
            {
                assert!(spans.contains(word), "{line}: no such span");
            }
        }
        spans.len()
    }

    #[test]
    fn every_line_reads_back() {
        let reading = fixture::harbour();
        let ann = standoff(&reading);
        fixture::check("harbour.ann", &ann);
        assert_eq!(read_back(&ann, &reading.text), 8 + 8 + 9 + 2 + 2 + 2 + 7 + 4 + 3 + 4);
    }

    #[test]
    fn line_ends_of_every_sort_part_a_stretch() {
        let mut reading = fixture::hostile();
        let ann = standoff(&reading);
        assert_eq!(read_back(&ann, &reading.text), 7, "{ann}");
        let source = ann.lines().find(|line| line.contains("\tSource ")).unwrap();
        assert!(source.contains(';') && source.ends_with("O\u{301}'Neil Tern"), "{source}");
        let end = reading.text.chars().count() as u32;
        reading.statements[0].content.spans = vec![(0, end)];
        read_back(&standoff(&reading), &reading.text);
        reading.statements[0].content.spans = vec![(end + 5, end + 9), (9, 3)];
        read_back(&standoff(&reading), &reading.text);
    }

    #[test]
    fn the_configuration_names_every_type() {
        let ann = standoff(&fixture::harbour());
        for line in ann.lines().filter(|line| !line.starts_with('#')) {
            let name = line.split(['\t', ' ']).nth(1).unwrap();
            assert!(ANNOTATION_CONF.lines().any(|known| known.trim_start().split('\t').next() == Some(name)), "{name}");
        }
    }
}
