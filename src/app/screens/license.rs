//! One license. Under groups it is read on its own; elsewhere the row of the list is all there is.

use super::{Behaviour, Outcome, Step, Written, copy, form::Form, history::History, licenses, undo::Undo};
use crate::{
    app::{
        keymap::{Action, Context},
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{Call, Field, License, Problem, Reply, Scope},
};

/// The screen's state.
#[derive(Debug)]
pub struct Detail {
    /// Where the license lives.
    pub scope: Scope,
    /// The license, as far as it is known.
    pub license: License,
    /// The body in which the server sent it on its own.
    pub body: Option<String>,
    /// Whether the JSON is shown instead of the fields.
    pub raw: bool,
    /// How far the screen is scrolled.
    pub top: usize,
    /// Why it could not be read on its own.
    pub problem: Option<Problem>,
    /// The reading under way.
    pub request: Option<RequestId>,
    gone: bool,
}

impl Detail {
    /// Opens the license with the values of its row, and reads it on its own where the API can.
    pub fn open(scope: Scope, license: License, shared: &mut Shared) -> Self {
        let mut detail = Self {
            scope,
            license,
            body: None,
            raw: false,
            top: 0,
            problem: None,
            request: None,
            gone: false,
        };
        detail.read(shared);
        detail
    }

    /// The lines of JSON: what the server sent, spread over lines where it can be; else the row.
    #[must_use]
    pub fn json_lines(&self) -> Vec<String> {
        let pretty = match &self.body {
            Some(body) => serde_json::from_str::<serde_json::Value>(body)
                .and_then(|value| serde_json::to_string_pretty(&value))
                .unwrap_or_else(|_| body.clone()),
            None => serde_json::to_string_pretty(&self.license).unwrap_or_default(),
        };
        pretty.lines().map(str::to_owned).collect()
    }

    /// Where the values come from.
    #[must_use]
    pub fn source(&self) -> &'static str {
        match (self.body.is_some(), self.scope.is_writable()) {
            (true, _) => "as the server sent it",
            (false, true) => "from the list",
            (false, false) => "from the list: the API reads single licenses under groups only",
        }
    }

    fn read(&mut self, shared: &mut Shared) {
        if self.scope.is_writable() {
            shared.cancel(self.request.take());
            self.problem = None;
            let call = Call::ReadLicense { scope: self.scope, id: self.license.id };
            self.request = Some(shared.call(call));
        }
    }

    fn scroll(&mut self, action: Action, shared: &Shared) {
        let height = shared.size.body_rows();
        let last = if self.raw { self.json_lines().len().saturating_sub(1) } else { Field::ALL.len() };
        self.top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => self.top + 1,
            Action::PageUp => self.top.saturating_sub(height),
            Action::PageDown => self.top + height,
            _ => 0,
        }
        .min(last);
    }
}

impl Behaviour for Detail {
    fn title(&self) -> &'static str {
        "License"
    }

    fn contexts(&self) -> &'static [Context] {
        &[Context::License, Context::Global, Context::Always]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Back => return Step::Close,
            Action::ChooseScope => return Step::ToScopes,
            Action::Undo => return Undo::of_last(self.scope, shared),
            Action::History => return Step::Open(History::open(shared).into()),
            Action::New if shared.may_write(self.scope, None) => {
                return Step::Open(Form::new_license(self.scope).into());
            }
            Action::Edit | Action::Clone | Action::Delete | Action::Toggle => {
                return licenses::change(action, self.scope, self.license.clone(), shared);
            }
            Action::Copy => return copy::offer(vec![self.license.clone()], shared),
            Action::Raw => {
                self.raw = !self.raw;
                self.top = 0;
            }
            Action::Refresh if self.scope.is_writable() => self.read(shared),
            Action::Refresh => shared.say(Tone::Plain, self.source()),
            action if action.is_movement() => self.scroll(action, shared),
            _ => {}
        }
        Step::Stay
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.request == Some(id)
    }

    fn replied(&mut self, _id: RequestId, result: Result<Reply, Problem>, _shared: &mut Shared) -> Step {
        self.request = None;
        match result {
            Ok(Reply::License { license, body }) => {
                self.license = license;
                self.body = Some(body);
            }
            Ok(_) => {}
            Err(problem) => self.problem = Some(problem),
        }
        Step::Stay
    }

    fn written(&mut self, written: &Written, shared: &mut Shared) {
        if written.scope != self.scope {
            return;
        }
        match &written.outcome {
            Outcome::Updated(license) if license.id == self.license.id => {
                self.license = license.clone();
                // What the server sent before is not what it holds now.
                self.body = None;
                self.read(shared);
            }
            Outcome::Deleted(id) if *id == self.license.id => {
                shared.cancel(self.request.take());
                self.gone = true;
            }
            _ => {}
        }
    }

    fn leave(&mut self, shared: &mut Shared) {
        shared.cancel(self.request.take());
    }

    fn is_gone(&self) -> bool {
        self.gone
    }
}
