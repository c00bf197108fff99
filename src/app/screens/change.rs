//! One change of the history, with all that the journal has of it.

use super::{Behaviour, Step, undo::Undo};
use crate::{
    app::{
        headless,
        keymap::{Action, Context},
        model::{Shared, Tone},
    },
    domain::{Entry, EntryId, Field, FieldChange, Image, Standing},
};

/// The screen's state.
#[derive(Debug)]
pub struct ChangeDetail {
    /// The change.
    pub entry: Entry,
    /// The entry that took it back, if one did.
    pub undone_by: Option<EntryId>,
    /// How far the screen is scrolled.
    pub top: usize,
}

impl ChangeDetail {
    /// Opens a change.
    #[must_use]
    pub fn new(entry: Entry, undone_by: Option<EntryId>) -> Self {
        Self { entry, undone_by, top: 0 }
    }

    /// What the change made of the license, field by field. What a new license was before, and what a deleted one is
    /// after, is empty.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldChange> {
        match (&self.entry.before, &self.entry.after) {
            (Some(before), Some(after)) => before.differences_from(after),
            (None, Some(after)) => all_of(after, |before, after| (after, before)),
            (Some(before), None) => all_of(before, |before, after| (before, after)),
            (None, None) => Vec::new(),
        }
    }

    /// The command that takes the change back; none where it cannot be taken back.
    #[must_use]
    pub fn command(&self, shared: &Shared) -> Option<String> {
        let is_undoable = self.entry.result == Standing::Done && self.undone_by.is_none();
        is_undoable.then(|| headless::undo(self.entry.entry, shared.place.as_ref(), None))
    }

    /// The number of facts besides the fields.
    const FACTS: usize = 16;

    fn scroll(&mut self, action: Action, shared: &Shared) {
        let height = shared.size.body_rows();
        let last = Self::FACTS + self.fields().len();
        self.top = scrolled(self.top, action, height, last);
    }
}

/// Where scrolling leads in a text of which `last` may be the first line on the screen.
pub(super) fn scrolled(top: usize, action: Action, height: usize, last: usize) -> usize {
    let wanted = match action {
        Action::Up => top.saturating_sub(1),
        Action::Down => top + 1,
        Action::PageUp => top.saturating_sub(height),
        Action::PageDown => top + height,
        _ => 0,
    };
    wanted.min(last)
}

/// All fields of an image that say something, each beside nothing.
fn all_of(image: &Image, sides: impl Fn(String, String) -> (String, String)) -> Vec<FieldChange> {
    let said = Field::ALL.into_iter().filter(|field| !image.text(*field).is_empty());
    said.map(|field| {
        let (before, after) = sides(image.text(field).to_owned(), String::new());
        FieldChange { field, before, after }
    })
    .collect()
}

impl Behaviour for ChangeDetail {
    fn title(&self) -> &'static str {
        "Change"
    }

    fn contexts(&self) -> &'static [Context] {
        &[Context::Change, Context::Global, Context::Always]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Back => return Step::Close,
            Action::Undo => return Undo::of_entry(&self.entry, shared),
            Action::CopyCommand => match self.command(shared) {
                Some(command) => shared.copy(command),
                None => shared.say(Tone::Plain, "this cannot be taken back, and so there is no command"),
            },
            action if action.is_movement() => self.scroll(action, shared),
            _ => {}
        }
        Step::Stay
    }
}
