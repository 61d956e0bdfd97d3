//! sayso: reads news pages and tells who says what.
//!
//! The edge of the house: arguments, files, threads, terminals, formats. What is understood, `sayso-read`
//! understands; here it is only carried and shown.
//!
//! ```text
//! arguments ─► read ─► conveyor (many pages at once, in order) ─► format ─► printer ─► stdout or a folder
//! ```

mod arguments;
mod intake;
mod read;
mod families;
mod add;
mod find;
mod excerpt;
mod serve;
mod demo;
mod people;
mod decide;
mod claims;
mod export;
mod figures;
mod chart;
mod ledger;
mod conveyor;
mod progress;
mod printer;
mod folder;
mod format;
mod safe;
mod outline;
mod facts;
mod wrap;
mod pretty;
mod json;
mod html;
mod brat;
mod webanno;
mod conllu;
mod timeml;
mod manual;
#[cfg(test)]
mod fixture;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    // A wrong call ends here: clap prints what is wrong and exits with 2.
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Read(call) => read::run(&call),
        Command::Families(call) => families::run(&call),
        Command::Add(call) => add::run(&call),
        Command::Find(call) => find::run(&call),
        Command::People(call) => people::run(&call),
        Command::Merge(call) => decide::merge(&call),
        Command::Split(call) => decide::split(&call),
        Command::Undo(call) => decide::undo(&call),
        Command::Claims(call) => claims::run(&call),
        Command::Figures(call) => figures::run(&call),
        Command::Serve(call) => serve::run(&call),
        Command::Demo(call) => demo::run(&call),
        Command::Export(call) => export::run(&call),
        Command::Completions { shell } => manual::completions(shell).map(|()| intake::Outcome::All),
        Command::Man { command } => manual::page(command.as_deref()).map(|()| intake::Outcome::All),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            safe::complain(&format!("{error:#}"));
            ExitCode::from(1)
        }
    }
}

/// Whether the reader of our output has gone away (`sayso read folder | head`): that is no trouble.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}
