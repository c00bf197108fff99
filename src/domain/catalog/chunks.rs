//! The texts of a catalog: a few large chunks that only ever grow at their end. Uses nothing of ours.
//!
//! A chunk is allocated once and never moved, so taking in a row costs the row and not what is there already. Copies
//! share their chunks; the first text after a copy was made costs one chunk.

use std::sync::Arc;

/// What stands between two fields of a row. White space, so that no word of a filter can reach across it.
pub(super) const SEPARATOR: char = '\n';

const FIRST_CHUNK: usize = 16 << 10;
const LARGEST_CHUNK: usize = 256 << 10;
/// Longer texts get a chunk of their own, so that little room is lost at the end of the shared ones.
const LONGEST_SHARED: usize = LARGEST_CHUNK / 8;

/// Where a text begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    chunk: u32,
    start: u32,
}

struct Chunk(String);

impl Chunk {
    fn with_capacity(bytes: usize) -> Arc<Self> {
        Arc::new(Self(String::with_capacity(bytes)))
    }

    fn room(&self) -> usize {
        self.0.capacity() - self.0.len()
    }
}

impl Clone for Chunk {
    /// With the room that is still free, so that what comes next moves nothing.
    fn clone(&self) -> Self {
        let mut text = String::with_capacity(self.0.capacity());
        text.push_str(&self.0);
        Self(text)
    }
}

/// Texts, found again by where they begin and how long they are.
#[derive(Clone, Default)]
pub(super) struct Chunks {
    chunks: Vec<Arc<Chunk>>,
    /// The chunk that short texts go to.
    open: usize,
}

impl Chunks {
    /// Whether no more chunks can be numbered. It would take petabytes to get there.
    pub(super) fn is_full(&self) -> bool {
        u32::try_from(self.chunks.len()).is_err()
    }

    /// Puts `fields` at the end, with a [`SEPARATOR`] between each two.
    pub(super) fn push(&mut self, fields: &[&str]) -> Place {
        let texts: usize = fields.iter().map(|field| field.len()).sum();
        let number = self.chunk_with_room_for(texts + fields.len());
        let Some(chunk) = self.chunks.get_mut(number) else {
            return Place::default();
        };
        let chunk = &mut Arc::make_mut(chunk).0;
        let place = Place {
            chunk: u32::try_from(number).unwrap_or(u32::MAX),
            start: u32::try_from(chunk.len()).unwrap_or(u32::MAX),
        };
        for (position, field) in fields.iter().enumerate() {
            if position > 0 {
                chunk.push(SEPARATOR);
            }
            chunk.push_str(field);
        }
        place
    }

    fn chunk_with_room_for(&mut self, bytes: usize) -> usize {
        let last = self.chunks.len();
        if bytes > LONGEST_SHARED {
            self.chunks.push(Chunk::with_capacity(bytes));
            return last;
        }
        let has_room = self.chunks.get(self.open).is_some_and(|chunk| chunk.room() >= bytes);
        if !has_room {
            let doublings = u32::try_from(last).unwrap_or(u32::MAX).min(LARGEST_CHUNK.ilog2());
            let size = (FIRST_CHUNK << doublings).min(LARGEST_CHUNK).max(bytes);
            self.chunks.push(Chunk::with_capacity(size));
            self.open = last;
        }
        self.open
    }

    /// The `length` bytes that begin at `place`; empty when there is no such text.
    pub(super) fn get(&self, place: Place, length: usize) -> &str {
        let start = place.start as usize;
        self.chunks
            .get(place.chunk as usize)
            .and_then(|chunk| chunk.0.get(start..start + length))
            .unwrap_or_default()
    }

    /// The bytes that are held, filled or not.
    pub(super) fn memory(&self) -> usize {
        let filled: usize = self.chunks.iter().map(|chunk| chunk.0.capacity() + size_of::<Chunk>()).sum();
        filled + self.chunks.capacity() * size_of::<Arc<Chunk>>()
    }
}

#[cfg(test)]
mod tests;
