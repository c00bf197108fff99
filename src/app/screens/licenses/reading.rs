//! Reading the server's pages: as the cursor moves, a page at a time, to the end, or all anew.

use super::Licenses;
use crate::{
    app::{
        listing::Listing,
        model::{Shared, Tone},
        msg::RequestId,
        requests::Waiting,
    },
    domain::{Call, LicensePage, Problem, Reply, catalog::Order},
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
#[derive(Debug, Default)]
pub(super) struct Reading {
    request: Option<RequestId>,
    goal: Goal,
    /// A listing that is read anew, and how many rows it must have before it takes the old one's place.
    pub(super) anew: Option<(Listing, usize)>,
    /// The operator stopped the reading; it goes on when it is asked for, or when the cursor moves.
    stopped: bool,
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
            request: self.reading.request?,
            goal: self.reading.goal,
            anew: self.reading.anew.is_some(),
            rows: listing.catalog.len(),
            pages_read: listing.walk.pages_read(),
            pages: listing.pages,
        })
    }

    pub(super) fn request(&self) -> Option<RequestId> {
        self.reading.request
    }

    /// Asks for the next page, if one is wanted and none is under way.
    pub(super) fn read_on(&mut self, shared: &mut Shared) {
        let waits = self.reading.request.is_some() || self.is_arranging_anew();
        if waits || self.problem.is_some() || !self.wants_more(shared) {
            return;
        }
        let listing = self.reading.anew.as_ref().map_or(&self.listing, |(listing, _)| listing);
        if let Some(token) = listing.walk.next_token() {
            let page_size = shared.place.as_ref().map_or(100, |place| place.page_size);
            let call = Call::ListLicenses { scope: self.scope(), page_size, token };
            self.reading.request = Some(shared.call(call));
        }
    }

    fn wants_more(&self, shared: &Shared) -> bool {
        if self.reading.anew.is_some() {
            return true;
        }
        match self.reading.goal {
            Goal::End => true,
            Goal::Page(page) => self.listing.walk.pages_read() <= page,
            Goal::Screenful if self.reading.stopped => false,
            Goal::Screenful if self.listing.walk.pages_read() == 0 => true,
            // A filter looks at what is read; reading on for it would mean reading everything.
            Goal::Screenful if !self.view.filter().is_empty() => false,
            Goal::Screenful => self.cursor.position + 2 * shared.size.table_rows() >= self.view.len(),
        }
    }

    /// Takes in a page, or the news that it did not come.
    pub(super) fn page_came(&mut self, result: Result<Reply, Problem>, shared: &mut Shared) {
        self.reading.request = None;
        match result {
            Ok(Reply::Licenses(page)) => self.take_page(&page, shared),
            Ok(_) => self.fail(Problem::Internal { reason: "the answer is not to the question".to_owned() }),
            Err(problem) => self.fail(problem),
        }
        self.read_on(shared);
    }

    fn fail(&mut self, problem: Problem) {
        self.reading.anew = None;
        self.reading.goal = Goal::Screenful;
        self.problem = Some(problem);
    }

    fn take_page(&mut self, page: &LicensePage, shared: &mut Shared) {
        if !self.remembered {
            self.remembered = true;
            shared.remember(self.entry.clone());
        }
        if let Some((mut listing, rows)) = self.reading.anew.take() {
            let taken = listing.take(page);
            let over = listing.walk.next_token().is_none();
            if !over && listing.catalog.len() < rows {
                self.reading.anew = Some((listing, rows));
                return;
            }
            self.reading.anew = Some((listing, rows));
            self.show_anew(taken.problem, shared);
            return;
        }
        let taken = self.listing.take(page);
        self.view.extend(self.listing.catalog.rows());
        self.anchor(shared);
        self.settle_goal(taken.problem, shared);
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
        let request = self.reading.request.and_then(|request| shared.requests.get(request));
        let told = request.is_some_and(Waiting::waits_for_a_try);
        let waited = self.reading.anew.is_some() || self.reading.goal != Goal::Screenful || first || told;
        if self.reading.request.is_none() || !waited {
            return false;
        }
        shared.cancel(self.reading.request.take());
        self.reading.anew = None;
        self.reading.goal = Goal::Screenful;
        self.reading.stopped = true;
        shared.say(Tone::Plain, format!("stopped: {}", self.listing.extent()));
        true
    }

    /// Forgets the page under way; the same page is asked for again when it is wanted.
    pub(super) fn forget_page_under_way(&mut self, shared: &mut Shared) {
        shared.cancel(self.reading.request.take());
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
    fn go_on(&mut self, goal: Goal, shared: &mut Shared) {
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

    fn go_to_page(&mut self, page: usize, shared: &Shared) {
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

    /// Reads as many rows again as are there now; they stay until the new ones can take their place.
    pub(super) fn read_anew(&mut self, shared: &mut Shared) {
        shared.cancel(self.reading.request.take());
        self.arrange_what_is_shown(shared);
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
