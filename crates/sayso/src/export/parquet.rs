//! Parquet: a table as a file that pandas, DuckDB, Spark and R read.
//!
//! In: a table. Out: one file: signed 64-bit integers, doubles, booleans, UTF-8, days as `DATE`; lists as lists, spans as lists of
//! `{start, end}`; what is missing is null. The file's metadata names the schema, the table and the program; the same rows give the same
//! bytes. Rows are gathered [`BATCH`] at a time and written in groups of [`GROUP`] at most, so memory stays flat.
//!
//! ```text
//! content_spans [[812, 861]]  ─►  LIST<element: {start: INT64 812, end: INT64 861}>
//! ```

use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
    StructBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use jiff::civil::{Date, date};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use sayso_ledger::{Cell, Column, Kind, SCHEMA, Table};

use super::Job;
use super::place::Out;

/// Rows that are gathered before they are encoded.
const BATCH: usize = 8_192;

/// Rows of a group at most, and bytes: what a reader takes in at once, and the writer holds, encoded.
const GROUP: usize = 65_536;
const GROUP_BYTES: usize = 64 << 20;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes a table.
pub(super) fn write(job: &Job<'_>, table: &Table, columns: &[Column], out: &mut Out<'_>) -> anyhow::Result<()> {
    let fields: Vec<Field> = columns.iter().map(field).collect();
    let schema: SchemaRef = Arc::new(Schema::new(fields));
    let about = [
        ("sayso.schema", format!("sayso.ledger/{SCHEMA}")),
        ("sayso.table", table.name.into()),
        ("sayso.version", VERSION.into()),
    ];
    let properties = WriterProperties::builder()
        .set_created_by(format!("sayso version {VERSION}"))
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP))
        .set_max_row_group_bytes(Some(GROUP_BYTES))
        .set_key_value_metadata(Some(about.map(|(key, value)| KeyValue::new(key.into(), value)).into()))
        .build();
    // Parquet's own types say all there is; Arrow's would stand beside them once more.
    let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
    let mut writer = ArrowWriter::try_new_with_options(out, schema.clone(), options)?;
    let mut values: Vec<Values> = columns.iter().map(|column| Values::of(column.kind)).collect();
    let mut gathered = 0;
    job.ledger.walk(table, columns, &job.chosen, |cells| -> anyhow::Result<()> {
        for (values, cell) in values.iter_mut().zip(cells) {
            values.push(cell);
        }
        gathered += 1;
        if gathered == BATCH {
            writer.write(&batch(&schema, &mut values)?)?;
            gathered = 0;
        }
        Ok(())
    })?;
    if gathered > 0 {
        writer.write(&batch(&schema, &mut values)?)?;
    }
    writer.close()?;
    Ok(())
}

fn batch(schema: &SchemaRef, values: &mut [Values]) -> anyhow::Result<RecordBatch> {
    Ok(RecordBatch::try_new(schema.clone(), values.iter_mut().map(Values::finish).collect())?)
}

fn field(column: &Column) -> Field {
    let kind = match column.kind {
        Kind::Integer => DataType::Int64,
        Kind::Real => DataType::Float64,
        Kind::Text => DataType::Utf8,
        Kind::Boolean => DataType::Boolean,
        Kind::Day => DataType::Date32,
        Kind::Texts => DataType::List(Arc::new(element(DataType::Utf8))),
        Kind::Integers => DataType::List(Arc::new(element(DataType::Int64))),
        Kind::Spans => DataType::List(Arc::new(element(DataType::Struct(numbers(SPAN))))),
        Kind::Pairs => DataType::List(Arc::new(element(DataType::Struct(numbers(PAIR))))),
    };
    // Text that is no day gives none.
    Field::new(&column.name, kind, column.nullable || column.kind == Kind::Day)
}

/// What the members of a list are called, as the format has it.
fn element(kind: DataType) -> Field {
    Field::new("element", kind, false)
}

const SPAN: &[&str] = &["start", "end"];
const PAIR: &[&str] = &["here_start", "here_end", "there_start", "there_end"];

fn numbers(names: &[&str]) -> Fields {
    names.iter().map(|name| Field::new(*name, DataType::Int64, false)).collect()
}

/// The values of a column that are being gathered.
enum Values {
    Integer(Int64Builder),
    Real(Float64Builder),
    Text(StringBuilder),
    Boolean(BooleanBuilder),
    Day(Date32Builder),
    Texts(ListBuilder<StringBuilder>),
    Integers(ListBuilder<Int64Builder>),
    Spans(ListBuilder<StructBuilder>),
    Pairs(ListBuilder<StructBuilder>),
}

impl Values {
    fn of(kind: Kind) -> Values {
        let structs = |names: &[&str]| {
            let builders = names.iter().map(|_| Box::new(Int64Builder::new()) as Box<dyn ArrayBuilder>).collect();
            let fields = numbers(names);
            ListBuilder::new(StructBuilder::new(fields.clone(), builders)).with_field(element(DataType::Struct(fields)))
        };
        match kind {
            Kind::Integer => Values::Integer(Int64Builder::new()),
            Kind::Real => Values::Real(Float64Builder::new()),
            Kind::Text => Values::Text(StringBuilder::new()),
            Kind::Boolean => Values::Boolean(BooleanBuilder::new()),
            Kind::Day => Values::Day(Date32Builder::new()),
            Kind::Texts => Values::Texts(ListBuilder::new(StringBuilder::new()).with_field(element(DataType::Utf8))),
            Kind::Integers => {
                Values::Integers(ListBuilder::new(Int64Builder::new()).with_field(element(DataType::Int64)))
            }
            Kind::Spans => Values::Spans(structs(SPAN)),
            Kind::Pairs => Values::Pairs(structs(PAIR)),
        }
    }

    fn push(&mut self, cell: &Cell<'_>) {
        let whole = match *cell {
            Cell::Integer(value) => Some(value),
            _ => None,
        };
        let words = match *cell {
            Cell::Text(words) => Some(words),
            _ => None,
        };
        let there = *cell != Cell::Null;
        match self {
            Values::Integer(values) => values.append_option(whole),
            Values::Boolean(values) => values.append_option(whole.map(|value| value != 0)),
            Values::Real(values) => values.append_option(match *cell {
                Cell::Real(value) => Some(value),
                _ => whole.map(|value| value as f64),
            }),
            Values::Text(values) => values.append_option(words),
            Values::Day(values) => values.append_option(words.and_then(days)),
            Values::Texts(values) => {
                for text in cell.texts() {
                    values.values().append_value(text);
                }
                values.append(there);
            }
            Values::Integers(values) => {
                values.values().append_slice(&cell.integers());
                values.append(there);
            }
            Values::Spans(values) => {
                cell.spans().iter().for_each(|span| push(values.values(), span));
                values.append(there);
            }
            Values::Pairs(values) => {
                cell.pairs().iter().for_each(|pair| push(values.values(), pair));
                values.append(there);
            }
        }
    }

    /// What was gathered; and begins anew.
    fn finish(&mut self) -> ArrayRef {
        match self {
            Values::Integer(values) => Arc::new(values.finish()),
            Values::Real(values) => Arc::new(values.finish()),
            Values::Text(values) => Arc::new(values.finish()),
            Values::Boolean(values) => Arc::new(values.finish()),
            Values::Day(values) => Arc::new(values.finish()),
            Values::Texts(values) => Arc::new(values.finish()),
            Values::Integers(values) => Arc::new(values.finish()),
            Values::Spans(values) | Values::Pairs(values) => Arc::new(values.finish()),
        }
    }
}

fn push(builder: &mut StructBuilder, numbers: &[i64]) {
    for (at, &number) in numbers.iter().enumerate() {
        if let Some(field) = builder.field_builder::<Int64Builder>(at) {
            field.append_value(number);
        }
    }
    builder.append(true);
}

/// Days since 1970-01-01; none where the text is no day of the years 1 to 9999 (Python knows no others).
fn days(text: &str) -> Option<i32> {
    let day: Date = text.parse().ok().filter(|day: &Date| text.len() == 10 && day.year() > 0)?;
    let span = day.since(date(1970, 1, 1)).ok()?;
    Some(span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970_and_what_is_no_day_is_none() {
        for (text, expected) in [
            ("1970-01-01", Some(0)),
            ("1969-12-31", Some(-1)),
            ("2024-03-12", Some(19_794)),
            ("0001-01-01", Some(-719_162)),
            ("0000-01-01", None),
            ("2024-02-30", None),
            ("2024-W10-3", None),
            ("+2024-1-1", None),
            ("", None),
        ] {
            assert_eq!(days(text), expected, "{text}");
        }
    }
}
