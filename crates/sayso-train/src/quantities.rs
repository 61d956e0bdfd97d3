//! Scores of the stage `quantities` on NewsQuant (Almasian et al. 2023, "CQE: A Comprehensive Quantity Extractor").
//!
//! The measure is `one2one` of `shared/score/score_quant.py`: each gold figure is met by at most one of ours, agreements in value,
//! unit and change first, then value and unit, value and change, value. Each sentence is read as a plain-text page, as a
//! user's would be.
//!
//! [`cqe`] puts a figure into the words of that gold; `docs/quantities.md` says the same of the JSON.

use std::io::Write;

use anyhow::Context;
use rayon::prelude::*;
use sayso_read::quantities::{self, Change, Hedge, Quantity, QuantityKind, Vague};
use serde_json::{Value, json};

use crate::door::Door;
use crate::{Data, table::Row};

const GOLD: &str = "quantities/newsquant.json";

/// A number or a range.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Amount {
    Number(f64),
    Range(f64, f64),
}

/// A figure as CQE writes it.
#[derive(Debug, Clone, PartialEq)]
struct Figure {
    amount: Amount,
    unit: String,
    change: &'static str,
}

/// A figure of ours as CQE would write it; `None` for what CQE does not mark: places in an order, multiples, vague words
/// that set no upper bound.
fn cqe(quantity: &Quantity, words: &str) -> Option<Figure> {
    let fold = quantity.unit.is_some();
    if quantity.kind == QuantityKind::Ordinal || (quantity.kind == QuantityKind::Multiple && !fold) {
        return None;
    }
    // "from 208 pounds to 193": a range in the order of its words, and CQE marks no change.
    let is_way = words.to_lowercase().starts_with("from ");
    let amount = match (quantity.value, quantity.low, quantity.high) {
        (Some(value), _, _) => Amount::Number(value),
        (None, Some(low), Some(high)) if is_way && quantity.change == Some(Change::Down) => Amount::Range(high, low),
        (None, Some(low), Some(high)) => Amount::Range(low, high),
        _ => return None,
    };
    let unit = quantity.unit.as_deref().unwrap_or("-");
    let unit = if quantity.kind == QuantityKind::Fraction { format!("% {unit}") } else { unit.to_owned() };
    let change = match (quantity.hedge, quantity.change) {
        (Hedge::UpTo, _) => "<",
        _ if is_way => "=",
        (_, Some(Change::Up)) => "up",
        (_, Some(Change::Down)) => "down",
        (Hedge::About, None) => "~",
        (Hedge::MoreThan, None) => ">",
        (Hedge::LessThan, None) => "<",
        (Hedge::Exact | Hedge::Vague, None) => "=",
    };
    Some(Figure { amount, unit, change })
}

/// Spelling variants that the scorer takes for one.
fn normal(unit: &str) -> String {
    let unit = unit.trim().to_lowercase();
    let one = match unit.as_str() {
        "meter" => "metre",
        "kilometer" => "kilometre",
        "liter" => "litre",
        "centimeter" => "centimetre",
        "millimeter" => "millimetre",
        "us dollar" | "united states dollar" | "usd" => "dollar",
        "percent" | "%" => "percentage",
        "" | "dimensionless" => "-",
        _ => return unit,
    };
    one.to_owned()
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-8 + 1e-5 * other.abs()
}

impl Amount {
    /// "6.0", "3-5", "-387".
    fn of(printed: &str) -> Option<Amount> {
        match printed.split_once('-').filter(|(low, _)| !low.is_empty() && !printed.contains('E')) {
            Some((low, high)) => Some(Amount::Range(low.parse().ok()?, high.parse().ok()?)),
            None => printed.parse().ok().map(Amount::Number),
        }
    }

    fn agrees(self, found: Amount) -> bool {
        match (self, found) {
            (Amount::Number(gold), Amount::Number(found)) => close(gold, found),
            (Amount::Range(low, high), Amount::Range(from, to)) => close(low, from) && close(high, to),
            _ => false,
        }
    }
}

/// Agreements: gold, found, in value, in value and unit, in all three.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    gold: usize,
    found: usize,
    agree: [usize; 3],
}

impl Counts {
    fn add(&mut self, gold: &[Figure], found: &[Figure]) {
        self.gold += gold.len();
        self.found += found.len();
        let mut pairs = Vec::new();
        for (at, one) in gold.iter().enumerate() {
            for (with, other) in found.iter().enumerate().filter(|(_, other)| one.amount.agrees(other.amount)) {
                let unit = one.unit == other.unit;
                let change = one.change == other.change;
                pairs.push((-(4 + 2 * i32::from(unit) + i32::from(change)), at, with, unit, change));
            }
        }
        pairs.sort_unstable();
        let (mut met, mut used) = (vec![false; gold.len()], vec![false; found.len()]);
        for (_, at, with, unit, change) in pairs {
            if met[at] || used[with] {
                continue;
            }
            (met[at], used[with]) = (true, true);
            for (count, right) in self.agree.iter_mut().zip([true, unit, unit && change]) {
                *count += usize::from(right);
            }
        }
    }

    #[allow(clippy::cast_precision_loss)] // Hundreds.
    fn f1(&self, what: usize) -> f64 {
        2.0 * self.agree[what] as f64 / (self.gold + self.found).max(1) as f64
    }
}

/// Sentences with their gold.
fn load(data: &Data) -> anyhow::Result<Vec<(String, Vec<Figure>)>> {
    let path = data.path(GOLD);
    let file = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let gold: Vec<Value> = serde_json::from_str(&file)?;
    let figure = |quantity: &Value| {
        let change = match quantity["change"].as_str().unwrap_or("=").trim() {
            "up" => "up",
            "down" => "down",
            "~" => "~",
            ">" => ">",
            "<" => "<",
            _ => "=",
        };
        let amount = Amount::of(quantity["value"].as_str()?)?;
        Some(Figure { amount, unit: normal(quantity["normalized_unit"].as_str().unwrap_or("-")), change })
    };
    let sentence = |sentence: &Value| {
        let figures = sentence["quantities"].as_array().into_iter().flatten().filter_map(figure).collect();
        (sentence["text"].as_str().unwrap_or_default().to_owned(), figures)
    };
    Ok(gold.iter().map(sentence).collect())
}

/// What the program finds in a sentence.
fn found(door: &Door, sentence: &str) -> Vec<Figure> {
    let (_, text, analysis) = door.read(sentence);
    let found = quantities::find(&text, &analysis, Vague::Literal);
    let mut figures: Vec<Figure> = found.iter().filter_map(|one| cqe(one, text.words(one.span))).collect();
    figures.iter_mut().for_each(|figure| figure.unit = normal(&figure.unit));
    figures
}

/// Scores the stage.
pub(crate) fn evaluate(data: &Data) -> anyhow::Result<Vec<Row>> {
    let (gold, door) = (load(data)?, Door::open(data)?);
    let found: Vec<Vec<Figure>> = gold.par_iter().map(|(text, _)| found(&door, text)).collect();
    let mut rows = Vec::new();
    for (part, floors, aims) in [
        ("all", [Some(0.9), Some(0.8), Some(0.7)], [Some(0.92), Some(0.86), None]),
        ("even", [None; 3], [None; 3]),
        ("odd", [None; 3], [None; 3]),
    ] {
        let mut counts = Counts::default();
        for (at, ((_, gold), found)) in gold.iter().zip(&found).enumerate() {
            if part == "all" || (part == "even") == (at % 2 == 0) {
                counts.add(gold, found);
            }
        }
        for (what, measure) in ["value", "value and unit", "value, unit and change"].into_iter().enumerate() {
            rows.push(Row {
                measure: format!("{measure} F1, {part} sentences"),
                value: counts.f1(what),
                floor: floors[what],
                aim: aims[what],
                remark: format!("NewsQuant, {} figures, {} found, one2one", counts.gold, counts.found),
            });
        }
    }
    Ok(rows)
}

/// Prints what is found in each sentence, as `score_quant.py` reads it.
pub(crate) fn predict(data: &Data) -> anyhow::Result<()> {
    let (gold, door) = (load(data)?, Door::open(data)?);
    let mut out = std::io::stdout().lock();
    for (id, (text, _)) in gold.iter().enumerate() {
        let figures: Vec<Value> = (found(&door, text).iter())
            .map(|figure| {
                let value = match figure.amount {
                    Amount::Number(number) => json!(number),
                    Amount::Range(low, high) => json!([low, high]),
                };
                json!({ "value": value, "unit": figure.unit, "change": figure.change })
            })
            .collect();
        writeln!(out, "{}", json!({ "id": id, "quantities": figures }))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn gold_amounts_are_numbers_or_ranges() {
        let amounts = ["6.0", "3-5", "-387", "1E-3"].map(Amount::of);
        assert_eq!(
            amounts.map(Option::unwrap),
            [Amount::Number(6.0), Amount::Range(3.0, 5.0), Amount::Number(-387.0), Amount::Number(0.001)]
        );
    }

    #[test]
    fn each_gold_figure_is_met_once() {
        let figure = |number, unit: &str, change| Figure { amount: Amount::Number(number), unit: unit.into(), change };
        let mut counts = Counts::default();
        counts.add(&[figure(6.0, "dollar", "~")], &[figure(6.0, "euro", "~"), figure(6.0, "dollar", "=")]);
        assert_eq!((counts.gold, counts.found, counts.agree), (1, 2, [1, 1, 0]));
    }
}
