//! Deleting a license: its SKU has to be typed.

use tui_input::Input;

use super::{Behaviour, Step};
use crate::{
    app::{
        field,
        keymap::{Action, Context, KeyPress},
        model::{Shared, Tone},
        msg::RequestId,
    },
    domain::{Call, License, Problem, Reply, Scope},
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
    /// The deletion under way.
    pub request: Option<RequestId>,
    /// Why it was not deleted.
    pub problem: Option<Problem>,
    /// Whether another text than the SKU was entered.
    pub mistyped: bool,
}

impl Deletion {
    /// Asks about a license.
    #[must_use]
    pub fn new(scope: Scope, license: License) -> Self {
        Self { scope, license, input: Input::default(), request: None, problem: None, mistyped: false }
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

    fn confirm(&mut self, shared: &mut Shared) {
        if self.request.is_some() {
            return;
        }
        if self.input.value().trim() != self.expected().trim() {
            self.mistyped = true;
            return;
        }
        self.mistyped = false;
        self.problem = None;
        let call = Call::DeleteLicense { scope: self.scope, id: self.license.id };
        self.request = Some(shared.call(call));
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
            Action::Accept => self.confirm(shared),
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
        if self.request.is_none() && field::type_key(&mut self.input, press) {
            self.mistyped = false;
        }
        Step::Stay
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        if self.request.is_none() && field::paste(&mut self.input, text) {
            self.mistyped = false;
        }
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.request == Some(id)
    }

    fn replied(&mut self, _id: RequestId, result: Result<Reply, Problem>, _shared: &mut Shared) -> Step {
        self.request = None;
        match result {
            Ok(_) => Step::Close,
            Err(problem) => {
                self.problem = Some(problem);
                Step::Stay
            }
        }
    }

    fn logged_in(&mut self) {
        self.problem.take_if(|problem| problem.asks_for_log_in());
    }
}
