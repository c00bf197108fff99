//! Where the pages of a list go: at once where the form allows it, else together at the end. A record that is met
//! twice is listed once.

use std::io;

use hashbrown::{HashMap, hash_map::Entry};
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{csv_header, csv_rows, print, record::Record};
use crate::{cli::arguments::Format, export::json};

/// The pages of one list.
pub(in crate::cli) struct Sink<R: Record> {
    format: Format,
    /// The records that are not printed yet.
    kept: Vec<R>,
    /// Where among them each record is; for printed ones, nothing but that they were.
    seen: HashMap<R::Key, usize>,
    has_changed: bool,
    has_begun: bool,
}

impl<R: Record> Sink<R> {
    /// Nothing yet.
    pub(in crate::cli) fn new(format: Format) -> Self {
        Self { format, kept: Vec::new(), seen: HashMap::new(), has_changed: false, has_begun: false }
    }

    /// How many records there are; one that was met twice counts once.
    pub(in crate::cli) fn len(&self) -> usize {
        self.seen.len()
    }

    /// Takes notice that the list changed while it was read.
    pub(in crate::cli) fn note_change(&mut self) {
        self.has_changed = true;
    }

    /// Whether the list changed while it was read: a record was met twice, or somebody noticed otherwise.
    pub(in crate::cli) fn has_changed(&self) -> bool {
        self.has_changed
    }

    /// Whether anything was taken, be it an empty page.
    pub(in crate::cli) fn has_begun(&self) -> bool {
        self.has_begun
    }

    /// Whether `record` is one that was taken before.
    pub(in crate::cli) fn knows(&self, record: &R) -> bool {
        self.seen.contains_key(&record.key())
    }

    /// Takes a page. Records that stand already are overwritten, or where they have been printed, left so.
    ///
    /// # Errors
    /// When standard output does not take it.
    pub(in crate::cli) fn take(&mut self, page: impl IntoIterator<Item = R>) -> io::Result<()> {
        let streams = self.streams();
        for record in page {
            match self.seen.entry(record.key()) {
                Entry::Vacant(entry) => {
                    entry.insert(self.kept.len());
                    self.kept.push(record);
                }
                Entry::Occupied(entry) => {
                    self.has_changed = true;
                    if !streams {
                        self.kept[*entry.get()] = record;
                    }
                }
            }
        }
        self.print_what_streams()
    }

    fn streams(&self) -> bool {
        matches!(self.format, Format::Jsonl | Format::Csv)
    }

    fn print_what_streams(&mut self) -> io::Result<()> {
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        match self.format {
            Format::Table | Format::Json => return Ok(()),
            Format::Jsonl => print(&json::lines(&self.kept)?)?,
            Format::Csv => {
                let header = if is_first { csv_header::<R>()? } else { Vec::new() };
                print(&[header, csv_rows(&self.kept)?].concat())?;
            }
        }
        self.kept.clear();
        Ok(())
    }

    /// Prints what is not printed yet: the table, or a JSON document whose list is called `name`.
    ///
    /// # Errors
    /// When standard output does not take it.
    pub(in crate::cli) fn finish(self, name: &'static str, complete: bool) -> io::Result<()> {
        match self.format {
            Format::Table => super::records(Format::Table, &self.kept),
            Format::Json => super::document(&Document { name, records: &self.kept, complete }),
            Format::Jsonl | Format::Csv => Ok(()),
        }
    }
}

struct Document<'a, R> {
    name: &'static str,
    records: &'a [R],
    complete: bool,
}

impl<R: Record> Serialize for Document<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(2))?;
        object.serialize_entry(self.name, self.records)?;
        object.serialize_entry("complete", &self.complete)?;
        object.end()
    }
}
