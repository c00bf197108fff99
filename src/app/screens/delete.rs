//! Deleting a license: its SKU has to be typed, and on a production profile the name of its scope too.

use tui_input::Input;

use super::{Behaviour, Proposal, Step};
use crate::{
    app::{
        field, headless,
        keymap::{Action, Context, KeyPress},
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{Call, FieldChange, License, Problem, Reply, Scope, Write},
    text,
};

/// The screen's state.
#[derive(Debug)]
pub struct Deletion {
    /// Where the license lives.
    pub scope: Scope,
    /// The license that will go: the one that was asked about, whatever happens to the rows meanwhile.
    pub license: License,
    /// What has been typed.
    pub input: Input,
    /// On a production profile, the name of the scope, that has to be typed too.
    pub scope_entry: Option<ScopeEntered>,
    /// The deletion under way.
    pub request: Option<RequestId>,
    /// Why it was not deleted.
    pub problem: Option<Problem>,
    /// Whether another text than the one that is asked for was entered.
    pub mistyped: bool,
    /// What somebody else has changed since the operator saw the license.
    pub changed: Vec<FieldChange>,
}

/// The field for the name of the scope.
#[derive(Debug, Default)]
pub struct ScopeEntered {
    /// What the scope is called, where that is known. Its KIND/UUID is taken too.
    pub name: Option<String>,
    /// What has been typed.
    pub input: Input,
    /// Whether this field is being filled in.
    pub focused: bool,
}

impl Deletion {
    /// Asks about a license.
    #[must_use]
    pub fn new(scope: Scope, license: License, shared: &Shared) -> Self {
        let scope_entry = shared.is_production().then(|| ScopeEntered {
            name: shared.scope_name(scope).map(str::to_owned),
            ..ScopeEntered::default()
        });
        Self {
            scope,
            license,
            input: Input::default(),
            scope_entry,
            request: None,
            problem: None,
            mistyped: false,
            changed: Vec::new(),
        }
    }

    /// What has to be typed: the SKU as it is shown, or the id where there is no SKU.
    #[must_use]
    pub fn expected(&self) -> String {
        if self.license.sku.trim().is_empty() {
            self.license.id.to_string()
        } else {
            text::safe(&self.license.sku).into_owned()
        }
    }

    /// What has to be typed for the scope: its name as it is shown, or where it has none, the scope itself.
    #[must_use]
    pub fn expected_scope(&self) -> String {
        let name = self.scope_entry.as_ref().and_then(|entry| entry.name.as_deref());
        name.map_or_else(|| self.scope.to_string(), |name| text::safe(name).into_owned())
    }

    /// What a yes sends.
    #[must_use]
    pub fn write(&self) -> Write {
        Write::delete(self.scope, self.license.clone())
    }

    fn confirm(&mut self) -> Step {
        if self.request.is_some() {
            return Step::Stay;
        }
        self.mistyped = self.input.value().trim() != self.expected().trim();
        if self.mistyped {
            return Step::Stay;
        }
        let (expected, scope) = (self.expected_scope(), self.scope.to_string());
        if let Some(entry) = &mut self.scope_entry {
            let typed = entry.input.value().trim();
            if typed.is_empty() && !entry.focused {
                entry.focused = true;
                return Step::Stay;
            }
            self.mistyped = typed != expected.trim() && typed != scope;
        }
        if self.mistyped {
            return Step::Stay;
        }
        self.problem = None;
        Step::Propose(Box::new(Proposal::unasked(vec![self.write()])))
    }

    /// Takes in the license as it is now: whether it is still to go has to be said anew.
    fn meet(&mut self, fields: Vec<FieldChange>, now: License) {
        self.changed = fields;
        self.license = now;
        self.input = Input::default();
        if let Some(entry) = &mut self.scope_entry {
            entry.input = Input::default();
            entry.focused = false;
        }
    }

    /// The line that is being typed into; none while the deletion is under way.
    fn line(&mut self) -> Option<&mut Input> {
        match &mut self.scope_entry {
            _ if self.request.is_some() => None,
            Some(entry) if entry.focused => Some(&mut entry.input),
            _ => Some(&mut self.input),
        }
    }
}

impl Behaviour for Deletion {
    fn title(&self) -> &'static str {
        "Delete license"
    }

    fn contexts(&self) -> &'static [Context] {
        &[Context::Delete, Context::Always]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Accept => return self.confirm(),
            Action::NextField | Action::PreviousField => {
                if let Some(entry) = &mut self.scope_entry {
                    entry.focused = !entry.focused;
                }
            }
            Action::CopyCommand => shared.copy(headless::command(&self.write(), shared.place.as_ref())),
            Action::Back if self.request.is_some() => {
                shared.say(
                    Tone::Plain,
                    "the deletion is sent and cannot be called back; waiting for the answer",
                );
            }
            Action::Back => return Step::Close,
            _ => {}
        }
        Step::Stay
    }

    fn type_key(&mut self, press: KeyPress, _shared: &mut Shared) -> Step {
        if self.line().is_some_and(|line| field::type_key(line, press)) {
            self.mistyped = false;
        }
        Step::Stay
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        if self.line().is_some_and(|line| field::paste(line, text)) {
            self.mistyped = false;
        }
    }

    fn send(&mut self, writes: Vec<Write>, shared: &mut Shared) {
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
            Ok(_) => return Step::Close,
            Err(Problem::Conflict { fields, now }) => self.meet(fields, *now),
            Err(Problem::NotFound { .. }) => {
                let words = format!("license {} is gone: somebody else has deleted it", self.license.id);
                shared.say(Tone::Plain, words);
                return Step::Close;
            }
            Err(problem) => self.problem = Some(problem),
        }
        Step::Stay
    }
}

#[cfg(test)]
mod tests;
