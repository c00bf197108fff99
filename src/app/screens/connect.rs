//! The form of a profile, a new one or one that is there: a server to connect to.

use tui_input::Input;

use super::{Act, Behaviour, Step};
use crate::{
    app::{
        effect::Effect,
        field,
        keymap::{Action, Context, KeyPress},
        model::Shared,
    },
    domain::{NewProfile, WrittenProfile, rules},
};

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectField {
    /// What the profile is called.
    Name,
    /// The server's origin.
    Url,
    /// The service provider's instance.
    Instance,
    /// The name of the account that logs in.
    Username,
}

impl ConnectField {
    /// All fields, from the top.
    pub const ALL: [Self; 4] = [Self::Name, Self::Url, Self::Instance, Self::Username];

    /// The field's name on the screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Url => "URL",
            Self::Instance => "Instance",
            Self::Username => "User name",
        }
    }

    /// What is to be filled in.
    #[must_use]
    pub fn hint(self) -> &'static str {
        match self {
            Self::Name => "what you call it here, such as lab",
            Self::Url => "such as https://provisioning.example.net",
            Self::Instance => "the service provider's, such as draas_v1",
            Self::Username => "may stay empty; the password is asked for later",
        }
    }
}

/// The screen's state.
#[derive(Debug, Default)]
pub struct Connect {
    inputs: [Input; 4],
    at: usize,
    opened_with: [String; 4],
    /// The profile that is to be changed; none for a new one.
    pub changes: Option<String>,
    /// What is wrong with a field.
    pub faults: Vec<(ConnectField, String)>,
    /// Why the profile was not made, or does not connect.
    pub refusal: Option<String>,
    /// Whether the answer is awaited.
    pub sent: bool,
}

impl Connect {
    /// The form for a change of a profile, with what it says now.
    #[must_use]
    pub fn changing(profile: WrittenProfile) -> Self {
        let WrittenProfile { name, url, instance, username } = profile;
        let opened_with = [name.clone(), url, instance, username];
        Self {
            inputs: opened_with.clone().map(Input::from),
            at: ConnectField::Url as usize,
            opened_with,
            changes: Some(name),
            ..Self::default()
        }
    }

    /// Whether a field cannot be filled in here.
    #[must_use]
    pub fn is_locked(&self, field: ConnectField) -> bool {
        field == ConnectField::Name && self.changes.is_some()
    }

    /// The field that is being filled in.
    #[must_use]
    pub fn focus(&self) -> ConnectField {
        ConnectField::ALL[self.at]
    }

    /// What is filled in.
    #[must_use]
    pub fn input(&self, field: ConnectField) -> &Input {
        &self.inputs[field as usize]
    }

    /// What is wrong with a field, if anything.
    #[must_use]
    pub fn fault(&self, field: ConnectField) -> Option<&str> {
        self.faults.iter().find(|(faulty, _)| *faulty == field).map(|(_, message)| message.as_str())
    }

    /// Takes in why nothing came of it; everything typed stays.
    pub(in crate::app) fn refuse(&mut self, reason: String) {
        self.sent = false;
        self.refusal = Some(reason);
    }

    fn move_focus(&mut self, steps: usize) {
        self.at = (self.at + steps) % self.inputs.len();
        if self.is_locked(self.focus()) {
            self.at = (self.at + steps) % self.inputs.len();
        }
    }

    fn save(&mut self, shared: &mut Shared) {
        if self.sent {
            return;
        }
        self.refusal = None;
        self.faults.clear();
        match self.profile(&shared.profiles) {
            Ok(profile) => {
                self.sent = true;
                shared.effect(match self.changes {
                    Some(_) => Effect::ChangeProfile(profile),
                    None => Effect::CreateProfile(profile),
                });
            }
            Err(faults) => {
                if let Some((field, _)) = faults.first() {
                    self.at = *field as usize;
                }
                self.faults = faults;
            }
        }
    }

    /// The profile that is filled in, or all that is wrong with it.
    fn profile(&self, taken: &[String]) -> Result<NewProfile, Vec<(ConnectField, String)>> {
        let text = |field| self.input(field).value();
        let name = rules::profile_name(text(ConnectField::Name)).map_err(|fault| fault.message);
        let name = name.and_then(|name| {
            if self.changes.is_none() && taken.contains(&name) {
                Err(format!("there is a profile of this name already; :connect {name} changes it"))
            } else {
                Ok(name)
            }
        });
        let url = rules::origin(text(ConnectField::Url)).map_err(|fault| fault.message);
        let instance = rules::instance(text(ConnectField::Instance)).map_err(|fault| fault.message);
        let username = Some(text(ConnectField::Username).trim()).filter(|text| !text.is_empty());
        // An account's name is one line, as every name is.
        let username = username.map(rules::name).transpose().map_err(|fault| fault.message);
        match (name, url, instance, username) {
            (Ok(name), Ok(url), Ok(instance), Ok(username)) => {
                Ok(NewProfile { name, url: url.origin().ascii_serialization(), instance, username })
            }
            (name, url, instance, username) => {
                let messages = [name.err(), url.err(), instance.err(), username.err()];
                let faults = ConnectField::ALL.into_iter().zip(messages);
                Err(faults.filter_map(|(field, message)| Some((field, message?))).collect())
            }
        }
    }

    fn edited(&mut self) {
        let focus = self.focus();
        self.faults.retain(|(field, _)| *field != focus);
    }
}

impl Behaviour for Connect {
    fn title(&self) -> &'static str {
        "Connect"
    }

    fn contexts(&self) -> &'static [Context] {
        &[Context::Form, Context::Always]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::NextField => self.move_focus(1),
            Action::PreviousField => self.move_focus(self.inputs.len() - 1),
            Action::Save => self.save(shared),
            Action::Back if self.is_unsaved() => {
                let lines = vec!["What was typed is not saved.".to_owned()];
                return Step::ask("Leave the form?", lines, Act::Close);
            }
            Action::Back => return Step::Close,
            _ => {}
        }
        Step::Stay
    }

    fn type_key(&mut self, press: KeyPress, _shared: &mut Shared) -> Step {
        if !self.sent && field::type_key(&mut self.inputs[self.at], press) {
            self.edited();
        }
        Step::Stay
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        if !self.sent && field::paste(&mut self.inputs[self.at], text) {
            self.edited();
        }
    }

    fn is_unsaved(&self) -> bool {
        self.inputs.iter().zip(&self.opened_with).any(|(input, before)| input.value() != before)
    }
}

#[cfg(test)]
mod tests;
