//! One list of scopes: a kind, under a parent or not, as far as it has been read.

use hashbrown::HashSet;
use uuid::Uuid;

use crate::{
    app::{cursor::Cursor, msg::RequestId},
    domain::{Descent, Headway, Problem, Reply, ScopeCursor, ScopeEntry},
};

/// What has been read of a list, and how the reading stands.
#[derive(Debug, Default)]
pub struct ScopeList {
    /// The scopes, in the server's order.
    pub entries: Vec<ScopeEntry>,
    /// Where the cursor is among the rows that are shown.
    pub cursor: Cursor,
    /// Why the last page did not come.
    pub problem: Option<Problem>,
    /// The request under way.
    pub request: Option<RequestId>,
    pub(super) at: Option<Uuid>,
    pub(super) started: bool,
    pub(super) to_end: bool,
    /// How far the way through the groups has come, where the list is read by way of them.
    pub way: Option<Way>,
    next: Option<ScopeCursor>,
    seen: HashSet<Uuid>,
    asked: HashSet<String>,
    headway: Headway,
}

/// How far a way through the groups has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Groups that are done with.
    pub done: usize,
    /// Groups that are known and still to come, the one under way among them.
    pub left: usize,
    /// Whether the server has more groups than are known.
    pub more: bool,
}

impl Way {
    /// Goes on by a page, after which this much is left.
    fn after(before: Option<Self>, descent: &Descent) -> Self {
        let Self { done, left, .. } = before.unwrap_or_default();
        let now = descent.parents.len();
        Self { done: done + left.saturating_sub(now), left: now, more: descent.more_groups.is_some() }
    }
}

impl ScopeList {
    /// Whether everything has been read.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.started && self.request.is_none() && self.next.is_none() && self.problem.is_none()
    }

    /// Where to go on, if anywhere.
    pub(super) fn ask(&mut self) -> Option<ScopeCursor> {
        if !self.started {
            self.started = true;
            return Some(ScopeCursor::default());
        }
        self.next.clone()
    }

    /// Takes in a page, or the news that it did not come.
    pub(super) fn take(&mut self, result: Result<Reply, Problem>) {
        self.request = None;
        match result {
            Ok(Reply::Scopes(page)) => {
                let fresh = page.entries.into_iter().filter(|entry| self.seen.insert(entry.scope.uuid));
                let before = self.entries.len();
                self.entries.extend(fresh);
                self.next = page.next;
                let descent = self.next.as_ref().and_then(|next| next.descent.as_ref());
                self.way = descent.map(|descent| Way::after(self.way, descent));
                let brought_news = self.entries.len() > before;
                // The same way on twice is a circle.
                if let Some(next) = &self.next
                    && !self.asked.insert(format!("{next:?}"))
                {
                    self.next = None;
                    self.problem = Some(Problem::Repeated);
                }
                // On the way through the scopes above, those without any below are no standstill.
                if let Some(next) = &self.next
                    && let Err(problem) = self.headway.page(brought_news || next.token.is_none())
                {
                    self.next = None;
                    self.problem = Some(problem);
                }
            }
            Ok(_) => {}
            Err(problem) => self.problem = Some(problem),
        }
        if self.next.is_none() || self.problem.is_some() {
            self.to_end = false;
        }
    }

    /// Stops the reading; answers with the request to cancel.
    pub(super) fn interrupt(&mut self) -> Option<RequestId> {
        self.to_end = false;
        let request = self.request.take();
        if request.is_some() && self.entries.is_empty() {
            self.started = false;
        }
        request
    }

    /// Forgets everything, to be read anew; answers with the request to cancel.
    pub(super) fn start_over(&mut self) -> Option<RequestId> {
        let request = self.request.take();
        *self = Self { cursor: self.cursor, at: self.at, ..Self::default() };
        request
    }
}
