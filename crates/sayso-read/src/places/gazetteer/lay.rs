//! Writing the file.

use std::collections::BTreeMap;

use super::{BLOCK, HEADER, How, LIST, MOST_BEARERS, NONE, Sort};

/// A place to be written.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Its usual name.
    pub name: String,
    /// GeoNames' number, or 0.
    pub id: u32,
    /// Degrees.
    pub point: (f64, f64),
    /// Eight times the binary logarithm of its inhabitants.
    pub size: u8,
    /// What sort.
    pub sort: Sort,
    /// What it lies in: the number of a draft before it.
    pub parent: Option<u32>,
    /// ISO 3166-1 alpha-3; for countries, which come first.
    pub code: String,
}

/// The file of these places, and of the folded names that they bear. `origin` says what it is made of; the first `tree` places stand
/// in the order of what they lie in, countries first.
pub fn lay(
    origin: &str,
    places: &[Draft],
    tree: usize,
    names: &BTreeMap<String, Vec<(u32, How)>>,
) -> Result<Vec<u8>, String> {
    let mut builder = fst::raw::Builder::memory();
    let (mut heads, mut lists) = (Vec::new(), Vec::<u32>::new());
    for (number, (name, bearers)) in names.iter().enumerate() {
        builder.insert(name, number as u64).map_err(|why| why.to_string())?;
        let mut bearers = bearers.clone();
        // The greatest first; of several ways the first counts.
        bearers.sort_by_key(|&(place, how)| (std::cmp::Reverse(places[place as usize].size), place, how));
        bearers.dedup_by_key(|(place, _)| *place);
        bearers.truncate(MOST_BEARERS);
        let entry = |&(place, how): &(u32, How)| place | (how as u32) << 29;
        heads.push(match &bearers[..] {
            [only] => entry(only),
            many => {
                let list = lists.len() as u32;
                lists.push(many.len() as u32);
                lists.extend(many.iter().map(entry));
                list | LIST
            }
        });
    }
    let thousandths = |degrees: f64| (degrees * 1000.0).round() as i32 as u32;
    let (mut words, mut starts, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
    for (at, place) in places.iter().enumerate() {
        if at % BLOCK == 0 {
            starts.push(words.len() as u32);
        }
        words.extend(place.name.bytes());
        lengths.push(u8::try_from(place.name.len()).map_err(|_| format!("too long a name: {}", place.name))?);
    }
    let countries = places.iter().take_while(|place| !place.code.is_empty());
    let codes: Vec<u8> = countries.flat_map(|place| format!("{:3.3}", place.code).into_bytes()).collect();
    let number = |sort: Sort| Sort::ALL.iter().position(|(known, _)| *known == sort).unwrap_or_default() as u8;
    let bytes = |wholes: Vec<u32>| wholes.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>();
    let column = |of: &dyn Fn(&Draft) -> u32| bytes(places.iter().map(of).collect());
    let parts = [
        builder.into_inner().map_err(|why| why.to_string())?,
        bytes(heads),
        bytes(lists),
        codes,
        (tree as u32).to_le_bytes().to_vec(),
        column(&|place| place.id),
        column(&|place| thousandths(place.point.0)),
        column(&|place| thousandths(place.point.1)),
        column(&|place| place.parent.unwrap_or(NONE)),
        bytes(starts),
        lengths,
        places.iter().map(|place| place.size).collect(),
        places.iter().map(|place| number(place.sort)).collect(),
        words,
    ];
    let mut file = format!("{HEADER}: {origin}\n\n").into_bytes();
    for part in parts {
        file.extend((part.len() as u32).to_le_bytes());
        file.extend(part);
    }
    Ok(file)
}
