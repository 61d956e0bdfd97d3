//! The ledger under load: `cargo bench -p sayso-ledger`.
//!
//! Makes (once) a ledger of generated documents under `target/`: 100,000, or as many as `SAYSO_DOCUMENTS` says. Readings are generated, not
//! read: here the ledger is measured, not the reader. Words follow Zipf's law; a tenth of the documents are copies.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use divan::Bencher;
use sayso_ledger::{Incoming, Key, Ledger, Wanted};
use sayso_read::people::{EntityKind, MentionForm};
use sayso_read::quantities::{Hedge, QuantityKind};
use sayso_read::reading::{Block, Cue, Dated, Entity, Mention, Quantity, Reading, Source, Statement, Words};
use sayso_read::statements::{CueClass, Form, Kind, Modality};
use sayso_read::{Page, articles::BlockKind};

fn main() {
    ledger();
    divan::main();
}

/// Numbers that look random and are the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    /// A rank by Zipf's law, near enough: each power of two of ranks is as likely as the next.
    fn rank(&mut self, most: u64) -> u64 {
        let octave = self.below(u64::from(most.ilog2()) + 1);
        ((1 << octave) + self.below(1 << octave)).min(most) - 1
    }

    fn word(&mut self) -> String {
        spelt(self.rank(30_000))
    }
}

/// A word for a number.
fn spelt(mut number: u64) -> String {
    const SYLLABLES: [&str; 16] =
        ["ka", "ri", "to", "me", "su", "la", "no", "vi", "de", "ha", "po", "ze", "lu", "ga", "shi", "bre"];
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[(number % 16) as usize]);
        number /= 16;
        if number == 0 {
            return word;
        }
    }
}

/// Writes a text and remembers where things stand in it. ASCII only: bytes are code points.
#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn put(&mut self, words: &str) -> (u32, u32) {
        let start = self.text.len() as u32;
        self.text.push_str(words);
        (start, self.text.len() as u32)
    }
}

/// The reading of a generated document.
fn reading(number: u64) -> Reading {
    // A tenth are copies of earlier ones.
    let origin = if number % 10 == 9 { number - 1 - number / 10 % 5 } else { number };
    let mut chance = Chance(origin.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut writer = Writer::default();
    let (mut blocks, mut statements, mut entities, mut quantities) = (vec![], vec![], vec![], vec![]);
    let names: Vec<String> =
        (0..6).map(|_| format!("Mr{} Of{}", spelt(chance.rank(3_000)), spelt(3_000 + chance.rank(20_000)))).collect();
    for block in 0..12 {
        let start = writer.text.len() as u32;
        let who = chance.below(6) as usize;
        let source = writer.put(&names[who]);
        writer.put(" ");
        let cue = writer.put("said");
        writer.put(" that ");
        let content = writer.text.len() as u32;
        for _ in 0..18 {
            let word = chance.word();
            writer.put(&word);
            writer.put(" ");
        }
        let count = 10 + chance.below(990);
        let figure = writer.put(&count.to_string());
        writer.put(" ");
        let of = writer.put(&format!("{}s", spelt(chance.rank(300))));
        let span = (content, writer.text.len() as u32);
        writer.put(". ");
        for _ in 0..18 {
            let word = chance.word();
            writer.put(&word);
            writer.put(" ");
        }
        let end = writer.text.len() as u32;
        writer.put("\n\n");
        let kind = if block == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
        blocks.push(Block { kind, start, end, source: vec![(start, end)] });
        let words = |(start, end): (u32, u32)| writer.text[start as usize..end as usize].to_owned();
        quantities.push(Quantity {
            start: figure.0,
            end: figure.1,
            text: words(figure),
            kind: QuantityKind::Count,
            value: Some(count as f64),
            low: Some(count as f64),
            high: Some(count as f64),
            hedge: Hedge::Exact,
            unit: None,
            change: None,
            of: Some(words(of)),
            of_start: Some(of.0),
            of_end: Some(of.1),
            fate: None,
        });
        statements.push(Statement {
            id: format!("s{}", block + 1),
            kind: Kind::Indirect,
            source: Some(Source { spans: vec![source], text: words(source), form: Form::Person }),
            cue: Some(Cue {
                spans: vec![cue],
                text: "said".into(),
                lemma: "say".into(),
                class: CueClass::Say,
                negated: false,
                modality: Modality::Actual,
            }),
            content: Words { spans: vec![span], text: words(span) },
            parent: None,
            addressee: None,
            channel: None,
            when: None,
            place: None,
            entity: Some(format!("e{}", who + 1)),
            quantities: vec![block],
            times: vec![],
            places: vec![],
        });
        if (block as usize) < names.len() {
            entities.push(Entity {
                id: format!("e{}", block + 1),
                kind: EntityKind::Person,
                name: Some(names[block as usize].clone()),
                role: None,
                affiliation: None,
                country: None,
                mentions: vec![Mention {
                    start: source.0,
                    end: source.1,
                    text: words(source),
                    form: MentionForm::Name,
                }],
            });
        }
    }
    let day = format!("2024-{:02}-{:02}T09:00:00Z", 1 + origin / 28 % 12, 1 + origin % 28);
    Reading {
        schema: sayso_read::reading::SCHEMA.into(),
        id: format!("b3:{number:064x}"),
        path: format!("generated/{number}.html"),
        url: Some(format!("https://outlet{}.example/{number}", number % 400)),
        outlet: Some(format!("The {} Post", spelt(number % 400))),
        record: None,
        title: Some(names.join(" and ")),
        authors: vec![],
        language: Some("en".into()),
        published: Some(Dated { value: day, evidence: "generated".into() }),
        modified: None,
        credits: vec![],
        based_on: vec![],
        text: writer.text,
        blocks,
        entities,
        statements,
        times: vec![],
        places: vec![],
        quantities,
        events: vec![],
        unresolved: vec![],
    }
}

/// The ledger, made where it is not there.
fn ledger() -> PathBuf {
    let documents: u64 = std::env::var("SAYSO_DOCUMENTS").ok().and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../target/generated-{documents}.sayso"));
    if !path.exists() {
        let making = path.with_extension("making");
        let mut ledger = Ledger::write(&making).unwrap();
        let mut adding = ledger.add().unwrap();
        for number in 0..documents {
            let reading = reading(number);
            let page = Page::text(&reading.path, format!("{number}\n{}", reading.text));
            adding.put(Incoming::new(Key::of(&page), &page, &reading, true), false).unwrap();
        }
        adding.commit().unwrap();
        drop(adding);
        ledger.settle(&sayso_models::open_families(), |_| {}).unwrap();
        ledger.close().unwrap();
        std::fs::rename(making, &path).unwrap();
    }
    path
}

/// A rare word, a common one, two, a phrase; a speaker; a speaker and a word.
const QUESTIONS: [(&str, &str); 6] =
    [("lukari", ""), ("ka", ""), ("rito ka", ""), ("\"said that ka\"", ""), ("", "Mrlu"), ("shi", "Mrka")];

#[divan::bench(args = QUESTIONS)]
fn find(bencher: Bencher, (words, speaker): (&str, &str)) {
    let ledger = Ledger::open(&ledger()).unwrap();
    let given = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    let wanted = Wanted { words: given(words), speaker: given(speaker), limit: 20, ..Wanted::default() };
    bencher.bench_local(|| ledger.find(&wanted).unwrap());
}

#[divan::bench]
fn document(bencher: Bencher) {
    let ledger = Ledger::open(&ledger()).unwrap();
    let mut number = 0;
    bencher.bench_local(|| {
        number = number % 1000 + 1;
        ledger.reading(number).unwrap()
    });
}
