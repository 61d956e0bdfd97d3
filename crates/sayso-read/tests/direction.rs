//! The modules of sayso-read stand in `lib.rs` in reading order, and each may use only those above it.
//!
//! The sources are read as text: every `crate::NAME` (also in groups, `use crate::{a, b::c}`)
//! must name a module that stands higher up. `lib.rs` itself, which calls them all,
//! is not looked at; its re-exports (`crate::Page`) are forbidden inside the crate, because they hide where a thing lives.

#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // Tests may read files.

use std::path::{Path, PathBuf};

/// The modules in the order of `lib.rs`.
fn order(lib: &str) -> Vec<&str> {
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ").or(line.strip_prefix("mod "))?.strip_suffix(';'))
        .collect()
}

/// The first names of all paths that begin at the crate: `crate::page::Page` gives `page`.
fn uses(source: &str) -> Vec<String> {
    after(source, "crate::")
}

/// The first names of all paths after `root`, remarks left out.
fn after(source: &str, root: &str) -> Vec<String> {
    let code: String =
        source.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n").collect();
    let mut found = Vec::new();
    for (at, path) in code.match_indices(root) {
        // `sayso_crate::` or `$crate::` are other things.
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(heads(group)),
            None => found.push(head(rest)),
        }
    }
    found
}

fn head(path: &str) -> String {
    path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first names of a group, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut fresh, mut found) = (0, true, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            _ if c.is_whitespace() => {}
            _ if fresh => {
                found.push(head(&group[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    found
}

/// What is wrong with a source of the module `name`, in whose folder the submodules `inner` lie.
fn faults(order: &[&str], name: &str, inner: &[String], source: &str) -> Vec<String> {
    let place = order.iter().position(|module| *module == name);
    // `super::` reaches the crate from the top file of a stage, `super::super::` from the files beside it.
    let climbs =
        after(source, "super::").into_iter().filter(|used| order.contains(&used.as_str()) && !inner.contains(used));
    uses(source)
        .into_iter()
        .chain(climbs)
        .filter(|used| used != name)
        .filter_map(|used| match (order.iter().position(|module| *module == used), place) {
            (Some(used_place), Some(place)) if used_place < place => None,
            (Some(_), _) => Some(format!("{name} uses {used}, which stands below it in lib.rs")),
            (None, _) => Some(format!("{name} uses crate::{used}: name the module it lives in")),
        })
        .collect()
}

/// All sources under a path, with the module each belongs to.
fn sources(folder: &Path) -> Vec<(String, PathBuf)> {
    fn walk(path: &Path, module: Option<&str>, out: &mut Vec<(String, PathBuf)>) {
        for entry in std::fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let module = module.unwrap_or(&stem);
            if path.is_dir() {
                walk(&path, Some(module), out);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                out.push((module.to_owned(), path));
            }
        }
    }
    let mut out = Vec::new();
    walk(folder, None, &mut out);
    out.sort();
    out
}

#[test]
fn stages_use_only_what_stands_above_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = std::fs::read_to_string(folder.join("lib.rs")).unwrap();
    let order = order(&lib);
    assert!(order.len() >= 8 && order.first() == Some(&"span") && order.last() == Some(&"reading"), "{order:?}");
    let mut wrong = Vec::new();
    for (module, path) in sources(&folder) {
        if path.file_name().is_some_and(|name| name == "lib.rs") {
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        let beside = sources(path.parent().unwrap());
        let inner: Vec<String> = if path.parent() == Some(folder.as_path()) {
            Vec::new()
        } else {
            beside.into_iter().map(|(name, _)| name).collect()
        };
        wrong.extend(
            faults(&order, &module, &inner, &source).into_iter().map(|fault| format!("{}: {fault}", path.display())),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_check_bites() {
    let order = ["span", "page", "text", "quotes"];
    let wrong = |source: &str| !faults(&order, "text", &["page".to_owned()], source).is_empty();
    assert!(wrong("use crate::quotes::Quote;"));
    assert!(wrong("use crate::{span::{Run, Span}, quotes};"));
    assert!(wrong("fn f() { crate::quotes::find(text) }"));
    assert!(wrong("use crate::Page;"));
    assert!(wrong("use super::quotes::Quote;"));
    assert!(wrong("use super::super::quotes::Quote;"));
    assert!(wrong("use super::{class::Class, quotes};"));
    assert!(!wrong("use crate::{span::{Run, Span}, page::{self, Page}};"));
    assert!(!wrong("use crate::span::Span; // not crate::quotes\nuse crate::text::Token;"));
    assert!(!wrong("let path = \"super\"; use super::class::Class;"));
}
