//! The command line: one line of text at the bottom, what it may mean above it, and what is to be said of it.

use tui_input::Input;

use crate::app::{
    cursor::Cursor,
    field,
    keymap::{Action, KeyPress},
    palette::{self, Entry},
};

/// Rows of the list above the line.
pub const ROWS: usize = 10;

/// A command that is being typed.
#[derive(Debug, Default)]
pub struct CommandLine {
    /// The text.
    pub input: Input,
    /// What stands above it.
    pub remark: Option<Remark>,
    /// Which of what is found is chosen.
    pub cursor: Cursor,
    /// Whether the operator has chosen it, and not only typed.
    pub is_chosen: bool,
    entries: Vec<Entry>,
    found: Vec<usize>,
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
    /// An empty line over all that can be done.
    #[must_use]
    pub fn over(entries: Vec<Entry>) -> Self {
        let mut line = Self { entries, ..Self::default() };
        line.look();
        line
    }

    /// What the text may mean, the likeliest first.
    #[must_use]
    pub fn found(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.found.iter().map(|place| &self.entries[*place])
    }

    /// What is chosen among it.
    #[must_use]
    pub fn chosen(&self) -> Option<&Entry> {
        self.found().nth(self.cursor.position)
    }

    /// Moves the choice.
    pub fn step(&mut self, action: Action) {
        self.cursor.step(action, self.found.len(), ROWS);
        self.is_chosen = true;
    }

    /// Puts a text into the line.
    pub fn put(&mut self, text: String) {
        self.input = Input::from(text);
        self.look();
    }

    /// Gives a key to the line.
    pub fn type_key(&mut self, press: KeyPress) {
        if field::type_key(&mut self.input, press) {
            self.look();
        }
    }

    /// Puts pasted text into the line.
    pub fn paste(&mut self, text: &str) {
        if field::paste(&mut self.input, text) {
            self.look();
        }
    }

    /// Finds anew what the text may mean. What follows the first word belongs to that.
    fn look(&mut self) {
        self.remark = None;
        self.cursor = Cursor::default();
        self.is_chosen = false;
        self.found = palette::matching(&self.entries, self.input.value());
        if self.found.is_empty()
            && let Some((word, _)) = self.input.value().trim_start().split_once(char::is_whitespace)
        {
            self.found = (0..self.entries.len()).filter(|place| self.entries[*place].name == word).collect();
        }
    }
}
