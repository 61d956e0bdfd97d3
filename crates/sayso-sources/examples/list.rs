//! Lists the pages of its arguments and what could not be read: `cargo run -p sayso-sources --example list PATH...`
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::time::Instant;

use sayso_sources::{Given, Input, pages};

fn main() {
    let start = Instant::now();
    let (mut count, mut bytes, mut troubles) = (0, 0, 0);
    let quiet = std::env::var_os("QUIET").is_some();
    let pages = pages(std::env::args_os().skip(1).map(Input::named).collect(), Given::default());
    let progress = pages.progress();
    for item in pages {
        match item {
            Ok(page) => {
                if !quiet {
                    println!("{} {:?} {} {:?}", page.path, page.kind, page.bytes.len(), page.told);
                }
                count += 1;
                bytes += page.bytes.len();
            }
            Err(trouble) => {
                if !quiet {
                    eprintln!("{trouble}");
                }
                troubles += 1;
            }
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let read = progress.bytes_done() as f64 / 1e6;
    eprintln!(
        "{count} pages, {troubles} troubles, {:.1} MB from {read:.1} MB in {seconds:.3} s: {:.0} MB/s, {:.0} pages/s",
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / seconds,
        f64::from(count) / seconds
    );
}
