//! The form of a license: new, edited, or cloned into a new one.

mod fields;
mod keeping;

pub use fields::{Choice, Fields};
pub use keeping::Since;

use super::{Act, Behaviour, Step};
use crate::{
    app::{
        keymap::{Action, Context, KeyPress},
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{Call, Change, Fault, Field, FieldChange, License, Problem, Reply, Scope, Write},
};

pub use crate::domain::Purpose;

/// The screen's state.
#[derive(Debug)]
pub struct Form {
    /// Where the license lives, or will.
    pub scope: Scope,
    /// What the form is for.
    pub purpose: Purpose,
    /// What is filled in.
    pub fields: Fields,
    /// The field that is being filled in.
    pub focus: Field,
    /// What is wrong with a field.
    pub faults: Vec<(Field, String)>,
    /// Why the last save failed.
    pub problem: Option<Problem>,
    /// The save under way.
    pub request: Option<RequestId>,
    /// What became of the record since the form was left, where it was taken up again.
    pub since: Since,
    opened_with: [String; 4],
}

impl Form {
    /// A form for a new license.
    #[must_use]
    pub fn new_license(scope: Scope) -> Self {
        Self::open(scope, Purpose::New, Fields::empty(), Field::Sku)
    }

    /// A form for a change.
    #[must_use]
    pub fn edit(scope: Scope, license: License) -> Self {
        let fields = Fields::of(&license);
        Self::open(scope, Purpose::Edit(license), fields, Field::Name)
    }

    /// A form for a new license with the values of another; the SKU is what will differ.
    #[must_use]
    pub fn clone_of(scope: Scope, license: &License) -> Self {
        Self::open(scope, Purpose::Clone(license.id), Fields::of(license), Field::Sku)
    }

    fn open(scope: Scope, purpose: Purpose, fields: Fields, focus: Field) -> Self {
        let opened_with = fields.texts();
        let since = Since::default();
        Self {
            scope,
            purpose,
            fields,
            focus,
            faults: Vec::new(),
            problem: None,
            request: None,
            since,
            opened_with,
        }
    }

    /// Whether a field cannot be filled in here.
    #[must_use]
    pub fn is_locked(&self, field: Field) -> bool {
        field == Field::Sku && matches!(self.purpose, Purpose::Edit(_))
    }

    /// What differs from the record that the form opened on; nothing for a new license.
    #[must_use]
    pub fn differences(&self) -> Vec<FieldChange> {
        match &self.purpose {
            Purpose::Edit(license) => Change::between(license, &self.fields.over(license)).fields(),
            Purpose::New | Purpose::Clone(_) => Vec::new(),
        }
    }

    /// What is wrong with a field, if anything.
    #[must_use]
    pub fn fault(&self, field: Field) -> Option<&str> {
        self.faults.iter().find(|(faulty, _)| *faulty == field).map(|(_, message)| message.as_str())
    }

    fn move_focus(&mut self, forward: bool) {
        let open: Vec<Field> = Field::ALL.into_iter().filter(|field| !self.is_locked(*field)).collect();
        let at = open.iter().position(|field| *field == self.focus).unwrap_or_default();
        let steps = if forward { 1 } else { open.len() - 1 };
        self.focus = open[(at + steps) % open.len()];
    }

    fn save(&mut self, shared: &mut Shared) -> Step {
        if self.request.is_some() {
            return Step::Stay;
        }
        self.problem = None;
        match self.call() {
            Ok(Some(call)) if shared.is_production() => self.ask_before(call),
            Ok(Some(call)) => {
                self.send(call, shared);
                Step::Stay
            }
            Ok(None) => {
                shared.say(Tone::Plain, "nothing was changed, so nothing was sent");
                Step::Stay
            }
            Err(faults) => {
                self.refuse(faults);
                Step::Stay
            }
        }
    }

    fn refuse(&mut self, faults: Vec<Fault>) {
        let field_of = |fault: &Fault| {
            Field::ALL.into_iter().find(|field| field.word() == fault.subject).unwrap_or(Field::Name)
        };
        self.faults = faults.into_iter().map(|fault| (field_of(&fault), fault.message)).collect();
        if let Some((field, _)) = self.faults.first() {
            self.focus = *field;
        }
    }

    /// What saving would send: nothing when nothing was changed.
    fn call(&self) -> Result<Option<Call>, Vec<Fault>> {
        let scope = self.scope;
        match &self.purpose {
            Purpose::New | Purpose::Clone(_) => {
                Ok(Some(Call::Write(Write::create(scope, self.fields.draft()?))))
            }
            Purpose::Edit(license) => {
                let change = self.fields.change(license)?;
                let write = (!change.is_empty()).then(|| Write::update(scope, license.clone(), change));
                Ok(write.map(Call::Write))
            }
        }
    }

    fn ask_before(&self, call: Call) -> Step {
        let mut lines: Vec<String> = self
            .differences()
            .iter()
            .map(|change| {
                format!("{}: \"{}\" becomes \"{}\"", change.field.title(), change.before, change.after)
            })
            .collect();
        lines.push(format!("in {}", self.scope));
        Step::ask(format!("Save: {call}?"), lines, Act::Send(call))
    }

    fn is_changed(&self) -> bool {
        self.fields.texts() != self.opened_with
    }

    fn edited(&mut self) {
        self.faults.retain(|(field, _)| *field != self.focus);
    }

    /// Puts a server's refusal beside the field that it begins with, where it names one.
    fn blame(&mut self, problem: &Problem) {
        let Problem::Rejected { reason: Some(reason), .. } = problem else {
            return;
        };
        let named = Field::ALL.into_iter().find(|field| {
            let start = reason.trim_start().to_lowercase();
            start.strip_prefix(field.word()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        if let Some(field) = named {
            let words = reason.trim().get(field.word().len()..).unwrap_or_default();
            let message = words.trim_start_matches([':', ' ']).to_owned();
            self.faults = vec![(field, message)];
            if !self.is_locked(field) {
                self.focus = field;
            }
        }
    }
}

impl Behaviour for Form {
    fn title(&self) -> &'static str {
        match self.purpose {
            Purpose::New | Purpose::Clone(_) => "New license",
            Purpose::Edit(_) => "Edit license",
        }
    }

    fn contexts(&self) -> &'static [Context] {
        &[Context::Form, Context::Always]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::NextField => self.move_focus(true),
            Action::PreviousField => self.move_focus(false),
            Action::Save => return self.save(shared),
            Action::Back if self.request.is_some() => {
                shared.say(Tone::Plain, "it is sent and cannot be called back; waiting for the answer");
            }
            Action::Back if self.is_changed() => {
                let lines = vec!["What was typed is not saved.".to_owned()];
                return Step::ask("Leave the form?", lines, Act::Close);
            }
            Action::Back => return Step::Close,
            _ => {}
        }
        Step::Stay
    }

    fn type_key(&mut self, press: KeyPress, _shared: &mut Shared) -> Step {
        if self.request.is_none() && self.fields.type_key(self.focus, press) {
            self.edited();
        }
        Step::Stay
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        if self.request.is_none() && self.fields.paste(self.focus, text) {
            self.edited();
        }
    }

    fn send(&mut self, call: Call, shared: &mut Shared) {
        self.faults.clear();
        self.request = Some(shared.call(call));
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.request == Some(id) || self.since.request() == Some(id)
    }

    fn replied(&mut self, id: RequestId, result: Result<Reply, Problem>, _shared: &mut Shared) -> Step {
        let Some(result) = self.learn(id, result) else {
            return Step::Stay;
        };
        self.request = None;
        match result {
            Ok(_) => Step::Close,
            Err(problem) => {
                self.blame(&problem);
                self.problem = Some(problem);
                Step::Stay
            }
        }
    }

    fn leave(&mut self, shared: &mut Shared) {
        shared.cancel(self.since.request());
    }

    fn is_unsaved(&self) -> bool {
        self.is_changed()
    }
}

#[cfg(test)]
mod tests;
