//! Real pages for tests that have them: `../shared` stands beside the checkout on our machines only.
#![allow(dead_code, clippy::unwrap_used, clippy::disallowed_methods, clippy::disallowed_types)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Paths of the real pages, gzipped; none where there are none (the test then says so and passes).
pub(crate) fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/articles/wcxb-dev");
    let Ok(files) = std::fs::read_dir(&folder) else {
        return Vec::new();
    };
    let mut pages: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "gz"));
    pages.sort();
    pages
}

/// The bytes of a gzipped page.
pub(crate) fn unpack(path: &Path) -> Vec<u8> {
    let output = Command::new("gzip").arg("-dc").arg(path).output().unwrap();
    assert!(output.status.success(), "gzip -dc {}", path.display());
    output.stdout
}
