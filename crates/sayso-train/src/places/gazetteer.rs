//! Builds the gazetteer.
//!
//! In: the files of three packages (`crates/sayso-models/gazetteer/README.md` says which and how to fetch them) in
//! `target/gazetteer`, our own lists in `crates/sayso-models/gazetteer`, and the countries of `people`. Out: the file that
//! [`sayso_read::places::Gazetteer`] opens, gzip'd. The same inputs give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, bail};
use sayso_read::places::gazetteer::{Draft, How, Sort, fold, lay};
use sayso_read::tables::{hash, mix};
use serde::Deserialize;

use crate::Data;

/// The files of the packages, in the order of the digest.
const FILES: [&str; 6] =
    ["cities500.json", "countries.json", "continents.json", "us_states.json", "subdivisions.tsv", "cities.tsv"];
/// Feature codes; an older edition of the same dump.
const CODES: &str = "cities500.txt";
/// Digest of the files that the shipped gazetteer was made of.
const DIGEST: u64 = 0xef71_8d69_cfb1_bcfe;

/// Inhabitants from which on a place keeps its other names.
const NAMED_FROM: u32 = 15_000;
/// Of other names at most so many a place; the shortest are kept.
const MOST_NAMES: usize = 40;
/// Side of the squares, in degrees, whose mean is the middle of a division: towns crowd, squares do not.
const SQUARE: f64 = 0.5;

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u32,
    alternatenames: Vec<String>,
}

#[derive(Deserialize)]
struct Country {
    geonameid: u32,
    name: String,
    iso: String,
    iso3: String,
    continentcode: String,
    capital: String,
    population: u32,
}

#[derive(Deserialize)]
struct Continent {
    #[serde(rename = "geonameId")]
    id: u32,
    name: String,
    lat: String,
    lng: String,
}

#[derive(Deserialize)]
struct State {
    code: String,
}

/// A first- or second-level division as listed.
struct Division {
    row: usize,
    name: String,
    /// "US.AR".
    code: String,
    id: u32,
    level: u8,
    parent: Option<usize>,
}

/// Words that are names of places too, and hardly ever mean them.
const WORDS: [&str; 31] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "centre",
    "center",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "north east",
    "north west",
    "south east",
    "south west",
    "state",
    "city",
    "town",
    "village",
    "island",
    "union",
    "county",
    "district",
    "region",
    "province",
    "capital",
    "republic",
];

/// The map in the making.
#[derive(Default)]
struct Map {
    places: Vec<Draft>,
    names: BTreeMap<String, Vec<(u32, How)>>,
    /// Our lists' words for places: "US", "US.TX", "5128581", "Siberia".
    known: BTreeMap<String, u32>,
}

impl Map {
    fn add(&mut self, draft: Draft) -> u32 {
        self.places.push(draft);
        self.places.len() as u32 - 1
    }

    fn name(&mut self, name: &str, place: u32, how: How) {
        let folded = fold(name);
        if folded.len() < 2
            || folded.len() > 50
            || folded.bytes().all(|byte| byte.is_ascii_digit())
            || WORDS.contains(&folded.as_str())
        {
            return;
        }
        for spelling in spellings(&folded) {
            let bearers = self.names.entry(spelling).or_default();
            if !bearers.iter().any(|&(known, old)| known == place && old <= how) {
                bearers.push((place, how));
            }
        }
    }
}

impl Map {
    /// Puts the places before number `regions` in such an order that those that lie in one place stand side by side, behind it and in
    /// the order of what they lie in; the regions stay behind them. How many are in that order.
    fn sort_as_tree(&mut self, regions: usize) -> usize {
        let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let mut order: Vec<u32> = Vec::with_capacity(self.places.len());
        for (at, place) in self.places.iter().enumerate().take(regions) {
            match place.parent {
                Some(parent) => children.entry(parent).or_default().push(at as u32),
                None => order.push(at as u32),
            }
        }
        let mut next = 0;
        while let Some(&parent) = order.get(next) {
            order.extend(children.remove(&parent).into_iter().flatten());
            next += 1;
        }
        order.extend(regions as u32..self.places.len() as u32);
        let mut new = vec![0; self.places.len()];
        for (at, &old) in order.iter().enumerate() {
            new[old as usize] = at as u32;
        }
        let mut old: Vec<Option<Draft>> = std::mem::take(&mut self.places).into_iter().map(Some).collect();
        self.places = order.iter().filter_map(|&at| old[at as usize].take()).collect();
        self.places.iter_mut().for_each(|place| place.parent = place.parent.map(|parent| new[parent as usize]));
        self.names.values_mut().flatten().for_each(|(place, _)| *place = new[*place as usize]);
        regions
    }
}

/// A folded name and how else its first word is written.
fn spellings(folded: &str) -> Vec<String> {
    let mut all = vec![folded.to_owned()];
    for (long, short) in [("saint ", "st "), ("sainte ", "ste "), ("fort ", "ft "), ("mount ", "mt ")] {
        if let Some(rest) = folded.strip_prefix(long) {
            all.push(format!("{short}{rest}"));
        } else if let Some(rest) = folded.strip_prefix(short) {
            all.push(format!("{long}{rest}"));
        }
    }
    if let Some(rest) = folded.strip_prefix("the ") {
        all.push(rest.to_owned());
    }
    all
}

/// Eight times the binary logarithm of a number, in whole steps that need no logarithm.
fn size(population: u32) -> u8 {
    let whole = (population + 1).ilog2();
    let rest = u64::from(population + 1) * 8 / (1u64 << whole) - 8;
    (8 * whole + rest as u32) as u8
}

fn is_latin(name: &str) -> bool {
    let fits =
        |c: char| c < '\u{250}' || ('\u{1E00}'..'\u{1F00}').contains(&c) || matches!(c, '’' | '‘' | 'ʻ' | 'ʼ' | '–');
    name.chars().all(fits) && name.chars().any(char::is_alphabetic)
}

/// Whether a name is a code ("JFK", "USNYC") and not a word.
fn is_code(name: &str) -> bool {
    name.len() <= 5 && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

fn folder(data: &Data) -> PathBuf {
    data.root.join("target/gazetteer")
}

fn read(data: &Data, name: &str) -> anyhow::Result<String> {
    let path = folder(data).join(name);
    std::fs::read_to_string(&path)
        .with_context(|| format!("{}; crates/sayso-models/gazetteer/README.md tells how to fetch it", path.display()))
}

/// A list of ours, without its remarks and its head.
fn list(data: &Data, name: &str) -> anyhow::Result<Vec<Vec<String>>> {
    let path = data.root.join(name);
    let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let lines = file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    Ok(lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

/// Builds the file.
pub(crate) fn train(data: &Data) -> anyhow::Result<()> {
    let mut digest = 0;
    for name in FILES.iter().chain([&CODES]) {
        digest = mix(digest, hash(read(data, name)?.as_bytes()));
    }
    if digest != DIGEST {
        println!("the inputs are not those that the shipped gazetteer was made of: digest {digest:016x}");
    }
    let mut map = Map::default();
    let countries: BTreeMap<String, Country> = serde_json::from_str(&read(data, "countries.json")?)?;
    let mut cities: Vec<City> =
        serde_json::from_str::<BTreeMap<String, City>>(&read(data, "cities500.json")?)?.into_values().collect();
    cities.sort_by_key(|city| city.geonameid);
    let codes = feature_codes(data)?;
    let divisions = divisions(&read(data, "subdivisions.tsv")?);
    let homes = homes(&read(data, "cities.tsv")?, &divisions);
    add_countries(data, &mut map, &countries)?;
    let middles = points(data, "divisions.tsv")?;
    add_divisions(&mut map, &divisions, &cities, &homes, &middles);
    add_cities(&mut map, &cities, &homes, &codes, &countries);
    let regions = map.places.len();
    add_regions(data, &mut map)?;
    add_lists(data, &mut map)?;
    let states: BTreeMap<String, State> = serde_json::from_str(&read(data, "us_states.json")?)?;
    for state in states.values() {
        let place = map.known.get(&format!("US.{}", state.code)).copied();
        place.into_iter().for_each(|place| map.name(&state.code, place, How::Short));
    }
    let tree = map.sort_as_tree(regions);
    let origin = format!("GeoNames (CC BY 4.0), Natural Earth, sayso's lists; digest {digest:016x}");
    let file = lay(&origin, &map.places, tree, &map.names).map_err(anyhow::Error::msg)?;
    println!("{} places, {} names, {} KB", map.places.len(), map.names.len(), file.len() / 1024);
    data.write_model("gazetteer.gz", &crate::places::pack(&file)?)
}

fn feature_codes(data: &Data) -> anyhow::Result<BTreeMap<u32, Sort>> {
    let file = read(data, CODES)?;
    let sort = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let sort = match *cells.get(7)? {
            "PPLA" => Sort::Seat,
            "PPLC" => Sort::Capital,
            "PPLX" => Sort::Quarter,
            _ => return None,
        };
        Some((cells[0].parse().ok()?, sort))
    };
    Ok(file.lines().filter_map(sort).collect())
}

fn divisions(file: &str) -> Vec<Division> {
    let division = |(at, line): (usize, &str)| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, _, code, id, _, _, level, parent, ..] = cells[..] else { return None };
        let level = level.parse().ok()?;
        (!code.is_empty() && (1..=3).contains(&level)).then(|| Division {
            row: at + 1,
            name: name.to_owned(),
            code: code.to_owned(),
            id: id.parse().unwrap_or(0),
            level,
            parent: parent.parse().ok(),
        })
    };
    file.lines().enumerate().filter_map(division).collect()
}

/// For each city the rows of the divisions that it lies in, the innermost last.
fn homes(file: &str, divisions: &[Division]) -> BTreeMap<u32, Vec<usize>> {
    let known: BTreeMap<usize, u8> = divisions.iter().map(|division| (division.row, division.level)).collect();
    let home = |line: &str| {
        let mut cells = line.split('\t').skip(1);
        let id = cells.next()?.parse().ok()?;
        let mut rows: Vec<usize> = cells.next()?.split('|').filter_map(|row| row.parse().ok()).collect();
        rows.retain(|row| known.contains_key(row));
        rows.sort_by_key(|row| known[row]);
        Some((id, rows))
    };
    file.lines().filter_map(home).collect()
}

/// A list of ours that says where things lie.
fn points(data: &Data, name: &str) -> anyhow::Result<BTreeMap<String, (f64, f64)>> {
    let lines = list(data, &format!("crates/sayso-models/gazetteer/{name}"))?.into_iter();
    lines.map(|cells| Ok((cells[0].clone(), (cells[1].parse()?, cells[2].parse()?)))).collect()
}

fn add_countries(data: &Data, map: &mut Map, countries: &BTreeMap<String, Country>) -> anyhow::Result<()> {
    let points = points(data, "countries.tsv")?;
    for country in countries.values() {
        let Some(&point) = points.get(&country.iso) else { continue };
        let place = map.add(Draft {
            name: country.name.clone(),
            id: country.geonameid,
            point,
            size: size(country.population.max(1000)),
            sort: Sort::Country,
            parent: None,
            code: country.iso3.clone(),
        });
        map.name(&country.name, place, How::Main);
        map.known.insert(country.iso.clone(), place);
        map.known.insert(country.iso3.clone(), place);
        map.known.insert(format!("in {}", country.continentcode), place);
    }
    // England, Scotland and their like are divisions; Gaza and the West Bank are regions.
    let apart = ["England", "Scotland", "Wales", "Northern Ireland", "Gaza", "West Bank"];
    for cells in list(data, "crates/sayso-read/src/people/countries.tsv")? {
        let Some(&place) = map.known.get(&cells[0]) else { continue };
        for name in cells[1].split(',').filter(|name| !name.is_empty() && !apart.contains(name)) {
            let short = name.len() <= 6 && name.chars().all(|c| c.is_ascii_uppercase() || c == '.');
            map.name(name, place, if short { How::Short } else { How::Main });
        }
        for name in cells[2].split(',').filter(|name| !name.is_empty()) {
            map.name(name, place, How::People);
        }
    }
    Ok(())
}

/// Words that say what sort of division a name is of, before it and behind it.
const BEFORE: [&str; 30] = [
    "provincia de la ",
    "provincia de ",
    "provincia del ",
    "provincia di ",
    "province de ",
    "departamento de la ",
    "departamento del ",
    "departamento de ",
    "departamento ",
    "estado de ",
    "provincia do ",
    "wojewodztwo ",
    "judetul ",
    "gouvernorat de ",
    "wilaya de ",
    "wilayat ",
    "muhafazat ",
    "region de ",
    "regiao ",
    "kabupaten ",
    "kota ",
    "powiat ",
    "okres ",
    "muhafazat al ",
    "ostan e ",
    "provincie ",
    "county ",
    "landkreis ",
    "kreis ",
    "state of ",
];
const BEHIND: [&str; 34] = [
    " oblast",
    " oblasti",
    " kray",
    " krai",
    " respublika",
    " republic",
    " voivodeship",
    " province",
    " region",
    " governorate",
    " prefecture",
    " state",
    " county",
    " parish",
    " district",
    " department",
    " municipality",
    " sheng",
    " shi",
    " rayon",
    " raion",
    " zone",
    " division",
    " canton",
    " vilayet",
    " city",
    " special region",
    " autonomous region",
    " autonomous okrug",
    " lan",
    " fylke",
    " ili",
    " borough",
    " urban okrug",
];

/// Adds the divisions, each in the middle of the squares where its towns lie.
fn add_divisions(
    map: &mut Map,
    divisions: &[Division],
    cities: &[City],
    homes: &BTreeMap<u32, Vec<usize>>,
    middles: &BTreeMap<String, (f64, f64)>,
) {
    let mut members: BTreeMap<usize, Vec<&City>> = BTreeMap::new();
    for city in cities {
        for &row in homes.get(&city.geonameid).into_iter().flatten() {
            members.entry(row).or_default().push(city);
        }
    }
    for level in 1..=3 {
        for division in divisions.iter().filter(|division| division.level == level) {
            let Some(members) = members.get(&division.row) else { continue };
            // A municipality that is called as its town tells nothing that the town does not.
            let folded = fold(&division.name);
            if level > 1 && members.iter().any(|city| fold(&city.name) == folded) {
                continue;
            }
            let country = division.code.split('.').next().unwrap_or_default();
            let parent = division.parent.and_then(|row| map.known.get(&format!("row {row}")).copied());
            let Some(parent) = parent.or_else(|| map.known.get(country).copied()) else { continue };
            let people: u64 = members.iter().map(|city| u64::from(city.population)).sum();
            let place = map.add(Draft {
                name: division.name.clone(),
                id: division.id,
                point: middles.get(&division.code).copied().unwrap_or_else(|| middle(members)),
                size: size(u32::try_from(people).unwrap_or(u32::MAX - 1)),
                sort: if level == 1 { Sort::Province } else { Sort::District },
                parent: Some(parent),
                code: String::new(),
            });
            map.known.insert(format!("row {}", division.row), place);
            map.known.insert(division.code.clone(), place);
            name_division(map, place, &division.name, members);
        }
    }
}

fn name_division(map: &mut Map, place: u32, name: &str, members: &[&City]) {
    map.name(name, place, How::Main);
    let folded = fold(name);
    let before_comma = name.split_once(',').map(|(before, _)| fold(before));
    let mut stem = before_comma.as_deref().unwrap_or(&folded);
    if let Some(rest) = BEFORE.iter().find_map(|before| folded.strip_prefix(before)) {
        stem = rest;
    }
    if let Some(rest) = BEHIND.iter().find_map(|behind| stem.strip_suffix(behind)) {
        stem = rest;
    }
    if stem != folded && stem.len() >= 3 {
        map.name(stem, place, How::Other);
    }
    // "Kurskaya oblast’" is the Kursk region: it begins as its greatest town does.
    let province = map.places[place as usize].sort == Sort::Province;
    let greatest = members.iter().max_by_key(|city| (city.population, std::cmp::Reverse(city.geonameid)));
    let Some(greatest) = greatest.filter(|_| province) else { return };
    let town = fold(&greatest.name);
    let shared = town.bytes().zip(stem.bytes()).take_while(|(a, b)| a == b).count();
    if shared >= 4 && shared * 3 >= town.len() * 2 {
        map.name(&format!("{town} oblast"), place, How::Other);
        map.name(&format!("{town} region"), place, How::Other);
        map.name(&format!("{town} province"), place, How::Other);
        map.name(&format!("{town} governorate"), place, How::Other);
        map.name(&town, place, How::Other);
    }
}

fn middle(members: &[&City]) -> (f64, f64) {
    let mut squares: BTreeMap<(i32, i32), (f64, f64, f64)> = BTreeMap::new();
    let east = members.iter().any(|city| city.longitude > 90.0);
    for city in members {
        // Round the date line all count eastwards.
        let longitude = if east && city.longitude < -90.0 { city.longitude + 360.0 } else { city.longitude };
        let square = ((city.latitude / SQUARE).floor() as i32, (longitude / SQUARE).floor() as i32);
        let sums = squares.entry(square).or_default();
        *sums = (sums.0 + city.latitude, sums.1 + longitude, sums.2 + 1.0);
    }
    let count = squares.len() as f64;
    let (lat, lon) = squares.values().fold((0.0, 0.0), |(lat, lon), (a, b, n)| (lat + a / n, lon + b / n));
    let lon = lon / count;
    (lat / count, if lon > 180.0 { lon - 360.0 } else { lon })
}

fn add_cities(
    map: &mut Map,
    cities: &[City],
    homes: &BTreeMap<u32, Vec<usize>>,
    codes: &BTreeMap<u32, Sort>,
    countries: &BTreeMap<String, Country>,
) {
    // Those of one division side by side: their parents and points then pack well.
    let mut order: Vec<(Option<u32>, &City)> = Vec::new();
    for city in cities {
        let rows = homes.get(&city.geonameid);
        let innermost = rows.into_iter().flatten().rev().find_map(|row| map.known.get(&format!("row {row}")).copied());
        order.push((innermost.or_else(|| map.known.get(&city.countrycode).copied()), city));
    }
    order.sort_by_key(|&(parent, city)| (parent, city.geonameid));
    for (parent, city) in order {
        let capital = countries.get(&city.countrycode).is_some_and(|country| country.capital == city.name);
        let sort = match codes.get(&city.geonameid) {
            Some(&sort) => sort,
            None if capital && city.population > 100_000 => Sort::Capital,
            None => Sort::Settlement,
        };
        let place = map.add(Draft {
            name: city.name.clone(),
            id: city.geonameid,
            point: (city.latitude, city.longitude),
            size: size(city.population),
            sort,
            parent,
            code: String::new(),
        });
        map.known.insert(city.geonameid.to_string(), place);
        map.name(&city.name, place, How::Main);
        if city.population < NAMED_FROM && !matches!(sort, Sort::Capital | Sort::Seat) {
            continue;
        }
        let mut others: BTreeSet<(usize, &str)> = BTreeSet::new();
        for name in city.alternatenames.iter().filter(|name| is_latin(name) && !is_code(name)) {
            others.insert((name.len(), name));
        }
        for (_, name) in others.into_iter().filter(|&(length, _)| length >= 4).take(MOST_NAMES) {
            map.name(name, place, How::Other);
        }
    }
}

fn add_regions(data: &Data, map: &mut Map) -> anyhow::Result<()> {
    let continents: BTreeMap<String, Continent> = serde_json::from_str(&read(data, "continents.json")?)?;
    for continent in continents.values() {
        let place = map.add(Draft {
            name: continent.name.clone(),
            id: continent.id,
            point: (continent.lat.parse()?, continent.lng.parse()?),
            size: 240,
            sort: Sort::Continent,
            ..Draft::default()
        });
        map.known.insert(continent.name.clone(), place);
        map.name(&continent.name, place, How::Main);
    }
    for cells in list(data, "crates/sayso-models/gazetteer/regions.tsv")? {
        let [names, sort, lat, lon, country] = &cells[..] else { bail!("five cells: {cells:?}") };
        let sort = Sort::named(sort);
        let sort = sort.with_context(|| format!("no such sort: {cells:?}"))?;
        let standing = match sort {
            Sort::Continent => 240,
            Sort::Region | Sort::Sea | Sort::Former | Sort::Province | Sort::Desert | Sort::Mountain => 190,
            Sort::Settlement | Sort::Quarter => 140,
            _ => 160,
        };
        let place = map.add(Draft {
            name: names.split('|').next().unwrap_or_default().to_owned(),
            id: 0,
            point: (lat.parse()?, lon.parse()?),
            size: standing,
            sort,
            parent: map.known.get(country).copied().filter(|_| !country.is_empty()),
            code: String::new(),
        });
        map.known.entry(names.split('|').next().unwrap_or_default().to_owned()).or_insert(place);
        for name in names.split('|') {
            map.name(name, place, How::Main);
        }
    }
    Ok(())
}

fn add_lists(data: &Data, map: &mut Map) -> anyhow::Result<()> {
    for cells in list(data, "crates/sayso-models/gazetteer/aliases.tsv")? {
        let [name, sort, target] = &cells[..] else { bail!("three cells: {cells:?}") };
        let Some(&place) = map.known.get(target) else {
            println!("  no {target} on the map: {name}");
            continue;
        };
        let how = match sort.as_str() {
            "name" => How::Main,
            "short" => How::Short,
            "people" => How::People,
            _ => bail!("no such sort: {cells:?}"),
        };
        map.name(name, place, how);
    }
    Ok(())
}
