//! Sorts of places, and how they bear their names.

use crate::places::Precision;

/// What sort of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Sort {
    /// Africa.
    Continent,
    /// A country or territory with a code of its own.
    Country,
    /// A state, province, oblast: the first level below the country.
    Province,
    /// A county, rayon, department: the second level.
    District,
    /// The capital of a country.
    Capital,
    /// The seat of a province.
    Seat,
    /// Any other city, town or village.
    #[default]
    Settlement,
    /// A part of a city.
    Quarter,
    /// A part of the world or of a country that is no division of it.
    Region,
    /// A sea, gulf, strait.
    Sea,
    /// A river.
    River,
    /// A lake.
    Lake,
    /// A mountain or mountains.
    Mountain,
    /// A desert.
    Desert,
    /// An island or islands.
    Island,
    /// A building, square, park, field.
    Site,
    /// A country that is no more.
    Former,
}

impl Sort {
    /// All of them, in the order in which the file numbers them.
    pub const ALL: [(Sort, &'static str); 17] = [
        (Sort::Continent, "continent"),
        (Sort::Country, "country"),
        (Sort::Province, "province"),
        (Sort::District, "county"),
        (Sort::Capital, "capital"),
        (Sort::Seat, "seat"),
        (Sort::Settlement, "settlement"),
        (Sort::Quarter, "district"),
        (Sort::Region, "region"),
        (Sort::Sea, "sea"),
        (Sort::River, "river"),
        (Sort::Lake, "lake"),
        (Sort::Mountain, "mountain"),
        (Sort::Desert, "desert"),
        (Sort::Island, "island"),
        (Sort::Site, "site"),
        (Sort::Former, "former"),
    ];

    pub(super) fn of(number: u8) -> Sort {
        Sort::ALL.get(usize::from(number)).map_or(Sort::Settlement, |(sort, _)| *sort)
    }

    /// By its name in the word lists.
    pub fn named(name: &str) -> Option<Sort> {
        Sort::ALL.iter().find(|(_, known)| *known == name).map(|(sort, _)| *sort)
    }

    /// How closely one knows where it is.
    pub fn precision(self) -> Precision {
        match self {
            Sort::Country | Sort::Former => Precision::Country,
            Sort::Province => Precision::Province,
            Sort::District | Sort::Quarter => Precision::District,
            Sort::Capital | Sort::Seat | Sort::Settlement => Precision::Settlement,
            Sort::Site => Precision::Site,
            _ => Precision::Region,
        }
    }

    /// Whether people live there as in a city, town or village.
    pub fn is_settlement(self) -> bool {
        matches!(self, Sort::Capital | Sort::Seat | Sort::Settlement | Sort::Quarter)
    }
}

/// How a place bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// Its usual name.
    Main,
    /// Another name.
    Other,
    /// An abbreviation.
    Short,
    /// What is of there: "Russian".
    People,
}

impl How {
    pub(super) fn of(number: u32) -> How {
        match number {
            0 => How::Main,
            1 => How::Other,
            2 => How::Short,
            _ => How::People,
        }
    }
}
