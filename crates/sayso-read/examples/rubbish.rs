//! Reads every page of rubbish at its full size and prints what it cost: `cargo run --release --example rubbish [NAME]`.
//!
//! Wanted: two seconds and 300 MB each. Memory is what Linux counts (`VmHWM`); elsewhere it is not printed.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::disallowed_methods, clippy::disallowed_types)]

#[path = "../tests/common/laws.rs"]
mod laws;
#[path = "../tests/common/rubbish.rs"]
mod rubbish;

use std::time::Instant;

fn main() {
    let only = std::env::args().nth(1);
    let models = sayso_models::open();
    println!("{:>7}  {:>6}  {:>8}  {:>6}  page", "ms", "MB", "bytes", "blocks");
    for (name, page) in rubbish::pages(rubbish::Size { divide: 1 }) {
        if only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let before = memory("VmRSS:");
        let start = Instant::now();
        let reading = sayso_read::read(&page, &models);
        let time = start.elapsed().as_millis();
        let peak = memory("VmHWM:").saturating_sub(before);
        let mark = if time > 2000 || peak > 300 { "!" } else { " " };
        let blocks = reading.blocks.len();
        println!("{time:>7}{mark} {peak:>6}  {:>8}  {blocks:>6}  {name}", page.bytes.len());
        for doubt in reading.unresolved.iter().filter(|doubt| doubt.what == "limit") {
            println!("{:>34}{}", "", doubt.why);
        }
        if let Err(why) = laws::keeps_the_contract(&page, &reading) {
            println!("{:>34}BROKEN: {why}", "");
        }
    }
}

/// A line of /proc/self/status, in MB.
fn memory(key: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(key)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<usize>().ok()).unwrap_or(0) / 1024
}
