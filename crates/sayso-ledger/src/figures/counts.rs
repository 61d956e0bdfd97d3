//! Counts: the figures of one document, each with what it counts and who tells it.
//!
//! In: the [`Rows`] of a document. Out: its [`Count`]s and the names around them ([`Read`]).

use super::lexicon::Sort;
use super::names::{self, Names, Pool};
use super::things::{self, Own, Side};
use super::view::{Page, View, is_figure};
use super::{Claimant, Count, Read, Thing, Whose, claimants, days, ellipsis};
use crate::rows::{Quantity, Rows};
use sayso_read::quantities::Hedge;
use sayso_read::statements::CueClass;

/// Figures of one document that are taken; what is beyond is left out, and [`Pile::left_out`] says how many.
const MOST: usize = 20_000;

/// Reads the figures of a document.
pub fn read(rows: &Rows) -> Read {
    let page = Page::of(rows);
    let mut pool = Pool::default();
    let around = names::Around::of(&page, &mut pool);
    let mut found: Vec<Count> = Vec::new();
    let mut left_out = 0;
    for (index, quantity) in rows.quantities.iter().enumerate().filter(|(_, quantity)| is_figure(quantity)) {
        if found.len() == MOST {
            left_out = rows.quantities[index..].iter().filter(|quantity| is_figure(quantity)).count();
            break;
        }
        let Some(view) = page.view(index) else { continue };
        let (mut names, mut site) = around.names(&page, quantity, &view);
        let (own, claimant) = if let Some(cell) = page.cell(quantity, &view) {
            site = around.within(&page, quantity, &cell.label);
            names.extend(site.iter().filter(|name| !names.contains(name)).copied().collect::<Vec<_>>());
            (cell.own, claimants::of_table(&page, quantity, cell.caption))
        } else {
            let Some(own) = things::own(quantity, &view) else { continue };
            if is_denied(&page, quantity, &view) {
                continue;
            }
            (own, claimants::of(&page, quantity, &view))
        };
        let claimed = days::day(&page, quantity, &view, claimant.told);
        let (words, (low, high)) = (view.words(rows, quantity), bounds(quantity));
        found.push(Count::of(quantity, own, claimant, words, low, high, claimed, names, site));
    }
    ellipsis::fill(&page, &mut found);
    Read { counts: found, pool, left_out }
}

impl Count {
    #[allow(clippy::too_many_arguments)] // Each is found by another file.
    fn of(
        quantity: &Quantity,
        own: Own,
        claimant: Claimant,
        words: String,
        low: Option<f64>,
        high: Option<f64>,
        claimed: Option<String>,
        names: Names,
        site: Vec<u32>,
    ) -> Count {
        let Own { what, currency, fate, side, part, further, bare: open, again, awaits } = own;
        let what = soldiers(what, side.as_ref(), &claimant, fate);
        Count {
            quantity: quantity.quantity,
            document: quantity.document,
            statement: quantity.statement,
            passage: quantity.passage,
            start: quantity.start,
            end: quantity.end,
            text: quantity.text.clone(),
            words,
            low,
            high,
            hedge: quantity.hedge,
            thing: what.map(|(what, sort)| Thing { what, sort, currency, fate }).or(fate.map(|fate| Thing {
                what: "person".to_owned(),
                sort: Sort::People,
                currency: None,
                fate: Some(fate),
            })),
            thing_from: None,
            side: None,
            open,
            again,
            awaits,
            after: None,
            whose: side.map(|side| match side {
                Side::Named(word) => Whose::Named(word),
                Side::Own => Whose::Own(claimant.about.clone()),
            }),
            claimant,
            claimed,
            part,
            further,
            names,
            site,
        }
    }
}

/// Words that say that a claimant is an army's.
const ARMY: [&str; 16] = [
    "general",
    "gen",
    "colonel",
    "col",
    "commander",
    "command",
    "army",
    "military",
    "brigade",
    "troops",
    "forces",
    "admiral",
    "major",
    "captain",
    "defense",
    "defence",
];

/// People whom an army calls its own dead, wounded, missing or captured, or whom a country "lost", are soldiers.
fn soldiers(
    what: Option<(String, Sort)>,
    side: Option<&Side>,
    claimant: &Claimant,
    fate: Option<&str>,
) -> Option<(String, Sort)> {
    let army = || {
        claimant
            .about
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| ARMY.contains(&word.to_lowercase().as_str()))
    };
    let generic = what.as_ref().is_some_and(|(_, sort)| *sort == Sort::People);
    if generic && side.is_some() && fate.is_some() && army() {
        Some(("soldier".to_owned(), Sort::Soldiers))
    } else {
        what
    }
}

/// Low and high of a figure: an exact one, or one told with "about", is its own bounds.
fn bounds(quantity: &Quantity) -> (Option<f64>, Option<f64>) {
    match (quantity.low, quantity.high, quantity.hedge) {
        (None, None, Hedge::Exact | Hedge::About) => (quantity.value, quantity.value),
        (low, high, _) => (low, high),
    }
}

/// Whether somebody says that it is not so many: "not 194", "I cannot vouch for 163", "denied that there were 212".
fn is_denied(page: &Page, quantity: &Quantity, view: &View) -> bool {
    let not = |word: &str| {
        matches!(word, "not" | "never" | "cannot" | "neither" | "nor") || word.ends_with("n't") || word.ends_with("n’t")
    };
    if view.clause_before().any(|at| not(view.word(at))) {
        return true;
    }
    // The statement that holds it, not one around: who denies a report denies no figure in it.
    let holder = claimants::holder(page, quantity);
    holder.is_some_and(|holder| holder.negated || holder.class == Some(CueClass::Deny))
}
