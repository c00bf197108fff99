//! Logging in: user name and password, then the code of a second factor where the server wants one (API section 3).
//!
//! Everything is sent once, when the operator says so: wrong passwords can lock an account.

use std::mem;

use tui_input::Input;

use super::{Behaviour, Step};
use crate::{
    app::{
        field,
        keymap::{Action, Context, KeyPress},
        masked::Masked,
        model::{Place, Shared},
        msg::RequestId,
    },
    domain::{Call, Challenge, Credentials, Problem, Reply, Verification},
};

/// The screen's state.
#[derive(Debug)]
pub struct LogIn {
    /// Why the operator is asked to log in.
    pub reason: Reason,
    /// How far it has come.
    pub stage: Stage,
    /// The account's name.
    pub username: Input,
    /// Its password, until it is sent.
    pub password: Masked,
    /// The code of the second factor, until it is sent.
    pub code: Masked,
    /// Whether this device is not to be asked for a second factor again.
    pub trust: bool,
    /// The field that is being filled in.
    pub focus: LogInField,
    /// What was sent and not answered yet.
    pub request: Option<RequestId>,
    /// Why the last step failed.
    pub problem: Option<Problem>,
    /// Whether the operator called the last step back.
    pub cancelled: bool,
}

/// Why the operator is asked to log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A call was refused.
    Refused(Problem),
    /// The operator wants to.
    Wanted,
    /// The operator has logged out.
    LoggedOut {
        /// Whether the server was told so.
        told: bool,
    },
}

/// How far a log-in has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// User name and password.
    Password,
    /// The second factor.
    Code(Challenge),
}

/// A field of the log-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogInField {
    /// The account's name.
    Username,
    /// Its password.
    Password,
    /// The code of the second factor.
    Code,
    /// Whether to trust this device.
    Trust,
}

impl LogInField {
    /// The field's name on the screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Username => "User name",
            Self::Password => "Password",
            Self::Code => "Code",
            Self::Trust => "Trust this device",
        }
    }
}

impl LogIn {
    /// Asks for a log-in at a place.
    #[must_use]
    pub fn new(reason: Reason, place: Option<&Place>) -> Self {
        let username = place.and_then(|place| place.username.clone()).unwrap_or_default();
        let focus = if username.is_empty() { LogInField::Username } else { LogInField::Password };
        Self {
            reason,
            stage: Stage::Password,
            username: Input::from(username),
            password: Masked::default(),
            code: Masked::default(),
            trust: false,
            focus,
            request: None,
            problem: None,
            cancelled: false,
        }
    }

    /// The fields of the stage, from the top.
    #[must_use]
    pub fn fields(&self) -> [LogInField; 2] {
        match self.stage {
            Stage::Password => [LogInField::Username, LogInField::Password],
            Stage::Code(_) => [LogInField::Code, LogInField::Trust],
        }
    }

    fn move_focus(&mut self) {
        let [first, second] = self.fields();
        self.focus = if self.focus == first { second } else { first };
    }

    /// Sends what is filled in, or goes to the field that is not.
    fn accept(&mut self, shared: &mut Shared) {
        if self.request.is_some() {
            return;
        }
        let username = self.username.value().trim();
        let call = match &self.stage {
            Stage::Password if username.is_empty() => return self.focus = LogInField::Username,
            Stage::Password if self.password.is_empty() => return self.focus = LogInField::Password,
            Stage::Password => {
                let username = username.to_owned();
                Call::LogIn(Credentials { username, password: self.password.take() })
            }
            Stage::Code(_) if self.code.is_blank() => return self.focus = LogInField::Code,
            Stage::Code(challenge) => {
                let challenge = challenge.clone();
                let code = self.code.take().expose().trim().into();
                Call::Verify(Verification { challenge, code, trust: self.trust })
            }
        };
        self.problem = None;
        self.cancelled = false;
        self.request = Some(shared.call(call));
    }

    fn back(&mut self, shared: &mut Shared) -> Step {
        if self.request.is_some() {
            shared.cancel(self.request.take());
            self.cancelled = true;
            self.focus_on_secret();
        } else if matches!(self.stage, Stage::Code(_)) {
            self.show_stage(Stage::Password);
        } else {
            return Step::Close;
        }
        Step::Stay
    }

    fn show_stage(&mut self, stage: Stage) {
        self.stage = stage;
        self.problem = None;
        self.cancelled = false;
        self.code.clear();
        self.focus_on_secret();
    }

    /// Goes to the field that is empty after each try.
    fn focus_on_secret(&mut self) {
        self.focus = match self.stage {
            Stage::Password => LogInField::Password,
            Stage::Code(_) => LogInField::Code,
        };
    }

    /// The name that was logged in with.
    pub(in crate::app) fn take_username(&mut self) -> String {
        mem::take(&mut self.username).value().trim().to_owned()
    }
}

impl Behaviour for LogIn {
    fn title(&self) -> &'static str {
        match self.stage {
            Stage::Password => "Log in",
            Stage::Code(_) => "Second factor",
        }
    }

    fn contexts(&self) -> &'static [Context] {
        match (&self.stage, self.focus) {
            (Stage::Password, _) => &[Context::LogIn, Context::Always],
            (Stage::Code(_), LogInField::Trust) => &[Context::Trust, Context::SecondFactor, Context::Always],
            (Stage::Code(_), _) => &[Context::SecondFactor, Context::Always],
        }
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Back => return self.back(shared),
            Action::Accept => self.accept(shared),
            // There are two fields, so both ways lead to the other one.
            Action::NextField | Action::PreviousField => self.move_focus(),
            Action::Switch if self.request.is_none() => self.trust = !self.trust,
            _ => {}
        }
        Step::Stay
    }

    fn type_key(&mut self, press: KeyPress, _shared: &mut Shared) -> Step {
        if self.request.is_some() {
            return Step::Stay;
        }
        match self.focus {
            LogInField::Username => {
                field::type_key(&mut self.username, press);
            }
            LogInField::Password => self.password.type_key(press),
            LogInField::Code => self.code.type_key(press),
            LogInField::Trust => {}
        }
        Step::Stay
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        if self.request.is_some() {
            return;
        }
        match self.focus {
            LogInField::Username => {
                field::paste(&mut self.username, text);
            }
            LogInField::Password => self.password.paste(text),
            LogInField::Code => self.code.paste(text),
            LogInField::Trust => {}
        }
    }

    fn awaits(&self, id: RequestId) -> bool {
        self.request == Some(id)
    }

    /// Takes in a challenge or a refusal; that the log-in is done is for the whole console to know.
    fn replied(&mut self, _id: RequestId, result: Result<Reply, Problem>, _shared: &mut Shared) -> Step {
        self.request = None;
        match result {
            Ok(Reply::Challenged(challenge)) => self.show_stage(Stage::Code(challenge)),
            Ok(_) => {
                let reason = "the answer is not to the question".to_owned();
                self.problem = Some(Problem::Internal { reason });
            }
            Err(problem) => self.problem = Some(problem),
        }
        self.focus_on_secret();
        Step::Stay
    }

    fn leave(&mut self, shared: &mut Shared) {
        shared.cancel(self.request.take());
    }
}

#[cfg(test)]
mod tests;
