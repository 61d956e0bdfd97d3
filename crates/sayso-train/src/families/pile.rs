//! Piles of made-up articles for measuring speed: words drawn by Zipf's law, so that lists are as uneven as in news.

use std::io::{BufWriter, Write};

use super::copies::{self, Draft, Light};
use crate::Data;
use crate::dice::Dice;

/// Words of the invented language.
const VOCABULARY: u64 = 60_000;

/// Writes so many articles of some 600 words as JSON Lines (`id`, `date`, `text`) to standard output: of every ten, three are copies of
/// others.
pub(crate) fn generate(_: &Data, count: usize) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut dice = Dice(11);
    let mut recent: Vec<Draft> = Vec::new();
    for index in 0..count {
        let draft = if dice.roll() % 10 < 3 && recent.len() > 1 {
            let of = (dice.roll() % recent.len() as u64) as usize;
            let local = (of + 1) % recent.len();
            let what = Light::ALL[(dice.roll() % Light::ALL.len() as u64) as usize];
            copies::light(&recent[of], &recent[local], what, &mut dice)
        } else {
            article(&mut dice)
        };
        let line = serde_json::json!({"id": format!("g{index}"), "date": format!("2024-03-{:02}", 1 + index % 28), "text": draft.text()});
        writeln!(out, "{line}")?;
        // Copies are made of what is not long ago.
        if recent.len() < 500 {
            recent.push(draft);
        } else {
            let at = (dice.roll() % 500) as usize;
            recent[at] = draft;
        }
    }
    Ok(out.flush()?)
}

fn article(dice: &mut Dice) -> Draft {
    let paragraphs = (0..12).map(|_| (0..2).map(|_| sentence(dice)).collect()).collect();
    Draft { paragraphs }
}

fn sentence(dice: &mut Dice) -> String {
    let words: Vec<String> = (0..25)
        .map(|at| {
            // Rank by 1/x: the common words are very common.
            let rank = (f64::from(dice.unit()) * (VOCABULARY as f64).ln()).exp() as u64;
            let word = spell(rank);
            if at == 0 || rank > VOCABULARY / 4 && rank.is_multiple_of(3) { capital(&word) } else { word }
        })
        .collect();
    words.join(" ") + "."
}

fn spell(rank: u64) -> String {
    const PARTS: [&str; 20] = [
        "ka", "lo", "mi", "ten", "dra", "ves", "ul", "por", "sha", "ne", "rin", "go", "bel", "tu", "fas", "im", "cor",
        "dan", "ze", "wy",
    ];
    let (mut rest, mut word) = (rank + 20, String::new());
    while rest > 0 {
        word.push_str(PARTS[(rest % 20) as usize]);
        rest /= 20;
    }
    word
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
