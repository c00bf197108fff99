//! Licenses on their way into a file or a pipe, page by page. Nothing of them is kept but which ids there were, and
//! that takes a few bits each. Uses roaring for it.

use std::io::{self, Write};

use roaring::RoaringTreemap;

use super::{COLUMNS, Format, cells, csv, json};
use crate::domain::License;

/// Where an export goes.
#[derive(Debug)]
pub struct Stream<W: Write> {
    format: Format,
    writer: W,
    ids: RoaringTreemap,
    has_begun: bool,
    has_repeated: bool,
}

impl<W: Write> Stream<W> {
    /// Nothing yet.
    #[must_use]
    pub fn new(format: Format, writer: W) -> Self {
        Self { format, writer, ids: RoaringTreemap::new(), has_begun: false, has_repeated: false }
    }

    /// How many licenses there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.ids.len()
    }

    /// Whether a license was met twice, so that the list changed while it was read. It stands once.
    #[must_use]
    pub fn has_repeated(&self) -> bool {
        self.has_repeated
    }

    /// Writes a page.
    ///
    /// # Errors
    /// When the writer does not take it.
    pub fn take(&mut self, mut page: Vec<License>) -> io::Result<()> {
        let read = page.len();
        page.retain(|license| self.ids.insert(license.id.0.cast_unsigned()));
        self.has_repeated |= page.len() < read;
        self.begin()?;
        match self.format {
            Format::Json => self.take_into_document(&page)?,
            Format::Jsonl => self.writer.write_all(&json::lines(&page)?)?,
            Format::Csv => self.writer.write_all(&csv::lines(page.iter().map(cells))?)?,
        }
        self.writer.flush()
    }

    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.has_begun, true) {
            return Ok(());
        }
        match self.format {
            Format::Json => self.writer.write_all(b"{\"licenses\":["),
            Format::Jsonl => Ok(()),
            Format::Csv => self.writer.write_all(&csv::lines([COLUMNS])?),
        }
    }

    fn take_into_document(&mut self, page: &[License]) -> io::Result<()> {
        let mut is_first = self.ids.len() == page.len() as u64;
        for license in page {
            if !std::mem::take(&mut is_first) {
                self.writer.write_all(b",")?;
            }
            let line = json::lines(std::slice::from_ref(license))?;
            self.writer.write_all(line.trim_ascii_end())?;
        }
        Ok(())
    }

    /// Writes what comes after the last page; the writer comes back.
    ///
    /// # Errors
    /// When the writer does not take it.
    pub fn finish(mut self, complete: bool) -> io::Result<W> {
        self.begin()?;
        if self.format == Format::Json {
            writeln!(self.writer, "],\"complete\":{complete}}}")?;
        }
        self.writer.flush()?;
        Ok(self.writer)
    }
}
