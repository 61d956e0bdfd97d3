//! Candidate blocks: the stretches of text that a browser would set apart from each other.
//!
//! In: [`Tree`]. Out: [`Candidates`], in reading order. No model.
//!
//! The tree is walked once, without recursion. An element that forms blocks ends the block before it and begins a
//! new one; so do `<hr>` and two `<br>` in a row. White space is folded to one space, a single `<br>` is a line break, and inline
//! elements are joined without adding a space. A table of figures is one block (rows on lines, cells parted by tabs); a table that
//! only lays out the page is walked like any other element.
//!
//! ```text
//! <div>Oslo <b>Times</b><p>Rain fell.<br><br>It stopped.</div>     "Oslo Times" · "Rain fell." · "It stopped."
//! ```
//!
//! Not here: whether a block is the article (`features`, `model`), what it is (`kinds`), its bytes (`sources`).

use super::places::{Lexicon, Maker, Place};
use super::tables;
use crate::span::Span;
use crate::tree::{Node, Tag, Tree};

/// A piece of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// A text node of the page.
    Text(Node),
    /// A white space that no text node holds: a `<br>`, the edge of a cell. The node is the element that makes it.
    Gap(Node),
}

/// A stretch of text set apart from its neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Bytes of [`Candidates::text`].
    pub span: Span,
    /// The innermost element around it that forms blocks: an index of [`Candidates::places`].
    pub place: u32,
    /// Which of [`Candidates::pieces`] it is made of.
    pub pieces: Span,
    /// What it stands in.
    pub shape: Shape,
    /// Hints of the names of its inline elements.
    pub hints: u32,
    /// Bytes of its text that stand in links.
    pub linked: u32,
    /// How many links begin in it.
    pub links: u16,
    /// Bytes of its text in bold or emphasised.
    pub strong: u32,
    /// Whether there is a `time` element in it.
    pub timed: bool,
}

/// What a block stands in, as far as its text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Shape {
    /// A `p`.
    Paragraph,
    /// A `div` or the like with text of its own.
    Loose,
    /// Text after a pair of `<br>`.
    Broken,
    /// `li`, `dt`, `dd`.
    Item,
    /// A cell of a table that lays out the page.
    Cell,
    /// `h1`.
    Title,
    /// `h2` to `h6`.
    Heading,
    /// `blockquote`.
    Quote,
    /// `figcaption` and table captions.
    Caption,
    /// `pre`.
    Listing,
    /// A table of figures.
    Table,
    /// `button`, `label`, `legend`, `summary`.
    Control,
    /// `address`.
    Address,
}

/// All candidate blocks of a page and where they stand.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Their texts, one after the other.
    pub text: String,
    /// In reading order.
    pub blocks: Vec<Candidate>,
    /// The elements around them, in document order.
    pub places: Vec<Place>,
    /// What they are made of.
    pub pieces: Vec<Piece>,
    /// Whether there were more than [`MOST_BLOCKS`].
    pub cut: bool,
}

/// More blocks than this are not looked at.
pub const MOST_BLOCKS: usize = 60_000;

/// Elements deeper than this below the root do not open a place of their own; their text goes to the place around them.
const DEEPEST: usize = 400;

impl Candidates {
    /// Finds the blocks of a page.
    pub fn of(tree: &Tree, lexicon: &Lexicon) -> Candidates {
        let mut walk = Walk {
            tree,
            maker: Maker::new(tree, lexicon),
            out: Candidates::default(),
            open: Vec::new(),
            tables: tables::of_figures(tree),
            in_table: 0,
            links: 0,
            strong: 0,
            inline_hints: Vec::new(),
            start: 0,
            first_piece: 0,
            linked: 0,
            link_count: 0,
            bold: 0,
            timed: false,
            hints: 0,
            space: Space::None,
            breaks: 0,
            broken: false,
        };
        walk.go();
        let mut out = walk.out;
        out.places = walk.maker.finish();
        out
    }

    /// The words of a block.
    pub fn words(&self, block: usize) -> &str {
        self.blocks.get(block).and_then(|block| self.text.get(block.span.range())).unwrap_or("")
    }

    /// The place of a block.
    pub fn place(&self, block: usize) -> Option<&Place> {
        self.places.get(self.blocks.get(block)?.place as usize)
    }
}

/// White space that waits for the next word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    None,
    Blank,
    Tab,
    Line,
}

struct Walk<'a> {
    tree: &'a Tree<'a>,
    maker: Maker<'a>,
    out: Candidates,
    /// Open places.
    open: Vec<u32>,
    /// Tables of figures, sorted.
    tables: Vec<Node>,
    /// How many of them are open.
    in_table: u32,
    links: u32,
    strong: u32,
    /// Hints of open inline elements.
    inline_hints: Vec<u32>,
    start: usize,
    first_piece: usize,
    linked: u32,
    link_count: u16,
    bold: u32,
    timed: bool,
    hints: u32,
    space: Space,
    /// Line breaks since the last word.
    breaks: u32,
    broken: bool,
}

impl Walk<'_> {
    fn go(&mut self) {
        let mut node = self.tree.root();
        loop {
            if self.out.blocks.len() >= MOST_BLOCKS {
                self.out.cut = true;
                break;
            }
            if self.enter(node)
                && let Some(child) = self.tree.first_child(node)
            {
                node = child;
                continue;
            }
            loop {
                self.leave(node);
                if let Some(next) = self.tree.next_sibling(node) {
                    node = next;
                    break;
                }
                match self.tree.parent(node) {
                    Some(parent) => node = parent,
                    None => {
                        self.flush();
                        return;
                    }
                }
            }
        }
        self.flush();
    }

    /// Whether to look at its children.
    fn enter(&mut self, node: Node) -> bool {
        let tag = self.tree.tag(node);
        match tag {
            Tag::Text => {
                self.text(node);
                return false;
            }
            Tag::Br => {
                self.break_line(node);
                return false;
            }
            Tag::Hr => {
                self.flush();
                return false;
            }
            _ if skipped(tag) => return false,
            _ => {}
        }
        if tag == Tag::A {
            self.links += 1;
            self.link_count = self.link_count.saturating_add(1);
        }
        if matches!(tag, Tag::B | Tag::Strong | Tag::Em | Tag::I) {
            self.strong += 1;
        }
        if self.in_table > 0 {
            match tag {
                Tag::Tr => self.gap(node, Space::Line),
                Tag::Td | Tag::Th => self.gap(node, Space::Tab),
                _ if !inline(tag) => self.gap(node, Space::Blank),
                _ => {}
            }
        } else if inline(tag) {
            self.timed |= tag == Tag::Time;
            let hints = self.maker.hints(node) | self.inline_hints.last().copied().unwrap_or(0);
            self.inline_hints.push(hints);
        } else {
            self.flush();
            let hidden = hidden(self.tree, node);
            if self.open.len() < DEEPEST {
                let place = self.maker.open(node, self.open.last().copied(), self.out.blocks.len() as u32, hidden);
                self.open.push(place);
            }
        }
        if tag == Tag::Table && self.tables.binary_search(&node).is_ok() {
            self.in_table += 1;
        }
        true
    }

    fn leave(&mut self, node: Node) {
        let tag = self.tree.tag(node);
        if matches!(tag, Tag::Text | Tag::Br | Tag::Hr) || skipped(tag) {
            return;
        }
        if tag == Tag::A {
            self.links -= 1;
        }
        if matches!(tag, Tag::B | Tag::Strong | Tag::Em | Tag::I) {
            self.strong -= 1;
        }
        if tag == Tag::Table && self.tables.binary_search(&node).is_ok() {
            self.in_table -= 1;
            if self.in_table == 0 {
                self.flush_as(Some(Shape::Table));
            }
        }
        if self.in_table > 0 {
            if !inline(tag) {
                self.gap(node, Space::Blank);
            }
        } else if inline(tag) {
            self.inline_hints.pop();
        } else {
            self.flush();
            let last = self.open.last().copied();
            if let Some(place) = last.and_then(|place| self.maker.places.get_mut(place as usize))
                && place.node == node
            {
                place.end = self.out.blocks.len() as u32;
                self.open.pop();
            }
        }
    }

    fn break_line(&mut self, node: Node) {
        self.breaks += 1;
        if self.breaks >= 2 && self.in_table == 0 && self.out.text.len() > self.start {
            self.flush();
            self.broken = true;
        }
        self.gap(node, Space::Line);
    }

    fn gap(&mut self, node: Node, space: Space) {
        if self.out.text.len() > self.start {
            self.space = self.space.max(space);
            // Of the gaps between two words the last is enough.
            match self.out.pieces.last_mut() {
                Some(Piece::Gap(last)) => *last = node,
                _ => self.out.pieces.push(Piece::Gap(node)),
            }
        }
    }

    fn text(&mut self, node: Node) {
        let Some(text) = self.tree.text(node) else { return };
        let before = self.out.text.len();
        let pre = self.open.last().and_then(|place| self.maker.places.get(*place as usize));
        let pre = pre.is_some_and(|place| self.tree.tag(place.node) == Tag::Pre);
        let mut words = false;
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (head, tail) = rest.split_at(word);
            if !head.is_empty() {
                if !words && self.out.text.len() == self.start {
                    // The block begins.
                    self.hints = 0;
                }
                if self.out.text.len() > self.start {
                    match self.space {
                        Space::None => {}
                        Space::Blank => self.out.text.push(' '),
                        Space::Tab => self.out.text.push('\t'),
                        Space::Line => self.out.text.push('\n'),
                    }
                }
                self.space = Space::None;
                self.breaks = 0;
                words = true;
                self.out.text.push_str(head);
            }
            let next = tail.find(|c: char| !c.is_whitespace()).unwrap_or(tail.len());
            let (space, tail) = tail.split_at(next);
            if !space.is_empty() {
                self.space = self.space.max(if pre && space.contains('\n') { Space::Line } else { Space::Blank });
            }
            rest = tail;
        }
        if words || self.out.text.len() > self.start {
            self.out.pieces.push(Piece::Text(node));
        }
        if words {
            let length = (self.out.text.len() - before) as u32;
            self.hints |= self.inline_hints.last().copied().unwrap_or(0);
            if self.links > 0 {
                self.linked += length;
                self.link_count = self.link_count.max(1);
            }
            if self.strong > 0 {
                self.bold += length;
            }
        }
    }

    fn flush(&mut self) {
        self.flush_as(None);
    }

    fn flush_as(&mut self, shape: Option<Shape>) {
        if !self.out.text.get(self.start..).unwrap_or_default().chars().any(is_seen) {
            // Nothing but marks without width, as a stray byte order mark.
            self.out.text.truncate(self.start);
            self.out.pieces.truncate(self.first_piece);
        }
        let end = self.out.text.len();
        if end > self.start {
            // White space and gaps at the end are not the block's.
            let place = self.open.last().copied().unwrap_or(0);
            let tag = self.maker.places.get(place as usize).map_or(Tag::Div, |place| self.tree.tag(place.node));
            let shape = shape.unwrap_or(match shape_of(tag) {
                Shape::Paragraph | Shape::Loose if self.broken => Shape::Broken,
                shape => shape,
            });
            self.out.blocks.push(Candidate {
                span: Span::new(self.start, end),
                place,
                pieces: Span::new(self.first_piece, self.out.pieces.len()),
                shape,
                hints: self.hints,
                linked: self.linked,
                links: self.link_count,
                strong: self.bold,
                timed: self.timed || tag == Tag::Time,
            });
        }
        self.start = end;
        self.first_piece = self.out.pieces.len();
        (self.linked, self.link_count, self.bold, self.hints) = (0, 0, 0, 0);
        self.space = Space::None;
        self.breaks = 0;
        self.broken = false;
        self.timed = false;
    }
}

fn shape_of(tag: Tag) -> Shape {
    match tag {
        Tag::P => Shape::Paragraph,
        Tag::Li | Tag::Dt | Tag::Dd => Shape::Item,
        Tag::Td | Tag::Th => Shape::Cell,
        Tag::H1 => Shape::Title,
        Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => Shape::Heading,
        Tag::Blockquote => Shape::Quote,
        Tag::Figcaption | Tag::Caption => Shape::Caption,
        Tag::Pre => Shape::Listing,
        Tag::Button | Tag::Label | Tag::Legend | Tag::Summary => Shape::Control,
        Tag::Address => Shape::Address,
        _ => Shape::Loose,
    }
}

/// Elements whose text no reader of the page sees, or that hold no text.
pub(super) fn skipped(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Head
            | Tag::Script
            | Tag::Style
            | Tag::Template
            | Tag::Svg
            | Tag::Math
            | Tag::Select
            | Tag::Option
            | Tag::Optgroup
            | Tag::Iframe
            | Tag::Object
            | Tag::Embed
            | Tag::Textarea
            | Tag::Audio
            | Tag::Video
            | Tag::Canvas
            | Tag::Noframes
            | Tag::Title
    )
}

/// Elements within a line of text.
pub(super) fn inline(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::A
            | Tag::Abbr
            | Tag::B
            | Tag::Cite
            | Tag::Code
            | Tag::Del
            | Tag::Em
            | Tag::Font
            | Tag::I
            | Tag::Img
            | Tag::Ins
            | Tag::Mark
            | Tag::Picture
            | Tag::Q
            | Tag::Rp
            | Tag::Rt
            | Tag::Ruby
            | Tag::S
            | Tag::Small
            | Tag::Source
            | Tag::Span
            | Tag::Strike
            | Tag::Strong
            | Tag::Sub
            | Tag::Sup
            | Tag::Time
            | Tag::U
            | Tag::Wbr
            | Tag::Link
            | Tag::Meta
            | Tag::Base
    )
}

/// Whether an element says that it is not shown.
fn hidden(tree: &Tree, node: Node) -> bool {
    tree.attributes(node).any(|(name, value)| match name {
        "hidden" => true,
        "aria-hidden" => value == "true",
        "style" => {
            let style: String = value.chars().take(300).filter(|c| !c.is_whitespace()).collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    })
}

/// Whether a character leaves a mark on the page: no white space, and not without width.
fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}
