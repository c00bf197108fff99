//! A list that grows at its end only, in blocks that it shares with its copies. Uses nothing of ours.
//!
//! A copy costs a step for each block, and whoever writes to a block that is shared copies that one block first. So
//! neither a copy nor what is written after it grows with all that is there.

use std::sync::Arc;

const BLOCK: usize = 1024;

struct Block<T>(Vec<T>);

impl<T: Clone> Clone for Block<T> {
    /// With the room that is still free, so that what comes next moves nothing.
    fn clone(&self) -> Self {
        let mut items = Vec::with_capacity(BLOCK);
        items.extend_from_slice(&self.0);
        Self(items)
    }
}

/// Things, found again by their number.
pub(super) struct Blocks<T> {
    blocks: Vec<Arc<Block<T>>>,
    len: usize,
}

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Self { blocks: Vec::new(), len: 0 }
    }
}

impl<T> Clone for Blocks<T> {
    fn clone(&self) -> Self {
        Self { blocks: self.blocks.clone(), len: self.len }
    }
}

impl<T: Clone> Blocks<T> {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn push(&mut self, item: T) {
        if self.len.is_multiple_of(BLOCK) {
            self.blocks.push(Arc::new(Block(Vec::with_capacity(BLOCK))));
        }
        if let Some(block) = self.blocks.last_mut() {
            Arc::make_mut(block).0.push(item);
            self.len += 1;
        }
    }

    pub(super) fn get(&self, number: usize) -> Option<&T> {
        self.blocks.get(number / BLOCK)?.0.get(number % BLOCK)
    }

    /// As [`Blocks::get`]; what was copied before keeps the old value.
    pub(super) fn get_mut(&mut self, number: usize) -> Option<&mut T> {
        Arc::make_mut(self.blocks.get_mut(number / BLOCK)?).0.get_mut(number % BLOCK)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.blocks.iter().flat_map(|block| &block.0)
    }

    /// What came from `first` on.
    pub(super) fn since(&self, first: usize) -> impl Iterator<Item = &T> {
        self.blocks.iter().skip(first / BLOCK).flat_map(|block| &block.0).skip(first % BLOCK)
    }

    /// The bytes that are held, filled or not.
    pub(super) fn memory(&self) -> usize {
        let items: usize = self.blocks.iter().map(|block| block.0.capacity()).sum();
        items * size_of::<T>() + self.blocks.capacity() * size_of::<Arc<Block<T>>>()
    }
}

#[cfg(test)]
mod tests;
