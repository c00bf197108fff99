//! The rows of a catalog as they are looked at: filtered and in order. A list of slots. Uses `license` and the
//! catalog.

use super::{Catalog, Column, query::Query, sorting};

/// What rows are put in order by. Case does not matter and numbers count as numbers, so SKU-9 comes before SKU-10;
/// rows that are equal so far stay in reading order, in a descending order too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// By this.
    pub column: Column,
    /// From the last to the first.
    pub descending: bool,
}

/// Which rows of a catalog are looked at, and in which order: those read so far that the filter finds.
///
/// [`Default`] is everything in reading order. A view belongs to one catalog and shows the slots that it was told
/// to take in with [`View::extend`]. Rows that were changed or removed meanwhile are looked at again by whatever is
/// called first; telling of one at a time, with [`View::refresh_slot`], saves going through all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    filter: String,
    query: Query,
    order: Option<Order>,
    /// How many slots of the catalog were taken in.
    taken: u32,
    /// How many of the catalog's changes are in here.
    changes: u64,
    /// All rows in order, whatever the filter, so that a wider filter need not sort again; empty in reading order.
    ordered: Vec<u32>,
    shown: Vec<u32>,
}

impl View {
    /// How many rows are shown.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether no row is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The slot of the row at a position, counted from zero.
    #[must_use]
    pub fn slot_at(&self, position: usize) -> Option<u32> {
        self.shown.get(position).copied()
    }

    /// Where the row of a slot is shown, if it is.
    #[must_use]
    pub fn position_of(&self, slot: u32) -> Option<usize> {
        match self.order {
            None => self.shown.binary_search(&slot).ok(),
            Some(_) => self.shown.iter().position(|shown| *shown == slot),
        }
    }

    /// The slots that are shown, from top to bottom.
    #[must_use]
    pub fn slots(&self) -> &[u32] {
        &self.shown
    }

    /// The filter as it was set.
    #[must_use]
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// The order; none is reading order.
    #[must_use]
    pub fn order(&self) -> Option<Order> {
        self.order
    }

    /// Shows the rows that have every word of `text` in any of their fields, in whatever case; all of them when
    /// there are no words. Where the words say more than those before, only what is shown is searched.
    pub fn set_filter(&mut self, catalog: &Catalog, text: &str) {
        self.catch_up(catalog);
        let query = Query::new(text);
        let narrower = query.narrows(&self.query);
        text.clone_into(&mut self.filter);
        self.query = query;
        self.search(catalog, narrower);
    }

    /// Puts the rows in order, or back into reading order.
    pub fn set_order(&mut self, catalog: &Catalog, order: Option<Order>) {
        self.catch_up(catalog);
        self.order = order;
        self.sort(catalog);
    }

    /// Takes in the rows that were added to the catalog since the last time. They go where order and filter put
    /// them; those that are there already keep theirs.
    pub fn extend(&mut self, catalog: &Catalog) {
        self.catch_up(catalog);
        let first = self.taken;
        self.taken = catalog.slots();
        let mut fresh: Vec<u32> = (first..self.taken).filter(|slot| catalog.row(*slot).is_some()).collect();
        if let Some(order) = self.order {
            if fresh.len() > self.ordered.len() {
                return self.look_again(catalog);
            }
            sorting::sort(catalog, order, &mut fresh);
            merge(&mut self.ordered, &fresh, catalog, self.order);
        }
        let search = self.query.over(catalog);
        fresh.retain(|slot| search.finds(*slot));
        merge(&mut self.shown, &fresh, catalog, self.order);
    }

    /// Looks again at the row of `slot`, which was changed in the catalog or removed from it, and puts it where it
    /// belongs now. To be called after each change, with its slot.
    pub fn refresh_slot(&mut self, catalog: &Catalog, slot: u32) {
        if catalog.changes() == self.changes + 1 {
            self.changes = catalog.changes();
            self.place(catalog, slot);
        } else {
            self.catch_up(catalog);
        }
    }

    /// Brings in the changes that nobody told of.
    fn catch_up(&mut self, catalog: &Catalog) {
        if self.changes != catalog.changes() {
            self.changes = catalog.changes();
            self.look_again(catalog);
        }
    }

    fn place(&mut self, catalog: &Catalog, slot: u32) {
        if let Some(position) = self.position_of(slot) {
            self.shown.remove(position);
        }
        if let Some(position) = self.ordered.iter().position(|other| *other == slot) {
            self.ordered.remove(position);
        }
        if slot >= self.taken || catalog.row(slot).is_none() {
            return;
        }
        if self.order.is_some() {
            merge(&mut self.ordered, &[slot], catalog, self.order);
        }
        if self.query.over(catalog).finds(slot) {
            merge(&mut self.shown, &[slot], catalog, self.order);
        }
    }

    /// Orders and filters all over again.
    fn look_again(&mut self, catalog: &Catalog) {
        self.sort(catalog);
        self.search(catalog, false);
    }

    fn sort(&mut self, catalog: &Catalog) {
        let Some(order) = self.order else {
            self.ordered = Vec::new();
            self.shown.sort_unstable();
            return;
        };
        let mut ordered: Vec<u32> = (0..self.taken).filter(|slot| catalog.row(*slot).is_some()).collect();
        sorting::sort(catalog, order, &mut ordered);
        self.ordered = ordered;
        let mut found = vec![false; self.taken as usize];
        mark(&mut found, &self.shown);
        self.shown = chosen(&self.ordered, &found);
    }

    /// Filters what is shown, or else everything.
    fn search(&mut self, catalog: &Catalog, only_shown: bool) {
        let mut found = vec![!only_shown; self.taken as usize];
        if only_shown {
            mark(&mut found, &self.shown);
        }
        let search = self.query.over(catalog);
        // In reading order, whatever the order of the rows: so the texts are read as they lie in memory.
        for (slot, found) in (0..self.taken).zip(&mut found) {
            *found = *found && search.finds(slot);
        }
        self.shown = match self.order {
            None => (0..self.taken).filter(|slot| is_marked(&found, *slot)).collect(),
            Some(_) => chosen(&self.ordered, &found),
        };
    }
}

fn merge(list: &mut Vec<u32>, fresh: &[u32], catalog: &Catalog, order: Option<Order>) {
    sorting::merge(list, fresh, |left, right| sorting::compare(catalog, order, left, right));
}

fn mark(found: &mut [bool], slots: &[u32]) {
    for slot in slots {
        if let Some(found) = found.get_mut(*slot as usize) {
            *found = true;
        }
    }
}

fn is_marked(found: &[bool], slot: u32) -> bool {
    found.get(slot as usize).is_some_and(|found| *found)
}

fn chosen(slots: &[u32], found: &[bool]) -> Vec<u32> {
    slots.iter().copied().filter(|slot| is_marked(found, *slot)).collect()
}

#[cfg(test)]
mod tests;
