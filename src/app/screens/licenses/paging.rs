//! The server's pages, forth and back.

use super::{Goal, Licenses};
use crate::app::model::{Shared, Tone};

impl Licenses {
    pub(super) fn next_page(&mut self, shared: &mut Shared) {
        let page = self.page_at_cursor().map_or(0, |page| page + 1);
        if page < self.listing.page_starts.len() {
            self.go_to_page(page, shared);
        } else if self.listing.walk.next_token().is_some() {
            self.go_on(Goal::Page(page), shared);
        } else {
            shared.say(Tone::Plain, "this is the server's last page");
        }
    }

    pub(super) fn previous_page(&mut self, shared: &mut Shared) {
        match self.page_at_cursor() {
            Some(page) if page > 0 => self.go_to_page(page - 1, shared),
            _ => shared.say(Tone::Plain, "this is the server's first page"),
        }
    }

    /// The server's page that the cursor's row came with, counted from 0.
    #[must_use]
    pub fn page_at_cursor(&self) -> Option<usize> {
        self.view.slot_at(self.cursor.position).map(|slot| self.listing.page_of(slot))
    }

    pub(super) fn go_to_page(&mut self, page: usize, shared: &Shared) {
        let Some(start) = self.listing.page_starts.get(page).copied() else {
            return;
        };
        let rows = self.listing.catalog.rows();
        // In the order of the server the slots rise; in another order the page's first row is looked for.
        let position = if self.view.order().is_none() {
            Some(self.view.position_from(rows, start))
        } else {
            self.view.position_of(rows, start)
        };
        if let Some(position) = position {
            self.go_to_top(position, shared);
        }
    }
}
