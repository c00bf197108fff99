//! What several licenses are to have in common: fields that are left alone stay as they are in each.

use tui_input::Input;

use super::{Bulk, Deed};
use crate::{
    app::{
        field,
        keymap::{Action, Context, Key, KeyPress},
        model::{Shared, Tone},
        screens::{Act, Behaviour, Outcome, Step, Written},
    },
    domain::{Change, Fault, Field, License, LicenseId, Scope, Status, rules},
};

/// The fields that several licenses can have in common.
pub const FIELDS: [Field; 3] = [Field::Name, Field::Description, Field::Status];

/// The screen's state.
#[derive(Debug)]
pub struct BulkEdit {
    /// Where the licenses live.
    pub scope: Scope,
    /// The licenses.
    pub licenses: Vec<License>,
    /// The new name; none leaves the names.
    pub name: Option<Input>,
    /// The new description; none leaves the descriptions.
    pub description: Option<Input>,
    /// The new status; none leaves the statuses.
    pub status: Option<Status>,
    /// What is wrong with what was typed.
    pub faults: Vec<Fault>,
    focus: usize,
    unread: usize,
    is_gone: bool,
}

impl BulkEdit {
    /// Asks for what is to become of licenses.
    #[must_use]
    pub fn open(scope: Scope, licenses: Vec<License>, unread: usize, shared: &mut Shared) -> Step {
        if !shared.may_write(scope, None) {
            return Step::Stay;
        }
        let (name, description, status, faults) = (None, None, None, Vec::new());
        let (focus, is_gone) = (0, false);
        Step::Open(Self { scope, licenses, name, description, status, faults, focus, unread, is_gone }.into())
    }

    /// The field that is being filled in.
    #[must_use]
    pub fn focus(&self) -> Field {
        FIELDS[self.focus]
    }

    /// The text that a field of all licenses gets; none where each keeps its own, and for the status.
    #[must_use]
    pub fn input(&self, field: Field) -> Option<&Input> {
        match field {
            Field::Name => self.name.as_ref(),
            Field::Description => self.description.as_ref(),
            Field::Sku | Field::Status => None,
        }
    }

    fn input_mut(&mut self) -> Option<&mut Option<Input>> {
        match self.focus() {
            Field::Name => Some(&mut self.name),
            Field::Description => Some(&mut self.description),
            Field::Sku | Field::Status => None,
        }
    }

    fn is_touched(&self) -> bool {
        self.name.is_some() || self.description.is_some() || self.status.is_some()
    }

    /// Shows what would be changed.
    fn save(&mut self, shared: &mut Shared) -> Step {
        if !self.is_touched() {
            shared.say(Tone::Plain, "nothing to change: every field is left as it is");
            return Step::Stay;
        }
        let name = self.name.as_ref().map(|input| rules::name(input.value())).transpose();
        let description =
            self.description.as_ref().map(|input| rules::description(input.value())).transpose();
        let (name, description) = match (name, description) {
            (Ok(name), Ok(description)) => (name, description),
            (name, description) => {
                self.faults = [name.err(), description.err()].into_iter().flatten().collect();
                return Step::Stay;
            }
        };
        let status = self.status.clone();
        let change = |license: &License| {
            let mut wanted = license.clone();
            wanted.name = name.clone().unwrap_or(wanted.name);
            if let Some(text) = &description {
                wanted.description = Some(text.clone());
            }
            wanted.status = status.clone().unwrap_or(wanted.status);
            Change::between(license, &wanted)
        };
        Bulk::change(self.scope, Deed::Edit, self.licenses.clone(), self.unread, shared, change)
    }

    fn turn_status(&mut self, onwards: bool) {
        let choices = [None, Some(Status::Enabled), Some(Status::Disabled)];
        let at = choices.iter().position(|choice| *choice == self.status).unwrap_or_default();
        let next = if onwards { at + 1 } else { at + choices.len() - 1 };
        self.status.clone_from(&choices[next % choices.len()]);
    }
}

impl Behaviour for BulkEdit {
    fn title(&self) -> &'static str {
        "Edit licenses"
    }

    fn contexts(&self) -> &'static [Context] {
        &[Context::Form, Context::Always]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Save => return self.save(shared),
            Action::NextField => self.focus = (self.focus + 1) % FIELDS.len(),
            Action::PreviousField => self.focus = (self.focus + FIELDS.len() - 1) % FIELDS.len(),
            Action::Back if self.is_touched() => {
                return Step::ask(
                    "Leave the edit?",
                    vec!["What was typed is not saved.".to_owned()],
                    Act::Close,
                );
            }
            Action::Back => return Step::Close,
            _ => {}
        }
        Step::Stay
    }

    fn type_key(&mut self, press: KeyPress, _shared: &mut Shared) -> Step {
        self.faults.clear();
        let Some(input) = self.input_mut() else {
            match press.key {
                Key::Right | Key::Char(' ') => self.turn_status(true),
                Key::Left => self.turn_status(false),
                _ => {}
            }
            return Step::Stay;
        };
        let is_erasing = press.key == Key::Backspace;
        match input {
            // Nothing is left to erase but the wish itself.
            Some(text) if is_erasing && text.value().is_empty() => *input = None,
            Some(text) => {
                field::type_key(text, press);
            }
            None if is_erasing => {}
            None => {
                let mut text = Input::default();
                // Who empties a field means that it is to be empty.
                let empties = press.control && press.key == Key::Char('u');
                if field::type_key(&mut text, press) || empties {
                    *input = Some(text);
                }
            }
        }
        Step::Stay
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        if let Some(input) = self.input_mut() {
            field::paste(input.get_or_insert_default(), text);
        }
    }

    fn written(&mut self, written: &Written, _shared: &mut Shared) {
        let is_mine = |id: LicenseId| self.licenses.iter().any(|license| license.id == id);
        // The edit is being made: there is nothing to come back to.
        self.is_gone |= match &written.outcome {
            Outcome::Updated(license) => is_mine(license.id),
            Outcome::Created(_) | Outcome::Deleted(_) => false,
        };
    }

    fn is_unsaved(&self) -> bool {
        self.is_touched()
    }

    fn is_gone(&self) -> bool {
        self.is_gone
    }
}
