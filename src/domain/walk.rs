//! The way through the pages of one listing: where it stands, and whether it goes round in circles.
//!
//! The end of a listing is the absence of a token and nothing else (API section 1.1). A token that was already seen
//! must not be followed for ever, and one token is bound to one scope and one page size: a walk belongs to one
//! listing and is thrown away with it.

use hashbrown::HashSet;

use super::{
    call::{LicensePage, PageToken},
    headway::Headway,
    license::LicenseId,
    problem::Problem,
};

/// Where a listing stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// `asked[n]` is the token by which page `n` was asked for; the first page has none.
    asked: Vec<Option<PageToken>>,
    seen: HashSet<PageToken>,
    next: Option<PageToken>,
    ended: bool,
    again: usize,
    headway: Headway,
    /// The ids of the last page.
    last: Vec<LicenseId>,
}

impl Walk {
    /// Notes an answer to [`Walk::next_token`].
    ///
    /// # Errors
    /// [`Problem::Repeated`] when the page leads to a token that the walk has already seen, [`Problem::Endless`] when
    /// too many pages have brought nothing. The rows of the page are good; the walk is over, without being complete.
    pub fn accept(&mut self, page: &LicensePage) -> Result<(), Problem> {
        if self.again > 0 {
            self.again -= 1;
        } else {
            self.asked.push(self.next.take());
        }
        if self.again > 0 {
            return Ok(());
        }
        let ids: Vec<LicenseId> = page.licenses.iter().map(|license| license.id).collect();
        let brought_news = !ids.is_empty() && ids != self.last;
        self.last = ids;
        match page.next.clone() {
            None => {
                self.next = None;
                self.ended = true;
                Ok(())
            }
            Some(token) if self.next.as_ref() == Some(&token) => Ok(()),
            Some(token) => {
                self.next = None;
                if !self.seen.insert(token.clone()) {
                    return Err(Problem::Repeated);
                }
                self.headway.page(brought_news)?;
                self.next = Some(token);
                self.ended = false;
                Ok(())
            }
        }
    }

    /// The token of the page to ask for now: the outer `None` when there is nothing left to ask for, the inner one
    /// for the first page.
    #[must_use]
    pub fn next_token(&self) -> Option<Option<PageToken>> {
        if self.again > 0 {
            return self.asked.get(self.asked.len() - self.again).cloned();
        }
        if self.asked.is_empty() {
            return Some(None);
        }
        self.next.clone().map(Some)
    }

    /// Whether the server said that there is nothing more.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.ended && self.again == 0
    }

    /// How many pages have been read.
    #[must_use]
    pub fn pages_read(&self) -> usize {
        self.asked.len()
    }

    /// Whether the next answer is a page that was read before.
    #[must_use]
    pub fn is_reading_again(&self) -> bool {
        self.again > 0
    }

    /// Has the last `pages` pages asked for once more before the walk goes on. Where the server cuts pages by
    /// position, records that go shift the rest forward, over the edge of pages that were already read; without
    /// this, a delete in the middle of a walk would hide as many records from it.
    pub fn step_back(&mut self, pages: usize) {
        if !self.ended {
            self.again = self.again.max(pages.min(self.asked.len()));
        }
    }
}

#[cfg(test)]
mod tests;
