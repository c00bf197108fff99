//! Records as columns, aligned by the cells that their texts take on a terminal.

use super::record::{Place, Record};
use crate::text;

const GAP: &str = "  ";
/// No column is cut to less than this, in cells.
const NARROWEST: usize = 8;

/// The table. It is made to fit `terminal` columns, where that can be; `decorated` makes the header stand out.
pub(super) fn text<R: Record>(records: &[R], terminal: Option<usize>, decorated: bool) -> Vec<u8> {
    let shown: Vec<usize> =
        (0..R::COLUMNS.len()).filter(|index| R::COLUMNS[*index].place != Place::Absent).collect();
    let header = shown.iter().map(|index| R::COLUMNS[*index].name.to_uppercase()).collect();
    let mut rows: Vec<Vec<String>> = vec![header];
    for record in records {
        let cells = record.cells();
        rows.push(shown.iter().map(|index| text::safe(&cells[*index]).into_owned()).collect());
    }
    let mut widths: Vec<usize> = (0..shown.len())
        .map(|column| rows.iter().map(|row| text::width(&row[column])).max().unwrap_or_default())
        .collect();
    if let Some(terminal) = terminal {
        let cut: Vec<bool> = shown.iter().map(|index| R::COLUMNS[*index].place == Place::Cut).collect();
        narrow(&mut widths, &cut, terminal);
    }
    let mut table = String::new();
    for (number, row) in rows.iter().enumerate() {
        let line = line(row, &widths);
        let (on, off) = if decorated && number == 0 { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        table.extend([on, &line, off, "\n"]);
    }
    table.into_bytes()
}

/// Takes cells from the widest column that may be cut, one by one, until the row fits or nothing more can be taken.
fn narrow(widths: &mut [usize], cut: &[bool], terminal: usize) {
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    let mut excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(terminal);
    while excess > 0 {
        let widest = (0..widths.len()).filter(|column| cut[*column]).max_by_key(|column| widths[*column]);
        let Some(column) = widest.filter(|column| widths[*column] > NARROWEST) else {
            return;
        };
        widths[column] -= 1;
        excess -= 1;
    }
}

/// Rows of any texts, in columns; a line each.
pub(super) fn aligned(rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| text::safe(cell).into_owned()).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| text::width(cell)).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    rows.iter().map(|row| line(row, &widths) + "\n").collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        line.push_str(&text::fit(cell, *width));
        line.push_str(GAP);
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests;
