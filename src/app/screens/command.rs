//! The command line: one line of text at the bottom, and what is to be said of it.

use tui_input::Input;

use crate::app::{field, keymap::KeyPress};

/// A command that is being typed.
#[derive(Debug, Default)]
pub struct CommandLine {
    /// The text.
    pub input: Input,
    /// What stands above it.
    pub remark: Option<Remark>,
}

/// What stands above a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// What was asked for.
    Answer(String),
    /// What is wrong with the command.
    Fault(String),
}

impl CommandLine {
    /// Gives a key to the line.
    pub fn type_key(&mut self, press: KeyPress) {
        if field::type_key(&mut self.input, press) {
            self.remark = None;
        }
    }

    /// Puts pasted text into the line.
    pub fn paste(&mut self, text: &str) {
        if field::paste(&mut self.input, text) {
            self.remark = None;
        }
    }
}
