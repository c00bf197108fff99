//! CSV: safe to open in a spreadsheet, exact to read back.

use std::{borrow::Cow, io};

use csv::Writer;

use crate::text;

/// The characters at the start of a cell that make spreadsheets run it as a formula. A tab and a carriage return do
/// too; [`text::safe`] spells those out.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Rows of cells, a line each.
///
/// # Errors
/// None in practice; the writer works in memory.
pub fn lines<Row>(rows: impl IntoIterator<Item = Row>) -> io::Result<Vec<u8>>
where
    Row: IntoIterator,
    Row::Item: AsRef<str>,
{
    let mut writer = Writer::from_writer(Vec::new());
    for row in rows {
        for cell in row {
            writer.write_field(guarded(cell.as_ref()).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// A text that no spreadsheet runs and no terminal obeys. [`plain`] undoes it.
fn guarded(cell: &str) -> Cow<'_, str> {
    // A whole number is a number, also a negative one.
    if cell.parse::<i64>().is_ok() {
        return Cow::Borrowed(cell);
    }
    let safe = text::safe(cell);
    if safe.trim_start_matches('\'').starts_with(FORMULA) { Cow::Owned(format!("'{safe}")) } else { safe }
}

/// The text that a cell was made of.
///
/// # Errors
/// What is wrong with an escape in it, for people.
pub fn plain(cell: &str) -> Result<String, String> {
    let is_guarded = cell.starts_with('\'') && cell.trim_start_matches('\'').starts_with(FORMULA);
    let cell = if is_guarded { &cell[1..] } else { cell };
    text::restore(cell).map_err(|_| {
        "has \\u{ without the number of a character behind it; a backslash itself is written \\u{5c}"
            .to_owned()
    })
}

#[cfg(test)]
mod tests;
