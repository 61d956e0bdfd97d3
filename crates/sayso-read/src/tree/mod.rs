//! The tree of an HTML page, every text with the bytes it came from.
//!
//! In: the characters of a page. Out: [`Tree`]. No model.
//!
//! Two libraries share the standard's parsing algorithm: html5gum cuts the page into tokens and knows where each
//! stands; html5ever puts them in a tree as browsers do, mending what authors broke. `tokens` joins them, `builder`
//! keeps the growing tree, `finish` lays it out in document order. Texts and attributes stay in the page, where they
//! stand there as they are; comments are left out.
//!
//! ```text
//! <p>Rain &amp; wind<p>Fog
//!    ^^^^^^^^^^^^^^ piece "Rain & wind"
//! ```
//!
//! Nothing here recurses, so no nesting is too deep for the stack. What would take more than linear time is cut off at
//! the limits below, and [`Tree::limits`] says so.
//!
//! Not here: what the elements mean (`articles`).

mod builder;
mod finish;
mod strings;
mod tag;
mod tokens;

pub use tag::Tag;

use crate::span::Span;
use builder::{Attribute, NONE, Sink};
use html5ever::LocalName;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use strings::{Slice, Strings};
use tokens::{Hits, Tokens};

/// Elements nested deeper than this are left out (their texts are not); browsers stop at 512 too.
const MOST_DEPTH: u32 = 512;
/// Formatting elements (`b`, `font` ...) that are open at once.
const MOST_FORMATTING: usize = 64;
/// Attributes of one element.
const MOST_ATTRIBUTES: usize = 128;
/// Nodes of one page.
const MOST_NODES: usize = 1_000_000;
/// Steps (tags times their depth, roughly) before the rest of the page is read without its tags.
const MOST_WORK: u64 = 200_000_000;
/// Bytes of one page.
const MOST_BYTES: usize = 1 << 30;

/// A node of a [`Tree`]. Nodes are ordered as they stand in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node(u32);

impl Node {
    /// How many nodes further on, or back, another one stands in the document.
    pub fn distance(self, other: Node) -> u32 {
        self.0.abs_diff(other.0)
    }
}

/// What is kept of a node.
#[derive(Debug, Clone)]
struct Record {
    parent: u32,
    previous: u32,
    next: u32,
    /// One past the last node inside.
    end: u32,
    /// Elements: where their attributes start and end. Texts: where their pieces do.
    from: u32,
    to: u32,
    name: LocalName,
    /// Elements: the start tag in the page.
    start_tag: Option<Span>,
    /// Texts: the whole text.
    text: Slice,
    tag: Tag,
}

/// A stretch of a text node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'t> {
    /// Its characters, character references decoded. Line ends are as in the page (CR LF stays).
    pub text: &'t str,
    /// Where in the page they stand; `None` for the white space between tags. Decoding the character references there
    /// gives `text` (a stray `</>` between may have to be taken out first).
    pub raw: Option<Span>,
}

/// The tree of a page.
#[derive(Debug, Clone)]
pub struct Tree<'p> {
    strings: Strings<'p>,
    nodes: Vec<Record>,
    pieces: Vec<(Slice, Option<Span>)>,
    attributes: Vec<Attribute>,
    limits: Vec<String>,
}

impl<'p> Tree<'p> {
    /// Parses a page as browsers do that run no scripts (what is in `noscript` counts). Never fails.
    pub fn parse(text: &'p str) -> Tree<'p> {
        let mut limits = Vec::new();
        let mut end = text.len().min(MOST_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let page = text.get(..end).unwrap_or("");
        if end < text.len() {
            limits.push(format!("the page is longer than {MOST_BYTES} bytes; what follows them was not read"));
        }
        let options = TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..TreeBuilderOpts::default() };
        let builder = TreeBuilder::new(Sink::new(page), options);
        let mut hits = Hits::default();
        let Ok(()) = html5gum::Tokenizer::new_with_emitter(page, Tokens::new(page, &builder, &mut hits)).finish();
        let mut tell = |hit: bool, sentence: String| {
            if hit {
                limits.push(sentence);
            }
        };
        tell(
            hits.depth > 0,
            format!("elements are nested deeper than {MOST_DEPTH}; {} tags were left out", hits.depth),
        );
        tell(
            hits.formatting > 0,
            format!(
                "more than {MOST_FORMATTING} formatting elements are open at once; {} tags were left out",
                hits.formatting
            ),
        );
        tell(
            hits.attributes > 0,
            format!("an element has more than {MOST_ATTRIBUTES} attributes; {} were left out", hits.attributes),
        );
        tell(hits.size, "the page has too many or too tangled elements; the rest was read without its tags".into());
        finish::finish(builder.sink.arena.into_inner(), limits)
    }

    /// The limits that were hit, as sentences.
    pub fn limits(&self) -> &[String] {
        &self.limits
    }

    /// The page itself; its child is the `html` element.
    pub fn root(&self) -> Node {
        Node(0)
    }

    /// How many nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node but the root. Never: there is always an `html` element.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    fn record(&self, node: Node) -> &Record {
        &self.nodes[node.0 as usize]
    }

    /// The name of an element, in lower case (inside `svg` as the standard spells it: `foreignObject`); empty for the
    /// page and for texts.
    pub fn name(&self, node: Node) -> &str {
        &self.record(node).name
    }

    /// The tag of a node.
    pub fn tag(&self, node: Node) -> Tag {
        self.record(node).tag
    }

    /// The value of an attribute (name in lower case), character references decoded.
    pub fn attribute(&self, node: Node, name: &str) -> Option<&str> {
        self.attributes(node).find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Names, in lower case, and values of all attributes, in the order of the page.
    pub fn attributes(&self, node: Node) -> impl Iterator<Item = (&str, &str)> {
        let record = self.record(node);
        let range = if record.tag == Tag::Text { 0..0 } else { record.from as usize..record.to as usize };
        let attributes = self.attributes.get(range).unwrap_or_default();
        attributes.iter().map(|attribute| (self.strings.get(attribute.name), self.strings.get(attribute.value)))
    }

    /// The characters of a text node, character references decoded, white space as it is; `None` for other nodes.
    /// Scripts, styles and titles have their content as a text node too.
    pub fn text(&self, node: Node) -> Option<&str> {
        let record = self.record(node);
        (record.tag == Tag::Text).then(|| self.strings.get(record.text))
    }

    /// The pieces of a text node: together they are its text. None for other nodes.
    pub fn pieces(&self, node: Node) -> impl Iterator<Item = Piece<'_>> {
        let record = self.record(node);
        let range = if record.tag == Tag::Text { record.from as usize..record.to as usize } else { 0..0 };
        let pieces = self.pieces.get(range).unwrap_or_default();
        pieces.iter().map(|(text, raw)| Piece { text: self.strings.get(*text), raw: *raw })
    }

    fn some(index: u32) -> Option<Node> {
        (index != NONE).then_some(Node(index))
    }

    /// The node around this one; `None` for the root.
    pub fn parent(&self, node: Node) -> Option<Node> {
        Self::some(self.record(node).parent)
    }

    /// The first node inside.
    pub fn first_child(&self, node: Node) -> Option<Node> {
        (self.record(node).end > node.0 + 1).then_some(Node(node.0 + 1))
    }

    /// The next node with the same parent.
    pub fn next_sibling(&self, node: Node) -> Option<Node> {
        Self::some(self.record(node).next)
    }

    /// The node before with the same parent.
    pub fn prev_sibling(&self, node: Node) -> Option<Node> {
        Self::some(self.record(node).previous)
    }

    /// The nodes directly inside.
    pub fn children(&self, node: Node) -> impl Iterator<Item = Node> {
        std::iter::successors(self.first_child(node), |node| self.next_sibling(*node))
    }

    /// The node and everything inside it, in document order. See also [`Preorder::skip`].
    pub fn preorder(&self, node: Node) -> Preorder<'_, 'p> {
        Preorder { tree: self, at: node.0, last: node.0, end: self.record(node).end }
    }

    /// Whether `node` is `outer` or lies inside of it.
    pub fn is_inside(&self, node: Node, outer: Node) -> bool {
        outer <= node && node.0 < self.record(outer).end
    }

    /// Where the start tag of an element stands in the page; `None` where the standard adds the element on its own.
    pub fn start_tag(&self, node: Node) -> Option<Span> {
        self.record(node).start_tag
    }
}

/// A walk over nodes in document order.
#[derive(Debug, Clone)]
pub struct Preorder<'t, 'p> {
    tree: &'t Tree<'p>,
    at: u32,
    last: u32,
    end: u32,
}

impl Preorder<'_, '_> {
    /// Passes over everything inside the node that came last.
    pub fn skip_inside(&mut self) {
        if let Some(last) = self.tree.nodes.get(self.last as usize) {
            self.at = last.end.min(self.end).max(self.at);
        }
    }
}

impl Iterator for Preorder<'_, '_> {
    type Item = Node;

    fn next(&mut self) -> Option<Node> {
        (self.at < self.end).then(|| {
            self.last = self.at;
            self.at += 1;
            Node(self.last)
        })
    }
}

#[cfg(test)]
mod same_as_html5ever;
