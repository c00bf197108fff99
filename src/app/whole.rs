//! All licenses of a scope, for a screen that needs them together.

use super::{listing::Listing, model::Shared, msg::RequestId};
use crate::domain::{Call, Foresight, License, LicensePage, Problem, Reply, Scope};

/// The licenses as far as they have been read.
#[derive(Debug)]
pub struct Whole {
    /// Whose licenses.
    pub scope: Scope,
    /// Why they cannot be read to the end.
    pub problem: Option<Problem>,
    listing: Listing,
    foresight: Foresight<RequestId>,
}

impl Whole {
    /// Begins to read.
    pub fn open(scope: Scope, shared: &mut Shared) -> Self {
        let rules = shared.place.as_ref().map(|place| (place.page_size, place.reads_ahead));
        let (page_size, reads_ahead) = rules.unwrap_or((100, false));
        let foresight = Foresight::new(page_size, reads_ahead);
        let mut whole = Self { scope, problem: None, listing: Listing::default(), foresight };
        whole.read_on(shared);
        whole
    }

    fn read_on(&mut self, shared: &mut Shared) {
        let wanted = if self.problem.is_some() { 0 } else { usize::MAX };
        while let Some(token) = self.foresight.ask(&self.listing.walk, wanted) {
            let page_size = self.foresight.page_size();
            let call = Call::ListLicenses { scope: self.scope, page_size, token };
            self.foresight.asked(shared.call(call));
        }
        self.cancel_dropped(shared);
    }

    fn cancel_dropped(&mut self, shared: &mut Shared) {
        for request in self.foresight.dropped() {
            shared.cancel(Some(request));
        }
    }

    /// Whether an answer is awaited.
    #[must_use]
    pub fn awaits(&self, id: RequestId) -> bool {
        self.foresight.awaits(id)
    }

    /// The oldest request under way.
    #[must_use]
    pub fn awaited(&self) -> Option<RequestId> {
        self.foresight.requests().next()
    }

    /// Takes an answer that is awaited.
    pub fn came(&mut self, id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) {
        let page = match result {
            Ok(Reply::Licenses(page)) => Ok(page),
            Ok(_) => Err(Problem::Internal { reason: "the answer is not to the question".to_owned() }),
            Err(problem) => Err(problem),
        };
        self.foresight.answered(id, page);
        while let Some(taken) = self.foresight.take(&self.listing.walk) {
            self.take(taken);
        }
        self.read_on(shared);
    }

    fn take(&mut self, taken: Result<LicensePage, Problem>) {
        if let Err(problem) = taken.and_then(|page| self.listing.take(&page)) {
            self.foresight.discard();
            self.problem = Some(problem);
        }
    }

    /// Takes notice that a page does not come for now.
    pub fn held_up(&mut self, id: RequestId, problem: &Problem, shared: &mut Shared) {
        self.foresight.held_up(id, problem);
        self.cancel_dropped(shared);
    }

    /// Asks nothing more.
    pub fn stop(&mut self, shared: &mut Shared) {
        self.foresight.discard();
        self.cancel_dropped(shared);
    }

    /// Whether all are there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.listing.walk.is_complete()
    }

    /// Whether the list is known to have changed while it was read, so that some may be missing.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        self.listing.has_changed()
    }

    /// How many have been read.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.listing.catalog.len() as u64
    }

    /// The licenses that have been read, in the server's order.
    #[must_use]
    pub fn licenses(&self) -> Vec<License> {
        let rows = self.listing.catalog.rows();
        (0..rows.slots()).filter_map(|slot| Some(rows.row(slot)?.to_license())).collect()
    }
}
