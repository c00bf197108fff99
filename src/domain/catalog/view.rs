//! The rows of a catalog as they are looked at: filtered and in order. A list of slots. Uses the catalog's rows.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use hashbrown::HashMap;

use self::choosing::{choose, search};
use super::{
    Column,
    query::Query,
    records::{Changed, Record},
    rows::Rows,
    slots::Slots,
    sorting,
};

mod choosing;

/// What rows are put in order by. Case does not matter and numbers count as numbers, so SKU-9 comes before SKU-10;
/// rows that are equal so far stay in reading order, in a descending order too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// By this.
    pub column: Column,
    /// From the last to the first.
    pub descending: bool,
}

impl Order {
    /// The order in words: the column, with a minus before it from the last to the first.
    #[must_use]
    pub fn words(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.column.word())
    }

    /// The order that such words stand for.
    #[must_use]
    pub fn from_words(words: &str) -> Option<Self> {
        let (descending, name) = words.strip_prefix('-').map_or((false, words), |name| (true, name));
        let column = Column::ALL.into_iter().find(|column| column.word() == name)?;
        Some(Self { column, descending })
    }
}

/// Which rows of a catalog are looked at, and in which order: those read so far that the filter finds.
///
/// [`Default`] is everything in reading order. A view belongs to one catalog and shows the rows that it was told to
/// take in with [`View::extend`]. A clone costs next to nothing, whatever the number of rows.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct View {
    filter: String,
    query: Query,
    order: Option<Order>,
    /// How many slots of the catalog were taken in.
    taken: u32,
    /// How many of the catalog's changes are in here.
    changes: usize,
    /// All rows in order, whatever the filter, so that a wider filter need not sort again.
    all: Slots,
    /// The rows that the filter finds, in the same order; none where it is empty.
    found: Option<Slots>,
}

impl View {
    /// How many rows are shown.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shown().len()
    }

    /// Whether no row is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The slot of the row at a position, counted from zero.
    #[must_use]
    pub fn slot_at(&self, position: usize) -> Option<u32> {
        self.shown().get(position)
    }

    /// Where the row of a slot is shown, if it is.
    #[must_use]
    pub fn position_of(&self, rows: &Rows, slot: u32) -> Option<usize> {
        if self.changes != rows.changed.len() {
            // A row may be in another place than its values tell.
            return self.slots().position(|shown| shown == slot);
        }
        let position = self.position_from(rows, slot);
        (self.slot_at(position) == Some(slot)).then_some(position)
    }

    /// Where the row of a slot is shown, or would be if the filter found it.
    #[must_use]
    pub fn position_from(&self, rows: &Rows, slot: u32) -> usize {
        let place = (rows.record(slot), slot);
        let is_before =
            |other: u32| sorting::compare(rows, self.order, (rows.record(other), other), place).is_lt();
        self.shown().partition_point(is_before)
    }

    /// The slots that are shown, from top to bottom. To go through them takes its time; [`View::slot_at`] does not.
    pub fn slots(&self) -> impl Iterator<Item = u32> {
        self.shown().iter()
    }

    fn shown(&self) -> &Slots {
        self.found.as_ref().unwrap_or(&self.all)
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
    pub fn set_filter(&mut self, rows: &Rows, text: &str) {
        self.set(rows, text, self.order);
    }

    /// Puts the rows in order, or back into reading order.
    pub fn set_order(&mut self, rows: &Rows, order: Option<Order>) {
        let filter = self.filter.clone();
        self.set(rows, &filter, order);
    }

    /// Takes in the rows that were added to the catalog since the last time, and what was changed or removed
    /// meanwhile. Each goes where order and filter put it; the others keep their places.
    pub fn extend(&mut self, rows: &Rows) {
        self.set_order(rows, self.order);
    }

    /// Sets filter and order at once, as [`View::set_filter`] and [`View::set_order`] do.
    pub fn set(&mut self, rows: &Rows, filter: &str, order: Option<Order>) {
        let never = AtomicBool::new(false);
        let ended = self.arrange(rows, filter, order, &never);
        debug_assert!(ended.is_some(), "nothing stops it");
    }

    /// How many rows would have to be looked at for a filter and an order, each as often as it takes: a measure of
    /// the time. Nothing for what is there already.
    #[must_use]
    pub fn effort(&self, rows: &Rows, filter: &str, order: Option<Order>) -> usize {
        /// Putting a row in order takes about as long as looking for a word in so many.
        const SORTING: usize = 4;
        let all = rows.slots() as usize;
        let query = Query::new(filter);
        let searching = match query {
            _ if query.is_empty() || query == self.query => 0,
            _ if query.narrows(&self.query) => self.len(),
            _ => all,
        };
        let behind = self.behind(rows);
        let coming = if behind > self.all.len() { all } else { behind };
        let sorting = if order == self.order { coming } else { all };
        searching + sorting * if order.is_some() { SORTING } else { 1 }
    }

    /// How many rows came, were changed or were removed since the last time.
    #[must_use]
    pub fn behind(&self, rows: &Rows) -> usize {
        (rows.slots() - self.taken) as usize + rows.changed.len() - self.changes
    }

    /// Takes in what is new, filters and puts in order. None when it was told to `stop`: what was shown is still
    /// shown then.
    pub(super) fn arrange(
        &mut self, rows: &Rows, filter: &str, order: Option<Order>, stop: &AtomicBool,
    ) -> Option<()> {
        let query = Query::new(filter);
        // Putting a few in their places takes less than starting over, many more.
        let knows_most = self.behind(rows) <= self.all.len();
        if knows_most {
            self.catch_up(rows, stop)?;
            if order == self.order && query == self.query {
                filter.clone_into(&mut self.filter);
                return Some(());
            }
        }
        let is_in_order = knows_most && order == self.order;
        let all = if is_in_order { self.all.clone() } else { arranged(rows, order, stop)? };
        let found = match &self.found {
            _ if query.is_empty() => None,
            Some(found) if knows_most && query == self.query => Some(choose(&all, found, rows.slots())),
            found => {
                let among = found.as_ref().filter(|_| knows_most && query.narrows(&self.query));
                Some(search(
                    rows,
                    &query,
                    among.map(|found| (found, is_in_order)),
                    order.is_some().then_some(&all),
                    stop,
                )?)
            }
        };
        filter.clone_into(&mut self.filter);
        let (taken, changes) = (rows.slots(), rows.changed.len());
        *self = Self { filter: std::mem::take(&mut self.filter), query, order, taken, changes, all, found };
        Some(())
    }

    /// Puts the rows that came, were changed or were removed in their places. None when it was told to `stop`: they are
    /// where they were then.
    fn catch_up(&mut self, rows: &Rows, stop: &AtomicBool) -> Option<()> {
        let mut before: HashMap<u32, &Record> = HashMap::new();
        for Changed { slot, before: record } in rows.changed.since(self.changes) {
            if *slot < self.taken {
                // What it was when the list was last in order is what it was before the first change.
                before.entry(*slot).or_insert(record);
            }
        }
        let order = self.order;
        let then = |slot: u32| (before.get(&slot).copied().or_else(|| rows.record(slot)), slot);
        let now = |slot: u32| (rows.record(slot), slot);
        let changed = before.keys().copied().filter(|slot| rows.live(*slot).is_some());
        let mut coming: Vec<u32> = changed.chain(rows.live_slots(self.taken, rows.slots())).collect();
        coming.sort_unstable();
        if let Some(order) = order {
            sorting::sort(rows, order, &mut coming, &|| stop.load(Relaxed))?;
        }
        for slot in before.keys() {
            for list in [Some(&mut self.all), self.found.as_mut()].into_iter().flatten() {
                list.remove(*slot, |left, right| sorting::compare(rows, order, then(left), then(right)));
            }
        }
        let compare = |left: u32, right: u32| sorting::compare(rows, order, now(left), now(right));
        self.all.merge(&coming, compare);
        if let Some(found) = &mut self.found {
            let search = self.query.over(rows);
            coming.retain(|slot| search.finds(*slot));
            found.merge(&coming, compare);
        }
        (self.taken, self.changes) = (rows.slots(), rows.changed.len());
        Some(())
    }
}

/// All rows in order.
fn arranged(rows: &Rows, order: Option<Order>, stop: &AtomicBool) -> Option<Slots> {
    let mut slots: Vec<u32> = rows.live_slots(0, rows.slots()).collect();
    if let Some(order) = order {
        sorting::sort(rows, order, &mut slots, &|| stop.load(Relaxed))?;
    }
    Some(slots.into())
}

impl std::fmt::Debug for View {
    /// The figures only: a view may have a million rows.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("View")
            .field("filter", &self.filter)
            .field("order", &self.order)
            .field("rows", &self.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(super) mod tests;
