//! The statuses of a catalog, each kept once and counted. Uses `license` only.

use std::{hash::BuildHasher, num::NonZeroU32};

use hashbrown::{DefaultHashBuilder, HashTable};

use super::blocks::Blocks;
use crate::domain::license::Status;

/// A status as a small number: its place in the list, counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StatusNumber(NonZeroU32);

impl StatusNumber {
    /// The place in [`Statuses`], counted from zero.
    pub(super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The statuses that were met, in the order of their first row, also those whose rows are gone.
pub(super) type Statuses = Blocks<Status>;

/// The status with a number.
pub(super) fn status_of(statuses: &Statuses, number: StatusNumber) -> Option<&Status> {
    statuses.get(number.index())
}

/// Which number a status has, and how many rows have it.
#[derive(Clone, Default)]
pub(super) struct StatusCounts {
    rows: Vec<usize>,
    numbers: HashTable<StatusNumber>,
    hashing: DefaultHashBuilder,
}

impl StatusCounts {
    /// The number of `status`, for one more row that has it. None when the statuses are full.
    pub(super) fn enter(&mut self, statuses: &mut Statuses, status: &Status) -> Option<StatusNumber> {
        let number = match self.find(statuses, status) {
            Some(number) => number,
            None => self.add(statuses, status)?,
        };
        *self.rows.get_mut(number.index())? += 1;
        Some(number)
    }

    /// One row less has the status.
    pub(super) fn leave(&mut self, number: StatusNumber) {
        if let Some(rows) = self.rows.get_mut(number.index()) {
            *rows -= 1;
        }
    }

    /// How many rows have `status`.
    pub(super) fn rows(&self, statuses: &Statuses, status: &Status) -> usize {
        let number = self.find(statuses, status);
        number.and_then(|number| self.rows.get(number.index())).copied().unwrap_or_default()
    }

    fn find(&self, statuses: &Statuses, status: &Status) -> Option<StatusNumber> {
        let hash = self.hashing.hash_one(status);
        let known = self.numbers.find(hash, |number| status_of(statuses, *number) == Some(status));
        known.copied()
    }

    fn add(&mut self, statuses: &mut Statuses, status: &Status) -> Option<StatusNumber> {
        let place = u32::try_from(statuses.len() + 1).ok();
        let number = StatusNumber(place.and_then(NonZeroU32::new)?);
        statuses.push(status.clone());
        self.rows.push(0);
        let hash_of = |number: &StatusNumber| {
            status_of(statuses, *number).map_or(0, |status| self.hashing.hash_one(status))
        };
        self.numbers.insert_unique(self.hashing.hash_one(status), number, hash_of);
        Some(number)
    }

    /// The bytes that are held, with those of the statuses.
    pub(super) fn memory(&self, statuses: &Statuses) -> usize {
        let texts: usize = statuses.iter().map(|status| status_text(status).len()).sum();
        let counts = self.rows.capacity() * size_of::<usize>() + self.numbers.allocation_size();
        statuses.memory() + counts + texts
    }
}

fn status_text(status: &Status) -> &str {
    match status {
        Status::Other(text) => text,
        Status::Enabled | Status::Disabled => "",
    }
}
