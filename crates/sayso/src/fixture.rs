//! A reading made by hand, for the tests of all formats: an invented harbour, with everything that is hard to lay out.
#![allow(clippy::unwrap_used)]

use sayso_read::Reading;
use sayso_read::articles::{BlockKind, CreditKind};
use sayso_read::people::{EntityKind, MentionForm};
use sayso_read::places::{PlaceForm, Precision};
use sayso_read::quantities::{Hedge, QuantityKind};
use sayso_read::reading::{self, Block, Cue, Dated, Entity, Mention, Source, Statement, Unresolved, Words};
use sayso_read::reading::{Place, Quantity, Time};
use sayso_read::statements::{CueClass, Form, Kind, Modality};
use sayso_read::times::{Anchor, TimeKind};

/// A text that grows block by block, and positions in it.
#[derive(Default)]
struct Desk {
    text: String,
    blocks: Vec<Block>,
}

impl Desk {
    fn block(&mut self, kind: BlockKind, words: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.chars().count() as u32;
        self.text.push_str(words);
        let end = self.text.chars().count() as u32;
        self.blocks.push(Block { kind, start, end, source: vec![(start, end)] });
    }

    /// The stretch in brackets: `Later [she] denied`. It must stand in the text once.
    fn span(&self, marked: &str) -> (u32, u32) {
        let (before, rest) = marked.split_once('[').unwrap();
        let (inside, after) = rest.split_once(']').unwrap();
        let whole = format!("{before}{inside}{after}");
        assert_eq!(self.text.matches(&whole).count(), 1, "{whole}");
        let start = self.text.find(&whole).unwrap() + before.len();
        let start = self.text[..start].chars().count() as u32;
        (start, start + inside.chars().count() as u32)
    }

    fn words(&self, marked: &[&str]) -> Words {
        let spans: Vec<_> = marked.iter().map(|marked| self.span(marked)).collect();
        let piece = |&(start, end): &(u32, u32)| -> String {
            self.text.chars().skip(start as usize).take((end - start) as usize).collect()
        };
        let text = spans.iter().map(piece).collect::<Vec<_>>().join(" ");
        Words { spans, text }
    }

    fn source(&self, form: Form, marked: &str) -> Option<Source> {
        let Words { spans, text } = self.words(&[marked]);
        Some(Source { spans, text, form })
    }

    fn cue(&self, lemma: &str, class: CueClass, marked: &str) -> Option<Cue> {
        let Words { spans, text } = self.words(&[marked]);
        Some(Cue { spans, text, lemma: lemma.into(), class, negated: false, modality: Modality::Actual })
    }

    fn statement(&self, number: usize, kind: Kind, content: &[&str]) -> Statement {
        Statement {
            id: format!("s{number}"),
            kind,
            source: None,
            cue: None,
            content: self.words(content),
            parent: None,
            addressee: None,
            channel: None,
            when: None,
            place: None,
            entity: None,
            quantities: Vec::new(),
            times: Vec::new(),
            places: Vec::new(),
        }
    }
}

/// The harbour of Port Lenmar.
pub(crate) fn harbour() -> Reading {
    use BlockKind::*;
    let mut desk = Desk::default();
    desk.block(Share, "Share · Print · Send");
    desk.block(Headline, "Harbour of Port Lenmar stays open, mayor tells reporters 🚢");
    desk.block(Byline, "By Ada Wick and Jon Marsh");
    desk.block(Dateline, "Port Lenmar, 13 March 2025 (Norland News Agency)");
    desk.block(Disclosure, "Disclosure: this site may earn a commission when you buy through its links.");
    desk.block(
        Paragraph,
        "“We will not close the harbour,” Mayor Odile Brandt told the council’s reporters at the customs house on Thursday, after a \
         night in which the quay was lit from end to end. “Not this year, and not for this price.”",
    );
    desk.block(Paragraph, "Later she denied that the council “had been bought by the ferry line”.");
    desk.block(Newsletter, "Sign up for our morning letter");
    desk.block(Promo, "Subscribe now & save <half>");
    desk.block(
        Paragraph,
        "The ferry line did not say when the vote would be held. Mayor Odile Brandt warned in a statement that the line \
         had promised “forty jobs” and that it hoped for eighty.",
    );
    desk.block(Heading, "What the papers show");
    desk.block(ListItem, "Berths: 12, of which 3 are empty");
    desk.block(ListItem, "Dues: 40 lenmarks a night");
    desk.block(Table, "Year\tShips\tDues paid\n2023\t410\t16,400\n2024\t388\t15,520");
    desk.block(
        Paragraph,
        "The berths may be sold by May, according to a person familiar with the talks. She will announce on Friday \
         whether 港務局, the port office, “has asked anybody at all”.",
    );
    desk.block(Quote, "“The sea does not vote.”");
    desk.block(Caption, "The quay at night. Picture: J. Marsh");
    desk.block(Related, "Read more: The lighthouse that moved");
    desk.block(Comments, "Leave a comment");
    desk.block(Comments, "Your address will not be shown.");
    desk.block(Legal, "© 2025 The Lenmar Courier");

    let mut statements = vec![
        Statement {
            source: desk.source(Form::Person, "[Mayor Odile Brandt] told"),
            cue: desk.cue("tell", CueClass::Say, "Brandt [told] the"),
            addressee: Some(desk.words(&["told [the council’s reporters]"])),
            when: Some(desk.words(&["house [on Thursday]"])),
            place: Some(desk.words(&["[at the customs house]"])),
            entity: Some("e1".into()),
            ..desk.statement(
                1,
                Kind::Direct,
                &["[“We will not close the harbour,”]", "[“Not this year, and not for this price.”]"],
            )
        },
        Statement {
            source: desk.source(Form::Person, "Later [she]"),
            cue: desk.cue("deny", CueClass::Deny, "[denied]"),
            entity: Some("e1".into()),
            ..desk.statement(2, Kind::Mixed, &["[that the council “had been bought by the ferry line”]"])
        },
        Statement {
            source: desk.source(Form::Group, "[The ferry line] did"),
            cue: desk.cue("say", CueClass::Say, "[did not say]"),
            entity: Some("e2".into()),
            ..desk.statement(3, Kind::Indirect, &["[when the vote would be held]"])
        },
        Statement {
            source: desk.source(Form::Person, "[Mayor Odile Brandt] warned"),
            cue: desk.cue("warn", CueClass::Warn, "[warned]"),
            channel: Some(desk.words(&["[in a statement]"])),
            entity: Some("e1".into()),
            ..desk.statement(
                4,
                Kind::Mixed,
                &["[that the line had promised “forty jobs” and that it hoped for eighty]"],
            )
        },
        Statement {
            source: desk.source(Form::Group, "that [the line] had"),
            cue: desk.cue("promise", CueClass::Promise, "[promised]"),
            parent: Some("s4".into()),
            entity: Some("e2".into()),
            ..desk.statement(5, Kind::Direct, &["[“forty jobs”]"])
        },
        Statement {
            source: desk.source(Form::Group, "that [it] hoped"),
            cue: desk.cue("hope", CueClass::Hope, "[hoped]"),
            parent: Some("s4".into()),
            entity: Some("e3".into()),
            ..desk.statement(6, Kind::Indirect, &["[for eighty]"])
        },
        Statement {
            source: desk.source(Form::Anonymous, "[a person familiar with the talks]"),
            cue: desk.cue("according to", CueClass::Say, "[according to]"),
            ..desk.statement(7, Kind::Indirect, &["[The berths may be sold by May]"])
        },
        Statement {
            source: desk.source(Form::Person, "[She] will"),
            cue: desk.cue("announce", CueClass::Say, "[will announce]"),
            ..desk.statement(8, Kind::Mixed, &["[whether 港務局, the port office, “has asked anybody at all”]"])
        },
        desk.statement(9, Kind::Direct, &["[“The sea does not vote.”]"]),
    ];
    statements[2].cue.as_mut().unwrap().negated = true;
    statements[7].cue.as_mut().unwrap().modality = Modality::Planned;

    let mention = |form, marked: &str| {
        let Words { spans, text } = desk.words(&[marked]);
        Mention { start: spans[0].0, end: spans[0].1, text, form }
    };
    let entity = |id: &str, kind, name: Option<&str>, mentions| Entity {
        id: id.into(),
        kind,
        name: name.map(str::to_owned),
        role: None,
        affiliation: None,
        country: None,
        mentions,
    };
    use MentionForm::{Description, Name, Pronoun};
    let entities = vec![
        Entity {
            role: Some("Mayor".into()),
            affiliation: Some("the council".into()),
            country: Some("NLD".into()),
            ..entity(
                "e1",
                EntityKind::Person,
                Some("Odile Brandt"),
                vec![
                    mention(Name, "Mayor [Odile Brandt] told"),
                    mention(Pronoun, "Later [she]"),
                    mention(Name, "Mayor [Odile Brandt] warned"),
                ],
            )
        },
        entity(
            "e2",
            EntityKind::Organization,
            None,
            vec![mention(Description, "[The ferry line] did"), mention(Description, "that [the line] had")],
        ),
        // A name that the print at the statement does not give.
        entity(
            "e3",
            EntityKind::Organization,
            Some("Norland News Agency"),
            vec![mention(Name, "([Norland News Agency])"), mention(Pronoun, "that [it] hoped")],
        ),
    ];
    let credit = desk.span("([Norland News Agency])");
    let time = |marked: &str, value: &str, days: Option<(&str, &str)>, anchor| {
        let Words { spans, text } = desk.words(&[marked]);
        let (from, to) = days.map(|(from, to)| (from.to_owned(), to.to_owned())).unzip();
        let (start, end) = spans[0];
        Time { start, end, text, kind: TimeKind::Date, value: value.into(), modifier: None, from, to, anchor }
    };
    let thirteenth = Some(("2025-03-13", "2025-03-13"));
    let times = vec![
        time("Lenmar, [13 March 2025]", "2025-03-13", thirteenth, Anchor::Explicit),
        time("house on [Thursday]", "2025-03-13", thirteenth, Anchor::Published),
        time("sold by [May]", "2025-05", Some(("2025-05-01", "2025-05-31")), Anchor::Published),
        time("on [Friday]", "XXXX-WXX-5", None, Anchor::Unresolved),
    ];
    let place = |marked: &str, form| {
        let Words { spans, text } = desk.words(&[marked]);
        Place {
            start: spans[0].0,
            end: spans[0].1,
            text,
            form,
            name: None,
            geonameid: None,
            lat: None,
            lon: None,
            country: None,
            admin1: None,
            precision: None,
            entity: None,
        }
    };
    let places = vec![
        place("of [Port Lenmar] stays", PlaceForm::Name),
        place("[Port Lenmar], 13", PlaceForm::Name),
        Place {
            name: Some("Norland".into()),
            geonameid: Some(77),
            lat: Some(52.25),
            lon: Some(5.75),
            country: Some("NLD".into()),
            precision: Some(Precision::Country),
            ..place("([Norland] News", PlaceForm::Inside)
        },
    ];
    let quantity = |marked: &str, value: f64, unit: Option<&str>, of: Option<&str>| {
        let Words { spans, text } = desk.words(&[marked]);
        let of = of.map(|of| desk.words(&[of]));
        let (of_start, of_end) = of.as_ref().map(|of| of.spans[0]).unzip();
        Quantity {
            start: spans[0].0,
            end: spans[0].1,
            text,
            kind: if unit.is_some() { QuantityKind::Money } else { QuantityKind::Count },
            value: Some(value),
            low: Some(value),
            high: Some(value),
            hedge: Hedge::Exact,
            unit: unit.map(str::to_owned),
            change: None,
            of: of.map(|of| of.text),
            of_start,
            of_end,
            fate: None,
        }
    };
    let quantities = vec![
        quantity("“[forty] jobs", 40.0, None, Some("forty [jobs]")),
        quantity("for [eighty]", 80.0, None, None),
        quantity("Berths: [12]", 12.0, None, Some("[Berths]: 12")),
        quantity("Dues: [40 lenmarks]", 40.0, Some("lenmark"), Some("[Dues]: 40")),
    ];
    statements[3].quantities = vec![0, 1];
    statements[4].quantities = vec![0];
    statements[5].quantities = vec![1];
    statements[6].times = vec![2];
    let sea = desk.span("[“The sea does not vote.”]");
    let may = desk.span("sold [by May]");
    Reading {
        schema: sayso_read::reading::SCHEMA.into(),
        id: format!("b3:{}", "0123456789abcdef".repeat(4)),
        path: "news/harbour.html".into(),
        url: Some("https://courier.example/harbour?id=7&lang=en".into()),
        outlet: Some("The Lenmar Courier".into()),
        record: None,
        title: Some("Harbour of Port Lenmar stays open, mayor tells reporters 🚢".into()),
        authors: vec!["Ada Wick".into(), "Jon Marsh".into()],
        language: Some("en".into()),
        published: Some(Dated { value: "2025-03-13T08:30:00+01:00".into(), evidence: "json-ld datePublished".into() }),
        modified: None,
        based_on: Vec::new(),
        credits: vec![reading::Credit {
            kind: CreditKind::Wire,
            name: "Norland News Agency".into(),
            start: credit.0,
            end: credit.1,
        }],
        text: desk.text,
        blocks: desk.blocks,
        entities,
        statements,
        times,
        places,
        quantities,
        events: Vec::new(),
        unresolved: vec![
            Unresolved {
                what: "source".into(),
                start: Some(sea.0),
                end: Some(sea.1),
                why: "no source is printed that the rules could tie to these words".into(),
            },
            Unresolved {
                what: "time".into(),
                start: Some(may.0),
                end: Some(may.1),
                why: "the year is not printed".into(),
            },
            Unresolved {
                what: "charset".into(),
                start: None,
                end: None,
                why: "nothing declares it; read as UTF-8".into(),
            },
        ],
    }
}

/// A page that means harm: markup and steering characters wherever words may stand.
pub(crate) fn hostile() -> Reading {
    let mut desk = Desk::default();
    desk.block(BlockKind::Headline, "<script>alert(1)</script>\u{1b}[2J\u{9b}31m\u{202e}live");
    desk.block(
        BlockKind::Paragraph,
        "\"It\u{7} <b onclick='x()'>is</b> & late\"\u{2028}said </article></body> O\u{301}'Neil\r\nTern.",
    );
    desk.block(BlockKind::Promo, "</details><img src=x onerror=alert(2)>");
    let statement = Statement {
        source: desk.source(Form::Person, "said [</article></body> O\u{301}'Neil\r\nTern]"),
        cue: desk.cue("<say>", CueClass::Say, "[said]"),
        entity: Some("e1".into()),
        ..desk.statement(1, Kind::Direct, &["[\"It\u{7} <b onclick='x()'>is</b> & late\"]"])
    };
    let harbour = harbour();
    let evil = "\u{1b}]0;x\u{7}<script>\"'&\u{2066}";
    Reading {
        id: "b3:00".into(),
        path: format!("{evil}.html"),
        url: Some(format!("javascript:alert(3)//{evil}")),
        outlet: Some(evil.into()),
        title: Some("<script>alert(1)</script>\u{1b}[2J\u{9b}31m\u{202e}live".into()),
        authors: vec![evil.into()],
        language: Some("\"><script>".into()),
        published: Some(Dated { value: evil.into(), evidence: evil.into() }),
        credits: vec![reading::Credit { kind: CreditKind::Wire, name: evil.into(), start: 900, end: 1000 }],
        text: desk.text,
        blocks: desk.blocks,
        entities: vec![Entity {
            id: "e1".into(),
            kind: EntityKind::Person,
            name: Some(evil.into()),
            role: Some(evil.into()),
            affiliation: Some("</h3><img>".into()),
            country: Some(evil.into()),
            mentions: vec![Mention { start: 3, end: 5, text: evil.into(), form: MentionForm::Name }],
        }],
        statements: vec![statement],
        times: vec![Time { start: 40, end: 90_000, text: evil.into(), value: evil.into(), ..harbour.times[0].clone() }],
        places: vec![Place {
            start: 9,
            end: 7,
            text: evil.into(),
            name: Some(evil.into()),
            ..harbour.places[2].clone()
        }],
        quantities: vec![Quantity {
            start: 1,
            end: 6,
            text: evil.into(),
            unit: Some(evil.into()),
            fate: Some(evil.into()),
            low: Some(f64::NAN),
            high: Some(f64::INFINITY),
            ..harbour.quantities[3].clone()
        }],
        unresolved: vec![Unresolved { what: evil.into(), start: Some(2), end: Some(4000), why: evil.into() }],
        ..harbour
    }
}

/// Compares with a committed file under `tests/snapshots`; `BLESS=1` writes it.
pub(crate) fn check(name: &str, actual: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let first = expected.lines().zip(actual.lines()).position(|(expected, actual)| expected != actual);
    assert!(
        expected == actual,
        "{name} differs from line {:?} on; BLESS=1 rewrites it, then read the difference",
        first.map(|at| at + 1)
    );
}
