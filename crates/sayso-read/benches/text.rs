//! How long cutting and pairing take, beside what any program must do: look at each word once.
//!
//! `cargo bench -p sayso-read --bench text`. Times differ from machine to machine; read the ratio to `white_space`.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // A benchmark looks at the clock.

use divan::counter::BytesCount;
use sayso_read::quotes;
use sayso_read::text::{Model, Text};

fn main() {
    divan::main();
}

/// A news page of 6 KB, over and over.
fn news() -> String {
    let paragraph = "DORN, March 12 (Agency) — “We won’t pay $1,200.50 for a 22-year-old bridge,” said Gov. V. V. Orlo of the \
                     U.S.-led force, who doesn't like \"half measures.\" The workers' union, which met at 5 p.m. Monday, called the \
                     anti-strike law 'a farce' and promised to fight it in court. Officials at the ministry declined to comment.\n\n";
    paragraph.repeat(2_000)
}

/// The yardstick.
#[divan::bench]
fn white_space(bencher: divan::Bencher) {
    let news = news();
    bencher
        .counter(BytesCount::of_str(&news))
        .bench(|| divan::black_box(&news).split_whitespace().map(str::len).sum::<usize>());
}

/// Tokens and sentences.
#[divan::bench]
fn text(bencher: divan::Bencher) {
    let news = news();
    bencher.counter(BytesCount::of_str(&news)).bench(|| Text::plain(divan::black_box(&news)));
}

/// Tokens and sentences, with the shipped model.
#[divan::bench]
fn text_with_model(bencher: divan::Bencher) {
    let news = news();
    let model = Model::read(include_str!("../../sayso-models/sentences.model")).unwrap_or_default();
    bencher.counter(BytesCount::of_str(&news)).bench(|| Text::plain_with(divan::black_box(&news), &model));
}

/// Quotation marks of a text that is cut already.
#[divan::bench]
fn quotes(bencher: divan::Bencher) {
    let text = Text::plain(&news());
    bencher.counter(BytesCount::of_str(&text.string)).bench(|| quotes::find(divan::black_box(&text)));
}
