//! The licenses of the scope, page by page, and those with some words in them.

use std::collections::VecDeque;

use hashbrown::HashSet;

use super::Session;
use crate::{
    api::Listing,
    cli::failure::Failure,
    domain::{License, LicenseId, catalog::Words},
    text,
};

/// How many licenses are said at once: about a screenful.
const SAID_AT_ONCE: usize = 20;

/// The most licenses that a filter says.
const MOST_FOUND: usize = 200;

/// A listing and what of it was said.
pub(super) struct Pages {
    listing: Listing,
    /// What was read and not said yet.
    ahead: VecDeque<License>,
    seen: HashSet<LicenseId>,
    said: usize,
}

impl Session<'_> {
    fn pages(&self, reads_ahead: bool) -> Result<Pages, Failure> {
        let (scope, page_size) = (self.scope()?, self.place.page_size);
        let listing = Listing::new(self.client.clone(), scope, page_size).reading_ahead(reads_ahead);
        Ok(Pages { listing, ahead: VecDeque::new(), seen: HashSet::new(), said: 0 })
    }

    /// Says the first licenses, read anew.
    pub(super) async fn list(&mut self) -> Result<(), Failure> {
        self.pages = Some(self.pages(false)?);
        self.more().await
    }

    /// Says the next ones.
    pub(super) async fn more(&mut self) -> Result<(), Failure> {
        let Some(pages) = &mut self.pages else {
            return Box::pin(self.list()).await;
        };
        pages.read_for(SAID_AT_ONCE).await?;
        let count = pages.ahead.len().min(SAID_AT_ONCE);
        for license in pages.ahead.drain(..count) {
            self.dialogue.say(&line(&license))?;
        }
        pages.said += count;
        let words = pages.standing();
        self.dialogue.say(&words)
    }

    /// Says all licenses that have these words in them; the whole listing is read for that.
    pub(super) async fn filter(&mut self, text: &str) -> Result<(), Failure> {
        let words = Words::new(text);
        let mut pages = self.pages(self.place.reads_ahead)?;
        let (mut read, mut found) = (0_usize, 0_usize);
        while pages.read_for(1).await? {
            for license in pages.ahead.drain(..) {
                read += 1;
                if words.are_in(&license) {
                    found += 1;
                    if found <= MOST_FOUND {
                        self.dialogue.say(&line(&license))?;
                    }
                }
            }
        }
        let over = found.saturating_sub(MOST_FOUND);
        let over = if over > 0 { format!("; {over} of them not said") } else { String::new() };
        self.dialogue.say(&format!("{found} of {read} licenses have \"{text}\" in them{over}."))?;
        if pages.listing.has_changed(Some(read)) {
            self.dialogue.say("The list changed while it was read; some may be missing.")?;
        }
        Ok(())
    }
}

impl Pages {
    /// Reads until so many are there to be said, or the end has come. Answers with whether there is anything.
    async fn read_for(&mut self, count: usize) -> Result<bool, Failure> {
        while self.ahead.len() < count {
            let Some(page) = self.listing.next_page().await else { break };
            let new = page?.licenses.into_iter().filter(|license| self.seen.insert(license.id));
            self.ahead.extend(new);
        }
        Ok(!self.ahead.is_empty())
    }

    /// How far it is.
    fn standing(&self) -> String {
        let said = text::count(self.said as u64, "license");
        if !self.ahead.is_empty() || !self.listing.is_complete() {
            format!("{said} said; more says the next.")
        } else if self.listing.has_changed(Some(self.seen.len())) {
            format!("{said}, complete, but the list changed while it was read; list reads it anew.")
        } else {
            format!("{said}, complete.")
        }
    }
}

fn line(license: &License) -> String {
    let License { id, name, sku, status, .. } = license;
    format!("{id}: {sku}, {name}, {status}")
}
