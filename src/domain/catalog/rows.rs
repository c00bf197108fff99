//! The rows of a catalog as they stand at one moment: what is filtered and put in order. Uses `license`.

use std::fmt;

use super::{
    Row,
    blocks::Blocks,
    chunks::Chunks,
    records::{Changed, Record},
    statuses::{StatusNumber, Statuses, status_of},
};

/// The rows of a catalog by their slots.
///
/// A clone is a snapshot and costs next to nothing, whatever the number of rows: what it shares with the catalog is
/// copied piece by piece, as the catalog changes it. So it can go to another thread, and the catalog on.
#[derive(Clone, Default)]
pub struct Rows {
    pub(super) texts: Chunks,
    pub(super) records: Blocks<Record>,
    pub(super) statuses: Statuses,
    /// All rows that were changed or removed, in the order in which that happened.
    pub(super) changed: Blocks<Changed>,
}

impl Rows {
    /// How many rows were ever added; every slot is below this.
    #[must_use]
    pub fn slots(&self) -> u32 {
        u32::try_from(self.records.len()).unwrap_or(u32::MAX)
    }

    /// The row in a slot; `None` once it was removed.
    #[must_use]
    pub fn row(&self, slot: u32) -> Option<Row<'_>> {
        let (record, _) = self.live(slot)?;
        self.row_of(record)
    }

    /// The row that a record is of, be it an earlier one.
    pub(super) fn row_of(&self, record: &Record) -> Option<Row<'_>> {
        let status = status_of(&self.statuses, record.status?)?;
        let lengths = record.lengths();
        let text = self.text_of(record);
        let name = lengths.sku + 1;
        let description = name + lengths.name + 1;
        Some(Row {
            id: record.id,
            sku: text.get(..lengths.sku).unwrap_or_default(),
            name: text.get(name..name + lengths.name).unwrap_or_default(),
            description: lengths.description.map(|_| text.get(description..).unwrap_or_default()),
            status,
        })
    }

    pub(super) fn record(&self, slot: u32) -> Option<&Record> {
        self.records.get(slot as usize)
    }

    pub(super) fn live(&self, slot: u32) -> Option<(&Record, StatusNumber)> {
        let record = self.record(slot)?;
        Some((record, record.status?))
    }

    /// The slots below `end` and from `first` on in which there is a row.
    pub(super) fn live_slots(&self, first: u32, end: u32) -> impl Iterator<Item = u32> {
        (first..end).filter(|slot| self.live(*slot).is_some())
    }

    /// All texts of a row, with a separator between.
    pub(super) fn text_of(&self, record: &Record) -> &str {
        self.texts.get(record.place, record.lengths().total())
    }
}

impl PartialEq for Rows {
    /// Whether the same rows are in the same slots.
    fn eq(&self, other: &Self) -> bool {
        self.slots() == other.slots() && (0..self.slots()).all(|slot| self.row(slot) == other.row(slot))
    }
}

impl Eq for Rows {}

impl fmt::Debug for Rows {
    /// The figures only: there may be a million.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Rows")
            .field("slots", &self.slots())
            .field("changes", &self.changed.len())
            .finish_non_exhaustive()
    }
}
