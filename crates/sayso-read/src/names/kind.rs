//! Kinds of names.

/// What a name is the name of (the nine kinds of Stanford's worldwide newswire corpus).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person, title and role left out: "Ilva Tarn".
    Person,
    /// A country, town, region, river.
    Location,
    /// A company, ministry, party, agency, club.
    Organization,
    /// A nationality, religious or political group: "Velmoran", "Democrats".
    Norp,
    /// A date or a period.
    Date,
    /// An event, law, work, prize, language.
    Misc,
    /// A sum of money with its currency.
    Money,
    /// A building, airport, road, bridge.
    Facility,
    /// A vehicle, weapon, ware.
    Product,
}

impl NameKind {
    /// All of them, in the order in which models number them.
    pub const ALL: [NameKind; 9] = [
        NameKind::Person,
        NameKind::Location,
        NameKind::Organization,
        NameKind::Norp,
        NameKind::Date,
        NameKind::Misc,
        NameKind::Money,
        NameKind::Facility,
        NameKind::Product,
    ];

    /// As the corpus spells it.
    pub fn name(self) -> &'static str {
        ["Person", "Location", "Organization", "NORP", "Date", "Misc", "Money", "Facility", "Product"][self as usize]
    }
}
