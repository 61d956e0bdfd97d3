//! Intake: all pages of a call's inputs through some work, in their order, and what became of the call.
//!
//! Inputs become pages (`sayso-sources`); they are worked on many at once (`conveyor`). What could not be read is named on standard error,
//! in order, and remembered in the exit code; it never stops the rest.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::ExitCode;

use sayso_read::Page;
use sayso_sources::{Given, GivenDate, Input, Pages, Trouble};

use crate::arguments::Intake;
use crate::printer::Stop;
use crate::progress::Progress;
use crate::{conveyor, safe};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All inputs were read.
    All,
    /// Some could not be read.
    Some,
    /// Nothing was found.
    Nothing,
    /// The call itself is wrong.
    Wrong,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::All => ExitCode::SUCCESS,
            Outcome::Some | Outcome::Nothing => ExitCode::from(1),
            Outcome::Wrong => ExitCode::from(2),
        }
    }
}

/// Works on every page of the inputs and puts the results in the order of the inputs; what was not read goes to `lost`, in its place;
/// `end` comes after the last. `line`: a line of progress would not stand in the way.
pub(crate) fn run<State: Send, Out: Send>(
    call: &Intake,
    line: bool,
    state: &mut State,
    work: impl Fn(usize, Page) -> Result<Out, String> + Sync,
    mut put: impl FnMut(&mut State, Out, bool) -> Result<(), Stop> + Send,
    mut lost: impl FnMut(&mut State, &Lost) -> Result<(), Stop> + Send,
    end: impl FnOnce(&mut State) -> Result<(), Stop>,
) -> anyhow::Result<Outcome> {
    if call.inputs.iter().any(|path| path == Path::new("-")) && std::io::stdin().is_terminal() {
        safe::complain("reading what you type; end it with Ctrl-D");
    }
    remember_panics();
    let threads = call.threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let pages = pages(call);
    let mut progress = Progress::new(line, &pages);
    let stopped = conveyor::run(
        threads,
        pages,
        |page| page.as_ref().map_or(0, |page| page.bytes.len()),
        |number, page| match page {
            Ok(page) => {
                let input = page.path.clone();
                work(number, page).map_err(|why| Lost { input, why, warning: false })
            }
            Err(Trouble { input, why, warning }) => Err(Lost { input, why: why.to_string(), warning }),
        },
        |out: Result<Out, Lost>, alone| match out {
            Ok(out) => {
                progress.page();
                put(state, out, alone)
            }
            Err(what) => {
                progress.trouble(&what.to_string(), what.warning);
                lost(state, &what)
            }
        },
    );
    let stopped = stopped.and_then(|()| end(state));
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

/// An input or a page that was not read, and why.
pub(crate) struct Lost {
    /// As the user named it, or a place in it (`feed.xml#2`).
    pub(crate) input: String,
    /// What is wrong, and what to do.
    pub(crate) why: String,
    /// Nothing the user asked for by name is missing.
    pub(crate) warning: bool,
}

impl fmt::Display for Lost {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.input, self.why)
    }
}

/// The pages of a call, in order.
fn pages(call: &Intake) -> Pages {
    let given = Given {
        date: call.date.as_ref().map(|given| GivenDate { value: given.date.clone(), wins: given.wins }),
        url: call.url.clone(),
        outlet: call.outlet.clone(),
    };
    sayso_sources::pages(call.inputs.iter().map(Input::named).collect(), given)
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

/// Runs `work` for a page; should it panic, says so as a trouble with that page.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    outcome.map_err(|_| {
        let said = PANIC.take();
        format!("a fault in sayso itself stopped the reading of this page; please report it with the page ({said})")
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
        let outcomes: Vec<_> = numbers.iter().map(|&number| guarded(|| 10 / number)).collect();
        assert_eq!(outcomes[0], Ok(5));
        assert_eq!(outcomes[2], Ok(2));
        let said = outcomes[1].as_ref().unwrap_err();
        assert!(said.starts_with("a fault in sayso itself") && said.contains("intake.rs"), "{said}");
    }
}
