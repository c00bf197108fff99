//! The screen as the terminal shows it, and the fewest bytes that make it show another.
//!
//! A frame goes out in one piece: the cells that differ from what is shown, after a part of the screen was scrolled where
//! that is shorter. A line is what this is for: over a slow connection, a list that moves by a row is not sent anew. The
//! frame is looked at once, row by row, which is most of what a key costs on a large screen.

mod frames;
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
    buffer::Buffer,
    layout::{Position, Size},
};

use self::{
    frames::Frames,
    grid::{Cell, Clusters},
    hand::{Hand, Place},
    pen::Look,
    scroll::{Plan, Shift},
};
use super::Surface;

/// Frames from this size on are asked to be shown at once: where the far end takes them in pieces, nobody sees them half
/// drawn. Terminals that know the mode (DEC private mode 2026, "synchronized output") keep to it, others overlook it.
const AT_ONCE: usize = 512;
const BEGIN_AT_ONCE: &[u8] = b"\x1b[?2026h";
const END_AT_ONCE: &[u8] = b"\x1b[?2026l";

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
    frames: Frames,
    /// Whether the terminal shows what is said to be shown.
    is_known: bool,
    at: Option<Place>,
    shows_cursor: bool,
    /// Memory that is used again.
    spare: [Vec<u8>; 2],
}

impl<W: Write> Painter<W> {
    /// A painter of a terminal of which nothing is known. It has to write what it is given at once and in one piece;
    /// `size` tells its columns and rows.
    pub fn new(terminal: W, size: impl Fn() -> io::Result<Size> + 'static) -> Self {
        Self {
            terminal,
            size: Box::new(size),
            clusters: Clusters::default(),
            frames: Frames::blank(0, 0),
            is_known: false,
            at: None,
            shows_cursor: false,
            spare: Default::default(),
        }
    }

    /// Makes what is not known a blank screen.
    fn learn(&mut self, columns: usize, rows: usize, hand: &mut Hand) {
        hand.command(BEGIN_ANEW, Some(Place::HOME));
        self.clusters = Clusters::default();
        self.frames = Frames::blank(columns, rows);
        self.shows_cursor = false;
        self.is_known = true;
    }

    /// Collects what brings the terminal to what is wanted of it.
    fn compose(&mut self, frame: &Buffer, cursor: Option<Position>) -> Vec<u8> {
        let (columns, rows) = (usize::from(frame.area.width), usize::from(frame.area.height));
        let [first, mut spare] = mem::take(&mut self.spare);
        let mut hand = Hand::new(first, self.at, columns);
        let is_same_size = self.frames.columns() == columns && self.frames.rows() == rows;
        let is_new = !self.is_known || !is_same_size || self.clusters.is_full();
        if is_new {
            self.learn(columns, rows, &mut hand);
        }
        self.frames.want(frame, &mut self.clusters);
        match scroll::find(&self.frames).filter(|_| !is_new) {
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
        self.place_cursor(cursor, &mut hand);
        self.frames.settle();
        self.at = hand.at();
        self.spare[1] = spare;
        hand.bytes
    }

    /// Paints the rows that differ from what is shown after a shift.
    fn paint(&self, hand: &mut Hand, shift: Option<Shift>) {
        let blank = vec![Cell::BLANK; self.frames.columns()];
        for row in 0..self.frames.rows() {
            let origin = shift.map_or(Some(row), |shift| shift.origin(row));
            if origin == Some(row) && !self.frames.changes(row) {
                continue;
            }
            let shown = origin.map_or(&*blank, |origin| self.frames.shown(origin));
            rows::paint(hand, &self.clusters, row, shown, self.frames.wanted(row));
        }
        hand.wear(Look::PLAIN);
    }

    fn place_cursor(&mut self, cursor: Option<Position>, hand: &mut Hand) {
        if let Some(Position { x, y }) = cursor {
            let column = usize::from(x).min(self.frames.columns().saturating_sub(1));
            let row = usize::from(y).min(self.frames.rows().saturating_sub(1));
            hand.go(Place { column, row });
        }
        if cursor.is_some() != self.shows_cursor {
            self.shows_cursor = cursor.is_some();
            hand.command(if self.shows_cursor { SHOW_CURSOR } else { HIDE_CURSOR }, hand.at());
        }
    }
}

impl<W: Write> Surface for Painter<W> {
    fn size(&self) -> io::Result<Size> {
        (self.size)()
    }

    fn show(&mut self, frame: &Buffer, cursor: Option<Position>) -> io::Result<()> {
        let mut bytes = self.compose(frame, cursor);
        if bytes.len() >= AT_ONCE {
            bytes.splice(..0, BEGIN_AT_ONCE.iter().copied());
            bytes.extend_from_slice(END_AT_ONCE);
        }
        let written = if bytes.is_empty() { Ok(()) } else { self.terminal.write_all(&bytes) };
        if written.is_err() {
            // How much of it has arrived is not known.
            self.is_known = false;
        }
        self.spare[0] = bytes;
        written?;
        self.terminal.flush()
    }

    fn forget(&mut self) {
        self.is_known = false;
    }
}

#[cfg(test)]
mod tests;
