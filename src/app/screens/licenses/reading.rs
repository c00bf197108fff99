//! Reading the server's pages: as the cursor moves, a page at a time, to the end, or all anew.

use super::Licenses;
use crate::{
    app::{
        listing::Listing,
        model::{Shared, Tone},
        msg::RequestId,
        requests::Waiting,
    },
    domain::{Call, Foresight, LicensePage, Problem, Reply, catalog::Order},
};

/// How far to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// As far as the cursor needs.
    #[default]
    Screenful,
    /// Until this page of the server, counted from 0, is there; the cursor then goes to its start.
    Page(usize),
    /// To the end; the cursor then goes to the last row.
    End,
}

/// What is being read.
#[derive(Debug)]
pub(super) struct Reading {
    foresight: Foresight<RequestId>,
    goal: Goal,
    /// A listing that is read anew, and how many rows it must have before it takes the old one's place.
    pub(super) anew: Option<(Listing, usize)>,
    /// The operator stopped the reading; it goes on when it is asked for, or when the cursor moves.
    stopped: bool,
}

impl Reading {
    /// Nothing is read yet.
    pub(super) fn new(shared: &Shared) -> Self {
        Self { foresight: foresight(shared), goal: Goal::default(), anew: None, stopped: false }
    }
}

/// That of a listing that begins, by the rules of the place.
fn foresight(shared: &Shared) -> Foresight<RequestId> {
    let (page_size, reads_ahead) =
        shared.place.as_ref().map_or((100, false), |place| (place.page_size, place.reads_ahead));
    Foresight::new(page_size, reads_ahead)
}

/// How the reading stands, to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The request under way.
    pub request: RequestId,
    /// How far it goes.
    pub goal: Goal,
    /// Whether the rows are being read anew.
    pub anew: bool,
    /// Rows read so far.
    pub rows: usize,
    /// Pages read so far.
    pub pages_read: usize,
    /// How many pages there are, as the server says.
    pub pages: Option<u64>,
}

impl Licenses {
    /// How the reading stands; none when nothing is read.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        let listing = self.reading.anew.as_ref().map_or(&self.listing, |(listing, _)| listing);
        Some(Progress {
            request: self.reading.foresight.requests().next()?,
            goal: self.reading.goal,
            anew: self.reading.anew.is_some(),
            rows: listing.catalog.len(),
            pages_read: listing.walk.pages_read(),
            pages: listing.pages,
        })
    }

    pub(super) fn awaits_page(&self, id: RequestId) -> bool {
        self.reading.foresight.awaits(id)
    }

    /// Asks for the next pages, as far as they are wanted and not under way.
    pub(super) fn read_on(&mut self, shared: &mut Shared) {
        let holds = self.problem.is_some() || self.is_arranging_anew();
        let wanted = if holds { 0 } else { self.pages_wanted(shared) };
        let scope = self.scope();
        let listing = self.reading.anew.as_ref().map_or(&self.listing, |(listing, _)| listing);
        let foresight = &mut self.reading.foresight;
        while let Some(token) = foresight.ask(&listing.walk, wanted) {
            let call = Call::ListLicenses { scope, page_size: foresight.page_size(), token };
            foresight.asked(shared.call(call));
        }
        self.cancel_dropped(shared);
    }

    fn cancel_dropped(&mut self, shared: &mut Shared) {
        for request in self.reading.foresight.dropped() {
            shared.cancel(Some(request));
        }
    }

    /// Forgets the pages that are under way or came before their turn. What is wanted of them is asked for again.
    pub(super) fn forget_pages_under_way(&mut self, shared: &mut Shared) {
        self.reading.foresight.discard();
        self.cancel_dropped(shared);
    }

    /// How many pages are needed from the next one on. Nobody waits for more than one as long as only the cursor
    /// moves.
    fn pages_wanted(&self, shared: &Shared) -> usize {
        if let Some((listing, rows)) = &self.reading.anew {
            let rows_per_page = (listing.catalog.len() / listing.walk.pages_read().max(1)).max(1);
            let pages = rows.saturating_sub(listing.catalog.len()).div_ceil(rows_per_page);
            return if listing.walk.pages_read() == 0 { 1 } else { pages.max(1) };
        }
        let read = self.listing.walk.pages_read();
        match self.reading.goal {
            Goal::End => usize::MAX,
            Goal::Page(page) => (page + 1).saturating_sub(read),
            Goal::Screenful => usize::from(self.cursor_needs_more(shared)),
        }
    }

    /// Whether the cursor comes near the end of what is read. Two screens before it, where pages are read ahead.
    fn cursor_needs_more(&self, shared: &Shared) -> bool {
        if self.listing.walk.pages_read() == 0 {
            return !self.reading.stopped;
        }
        // A filter looks at what is read; reading on for it would mean reading everything.
        if self.reading.stopped || !self.view.filter().is_empty() {
            return false;
        }
        let (rows, end) = (shared.size.table_rows(), self.view.len());
        if shared.place.as_ref().is_some_and(|place| place.reads_ahead) {
            self.cursor.position + 2 * rows >= end
        } else {
            self.cursor.position + 1 >= end || rows > end
        }
    }

    /// Takes in a page, or the news that it did not come, and whatever waited for it.
    pub(super) fn page_came(&mut self, id: RequestId, result: Result<Reply, Problem>, shared: &mut Shared) {
        let page = match result {
            Ok(Reply::Licenses(page)) => Ok(page),
            Ok(_) => Err(Problem::Internal { reason: "the answer is not to the question".to_owned() }),
            Err(problem) => Err(problem),
        };
        self.reading.foresight.answered(id, page);
        while let Some(taken) = self.take_from_foresight() {
            match taken {
                Ok(page) => self.take_page(&page, shared),
                Err(problem) => self.fail(problem),
            }
        }
        self.read_on(shared);
    }

    fn take_from_foresight(&mut self) -> Option<Result<LicensePage, Problem>> {
        let listing = self.reading.anew.as_ref().map_or(&self.listing, |(listing, _)| listing);
        self.reading.foresight.take(&listing.walk)
    }

    /// Takes notice that a page does not come for now.
    pub(super) fn page_is_held_up(&mut self, id: RequestId, problem: &Problem, shared: &mut Shared) {
        self.reading.foresight.held_up(id, problem);
        self.cancel_dropped(shared);
    }

    fn fail(&mut self, problem: Problem) {
        self.reading.foresight.discard();
        self.reading.anew = None;
        self.reading.goal = Goal::Screenful;
        self.problem = Some(problem);
    }

    fn take_page(&mut self, page: &LicensePage, shared: &mut Shared) {
        if !self.remembered {
            self.remembered = true;
            shared.remember(self.entry.clone());
        }
        if let Some((listing, rows)) = &mut self.reading.anew {
            let problem = listing.take(page).err();
            let over = listing.walk.next_token().is_none();
            if over || listing.catalog.len() >= *rows {
                self.show_anew(problem, shared);
            }
            return;
        }
        let problem = self.listing.take(page).err();
        self.view.extend(self.listing.catalog.rows());
        self.anchor(shared);
        self.settle_goal(problem, shared);
    }

    pub(super) fn settle_goal(&mut self, problem: Option<Problem>, shared: &mut Shared) {
        match problem {
            None => self.reach_goal(shared),
            Some(problem) => self.fail(problem),
        }
    }

    fn reach_goal(&mut self, shared: &mut Shared) {
        let over = self.listing.walk.next_token().is_none();
        match self.reading.goal {
            Goal::Page(page) if over || self.listing.walk.pages_read() > page => {
                self.reading.goal = Goal::Screenful;
                self.go_to_page(page.min(self.listing.page_starts.len().saturating_sub(1)), shared);
            }
            Goal::End if over => {
                self.reading.goal = Goal::Screenful;
                self.go_to_position(usize::MAX, shared);
            }
            Goal::Screenful | Goal::Page(_) | Goal::End => {}
        }
    }

    /// Stops what the operator waits for: a jump, a reading anew, the first page, or another try. Reading on in the background
    /// is nothing to wait for. Returns whether there was something to stop.
    pub(super) fn stop_reading(&mut self, shared: &mut Shared) -> bool {
        let first = self.listing.walk.pages_read() == 0;
        let under_way: Vec<RequestId> = self.reading.foresight.requests().collect();
        let told = under_way
            .iter()
            .filter_map(|request| shared.requests.get(*request))
            .any(Waiting::waits_for_a_try);
        let waited = self.reading.anew.is_some() || self.reading.goal != Goal::Screenful || first || told;
        if under_way.is_empty() || !waited {
            return false;
        }
        self.forget_pages_under_way(shared);
        self.reading.anew = None;
        self.reading.goal = Goal::Screenful;
        self.reading.stopped = true;
        shared.say(Tone::Plain, format!("stopped: {}", self.listing.extent()));
        true
    }

    /// Forgets what was read beyond the listing, for it may hold a record that has gone, or lack one that has moved.
    pub(super) fn forget_unread(&mut self, shared: &mut Shared) {
        self.forget_pages_under_way(shared);
        // A reading anew may hold the record that has gone.
        if let Some((_, rows)) = self.reading.anew.take() {
            self.reading.anew = Some((Listing::default(), rows));
        }
        self.arrange_what_is_shown(shared);
    }

    /// Lets the cursor read on again after the operator has stopped the reading.
    pub(super) fn resume(&mut self) {
        self.reading.stopped = false;
    }

    /// Goes on where a failure or the operator stopped it.
    pub(super) fn go_on(&mut self, goal: Goal, shared: &mut Shared) {
        self.reading.goal = goal;
        self.reading.stopped = false;
        self.problem = None;
        self.read_on(shared);
    }

    pub(super) fn read_to_the_end(&mut self, shared: &mut Shared) {
        if self.listing.walk.next_token().is_none() {
            return self.go_to_position(usize::MAX, shared);
        }
        self.go_on(Goal::End, shared);
    }

    /// Reads as many rows again as are there now; they stay until the new ones can take their place.
    pub(super) fn read_anew(&mut self, shared: &mut Shared) {
        self.forget_pages_under_way(shared);
        self.arrange_what_is_shown(shared);
        // Whatever the server was like, it may be otherwise now.
        self.reading.foresight = foresight(shared);
        if self.listing.walk.pages_read() > 0 {
            self.reading.anew = Some((Listing::default(), self.listing.catalog.len()));
        }
        self.go_on(Goal::Screenful, shared);
    }

    /// The order of the rows, where it is not the server's.
    #[must_use]
    pub fn order(&self) -> Option<Order> {
        self.view.order()
    }
}

#[cfg(test)]
mod tests;
