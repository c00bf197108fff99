//! The requests that were made, the latest first, and each of them in full.

mod detail;

use std::sync::Arc;

pub use detail::{Detail, Line, took};

use super::{Behaviour, Step};
use crate::app::{
    cursor::Cursor,
    exchanges::Kept,
    headless,
    keymap::{Action, Context},
    model::{Shared, Tone},
};

/// The screen's state.
#[derive(Debug, Default)]
pub struct Activity {
    /// Where the cursor is among the requests.
    pub cursor: Cursor,
    /// The request that is shown in full.
    pub detail: Option<Detail>,
    /// The number of the request that the cursor is on: it stays on it whatever comes in.
    at: Option<u64>,
}

impl Activity {
    /// Opens the list on the latest request.
    #[must_use]
    pub fn open(shared: &Shared) -> Self {
        let mut activity = Self::default();
        activity.arrange(shared);
        activity
    }

    /// Takes notice of what has come in, or gone.
    pub fn arrange(&mut self, shared: &Shared) {
        let place = self.at.and_then(|number| shared.exchanges.place_of(number));
        self.cursor.put(
            place.unwrap_or(self.cursor.position),
            shared.exchanges.len(),
            shared.size.table_rows(),
        );
        self.note_current(shared);
    }

    /// The request that is shown, or that the cursor is on.
    fn current(&self, shared: &Shared) -> Option<Arc<Kept>> {
        match &self.detail {
            Some(detail) => Some(Arc::clone(&detail.kept)),
            None => shared.exchanges.get(self.cursor.position).cloned(),
        }
    }

    fn note_current(&mut self, shared: &Shared) {
        self.at = shared.exchanges.get(self.cursor.position).map(|kept| kept.number);
    }

    fn copy(&self, shared: &mut Shared) {
        match self.current(shared).map(|kept| headless::curl(&kept.exchange)) {
            Some(Some(command)) => shared.copy(command),
            Some(None) => shared.say(Tone::Plain, "not copied: the body was too long to be kept whole"),
            None => shared.say(Tone::Plain, "no request is under the cursor"),
        }
    }
}

impl Behaviour for Activity {
    fn title(&self) -> &'static str {
        "Activity"
    }

    fn contexts(&self) -> &'static [Context] {
        if self.detail.is_some() {
            &[Context::Exchange, Context::Global, Context::Always]
        } else {
            &[Context::Activity, Context::Global, Context::Always]
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match (action, &mut self.detail) {
            (Action::Back, Some(_)) => self.detail = None,
            (Action::Back, None) => return Step::Close,
            (Action::CopyCommand, _) => self.copy(shared),
            (Action::Open, None) => self.detail = self.current(shared).map(Detail::new),
            (action, Some(detail)) if action.is_movement() => detail.scroll(action, shared.size),
            (action, None) if action.is_movement() => {
                self.cursor.step(action, shared.exchanges.len(), shared.size.table_rows());
                self.note_current(shared);
            }
            _ => {}
        }
        Step::Stay
    }

    fn point(&mut self, row: usize, shared: &mut Shared) -> bool {
        let Some(row) = row.checked_sub(1) else { return false };
        if self.detail.is_some() {
            return false;
        }
        let was_there = self.cursor.point(row, shared.exchanges.len(), shared.size.table_rows());
        self.note_current(shared);
        was_there
    }

    fn resized(&mut self, shared: &mut Shared) {
        self.arrange(shared);
        if let Some(detail) = &mut self.detail {
            detail.scroll(Action::Open, shared.size);
        }
    }

    fn enter(&mut self, shared: &mut Shared) {
        self.arrange(shared);
    }
}

#[cfg(test)]
mod tests;
