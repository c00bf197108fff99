//! A list as CSV (RFC 4180): the header says which column is which. Cells are taken as `export` writes them.

use csv::{Position, ReaderBuilder, StringRecord};

use super::{Input, bad};
use crate::{
    domain::{
        plan::{BadRow, Wanted},
        rules,
    },
    export::{self, COLUMNS},
};

pub(super) fn read(bytes: &[u8]) -> Result<Input, Vec<BadRow>> {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader.headers().map_err(|error| vec![bad(1, error.to_string())])?.clone();
    let columns = columns(&header).map_err(|message| vec![bad(1, message)])?;
    let (mut rows, mut bads) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => {
                let place = line(bytes, record.position());
                match row(&record, &columns, place) {
                    Ok(row) => rows.push(row),
                    Err(message) => bads.push(bad(place, message)),
                }
            }
            Err(error) => {
                let place = line(bytes, error.position());
                bads.push(bad(place, "is not text in UTF-8; save the file as UTF-8"));
            }
        }
    }
    if bads.is_empty() { Ok(Input { rows, unit: "line", ..Input::default() }) } else { Err(bads) }
}

/// The line at which a record begins. The reader tells the place behind the record before, where the rest of a line end
/// and empty lines may still stand.
fn line(bytes: &[u8], position: Option<&Position>) -> u64 {
    let Some(position) = position else { return 0 };
    let rest = usize::try_from(position.byte()).ok().and_then(|start| bytes.get(start..)).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + blank.filter(|byte| **byte == b'\n').count() as u64
}

/// Which column of a license each column of the list is.
fn columns(header: &StringRecord) -> Result<Vec<&'static str>, String> {
    let mut columns: Vec<&'static str> = Vec::new();
    for name in header {
        let wanted = name.trim().to_lowercase();
        let known = COLUMNS.into_iter().find(|column| *column == wanted);
        let known = known.ok_or_else(|| {
            format!("has a column {name:?}; the columns of a license are {}", COLUMNS.join(", "))
        })?;
        if columns.contains(&known) {
            return Err(format!("has two columns {known:?}"));
        }
        columns.push(known);
    }
    if columns.contains(&"id") || columns.contains(&"sku") {
        Ok(columns)
    } else {
        Err("has neither a column id nor a column sku, so no row says which license it means".to_owned())
    }
}

fn row(record: &StringRecord, columns: &[&'static str], place: u64) -> Result<Wanted, String> {
    if record.len() != columns.len() {
        return Err(format!("has {} cells, and the header {}", record.len(), columns.len()));
    }
    let mut row = Wanted { place, ..Wanted::default() };
    for (cell, column) in record.iter().zip(columns) {
        let text = export::csv::plain(cell).map_err(|why| format!("{column}: {why}"))?;
        match *column {
            "id" if text.trim().is_empty() => {}
            "id" => row.id = Some(rules::license_id(&text).map_err(|fault| fault.to_string())?),
            "sku" => row.sku = Some(text),
            "name" => row.name = Some(text),
            "description" => row.description = Some(text),
            _ => row.status = Some(text),
        }
    }
    Ok(row)
}
