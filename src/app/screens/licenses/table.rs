//! The table's rows: cursor, order, filter, and what writes do to them.

use tui_input::Input;

use super::Licenses;
use crate::{
    app::{keymap::Action, model::Shared},
    domain::{
        License, LicenseId,
        catalog::{Column, Order, Upsert, View},
    },
};

impl Licenses {
    pub(super) fn step(&mut self, action: Action, shared: &Shared) {
        self.cursor.step(action, self.view.len(), shared.screenful(self.problem.is_some()));
        self.note_current();
    }

    pub(super) fn go_to_position(&mut self, position: usize, shared: &Shared) {
        self.cursor.put(position, self.view.len(), shared.size.table_rows());
        self.note_current();
    }

    /// Goes to a row and shows it at the top of the screen.
    pub(super) fn go_to_top(&mut self, position: usize, shared: &Shared) {
        self.cursor.put_on_top(position, self.view.len(), shared.size.table_rows());
        self.note_current();
    }

    pub(super) fn go_to(&mut self, id: LicenseId, shared: &Shared) {
        self.at = Some(id);
        self.anchor(shared);
    }

    /// Puts the cursor back on its license after the rows have changed. Where the license is not among them any
    /// more, the cursor stays at its height and belongs to the license that it finds there.
    pub(super) fn anchor(&mut self, shared: &Shared) {
        let slot = self.at.and_then(|id| self.listing.catalog.slot_of(id));
        let found = slot.and_then(|slot| self.view.position_of(slot));
        let position = found.unwrap_or(self.cursor.position);
        self.cursor.put(position, self.view.len(), shared.size.table_rows());
        if found.is_none() {
            self.note_current();
        }
    }

    fn note_current(&mut self) {
        if let Some(row) = self.current() {
            self.at = Some(row.id);
        }
    }

    pub(super) fn apply_filter(&mut self, shared: &Shared) {
        self.view.set_filter(&self.listing.catalog, self.filter.value());
        self.anchor(shared);
    }

    pub(super) fn clear_filter(&mut self, shared: &Shared) {
        self.filtering = false;
        self.filter = Input::default();
        self.apply_filter(shared);
    }

    pub(super) fn sort_by_next(&mut self, shared: &Shared) {
        let current = self.view.order().map(|order| order.column);
        let next = match current {
            None => Column::ALL.first().copied(),
            Some(column) => Column::ALL.iter().copied().skip_while(|candidate| *candidate != column).nth(1),
        };
        self.set_order(next.map(|column| Order { column, descending: false }), shared);
    }

    pub(super) fn turn_order(&mut self, shared: &Shared) {
        let order = self.view.order().unwrap_or(Order { column: Column::Id, descending: false });
        self.set_order(Some(Order { descending: !order.descending, ..order }), shared);
    }

    fn set_order(&mut self, order: Option<Order>, shared: &Shared) {
        self.view.set_order(&self.listing.catalog, order);
        self.anchor(shared);
    }

    pub(super) fn put(&mut self, license: &License, shared: &Shared) {
        match self.listing.put(license) {
            Upsert::Added(_) => self.view.extend(&self.listing.catalog),
            Upsert::Changed(slot) | Upsert::Same(slot) => self.view.refresh_slot(&self.listing.catalog, slot),
        }
        self.anchor(shared);
    }

    /// Takes a deleted license out. Pages that are on their way are asked for anew: they may have been cut before the
    /// record went, or after.
    pub(super) fn take_away(&mut self, id: LicenseId, shared: &mut Shared) {
        self.forget_unread(shared);
        if let Some(slot) = self.listing.remove(id) {
            self.view.refresh_slot(&self.listing.catalog, slot);
        }
        self.anchor(shared);
        self.read_on(shared);
    }

    /// Shows another listing of the same scope in the same order and choice.
    pub(super) fn show(&mut self, listing: crate::app::listing::Listing, shared: &Shared) {
        let mut view = View::default();
        view.set_order(&listing.catalog, self.view.order());
        view.set_filter(&listing.catalog, self.view.filter());
        view.extend(&listing.catalog);
        self.listing = listing;
        self.view = view;
        self.anchor(shared);
    }
}
