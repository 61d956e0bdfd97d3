//! Manual: shell completions and man pages, from the same source as `--help`.

use std::io::Write;

use anyhow::Context;
use clap::CommandFactory;

use crate::arguments::Arguments;

/// Prints the completion script of a shell.
pub(crate) fn completions(shell: clap_complete::Shell) -> anyhow::Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "sayso", &mut script);
    print(&script)
}

/// Prints a man page: the program's, or that of one of its commands.
pub(crate) fn page(command: Option<&str>) -> anyhow::Result<()> {
    let mut whole = Arguments::command();
    whole.build();
    let (command, title) = match command {
        None => (whole, "SAYSO".to_owned()),
        Some(name) => {
            let found = whole.find_subcommand(name).cloned().with_context(|| format!("{name} is no command"))?;
            (found.display_name(format!("sayso-{name}")), format!("SAYSO-{}", name.to_uppercase()))
        }
    };
    let mut page = Vec::new();
    let source = concat!("sayso ", env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(command).title(title).source(source).manual("sayso").render(&mut page)?;
    print(examples(&String::from_utf8_lossy(&page)).as_bytes())
}

/// Gives the examples a section under their own name and keeps their lines apart; clap knows them as extra text only.
fn examples(page: &str) -> String {
    let Some((before, extra)) = page.split_once(".SH EXTRA\nExamples:\n") else { return page.into() };
    let (examples, after) = extra.split_once("\n\n").unwrap_or((extra, ""));
    format!("{before}.SH EXAMPLES\n.nf\n{examples}\n.fi\n.SH NOTES\n{after}")
}

fn print(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    out.write_all(bytes).and_then(|()| out.flush()).context("could not write to standard output")
}
