//! CSV: a table as RFC 4180 has it.
//!
//! In: a table. Out: UTF-8, a line with the names of the columns, a line a row, ends of line as CR LF; what holds a comma, a quotation mark
//! or an end of line stands in quotation marks. A value that is missing is an empty field; booleans are `true` and `false`; lists stand as
//! the ledger's JSON. Words are as they were read (NUL alone becomes U+FFFD): a spreadsheet may take what begins with `=` for a
//! formula, which is for the user to know.
//!
//! ```text
//! quantity,document,...,text,kind,value
//! 1000001,1,...,"more than 1,200",count,1200
//! ```

use std::borrow::Cow;
use std::io;

use sayso_ledger::{Cell, Column, Kind, Table};

use super::Job;
use super::place::Out;
use crate::safe;

/// Writes a table; `screen`: to a terminal, which nothing in it may steer.
pub(super) fn write(
    job: &Job<'_>,
    table: &Table,
    columns: &[Column],
    out: &mut Out<'_>,
    screen: bool,
) -> anyhow::Result<()> {
    let ends = if screen { csv::Terminator::Any(b'\n') } else { csv::Terminator::CRLF };
    let mut rows = csv::WriterBuilder::new().terminator(ends).from_writer(out);
    rows.write_record(columns.iter().map(|column| column.name.as_str())).map_err(io::Error::from)?;
    job.ledger.walk(table, columns, &job.chosen, |cells| -> anyhow::Result<()> {
        for (column, cell) in columns.iter().zip(cells) {
            let words = match *cell {
                Cell::Null => Cow::Borrowed(""),
                Cell::Integer(value) if column.kind == Kind::Boolean => (value != 0).to_string().into(),
                Cell::Integer(value) => value.to_string().into(),
                Cell::Real(value) => value.to_string().into(),
                Cell::Text(words) if screen => safe::show(words),
                // Readers of CSV end a file or a field there; U+FFFD is one code point too.
                Cell::Text(words) if words.contains('\0') => words.replace('\0', "\u{fffd}").into(),
                Cell::Text(words) => words.into(),
            };
            // A pipe that was closed must be found as what it is.
            rows.write_field(words.as_ref()).map_err(io::Error::from)?;
        }
        Ok(rows.write_record(None::<&[u8]>).map_err(io::Error::from)?)
    })?;
    Ok(rows.flush()?)
}
