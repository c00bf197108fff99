//! Slots put in the order of a column. Uses `natural` for what that order is.
//!
//! Sorting a hundred thousand texts by comparing two at a time reads them all over the memory, many times. Here the
//! slots are sorted by the first eight bytes of each text, then those that are still equal by the next eight, and so
//! on, so that a text is read once and no further than it takes to tell it from the others.

use std::cmp::Ordering;

use self::pieces::{AT_ONCE, sort_by_key};
use super::{
    Column, Order, Rows,
    natural::{self, Words},
    records::Record,
};

mod pieces;

/// A slot while it is being sorted.
#[derive(Clone, Copy)]
struct Entry<'a> {
    word: u64,
    words: Words<'a>,
    slot: u32,
}

/// Puts `slots` in order; those that are equal in the column stay in reading order, whichever way it goes.
///
/// They must be in reading order when they come. None when it `stops`, which is asked every few thousand rows in each
/// pass: the slots then stand in any order.
pub(super) fn sort(rows: &Rows, order: Order, slots: &mut [u32], stops: &dyn Fn() -> bool) -> Option<()> {
    if order.column == Column::Id {
        let key_of = |slot: &u32| (turned(rows.record(*slot).map_or(0, id_word), order), *slot);
        let mut keys = collect(slots, key_of, stops)?;
        sort_by_key(&mut keys, |key| *key, stops)?;
        put_back(slots, keys.iter().map(|(_, slot)| *slot));
        return Some(());
    }
    let entry_of = |slot: &u32| {
        let text = rows.record(*slot).map_or("", |record| text(rows, record, order.column));
        Entry { word: 0, words: Words::new(text), slot: *slot }
    };
    let mut entries = collect(slots, entry_of, stops)?;
    let end = turned(0, order);
    let mut unsorted = vec![entries.as_mut_slice()];
    while let Some(group) = unsorted.pop() {
        if are_alike(group, stops)? {
            continue;
        }
        for_each(group, |entry| entry.word = turned(entry.words.next_word(), order), stops)?;
        sort_by_key(group, |entry| (entry.word, entry.slot), stops)?;
        let groups = group.chunk_by_mut(|left, right| left.word == right.word);
        unsorted.extend(groups.filter(|equal| equal.len() > 1 && equal[0].word != end));
    }
    put_back(slots, entries.iter().map(|entry| entry.slot));
    Some(())
}

fn collect<T>(slots: &[u32], item_of: impl Fn(&u32) -> T, stops: &dyn Fn() -> bool) -> Option<Vec<T>> {
    let mut items = Vec::with_capacity(slots.len());
    for piece in slots.chunks(AT_ONCE) {
        if stops() {
            return None;
        }
        items.extend(piece.iter().map(&item_of));
    }
    Some(items)
}

fn for_each(group: &mut [Entry], change: impl Fn(&mut Entry), stops: &dyn Fn() -> bool) -> Option<()> {
    for piece in group.chunks_mut(AT_ONCE) {
        if stops() {
            return None;
        }
        piece.iter_mut().for_each(&change);
    }
    Some(())
}

fn put_back(slots: &mut [u32], sorted: impl Iterator<Item = u32>) {
    for (slot, sorted) in slots.iter_mut().zip(sorted) {
        *slot = sorted;
    }
}

/// Whether what is left of the texts is the same in all of `group`. Else what they have in common is left out.
///
/// None when it `stops`.
fn are_alike(group: &mut [Entry], stops: &dyn Fn() -> bool) -> Option<bool> {
    let Some((first, others)) = group.split_first() else {
        return Some(true);
    };
    let mut common = first.words.len();
    for piece in others.chunks(AT_ONCE) {
        if stops() {
            return None;
        }
        common = piece.iter().fold(common, |common, entry| first.words.common_start(&entry.words, common));
    }
    if others.iter().all(|entry| entry.words.len() == common) && first.words.len() == common {
        return Some(true);
    }
    let skippable = first.words.skippable(common);
    for_each(group, |entry| entry.words.skip(skippable), stops)?;
    Some(false)
}

/// A row, as far as its place in an order is concerned: the record, an earlier one perhaps, and the slot.
pub(super) type Placed<'a> = (Option<&'a Record>, u32);

/// How two rows stand to each other in an order, or else in reading order.
pub(super) fn compare(rows: &Rows, order: Option<Order>, left: Placed<'_>, right: Placed<'_>) -> Ordering {
    let in_column = match (order, left.0, right.0) {
        (Some(Order { column, descending }), Some(one), Some(other)) => {
            let ascending = match column {
                Column::Id => one.id.cmp(&other.id),
                _ => natural::compare(text(rows, one, column), text(rows, other, column)),
            };
            if descending { ascending.reverse() } else { ascending }
        }
        _ => Ordering::Equal,
    };
    in_column.then(left.1.cmp(&right.1))
}

/// Puts `fresh`, itself in order, where its slots belong in `list`.
pub(super) fn merge(list: &mut Vec<u32>, fresh: &[u32], compare: impl Fn(u32, u32) -> Ordering) {
    let mut end = list.len();
    list.resize(end + fresh.len(), 0);
    // From the back, so that nothing is moved twice: what comes after the last of `fresh`, then that one, and so on.
    for (before, slot) in fresh.iter().enumerate().rev() {
        let place = list[..end].partition_point(|other| compare(*other, *slot) == Ordering::Less);
        list.copy_within(place..end, place + before + 1);
        list[place + before] = *slot;
        end = place;
    }
}

fn turned(word: u64, order: Order) -> u64 {
    if order.descending { !word } else { word }
}

/// The id as a number whose order is that of the ids.
fn id_word(record: &Record) -> u64 {
    record.id.0.cast_unsigned() ^ (1 << 63)
}

fn text<'a>(rows: &'a Rows, record: &Record, column: Column) -> &'a str {
    let Some(row) = rows.row_of(record) else {
        return "";
    };
    match column {
        Column::Sku => row.sku,
        Column::Name => row.name,
        Column::Status => row.status.word(),
        Column::Description => row.description.unwrap_or_default(),
        Column::Id => "",
    }
}

#[cfg(test)]
mod tests;
