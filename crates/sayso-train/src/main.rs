//! Makes and scores the models; not shipped.
//!
//! ```text
//! cargo train STAGE                 remake the weights of a stage from ../shared/data
//! cargo evaluate [STAGE...]         score the stages, compare with evaluation/STAGE.tsv
//!     --update                      write the tables; figures may rise
//!     --allow-lower REASON          let figures fall, and say why in the table
//! cargo run -p sayso-train -- predict statements train|dev        what is found, for scorers in other languages
//! cargo run -p sayso-train -- predict times wikiwars|tweets-train
//! cargo run -p sayso-train -- predict quantities
//! cargo run -p sayso-train -- generate families COUNT             made-up articles, some of them copies, as JSON Lines
//! cargo run -p sayso-train -- errors statements train|dev         errors by class (docs/errors-statements.md)
//! ```

#![allow(clippy::print_stdout)] // A tool for developers: it prints its tables.

mod adagrad;
mod articles;
mod clauses;
mod conllu;
mod dice;
mod door;
mod families;
mod lemmas;
mod morphology;
mod nets;
mod nouns;
mod perceptron;
mod places;
mod metadata;
mod names;
mod people;
mod quantities;
mod quotes;
mod smoothing;
mod statements;
mod table;
mod tags;
mod text;
mod times;
mod vectors;

use std::path::PathBuf;

use anyhow::{Context, bail};
use table::Row;

/// A stage that can be trained and scored.
struct Stage {
    name: &'static str,
    train: Option<fn(&Data) -> anyhow::Result<()>>,
    evaluate: fn(&Data) -> anyhow::Result<Vec<Row>>,
}

const STAGES: &[Stage] = &[
    Stage { name: "articles", train: Some(articles::train), evaluate: articles::evaluate },
    Stage { name: "text", train: Some(text::train), evaluate: text::evaluate },
    Stage { name: "vectors", train: Some(vectors::train), evaluate: |_| Ok(Vec::new()) },
    Stage { name: "tags", train: Some(tags::train), evaluate: tags::evaluate },
    Stage { name: "clauses", train: Some(clauses::train), evaluate: clauses::evaluate },
    Stage { name: "names", train: Some(names::train), evaluate: names::evaluate },
    Stage { name: "times", train: None, evaluate: times::evaluate },
    Stage { name: "quotes", train: None, evaluate: quotes::evaluate },
    Stage { name: "metadata", train: None, evaluate: metadata::evaluate },
    Stage { name: "statements", train: Some(statements::train), evaluate: statements::evaluate },
    Stage { name: "quantities", train: None, evaluate: quantities::evaluate },
    Stage { name: "nouns", train: Some(nouns::train), evaluate: |_| Ok(Vec::new()) },
    Stage { name: "people", train: Some(people::train), evaluate: people::evaluate },
    Stage { name: "places", train: Some(places::train), evaluate: places::evaluate },
    Stage { name: "gazetteer", train: Some(places::gazetteer::train), evaluate: |_| Ok(Vec::new()) },
    Stage { name: "families", train: Some(families::train), evaluate: families::evaluate },
];

/// Where things lie.
pub(crate) struct Data {
    /// `../shared`, or what `SAYSO_SHARED` says.
    pub(crate) shared: PathBuf,
    /// The repository.
    pub(crate) root: PathBuf,
}

impl Data {
    fn find() -> anyhow::Result<Data> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        let shared = match std::env::var_os("SAYSO_SHARED") {
            Some(path) => path.into(),
            None => root.join("../shared"),
        };
        if !shared.join("data").is_dir() {
            bail!("no training data at {} (set SAYSO_SHARED to the folder that holds data/)", shared.display());
        }
        Ok(Data { shared, root })
    }

    /// A file or folder under `shared/data`.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.shared.join("data").join(name)
    }

    /// Where a model lies: among those we ship, or where `SAYSO_MODELS` says if it is there (for trials).
    fn model_path(&self, name: &str, make: bool) -> PathBuf {
        let trial = std::env::var_os("SAYSO_MODELS").map(|folder| PathBuf::from(folder).join(name));
        trial.filter(|path| make || path.exists()).unwrap_or_else(|| self.root.join("crates/sayso-models").join(name))
    }

    /// The bytes of a model.
    pub(crate) fn model(&self, name: &str) -> anyhow::Result<&'static [u8]> {
        let path = self.model_path(name, false);
        let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
        Ok(Box::leak(bytes.into_boxed_slice()))
    }

    /// Writes a model.
    pub(crate) fn write_model(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let path = self.model_path(name, true);
        std::fs::write(&path, bytes).with_context(|| path.display().to_string())?;
        println!("{} written, {} KB", path.display(), bytes.len() / 1024);
        Ok(())
    }

    /// What a model was trained on, for its first line: names and a digest of the files under `shared/data`.
    pub(crate) fn origin(&self, files: &[&str]) -> anyhow::Result<String> {
        let mut digest = 0;
        for file in files {
            let bytes = std::fs::read(self.path(file)).with_context(|| self.path(file).display().to_string())?;
            digest = sayso_read::tables::mix(digest, sayso_read::tables::hash(&bytes));
        }
        Ok(format!("trained on {}, digest {digest:016x}", files.join(", ")))
    }
}

/// The models of the stages of language.
pub(crate) fn language(data: &Data) -> anyhow::Result<sayso_read::Language> {
    let open = || {
        Ok::<_, String>(sayso_read::Language {
            vectors: sayso_read::looks::Vectors::open(data.model("words.vectors").map_err(|why| why.to_string())?)?,
            tags: sayso_read::tags::Model::open(data.model("tags.model").map_err(|why| why.to_string())?)?,
            clauses: sayso_read::clauses::Model::open(data.model("clauses.model").map_err(|why| why.to_string())?)?,
            names: sayso_read::names::Model::open(data.model("names.model").map_err(|why| why.to_string())?)?,
        })
    };
    open().map_err(anyhow::Error::msg)
}

fn stage(name: &str) -> anyhow::Result<&'static Stage> {
    let names = || STAGES.iter().map(|stage| stage.name).collect::<Vec<_>>().join(", ");
    STAGES.iter().find(|stage| stage.name == name).with_context(|| format!("no stage {name:?}; there are: {}", names()))
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let data = Data::find()?;
    match command.as_str() {
        "train" => {
            let name = arguments.next().context("usage: cargo train STAGE")?;
            let train = stage(&name)?.train.with_context(|| format!("{name} works by rule and has no weights"))?;
            train(&data)
        }
        "evaluate" => {
            let (mut names, mut policy) = (Vec::new(), table::Policy::Compare);
            while let Some(argument) = arguments.next() {
                match argument.as_str() {
                    "--update" => policy = table::Policy::Update,
                    "--allow-lower" => {
                        let reason = arguments.next().context("--allow-lower wants a reason")?;
                        policy = table::Policy::AllowLower(reason);
                    }
                    name => names.push(stage(name)?),
                }
            }
            if names.is_empty() {
                names = STAGES.iter().collect();
            }
            let mut sound = true;
            for stage in names {
                let rows = (stage.evaluate)(&data)?;
                if rows.is_empty() {
                    continue; // Data that only other stages score.
                }
                sound &= table::settle(&data.root, stage.name, &rows, &policy)?;
            }
            if !sound {
                bail!("figures fell or floors are missed; see above");
            }
            Ok(())
        }
        // For scorers in other languages: JSON Lines on standard output.
        "predict" => match (arguments.next().as_deref(), arguments.next()) {
            (Some("statements"), Some(split)) => statements::predict(&data, &split),
            (Some("times"), Some(corpus)) => times::predict(&data, &corpus),
            (Some("quantities"), None) => quantities::predict(&data),
            _ => bail!("usage: predict statements train|dev | times wikiwars|tweets-train | quantities"),
        },
        // For measuring speed: made-up articles, some of them copies.
        "generate" => match (arguments.next().as_deref(), arguments.next().and_then(|count| count.parse().ok())) {
            (Some("families"), Some(count)) => families::generate(&data, count),
            _ => bail!("usage: generate families COUNT"),
        },
        // What to mend next: errors by class. Passages of the corpus are for the eye only.
        "errors" => match (arguments.next().as_deref(), arguments.next()) {
            (Some("statements"), Some(split)) => {
                let show = match (arguments.next().as_deref(), arguments.next()) {
                    (Some("--show"), Some(class)) => Some(class),
                    _ => None,
                };
                statements::errors::print(&data, &split, show.as_deref())
            }
            _ => bail!("usage: errors statements train|dev [--show CLASS]"),
        },
        _ => bail!("usage: cargo train STAGE | cargo evaluate [STAGE...] [--update] [--allow-lower REASON]"),
    }
}
