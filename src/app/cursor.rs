//! A cursor in a list, and the part of the list that is on the screen.

use super::keymap::Action;

/// Where the cursor stands and what the first row on the screen is, both counted from the top of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The row of the cursor.
    pub position: usize,
    /// The first row on the screen.
    pub top: usize,
}

impl Cursor {
    /// Moves by `action` in a list of `length` rows of which `height` are on the screen.
    pub fn step(&mut self, action: Action, length: usize, height: usize) {
        let half = (height / 2).max(1);
        let position = match action {
            Action::Up => self.position.saturating_sub(1),
            Action::Down => self.position + 1,
            Action::PageUp => self.position.saturating_sub(height),
            Action::PageDown => self.position + height,
            Action::HalfUp => self.position.saturating_sub(half),
            Action::HalfDown => self.position + half,
            Action::First => 0,
            Action::Last => length,
            _ => self.position,
        };
        self.put(position, length, height);
    }

    /// Puts the cursor on a row and the row at the top of the screen, as far as the list reaches down that far.
    pub fn put_on_top(&mut self, position: usize, length: usize, height: usize) {
        self.top = position;
        self.put(position, length, height);
    }

    /// Puts the cursor on a row of the screen, counted from its first one, where there is one. Answers with whether it
    /// stood there already.
    pub fn point(&mut self, row: usize, length: usize, height: usize) -> bool {
        let position = self.top_in(height) + row;
        if position >= length || row >= height {
            return false;
        }
        let was_there = position == self.position;
        self.put(position, length, height);
        was_there
    }

    /// The first row to show where no more than `height` rows have room, be it for a moment: the cursor's is among them.
    #[must_use]
    pub fn top_in(self, height: usize) -> usize {
        self.top.max((self.position + 1).saturating_sub(height))
    }

    /// Puts the cursor on a row, or on the last one where the list is shorter, and scrolls as little as it takes.
    pub fn put(&mut self, position: usize, length: usize, height: usize) {
        // A screen without rows still has a cursor somewhere.
        let height = height.max(1);
        self.position = position.min(length.saturating_sub(1));
        let last_top = length.saturating_sub(height);
        let lowest = (self.position + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, self.position).min(last_top.max(lowest));
    }
}

#[cfg(test)]
mod tests;
