//! A long list of slots in which putting one in, taking one out and finding one cost next to nothing, wherever it is.
//! Uses nothing of ours.
//!
//! The list is cut into blocks, which are shared with its copies: so a copy goes to another thread at once.

use std::{cmp::Ordering, sync::Arc};

/// The most slots in a block. One that is full is cut in two.
const MOST: usize = 2048;

/// Where in the list: the block, and the place within.
#[derive(Clone, Copy)]
struct Place {
    block: usize,
    within: usize,
}

/// Slots in some order, each once.
#[derive(Clone, Default)]
pub(super) struct Slots {
    blocks: Vec<Arc<Vec<u32>>>,
    /// The position at which each block begins.
    starts: Vec<usize>,
    len: usize,
}

impl Slots {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The slot at a position.
    pub(super) fn get(&self, position: usize) -> Option<u32> {
        let block = self.starts.partition_point(|start| *start <= position).checked_sub(1)?;
        self.blocks.get(block)?.get(position - self.starts.get(block)?).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        self.blocks.iter().flat_map(|block| block.iter().copied())
    }

    /// How many slots there are at the start for which `is_before` holds. They must all be before the others.
    pub(super) fn partition_point(&self, is_before: impl Fn(u32) -> bool) -> usize {
        let place = self.place(is_before);
        self.starts.get(place.block).map_or(self.len, |start| start + place.within)
    }

    /// Takes a slot out of a list that is in the order of `compare`.
    pub(super) fn remove(&mut self, slot: u32, compare: impl Fn(u32, u32) -> Ordering) {
        let mut place = self.place(|other| compare(other, slot) == Ordering::Less);
        if self.blocks.get(place.block).is_some_and(|block| block.len() == place.within) {
            place = Place { block: place.block + 1, within: 0 };
        }
        let Some(block) = self.blocks.get_mut(place.block) else {
            return;
        };
        if block.get(place.within) != Some(&slot) {
            return;
        }
        Arc::make_mut(block).remove(place.within);
        if block.is_empty() {
            self.blocks.remove(place.block);
        }
        self.count_from(place.block);
    }

    /// Puts `fresh`, itself in order, where its slots belong in a list that is in the order of `compare`.
    pub(super) fn merge(&mut self, fresh: &[u32], compare: impl Fn(u32, u32) -> Ordering) {
        let end = self.blocks.last().and_then(|block| block.last());
        if end.zip(fresh.first()).is_none_or(|(end, first)| compare(*end, *first) == Ordering::Less) {
            self.append(fresh);
            return;
        }
        if fresh.len() > self.len / 8 {
            let mut list: Vec<u32> = self.iter().collect();
            super::sorting::merge(&mut list, fresh, compare);
            *self = Self::from(list);
            return;
        }
        let mut first = self.blocks.len();
        for slot in fresh {
            let place = self.place(|other| compare(other, *slot) == Ordering::Less);
            first = first.min(place.block);
            self.insert(place, *slot);
        }
        self.count_from(first);
    }

    /// Puts `fresh` at the end, in blocks that are filled one after the other.
    fn append(&mut self, mut fresh: &[u32]) {
        let first = self.blocks.len().saturating_sub(1);
        while !fresh.is_empty() {
            let Some(block) = self.blocks.last_mut().filter(|block| block.len() < MOST) else {
                self.blocks.push(Arc::default());
                continue;
            };
            let (fitting, rest) = fresh.split_at(fresh.len().min(MOST - block.len()));
            Arc::make_mut(block).extend_from_slice(fitting);
            fresh = rest;
        }
        self.count_from(first);
    }

    fn place(&self, is_before: impl Fn(u32) -> bool) -> Place {
        let starts_before = |block: &Arc<Vec<u32>>| block.first().is_some_and(|slot| is_before(*slot));
        let block = self.blocks.partition_point(starts_before).saturating_sub(1);
        let within = self.blocks.get(block).map_or(0, |block| block.partition_point(|slot| is_before(*slot)));
        Place { block, within }
    }

    /// Puts a slot in. The starts of the blocks are to be counted anew.
    fn insert(&mut self, mut place: Place, slot: u32) {
        let Some(block) = self.blocks.get_mut(place.block) else {
            self.blocks.push(Arc::new(vec![slot]));
            return;
        };
        if block.len() >= MOST {
            let tail = Arc::make_mut(block).split_off(MOST / 2);
            self.blocks.insert(place.block + 1, Arc::new(tail));
            if place.within >= MOST / 2 {
                place = Place { block: place.block + 1, within: place.within - MOST / 2 };
            }
        }
        if let Some(block) = self.blocks.get_mut(place.block) {
            Arc::make_mut(block).insert(place.within, slot);
        }
    }

    fn count_from(&mut self, first: usize) {
        self.starts.truncate(first);
        let last = first.checked_sub(1);
        let mut start = last.map_or(0, |last| {
            let before = self.starts.get(last).copied().unwrap_or_default();
            before + self.blocks.get(last).map_or(0, |block| block.len())
        });
        for block in self.blocks.get(first..).unwrap_or_default() {
            self.starts.push(start);
            start += block.len();
        }
        self.len = start;
    }
}

impl From<Vec<u32>> for Slots {
    fn from(list: Vec<u32>) -> Self {
        let blocks = list.chunks(MOST).map(|block| Arc::new(block.to_vec())).collect();
        let mut slots = Self { blocks, starts: Vec::new(), len: 0 };
        slots.count_from(0);
        slots
    }
}

impl PartialEq for Slots {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl Eq for Slots {}

#[cfg(test)]
mod tests;
