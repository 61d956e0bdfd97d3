//! The weights of the sentence model: a row of small integers, chosen by the hash of what is seen.
//!
//! ```text
//! sayso sentences model, format 1, trained on ... digest fnv1a:...
//! threshold 12
//! 0 3 -1 0 ...        64 weights a line; feature f counts with weight f mod their number
//! ```

use super::features::COUNT;

/// The first words of every model file of this stage.
const NAME: &str = "sayso sentences model, format 1";

/// Scores are natural log-odds times this.
pub const SCALE: f64 = 24.0;

/// Weights of the sentence model; empty: reading goes by rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Model {
    /// A power of two many.
    pub weights: Vec<i8>,
    /// A sentence ends where the score is above it and no mark ends the sentence.
    pub threshold: i32,
}

/// Why a file is no model of this stage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Another file.
    #[error("this is not the model for sentences: it begins {0:?}; run `cargo train text`")]
    Other(String),
    /// A line that cannot be read.
    #[error("the model for sentences cannot be read at line {0}; run `cargo train text`")]
    Line(usize),
    /// Not as many weights as there should be.
    #[error("the model for sentences has {0} weights, which is no power of two; run `cargo train text`")]
    Size(usize),
}

impl Model {
    /// Whether nothing was learnt.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The place of a feature's weight among `count` (a power of two).
    #[inline]
    pub fn place(feature: u64, count: usize) -> usize {
        (feature ^ (feature >> 29)) as usize & (count - 1)
    }

    /// How much speaks for the end of a sentence.
    pub fn score(&self, features: &[u64; COUNT]) -> i32 {
        let weight = |&feature: &u64| self.weights.get(Model::place(feature, self.weights.len().max(1)));
        features.iter().filter_map(weight).map(|&weight| i32::from(weight)).sum()
    }

    /// Reads a model file.
    pub fn read(file: &str) -> Result<Model, ModelError> {
        let mut lines = file.lines().enumerate();
        let head = lines.next().map_or("", |(_, line)| line);
        if !head.starts_with(NAME) {
            return Err(ModelError::Other(head.chars().take(60).collect()));
        }
        let mut model = Model::default();
        for (index, line) in lines {
            let wrong = |_| ModelError::Line(index + 1);
            if let Some(threshold) = line.strip_prefix("threshold ") {
                model.threshold = threshold.parse().map_err(wrong)?;
                continue;
            }
            for weight in line.split(' ') {
                model.weights.push(weight.parse().map_err(wrong)?);
            }
        }
        if !model.weights.len().is_power_of_two() {
            return Err(ModelError::Size(model.weights.len()));
        }
        Ok(model)
    }

    /// The model as a file; `origin` completes the first line.
    pub fn print(&self, origin: &str) -> String {
        let mut out = format!("{NAME}, {origin}\nthreshold {}\n", self.threshold);
        for row in self.weights.chunks(64) {
            let row: Vec<String> = row.iter().map(ToString::to_string).collect();
            out.push_str(&row.join(" "));
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_model_reads_back_what_it_prints() {
        let model = Model { weights: (0..128).map(|n| n as i8 - 64).collect(), threshold: -7 };
        assert_eq!(Model::read(&model.print("trained on nothing")), Ok(model));
    }

    #[test]
    fn a_file_that_is_no_model_says_why() {
        let error = Model::read("sayso names model, format 1").unwrap_err().to_string();
        assert!(error.contains("not the model for sentences"), "{error}");
        assert_eq!(Model::read("sayso sentences model, format 1\n1 2 x"), Err(ModelError::Line(2)));
        assert_eq!(Model::read("sayso sentences model, format 1\n1 2 3"), Err(ModelError::Size(3)));
    }
}
