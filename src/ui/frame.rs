//! What a frame is drawn on.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::Widget,
};

/// The cells of a frame, and the place of the terminal's own cursor.
///
/// That of ratatui keeps the cursor to itself, and can only be had from a terminal that holds two frames and compares
/// them. Whoever paints knows what is shown, and compares with that.
pub(super) struct Frame<'a> {
    buffer: &'a mut Buffer,
    cursor: Option<Position>,
}

impl<'a> Frame<'a> {
    /// A frame with nothing on it.
    pub(super) fn new(buffer: &'a mut Buffer) -> Self {
        buffer.reset();
        Self { buffer, cursor: None }
    }

    pub(super) fn area(&self) -> Rect {
        self.buffer.area
    }

    pub(super) fn buffer_mut(&mut self) -> &mut Buffer {
        self.buffer
    }

    pub(super) fn render_widget(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area, self.buffer);
    }

    /// Has the cursor seen, at this place. Without that it is hidden.
    pub(super) fn set_cursor_position(&mut self, place: Position) {
        self.cursor = Some(place);
    }

    pub(super) fn cursor(&self) -> Option<Position> {
        self.cursor
    }
}
