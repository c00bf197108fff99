//! A terminal that understands what is written, to compare it with what was asked for.

use std::{
    cell::RefCell,
    io::{self, Write},
    num::NonZeroU16,
    rc::Rc,
};

use ratatui::{
    buffer::{Buffer, Cell, CellWidth as _},
    layout::{Position, Rect, Size},
    style::{Color, Modifier},
};

use crate::runtime::{Painter, Surface as _};

/// The far end of the wire.
#[derive(Clone)]
pub(super) struct Screen(Rc<RefCell<State>>);

struct State {
    parser: vt100::Parser,
    size: Size,
    written: Vec<u8>,
    writes: usize,
    is_broken: bool,
}

/// What draws on a terminal.
pub(super) struct Window {
    pub(super) painter: Painter<Screen>,
}

impl Window {
    /// Draws a frame, with the cursor where the closure says.
    pub(super) fn draw(&mut self, frame: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        let mut buffer = Buffer::empty(Rect::from((Position::ORIGIN, self.painter.size()?)));
        let cursor = frame(&mut buffer);
        self.painter.show(&buffer, cursor)
    }

    /// Draws a frame without a cursor.
    pub(super) fn paint(&mut self, frame: impl FnOnce(&mut Buffer)) {
        let drawn = self.draw(|buffer| {
            frame(buffer);
            None
        });
        drawn.expect("drawn");
    }
}

/// A terminal that a painter draws on, and its far end.
pub(super) fn terminal(columns: u16, rows: u16) -> (Window, Screen) {
    let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
    let size = Size::new(columns, rows);
    let state = State { parser, size, written: Vec::new(), writes: 0, is_broken: false };
    let screen = Screen(Rc::new(RefCell::new(state)));
    let asked = screen.clone();
    let painter = Painter::new(screen.clone(), move || Ok(asked.0.borrow().size));
    (Window { painter }, screen)
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("cells")
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.0.borrow_mut();
        if state.is_broken {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        state.writes += 1;
        state.parser.process(bytes);
        state.written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Screen {
    /// What was written since this was last asked.
    pub(super) fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut self.0.borrow_mut().written)).expect("text")
    }

    /// Has somebody else write on the terminal.
    pub(super) fn disturb(&self, text: &str) {
        self.0.borrow_mut().parser.process(text.as_bytes());
    }

    pub(super) fn writes(&self) -> usize {
        self.0.borrow().writes
    }

    pub(super) fn break_down(&self, is_broken: bool) {
        self.0.borrow_mut().is_broken = is_broken;
    }

    pub(super) fn resize(&self, columns: u16, rows: u16) {
        let mut state = self.0.borrow_mut();
        state.size = Size::new(columns, rows);
        state.parser.screen_mut().set_size(cells(rows), cells(columns));
    }

    /// The row and the column.
    pub(super) fn cursor(&self) -> (u16, u16) {
        self.0.borrow().parser.screen().cursor_position()
    }

    pub(super) fn hides_cursor(&self) -> bool {
        self.0.borrow().parser.screen().hide_cursor()
    }

    /// Insists that it shows what a frame asked for.
    pub(super) fn shows(&self, wanted: &Buffer) {
        let state = self.0.borrow();
        let screen = state.parser.screen();
        for row in wanted.area.rows() {
            let mut column = 0;
            while column < row.width {
                let cell = &wanted[(column, row.y)];
                let width = cell.cell_width().max(1);
                let found = screen.cell(row.y, column).expect("a cell");
                let fits = column + width <= row.width;
                let symbol = if fits { cell.symbol() } else { " " };
                let place = format!("column {column} of row {}: {symbol:?}, but {found:?}", row.y);
                compare(symbol, cell, found, &place);
                column += if fits { width } else { 1 };
            }
        }
    }
}

fn compare(symbol: &str, cell: &Cell, found: &vt100::Cell, place: &str) {
    let shown = if found.has_contents() { found.contents() } else { " " };
    if symbol.chars().count() > 1 && symbol.cell_width() > 1 {
        // This terminal knows of no characters that are joined to one.
        assert!(symbol.starts_with(shown), "{place}");
    } else {
        assert_eq!(shown, symbol, "{place}");
    }
    let lined = cell.modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED);
    assert_eq!(found.bgcolor(), colour(cell.bg), "{place}");
    assert_eq!(found.inverse(), cell.modifier.contains(Modifier::REVERSED), "{place}");
    assert_eq!(found.underline(), cell.modifier.contains(Modifier::UNDERLINED), "{place}");
    if symbol != " " || lined {
        assert_eq!(found.fgcolor(), colour(cell.fg), "{place}");
        assert_eq!(found.bold(), cell.modifier.contains(Modifier::BOLD), "{place}");
        assert_eq!(found.dim(), cell.modifier.contains(Modifier::DIM), "{place}");
        assert_eq!(found.italic(), cell.modifier.contains(Modifier::ITALIC), "{place}");
    }
}

fn colour(color: Color) -> vt100::Color {
    match color {
        Color::Red => vt100::Color::Idx(1),
        Color::Cyan => vt100::Color::Idx(6),
        Color::LightGreen => vt100::Color::Idx(10),
        Color::Indexed(number) => vt100::Color::Idx(number),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        _ => vt100::Color::Default,
    }
}
