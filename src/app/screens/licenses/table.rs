//! The table's rows: cursor, order, filter, and what writes do to them.

use tui_input::Input;

use super::{Licenses, Wish};
use crate::{
    app::{keymap::Action, model::Shared},
    domain::{
        License, LicenseId,
        catalog::{Column, Order},
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
        let found = slot.and_then(|slot| self.view.position_of(self.listing.catalog.rows(), slot));
        let position = found.unwrap_or(self.cursor.position);
        self.cursor.put(position, self.view.len(), shared.size.table_rows());
        if found.is_none() {
            self.note_current();
        }
    }

    pub(super) fn note_current(&mut self) {
        if let Some(row) = self.current() {
            self.at = Some(row.id);
        }
    }

    pub(super) fn apply_filter(&mut self, shared: &mut Shared) {
        let order = self.wish().order;
        self.arrange(Wish { filter: self.filter.value().to_owned(), order }, shared);
    }

    pub(super) fn clear_filter(&mut self, shared: &mut Shared) {
        self.filtering = false;
        self.filter = Input::default();
        self.apply_filter(shared);
    }

    pub(super) fn sort_by_next(&mut self, shared: &mut Shared) {
        let current = self.wish().order.map(|order| order.column);
        let next = match current {
            None => Column::ALL.first().copied(),
            Some(column) => Column::ALL.iter().copied().skip_while(|candidate| *candidate != column).nth(1),
        };
        self.set_order(next.map(|column| Order { column, descending: false }), shared);
    }

    /// Sorts by a column, or as the server does; by the column that orders the rows already, the other way round.
    pub(in crate::app) fn sort_by(&mut self, column: Option<Column>, shared: &mut Shared) {
        let current = self.wish().order;
        let order = column.map(|column| match current {
            Some(order) if order.column == column => Order { descending: !order.descending, ..order },
            _ => Order { column, descending: false },
        });
        self.set_order(order, shared);
    }

    pub(super) fn turn_order(&mut self, shared: &mut Shared) {
        let order = self.wish().order.unwrap_or(Order { column: Column::Id, descending: false });
        self.set_order(Some(Order { descending: !order.descending, ..order }), shared);
    }

    fn set_order(&mut self, order: Option<Order>, shared: &mut Shared) {
        shared.keep_order(self.scope().kind, order);
        let filter = self.wish().filter;
        self.arrange(Wish { filter, order }, shared);
    }

    pub(super) fn put(&mut self, license: &License, shared: &Shared) {
        self.listing.put(license);
        self.put_into_arranged(license);
        self.view.extend(self.listing.catalog.rows());
        self.anchor(shared);
    }

    /// Takes a deleted license out. Pages that are on their way are asked for anew: they may have been cut before the
    /// record went, or after.
    pub(super) fn take_away(&mut self, id: LicenseId, shared: &mut Shared) {
        self.forget_unread(shared);
        self.listing.remove(id);
        self.view.extend(self.listing.catalog.rows());
        self.anchor(shared);
        self.read_on(shared);
    }
}
