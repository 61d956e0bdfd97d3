//! Inflates the gazetteer, so that the program holds it as it is used and opens it at no cost.

use std::io::Read as _;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=gazetteer.gz");
    println!("cargo::rerun-if-changed=build.rs");
    let packed = std::fs::read(PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("gazetteer.gz"))?;
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes)?;
    std::fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("gazetteer"), bytes)?;
    Ok(())
}
