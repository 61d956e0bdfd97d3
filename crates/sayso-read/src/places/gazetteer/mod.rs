//! The map: names, and the places that bear them.
//!
//! ```text
//! header, empty line
//! names    an fst: folded name -> its number, in order of the alphabet
//! heads    for each name: one entry, or where its list of entries lies
//! lists    how many, then the entries
//! entry    3 bits: how the name is borne; 1 bit: a list; 28 bits: the place, or the list
//! places   in the order of what they lie in (a country, then its provinces ...), regions last; columns: GeoNames' number, degrees in thousandths, the place that it lies in, its name's place, size, sort
//! ```
//!
//! The file is used as it lies (all numbers little-endian); opening it looks at its head only.

mod fold;
mod lay;
mod sort;

pub use fold::{Fold, LONGEST, fold};
pub use lay::{Draft, lay};
pub use sort::{How, Sort};

use crate::tables::{Bytes, header};

/// First line of the file.
pub const HEADER: &str = "sayso gazetteer, format 1";

/// Places that a name may have: of more the greatest.
pub const MOST_BEARERS: usize = 40;

/// A place, by its number in the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceIndex(pub u32);

/// A place that bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer {
    /// Which.
    pub place: PlaceIndex,
    /// How it bears the name.
    pub how: How,
}

/// The map; an empty one knows no name.
#[derive(Clone, Default)]
pub struct Gazetteer {
    names: Option<fst::raw::Fst<&'static [u8]>>,
    heads: &'static [u8],
    lists: &'static [u8],
    codes: &'static [u8],
    /// How many places, the first ones, stand in the order of what they lie in.
    tree: usize,
    ids: &'static [u8],
    lats: &'static [u8],
    lons: &'static [u8],
    parents: &'static [u8],
    /// Where the name of each [`BLOCK`]th place starts in `words`.
    starts: &'static [u8],
    lengths: &'static [u8],
    sizes: &'static [u8],
    sorts: &'static [u8],
    words: &'static [u8],
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gazetteer of {} places", self.len())
    }
}

/// Places whose names are found from one start.
const BLOCK: usize = 64;
const LIST: u32 = 1 << 28;
const NONE: u32 = u32::MAX;

fn whole(column: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(column.get(4 * at..4 * at + 4)?.try_into().ok()?))
}

impl Gazetteer {
    /// Opens a gazetteer; the error says what the bytes are instead.
    pub fn open(file: &'static [u8]) -> Result<Gazetteer, String> {
        let (_, mut bytes): (_, Bytes<'static>) = header(file, HEADER, "gazetteer")?;
        Gazetteer::read(&mut bytes)
            .ok_or_else(|| "the gazetteer is cut or damaged; run `cargo train gazetteer`".to_owned())
    }

    fn read(bytes: &mut Bytes<'static>) -> Option<Gazetteer> {
        let mut part = || {
            let length = bytes.count()?;
            bytes.take(length)
        };
        let names = Some(fst::raw::Fst::new(part()?).ok()?);
        let (heads, lists, codes, tree, ids) = (part()?, part()?, part()?, part()?, part()?);
        let (lats, lons, parents, starts) = (part()?, part()?, part()?, part()?);
        let (lengths, sizes, sorts, words) = (part()?, part()?, part()?, part()?);
        let count = sizes.len();
        let columns = [ids, lats, lons, parents].iter().all(|column| column.len() == 4 * count);
        let sound =
            columns && sorts.len() == count && lengths.len() == count && starts.len() == 4 * count.div_ceil(BLOCK);
        sound.then_some(Gazetteer {
            names,
            heads,
            lists,
            codes,
            tree: whole(tree, 0)? as usize,
            ids,
            lats,
            lons,
            parents,
            starts,
            lengths,
            sizes,
            sorts,
            words,
        })
    }

    /// Whether there is nothing on the map.
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// The places that bear a folded name, the greatest first.
    pub fn find(&self, folded: &str) -> Vec<Bearer> {
        let number = self.names.as_ref().and_then(|names| names.get(folded));
        number.map_or_else(Vec::new, |number| self.bearers(number.value()))
    }

    /// The places that bear the name of this number.
    pub fn bearers(&self, number: u64) -> Vec<Bearer> {
        let bearer = |entry: u32| {
            let (place, how) = (PlaceIndex(entry & (LIST - 1)), How::of(entry >> 29));
            (place.0 < self.len() as u32).then_some(Bearer { place, how })
        };
        let Some(head) = usize::try_from(number).ok().and_then(|number| whole(self.heads, number)) else {
            return Vec::new();
        };
        if head & LIST == 0 {
            return bearer(head).into_iter().collect();
        }
        let list = (head & (LIST - 1)) as usize;
        let count = whole(self.lists, list).unwrap_or(0) as usize;
        (0..count.min(MOST_BEARERS)).filter_map(|at| bearer(whole(self.lists, list + 1 + at)?)).collect()
    }

    /// Starts to spell a name.
    pub fn spell(&self) -> Option<Spelling<'_>> {
        let names = self.names.as_ref()?;
        Some(Spelling { names, at: names.root().addr(), number: 0, length: 0 })
    }

    /// The folded names that differ from this one in one letter (more, fewer, another, or two that changed places), at most `most`.
    pub fn like(&self, folded: &str, most: usize) -> Vec<(String, u64)> {
        let Some(names) = self.names.as_ref() else { return Vec::new() };
        let mut found = Vec::new();
        let letters: Vec<u8> = (b'a'..=b'z').collect();
        let bytes = folded.as_bytes();
        let mut look = |word: &[u8]| {
            if let Some(number) = names.get(word)
                && let Ok(word) = std::str::from_utf8(word)
            {
                found.push((word.to_owned(), number.value()));
            }
        };
        let mut word = Vec::with_capacity(bytes.len() + 1);
        // The first letter is kept: what is misheard or mistyped begins right.
        for at in 1..=bytes.len() {
            let (before, after) = bytes.split_at(at);
            let mut look_at = |middle: &[u8], rest: &[u8]| {
                word.clear();
                word.extend_from_slice(before);
                word.extend_from_slice(middle);
                word.extend_from_slice(rest);
                look(&word);
            };
            for letter in &letters {
                look_at(&[*letter], after);
                if let [old, rest @ ..] = after
                    && old != letter
                {
                    look_at(&[*letter], rest);
                }
            }
            if let [_, rest @ ..] = after {
                look_at(&[], rest);
            }
            if let [first, second, rest @ ..] = after
                && first != second
            {
                look_at(&[*second, *first], rest);
            }
        }
        found.sort();
        found.dedup();
        found.truncate(most);
        found
    }

    /// What sort of place it is.
    pub fn sort(&self, place: PlaceIndex) -> Sort {
        Sort::of(self.sorts.get(place.0 as usize).copied().unwrap_or_default())
    }

    /// Its size: eight times the binary logarithm of its inhabitants, or what stands for them.
    pub fn size(&self, place: PlaceIndex) -> u8 {
        self.sizes.get(place.0 as usize).copied().unwrap_or_default()
    }

    /// GeoNames' number.
    pub fn id(&self, place: PlaceIndex) -> Option<u32> {
        whole(self.ids, place.0 as usize).filter(|&id| id > 0)
    }

    /// Latitude and longitude, degrees.
    pub fn point(&self, place: PlaceIndex) -> (f64, f64) {
        let degrees = |column| f64::from(whole(column, place.0 as usize).unwrap_or_default() as i32) / 1000.0;
        (degrees(self.lats), degrees(self.lons))
    }

    /// Its usual name.
    pub fn name(&self, place: PlaceIndex) -> &'static str {
        let at = place.0 as usize;
        let first = at / BLOCK * BLOCK;
        let bytes = self.lengths.get(first..=at).and_then(|lengths| {
            let (last, before) = lengths.split_last()?;
            let start =
                whole(self.starts, at / BLOCK)? as usize + before.iter().map(|&n| usize::from(n)).sum::<usize>();
            self.words.get(start..start + usize::from(*last))
        });
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// What it lies in: a town in its county, a county in its state, a state in its country, a country in its continent.
    pub fn parent(&self, place: PlaceIndex) -> Option<PlaceIndex> {
        // A place stands behind what it lies in, so this ends.
        whole(self.parents, place.0 as usize).filter(|&parent| parent != NONE && parent < place.0).map(PlaceIndex)
    }

    /// The places that lie right in a place.
    pub fn inside(&self, place: PlaceIndex) -> impl Iterator<Item = PlaceIndex> {
        // Countries have no parents and stand first; behind them parents rise.
        let before = |limit: u32| {
            let (mut low, mut high) = (0, self.tree.min(self.len()));
            while low < high {
                let middle = low + (high - low) / 2;
                let parent = whole(self.parents, middle).unwrap_or(NONE);
                if parent == NONE || parent < limit { low = middle + 1 } else { high = middle }
            }
            low as u32
        };
        (before(place.0)..before(place.0 + 1)).map(PlaceIndex)
    }

    /// The place and all that it lies in, outwards.
    pub fn chain(&self, place: PlaceIndex) -> impl Iterator<Item = PlaceIndex> {
        std::iter::successors(Some(place), |&place| self.parent(place))
    }

    /// The country that it is or lies in.
    pub fn country(&self, place: PlaceIndex) -> Option<PlaceIndex> {
        self.chain(place).find(|&place| self.sort(place) == Sort::Country)
    }

    /// The first-level division that it is or lies in.
    pub fn division(&self, place: PlaceIndex) -> Option<PlaceIndex> {
        self.chain(place).find(|&place| self.sort(place) == Sort::Province)
    }

    /// ISO 3166-1 alpha-3 of a country.
    pub fn code(&self, country: PlaceIndex) -> Option<&'static str> {
        let at = 3 * country.0 as usize;
        std::str::from_utf8(self.codes.get(at..at + 3)?).ok().filter(|code| !code.starts_with(' '))
    }
}

/// A name on its way: the bytes spelt so far.
#[derive(Clone)]
#[allow(missing_debug_implementations)]
pub struct Spelling<'g> {
    names: &'g fst::raw::Fst<&'static [u8]>,
    at: fst::raw::CompiledAddr,
    number: u64,
    length: usize,
}

impl Spelling<'_> {
    /// One more byte; false where no name goes on so.
    pub fn push(&mut self, byte: u8) -> bool {
        let node = self.names.node(self.at);
        let Some(step) = node.find_input(byte).filter(|_| self.length < LONGEST) else { return false };
        let step = node.transition(step);
        self.number += step.out.value();
        self.at = step.addr;
        self.length += 1;
        true
    }

    /// The number of the name that ends here, if one does.
    pub fn number(&self) -> Option<u64> {
        let node = self.names.node(self.at);
        node.is_final().then(|| self.number + node.final_output().value())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Velmora with its province Karsavin and two towns, and a sea.
    fn map() -> Gazetteer {
        let place = |name: &str, sort, parent, size, code: &str| Draft {
            name: name.into(),
            id: u32::from(size),
            point: (45.678, -7.25),
            size,
            sort,
            parent,
            code: code.into(),
        };
        let places = [
            place("Velmora", Sort::Country, None, 180, "VEL"),
            place("Ostmark", Sort::Country, None, 170, "OST"),
            place("Karsavin", Sort::Province, Some(0), 150, ""),
            place("Uhl", Sort::Province, Some(0), 120, ""),
            place("Sarnitz", Sort::Settlement, Some(2), 90, ""),
            place("Kaldash", Sort::Seat, Some(2), 130, ""),
            place("Inner Sea", Sort::Sea, Some(0), 190, ""),
        ];
        let mut names: BTreeMap<String, Vec<(u32, How)>> = BTreeMap::new();
        for (at, place) in places.iter().enumerate() {
            names.entry(fold(&place.name)).or_default().push((at as u32, How::Main));
        }
        names.entry("karsavin".into()).or_default().push((4, How::Other));
        names.insert("velmoran".into(), vec![(0, How::People)]);
        let file = lay("test", &places, 6, &names).expect("names in order");
        Gazetteer::open(Box::leak(file.into_boxed_slice())).expect("a sound file")
    }

    #[test]
    fn names_find_their_places_the_greatest_first() {
        let map = map();
        let found = |name: &str| map.find(name).iter().map(|bearer| (bearer.place.0, bearer.how)).collect::<Vec<_>>();
        assert_eq!(found("karsavin"), [(2, How::Main), (4, How::Other)]);
        assert_eq!(found("velmoran"), [(0, How::People)]);
        assert_eq!(found("nowhere"), []);
    }

    #[test]
    fn a_place_knows_what_it_lies_in_and_what_lies_in_it() {
        let map = map();
        let sarnitz = PlaceIndex(4);
        assert_eq!(
            map.chain(sarnitz).map(|place| map.name(place)).collect::<Vec<_>>(),
            ["Sarnitz", "Karsavin", "Velmora"]
        );
        assert_eq!(map.country(sarnitz).and_then(|country| map.code(country)), Some("VEL"));
        assert_eq!(map.division(sarnitz), Some(PlaceIndex(2)));
        let inside = |place| map.inside(PlaceIndex(place)).map(|place| place.0).collect::<Vec<_>>();
        assert_eq!((inside(0), inside(1), inside(2), inside(4)), (vec![2, 3], vec![], vec![4, 5], vec![]));
        assert_eq!((map.point(sarnitz), map.id(sarnitz)), ((45.678, -7.25), Some(90)));
    }

    #[test]
    fn names_are_spelt_and_found_roughly() {
        let map = map();
        let mut spelling = map.spell().expect("names");
        assert!(b"sarnitz".iter().all(|&byte| spelling.push(byte)));
        assert_eq!(spelling.number().map(|number| map.bearers(number).len()), Some(1));
        assert!(!spelling.push(b'x'));
        let like = |name: &str| map.like(name, 9).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(like("sarniz"), ["sarnitz"]);
        assert_eq!(like("saritnz"), Vec::<String>::new());
        assert_eq!(like("sarntiz"), ["sarnitz"]);
        assert_eq!(like("ühl"), Vec::<String>::new());
    }

    #[test]
    fn a_damaged_file_says_so() {
        assert!(Gazetteer::open(b"sayso names model, format 1").is_err());
        assert!(Gazetteer::open(b"sayso gazetteer, format 1: x\n\n\x08\0\0\0").is_err());
    }
}
