//! Makes and scores the models; not shipped.
//!
//! ```text
//! cargo train STAGE                 remake the weights of a stage from ../shared/data
//! cargo evaluate [STAGE...]         score the stages, compare with evaluation/STAGE.tsv
//!     --update                      write the tables; figures may rise
//!     --allow-lower REASON          let figures fall, and say why in the table
//! ```

#![allow(clippy::print_stdout)] // A tool for developers: it prints its tables.

mod articles;
mod quotes;
mod statements;
mod table;
mod text;

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
    Stage { name: "text", train: None, evaluate: text::evaluate },
    Stage { name: "quotes", train: None, evaluate: quotes::evaluate },
    Stage { name: "statements", train: None, evaluate: statements::evaluate },
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
            _ => bail!("usage: predict statements train|dev"),
        },
        _ => bail!("usage: cargo train STAGE | cargo evaluate [STAGE...] [--update] [--allow-lower REASON]"),
    }
}
