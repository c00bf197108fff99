//! One list of scopes: a kind, under a parent or not, as far as it has been read.

use hashbrown::HashSet;
use uuid::Uuid;

use crate::{
    app::{cursor::Cursor, msg::RequestId},
    domain::{Problem, Reply, ScopeCursor, ScopeEntry, ScopeKind},
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
    next: Option<ScopeCursor>,
    seen: HashSet<Uuid>,
    asked: HashSet<String>,
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
                self.entries.extend(fresh);
                self.next = page.next;
                // The same way on twice is a circle.
                if let Some(next) = &self.next
                    && !self.asked.insert(format!("{next:?}"))
                {
                    self.next = None;
                    self.problem = Some(Problem::Repeated);
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

/// A row on the screen.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The scope.
    pub entry: &'a ScopeEntry,
    /// Whether it was used lately.
    pub recent: bool,
}

/// The order of the rows. Scopes that were used lately come first in all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// By what.
    pub by: By,
    /// Turned round.
    pub descending: bool,
}

/// What scopes are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// As the server sends them.
    #[default]
    Server,
    /// By name.
    Name,
    /// By UUID.
    Uuid,
}

impl Order {
    pub(super) fn next(self) -> Self {
        let by = match self.by {
            By::Server => By::Name,
            By::Name => By::Uuid,
            By::Uuid => By::Server,
        };
        Self { by, descending: false }
    }

    pub(super) fn turned(self) -> Self {
        Self { descending: !self.descending, ..self }
    }

    fn sort(self, rows: &mut [Row<'_>]) {
        match self.by {
            By::Server => {}
            By::Name => rows.sort_by_cached_key(|row| row.entry.label().to_lowercase()),
            By::Uuid => rows.sort_by_key(|row| row.entry.scope.uuid),
        }
        if self.descending {
            rows.reverse();
        }
    }
}

/// The rows of a list: those used lately, then the others, as far as the filter lets them through.
pub(super) fn rows<'a>(
    list: Option<&'a ScopeList>, kind: ScopeKind, recent: &'a [ScopeEntry], filter: &str, order: Order,
) -> Vec<Row<'a>> {
    let wanted = filter.to_lowercase();
    let shows = |entry: &ScopeEntry| {
        wanted.is_empty()
            || entry.label().to_lowercase().contains(&wanted)
            || entry.scope.uuid.to_string().contains(&wanted)
    };
    let entries = list.map_or(&[] as &[ScopeEntry], |list| &list.entries);
    // A scope that was once typed has no name of its own; the server's list may know it.
    let named = |entry: &'a ScopeEntry| match entry.name {
        Some(_) => entry,
        None => entries.iter().find(|listed| listed.scope == entry.scope).unwrap_or(entry),
    };
    let recent = || recent.iter().filter(|entry| entry.scope.kind == kind).map(named);
    let mut rows: Vec<Row<'a>> =
        recent().filter(|entry| shows(entry)).map(|entry| Row { entry, recent: true }).collect();
    let used: HashSet<Uuid> = recent().map(|entry| entry.scope.uuid).collect();
    let first = rows.len();
    let others = entries.iter().filter(|entry| !used.contains(&entry.scope.uuid) && shows(entry));
    rows.extend(others.map(|entry| Row { entry, recent: false }));
    order.sort(&mut rows[first..]);
    rows
}
