//! How long tags, clauses and names take over the invented world of `examples/`, document by document.
//!
//! `cargo bench -p sayso-read --bench language`. Items are tokens. Times differ from machine to machine; read the ratio to
//! `white_space`, which only looks at each word once.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // A benchmark looks at the clock and reads its input.

use divan::counter::ItemsCount;
use sayso_read::text::Text;
use sayso_read::{Analysis, Language, Page, articles, clauses, looks, names, tags};

fn main() {
    divan::main();
}

/// The documents, cut.
fn world() -> Vec<Text> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/world");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut pages: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "html")).collect();
    pages.sort();
    let models = sayso_models::open();
    let text = |path: &std::path::PathBuf| {
        let page = Page::html("", std::fs::read(path).unwrap_or_default());
        Text::of(&articles::extract(&page, &models.articles))
    };
    pages.iter().map(text).collect()
}

/// Runs a stage over the documents.
fn over(bencher: divan::Bencher, stage: impl Fn(&Text, &Language) + Sync) {
    let (world, models) = (world(), sayso_models::open().language);
    let tokens: usize = world.iter().map(|text| text.tokens.len()).sum();
    bencher.counter(ItemsCount::new(tokens)).bench_local(|| world.iter().for_each(|text| stage(text, &models)));
}

/// The yardstick.
#[divan::bench]
fn white_space(bencher: divan::Bencher) {
    over(bencher, |text, _| {
        divan::black_box(text.string.split_whitespace().map(str::len).sum::<usize>());
    });
}

/// Looks and tags.
#[divan::bench]
fn tags(bencher: divan::Bencher) {
    over(bencher, |text, models| {
        let words = looks::of(text, &models.vectors);
        divan::black_box(tags::find(text, &words, &models.vectors, &models.tags));
    });
}

/// Looks and clauses.
#[divan::bench]
fn clauses(bencher: divan::Bencher) {
    over(bencher, |text, models| {
        let words = looks::of(text, &models.vectors);
        divan::black_box(clauses::find(text, &words, &models.vectors, &models.clauses));
    });
}

/// Looks and names.
#[divan::bench]
fn names(bencher: divan::Bencher) {
    over(bencher, |text, models| {
        let words = looks::of(text, &models.vectors);
        divan::black_box(names::find(text, &words, &models.vectors, &models.names));
    });
}

/// All of them.
#[divan::bench]
fn all(bencher: divan::Bencher) {
    over(bencher, |text, models| {
        divan::black_box(Analysis::of(text, models));
    });
}
