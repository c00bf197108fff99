//! Floor 2: licenses in files, in the forms that other programs read: CSV, JSON and JSON lines. Uses `domain` and
//! `text`.

pub mod csv;
pub mod json;
mod stream;
mod whole_file;

use std::{borrow::Cow, path::Path};

use crate::domain::License;

pub use stream::Stream;
pub use whole_file::WholeFile;

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, with a header, and lines that end as they do on this system; safe to open in a spreadsheet.
    Csv,
    /// One document that says whether it is all.
    Json,
    /// One license a line.
    Jsonl,
}

impl Format {
    /// The form that a file's name asks for by its ending; none where it asks for none.
    #[must_use]
    pub fn of(file: &Path) -> Option<Self> {
        match file.extension()?.to_string_lossy().to_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            _ => None,
        }
    }
}

/// The columns of licenses.
pub const COLUMNS: [&str; 5] = ["id", "sku", "name", "description", "status"];

/// What a license has in them, as the server sent it.
#[must_use]
pub fn cells(license: &License) -> [Cow<'_, str>; COLUMNS.len()] {
    [
        license.id.to_string().into(),
        license.sku.as_str().into(),
        license.name.as_str().into(),
        license.description.as_deref().unwrap_or_default().into(),
        license.status.word().into(),
    ]
}
