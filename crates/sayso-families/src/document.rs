//! Documents: what families need to know of a reading.

use sayso_read::Reading;
use sayso_read::articles::{BlockKind, CreditKind};
use sayso_read::reading::CodePoints;

use crate::words::Words;

/// A document: where it comes from and what it credits, and its words. The text itself is not kept: twelve bytes a word are.
#[derive(Debug, Clone)]
pub struct Document {
    /// The reading's id.
    pub id: String,
    /// Where the page was found.
    pub path: String,
    /// Its address.
    pub url: Option<String>,
    /// The outlet's name.
    pub outlet: Option<String>,
    /// ISO 8601.
    pub published: Option<String>,
    /// ISO 8601.
    pub modified: Option<String>,
    /// Whom it credits: agencies and other outlets, as printed.
    pub credits: Vec<String>,
    /// Addresses and names of what it says it was made from.
    pub based_on: Vec<String>,
    /// Names that a report is ascribed to in the running text ("the Daily Wire reported"), as printed, each once.
    pub ascribed: Vec<String>,
    pub(crate) words: Words,
    /// Digest of the folded words: documents of equal digest say the same.
    pub(crate) digest: u64,
    /// Digest of the words' marks: documents of the same words may quote other ones of them.
    pub(crate) setting: u64,
}

/// Body blocks that are not the report itself.
const ABOUT: &[BlockKind] = &[BlockKind::Byline, BlockKind::Dateline, BlockKind::Caption];

/// Where a document comes from and what it credits.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)] // As in [`Document`].
pub struct About {
    pub id: String,
    pub path: String,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub credits: Vec<String>,
    pub based_on: Vec<String>,
}

impl Document {
    /// Takes what families need from a reading; [`sayso_read::extract`] is enough of one.
    pub fn of(reading: &Reading) -> Document {
        let ruler = CodePoints::of(&reading.text);
        let blocks = reading.blocks.iter().filter(|block| block.kind.is_body());
        let blocks = blocks.map(|block| (block.kind, ruler.slice(block.start, block.end), block.start));
        let about = About {
            id: reading.id.clone(),
            path: reading.path.clone(),
            url: reading.url.clone(),
            outlet: reading.outlet.clone(),
            published: reading.published.as_ref().map(|dated| dated.value.clone()),
            modified: reading.modified.as_ref().map(|dated| dated.value.clone()),
            credits: (reading.credits.iter())
                .filter(|credit| matches!(credit.kind, CreditKind::Wire | CreditKind::Outlet))
                .map(|credit| credit.name.clone())
                .collect(),
            based_on: reading.based_on.clone(),
        };
        Document::new(about, blocks)
    }

    /// Makes a document of its body blocks, in the order of its text: what each is, its words, and the code point of the text that it begins
    /// at.
    pub fn new<'t>(about: About, blocks: impl Iterator<Item = (BlockKind, &'t str, u32)>) -> Document {
        // Bylines, datelines and captions are about the report, or beside it; what else is body is the report.
        let body: Vec<(&str, u32)> = blocks
            .filter(|(kind, ..)| kind.is_body() && !ABOUT.contains(kind))
            .map(|(_, words, start)| (words, start))
            .collect();
        let words = Words::of(&body);
        let (digest, setting) = words.digests();
        let About { id, path, url, outlet, published, modified, credits, based_on } = about;
        let ascribed = crate::cites::ascribed(&body);
        Document { id, path, url, outlet, published, modified, credits, based_on, ascribed, words, digest, setting }
    }

    /// How many words take part.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The keys of its words, 0 for none; for training.
    pub fn keys(&self) -> &[u16] {
        &self.words.keys
    }

    /// Bytes of memory that it takes.
    pub fn weight(&self) -> usize {
        self.words.len() * crate::words::BYTES + size_of::<Document>() + 200
    }
}
