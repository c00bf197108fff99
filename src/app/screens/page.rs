//! A page of nothing but a text, to be selected and copied by the terminal's own means, where it takes nothing onto a
//! clipboard.

use super::Overlay;
use crate::app::{cursor::Cursor, keymap::Action, layout::Size};

/// The page's state.
#[derive(Debug)]
pub struct Page {
    /// The text, which may hold the server's own words.
    pub text: String,
    /// How many lines are above the screen.
    pub top: usize,
    /// What it lies over, such as a question; it is there again afterwards.
    pub(in crate::app) beneath: Option<Box<Overlay>>,
}

impl Page {
    /// A page from its first line on.
    #[must_use]
    pub fn new(text: String, beneath: Option<Overlay>) -> Self {
        Self { text, top: 0, beneath: beneath.map(Box::new) }
    }

    /// Scrolls.
    pub(in crate::app) fn scroll(&mut self, action: Action, size: Size) {
        let height = usize::from(size.rows).saturating_sub(1).max(1);
        // Lines that are longer than the screen take several rows; a few more steps are harmless.
        let lines = self.text.lines().count();
        let mut cursor = Cursor { position: self.top, top: self.top };
        cursor.step(action, lines.max(1), height);
        self.top = cursor.position;
    }
}
