//! Asking why changes are made, before they are sent.

use tui_input::Input;

use crate::{
    app::{field, keymap::KeyPress},
    domain::{Cause, Write},
};

/// The question, and the changes that wait for its answer.
#[derive(Debug)]
pub struct ReasonPrompt {
    /// The changes.
    pub writes: Vec<Write>,
    /// The reason as it is being typed.
    pub input: Input,
    /// Whether it was sent off with nothing in it.
    pub is_missing: bool,
}

impl ReasonPrompt {
    /// Asks for the reason of `writes`. The `last` one stands there to be taken or changed.
    #[must_use]
    pub fn new(writes: Vec<Write>, last: &str) -> Self {
        Self { writes, input: Input::from(last), is_missing: false }
    }

    /// The reason, without space around it.
    #[must_use]
    pub fn reason(&self) -> &str {
        self.input.value().trim()
    }

    /// The changes, each with the reason.
    #[must_use]
    pub fn into_writes(self) -> Vec<Write> {
        let reason = self.reason().to_owned();
        let with_reason = |write: Write| {
            let cause = Cause { reason: Some(reason.clone()), ..write.cause.clone() };
            write.because(cause)
        };
        self.writes.into_iter().map(with_reason).collect()
    }

    /// Gives a key to the line.
    pub fn type_key(&mut self, press: KeyPress) {
        if field::type_key(&mut self.input, press) {
            self.is_missing = false;
        }
    }

    /// Puts pasted text into the line.
    pub fn paste(&mut self, text: &str) {
        if field::paste(&mut self.input, text) {
            self.is_missing = false;
        }
    }
}
