//! One small record of fixed size for each row of a catalog. Uses `license` only.

use super::{chunks::Place, statuses::StatusNumber};
use crate::domain::license::LicenseId;

/// The longest field that can be kept; the value above it stands for a missing description.
pub(super) const LONGEST_FIELD: usize = u32::MAX as usize - 1;
const MISSING: u32 = u32::MAX;

/// Everything about a row but its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    pub(super) id: LicenseId,
    pub(super) place: Place,
    /// The length of each text in bytes; they lie one after the other, with a separator between.
    sku: u32,
    name: u32,
    description: u32,
    /// None once the row was removed.
    pub(super) status: Option<StatusNumber>,
}

const _: () = assert!(size_of::<Record>() <= 32, "a row must stay small");

/// The lengths of the texts of a row, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lengths {
    pub(super) sku: usize,
    pub(super) name: usize,
    pub(super) description: Option<usize>,
}

impl Lengths {
    /// The length of all texts with the separators between them.
    pub(super) fn total(self) -> usize {
        self.sku + 1 + self.name + self.description.map_or(0, |length| 1 + length)
    }
}

impl Record {
    pub(super) fn new(id: LicenseId, place: Place, lengths: Lengths, status: StatusNumber) -> Self {
        let small = |length: usize| u32::try_from(length.min(LONGEST_FIELD)).unwrap_or(MISSING - 1);
        Self {
            id,
            place,
            sku: small(lengths.sku),
            name: small(lengths.name),
            description: lengths.description.map_or(MISSING, small),
            status: Some(status),
        }
    }

    pub(super) fn with_status(self, status: StatusNumber) -> Self {
        Self { status: Some(status), ..self }
    }

    pub(super) fn lengths(&self) -> Lengths {
        Lengths {
            sku: self.sku as usize,
            name: self.name as usize,
            description: (self.description != MISSING).then_some(self.description as usize),
        }
    }
}

const BLOCK: usize = 1024;

/// The records in the order of their slots, in blocks that are never moved.
#[derive(Clone, Default)]
pub(super) struct Records {
    blocks: Vec<Vec<Record>>,
    len: u32,
}

impl Records {
    /// How many records there are: the next slot.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// Whether no more slots can be numbered.
    pub(super) fn is_full(&self) -> bool {
        self.len == u32::MAX
    }

    /// Appends a record and gives its slot. Nothing is appended when the records are full.
    pub(super) fn push(&mut self, record: Record) -> u32 {
        let slot = self.len;
        if self.is_full() {
            return slot;
        }
        if (slot as usize).is_multiple_of(BLOCK) {
            self.blocks.push(Vec::with_capacity(BLOCK));
        }
        if let Some(block) = self.blocks.last_mut() {
            block.push(record);
            self.len += 1;
        }
        slot
    }

    pub(super) fn get(&self, slot: u32) -> Option<&Record> {
        let slot = slot as usize;
        self.blocks.get(slot / BLOCK)?.get(slot % BLOCK)
    }

    pub(super) fn get_mut(&mut self, slot: u32) -> Option<&mut Record> {
        let slot = slot as usize;
        self.blocks.get_mut(slot / BLOCK)?.get_mut(slot % BLOCK)
    }

    /// The bytes that are held, filled or not.
    pub(super) fn memory(&self) -> usize {
        let records: usize = self.blocks.iter().map(Vec::capacity).sum();
        records * size_of::<Record>() + self.blocks.capacity() * size_of::<Vec<Record>>()
    }
}
