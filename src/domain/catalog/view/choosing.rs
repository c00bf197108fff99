//! The rows that a filter finds, in the order of all. Uses queries and lists of slots.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use crate::domain::catalog::{query::Query, rows::Rows, slots::Slots};

/// How many rows are searched before it is asked whether to stop.
const AT_ONCE: u32 = 4096;

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
        for (number, slot) in (0_u32..).zip(few.iter()) {
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
    // In reading order, whatever the order of the rows: so the texts are read as they lie in memory.
    for (slot, is_found) in (0_u32..).zip(&mut marks) {
        if slot.is_multiple_of(AT_ONCE) && stop.load(Relaxed) {
            return None;
        }
        *is_found = *is_found && search.finds(slot);
    }
    if let Some(all) = all {
        return Some(marked(all, &marks));
    }
    let found = (0_u32..).zip(&marks).filter(|(_, is_found)| **is_found);
    Some(found.map(|(slot, _)| slot).collect::<Vec<u32>>().into())
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
