//! Read: the command `sayso read`, from its arguments to its exit code.
//!
//! Pages come in by `intake`, become readings (`sayso-read`) and then bytes (`format`), many at once; the bytes are printed in the order of
//! the inputs.

use std::io::IsTerminal;

use sayso_read::{Habits, Models, Page};

use crate::arguments::{Format, Read, When};
use crate::conllu::Layers;
use crate::format::{self, Look, Sheet};
use crate::intake::{self, Outcome};
use crate::printer::Printer;
use crate::safe;

/// Reads the inputs of a call and prints their readings.
pub(crate) fn run(call: &Read) -> anyhow::Result<Outcome> {
    let screen = call.output.is_none() && std::io::stdout().is_terminal();
    let format = call.format.unwrap_or(if screen { Format::Pretty } else { Format::Json });
    let look = Look { width: width(screen), colours: colours(call.color, call.output.is_none()) };
    let mut printer = match Printer::open(format, look, call.output.as_deref(), screen) {
        Ok(printer) => printer,
        Err(error) => {
            safe::complain(&format!("{error:#}"));
            return Ok(Outcome::Wrong);
        }
    };
    let models = sayso_models::open();
    let habits = Habits { vague: call.vague.into() };
    intake::run(
        &call.intake,
        !screen,
        &mut printer,
        |number, page| sheet(page, &models, habits, format, look, number + 1),
        |printer, sheet, alone| printer.put(sheet, alone),
        |_, _| Ok(()),
        |printer| printer.finish(),
    )
}

/// Whether to colour; `stream`: what is printed goes to standard output.
pub(crate) fn colours(when: When, stream: bool) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        // NO_COLOR, CLICOLOR and TERM=dumb are asked here.
        When::Auto => stream && anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never,
    }
}

/// Columns: the terminal's, but lines of over 100 are hard to read; 80 where there is no terminal.
pub(crate) fn width(screen: bool) -> usize {
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
    intake::guarded(work).and_then(|sheet| sheet.map_err(|error| format!("could not be printed: {error}")))
}
