//! Webanno: a reading as W3C Web Annotation (JSON-LD), one `AnnotationPage` a line.
//!
//! In: `Reading`. Out: JSON. One annotation for every part of a statement (source, cue, content, addressee, channel, when, place), and for
//! every time, place and figure.
//! The body is the statement with its fields; the target gives each stretch of the part by position (code points of the
//! page's `text`, which stands in the line too) and by quotation with what stands around it, which finds it in the page
//! itself. Terms that are not the W3C's carry the prefix `sayso:`.
//!
//! Follows: Web Annotation Data Model, W3C Recommendation of 23 February 2017.

use sayso_read::Reading;
use sayso_read::reading::{CodePoints, Statement};
use serde_json::{Value, json};

use crate::json;

/// How much of the surroundings a quotation carries, in code points.
const AROUND: u32 = 32;

/// The annotations of one reading, as a line of JSON.
pub(crate) fn page(reading: &Reading) -> serde_json::Result<Vec<u8>> {
    let points = CodePoints::of(&reading.text);
    let end = points.point(u32::try_from(reading.text.len()).unwrap_or(u32::MAX));
    let ruler = Ruler { reading, points, end };
    let statements = reading.statements.iter().flat_map(|statement| ruler.annotations(statement));
    let items: Vec<Value> = statements.chain(ruler.facts()).collect();
    // Who the speakers are; their mentions by position only.
    let entities: Vec<Value> = (reading.entities.iter())
        .map(|entity| {
            let mentions = entity.mentions.iter().filter(|mention| mention.start < mention.end && mention.end <= end);
            let mentions = mentions.map(|mention| {
                json!({"type": "TextPositionSelector", "start": mention.start, "end": mention.end, "sayso:form": mention.form})
            });
            json!({
                "id": format!("{}#{}", reading.id, entity.id),
                "type": "sayso:Entity",
                "sayso:kind": entity.kind,
                "sayso:name": entity.name,
                "sayso:role": entity.role,
                "sayso:affiliation": entity.affiliation,
                "sayso:country": entity.country,
                "sayso:mentions": mentions.collect::<Vec<_>>(),
            })
        })
        .collect();
    json::line(&json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"sayso": "https://example.invalid/sayso/ns#"}],
        "id": format!("{}#statements", reading.id),
        "type": "AnnotationPage",
        "startIndex": 0,
        "sayso:reading": {
            "id": reading.id,
            "sayso:path": reading.path,
            "sayso:title": reading.title,
            "sayso:published": reading.published.as_ref().map(|dated| &dated.value),
            "sayso:text": reading.text,
            "sayso:entities": entities,
        },
        "items": items,
    }))
}

struct Ruler<'r> {
    reading: &'r Reading,
    points: CodePoints<'r>,
    /// Code points of the text.
    end: u32,
}

impl Ruler<'_> {
    fn annotations(&self, statement: &Statement) -> Vec<Value> {
        let source = statement.source.as_ref().map(|source| source.spans.as_slice());
        let cue = statement.cue.as_ref().map(|cue| cue.spans.as_slice());
        let addressee = statement.addressee.as_ref().map(|words| words.spans.as_slice());
        let channel = statement.channel.as_ref().map(|words| words.spans.as_slice());
        let when = statement.when.as_ref().map(|words| words.spans.as_slice());
        let place = statement.place.as_ref().map(|words| words.spans.as_slice());
        // Motivations of the recommendation: a source is identified, a cue sorted into a class, words marked.
        [
            ("source", "identifying", source),
            ("cue", "classifying", cue),
            ("content", "highlighting", Some(statement.content.spans.as_slice())),
            ("addressee", "identifying", addressee),
            ("channel", "identifying", channel),
            ("when", "identifying", when),
            ("place", "identifying", place),
        ]
        .into_iter()
        .filter_map(|(part, motivation, spans)| {
            let targets: Vec<_> = spans?.iter().filter(|(start, end)| start < end && *end <= self.end).collect();
            let targets: Vec<_> = targets.into_iter().map(|&(start, end)| self.target(start, end)).collect();
            (!targets.is_empty()).then(|| {
                json!({
                    "id": format!("{}#{}-{part}", self.reading.id, statement.id),
                    "type": "Annotation",
                    "motivation": motivation,
                    "body": [
                        {"type": "TextualBody", "purpose": "tagging", "value": part},
                        self.body(statement),
                    ],
                    "target": targets,
                })
            })
        })
        .collect()
    }

    /// Times, places and figures.
    fn facts(&self) -> impl Iterator<Item = Value> {
        let reading = self.reading;
        let times = reading.times.iter().enumerate().map(|(at, time)| {
            let body = json!({
                "type": "sayso:Time",
                "sayso:timex3": time.kind,
                "sayso:value": time.value,
                "sayso:mod": time.modifier,
                "sayso:from": time.from,
                "sayso:to": time.to,
                "sayso:anchor": time.anchor,
            });
            self.fact("time", at, (time.start, time.end), body)
        });
        let places = reading.places.iter().enumerate().map(|(at, place)| {
            let body = json!({
                "type": "sayso:Place",
                "sayso:name": place.name,
                "sayso:form": place.form,
                "sayso:geonameid": place.geonameid,
                "sayso:lat": place.lat,
                "sayso:lon": place.lon,
                "sayso:admin1": place.admin1,
                "sayso:country": place.country,
                "sayso:precision": place.precision,
            });
            self.fact("place", at, (place.start, place.end), body)
        });
        let quantities = reading.quantities.iter().enumerate().map(|(at, quantity)| {
            let body = json!({
                "type": "sayso:Quantity",
                "sayso:value": quantity.value,
                "sayso:low": quantity.low,
                "sayso:high": quantity.high,
                "sayso:mod": quantity.hedge,
                "sayso:unit": quantity.unit,
                "sayso:change": quantity.change,
                "sayso:of": quantity.of,
                "sayso:fate": quantity.fate,
            });
            self.fact("quantity", at, (quantity.start, quantity.end), body)
        });
        times.chain(places).chain(quantities).flatten()
    }

    /// An annotation of one stretch; `None` where the stretch makes no sense.
    fn fact(&self, what: &str, at: usize, (start, end): (u32, u32), mut body: Value) -> Option<Value> {
        let id = format!("{}#{what}-{}", self.reading.id, at + 1);
        body["id"] = format!("{id}-body").into();
        (start < end && end <= self.end).then(|| {
            json!({
                "id": id,
                "type": "Annotation",
                "motivation": "identifying",
                "body": [{"type": "TextualBody", "purpose": "tagging", "value": what}, body],
                "target": [self.target(start, end)],
            })
        })
    }

    /// The statement itself: the same node in each of its annotations.
    fn body(&self, statement: &Statement) -> Value {
        let id = |statement: &str| format!("{}#{statement}", self.reading.id);
        json!({
            "id": id(&statement.id),
            "type": "sayso:Statement",
            "sayso:kind": statement.kind,
            "sayso:source": statement.source.as_ref().map(|source| &source.text),
            "sayso:form": statement.source.as_ref().map(|source| source.form),
            "sayso:speaker": statement.entity.as_deref().map(|entity| json!({"id": id(entity)})),
            "sayso:cue": statement.cue.as_ref().map(|cue| &cue.text),
            "sayso:lemma": statement.cue.as_ref().map(|cue| &cue.lemma),
            "sayso:class": statement.cue.as_ref().map(|cue| cue.class),
            "sayso:negated": statement.cue.as_ref().map(|cue| cue.negated),
            "sayso:modality": statement.cue.as_ref().map(|cue| cue.modality),
            "sayso:content": statement.content.text,
            "sayso:parent": statement.parent.as_deref().map(|parent| json!({"id": id(parent)})),
        })
    }

    fn target(&self, start: u32, end: u32) -> Value {
        let words = |start, end| self.points.slice(start, end);
        json!({
            "type": "SpecificResource",
            "source": self.source(),
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": words(start, end),
                    "prefix": words(start.saturating_sub(AROUND), start),
                    "suffix": words(end, end.saturating_add(AROUND).min(self.end)),
                },
            ],
        })
    }

    /// The page's address; without one the reading's id, which is an IRI too.
    fn source(&self) -> &str {
        match self.reading.url.as_deref() {
            Some(url) if iri(url) => url,
            _ => &self.reading.id,
        }
    }
}

/// Whether a string may stand where JSON-LD wants an IRI: a scheme, and no character that IRIs forbid.
pub(crate) fn iri(url: &str) -> bool {
    let scheme = url.split_once(':').is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    scheme
        && !url
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || crate::safe::steers(c) || "<>\"{}|\\^`".contains(c))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::fixture;

    const MOTIVATIONS: &[&str] = &["identifying", "classifying", "highlighting"];

    /// Checks what the recommendation demands of a page and its annotations; gives their number.
    fn validate(line: &[u8]) -> usize {
        let page: Value = serde_json::from_slice(line).unwrap();
        let contexts = page["@context"].as_array().unwrap();
        assert_eq!(contexts.iter().filter(|context| **context == "http://www.w3.org/ns/anno.jsonld").count(), 1);
        assert_eq!(page["type"], "AnnotationPage");
        assert!(iri(page["id"].as_str().unwrap()));
        let text: Vec<char> = page["sayso:reading"]["sayso:text"].as_str().unwrap().chars().collect();
        let slice = |start: usize, end: usize| text[start..end].iter().collect::<String>();
        let mut ids = std::collections::HashSet::new();
        for item in page["items"].as_array().unwrap() {
            assert_eq!(item["type"], "Annotation");
            assert!(iri(item["id"].as_str().unwrap()) && ids.insert(item["id"].clone()));
            assert!(MOTIVATIONS.contains(&item["motivation"].as_str().unwrap()));
            assert_eq!(item["body"][0]["type"], "TextualBody");
            assert!(iri(item["body"][1]["id"].as_str().unwrap()));
            let targets = item["target"].as_array().unwrap();
            assert!(!targets.is_empty());
            for target in targets {
                assert!(iri(target["source"].as_str().unwrap()));
                let (position, quote) = (&target["selector"][0], &target["selector"][1]);
                assert_eq!(
                    (position["type"].as_str(), quote["type"].as_str()),
                    (Some("TextPositionSelector"), Some("TextQuoteSelector"))
                );
                let (start, end) =
                    (position["start"].as_u64().unwrap() as usize, position["end"].as_u64().unwrap() as usize);
                let (prefix, suffix) = (quote["prefix"].as_str().unwrap(), quote["suffix"].as_str().unwrap());
                assert_eq!(slice(start, end), quote["exact"].as_str().unwrap());
                assert_eq!(slice(start - prefix.chars().count(), start), prefix);
                assert_eq!(slice(end, end + suffix.chars().count()), suffix);
            }
        }
        ids.len()
    }

    #[test]
    fn every_part_of_every_statement_and_every_fact_is_an_annotation() {
        let line = page(&fixture::harbour()).unwrap();
        assert_eq!(validate(&line), 8 + 8 + 9 + 2 + 2 + 4 + 3 + 4);
        let value: Value = serde_json::from_slice(&line).unwrap();
        fixture::check("harbour.jsonld", &(serde_json::to_string_pretty(&value).unwrap() + "\n"));
    }

    #[test]
    fn a_hostile_page_gives_valid_annotations_without_steering_characters() {
        let line = page(&fixture::hostile()).unwrap();
        assert_eq!(validate(&line), 3 + 1);
        assert!(!std::str::from_utf8(&line).unwrap().trim_end().contains(crate::safe::steers));
    }
}
