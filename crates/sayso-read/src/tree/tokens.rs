//! The glue between the tokenizer (html5gum) and the tree builder (html5ever).
//!
//! It keeps count of where in the page each token stands, swaps texts and attributes for tickets (see `builder`), and
//! holds the limits: the tree builder's time grows with the square of the nesting and of unclosed `<b>`s, so tags
//! beyond a limit are left out before it sees them. Their text stays.

use super::builder::{Attribute, Handle, Piece, Sink, ticket};
use super::strings::{Growing, follows, past_line_end, standing};
use super::tag::Tag;
use crate::span::Span;
use html5ever::interface::{Attribute as Foreign, Tracer};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag as Token, TagKind, Token as AnyToken, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{LocalName, QualName, local_name, ns};
use html5gum::{Emitter, Error, State};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::convert::Infallible;

/// Bytes of white space that fit into a tendril without allocating.
const SHORT: usize = 8;

/// Which limits were hit, and how often.
#[derive(Debug, Default)]
pub(super) struct Hits {
    pub(super) depth: usize,
    pub(super) formatting: usize,
    pub(super) attributes: usize,
    pub(super) size: bool,
}

/// Receives the tokenizer's parts of tokens and feeds the builder.
pub(super) struct Tokens<'a, 'p> {
    builder: &'a TreeBuilder<Handle, Sink<'p>>,
    hits: &'a mut Hits,
    page: &'p str,
    /// The tokenizer stands here.
    position: usize,
    /// The last `<`.
    open: usize,
    /// Where the last token ended.
    mark: usize,

    text: Growing,
    /// Where the text's first character that is not white space stands.
    word: Option<usize>,
    /// A tag was left out: what comes next must not be glued to what came before.
    gap: bool,

    name: Vec<u8>,
    last_start: Vec<u8>,
    is_end: bool,
    self_closing: bool,
    attribute_name: Growing,
    attribute_value: Growing,
    attributes: Vec<Attribute>,
    in_attribute: bool,
    doctype: Strings3,

    /// Names of start tags that were left out, to leave out their end tags too.
    left_out: BTreeMap<LocalName, usize>,
    /// Attribute lists of formatting elements by the text of their tags (the builder compares them).
    known: BTreeMap<&'p str, u32>,
    formatting: usize,
    formatting_unchecked: usize,
    /// Inside of a script, style, title ...
    raw: bool,
    /// Inside of a CDATA section, or behind one.
    cdata: bool,
    /// The raw text being read belongs to an element that was left out.
    swallow: bool,
    depth: u32,
    work: u64,
}

#[derive(Debug, Default)]
struct Strings3 {
    name: String,
    public: Option<String>,
    system: Option<String>,
    quirks: bool,
}

/// Elements that never hold anything: they do not nest.
fn is_void(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Source | Wbr)
}

/// Elements whose content is raw text: they do not nest either.
fn is_raw(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Script | Style | Title | Textarea | Iframe | Noframes)
}

/// The standard's formatting elements, which are opened again in the next block when nobody closed them.
fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

fn attribute(name: LocalName, value: StrTendril) -> Foreign {
    Foreign { name: QualName::new(None, ns!(), name), value }
}

impl<'a, 'p> Tokens<'a, 'p> {
    pub(super) fn new(page: &'p str, builder: &'a TreeBuilder<Handle, Sink<'p>>, hits: &'a mut Hits) -> Self {
        Tokens {
            builder,
            hits,
            page,
            position: 0,
            open: 0,
            mark: 0,
            text: Growing::default(),
            word: None,
            gap: false,
            name: Vec::new(),
            last_start: Vec::new(),
            is_end: false,
            self_closing: false,
            attribute_name: Growing::default(),
            attribute_value: Growing::default(),
            attributes: Vec::new(),
            in_attribute: false,
            doctype: Strings3::default(),
            left_out: BTreeMap::new(),
            known: BTreeMap::new(),
            formatting: 0,
            formatting_unchecked: 0,
            raw: false,
            cdata: false,
            swallow: false,
            depth: 0,
            work: 0,
        }
    }

    fn send(&mut self, token: AnyToken) -> Option<State> {
        let state = match self.builder.process_token(token, 1) {
            TokenSinkResult::Plaintext => Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(State::RawText),
            TokenSinkResult::RawData(RawKind::ScriptData | RawKind::ScriptDataEscaped(_)) => Some(State::ScriptData),
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => None,
        };
        self.raw = state.is_some();
        state
    }

    /// Sends the text that was gathered: its leading white space as such, the rest as a ticket.
    fn flush(&mut self, end: usize) {
        let word = self.word.take();
        if self.text.is_empty() {
            return;
        }
        if self.swallow {
            self.text.clear();
            return;
        }
        let mut arena = self.builder.sink.arena.borrow_mut();
        arena.start_tag = None;
        let raw_end = self.text.end.max(self.mark).min(end);
        let whole = self.text.take(&mut arena.strings);
        let string = arena.strings.get(whole);
        let length = string.len() - string.trim_start_matches(is_space).len();
        let (space, words) = whole.split(length);
        let mut short = [b' '; SHORT];
        let mut sent = length.min(SHORT);
        for (short, byte) in short.iter_mut().zip(string.as_bytes()).take(sent) {
            *short = if *byte == b'\r' { b'\n' } else { *byte };
        }
        arena.space = (length > 0).then_some((space, sent));
        if length == 0 && self.gap {
            (short[0], sent) = (b'\n', 1);
        }
        self.gap = false;
        let words = (!words.is_empty()).then(|| {
            let raw = words.in_page().unwrap_or_else(|| {
                let start = self.page.floor_char_boundary(word.unwrap_or(self.mark));
                Span::new(start, self.page.ceil_char_boundary(raw_end))
            });
            arena.pieces.push(Piece { text: words, raw: Some(raw), next: super::builder::NONE });
            arena.pieces.len() - 1
        });
        drop(arena);
        self.work += u64::from(self.depth) + 4;
        if sent > 0 {
            let short = short.get(..sent).and_then(|short| std::str::from_utf8(short).ok()).unwrap_or(" ");
            self.tell(AnyToken::CharacterTokens(StrTendril::from_slice(short)));
        }
        if let Some(piece) = words {
            self.tell(AnyToken::CharacterTokens(ticket(piece)));
        }
    }

    fn tell(&self, token: AnyToken) {
        let _ = self.builder.process_token(token, 1);
    }

    fn finish_attribute(&mut self) {
        if !self.in_attribute {
            return;
        }
        self.in_attribute = false;
        if self.is_end || self.attributes.len() >= super::MOST_ATTRIBUTES {
            self.hits.attributes += usize::from(!self.is_end);
            self.attribute_name.clear();
            self.attribute_value.clear();
            return;
        }
        let strings = &mut self.builder.sink.arena.borrow_mut().strings;
        let name = self.attribute_name.take(strings);
        let value = self.attribute_value.take(strings);
        // Of two attributes with one name the first counts.
        let string = strings.get(name);
        if !self.attributes.iter().any(|old| strings.get(old.name) == string) {
            self.attributes.push(Attribute { name, value });
        }
    }

    fn value_of(&self, name: &str) -> Option<StrTendril> {
        let strings = &self.builder.sink.arena.borrow().strings;
        let attribute = self.attributes.iter().find(|attribute| strings.get(attribute.name) == name)?;
        Some(StrTendril::from_slice(strings.get(attribute.value)))
    }

    /// The attributes as the builder gets them: a ticket for the list, and the few it looks at itself.
    fn tickets(&mut self, name: &LocalName, tag: Tag, written: Span) -> Vec<Foreign> {
        if self.attributes.is_empty() {
            return Vec::new();
        }
        let source = self.page.get(written.range()).unwrap_or("");
        let compared = *name != local_name!("a") && is_formatting(name);
        let known = if compared { self.known.get(source).copied() } else { None };
        let list = known.unwrap_or_else(|| {
            let arena = &mut *self.builder.sink.arena.borrow_mut();
            let from = arena.attributes.len() as u32;
            arena.attributes.extend_from_slice(&self.attributes);
            arena.lists.push((from, arena.attributes.len() as u32, written));
            (arena.lists.len() - 1) as u32
        });
        if compared && known.is_none() {
            self.known.insert(source, list);
        }
        let mut foreign = vec![attribute(local_name!("id"), ticket(list as usize))];
        let looked_at: &[LocalName] = match tag {
            Tag::Input => &[local_name!("type")],
            Tag::Font => &[local_name!("color"), local_name!("face"), local_name!("size")],
            Tag::Other if *name == local_name!("annotation-xml") => &[local_name!("encoding")],
            _ => &[],
        };
        for name in looked_at {
            foreign.extend(self.value_of(name).map(|value| attribute(name.clone(), value)));
        }
        foreign
    }

    fn over(&self) -> bool {
        let arena = self.builder.sink.arena.borrow();
        self.work + arena.work * 4 > super::MOST_WORK || arena.items.len() > super::MOST_NODES
    }

    fn leave_out(&mut self, name: LocalName) -> Option<State> {
        *self.left_out.entry(name).or_default() += 1;
        self.gap = true;
        None
    }

    fn start_tag(&mut self) -> Option<State> {
        let name = LocalName::from(String::from_utf8_lossy(&self.name).as_ref());
        std::mem::swap(&mut self.name, &mut self.last_start);
        self.hits.size |= self.over();
        if self.hits.size {
            self.gap = true;
            let state = match Tag::of(&name) {
                Tag::Noscript | Tag::Plaintext => None,
                _ => html5gum::naive_next_state(&self.last_start),
            };
            self.swallow = state.is_some();
            return state;
        }
        let tag = Tag::of(&name);
        // Asking this makes the builder ask for the name of its current node.
        let foreign = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        let current = self.builder.sink.asked.get();
        self.depth = self.builder.sink.arena.borrow().items.get(current as usize).map_or(0, |item| item.depth);
        self.work += u64::from(self.depth) + self.formatting as u64 + 8;
        if self.depth >= super::MOST_DEPTH && (foreign || !is_void(tag) && !is_raw(tag)) {
            self.hits.depth += 1;
            return self.leave_out(name);
        }
        if !foreign && is_formatting(&name) {
            self.formatting_unchecked += 1;
            if self.formatting_unchecked >= 16 || self.formatting >= super::MOST_FORMATTING {
                self.formatting = self.count_formatting(current);
                self.formatting_unchecked = 0;
                self.work += u64::from(self.depth);
            }
            if self.formatting >= super::MOST_FORMATTING {
                self.hits.formatting += 1;
                return self.leave_out(name);
            }
        }
        let written = Span::new(self.open, self.position);
        let attrs = self.tickets(&name, tag, written);
        self.builder.sink.arena.borrow_mut().start_tag = Some((name.clone(), written));
        let self_closing = self.self_closing;
        self.send(AnyToken::TagToken(Token {
            kind: TagKind::StartTag,
            name,
            self_closing,
            attrs,
            had_duplicate_attributes: false,
        }))
    }

    fn end_tag(&mut self) -> Option<State> {
        if self.swallow {
            self.swallow = false;
            return None;
        }
        if !self.raw {
            self.hits.size |= self.over();
            if self.hits.size {
                self.gap = true;
                return None;
            }
        }
        let name = LocalName::from(String::from_utf8_lossy(&self.name).as_ref());
        if !self.raw
            && !self.left_out.is_empty()
            && let Some(count) = self.left_out.get_mut(&name)
        {
            *count -= 1;
            if *count == 0 {
                self.left_out.remove(&name);
            }
            self.gap = true;
            return None;
        }
        // Closing a formatting element may move nodes in up to eight rounds.
        let rounds = if is_formatting(&name) { 8 } else { 1 };
        self.work += (u64::from(self.depth) + self.formatting as u64 + 8) * rounds;
        self.builder.sink.arena.borrow_mut().start_tag = None;
        self.send(AnyToken::TagToken(Token {
            kind: TagKind::EndTag,
            name,
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        }))
    }

    /// How many formatting elements the builder would open again. It traces the open elements first, and then these.
    fn count_formatting(&self, current: u32) -> usize {
        struct Count {
            current: u32,
            past: Cell<bool>,
            count: Cell<usize>,
        }
        impl Tracer for Count {
            type Handle = Handle;
            fn trace_handle(&self, node: &Handle) {
                if self.past.get() {
                    self.count.set(self.count.get() + 1);
                } else {
                    self.past.set(node.item == self.current);
                }
            }
        }
        let count = Count { current, past: Cell::new(false), count: Cell::new(0) };
        self.builder.trace_handles(&count);
        count.count.get()
    }
}

/// The standard's white space.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\x0c' | '\r')
}

impl Emitter for Tokens<'_, '_> {
    type Token = Infallible;

    fn set_last_start_tag(&mut self, _: Option<&[u8]>) {}

    fn emit_eof(&mut self) {
        self.flush(self.page.len());
        self.tell(AnyToken::EOFToken);
        self.builder.end();
    }

    #[inline]
    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_string(&mut self, chunk: &[u8]) {
        if chunk.is_empty() {
            return;
        }
        // The builder leaves NUL out of HTML, and what is left of it in pictures is no concern of ours.
        if chunk == b"\0" {
            return;
        }
        let mut end = if self.text.is_empty() { self.mark } else { past_line_end(self.page, self.text.end) };
        // A CDATA section ended where the text did, or had none: what comes now stands behind it.
        if self.cdata && self.page.as_bytes().get(end..).is_some_and(|rest| rest.starts_with(b"]]>")) {
            self.flush(end);
            self.cdata = false;
            end += 3;
            self.mark = end;
        }
        let start = standing(self.page, (self.raw || self.cdata).then_some(end), self.position, chunk);
        // Bytes between the last chunk and this one gave no text: `</>`, the end of a CDATA section.
        if let Some(start) = start
            && !self.text.is_empty()
            && !follows(self.page, end, start)
        {
            self.flush(end);
            self.mark = start;
        }
        if self.word.is_none()
            && let Some(index) = chunk.iter().position(|byte| !is_space(char::from(*byte)))
        {
            self.word = Some(start.map_or(end, |start| start + index));
        }
        self.text.push(self.page, start, self.position, chunk);
    }

    fn init_start_tag(&mut self) {
        self.name.clear();
        self.attributes.clear();
        self.in_attribute = false;
        self.is_end = false;
        self.self_closing = false;
    }

    fn init_end_tag(&mut self) {
        self.init_start_tag();
        self.is_end = true;
    }

    fn init_comment(&mut self) {
        self.flush(self.open);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.finish_attribute();
        self.flush(self.open);
        self.mark = self.position;
        self.cdata = false;
        if self.is_end { self.end_tag() } else { self.start_tag() }
    }

    fn emit_current_comment(&mut self) {
        self.mark = self.position;
        if !self.hits.size {
            // Empty, for nobody keeps it; but text before and behind it are two texts to the rules of tables.
            self.tell(AnyToken::CommentToken(StrTendril::new()));
        }
    }

    fn emit_current_doctype(&mut self) {
        self.mark = self.position;
        let Strings3 { name, public, system, quirks } = std::mem::take(&mut self.doctype);
        self.send(AnyToken::DoctypeToken(Doctype {
            name: (!name.is_empty()).then(|| StrTendril::from_slice(&name)),
            public_id: public.map(|id| StrTendril::from_slice(&id)),
            system_id: system.map(|id| StrTendril::from_slice(&id)),
            force_quirks: quirks,
        }));
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn set_force_quirks(&mut self) {
        self.doctype.quirks = true;
    }

    fn push_tag_name(&mut self, chunk: &[u8]) {
        self.name.extend_from_slice(chunk);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, chunk: &[u8]) {
        self.doctype.name.push_str(&String::from_utf8_lossy(chunk));
    }

    fn init_doctype(&mut self) {
        self.flush(self.open);
        self.doctype = Strings3::default();
    }

    fn init_attribute(&mut self) {
        self.finish_attribute();
        self.in_attribute = true;
        self.attribute_name.clear();
        self.attribute_value.clear();
    }

    fn push_attribute_name(&mut self, chunk: &[u8]) {
        let start = standing(self.page, None, self.position, chunk);
        self.attribute_name.push(self.page, start, self.position, chunk);
    }

    fn push_attribute_value(&mut self, chunk: &[u8]) {
        let start = standing(self.page, None, self.position, chunk);
        self.attribute_value.push(self.page, start, self.position, chunk);
    }

    fn set_doctype_public_identifier(&mut self, value: &[u8]) {
        self.doctype.public = Some(String::from_utf8_lossy(value).into_owned());
    }

    fn set_doctype_system_identifier(&mut self, value: &[u8]) {
        self.doctype.system = Some(String::from_utf8_lossy(value).into_owned());
    }

    fn push_doctype_public_identifier(&mut self, chunk: &[u8]) {
        self.doctype.public.get_or_insert_default().push_str(&String::from_utf8_lossy(chunk));
    }

    fn push_doctype_system_identifier(&mut self, chunk: &[u8]) {
        self.doctype.system.get_or_insert_default().push_str(&String::from_utf8_lossy(chunk));
    }

    fn start_open_tag(&mut self) {
        self.open = self.position.saturating_sub(1);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.last_start == self.name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        // The tokenizer asks at `<![CDATA[`, and reads a CDATA section if we say yes.
        let foreign = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
        if foreign {
            self.flush(self.open);
            self.mark = self.position;
            self.cdata = true;
        }
        foreign
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }
}
