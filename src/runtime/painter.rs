//! The screen as the terminal shows it, and the fewest bytes that make it show another.
//!
//! What ratatui draws is collected; only when the frame is complete does anything go out, in one piece: the cells that
//! differ, after a part of the screen was scrolled where that is shorter. A line is what this is for: over a slow
//! connection, a list that moves by a row is not sent anew.

mod grid;
mod hand;
mod pen;
mod rows;
mod scroll;

use std::{
    io::{self, Write},
    mem,
};

use ratatui::{
    backend::{Backend, ClearType, WindowSize},
    buffer,
    layout::{Position, Size},
};

use self::{
    grid::{Cell, Clusters, Grid, width_of},
    hand::{Hand, Place},
    pen::Look,
    scroll::{Plan, Shift, Sums},
};

/// Brings a terminal of which nothing is known into a state that is: no look, no margins, places counted from the
/// corner (DECOM), nothing pushed aside by what is written (IRM), no cursor in sight, and nothing on the screen.
const BEGIN_ANEW: &str = "\x1b[m\x1b[r\x1b[?6l\x1b[4l\x1b[?25l\x1b[2J\x1b[H";

const SHOW_CURSOR: &str = "\x1b[?25h";
const HIDE_CURSOR: &str = "\x1b[?25l";

/// A terminal to draw on.
pub struct Painter<W: Write> {
    terminal: W,
    size: Box<dyn Fn() -> io::Result<Size>>,
    clusters: Clusters,
    /// What the terminal shows; where that is not known, nothing of it counts.
    shown: Grid,
    is_known: bool,
    wanted: Grid,
    /// The rows in which they may differ.
    changed: Vec<bool>,
    /// The checksums of the rows that are shown.
    sums: Vec<u64>,
    at: Option<Place>,
    shows_cursor: bool,
    /// Where the cursor is to stand, and whether it is to be seen.
    cursor: Position,
    wants_cursor: bool,
    /// Memory that is used again.
    spare: [Vec<u8>; 2],
}

impl<W: Write> Painter<W> {
    /// A painter of a terminal of which nothing is known. It has to write what it is given at once and in one piece;
    /// `size` tells its columns and rows.
    ///
    /// # Errors
    /// When the terminal does not tell its size.
    pub fn new(terminal: W, size: impl Fn() -> io::Result<Size> + 'static) -> io::Result<Self> {
        let mut painter = Self {
            terminal,
            size: Box::new(size),
            clusters: Clusters::default(),
            shown: Grid::blank(0, 0),
            is_known: false,
            wanted: Grid::blank(0, 0),
            changed: Vec::new(),
            sums: Vec::new(),
            at: None,
            shows_cursor: false,
            cursor: Position::ORIGIN,
            wants_cursor: false,
            spare: Default::default(),
        };
        painter.begin_anew()?;
        Ok(painter)
    }

    /// Forgets what is shown and what was to be: the next frame is painted whole, on a blank screen.
    fn begin_anew(&mut self) -> io::Result<()> {
        let Size { width, height } = (self.size)()?;
        self.wanted = Grid::blank(width.into(), height.into());
        self.is_known = false;
        Ok(())
    }

    fn put(&mut self, column: usize, row: usize, cell: &buffer::Cell, width: usize) {
        let look = Look::new(cell.fg, cell.bg, cell.modifier);
        let cell = Cell::new(self.clusters.glyph(cell.symbol()), look);
        if self.wanted.put(column, row, cell, width)
            && let Some(changed) = self.changed.get_mut(row)
        {
            *changed = true;
        }
    }

    /// Makes what is not known a blank screen.
    fn learn(&mut self, hand: &mut Hand) {
        let Grid { columns, rows, .. } = self.wanted;
        self.clusters.keep_only(&mut self.wanted);
        hand.command(BEGIN_ANEW, Some(Place::HOME));
        self.shown = Grid::blank(columns, rows);
        self.shows_cursor = false;
        self.changed = vec![true; rows];
        self.sums = (0..rows).map(|row| self.shown.sum(row)).collect();
        self.is_known = true;
    }

    /// Collects what brings the terminal to what is wanted of it.
    fn compose(&mut self) -> Vec<u8> {
        let columns = self.wanted.columns;
        let [first, second] = mem::take(&mut self.spare);
        let mut hand = Hand::new(first, self.at, columns);
        let is_new = !self.is_known || self.clusters.is_full();
        if is_new {
            self.learn(&mut hand);
        }
        let sums: Vec<u64> = (0..self.wanted.rows)
            .map(|row| if self.changed[row] { self.wanted.sum(row) } else { self.sums[row] })
            .collect();
        let plan = scroll::find(&self.shown, &self.wanted, &Sums { shown: &self.sums, wanted: &sums });
        let mut spare = second;
        match plan.filter(|_| !is_new) {
            None => self.paint(&mut hand, None),
            Some(Plan { shift, is_sure }) => {
                let mut shifted = Hand::new(spare, self.at, columns);
                shift.write(&mut shifted);
                self.paint(&mut shifted, Some(shift));
                if !is_sure {
                    self.paint(&mut hand, None);
                }
                if is_sure || shifted.bytes.len() < hand.bytes.len() {
                    mem::swap(&mut shifted, &mut hand);
                }
                spare = shifted.bytes;
            }
        }
        self.place_cursor(&mut hand);
        for row in (0..self.wanted.rows).filter(|row| mem::take(&mut self.changed[*row])) {
            self.shown.copy_row(row, &self.wanted);
        }
        self.sums = sums;
        self.at = hand.at();
        self.spare[1] = spare;
        hand.bytes
    }

    /// Paints the rows that differ from what is shown after a shift.
    fn paint(&self, hand: &mut Hand, shift: Option<Shift>) {
        let blank = vec![Cell::BLANK; self.wanted.columns];
        for row in 0..self.wanted.rows {
            let origin = shift.map_or(Some(row), |shift| shift.origin(row));
            if origin == Some(row) && !self.changed[row] {
                continue;
            }
            let shown = origin.map_or(&*blank, |origin| self.shown.row(origin));
            rows::paint(hand, &self.clusters, row, shown, self.wanted.row(row));
        }
        hand.wear(Look::PLAIN);
    }

    fn place_cursor(&mut self, hand: &mut Hand) {
        if self.wants_cursor {
            let Grid { columns, rows, .. } = self.wanted;
            let column = usize::from(self.cursor.x).min(columns.saturating_sub(1));
            let row = usize::from(self.cursor.y).min(rows.saturating_sub(1));
            hand.go(Place { column, row });
        }
        if self.wants_cursor != self.shows_cursor {
            hand.command(if self.wants_cursor { SHOW_CURSOR } else { HIDE_CURSOR }, hand.at());
            self.shows_cursor = self.wants_cursor;
        }
    }
}

impl<W: Write> Backend for Painter<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a buffer::Cell)>,
    {
        // What a wide glyph covers is not to be seen, although ratatui may give it too.
        let mut covered = (0, 0..0);
        for (column, row, cell) in content {
            let (column, row) = (usize::from(column), usize::from(row));
            let is_covered = covered.0 == row && covered.1.contains(&column);
            if is_covered || column >= self.wanted.columns || row >= self.wanted.rows {
                continue;
            }
            let width = width_of(cell.symbol());
            self.put(column, row, cell, width);
            covered = (row, column..column + width);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wants_cursor = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.wants_cursor = true;
        Ok(())
    }

    /// Where the cursor is to stand. The terminal is not asked: its answer would go to whoever reads keys.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.begin_anew()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        let Grid { columns, rows, .. } = self.wanted;
        let (start, end) = (usize::from(self.cursor.y) * columns, columns * rows);
        let cursor = start + usize::from(self.cursor.x);
        let cleared = match clear_type {
            ClearType::All => return self.begin_anew(),
            ClearType::AfterCursor => cursor..end,
            ClearType::BeforeCursor => 0..cursor + 1,
            ClearType::CurrentLine => start..start + columns,
            ClearType::UntilNewLine => cursor..start + columns,
        };
        for place in cleared.filter(|place| *place < end) {
            self.put(place % columns, place / columns, &buffer::Cell::EMPTY, 1);
        }
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        (self.size)()
    }

    /// The size in cells; that in dots is not known.
    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        let bytes = self.compose();
        let written = if bytes.is_empty() { Ok(()) } else { self.terminal.write_all(&bytes) };
        if written.is_err() {
            // How much of it has arrived is not known.
            self.is_known = false;
        }
        self.spare[0] = bytes;
        written?;
        self.terminal.flush()
    }
}

#[cfg(test)]
mod tests;
