//! How fast pages are decoded and parsed: `cargo run --release --example page_speed FOLDER` (a folder of HTML files).
#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::disallowed_types)]

use sayso_read::Page;
use sayso_read::page::decode;
use sayso_read::tree::Tree;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let mut pages = Vec::new();
    for file in std::fs::read_dir(folder)? {
        pages.push(Page::html("", std::fs::read(file?.path())?));
    }
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    for _ in 0..5 {
        let (start, mut nodes) = (Instant::now(), 0);
        let texts: Vec<_> = pages.iter().map(decode).collect();
        let decoded = start.elapsed().as_secs_f64();
        let start = Instant::now();
        for text in &texts {
            nodes += Tree::parse(&text.text).len();
        }
        let parsed = start.elapsed().as_secs_f64();
        println!(
            "{} pages of {} KB, {nodes} nodes: decoded {:.0} MB/s, parsed {:.0} pages/s, {:.0} MB/s",
            pages.len(),
            bytes / pages.len().max(1) / 1000,
            bytes as f64 / decoded / 1e6,
            pages.len() as f64 / parsed,
            bytes as f64 / parsed / 1e6,
        );
    }
    Ok(())
}
