//! Licenses on their way into a file: a snapshot of the rows as they stand on the screen.

use std::fmt;

use crate::domain::{License, catalog::Rows};

/// What is to be written, and where.
#[derive(Clone, PartialEq, Eq)]
pub struct Export {
    /// The file's name, as it was typed; its ending says the form.
    pub file: String,
    /// Whether a file that is there may be replaced.
    pub replace: bool,
    /// Whether these are all licenses of the scope.
    pub complete: bool,
    rows: Rows,
    slots: Vec<u32>,
}

impl Export {
    /// The rows in these slots, in this order.
    #[must_use]
    pub fn new(file: String, rows: Rows, slots: Vec<u32>, complete: bool) -> Self {
        Self { file, replace: false, complete, rows, slots }
    }

    /// The same, in place of the file that is there.
    #[must_use]
    pub fn replacing(self) -> Self {
        Self { replace: true, ..self }
    }

    /// How many licenses there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.slots.len() as u64
    }

    /// The licenses.
    pub fn licenses(&self) -> impl Iterator<Item = License> {
        self.slots.iter().filter_map(|slot| Some(self.rows.row(*slot)?.to_license()))
    }
}

impl fmt::Debug for Export {
    /// The figures only: there may be a million.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, replace, complete, .. } = self;
        let mut shown = formatter.debug_struct("Export");
        shown.field("file", file).field("replace", replace).field("complete", complete);
        shown.field("count", &self.count()).finish_non_exhaustive()
    }
}

/// What became of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exported {
    /// The file is whole.
    Written,
    /// A file is there already, and nobody has said that it may be replaced.
    IsThere,
    /// Why there is no file, or why it is as it was, for people.
    Failed(String),
}
