//! Progress: a line on standard error for runs that last, and the troubles of the run.
//!
//! Shown on a terminal only, and not before two seconds: a short run stays quiet.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::safe;

/// How long a run stays quiet.
const QUIET: Duration = Duration::from_secs(2);

/// The count of a run.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    started: Instant,
    shown: bool,
    /// Documents read.
    pub(crate) pages: u64,
    /// Inputs that could not be read.
    pub(crate) troubles: u64,
}

impl Progress {
    /// Starts counting; `wanted` says whether the line would not stand in the way of the output.
    pub(crate) fn new(wanted: bool) -> Progress {
        let bar = (wanted && std::io::stderr().is_terminal()).then(ProgressBar::hidden);
        Progress { bar, started: Instant::now(), shown: false, pages: 0, troubles: 0 }
    }

    /// One more document was read.
    pub(crate) fn page(&mut self) {
        self.pages += 1;
        let Some(bar) = &self.bar else { return };
        let passed = self.started.elapsed();
        if passed < QUIET {
            return;
        }
        if !std::mem::replace(&mut self.shown, true) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
                bar.set_style(style);
            }
        }
        let pace = (self.pages as f64 / passed.as_secs_f64()).round();
        let failed = if self.troubles > 0 { format!(", {} could not be read", self.troubles) } else { String::new() };
        bar.set_message(format!("{} pages read, {pace} a second{failed}", HumanCount(self.pages)));
        bar.tick();
    }

    /// An input could not be read: says so now.
    pub(crate) fn trouble(&mut self, trouble: &str) {
        self.troubles += 1;
        match &self.bar {
            Some(bar) if self.shown => bar.suspend(|| safe::complain(trouble)),
            _ => safe::complain(trouble),
        }
    }

    /// Takes the line away.
    pub(crate) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if self.troubles > 1 {
            safe::complain(&format!("{} inputs could not be read; {} documents were", self.troubles, self.pages));
        }
    }
}
