//! What a console is drawn on.

use std::io;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Size},
};

/// A terminal, or something that stands for one.
pub trait Surface {
    /// Its columns and rows.
    ///
    /// # Errors
    /// When it does not tell.
    fn size(&self) -> io::Result<Size>;

    /// Makes it show a frame, and its cursor at a place or nowhere.
    ///
    /// # Errors
    /// When it takes nothing.
    fn show(&mut self, frame: &Buffer, cursor: Option<Position>) -> io::Result<()>;

    /// Assumes nothing any more of what it shows: the next frame is painted whole.
    fn forget(&mut self);
}
