//! One small record of fixed size for each row of a catalog. Uses `license`, and where texts and statuses are.

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

    /// The record that stays in the slot when the row goes.
    pub(super) fn removed(self) -> Self {
        Self { status: None, ..self }
    }

    pub(super) fn lengths(&self) -> Lengths {
        Lengths {
            sku: self.sku as usize,
            name: self.name as usize,
            description: (self.description != MISSING).then_some(self.description as usize),
        }
    }
}

/// A row that was changed or removed, as it was before. Its text is still there: texts are never taken away.
#[derive(Clone, Copy, Debug)]
pub(super) struct Changed {
    pub(super) slot: u32,
    pub(super) before: Record,
}
