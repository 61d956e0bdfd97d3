//! Places: where on the page a block stands, as its elements and their class names tell.
//!
//! In: the elements that form blocks, outermost first. Out: [`Places`]. Lexicon: `words.tsv`, the words site builders put
//! into `class`, `id` and `role`; each line says what the word hints at.
//!
//! ```text
//! <main><div class="post-body"><p>       p: in `main` two up, hint `body` one up
//! <aside id="relatedPosts"><a>           hint `related` on the element itself
//! ```
//!
//! Not here: what a hint is worth (`model`), what the words of a block say (`furniture`).

use std::collections::HashMap;

use crate::tree::{Node, Tag, Tree};

/// What class names and tags hint at, in the order of the features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Hint {
    /// Names of the article's text: `post-body`, `entry-content`, `itemprop=articleBody`.
    Body,
    /// Names around the article: `post`, `article`, `story`.
    Story,
    /// Headlines.
    Title,
    /// The line under a headline, the lead.
    Lead,
    /// Authors, bylines, biographies.
    Author,
    /// Dates, reading times.
    Meta,
    /// Share bars.
    Share,
    /// Comments.
    Comments,
    /// Newsletter boxes.
    Newsletter,
    /// Other articles.
    Related,
    /// Advertisements, offers.
    Promo,
    /// Menus, breadcrumbs.
    Navigation,
    /// Page heads.
    Header,
    /// Page feet.
    Footer,
    /// Side columns.
    Sidebar,
    /// Captions and credits of pictures.
    Caption,
    /// Tags and topics.
    Topics,
    /// Contents of this page.
    Contents,
    /// Cookie notices, terms.
    Legal,
    /// Pop-ups.
    Popup,
    /// Widgets, modules, cards.
    Widget,
    /// Not shown.
    Hidden,
    /// Products and prices.
    Product,
    /// Questions and answers.
    Questions,
    /// Disclosures.
    Disclosure,
    /// Sources, references.
    References,
}

/// How many hints there are.
pub const HINTS: usize = 26;

const HINT_NAMES: [&str; HINTS] = [
    "body",
    "story",
    "title",
    "lead",
    "author",
    "meta",
    "share",
    "comments",
    "newsletter",
    "related",
    "promo",
    "navigation",
    "header",
    "footer",
    "sidebar",
    "caption",
    "topics",
    "contents",
    "legal",
    "popup",
    "widget",
    "hidden",
    "product",
    "questions",
    "disclosure",
    "references",
];

/// Elements that say something about what they hold, in the order of the features.
pub const HOLDERS: [&str; 15] = [
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "form",
    "figure",
    "table",
    "ul",
    "blockquote",
    "section",
    "button",
    "details",
    "noscript",
];

/// Farther than this counts as absent.
pub const FAR: u8 = 20;

/// An element that forms blocks.
#[derive(Debug, Clone)]
pub struct Place {
    /// The element.
    pub node: Node,
    /// Its tag.
    pub tag: Tag,
    /// The place around it; itself for the outermost.
    pub parent: u32,
    /// How many places are around it.
    pub depth: u16,
    /// Hints of its own names, a bit each.
    pub hints: u32,
    /// Steps up to the nearest place with each hint; [`FAR`] where there is none.
    pub near: [u8; HINTS],
    /// Steps up to the nearest of each of [`HOLDERS`].
    pub holders: [u8; HOLDERS.len()],
    /// Tag and class names as one number: equal for elements of one make.
    pub make: u64,
    /// How many of its siblings before it are of its make.
    pub twins: u16,
    /// Whether it or one around it is not shown.
    pub hidden: bool,
    /// First block in it.
    pub first: u32,
    /// One past the last block in it.
    pub end: u32,
}

/// The words of `words.tsv`, and the small words of a few languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lexicon {
    hints: HashMap<&'static str, u32>,
    /// A bit for each small word's number; two words in a thousand are taken for one by mistake.
    small: Vec<u64>,
}

/// Articles, pronouns, prepositions: running text is full of them, menus are not.
const SMALL_WORDS: &str = "a an and are as at be been but by can could did do for from had has have he her his how i if \
    in into is it its me more my no not of on one or our out over she so some than that the their them then there these \
    they this to up us was we were what when which who will with would you your \
    der die das den dem des ein eine einen einer und oder nicht ist sind war mit von zu im auf für sich es auch als an \
    bei aus nach wie über noch nur er sie wir ich \
    le la les un une des du de et ou est sont dans pour par sur pas que qui se ce il elle en au aux avec plus nous vous \
    el los las una del y o es son por con para no se su lo al como más pero \
    il gli che di e è per con non una del della sono da nel si \
    o os as um uma do da dos e em no na não por para com que se \
    de het een en van is op te dat niet met voor zijn aan er";

const SMALL_BITS: u64 = 1 << 14;

fn small_number(word: &str) -> Option<u64> {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in word.bytes() {
        // Marks at the end do not count: "it," is "it".
        if byte.is_ascii_punctuation() {
            continue;
        }
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    Some((hash ^ hash >> 29) % SMALL_BITS)
}

impl Default for Lexicon {
    fn default() -> Self {
        let mut hints = HashMap::new();
        for (word, hint, _) in lines() {
            if let Some(hint) = HINT_NAMES.iter().position(|name| *name == hint) {
                *hints.entry(word).or_insert(0) |= 1 << hint;
            }
        }
        let mut small = vec![0u64; (SMALL_BITS / 64) as usize];
        for number in SMALL_WORDS.split_ascii_whitespace().filter_map(small_number) {
            small[(number / 64) as usize] |= 1 << (number % 64);
        }
        Lexicon { hints, small }
    }
}

/// The lines of the lexicon: word, hint, example.
fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    (include_str!("words.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty())).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?, cells.next().unwrap_or("")))
    })
}

/// Longest class attribute that is looked at, in bytes: the rest is machine-made.
const NAMES_LIMIT: usize = 400;

impl Lexicon {
    /// What a list of names (`class`, `id`, `role`, `itemprop`) hints at, a bit a hint.
    pub fn hints(&self, names: &str) -> u32 {
        let names = names.get(..NAMES_LIMIT).unwrap_or(names);
        let bytes = names.as_bytes();
        let mut found = 0;
        let mut word = [0u8; 24];
        let mut length = 0;
        let mut joined = [0u8; 24]; // two neighbouring words of one name, for `post-body`
        let mut last = 0;
        for index in 0..=bytes.len().min(NAMES_LIMIT) {
            let byte = bytes.get(index).copied().filter(|_| index < NAMES_LIMIT).unwrap_or(b' ');
            let upper = byte.is_ascii_uppercase();
            let after_lower = index > 0 && bytes.get(index - 1).is_some_and(u8::is_ascii_lowercase);
            let ends = !byte.is_ascii_alphabetic() || (upper && after_lower);
            if ends && length > 0 {
                let key = word.get(..length).unwrap_or(&[]);
                found |= self.word(key);
                if last > 0 && last + length <= joined.len() {
                    if let Some(room) = joined.get_mut(last..last + length) {
                        room.copy_from_slice(key);
                    }
                    found |= self.word(joined.get(..last + length).unwrap_or(&[]));
                }
                if let Some(room) = joined.get_mut(..length) {
                    room.copy_from_slice(key);
                }
                last = length;
                length = 0;
            }
            if byte.is_ascii_whitespace() {
                last = 0;
            }
            if byte.is_ascii_alphabetic() {
                match word.get_mut(length) {
                    Some(room) => {
                        *room = byte.to_ascii_lowercase();
                        length += 1;
                    }
                    None => length = word.len(), // too long to be in the lexicon; cut
                }
            }
        }
        found
    }

    /// Whether a word (written small) is one of the small words.
    pub fn is_small(&self, word: &str) -> bool {
        small_number(word).is_some_and(|number| {
            self.small.get((number / 64) as usize).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
        })
    }

    fn word(&self, word: &[u8]) -> u32 {
        let look = |word: &[u8]| std::str::from_utf8(word).ok().and_then(|word| self.hints.get(word).copied());
        look(word).or_else(|| look(word.strip_suffix(b"s")?)).unwrap_or(0)
    }
}

/// Makes places while the page is walked.
pub(super) struct Maker<'a> {
    tree: &'a Tree<'a>,
    lexicon: &'a Lexicon,
    known: HashMap<&'a str, u32>,
    twins: HashMap<(u32, u64), u16>,
    /// In document order.
    pub(super) places: Vec<Place>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(tree: &'a Tree<'a>, lexicon: &'a Lexicon) -> Self {
        Maker { tree, lexicon, known: HashMap::new(), twins: HashMap::new(), places: Vec::new() }
    }

    /// The hints of an element's own names.
    pub(super) fn hints(&mut self, node: Node) -> u32 {
        let mut hints = 0;
        for (name, value) in self.tree.attributes(node) {
            if matches!(name, "class" | "id" | "role" | "itemprop" | "data-component" | "data-testid" | "aria-label") {
                let lexicon = self.lexicon;
                hints |= *self.known.entry(value).or_insert_with(|| lexicon.hints(value));
            }
        }
        hints
    }

    /// Opens a place; gives its index.
    pub(super) fn open(&mut self, node: Node, parent: Option<u32>, block: u32, hidden: bool) -> u32 {
        let hints = self.hints(node);
        let name = self.tree.name(node);
        let mut place = match parent.and_then(|parent| self.places.get(parent as usize)) {
            Some(outer) => {
                let mut place = outer.clone();
                place.depth = outer.depth.saturating_add(1);
                place.near.iter_mut().for_each(|steps| *steps = (*steps + 1).min(FAR));
                place.holders.iter_mut().for_each(|steps| *steps = (*steps + 1).min(FAR));
                place
            }
            None => Place {
                node,
                tag: Tag::Other,
                parent: 0,
                depth: 0,
                hints: 0,
                near: [FAR; HINTS],
                holders: [FAR; HOLDERS.len()],
                make: 0,
                twins: 0,
                hidden: false,
                first: block,
                end: block,
            },
        };
        place.node = node;
        place.tag = self.tree.tag(node);
        place.parent = parent.unwrap_or(0);
        place.hints = hints;
        (place.first, place.end) = (block, block);
        place.hidden |= hidden;
        for (hint, steps) in place.near.iter_mut().enumerate() {
            if hints >> hint & 1 == 1 {
                *steps = 0;
            }
        }
        let held = if name == "ol" { "ul" } else { name };
        if let Some(holder) = HOLDERS.iter().position(|holder| *holder == held)
            && let Some(steps) = place.holders.get_mut(holder)
        {
            *steps = 0;
        }
        place.make = make(name, self.tree.attribute(node, "class").unwrap_or(""));
        let twins = self.twins.entry((place.parent, place.make)).or_insert(0);
        place.twins = *twins;
        *twins = twins.saturating_add(1);
        self.places.push(place);
        (self.places.len() - 1) as u32
    }

    /// The places, each with the number of its siblings of one make in `twins`.
    pub(super) fn finish(self) -> Vec<Place> {
        let mut places = self.places;
        for place in &mut places {
            place.twins = self.twins.get(&(place.parent, place.make)).copied().unwrap_or(1).saturating_sub(1);
        }
        places
    }
}

/// A number for a tag and its class names; digits do not count (`block-17` and `block-18` are of one make).
fn make(name: &str, class: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let bytes = name.bytes().chain([b' ']).chain(class.bytes().take(NAMES_LIMIT).filter(|byte| !byte.is_ascii_digit()));
    for byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_lexicon_gives_its_hint_in_its_example() {
        let lexicon = Lexicon::default();
        for (word, hint, example) in lines() {
            let bit = HINT_NAMES.iter().position(|name| *name == hint);
            assert!(bit.is_some_and(|bit| lexicon.hints(example) >> bit & 1 == 1), "{word} {hint} {example}");
        }
    }

    #[test]
    fn names_part_at_hyphens_and_capitals_and_long_ones_do_no_harm() {
        let lexicon = Lexicon::default();
        let related = 1 << Hint::Related as u32;
        assert_ne!(lexicon.hints("relatedPosts") & related, 0);
        assert_ne!(lexicon.hints("c-related__list") & related, 0);
        assert_eq!(lexicon.hints("correlated") & related, 0);
        assert_eq!(lexicon.hints(&"x".repeat(5000)), 0);
        assert_eq!(lexicon.hints(&"é".repeat(5000)), 0);
    }
}
