//! The frame that is shown, and the one that is to be: only rows in which they differ are held twice.

use std::mem;

use ratatui::buffer::{self, Buffer};

use super::{
    grid::{Cell, Clusters, Glyph, Grid, width_of},
    pen::Look,
};

/// Two frames of the same size.
#[derive(Debug)]
pub(super) struct Frames {
    shown: Grid,
    /// Of this, only the rows that change count.
    wanted: Grid,
    /// How many cells of each row differ, and how many would if nothing were shown.
    different: Vec<usize>,
    filled: Vec<usize>,
    /// The checksums of the rows, as they are shown and as they are wanted.
    shown_sums: Vec<u64>,
    wanted_sums: Vec<u64>,
    /// A row that is being read.
    line: Vec<Cell>,
}

impl Frames {
    /// A blank screen, to stay so.
    pub(super) fn blank(columns: usize, rows: usize) -> Self {
        let shown = Grid::blank(columns, rows);
        let sums: Vec<u64> = (0..rows).map(|row| sum(shown.row(row))).collect();
        Self {
            wanted: shown.clone(),
            shown,
            different: vec![0; rows],
            filled: vec![0; rows],
            shown_sums: sums.clone(),
            wanted_sums: sums,
            line: vec![Cell::BLANK; columns],
        }
    }

    pub(super) fn columns(&self) -> usize {
        self.shown.columns
    }

    pub(super) fn rows(&self) -> usize {
        self.shown.rows
    }

    /// Takes in what is wanted. The buffer has to have the size of the frames.
    pub(super) fn want(&mut self, frame: &Buffer, clusters: &mut Clusters) {
        for (row, cells) in frame.content.chunks_exact(self.columns().max(1)).enumerate() {
            read(cells, clusters, &mut self.line);
            self.different[row] = different(self.shown.row(row), &self.line);
            if self.changes(row) {
                self.filled[row] = filled(&self.line);
                self.wanted.row_mut(row).copy_from_slice(&self.line);
                self.wanted_sums[row] = sum(&self.line);
            } else {
                self.wanted_sums[row] = self.shown_sums[row];
            }
        }
    }

    pub(super) fn shown(&self, row: usize) -> &[Cell] {
        self.shown.row(row)
    }

    pub(super) fn wanted(&self, row: usize) -> &[Cell] {
        if self.changes(row) { self.wanted.row(row) } else { self.shown.row(row) }
    }

    /// Whether a row is to show something else.
    pub(super) fn changes(&self, row: usize) -> bool {
        self.different[row] > 0
    }

    /// How many cells a row has to change.
    pub(super) fn different(&self, row: usize) -> usize {
        self.different[row]
    }

    /// How many cells it would have to, were it blank.
    pub(super) fn filled(&self, row: usize) -> usize {
        self.filled[row]
    }

    /// How many cells it would have to, did it show what another shows.
    pub(super) fn different_from(&self, row: usize, of: usize) -> usize {
        if self.wants(row, of) { 0 } else { different(self.shown(of), self.wanted(row)) }
    }

    /// Whether a row is to show what another shows.
    pub(super) fn wants(&self, row: usize, of: usize) -> bool {
        self.wanted_sums[row] == self.shown_sums[of]
    }

    /// What was wanted is shown.
    pub(super) fn settle(&mut self) {
        for (row, different) in self.different.iter_mut().enumerate() {
            if mem::take(different) > 0 {
                self.shown.row_mut(row).copy_from_slice(self.wanted.row(row));
                self.shown_sums[row] = self.wanted_sums[row];
            }
        }
    }
}

/// Reads a row. What a wide glyph covers is not to be seen, whatever stands there; a glyph that is cut by the edge, or
/// has no width, is a blank.
fn read(cells: &[buffer::Cell], clusters: &mut Clusters, line: &mut [Cell]) {
    let mut column = 0;
    let mut before = &buffer::Cell::EMPTY;
    let mut look = Look::PLAIN;
    while let Some(cell) = cells.get(column) {
        // Neighbours mostly look the same.
        if cell.fg != before.fg || cell.bg != before.bg || cell.modifier != before.modifier {
            look = Look::new(cell.fg, cell.bg, cell.modifier);
        }
        before = cell;
        let symbol = cell.symbol();
        match width_of(symbol) {
            1 => {
                line[column] = Cell::new(clusters.glyph(symbol), look);
                column += 1;
            }
            width if width > 1 && column + width <= cells.len() => {
                let cell = Cell::new(clusters.glyph(symbol), look);
                line[column] = cell;
                line[column + 1..column + width].fill(Cell { glyph: Glyph::REST, look: cell.look });
                column += width;
            }
            _ => {
                line[column] = Cell::new(Glyph::BLANK, look);
                column += 1;
            }
        }
    }
}

fn different(row: &[Cell], other: &[Cell]) -> usize {
    row.iter().zip(other).filter(|(cell, other)| cell != other).count()
}

fn filled(row: &[Cell]) -> usize {
    row.iter().filter(|cell| **cell != Cell::BLANK).count()
}

/// A checksum of a row. Each of the sums waits for its own last step only.
fn sum(row: &[Cell]) -> u64 {
    /// The golden ratio in 64 bits, as is usual where numbers are to be scattered.
    const SCATTER: u64 = 0x9e37_79b9_7f4a_7c15;
    let step = |sum: u64, cell: &Cell| {
        let content = cell.look.bits().rotate_left(32) ^ u64::from(cell.glyph.number());
        (sum.rotate_left(5) ^ content).wrapping_mul(SCATTER)
    };
    let (four, rest) = row.as_chunks::<4>();
    let sums =
        four.iter().fold([0; 4], |sums, cells| std::array::from_fn(|lane| step(sums[lane], &cells[lane])));
    let sum = sums.into_iter().fold(0, |sum: u64, lane| sum.rotate_left(13).wrapping_add(lane));
    rest.iter().fold(sum, step)
}
