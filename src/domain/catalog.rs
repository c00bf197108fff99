//! The rows of one listing in little memory, and the order and the filter that they are looked at with.
//!
//! A [`Catalog`] keeps the text of its rows in a few large chunks and, beside it, a small record for each row. Rows
//! are named by their slot: the number under which they were taken in, which never changes and is never given to
//! another row. A [`View`] is a list of slots, so that sorting and filtering move numbers and no text. What is to be
//! filtered and put in order are [`Rows`]: a snapshot of a catalog for an [`Arrangement`] that takes its time elsewhere.
//!
//! Uses `license`, and hashbrown and memchr for the speed.

use std::{fmt, hash::BuildHasher};

use hashbrown::{DefaultHashBuilder, HashTable};

use self::{
    records::{Changed, LONGEST_FIELD, Lengths, Record},
    statuses::{StatusCounts, StatusNumber, status_of},
};
use super::license::{License, LicenseId, Status};

mod arrangement;
mod blocks;
mod chunks;
mod fold;
mod natural;
mod query;
mod records;
mod rows;
mod slots;
mod sorting;
mod statuses;
mod view;

pub use arrangement::Arrangement;
pub use query::Words;
pub use rows::Rows;
pub use view::{Order, View};

/// What can be seen of a row, and what rows can be put in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The server's id, in the order of numbers.
    Id,
    /// Stock keeping unit.
    Sku,
    /// Name.
    Name,
    /// Status.
    Status,
    /// Description; a missing one stands where an empty one does.
    Description,
}

impl Column {
    /// All columns, as they stand from left to right.
    pub const ALL: [Self; 5] = [Self::Id, Self::Sku, Self::Name, Self::Status, Self::Description];

    /// Its name, as it is typed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Sku => "sku",
            Self::Name => "name",
            Self::Status => "status",
            Self::Description => "description",
        }
    }

    /// The column's heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Id => "ID",
            Self::Sku => "SKU",
            Self::Name => "NAME",
            Self::Status => "STATUS",
            Self::Description => "DESCRIPTION",
        }
    }
}

/// A license in a catalog, without a copy of its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The server's id.
    pub id: LicenseId,
    /// Stock keeping unit.
    pub sku: &'a str,
    /// Name.
    pub name: &'a str,
    /// Description; `None` where the server sent none.
    pub description: Option<&'a str>,
    /// Status.
    pub status: &'a Status,
}

impl Row<'_> {
    /// The row as a license of its own.
    #[must_use]
    pub fn to_license(&self) -> License {
        License {
            id: self.id,
            name: self.name.to_owned(),
            description: self.description.map(str::to_owned),
            sku: self.sku.to_owned(),
            status: self.status.clone(),
        }
    }
}

/// What became of a license that was given to a catalog, and the slot where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upsert {
    /// Its id was not known: a new row. After 4,294,967,295 rows nothing more is taken in, and the slot is one
    /// where there is no row.
    Added(u32),
    /// Its id was known, with other values: the row has the later ones now.
    Changed(u32),
    /// It is there already, just so.
    Same(u32),
}

impl Upsert {
    /// The slot where the license is, whatever became of it.
    #[must_use]
    pub fn slot(self) -> u32 {
        match self {
            Self::Added(slot) | Self::Changed(slot) | Self::Same(slot) => slot,
        }
    }
}

/// The licenses of one listing, each id once, in the order in which they were read.
///
/// Taking in a row costs the row and not what is there already. A changed row leaves its old text behind, unused
/// (see [`Catalog::dead_text`]); a catalog is thrown away with its listing, so this is never tidied.
///
/// Fields of 4 GiB and more are cut, which keeps a row's record small; no server's answer may be as long as that.
#[derive(Clone, Default)]
pub struct Catalog {
    rows: Rows,
    counts: StatusCounts,
    slots: HashTable<u32>,
    hashing: DefaultHashBuilder,
    dead_text: usize,
}

impl Catalog {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The rows as they stand now, for views to look at; a clone of them stays as it is.
    #[must_use]
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// How many rows were ever added; every slot is below this.
    #[must_use]
    pub fn slots(&self) -> u32 {
        self.rows.slots()
    }

    /// The row in a slot; `None` once it was removed.
    #[must_use]
    pub fn row(&self, slot: u32) -> Option<Row<'_>> {
        self.rows.row(slot)
    }

    /// The slot of the row with an id.
    #[must_use]
    pub fn slot_of(&self, id: LicenseId) -> Option<u32> {
        let found = self.slots.find(self.hashing.hash_one(id), |slot| self.has_id(*slot, id));
        found.copied()
    }

    /// How many rows are enabled.
    #[must_use]
    pub fn enabled(&self) -> usize {
        self.counts.rows(&self.rows.statuses, &Status::Enabled)
    }

    /// How many rows are disabled.
    #[must_use]
    pub fn disabled(&self) -> usize {
        self.counts.rows(&self.rows.statuses, &Status::Disabled)
    }

    /// Takes a license in. One whose id is known keeps its slot and takes the later values.
    pub fn upsert(&mut self, license: &License) -> Upsert {
        match self.slot_of(license.id) {
            Some(slot) => self.change(slot, license),
            None => self.add(license),
        }
    }

    /// Takes the row with an id away and gives the slot where it was. Should the id come again, it gets a new slot.
    pub fn remove(&mut self, id: LicenseId) -> Option<u32> {
        let rows = &self.rows;
        let has_id = |slot: &u32| rows.record(*slot).is_some_and(|record| record.id == id);
        let entry = self.slots.find_entry(self.hashing.hash_one(id), has_id).ok()?;
        let (slot, _) = entry.remove();
        let before = *self.rows.record(slot)?;
        self.dead_text += before.lengths().total();
        if let Some(status) = before.status {
            self.counts.leave(status);
        }
        self.note_change(slot, before, before.removed());
        Some(slot)
    }

    /// The bytes that the catalog holds, filled or not.
    #[must_use]
    pub fn memory(&self) -> usize {
        let Rows { texts, records, statuses, changed } = &self.rows;
        let rows = texts.memory() + records.memory() + changed.memory();
        rows + self.counts.memory(statuses) + self.slots.allocation_size()
    }

    /// The bytes of text that belong to no row any more.
    #[must_use]
    pub fn dead_text(&self) -> usize {
        self.dead_text
    }

    fn has_id(&self, slot: u32, id: LicenseId) -> bool {
        self.rows.record(slot).is_some_and(|record| record.id == id)
    }

    fn add(&mut self, license: &License) -> Upsert {
        let nowhere = Upsert::Added(u32::MAX);
        let slot = self.rows.slots();
        if self.rows.texts.is_full() || slot == u32::MAX {
            return nowhere;
        }
        let Some(status) = self.counts.enter(&mut self.rows.statuses, &license.status) else {
            return nowhere;
        };
        let record = self.store(license, status);
        self.rows.records.push(record);
        let Self { rows, slots, hashing, .. } = self;
        let hash_of = |slot: &u32| {
            let record = rows.record(*slot);
            record.map_or(0, |record| hashing.hash_one(record.id))
        };
        slots.insert_unique(hashing.hash_one(license.id), slot, hash_of);
        Upsert::Added(slot)
    }

    fn change(&mut self, slot: u32, license: &License) -> Upsert {
        let Some((record, status_before)) = self.rows.live(slot) else {
            return Upsert::Same(slot);
        };
        let before = *record;
        let same_text = self.row(slot).is_some_and(|row| {
            row.sku == license.sku
                && row.name == license.name
                && row.description == license.description.as_deref()
        });
        let same_status = status_of(&self.rows.statuses, status_before) == Some(&license.status);
        if (same_text && same_status) || self.rows.texts.is_full() {
            return Upsert::Same(slot);
        }
        let Some(status) = self.counts.enter(&mut self.rows.statuses, &license.status) else {
            return Upsert::Same(slot);
        };
        self.counts.leave(status_before);
        let after = if same_text {
            before.with_status(status)
        } else {
            self.dead_text += before.lengths().total();
            self.store(license, status)
        };
        self.note_change(slot, before, after);
        Upsert::Changed(slot)
    }

    /// Puts a later record in the place of an earlier one, which views need to find the row where it was.
    fn note_change(&mut self, slot: u32, before: Record, after: Record) {
        if let Some(record) = self.rows.records.get_mut(slot as usize) {
            *record = after;
            self.rows.changed.push(Changed { slot, before });
        }
    }

    /// Puts the texts of a license at the end.
    fn store(&mut self, license: &License, status: StatusNumber) -> Record {
        let sku = shortened(&license.sku, LONGEST_FIELD);
        let name = shortened(&license.name, LONGEST_FIELD);
        let description = license.description.as_deref();
        let description = description.map(|text| shortened(text, LONGEST_FIELD));
        let place = match description {
            Some(description) => self.rows.texts.push(&[sku, name, description]),
            None => self.rows.texts.push(&[sku, name]),
        };
        let lengths = Lengths { sku: sku.len(), name: name.len(), description: description.map(str::len) };
        Record::new(license.id, place, lengths, status)
    }
}

/// As much of `text` as fits into `bytes`, without half a letter at the end.
fn shortened(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

impl PartialEq for Catalog {
    /// Whether the same rows are in the same slots.
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl Eq for Catalog {}

impl fmt::Debug for Catalog {
    /// The figures only: a catalog may hold a million rows.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Catalog")
            .field("rows", &self.len())
            .field("slots", &self.slots())
            .field("memory", &self.memory())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
