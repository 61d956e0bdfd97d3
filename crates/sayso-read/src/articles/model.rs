//! The weights: two forests of even trees, as integers in a readable file.
//!
//! An even tree asks the same question of every block at the same depth, "is feature `f` above `t`?"; the answers, read
//! as a binary number, name the leaf. Such trees (also called oblivious or symmetric, as in CatBoost) are hard to
//! overfit and quick: a question is answered for a row of blocks at once.
//!
//! ```text
//! sayso articles model, format 1, trained on 791 pages ... digest b3:...
//! threshold -14
//! forest first 70
//! link_share>12 words>3 ... = -40 12 ...
//! forest second 40
//! ```

use super::features::{self, Table};
use super::places::Lexicon;

/// Levels of a tree at most.
pub const DEPTH: usize = 6;

/// Scores are natural log-odds times this.
pub const SCALE: f64 = 256.0;

/// The first word of every model file of this stage.
const NAME: &str = "sayso articles model, format 1";

/// A tree: questions from the last bit to the first, and the leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// (feature, threshold): the answer is whether the value is above the threshold.
    pub questions: Vec<(u16, u8)>,
    /// One weight for each string of answers; `1 << questions.len()` of them.
    pub leaves: Vec<i16>,
}

/// Trees whose weights are added up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forest {
    /// In the order they were grown.
    pub trees: Vec<Tree>,
}

impl Forest {
    /// The score of every row.
    pub fn score(&self, table: &Table) -> Vec<i32> {
        let rows = table.rows();
        let mut scores = vec![0i32; rows];
        let mut leaf = vec![0u8; rows];
        for tree in &self.trees {
            leaf.fill(0);
            for (bit, &(feature, threshold)) in tree.questions.iter().enumerate() {
                for (leaf, &value) in leaf.iter_mut().zip(table.column(feature as usize)) {
                    *leaf |= u8::from(value > threshold) << bit;
                }
            }
            for (score, &leaf) in scores.iter_mut().zip(&leaf) {
                *score += i32::from(tree.leaves.get(leaf as usize).copied().unwrap_or(0));
            }
        }
        scores
    }
}

/// Weights of the block classifier.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Model {
    /// Looks at a block and its surroundings.
    pub first: Forest,
    /// Looks at the same and at what the first thought of the neighbours.
    pub second: Forest,
    /// Blocks that score above it are the article.
    pub threshold: i32,
    /// What class names hint at; always the same, kept here so that it is built once.
    pub lexicon: Lexicon,
}

/// Why a file is no model of this stage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Another file.
    #[error("this is not the model for articles: it begins {0:?}; run `cargo train articles`")]
    Other(String),
    /// A line that cannot be read.
    #[error("the model for articles cannot be read at line {line}: {why}; run `cargo train articles`")]
    Line {
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        why: String,
    },
}

impl Model {
    /// Whether nothing was learnt: reading then goes by rule.
    pub fn is_empty(&self) -> bool {
        self.first.trees.is_empty()
    }

    /// Reads a model file.
    pub fn read(file: &str) -> Result<Model, ModelError> {
        let mut lines = file.lines().enumerate();
        let head = lines.next().map_or("", |(_, line)| line);
        if !head.starts_with(NAME) {
            return Err(ModelError::Other(head.chars().take(60).collect()));
        }
        let mut model = Model::default();
        let mut second = false;
        for (index, line) in lines {
            let wrong = |why: &str| ModelError::Line { line: index + 1, why: why.to_owned() };
            let mut words = line.split(' ');
            match words.next() {
                Some("threshold") => {
                    let value = words.next().and_then(|word| word.parse().ok());
                    model.threshold = value.ok_or_else(|| wrong("no threshold"))?;
                }
                Some("forest") => second = words.next() == Some("second"),
                _ => {
                    let tree = tree(line).map_err(|why| wrong(&why))?;
                    if second { &mut model.second } else { &mut model.first }.trees.push(tree);
                }
            }
        }
        Ok(model)
    }

    /// The model as a file; `origin` completes the first line.
    pub fn print(&self, origin: &str) -> String {
        let mut out = format!("{NAME}, {origin}\nthreshold {}\n", self.threshold);
        for (name, forest) in [("first", &self.first), ("second", &self.second)] {
            out.push_str(&format!("forest {name} {}\n", forest.trees.len()));
            for tree in &forest.trees {
                for &(feature, threshold) in &tree.questions {
                    let name = features::NAMES.get(feature as usize).copied().unwrap_or("?");
                    out.push_str(&format!("{name}>{threshold} "));
                }
                out.push('=');
                tree.leaves.iter().for_each(|leaf| out.push_str(&format!(" {leaf}")));
                out.push('\n');
            }
        }
        out
    }
}

fn tree(line: &str) -> Result<Tree, String> {
    let (questions, leaves) = line.split_once(" = ").ok_or("no tree")?;
    let questions = (questions.split(' '))
        .map(|question| {
            let (name, threshold) = question.split_once('>').ok_or(format!("no question: {question:?}"))?;
            let feature = features::NAMES.iter().position(|known| *known == name);
            let feature = feature.ok_or(format!("no such feature: {name:?}"))?;
            Ok((feature as u16, threshold.parse().map_err(|_| format!("no threshold: {threshold:?}"))?))
        })
        .collect::<Result<Vec<_>, String>>()?;
    let leaves = leaves.split(' ').map(str::parse).collect::<Result<Vec<i16>, _>>().map_err(|e| e.to_string())?;
    if questions.len() > DEPTH || leaves.len() != 1 << questions.len() {
        return Err(format!("{} questions and {} leaves", questions.len(), leaves.len()));
    }
    Ok(Tree { questions, leaves })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_model_reads_back_what_it_prints() {
        let tree = Tree { questions: vec![(0, 3), (1, 200)], leaves: vec![-5, 0, 7, 300] };
        let model =
            Model { first: Forest { trees: vec![tree] }, second: Forest::default(), threshold: -4, ..Model::default() };
        assert_eq!(Model::read(&model.print("trained on nothing")), Ok(model));
    }

    #[test]
    fn a_file_of_another_stage_says_so() {
        let error = Model::read("sayso names model, format 1").unwrap_err().to_string();
        assert!(error.contains("not the model for articles"), "{error}");
    }
}
