//! The licenses of one scope as far as they have been read, and how the reading stands.

use hashbrown::HashSet;

use crate::domain::{
    License, LicenseId, LicensePage, Problem, Steadiness, Walk,
    catalog::{Catalog, Upsert},
};

/// One listing.
#[derive(Debug, Default)]
pub struct Listing {
    /// The rows.
    pub catalog: Catalog,
    /// The way through the server's pages.
    pub walk: Walk,
    /// The slot at which each page of the server begins.
    pub page_starts: Vec<u32>,
    /// How many pages there are, as the server last said.
    pub pages: Option<u64>,
    steadiness: Steadiness,
    /// Rows that were put in by this console, so that meeting them again is no surprise.
    own: HashSet<LicenseId>,
    /// Rows that this console took away since the last page was read.
    taken: usize,
}

impl Listing {
    /// Takes in a page that was asked for by the walk's token. A record that was met before keeps its place and
    /// takes the later values.
    ///
    /// # Errors
    /// Why the listing cannot go on, though it is not complete. The rows are taken in even where the server goes round
    /// in circles.
    pub fn take(&mut self, page: &LicensePage) -> Result<(), Problem> {
        let again = self.walk.is_reading_again();
        let goes_on = self.walk.accept(page);
        if !again {
            self.page_starts.push(self.catalog.slots());
        }
        for license in &page.licenses {
            let own = self.own.remove(&license.id);
            let is_new = matches!(self.catalog.upsert(license), Upsert::Added(_));
            if !is_new && !again && !own {
                self.steadiness.met_twice();
            }
        }
        self.steadiness.page(page);
        if self.walk.is_complete() {
            self.steadiness.end(self.catalog.len(), self.own.len());
        }
        if !self.walk.is_reading_again() {
            self.taken = 0;
        }
        self.pages = page.pages;
        goes_on
    }

    /// Puts in, or brings up to date, a license that this console wrote.
    pub fn put(&mut self, license: &License) -> Upsert {
        let upsert = self.catalog.upsert(license);
        if matches!(upsert, Upsert::Added(_)) && !self.walk.is_complete() {
            self.own.insert(license.id);
            self.steadiness.made();
        }
        upsert
    }

    /// Takes away a license that this console deleted. The server's later pages move up by one record, so what has
    /// slipped over the edge of the last page is read again before the walk goes on.
    pub fn remove(&mut self, id: LicenseId) -> Option<u32> {
        self.steadiness.deleted();
        let slot = self.catalog.remove(id)?;
        self.own.remove(&id);
        self.taken += 1;
        let rows_per_page = (self.catalog.slots() as usize / self.walk.pages_read().max(1)).max(1);
        self.walk.step_back(self.taken.div_ceil(rows_per_page));
        if !self.walk.is_reading_again() {
            self.taken = 0;
        }
        Some(slot)
    }

    /// Takes notice of a license that this console made and that is not put in, since its page may still come.
    pub fn note_made(&mut self) {
        self.steadiness.made();
    }

    /// Whether the list is known to have changed on the server while it was read, by somebody else than this console:
    /// a record may have been missed.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.steadiness.has_changed()
    }

    /// The number of the server's page, from 0, that a slot came with.
    #[must_use]
    pub fn page_of(&self, slot: u32) -> usize {
        self.page_starts.partition_point(|start| *start <= slot).saturating_sub(1)
    }

    /// How much has been read, where there is hardly any room: a plus says that there is more, or may be.
    #[must_use]
    pub fn short_extent(&self) -> String {
        let more = if self.walk.is_complete() && !self.has_changed() { "" } else { "+" };
        format!("{}{more}", self.catalog.len())
    }

    /// How much has been read, as the top line says it.
    #[must_use]
    pub fn extent(&self) -> String {
        let rows = self.catalog.len();
        if self.walk.is_complete() && self.has_changed() {
            format!("{rows}, complete but may have gaps")
        } else if self.walk.is_complete() {
            format!("{rows}, complete")
        } else if self.walk.pages_read() == 0 {
            "nothing read yet".to_owned()
        } else if self.walk.next_token().is_none() {
            format!("{rows} read, the end is not known")
        } else {
            format!("{rows} read, more on the server")
        }
    }
}

#[cfg(test)]
mod tests;
