//! A line of text that nobody is to read: it can be typed and pasted, and does not show in `Debug`.

use std::{fmt, mem};

use tui_input::{Input, InputRequest};

use super::{field, keymap::KeyPress};
use crate::domain::Secret;

/// A password or a code that is being typed.
#[derive(Default)]
pub struct Masked(Input);

impl Masked {
    /// Gives a key to the line.
    pub fn type_key(&mut self, press: KeyPress) {
        field::type_key(&mut self.0, press);
    }

    /// Puts pasted text in, exactly as it came: only line ends behind it go, which come from where it was copied.
    pub fn paste(&mut self, text: &str) {
        for character in text.trim_end_matches(['\r', '\n']).chars() {
            self.0.handle(InputRequest::InsertChar(character));
        }
    }

    /// Whether nothing has been typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.value().is_empty()
    }

    /// Whether nothing but white space has been typed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.value().trim().is_empty()
    }

    /// Takes the text out; nothing of it stays.
    #[must_use]
    pub fn take(&mut self) -> Secret {
        Secret::new(String::from(mem::take(&mut self.0)))
    }

    /// Forgets the text.
    pub fn clear(&mut self) {
        drop(self.take());
    }

    /// The line itself, for the one place that draws it.
    #[must_use]
    pub fn input(&self) -> &Input {
        &self.0
    }
}

impl fmt::Debug for Masked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Masked")
    }
}

#[cfg(test)]
mod tests;
