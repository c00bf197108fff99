//! Data on standard output, in each of the four forms.

mod across;
mod change;
mod overview;
mod planned;
mod record;
mod sink;
mod table;

use std::{
    io::{self, IsTerminal, Write},
    sync::atomic::{AtomicBool, Ordering},
};

use serde::Serialize;

use super::arguments::Format;
use crate::{
    domain::{Field, License},
    export::{csv, json},
    text,
};

pub(super) use across::{ComparedLicense, FoundLicense};
pub(super) use overview::{CountedScope, Counts, pictures};
pub(super) use planned::{Planned, PlannedChanges};
pub(super) use record::{Column, Created, ListedScope, Place, Record};
pub(super) use sink::Sink;

/// Prints records that are all there.
///
/// # Errors
/// When standard output does not take them.
pub(super) fn records<R: Record>(format: Format, records: &[R]) -> io::Result<()> {
    match format {
        Format::Table => print(&table::text(records, terminal_width(), is_decorated())),
        Format::Jsonl | Format::Json => print(&json::lines(records)?),
        Format::Csv => print(&[csv_header::<R>()?, csv_rows(records)?].concat()),
    }
}

fn csv_header<R: Record>() -> io::Result<Vec<u8>> {
    csv::lines([R::COLUMNS.iter().map(|column| column.name)])
}

fn csv_rows<R: Record>(records: &[R]) -> io::Result<Vec<u8>> {
    csv::lines(records.iter().map(Record::cells))
}

/// Prints one JSON document.
///
/// # Errors
/// When standard output does not take it.
pub(super) fn document(value: &impl Serialize) -> io::Result<()> {
    print(&json::lines(std::slice::from_ref(value))?)
}

/// Prints a line for people.
///
/// # Errors
/// When standard output does not take it.
pub(super) fn line(text: &str) -> io::Result<()> {
    print(format!("{}\n", text::safe(text)).as_bytes())
}

/// Prints one license: for people field by field, else as the only record.
///
/// # Errors
/// When standard output does not take it.
pub(super) fn license(format: Format, license: &License) -> io::Result<()> {
    if format != Format::Table {
        return records(format, std::slice::from_ref(license));
    }
    let mut lines = format!("{:<13}{}\n", "ID", license.id);
    for field in Field::ALL {
        let value = text::safe(license.text(field));
        let line = format!("{:<13}{value}", field.title());
        lines.push_str(line.trim_end());
        lines.push('\n');
    }
    print(lines.as_bytes())
}

/// Hands bytes to standard output at once, so that a reader never waits for what has been read.
fn print(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()
}

/// Whether tables are to be of nothing but text: a property of the process, as its standard output is.
static IS_PLAIN: AtomicBool = AtomicBool::new(false);

/// Has tables be of nothing but text from now on.
pub(super) fn be_plain() {
    IS_PLAIN.store(true, Ordering::Relaxed);
}

fn is_decorated() -> bool {
    io::stdout().is_terminal() && !IS_PLAIN.load(Ordering::Relaxed)
}

/// The columns of the terminal that the output goes to; none when it goes elsewhere.
fn terminal_width() -> Option<usize> {
    let stdout = io::stdout();
    if !stdout.is_terminal() {
        return None;
    }
    let size = rustix::termios::tcgetwinsize(stdout).ok()?;
    (size.ws_col > 0).then_some(size.ws_col.into())
}
