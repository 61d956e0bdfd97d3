//! Read: the command `sayso read`, from its arguments to its exit code.
//!
//! Inputs become pages (`sayso-sources`), pages become readings (`sayso-read`) and readings become bytes (`format`),
//! many at once; the bytes are printed in the order of the inputs. What could not be read is named on standard error,
//! in the same order, and remembered in the exit code; it never stops the rest.

use std::cell::{Cell, RefCell};
use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::ExitCode;

use sayso_read::{Habits, Models, Page};
use sayso_sources::{Given, GivenDate, Input, Pages, Trouble};

use crate::arguments::{Format, Read, When};
use crate::conllu::Layers;
use crate::format::{self, Look, Sheet};
use crate::printer::{Printer, Stop};
use crate::progress::Progress;
use crate::{conveyor, safe};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All inputs were read.
    All,
    /// Some could not be read.
    Some,
    /// The call itself is wrong.
    Wrong,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::All => ExitCode::SUCCESS,
            Outcome::Some => ExitCode::from(1),
            Outcome::Wrong => ExitCode::from(2),
        }
    }
}

/// Reads the inputs of a call and prints their readings.
pub(crate) fn run(call: &Read) -> anyhow::Result<Outcome> {
    let screen = call.output.is_none() && std::io::stdout().is_terminal();
    let format = call.format.unwrap_or(if screen { Format::Pretty } else { Format::Json });
    let look = Look { width: width(screen), colours: colours(call) };
    let mut printer = match Printer::open(format, look, call.output.as_deref(), screen) {
        Ok(printer) => printer,
        Err(error) => {
            safe::complain(&format!("{error:#}"));
            return Ok(Outcome::Wrong);
        }
    };
    if call.inputs.iter().any(|path| path == Path::new("-")) && std::io::stdin().is_terminal() {
        safe::complain("reading what you type; end it with Ctrl-D");
    }
    remember_panics();
    let models = sayso_models::open();
    let habits = Habits { vague: call.vague.into() };
    let threads = call.threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let pages = pages(call);
    let mut progress = Progress::new(!screen, &pages);
    let stopped = conveyor::run(
        threads,
        pages,
        |page| page.as_ref().map_or(0, |page| page.bytes.len()),
        |number, page| match page {
            Ok(page) => sheet(page, &models, habits, format, look, number + 1).map_err(Lost::Page),
            Err(trouble) => Err(Lost::Input(trouble)),
        },
        |sheet: Result<Sheet, Lost>, alone| match sheet {
            Ok(sheet) => {
                progress.page();
                printer.put(sheet, alone)
            }
            Err(Lost::Input(trouble)) => {
                progress.trouble(&trouble.to_string(), trouble.warning);
                Ok(())
            }
            Err(Lost::Page(trouble)) => {
                progress.trouble(&trouble, false);
                Ok(())
            }
        },
    );
    let stopped = stopped.and_then(|()| printer.finish());
    progress.end();
    match stopped {
        Ok(()) if progress.troubles > 0 => Ok(Outcome::Some),
        Ok(()) => {
            if progress.pages == 0 && !progress.warned {
                safe::complain("there was nothing to read: no page stands in these inputs");
            }
            Ok(Outcome::All)
        }
        Err(Stop::Write(error)) => Err(error),
        Err(Stop::Wrong(why)) => {
            safe::complain(&why);
            Ok(Outcome::Wrong)
        }
    }
}

/// What was not read: an input, or a page that was there and could not be understood.
enum Lost {
    Input(Trouble),
    Page(String),
}

/// The pages of a call, in order.
fn pages(call: &Read) -> Pages {
    let given = Given {
        date: call.date.as_ref().map(|given| GivenDate { value: given.date.clone(), wins: given.wins }),
        url: call.url.clone(),
        outlet: call.outlet.clone(),
    };
    sayso_sources::pages(call.inputs.iter().map(Input::named).collect(), given)
}

fn colours(call: &Read) -> bool {
    match call.color {
        When::Always => true,
        When::Never => false,
        // NO_COLOR, CLICOLOR and TERM=dumb are asked here.
        When::Auto => {
            call.output.is_none() && anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
        }
    }
}

/// Columns: the terminal's, but lines of over 100 are hard to read; 80 where there is no terminal.
fn width(screen: bool) -> usize {
    match terminal_size::terminal_size() {
        Some((columns, _)) if screen => usize::from(columns.0).clamp(24, 100),
        _ => 80,
    }
}

/// One page, read and laid out. A panic is a fault of ours: it costs this page, not the others.
fn sheet(
    page: Page,
    models: &Models,
    habits: Habits,
    format: Format,
    look: Look,
    number: usize,
) -> Result<Sheet, String> {
    let work = || {
        let (reading, text, found) = match format {
            Format::Text => (sayso_read::extract(&page, models), Default::default(), Default::default()),
            _ => sayso_read::read_closely(&page, models, habits),
        };
        let layers = Layers { text, found, models: &models.language };
        format::sheet(&reading, &layers, format, look, number)
    };
    guarded(&page.path, work)
        .and_then(|sheet| sheet.map_err(|error| format!("{}: could not be printed: {error}", page.path)))
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what a guarded panic says for [`guarded`], in place of printing it; other panics print as ever.
fn remember_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if GUARDED.get() {
            PANIC.with_borrow_mut(|said| *said = panic.to_string().split_whitespace().collect::<Vec<_>>().join(" "));
        } else {
            usual(panic);
        }
    }));
}

/// Runs `work` for the page found at `path`; should it panic, says so as a trouble with that page.
fn guarded<T>(path: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    outcome.map_err(|_| {
        let said = PANIC.take();
        format!(
            "{path}: a fault in sayso itself stopped the reading of this page; please report it with the page ({said})"
        )
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_panic_costs_one_page_and_says_where() {
        remember_panics();
        let numbers = [2, 0, 5];
        let outcomes: Vec<_> = numbers.iter().map(|&number| guarded("a.html", || 10 / number)).collect();
        assert_eq!(outcomes[0], Ok(5));
        assert_eq!(outcomes[2], Ok(2));
        let said = outcomes[1].as_ref().unwrap_err();
        assert!(said.starts_with("a.html: a fault in sayso itself") && said.contains("read.rs"), "{said}");
    }
}
