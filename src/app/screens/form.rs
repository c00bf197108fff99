//! The form of a license: new, edited, or cloned into a new one.

mod conflict;
mod fields;

pub use conflict::{Conflict, Contest, Side};
pub use fields::{Choice, Fields};

use super::{Act, Behaviour, Proposal, Step};
use crate::{
    app::{
        headless,
        keymap::{Action, Context, KeyPress},
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{Call, Change, Fault, Field, FieldChange, License, LicenseId, Problem, Reply, Scope, Write},
};

const SENT: &str = "it is sent and cannot be called back; waiting for the answer";

/// What the form is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A new license.
    New,
    /// A new license with the values of this one.
    Clone(LicenseId),
    /// A change of this license, as it was when the form opened.
    Edit(License),
}

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
    /// What somebody else has changed meanwhile.
    pub conflict: Conflict,
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
        Self {
            scope,
            purpose,
            fields,
            focus,
            faults: Vec::new(),
            problem: None,
            request: None,
            conflict: Conflict::default(),
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
            Purpose::Edit(license) => {
                Change::between(license, &self.fields.over(license, &self.conflict.theirs())).fields()
            }
            Purpose::New | Purpose::Clone(_) => Vec::new(),
        }
    }

    /// What is filled into a field.
    #[must_use]
    pub fn value(&self, field: Field) -> &str {
        self.fields.text(field)
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
        if let Some(field) = self.undecided() {
            self.ask_for_choice(field, shared);
            return Step::Stay;
        }
        match self.write() {
            Ok(Some(write)) => {
                let question = shared.is_production().then(|| self.question(&write));
                Step::Propose(Box::new(Proposal { writes: vec![write], question }))
            }
            Ok(None) if !self.conflict.contests.is_empty() => {
                shared.say(Tone::Plain, "everything stays as somebody else has left it: nothing was sent");
                Step::Close
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
            self.conflict.choosing = false;
        }
    }

    /// What saving would send: nothing when nothing was changed.
    fn write(&self) -> Result<Option<Write>, Vec<Fault>> {
        let scope = self.scope;
        match &self.purpose {
            Purpose::New | Purpose::Clone(_) => Ok(Some(Write::create(scope, self.fields.draft()?))),
            Purpose::Edit(license) => {
                let change = self.fields.change(license, &self.conflict.theirs())?;
                Ok((!change.is_empty()).then(|| Write::update(scope, license.clone(), change)))
            }
        }
    }

    /// The change that saving would send now, if it would send one.
    #[must_use]
    pub fn pending(&self) -> Option<Write> {
        if self.undecided().is_some() { None } else { self.write().ok().flatten() }
    }

    /// What was typed and would have to be typed again: the fields that are not as they were filled in at first.
    #[must_use]
    pub fn typed(&self) -> Vec<(Field, String)> {
        let texts = Field::ALL.into_iter().zip(self.fields.texts()).zip(&self.opened_with);
        texts.filter(|((_, text), opened_with)| text != *opened_with).map(|(typed, _)| typed).collect()
    }

    fn copy_command(&self, shared: &mut Shared) {
        match self.pending() {
            Some(write) => shared.copy(headless::command(&write, shared.place.as_ref())),
            None => shared.say(Tone::Plain, "there is nothing to send yet, and so no command"),
        }
    }

    fn question(&self, write: &Write) -> (String, Vec<String>) {
        let mut lines: Vec<String> = self
            .differences()
            .iter()
            .map(|change| {
                format!("{}: \"{}\" becomes \"{}\"", change.field.title(), change.before, change.after)
            })
            .collect();
        lines.push(format!("in {}", self.scope));
        (format!("Save: {write}?"), lines)
    }

    fn is_changed(&self) -> bool {
        self.fields.texts() != self.opened_with
    }

    fn is_typing(&self) -> bool {
        self.request.is_none() && !self.conflict.choosing
    }

    fn edited(&mut self) {
        self.faults.retain(|(field, _)| *field != self.focus);
        self.conflict.typed_into(self.focus);
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
        if self.conflict.choosing {
            &[Context::Conflict, Context::Global, Context::Always]
        } else {
            &[Context::Form, Context::Always]
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        if self.conflict.choosing {
            return self.act_on_choice(action, shared);
        }
        match action {
            Action::NextField => self.move_focus(true),
            Action::PreviousField => self.move_focus(false),
            Action::Save => return self.save(shared),
            Action::CopyCommand => self.copy_command(shared),
            Action::Back if self.request.is_some() => shared.say(Tone::Plain, SENT),
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
        if self.is_typing() && self.fields.type_key(self.focus, press) {
            self.edited();
        }
        Step::Stay
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        if self.is_typing() && self.fields.paste(self.focus, text) {
            self.edited();
        }
    }

    fn send(&mut self, writes: Vec<Write>, shared: &mut Shared) {
        self.faults.clear();
        for write in writes {
            self.request = Some(shared.call(Call::from(write)));
        }
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.request == Some(id)
    }

    fn replied(&mut self, _id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) -> Step {
        self.request = None;
        match result {
            Ok(_) => Step::Close,
            Err(Problem::Conflict { now, .. }) => {
                self.meet(*now);
                if self.conflict.contests.is_empty() {
                    shared.say(Tone::Bad, "changed meanwhile by somebody else; look at it again, then save");
                }
                Step::Stay
            }
            Err(problem) => {
                self.blame(&problem);
                self.problem = Some(problem);
                Step::Stay
            }
        }
    }

    fn is_unsaved(&self) -> bool {
        self.is_changed()
    }
}

#[cfg(test)]
mod tests;
