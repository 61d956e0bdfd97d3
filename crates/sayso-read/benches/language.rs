//! How long tags, clauses, names and, given all these, times, statements and people take over the invented world of `examples/`, document by document.
//!
//! `cargo bench -p sayso-read --bench language`. Items are tokens. Times differ from machine to machine; read the ratio to
//! `white_space`, which only looks at each word once.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // A benchmark looks at the clock and reads its input.

use divan::counter::ItemsCount;
use sayso_read::quantities::{self, Vague};
use sayso_read::text::Text;
use sayso_read::{
    Analysis, Language, Models, Page, articles, clauses, looks, names, people, quotes, statements, tags, times,
};

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

/// Runs a stage over the documents whose language has been looked at.
fn over_read(bencher: divan::Bencher, stage: impl Fn(&Text, &Analysis, &[quotes::Quote], &Models) + Sync) {
    let (world, models) = (world(), sayso_models::open());
    let tokens: usize = world.iter().map(|text| text.tokens.len()).sum();
    let found: Vec<_> = world.iter().map(|text| (Analysis::of(text, &models.language), quotes::find(text))).collect();
    bencher.counter(ItemsCount::new(tokens)).bench_local(|| {
        world.iter().zip(&found).for_each(|(text, (analysis, quotes))| stage(text, analysis, quotes, &models));
    });
}

/// Who said what.
#[divan::bench]
fn statements(bencher: divan::Bencher) {
    over_read(bencher, |text, analysis, quotes, models| {
        let weights = statements::Weights { language: &models.language, model: &models.statements };
        divan::black_box(statements::find(text, analysis, quotes, weights));
    });
}

/// Who said what, and who that is.
#[divan::bench]
fn statements_and_people(bencher: divan::Bencher) {
    over_read(bencher, |text, analysis, quotes, models| {
        let weights = statements::Weights { language: &models.language, model: &models.statements };
        let said = statements::find(text, analysis, quotes, weights).list;
        divan::black_box(people::find(text, analysis, &models.language, quotes, &said, &models.people));
    });
}

/// When.
#[divan::bench]
fn times(bencher: divan::Bencher) {
    let reference = times::Reference { value: "2031-03-13".into(), origin: times::Anchor::Published };
    over_read(bencher, |text, analysis, _, _| {
        divan::black_box(times::find(text, analysis, Some(&reference)));
    });
}

/// How many, how much, of what.
#[divan::bench]
fn quantities(bencher: divan::Bencher) {
    over_read(bencher, |text, analysis, _, _| {
        divan::black_box(quantities::find(text, analysis, Vague::Literal));
    });
}
