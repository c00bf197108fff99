//! Choosing a theme: the one under the cursor holds at once, so that it is seen before it is kept.

use super::{Behaviour, Step};
use crate::app::{
    cursor::Cursor,
    keymap::{Action, Context},
    model::{Shared, Tone},
};

/// The screen's state.
#[derive(Debug)]
pub struct ThemeChoice {
    /// The cursor among the names.
    pub cursor: Cursor,
    before: String,
}

impl ThemeChoice {
    /// The choice, with the cursor on the theme that holds.
    #[must_use]
    pub fn open(shared: &Shared) -> Self {
        let mut cursor = Cursor::default();
        let names = &shared.themes.names;
        let at = names.iter().position(|name| *name == shared.themes.current).unwrap_or_default();
        cursor.put(at, names.len(), shared.size.table_rows());
        Self { cursor, before: shared.themes.current.clone() }
    }
}

impl Behaviour for ThemeChoice {
    fn title(&self) -> &'static str {
        "Themes"
    }

    fn contexts(&self) -> &'static [Context] {
        &[Context::Themes, Context::Global, Context::Always]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        let chosen = shared.themes.names.get(self.cursor.position).cloned();
        match action {
            Action::Back => {
                shared.use_theme(self.before.clone());
                return Step::Close;
            }
            Action::Accept | Action::Open => {
                if let Some(name) = chosen {
                    shared.say(Tone::Good, format!("{name} is the theme from now on"));
                    shared.keep_theme(name);
                }
                return Step::Close;
            }
            Action::Refresh => {
                if let Some(name) = chosen {
                    shared.use_theme(name);
                }
            }
            action if action.is_movement() => {
                let (length, height) = (shared.themes.names.len(), shared.size.table_rows());
                self.cursor.step(action, length, height);
                if let Some(name) = shared.themes.names.get(self.cursor.position).cloned() {
                    shared.use_theme(name);
                }
            }
            _ => {}
        }
        Step::Stay
    }

    fn point(&mut self, row: usize, shared: &mut Shared) -> bool {
        let Some(row) = row.checked_sub(1) else { return false };
        let was_there = self.cursor.point(row, shared.themes.names.len(), shared.size.table_rows());
        if let Some(name) = shared.themes.names.get(self.cursor.position).cloned() {
            shared.use_theme(name);
        }
        was_there
    }

    fn resized(&mut self, shared: &mut Shared) {
        self.cursor.put(self.cursor.position, shared.themes.names.len(), shared.size.table_rows());
    }
}

#[cfg(test)]
mod tests;
