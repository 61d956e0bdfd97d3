//! What each block's own words tell, counted once.

use std::collections::HashMap;

use super::super::blocks::{Candidates, Shape};
use super::super::{BlockKind, furniture};
use super::hints::PageHints;
use super::pct;

/// Counts over one block.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    /// Words; two characters of a script without spaces count as one.
    pub(super) words: u32,
    pub(super) bytes: u32,
    pub(super) characters: u32,
    /// Full stops and the like that end a word.
    pub(super) stops: u32,
    pub(super) commas: u32,
    pub(super) link_share: u8,
    pub(super) linked: u32,
    /// 0 nothing, 1 other mark, 2 colon, 3 end of a sentence, 4 three dots, 5 comma.
    pub(super) ends: u8,
    /// 0 small letter, 1 capital, 2 digit, 3 mark.
    pub(super) starts: u8,
    pub(super) capitals: u8,
    pub(super) shouted: u8,
    pub(super) digits: u8,
    pub(super) small_words: u8,
    /// `|`, `·`, `/`, `»` between words.
    pub(super) bars: u32,
    /// `@`, `http`, `www.`
    pub(super) addresses: bool,
    /// Words, if they read like sentences.
    pub(super) prose: u32,
    pub(super) phrase: u8,
    /// What the words say it is.
    pub(super) kind: Option<BlockKind>,
    pub(super) title_share: u8,
    pub(super) title_cover: u8,
    pub(super) described: u8,
    /// 255 where the page carries no text of the article beside its HTML.
    pub(super) in_body: u8,
    /// How often the same text stood before.
    pub(super) before: u32,
    /// How often it comes again.
    pub(super) again: u32,
    /// Elements of one make: a number for it.
    pub(super) make: u64,
}

pub(super) fn of(candidates: &Candidates, page: &PageHints) -> Vec<Facts> {
    let mut all: Vec<Facts> = (0..candidates.blocks.len()).map(|block| one(candidates, block, page)).collect();
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let hashes: Vec<u64> = (0..all.len()).map(|block| hash(candidates.words(block).as_bytes())).collect();
    for (facts, &hash) in all.iter_mut().zip(&hashes) {
        let count = seen.entry(hash).or_insert(0);
        facts.before = *count;
        *count += 1;
    }
    for (facts, hash) in all.iter_mut().zip(&hashes) {
        facts.again = seen.get(hash).copied().unwrap_or(1) - facts.before - 1;
    }
    all
}

fn one(candidates: &Candidates, block: usize, page: &PageHints) -> Facts {
    let text = candidates.words(block);
    let Some(candidate) = candidates.blocks.get(block) else { return Facts::default() };
    let mut facts = Facts { bytes: text.len() as u32, linked: candidate.linked, ..Facts::default() };
    facts.link_share = pct(candidate.linked.min(facts.bytes), facts.bytes);
    let (mut capitals, mut shouted, mut digits, mut small, mut wide) = (0u32, 0u32, 0u32, 0u32, 0u32);
    for word in text.split_ascii_whitespace() {
        facts.words += 1;
        let bytes = word.as_bytes();
        let (first, last) = (bytes.first().copied().unwrap_or(0), bytes.last().copied().unwrap_or(0));
        match last {
            b'.' | b'!' | b'?' => facts.stops += 1,
            b',' | b';' => facts.commas += 1,
            b'"' | b')' | b'\'' if bytes.len() > 1 && matches!(bytes[bytes.len() - 2], b'.' | b'!' | b'?') => {
                facts.stops += 1;
            }
            0x80.. => {
                let tail = word.trim_end_matches(['”', '’', '»', '）', '」']);
                if tail.ends_with(['。', '！', '？', '।', '؟', '…'])
                    || tail.len() < word.len() && tail.ends_with(['.', '!', '?'])
                {
                    facts.stops += 1;
                } else if tail.ends_with(['，', '、', '،', '؛']) {
                    facts.commas += 1;
                }
            }
            _ => {}
        }
        if first >= 0x80 || bytes.len() > 30 {
            for c in word.chars() {
                match c {
                    '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{0e00}'..='\u{0e7f}' => wide += 1,
                    '。' | '！' | '？' => facts.stops += 1,
                    '，' | '、' => facts.commas += 1,
                    _ => {}
                }
            }
        }
        if word.chars().next().is_some_and(char::is_uppercase) {
            capitals += 1;
            if bytes.len() > 1 && !bytes.iter().any(u8::is_ascii_lowercase) {
                shouted += 1;
            }
        } else if first.is_ascii_digit() {
            digits += 1;
        } else if bytes.len() <= 6 && page.lexicon.is_small(word) {
            small += 1;
        }
        if bytes.len() <= 3 && matches!(word, "|" | "·" | "•" | "/" | "»" | "›" | "-" | "–" | "—" | "→" | ">")
        {
            facts.bars += 1;
        }
        if first == b'@' || first == b'#' || word.starts_with("http") || word.starts_with("www.") {
            facts.addresses = true;
        }
    }
    facts.words += wide / 2;
    facts.characters = text.chars().count() as u32;
    (facts.capitals, facts.shouted) = (pct(capitals, facts.words), pct(shouted, facts.words));
    (facts.digits, facts.small_words) = (pct(digits, facts.words), pct(small, facts.words));
    let mut back = text.chars().rev().skip_while(|c| matches!(c, '"' | '\'' | '”' | '’' | ')' | '»' | ']'));
    facts.ends = match back.next() {
        Some('.') if text.ends_with("...") => 4,
        Some('.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟') => 3,
        Some('…') => 4,
        Some(':' | '：') => 2,
        Some(',' | ';') => 5,
        Some(c) if !c.is_alphanumeric() => 1,
        _ => 0,
    };
    facts.starts = match text.chars().find(|c| !matches!(c, '"' | '\'' | '“' | '‘' | '«' | '(' | '„')) {
        Some(c) if c.is_uppercase() => 1,
        Some(c) if c.is_numeric() => 2,
        Some(c) if c.is_alphabetic() => 0,
        _ => 3,
    };
    let sentence = facts.ends == 3 || facts.stops >= 2 || (facts.words >= 15 && facts.commas + facts.stops >= 1);
    let shape = !matches!(candidate.shape, Shape::Control | Shape::Table);
    if sentence && shape && facts.words >= 7 && facts.link_share < 50 {
        facts.prose = facts.words;
    }
    facts.kind = furniture::kind_of(text);
    if text.len() <= 400 {
        facts.phrase = facts.kind.map_or(0, |kind| kind as u8 + 1);
        (facts.title_share, facts.title_cover) = page.title(text);
    }
    if text.len() <= 1500 {
        facts.described = page.described(text);
    }
    facts.in_body = page.in_body(text);
    facts.make = make(candidates, block, candidate.shape);
    facts
}

/// A number for the elements around a block, three deep.
fn make(candidates: &Candidates, block: usize, shape: Shape) -> u64 {
    let mut make = shape as u64;
    let mut place = candidates.blocks.get(block).map_or(0, |block| block.place);
    for _ in 0..3 {
        let Some(here) = candidates.places.get(place as usize) else { break };
        make = make.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ here.make;
        place = here.parent;
    }
    make
}

/// FNV-1a.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
