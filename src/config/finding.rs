//! What is to be said about a configuration file, and where in it.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It may be meant so, and is told where one asks for it.
    Doubt,
    /// It is overlooked.
    Warning,
    /// What it is part of cannot be used.
    Error,
}

/// One thing to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Where it begins.
    pub position: Position,
    /// The profile that it is in, if any.
    pub profile: Option<String>,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// A place in a file, counted from 1; columns are characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Position {
    /// The place of a byte in a text.
    #[must_use]
    pub fn of(text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        Self { line: before.matches('\n').count() + 1, column: before[start..].chars().count() + 1 }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.line, self.column)
    }
}

impl fmt::Display for Finding {
    /// As compilers say it, without the file: `3:1: warning: …`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Doubt | Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(formatter, "{}: {severity}: {}", self.position, self.message)
    }
}
