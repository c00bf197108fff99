//! The four fields of a form: three lines of text, and a choice.

use tui_input::Input;

use crate::{
    app::{
        field,
        keymap::{Key, KeyPress},
    },
    domain::{Change, Draft, Fault, Field, License, Status, rules},
};

/// The status to choose: the two of the API, and a third where the server holds another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What can be chosen.
    pub options: Vec<Status>,
    /// Which one is.
    pub chosen: usize,
}

impl Choice {
    fn of(status: &Status) -> Self {
        let mut options = vec![Status::Enabled, Status::Disabled];
        if !options.contains(status) {
            options.push(status.clone());
        }
        let chosen = options.iter().position(|option| option == status).unwrap_or_default();
        Self { options, chosen }
    }

    /// The chosen status.
    #[must_use]
    pub fn status(&self) -> Status {
        self.options.get(self.chosen).cloned().unwrap_or(Status::Enabled)
    }

    fn turn(&mut self, forward: bool) {
        let steps = if forward { 1 } else { self.options.len() - 1 };
        self.chosen = (self.chosen + steps) % self.options.len();
    }
}

/// What is filled in.
#[derive(Clone, Debug)]
pub struct Fields {
    /// SKU.
    pub sku: Input,
    /// Name.
    pub name: Input,
    /// Description.
    pub description: Input,
    /// Status.
    pub status: Choice,
}

impl Fields {
    pub(super) fn empty() -> Self {
        Self {
            sku: Input::default(),
            name: Input::default(),
            description: Input::default(),
            status: Choice::of(&Status::Enabled),
        }
    }

    pub(super) fn of(license: &License) -> Self {
        let input = |field| Input::from(license.text(field));
        Self {
            sku: input(Field::Sku),
            name: input(Field::Name),
            description: input(Field::Description),
            status: Choice::of(&license.status),
        }
    }

    /// The line of text of a field; none for the status.
    #[must_use]
    pub fn input(&self, field: Field) -> Option<&Input> {
        match field {
            Field::Sku => Some(&self.sku),
            Field::Name => Some(&self.name),
            Field::Description => Some(&self.description),
            Field::Status => None,
        }
    }

    fn input_mut(&mut self, field: Field) -> Option<&mut Input> {
        match field {
            Field::Sku => Some(&mut self.sku),
            Field::Name => Some(&mut self.name),
            Field::Description => Some(&mut self.description),
            Field::Status => None,
        }
    }

    pub(super) fn texts(&self) -> [String; 4] {
        [
            self.sku.value().to_owned(),
            self.name.value().to_owned(),
            self.description.value().to_owned(),
            self.status.status().to_string(),
        ]
    }

    pub(super) fn type_key(&mut self, field: Field, press: KeyPress) -> bool {
        if let Some(input) = self.input_mut(field) {
            return field::type_key(input, press);
        }
        match press.key {
            Key::Right | Key::Char(' ') => self.status.turn(true),
            Key::Left => self.status.turn(false),
            _ => return false,
        }
        true
    }

    pub(super) fn paste(&mut self, field: Field, text: &str) -> bool {
        self.input_mut(field).is_some_and(|input| field::paste(input, text))
    }

    /// What is filled in.
    pub(super) fn text(&self, field: Field) -> &str {
        match self.input(field) {
            Some(input) => input.value(),
            None => self.status.options.get(self.status.chosen).unwrap_or(&Status::Enabled).word(),
        }
    }

    /// Fills in a field with the value of `license`.
    pub(super) fn put(&mut self, field: Field, license: &License) {
        match self.input_mut(field) {
            Some(input) => *input = Input::from(license.text(field)),
            None => self.status = Choice::of(&license.status),
        }
    }

    /// `license` with what is filled in, unchecked; the fields in `except` stay as they are there.
    pub(super) fn over(&self, license: &License, except: &[Field]) -> License {
        let mut wanted = license.clone();
        if !except.contains(&Field::Name) {
            self.name.value().clone_into(&mut wanted.name);
        }
        if !except.contains(&Field::Description) {
            wanted.description = Some(self.description.value().to_owned()).filter(|text| !text.is_empty());
        }
        if !except.contains(&Field::Status) {
            wanted.status = self.status.status();
        }
        wanted
    }

    /// The draft of a new license, or all that is wrong with it.
    pub(super) fn draft(&self) -> Result<Draft, Vec<Fault>> {
        let (sku, name) = (rules::sku(self.sku.value()), rules::name(self.name.value()));
        let description = rules::description(self.description.value());
        let status = rules::status(self.status.status().word());
        match (sku, name, description, status) {
            (Ok(sku), Ok(name), Ok(description), Ok(status)) => {
                let description = Some(description).filter(|text| !text.is_empty());
                Ok(Draft { sku, name, description, status })
            }
            (sku, name, description, status) => {
                Err([sku.err(), name.err(), description.err(), status.err()].into_iter().flatten().collect())
            }
        }
    }

    /// The change of a license, or all that is wrong with it; the fields in `except` stay as they are. Only what
    /// differs is looked at: what the server already holds is none of the operator's faults.
    pub(super) fn change(&self, license: &License, except: &[Field]) -> Result<Change, Vec<Fault>> {
        let change = Change::between(license, &self.over(license, except));
        let mut faults = Vec::new();
        if change.name.is_some() {
            faults.extend(rules::name(self.name.value()).err());
        }
        if change.description.is_some() {
            faults.extend(rules::description(self.description.value()).err());
        }
        if faults.is_empty() { Ok(change) } else { Err(faults) }
    }
}
