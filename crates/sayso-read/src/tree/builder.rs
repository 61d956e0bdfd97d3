//! The sink of html5ever's tree builder: an arena of small records, linked by number.
//!
//! The builder never sees a real text. The tokens hand it white space and, for all else, a *ticket*: two private-use
//! characters that number a [`Piece`] kept here. It moves tickets about as it would move text (out of tables, into a
//! body that nobody opened), and the sink takes them back and puts the pieces in their place. Attributes travel the
//! same way. So nothing is copied, and every text keeps its place in the page.

use super::strings::{Slice, Strings};
use super::tag::Tag;
use crate::span::Span;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute as Foreign, LocalName, Namespace, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// No item.
pub(super) const NONE: u32 = u32::MAX;

static HTML: Namespace = ns!(html);
static SVG: Namespace = ns!(svg);
static MATHML: Namespace = ns!(mathml);

/// A text of the page: `raw` is where, in the page, its words stand; `None` for white space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) text: Slice,
    pub(super) raw: Option<Span>,
    /// The next piece of the same text node.
    pub(super) next: u32,
}

/// A name and a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attribute {
    pub(super) name: Slice,
    pub(super) value: Slice,
}

/// A node while the tree grows.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) parent: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) previous: u32,
    pub(super) next: u32,
    pub(super) depth: u32,
    /// Elements: where their attributes start and end. Texts: their first and last piece.
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) name: LocalName,
    pub(super) start_tag: Option<Span>,
    pub(super) tag: Tag,
}

/// What the tree builder holds of an element.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    pub(super) item: u32,
    namespace: &'static Namespace,
    name: LocalName,
}

/// The name of an element, as the tree builder asks for it.
#[derive(Debug)]
pub(super) struct Name<'a>(&'a Handle);

impl ElemName for Name<'_> {
    #[inline(always)]
    fn ns(&self) -> &Namespace {
        self.0.namespace
    }

    #[inline(always)]
    fn local_name(&self) -> &LocalName {
        &self.0.name
    }
}

/// The growing tree.
#[derive(Debug)]
pub(super) struct Arena<'p> {
    pub(super) strings: Strings<'p>,
    pub(super) items: Vec<Item>,
    pub(super) pieces: Vec<Piece>,
    pub(super) attributes: Vec<Attribute>,
    /// Attribute lists by ticket: from, to, and the start tag they were written in.
    pub(super) lists: Vec<(u32, u32, Span)>,
    /// The white space last sent to the builder, and how many bytes of it were sent.
    pub(super) space: Option<(Slice, usize)>,
    /// The start tag being worked on.
    pub(super) start_tag: Option<(LocalName, Span)>,
    /// Steps spent on moving nodes about.
    pub(super) work: u64,
}

impl<'p> Arena<'p> {
    fn item(&mut self, item: Item) -> u32 {
        self.items.push(item);
        (self.items.len() - 1) as u32
    }

    fn detach(&mut self, item: u32) {
        let Item { parent, previous, next, .. } = self.items[item as usize];
        match self.items.get_mut(previous as usize) {
            Some(previous) => previous.next = next,
            None if parent != NONE => self.items[parent as usize].first = next,
            None => {}
        }
        match self.items.get_mut(next as usize) {
            Some(next) => next.previous = previous,
            None if parent != NONE => self.items[parent as usize].last = previous,
            None => {}
        }
        let item = &mut self.items[item as usize];
        (item.parent, item.previous, item.next) = (NONE, NONE, NONE);
    }

    /// Puts a detached item under `parent`, before `next` (or last).
    fn attach(&mut self, parent: u32, next: u32, item: u32) {
        let previous = match self.items.get(next as usize) {
            Some(next) => next.previous,
            None => self.items[parent as usize].last,
        };
        let depth = self.items[parent as usize].depth + 1;
        let it = &mut self.items[item as usize];
        (it.parent, it.previous, it.next, it.depth) = (parent, previous, next, depth);
        match self.items.get_mut(previous as usize) {
            Some(previous) => previous.next = item,
            None => self.items[parent as usize].first = item,
        }
        match self.items.get_mut(next as usize) {
            Some(next) => next.previous = item,
            None => self.items[parent as usize].last = item,
        }
    }

    fn insert(&mut self, parent: u32, next: u32, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(node) => {
                // Item 0, the page, stands for comments.
                if node.item == 0 || node.item == parent || node.item == next {
                    return;
                }
                self.detach(node.item);
                self.attach(parent, next, node.item);
            }
            NodeOrText::AppendText(text) => self.insert_text(parent, next, &text),
        }
    }

    /// Turns the builder's text back into pieces and adds them to the text before `next`, or to a new one.
    fn insert_text(&mut self, parent: u32, next: u32, text: &str) {
        let before = match self.items.get(next as usize) {
            Some(next) => next.previous,
            None => self.items[parent as usize].last,
        };
        let mut node = before;
        if self.items.get(before as usize).is_none_or(|item| item.tag != Tag::Text) {
            node = NONE;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let spaces = rest.find(|c| c >= FIRST).unwrap_or(rest.len());
            let (space, tail) = rest.split_at(spaces);
            let piece = if space.is_empty() {
                let (number, tail) = take_ticket(tail);
                rest = tail;
                number
            } else {
                rest = tail;
                self.space(space)
            };
            if piece as usize >= self.pieces.len() {
                continue;
            }
            match self.items.get(node as usize).map(|item| item.to) {
                Some(last) => {
                    self.pieces[last as usize].next = piece;
                    self.items[node as usize].to = piece;
                }
                None => {
                    node = self.item(Item { from: piece, to: piece, ..blank(Tag::Text) });
                    self.attach(parent, next, node);
                }
            }
        }
    }

    /// A piece of white space: the stretch of the page if that is what the builder hands back.
    fn space(&mut self, space: &str) -> u32 {
        let text = match self.space {
            Some((whole, sent)) if space.len() == sent => whole,
            // The line feed after <pre> does not count.
            Some((whole, sent)) if space.len() + 1 == sent => whole.split(1).1,
            _ => self.strings.keep(space),
        };
        self.pieces.push(Piece { text, raw: None, next: NONE });
        (self.pieces.len() - 1) as u32
    }
}

fn blank(tag: Tag) -> Item {
    Item {
        parent: NONE,
        first: NONE,
        last: NONE,
        previous: NONE,
        next: NONE,
        depth: 0,
        from: 0,
        to: 0,
        name: local_name!(""),
        start_tag: None,
        tag,
    }
}

/// First of the private-use characters of tickets: 2^15 for the high digit, 2^15 for the low one.
const FIRST: char = '\u{F0000}';

/// The two characters that stand for a number below 2^30.
pub(super) fn ticket(number: usize) -> StrTendril {
    let digit = |base: u32, digit: usize| char::from_u32(base + (digit as u32 & 0x7fff)).unwrap_or(FIRST);
    let mut bytes = [0; 8];
    digit(0xF0000, number >> 15).encode_utf8(&mut bytes[..4]);
    digit(0xF8000, number).encode_utf8(&mut bytes[4..]);
    StrTendril::from_slice(std::str::from_utf8(&bytes).unwrap_or(""))
}

fn take_ticket(text: &str) -> (u32, &str) {
    let mut characters = text.chars();
    let high = characters.next().map_or(0, |c| c as u32);
    let low = characters.next().map_or(0, |c| c as u32);
    ((high & 0x7fff) << 15 | (low & 0x7fff), characters.as_str())
}

/// The sink: the arena behind a cell, as html5ever wants it.
#[derive(Debug)]
pub(super) struct Sink<'p> {
    pub(super) arena: RefCell<Arena<'p>>,
    /// The element whose name was asked for last.
    pub(super) asked: Cell<u32>,
}

impl<'p> Sink<'p> {
    pub(super) fn new(page: &'p str) -> Self {
        let guess = page.len() / 32;
        let arena = Arena {
            strings: Strings::new(page),
            items: Vec::with_capacity(guess.min(1 << 16)),
            pieces: Vec::with_capacity(guess.min(1 << 16)),
            attributes: Vec::with_capacity(guess.min(1 << 16)),
            lists: vec![(0, 0, Span::default())],
            space: None,
            start_tag: None,
            work: 0,
        };
        let sink = Sink { arena: RefCell::new(arena), asked: Cell::new(0) };
        sink.arena.borrow_mut().item(blank(Tag::Document));
        sink
    }
}

/// The ticket among the attributes that the builder hands back; list 0 is the empty one.
fn list_of(attributes: &[Foreign]) -> usize {
    attributes
        .iter()
        .find(|attribute| attribute.name.local == local_name!("id"))
        .map_or(0, |attribute| take_ticket(&attribute.value).0 as usize)
}

impl<'p> TreeSink for Sink<'p> {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a>
        = Name<'a>
    where
        Self: 'a;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { item: 0, namespace: &HTML, name: local_name!("") }
    }

    #[inline(always)]
    fn elem_name<'a>(&'a self, target: &'a Handle) -> Name<'a> {
        self.asked.set(target.item);
        Name(target)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Foreign>, _: ElementFlags) -> Handle {
        let mut arena = self.arena.borrow_mut();
        let list = list_of(&attributes);
        let (from, to, written) = arena.lists.get(list).copied().unwrap_or_default();
        let start_tag = match &arena.start_tag {
            Some((tag, span)) if *tag == name.local => Some(*span),
            _ => (list > 0).then_some(written),
        };
        let (namespace, tag) = match name.ns {
            ns!(svg) => (&SVG, if name.local == local_name!("svg") { Tag::Svg } else { Tag::Other }),
            ns!(mathml) => (&MATHML, if name.local == local_name!("math") { Tag::Math } else { Tag::Other }),
            _ => (&HTML, Tag::of(&name.local)),
        };
        let item = arena.item(Item { from, to, name: name.local.clone(), start_tag, ..blank(tag) });
        Handle { item, namespace, name: name.local }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        // Comments are not kept.
        self.get_document()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.get_document()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.arena.borrow_mut().insert(parent.item, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let parent = self.arena.borrow().items[element.item as usize].parent;
        if parent == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.item == y.item
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let mut arena = self.arena.borrow_mut();
        let parent = arena.items[sibling.item as usize].parent;
        if parent != NONE {
            arena.insert(parent, sibling.item, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Foreign>) {
        let arena = &mut *self.arena.borrow_mut();
        let (from, to, _) = arena.lists.get(list_of(&attributes)).copied().unwrap_or_default();
        let item = &mut arena.items[target.item as usize];
        let old = item.from as usize..item.to as usize;
        let mut missing: Vec<Attribute> = Vec::new();
        for new in &arena.attributes[from as usize..to as usize] {
            let name = arena.strings.get(new.name);
            if old.len() + missing.len() < super::MOST_ATTRIBUTES
                && !arena.attributes[old.clone()].iter().any(|old| arena.strings.get(old.name) == name)
            {
                missing.push(*new);
            }
        }
        if !missing.is_empty() {
            item.from = arena.attributes.len() as u32;
            arena.attributes.extend_from_within(old);
            arena.attributes.extend(missing);
            item.to = arena.attributes.len() as u32;
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.arena.borrow_mut().detach(target.item);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut arena = self.arena.borrow_mut();
        while arena.items[node.item as usize].first != NONE {
            let child = arena.items[node.item as usize].first;
            arena.detach(child);
            arena.attach(new_parent.item, NONE, child);
            arena.work += 1;
        }
    }
}
