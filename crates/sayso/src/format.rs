//! Format: a reading becomes the bytes of one document, in the format asked for.
//!
//! In: `Reading`. Out: [`Sheet`]. Each format is a module of its own; `text` is short enough to live here.

use sayso_read::Reading;
use sayso_read::articles::BlockKind;
use sayso_read::reading::CodePoints;

use crate::arguments::Format;
use crate::conllu::{self, Layers};
use crate::outline::fold;
use crate::{brat, html, json, pretty, timeml, webanno};

/// How the pretty format looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// Columns of a line.
    pub(crate) width: usize,
    /// Whether to colour.
    pub(crate) colours: bool,
}

/// One document, laid out.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// Where the page was found.
    pub(crate) path: String,
    /// Its title, or what stands for it in a list.
    pub(crate) title: String,
    /// The number that its anchors carry (web pages).
    pub(crate) number: usize,
    /// The document in the format.
    pub(crate) bytes: Vec<u8>,
    /// The text that brat's positions count in.
    pub(crate) text: Option<String>,
}

/// Lays out one reading; `number` tells the documents of one call apart.
pub(crate) fn sheet(
    reading: &Reading,
    layers: &Layers<'_>,
    format: Format,
    look: Look,
    number: usize,
) -> serde_json::Result<Sheet> {
    let bytes = match format {
        Format::Pretty => pretty::page(reading, look).into_bytes(),
        Format::Json => json::line(reading)?,
        Format::Text => text(reading).into_bytes(),
        Format::Html => html::document(reading, number, &html::Ways::default()).into_bytes(),
        Format::Ann => brat::standoff(reading).into_bytes(),
        Format::Webanno => webanno::page(reading)?,
        Format::Timeml => timeml::document(reading).into_bytes(),
        Format::Conllu => conllu::page(reading, layers, number).into_bytes(),
    };
    let title = title(reading).unwrap_or_else(|| reading.path.clone());
    let text = (format == Format::Ann).then(|| reading.text.clone());
    Ok(Sheet { path: reading.path.clone(), title, number, bytes, text })
}

impl Format {
    /// Whether one stream holds one document only: brat's positions count in a text of its own, XML has one root.
    pub(crate) fn is_one_a_file(self) -> bool {
        matches!(self, Format::Ann | Format::Timeml)
    }

    /// The end of a file's name in this format.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Format::Pretty | Format::Text => "txt",
            Format::Json => "json",
            Format::Html => "html",
            Format::Ann => "ann",
            Format::Webanno => "jsonld",
            Format::Timeml => "tml",
            Format::Conllu => "conllu",
        }
    }

    /// What stands between two documents in one stream.
    pub(crate) fn separator(self, look: Look) -> Vec<u8> {
        match self {
            Format::Pretty => format!("\n{}\n\n", "─".repeat(look.width)).into_bytes(),
            // The old page feed: it parts documents and is no part of any.
            Format::Text => b"\x0c\n".to_vec(),
            Format::Json | Format::Html | Format::Ann | Format::Webanno | Format::Timeml | Format::Conllu => Vec::new(),
        }
    }
}

/// The article alone: body blocks as they are, parted by a blank line.
fn text(reading: &Reading) -> String {
    let points = CodePoints::of(&reading.text);
    let mut text = String::with_capacity(reading.text.len() + 1);
    for block in reading.blocks.iter().filter(|block| block.kind.is_body()) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(points.slice(block.start, block.end));
    }
    text.push('\n');
    text
}

/// The title; where the page tells none, the headline as it stands there.
pub(crate) fn title(reading: &Reading) -> Option<String> {
    let headline = || {
        let block = reading.blocks.iter().find(|block| block.kind == BlockKind::Headline)?;
        let headline = fold(CodePoints::of(&reading.text).slice(block.start, block.end));
        (!headline.is_empty()).then_some(headline)
    };
    reading.title.clone().or_else(headline)
}
