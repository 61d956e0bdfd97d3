//! Progress: a line on standard error for runs that last, and the troubles of the run.
//!
//! Shown on a terminal only, and not before two seconds: a short run stays quiet.
//!
//! ```text
//! ━━━━━━━━━━━━━━━━━━━━━━╸                 57% 12,345 pages read, 612 a second
//! ```

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use sayso_sources::Pages;

use crate::safe;

/// How long a run stays quiet.
const QUIET: Duration = Duration::from_secs(2);

/// The count of a run.
pub(crate) struct Progress {
    line: Option<Line>,
    started: Instant,
    /// Documents read.
    pub(crate) pages: u64,
    /// Inputs that could not be read.
    pub(crate) troubles: u64,
    /// Whether something was said that is no trouble.
    pub(crate) warned: bool,
}

struct Line {
    bar: ProgressBar,
    input: sayso_sources::Progress,
    shown: bool,
}

impl Progress {
    /// Starts counting; `wanted` says whether the line would not stand in the way of the output.
    pub(crate) fn new(wanted: bool, pages: &Pages) -> Progress {
        let line = (wanted && std::io::stderr().is_terminal()).then(|| {
            let input = pages.progress();
            let bar = ProgressBar::with_draw_target(input.bytes_total, ProgressDrawTarget::hidden());
            Line { bar, input, shown: false }
        });
        Progress { line, started: Instant::now(), pages: 0, troubles: 0, warned: false }
    }

    /// One more document was read.
    pub(crate) fn page(&mut self) {
        self.pages += 1;
        let Some(line) = &mut self.line else { return };
        let passed = self.started.elapsed();
        if passed < QUIET {
            return;
        }
        if !std::mem::replace(&mut line.shown, true) {
            line.bar.set_draw_target(ProgressDrawTarget::stderr());
            // Where the end is not known (a pipe) there is nothing to draw a bar of.
            let look = match line.input.bytes_total {
                Some(_) => "{bar:40} {percent:>3}% {msg}",
                None => "{spinner} {msg}",
            };
            if let Ok(style) = ProgressStyle::with_template(look) {
                line.bar.set_style(style.progress_chars("━╸ "));
            }
        }
        let pace = (self.pages as f64 / passed.as_secs_f64()).round();
        let failed = if self.troubles > 0 { format!(", {} could not be read", self.troubles) } else { String::new() };
        line.bar.set_message(format!("{} pages read, {pace} a second{failed}", HumanCount(self.pages)));
        line.bar.set_position(line.input.bytes_done());
    }

    /// Something could not be read, or (a `warning`) was passed over as it should be: says so now.
    pub(crate) fn trouble(&mut self, trouble: &str, warning: bool) {
        if warning {
            self.warned = true;
        } else {
            self.troubles += 1;
        }
        match &self.line {
            Some(line) if line.shown => line.bar.suspend(|| safe::complain(trouble)),
            _ => safe::complain(trouble),
        }
    }

    /// Takes the line away.
    pub(crate) fn end(&self) {
        if let Some(line) = &self.line {
            line.bar.finish_and_clear();
        }
        if self.troubles > 1 {
            safe::complain(&format!("{} inputs could not be read; {} documents were", self.troubles, self.pages));
        }
    }
}
