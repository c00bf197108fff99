//! The rows that a filter finds, in the order of all. Uses queries and lists of slots.

use std::{
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
};

use crate::domain::catalog::{
    query::{Query, Search},
    rows::Rows,
    slots::Slots,
};

/// How many rows are searched before it is asked whether to stop.
const AT_ONCE: usize = 4096;

/// From this many rows on they are shared out among several threads.
const MANY: usize = 1 << 16;

/// More threads would wait for the memory, and take what others on the machine need.
const MOST_THREADS: usize = 4;

/// The slots of `all` that are in `chosen`, in the order of `all`. All slots are below `end`.
pub(super) fn choose(all: &Slots, chosen: &Slots, end: u32) -> Slots {
    let mut marks = vec![false; end as usize];
    mark(&mut marks, chosen);
    marked(all, &marks)
}

/// The rows that a query finds: in the order of `all`, or else in reading order.
///
/// It looks only `among` some rows where it is told to: those that a wider query found, and whether they are in the
/// order that is wanted. None when it was told to `stop`.
pub(super) fn search(
    rows: &Rows, query: &Query, among: Option<(&Slots, bool)>, all: Option<&Slots>, stop: &AtomicBool,
) -> Option<Slots> {
    let search = query.over(rows);
    if let Some((few, true)) = among.filter(|(slots, _)| slots.len() < rows.slots() as usize / 8) {
        let mut found = Vec::new();
        for (number, slot) in few.iter().enumerate() {
            if number.is_multiple_of(AT_ONCE) && stop.load(Relaxed) {
                return None;
            }
            if search.finds(slot) {
                found.push(slot);
            }
        }
        return Some(found.into());
    }
    let mut marks = vec![among.is_none(); rows.slots() as usize];
    if let Some((slots, _)) = among {
        mark(&mut marks, slots);
    }
    search_shared_out(&search, &mut marks, stop);
    if stop.load(Relaxed) {
        return None;
    }
    if let Some(all) = all {
        return Some(marked(all, &marks));
    }
    let found = (0_u32..).zip(&marks).filter(|(_, is_found)| **is_found);
    Some(found.map(|(slot, _)| slot).collect::<Vec<u32>>().into())
}

/// Takes the mark from each row that is not found. What is left once it was told to `stop` means nothing.
fn search_shared_out(search: &Search<'_>, marks: &mut [bool], stop: &AtomicBool) {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let piece = marks.len().div_ceil(threads).next_multiple_of(AT_ONCE);
    let is_shared_out = marks.len() >= MANY
        && thread::scope(|scope| {
            let pieces = (0_u32..).step_by(piece).zip(marks.chunks_mut(piece));
            let threads = pieces.map(|(first, marks)| {
                thread::Builder::new().spawn_scoped(scope, move || search_piece(search, first, marks, stop))
            });
            threads.collect::<Vec<_>>().iter().all(Result::is_ok)
        });
    if !is_shared_out {
        search_piece(search, 0, marks, stop);
    }
}

/// In reading order, whatever the order of the rows: so the texts are read as they lie in memory.
fn search_piece(search: &Search<'_>, first: u32, marks: &mut [bool], stop: &AtomicBool) {
    for (slots, marks) in (first..).step_by(AT_ONCE).zip(marks.chunks_mut(AT_ONCE)) {
        if stop.load(Relaxed) {
            return;
        }
        for (slot, is_found) in (slots..).zip(marks) {
            *is_found = *is_found && search.finds(slot);
        }
    }
}

fn mark(marks: &mut [bool], slots: &Slots) {
    for slot in slots.iter() {
        if let Some(mark) = marks.get_mut(slot as usize) {
            *mark = true;
        }
    }
}

fn marked(all: &Slots, marks: &[bool]) -> Slots {
    let is_marked = |slot: &u32| marks.get(*slot as usize).is_some_and(|mark| *mark);
    all.iter().filter(is_marked).collect::<Vec<u32>>().into()
}
