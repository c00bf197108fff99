//! A screen without a terminal, as text.

use std::{fmt, io};

use lictor::{
    app::{Model, layout},
    runtime::Surface,
    ui::{self, Theme},
};
use ratatui::{
    Terminal,
    backend::{Backend as _, TestBackend},
    buffer::Buffer,
    layout::{Position, Rect, Size},
};

/// The library's test screen. It keeps what it shows until another frame says otherwise, as a terminal does.
pub(crate) struct Screen(Terminal<TestBackend>);

impl Screen {
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        Self(Terminal::new(TestBackend::new(columns, rows)).expect("a test screen"))
    }

    /// Gives it another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.0.backend_mut().resize(columns, rows);
    }

    /// Has it show something else in its upper left corner.
    pub(crate) fn disturb(&mut self, text: &str) {
        let line = Buffer::with_lines([text]);
        let cells = line.area.positions().map(|place| (place.x, place.y, &line[place]));
        self.0.backend_mut().draw(cells).expect("a test screen");
    }
}

impl Surface for Screen {
    fn size(&self) -> io::Result<Size> {
        Ok(self.0.size().expect("a test screen"))
    }

    fn show(&mut self, frame: &Buffer, cursor: Option<Position>) -> io::Result<()> {
        let drawn = self.0.draw(|shown| {
            shown.buffer_mut().clone_from(frame);
            if let Some(place) = cursor {
                shown.set_cursor_position(place);
            }
        });
        drawn.map(drop).expect("a test screen");
        Ok(())
    }

    fn forget(&mut self) {
        let area = Rect::from((Position::ORIGIN, self.0.size().expect("a test screen")));
        self.0.resize(area).expect("a test screen");
    }
}

impl fmt::Display for Screen {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.backend().fmt(formatter)
    }
}

/// What a model looks like, a line each.
pub(crate) fn drawn(model: &Model, theme: Theme) -> String {
    let layout::Size { columns, rows } = model.shared.size;
    let mut screen = Screen::new(columns, rows);
    let mut frame = Buffer::empty(Rect::new(0, 0, columns, rows));
    let cursor = ui::view(model, &theme, &mut frame);
    screen.show(&frame, cursor).expect("a test screen");
    screen.to_string()
}
