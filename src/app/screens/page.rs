//! A page of nothing but a text, to be selected and copied by the terminal's own means, where it takes nothing onto a
//! clipboard.

use crate::app::{cursor::Cursor, keymap::Action, layout::Size};

/// The page's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The text, which may hold the server's own words.
    pub text: String,
    /// How many lines are above the screen.
    pub top: usize,
}

impl Page {
    /// A page from its first line on.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self { text, top: 0 }
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
