//! Features: what the model looks at. The only place; reading and training both call it.
//!
//! In: [`Candidates`], [`Tree`]. Out: [`Table`], a row a block, small numbers from 0 to 255.
//!
//! Counts are given on a scale of quarter octaves, shares in per cent, distances in steps. The first part of a row tells of
//! the block's words, its names and places, its neighbours and the elements that hold it; the second part, filled
//! by [`reconsider`], of what the first forest thought of it and of those around it.
//!
//! Not here: what follows from them (`model`).

mod around;
mod facts;
mod hints;
mod names;
mod thoughts;

pub use names::{FIRST, NAMES};
pub use thoughts::reconsider;

use super::BlockKind;
use super::blocks::{Candidates, Shape};
use crate::articles::places::{FAR, Hint, Lexicon};
use crate::tree::{Tag, Tree};
use facts::Facts;

/// Features of all blocks of a page, column by column.
#[derive(Debug, Clone, Default)]
pub struct Table {
    rows: usize,
    values: Vec<u8>,
}

impl Table {
    fn new(rows: usize) -> Table {
        Table { rows, values: vec![0; rows * NAMES.len()] }
    }

    /// How many blocks.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many features.
    pub fn columns(&self) -> usize {
        NAMES.len()
    }

    /// The values of one feature; empty where there is no such feature.
    pub fn column(&self, feature: usize) -> &[u8] {
        self.values.get(feature * self.rows..(feature + 1) * self.rows).unwrap_or(&[])
    }
}

/// Fills one row from left to right.
struct Row<'a> {
    table: &'a mut Table,
    row: usize,
    next: usize,
}

impl Row<'_> {
    /// Puts the next value; its name must be the next name.
    fn put(&mut self, name: &str, value: u8) {
        debug_assert_eq!(NAMES.get(self.next), Some(&name));
        let _ = name;
        self.raw(value);
    }

    fn raw(&mut self, value: u8) {
        let slot = self.next * self.table.rows + self.row;
        if let Some(slot) = self.table.values.get_mut(slot) {
            *slot = value;
        }
        self.next += 1;
    }
}

/// A count in quarter octaves: 0, 1, 5, 7, 9, 10, ... at most 129.
fn scale(count: u32) -> u8 {
    match count {
        0 => 0,
        _ => {
            let octave = 31 - count.leading_zeros();
            let quarter = if octave >= 2 { count >> (octave - 2) & 3 } else { (count << (2 - octave)) & 3 };
            (1 + octave * 4 + quarter) as u8
        }
    }
}

/// A share in per cent; 0 of 0 is 0.
fn pct(part: u32, whole: u32) -> u8 {
    if whole == 0 { 0 } else { (u64::from(part) * 100 / u64::from(whole)).min(100) as u8 }
}

/// A share in parts of 250.
fn part(part: u32, whole: u32) -> u8 {
    if whole == 0 { 0 } else { (u64::from(part) * 250 / u64::from(whole)).min(250) as u8 }
}

fn bit(b: bool) -> u8 {
    u8::from(b)
}

/// The level of a heading; 0 for other blocks.
fn level(tag: Tag) -> u8 {
    match tag {
        Tag::H1 => 1,
        Tag::H2 => 2,
        Tag::H3 => 3,
        Tag::H4 => 4,
        Tag::H5 => 5,
        Tag::H6 => 6,
        _ => 0,
    }
}

/// What is known of a page's blocks: the features, and what the second look needs.
#[derive(Debug, Default)]
pub struct Look {
    /// The features.
    pub table: Table,
    /// Words of each block.
    pub words: Vec<u32>,
    /// A number for the elements around each block: equal where they are of one make.
    pub makes: Vec<u64>,
    /// Words of each block that reads like sentences, 0 for others.
    pub prose: Vec<u32>,
    /// Whether each block stands in the element whose paragraphs hold most sentences.
    pub in_core: Vec<bool>,
    /// What furniture each block is by its words alone.
    pub phrases: Vec<Option<BlockKind>>,
    /// Whether each block is a heading.
    pub headings: Vec<bool>,
    /// The block that is the headline, if one is.
    pub title: Option<usize>,
}

impl Look {
    /// How many words the chosen blocks have together.
    pub fn words_of(&self, chosen: &[bool]) -> u32 {
        self.words.iter().zip(chosen).map(|(&words, &chosen)| if chosen { words } else { 0 }).sum()
    }
}

const GOOD: u32 = 1 << Hint::Body as u32 | 1 << Hint::Story as u32 | 1 << Hint::Title as u32 | 1 << Hint::Lead as u32;

/// Looks at the blocks of a page.
pub fn of(candidates: &Candidates, tree: &Tree, lexicon: &Lexicon) -> Look {
    let page = hints::PageHints::of(tree, lexicon);
    let facts = facts::of(candidates, &page);
    let prefix = around::Prefix::of(&facts);
    let makes = around::makes(&facts);
    let dense = around::densest(candidates, &facts);
    let full = around::fullest(candidates, &prefix);
    let stories = around::stories(candidates, &prefix);
    let all = prefix.all();
    let count = candidates.blocks.len();
    let title = title(candidates, &facts, dense.run);
    let mut table = Table::new(count);
    let mut heading: Option<usize> = None;
    let blank = Facts::default();
    for (index, (block, own)) in candidates.blocks.iter().zip(&facts).enumerate() {
        let Some(place) = candidates.places.get(block.place as usize) else { continue };
        let level = level(place.tag);
        let mut row = Row { table: &mut table, row: index, next: 0 };
        row.put("words", scale(own.words));
        row.put("characters", scale(own.characters));
        row.put("bytes_per_word", (own.characters * 10 / own.words.max(1)).min(250) as u8);
        row.put("stops", scale(own.stops));
        row.put("commas", scale(own.commas));
        row.put("link_share", own.link_share);
        row.put("links", scale(u32::from(block.links)));
        row.put("strong_share", pct(block.strong, own.bytes));
        row.put("ends", own.ends);
        row.put("starts", own.starts);
        row.put("capitals", own.capitals);
        row.put("shouted", own.shouted);
        row.put("digits", own.digits);
        row.put("small_words", own.small_words);
        row.put("bars", scale(own.bars));
        row.put("addresses", bit(own.addresses));
        row.put("prose", scale(own.prose));
        row.put("phrase", own.phrase);
        row.put("title_share", own.title_share);
        row.put("title_cover", own.title_cover);
        row.put("described", own.described);
        row.put("in_body", own.in_body);
        row.put("before", scale(own.before));
        row.put("again", scale(own.again));
        row.put("shape", block.shape as u8);
        row.put("heading_level", level);
        row.put("hidden", bit(place.hidden));
        row.put("inline_hints_good", bit(block.hints & GOOD != 0));
        row.put("inline_hints_bad", (block.hints & !GOOD).count_ones() as u8);
        place.near.iter().for_each(|&steps| row.raw(steps.min(FAR)));
        row.put("own_hint_count", place.hints.count_ones() as u8);
        place.holders.iter().for_each(|&steps| row.raw(steps.min(FAR)));

        row.put("depth", place.depth.min(250) as u8);
        row.put("index", part(index as u32, count as u32));
        let before = prefix.run(0, index as u32);
        row.put("words_before", part(before.words, all.words));
        row.put("words_after", part(all.words - before.words - own.words, all.words));
        row.put("blocks_before", scale(index as u32));
        row.put("blocks_after", scale((count - index - 1) as u32));
        row.put("title_side", title.map_or(0, |title| 1 + bit(index >= title) + bit(index > title)));
        row.put("title_distance", title.map_or(0, |title| scale(index.abs_diff(title) as u32)));
        let last = heading.and_then(|heading| Some((heading, facts.get(heading)?, candidates.blocks.get(heading)?)));
        row.put("heading_phrase", last.map_or(0, |last| last.1.phrase));
        row.put("heading_distance", last.map_or(255, |last| scale((index - last.0) as u32)));
        row.put(
            "heading_level_last",
            heading.and_then(|heading| candidates.place(heading)).map_or(0, |place| self::level(place.tag)),
        );
        row.put("heading_linked", last.map_or(0, |last| last.1.link_share));
        let up = |place: u32| candidates.places.get(place as usize).map_or(0, |place| place.parent);
        for (name, other) in [
            ("p2", index.checked_sub(2)),
            ("p1", index.checked_sub(1)),
            ("n1", index.checked_add(1)),
            ("n2", index.checked_add(2)),
        ] {
            let facts = other.and_then(|other| facts.get(other));
            let there = other.and_then(|other| candidates.blocks.get(other));
            let near = facts.unwrap_or(&blank);
            row.around(name, "words", scale(near.words));
            row.around(name, "link_share", near.link_share);
            row.around(name, "ends", near.ends);
            row.around(name, "shape", there.map_or(255, |there| there.shape as u8));
            row.around(name, "prose", scale(near.prose));
            row.around(name, "phrase", near.phrase);
            row.around(name, "same_place", bit(there.is_some_and(|there| there.place == block.place)));
            row.around(name, "same_parent", bit(there.is_some_and(|there| up(there.place) == up(block.place))));
            row.around(name, "same_make", bit(facts.is_some_and(|facts| facts.make == own.make)));
        }
        let mut holder = block.place;
        for name in ["up0", "up1", "up2", "up3", "up4"] {
            let Some(here) = candidates.places.get(holder as usize) else { break };
            let sums = prefix.run(here.first, here.end);
            row.around(name, "blocks", scale(sums.blocks));
            row.around(name, "words", scale(sums.words));
            row.around(name, "link_share", pct(sums.linked, sums.bytes));
            row.around(name, "prose_share", pct(sums.prose, sums.words));
            row.around(name, "of_page", part(sums.prose, all.prose));
            row.around(name, "twins", scale(u32::from(here.twins)));
            holder = here.parent;
        }
        let make = makes.get(&own.make).copied().unwrap_or_default();
        row.around("make", "blocks", scale(make.blocks));
        row.around("make", "words", scale(make.words / make.blocks.max(1)));
        row.around("make", "link_share", pct(make.linked, make.bytes));
        row.around("make", "prose_share", pct(make.prose, make.words));
        row.around("make", "of_page", part(make.prose, all.prose));

        row.put("dense_meets", dense.meets(block.place));
        row.put("dense_below", dense.below(block.place));
        let (first, end) = (dense.run.0 as usize, dense.run.1 as usize);
        row.put("dense_before", scale(first.saturating_sub(index) as u32));
        row.put("dense_after", scale((index + 1).saturating_sub(end) as u32));
        row.put("dense_position", part(index.saturating_sub(first) as u32, (end - first) as u32));
        row.put("full_meets", full.meets(block.place));
        row.put("full_below", full.below(block.place));
        row.put("full_before", scale((full.run.0 as usize).saturating_sub(index) as u32));
        row.put("full_after", scale((index + 1).saturating_sub(full.run.1 as usize) as u32));
        row.put("stories", scale(stories.count));
        let story = stories.of.get(block.place as usize).copied().flatten();
        row.put("story", story.map_or(0, |story| 1 + bit(Some(story) == stories.biggest)));
        let story = story.and_then(|story| candidates.places.get(story as usize));
        row.put("story_share", story.map_or(0, |story| part(prefix.run(story.first, story.end).prose, all.prose)));
        row.put("page_words", scale(all.words));
        row.put("page_prose", pct(all.prose, all.words));
        row.put("page_blocks", scale(all.blocks));
        row.put("dense_share", part(prefix.run(dense.run.0, dense.run.1).prose, all.prose));
        debug_assert_eq!(row.next, FIRST);
        if matches!(block.shape, Shape::Heading | Shape::Title) {
            heading = Some(index);
        }
    }
    Look {
        table,
        words: facts.iter().map(|facts| facts.words).collect(),
        makes: facts.iter().map(|facts| facts.make).collect(),
        prose: facts.iter().map(|facts| facts.prose).collect(),
        phrases: facts.iter().map(|facts| facts.kind).collect(),
        in_core: candidates.blocks.iter().map(|block| dense.meets(block.place) == 0).collect(),
        headings: candidates.blocks.iter().map(|b| matches!(b.shape, Shape::Heading | Shape::Title)).collect(),
        title,
    }
}

impl Row<'_> {
    /// Puts the next value; its name is made of two.
    fn around(&mut self, who: &str, what: &str, value: u8) {
        debug_assert!(
            NAMES
                .get(self.next)
                .is_some_and(|name| { name.strip_prefix(who).and_then(|rest| rest.strip_prefix('_')) == Some(what) }),
            "{who}_{what} at {:?}",
            NAMES.get(self.next)
        );
        let _ = (who, what);
        self.raw(value);
    }
}

/// The block that is the headline: of the blocks that stand before the end of the core the one that is most like the
/// page's title, headings first.
fn title(candidates: &Candidates, facts: &[Facts], core: (u32, u32)) -> Option<usize> {
    let mut best = None;
    let mut most = 0;
    for (index, (block, facts)) in candidates.blocks.iter().zip(facts).enumerate().take(core.1 as usize) {
        let like = u32::from(facts.title_share) + u32::from(facts.title_cover);
        let shape = match block.shape {
            Shape::Title => 120,
            Shape::Heading => 30,
            _ => 0,
        };
        let like = like + shape;
        if (like >= 150 && facts.title_share >= 50 || shape >= 100) && like > most && facts.words <= 60 {
            (most, best) = (like, Some(index));
        }
    }
    best
}
