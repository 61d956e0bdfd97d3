//! Lines: what the rules read. A paragraph, or the inside of a quotation, with the quotations in it folded to one unit each.
//!
//! In: [`Text`], quotes. Out: one [`Line`] a paragraph and one a quotation of some length.
//!
//! Folding keeps a speaker's grammar out of the reporter's: in `“We won,” said Tarn` the reporter's sentence is
//! `Q said Tarn`. The inside is then read as a line of its own, for the claims within.

use crate::articles::BlockKind;
use crate::quotes::Quote;
use crate::span::{Run, Span};
use crate::text::{Text, TokenKind};

use super::MOST_TOKENS;
use super::inflect::Forms;
use super::lexicon::{Frames, Head, Lexicon, Small};

/// Quotations of fewer words than this are not read inside: a claim within a claim needs a subject and a verb.
const INSIDE: usize = 4;

/// A sentence is cut after so many units: no reporter writes one as long, and no text may cost the square of its length.
const LONGEST: usize = 160;

/// A quotation of at most so many tokens, without a mark at its end, may be a name or a word in a noun phrase.
const SHORT: usize = 7;

/// What a unit is, as far as one word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// One of the small words; see `words.tsv`.
    Small(Small),
    /// Known as a verb and not as a noun.
    Verb,
    /// Any other word in small letters.
    Noun,
    /// A word with a capital that the start of a sentence does not explain, or that is no known word.
    Name,
    Number,
    Comma,
    Colon,
    Semicolon,
    Dash,
    /// `.`, `?`, `!`, or dots.
    Stop,
    /// A bracket that opens.
    Open,
    /// A bracket that closes.
    Close,
    /// A quotation.
    Quote,
    /// Any other mark.
    Mark,
}

/// A word, a mark, or a whole quotation.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) run: Run,
    pub(super) span: Span,
    pub(super) tag: Tag,
    pub(super) forms: Forms,
    /// It may be a noun though it looks like a verb. Of a quotation: it may be part of a noun phrase, not speech.
    pub(super) noun: bool,
    pub(super) head: Head,
    pub(super) channel: bool,
    pub(super) capital: bool,
    /// What follows the apostrophe in "Tarn's", "they've": `'s`, `'ve`; with its length in bytes.
    pub(super) tail: Tail,
    /// An adverb in -ly counts as one though it is in no table.
    pub(super) cues: &'static [(u16, Forms)],
    pub(super) quote: Option<u32>,
    /// A sentence ends with this unit.
    pub(super) ends: bool,
}

/// What stands after an apostrophe at the end of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    No,
    /// `'s` (or a bare `'` after s): "of", or "is", or "has".
    S(u8),
    /// `'ve`, `'d`, `'ll`, `'re`, `'m`: an auxiliary.
    Auxiliary(u8),
}

impl Tail {
    pub(super) fn bytes(self) -> u32 {
        match self {
            Tail::No => 0,
            Tail::S(n) | Tail::Auxiliary(n) => u32::from(n),
        }
    }
}

/// Units in a row, cut into sentences.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) units: Vec<Unit>,
    /// First and one past the last unit of each.
    pub(super) sentences: Vec<(usize, usize)>,
    pub(super) kind: BlockKind,
    /// The quotation whose inside it is.
    pub(super) inside: Option<u32>,
}

/// The text and what is made of it once for all lines.
pub(super) struct Ground<'a> {
    pub(super) text: &'a Text,
    pub(super) quotes: &'a [Quote],
    /// The text in small letters, ASCII only, so that every byte keeps its place.
    pub(super) small: String,
    /// Quotes by the quote around them, in order; the last list holds those without.
    children: Vec<Vec<u32>>,
    /// Tokens that end a sentence.
    ends: Vec<bool>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(text: &'a Text, quotes: &'a [Quote]) -> Ground<'a> {
        let mut children = vec![Vec::new(); quotes.len() + 1];
        for (index, quote) in quotes.iter().enumerate() {
            let parent = quote.parent.map_or(quotes.len(), |parent| (parent as usize).min(quotes.len()));
            children[parent].push(index as u32);
        }
        let mut ends = vec![false; text.tokens.len()];
        for sentence in &text.sentences {
            if let Some(end) = (sentence.end as usize).checked_sub(1).and_then(|last| ends.get_mut(last)) {
                *end = true;
            }
        }
        Ground { text, quotes, small: text.string.to_ascii_lowercase(), children, ends }
    }

    /// The words of a unit in small letters, without its tail.
    pub(super) fn word(&self, unit: &Unit) -> &str {
        let end = unit.span.end.saturating_sub(unit.tail.bytes());
        self.small.get(unit.span.start as usize..end as usize).unwrap_or_default()
    }

    /// The lines of the whole text, outer before inner.
    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let top = self.children.last().map_or(&[][..], Vec::as_slice);
        let mut next = 0;
        for paragraph in &self.text.paragraphs {
            let from = next;
            while next < top.len() && self.quotes[top[next] as usize].run.start < paragraph.run.end {
                next += 1;
            }
            let run = Run { end: paragraph.run.end.min(MOST_TOKENS), ..paragraph.run };
            if run.is_empty() {
                continue;
            }
            let mut work = vec![(run, &top[from..next], None)];
            while let Some((run, children, inside)) = work.pop() {
                let line = self.line(run, children, inside, paragraph.kind);
                for unit in &line.units {
                    let Some(at) = unit.quote else { continue };
                    if unit.run.len() >= INSIDE + 2 {
                        work.push((unit.run, &self.children[at as usize], Some(at)));
                    }
                }
                lines.push(line);
            }
        }
        lines
    }

    fn line(&self, run: Run, children: &[u32], inside: Option<u32>, kind: BlockKind) -> Line {
        let mut line = Line { units: Vec::new(), sentences: Vec::new(), kind, inside };
        let bounds = inside.map(|at| self.quotes[at as usize].inner);
        let mut children = children.iter().copied().peekable();
        let mut token = run.start as usize;
        let mut fresh = true;
        while token < (run.end as usize).min(self.text.tokens.len()) {
            let here = self.text.tokens[token].span;
            if bounds.is_some_and(|inner| !inner.contains(here)) {
                token += 1; // A quotation mark of this line's own.
                continue;
            }
            while children.peek().is_some_and(|&at| (self.quotes[at as usize].run.start as usize) < token) {
                children.next();
            }
            let child = children.peek().copied().filter(|&at| {
                let quote = &self.quotes[at as usize];
                quote.run.start as usize == token && !quote.run.is_empty()
            });
            let unit = match child {
                Some(at) => self.fold(at, run.end),
                None => self.unit(token, fresh, bounds.map_or(u32::MAX, |inner| inner.end)),
            };
            token = unit.run.end as usize;
            fresh = match unit.tag {
                Tag::Colon => true,
                Tag::Mark | Tag::Open => fresh,
                _ => unit.ends,
            };
            line.units.push(unit);
        }
        self.cut(&mut line);
        line
    }

    /// The last letter or mark before the marks that close a quotation.
    fn last_mark(&self, span: Span) -> char {
        let closing = |c: &char| matches!(c, '”' | '"' | '’' | '\'' | '»' | '“' | '‘');
        self.text.words(span).chars().rev().take(4).find(|c| !closing(c)).unwrap_or(' ')
    }

    /// A whole quotation as one unit; it ends no later than the line.
    fn fold(&self, at: u32, limit: u32) -> Unit {
        let quote = &self.quotes[at as usize];
        let run = Run { start: quote.run.start, end: quote.run.end.min(limit).max(quote.run.start + 1) };
        let tail = (run.end.saturating_sub(2).max(run.start)..run.end).any(|token| self.ends[token as usize]);
        let span = self.text.span(run);
        let last = self.last_mark(span);
        let speech = matches!(last, ',' | '.' | '?' | '!' | '—' | '–' | '…' | '-');
        Unit {
            run,
            span,
            tag: Tag::Quote,
            forms: Forms::NONE,
            noun: run.len() <= SHORT && !tail && !speech,
            head: Head::No,
            channel: false,
            capital: false,
            tail: Tail::No,
            cues: &[],
            quote: Some(at),
            ends: tail,
        }
    }

    /// A word with what is written to it without a gap ("won't", "Tarn's", "vice-president"), or a mark.
    fn unit(&self, token: usize, fresh: bool, bound: u32) -> Unit {
        let it = self.text.tokens[token];
        let run = Run::new(token, self.glued(token, bound));
        let span = self.text.span(run);
        let printed = self.text.words(span);
        let mut unit = Unit {
            run,
            span,
            tag: Tag::Mark,
            forms: Forms::NONE,
            noun: false,
            head: Head::No,
            channel: false,
            capital: printed.starts_with(char::is_uppercase),
            tail: Tail::No,
            cues: &[],
            quote: None,
            ends: self.ends[(run.end as usize).saturating_sub(1)],
        };
        let first = printed.chars().next().unwrap_or(' ');
        match it.kind {
            TokenKind::Punctuation | TokenKind::Symbol if !first.is_alphanumeric() => unit.tag = mark(printed),
            TokenKind::Number if run.len() == 1 => unit.tag = Tag::Number,
            _ => self.read_word(&mut unit, fresh),
        }
        unit
    }

    /// One past the last token written to this one without a gap. The tokens of `text` are those of treebanks, which
    /// part "Tarn 's" and "vice - president"; the rules here read words as they are printed.
    fn glued(&self, token: usize, bound: u32) -> usize {
        let tokens = &self.text.tokens;
        let wordy = |at: usize| tokens.get(at).is_some_and(|it| matches!(it.kind, TokenKind::Word | TokenKind::Number));
        let close = |at: usize| tokens[at].span.end == tokens[at + 1].span.start && !self.ends[at];
        let mut end = token + 1;
        if !wordy(token) {
            return end;
        }
        while end < tokens.len() && close(end - 1) && tokens[end].span.end <= bound {
            let printed = self.text.words(tokens[end].span);
            match printed {
                _ if wordy(end) => end += 1,
                "-" | "‑" | "'" | "’" if wordy(end + 1) && close(end) => end += 2,
                "'" | "’" if self.text.words(tokens[end - 1].span).ends_with('s') => return end + 1,
                _ => break,
            }
        }
        end
    }

    /// Looks a word up: whole, then without what follows its apostrophe.
    fn read_word(&self, unit: &mut Unit, fresh: bool) {
        let lexicon = Lexicon::get();
        let whole = self.word(unit);
        let known = match lexicon.word(whole) {
            Some(known) => Some(known),
            None => {
                unit.tail = tail(whole);
                lexicon.word(self.word(unit))
            }
        };
        let word = self.word(unit);
        let adverb = word.len() > 4 && word.ends_with("ly") && !NOT_ADVERBS.contains(&word);
        let Some(known) = known else {
            // "ex-president" heads a source as "president" does, but "U.S.-led" is no verb.
            let last = word.rsplit_once('-').and_then(|(_, last)| lexicon.word(last));
            unit.head = last.map_or(Head::No, |known| known.head);
            unit.tag = match () {
                () if word.starts_with(|c: char| c.is_ascii_digit()) => Tag::Number,
                () if unit.capital && !(fresh && adverb) => Tag::Name,
                () if adverb => Tag::Small(Small::Adv),
                () => Tag::Noun,
            };
            // A verb that is in no table shows by its ending.
            if unit.tag == Tag::Noun && word.len() > 4 && !word.contains('-') {
                if word.ends_with("ed") && !word.ends_with("eed") {
                    unit.forms = Forms::PAST.and(Forms::PARTICIPLE);
                    unit.noun = true;
                } else if word.ends_with("ing") {
                    unit.forms = Forms::ING;
                    unit.noun = true;
                }
            }
            return;
        };
        unit.forms = known.forms;
        unit.noun = known.noun || known.head != Head::No;
        unit.head = known.head;
        unit.channel = known.channel;
        unit.cues = &known.cues;
        unit.tag = match known.small {
            Small::No if unit.capital && !fresh => Tag::Name,
            Small::No if adverb => Tag::Small(Small::Adv),
            Small::No if unit.noun || unit.forms.is_empty() => Tag::Noun,
            Small::No => Tag::Verb,
            // "US", "IT", "Us Weekly": capitals make a name of what would be a small word.
            Small::Obj | Small::Subj if unit.capital && shouted(self.text.words(unit.span)) => Tag::Name,
            Small::Modal | Small::Day if unit.capital && !fresh && word == "will" => Tag::Name,
            small => Tag::Small(small),
        };
    }

    /// `“Is it?” Tarn asked.`: after a question in quotation marks the reporter's sentence may go on with a capital.
    fn attributed(&self, line: &Line, at: usize) -> bool {
        let unit = &line.units[at];
        if unit.tag != Tag::Quote || unit.noun {
            return false;
        }
        let last = self.last_mark(unit.span);
        if !matches!(last, '?' | '!' | '…' | '.' | '—' | '–' | '-') {
            return false;
        }
        let full_stop = last == '.';
        for step in 1..=6 {
            let Some(next) = line.units.get(at + step) else { return false };
            let mut told = false;
            let verb = next.cues.iter().any(|&(cue, forms)| {
                let entry = &Lexicon::get().entries[cue as usize];
                let rest = entry.rest.iter().enumerate().all(|(word, rest)| {
                    line.units.get(at + step + 1 + word).is_some_and(|unit| self.word(unit) == *rest)
                });
                told |= entry.frames.has(Frames::TOLD);
                entry.frames.has(Frames::QUOTE) && rest && forms.has(Forms::PAST.and(Forms::THIRD))
            });
            if verb {
                let after = line.units.get(at + step + 1).map(|after| after.tag);
                let closed = matches!(after, None | Some(Tag::Stop | Tag::Comma));
                let hearer = told && matches!(after, Some(Tag::Name | Tag::Noun | Tag::Small(Small::Obj | Small::Det)));
                let open =
                    hearer || matches!(after, Some(Tag::Small(Small::Prep | Small::To | Small::Day | Small::Adv)));
                // After a full stop the next sentence begins; only a bare "Tarn said." cannot be one.
                return step > 1 && (closed || (open && !full_stop)) || (step == 1 && !full_stop && !next.capital);
            }
            if !matches!(next.tag, Tag::Name | Tag::Noun | Tag::Small(Small::Det | Small::Subj | Small::Poss)) {
                return false;
            }
        }
        false
    }

    fn cut(&self, line: &mut Line) {
        let mut start = 0;
        for at in 0..line.units.len() {
            let unit = &line.units[at];
            let next = line.units.get(at + 1);
            let goes_on = self.attributed(line, at)
                || next.is_some_and(|next| match next.tag {
                    Tag::Comma | Tag::Dash | Tag::Semicolon => true,
                    // “Is it?” asked Tarn: the reporter's sentence goes on in small letters.
                    Tag::Quote | Tag::Open | Tag::Number | Tag::Stop => false,
                    _ => unit.tag == Tag::Quote && !next.capital,
                });
            if (unit.ends && !goes_on) || next.is_none() || at + 1 - start >= LONGEST {
                line.sentences.push((start, at + 1));
                start = at + 1;
            }
        }
    }
}

/// Words in -ly that are no adverbs.
const NOT_ADVERBS: &[&str] = &[
    "family", "assembly", "ally", "reply", "supply", "italy", "july", "rally", "bully", "apply", "comply", "imply",
    "rely", "multiply", "monopoly", "anomaly", "daily", "weekly", "friendly", "early", "only", "likely", "elderly",
    "fly", "homily", "belly", "deadly", "kelly", "reilly", "emily", "lovely", "ugly", "holy", "costly", "orderly",
];

/// Whether a word of two or more letters is all capitals.
fn shouted(word: &str) -> bool {
    word.len() > 1 && !word.contains(char::is_lowercase)
}

/// What follows the apostrophe of a word.
fn tail(word: &str) -> Tail {
    const AUXILIARIES: [&str; 5] = ["ve", "d", "ll", "re", "m"];
    for apostrophe in ["'", "’"] {
        let Some((before, after)) = word.rsplit_once(apostrophe) else { continue };
        let bytes = (apostrophe.len() + after.len()) as u8;
        if before.is_empty() {
            continue;
        }
        if after == "s" || (after.is_empty() && before.ends_with('s')) {
            return Tail::S(bytes);
        }
        if AUXILIARIES.contains(&after) {
            return Tail::Auxiliary(bytes);
        }
    }
    Tail::No
}

fn mark(printed: &str) -> Tag {
    match printed {
        "," => Tag::Comma,
        ":" => Tag::Colon,
        ";" => Tag::Semicolon,
        "(" | "[" | "{" => Tag::Open,
        ")" | "]" | "}" => Tag::Close,
        "&" => Tag::Small(Small::Coord),
        _ if printed.starts_with(['.', '?', '!', '…']) => Tag::Stop,
        _ if printed.starts_with(['–', '—', '―']) || printed.starts_with("--") || printed == "-" => Tag::Dash,
        _ => Tag::Mark,
    }
}
