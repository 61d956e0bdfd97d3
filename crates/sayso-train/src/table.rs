//! Score tables: one committed file a stage, `evaluation/STAGE.tsv`, a line a measure.
//!
//! ```text
//! measure            value   floor   aim     remark
//! body word F1       0.9431  0.942   0.96    five-fold cross-validation, 791 pages
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// One measure. More is better; a count of faults is given as a negative number or as a share of right ones.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// What is measured: the line's key.
    pub(crate) measure: String,
    /// The figure reached.
    pub(crate) value: f64,
    /// What the issue demands, if anything.
    pub(crate) floor: Option<f64>,
    /// What the issue hopes for.
    pub(crate) aim: Option<f64>,
    /// How it was measured.
    pub(crate) remark: String,
}

/// What to do with new figures.
pub(crate) enum Policy {
    /// Print them beside the committed ones; fail where one fell.
    Compare,
    /// Write them; fail (and write nothing) where one fell.
    Update,
    /// Write them whatever they are, with the reason in the table's first line.
    AllowLower(String),
}

/// Prints a stage's figures, compares them with the committed table, writes it if asked; whether none fell.
pub(crate) fn settle(root: &Path, stage: &str, rows: &[Row], policy: &Policy) -> anyhow::Result<bool> {
    let path = root.join("evaluation").join(format!("{stage}.tsv"));
    let old = read(&std::fs::read_to_string(&path).unwrap_or_default());
    let mut sound = true;
    println!("{stage}");
    for row in rows {
        let (mark, before) = match old.get(&row.measure) {
            Some(&before) if round(row.value) < before => {
                sound = false;
                ("FELL", format!(" (was {before})"))
            }
            Some(&before) if round(row.value) > before => ("rose", format!(" (was {before})")),
            Some(_) => ("same", String::new()),
            None => ("new ", String::new()),
        };
        let missed = if row.floor.is_some_and(|floor| row.value < floor) { "  below the floor" } else { "" };
        println!("  {mark}  {:<44} {:>9}{before}{missed}", row.measure, round(row.value));
    }
    let write = match policy {
        Policy::Compare => false,
        Policy::Update => sound,
        Policy::AllowLower(_) => true,
    };
    if write {
        let reason = match policy {
            Policy::AllowLower(reason) if !sound => Some(reason.as_str()),
            _ => None,
        };
        std::fs::write(&path, print(stage, rows, reason))?;
        println!("  written to {}", path.display());
    }
    Ok(sound || write)
}

fn round(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn read(table: &str) -> BTreeMap<String, f64> {
    (table.lines().filter(|line| !line.starts_with('#')).skip(1))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?.to_owned(), cells.next()?.parse().ok()?))
        })
        .collect()
}

fn print(stage: &str, rows: &[Row], reason: Option<&str>) -> String {
    let mut out = format!("# {stage}: made by `cargo evaluate {stage} --update`\n");
    if let Some(reason) = reason {
        let _ = writeln!(out, "# figures fell: {reason}");
    }
    out.push_str("measure\tvalue\tfloor\taim\tremark\n");
    let cell = |number: Option<f64>| number.map(|n| n.to_string()).unwrap_or_default();
    for row in rows {
        let (floor, aim) = (cell(row.floor), cell(row.aim));
        let _ = writeln!(out, "{}\t{}\t{floor}\t{aim}\t{}", row.measure, round(row.value), row.remark);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reads_back_what_it_prints() {
        let row = Row { measure: "F1".into(), value: 0.94313, floor: Some(0.9), aim: None, remark: "pages".into() };
        assert_eq!(read(&print("articles", &[row], None)), BTreeMap::from([("F1".to_owned(), 0.9431)]));
    }
}
