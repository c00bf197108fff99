//! Whether a listing stayed as it was while it was read, as far as its pages tell.
//!
//! Pages are cut by position. A record that comes ahead of what was read pushes another over the edge onto the next
//! page, where it is met twice; one that goes ahead of it pulls one over the edge onto a page that was read already,
//! where nobody meets it. What tells of that is what pages say of the whole: they are all cut from the same listing as
//! long as they all say the same.
//!
//! The count of a page may be that of the page itself (API section 1.1). It is taken for that of the whole only where
//! it fits the number of pages. What cannot be told: a record that goes and another that comes between the same two
//! pages.

use super::call::LicensePage;

/// What the pages of one listing said of the whole so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steadiness {
    records: Option<Span>,
    pages: Option<Span>,
    /// How many records the last page says there are in all.
    total: Option<u64>,
    /// The most records that were on one page.
    page_size: u64,
    pages_read: usize,
    changed: bool,
}

/// The figures that a page may name without anybody else having changed anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    least: u64,
    most: u64,
}

impl Steadiness {
    /// Takes notice of a page.
    pub fn page(&mut self, page: &LicensePage) {
        self.pages_read += 1;
        self.page_size = self.page_size.max(page.licenses.len() as u64);
        self.total = self.grand_total(page);
        let is_as_before = [holds(&mut self.records, self.total), holds(&mut self.pages, page.pages)];
        self.changed |= is_as_before.contains(&false);
    }

    /// Takes notice of a record that was met before, although nobody here put it in.
    pub fn met_twice(&mut self) {
        self.changed = true;
    }

    /// Takes notice of a record that this program made: pages may count it or not, depending on when they were cut.
    pub fn made(&mut self) {
        for span in [&mut self.records, &mut self.pages].into_iter().flatten() {
            span.most += 1;
        }
    }

    /// Takes notice of a record that this program deleted.
    pub fn deleted(&mut self) {
        for span in [&mut self.records, &mut self.pages].into_iter().flatten() {
            span.least = span.least.saturating_sub(1);
        }
    }

    /// Takes notice of the end: `rows` records are there, of which `unmet` were put in by this program and have come on
    /// no page.
    pub fn end(&mut self, rows: usize, unmet: usize) {
        // A listing of one page is of one moment.
        if self.pages_read > 1
            && let Some(total) = self.total
        {
            let counted = rows.saturating_sub(unmet) as u64..=rows as u64;
            self.changed |= !counted.contains(&total);
        }
    }

    /// Whether the listing is known to have changed: records may have been missed.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.changed
    }

    /// How many records there are in all, where a page tells.
    fn grand_total(&self, page: &LicensePage) -> Option<u64> {
        let (total, pages) = (page.results?, page.pages?);
        let fits = total.div_ceil(self.page_size.max(1)).max(1) == pages.max(1);
        fits.then_some(total)
    }
}

/// Whether a figure is among those that are expected; the first one is.
fn holds(span: &mut Option<Span>, figure: Option<u64>) -> bool {
    let Some(figure) = figure else {
        return true;
    };
    let Span { least, most } = *span.get_or_insert(Span { least: figure, most: figure });
    (least..=most).contains(&figure)
}

#[cfg(test)]
mod tests;
