//! The statuses of a catalog, each kept once and counted. Uses `license` only.

use std::{hash::BuildHasher, num::NonZeroU32};

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::domain::license::Status;

/// A status as a small number: its place in the list, counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StatusNumber(NonZeroU32);

impl StatusNumber {
    /// The place in [`Statuses::iter`], counted from zero.
    pub(super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

#[derive(Clone)]
struct Counted {
    status: Status,
    rows: usize,
}

/// The statuses that were met, in the order of their first row.
#[derive(Clone, Default)]
pub(super) struct Statuses {
    list: Vec<Counted>,
    numbers: HashTable<StatusNumber>,
    hashing: DefaultHashBuilder,
}

impl Statuses {
    pub(super) fn get(&self, number: StatusNumber) -> Option<&Status> {
        self.list.get(number.index()).map(|counted| &counted.status)
    }

    /// All statuses, also those whose rows are gone.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Status> {
        self.list.iter().map(|counted| &counted.status)
    }

    /// The number of `status`, for one more row that has it. None when the statuses are full.
    pub(super) fn enter(&mut self, status: &Status) -> Option<StatusNumber> {
        let number = match self.find(status) {
            Some(number) => number,
            None => self.add(status)?,
        };
        self.list.get_mut(number.index())?.rows += 1;
        Some(number)
    }

    /// One row less has the status.
    pub(super) fn leave(&mut self, number: StatusNumber) {
        if let Some(counted) = self.list.get_mut(number.index()) {
            counted.rows -= 1;
        }
    }

    /// How many rows have `status`.
    pub(super) fn rows(&self, status: &Status) -> usize {
        self.find(status).and_then(|number| self.list.get(number.index())).map_or(0, |counted| counted.rows)
    }

    fn find(&self, status: &Status) -> Option<StatusNumber> {
        let hash = self.hashing.hash_one(status);
        let known = self.numbers.find(hash, |number| self.get(*number) == Some(status));
        known.copied()
    }

    fn add(&mut self, status: &Status) -> Option<StatusNumber> {
        let place = u32::try_from(self.list.len() + 1).ok();
        let number = StatusNumber(place.and_then(NonZeroU32::new)?);
        self.list.push(Counted { status: status.clone(), rows: 0 });
        let Self { list, numbers, hashing } = self;
        let hash_of = |number: &StatusNumber| {
            let counted = list.get(number.index());
            counted.map_or(0, |counted| hashing.hash_one(&counted.status))
        };
        numbers.insert_unique(hashing.hash_one(status), number, hash_of);
        Some(number)
    }

    /// The bytes that are held.
    pub(super) fn memory(&self) -> usize {
        let texts: usize = self.iter().map(|status| status_text(status).len()).sum();
        self.list.capacity() * size_of::<Counted>() + self.numbers.allocation_size() + texts
    }
}

fn status_text(status: &Status) -> &str {
    match status {
        Status::Other(text) => text,
        Status::Enabled | Status::Disabled => "",
    }
}
